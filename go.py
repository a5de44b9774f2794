"""One command from a fresh clone: `python3 go.py report`, `python3 go.py test` or `python3 go.py lab`.

Makes .venv, installs the locked dependencies (each checked against its hash) and this project, and runs. Standard
library only. Uses uv where it is on PATH.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
LOCK = ROOT / "requirements.lock"
OLDEST, NEWEST = (3, 11), (3, 13)


class Stop(Exception):
    """Something the user can mend; its text says how."""


def check_python() -> None:
    """Stop unless this Python is one that the lock was made for."""
    if not OLDEST <= sys.version_info[:2] <= NEWEST:
        have = ".".join(map(str, sys.version_info[:3]))
        raise Stop(
            f"Python {have} cannot run this project; start go.py with Python 3.11, 3.12 or 3.13 (python3.12 go.py ...)"
        )


def run(command: list[str], remedy: str) -> None:
    """Run a step of the set-up quietly; if it fails, show what it said and stop with the remedy."""
    done = subprocess.run(
        command,
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        check=False,
    )
    if done.returncode != 0:
        told = "\n".join(done.stdout.strip().splitlines()[-12:])
        raise Stop(f"{told}\n{remedy}")


def wanted() -> str:
    """A mark of the set-up that is wanted: it changes with the lock, pyproject.toml, the Python and this folder."""
    parts = [
        LOCK.read_bytes(),
        (ROOT / "pyproject.toml").read_bytes(),
        sys.version.encode(),
        str(ROOT).encode(),
    ]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def base_python() -> str:
    """The Python behind the one that runs: that one may itself be in the .venv that is made anew."""
    return str(getattr(sys, "_base_executable", None) or sys.executable)


def make_venv(uv: str | None) -> None:
    """Make .venv anew."""
    if VENV.exists():
        shutil.rmtree(VENV)
    if uv:
        run(
            [uv, "venv", "--quiet", "--no-project", "--python", base_python(), str(VENV)],
            "uv could not make .venv; check that this folder can be written",
        )
        return
    try:
        import ensurepip  # noqa: F401
        import venv  # noqa: F401
    except ImportError:
        raise Stop(
            "This Python has no venv module; install it (Debian, Ubuntu: apt install python3-venv) or install uv"
        ) from None
    run(
        [base_python(), "-m", "venv", str(VENV)],
        "Python could not make .venv; check that this folder can be written and has 1 GB free",
    )


def install(uv: str | None) -> None:
    """Install the locked dependencies and this project."""
    pip = (
        [uv, "pip", "install", "--quiet", "--python", str(PYTHON)]
        if uv
        else [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    )
    broken = "The packages could not be installed; check the network connection and run the same command again"
    run([*pip, "--require-hashes", "-r", str(LOCK)], broken)
    run(
        [*pip, "--no-deps", "--no-build-isolation", "-e", str(ROOT)],
        "This project could not be installed; delete .venv and run the same command again",
    )


def set_up() -> None:
    """Make the environment, unless it is there as wanted."""
    marker = VENV / "set-up"
    mark = wanted()
    if PYTHON.exists() and marker.exists() and marker.read_text() == mark:
        return
    print("Setting up .venv (once; about half a minute) ...", flush=True)
    uv = shutil.which("uv")
    make_venv(uv)
    install(uv)
    marker.write_text(mark)


def steps(task: str, rest: list[str]) -> list[list[str]]:
    """The commands that a task runs, in order."""
    python = str(PYTHON)
    if task == "report":
        return [[python, "-m", "analysis", "report", *rest]]
    if task == "lab":
        return [[python, "-m", "jupyterlab", "notebooks/00-start-here.ipynb", *rest]]
    return [
        [python, "-m", "ruff", "check", "."],
        [python, "-m", "ruff", "format", "--check", "."],
        [python, "-m", "mypy"],
        [python, "-m", "pytest", "-p", "no:cacheprovider", "-n", "2", "--dist", "loadfile", *rest],
        [
            python,
            "-m",
            "pytest",
            "-p",
            "no:cacheprovider",
            "--nbval",
            "--nbval-current-env",
            "--nbval-cell-timeout=120",
            "notebooks",
        ],
    ]


def main(argv: list[str]) -> int:
    """Set up and run a task; the exit code is that of the first step that failed."""
    if not argv or argv[0] not in ("report", "test", "lab"):
        print("usage: python3 go.py report | test | lab", file=sys.stderr)
        return 2
    try:
        check_python()
        set_up()
    except Stop as stop:
        print(stop, file=sys.stderr)
        return 1
    environment = {
        **os.environ,
        "PATH": f"{BIN}{os.pathsep}{os.environ.get('PATH', '')}",
        "VIRTUAL_ENV": str(VENV),
    }
    failed = 0
    for command in steps(argv[0], argv[1:]):
        if argv[0] == "test":
            print("$ " + " ".join(["python", *command[1:]]), flush=True)
        code = subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode
        failed = failed or code
    return failed


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
