"""Claims kept on disk are the claims that would be found; reports do not go into the corpus they are made from."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from analysis.codebook import codebook, use_codebook
from analysis.errors import SourceError
from analysis.extraction.claims import find_claims, leftovers
from analysis.kept import kept_in
from analysis.loading.readers import read_briefings
from analysis.reporting.batch import outside


def test_kept_claims_are_those_found(tmp_path: Path, corpus: pl.DataFrame) -> None:
    some = corpus.head(4)
    plain, left = find_claims(some), leftovers(some)
    with kept_in(tmp_path):
        find_claims(some.head(2))
        for _ in range(2):
            assert find_claims(some).equals(plain)
            assert leftovers(some).equals(left)
            assert find_claims(some, reading="conventional").equals(plain)
    assert len(list(tmp_path.glob("claims_found-*.arrow"))) == 1  # a default that is said is the same default


def test_a_codebook_of_ones_own_is_used_and_noticed_when_it_changes(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    page, book = tmp_path / "in" / "a.txt", tmp_path / "in" / "codebook.toml"
    page.write_text("Report\n\nThe harbour office counted 300 kites in 2023.\n", encoding="utf-8")
    entry = """[metrics.kites]
label = {{ en = "Kites", zh = "风筝" }}
unit = "item"
definition = "Kites"
counts = {{ en = ["{noun}"], zh = ["风筝"] }}
example = {{ en = "300 kites", zh = "300只风筝", value = 300 }}
"""
    try:
        with kept_in(tmp_path / "kept"):
            for noun, metric in (("kite", "kites"), ("balloon", None), ("kite", "kites")):
                book.write_text(entry.format(noun=noun), encoding="utf-8")
                for _ in range(2):
                    use_codebook(None)
                    assert find_claims(read_briefings(tmp_path / "in"))["metric"].to_list() == [metric]
                    assert list(codebook().metrics) == ["kites"]  # it stays in use for what follows
    finally:
        use_codebook(None)


def test_an_edited_briefing_is_read_again(tmp_path: Path) -> None:
    page = tmp_path / "a.txt"
    with kept_in(tmp_path / "kept"):
        for count in ("300", "400"):
            page.write_text(f"Report\n\nPolice arrested {count} suspects in 2023.\n", encoding="utf-8")
            assert find_claims(read_briefings(page))["raw"].to_list() == [count]


def test_a_report_does_not_go_into_its_corpus(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="lies inside the corpus"):
        outside((tmp_path / "reports").resolve(), tmp_path)
    outside((tmp_path.parent / "elsewhere").resolve(), tmp_path)
