"""Numbers that are the name of a thing: 'Category 4', 'Regions one, two and nine', '16 Industrial Avenue'."""

from __future__ import annotations

import re

from ...language.neighbours import Neighbours
from ...language.number_words import Numeral
from ...language.patterns import later
from .noun_units import is_demonym
from .rows_of_names import in_row_of_names, ranked

DID = later(r" [a-z]+ed\b")  # 'Terminal two handled': no noun that is counted


def in_labels(before: str, after: str, table: Neighbours) -> bool:
    """Does a number stand in a row of numbers behind 'districts' or 'regions'?"""
    found = table.labels_before.search(before)
    return found is not None and bool(found["more"] or table.next_label.match(after))


def label(text: str, numeral: Numeral, table: Neighbours) -> str | None:
    """'Category 4', '90049 ZIP Code', '16 Industrial Avenue', 'Maddon, 66, has': a name, a reference or an age."""
    before, digits = text[max(0, numeral.start - 25) : numeral.start], text[numeral.start : numeral.end]
    if not table.spaced or not digits.isdigit():
        return None
    if table.code_after.match(text, numeral.end) or table.street.match(text, numeral.end):
        return "reference"
    counted = ROW.search(text) or IN_PLACE.search(before) or ranked(text) or in_row_of_names(text, numeral)
    person = table.person_before.search(before) if 1 < len(digits) < 4 and not counted else None
    if person and re.match(r"[,;] |[,;]?$|\.(?: |$)", text[numeral.end :]) and not is_demonym(person[0][:-2]):
        return "age" if numeral.value and numeral.value < 115 else None  # but 'Chinese, 73; Brazilians, 59'
    measured = table.measures.word_at(text, numeral.end)
    glued = text[numeral.end : numeral.end + 1].isalpha()
    first = SECOND_LABEL.search(before)  # 'Group 1 to 5 crimes'
    labelled = table.label_before.search(before[: first.start()] if first else before)
    named = len(digits) < 4 and labelled and (glued or not measured)
    return "name" if named else None


ROW = later(r"[A-Z]\w+, (?:with )?\d{3}")  # 'Harrow Bay, 276; and Stonefield, 91': counts in a row of places
IN_PLACE = later(r"\b(?:in|at|from) (?:[A-Z][\w'-]+ )*[A-Z][\w'-]+, $")  # '; in Kanyama, 26; and in Chawama, 10'
SECOND_LABEL = later(r"(?<= )\d{1,2} ?(?:to|and|-|&) ?$")
