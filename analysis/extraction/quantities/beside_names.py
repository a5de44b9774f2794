"""Plain numbers that belong to a name beside them: 'iPhone 11', 'S&P 500', 'Dublin 15'."""

from __future__ import annotations

import re

from ...language.lexicon import lexicon, word_list
from ...language.neighbours import Neighbours
from ...language.number_words import Numeral
from ...language.patterns import later
from ...language.tokens import plural_shape
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
    if not _plain(text, numeral) or _is_figure(text, numeral, table):
        return False
    before = _name_before(text, numeral)
    one_place = not before and ONE_PLACE.search(text, 0, numeral.start) and ONE_IS.match(text, numeral.end)
    if one_place and (numeral.value or 0) > 1:
        return True  # 'Dublin 15 was the area with the highest number'
    after = _name_after(text, numeral, led=before)
    phrase = right_phrase(text, numeral.end, table)
    if not (before or after) or head_unit(phrase, table):
        return False
    return phrase is None or not _counts_plural(phrase, before, after)


def _plain(text: str, numeral: Numeral) -> bool:
    """Is a number printed in digits alone, with no scale, comma or hedge?"""
    digits = numeral.form == "digits" and numeral.value is not None and not numeral.hedge
    return digits and text[numeral.start : numeral.end].isdigit()


def _is_figure(text: str, numeral: Numeral, table: Neighbours) -> bool:
    """'11 kg', 'more than 11', 'on Friday 140': is a number measured or bounded, or told in a row or of a day?"""
    start, end, measures = numeral.start, numeral.end, table.measures
    if measures.word_at(text, end) or measures.sign_at(text, end) or measures.money_before(text, start):
        return True
    if modifier_before(text, start, 0, table) or counted_in_headline(text, numeral, table):
        return True
    return in_row_of_names(text, numeral) or counted_on_a_day(text, numeral)


def _name_before(text: str, numeral: Numeral) -> bool:
    """'iPhone 11', 'S&P 500': does a name lead to a number? Not in 'Turks 159 and Pakistanis 115'."""
    name = CAPITAL.search(text[max(0, numeral.start - 24) : numeral.start])
    return name is not None and not ((numeral.value or 0) > DAYS and is_demonym(name[0].strip()))


def _name_after(text: str, numeral: Numeral, *, led: bool) -> bool:
    """'787 Dreamliner': does a name follow that is none of people? `led`: there is one before the number, too."""
    found = re.match(r" [A-Z][a-z]+", text[numeral.end : numeral.end + 20])
    if found is None or (not led and PLURAL_NAME.match(found[0])):
        return False
    name = found[0].strip()
    return not (is_demonym(name) or is_demonym(f"{name}s"))  # '72 Russian and 56 Moldovan citizens'


def _counts_plural(phrase: str, before: bool, after: bool) -> bool:
    """'94 Local Government Areas', '610 Food Penalties': does a number count a plural in capitals behind it?"""
    last = phrase.split()[-1]
    several = not before and " " in phrase
    return (last in COUNTED_IN_CAPITALS and phrase.istitle()) or (plural_shape(last) and (several or not after))
