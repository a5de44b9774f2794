"""The codebook: every entry proves itself in both languages; a broken one is named with its remedy."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from analysis.codebook import Metric, codebook
from analysis.errors import LexiconError
from analysis.language.lexicon import LANGS
from analysis.language.neighbours import all_units
from analysis.paths import data_folder
from analysis.selection import about

from ..conftest import claims_of

BOOK = codebook()


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("metric", BOOK.metrics.values(), ids=lambda m: m.metric)
def test_twin_examples_give_the_one_claim(metric: Metric, lang: str) -> None:
    example = metric.example
    wanted = {
        "value": float(example["value"]),
        "modifier": example.get("modifier", "exact"),
        "kind": example.get("kind", "level"),
    }
    agency = (metric.agency or ("NIA",))[0]
    found = [
        c
        for c in claims_of(example[lang], lang, agency=agency)
        if c["metric"] == metric.metric and c["value"] is not None
    ]
    got = [{key: claim[key] for key in wanted} for claim in found]
    assert wanted in got, f"{example[lang]} gave {claims_of(example[lang], lang)}"
    assert all(c["unit"] in {*metric.units, "percent"} for c in found)
    if "unit" in example:
        assert example["unit"] in [c["unit"] for c in found]


@pytest.mark.parametrize("metric", BOOK.metrics.values(), ids=lambda m: m.metric)
def test_every_metric_is_described(metric: Metric) -> None:
    assert metric.definition.endswith(".")
    assert metric.not_to_confuse
    assert all(metric.label[lang] and metric.aliases[lang] for lang in LANGS)


def test_metrics_named_as_not_to_confuse_exist() -> None:
    named = {w for m in BOOK.metrics.values() for w in re.findall(r"\b[a-z]+(?:_[a-z0-9]+)+\b", m.not_to_confuse)}
    later = {"departures_mainland_residents"}
    assert named - set(BOOK.metrics) <= later | set(ALL_METRICS)


ALL_METRICS = re.findall(
    r"^\[metrics\.(\w+)\]", (data_folder() / "codebook.toml").read_text(encoding="utf-8"), re.MULTILINE
)

GOOD = """[metrics.guns]
label = { en = "Guns", zh = "枪支" }
unit = "item"
definition = "Guns."
not_to_confuse = "nothing"
aliases = { en = ["gun"], zh = ["枪支"] }
example = { en = "5 guns.", zh = "枪支5支。", value = 5 }
"""
UNITS = (
    re.search(r"\[units\].*?(?=\n# ----)", (data_folder() / "codebook.toml").read_text(encoding="utf-8"), re.DOTALL)[0]
    + "\n"
)


@pytest.mark.parametrize(
    ("broken", "message"),
    [
        (GOOD.replace('unit = "item"', 'unit = "items"'), "did you mean 'item'"),
        (GOOD.replace('definition = "Guns."\n', ""), "definition is missing"),
        (GOOD.replace('zh = ["枪支"]', 'cn = ["枪支"]'), "aliases lacks 'zh'"),
        (GOOD.replace("not_to_confuse", "not_to_confus"), "not_to_confuse is missing"),
        (GOOD + 'aliasses = "x"\n', "did you mean 'aliases'"),
        (GOOD.replace(", value = 5", ""), "example lacks its value"),
        (GOOD.replace("metrics.guns", "metrics.Guns-1"), "rename it"),
        (GOOD.replace('"nothing"', '"nothing'), "not valid TOML"),
        ("", "no [metrics.<id>] entry"),
    ],
)
def test_a_broken_codebook_names_entry_and_remedy(tmp_path: Path, broken: str, message: str) -> None:
    path = tmp_path / "codebook.toml"
    path.write_text(UNITS + broken, encoding="utf-8")
    with pytest.raises(LexiconError) as caught:
        codebook(path)
    assert message in str(caught.value)
    assert "codebook.toml" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_an_unknown_metric_is_refused_with_a_suggestion() -> None:
    with pytest.raises(LexiconError, match="did you mean 'suspects_arrested'"):
        about("suspect_arrested")


def test_the_units_are_the_lexicons_units() -> None:
    assert set(all_units()) <= set(BOOK.units)
