"""Any table in words: ids by what they are called, lists joined, numbers in the digits that mean something."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import polars as pl

from ..codebook import codebook, label
from ..comparing.intervals import figure
from .wording import said, subject_words, unit_words

# Columns of ids that have words of their own, and where these stand in labels.toml.
SECTIONS = {
    "kind": "kinds", "verdict": "verdicts", "check": "checks", "modifier": "modifiers", "field": "fields", "direction": "directions",
    "language": "languages", "comparability": "comparability", "reason": "reasons",
}  # fmt: skip
ENTRY = (
    "codebook",
    "not_to_confuse",
    "drift",
    "definition",
    "adds_up_to",
    "part_of",
)  # of the codebook; they name metrics
METRIC = re.compile(r"\b[a-z]+(?:_[a-z0-9]+)+\b")  # or a unit
Tell = Callable[[str], str]


def in_words(table: pl.DataFrame, language: str) -> pl.DataFrame:
    """A table of any columns as people read it; the columns stay as they are called."""
    shown = table
    for name, tell in _tellers(language).items():
        if name in shown.columns and shown.schema[name].base_type() in (pl.String, pl.Enum, pl.Categorical):
            told = pl.col(name).cast(pl.String).map_elements(tell, return_dtype=pl.String)
            shown = shown.with_columns(told)
    if "share" in shown.columns and shown["share"].dtype.is_float():
        shown = shown.with_columns(pl.col("share").map_elements(lambda v: f"{100 * v:.1f}%", return_dtype=pl.String))
    lists = [name for name, kind in shown.schema.items() if kind.base_type() == pl.List]
    joined = shown.with_columns(pl.col(n).cast(pl.List(pl.String)).list.join(", ") for n in lists)
    floats = [name for name, kind in shown.schema.items() if kind.is_float()]
    return joined.with_columns(pl.col(n).map_elements(figure, return_dtype=pl.String) for n in floats)


def _tellers(language: str) -> dict[str, Tell]:
    """How a cell of each column is told that holds ids."""
    words: dict[str, Tell] = {c: (lambda v, s=s: _word(v, s, language)) for c, s in SECTIONS.items()}  # type: ignore[misc]
    entry: dict[str, Tell] = {c: (lambda v: _metrics_named(v, language)) for c in ENTRY}
    units: Tell = lambda v: said("or", language).join(unit_words(u, language) for u in v.split(" or "))  # noqa: E731
    return {"subject": lambda v: subject_words(v, language), "unit": units, **words, **entry}


def _word(value: str, section: str, language: str) -> str:
    """An id by its word, else as a column of that name is headed."""
    told = said(value, language, section=section)
    return told if told != value.replace("_", " ") else said(value, language, section="columns")


def _metrics_named(text: str, language: str) -> str:
    """A text of the codebook with the metrics it names by their labels: 'drug_cases' => 'drug cases'."""
    book = codebook()

    def named(found: re.Match[str]) -> Any:
        if found[0] not in book.metrics:
            return book.unit_label(found[0], language)  # or any other id, in words
        return label(found[0]) if language == "en" else book.label(found[0], language)

    return METRIC.sub(named, text)
