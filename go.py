"""One command from a fresh clone: `python3 go.py report`, `python3 go.py test` or `python3 go.py lab`.

Makes .venv, installs the locked dependencies (each checked against its hash) and this project, and runs. Standard
library only. `report` installs what reports need (requirements-report.lock), `lab` JupyterLab too (requirements.lock),
`test` what tests need as well (requirements-test.lock), all by uv: the one on PATH, or one that pip fetches by its hash
(requirements-uv.lock).
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
LOCKS = {task: ROOT / f"requirements{of}.lock" for task, of in (("report", "-report"), ("lab", ""), ("test", "-test"))}
UV_LOCK = ROOT / "requirements-uv.lock"
OLDEST, NEWEST = (3, 11), (3, 14)


class Stop(Exception):
    """Something the user can mend; its text says how."""


def check_python() -> None:
    """Stop unless this Python is one that the lock was made for."""
    if not OLDEST <= sys.version_info[:2] <= NEWEST:
        have = ".".join(map(str, sys.version_info[:3]))
        raise Stop(
            f"Python {have} cannot run this project; start go.py with Python 3.11 to 3.14 (python3.12 go.py ...)"
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


def wanted(task: str) -> str:
    """A mark of the set-up that is wanted: it changes with the lock, pyproject.toml, the Python and this folder."""
    parts = [LOCKS[task].read_bytes(), (ROOT / "pyproject.toml").read_bytes(), sys.version.encode(), str(ROOT).encode()]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def base_python() -> str:
    """The Python behind the one that runs: that one may itself be in the .venv that is made anew."""
    return str(getattr(sys, "_base_executable", None) or sys.executable)


def make_venv(uv: str | None) -> None:
    """Make .venv, beside the uv that was fetched into it."""
    if uv:
        beside = ["--allow-existing"] if VENV.exists() else []
        run(
            [uv, "venv", "--quiet", "--no-project", *beside, "--python", base_python(), str(VENV)],
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


def fetch_uv(python: str) -> str | None:
    """A uv inside .venv, fetched by this Python's pip and checked against its hash; None where that fails."""
    if not UV_LOCK.exists():
        return None
    folder = VENV / "uv"
    pip = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--target", str(folder)]
    try:
        run([*pip, "--require-hashes", "--no-deps", "-r", str(UV_LOCK)], "uv could not be fetched")
    except Stop:
        return None
    return shutil.which("uv", path=f"{folder / 'bin'}{os.pathsep}{folder / 'Scripts'}")


def install(uv: str | None, lock: Path) -> None:
    """Install the locked dependencies and this project."""
    pip = (
        [uv, "pip", "install", "--quiet", "--python", str(PYTHON)]
        if uv
        else [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    )
    broken = "The packages could not be installed; check the network connection and run the same command again"
    step("installing the packages", lambda: run([*pip, "--require-hashes", "-r", str(lock)], broken))
    project = [*pip, "--no-deps", "--no-build-isolation", "-e", str(ROOT)]
    remedy = "This project could not be installed; delete .venv and run the same command again"
    step("installing this project", lambda: run(project, remedy))


T = TypeVar("T")


def step(what: str, do: Callable[[], T]) -> T:
    """Do a step of the set-up; its name is shown as it begins, its time when it is done."""
    print(f"{what} ...", end=" ", flush=True)
    start = time.monotonic()
    try:
        done = do()
    except Stop:
        print("failed", flush=True)
        raise
    print(f"{time.monotonic() - start:.1f} s", flush=True)
    return done


def set_up(task: str) -> None:
    """Make the environment, unless it is there as wanted. One that holds more serves as well; one that holds less is added to."""
    marker = VENV / "set-up"
    tasks = list(LOCKS)  # each one's lock holds those before it
    marks = [wanted(each) for each in tasks]
    have = marker.read_text() if PYTHON.exists() and marker.exists() else ""
    if have in marks[tasks.index(task) :]:
        return
    if VENV.exists() and have not in marks:
        shutil.rmtree(VENV)
    # A uv that is there first makes .venv at once; Python takes ten seconds to put pip into one, which then does all.
    uv = shutil.which("uv") or step("fetching uv", lambda: fetch_uv(base_python()))
    if have not in marks:
        step("making .venv", lambda: make_venv(uv))
    uv = uv or step("fetching uv once more", lambda: fetch_uv(str(PYTHON)))
    install(uv, LOCKS[task])
    shutil.rmtree(VENV / "uv", ignore_errors=True)  # it has done its work: 38 MB
    marker.write_text(wanted(task))


def without_cache() -> None:
    """Where the home folder cannot be written, installers and Jupyter keep their files in .venv."""
    try:
        home = Path.home()
        (home / ".cache").mkdir(parents=True, exist_ok=True)
        probe = home / ".cache" / f".briefings-{os.getpid()}"
        probe.touch()
        probe.unlink()
    except (OSError, RuntimeError):
        os.environ |= {"UV_NO_CACHE": "1", "PIP_NO_CACHE_DIR": "1"}
        names = {"IPYTHONDIR": "ipython", "JUPYTER_DATA_DIR": "data", "JUPYTER_CONFIG_DIR": "config", "JUPYTER_RUNTIME_DIR": "runtime"}  # fmt: skip
        os.environ |= {name: str(VENV / "home" / folder) for name, folder in names.items()}
        print(f"The home folder ({os.environ.get('HOME', 'not set')}) cannot be written; set HOME to one that can, to keep settings and caches. Going on without.", file=sys.stderr)  # fmt: skip


def steps(task: str, rest: list[str]) -> list[list[str]]:
    """The commands that a task runs, in order."""
    python = str(PYTHON)
    if task == "report":
        return [[python, "-m", "analysis", "report", *rest]]
    if task == "lab":
        # the file browser begins at the checkout: data, codebook, notebooks and reports are all there
        here = [f"--ServerApp.root_dir={ROOT}", "--LabApp.default_url=/lab/tree/notebooks/00-start-here.ipynb"]
        return [[python, "-m", "jupyterlab", *here, *rest]]
    # files in the order of tests/conftest.py: the long ones first, so that none is left to run alone at the end
    quick = ["-p", "no:cacheprovider", "-p", "xdist", "-n", "3", "--dist", "loadfile", "--no-loadscope-reorder"]
    only = [option for option in rest if option in ("--collect-only", "--co")]
    return [
        [python, "-m", "ruff", "check", "."],
        [python, "-m", "ruff", "format", "--check", "."],
        [python, "-m", "mypy"],
        [python, "-m", "pytest", *quick, "-p", "_hypothesis_pytestplugin", *rest],
        # each notebook in a kernel of its own, its outputs against the stored ones; what one has read the next ones find kept
        [
            python,
            "-m",
            "pytest",
            *quick,
            "-p",
            "nbval.plugin",
            "--nbval",
            "--nbval-current-env",
            "--nbval-cell-timeout=300",
            *only,
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
        without_cache()
        set_up(argv[0])
    except Stop as stop:
        print(stop, file=sys.stderr)
        return 1
    environment = {
        **os.environ,
        "PATH": f"{BIN}{os.pathsep}{os.environ.get('PATH', '')}",
        "VIRTUAL_ENV": str(VENV),
    }
    # Where nothing may be written beside the code it is still compiled once, not by each process anew.
    if environment.pop("PYTHONDONTWRITEBYTECODE", ""):
        environment["PYTHONPYCACHEPREFIX"] = str(VENV / "compiled")
    commands = steps(argv[0], argv[1:])
    if argv[0] == "test":
        environment["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"  # each process loads what its step names, not all there is
        return check_all(commands, environment)
    return subprocess.run(commands[0], cwd=ROOT, env=environment, check=False).returncode


def check_all(commands: list[list[str]], environment: dict[str, str]) -> int:
    """Run every check and show what it says; the exit code is that of the first that failed."""
    failed = 0
    beside = [command for command in commands if "mypy" in command]  # a single process: tests take the other cores
    with ThreadPoolExecutor() as pool:
        told = [pool.submit(checked, command, {**environment, "BRIEFINGS_KEPT": ""}, True) for command in beside]
        for command in commands:
            if command not in beside:
                kept = str(VENV / "kept") if "notebooks" in command else ""
                code = checked(command, {**environment, "BRIEFINGS_KEPT": kept})
                failed = failed or code
        codes = [each.result() for each in told]
    return failed or next(filter(None, codes), 0)


def checked(command: list[str], environment: dict[str, str], quiet: bool = False) -> int:
    """Run a check, its name before what it says and its time behind; `quiet` shows all of it when it is done."""
    start, name = time.monotonic(), "$ " + " ".join(["python", *command[1:]])
    if not quiet:
        print(name, flush=True)
    out, errors = (subprocess.PIPE, subprocess.STDOUT) if quiet else (None, None)
    done = subprocess.run(command, cwd=ROOT, env=environment, stdout=out, stderr=errors, check=False)
    said = f"\n{name}\n{done.stdout.decode(errors='replace').rstrip()}\n" if quiet else ""
    print(f"{said}({time.monotonic() - start:.0f} s)", flush=True)
    return done.returncode


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
