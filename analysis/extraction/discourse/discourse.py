"""What a sentence hands on to the next: the time, the metric and the levels of its main clauses. Nothing said later dates what stands before, but for titles."""

from __future__ import annotations

from datetime import date

from ...language.lexicon import LANGS, alternatives, word_list
from ...language.patterns import later
from ...language.periods import Period
from ...language.sentences import Sentence
from ...language.tokens import SPACED
from ...records import replace
from ..clauses.clauses import Clauses
from ..clauses.draft import FIGURES, Context, Draft, Outer, Reading
from ..comparisons.base_periods import MARK, days_of
from ..comparisons.comparatives import is_earlier
from ..periods.fading import told_again
from ..periods.times_of_report import fiscal_year_over
from ..periods.times_of_topic import LONG
from ..periods.unsaid_times import campaign_begun
from .topics import ASIDES, topic_of

TOLD_DAYS = ("statement", "event", "aside")  # what these say may be told of again: 当天
FIRST_ITEM, NEXT_ITEM = (
    later(rf"\s*(?:{alternatives([w for lang in LANGS for w in word_list(name, lang)])})")
    for name in ("first_item", "next_item")
)
MANY = 1000  # from here on a number tells by itself what was told before: 'among the 414,730'
FISCAL, OCTOBER, ALMOST_A_YEAR = ("fiscal_year", "year_ending", "from_to"), 10, 360
STRETCHES = ("last_n", "from_to", "day_range")
PARTS_OF_YEARS = ("first_months", "month_range", "quarter", "quarters", "half", "month")


def begin(sentence: Sentence, context: Context) -> None:
    """A new paragraph goes back to the time that the text was about before one day of it was told."""
    outer = context.outer
    _back_at_item(sentence, context)
    if outer and (outer.paragraph != sentence.paragraph or (outer.in_row and not context.goes_on)):
        context.period, context.period_source, context.outer = outer.period, outer.source, None


def _back_at_item(sentence: Sentence, context: Context) -> None:
    """一是第三季度增长16%；二是……: each item of a list begins with the time that held before the first one."""
    if FIRST_ITEM.match(sentence.folded):
        context.at_list = Outer(sentence.paragraph, context.period, context.period_source)
    elif context.at_list and context.at_list.period and NEXT_ITEM.match(sentence.folded):
        context.period, context.period_source, context.outer = context.at_list.period, context.at_list.source, None


def carry_on(read: Reading, clauses: Clauses, context: Context) -> None:
    """Take period, metric and levels on to the sentences that follow."""
    new = [d for d in read.drafts if not is_earlier(d) and d.quantity and d.kind in FIGURES]
    told = [t.period for t in read.times if t.role not in ("statement", "base") and t.period.dated]
    _keep_days(read, context, counts=bool(new))
    _keep_times(told, context)
    _keep_fiscal_year(read, context)
    topic = topic_of(read, clauses, new, context)
    told_again(read, context, topic=topic is not None, counts=bool(new))
    if topic is not None:
        _turn_to(topic, read, new, context)
    elif day := _day_led(read, clauses, new, context.period):
        context.outer = context.outer or Outer(read.sentence.paragraph, context.period, context.period_source)
        context.period, context.period_source = day, "carried"
    if read.sentence.in_headline:
        weeks = [p for p in told if p.first and p.last and 4 <= (p.last - p.first).days <= 8]
        context.week = weeks[-1] if weeks else context.week
    else:
        _keep_figures(new, context)


def _keep_days(read: Reading, context: Context, counts: bool) -> None:
    """Keep the day said last (当天 may follow), and that of what began, where nothing is counted of it: 3月16日启动行动。"""
    days = _days(read, "scope") or _days(read, *TOLD_DAYS)
    days = days or [t.period.first for t in read.times if t.period.rule == "since" and t.period.first]
    context.day = days[-1] if days else context.day
    begun = _days(read, "event")
    context.begun = begun[-1] if begun and not counts else None
    context.campaign = campaign_begun(read, context.today) or context.campaign


def _days(read: Reading, *roles: str) -> list[date | None]:
    """The days of a sentence that have one of the roles."""
    return [t.period.first for t in read.times if t.role in roles and t.period.kind == "day"]


def _keep_times(told: list[Period], context: Context) -> None:
    """Keep the time told last, and each part of a year by its months."""
    context.told_last = told[-1] if told else context.told_last
    context.lengths += [p for p in told if p.rule in STRETCHES]
    for period in told:
        if period.rule in PARTS_OF_YEARS:
            context.spans[months_of(period)] = period


def _keep_fiscal_year(read: Reading, context: Context) -> None:
    """Keep the fiscal year of the United States that is told of or compared with; what a title called by its number is that year too."""
    spans = [(t.period.first, t.period.last) for t in read.times if t.period.rule in FISCAL]
    spans += [days_of(label) for _, _, label in read.bases if label.startswith(MARK)]
    told = [a for a, b in spans if a and b and a.month == OCTOBER and (b - a).days > ALMOST_A_YEAR]
    if not told:
        return
    first = told[-1]
    context.fiscal = Period(0, 0, first, first.replace(year=first.year + 1), "year", "fiscal_year")
    over, now = fiscal_year_over(context), context.period
    titled = now is not None and context.period_source == "title" and now.rule in ("year", "year_to_date")
    if over and over.last and now and now.first and titled and now.first.year == over.last.year:
        context.period = replace(over, start=now.start, end=now.end)


def _turn_to(topic: Period, read: Reading, new: list[Draft], context: Context) -> None:
    """Let the text go on about another time; where that is one without dates, no time holds."""
    now = context.period
    if not (now and (now.first, now.last) == (topic.first, topic.last)):
        context.outer = _to_go_back_to(topic, read, new, context)
    context.untold = not topic.dated
    context.period = topic if topic.dated else None
    context.period_source = "title" if read.sentence.in_headline else "carried"


def _to_go_back_to(topic: Period, read: Reading, new: list[Draft], context: Context) -> Outer | None:
    """'In the two months ...; in February ... 7,000. ...': the time that holds again behind what is told of a part."""
    now, outer, paragraph = context.period, context.outer, read.sentence.paragraph
    joined = context.goes_on and read.lang in SPACED  # a Chinese semicolon parts the items of a list
    on_it = any(d.kind in ("change", "share", "rate") for d in new)  # a report on the month
    if now and _part_of(topic, now) and context.period_source == "carried" and (joined or not on_it):
        return Outer(paragraph, now, context.period_source, joined)
    if now and _sums_up(topic, now) and context.period_source == "carried":
        return Outer(paragraph, now, context.period_source)
    if now is None and context.levels and _of_years_before(topic, context.today):
        return Outer(paragraph, None, "none")
    # 'in March ...; in April ...', told of the year
    return outer if outer and outer.period and _part_of(topic, outer.period) else None


def _keep_figures(new: list[Draft], context: Context) -> None:
    """Keep the metric told last, the last count, the levels, and what each number was said to count first."""
    amounts = [d for d in new if d.kind in ("level", "change", "rate")]
    if amounts:
        context.metric, context.scope = amounts[-1].metric, amounts[-1].scope
    counts = [d for d in new if d.kind in ("level", "rate") and d.unit]
    context.last_count = counts[-1] if counts else context.last_count
    levels = [d for d in new if d.kind == "level"]
    context.levels = levels or context.levels
    for level in levels:
        if (
            level.value is None
            or level.unit in ("percent", "percentage_point")
            or not (level.head or level.value >= MANY)
        ):
            continue
        told = context.told.get(level.value)
        if told is None or (level.head and not told.head):
            context.told[level.value] = level


def _part_of(topic: Period, now: Period) -> bool:
    """A month or a day told of in a text on a year: the next paragraph goes back to the year."""
    return now.kind in LONG and topic.within(now) and topic.days <= 40 < now.days


def _sums_up(topic: Period, now: Period) -> bool:
    """3月失业率为4.03%。1至3月平均……: the year up to the month that the text is about, told beside it; the next paragraph goes back."""
    begun = topic.first is not None and (topic.first.month == topic.first.day == 1 or topic.rule == "fiscal_year")
    return now.kind in ("month", "quarter") and topic.last == now.last and now.within(topic) and begun


def _of_years_before(topic: Period, today: date) -> bool:
    """'Last year the pass rate was 77 per cent', in a text that told what it is about without a time: no more than its paragraph is of it."""
    return topic.rule == "year" and topic.last is not None and topic.last.year < today.year


def _day_led(read: Reading, clauses: Clauses, new: list[Draft], topic: Period | None) -> Period | None:
    """5月5日，人员流动量2.69亿人次。其中，铁路客运量……: a day of the time that the text is about, at the head of a sentence all of whose
    figures are of it; what its paragraph goes on with is that day's."""
    first = next((t for t in read.times if t.role != "statement"), None)
    if topic is None or first is None or first.role != "scope" or first.period.kind != "day":
        return None
    if first.period.rule in ASIDES or {(d.period.first, d.period.last) if d.period else None for d in new} != {
        (first.period.first, first.period.last)
    }:
        return None
    if not first.head and any(d.start < clauses.tokens[first.at].start for d in new):
        return None  # behind its figures, where it does not lead: a day that says when they were
    return None if any(t.types & {"PEAK", "RECORD"} for t in clauses.tokens) else first.period


def months_of(period: Period) -> tuple[int, int] | None:
    """The first and the last month of a time within a year."""
    first, last = period.first, period.last
    return (first.month, last.month) if first and last and first.year == last.year else None
