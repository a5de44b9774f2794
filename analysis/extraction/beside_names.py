"""Plain numbers that belong to a name beside them: 'iPhone 11', 'S&P 500', 'Dublin 15'."""

from __future__ import annotations

import re

from ..language.lexicon import lexicon, word_list
from ..language.neighbours import Neighbours
from ..language.number_words import Numeral
from ..language.patterns import later
from ..language.tokens import plural_shape
from .headlines import counted_in_headline
from .modifiers import modifier_before
from .noun_phrases import head_unit, right_phrase
from .noun_units import is_demonym
from .rows_of_names import in_row_of_names

COUNTED_IN_CAPITALS = word_list("counted_in_capitals")
PLURAL_NAME = later(r" [A-Z][a-z]+[^s]s$")  # '32 Americans, 17 Indians', '112 Rohingyas among them'
CAPITAL = later(r"(?<=[A-Za-z,;&)] )(?:\"?[A-Z][\w&-]*) $|\b[a-z]+[A-Z]\w* $|[A-Z]{2,} $|& ?[A-Z] $")


ONE_PLACE, ONE_IS = later(r"(?:^|[.;:] )[A-Z][a-z]+ $"), later(r" (?:is|was|has) (?:the|a|an) ")


DAYS = 31  # a larger number behind a weekday is no day of a month
WEEKDAYS = frozenset(word for row in lexicon("periods")["weekdays"] for word in row["en"])
DAYS_OR_MONTHS = WEEKDAYS.union(word.title() for row in lexicon("periods")["months"] for word in row["en"])
WHAT_WAS_DONE = later(r" (?:were|was|had|have|others?|more)\b")


def counted_on_a_day(text: str, numeral: Numeral) -> bool:
    """'On Friday 140 and on Saturday 111 migrants', 'on Monday 31 were brought ashore', 'April 90': a day or a month is no name."""
    word = re.search(r"([A-Z][a-z]+) $", text[max(0, numeral.start - 12) : numeral.start])
    if not word or word[1] not in DAYS_OR_MONTHS:
        return False
    done = word[1] in WEEKDAYS and WHAT_WAS_DONE.match(text, numeral.end) is not None
    return (numeral.value or 0) > DAYS or done


def named(text: str, numeral: Numeral, table: Neighbours) -> bool:
    """'iPhone 11', 'S&P 500', '787 Dreamliner', 'Unit 3': a plain number beside a name, with nothing that it counts."""
    if (
        numeral.form != "digits"
        or numeral.value is None
        or numeral.hedge
        or not text[numeral.start : numeral.end].isdigit()
    ):
        return False
    if (
        table.measures.word_at(text, numeral.end)
        or table.measures.sign_at(text, numeral.end)
        or table.measures.money_before(text, numeral.start)
    ):
        return False
    if modifier_before(text, numeral.start, 0, table):
        return False
    if counted_in_headline(text, numeral, table):
        return False
    if in_row_of_names(text, numeral) or counted_on_a_day(text, numeral):
        return False
    phrase = right_phrase(text, numeral.end, table)
    head = head_unit(phrase, table)
    before = CAPITAL.search(text[max(0, numeral.start - 24) : numeral.start])
    if before and numeral.value > DAYS and is_demonym(before[0].strip()):
        before = None  # 'Turks 159 and Pakistanis 115'
    after = re.match(r" [A-Z][a-z]+", text[numeral.end : numeral.end + 20])
    if (
        before is None
        and ONE_PLACE.search(text, 0, numeral.start)
        and ONE_IS.match(text, numeral.end)
        and numeral.value > 1
    ):
        return True  # 'Dublin 15 was the area with the highest number'
    people = after and (
        is_demonym(after[0].strip()) or is_demonym(after[0].strip() + "s")
    )  # '72 Russian and 56 Moldovan citizens'
    after = None if after and (people or (not before and PLURAL_NAME.match(after[0]))) else after
    said = phrase.split()[-1] if phrase else ""
    counted = phrase is not None and said in COUNTED_IN_CAPITALS and phrase.istitle()  # '94 Local Government Areas'
    several = (
        phrase is not None and not before and " " in phrase
    )  # '610 Food Penalties', where '787 Dreamliner' is a name
    plural_head = counted or (phrase is not None and plural_shape(said) and (several or not after))
    return bool((before or after) and not head and not plural_head)
