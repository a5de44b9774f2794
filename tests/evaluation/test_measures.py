"""The measured part of the README says what the tables of data/gold hold."""

from __future__ import annotations

import re
from types import ModuleType

import polars as pl
import pytest

import analysis as an
from analysis.evaluation.measuring import read_scores

from ..conftest import ROOT, docs_script


@pytest.fixture(scope="module")
def measures() -> ModuleType:
    return docs_script("measures")


@pytest.fixture(scope="module")
def readme() -> str:
    return (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_readme_says_what_the_tables_say(measures: ModuleType, readme: str) -> None:
    assert measures.filled(readme) == readme, "run python docs/measures.py"


def test_first_sight_comes_first_each_figure_with_its_interval_and_n(measures: ModuleType) -> None:
    part = measures.section()
    assert part.index("at first sight") < part.index("coders, alpha") < part.index("older gold")
    for row in an.first_sight().filter(group="all").iter_rows(named=True):
        told = f"{row['all_fields_f1']:.2f} ({row['low']:.2f} to {row['high']:.2f})"
        assert f"| {row['texts']} | {row['figures']} | {told} |" in part
    scores = read_scores().filter(pl.col("language") != "all", against="coded", field="all")
    for row in scores.iter_rows(named=True):
        assert f"{row['f1']:.2f} ({row['low']:.2f} to {row['high']:.2f})" in part
        assert f"n = {row['gold']}" in part


def test_every_kind_of_miss_has_its_row_and_its_looks(measures: ModuleType) -> None:
    rows = re.findall(r"^\| (\w+) \| \d+ of \d+ \|", measures.missed_part(), re.MULTILINE)
    assert sorted(rows) == sorted(measures.LOOKS)
