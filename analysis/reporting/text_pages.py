"""The marked texts that claim ids lead to: a page for each briefing that a report cites, under texts/."""

from __future__ import annotations

import html
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import polars as pl

from ..files import make_folder, write_whole
from ..fingerprints import sha256
from ..presenting.citation import cite
from ..presenting.highlight import mark
from ..presenting.tables import readable
from .claim_links import FOLDER, text_page_of
from .shell import shell


def write_texts(folder: Path, wanted: Iterable[str], briefings: pl.DataFrame, claims: pl.DataFrame) -> dict[str, str]:
    """Write the pages of these names into folder/texts => the hash of each by its name."""
    names = {text_page_of(b): b for b in briefings["briefing_id"]}
    chosen = sorted(name for name in set(wanted) if name in names)
    if chosen:
        make_folder(folder / FOLDER)
    of_each = claims.partition_by("briefing_id", as_dict=True)
    files = {}
    for name in chosen:
        one = briefings.filter(pl.col("briefing_id") == names[name])
        content = text_page(one, of_each.get((names[name],), claims.clear()))
        if not (folder / name).exists() or (folder / name).read_text(encoding="utf-8") != content:
            write_whole(folder / name, content)
        files[name] = sha256(folder / name) or ""
    return files


def text_page(one: pl.DataFrame, claims: pl.DataFrame) -> str:
    """A briefing's text with its claims marked, how each was read, and how to cite it."""
    briefing = one.row(0, named=True)
    marked = mark(one, briefing["briefing_id"], claims=claims).content
    marked = marked.replace("<h3>", "<h1>", 1).replace("</h3>", "</h1>", 1)
    title = str(briefing["title"] or briefing["briefing_id"])
    restated = str(briefing.get("text_kind")) == "restated"
    note = (
        "<p class='given'>The outlet's report, restated in plain sentences with its figures as printed.</p>"
        if restated
        else ""
    )
    read = "".join(
        _claim(row, shown) for row, shown in zip(claims.to_dicts(), readable(claims).to_dicts(), strict=True)
    )
    body = (
        f"{note}{marked}<h2 id='read'>How each figure was read</h2>"
        f"<dl class='claims'>{read or '<dt>No claim was found.</dt>'}</dl>"
        f"<h2 id='cite'>Cite</h2><p>{html.escape(cite(one))}</p>{_outlet(briefing['url'])}"
    )
    contents = [("read", "How each figure was read"), ("cite", "Cite")]
    return shell(title, body, contents=contents, root="../")


def _claim(row: dict[str, Any], shown: dict[str, Any]) -> str:
    """One claim: its words, what they were read as, and the address that it is cited by."""
    parts = [
        shown["kind"],
        shown["read as"],
        shown["metric"] or (row["counted"] or ""),
        shown["period"],
        row["scope"] or "",
    ]
    told = "; ".join(html.escape(str(p)) for p in parts if p)
    doubts = f" Less sure: {html.escape(', '.join(row['doubts']).replace('_', ' '))}." if row["doubts"] else ""
    anchor = html.escape(row["claim_id"], quote=True)
    return f"<dt><a href='#{anchor}'>{html.escape(row['raw'])}</a></dt><dd>{told}.{doubts} <code>{anchor}</code></dd>"


def _outlet(url: str | None) -> str:
    if not url or not url.startswith(("http://", "https://")):
        return ""
    safe = html.escape(url, quote=True)
    return f'<p><a href="{safe}" rel="noreferrer">The outlet\'s own page</a></p>'
