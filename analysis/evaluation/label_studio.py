"""Label Studio's formats: tasks and a labeling interface out, its exported JSON in."""

from __future__ import annotations

import html
import json
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree

from ..language.lexicon import LANGS
from .coding_fields import CELLS, choices, is_closed, text_of, words

Row = dict[str, Any]
NAME, TEXT = "briefing-claims", "sentence"
DATA = ("item_id", "language", "date", "agency", "title", "before", "sentence", "after", "raw")


def tasks(rows: list[Row], *, answers: bool) -> str:
    """Rows of a coding sheet as Label Studio's JSON: a task an item, the figure marked; answers as predictions."""
    return json.dumps([_task(row, answers) for row in rows], ensure_ascii=False, indent=1) + "\n"


def _task(row: Row, answers: bool) -> Row:
    at, raw, sentence = row["at"], row["raw"], row["sentence"]
    pieces = [html.escape(piece) for piece in (sentence[:at], raw, sentence[at + len(raw) :])]
    around = [f"<p>{html.escape(row[name])}</p>" for name in ("before", "after")]
    page = f"{around[0]}<p>{pieces[0]}<mark><b>{pieces[1]}</b></mark>{pieces[2]}</p>{around[1]}"
    task: Row = {"data": {name: row[name] for name in DATA} | {"page": page}}
    if answers:
        result = [_result(field, row[field]) for field in CELLS if row[field]]
        task["predictions"] = [{"model_version": NAME, "result": result}]
    return task


def _result(field: str, said: str) -> Row:
    value = {"choices": [said]} if is_closed(field) else {"text": [said]}
    kind = "choices" if is_closed(field) else "textarea"
    return {"from_name": field, "to_name": TEXT, "type": kind, "value": value}


def labeling_config() -> str:
    """The labeling interface: the marked sentence in its context, a choice or a text field for each coded field."""
    view = ElementTree.Element("View")
    ElementTree.SubElement(view, "Header", value="$title ($agency, $date)")
    ElementTree.SubElement(view, "HyperText", name=TEXT, value="$page")
    for field in CELLS:
        told = words()["fields"][field]
        ElementTree.SubElement(view, "Header", value=f"{field}: {' / '.join(told['label'][lang] for lang in LANGS)}")
        if is_closed(field):
            layout = {"layout": "select"} if len(choices(field)) > 10 else {"showInline": "true"}
            about = {"name": field, "toName": TEXT, "choice": "single", **layout}
            asked = ElementTree.SubElement(view, "Choices", about)
            for name in choices(field):
                ElementTree.SubElement(asked, "Choice", value=name)
        else:
            ElementTree.SubElement(
                view, "TextArea", name=field, toName=TEXT, maxSubmissions="1", editable="true",
                placeholder=" ".join(told["note"][lang] for lang in LANGS),
            )  # fmt: skip
    ElementTree.indent(view)
    return ElementTree.tostring(view, encoding="unicode") + "\n"


def coded_annotations(exported: Any) -> Iterator[tuple[str, Row]]:
    """Each annotation of an export as (where it stands, its cells); one that was cancelled or skipped is left out.

    ValueError in a few words where this is not Label Studio's JSON (its full export, not JSON-MIN).
    """
    if not isinstance(exported, list) or not all(isinstance(t, dict) and "data" in t for t in exported):
        raise ValueError("not Label Studio's JSON export, a list of tasks with their data; export as JSON")
    for number, task in enumerate(exported, start=1):
        data = task["data"]
        if "item_id" not in data:
            raise ValueError(f"task {number} has no item_id; give tasks that a coding sheet wrote")
        for count, made in enumerate(task.get("annotations", []), start=1):
            if made.get("was_cancelled"):
                continue
            shown = {name: data.get(name, "") for name in ("item_id", "language", "sentence", "raw")}
            cells = {one["from_name"]: _said(one) for one in made.get("result", []) if one.get("from_name") in CELLS}
            yield f"task {number}, annotation {count}", shown | {"coder": _coder(made)} | cells


def _said(one: Row) -> str:
    value = one.get("value", {})
    listed = value.get("choices") or value.get("text") or [""]
    return text_of(listed if isinstance(listed, str) else listed[0])


def _coder(made: Row) -> str:
    by = made.get("completed_by", "")
    return text_of(by.get("email") or by.get("id") if isinstance(by, dict) else by)
