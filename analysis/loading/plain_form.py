"""The one plain form of a document: paragraphs, '- ' items and '|' tables as lines of text, whatever file they came from."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from .tables import is_figure

MOST_CELLS = 20_000  # of one table, merged ones counted each time they are repeated


class Block(NamedTuple):
    """A paragraph, heading, item or table; `depth` is an item's level. The text of a table is its rows already."""

    kind: str
    text: str
    depth: int = 0


class Slot(NamedTuple):
    """A cell of a table before its merged cells are spread out."""

    text: str
    across: int = 1
    down: int = 1
    header: bool = False


class TooLarge(ValueError):
    """A table of more cells than are read."""


def written(blocks: Sequence[Block]) -> str:
    """The blocks as text: items of a list line by line, everything else parted by an empty line."""
    parts: list[str] = []
    before = ""
    for block in blocks:
        if not (text := block.text.strip()):
            continue
        if block.kind == "item":
            text = "  " * block.depth + "- " + text.replace("\n", " ")
        elif block.kind != "table":
            text = re.sub(r"^[|#]+\s*", "", text, flags=re.MULTILINE)
        parts += ["\n" if block.kind == before == "item" else "\n\n", text]
        before = block.kind
    return "".join(parts[1:])


def spread(rows: Sequence[Sequence[Slot]]) -> list[list[str]]:
    """A table's rows with merged cells spread out: a header or label in every place it covers, a figure once.

    TooLarge for a table of more than MOST_CELLS places.
    """
    taken: dict[tuple[int, int], str] = {}
    for down, row in enumerate(rows):
        column = 0
        for slot in row:
            while (down, column) in taken:
                column += 1
            across, high = min(slot.across, 1000), min(slot.down, len(rows) - down)
            if len(taken) + across * high > MOST_CELLS:
                raise TooLarge
            repeat = slot.header or not is_figure(slot.text)
            for y in range(high):
                for x in range(across):
                    taken[down + y, column + x] = slot.text if repeat or x == y == 0 else ""
            column += across
    wide = 1 + max((x for _, x in taken), default=-1)
    if wide * len(rows) > MOST_CELLS:
        raise TooLarge
    grid = [[taken.get((y, x), "") for x in range(wide)] for y in range(len(rows))]
    return [_section(line) if not row or not row[0].header else line for line, row in zip(grid, rows, strict=True)]


def _section(line: list[str]) -> list[str]:
    """A row that is one merged cell names the rows below it: its text stands once."""
    return [line[0]] + [""] * (len(line) - 1) if len(line) > 1 and len(set(line)) == 1 else line


def table_text(rows: Sequence[Sequence[str]], header: int = 0, caption: str = "") -> str:
    """A table as lines of text: its caption, '| a | b |' a row, and a rule under `header` rows where they are known."""
    lines = ["| " + " | ".join(_one_line(text) for text in row) + " |" for row in rows if any(row)]
    if header and len(lines) > header:
        lines.insert(header, "| " + " | ".join("---" for _ in rows[0]) + " |")
    caption = re.sub(r"[。.;；]+$", "", _one_line(caption))
    return "\n".join([caption, *lines] if caption else lines)


def _one_line(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip().replace("|", "\\|")


def is_prose(text: str) -> bool:
    """Whether a cell holds sentences instead of a figure or a name."""
    words = len(text.split())
    return words > 15 or len(text) > 160 or bool(re.search(r"[。；]\s*$", text)) or (words > 5 and text.endswith("."))


def raised(text: str, before: str) -> str:
    """What a superscript becomes: a power stays with its unit, an ordinal stays; a footnote's mark goes.

    >>> raised("1", "solved 500"), raised("2", "300 km"), raised("th", "the 5")
    ('', '²', 'th')
    """
    bare = text.strip()
    if bare in ("2", "3") and re.search(r"(?:(?<![A-Za-z])(?:[kcdm]?m|ft|mi|in)|[米里])$", before):
        return {"2": "²", "3": "³"}[bare]
    if re.fullmatch(r"[-−]?\d{1,2}", bare) and re.search(r"[×x*] ?10$", before):
        return f"^{bare}"
    if re.fullmatch(r"[\[(（〔]?(?:\d{1,3}|[a-z]|[ivx]{1,4}|注\d*|[①-⑳]|[*†‡§¶#]+)[\])）〕]?(?:[,，] ?\d{1,3})*", bare):
        return ""
    return text
