"""The guides in docs/: the reference is what the docstrings say, the map names what is there, the how-tos run."""

from __future__ import annotations

import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import polars as pl
import pytest

import analysis as an

from ..conftest import ROOT, docs_script

DOCS = ROOT / "docs"


def test_the_reference_is_what_the_docstrings_say() -> None:
    told = (DOCS / "reference.md").read_text(encoding="utf-8")
    assert told == docs_script("reference").reference(), "run python docs/reference.py"


def test_the_map_names_folders_and_files_that_are_there() -> None:
    text = (DOCS / "architecture.md").read_text(encoding="utf-8")
    for name in set(re.findall(r"`([\w/.-]+/[\w.-]*|\w+\.(?:py|pyi))`", text)):
        assert any((base / name).exists() for base in (ROOT, ROOT / "analysis")), name
    folders = {p.parent.name for p in (ROOT / "analysis").glob("*/__init__.py")}
    assert folders <= set(re.findall(r"^\| `(\w+)/`", text, re.MULTILINE))
    assert len(text.splitlines()) <= 60


def test_the_code_of_the_how_tos_runs(
    corpus: pl.DataFrame, corpus_claims: pl.DataFrame, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(an, "read_briefings", lambda: corpus, raising=False)
    monkeypatch.setattr(an, "find_claims", lambda _: corpus_claims, raising=False)
    blocks = re.findall(r"```python\n(.*?)```", (DOCS / "how-to.md").read_text(encoding="utf-8"), re.DOTALL)
    exec("\n".join(blocks), {})
    made = {p.relative_to(tmp_path).as_posix() for p in tmp_path.rglob("*")}
    assert {"notes.md", "sources.bib", "series.dta", "wide.xlsx", "figure-1.pdf", "note/manuscript.md"} <= made
    if shutil.which("pandoc"):
        assert "note/manuscript.docx" in made
        subprocess.run(["pandoc", "notes.md", "-o", "notes.docx"], check=True)
        with zipfile.ZipFile("notes.docx") as word:
            notes = word.read("word/footnotes.xml").decode()
        claimed = an.about("suspects_arrested"), pl.col("kind") == "level"
        assert all(claim in notes for claim in corpus_claims.filter(*claimed).tail(3)["claim_id"])


def test_the_stata_file_of_the_how_tos_opens_with_dates_and_labels(corpus_claims: pl.DataFrame, tmp_path: Path) -> None:
    import pyreadstat

    series = an.to_series(corpus_claims.filter(an.about("suspects_arrested")), keep="narrowest")
    an.save(series, tmp_path / "series.dta")
    columns, told = pyreadstat.read_dta(str(tmp_path / "series.dta"), output_format="dict")
    assert list(columns["period_start"]) == series["period_start"].to_list()
    assert next(iter(columns["claim_ids"])).startswith(series["claim_ids"][0][0])
    assert all(label for name, label in zip(told.column_names, told.column_labels, strict=True))


def test_every_public_name_and_every_old_one_answers() -> None:
    assert len(an.__all__) == len(set(an.__all__))
    for name in an.__all__:
        assert getattr(an, name) is not None
    for old, new in an.RENAMED.items():
        assert new in an.__all__
        with pytest.raises(AttributeError, match=rf"an\.{old} is called {new} now"):
            getattr(an, old)
