"""Papermill over the notebooks, offline HTML, an index."""

from __future__ import annotations

import html
import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from .codebook import did_you_mean
from .words import ROOT, LexiconError, SourceError

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


@dataclass
class Made:
    """One rendered notebook: where its pages are, what its main finding says, or the error that stopped it."""

    name: str
    notebook: str
    parameters: dict[str, Any]
    html: Path | None = None
    ipynb: Path | None = None
    finding: str = ""
    error: str = ""
    warnings: list[str] = field(default_factory=list)


def notebooks_folder() -> Path:
    """The checkout's notebooks/, or the copy inside an installed package."""
    checkout = ROOT.parent / "notebooks"
    return checkout if checkout.is_dir() else ROOT / "_notebooks"


def notebooks() -> dict[str, Path]:
    """The notebooks by name: {'01-one-briefing': path, ...}."""
    return {p.stem: p for p in sorted(notebooks_folder().glob("[0-9]*.ipynb"))}


def parameters_of(notebook: str) -> dict[str, Any]:
    """The parameters of a notebook with their defaults; LexiconError with a did-you-mean for an unknown notebook."""
    import ast

    path = _notebook(notebook)
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    tagged = next((c for c in cells if "parameters" in c["metadata"].get("tags", [])), None)
    tree = ast.parse("".join(tagged["source"])) if tagged else ast.Module([], [])
    return {
        n.targets[0].id: ast.literal_eval(n.value)
        for n in tree.body
        if isinstance(n, ast.Assign) and isinstance(n.targets[0], ast.Name)
    }


def _notebook(name: str) -> Path:
    known = notebooks()
    if name not in known:
        raise LexiconError(f"no notebook {name!r}{did_you_mean(name, known)}")
    return known[name]


def render(notebook: str, *, out: str | Path = "reports", name: str | None = None, **parameters: Any) -> Made:
    """Run a notebook with these parameters => out/<name>.ipynb and out/<name>.html, both readable offline.

    LexiconError with a did-you-mean for an unknown notebook or parameter; SourceError if a cell fails.
    """
    known = parameters_of(notebook)
    for key in parameters:
        if key not in known:
            raise LexiconError(f"{notebook} has no parameter {key!r}{did_you_mean(key, known)}")
    folder = Path(out).resolve()
    folder.mkdir(parents=True, exist_ok=True)
    made = Made(name or notebook, notebook, parameters)
    with tempfile.TemporaryDirectory(dir=folder, prefix=".making-") as scratch:
        done = Path(scratch) / "done.ipynb"
        _run(_notebook(notebook), done, parameters)
        book = clean(json.loads(done.read_text(encoding="utf-8")))
        made.ipynb, made.html = folder / f"{made.name}.ipynb", folder / f"{made.name}.html"
        write_whole(made.ipynb, json.dumps(book, ensure_ascii=False, indent=1, sort_keys=True) + "\n")
        write_whole(made.html, page(book))
    made.finding = _finding(book)
    return made


def _run(source: Path, target: Path, parameters: dict[str, Any]) -> None:
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
    }
    done = subprocess.run(
        command,
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="replace",
        env=environment,
        cwd=target.parent,
        check=False,
    )
    if done.returncode != 0:
        raise SourceError(f"{source.name} {parameters or ''}: {_last_error(done.stderr)}")


def _last_error(log: str) -> str:
    plain = re.sub(r"\x1b\[[0-9;]*m", "", log).strip().splitlines()
    errors = [line for line in plain if re.match(r"[\w.]*(?:Error|Exception|Interrupt)\b", line)]
    return errors[-1] if errors else (plain[-1] if plain else "papermill stopped without a word")


def write_whole(path: Path, content: str) -> None:
    """Write to a temporary file, then rename: a reader never meets half a file."""
    scratch = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        scratch.write_text(content, encoding="utf-8", newline="\n")
        scratch.replace(path)
    except OSError as error:
        scratch.unlink(missing_ok=True)
        raise SourceError(
            f"{path}: cannot be written ({error.strerror}); free some space or choose another folder with --out"
        ) from error


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
    """A notebook as one HTML page that loads nothing: charts drawn in place, code folded away by default."""
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
    title = next(
        (re.sub(r"^#\s*", "", c.source.splitlines()[0]) for c in node.cells if c.cell_type == "markdown"),
        "Report",
    )
    body, _ = exporter.from_notebook_node(node, resources={"metadata": {"name": title}})
    body = re.sub(r"<script[^>]*\bsrc=\"[^\"]*\"[^>]*>\s*</script>", "", body)
    body = re.sub(r"<script type=\"module\">.*?</script>", "", body, flags=re.DOTALL)
    body = re.sub(r"<script type=\"text/x-mathjax-config\">.*?</script>", "", body, flags=re.DOTALL)
    body = re.sub(
        r"<script>\s*(?:\(function|function|window|document|init_mathjax)(?:(?!</script>).)*(?:[Mm]ath[Jj]ax|mermaid|require)(?:(?!</script>).)*</script>",
        "",
        body,
        flags=re.DOTALL,
    )
    body = body.replace("</head>", f"{PAGE_STYLE}</head>", 1).replace("<html>", '<html lang="en">', 1)
    extra = f"<script>{_vega_code()}</script>" if charts else ""
    return body.replace("</body>", f"{extra}</body>", 1)


def _figure(spec: dict[str, Any], number: int) -> str:
    """The chart as SVG, with its specification beside it for the script that makes it interactive."""
    from .charts import compiled, svg

    title = spec.get("title") or {}
    label = html.escape(str(title.get("text", "chart") if isinstance(title, dict) else title), quote=True)
    data = json.dumps(compiled(spec), ensure_ascii=False).replace("<", "\\u003c")
    return (
        f'<figure class="chart" role="img" aria-label="{label}" data-chart="{number}">{svg(spec)}</figure>'
        f'<script type="application/json" class="chart-spec" data-chart="{number}">{data}</script>'
    )


def _vega_code() -> str:
    import vl_convert

    draw = """
document.querySelectorAll("script.chart-spec").forEach((holder) => {
  const figure = document.querySelector(`figure.chart[data-chart="${holder.dataset.chart}"]`);
  const picture = figure.innerHTML;
  vegaEmbed(figure, JSON.parse(holder.textContent), {actions: false, renderer: "svg"}).catch(() => { figure.innerHTML = picture; });
});
"""
    code: str = vl_convert.javascript_bundle(draw, vl_version="5.21")
    return code.replace("</script", "<\\/script")


PAGE_STYLE = """<style>
body.jp-Notebook{max-width:60rem;margin:0 auto;padding:1rem}
.jp-InputArea pre{white-space:pre-wrap!important;overflow-wrap:anywhere}
.jp-OutputArea-output pre{word-break:normal!important;overflow-wrap:anywhere}
.jp-InputArea{opacity:.75}.jp-CodeCell .jp-Cell-inputWrapper{font-size:.8em}
figure.chart{margin:.5rem 0;overflow-x:auto}.vega-embed{width:auto}
@media (max-width:40rem){body.jp-Notebook{padding:.25rem}.jp-OutputArea-output{overflow-x:auto}}
</style>"""


def _finding(book: dict[str, Any]) -> str:
    """The text of the cell tagged `finding`: what the report says first."""
    for cell in book["cells"]:
        if "finding" in cell["metadata"].get("tags", []):
            for output in cell.get("outputs", []):
                text = output.get("text") or output.get("data", {}).get("text/plain", "")
                joined = text if isinstance(text, str) else "".join(text)
                return joined.strip().strip("'\"")
    return ""


def report(
    corpus: str | Path | None = None,
    *,
    out: str | Path = "reports",
    briefings: Iterable[str] = (),
    jobs: int = 2,
    progress: Callable[[Made, int, int], None] | None = None,
) -> list[Made]:
    """Render every notebook over a corpus (default: the committed one) and write out/index.html.

    Notebook 01 is rendered for each of `briefings`; without any, for the one it names by default or, in a corpus of
    one's own, for each of the first five. A notebook that fails does not stop the others; its error is in the index.
    """
    from .briefings import read_briefings

    problems: list[str] = []
    folder = Path(out).resolve()
    where = str(Path(corpus).resolve()) if corpus else ""
    ids = read_briefings(corpus or None, problems=problems)["briefing_id"].to_list()
    if not ids:
        raise SourceError("\n".join(problems) or f"{corpus}: no briefing could be read; check the files it holds")
    chosen = list(briefings)
    for briefing in chosen:
        if briefing not in ids:
            raise LexiconError(f"no briefing {briefing!r} in this corpus{did_you_mean(briefing, ids)}")
    plan = _plan(ids, chosen, where)
    done: list[Made] = []
    with ThreadPoolExecutor(max_workers=max(1, jobs)) as pool:
        waiting = {pool.submit(_try, made, folder): made for made in plan}
        for future in as_completed(waiting):
            done.append(future.result())
            if progress:
                progress(done[-1], len(done), len(plan))
    made = sorted(done, key=lambda m: m.name)
    write_whole(folder / "index.html", index(made, corpus, problems))
    for problem in problems:
        made.append(Made("corpus", "", {}, error=problem))
    return made


def _plan(ids: list[str], chosen: list[str], where: str) -> list[Made]:
    plan = []
    for name in notebooks():
        known = parameters_of(name)
        common = {"corpus": where} if where and "corpus" in known else {}
        if "briefing" not in known:
            plan.append(Made(name, name, common))
            continue
        wanted = chosen or ([known["briefing"]] if not where and known["briefing"] in ids else ids[:5])
        for briefing in wanted:
            single = len(wanted) == 1
            plan.append(Made(name if single else f"{name}-{briefing}", name, {**common, "briefing": briefing}))
    return plan


def _try(made: Made, folder: Path) -> Made:
    try:
        return render(made.notebook, out=folder, name=made.name, **made.parameters)
    except (SourceError, LexiconError) as error:
        made.error = str(error)
        return made


def index(made: list[Made], corpus: str | Path | None, problems: list[str]) -> str:
    """The page that leads to the reports: what was asked, what was found, what failed."""
    cards = []
    for one in made:
        given = ", ".join(f"{k} = {v}" for k, v in one.parameters.items() if k != "corpus" and v)
        head = html.escape(one.name.replace("-", " "))
        link = (
            f'<a href="{html.escape(one.name, quote=True)}.html">{head}</a> · <a href="{html.escape(one.name, quote=True)}.ipynb">notebook</a>'
            if one.html
            else head
        )
        state = (
            f'<p class="error">Failed: {html.escape(one.error)}</p>'
            if one.error
            else f"<p>{html.escape(one.finding)}</p>"
        )
        cards.append(f"<li><h2>{link}</h2>{state}<p class='given'>{html.escape(given)}</p></li>")
    failed = "".join(f"<li>{html.escape(p)}</li>" for p in problems)
    trouble = f"<h2>Files that could not be read</h2><ul class='error'>{failed}</ul>" if failed else ""
    name = html.escape(Path(corpus).name if corpus else "the committed corpus")
    return f"""<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Briefing reports: {name}</title><style>
body{{font:17px/1.6 system-ui,"Noto Sans","Noto Sans CJK SC",sans-serif;max-width:48rem;margin:2rem auto;padding:0 1rem;color:#111;background:#fff}}
h1{{font-size:1.6rem}}h2{{font-size:1.1rem;margin:0}}ul.reports{{list-style:none;padding:0}}ul.reports li{{border-top:1px solid #ccc;padding:1rem 0}}
a{{color:#1d4ed8}}p{{margin:.4rem 0}}.given{{color:#555;font-size:.85rem}}.error{{color:#9f1239}}
</style></head><body><main>
<h1>What was said, in figures: {name}</h1>
<p>Every figure here is what an agency or outlet stated, with the bounds its words allow. None is a measurement of ours.</p>
<ul class="reports">{"".join(cards)}</ul>{trouble}
</main></body></html>
"""
