"""A figure that counts what is told beside it: the whole that it is a part of, the journeys told just before, its partner in a row."""

from __future__ import annotations

from ...language.lexicon import word_list
from ...language.neighbours import neighbours
from ...language.tokens import Token, plural_shape
from ...language.units import is_measured
from ...records import replace
from ..clauses import phrases
from ..clauses.clauses import Clauses
from ..clauses.draft import COUNTS, OCCURRENCES, Context, Draft, Reading
from ..quantities.noun_units import is_demonym, noun_unit
from ..quantities.quantity import COUNTABLE

AMONG = word_list("among_those_told")  # the largest group among the 414,730
THESE = word_list("these")
DOES = word_list("does")
NOT_LENT = ("percent", "percentage_point", "multiple", "day", "week", "month", "year", "hour")
JOURNEYS = ("person_trip", "encounter", "vehicle_trip")
MADE = word_list("made")
FURTHER, OTHERS = frozenset(word_list("further")), word_list("others")
PLACES = ("country", "city", "province", "port", "site")  # what a row of names is made of
PLACING, ADJECTIVES = word_list("placing"), word_list("nouns_that_describe")
PART = "OF LIGHT* !QTY|COMMA{0,3} QTY !QTY|COMMA{1,6} COMMA LIGHT*"  # 'of the 29 people expelled, 19 ...'


def adds_to_told(tokens: list[Token], at: int) -> bool:
    """Does a word like 'further' stand right before a figure?"""
    return bool(at) and tokens[at - 1].text.lower().rpartition(" ")[2] in FURTHER


class Beside:
    """A figure at its token, with the figures told before it (`done`)."""

    def __init__(
        self, read: Reading, clauses: Clauses, context: Context, done: list[Draft], draft: Draft, at: int
    ) -> None:
        self.read, self.clauses, self.context, self.done = read, clauses, context, done
        self.draft, self.at, self.table = draft, at, neighbours(read.lang)
        self.piece = clauses.piece(at)
        figures = sorted(f for f in clauses.figures.values() if f < at)
        self.floor = max([self.piece.first, *(f + 1 for f in figures)])
        counted = (
            f
            for f in reversed(figures)
            if "AMOUNT" in clauses.tokens[f].types and not is_measured(clauses.tokens[f].value.unit)
        )
        self.clause = max(self.piece.first, next(counted, -1) + 1)  # 'rose 10 percent to 5,000' has one subject

    def _given(self, unit: str | None, head: str | None, counted: str | None, source: str, *doubts: str) -> Draft:
        per = self.draft.quantity.per if self.draft.quantity and self.draft.kind in ("rate", "change") else None
        unit = f"{unit}/{per}" if unit and per and "/" not in unit else unit
        if unit in COUNTABLE and source != "own" and (self.draft.value or 0) % 1:
            unit = None  # 'the fatality rate fell to 1.10': no count has a part
        return replace(
            self.draft,
            unit=unit,
            head=head,
            counted=counted or self.draft.counted,
            unit_source=source if unit else "none",
            doubts=(*self.draft.doubts, *doubts),
        )

    def _words(self, phrase: phrases.Phrase) -> str:
        return (
            phrases.text_of(self.clauses, phrase, self.read.text).strip('"()')
            if not self.table.spaced
            else self._english_words(phrase)
        )

    def _english_words(self, phrase: phrases.Phrase) -> str:
        return phrases.words_of(self.clauses, phrase)

    def _known(self) -> bool:
        quantity = self.draft.quantity
        return quantity is not None and quantity.known_unit and not quantity.implied

    def _ratio_in_bracket(self) -> bool:
        """'Bristol (25 of 91, 27%)': two figures of what was told long before, and not of what stands beside the bracket."""
        line = self.clauses.line
        return (
            bool(self.piece.depth)
            and not self._partitive()
            and (line.before(self.at, "AMOUNT OF") is not None or line.after(self.at, "OF AMOUNT") is not None)
        )

    def _labelled(self) -> Draft | None:
        """'Vehicles seized: 30', 旅客：300: a number alone behind a colon counts what its label names."""
        tokens, colon = self.clauses.tokens, self.piece.first - 1
        label = self.clauses.pieces[self.piece.number - 1] if self.piece.number else None
        if label is None or label.last != colon or "COLON" not in tokens[colon].types:
            return None
        if self.clauses.line.before(self.at, "COLON LIGHT*") != colon:
            return None
        ends = (
            label.last,
            *(i for i in range(label.last - 1, label.first, -1) if tokens[i].types & {"ED", "PREPOSITION", "OF"}),
        )
        for end in ends:
            phrase = phrases.before(self.clauses, end, label.first)
            named = self._words(phrase) if phrase else ""
            unit = "person" if phrase and is_demonym(tokens[phrase.head].text) else noun_unit(named, self.table)
            if unit and phrase:
                head = phrases.singular(tokens[phrase.head].text) if self.table.spaced else named
                return self._given(unit, head, named, "clause", "noun_distant")
        names = all("CAP" in t.types for t in tokens[label.first : label.last])
        return self._lent(measured=True) if names and (self.done or self.context.goes_on) else None

    def _lent(self, *, measured: bool = False) -> Draft | None:
        """Of what the text counted last; `measured`: that may be weighed or paid."""
        last = next((d for d in reversed(self.done) if d.kind in COUNTS and d.unit), self.context.last_count)
        if self.draft.earlier or last is None or not last.unit or last.unit in NOT_LENT:
            return None
        unit = last.unit.split("/")[0]
        if is_measured(unit) and not measured:
            return None
        return self._given(unit, last.head, last.counted, "clause", "unit_implied")

    def _of_these(self) -> bool:
        return phrases.of_these(self.clauses, self.at)

    def _of_whole(self) -> bool:
        return self.clauses.line.before(self.at, PART) is not None

    def _does(self, right: phrases.Phrase) -> bool:
        """Does a figure of people told before do something: 'of the 29 people, 19 committed crimes'?"""
        verb = self.clauses.tokens[right.first]
        acts = self._partitive() and right.last - right.first > 1  # 'of these, 1,200 involved knives'
        behind = self.clauses.tokens[right.last].types if right.last < len(self.clauses.tokens) else frozenset()
        acts = acts and not behind & {"BE", "PRESENT", "ED", "FLOW", "EVENT", "RELATIVE"}
        return (self._of_whole() or self._further() or acts) and (
            "ED" in verb.types or verb.text.lower() in phrases.SAW
        )

    def _listed(self) -> bool:
        return self.clauses.tokens[self.piece.first].types & {"AND", "PART"} != frozenset() or self.piece.opened in (
            "SEMI",
            "COLON",
        )

    def _partitive(self) -> bool:
        words = self.clauses.between(max(0, self.floor - 3), self.at)
        if self.piece.opened == "OPEN" and self.piece.number:  # 'most of those facing deportation (214)'
            words = [*self.clauses.between(self.clauses.pieces[self.piece.number - 1].first, self.floor - 1), *words]
        of_told = " ".join(t.text.lower() for t in self.clauses.between(max(0, self.at - 2), self.at)) in AMONG
        return of_told or any("PART" in t.types or t.text.lower() in THESE for t in words)

    def _further(self) -> bool:
        """'There were a further 8,080 in May': more of what was told before, with no noun of its own."""
        right = phrases.behind(self.clauses, self.at)
        does = right is not None and (
            "ED" in self.clauses.tokens[right.first].types or self.clauses.tokens[right.first].text.lower() in DOES
        )  # 'the remaining 10 entered illegally'
        others = right is not None and self.clauses.tokens[right.first].text.lower() in OTHERS  # 'forty-six others'
        return others or (adds_to_told(self.clauses.tokens, self.at) and (right is None or does))

    def _partner(self) -> Draft | None:
        """A figure told as a part of another, or beside it, counts what that counts."""
        if self._ratio_in_bracket():
            return None
        counts = [d for d in self.done if d.kind in COUNTS and d.unit and not is_measured(d.unit)]
        if (
            self._of_these() or self.draft.kind == "rate" or self.draft.earlier is not None
        ):  # '517 guns in the nine divisions, 19 of them in the south'
            counts = [d for d in counts if not self._placed(d)] or counts
        last = counts[-1] if counts else None
        levels = [d for d in self.context.levels if d.unit and not is_measured(d.unit)]
        made = self.clauses.line.after(self.at, "BE") == self.at + 2 and self._made_by()
        again = self.clauses.line.before(self.at, "RATIO COMMA OR LIGHT*") is not None  # '60 percent, or 7.37 million'
        adds = self._partitive() or self._further() or self._of_these() or made or again
        last = levels[-1] if last is None and adds and levels else last
        adds = adds or (self._of_whole() and last is not None and last in self.done)
        done = OCCURRENCES in last.rules if last else False  # 'broke the record four times, to crest at 483,900'
        if (
            last is None
            or (done and not self.draft.earlier)
            or not (adds or (last in self.done and self._joined(last)))
        ):
            return None
        goes_on = last.kind == "rate" and "list" in self.draft.rules  # '4,000 a day in May and 3,000 in June'
        unit = last.unit if goes_on else str(last.unit).split("/")[0]
        return self._given(unit, last.head, last.counted, "clause", "unit_implied")

    def _placed(self, draft: Draft) -> bool:
        """Does a figure say where: 'in the nine policing divisions'?"""
        at = self.clauses.figures.get(draft.start)
        led = None if at is None else self.clauses.line.before(at, "PREPOSITION LIGHT*")
        return led is not None and self.clauses.tokens[led].text.lower() in PLACING

    def _made_by(self) -> bool:
        """'Some 75 million were made by residents of Hong Kong': of the trips that were told of before."""
        behind = [t.text.lower() for t in self.clauses.tokens[self.at + 2 : self.at + 4]]
        return len(behind) == 2 and behind[0] in MADE and phrases.behind(self.clauses, self.at) is None

    def _joined(self, last: Draft) -> bool:
        between = self.clauses.between(self.clauses.figures.get(last.start, self.at), self.at)
        return len(between) < 14 and not any("SEMI" in t.types for t in between)

    def _gapped(self) -> bool:
        """'Residents accounted for 206 million, visitors for 35 million': the verb was said once."""
        led = self.clauses.tokens[self.at - 1].text.lower() if self.at else ""
        said = self.clauses.tokens[: self.at]
        # Behind a semicolon the member stands alone.
        verbless = not any(t.types & {"ED", "ING", "EVENT", "FLOW", "BE", "PRESENT"} for t in said)
        return led in word_list("for_a_share") and (verbless or any("SHARE" in t.types for t in said))

    def _journeys(self) -> Draft | None:
        """The figure as a part of journeys or encounters that were told just before."""
        told = [d for d in self.done if d.kind in COUNTS and d.unit] or [d for d in self.context.levels if d.unit]
        last = told[-1] if told else None
        part = self._partitive() or self._gapped()
        part = part or any("SHARE" in t.types for t in self.clauses.between(self.floor, self.at))
        if (
            last is None
            or last.unit not in JOURNEYS
            or not (part or (self.done and last in self.done) or self._listed())
        ):
            return None
        return self._given(last.unit, last.head, last.counted, "clause", "unit_implied")

    def _hyphened_noun(self) -> Draft | None:
        """'A 180-member volunteer group': so many members, and no groups."""
        tokens, at = self.clauses.tokens, self.at
        if self.clauses.line.after(at, "HYPHEN WORD WORD") is None:
            return None
        noun = tokens[at + 2].text.lower()
        unit = noun_unit(noun, self.table)
        return self._given(unit, noun, noun, "own") if unit == "person" else None

    def _describes(self, noun: str) -> bool:
        """'50 civil and 10 criminal': a noun in the singular behind more than one only describes."""
        several = (self.draft.value or 0) > 1
        return several and not plural_shape(noun) and f"{noun}s" in self.table.nouns and noun in ADJECTIVES


def sized(clauses: Clauses, at: int, phrase: phrases.Phrase) -> bool:
    """'Ruili, a city of 210,000': is a figure how large the place is that a phrase names?"""
    tokens, head = clauses.tokens, phrase.head
    if clauses.line.before(at, "OF LIGHT*") != head + 1 or noun_unit(tokens[head].text, neighbours("en")) not in PLACES:
        return False
    return any(t.text.lower() in word_list("articles") for t in tokens[max(0, phrase.first - 1) : head])
