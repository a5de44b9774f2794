"""The `briefings` command, as a user types it."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import polars as pl
import pytest

from analysis.schema import Claims

from ..conftest import run_command

TEXT = "Police report\n\nOn March 3, 2024 the NIA said police solved more than 1,200 criminal cases in the first two months of 2024.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "report.txt").write_text(TEXT, encoding="utf-8")
    return tmp_path


def test_extract_as_a_table(folder: Path) -> None:
    done = run_command("extract", str(folder / "in"))
    assert done.returncode == 0
    assert "more than 1,200" in done.stdout
    assert done.stderr == ""


@pytest.mark.parametrize("form", ["csv", "json", "ndjson"])
def test_extract_to_the_screen(folder: Path, form: str) -> None:
    done = run_command("extract", str(folder / "in"), "--format", form)
    rows = {
        "csv": lambda t: list(csv.DictReader(io.StringIO(t))),
        "json": json.loads,
        "ndjson": lambda t: [json.loads(line) for line in t.splitlines()],
    }[form](done.stdout)
    assert list(rows[0]) == Claims.column_names()
    level = next(r for r in rows if r["kind"] == "level")
    assert level["date"] == "2024-03-03"
    assert float(level["value"]) == 1200
    assert level["direction"] == ("" if form == "csv" else None)


def test_extract_to_a_file_by_its_ending(folder: Path) -> None:
    target = folder / "claims.parquet"
    assert run_command("extract", str(folder / "in"), "--output", str(target)).returncode == 0
    table = pl.read_parquet(target)
    assert table.columns == Claims.column_names()
    assert table["value"].drop_nulls().to_list() == [1200.0]
    assert list(folder.glob(".*")) == []


def test_extract_lists_what_failed_at_the_end_and_goes_on(folder: Path) -> None:
    (folder / "in" / "void.txt").write_bytes(b"")
    done = run_command("extract", str(folder / "in"), str(folder / "nowhere"), "--format", "csv")
    assert done.returncode == 1
    assert "1200" in done.stdout
    lines = done.stderr.strip().splitlines()
    assert len(lines) == 2
    assert any("void.txt: the file is empty" in line for line in lines)
    assert any("nowhere: no briefing found" in line for line in lines)


def test_extract_into_a_folder_that_is_not_there_keeps_to_one_line(folder: Path) -> None:
    done = run_command("extract", str(folder / "in"), "--output", str(folder / "no" / "claims.csv"))
    assert done.returncode == 1
    assert re.fullmatch(r".*claims\.csv: cannot be written.*\n", done.stderr)


def test_explain_shows_every_step_and_the_rules() -> None:
    told = ("查获偷渡人员6000余人，同比下降30%", "--language", "zh", "--date", "2024-08-19", "--agency", "NIA")
    done = run_command("explain", *told)
    assert done.returncode == 0
    for part in (
        "- '6000余人'",
        "more_than 6,000",
        "Stowaways seized",
        "direction: down",
        "base: same_period_last_year",
        "rules: ",
        "doubts: ",
    ):
        assert part in done.stdout


def test_explain_refuses_a_day_that_cannot_be() -> None:
    done = run_command("explain", "5 cases", "--language", "en", "--date", "2024-02-30")
    assert done.returncode == 1
    assert done.stderr == "'2024-02-30' is no day of the calendar; write it as 2024-08-19\n"


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        (["extrct", "x"], "no verb 'extrct'; did you mean 'extract'?"),
        (["report", "--jobs", "0"], "'0' is no number of processes; write it as 2"),
        (["report", "--years", "2024:2021"], "'2024:2021' runs backwards; write it as 2021:2024"),
        (["report", "--years", "20x"], "'20x' is no span of years; write it as 2021:2024"),
        (["extract", "x", "--format", "exel"], "no --format 'exel'"),
    ],
)
def test_what_is_typed_wrong_is_told_at_once_in_one_line(typed: list[str], message: str) -> None:
    done = run_command(*typed)
    assert done.returncode == 2
    assert message in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert done.stdout == ""


def test_the_version_and_the_shells_completion() -> None:
    assert re.fullmatch(r"briefing-claims \d+\.\d+\.\d+\n", run_command("--version").stdout)
    assert "--leftovers" in run_command("completion", "bash").stdout


def test_a_table_names_the_file_and_the_address_of_each_claim(folder: Path) -> None:
    lines = run_command("extract", str(folder / "in")).stdout.splitlines()
    assert "report.txt" in "".join(line.strip() for line in lines[:4])  # a long path goes on in the next line
    assert max(map(len, lines)) <= 80
    assert any(re.search(r"\d+-\d+", line) for line in lines)


def test_leftovers_are_to_be_had_too(folder: Path) -> None:
    done = run_command("extract", str(folder / "in"), "--leftovers", "--format", "ndjson")
    assert [json.loads(line)["reason"] for line in done.stdout.splitlines()] == [
        "date"
    ] * 5  # March 3, 2024; first two months of 2024
