"""What a figure counts by its measure word and the noun at its side: 26名逃犯, 窝点452个, 101个国家和地区."""

from __future__ import annotations

from collections.abc import Sequence

from ...language.lexicon import word_list
from ...language.units import is_measured
from ...records import replace
from ..clauses import phrases
from ..clauses.draft import Draft
from ..quantities.noun_units import noun_unit
from ..quantities.quantity_making import TIMES
from .counted_before import AsTold
from .shared_units import GENERAL_UNITS, GENERAL_WORDS
from .topic_units import money_as_told

COUNTRIES = word_list("countries_first", "zh")
ACTED_ON, RECEIVERS = word_list("leads_to_a_figure", "zh"), word_list("receives_cases", "zh")
OF_RANKS, KINDS = word_list("measure_of_ranks", "zh"), word_list("measures_of_no_unit", "zh")
COURTS, OF_CASES = word_list("offices_of_cases"), word_list("measure_of_cases")
FIELDS_OF_CASES, COURTS_NAMED, COURTS_DO = (
    word_list(name, "zh") for name in ("fields_of_cases", "courts_named", "courts_do")
)
NUMBERS_OF_PEOPLE, BEDS = word_list("numbers_of_people", "zh"), word_list("beds", "zh")
MATTERS = word_list("matters_of_cases", "zh")
JOURNEYED = frozenset(word_list("journeyed"))
VOYAGES = word_list("voyages_of_times", "zh")
HOW_OFTEN = word_list("happens_so_often")
VISITS = word_list("visits")
ENTRIES, CONTESTS = word_list("entries_alone"), frozenset(word_list("has_entries_of_its_own"))
NO_NOUN = frozenset(
    {"FLOW", "EVENT", "RISE", "FALL", "REACH", "FROM", "DE", "PREPOSITION", "LIGHT", "MEASURE_NOUN", "AND", "PART"}
)
INSIDE = (*word_list("after_numeral"), " ")


class Measured(AsTold):
    """A figure whose measure word says what it counts, or leaves it to a noun."""

    def _chinese(self) -> Draft:
        """26名逃犯, 窝点452个: by the measure word or the noun at the figure's side, else by what is told elsewhere."""
        own, _ = self._measure_word()
        right, left = self._beside()
        if right and self._words(right).startswith(COUNTRIES) and self._first(right) == "country":
            return self._given("country", COUNTRIES[0], self._words(right), "own")  # 101个国家和地区旅客
        if own in GENERAL_UNITS and (described := self._described()):
            right, left = described, None
        sides = [p for p in (right, left) if p]
        if own == "document" and self._of_beds(sides):
            own = "item"
        if own is None:
            return self._number_of_people() or self._by_noun(own, sides) or self._elsewhere(sides)
        return (
            self._by_measure(own, right, left)
            or self._by_noun(own, sides)
            or self._by_general_measure(own, right, left)
        )

    def _beside(self) -> tuple[phrases.Phrase | None, phrases.Phrase | None]:
        """The noun phrases behind a figure and before it: 26名逃犯, 窝点452个."""
        right = phrases.behind(self.clauses, self.at)
        if right and self.clauses.line.before(self.at, "CLOSE? DE LIGHT*") is not None:
            return right, None  # 往来16个国家的29条航线: what stands before 的 says more of the noun behind
        return right, phrases.before(self.clauses, self.at, self.floor)

    def _by_measure(self, own: str, right: phrases.Phrase | None, left: phrases.Phrase | None) -> Draft | None:
        """26名, 排名上升3位: a measure word that says alone what is counted."""
        if own == "person" and self._moves_up(right, left):
            return self._given("place", None, None, "own")  # 排名上升3位
        if own == "times" and self.read.text.startswith(HOW_OFTEN, self.draft.end):
            return self._given(own, None, None, "own")  # 单日客流3次突破1.5万人次: how often, and no trips
        if own in GENERAL_UNITS:
            return None
        head = self._nearest(right, left)
        # 出入境人员已经突破100万: what is counted ends with its noun
        counted = head if head and (self.draft.counted or "").startswith(head) else None
        return self._given(own, head, counted, "own")

    def _by_noun(self, own: str | None, sides: Sequence[phrases.Phrase]) -> Draft | None:
        """抓获26名逃犯, 窝点452个: the noun at the figure's side whose unit is known."""
        for phrase in sides:
            noun = self._words(phrase)
            if unit := noun_unit(noun, self.table):
                if own == "entity" and unit not in GENERAL_UNITS:
                    unit = own  # 71家法院新收案过万件
                no_persons = own is not None and unit == "person" and not self._general_word()
                return self._given(own if no_persons else unit, noun, noun, "clause")
        return None

    def _by_general_measure(self, own: str, right: phrases.Phrase | None, left: phrases.Phrase | None) -> Draft:
        """犯罪团伙（组织）6个, 恢复执行14.18万件, with no noun beside them: the unit known before, or the measure word's own."""
        head = self._nearest(right, left)
        known = self.draft.unit if self.draft.quantity and self.draft.quantity.known_unit else None
        counted = known and known not in GENERAL_UNITS and not is_measured(known) and self._general_word()
        if known and counted and self._holds(known, right, left):
            return self._given(known, head, head, "own")  # 6个陆地边境口岸恢复客运, 犯罪团伙（组织）6个
        bare = not right or self._acted_on()
        if own == "item" and bare and (self._of_courts(left) or self._of_fields(left) or self._of_cases()):
            own = "case"  # 恢复执行14.18万件
        if own == "times" and any(word in self._led() for word in VOYAGES):
            own = "vehicle_trip"  # 抵港船次与去年相若，有7690次
        said = right and head and not head.startswith(self.draft.counted or head)
        return self._given(own, head, head if said else None, "own")

    def _holds(self, unit: str, right: phrases.Phrase | None, left: phrases.Phrase | None) -> bool:
        """Does the phrase behind a figure hold a noun of the unit, or a bracket part it from the noun before: 口岸旅行团5000个 are no ports?"""
        if right:
            return self._first(right) == unit
        if "unit:of_whole" in self.draft.rules:
            return bool(self.done) and self.done[-1].unit == unit  # 打掉团伙85个，比去年同期多12个
        return left is None or ("CLOSE" in self.clauses.tokens[self.at - 1].types if self.at else False)

    def _elsewhere(self, sides: Sequence[phrases.Phrase]) -> Draft:
        """旅客：300, 达234万: with neither measure word nor known noun, of what a label, the topic or a figure tells."""
        if not sides and (labelled := self._labelled()):
            return labelled
        head = self._words(sides[0]) if sides else None
        if money := money_as_told(self.clauses, self.at, self.done, self.context):
            return self._given(money.unit, head, None, "clause", "unit_implied")
        sure = self.draft.quantity is not None and self.draft.quantity.known_unit
        loose = None if sure else self.draft.unit
        its_own = self.read.text.startswith(KINDS, self.draft.end)  # 2种通关方式: none of another figure's
        lent = None if its_own else self._moved() or self._partner()
        return lent or self._given(loose, head, None, "none", "noun_missing")

    def _nearest(self, right: phrases.Phrase | None, left: phrases.Phrase | None) -> str | None:
        """The words of the phrase behind a figure, else of the one before."""
        phrase = right or left
        return self._words(phrase) if phrase else None

    def _first(self, phrase: phrases.Phrase) -> str | None:
        """The unit of the noun that a phrase begins with: 国家 in 国家和地区旅客, and not in 国家级新区."""
        noun = self.table.first_noun(self._words(phrase))
        return noun_unit(noun, self.table) if noun else None

    def _described(self) -> phrases.Phrase | None:
        """5个长期活跃在海上的走私团伙: the noun that ends the clause, behind what describes it."""
        tokens, last = self.clauses.tokens, self.piece.last
        behind = [f for f in self.clauses.figures.values() if self.at < f < last]
        if behind and "AND" in tokens[behind[0] - 1].types:
            last = behind[0] - 1  # 6个提供仓储的窝点和2个替人望风的团伙
        of = next((i for i in range(last - 2, self.at + 1, -1) if "DE" in tokens[i].types), None)
        if of is None or any(self.at < f < last for f in self.clauses.figures.values()):
            return None
        phrase = phrases.behind(self.clauses, of)
        return phrase if phrase and phrase.last == last else None

    def _moves_up(self, right: phrases.Phrase | None, left: phrases.Phrase | None) -> bool:
        """Is a figure of 位 a change with nobody beside it: 上升3位, and not 增加3位义工?"""
        ranks = self.draft.kind == "change" and self.read.text[: self.draft.end].endswith(OF_RANKS)
        people = any(p and noun_unit(self._words(p), self.table) == "person" for p in (right, left))
        return ranks and right is None and not people

    def _of_beds(self, sides: Sequence[phrases.Phrase]) -> bool:
        """床位36万张，其中医院26.6万张: beds, which have the measure word of a document."""
        told = self.done[-1].counted if self.done else None
        return any(self._words(p).endswith(BEDS) for p in sides) or (told or "").endswith(BEDS)

    def _number_of_people(self) -> Draft | None:
        """失业保险参保人数1536万: a number of people, whoever they are."""
        begin = self.clauses.line.before(self.at, "WORD REACH|BE|LIGHT*")
        told = self.clauses.tokens[begin] if begin is not None else None
        if told is None or not told.text.endswith(NUMBERS_OF_PEOPLE):
            return None
        return self._given("person", None, None, "clause", "noun_distant")

    def _moved(self) -> Draft | None:
        """内地旅客按年增加近9%，达234万: what a change comes to counts what has changed."""
        last = self.done[-1] if self.done else None
        reached = self.clauses.line.before(self.at, "COMMA REACH LIGHT*") is not None
        if last is None or not reached or last.kind != "change" or not last.counted:
            return None
        unit = noun_unit(last.counted, self.table)
        return self._given(unit, last.counted, last.counted, "clause", "noun_distant") if unit else None

    def _led(self) -> str:
        """The words of the clause between the figure before and this one."""
        figures = (f + 1 for f in self.clauses.figures.values() if f < self.at)
        first = self.clauses.opening(self.at).first
        return "".join(t.text for t in self.clauses.between(max([first, *figures]), self.at))

    def _of_courts(self, left: phrases.Phrase | None) -> bool:
        """Does an office speak whose items are cases, with no noun before the figure but a verb: 审结9.4万件, 化解9.4万件?"""
        verb = left is not None and left.last - left.first == 1 and left.first == self.piece.first
        verb = verb and len(self.clauses.tokens[left.first if left else 0].text) == 2
        near = self.clauses.tokens[max(self.piece.first, self.at - 2) : self.at]
        verb = verb or any(t.types & {"FLOW", "EVENT"} for t in near)
        spoken = any(word in (self.context.agency or "") for word in COURTS)
        return spoken and verb and self.read.text[: self.draft.end].endswith(OF_CASES)

    def _of_fields(self, left: phrases.Phrase | None) -> bool:
        """酒驾违规2万件, of wrongs that were done; 民事案件7件，生态环境领域222件, 一中院审查361件: of the cases told last, where only their field or their court is said."""
        last = self.done[-1] if self.done else self.context.last_count
        same = self.read.text[: self.draft.end].endswith(OF_CASES)
        named = self._words(left) if left else ""
        if same and named.endswith(MATTERS):
            return True
        if left is None or last is None or last.unit != "case":
            return False
        court = any(word in named for word in COURTS_NAMED) and named.endswith(COURTS_DO)
        return same and (named.endswith(FIELDS_OF_CASES) or court)

    def _acted_on(self) -> bool:
        """对83件提起公诉, 其余43件责令整改: what follows is done to them, and no noun."""
        led = self.clauses.tokens[self.at - 1] if self.at > self.piece.first else None
        return led is not None and (led.text in ACTED_ON or "PART" in led.types)

    def _of_cases(self) -> bool:
        """受理案件180件416人，对146件377人提起公诉: with no noun between, of the cases that the sentence spoke of last, or the text."""
        if not self.read.text[: self.draft.end].endswith(OF_CASES):
            return False
        tokens, figures = self.clauses.tokens, {self.clauses.figures.get(d.start): d for d in self.done}
        if self.at + 1 < len(tokens) and getattr(tokens[self.at + 1].value, "unit", None) == "person":
            return True  # 建议变更强制措施15件15人: cases and their people
        parts = self.at - self.piece.first == 2 and "PART" in tokens[self.piece.first].types
        described = "DE" in tokens[self.at - 1].types if self.at else False  # 犯罪情节轻微的21件
        for i in range(self.at - 1, -1, -1):
            told = figures.get(i)
            if told is not None and self.read.text[: told.end].endswith(OF_CASES):
                return told.unit == "case"
            if told is not None and told.unit == "case":
                return False  # 走私案件2600宗，检获935万件: those were counted by another measure
            if "WORD" not in tokens[i].types or tokens[i].types & NO_NOUN or tokens[i].text.endswith(RECEIVERS):
                continue  # 移送公安机关21件
            unit = noun_unit(tokens[i].text, self.table)
            if parts and unit is None and i == self.at - 1 and len(tokens[i].text) == 2:
                continue  # 受理劳动争议案件11621件，其中旧存210件
            if unit or (i >= self.piece.first and not described):
                return unit == "case"
        last = next((d for d in reversed(self.context.levels) if d.unit in ("case", "item")), None)
        return last is not None and last.unit == "case"

    def _measure_word(self) -> tuple[str | None, int]:
        """The unit of the measure word right behind the number."""
        quantity = self.draft.quantity
        assert quantity is not None
        end = quantity.numeral.end
        for skip in range(3):
            if found := self.table.measures.word_at(self.read.text, end + skip):
                return found[0], found[1]
            if end + skip >= len(self.read.text) or self.read.text[end + skip] not in INSIDE:
                break
        return None, end

    def _general_word(self) -> bool:
        return self.read.text[: self.draft.end].endswith(GENERAL_WORDS)

    def _of_times(self, draft: Draft) -> Draft:
        """'People travelled through the port more than 4 million times': so many trips, and no people."""
        if TIMES not in draft.rules or draft.unit != "person":
            return draft
        moved = any(t.text.lower() in JOURNEYED for t in self.clauses.tokens[: self.at])
        unit = "person_trip" if moved else None
        return replace(draft, unit=unit, unit_source=draft.unit_source if unit else "none")

    def _calls(self, right: phrases.Phrase) -> bool:
        """'Inspectors carried out 300 visits', 'compared with 240 visits in May': calls that an office paid, and no journeys."""
        tokens = self.clauses.tokens
        if tokens[right.head].text.lower() in ENTRIES:  # '22,693 candidates with 117,984 subject entries'
            return any(word in CONTESTS for word in self.read.text.lower().split())
        if tokens[right.head].text.lower() not in VISITS:
            return False
        levels = [*self.context.levels, *self.done]
        again = bool(levels) and any(d.unit in VISITS for d in levels[-3:])
        return again or self.clauses.line.before(self.at, "RUN LIGHT*") is not None
