"""Coding sheets go out as workbook, CSV and tasks, and come back checked cell by cell."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import openpyxl
import polars as pl
import pytest

import analysis as an
from analysis.errors import LexiconError, SourceError
from analysis.evaluation.codes import Codes
from analysis.evaluation.coding_fields import CELLS, CODED, words
from analysis.schema import DIRECTIONS, KINDS, MODIFIERS

from .conftest import Coder


@pytest.fixture(scope="module")
def sample(bulletins: pl.DataFrame, bulletin_claims: pl.DataFrame) -> pl.DataFrame:
    return an.sample_for_coding(bulletin_claims, bulletins, 40, seed=1, by="language")


@pytest.fixture
def sheet(sample: pl.DataFrame, tmp_path: Path) -> Path:
    return an.coding_sheet(sample, tmp_path / "codes.xlsx")


def edit(sheet: Path, **cells: object) -> None:
    """Write into the first rows of a sheet: field=value for row 2, field__7=value for row 7."""
    book = openpyxl.load_workbook(sheet)
    codes = book["codes"]
    head = {cell.value: cell.column for cell in codes[1]}
    for name, value in cells.items():
        field, _, row = name.partition("__")
        codes.cell(int(row or 2), head[field]).value = value
    book.save(sheet)


GOOD = {"claim": "yes", "kind": "level", "value": 300, "unit": "person", "modifier": "exact"}


def test_a_workbook_shows_the_figure_marked_and_not_the_reading(sheet: Path, sample: pl.DataFrame) -> None:
    book = openpyxl.load_workbook(sheet, rich_text=True)
    assert book.sheetnames == ["instructions", "codes", "metrics", "lists"]
    codes = book["codes"]
    head = [cell.value for cell in codes[1]]
    assert set(head) >= set(CELLS)
    assert not {"origin", "stratum", "weight", "doubts"} & set(head)
    for row, item in zip(codes.iter_rows(min_row=2), sample.iter_rows(named=True), strict=True):
        cells = dict(zip(head, row, strict=True))
        assert str(cells["sentence"].value) == item["sentence"]
        bold = [str(piece) for piece in cells["sentence"].value if getattr(piece, "font", None) and piece.font.b]
        assert bold == [item["raw"]]
        assert all(cells[field].value is None for field in CELLS)


def test_an_items_address_leads_to_its_paragraph_of_the_whole_text(
    sample: pl.DataFrame, bulletins: pl.DataFrame, tmp_path: Path
) -> None:
    path = an.coding_sheet(sample, tmp_path / "codes.xlsx", briefings=bulletins)
    book = openpyxl.load_workbook(path)
    lines = [(row[0].value, row[1].value) for row in book["texts"].iter_rows(min_row=2)]
    assert {briefing for briefing, _ in lines} == set(sample["briefing_id"])
    for row, item in zip(book["codes"].iter_rows(min_row=2), sample.iter_rows(named=True), strict=True):
        assert row[0].value == item["item_id"]
        place = row[0].hyperlink.location.split("!B")
        briefing, paragraph = lines[int(place[1]) - 2]
        assert briefing == item["briefing_id"]
        assert item["raw"] in paragraph
    assert an.read_codes(path).height == 0


def test_the_lists_are_the_codebook_and_the_closed_lists(sheet: Path) -> None:
    book = openpyxl.load_workbook(sheet)
    lists = {column[0].value: [c.value for c in column[1:] if c.value] for column in book["lists"].iter_cols()}
    assert lists["metric"] == an.metrics()["metric"].to_list()
    assert lists["modifier"] == list(MODIFIERS)
    assert lists["direction"] == list(DIRECTIONS)
    assert set(lists["kind"]) < set(KINDS)
    codes = book["codes"]
    head = {cell.value: cell.column_letter for cell in codes[1]}
    rules = {str(rule.sqref).split(":")[0][:-1]: rule for rule in codes.data_validations.dataValidation}
    for field, values in lists.items():
        rule = rules[head[field]]
        assert rule.type == "list"
        assert rule.formula1.endswith(f"${len(values) + 1}")
        assert (rule.errorStyle or "stop") == ("warning" if field in ("unit", "base") else "stop")
        assert rule.prompt


def test_instructions_are_in_both_languages_and_every_list_value_is_explained(sheet: Path) -> None:
    rows = [[c.value for c in row] for row in openpyxl.load_workbook(sheet)["instructions"].iter_rows()]
    told = {str(row[0]) for row in rows}
    assert all(row[1] and row[2] for row in rows)
    assert {f"modifier: {name}" for name in MODIFIERS} <= told
    assert set(words()["fields"]) == set(CELLS)
    for field in words()["fields"].values():
        assert len("\n".join(field["note"].values())) <= 255, "a workbook's note holds no more"


def test_answers_are_shown_when_asked_and_told_to_measure_nothing(sample: pl.DataFrame, tmp_path: Path) -> None:
    path = an.coding_sheet(sample, tmp_path / "answers.xlsx", answers=True)
    assert "measure" in str(openpyxl.load_workbook(path)["instructions"]["B2"].value)
    codes = an.read_codes(path, sample=sample)
    joined = codes.join(sample, on="item_id", suffix="_read")
    assert joined.height == sample.height
    for field in CODED:
        assert joined[field].to_list() == joined[f"{field}_read"].to_list()
    assert codes["claim"].to_list() == (joined["origin"] == "claim").to_list()
    assert codes["weight"].to_list() == joined["weight_read"].to_list()


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_a_sheet_that_nobody_filled_in_has_no_codes(sample: pl.DataFrame, tmp_path: Path, ending: str) -> None:
    codes = an.read_codes(an.coding_sheet(sample, tmp_path / f"codes.{ending}"))
    assert codes.height == 0
    Codes.validate(codes)


def test_codes_of_a_person_come_back(sheet: Path, code_sheet: Coder, sample: pl.DataFrame) -> None:
    codes = an.read_codes(code_sheet(sheet, "anna.xlsx", {}), sample=sample)
    Codes.validate(codes)
    assert codes.height == sample.height
    assert set(codes["coder"]) == {"anna"}
    assert codes.filter("claim")["kind"].null_count() == 0
    assert codes.filter(~pl.col("claim")).select(pl.col(CODED).is_null().all()).row(0) == (True,) * len(CODED)


def test_csv_tells_the_same_as_the_workbook(sample: pl.DataFrame, tmp_path: Path) -> None:
    files = [an.coding_sheet(sample, tmp_path / f"a.{ending}", answers=True) for ending in ("xlsx", "csv")]
    assert an.read_codes(files[0]).equals(an.read_codes(files[1]))


def test_a_sentence_that_a_spreadsheet_would_run_is_text(sample: pl.DataFrame, tmp_path: Path) -> None:
    item = sample.head(1).with_columns(
        raw=pl.lit("=1+2"), sentence=pl.lit("=1+2"), at=pl.lit(0), title=pl.lit("=HYPERLINK(1)")
    )
    path = an.coding_sheet(item, tmp_path / "a.csv", answers=True)
    assert ",'=HYPERLINK(1)," in path.read_text(encoding="utf-8-sig")
    assert an.read_codes(path)["raw"].item() == "=1+2"
    book = openpyxl.load_workbook(an.coding_sheet(item, tmp_path / "a.xlsx"))
    assert all(cell.data_type != "f" for row in book["codes"].iter_rows() for cell in row)


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        ({"kind": "lvel"}, "codes!L2: 'lvel' is no kind; did you mean 'level'"),
        ({"value": "3OO"}, "codes!M2: '3OO' is no number; write it whole, such as 22000, or range"),
        ({"value": -5, "kind": "change", "direction": "down"}, "codes!M2: -5 is negative"),
        ({"value": None}, "codes!M2: is empty; write the number, or range"),
        ({"unit": "persn"}, "codes!N2: 'persn' is no unit and is not in the sentence; did you mean 'person'"),
        ({"modifier": None}, "codes!O2: is empty"),
        ({"kind": "change"}, "codes!P2: is empty; a change has one"),
        ({"base": "same_period_of:19"}, "codes!Q2: 'same_period_of:19' is no base; did you mean"),
        ({"period_start": "01.02.2024"}, "codes!R2: '01.02.2024' is no day; write it as 2024-01-31"),
        ({"period_start": "2024-01-01"}, "codes!S2: is empty, and the period's first day is not"),
        ({"period_start": "2024-02-01", "period_end": "2024-01-31"}, "codes!S2: 2024-01-31 lies before"),
        ({"metric": "suspects_arested"}, "codes!T2: 'suspects_arested' is no metric; did you mean 'suspects_arrested'"),
        ({"claim": "perhaps"}, "codes!K2: 'perhaps' is no claim"),
        ({"claim": None}, "codes!K2: is empty, and codes!L2 is not; write yes or no"),
        ({"item_id": "x"}, "codes!A2: 'x' is no address"),
    ],
    ids=lambda value: str(value)[:40],
)
def test_a_wrong_cell_is_named_by_its_address(sheet: Path, cells: dict[str, object], message: str) -> None:
    edit(sheet, **GOOD | cells, claim__3="no")
    with pytest.raises(SourceError) as error:
        an.read_codes(sheet)
    assert message in str(error.value)
    assert len(str(error.value).splitlines()) == 1
    problems: list[str] = []
    assert an.read_codes(sheet, problems=problems).height == 1, "the rest is read"
    assert problems[0].startswith(f"{sheet}: codes!")


def test_values_are_taken_as_people_write_them(sheet: Path) -> None:
    import datetime

    edit(
        sheet, **GOOD | {"value": "22,000", "claim": "Yes", "period_start": datetime.datetime(2024, 1, 1), "period_end": "２０２４-03-31"},
        **{f"{k}__3": v for k, v in GOOD.items()} | {"value__3": "range"},
        **{f"{k}__4": v for k, v in GOOD.items()} | {"value__4": None, "modifier__4": "several", "unit__4": "case/day", "period_end__4": "2024-03-31"},
    )  # fmt: skip
    codes = an.read_codes(sheet)
    assert codes["value"].to_list() == [22000.0, None, None]
    assert codes["period_end"][0] == datetime.date(2024, 3, 31)
    assert codes["unit"].to_list() == ["person", "person", "case/day"]
    assert codes.select("period_start", "period_end").row(2) == (None, datetime.date(2024, 3, 31)), "'to date'"


def test_several_coders_share_a_file_or_have_their_own_and_none_codes_twice(sheet: Path, code_sheet: Coder) -> None:
    files = [code_sheet(sheet, name, {}) for name in ("anna.xlsx", "bo.xlsx")]
    both = an.read_codes(files)
    assert sorted(set(both["coder"])) == ["anna", "bo"]
    with pytest.raises(SourceError, match="'anna' has coded this item before"):
        an.read_codes([files[0], files[0]])


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("codes.ods", b"", "no coding sheet by its ending"),
        ("codes.xlsx", b"PK not a workbook", "cannot be read"),
        ("codes.csv", b"item_id,clam\n", "no column 'claim'; did you mean 'clam'"),
        ("codes.json", b'[{"id": 1}]', "not Label Studio's JSON export"),
        ("codes.json", b'[{"data": {}}]', "task 1 has no item_id"),
        ("codes.json", b"{", "codes.json"),
    ],
)
def test_a_file_that_is_no_sheet_is_named(tmp_path: Path, name: str, content: bytes, message: str) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(SourceError) as error:
        an.read_codes(tmp_path / name)
    assert message in str(error.value)
    assert name in str(error.value)


def test_another_ending_is_refused(sample: pl.DataFrame) -> None:
    with pytest.raises(LexiconError, match=r"a coding sheet is not written as \.docx"):
        an.coding_sheet(sample, "codes.docx")


def test_a_workbook_that_lost_its_end_is_named(sheet: Path) -> None:
    sheet.write_bytes(sheet.read_bytes()[:2000])
    with pytest.raises(SourceError, match="cannot be read"):
        an.read_codes(sheet)
    assert not zipfile.is_zipfile(sheet)


def exported(tasks: list[dict[str, object]], coders: tuple[object, ...]) -> list[dict[str, object]]:
    """Label Studio's export of tasks whose predictions each coder took over as they were."""
    made = []
    for number, task in enumerate(tasks, start=1):
        result = task["predictions"][0]["result"]  # type: ignore[index]
        by = [{"id": n, "completed_by": who, "was_cancelled": False, "result": result} for n, who in enumerate(coders)]
        skipped = {"id": 99, "completed_by": 3, "was_cancelled": True, "result": []}
        made.append({"id": number, "data": task["data"], "annotations": [*by, skipped], "predictions": []})
    return made


def test_label_studio_takes_the_tasks_and_its_export_comes_back(sample: pl.DataFrame, tmp_path: Path) -> None:
    path = an.coding_sheet(sample, tmp_path / "tasks.json", answers=True)
    tasks = json.loads(path.read_text(encoding="utf-8"))
    page = tasks[0]["data"]["page"]
    assert page.count("<mark>") == 1
    export = tmp_path / "export.json"
    export.write_text(json.dumps(exported(tasks, (1, {"id": 2, "email": "bo@example.org"}))), encoding="utf-8")
    codes = an.read_codes(export, sample=sample)
    assert sorted(set(codes["coder"])) == ["1", "bo@example.org"]
    sheet = an.read_codes(an.coding_sheet(sample, tmp_path / "a.csv", answers=True), sample=sample)
    keep = ["item_id", "claim", *CODED, "weight", "sentence"]
    assert codes.filter(pl.col("coder") == "1").select(keep).equals(sheet.select(keep))


def test_the_labeling_interface_asks_for_every_field(sample: pl.DataFrame, tmp_path: Path) -> None:
    path = an.coding_sheet(sample, tmp_path / "tasks.json")
    assert "predictions" not in json.loads(path.read_text(encoding="utf-8"))[0]
    view = ElementTree.parse(path.with_suffix(".xml")).getroot()
    asked = {e.get("name"): e for e in view if e.tag in ("Choices", "TextArea")}
    assert set(asked) == set(CELLS)
    assert {e.get("toName") for e in asked.values()} == {view.find("HyperText").get("name")}  # type: ignore[union-attr]
    assert [c.get("value") for c in asked["modifier"]] == list(MODIFIERS)


def test_a_wrong_choice_of_an_export_is_named_by_task_and_annotation(sample: pl.DataFrame, tmp_path: Path) -> None:
    tasks = json.loads(an.coding_sheet(sample, tmp_path / "t.json", answers=True).read_text(encoding="utf-8"))
    figure = next(t for t in tasks if len(t["predictions"][0]["result"]) > 3)
    next(r for r in figure["predictions"][0]["result"] if r["from_name"] == "value")["value"]["text"] = ["lots"]
    export = tmp_path / "export.json"
    export.write_text(json.dumps(exported([figure], (1,))), encoding="utf-8")
    with pytest.raises(SourceError, match=r"task 1, annotation 1, value: 'lots' is no number"):
        an.read_codes(export)
