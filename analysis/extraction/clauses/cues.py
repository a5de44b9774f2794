"""The cue words beside figures in each language, compiled from lexicon/cues.toml."""

from __future__ import annotations

import functools
import re
from decimal import Decimal
from typing import Any

from ...language.lexicon import alternatives, endings, lexicon
from ...language.neighbours import neighbours
from ...language.patterns import later
from ...language.trie import Scanner, Stems
from .cues_of_bases import CuesOfBases


class Cues(CuesOfBases):
    """The words beside figures in one language, compiled from lexicon/cues.toml."""

    def __init__(self, lang: str) -> None:
        rows = lexicon("cues")
        self.lang, self.spaced = lang, lang == "en"
        flags = re.IGNORECASE
        self._direction_cues(rows, flags)
        self._joint_cues(rows["joint"], flags)
        self._share_cues(rows, flags)
        self._trend_cues(rows, flags)
        self._base_cues(rows)
        self._earlier_cues(rows["earlier"], flags)
        self._forecast_cues(rows["forecast"], flags)
        self._against_cues(rows["against"], flags)
        self._amount_cues(rows["amount"], rows["noun_phrase"]["number_of"][lang])
        self._named_cues(rows["named"], flags)
        self.peak_day, self.of_these = (self._any(rows[name]["words"]) for name in ("peak_day", "of_these"))
        near = neighbours(lang)
        self.running_total, self.beside = near.total_of, near.beside
        self._speech_cues(rows)
        self._scope_cues(rows, flags)
        self._list_cues(rows["respectively"], flags)
        self._rank_cues(rows["rank"], flags)
        self._verbless_cues(rows)
        self._subject_cues(rows)
        self._led_to_cues(rows)
        self.unless = {name: later(endings(row[lang]), flags) for name, row in rows["unless"].items()}
        self.turn = later(rf";|{alternatives(rows['turn']['words'][lang])}", flags)
        self.clause = later(r"[,;:] |[;:]" if self.spaced else r"[,，;；:：。]")
        self._number_cues()

    def _any(self, row: dict[str, list[str]]) -> re.Pattern[str]:
        """Any of the words of a row in the language."""
        return later(alternatives(row[self.lang]), re.IGNORECASE)

    def _direction_cues(self, rows: dict[str, Any], flags: int) -> None:
        """The words that say which way a figure moved, before it or behind."""
        lang = self.lang
        words = {d: rows[d]["verb"][lang] for d in ("up", "down", "level")}
        self.direction = later("|".join(f"(?P<{d}>{alternatives(w)})" for d, w in words.items()), flags)
        self.moves = later(rf"(?:{alternatives(rows['moves']['verb'][lang])}) $", flags)
        hedges = "|".join(rows["joint"]["hedge_by"][lang])
        self.object_by = later(rf"(?: (?!by\b)[a-z][\w'-]*){{1,4}} by (?:{hedges})?$" if self.spaced else "(?!)")
        after = {d: rows[d]["after"][lang] for d in ("up", "down")}
        lead = rf"\.?[ -]*(?:(?:{'|'.join(rows['joint']['lead'][lang])}) )?" if self.spaced else ""
        far = "" if self.spaced else rf"|的(?:{alternatives(rows['joint']['lead'][lang])})的?"  # 23.2%的较快升幅
        nouns = {d: alternatives([word.removeprefix("的") for word in w]) for d, w in after.items()}
        ways = "|".join(f"(?P<{d}>{alternatives(w)}{far and far + f'(?:{nouns[d]})'})" for d, w in after.items())
        self.direction_after = later(f"{lead}(?:{ways})", flags)

    def _joint_cues(self, rows: dict[str, Any], flags: int) -> None:
        """What may stand between a word of direction and its figure."""
        self.joint = later(rf"(?:{'|'.join(rows['between'][self.lang])})*", flags)

    def _share_cues(self, rows: dict[str, Any], flags: int) -> None:
        """The words of a level that is reached, of a share, of where a change departs from and leads to, of a multiple."""
        lang = self.lang
        self.reached = later(rf"(?:^|[ \u4e00-\u9fff])(?:{alternatives(rows['reached']['before'][lang])})[ ]*$", flags)
        before = alternatives(rows["share"]["before"][lang])
        self.share_word = later(before, flags)
        self.share_before = later(rf"(?:{before})[^,，;；]{{0,{30 if self.spaced else 14}}}$", flags)
        self.share_after = later(rf"[ ,]*(?:{alternatives(rows['share']['after'][lang])})", flags)
        departs = rows["departs"]
        self.departs = later(rf"(?:{alternatives(departs['from'][lang])})[^,，;；]{{0,40}}$", flags)
        self.reaches = later(rf"(?:{alternatives(departs['to'][lang])}) ?$", flags)
        self.multiple_of = later(rf"[ ]*(?:{alternatives(rows['multiple_of']['after'][lang])})", flags)

    def _trend_cues(self, rows: dict[str, Any], flags: int) -> None:
        """Changes told without a figure: trends, and doublings by their factor."""
        lang, doubling = self.lang, rows["doubling"]
        self.trends = [
            (d, self._any(rows[f"trend_{n}"]["words"]))
            for d, n in (("up", "up"), ("down", "down"), ("level", "level"), (None, "state"))
        ]
        self.doubling = [
            (Decimal(str(r["factor"])), r["ambiguous"], self._any(r)) for r in doubling["words"] if r[lang]
        ]
        self.doubling_bare = set(doubling["bare"][lang])
        self.doubling_behind = later(rf" (?:{alternatives(doubling['behind'][lang])})|[^\w -]|$", flags)
        self.part_of = later(rf" (?:{alternatives(doubling['part_of'][lang])})\b", flags)
        self.times_of = set(doubling["times_of"][lang])
        self.times_of_behind = later(rf" (?:{alternatives(doubling['behind_times_of'][lang])})(?!\w)", flags)

    def _named_cues(self, rows: dict[str, Any], flags: int) -> None:
        """Campaigns and cases by their names, in quotation marks or capitals."""
        nouns, adjectives = (alternatives(rows[side][self.lang]) for side in ("nouns", "adjectives"))
        gap, many = (" +", "(?:(?:{}) +){{0,3}}") if self.spaced else ("", "(?:{}){{0,2}}")
        some = many.format(adjectives)
        quoted = r'"[^"\n]{2,60}"(?:-\d{4})?'
        before = rf"(?:{adjectives}){gap}(?:{nouns})(?: of)?" if self.spaced else rf"(?:{nouns})"
        first, last = (alternatives(rows[side][self.lang]) for side in ("first", "last"))
        name = r"\b[A-Z][a-z]+(?: [A-Z][a-z]+)*"
        capital = rf"|{name} (?:{last})|(?:{first}) {name}" if self.spaced else ""
        self.named = later(
            rf"{quoted}{gap.replace('+', '*')}{some}(?:{nouns})|{before} *{quoted}{capital}",
            flags if self.spaced and not capital else 0,
        )
        self.named_by = ['"', *rows["first"][self.lang], *rows["last"][self.lang]]

    def _speech_cues(self, rows: dict[str, Any]) -> None:
        """The words of a pledge, and of who said it when."""
        lang = self.lang
        self.pledge, self.no_pledge = (self._any(rows["pledge"][side]) for side in ("cues", "not_cues"))
        self.not_after = set(rows["pledge"]["not_after"][lang])
        said = [*rows["said"]["verbs"][lang], *rows["conference"]["words"][lang]]
        self.said = later(alternatives(said), re.IGNORECASE)
        # What may stand between the verb and the day: 'said at a briefing in Beijing on Feb. 5', not 'said that on Feb. 2'.
        self.said_on = later(r"(?:,? (?:at|in|during|to) [^,;]{0,60}?)?,?(?: on)? ?" if self.spaced else "[于在]?")

    def _scope_cues(self, rows: dict[str, Any], flags: int) -> None:
        """The words that name a part of the whole, and a case that figures are of."""
        lang, case, link = self.lang, rows["case"], rows["scope_link"]
        self.scoped = [f"(?P<{name}>{alternatives(row[lang])})" for name, row in rows["scope"].items() if row[lang]]
        self.scopes = Scanner(self.scoped, lang, flags, edge=self.spaced)
        self.case = later(rf'["\'](\d{{1,2}}[.·•]\d{{1,2}})["\'] ?(?:{alternatives(case["after"][lang])})', flags)
        self.nationwide = self._any(case["nationwide"])
        self.begins = later(rf"(?:^|[,，:：;；。、(（])\s*(?:(?:{alternatives(case['turns'][lang])})\s*)?$", flags)
        gap = r" (?:(?!and (?:on|in|along|at|the)\b)[a-z][\w-]* ){0,9}"
        self.scope_behind = later(rf"{gap}(?:{alternatives(link['behind'][lang])}) ", flags)
        self.scope_sentence = self._any(link["sentence"])

    def _list_cues(self, rows: dict[str, Any], flags: int) -> None:
        """'Respectively', and what joins the figures of a list."""
        self.respectively = self._any(rows["words"])
        joins, light = alternatives(rows["joins"][self.lang]), "|".join(rows["light"]["en"] + rows["light"]["zh"])
        self.list_join = later(rf"(?: ?(?:{joins}) ?)+(?:(?:{light}) ?)*", flags)

    def _rank_cues(self, rows: dict[str, Any], flags: int) -> None:
        """The words beside a rank and a record."""
        self.rank_before = later(rf"(?:{alternatives(rows['before'][self.lang])})[^,，。;]{{0,12}}$", flags)
        self.rank_after = later(rf"[ ]*(?:{alternatives(rows['after'][self.lang])})", flags)
        best = alternatives(rows["superlative"][self.lang])
        around = (rf"\b(?:{best})[^,;.\d]{{0,60}}$", "(?!)") if self.spaced else ("(?!)", rf"(?:的)?(?:{best})")
        self.record_before, self.record_after = (later(p, flags) for p in around)

    def _led_to_cues(self, rows: dict[str, Any]) -> None:
        """What stands between a change and the level it led to, once times, bases and directions are taken out."""
        before, to = (alternatives(rows["led_to"][side][self.lang]) for side in ("before", "to"))
        self.led_to = later(
            rf"[ ,]*(?:(?:{before})[ ,]*)*(?:{to}) ?" if self.spaced else rf"[,，]?[^,，。]{{0,4}}(?:{to})",
            re.IGNORECASE,
        )

    def _subject_cues(self, rows: dict[str, Any]) -> None:
        """The words before a change that name nothing, and what parts the clause of a change from what stands before."""
        light = [*rows["subject"]["light"][self.lang], *rows["stop"]["left"][self.lang]]
        self.light = later(alternatives(light), re.IGNORECASE)
        self.parts = later(r"[,;:(] ?|\b(?:and|while|but|with)\b" if self.spaced else "[,，;；:：(（、。]")

    def _verbless_cues(self, rows: dict[str, Any]) -> None:
        """What stands between two figures of which the second has no verb of its own: 'rose 10%, outbound trips 12%'."""
        words, lang = rows["verbless"], self.lang
        never = alternatives([*words["never"][lang], *rows["stop"]["left"][lang]])
        joins = alternatives(words["joins"][lang])
        words_of = rf"(?:(?!{never})[a-z][\w'-]*,? ){{1,5}}"
        led = rf"(?:(?:those|that) )?(?:(?:{alternatives(words['leads'][lang])}) )?(?:the )?" if self.spaced else ""
        noun = (
            rf" (?:the )?{led}{words_of}(?:(?:of|and) {words_of}){{0,2}}"
            if self.spaced
            else rf"(?:(?!{never})[\u4e00-\u9fff]){{1,10}}"
        )
        self.verbless = later(rf" ?(?:{joins}){noun}", re.IGNORECASE)
        self.ends = later(r" ?(?:[,.;)]|$|and\b|while\b)" if self.spaced else "[,，。;；、)）和]|$")

    def _forecast_cues(self, rows: dict[str, dict[str, list[str]]], flags: int) -> None:
        """The words that make a figure one of the future."""
        stop = r"[^,;:.]*$" if self.spaced else "[^,，;；。]*$"
        # 'targeting 6 million visitors', where an operation targeting gangs foretells none
        beside = rows["right_before"][self.lang]
        led = rf"|(?:{alternatives(beside)}) ?$" if beside else ""
        self.forecast_before = later(rf"(?:{alternatives(rows['before'][self.lang])}){stop}{led}", flags)
        one = "(?! and )" if self.spaced else ""  # 'were arrested and will be charged' foretells no arrests
        self.forecast_after = later(rf"(?:{one}[^,;:.\d]){{0,60}}(?:{alternatives(rows['after'][self.lang])})", flags)

    def _earlier_cues(self, rows: dict[str, dict[str, list[str]]], flags: int) -> None:
        """The words beside a figure of an earlier time."""
        lang = self.lang
        hedge = rf"(?: ?(?:{alternatives(rows['hedge'][lang])}))*[ ]?$"
        self.earlier_sure = later(rf"(?:{alternatives(rows['sure'][lang])}){hedge}", flags)
        self.earlier_beside = later(rf"(?:{alternatives(rows['beside'][lang])}){hedge}", flags)
        self.earlier_aside = later(rf", (?:{alternatives(rows['aside'][lang])}){hedge}", flags)
        gap = hedge if self.spaced else "[^,，;；]{0,14}$"
        self.earlier_from = later(rf"(?:{alternatives(rows['from'][lang])}){gap}", flags)
        self.earlier_not = later(alternatives(rows["not_between"][lang]), flags)
        self.compares = later(alternatives(rows["against"][lang]), flags)
        self.earlier_against = later(rf"(?:{alternatives(rows['against'][lang])}) ?$", flags)

    def _number_cues(self) -> None:
        """Look up together where bases, earlier times, trends and doublings may begin: their patterns are tried only there."""
        tried: list[tuple[Any, ...]] = []
        self.groups: dict[str, tuple[int, list[tuple[Any, ...]]]] = {}  # the number of the first row, and the rows
        singles = {"pledge": [(self.pledge,)], "nationwide": [(self.nationwide,)]}
        for name in ("base", "then", "trends", "doubling", *singles):
            rows = singles.get(name) or list(getattr(self, name))
            self.groups[name] = (len(tried), rows)
            tried += rows
        self.rows = [(name, row) for name, (_, rows) in self.groups.items() for row in rows]
        self.stems = Stems([(p.pattern, re.IGNORECASE) for *_, p in tried], self.lang, edge=self.spaced)

    def hints(self, text: str) -> dict[str, list[tuple[tuple[Any, ...], list[int]]]]:
        """For each group of patterns the rows that may match in a text, in order, each with where it may begin."""
        found: dict[str, list[tuple[tuple[Any, ...], list[int]]]] = {}
        for number, places in sorted(self.stems.places(text).items()):
            name, row = self.rows[number]
            found.setdefault(name, []).append((row, places))
        return found


@functools.cache
def cues(lang: str) -> Cues:
    """The cue words of a language, compiled once."""
    return Cues(lang)


def clause_around(text: str, start: int, end: int, table: Cues) -> tuple[int, int]:
    begin = max((m.end() for m in table.clause.finditer(text, 0, start)), default=0)
    stop = next((m.start() for m in table.clause.finditer(text, end)), len(text))
    return begin, stop
