"""One thing said in many ways is read alike: cases/paraphrases.toml."""

from __future__ import annotations

import pytest

from .case_files import Case
from .judging import faults_of, parameters


@pytest.mark.parametrize("case", parameters("paraphrases"))
def test_every_form_is_read_alike(case: Case) -> None:
    assert not faults_of(case)
