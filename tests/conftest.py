"""Paths and frames that several tests share."""

from __future__ import annotations

import csv
import importlib.util
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from types import ModuleType

import polars as pl
import pytest
from _pytest.terminal import TerminalReporter

import analysis.presenting  # noqa: F401 - before anything that brings jsonschema: it leaves out what takes two seconds
from analysis.codebook import use_codebook
from analysis.extraction.claims import find_claims, leftovers
from analysis.kept import kept_in
from analysis.loading.readers import read_briefings
from analysis.paths import kept_folder
from analysis.reporting import notebooks
from analysis.reporting.made import Made
from analysis.reporting.workshop import Workshop
from analysis.schema import Briefings, frame

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"


@pytest.fixture(autouse=True)
def built_in_codebook() -> Iterator[None]:
    """Every test begins with the built-in codebook, whatever another has read."""
    use_codebook(None)
    yield
    use_codebook(None)


def docs_script(name: str) -> ModuleType:
    """A script of docs/ as a module."""
    spec = importlib.util.spec_from_file_location(name, ROOT / "docs" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


def rows_of(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file; each folder of tests has its own under cases/."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def case_id(row: dict[str, str]) -> str:
    """A readable id for a case: its language and its text."""
    text = row.get("text") or row.get("sentence") or ""
    return f"{row['language']}: {text[:60]}"


def as_briefing(text: str, language: str, day: date, agency: str | None = None) -> dict[str, object]:
    """A briefing whose whole body is a text, as a row."""
    return {
        "briefing_id": "sentence", "language": language, "date": day, "agency": agency, "text": text, "speakers": [], "inferred": [],
        "text_kind": "original", "source_sha256": "", "path": "", "body_start": 0, "body_end": len(text),
        "title": None, "mirror": None, "url": None, "retrieved": None,
    }  # fmt: skip


def one_sentence(text: str, language: str, day: str = "2024-08-19", agency: str | None = "NIA") -> pl.DataFrame:
    """A briefing of one sentence, as a frame."""
    return frame(Briefings, [as_briefing(text, language, date.fromisoformat(day), agency)])


def claims_of(text: str, language: str, day: str = "2024-08-19", agency: str | None = "NIA") -> list[dict[str, object]]:
    """The claims of one sentence as rows."""
    return find_claims(one_sentence(text, language, day, agency)).to_dicts()


def a_pdf(stream: bytes, pages: int = 1, coding: bytes = b"") -> bytes:
    """A PDF built by hand, whose pages all show one stream with the font /F1."""
    kids = " ".join("3 0 R" for _ in range(pages))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {pages} /Kids [{kids}] >>".encode(),
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d %b >>\nstream\n%b\nendstream" % (len(stream), coding, stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    out, places = b"%PDF-1.4\n", []
    for number, item in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, item)
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, table)


def run_command(*arguments: str, **options: object) -> subprocess.CompletedProcess[str]:
    """Run `briefings ...` in a process of its own."""
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8", **(options.pop("env", None) or {})}
    command = [sys.executable, "-m", "analysis", *arguments]
    return subprocess.run(
        command, capture_output=True, text=True, encoding="utf-8", env=environment, cwd=ROOT, check=False, **options
    )


def all_made(
    sets: list[Made], folder: Path, jobs: int = 1, formats: tuple[str, ...] = ("html", "ipynb")
) -> dict[str, Made]:
    """Notebooks by their names, each with its parameters checked and run: by one process, which imports everything once."""
    folder.mkdir(exist_ok=True)
    by_name = {one.name: one for one in sets}
    with kept_in(kept_folder()):  # what the choices are checked against, the notebooks find read
        for one in sets:
            notebooks.check_parameters(one.notebook, one.parameters)
    with Workshop(jobs) as workshop:
        workshop.begin([notebooks.task_of(one, folder, formats) for one in sets])
        for result in workshop.results():
            notebooks.take(by_name[result["name"]], result, folder)
    return by_name


@pytest.fixture
def measured(record_property: Callable[[str, object], None]) -> Callable[[str], None]:
    """Tell a figure that a test measured; it is listed at the end of the run, whether the test passes or not."""
    return lambda told: record_property("measured", told)


# Files whose tests start kernels, browsers and whole runs: they begin first, the many short ones fill up what is left.
LONG = (
    "test_notebooks.py",
    "test_reports.py",
    "test_hostile.py",
    "test_interrupted.py",
    "test_lab.py",
    "test_archive.py",
    "test_reproduction.py",
    "test_own_field.py",
    "test_charts.py",
    "test_original.py",
    "test_own_field_guide.py",
    "test_skeleton.py",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The long files first; the order is kept otherwise."""
    place = {name: number for number, name in enumerate(LONG)}
    items.sort(key=lambda item: place.get(item.path.name, len(LONG)))


def pytest_terminal_summary(terminalreporter: TerminalReporter) -> None:
    """List what was measured, and say whether the shared material was there."""
    reports = [r for group in ("passed", "failed") for r in terminalreporter.stats.get(group, [])]
    told = [str(text) for r in reports for name, text in getattr(r, "user_properties", []) if name == "measured"]
    if told:
        terminalreporter.section("measured")
        terminalreporter.write_line("shared material: " + ("present" if SHARED.is_dir() else "absent, its tests skip"))
    for line in dict.fromkeys(told):
        terminalreporter.write_line(line)


@pytest.fixture(scope="session")
def corpus() -> pl.DataFrame:
    """The committed briefings."""
    return read_briefings()


@pytest.fixture(scope="session")
def corpus_claims(corpus: pl.DataFrame) -> pl.DataFrame:
    """The claims of the committed briefings, read once for all processes of a run (and for the reports that tests make)."""
    with kept_in(kept_folder()):
        return find_claims(corpus)


@pytest.fixture(scope="session")
def corpus_leftovers(corpus: pl.DataFrame) -> pl.DataFrame:
    """The numbers of the committed briefings that are no claims."""
    with kept_in(kept_folder()):
        return leftovers(corpus)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of shared material beside the checkout; tests that need it skip where it is absent."""
    if not SHARED.is_dir():
        pytest.skip("needs ../shared beside the checkout, which is not here")
    return SHARED


def told(*reports: dict[str, object], reading: str = "conventional") -> pl.DataFrame:
    """Claims of small reports: each {"text", "date", and, where wanted, "title", "language", "event", "publisher", "agency"}."""
    rows = []
    for number, report in enumerate(reports):
        title, body = str(report.get("title", "")), str(report["text"])
        text = f"{title}\n\n{body}" if title else body
        row = as_briefing(text, str(report.get("language", "en")), date.fromisoformat(str(report["date"])))
        row |= {
            "briefing_id": report.get("id", f"b{number}"),
            "agency": report.get("agency", "NIA"),
            "event": report.get("event", f"e{number}"),
            "publisher": report.get("publisher", f"Outlet {number}"),
            "title": title or None,
            "title_start": 0 if title else None,
            "title_end": len(title) if title else None,
            "body_start": len(title),
            "mirror": None,
            "url": None,
            "retrieved": None,
            "text_kind": "original",
            "source_sha256": "",
            "inferred": [],
            "path": "",
        }
        rows.append(row)
    return find_claims(frame(Briefings, rows), reading=reading)
