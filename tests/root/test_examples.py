"""Every public function has an example in its docstring, and every example tells the truth."""

from __future__ import annotations

import doctest
import inspect
from pathlib import Path

import polars as pl
import pytest

import analysis as an

FUNCTIONS = sorted(name for name in an.__all__ if inspect.isfunction(getattr(an, name)))


@pytest.fixture(scope="module")
def names(corpus: pl.DataFrame, corpus_claims: pl.DataFrame) -> dict[str, object]:
    """What the examples may use."""
    return {
        "an": an,
        "pl": pl,
        "briefings": corpus,
        "claims": corpus_claims,
        "series": an.to_series(corpus_claims, keep="narrowest"),
        "checks": an.check(corpus_claims),
    }


@pytest.mark.parametrize("name", FUNCTIONS)
def test_the_example_of_a_function(
    name: str, names: dict[str, object], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    examples = doctest.DocTestFinder(recurse=False).find(getattr(an, name), name, globs=dict(names))
    assert examples
    assert examples[0].examples, f"an.{name} has no example in its docstring"
    report: list[str] = []
    runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS)
    runner.run(examples[0], out=report.append)
    assert runner.failures == 0, "".join(report)
