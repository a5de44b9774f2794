"""Tables in plain text: rows of cells parted by '|' or tabs -> the cells that hold figures, with what names them."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from typing import Any, NamedTuple

from .vocabulary import both, words

JOINT = " | "  # between the levels of a header or a row label


class Cell(NamedTuple):
    """A cell's text at text[start:end] of the document, without the space around it."""

    start: int
    end: int
    text: str


class Table(NamedTuple):
    """The cells as rows of Briefings.cells, and whether a header could be read."""

    cells: list[dict[str, Any]]
    readable: bool


ROW = re.compile(r"\|.*\|$|[^\t|]+(?:\t+[^\t|]+)+$")
RULE = re.compile(r"\|(?:[ \t]*:?-{3,}:?[ \t]*\|)+$")
PART = re.compile(r"(?<!\\)\||\t+")


def is_row(line: str) -> bool:
    """Whether a line is a row of a table: '| a | b |', or cells parted by tabs."""
    return bool(ROW.match(line))


def is_table(lines: Sequence[str]) -> bool:
    """Whether the first lines of a run are a table: a row with a row after it."""
    return len(lines) > 1 and is_row(lines[0]) and is_row(lines[1])


def cut_row(line: str, start: int) -> list[Cell]:
    """The cells of a row that begins at `start` of the document; a rule under the header gives no cell."""
    if RULE.match(line):
        return []
    body = (1, len(line) - 1) if line.startswith("|") else (0, len(line))
    cells, at = [], body[0]
    for part in [*PART.finditer(line, *body), None]:
        stop = part.start() if part else body[1]
        piece = line[at:stop]
        bare = piece.strip()
        begin = at + len(piece) - len(piece.lstrip()) if bare else at
        cells.append(Cell(start + begin, start + begin + len(bare), bare))
        at = part.end() if part else stop
    return cells


def read_table(rows: list[list[Cell]], caption: str) -> Table:
    """Name each cell of a table by its row, its column and its caption; an empty row stands for the rule under a header.

    The header is what stands above the rule, else the first rows without a figure. Where there is none, or it is
    empty above the figures, `row` and `column` of the cells are null.
    """
    ruled = rows.index([]) if [] in rows else None
    body = [row for row in rows if row]
    wide = max((len(row) for row in body), default=0)
    body = [row + [Cell(row[-1].end, row[-1].end, "")] * (wide - len(row)) for row in body]
    height = ruled if ruled is not None else _header_height(body)
    header, data = body[:height], body[height:]
    labels = _label_columns(header, data)
    named = _named(header, data, labels, caption)
    readable = bool(header) and all(cell["column"] for cell in named)
    if not readable:
        named = [cell | {"row": None, "column": None} for cell in named]
    return Table(named, readable)


def _header_height(rows: list[list[Cell]]) -> int:
    """How many of the first rows hold no figure, where a row with figures follows them."""
    if not any(is_figure(cell.text) for row in rows for cell in row):
        return 0
    for number, row in enumerate(rows):
        if any(is_figure(cell.text) for cell in row):
            return number
        if number and row[0].text and not any(cell.text for cell in row[1:]):
            return number  # a row that names the rows below it
    return 0


def _label_columns(header: list[list[Cell]], data: list[list[Cell]]) -> int:
    """How many of the first columns name the rows: they hold no figure, but for years in the first."""
    wide = max((len(row) for row in data), default=0)
    count = 0
    for column in range(wide - 1):
        texts = [row[column].text for row in data if row[column].text]
        years = bool(texts) and all(_is_year(text) for text in texts)
        if any(is_figure(text) for text in texts) or (years and column > 0 and not _is_period_column(header, column)):
            break
        count += 1
    return count


def _is_period_column(header: list[list[Cell]], column: int) -> bool:
    said = _path([row[column].text for row in header]).lower()
    return not said or said in {*both("row_period")}


def _named(header: list[list[Cell]], data: list[list[Cell]], labels: int, caption: str) -> list[dict[str, Any]]:
    """The figures' cells with the path of their header and of their row; a row of labels alone names those after it."""
    columns = _dated([_path([row[c].text for row in header]) for c in range(len(data[0]) if data else 0)])
    units = [c for c in range(labels) if columns[c].lower() in both("unit_column")]
    section = ""
    found: list[dict[str, Any]] = []
    for row in data:
        texts = [cell.text for cell in row]
        label = _path([texts[c] for c in range(labels) if c not in units])
        if not any(texts[labels:]):
            section = label
            continue
        if all(is_period(text) and not is_figure(text) for text in texts[labels:]):
            columns = [_path([text]) for text in texts]  # a second header, half way down
            section = label
            continue
        name = _row_name(_path([section, label]), caption)
        unit = next((texts[c] for c in units if texts[c]), None)
        for column in range(labels, len(row)):
            if not texts[column] or _placeholder().fullmatch(texts[column]):
                continue
            scale = scale_of(columns[column]) or unit or scale_of(name, whole=False) or scale_of(caption)
            found.append({
                "start": row[column].start, "end": row[column].end, "row": name or None,
                "column": columns[column] or None, "caption": caption or None, "scale": scale,
            })  # fmt: skip
    return found


def _dated(columns: list[str]) -> list[str]:
    """The headers, where one of changes or shares has no time of its own with the latest time of those before it."""
    found: list[str] = []
    times: list[str] = []
    for column in columns:
        if is_period(column):
            times = [*times, column] if found and is_period(found[-1]) and not _change().search(found[-1]) else [column]
            found.append(column)
        elif times and _change().search(column):
            found.append(_path([max(times, key=_latest), column]))
        else:
            found.append(column)
    return found


def _latest(header: str) -> tuple[list[str], list[str]]:
    """What sorts headers by their time: the year, then the other numbers."""
    numbers = re.findall(r"[0-9]+", header)
    return [n for n in numbers if len(n) == 4], [n for n in numbers if len(n) < 4]


@functools.cache
def _change() -> re.Pattern[str]:
    return re.compile("|".join(sorted(both("change_column"))), re.IGNORECASE)


def _row_name(label: str, caption: str) -> str:
    """The row's label as printed, with the caption where the label is a time or a total and names nothing itself."""
    bare = re.sub(r"[(（].*?[)）]", "", label).strip().lower()
    if caption and (not bare or _is_year(bare) or is_period(bare) or bare in both("total")):
        return _path([label, caption])
    return label


def _path(texts: Sequence[str]) -> str:
    """The levels of a header or label from the outermost, each once: '2024 | First half'."""
    return JOINT.join(dict.fromkeys(text.replace("\\|", "|") for text in texts if text))


# A number with little around it: '12,345', '≈1.2万', '(5.2)', '70.9%', '-3', 'USD 5m', '1,118起'.
FIGURE = re.compile(
    r"[^\w]{0,3}(?:[A-Za-z$€£¥≈约]{1,4} ?)?[-–−+]?[0-9０-９][0-9０-９,，. \u00a0\u202f]*[^0-9０-９]{0,12}"
)
YEAR = re.compile(r"(?:FY ?)?(?:19|20)[0-9]{2}(?:[-–/](?:(?:19|20)?[0-9]{2}))?年?(?:度)?\*?", re.IGNORECASE)


def is_figure(text: str) -> bool:
    """Whether a cell's text is a number with little around it, and no year or other time."""
    return bool(FIGURE.fullmatch(text)) and not _is_year(text) and not is_period(text)


def _is_year(text: str) -> bool:
    return bool(YEAR.fullmatch(text.strip()))


def is_period(text: str) -> bool:
    """Whether a header or label names a time."""
    return _is_year(text) or bool(_period().search(text))


@functools.cache
def _period() -> re.Pattern[str]:
    table = words("period")
    english, chinese = "|".join(table["en"]), "|".join(table["zh"])
    return re.compile(
        rf"\b(?:{english})\b|[0-9一二三四五六七八九十](?:{chinese})|上半年|下半年|全年|当月|本期|上年", re.IGNORECASE
    )


@functools.cache
def _placeholder() -> re.Pattern[str]:
    return re.compile("|".join(both("placeholder")), re.IGNORECASE)


@functools.cache
def _scale() -> re.Pattern[str]:
    words = "|".join(sorted(both("scale"), key=len, reverse=True))
    one = rf"(?:{words})"
    return re.compile(rf"(?:in )?{one}(?:(?: of)? {one}|[/,、] ?{one}){{0,2}}", re.IGNORECASE)


STATED = re.compile(r"[(（\[]([^()（）\[\]]{1,30})[)）\]]|(?:单位|计量单位|[Uu]nits?)[:：] ?([^;；,，。)）]{1,20})")


def scale_of(text: str | None, *, whole: bool = True) -> str | None:
    """The scale or unit that a header, label or caption states: in brackets, after 'unit:', or as its last level.

    `whole`: a text that is nothing but a unit states it; a row's label 'Cases' does not, it is what is counted.

    >>> scale_of("出入境人员（万人次）"), scale_of("Cases, in thousands"), scale_of("2024 | %")
    ('万人次', 'in thousands', '%')
    """
    if not text:
        return None
    told = [re.sub(r"^(?:计量)?单位[:：] ?|^units?: ?", "", (m[1] or m[2]).strip(), flags=re.IGNORECASE) for m in STATED.finditer(text)]  # fmt: skip
    parts = re.split(r"[|,，] ?", text)
    told += [parts[-1].strip()] if whole or len(parts) > 1 else []
    if ending := re.search(r"(?:\bin (?:thousands|millions|billions)\b|[%％])(?=\W*$)", text):
        told.append(ending[0])
    return next((part for part in told if part and _scale().fullmatch(part)), None)
