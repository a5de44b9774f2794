"""Times by what the text said before them: 全年 of the year carried on, the week before the one told of, the date that comes."""

from __future__ import annotations

from datetime import date, timedelta

from ..language.date_arithmetic import shift_months, whole_month
from ..language.lexicon import lexicon, word_list
from ..language.numbers import find_numerals
from ..language.periods import Period, kind_of
from ..records import replace
from .clauses import Clauses
from .draft import Context, Time
from .governing_times import WHOLE_YEAR

SAME_DATE, DATES = "SAME WORD{1,2} PREPOSITION?", word_list("dates_of_a_year")
DAYS = {"day": 1, "week": 7, "month": 30, "year": 365}
SAME_DAY = frozenset(w for words in lexicon("periods")["same_day"].values() for w in words)
SAME_UNIT = {w: r["value"] for r in lexicon("periods")["same_unit"] for w in (*r["en"], *r["zh"])}
PREVIOUS_MONTH = word_list("previous_month")
PREVIOUS, PREVIOUS_YEAR = word_list("previous_week"), word_list("previous_year")
PRECEDING = frozenset(word_list("preceding"))
LAST_MONTH = word_list("before_a_month")
SO_FAR_BACK = word_list("years_back")
THIS_QUARTER, THIS_FISCAL = word_list("this_quarter"), word_list("this_fiscal_year")


def in_context(period: Period, clauses: Clauses, at: int, found: list[Time], context: Context) -> Period:
    """A time by what was said before it: 全年 of the year carried on, 当日 of the day said last, 'the previous week' of the week told of."""
    text = clauses.tokens[at].text
    if text in WHOLE_YEAR and period.rule == "year":  # 民国93年时曾达到全年182万公吨
        topic = context.period
        within = topic and topic.first and topic.last and topic.first.year == topic.last.year
        told = [
            t.period for t in found if t.period.first and t.period.last and t.period.first.year == t.period.last.year
        ]
        years = [p for p in told if p.kind == "year"] or told or ([topic] if topic and within else [])
        if years and years[-1].last:
            year = years[-1].last.year
            period = replace(period, first=date(year, 1, 1), last=date(year, 12, 31))
    same = text.lower() in SAME_DAY or (
        period.rule in ("relative_day", "until") and any(word in text for word in SAME_DAY)
    )
    if same:
        days = [t.period.first for t in found if t.period.kind == "day" and t.period.first]
        day = days[-1] if days else context.day
        if day:
            period = replace(period, first=period.first and day, last=day, tail=day)
    if period.rule == "hour_of_day" and period.last:  # 截至晚上9时, of the day that was said
        near = [d for d in [*(t.period.first for t in found if t.period.kind == "day"), context.day] if d]
        near = [d for d in near if timedelta(0) <= period.last - d <= timedelta(days=3)]
        period = replace(period, first=near[0], last=near[0]) if near else period
    if period.rule == "last_n" and text.endswith(SO_FAR_BACK) and context.day and period.first:
        since = context.today - context.day  # 9月1日迎来复通一周年……一年来
        if timedelta(0) < since <= timedelta(days=14):
            period = replace(period, first=period.first - since, last=context.day)
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
    if period.rule == "month" and period.first and text.lower().startswith(LAST_MONTH):
        told = [t.period.first for t in found] + [context.period.first if context.period else None]
        if period.first in told:  # 'down 52 percent on last February', told of a February
            first = shift_months(period.first, -12)
            period = replace(period, first=first, last=whole_month(first.year, first.month)[1])
    if period.rule in ("year", "month") and period.first and text.lower().endswith(PREVIOUS_YEAR):
        ends: list[date | None] = [t.period.last for t in found if t.period.last]
        ends = ends or [context.period.last if context.period else None]
        year = (ends[-1] or context.today).year - 1
        months = (period.first.month, period.first.month) if period.rule == "month" else (1, 12)
        period = replace(period, first=date(year, months[0], 1), last=whole_month(year, months[1])[1])
    if period.rule == "last_n" and period.first and period.last and set(text.lower().split()) & PRECEDING:
        period = _before_topic(period, [t.period for t in found if t.period.dated] or [context.period])
    if period.rule in ("year", "relative") and period.first and clauses.line.before(at, SAME_DATE) is not None:
        led = clauses.tokens[clauses.line.before(at, SAME_DATE) or 0 : at]
        if any(t.text.lower() in DATES for t in led):  # 'by the same date last year': up to that day
            until = context.period.last if context.period and context.period.last else context.today
            day = shift_months(until, -12 * (until.year - period.first.year))
            period = replace(period, first=date(day.year, 1, 1), last=day, kind="other", rule="until")
    if period.rule == "fiscal_year" and period.first and text.lower() in THIS_FISCAL and context.period:
        topic = context.period
        over = topic.last and topic.last < context.today <= topic.last + timedelta(days=62)
        if topic.rule in ("fiscal_year", "year_ending") and over:  # a report on the year that ended last month
            period = replace(period, first=topic.first, last=topic.last)
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
        deictic = at == clauses.piece(at).first and clauses.piece(at).number == 0 and period.kind == "month"
        period = _of_topic(text.lower(), period, weeks[-1]) if weeks and not deictic else period
    return period


def to_come(clauses: Clauses, at: int, period: Period, today: date) -> Period:
    """'Pensioners would get it on June 1', told in May: the day that comes, and not the one of last year."""
    foretold = any("ESTIMATE" in t.types for t in clauses.tokens[:at]) and period.rule in (
        "date",
        "until",
        "early",
        "month",
    )
    if period.rule == "weekday" and period.last and any("ESTIMATE" in t.types for t in clauses.tokens[:at]):
        ahead = timedelta(days=7) if period.last < today else timedelta(0)
        return replace(period, first=period.last + ahead, last=period.last + ahead)  # 'the peak will be on Sunday'
    said = sum(c.isdigit() for c in clauses.tokens[at].text) >= 4  # a year
    if not foretold or period.last is None or said:
        return period
    coming = shift_months(period.last, 12)
    first = shift_months(period.first, 12) if period.first else None
    return replace(period, first=first, last=coming) if today < coming < today + timedelta(days=150) else period


def _lasts(period: Period, text: str) -> bool:
    """Is a time as long as 'the three-day period', 'the three months' say?"""
    numeral = next(iter(find_numerals(text.lower().replace("-", " "), "en")), None)
    days = next((n for word, n in DAYS.items() if word in text.lower()), 0)
    if numeral is None or not numeral.value or period.first is None or period.last is None:
        return False
    return abs((period.last - period.first).days + 1 - float(numeral.value) * days) <= max(1, days // 10)


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
