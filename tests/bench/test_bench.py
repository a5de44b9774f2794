"""The benches' own parts: which claims changed, how readings are put into the terms of public benchmarks, how tables are told."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from ..conftest import ROOT
from .accuracy import shown, table_of
from .adapters import newsquant, specs
from .changes import changed_claims, judged_changes, write_changes
from .measuring import State
from .revisions import checked_out

CLAIM = {"briefing_id": "a", "start": 0, "end": 3, "language": "en", "raw": "300", "sentence": "300 cases.", "kind": "level", "metric": None, "value": 300.0, "unit": "case",
         "period_start": date(2024, 1, 1), "period_end": None}  # fmt: skip


def claims(*changes: dict[str, object]) -> pl.DataFrame:
    schema = {"metric": pl.String, "period_end": pl.Date}
    return pl.DataFrame([CLAIM | change for change in changes], schema_overrides=schema)


def test_a_claim_changes_by_field_and_is_the_same_by_its_place() -> None:
    before = claims({}, {"start": 10, "end": 13}, {"start": 20, "end": 23})
    now = claims(
        {"metric": "cases_solved"},
        {"start": 10, "end": 13, "unit": "person", "period_start": None},
        {"start": 30, "end": 33},
    )
    changes = changed_claims(before, now)
    assert {name: rows.height for name, rows in changes.items()} == {
        "metric": 1,
        "unit": 1,
        "period_start": 1,
        "added": 1,
        "gone": 1,
    }
    assert changes["metric"].select("start", "before", "now").row(0) == (0, None, "cases_solved")
    assert (changes["added"]["start"].item(), changes["gone"]["start"].item()) == (30, 20)
    assert changed_claims(now, now) == {}


def test_a_field_that_an_earlier_commit_lacks_is_not_compared() -> None:
    assert changed_claims(claims({}).drop("unit"), claims({"unit": "person"})) == {}


def test_each_field_has_a_file_and_old_files_go(tmp_path: Path) -> None:
    (tmp_path / "value.csv").write_text("old")
    rows = write_changes(changed_claims(claims({}), claims({"unit": "person"})), tmp_path)
    assert rows == [{"field": "unit", "en": 1, "zh": 0, "all": 1}]
    assert [path.name for path in tmp_path.iterdir()] == ["unit.csv"]


def test_changes_are_judged_by_the_gold() -> None:
    error = {"item_id": "a:0-3", "briefing_id": "a", "raw": "300", "field": "unit"}
    before, now = pl.DataFrame([error]), pl.DataFrame([error | {"field": "metric"}])
    assert judged_changes(before, now) == {"metric": (0, 1), "unit": (1, 0)}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Sales rose from 4.8 to 4.7 percent.", [((4.8, 4.7), "=", "percentage")]),
        ("More than 300 people came.", [(300.0, ">", "people")]),
        ("They paid $2.5 million.", [(2500000.0, "=", "dollar")]),
        ("Profit rose 3 percent.", [(3.0, "up", "percentage")]),
    ],
)
def test_newsquant_gets_value_change_and_unit(text: str, wanted: list[tuple[object, str, str]]) -> None:
    assert [item[:3] for item in newsquant(text)] == wanted


def test_the_suites_get_values_and_spans_in_their_terms() -> None:
    assert specs("thirty", "English", "NumberModel") == [(30.0, (0, 6))]
    assert specs("30%", "English", "PercentModel") == [(30.0, (0, 3))]
    assert specs("more than 5", "English", "NumberRangeModel") == [((5.0, None, False, False), (0, 11))]
    assert specs("2019年", "Chinese", "DateRange") == [(("2019-01-01", "2020-01-01"), (0, 5))]


def test_states_stand_beside_each_other_the_earlier_first() -> None:
    told = shown({"now": [{"text": "en", "all fields": 0.91}], "abc": [{"text": "en", "all fields": 0.5}]}).splitlines()
    assert told[2:] == ["| abc | en | 0.500 |", "| now | en | 0.910 |"]
    assert table_of([{"text": "en", "F1": 93.81}, {"text": "zh"}]).splitlines()[2:] == ["| en | 93.8 |", "| zh |  |"]


def test_a_commit_that_is_not_there_is_named_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="--against no-such-commit"):
        checked_out("no-such-commit", tmp_path)


def test_real_texts_are_scored_by_the_script_beside_them(shared: Path, tmp_path: Path) -> None:
    """The scorer runs with the package of this checkout and tells every group."""
    state = State.__new__(State)
    state.name, state.root, state.folder, state.errors = "now", ROOT, tmp_path, tmp_path

    class Chosen:
        benchmarks = shared / "benchmarks"

    state.chosen = Chosen()
    rows = state.real(shared / "benchmarks" / "real")
    assert {row["text"] for row in rows} == {"real: en", "real: zh", "real: other", "real: all"}
    assert all(0 < row["all fields"] <= 1 and row["figures"] > 0 for row in rows)
    assert (tmp_path / "real.jsonl").stat().st_size > 0


def test_the_command_tells_what_it_takes() -> None:
    done = subprocess.run(
        [sys.executable, str(ROOT / "tests" / "bench" / "accuracy.py"), "--help"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0
    assert {"--against", "--real", "--markdown", "--errors"} <= set(done.stdout.replace(",", " ").split())
