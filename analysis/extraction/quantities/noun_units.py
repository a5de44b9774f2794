"""The unit of the noun that a phrase ends in."""

from __future__ import annotations

from ...language.lexicon import per_codebook, word_list
from ...language.neighbours import Neighbours, neighbours

AMONG_THEM = word_list("among_them", "zh")


NUMBERS = word_list("numbers_of_what")


def noun_unit(phrase: str, table: Neighbours) -> str | None:
    """The unit of the noun that a phrase ends in: 'visitor arrivals', 水客走私违规案件."""
    return _tail_unit(phrase, table.lang) if phrase else None


@per_codebook
def _tail_unit(phrase: str, lang: str) -> str | None:
    table = neighbours(lang)
    if not table.spaced:
        for within in AMONG_THEM:
            phrase = phrase.removesuffix(within)  # 在3000万出入境人员中
        return next((unit for noun, unit in _longest(lang) if phrase.endswith(noun)), None)
    words = [w.strip("\"()'") for w in phrase.lower().split()]
    if len(words) > 1 and words[-1] in NUMBERS:
        del words[-1]  # 'student numbers' are of students
    for begin in range(max(0, len(words) - 3), len(words)):
        if unit := table.nouns.get(" ".join(words[begin:])):
            return unit
    return None


@per_codebook
def _longest(lang: str) -> list[tuple[str, str]]:
    return sorted(neighbours(lang).nouns.items(), key=lambda row: -len(row[0]))


def is_demonym(word: str) -> bool:
    """'Indonesians', 'Pakistanis', 'Vietnamese', 'Swedes': people by their country."""
    return word[:1].isupper() and (word.endswith(word_list("demonym_endings")) or word in word_list("demonyms"))
