"""Four figures that may be a year or a count: 'in 2014', 'seized 2000 kilograms', 'filed 2080 new applications', 'the 2019 arrivals'."""

from __future__ import annotations

import functools
import re
from datetime import date
from typing import NamedTuple

from .lexicon import alternatives, lexicon, plural, word_list
from .patterns import later
from .tokens import PAST_FORMS, lexer, plural_shape
from .units import measures

BARE = later(r"\d{4}")
WORD_BEFORE = later(r"([A-Za-z][\w'-]*|\d{4}|[,;:(\"/-]) ?$")
WORDS_BEHIND = later(r" ([a-z][a-z'-]+)(?: ([a-z][a-z'-]+))?(?: ([a-z][a-z'-]+))?")
AHEAD, RECENT = (
    15,
    12,
)  # years: no figure of a report is of a time so far ahead; a number of years so near is more likely one of them
LINKS = frozenset([",", ";", "and", "while", "as"])  # between the numbers of a list
MOVES = word_list("moves_by_or_to", "en")
LED_TO = frozenset(["from", "to", "by"])  # from one level to another
PLURAL_BE = frozenset(word_list("plural_be", "en"))
TIME_OF = frozenset(word_list("times_before_of", "en"))
YEARLY = frozenset(word_list("told_of_a_year", "en"))
PARTITIVE = frozenset(word_list("these", "en"))
HELD_AGAINST = frozenset(["against", "versus", "than"])
TIME_BEFORE = frozenset(word_list("before_a_bare_year", "en"))


DESCRIBING = frozenset(
    ["WORD", "NEW", "MORE", "RECORD", "LIGHT", "PART"]
)  # what may stand between a number and its noun


class Around(NamedTuple):
    """What stands beside four figures: the word before, the one before that, the words behind, and whether a number is rounded."""

    lead: str
    lead_of: str
    behind: tuple[str, ...]
    number: int
    round: bool
    recent: bool


def counts(text: str, start: int, end: int, today: date) -> bool:
    """Are the four figures at text[start:end] a number of things, and no year?"""
    if not BARE.fullmatch(text, start, end):
        return False
    around = _around(text, start, end, today)
    if around.lead in ("up", "down") or (around.lead == "by" and around.lead_of in MOVES):
        return True  # 'rose by 2000 to 5000'
    measured = measures("en").word_at(text, end)
    first = around.behind[0] if around.behind else ""
    if first in PLURAL_BE:  # 'of them, 1940 are males'; 'in 2019 and 2020 were'
        return around.lead in ("", ",", ";", "while") and not BARE.search(text, 0, start)
    if first == "of" and around.behind[1:2] and around.behind[1] in PARTITIVE:  # '1983 of them were registered'
        return around.lead not in TIME_BEFORE
    place, counted = _counted(around.behind)
    if not measured and not place:
        return False
    if around.lead in LED_TO:  # 'rose to 2000 tonnes'; 'from 2019 arrivals fell'
        moved = bool(MOVED.search(text, max(0, start - 60), start))
        direct = measured or (counted and place == 1)
        return moved and bool(direct) and not (around.recent and not around.round)
    if HEDGED.search(text, max(0, start - 24), start):  # 'more than 2000 tablets', 'some 1985 people'
        return around.round or bool((measured or counted) and not around.recent)
    if around.lead in HELD_AGAINST and (measured or (counted and place == 1)) and not around.recent:
        return True  # '2160 injuries, as against 1901 injuries this year'
    if around.lead in TIME_BEFORE or (around.lead == "of" and around.lead_of in TIME_OF):
        return False
    if around.number > today.year + AHEAD:
        return True
    return _leads_to_count(text, start, around, bool(measured or counted), bool(measured or (counted and place == 1)))


def _leads_to_count(text: str, start: int, around: Around, listed: bool, direct: bool) -> bool:
    """Does what stands before lead to a number? `listed`: the lexicon has what is counted, `direct`: right behind."""
    types = lexer("en").types.get(around.lead, frozenset())
    saying = "SAY" in types or around.lead in YEARLY
    doing = (
        around.lead.endswith(("ed", "ing")) or around.lead in PAST_FORMS or "BE" in types or "FLOW" in types
    ) and not saying
    if around.lead == "of" or doing:  # 'a total of 1904 foreigners', 'officers issued 2033 work permits'
        return listed or around.round
    if around.lead in LINKS or not around.lead:  # 'There were 1999 arrests, 1950 seizures'
        in_list = around.lead in LINKS and not around.recent and not YEAR_BEFORE.search(text, max(0, start - 24), start)
        return (around.round and (listed or not around.lead)) or (listed and in_list)
    return direct and around.round


def _around(text: str, start: int, end: int, today: date) -> Around:
    before = WORD_BEFORE.search(text, max(0, start - 24), start)
    lead = before[1].lower() if before else ""
    second = WORD_BEFORE.search(text, max(0, before.start() - 24), before.start()) if before else None
    behind = WORDS_BEHIND.match(text, end)
    words = tuple(word for word in behind.groups() if word) if behind else ()
    number = int(text[start:end])
    near = today.year - RECENT <= number <= today.year + 2
    return Around(lead, second[1].lower() if second else "", words, number, number % 100 == 0, near)


def _counted(behind: tuple[str, ...]) -> tuple[int, bool]:
    """Which of the words behind is what is counted, from 1, 0 for none, and whether the lexicon has it.

    'new applications' => (2, True), 'counterfeit watches' => (2, False), 'saw arrests' => (0, False)
    """
    for place, word in enumerate(behind, 1):
        if word in YEARLY:
            break
        if word in counted_words() or plural_shape(word):
            return place, word in counted_words()
        types = lexer("en").types.get(word, DESCRIBING)
        if word in PAST_FORMS or word.endswith("ed") or not types <= DESCRIBING:
            break
    return 0, False


@functools.cache
def counted_words() -> frozenset[str]:
    """The plurals of what is counted: 'arrests', 'people', 'permits', in no order."""
    rows = lexicon("units")["units"].values()
    names = {name for row in rows for name in row["en"] if " " not in name and name.isalpha() and name.islower()}
    return frozenset(word for name in names for word in (name, plural(name)) if plural_shape(word))


HEDGES = [
    word
    for name, row in lexicon("modifiers").items()
    if name != "several"
    for word in row["before"]["en"]
    if word[0].isalpha()
]
HEDGED = later(rf"(?<![\w-])(?:{alternatives(HEDGES)}) $", re.IGNORECASE)
YEAR_BEFORE = later(r"(?<!\d)(?:19|20)\d\d(?:,| and|, and) ?$")
MOVED = later(rf"\b(?:{alternatives(list(MOVES))})\b[^,;.]*$", re.IGNORECASE)
