"""Holidays: the official Chinese calendar dates them where the text gives no days; days that the text gave are kept."""

from __future__ import annotations

from datetime import date

import pytest

from analysis.language.holidays import holiday_days

from ..conftest import claims_of


def days(text: str, language: str, day: str) -> list[tuple[str, str, str | None]]:
    """First and last day of each claim, and the kind of its period."""
    return [
        (str(c["period_start"] or ""), str(c["period_end"] or ""), c["period_kind"]) for c in claims_of(text, language, day)
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "year", "first", "last"),
    [
        ("Spring Festival", 2024, date(2024, 2, 10), date(2024, 2, 17)),
        ("Labour Day", 2022, date(2022, 4, 30), date(2022, 5, 4)),
        ("National Day", 2025, date(2025, 10, 1), date(2025, 10, 8)),
        ("Dragon Boat Festival", 2024, date(2024, 6, 8), date(2024, 6, 10)),
    ],
)
def test_the_official_days_off(name: str, year: int, first: date, last: date) -> None:
    assert holiday_days(name, year) == (first, last)


def test_a_year_without_a_calendar_has_no_days() -> None:
    assert holiday_days("Spring Festival", 1990) is None
    assert holiday_days("Easter", 2024) is None


def test_a_holiday_without_days_is_dated_by_the_calendar() -> None:
    wanted = [("2024-02-10", "2024-02-17", "holiday")]
    assert days("During the 2024 Spring Festival holiday, 13.5 million trips were made.", "en", "2024-02-18") == wanted


def test_the_days_that_a_text_gives_are_its_own_and_kept_when_the_holiday_is_named_again() -> None:
    wanted = [("2024-02-09", "2024-02-17", "holiday")] * 2
    zh = "春节假期（2月9日至17日），查验出入境人员1352万人次。春节假期，外国人出入境32.3万人次。"
    assert days(zh, "zh", "2024-02-18") == wanted
    en = "Over the Spring Festival holiday (February 9 to 17), 13.5 million trips were made. During the Spring Festival holiday, foreigners made 323,000 trips."
    assert days(en, "en", "2024-02-18") == wanted


def test_the_days_of_one_holiday_are_not_anothers() -> None:
    text = "春节假期（2月9日至17日），查验出入境人员1352万人次。清明假期，外国人出入境32.3万人次。"
    first, second = days(text, "zh", "2024-04-10")
    assert first[:2] == ("2024-02-09", "2024-02-17")
    assert second[0] in ("", "2024-04-04")


def test_a_holiday_that_is_months_away_is_not_the_one_that_is_meant() -> None:
    assert days("国庆假期，查验出入境人员1312万人次。", "zh", "2024-07-01") == [("", "", None)]


def test_a_holiday_that_the_calendar_does_not_know_is_left_undated() -> None:
    assert days("Over the Easter holiday, 5 million trips were made.", "en", "2024-08-19") == [("", "", None)]
