"""Word documents -> the plain form, with limits: no macros, no entities, no archive that unfolds without end."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from typing import Any

from ..errors import SourceError
from .plain_form import MOST_CELLS, Block, Slot, TooLarge, raised, spread, table_text, written

MOST_ENTRIES = 2_000  # files inside a document
MOST_BYTES = 100_000_000  # of them unfolded
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def docx_text(path: Path, content: bytes) -> tuple[str, dict[str, Any]]:
    """The text of a .docx in the plain form, with the title that it states; SourceError for what is not read."""
    _check(path, content)
    import docx

    try:
        document = docx.Document(io.BytesIO(content))
        blocks = [block for part in document.iter_inner_content() for block in _block(part)]
    except TooLarge:
        raise SourceError(
            f"{path}: a table of this document has more than {MOST_CELLS} cells; save it as a table of its own"
        ) from None
    except Exception as error:  # whatever a broken file leads a parser to
        raise SourceError(
            f"{path}: this document cannot be opened ({type(error).__name__}); save it again as .docx or copy its text into a .txt"
        ) from error
    text = written(blocks)
    if not text:
        raise SourceError(f"{path}: this document holds no text; copy its text into a .txt")
    return text, {}


def _check(path: Path, content: bytes) -> None:
    """SourceError for macros, entities, and archives of too many or too large parts."""
    if path.suffix.lower() == ".doc":
        raise SourceError(f"{path}: the old .doc format is not read; save it as .docx")
    try:
        parts = zipfile.ZipFile(io.BytesIO(content)).infolist()
        if len(parts) > MOST_ENTRIES or sum(part.file_size for part in parts) > MOST_BYTES:
            raise SourceError(
                f"{path}: this document unfolds to more than {MOST_ENTRIES} parts or {MOST_BYTES // 10**6} MB; "
                "save its text alone as .docx or .txt"
            )
        if path.suffix.lower() != ".docx" or any(p.filename.lower().endswith("vbaproject.bin") for p in parts):
            raise SourceError(f"{path}: this document holds macros; save it as .docx without them")
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for part in parts:
                if part.filename.endswith((".xml", ".rels")) and re.search(
                    rb"<!\s*(?:DOCTYPE|ENTITY)", archive.read(part)
                ):
                    raise SourceError(
                        f"{path}: {part.filename} declares entities, which no word processor writes; save the document again"
                    )
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError, EOFError) as error:
        raise SourceError(
            f"{path}: this is no .docx that can be opened ({type(error).__name__}); save it again as .docx or .txt"
        ) from error


def _block(part: Any) -> list[Block]:
    from docx.table import Table

    if isinstance(part, Table):
        return _table(part)
    text = _text(part._p)
    style = str(part.style.name or "") if part.style is not None else ""
    if part._p.find(f"{W}pPr/{W}numPr") is not None or style.startswith("List"):
        level = part._p.find(f"{W}pPr/{W}numPr/{W}ilvl")
        return [Block("item", text, int(level.get(f"{W}val") or 0) if level is not None else 0)]
    return [Block("heading" if style.startswith(("Heading", "Title")) else "paragraph", text)]


def _text(paragraph: Any) -> str:
    """The text of a paragraph as it is read: with what was inserted, without what was deleted and without note marks."""
    said: list[str] = []
    for element in paragraph.iter(f"{W}t", f"{W}tab", f"{W}br", f"{W}cr", f"{W}noBreakHyphen"):
        above = {e.tag for e in element.iterancestors()}
        if f"{W}del" in above or any(tag.endswith("}Fallback") for tag in above):
            continue
        if element.tag != f"{W}t":
            said.append({f"{W}tab": " ", f"{W}noBreakHyphen": "-"}.get(element.tag, "\n"))
            continue
        run = element.getparent()
        mark = run.find(f"{W}rPr/{W}vertAlign")
        text = element.text or ""
        up = mark is not None and mark.get(f"{W}val") == "superscript"
        said.append(raised(text, "".join(said[-4:]).rstrip()) if up else text)
    return "".join(said).strip()


def _table(table: Any) -> list[Block]:
    """A table's rows; what a cell covers beside and below itself is told by Word's own marks."""
    rows = table._tbl.findall(f"{W}tr")
    grid = [[_slot(cell) for cell in row.findall(f"{W}tc")] for row in rows]
    _join_down(rows, grid)
    if len(rows) < 2 or max(map(len, grid), default=0) < 2:
        return [Block("paragraph", slot.text) for row in grid for slot in row]
    marked = [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows]
    header = marked.index(False) if False in marked else 0
    kept = [[slot for slot in row if slot.down > 0] for row in grid]
    return [Block("table", table_text(spread(kept), header))]


def _slot(cell: Any) -> Slot:
    across = cell.find(f"{W}tcPr/{W}gridSpan")
    text = " ".join(filter(None, (_text(p) for p in cell.iter(f"{W}p"))))
    return Slot(text, int(across.get(f"{W}val")) if across is not None else 1)


def _join_down(rows: list[Any], grid: list[list[Slot]]) -> None:
    """Give a cell the height of those that Word marks as going on below it; these become slots of no height."""
    open_at: dict[int, tuple[int, int]] = {}  # the column of a merged cell -> where it began
    for y, row in enumerate(rows):
        column = 0
        for x, cell in enumerate(row.findall(f"{W}tc")):
            merge = cell.find(f"{W}tcPr/{W}vMerge")
            if merge is not None and merge.get(f"{W}val") != "restart" and column in open_at:
                top, left = open_at[column]
                grid[top][left] = grid[top][left]._replace(down=grid[top][left].down + 1)
                grid[y][x] = grid[y][x]._replace(down=0)
            elif merge is not None:
                open_at[column] = (y, x)
            else:
                open_at.pop(column, None)
            column += grid[y][x].across
