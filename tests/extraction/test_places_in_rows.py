"""Ports and regions told in a row: a figure of several is of no single one, but each has its own where as many figures follow."""

from __future__ import annotations

import pytest

from .test_subdivisions import scopes


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("2024年总站在拱北、港珠澳大桥、横琴、青茂等口岸查验300万人次，增长22%。", ["CN-GD", "CN-GD"]),
        ("罗湖、福田、深圳湾口岸查验旅客30万人次。", ["罗湖口岸+福田口岸+深圳湾口岸"]),
        ("皇岗、福田口岸和西部通道查验25万人次。", ["皇岗口岸+福田口岸+…"]),
        ("经港珠澳大桥和青茂口岸出入境300万人次。", ["港珠澳大桥+青茂口岸"]),
        ("拱北口岸110万人次、青茂口岸35万人次，港珠澳大桥27万人次。", ["拱北口岸", "青茂口岸", "港珠澳大桥"]),
        ("其中查验经罗湖口岸出入境人员18万人次，福田口岸12万人次。", ["罗湖口岸", "福田口岸"]),
    ],
)
def test_one_port_of_several_is_not_the_place_of_a_figure(text: str, wanted: list[str | None]) -> None:
    assert scopes(text, "zh", "NIA") == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("广东、广西分别查获300人、200人。", ["CN-GD", "CN-GX"]),
        ("广东和广西分别查获300人、200人，同比分别增长10%、20%。", ["CN-GD", "CN-GX", "CN-GD", "CN-GX"]),
        ("罗湖、福田、西九龙站口岸日均分别为23万人次、13万人次、3万人次。", ["罗湖口岸", "福田口岸", "西九龙站口岸"]),
        ("拱北、罗湖、港珠澳大桥口岸日均分别为43万人次、27万人次、5万人次。", ["拱北口岸", "罗湖口岸", "港珠澳大桥"]),
        ("首都机场、浦东机场等大型空港口岸客流平稳，日均分别为7万人次、10万人次。", ["首都机场", "浦东机场"]),
    ],
)  # fmt: skip
def test_each_figure_of_a_row_is_of_its_own_place(text: str, wanted: list[str]) -> None:
    assert [scope for scope in scopes(text, "zh", "NIA") if scope != "major_airports"] == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Texas and Arizona had 300 and 200 arrests, respectively.", ["US-TX", "US-AZ"]),
        ("There were 300 and 200 arrests in Texas and Arizona, respectively.", ["US-TX", "US-AZ"]),
        ("Texas, Arizona and Ohio saw 300, 200 and 100 arrests respectively.", ["US-TX", "US-AZ", "US-OH"]),
        ("In Texas and Arizona, arrests and seizures were 300 and 200, respectively.", ["US-TX+US-AZ"] * 2),
        ("Arrests and seizures in Texas and Arizona were 300 and 200, respectively.", ["US-TX+US-AZ"] * 2),
    ],
)
def test_another_row_beside_that_of_the_places_leaves_them_together(text: str, wanted: list[str]) -> None:
    assert scopes(text, "en", "US CBP") == wanted


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        ("zh", "罗湖、福田口岸日均20万人次，全国日均200万人次。", ["罗湖口岸+福田口岸", None]),
        ("zh", "陆路口岸100万人次，而全国口岸300万人次，其中空港口岸150万人次。", ["land_ports", None, "air_ports"]),
        ("zh", "广西查获200人，居全国首位，同比增长10%。", ["CN-GX", "CN-GX"]),
        ("zh", "全国边检机关在罗湖口岸查验200万人次。", ["罗湖口岸"]),
        ("en", "Texas had 300 arrests, and nationwide 4,000 arrests were made.", ["US-TX", None]),
        ("en", "Nationwide, Texas had the most arrests at 300.", ["US-TX"]),
    ],
)
def test_the_whole_country_named_behind_a_place_takes_the_figure(
    language: str, text: str, wanted: list[str | None]
) -> None:
    assert scopes(text, language, "NIA" if language == "zh" else "US CBP") == wanted
