"""What a text tells of itself, what the user says for it, and what `briefings add` writes of both."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import yaml

from analysis.errors import SourceError
from analysis.loading.corpus import add_briefing
from analysis.loading.decoding import decode
from analysis.loading.metadata import infer, language_of
from analysis.loading.readers import read_briefings, read_file

from ..conftest import run_command

BODY = {
    "en": "Officers of the border agency solved 500 criminal cases and arrested 900 suspects in the region.",
    "zh": "边境管理机构民警共侦破刑事案件500起，抓获犯罪嫌疑人900名。",
}


def told(text: str, name: str = "report") -> dict[str, object]:
    return infer(text, name, {"title_start": None, "title_end": None, "body_start": 0, "body_end": len(text)})


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("15 July 2024. Officers", date(2024, 7, 15)),
        ("On July 15, 2024 officers", date(2024, 7, 15)),
        ("Sept. 5th, 2024", date(2024, 9, 5)),
        ("2024-07-15 officers", date(2024, 7, 15)),
        ("Since 1 January 2023 officers. 15 July 2024", date(2024, 7, 15)),
        ("From January 1, 2023 to July 1, 2023 they", None),
        ("新华社北京2024年7月15日电", date(2024, 7, 15)),
        ("２０２４年７月１５日", date(2024, 7, 15)),
        ("自2023年1月1日至2023年7月1日。2024年7月15日发布", date(2024, 7, 15)),
        ("截至2023年7月1日，共500起", None),
        ("In 2024 officers solved 30 cases", None),
        ("2024年7月，民警侦破", None),
        ("31 February 2024", None),
    ],
)
def test_the_day_of_a_report_is_a_full_date_that_ends_no_span(text: str, day: date | None) -> None:
    assert told(text)["date"] == day


def test_a_text_without_a_day_has_none_and_the_users_is_marked_as_such(tmp_path: Path) -> None:
    for lang, text in BODY.items():
        (tmp_path / f"{lang}.txt").write_text(f"{text}\n\n{text}\n", encoding="utf-8")
        (tmp_path / f"{lang}-dated.txt").write_text(f"15 July 2024\n2024年7月15日\n\n{text}\n", encoding="utf-8")
    plain, said = read_briefings(tmp_path), read_briefings(tmp_path, date="2024-08-19")
    assert dict(plain.select("briefing_id", "date").iter_rows())["en"] is None
    assert not plain["date_assumed"].any()
    days = {row["briefing_id"]: (row["date"], row["date_assumed"]) for row in said.iter_rows(named=True)}
    for lang in BODY:
        assert days[lang] == (date(2024, 8, 19), True)
        assert days[f"{lang}-dated"] == (date(2024, 7, 15), False)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        *((text, lang) for lang, text in BODY.items()),
        (BODY["en"] + " It said so in Chinese (国家移民管理局).", "en"),
        (BODY["zh"] + "（National Immigration Administration, NIA）", "zh"),
        ("边境管理機構民警共偵破刑事案件500起", "zh"),
        ("12,345", None),
        ("Пограничная служба раскрыла 500 дел", None),
        ("国境管理局は上半期に500件の事件を解決したと発表しました", None),
        ("El servicio de fronteras resolvió 500 casos y detuvo a 900 sospechosos en la región, según dijo el portavoz de la institución. " * 4, None),
    ],
)  # fmt: skip
def test_the_language_is_told_from_the_text(text: str, language: str | None) -> None:
    assert language_of(text) == language


@pytest.mark.parametrize(("lang", "other"), [("en", "zh"), ("zh", "en")])
def test_a_language_that_the_text_is_not_in_is_refused(tmp_path: Path, lang: str, other: str) -> None:
    (tmp_path / "a.txt").write_text(BODY[lang], encoding="utf-8")
    (tmp_path / "b.md").write_text(f"---\ntitle: x\nlanguage: {other}\n---\n\n{BODY[lang]}", encoding="utf-8")
    wanted = f"language '{other}' is stated, but the text is in '{lang}'"
    for name in ("a.txt", "b.md"):
        problems: list[str] = []
        assert read_briefings(tmp_path / name, language=other, problems=problems).is_empty()
        assert wanted in problems[0]
    done = run_command("extract", str(tmp_path / "a.txt"), "--language", other)
    assert (done.returncode, len(done.stderr.strip().splitlines())) == (1, 1)
    assert wanted in done.stderr


def test_a_text_in_a_third_language_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Пограничная служба раскрыла 500 дел за полугодие. " * 10, encoding="utf-8")
    with pytest.raises(SourceError, match="neither in English nor in Chinese"):
        read_file(tmp_path / "a.txt")


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("They spent £3 million – “much” – and €2 million.", "cp1252"),
        ("Café, naïve, 20° and ½", "cp1252"),
        ("民警侦破案件500起，抓获嫌疑人，并进行了管理。", "gb18030"),
        ("國家移民管理局發布會表示，對案件進行調查，這是歷來最多的。", "big5"),
        ("They spent £3 million 民警侦破案件", "utf-8"),
        ("They spent £3 million", "utf-16"),
    ],
)
def test_bytes_are_decoded_as_what_they_are(text: str, encoding: str) -> None:
    assert decode(Path("a.txt"), text.encode(encoding)).lstrip("\ufeff") == text


# ---- add ---------------------------------------------------------------------------------------------------------


def test_add_writes_what_it_inferred_and_shows_it(tmp_path: Path) -> None:
    source, corpus = tmp_path / "saved", tmp_path / "corpus"
    source.mkdir()
    for lang, text in BODY.items():
        (source / f"{lang}.txt").write_text(f"{text[:20]}\n\n2024年7月15日 15 July 2024\n\n{text}\n\n- 70 / 70\n", encoding="utf-8")  # fmt: skip
    (source / "empty.txt").write_bytes(b"")
    done = run_command("add", str(source), "--corpus", str(corpus), "--agency", "NIA")
    assert done.returncode == 1
    assert len(done.stderr.strip().splitlines()) == 1
    assert "date: 2024-07-15 (read from the text itself)" in done.stdout
    for lang in BODY:
        written = (corpus / "2024" / f"2024-07-15-{lang}.md").read_text(encoding="utf-8")
        front = yaml.safe_load(written.split("---\n")[1])
        assert front["inferred"] == ["title", "date", "language"]
        assert front["language"] == lang
        assert "date_assumed" not in front
    there = read_briefings(corpus)
    assert there["inferred"].to_list() == [["title", "date", "language"]] * 2
    assert there["items"].list.len().to_list() == [1, 1]


def test_add_marks_a_day_that_is_the_users_alone(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(f"{BODY['en'][:30]}\n\n{BODY['en']}", encoding="utf-8")
    added = add_briefing(tmp_path / "a.txt", tmp_path / "corpus", date="2024-08-19")
    assert added.front["date_assumed"] == "true"
    assert "date" not in added.inferred
    assert read_briefings(tmp_path / "corpus")["date_assumed"].to_list() == [True]


def test_a_table_that_was_added_is_the_same_table(tmp_path: Path) -> None:
    for name in ("en-merged.html", "zh-caption.html", "zh-word.docx", "en-table-pdf.pdf"):
        source = Path(__file__).parent / "files" / name
        added = add_briefing(source, tmp_path / "corpus", id=name.split(".")[0])
        before, after = read_file(source), read_file(added.path)
        keys = ("row", "column", "caption", "scale")
        told = [[tuple(cell[key] for key in keys) for cell in row["cells"]] for row in (before, after)]
        assert told[0] == told[1] != []


def test_one_id_is_not_given_to_several_files(tmp_path: Path) -> None:
    for name in "ab":
        (tmp_path / f"{name}.txt").write_text(BODY["en"], encoding="utf-8")
    done = run_command("add", str(tmp_path), "--corpus", str(tmp_path / "corpus"), "--id", "x")
    assert done.returncode == 1
    assert "2 files cannot have one id" in done.stderr


def test_the_command_tells_what_it_could_not_read_and_reads_the_rest() -> None:
    files = Path(__file__).parent / "files"
    done = run_command("extract", str(files / "*-no-header.html"), str(files / "en-list.html"), "--format", "csv")
    assert done.returncode == 1
    assert [line.split(": ")[0].rsplit("/", 1)[-1] for line in done.stderr.strip().splitlines()] == [
        "en-no-header.html",
        "zh-no-header.html",
    ]
    assert "en-list" in done.stdout
