"""Cells of tables: header, label and caption give a figure its noun, time, unit and kind; only the figure itself is claimed."""

from __future__ import annotations

import re
from pathlib import Path

import polars as pl
import pytest

import analysis as an

LEVELS = """---
id: t
date: 2024-07-15
language: en
agency: NIA
---

| Indicator | 2024 | 2023 |
| --- | --- | --- |
| Suspects arrested | 23,456 | 20,222 |
| Stowaways seized | 1,200 | 1,100 |
"""
CHANGES = """---
id: t
date: 2024-07-15
language: zh
agency: NIA
---

| 指标 | 2024年上半年 | 同比（%） |
| --- | --- | --- |
| 出入境人员（万人次） | 28700 | 70.9 |
| 抓获犯罪嫌疑人（人） | 12345 | -5.2 |
"""
HEADLESS = """---
id: t
date: 2024-07-15
language: en
agency: NIA
---

| | |
| --- | --- |
| 23,456 | 20,222 |
"""


def read(folder: Path, text: str) -> tuple[pl.DataFrame, pl.DataFrame, str]:
    """Claims and leftovers of a file, and its text."""
    (folder / "t.md").write_text(text, encoding="utf-8")
    briefings = an.read_briefings(folder, problems=[])
    return an.find_claims(briefings), an.leftovers(briefings), briefings["text"][0]


def test_a_cell_has_the_noun_of_its_row_and_the_time_of_its_column(tmp_path: Path) -> None:
    claims, _, text = read(tmp_path, LEVELS)
    rows = {(c["raw"], c["metric"], c["unit"], str(c["period_start"]), str(c["period_end"])) for c in claims.to_dicts()}
    assert rows == {
        ("23,456", "suspects_arrested", "person", "2024-01-01", "2024-07-15"),
        ("20,222", "suspects_arrested", "person", "2023-01-01", "2023-12-31"),
        ("1,200", "stowaways_seized", "person", "2024-01-01", "2024-07-15"),
        ("1,100", "stowaways_seized", "person", "2023-01-01", "2023-12-31"),
    }
    assert all(text[c["start"] : c["end"]] == c["raw"] and "table:cell" in c["rule"] for c in claims.to_dicts())


def test_a_header_gives_scale_and_kind(tmp_path: Path) -> None:
    claims, _, _ = read(tmp_path, CHANGES)
    rows = {c["raw"]: (c["kind"], c["value"], c["unit"], c["direction"], c["base"]) for c in claims.to_dicts()}
    assert rows["28700"] == ("level", 287_000_000, "person_trip", None, None)
    assert rows["70.9"] == ("change", 70.9, "percent", "up", "same_period_last_year")
    assert rows["12345"] == ("level", 12345, "person", None, None)
    assert next(row for raw, row in rows.items() if "5.2" in raw) == (
        "change",
        5.2,
        "percent",
        "down",
        "same_period_last_year",
    )


@pytest.mark.parametrize("text", [LEVELS, CHANGES, HEADLESS], ids=["levels", "changes", "headless"])
def test_every_digit_of_a_table_is_in_a_claim_or_left_over(tmp_path: Path, text: str) -> None:
    claims, left, body = read(tmp_path, text)
    spans = [(a, b) for table in (claims, left) for a, b in table.select("start", "end").iter_rows()]
    start = body.index("|")
    for digits in re.finditer(r"\d+", body[start:]):
        at = digits.start() + start
        assert sum(a <= at < b for a, b in spans) == 1, digits[0]


def test_a_cell_without_a_header_is_no_claim(tmp_path: Path) -> None:
    claims, left, _ = read(tmp_path, HEADLESS)
    assert claims.is_empty()
    assert set(left["reason"]) == {"header_missing"}
