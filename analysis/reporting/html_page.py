"""A notebook that has run, as one page that loads nothing: findings as prose, code folded, contents at the side."""

from __future__ import annotations

import functools
import hashlib
import html
import json
import re
from pathlib import Path
from typing import Any

from .claim_links import linked
from .shell import shell

TEMPLATES = Path(__file__).parent / "templates"
VEGA = "application/vnd.vegalite.v5+json"
# What a cell prints is prose; references are set as a list, and what is to be copied or lies in columns stays as it is.
AS_PRINTED = re.compile(r"an\.(?:explain|quote)\(|an\.cite\(.*style=", re.DOTALL)
REFERENCES = re.compile(r"an\.cite\((?!.*style=)", re.DOTALL)
STAMP = re.compile(r"an\.stamp\(")
HEADING_TAG = "heading"  # of the cell that prints what a page is about
Cell = dict[str, Any]


def page(book: dict[str, Any], name: str, links: dict[str, str] | None = None) -> str:
    """A notebook as HTML; `links` leads from a briefing's id to its marked text, which each claim id then opens."""
    charts: list[str] = []
    parts = {"cells": [_prepared(cell, charts) for cell in book["cells"] if "parameters" not in _tags(cell)]}
    body = linked(_exported({**book, **parts}), links or {}, name)
    scripts = [_vega_code()] if charts else []
    for number, figure in enumerate(charts):
        body = body.replace(f'<div class="chart-slot">{number}</div>', figure)
    if 'class="explorer-data"' in body:
        from ..presenting.explorer import script

        scripts.append(script())
    body, contents = _contents(body)
    title, heading = title_of(book), heading_of(book)
    if heading:
        body = re.sub(r"<h1\b[^>]*>.*?</h1>", lambda _: _headed(heading, title), body, count=1, flags=re.DOTALL)
    title = f"{heading}: {title}" if heading else title
    return shell(title, _given(book) + body, contents=contents, notebook=f"{name}.ipynb", scripts=scripts)


def _headed(heading: str, question: str) -> str:
    """What the page is about, and the question that is asked of it."""
    return f'<h1>{html.escape(heading)}</h1><p class="lead">{html.escape(question)}</p>'


def _tags(cell: Cell) -> list[str]:
    tags: list[str] = cell["metadata"].get("tags", [])
    return tags


def _prepared(cell: Cell, charts: list[str]) -> Cell:
    """A cell whose charts wait in `charts` and whose printed sentences are paragraphs."""
    outputs = []
    for output in () if HEADING_TAG in _tags(cell) else cell.get("outputs", []):
        if spec := output.get("data", {}).get(VEGA):
            outputs.append(_html(f'<div class="chart-slot">{len(charts)}</div>'))
            charts.append(_figure(spec, len(charts)))
        elif output.get("name") == "stdout":
            outputs.append(_printed("".join(cell["source"]), "".join(output["text"])) or output)
        else:
            outputs.append(output)
    return {**cell, "outputs": outputs} if cell["cell_type"] == "code" else cell


def _html(content: str) -> dict[str, Any]:
    return {"output_type": "display_data", "metadata": {}, "data": {"text/html": content}}


def _printed(source: str, text: str) -> dict[str, Any] | None:
    lines = [html.escape(line) for line in text.strip().splitlines() if line.strip()]
    if STAMP.search(source):
        return _html("".join(f'<p class="stamp">{line}</p>' for line in lines))
    if AS_PRINTED.search(source):
        return None
    if lines and REFERENCES.search(source) and lines[0].endswith("]"):
        return _html('<ol class="references">' + "".join(f"<li>{_addresses(line)}</li>" for line in lines) + "</ol>")
    return _html("".join(f'<p class="prose">{line}</p>' for line in lines))


def _addresses(line: str) -> str:
    """Addresses in an escaped line as links."""
    return re.sub(r"https?://[^\s<]+[^\s<.,;)]", lambda m: f'<a href="{m[0]}" rel="noreferrer">{m[0]}</a>', line)


def _exported(book: dict[str, Any]) -> str:
    import nbformat

    body, _ = _exporter().from_notebook_node(nbformat.reads(json.dumps(book), as_version=4))
    # nothing of a notebook runs; the specifications of charts and the rows of explorers are data and stay
    held = re.compile(r"<script(?![^>]*application/json)[^>]*>.*?</script>", re.DOTALL | re.IGNORECASE)
    return held.sub("", body)


@functools.cache
def _exporter() -> Any:
    from nbconvert import HTMLExporter
    from traitlets.config import Config

    config = Config()
    config.HTMLExporter.exclude_input_prompt = config.HTMLExporter.exclude_output_prompt = True
    return HTMLExporter(config=config, template_name="page", extra_template_basedirs=[str(TEMPLATES)])


def warm() -> None:
    """Compile what each page is set with, before the pages are made side by side."""
    outputs: list[Cell] = [_html("<p></p>"), {"output_type": "stream", "name": "stdout", "text": ""}]
    code = {"cell_type": "code", "source": "1", "metadata": {}, "execution_count": 1, "outputs": outputs}
    text = {"cell_type": "markdown", "source": "# a", "metadata": {}}
    _exported({"cells": [text, code], "metadata": {}, "nbformat": 4, "nbformat_minor": 4})


HEADING = re.compile(r'<h2 id="([^"]*)">(.*?)<a class="anchor-link"[^>]*>.*?</a></h2>', re.DOTALL)


def _contents(body: str) -> tuple[str, list[tuple[str, str]]]:
    """The body with plain headings, and their (address, text)."""
    contents = [(m[1], re.sub(r"<[^>]+>", "", m[2])) for m in HEADING.finditer(body)]
    return re.sub(r'<a class="anchor-link"[^>]*>.*?</a>', "", body), contents


def _given(book: dict[str, Any]) -> str:
    """What the page was asked for, where that is not the default."""
    given = book["metadata"].get("papermill", {}).get("parameters", {})
    shown = [
        f"{html.escape(k)}: {html.escape(_said(v))}"
        for k, v in sorted(given.items())
        if v and k not in ("corpus", "codebook")
    ]
    return f'<p class="given">Asked for: {"; ".join(shown)}</p>' if shown else ""


def _said(value: Any) -> str:
    return " to ".join(map(str, value)) if isinstance(value, list) else str(value).replace("_", " ")


def _figure(spec: dict[str, Any], number: int) -> str:
    """The chart as SVG, with its specification beside it for the script that makes it interactive."""
    from ..presenting.drawing import compiled, svg

    label = html.escape(chart_title(spec), quote=True)
    data = json.dumps(compiled(spec), ensure_ascii=False).replace("<", "\\u003c")
    return (
        f'<figure class="chart" tabindex="0" role="img" aria-label="{label}" data-chart="{number}">{svg(spec)}</figure>'
        f'<script type="application/json" class="chart-spec" data-chart="{number}">{data}</script>'
    )


def chart_title(spec: dict[str, Any]) -> str:
    """A chart's title and subtitle in one line."""
    title = spec.get("title") or {}
    if not isinstance(title, dict):
        return str(title)
    texts = [t if isinstance(t, str) else " ".join(t) for t in (title.get("text", "chart"), title.get("subtitle", ""))]
    return f"Chart: {' '.join(texts)}".strip()


DRAW = Path(__file__).with_name("charts.js")


def _vega_code() -> str:
    """The script that draws charts, bundled once and kept beside the other things that are kept."""
    from importlib.metadata import version

    from ..kept import text_kept

    drawing = DRAW.read_text(encoding="utf-8")
    name = hashlib.sha256(f"{version('vl-convert-python')} {drawing}".encode()).hexdigest()[:16]
    return text_kept(f"charts-{name}.js", functools.partial(_bundle, drawing)).replace("</script", "<\\/script")


def _bundle(drawing: str) -> str:
    import vl_convert

    code: str = vl_convert.javascript_bundle(drawing, vl_version="5.21")
    return code


def title_of(book: dict[str, Any]) -> str:
    """The question that a notebook asks: its first heading."""
    texts = ("".join(c["source"]) for c in book["cells"] if c["cell_type"] == "markdown")
    return next((re.sub(r"^#\s*", "", text.splitlines()[0]) for text in texts if text.strip()), "Report")


def finding_of(book: dict[str, Any]) -> str:
    """The text of the cell tagged `finding`: what the report says first."""
    return _text_of(book, "finding")


def heading_of(book: dict[str, Any]) -> str:
    """The metric, briefing or event that a page is about: the text of the cell tagged `heading`; '' without one."""
    return " ".join(_text_of(book, HEADING_TAG).split())


def _text_of(book: dict[str, Any], tag: str) -> str:
    """The text of the first cell with this tag."""
    for cell in book["cells"]:
        if tag in _tags(cell):
            for output in cell.get("outputs", []):
                text = output.get("text") or output.get("data", {}).get("text/plain", "")
                joined = text if isinstance(text, str) else "".join(text)
                return joined.strip().strip("'\"")
    return ""


def thumbnail_of(book: dict[str, Any]) -> str:
    """The first chart that draws something, as SVG."""
    from ..presenting.drawing import svg

    specs = [o["data"][VEGA] for c in book["cells"] for o in c.get("outputs", []) if VEGA in o.get("data", {})]
    drawn = [s for s in specs if "Nothing to draw" not in chart_title(s)]
    return svg(drawn[0]) if drawn else ""
