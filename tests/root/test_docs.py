"""The guides in docs/: the reference is what the docstrings say, the map names what is there, the how-tos run."""

from __future__ import annotations

import re
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
    assert {"sources.bib", "series.dta", "wide.xlsx"} <= {p.name for p in tmp_path.iterdir()}


def test_every_public_name_and_every_old_one_answers() -> None:
    assert len(an.__all__) == len(set(an.__all__))
    for name in an.__all__:
        assert getattr(an, name) is not None
    for old, new in an.RENAMED.items():
        assert new in an.__all__
        with pytest.raises(AttributeError, match=rf"an\.{old} is called {new} now"):
            getattr(an, old)
