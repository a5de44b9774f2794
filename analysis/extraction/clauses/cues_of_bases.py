"""The cue words of what a change is measured against, and of amounts that are told against another."""

from __future__ import annotations

import re
from typing import Any

from ...language.lexicon import alternatives, lexicon, word_list
from ...language.patterns import later
from ...language.time_grammar import fill


class CuesOfBases:
    """The words of bases in one language; `Cues` holds them with all others."""

    lang: str
    spaced: bool

    def _base_cues(self, rows: dict[str, Any]) -> None:
        """What a change is measured against, and earlier times, each with its name."""
        year = lexicon("periods")["macros"][self.lang]["year"]
        if self.spaced:
            year, edge = rf"{year}(?![-/–]\d\d(?!\d))", r"(?<!\w)"  # '2008-09' is a fiscal year
        else:
            year, edge = rf"{year}|(?<!\d)1[01]\d(?=年)", ""  # 較105年

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
        self._led_to_period(rows, flags)
        self._around_period(rows, flags)
        self._times_cues(rows, flags)
        self._figure_cues(rows, flags)
        beyond = alternatives(lexicon("words")["beyond"][self.lang])
        # 'exceeded the level of May by 300'
        self.against_beyond = self._english(rf"\b(?:{beyond}) (?P<word>(?:(?!and\b)[a-z][\w'-]* ){{0,5}})$", flags)
        self.beyond_by = self._english(r"(?:'s(?: [a-z-]+){0,2}|(?: [a-z-]+){0,2}) by ", flags)
        self.not_yet = later(self._words(rows["not_yet"]), flags)

    def _words(self, row: dict[str, list[str]]) -> str:
        """The words of a row in the language."""
        return alternatives(row[self.lang])

    def _english(self, pattern: str, flags: int) -> re.Pattern[str]:
        """A pattern that matches in English alone."""
        return later(pattern if self.spaced else "(?!)", flags)

    def _led_to_period(self, rows: dict[str, Any], flags: int) -> None:
        """'Lower than in May', '12% on May', 'compared with the festival last year': what leads to a period."""
        revised = rf"(?: (?:{alternatives(list(word_list('revised')))}))?" if self.spaced else ""
        link = rf"(?: (?:{self._words(rows['link'])}))?(?: the)?{revised} $" if self.spaced else "$"
        never = "".join(rf"(?<!\b{word} )" for word in rows["never"][self.lang])
        self.against = later(rf"{never}(?:{self._words(rows['before'])}){link}", flags)
        self.against_from = later(rf"(?P<word>{self._words(rows['after_from'])}){link}", flags)
        far, near, compared = (self._words(rows[name]) for name in ("far", "after_figure", "compared"))
        seized = r"(?: the [a-z]+(?: [a-z]+(?:ed|en|wn|ght))? (?:in|of|during|for))?" if self.spaced else ""
        figure = self._figure_moved(rows, far)
        self.against_on = later(rf"{figure} (?P<word>(?P<far>{far})|{near}){seized}{link}", flags)
        figures = alternatives([f"{word}s" for word in rows["figure_nouns"][self.lang]] or ["(?!)"])
        noun = rf"(?! (?:the )?(?:{figures}))(?: [A-Za-z][\w'-]*){{1,6}} $"
        self.against_noun = self._english(rf"{figure} (?P<word>{compared}){noun}", flags)

    def _figure_moved(self, rows: dict[str, Any], far: str) -> str:
        """'12% higher', 'a rise of 300 (4%)', 'fell by 300': a figure of a change and which way it went."""
        number = rf"(?:\d[\d,.]*|{alternatives([w for r in lexicon('numbers')['digits'] for w in r[self.lang]])})"
        verbs = alternatives([w for side in ("up", "down") for w in lexicon("cues")[side]["verb"][self.lang]])
        led = rf"(?:(?:{self._words(rows['change_nouns'])}) of|(?:{verbs}) by)"
        amount = rf"{led} [^,;:%]{{0,16}}?\b{number}(?: [a-z-]+){{0,3}}"
        measured = rf"(?:%|\bper ?cent|\bpoints?|\btimes|\d(?= (?:up|down|{far}) )|{amount})"
        way = rf"(?: (?:up|down|higher|lower|more|fewer|less|{self._words(rows['moved_nouns'])}))?"
        return rf"{measured}(?: ?\([^()]{{1,24}}\))?{way}"

    def _around_period(self, rows: dict[str, Any], flags: int) -> None:
        """与去年同期相比, 占去年的六成: the words on both sides of a period."""
        pair, share = rows["pair"], rows["share_of"]
        self.against_with = later(rf"(?:{self._words(pair['before'])})$", flags)
        self.against_behind = later(rf"(?:同期)?(?:的?[^,，。;；]{{0,6}})?(?:{self._words(pair['behind'])})", flags)
        self.against_part = later(rf"(?:{self._words(share['before'])})$", flags)
        number = r"(?=[^,，。;；]{0,3}[\d.一二两三四五六七八九十]+ ?(?:%|成|倍))"
        self.part_behind = later(rf"(?:{self._words(share['behind'])}){number}", flags)
        # 为102年全年（610万元）的两倍: of a figure that is told with its time
        part = r"[^,，。;；\d]{0,3}[(（]?\d[^,，。;；]{0,12}[)）]?的[^,，。;；的]{1,8}倍"
        self.part_of_figure = later("(?!)" if self.spaced else part)

    def _times_cues(self, rows: dict[str, Any], flags: int) -> None:
        """'Twice that of May', 'triple the 2015 figure', 'double the same month last year'."""
        times, own, led = (self._words(rows[name]) for name in ("times", "times_own", "times_led"))
        self.against_times = later(rf"(?:{times}) (?P<word>{self._words(rows['link'])})(?: the)? $", flags)
        bare = rf"(?:(?:\b(?:{led}) |[,(–—-] ?)(?:{times})|times|twice)"  # no 'will double its capacity in 2030'
        self.against_times_noun = self._english(rf"{bare} (?P<word>{own})(?: [a-z][\w'-]*){{0,5}} $", flags)
        place, time, noun = self._words(rows["of_times"]), self._words(rows["figure_times"]), self._figure_nouns(rows)
        counted = rf"(?:[a-z-]+ )?(?:{noun})(?: [a-z]+(?:ed|en|wn|ght)(?: [a-z]{{2,5}})?)? (?:{place})(?: the)?"
        figure = rf"(?:{times}) (?:(?:the|its|their) (?P<word>{counted}) |(?P<the>(?:the )?))$"
        self.against_times_figure = self._english(figure, flags)
        self.figure_behind = self._english(rf" (?:[a-z-]+ )?(?:{noun})", flags)
        doubled = rf" (?:as (?:many|much) as |on |over |from )?(?:the|its|that of the)(?: (?:{time}))? "
        self.doubled_figure = self._english(doubled, flags)

    def _figure_cues(self, rows: dict[str, Any], flags: int) -> None:
        """'Below the peak of 45,755', 'the 2014 average of 16,200': the words that lead to the figure of a base."""
        link, time, noun = self._words(rows["of_figure"]), self._words(rows["figure_times"]), self._figure_nouns(rows)
        of_base = rf"(?: [a-z-]+){{0,2}} (?:{noun}) of (?:[a-z]+ )?"
        self.of_base = self._english(rf".*(?:\d|'s){of_base}", re.IGNORECASE)
        self.of_base_figure = self._english(of_base, flags)
        named = rf"(?: the| a| an)?(?: (?:{time}))?(?: (?:{noun}))?(?: of)? "
        self.of_figure = later(rf"(?: [a-z]+){{0,2}}? (?:{link}){named}", flags)
        self.own_base = later(rf"(?: [a-z-]+){{0,3}}? (?:{link}) ", flags)

    def _figure_nouns(self, rows: dict[str, Any]) -> str:
        """'Figure', 'levels': the nouns of a figure, one or several."""
        return alternatives([form for word in rows["figure_nouns"][self.lang] for form in (word, f"{word}s")])
