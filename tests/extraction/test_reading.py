"""What holds of a reading beside its cases: what is no claim, datelines, bounds, lists, carrying on, forecasts, scopes."""

from __future__ import annotations

import polars as pl
import pytest

from analysis.comparing.series import to_series
from analysis.extraction.claims import find_claims
from analysis.extraction.quantities.bounds import bounds
from analysis.extraction.quantities.quantities import read_quantities
from analysis.language.lexicon import LANGS, lexicon

from ..conftest import claims_of, one_sentence


@pytest.mark.parametrize(
    "text", ["3.22.93 million", "31.49,000", "1.0633,000", "1,9,000", ".035 million", "78.545 trips"]
)
def test_garbled_numbers_are_never_guessed(text: str) -> None:
    quantities, leftovers = read_quantities(text, "en")
    assert not quantities
    assert [item.reason for item in leftovers] == ["garbled"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "COVID-19"), ("en", "5G"), ("en", "the iPhone 14 Pro"), ("en", "No one was hurt"), ("en", "five-in-one"),
        ("en", "They used CBP One in May."), ("en", "growth in double digits"), ("en", "a double taxation treaty"),
        ("en", "men aged 18 to 35"), ("zh", "增长均为两位数"), ("zh", "数量位居前三"),
        ("zh", "72/144小时过境免签"), ("zh", "咨询电话010-66266611。"), ("en", "Call 010-66266611."), ("zh", "T2航站楼启用"),
        ("zh", "302房间"), ("zh", "国道219线"), ("zh", "编号为20250716"), ("zh", "从三个方面加强管理"), ("zh", "二连浩特口岸"),
        ("zh", "万一"), ("zh", "十分重视"), ("zh", "一带一路"), ("zh", "进一步"), ("zh", "“1.24”案"), ("zh", "12367热线"),
    ],
)  # fmt: skip
def test_signs_that_count_nothing_are_no_claims(language: str, text: str) -> None:
    assert claims_of(text, language) == []


@pytest.mark.parametrize(
    ("language", "line", "text"),
    [
        ("en", "BEIJING, July 16 (Xinhua) -- ", "A total of 333 million trips were made in the first half of 2025."),
        ("en", "Beijing, July 16 (Xinhua) — ", "A total of 333 million trips were made in the first half of 2025."),
        ("en", "SHANGHAI – ", "A total of 333 million trips were made in the first half of 2025."),
        ("zh", "新华社北京7月16日电（记者张三）", "全国出入境人员达3.33亿人次。"),
        ("zh", "中新网7月16日电，", "上半年全国出入境人员达3.33亿人次。"),
        ("zh", "本报北京7月16日讯 ", "全国出入境人员达3.33亿人次。"),
    ],
)
def test_a_dateline_tells_nothing_of_the_figures(language: str, line: str, text: str) -> None:
    """Neither its day nor its place is the figures', and no name in it counts anything."""
    plain, told = claims_of(text, language, "2025-07-17"), claims_of(line + text, language, "2025-07-17")
    names = ("raw", "kind", "value", "metric", "period_start", "period_end", "scope", "sentence")
    assert [[c[n] for n in names] for c in told] == [[c[n] for n in names] for c in plain]


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("modifier", list(lexicon("modifiers")))
def test_every_modifier_reads_its_examples(modifier: str, lang: str) -> None:
    assert modifier in [c["modifier"] for c in claims_of(lexicon("modifiers")[modifier]["example"][lang], lang)]


BOUNDS = [
    ("more than 22,000 cases", (22000, 23000), (22000, None)),
    ("at least 651 people", (651, 652), (651, None)),
    ("nearly 19,000 people", (18000, 19000), (0, 19000)),
    ("fewer than 50 vehicles", (40, 50), (0, 50)),
    ("at most 300 people", (200, 300), (0, 300)),
    ("about 380,000 people", (370000, 390000), (None, None)),
    ("103 people", (103, 103), (103, 103)),
    ("67,000 people", (66500, 67500), (67000, 67000)),
    ("dozens of people", (24, 99), (24, 99)),
    ("62.34 percent", (62.335, 62.345), (62.34, 62.34)),
]


@pytest.mark.parametrize(("text", "conventional", "strict"), BOUNDS)
def test_bounds_under_both_readings(
    text: str, conventional: tuple[float, float], strict: tuple[float | None, ...]
) -> None:
    (quantity,), _ = read_quantities(text, "en")
    assert bounds(quantity.value, quantity, quantity.unit, "conventional") == pytest.approx(conventional)
    assert bounds(quantity.value, quantity, quantity.unit, "strict") == strict


def test_two_figures_glued_together_are_two_claims() -> None:
    found = claims_of("查处妨害国（边）境管理犯罪案件375起547人。", "zh")
    assert [(c["value"], c["unit"]) for c in found] == [(375, "case"), (547, "person")]


def test_a_respectively_list_goes_to_its_levels() -> None:
    text = (
        "破获妨害国（边）境管理刑事案件2514起，抓获犯罪嫌疑人6261名，查获偷渡人员7194名，同比分别上升198%、176%、326%。"
    )
    changes = [(c["metric"], c["value"]) for c in claims_of(text, "zh") if c["kind"] == "change"]
    assert changes == [("criminal_cases_solved", 198), ("suspects_arrested", 176), ("stowaways_seized", 326)]


def test_a_period_carries_on_until_replaced() -> None:
    text = "In the first quarter police solved 8,000 criminal cases. They arrested 9,000 suspects. In April they arrested 100 suspects."
    ends = [str(c["period_end"]) for c in claims_of(text, "en") if c["kind"] == "level"]
    assert ends == ["2024-03-31", "2024-03-31", "2024-04-30"]


def test_an_unknown_reading_is_refused() -> None:
    with pytest.raises(ValueError, match="no reading 'strickt'"):
        find_claims(one_sentence("5 cases.", "en"), reading="strickt")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Some 650 million border crossings are expected in 2025.", "en"),
        ("预计今年出入境人员将达6.5亿人次。", "zh"),
    ],
)
def test_a_forecast_is_noted_and_stays_out_of_series(text: str, language: str) -> None:
    claims = find_claims(one_sentence(text, language)).filter(pl.col("kind") == "level")
    assert claims["note"].to_list() == ["forecast"]
    assert to_series(claims).is_empty()


@pytest.mark.parametrize(
    ("language", "text", "scope"),
    [
        ("zh", "东兴口岸日均出入境2.1万人次。", "东兴口岸"),
        ("zh", "今年以来，霍尔果斯口岸出入境人员达90万人次。", "霍尔果斯口岸"),
        ("zh", "陆路口岸查验出入境人员1000万人次。", "land_ports"),
        ("zh", "广西口岸出入境人员达247.6万人次。", "CN-GX"),
        ("zh", "全国各口岸日均通关205万人次。", None),
        ("zh", "签发口岸签证84.6万证次。", None),
        ("en", "At Dongxing Port in Guangxi, 21,000 people cross each day.", "Dongxing Port"),
        ("en", "The Hong Kong-Zhuhai-Macao Bridge saw 15 million crossings.", "Hong Kong-Zhuhai-Macao Bridge"),
        ("en", "All airports handled 3 million trips.", "air_ports"),
    ],
)
def test_a_port_with_a_name_is_a_scope(language: str, text: str, scope: str | None) -> None:
    """A figure of one port is never taken for the country's."""
    assert [claim["scope"] for claim in claims_of(text, language, "2025-09-17")] == [scope]
