"""How well claims agree with what people read: precision, recall and F1 per field, with intervals, and every error."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np
import polars as pl

from ..errors import LexiconError, need
from .agreement import code, plain
from .coding_fields import FIGURES
from .uncertainty import DRAWS, Array, ratio, resampled, wilson

FIELDS = ("value", "modifier", "kind", "direction", "base", "unit", "period", "metric")  # together: 'all'
BESIDE = ("counted", "scope")  # written freely: scored where the gold has them, and no part of 'all'
Row = dict[str, Any]


class Score(NamedTuple):
    """`figures`: a row per field, kind and language ('all' sums up). `errors`: a row per field that is not right."""

    figures: pl.DataFrame
    errors: pl.DataFrame


def score(
    claims: pl.DataFrame,
    codes: pl.DataFrame,
    *,
    briefings: pl.DataFrame | None = None,
    draws: int = DRAWS,
    seed: int = 1,
) -> Score:
    """Hold claims against figures read by hand (an.read_codes, an.settle, an.read_gold), matched where spans overlap.

    A field's precision is the share of claims, its recall the share of coded figures, that are matched and equal in it;
    'all' asks for every field at once but what is counted and scope. Codes of a sample judge the claims they overlap,
    each with its weight; a gold of whole briefings judges every claim in them. `low` and `high` bound f1 (95 percent,
    briefings drawn anew; Wilson's where every draw is the same). `given` counts claims with something in the field, `wrong` those of them that are not as
    coded. The language is the briefing's: of `briefings`, or of the codes or claims. Trends, measures and pledges are
    not scored. LexiconError for codes of several coders.

    >>> an.score(claims, an.read_gold("restated")).figures["field"].unique().len()
    9
    """
    need(claims, SPANS, "score wants claims first; give what find_claims returned")
    need(codes, SPANS, "score wants figures read by hand second; give what read_codes, settle or read_gold returned")
    rows = judged(claims, codes, briefings)
    fields = (*FIELDS, *(f for f in BESIDE if f in codes.columns))
    groups = [("all", "all")] + [(k, "all") for k in FIGURES]
    groups += [("all", lang) for lang in sorted({r["language"] for r in rows} - {""})]
    figures = [_figures(field, kind, lang, rows, draws, seed) for kind, lang in groups for field in (*fields, "all")]
    errors = [error for row in rows for error in _errors(row, fields)]
    return Score(pl.DataFrame(figures, schema=FIGURE_COLUMNS), pl.DataFrame(errors, schema=ERROR_COLUMNS, orient="row"))


SPANS = ("briefing_id", "start", "end", "kind", "metric", "value", "unit")  # what both tables must have
FIGURE_COLUMNS: dict[str, Any] = {
    **dict.fromkeys(("kind", "language", "field"), pl.String),
    **dict.fromkeys(("briefings", "gold", "claims", "right", "given", "wrong"), pl.Int64),
    **dict.fromkeys(("precision", "recall", "f1", "low", "high"), pl.Float64),
}
ERROR_COLUMNS: dict[str, Any] = {
    **dict.fromkeys(("item_id", "briefing_id", "language", "raw", "field", "claim", "gold", "sentence"), pl.String),
    "doubts": pl.List(pl.String),
}


def judged(claims: pl.DataFrame, codes: pl.DataFrame, briefings: pl.DataFrame | None = None) -> list[Row]:
    """A row per pair of a claim and a coded figure, either of which may be None, with whether each field is right."""
    if "coder" in codes.columns and codes["coder"].n_unique() > 1:
        raise LexiconError("these codes are of several coders; settle them first (an.settle), or choose one coder's")
    languages = _languages(claims, codes, briefings)
    fields = (*FIELDS, *(f for f in BESIDE if f in codes.columns))
    rows = []
    for claim, fact, weight in _pairs(_judgeable(claims, codes), codes.to_dicts()):
        shown = fact or claim or {}
        right = {name: bool(claim and fact and equal(claim, fact, name)) for name in fields}
        rows.append({
            "claim": claim, "gold": fact, "weight": weight, "right": right | {"all": all(right[name] for name in FIELDS)},
            "kind": str(shown["kind"]), "briefing_id": shown["briefing_id"], "language": languages.get(shown["briefing_id"], ""),
        })  # fmt: skip
    return rows


def _languages(claims: pl.DataFrame, codes: pl.DataFrame, briefings: pl.DataFrame | None) -> dict[str, str]:
    """Each briefing's language, from the best source that knows it."""
    told: dict[str, str] = {}
    for table in (claims, codes, briefings):
        if table is not None and "language" in table.columns:
            known = table.select("briefing_id", pl.col("language").cast(pl.String)).drop_nulls().unique()
            told |= dict(known.iter_rows())
    return told


def _judgeable(claims: pl.DataFrame, codes: pl.DataFrame) -> list[Row]:
    """The figures among the claims that the codes can judge: those of the briefings covered."""
    covered = codes["briefing_id"].unique().implode()
    return claims.filter(pl.col("briefing_id").is_in(covered), pl.col("kind").cast(pl.String).is_in(FIGURES)).to_dicts()


def _pairs(claims: list[Row], codes: list[Row]) -> Iterator[tuple[Row | None, Row | None, float]]:
    """Match by the largest overlap; a claim or a coded figure without a partner comes alone, with the item's weight.

    Items of a sample that are no figure (`claim` is false) take the claim over them alone; claims over no item are not
    judged.
    """
    waiting: dict[str, list[Row]] = {}
    for claim in claims:
        waiting.setdefault(claim["briefing_id"], []).append(claim)
    sampled = bool(codes) and "claim" in codes[0]
    for fact in codes:
        near = waiting.get(fact["briefing_id"], [])
        partner = max(near, key=lambda c: (_overlap(c, fact), c["start"] - c["end"]), default=None)
        if partner is not None and _overlap(partner, fact) > 0:
            near.remove(partner)
        else:
            partner = None
        weight = fact.get("weight")
        is_figure = fact.get("claim", True)
        if is_figure or partner is not None:
            yield partner, fact if is_figure else None, 1.0 if weight is None else float(weight)
    if not sampled:
        yield from ((claim, None, 1.0) for left in waiting.values() for claim in left)


def _overlap(a: Row, b: Row) -> int:
    return int(min(a["end"], b["end"]) - max(a["start"], b["start"]))


def field_of(row: Row, name: str) -> Any:
    """What a claim or code says in a field: a direction of changes alone, a base of changes and shares alone."""
    if name == "period":
        return row["period_start"], row["period_end"]
    if (name == "direction" and row["kind"] != "change") or (name == "base" and row["kind"] not in ("change", "share")):
        return None
    return row[name]


def equal(claim: Row, fact: Row, name: str) -> bool:
    """Whether a claim says in a field what was coded; what is counted may be said with more or fewer words."""
    mine, theirs = field_of(claim, name), field_of(fact, name)
    if name == "counted":
        a, b = plain(mine), plain(theirs)
        return a == b or (bool(a and b) and (a in b or b in a))
    if name == "scope":
        return code(claim, name) == code(fact, name)
    if name == "value" and mine is not None and theirs is not None:
        return math.isclose(mine, theirs, rel_tol=1e-6, abs_tol=1e-6)
    return bool(mine == theirs)


def _errors(row: Row, fields: tuple[str, ...]) -> Iterator[Row]:
    claim, fact = row["claim"], row["gold"]
    shown = claim or fact
    about = {
        "item_id": f"{shown['briefing_id']}:{shown['start']}-{shown['end']}", "briefing_id": shown["briefing_id"], "raw": shown["raw"],
        "language": row["language"] or None, "sentence": shown.get("sentence"), "doubts": list(shown.get("doubts") or []),
    }  # fmt: skip
    if claim is None or fact is None:
        yield about | {"field": "missing" if claim is None else "extra", "claim": None, "gold": None}
        return
    for name in fields:
        if not row["right"][name]:
            yield about | {"field": name, "claim": _said(field_of(claim, name)), "gold": _said(field_of(fact, name))}


def _said(value: Any) -> str:
    return " to ".join("…" if day is None else str(day) for day in value) if isinstance(value, tuple) else str(value)


def _figures(field: str, kind: str, lang: str, rows: list[Row], draws: int, seed: int) -> Row:
    chosen = [r for r in rows if kind in ("all", r["kind"]) and lang in ("all", r["language"])]
    right = np.array([r["right"][field] * r["weight"] for r in chosen])
    mine = np.array([(r["claim"] is not None) * r["weight"] for r in chosen])
    gold = np.array([(r["gold"] is not None) * r["weight"] for r in chosen])

    def f1(times: Array) -> Array:
        return ratio(2 * (times @ right), times @ mine + times @ gold)

    groups = [r["briefing_id"] for r in chosen]
    low, high = resampled(groups, f1, draws=draws, seed=seed)
    if low == high:  # no draw differs: drawing anew says nothing of how far chance could go
        low, high = wilson(sum(r["right"][field] for r in chosen), sum(_sides(r) for r in chosen) / 2)
    given = [r for r in chosen if r["claim"] is not None and _given(r["claim"], field)]
    return {
        "kind": kind, "language": lang, "field": field, "briefings": len(set(groups)), "gold": sum(r["gold"] is not None for r in chosen),
        "claims": sum(r["claim"] is not None for r in chosen), "right": sum(r["right"][field] for r in chosen),
        "given": len(given), "wrong": sum(not r["right"][field] for r in given),
        "precision": _share(right, mine), "recall": _share(right, gold), "f1": _share(2 * right, mine + gold),
        "low": None if math.isnan(low) else low, "high": None if math.isnan(high) else high,
    }  # fmt: skip


def _sides(row: Row) -> int:
    return (row["claim"] is not None) + (row["gold"] is not None)


def _given(claim: Row, field: str) -> bool:
    said = True if field == "all" else field_of(claim, field)
    return said not in (None, (None, None), "")


def _share(part: Array, whole: Array) -> float:
    return float(part.sum() / whole.sum()) if whole.sum() else 0.0
