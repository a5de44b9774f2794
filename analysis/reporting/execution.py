"""papermill over one notebook, and the result without what differs from run to run."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from ..errors import SourceError

KERNEL = {"display_name": "Python 3", "language": "python", "name": "python3"}


def execute(source: Path, target: Path, parameters: dict[str, Any], where: Path | None = None, **kernel: Any) -> None:
    """Run a notebook from top to bottom in a folder; SourceError with the last line of what a cell raised.

    Parameters are sorted: papermill injects them in the order given, and a page made again must be the same.
    """
    import papermill
    from papermill.exceptions import PapermillException

    given = dict(sorted(parameters.items()))
    folder = str(where or target.parent)
    # What a cell prints may come in one piece or in several, by how busy the machine is: one output either way.
    # The notebook is written when it is done, not before and after each of its cells.
    kernel |= {"kernel_name": "python3", "coalesce_streams": True, "request_save_on_cell_execute": False}
    try:
        papermill.execute_notebook(source, target, given, progress_bar=False, cwd=folder, **kernel)
    except (PapermillException, RuntimeError, OSError) as error:
        raise SourceError(f"{source.name} {parameters or ''}: {_last_line(str(error))}") from error


def _last_line(log: str) -> str:
    plain = re.sub(r"\x1b\[[0-9;]*m", "", log).strip().splitlines()
    errors = [line for line in plain if re.match(r"[\w.]*(?:Error|Exception|Interrupt)\b", line)]
    return errors[-1] if errors else (plain[-1] if plain else "papermill stopped without a word")


def clean(book: dict[str, Any]) -> dict[str, Any]:
    """A notebook without what differs from run to run: times, paths, ids of the injected cell."""
    kept = book["metadata"].get("papermill", {}).get("parameters", {})
    book["metadata"] = {"kernelspec": KERNEL, "language_info": {"name": "python"}}
    if kept:
        book["metadata"]["papermill"] = {"parameters": kept}
    for number, cell in enumerate(book["cells"]):
        tags = cell["metadata"].get("tags", [])
        cell["metadata"] = {"tags": tags} if tags else {}
        if "injected-parameters" in tags:
            cell["id"] = f"injected-{number}"
    return book
