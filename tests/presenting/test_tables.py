"""Tables that people look at: ids in words, days unbroken, and on a telephone every cell of a row on the screen."""

from __future__ import annotations

import re
import shutil
from datetime import date

import polars as pl
import pytest

import analysis as an
from analysis.comparing.intervals import Interval, figure, told_digits
from analysis.presenting.tables import readable
from analysis.reporting.shell import shell

from ..conftest import told

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


@pytest.fixture(scope="module")
def claims() -> pl.DataFrame:
    return told(
        {"date": "2024-01-18", "text": "In 2023, police arrested more than 109,000 criminal suspects."},
        {
            "date": "2025-01-14",
            "text": "In 2024, police arrested more than 79,000 criminal suspects, down 27.5 percent.",
        },
    )


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ((79.29, 82.6), (79, 83)), ((1_685_083, 1_740_331), (1_685_000, 1_741_000)), ((0.711, 1.77), (0.7, 1.8)), ((2.12, 2.64), (2.1, 2.7)),
        ((7.3037, 7.3105), (7.3, 7.32)), ((-0.0367, -0.0367), (-0.037, -0.037)), ((1480.82, 1480.82), (1481, 1481)), ((266.4, 266.4), (266, 266)), ((44.56, 44.56), (44.6, 44.6)),
        ((None, 3.04), (None, 3.0)),
    ],
)  # fmt: skip
def test_a_reckoned_figure_has_the_digits_that_its_bounds_carry(
    given: tuple[float, float], wanted: tuple[float, float]
) -> None:
    shown = told_digits(Interval(*given))
    assert (shown.low, shown.high) == pytest.approx(wanted)


def test_nothing_has_no_sign() -> None:
    assert [figure(v, signed=True) for v in (0.0, 1e-9, 2.5, -2.5)] == ["0", "0", "+2.5", "-2.5"]


def test_ids_are_told_in_words() -> None:
    table = pl.DataFrame({
        "check": ["change_against_levels"], "verdict": ["told_differently"], "modifier": ["more_than"], "language": ["zh"], "subject": ["suspects_arrested"],
        "unit": ["vehicle_trip or vehicle"], "not_to_confuse": ["drug_cases, a part of it"], "share": [0.185],
    })  # fmt: skip
    shown = readable(table).row(0, named=True)
    assert not [value for value in shown.values() if "_" in value]
    assert (shown["modifier"], shown["language"], shown["share"]) == ("more than", "Chinese", "18.5%")
    assert shown["not_to_confuse"] == "drug cases, a part of it"
    chinese = readable(table, language="zh").row(0, named=True)
    assert not [value for name, value in chinese.items() if re.search("[a-z]{3}", value) and name != "not_to_confuse"]


def test_a_day_is_not_broken_and_two_periods_stand_in_lines(claims: pl.DataFrame) -> None:
    shown = an.show(pl.DataFrame({"date": [date(2024, 8, 19)], "sentence": ["x" * 80]}))._repr_html_()
    day = re.search(r"<td[^>]*>2024-08-19<", shown)
    assert day is not None
    assert "white-space: nowrap" in day[0].replace("white-space:nowrap", "white-space: nowrap")
    pair = pl.DataFrame({"period": ["2024-01-01 to 2024-08-19 / 2024-07-10 to 2024-08-19"]})
    assert "2024-08-19 /\n2024-07-10" in an.show(pair)._repr_html_()


def test_a_column_without_a_value_is_shown_empty() -> None:
    shown = an.show(pl.DataFrame({"agency": ["NIA"], "year": [None]}, schema={"agency": pl.String, "year": pl.Int64}))
    assert "NIA" in shown._repr_html_()


def test_each_cell_carries_its_heading(claims: pl.DataFrame) -> None:
    shown = an.show(claims, title="<Claims>")._repr_html_()
    cells = re.findall(r'<td data-label="([^"]*)"', shown)
    assert cells[:4] == ["as printed", "kind", "read as", "metric"]
    assert len(cells) == claims.height * len(readable(claims).columns)


@pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium to measure")
@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("width", [390, 1400])
def test_no_cell_lies_off_the_screen(claims: pl.DataFrame, width: int) -> None:
    from playwright.sync_api import sync_playwright

    page = shell("t", "".join(an.show(t, title="t")._repr_html_() for t in (claims, an.check(claims))))
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        tab = browser.new_page(viewport={"width": width, "height": 900})
        tab.set_content(page)
        right = tab.evaluate("Math.max(...[...document.querySelectorAll('td')].map(c => c.getBoundingClientRect().right))")  # fmt: skip
        browser.close()
    assert right <= width
