"""A field of one's own, as it ships: the epidemic example's codebook proves itself, and its report is made with content."""

from __future__ import annotations

import json
import os
import re
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

import analysis as an
from analysis.codebook import codebook
from analysis.codebook_file import built_in
from analysis.reporting.made import Made
from analysis.reporting.notebooks import notebooks, parameters_of, take, task_of
from analysis.reporting.workshop import Workshop

from ..conftest import ROOT, run_command

EPIDEMIC = ROOT / "data" / "examples" / "epidemic"
LONGEST = 60  # seconds of two cores for the report
NOTEBOOKS = ("00-start-here", "04-across-years", "05-do-the-figures-agree")


def cpu_seconds() -> float:
    """What this process and those that it has waited for have taken of the processor."""
    spent = os.times()
    return spent.user + spent.system + spent.children_user + spent.children_system


@pytest.fixture(scope="module")
def claims() -> pl.DataFrame:
    return an.find_claims(an.read_briefings(EPIDEMIC))


def test_every_example_and_near_miss_comes_out_right() -> None:
    checks = an.check_codebook(EPIDEMIC)
    assert checks.filter(~pl.col("right")).select("metric", "language", "sentence", "got").rows() == []
    assert set(checks["metric"]) == set(codebook(EPIDEMIC).metrics)


def test_no_figure_of_the_bulletins_has_a_migration_metric(claims: pl.DataFrame) -> None:
    given = set(claims["metric"].drop_nulls())
    assert given
    assert given <= set(codebook(EPIDEMIC).metrics)
    assert not given & set(built_in().metrics)


def test_no_figure_has_the_metric_of_another_agencys_field(claims: pl.DataFrame) -> None:
    of = codebook(EPIDEMIC).metrics
    told = claims.drop_nulls("metric").select("agency", "metric").unique().rows()
    assert [row for row in told if row[0] not in of[row[1]].families] == []


def test_most_figures_that_are_counted_have_a_metric_in_each_language(claims: pl.DataFrame) -> None:
    counted = claims.filter(pl.col("unit").is_in(["case", "sample", "dose", "site"]), pl.col("kind") == "level")
    shares = counted.group_by("language").agg(pl.col("metric").is_not_null().mean())["metric"]
    assert min(shares) > 0.5


def test_new_cumulative_and_current_figures_of_a_day_are_kept_apart_and_do_not_disagree(claims: pl.DataFrame) -> None:
    an.use_codebook(EPIDEMIC)
    day = an.select(claims, metric=["covid_cases", "covid_deaths", "covid_recoveries"], agency="NHC China")
    day = day.filter(pl.col("language") == "zh", pl.col("accumulation").is_not_null())
    assert {"new", "cumulative"} <= set(day["accumulation"].cast(pl.String))
    series = an.to_series(day, keep="narrowest")
    ways = day.with_columns(way=pl.col("accumulation").cast(pl.String).replace({"new": "flow"}))
    assert set(series["way"]) == set(ways["way"])
    assert an.check(day).filter(pl.col("verdict") == "disagrees").height == 0


def test_the_report_is_made_with_content_in_a_minute(tmp_path: Path, measured: Callable[[str], None]) -> None:
    begin, before = time.perf_counter(), cpu_seconds()
    made = an.report(EPIDEMIC, out=tmp_path / "reports", notebooks=NOTEBOOKS, fresh=True)
    seconds, worked = time.perf_counter() - begin, cpu_seconds() - before
    measured(
        f"the report of the epidemic example: {worked:.0f} s of a core, {seconds:.0f} s by the clock, {len(made)} pages"
    )
    assert [m.error for m in made] == [""] * len(NOTEBOOKS)
    for one in made:
        page = (tmp_path / "reports" / f"{one.name}.html").read_text(encoding="utf-8")
        assert one.finding.strip()
        assert not [metric for metric in built_in().metrics if f">{metric}<" in page]
    findings = {m.notebook: m.finding for m in made}
    assert "belong to a metric of the codebook" in findings["00-start-here"]
    assert "stated figures of" in findings["04-across-years"]
    assert "things checked" in findings["05-do-the-figures-agree"]
    inputs = json.loads((tmp_path / "reports" / "manifest.json").read_text(encoding="utf-8"))["inputs"]
    assert {name: inputs[name] for name in codebook(EPIDEMIC).files} == codebook(EPIDEMIC).files
    assert worked < 2 * LONGEST  # of both cores: the clock hangs on what else the machine does


# Notebooks that are about one event, briefing or subject and were not told which: (notebook, part of its finding).
CHOOSING = {
    "epidemic": (
        ("00-start-here", "belong to a metric of the codebook"),
        ("01-one-briefing", "in 1 briefing"),
        ("02-across-outlets", "Across outlets:"),
        ("09-one-event", "in 2 briefings"),
    ),
    "uneventful": (("01-one-briefing", "in 1 briefing"), ("02-across-outlets", ""), ("09-one-event", "in 1 briefing")),
    "quiet": (
        ("00-start-here", "No claim was found."),
        ("02-across-outlets", "No two figures here differ"),
        ("04-across-years", "No figure fits these choices."),
        ("08-one-metric", "No figure fits these choices."),
        ("09-one-event", "No claim was found."),
    ),
}


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Made]:
    """Those notebooks over three corpora, with nothing but the corpus given, as one opens them by hand."""
    folder = tmp_path_factory.mktemp("opened")
    corpora = {"epidemic": EPIDEMIC, "uneventful": folder / "uneventful", "quiet": folder / "quiet"}
    for name in ("uneventful", "quiet"):
        corpora[name].mkdir()
    (corpora["quiet"] / "quiet.txt").write_text("A quiet day\n\nNothing was counted.\n", encoding="utf-8")
    for day, cases in (("2024-05-20", 310), ("2024-05-27", 280)):
        (corpora["uneventful"] / f"{day}.txt").write_text(
            f"Dengue bulletin\n\n{day}\n\nA total of {cases} dengue cases and 2 deaths were recorded.\n",
            encoding="utf-8",
        )
    parts = {
        of: [Made(f"{of}-{name}", name, {"corpus": str(corpora[of])}) for name, _ in CHOOSING[of]] for of in CHOOSING
    }
    every = {one.name: one for ones in parts.values() for one in ones}
    with Workshop(jobs=2) as workshop:
        workshop.begin([task_of(one, folder, ("html", "ipynb")) for one in every.values()])
        for result in workshop.results():
            take(every[result["name"]], result, folder)
    return every


@pytest.mark.parametrize(
    ("corpus", "notebook", "finding"), [(of, name, finding) for of, rows in CHOOSING.items() for name, finding in rows]
)
def test_a_notebook_that_is_told_the_corpus_alone_chooses_from_it(
    opened: dict[str, Made], corpus: str, notebook: str, finding: str
) -> None:
    one = opened[f"{corpus}-{notebook}"]
    assert one.error == ""
    assert finding in one.finding
    assert one.ipynb is not None
    cells = json.loads(one.ipynb.read_text(encoding="utf-8"))["cells"]
    told = json.dumps([cell["source"] for cell in cells] + [cell.get("outputs") for cell in cells], ensure_ascii=False)
    assert [metric for metric in built_in().metrics if re.search(rf"\b{metric}\b", told)] == []
    begun = [n for n, cell in enumerate(cells) if "".join(cell["source"]).startswith("## ")]
    for first, beyond in zip(begun, [*begun[1:], len(cells)], strict=True):
        assert any(cell.get("outputs") for cell in cells[first:beyond]), "".join(cells[first]["source"])


def test_no_notebook_names_anything_of_the_committed_corpus_by_default() -> None:
    for name in notebooks():
        assert {value for value in parameters_of(name).values() if value} <= {"conventional"}, name


def test_a_named_codebook_reaches_the_kernels_of_a_report(tmp_path: Path) -> None:
    corpus = tmp_path / "bulletins"
    corpus.mkdir()
    shutil.copy(EPIDEMIC / "2024-05-20-borneopost-en.md", corpus)
    book = tmp_path / "book" / "codebook.toml"
    book.parent.mkdir()
    for name in ("codebook.toml", "units.toml", "agencies.toml"):
        shutil.copy(EPIDEMIC / name, book.parent)
    made = an.report(corpus, out=tmp_path / "reports", notebooks=["08-one-metric"], codebook=book)
    assert made[0].error == ""
    assert re.search(r"stated figures? of dengue (?:cases|hotspots)", made[0].finding), made[0].finding
    page = (tmp_path / "reports" / "08-one-metric.html").read_text(encoding="utf-8")
    assert "Malaysia&#x27;s ministry" in page or "reported for its territory" in page  # the definition in the codebook
    assert str(tmp_path) not in page


def test_without_a_codebook_nothing_is_lost(tmp_path: Path) -> None:
    for path in EPIDEMIC.glob("2023-*-en.md"):
        shutil.copy(path, tmp_path)
    claims = an.find_claims(an.read_briefings(tmp_path))
    assert claims["metric"].null_count() == claims.height
    told = an.most_stated(claims)
    assert set(told["head"]) == {"case"}
    series = an.to_series(told, keep="narrowest")
    assert series.height > 0
    assert series.select("subject").n_unique() == 1
    assert an.check(claims).height > 0
    assert an.metric_coverage(claims)["head"].null_count() == 0
    assert an.plot_metrics(claims).to_dict()["data"] or "datasets" in an.plot_metrics(claims).to_dict()


def test_codebook_check_tells_what_comes_out_wrong_and_ends_with_one(tmp_path: Path) -> None:
    assert run_command("codebook", "check", str(EPIDEMIC)).returncode == 0
    for name in ("units.toml", "agencies.toml"):
        shutil.copy(EPIDEMIC / name, tmp_path)
    text = (EPIDEMIC / "codebook.toml").read_text(encoding="utf-8")
    wrong = text.replace('counts = { en = ["blood sample"]', 'counts = { en = ["blood sample", "urine sample"]')
    (tmp_path / "codebook.toml").write_text(wrong, encoding="utf-8")
    done = run_command("codebook", "check", str(tmp_path))
    assert done.returncode == 1
    assert "zika_blood_samples [en] near miss: A total of 1,638 urine samples were screened." in done.stdout


def test_codebook_new_drafts_one_whose_examples_come_out_right_and_that_is_then_used(tmp_path: Path) -> None:
    for path in sorted(EPIDEMIC.glob("2023-*-en.md")):
        shutil.copy(path, tmp_path)
    done = run_command("codebook", "new", str(tmp_path), "--from", "claims")
    assert done.returncode == 0, done.stderr
    assert run_command("codebook", "check", str(tmp_path)).returncode == 0
    claims = an.find_claims(an.read_briefings(tmp_path))
    assert claims["metric"].drop_nulls().n_unique() > 1
    assert "case" in set(codebook().metrics)
    again = run_command("codebook", "new", str(tmp_path))
    assert again.returncode == 1
    assert "a codebook is here already" in again.stderr
    assert len(again.stderr.splitlines()) == 1
