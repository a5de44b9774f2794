"""Paragraphs with soft line ends, lists with their lead-ins, tables with what names their cells: English and Chinese."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from analysis.loading.layout import Layout, read_layout, wraps
from analysis.loading.tables import scale_of


def layout(text: str) -> Layout:
    return read_layout(text, 0, len(text))


def paragraphs(text: str) -> list[str]:
    return [text[p["start"] : p["end"]] for p in layout(text).paragraphs]


def items(text: str) -> list[tuple[str, str]]:
    return [
        (text[i["start"] : i["end"]], "" if i["lead_start"] is None else text[i["lead_start"] : i["lead_end"]])
        for i in layout(text).items
    ]


def cells(text: str) -> list[tuple[str, str | None, str | None, str | None]]:
    return [(text[c["start"] : c["end"]], c["row"], c["column"], c["scale"]) for c in layout(text).cells]


@pytest.mark.parametrize(
    "text",
    [
        "They spent 2.5\nmillion euros.",
        "They spent 2.5 mil-\nlion euros.",
        "Of them 5.2 per-\ncent were refused.",
        "In the first half of\n2024 officers solved 500 cases.",
        "查处3\n万余名外国人。",
        "当年查验2.87\n亿人次。",
        "共查处案件，\n其中500起已办结。",
        "今年以来，全国移民管理机构持续推进便利化改革，不断提升服务水平，共查处非法入境\n人员300名，并对有关人员依法作出处理，同时加强了边境地区的巡逻防控工作，有力地\n维护了边境安全稳定。",
        "The agency described the new arrangements to reporters at length and said that Border\nForce officers had solved 500 cases in the first half of the year, of which 300 were\nclosed.",
    ],
)
def test_a_line_end_within_a_sentence_is_soft(text: str) -> None:
    assert paragraphs(text) == [text]


@pytest.mark.parametrize(
    "text",
    [
        "Key figures\nOfficers of the border agency solved 500 criminal cases in the first half of the year 2024.",
        "主要数据\n2024年上半年，全国移民管理机构共侦破各类刑事案件500起，抓获犯罪嫌疑人900名，成效明显。",
        "Cases solved: 500\nSuspects arrested: 900",
        "侦破案件500起\n抓获嫌疑人900名\n打掉团伙12个",
        "One paragraph ends here.\n\nand another begins",
        "一段到此为止。\n\n另一段由此开始",
        "Half-year figures\n15 July 2024",
    ],
)
def test_a_line_end_between_lines_of_their_own_is_hard(text: str) -> None:
    assert "\n".join(paragraphs(text)).split("\n") == [line for line in text.split("\n") if line]
    assert not any("\n" in paragraph for paragraph in paragraphs(text))


@pytest.mark.parametrize("mark", ["- ", "– ", "— ", "• ", "* ", "· ", "1. ", "1) ", "(1) ", "① ", "一、", "（一）"])
@pytest.mark.parametrize(("lead", "said"), [("In 2024:", "2,318 people arrested"), ("2024年：", "2318人被抓获")])
def test_a_bullet_is_no_minus_and_the_item_begins_after_it(mark: str, lead: str, said: str) -> None:
    assert items(f"{lead}\n{mark}{said}\n") == [(said, lead)]


@pytest.mark.parametrize(
    "text",
    [
        "-3.2% was the growth.",
        "1.5 million people crossed.",
        "2024. That was the year.",
        "The number of officers at the border rose to\n12. The agency said so.",
        "The plan of the agency for the border - which was told on Monday\n- is to solve 500 cases.",
        "-3.2%为增速。",
        "3.5万人次。",
    ],
)
def test_what_only_looks_like_a_list_is_none(text: str) -> None:
    assert items(text) == []


def test_lead_ins_reach_over_an_empty_line_and_into_lists_of_lists() -> None:
    text = "It was said. In 2024:\n\n- crime:\n  - 500 cases solved\n- 900 arrests\n\nNot a lead-in.\n\n- 70 guns\n\n要点\n- 缴获枪支70支\n"
    assert items(text) == [
        ("crime:", "In 2024:"),
        ("500 cases solved", "crime:"),
        ("900 arrests", "In 2024:"),
        ("70 guns", ""),
        ("缴获枪支70支", "要点"),
    ]


def test_an_item_goes_on_over_its_line_end() -> None:
    assert [said for said, _ in items("- 500 cases were solved in\n  the first half\n- 900 arrests\n")] == [
        "500 cases were solved in\n  the first half",
        "900 arrests",
    ]


TABLES = [
    ("| A | 2024 | 2023 |\n|---|---|---|\n| Cases | 5 | 4 |", [("5", "Cases", "2024", None), ("4", "Cases", "2023", None)]),
    ("| 指标 | 2024年 | 同比（%） |\n| 案件（起） | 5 | 4.1 |", [("5", "案件（起）", "2024年", "起"), ("4.1", "案件（起）", "2024年 | 同比（%）", "%")]),
    ("A\t2023\t2024\tChange (%)\nCases\t4\t5\t25.0", [("4", "Cases", "2023", None), ("5", "Cases", "2024", None), ("25.0", "Cases", "2024 | Change (%)", "%")]),
    ("Deaths in thousands\n| Year | North | South |\n| 2023 | 5 | 4 |", [("5", "2023 | Deaths in thousands", "North", "in thousands"), ("4", "2023 | Deaths in thousands", "South", "in thousands")]),
    ("死亡人数（单位：万人）\n| 年份 | 北方 | 南方 |\n| 2023年 | 5 | 4 |", [("5", "2023年 | 死亡人数（单位：万人）", "北方", "万人"), ("4", "2023年 | 死亡人数（单位：万人）", "南方", "万人")]),
    ("| A | Unit | 2024 |\n| Cases | case | 5 |\n| Drugs | tonnes | 2.4 |", [("5", "Cases", "2024", "case"), ("2.4", "Drugs", "2024", "tonnes")]),
    ("| 指标 | 单位 | 2024年 |\n| 案件 | 起 | 5 |\n| 毒品 | 吨 | 2.4 |", [("5", "案件", "2024年", "起"), ("2.4", "毒品", "2024年", "吨")]),
    ("| A | 2024 |\n| Crime | |\n| Theft | 5 |\n| Fraud | – |", [("5", "Crime | Theft", "2024", None)]),
    ("| A | Q1 | Q2 |\n| | 2024 | 2024 |\n| Theft | 5 | 6 |", [("5", "Theft", "Q1 | 2024", None), ("6", "Theft", "Q2 | 2024", None)]),
    ("| A | H1 2024 | H2 2024 |\n| Theft | 5 | 6 |\n| A | H1 2023 | H2 2023 |\n| Theft | 3 | 4 |",
     [("5", "Theft", "H1 2024", None), ("6", "Theft", "H2 2024", None), ("3", "A | Theft", "H1 2023", None), ("4", "A | Theft", "H2 2023", None)]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), TABLES, ids=[text.split("\n")[0] for text, _ in TABLES])
def test_a_cell_is_named_by_its_row_its_column_and_its_scale(text: str, wanted: list[tuple[str, ...]]) -> None:
    assert cells(text) == wanted
    assert layout(text).problems == []


@pytest.mark.parametrize("text", ["| Cases | 5 |\n| Arrests | 6 |", "|  |  |\n|---|---|\n| 案件 | 5 |\n| 抓获 | 6 |"])
def test_cells_without_a_header_are_named_by_nothing_and_told_in_one_line(text: str) -> None:
    found = layout("As follows.\n\n" + text)
    assert [(c["row"], c["column"]) for c in found.cells] == [(None, None)] * 2
    (line,) = found.problems
    assert line.startswith("line 3: the table that begins")
    assert line.endswith("write a first row that names its columns")


def test_no_line_of_a_table_is_a_paragraph_and_a_caption_close_to_it_is_none() -> None:
    text = "All went well in 2023.\n\nTable 2. Cases\n| A | 2024 |\n| Theft | 5 |\n\nSo much for 2024."
    assert paragraphs(text) == ["All went well in 2023.", "So much for 2024."]
    assert layout(text).cells[0]["caption"] == "Table 2. Cases"


@pytest.mark.parametrize(
    ("text", "scale"),
    [
        ("出入境人员（万人次）", "万人次"),
        ("单位：亿元", "亿元"),
        ("Cases, in thousands", "in thousands"),
        ("Value (US$ million)", "US$ million"),
        ("2024 | %", "%"),
        ("Cases (provisional)", None),
        ("案件（初步数）", None),
        ("", None),
    ],
)
def test_a_scale_is_told_from_a_remark(text: str, scale: str | None) -> None:
    assert scale_of(text) == scale


@pytest.mark.parametrize(
    ("text", "through"),
    [
        ("They spent 2.5\nmillion euros.", True),
        ("查处3\n万余名外国人。", True),
        ("In 2024:\n- 5 cases", True),
        ("- 5 cases\n- 6 arrests", True),
        ("| A | B |\n| a | 5 |", True),
        ("A title\n\nThe text.", False),
        ("一个标题\n正文由此开始，共有500起案件。", False),
        ("Half-year figures\n15 July 2024", False),
    ],
)
def test_a_first_line_is_a_title_unless_it_goes_on(text: str, through: bool) -> None:
    assert wraps(text, 0) is through


@pytest.mark.parametrize("piece", ["- a\n", "|a|1|\n|b|2|\n\n", "a\tb\n", "1. a\n", "a:\n- b\n", "中文三万\n", "||||\n", "((((", "x\n\n"])  # fmt: skip
def test_time_is_linear_in_the_length_of_the_text(piece: str, measured: Callable[[str], None]) -> None:
    def seconds(size: int) -> float:
        text = (piece * size)[:size]
        start = time.process_time()
        layout(text)
        return time.process_time() - start

    seconds(1_000)
    small, large = min(seconds(10_000) for _ in range(2)), min(seconds(40_000) for _ in range(2))
    assert large < 0.05 or large / small < 10
