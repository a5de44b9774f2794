"""A full disk, a folder that cannot be written, kill -9 at any moment: nothing half written is ever taken for whole."""

from __future__ import annotations

import errno
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import polars as pl
import pytest

import analysis as an
from analysis import files
from analysis.errors import SourceError

from ..conftest import ROOT, run_command

pytestmark = pytest.mark.skipif(os.name == "nt", reason="limits and signals of POSIX systems")

TEXT = "Police report\n\nXinhua, March 3, 2024. The National Immigration Administration said police solved more than 1,200 criminal cases in the first two months.\n"


def limited(*arguments: str, most: int) -> subprocess.CompletedProcess[str]:
    """Run `briefings ...` where no file may grow beyond `most` bytes, as on a disk that fills up."""
    import resource

    return subprocess.run(
        [sys.executable, "-m", "analysis", *arguments],
        cwd=ROOT, capture_output=True, text=True, check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (most, most)),
    )  # fmt: skip


def killed(*arguments: str, after: float) -> bool:
    """Start `briefings ...` and kill it with all its processes after some seconds; whether it was still at work."""
    running = subprocess.Popen(
        [sys.executable, "-m", "analysis", *arguments],
        cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip
    time.sleep(after)
    at_work = running.poll() is None
    if at_work:
        os.killpg(running.pid, signal.SIGKILL)
    running.wait()
    return at_work


def all_whole(folder: Path) -> None:
    """Every file of a report that stands under its name is whole."""
    for path in folder.rglob("*"):
        if path.is_dir() or path.name.startswith("."):
            continue
        if path.suffix == ".html":
            assert path.read_text(encoding="utf-8").rstrip().endswith("</html>"), path
        elif path.suffix in (".json", ".ipynb"):
            json.loads(path.read_text(encoding="utf-8"))


def test_a_full_disk_leaves_the_file_that_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "table.csv"
    files.write_whole(target, "what was there")

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(files.os, "fsync", full)
    with pytest.raises(SourceError, match=r"cannot be written \(No space left on device\); free some space"):
        files.write_whole(target, "something new")
    assert target.read_text(encoding="utf-8") == "what was there"
    assert [p.name for p in tmp_path.iterdir()] == ["table.csv"]


def test_extract_on_a_full_disk(tmp_path: Path) -> None:
    target = tmp_path / "claims.csv"
    target.write_text("what was there", encoding="utf-8")
    done = limited("extract", "data/briefings/2024", "--output", str(target), most=2_000)
    assert done.returncode == 1
    assert len(done.stderr.strip().splitlines()) == 1
    assert "cannot be written" in done.stderr
    assert target.read_text(encoding="utf-8") == "what was there"


def test_an_archive_on_a_full_disk_goes_on_when_there_is_room(tmp_path: Path) -> None:
    out = tmp_path / "out"
    done = limited("extract", "data/briefings/2024", "--out", str(out), "--jobs", "1", most=3_000)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert not list((out / "claims").glob("*.parquet"))
    assert run_command("extract", "data/briefings/2024", "--out", str(out), "--jobs", "1").returncode == 0
    there = an.find_claims(an.read_briefings(ROOT / "data" / "briefings" / "2024"))
    assert an.read_claims(out).select(pl.len()).collect().item() == there.height


def test_a_report_on_a_full_disk_says_so_and_is_made_when_there_is_room(tmp_path: Path) -> None:
    out = str(tmp_path / "out")
    done = limited("report", "--notebook", "06-how-far-to-trust", "--out", out, most=30_000)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    all_whole(tmp_path / "out")
    assert not (tmp_path / "out" / "06-how-far-to-trust.html").exists()
    assert run_command("report", "--notebook", "06-how-far-to-trust", "--out", out).returncode == 0
    assert (tmp_path / "out" / "06-how-far-to-trust.html").exists()


def test_a_folder_that_cannot_be_written_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    inside = str(tmp_path / "file" / "folder")
    for arguments in (
        ("report", "--notebook", "06-how-far-to-trust", "--out", inside),
        ("extract", str(tmp_path / "a.txt"), "--output", f"{inside}.csv"),
        ("extract", str(tmp_path / "a.txt"), "--out", inside),
        ("add", str(tmp_path / "a.txt"), "--corpus", inside),
    ):
        done = run_command(*arguments)
        told = [
            line for line in done.stderr.strip().splitlines() if not re.match(r" *\d+\.\d s  ", line)
        ]  # but for the progress
        assert (done.returncode, len(told)) == (1, 1), done.stderr
        assert "cannot be written" in done.stderr or "choose another" in done.stderr


@pytest.mark.parametrize("after", [0.4, 0.9, 1.3, 1.8])
def test_kill_9_while_adding_and_extracting(tmp_path: Path, after: float) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    corpus, target = tmp_path / "corpus", tmp_path / "claims.csv"
    killed("add", str(tmp_path / "a.txt"), "--corpus", str(corpus), after=after)
    added = list(corpus.rglob("*.md"))
    if added:
        assert an.find_claims(an.read_briefings(corpus)).height == an.find_claims(an.read_briefings(tmp_path / "a.txt")).height  # fmt: skip
    else:
        assert run_command("add", str(tmp_path / "a.txt"), "--corpus", str(corpus)).returncode == 0
    killed("extract", "data/briefings", "--output", str(target), after=after)
    if target.exists():
        assert pl.read_csv(target).height > 1000


def test_kill_9_at_any_moment_of_a_report(tmp_path: Path) -> None:
    out = tmp_path / "out"
    asked = ("report", "--notebook", "06-how-far-to-trust", "--notebook", "02-across-outlets", "--out", str(out))
    cut = [killed(*asked, "--resume", after=seconds) for seconds in (1.0, 2.5, 4.0, 5.0)]
    assert any(cut)
    all_whole(out)
    done = run_command(*asked, "--resume")
    assert done.returncode == 0, done.stderr
    all_whole(out)
    names = {p.name for p in out.iterdir()}
    assert names == {
        "02-across-outlets.html", "02-across-outlets.ipynb", "06-how-far-to-trust.html", "06-how-far-to-trust.ipynb",
        "index.html", "manifest.json", "ro-crate-metadata.json", "texts",
    }  # fmt: skip
    shutil.rmtree(out)


def test_two_reports_at_once_in_one_folder_do_not_mix(tmp_path: Path) -> None:
    out = tmp_path / "out"
    command = [sys.executable, "-m", "analysis", "report", "--notebook", "06-how-far-to-trust", "--out", str(out)]
    both = [
        subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for _ in "ab"
    ]
    told = [process.communicate() for process in both]
    assert sorted(process.returncode for process in both) == [0, 1]
    refused = next(err for process, (_, err) in zip(both, told, strict=True) if process.returncode)
    assert "another run is writing here" in refused
    all_whole(out)
