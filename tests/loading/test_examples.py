"""The second field that ships as an example: its bulletins can be read, and what it needs is complete in both languages."""

from __future__ import annotations

import tomllib

import polars as pl
import pytest

from analysis.loading.readers import read_briefings

from ..conftest import ROOT

EPIDEMIC = ROOT / "data" / "examples" / "epidemic"


@pytest.fixture(scope="module")
def bulletins() -> pl.DataFrame:
    return read_briefings(EPIDEMIC)


def entries(name: str) -> dict[str, dict[str, object]]:
    return tomllib.loads((EPIDEMIC / name).read_text(encoding="utf-8"))


def test_the_bulletins_come_from_three_places_or_more_in_both_languages(bulletins: pl.DataFrame) -> None:
    places = {entry["place"] for entry in entries("agencies.toml").values()}
    languages = dict(bulletins.group_by(pl.col("language").cast(pl.String)).len().iter_rows())
    assert bulletins.height >= 20
    assert len(places) >= 3
    assert languages["zh"] >= 8
    assert languages["en"] >= 8


def test_each_bulletin_is_of_an_agency_that_the_folder_describes(bulletins: pl.DataFrame) -> None:
    assert set(bulletins["agency"]) == set(entries("agencies.toml"))


@pytest.mark.parametrize("metric", sorted(entries("codebook.toml")["metrics"]))
def test_each_metric_has_an_example_and_two_near_misses_in_both_languages(metric: str) -> None:
    entry = entries("codebook.toml")["metrics"][metric]
    assert isinstance(entry, dict)
    assert {"en", "zh", "value"} <= set(entry["example"])
    assert {"en", "zh"} <= set(entry["label"])
    assert all(len(entry["near_miss"][language]) >= 2 for language in ("en", "zh"))
