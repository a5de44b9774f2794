"""What the figures imply that nobody stated: bounds of levels and bases; revisions; and who said what when."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import polars as pl

from ..errors import LexiconError, did_you_mean
from ..language.calendar import name as period_name
from ..language.calendar import whole_months
from ..language.date_arithmetic import ONE_DAY
from ..schema import frame
from .constraints import statements
from .intervals import Interval, bounds_of, overlap, text
from .marks import marked
from .schema import Implied
from .solver import System, bounds, components, rested, system
from .statements import Amount, Part, Statement, said
from .subjects import counting_of, levels, subject_of, way_of

Row = dict[str, Any]
PLACE = ("agency", "subject", "counting", "unit", "scope")
SHAPES = (1, 3, 6, 12)  # months of the periods that are asked about


def implied(claims: pl.DataFrame, *, within: float = 0.25) -> pl.DataFrame:
    """Claims => bounds of levels that nobody stated, and of bases that stated rates imply (columns: `Implied`).

    Asked about are months, quarters, halves and years between the days that statements name, and the base of every
    stated rate; told are those whose bounds differ by at most `within` of the larger. `claim_ids` are the claims that
    the two bounds rest on. Contested claims, and those told of another time or noun elsewhere, are left out (see
    `an.conflicts`), but for revisions: there the base that a rate and its level imply is held against a level stated on an
    earlier day, which it does not meet.

    >>> an.implied(claims.head(0)).height
    0
    """
    known = marked(claims).filter(pl.col("also_told_as").list.len() == 0)
    found = statements(known.filter(pl.col("contested_by").list.len() == 0))
    whole = system(found)
    rows = [row for group in components(whole, found) for row in _of_group(whole, group, within)]
    rows += list(_revisions(known))
    rows.sort(key=lambda r: (r["kind"], r["subject"], str(r["scope"]), r["period_start"], r["period_end"], r["how"]))
    return frame(Implied, rows)


def _of_group(whole: System, group: list[Statement], within: float) -> Iterator[Row]:
    stated = {s.terms[0][0] for s in group if s.kind == "level"}
    bases = {part for s in group if s.kind in ("change", "ratio") for part, _ in s.base}
    asked = dict.fromkeys(sorted(bases - stated, key=str), "base")
    for part in _between(whole, group):
        if part not in stated:
            asked.setdefault(part, "level")
    for part, found, on in rested(whole, group, list(asked)):
        if found.closed and found.high and found.low and found.width <= within * found.high:
            yield _row(asked[part], part, found, on)


def _between(whole: System, group: list[Statement]) -> Iterator[Part]:
    """Months, quarters, halves and years of a flow that begin and end where a statement does."""
    cuts: dict[Amount, set[date]] = {}
    for part in (p for s in group for p in s.parts if p.amount.way == "flow"):
        cuts.setdefault(part.amount, set()).update((part.period[0], part.period[1] + ONE_DAY))
    for amount, days in sorted(cuts.items(), key=str):
        for first in sorted(days):
            for after in sorted(d for d in days if d > first):
                part = Part(amount, (first, after - ONE_DAY))
                months = whole_months(part.period)
                if months in SHAPES and (first.month - 1) % months == 0 and whole.covers(part):
                    yield whole.part(part)


def _row(kind: str, part: Part, found: Interval, on: list[Statement], stated: Interval | None = None) -> Row:
    amount, (first, last) = part.amount, part.period
    return {
        "kind": kind, "agency": amount.agency, "subject": amount.subject, "counting": amount.counting, "unit": amount.unit,
        "scope": amount.scope, "period_start": first, "period_end": last, "period": period_name(part.period),
        "low": found.low, "high": found.high, "room": found.width / found.high if found.high else 0.0,
        "stated_low": stated.low if stated else None, "stated_high": stated.high if stated else None,
        "how": "; ".join(said(s) for s in on), "claim_ids": [r["claim_id"] for s in on for r in s.claims],
    }  # fmt: skip


def _revisions(claims: pl.DataFrame) -> Iterator[Row]:
    """Bases that a rate and its level imply and that do not meet the level stated on an earlier day."""
    found = statements(claims)
    whole = system(found)
    told: dict[Part, list[Statement]] = {}
    for s in found:
        if s.kind == "level":
            told.setdefault(s.terms[0][0], []).append(s)
    for rate in (s for s in found if s.kind == "change" and s.base):
        base, now = rate.base[0][0], rate.terms[0][0]
        for level in told.get(now, []):
            leaves = bounds(whole, [rate, level], ((base, 1.0),))
            apart = [b for b in told.get(base, []) if _earlier(b, rate) and overlap(leaves, b.bounds) is False]
            if apart and leaves.closed:
                before = min(apart, key=lambda s: s.bounds.width)
                yield _row("revision", base, leaves, [rate, level, before], before.bounds)
                break


def _earlier(a: Statement, b: Statement) -> bool:
    """Was the first statement told on an earlier day than the second?"""
    days = [min((r["date"] for r in s.claims if r["date"]), default=None) for s in (a, b)]
    return days[0] is not None and days[1] is not None and days[0] < days[1]


def vintages(claims: pl.DataFrame, *, subject: str = "", told_again: bool = True) -> pl.DataFrame:
    """Claims => a row per period, a column per date of statement, the figure as bounded in the cell (ALFRED's table).

    `subject` chooses one metric or noun; LexiconError with a did-you-mean where no claim is of it. With `told_again` only
    periods that were told on two days or more. Columns before the dates: agency, subject, counting, unit, scope, period.

    >>> an.vintages(claims.head(0)).columns
    ['agency', 'subject', 'counting', 'unit', 'scope', 'period']
    """
    rows = [r | {"subject": subject_of(r), "counting": counting_of(r)} for r in levels(claims).to_dicts() if r["date"]]
    known = sorted({r["subject"] for r in rows})
    if subject and subject not in known:
        raise LexiconError(f"no claim is of {subject!r}{did_you_mean(subject, known)}")
    cells: dict[tuple[Any, ...], dict[str, list[Row]]] = {}
    for r in rows:
        if r["subject"] == (subject or r["subject"]):
            period = (r["period_start"], r["period_end"])
            key = (*(r[name] for name in PLACE), period_name(period), way_of(r), *period)
            cells.setdefault(key, {}).setdefault(str(r["date"]), []).append(r)
    kept = {key: by_day for key, by_day in cells.items() if len(by_day) > 1 or not told_again}
    days = sorted({day for by_day in kept.values() for day in by_day})
    columns = [*PLACE, "period"]
    made = [
        dict(zip(columns, key, strict=False)) | {day: _cell(kept[key].get(day, [])) for day in days}
        for key in sorted(kept, key=str)
    ]
    return pl.DataFrame(made, schema=dict.fromkeys([*columns, *days], pl.String), orient="row")


def _cell(told: list[Row]) -> str | None:
    """What was told on a day: the most exact figure, and others that do not meet it."""
    kept: list[Row] = []
    for row in sorted(told, key=lambda r: (bounds_of(r).width, r["claim_id"])):
        if not any(overlap(bounds_of(k), bounds_of(row)) for k in kept):
            kept.append(row)
    return " / ".join(text(bounds_of(r)) for r in kept) or None
