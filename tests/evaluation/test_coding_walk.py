"""docs/coding.md, walked as it stands: every command and cell, on four bulletins, with people who fill in the sheets."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path
from typing import Any

import polars as pl
import pytest

import analysis as an
from analysis.evaluation.accepted import read_accepted

from ..conftest import ROOT, run_command
from .conftest import BULLETINS, Coder

GUIDE = (ROOT / "docs" / "coding.md").read_text(encoding="utf-8")
STEPS = re.findall(r"```(python|bash)\n(.*?)```|<!-- (.+?) -->", GUIDE, re.DOTALL)


@pytest.fixture(scope="module")
def walked(tmp_path_factory: pytest.TempPathFactory, code_sheet: Coder) -> tuple[Path, dict[str, Any]]:
    """The folder and the names after the last cell."""
    folder = tmp_path_factory.mktemp("walk")
    shutil.copytree(BULLETINS, folder / "my-briefings")
    names: dict[str, Any] = {}

    def code() -> None:
        code_sheet(folder / "anna.xlsx", "anna.xlsx", {})
        code_sheet(folder / "bo.xlsx", "bo.xlsx", {"3.2 million": {"unit": "person_trip"}, "41": {"metric": ""}})

    def decide() -> None:
        ledger = pl.read_csv(folder / "ledger.csv", infer_schema=False)
        first = pl.col("coded").str.extract("anna: (.*?) \\|")
        ledger.with_columns(decided=first, reason=pl.lit("as printed")).write_csv(folder / "ledger.csv")

    people = {"two people fill in the sheets": code, "a third person fills in the ledger": decide}
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        for language, cell, act in STEPS:
            if act:
                people[act]()
            elif language == "bash":
                for line in cell.strip().splitlines():
                    words = [str(folder / w) if (folder / w).exists() else w for w in shlex.split(line)]
                    done = run_command(*words[1:])
                    assert done.returncode == 0, done.stderr
            else:
                exec(compile(cell, "docs/coding.md", "exec"), names)
    return folder, names


def test_the_guide_is_walked_to_its_end(walked: tuple[Path, dict[str, Any]]) -> None:
    _, names = walked
    assert names["series"].height > 0
    excluded = names["decisions"].filter(pl.col("field") == "exclude")["claim_id"]
    assert not set(excluded) & set(names["claims"]["claim_id"])
    assert set(re.findall(r"an\.([a-z_]+)\(", GUIDE)) <= set(an.__all__)


def test_the_files_that_the_guide_tells_to_keep_are_there(walked: tuple[Path, dict[str, Any]]) -> None:
    folder, names = walked
    kept = re.findall(r"`([\w-]+\.(?:parquet|csv))`", GUIDE.split("## What to report")[1])
    assert kept
    assert all((folder / name).exists() or (folder / "my-briefings" / name).exists() for name in kept)
    assert an.read_gold(folder / "coded.csv").drop("remark").equals(names["codes"].drop("remark"))


def test_coders_who_differ_are_told_and_settled_by_the_third(walked: tuple[Path, dict[str, Any]]) -> None:
    _, names = walked
    percent = dict(names["table"].select("field", "percent").iter_rows())
    assert percent["kind"] == percent["period"] == 100.0
    assert min(percent["unit"], percent["metric"]) < 100.0
    fields = pl.exclude("coder", "remark")
    assert names["codes"].select(fields).sort("item_id").equals(names["anna"].select(fields).sort("item_id"))


def test_errors_are_the_programs_own_and_every_claim_has_its_reliability(walked: tuple[Path, dict[str, Any]]) -> None:
    _, names = walked
    scores = names["scores"]
    whole = scores.figures.filter(pl.col("field") == "all", pl.col("kind") == "all", pl.col("language") == "all")
    assert whole["gold"].item() == names["codes"]["claim"].sum()
    assert set(scores.errors["item_id"]) <= set(names["sample"]["item_id"]) | set(names["decisions"]["claim_id"])
    assert names["claims"]["reliability"].is_between(0, 1).all()


def test_the_line_of_the_guide_is_one_that_is_read(bulletins: pl.DataFrame, tmp_path: Path) -> None:
    (line,) = re.findall(r"```json\n(.*?)\n```", GUIDE, re.DOTALL)
    (tmp_path / "gold.jsonl").write_text(line, encoding="utf-8")
    read = read_accepted(tmp_path / "gold.jsonl", bulletins)
    assert {name: len(figures) for name, figures in read.items()} == {"2024-07-10-harbour-en": 1}


def test_the_walk_ends_in_a_row_of_first_sight(walked: tuple[Path, dict[str, Any]]) -> None:
    _, names = walked
    whole = names["row"].filter(group="all", language="all").row(0, named=True)
    assert (whole["texts"], whole["figures"]) == (
        names["codes"]["briefing_id"].n_unique(),
        names["codes"]["claim"].sum(),
    )
