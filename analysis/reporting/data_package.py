"""The corpus as a Data Package: claims, briefings and codebook as tables, described column by column, with hashes."""

from __future__ import annotations

import hashlib
import io
import json
from pathlib import Path
from typing import Any

import dataframely as dy
import polars as pl

from ..codebook import CodebookSource
from ..codebook import codebook as the_codebook
from ..errors import SourceError
from ..evaluation.gold import gold_files
from ..extraction.claims import find_claims
from ..files import csv_bytes, make_folder, write_bytes
from ..fingerprints import package_version
from ..loading.readers import read_briefings
from ..paths import data_folder
from ..schema import Briefings, Claims

LICENCE = {
    "name": "CC-BY-4.0",
    "path": "https://creativecommons.org/licenses/by/4.0/",
    "title": "Creative Commons Attribution 4.0",
}
TYPES = {
    "String": "string",
    "Enum": "string",
    "Date": "date",
    "Int64": "integer",
    "Float64": "number",
    "Boolean": "boolean",
    "List": "list",
}
UNITS = {
    "value": "the row's `unit`",
    "low": "the row's `unit`",
    "high": "the row's `unit`",
    "step": "the row's `unit`",
    "start": "characters",
    "end": "characters",
}
SPAN = {
    **dict.fromkeys(("start", "end", "texts", "figures", "wrong_metrics", "metrics_given"), "integer"),
    **dict.fromkeys(("n", "right"), "integer"),
    **dict.fromkeys(("value", "all_fields_f1", "low", "high", "share", "shrunk", "weight"), "number"),
    **dict.fromkeys(("period_start", "period_end"), "date"),
    "claim": "boolean",
}

# The files that people keep by hand: name, path and what each column means.
LEDGERS: tuple[tuple[str, str, dict[str, str]], ...] = (
    (
        "restated", "gold/restated.csv",
        {
            "briefing_id": "the briefing that was read by hand",
            "language": "its language",
            "start": "first character of the figure in the briefing's file",
            "end": "the character behind its last",
            "raw": "the figure as printed, text[start:end]",
            "kind": "what the figure is: level, change, share, rate, rank or duration",
            "metric": "id of a codebook entry, empty where none fits",
            "value": "the number in base units, empty where only bounds are said",
            "unit": "unit of the value",
            "modifier": "what the words beside the number do to it",
            "direction": "up, down or level, for changes",
            "base": "what a change or share is measured against",
            "period_start": "first day that the figure covers",
            "period_end": "last day that the figure covers",
        },
    ),
    (
        "first-sight", "gold/first_sight.csv",
        {
            "lot": "the texts measured, by a name",
            "language": "their language",
            "group": "whose texts they are",
            "texts": "how many texts",
            "figures": "how many figures people read in them",
            "all_fields_f1": "share of figures right in every field at once (F1)",
            "low": "lower end of its 95 percent interval",
            "high": "upper end of its 95 percent interval",
            "wrong_metrics": "figures that were given a wrong metric",
            "metrics_given": "figures that were given a metric",
            "date": "day of the measurement",
        },
    ),
    (
        "corrections", "corrections.csv",
        {
            "briefing_id": "the briefing",
            "printed": "the figure as the source prints it",
            "field": "the field that was mended",
            "coded": "what had been coded by hand",
            "meant": "what the printed words mean",
            "reason": "why",
        },
    ),
    (
        "decisions", "decisions.csv",
        {
            "claim_id": "the claim that is decided on, by its address",
            "field": "exclude, or the column of claims that is corrected",
            "value": "what the column becomes; empty: null",
            "reason": "why",
            "who": "who decided",
            "date": "day of the decision",
        },
    ),
    (
        "verdicts", "gold/verdicts.csv",
        {
            "verdict": "the verdict that was looked at",
            "check": "the check that gave it",
            "subject": "what the figures are of",
            "claim_ids": "the claims it rests on, parted by a blank",
            "right": "yes, or no: read rightly, the sentences would give another verdict or none",
            "why": "what was wrong",
            "date": "day of the reading",
        },
    ),
    (
        "known-failures", "gold/known_failures.csv",
        {
            "language": "en or zh",
            "sentence": "the sentence that is read wrongly",
            "date": "the day it is read as of",
            "raw": "the figure",
            "field": "the field that comes out wrong",
            "wanted": "what it ought to be",
            "why": "why the rules fail",
        },
    ),
    (
        "reviews", "reviews.csv",
        {
            "check": "the check that disagrees",
            "metric": "id of a codebook entry",
            "scope": "the part of the whole that the figure covers, empty: the whole",
            "period_start": "first day that the figure covers",
            "period_end": "last day that the figure covers",
            "cause": "statement (the agency's figures as its reports print them), report (one outlet's alone) or wording (one figure under two nouns, periods or bases)",
            "note": "what the sentences show",
        },
    ),
)  # fmt: skip
LEFT_OUT = ("text", "path", "title_start", "title_end", "body_start", "body_end", "paragraphs", "items", "cells")


def build(
    folder: Path | None = None, *, corpus: Path | None = None, codebook: CodebookSource = None
) -> dict[str, bytes]:
    """Every generated file of the data package by name: claims.parquet, claims.csv, briefings.csv, datapackage.json.

    Of a corpus of one's own the codebook's files are among them, and no files that people keep by hand but its decisions.
    """
    folder = folder or data_folder()
    briefings = read_briefings(corpus or folder / "briefings", codebook=codebook)
    claims = find_claims(briefings)
    shown = briefings.drop(LEFT_OUT).sort("date", "briefing_id", nulls_last=True)
    files = {"claims.parquet": _parquet(claims), "claims.csv": _csv(claims), "briefings.csv": _csv(shown)}
    resources = [
        _resource("claims", "claims.parquet", files["claims.parquet"], "application/vnd.apache.parquet", _fields(Claims)),
        _resource("claims-csv", "claims.csv", files["claims.csv"], "text/csv", _fields(Claims, flat=True)),
        _resource("briefings", "briefings.csv", files["briefings.csv"], "text/csv", [f for f in _fields(Briefings, flat=True) if f["name"] not in LEFT_OUT]),
        *(_resource(Path(name).stem, name, content, "application/toml", None) for name, content in _books().items()),
        *(_resource(name, path, content, "text/csv", _described(columns)) for name, path, content, columns in _ledgers(folder, corpus)),
    ]  # fmt: skip
    if corpus:
        files |= _books() | {path: content for _, path, content, _ in _ledgers(folder, corpus)}
    package = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "briefing-claims",
        "title": f"What officials claim in figures: claims of {corpus.resolve().name if corpus else 'press briefings, 2018 to 2026'}",
        "description": f"Every figure in {'reports' if corpus else 'restated reports'} of official press briefings, located, dated, bounded and tied to a codebook. A figure is what an agency said.",
        "version": package_version(),
        **({} if corpus else {"licenses": [LICENCE]}),
        "sources": [{"title": "Reports of press briefings; the outlet and address of each are in briefings.csv"}],
        "resources": resources,
    }
    files["datapackage.json"] = (json.dumps(package, ensure_ascii=False, indent=1) + "\n").encode()
    return files


def _books() -> dict[str, bytes]:
    """The files of the codebook in use by name."""
    book = the_codebook()
    own = Path(book.path)
    places = {"codebook": own, "migration": data_folder() / "codebook.toml"}
    return {f"{name}.toml": places.get(name, own.with_name(f"{name}.toml")).read_bytes() for name in book.files}


def _ledgers(folder: Path, corpus: Path | None) -> list[tuple[str, str, bytes, dict[str, str]]]:
    """The files that people keep by hand: (name, path, content, meaning of each column)."""
    if corpus is None:
        return [
            (name, path, (folder / path).read_bytes(), columns)
            for name, path, columns in (*LEDGERS, *gold_files(folder))
        ]
    there = [(name, path, corpus / path, columns) for name, path, columns in LEDGERS if name == "decisions"]
    return [(name, path, file.read_bytes(), columns) for name, path, file, columns in there if file.is_file()]


def _parquet(table: pl.DataFrame) -> bytes:
    buffer = io.BytesIO()
    table.write_parquet(buffer, compression="zstd", statistics=False)
    return buffer.getvalue()


def _csv(table: pl.DataFrame) -> bytes:
    return csv_bytes(table, mark=False)


def _fields(schema: type[dy.Schema], *, flat: bool = False) -> list[dict[str, Any]]:
    types = schema.create_empty().schema
    fields = []
    for name, column in schema.columns().items():
        kind = TYPES[type(types[name]).__name__]
        kind = "string" if flat and kind == "list" else kind
        field = {"name": name, "type": kind, "description": column.description}
        if name in UNITS:
            field["unit"] = UNITS[name]
        fields.append(field)
    return fields


def _described(columns: dict[str, str]) -> list[dict[str, Any]]:
    return [{"name": name, "type": SPAN.get(name, "string"), "description": text} for name, text in columns.items()]


def _resource(name: str, path: str, content: bytes, media: str, fields: list[dict[str, Any]] | None) -> dict[str, Any]:
    form = path.rsplit(".", 1)[-1]
    row: dict[str, Any] = {
        "name": name,
        "path": path,
        "format": form,
        "mediatype": media,
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
    }
    if media.startswith("text") or form == "toml":
        row["encoding"] = "utf-8"
    if fields:
        row["schema"] = {"fields": fields}
    return row


def write(folder: Path | None = None, *, corpus: Path | None = None, codebook: CodebookSource = None) -> list[Path]:
    """Write the data package into the data folder, or that of a corpus of one's own into a folder; the files written."""
    folder = folder or data_folder()
    content_of = build(None if corpus else folder, corpus=corpus, codebook=codebook)
    make_folder(folder)
    written = []
    for name, content in content_of.items():
        write_bytes(folder / name, content)
        written.append(folder / name)
    return written


def check(folder: Path | None = None) -> None:
    """SourceError naming the first file of the data package that is not what the briefings and the code make of it."""
    folder = folder or data_folder()
    for name, content in build(folder).items():
        path = folder / name
        if not path.exists() or path.read_bytes() != content:
            raise SourceError(f"{path}: not what the briefings make; run `briefings package` and commit the result")
