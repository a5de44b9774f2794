"""The time that a sentence leaves standing: what the text goes on about until another is told."""

from __future__ import annotations

from datetime import date, timedelta

from ...language.lexicon import word_list
from ...language.periods import Period
from ..clauses.clauses import Clauses
from ..clauses.draft import Context, Draft, Reading, Time
from ..comparisons.comparatives import is_earlier
from ..periods.shared_times import BACK, SUM
from ..periods.times_of_others import passes_by, went_before
from ..periods.times_of_topic import is_ahead, parts_told, running_season

SPANS = ("year_to_date", "half", "quarter", "year", "month", "campaign", "multi_year", "holiday", "week", "other")
# 'Over the last ten years', 'throughout the 1980s': told of what was, where nothing is counted.
PAST = ("last_n", "decade")
ASIDES = ("year_edge",)  # 年末: a day of the time that the text is about, which goes on


def topic_of(read: Reading, clauses: Clauses, new: list[Draft], context: Context) -> Period | None:
    """The time that the sentence leaves standing: the first of its scopes that stands at the head of a clause, else that of its first figure."""
    if total := next((d.period for d in reversed(new) if SUM in d.rules and d.period), None):
        return total
    now, today = context.period, context.today
    new = [d for d in new if d.kind != "duration" or d.period]  # 'a five-day operation from 1 to 5 May' counts nothing
    brackets = _brackets_of_figures(read, clauses)
    scopes = _scopes(read, clauses, brackets, today, counts=bool(new))
    apart = _foretold(new, today)
    apart |= parts_told(clauses, [t for t in scopes if t.period.start not in apart], now)
    scopes = [t for t in scopes if t.period.start not in apart]
    if new:
        heads, others = _heads(scopes), _with_figures(clauses, new, scopes, brackets, context)
    else:
        scopes = [t for t in scopes if not _just_begun(t.period, now, today) and not _passing_week(t.period, now)]
        scopes = [t for t in scopes if not _supposed(clauses, t, today)]
        heads, others = _heads_alone(scopes, now), _alone(scopes, now)
    in_body = now if context.period_source != "title" else None  # a headline's time is only what the lead tells of
    told_beside = (p for p in others if p.start not in apart and not _is_before(p, now, in_body, today))
    for period in (*heads, *told_beside):
        if not _edition(period, now, read.drafts) and _moves(period, now, today):
            return period if new else _within(period, others)
    return None


def _brackets_of_figures(read: Reading, clauses: Clauses) -> list[tuple[int, int]]:
    """'212 house fires (May 2020: 251)': where the brackets begin and end whose times are those of figures in them."""
    held = filter(None, (clauses.bracket_of_figures(t.at) for t in read.times))
    return [(clauses.tokens[first].start, clauses.tokens[last - 1].end) for first, last in held]


def _in_brackets(brackets: list[tuple[int, int]], place: int) -> bool:
    return any(first <= place < last for first, last in brackets)


def _scopes(
    read: Reading, clauses: Clauses, brackets: list[tuple[int, int]], today: date, *, counts: bool
) -> list[Time]:
    """The times that a sentence may leave standing; those in brackets and those ahead only where there is no other."""
    scopes = [t for t in read.times if t.role == "scope" and not _holds_for_nothing(t.period, today)]
    if read.sentence.in_headline or not counts:
        scopes = [t for t in scopes if not running_season(t.period, today)]
    scopes = [t for t in scopes if not went_before(clauses, t.at, clauses.pieces[-1].first)]
    scopes = [t for t in scopes if not _in_brackets(brackets, t.period.start)] or scopes
    return [t for t in scopes if not is_ahead(t.period, today)] or scopes  # '2019 Report, 2020 Program'


def _heads(scopes: list[Time]) -> list[Period]:
    """The times at the head of a clause; days only where there is nothing longer."""
    heads = [t.period for t in scopes if t.head]
    return [p for p in heads if p.kind != "day"] or heads


def _heads_alone(scopes: list[Time], now: Period | None) -> list[Period]:
    """Those of a sentence that counts nothing: a day there dates an event or a statement."""
    heads = [t.period for t in scopes if t.head]
    return [p for p in heads if p.rule != "last_n" and p.kind != "day" and not _days_within(p, now)]


def _with_figures(
    clauses: Clauses, new: list[Draft], scopes: list[Time], brackets: list[tuple[int, int]], context: Context
) -> list[Period]:
    """The times said with the figures; where there are none, the longer time around a figure's day."""
    days = [d.period for d in new if d.period and d.period.days == 1]  # 'from 2 to 29 July, traffic peaked on 6 July'
    spans = [t.period for t in scopes if t.period.days > 1 and any(d.within(t.period) for d in days)]
    whole = next(iter(spans), context.period)
    said = [d for d in new if d.period_source in ("own", "clause", "sentence") or BACK in d.rules]
    said = [d for d in said if not _in_brackets(brackets, d.start) and not passes_by(clauses, d, whole)]
    if not said:
        return spans[:1]
    used = [d.period for d in said if d.period and d.period.rule != "when"]  # '(when 35,036 homes were built)'
    return [p for p in used if not _holds_for_nothing(p, context.today)]


def _alone(scopes: list[Time], now: Period | None) -> list[Period]:
    """The times of a sentence that counts nothing, where they do not only tell of what was."""
    plain = [t.period for t in scopes if t.period.kind in SPANS]
    plain = [p for p in plain if p.rule not in PAST and not _days_within(p, now)]
    # 实现了“十四五”良好开局, in a report on a year
    plain = [p for p in plain if not (now and p.rule == "five_year_plan")]
    plain = [p for p in plain if not (p.rule == "since" and _long_ago(p))]  # 'a downward trend since the mid-1980s'
    unlike, kinds = {p.first for p in plain}, {p.kind for p in plain}
    # 'both the classes of 2020 and 2021': the text goes on about neither
    return [] if len(unlike) == len(plain) > 1 and len(kinds) == 1 else plain


def _just_begun(period: Period, now: Period | None, today: date) -> bool:
    """1月9日举行2026年新闻发布会, in a report on 2025: a year of some weeks, of which nothing is counted, names what was held."""
    if now is None or now.last is None or period.first is None or period.rule not in ("year", "year_to_date"):
        return False
    return now.last < period.first <= today < period.first + timedelta(days=WEEKS_OF_REPORTS)


def _passing_week(period: Period, now: Period | None) -> bool:
    """'The disclosure was made at a workshop last week', in a report on a year: when something was said or done, and no time of figures."""
    return now is not None and now.kind in SPANS[:5] and period.rule == "relative" and period.kind == "week"


def _supposed(clauses: Clauses, time: Time, today: date) -> bool:
    """'If the pace continues in the second half, births will hit a low': a time not over, of which something is supposed or foretold."""
    runs_on = time.period.last is not None and time.period.last >= today and time.period.kind in SPANS[:5]
    return runs_on and any("ESTIMATE" in t.types or t.text.lower() in SUPPOSES for t in clauses.tokens)


SUPPOSES = word_list("supposes")
WEEKS_OF_REPORTS = 60  # days in which reports on the year before come out


def _foretold(new: list[Draft], today: date) -> set[int]:
    """Where the times stand that only figures expected or planned are of: 预定全年外销1万吨 is followed by what was done so far."""
    first = {d.period.start: d for d in reversed(new) if d.period}
    return {at for at, d in first.items() if "forecast" in d.rules and d.period and (d.period.last or today) > today}


def _is_before(period: Period, now: Period | None, in_body: Period | None, today: date) -> bool:
    """Is a time only told of beside the one that the text goes on about, which is later, or which is part of it and over?"""
    return _year_before(period, now) or _since_before(period, now, today) or _runs_on(period, in_body, today)


def _runs_on(period: Period, now: Period | None, today: date) -> bool:
    """'Nearly 1,300 have died so far this year', in a report on its first nine months."""
    if now is None or period.rule != "year_to_date" or now.last is None:
        return False
    return now.first == period.first and now.last < today == period.last


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


def _days_within(period: Period, topic: Period | None) -> bool:
    """'Trips will peak on February 9 and 10': a few days of the time that the text is about."""
    if topic is None or period.kind in SPANS[:-1]:
        return False
    return period.within(topic) and period.days <= 7 <= topic.days


def _long_ago(period: Period) -> bool:
    """Did a time begin more than five years before it ends?"""
    return bool(period.first and period.last and (period.last - period.first).days > 5 * 366)


def _within(period: Period, others: list[Period]) -> Period:
    """今年铁路暑运（7月1日至8月31日）客流旺盛: of a time and one inside it the narrower is what the text goes on about."""
    if period.first is None or period.last is None:
        return period
    holidays = [p for p in others if p.kind == "holiday" and p.dated and p.days < period.days]
    inside = [p for p in holidays if p.first and period.first <= p.first <= period.last]
    return inside[-1] if inside else period


def _holds_for_nothing(period: Period, today: date) -> bool:
    """An edge of the year told of, a time to come, or one that has months to run (a policy in force till next September)."""
    if period.rule in ASIDES or (period.rule == "until" and period.last is not None and period.last > today):
        return True  # 'will pass this threshold by the end of 2025'
    if period.first is None or period.last is None or period.first > today:
        return False
    ahead = (period.last - today).days
    if period.rule in ("month", "quarter", "half") and ahead > 6:
        return True  # 下半年预计……: what is foretold of a time
    return period.kind not in ("year", "half") and ahead > 92


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
        return False  # 'the count since 2022' in a report on the quarter, 'net migrations since 1988' on the year
    history = length > 366  # 'fewer than in any year of the 1980s'
    stands = period.rule == "until" and now.first - period.last < timedelta(days=300)  # 截至7月底, told in August
    # what there was half a year before
    stands = stands and not (now.rule == "until" and now.kind == period.kind == "day")
    alike = abs(length) <= 3 and period.kind == now.kind and not stands
    long_over = (now.first - period.last).days > 180
    return not (period.last < now.first and (history or alike or long_over))
