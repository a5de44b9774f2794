"""How far people who coded the same figures agree: Krippendorff's alpha and percent agreement, with intervals."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from ..errors import LexiconError, SourceError, did_you_mean
from ..language.lexicon import fold
from ..schema import frame
from .codes import Codes
from .coding_fields import CODED, WrongCell, read_cell, text_of
from .uncertainty import DRAWS, Array, ratio, resampled, wilson

FIELDS = ("claim", "kind", "value", "unit", "modifier", "direction", "base", "period", "metric", "counted", "scope")
FREE = ("counted", "scope")  # written freely: compared without case, articles and spaces, and not part of 'all'
GROUPS = ("language", "kind")
Row = dict[str, Any]


def agreement(*codes: pl.DataFrame, by: str = "", draws: int = DRAWS, seed: int = 1) -> pl.DataFrame:
    """A row per field: percent agreement and Krippendorff's alpha between the coders of the same items.

    Give a frame for each coder, or one with all of them. `claim` counts every item that two coders coded; the other
    fields those items that all of them hold to be a figure; 'all' asks for every field at once but what is counted and
    scope, which are written freely. All fields are nominal: a number is the same or it is not, and empty is a value.
    Intervals (95 percent) come from drawing briefings anew, or are Wilson's where every draw is the same; alpha is null
    where every code is the same, and has no interval where every draw is. `by` ('language',
    'kind' as the first coder says) adds rows for each group. Krippendorff, Content Analysis (2019), chapter 12.

    >>> an.agreement(an.read_gold("restated").head(0)).height
    Traceback (most recent call last):
    analysis.errors.LexiconError: these are no codes, they lack 'coder'; give what an.read_codes reads
    """
    if by not in ("", *GROUPS):
        raise LexiconError(f"no way to group agreement by {by!r}{did_you_mean(by, GROUPS)}")
    items = _coded_twice(codes)
    groups = [("all", items)]
    if by:
        named = sorted({str(item[0][by]) for item in items})
        groups += [(name, [item for item in items if str(item[0][by]) == name]) for name in named]
    rows = [
        {"group": name, **_field_agreement(field, chosen, draws, seed)}
        for name, chosen in groups
        for field in (*FIELDS, "all")
    ]
    numbers = dict.fromkeys(("percent", "percent_low", "percent_high", "alpha", "alpha_low", "alpha_high"), pl.Float64)
    counts = dict.fromkeys(("items", "coders", "briefings", "values"), pl.Int64)
    return pl.DataFrame(rows, schema={"group": pl.String, "field": pl.String, **counts, **numbers}, orient="row")


def disagreements(*codes: pl.DataFrame) -> pl.DataFrame:
    """A row per item and field in which coders differ, with empty `decided` and `reason`: the ledger of a third reading.

    `coded` lists what each coder wrote, 'A: level | B: change'. Save it with an.save(..., "ledger.csv"), fill in
    `decided` (a value of the field, or none for empty) and `reason`, and give it to an.settle.

    >>> sample = an.sample_for_coding(claims, briefings, 5, seed=1, by="doubts")
    >>> codes = an.read_codes(an.coding_sheet(sample, "a.csv", answers=True))
    >>> an.disagreements(codes, codes).height
    0
    """
    rows = []
    for item in _coded_twice(codes):
        for field in _differing(item):
            coded = " | ".join(f"{row['coder']}: {text_of(_cell(row, field)) or 'none'}" for row in item)
            shown = {name: item[0][name] for name in ("item_id", "language", "raw", "sentence")}
            rows.append({**shown, "field": field, "coded": coded, "decided": None, "reason": None})
    columns = ("item_id", "language", "raw", "sentence", "field", "coded", "decided", "reason")
    return pl.DataFrame(rows, schema=dict.fromkeys(columns, pl.String), orient="row")


def settle(*codes: pl.DataFrame, ledger: pl.DataFrame | str | Path) -> pl.DataFrame:
    """The codes that stand after a third reading: a row an item (columns: `Codes`, coder 'settled').

    What the coders agree in stands; where they differ, `decided` of the ledger (an.disagreements, filled in) does.
    Items that one coder alone coded are left out. SourceError for a disagreement that nobody has decided, and for a
    decision that the field cannot hold.

    >>> sample = an.sample_for_coding(claims, briefings, 5, seed=1, by="doubts")
    >>> codes = an.read_codes(an.coding_sheet(sample, "a.csv", answers=True))
    >>> an.settle(codes, codes, ledger=an.disagreements(codes, codes))["coder"].unique().to_list()
    ['settled']
    """
    name = "the ledger" if isinstance(ledger, pl.DataFrame) else str(ledger)
    decided = _decisions(ledger if isinstance(ledger, pl.DataFrame) else _read_ledger(Path(ledger)))
    rows = []
    for item in _coded_twice(codes):
        settled = dict(item[0]) | {"coder": "settled", "remark": None}
        for field in _differing(item):
            key = (item[0]["item_id"], field)
            if key not in decided:
                raise SourceError(f"{name}: {field} of {key[0]} is not decided; fill in 'decided', or none for empty")
            settled |= _decision(name, key, decided[key], item)
        if not settled["claim"]:
            settled |= dict.fromkeys(CODED)
        rows.append(settled)
    return frame(Codes, rows)


def _decision(name: str, key: tuple[str, str], said: str, item: list[Row]) -> Row:
    field = key[1]
    try:
        value = None if said.lower() == "none" else read_cell(field, said, item[0]["sentence"] or "")
    except WrongCell as error:
        raise SourceError(f"{name}: {field} of {key[0]}: {error}") from None
    if field != "claim":
        return {field: value}
    yes = [row for row in item if row["claim"]]  # who holds it to be a figure has said what it is
    return {**{one: yes[0][one] for one in CODED}, "claim": value == "yes"}


def _decisions(ledger: pl.DataFrame) -> dict[tuple[str, str], str]:
    kept = ledger.select("item_id", "field", pl.col("decided").cast(pl.String)).drop_nulls()
    return {(item, field): said.strip() for item, field, said in kept.iter_rows() if said.strip()}


def _read_ledger(path: Path) -> pl.DataFrame:
    try:
        table = pl.read_csv(path.read_bytes(), infer_schema=False)
    except (OSError, pl.exceptions.PolarsError) as error:
        raise SourceError(f"{path}: no ledger can be read here; save an.disagreements(...) as .csv") from error
    for column in ("item_id", "field", "decided"):
        if column not in table.columns:
            raise SourceError(f"{path}: no column {column!r}{did_you_mean(column, table.columns)}")
    return table


def _coded_twice(codes: Sequence[pl.DataFrame]) -> list[list[Row]]:
    """The rows of each item that two coders or more have coded; two frames whose coders have one name are told apart."""
    met: set[str] = set()
    items: dict[str, list[Row]] = {}
    for number, table in enumerate(codes, start=1):
        for column in ("coder", "claim", "item_id"):
            if column not in table.columns:
                raise LexiconError(f"these are no codes, they lack {column!r}; give what an.read_codes reads")
        names = set(table["coder"])
        for row in table.iter_rows(named=True):
            own = row["coder"] if row["coder"] not in met else f"{row['coder']} ({number})"
            items.setdefault(row["item_id"], []).append(row | {"coder": own})
        met |= names
    return [rows for rows in items.values() if len(rows) > 1]


def _cell(row: Row, field: str) -> Any:
    return ("yes" if row["claim"] else "no") if field == "claim" else row[field]


def _differing(item: list[Row]) -> Iterator[str]:
    """The fields that coders fill in differently; none but `claim` where they differ in that."""
    if len({row["claim"] for row in item}) > 1:
        yield "claim"
    elif item[0]["claim"]:
        yield from (field for field in CODED if len({code(row, field) for row in item}) > 1)


def plain(text: str | None) -> str:
    """A free text for comparing: folded, without case, articles, spaces and joining signs; '' for none."""
    said = re.sub(r"^(?:the|an?)\s+", "", fold(text or "").strip().lower())
    return re.sub(r"[\s_-]+", "", said)


def code(row: Row, field: str) -> str:
    """A row's code in a field, as text that is equal where the codes are."""
    if field == "period":
        return f"{row['period_start']} {row['period_end']}"
    if field == "all":
        return "\t".join(code(row, one) for one in FIELDS if one not in (*FREE, "claim"))
    if field in FREE:
        return plain(row[field])
    value = row[field]
    return f"{value:.9g}" if isinstance(value, float) else str(value)


def _field_agreement(field: str, items: list[list[Row]], draws: int, seed: int) -> Row:
    chosen = items if field == "claim" else [item for item in items if all(row["claim"] for row in item)]
    coded = [[code(row, field) for row in item] for item in chosen]
    domain = {value: place for place, value in enumerate(sorted({v for values in coded for v in values}))}
    counts = np.zeros((len(coded), len(domain)))
    for number, values in enumerate(coded):
        for value in values:
            counts[number, domain[value]] += 1
    row: Row = {
        "field": field, "items": len(coded), "coders": len({r["coder"] for item in chosen for r in item}),
        "briefings": len({item[0]["briefing_id"] for item in chosen}), "values": len(domain),
    }  # fmt: skip
    if not coded:
        return row
    groups = [item[0]["briefing_id"] for item in chosen]
    once = np.ones((1, len(coded)))

    def percent(times: Array) -> Array:
        return _percent(counts, times)

    def alpha(times: Array) -> Array:
        return nominal_alpha(counts, times)

    for name, measure in (("percent", percent), ("alpha", alpha)):
        point = float(measure(once)[0])
        low, high = resampled(groups, measure, draws=draws, seed=seed)
        if low == high:  # no draw differs: drawing anew says nothing of how far chance could go
            ends = wilson(point / 100 * len(coded), len(coded)) if name == "percent" else (math.nan, math.nan)
            low, high = 100 * ends[0], 100 * ends[1]
        told = {name: point, f"{name}_low": low, f"{name}_high": high}
        row |= {key: None if math.isnan(number) else number for key, number in told.items()}
    return row


def _percent(counts: Array, times: Array) -> Array:
    """The share of pairs of coders that agree, each item taken `times` over: shape (draws,)."""
    many = counts.sum(axis=1)
    same, pairs = (counts * (counts - 1)).sum(axis=1), many * (many - 1)
    return 100 * ratio(times @ same, times @ pairs)


def nominal_alpha(counts: Array, times: Array) -> Array:
    """Krippendorff's alpha for nominal codes: shape (draws,), nan where all codes are the same.

    `counts` says how many coders gave each item each value, shape (items, values); `times` how often each item is taken,
    shape (draws, items). The package krippendorff gives the same number, but holds items * values^2 of them at once:
    23 GB where 1,000 items have 1,000 values.
    """
    many = counts.sum(axis=1)
    observed = times @ ((many**2 - (counts**2).sum(axis=1)) / (many - 1))
    total, by_value = times @ many, times @ counts
    expected = (total**2 - (by_value**2).sum(axis=1)) / np.maximum(total - 1, 1)
    return 1 - ratio(observed, expected)
