"""Cells of tables as claims: each is read as the sentence that its row, column and scale make, and keeps its own place in the text.

A cell without a readable header is no claim: it is left over with the reason header_missing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from ..language.lexicon import fold, lexicon
from ..language.time_expressions import find_periods
from .draft import Draft, Reading
from .quantities import Leftover

Row = dict[str, Any]
Read = Callable[[Row], list[Reading]]


def cells_of(briefing: Row) -> list[Row]:
    """The cells of a briefing's tables that hold a digit, in order."""
    text = briefing["text"]
    return [c for c in briefing.get("cells") or [] if any(ch.isdigit() for ch in fold(text[c["start"] : c["end"]]))]


def read_cells(briefing: Row, read: Read) -> Iterator[tuple[Row, Draft | None, Leftover | None]]:
    """Each cell with the claim it makes, as a draft with offsets into the text, or with what is left over of it."""
    lang, time = briefing["language"], ""
    for cell in cells_of(briefing):
        raw = fold(briefing["text"][cell["start"] : cell["end"]]).strip()
        if not cell["row"] or cell["column"] is None:
            yield cell, None, Leftover(cell["start"], cell["end"], "header_missing")
            continue
        column = fold(cell["column"] or "")
        said = find_periods(column, lang, briefing["date"]) if briefing["date"] else []
        time = column[said[0].start : said[0].end] if said else time
        sentence = _sentence(cell, raw, column, time, lang)
        draft = _figure(sentence, raw.lstrip("+-"), briefing, read)
        if draft is None:
            yield cell, None, Leftover(cell["start"], cell["end"], "unread")
        else:
            yield cell, draft, None


def _sentence(cell: Row, raw: str, column: str, time: str, lang: str) -> str:
    """The sentence of a cell, by the templates of lexicon/tables.toml."""
    rows, scale = lexicon("tables"), fold(cell["scale"] or "")
    header = f"{column} {scale} {fold(cell['row'])}".lower()
    ratio = any(w in f"{header} {raw}" for w in rows["ratio"][lang])
    changes = any(w in header for w in rows["change"][lang])
    name = "fall" if raw.startswith("-") else "rise"
    name = name if changes else "rate" if ratio else "level" if time else "undated"
    number = raw.strip("+- %")
    unit = "" if changes or ratio or scale in raw else scale
    return str(rows[name][lang]).format(time=time, row=fold(cell["row"]).strip(), cell=number, scale=unit).replace("  ", " ")


def _figure(sentence: str, raw: str, briefing: Row, read: Read) -> Draft | None:
    """The draft of the cell's own figure in its sentence."""
    number = raw.strip("+- %")
    at = sentence.rfind(number)
    row = {**briefing, "text": sentence, "title_start": None, "title_end": None, "body_start": 0, "body_end": len(sentence), "cells": [], "items": [], "paragraphs": []}
    drafts = [d for r in read(row) for d in r.drafts if d.quantity and d.start < at + len(number) and at < d.end]
    return drafts[0] if drafts else None
