"""PDF -> the plain form: what stands where is read by a process with a ceiling of memory and time, and put into lines here.

Lines that the page's width broke are one line again, so that figures are whole; why pdfium: docs/pdf.md.
"""

from __future__ import annotations

import itertools
import json
import re
import statistics
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from ..errors import SourceError
from ..paths import ROOT
from .pdf_process import PAGES, SECONDS
from .pdf_tables import find_tables
from .plain_form import raised
from .vocabulary import both, words

CHINESE = re.compile(r"[\u2e80-\u9fff\uff00-\uff65]")
FINAL = "。！？!?；;.:："


class Word(NamedTuple):
    """A word of a page: its text (with a space at the end where one follows), edges, height and size, in points."""

    text: str
    left: float
    right: float
    bottom: float
    size: float


Line = list[Word]


def pdf_text(path: Path, content: bytes, problems: list[str]) -> str:
    """The text of a PDF in the plain form; pages that hold pictures alone are named in `problems`."""
    pages = [
        None if page is None else [[Word(*word) for word in line] for line in page] for page in _read(path, content)
    ]
    pictures = [str(number) for number, page in enumerate(pages, 1) if page is None]
    lines = [_joined_pieces(page) for page in pages if page]
    if not lines:
        raise SourceError(f"{path}: this PDF holds pictures, no text; run it through OCR or copy its text into a .txt")
    if pictures:
        problems.append(f"page {', '.join(pictures)}: pictures, no text; run the PDF through OCR to read them too")
    parts: list[str] = []
    for page in _without_numbers(lines):
        blocks = _blocks(page)
        if parts and blocks and _over_page(parts[-1], blocks[0]):
            parts[-1] = _join(parts[-1], blocks.pop(0))
        parts += blocks
    return "\n\n".join(part.replace("\u00ad", "") for part in parts) + "\n"


def _read(path: Path, content: bytes) -> list[list[list[tuple[str, float, float, float, float]]] | None]:
    """What pdf_process.py finds; SourceError with the remedy where it finds nothing."""
    command = [sys.executable, "-I", "-W", "ignore", str(ROOT / "loading" / "pdf_process.py")]
    try:
        done = subprocess.run(command, input=content, capture_output=True, timeout=2 * SECONDS, check=False)
    except subprocess.TimeoutExpired:
        raise SourceError(f"{path}: this PDF takes too long to read; copy its text into a .txt") from None
    if done.returncode == 4:
        raise SourceError(f"{path}: this PDF has more than {PAGES} pages or too much text; split it")
    if done.returncode == 3:
        why = done.stderr.decode(errors="replace").strip().splitlines()[-1:]
        raise SourceError(
            f"{path}: this PDF cannot be opened ({''.join(why)}); save it again or copy its text into a .txt"
        )
    if done.returncode:
        raise SourceError(f"{path}: this PDF takes too much memory or time to read; copy its text into a .txt")
    return list(json.loads(done.stdout))


def _joined_pieces(page: Sequence[Line]) -> list[Line]:
    """The lines of a page, where a raised mark had cut one in two put together, and note marks gone."""
    lines: list[Line] = []
    for piece in page:
        before = lines[-1][-1] if lines else None
        beside = before is not None and abs(piece[0].bottom - before.bottom) < 0.6 * before.size
        if before is not None and beside and -0.3 * before.size < piece[0].left - before.right < 2 * before.size:
            lines[-1] += piece
        else:
            lines.append(list(piece))
    return [line for line in (_without_marks(line) for line in lines) if line]


def _without_marks(line: Line) -> Line:
    """A line in which what is small and raised is what `raised` makes of it."""
    full = max(word.size for word in line)
    base = statistics.median(word.bottom for word in line if word.size > 0.9 * full)
    kept: Line = []
    for word in line:
        small = word.size < 0.9 * full and word.bottom > base + 0.15 * full
        text = raised(word.text, kept[-1].text.rstrip()) if small and kept else word.text
        if small and kept:
            space = " " if word.text.endswith(" ") else ""
            kept[-1] = kept[-1]._replace(text=kept[-1].text.rstrip() + text.rstrip() + space, right=word.right)
        elif text.strip():
            kept.append(word)
    return kept


def _without_numbers(pages: list[list[Line]]) -> Iterator[list[Line]]:
    """The pages without their numbers and without the heads and feet that three or more of them share."""
    number = re.compile("|".join(both("page_number")), re.IGNORECASE)
    edges = [re.sub(r"[0-9]+", "#", said(line)) for page in pages if len(page) > 2 for line in (page[0], page[-1])]
    for page in pages:
        kept = list(page)
        for at in (0, -1):
            if len(kept) > 1 and (
                number.fullmatch(said(kept[at])) or edges.count(re.sub(r"[0-9]+", "#", said(kept[at]))) > 2
            ):
                kept.pop(at)
        yield kept


def said(line: Sequence[Word]) -> str:
    """The text of a line."""
    text = ""
    for before, word in zip([None, *line], line, strict=False):
        wide = (
            before is not None
            and word.left - before.right > (1.1 if CHINESE.search(text[-1:] + word.text[0]) else 0.3) * before.size
        )
        text += " " + word.text if wide and not text.endswith(" ") else word.text
    return text.strip()


def _blocks(page: list[Line]) -> list[str]:
    """The paragraphs and tables of a page, in order."""
    rows, pitch = find_tables(page), _pitch(page)
    blocks: list[str] = []
    last: Line | None = None
    for at, line in enumerate(page):
        if at in rows:
            blocks += [rows[at]] if rows[at] else []
            last = None
        elif last is not None and _goes_on(page, last, line, pitch):
            blocks[-1] = _join(blocks[-1], said(line))
            last = line
        else:
            blocks.append(said(line))
            last = line
    return blocks


def _over_page(before: str, block: str) -> bool:
    """Whether a paragraph goes on from one page to the next."""
    running = len(before) > 40 and before[-1] not in FINAL + "|" and not block.startswith("|")
    return running and (block[0].islower() or block[0].isdigit() or bool(CHINESE.match(block)))


def _pitch(page: list[Line]) -> float:
    """The distance from line to line within a paragraph: the smallest that is no overlap; 0 on a page of few lines."""
    steps = [(a[0].bottom - b[0].bottom, a[0].size) for a, b in itertools.pairwise(page) if _alike(a, b)]
    down = [step for step, size in steps if step > 0.9 * size]
    return min(down) if len(down) > 2 else 0


def _alike(a: Line, b: Line) -> bool:
    return abs(a[0].size - b[0].size) < 0.1 * a[0].size


def _goes_on(page: list[Line], last: Line, line: Line, pitch: float) -> bool:
    """Whether a line goes on with the paragraph of the last: of its size, next to it, and that one is full."""
    text, before = said(line), said(last)
    step = last[0].bottom - line[0].bottom
    if not _alike(last, line) or re.match(rf"[{re.escape(words('bullet')['signs'])}]\s", text):
        return False
    if step < 0:  # the head of the next column
        return before[-1] not in FINAL
    size = last[0].size
    if step > max(1.35 * pitch, 1.5 * size) or line[0].left > last[0].left + 1.5 * size > last[0].left + pitch:
        return False
    column = [x for x in page if abs(x[0].left - last[0].left) < 4 * size and _alike(x, last)]
    edge = max(x[-1].right for x in column)
    return last[-1].right + _first_width(line) + 0.3 * size > edge - size


def _first_width(line: Line) -> float:
    """The width of what would have had to fit into the line before: a word, or a character of Chinese."""
    word = line[0]
    whole = word.right - word.left
    return whole / len(word.text.strip()) if CHINESE.match(word.text) else whole


def _join(before: str, after: str) -> str:
    """Two lines as one: a hyphen at the end goes, or stays in compounds; Chinese takes no space."""
    if before.endswith("\u00ad") or re.search(r"[a-z]-$", before):
        bare = before[:-1]
        first = re.search(r"[A-Za-z]*$", bare)
        word = re.match(r"[\w-]*", after)
        keeps = (first and first[0].lower() in both("compound")) or (word and "-" in word[0])
        return bare + ("-" if keeps or not after[:1].islower() else "") + after
    if before.endswith("-") or CHINESE.search(before[-1:] + after[:1]):
        return before + after
    return f"{before} {after}"
