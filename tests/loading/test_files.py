"""Thirty and more made files: each figure stands in the cell, item or paragraph that it should, and is read as it says.

files.csv lists every figure: where it stands, what names it (row, column, scale, lead-in), and the claim it must become;
an empty field is not asked for, '-' must be null.
"""

from __future__ import annotations

import csv
import re
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from analysis.extraction.claims import find_claims, leftovers
from analysis.loading.readers import read_briefings, read_file
from analysis.schema import Briefings, frame

from . import make_files

FOLDER = Path(__file__).parent / "files"
with (Path(__file__).parent / "files.csv").open(encoding="utf-8", newline="") as source:
    FIGURES = [row | {"figure": row["figure"].replace("\\n", "\n")} for row in csv.DictReader(source)]
NAMES = sorted({row["file"] for row in FIGURES})


def read(name: str) -> tuple[dict[str, Any], list[str]]:
    problems: list[str] = []
    return read_file(FOLDER / name, problems=problems), problems


def figures(name: str) -> list[dict[str, str]]:
    return [row for row in FIGURES if row["file"] == name]


def place(row: dict[str, Any], figure: str) -> int:
    """Where a figure stands: once in the body, as a number of its own."""
    pattern = rf"(?<![\d.,]){re.escape(figure)}(?![\d]|[.,]\d)"
    (found,) = re.finditer(pattern, row["text"][row["body_start"] : row["body_end"]])
    return int(row["body_start"]) + found.start()


def holding(spans: list[dict[str, Any]], at: int) -> list[dict[str, Any]]:
    return [span for span in spans if span["start"] <= at < span["end"]]


def test_every_file_is_listed_in_both_languages() -> None:
    there = {path.name for path in FOLDER.iterdir()}
    assert there == set(NAMES)
    assert len(there) >= 30
    assert sum(name.startswith("en-") for name in there) == sum(name.startswith("zh-") for name in there)


def test_the_script_makes_the_same_texts(tmp_path: Path) -> None:
    make_files.write_texts(tmp_path)
    for path in tmp_path.iterdir():
        assert (FOLDER / path.name).read_bytes() == path.read_bytes(), path.name


@pytest.mark.parametrize("name", NAMES)
def test_each_figure_stands_where_it_should(name: str) -> None:
    row, _ = read(name)
    for expected in figures(name):
        at = place(row, expected["figure"])
        cells, items, paragraphs = (holding(row[kind], at) for kind in ("cells", "items", "paragraphs"))
        found = "cell" if cells else "item" if items else "paragraph"
        assert found == expected["place"], expected["figure"]
        assert len(paragraphs) == (found != "cell")
        if cells:
            told = [cells[0][key] or "" for key in ("row", "column", "scale")]
            assert told == [expected[key] for key in ("row", "column", "scale")]
        if items:
            start, end = items[0]["lead_start"], items[0]["lead_end"]
            assert ("" if start is None else row["text"][start:end]) == expected["lead"]
            assert row["text"][items[0]["start"]] not in "-–•*· "
        if paragraphs:
            assert "\n\n" not in row["text"][paragraphs[0]["start"] : paragraphs[0]["end"]]


@pytest.mark.parametrize("name", NAMES)
def test_no_figure_of_the_article_is_lost_and_none_of_the_page_around_it_comes_in(name: str) -> None:
    row, _ = read(name)
    listed = {place(row, expected["figure"]) for expected in figures(name)}
    stretches = [*row["paragraphs"], *row["cells"]]
    for digits in re.finditer(r"(?<![A-Z\d.,])\d[\d.,]*", row["text"][row["body_start"] : row["body_end"]]):
        at = row["body_start"] + digits.start()
        no_figure = re.match(r"(?:\d{1,2} July |July )?(?:19|20)\d\d|15 July|7月|15日|1\. ", row["text"][at:])
        assert at in listed or no_figure, digits[0]
        assert at not in listed or holding(stretches, at)
    assert not re.search(r"4,321|10 other|Home 1|© 2019", row["text"])


def test_a_table_without_header_is_one_line_with_the_place_and_the_rest_is_read() -> None:
    problems: list[str] = []
    there = read_briefings(FOLDER, problems=problems)
    assert there.height == len(NAMES)
    Briefings.validate(there)
    assert [line.split(": ")[0].split("/")[-1] for line in problems] == ["en-no-header.html", "zh-no-header.html"]
    assert all(
        re.search(r"line \d+: the table .* its 2 cells are leftovers .*; write a first row", line) for line in problems
    )


@pytest.mark.parametrize("name", NAMES)
def test_each_figure_is_a_right_claim_or_a_leftover_with_its_reason(name: str) -> None:
    row, _ = read(name)
    briefing = frame(Briefings, [row | {"agency": "NIA"}])
    claims, left = find_claims(briefing), leftovers(briefing)
    for expected in figures(name):
        at = place(row, expected["figure"])
        reasons = left.filter(pl.col("start") <= at, pl.col("end") > at)["reason"].to_list()
        found = claims.filter(pl.col("start") <= at, pl.col("end") > at, pl.col("value").is_not_null()).to_dicts()
        if expected["outcome"] != "claim":
            assert (reasons, found) == ([expected["outcome"]], [])
            continue
        (claim,) = found
        assert claim["value"] == pytest.approx(float(expected["value"]))
        for key in ("kind", "unit", "modifier", "direction", "base", "period_start", "period_end"):
            if expected[key]:
                wanted = None if expected[key] == "-" else expected[key]
                got = claim[key].isoformat() if isinstance(claim[key], date) else claim[key]
                assert got == wanted, f"{expected['figure']!r}: {key}"
