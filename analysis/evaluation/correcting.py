"""From the errors that coding found to decisions that the rest of the work uses."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date as Date
from typing import Any

import polars as pl

from ..errors import LexiconError

COLUMNS = ("claim_id", "field", "value", "reason", "who", "date")
# A claim's bounds follow from these; what they would be cannot be told from a code, so the claim is left out instead.
BOUNDING = ("value", "modifier", "unit", "kind")
Row = dict[str, Any]


def to_decisions(errors: pl.DataFrame, *, who: str, date: str | Date) -> pl.DataFrame:
    """The errors of an.score as rows of a decisions.csv (claim_id, field, value, reason, who, date) for an.decide.

    A field that was read wrongly gets what was coded; a claim that is no figure, or whose value, modifier, unit or kind is
    wrong, is excluded, since its bounds would be wrong as well. Figures that were missed cannot be put in and give no row.
    Look the rows over before they are used: each is one person's word against the reading.

    >>> an.to_decisions(an.score(claims, an.read_gold("restated")).errors.head(0), who="A. Coder", date="2026-01-31").columns[:2]
    ['claim_id', 'field']
    """
    day = _day(date)
    found = errors.filter(pl.col("field") != "missing")
    out = set(found.filter(pl.col("field").is_in(["extra", *BOUNDING]))["item_id"])
    rows = [
        {"claim_id": row["item_id"], "field": field, "value": value, "reason": reason, "who": who, "date": day}
        for row in found.iter_rows(named=True)
        for field, value, reason in _decided(row, row["item_id"] in out)
    ]
    table = pl.DataFrame(rows, schema=dict.fromkeys(COLUMNS, pl.String), orient="row")
    return table.unique(["claim_id", "field"], keep="first", maintain_order=True)


def _day(date: str | Date) -> str:
    try:
        return Date.fromisoformat(str(date)).isoformat()
    except ValueError:
        raise LexiconError(f"{date!r} is no day; write it as 2026-01-31") from None


def _decided(row: Row, excluded: bool) -> Iterator[tuple[str, str, str]]:
    if row["field"] == "extra":
        yield "exclude", "", "coded as no figure"
        return
    reason = f"{row['field']} read as {row['claim']}, coded as {row['gold']}"
    if excluded:
        if row["field"] in BOUNDING:
            yield "exclude", "", reason
    elif row["field"] == "period":
        first, _, last = row["gold"].partition(" to ")
        yield "period_start", first.replace("…", ""), reason
        yield "period_end", last.replace("…", ""), reason
    else:
        yield row["field"], "" if row["gold"] == "None" else row["gold"], reason
