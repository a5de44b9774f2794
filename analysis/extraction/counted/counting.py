"""The unit of each figure by what it counts: its measure word, the noun phrase at its side, the subject of its clause, the figure it is told with."""

from __future__ import annotations

from ...language.lexicon import word_list
from ...language.tokens import plural_shape
from ...language.units import is_measured
from ...records import replace
from ..clauses import phrases
from ..clauses.clauses import Clauses
from ..clauses.cues import Cues
from ..clauses.draft import COUNTS, OCCURRENCES, Context, Draft, Reading
from ..quantities.noun_phrases import ACTS
from ..quantities.noun_units import is_demonym, noun_unit
from .counted_behind import SPANS, NounBehind
from .counted_beside import JOURNEYS, NOT_LENT, OTHERS, PLACES
from .measured_pairs import of_measured_pairs
from .people import done_to_people, only_people, people_beside
from .shared_units import NUMBER_OF, continued, is_percent, of_one_row, of_siblings, of_what_moved, shared, with_rates
from .topic_units import Told, fronted, money_as_told, number_again, number_of, of_topic, which

UNITS = ("unit", "units")
WHOEVER = "unit:who"  # the rule of 'those who came'
WHO, POINTS = word_list("who"), word_list("points_to_a_number")
ANAPHORA = (*word_list("anaphora"), *word_list("these"))


def with_units(read: Reading, drafts: list[Draft], clauses: Clauses, context: Context, table: Cues) -> list[Draft]:
    """Each counting figure with its unit, its head noun and where the unit came from."""
    out: list[Draft] = []
    for draft in drafts:
        at = clauses.figures.get(draft.start)
        if (
            at is not None
            and draft.quantity is not None
            and draft.kind in (*COUNTS, "change")
            and not is_percent(draft)
        ):
            draft = Unit(read, clauses, context, out, draft, at).resolved()
        out.append(draft)
    rows = of_what_moved(of_one_row(shared(out, clauses), clauses), clauses)
    told = of_measured_pairs(of_siblings(rows, clauses), clauses)
    told = continued(read, told, clauses, context, table)
    return with_rates(read, told, clauses, table)


class Unit(NounBehind):
    """The finding of one figure's unit."""

    def resolved(self) -> Draft:
        """The figure with unit, head and counted noun."""
        if is_measured(self.draft.unit) or OCCURRENCES in self.draft.rules:
            return replace(self.draft, unit_source="own")
        if not self.table.spaced:
            return self._chinese()
        if phrases.acts(self.clauses, self.at):  # '14.39 million used the Airport Control Point'
            self.draft = replace(self.draft, unit=None, head=None, counted=None)
        units = self.clauses.line.after(self.at, "PLURAL OF") is not None
        if units and self.clauses.tokens[self.at + 1].text.lower() in UNITS:
            return self._given("item", None, self.draft.counted, "own")  # '49 units of crack cocaine'
        draft = self._of_times(self._of_places(self._english()))
        if (draft.unit or "").split("/")[0] != "person" and only_people(self.clauses, self.at):
            return self._given("person", None, None, "clause", "unit_implied")  # 'one incident in which 16 drowned'
        if draft.unit is None and (money := money_as_told(self.clauses, self.at, self.done, self.context)):
            return self._given(money.unit, money.head, money.counted, "clause", "unit_implied")
        return draft

    def _of_places(self, draft: Draft) -> Draft:
        """'The countries with the highest number of travellers were Singapore (65,165), ...': what stands in brackets behind a place counts
        no places."""
        tokens, opened = self.clauses.tokens, self.piece.first - 1
        one = draft.counted is not None and not phrases.plural_shape(draft.counted.split()[-1])
        if draft.unit in (*PLACES, "entity") and draft.unit_source == "clause" and one and draft.value != 1:
            return self._partner() or self._given(None, None, None, "none", "noun_missing")  # 'the port saw 113,073'
        named = self.piece.opened == "OPEN" and opened > 0 and "CAP" in tokens[opened - 1].types
        if not named or draft.unit not in PLACES or draft.unit_source == "own":
            return draft
        if before := self._named_before_places():
            return before
        of = next(
            (i for i in range(opened, 0, -1) if "OF" in tokens[i].types and "MEASURE_NOUN" in tokens[i - 1].types), None
        )
        phrase = phrases.behind(self.clauses, of) if of is not None else None
        counted = self._english_words(phrase) if phrase else None
        unit = noun_unit(counted, self.table) if counted else None
        head = phrases.singular(tokens[phrase.head].text) if phrase else None
        source, doubt = ("clause", "noun_distant") if unit else ("none", "noun_missing")
        return self._given(unit, head, counted, source, doubt)

    def _english(self) -> Draft:
        """By the noun behind the figure or the whole that it is of, else by what is told elsewhere."""
        if both := self._noun_of_both() or self._hyphened_noun() or self._in_what():
            return both
        right = self._unit_behind()
        # '82 others were deported'
        other = right is not None and self.clauses.tokens[right.head].text.lower() in OTHERS
        if right and (other or self._does(right)) and (partner := self._partner()):
            return partner  # 'of the 29 people expelled, 19 committed crimes'
        if right and self.draft.quantity and self.draft.quantity.per and self._english_words(right).lower() in SPANS:
            right = None  # '77,500 a day' counts no days
        if right and "ED" in self.clauses.tokens[right.first].types and (whole := self._fronted()):
            return whole  # 'of those who came in May, 21 million boarded planes'
        if right and not self._of_these() and (counted := self._by_noun_behind(right, other=other)):
            return counted
        of_all = self.clauses.line.after(self.at, "OF LIGHT* AMOUNT") is not None  # '295 of 333 districts'
        if self.draft.unit and (of_all or (right and self._known())):
            doubts = () if self._known() else ("unit_unknown",)
            return self._given(self.draft.unit, self.draft.head, None, "own", *doubts)
        return self._told_elsewhere()

    def _told_elsewhere(self) -> Draft:
        """'Ecuadorians (47,724)', 'vehicles seized: 30', 'this rose to 743': by the clause, row or text before."""
        return (
            (self._of_all() or self._of_people())
            or self._labelled()
            or self._who()
            or self._of(which(self.clauses, self.at, self.table), "unit_implied")
            or self._number_of()
            or self._predicate()
            or self._fronted()
            or self._subject()
            or self._other_subject()
            or self._of(of_topic(self.clauses, self.at, self.done, self.context, self.table), "unit_implied")
            or self._partner()
            or self._of_row()
            or self._there()
            or self._of_most()
            or (self._again() or self._as_told())
            or self._given(self.draft.unit, self.draft.head, None, "none", "noun_missing")
        )

    def _of_people(self) -> Draft | None:
        """'Ecuadorians (47,724)', 'those came from India (1,680)': people by their country, or told before."""
        told = people_beside(self.clauses, self.at, self.context)
        return self._given("person", told.head, told.counted, "clause", *told.doubts) if told else None

    def _number_of(self) -> Draft | None:
        """'The number of calls reached 300', 'the second highest number, 280, was received in May'."""
        told = number_of(self.clauses, self.at, self.table)
        told = told or number_again(self.clauses, self.at, [*self.context.levels, *self.done])
        found = self._of(told, "noun_distant")
        return replace(found, rules=(*found.rules, NUMBER_OF)) if found else None

    def _who(self) -> Draft | None:
        """'And 72 who tried to slip in were stopped': people, whoever they are."""
        tokens, behind = self.clauses.tokens, self.clauses.line.after(self.at, "RELATIVE")
        who = behind is not None and tokens[behind - 1].text.lower() in WHO
        if not who or self._partitive():
            return None
        found = self._given("person", None, None, "clause", "unit_implied")
        return replace(found, rules=(*found.rules, WHOEVER))

    def _fronted(self) -> Draft | None:
        """'Among the people who came, 12 million went by ship and 120 million on foot': each is of those that the sentence opens with."""
        begins = self.at == self.piece.first or self.clauses.line.before(self.at, "AND|WITH LIGHT*") is not None
        return self._of(fronted(self.clauses, self.at, self.table), "unit_implied") if begins else None

    def _predicate(self) -> Draft | None:
        """'311 were Cuban migrants', '380,000 of those were visa-free entries': the noun behind the verb."""
        line = self.clauses.line
        end = line.after(self.at, "PREPOSITION|PART|WORD{0,2} BE") or line.after(self.at, "OPEN QTY CLOSE BE")
        if (
            end is None
            or end > self.at + 5
            or (end < len(self.clauses.tokens) and "ING" in self.clauses.tokens[end].types)
        ):
            return None  # 'of these, 198,400 were entering the country'
        phrase = phrases.behind(self.clauses, end - 1)
        if phrase and "ED" in self.clauses.tokens[phrase.first].types:
            # 'were registered voters', but not '1,019 were refused entry'
            phrase = phrase if plural_shape(self.clauses.tokens[phrase.head].text) else None
        named = self._english_words(phrase) if phrase else ""
        demonym = phrase is not None and is_demonym(self.clauses.tokens[phrase.head].text)
        unit = "person" if demonym else noun_unit(named, self.table) if phrase else None
        head = phrases.singular(self.clauses.tokens[phrase.head].text) if phrase else None
        return self._given(unit, head, named, "clause") if unit else None

    def _subject(self) -> Draft | None:
        """'The number of visitor arrivals exceeded 65 million': what the clause is about, where nothing is counted behind the figure."""
        if self._partitive() or self._further():
            return self._partner()
        phrase = phrases.subject(self.clauses, self.at, self._main())
        if phrase is None or phrase.last > self.at:
            return None
        verb = self.clauses.line.before(self.at, "FLOW LIGHT*")
        if done_to_people(self.clauses, self.at, self.done[-1].unit if self.done else None):
            return self._given("person", None, None, "clause", "unit_implied")
        if verb is not None and self.clauses.tokens[verb].text.lower() in ACTS:
            return None  # 'officers detained 300': whom, is not said
        named = self._english_words(phrase)
        unit = "person" if is_demonym(self.clauses.tokens[phrase.head].text) else noun_unit(named, self.table)
        if unit is None:
            inner = phrases.before(self.clauses, self.at, self.floor)
            named = self._english_words(inner) if inner else ""
            unit = noun_unit(named, self.table)
            phrase = inner if unit and not is_measured(unit) else None  # 'the target for the year was 2.2 million'
        if unit in NOT_LENT:
            return None  # 'the busiest day was May 2 with 204,000'
        if unit is None or phrase is None or any("SAY" in t.types for t in self.clauses.between(phrase.last, self.at)):
            return None
        head = phrases.singular(self.clauses.tokens[phrase.head].text)
        if unit == "person" and (whole := self._journeys()):
            # 'mainland residents made 137 million of the trips, foreigners 29 million'; 'residents accounted for 90 million, foreigners for 2'
            of_trips = noun_unit(whole.counted or "", self.table) in JOURNEYS
            return whole if of_trips else replace(whole, head=head, counted=named)
        return self._given(unit, head, named, "clause", "noun_distant")

    def _other_subject(self) -> Draft | None:
        """'While vehicle flow is expected to surpass six million': a clause with a subject of its own counts not what the one before did."""
        tokens = self.clauses.tokens
        if "SUBORDINATE" not in tokens[self.piece.first].types or self._partitive() or self._further():
            return None
        phrase = phrases.subject(self.clauses, self.at, self.piece.first)
        said = tokens[phrase.head] if phrase and phrase.last <= self.at else None
        if phrase is None or said is None or said.text.lower() in (*ANAPHORA, *POINTS):
            return None
        named, head = self._english_words(phrase), phrases.singular(tokens[phrase.head].text)
        return self._given(None, head, named, "none", "noun_missing") if named else None

    def _again(self) -> Draft | None:
        """'There were 612 arrests; this rose to 743', 'in 2023 the number reached 743': of what was counted last."""
        phrase = phrases.subject(self.clauses, self.at, self.piece.first)
        head = self.clauses.tokens[phrase.head] if phrase and phrase.last < self.at else None
        points = head is not None and ("MEASURE_NOUN" in head.types or head.text.lower() in POINTS)
        moved = self.clauses.line.before(self.at, "REACH|BE|PRESENT|BEYOND|EXACTLY LIGHT*") is not None
        lent = self._lent() if points and moved else None
        return lent if lent and lent.unit not in PLACES else None

    def _of(self, told: Told | None, doubt: str) -> Draft | None:
        return self._given(told.unit, told.head, told.counted, "clause", doubt) if told else None

    def _main(self) -> int:
        """Where the main clause begins: 'the number of passengers who passed the port this year has exceeded two million'."""
        tokens, piece = self.clauses.tokens, self.piece
        lone = (
            self.clause == piece.first
            and piece.number
            and "RELATIVE" in tokens[piece.first].types
            and not tokens[piece.first - 1].types & {"COMMA", "SAY"}
        )
        led = self.clauses.line.before(self.at, "REACH|BEYOND LIGHT*")
        led = self.at if led is None else led
        moved = any(t.types & {"RISE", "FALL"} for t in self.clauses.between(piece.first + 2, led))
        if lone and led - piece.first > 2 and (moved or tokens[led - 1].types & {"PRESENT", "BE"}):
            return self.clauses.pieces[piece.number - 1].first
        return self.clause
