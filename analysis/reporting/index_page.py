"""The page that leads to the reports: what disagrees most, what was asked, what was found, what failed."""

from __future__ import annotations

import base64
import html
from pathlib import Path

import polars as pl

from ..codebook import label, words
from .html_page import policy
from .made import Asked, Made


def index(made: list[Made], asked: Asked, checks: pl.DataFrame, problems: list[str]) -> str:
    """The page that leads to the reports: what disagrees most, what was asked, what was found, what failed."""
    name = html.escape(Path(asked.corpus).name if asked.corpus else "the committed corpus")
    failed = "".join(f"<li>{html.escape(p)}</li>" for p in problems)
    trouble = (
        f"<section><h2>Files that could not be read</h2><ul class='error'>{failed}</ul></section>" if failed else ""
    )
    cards = "".join(_card(one) for one in made)
    return f"""<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="{policy()}">
<title>Briefing reports: {name}</title><style>{INDEX_STYLE}</style></head><body><main>
<h1>What was said, in figures: {name}</h1>
<p>Every figure here is what an agency or outlet stated, with the bounds its words allow. None is a measurement of ours.</p>
{_disagreements(checks, made)}
<section><h2>Reports</h2><ul class="reports">{cards}</ul></section>
{trouble}
<section><h2>What was asked</h2><dl>{_what_was_asked(asked)}</dl>
<p>What these pages rest on, hash by hash: <a href="manifest.json">manifest.json</a>, <a href="ro-crate-metadata.json">RO-Crate</a>.
<code>briefings reproduce</code> makes them again and compares every byte.</p></section>
</main></body></html>
"""


INDEX_STYLE = """
body{font:17px/1.6 system-ui,"Noto Sans","Noto Sans CJK SC",sans-serif;max-width:48rem;margin:2rem auto;padding:0 1rem;color:#111;background:#fff}
h1{font-size:1.6rem;line-height:1.3}h2{font-size:1.25rem;margin:2rem 0 .5rem}h3{font-size:1.05rem;margin:0}
ul.reports{list-style:none;padding:0}ul.reports li{border-top:1px solid #ccc;padding:1rem 0;overflow:hidden}
ul.reports img{float:right;width:13rem;max-width:40%;height:auto;margin:0 0 .5rem 1rem;border:1px solid #ddd;background:#fff}
a{color:#1d4ed8}p{margin:.4rem 0}.given,dt{color:#4b5563;font-size:.9rem}.error{color:#9f1239}dd{margin:0 0 .4rem}
ol.wrong li{margin:.5rem 0;overflow-wrap:anywhere}code{overflow-wrap:anywhere}
@media (max-width:36rem){ul.reports img{float:none;display:block;width:100%;max-width:100%;margin:0 0 .75rem}}
"""


def _card(one: Made) -> str:
    title = html.escape(one.title or one.name.replace("-", " "))
    given = ", ".join(f"{k} = {v}" for k, v in one.parameters.items() if k != "corpus" and v)
    links = [
        f'<a href="{html.escape(path.name, quote=True)}">{word}<span class="given"> of {title}</span></a>'
        for path, word in ((one.ipynb, "notebook"), (one.pdf, "PDF"))
        if path
    ]
    head = f'<a href="{html.escape(one.html.name, quote=True)}">{title}</a>' if one.html else title
    picture = ""
    if one.thumbnail:
        data = base64.b64encode(one.thumbnail.encode()).decode()
        picture = f'<img alt="First chart of {title}" src="data:image/svg+xml;base64,{data}">'
    state = (
        f'<p class="error">Failed: {html.escape(one.error)}</p>' if one.error else f"<p>{html.escape(one.finding)}</p>"
    )
    return (
        f"<li>{picture}<h3>{head}</h3>{state}<p class='given'>{html.escape(given)}</p><p>{' · '.join(links)}</p></li>"
    )


def _disagreements(checks: pl.DataFrame, made: list[Made]) -> str:
    """The five things that lie farthest apart, each once, in a sentence with its claims."""
    wrong = checks.filter(pl.col("verdict") == "disagrees").unique(
        ["check", "metric", "scope", "period_start", "period_end"], keep="first", maintain_order=True
    )
    counts = dict(checks["verdict"].cast(pl.String).value_counts().iter_rows())
    told = f"Of {checks.height:,} things checked, {counts.get('agrees', 0):,} agree, {counts.get('disagrees', 0):,} disagree and {counts.get('cannot_tell', 0):,} cannot be told."
    page = next((m.html.name for m in made if m.html and m.notebook == "05-do-the-figures-agree"), None)
    more = f' <a href="{page}">All checks</a>.' if page else ""
    rows = "".join(
        f"<li><strong>{html.escape(label(r['metric']))}</strong>{html.escape(', ' + words(r['scope'])) if r['scope'] else ''} "
        f"({html.escape(words(r['check']))}): {html.escape(r['arithmetic'])} <span class='given'>[{html.escape(' '.join(r['claim_ids'][:2]))}]</span></li>"
        for r in wrong.head(5).iter_rows(named=True)
    )
    listed = f'<ol class="wrong">{rows}</ol>' if rows else "<p>Nothing that could be checked disagrees.</p>"
    return f"<section><h2>What disagrees most</h2><p>{told}{more}</p>{listed}</section>"


def _what_was_asked(asked: Asked) -> str:
    shown = {
        "corpus": Path(asked.corpus).name or "the committed corpus", "notebooks": ", ".join(asked.notebooks) or "all", "briefings": ", ".join(asked.briefings),
        "metrics": ", ".join(asked.metrics), "years": " to ".join(map(str, asked.years)), "event": asked.event, "agency": asked.agency,
        "reading of bounds": asked.reading, "parameters": ", ".join(f"{k} = {v}" for k, v in asked.parameters),
    }  # fmt: skip
    return "".join(f"<dt>{k}</dt><dd>{html.escape(v)}</dd>" for k, v in shown.items() if v)
