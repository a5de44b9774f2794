"""Claims to look through: choose, and click through to the marked sentence; works without any script."""

from __future__ import annotations

import hashlib
import html
from typing import Any

import polars as pl

from ..codebook import codebook
from ..language.calendar import name as period_name
from .citation import fragment_link, place_in_sentence
from .highlight import Page, tint
from .tables import read_as, shortened

BROWSE_STYLE = """<style>
.browse{font:14px/1.5 system-ui,"Noto Sans","Noto Sans CJK SC",sans-serif;color:#111;background:#fff}
.browse label{margin-right:1rem}.browse select{font:inherit;max-width:16rem}
.browse .rows{max-height:32rem;overflow:auto;border:1px solid #ccc;margin-top:.5rem}
.browse details{border-bottom:1px solid #e5e7eb;padding:.25rem .5rem}
.browse summary{cursor:pointer;display:grid;grid-template-columns:8rem 5rem 12rem minmax(10rem,1fr) 11rem;gap:.5rem}
.browse summary span{overflow-wrap:anywhere}.browse blockquote{margin:.4rem 1rem;color:#222}
.browse .where{color:#4b5563;font-size:.85em;margin:.2rem 1rem .5rem}
@media (max-width:40rem){.browse summary{grid-template-columns:1fr}}
</style>"""


def browse(claims: pl.DataFrame, *, briefings: pl.DataFrame | None = None, most: int = 400) -> Page:
    """Claims to look through: choose a metric, a kind and a year; a click opens the sentence with its figure marked.

    Works in JupyterLab and in a report without any script. `briefings` adds a link to the figure on the outlet's page.
    The first `most` claims are listed.

    >>> an.browse(claims.head(3))
    3 claims to look through
    """
    shown = claims.head(most)
    links = {r["briefing_id"]: r for r in briefings.to_dicts()} if briefings is not None else {}
    rows = [dict(r) for r in shown.iter_rows(named=True)]
    name = hashlib.sha256("".join(r["claim_id"] for r in rows).encode()).hexdigest()[:10]
    book = codebook()
    choices = {
        "metric": {r["metric"] or "none": book.label(r["metric"]) if r["metric"] else "no metric" for r in rows},
        "kind": {str(r["kind"]): str(r["kind"]) for r in rows},
        "year": {_year_of(r): _year_of(r) for r in rows},
    }
    rules, selects = [], []
    for key, values in choices.items():
        ordered = sorted(values.items(), key=lambda kv: kv[1])
        options = "".join(f'<option value="{html.escape(k, quote=True)}">{html.escape(v)}</option>' for k, v in ordered)
        selects.append(f'<label>{key} <select name="{key}"><option value="">all</option>{options}</select></label>')
        rules += [
            f'#b{name}:has(select[name="{key}"] option[value="{html.escape(k, quote=True)}"]:checked) details:not([data-{key}="{html.escape(k, quote=True)}"]){{display:none}}'
            for k, _ in ordered
        ]
    listed = "".join(_browse_row(r, links) for r in rows)
    more = (
        f"<p>The first {most} of {claims.height} claims; filter the frame to see others.</p>"
        if claims.height > most
        else ""
    )
    content = f'{BROWSE_STYLE}<style>{"".join(rules)}</style><div class="browse" id="b{name}">{"".join(selects)}<div class="rows" tabindex="0" role="region" aria-label="Claims">{listed or "<p>No claim.</p>"}</div>{more}</div>'
    return Page(content, f"{claims.height} claims to look through")


def _year_of(row: dict[str, Any]) -> str:
    day = row["period_end"] or row["date"]
    return str(day.year) if day else "none"


def _browse_row(row: dict[str, Any], links: dict[str, dict[str, Any]]) -> str:
    source = links.get(row["briefing_id"], {})
    at = place_in_sentence(row, source.get("text"))
    before, raw, after = row["sentence"][:at], row["raw"], row["sentence"][at + len(row["raw"]) :]
    marked = (
        f'{html.escape(before)}<mark style="{tint(str(row["kind"]))}">{html.escape(raw)}</mark>{html.escape(after)}'
    )
    url = fragment_link(
        source.get("url"), row["raw"], row["sentence"], restated=str(source.get("text_kind")) == "restated", at=at
    )
    link = (
        f' · <a href="{html.escape(url, quote=True)}">on the page</a>'
        if url and url.startswith(("http://", "https://"))
        else ""
    )
    cells = (
        row["raw"],
        row["kind"],
        read_as(row),
        codebook().label(row["metric"]) if row["metric"] else row["counted"] or "",
        period_name((row["period_start"], row["period_end"])) if row["period_start"] and row["period_end"] else "",
    )
    summary = "".join(f"<span>{html.escape(shortened(str(c), 80))}</span>" for c in cells)
    where = " · ".join(html.escape(str(v)) for v in (row["publisher"], row["date"], row["claim_id"]) if v)
    return (
        f'<details data-metric="{html.escape(row["metric"] or "none", quote=True)}" data-kind="{row["kind"]}" data-year="{_year_of(row)}">'
        f'<summary>{summary}</summary><blockquote lang="{row["language"]}">{marked}</blockquote><p class="where">{where}{link}</p></details>'
    )
