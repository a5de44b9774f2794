"""The period of each figure, by structure: its own phrase, its clause, the clauses that govern it, what is carried on, the title."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from ..language.lexicon import lexicon
from ..language.time_expressions import Period, find_periods, kind_of
from ..language.tokens import SPACED
from ..records import replace
from .clauses import Clauses, fronted, role_of
from .comparatives import earlier_period, is_earlier, moved, owned, sibling
from .coordination import runs
from .draft import Context, Cues, Draft, Reading

RUNNING = (
    "year",
    "year_to_date",
    "fiscal_year",
    "half",
    "quarter",
    "campaign",
)  # times that may still run on the day of a statement
UNDATED = ("duration", "measure", "pledge")  # kinds that are of no period
STATED = ("date", "weekday", "relative_day", "day_alone", "start_of", "end_of", "day_of_month")


@dataclass(frozen=True)
class Time:
    """A time of a sentence with the part it plays: `at` is its token, `head` whether it stands first in its piece."""

    at: int
    period: Period
    role: str
    head: bool


def times_of(read: Reading, clauses: Clauses, context: Context) -> list[Time]:
    """The times of a sentence, resolved, each with its role, in order."""
    found: list[Time] = []
    for period in read.periods:
        at = clauses.times.get(period.start)
        if at is None or (period.rule in ("clock", "lunar", "ago") and not period.dated):
            continue
        day = period.rule in STATED and period.first is not None and period.first == period.last
        if clauses.tokens[at].text in WHOLE_YEAR and context.period and context.period.last:
            year = context.period.last.year
            period = replace(period, first=date(year, 1, 1), last=date(year, 12, 31))
        if clauses.tokens[at].text in SAME_DAY and context.day and not any(t.period.kind == "day" for t in found):
            period = replace(period, first=context.day, last=context.day)
        ahead = (
            period.rule == "holiday"
            and period.first
            and period.first > context.today
            and not any("ESTIMATE" in t.types for t in clauses.tokens)
        )
        if period.rule == "holiday" and period.dated and (not context.mainland or ahead):
            period = replace(period, first=None, last=None)
        if period.rule == "relative":
            weeks = [t.period for t in found if t.period.dated] or (
                [context.period] if context.period and context.period_source != "title" else []
            )
            period = _of_topic(clauses.tokens[at].text.lower(), period, weeks[-1]) if weeks else period
        near = day and period.first is not None and abs(context.today - period.first) <= timedelta(days=14)
        back = period.rule in ("since", "last_n", "holiday", "year")
        role = role_of(clauses, at, bool(near), back)
        if period.rule in ("weekday", "bare") and role == "scope" and not near:
            role = "aside"
        if role != "base":
            since = _since(read, clauses, at, period, context)
            period, role = (since, "scope") if since else (period, role)
        found.append(Time(at, resolved(period, context, clauses, at), role, fronted(clauses, at)))
    found = [
        t
        for i, t in enumerate(found)
        if not (
            t.period.rule == "now"
            and i + 1 < len(found)
            and found[i + 1].at - t.at <= 2
            and found[i + 1].role == "scope"
        )
    ]
    return _with_days(clauses, _up_to_the_day(found, context.today), context)


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


SO_FAR = frozenset(["截至目前", "截止目前", "迄今", "so far", "to date"])
WHOLE_YEAR = frozenset(w for words in lexicon("periods")["bare_years"].values() for w in words)
SAME_DAY = frozenset(w for words in lexicon("periods")["same_day"].values() for w in words)
STANDING = frozenset(["was", "were", "is", "are", "had"])


def _is_stock(clauses: Clauses, at: int) -> bool:
    """'There were 82,892 residents as of 1 January': does the clause tell what there is on a day, not what was done up to it?"""
    piece = clauses.piece(at)
    words = clauses.tokens[max(0, piece.first - 12) : piece.last + 4]
    there = any(t.text.lower() in ("there", "stood at", "stands at", "numbered") for t in words)
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


PREVIOUS_MONTH = frozenset(
    ["上月", "上个月", "previous month", "the previous month", "preceding month", "the preceding month"]
)
PREVIOUS = ("previous", "the previous", "preceding", "the preceding", "上周", "前一周", "上一周")


def resolved(period: Period, context: Context, clauses: Clauses, at: int) -> Period:
    """A period with both ends: 'as of 31 May' from the carried start or the year's; nothing reaches past the day of the briefing."""
    so_far = period.rule == "now" and clauses.tokens[at].text.lower() in SO_FAR and not _is_stock(clauses, at)
    if so_far and period.last and any(t.types & {"CUMULATIVE", "FLOW"} for t in clauses.tokens[at + 1 : at + 12]):
        period = replace(period, rule="until")
    if period.rule == "until" and period.last and _is_stock(clauses, at):
        return replace(period, first=period.last, kind="day")
    if period.rule == "until" and period.last:
        carried = context.period
        begins = carried and carried.first and carried.first <= period.last and carried.first.year == period.last.year
        first = carried.first if begins and carried and carried.first else date(period.last.year, 1, 1)
        period = replace(period, first=first, kind=kind_of(first, period.last))
    named = any(c.isdigit() for c in clauses.tokens[at].text) or clauses.tokens[at].text in WHOLE_YEAR
    whole = period.rule == "year" and named and period.last and period.last - context.today <= timedelta(days=6)
    printed = period.rule in (
        "day_range",
        "days_alone",
        "days_between",
        "from_to",
        "date",
    )  # an end that is printed stays
    if period.first and period.last and period.first <= context.today < period.last and not whole and not printed:
        period = replace(period, last=context.today, kind=kind_of(period.first, context.today))
    return period


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


def _with_days(clauses: Clauses, times: list[Time], context: Context) -> list[Time]:
    """国庆假期（10月1日至7日）: the days in brackets are the holiday's, here and wherever it is named again."""
    out: list[Time] = []
    for time in times:
        last = out[-1] if out else None
        if (
            last
            and last.period.dated
            and time.period.rule == "holiday"
            and time.at == last.at + 1
            and last.period.rule != "holiday"
        ):
            time = replace(time, period=replace(last.period, rule="holiday", kind="holiday"))  # 1月26日至3月5日春运
            context.holidays[_name(clauses, time.at)] = time.period
        span = time.period.dated and time.period.kind != "day"
        named = (
            last is not None
            and last.period.rule in ("last_n", "bare", "relative")
            and time.period.dated
            and time.period.kind != "day"
        )
        if last and named and _bracketed(clauses, last.at, time.at) and "OPEN" in clauses.tokens[time.at - 1].types:
            out[-1] = replace(last, period=time.period, role="scope")  # 前5天（1月21日至25日）
            continue
        if (
            last
            and time.role in ("bracket", "scope", "aside")
            and last.period.rule == "holiday"
            and time.period.dated
            and (_bracketed(clauses, last.at, time.at) or (span and _told_days(clauses, last.at, time.at)))
        ):
            out[-1] = replace(last, period=replace(time.period, rule="holiday", kind="holiday"))
            context.holidays[_name(clauses, last.at)] = context.holidays[""] = out[-1].period
            continue
        out.append(time)
    return [replace(t, period=_days_of(clauses, t, context)) if t.period.rule == "holiday" else t for t in out]


def _days_of(clauses: Clauses, time: Time, context: Context) -> Period:
    """The days of a holiday as the text gave them; 'the holiday' is the one whose days were given last."""
    name = _name(clauses, time.at)
    known = context.holidays.get(name)
    return known or (context.holidays.get("", time.period) if name in GENERIC_HOLIDAYS else time.period)


GENERIC_HOLIDAYS = frozenset(["holiday", "golden week", "假期", "假日", "黄金周", "小长假"])


def _told_days(clauses: Clauses, holiday: int, at: int) -> bool:
    """春节假期自1月28日至2月4日, 'the Easter holiday lasted from March 29 to April 1'."""
    between = clauses.between(holiday + 1, at)
    return len(between) <= 5 and not any("QTY" in t.types for t in between)


def _bracketed(clauses: Clauses, holiday: int, at: int) -> bool:
    """Does a time stand right behind a holiday, in brackets or with nothing between?"""
    between = clauses.between(holiday + 1, at)
    return len(between) <= 1 and all("OPEN" in t.types for t in between)


def _name(clauses: Clauses, at: int) -> str:
    """A holiday by the word that names it: 2024年春运期间 and 春运 are one."""
    text = clauses.tokens[at].text.lower()
    return next((word for word in NAMED if word in text), "")


NAMED = tuple(w for row in lexicon("periods")["named_holidays"] for w in (*row["en"], *row["zh"]))


def with_periods(read: Reading, drafts: list[Draft], clauses: Clauses, context: Context, table: Cues) -> list[Draft]:
    """Each draft with its period and where it came from; a figure of an earlier time takes its own, or its sibling's a year before."""
    times = times_of(read, clauses, context)
    read.times = times
    theirs = {p.start for p in owned(read, drafts, read.periods)}
    scopes = [t for t in times if t.role == "scope" and t.period.start not in theirs]
    read.scopes_of_time = scopes
    out = [d if is_earlier(d) else linked(read, d, clauses, scopes, context) for d in drafts]
    out = _respectively(read, out, clauses, scopes, context, table)
    done = []
    for draft in out:
        if is_earlier(draft):
            new = sibling(out, draft)
            usable = [t.period for t in times if t.role != "statement" and t.period.dated]
            draft = earlier_period(draft, new.period if new else context.period, usable, read, context.today)
            draft = _then(draft, out, clauses, new) if draft.period is None else draft
            draft = replace(draft, period_source="own" if draft.period else "none")
        done.append(draft)
    return done


def _then(draft: Draft, drafts: list[Draft], clauses: Clauses, new: Draft | None) -> Draft:
    """'Compared with 257 deaths in 238 fires the previous year': the earlier time that closes the row of figures."""
    at = clauses.figures.get(draft.start)
    said = [t for t in clauses.tokens[at + 1 : clauses.piece(at).last] if "THEN" in t.types] if at is not None else []
    period = moved(new.period, str(said[0].value)) if said and new and new.period else None
    return replace(draft, period=period) if period else draft


def linked(read: Reading, draft: Draft, clauses: Clauses, scopes: Sequence[Time], context: Context) -> Draft:
    """A figure with the time that governs it."""
    if draft.kind in UNDATED:
        return draft
    at = clauses.figures.get(draft.start)
    if at is None:
        at = next((i for i, t in enumerate(clauses.tokens) if t.start >= draft.start), len(clauses.tokens) - 1)
    found = (
        _attribute(read, clauses, at)
        or _own(clauses, at, scopes)
        or _governing(clauses, at, scopes)
        or _behind(clauses, at, scopes)
    )
    since = next((t for t in read.times if t.at == at + 1 and t.period.rule == "since" and t.role == "base"), None)
    if since and draft.kind == "change":
        return _since_base(draft, since.period, scopes, context)
    if (
        found
        and found[0].period.rule == "since"
        and draft.kind == "change"
        and draft.unit == "percent"
        and draft.base is None
    ):
        first = found[0].period.first
        if (
            first and (first.month, first.day) == (1, 1) and first.year < context.today.year
        ):  # 'since 2011 landings have risen by 59 per cent'
            draft = replace(draft, base=f"same_period_of:{first.year}", rules=(*draft.rules, "base:since"))
    if found:
        time, source = found
        return _given(draft, time.period, source)
    if context.period and not context.untold and not _standing(clauses, at, draft) and not _since_event(clauses, at):
        doubt = ("period_title",) if context.period_source == "title" else ("period_carried",)
        source = "title" if context.period_source == "title" else "carried"
        return replace(
            draft,
            period=context.period,
            period_source=source,
            doubts=(*draft.doubts, *doubt),
            rules=(*draft.rules, f"period:{source}"),
        )
    return draft


def _attribute(read: Reading, clauses: Clauses, at: int) -> tuple[Time, str] | None:
    """2019年2月7日创下的11.3万人次: a time in what is said of the figure itself."""
    begin = clauses.line.before(at, "TIME !QTY|COMMA|TIME{0,3} DE")
    begin = clauses.line.before(at, "TIME OPEN LIGHT*") if begin is None else begin  # 'similar to 2023 (80.0%)'
    times = [t for t in read.times if t.at == begin and t.period.dated]
    return (times[0], "own") if times else None


def _since_event(clauses: Clauses, at: int) -> bool:
    """'8.8 million have entered since the start of the war': from an event that has no date here."""
    piece = clauses.piece(at)
    said = [i for i in range(piece.first, piece.last) if "SINCE" in clauses.tokens[i].types]
    return any(not any("TIME" in t.types for t in clauses.tokens[max(piece.first, i - 6) : i + 10]) for i in said)


def _since_base(draft: Draft, since: Period, scopes: Sequence[Time], context: Context) -> Draft:
    """'Increased by 42.4 percent since 2023': measured against that year, and of the time that the text is about."""
    own = next((t.period for t in scopes if t.period.rule != "since"), context.period)
    whole = since.first is not None and (since.first.month, since.first.day) == (1, 1)
    base = (
        f"same_period_of:{since.first.year}"
        if whole and since.first and own and own.first and own.first.year > since.first.year
        else None
    )
    period = (
        own
        if base
        else replace(since, last=own.last)
        if own and own.last and since.first and since.first < own.last
        else since
    )
    return replace(
        draft,
        period=period,
        period_source="carried",
        base=draft.base or base,
        rules=(*draft.rules, f"period:{period.rule if period else 'since'}"),
    )


def _standing(clauses: Clauses, at: int, draft: Draft) -> bool:
    """'98 counters are available': what stands now, told in the present, is of no time that was said before."""
    piece = clauses.piece(at)
    if draft.kind != "level" or draft.unit == "percent":
        return False
    behind = list(clauses.between(at + 1, piece.last))
    stop = next((i for i, t in enumerate(behind) if "QTY" in t.types and "RATIO" in t.types), len(behind))
    words = [t.text.lower() for t in behind[:stop]]
    return any(w in ("are", "is", "currently") for w in words) and "been" not in words


def _given(draft: Draft, period: Period, source: str) -> Draft:
    years = (
        period.first
        and period.last
        and period.kind == "multi_year"
        and period.rule == "from_to"
        and period.last.year - period.first.year == 1
    )
    if draft.kind == "change" and years and period.last:  # 'a 6% decrease from 2018 to 2019' is 2019's
        period = replace(period, first=date(period.last.year, 1, 1), kind="year")
    if not period.dated:
        return replace(draft, rules=(*draft.rules, "period:holiday"), period_source="none")
    return replace(draft, period=period, period_source=source, rules=(*draft.rules, f"period:{period.rule}"))


def _own(clauses: Clauses, at: int, scopes: Sequence[Time]) -> tuple[Time, str] | None:
    """The time in the figure's own piece: right behind it ('300 in May'), else the last before it that is not another's."""
    piece = clauses.piece(at)
    figures = [i for i in clauses.figures.values() if piece.first <= i < piece.last]
    inside = [t for t in scopes if piece.first <= t.at < piece.last]
    following = next((f for f in figures if f > at), piece.last)
    behind = next((t for t in inside if at < t.at < following), None)
    before = [t for t in inside if t.at < at]
    if behind and not before:
        return behind, "own"
    if before:
        time = before[-1]
        others = [f for f in figures if f < time.at]
        taken = bool(others) and not time.head and bool(clauses.line.before(time.at, "QTY !COMMA|QTY{0,4}"))
        if behind and (taken or not time.head):
            return behind, "own"
        passed = [f for f in figures if time.at < f < at]
        if (
            passed
            and time.at
            and "FROM" in clauses.tokens[time.at - 1].types
            and any("REACH" in t.types for t in clauses.between(passed[-1], at))
        ):
            return (before[-2], "own") if len(before) > 1 else None  # 由上月上涨1.6%转为下降1.2%
        if not taken or not _starts_anew(clauses, others[-1], at):
            return time, "own"
        return (before[0], "own") if before[0] is not time else None
    if figures and at != figures[-1]:  # '300 cases and 40 arrests in May'
        last = next((t for t in inside if t.at > at), None)
        told = any(t.types & {"THAN", "BASE", "THEN"} for t in clauses.between(at, last.at)) if last else True
        told = told or any(
            "FROM" in clauses.tokens[i].types and clauses.line.after(i, "LIGHT* QTY") is not None
            for i in range(at, last.at if last else at)
        )
        if last and not told:
            return last, "clause"
    return None


def _starts_anew(clauses: Clauses, other: int, at: int) -> bool:
    """Is the time between two figures the first one's own: 'from 209,000 in 2016 to 390,000'?"""
    return any("REACH" in t.types or "FROM" in t.types for t in clauses.between(other, at))


def _governing(clauses: Clauses, at: int, scopes: Sequence[Time]) -> tuple[Time, str] | None:
    """The time of the clauses before: the last one that stands at the head of its piece, else the last that has figures of its own."""
    piece = clauses.piece(at)
    before = [t for t in scopes if t.at < piece.first]
    before = [
        t for t in before if clauses.piece(t.at).depth <= piece.depth or clauses.piece(t.at).number == piece.number - 1
    ]
    if not before:
        return None
    if "REACH" in clauses.tokens[piece.first].types and clauses.piece(before[-1].at).number == piece.number - 1:
        return before[-1], "clause"  # 最高峰出现在10月4日，达235.3万人次
    wide = [t for t in before if not _of_peak(clauses, t)]
    pool = wide or before
    heads = [t for t in pool if t.head]
    same = [t for t in pool if clauses.piece(t.at).group == piece.group]
    last = pool[-1]
    if last.head or not heads:
        return (last, "clause") if last in same or not heads else (heads[-1], "sentence")
    # a time inside a clause holds on within its group; the next group goes back to the head of the sentence
    return (last, "clause") if last in same else (heads[-1], "sentence")


def _of_peak(clauses: Clauses, time: Time) -> bool:
    """Is a day only that of a peak, inside a longer time: 10月2日突破167万人次，创单日新高?"""
    piece = clauses.piece(time.at)
    return time.period.kind == "day" and clauses.has(piece, "PEAK", "RECORD", "PART")


def _behind(clauses: Clauses, at: int, scopes: Sequence[Time]) -> tuple[Time, str] | None:
    """'Police solved 300 cases, arrested 500 suspects and seized 2 tonnes in 2024': the time that closes the row of clauses."""
    piece = clauses.piece(at)
    later = [t for t in scopes if t.at >= piece.last and clauses.piece(t.at).group == piece.group]
    if not later:
        return None
    time = later[0]
    other = clauses.piece(time.at)
    deeper = all(p.depth > piece.depth for p in clauses.pieces[piece.number + 1 : other.number])
    if other.opened == "CLOSE" and deeper and not any(other.first <= i < time.at for i in clauses.figures.values()):
        return time, "clause"  # 'seized by the Directorate (DRI) and other wings during 2018': a bracket parts nothing
    joined = all(
        (not p.aside or p is other) and (p.depth == piece.depth or p.depth > piece.depth)
        for p in clauses.pieces[piece.number + 1 : other.number + 1]
    )
    nearby = all(p.depth > piece.depth for p in clauses.pieces[piece.number + 1 : other.number])
    figures = [i for i in clauses.figures.values() if other.first <= i < time.at]
    changed = clauses.has(other, "RISE", "FALL", "THAN")
    if joined and (figures or not clauses.figures) and not time.head and not changed and time.period.kind != "day":
        return time, "sentence"
    predicate = "BE" in clauses.tokens[other.first].types and not clauses.has(other, "QTY", "EVENT", "SAY")
    if predicate and not time.head:
        return time, "sentence"  # '413 kg of meth, with a yield of 809 kg, were seized in 2016'
    compared = clauses.tokens[other.first].types & {"AND", "THAN"}
    alone = nearby and not compared and not clauses.has(other, "QTY", "EVENT", "SAY", "RISE", "FALL") and joined
    return (time, "sentence") if alone else None


def _respectively(
    read: Reading, drafts: list[Draft], clauses: Clauses, scopes: list[Time], context: Context, table: Cues
) -> list[Draft]:
    """'131 and 856 in January and February, respectively': as many figures as times in a row, each with its own."""
    out = list(drafts)
    scopes = _split(read, scopes, context) if any("RESPECTIVELY" in t.types for t in clauses.tokens) else scopes
    if len(scopes) < 2 or not any("RESPECTIVELY" in t.types for t in clauses.tokens):
        return out
    for run in runs(read, out, table):
        for pool in (
            [t for t in scopes if t.period.end <= out[run[0]].start][-len(run) :],
            [t for t in scopes if t.period.start >= out[run[-1]].end][: len(run)],
        ):
            if len(pool) == len(run) and _in_a_row(clauses, pool):
                for k, time in zip(run, pool, strict=True):
                    out[k] = replace(
                        out[k], period=time.period, period_source="clause", rules=(*out[k].rules, "period:respectively")
                    )
                break
    return out


def _split(read: Reading, scopes: list[Time], context: Context) -> list[Time]:
    """'January and February' told 'respectively' are two times."""
    out: list[Time] = []
    for time in scopes:
        text = read.text[time.period.start : time.period.end]
        joint = next(
            (j for j in JOINTS if j in text and time.period.rule in ("month_range", "from_to", "day_range")), ""
        )
        parts = []
        for said in text.split(joint, 1) if joint else ():
            padded = f"{'in ' if read.lang in SPACED else ''}{said}"
            parts += [
                replace(time, period=p)
                for p in find_periods(padded, read.lang, time.period.last or context.today, context.fiscal)
            ]
        out += (
            [replace(p, period=replace(p.period, start=time.period.start, end=time.period.end)) for p in parts]
            if len(parts) == 2
            else [time]
        )
    return out


JOINTS = (" and ", "和", "、", "与")


def _in_a_row(clauses: Clauses, times: Sequence[Time]) -> bool:
    joints = frozenset(["AND", "COMMA", "LIST", "PREPOSITION"])
    return all(
        a.at == b.at or all(t.types & joints for t in clauses.between(a.at + 1, b.at))
        for a, b in itertools.pairwise(times)
    )
