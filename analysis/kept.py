"""Tables that were read once, kept on disk: the same briefing, codebook and code give the same rows.

A run of reports names a folder (`kept_in`); outside of one nothing is kept. A briefing that is not in it is read and added.
"""

from __future__ import annotations

import functools
import hashlib
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Concatenate, ParamSpec

import polars as pl

from .codebook import codebook, codebook_for
from .errors import SourceError
from .files import write_bytes, write_whole
from .fingerprints import code_hash

FOLDER = "BRIEFINGS_KEPT"  # an environment variable: kernels inherit it
FEW = 500  # rows of a table that is reckoned with as fast as it is looked up
MOST = 40  # tables kept in a folder; the oldest go
MARK = "_of_briefing"

Given = ParamSpec("Given")


def kept_on_disk(
    read: Callable[Concatenate[pl.DataFrame, Given], pl.DataFrame],
) -> Callable[Concatenate[pl.DataFrame, Given], pl.DataFrame]:
    """A function from briefings to rows with a `briefing_id`, each briefing's apart from the others': kept while a run asks for it."""

    @functools.wraps(read)
    def kept(briefings: pl.DataFrame, *args: Given.args, **given: Given.kwargs) -> pl.DataFrame:
        folder = os.environ.get(FOLDER)
        if (
            not folder
            or not isinstance(briefings, pl.DataFrame)
            or not {"briefing_id", "path"} <= set(briefings.columns)
        ):
            return read(briefings, *args, **given)
        if briefings["briefing_id"].n_unique() < briefings.height or briefings.height == 0:
            return read(briefings, *args, **given)
        codebook_for(briefings["path"].drop_nulls().to_list(), given.get("codebook"))  # type: ignore[arg-type]
        path = Path(folder) / f"{read.__name__}-{_mark_of_rules(args, given)}.arrow"
        marks = pl.Series(MARK, [_mark(row) for row in briefings.iter_rows()])
        here = _stored(path)
        missing = (
            marks.is_in(here[MARK].unique().implode()).not_()
            if here is not None
            else pl.repeat(True, len(marks), eager=True)
        )
        if missing.any() or here is None:
            here = _added(
                here, read(briefings.filter(missing), *args, **given), briefings.filter(missing), marks.filter(missing)
            )
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
        folder = os.environ.get(FOLDER)
        if not folder or not isinstance(table, pl.DataFrame) or table.height < FEW:
            return reckon(table, *args, **given)
        content = hashlib.sha256(table.write_ipc(None).getvalue()).hexdigest()[:16]
        path = Path(folder) / f"{reckon.__name__}-{_mark_of_rules(args, given)[:8]}-{content}.arrow"
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


def _mark_of_rules(args: tuple[object, ...], given: dict[str, object]) -> str:
    """What besides the briefing decides the rows: the code, the codebook in use with its units and agencies, the arguments."""
    told = sorted((key, value) for key, value in given.items() if key != "codebook")
    return hashlib.sha256(repr((code_hash(), codebook().sha256, args, told)).encode()).hexdigest()[:24]


def _mark(row: tuple[object, ...]) -> str:
    return hashlib.sha256(repr(row).encode()).hexdigest()[:32]


def _stored(path: Path) -> pl.DataFrame | None:
    try:
        return pl.read_ipc(path)
    except (OSError, pl.exceptions.PolarsError):  # not there, or half a file of another version
        return None


def _added(here: pl.DataFrame | None, rows: pl.DataFrame, briefings: pl.DataFrame, marks: pl.Series) -> pl.DataFrame:
    """The stored rows and the new ones; a briefing without any keeps an empty row, so that it is not read again."""
    of = briefings.select("briefing_id").with_columns(marks)
    new = of.join(rows.with_columns(_there=True), on="briefing_id", how="left", maintain_order="left_right")
    new = new.with_columns(briefing_id=pl.when("_there").then("briefing_id")).select(*rows.columns, MARK)
    return new if here is None else pl.concat([here, new])


def _store(path: Path, table: pl.DataFrame) -> None:
    """Write the table whole and drop the oldest ones; a folder that cannot be written keeps nothing."""

    with suppress(OSError, SourceError):
        path.parent.mkdir(parents=True, exist_ok=True)
        write_bytes(path, table.write_ipc(None, compression="zstd").getvalue())
        tables = sorted(path.parent.glob("*.arrow"), key=lambda p: p.stat().st_mtime)
        for old in tables[:-MOST]:
            old.unlink(missing_ok=True)


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
    return text
