"""Claims kept on disk are the claims that would be found; reports do not go into the corpus they are made from."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

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
    assert list(tmp_path.glob("find_claims-*.arrow"))


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
