"""The unit of each figure by what it counts: its measure word, the noun phrase at its side, the subject of its clause, the figure it is told with."""

from __future__ import annotations

from ..language.lexicon import per_codebook
from ..language.neighbours import Neighbours, neighbours
from ..language.units import is_measured
from ..records import replace
from . import phrases
from .clauses import Clauses
from .coordination import runs
from .draft import Context, Cues, Draft, Reading

GENERAL_UNITS = ("item", "site", "entity")  # measure words (个, 件, 条) whose noun says more
COUNTS = ("level", "rate")


def with_units(read: Reading, drafts: list[Draft], clauses: Clauses, context: Context, table: Cues) -> list[Draft]:
    """Each counting figure with its unit, its head noun and where the unit came from."""
    out: list[Draft] = []
    for draft in drafts:
        at = clauses.figures.get(draft.start)
        if at is not None and draft.quantity is not None and draft.kind in (*COUNTS, "change") and not _percent(draft):
            draft = Unit(read, clauses, context, out, draft, at).resolved()
        out.append(draft)
    return _rates(read, _of_siblings(_shared(out, clauses)), clauses, table)


def _percent(draft: Draft) -> bool:
    return (draft.unit or "").split("/")[0] in ("percent", "percentage_point", "multiple")


class Unit:
    """The finding of one figure's unit."""

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

    def resolved(self) -> Draft:
        """The figure with unit, head and counted noun."""
        if is_measured(self.draft.unit):
            return replace(self.draft, unit_source="own")
        return self._english() if self.table.spaced else self._chinese()

    def _given(self, unit: str | None, head: str | None, counted: str | None, source: str, *doubts: str) -> Draft:
        per = self.draft.quantity.per if self.draft.quantity and self.draft.kind == "rate" else None
        unit = f"{unit}/{per}" if unit and per and "/" not in unit else unit
        return replace(
            self.draft, unit=unit, head=head, counted=counted or self.draft.counted, unit_source=source if unit else "none",
            doubts=(*self.draft.doubts, *doubts),
        )  # fmt: skip

    # ---- Chinese: the measure word first, its noun behind or before --------------------------------------------

    def _chinese(self) -> Draft:
        own, _ = self._measure_word()
        right, left = phrases.behind(self.clauses, self.at), phrases.before(self.clauses, self.at, self.floor)
        sides = [p for p in (right, left) if p]
        head = self._words(sides[0]) if sides else None
        if own and own not in GENERAL_UNITS:
            return self._given(own, head, None, "own")
        for phrase in sides:
            if unit := noun_unit(self._words(phrase), self.table):
                general = own is not None and unit == "person" and not self._general_word()
                return self._given(own if general else unit, self._words(phrase), self._words(phrase), "clause")
        if own:
            return self._given(own, head, None, "own")
        sure = self.draft.quantity is not None and self.draft.quantity.known_unit
        loose = None if sure else self.draft.unit
        return self._partner() or self._given(loose, head, None, "none", "noun_missing")

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
        return self.read.text[: self.draft.end].endswith("个")

    def _words(self, phrase: phrases.Phrase) -> str:
        return (
            phrases.text_of(self.clauses, phrase, self.read.text).strip('"()')
            if not self.table.spaced
            else self._english_words(phrase)
        )

    def _english_words(self, phrase: phrases.Phrase) -> str:
        words = self.clauses.tokens[phrase.first : phrase.last]
        return " ".join(t.text for t in words if t.text.lower() not in ("the", "a", "an", "of"))

    # ---- English: the noun phrase behind, else the predicate, the subject or the figure it is part of ----------

    def _english(self) -> Draft:
        right = phrases.behind(self.clauses, self.at)
        if (
            right
            and self.draft.quantity
            and self.draft.quantity.per
            and self._english_words(right).lower().removeprefix("per ") in SPANS
        ):
            right = None  # '77,500 a day' counts no days
        if right and not self._of_these():
            named = self._english_words(right)
            unit = noun_unit(named, self.table)
            head = phrases.singular(self.clauses.tokens[right.head].text)
            if named.lower() in ("each", "times", "years", "others") and (partner := self._partner()):
                return partner
            if unit:
                return self._given(unit, head, named, "own")
            if _demonym(self.clauses.tokens[right.head].text):
                return self._given("person", head, named, "own")
            if phrases.plural_shape(self.clauses.tokens[right.head].text) or self.draft.value == 1:
                printed = self.clauses.tokens[right.head].text.lower()
                return self._given(self.draft.unit or printed, head, named, "own", "unit_unknown")
        if (
            self.draft.unit
            and self.draft.quantity
            and self.draft.quantity.known_unit
            and not self.draft.quantity.implied
            and right
        ):
            return self._given(self.draft.unit, self.draft.head, None, "own")
        return (
            self._predicate()
            or self._subject()
            or self._partner()
            or self._given(self.draft.unit, self.draft.head, None, "none", "noun_missing")
        )

    def _of_these(self) -> bool:
        behind = [t.text.lower() for t in self.clauses.tokens[self.at + 1 : self.at + 3]]
        return behind[:1] == ["of"] and len(behind) > 1 and behind[1] in ("them", "these", "those", "whom", "which")

    def _predicate(self) -> Draft | None:
        """'311 were Cuban migrants', '380,000 of those were visa-free entries': the noun behind the verb."""
        end = self.clauses.line.after(self.at, "PREPOSITION|PART|WORD{0,2} BE")
        if end is None or end > self.at + 4:
            return None
        phrase = phrases.behind(self.clauses, end - 1)
        named = self._english_words(phrase) if phrase else ""
        unit = noun_unit(named, self.table) if phrase else None
        return (
            self._given(unit, phrases.singular(self.clauses.tokens[phrase.head].text), named, "clause")
            if unit and phrase
            else None
        )

    def _subject(self) -> Draft | None:
        """'The number of visitor arrivals exceeded 65 million': what the clause is about, where nothing is counted behind the figure."""
        if self._partitive():
            return self._partner()
        phrase = phrases.subject(self.clauses, self.at, self._main())
        if phrase is None or phrase.last > self.at:
            return None
        named = self._english_words(phrase)
        unit = noun_unit(named, self.table)
        if unit is None:
            inner = phrases.before(self.clauses, self.at, self.floor)
            named = self._english_words(inner) if inner else ""
            unit = noun_unit(named, self.table)
            phrase = inner if unit else phrase
        if unit is None or phrase is None or any("SAY" in t.types for t in self.clauses.between(phrase.last, self.at)):
            return None
        if unit == "person" and (whole := self._journeys()):
            return whole  # 'mainland residents made 137 million of the trips, foreigners 29 million'
        return self._given(
            unit, phrases.singular(self.clauses.tokens[phrase.head].text), named, "clause", "noun_distant"
        )

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
        if lone and led - piece.first > 2 and tokens[led - 1].types & {"PRESENT", "BE"}:
            return self.clauses.pieces[piece.number - 1].first
        return self.clause

    def _journeys(self) -> Draft | None:
        """The figure as a part of journeys or encounters that were told just before."""
        told = [d for d in self.done if d.kind in COUNTS and d.unit] or [d for d in self.context.levels if d.unit]
        last = told[-1] if told else None
        part = self._partitive() or any("SHARE" in t.types for t in self.clauses.between(self.floor, self.at))
        if (
            last is None
            or last.unit not in JOURNEYS
            or not (part or (self.done and last in self.done) or self._listed())
        ):
            return None
        return self._given(last.unit, last.head, last.counted, "clause", "unit_implied")

    def _listed(self) -> bool:
        return self.clauses.tokens[self.piece.first].types & {"AND", "PART"} != frozenset() or self.piece.opened in (
            "SEMI",
            "COLON",
        )

    def _partitive(self) -> bool:
        words = list(self.clauses.between(max(0, self.floor - 3), self.at))
        return any("PART" in t.types or t.text.lower() in ("these", "those", "them") for t in words)

    def _partner(self) -> Draft | None:
        """A figure told as a part of another, or beside it, counts what that counts."""
        last = next((d for d in reversed(self.done) if d.kind in COUNTS and d.unit and not is_measured(d.unit)), None)
        levels = [d for d in self.context.levels if d.unit and not is_measured(d.unit)]
        if last is None and self._partitive() and levels:
            last = levels[-1]
        joined = last is not None and last in self.done and self._joined(last)
        if last is None or not (joined or self._partitive()):
            return None
        return self._given(last.unit.split("/")[0], last.head, last.counted, "clause", "unit_implied")  # type: ignore[union-attr]

    def _joined(self, last: Draft) -> bool:
        between = self.clauses.between(self.clauses.figures.get(last.start, self.at), self.at)
        return len(between) < 14 and not any("SEMI" in t.types for t in between)


def _demonym(word: str) -> bool:
    """'Indonesians', 'Pakistanis', 'Vietnamese': people by their country."""
    return word[:1].isupper() and word.endswith(("ans", "nis", "shis", "ese", "nos", "qis", "tis"))


SPANS = ("day", "week", "month", "year", "hour", "minute")
INSIDE = "多余几 "
JOURNEYS = ("person_trip", "encounter", "vehicle_trip")


@per_codebook
def _tail_unit(phrase: str, lang: str) -> str | None:
    table = neighbours(lang)
    if not table.spaced:
        return next((unit for noun, unit in _longest(lang) if phrase.endswith(noun)), None)
    words = [w.strip("\"()'") for w in phrase.lower().split()]
    for begin in range(max(0, len(words) - 3), len(words)):
        if unit := table.nouns.get(" ".join(words[begin:])):
            return unit
    return None


@per_codebook
def _longest(lang: str) -> list[tuple[str, str]]:
    return sorted(neighbours(lang).nouns.items(), key=lambda row: -len(row[0]))


def noun_unit(phrase: str, table: Neighbours) -> str | None:
    """The unit of the noun that a phrase ends in: 'visitor arrivals', 水客走私违规案件."""
    return _tail_unit(phrase, table.lang) if phrase else None


def _shared(drafts: list[Draft], clauses: Clauses) -> list[Draft]:
    """9.76万亿和10.34万亿元: a figure without a measure, joined to one that has it, shares it."""
    out = list(drafts)
    for i in range(len(out) - 2, -1, -1):
        draft, after = out[i], out[i + 1]
        if draft.quantity is None or after.quantity is None or _percent(after) or after.unit is None or _percent(draft):
            continue
        loose = draft.unit is None or draft.unit_source in ("clause", "none")
        if not loose or not (is_measured(after.unit) or after.unit_source == "own"):
            continue
        a, b = clauses.figures.get(draft.start), clauses.figures.get(after.start)
        joined = (
            a is not None
            and b is not None
            and a + 1 < b
            and all(t.types & {"AND", "LIST", "COMMA"} for t in clauses.between(a + 1, b))
        )
        if joined and draft.kind in (after.kind, "rate", "level"):
            per = (draft.unit or "").partition("/")[2]
            unit = f"{after.unit}/{per}" if per and "/" not in str(after.unit) else after.unit
            out[i] = replace(draft, unit=unit, unit_source="clause", head=after.head, counted=after.counted)
    return out


def _of_siblings(drafts: list[Draft]) -> list[Draft]:
    """An earlier figure told beside a new one counts what that counts: 'an increase from 28,600 in 2023'."""
    out = list(drafts)
    for i, draft in enumerate(out):
        if draft.earlier is None or draft.unit or draft.quantity is None:
            continue
        near = [
            d
            for d in (*reversed(out[:i]), *out[i + 1 :])
            if d.kind in COUNTS and d.unit and not _percent(d) and not is_measured(d.unit)
        ]
        if near:
            out[i] = replace(
                draft,
                unit=near[0].unit,
                head=draft.head or near[0].head,
                counted=draft.counted or near[0].counted,
                unit_source="clause",
                doubts=(*draft.doubts, "unit_implied"),
            )
    return out


def _rates(read: Reading, drafts: list[Draft], clauses: Clauses, table: Cues) -> list[Draft]:
    """日均…分别为A、B、C and 'the average daily number rose to N' are rates, each of them."""
    out = list(drafts)
    for run in runs(read, out, table, across=True):
        first = out[run[0]]
        for k in run[1:]:
            if (
                first.kind == "rate"
                and out[k].kind == "level"
                and (out[k].unit or "") == (first.unit or "").split("/")[0]
            ):
                out[k] = replace(out[k], kind="rate", unit=first.unit)
    for i, draft in enumerate(out):
        at = clauses.figures.get(draft.start)
        if (
            at is None
            or draft.kind != "level"
            or not draft.unit
            or "/" in draft.unit
            or _percent(draft)
            or is_measured(draft.unit)
        ):
            continue
        piece = clauses.piece(at)
        inside = [f for f in clauses.figures.values() if f < at and "AMOUNT" in clauses.tokens[f].types]
        begin = min(p.first for p in clauses.pieces if p.group == piece.group) if table.spaced else piece.first
        floor = max([begin, *(f + 1 for f in inside)])
        last = out[i - 1] if i else None
        before = clauses.figures.get(last.start) if last and last.kind == "rate" else None
        if last and before is not None and (last.unit or "").endswith("/day") and not table.spaced:
            listed = any("LIST" in t.types for t in clauses.between(before, at))
            if listed and clauses.piece(before) is piece:  # 日均验放旅客2万余人次、航班100余架次
                out[i] = replace(draft, kind="rate", unit=f"{draft.unit}/day")
                continue
        if any("DAILY" in t.types for t in clauses.between(floor, at)) and not any(
            "PEAK" in t.types for t in clauses.between(floor, at)
        ):
            out[i] = replace(draft, kind="rate", unit=f"{draft.unit}/day")
    return out
