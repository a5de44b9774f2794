"""Times under way on the day of the report end with it, but for those told whole, with a printed end, or foretold."""

from __future__ import annotations

from datetime import date, timedelta

from ...language.lexicon import word_list
from ...language.periods import Period, kind_of
from ...records import replace
from ..clauses.clauses import Clauses
from ..clauses.draft import COUNTS, Context, Draft
from ..clauses.stocks_and_flows import SO_FAR
from .times_of_attributes import WHOLE_YEAR
from .times_up_to import PRINTED

TARGETS, ALL_YEAR = word_list("targets"), word_list("all_of_a_year")
# Times that are over for a report of their last week: an office tells of the months up to May on 29 May.
WHOLE = ("year", "month", "first_months", "month_range", "quarter", "quarters", "half", "nth_month")
# Times that any word of their clause foretells.
FORETOLD = ("holiday", "month", "month_range", "quarter", "half", "fiscal_year", "fiscal_part")


def up_to_the_report(clauses: Clauses, at: int, period: Period, context: Context) -> Period:
    """今年春运 told on its tenth day, 'this year' told in May: up to the day of the report."""
    if not (period.first and period.last and period.first <= context.today < period.last):
        return period
    if period.rule in PRINTED or _is_whole(clauses, at, period, context.today) or _is_foretold(clauses, at, period):
        return period
    last = _reported(period, context) or context.today
    return replace(period, last=last, kind=kind_of(period.first, last))


def _is_whole(clauses: Clauses, at: int, period: Period, today: date) -> bool:
    """'In 2023', told in December: is a time told by its name, and so near its end that all of it is meant?"""
    said = clauses.tokens[at].text
    digits = any(c.isdigit() for c in said)
    named = period.rule != "year" or digits or said in WHOLE_YEAR
    if period.rule not in WHOLE or not named or not period.last:
        return False
    before = clauses.line.before(at, "TIME PREPOSITION? LIGHT*")
    if before is not None and clauses.tokens[before].text.lower() in SO_FAR:
        return False  # '61 so far in July'
    return period.last - today <= timedelta(days=31 if period.rule == "year" and digits else 6)


def _is_foretold(clauses: Clauses, at: int, period: Period) -> bool:
    """今年春节假期，预计出入境旅客突破2万人次, 2024年拟新建幼儿园18所: is what is told of a time expected, planned or aimed at?"""
    if clauses.has(clauses.piece(at), "QTY") and any("ESTIMATE" in t.types for t in clauses.tokens[:at]):
        return True
    named = period.rule in FORETOLD or clauses.tokens[at].text in ALL_YEAR  # 全年有望达3000吨
    if named and any(clauses.has(piece, "ESTIMATE") for piece in clauses.pieces_of(at)):
        return True
    return (period.rule == "year" and _planned(clauses, at)) or aimed_at(clauses, at)


def _planned(clauses: Clauses, at: int) -> bool:
    """2024年拟新建幼儿园18所: is what is told right behind a year planned?"""
    figure = min((f for f in clauses.figures.values() if f > at), default=at)
    return any("ESTIMATE" in t.types for t in clauses.between(at + 1, min(figure, clauses.piece(at).last)))


def aimed_at(clauses: Clauses, at: int) -> bool:
    """完成全年900万目标的63%: is what is told of a whole year aimed at?"""
    behind = clauses.between(at + 1, clauses.piece(at).last)
    return clauses.tokens[at].text in WHOLE_YEAR and any(t.text.lower().startswith(TARGETS) for t in behind)


def _reported(period: Period, context: Context) -> date | None:
    """The last day of the part of a running year that the text reports on: 'the 2023 crashes' in a report on January to March 2023."""
    topic = context.period
    if topic is None or topic.first is None or topic.last is None:
        return None
    if period.rule != "year" or topic.first != period.first:
        return None
    whole_months = (topic.last + timedelta(days=1)).day == 1
    return topic.last if whole_months and topic.last < context.today else None


def of_all_the_year(period: Period, clauses: Clauses, at: int) -> Period:
    """'The cumulative number of cases was 8,574', told of a week: of all the year up to its end."""
    led = clauses.between(clauses.piece(at).first, at)
    cumulative = any("CUMULATIVE" in t.types and "TIME" not in t.types for t in led)
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
