"""Agreement of coders: alpha as its package gives it, intervals by briefing, and a third reading that settles."""

from __future__ import annotations

import random
from pathlib import Path

import krippendorff
import numpy as np
import polars as pl
import pytest

import analysis as an
from analysis.errors import LexiconError, SourceError
from analysis.evaluation.agreement import FIELDS, nominal_alpha
from analysis.evaluation.codes import Codes
from analysis.evaluation.coding_fields import CODED
from analysis.evaluation.uncertainty import wilson
from analysis.schema import frame

from .conftest import Coder


def coded(coder: str, **changes: object) -> pl.DataFrame:
    """Ten items in five briefings as one coder coded them; field=value changes the first, field__4=value the fourth."""
    rows: list[dict[str, object]] = [
        {
            "item_id": f"b{n // 2}:{n}-{n + 1}", "coder": coder, "briefing_id": f"b{n // 2}", "language": "en", "start": n, "end": n + 1, "raw": str(n),
            "claim": n < 8, **({"kind": "level", "value": float(n), "unit": "person", "modifier": "exact"} if n < 8 else {}),
        }
        for n in range(10)
    ]  # fmt: skip
    for name, value in changes.items():
        field, _, nth = name.partition("__")
        rows[int(nth or 1) - 1][field] = value
    return frame(Codes, rows)


def row(table: pl.DataFrame, field: str) -> dict[str, object]:
    return table.filter(pl.col("field") == field, pl.col("group") == "all").row(0, named=True)


@pytest.mark.parametrize("seed", range(20))
def test_alpha_is_what_the_package_krippendorff_gives(seed: int) -> None:
    rng = random.Random(seed)
    values, coders, items = rng.randint(2, 6), rng.randint(2, 4), rng.randint(5, 30)
    data = [[float(rng.randrange(values)) for _ in range(items)] for _ in range(coders)]
    for column in range(items):  # some codes are missing, two of each item stay
        for line in range(2, coders):
            if rng.random() < 0.3:
                data[line][column] = float("nan")
    counts = np.array([[sum(line[i] == v for line in data) for v in range(values)] for i in range(items)], dtype=float)
    mine = nominal_alpha(counts, np.ones((1, items)))[0]
    assert mine == pytest.approx(krippendorff.alpha(reliability_data=data, level_of_measurement="nominal"))


def test_equal_codes_agree_in_every_field() -> None:
    table = an.agreement(coded("a"), coded("b"))
    assert table["field"].to_list() == [*FIELDS, "all"]
    assert set(table["percent"]) == {100.0}
    assert row(table, "value")["alpha"] == 1.0
    assert row(table, "value")["percent_low"] == pytest.approx(100 * wilson(8, 8)[0]), "eight of eight prove little"
    assert row(table, "value")["alpha_low"] is None
    assert row(table, "kind")["alpha"] is None, "where every code is the same there is nothing to measure"
    assert (row(table, "claim")["items"], row(table, "kind")["items"]) == (10, 8)


def test_one_slip_costs_what_it_must_and_the_interval_holds_it() -> None:
    table = an.agreement(coded("a"), coded("b", kind="rate", value__2=99.0))
    kind = row(table, "kind")
    assert kind["percent"] == pytest.approx(100 * 7 / 8)
    data = [[0.0] * 8, [1.0] + [0.0] * 7]
    assert kind["alpha"] == pytest.approx(krippendorff.alpha(reliability_data=data, level_of_measurement="nominal"))
    assert kind["percent_low"] <= kind["percent"] <= kind["percent_high"]  # type: ignore[operator]
    assert row(table, "all")["percent"] == pytest.approx(100 * 6 / 8)
    assert row(table, "unit")["percent"] == 100.0


def test_a_figure_that_one_coder_denies_counts_against_claim_alone() -> None:
    table = an.agreement(coded("a"), coded("b", claim=False, **dict.fromkeys(CODED)))
    assert row(table, "claim")["percent"] == 90.0
    assert (row(table, "kind")["items"], row(table, "kind")["percent"]) == (7, 100.0)


def test_free_texts_are_compared_without_case_article_and_spaces() -> None:
    a, b = (
        coded("a", counted="The Suspects", scope="border areas"),
        coded("b", counted="suspects", scope="border_areas"),
    )
    table = an.agreement(a, b)
    assert row(table, "counted")["percent"] == row(table, "scope")["percent"] == 100.0


def test_intervals_are_the_same_on_every_run_and_absent_for_one_briefing() -> None:
    a, b = coded("a"), coded("b", kind="rate", kind__5="rate")
    assert an.agreement(a, b).equals(an.agreement(a, b))
    one = pl.col("briefing_id") == "b0"
    assert row(an.agreement(a.filter(one), b.filter(one)), "kind")["percent_low"] is None


def test_coders_in_one_frame_three_coders_and_groups() -> None:
    three = pl.concat([coded("a"), coded("b"), coded("c", kind="rate")])
    assert row(an.agreement(three), "kind")["coders"] == 3
    assert row(an.agreement(three), "kind")["percent"] == pytest.approx(100 * (7 * 3 + 1) / 24)
    grouped = an.agreement(three, by="language")
    assert grouped["group"].unique().sort().to_list() == ["all", "en"]
    same_name = an.agreement(coded("a"), coded("a", kind="rate"))
    assert row(same_name, "kind")["coders"] == 2


def test_nothing_coded_twice_is_no_error() -> None:
    table = an.agreement(coded("a").head(3), coded("b").tail(3))
    assert set(table["items"]) == {0}
    assert table["alpha"].null_count() == table.height


def test_what_is_not_codes_and_unknown_groups_are_told(bulletin_claims: pl.DataFrame) -> None:
    with pytest.raises(LexiconError, match="these are no codes, they lack 'coder'"):
        an.agreement(bulletin_claims, bulletin_claims)
    with pytest.raises(LexiconError, match="did you mean 'language'"):
        an.agreement(coded("a"), coded("b"), by="languages")


def test_a_third_reading_settles_field_by_field() -> None:
    a, b = (
        coded("a", claim__9=True, kind__9="level", value__9=4.0, modifier__9="exact"),
        coded("b", kind="rate", unit__2=None),
    )
    ledger = an.disagreements(a, b)
    assert ledger.select("item_id", "field").rows() == [("b0:0-1", "kind"), ("b0:1-2", "unit"), ("b4:8-9", "claim")]
    assert ledger["coded"][1] == "a: person | b: none"
    with pytest.raises(SourceError, match="kind of b0:0-1 is not decided"):
        an.settle(a, b, ledger=ledger)
    decided = ledger.with_columns(decided=pl.Series(["rate", "none", "yes"]))
    settled = an.settle(a, b, ledger=decided)
    Codes.validate(settled)
    assert set(settled["coder"]) == {"settled"}
    first, second, ninth = (settled.row(n, named=True) for n in (0, 1, 8))
    assert (first["kind"], second["unit"], ninth["claim"], ninth["value"]) == ("rate", None, True, 4.0)
    no = an.settle(a, b, ledger=ledger.with_columns(decided=pl.Series(["rate", "none", "no"])))
    assert no.row(8, named=True)["value"] is None
    with pytest.raises(SourceError, match="kind of b0:0-1: 'ratio' is no kind"):
        an.settle(a, b, ledger=ledger.with_columns(decided=pl.Series(["ratio", "none", "yes"])))


def test_a_ledger_is_a_file_that_people_fill_in(tmp_path: Path) -> None:
    a, b = coded("a"), coded("b", kind="rate")
    path = an.save(an.disagreements(a, b).with_columns(decided=pl.lit("level")), tmp_path / "ledger.csv")
    assert set(an.settle(a, b, ledger=path).filter("claim")["kind"]) == {"level"}
    with pytest.raises(SourceError, match=r"no-ledger\.csv: no ledger can be read here"):
        an.settle(a, b, ledger=tmp_path / "no-ledger.csv")


def test_two_people_with_sheets_of_their_own(
    tmp_path: Path, bulletins: pl.DataFrame, bulletin_claims: pl.DataFrame, code_sheet: Coder
) -> None:
    sample = an.sample_for_coding(bulletin_claims, bulletins, 30, seed=2)
    sheet = an.coding_sheet(sample, tmp_path / "codes.xlsx")
    anna = an.read_codes(code_sheet(sheet, "anna.xlsx", {}), sample=sample)
    bo = an.read_codes(code_sheet(sheet, "bo.xlsx", {"45": {"modifier": "about"}}), sample=sample)
    table = an.agreement(anna, bo)
    assert row(table, "modifier")["percent"] < 100  # type: ignore[operator]
    assert row(table, "period")["percent"] == 100.0
    assert set(an.disagreements(anna, bo)["field"]) == {"modifier"}
