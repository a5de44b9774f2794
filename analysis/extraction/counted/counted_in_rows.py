"""What a figure of a row counts: places with a number each, years with a number each, the most of what was told last."""

from __future__ import annotations

from ...language.lexicon import word_list
from ...language.tokens import PAST_FORMS, plural_shape
from ...language.units import is_measured
from ..clauses import phrases
from ..clauses.draft import Draft
from ..quantities.noun_units import noun_unit
from .counted_beside import JOURNEYS, PLACES, Beside

ROW_OF_TIMES = frozenset(["TIME", "PREPOSITION", "AND", "LIGHT", "COMMA", "SEMI", "OPEN", "CLOSE"])
THERE, MOST, OUT_OF = "there", word_list("most_of_them"), word_list("out_of_all")


class InRow(Beside):
    """A figure of a row, with no noun of its own."""

    def _of_row(self) -> Draft | None:
        """'Next came Tamaulipas, with 12,823; Tabasco, 10,281': names in a row, of what was counted of the first."""
        ends = (
            self.at + 1 == len(self.clauses.tokens)
            or self.clauses.line.after(self.at, "COMMA|SEMI|STOP|AND") is not None
        )
        named = self.clauses.line.before(self.at, "CAP COMMA WITH? LIGHT*") is not None
        followed = any("FOLLOW" in t.types for t in self.clauses.tokens[: self.at])
        if followed and self.clauses.line.before(self.at, "CAP WITH LIGHT*") is not None:
            named = True  # 'they are followed by Sonora with 26,715'
        if self.clauses.line.before(self.at, "CAP OPEN LIGHT*") is not None:  # 'Chiapas (67,376) and Tabasco (27,273)'
            named = ends = self.clauses.line.after(self.at, "CLOSE") is not None
        if self.clauses.line.before(self.at, "COMMA|SEMI|AND|COLON PREPOSITION? CAP{1,3} DASH?") is not None:
            named = True  # 'Matero recorded 17 arrests, Kanyama 26 and Chawama 10'
        begun = self.clauses.line.before(self.at, "PREPOSITION? CAP{1,3} WORD{0,1} DASH|COLON LIGHT*")
        if begun is not None and (self.done or (self.context.goes_on and not begun)):
            named = True  # 'Matero - 17 arrests; Kanyama - 26', 'in Kanyama district - 26 (12 percent)'
            ends = ends or self.clauses.line.after(self.at, "OPEN") is not None
        if not (ends and named):
            return None
        return self._of_heading() or self._named_before_places() or self._lent(measured=True)

    def _of_heading(self) -> Draft | None:
        """'Arrests by district: Matero 17, Kanyama 26': of what the words before the first colon count."""
        tokens = self.clauses.tokens
        colon = next((i for i, t in enumerate(tokens[: self.at]) if t.types & {"COLON", "QTY"}), 0)
        phrase = phrases.subject(self.clauses, colon, 0) if colon and "COLON" in tokens[colon].types else None
        named = self._english_words(phrase) if phrase else ""
        unit = noun_unit(named, self.table)
        if phrase is None or unit is None or is_measured(unit):
            return None
        return self._given(unit, phrases.singular(tokens[phrase.head].text), named, "clause", "noun_distant")

    def _named_before_places(self) -> Draft | None:
        """'The largest number of fires broke out in Porto (2,294)', 'the top countries of origin for visitors were Australia (1.3 million)':
        what the sentence counts before its row of places."""
        tokens = self.clauses.tokens
        names = [i for i in range(self.at) if tokens[i].types & {"OPEN", "WITH"} and i and "CAP" in tokens[i - 1].types]
        first = names[0] if names else self.at
        for last in range(first - 1, 0, -1):
            word = tokens[last].text.lower()
            if tokens[last].types & {"QTY", "SEMI"}:
                return None
            named = " ".join(t.text.lower() for t in tokens[max(0, last - 2) : last + 1])
            unit = noun_unit(named, self.table) if plural_shape(word) else None
            number = last > 1 and "OF" in tokens[last - 1].types and "MEASURE_NOUN" in tokens[last - 2].types
            if unit is None and number and plural_shape(word):
                unit = word  # 'the largest number of fires': a unit that no list has
            if tokens[last - 1].types & {"PEAK", "RECORD"} and unit in JOURNEYS:
                return None  # 'the busiest crossings were North Gate (3,215)': places
            if unit and unit not in PLACES and not is_measured(unit):
                return self._given(unit, phrases.singular(word), tokens[last].text, "clause", "noun_distant")
        return None

    def _of_all(self) -> Draft | None:
        """'In seven out of the country's 34 provinces': counts what the figure behind does."""
        tokens, line = self.clauses.tokens, self.clauses.line
        if self.at + 1 >= len(tokens) or tokens[self.at + 1].text.lower() not in OUT_OF:
            return None
        end = line.after(self.at, "PREPOSITION WORD{0,3} AMOUNT")
        phrase = phrases.behind(self.clauses, end - 1) if end is not None else None
        if phrase is None:
            return None
        named, head = self._english_words(phrase), tokens[phrase.head].text
        unit = noun_unit(named, self.table)
        doubts = () if unit else ("unit_unknown",)
        return self._given(unit or head.lower(), phrases.singular(head), named, "clause", *doubts)

    def _there(self) -> Draft | None:
        """'There have been 33 in 2019', 'this year there were 1,116, with ...', '1,231 were reported': of what the text counted last, where
        no noun is said."""
        tokens, line = self.clauses.tokens, self.clauses.line
        near = [t.text.lower() for t in tokens[max(self.piece.first, self.at - 5) : self.at]]
        there = THERE in near and line.before(self.at, "BE|PRESENT|WORD LIGHT|ADV*") is not None
        begins = line.before(self.at, "COMMA|TIME LIGHT*") is not None or self.at == self.piece.first
        told = begins and self._done_to()
        ends = line.after(self.at, "PREPOSITION|TIME|COMMA|STOP|SEMI|OPEN") is not None
        return self._lent() if (there and ends) or told or self._only_timed() else None

    def _only_timed(self) -> bool:
        """'In 2021, officers made 300 raids; in 2022, 200', '300 (2021) and 200 (2022)': a figure of a row that tells no more than when."""
        tokens, line = self.clauses.tokens, self.clauses.line
        last = max((f for f in self.clauses.figures.values() if f < self.at), default=-1)
        between = tokens[last + 1 : self.at]
        behind = line.after(self.at, "OPEN TIME CLOSE") is not None
        timed = behind or any("TIME" in t.types for t in between)
        ends = self.at + 1 == len(tokens) or line.after(self.at, "COMMA|STOP|SEMI|AND|OPEN") is not None
        told = line.after(self.at, "PREPOSITION LIGHT* TIME")  # '; 249 in 2020; and 342 in 2019'
        if told is not None and self.context.goes_on and last < 0:
            timed = ends = told == len(tokens) or line.after(told - 1, "COMMA|STOP|SEMI|AND") is not None
        in_row = last >= 0 or self.context.goes_on
        return in_row and timed and ends and all(t.types & ROW_OF_TIMES and "OF" not in t.types for t in between)

    def _done_to(self) -> bool:
        """'1,231 were reported', '1,342 were found': is something done to what the figure counts?"""
        end = self.clauses.line.after(self.at, "BE WORD")
        verb = self.clauses.tokens[end - 1] if end else None
        return verb is not None and (
            bool(verb.types & {"ED", "SAY", "FLOW", "EVENT"}) or verb.text.lower() in PAST_FORMS
        )

    def _of_most(self) -> Draft | None:
        """'The vast majority - 35.6 million - traveled through Pudong', 'the rest, 7.4 million, used ...', '77.5% (54,224) of those
        intercepted': of what the text counted last."""
        line, tokens = self.clauses.line, self.clauses.tokens
        begin = line.before(self.at, "DASH|COMMA|OPEN LIGHT*")
        named = begin is not None and begin > 0 and tokens[begin - 1].text.lower() in MOST
        apart = named and line.after(self.at, "DASH|COMMA|CLOSE") is not None
        share = line.before(self.at, "RATIO OPEN LIGHT*") is not None and line.after(self.at, "CLOSE") is not None
        return self._lent() if apart or share else None
