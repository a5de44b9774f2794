"""The sheet that people code in: a workbook with lists and instructions, a CSV file, or tasks for Label Studio."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import polars as pl

from ..codebook import codebook
from ..errors import LexiconError, did_you_mean
from ..files import csv_bytes, write_bytes, write_whole
from ..language.lexicon import LANGS
from .coding_fields import CELLS, CODED, RANGE, choices, is_closed, note, text_of, words
from .label_studio import labeling_config, tasks

ENDINGS = (".xlsx", ".csv", ".json")
SHOWN = ("item_id", "coder", "language", "date", "agency", "title", "before", "sentence", "after", "raw")
SHEET = "codes"
WIDTHS = {"item_id": 12, "coder": 7, "date": 11, "title": 24, "before": 44, "sentence": 56, "after": 30, "raw": 16}
MARKED = ("[[", "]]")  # around the figure, where no bold letters can be
TEXTS, MOST = "texts", 32_767  # a sheet's name, and the characters that a cell can hold
Row = dict[str, Any]
Paragraph = tuple[str, int, str]


def coding_sheet(
    sample: pl.DataFrame,
    path: str | Path,
    *,
    answers: bool = False,
    coder: str = "",
    briefings: pl.DataFrame | None = None,
) -> Path:
    """Write a sample as a sheet for coding, by the file's ending; returns its path.

    .xlsx: a row an item, the figure in bold red within its sentence, context, empty cells with the lists of the
    codebook and the closed lists; a sheet of instructions in both languages and one with the metrics' definitions.
    .csv: the same columns, the figure in [[ ]]. .json: Label Studio's tasks, with its labeling interface beside it as
    .xml. `answers` fills in the program's reading, to be corrected: such codes measure nothing. `coder` names who will
    code. `briefings` adds the whole texts to a workbook, each item's address leading to its paragraph. SourceError where the file cannot be written, LexiconError for another ending.

    >>> an.coding_sheet(an.sample_for_coding(claims, briefings, 5, seed=1), "codes.xlsx").name
    'codes.xlsx'
    """
    target = Path(path)
    ending = target.suffix.lower()
    if ending not in ENDINGS:
        raise LexiconError(
            f"{target}: a coding sheet is not written as {ending or 'a file without ending'}{did_you_mean(ending, ENDINGS)}"
        )
    rows = [_row(item, answers, coder) for item in sample.iter_rows(named=True)]
    if ending == ".json":
        write_whole(target, tasks(rows, answers=answers))
        write_whole(target.with_suffix(".xml"), labeling_config())
    elif ending == ".csv":
        write_bytes(target, _csv(rows))
    else:
        write_bytes(target, _workbook(rows, answers, whole_texts(sample, briefings)))
    return target


def _row(item: Row, answers: bool, coder: str) -> Row:
    """One row of the sheet: what is shown, and the cells to fill in, empty or with the program's reading."""
    shown = {name: text_of(item[name]) for name in SHOWN if name not in ("coder", "before", "sentence", "after")}
    context = {name: item[name] for name in ("before", "sentence", "after", "at", "briefing_id", "start")}
    cells = dict.fromkeys(CELLS, "")
    if answers:
        made = item["origin"] == "claim"
        cells |= {"claim": "yes" if made else "no"} | {name: text_of(item[name]) for name in CODED if made}
        if made and item["value"] is None and item["modifier"] != "several":
            cells["value"] = RANGE
    return shown | context | {"coder": coder} | cells


def _split(row: Row) -> tuple[str, str, str]:
    """The sentence before the figure, the figure, and the sentence after it."""
    at, raw, sentence = row["at"], row["raw"], row["sentence"]
    return sentence[:at], sentence[at : at + len(raw)], sentence[at + len(raw) :]


def _csv(rows: list[Row]) -> bytes:
    columns = (*SHOWN, *CELLS)
    kept = []
    for row in rows:
        head, figure, tail = _split(row)
        shown = row | {"sentence": f"{head}{MARKED[0]}{figure}{MARKED[1]}{tail}"}
        kept.append({name: str(shown[name]) for name in columns})
    table = pl.DataFrame(kept, schema=dict.fromkeys(columns, pl.String), orient="row")
    return csv_bytes(table)


def _workbook(rows: list[Row], answers: bool, texts: list[Paragraph]) -> bytes:
    import xlsxwriter

    held = io.BytesIO()
    book = xlsxwriter.Workbook(held, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    look = {
        "head": book.add_format({"bold": True, "bg_color": "#e5e7eb", "text_wrap": True, "valign": "top"}),
        "text": book.add_format({"text_wrap": True, "valign": "top"}),
        "figure": book.add_format({"bold": True, "font_color": "#b91c1c"}),
        "cell": book.add_format({"num_format": "@", "bg_color": "#fefce8", "border": 1, "border_color": "#d1d5db", "valign": "top"}),
        "grey": book.add_format({"font_color": "#6b7280", "text_wrap": True, "valign": "top"}),
    }  # fmt: skip
    _instructions(book.add_worksheet("instructions"), look, answers)
    codes = book.add_worksheet(SHEET)
    _metrics(book.add_worksheet("metrics"), look)
    ranges = _lists(book.add_worksheet("lists"), look)
    places = _texts(book.add_worksheet(TEXTS), texts, look) if texts else {}
    _codes(codes, rows, look, places)
    if rows:
        _validate(codes, len(rows), ranges)
    book.close()
    return held.getvalue()


def _codes(sheet: Any, rows: list[Row], look: Row, places: dict[str, list[tuple[int, int]]]) -> None:
    for column, name in enumerate((*SHOWN, *CELLS)):
        sheet.write_string(0, column, name, look["head"])
        sheet.set_column(column, column, WIDTHS.get(name, 15))
    sheet.freeze_panes(1, 2)
    for number, row in enumerate(rows, start=1):
        for column, name in enumerate((*SHOWN, *CELLS)):
            if name == "sentence":
                _rich(sheet, number, column, _split(row), look)
            elif name == "item_id" and row["briefing_id"] in places:
                line = max(line for begin, line in places[row["briefing_id"]] if begin <= row["start"])
                sheet.write_url(number, column, f"internal:'{TEXTS}'!B{line}", string=str(row[name]))
            else:
                style = "cell" if name in CELLS else "grey" if name in ("before", "after") else "text"
                write = sheet.write_string if row[name] else sheet.write_blank
                write(number, column, str(row[name]), look[style])
    if rows:
        sheet.autofilter(0, 0, len(rows), len(SHOWN) + len(CELLS) - 1)


def _rich(sheet: Any, number: int, column: int, parts: tuple[str, str, str], look: Row) -> None:
    """A sentence with its figure in bold red; rich text wants two pieces at least, none of them empty."""
    head, figure, tail = parts
    pieces = [piece for piece in (head, look["figure"], figure, tail) if piece != ""]
    if len(pieces) > 2:
        sheet.write_rich_string(number, column, *pieces, look["text"])
    else:
        sheet.write_string(number, column, figure, look["figure"])


def _validate(sheet: Any, many: int, ranges: dict[str, str]) -> None:
    """Lists and notes on the cells to fill in; what is not in a closed list is refused, in an open one asked about."""
    for number, field in enumerate(CELLS, start=len(SHOWN)):
        label = words()["fields"][field]["label"]
        asked = {"input_title": label["en"][:32], "input_message": note(field)[:255]}
        if field in ranges:
            rule = {
                "validate": "list",
                "source": ranges[field],
                "error_type": "stop" if is_closed(field) else "warning",
            }
        else:
            rule = {"validate": "any"}
        sheet.data_validation(1, number, many, number, rule | asked)


def _lists(sheet: Any, look: Row) -> dict[str, str]:
    """Every list in a column of its own; the ranges by which the cells refer to them."""
    ranges = {}
    for column, field in enumerate(field for field in CELLS if choices(field)):
        sheet.write_string(0, column, field, look["head"])
        sheet.write_column(1, column, list(choices(field)))
        letter = chr(ord("A") + column)
        ranges[field] = f"=lists!${letter}$2:${letter}${len(choices(field)) + 1}"
        sheet.set_column(column, column, 30)
    return ranges


def whole_texts(sample: pl.DataFrame, briefings: pl.DataFrame | None) -> list[Paragraph]:
    """The paragraphs of the briefings that a sample was drawn from: (briefing_id, offset in the source text, text)."""
    if briefings is None:
        return []
    wanted = set(sample["briefing_id"])
    return [
        paragraph
        for row in briefings.iter_rows(named=True)
        if row["briefing_id"] in wanted
        for paragraph in _paragraphs(row)
    ]


def _paragraphs(row: Row) -> Iterator[Paragraph]:
    if row["title"]:
        yield row["briefing_id"], 0, str(row["title"])
    for found in re.finditer(r"[^\r\n]*\S[^\r\n]*", row["text"][row["body_start"] : row["body_end"]]):
        yield row["briefing_id"], row["body_start"] + found.start(), found[0].strip()


def _texts(sheet: Any, texts: list[Paragraph], look: Row) -> dict[str, list[tuple[int, int]]]:
    """A row a paragraph; where each briefing's paragraphs stand: (offset in the source text, line of the sheet)."""
    places: dict[str, list[tuple[int, int]]] = {}
    for column, (name, width) in enumerate({"briefing_id": 28, "text": 110}.items()):
        sheet.write_string(0, column, name, look["head"])
        sheet.set_column(column, column, width)
    for number, (briefing_id, begin, text) in enumerate(texts, start=1):
        sheet.write_string(number, 0, briefing_id, look["grey"])
        sheet.write_string(number, 1, text[:MOST], look["text"])
        places.setdefault(briefing_id, [(0, number + 1)]).append((begin, number + 1))
    return places


def _metrics(sheet: Any, look: Row) -> None:
    heads = {"metric": 36, "en": 34, "zh": 24, "unit": 18, "definition": 80}
    for column, (name, width) in enumerate(heads.items()):
        sheet.write_string(0, column, name, look["head"])
        sheet.set_column(column, column, width)
    for number, entry in enumerate(codebook().metrics.values(), start=1):
        cells = (entry.metric, entry.label["en"], entry.label["zh"], " or ".join(entry.units), entry.definition)
        for column, said in enumerate(cells):
            sheet.write_string(number, column, said, look["text"])
    sheet.freeze_panes(1, 1)


def _instructions(sheet: Any, look: Row, answers: bool) -> None:
    told = words()
    rows: list[tuple[str, Row]] = [("", row) for row in told["instructions"]["rows"]]
    if answers:
        rows.insert(0, ("", told["instructions"]["shown_answers"]))
    for field in CELLS:
        rows.append((field, told["fields"][field]["note"]))
    for part in ("kinds", "modifiers", "bases"):
        rows += [(f"{part[:-1]}: {name}", text) for name, text in told[part].items()]
    for column, (name, width) in enumerate({"": 30, "English": 80, "中文": 70}.items()):
        sheet.write_string(0, column, name, look["head"])
        sheet.set_column(column, column, width)
    for number, (name, text) in enumerate(rows, start=1):
        sheet.write_string(number, 0, name, look["text"])
        for column, lang in enumerate(LANGS, start=1):
            sheet.write_string(number, column, text[lang], look["text"])
