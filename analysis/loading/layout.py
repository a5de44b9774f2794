"""The layout of a text: its paragraphs with their soft line ends, its lists with their lead-ins, its tables.

Every format comes to one plain form before: an empty line parts paragraphs, '- ' begins a list's item, a row of a table is
a line of cells parted by '|'. Nothing here changes the text; all that is found are offsets into it.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from . import tables
from .vocabulary import both, words

Span = tuple[int, int]


class Line(NamedTuple):
    """A line at text[start:end], without its line end and the space around it; `indent` is the width before it."""

    start: int
    end: int
    text: str
    indent: int


@dataclass
class Layout:
    """What `read_layout` found, as rows of Briefings hold it, and a line for each thing that could not be read."""

    paragraphs: list[dict[str, int]] = field(default_factory=list)
    items: list[dict[str, int | None]] = field(default_factory=list)
    cells: list[dict[str, Any]] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


def read_layout(text: str, start: int, end: int) -> Layout:
    """Find paragraphs, list items and table cells of text[start:end]; offsets count characters of `text`.

    A single line end inside a paragraph is soft: a sentence goes on over it. `problems` name the line of a table whose
    header cannot be read, counted from the beginning of the text.
    """
    found = Layout()
    reader = _Reader(text, found)
    for kind, lines in _runs(list(_lines(text, start, end))):
        if kind == "table":
            reader.table(lines)
        else:
            reader.prose(lines)
    return found


def wraps(text: str, start: int) -> bool:
    """Whether the line that begins at `start` is no line by itself: its sentence goes on, or it begins a
    list or table or leads one in."""
    lines = []
    for line in _lines(text, start, min(len(text), start + 4000)):
        if not line.text:
            break
        lines.append(line)
    if (
        not lines
        or _mark().match(lines[0].text)
        or lines[0].text.startswith("|")
        or lines[0].text.endswith((":", "："))
    ):
        return bool(lines)
    if len(lines) == 1 or _mark().match(lines[1].text) or tables.is_row(lines[1].text):
        return False
    width = max(_width(line.text) for line in lines)
    filled = len(lines) > 2 and all(_width(line.text) >= 0.7 * width for line in lines[:-1])
    if lines[1].text[0].isdigit() and not filled:
        return False  # a title, and the day below it
    return _soft(lines[0].text, lines[1].text, width if filled else 0, False)


def _lines(text: str, start: int, end: int) -> Iterator[Line]:
    at = start
    while at < end:
        stop = text.find("\n", at, end)
        stop = end if stop < 0 else stop
        whole = text[at:stop]
        bare = whole.strip(" \t\r\v\f\u3000\ufeff\u00a0")
        lead = len(whole) - len(whole.lstrip(" \t\r\v\f\u3000\ufeff\u00a0"))
        yield Line(at + lead, at + lead + len(bare), bare, _width(whole[:lead].replace("\t", "    ")))
        at = stop + 1


def _runs(lines: list[Line]) -> Iterator[tuple[str, list[Line]]]:
    """The lines in runs: prose up to an empty line, or the rows of a table with no other line between."""
    at = 0
    while at < len(lines):
        if not lines[at].text:
            at += 1
            continue
        stop = at
        while stop < len(lines) and tables.is_row(lines[stop].text):
            stop += 1
        if tables.is_table([line.text for line in lines[at : min(stop, at + 3)]]):
            yield "table", lines[at:stop]
            at = stop
            continue
        stop = max(stop, at + 1)
        while stop < len(lines) and lines[stop].text and not tables.is_table([x.text for x in lines[stop : stop + 2]]):
            stop += 1
        yield "prose", lines[at:stop]
        at = stop


WIDE = re.compile(r"[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6]")


def _width(text: str) -> int:
    """The columns that a text takes on a screen: two for a Chinese character."""
    return len(text) + len(WIDE.findall(text))


@functools.cache
def _mark() -> re.Pattern[str]:
    numbers = "|".join([*words("number")["en"], *words("number")["zh"]])
    bullets = re.escape(words("bullet")["signs"])
    return re.compile(rf"(?:(?P<bullet>[{bullets}])(?:\s+|(?=[^\W\d_a-zA-Z]))|(?P<number>{numbers})\s*)(?=\S)")


HEADING = re.compile(r"#{1,6}[ \t]+(?=\S)")
FINAL = "。！？!?；;."
CLOSING = "”’\"')）」』】]*_"


class _Reader:
    """Goes through the runs of a text once, and keeps what the next run needs to know of the last."""

    def __init__(self, text: str, found: Layout) -> None:
        self.text, self.found = text, found
        self.lead: Span | None = None  # the lead-in of the list that is open
        self.parents: list[tuple[int, Span]] = []  # indents and spans of the items that may lead in deeper ones
        self.before: str = ""  # 'item', 'paragraph', 'table': what was met last
        self.last: Span = (0, 0)
        self.number = 0  # of the last numbered item
        self.counted = (0, 1)  # a place in the text and the number of its line

    def prose(self, lines: list[Line]) -> None:
        """A run of lines: paragraphs and items; a line goes on with the one before it where its end is soft."""
        width = max(_width(line.text) for line in lines)
        even = len(lines) > 2 and all(_width(line.text) >= width - 2 for line in lines[:-1])
        open_line: Line | None = None
        for line in lines:
            mark = self._item_mark(line, open_line)
            if mark is None and open_line is not None and self._goes_on(open_line, line, width, even):
                self._extend(line.end)
            elif mark is None:
                heading = HEADING.match(line.text)
                self._paragraph(line.start + (heading.end() if heading else 0), line.end)
            else:
                self._item(line, mark)
            open_line = None if HEADING.match(line.text) else line

    def _item_mark(self, line: Line, before: Line | None) -> int | None:
        """The length of the list mark that a line begins with; None where it begins with none."""
        mark = _mark().match(line.text)
        if mark is None:
            return None
        if mark["number"] is None:
            aside = before is not None and self.before == "paragraph" and line.text[mark.end()].islower()
            if aside and before is not None and _width(before.text) >= 40 and before.text[-1] not in FINAL + ":：":
                return None  # a dash within a sentence, at the end of a line
            return mark.end()
        digits = re.search(r"[0-9]+", mark[0])
        number = int(digits[0]) if digits else 0
        follows = digits is None or number == 1 or (number == self.number + 1 and self.number > 0)
        if not follows and (before is not None or self.before != "item"):
            return None  # a line of running text that begins with the end of a sentence: '... rose to / 12. The'
        self.number = number
        return mark.end()

    def _goes_on(self, before: Line, line: Line, width: int, even: bool) -> bool:
        if self.before == "item" and line.indent > before.indent and not before.text.endswith(tuple(FINAL)):
            return True
        if line.indent >= before.indent + 2 and self.before != "item":
            return False  # an indent begins a paragraph
        return _soft(before.text, line.text, width, even)

    def _extend(self, end: int) -> None:
        self.found.paragraphs[-1]["end"] = end
        if self.before == "item":
            self.found.items[-1]["end"] = end
        self.last = (self.last[0], end)

    def _paragraph(self, start: int, end: int) -> None:
        self.found.paragraphs.append({"start": start, "end": end})
        self.before, self.last, self.number = "paragraph", (start, end), 0

    def _item(self, line: Line, mark: int) -> None:
        span = (line.start + mark, line.end)
        if self.before != "item":
            self.lead = self._lead_in() if self.before == "paragraph" else None
            self.parents = []
        self.parents = [(indent, parent) for indent, parent in self.parents if indent < line.indent]
        lead = self.lead
        if self.parents and self.text[: self.parents[-1][1][1]][-1:] in ":：":
            lead = self.parents[-1][1]
        self.parents.append((line.indent, span))
        self.found.paragraphs.append({"start": span[0], "end": span[1]})
        self.found.items.append({
            "start": span[0], "end": span[1], "lead_start": lead and lead[0], "lead_end": lead and lead[1]
        })  # fmt: skip
        self.before, self.last = "item", span

    def _lead_in(self) -> Span | None:
        """The line that leads a list in: the last sentence before it if that ends in a colon, or a short heading."""
        start, end = self.last
        said = self.text[start:end].rstrip(CLOSING)
        if said.endswith((":", "：")):
            cuts = [m.end() for m in re.finditer(r"[。！？!?；;]|\.\s+(?=[A-Z])", said[:-1])]
            begin = start + (cuts[-1] if cuts else 0)
            return begin + len(self.text[begin:end]) - len(self.text[begin:end].lstrip()), end
        return (start, end) if len(said) <= 120 and not said.endswith(tuple(FINAL)) else None

    def table(self, lines: list[Line]) -> None:
        """The rows of a table, with the caption that stands above them."""
        caption = self._caption(lines[0].start)
        rows = [tables.cut_row(line.text, line.start) for line in lines]
        table = tables.read_table(rows, caption)
        self.found.cells += table.cells
        if table.cells and not table.readable:
            number = self._line_number(lines[0].start)
            self.found.problems.append(
                f"line {number}: the table that begins {lines[0].text[:40]!r} has no header that can be read; its "
                f"{len(table.cells)} cells are leftovers (header_missing); write a first row that names its columns"
            )
        self.before, self.last, self.number = "table", (lines[0].start, lines[-1].end), 0

    def _line_number(self, start: int) -> int:
        """The number of the line that begins at `start`, counted on from the last one asked for."""
        at, number = self.counted
        self.counted = (start, number + self.text.count("\n", at, start))
        return self.counted[1]

    def _caption(self, start: int) -> str:
        """The caption above a table; where it stands close to the table, it is no paragraph any more."""
        taken: list[str] = []
        while self.before == "paragraph" and self.found.paragraphs and len(taken) < 3:
            span = self.found.paragraphs[-1]
            said, gap = self.text[span["start"] : span["end"]], self.text[span["end"] : start].count("\n")
            if len(said) > 200 or said.endswith(tuple(FINAL)) or gap > 2 or (gap == 2 and taken):
                break
            taken.insert(0, said)
            if gap == 2:  # an empty line between: a heading, which stays one
                break
            self.found.paragraphs.pop()
            start = span["start"]
        return "; ".join(taken)


def _soft(before: str, line: str, width: int, even: bool) -> bool:
    """Whether the end of a line is no end of anything: the next line would not have fitted in, or plainly goes on."""
    last, first = before.rstrip(CLOSING)[-1:] or before[-1:], line[0]
    if last in ",，、（(" or (first.islower() and last not in ":：" + FINAL):
        return True
    if re.search(r"[a-z]-$", before) and first.islower():
        return True
    if last.isdigit() and first in words("measure")["zh"]:
        return True
    if first.isdigit() and before.rsplit(maxsplit=1)[-1].lower() in both("before_number"):
        return True
    if width > 200 or (width < 40 and not (even and width >= 24)):
        return False
    token = re.match(r"[\w.,%$€£-]+", line, re.ASCII)
    needed = _width(before) + (1 + len(token[0]) if token else 2)
    return needed > 0.85 * width
