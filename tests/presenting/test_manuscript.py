"""The manuscript: each number in its text is one of its rows, each reference one of its sources; .docx where pandoc is."""

from __future__ import annotations

import json
import re
import shutil
import zipfile
from pathlib import Path

import polars as pl
import pytest

import analysis as an
from analysis.presenting.manuscript import Manuscript

from ..conftest import told


@pytest.fixture(scope="module")
def found() -> tuple[pl.DataFrame, pl.DataFrame]:
    """Claims of two years' reports, and their series."""
    claims = told(
        {"date": "2024-01-18", "text": "In 2023, police arrested more than 109,000 criminal suspects."},
        {"date": "2025-01-14", "text": "In 2024, police arrested more than 79,000 criminal suspects."},
    )
    return claims, an.to_series(claims, keep="narrowest")


def note_of(claims: pl.DataFrame, series: pl.DataFrame, briefings: pl.DataFrame) -> Manuscript:
    yearly, checks = an.compare(series, across="year"), an.check(claims)
    return an.manuscript(series, claims, briefings, yearly=yearly, checks=checks, figure=an.plot_series(series))


def test_each_reference_is_a_source_and_each_figure_a_row(
    found: tuple[pl.DataFrame, pl.DataFrame], corpus: pl.DataFrame
) -> None:
    claims, series = found
    assert series.height
    note = note_of(claims, series, corpus)
    cited = set(re.findall(r"@([\w-]+)", note.text))
    assert cited
    assert cited <= {entry["id"] for entry in json.loads(note.sources)}
    for raw in re.findall(r"“(.+?)”, that is", note.text):
        assert raw in series["raw"].to_list()


def test_a_note_without_figures_says_so(found: tuple[pl.DataFrame, pl.DataFrame], corpus: pl.DataFrame) -> None:
    claims, series = found
    note = note_of(claims.head(0), series.head(0), corpus)
    assert "No figure fits these choices." in note.text
    assert note.figure is None
    assert "figure-1.png" not in note.text


def test_the_note_is_written_whole_and_as_word_where_pandoc_is(
    found: tuple[pl.DataFrame, pl.DataFrame], corpus: pl.DataFrame, tmp_path: Path
) -> None:
    made = {p.name for p in an.save_manuscript(note_of(*found, corpus), tmp_path / "note")}
    assert {"manuscript.md", "sources.json", "figure-1.png"} <= made
    if shutil.which("pandoc"):
        with zipfile.ZipFile(tmp_path / "note" / "manuscript.docx") as word:
            text = word.read("word/document.xml").decode()
        assert "Findings" in text
        assert "@" not in re.sub(r"<[^>]+>", "", text)  # every reference was found


def test_a_notebook_shows_the_note_without_a_file_to_load(
    found: tuple[pl.DataFrame, pl.DataFrame], corpus: pl.DataFrame
) -> None:
    shown = note_of(*found, corpus)._repr_markdown_()
    assert shown.startswith("### Findings")
    assert "![" not in shown
    assert "*Figure 1." in shown
