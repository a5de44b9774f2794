"""Times by what the text said before them: 全年 of the year carried on, the week before the one told of, the date that comes."""

from __future__ import annotations

from datetime import date, timedelta

from ...language.date_arithmetic import shift_months, whole_month
from ...language.hours import says_year
from ...language.lexicon import lexicon, word_list
from ...language.periods import Period, kind_of
from ...records import replace
from ..clauses.clauses import Clauses
from ..clauses.draft import Context, Time
from .parts_of_years import PARTS as PARTS_OF_YEARS
from .parts_of_years import in_year_told
from .times_of_attributes import WHOLE_YEAR
from .times_of_report import (
    OF_REPORT,
    Place,
    Step,
    end_of_told,
    of_the_fiscal_year,
    of_the_report,
    over_by_now,
    tells_the_one_before,
    this_month,
    this_quarter,
    unit_again,
    year_edge,
)
from .times_of_topic import before_topic, lasts, of_topic, whole_months, whole_years

SAME_DATE, DATES = "SAME WORD{1,2} PREPOSITION?", word_list("dates_of_a_year")
SAME_DAY = frozenset(w for words in lexicon("periods")["same_day"].values() for w in words)
SAME_UNIT = {w: r["value"] for r in lexicon("periods")["same_unit"] for w in (*r["en"], *r["zh"])}
PREVIOUS_YEAR = word_list("previous_year")
WEEKS_BEFORE = word_list("weeks_before", "zh")
LAST_MONTH, YEARS_BACK = word_list("before_a_month"), word_list("years_back")
WITHIN_YEAR = word_list("within_the_year")
BACK_TO_A_DAY = ("bare", "that_date")
LONGER = ("year", "year_to_date", "half", "multi_year")
THE_MONTH, DURING = word_list("the_month"), word_list("during_it")
FORTNIGHT = timedelta(days=14)


def in_context(period: Period, clauses: Clauses, at: int, found: list[Time], context: Context) -> Period:
    """A time by what was said before it: 全年 of the year carried on, 当日 of the day said last, 'the previous week' of the week told of."""
    place = Place(clauses, at, found, context)
    for rule in IN_CONTEXT.get(period.rule, ()):
        period = rule(period, place)
    return in_year_told(period, place) if period.rule in PARTS_OF_YEARS else period


def _whole_year(period: Period, place: Place) -> Period:
    """民国93年时曾达到全年182万公吨: the year of the time said before it, else of the text."""
    if place.text not in (*WHOLE_YEAR, *WITHIN_YEAR):
        return period
    told = [p for p in (t.period for t in place.found) if _in_one_year(p)]
    topic = place.context.period
    years = [p for p in told if p.kind == "year"] or told or ([topic] if topic and _in_one_year(topic) else [])
    over = over_by_now(place) if place.text in WHOLE_YEAR else 0
    if not years and over:
        return replace(period, first=date(over, 1, 1), last=date(over, 12, 31))
    if not years or not years[-1].last or (period.rule == "year_to_date" and years[-1].kind != "year"):
        return period
    year = over or years[-1].last.year
    return replace(period, first=date(year, 1, 1), last=date(year, 12, 31))


def _in_one_year(period: Period) -> bool:
    return bool(period.first and period.last and period.first.year == period.last.year)


def _same_day(period: Period, place: Place) -> Period:
    """当日, 截至同日11时, 'that day': the day said last."""
    within = period.rule != "bare" and any(word in place.text for word in SAME_DAY)
    alone = place.text.lower() in SAME_DAY
    if not place.day:  # 'that day', of which the text has told nothing
        return replace(period, first=None, last=None) if alone and period.rule in BACK_TO_A_DAY else period
    return (
        replace(period, first=period.first and place.day, last=place.day, tail=place.day) if within or alone else period
    )


def _month_told(period: Period, place: Place) -> Period:
    """'There were 300,000 as of May 31; during the month 21,437 arrived': the month that a day told of ends, or that was told."""
    topic = place.topic
    led = place.clauses.tokens[place.at - 1].text.lower() if place.at else ""
    if place.text.lower() not in THE_MONTH or led not in DURING or topic is None or topic.last is None:
        return period
    month = whole_month(topic.last.year, topic.last.month)
    stock = topic.first in (None, topic.last) and topic.last == month[1]
    if topic.kind in LONGER and not stock:
        return replace(period, first=None, last=None, rule="month")  # which month, the text does not tell
    if topic.kind != "month" and not stock:
        return period
    return replace(period, first=month[0], last=month[1], kind="month", rule="month")


def _same_date(period: Period, place: Place) -> Period:
    """'On the same day this year'."""
    if not place.day or not period.first:
        return period
    day = shift_months(place.day, 12 * (period.first.year - place.day.year))
    return replace(period, first=day, last=day)


def _same_months(period: Period, place: Place) -> Period:
    """'In March to May 2022 ...; during the same months this year': of the time said before, in this year."""
    told = place.dated[-1] if place.dated else place.context.told_last
    if told is None or not (told.first and told.last and period.first) or not _in_one_year(told):
        return period
    first, last = (shift_months(day, 12 * (period.first.year - told.first.year)) for day in (told.first, told.last))
    last = min(last, place.context.today)
    return replace(period, first=first, last=last, kind=kind_of(first, last))


def _hour_of_day(period: Period, place: Place) -> Period:
    """截至晚上9时: of the day that was said, where that is near."""
    if not place.day or not period.last or not timedelta(0) <= period.last - place.day <= timedelta(days=3):
        return period
    return replace(period, first=place.day, last=place.day)


def _years_back(period: Period, place: Place) -> Period:
    """9月1日迎来复通一周年……一年来: up to the day said last."""
    day = place.context.day
    if not place.text.endswith(YEARS_BACK) or day is None or period.first is None:
        return period
    since = place.context.today - day
    return replace(period, first=period.first - since, last=day) if timedelta(0) < since <= FORTNIGHT else period


def _preceding(period: Period, place: Place) -> Period:
    """'In the preceding three months'."""
    if not (period.first and period.last and tells_the_one_before(place.text)):
        return period
    return before_topic(period, [*place.dated] or [place.context.period])


def _of_the_mainland(period: Period, place: Place) -> Period:
    """Official days off are those of agencies that keep them, and of a holiday that has come or is foretold."""
    if not period.dated:
        return period
    ahead = period.first and period.first > place.context.today
    ahead = ahead and not any("ESTIMATE" in t.types for t in place.clauses.tokens)
    return replace(period, first=None, last=None) if ahead or not place.context.mainland else period


def _since_then(period: Period, place: Place) -> Period:
    last = place.context.told_last
    told = place.dated or ([last] if last else [])
    if not told or not told[-1].first:
        return period
    first, today = told[-1].first, place.context.today
    return replace(period, first=first, last=today, kind=kind_of(first, today))


def _that_period(period: Period, place: Place) -> Period:
    """'During that period', 'the three-day period': the time said last that is no day, as long as it says."""
    if place.found:
        return period
    told = (place.context.told_last, place.context.period, *reversed(place.context.lengths))
    spans = [p for p in told if p and p.kind != "day"]
    spans = [p for p in spans if period.rule == "that_period" or lasts(p, place.text)]
    return replace(period, first=spans[0].first, last=spans[0].last, kind=spans[0].kind) if spans else period


def _same_unit(period: Period, place: Place) -> Period:
    """2003年通航，当年...: of the time said before it."""
    told = place.found[-1].period if place.found else place.context.period
    first, unit = told.first if told else None, SAME_UNIT.get(place.text)
    if unit is None or told is None or first is None:
        return period
    within = told.last is not None and told.last < shift_months(first.replace(day=1), unit)
    if not place.found and not within:
        return period  # 当月 in a report on the year
    begin = date(first.year, (first.month - 1) // unit * unit + 1, 1)
    return replace(period, first=begin, last=shift_months(begin, unit) - timedelta(days=1))


def _same_part(period: Period, place: Place) -> Period:
    """'From January to March last year 748, while this year there were 591 during the same period': of those months of this year."""
    told, at = place.dated[-1:], place.at
    if not told or not (told[0].first and told[0].last and period.first) or told[0].kind == "year":
        return period
    if not _in_one_year(told[0]) or told[0].first.year != period.first.year - 1:
        return period
    end = place.clauses.line.after(at, "!SEMI|STOP|TIME{1,9} PREPOSITION LIGHT* SAME WORD")
    tokens = place.clauses.tokens
    if end is None or (end < len(tokens) and tokens[end].types & {"TIME", "OF", "THEN"}):
        return period
    first, last = shift_months(told[0].first, 12), shift_months(told[0].last, 12)
    return replace(period, first=first, last=last, kind=kind_of(first, last))


def _last_month(period: Period, place: Place) -> Period:
    """'Down 52 percent on last February', told of a February: that of the year before."""
    topic = place.context.period
    begun = [t.period.first for t in place.found] + [topic.first if topic else None]
    if not (period.first and place.text.lower().startswith(LAST_MONTH) and period.first in begun):
        return period
    first = shift_months(period.first, -12)
    return replace(period, first=first, last=whole_month(first.year, first.month)[1])


def _year_of_head(period: Period, place: Place) -> Period:
    """'In 2018, it received 1,459 in January, 1,486 in February': the months of the year that opens the sentence, where that year has
    no figure of its own."""
    heads = [t for t in place.found if t.period.rule == "year" and t.role == "scope" and t.head]
    if not heads or not heads[-1].period.first or not (period.first and period.last) or says_year(place.text):
        return period
    year, rest = heads[-1].period.first.year, place.found[place.found.index(heads[-1]) + 1 :]
    between = place.clauses.tokens[heads[-1].at + 1 : place.at]
    counted = next((i for i, t in enumerate(between) if "QTY" in t.types), len(between))
    own = any(t.types & {"QTY", "AND", "COMMA", "SEMI"} for t in between[counted + 1 :])
    in_row = bool(rest) and all(
        t.period.rule == "month" and t.period.first and t.period.first.year == year for t in rest
    )
    if period.first.year == year or not (in_row or (not rest and not own)):
        return period
    first = shift_months(period.first, 12 * (year - period.first.year))
    return replace(period, first=first, last=whole_month(year, first.month)[1])


def _previous_year(period: Period, place: Place) -> Period:
    """'In the previous year', 'in May of the previous year': before the time told of."""
    if not period.first or not place.text.lower().endswith(PREVIOUS_YEAR):
        return period
    topic = place.context.period
    ends: list[date | None] = [t.period.last for t in place.found if t.period.last]
    ends = ends or [topic.last if topic else None]
    year = (ends[-1] or place.context.today).year - 1
    months = (period.first.month, period.first.month) if period.rule == "month" else (1, 12)
    return replace(period, first=date(year, months[0], 1), last=whole_month(year, months[1])[1])


def _by_the_same_date(period: Period, place: Place) -> Period:
    """'By the same date last year': up to that day."""
    begin = place.clauses.line.before(place.at, SAME_DATE) if period.first else None
    if begin is None or period.first is None:
        return period
    if not any(t.text.lower() in DATES for t in place.clauses.tokens[begin : place.at]):
        return period
    topic = place.context.period
    until = topic.last if topic and topic.last else place.context.today
    day = shift_months(until, -12 * (until.year - period.first.year))
    return replace(period, first=date(day.year, 1, 1), last=day, kind="other", rule="until")


def _week_of_headline(period: Period, place: Place) -> Period:
    """'Over the past week' in a report whose headline names 12-18 March: those days."""
    week = place.context.week
    if week is None or week.last is None or period.kind != "week":
        return period
    over = timedelta(0) <= place.context.today - week.last <= timedelta(days=14)
    back = period.first is not None and period.first <= place.context.today
    other = tells_the_one_before(place.text) or place.text.startswith(WEEKS_BEFORE)
    return replace(period, first=week.first, last=week.last) if over and back and not other else period


def _of_the_topic(period: Period, place: Place) -> Period:
    """'In the previous week', 上月: before the time told of, but for a month that opens the sentence."""
    topic, at, clauses = place.context.period, place.at, place.clauses
    carried = [topic] if topic and place.context.period_source != "title" else []
    told = place.dated or carried
    deictic = at == clauses.piece(at).first and clauses.piece(at).number == 0 and period.kind == "month"
    again = bool(told) and told[-1].rule == "relative"  # 上月受理1.4万件……上月日均470件: said twice, it is the same
    return of_topic(place.text.lower(), period, told[-1]) if told and not deictic and not again else period


# What the text said before does to a time, by the rule that read it; steps are taken in order.
IN_CONTEXT: dict[str, tuple[Step, ...]] = OF_REPORT | {
    "relative_day": (_same_day,),
    "until": (_same_day, end_of_told),
    "end_of": (end_of_told, year_edge),
    "bare": (_same_day, _month_told, unit_again),
    "that_date": (_same_day,),
    "same_months": (_same_months,),
    "same_date": (_same_date,),
    "hour_of_day": (_hour_of_day,),
    "year_to_date": (of_the_fiscal_year, _whole_year, of_the_report),
    "last_n": (_years_back, _preceding, _previous_year, _of_the_topic, whole_years, whole_months),
    "holiday": (_of_the_mainland,),
    "since_then": (_since_then,),
    "that_period": (_that_period,),
    "n_period": (_that_period,),
    "year": (of_the_fiscal_year, _whole_year, _same_part, _same_unit, _previous_year, _by_the_same_date),
    "month": (_same_unit, _last_month, _year_of_head, _previous_year),
    "relative": (_week_of_headline, _same_unit, _by_the_same_date, this_quarter, this_month, _of_the_topic),
}
