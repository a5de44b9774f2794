"""A notebook that has run, as one page that loads nothing."""

from __future__ import annotations

import base64
import hashlib
import html
import json
import re
from typing import Any

# Addresses that nbconvert's page would load from the network; a report loads nothing.
REMOTE = (
    "require_js_url",
    "mathjax_url",
    "jquery_url",
    "mermaid_js_url",
    "mermaid_layout_elk_js_url",
    "jupyter_widgets_base_url",
    "widget_renderer_url",
)
VEGA = "application/vnd.vegalite.v5+json"


def page(book: dict[str, Any]) -> str:
    """A notebook as one HTML page that loads nothing: charts drawn in place, its own script the only one that may run."""
    import nbformat
    from nbconvert import HTMLExporter
    from traitlets.config import Config

    charts = 0
    node = nbformat.reads(json.dumps(book), as_version=4)
    for cell in node.cells:
        for output in cell.get("outputs", []):
            if spec := output.get("data", {}).get(VEGA):
                output["data"] = nbformat.from_dict({"text/html": _figure(spec, charts)})
                charts += 1
    config = Config()
    config.HTMLExporter.exclude_input_prompt = config.HTMLExporter.exclude_output_prompt = True
    exporter = HTMLExporter(config=config, template_name="lab", **dict.fromkeys(REMOTE, ""))
    body, _ = exporter.from_notebook_node(node, resources={"metadata": {"name": title_of(book)}})
    body = _without_scripts(body)
    script = _vega_code() if charts else ""
    allowed = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    head = f'<meta http-equiv="Content-Security-Policy" content="{policy(allowed if charts else "")}">\n{PAGE_STYLE}'
    body = re.sub(r"<head>", "<head>\n" + head.replace("\\", "\\\\"), body, count=1)
    body = re.sub(r"<html[^>]*>", '<html lang="en">', body, count=1)
    body = re.sub(r"<main>|</main>", "", body)
    body = re.sub(r"(<body[^>]*>)", r"\1<main>", body, count=1)
    tail = f"</main>{f'<script>{script}</script>' if charts else ''}</body>"
    return "".join([*body.rpartition("</body>")[:1], tail, *body.rpartition("</body>")[2:]])


def _without_scripts(body: str) -> str:
    """nbconvert's page without any of its scripts; the specifications of charts are data and stay."""
    return re.sub(r"<script(?![^>]*application/json)[^>]*>.*?</script>", "", body, flags=re.DOTALL | re.IGNORECASE)


def policy(script: str = "") -> str:
    """A Content-Security-Policy that loads nothing and runs only the script of this hash (Vega compiles expressions)."""
    scripts = f"script-src 'sha256-{script}' 'unsafe-eval'" if script else "script-src 'none'"
    return f"default-src 'none'; {scripts}; style-src 'unsafe-inline'; img-src data:; font-src data:; base-uri 'none'; form-action 'none'"


def _figure(spec: dict[str, Any], number: int) -> str:
    """The chart as SVG, with its specification beside it for the script that makes it interactive."""
    from ..presenting.chart_theme import compiled, svg

    label = html.escape(_title(spec), quote=True)
    data = json.dumps(compiled(spec), ensure_ascii=False).replace("<", "\\u003c")
    return (
        f'<figure class="chart" role="img" aria-label="{label}" data-chart="{number}">{svg(spec)}</figure>'
        f'<script type="application/json" class="chart-spec" data-chart="{number}">{data}</script>'
    )


def _title(spec: dict[str, Any]) -> str:
    title = spec.get("title") or {}
    if not isinstance(title, dict):
        return str(title)
    subtitle = title.get("subtitle", "")
    return (
        f"Chart: {title.get('text', 'chart')} {subtitle if isinstance(subtitle, str) else ' '.join(subtitle)}".strip()
    )


def _vega_code() -> str:
    import vl_convert

    draw = """
document.querySelectorAll("script.chart-spec").forEach((holder) => {
  const figure = document.querySelector(`figure.chart[data-chart="${holder.dataset.chart}"]`);
  const picture = figure.innerHTML;
  vegaEmbed(figure, JSON.parse(holder.textContent), {actions: false, renderer: "svg", defaultStyle: false})
    .then(() => figure.querySelectorAll("svg").forEach((s) => s.setAttribute("aria-hidden", "true")))
    .catch(() => { figure.innerHTML = picture; });
});
"""
    code: str = vl_convert.javascript_bundle(draw, vl_version="5.21")
    return code.replace("</script", "<\\/script")


PAGE_STYLE = """<style>
body.jp-Notebook{max-width:60rem;margin:0 auto;padding:1rem}
.jp-InputArea pre{white-space:pre-wrap!important;overflow-wrap:anywhere}
.jp-OutputArea-output pre{word-break:normal!important;overflow-wrap:anywhere}
.jp-CodeCell .jp-Cell-inputWrapper{font-size:.8em}
.highlight .c,.highlight .c1{color:#2f5f5f!important}.highlight .o,.highlight .p{color:#444!important}.highlight .ow{color:#7a17b8!important}
.highlight .mi,.highlight .mf,.highlight .si{color:#4a4a4a!important}
figure.chart{margin:.5rem 0;overflow-x:auto}.vega-embed{width:auto}
.jp-OutputArea-output{overflow-x:auto}
@media (max-width:40rem){body.jp-Notebook{padding:.25rem}}
@media print{.jp-Cell-inputWrapper{display:none}figure.chart,table,h2{break-inside:avoid}}
</style>"""


def title_of(book: dict[str, Any]) -> str:
    """The question that a notebook asks: its first heading."""
    texts = ("".join(c["source"]) for c in book["cells"] if c["cell_type"] == "markdown")
    return next((re.sub(r"^#\s*", "", text.splitlines()[0]) for text in texts if text.strip()), "Report")


def finding_of(book: dict[str, Any]) -> str:
    """The text of the cell tagged `finding`: what the report says first."""
    for cell in book["cells"]:
        if "finding" in cell["metadata"].get("tags", []):
            for output in cell.get("outputs", []):
                text = output.get("text") or output.get("data", {}).get("text/plain", "")
                joined = text if isinstance(text, str) else "".join(text)
                return joined.strip().strip("'\"")
    return ""


def thumbnail_of(book: dict[str, Any]) -> str:
    """The first chart that draws something, as SVG."""
    from ..presenting.chart_theme import svg

    specs = [o["data"][VEGA] for c in book["cells"] for o in c.get("outputs", []) if VEGA in o.get("data", {})]
    drawn = [s for s in specs if "Nothing to draw" not in _title(s)]
    return svg(drawn[0]) if drawn else ""
