"""All claims to look through: search, facets, a link to each claim, and what is shown as CSV; offline, by DataTables."""

from __future__ import annotations

import functools
import hashlib
import html
import json
import re
from importlib import resources
from typing import Any

import polars as pl

from ..codebook import codebook
from ..errors import LexiconError, need
from .citation import fragment_link
from .evaluation_tables import between
from .page import Page, tint
from .tables import period_of, read_as
from .wording import noun_words, said

Row = dict[str, Any]

# The columns of the explorer in order; those that have facets are chosen from, the last three are found by search alone.
COLUMNS = (
    "figure",
    "read as",
    "metric",
    "period",
    "sentence",
    "outlet",
    "year",
    "language",
    "kind",
    "doubt",
    "contested",
    "reliability",
    "claim",
)
FACETS = ("metric", "outlet", "year", "language", "kind", "doubt", "contested")
HIDDEN = ("year", "language", "kind", "doubt", "contested")
OPTIONAL = {"contested": "contested_by", "reliability": "reliability"}  # shown where the claims have the column
TOLD = (
    "search",
    "as_csv",
    "shown_claims",
    "no_claim",
    "no_match",
    "of_all",
    "chosen",
    "close_all",
    "open_all",
    "choose_none",
)
FALLBACK = 40  # rows of the table that stands there where no script runs


def explore(claims: pl.DataFrame, *, briefings: pl.DataFrame | None = None, language: str = "en") -> Page:
    """All claims to look through: search in any column, facets, a permanent link per claim, what is shown as CSV.

    Facets: metric, outlet, year, language, kind, doubt, and contested where the claims say it. `briefings` adds a link
    to the figure on the outlet's page. Works offline in JupyterLab and in a report; where no script runs, the first
    rows stand as a plain table.

    >>> an.explore(claims.head(3))
    3 claims to look through
    """
    need(claims, ("claim_id", "sentence_start", "doubts"), "explore wants claims; give what find_claims returned")
    sources = {r["briefing_id"]: r for r in briefings.iter_rows(named=True)} if briefings is not None else {}
    rows = [_cells(r, sources.get(r["briefing_id"], {}), language) for r in claims.iter_rows(named=True)]
    shown = [name for name in COLUMNS if OPTIONAL.get(name, "claim_id") in claims.columns]
    cells = [[row[name] for name in shown] for row in rows]
    heads = [
        said(name, language, section="columns") if name != "metric" else said("claims_of_metric", language)
        for name in shown
    ]
    data = {
        "columns": heads,
        "words": {name: said(name, language) for name in TOLD},
        "facets": [shown.index(name) for name in FACETS if name in shown],
        "hidden": [shown.index(name) for name in HIDDEN if name in shown],
        "rows": cells,
    }
    held = json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    name = hashlib.sha256(held.encode()).hexdigest()[:10]
    content = (
        f'<div class="explorer" id="explorer-{name}" style="overflow-x:auto">{_plain(shown, heads, cells, language)}</div>'
        f'<script type="application/json" class="explorer-data" data-explorer="explorer-{name}">{held}</script>'
    )
    return Page(content, f"{claims.height:,} claims to look through", script=script() if rows else "")


def _cells(r: Row, source: Row, language: str) -> dict[str, str]:
    """A claim's cells as HTML; everything that a text, a codebook or a user wrote is escaped."""
    book = codebook()
    at = r["start"] - r["sentence_start"]
    before, after = r["sentence"][:at], r["sentence"][at + len(r["raw"]) :]
    marked = (
        f'{html.escape(before)}<mark style="{tint(str(r["kind"]))}">{html.escape(r["raw"])}</mark>{html.escape(after)}'
    )
    restated = str(source.get("text_kind")) == "restated"
    link = fragment_link(source.get("url"), r["raw"], r["sentence"], restated=restated, at=at)
    outlet = html.escape(r["publisher"] or r["briefing_id"])
    if link and link.startswith(("http://", "https://")):
        outlet = f'<a href="{html.escape(link, quote=True)}" rel="noreferrer">{outlet}</a>'
    day = r["period_end"] or r["date"]
    plain = {
        "figure": r["raw"], "read as": read_as(r, language), "metric": book.label(r["metric"], language) if r["metric"] else noun_words(r, language),
        "period": period_of(r, language), "year": str(day.year) if day else "", "language": said(str(r["language"]), language, section="languages"), "kind": said(str(r["kind"]), language, section="kinds"),
        "doubt": ", ".join(r["doubts"]).replace("_", " "), "contested": said("yes" if r.get("contested_by") else "no", language),
        "reliability": between(r.get("reliability"), r.get("reliability_low"), r.get("reliability_high")),
    }  # fmt: skip
    address = html.escape(r["claim_id"], quote=True)
    made = {"sentence": marked, "outlet": outlet, "claim": f'<a href="#claim={address}">{address}</a>'}
    return {name: html.escape(text) for name, text in plain.items()} | made


def _plain(columns: list[str], heads: list[str], rows: list[list[str]], language: str) -> str:
    """The first rows as a table that needs no script."""
    if not rows:
        return f"<p>{said('no_claim', language)}</p>"
    shown = [n for n, name in enumerate(columns) if name not in HIDDEN]
    head = "".join(f"<th>{heads[n]}</th>" for n in shown)
    body = "".join("<tr>" + "".join(f"<td>{row[n]}</td>" for n in shown) + "</tr>" for row in rows[:FALLBACK])
    more = f"<p>{said('first_claims', language, FALLBACK, f'{len(rows):,}')}</p>" if len(rows) > FALLBACK else ""
    return f'<table class="display"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{more}'


@functools.cache
def script() -> str:
    """The one module script that makes every explorer of a page interactive; a page that holds explorers brings it once."""
    bundle = resources.files("itables").joinpath("html", "dt_bundle.js").read_text(encoding="utf-8")
    style = resources.files("itables").joinpath("html", "dt_bundle.css").read_text(encoding="utf-8")
    names = re.search(r"export\s*\{([^}]*)\}\s*;?", bundle)
    table = re.search(r"([\w$]+) as default\b", names[1]) if names else None
    if names is None or table is None:
        raise LexiconError(
            "itables: its bundle exports no table any more; install the version that the lock file names"
        )
    code = bundle[: names.start()] + bundle[names.end() :]
    draw = resources.files(__package__).joinpath("explorer.js").read_text(encoding="utf-8")
    whole = f"{code}\nconst EXPLORER_STYLE = {json.dumps(style)};\n{draw.replace('EXPLORER_TABLE', table[1])}"
    return whole.replace("</script", "<\\/script")
