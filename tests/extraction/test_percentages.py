"""What a percentage without a metric is of: its head noun, and that nothing is made up where the text does not say."""

from __future__ import annotations

from datetime import date

import pytest

from analysis.codebook import built_in
from analysis.extraction.claims import read_rows
from analysis.presenting.explain import claim_lines, one_sentence
from analysis.presenting.tables import brief, readable
from analysis.schema import Claims, frame

DAY = date(2025, 7, 16)


def percentages(text: str, language: str) -> list[tuple[str, str | None, str | None]]:
    """Each percentage of a text, with what it is of."""
    ((claims, _),) = read_rows([one_sentence(text, language, DAY, None)], "conventional", built_in())
    assert all(c["metric"] is None for c in claims if c["unit"] == "percent")
    return [(c["raw"], c["counted"], c["head"]) for c in claims if c["unit"] == "percent"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Leeds had 48%."),
        ("en", "That meant a 17% increase over the year before."),
        ("en", "As a proportion it is lower than the 20 percent of 2021."),
        ("zh", "5月份仅为0.5%。"),
        ("zh", "与去年同期相比增加15%。"),
        ("zh", "启德北（23.7%）超过警戒水平。"),
    ],
)
def test_a_percentage_whose_text_does_not_say_has_no_noun(language: str, text: str) -> None:
    ((_, counted, head),) = percentages(text, language)
    assert head is None or head == "leed"  # 'Leeds' opens its sentence as 'Fires' would
    assert counted is None or counted == "Leeds"


def test_the_noun_told_before_is_carried_with_a_doubt() -> None:
    text = "Some 20,800 hikers came to the island. Over 75 per cent of them stayed a week."
    ((claims, _),) = read_rows([one_sentence(text, "en", DAY, None)], "conventional", built_in())
    (share,) = [c for c in claims if c["unit"] == "percent"]
    assert (share["counted"], share["head"]) == ("hikers", "hiker")
    assert "noun_distant" in share["doubts"]


def test_every_whole_of_a_ratio_is_what_was_told_first_of_that_number() -> None:
    text = (
        "In all 529 permits were issued. Women hold 357 of 529 (68%). In the north there were 12% (64 of 529). "
        "Most by York (47 of 529, 9%), Hull (46 of 529, 9%) and Leeds (29 of 529, 5%)."
    )
    assert {head for _, _, head in percentages(text, "en")} == {"permit"}


def test_what_is_printed_says_that_the_text_does_not_say() -> None:
    briefing = one_sentence("5月份仅为0.5%。", "zh", DAY, None)
    ((claims, _),) = read_rows([briefing], "conventional", built_in())
    table = frame(Claims, claims)
    assert readable(table)["counted"].to_list() == ["not said of what"]
    assert readable(table, language="zh")["counted"].to_list() == ["未说明对象"]
    assert readable(table.select("metric", "head", "counted", "unit", "raw"))["counted"].to_list() == [
        "not said of what"
    ]
    assert brief(table)["metric"].to_list() == ["not said of what"]
    assert "counted: not said of what" in claim_lines(claims[0])
