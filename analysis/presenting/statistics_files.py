"""Tables for spreadsheets and statistics programs: .xlsx, .dta (Stata), .sav (SPSS), with labels in both languages; wide form."""

from __future__ import annotations

import io
import re
import tempfile
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import polars as pl

from ..codebook import codebook
from ..comparing.schema import Checks, Comparisons, Series
from ..errors import LexiconError, did_you_mean, need
from ..files import flat
from ..language.lexicon import LANGS
from ..schema import Claims

LONGEST = 2045  # characters of a text in a .dta file; longer ones are cut
LABEL = 80  # characters of a column's label in a .dta file
INDEX = ("agency", "scope", "period_start", "period_end", "period", "unit")


def labelled(table: pl.DataFrame) -> pl.DataFrame:
    """A table with the metric's and the unit's labels in each language beside the ids: metric_en, metric_zh, unit_en, unit_zh."""
    book, more = codebook(), []
    for lang in LANGS:
        if "metric" in table.columns:
            more.append(
                pl.Series(
                    f"metric_{lang}", [book.label(m, lang) if m else None for m in table["metric"]], dtype=pl.String
                )
            )
        if "unit" in table.columns:
            more.append(
                pl.Series(
                    f"unit_{lang}", [book.unit_label(u, lang) if u else None for u in table["unit"]], dtype=pl.String
                )
            )
    return table.with_columns(more)


def meanings_of(columns: Sequence[str]) -> dict[str, str]:
    """What columns mean, for those that the package's tables have; a label says of which it is the label."""
    known: dict[str, str] = {}
    for schema in (Checks, Comparisons, Series, Claims):
        known |= {name: column.description or "" for name, column in schema.columns().items()}
    for column in ("metric", "unit"):
        known |= {f"{column}_{lang}": f"label of the {column}, {lang}" for lang in LANGS}
    return {name: known[name] for name in columns if name in known}


def excel(table: pl.DataFrame) -> bytes:
    """A workbook: the table, and a sheet of what its columns mean. No cell is a formula; the bytes hang on the table alone."""
    import xlsxwriter

    buffer = io.BytesIO()
    safe = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "nan_inf_to_errors": True}
    with xlsxwriter.Workbook(buffer, safe) as book:
        book.set_properties({"created": datetime(2000, 1, 1)})
        plain = flat(labelled(table), guard=False)
        plain.write_excel(book, "data", autofilter=True, freeze_panes=(1, 0), dtype_formats={pl.Date: "yyyy-mm-dd"})
        told = meanings_of(plain.columns)
        pl.DataFrame({"column": list(told), "meaning": list(told.values())}).write_excel(book, "columns")
    return buffer.getvalue()


def statistics_file(table: pl.DataFrame, ending: str) -> bytes:
    """A .dta or .sav file: names that the program takes, each column with its label, dates as dates, texts as texts."""
    import pyreadstat

    plain = flat(labelled(table), guard=False)
    plain = plain.with_columns(pl.col(pl.Boolean).cast(pl.Int8), pl.col(pl.String).str.slice(0, LONGEST))
    empty = [name for name, kind in plain.schema.items() if kind == pl.Null]
    plain = plain.with_columns(pl.lit("").alias(name) for name in empty)
    told = meanings_of(plain.columns)
    names = {name: re.sub(r"\W", "_", name, flags=re.ASCII)[:32] for name in plain.columns}
    labels: dict[str, str | None] = {names[name]: text[:LABEL] for name, text in told.items()}
    write = pyreadstat.write_dta if ending == ".dta" else pyreadstat.write_sav
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / f"table{ending}"
        write(plain.rename(names), str(target), column_labels=labels)
        return target.read_bytes()


def wide(series: pl.DataFrame, *, columns: str = "subject", values: str | Sequence[str] = "value") -> pl.DataFrame:
    """A series with a row per agency, scope and period and a column per metric (or noun), for regressions and spreadsheets.

    `values` may name several ("value", "low", "high"), which become `<metric>_<value>`; with `columns="period"` the
    periods are the columns. LexiconError where two figures would share a cell: choose one counting or unit before.

    >>> an.wide(series.head(1)).height
    1
    """
    need(series, ("subject", "period", "value"), 'wide wants a series; make one: to_series(claims, keep="last")')
    wanted = [values] if isinstance(values, str) else list(values)
    for name in [columns, *wanted]:
        if name not in series.columns:
            raise LexiconError(f"no column {name!r} in this series{did_you_mean(name, series.columns)}")
    dates = ("period_start", "period_end", "period")
    across = [name for name in INDEX if name not in (dates if columns == "period" else (columns,))]
    index = [*across, "subject"] if columns == "period" else across
    _one_a_cell(series, [*index, columns])
    made = series.sort("period_start", "period_end", "subject").pivot(
        columns, index=index, values=wanted, aggregate_function="first"
    )
    # polars names several values value_metric; people look for the metric first.
    turned = {f"{v}_{c}": f"{c}_{v}" for v in wanted for c in series[columns].unique()} if len(wanted) > 1 else {}
    return made.rename({old: new for old, new in turned.items() if old in made.columns})


def _one_a_cell(series: pl.DataFrame, key: list[str]) -> None:
    doubled = series.filter(series.select(key).is_duplicated())
    if doubled.height:
        row: dict[str, Any] = doubled.sort("subject", "period_start").row(0, named=True)
        ways = doubled.filter(pl.col("subject") == row["subject"], pl.col("period") == row["period"])
        raise LexiconError(
            f"{row['subject']} of {row['period']} has {ways.height} figures ({', '.join(str(r) for r in ways['raw'][:3])}); "
            "filter the series by counting, kind or way before"
        )
