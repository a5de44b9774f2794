"""Briefings -> claims and what is left over of their numbers: one reading gives both."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import dataframely as dy
import polars as pl

from ..codebook import Codebook, codebook_beside, use
from ..codebook import codebook as the_codebook
from ..errors import LexiconError
from ..language.places import find_places
from ..schema import Claims, Leftovers, frame
from .accumulation import accumulation_of
from .bounds import ends
from .draft import Draft, Reading
from .pipeline import read_all, read_briefing
from .quantities import Leftover
from .tables import read_cells

READINGS = ("conventional", "strict")
Row = dict[str, Any]
Book = "str | Path | Codebook | None"


def find_claims(briefings: pl.DataFrame, *, reading: str = "conventional", codebook: str | Path | Codebook | None = None) -> pl.DataFrame:
    """Briefings => a row per claim (columns: `schema.Claims`), in the order of the text.

    `reading`: "conventional" bounds a number by the last digit said, "strict" by the words alone. `codebook`: a file or codebook to
    read with; without it the codebook.toml of the briefings' own folder, else the one in use. LexiconError for a reading that there is not
    and a codebook that is wrong.

    >>> an.find_claims(an.pick(briefings, "2024-08-19-cctv-en")).filter(pl.col("kind") == "level")["raw"].to_list()[:2]
    ['more than 22,000', 'more than 39,000']
    """
    check_reading(reading)
    book = book_of(briefings, codebook)
    return _gathered(Claims, (claims for claims, _ in read_rows(briefings, reading, book)))


def leftovers(briefings: pl.DataFrame, *, codebook: str | Path | Codebook | None = None) -> pl.DataFrame:
    """Briefings => a row per number sign that is no claim, with the reason (columns: `schema.Leftovers`).

    >>> an.leftovers(an.pick(briefings, "2024-08-19-cctv-en")).select("raw", "reason").rows()[1]
    ('19th', 'date')
    """
    book = book_of(briefings, codebook)
    return _gathered(Leftovers, (left for _, left in read_rows(briefings, "conventional", book)))


def book_of(briefings: pl.DataFrame, codebook: str | Path | Codebook | None) -> Codebook:
    """The codebook to read briefings with; one that is named, or lies in their folder, stays in use for what follows."""
    if codebook is not None:
        return use(codebook)
    paths = briefings["path"].head(1).to_list() if "path" in briefings.columns else []
    own = codebook_beside(paths[0]) if paths and paths[0] else None
    return use(own) if own else the_codebook()


def read_rows(briefings: pl.DataFrame, reading: str, book: Codebook) -> Iterator[tuple[list[Row], list[Row]]]:
    """For each briefing the rows of Claims and those of Leftovers."""
    for briefing, readings, speakers in read_all(briefings.iter_rows(named=True), book):
        claims = claim_rows(briefing, readings, speakers, reading)
        left = [_leftover_row(briefing, read, item) for read in readings for item in read.leftovers]
        if briefing.get("cells"):
            more, rest = _of_tables(briefing, reading, book)
            claims, left = claims + more, left + rest
        yield claims, left


def _of_tables(briefing: Row, reading: str, book: Codebook) -> tuple[list[Row], list[Row]]:
    """The claims of a briefing's tables, and the cells that are none."""
    claims: list[Row] = []
    left: list[Row] = []
    text = briefing["text"]
    for cell, draft, item in read_cells(briefing, lambda row: read_briefing(row, book=book)[0]):
        begin = text.rfind("\n", 0, cell["start"]) + 1
        end = text.find("\n", cell["end"])
        line = text[begin : end if end >= 0 else len(text)]
        if draft is not None:
            row = _claim_row(briefing, draft, cell["start"], cell["end"], line, begin, False, None, reading)
            claims.append(row | {"rule": [*row["rule"], "table:cell"]})
        elif item is not None:
            left.append({
                "briefing_id": briefing["briefing_id"], "language": briefing["language"], "start": item.start, "end": item.end,
                "raw": text[item.start : item.end], "reason": item.reason, "sentence": line,
            })  # fmt: skip
    return claims, left


# Rows that are held as Python objects (1.8 kB each) before they become a part of the frame. Fewer would make smaller parts,
# of which the allocator wastes more: 11 percent at 5,000 rows, 3 at 15,000.
ROWS = 15_000


def _gathered(schema: type[dy.Schema], rows_of_each: Iterable[list[Row]]) -> pl.DataFrame:
    """The rows of all briefings as one frame, in bounded memory beyond the frame itself."""
    frames: list[pl.DataFrame] = []
    rows: list[Row] = []
    for more in rows_of_each:
        rows += more
        if len(rows) >= ROWS:
            frames.append(frame(schema, rows))
            rows = []
    frames.append(frame(schema, rows))
    return pl.concat(frames) if len(frames) > 1 else frames[0]


def check_reading(reading: str) -> None:
    """LexiconError for a reading that there is not."""
    if reading not in READINGS:
        raise LexiconError(f"no reading {reading!r}; choose one of {', '.join(READINGS)}")


def _leftover_row(briefing: Row, read: Reading, item: Leftover) -> Row:
    start = read.sentence.start + item.start
    end = read.sentence.start + item.end
    return {
        "briefing_id": briefing["briefing_id"], "language": briefing["language"], "start": start, "end": end,
        "raw": briefing["text"][start:end], "reason": item.reason, "sentence": read.sentence.text,
    }  # fmt: skip


def claim_rows(briefing: Row, readings: list[Reading], speakers: list[str | None], reading: str) -> list[Row]:
    """The rows of Claims of one briefing that has been read."""
    rows = []
    for read, speaker in zip(readings, speakers, strict=True):
        places = find_places(read.text, read.lang) if read.drafts else []
        for draft in read.drafts:
            start, end = read.sentence.start + draft.start, read.sentence.start + draft.end
            row = _claim_row(briefing, draft, start, end, read.sentence.text, read.sentence.start, read.sentence.in_headline, speaker, reading)
            rows.append(row | {"places": places, "accumulation": accumulation_of(read, draft)})
    return rows


def _claim_row(
    briefing: Row, draft: Draft, start: int, end: int, sentence: str, sentence_start: int, headline: bool, speaker: str | None, reading: str
) -> Row:
    """A row of Claims; `start` and `end` count characters of the source text."""
    quantity, period = draft.quantity, draft.period
    span = ends(draft.value, quantity, draft.unit, reading) if quantity else None
    low, high = (span.low, span.high) if span else (None, None)
    if quantity is None and draft.value is not None:
        low = high = float(draft.value)
    doubts = [*draft.doubts, *(["date_assumed"] if briefing.get("date_assumed") and period else [])]
    row: Row = {name: briefing[name] for name in ("briefing_id", "event", "agency", "publisher", "language", "date")}
    return row | {
        "claim_id": f"{briefing['briefing_id']}:{start}-{end}", "start": start, "end": end, "raw": briefing["text"][start:end],
        "sentence": sentence, "sentence_start": sentence_start, "in_headline": headline, "kind": draft.kind, "metric": draft.metric,
        "counted": draft.counted, "head": draft.head, "value": None if draft.value is None else float(draft.value), "unit": draft.unit,
        "modifier": quantity.modifier if quantity else None, "low": low, "high": high,
        "low_open": span.low_open if span and low is not None else None, "high_open": span.high_open if span and high is not None else None,
        "step": _step(draft), "accumulation": None, "direction": draft.direction, "base": draft.base,
        "period_start": period.first if period else None, "period_end": period.last if period else None,
        "period_kind": period.kind if period else None, "scope": draft.scope, "places": [], "speaker": speaker,
        "metric_source": draft.metric_source if draft.metric else "none", "period_source": draft.period_source if period else "none",
        "base_source": (draft.base_source if draft.base_source != "none" else "own") if draft.base else "none",
        "unit_source": (draft.unit_source if draft.unit_source != "none" else "own") if draft.unit else "none",
        "rule": list(draft.rules), "doubts": list(dict.fromkeys(doubts)), "note": draft.note,
    }  # fmt: skip


def _step(draft: Draft) -> float | None:
    if draft.quantity is None:
        return None
    factor = 100 if draft.quantity.unit == "multiple" and draft.unit == "percent" else 1
    return float(draft.quantity.step * factor)
