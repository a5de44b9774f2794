"""Times that run up to a day: when they began, and what they are where a sentence tells both."""

from __future__ import annotations

from datetime import date

from ...language.lexicon import lexicon, word_list
from ...language.periods import Period, kind_of
from ...language.tokens import Token
from ...records import replace
from ..clauses.clauses import Clauses
from ..clauses.draft import Context, Time
from ..clauses.stocks_and_flows import AS_OF, is_now, is_stock

BEGUN = frozenset(lexicon("periods")["join"]["begun"]["zh"])
MILESTONES = word_list("milestones")
PASSED = frozenset(word for word in lexicon("words")["beyond"]["en"] if " " not in word)
CUMULATIVE_NOUNS = word_list("cumulative_nouns")
ADDS_UP = frozenset(["CUMULATIVE", "FLOW", "ED"])  # words of what was done up to a day
HOURS, MINUTES, YEAR_SO_FAR = word_list("hour_marks"), word_list("minute_marks"), word_list("year_so_far")
ENDING, MEETINGS = word_list("ending"), frozenset(word_list("meetings"))
PARTS_OF_DAYS = word_list("parts_of_days")
YEARS = ("year", "year_to_date")
PRINTED = ("that_period", "day_range", "days_alone", "days_between", "from_to", "date")  # an end that is printed stays
# Times that may still run on the day of a statement.
RUNNING = ("year", "year_to_date", "fiscal_year", "half", "quarter", "campaign")


def from_its_beginning(clauses: Clauses, at: int, until: Period, told: list[Time], context: Context) -> Period:
    """截至8月2日, 'as of 31 May': from the day the count began, else the year's first; a stock is of the day alone."""
    day = until.last
    if day is None:
        return until
    on_the_day, from_no_known_day = replace(until, first=day, kind="day"), replace(until, first=None, kind="other")
    if clauses.tokens[at].text.lower().startswith(ENDING):
        # of a time that the words before it name, from a day they do not say
        meets = any(t.text.lower() in MEETINGS for t in clauses.tokens[max(0, at - 3) : at])
        return on_the_day if meets else from_no_known_day
    carried = _span_around(clauses, at, day, told, context)
    if is_stock(clauses, at) or (day == context.today and is_now(clauses, at)):
        return on_the_day
    holds = carried is not None and carried.first and carried.last and carried.first <= day <= carried.last
    if _at_an_hour(clauses, at) and (carried is None or carried.kind in YEARS or not holds):
        return on_the_day  # 截至周日晚上9时, of that day
    if _without_beginning(clauses, at, told, carried):
        return from_no_known_day
    begun = _first_day(carried, day, context) or _begun_here(clauses, told, day)
    if begun is None and _at_a_part_of_a_weekday(clauses, at):
        return on_the_day
    first = begun or date(day.year, 1, 1)
    return replace(until, first=first, kind=kind_of(first, day))


def _span_around(clauses: Clauses, at: int, day: date, told: list[Time], context: Context) -> Period | None:
    """暑运（7月1日至8月31日）已过32天，截至8月2日: the time with printed ends that holds the day, else that of the text."""
    spans = [t.period for t in told if t.period.rule in PRINTED and t.period.kind != "day" and t.role != "base"]
    around = (p for p in reversed(spans) if p.first and p.last and p.first <= day <= p.last)
    carried = next(around, context.period)
    if carried is None or (carried.rule == "last_n" and carried.kind == "multi_year"):
        return None  # 两年来……。截至4月底
    # 'the cumulative number of cases up to week 30', told of that week before
    added_up = carried.kind == "week" and any("CUMULATIVE" in t.types for t in clauses.tokens[:at])
    return None if added_up else carried


def _at_an_hour(clauses: Clauses, at: int) -> bool:
    """截至周日晚上9时: up to an hour, where 截至10月28日17时02分突破200万 tells when a number was passed."""
    said = clauses.tokens[at].text
    if not any(mark in said for mark in HOURS) or any(mark in said for mark in MINUTES):
        return False
    return not any(
        t.types & {"CUMULATIVE", "DAILY"} or any(word in t.text for word in YEAR_SO_FAR) for t in clauses.tokens
    )


def _without_beginning(clauses: Clauses, at: int, told: list[Time], carried: Period | None) -> bool:
    """'Accumulated cases by the end of August': counted from a beginning that has no date here?"""
    if any("LIFETIME" in t.types for t in clauses.tokens):
        return True
    before = clauses.tokens[:at]
    since = not told and any("SINCE" in t.types for t in before)  # “百日行动”开展以来，截至7月底
    return carried is None and (since or any(t.text.lower() in CUMULATIVE_NOUNS for t in before))


def _at_a_part_of_a_weekday(clauses: Clauses, at: int) -> bool:
    """'The fire was 40 percent contained as of Tuesday morning': with no word of what was done up to it."""
    said = clauses.tokens[at].text.lower()
    weekday = said.startswith(AS_OF) and said.endswith(PARTS_OF_DAYS) and not any(c.isdigit() for c in said)
    return weekday and not any(t.types & ADDS_UP for t in clauses.tokens)


def _first_day(carried: Period | None, day: date, context: Context) -> date | None:
    """The first day of the time that was told before, where it is of the day's year or holds the day; else the day of what the sentence
    before said to begin: 3月16日启动行动。截至3月29日……"""
    if carried is None or carried.first is None or carried.first > day:
        return context.begun if context.begun and context.begun <= day else None
    if carried.kind in ("month", "quarter") and carried.last and carried.last < day:
        return None  # 'At the end of September ... As of today, 105,509'
    holds = (carried.last or context.today) >= day
    return carried.first if carried.first.year == day.year or holds else None


def _begun_here(clauses: Clauses, told: list[Time], day: date) -> date | None:
    """'The railway, which began its service on April 13, reported 41,735 trips by July 22', 计划于2月26日展开，截至3月9日: the day of what
    began, told before."""
    days = [t for t in told if t.period.kind == "day"]
    says = (t.period.first for t in days if t.role == "event" or clauses.tokens[t.at + 1].text in BEGUN)
    begun = [first for first in says if first]
    return begun[-1] if begun and begun[-1] <= day else None


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


def up_to_day_led(times: list[Time], today: date, clauses: Clauses) -> list[Time]:
    """6月20日，年内累计发电量达到4884亿千瓦时: up to the day that opens the sentence."""
    out = list(times)
    for i, time in enumerate(times):
        running = time.period.rule == "year_to_date" and time.period.last == today
        if not running or not any("CUMULATIVE" in t.types for t in clauses.tokens[time.at : time.at + 3]):
            continue
        led = [t for t in times[:i] if t.head and t.role == "scope" and t.period.kind == "day" and t.period.last]
        day = led[-1].period.last if led else None
        counted = led and any("QTY" in t.types for t in clauses.between(led[-1].at, time.at))
        if day and not counted and time.period.first and time.period.first <= day <= today:
            out[i] = _ended_with(time, day)
    return out


def up_to_the_day(times: list[Time], today: date, clauses: Clauses) -> list[Time]:
    """截至8月31日，今年……: what runs up to now runs up to the day that the sentence says."""
    until = next((t for t in times if t.period.rule == "until" and t.role in ("scope", "bracket")), None)
    day = until.period.last if until else None
    if until is None or day is None:
        return times
    wide = next((t for t in times if t is not until and _runs_on(t, day)), None)
    if wide and (until.period.first != day or _said_as_one(clauses, wide, until)):
        # 今年以来，截至7月7日: from the beginning of the one to the day of the other
        whole = _begun_with(until, wide, day)
        return [replace(t, period=whole, role="scope") if t is until or t is wide else t for t in times]
    if until.role == "bracket":
        return times
    since = next((t for t in times if t.period.rule == "since" and _scope_begun_by(t, day)), None)
    if since:
        whole = _begun_with(until, since, day)
        # 'by the end of 2018, 3,000 had been issued, 500 of them since October': the figure between is of no 'since'
        parted = until.at < since.at and any("QTY" in t.types for t in clauses.between(until.at, since.at))
        return [replace(t, period=whole) if (t is until and not parted) or t is since else t for t in times]
    return [_ended_with(t, day) if t.period.last == today else t for t in times]


def _said_as_one(clauses: Clauses, wide: Time, until: Time) -> bool:
    """今年以来，截至11月8日: a year so far and a day told right behind each other are the beginning and the end of one time."""
    joined = clauses.between(wide.at + 1, until.at) if wide.period.rule == "year_to_date" else []
    return bool(joined) and all(t.types & {"COMMA", "PREPOSITION", "STRETCH"} for t in joined)


def _scope_begun_by(time: Time, day: date) -> bool:
    """今年以来，截至7月7日: is a time that figures are of one that had begun on the day?"""
    return time.role == "scope" and time.period.first is not None and time.period.first <= day


def _runs_on(time: Time, day: date) -> bool:
    """Is a time one that may still run, and the day one of its days?"""
    running = time.period.rule in RUNNING and _scope_begun_by(time, day)
    return running and time.period.last is not None and day <= time.period.last


def _begun_with(until: Time, other: Time, day: date) -> Period:
    """The time up to a day, from the beginning of the other on."""
    return replace(until.period, first=other.period.first, kind=kind_of(other.period.first, day))


def _ended_with(time: Time, day: date) -> Time:
    """A time that had begun by the day ends with it."""
    first = time.period.first
    if first is None or first > day:
        return time
    return replace(time, period=replace(time.period, last=day, kind=kind_of(first, day)))
