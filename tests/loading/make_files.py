"""Makes tests/loading/files: the kinds of file that people have, in both languages, with figures that files.csv lists.

`python tests/loading/make_files.py` writes all of them (PDF needs a Chromium and a Chinese font). What the figures say
is made up. Text files come out the same byte for byte; a test holds them against this script.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

FOLDER = Path(__file__).parent / "files"
PROSE = {
    "en": "<p>The border agency released its figures on Monday, and officials described the new rules to reporters at length.</p>"
    "<p>They answered questions about waiting times, about the training of officers and about the plans of the agency.</p>",
    "zh": "<p>边境管理机构周一公布了有关数据，相关负责人向记者详细介绍了新的便利措施，并就有关问题回答了记者的提问。</p>"
    "<p>负责人还介绍了窗口服务、人员培训以及下一步的工作安排，并表示将继续改进服务。</p>",
}
TITLE = {"en": "Figures of the border agency", "zh": "边境管理机构公布数据"}
DAY = {"en": "15 July 2024", "zh": "2024年7月15日"}


def page(lang: str, content: str) -> str:
    """A saved page: navigation, an article with the content, links to other articles, a foot."""
    return f"""<!DOCTYPE html>
<html lang="{lang}"><head><meta charset="utf-8"><title>{TITLE[lang]}</title><meta property="article:published_time" content="2024-07-15"></head>
<body><nav><ul><li><a href="/a">Home 1</a></li><li><a href="/b">News 2</a></li></ul></nav>
<main><article><h1>{TITLE[lang]}</h1>{PROSE[lang]}
{content}
</article></main>
<div class="related"><ul><li><a href="/c">10 other things</a></li></ul></div><footer>© 2019, 4,321 visits</footer></body></html>
"""


def bare(content: str) -> str:
    """A short page: a body and nothing else."""
    return f"<html><body>{content}</body></html>\n"


def front(lang: str, content: str) -> str:
    """A briefing file with front matter."""
    return f"---\ntitle: {TITLE[lang]}\ndate: 2024-07-15\nlanguage: {lang}\n---\n\n{content}"


PAGES = {
    "en-table.html": page("en", """<table><tr><th>Indicator</th><th>H1 2024</th><th>H1 2023</th></tr>
<tr><td>Criminal cases solved</td><td>12,345</td><td>10,111</td></tr><tr><td>Suspects arrested</td><td>23,456</td><td>20,222</td></tr></table>"""),
    "zh-table.html": page("zh", """<table><tr><th>指标</th><th>2024年上半年</th><th>同比（%）</th></tr>
<tr><td>出入境人员（万人次）</td><td>28700</td><td>70.9</td></tr><tr><td>侦破刑事案件（起）</td><td>12345</td><td>5.2</td></tr></table>"""),
    "en-merged.html": page("en", """<table><thead><tr><th rowspan="2">Indicator</th><th colspan="2">2023</th><th colspan="2">2022</th></tr>
<tr><th>First half</th><th>Second half</th><th>First half</th><th>Second half</th></tr></thead>
<tbody><tr><td colspan="5">Crime</td></tr><tr><td>Cases solved</td><td>12,345</td><td>13,001</td><td>10,111</td><td>11,002</td></tr></tbody></table>"""),
    "zh-merged.html": page("zh", """<table><tr><td rowspan="2">指标</td><td colspan="2">2024年上半年</td><td colspan="2">2023年上半年</td></tr>
<tr><td>数量（起）</td><td>同比（%）</td><td>数量（起）</td><td>同比（%）</td></tr>
<tr><td>侦破刑事案件</td><td>12345</td><td>5.2</td><td>11735</td><td>3.1</td></tr></table>"""),
    "en-caption.html": page("en", """<table><caption>Travellers inspected (in thousands)</caption><tr><th>Year</th><th>Arrivals</th><th>Departures</th></tr>
<tr><td>2023</td><td>4,500</td><td>4,400</td></tr><tr><td>2022</td><td>1,500</td><td>1,450</td></tr></table>"""),
    "zh-caption.html": page("zh", """<table><caption>出入境人员（单位：万人次）</caption><tr><th>年份</th><th>入境</th><th>出境</th></tr>
<tr><td>2023年</td><td>2100</td><td>2140</td></tr><tr><td>2022年</td><td>580</td><td>577</td></tr></table>"""),
    "en-list.html": bare("<p>In the first half of 2024:</p><ul><li>Officers solved 1,118 criminal cases</li><li>Officers arrested 2,318 suspects</li></ul>"),
    "zh-list.html": bare("<p>2024年上半年：</p><ul><li>侦破刑事案件1118起</li><li>抓获犯罪嫌疑人2318名</li></ul>"),
    "en-cell-list.html": page("en", """<table><tr><th>Field</th><th>Results in the first half of 2024</th></tr><tr><td>Crime</td>
<td><ul><li>12,345 cases were solved</li><li>23,456 suspects were arrested</li></ul></td></tr></table>"""),
    "zh-cell-list.html": page("zh", """<table><tr><th>领域</th><th>2024年上半年成果</th></tr><tr><td>打击犯罪</td>
<td><ul><li>侦破刑事案件12345起</li><li>抓获犯罪嫌疑人23456名</li></ul></td></tr></table>"""),
    "en-figcaption.html": page("en", "<figure><img src=x><figcaption>Officers arrested 23,456 suspects in the first half of 2024.</figcaption></figure>"),
    "zh-figcaption.html": page("zh", "<figure><img src=x><figcaption>2024年上半年，民警抓获犯罪嫌疑人23456名。</figcaption></figure>"),
    "en-notes.html": page("en", "<p>In the first half of 2024, officers solved 12,345<sup>1</sup> criminal cases and arrested 23,456<sup>[2]</sup> suspects.</p>"),
    "zh-notes.html": page("zh", "<p>2024年上半年，侦破刑事案件12345<sup>1</sup>起，抓获犯罪嫌疑人23456<sup>[2]</sup>名。</p>"),
    "en-no-header.html": page("en", "<table><tr><td>Cases solved</td><td>12,345</td></tr><tr><td>Suspects arrested</td><td>23,456</td></tr></table>"),
    "zh-no-header.html": page("zh", "<table><tr><td>侦破案件</td><td>12345</td></tr><tr><td>抓获嫌疑人</td><td>23456</td></tr></table>"),
}  # fmt: skip
TEXTS = {
    "en-table-md.md": front("en", "| Indicator | 2023 | 2022 |\n| --- | --- | --- |\n| Drugs seized (tonnes) | 2.4 | 1.9 |\n"),
    "zh-table-md.md": front("zh", "| 指标 | 2023年 | 2022年 |\n| --- | --- | --- |\n| 缴获毒品（吨） | 2.4 | 1.9 |\n"),
    "en-list-md.md": front("en", "In the first half of 2024:\n\n- 2,318 people were arrested\n- 18% more cases were solved\n\n1. 45 vehicles were seized\n"),
    "zh-list-md.md": front("zh", "2024年上半年：\n\n- 2318人被抓获\n- 18%的案件已办结\n\n1. 查扣车辆45辆\n"),
    "en-wrapped.txt": "Figures of the border agency\n\n15 July 2024\n\nThe agency said on Monday that in the first half of 2024 it spent 2.5\nmillion euros on new equipment, and that officers solved 12,345\ncriminal cases. Of the applications made at the counters, 5.2 per-\ncent were refused.\n",
    "zh-wrapped.txt": "边境管理机构公布数据\n\n2024年7月15日\n\n边境管理机构周一表示，2024年上半年共查验出入境人员2.87\n亿人次，并就有关问题回答了记者的提问。共查处非法入境人员3\n万余名，侦破刑事案件12345起。\n",
    "en-bullets.txt": "Figures of the border agency\n\n15 July 2024\n\nIn numbers, first half of 2024:\n• 2,318 people arrested\n– 45 vehicles seized\n* 12 gangs broken up\n",
    "zh-bullets.txt": "边境管理机构公布数据\n\n2024年7月15日\n\n2024年上半年主要数据：\n• 抓获嫌疑人2318名\n– 查扣车辆45辆\n· 打掉团伙12个\n",
    "en-undated.txt": "Figures of the border agency\n\nOfficers solved 70 criminal cases and arrested 90 suspects.\n",
    "zh-undated.txt": "边境管理机构公布数据\n\n民警侦破刑事案件70起，抓获犯罪嫌疑人90名。\n",
}  # fmt: skip
BYTES = {
    "en-cp1252.txt": "Border agency – half-year figures\n15 July 2024\n\nOfficers spent £3 million and €2 million and solved 1,118 “criminal” cases in the first half of 2024.\n".encode("cp1252"),
    "zh-gb18030.txt": "边境管理机构公布数据\n2024年7月15日\n\n2024年上半年，民警侦破“涉边”刑事案件1118起，使用经费300万元。\n".encode("gb18030"),
}  # fmt: skip
PRINTED = {
    "en-columns-pdf": f"""<style>.c{{column-count:2;text-align:justify}}</style><h1>{TITLE["en"]}</h1><p>{DAY["en"]}</p><div class="c">{PROSE["en"]}
<p>In the first half of 2024 the agency spent 2.5 million euros and officers solved 12,345<sup>1</sup> criminal cases in all of its districts.</p>{PROSE["en"]}
<p>Of the applications 5.2 per&shy;cent were refused in the first half of 2024.</p></div>""",
    "zh-printed-pdf": f"<h1>{TITLE['zh']}</h1><p>{DAY['zh']}</p>{PROSE['zh']}<p>2024年上半年，移民管理机构查验出入境人员2.87亿人次，缴获毒品1.2吨，侦破刑事案件12345起，抓获犯罪嫌疑人23456名。</p>",
    "en-table-pdf": f"<h1>{TITLE['en']}</h1><p>{DAY['en']}</p>{PROSE['en']}<table><tr><th>Indicator</th><th>H1 2024</th><th>H1 2023</th></tr><tr><td>Criminal cases solved</td><td>12,345</td><td>10,111</td></tr><tr><td>Suspects arrested</td><td>23,456</td><td>20,222</td></tr></table>",
    "zh-table-pdf": f"<h1>{TITLE['zh']}</h1><p>{DAY['zh']}</p>{PROSE['zh']}<table><tr><th>指标</th><th>2024年上半年</th><th>同比（%）</th></tr><tr><td>出入境人员（万人次）</td><td>28700</td><td>70.9</td></tr><tr><td>侦破刑事案件（起）</td><td>12345</td><td>5.2</td></tr></table>",
}  # fmt: skip
STYLE = "<style>@page{margin:2cm} body{font:12pt 'Noto Sans CJK SC'} h1{font-weight:normal} td,th{border:1px solid;padding:4px;font-weight:normal} table{border-collapse:collapse}</style>"


def write_texts(folder: Path) -> None:
    """Write the pages and texts, which come out the same each time."""
    for name, text in (PAGES | TEXTS).items():
        (folder / name).write_bytes(text.encode())
    for name, content in BYTES.items():
        (folder / name).write_bytes(content)


def write_document(folder: Path, lang: str) -> None:
    """A Word document with a list, a merged header, a note mark and a deleted figure."""
    import docx

    said = {
        "en": (
            "In the first half of 2024:",
            "2,318 people were arrested",
            "Indicator",
            "First half of",
            "Cases solved",
        ),
        "zh": ("2024年上半年：", "抓获犯罪嫌疑人2318名", "指标", "上半年", "侦破案件（起）"),
    }[lang]
    document = docx.Document()
    document.add_heading(TITLE[lang], 0)
    document.add_paragraph(DAY[lang])
    document.add_paragraph(said[0])
    item = document.add_paragraph(said[1], style="List Bullet")
    item.add_run("1").font.superscript = True
    table = document.add_table(rows=3, cols=3)
    grid = [[said[2], said[3], said[3]], [said[2], "2024", "2023"], [said[4], "12,345", "10,111"]]
    for row, texts in zip(table.rows, grid, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    for a, b, text in (((0, 0), (1, 0), said[2]), ((0, 1), (0, 2), said[3])):
        table.cell(*a).merge(table.cell(*b)).text = text
    document.save(str(folder / f"{lang}-word.docx"))


def print_pages(folder: Path) -> None:
    """Print the PDF files with a headless Chromium."""
    browser = shutil.which("chromium") or shutil.which("google-chrome") or "chrome"
    for name, content in PRINTED.items():
        with tempfile.TemporaryDirectory() as scratch:
            source = Path(scratch) / "page.html"
            source.write_text(
                f'<html lang="{name[:2]}"><meta charset="utf-8">{STYLE}{content}</html>', encoding="utf-8"
            )
            target = folder / f"{name}.pdf"
            command = [browser, "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer", f"--print-to-pdf={target}", str(source)]  # fmt: skip
            subprocess.run(command, check=True, capture_output=True)


def main() -> int:
    """Write all files."""
    FOLDER.mkdir(exist_ok=True)
    write_texts(FOLDER)
    for lang in ("en", "zh"):
        write_document(FOLDER, lang)
    print_pages(FOLDER)
    return 0


if __name__ == "__main__":
    sys.exit(main())
