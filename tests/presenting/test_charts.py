"""Charts in both languages: no label lies on another, shapes of period stand apart, words are in the chart's language."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from datetime import date
from typing import Any

import polars as pl
import pytest

import analysis as an
from analysis.comparing.schema import Checks, Comparisons, Series
from analysis.errors import LexiconError
from analysis.presenting.chart_layout import Box, Wanted, placed
from analysis.presenting.chart_of_series import SHAPES, shape
from analysis.presenting.drawing import svg
from analysis.presenting.page import Page
from analysis.schema import Claims, frame

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
METRIC = "criminal_cases_solved"
PERIODS = [
    (date(2022, 1, 1), date(2022, 12, 31), "year"), (date(2023, 1, 1), date(2023, 12, 31), "year"), (date(2024, 1, 1), date(2024, 12, 31), "year"),
    (date(2023, 1, 1), date(2023, 6, 30), "half"), (date(2024, 1, 1), date(2024, 6, 30), "half"), (date(2024, 1, 1), date(2024, 3, 31), "quarter"),
    (date(2024, 1, 1), date(2024, 8, 19), "year_to_date"), (date(2024, 7, 1), date(2024, 9, 30), "campaign"), (date(2024, 7, 1), date(2024, 9, 25), "campaign"),
]  # fmt: skip


def series() -> pl.DataFrame:
    """Crowded on purpose: every shape of period, two scopes, two figures close to each other, one far above."""
    rows: list[dict[str, object]] = []
    for scope in (None, "CN-GX+CN-YN", "case_1.24"):
        for number, (first, last, kind) in enumerate(PERIODS):
            value = (1000.0 + 7 * number + (60 if scope else 0)) * (40 if number == 2 and scope is None else 1)
            rows.append({
                "agency": "NIA", "subject": METRIC, "metric": METRIC, "way": "flow", "unit": "case", "scope": scope, "period_start": first, "period_end": last, "period": str(first.year),
                "period_kind": kind, "days": (last - first).days + 1, "kind": "level", "value": value, "low": value, "high": value + 100, "modifier": "more_than",
                "publisher": "China Daily", "raw": f"more than {value:,.0f}", "sentence": "x", "n_claims": 1, "derived": False, "how": "stated",
                "claim_ids": ["a:1-2"],
            })  # fmt: skip
    return frame(Series, rows)


def claims() -> pl.DataFrame:
    """Nine reports of one figure, some by the same outlet, some in the headline."""
    rows: list[dict[str, object]] = [
        {
            "claim_id": f"b{n}:1-2", "briefing_id": f"b{n}", "publisher": f"Outlet {n // 2}", "agency": "NIA", "language": "zh" if n % 3 else "en",
            "date": date(2020 + n, 8, 19), "start": n, "end": n + 1, "raw": "more than 22,000" if n % 2 else "2.2万余起", "sentence": "x", "in_headline": n == 3,
            "kind": "level", "metric": METRIC, "value": 22000.0, "unit": "case", "modifier": "more_than", "low": 22000.0, "high": 23000.0 + n,
            "period_start": date(2024, 1, 1), "period_end": date(2020 + n % 5, 12, 31), "scope": "CN-GX" if n == 1 else None,
        }
        for n in range(9)
    ]  # fmt: skip
    return frame(Claims, rows)


def comparisons(across: str) -> pl.DataFrame:
    rows: list[dict[str, object]] = [
        {
            "across": across, "agency": "NIA", "subject": METRIC, "metric": METRIC, "kind": "level", "a": "China Daily", "b": "CCTV News", "start_a": date(2023, 1, 1),
            "end_a": date(2023, 12, 31), "start_b": date(2024, 1, 1), "end_b": date(2024, 12, 31), "unit_a": "case", "unit_b": "case", "raw_a": "more than 16,000",
            "raw_b": "more than 22,000", "percent_low": 5.0 * n, "percent_high": None if n == 4 else 5.0 * n + 9, "direction": "up", "differs": ["value"],
            "comparability": ("like_for_like", "different_counting")[n % 2], "reason": "x", "verdict": "disagrees", "claim_ids": [],
        }
        for n in range(1, 7)
    ]  # fmt: skip
    return frame(Comparisons, rows)


def checks() -> pl.DataFrame:
    rows: list[dict[str, object]] = [
        {
            "check": ("change_against_levels", "running_total")[n % 3 == 0], "verdict": ("agrees", "disagrees", "cannot_tell")[n % 3], "arithmetic": "x",
            "subject": METRIC, "metric": METRIC, "period_start": date(2010 + n, 1, 1), "period_end": date(2010 + n, 12, 31), "stated_low": n - 5.0, "stated_high": n - 4.0,
            "implied_low": n - 4.5, "implied_high": n + 4.0, "gap": 0.1, "differs": [], "claim_ids": [],
        }
        for n in range(12)
    ]  # fmt: skip
    return frame(Checks, rows)


CHARTS = {
    "series": lambda lang: an.plot_series(series(), language=lang),
    "levels": lambda lang: an.plot_levels(claims(), language=lang),
    "outlets": lambda lang: an.plot_outlets(claims(), language=lang),
    "coverage": lambda lang: an.plot_coverage(claims(), language=lang),
    "metrics": lambda lang: an.plot_metrics(claims(), language=lang),
    "changes": lambda lang: an.plot_changes(checks(), language=lang),
    "years": lambda lang: an.plot_comparison(comparisons("year"), language=lang),
    "comparison": lambda lang: an.plot_comparison(comparisons("outlet"), language=lang),
    "checks": lambda lang: an.plot_checks(checks(), language=lang),
}
COLUMN = 864  # pixels of the widest column of a page: what is wider is cut off there


def of_corpus(claims: pl.DataFrame) -> dict[str, Any]:
    """Charts of what is found in the committed corpus, whose labels are as long as they get."""
    implied, checked = an.implied(claims), an.check(claims)
    return {
        "metrics": lambda lang: an.plot_metrics(claims, language=lang),
        "coverage": lambda lang: an.plot_coverage(claims, language=lang),
        "changes": lambda lang: an.plot_changes(checked, language=lang),
        "conflicts": lambda lang: an.plot_conflicts(an.conflicts(claims), language=lang),
        "implied": lambda lang: an.plot_implied(implied, language=lang),
        "vintages": lambda lang: an.plot_vintages(claims, language=lang),
        "no longer told": lambda lang: an.plot_no_longer_told(an.no_longer_told(claims), language=lang),
        "nouns": lambda lang: an.plot_nouns(an.nouns(claims), language=lang),
        "hedging": lambda lang: an.plot_hedging(an.hedging(claims), language=lang),
        "two nouns": lambda lang: an.plot_two_nouns(an.one_figure_two_nouns(claims), language=lang),
        "deviations": lambda lang: an.plot_deviations(an.deviations(claims), language=lang),
        "selective": lambda lang: an.plot_selective(an.selective(claims), language=lang),
    }


@pytest.fixture(scope="module")
def drawn(corpus_claims: pl.DataFrame) -> dict[tuple[str, str], dict[str, Any]]:
    """Every chart of the corpus in both languages, as its specification."""
    charts = of_corpus(corpus_claims)
    return {(name, lang): make(lang).to_dict() for name, make in charts.items() for lang in ("en", "zh")}


def overlaps(tab: Any, picture: str) -> list[tuple[str, str]]:
    """Which texts of a picture lie on one another."""
    tab.set_content(f"<meta charset=utf-8>{picture}")
    texts = tab.evaluate(MEASURE)
    assert len(texts) > 3
    boxes = [(text, Box(left + 1, top + 2, right - 1, bottom - 2)) for text, left, top, right, bottom in texts]
    pairs = ((a, b) for n, a in enumerate(boxes) for b in boxes[n + 1 :])
    return [(a[0], b[0]) for a, b in pairs if a[1].meets(b[1]) and a[0] + b[0] not in ARROWS]


@pytest.mark.filterwarnings("ignore")
def test_charts_of_the_corpus_fit_a_page_and_no_label_lies_on_another_or_is_cut_off(
    tab: Any, drawn: dict[tuple[str, str], dict[str, Any]]
) -> None:
    for key, spec in drawn.items():
        picture = svg(spec)
        width = re.search(r'<svg[^>]*?\bwidth="([\d.]+)"', picture)
        assert width is not None
        assert float(width[1]) <= COLUMN, key
        assert overlaps(tab, picture) == [], key
        if key[0] != "nouns":  # a noun is as the source has it
            assert "…" not in re.sub(r"aria-label=\"[^\"]*\"", "", picture), key


def test_words_of_a_chinese_chart_of_the_corpus_are_chinese(drawn: dict[tuple[str, str], dict[str, Any]]) -> None:
    own = re.compile(r"\b(?:level|rise|fall|outlet|figure|told|claim|year|percent|all|hedged|English|tie)s?\b")
    for (name, lang), spec in drawn.items():
        texts = re.findall(r"<text[^>]*>(.*?)</text>", svg(spec), re.DOTALL) if lang == "zh" else []
        assert not [text for text in texts if own.search(text)], name


def test_a_figure_told_later_stands_where_it_was_said(corpus_claims: pl.DataFrame) -> None:
    spec = an.plot_vintages(corpus_claims).to_dict()
    points = [layer for layer in spec["spec"]["layer"] if layer["mark"]["type"] == "point"]
    assert [point["encoding"]["y"]["field"] for point in points] == ["value"]
    (rows,) = spec["datasets"].values()
    assert all(r["low"] <= r["value"] <= r["high"] for r in rows)
    assert any(r["low"] < r["value"] for r in rows)


def test_one_long_period_is_no_outlier_where_daily_averages_are_drawn() -> None:
    few = series().filter(pl.col("scope").is_null(), pl.col("period_kind") == "year").head(2)
    days = [few.with_columns(period_kind=pl.lit("campaign"), days=pl.lit(n), low=pl.lit(9.0 * n), high=pl.lit(10.0 * n), value=pl.lit(9.0 * n)) for n in (4, 5, 60)]  # fmt: skip
    told = pl.concat([day.cast(few.schema) for day in days])
    assert "far above" not in json.dumps(an.plot_series(told).to_dict()["title"])


def test_figures_of_two_agencies_are_told_apart() -> None:
    own = series().filter(pl.col("scope").is_null(), pl.col("period_kind") == "year")
    both = pl.concat([own, own.with_columns(agency=pl.lit("HK Customs"))])
    texts = re.findall(r"<text[^>]*>(.*?)</text>", svg(an.plot_series(both).to_dict()), re.DOTALL)
    assert {"NIA", "HK Customs"} <= {word for text in texts for word in re.split(" · ", text)}
    assert "HK Customs" in an.show(both)._repr_html_()
    assert "HK Customs" not in an.show(own)._repr_html_()
    assert re.search("(NIA|HK Customs)", an.sentence(both))


def test_a_panel_of_one_part_alone_names_it() -> None:
    part = series().filter(pl.col("scope") == "case_1.24", pl.col("period_kind") == "year")
    texts = re.findall(r"<text[^>]*>(.*?)</text>", svg(an.plot_series(part).to_dict()), re.DOTALL)
    assert any("case 1.24" in text for text in texts)


def test_pairs_that_are_not_there_are_not_asked_of_the_year_before() -> None:
    assert "year before" not in str(an.plot_comparison(comparisons("outlet").head(0)))


def test_panels_of_one_shape_are_told_apart_by_their_unit() -> None:
    other = series().with_columns(unit=pl.lit("person", dtype=series().schema["unit"]))
    spec = an.plot_series(pl.concat([series(), other]).filter(pl.col("period_kind") == "year")).to_dict()
    assert [panel["title"]["text"] for panel in spec["vconcat"]] == ["Whole years · cases", "Whole years · persons"]


def test_a_chart_of_changes_says_that_they_are_changes() -> None:
    changes = claims().with_columns(kind=pl.lit("change").cast(claims().schema["kind"]), unit=pl.lit("percent"), base=pl.lit("same_period_last_year"))  # fmt: skip
    spec = an.plot_outlets(changes.cast(claims().schema)).to_dict()
    assert "(change)?" in spec["title"]["text"]
    assert "on the same period of the year before" in spec["title"]["subtitle"][0]
    assert "change, percent" in json.dumps(spec)


@pytest.fixture(scope="module")
def tab() -> Iterator[Any]:
    if CHROMIUM is None:
        pytest.skip("needs Chromium to measure text")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield browser.new_page(viewport={"width": 1400, "height": 1000})
        browser.close()


ARROWS = "↑↑ ↓↓ →→ ←←"  # marks of open ends, which may share a place where figures do
MEASURE = """() => [...document.querySelectorAll("svg text")].filter(t => t.textContent.trim() && t.getAttribute("opacity") !== "0").map(t => {
  const b = t.getBoundingClientRect(); return [t.textContent, b.left, b.top, b.right, b.bottom]; })"""


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("name", CHARTS)
def test_no_text_of_a_chart_lies_on_another(tab: Any, name: str, language: str) -> None:
    assert overlaps(tab, svg(CHARTS[name](language).to_dict())) == []


@pytest.mark.parametrize("name", CHARTS)
def test_a_chinese_chart_has_chinese_words_alone(name: str) -> None:
    drawn = re.findall(r"<text[^>]*>(.*?)</text>", svg(CHARTS[name]("zh").to_dict()), re.DOTALL)
    words = [w for text in drawn for w in re.findall(r"[A-Za-z]{3,}", re.sub(r"<[^>]+>", " ", text))]
    assert set(words) <= {
        "more",
        "than",
        "China",
        "Daily",
        "CCTV",
        "News",
        "Outlet",
        "NIA",
        "cases",
    }  # the sources' own


@pytest.mark.parametrize("language", ["en", "zh"])
def test_years_quarters_and_campaigns_stand_in_panels_of_their_own(language: str) -> None:
    spec = an.plot_series(series(), language=language).to_dict()
    heads = [panel["title"]["text"] for panel in spec["vconcat"]]
    assert len(heads) == len({shape(r) for r in series().iter_rows(named=True)}) == 5
    assert len(set(heads)) == len(heads)
    assert {shape(r) for r in series().iter_rows(named=True)} <= set(SHAPES)


def test_a_figure_far_above_the_others_is_named() -> None:
    assert "far above" in json.dumps(an.plot_series(series()).to_dict()["title"])


def test_scopes_are_told_in_words() -> None:
    text = json.dumps(an.plot_series(series()).to_dict(), ensure_ascii=False)
    assert "Guangxi, Yunnan" in text
    assert "case 1.24" in text
    assert "CN-GX" not in text


def test_a_label_without_room_is_left_out() -> None:
    found = placed([Wanted(50, 50, "22,000", 1), Wanted(51, 50, "23,000"), Wanted(50, 51, "x" * 90)], [], 100, 100)
    assert found[0] is not None
    assert found[2] is None


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize(
    ("plot", "empty"),
    [
        (an.plot_series, series), (an.plot_levels, claims), (an.plot_outlets, claims), (an.plot_coverage, claims), (an.plot_metrics, claims),
        (an.plot_changes, checks), (an.plot_checks, checks), (an.plot_comparison, lambda: comparisons("outlet")),
    ],
)  # fmt: skip
def test_an_empty_table_gives_a_sentence_and_no_empty_chart(plot: Any, empty: Any, language: str) -> None:
    told = plot(empty().head(0), language=language)
    assert isinstance(told, Page)
    assert ("Nothing to draw" if language == "en" else "没有可绘制的数据") in str(told)


def test_another_table_than_is_drawn_is_refused_in_one_line() -> None:
    with pytest.raises(LexiconError, match=r"plot_series wants a series; make one: to_series"):
        an.plot_series(claims())
    with pytest.raises(LexiconError, match=r"plot_levels wants claims; give what find_claims returned, not a str"):
        an.plot_levels("claims")
    with pytest.raises(LexiconError, match=r"no language 'fr'"):
        an.plot_levels(claims(), language="fr")
