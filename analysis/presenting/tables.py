"""Tables that people look at."""

from __future__ import annotations

import hashlib
import html
import itertools
import re
from collections.abc import Callable, Sequence
from typing import Any

import polars as pl

from ..comparing.intervals import Interval, divided, told_digits
from ..errors import need
from .evaluation_tables import evaluation_table, what
from .page import Page
from .plain_tables import in_words
from .wording import (
    base_words,
    bounds_words,
    metric_words,
    noun_words,
    period_words,
    said,
    shortened,
    told_also,
    told_apart,
    unit_words,
)

Row = dict[str, Any]

CLAIM_COLUMNS = ("as printed", "kind", "read as", "metric", "counted", "period", "speaker")
SERIES_COLUMNS = ("metric", "period", "figure", "per day", "as printed", "told by", "how")
COMPARISON_COLUMNS = ("metric", "period", "a", "b", "a says", "b says", "from a to b", "comparability", "differs in")
LONG = 60  # characters of a cell from which its column is kept wide
TELEPHONE = 46  # characters that a table may be wide before a telephone shows each row as a block
DAYS = re.compile(r"\d{4}-\d\d-\d\d")
CHECK_COLUMNS = ("check", "verdict", "metric", "period", "the reckoning", "claims")


def readable(table: pl.DataFrame, *, language: str = "en", width: int = 110) -> pl.DataFrame:
    """Claims, a series, comparisons, checks, scores or agreement in the columns that people read; any other table with its numbers rounded."""
    columns = set(table.columns)
    if {"arithmetic", "stated_low"} <= columns:
        return _rows(table, lambda r: _check_row(r, language), CHECK_COLUMNS)
    if {"comparability", "raw_a"} <= columns:
        yearly = table.height > 0 and set(table["across"]) == {"year"}
        shown = _rows(table, lambda r: _comparison_row(r, language), COMPARISON_COLUMNS)
        return shown.drop("period").rename({"differs in": "why"}) if yearly else shown
    if {"derived", "days"} <= columns:
        return _rows(table, lambda r: _series_row(r, language), SERIES_COLUMNS)
    if {"claim_id", "raw", "kind", "doubts"} <= columns:
        return _rows(table, lambda r: _claim_row(r, language, width), CLAIM_COLUMNS)
    if what(table):
        return evaluation_table(table)
    if {"metric", "counted", "head", "unit"} <= columns:
        nouns = [
            noun_words(r, language) for r in table.select("metric", "counted", "head", "unit").iter_rows(named=True)
        ]
        table = table.with_columns(pl.Series("counted", nouns, dtype=pl.String))
    return in_words(table, language)


def _rows(table: pl.DataFrame, make: Callable[[Row], dict[str, str]], columns: Sequence[str]) -> pl.DataFrame:
    rows = [make(row) for row in (told_apart(table.to_dicts()) if "derived" in table.columns else table.to_dicts())]
    return pl.DataFrame(rows, schema=dict.fromkeys(columns, pl.String), orient="row")


def _claim_row(r: Row, language: str, width: int) -> dict[str, str]:
    return {
        "as printed": shortened(r["raw"], width), "kind": said(str(r["kind"]), language, section="kinds"), "read as": read_as(r, language),
        "metric": metric_words({**r, "counted": None, "head": None}, language) if r["metric"] else "", "counted": shortened(noun_words(r, language), 60),
        "period": period_of(r, language), "speaker": r["speaker"] or "",
    }  # fmt: skip


def period_of(r: Row, language: str = "en") -> str:
    """The period of a claim by name: '2024 H1'; empty where it has none."""
    return period_words(r["period_start"], r["period_end"], language)


def _series_row(r: Row, language: str) -> dict[str, str]:
    bounds = Interval(r["low"], r["high"])
    unit = unit_words(r["unit"], language)
    daily = "" if "/" in unit else bounds_words(told_digits(divided(bounds, r["days"])), language=language)
    return {
        "metric": metric_words(r, language), "period": period_of(r, language), "figure": bounds_words(bounds, unit, language), "per day": daily,
        "as printed": r["raw"] or "", "told by": f"{r['publisher'] or ''} ({r['n_claims']})", "how": "; ".join(filter(None, (r["how"], told_also(r, language)))),
    }  # fmt: skip


def _comparison_row(r: Row, language: str) -> dict[str, str]:
    percent, moved = Interval(r["percent_low"], r["percent_high"]), Interval(r["difference_low"], r["difference_high"])
    change = bounds_words(told_digits(percent), unit_words("percent", language), language, signed=True)
    if not change:
        points = r["unit_b"] in ("percent", "percentage_point")
        unit = unit_words("percentage_point" if points else r["unit_b"], language)
        change = bounds_words(moved, unit, language, signed=True)
    if change and r["comparability"] == "different_length" and r["across"] == "year":
        change += f" ({said('per day', language, section='columns')})"
    then, now = (period_words(r[f"start_{s}"], r[f"end_{s}"], language) for s in "ab")
    year = r["across"] == "year"
    return {
        "metric": metric_words(r, language), "period": now if then == now else f"{then or '–'} / {now or '–'}", "a": then if year else r["a"], "b": now if year else r["b"],
        "a says": r["raw_a"] or "", "b says": r["raw_b"] or "", "from a to b": change,
        "comparability": said(str(r["comparability"]), language, section="comparability"), "differs in": r["reason"] if year else ", ".join(r["differs"]),
    }  # fmt: skip


def _check_row(r: Row, language: str) -> dict[str, str]:
    ids = r["claim_ids"]
    return {
        "check": said(r["check"], language, section="checks"), "verdict": said(str(r["verdict"]), language, section="verdicts"),
        "metric": metric_words(r, language), "period": period_of(r, language), "the reckoning": r["arithmetic"],
        "claims": " ".join(ids[:3]) + (f" +{len(ids) - 3}" if len(ids) > 3 else ""),
    }  # fmt: skip


def read_as(row: Row, language: str = "en") -> str:
    """'down 25 to 35 percent on the year before': direction, bounds, unit and base in one phrase."""
    way = said(row["direction"], language, section="directions") if row["direction"] else ""
    span = bounds_words(Interval(row["low"], row["high"]), unit_words(row["unit"], language), language)
    return " ".join(part for part in (way, span, base_words(row["base"], language)) if part)


def brief(claims: pl.DataFrame, *, language: str = "en") -> pl.DataFrame:
    """Claims in the columns that fit a terminal: their address in the briefing, as printed, read as, metric (or noun), period."""
    wanted = claims.select("metric", "counted", "head", "unit")
    named = [r["metric"] or noun_words(r, language) for r in wanted.iter_rows(named=True)]
    short = readable(claims, width=48, language=language).with_columns(pl.Series("metric", named, dtype=pl.String))
    read = pl.concat_str("kind", pl.lit(" "), "read as").alias("read as")
    address = claims.select(pl.col("claim_id").str.extract(r":(\d+-\d+)$").alias("claim"))["claim"]
    return short.select(address, "as printed", read, "metric", "period")


def show(table: pl.DataFrame, *, title: str = "", note: str = "", language: str = "en") -> Page:
    """A frame as a table for reading; claims are shown with labels, bounds and period in one column each.

    `language` ("en", "zh") is that of headings and labels; the words of the sources stay as printed.

    >>> an.show(claims.head(3), title="Three claims")
    Three claims: 3 rows
    """
    need(table, (), "show wants a table")
    shown = readable(table, language=language)
    if shown.height == 0:
        what = html.escape(title or "this table")
        return Page(f"<p><em>{what}: no rows.</em></p>", f"{title or 'table'}: no rows")
    numbers = [c for c, kind in shown.schema.items() if kind.is_numeric()]
    shown = shown.with_columns(pl.exclude(numbers).cast(pl.String).fill_null(""))
    headings = {name: said(name, language, section="columns") for name in shown.columns}
    return Page(_html(shown, headings, title, note), f"{title or 'table'}: {shown.height} rows")


def _html(shown: pl.DataFrame, headings: dict[str, Any], title: str, note: str) -> str:
    """A table as HTML whose ids hang on its content alone, so that each run gives the same bytes."""
    import great_tables as gt

    name = hashlib.sha256((title + str(headings) + shown.write_json()).encode()).hexdigest()[:12]
    texts = [c for c, kind in shown.schema.items() if kind == pl.String]
    if "period" in shown.columns:  # two periods stand one below the other
        shown = shown.with_columns(pl.col("period").str.replace(" / ", " /\n", literal=True))
    built = gt.GT(shown, id=f"t{name}").tab_options(
        table_font_size="13px",
        data_row_padding="4px",
        container_overflow_x="auto",
        heading_align="left",
        table_margin_left="0",
    )
    if title:
        built = built.tab_header(title=title)
    if note:
        built = built.tab_source_note(note)
    long, widths = _widths(shown, texts)
    for columns, style in widths:
        if columns:
            built = built.tab_style(style=gt.style.css(style), locations=gt.loc.body(columns=columns))
    built = built.cols_label(**headings).cols_align(align="left", columns=texts)
    label = html.escape(title or "table", quote=True)
    lengths = [max(len(c), *map(len, shown[c].cast(pl.String).fill_null(""))) for c in shown.columns]
    wide = sum(lengths) > TELEPHONE
    region = f'tabindex="0" role="region" aria-label="{label}" {"data-wide " if wide else ""}'  # it scrolls sideways
    made = str(built.as_raw_html(inline_css=True)).replace("<div id=", f"<div {region}id=", 1)
    return _labelled(made, [(str(h), name in long) for name, h in headings.items()])


def _widths(shown: pl.DataFrame, texts: Sequence[str]) -> tuple[list[str], list[tuple[list[str], str]]]:
    """(columns of long texts, how wide columns are kept): a day and a period are not broken, a long text or a word is no column
    a letter wide."""
    days = [c for c in texts if shown[c].str.contains(f"^(?:{DAYS.pattern})?$").all()]
    lengths = {c: shown[c].str.len_chars().max() for c in texts if c not in (*days, "period")}
    long = [c for c, most in lengths.items() if most > LONG]  # type: ignore[operator]
    words = [c for c, most in lengths.items() if 8 < most <= LONG]  # type: ignore[operator]
    period = ["period"] if "period" in shown.columns else []
    return long, [
        (days, "white-space:nowrap"),
        (period, "white-space:pre"),
        (long, "min-width:14em"),
        (words, f"min-width:{6 if shown.width < 8 else 4}em"),
    ]


def _labelled(table: str, headings: Sequence[tuple[str, bool]]) -> str:
    """The table with each cell's heading on it, which a telephone shows where it sets a row as a block; long texts take a line."""
    head, body, rest = re.split(r"(?=<tbody)|(?<=</tbody>)", table, maxsplit=2)
    names = itertools.cycle(f'data-label="{html.escape(h, quote=True)}"{" data-long" * long}' for h, long in headings)
    body = re.sub("<td ", lambda cell: f"{cell[0]}{next(names)} ", body)
    return f"{head}{body}{rest}"
