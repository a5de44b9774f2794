"""What is passed over to save time tells nothing: the scanners and the triage against the plain patterns."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.extraction.clauses.cues import cues
from analysis.extraction.clauses.draft import Reading
from analysis.extraction.pipeline import read_all, read_briefing
from analysis.language.lexicon import LANGS, fold
from analysis.language.number_words import tables
from analysis.language.sentences import Sentence, split_sentences
from analysis.language.time_grammar import grammar
from analysis.language.trie import Scanner, beginnings
from tests.conftest import as_briefing

from .test_properties import PIECES

TIMES = {
    "en": ["in May", "last year", "January to March", "so far this year", "nationwide", "Since THEN", "the  past\nthree months", "İn the first quarter", "ſince the start of this year", "two-thirds"],
    "zh": ["去年", "今年以来", "全国", "前三季度", "１至７月", "上半年", "目前", "一季度", "二〇二三年", "平均"],
}  # fmt: skip


def texts(language: str) -> st.SearchStrategy[str]:
    """Texts of several sentences with figures, times, cues and odd characters."""
    pieces = [*PIECES[language], *TIMES[language], ".", "。", "\n\n", "K", "ı", "\t"]
    glue = st.sampled_from([" ", "", "  "])
    return st.builds(lambda words, gap: gap.join(words), st.lists(st.sampled_from(pieces), max_size=24), glue)


@pytest.fixture(scope="module")
def sentences(corpus: pl.DataFrame) -> list[tuple[str, str]]:
    """Every folded sentence of the corpus with its language."""
    return [(b["language"], s.folded) for b in corpus.iter_rows(named=True) for s in split_sentences(b)]


def scanned(language: str) -> list[tuple[Scanner, re.Pattern[str]]]:
    """Each scanner of a language and the alternation that it stands for."""
    flags = re.IGNORECASE
    points = grammar(language).points
    return [
        (grammar(language).point, re.compile("|".join(points), flags if language == "en" else 0)),
        (tables(language).candidate, re.compile("|".join(tables(language).candidates), flags)),
        (cues(language).scopes, re.compile("|".join(cues(language).scoped), flags)),
    ]


def spans(matches: Any) -> list[tuple[int, int, str | None]]:
    return [(m.start(), m.end(), m.lastgroup) for m in matches]


def agree(language: str, text: str) -> None:
    """Everything that looks only where it must finds what the plain patterns find."""
    for scanner, plain in scanned(language):
        assert spans(scanner.finditer(text)) == spans(plain.finditer(text))
    read = Reading(Sentence(0, len(text), text, text, 1, False), language)
    for group, (_, rows) in cues(language).groups.items():
        plain_hits = [(row, m.span()) for row in rows for m in row[-1].finditer(text)]
        assert [(row, m.span()) for row, m in read.matches(group)] == plain_hits


def test_the_scanners_find_what_the_patterns_find_in_the_corpus(sentences: list[tuple[str, str]]) -> None:
    for language, text in sentences:
        agree(language, text)


@pytest.mark.parametrize("language", LANGS)
@settings(max_examples=60, deadline=None, derandomize=True)
@given(data=st.data())
def test_the_scanners_find_what_the_patterns_find_anywhere(language: str, data: st.DataObject) -> None:
    agree(language, fold(data.draw(texts(language))))


def told(reads: list[Reading]) -> list[Any]:
    """What was read, without the sentences that tell nothing."""
    return [(r.sentence.start, r.drafts, r.leftovers) for r in reads if r.drafts or r.leftovers]


def same_without_triage(briefing: dict[str, Any]) -> None:
    (_, passed, _), *_ = read_all([briefing])
    everything, _ = read_briefing(briefing)
    assert told(passed) == told(everything)


def test_the_sentences_passed_over_tell_nothing_in_the_corpus(corpus: pl.DataFrame) -> None:
    for briefing in corpus.iter_rows(named=True):
        same_without_triage(briefing)


@pytest.mark.parametrize("language", LANGS)
@settings(max_examples=150, deadline=None, derandomize=True)
@given(data=st.data())
def test_the_sentences_passed_over_tell_nothing_anywhere(language: str, data: st.DataObject) -> None:
    same_without_triage(as_briefing(data.draw(texts(language)), language, date(2024, 8, 19)))


def test_a_pattern_that_may_begin_with_anything_is_refused() -> None:
    with pytest.raises(ValueError, match="may begin with anything"):
        beginnings(r"\w+ day", width=3)
    assert beginnings(r"(?<!x)(?:the )?(?:mon|tues)day", width=5) == {"the m", "the t", "monda", "tuesd"}
    assert beginnings(r"\d{4}[-/ ]?Q", width=3) == {"000"}
    assert beginnings(r"\d{1,2} days?", width=4) == {"0 da", "00 d"}
    assert beginnings(r"\d+ days?", width=4) == {"0"}
