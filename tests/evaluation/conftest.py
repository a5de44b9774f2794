"""Four short bulletins written for these tests, what a person reads in them, and people who fill in sheets."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import openpyxl
import polars as pl
import pytest

import analysis as an

CASES = Path(__file__).parent / "cases"
BULLETINS = CASES / "bulletins"
Truth = dict[str, dict[str, str]]
Coder = Callable[[Path, str, dict[str, dict[str, str]]], Path]


@pytest.fixture(scope="session")
def bulletins() -> pl.DataFrame:
    """The four bulletins as briefings."""
    return an.read_briefings(BULLETINS)


@pytest.fixture(scope="session")
def bulletin_claims(bulletins: pl.DataFrame) -> pl.DataFrame:
    """Their claims, as the program reads them."""
    return an.find_claims(bulletins)


@pytest.fixture(scope="session")
def truth(bulletins: pl.DataFrame) -> dict[tuple[str, int, int], dict[str, str]]:
    """What a person reads: the coded fields by the place of each figure's number."""
    texts = {r["briefing_id"]: r for r in bulletins.iter_rows(named=True)}
    read = {}
    with (CASES / "bulletins.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            briefing, printed, nth = row.pop("briefing_id"), row.pop("printed"), int(row.pop("nth"))
            text, at = texts[briefing]["text"], texts[briefing]["title_start"] - 1
            for _ in range(nth):
                at = text.index(printed, at + 1)
            read[(briefing, at, at + len(printed))] = row
    return read


@pytest.fixture(scope="session")
def code_sheet(truth: dict[tuple[str, int, int], dict[str, str]]) -> Coder:
    """Fill in a workbook as a person would, by the truth but for `slips` (by the figure as printed); save it as named."""

    def filled(sheet: Path, name: str, slips: dict[str, dict[str, str]]) -> Path:
        book = openpyxl.load_workbook(sheet)
        codes = book["codes"]
        head = {cell.value: cell.column for cell in codes[1]}
        for row in codes.iter_rows(min_row=2):
            cells = {field: row[column - 1] for field, column in head.items()}
            briefing, _, span = cells["item_id"].value.rpartition(":")
            start, end = map(int, span.split("-"))
            fits = [v for (b, s, e), v in truth.items() if b == briefing and s < end and start < e]
            given = {"claim": "yes", **fits[0]} if fits else {"claim": "no"}
            given |= next((slip for raw, slip in slips.items() if raw in cells["raw"].value), {}) if fits else {}
            for field, value in given.items():
                cells[field].value = value or None
        target = sheet.with_name(name)
        book.save(target)
        return target

    return filled
