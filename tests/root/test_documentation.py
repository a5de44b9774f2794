"""The README: its pictures are the ones that are made, its tables and its new metric are what the package reads."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import analysis as an
from analysis.paths import data_folder

from ..conftest import ROOT, claims_of, docs_script, rows_of

README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_every_picture_is_one_that_is_made_and_is_there() -> None:
    make = docs_script("make")
    shown = re.findall(r"!\[(.+?)\]\(docs/(.+?)\)", README)
    assert {name for _, name in shown} == set(make.PICTURES)
    for words, name in shown:
        assert (ROOT / "docs" / name).read_bytes().startswith(b"\x89PNG"), name
        assert len(words) > 20, "a picture needs words for those who do not see it"


def test_links_lead_to_files_that_are_there() -> None:
    for target in re.findall(r"\]\((?!https?:)([^)#]+)\)", README):
        assert (ROOT / target).exists(), target


def test_the_readme_counts_the_corpus_as_it_is() -> None:
    rows = rows_of(data_folder() / "briefings.csv")
    years = [row["date"][:4] for row in rows]
    agencies = len({row["agency"] for row in rows})
    assert f"{len(rows)} reports of {min(years)} to {max(years)} by {agencies} agencies" in README


def amounts(cell: str) -> list[float]:
    """The numbers of a cell of the table of bounds."""
    scale = 1e6 if "million" in cell else 1
    return [float(number.replace(",", "")) * scale for number in re.findall(r"\d[\d,.]*", cell)]


SECTION = README.split("## How to read bounds")[1].split("\n## ")[0]
TABLE = re.findall(r"^\| (.+?) \| (.+?) \| .+ \|$", SECTION, re.MULTILINE)[2:]
WORDS = [(words, bounds) for cell, bounds in TABLE for words in cell.split(" · ")]


@pytest.mark.parametrize(("words", "bounds"), WORDS)
def test_the_table_of_bounds_is_what_is_read(words: str, bounds: str) -> None:
    lang = "en" if words.isascii() else "zh"
    text = f"Police found {words}." if lang == "en" else f"查获{words}。"
    (claim,) = [c for c in claims_of(text, lang) if c["value"] is not None or c["low"] is not None]
    told = amounts(bounds)
    assert (claim["low"], claim["high"]) == (told[0], told[-1])


def test_the_new_metric_of_the_readme_reads_its_examples(tmp_path: Path) -> None:
    block = re.search(r"```toml\n(.*?)```", README, re.DOTALL)
    assert block is not None
    assert len(block[1].strip().splitlines()) <= 8
    ((name, entry),) = tomllib.loads(block[1])["metrics"].items()
    shutil.copytree(ROOT / "analysis", tmp_path / "analysis")
    (tmp_path / "data").mkdir()
    old = (data_folder() / "codebook.toml").read_text(encoding="utf-8")
    (tmp_path / "data" / "codebook.toml").write_text(f"{old}\n{block[1]}", encoding="utf-8")
    for lang in ("en", "zh"):
        code = f"import analysis as an; print(an.explain({entry['example'][lang]!r}, language={lang!r}, date='2024-08-19', agency='NIA'))"
        done = subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, encoding="utf-8", cwd=tmp_path, check=False
        )
        assert f"metric: {entry['label']['en']}" in done.stdout, done.stdout + done.stderr
        assert f"{entry['example']['value']:,}" in done.stdout
    assert name not in old


def test_the_commands_of_the_readme_exist(capsys: pytest.CaptureFixture[str]) -> None:
    from analysis.__main__ import main

    for command in sorted(set(re.findall(r"^briefings (\w+)", README, re.MULTILINE))):
        with pytest.raises(SystemExit) as stopped:
            main([command, "--help"])
        assert stopped.value.code == 0
        help_text = capsys.readouterr().out
        lines = [line for line in README.splitlines() if line.startswith(f"briefings {command} ")]
        for option in {o for line in lines for o in re.findall(r"(--[a-z]+)", line.split("  ")[0])}:
            assert option in help_text, f"briefings {command} has no {option}"


def test_names_of_the_package_in_the_readme_exist() -> None:
    for name in set(re.findall(r"`?an\.([a-zA-Z_]+)", README)):
        assert hasattr(an, name), name
