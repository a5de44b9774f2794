"""What a sentence hands on to the next: the time, the metric and the levels of its main clauses. Nothing said later dates what stands before, but for titles."""

from __future__ import annotations

from datetime import date, timedelta

from ..language.periods import Period
from ..language.sentences import Sentence
from ..language.tokens import SPACED
from .clauses import Clauses
from .comparatives import is_earlier
from .draft import FIGURES, Context, Draft, Outer, Reading
from .fading import told_again
from .shared_times import BACK, SUM
from .times_of_others import passes_by, went_before
from .times_of_topic import LONG, is_ahead, parts_told, running_season
from .unsaid_times import campaign_begun

SPANS = ("year_to_date", "half", "quarter", "year", "month", "campaign", "multi_year", "holiday", "week", "other")
TOLD_DAYS = ("statement", "event", "aside")  # what these say may be told of again: 当天
# 'Over the last ten years', 'throughout the 1980s': told of what was, where nothing is counted.
PAST = ("last_n", "decade")
ASIDES = ("year_edge",)  # 年末: a day of the time that the text is about, which goes on


def begin(sentence: Sentence, context: Context) -> None:
    """A new paragraph goes back to the time that the text was about before one day of it was told."""
    outer = context.outer
    if outer and (outer.paragraph != sentence.paragraph or (outer.in_row and not context.goes_on)):
        context.period, context.period_source, context.outer = outer.period, outer.source, None


def carry_on(read: Reading, clauses: Clauses, context: Context) -> None:
    """Take period, metric and levels on to the sentences that follow."""
    new = [d for d in read.drafts if not is_earlier(d) and d.quantity and d.kind in FIGURES]
    days = [t.period.first for t in read.times if t.role == "scope" and t.period.kind == "day"]
    days = days or [t.period.first for t in read.times if t.role in TOLD_DAYS and t.period.kind == "day"]
    days = days or [t.period.first for t in read.times if t.period.rule == "since" and t.period.first]
    context.day = days[-1] if days else context.day
    begun = [t.period.first for t in read.times if t.role == "event" and t.period.kind == "day"]
    context.begun = begun[-1] if begun and not new else None
    context.campaign = campaign_begun(read, context.today) or context.campaign
    told = [t.period for t in read.times if t.role not in ("statement", "base") and t.period.dated]
    context.told_last = told[-1] if told else context.told_last
    for period in told:
        if period.rule in ("first_months", "month_range", "quarter", "quarters", "half", "month"):
            context.spans[months_of(period)] = period
    topic = _topic(read, clauses, new, context)
    told_again(read, context, topic=topic is not None, counts=bool(new))
    if topic is None and (day := _day_led(read, clauses, new, context.period)):
        context.outer = context.outer or Outer(read.sentence.paragraph, context.period, context.period_source)
        context.period, context.period_source = day, "carried"
    if topic is not None:
        now = context.period
        if not (now and (now.first, now.last) == (topic.first, topic.last)):
            part = now is not None and _part_of(topic, now) and context.period_source == "carried"
            on_it = any(d.kind in ("change", "share", "rate") for d in new)  # a report on the month
            # 'In the two months ...; in February ... 7,000. ...'
            joined = context.goes_on and read.lang in SPACED  # a Chinese semicolon parts the items of a list
            part = part and (joined or not on_it)
            whole = context.outer.period if context.outer else None
            if part:
                context.outer = Outer(read.sentence.paragraph, now, context.period_source, joined)
            elif now is None and context.levels and _of_years_before(topic, context.today):
                context.outer = Outer(read.sentence.paragraph, None, "none")
            elif whole is None or not _part_of(topic, whole):  # 'in March ...; in April ...', told of the year
                context.outer = None
        context.untold = not topic.dated
        context.period = topic if topic.dated else None
        context.period_source = "title" if read.sentence.in_headline else "carried"
    if read.sentence.in_headline:
        weeks = [p for p in told if p.first and p.last and 4 <= (p.last - p.first).days <= 8]
        context.week = weeks[-1] if weeks else context.week
        return
    amounts = [d for d in new if d.kind in ("level", "change", "rate")]
    if amounts:
        context.metric, context.scope = amounts[-1].metric, amounts[-1].scope
    counts = [d for d in new if d.kind in ("level", "rate") and d.unit]
    context.last_count = counts[-1] if counts else context.last_count
    levels = [d for d in new if d.kind == "level"]
    context.levels = levels or context.levels
    for level in levels:
        if level.head and level.value is not None and level.unit not in ("percent", "percentage_point"):
            context.told.setdefault(level.value, level)


def _topic(read: Reading, clauses: Clauses, new: list[Draft], context: Context) -> Period | None:
    """The time that the sentence leaves standing: the first of its scopes that stands at the head of a clause, else that of its first figure."""
    if total := next((d.period for d in reversed(new) if SUM in d.rules and d.period), None):
        return total
    held = (clauses.bracket_of_figures(t.at) for t in read.times)  # '212 house fires (May 2020: 251)'
    aside = [(clauses.tokens[a].start, clauses.tokens[b - 1].end) for a, b in filter(None, held)]
    scopes = [t for t in read.times if t.role == "scope" and not _holds_for_nothing(t.period, context.today)]
    if not new:
        scopes = [t for t in scopes if not _just_begun(t.period, context.period, context.today)]
    if read.sentence.in_headline or not new:
        scopes = [t for t in scopes if not running_season(t.period, context.today)]
    scopes = [t for t in scopes if not went_before(clauses, t.at, clauses.pieces[-1].first)]
    scopes = [t for t in scopes if not any(a <= t.period.start < b for a, b in aside)] or scopes
    scopes = [t for t in scopes if not is_ahead(t.period, context.today)] or scopes  # '2019 Report, 2020 Program'
    foretold = _foretold(new, context.today)
    scopes = [t for t in scopes if t.period.start not in foretold]
    apart = parts_told(clauses, scopes, context.period)
    scopes = [t for t in scopes if t.period.start not in apart]
    days = [d.period for d in new if d.period and d.period.days == 1]  # 'from 2 to 29 July, traffic peaked on 6 July'
    spans = [t.period for t in scopes if t.period.days > 1 and any(d.within(t.period) for d in days)]
    heads = [t.period for t in scopes if t.head]
    whole = next(iter(spans), context.period)
    said = [d for d in new if d.period_source in ("own", "clause", "sentence") or BACK in d.rules]
    said = [d for d in said if not any(a <= d.start < b for a, b in aside) and not passes_by(clauses, d, whole)]
    used = [d.period for d in said if d.period and d.period.rule != "when"]  # '(when 35,036 homes were built)'
    used = [p for p in used if not _holds_for_nothing(p, context.today) and p.start not in foretold | apart]
    wide = [p for p in heads if p.kind != "day"] or heads
    plain = [t.period for t in scopes if t.period.kind in SPANS]
    if not new:  # a day on which nothing is counted dates an event or a statement
        wide = [p for p in wide if p.rule != "last_n" and p.kind != "day"]
        plain = [p for p in plain if p.rule not in PAST and p.kind != "day" and not _days_within(p, context.period)]
        plain = [p for p in plain if not (p.rule == "since" and _long_ago(p))]  # 'a downward trend since the mid-1980s'
        wide = [p for p in wide if not _days_within(p, context.period)]
        if len({p.first for p in plain}) == len(plain) > 1 and len({p.kind for p in plain}) == 1:
            plain = []  # 'both the classes of 2020 and 2021': the text goes on about neither
    for pool in (wide, used, plain if not new else [] if said else spans[:1]):
        for period in pool:
            if pool is not wide and (
                _year_before(period, context.period) or _since_before(period, context.period, context.today)
            ):
                continue
            if _edition(period, context.period, read.drafts):
                continue
            if _moves(period, context.period, context.today):
                return period if new else _within(period, plain)
    return None


def _foretold(new: list[Draft], today: date) -> set[int]:
    """Where the times stand that only figures expected or planned are of: 预定全年外销1万吨 is followed by what was done so far."""
    first = {d.period.start: d for d in reversed(new) if d.period}
    return {at for at, d in first.items() if "forecast" in d.rules and d.period and (d.period.last or today) > today}


def _part_of(topic: Period, now: Period) -> bool:
    """A month or a day told of in a text on a year: the next paragraph goes back to the year."""
    return now.kind in LONG and topic.within(now) and topic.days <= 40 < now.days


def _of_years_before(topic: Period, today: date) -> bool:
    """'Last year the pass rate was 77 per cent', in a text that told what it is about without a time: no more than its paragraph is of it."""
    return topic.rule == "year" and topic.last is not None and topic.last.year < today.year


def _year_before(period: Period, now: Period | None) -> bool:
    """'The total seized in 2018 was 31.5 tons', told of January to October 2019: the year before, beside what the text goes on about."""
    if now is None or now.first is None or now.last is None or period.first is None or period.kind != "year":
        return False
    return now.first.year == now.last.year == period.first.year + 1 and (now.last - now.first).days > 180


def _since_before(period: Period, now: Period | None, today: date) -> bool:
    """'117 people have been arrested since its enactment last July', in a report on the first half of the year."""
    if period.rule != "since" or period.first is None or now is None or now.first is None or now.last is None:
        return False
    return now.kind in ("month", "quarter", "half", "year") and period.first < now.first and now.last < today


def _edition(period: Period, now: Period | None, drafts: list[Draft]) -> bool:
    """'Arrests were down, from 643 in 2018 to 610 in 2019', told of a weekend: the years name its editions, and the text stays with it."""
    if now is None or now.first is None or now.last is None or period.kind not in ("year", "year_to_date"):
        return False
    if period.rule != "year" or period.first is None or (now.last - now.first).days > 45 or now.kind == "month":
        return False
    before = [d.period for d in drafts if is_earlier(d) and d.period and d.period.kind == "year"]
    return period.first.year == now.last.year and any(p.first and p.first.year < now.last.year for p in before)


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


def _days_within(period: Period, topic: Period | None) -> bool:
    """'Trips will peak on February 9 and 10': a few days of the time that the text is about."""
    if topic is None or period.kind in SPANS[:-1]:
        return False
    return period.within(topic) and period.days <= 7 <= topic.days


def _just_begun(period: Period, topic: Period | None, today: date) -> bool:
    """1月9日举行2026年新闻发布会, in a report on 2025: a year of some weeks, of which nothing is counted, names what was held."""
    if topic is None or topic.last is None or period.first is None or period.rule not in ("year", "year_to_date"):
        return False
    return topic.last < period.first <= today < period.first + timedelta(days=WEEKS_OF_REPORTS)


WEEKS_OF_REPORTS = 60  # days in which reports on the year before come out


def _long_ago(period: Period) -> bool:
    """Did a time begin more than five years before it ends?"""
    return bool(period.first and period.last and (period.last - period.first).days > 5 * 366)


def _within(period: Period, others: list[Period]) -> Period:
    """今年铁路暑运（7月1日至8月31日）客流旺盛: of a time and one inside it the narrower is what the text goes on about."""
    inside = [
        p
        for p in others
        if p.kind == "holiday" and period.first and period.last and p.first and p.last and period.first <= p.first and p.first <= period.last
        and (p.last - p.first) < (period.last - period.first)
    ]  # fmt: skip
    return inside[-1] if inside else period


def _holds_for_nothing(period: Period, today: date) -> bool:
    """An edge of the year told of, a time to come, or one that has months to run (a policy in force till next September)."""
    if period.rule in ASIDES or (period.rule == "until" and period.last is not None and period.last > today):
        return True  # 'will pass this threshold by the end of 2025'
    begun = period.first is not None and period.first <= today
    if (
        begun
        and period.rule in ("month", "quarter", "half")
        and period.last
        and period.last - today > timedelta(days=6)
    ):
        return True  # 下半年预计……: what is foretold of a time
    ahead = period.kind not in ("year", "half") and period.last is not None and period.last - today > timedelta(days=92)
    return bool(ahead and period.first and period.first <= today)


def _moves(period: Period, now: Period | None, today: date) -> bool:
    """Does a time become the topic? Not a day within the topic's time, nor the like time of an earlier year told beside it."""
    if now is None or not period.dated or not now.dated:
        return True
    ahead = is_ahead(period, today)
    over = now.last is not None and now.last < today
    if ahead and (over or (period.kind in ("year", "half", "quarter") and now.first and now.first <= today)):
        return False  # 'next year the number should fall': what is told as done stays of its time
    assert period.first
    assert period.last
    assert now.first
    assert now.last
    if period.kind == "day" and now.kind != "day" and now.first <= period.first and period.last <= now.last:
        return False
    if period.rule == "since" and now.kind == "year" and now.first <= period.first <= now.last < today:
        return False  # a scheme in force since May, told in a report on the year
    length = (period.last - period.first).days - (now.last - now.first).days
    short = now.kind in ("day", "week", "month", "quarter", "half")
    if period.rule == "since" and now.kind != "multi_year" and length > (366 if short else 5 * 366):
        return (
            False  # 'the count since 2022' in a report on the quarter, 'net migrations since 1988' in one on the year
        )
    history = length > 366  # 'fewer than in any year of the 1980s'
    stands = period.rule == "until" and now.first - period.last < timedelta(days=300)  # 截至7月底, told in August
    stands = stands and not (
        now.rule == "until" and now.kind == period.kind == "day"
    )  # what there was half a year before
    alike = abs(length) <= 3 and period.kind == now.kind and not stands
    long_over = (now.first - period.last).days > 180
    return not (period.last < now.first and (history or alike or long_over))


def months_of(period: Period) -> tuple[int, int] | None:
    """The first and the last month of a time within a year."""
    first, last = period.first, period.last
    return (first.month, last.month) if first and last and first.year == last.year else None
