"""Every notebook over a corpus, each claim's place in its text, and the front page that leads to them."""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import polars as pl

from ..codebook import codebook_named
from ..comparing.checks import check
from ..comparing.decisions import decide
from ..errors import SourceError
from ..extraction.claims import READINGS, find_claims
from ..files import only_one, write_whole
from ..fingerprints import sha256
from ..kept import kept_in
from ..loading.readers import read_briefings
from ..paths import kept_folder
from ..selection import known, select
from .claim_links import cited, page_links
from .findings import findings
from .html_page import thumbnail_of
from .index_page import Front, index
from .made import Asked, Made
from .notebooks import take, task_of
from .plan import make_plan
from .printing import chromium
from .provenance import Inputs, inputs, key_of, read_manifest, write_manifest
from .text_pages import write_texts
from .workshop import Workshop

Progress = Callable[
    [str, int, int], None
]  # what was done or is being done, how many of how many (0 of 0: not known yet)


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
    pages: Iterable[str] = (),
    jobs: int = 2,
    fresh: bool = False,
    pdf: bool = False,
    progress: Progress | None = None,
    codebook: str | Path | None = None,
) -> list[Made]:
    """Render the notebooks over a corpus (default: the committed one) and write out/index.html and a manifest.

    Without choices every notebook is made once; `metrics` makes those that take one for each metric, `briefings` makes notebook 01
    for each, `pages` ("metrics", "events", "briefings") a page for each thing that the corpus holds. What is not chosen the
    notebooks choose from the corpus: the metric, event or briefing told most (`choose`). A notebook that fails does not stop the others: its error is in
    the index. What an earlier run of the same inputs made is kept, unless `fresh`. `codebook` names one of your own.

    >>> an.report(metrics=["suspects"])
    Traceback (most recent call last):
    analysis.errors.LexiconError: no metric 'suspects' here; did you mean 'drug_suspects' or 'suspects_arrested'?
    """
    given, book = tuple(sorted((parameters or {}).items())), str(codebook or codebook_named())
    asked = Asked(str(corpus or ""), tuple(notebooks), tuple(briefings), tuple(metrics), tuple(years), event, agency, reading, given, tuple(pages), book)  # fmt: skip
    folder = Path(out).resolve()
    outside(folder, corpus)
    tell = progress or (lambda *_: None)
    formats = _formats(pdf)
    tell("reading the briefings", 0, 0)
    with kept_in(kept_folder()):
        made, problems = _reported(asked, folder, formats, jobs, fresh, tell)
    return [*made, *(Made("corpus", "", {}, error=problem) for problem in problems)]


def _formats(pdf: bool) -> tuple[str, ...]:
    if pdf and chromium() is None:
        raise SourceError("no Chromium is installed to print a PDF; install one or leave --pdf out")
    return ("html", "ipynb", "pdf") if pdf else ("html", "ipynb")


def outside(folder: Path, corpus: str | Path | None) -> None:
    """SourceError for a report folder inside the corpus: the next run would read the reports as briefings."""
    here = Path(corpus).expanduser().resolve() if corpus else None
    if here and here.is_dir() and (folder == here or here in folder.parents):
        raise SourceError(f"{folder}: lies inside the corpus {here}; choose a folder beside it with --out")


class Job(NamedTuple):
    """The notebooks to make in a folder, and what they rest on."""

    folder: Path
    plan: list[Made]
    asked: Asked
    rests_on: Inputs
    formats: tuple[str, ...]
    earlier: dict[str, Any]

    def note(self, done: list[Made], **more: Any) -> None:
        """Write the manifest of what is done so far: a run that is cut off can go on."""
        told = {
            **self.asked._asdict(),
            "corpus": Path(self.asked.corpus).name,
            "codebook": Path(self.asked.codebook).name,
        }
        write_manifest(self.folder, told, self.rests_on, done, self.formats, **more)


def _reported(
    asked: Asked, folder: Path, formats: tuple[str, ...], jobs: int, fresh: bool, tell: Progress
) -> tuple[list[Made], list[str]]:
    """Read, plan, make what is not there: (every notebook by name, what could not be read)."""
    earlier = _earlier(folder)
    with contextlib.ExitStack() as stack:
        begun = stack.enter_context(Workshop(jobs)) if fresh or not earlier else None
        problems: list[str] = []
        read = read_briefings(asked.corpus or None, problems=problems, codebook=asked.codebook)
        if read.height == 0:
            raise SourceError(
                "\n".join(problems) or f"{asked.corpus}: no briefing could be read; check the files it holds"
            )
        known("reading", asked.reading, READINGS)
        claims = find_claims(read, reading=asked.reading)
        plan = make_plan(asked, read, claims)
        stack.enter_context(only_one(folder))
        job = Job(folder, plan, asked, inputs(read), formats, {} if fresh else earlier)
        done = _kept(job)
        waiting = [m for m in plan if m.name not in {d.name for d in done}]
        if not waiting and _front_is_whole(job, problems):
            return sorted(done, key=lambda m: m.name), problems
        if waiting and begun is None:
            begun = stack.enter_context(Workshop(jobs))
        made = _made(job, done, waiting, begun, tell, read, claims, problems)
    return made, problems


def _made(
    job: Job, done: list[Made], waiting: list[Made], workshop: Workshop | None, tell: Progress,
    briefings: pl.DataFrame, claims: pl.DataFrame, problems: list[str],
) -> list[Made]:  # fmt: skip
    """Make what waits, then the marked texts it cites and the front page."""
    links = page_links(job.plan, briefings["briefing_id"])
    of = {m.name: m for m in waiting}
    asked = job.asked
    decided = decide(claims, asked.corpus or None)  # kept for the notebooks, which ask for the same
    if workshop and waiting:
        workshop.begin([task_of(one, job.folder, job.formats, links) for one in waiting])
    chosen = select(decided, metric=asked.metrics, years=asked.years, event=asked.event, agency=asked.agency)
    checks = check(chosen)  # meanwhile
    found = findings(chosen, checks)
    for result in workshop.results() if workshop and waiting else ():
        one = of[result["name"]]
        take(one, result, job.folder)
        done.append(one)
        job.note(done)
        tell(one.name, len(done), len(job.plan))
    made = sorted(done, key=lambda m: m.name)
    for one in made:
        if one.kept and one.ipynb:
            one.thumbnail = thumbnail_of(json.loads(one.ipynb.read_text(encoding="utf-8")))
    front = Front(found, checks, claims, briefings, problems, _left_over(job, made))
    page = index(made, asked, front)
    write_whole(job.folder / "index.html", page)
    wanted = cited(page).union(
        *(cited((job.folder / f"{m.name}.html").read_text(encoding="utf-8")) for m in made if m.html)
    )
    texts = write_texts(job.folder, wanted, briefings, claims)
    job.note(made, texts=texts, front=_front_key(job, problems), index=sha256(job.folder / "index.html"))
    return made


def _earlier(folder: Path) -> dict[str, Any]:
    """The manifest of an earlier run; empty where there is none."""
    try:
        return read_manifest(folder) if folder.exists() else {}
    except SourceError:
        return {}


def _front_key(job: Job, problems: list[str]) -> str:
    """A mark of all that the front page and the marked texts rest on."""
    keys = [key_of(m, job.rests_on, job.formats) for m in sorted(job.plan, key=lambda m: m.name)]
    told = json.dumps([job.asked, job.rests_on, keys, problems], sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(told.encode()).hexdigest()


def _front_is_whole(job: Job, problems: list[str]) -> bool:
    was = job.earlier
    files = {"index.html": was.get("index"), **was.get("texts", {})}
    same = was.get("front") == _front_key(job, problems)
    return same and all(digest and sha256(job.folder / name) == digest for name, digest in files.items())


def _left_over(job: Job, made: list[Made]) -> list[str]:
    """Pages of an earlier run that this one did not make, and that are still there."""
    now = {f"{m.name}.html" for m in made} | {"index.html"}
    return sorted(p.name for p in job.folder.glob("[0-9]*.html") if p.name not in now)


def _kept(job: Job) -> list[Made]:
    """What an earlier run made from the same inputs and which is still whole."""
    earlier = {r["name"]: r for r in job.earlier.get("reports", [])}
    return [one for one in job.plan if one.name in earlier and _is_kept(one, earlier[one.name], job)]


def _is_kept(one: Made, was: dict[str, Any], job: Job) -> bool:
    folder = job.folder
    if was["error"] or was["key"] != key_of(one, job.rests_on, job.formats) or not was["files"]:
        return False
    if any(sha256(folder / name) != digest for name, digest in was["files"].items()):
        return False
    pdf = folder / f"{one.name}.pdf"
    if "pdf" in job.formats and not pdf.exists():
        return False
    one.html, one.ipynb = folder / f"{one.name}.html", folder / f"{one.name}.ipynb"
    one.pdf = pdf if "pdf" in job.formats else None
    one.files, one.finding, one.title, one.heading, one.kept = (
        was["files"],
        was["finding"],
        was["title"],
        was.get("heading", ""),
        True,
    )
    return True
