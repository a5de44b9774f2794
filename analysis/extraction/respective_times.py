"""As many figures as times in a row, each with its own: '131 and 856 in January and February, respectively'."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from ..language.lexicon import word_list
from ..language.time_expressions import find_periods
from ..language.tokens import SPACED
from ..records import replace
from .clauses import Clauses
from .coordination import runs
from .cues import Cues
from .draft import Context, Draft, Reading, Time

JOINTS = word_list("and_between_times")


def respectively(
    read: Reading, drafts: list[Draft], clauses: Clauses, scopes: list[Time], context: Context, table: Cues
) -> list[Draft]:
    """'131 and 856 in January and February, respectively': as many figures as times in a row, each with its own."""
    out = list(drafts)
    if not any("RESPECTIVELY" in t.types for t in clauses.tokens):
        return out
    scopes = _split(read, scopes, context)
    if len(scopes) < 2:
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


def _in_a_row(clauses: Clauses, times: Sequence[Time]) -> bool:
    joints = frozenset(["AND", "COMMA", "LIST", "PREPOSITION"])
    return all(
        a.at == b.at or all(t.types & joints for t in clauses.between(a.at + 1, b.at))
        for a, b in itertools.pairwise(times)
    )
