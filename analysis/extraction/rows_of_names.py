"""Rows of names with a number each: 'Matero recorded 17 arrests, Kanyama 26 and Chawama 10'."""

from __future__ import annotations

import itertools

from ..language.lexicon import word_list
from ..language.number_words import Numeral
from ..language.patterns import later

NAME = r"(?:[A-Z][a-z][\w'-]* ){1,3}"
LED = rf"(?:(?:{'|'.join(word_list('leads_to_a_member'))}) )?"
MEMBER = later(rf"(?:(?<=[,;:–-] )|(?<=\band )){LED}{NAME}(?:[–-] )?(?P<n>\d[\d,]*)(?= ?[,;.]|,? and |$)")
MANY = 2  # members that make a row
FOLLOWED = later(rf"\b(?:{'|'.join(word_list('goes_on_a_ranking'))})\b")


def in_row_of_names(text: str, numeral: Numeral) -> bool:
    """Is a number one of a row of names that have a number each, and not part of a name ('Dublin 15') itself?"""
    numbers = [match["n"] for match in MEMBER.finditer(text)]
    starts = [match.start("n") for match in MEMBER.finditer(text)]
    if numeral.start not in starts or len(starts) < MANY:
        return False
    values = [int(n.replace(",", "")) for n in numbers]
    return any(b - a != 1 for a, b in itertools.pairwise(values))  # no 'Unit 1, Unit 2'


def ranked(text: str) -> bool:
    """'Made in Matero, 17, followed by Kanyama, 26': does the text go on from the first of a ranking to those behind it?"""
    return FOLLOWED.search(text) is not None
