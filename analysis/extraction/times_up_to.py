"""Times that run up to a day: when they began, and what they are where a sentence tells both."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from ..language.lexicon import lexicon, word_list
from ..language.periods import Period, kind_of
from ..language.tokens import Token
from ..records import replace
from .clauses import Clauses
from .draft import COUNTS, Context, Draft, Time

MILESTONES = word_list("milestones")
PASSED = frozenset(word for word in lexicon("words")["beyond"]["en"] if " " not in word)
# What tells of what happened, or was done, up to a day.
HAPPENED = frozenset(["FLOW", "CUMULATIVE", "NEW", "EVENT", "ESTIMATE"])
HAPPENED_WORDS = word_list("happened_up_to", "zh")
# Times that may still run on the day of a statement.
RUNNING = ("year", "year_to_date", "fiscal_year", "half", "quarter", "campaign")


def campaign_begins(carried: Period | None, day: date, context: Context) -> date | None:
    """The first day of the time that was told before, where it is of the day's year or holds the day; else the day of what the sentence
    before said to begin: 3月16日启动行动。截至3月29日……"""
    told = carried is not None and carried.first is not None and carried.first <= day
    if told and carried and carried.kind in ("month", "quarter") and carried.last and carried.last < day:
        return None  # 'At the end of September ... As of today, 105,509'
    if (
        told
        and carried
        and carried.first
        and (carried.first.year == day.year or (carried.last or context.today) >= day)
    ):
        return carried.first
    return context.begun if context.begun and context.begun <= day and not told else None


def up_to_a_milestone(clauses: Clauses, at: int, period: Period) -> Period:
    """4日出入境人数突破900万人次大关: a round number that is passed on a day was counted up to it, from the beginning of the year on."""
    piece = clauses.piece(at)
    times = [i for i in clauses.times.values() if i != at]
    passed = [
        f
        for f in clauses.figures.values()
        if (_is_milestone(clauses, f) or _passes_in_a_year(clauses, f))
        and clauses.piece(f).group == piece.group
        and not any(min(f, at) < i < max(f, at) for i in times)
    ]
    daily = any(t.types & {"PEAK", "DAILY"} for t in clauses.tokens)
    if not passed or daily or period.kind != "day" or period.last is None or period.rule == "until":
        return period
    first = date(period.last.year, 1, 1)
    return replace(period, first=first, kind=kind_of(first, period.last), rule="until")


def _is_milestone(clauses: Clauses, figure: int) -> bool:
    return any(t.text.lower() in MILESTONES for t in clauses.tokens[figure + 1 : figure + 3])


def _passes_in_a_year(clauses: Clauses, figure: int) -> bool:
    """'The number of travellers who have this year passed ... exceeded 10 million on Wednesday': a round number that a year's count passed."""
    token = clauses.tokens[figure]
    value = int(getattr(token.value, "value", None) or 0)
    rounded = len(str(value).rstrip("0")) <= 2 < len(str(value))
    of_year = any(
        clauses.tokens[i].value.kind in ("year", "year_to_date") and i < figure for i in clauses.times.values()
    )
    return rounded and of_year and passes(token)


def passes(token: Token) -> bool:
    """Does a figure's own text begin with its verb: 'exceeded 10 million'?"""
    return token.text.partition(" ")[0].lower() in PASSED


def up_to_the_day(times: list[Time], today: date, clauses: Clauses) -> list[Time]:
    """截至8月31日，今年……: what runs up to now runs up to the day that the sentence says."""
    until = next((t for t in times if t.period.rule == "until" and t.role in ("scope", "bracket")), None)
    day = until.period.last if until else None
    if until is None or day is None:
        return times
    wide = next(
        (
            t
            for t in times
            if t is not until
            and t.role == "scope"
            and t.period.rule in RUNNING
            and t.period.first
            and t.period.last
            and t.period.first <= day <= t.period.last
        ),
        None,
    )
    if (
        wide and until.period.first != day
    ):  # 今年以来，截至7月7日: from the beginning of the one to the day of the other
        whole = replace(until.period, first=wide.period.first, kind=kind_of(wide.period.first, day))
        return [replace(t, period=whole, role="scope") if t is until or t is wide else t for t in times]
    if until.role == "bracket":
        return times
    since = next(
        (
            t
            for t in times
            if t.period.rule == "since" and t.role == "scope" and t.period.first and t.period.first <= day
        ),
        None,
    )
    if since:
        whole = replace(until.period, first=since.period.first, kind=kind_of(since.period.first, day))
        # 'by the end of 2018, 3,000 had been issued, 500 of them since October': the figure between is of no 'since'
        parted = until.at < since.at and any("QTY" in t.types for t in clauses.between(until.at, since.at))
        return [replace(t, period=whole) if (t is until and not parted) or t is since else t for t in times]
    return [
        replace(t, period=replace(t.period, last=day, kind=kind_of(t.period.first, day)))
        if t.period.last == today and t.period.first and t.period.first <= day
        else t
        for t in times
    ]


def stands_at_the_end(clauses: Clauses, at: int, rest: Sequence[Token]) -> bool:
    """截至9月15日，减班休息的企业计212家: how many there are on a day, with no word of what happened or was done up to it."""
    if clauses.tokens[at].text.isascii() or any(t.types & HAPPENED for t in rest):
        return False
    said = "".join(t.text for t in rest if "TIME" not in t.types)
    return not any(word in said for word in HAPPENED_WORDS)


def of_all_the_year(period: Period, clauses: Clauses, at: int) -> Period:
    """'The cumulative number of cases was 8,574', told of a week: of all the year up to its end."""
    cumulative = any(
        "CUMULATIVE" in t.types and "TIME" not in t.types for t in clauses.between(clauses.piece(at).first, at)
    )
    if not (cumulative and period.kind in ("day", "week", "month") and period.last):
        return period
    first = date(period.last.year, 1, 1)
    return replace(period, first=first, kind=kind_of(first, period.last))


def so_far(period: Period, draft: Draft, clauses: Clauses, today: date) -> Period:
    """自2024年11月底至2025年2月底开展行动……破获案件55起, told in January: what was done in a time that runs on, up to the day of the report."""
    runs_on = period.first and period.last and period.first <= today < period.last and period.rule == "from_to"
    if not runs_on or any("ESTIMATE" in t.types for t in clauses.tokens) or draft.kind not in (*COUNTS, "share"):
        return period
    return replace(period, last=today, kind=kind_of(period.first, today))
