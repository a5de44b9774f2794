"""The explorer: search, facets, links and CSV in a browser; nothing that a text contains runs."""

from __future__ import annotations

import csv
import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import polars as pl
import pytest

import analysis as an
from analysis.errors import LexiconError
from analysis.presenting.page import LIVE, Page

from ..conftest import one_sentence

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
EVIL = "<img src=x onerror=window.ran=1><script>window.ran=1</script>"
TEXT = f"In 2023 police solved 1,200 {EVIL} cases. In 2024 police solved more than 1,500 cases, up 25 percent."


@pytest.fixture(scope="module")
def claims() -> pl.DataFrame:
    found = an.find_claims(one_sentence(TEXT, "en").with_columns(publisher=pl.lit(f'Outlet "{EVIL}"')))
    formula = pl.when(pl.int_range(pl.len()) == 0).then(pl.lit("=1+1")).otherwise("raw")
    return found.with_columns(raw=formula)


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    if CHROMIUM is None:
        pytest.skip("needs Chromium to choose and click")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        started = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield started
        started.close()


def opened(browser: Any, page: Page, folder: Path, anchor: str = "") -> Any:
    """The page as JupyterLab would show it, in a tab without a network."""
    file = folder / "explorer.html"
    os.environ[LIVE[0]] = "explorer"
    file.write_text(f"<!doctype html><meta charset=utf-8>{page._repr_html_()}", encoding="utf-8")
    del os.environ[LIVE[0]]
    tab = browser.new_context(offline=True, accept_downloads=True).new_page()
    tab.goto(file.as_uri() + anchor)
    tab.wait_for_selector(".dt-search input", state="attached")
    return tab


def shown(tab: Any) -> int:
    return int(tab.locator("table.claims tbody tr:has(td a)").count())


@pytest.mark.filterwarnings("ignore")
def test_search_facets_and_links_choose_claims(browser: Any, claims: pl.DataFrame, tmp_path: Path) -> None:
    tab = opened(browser, an.explore(claims), tmp_path)
    assert shown(tab) == claims.height > 2
    tab.fill(".dt-search input", "more than 1,500")
    assert 1 <= shown(tab) < claims.height + 1
    names = tab.locator(".dtsp-paneInputButton, .dtsp-search").evaluate_all("xs => xs.map(x => x.placeholder)")
    assert {"metric or noun", "outlet", "year", "language", "kind"} <= set(names)
    address = claims["claim_id"][1]
    tab = opened(browser, an.explore(claims), tmp_path, f"#claim={address}")
    assert shown(tab) == 1
    assert tab.locator("table.claims tbody tr").inner_text().endswith(address)


@pytest.mark.filterwarnings("ignore")
def test_the_explorer_is_accessible(browser: Any, claims: pl.DataFrame, tmp_path: Path) -> None:
    import axe_core_python

    tab = opened(browser, an.explore(claims), tmp_path)
    tab.evaluate((Path(axe_core_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8"))
    found = tab.evaluate("axe.run(document.querySelector('.explorer'), {resultTypes: ['violations']})")["violations"]
    assert [(v["id"], v["nodes"][0]["html"]) for v in found] == []


@pytest.mark.filterwarnings("ignore")
def test_a_chinese_explorer_speaks_chinese(browser: Any, claims: pl.DataFrame, tmp_path: Path) -> None:
    plain = claims.with_columns(
        raw=pl.lit("甲"),
        sentence=pl.lit("甲"),
        publisher=pl.lit("乙"),
        counted=pl.lit("丙"),
        unit=pl.lit(None, dtype=pl.String),
    )
    tab = opened(browser, an.explore(plain.head(1), language="zh"), tmp_path)
    tab.fill(".dt-search input", "不在此中")
    tab.wait_for_timeout(200)
    told = tab.locator("body").inner_text()
    names = tab.locator(".dtsp-paneInputButton, .dtsp-search").evaluate_all("xs => xs.map(x => x.placeholder)")
    assert "没有符合的条目。" in told
    assert not [line for line in [*told.splitlines(), *names] if re.search("[A-Za-z]{3,}", line) and "CSV" not in line]


@pytest.mark.filterwarnings("ignore")
def test_what_is_shown_is_saved_as_csv_without_formulas(browser: Any, claims: pl.DataFrame, tmp_path: Path) -> None:
    tab = opened(browser, an.explore(claims), tmp_path)
    with tab.expect_download() as saving:
        tab.click("button:has-text('CSV')")
    saving.value.save_as(tmp_path / "claims.csv")
    with (tmp_path / "claims.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [r["claim"] for r in rows] == claims["claim_id"].to_list()
    assert rows[0]["figure"] == "'=1+1"
    assert rows[1]["figure"] == claims["raw"][1]


@pytest.mark.filterwarnings("ignore")
def test_nothing_that_a_text_contains_runs(browser: Any, claims: pl.DataFrame, tmp_path: Path) -> None:
    tab = opened(browser, an.explore(claims), tmp_path)
    tab.wait_for_timeout(300)
    assert tab.evaluate("window.ran") is None
    assert EVIL in tab.locator("table.claims tbody").inner_text()


def test_without_a_script_the_first_rows_are_a_table(claims: pl.DataFrame, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in LIVE:
        monkeypatch.delenv(name, raising=False)
    content = an.explore(claims)._repr_html_()
    assert content.count("<tr>") == claims.height + 1
    assert "<script" not in content.replace('<script type="application/json"', "")
    assert "No claim." in an.explore(claims.head(0))._repr_html_()


def test_what_is_no_table_of_claims_is_refused(corpus: pl.DataFrame) -> None:
    with pytest.raises(LexiconError, match="explore wants claims"):
        an.explore(corpus)
