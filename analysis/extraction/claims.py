"""Quantities -> claims; leftovers."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

import dataframely as dy
import polars as pl

from ..errors import LexiconError
from ..kept import kept_on_disk
from ..language.places import find_places
from ..schema import Claims, Leftovers, frame
from .bounds import bounds
from .draft import Draft, Reading
from .pipeline import read_all
from .quantities import Leftover

READINGS = ("conventional", "strict")


@kept_on_disk
def find_claims(briefings: pl.DataFrame, *, reading: str = "conventional") -> pl.DataFrame:
    """Briefings => a row per claim (columns: `tables.Claims`), in the order of the text.

    `reading`: "conventional" bounds a number by the last digit said, "strict" by the words alone.

    >>> an.find_claims(an.pick(briefings, "2024-08-19-cctv-en")).filter(pl.col("kind") == "level")["raw"].to_list()[:2]
    ['more than 6,000', 'more than 22,000']
    """
    check_reading(reading)
    reads = read_all(briefings.iter_rows(named=True))
    return _gathered(Claims, (claim_rows(*read, reading) for read in reads))


@kept_on_disk
def leftovers(briefings: pl.DataFrame) -> pl.DataFrame:
    """Briefings => a row per number sign that is no claim, with the reason (columns: `tables.Leftovers`).

    >>> an.leftovers(an.pick(briefings, "2024-08-19-cctv-en")).select("raw", "reason").rows()[1]
    ('19th', 'date')
    """
    reads = read_all(briefings.iter_rows(named=True))
    return _gathered(
        Leftovers,
        ([_leftover_row(b, read, item) for read in readings for item in read.leftovers] for b, readings, _ in reads),
    )


# Rows that are held as Python objects (1.8 kB each) before they become a part of the frame. Fewer would make smaller parts,
# of which the allocator wastes more: 11 percent at 5,000 rows, 3 at 15,000.
ROWS = 15_000


def _gathered(schema: type[dy.Schema], rows_of_each: Iterable[list[dict[str, Any]]]) -> pl.DataFrame:
    """The rows of all briefings as one frame, in bounded memory beyond the frame itself."""
    frames: list[pl.DataFrame] = []
    rows: list[dict[str, Any]] = []
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


def _leftover_row(briefing: dict[str, Any], read: Reading, item: Leftover) -> dict[str, Any]:
    start = read.sentence.start + item.start
    end = read.sentence.start + item.end
    return {
        "briefing_id": briefing["briefing_id"], "language": briefing["language"], "start": start, "end": end,
        "raw": briefing["text"][start:end], "reason": item.reason, "sentence": read.sentence.text,
    }  # fmt: skip


def claim_rows(
    briefing: dict[str, Any], readings: list[Reading], speakers: list[str | None], reading: str
) -> list[dict[str, Any]]:
    """The rows of Claims of one briefing that has been read."""
    return [
        _claim_row(briefing, read, draft, speaker, reading)
        for read, speaker in zip(readings, speakers, strict=True)
        for draft in read.drafts
    ]


def _claim_row(
    briefing: dict[str, Any], read: Reading, draft: Draft, speaker: str | None, reading: str
) -> dict[str, Any]:
    start, end = read.sentence.start + draft.start, read.sentence.start + draft.end
    quantity = draft.quantity
    low, high = bounds(draft.value, quantity, draft.unit, reading) if quantity else (None, None)
    if quantity is None and draft.value is not None:
        low = high = float(draft.value)
    period = draft.period
    row: dict[str, Any] = {
        name: briefing[name] for name in ("briefing_id", "event", "agency", "publisher", "language", "date")
    }
    row |= {
        "claim_id": f"{briefing['briefing_id']}:{start}-{end}", "start": start, "end": end, "raw": briefing["text"][start:end],
        "sentence": read.sentence.text, "sentence_start": read.sentence.start, "in_headline": read.sentence.in_headline, "kind": draft.kind, "metric": draft.metric,
        "counted": draft.counted, "value": None if draft.value is None else float(draft.value), "unit": draft.unit,
        "modifier": quantity.modifier if quantity else None, "low": low, "high": high,
        "step": _step(draft), "direction": draft.direction, "base": draft.base,
        "period_start": period.first if period else None, "period_end": period.last if period else None,
        "period_kind": period.kind if period else None, "scope": draft.scope,
        "places": find_places(read.text, read.lang), "speaker": speaker, "metric_source": "none", "period_source": "none", "base_source": "none", "unit_source": "none", "rule": list(draft.rules), "doubts": [], "note": draft.note,
    }  # fmt: skip
    return row


def _step(draft: Draft) -> float | None:
    if draft.quantity is None:
        return None
    factor = 100 if draft.quantity.unit == "multiple" and draft.unit == "percent" else 1
    return float(draft.quantity.step * factor)


def _as_briefing(sentence: str, language: str, day: date) -> dict[str, Any]:
    return {
        "briefing_id": "sentence", "event": None, "agency": None, "publisher": None, "language": language, "date": day, "text": sentence,
        "title_start": None, "title_end": None, "body_start": 0, "body_end": len(sentence), "speakers": [],
    }  # fmt: skip
