"""Saved web pages -> the article's text: paragraphs, lists and tables in the plain form.

trafilatura tells which text is the article's, and what the page states of itself. Its own rendering of lists and tables
drops lists in cells, merged headers and captions, so that the elements themselves are walked here.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from ..errors import SourceError
from .article import BLOCKS, article_element, bare, has_blocks
from .plain_form import MOST_CELLS, Block, Slot, TooLarge, is_prose, raised, spread, table_text, written
from .tables import is_figure

DROPPED = frozenset(
    [
        "script",
        "style",
        "noscript",
        "nav",
        "footer",
        "aside",
        "form",
        "button",
        "select",
        "iframe",
        "svg",
        "template",
        "object",
        "head",
        "input",
        "textarea",
        "rt",
        "rp",
        "del",
        "s",
        "strike",
        "audio",
        "video",
        "canvas",
    ]
)
FURNITURE = re.compile(
    r"(?:^|[\s_-])(?:share|sharing|social|related|recommend\w*|breadcrumbs?|comments?|side-?bar|advert\w*|ads?|cookies?|newsletter|pagination|pager"
    r"|menu|nav|navbar|navigation|footer|copyright|toolbar|hidden|sr-only|tags)(?:$|[\s_-])",
    re.IGNORECASE,
)
DEEPEST = 150  # levels of elements that are walked; what lies deeper is read as running text
BREAK = "\ue000"  # stands for <br> while white space is made one


def html_text(path: Path, page: str) -> tuple[str, dict[str, Any]]:
    """The article's text of a web page, with what the page states of itself (title, date, publisher, url).

    SourceError where the page has no article text, or a table too large to be one of a report.
    """
    import lxml.html
    import trafilatura

    found: Any = trafilatura.bare_extraction(
        page, with_metadata=True, include_comments=False, date_extraction_params={"extensive_search": False, "original_date": True}
    )  # fmt: skip
    tree = lxml.html.document_fromstring(re.sub(r"^\s*<\?xml[^>]*\?>", "", page)) if page.strip() else None
    article = str(found.text or "") if found is not None else ""
    root = article_element(tree, article) if tree is not None else None
    try:
        blocks = _blocks(root, 0) if root is not None else []
    except TooLarge:
        raise SourceError(
            f"{path}: a table of this page has more than {MOST_CELLS} cells; save it as a table of its own and keep the report's text"
        ) from None
    title = str(found.title or "").strip() if found is not None else ""
    blocks = [b for b in blocks if b.kind != "heading" or bare(b.text) != bare(title)]
    body = written(blocks)
    if not body:
        raise SourceError(
            f"{path}: no article text was found in this page; save the page again or copy its text into a .txt"
        )
    stated = {"title": title, "date": found.date, "publisher": found.sitename, "url": found.url} if found else {}
    if title and not body.startswith(title):
        body = f"{title}\n\n{body}"
    return body, {k: v for k, v in stated.items() if v}


def _dropped(element: Any) -> bool:
    """Whether an element is furniture of the page, or hidden."""
    if not isinstance(element.tag, str) or element.tag in DROPPED:
        return True
    if element.tag == "header" and not element.xpath(".//h1|.//p"):
        return True
    if element.get("role") in ("navigation", "doc-noteref", "search", "banner") or element.get("aria-hidden") == "true":
        return True
    if re.search(r"display:\s*none", element.get("style") or "") or element.get("hidden") is not None:
        return True
    named = f"{element.get('class') or ''} {element.get('id') or ''}"
    return bool(named.strip() and FURNITURE.search(named)) and not element.xpath(".//h1|.//table")


def _links_only(element: Any) -> bool:
    """Whether nearly all of an element's text is links to other pages."""
    whole = len(bare(element.text_content()))
    linked = sum(len(bare(a.text_content())) for a in element.iter("a") if not (a.get("href") or "#").startswith("#"))
    return whole > 0 and linked > 0.7 * whole


def _blocks(element: Any, depth: int, level: int = 0) -> list[Block]:
    """The blocks of an element in the page's order; `level` counts the lists around it."""
    found: list[Block] = []
    run: list[str] = [element.text or ""]
    for child in element:
        if _dropped(child):
            pass
        elif (child.tag in BLOCKS or has_blocks(child)) and depth < DEEPEST:
            found += _paragraph(run)
            run = []
            found += _block(child, depth + 1, level)
        else:
            _inline(child, run)
        run.append(child.tail or "")
    return found + _paragraph(run)


def _paragraph(run: list[str], kind: str = "paragraph") -> list[Block]:
    text = _clean("".join(run))
    return [Block(kind, text)] if text else []


def _clean(text: str) -> str:
    """White space made one; a break of the page stays a line end."""
    return re.sub(rf" *{BREAK} *", "\n", re.sub(r"[ \t\r\n\f]+", " ", text)).strip()


def _block(element: Any, depth: int, level: int) -> list[Block]:
    if element.tag == "table":
        return _table(element, depth)
    if element.tag in ("ul", "ol"):
        items = [e for e in element if isinstance(e.tag, str) and not _dropped(e)]
        return [] if items and _links_only(element) else [b for e in items for b in _item(e, depth, level)]
    if element.tag in ("li", "dd"):
        return _item(element, depth, level)
    if element.tag in ("p", "div") and not has_blocks(element) and _links_only(element):
        return []
    found = _blocks(element, depth, level)
    if re.fullmatch("h[1-6]|dt|summary", element.tag):
        return [Block("heading", b.text) if b.kind == "paragraph" else b for b in found]
    return found


def _item(element: Any, depth: int, level: int) -> list[Block]:
    """An item with the lists inside it, one level deeper."""
    if element.tag in ("ul", "ol"):  # a list inside a list without an item around it
        return _block(element, depth, level + 1)
    if element.tag not in ("li", "dd"):
        return _block(element, depth, level)
    found: list[Block] = []
    for block in _blocks(element, depth, level + 1):
        joins = block.kind in ("paragraph", "heading")
        if joins and found and found[-1].depth == level and found[-1].kind == "item":
            found[-1] = Block("item", f"{found[-1].text} {block.text}", level)
        else:
            found.append(Block("item", block.text, level) if joins else block)
    return found


def _inline(element: Any, run: list[str], depth: int = 0) -> None:
    """The text of an element within a line, put to what stands before it in the line."""
    if element.tag == "br":
        run.append(BREAK)
        return
    if element.tag == "sup":
        run.append(raised(element.text_content(), "".join(run[-4:]).rstrip()))
        return
    run.append(element.text or "")
    for child in element:
        if not _dropped(child) and depth < DEEPEST:
            _inline(child, run, depth + 1)
        elif not _dropped(child):
            run.append(child.text_content())
        run.append(child.tail or "")


def _table(element: Any, depth: int) -> list[Block]:
    """A table of figures as its rows; one that only lays out the page as the blocks of its cells."""
    rows = element.xpath("./tr|./thead/tr|./tbody/tr|./tfoot/tr")
    cells = [[c for c in row if c.tag in ("td", "th")] for row in rows]
    header = _header_rows(rows, cells)
    told = _of_figures(cells) or (header and any(_set_apart(cell) for row in cells[header:] for cell in row))
    if not told or element.get("role") == "presentation" or element.xpath(".//table"):
        return [] if _links_only(element) else [b for row in cells for cell in row for b in _blocks(cell, depth)]
    slots = [[_slot(cell) for cell in row] for row in cells]
    caption = _clean("".join(c.text_content() for c in element.xpath("./caption")))
    grid = spread(slots)
    return [Block("table", table_text(grid, header, caption)), *_outside(grid, header, cells, depth)]


def _of_figures(cells: list[list[Any]]) -> bool:
    texts = [_cell_text(cell) for row in cells for cell in row]
    wide = max((len(row) for row in cells), default=0)
    return len(cells) > 1 and wide > 1 and any(is_figure(t) for t in texts) and not all(is_prose(t) for t in texts)


def _cell_text(cell: Any) -> str:
    run: list[str] = []
    _inline(cell, run)
    return _clean("".join(run)).replace("\n", " ")


def _slot(cell: Any) -> Slot:
    def merged(name: str) -> int:
        stated = (cell.get(name) or "1").strip()
        return max(1, int(stated)) if re.fullmatch(r"[0-9]{1,5}", stated) else 1

    text = "" if _set_apart(cell) else _cell_text(cell)
    return Slot(text, merged("colspan"), merged("rowspan"), cell.tag == "th")


def _set_apart(cell: Any) -> bool:
    """Whether a cell holds sentences or a list, which are read as such, below the table."""
    return bool(cell.xpath(".//li")) or is_prose(_cell_text(cell))


def _header_rows(rows: list[Any], cells: list[list[Any]]) -> int:
    """How many of the first rows are marked as header; 0 where nothing marks them."""
    count = 0
    for row, line in zip(rows, cells, strict=True):
        headed = [c for c in line if c.tag == "th" and c.get("scope") not in ("row", "rowgroup")]
        if row.getparent().tag != "thead" and not (len(headed) > 1 and len(headed) >= len(line) - 1):
            break
        count += 1
    return count if count < len(rows) else 0


def _outside(grid: list[list[str]], header: int, cells: list[list[Any]], depth: int) -> list[Block]:
    """The cells that hold sentences or lists, each led in by its row's label and its column's header."""
    found: list[Block] = []
    for line, row in list(zip(grid, cells, strict=True))[header:]:
        for number, cell in enumerate(row):
            if not _set_apart(cell):
                continue
            label = next((text for text in line[: number + 1] if text and not is_figure(text)), "")
            names = [label, *(heads[number] for heads in grid[:header] if number < len(heads))]
            blocks = _blocks(cell, depth)
            lead = ", ".join(dict.fromkeys(filter(None, names)))
            found += [Block("paragraph", f"{lead}:")] if lead and blocks else []
            found += blocks
    return found
