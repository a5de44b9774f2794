"""Arithmetic of bounds and of periods."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.comparing.intervals import (
    NOTHING,
    Interval,
    difference,
    gap,
    overlap,
    percent_change,
    percent_of,
    relative_gap,
    text,
    total,
)
from analysis.language.calendar import base_period, name, period_before, tilings, whole_months, years_earlier

NUMBERS = st.floats(min_value=1, max_value=1e9, allow_nan=False)


def interval(a: float, b: float) -> Interval:
    return Interval(min(a, b), max(a, b))


def test_the_change_of_the_design_note() -> None:
    change = percent_change(Interval(22000, 23000), Interval(16000, 17000))
    assert change.low == pytest.approx(29.41, abs=0.01)
    assert change.high == pytest.approx(43.75)


@given(NUMBERS, NUMBERS, NUMBERS, NUMBERS, st.floats(0, 1), st.floats(0, 1))
def test_what_lies_within_the_inputs_lies_within_the_result(
    a: float, b: float, c: float, d: float, s: float, t: float
) -> None:
    x, y = interval(a, b), interval(c, d)
    inside_x, inside_y = x.low + s * (x.high - x.low), y.low + t * (y.high - y.low)  # type: ignore[operator]
    for result, value in (
        (difference(x, y), inside_x - inside_y),
        (total([x, y]), inside_x + inside_y),
        (percent_change(x, y), (inside_x / inside_y - 1) * 100),
        (percent_of(x, y), inside_x / inside_y * 100),
    ):
        assert result.low is not None
        assert result.high is not None
        slack = 1e-6 * max(1.0, abs(result.low), abs(result.high))
        assert result.low - slack <= value <= result.high + slack


def test_an_open_end_stays_open() -> None:
    more = Interval(22000, None)
    assert difference(more, Interval(1, 2)) == Interval(21998, None)
    assert percent_change(more, Interval(0, 5)).high is None
    assert total([more, Interval(1, 1)]) == Interval(22001, None)
    assert percent_change(Interval(1, 2), NOTHING) == NOTHING


def test_overlap_tells_yes_no_and_not_to_be_told() -> None:
    assert overlap(Interval(1, 3), Interval(2, 4)) is True
    assert overlap(Interval(1, 2), Interval(3, 4)) is False
    assert overlap(Interval(1, 2), NOTHING) is None
    assert overlap(Interval(5, None), Interval(1, 4)) is False
    assert overlap(Interval(5, None), Interval(1, 6)) is None  # the open end may or may not reach it
    assert gap(Interval(1, 2), Interval(5, 6)) == 3
    assert relative_gap(Interval(90, 90), Interval(100, 100)) == pytest.approx(0.1)


def test_an_interval_is_said_in_words() -> None:
    assert text(Interval(22000, 23000), "case") == "22,000 to 23,000 case"
    assert text(Interval(29.411, 43.75), "percent", signed=True) == "+29.41 to +43.75 percent"
    assert text(Interval(6000, None)) == "6,000 or more"
    assert text(NOTHING) == "unknown"


def days(first: str, last: str) -> tuple[date, date]:
    return date.fromisoformat(first), date.fromisoformat(last)


def test_like_periods_keep_the_end_of_their_month() -> None:
    assert years_earlier(days("2024-01-01", "2024-02-29")) == days("2023-01-01", "2023-02-28")
    assert years_earlier(days("2023-01-01", "2023-02-28"), -1) == days("2024-01-01", "2024-02-29")
    assert base_period(days("2025-04-01", "2025-06-30"), "same_period_of:2019") == days("2019-04-01", "2019-06-30")
    assert period_before(days("2024-01-01", "2024-03-31")) == days("2023-10-01", "2023-12-31")
    assert period_before(days("2024-01-08", "2024-01-12")) is None
    assert whole_months(days("2024-01-01", "2024-08-19")) == 0


def test_a_year_is_tiled_by_halves_and_by_quarters() -> None:
    quarters = [days(f"2024-{m:02d}-01", e) for m, e in ((1, "2024-03-31"), (4, "2024-06-30"), (7, "2024-09-30"))]
    quarters.append(days("2024-10-01", "2024-12-31"))
    halves = [days("2024-01-01", "2024-06-30"), days("2024-07-01", "2024-12-31")]
    found = {tuple(map(name, laid)) for laid in tilings(days("2024-01-01", "2024-12-31"), quarters + halves)}
    assert ("2024 H1", "2024 H2") in found
    assert ("2024 Q1", "2024 Q2", "2024 Q3", "2024 Q4") in found
    assert ("2024 H1", "2024 Q3", "2024 Q4") in found
