"""Codes that people made, read back from their sheets and checked cell by cell."""

from __future__ import annotations

import json
import warnings
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import dataframely as dy
import polars as pl

from ..errors import SourceError, did_you_mean, one_line
from ..files import FORMULA
from ..schema import frame
from .coding_fields import CELLS, CODED, ITEM, WrongCell, read_cell, text_of
from .coding_sheet import MARKED, SHEET
from .label_studio import coded_annotations

NEEDED = ("item_id", "claim", *CODED)
NAMED = 5  # wrong cells named in an error
Row = dict[str, Any]


class Codes(dy.Schema):
    """One row per item and coder."""

    item_id = dy.String(primary_key=True, description="<briefing_id>:<start>-<end>, the figure's address")
    coder = dy.String(primary_key=True, description="who coded it: the sheet's column, else the file's name")
    briefing_id = dy.String(nullable=False, description="the briefing")
    language = dy.String(nullable=True, description="language of the text")
    start = dy.Int64(nullable=False, description="offset of raw in the source text, in characters")
    end = dy.Int64(nullable=False, description="end offset")
    raw = dy.String(nullable=True, description="the figure as printed")
    sentence = dy.String(nullable=True, description="the sentence it stands in")
    claim = dy.Bool(nullable=False, description="whether it is a figure that is stated")
    kind = dy.String(nullable=True, description="what sort of claim it is; null, as all that follow, where it is none")
    value = dy.Float64(nullable=True, description="in the unit's base; null where a range or no number is said")
    unit = dy.String(nullable=True, description="id of a unit, or the measure as printed")
    modifier = dy.String(nullable=True, description="what the words make of the number")
    direction = dy.String(nullable=True, description="direction of a change")
    base = dy.String(nullable=True, description="what a change or share is measured against")
    period_start = dy.Date(nullable=True, description="first day covered")
    period_end = dy.Date(nullable=True, description="last day covered")
    metric = dy.String(nullable=True, description="id in the codebook")
    counted = dy.String(nullable=True, description="the noun phrase as printed")
    scope = dy.String(nullable=True, description="place or part the figure covers")
    remark = dy.String(nullable=True, description="what made it hard to decide")
    weight = dy.Float64(nullable=True, description="items of the corpus that it stands for, from the sample")


def read_codes(
    path: str | Path | Sequence[str | Path], *, sample: pl.DataFrame | None = None, problems: list[str] | None = None
) -> pl.DataFrame:
    """Read coded sheets (.xlsx, .csv, Label Studio's .json): a row an item and coder (columns: `Codes`).

    Rows whose `claim` is empty are not coded yet and left out. Every cell is held against the codebook and the closed
    lists; SourceError names the wrong ones by their address, such as codes!K7, or `problems` takes a line for each and
    the rest is read. Several coders may share a file or have one each. `sample` adds the weights of the draw.

    >>> an.read_codes("no-such-file.xlsx")
    Traceback (most recent call last):
    analysis.errors.SourceError: no-such-file.xlsx: cannot be read (No such file or directory); check the file's name
    """
    files = [path] if isinstance(path, str | Path) else list(path)
    wrong: list[str] = []
    rows: dict[tuple[str, str], Row] = {}
    for file in map(Path, files):
        for where, cells in _read(file):
            row = _coded(file, where, cells, wrong)
            if row is not None and rows.setdefault((row["item_id"], row["coder"]), row) is not row:
                wrong.append(f"{file}: {where('item_id')}: {row['coder']!r} has coded this item before")
    if problems is None and wrong:
        more = f"; and {len(wrong) - NAMED} more" if len(wrong) > NAMED else ""
        raise SourceError("; ".join(wrong[:NAMED]) + more + "; mend these cells, or give problems=[] to read the rest")
    if problems is not None:
        problems += wrong
    weights = dict(sample.select("item_id", "weight").iter_rows()) if sample is not None else {}
    return frame(Codes, [row | {"weight": weights.get(row["item_id"])} for row in rows.values()])


class _Where:
    """The address of a row's cells."""

    def __init__(self, row: str, columns: dict[str, str]) -> None:
        self.row, self.columns = row, columns

    def __call__(self, field: str) -> str:
        return self.row.format(self.columns.get(field, field))


def _read(file: Path) -> Iterator[tuple[_Where, Row]]:
    """The rows of a sheet with their addresses; SourceError where the file is not one."""
    readers = {".xlsx": _workbook, ".csv": _csv, ".json": _tasks}
    reader = readers.get(file.suffix.lower())
    if reader is None:
        raise SourceError(f"{file}: no coding sheet by its ending; give {', '.join(readers)}")
    try:
        return iter(reader(file))
    except SourceError:
        raise
    except OSError as error:
        raise SourceError(f"{file}: cannot be read ({error.strerror}); check the file's name") from error
    except Exception as error:  # what a broken workbook raises is the library's business
        raise SourceError(
            f"{file}: cannot be read ({one_line(error)[:120]}); save it again as .xlsx or .csv"
        ) from error


def _workbook(file: Path) -> list[tuple[_Where, Row]]:
    import openpyxl
    from openpyxl.utils import get_column_letter

    with file.open("rb") as opened, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # extensions that are not kept do not matter: nothing is written back
        book = openpyxl.load_workbook(opened, data_only=True)
        sheet = book[SHEET] if SHEET in book.sheetnames else book.worksheets[0]
        head, *rows = list(sheet.iter_rows(values_only=True)) or [()]
    names = [text_of(cell) for cell in head]
    _check_head(file, names)
    letters = {name: get_column_letter(number) for number, name in enumerate(names, start=1)}
    return [
        (_Where(f"{sheet.title}!{{}}{number}", letters), dict(zip(names, row, strict=False)))
        for number, row in enumerate(rows, start=2)
    ]


def _csv(file: Path) -> list[tuple[_Where, Row]]:
    table = pl.read_csv(file.read_bytes(), infer_schema=False, encoding="utf8")
    _check_head(file, table.columns)
    rows = [{name: _plain(cell) for name, cell in row.items()} for row in table.iter_rows(named=True)]
    return [(_Where(f"row {number}, {{}}", {}), row) for number, row in enumerate(rows, start=2)]


def _plain(cell: str | None) -> str:
    """A cell without the apostrophe that keeps a spreadsheet from running it."""
    said = cell or ""
    return said[1:] if said[:1] == "'" and said[1:].startswith(FORMULA) else said


def _tasks(file: Path) -> list[tuple[_Where, Row]]:
    try:
        made = list(coded_annotations(json.loads(file.read_text(encoding="utf-8"))))
    except ValueError as error:
        raise SourceError(f"{file}: {one_line(error)}") from error
    return [(_Where(f"{where}, {{}}", {}), cells) for where, cells in made]


def _check_head(file: Path, names: list[str]) -> None:
    for name in NEEDED:
        if name not in names:
            raise SourceError(f"{file}: no column {name!r}{did_you_mean(name, [n for n in names if n])}")


def _coded(file: Path, where: _Where, cells: Row, wrong: list[str]) -> Row | None:
    """A row's codes; None where it is not coded, or a cell is wrong, which is told by its address."""
    item = text_of(cells.get("item_id"))
    if not text_of(cells.get("claim")):
        filled = [field for field in CODED if text_of(cells.get(field))]
        if filled:
            wrong.append(f"{file}: {where('claim')}: is empty, and {where(filled[0])} is not; write yes or no")
        return None
    found = ITEM.fullmatch(item)
    if found is None:
        wrong.append(f"{file}: {where('item_id')}: {item!r} is no address; restore the sheet's own")
        return None
    sentence = text_of(cells.get("sentence")).replace(MARKED[0], "").replace(MARKED[1], "")
    read, before = {}, len(wrong)
    for field in CELLS:
        try:
            read[field] = read_cell(field, cells.get(field), sentence)
        except WrongCell as error:
            wrong.append(f"{file}: {where(field)}: {error}")
    if len(wrong) == before and read["claim"] == "yes":
        wrong += [f"{file}: {where(field)}: {what}" for field, what in _at_odds(read, cells)]
    if len(wrong) > before:
        return None
    is_claim = read["claim"] == "yes"
    codes = {field: read[field] if is_claim else None for field in CODED}
    return {
        **codes, "claim": is_claim, "remark": read["remark"], "item_id": item, "coder": text_of(cells.get("coder")) or file.stem,
        "briefing_id": found[1], "start": int(found[2]), "end": int(found[3]), "language": text_of(cells.get("language")) or None,
        "raw": text_of(cells.get("raw")) or None, "sentence": sentence or None,
    }  # fmt: skip


def _at_odds(read: Row, cells: Row) -> Iterator[tuple[str, str]]:
    """Fields of a claim that are missing or do not go together."""
    for field in ("kind", "modifier"):
        if read[field] is None:
            yield field, "is empty; a figure that is stated has one"
    if not text_of(cells.get("value")) and read["modifier"] != "several":
        yield "value", "is empty; write the number, or range where two ends are said"
    if read["kind"] == "change" and read["direction"] is None:
        yield "direction", "is empty; a change has one"
    if read["kind"] == "change" and (read["value"] or 0) < 0:
        yield "value", f"{read['value']:g} is negative; write the amount, the direction says the rest"
    first, last = read["period_start"], read["period_end"]
    if first is not None and last is None:  # the other way round is said: 'to date, 23,000 were issued'
        yield "period_end", "is empty, and the period's first day is not"
    elif first is not None and last is not None and last < first:
        yield "period_end", f"{last} lies before the period's first day, {first}"
