"""The cue words of what a change is measured against, and of amounts that are told against another."""

from __future__ import annotations

import re
from typing import Any

from ..language.lexicon import alternatives, lexicon, word_list
from ..language.patterns import later
from ..language.time_grammar import fill


class CuesOfBases:
    """The words of bases in one language; `Cues` holds them with all others."""

    lang: str
    spaced: bool

    def _base_cues(self, rows: dict[str, Any]) -> None:
        """What a change is measured against, and earlier times, each with its name."""
        year = lexicon("periods")["macros"][self.lang]["year"]
        year, edge = (year, r"(?<!\w)") if self.spaced else (rf"{year}|(?<!\d)1[01]\d(?=年)", "")  # 較105年

        months = alternatives([word for month in lexicon("periods")["months"] for word in month[self.lang]])
        numbers = alternatives([w for row in lexicon("numbers")["digits"] for w in row[self.lang]])
        macros = {"year": f"(?:{year})", "months": months, "numbers": numbers}

        def named(table: dict[str, Any]) -> list[tuple[str, re.Pattern[str]]]:
            parts = [(name, fill(p, macros)) for name, row in table.items() for p in row[self.lang]]
            return [(name, later(f"{edge}(?:{p})", re.IGNORECASE)) for name, p in parts]

        self.base, self.then = named(rows["base"]), named(rows["then"])

    def _amount_cues(self, rows: dict[str, Any], nouns: list[str]) -> None:
        """'More' and the base that follows it; 比...多 right before the figure."""
        amounts = {d: alternatives(rows[d][self.lang]) for d in ("up", "down")}
        ways = "|".join(f"(?P<{d}>{words})" for d, words in amounts.items())
        lead = rf" (?:[a-z-]+ ){{0,2}}(?:{ways})"
        self.amount_after = later(rf"{lead}(?: [a-z-]+){{0,2}} " if self.spaced else "(?!)", re.IGNORECASE)
        self.amount_than = later(rf"{lead} than (?:the|its|their) " if self.spaced else "(?!)", re.IGNORECASE)
        sides = "|".join(f"(?P<{d}_of>{alternatives(rows[d + '_of'][self.lang])})" for d in ("up", "down"))
        again, of = r"(?: \([^()]{1,12}\))?", rf"(?:the|its|their) (?:{alternatives(nouns)})\b"
        measured = rf"{again} (?:(?:{ways}) than|{sides}) {of}"  # '5,900 (10.6%) more than the number sold in 2019'
        self.amount_of = later(measured if self.spaced else "(?!)", re.IGNORECASE)
        ways_of = f"(?:{ways})"
        alone = rf"(?:{alternatives([*rows['up'][self.lang], *rows['down'][self.lang]])})(?:了|出)?"
        self.amount_alone = later("(?!)" if self.spaced else alone)  # 比上月的26起少9起: behind the figure of the base
        self.amount_before = later(
            "(?!)" if self.spaced else rf"(?:较|比|与)(?:[^,，;；]|(?<=\d),(?=\d\d\d))*(?<![最至]){ways_of}(?:了|出)?$"
        )
        self.amount_in_row = later("(?!)" if self.spaced else rf"(?:和|、|及|以及|，|,){ways_of}(?:了|出)?")

    def _against_cues(self, rows: dict[str, Any], flags: int) -> None:
        """The words before a period that a change is measured against."""
        lang = self.lang
        revised = rf"(?: (?:{alternatives(list(word_list('revised')))}))?" if self.spaced else ""
        link = rf"(?: (?:{alternatives(rows['link'][lang])}))?(?: the)?{revised} $" if self.spaced else "$"
        never = "".join(rf"(?<!\b{word} )" for word in rows["never"][lang])
        self.against = later(rf"{never}(?:{alternatives(rows['before'][lang])}){link}", flags)
        self.against_from = later(rf"(?P<word>{alternatives(rows['after_from'][lang])}){link}", flags)
        far, near, compared = (alternatives(rows[name][lang]) for name in ("far", "after_figure", "compared"))
        times = alternatives(rows["times"][lang])
        number = rf"(?:\d[\d,.]*|{alternatives([w for r in lexicon('numbers')['digits'] for w in r[lang]])})"
        verbs = alternatives([w for side in ("up", "down") for w in lexicon("cues")[side]["verb"][lang]])
        amount = rf"(?:(?:{alternatives(rows['change_nouns'][lang])}) of|(?:{verbs}) by) [^,;:%]{{0,16}}?\b{number}(?: [a-z-]+){{0,3}}"
        figure = rf"(?:%|\bper ?cent|\bpoints?|\btimes|\d(?= (?:up|down|{far}) )|{amount})(?: ?\([^()]{{1,24}}\))?(?: (?:up|down|higher|lower|more|fewer|less|{alternatives(rows['moved_nouns'][lang])}))?"
        seized = r"(?: the [a-z]+(?: [a-z]+(?:ed|en|wn|ght))? (?:in|of|during|for))?" if self.spaced else ""
        self.against_on = later(rf"{figure} (?P<word>(?P<far>{far})|{near}){seized}{link}", flags)
        figures = alternatives([f"{word}s" for word in rows["figure_nouns"][lang]] or ["(?!)"])
        nouns = rf"{figure} (?P<word>{compared})(?! (?:the )?(?:{figures}))(?: [A-Za-z][\w'-]*){{1,6}} $"  # 'compared with the festival last year'
        self.against_noun = later(nouns if self.spaced else "(?!)", flags)
        self.against_with = later(rf"(?:{alternatives(rows['pair']['before'][lang])})$", flags)
        self.against_behind = later(
            rf"(?:同期)?(?:的?[^,，。;；]{{0,6}})?(?:{alternatives(rows['pair']['behind'][lang])})", flags
        )
        self.against_times = later(rf"(?:{times}) (?P<word>{alternatives(rows['link'][lang])})(?: the)? $", flags)
        own, led = (alternatives(rows[name][lang]) for name in ("times_own", "times_led"))
        bare = rf"(?:(?:\b(?:{led}) |[,(–—-] ?)(?:{times})|times|twice)"  # no 'will double its capacity in 2030'
        told_of = rf"{bare} (?P<word>{own})(?: [a-z][\w'-]*){{0,5}} $"
        self.against_times_noun = later(told_of if self.spaced else "(?!)", flags)
        beyond = alternatives(lexicon("words")["beyond"][lang])
        past = rf"\b(?:{beyond}) (?P<word>(?:(?!and\b)[a-z][\w'-]* ){{0,5}})$"
        self.against_beyond = later(past if self.spaced else "(?!)", flags)  # 'exceeded the level of May by 300'
        self.beyond_by = later(r"(?:'s(?: [a-z-]+){0,2}|(?: [a-z-]+){0,2}) by " if self.spaced else "(?!)", flags)
        # 为102年全年（610万元）的两倍: of a figure that is told with its time
        self.part_of_figure = later(
            r"[^,，。;；\d]{0,3}[(（]?\d[^,，。;；]{0,12}[)）]?的[^,，。;；的]{1,8}倍" if not self.spaced else "(?!)"
        )
        self.against_part = later(rf"(?:{alternatives(rows['share_of']['before'][lang])})$", flags)
        self.part_behind = later(
            rf"(?:{alternatives(rows['share_of']['behind'][lang])})(?=[^,，。;；]{{0,3}}[\d.一二两三四五六七八九十]+ ?(?:%|成|倍))",
            flags,
        )
        self.not_yet = later(alternatives(rows["not_yet"][lang]), flags)
        names = ("of_figure", "figure_times", "of_times")
        link, time, place = (alternatives(rows[name][lang]) for name in names)
        noun = alternatives([form for word in rows["figure_nouns"][lang] for form in (word, f"{word}s")])
        counted = rf"(?:[a-z-]+ )?(?:{noun})(?: [a-z]+(?:ed|en|wn|ght)(?: [a-z]{{2,5}})?)? (?:{place})(?: the)?"
        figure_of = rf"(?:{times}) (?:(?:the|its|their) (?P<word>{counted}) |(?P<the>(?:the )?))$"
        self.against_times_figure = later(figure_of if self.spaced else "(?!)", flags)  # 'triple the 2015 figure'
        self.figure_behind = later(rf" (?:[a-z-]+ )?(?:{noun})" if self.spaced else "(?!)", flags)
        self.doubled_figure = later(
            rf" (?:as (?:many|much) as |on |over |from )?(?:the|its|that of the)(?: (?:{time}))? "
            if self.spaced
            else "(?!)",
            flags,
        )
        of_base = rf".*(?:\d|'s)(?: [a-z-]+){{0,2}} (?:{noun}) of (?:[a-z]+ )?"
        self.of_base = later(of_base if self.spaced else "(?!)", re.IGNORECASE)  # 'the 2014 average of 16,200'
        self.of_base_figure = later(
            rf"(?: [a-z-]+){{0,2}} (?:{noun}) of (?:[a-z]+ )?" if self.spaced else "(?!)", flags
        )
        self.of_figure = later(
            rf"(?: [a-z]+){{0,2}}? (?:{link})(?: the| a| an)?(?: (?:{time}))?(?: (?:{noun}))?(?: of)? ", flags
        )
        self.own_base = later(rf"(?: [a-z-]+){{0,3}}? (?:{link}) ", flags)
