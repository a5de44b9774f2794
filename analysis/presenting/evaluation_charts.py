"""Charts of agreement, scores and reliability: a point with its interval a row."""

from __future__ import annotations

from typing import Any

import altair as alt
import polars as pl

from ..evaluation.coding_fields import words
from .chart_theme import WIDTH, dress

COLOUR = "#1d4ed8"
SHAPE = {"what": pl.String, "value": pl.Float64, "low": pl.Float64, "high": pl.Float64, "n": pl.Int64}


def _said(key: str, language: str) -> str:
    text: str = words()["charts"][key][language]
    return text


def plot_agreement(table: pl.DataFrame, *, language: str = "en") -> Any:
    """Krippendorff's alpha of each field with its interval, of what an.agreement gives; a field coded all alike has none.

    >>> an.plot_agreement(an.agreement()).to_dict()["title"]["text"]
    'How far do the coders agree?'
    """
    rows = [
        (_field(r["field"], language), r["alpha"], r["alpha_low"], r["alpha_high"], r["items"])
        for r in table.filter(pl.col("group") == "all").drop_nulls("alpha").iter_rows(named=True)
    ]
    return _dots(rows, "q_agreement", "alpha", language)


def plot_scores(figures: pl.DataFrame, *, language: str = "en") -> Any:
    """F1 of each field with its interval, of an.score(...).figures, all kinds and languages together.

    >>> an.plot_scores(an.score(claims, an.read_gold("restated")).figures).to_dict()["title"]["text"]
    'How many figures are read right?'
    """
    whole = figures.filter(pl.col("kind") == "all", pl.col("language") == "all", pl.col("gold") > 0)
    rows = [
        (_field(r["field"], language), r["f1"], r["low"], r["high"], r["gold"]) for r in whole.iter_rows(named=True)
    ]
    return _dots(rows, "q_scores", "f1", language)


def plot_reliability(table: pl.DataFrame, *, language: str = "en") -> Any:
    """The share of right claims by doubt with its interval, of an.reliability or an.read_reliability.

    >>> an.plot_reliability(an.read_reliability()).to_dict()["title"]["text"]
    'How often are claims with a doubt right?'
    """
    measured = table.filter(pl.col("group") == "doubt", pl.col("field") == "all", pl.col("n") > 0)
    rows = [
        (f"{_doubt(r['name'], language)} (n = {r['n']})", r["share"], r["low"], r["high"], r["n"])
        for r in measured.iter_rows(named=True)
    ]
    return _dots(rows, "q_reliability", "share", language)


def _field(name: str, language: str) -> str:
    if name == "all":
        return _said("all", language)
    entry = words()["fields"].get(name)
    return str(entry["label"][language]) if entry and language != "en" else name.replace("_", " ")


def _doubt(name: str, language: str) -> str:
    return _said(name, language) if name in ("none", "any") else name.replace("_", " ")


def _dots(rows: list[tuple[Any, ...]], question: str, axis: str, language: str) -> Any:
    shown = pl.DataFrame(rows, schema=SHAPE, orient="row")
    if shown.height == 0:
        drawn = alt.Chart(shown).mark_point().properties(width=WIDTH, height=40)
        return dress(drawn, _said(question, language), _said("empty", language))
    least = min(0.0, *(v for v in (*shown["low"].drop_nulls(), *shown["value"])))
    scale = alt.Scale(domain=[least, 1.0])
    base = alt.Chart(shown).encode(
        y=alt.Y("what:N", title=None, sort=shown["what"].to_list()), tooltip=["what", "value", "low", "high", "n"]
    )
    spans = base.mark_rule(strokeWidth=2, color=COLOUR, opacity=0.6).encode(x=alt.X("low:Q", scale=scale), x2="high:Q")
    points = base.mark_point(filled=True, size=60, color=COLOUR, opacity=1).encode(
        x=alt.X("value:Q", scale=scale, title=_said(axis, language))
    )
    drawn = (spans + points).properties(width=WIDTH, height=alt.Step(24))
    return dress(drawn, _said(question, language), _said("lines", language))
