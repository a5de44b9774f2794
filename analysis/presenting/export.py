"""What goes into a write-up: tables and charts as files, a claim as a sentence with its footnote."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import Any

import polars as pl

from ..errors import LexiconError, did_you_mean
from ..files import csv_bytes, write_bytes
from .citation import cite, claim_entries, written
from .page import Page
from .statistics_files import excel, statistics_file
from .tables import read_as, readable
from .wording import base_words, metric_words, period_words

TABLES = (".csv", ".xlsx", ".dta", ".sav", ".parquet", ".arrow", ".json", ".ndjson", ".tex", ".md")
SOURCES = {".bib": "bibtex", ".ris": "ris", ".json": "csl-json", ".txt": "text"}  # what save_sources writes
CHARTS = (".svg", ".png", ".pdf")
COLUMN, PAGE = 85, 170  # millimetres: one column of a journal's page, and its whole width


def save(thing: Any, path: str | Path, *, width: float = PAGE) -> Path:
    """Write a table or a chart to a file, by its ending; the file is whole or not there.

    Tables: .csv (with the mark by which Excel knows UTF-8), .xlsx, .dta (Stata) and .sav (SPSS) with labels in both
    languages, .parquet and .arrow (frames for pandas and R: `arrow::read_feather`), .json, .ndjson; .tex (booktabs) and
    .md in the columns that people read. Charts: .svg .pdf .png (300 dots an inch), `width` millimetres wide (85 a column,
    170 a page). LexiconError for an ending that is not written, SourceError where the file cannot be.

    >>> an.save(claims.head(2), "claims.docx")
    Traceback (most recent call last):
    analysis.errors.LexiconError: claims.docx: a table is not written as .docx; known are .csv, .xlsx, .dta, .sav, .parquet, .arrow, .json, .ndjson
    """
    target = Path(path)
    if isinstance(thing, pl.DataFrame):
        _check_ending(target, TABLES, "a table")
        write_bytes(target, encoded(thing, target.suffix.lower().lstrip(".")))
    elif hasattr(thing, "to_dict"):
        _check_ending(target, CHARTS, "a chart")
        write_bytes(target, picture(thing.to_dict(), target.suffix.lower(), width))
    elif isinstance(thing, Page):
        raise LexiconError(f"{target}: there is nothing to draw ({thing!r})")
    else:
        raise LexiconError(f"{target}: a {type(thing).__name__} is neither a table nor a chart; give one of these")
    return target


def _check_ending(path: Path, endings: tuple[str, ...], what: str) -> None:
    if path.suffix.lower() not in endings:
        raise LexiconError(
            f"{path}: {what} is not written as {path.suffix or 'a file without ending'}{did_you_mean(path.suffix, endings)}"
        )


def encoded(table: pl.DataFrame, form: str) -> bytes:
    """A table in a format, by its ending without the dot. Dates are ISO, nulls null; lists are joined where cells are plain."""
    import json

    if form in ("parquet", "arrow"):
        buffer = io.BytesIO()
        table.write_parquet(buffer) if form == "parquet" else table.write_ipc(buffer, compression="uncompressed")
        return buffer.getvalue()
    if form == "csv":
        return csv_bytes(table)
    if form == "xlsx":
        return excel(table)
    if form in ("dta", "sav"):
        return statistics_file(table, f".{form}")
    if form == "tex":
        return latex_table(table).encode()
    if form == "md":
        return markdown_table(table).encode()
    rows = [
        {k: v.isoformat() if hasattr(v, "isoformat") else v for k, v in row.items()}
        for row in table.iter_rows(named=True)
    ]
    if form == "ndjson":
        return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()
    return (json.dumps(rows, ensure_ascii=False, indent=1) + "\n").encode()


def latex_table(table: pl.DataFrame) -> str:
    """A table for LaTeX with booktabs, its special characters escaped."""
    import great_tables as gt

    shown = readable(table).with_columns(pl.col(pl.String).fill_null(""))
    return str(gt.GT(shown).as_latex()) + "\n"


def markdown_table(table: pl.DataFrame) -> str:
    """A table in Markdown; bars in its text are escaped."""
    shown = readable(table)
    rows = [shown.columns, ["---"] * shown.width, *shown.iter_rows()]
    cells = [["" if v is None else str(v).replace("|", "\\|").replace("\n", " ") for v in row] for row in rows]
    return "".join(f"| {' | '.join(row)} |\n" for row in cells)


def picture(spec: dict[str, Any], ending: str, width: float) -> bytes:
    """A chart as .svg, .pdf or .png of a width in millimetres, in the project's font."""
    import vl_convert

    from .drawing import svg

    drawn = svg(spec)
    found = re.search(r'<svg[^>]*?\bwidth="([\d.]+)"[^>]*?\bheight="([\d.]+)"', drawn)
    if found is None:
        raise LexiconError("this chart has no size; give one that altair can draw")
    natural, tall = float(found[1]), float(found[2])
    if ending == ".png":  # 72 of an SVG's units make an inch at scale 1
        return bytes(vl_convert.svg_to_png(drawn, scale=width / 25.4 * 72 / natural, ppi=300))
    across, down = (
        (width, width * tall / natural) if ending == ".svg" else (width / 25.4 * 72, width / 25.4 * 72 * tall / natural)
    )
    measure = "mm" if ending == ".svg" else ""
    size = f'width="{across:.2f}{measure}" height="{down:.2f}{measure}"'
    sized = re.sub(r'\bwidth="[\d.]+"([^>]*?)\bheight="[\d.]+"', lambda m: size + m[1], drawn, count=1)
    return bytes(vl_convert.svg_to_pdf(sized)) if ending == ".pdf" else sized.encode()


def save_sources(
    table: pl.DataFrame, path: str | Path, *, briefings: pl.DataFrame | None = None, each: bool = False
) -> Path:
    """Write the sources of briefings or claims for Zotero and other programs: .bib, .ris, .json (CSL-JSON) or .txt.

    `briefings` and `each` as in `cite`. LexiconError for an ending that is not written.

    >>> an.save_sources(briefings.head(2), "sources.enw")
    Traceback (most recent call last):
    analysis.errors.LexiconError: sources.enw: a list of sources is not written as .enw; known are .bib, .ris, .json, .txt
    """
    target = Path(path)
    _check_ending(target, tuple(SOURCES), "a list of sources")
    text = cite(table, style=SOURCES[target.suffix.lower()], briefings=briefings, each=each)
    write_bytes(target, f"{text.rstrip()}\n".encode())
    return target


def quote(claims: pl.DataFrame, briefings: pl.DataFrame | None = None) -> str:
    """Each claim as a sentence with its footnote, in Markdown, ready to paste: what was said, its bounds, its source.

    >>> print(an.quote(an.evidence(claims, ["2024-08-19-cctv-en:2274-2290"])).split("[^")[0])
    NIA is reported to have said (CCTV News, 2024-08-19): “more than 22,000” — Border-management criminal cases, read as 22,000 to 23,000 cases, for 2024-01-01 to 2024-08-19.
    """
    if claims.height == 0:
        return "No claim to quote."
    entries = claim_entries(claims, briefings)
    body, notes = [], []
    for row, entry in zip(claims.iter_rows(named=True), entries, strict=True):
        mark = re.sub(r"[^\w-]", "-", row["claim_id"])
        body.append(f"{_statement(row)}[^{mark}]")
        notes.append(f"[^{mark}]: {written([entry], 'text')}")
    return "\n".join([*body, "", *notes])


def _statement(row: dict[str, Any], language: str = "en") -> str:
    """'NIA is reported to have said (CCTV News, 2024-08-19): “more than 22,000” — Border-management criminal cases, read as ...'"""
    named = metric_words(row, language)
    read = read_as({**row, "base": None}, language) if row["low"] is not None or row["high"] is not None else ""
    base = base_words(row["base"], language)
    time = period_words(row["period_start"], row["period_end"], language)
    by = f"{row['agency'] or 'The agency'} is reported to have said ({row['publisher'] or 'no outlet named'}, {row['date'] or 'n.d.'})"
    parts = [
        f"{by}: “{row['raw']}”{f' — {named}' if named else ''}",
        f"read as {read}" if read else "",
        base,
        f"for {time}" if time else "",
    ]
    return ", ".join(part for part in parts if part) + "."
