"""The files of another commit, to measure its code beside this one's."""

from __future__ import annotations

import io
import subprocess
import tarfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def checked_out(revision: str, scratch: Path) -> Path:
    """The files of a commit in a folder of their own; SystemExit in one line for one that is not there."""
    done = subprocess.run(["git", "-C", str(ROOT), "archive", revision], capture_output=True, check=False)
    if done.returncode:
        raise SystemExit(f"--against {revision}: {done.stderr.decode().strip()}; name a commit of this repository")
    folder = scratch / "before"
    with tarfile.open(fileobj=io.BytesIO(done.stdout)) as files:
        files.extractall(folder, filter="data")
    return folder
