"""Pages, Word documents and PDF: what is read, what is refused in one line, and the guards that hostile files meet."""

from __future__ import annotations

import io
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest

from analysis.errors import SourceError
from analysis.loading import docx_text as documents
from analysis.loading import plain_form
from analysis.loading.pages import html_text
from analysis.loading.pdf_text import pdf_text
from analysis.loading.plain_form import raised
from analysis.loading.readers import read_briefings, read_file

from ..conftest import a_pdf
from .make_files import page

HERE = Path("a.html")


def article(lang: str, content: str) -> str:
    return html_text(HERE, page(lang, content))[0]


# ---- pages -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "wanted"),
    [
        ("<p>solved 500<sup>1</sup> cases</p>", "solved 500 cases"),
        ("<p>solved 23 456<sup>[2]</sup> cases</p>", "solved 23 456 cases"),
        ("<p>on the 5<sup>th</sup> of May, 300 km<sup>2</sup></p>", "on the 5th of May, 300 km²"),
        ("<p>破获500<sup>①</sup>起</p>", "破获500起"),
        ("<p>面积300平方米<sup>注1</sup></p>", "面积300平方米"),
        ("<p>solved <del>400</del> 500 cases</p>", "solved 500 cases"),
        ("<p>one<br>two</p>", "one\ntwo"),
        ("<dl><dt>Cases</dt><dd>500 solved</dd></dl>", "Cases\n\n- 500 solved"),
        ("<ul><li>crime<ul><li>500 cases</li></ul></li></ul>", "- crime\n  - 500 cases"),
        ("<div>text <b>in bold</b> and<p>a paragraph</p>more</div>", "text in bold and\n\na paragraph\n\nmore"),
        ("<table><tr><td>500 cases solved</td><td>900 arrests</td></tr></table>", "500 cases solved\n\n900 arrests"),
        ("<table><tr><th>A</th><th>B|C</th></tr><tr><td>x</td><td>5</td></tr></table>", "| A | B\\|C |\n| --- | --- |\n| x | 5 |"),
        ("<table><tr><th>A</th><th>B</th></tr><tr><td>x</td><td rowspan=2>5</td></tr><tr><td>y</td></tr></table>", "| x | 5 |\n| y |  |"),
    ],
)  # fmt: skip
def test_the_plain_form_of_a_page(content: str, wanted: str) -> None:
    assert wanted in article("zh" if "破" in content or "面" in content else "en", content)


@pytest.mark.parametrize(("text", "before", "after"), [("6", "2.5 x 10", "^6"), ("3", "40 m", "³"), ("*", "500", ""), ("nd", "2", "nd"), ("per cent", "5", "per cent")])  # fmt: skip
def test_what_is_raised_is_a_mark_a_power_or_an_ordinal(text: str, before: str, after: str) -> None:
    assert raised(text, before) == after


def test_a_page_without_a_day_is_not_dated(tmp_path: Path) -> None:
    for lang in ("en", "zh"):
        content = page(lang, "<p>2024</p>").replace('<meta property="article:published_time" content="2024-07-15">', "")
        (tmp_path / f"{lang}.html").write_text(content, encoding="utf-8")
    there = read_briefings(tmp_path)
    assert there["date"].to_list() == [None, None]
    assert there["date_assumed"].to_list() == [False, False]


def test_fifty_tables_are_read_each_with_its_own_header() -> None:
    tables = "".join(f"<p>Table {n}:</p><table><tr><th>A</th><th>20{n}</th></tr><tr><td>x{n}</td><td>{n}</td></tr></table>" for n in range(10, 60))  # fmt: skip
    text = article("en", tables)
    assert text.count("| --- | --- |") == 50
    assert all(f"| A | 20{n} |\n| --- | --- |\n| x{n} | {n} |" in text for n in range(10, 60))


def test_a_table_that_unfolds_without_end_is_one_line() -> None:
    rows = "<tr><td colspan=1000>a</td><td rowspan=65000>5</td></tr>" * 40
    with pytest.raises(SourceError, match=r"a\.html: a table of this page has more than 20000 cells; save it") as told:
        article("en", f"<table>{rows}</table>")
    assert "\n" not in str(told.value)


@pytest.mark.parametrize("deep", [100, 200, 5_000])
def test_a_page_that_is_nested_without_end_is_read_or_refused_in_one_line(tmp_path: Path, deep: int) -> None:
    content = "<div>" * deep + "<p>Officers of the border agency solved 500 cases.</p>" + "</div>" * deep
    (tmp_path / "a.html").write_text(page("en", content), encoding="utf-8")
    problems: list[str] = []
    texts = read_briefings(tmp_path, problems=problems)["text"].to_list()
    assert all("\n" not in line for line in problems)
    assert deep > 200 or "solved 500 cases" in texts[0]


@pytest.mark.parametrize("lang", ["gb2312", "cp1252"])
def test_a_page_is_decoded_as_it_declares(tmp_path: Path, lang: str) -> None:
    text = {"gb2312": page("zh", "<p>侦破案件500起</p>"), "cp1252": page("en", "<p>They spent £5 – “much”</p>")}[lang]
    path = tmp_path / "a.html"
    path.write_bytes(text.replace('charset="utf-8"', f'charset="{lang}"').replace("©", "").encode(lang))
    assert {"gb2312": "侦破案件500起", "cp1252": "They spent £5 – “much”"}[lang] in read_file(path)["text"]


# ---- Word documents ----------------------------------------------------------------------------------------------


def a_document(write: Callable[[docx.document.Document], None]) -> bytes:
    document, out = docx.Document(), io.BytesIO()
    write(document)
    document.save(out)
    return out.getvalue()


PLAIN = a_document(lambda d: d.add_paragraph("Officers solved 500 cases. 民警侦破案件500起。"))


def repacked(content: bytes, more: dict[str, bytes]) -> bytes:
    """The document with parts put in, or others in their place."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in more:
                new.writestr(name, old.read(name))
        for name, part in more.items():
            new.writestr(name, part)
    return out.getvalue()


def part(content: bytes, name: str = "word/document.xml") -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read(name)


def with_entity() -> bytes:
    head, body = part(PLAIN).split(b"?>", 1)
    doctype = b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
    return repacked(PLAIN, {"word/document.xml": head + b"?>" + doctype + body.replace(b"Officers", b"&e; Officers")})


REFUSED = [
    ("macros.docx", repacked(PLAIN, {"word/vbaProject.bin": b"x"}), "holds macros; save it as .docx without them"),
    ("macros.docm", PLAIN, "holds macros"),
    ("old.doc", b"\xd0\xcf\x11\xe0 old", "the old .doc format is not read; save it as .docx"),
    ("entity.docx", with_entity(), r"word/document\.xml declares entities"),
    ("parts.docx", repacked(PLAIN, {f"x/{n}": b"" for n in range(2_001)}), "unfolds to more than 2000 parts or 100 MB"),
    ("bomb.docx", repacked(PLAIN, {"word/big.xml": b" " * 101_000_000}), "unfolds to more than 2000 parts or 100 MB"),
    ("torn.docx", PLAIN[: len(PLAIN) // 2], "no .docx that can be opened"),
    ("other.docx", repacked(b"PK\x05\x06" + b"\0" * 18, {"a.txt": b"x"}), "cannot be opened"),
    ("deep.docx", repacked(PLAIN, {"word/document.xml": part(PLAIN).replace(b"<w:p>", b"<w:p>" + b"<w:r>" * 5_000, 1)}), "cannot be opened"),
    ("hollow.docx", a_document(lambda d: None), "holds no text"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "content", "told"), REFUSED, ids=[name for name, *_ in REFUSED])
def test_a_document_that_is_not_read_is_one_line_and_the_others_are(
    tmp_path: Path, name: str, content: bytes, told: str
) -> None:
    (tmp_path / name).write_bytes(content)
    (tmp_path / "good.docx").write_bytes(PLAIN)
    problems: list[str] = []
    assert read_briefings(tmp_path, problems=problems)["briefing_id"].to_list() == ["good"]
    (line,) = problems
    assert line.startswith(f"{tmp_path / name}: ")
    assert "root:" not in line
    with pytest.raises(SourceError, match=told):
        read_file(tmp_path / name)


def test_a_large_table_of_a_document_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plain_form, "MOST_CELLS", 3)
    content = a_document(lambda d: d.add_table(rows=2, cols=2))
    with pytest.raises(SourceError, match="a table of this document has more than"):
        documents.docx_text(Path("a.docx"), content)


def test_what_was_deleted_in_a_document_is_not_read_and_what_was_inserted_is() -> None:
    body = part(PLAIN).replace(b"<w:r>", b"<w:del><w:r><w:t>900 </w:t></w:r></w:del><w:ins><w:r><w:t>70 </w:t></w:r></w:ins><w:r>", 1)  # fmt: skip
    text, _ = documents.docx_text(Path("a.docx"), repacked(PLAIN, {"word/document.xml": body}))
    assert text.startswith("70 Officers solved 500 cases")


# ---- PDF ---------------------------------------------------------------------------------------------------------


def shown(*lines: tuple[int, int, str], size: int = 12) -> bytes:
    return b"".join(f"BT /F1 {size} Tf {x} {y} Td ({text}) Tj ET\n".encode() for x, y, text in lines)


def of_pdf(stream: bytes, pages: int = 1) -> str:
    return pdf_text(Path("a.pdf"), a_pdf(stream, pages), [])


FULL = "The agency told reporters on Monday that it had in the first half of 2024 spent"


@pytest.mark.parametrize(
    ("lines", "wanted"),
    [
        ([(72, 700, FULL + " 2.5"), (72, 686, "million euros.")], FULL + " 2.5 million euros."),
        ([(72, 700, FULL + " 2.5 mil-"), (72, 686, "lion euros.")], FULL + " 2.5 million euros."),
        ([(72, 700, FULL + " in the half-"), (72, 686, "year.")], FULL + " in the half-year."),
        ([(72, 700, FULL), (72, 686, "it."), (72, 672, "Then came 500 more cases.")], f"{FULL} it.\n\nThen came 500 more cases."),
        ([(72, 700, FULL), (72, 660, "After a gap.")], f"{FULL}\n\nAfter a gap."),
        ([(72, 700, "Cases"), (300, 700, "2024"), (400, 700, "2023"), (72, 680, "Theft"), (300, 680, "1,234"), (400, 680, "999"), (72, 660, "Fraud"), (300, 660, "56"), (400, 660, "78")],
         "| Cases | 2024 | 2023 |\n| --- | --- | --- |\n| Theft | 1,234 | 999 |\n| Fraud | 56 | 78 |"),
        ([(72, 760, FULL), (300, 30, "3")], FULL),
    ],
)  # fmt: skip
def test_a_pdf_in_the_plain_form(lines: list[tuple[int, int, str]], wanted: str) -> None:
    assert of_pdf(shown(*lines)).strip() == wanted


def test_a_sentence_goes_on_over_a_page() -> None:
    text = of_pdf(shown((72, 700, "and it was said at great length by the agency that"), (300, 30, "Page 1 of 2")), pages=2)  # fmt: skip
    assert text.count("\n\n") == 0
    assert "Page" not in text


def test_pages_of_pictures_are_named_and_the_others_read(tmp_path: Path) -> None:
    content = a_pdf(shown((72, 700, "Officers solved 500 cases.")))
    blank = content.replace(b"/Kids [3 0 R]", b"/Kids [3 0 R 6 0 R]").replace(b"/Count 1", b"/Count 2")
    picture = b"6 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 7 0 R >>\nendobj\n7 0 obj\n<< /Length 20 >>\nstream\n0 0 100 100 re f    \nendstream\nendobj\n"  # fmt: skip
    (tmp_path / "a.pdf").write_bytes(blank.replace(b"xref\n", picture + b"xref\n", 1))
    problems: list[str] = []
    assert read_briefings(tmp_path, problems=problems).height == 1
    assert problems == [f"{tmp_path / 'a.pdf'}: page 2: pictures, no text; run the PDF through OCR to read them too"]


def test_chinese_printed_by_a_browser_has_no_radicals() -> None:
    text = read_file(Path(__file__).parent / "files" / "zh-printed-pdf.pdf")["text"]
    assert not [c for c in text if "\u2e80" <= c <= "\u2fdf"]
    assert "移民管理机构查验出入境人员2.87亿人次" in text


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limits")
def test_the_process_that_reads_pdf_has_no_way_to_the_package() -> None:
    source = (Path(documents.__file__).parent / "pdf_process.py").read_text(encoding="utf-8")
    assert "from ." not in source
