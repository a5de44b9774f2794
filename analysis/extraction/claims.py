"""Briefings -> claims and what is left over of their numbers: one reading gives both."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..codebook import Codebook, CodebookSource, codebook_for
from ..codebook import codebook as the_codebook
from ..errors import LexiconError, need
from ..kept import kept_on_disk
from ..language.places import find_places
from .clauses.draft import Draft, Reading
from .periods.accumulation import accumulation_of
from .pipeline import read_all, read_briefing
from .quantities.bounds import ends
from .quantities.quantity import Leftover
from .tables import table_leftovers

if TYPE_CHECKING:
    import dataframely as dy
    import polars as pl

READINGS = ("conventional", "strict")
Row = dict[str, Any]


def find_claims(
    briefings: pl.DataFrame, *, reading: str = "conventional", codebook: CodebookSource = None
) -> pl.DataFrame:
    """Briefings => a row per claim (columns: `schema.Claims`), in the order of the text.

    `reading`: "conventional" bounds a number by the last digit said, "strict" by the words alone. `codebook`: a file or codebook to
    read with; without it the codebook.toml of the briefings' own folder, else the one in use. LexiconError for a reading that there is not
    and a codebook that is wrong.

    >>> an.find_claims(an.pick(briefings, "2024-08-19-cctv-en")).filter(pl.col("kind") == "level")["raw"].to_list()[:2]
    ['more than 6,000', 'more than 22,000']
    """
    check_reading(reading)
    book_of(briefings, codebook)  # also where the claims are kept: it stays in use
    return claims_found(briefings, reading)


@kept_on_disk
def claims_found(briefings: pl.DataFrame, reading: str) -> pl.DataFrame:
    """The claims of briefings by the codebook in use."""
    from ..schema import Claims

    rows = read_rows(briefings.iter_rows(named=True), reading, the_codebook())
    return _gathered(Claims, (claims for claims, _ in rows))


def leftovers(briefings: pl.DataFrame, *, codebook: CodebookSource = None) -> pl.DataFrame:
    """Briefings => a row per number sign that is no claim, with the reason (columns: `schema.Leftovers`).

    >>> an.leftovers(an.pick(briefings, "2024-08-19-cctv-en")).select("raw", "reason").rows()[1]
    ('19th', 'date')
    """
    book_of(briefings, codebook)
    return numbers_left(briefings)


@kept_on_disk
def numbers_left(briefings: pl.DataFrame) -> pl.DataFrame:
    """The numbers that are no claims by the codebook in use."""
    from ..schema import Leftovers

    rows = read_rows(briefings.iter_rows(named=True), "conventional", the_codebook())
    return _gathered(Leftovers, (left for _, left in rows))


def book_of(briefings: pl.DataFrame, codebook: CodebookSource) -> Codebook:
    """The codebook to read briefings with; one that is named, or lies in their folder, stays in use for what follows."""
    if isinstance(briefings, str | Path):
        raise LexiconError(
            f"find_claims wants briefings, not a path; write find_claims(read_briefings({str(briefings)!r}))"
        )
    need(
        briefings,
        ("briefing_id", "text", "language"),
        "find_claims and leftovers want briefings; give what read_briefings returned",
    )
    paths = briefings["path"].drop_nulls().to_list() if "path" in briefings.columns else []
    return codebook_for(paths, codebook)


def read_rows(briefings: Iterable[Row], reading: str, book: Codebook) -> Iterator[tuple[list[Row], list[Row]]]:
    """Rows of Briefings => for each the rows of Claims and those of Leftovers. Needs neither polars nor a frame."""
    for briefing, readings, speakers in read_all(map(_with_day, briefings), book):
        claims = claim_rows(briefing, readings, speakers, reading)
        yield _settled(claims, briefing, reading, book), _leftovers_of(briefing, readings)


# Two days far apart: what comes out alike whichever a report is read on, does not hang on its day.
DAYS = (date(2003, 2, 12), date(1996, 9, 27))
UNTIMED = {"period_start": None, "period_end": None, "period_kind": None, "period_source": "none"}


def _with_day(briefing: Row) -> Row:
    """A row with a day to read it on; a report without one is never read as of today."""
    return briefing if briefing["date"] else {**briefing, "date": DAYS[0], "undated": True}


def _settled(rows: list[Row], briefing: Row, reading: str, book: Codebook) -> list[Row]:
    """Claims in order of the text; a time that hangs on a day which the text does not tell is left open, or doubted."""
    undated, assumed = briefing.get("undated"), briefing.get("date_assumed")
    if undated or assumed:
        again = claim_rows(briefing, *read_briefing({**briefing, "date": DAYS[1]}, book=book), reading)
        times = {row["claim_id"]: (row["period_start"], row["period_end"]) for row in again}
        for row in rows:
            if row["period_start"] and times.get(row["claim_id"]) != (row["period_start"], row["period_end"]):
                row |= {"doubts": [*row["doubts"], "date_assumed"]} if assumed else UNTIMED
            row["date"] = None if undated else row["date"]
    return sorted(rows, key=lambda row: row["start"]) if briefing.get("cells") else rows


def _leftovers_of(briefing: Row, readings: list[Reading]) -> list[Row]:
    """The leftovers of a briefing: of its sentences, and the digits of its tables and list marks that stand in none."""
    rows = [row for read in readings for item in read.leftovers if (row := _leftover_row(briefing, read, item))]
    of_tables = [
        {"briefing_id": briefing["briefing_id"], "language": briefing["language"], "start": start, "end": end,
         "raw": briefing["text"][start:end], "reason": reason, "sentence": line}
        for start, end, reason, line in table_leftovers(briefing)
    ]  # fmt: skip
    return sorted(rows + of_tables, key=lambda row: row["start"]) if of_tables else rows


# Rows that are held as Python objects (1.8 kB each) before they become a part of the frame. Fewer would make smaller parts,
# of which the allocator wastes more: 11 percent at 5,000 rows, 3 at 15,000.
ROWS = 15_000


def _gathered(schema: type[dy.Schema], rows_of_each: Iterable[list[Row]]) -> pl.DataFrame:
    """The rows of all briefings as one frame, in bounded memory beyond the frame itself."""
    import polars as pl

    from ..schema import frame

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


def _leftover_row(briefing: Row, read: Reading, item: Leftover) -> Row | None:
    """A row of Leftovers; None for what is said around a cell and stands in no text."""
    if (place := read.sentence.place(item.start, item.end)) is None:
        return None
    start, end = place
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
            if (place := read.sentence.place(draft.start, draft.end)) is None:
                continue  # said around a cell, not printed
            start, end = place
            row = _claim_row(
                briefing,
                draft,
                start,
                end,
                read.sentence.text,
                read.sentence.start,
                read.sentence.in_headline,
                speaker,
                reading,
            )
            of_cell = ["table:cell"] if len(read.sentence.pieces) == 1 else []
            told = {"places": places, "accumulation": accumulation_of(read, draft), "rule": [*row["rule"], *of_cell]}
            rows.append(row | told)
    return rows


def _claim_row(
    briefing: Row,
    draft: Draft,
    start: int,
    end: int,
    sentence: str,
    sentence_start: int,
    headline: bool,
    speaker: str | None,
    reading: str,
) -> Row:
    """A row of Claims; `start` and `end` count characters of the source text."""
    quantity, period = draft.quantity, draft.period
    span = ends(draft.value, quantity, draft.unit, reading) if quantity else None
    low, high = (span.low, span.high) if span else (None, None)
    if quantity is None and draft.value is not None:
        low = high = float(draft.value)
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
        "rule": list(draft.rules), "doubts": list(dict.fromkeys(draft.doubts)), "note": draft.note,
    }  # fmt: skip


def _step(draft: Draft) -> float | None:
    if draft.quantity is None:
        return None
    factor = 100 if draft.quantity.unit == "multiple" and draft.unit == "percent" else 1
    return float(draft.quantity.step * factor)
