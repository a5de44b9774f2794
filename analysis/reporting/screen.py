"""What the command shows: bars of progress, tables as wide as the terminal, what could not be used."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..errors import one_line

if TYPE_CHECKING:
    import polars as pl


@contextmanager
def progress(what: str, total: int) -> Iterator[Any]:
    """A progress bar on the screen; silence where nobody watches."""
    from rich.console import Console
    from rich.progress import Progress

    console = Console(stderr=True)
    with Progress(console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task(what, total=total)
        yield lambda text="", share=1.0: bar.update(
            task, **({"completed": share} if total == 1 else {"advance": 1}), description=text or what
        )


@contextmanager
def steps() -> Iterator[Any]:
    """A bar that moves from the first second on a terminal; elsewhere a line for each notebook, with the time."""
    import time

    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    console, start = Console(stderr=True), time.monotonic()
    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("starting", total=None)

        def tell(what: str, done: int, total: int) -> None:
            counted = f"{done} of {total}: {what}" if total else what
            bar.update(task, description=counted, completed=done, total=total or None)
            if not console.is_terminal:
                print(f"{time.monotonic() - start:5.1f} s  {counted}", file=sys.stderr, flush=True)

        yield tell


def print_table(table: pl.DataFrame, output: Path | None, paths: dict[str, str]) -> None:
    """A table for each briefing, as wide as the terminal; a claim's id is the briefing's with the address behind a colon."""
    import io

    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from ..files import write_bytes
    from ..presenting.tables import brief

    sheet = io.StringIO()
    console = Console(markup=False) if output is None else Console(file=sheet, width=200, markup=False)
    for part in table.partition_by("briefing_id", maintain_order=True):
        name = one_line(part["briefing_id"][0])
        shown = brief(part) if "claim_id" in part.columns else part.select("start", "raw", "reason", "sentence")
        file = paths.get(part["briefing_id"][0], "")
        grid = Table(title=Text(f"{name}  {one_line(file)}".strip()), title_justify="left", header_style="bold")
        for column in shown.columns:
            grid.add_column(column, overflow="fold")
        for row in shown.iter_rows():
            grid.add_row(*["" if v is None else short(str(v)) for v in row])
        console.print(grid)
    if not table.height:
        console.print("No number was found.")
    if output is not None:
        write_bytes(output, sheet.getvalue().encode())


def short(text: str) -> str:
    text = one_line(text)  # a sign that steers the terminal is shown, not sent
    return text if len(text) <= 70 else text[:67] + "..."


def failures(problems: list[str]) -> int:
    """List what could not be used, at the end where it is seen; the exit code for it."""
    for problem in problems:
        print(problem, file=sys.stderr)
    return 1 if problems else 0
