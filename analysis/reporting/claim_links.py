"""Each claim id on a page is a link to its place in the marked text, each metric, event and briefing that stands alone to its own page."""

from __future__ import annotations

import html
import re
import urllib.parse
from collections.abc import Iterable

from ..codebook import codebook
from .made import Made

FOLDER = "texts"
# Whole elements whose insides stay as they are, single tags, and, between them, text.
PIECES = re.compile(r"(<(script|style|svg|a|textarea|details)\b.*?</\2>|<[^>]*>)", re.DOTALL | re.IGNORECASE)
CLAIM = re.compile(r"(?<![\w:/.=-])(\w[\w.-]*):(\d+)-(\d+)(?![\w-])")


def text_page_of(briefing_id: str) -> str:
    """The file of a briefing's marked text: 'texts/2024-08-19-cctv-en.html'; signs that a path gives a meaning are escaped."""
    return f"{FOLDER}/{urllib.parse.quote(briefing_id, safe='').replace('%', '_')[:120]}.html"


def address(claim_id: str) -> str:
    """Where a claim is marked, as an address from a page in the report's folder."""
    return f"{text_page_of(claim_id.rpartition(':')[0])}#{urllib.parse.quote(claim_id, safe=':')}"


PAGE_OF = {"08-one-metric": "metric", "09-one-event": "event", "01-one-briefing": "briefing"}
CODEBOOK = "10-codebook"


def page_links(plan: Iterable[Made], briefings: Iterable[str]) -> dict[str, str]:
    """Where the pages of a report lead: a briefing's id to its marked text, and by `=text` what stands alone in a cell or a line, such as
    a metric's label, to its own page, or to its definition where it has none."""
    links = {b: text_page_of(b) for b in briefings}
    metrics = codebook().metrics
    if any(one.name == CODEBOOK for one in plan):
        links |= {
            f"={label}": f"{CODEBOOK}.html#metric-{m}" for m, row in metrics.items() for label in row.label.values()
        }
    for one in plan:
        key = PAGE_OF.get(one.notebook, "")
        about = one.parameters.get(key)
        if about and one.name != one.notebook:
            told = metrics[about].label.values() if key == "metric" and about in metrics else (about,)
            links |= {f"={text}": f"{one.name}.html" for text in told}
    return links


def linked(body: str, links: dict[str, str], name: str = "") -> str:
    """A page's HTML with its claim ids as links, those of the briefings named in `links`, and what else `links` leads on from; the
    codebook's own page has the places that they lead to."""
    if not links:
        return body
    out, at, placed = [], 0, set[str]()
    for piece in PIECES.finditer(body):
        out += [_in_text(body[at : piece.start()], links, name, placed), piece[0]]
        at = piece.end()
    return "".join([*out, _in_text(body[at:], links, name, placed)])


def _in_text(text: str, links: dict[str, str], name: str, placed: set[str]) -> str:
    """A text between tags with its links. What the page itself tells of is marked where it stands first."""
    alone = text.strip()
    page, _, place = links.get(f"={html.unescape(alone)}", "").partition("#") if alone else ("", "", "")
    if page == f"{name}.html" and place and place not in placed:
        placed.add(place)
        return text.replace(alone, f'<span id="{html.escape(place, quote=True)}">{alone}</span>', 1)
    if page and page != f"{name}.html":
        leads = html.escape(f"{page}#{place}" if place else page, quote=True)
        return text.replace(alone, f'<a href="{leads}">{alone}</a>', 1)
    return CLAIM.sub(lambda m: _link(m[0]) if m[1] in links else m[0], text)


def _link(claim_id: str) -> str:
    return f'<a class="claim" href="{html.escape(address(claim_id), quote=True)}">{claim_id}</a>'


def cited(page: str) -> set[str]:
    """The files of marked texts that a page leads to."""
    return set(re.findall(rf'href="({FOLDER}/[^"#]+)#?[^"]*"', page))
