"""Times: the days that words name on the day of a briefing. Every way of saying a time in the lexicon has a row in cases/periods.csv."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from analysis.language.lexicon import LANGS, fold, lexicon
from analysis.language.periods import Period
from analysis.language.said import Reckoning
from analysis.language.time_expressions import find_periods

from ..conftest import case_id, rows_of

ROWS = rows_of(Path(__file__).parent / "cases" / "periods.csv")


def periods_of(row: dict[str, str]) -> list[Period]:
    fiscal = 10 if "fiscal" in row["text"] else 1
    return find_periods(fold(row["text"]), row["language"], date.fromisoformat(row["date"]), Reckoning(fiscal))


@pytest.mark.parametrize("row", ROWS, ids=case_id)
def test_period(row: dict[str, str]) -> None:
    (period,) = periods_of(row)
    assert [str(period.first or ""), str(period.last or ""), period.kind] == [row["start"], row["end"], row["kind"]]


POINTS = [(point["id"], lang) for point in lexicon("periods")["point"] for lang in LANGS if point[lang]]


def read_by() -> set[tuple[str, str]]:
    """The ways of saying a time that the rows of the cases are read by, with their language."""
    return {(period.rule, row["language"]) for row in ROWS for period in periods_of(row)}


def test_every_way_of_saying_a_time_has_an_example_in_each_of_its_languages() -> None:
    only_ends = {("present", lang) for lang in LANGS}  # never a time of its own: 'from May 2023 to now' is a span
    assert sorted(set(POINTS) - only_ends - read_by()) == []


# What may stand behind a time and changes nothing of it. A number that could be a day of its month is left out.
BEHIND = {
    "en": (" 748 cases", ", 748 cases", " (748 cases)", ": 748 cases", " 12.5 percent", " $30 million", " 2,300 cases"),
    "zh": ("，748起案件", "共748起", "（748起）", "：748起", "约20起", "共5.6%"),
}
# 'the April-to-June quarter' is one time with two names.
ALONE = ("in the April-to-June quarter",)


@pytest.mark.parametrize("row", [r for r in ROWS if r["text"] not in ALONE], ids=case_id)
def test_what_stands_behind_a_time_changes_nothing_of_it(row: dict[str, str]) -> None:
    for behind in BEHIND[row["language"]]:
        read = [p for p in periods_of({**row, "text": row["text"] + behind}) if p.first or p.last]
        spans = [[str(p.first or ""), str(p.last or "")] for p in read]
        assert spans == ([[row["start"], row["end"]]] if row["start"] or row["end"] else []), behind
