"""A restatement is held against its original, claim by claim."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

import analysis as an
from analysis.errors import LexiconError

from ..conftest import run_command

ORIGINAL = "Report\n\nThe National Immigration Administration said that in 2023 police solved more than 1,200 border-management criminal cases, arrested 50 suspects and seized 30 guns.\n"
FRONT = "---\nid: ours\ntitle: Report\ndate: 2024-01-10\nlanguage: en\nagency: NIA\n---\n\n"
OURS = (
    FRONT
    + "In 2023, 1,200 border-management criminal cases were solved and 50 suspects arrested. They dealt with 7 gangs.\n"
)


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    original, ours = tmp_path / "original.txt", tmp_path / "ours.md"
    original.write_text(ORIGINAL, encoding="utf-8")
    ours.write_text(OURS, encoding="utf-8")
    return original, ours


def test_verify_tells_claim_by_claim(files: tuple[Path, Path]) -> None:
    theirs, ours = (an.find_claims(an.read_briefings(file)) for file in files)
    found = {(r["metric"], r["verdict"]): r["differs in"] for r in an.verify(theirs, ours).to_dicts()}
    assert found[("suspects_arrested", "agrees")] is None
    assert found[("criminal_cases_solved", "differs")] == "modifier: more_than / exact"
    assert ("firearms_seized", "only in the original") in found
    assert ("gangs_dismantled", "only in the restatement") in found


def test_claims_agree_with_themselves_and_an_empty_side_is_told(bulletin_claims: pl.DataFrame) -> None:
    assert set(an.verify(bulletin_claims, bulletin_claims)["verdict"]) == {"agrees"}
    assert set(an.verify(bulletin_claims, bulletin_claims.clear())["verdict"]) == {"only in the original"}
    assert an.verify(bulletin_claims.clear(), bulletin_claims.clear()).height == 0


def test_a_path_is_told_how_to_become_claims() -> None:
    with pytest.raises(LexiconError, match=r"an\.verify\(an\.find_claims\("):
        an.verify("original.txt", "2024-08-19-cctv-en")  # type: ignore[arg-type]


def test_the_command_compares_two_files(files: tuple[Path, Path]) -> None:
    original, ours = files
    done = run_command("verify", str(original), "--against", "ours", "--corpus", str(ours))
    assert done.returncode == 1
    assert "differs: 1" in done.stdout.splitlines()[-1]


def test_the_real_original_agrees_with_its_restatement(shared: Path) -> None:
    done = run_command("verify", str(shared / "originals" / "2024-08-19-cctv.txt"), "--against", "2024-08-19-cctv-en")
    assert done.returncode == 0, done.stdout
    assert done.stdout.strip().splitlines()[-1].startswith("agrees: ")
