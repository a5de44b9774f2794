"""Every notebook over a corpus, an index that leads with what disagrees, and the proof that it can be made again."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path
from typing import Any, NamedTuple

import polars as pl

from ..comparing.checks import check
from ..errors import SourceError
from ..extraction.claims import READINGS, find_claims
from ..files import only_one, write_whole
from ..fingerprints import sha256
from ..loading.readers import read_briefings
from ..selection import known, select
from .html_page import thumbnail_of, title_of
from .index_page import index
from .made import Asked, Made
from .notebooks import try_notebook
from .plan import make_plan
from .printing import chromium
from .provenance import inputs, key_of, read_manifest, write_manifest

Progress = Callable[[Made, int, int], None]


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
    analysis.errors.LexiconError: no metric 'suspects' here; did you mean 'drug_suspects' or 'suspects_arrested'?
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
        job = Job(folder, plan, asked, inputs(corpus_read), formats)
        made = _made(job, jobs, resume, progress)
        write_whole(folder / "index.html", index(made, asked, _checked(claims, asked), problems))
    return [*made, *(Made("corpus", "", {}, error=problem) for problem in problems)]


class Job(NamedTuple):
    """The notebooks to make in a folder, and what they rest on."""

    folder: Path
    plan: list[Made]
    asked: Asked
    rests_on: dict[str, Any]
    formats: tuple[str, ...]

    def note(self, done: list[Made]) -> None:
        """Write the manifest of what is done so far: a run that is cut off can go on."""
        told = {**self.asked._asdict(), "corpus": Path(self.asked.corpus).name}
        write_manifest(self.folder, told, self.rests_on, done, self.formats)


def _made(job: Job, jobs: int, resume: bool, progress: Progress | None) -> list[Made]:
    """Run what is not there yet, several at a time; every notebook by name."""
    done = _kept(job.folder, job.plan, job.rests_on, job.formats) if resume else []
    waiting = [m for m in job.plan if m.name not in {d.name for d in done}]
    with ThreadPoolExecutor(max_workers=max(1, jobs)) as pool:
        running = [pool.submit(try_notebook, one, job.folder, job.formats) for one in waiting]
        for future in as_completed(running):
            done.append(future.result())
            job.note(done)
            if progress:
                progress(done[-1], len(done), len(job.plan))
    made = sorted(done, key=lambda m: m.name)
    job.note(made)
    return made


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
