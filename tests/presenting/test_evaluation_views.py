"""Agreement, scores and reliability as tables ready to print, sentences and charts, also where nothing was measured."""

from __future__ import annotations

from typing import Any

import polars as pl
import pytest

import analysis as an

from ..evaluation.test_agreement import coded
from ..evaluation.test_scores import as_gold


@pytest.fixture(scope="module")
def claims() -> pl.DataFrame:
    from ..evaluation.conftest import BULLETINS

    return an.find_claims(an.read_briefings(BULLETINS))


@pytest.fixture(scope="module")
def tables(claims: pl.DataFrame) -> dict[str, pl.DataFrame]:
    wrong = claims.with_columns(value=pl.when(pl.int_range(pl.len()) == 0).then(-1.0).otherwise("value"))
    return {
        "agreement": an.agreement(coded("a"), coded("b", kind="rate", unit__3=None)),
        "scores": an.score(wrong, as_gold(claims)).figures,
        "reliability": an.reliability(wrong, as_gold(claims)),
        "first_sight": an.first_sight(),
    }


def test_a_number_and_its_interval_stand_in_one_cell(tables: dict[str, pl.DataFrame]) -> None:
    agreement = an.show(tables["agreement"])._repr_html_()
    row = tables["agreement"].filter(pl.col("field") == "kind").row(0, named=True)
    assert f"{row['percent']:.1f} ({row['percent_low']:.1f} to {row['percent_high']:.1f})" in agreement
    assert "all alike" in agreement, "alpha of a field whose codes are all the same is not defined"
    score = tables["scores"].filter(pl.col("field") == "value", pl.col("language") == "all").row(0, named=True)
    assert f"{score['f1']:.2f} ({score['low']:.2f} to {score['high']:.2f})" in an.show(tables["scores"])._repr_html_()


@pytest.mark.parametrize("name", ["agreement", "scores", "reliability", "first_sight"])
def test_a_table_and_its_sentence_survive_having_no_rows(tables: dict[str, pl.DataFrame], name: str) -> None:
    assert "no rows" in an.show(tables[name].clear())._repr_html_()
    said = an.sentence(tables[name].clear())
    assert any(word in said for word in ("nothing", "Nothing", "Not measured yet"))


def test_sentences_are_computed_from_the_rows(tables: dict[str, pl.DataFrame]) -> None:
    said = an.sentence(tables["agreement"])
    assert said.startswith("10 items of 5 briefings were coded by 2 coders.")
    assert "Least agreed: " in said
    assert " are right in every field at once (F1 1.00 (0." in an.sentence(tables["scores"])
    assert "without a doubt" in an.sentence(tables["reliability"])
    lot = {
        "lot": "A",
        "language": "en",
        "group": "new agencies",
        "texts": 9,
        "figures": 120,
        "all_fields_f1": 0.5,
        "low": 0.4,
        "high": 0.6,
    }
    row = tables["first_sight"].clear().vstack(pl.DataFrame([lot], schema=tables["first_sight"].schema))
    assert "F1 0.50 (0.40 to 0.60) on 120 figures of 9 texts" in an.sentence(row)


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("name", ["agreement", "scores", "reliability"])
def test_charts_draw_a_point_with_its_interval_in_both_languages(
    tables: dict[str, pl.DataFrame], name: str, language: str
) -> None:
    plot: Any = getattr(an, f"plot_{name}")
    drawn = plot(tables[name], language=language).to_dict()
    assert drawn["title"]["text"].isascii() == (language == "en")
    (rows,) = drawn["datasets"].values()
    assert all(row["low"] is None or row["low"] <= row["value"] <= row["high"] for row in rows)
    empty = plot(tables[name].clear(), language=language).to_dict()
    assert empty["title"]["subtitle"] in ("Nothing to draw: nothing was measured.", "没有可绘制的数据：尚未测量。")


def test_reliability_is_shown_in_the_explorer(claims: pl.DataFrame, tables: dict[str, pl.DataFrame]) -> None:
    told = an.with_reliability(claims, tables["reliability"])
    assert "reliability" in an.explore(told).content
    assert "reliability" not in an.explore(claims).content.split("</table>")[0]


def test_reliability_is_shown_in_marked_text(claims: pl.DataFrame, tables: dict[str, pl.DataFrame]) -> None:
    from ..evaluation.conftest import BULLETINS

    briefings = an.read_briefings(BULLETINS)
    told = an.with_reliability(claims, tables["reliability"])
    one = told.filter(briefing_id=briefings["briefing_id"][0]).row(0, named=True)
    shown = f"reliability: {one['reliability']:.2f} ({one['reliability_low']:.2f} to {one['reliability_high']:.2f}), n = {one['reliability_n']}"
    assert shown in an.mark(briefings, one["briefing_id"], claims=told).content
    assert "reliability:" not in an.mark(briefings, one["briefing_id"], claims=claims).content
