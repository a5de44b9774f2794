"""The frames of the codebook in a sentence: where the nouns of metrics stand, and whether a clause says what a frame asks for.

A user's words are literals, never patterns. Offsets count characters of the folded sentence.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable
from dataclasses import dataclass

from ...codebook import Codebook, serves
from ...language.lexicon import alternatives, fold, lexicon, plural, word_list
from ...language.patterns import later
from ...language.tokens import SPACED, verb_forms


@dataclass(frozen=True)
class Mention:
    """Where a noun that a metric counts stands in a sentence."""

    start: int
    end: int
    metric: str


def noun_forms(phrase: str, spaced: bool) -> set[str]:
    """A noun phrase with its plurals: 'criminal case' => 'criminal cases', 'person' => 'people', 'persons'; Chinese has one form."""
    phrase = fold(phrase).lower().strip()
    if not spaced or not phrase:
        return {phrase}
    before, space, last = phrase.rpartition(" ")
    irregular = lexicon("forms")["plurals"]
    return {phrase, plural(phrase)} | ({before + space + irregular[last]} if last in irregular else set())


class Frames:
    """All words of a codebook's frames in one language, as one automaton."""

    def __init__(self, book: Codebook, lang: str) -> None:
        import ahocorasick_rs

        self.book, self.spaced = book, lang in SPACED
        self.of_families: dict[tuple[str, ...], frozenset[str]] = {}
        self.counts: dict[str, list[str]] = {}
        self.by: dict[str, frozenset[str]] = {}
        self.asks: dict[str, list[list[str]]] = {}
        self.never: dict[str, frozenset[str]] = {}
        self.asked: dict[str, list[list[frozenset[str]]]] = {}  # the forms of each part that `needs` asks for
        words: set[str] = set()
        for m in book.metrics.values():
            for phrase in m.counts.get(lang, []):
                for form in noun_forms(phrase, self.spaced):
                    self.counts.setdefault(form, []).append(m.metric)
            self.by[m.metric] = frozenset(f for w in m.by.get(lang, []) for f in self._verbs(w))
            self.asks[m.metric] = [[fold(p).lower().strip() for p in w.split(" + ")] for w in m.needs.get(lang, [])]
            self.never[m.metric] = frozenset(
                f for w in m.never.get(lang, []) for f in noun_forms(w, self.spaced) | self._verbs(w)
            )
            self.asked[m.metric] = [
                [frozenset(noun_forms(p, self.spaced) | (verb_forms(p) if self.spaced else set())) for p in row]
                for row in self.asks[m.metric]
            ]
            words |= self.by[m.metric] | self.never[m.metric]
            words |= {form for row in self.asked[m.metric] for part in row for form in part}
        self.both = frozenset(fold(w).lower() for w in lexicon("words")["both_ways"][lang])
        words |= self.both
        self.words = sorted({*self.counts, *words} - {""})
        self.automaton = ahocorasick_rs.AhoCorasick(self.words) if self.words else None

    def _verbs(self, word: str) -> set[str]:
        word = fold(word).lower().strip()
        return verb_forms(word) | {word} if self.spaced else {word}

    def served(self, families: tuple[str, ...]) -> frozenset[str]:
        """The metrics that serve an agency of these families."""
        if families not in self.of_families:
            metrics = self.book.metrics.values()
            self.of_families[families] = frozenset(m.metric for m in metrics if serves(m, families))
        return self.of_families[families]

    def find(self, text: str) -> Found:
        """All words of frames in a folded sentence."""
        low = text.lower() if len(text.lower()) == len(text) else text
        found: dict[str, list[tuple[int, int]]] = {}
        told = (*OFFICES.finditer(low), *PLACES.finditer(text)) if self.spaced else ()
        names = [m.span() for m in told]
        for index, start, end in (
            self.automaton.find_matches_as_indexes(low, overlapping=True) if self.automaton else ()
        ):
            if any(a <= start and end <= b for a, b in names):
                continue  # who tells, or where, and not what is told
            if self.spaced and low.startswith("'s ", end) and not low.startswith("'s ", end - 3):
                continue  # 'the province's total' counts no provinces
            if not self.spaced or not _cut(low, start, end):
                found.setdefault(self.words[index], []).append((start, end))
        return Found(self, found)


OFFICES = later(
    rf"(?:{alternatives([*word_list('fields_of_offices')])})(?: [a-z-]+){{0,3}}? (?:{alternatives([*word_list('offices')])})"
)  # names of those who tell


def _titled(name: str) -> list[str]:
    return [word.title() for word in word_list(name)]


PLACES = later(
    rf"\b(?:{alternatives(_titled('fields_of_places'))})(?: [A-Z][a-z]+){{0,2}}? (?:{alternatives(_titled('named_places'))})\b"
)  # 'International Cruise Home Port'


def _cut(text: str, start: int, end: int) -> bool:
    """Does a span begin or end inside a longer word? 'visa-free' is one word, 'visa' none of its own in it."""
    before, after = text[start - 1 : start], text[end : end + 1]
    return (text[start].isalnum() and (before.isalnum() or before == "-")) or (
        text[end - 1].isalnum() and (after.isalnum() or after == "-")
    )


class Found:
    """The words of frames that a sentence holds."""

    def __init__(self, frames: Frames, places: dict[str, list[tuple[int, int]]]) -> None:
        self.frames, self.places = frames, places
        self.here = frozenset(places)
        self.pairs = [span for word in frames.both & self.here for span in places[word]]

    def mentions(self, families: Iterable[str]) -> list[Mention]:
        """Where nouns of metrics that serve the agency stand, in order."""
        served = self.frames.served(tuple(families))
        cut_off = self._halved if self.frames.spaced else self._paired  # 入境 is no noun of its own in 出入境
        found = [
            Mention(start, end, metric)
            for word, spans in self.places.items()
            for metric in self.frames.counts.get(word, ())
            if metric in served
            for start, end in spans
            if not cut_off(start, end)
        ]
        return sorted(found, key=lambda m: (m.start, -m.end))

    def _barred(self, word: str, own: tuple[int, int], span: tuple[int, int]) -> bool:
        """Does a word stand in the piece, outside the counted noun ('exit' in 'entry and exit trips' bars nothing)?"""
        inside = lambda a, b: span[0] <= a and b <= span[1] and b - a < span[1] - span[0]  # noqa: E731
        return any(
            own[0] <= a and b <= own[1] and not inside(a, b) and not self._paired(a, b)
            for a, b in self.places.get(word, ())
        )

    def _paired(self, start: int, end: int) -> bool:
        """Is a direction one half of 'enter and exit', so that it tells none? 出境的 is cut out of 入出境的."""
        cut = not self.frames.spaced
        return any(
            (a <= start and end <= b and end - start < b - a) or (cut and a < start < b < end) for a, b in self.pairs
        )

    def _halved(self, start: int, end: int) -> bool:
        """'Foreigner entries' is no noun of its own in 'foreigner entries and exits'."""
        return any(start < a < end < b for a, b in self.pairs)

    def _one_within(self, words: frozenset[str], span: tuple[int, int]) -> bool:
        """Does one of the words stand in a span?"""
        start, end = span
        return any(start <= a and b <= end for w in words & self.here for a, b in self.places[w])

    def fits(
        self, metric: str, own: tuple[int, int], around: tuple[int, int] | None = None, group: tuple[int, int] | None = None,
        noun: str = "", span: tuple[int, int] = (0, 0), others: tuple[int, int] = (0, 0), told: bool = False,
    ) -> bool:  # fmt: skip
        """Does the text say what the frame of a metric asks for, and nothing that it must not say?

        `own` is the figure's piece, where nothing of `never` may stand; `around` reaches to the figures beside it and holds what
        `needs` asks for; `group` is the whole clause, where a predicate of `by` stands; `noun` is what is counted where it was
        said before, `span` the counted noun itself, in which nothing shuts it out; `others` holds what a row's other figures count.
        `told`: the whole that it is a part of was told just before, with the predicate.
        """
        frames, around = self.frames, around or own
        group = group or around
        if (
            frames.by[metric]
            and not told
            and not (self._one_within(frames.by[metric], group) or (noun and any(w in noun for w in frames.by[metric])))
        ):
            return False
        asks, never = frames.asked[metric], frames.never[metric]
        said = never & self.here
        shut = [s for word in said for s in self.places[word]] if asks else []
        if asks and not any(self._asked(row, around, noun, others, shut) for row in asks):
            return False
        if noun and self._says(noun, never):
            return False
        return not any(self._barred(w, own, span) for w in said)

    def _says(self, noun: str, words: frozenset[str]) -> bool:
        """Does a noun said before hold one of the words? 出入境 holds no 入境."""
        if self.frames.spaced:
            return any(f" {word} " in f" {noun} " for word in words)
        for pair in self.frames.both:
            noun = noun.replace(pair, "")
        return any(word in noun for word in words)

    def says_all(self, metric: str, span: tuple[int, int]) -> bool:
        """Does a span hold what the frame of a metric asks for?"""
        return any(self._asked(row, span, "", (0, 0), []) for row in self.frames.asked[metric])

    def _asked(
        self, row: list[frozenset[str]], around: tuple[int, int], noun: str, others: tuple[int, int], shut: list[tuple[int, int]],
    ) -> bool:  # fmt: skip
        """Does the text say every part of what is asked for? A half of 'enter and exit' counts only where both halves are asked for;
        what is said in `shut`, a longer phrase that is of another thing, counts for nothing: 'visa-free' in 'visa-free countries'."""
        halves = 0
        for forms in row:
            if not noun and forms.isdisjoint(self.here):
                return False
            near = [s for f in forms & self.here for s in self.places[f] if around[0] <= s[0] and s[1] <= around[1]]
            near = [s for s in near if not any(a <= s[0] and s[1] <= b and b - a > s[1] - s[0] for a, b in shut)]
            spans = [s for s in near if not (others[0] <= s[0] and s[1] <= others[1])]
            free = any(not self._paired(*s) for s in spans) or bool(noun and any(f in noun for f in forms))
            if not spans and not free:
                return False
            halves += not free
        return halves != 1

    def of_noun(self, noun: str, families: Iterable[str]) -> list[tuple[str, str]]:
        """The metrics whose noun a phrase said before ends in => (metric, the noun), longest first."""
        served, words = self.frames.served(tuple(families)), noun.split() if self.frames.spaced else list(noun)
        joint = " " if self.frames.spaced else ""
        within = self._halves(noun)
        found = []
        for begin in (n for n in range(len(words)) if n not in within):
            tail = joint.join(words[begin:])
            found += [(m, tail) for m in self.frames.counts.get(tail, ()) if m in served]
        return found

    def _halves(self, noun: str) -> set[int]:
        """Where a Chinese noun may not be cut: 入境 is no noun of its own in 出入境."""
        pairs = () if self.frames.spaced else self.frames.both
        spans = [(noun.find(pair), len(pair)) for pair in pairs if pair in noun]
        return {at + n for at, length in spans for n in range(1, length)}


@functools.lru_cache(maxsize=16)
def frames(book: Codebook, lang: str) -> Frames:
    """The frames of a codebook in a language, made once for each codebook."""
    return Frames(book, lang)
