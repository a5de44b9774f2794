"""Which claims of the corpus changed between two readings of the same texts. A claim is the same where briefing, start and end are."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import polars as pl

KEY = ("briefing_id", "start", "end")
FIELDS = (
    "kind", "metric", "counted", "head", "value", "unit", "modifier", "low", "high", "accumulation", "direction", "base", "period_start", "period_end",
    "period_kind", "scope", "speaker", "note",
)  # fmt: skip
SHOWN = ("language", "raw", "sentence")


def changed_claims(before: pl.DataFrame, now: pl.DataFrame) -> dict[str, pl.DataFrame]:
    """What changed, by field: a row per claim with what it was (`before`) and is (`now`); `added` and `gone` hold whole claims.

    Only fields that both readings have are compared; a field in which nothing changed is left out.
    """
    shown = [name for name in SHOWN if name in now.columns]
    both = now.join(before, on=KEY, how="inner", suffix="_before", maintain_order="left")
    found: dict[str, pl.DataFrame] = {}
    for field in FIELDS:
        if field in now.columns and field in before.columns:
            differs = both.filter(pl.col(field).ne_missing(pl.col(f"{field}_before").cast(now.schema[field])))
            found[field] = differs.select(
                *KEY, *shown, pl.col(f"{field}_before").alias("before"), pl.col(field).alias("now")
            )
    for name, one, other in (("added", now, before), ("gone", before, now)):
        columns = [c for c in (*KEY, *SHOWN, "kind", "value", "unit", "metric") if c in one.columns]
        found[name] = one.join(other, on=KEY, how="anti", maintain_order="left").select(columns)
    return {name: rows for name, rows in found.items() if rows.height}


def judged_changes(before: pl.DataFrame, now: pl.DataFrame) -> dict[str, tuple[int, int]]:
    """By field, how many figures of a gold became right and how many wrong; `before` and `now` are the errors of an.score."""
    marks = {
        name: {(r["item_id"] or "", r["briefing_id"], r["raw"], r["field"]) for r in rows.to_dicts()}
        for name, rows in (("before", before), ("now", now))
    }
    gone, new = marks["before"] - marks["now"], marks["now"] - marks["before"]
    fields = sorted({field for *_, field in gone | new})
    return {f: (sum(m[-1] == f for m in gone), sum(m[-1] == f for m in new)) for f in fields}


def write_changes(changes: dict[str, pl.DataFrame], folder: Path) -> list[dict[str, Any]]:
    """A CSV file for each field; the rows of the table that counts them."""
    folder.mkdir(parents=True, exist_ok=True)
    for path in folder.glob("*.csv"):
        path.unlink()
    rows = []
    for name, table in changes.items():
        table.write_csv(folder / f"{name}.csv")
        counts = {lang: table.filter(language=lang).height for lang in ("en", "zh")}
        rows.append({"field": name, **counts, "all": table.height})
    return rows
