"""A sentence and the claims in the making."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from ...language.lexicon import blanked
from ...language.periods import Period
from ...language.places import find_stations, may_name_regions
from ...language.said import Reckoning
from ...language.sentences import Sentence
from ..quantities.quantity import Leftover, Quantity
from .cues import cues
from .frames import Mention

OCCURRENCES = "level:times"  # a rule's name: how often something was done
COUNTS = ("level", "rate")
FIGURES = ("level", "change", "share", "rate", "rank", "duration")


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


@dataclass(frozen=True)
class Time:
    """A time of a sentence with the part it plays: `at` is its token, `head` whether it stands first in its piece."""

    at: int
    period: Period
    role: str
    head: bool


class Outer(NamedTuple):
    """The time to go back to while a paragraph is on a part of it; `in_row`: a part told behind a semicolon, which ends with its row."""

    paragraph: int
    period: Period | None
    source: str
    in_row: bool = False


@dataclass
class Context:
    """What the text said before: the period, the speaker and the day of the statement carry on until replaced."""

    today: date  # the day of the statement
    reckoning: Reckoning
    mark: str
    agency: str | None = None
    families: tuple[str, ...] = ()
    country: str | None = None  # whose states and provinces are known by their names
    home: str | None = None  # the agency's own place, which is the whole of its figures
    mainland: bool = True  # the agency keeps the official holidays of mainland China
    money: dict[str, str] = field(default_factory=dict)  # the currencies that a bare 元, $ and Rs mean
    megatonnes: bool = False  # the text prints million tonnes as MT
    period: Period | None = None
    speaker: str | None = None
    period_source: str = "carried"
    outer: Outer | None = None
    fiscal: Period | None = None  # the fiscal year of the United States that the text told of last
    at_list: Outer | None = None  # what held where a list began
    lengths: list[Period] = field(default_factory=list)  # the stretches of time that the text told of
    holidays: dict[str, Period] = field(default_factory=dict)  # the days that the text gave a holiday, by its name
    day: date | None = None  # the single day said last
    week: Period | None = None  # the days of about a week that the headline names
    begun: date | None = None  # the day of what began in the sentence before, which counted nothing
    campaign: date | None = None  # the day on which a campaign was said to begin
    told_last: Period | None = None  # the time said last, of a figure or an event
    metric: str | None = None
    scope: str | None = None
    case: str | None = None  # the case that the headline names
    case_here: tuple[int, str | None] | None = None  # paragraph, and the case that its figures are of
    base: str | None = None
    base_paragraph: int = -1
    base_of_all: bool = False  # it was said of a trend, and holds for the changes told behind it
    compared: str | None = None  # what the last sentence's figures were compared with
    goes_on: bool = False  # the sentence before ended in a semicolon
    share: bool = False  # the percentage told last was a share
    row: str | None = None  # the direction of the changes in brackets that the sentence before ended with
    levels: list[Draft] = field(default_factory=list)
    last_count: Draft | None = None  # the level or rate told last
    told: dict[Any, Draft] = field(default_factory=dict)  # by its value, the level that said first what it counts
    now: tuple[int, Period] | None = None
    spans: dict[Any, Period] = field(default_factory=dict)  # by their months, the parts of a year told of last
    printed: date | None = None  # the day that 'yesterday' and 'on Friday' are told from, where it is not `today`
    untold: bool = False  # the time said last is a holiday, whose days are not known
    told_in: int = 0  # the paragraph in which the time that the text is about was told last
    since_told: int = 0  # sentences since then
    told_with_figures: bool = True  # figures were told with it


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
    scopes_of_time: list[Time] = field(default_factory=list)
    times: list[Time] = field(default_factory=list)

    @property
    def text(self) -> str:
        return self.sentence.folded

    def room(self, start: int, end: int) -> tuple[int, int]:
        """Where the last figure before a place ends and the first one behind it begins, else the ends of the sentence."""
        floor = max((q.end for q in self.quantities if q.end <= start), default=0)
        return floor, min((q.start for q in self.quantities if q.start >= end), default=len(self.text))

    @functools.cached_property
    def hints(self) -> dict[str, list[tuple[tuple[Any, ...], list[int]]]]:
        """For each group of cue patterns the rows that may match, in order, each with where it may begin."""
        return cues(self.lang).hints(self.sentence.folded)

    def matches(self, group: str) -> Iterator[tuple[Any, re.Match[str]]]:
        """The matches of a group of cue patterns, each with its row: pattern by pattern, left to right, none overlapping."""
        for row, places in self.hints.get(group, ()):
            end = 0
            for at in places:
                if at >= end and (found := row[-1].match(self.sentence.folded, at)):
                    end = found.end()
                    yield row, found

    @functools.cached_property
    def scopes(self) -> list[re.Match[str]]:
        """The words that name a part of the whole; asked for by every figure of the sentence."""
        return list(cues(self.lang).scopes.finditer(self.sentence.folded))

    @functools.cached_property
    def regional(self) -> bool:
        """May the sentence name a region of a country?"""
        return may_name_regions(self.sentence.folded, self.lang)

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


def longest_apart(found: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """Spans in order; of those that overlap the longest is kept."""
    kept: list[tuple[int, int, str]] = []
    for item in sorted(found, key=lambda span: span[0] - span[1]):
        if not any(a < item[1] and item[0] < b for a, b, _ in kept):
            kept.append(item)
    return sorted(kept)
