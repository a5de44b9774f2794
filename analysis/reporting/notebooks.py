"""One notebook with its parameters: run by papermill, cleaned of what differs from run to run, written as an offline page."""

from __future__ import annotations

import ast
import base64
import hashlib
import html
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ..errors import LexiconError, SourceError, did_you_mean
from ..files import write_whole
from ..paths import ROOT

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
FORMATS = ("html", "ipynb", "pdf")


@dataclass
class Made:
    """One rendered notebook: its files, what its main finding says, or the error that stopped it."""

    name: str
    notebook: str
    parameters: dict[str, Any]
    html: Path | None = None
    ipynb: Path | None = None
    pdf: Path | None = None
    title: str = ""
    finding: str = ""
    thumbnail: str = ""
    error: str = ""
    kept: bool = False
    files: dict[str, str] = field(default_factory=dict)


def notebooks_folder() -> Path:
    """The checkout's notebooks/, or the copy inside an installed package."""
    checkout = ROOT.parent / "notebooks"
    return checkout if checkout.is_dir() else ROOT / "_notebooks"


def notebooks() -> dict[str, Path]:
    """The notebooks by name: {'01-one-briefing': path, ...}."""
    return {p.stem: p for p in sorted(notebooks_folder().glob("[0-9]*.ipynb"))}


def parameters_of(notebook: str) -> dict[str, Any]:
    """The parameters of a notebook with their defaults; LexiconError with a did-you-mean for an unknown notebook."""
    cells = json.loads(notebook_path(notebook).read_text(encoding="utf-8"))["cells"]
    tagged = next((c for c in cells if "parameters" in c["metadata"].get("tags", [])), None)
    tree = ast.parse("".join(tagged["source"])) if tagged else ast.Module([], [])
    return {
        n.targets[0].id: ast.literal_eval(n.value)
        for n in tree.body
        if isinstance(n, ast.Assign) and isinstance(n.targets[0], ast.Name)
    }


def notebook_path(name: str) -> Path:
    known = notebooks()
    if name not in known:
        raise LexiconError(f"no notebook {name!r}{did_you_mean(name, known)}")
    return known[name]


def check_parameters(notebook: str, parameters: dict[str, Any], corpus: str | Path | None = None) -> None:
    """Stop before a run: LexiconError with a did-you-mean for an unknown notebook, parameter, metric, agency, event, year or
    briefing, and for a value of the wrong type."""
    known = parameters_of(notebook)
    for key, value in parameters.items():
        if key not in known:
            raise LexiconError(f"{notebook} has no parameter {key!r}{did_you_mean(key, known)}")
        if not isinstance(value, type(known[key])):
            wanted = {"str": "text", "list": "a list such as [2021, 2024]"}.get(type(known[key]).__name__, "a number")
            raise LexiconError(f"{notebook}: {key} = {value!r} is of the wrong type; give {wanted}")
    _check_values({k: v for k, v in parameters.items() if v}, corpus)


def _check_values(given: dict[str, Any], corpus: str | Path | None) -> None:
    from ..codebook import codebook
    from ..extraction.claims import READINGS, find_claims
    from ..loading.readers import read_briefings
    from ..selection import known, select

    if "reading" in given:
        known("reading", given["reading"], READINGS)
    if "metric" in given:
        known("metric", given["metric"], codebook().metrics)
    chosen = {key: given[key] for key in ("event", "agency", "years") if key in given}
    if not chosen and "briefing" not in given:
        return
    briefings = read_briefings(corpus or given.get("corpus") or None, problems=[])
    if "briefing" in given:
        known("briefing", given["briefing"], briefings["briefing_id"].to_list())
    if chosen:
        select(find_claims(briefings), **chosen)


def render(
    notebook: str,
    *,
    out: str | Path = "reports",
    name: str | None = None,
    formats: tuple[str, ...] = ("html", "ipynb"),
    **parameters: Any,
) -> Made:
    """Run a notebook with these parameters => out/<name>.ipynb and out/<name>.html, both readable offline.

    `formats` may add "pdf", printed by a headless Chromium. Parameters are checked first: LexiconError with a
    did-you-mean for an unknown name or value; SourceError if a cell fails.

    >>> an.render("04-across-years", metrik="x")
    Traceback (most recent call last):
    analysis.words.LexiconError: 04-across-years has no parameter 'metrik'; did you mean 'metric'?
    """
    check_parameters(notebook, parameters)
    return run_notebook(notebook, Path(out), name or notebook, parameters, formats)


def run_notebook(
    notebook: str, out: Path, name: str, parameters: dict[str, Any], formats: tuple[str, ...] = ("html", "ipynb")
) -> Made:
    """Run a notebook whose parameters are known to be good, and write what was asked for."""
    folder = out.resolve()
    folder.mkdir(parents=True, exist_ok=True)
    made = Made(name, notebook, parameters)
    with tempfile.TemporaryDirectory(dir=folder, prefix=".making-") as scratch:
        done = Path(scratch) / "done.ipynb"
        where, given = _portable(parameters)
        execute(notebook_path(notebook), done, given, where)
        book = clean(json.loads(done.read_text(encoding="utf-8")))
        text = page(book)
        if "ipynb" in formats:
            made.ipynb = folder / f"{name}.ipynb"
            write_whole(made.ipynb, json.dumps(book, ensure_ascii=False, indent=1, sort_keys=True) + "\n")
        made.html = folder / f"{name}.html"
        write_whole(made.html, text)
        if "pdf" in formats:
            made.pdf = print_pdf(made.html, folder / f"{name}.pdf")
    made.title, made.finding, made.thumbnail = title_of(book), finding_of(book), thumbnail_of(book)
    paths = [p for p in (made.html, made.ipynb, made.pdf) if p]
    made.files = {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in paths if p.suffix != ".pdf"}
    return made


def _portable(parameters: dict[str, Any]) -> tuple[Path | None, dict[str, Any]]:
    """Name a user's corpus by its last part and run beside it, so that a report holds no path of this machine."""
    corpus = parameters.get("corpus")
    if not corpus:
        return None, parameters
    path = Path(str(corpus)).expanduser().resolve()
    fixed = path if path.exists() else Path(*list(path.parts[: _first_wild(path)]))
    parent = fixed.parent if fixed == path else fixed
    return parent, {**parameters, "corpus": path.relative_to(parent).as_posix()}


def _first_wild(path: Path) -> int:
    """How many parts of a glob's path come before its first wild card."""
    return next((n for n, part in enumerate(path.parts) if any(c in part for c in "*?[")), len(path.parts) - 1)


def execute(source: Path, target: Path, parameters: dict[str, Any], where: Path | None = None) -> None:
    """Run papermill in a process of its own: kernels started from threads of one process race for ports."""
    given = ["-y", json.dumps(parameters, ensure_ascii=False)] if parameters else []
    command = [
        sys.executable,
        "-m",
        "papermill",
        str(source),
        str(target),
        "--no-progress-bar",
        "--kernel",
        "python3",
        *given,
    ]
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join([str(ROOT.parent), *filter(None, [os.environ.get("PYTHONPATH")])]),
        "PYTHONHASHSEED": "0",
        "TZ": "UTC",
        "LC_ALL": "C.UTF-8",
    }
    done = subprocess.run(
        command,
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="replace",
        env=environment,
        cwd=where or target.parent,
        check=False,
    )
    if done.returncode != 0:
        raise SourceError(f"{source.name} {parameters or ''}: {_last_error(done.stderr)}")


def _last_error(log: str) -> str:
    plain = re.sub(r"\x1b\[[0-9;]*m", "", log).strip().splitlines()
    errors = [line for line in plain if re.match(r"[\w.]*(?:Error|Exception|Interrupt)\b", line)]
    return errors[-1] if errors else (plain[-1] if plain else "papermill stopped without a word")


def clean(book: dict[str, Any]) -> dict[str, Any]:
    """A notebook without what differs from run to run: times, paths, ids of the injected cell."""
    kept = book["metadata"].get("papermill", {}).get("parameters", {})
    book["metadata"] = {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    if kept:
        book["metadata"]["papermill"] = {"parameters": kept}
    for number, cell in enumerate(book["cells"]):
        tags = cell["metadata"].get("tags", [])
        cell["metadata"] = {"tags": tags} if tags else {}
        if "injected-parameters" in tags:
            cell["id"] = f"injected-{number}"
    return book


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


def chromium() -> str | None:
    """The path of a Chromium or Chrome that can print; None where there is none."""
    return next(
        (p for n in ("chromium", "chromium-browser", "google-chrome", "chrome") if (p := shutil.which(n))), None
    )


def print_pdf(source: Path, target: Path) -> Path:
    """Print a page as PDF with a headless Chromium; SourceError where none is installed or it fails."""
    browser = chromium()
    if browser is None:
        raise SourceError(f"{target.name}: no Chromium is installed to print a PDF; install one or leave --pdf out")
    scratch = target.with_name(f".{target.name}.part")
    with tempfile.TemporaryDirectory() as profile:
        command = [browser, "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={profile}", "--no-pdf-header-footer", "--virtual-time-budget=10000", f"--print-to-pdf={scratch}", source.as_uri()]  # fmt: skip
        done = subprocess.run(command, capture_output=True, text=True, errors="replace", check=False, timeout=120)
    if done.returncode or not scratch.exists():
        raise SourceError(
            f"{target.name}: Chromium could not print it ({done.stderr.strip().splitlines()[-1:] or 'no word'})"
        )
    scratch.replace(target)
    return target
