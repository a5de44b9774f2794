"""The process that makes the pages: it imports everything once and forks a child for each notebook, some side by side.

Run as `python -P -m analysis.reporting.workshop`: tasks come in as lines of JSON, results go out as lines of JSON. -P keeps a
random.py of the user's folder out. Where a process cannot be forked safely, each notebook gets a process of its own.
"""

from __future__ import annotations

import contextlib
import importlib
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from ..errors import SourceError
from ..kept import FOLDER
from ..paths import ROOT, kept_folder

Task = dict[str, Any]
Result = dict[str, Any]
FORKS = sys.platform == "linux"  # elsewhere the libraries beneath may not be forked
COMMAND = [sys.executable, "-P", "-m", "analysis.reporting.workshop"]

# What the libraries beneath import where it is there, and no notebook uses: jsonschema's grammar of addresses, two seconds to build,
# and the debugger of each kernel.
UNUSED = ("rfc3987_syntax", "debugpy")


class Workshop:
    """Makes notebooks in a process that is started, and imports, while the caller still reads the corpus."""

    def __init__(self, jobs: int = 2) -> None:
        self.jobs, self.waiting = max(1, jobs), 0
        self.scratch = tempfile.TemporaryDirectory(prefix="briefings-")
        self.log = (Path(self.scratch.name) / "log").open("w+", encoding="utf-8", errors="replace")
        self.process = subprocess.Popen(
            [*COMMAND, str(self.jobs)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self.log,
            encoding="utf-8",
            errors="replace",
            env=surroundings(Path(self.scratch.name)),
            cwd=self.scratch.name,
        )

    def __enter__(self) -> Workshop:
        return self

    def __exit__(self, *_: object) -> None:
        self.process.kill()
        self.process.wait()
        for pipe in (self.process.stdin, self.process.stdout, self.log):
            with contextlib.suppress(OSError):
                pipe.close()  # type: ignore[union-attr]
        self.scratch.cleanup()

    def begin(self, tasks: list[Task]) -> None:
        """Hand over all that is to be made."""
        assert self.process.stdin
        self.waiting = len(tasks)
        with contextlib.suppress(BrokenPipeError):
            self.process.stdin.write("".join(json.dumps(task) + "\n" for task in tasks))
            self.process.stdin.close()

    def results(self) -> Iterator[Result]:
        """Each result as it is done; SourceError if the process dies."""
        assert self.process.stdout
        for line in self.process.stdout:
            self.waiting -= 1
            yield json.loads(line)
        if self.waiting:
            self.log.seek(0)
            told = self.log.read().strip().splitlines()
            raise SourceError(f"the notebooks could not be run: {told[-1] if told else 'the process was ended'}")


def surroundings(scratch: Path) -> dict[str, str]:
    """The environment that notebooks run in: the same on every machine, and without a file of the user's home."""
    own = {
        "PYTHONPATH": os.pathsep.join([str(ROOT.parent), *filter(None, [os.environ.get("PYTHONPATH")])]),
        "PYTHONHASHSEED": "0", "PYTHONSAFEPATH": "1", "PYTHONUTF8": "1", "TZ": "UTC", "LC_ALL": "C.UTF-8",
        "IPYTHONDIR": str(scratch / "ipython"), "JUPYTER_CONFIG_DIR": str(scratch / "config"),
        "JUPYTER_DATA_DIR": str(scratch / "data"), "JUPYTER_RUNTIME_DIR": str(scratch / "runtime"),
        "JUPYTER_PLATFORM_DIRS": "1", "BRIEFINGS_STATIC": "1",
    }  # fmt: skip
    kept = kept_folder()
    return {**os.environ, **own, FOLDER: str(kept or scratch / "kept")}


def serve(jobs: int) -> None:
    """In the process itself: read the tasks, keep so many children busy, print a line for each that is done."""
    if FORKS:
        _import_all()
    tasks = [json.loads(line) for line in sys.stdin]
    if FORKS:
        _read_all(tasks)
    running: dict[int, tuple[Task, Path]] = {}
    with tempfile.TemporaryDirectory(prefix="pages-") as scratch:
        for number, task in enumerate(tasks):
            answer = Path(scratch) / f"{number}.json"
            running[_start(task, answer)] = (task, answer)
            if len(running) >= jobs:
                _finish(running)
        while running:
            _finish(running)


def _import_all() -> None:
    """What every notebook and every page needs, once. No table is computed here: its threads would not survive a fork."""
    for name in UNUSED:
        sys.modules.setdefault(name, None)  # type: ignore[arg-type]
    import altair  # noqa: F401
    import great_tables  # noqa: F401
    import ipykernel.kernelapp  # noqa: F401
    import nbconvert  # noqa: F401
    import papermill  # noqa: F401

    from ..presenting import chart_theme  # noqa: F401
    from .html_page import warm

    warm()
    package = importlib.import_module(__package__.partition(".")[0])
    for name in dir(package):
        getattr(package, name)
    _trust_charts()


def _trust_charts() -> None:
    """Do not hold each part of each chart against altair's schema: that is half of what a chart takes, and the tests do it, which
    run every notebook in a kernel of Jupyter's own."""
    from altair.utils import schemapi

    schemapi.DEBUG_MODE = False
    schemapi.SchemaBase.validate = classmethod(lambda *_: None)  # type: ignore[method-assign, assignment]


def _read_all(tasks: list[Task]) -> None:
    """The files of every corpus that is asked for, once: each notebook finds their rows read."""
    from ..loading.readers import read_ahead
    from .making import portable

    asked = [portable(task["parameters"]) for task in tasks if not task["parameters"].get("codebook")]
    for where, corpus in {(where, given.get("corpus", "")) for where, given in asked}:
        with contextlib.chdir(where or os.getcwd()):
            read_ahead(corpus or None)


def _start(task: Task, answer: Path) -> int:
    """A child for one notebook; its process id."""
    if not FORKS:
        arguments = [*COMMAND, json.dumps(task), str(answer)]
        return subprocess.Popen(arguments, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).pid
    pid = os.fork()
    if pid == 0:
        os.dup2(2, 1)  # whatever a library prints: lines of results alone go out
        try:
            make_one(task, answer)
        finally:
            os._exit(0)
    return pid


def _finish(running: dict[int, tuple[Task, Path]]) -> None:
    """Wait for the next child that ends and print its result."""
    pid, _ = os.wait()
    task, answer = running.pop(pid)
    told = answer.read_text(encoding="utf-8") if answer.exists() else json.dumps(failed(task, "its process was ended"))
    sys.stdout.write(told + "\n")
    sys.stdout.flush()


def make_one(task: Task, answer: Path) -> None:
    """In the child: run the notebook, write its page, leave the result in a file."""
    from .making import make_pages

    try:
        result = make_pages(task, _runner())
    except Exception as error:  # whatever it is, it is told in the index and the others go on
        result = failed(task, str(error) or type(error).__name__)
    scratch = answer.with_suffix(".part")
    scratch.write_text(json.dumps(result), encoding="utf-8")
    scratch.replace(answer)


def failed(task: Task, error: str) -> Result:
    """The result of a notebook that could not be made."""
    return {"name": task["name"], "error": error}


def _runner() -> Callable[..., None]:
    """papermill with a kernel that was forked before it had a thread."""
    from .execution import execute

    if not FORKS:
        return execute
    from .kernels import Forked, manager_of

    forked = Forked()

    def run(*arguments: Any) -> None:
        with tempfile.TemporaryDirectory(prefix="k") as scratch:
            execute(*arguments, kernel_manager_class=manager_of(forked, Path(scratch)))

    return run


if __name__ == "__main__":
    if len(sys.argv) > 2:
        make_one(json.loads(sys.argv[1]), Path(sys.argv[2]))
    else:
        serve(int(sys.argv[1]))
