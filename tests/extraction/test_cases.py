"""Sentences and the claim that is wanted of each, with where it was met: the rows of cases/*.csv."""

from __future__ import annotations

import pytest

from .case_files import Case
from .judging import faults_of, parameters


@pytest.mark.parametrize("case", parameters("claims"))
def test_claim(case: Case) -> None:
    assert not faults_of(case)


@pytest.mark.parametrize("case", parameters("counted"))
def test_what_a_number_counts(case: Case) -> None:
    """Noun, unit and metric, where the noun is not simply the words behind the number."""
    assert not faults_of(case)


@pytest.mark.parametrize("case", parameters("against"))
def test_a_period_that_is_compared_with(case: Case) -> None:
    """It is the base of the figure, not its period; a figure told of it is dated by it."""
    assert not faults_of(case)


@pytest.mark.parametrize("case", parameters("earlier"))
def test_a_figure_of_an_earlier_time(case: Case) -> None:
    """What is told beside the new figure is dated by its own words and is of the same thing."""
    assert not faults_of(case)


@pytest.mark.parametrize("case", parameters("days"))
def test_the_day_of_a_statement_is_not_that_of_its_figures(case: Case) -> None:
    assert not faults_of(case)
