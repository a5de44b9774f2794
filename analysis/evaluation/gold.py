"""How well claims agree with a gold standard read by hand: precision, recall and F1 per field, kind and language."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import polars as pl

from ..paths import data_folder

FIELDS = ("value", "modifier", "kind", "direction", "base", "unit", "period", "metric")
FIGURES = ("level", "change", "share", "rate", "rank", "duration")


class Score(NamedTuple):
    """`figures`: a row per field, kind and language ('all' sums up). `errors`: a row per claim that is not right."""

    figures: pl.DataFrame
    errors: pl.DataFrame


def read_gold(path: Path | None = None) -> pl.DataFrame:
    """The gold standard (default data/gold/claims.csv): a row per figure, in standoff form (briefing_id, start, end).

    >>> an.read_gold().height > 1000
    True
    """
    path = path or data_folder() / "gold" / "claims.csv"
    types = {"start": pl.Int64, "end": pl.Int64, "value": pl.Float64, "period_start": pl.Date, "period_end": pl.Date}
    text = pl.read_csv(path, infer_schema=False)
    return text.with_columns(
        pl.col(name).cast(kind) if kind != pl.Date else pl.col(name).str.to_date() for name, kind in types.items()
    )


def score(claims: pl.DataFrame, gold: pl.DataFrame) -> Score:
    """Compare claims with gold figures, matched one to one where their spans overlap in a briefing that gold covers.

    A field's precision is the share of claims, its recall the share of gold figures, that are matched and equal in it;
    the field 'all' asks for every field at once. Trends, measures and pledges are not scored.

    >>> an.score(claims, an.read_gold()).figures.filter(pl.col("field") == "value", pl.col("kind") == "all", pl.col("language") == "zh")["f1"].item()
    1.0
    """
    covered = gold["briefing_id"].unique()
    mine = claims.filter(pl.col("briefing_id").is_in(covered.implode()), pl.col("kind").cast(pl.String).is_in(FIGURES))
    pairs = list(_pairs(mine.to_dicts(), gold.to_dicts()))
    rows = [_compared(claim, fact) for claim, fact in pairs]
    groups = [("all", "all")] + [(k, "all") for k in FIGURES] + [("all", lang) for lang in ("en", "zh")]
    figures = [_figures(field, kind, lang, rows) for kind, lang in groups for field in (*FIELDS, "all")]
    wrong = [row["error"] for row in rows if row["error"]]
    columns = ("briefing_id", "raw", "field", "claim", "gold")
    errors = pl.DataFrame([e for group in wrong for e in group], schema=dict.fromkeys(columns, pl.String), orient="row")
    return Score(pl.DataFrame(figures), errors)


Row = dict[str, Any]


def _pairs(claims: list[Row], gold: list[Row]) -> Iterator[tuple[Row | None, Row | None]]:
    """Match by overlap; a claim or a gold figure without a partner comes alone."""
    waiting: dict[str, list[Row]] = {}
    for claim in claims:
        waiting.setdefault(claim["briefing_id"], []).append(claim)
    for fact in gold:
        near = waiting.get(fact["briefing_id"], [])
        partners = [c for c in near if c["start"] < fact["end"] and fact["start"] < c["end"]]
        if partners:
            near.remove(partners[0])
        yield (partners[0] if partners else None), fact
    for left in waiting.values():
        for claim in left:
            yield claim, None


def _field(row: Row, name: str) -> Any:
    if name == "period":
        return row["period_start"], row["period_end"]
    if name == "direction":
        return row["direction"] if row["kind"] == "change" else None
    if name == "base":
        return row["base"] if row["kind"] in ("change", "share") else None
    return row[name]


def _equal(claim: Row, fact: Row, name: str) -> bool:
    mine, theirs = _field(claim, name), _field(fact, name)
    if name == "value" and mine is not None and theirs is not None:
        return bool(abs(mine - theirs) <= 1e-6 * max(1.0, abs(theirs)))
    return bool(mine == theirs)


def _compared(claim: Row | None, fact: Row | None) -> Row:
    shown = claim or fact or {}
    right = {name: bool(claim and fact and _equal(claim, fact, name)) for name in FIELDS}
    error: list[tuple[str | None, ...]] = []
    if claim is None or fact is None:
        error = [(shown["briefing_id"], shown["raw"], "missing" if claim is None else "extra", None, None)]
    else:
        error = [
            (shown["briefing_id"], shown["raw"], name, str(_field(claim, name)), str(_field(fact, name)))
            for name in FIELDS
            if not right[name]
        ]
    return {
        "right": right | {"all": all(right.values())}, "error": error, "claim": claim is not None, "gold": fact is not None,
        "kind": str((fact or shown)["kind"]), "language": str((claim or {}).get("language") or shown["briefing_id"].rsplit("-", 1)[-1]),
    }  # fmt: skip


def _figures(field: str, kind: str, lang: str, rows: list[Row]) -> Row:
    chosen = [r for r in rows if kind in ("all", r["kind"]) and lang in ("all", r["language"])]
    right = sum(r["right"][field] for r in chosen)
    claims, gold = sum(r["claim"] for r in chosen), sum(r["gold"] for r in chosen)
    precision, recall = right / claims if claims else 0.0, right / gold if gold else 0.0
    f1 = 2 * right / (claims + gold) if claims + gold else 0.0
    return {
        "kind": kind,
        "language": lang,
        "field": field,
        "gold": gold,
        "claims": claims,
        "right": right,
        "precision": precision,
        "recall": recall,
        "f1": f1,
    }
