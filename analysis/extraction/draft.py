"""A sentence and the claims in the making; the cue words of each language, compiled."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from ..language.lexicon import alternatives, blanked, endings, lexicon
from ..language.neighbours import neighbours
from ..language.patterns import later
from ..language.places import find_stations
from ..language.sentences import Sentence
from ..language.time_expressions import Period
from ..language.trie import WIDTHS, Scanner, Stems, beginnings
from .frames import Mention
from .quantities import Leftover, Quantity


@dataclass(frozen=True)
class Draft:
    """A claim in the making, with offsets inside its sentence."""

    start: int
    end: int
    kind: str
    quantity: Quantity | None = None
    value: Decimal | None = None
    unit: str | None = None
    counted: str | None = None
    metric: str | None = None
    direction: str | None = None
    base: str | None = None
    period: Period | None = None
    scope: str | None = None
    note: str | None = None
    rules: tuple[str, ...] = ()
    head: str | None = None
    metric_source: str = "none"
    period_source: str = "none"
    base_source: str = "none"
    unit_source: str = "none"
    doubts: tuple[str, ...] = ()
    earlier: str | None = None  # the time that makes it a figure of an earlier time; "" where none is said


@dataclass
class Context:
    """What the text said before: the period, the speaker and the day of the statement carry on until replaced."""

    today: date
    fiscal: int
    mark: str
    agency: str | None = None
    families: tuple[str, ...] = ()
    mainland: bool = True  # the agency keeps the official holidays of mainland China
    period: Period | None = None
    speaker: str | None = None
    period_source: str = "carried"
    holidays: dict[str, Period] = field(default_factory=dict)  # the days that the text gave a holiday, by its name
    day: date | None = None  # the single day said last
    metric: str | None = None
    scope: str | None = None
    case: str | None = None  # the case that the headline names
    case_here: tuple[int, str | None] | None = None  # paragraph, and the case that its figures are of
    base: str | None = None
    base_paragraph: int = -1
    goes_on: bool = False  # the sentence before ended in a semicolon
    share: bool = False  # the percentage told last was a share
    levels: list[Draft] = field(default_factory=list)
    now: tuple[int, Period] | None = None
    untold: bool = False  # the time said last is a holiday, whose days are not known


@dataclass
class Reading:
    """A sentence with all that was found in it."""

    sentence: Sentence
    lang: str
    periods: list[Period] = field(default_factory=list)
    bases: list[tuple[int, int, str]] = field(default_factory=list)
    thens: list[tuple[int, int, str]] = field(default_factory=list)
    quantities: list[Quantity] = field(default_factory=list)
    leftovers: list[Leftover] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    drafts: list[Draft] = field(default_factory=list)
    frames: Any = None
    scopes_of_time: list[Any] = field(default_factory=list)
    times: list[Any] = field(default_factory=list)

    @property
    def text(self) -> str:
        return self.sentence.folded

    @functools.cached_property
    def hints(self) -> dict[int, list[int]]:
        """Where the cue patterns may begin, by their number."""
        return cues(self.lang).stems.places(self.sentence.folded)

    def matches(self, group: str) -> Iterator[tuple[Any, re.Match[str]]]:
        """The matches of a group of cue patterns, each with its row: pattern by pattern, left to right, none overlapping."""
        first, rows = cues(self.lang).groups[group]
        for number in sorted(n for n in self.hints if 0 <= n - first < len(rows)):
            row, end = rows[number - first], 0
            for at in self.hints[number]:
                if at >= end and (found := row[-1].match(self.sentence.folded, at)):
                    end = found.end()
                    yield row, found

    @functools.cached_property
    def scopes(self) -> list[re.Match[str]]:
        """The words that name a part of the whole; asked for by every figure of the sentence."""
        return list(cues(self.lang).scopes.finditer(self.sentence.folded))

    @functools.cached_property
    def timeless(self) -> str:
        """The text with its times and bases blanked out, of the same length; asked for once both are known."""
        said = [*((p.start, p.end) for p in self.periods), *((a, b) for a, b, _ in self.bases)]
        return blanked(self.sentence.folded, said)

    @functools.cached_property
    def stations(self) -> list[tuple[int, int, str]]:
        """The ports and stations that are named, with times blanked out before them."""
        if self.sentence.in_headline:
            return []
        return find_stations(blanked(self.sentence.folded, [(p.start, p.end) for p in self.periods]), self.lang)


class Cues:
    """The words beside figures in one language, compiled from lexicon/cues.toml."""

    def __init__(self, lang: str) -> None:
        rows = lexicon("cues")
        self.lang, self.spaced = lang, lang == "en"
        flags = re.IGNORECASE
        words = {d: rows[d]["verb"][lang] for d in ("up", "down", "level")}
        self.direction = later("|".join(f"(?P<{d}>{alternatives(w)})" for d, w in words.items()), flags)
        self.moves = later(rf"(?:{alternatives(rows['moves']['verb'][lang])}) $", flags)
        self.object_by = later(
            r"(?: (?!by\b)[a-z][\w'-]*){1,4} by (?:about |around |nearly |almost |some |an? |over |more than )?$"
            if self.spaced
            else "(?!)"
        )
        after = {d: rows[d]["after"][lang] for d in ("up", "down")}
        lead = (
            r"[ -]*(?:(?:year-on-year|year-over-year|yoy|annual|annualized|sharp|dramatic|overall|significant|slight|same-period|[a-z]+ly) )?"
            if self.spaced
            else ""
        )
        self.direction_after = later(
            lead + "(?:" + "|".join(f"(?P<{d}>{alternatives(w)})" for d, w in after.items()) + ")", flags
        )
        joint = (
            r"(?:[ ,]|\b(?:on|in|during|over|for)\b(?=  )|\bby\b|\bof\b|\ban?\b|\bsome\b|\bthe\b|\bfurther\b|\b(?:whopping|staggering|record|massive|mere|modest|hefty|impressive|remarkable|full|combined)\b|\bnearly\b|\babout\b|\balso\b|[a-z]+ly\b|:)*"
            if self.spaced
            else r"(?:了|约|近|幅度?|率|分别|均|逾|高?达到?|为|[:：, ]|超过?|也|都|至少)*"
        )
        self.joint = later(joint, flags)
        self.reached = later(rf"(?:^|[ \u4e00-\u9fff])(?:{alternatives(rows['reached']['before'][lang])})[ ]*$", flags)
        self.share_word = later(alternatives(rows["share"]["before"][lang]), flags)
        self.share_before = later(
            rf"(?:{alternatives(rows['share']['before'][lang])})[^,，;；]{{0,{30 if self.spaced else 14}}}$",
            flags,
        )
        self.share_after = later(rf"[ ,]*(?:{alternatives(rows['share']['after'][lang])})", flags)
        departs = rows["departs"]
        self.departs = later(rf"(?:{alternatives(departs['from'][lang])})[^,，;；]{{0,40}}$", flags)
        self.reaches = later(rf"(?:{alternatives(departs['to'][lang])}) ?$", flags)
        self.multiple_of = later(rf"[ ]*(?:{alternatives(rows['multiple_of']['after'][lang])})", flags)
        self.trends = [
            (d, later(alternatives(rows[f"trend_{n}"]["words"][lang]), flags))
            for d, n in (("up", "up"), ("down", "down"), ("level", "level"), (None, "state"))
        ]
        self.doubling = [
            (Decimal(str(r["factor"])), r["ambiguous"], later(alternatives(r[lang]), flags))
            for r in rows["doubling"]["words"]
            if r[lang]
        ]
        self.doubling_bare = set(rows["doubling"]["bare"][lang])
        self.doubling_behind = later(rf" (?:{alternatives(rows['doubling']['behind'][lang])})|[^\w -]|$", flags)
        year = lexicon("periods")["macros"][lang]["year"]
        base_parts = [(name, p.replace("{year}", year)) for name, row in rows["base"].items() for p in row[lang]]
        edge = r"(?<!\w)" if self.spaced else ""
        self.base = [(name, later(f"{edge}(?:{p})", flags)) for name, p in base_parts]
        then_parts = [(name, p.replace("{year}", year)) for name, row in rows["then"].items() for p in row[lang]]
        self.then = [(name, later(f"{edge}(?:{p})", flags)) for name, p in then_parts]
        self._earlier_cues(rows["earlier"], flags)
        self._forecast_cues(rows["forecast"], flags)
        self._against_cues(rows["against"], flags)
        amounts = {d: alternatives(rows["amount"][d][lang]) for d in ("up", "down")}
        ways = "|".join(f"(?P<{d}>{words})" for d, words in amounts.items())
        # 'More' and the base that follows it; 比...多 right before the figure.
        self.amount_after = later(
            rf" (?:[a-z-]+ ){{0,2}}(?:{ways})(?: [a-z-]+){{0,2}} " if self.spaced else "(?!)", flags
        )
        self.amount_than = later(
            rf" (?:[a-z-]+ ){{0,2}}(?:{ways}) than (?:the|its|their) " if self.spaced else "(?!)", flags
        )
        self.amount_before = later("(?!)" if self.spaced else rf"(?:较|比|与)[^,，;；]*(?:{ways})(?:了|出)?$")
        self._number_cues()
        nouns, adjectives = rows["named"]["nouns"][lang], rows["named"]["adjectives"][lang]
        gap, many = (" +", "(?:(?:{}) +){{0,3}}") if self.spaced else ("", "(?:{}){{0,2}}")
        some = many.format(alternatives(adjectives))
        quoted = r'"[^"\n]{2,60}"(?:-\d{4})?'
        before = (
            rf"(?:{alternatives(adjectives)}){gap}(?:{alternatives(nouns)})(?: of)?"
            if self.spaced
            else rf"(?:{alternatives(nouns)})"
        )
        first, last = (alternatives(rows["named"][side][lang]) for side in ("first", "last"))
        name = r"\b[A-Z][a-z]+(?: [A-Z][a-z]+)*"
        capital = rf"|{name} (?:{last})|(?:{first}) {name}" if self.spaced else ""
        self.named = later(
            rf"{quoted}{gap.replace('+', '*')}{some}(?:{alternatives(nouns)})|{before} *{quoted}{capital}",
            flags if self.spaced and not capital else 0,
        )
        self.named_by = ['"', *rows["named"]["first"][lang], *rows["named"]["last"][lang]]
        self.peak_day = later(alternatives(rows["peak_day"]["words"][lang]), flags)
        self.of_these = later(alternatives(rows["of_these"]["words"][lang]), flags)
        near = neighbours(lang)
        self.running_total, self.beside = near.total_of, near.beside
        self.pledge = later(alternatives(rows["pledge"]["cues"][lang]), flags)
        self.no_pledge = later(alternatives(rows["pledge"]["not_cues"][lang]), flags)
        self.not_after = set(rows["pledge"]["not_after"][lang])
        self.said = later(alternatives([*rows["said"]["verbs"][lang], *rows["conference"]["words"][lang]]), flags)
        # What may stand between the verb and the day: 'said at a briefing in Beijing on Feb. 5', not 'said that on Feb. 2'.
        self.said_on = later(r"(?:,? (?:at|in|during|to) [^,;]{0,60}?)?,?(?: on)? ?" if self.spaced else "[于在]?")
        scopes = [f"(?P<{name}>{alternatives(row[lang])})" for name, row in rows["scope"].items() if row[lang]]
        self.scoped = scopes
        self.scopes = Scanner(scopes, lang, flags, edge=r"(?<!\w)" if self.spaced else "")
        case = rows["case"]
        self.case = later(rf'["\'](\d{{1,2}}[.·•]\d{{1,2}})["\'] ?(?:{alternatives(case["after"][lang])})', flags)
        self.nationwide = later(alternatives(case["nationwide"][lang]), flags)
        self.scope_behind = later(
            rf" (?:(?!and (?:on|in|along|at|the)\b)[a-z][\w-]* ){{0,9}}(?:{alternatives(rows['scope_link']['behind'][lang])}) ",
            flags,
        )
        self.scope_sentence = later(alternatives(rows["scope_link"]["sentence"][lang]), flags)
        self.respectively = later(alternatives(rows["respectively"]["words"][lang]), flags)
        self.list_join = later(
            rf"(?: ?(?:{alternatives(rows['respectively']['joins'][lang])}) ?)+(?:(?:by|of|分别|about|nearly|a|an) ?)*",
            flags,
        )
        self.rank_before = later(rf"(?:{alternatives(rows['rank']['before'][lang])})[^,，。;]{{0,12}}$", flags)
        self.rank_after = later(rf"[ ]*(?:{alternatives(rows['rank']['after'][lang])})", flags)
        best = alternatives(rows["rank"]["superlative"][lang])
        around = (rf"\b(?:{best})[^,;.\d]{{0,60}}$", "(?!)") if self.spaced else ("(?!)", rf"(?:的)?(?:{best})")
        self.record_before, self.record_after = (later(p, flags) for p in around)
        self._verbless_cues(rows)
        self._subject_cues(rows)
        self._led_to_cues(rows)
        self.unless = {name: later(endings(row[lang]), flags) for name, row in rows["unless"].items()}
        self.turn = later(rf";|{alternatives(rows['turn']['words'][lang])}", flags)
        self.clause = later(r"[,;:] |[;:]" if self.spaced else r"[,，;；:：。]")

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
        noun = (
            rf" (?:the )?(?:(?!{never})[a-z][\w'-]* ){{1,5}}"
            if self.spaced
            else rf"(?:(?!{never})[\u4e00-\u9fff]){{1,10}}"
        )
        self.verbless = later(rf" ?(?:{joins}){noun}", re.IGNORECASE)
        self.ends = later(r" ?(?:[,.;)]|$|and\b|while\b)" if self.spaced else "[,，。;；、)）和]|$")

    def _forecast_cues(self, rows: dict[str, dict[str, list[str]]], flags: int) -> None:
        """The words that make a figure one of the future."""
        stop = r"[^,;:.]*$" if self.spaced else "[^,，;；。]*$"
        self.forecast_before = later(rf"(?:{alternatives(rows['before'][self.lang])}){stop}", flags)
        self.forecast_after = later(rf"[^,;:.\d]{{0,60}}(?:{alternatives(rows['after'][self.lang])})", flags)

    def _against_cues(self, rows: dict[str, Any], flags: int) -> None:
        """The words before a period that a change is measured against."""
        lang = self.lang
        link = rf"(?: (?:{alternatives(rows['link'][lang])}))?(?: the)? $" if self.spaced else "$"
        never = "".join(rf"(?<!\b{word} )" for word in rows["never"][lang])
        self.against = later(rf"{never}(?:{alternatives(rows['before'][lang])}){link}", flags)
        self.against_from = later(rf"(?P<word>{alternatives(rows['after_from'][lang])}){link}", flags)
        far = alternatives(rows["far"][lang])
        near = alternatives(rows["after_figure"][lang])
        figure = r"(?:%|\bper ?cent|\bpoints?|\btimes)(?: (?:up|down|higher|lower|more|fewer|less))?"
        self.against_on = later(rf"{figure} (?P<word>(?P<far>{far})|{near}){link}", flags)
        self.against_with = later(rf"(?:{alternatives(rows['pair']['before'][lang])})$", flags)
        self.against_behind = later(
            rf"(?:同期)?(?:的?[^,，。;；]{{0,6}})?(?:{alternatives(rows['pair']['behind'][lang])})", flags
        )
        self.against_times = later(
            rf"(?:{alternatives(rows['times'][lang])}) (?P<word>{alternatives(rows['link'][lang])})(?: the)? $", flags
        )
        self.against_part = later(rf"(?:{alternatives(rows['share_of']['before'][lang])})$", flags)
        self.part_behind = later(
            rf"(?:{alternatives(rows['share_of']['behind'][lang])})(?=[^,，。;；]{{0,3}}[\d.一二两三四五六七八九十]+ ?(?:%|成|倍))",
            flags,
        )
        self.not_yet = later(alternatives(rows["not_yet"][lang]), flags)
        link, noun, time = (alternatives(rows[name][lang]) for name in ("of_figure", "figure_nouns", "figure_times"))
        self.of_figure = later(
            rf"(?: [a-z]+){{0,2}}? (?:{link})(?: the| a| an)?(?: (?:{time}))?(?: (?:{noun}))?(?: of)? ", flags
        )
        self.own_base = later(rf"(?: [a-z-]+){{0,3}}? (?:{link}) ", flags)

    def _earlier_cues(self, rows: dict[str, dict[str, list[str]]], flags: int) -> None:
        """The words beside a figure of an earlier time."""
        lang = self.lang
        hedge = rf"(?: ?(?:{alternatives(rows['hedge'][lang])}))*[ ]?$"
        self.earlier_sure = later(rf"(?:{alternatives(rows['sure'][lang])}){hedge}", flags)
        self.earlier_aside = later(rf", (?:{alternatives(rows['aside'][lang])}){hedge}", flags)
        gap = hedge if self.spaced else "[^,，;；]{0,14}$"
        self.earlier_from = later(rf"(?:{alternatives(rows['from'][lang])}){gap}", flags)
        self.earlier_not = later(alternatives(rows["not_between"][lang]), flags)
        self.compares = later(alternatives(rows["against"][lang]), flags)
        self.earlier_against = later(rf"(?:{alternatives(rows['against'][lang])}) ?$", flags)

    def _number_cues(self) -> None:
        """Look up together where bases, earlier times, trends and doublings may begin: their patterns are tried only there."""
        width = WIDTHS[self.lang]
        tried: list[tuple[Any, ...]] = []
        self.groups: dict[str, tuple[int, list[tuple[Any, ...]]]] = {}  # the number of the first row, and the rows
        for name in ("base", "then", "trends", "doubling"):
            rows = list(getattr(self, name))
            self.groups[name] = (len(tried), rows)
            tried += rows
        heads = ((h, i) for i, (*_, p) in enumerate(tried) for h in beginnings(p.pattern, re.IGNORECASE, width=width))
        self.stems = Stems(heads, edge=r"(?<!\w)" if self.spaced else "")


@functools.cache
def cues(lang: str) -> Cues:
    """The cue words of a language, compiled once."""
    return Cues(lang)


def longest_apart(found: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """Spans in order; of those that overlap the longest is kept."""
    kept: list[tuple[int, int, str]] = []
    for item in sorted(found, key=lambda span: span[0] - span[1]):
        if not any(a < item[1] and item[0] < b for a, b, _ in kept):
            kept.append(item)
    return sorted(kept)


FIGURES = ("level", "change", "share", "rate", "rank", "duration")


def clause_around(text: str, start: int, end: int, table: Cues) -> tuple[int, int]:
    begin = max((m.end() for m in table.clause.finditer(text, 0, start)), default=0)
    stop = next((m.start() for m in table.clause.finditer(text, end)), len(text))
    return begin, stop
