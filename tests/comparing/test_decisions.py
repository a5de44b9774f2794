"""A user's decisions: what they change, and that each that fits nothing names its line."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

import analysis as an
from analysis.errors import SourceError

from .constructed import claims_of_lines

HEAD = "claim_id,field,value,reason,who,date\n"
A, B = "e-A:0-1", "e-B:1-2"


@pytest.fixture
def claims() -> pl.DataFrame:
    return claims_of_lines([
        "criminal_cases_solved 2023 = 20413 outlet=A event=e",
        "criminal_cases_solved 2023 = 21413 outlet=B event=e",
        "criminal_cases_solved 2022 = 16413 outlet=A event=f",
    ])  # fmt: skip


def written(folder: Path, *lines: str) -> Path:
    path = folder / "decisions.csv"
    path.write_text(HEAD + "\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_an_excluded_claim_is_gone_and_its_conflict_with_it(claims: pl.DataFrame, tmp_path: Path) -> None:
    assert an.to_series(claims, keep="last")["period"].to_list() == ["2022"]
    decided = an.decide(claims, written(tmp_path, f"{B},exclude,,a misprint,N. N.,2026-01-31"))
    assert decided.height == 2
    assert an.to_series(decided)["value"].to_list() == [16413, 20413]


@pytest.mark.parametrize(
    ("field", "value", "wanted"),
    [
        ("value", "20413", 20413.0),
        ("metric", "illegal_and_criminal_cases_handled", "illegal_and_criminal_cases_handled"),
        ("metric", "", None),
        ("period_start", "2022-12-05", "2022-12-05"),
        ("modifier", "about", "about"),
        ("in_headline", "true", True),
        ("doubts", "ambiguous | aside", ["ambiguous", "aside"]),
    ],
)
def test_a_correction_has_its_columns_type(
    claims: pl.DataFrame, tmp_path: Path, field: str, value: str, wanted: object
) -> None:
    decided = an.decide(claims, written(tmp_path, f"{B},{field},{value},as printed,N. N.,2026-01-31"))
    row = decided.filter(pl.col("claim_id") == B).row(0, named=True)
    got = str(row[field]) if field == "period_start" else row[field]
    assert got == wanted
    assert row["rule"] == [f"decided:{field}"]
    assert decided.schema[field] == claims.schema[field]
    assert (
        decided.filter(pl.col("claim_id") == A)
        .drop("contested_by", "also_told_as")
        .equals(claims.filter(pl.col("claim_id") == A))
    )


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (
            "e-A:0-9,exclude,,gone,N. N.,2026-01-31",
            r"line 2: no claim 'e-A:0-9' any more, did you mean|line 2: no claim 'e-A:0-9' any more",
        ),
        (f"{B},valeu,1,typo,N. N.,2026-01-31", "line 2: no field 'valeu' can be decided"),
        (f"{B},raw,1,what was printed,N. N.,2026-01-31", "line 2: no field 'raw' can be decided"),
        (f"{B},value,many,a word,N. N.,2026-01-31", "line 2: 'many' is no Float64 for value"),
        (f"{B},modifier,exactly,no modifier,N. N.,2026-01-31", "line 2: 'exactly' is no Enum"),
        (f"{B},exclude,,,N. N.,2026-01-31", "line 2: reason is empty"),
        (f"{B},exclude,,no name,,2026-01-31", "line 2: who is empty"),
        (f"{B},exclude,,no day,N. N.,last week", "line 2: 'last week' is no day"),
    ],
)
def test_a_decision_that_fits_nothing_names_its_line(
    claims: pl.DataFrame, tmp_path: Path, line: str, message: str
) -> None:
    with pytest.raises(SourceError, match=message):
        an.decide(claims, written(tmp_path, line))


def test_a_file_that_is_not_there_and_one_without_its_columns_are_named(claims: pl.DataFrame, tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="no such file"):
        an.decide(claims, tmp_path / "decisions.csv")
    (tmp_path / "decisions.csv").write_text("claim_id,field\n", encoding="utf-8")
    with pytest.raises(SourceError, match="line 1: column 'value' is missing"):
        an.decide(claims, tmp_path)


def test_a_folder_without_decisions_leaves_claims_as_they_are_but_marked(claims: pl.DataFrame, tmp_path: Path) -> None:
    decided = an.decide(claims, tmp_path)
    assert decided.drop("contested_by", "also_told_as").equals(claims)
    assert decided["contested_by"].list.len().to_list() == [1, 1, 0]


def test_the_committed_decisions_fit_the_committed_claims(corpus_claims: pl.DataFrame) -> None:
    decided = an.decide(corpus_claims)
    assert decided.height <= corpus_claims.height
    assert {"contested_by", "also_told_as"} <= set(decided.columns)
