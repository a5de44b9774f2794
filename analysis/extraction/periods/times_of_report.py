"""Where a time stands, and the units of the report that it may mean: 'this quarter', 'the end of the quarter', 'this fiscal year'."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from ...language.date_arithmetic import ONE_DAY, shift_months
from ...language.lexicon import LANGS, lexicon, word_list
from ...language.numbers import find_numerals
from ...language.periods import Period, kind_of
from ...records import replace
from ..clauses.clauses import Clauses
from ..clauses.draft import Context, Time

PRECEDING, BEFORE = frozenset(word_list("preceding", "en")), tuple(word_list("preceding", "zh"))
THIS_QUARTER, THIS_FISCAL = word_list("this_quarter"), word_list("this_fiscal_year")
ROWS_OF_DAYS = (row for name in ("told_days", "told_days_at_head") for row in lexicon("periods")[name])
TOLD_DAYS = {word: row["value"] for row in ROWS_OF_DAYS for lang in LANGS for word in row[lang]}
PREVIOUS_YEARS = word_list("previous_year", "zh")
NOW = word_list("words_of_now")  # tell of the day of the report, and of no day that 当日 goes back to
TO_DATE, SO_FAR_HERE = word_list("year_to_date_of_report"), word_list("year_so_far_here")
PRINTED_SPANS = ("from_to", "day_range", "week_ending")
PARTS_OF_YEARS = ("first_months", "quarter", "quarters", "half", "month_range")  # of a year that a report may be on
UNITS_TOLD = ("month", "quarter", "half")


@dataclass(frozen=True)
class Place:
    """Where a time stands: its sentence, its token, the times before it, and what the text said before."""

    clauses: Clauses
    at: int
    found: list[Time]
    context: Context

    @property
    def text(self) -> str:
        return self.clauses.tokens[self.at].text

    @property
    def day(self) -> date | None:
        """The day said last, in the sentence or before it."""
        said = [t for t in self.found if self.clauses.tokens[t.at].text.lower() not in NOW]
        days = [t.period.last for t in said if t.period.kind == "day" or t.period.rule == "until"]
        return days[-1] if days else self.context.day

    @property
    def topic(self) -> Period | None:
        """The time with dates before it in the sentence, else the one that the text is about."""
        return self.dated[-1] if self.dated else self.context.period

    @property
    def dated(self) -> list[Period]:
        """The times before it in the sentence that have dates."""
        return [t.period for t in self.found if t.period.dated]


def told_day(period: Period, place: Place) -> Period:
    """'The next day', 'two days later', 次日, 前一天: from the day said last; of no known day where none was."""
    text = place.text.lower()
    said = next((n.value for lang in LANGS for n in find_numerals(text, lang) if n.value is not None), 1)
    steps = TOLD_DAYS.get(text, int(said))
    day = place.day + timedelta(days=steps) if place.day else None
    return replace(period, first=day, last=day, kind="day") if day and day <= place.context.today else period


def this_fiscal_year(period: Period, place: Place) -> Period:
    """'This fiscal year' in a report on the year that ended last month."""
    topic = place.context.period
    if not period.first or place.text.lower() not in THIS_FISCAL or topic is None or topic.last is None:
        return period
    over = topic.last < place.context.today <= topic.last + timedelta(days=62)
    if topic.rule not in ("fiscal_year", "year_ending") or not over:
        return period
    return replace(period, first=topic.first, last=topic.last)


def tells_the_one_before(text: str) -> bool:
    """'The preceding three months', 'the prior fiscal year'."""
    return not PRECEDING.isdisjoint(text.lower().split())


def of_the_fiscal_year(period: Period, place: Place) -> Period:
    """'Agents seized 848,334 pounds last year', 'in 2005' and 'this year' in a report on the fiscal year that ended some weeks ago."""
    over = fiscal_year_over(place.context)
    words = place.text.lower()
    if over is None or over.last is None or not (words in YEAR_OVER or words == str(over.last.year)):
        return period
    return replace(over, start=period.start, end=period.end)


def fiscal_year_over(context: Context) -> Period | None:
    """The fiscal year that ended some weeks before the report, where the text told of fiscal years."""
    told, today = context.fiscal, context.today
    if told is None or told.first is None:
        return None
    first = told.first.replace(year=today.year - 1 - (today.month < told.first.month))
    last = shift_months(first, 12) - ONE_DAY
    if not timedelta(0) < today - last <= SINCE_ITS_END:
        return None
    return replace(told, first=first, last=last, kind="year", rule="fiscal_year")


YEAR_OVER, SINCE_ITS_END = word_list("year_that_is_over"), timedelta(days=100)


def fiscal_year_before(period: Period, place: Place) -> Period:
    """'In the preceding financial year', 上一财年: the one before that the text is about."""
    if not period.first or not (tells_the_one_before(place.text) or place.text.startswith(BEFORE)):
        return period
    told = [t.period for t in place.found if t.period.rule == "fiscal_year"]
    topic = told[-1] if told else place.context.period
    if topic is None or topic.rule != "fiscal_year" or topic.first is None or topic.first > period.first:
        return period
    return replace(period, first=shift_months(topic.first, -12), last=topic.first - timedelta(days=1))


def this_quarter(period: Period, place: Place) -> Period:
    """'This quarter' in a report on the first quarter, published in the second."""
    topic = place.context.period
    asked = period.kind == "quarter" and place.text.lower() in THIS_QUARTER and not place.found
    over = topic and topic.kind == "quarter" and topic.last and topic.last < place.context.today
    return replace(period, first=topic.first, last=topic.last) if asked and topic and over else period


def this_month(period: Period, place: Place) -> Period:
    """12月平均气温21.9度。本月……, in a report on December that came out in the first days of January."""
    topic, today = place.context.period, place.context.today
    asked = period.kind in ("month", "year_to_date", "campaign") and place.text in THIS_MONTH and not place.found
    over = topic and topic.kind == "month" and topic.last and timedelta(0) < today - topic.last <= DAYS_OVER
    return replace(topic, start=period.start, end=period.end) if asked and topic and over else period


THIS_MONTH, DAYS_OVER = word_list("this_month"), timedelta(days=10)


def year_edge(period: Period, place: Place) -> Period:
    """年末, 'at the start of the year', 上年末: of the year that the text is about."""
    topic = place.topic
    if topic is None or topic.first is None or topic.last is None or topic.first.year != topic.last.year:
        return period
    before = place.text.startswith(PREVIOUS_YEARS)
    if period.last is None or not (period.rule == "year_edge" or before):
        return period
    day = period.last.replace(year=topic.last.year - before)
    return replace(period, first=day, last=day) if day <= place.context.today else period


def unit_told(period: Period, place: Place) -> Period:
    """'On 31 December there were 3 million; during the year 7,200 were refused': the year, the half or the quarter of the time told."""
    topic = place.topic
    if topic is None or topic.first is None or topic.last is None:
        return period
    months = next(size for word, size in MONTHS_OF.items() if place.text.endswith(word))
    if topic.kind in ("year_to_date", "year", "half", "quarter") and months == 12:
        return replace(period, first=topic.first, last=topic.last, kind=topic.kind)
    if topic.kind != "day" and (topic.first.day > 1 or shift_months(topic.first, months) != topic.last + ONE_DAY):
        return period  # a month, in a report on it
    first = date(topic.last.year, (topic.last.month - 1) // months * months + 1, 1)
    last = min(shift_months(first, months) - ONE_DAY, place.context.today)
    return replace(period, first=first, last=last, kind=kind_of(first, last))


MONTHS_OF = {"half-year": 6, "half year": 6, "year": 12, "quarter": 3}


def unit_again(period: Period, place: Place) -> Period:
    """今年第3季出生1,819名，首三季5,193名……同季死亡490人: the quarter told last, and the month."""
    kind = UNIT_AGAIN.get(place.text)
    told = [p for p in (*place.context.spans.values(), place.context.period) if p and p.kind == kind]
    return replace(told[-1], start=period.start, end=period.end, rule="unit_told") if told else period


UNIT_AGAIN = {word: row["value"] for row in lexicon("periods")["unit_again"] for word in (*row["en"], *row["zh"])}


def end_of_told(period: Period, place: Place) -> Period:
    """'As at the end of the quarter', in a report on the third one: its last day."""
    topic, said = place.context.period, place.text.lower()
    year = next((p for p in reversed(place.dated) if p.kind == "year" and p.last), None)
    if year and year.last and said.endswith("the year") and year.last < place.context.today:
        # 'in 1981 the pendency at the end of the year crossed 50,000'
        return replace(period, first=period.first and year.last, last=year.last)
    if topic is None or topic.last is None or topic.last >= place.context.today or topic.kind not in UNITS_TOLD:
        return period
    named = said.endswith(f"the {topic.kind}")
    return replace(period, first=period.first and topic.last, last=topic.last) if named else period


def of_the_report(period: Period, place: Place) -> Period:
    """今年以来 in a report on the first quarter: up to its end."""
    topic, today = place.context.period, place.context.today
    if topic is None or topic.last is None or period.first is None or topic.last >= today:
        return period
    lately = (today - topic.last).days
    if topic.kind == "month" and place.text.lower() in TO_DATE:
        ends = period.first <= topic.last  # 'year-to-date imports' in a report on October
    elif topic.rule in PRINTED_SPANS and period.rule == "year_to_date":
        # 'So far this year', in a report on March 15 to April 15 that came out on April 18
        ends = lately <= 14 and not place.found and period.first <= topic.last
    else:
        of_it = topic.rule in PARTS_OF_YEARS and topic.first == period.first and not place.found
        ends = of_it and place.text in SO_FAR_HERE and lately <= 31 and period.last == today
    return replace(period, last=topic.last) if ends else period


def over_by_now(place: Place) -> int:
    """全年侦破案件9000余起, told in January and not foretold: of the year before; 0 where the words tell another year."""
    today, tokens = place.context.today, place.clauses.tokens
    told = [p.last.year for p in (*(t.period for t in place.found), place.context.period) if p and p.last]
    begun = today.timetuple().tm_yday < DAYS_OF_REPORTS and all(year == today.year for year in told)
    return today.year - 1 if begun and not any("ESTIMATE" in t.types for t in tokens) else 0


DAYS_OF_REPORTS = 60  # of a year, in which reports on the one before come out


Step = Callable[[Period, Place], Period]
OF_REPORT: dict[str, tuple[Step, ...]] = {
    "told_day": (told_day,),
    "year_edge": (year_edge,),
    "unit_told": (unit_told,),
    "fiscal_year": (this_fiscal_year, fiscal_year_before),
}
