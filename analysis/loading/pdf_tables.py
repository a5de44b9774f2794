"""Tables in a PDF: rows of a label and figures that stand below each other, and the header above them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from .plain_form import table_text
from .tables import is_figure

GAP = 0.45  # times the size of the letters: as wide a gap may part two cells
Span = tuple[float, float]


def find_tables(page: Sequence[Sequence[Any]]) -> dict[int, str]:
    """Numbers of the lines that belong to tables: the first of a table with its text in the plain form, the others ''.

    `page`: lines of words with text, left, right, bottom and size, in points.
    """
    found: dict[int, str] = {}
    at = 0
    while at < len(page):
        rows = _rows(page, at)
        if len(rows) < 2:
            at += 1
            continue
        columns = _columns([_cells(page[row]) for row in rows])
        top = _header(page, rows[0], columns, found)
        lines = list(range(top, rows[-1] + 1))
        header = rows[0] - top
        text = table_text([_placed(page[line], columns) for line in lines], header)
        found |= dict.fromkeys(lines, "") | {top: text}
        at = rows[-1] + 1
    return found


def _cells(line: Sequence[Any]) -> list[tuple[str, float, float]]:
    """The words of a line put together where no wide gap parts them: (text, left, right)."""
    cells: list[tuple[str, float, float]] = []
    for word in line:
        if cells and word.left - cells[-1][2] < GAP * word.size:
            text, left, _ = cells[-1]
            cells[-1] = (text + word.text, left, word.right)
        else:
            cells.append((word.text, word.left, word.right))
    return [(text.strip(), left, right) for text, left, right in cells]


def _is_row(line: Sequence[Any]) -> bool:
    """Whether a line is a label with figures after it."""
    cells = _cells(line)
    return (
        len(cells) > 1
        and not is_figure(cells[0][0])
        and all(is_figure(text) or re.fullmatch(r"[-–—/*]+|n/?a", text, re.IGNORECASE) for text, *_ in cells[1:])
    )


def _rows(page: Sequence[Sequence[Any]], start: int) -> list[int]:
    """The lines from `start` that are rows of one table: those after the first stand under its figures."""
    if not _is_row(page[start]):
        return []
    rows, columns = [start], _cells(page[start])[1:]
    for number in range(start + 1, len(page)):
        line = page[number]
        if line[0].bottom > page[number - 1][0].bottom:
            break
        if _is_row(line) and any(_over(cell, column) for cell in _cells(line)[1:] for column in columns):
            rows.append(number)
        elif len(_cells(line)) > 1 or number - rows[-1] > 1 or _cells(line)[0][2] > columns[0][1]:
            break  # one line of a label alone may stand between two rows
    return rows


def _over(a: tuple[str, float, float], b: tuple[str, float, float]) -> bool:
    return a[1] < b[2] and b[1] < a[2]


def _columns(rows: list[list[tuple[str, float, float]]]) -> list[Span]:
    """Left and right edge of each column: the labels', then those in which figures stand under each other."""
    label = (min(row[0][1] for row in rows), max(row[0][2] for row in rows))
    spans: list[Span] = []
    for _, left, right in sorted((cell for row in rows for cell in row[1:]), key=lambda cell: cell[1]):
        if spans and left < spans[-1][1]:
            spans[-1] = (spans[-1][0], max(spans[-1][1], right))
        else:
            spans.append((left, right))
    return [label, *spans]


def _header(page: Sequence[Sequence[Any]], first: int, columns: list[Span], taken: dict[int, str]) -> int:
    """The first line of the header: lines above the rows that are parted as the columns are."""
    top = first
    while top > 0 and first - top < 3 and top - 1 not in taken:
        line = page[top - 1]
        cells = _cells(line)
        step = line[0].bottom - page[top][0].bottom
        beside = len(cells) == 1 and cells[0][1] > columns[0][1]
        if not 0 < step < 4 * line[0].size or not ((len(_split(line, columns)) > 1 and len(cells) > 1) or beside):
            break
        top -= 1
    return top


def _split(line: Sequence[Any], columns: list[Span]) -> dict[int, str]:
    """The words of a line by the column whose middle is nearest."""
    found: dict[int, str] = {}
    for word in line:
        middle = (word.left + word.right) / 2
        column = min(range(len(columns)), key=lambda c: _distance(middle, columns[c]))
        found[column] = f"{found.get(column, '')} {word.text.strip()}".strip()
    return found


def _distance(at: float, span: Span) -> float:
    return max(span[0] - at, at - span[1], 0) + 0.001 * abs(at - sum(span) / 2)


def _placed(line: Sequence[Any], columns: list[Span]) -> list[str]:
    """The cells of a line in the order of the columns, empty where it has none."""
    said = _split(line, columns)
    return [said.get(column, "") for column in range(len(columns))]
