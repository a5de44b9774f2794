"""A restatement held against its original, claim by claim."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import Any

import polars as pl

from ..errors import LexiconError

KEYS = ("value", "unit", "modifier", "direction", "base", "period_start", "period_end")
ALIKE = 5  # characters in a row that two measures share when they are the same
COLUMNS = ("verdict", "kind", "metric", "original", "restatement", "differs in")
Row = dict[str, Any]


def verify(original: pl.DataFrame, restatement: pl.DataFrame) -> pl.DataFrame:
    """Compare the claims of an original with those of its restatement: a row per claim.

    Columns: verdict ('agrees', 'differs', 'only in the original', 'only in the restatement'), kind, metric, original and
    restatement as printed, and what differs. Claims are paired by kind and metric, nearest value first; pledges are
    left out. LexiconError for anything but two frames of claims.

    >>> cctv = claims.filter(pl.col("briefing_id") == "2024-08-19-cctv-en")
    >>> an.verify(cctv, cctv)["verdict"].unique().to_list()
    ['agrees']
    """
    for table in (original, restatement):
        if not isinstance(table, pl.DataFrame) or "claim_id" not in table.columns:
            raise LexiconError(
                "verify compares claims already found: an.verify(an.find_claims(an.read_briefings(file)), "
                "an.find_claims(an.pick(briefings, briefing_id)))"
            )
    ours = _figures(restatement)
    rows = []
    for claim in _figures(original):
        twin = _twin(claim, ours)
        if twin is not None:
            ours.remove(twin)
        rows.append(_compared(claim, twin))
    rows += [_compared(None, left) for left in ours]
    return pl.DataFrame(rows, schema=dict.fromkeys(COLUMNS, pl.String), orient="row")


def _figures(claims: pl.DataFrame) -> list[Row]:
    return claims.filter(pl.col("kind") != "pledge").to_dicts()


def _twin(claim: Row, pool: list[Row]) -> Row | None:
    """The claim of the pool that says the same thing, the nearest in value; None where there is none."""
    key = ("kind", "metric", "in_headline")
    same = [c for c in pool if all(c[name] == claim[name] for name in key)]
    if claim["value"] is None:
        same = [c for c in same if c["direction"] == claim["direction"]]
        return next((c for c in same if claim["kind"] != "measure" or _alike(c["raw"], claim["raw"])), None)
    with_value = [c for c in same if c["value"] is not None]
    return min(with_value, key=lambda c: abs(c["value"] - claim["value"]), default=None)


def _alike(a: str, b: str) -> bool:
    return SequenceMatcher(None, a.lower(), b.lower(), autojunk=False).find_longest_match().size >= ALIKE


def _compared(claim: Row | None, twin: Row | None) -> Row:
    shown = claim or twin or {}
    row: Row = {name: shown[name] for name in ("kind", "metric")}
    row |= {"original": claim and claim["raw"], "restatement": twin and twin["raw"], "differs in": None}
    if claim is None or twin is None:
        return row | {"verdict": "only in the restatement" if claim is None else "only in the original"}
    differs = [f"{k}: {claim[k]} / {twin[k]}" for k in KEYS if claim[k] != twin[k]]
    return row | {"verdict": "differs" if differs else "agrees", "differs in": "; ".join(differs) or None}
