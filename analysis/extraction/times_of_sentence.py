"""The times of a sentence, resolved against what the text said before, each with the part it plays."""

from __future__ import annotations

import itertools
from datetime import date, timedelta

from ..language.date_arithmetic import shift_months
from ..language.lexicon import word_list
from ..language.periods import Period, kind_of
from ..language.tokens import PAST_FORMS, Token
from ..records import replace
from .clauses import Clauses, fronted
from .days_of_holidays import with_days
from .draft import Context, Reading, Time
from .roles import role_of
from .times_in_context import SAME_DAY, in_context
from .times_of_attributes import WHOLE_YEAR
from .times_to_come import to_come
from .times_up_to import campaign_begins, stands_at_the_end, up_to_a_milestone, up_to_the_day

YEARS = ("year", "year_to_date")
STATED = ("date", "weekday", "relative_day", "day_alone", "start_of", "end_of", "day_of_month", "day_of")
SO_FAR = word_list("so_far")
CUMULATIVE_NOUNS = word_list("cumulative_nouns")
HOURS, YEAR_SO_FAR = word_list("hour_marks"), word_list("year_so_far")
PASSED, MINUTES = word_list("passed", "zh"), word_list("minute_marks")
ALREADY, THERE_IS = word_list("already"), word_list("there_is")
THERE, STANDS, HAS_BEEN, IS = (word_list(name) for name in ("there_are", "stands_open", "has_been", "is_now"))
AS_OF, AS_OF_DAY, PARTS_OF_DAYS = (word_list(name) for name in ("as_of", "as_of_day", "parts_of_days"))
TARGETS, PAST_BE, HOLDS, HAS = (word_list(name) for name in ("targets", "past_be", "holds_on_a_day", "has_forms"))


def times_of(read: Reading, clauses: Clauses, context: Context) -> list[Time]:
    """The times of a sentence, resolved, each with its role, in order."""
    found: list[Time] = []
    for period in read.periods:
        at = clauses.times.get(period.start)
        if at is None or (period.rule in ("clock", "lunar", "ago", "law") and not period.dated):
            continue
        day = period.rule in STATED and period.one_day
        period = in_context(period, clauses, at, found, context)
        if period.rule in ("that_period", "n_period") and not period.dated:
            continue
        period = _gone_by(clauses, at, to_come(clauses, at, period, context.today), context.today)
        near = day and period.first is not None and abs(context.today - period.first) <= timedelta(days=14)
        back = period.rule in ("since", "last_n", "holiday", "year", "fiscal_year", "decade", "now", "year_to_date")
        role = role_of(clauses, at, bool(near), back)
        if (
            period.rule in ("weekday", "bare")
            and role == "scope"
            and not near
            and clauses.tokens[at].text.lower() not in SAME_DAY
            and not _is_weekend(period, clauses.tokens[at].text)
        ):
            role = "aside"
        if role not in ("base", "record"):
            since = _since(read, clauses, at, period, context)
            record = (
                clauses.line.before(at, "RECORD !QTY|TIME|COMMA{0,14}") is not None
            )  # 'the widest since it began in 1973'
            period, role = (since, "record" if record else "scope") if since else (period, role)
        if role == "scope":
            period = up_to_a_milestone(clauses, at, period)
            counted = "QTY" in clauses.tokens[min(at + 1, len(clauses.tokens) - 1)].types
            role = "aside" if counted and _aimed_at(clauses, at) else role  # 全年900万目标: that figure's alone
        found.append(Time(at, resolved(period, context, clauses, at, found), role, fronted(clauses, at)))
    found = [t for t, after in zip(found, [*found[1:], None], strict=False) if not _now_of(t, after)]
    return with_days(read, clauses, up_to_the_day(found, context.today, clauses), context)


def _gone_by(clauses: Clauses, at: int, period: Period, today: date) -> Period:
    """'There were 8,000 at the end of the quarter', told within it: the end of the one before, where nothing is planned or foretold."""
    tokens = clauses.tokens
    ahead = period.rule in ("end_of", "until") and period.last is not None and period.last > today
    said = any(c.isdigit() for c in tokens[at].text) or "TIME" not in tokens[at].types
    if not ahead or said or period.last is None or any("ESTIMATE" in t.types for t in tokens):
        return period
    months = next((n for unit, n in UNITS_THAT_END.items() if tokens[at].text.lower().endswith(f"the {unit}")), 0)
    if not months or not any(t.text.lower() in (*PAST_FORMS, *PAST_BE) or "ED" in t.types for t in tokens):
        return period
    day = shift_months((period.last + timedelta(days=1)), -months) - timedelta(days=1)
    return replace(period, first=period.first and day, last=day)


UNITS_THAT_END = {"month": 1, "quarter": 3, "year": 12}


def _is_weekend(period: Period, text: str) -> bool:
    """'At the weekend' is the one before the report; 'the long weekend' may be any."""
    days = (period.last - period.first).days if period.first and period.last else 0
    return days == 1 and bool(period.first and period.first.weekday() == 5) and " " in text


def _is_now(clauses: Clauses, at: int) -> bool:
    """'As of today, 105,509 persons are registered': what is so on the day, where 'have been' adds up."""
    verb = next((i for i in range(at + 1, len(clauses.tokens)) if "PRESENT" in clauses.tokens[i].types), None)
    behind = clauses.tokens[verb + 1].text.lower() if verb is not None and verb + 1 < len(clauses.tokens) else ""
    if any("CUMULATIVE" in t.types or t.text.lower() in SO_FAR for t in clauses.tokens):
        return False
    return verb is not None and clauses.tokens[verb].text.lower() in IS and behind not in HAS_BEEN


def _foretells(clauses: Clauses, at: int) -> bool:
    """今年春节假期，预计出入境旅客突破2万人次: is what is told of a holiday foretold?"""
    return any(clauses.has(p, "ESTIMATE") for p in clauses.pieces_of(at))


def _planned(clauses: Clauses, at: int) -> bool:
    """2024年拟新建幼儿园18所: is what is told right behind a year planned?"""
    figure = min((f for f in clauses.figures.values() if f > at), default=at)
    return any("ESTIMATE" in t.types for t in clauses.between(at + 1, min(figure, clauses.piece(at).last)))


def _now_of(time: Time, after: Time | None) -> bool:
    """Is 'now' said of the time right behind it?"""
    close = after is not None and after.role == "scope" and after.at - time.at <= 2
    return close and time.period.rule == "now"


def _done_by_now(clauses: Clauses, at: int) -> bool:
    """目前已侦办案件4414起: what has been done up to now, not what there is now."""
    behind = clauses.tokens[at + 1 : at + 12]
    ends = next((i for i, t in enumerate(behind) if "QTY" in t.types), len(behind))
    counted = any(
        t.text in ALREADY and after.text not in THERE_IS for t, after in itertools.pairwise(behind[: ends + 1])
    )
    return counted and not _is_stock(clauses, at)


def _since(read: Reading, clauses: Clauses, at: int, period: Period, context: Context) -> Period | None:
    """'Since the rules were eased on 8 January, ...': the clause that 'since' opens begins the time, up to the day of the briefing."""
    piece = clauses.piece(at)
    if not period.dated or period.rule == "since":
        return None
    if period.rule == "holiday" and period.last and clauses.line.after(at, "EVENT|WORD{0,1} SINCE") is not None:
        last = min(period.last, context.today)  # 春运启动以来
        return replace(period, last=last, kind=kind_of(period.first, last), rule="since")
    led = "SINCE" in clauses.tokens[piece.first].types and not clauses.has(piece, "QTY")
    if not led and not _within_since(clauses, at):
        return None
    return replace(period, last=context.today, kind=kind_of(period.first, context.today), rule="since")


def _within_since(clauses: Clauses, at: int) -> bool:
    """'120,000 entries since the office declared the disease (COVID-19) a pandemic on March 11': the time ends what 'since' opens."""
    ends = at + 1 == len(clauses.tokens) or bool(clauses.tokens[at + 1].types & {"COMMA", "STOP", "SEMI"})
    opened = next((i for i in range(at - 1, max(-1, at - 20), -1) if "SINCE" in clauses.tokens[i].types), None)
    if not ends or opened is None or at - opened < 4 or not clauses.tokens[at].text.isascii():
        return False
    between = clauses.tokens[opened + 1 : at]
    return not any(t.types & {"QTY", "TIME", "COMMA", "SEMI"} for t in between) and any(
        t.types & {"ED", "EVENT", "SAY"} or t.text.lower() in PAST_FORMS for t in between
    )


def _is_stock(clauses: Clauses, at: int) -> bool:
    """'There were 82,892 residents as of 1 January': does the clause tell what there is on a day, not what was done up to it?"""
    piece = clauses.piece(at)
    words = clauses.tokens[max(0, piece.first - 12) : piece.last + 4]
    as_of = not clauses.tokens[at].text.isascii() or clauses.tokens[at].text.lower().startswith(AS_OF)
    cases = any("QTY" in t.types and getattr(t.value, "unit", None) == "case" for t in words)
    there = (
        as_of and not cases and any(t.text.lower() in THERE for t in words)
    )  # 'until July 21, there were 89 collisions' counts up
    rest = clauses.clause(at)
    stands = any(t.text.lower() in STANDS for t in rest) and any("BE" in t.types for t in rest)
    goes_on = any(
        "BE" in a.types and (b.types & {"ING", "BE"}) for a, b in itertools.pairwise(rest)
    )  # 'were waiting', 'being held'
    stands = (stands or (as_of and goes_on)) and not any(t.text.lower() in HAS_BEEN for t in rest)
    day = clauses.tokens[at].text.lower().startswith(AS_OF_DAY)
    are = day and not cases and any(t.text.lower() in IS for t in rest)  # 'as of July 1, 300 are registered'
    there = there or stands or are or stands_at_the_end(clauses, at, rest)  # 'as of May 5, seven ports were open'
    there = there or (day and _holds(rest))
    return (there or any("STOCK" in t.types and "TIME" not in t.types for t in words)) and not any(
        "CUMULATIVE" in t.types for t in words
    )


def _holds(rest: list[Token]) -> bool:
    """'As at 28 February, the 243 centres held 157,056 inmates', 'as at 30 June 553,187 cases were pending': a verb that tells what there is,
    where 'had received' and 'had exceeded 5,000' tell what was done."""
    pairs = [(b, b.text.lower()) for a, b in itertools.pairwise(rest) if a.text.lower() in HAS]
    done = any(b.types & DOES or said in PAST_FORMS or ("QTY" in b.types and said[0].isalpha()) for b, said in pairs)
    return not done and any(t.text.lower() in HOLDS for t in rest)


DOES = frozenset(["ED", "BE", "EVENT", "FLOW"])
ADDS_UP = frozenset(["CUMULATIVE", "FLOW", "ED"])  # words of what was done up to a day

# Times that are over for a report of their last week: an office tells of the months up to May on 29 May.
WHOLE = ("year", "month", "first_months", "month_range", "quarter", "quarters", "half", "nth_month")
PRINTED = ("that_period", "day_range", "days_alone", "days_between", "from_to", "date")  # an end that is printed stays


def resolved(period: Period, context: Context, clauses: Clauses, at: int, told: list[Time]) -> Period:
    """A period with both ends: 'as of 31 May' from the carried start or the year's; nothing reaches past the day of the briefing."""
    so_far = period.rule == "now" and clauses.tokens[at].text.lower() in SO_FAR and not _is_stock(clauses, at)
    flows = any(t.types & {"CUMULATIVE", "FLOW"} for t in clauses.tokens[at + 1 : at + 12])
    beside = clauses.line.after(at, "PREPOSITION? LIGHT* TIME") is not None  # '50 so far in February'
    compared = any("BASE" in t.types for t in clauses.tokens[at:])  # 截至目前，全省共发生火灾1034起，同比下降
    compared = compared or any(
        "QTY" in t.types and t.text.startswith(PASSED) for t in clauses.tokens[at:]
    )  # 已破90万人次
    done = period.rule == "now" and (flows or compared) and _done_by_now(clauses, at)
    kept_up = so_far and (flows or (clauses.tokens[at].text.isascii() and not beside))
    if (kept_up or done) and period.last:
        period = replace(period, rule="until")
    if period.rule == "until" and period.last and _is_stock(clauses, at):
        return replace(period, first=period.last, kind="day")
    if period.rule == "until" and period.last:
        spans = [t.period for t in told if t.period.rule in PRINTED and t.period.kind != "day" and t.role != "base"]
        around = (p for p in reversed(spans) if p.first and p.last and p.first <= period.last <= p.last)
        carried = next(around, context.period)  # 暑运（7月1日至8月31日）已过32天，截至8月2日
        if carried and carried.rule == "last_n" and carried.kind == "multi_year":
            carried = None  # 两年来……。截至4月底
        minute = any(
            mark in clauses.tokens[at].text for mark in MINUTES
        )  # 截至10月28日17时02分突破200万: when it was passed
        hour = (
            not minute
            and any(mark in clauses.tokens[at].text for mark in HOURS)
            and not any(
                t.types & {"CUMULATIVE", "DAILY"} or any(word in t.text for word in YEAR_SO_FAR) for t in clauses.tokens
            )
        )
        if period.last == context.today and _is_now(clauses, at):
            return replace(period, first=period.last, kind="day")
        if hour and (carried is None or carried.kind in YEARS):
            return replace(period, first=period.last, kind="day")  # 截至周日晚上9时, of that day
        if any("LIFETIME" in t.types for t in clauses.tokens):
            return replace(period, first=None, kind="other")
        if carried and carried.kind == "week" and any("CUMULATIVE" in t.types for t in clauses.tokens[:at]):
            carried = None  # 'the cumulative number of cases up to week 30', told of that week before
        if carried is None and any(t.text.lower() in CUMULATIVE_NOUNS for t in clauses.tokens[:at]):
            return replace(period, first=None, kind="other")  # 'accumulated cases by the end of August'
        if carried is None and not told and any("SINCE" in t.types for t in clauses.tokens[:at]):
            return replace(
                period, first=None, kind="other"
            )  # “百日行动”开展以来，截至7月底: since a beginning that has no date here
        begun = campaign_begins(carried, period.last, context)
        said = clauses.tokens[at].text.lower()
        weekday = said.startswith(AS_OF) and said.endswith(PARTS_OF_DAYS) and not any(c.isdigit() for c in said)
        if begun is None and weekday and not any(t.types & ADDS_UP for t in clauses.tokens):
            return replace(period, first=period.last, kind="day")  # 'was 40 percent contained as of Tuesday morning'
        first = begun or date(period.last.year, 1, 1)
        period = replace(period, first=first, kind=kind_of(first, period.last))
    digits = any(c.isdigit() for c in clauses.tokens[at].text)
    named = period.rule != "year" or digits
    named = named or clauses.tokens[at].text in WHOLE_YEAR
    counted = clauses.line.before(at, "TIME PREPOSITION? LIGHT*")  # '61 so far in July'
    named = named and not (counted is not None and clauses.tokens[counted].text.lower() in SO_FAR)
    near = timedelta(days=31 if period.rule == "year" and digits else 6)  # told in December, 'in 2023' is the year
    whole = period.rule in WHOLE and named and period.last and period.last - context.today <= near
    foretold = clauses.has(clauses.piece(at), "QTY") and any("ESTIMATE" in t.types for t in clauses.tokens[:at])
    foretold = foretold or (period.rule == "holiday" and _foretells(clauses, at))
    foretold = foretold or (
        period.rule in ("month", "quarter", "half", "fiscal_year", "fiscal_part") and _foretells(clauses, at)
    )
    foretold = foretold or (period.rule == "year" and _planned(clauses, at))
    foretold = foretold or period.rule == "until" or _aimed_at(clauses, at)
    printed = period.rule in PRINTED or foretold
    if period.first and period.last and period.first <= context.today < period.last and not whole and not printed:
        last = _reported(period, context) or context.today
        period = replace(period, last=last, kind=kind_of(period.first, last))
    return period


def _aimed_at(clauses: Clauses, at: int) -> bool:
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
