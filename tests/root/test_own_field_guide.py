"""docs/own-field.md: its commands run in their order in a folder elsewhere, and its entries are entries."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest

from analysis.codebook import codebook
from analysis.reporting.arguments import parser

from ..conftest import ROOT, run_command

GUIDE = (ROOT / "docs" / "own-field.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w*)\n(.*?)^```$", GUIDE, re.DOTALL | re.MULTILINE)
LINES = [
    line
    for kind, block in BLOCKS
    if not kind
    for line in block.splitlines()
    if re.match(r"briefings [a-z]|mkdir|cp |mv ", line)
]
SLOW = ("report", "reproduce")  # made in tests/reporting; here their options alone are read


def test_the_commands_of_the_guide_run_in_their_order(tmp_path: Path) -> None:
    verbs = [shlex.split(line)[1] for line in LINES if line.startswith("briefings")]
    assert {"extract", "codebook", "explain", "report", "cite", "reproduce"} <= set(verbs)
    shutil.copytree(ROOT / "data" / "examples" / "epidemic", tmp_path / "data" / "examples" / "epidemic")
    for path in (tmp_path / "data" / "examples" / "epidemic").glob("*.md"):
        if not path.name.startswith(("2023", "2024-05-20")):
            path.unlink()  # fewer bulletins: the test takes seconds
    for line in LINES:
        words = shlex.split(line)
        if words[0] != "briefings":
            _files(words, tmp_path)
            continue
        parser().parse_args(words[1:])
        if words[1] in SLOW or words[1:] == ["cite", "my-reports"]:
            continue
        here = [str(tmp_path / w) if (tmp_path / w).exists() or w in ("claims.xlsx",) else w for w in words[1:]]
        done = run_command(*here)
        assert done.returncode == 0, f"{line}: {done.stderr}{done.stdout[-500:]}"
    assert (tmp_path / "claims.xlsx").exists()


def _files(words: list[str], folder: Path) -> None:
    """mkdir, cp and mv as a shell does them in a folder."""
    name, *rest = [w for w in words if not w.startswith("-")]
    if name == "mkdir":
        (folder / rest[0]).mkdir()
        return
    for source in sorted(folder.glob(rest[0])):
        target = folder / rest[1]
        if name == "mv":
            shutil.move(source, target)
        elif source.is_dir():
            shutil.copytree(source, target)
        else:
            shutil.copy(source, target)


@pytest.mark.parametrize("block", [block for kind, block in BLOCKS if kind == "toml"])
def test_every_entry_of_the_guide_can_be_read(tmp_path: Path, block: str) -> None:
    parts = re.split(r"^# (\w+\.toml)\n", block, flags=re.MULTILINE)
    files = dict(zip(parts[1::2], parts[2::2], strict=True)) or {"codebook.toml": block}
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert codebook(tmp_path).metrics


def test_the_line_that_the_guide_shows_for_a_wrong_entry_is_the_one_that_is_told(tmp_path: Path) -> None:
    told = re.search(r"my-bulletins/codebook\.toml (\[metrics.*\?)$", GUIDE, re.MULTILINE)
    assert told
    for name in ("codebook.toml", "units.toml", "agencies.toml"):
        shutil.copy(ROOT / "data" / "examples" / "epidemic" / name, tmp_path)
    path = tmp_path / "codebook.toml"
    path.write_text(path.read_text(encoding="utf-8").replace('unit = "site"', 'unit = "sites"'), encoding="utf-8")
    done = run_command("codebook", "check", str(tmp_path))
    assert done.returncode == 1
    assert done.stderr == f"{path} {told[1]}\n"
