"""The times of a sentence, resolved against what the text said before, each with the part it plays."""

from __future__ import annotations

from datetime import date, timedelta

from ..language.date_arithmetic import shift_months, whole_month
from ..language.lexicon import lexicon, word_list
from ..language.numbers import find_numerals
from ..language.periods import Period, kind_of
from ..records import replace
from .clauses import Clauses, fronted, role_of
from .days_of_holidays import with_days
from .draft import Context, Reading, Time

# Times that may still run on the day of a statement.
DAYS = {"day": 1, "week": 7, "month": 30, "year": 365}
RUNNING = ("year", "year_to_date", "fiscal_year", "half", "quarter", "campaign")
STATED = ("date", "weekday", "relative_day", "day_alone", "start_of", "end_of", "day_of_month")
SO_FAR = word_list("so_far")
WHOLE_YEAR = frozenset(w for words in lexicon("periods")["bare_years"].values() for w in words)
SAME_DAY = frozenset(w for words in lexicon("periods")["same_day"].values() for w in words)
SAME_UNIT = {w: r["value"] for r in lexicon("periods")["same_unit"] for w in (*r["en"], *r["zh"])}
PREVIOUS_MONTH = word_list("previous_month")
PREVIOUS, PREVIOUS_YEAR = word_list("previous_week"), word_list("previous_year")
PRECEDING = frozenset(word_list("preceding"))
TO_DATE = word_list("year_to_date_of_report")
THIS_QUARTER = word_list("this_quarter")
THERE = word_list("there_are")


def times_of(read: Reading, clauses: Clauses, context: Context) -> list[Time]:
    """The times of a sentence, resolved, each with its role, in order."""
    found: list[Time] = []
    for period in read.periods:
        at = clauses.times.get(period.start)
        if at is None or (period.rule in ("clock", "lunar", "ago") and not period.dated):
            continue
        day = period.rule in STATED and period.first is not None and period.first == period.last
        period = _in_context(period, clauses, at, found, context)
        if period.rule in ("that_period", "n_period") and not period.dated:
            continue
        near = day and period.first is not None and abs(context.today - period.first) <= timedelta(days=14)
        back = period.rule in ("since", "last_n", "holiday", "year", "fiscal_year", "decade")
        role = role_of(clauses, at, bool(near), back)
        if (
            period.rule in ("weekday", "bare")
            and role == "scope"
            and not near
            and not _is_weekend(period, clauses.tokens[at].text)
        ):
            role = "aside"
        if role != "base":
            since = _since(read, clauses, at, period, context)
            period, role = (since, "scope") if since else (period, role)
        found.append(Time(at, resolved(period, context, clauses, at, found), role, fronted(clauses, at)))
    found = [t for t, after in zip(found, [*found[1:], None], strict=False) if not _now_of(t, after)]
    return with_days(clauses, _up_to_the_day(found, context.today), context)


def _campaign_begins(carried: Period | None, day: date, today: date) -> date | None:
    """The first day of the time that was told before, where it is of the day's year or holds the day."""
    if carried is None or carried.first is None or carried.first > day:
        return None
    return carried.first if carried.first.year == day.year or (carried.last or today) >= day else None


def _is_weekend(period: Period, text: str) -> bool:
    """'At the weekend' is the one before the report; 'the long weekend' may be any."""
    days = (period.last - period.first).days if period.first and period.last else 0
    return days == 1 and bool(period.first and period.first.weekday() == 5) and " " in text


def _in_context(period: Period, clauses: Clauses, at: int, found: list[Time], context: Context) -> Period:
    """A time by what was said before it: 全年 of the year carried on, 当日 of the day said last, 'the previous week' of the week told of."""
    text = clauses.tokens[at].text
    if text in WHOLE_YEAR:  # 民国93年时曾达到全年182万公吨
        topic = context.period
        within = topic and topic.first and topic.last and topic.first.year == topic.last.year
        years = [t.period for t in found if t.period.kind == "year"] or ([topic] if topic and within else [])
        if years and years[-1].last:
            year = years[-1].last.year
            period = replace(period, first=date(year, 1, 1), last=date(year, 12, 31))
    if text in SAME_DAY and context.day and not any(t.period.kind == "day" for t in found):
        period = replace(period, first=context.day, last=context.day)
    if period.rule == "holiday" and period.dated:
        ahead = period.first and period.first > context.today
        ahead = ahead and not any("ESTIMATE" in t.types for t in clauses.tokens)
        period = replace(period, first=None, last=None) if ahead or not context.mainland else period
    if period.rule == "since_then":
        told = [t.period for t in found if t.period.dated] or ([context.told_last] if context.told_last else [])
        if told and told[-1].first:
            first = told[-1].first
            period = replace(period, first=first, last=context.today, kind=kind_of(first, context.today))
    if period.rule in ("that_period", "n_period") and not found:
        spans = [p for p in (context.told_last, context.period) if p and p.kind != "day"]
        spans = [p for p in spans if period.rule == "that_period" or _lasts(p, text)]
        period = replace(period, first=spans[0].first, last=spans[0].last, kind=spans[0].kind) if spans else period
    if text in SAME_UNIT and found and found[-1].period.first:  # 2003年通航，当年...
        first, unit = found[-1].period.first, SAME_UNIT[text]
        month = (first.month - 1) // unit * unit + 1
        last = shift_months(date(first.year, month, 1), unit) - timedelta(days=1)
        period = replace(period, first=date(first.year, month, 1), last=last)
    if period.rule in ("year", "month") and period.first and text.lower().endswith(PREVIOUS_YEAR):
        ends: list[date | None] = [t.period.last for t in found if t.period.last]
        ends = ends or [context.period.last if context.period else None]
        year = (ends[-1] or context.today).year - 1
        months = (period.first.month, period.first.month) if period.rule == "month" else (1, 12)
        period = replace(period, first=date(year, months[0], 1), last=whole_month(year, months[1])[1])
    if period.rule == "last_n" and period.first and period.last and set(text.lower().split()) & PRECEDING:
        period = _before_topic(period, [t.period for t in found if t.period.dated] or [context.period])
    if period.rule == "fiscal_year" and period.first and set(text.lower().split()) & PRECEDING:
        topic = next((t.period for t in reversed(found) if t.period.rule == "fiscal_year"), context.period)
        if topic and topic.rule == "fiscal_year" and topic.first and topic.first <= period.first:
            first = shift_months(topic.first, -12)  # the reporting year before the one that the text is about
            period = replace(period, first=first, last=topic.first - timedelta(days=1))
    if period.rule == "relative" and period.kind == "quarter" and text.lower() in THIS_QUARTER and not found:
        topic = context.period  # a report on the first quarter, published in the second
        if topic and topic.kind == "quarter" and topic.last and topic.last < context.today:
            period = replace(period, first=topic.first, last=topic.last)
    if period.rule == "relative":
        carried = [context.period] if context.period and context.period_source != "title" else []
        weeks = [t.period for t in found if t.period.dated] or carried
        period = _of_topic(text.lower(), period, weeks[-1]) if weeks else period
    return period


def _lasts(period: Period, text: str) -> bool:
    """Is a time as long as 'the three-day period', 'the three months' say?"""
    numeral = next(iter(find_numerals(text.lower().replace("-", " "), "en")), None)
    days = next((n for word, n in DAYS.items() if word in text.lower()), 0)
    if numeral is None or not numeral.value or period.first is None or period.last is None:
        return False
    return abs((period.last - period.first).days + 1 - float(numeral.value) * days) <= max(1, days // 10)


def _now_of(time: Time, after: Time | None) -> bool:
    """Is 'now' said of the time right behind it?"""
    close = after is not None and after.role == "scope" and after.at - time.at <= 2
    return close and time.period.rule == "now"


def _since(read: Reading, clauses: Clauses, at: int, period: Period, context: Context) -> Period | None:
    """'Since the rules were eased on 8 January, ...': the clause that 'since' opens begins the time, up to the day of the briefing."""
    piece = clauses.piece(at)
    if (
        "SINCE" not in clauses.tokens[piece.first].types
        or clauses.has(piece, "QTY")
        or not period.dated
        or period.rule == "since"
    ):
        return None
    return replace(period, last=context.today, kind=kind_of(period.first, context.today), rule="since")


def _is_stock(clauses: Clauses, at: int) -> bool:
    """'There were 82,892 residents as of 1 January': does the clause tell what there is on a day, not what was done up to it?"""
    piece = clauses.piece(at)
    words = clauses.tokens[max(0, piece.first - 12) : piece.last + 4]
    there = any(t.text.lower() in THERE for t in words)
    return (there or any("STOCK" in t.types and "TIME" not in t.types for t in words)) and not any(
        "CUMULATIVE" in t.types for t in words
    )


def _of_topic(text: str, period: Period, topic: Period) -> Period:
    """'In the previous week', told of a week that the text names, is the week before that one."""
    if text in PREVIOUS_MONTH and period.kind == topic.kind == "month" and period.first == topic.first and period.first:
        last = period.first - timedelta(days=1)  # 12月...由上月上涨1.6%: the month before the one told of
        return replace(period, first=last.replace(day=1), last=last)
    if not text.startswith(PREVIOUS) or not topic.dated or period.kind != "week" or topic.first is None:
        return period
    if topic.last is None or (topic.last - topic.first).days != 6:
        return period
    return replace(period, first=topic.first - timedelta(days=7), last=topic.first - timedelta(days=1))


def _before_topic(period: Period, told: list[Period | None]) -> Period:
    """'In the preceding three months', told of a quarter: the three months before it; of a longer or shorter time: of the day."""
    topic = told[-1]
    assert period.first
    assert period.last
    if topic is None or topic.first is None or topic.last is None:
        return period
    if abs((topic.last - topic.first) - (period.last - period.first)) > timedelta(days=3):
        return period
    last = topic.first - timedelta(days=1)
    whole = topic.first.day == 1 and (topic.last + timedelta(days=1)).day == 1
    months = (topic.last.year - topic.first.year) * 12 + topic.last.month - topic.first.month + 1
    first = (
        shift_months(topic.first, -months) if whole else topic.first - (topic.last - topic.first) - timedelta(days=1)
    )
    return replace(period, first=first, last=last, kind=kind_of(first, last))


# Times that are over for a report of their last week: an office tells of the months up to May on 29 May.
WHOLE = ("year", "month", "first_months", "month_range", "quarter", "quarters", "half", "nth_month")
PRINTED = ("that_period", "day_range", "days_alone", "days_between", "from_to", "date")  # an end that is printed stays


def resolved(period: Period, context: Context, clauses: Clauses, at: int, told: list[Time]) -> Period:
    """A period with both ends: 'as of 31 May' from the carried start or the year's; nothing reaches past the day of the briefing."""
    so_far = period.rule == "now" and clauses.tokens[at].text.lower() in SO_FAR and not _is_stock(clauses, at)
    flows = any(t.types & {"CUMULATIVE", "FLOW"} for t in clauses.tokens[at + 1 : at + 12])
    beside = clauses.line.after(at, "PREPOSITION? LIGHT* TIME") is not None  # '50 so far in February'
    if so_far and period.last and (flows or (clauses.tokens[at].text.isascii() and not beside)):
        period = replace(period, rule="until")
    if period.rule == "until" and period.last and _is_stock(clauses, at):
        return replace(period, first=period.last, kind="day")
    if period.rule == "until" and period.last:
        spans = [t.period for t in told if t.period.rule in PRINTED and t.period.kind != "day" and t.role != "base"]
        around = (p for p in reversed(spans) if p.first and p.last and p.first <= period.last <= p.last)
        carried = next(around, context.period)  # 暑运（7月1日至8月31日）已过32天，截至8月2日
        if carried and carried.rule == "last_n" and carried.kind == "multi_year":
            carried = None  # 两年来……。截至4月底
        if any("LIFETIME" in t.types for t in clauses.tokens):
            return replace(period, first=None, kind="other")
        if carried and carried.kind == "week" and any("CUMULATIVE" in t.types for t in clauses.tokens[:at]):
            carried = None  # 'the cumulative number of cases up to week 30', told of that week before
        first = _campaign_begins(carried, period.last, context.today) or date(period.last.year, 1, 1)
        period = replace(period, first=first, kind=kind_of(first, period.last))
    named = period.rule != "year" or any(c.isdigit() for c in clauses.tokens[at].text)
    named = named or clauses.tokens[at].text in WHOLE_YEAR
    begun = clauses.line.before(at, "TIME PREPOSITION? LIGHT*")  # '61 so far in July'
    named = named and not (begun is not None and clauses.tokens[begun].text.lower() in SO_FAR)
    whole = period.rule in WHOLE and named and period.last and period.last - context.today <= timedelta(days=6)
    foretold = clauses.has(clauses.piece(at), "QTY") and any("ESTIMATE" in t.types for t in clauses.tokens[:at])
    printed = period.rule in PRINTED or foretold
    if period.first and period.last and period.first <= context.today < period.last and not whole and not printed:
        last = _reported(period, context, clauses.tokens[at].text.lower()) or context.today
        period = replace(period, last=last, kind=kind_of(period.first, last))
    return period


def _reported(period: Period, context: Context, told: str) -> date | None:
    """The last day of the part of a running year that the text reports on: 'the 2023 crashes' in a report on January to March 2023,
    'year-to-date imports' in one on October."""
    topic = context.period
    if topic is None or topic.first is None or topic.last is None:
        return None
    if period.rule == "year_to_date" and topic.kind == "month" and period.first:
        return topic.last if period.first <= topic.last < context.today and told in TO_DATE else None
    if period.rule != "year" or topic.first != period.first:
        return None
    whole_months = (topic.last + timedelta(days=1)).day == 1
    return topic.last if whole_months and topic.last < context.today else None


def _up_to_the_day(times: list[Time], today: date) -> list[Time]:
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
        (t for t in times if t.period.rule == "since" and t.at < until.at and t.period.first and t.period.first <= day),
        None,
    )
    if since:
        whole = replace(until.period, first=since.period.first, kind=kind_of(since.period.first, day))
        return [replace(t, period=whole) if t is until or t is since else t for t in times]
    return [
        replace(t, period=replace(t.period, last=day, kind=kind_of(t.period.first, day)))
        if t.period.last == today and t.period.first and t.period.first <= day
        else t
        for t in times
    ]
