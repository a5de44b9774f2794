"""What a figure counts where no noun is said at all: what the text counted last."""

from __future__ import annotations

import math
from collections.abc import Sequence
from decimal import Decimal

from ...language.lexicon import word_list
from ...language.measure_names import currencies
from ...language.places import find_places
from ...language.tokens import PAST_FORMS, Token, plural_shape
from ...language.units import is_measured
from ..clauses.draft import COUNTS, Draft
from ..quantities.noun_units import noun_unit
from .counted_beside import NOT_LENT, PLACES
from .counted_in_rows import InRow

POINTS = frozenset((*word_list("points_to_a_number"), *word_list("tells_of_it"), *word_list("spans_that_have")))
MARKS = frozenset(["QTY", "COMMA", "SEMI", "COLON", "DASH", "OPEN", "CLOSE"])
# What may stand before a subject, or where there is none: 'in 2018 as well', 'another'.
BEFORE_A_SUBJECT = frozenset(
    ["LIGHT", "PREPOSITION", "TIME", "ADV", "AND", "SUBORDINATE", "BASE", "THEN", "EXACTLY", "MORE", "NEW", "SINCE"]
)
NO_NOUN = frozenset(["CAP", "TIME", "QTY", "LIGHT", "PREPOSITION", "BE", "PRESENT"])
BESIDE, WEIGHED = word_list("beside_a_subject"), word_list("weights_and_money")
COUNTED_AS_PEOPLE, MANY = word_list("counted_as_people"), 100  # 'turnout was 58.3' tells a share
ENDS_A_NAME = word_list("ends_a_name")
NOT_COUNTED = frozenset(
    ["COMMA", "STOP", "SEMI", "OPEN", "CLOSE", "DASH", "COLON", "AND", "OR", "PREPOSITION", "TIME", "BE", "PRESENT", "ED", "FLOW", "SUBORDINATE", "RELATIVE", "BASE", "THEN", "THAN", "OF", "PART", "EVENT", "ADV", "MORE", "LESS"]
)  # fmt: skip
STAYS = word_list("stays")
SAYS_NONE = frozenset(["CAP", "BE", "PRESENT", "MEASURE_NOUN", "FOLLOW", "ED", "FLOW"])


class AsTold(InRow):
    """A figure with no noun of its own, in a clause that names nothing that could be counted."""

    def _as_told(self) -> Draft | None:
        """'Lesbos alone took in 125,000', '838 in fiscal year 2021', 'in 2010 the number had been 32,667', 'a year ago it was 19'."""
        if people := self._as_people():
            return people
        last = self._last_like_it()
        if self.draft.kind not in (*COUNTS, "change") or self.draft.value is None or last is None or last.unit is None:
            return None
        if not self._ends_here():
            return None
        tokens = self.clauses.tokens
        figures = (f + 1 for f in self.clauses.figures.values() if f < self.at and "RATIO" not in tokens[f].types)
        led = tokens[max([self.clauses.opening(self.at).first, *figures]) : self.at]
        unit = last.unit.split("/")[0]
        named = any(t.types & {"CAP", "TIME", "THEN"} for t in led) and not any("MEASURE_NOUN" in t.types for t in led)
        weighed = unit in WEIGHED or (unit in currencies() and bool(self.done))
        if not self._names_nothing(led, unit) or (is_measured(unit) and not (named and weighed)):
            return None
        return self._given(unit, last.head, last.counted, "clause", "unit_implied")

    def _as_people(self) -> Draft | None:
        """'Unemployment came to 1.29 million', 'turnout was 136,804': numbers of people, whoever they are."""
        words = (t for t in self.clauses.between(self.clause, self.at) if not t.types & (BEFORE_A_SUBJECT | MARKS))
        subject = next(words, None)
        many = (self.draft.value or 0) >= MANY
        if subject is None or subject.text.lower() not in COUNTED_AS_PEOPLE or not many or not self._ends_here():
            return None
        return self._given("person", subject.text.lower(), subject.text, "clause", "noun_distant")

    def _ends_here(self) -> bool:
        """Does no noun follow the figure: a mark, a preposition, a verb?"""
        tokens, behind = self.clauses.tokens, self.at + 1
        if behind >= len(tokens):
            return True
        word = tokens[behind].text.lower()
        if plural_shape(word) and not tokens[behind].types & {"BE", "PRESENT"}:
            return False
        done = word.endswith("ed") or word in PAST_FORMS or word in STAYS
        return done or bool(tokens[behind].types & NOT_COUNTED)

    def _names_nothing(self, led: Sequence[Token], unit: str) -> bool:
        """Do the words before a figure name nothing else that it could count: names, times, 'it', 'the number'?"""
        for token in led:
            if (
                plural_shape(token.text)
                and not self._is_name(token)
                and noun_unit(token.text.lower(), self.table) != unit
            ):
                return False
        words = (t for t in led if not t.types & MARKS and t.text.lower() not in BESIDE)
        subject = next((t for t in words if not t.types & BEFORE_A_SUBJECT), None)
        return subject is None or bool(subject.types & SAYS_NONE) or subject.text.lower() in POINTS

    def _is_name(self, token: Token) -> bool:
        """A capital tells a name, but at the head of a sentence, where its ending may: 'Lesbos', where 'Marriages' are counted."""
        if token is not self.clauses.tokens[0]:
            return bool(token.types & NO_NOUN) or token.text.lower() in POINTS
        return token.text.endswith(ENDS_A_NAME) or bool(find_places(token.text, "en"))

    def _last_like_it(self) -> Draft | None:
        """The count of this sentence, else of the one before, that is nearest in size: 'in 300 boats' tells of no 125,000."""
        value = self.draft.value
        told = [d for d in self.done if d.kind in COUNTS] or self.context.levels
        counts = [d for d in told if d.unit and d.value and d.unit not in NOT_LENT and d.unit not in PLACES]
        return min(counts, key=lambda d: _apart(d.value, value), default=None) if value else None


def _apart(one: Decimal | None, other: Decimal | None) -> float:
    """How far apart two numbers are, in size."""
    return abs(math.log10(abs(float(one or 1))) - math.log10(abs(float(other or 1))))  # a balance may be below nothing
