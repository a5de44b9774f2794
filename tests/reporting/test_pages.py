"""Pages of notebooks: what they are about stands first, what is printed is prose, counts have their nouns."""

from __future__ import annotations

import json
import re
from typing import Any

import polars as pl
import pytest

import analysis as an
from analysis.reporting import notebooks as rendering
from analysis.reporting.html_page import heading_of, page
from analysis.reporting.index_page import Front, _findings

from ..conftest import told


def book(*cells: tuple[str, str, list[str]]) -> dict[str, Any]:
    """A notebook that has run: its question, then (source, what it printed, tags)."""
    code = [
        {
            "id": f"c{n}", "cell_type": "code", "source": source, "metadata": {"tags": tags}, "execution_count": 1,
            "outputs": [{"output_type": "stream", "name": "stdout", "text": text}],
        }
        for n, (source, text, tags) in enumerate(cells)
    ]  # fmt: skip
    first = {"id": "q", "cell_type": "markdown", "source": "# What is said about one metric?", "metadata": {}}
    return {"cells": [first, *code], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}


def test_a_page_is_headed_by_what_it_is_about() -> None:
    made = book(("print(named)", "Drugs <seized>\n", ["heading"]), ("print(x)", "All is said.\n", []))
    shown = page(made, "08-one-metric")
    assert heading_of(made) == "Drugs <seized>"
    assert "<title>Drugs &lt;seized&gt;: What is said about one metric?</title>" in shown
    assert '<h1>Drugs &lt;seized&gt;</h1><p class="lead">What is said about one metric?</p>' in shown
    assert shown.count("<h1") == 1
    assert shown.count("Drugs &lt;seized&gt;") == 2  # the cell's own output is not shown again


def test_what_is_printed_is_prose_but_for_what_is_copied() -> None:
    shown = page(book(("print(an.inference(sample))", "A random sample.\n", []), ("print(an.explain(x))", "kind: level\n", [])), "x")  # fmt: skip
    assert '<p class="prose">A random sample.</p>' in shown
    assert '<p class="prose">kind' not in shown
    assert "kind: level" in shown
    empty = page(book(("print(an.cite(rows) if rows else 'No report states it.')", "No report states it.\n", [])), "x")
    assert '<p class="prose">No report states it.</p>' in empty


@pytest.mark.parametrize("name", sorted(rendering.notebooks()))
def test_no_notebook_counts_without_a_noun_in_its_number(name: str) -> None:
    """'1 claims' is what a count inside a string gives; `an.plural` gives '1 claim'."""
    cells = json.loads(rendering.notebooks()[name].read_text(encoding="utf-8"))["cells"]
    for cell in cells:
        source = "".join(cell["source"]) if cell["cell_type"] == "code" else ""
        assert not re.search(r"\{\w+\.height\} (?:claims|figures|reports|briefings|pairs|numbers)\b", source), source


def test_what_disagrees_is_not_denied_where_it_is_not_clear_enough_to_be_shown() -> None:
    claims = told({"date": "2024-01-18", "text": "In 2023, police arrested 109,000 criminal suspects."})
    checks = pl.DataFrame({"verdict": ["disagrees"]})
    shown = _findings(Front([], checks, claims, claims, [], []))
    assert "Nothing that could be checked disagrees" not in shown
    assert "not clear enough" in shown
    assert "Nothing that could be checked disagrees" in _findings(Front([], checks.head(0), claims, claims, [], []))


def test_rates_left_out_need_a_rise_and_a_fall() -> None:
    one = pl.DataFrame({"agency": ["A"], "subject": ["all"], "up": [1], "up_rated": [0], "down": [0], "down_rated": [0], "p": [1.0]})  # fmt: skip
    assert "nothing can be said" in an.sentence(one)
    both = one.with_columns(down=pl.lit(2))
    assert an.sentence(both).startswith("A: a rate is told with 0 of 1")


def test_one_briefing_is_one_briefing(corpus: pl.DataFrame) -> None:
    assert "; 1 briefing, data" in an.stamp(corpus.head(1))
    assert "; 2 briefings, data" in an.stamp(corpus.head(2))


def test_a_sentence_counts_the_figures_that_the_notes_count() -> None:
    claims = told({"date": "2024-01-18", "text": "In 2023, police arrested 109,000 criminal suspects. The campaign lasted four months."})  # fmt: skip
    assert claims["value"].is_not_null().sum() == 2
    assert "Of 2 figures, " in an.sentence(claims)
