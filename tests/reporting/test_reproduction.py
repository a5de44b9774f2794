"""A report comes out the same again, whatever it was asked for."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import nbformat
import pytest

from analysis.reporting import batch as reports
from analysis.reporting import execution
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
    if "corpus" in given:  # a notebook that cannot be made again says why
        (given["corpus"] / "a.txt").unlink()
        again = reproduce(tmp_path / "out", corpus=given["corpus"])
        assert again.different == ["01-one-briefing-a.html", "01-one-briefing-a.ipynb"]
        assert [line.partition(":")[0] for line in again.errors] == ["01-one-briefing-a"]
        assert "'a'" in again.errors[0]


def test_what_a_cell_prints_is_one_output_however_often_it_is_flushed(tmp_path: Path) -> None:
    book = nbformat.v4.new_notebook()
    book.metadata["kernelspec"] = execution.KERNEL
    lines = ["import sys, time", *(f"print({n}); sys.stdout.flush(); time.sleep(0.3)" for n in range(3))]
    book.cells = [nbformat.v4.new_code_cell("\n".join(lines))]
    nbformat.write(book, tmp_path / "a.ipynb")
    execution.execute(tmp_path / "a.ipynb", tmp_path / "done.ipynb", {})
    outputs = nbformat.read(tmp_path / "done.ipynb", as_version=4).cells[0].outputs
    assert [output["text"] for output in outputs] == ["0\n1\n2\n"]
