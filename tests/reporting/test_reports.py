"""Reports: whole, offline, and safe with whatever a briefing holds."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from html.parser import HTMLParser
from pathlib import Path

import pytest

from analysis.errors import LexiconError, SourceError
from analysis.files import only_one
from analysis.reporting import batch as reports
from analysis.reporting import notebooks as rendering
from analysis.reporting import plan
from analysis.reporting.made import Made
from analysis.reporting.printing import print_pdf

from ..conftest import all_made, docs_script, run_command

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
HOSTILE = """---
id: hostile
title: "<script>window.broken=1</script> 5,000 cases <img src=x onerror='window.broken=1'> {{ 7919*13 }} {% raw %} [x](javascript:window.broken=1)"
url: "javascript:window.broken=1"
date: 2024-08-19
language: en
agency: NIA
publisher: "<b>Outlet</b>"
event: "<script>window.broken=1</script>"
---

Police solved more than 5,000 criminal cases <script>window.broken=1</script> <img src=x onerror=window.broken=1> in 2023.

They held 300 suspects, "><svg onload=window.broken=1> up 12 percent year on year, {{ 7919*13 }} ${window.broken=1} {% include "/etc/passwd" %}.
</script><script>window.broken=1</script> --><a href="javascript:window.broken=1">seized 40 guns</a> in 2023.
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
    pages = [f"{name}{end}" for name in sorted(rendering.notebooks()) for end in (".html", ".ipynb")]
    assert names == [*pages, "index.html", "manifest.json", "ro-crate-metadata.json", "texts"]
    page = (made / "index.html").read_text(encoding="utf-8")
    assert "broken.md" in page
    assert "01-one-briefing.html" in page
    for path in made.glob("*.ipynb"):
        book = json.loads(path.read_text(encoding="utf-8"))
        assert not any(o.get("output_type") == "error" for c in book["cells"] for o in c.get("outputs", []))
        assert str(made.parent) not in path.read_text(encoding="utf-8")  # no path of this machine


def links(page: str) -> list[str]:
    """Every address that a page leads to."""
    found: list[str] = []
    reader = HTMLParser()
    reader.handle_starttag = lambda tag, attrs: found.extend(v or "" for k, v in attrs if k in ("href", "src"))  # type: ignore[method-assign]
    reader.feed(page)
    return found


def test_markup_in_a_briefing_is_shown_as_text(made: Path) -> None:
    for path in made.glob("*.html"):
        page = path.read_text(encoding="utf-8")
        assert "<script>window.broken" not in page
        assert "<img src=x" not in page
        assert "<svg onload" not in page
        assert not [link for link in links(page) if link.strip().lower().startswith(("javascript:", "data:text"))]
        assert "102947" not in page  # no template is filled in
    assert "&lt;script&gt;window.broken=1&lt;/script&gt;" in (made / "01-one-briefing.html").read_text(encoding="utf-8")


def test_every_page_forbids_what_it_does_not_need(made: Path) -> None:
    for path in made.glob("*.html"):
        page = path.read_text(encoding="utf-8")
        (policy,) = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]*)"', page)
        assert policy.startswith("default-src 'none'")
        assert "unsafe-inline" not in policy.split("style-src")[0]


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
        for name in ("index", *rendering.notebooks()):
            page.goto((made / f"{name}.html").as_uri())
            page.wait_for_timeout(800)
            wanted, drawn = (
                page.evaluate(f"document.querySelectorAll('{what}').length")
                for what in (
                    "figure.chart",
                    "figure.chart.vega-embed > svg, figure.chart .vega-embed svg, figure.chart.vega-embed svg",
                )
            )
            charts[name] = (wanted, drawn)
            assert page.evaluate("window.broken") is None
            if name == "01-one-briefing":
                marks = page.evaluate(
                    "[...document.querySelectorAll('article.briefing mark[id]')].map(m => m.textContent)"
                )
        browser.close()
    assert asked == []
    assert errors == []
    assert all(drawn == wanted for wanted, drawn in charts.values()), charts
    assert charts["00-start-here"] == (2, 2)
    assert "more than 5,000" in marks


def test_an_unknown_notebook_or_parameter_stops_with_a_suggestion(tmp_path: Path) -> None:
    with pytest.raises(LexiconError, match="did you mean '01-one-briefing'"):
        rendering.render("01-one-brief", out=tmp_path)
    with pytest.raises(LexiconError, match="did you mean 'briefing'"):
        rendering.render("01-one-briefing", out=tmp_path, breifing="x")
    with pytest.raises(LexiconError, match="no briefing '2024-08-19-cctv' here; did you mean"):
        reports.report(out=tmp_path, briefings=["2024-08-19-cctv"])


def test_a_failing_notebook_leaves_its_error_in_the_index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    good = rendering.notebooks()["01-one-briefing"]
    bad = tmp_path / "02-bad.ipynb"
    book = json.loads(good.read_text(encoding="utf-8"))
    book["cells"] = [
        {"id": "a", "cell_type": "code", "source": "1 / 0", "metadata": {}, "outputs": [], "execution_count": None}
    ]
    bad.write_text(json.dumps(book), encoding="utf-8")
    monkeypatch.setattr(plan, "notebooks", lambda: {"01-one-briefing": good, "02-bad": bad})
    monkeypatch.setattr(rendering, "notebooks", lambda: {"01-one-briefing": good, "02-bad": bad})
    made = reports.report(out=tmp_path / "out")
    assert [(m.name, bool(m.html)) for m in made] == [("01-one-briefing", True), ("02-bad", False)]
    assert "ZeroDivisionError" in (tmp_path / "out" / "index.html").read_text(encoding="utf-8")


OTHERS = {"the last": {"briefing": ""}, "English": {"briefing": "2024-09-11-scio-p9-en"}, "Chinese": {"briefing": "2024-08-19-cnyes-zh"}}  # fmt: skip


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Made]:
    """Notebooks over other briefings, and over one without a claim, made by one process after the other."""
    folder = tmp_path_factory.mktemp("opened")
    quiet = folder / "in"
    quiet.mkdir()
    (quiet / "quiet.txt").write_text("A quiet day\n\nNothing was counted.\n", encoding="utf-8")
    sets = [Made(what, "01-one-briefing", given) for what, given in OTHERS.items()]
    sets.append(Made("quiet", "01-one-briefing", {"corpus": str(quiet), "briefing": "quiet"}))
    sets.append(Made("quiet start", "00-start-here", {"corpus": str(quiet)}))
    return all_made(sets, folder / "out")


@pytest.mark.parametrize("what", OTHERS)
def test_the_notebook_is_right_for_other_briefings(opened: dict[str, Made], what: str) -> None:
    assert opened[what].error == ""
    assert "in 1 briefing" in opened[what].finding


@pytest.mark.parametrize("what", ["quiet", "quiet start"])
def test_the_notebook_is_right_for_a_briefing_without_a_claim(opened: dict[str, Made], what: str) -> None:
    assert opened[what].error == ""
    assert opened[what].finding == "No claim was found."


def test_a_corpus_is_found_from_where_one_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "quiet.txt").write_text("A quiet day\n\nNothing was counted.\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    made = rendering.render("01-one-briefing", out="out", corpus="in", briefing="quiet")
    assert made.finding == "No claim was found."
    assert made.heading == "A quiet day"


# ---- made again, kept, alone in a folder ------------------------------------------------------------------------


def small_report(out: Path, **environment: str) -> dict[str, str]:
    """Two notebooks in a folder, a locale and a time zone of their own => the hash of every file."""
    arguments = (
        "report",
        "--fresh",
        "--notebook",
        "01-one-briefing",
        "--notebook",
        "04-across-years",
        "--out",
        str(out),
    )
    done = run_command(*arguments, env=environment)
    assert done.returncode == 0, done.stderr
    return files(out)


def files(folder: Path) -> dict[str, str]:
    """Every file of a folder by its hash."""
    found = (p for p in sorted(folder.rglob("*")) if p.is_file())
    return {p.relative_to(folder).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest() for p in found}


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("small") / "reports"
    small_report(out, TZ="UTC", LC_ALL="C.UTF-8")
    return out


def test_two_runs_give_the_same_bytes(small: Path, tmp_path: Path) -> None:
    first = files(small)
    second = small_report(tmp_path / "an other place", TZ="Asia/Shanghai", LC_ALL="de_DE.UTF-8", PYTHONHASHSEED="7")
    assert first == second


def test_a_report_is_reproduced_and_a_changed_file_is_named(small: Path) -> None:
    again = run_command("reproduce", str(small))
    assert (again.returncode, again.stdout.strip()) == (
        0,
        f"{len(files(small)) - 3} files came out the same, byte for byte",
    )
    manifest = json.loads((small / "manifest.json").read_text(encoding="utf-8"))
    manifest["inputs"]["codebook"] = "0" * 64
    manifest["inputs"]["corpus"]["2024-08-19-cctv-en"] = "0" * 64
    manifest["reports"][0]["files"]["01-one-briefing.html"] = "0" * 64
    changed = small.parent / "changed"
    shutil.copytree(small, changed)
    (changed / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    again = run_command("reproduce", str(changed))
    assert again.returncode == 1
    assert "different: 01-one-briefing.html" in again.stdout
    assert "inputs that changed: codebook, briefing 2024-08-19-cctv-en" in again.stdout
    missing = run_command("reproduce", str(small.parent))
    assert missing.returncode == 1
    assert "no manifest here" in missing.stderr


def test_the_crate_names_what_the_report_rests_on(small: Path) -> None:
    crate = json.loads((small / "ro-crate-metadata.json").read_text(encoding="utf-8"))
    graph = {entity["@id"]: entity for entity in crate["@graph"]}
    assert graph["#briefing-2024-08-19-cctv-en"]["sha256"]
    assert graph["#run-04-across-years"]["instrument"] == {"@id": "#briefing-claims"}
    assert {"@id": "04-across-years.html"} in graph["#run-04-across-years"]["result"]


def test_resume_keeps_what_is_whole(small: Path, tmp_path: Path) -> None:
    out = tmp_path / "reports"
    shutil.copytree(small, out)
    (out / "04-across-years.html").write_text("half a fi", encoding="utf-8")
    done = run_command("report", "--notebook", "01-one-briefing", "--notebook", "04-across-years", "--out", str(out))
    assert done.returncode == 0, done.stderr
    assert "1 of 2 reports are as an earlier run" in done.stdout
    assert (out / "04-across-years.html").read_bytes() == (small / "04-across-years.html").read_bytes()


def test_one_report_at_a_time_in_a_folder(tmp_path: Path) -> None:
    with (
        only_one(tmp_path),
        pytest.raises(SourceError, match="another run is writing here"),
        only_one(tmp_path),
    ):
        pass
    (tmp_path / ".making").write_bytes(b"")  # left by a process that is gone, with what it had begun
    (tmp_path / ".making-x").mkdir()
    (tmp_path / ".index.html.123.part").write_bytes(b"half")
    with only_one(tmp_path):
        assert [p.name for p in tmp_path.iterdir()] == [".making"]
    assert not list(tmp_path.iterdir())


def test_choices_are_checked_before_anything_runs(tmp_path: Path) -> None:
    for arguments, message in (
        (["--metrics", "suspects"], "no metric 'suspects' here; did you mean"),
        (["--years", "1990:1991"], "no claim is of 1990 to 1991"),
        (["--param", "yeers=2021"], "has a parameter 'yeers'; did you mean 'years'"),
        (["--param", "years"], "--param 'years' has no value"),
        (["--notebook", "04-across-year"], "did you mean '04-across-years'"),
        (["--reading", "strikt"], "did you mean 'strict'"),
    ):
        done = run_command("report", *arguments, "--out", str(tmp_path / "out"))
        assert (done.returncode, message in done.stderr) == (1, True), done.stderr
    assert not (tmp_path / "out").exists()


def test_metrics_and_years_choose_the_reports(tmp_path: Path) -> None:
    made = reports.report(
        out=tmp_path,
        notebooks=["04-across-years"],
        metrics=["suspects_arrested", "stowaways_seized"],
        years=[2021, 2024],
    )
    assert [m.name for m in made] == ["04-across-years-stowaways_seized", "04-across-years-suspects_arrested"]
    assert all(m.parameters["years"] == [2021, 2024] for m in made)
    assert "criminal suspects arrested" in made[1].finding


VIOLATIONS = (
    "axe.run(document, {resultTypes: ['violations']})"  # what passes need not be listed: that takes twice as long
)


@pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium to print and to check")
@pytest.mark.filterwarnings("ignore")
def test_pages_are_accessible_and_print(small: Path, tmp_path: Path) -> None:
    import axe_core_python
    from playwright.sync_api import sync_playwright

    code = (Path(axe_core_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
    drawn = docs_script("make").DRAWN
    found: dict[str, list[str]] = {}
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        for width in (1100, 390):
            page = browser.new_context(bypass_csp=True, viewport={"width": width, "height": 900}).new_page()
            for path in sorted(small.glob("*.html")):
                page.goto(path.as_uri())
                page.wait_for_function(drawn)
                page.wait_for_timeout(300)
                page.evaluate(code)
                violations = page.evaluate(VIOLATIONS)["violations"]
                found[f"{path.name} at {width}"] = [f"{v['id']}: {v['nodes'][0]['html'][:120]}" for v in violations]
                beyond = page.evaluate("document.documentElement.scrollWidth")
                assert beyond <= width, f"{path.name} is {beyond} pixels wide on a screen of {width}"
                scrolled = "[...document.querySelectorAll('figure.chart')].filter(f => f.scrollWidth > f.clientWidth + 1).length"
                assert width > 620 or page.evaluate(scrolled) == 0, f"{path.name}: a chart is wider than a telephone"
        browser.close()
    assert found == {key: [] for key in found}
    printed = print_pdf(small / "01-one-briefing.html", tmp_path / "one.pdf")
    assert printed.read_bytes().startswith(b"%PDF")
