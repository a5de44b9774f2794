"""Files that are never met half written, a folder for one writer at a time, and the one dialect of CSV."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from .errors import SourceError

if TYPE_CHECKING:
    import polars as pl

# A spreadsheet runs a cell that begins with one of these as a formula; an apostrophe before it makes it text.
FORMULA = ("=", "+", "-", "@", "\t", "\r")
JOINT = "; "  # between the items of a list in one cell


def write_whole(path: Path, content: str) -> None:
    """Write text to a temporary file, then rename: a reader never meets half a file."""
    write_bytes(path, content.encode())


def write_bytes(path: Path, content: bytes) -> None:
    """Write bytes to a temporary file beside it, flush them to the disk, then rename."""
    scratch = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        scratch.write_bytes(content)
        put(scratch, path)
    except OSError as error:
        with suppress(OSError):
            scratch.unlink()
        raise SourceError(
            f"{path}: cannot be written ({error.strerror}); free some space or choose another folder"
        ) from error


def put(scratch: Path, target: Path) -> None:
    """Flush a written file to the disk, then rename it: the target is whole or as it was."""
    with scratch.open("rb+") as file:
        os.fsync(file.fileno())
    scratch.replace(target)


def drop_oldest(folder: Path, names: str, most: int) -> list[Path]:
    """Drop the oldest of the files that a glob names, but for so many; those dropped. Another process may drop them first."""
    found = []
    for path in folder.glob(names):
        with suppress(FileNotFoundError):
            found.append((path.stat().st_mtime, path))
    old = [path for _, path in sorted(found)[:-most]]
    for path in old:
        path.unlink(missing_ok=True)
    return old


def make_folder(folder: Path) -> None:
    """Make a folder with those above it; SourceError where that cannot be."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise SourceError(f"{folder}: cannot be written ({error.strerror}); choose another folder") from error


@contextmanager
def only_one(folder: Path) -> Iterator[None]:
    """Hold a folder for one run at a time, and clear away what a run that was killed left half done.

    SourceError while another process writes there. The system frees the lock of a process that dies.
    """
    import filelock

    path = folder / ".making"
    lock = filelock.FileLock(path, timeout=0)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock.acquire()
    except filelock.Timeout:
        raise SourceError(f"{folder}: another run is writing here; wait for it or choose another --out") from None
    except OSError as error:
        raise SourceError(
            f"{folder}: cannot be written ({error.strerror}); choose another folder with --out"
        ) from error
    try:
        for scratch in [*folder.glob(".making-*"), *folder.glob(".*.part")]:
            shutil.rmtree(scratch) if scratch.is_dir() else scratch.unlink()
        yield
    finally:
        with suppress(OSError):  # Windows removes it on release
            path.unlink()
        lock.release()


def flat(table: pl.DataFrame, *, guard: bool = True) -> pl.DataFrame:
    """A table of plain cells: lists joined, those of records as JSON, choices as text.

    With `guard` no text stays that a spreadsheet would run as a formula.
    """
    import polars as pl

    lists = [_joined(name, kind) for name, kind in table.schema.items() if isinstance(kind, pl.List)]
    plain = table.with_columns(
        [*lists, *(pl.col(n).cast(pl.String) for n, k in table.schema.items() if k.base_type() == pl.Enum)]
    )
    text = pl.col(pl.String)
    begins = text.str.slice(0, 1).is_in(FORMULA)
    return plain.with_columns(pl.when(begins).then(pl.lit("'") + text).otherwise(text).name.keep()) if guard else plain


def _joined(name: str, kind: pl.List) -> pl.Expr:
    """A list as one text, under its name."""
    import polars as pl

    if not isinstance(kind.inner, pl.Struct):
        return pl.col(name).cast(pl.List(pl.String)).list.join(JOINT)
    records = pl.col(name).list.eval(pl.element().struct.json_encode()).list.join(",")
    return pl.format("[{}]", records).alias(name)


def csv_bytes(table: pl.DataFrame, *, mark: bool = True) -> bytes:
    """The one CSV dialect: UTF-8, commas, lists joined by '; ', no formulas; `mark` is the sign by which Excel knows UTF-8."""
    return (b"\xef\xbb\xbf" if mark else b"") + flat(table).write_csv().encode()
