"""What the first answer takes: `briefings explain` as a whole process, beside the import of polars.

As a user meets it after the first time: Python's compiled modules are kept (in a folder of the bench's own, whatever the environment says),
and so is what the package remembers between processes.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

SENTENCES = {"en": "Police solved 1,250 criminal cases, up 30 percent.", "zh": "查获偷渡人员6000余人，同比下降30%"}


def first_answers(roots: dict[str, Path], times: int = 5) -> list[dict[str, Any]]:
    """`briefings explain` as a whole process, beside the import of polars: the quickest of some runs, by the clock and the processor."""
    commands = {"import polars": (["-c", "import polars"], Path.cwd())}
    for tool, root in roots.items():
        for language, text in SENTENCES.items():
            said = ["-m", "analysis", "explain", text, "--language", language, "--date", "2024-08-19"]
            commands[f"{tool}: explain {language}"] = (said, root)
    rows = []
    with tempfile.TemporaryDirectory() as compiled:
        for name, (command, root) in commands.items():
            took = [_whole_process([sys.executable, *command], root, compiled) for _ in range(times)]
            rows.append({"command": name, "seconds": min(a for a, _ in took), "processor": min(b for _, b in took)})
    return rows


def _whole_process(command: list[str], root: Path, compiled: str) -> tuple[float, float]:
    env = {**os.environ, "PYTHONPATH": str(root), "PYTHONPYCACHEPREFIX": compiled}
    env.pop("PYTHONDONTWRITEBYTECODE", None)
    before, start = os.times(), time.perf_counter()
    subprocess.run(command, check=True, capture_output=True, cwd=root, env=env)
    after = os.times()
    return (
        time.perf_counter() - start,
        after.children_user + after.children_system - before.children_user - before.children_system,
    )
