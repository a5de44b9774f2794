"""The time that makes a figure one of an earlier time, by what stands beside it: '400 a year before', 去年同期为700起."""

from __future__ import annotations

import re

from ...language.lexicon import blanked, lexicon, word_list
from ...language.patterns import later
from ...language.periods import Period
from ...language.units import is_measured
from ..clauses.cues import Cues, cues
from ..clauses.draft import Draft, Reading
from .base_periods import time_of_base
from .prior_changes import came_from

MASSES = frozenset(["gram", "kg", "tonne", "pound"])
TOLD = ("level", "rate", "share")  # kinds that a period of an earlier time can have
# What stands before the first words of a clause, or before the time in 'while the figure for the same period was'.
OPENS = later(
    r"(?:[,;:]|\b(?:and|but|while))(?: the (?:figure|number|total|level|count)s?(?: (?:for|in|of|during))?)? $"
)
IN_ONE = later(r"[^()（）]{0,60}$")  # the words of one bracket
ASIDE = later(r"(?: [a-z]+(?: [a-z]+)?)? ?\([^()]{1,60}\)")
BEHIND = later(r"(?:, respectively,?)?[\w '-]{0,40}")  # what stands between a figure and its time


def label_of(read: Reading, draft: Draft, drafts: list[Draft], table: Cues) -> str | None:
    """The time that makes a figure one of an earlier time; "" where it is one and no time is said; None if none."""
    figure = _Figure(read, draft, drafts, table)
    for label_by in (figure.by_base, figure.by_time_beside, figure.by_bracket, figure.by_what_changed):
        if (label := label_by()) is not None:
            return label
    return "" if figure.beside_change() or figure.beside_level() or figure.from_and_to() else None


class _Figure:
    """A figure in its room, with the levels told before it and behind it."""

    def __init__(self, read: Reading, draft: Draft, drafts: list[Draft], table: Cues) -> None:
        self.read, self.draft, self.drafts, self.table = read, draft, drafts, table
        bracket = ASIDE.match(read.text, draft.end) if table.spaced else None  # '71 (11.3%) in the quarter before'
        self.done = bracket.end() if bracket else draft.end
        self.floor, self.ceiling = read.room(draft.start, self.done)
        self.left = read.text[self.floor : draft.start]
        levels = [d for d in drafts if d.quantity and d.kind in TOLD]
        self.before = [d for d in levels if d.end <= draft.start]
        self.after = [d for d in levels if d.start >= draft.end]
        self.new = self.before[-1] if self.before and alike(self.before[-1], draft) else None

    def by_base(self) -> str | None:
        """'25% more than in 2022 (29,437)': the time that a change told before is measured against."""
        return time_of_base(self.read, self.draft, self.floor, self.table)

    def by_time_beside(self) -> str | None:
        """'400 a year before', 去年同期为700起: the time right behind the figure, or the one that leads to it."""
        for start, end, label in self.read.thens:
            between = self.read.text[self.done : start]
            behind = self.table.spaced and self.done <= start and end <= self.ceiling
            behind = behind and not _compares(self.read, start, self.table)
            if behind and BEHIND.fullmatch(between) and not self.table.compares.search(between):
                return label
            ahead = self.floor <= start and end <= self.draft.start
            if ahead and _leads(self.read, start, end, self.draft, self.table):
                return label
        return self._like_the_new_one()

    def _like_the_new_one(self) -> str | None:
        """2月为16.8万人次，上年为11.9万人次; 高于上年的281.3万人次: a bare 'last year' beside the figure of a part of this one."""
        if self.table.spaced or self.new is None:
            return None
        text, start = self.read.text, self.draft.start
        told = (p for p in self.read.periods if self.floor <= p.start and text[p.start : p.end] in BARE_LAST_YEAR)
        beside = (p for p in told if p.end <= start and text[p.end : start] in IS_LAST_YEARS)
        # not in 从2016年的1917人下降至去年的1840人
        return "previous_year" if any(not text.endswith(TO, 0, p.start) for p in beside) else None

    def by_bracket(self) -> str | None:
        """'38 million trips (first half of 2024: 29 million)': a bracket behind a figure, with a time of its own."""
        text, start, end = self.read.text, self.draft.start, self.draft.end
        opened = max(text.rfind("(", self.floor, start), text.rfind("（", self.floor, start))
        if opened < 0 or self.new is None or not IN_ONE.match(text, opened + 1, start):
            return None
        closed = min((at for at in (text.find(")", end), text.find("）", end)) if at >= 0), default=-1)
        timed = any(opened < p.start and p.end <= closed for p in self.read.periods)
        return "" if timed and opened - self.new.end <= 40 else None

    def by_what_changed(self) -> str | None:
        """31,111宗，较2021年上升6.7%（即29,157宗）: what the figure before came from."""
        return came_from(self.read, self.draft, self.drafts, self.new) if self.new else None

    def beside_change(self) -> bool:
        """'5 percent below the peak of 45,755 in 2022', 'rose 5.3%, up from 2.4% in May': right behind a change."""
        changes = [d for d in self.drafts if d.kind == "change" and d.end == self.floor]
        if not self.table.spaced or not changes:
            return False
        if self.table.of_figure.fullmatch(self.read.text, self.floor, self.draft.start):
            return True
        return any(d.unit == self.draft.unit == "percent" for d in changes) and self._led_to()

    def beside_level(self) -> bool:
        """'600 suspects, compared with 400', 'reached 600 from 400': behind a level, led to by words of an earlier."""
        if not self.table.spaced or not any(alike(d, self.draft) for d in self.before):
            return False
        if self._led_to():
            return True
        text, draft, last = self.read.text, self.draft, self.before[-1]
        dated = any(draft.end <= p.start <= self.ceiling and owns(self.read, draft, p) for p in self.read.periods)
        paired = 0 <= text.rfind("(", 0, draft.start) < last.start and ")" not in self.left  # '(36,339 against 63,070)'
        if self.table.earlier_beside.search(self.left) and (is_measured(draft.unit) or dated or paired):
            return True
        moved = self.table.reached.search(text[: last.start]) and self.table.direction.search(text[: last.start])
        return bool(moved and self.table.earlier_from.search(self.left) and not re.search(r"[,;:]", self.left))

    def from_and_to(self) -> bool:
        """'Fell from 700 to 600', 从前一周的73个，下降至68个: the level that a move begins with, before the one it ends with."""
        table, draft = self.table, self.draft
        if not self.after or not alike(self.after[0], draft) or not table.earlier_from.search(self.left):
            return False
        times, begin = [(p.start, p.end) for p in self.read.periods], self._behind_amount()
        between = blanked(self.read.text[: self.after[0].start], times)[begin:].rstrip(" 的")
        between = f"{between} " if table.spaced else between.removeprefix("，")
        changes = any(d.kind == "change" and self.floor <= d.end <= draft.start for d in self.drafts)
        moves = not table.spaced or changes or begin > draft.end or table.direction.search(self.left)
        return bool(moves and table.reaches.search(between) and not re.search(r"[,，;；。]", between))

    def _behind_amount(self) -> int:
        """从9月的68.6%增加2%，至68.8%: the end of the figure, or of the amount by which it moved, told before where it moved to."""
        end, after = self.draft.end, self.after[0].start
        by = [d.end for d in self.drafts if d.kind == "change" and end <= d.start and d.end <= after]
        return by[0] + self.read.text.startswith((",", "，"), by[0]) if len(by) == 1 else end

    def _led_to(self) -> bool:
        """'Compared with', ', up from': do the words before say for sure that the figure is an earlier one?"""
        return bool(self.table.earlier_sure.search(self.left) or self.table.earlier_aside.search(self.left))


BARE_LAST_YEAR, IS_LAST_YEARS = (word_list(name, "zh") for name in ("bare_last_year", "is_last_years"))
TO = tuple(lexicon("words")["reach"]["zh"])
IS_NO_MORE = word_list("is_no_more_than", "zh")  # 相比去年同期仅有33宗
OPENS_ON = "on"
GOES_ON_WITH = later(r", (?:with|when|where)(?: there (?:were|was))? (?:only |just |about |some )?$")


def _compares(read: Reading, start: int, table: Cues) -> bool:
    """'Than a year ago', but not 'on the same day last year': does a word of comparison stand right before a time?"""
    if read.text[:start].strip().lower() == OPENS_ON:
        return False
    return bool(table.earlier_against.search(read.text[max(0, start - 24) : start]))


def _leads(read: Reading, start: int, end: int, draft: Draft, table: Cues) -> bool:
    """Does the time before a figure tell when it was: 'a year earlier it was 400', 去年同期为700起, 较上年同期的400名?"""
    between = read.text[end : draft.start]
    if re.fullmatch(r" ?[(（]", between):
        return True  # '25% more than the previous year (29,437)'
    changes = any(q.unit in ("percent", "percentage_point", "multiple") and q.end <= start for q in read.quantities)
    if table.spaced and not changes and GOES_ON_WITH.match(between):
        return True  # 'compared with the same period last year, with 537 cases'
    if table.earlier_not.search(between) or re.search(r"[;；。(（]", between) or table.direction.search(between):
        return False
    if table.spaced and any(q.end <= start for q in read.quantities) and not OPENS.search(read.text[:start]):
        return False  # 'from 700 a year ago to 600': the time is the other figure's
    if table.spaced:
        return len(between) <= 40 and between.count(",") <= 1 and not _compares(read, start, table)
    joined = between in ("的", *IS_NO_MORE) or (
        between == "" and bool(table.direction.match(read.text[draft.end : draft.end + 5].lstrip("，,")))
    )
    return joined or (len(between) <= 10 and not _compares(read, start, table))


def alike(a: Draft, b: Draft) -> bool:
    """May two figures be of one thing: the same unit, or one without?"""
    if {a.kind, b.kind} == {"rate", "level"}:  # 日均由21列提高到34列: the rate of the second is not known yet
        return is_sure(a) and is_sure(b) and (a.unit or "").partition("/")[0] == (b.unit or "").partition("/")[0]
    if a.kind != b.kind:
        return a.unit == b.unit == "percent"
    if a.unit in MASSES and b.unit in MASSES:
        return True  # 'from 565kg to 1.28 tonnes'
    return a.unit == b.unit or a.unit is None or b.unit is None or not is_sure(a) or not is_sure(b)


def is_sure(draft: Draft) -> bool:
    """Is a figure's unit known by its own words?"""
    return draft.quantity is not None and draft.quantity.known_unit


def owns(read: Reading, draft: Draft, period: Period) -> bool:
    """Does a period stand right behind a figure ('from 700 in 2022'), or between 'from' and it (从2021年的700起)?"""
    if period.start >= draft.end:
        if cues(read.lang).spaced is False:
            return False  # Chinese tells a time before its figure
        between = read.text[draft.end : period.start]
        figures = any(draft.end <= q.start < period.start for q in read.quantities)
        return len(between) <= 40 and not figures and not re.search(r"[,，;；。]| to ", between)
    between = read.text[period.end : draft.start]
    return period.end <= draft.start and re.fullmatch(r"[^,，;；。从由自]{0,4}", between) is not None
