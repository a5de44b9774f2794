"""Which sentences can tell anything at all: one vectorised pass over all of them, before any is read."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass

from ...language.number_words import tables
from ...language.time_grammar import grammar
from ...language.trie import DIGIT, beginnings, lower
from ...remembered import remembered
from .cues import cues

WIDTH = 10  # characters of a beginning that are looked for


@dataclass(frozen=True)
class Hope:
    """What a sentence may hold: `claims` a figure or a cue of a claim, `times` what changes how the next is read."""

    claims: bool
    times: bool


EVERYTHING = Hope(claims=True, times=True)


class Triage:
    """The beginnings of everything that makes a claim, or a period, in one language."""

    def __init__(self, lang: str) -> None:
        cue, flags = cues(lang), int(re.IGNORECASE)
        patterns = [p.pattern for p in (*(p for _, p in cue.trends), *(p for *_, p in cue.doubling), cue.pledge)]
        claims = [(pattern, flags) for pattern in patterns + tables(lang).candidates]
        times = [(pattern, flags if lang == "en" else 0) for pattern in grammar(lang).points]
        self.claims = _shortest(claims, cue.named_by)
        self.times = _shortest([*times, (cue.nationwide.pattern, flags)], [])


# A cue that begins with a letter begins a word: 'ten' is none in 'listened'. A sign before every word tells them apart.
WORD, MARKED = r"(^|[^a-z0-9_])([a-z])", ("${1}\0${2}", "\\1\0\\2")


def marked(head: str) -> str:
    """A beginning as it is looked for: every word in it marked."""
    return re.sub(WORD, MARKED[1], head)


def _shortest(patterns: list[tuple[str, int]], words: list[str]) -> list[str]:
    """The beginnings of patterns and words, without what a shorter one stands for, and without those that hold a digit."""
    return remembered("triage", [patterns, words, WIDTH], lambda: _gathered(patterns, words), beginnings)


def _gathered(patterns: list[tuple[str, int]], words: list[str]) -> list[str]:
    heads = {*words, *(head for pattern, flags in patterns for head in beginnings(pattern, flags, width=WIDTH))}
    kept: list[str] = []
    for head in sorted({marked(lower(head)) for head in heads}, key=lambda h: (len(h), h)):
        if DIGIT not in head and not any(k in head for k in kept):
            kept.append(head)
    return kept


@functools.cache
def triage(lang: str) -> Triage:
    """The beginnings of a language, gathered once."""
    return Triage(lang)


def hopes(folded: list[str], lang: str) -> list[Hope]:
    """For each folded sentence what it may hold; what is not hoped for is not there."""
    import polars as pl

    table = triage(lang)
    plain = pl.Series("sentence", folded, dtype=pl.String).str.replace_all(r"\s+", " ")
    plain = plain.str.replace_many(["İ", "ı", "ſ"], ["i", "i", "s"]).str.to_lowercase()
    digits = plain.str.contains(r"\d")
    plain = plain.str.replace_all(WORD, MARKED[0])
    claims = digits | plain.str.contains_any(table.claims)
    times = digits | plain.str.contains_any(table.times)
    return [Hope(a, b) for a, b in zip(claims.to_list(), times.to_list(), strict=True)]
