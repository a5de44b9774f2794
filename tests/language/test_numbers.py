"""Numerals: value and step of what is printed, in digits and in words."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from analysis.language.lexicon import LANGS, fold, lexicon, listed
from analysis.language.number_words import decimal_mark, tables
from analysis.language.numbers import find_numerals

from ..conftest import case_id, rows_of

ROWS = rows_of(Path(__file__).parent / "cases" / "numerals.csv")


@pytest.mark.parametrize("row", ROWS, ids=case_id)
def test_numeral(row: dict[str, str]) -> None:
    (numeral,) = find_numerals(fold(row["text"]), row["language"])
    assert numeral.value == Decimal(row["value"])
    assert numeral.step == Decimal(row["step"])


def test_the_decimal_mark_is_decided_by_the_document() -> None:
    assert decimal_mark("24,48 millones; 1.328 personas; 239.000; 12,5%") == ","
    assert decimal_mark("22,000 cases; 62.34 percent") == "."


@pytest.mark.parametrize("language", LANGS)
def test_every_number_word_of_the_lexicon_is_seen(language: str) -> None:
    words = listed(lexicon("numbers")["digits"], language)
    seen = tables(language).word
    assert all(seen.search(word) for word in words)
