"""What holds for any text: addresses are true, and each number sign is in one claim or one leftover, never in two."""

from __future__ import annotations

import itertools
import re

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.extraction.claims import find_claims, leftovers
from analysis.language.lexicon import LANGS, fold

from ..conftest import one_sentence

PIECES = {
    "en": [
        "more than", "22,000", "3.5", "per cent", "%", "cases", "of", "one in five", "two-thirds", "million", "and", "a half", "from", "to", "in",
        "2024", "the first half of 2023", "July 10", "fiscal year 2020", "rose", "fell by", "up", "respectively", ",", ".", ";", "(", ")", "$", "five-in-one",
        "COVID-19", "dozens of", "1,90,000", "3.22.93", "times", "year on year", "Hong Kong", "“hunting” operation", "will", "suspects", "1/2", "2.3", "twenty",
    ],
    "zh": [
        "超", "2.2万", "余", "起", "人次", "查获", "偷渡人员", "，", "。", "；", "同比", "上升", "30%", "三成", "百分之五", "分别", "、", "和", "今年以来", "1至7月",
        "2019年同期", "是", "的", "48.8%", "倍", "翻一番", "第60位", "数十", "万一", "一带一路", "（", "）", "“猎蛇”行动", "将", "1万4222", "十余", "日均", "7月10日", "半",
    ],
}  # fmt: skip


def check_all(briefings: pl.DataFrame) -> None:
    """Claims and leftovers of each text: true addresses, disjoint, and every digit in exactly one of them."""
    claims, left = find_claims(briefings), leftovers(briefings)
    figures = claims.filter(~pl.col("kind").is_in(["trend", "measure", "pledge"]))
    numbers = left.filter(pl.col("reason") != "unknown unit")
    for briefing_id, text, start, end in briefings.select("briefing_id", "text", "body_start", "body_end").iter_rows():
        told = pl.concat(t.filter(briefing_id=briefing_id).select("start", "end", "raw") for t in (figures, numbers))
        spans = sorted(told.iter_rows())
        assert all(text[a:b] == raw for a, b, raw in spans)
        assert all(first[1] <= second[0] for first, second in itertools.pairwise(spans)), spans
        for digits in re.finditer(r"[0-9]+", fold(text[start:end])):
            a, b = digits.start() + start, digits.end() + start
            covering = [s for s in spans if s[0] <= a and b <= s[1]]
            assert len(covering) == 1, f"{digits[0]!r} is in {len(covering)} places of {text!r}: {spans}"


def check(text: str, language: str) -> None:
    """The same for one text."""
    check_all(one_sentence(text, language))


@pytest.mark.parametrize("language", LANGS)
@settings(max_examples=150, deadline=None, derandomize=True)
@given(data=st.data())
def test_claims_and_leftovers_are_a_partition(language: str, data: st.DataObject) -> None:
    pieces = data.draw(st.lists(st.sampled_from(PIECES[language]), min_size=1, max_size=14))
    check((" " if language == "en" else "").join(pieces), language)


@pytest.mark.parametrize("language", LANGS)
@settings(max_examples=100, deadline=None, derandomize=True)
@given(text=st.text(alphabet="0123456789.,-/%+$:()^×人万亿成年月日上升第 abceEMkx\n", max_size=40))
def test_no_text_breaks_the_partition(language: str, text: str) -> None:
    check(text, language)
