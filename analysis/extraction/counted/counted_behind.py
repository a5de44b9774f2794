"""What a figure counts by the noun right behind it: '300 officers', '490 reported cases', '900 TEUs'."""

from __future__ import annotations

from ...language.lexicon import word_list
from ...language.patterns import later
from ...language.tokens import PAST_TENSE, Token, plural_shape
from ..clauses import phrases
from ..clauses.draft import Draft
from ..quantities.noun_units import is_demonym, noun_unit
from ..quantities.rows_of_names import counts_a_name
from .counted_measures import Measured

SPANS, THIS_TIME = word_list("spans_of_rates"), word_list("this_time")
NO_NOUNS = word_list("nouns_that_count_nothing")
ACRONYM = later("[A-Z]{2,}s")  # TEUs
ROWS_OF_ONE_NOUN = (
    "WORD AND AMOUNT WORD",
    "WORD COMMA AMOUNT WORD COMMA? AND AMOUNT WORD",  # '221 Ukrainian, 34 Russian and 30 Moldovan citizens'
    "WORD COMMA AMOUNT WORD COMMA AMOUNT WORD COMMA? AND AMOUNT WORD",
)


IN = "in"


class NounBehind(Measured):
    """A figure with a noun phrase behind it."""

    def _noun_of_both(self) -> Draft | None:
        """'71,682 outbound and 64,899 inbound passengers': the noun is said once, behind the second."""
        ends = (self.clauses.line.after(self.at, row) for row in ROWS_OF_ONE_NOUN)
        end = next((end for end in ends if end is not None), None)
        if end is None or self.clauses.tokens[self.at + 1].types & {"PLURAL", "ED", "ING", "TIME"}:
            return None
        phrase = phrases.behind(self.clauses, end - 2)
        if phrase is None or phrase.head <= phrase.first or not plural_shape(self.clauses.tokens[phrase.head].text):
            return None
        named = self._english_words(phrase)
        unit = noun_unit(named, self.table)
        own = noun_unit(self.clauses.tokens[self.at + 1].text.lower(), self.table)
        if unit is None or own is not None or self._known():
            return None
        return self._given(
            unit, phrases.singular(self.clauses.tokens[phrase.head].text), named, "clause", "noun_distant"
        )

    def _in_what(self) -> Draft | None:
        """'Billions in tariffs', 'millions in aid': money, told by what it is paid as, and never what the clause counts."""
        quantity, tokens = self.draft.quantity, self.clauses.tokens
        vague = quantity is not None and quantity.numeral.form == "vague" and self.draft.unit is None
        behind = tokens[self.at + 1].text.lower() if self.at + 1 < len(tokens) else ""
        phrase = phrases.behind(self.clauses, self.at + 1) if vague and behind == IN else None
        if phrase is None or any(t.types & {"TIME", "CAP"} for t in self.clauses.between(phrase.first, phrase.last)):
            return None  # 'hundreds in Lagos'
        return self._given(None, phrases.singular(tokens[phrase.head].text), self._english_words(phrase), "own")

    def _unit_behind(self) -> phrases.Phrase | None:
        """'490 reported cases', '413 this past year': the noun phrase right behind a figure, unless it says when."""
        right, tokens = phrases.behind(self.clauses, self.at), self.clauses.tokens
        if right is None and self._known() and self.clauses.line.after(self.at, "ED|SAY PLURAL") is not None:
            right = phrases.behind(self.clauses, self.at + 1)  # '490 reported cases'
        if right is None:
            return None
        while right.head > right.first and "DAILY" in tokens[right.head].types:
            right = right._replace(last=right.head, head=right.head - 1)
        if tokens[right.first].text.partition(" ")[0].lower() in PAST_TENSE:
            return None  # '6,368 came to visit friends': a verb counts nothing
        when = tokens[right.first].text.lower() in THIS_TIME and tokens[right.head].text.lower() in SPANS
        return None if when else right

    def _by_noun_behind(self, right: phrases.Phrase, *, other: bool) -> Draft | None:
        """'300 officers', '5 Germans', '49 visits': by the noun behind the figure, where it counts anything."""
        token, named = self.clauses.tokens[right.head], self._english_words(right)
        noun, head, unit = token.text.lower(), phrases.singular(token.text), noun_unit(named, self.table)
        if unit == "person_trip" and self._calls(right):
            return self._given(noun, head, named, "own", "unit_unknown")
        empty = named.lower() in NO_NOUNS or noun in NO_NOUNS
        if (empty or self._describes(noun)) and (partner := self._partner()):
            return partner
        if unit or is_demonym(token.text):
            return self._given(unit or "person", head, named, "own")
        return self._by_unknown_noun(token, named, other=other)

    def _by_unknown_noun(self, token: Token, named: str, *, other: bool) -> Draft | None:
        """'14 tunnels', '900 TEUs': a plural whose unit is not known is its own; a name beside a number is none."""
        noun, head = token.text.lower(), phrases.singular(token.text)
        acronym = ACRONYM.fullmatch(token.text) is not None
        if "CAP" in token.types and token.text[:1].isupper() and not acronym:
            name = counts_a_name(self.read.text, self.draft.start)  # 'seized 1211 Nitrosun, 378 Nitrazepam'
            return self._given(None, head, named, "own", "unit_unknown") if name else None
        one = self.draft.value == 1
        if other or not (acronym or plural_shape(token.text) or one):
            return None
        said = None if one and not self._known() else self.draft.unit  # 'one shop suspected of'
        return self._given(said or noun, head, named, "own", "unit_unknown")
