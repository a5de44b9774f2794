"""The times of a sentence, resolved against what the text said before, each with the part it plays."""

from __future__ import annotations

import itertools
from datetime import date

from ...language.date_arithmetic import shift_month_end
from ...language.lexicon import word_list
from ...language.periods import Period, kind_of
from ...language.tokens import PAST_FORMS
from ...records import replace
from ..clauses.clauses import Clauses, fronted
from ..clauses.draft import Context, Reading, Time
from ..clauses.stocks_and_flows import counts_up_to_now
from .days_of_holidays import with_days
from .ended_lengths import over_the_length
from .roles import role_of
from .times_in_context import FORTNIGHT, SAME_DAY, in_context
from .times_to_come import to_come
from .times_under_way import aimed_at, up_to_the_report
from .times_up_to import from_its_beginning, up_to_a_milestone, up_to_day_led, up_to_the_day

STATED = ("date", "weekday", "relative_day", "day_alone", "start_of", "end_of", "day_of_month", "day_of")
BACKWARD = ("since", "last_n", "holiday", "year", "fiscal_year", "decade", "now", "year_to_date")  # rules of what was
NO_TIME = ("clock", "lunar", "ago", "law")  # rules of what tells no time of a figure where it has no dates
POINTING = ("that_period", "n_period")  # rules of what has its dates from the times told before
PAST_BE = word_list("past_be")
UNITS_THAT_END = {"month": 1, "quarter": 3, "year": 12}


def times_of(read: Reading, clauses: Clauses, context: Context) -> list[Time]:
    """The times of a sentence, resolved, each with its role, in order."""
    found: list[Time] = []
    for period in read.periods:
        at = clauses.times.get(period.start)
        time = _time_at(clauses, at, period, found, context) if at is not None else None
        if time is not None:
            found.append(time)
    found = [time for time, after in itertools.zip_longest(found, found[1:]) if not _now_of(time, after)]
    found = up_to_day_led(up_to_the_day(found, context.today, clauses), context.today, clauses)
    found = over_the_length(found, clauses)
    return with_days(read, clauses, found, context)


def _time_at(clauses: Clauses, at: int, said: Period, found: list[Time], context: Context) -> Time | None:
    """A time as said, in its place and after the times `found` before it; None where it tells of no days."""
    if said.rule in NO_TIME and not said.dated:
        return None
    period = in_context(said, clauses, at, found, context)
    if period.rule in POINTING and not period.dated:
        return None
    period = _gone_by(clauses, at, to_come(clauses, at, period, context.today), context.today)
    day = period.first if said.rule in STATED and said.one_day else None
    role = _role(clauses, at, period, near=day is not None and abs(context.today - day) <= FORTNIGHT)
    if role not in ("base", "record") and (since := _since(clauses, at, period, context)):
        # 'the widest since it began in 1973'
        role = "record" if clauses.line.before(at, "RECORD !QTY|TIME|COMMA{0,14}") is not None else "scope"
        period = since
    if role == "scope":
        period = up_to_a_milestone(clauses, at, period)
        counted = any("QTY" in t.types for t in clauses.between(at + 1, at + 2))
        role = "aside" if counted and aimed_at(clauses, at) else role  # 全年900万目标: that figure's alone
    return Time(at, _resolved(period, context, clauses, at, found), role, fronted(clauses, at))


def _role(clauses: Clauses, at: int, period: Period, near: bool) -> str:
    """What a time does where it stands; a weekday alone that is not `near` the day of the report is an aside."""
    role = role_of(clauses, at, near, period.rule in BACKWARD)
    said = clauses.tokens[at].text
    alone = period.rule in ("weekday", "bare") and not near and said.lower() not in SAME_DAY
    return "aside" if role == "scope" and alone and not _is_weekend(period, said) else role


def _resolved(period: Period, context: Context, clauses: Clauses, at: int, told: list[Time]) -> Period:
    """A period with both ends: 'as of 31 May' from the carried start or the year's; nothing reaches past the day of the briefing."""
    if counts_up_to_now(clauses, at, period):
        period = replace(period, rule="until")
    if period.rule == "until":
        return from_its_beginning(clauses, at, period, told, context)
    return up_to_the_report(clauses, at, period, context)


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
    day = shift_month_end(period.last, -months)
    return replace(period, first=period.first and day, last=day)


def _is_weekend(period: Period, text: str) -> bool:
    """'At the weekend' is the one before the report; 'the long weekend' may be any."""
    days = (period.last - period.first).days if period.first and period.last else 0
    return days == 1 and bool(period.first and period.first.weekday() == 5) and " " in text


def _now_of(time: Time, after: Time | None) -> bool:
    """Is 'now' said of the time right behind it?"""
    close = after is not None and after.role == "scope" and after.at - time.at <= 2
    return close and time.period.rule == "now"


def _since(clauses: Clauses, at: int, period: Period, context: Context) -> Period | None:
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
    if any(t.types & {"QTY", "TIME", "COMMA", "SEMI"} for t in between):
        return False
    # 'since the deployment of the first contingent in'
    named = clauses.line.after(opened, "LIGHT WORD{1,2} OF") is not None
    return named or any(t.types & {"ED", "EVENT", "SAY"} or t.text.lower() in PAST_FORMS for t in between)
