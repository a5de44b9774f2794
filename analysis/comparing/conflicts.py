"""What cannot all be true: the smallest sets of statements that clash, what the others leave, and which are outvoted."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Any

import polars as pl

from ..codebook import codebook
from ..kept import kept_whole
from ..schema import frame
from .constraints import statements
from .intervals import NOTHING, Interval, divided, overlap, relative_gap, text, told_digits
from .schema import Conflicts
from .solver import System, bounds, cheapest_cover, components, smallest, system
from .statements import Statement, percent, said

IDENTITY = 1.0  # outlets that an identity of the codebook counts as: one that says otherwise is tied with it
MOST = 120  # conflicts of one group of statements, after which the rest of the group is left: a tenth of a second each
MANY = 60  # sets of one group up to which the lightest choice is reckoned for each new one

Row = dict[str, Any]
Core = list[int]


@kept_whole
def conflicts(claims: pl.DataFrame) -> pl.DataFrame:
    """Claims => a row per smallest set of statements that cannot all hold (columns: `Conflicts`), smallest sets first.

    Statements are levels, daily averages, changes, shares, and the codebook's sums and parts, each bounded as its words
    allow under the claims' reading; tellings of one statement count once per outlet. What to give up so that the rest
    can hold is the choice with the fewest outlets behind it (error localisation after Fellegi and Holt, solved with
    HiGHS). Where another choice is as light the row names the tie and decides nothing; a codebook identity may be what
    fails. It names statements, not truths. Time grows with the statements of one subject and those tied to it by the
    codebook, about with their square in the worst case, and linearly with the number of subjects.

    >>> an.conflicts(claims.head(0)).height
    0
    """
    found = statements(claims)
    whole = system(found)
    rows = [row for group in components(whole, found) for row in _rows(whole, group)]
    rows.sort(key=lambda r: (r["n_statements"], len(r["doubts"]) > 0, -r["apart"], r["conflict_id"]))
    return frame(Conflicts, rows)


def _rows(whole: System, group: list[Statement]) -> Iterator[Row]:
    cores = _cores(whole, group)
    fit, weights = _fit(group, cores), _weights(group)
    for core in cores:
        yield _row(whole, group, core, sorted(fit & set(core)), weights)


def _fit(group: Sequence[Statement], cores: Sequence[Core]) -> set[int]:
    """The statements that the lightest choices give up: one choice, or all that are as light."""
    if not cores:
        return set()
    weights = _weights(group)
    least, chosen = cheapest_cover(cores, weights)
    members = {n for core in cores for n in core if weights[n] <= least}
    return {n for n in members if n in chosen or cheapest_cover(cores, weights, forced=n)[0] <= least + 1e-6}


def _cores(whole: System, group: list[Statement]) -> list[Core]:
    """Clashing sets until the lightest choice that breaks them all leaves statements that can hold.

    Where there are many sets (MANY), the lightest member of each new one is given up at once, and the lightest choice is
    reckoned anew only when that leaves nothing that clashes: as sure at the end, and soon done.
    """
    cores = _pairs(group)
    weights = _weights(group)
    given_up = cheapest_cover(cores, weights)[1] if cores else set()
    lightest = True
    place = {id(s): n for n, s in enumerate(group)}
    while len(cores) < MOST:
        core = smallest(whole, [s for n, s in enumerate(group) if n not in given_up])
        if not core and lightest:
            break
        if core:
            cores.append([place[id(s)] for s in core])
        lightest = not core or len(cores) <= MANY
        given_up = (
            cheapest_cover(cores, weights)[1]
            if lightest
            else given_up | {min(cores[-1], key=lambda n: (weights[n], n))}
        )
    return cores


def _pairs(group: Sequence[Statement]) -> list[Core]:
    """The sets of two: figures of one thing that do not meet."""
    alike: dict[Any, list[int]] = {}
    for n, s in enumerate(group):
        alike.setdefault((s.terms, s.base), []).append(n)
    pairs = (pair for same in alike.values() for pair in combinations(same, 2))
    return [[a, b] for a, b in pairs if overlap(group[a].bounds, group[b].bounds) is False]


def _weights(group: Sequence[Statement]) -> dict[int, float]:
    """How many outlets tell each figure, exactly or in rounder words that can be right with it."""
    alike: dict[Any, list[Statement]] = {}
    for s in group:
        alike.setdefault((s.kind, s.terms, s.base), []).append(s)
    return {
        n: IDENTITY if s.kind == "identity" else float(len(tellers(s, alike[(s.kind, s.terms, s.base)])))
        for n, s in enumerate(group)
    }


def tellers(statement: Statement, alike: Sequence[Statement]) -> set[str]:
    """The outlets behind a statement: its own, and those of looser tellings of the same."""
    return {o for s in alike if overlap(s.bounds, statement.bounds) for o in s.outlets} | statement.outlets


def _row(whole: System, group: Sequence[Statement], core: Core, fit: Core, weights: dict[int, float]) -> Row:
    members = [group[n] for n in core]
    losing = group[fit[0]]
    stated, implied, measured_as = _apart(whole, losing, [s for s in members if s is not losing])
    told = [said(s) for s in members]
    claims = [r for s in members for r in s.claims]
    tied = [said(group[n]) for n in fit] if len(fit) > 1 else []
    periods = [part.period for s in members for part in s.parts]
    identity = [s.name for s in members if s.kind == "identity"]
    ids = sorted(r["claim_id"] for r in claims)
    return {
        "conflict_id": hashlib.sha256("\n".join([*ids, *identity]).encode()).hexdigest()[:10], "agency": claims[0]["agency"],
        "subject": " + ".join(sorted({part.amount.subject for s in members for part in s.parts})),
        "scope": next((part.amount.scope for s in members for part in s.parts if part.amount.scope), None),
        "period_start": min(p[0] for p in periods), "period_end": max(p[1] for p in periods), "n_statements": len(members),
        "reckoning": _reckoning(losing, members, implied, measured_as), "statements": told, "outlets": [0 if group[n].kind == "identity" else int(weights[n]) for n in core],
        "outvoted": None if tied else said(losing), "tied": tied,
        "given_up": [r["claim_id"] for n in fit for r in group[n].claims], "measured_as": measured_as,
        "stated_low": stated.low, "stated_high": stated.high, "implied_low": implied.low, "implied_high": implied.high,
        "apart": relative_gap(stated, implied), "identities": identity,
        "doubts": sorted({d for r in claims for d in r["doubts"]}), "briefings": sorted({r["briefing_id"] for r in claims}),
        "claim_ids": [r["claim_id"] for r in claims],
    }  # fmt: skip


def _apart(whole: System, losing: Statement, others: Sequence[Statement]) -> tuple[Interval, Interval, str]:
    """(what the statement says, what the others leave for it, what both are of)."""
    implied = bounds(whole, others, losing.terms, losing.base)
    if losing.kind == "identity":
        return (
            losing.bounds,
            implied,
            "the sum of the parts less the whole" if losing.bounds.low == 0 else "the part less the whole",
        )
    if losing.kind == "change" and losing.base:
        return percent(losing.bounds), percent(implied), "percent"
    if losing.kind in ("ratio", "share"):
        return divided(losing.bounds, 0.01), divided(implied, 0.01), "percent"
    return losing.bounds, implied, losing.terms[0][0].amount.unit


def _reckoning(losing: Statement, members: Sequence[Statement], implied: Interval, measured_as: str) -> str:
    others = "; ".join(said(s) for s in members if s is not losing)
    signed = losing.kind == "change"
    leave = (
        text(told_digits(implied), codebook().unit_label(measured_as), signed) if implied != NOTHING else "no figure"
    )
    if losing.kind == "identity":
        return f"{others}. By these, {measured_as} is {text(implied)}; the codebook says {losing.name}"
    return f"{others}. These leave {leave}, against {said(losing)}"
