"""Tables as other programs read them: spreadsheets, Stata, SPSS, Arrow; wide form; lists of sources on disk."""

from __future__ import annotations

import zipfile
from datetime import date
from pathlib import Path

import polars as pl
import pyreadstat
import pytest

import analysis as an
from analysis.comparing.schema import Series
from analysis.errors import LexiconError
from analysis.schema import frame

METRIC = "suspects_arrested"


def series(raw: str = "more than 39,000") -> pl.DataFrame:
    rows: list[dict[str, object]] = [
        {
            "agency": "NIA", "subject": metric, "metric": metric, "unit": "person", "way": "flow", "period_start": date(year, 1, 1),
            "period_end": date(year, 12, 31), "period": str(year), "period_kind": "year", "days": 365, "kind": "level", "value": 1000.0 * year,
            "low": 1000.0 * year, "high": 1000.0 * year + 500, "modifier": "more_than", "raw": raw, "sentence": "抓获" * 1500, "n_claims": 1,
            "derived": False, "how": "stated", "claim_ids": ["a:1-2", "b:3-4"],
        }
        for metric in (METRIC, "drugs_seized") for year in (2023, 2024)
    ]  # fmt: skip
    return frame(Series, rows)


@pytest.mark.parametrize(("ending", "read"), [(".dta", pyreadstat.read_dta), (".sav", pyreadstat.read_sav)])
def test_statistics_programs_read_values_dates_and_labels(ending: str, read: object, tmp_path: Path) -> None:
    told = series()
    back, meta = read(str(an.save(told, tmp_path / f"t{ending}")), output_format="polars")  # type: ignore[operator]
    assert back["low"].to_list() == told["low"].to_list()
    assert back["period_end"].cast(pl.Date).to_list() == told["period_end"].to_list()
    assert set(back["metric_zh"]) == {an.metrics().filter(metric=m)["label_zh"].item() for m in told["metric"].unique()}
    assert "lower bound" in meta.column_names_to_labels["low"]
    assert back["claim_ids"][0] == "a:1-2; b:3-4"


def test_a_workbook_holds_the_table_its_meanings_and_no_formula(tmp_path: Path) -> None:
    path = an.save(series("=1+1"), tmp_path / "t.xlsx")
    with zipfile.ZipFile(path) as book:
        sheets = [book.read(n).decode() for n in book.namelist() if n.startswith("xl/worksheets/sheet")]
        strings = book.read("xl/sharedStrings.xml").decode()
    assert len(sheets) == 2
    assert not any("<f>" in sheet for sheet in sheets)
    assert "<t>=1+1</t>" in strings
    assert path.read_bytes() == an.save(series("=1+1"), tmp_path / "again.xlsx").read_bytes()


def test_a_csv_has_the_mark_of_utf_8_and_an_arrow_file_every_type(tmp_path: Path) -> None:
    assert an.save(series(), tmp_path / "t.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    assert pl.read_ipc(an.save(series(), tmp_path / "t.arrow")).equals(series())


def test_wide_has_a_column_a_metric_and_refuses_two_figures_in_one_cell() -> None:
    made = an.wide(series(), values=("low", "high"))
    assert made.filter(period="2024")[f"{METRIC}_high"].item() == 1000 * 2024 + 500
    assert made.height == 2
    assert an.wide(series(), columns="period")["2023"].to_list() == [2023000.0, 2023000.0]
    doubled = pl.concat([series(), series().head(1)])
    with pytest.raises(LexiconError, match=r"of 2023 has 2 figures"):
        an.wide(doubled)
    with pytest.raises(LexiconError, match="did you mean 'value'"):
        an.wide(series(), values="valeu")


def test_sources_on_disk_are_what_cite_writes(corpus: pl.DataFrame, tmp_path: Path) -> None:
    some = corpus.filter(pl.col("retrieved").is_not_null()).head(2)
    for ending, style in ((".bib", "bibtex"), (".ris", "ris"), (".json", "csl-json"), (".txt", "text")):
        text = an.save_sources(some, tmp_path / f"s{ending}").read_text(encoding="utf-8")
        assert text.rstrip() == an.cite(some, style=style).rstrip()
    day = str(some["retrieved"][0])
    assert f"accessed {day}" in an.cite(some)
    assert f"urldate = {{{day}}}" in an.cite(some, style="bibtex")
    assert f"Y2  - {day.replace('-', '/')}" in an.cite(some, style="ris")


def test_the_package_is_cited_with_the_day_of_its_release() -> None:
    from analysis.presenting.citation import package_entry

    assert len(package_entry()["issued"]["date-parts"][0]) == 3
