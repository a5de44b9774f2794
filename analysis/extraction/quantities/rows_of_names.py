"""Rows of names with a number each: 'Matero recorded 17 arrests, Kanyama 26 and Chawama 10', 'seized 1211 Nitrosun, 378 Nitrazepam'."""

from __future__ import annotations

import functools
import itertools

from ...language.lexicon import word_list
from ...language.number_words import Numeral
from ...language.patterns import later

NAME = r"(?:[A-Z][a-z][\w'-]* ){1,3}"
SHORT = r"[A-Z]{2,5} "  # 'DRC 101', in a row with others that are written out
LED = rf"(?:(?:{'|'.join(word_list('leads_to_a_member'))}) )?"
MEMBER = later(
    rf"(?:(?<=[,;:–-] )|(?<=\band )){LED}(?:{NAME}|(?P<short>{SHORT}))(?:[–-] )?(?P<n>\d[\d,]*)(?= ?[,;.]|,? and |$)"
)
# 'seized 1211 Nitrosun, 378 Nitrazepam and 83 bottles': names that are counted, behind a word in small letters.
COUNTED = r"\d[\d,]* [A-Z][\w+-]*(?: (?:of )?[A-Za-z]+){0,2}"
ROW_OF_COUNTED = later(
    rf"(?<=[a-z:] )(?<![Tt]he )(?:\d[\d,]* [a-z][\w -]{{0,24}}(?:,? and |, ))*(?:{COUNTED}(?:,? and |, ))+"
    r"(?:\d[\d,]* [A-Z][\w+-]*(?=[,.;]| [a-z]|$)|(?=\d[\d,.]* [A-Za-z]))"
)
HEAD = later(r"(?P<n>\d[\d,]*) [A-Z]")
MANY = 2  # members that make a row
FOLLOWED = later(rf"\b(?:{'|'.join(word_list('goes_on_a_ranking'))})\b")


def in_row_of_names(text: str, numeral: Numeral) -> bool:
    """Is a number one of a row of names that have a number each, and not part of a name ('Dublin 15') itself?"""
    return numeral.start in _members(text) or counts_a_name(text, numeral.start)


@functools.lru_cache(maxsize=64)
def _members(text: str) -> frozenset[int]:
    """Where the numbers of a row of names begin; found once for all the numbers of a sentence."""
    members = list(MEMBER.finditer(text))
    members = members if any(not m["short"] for m in members) else []  # 'Section A, HS 12 and HS 15'
    found = {match.start("n"): int(match["n"].replace(",", "")) for match in members}
    counted = any(b - a != 1 for a, b in itertools.pairwise(found.values()))  # no 'Unit 1, Unit 2'
    return frozenset(found) if len(found) >= MANY and counted else frozenset()


@functools.lru_cache(maxsize=64)
def _counted(text: str) -> frozenset[int]:
    """Where the numbers begin that count what goes by a name."""
    return frozenset(m.start("n") for row in ROW_OF_COUNTED.finditer(text) for m in HEAD.finditer(text, *row.span()))


def counts_a_name(text: str, start: int) -> bool:
    """Does the number that begins there count something that goes by a name, in a row of such?"""
    return start in _counted(text)


def ranked(text: str) -> bool:
    """'Made in Matero, 17, followed by Kanyama, 26': does the text go on from the first of a ranking to those behind it?"""
    return FOLLOWED.search(text) is not None
