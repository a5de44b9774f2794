"""Times of a sentence that are not those of a figure: of another bracket, of what went before, of a record that was beaten."""

from __future__ import annotations

from collections.abc import Sequence

from ...language.lexicon import word_list
from ...language.periods import Period
from ..clauses.clauses import Clauses
from ..clauses.draft import Context, Draft, Reading, Time
from .unsaid_times import NOW_HAS, of_fixed_length, of_old_record


def within_reach(clauses: Clauses, at: int, scopes: Sequence[Time]) -> Sequence[Time]:
    """Without the times of brackets that tell another figure ('819 kg were seized by the ministry (2020 - 543 kg)'), and of what went
    before with a figure of its own ('After a rise of 47% in 2012, cases increased 22%')."""
    apart = (went_before, _in_passing, _long_before)
    scopes = [t for t in scopes if not any(is_apart(clauses, t.at, at) for is_apart in apart)]
    if not any("OPEN" in t.types for t in clauses.tokens):
        return scopes
    own = clauses.bracket(at)
    return [time for time in scopes if clauses.bracket_of_figures(time.at) in (None, own)]


def went_before(clauses: Clauses, time: int, at: int) -> bool:
    """Does a time stand in a piece that 'after' opens, with a figure of its own?"""
    piece = clauses.piece(time)
    opens = "AFTER" in clauses.tokens[piece.first].types and clauses.has(piece, "QTY")
    return opens and clauses.piece(at).number > piece.number


def _long_before(clauses: Clauses, time: int, at: int) -> bool:
    """'Gas gave 43%, and coal, whose output had topped 2,000 TWh in 2007, 15%': the time of a clause that looks back is its own."""
    led = clauses.piece(time)
    if clauses.piece(at).number == led.number or "RELATIVE" not in clauses.tokens[led.first].types:
        return False
    return led.opened == "COMMA" and any(t.text.lower() == "had" for t in clauses.between(led.first, time))


def _in_passing(clauses: Clauses, time: int, at: int) -> bool:
    """Is a time told in passing with a figure of its own, of how a thing began or of what it once did, before what it has now?

    'The unit, set up in 2009 with 34 staff, made 1,200 seizures', 'the port, which handled 34 ships in 2009, has 12 berths'
    """
    led, piece = clauses.piece(time), clauses.piece(at)
    if led.number >= piece.number or not clauses.has(led, "QTY"):
        return False
    head = clauses.tokens[led.first]
    if "RELATIVE" not in head.types and not (
        head.types & {"ED", "EVENT"} and (led.opened == "COMMA" or not led.number)
    ):
        return False
    begun = clauses.line.before(time, "EVENT !QTY|COMMA{0,3}") is not None
    now = clauses.tokens[clauses.pieces[led.number + 1].first].types
    return begun or "PRESENT" in now


def of_another(read: Reading, clauses: Clauses, draft: Draft, at: int, time: Time, context: Context) -> bool:
    """Is the time found for a figure that of another: of a time that is over, of a record, of what an event turned?"""
    return (
        of_fixed_length(clauses, at, draft)
        or _told_of_now(clauses, at, time, context)
        or (time.at < at and of_old_record(clauses, at))
        or _begun_again(read, clauses, at, time)
        or _behind_another(clauses, at, time)
        or _of_a_known_figure(clauses, at, time)
    )


def _behind_another(clauses: Clauses, at: int, time: Time) -> bool:
    """'Since the campaign began, 200 people have been arrested, 25 of them last weekend': the time is that of the figure beside it."""
    first = clauses.pieces[0]
    opens = "SINCE" in clauses.tokens[first.first].types and not clauses.has(first, "TIME", "QTY")
    return opens and time.at > at and any(at < f < time.at for f in clauses.figures.values())


def _of_a_known_figure(clauses: Clauses, at: int, time: Time) -> bool:
    """'536 murders, 16 short of the record of 552 set in 2008', 'twice the 118 tonnes of 2012': the time is that of the one before it."""
    tokens, line = clauses.tokens, clauses.line
    known = line.before(time.at, "QTY WORD{0,2} OF LIGHT*")
    known = line.before(time.at, "QTY WORD{0,2} ED PREPOSITION LIGHT*") if known is None else known
    set_in = line.before(time.at, "RECORD|PEAK OF LIGHT* QTY WORD{1,2} PREPOSITION LIGHT*")
    if set_in is not None and set_in > at:
        return True
    if known is None or not at < known < time.at:
        return False
    led = tokens[max(0, known - 3) : known]
    definite = any(t.text.lower() in word_list("definite") for t in led[-2:])
    return definite or any(t.types & {"RECORD", "PEAK"} for t in led)


def _told_of_now(clauses: Clauses, at: int, time: Time, context: Context) -> bool:
    """'From 82,119 in August 2020, is now 42,181': a time that is over and stands at another figure is not that of the one told as now."""
    led = clauses.line.before(at, "LIGHT|REACH|PREPOSITION|SHARE|ADV{0,4}")
    near = clauses.between(max(0, (led if led is not None else at) - 1), at + 2)
    if not any(t.text.lower() in NOW_HAS for t in near) or time.at > at:
        return False
    over = time.period.last is not None and (context.today - time.period.last).days > 62
    return over and any("QTY" in t.types for t in clauses.between(max(0, time.at - 3), at))


def _begun_again(read: Reading, clauses: Clauses, at: int, time: Time) -> bool:
    """自2020年疫情暴发以来，……，但去年边境开放后，……: what is told behind a turn counts from the later event on."""
    turn = next((i for i in range(at, time.at, -1) if clauses.tokens[i].types & {"SUBORDINATE"}), None)
    if time.period.rule != "since" or turn is None:
        return False
    return any(t.role == "event" and turn < t.at < at and t.period.dated for t in read.times)


def long_ago(clauses: Clauses, at: int) -> bool:
    """'From 4% ten years ago': does a time that has no dates stand right behind a figure?"""
    behind = clauses.line.after(at, "WORD{0,2} TIME")
    time = clauses.tokens[behind - 1].value if behind is not None else None
    return isinstance(time, Period) and time.rule == "ago" and not time.dated


def passes_by(clauses: Clauses, draft: Draft, now: Period | None) -> bool:
    """Does a figure tell of what went before, or of the day of a peak within the time that the text goes on about ('it will reach its peak
    on 22 December with 384,000')?"""
    at = clauses.figures.get(draft.start)
    if at is None:
        return False
    if went_before(clauses, at, clauses.pieces[-1].first):
        return True
    day = draft.period
    if day is None or day.kind != "day" or now is None or now.kind == "day":
        return False
    # 'peaked on 6 July, when 62,300'
    said = next((i for i, t in enumerate(clauses.tokens) if t.start >= day.start), at)
    return any(clauses.has(clauses.piece(i), *PEAKS) for i in (at, said))


PEAKS = ("PEAK", "RECORD", "HEIGHT", "BUSIEST")
