"""Loaders: every format, every encoding, what the text tells of itself, and one clear line for bad input."""

from __future__ import annotations

import hashlib
import os
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from analysis.codebook import codebook
from analysis.errors import SourceError
from analysis.extraction.claims import find_claims
from analysis.loading.metadata import find_speakers
from analysis.loading.readers import LIMIT, Options, read_ahead, read_briefings, read_file

from ..conftest import a_pdf

ENGLISH = """Police close in on smugglers

Xinhua, March 3, 2024. Chen Xiaoming, deputy director of the National Immigration Administration, told a press conference
on "Safer Borders" that officers solved more than 1,200 cases of border crime.

[Editor in charge: nobody]
"""
CHINESE = "国家移民管理局：破获案件2.2万余起\n\n新华社北京2024年8月19日电 国家移民管理局副局长陈晓明表示，今年以来破获刑事案件2.2万余起。\n\n责任编辑：某某\n"
TRADITIONAL = "移民管理局：查獲偷渡人員6000餘人\n\n國家移民管理局2024年8月19日在發布會上表示，今年以來查獲偷渡人員6000餘人，並對案件進行調查，這是歷來最多的。\n"


def write(folder: Path, name: str, content: str | bytes, encoding: str = "utf-8") -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
    return path


def minimal_pdf(text: str) -> bytes:
    """A PDF of one page that shows `text`."""
    return a_pdf(f"BT /F1 12 Tf 72 720 Td ({text}) Tj ET".encode() if text else b"")


def test_a_text_without_metadata_tells_of_itself(tmp_path: Path) -> None:
    path = write(tmp_path, "report.txt", ENGLISH)
    (row,) = read_briefings(path).to_dicts()
    assert row["title"] == "Police close in on smugglers"
    assert row["date"] == date(2024, 3, 3)
    assert (row["language"], row["agency"], row["publisher"]) == ("en", "NIA", "Xinhua")
    assert row["event"] == "2024-03-03-safer-borders"
    assert row["speakers"] == ["Chen Xiaoming, deputy director of the National Immigration Administration"]
    assert set(row["inferred"]) == {"title", "date", "language", "agency", "publisher", "event", "speakers"}
    assert row["source_sha256"] == hashlib.sha256(path.read_bytes()).hexdigest()


def test_boilerplate_is_left_out_and_offsets_address_the_untouched_text(tmp_path: Path) -> None:
    path = write(tmp_path, "report.txt", ENGLISH.replace("\n", "\r\n"))
    briefings = read_briefings(path)
    (row,) = briefings.to_dicts()
    assert row["text"] == path.read_bytes().decode()
    assert "Editor" not in row["text"][row["body_start"] : row["body_end"]]
    claims = find_claims(briefings)
    assert claims.height
    assert all(row["text"][c["start"] : c["end"]] == c["raw"] for c in claims.to_dicts())


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (CHINESE, "utf-8"),
        (CHINESE, "utf-8-sig"),
        (CHINESE, "utf-16"),
        (CHINESE, "gb18030"),
        (TRADITIONAL, "big5"),
        (TRADITIONAL, "gb18030"),
    ],
)
def test_encodings(tmp_path: Path, text: str, encoding: str) -> None:
    briefings = read_briefings(write(tmp_path, "report.txt", text, encoding))
    assert briefings["text"][0].lstrip("\ufeff") == text
    levels = find_claims(briefings).filter(pl.col("kind") == "level")
    assert levels["value"].unique().to_list() in ([22000.0], [6000.0])


def test_chinese_speakers_and_their_offices() -> None:
    assert find_speakers("国家移民管理局副局长陈晓明表示，今年以来", "zh") == ["陈晓明, 国家移民管理局副局长"]


def test_front_matter_is_read_and_the_headline_addressed(tmp_path: Path) -> None:
    text = '---\nid: a-1\ntitle: "Over 5,000 cases: a record"\ndate: 2024-01-02\nlanguage: en\nagency: NIA\ntext: restated\n---\n\nBody with 7 cases.\n'
    briefings = read_briefings(write(tmp_path, "x.md", text))
    (row,) = briefings.to_dicts()
    assert row["text"][row["title_start"] : row["title_end"]] == "Over 5,000 cases: a record"
    claims = find_claims(briefings).filter(pl.col("in_headline"))
    assert claims["raw"].to_list() == ["Over 5,000"]
    assert claims["claim_id"].to_list() == [f"a-1:{text.index('Over')}-{text.index(' cases')}"]


def test_html_and_pdf(tmp_path: Path) -> None:
    page = (
        "<html><head><title>Cases rise</title></head><body><article><h1>Cases rise</h1><p>"
        + (
            "Immigration police said on March 3, 2024 that they solved more than 1,200 cases of border crime in the first two months. "
            * 3
        )
        + "</p></article></body></html>"
    )
    write(tmp_path, "page.html", page)
    write(
        tmp_path,
        "paper.pdf",
        minimal_pdf("On 3 March 2024 the NIA said it solved more than 1,200 cases of border crime."),
    )
    claims = find_claims(read_briefings(tmp_path))
    assert set(claims["briefing_id"]) == {"page", "paper"}
    assert claims.filter(pl.col("metric") == "criminal_cases_solved")["value"].unique().to_list() == [1200.0]


def test_a_file_a_folder_a_glob_and_a_list_are_read_alike(tmp_path: Path) -> None:
    one, two = write(tmp_path, "a.txt", ENGLISH), write(tmp_path, "b.txt", CHINESE)
    for source in (tmp_path, str(tmp_path / "*.txt"), [one, two], [tmp_path / "a*", two]):
        assert read_briefings(source)["briefing_id"].to_list() == ["a", "b"]


BAD = [
    ("empty.txt", b"  \n", "the file is empty"),
    ("picture.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" * 40, "binary file"),
    ("long.txt", b"x" * (LIMIT + 1), "too long for one briefing"),
    ("open.md", b"---\ntitle: x\n\nbody", "not closed; add a line ---"),
    ("broken.md", b"---\ntitle: a: b: c\n---\nbody", "not valid YAML"),
    ("alias.md", b"---\ntitle: &a x\nevent: *a\n---\nbody", "YAML aliases are not read"),
    ("field.md", b"---\ntitel: x\n---\nbody", "unknown field 'titel'"),
    ("date.md", b"---\ntitle: x\ndate: 2024-02-30\n---\nbody", "'2024-02-30' is no day of the calendar"),
    ("language.md", b"---\ntitle: x\nlanguage: fr\n---\nbody", "language 'fr' is not read"),
    ("id.md", b"---\nid: a b\n---\nbody", "holds a space"),
    ("scan.pdf", minimal_pdf(""), "holds pictures, no text"),
    ("torn.pdf", b"%PDF-1.4 nothing", "cannot be opened"),
    ("hollow.html", b"<html><body></body></html>", "no article text"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "content", "message"), BAD, ids=[name for name, *_ in BAD])
@pytest.mark.filterwarnings("ignore")
def test_bad_input_is_one_clear_line_and_the_others_are_read(
    tmp_path: Path, name: str, content: bytes, message: str
) -> None:
    write(tmp_path, name, content)
    write(tmp_path, "good.txt", ENGLISH)
    problems: list[str] = []
    assert read_briefings(tmp_path, problems=problems)["briefing_id"].to_list() == ["good"]
    (problem,) = problems
    assert message in problem
    assert name in problem
    assert "\n" not in problem
    with pytest.raises(SourceError, match="good|" + name):
        read_briefings(tmp_path)


def test_two_briefings_with_one_id(tmp_path: Path) -> None:
    for name in ("a.md", "b.md"):
        write(tmp_path, name, "---\nid: same\ntitle: x\nlanguage: en\n---\n\n5 cases.\n")
    problems: list[str] = []
    assert read_briefings(tmp_path, problems=problems).height == 1
    assert "id 'same' is taken by" in problems[0]


def test_nothing_to_read(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="no briefing found; give a file, folder or glob"):
        read_briefings(tmp_path / "nowhere")


def test_a_file_that_changed_is_read_again_and_a_row_is_the_readers_own(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Report\n\nPolice arrested 300 suspects in 2023.\n", encoding="utf-8")
    before = path.stat()
    first = read_file(path)
    first["title"] = "changed by its reader"
    assert read_file(path)["title"] == "Report"
    path.write_text("Report\n\nPolice arrested 400 suspects in 2023.\n", encoding="utf-8")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))  # of the same length and time
    assert "400" in read_file(path)["text"]
    assert read_file(path, Options("2024-01-02"))["date"] == date(2024, 1, 2)
    assert read_file(path)["date"] is None


def test_reading_ahead_changes_nothing_and_tells_no_fault(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Report\n\nPolice arrested 300 suspects in 2023.\n", encoding="utf-8")
    (tmp_path / "b.txt").write_text("", encoding="utf-8")
    before = codebook()
    read_ahead(tmp_path)
    read_ahead(tmp_path / "nothing here")
    assert codebook() is before
    assert read_briefings(tmp_path, problems=[])["briefing_id"].to_list() == ["a"]
