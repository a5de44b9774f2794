"""What a percentage without a metric is of: the noun phrase that its words lead to, else the figure that it leans on; nothing where the text does not say."""

from __future__ import annotations

from typing import NamedTuple

from ...language.lexicon import word_list
from ...records import replace
from ..clauses import phrases
from ..clauses.clauses import Clauses
from ..clauses.draft import COUNTS, Context, Draft, Reading
from ..quantities.noun_units import is_demonym

PERCENTS = ("percent", "percentage_point")
KINDS = ("level", "change", "share")
# Types of words that are no nouns; a noun may be LIGHT or MEASURE_NOUN besides.
NO_NOUN = frozenset(
    ["AND", "OR", "BE", "PRESENT", "ADV", "THAN", "PREPOSITION", "SUBORDINATE", "RELATIVE", "BASE", "TIME", "ED", "ING", "RISE", "FALL", "PART", "SHARE", "REACH", "RECORD", "FROM", "QTY", "NUMBER", "DE"]
)  # fmt: skip
# What may stand between a figure and the noun behind it that it is of, brackets left out: 82% of the area, 14% rise in crossings, 七成毒品在.
BEHIND = ("OF LIGHT*", "PART", "RISE|FALL PREPOSITION LIGHT*")


class Noun(NamedTuple):
    """The words of what is counted, and their head in its base form."""

    counted: str
    head: str


def with_percentage_nouns(read: Reading, drafts: list[Draft], clauses: Clauses, context: Context) -> list[Draft]:
    """Percentages that have no metric, each with the noun that it is of; what was only a word beside it is taken away."""
    out: list[Draft] = []
    for draft in drafts:
        at = clauses.figures.get(draft.start)
        wanted = draft.unit in PERCENTS and draft.kind in KINDS and draft.metric is None
        out.append(Percentage(read, clauses, context, out, draft, at).named() if wanted and at is not None else draft)
    return out


class Percentage:
    """The finding of what one percentage is of."""

    def __init__(
        self, read: Reading, clauses: Clauses, context: Context, done: list[Draft], draft: Draft, at: int
    ) -> None:
        self.read, self.clauses, self.context, self.done, self.draft, self.at = read, clauses, context, done, draft, at
        self.tokens, self.piece = clauses.tokens, clauses.piece(at)
        self.group = clauses.pieces_of(at)
        counts = (f for f in clauses.figures.values() if f < at and self.tokens[f].value.kind != "duration")
        self.floor = max([self.piece.first, *(f + 1 for f in counts)])  # 'detections within 72 hours 7%'
        self.end = self._past_bracket()

    def named(self) -> Draft:
        """The figure with its noun; as it was where that says something."""
        whole = self._of_ratio() or self._before_bracket(moved=True)
        finders = (
            self._told_twice,
            self._behind,
            self._fronted,
            self._before_bracket,
            self._of_change,
            self._whole,
            self._subject,
        )
        if whole is None and self._says(self.draft.head):
            digits = self.draft.quantity is not None and self.draft.quantity.numeral.form == "digits"
            if (self.draft.counted or not digits) and self._is_noun(self.draft.counted):
                return self.draft
            found = filter(None, (find() for find in finders))
            return replace(self.draft, counted=next((n.counted for n in found if n.head == self.draft.head), None))
        noun = whole or next(filter(None, (find() for find in finders)), None)
        doubts = self.draft.doubts
        if noun is None and (noun := self._leans_on()):
            doubts = (*doubts, "noun_distant")
        counted, head = noun or (None, None)
        own = self.draft.counted
        if own and counted and self._is_noun(own) and own.endswith(counted):
            counted = own  # 'daily positivity rate', of which the phrase is the end
        return replace(self.draft, counted=counted, head=head, doubts=doubts)

    # ---- words ---------------------------------------------------------------------------------------------------

    def _says(self, head: str | None) -> bool:
        """Is a head a noun, by its token in the sentence?"""
        if not head or any(head in word_list(no) for no in ("no_nouns_of_percentages", "articles_and_of", "anaphora")):
            return False
        same = [t for t in self.tokens if head in (t.text.lower(), phrases.singular(t.text.strip("\"'.")))]
        nouns = [t for t in same if not t.types & NO_NOUN]
        names = [
            t for t in nouns if "CAP" in t.types and "PLURAL" not in t.types and t.start and not is_demonym(t.text)
        ]
        return not same or len(nouns) > (0 if self.read.sentence.in_headline else len(names))

    def _is_noun(self, counted: str | None) -> bool:
        """Is what was taken for the noun more than a mark, a verb or the words of a comparison?"""
        words = (counted or "").split()
        if not words or not any(c.isalpha() for c in counted or ""):
            return counted is None
        begin = self.read.text.find(counted or "")
        first = next((t for t in self.tokens if t.start <= begin < t.end), None)
        led = first is not None and bool(first.types & {"SHARE", "THAN", "BE"})
        return not led and self._says(words[-1].lower()) and self._says(words[0].lower())

    def _noun(self, phrase: phrases.Phrase | None) -> Noun | None:
        """A phrase as a noun, where it says something."""
        if phrase is None:
            return None
        first, last = phrase.first, phrase.last
        while last > first and (
            self.tokens[last - 1].text.lower() in word_list("behind_a_noun") or "DE" in self.tokens[last - 1].types
        ):
            last -= 1
        while first < last and (
            self.tokens[first].text.lower() in word_list("articles_and_of") or "RECORD" in self.tokens[first].types
        ):
            first += 1
        inside = NO_NOUN - {"ED", "ING", "AND", "DE"}  # 'laboratory confirmed cases', 电器及摄影器材
        if first == last or self._is_name(first, last) or any(t.types & inside for t in self.tokens[first:last]):
            return None
        head = phrases.singular(self.tokens[last - 1].text.strip("\"'."))
        counted = self.read.text[self.tokens[first].start : self.tokens[last - 1].end]
        return Noun(counted, head) if self._says(head) else None

    def _is_name(self, first: int, last: int) -> bool:
        """Is a phrase a name alone, as of the place that the share fell to? 'Robberies' opens a sentence."""
        opens = first == 0 and last == 1 and "PLURAL" in self.tokens[0].types
        return not opens and all(t.types & {"CAP", "AND"} for t in self.tokens[first:last])

    # ---- behind the figure, before it, and at the head of its clause -----------------------------------------------

    def _past_bracket(self) -> int:
        """The last token of the figure with the bracket right behind it: '12% (20 of 166)'."""
        if self.clauses.line.after(self.at, "OPEN") is None:
            return self.at
        return next((i for i in range(self.at + 2, len(self.tokens)) if "CLOSE" in self.tokens[i].types), self.at)

    def _behind(self) -> Noun | None:
        """'82% of the area', 'a 14 percent rise in illegal crossings', '4% for passenger fatalities', '1 in 6 foreign nationals'."""
        for pattern in BEHIND:
            begin = self.clauses.line.after(self.end, pattern)
            if begin is None or self.tokens[begin - 1].text.lower().endswith(word_list("points_back")):
                continue  # '75% of them stayed'
            if noun := self._noun(phrases.behind(self.clauses, begin - 1)):
                return noun
        begin = self.end + (self.clauses.line.after(self.end, "CLOSE") is not None)  # 'two of five (41%) crossings'
        if begin + 1 < len(self.tokens) and self.tokens[begin + 1].text.lower() in word_list("percentage_for"):
            return self._noun(phrases.behind(self.clauses, begin + 1))
        phrase = phrases.behind(self.clauses, begin)
        if phrase is None or phrase.last >= len(self.tokens):
            return None
        plural = "PLURAL" in self.tokens[phrase.head].types
        alone = (
            phrase.last == phrase.first + 1 and self.clauses.line.after(phrase.head, "PREPOSITION|COPULA") is not None
        )
        chinese = alone and not self.tokens[phrase.head].text.isascii()
        return self._noun(phrase) if plural or chinese else None

    def _fronted(self) -> Noun | None:
        """'Of the cases, 50% were in London'."""
        first = self.group[0].first
        opens = "OF" in self.tokens[first].types and first < self.piece.first
        return self._noun(phrases.behind(self.clauses, first)) if opens else None

    def _before_bracket(self, moved: bool = False) -> Noun | None:
        """'Most cases (467 of 674, 69%)', 燃料（下跌0.5%）: the noun that the bracket stands behind."""
        opening = next((i for i in range(self.at - 1, self.group[0].first, -1) if "OPEN" in self.tokens[i].types), None)
        closed = opening is not None and any("CLOSE" in t.types for t in self.tokens[opening : self.at])
        if opening is None or closed:
            return None
        floor = max([self.group[0].first, *(f + 1 for f in self.clauses.figures.values() if f < opening)])
        phrase = phrases.before(self.clauses, opening, floor)
        if moved:
            sure = any(t.types & phrases.MOVES for t in self.tokens[opening : self.at])
        else:
            sure = phrase is not None and "PLURAL" in self.tokens[phrase.head].types
        return self._noun(phrase) if sure else None

    def _of_change(self) -> Noun | None:
        """'A reduction of deforestation of 80%'."""
        if self.clauses.line.before(self.at, "OF") is None or not self.clauses.has(self.piece, "RISE", "FALL"):
            return None
        return self._noun(phrases.before(self.clauses, self.at - 1, self.floor))

    def _whole(self) -> Noun | None:
        """占乙类传染病报告病例总数的96%: the whole, where the part is not told."""
        led = [i for i in range(self.floor, self.at) if "SHARE" in self.tokens[i].types]
        return self._noun(phrases.before(self.clauses, self.at, led[-1] + 1)) if led else None

    def _subject(self) -> Noun | None:
        """'Border Patrol apprehensions increased 36 percent', 进出口总值同比增长2.1%: what the clause is about."""
        for piece in (self.piece, *reversed([p for p in self.group if p.number < self.piece.number])):
            floor = max(self.floor, piece.first) if piece is self.piece else piece.first
            if piece is not self.piece and self.clauses.has(piece, "QTY"):
                return None
            phrase = phrases.subject(self.clauses, min(self.at, piece.last), floor)
            if phrase and (noun := self._noun(phrase)):
                sure = bool(self.tokens[phrase.head].types & {"PLURAL", "MEASURE_NOUN"})
                sure = sure or not (self.piece.depth or noun.head.isascii())
                return noun if sure or phrase.last < piece.last else None
            led = phrases.before(self.clauses, self.at, floor) if piece is self.piece else None
            if led and (noun := self._noun(led)):
                return noun if "PLURAL" in self.tokens[led.head].types or not noun.head.isascii() else None
            if not piece.depth and not self.clauses.has(piece, "TIME", "BASE"):
                return None
        return None

    # ---- by another figure -----------------------------------------------------------------------------------------

    def _levels(self) -> list[Draft]:
        """The figures with a noun that were told before, the nearest first: of this sentence, then of the one before it."""
        told = [*self.context.levels, *self.done]
        return [d for d in reversed(told) if d.kind in COUNTS and d.unit not in PERCENTS and self._noun_of(d)]

    def _noun_of(self, other: Draft) -> Noun | None:
        """What another figure counts, where that says something."""
        counted = other.counted if other.counted and self._is_noun(other.counted) else None
        last = (counted or "").rpartition(" ")[2]
        head = phrases.singular(last) if phrases.plural_shape(last) else other.head
        if not head or not self._says(head) or not (counted or other.head):
            return None
        return Noun(counted or head, head)

    def _told_twice(self) -> Noun | None:
        """'A drop of 67 cases or 2.7 per cent': what the figure that it says again counts."""
        again = "kind:told_twice" in self.draft.rules and self.done
        return self._noun_of(self.done[-1]) if again else None

    def _of_ratio(self) -> Noun | None:
        """'31% (28 of 91)': of the 91 that were told before, whatever they are."""
        window = self.tokens[max(self.piece.first - 4, 0) : self.at + 6]
        values = [a.value.value for a, b in zip(window[2:], window, strict=False) if {"AMOUNT"} <= a.types & b.types]
        same = next((self.context.told[value] for value in values if value in self.context.told), None)
        return self._noun_of(same) if same else None

    def _leans_on(self) -> Noun | None:
        """A figure of the same clause; or, where the words point back ('75% of them'), the one told last."""
        beside = (self._noun_of(d) for d in reversed(self.done) if self._beside(d))
        if near := next(filter(None, beside), None):
            return near
        rest = word_list("no_nouns_of_percentages")
        own = self.tokens[self.group[0].first : self.end + 3]
        back = any(
            t.text.lower() in word_list("points_back") or ("PART" in t.types and t.text.lower() not in rest)
            for t in own
        )
        silent = not any(t.text.isalpha() and not t.types & NO_NOUN for t in self.tokens)
        told = self._levels() if back or silent else []
        return self._noun_of(told[0]) if told else None

    def _beside(self, other: Draft) -> bool:
        """Is a figure of the same clause? Of two brackets each tells of what it stands behind."""
        at = self.clauses.figures.get(other.start)
        piece = self.clauses.piece(at) if at is not None else None
        return piece is not None and piece.group == self.piece.group and not (piece.depth and self.piece.depth)
