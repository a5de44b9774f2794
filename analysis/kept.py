"""Tables that were read once, kept on disk: the same briefing, codebook and code give the same rows.

A run of reports names a folder (`kept_in`); outside of one nothing is kept. A briefing that is not in it is read and added.
"""

from __future__ import annotations

import functools
import hashlib
import inspect
import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Concatenate, ParamSpec

from .codebook import codebook
from .errors import SourceError
from .files import drop_oldest, write_bytes, write_whole
from .fingerprints import code_hash

if TYPE_CHECKING:
    import polars as pl

FOLDER = "BRIEFINGS_KEPT"  # an environment variable: kernels inherit it
FEW = 500  # rows of a table that is reckoned with as fast as it is looked up
MOST = 40  # tables kept in a folder; the oldest go
TEXTS = 600  # texts of one kind: each chart of a report is one, drawn and compiled
MARK = "_of_briefing"

Given = ParamSpec("Given")


def kept_on_disk(
    read: Callable[Concatenate[pl.DataFrame, Given], pl.DataFrame],
) -> Callable[Concatenate[pl.DataFrame, Given], pl.DataFrame]:
    """A function from briefings to rows with a `briefing_id`, each briefing's apart from the others': kept while a run asks for it."""

    @functools.wraps(read)
    def kept(briefings: pl.DataFrame, *args: Given.args, **given: Given.kwargs) -> pl.DataFrame:
        if not (folder := os.environ.get(FOLDER)):
            return read(briefings, *args, **given)
        import polars as pl

        if not isinstance(briefings, pl.DataFrame) or "briefing_id" not in briefings.columns:
            return read(briefings, *args, **given)
        if briefings["briefing_id"].n_unique() < briefings.height or briefings.height == 0:
            return read(briefings, *args, **given)
        path = Path(folder) / f"{read.__name__}-{_mark_of_rules(read, args, given)}.arrow"
        marks = pl.Series(MARK, [_mark(row) for row in briefings.iter_rows()])
        here = _stored(path)
        if here is None or _missing(marks, here).any():
            with _alone(path):  # who reads the same at the same time waits, and finds it read
                here = _stored(path)
                missing = _missing(marks, here)
                if missing.any() or here is None:
                    new = briefings.filter(missing)
                    here = _added(here, read(new, *args, **given), new, marks.filter(missing))
                    _store(path, here)
        order = pl.DataFrame({MARK: marks})
        return order.join(here, on=MARK, how="inner", maintain_order="left_right").drop(MARK).drop_nulls("briefing_id")

    return kept


def kept_whole(
    reckon: Callable[Concatenate[pl.DataFrame, Given], pl.DataFrame],
) -> Callable[Concatenate[pl.DataFrame, Given], pl.DataFrame]:
    """A function from a whole table to another, which takes long: kept by the table's content while a run asks for it."""

    @functools.wraps(reckon)
    def kept(table: pl.DataFrame, *args: Given.args, **given: Given.kwargs) -> pl.DataFrame:
        if not (folder := os.environ.get(FOLDER)):
            return reckon(table, *args, **given)
        import polars as pl

        if not isinstance(table, pl.DataFrame) or table.height < FEW:
            return reckon(table, *args, **given)
        content = hashlib.sha256(f"{table.schema}\n{table.write_ndjson(None)}".encode()).hexdigest()[:16]
        path = Path(folder) / f"{reckon.__name__}-{_mark_of_rules(reckon, args, given)[:8]}-{content}.arrow"
        here = _stored(path)
        if here is None:
            with _alone(path):
                here = _stored(path)
                if here is None:
                    here = reckon(table, *args, **given)
                    _store(path, here)
        return here

    return kept


@contextmanager
def kept_in(folder: Path | None) -> Iterator[None]:
    """Keep what is read in this folder for as long as the block runs; None keeps nothing."""
    before = os.environ.get(FOLDER)
    if folder is not None:
        os.environ[FOLDER] = str(folder)
    try:
        yield
    finally:
        os.environ.pop(FOLDER, None)
        if before is not None:
            os.environ[FOLDER] = before


def _mark_of_rules(made_by: Callable[..., object], args: tuple[object, ...], given: dict[str, object]) -> str:
    """What besides the table decides the rows: the code, the codebook in use, the arguments, said or left at their defaults."""
    import polars as pl

    bound = inspect.signature(made_by).bind(None, *args, **given)
    bound.apply_defaults()
    told = repr((code_hash(), pl.__version__, codebook().sha256, list(bound.arguments.items())[1:]))
    return hashlib.sha256(told.encode()).hexdigest()[:24]


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """One process at a time makes a table; where the folder cannot be written each makes its own."""
    from filelock import FileLock

    with ExitStack() as stack:
        with suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            stack.enter_context(FileLock(path.with_suffix(".lock")))
        yield


def _missing(marks: pl.Series, here: pl.DataFrame | None) -> pl.Series:
    """Which briefings are not in the stored rows."""
    import polars as pl

    if here is None:
        return pl.repeat(True, len(marks), eager=True)
    return marks.is_in(here[MARK].unique().implode()).not_()


def _mark(row: tuple[object, ...]) -> str:
    return hashlib.sha256(repr(row).encode()).hexdigest()[:32]


def _stored(path: Path) -> pl.DataFrame | None:
    import polars as pl

    try:
        return pl.read_ipc(path)
    except (OSError, pl.exceptions.PolarsError):  # not there, or half a file of another version
        return None


def _added(here: pl.DataFrame | None, rows: pl.DataFrame, briefings: pl.DataFrame, marks: pl.Series) -> pl.DataFrame:
    """The stored rows and the new ones; a briefing without any keeps an empty row, so that it is not read again."""
    import polars as pl

    of = briefings.select("briefing_id").with_columns(marks)
    new = of.join(rows.with_columns(_there=True), on="briefing_id", how="left", maintain_order="left_right")
    new = new.with_columns(briefing_id=pl.when("_there").then("briefing_id")).select(*rows.columns, MARK)
    return new if here is None else pl.concat([here, new])


def _store(path: Path, table: pl.DataFrame) -> None:
    """Write the table whole and drop the oldest ones; a folder that cannot be written keeps nothing."""

    with suppress(OSError, SourceError):
        path.parent.mkdir(parents=True, exist_ok=True)
        write_bytes(path, table.write_ipc(None, compression="zstd").getvalue())
        for old in drop_oldest(path.parent, "*.arrow", MOST):
            old.with_suffix(".lock").unlink(missing_ok=True)


def text_kept(name: str, make: Callable[[], str]) -> str:
    """A text under its name in the folder that a run keeps things in; made where it is not there."""
    folder = os.environ.get(FOLDER)
    path = Path(folder) / name if folder else None
    if path is not None:
        with suppress(OSError):
            return path.read_text(encoding="utf-8")
    text = make()
    if path is not None:
        with suppress(OSError, SourceError):
            path.parent.mkdir(parents=True, exist_ok=True)
            write_whole(path, text)
            drop_oldest(path.parent, f"{name.partition('-')[0]}-*", TEXTS)
    return text
