"""Every notebook over a corpus, an index that leads with what disagrees, and the proof that it can be made again."""

from __future__ import annotations

import base64
import html
import json
import tempfile
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path
from typing import Any, NamedTuple

import polars as pl

from ..codebook import codebook, label, words
from ..comparing.checks import check
from ..errors import LexiconError, SourceError, did_you_mean
from ..extraction.claims import READINGS, find_claims
from ..files import only_one, write_whole
from ..fingerprints import sha256
from ..loading.readers import read_briefings
from ..selection import known, select
from .notebooks import (
    Made,
    chromium,
    notebook_path,
    notebooks,
    parameters_of,
    policy,
    render,
    run_notebook,
    thumbnail_of,
    title_of,
)
from .provenance import changed, inputs, key_of, read_manifest, write_manifest

Progress = Callable[[Made, int, int], None]


class Asked(NamedTuple):
    """What a report was asked for; an empty field asks for nothing in particular."""

    corpus: str = ""
    notebooks: tuple[str, ...] = ()
    briefings: tuple[str, ...] = ()
    metrics: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    event: str = ""
    agency: str = ""
    reading: str = "conventional"
    parameters: tuple[tuple[str, Any], ...] = ()


def report(
    corpus: str | Path | None = None,
    *,
    out: str | Path = "reports",
    notebooks: Iterable[str] = (),
    briefings: Iterable[str] = (),
    metrics: Iterable[str] = (),
    years: Sequence[int] = (),
    event: str = "",
    agency: str = "",
    reading: str = "conventional",
    parameters: dict[str, Any] | None = None,
    jobs: int = 2,
    resume: bool = False,
    pdf: bool = False,
    progress: Progress | None = None,
) -> list[Made]:
    """Render the notebooks over a corpus (default: the committed one) and write out/index.html and a manifest.

    Without choices every notebook is made once; `metrics` makes those that take one for each metric, `briefings` makes
    notebook 01 for each. In a corpus of one's own the notebooks that name an event or metric by default take the one
    told most. A notebook that fails does not stop the others: its error is in the index. `resume` keeps what an earlier
    run of the same inputs has made.

    >>> an.report(metrics=["suspects"])
    Traceback (most recent call last):
    analysis.words.LexiconError: no metric 'suspects' here; did you mean 'drug_suspects' or 'suspects_arrested'?
    """
    asked = Asked(
        str(corpus or ""), tuple(notebooks), tuple(briefings), tuple(metrics), tuple(years), event, agency, reading,
        tuple(sorted((parameters or {}).items())),
    )  # fmt: skip
    problems: list[str] = []
    corpus_read = read_briefings(corpus or None, problems=problems)
    if corpus_read.height == 0:
        raise SourceError("\n".join(problems) or f"{corpus}: no briefing could be read; check the files it holds")
    known("reading", reading, READINGS)
    claims = find_claims(corpus_read, reading=reading)
    plan = make_plan(asked, corpus_read, claims)
    formats = ("html", "ipynb", "pdf") if pdf else ("html", "ipynb")
    if pdf and chromium() is None:
        raise SourceError("no Chromium is installed to print a PDF; install one or leave --pdf out")
    folder = Path(out).resolve()
    with only_one(folder):
        from_inputs = inputs(corpus_read)
        done = _kept(folder, plan, from_inputs, formats) if resume else []
        waiting = [m for m in plan if m.name not in {d.name for d in done}]
        told = {**asked._asdict(), "corpus": Path(asked.corpus).name}
        with ThreadPoolExecutor(max_workers=max(1, jobs)) as pool:
            running = {pool.submit(_try, one, folder, formats): one for one in waiting}
            for future in as_completed(running):
                done.append(future.result())
                write_manifest(folder, told, from_inputs, done, formats)
                if progress:
                    progress(done[-1], len(done), len(plan))
        made = sorted(done, key=lambda m: m.name)
        write_manifest(folder, told, from_inputs, made, formats)
        write_whole(folder / "index.html", index(made, asked, _checked(claims, asked), problems))
    return [*made, *(Made("corpus", "", {}, error=problem) for problem in problems)]


def _checked(claims: pl.DataFrame, asked: Asked) -> pl.DataFrame:
    return check(select(claims, metric=asked.metrics, years=asked.years, event=asked.event, agency=asked.agency))


def _kept(folder: Path, plan: list[Made], from_inputs: dict[str, Any], formats: tuple[str, ...]) -> list[Made]:
    """What an earlier run made from the same inputs and which is still whole."""
    try:
        earlier = {r["name"]: r for r in read_manifest(folder)["reports"]}
    except SourceError:
        return []
    kept = []
    for one in plan:
        was = earlier.get(one.name)
        if not was or was["error"] or was["key"] != key_of(one, from_inputs, formats):
            continue
        if not was["files"] or any(sha256(folder / name) != digest for name, digest in was["files"].items()):
            continue
        book = json.loads((folder / f"{one.name}.ipynb").read_text(encoding="utf-8"))
        pdf = folder / f"{one.name}.pdf"
        if "pdf" in formats and not pdf.exists():
            continue
        one.html, one.ipynb = folder / f"{one.name}.html", folder / f"{one.name}.ipynb"
        one.pdf = pdf if "pdf" in formats else None
        one.files, one.finding, one.thumbnail, one.kept = was["files"], was["finding"], thumbnail_of(book), True
        one.title = title_of(book)
        kept.append(one)
    return kept


# ---- the plan --------------------------------------------------------------------------------------------------


def make_plan(asked: Asked, briefings: pl.DataFrame, claims: pl.DataFrame) -> list[Made]:
    """Which notebooks are made with which parameters; every name and value is checked here, before anything runs."""
    ids = briefings["briefing_id"].to_list()
    for name in asked.notebooks:
        notebook_path(name)
    for briefing in asked.briefings:
        known("briefing", briefing, ids)
    for metric in asked.metrics:
        known("metric", metric, codebook().metrics)
    select(claims, metric=asked.metrics, years=asked.years, event=asked.event, agency=asked.agency)
    chosen = list(asked.notebooks) or list(notebooks())
    known_names = {key for name in chosen for key in parameters_of(name)}
    for key, _ in asked.parameters:
        if key not in known_names:
            raise LexiconError(f"no notebook asked for has a parameter {key!r}{did_you_mean(key, known_names)}")
    plan: list[Made] = []
    for name in chosen:
        plan += _of_notebook(name, asked, ids, claims)
    return plan


def _of_notebook(name: str, asked: Asked, ids: list[str], claims: pl.DataFrame) -> list[Made]:
    defaults = parameters_of(name)
    given = _own_defaults(defaults, claims) if asked.corpus else {}
    given |= {"corpus": str(Path(asked.corpus).resolve())} if asked.corpus and "corpus" in defaults else {}
    stated = {"years": list(asked.years), "event": asked.event, "agency": asked.agency}
    given |= {key: value for key, value in stated.items() if value and key in defaults}
    if asked.reading != "conventional" and "reading" in defaults:
        given["reading"] = asked.reading
    for key, value in asked.parameters:
        if key in defaults:
            given[key] = _typed(name, key, value, defaults[key])
    _check_given(given, ids, claims)
    if "briefing" in defaults and "briefing" not in given:
        named = defaults["briefing"]
        several = list(asked.briefings) or ([named] if not asked.corpus and named in ids else ids[:5])
        return _each(name, given, "briefing", several)
    if "metric" in defaults and asked.metrics:
        return _each(name, given, "metric", list(asked.metrics))
    return [Made(name, name, given)]


def _each(name: str, given: dict[str, Any], key: str, values: list[str]) -> list[Made]:
    """One report for each value; the value is in its name where there are several."""
    return [Made(name if len(values) == 1 else f"{name}-{v}", name, {**given, key: v}) for v in values]


def _check_given(given: dict[str, Any], ids: list[str], claims: pl.DataFrame) -> None:
    if given.get("briefing"):
        known("briefing", given["briefing"], ids)
    if given.get("reading"):
        known("reading", given["reading"], READINGS)
    select(claims, **{k: given[k] for k in ("metric", "years", "event", "agency") if given.get(k)})


def _own_defaults(defaults: dict[str, Any], claims: pl.DataFrame) -> dict[str, Any]:
    """For a corpus of one's own: the metric and the event told most, in place of those of the committed corpus."""
    own: dict[str, Any] = {}
    for key in ("metric", "event"):
        if defaults.get(key):
            counts = claims[key].drop_nulls().value_counts(name="n").sort(["n", key], descending=[True, False])
            own[key] = counts[key][0] if counts.height else ""
    return own | {key: type(defaults[key])() for key in ("years", "agency") if defaults.get(key)}


def _typed(notebook: str, key: str, value: Any, default: Any) -> Any:
    """A parameter given as text, in the type of the notebook's default: '[2021, 2024]', '2021:2024', 'strict'."""
    if isinstance(value, type(default)):
        return value
    if isinstance(default, list) and isinstance(value, str):
        pieces = value.strip("[] ").replace(":", ",").split(",")
        if all(p.strip().lstrip("-").isdigit() for p in pieces):
            return [int(p) for p in pieces]
    raise LexiconError(f"{notebook}: {key} = {value!r} does not fit; its default is {default!r}")


def _try(one: Made, folder: Path, formats: tuple[str, ...]) -> Made:
    try:
        return run_notebook(one.notebook, folder, one.name, one.parameters, formats)
    except (SourceError, LexiconError) as error:
        one.error = str(error)
        return one


# ---- again -----------------------------------------------------------------------------------------------------


class Again(NamedTuple):
    """What making a report again gave: the files that came out the same, those that did not, and the inputs that changed."""

    same: list[str]
    different: list[str]
    changed: list[str]


def reproduce(folder: str | Path, *, corpus: str | Path | None = None, jobs: int = 2) -> Again:
    """Make the reports of a folder again from its manifest, elsewhere, and compare them byte for byte.

    `corpus` says where a corpus of one's own lies now. SourceError where the folder holds no manifest.

    >>> an.reproduce("no-such-folder")
    Traceback (most recent call last):
    analysis.words.SourceError: no-such-folder: no manifest here; give a folder that `briefings report` has written
    """
    manifest = read_manifest(Path(folder))
    asked = manifest["asked"]
    if asked["corpus"] and corpus is None:
        raise SourceError(f"{folder}: made from a corpus {asked['corpus']!r}; say where it is with --corpus")
    problems: list[str] = []
    briefings = read_briefings(corpus or None, problems=problems)
    plan = [Made(r["name"], r["notebook"], dict(r["parameters"])) for r in manifest["reports"]]
    with tempfile.TemporaryDirectory(prefix="briefings-again-") as scratch:
        for one in plan:
            if "corpus" in one.parameters and corpus:
                one.parameters["corpus"] = str(Path(corpus).resolve())
        with ThreadPoolExecutor(max_workers=max(1, jobs)) as pool:
            done = list(pool.map(lambda one: _try(one, Path(scratch), ("html", "ipynb")), plan))
    now = {name: digest for one in done for name, digest in one.files.items()}
    was = {name: digest for r in manifest["reports"] for name, digest in r["files"].items()}
    same = sorted(name for name in was if now.get(name) == was[name])
    return Again(same, sorted(set(was) - set(same)), changed(manifest["inputs"], inputs(briefings)))


# ---- the index -------------------------------------------------------------------------------------------------


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


__all__ = ["Again", "Asked", "index", "make_plan", "render", "report", "reproduce"]
