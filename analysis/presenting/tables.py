"""Tables that people look at."""

from __future__ import annotations

import hashlib
import html
from collections.abc import Callable, Sequence
from typing import Any

import polars as pl

from ..codebook import codebook
from ..comparing.intervals import NOTHING, Interval, divided
from ..comparing.intervals import text as interval_text
from ..language.calendar import name as period_name
from .evaluation_tables import evaluation_table, what
from .page import Page, figure


def readable(table: pl.DataFrame, *, language: str = "en", width: int = 110) -> pl.DataFrame:
    """Claims, a series, comparisons, checks, scores or agreement in the columns that people read; any other table as it is."""
    columns = set(table.columns)
    if "arithmetic" in columns:
        return _rows(table, lambda r: _check_row(r, language), CHECK_COLUMNS)
    if "comparability" in columns:
        yearly = table.height > 0 and set(table["across"]) == {"year"}
        shown = _rows(table, lambda r: _comparison_row(r, language), COMPARISON_COLUMNS)
        return shown.drop("period").rename({"differs in": "why"}) if yearly else shown
    if "derived" in columns:
        return _rows(table, lambda r: _series_row(r, language), SERIES_COLUMNS)
    if {"claim_id", "raw", "kind"} <= columns:
        return _rows(table, lambda r: _claim_row(r, language, width), CLAIM_COLUMNS)
    return evaluation_table(table) if what(table) else table


CLAIM_COLUMNS = ("as printed", "kind", "read as", "metric", "counted", "period", "speaker")
SERIES_COLUMNS = ("metric", "period", "figure", "per day", "as printed", "told by", "how")
COMPARISON_COLUMNS = ("metric", "period", "a", "b", "a says", "b says", "from a to b", "comparability", "differs in")
CHECK_COLUMNS = ("check", "verdict", "metric", "period", "the reckoning", "claims")


def _rows(
    table: pl.DataFrame, make: Callable[[dict[str, Any]], dict[str, str]], columns: Sequence[str]
) -> pl.DataFrame:
    rows = [make(row) for row in table.iter_rows(named=True)]
    return pl.DataFrame(rows, schema=dict.fromkeys(columns, pl.String), orient="row")


def _claim_row(r: dict[str, Any], language: str, width: int) -> dict[str, str]:
    return {
        "as printed": shortened(r["raw"], width), "kind": r["kind"], "read as": read_as(r), "metric": _metric(r, language),
        "counted": shortened(r["counted"] or "", 60), "period": period_of(r, language), "speaker": r["speaker"] or "",
    }  # fmt: skip


def _metric(r: dict[str, Any], language: str) -> str:
    subject = r.get("subject") or r["metric"]
    label = codebook().label(subject, language) if subject else ""
    return f"{label} ({r['scope'].replace('_', ' ')})" if r["scope"] and label else label


def period_of(r: dict[str, Any], language: str = "en") -> str:
    """The period of a claim by name: '2024 H1'; empty where it has none."""
    first, last = r["period_start"], r["period_end"]
    if first and last:
        return period_name((first, last))
    return f"… – {last}" if last else f"{first} – …" if first else ""


def _series_row(r: dict[str, Any], language: str) -> dict[str, str]:
    bounds = Interval(r["low"], r["high"])
    unit = codebook().unit_label(r["unit"], language)
    daily = "" if "/" in unit else interval_text(divided(bounds, r["days"]))
    return {
        "metric": _metric(r, language), "period": r["period"], "figure": interval_text(bounds, unit), "per day": daily,
        "as printed": r["raw"] or "", "told by": f"{r['publisher'] or ''} ({r['n_claims']})", "how": r["how"],
    }  # fmt: skip


def _comparison_row(r: dict[str, Any], language: str) -> dict[str, str]:
    percent, moved = Interval(r["percent_low"], r["percent_high"]), Interval(r["difference_low"], r["difference_high"])
    change = interval_text(percent, "percent", signed=True) if percent != NOTHING else ""
    if not change and moved != NOTHING:
        points = r["unit_b"] in ("percent", "percentage_point")
        change = interval_text(moved, "points" if points else str(r["unit_b"]), signed=True)
    if change and r["comparability"] == "different_length" and r["across"] == "year":
        change += " per day"
    same = r["period_a"] == r["period_b"]
    return {
        "metric": _metric(r, language), "period": r["period_b"] if same else f"{r['period_a']} / {r['period_b']}", "a": r["a"], "b": r["b"],
        "a says": r["raw_a"] or "", "b says": r["raw_b"] or "", "from a to b": change,
        "comparability": r["comparability"].replace("_", " "), "differs in": ", ".join(r["differs"]) or ("" if r["across"] != "year" else r["reason"]),
    }  # fmt: skip


def _check_row(r: dict[str, Any], language: str) -> dict[str, str]:
    return {
        "check": r["check"].replace("_", " "), "verdict": r["verdict"].replace("_", " "), "metric": _metric(r, language),
        "period": period_name((r["period_start"], r["period_end"])) if r["period_start"] and r["period_end"] else "",
        "the reckoning": r["arithmetic"], "claims": " ".join(r["claim_ids"][:3]) + (f" +{len(r['claim_ids']) - 3}" if len(r["claim_ids"]) > 3 else ""),
    }  # fmt: skip


def shortened(text: str, width: int) -> str:
    return text if len(text) <= width else text[: width - 1].rstrip() + "…"


def read_as(row: dict[str, Any], language: str = "en") -> str:
    """'down 25 to 35 percent on previous_year': direction, bounds, unit and base in one phrase."""
    low, high, unit = row["low"], row["high"], row["unit"] or ""
    span = "" if low is None and high is None else figure(low) if low == high else f"{figure(low)} to {figure(high)}"
    base = f"on {row['base'].replace('_', ' ')}" if row["base"] else ""
    return " ".join(
        part
        for part in (row["direction"] or "", span, codebook().unit_label(unit, language) if span else "", base)
        if part
    )


def brief(claims: pl.DataFrame) -> pl.DataFrame:
    """Claims in four columns that fit a terminal: as printed, read as, metric, period."""
    ids = claims["metric"].fill_null("").to_list()
    short = readable(claims, width=48).with_columns(pl.Series("metric", ids, dtype=pl.String))
    return short.select(
        "as printed", pl.concat_str("kind", pl.lit(" "), "read as").alias("read as"), "metric", "period"
    )


def show(table: pl.DataFrame, *, title: str = "", note: str = "") -> Page:
    """A frame as a table for reading; claims are shown with labels, bounds and period in one column each.

    >>> an.show(claims.head(3), title="Three claims")
    Three claims: 3 rows
    """
    import great_tables as gt

    shown = readable(table)
    if shown.height == 0:
        what = html.escape(title or "this table")
        return Page(f"<p><em>{what}: no rows.</em></p>", f"{title or 'table'}: no rows")
    shown = shown.with_columns(pl.col(pl.String).fill_null(""))
    built_from = title + shown.write_json()
    name = hashlib.sha256(built_from.encode()).hexdigest()[:12]
    built = gt.GT(shown, id=f"t{name}").tab_options(
        table_font_size="13px", data_row_padding="4px", container_overflow_x="auto"
    )
    if title:
        built = built.tab_header(title=title)
    if note:
        built = built.tab_source_note(note)
    if "period" in shown.columns:
        nowrap = gt.style.css("white-space:nowrap")
        built = built.tab_style(style=nowrap, locations=gt.loc.body(columns=["period"]))
    built = built.cols_align(align="left", columns=[c for c in shown.columns if shown[c].dtype == pl.String])
    region = (
        f'tabindex="0" role="region" aria-label="{html.escape(title or "table", quote=True)}" '  # it scrolls sideways
    )
    content = built.as_raw_html(inline_css=True).replace("<div id=", f"<div {region}id=", 1)
    return Page(content, f"{title or 'table'}: {shown.height} rows")
