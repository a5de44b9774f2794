"""A report comes out the same again, whatever it was asked for."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from analysis.reporting import batch as reports
from analysis.reporting.reproduction import reproduce

from ..conftest import ROOT


@pytest.mark.parametrize(
    "given",
    [
        {"notebooks": ["04-across-years"], "metrics": ["stowaways_seized"], "years": [2021, 2024]},
        {"notebooks": ["02-across-outlets"], "event": "2022-01-12-nia-press-conference", "parameters": {"agency": "NIA"}},
        {"notebooks": ["01-one-briefing"], "briefings": ["2024-08-19-cnyes-zh", "a"], "corpus": "own"},
    ],
    ids=["metric and years", "event and agency", "a corpus of one's own"],
)  # fmt: skip
def test_a_report_is_reproduced_whatever_it_was_asked_for(tmp_path: Path, given: dict[str, Any]) -> None:
    if "corpus" in given:
        own = tmp_path / "own briefings"
        own.mkdir()
        shutil.copy(next((ROOT / "data").rglob("2024-08-19-cnyes-zh.md")), own)
        (own / "a.txt").write_text("Report\n\nPolice arrested 300 suspects in 2023.\n", encoding="utf-8")
        given = {**given, "corpus": own}
    made = reports.report(out=tmp_path / "out", **given)
    assert made
    assert not [m.error for m in made if m.error]
    again = reproduce(tmp_path / "out", corpus=given.get("corpus"))
    assert (again.different, again.changed) == ([], [])
    assert {f"{m.name}.html" for m in made} <= set(again.same)
