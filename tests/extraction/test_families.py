"""Families of faults met in real texts, each kind in many wordings of our own: cases/faults.toml."""

from __future__ import annotations

from collections import Counter

import pytest

from .case_files import Case, cases_of
from .judging import faults_of, parameters


@pytest.mark.parametrize("case", parameters("faults"))
def test_a_kind_of_fault_in_another_wording(case: Case) -> None:
    """All figures of the text, and no others: their fields, and what is left over."""
    assert not faults_of(case)


def test_every_family_has_six_wordings() -> None:
    """A kind is mended by structure: one sentence may be mended by accident."""
    sizes = Counter(name.rsplit(" ", 1)[0] for name in cases_of("faults"))
    assert min(sizes.values()) >= 6


def test_every_figure_wanted_names_one_place_of_its_text() -> None:
    """A figure is found by what is printed, so that must stand once, or be wanted at each place where it stands."""
    for case in cases_of("faults").values():
        places = [(wanted["raw"], wanted.get("occurrence", 1)) for wanted in case.wanted]
        printed = [(raw, n) for raw in {raw for raw, _ in places} for n in range(1, case.text.count(raw) + 1)]
        assert sorted(places) == sorted(printed), case.name
