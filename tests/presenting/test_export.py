"""Tables and charts as files, sentences with footnotes, the claims to look through."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path

import polars as pl
import pytest
from pypdf import PdfReader

import analysis as an
from analysis.errors import LexiconError, SourceError
from analysis.files import flat


@pytest.fixture(scope="module")
def series(corpus_claims: pl.DataFrame) -> pl.DataFrame:
    return an.to_series(an.select(corpus_claims, metric="criminal_cases_solved"), keep="narrowest")


def test_tables_are_read_back(series: pl.DataFrame, tmp_path: Path) -> None:
    assert pl.read_parquet(an.save(series, tmp_path / "t.parquet")).equals(series)
    assert pl.read_csv(an.save(series, tmp_path / "t.csv"))["low"].to_list() == series["low"].to_list()
    assert pl.read_ndjson(an.save(series, tmp_path / "t.ndjson"))["period"].to_list() == series["period"].to_list()
    markdown = an.save(series, tmp_path / "t.md").read_text(encoding="utf-8").splitlines()
    assert len(markdown) == series.height + 2
    latex = an.save(series, tmp_path / "t.tex").read_text(encoding="utf-8")
    assert r"\toprule" in latex
    assert latex.count("stated") == series.height


def test_charts_have_the_width_that_was_asked(series: pl.DataFrame, tmp_path: Path) -> None:
    chart = an.plot_series(series)
    svg = an.save(chart, tmp_path / "c.svg", width=85).read_text(encoding="utf-8")
    assert 'width="85.00mm"' in svg
    page = PdfReader(io.BytesIO(an.save(chart, tmp_path / "c.pdf", width=85).read_bytes())).pages[0]
    assert float(page.mediabox.width) == pytest.approx(85 / 25.4 * 72, abs=1)
    png = an.save(chart, tmp_path / "c.png", width=85).read_bytes()
    assert int.from_bytes(png[16:20], "big") == pytest.approx(85 / 25.4 * 300, abs=2)


def test_what_cannot_be_written_says_so(series: pl.DataFrame, tmp_path: Path) -> None:
    with pytest.raises(LexiconError, match=r"a table is not written as \.svg"):
        an.save(series, tmp_path / "t.svg")
    with pytest.raises(LexiconError, match=r"a chart is not written as \.csv"):
        an.save(an.plot_series(series), tmp_path / "c.csv")
    with pytest.raises(LexiconError, match="a str is neither a table nor a chart"):
        an.save("words", tmp_path / "t.csv")
    with pytest.raises(SourceError, match="cannot be written"):
        an.save(series, tmp_path / "no such folder" / "t.csv")


@pytest.mark.parametrize("text", ["=1+1", "+1", "-2+3", "@SUM(A1)", "\t=1", "\r=1"])
def test_no_cell_of_a_csv_is_a_formula(text: str) -> None:
    table = pl.DataFrame({"raw": [text, "22,000"], "low": [-1.5, 2.0]})
    assert flat(table)["raw"].to_list() == ["'" + text, "22,000"]
    assert flat(table)["low"].to_list() == [-1.5, 2.0]


def test_lists_of_records_become_json_and_lists_of_choices_text(corpus: pl.DataFrame, tmp_path: Path) -> None:
    briefings = corpus.head(3)
    path = an.save(briefings, tmp_path / "briefings.csv")
    paragraphs = [json.loads(cell) for cell in pl.read_csv(path)["paragraphs"]]
    assert paragraphs == briefings["paragraphs"].to_list()
    choices = pl.DataFrame({"doubts": [["a", "b"], []]}, schema={"doubts": pl.List(pl.Enum(["a", "b"]))})
    assert flat(choices)["doubts"].to_list() == ["a; b", ""]


def test_a_claim_is_quoted_with_its_footnote(corpus: pl.DataFrame, corpus_claims: pl.DataFrame) -> None:
    one = corpus_claims.filter(pl.col("claim_id") == "2024-08-19-cctv-en:2274-2290")
    text = an.quote(one, corpus)
    assert (
        "“more than 22,000” — Border-management criminal cases, read as 22,000 to 23,000 cases, for 2024-01-01 to 2024-08-19"
        in text
    )
    marks = re.findall(r"\[\^([^\]]+)\]", text)
    assert marks == ["2024-08-19-cctv-en-2274-2290"] * 2
    assert an.quote(one.head(0), corpus) == "No claim to quote."
