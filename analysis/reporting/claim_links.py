"""Each claim id on a page is a link to its place in the marked text."""

from __future__ import annotations

import html
import re
import urllib.parse

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


def linked(body: str, links: dict[str, str]) -> str:
    """A page's HTML with its claim ids as links; only those of the briefings named in `links`."""
    if not links:
        return body
    out, at = [], 0
    for piece in PIECES.finditer(body):
        out += [_in_text(body[at : piece.start()], links), piece[0]]
        at = piece.end()
    return "".join([*out, _in_text(body[at:], links)])


def _in_text(text: str, links: dict[str, str]) -> str:
    return CLAIM.sub(lambda m: _link(m[0]) if m[1] in links else m[0], text)


def _link(claim_id: str) -> str:
    return f'<a class="claim" href="{html.escape(address(claim_id), quote=True)}">{claim_id}</a>'


def cited(page: str) -> set[str]:
    """The files of marked texts that a page leads to."""
    return set(re.findall(rf'href="({FOLDER}/[^"#]+)#?[^"]*"', page))
