"""The codebook in the reader: every metric proves itself in both languages and keeps what is near it out; frames of one's own.

How a codebook of one's own is found, checked and used stands in tests/root/test_own_codebook.py.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from analysis.codebook import Metric, built_in
from analysis.errors import LexiconError
from analysis.extraction.claims import find_claims
from analysis.language.lexicon import LANGS
from analysis.language.neighbours import all_units
from analysis.selection import about

from ..conftest import one_sentence
from .case_files import Case
from .judging import faults_of, parameters

BOOK = built_in()


# ---- what each metric proves ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("case", parameters("codebook"))
def test_twin_examples_give_the_metric_and_near_misses_do_not(case: Case) -> None:
    assert not faults_of(case)


@pytest.mark.parametrize("metric", BOOK.metrics.values(), ids=lambda m: m.metric)
def test_every_metric_is_described_and_kept_apart(metric: Metric) -> None:
    assert metric.definition.endswith(".")
    assert metric.not_to_confuse
    assert all(metric.label[lang] and metric.counts[lang] for lang in LANGS)
    assert all(len(set(metric.near_miss.get(lang, ()))) >= 2 for lang in LANGS), "two near misses in each language"


def test_metrics_named_as_not_to_confuse_exist() -> None:
    named = {w for m in BOOK.metrics.values() for w in re.findall(r"\b[a-z]+(?:_[a-z0-9]+)+\b", m.not_to_confuse)}
    assert named <= set(BOOK.metrics), sorted(named - set(BOOK.metrics))


def test_a_metric_is_given_only_for_agencies_that_it_serves() -> None:
    """The same words of another agency give the noun, and no metric."""
    for agency in ("Europol", "Canada CBSA", "HK ImmD"):
        (claim,) = find_claims(one_sentence("Police arrested 18 suspects.", "en", agency=agency)).to_dicts()
        assert (claim["metric"], claim["head"], claim["unit"]) == (None, "suspect", "person")
    (ours,) = find_claims(one_sentence("Police arrested 18 suspects.", "en")).to_dicts()
    assert ours["metric"] == "suspects_arrested"


def test_a_local_station_belongs_to_the_agency_that_the_codebook_serves() -> None:
    (claim,) = find_claims(one_sentence("查获偷渡人员12人。", "zh", agency="深圳边检总站")).to_dicts()
    assert claim["metric"] == "stowaways_seized"


def test_an_unknown_metric_is_refused_with_a_suggestion() -> None:
    with pytest.raises(LexiconError, match="did you mean 'suspects_arrested'"):
        about("suspect_arrested")


def test_the_units_are_the_lexicons_units() -> None:
    assert set(all_units()) <= set(BOOK.units)


# ---- a user's own codebook --------------------------------------------------------------------------------------------

BRIDGES = """[metrics.bridges]
label = { en = "Bridges mended", zh = "修桥" }
unit = "item"
definition = "Bridges."
counts = { en = ["bridge", "ford (a.k.a. low bridge)"], zh = ["桥梁"] }
by = { en = ["mend"], zh = ["修复"] }
example = { en = "Crews mended 5 bridges.", zh = "修复桥梁5座。", value = 5 }
"""
TEXT = "Crews mended 5 bridges. Police arrested 18 suspects."


def written(folder: Path, text: str, name: str = "codebook.toml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def metrics_of(text: str, book: Path | None = None, agency: str = "NIA", language: str = "en") -> list[str | None]:
    return find_claims(one_sentence(text, language, agency=agency), codebook=book)["metric"].to_list()


def test_an_own_codebook_stands_alone_or_adds_to_ours(tmp_path: Path) -> None:
    alone = written(tmp_path, BRIDGES, "alone.toml")
    added = written(tmp_path, 'extends = "migration"\n' + BRIDGES, "added.toml")
    assert metrics_of(TEXT, alone) == ["bridges", None]
    assert metrics_of(TEXT, added) == ["bridges", "suspects_arrested"]
    assert metrics_of(TEXT, alone, agency="Ministry of Works")[0] == "bridges"  # its metrics are everybody's


def test_the_words_of_a_codebook_are_literals_and_never_patterns(tmp_path: Path) -> None:
    path = written(tmp_path, BRIDGES.replace('"bridge",', '"bri.ge", "(", "[a-z]+", ".*",'))
    assert metrics_of("Crews mended 5 bridges.", path) == [None]
    assert metrics_of("Crews mended 5 bri.ges.", path) == ["bridges"]


def test_a_predicate_that_is_asked_for_must_stand_in_the_clause(tmp_path: Path) -> None:
    path = written(tmp_path, BRIDGES)
    assert metrics_of("Crews mended 5 bridges.", path) == ["bridges"]
    assert metrics_of("Crews counted 5 bridges.", path) == [None]
    assert metrics_of("Crews counted 5 bridges. They mended roads.", path) == [None]
    assert metrics_of("修复桥梁5座。", path, language="zh") == ["bridges"]


def test_a_codebook_that_was_changed_is_read_anew(tmp_path: Path) -> None:
    path = written(tmp_path, BRIDGES)
    assert metrics_of("Crews mended 5 bridges.", path) == ["bridges"]
    path.write_text(BRIDGES.replace('"mend"', '"repair"'), encoding="utf-8")
    os.utime(path, ns=(1, 1))
    assert metrics_of("Crews mended 5 bridges.", path) == [None]
