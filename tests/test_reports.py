"""Reports: whole, offline, and safe with whatever a briefing holds."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from analysis import reports
from analysis.words import LexiconError

from .conftest import run_command

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
HOSTILE = """---
id: hostile
title: "<script>window.broken=1</script> 5,000 cases <img src=x onerror='window.broken=1'>"
date: 2024-08-19
language: en
agency: NIA
publisher: "<b>Outlet</b>"
event: "<script>window.broken=1</script>"
---

Police solved more than 5,000 criminal cases <script>window.broken=1</script> <img src=x onerror=window.broken=1> in 2023.
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A report over a corpus of one's own with a hostile briefing, an original one and a broken one."""
    folder = tmp_path_factory.mktemp("reports")
    corpus = folder / "my briefings"
    corpus.mkdir()
    (corpus / "hostile.md").write_text(HOSTILE, encoding="utf-8")
    (corpus / "broken.md").write_text("---\ndate: 2024-02-30\n---\n", encoding="utf-8")
    done = run_command("report", "--corpus", str(corpus), "--out", str(folder / "out"))
    assert done.returncode == 1
    assert "broken.md: date: '2024-02-30' is no day" in done.stderr
    return folder / "out"


def test_the_report_is_whole(made: Path) -> None:
    names = sorted(p.name for p in made.iterdir())
    assert names == [
        "00-start-here.html",
        "00-start-here.ipynb",
        "01-one-briefing.html",
        "01-one-briefing.ipynb",
        "index.html",
    ]
    page = (made / "index.html").read_text(encoding="utf-8")
    assert "broken.md" in page
    assert "01-one-briefing.html" in page
    book = json.loads((made / "01-one-briefing.ipynb").read_text(encoding="utf-8"))
    assert not any(o.get("output_type") == "error" for c in book["cells"] for o in c.get("outputs", []))


def test_markup_in_a_briefing_is_shown_as_text(made: Path) -> None:
    page = (made / "01-one-briefing.html").read_text(encoding="utf-8")
    assert "<script>window.broken" not in page
    assert "<img src=x" not in page
    assert "&lt;script&gt;window.broken=1&lt;/script&gt;" in page


@pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium to open the report")
@pytest.mark.filterwarnings("ignore")
def test_the_report_opens_offline_without_a_request_or_an_error(made: Path) -> None:
    from playwright.sync_api import sync_playwright

    asked: list[str] = []
    errors: list[str] = []
    with sync_playwright() as play:
        arguments = ["--no-sandbox", "--disable-gpu", "--host-resolver-rules=MAP * ~NOTFOUND"]
        browser = play.chromium.launch(executable_path=CHROMIUM, args=arguments)
        page = browser.new_page(viewport={"width": 1100, "height": 900})
        page.on("request", lambda r: asked.append(r.url) if not r.url.startswith(("file:", "data:", "blob:")) else None)
        page.on("pageerror", lambda e: errors.append(str(e)))
        page.on("console", lambda m: errors.append(m.text) if m.type == "error" else None)
        charts = {}
        for name in ("index", "00-start-here", "01-one-briefing"):
            page.goto((made / f"{name}.html").as_uri())
            page.wait_for_timeout(800)
            charts[name] = page.evaluate(
                "document.querySelectorAll('figure.chart.vega-embed svg, figure.chart .vega-embed svg').length"
            )
            assert page.evaluate("window.broken") is None
        marks = page.evaluate("[...document.querySelectorAll('article.briefing mark[id]')].map(m => m.textContent)")
        browser.close()
    assert asked == []
    assert errors == []
    assert charts == {"index": 0, "00-start-here": 2, "01-one-briefing": 1}
    assert "more than 5,000" in marks


def test_an_unknown_notebook_or_parameter_stops_with_a_suggestion(tmp_path: Path) -> None:
    with pytest.raises(LexiconError, match="did you mean '01-one-briefing'"):
        reports.render("01-one-brief", out=tmp_path)
    with pytest.raises(LexiconError, match="did you mean 'briefing'"):
        reports.render("01-one-briefing", out=tmp_path, breifing="x")
    with pytest.raises(LexiconError, match="no briefing '2024-08-19-cctv' in this corpus; did you mean"):
        reports.report(out=tmp_path, briefings=["2024-08-19-cctv"])


def test_a_failing_notebook_leaves_its_error_in_the_index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    good = reports.notebooks()["01-one-briefing"]
    bad = tmp_path / "02-bad.ipynb"
    book = json.loads(good.read_text(encoding="utf-8"))
    book["cells"] = [
        {"id": "a", "cell_type": "code", "source": "1 / 0", "metadata": {}, "outputs": [], "execution_count": None}
    ]
    bad.write_text(json.dumps(book), encoding="utf-8")
    monkeypatch.setattr(reports, "notebooks", lambda: {"01-one-briefing": good, "02-bad": bad})
    made = reports.report(out=tmp_path / "out")
    assert [(m.name, bool(m.html)) for m in made] == [("01-one-briefing", True), ("02-bad", False)]
    assert "ZeroDivisionError" in (tmp_path / "out" / "index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "parameters", [{"briefing": ""}, {"briefing": "2024-09-11-scio-p9-en"}, {"briefing": "2024-08-19-cnyes-zh"}]
)
def test_the_notebook_is_right_for_other_briefings(tmp_path: Path, parameters: dict[str, str]) -> None:
    made = reports.render("01-one-briefing", out=tmp_path, **parameters)
    assert "in 1 briefing" in made.finding


def test_the_notebook_is_right_for_a_briefing_without_a_claim(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "quiet.txt").write_text("A quiet day\n\nNothing was counted.\n", encoding="utf-8")
    made = reports.render("01-one-briefing", out=tmp_path / "out", corpus=str(tmp_path / "in"), briefing="quiet")
    assert made.finding == "No claim was found."
    made = reports.render("00-start-here", out=tmp_path / "out", corpus=str(tmp_path / "in"))
    assert made.finding == "No claim was found."
