"""First sight: figures with accepted values are counted text by text, and the committed tables follow from the counts."""

from __future__ import annotations

import json
import runpy
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl
import pytest

import analysis as an
from analysis.errors import LexiconError, SourceError
from analysis.evaluation.accepted import read_accepted, tally
from analysis.evaluation.first_sight import (
    BEFORE,
    COUNTS,
    NOW,
    TEXTS,
    first_sight_misses,
    read_texts,
    summary,
    write_first_sight,
)
from analysis.evaluation.scores import FIELDS

from ..conftest import ROOT
from .conftest import BULLETINS
from .test_scores import as_gold

Lines = list[dict[str, Any]]
Lot = Callable[[Lines], Path]
Count = Callable[[Path], dict[str, int]]
GROUPS = {"2024": "first year", "": "second year"}


@pytest.fixture
def lines(bulletin_claims: pl.DataFrame) -> Lines:
    """The figures of the bulletins as the package reads them, each field with the one value."""
    rows = as_gold(bulletin_claims).rows(named=True)
    made = []
    for row in rows:
        days = [row["period_start"], row["period_end"]]
        period = None if days == [None, None] else [day and str(day) for day in days]
        single = {field: [row[field]] for field in FIELDS if field != "period"}
        place = {name: row[name] for name in ("briefing_id", "start", "end", "raw")}
        made.append({**place, **single, "period": [period], "optional": False})
    return made


@pytest.fixture
def lot(tmp_path: Path) -> Lot:
    def written(lines: Lines) -> Path:
        shutil.copytree(BULLETINS, tmp_path / "texts", dirs_exist_ok=True)
        text = "\n".join(json.dumps(line, ensure_ascii=False) for line in lines)
        (tmp_path / "gold.jsonl").write_text(text, encoding="utf-8")
        return tmp_path

    return written


@pytest.fixture
def counts(bulletins: pl.DataFrame, bulletin_claims: pl.DataFrame) -> Count:
    def counted(folder: Path) -> dict[str, int]:
        texts = tally(bulletin_claims, read_accepted(folder / "gold.jsonl", bulletins)).values()
        return {name: sum(text[name] for text in texts) for name in COUNTS}

    return counted


def figure(lines: Lines, metric: bool = True) -> dict[str, Any]:
    return next(line for line in lines if (line["metric"] != [None]) == metric and line["kind"] == ["level"])


def test_figures_as_the_package_reads_them_are_all_right(lot: Lot, lines: Lines, counts: Count) -> None:
    told = counts(lot(lines))
    assert told["figures"] == told["claims"] == told["right"] == len(lines)
    assert told["metrics_given"] == sum(line["metric"] != [None] for line in lines) > 0
    assert told["missing"] == told["extra"] == told["wrong_metrics"] == 0
    assert all(told[f"right_{field}"] == len(lines) for field in FIELDS)


@pytest.mark.parametrize("field", FIELDS)
def test_a_field_that_is_not_as_coded_makes_a_figure_wrong(lot: Lot, lines: Lines, counts: Count, field: str) -> None:
    figure(lines)[field] = (
        [["1999-01-01", "1999-12-31"]] if field == "period" else [1e12 if field == "value" else "other"]
    )
    told = counts(lot(lines))
    assert told["right"] == told[f"right_{field}"] == len(lines) - 1
    assert all(told[f"right_{other}"] == len(lines) for other in FIELDS if other != field)
    assert told["wrong_metrics"] == (field == "metric")


@pytest.mark.parametrize("field", FIELDS)
def test_any_of_the_accepted_values_is_right_and_a_star_accepts_all(
    lot: Lot, lines: Lines, counts: Count, field: str
) -> None:
    other = {"period": ["1999-01-01", "1999-12-31"], "value": 1e12}.get(field, "other")
    figure(lines)[field].append(other)
    figure(lines, metric=False)[field] = ["*"]
    assert counts(lot(lines))["right"] == len(lines)


def test_a_star_as_first_day_takes_any_beginning_but_not_any_end(lot: Lot, lines: Lines, counts: Count) -> None:
    dated = next(line for line in lines if line["period"] != [None])
    (days,) = dated["period"]
    dated["period"] = [["*", days[1]]]
    assert counts(lot(lines))["right"] == len(lines)
    dated["period"] = [["*", "1999-12-31"]]
    assert counts(lot(lines))["right"] == len(lines) - 1


def test_claims_on_no_figure_are_too_many_and_optional_figures_may_be_read_or_not(
    lot: Lot, lines: Lines, counts: Count
) -> None:
    one = figure(lines)
    without = counts(lot([line for line in lines if line is not one]))
    assert (without["extra"], without["claims"] - without["figures"], without["wrong_metrics"]) == (1, 1, 1)
    one["optional"] = True
    told = counts(lot(lines))
    assert (told["figures"], told["claims"], told["extra"]) == (len(lines) - 1, len(lines) - 1, 0)


def test_a_figure_that_no_claim_overlaps_is_missing(
    lot: Lot, lines: Lines, counts: Count, bulletins: pl.DataFrame
) -> None:
    text = dict(bulletins.select("briefing_id", "text").iter_rows())[lines[0]["briefing_id"]]
    lines.append(lines[0] | {"start": 0, "end": 3, "raw": text[:3]})
    told = counts(lot(lines))
    assert (told["missing"], told["figures"] - told["claims"]) == (1, 1)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", "line 1: is no JSON record; write a figure a line"),
        ('{"briefing_id": "x", "start": 0, "end": 1}', "line 1: has no raw, value, modifier"),
        (None, "line 1: 'no such words' does not stand there"),
    ],
)
def test_a_line_that_does_not_fit_is_named(
    lot: Lot, lines: Lines, counts: Count, line: str | None, message: str
) -> None:
    folder = lot([lines[0] | {"raw": "no such words"}])
    if line is not None:
        (folder / "gold.jsonl").write_text(line, encoding="utf-8")
    with pytest.raises(SourceError, match=r"gold\.jsonl: ") as error:
        counts(folder)
    assert message in str(error.value)


def test_a_lot_has_a_row_for_each_group_and_one_for_all(lot: Lot, lines: Lines) -> None:
    figure(lines)["value"] = [1e12]
    table = an.measure_first_sight(lot(lines), lot="A", date="2026-11-26", groups=GROUPS)
    assert table.columns == an.first_sight().columns
    assert set(table.select("language", "group").rows()) == {
        *((language, group) for language in ("en", "zh") for group in GROUPS.values()),
        ("all", "all"),
    }
    whole = table.filter(group="all").row(0, named=True)
    assert (whole["texts"], whole["figures"]) == (4, len(lines))
    assert whole["all_fields_f1"] == pytest.approx((len(lines) - 1) / len(lines))
    assert whole["low"] < whole["all_fields_f1"] <= whole["high"]
    assert table.filter(pl.col("texts") == 1)["low"].null_count() == 4, "one text alone has no interval"
    with pytest.raises(LexiconError, match="'26 Nov' is no day"):
        an.measure_first_sight(lot(lines), lot="A", date="26 Nov")


def test_settled_codes_of_a_sheet_are_measured_alike(lot: Lot, lines: Lines, bulletin_claims: pl.DataFrame) -> None:
    folder = lot(lines)
    as_gold(bulletin_claims).write_csv(folder / "coded.csv")
    by_codes = an.measure_first_sight(BULLETINS, folder / "coded.csv", lot="A", date="2026-11-26", groups=GROUPS)
    assert by_codes.equals(an.measure_first_sight(folder, lot="A", date="2026-11-26", groups=GROUPS))


def made(lot: str, reader: str, right: int) -> pl.DataFrame:
    row = dict.fromkeys(TEXTS, 10) | {"lot": lot, "reader": reader, "language": "en", "group": "all", "right": right}
    texts = [row | {"briefing_id": f"{lot}{n}", "date": None} for n in range(3)]
    return pl.DataFrame(texts, schema=TEXTS)


def test_a_lot_written_again_replaces_itself_alone(tmp_path: Path) -> None:
    for lot, reader, right in (("A", NOW, 5), ("B", NOW, 6), ("A", BEFORE, 4), ("A", NOW, 7)):
        write_first_sight(made(lot, reader, right), tmp_path)
    now = an.first_sight(tmp_path / "first_sight.csv")
    assert dict(now.select("lot", "all_fields_f1").iter_rows()) == {"A": 0.7, "B": 0.6}
    assert an.first_sight(tmp_path / "first_sight_before.csv")["all_fields_f1"].to_list() == [0.4]


def test_what_is_missed_is_counted_of_the_figures_that_were_found() -> None:
    texts = made("A", NOW, 5).with_columns(missing=pl.lit(2), extra=pl.lit(1), right_period=pl.lit(4))
    told = {r["what"]: (r["wrong"], r["of"]) for r in first_sight_misses(texts).iter_rows(named=True)}
    assert told["missing"] == (6, 30)
    assert told["extra"] == (3, 30)
    assert told["period"] == (12, 24)
    assert set(told) == {"missing", "extra", *FIELDS}


@pytest.mark.parametrize("reader", [NOW, BEFORE])
def test_the_committed_tables_follow_from_the_counts_of_their_texts(reader: str) -> None:
    told = an.first_sight(reader=reader)
    made = summary(read_texts().filter(reader=reader))
    assert told.height > 0
    assert told.drop("all_fields_f1", "low", "high").equals(made.drop("all_fields_f1", "low", "high"))
    for column in ("all_fields_f1", "low", "high"):
        assert told[column].to_list() == pytest.approx(made[column].to_list(), abs=1e-6)


def test_the_script_adds_a_lot_and_takes_counts_of_another_scorer(
    lot: Lot, lines: Lines, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    script = runpy.run_path(str(ROOT / "tests" / "bench" / "first_sight.py"))
    home = tmp_path / "gold"
    home.mkdir()
    monkeypatch.setitem(script["main"].__globals__, "write_first_sight", lambda texts: write_first_sight(texts, home))
    folder = str(lot(lines))
    monkeypatch.setattr("sys.argv", ["first_sight.py", folder, "--lot", "A", "--date", "2026-11-26", "--write"])
    script["main"]()
    assert f"on {len(lines)} figures of 4 texts" in capsys.readouterr().out
    read = {r["briefing_id"]: r for r in read_texts(home).iter_rows(named=True)}
    half = {text: {**row, "all_right": 0, "share": dict.fromkeys(FIELDS, 1.0)} for text, row in read.items()}
    (tmp_path / "counts.json").write_text(json.dumps({"texts": half}, default=str), encoding="utf-8")
    more = ["--counts", str(tmp_path / "counts.json"), "--before"]
    monkeypatch.setattr("sys.argv", ["first_sight.py", folder, "--lot", "A", "--date", "2026-11-26", "--write", *more])
    script["main"]()
    assert an.first_sight(home / "first_sight.csv").filter(group="all")["all_fields_f1"].to_list() == [1.0]
    assert set(an.first_sight(home / "first_sight_before.csv")["all_fields_f1"]) == {0.0}
