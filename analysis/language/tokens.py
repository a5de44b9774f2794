"""One pass over a sentence: typed tokens, each character in one of them or in the space between.

The words of words.toml form one automaton a language (leftmost, longest); spans read before (times, bases, quantities)
and other characters fill the rest. Offsets count characters of the sentence.
"""

from __future__ import annotations

import bisect
import functools
import re
from collections.abc import Iterable
from typing import Any, NamedTuple

from .lexicon import lexicon, word_list

SIGNS = {
    ",": "COMMA", "，": "COMMA", ";": "SEMI", "；": "SEMI", ":": "COLON", "：": "COLON", "、": "LIST", "(": "OPEN", "（": "OPEN", "[": "OPEN",
    ")": "CLOSE", "）": "CLOSE", "]": "CLOSE", ".": "STOP", "。": "STOP", "!": "STOP", "！": "STOP", "?": "STOP", "？": "STOP", '"': "QUOTE", "|": "SEMI",
}  # fmt: skip
DATELINES = frozenset(word_list("datelines", "zh"))  # 3日电, and never the 电 of 集成电路
BEFORE_DATELINES = frozenset(word_list("before_datelines", "zh"))
LONG_DASHES = "—―"  # a dash of its own, with or without spaces
TYPES = {sign: frozenset([sign]) for sign in (*SIGNS.values(), "DASH", "HYPHEN")}
# A short form in brackets is a word of the name before it, and no clause: 'the Directorate (DRI)'.
OTHER = re.compile(
    r"\([A-Z][A-Za-z&]{0,9}[A-Z][a-z]?\)|(?:[A-Za-z]+-)?(?:[A-Z]\.){2,}(?=[ ,)][\w ])|[A-Za-z][\w'&.-]*\w|[A-Za-z]|[\u4e00-\u9fff]+|--+|[—―]+|\S"
)
SHAPES = (("ADV", ("ly",)), ("ED", ("ed",)), ("ING", ("ing",)))


class Token(NamedTuple):
    """A piece of a sentence: text[start:end], its types, and the thing it stands for where it was read before."""

    start: int
    end: int
    text: str
    types: frozenset[str]
    value: Any = None


def verb_forms(word: str) -> set[str]:
    """The forms of an English verb or phrase that begins with one: 'open' => opens, opened, opening; 'stop' => stopped; 'deal' => dealt."""
    first, space, rest = word.partition(" ")
    past = lexicon("forms")["verbs"].get(first, [])
    if first.endswith("e"):
        forms = {first, first + "s", first + "d", first[:-1] + "ing"}
    elif first.endswith("y") and first[-2:-1] not in "aeiou":
        forms = {first, first[:-1] + "ies", first[:-1] + "ied", first + "ing"}
    else:
        ending = "es" if first.endswith(("s", "x", "ch", "sh")) else "s"
        forms = {first, first + ending, first + "ed", first + "ing"}
        if len(first) > 2 and first[-1] not in "aeiouwxy" and first[-2] in "aeiou" and first[-3] not in "aeiou":
            forms |= {first + first[-1] + "ed", first + first[-1] + "ing"}
    forms |= set(past)
    return {form + space + rest for form in forms}


# Those that do not end in -ed: 'since the new rules came in'.
PAST_FORMS = frozenset(word for words in lexicon("forms")["verbs"].values() for word in words)
# Past forms that are no participles: 'took', 'came', where 'stolen' and 'sold' may stand before a noun.
PAST_TENSE = frozenset(
    words[0]
    for base, words in lexicon("forms")["verbs"].items()
    if (len(words) > 1 and not words[1].endswith("ing")) or base.endswith("come")
)


def forms_of(name: str) -> frozenset[str]:
    """Every form of the English verbs of a class: 'flow' => seize, seized, seizing, ..."""
    return frozenset(form for verb in lexicon("words")[name]["en"] for form in verb_forms(verb))


PLAIN = ("plain", "phrasal")  # the classes of words that have none


class Lexer:
    """The words of one language with their types, as one automaton."""

    def __init__(self, lang: str, more: Iterable[tuple[str, str]] = ()) -> None:
        import ahocorasick_rs

        self.spaced = lang in SPACED
        words: dict[str, set[str]] = {}
        for name, row in lexicon("words").items():
            for word in row[lang]:
                for form in verb_forms(word) if self.spaced and row.get("verbs") else (word,):
                    words.setdefault(form.lower(), set()).update(() if name in PLAIN else (name.upper(),))
        for word, name in more:
            words.setdefault(word.lower(), set()).add(name)
        self.types = {
            word: frozenset(names | {"WORD"} | (_shape(word) if "FLOW" in names else set()))
            for word, names in words.items()
        }
        self.words = list(self.types)
        kind = ahocorasick_rs.MatchKind.Standard if self.spaced else ahocorasick_rs.MatchKind.LeftmostLongest
        self.automaton = ahocorasick_rs.AhoCorasick(self.words, kind)

    def words_in(self, text: str) -> list[tuple[int, int, str]]:
        """The words of the lexicon in a text, leftmost and longest, whole words where the language parts them by spaces."""
        low = text.lower()
        low = low if len(low) == len(text) else text
        matches = self.automaton.find_matches_as_indexes(low, overlapping=self.spaced)
        if not self.spaced:
            found = ((begin, end, self.words[i]) for i, begin, end in matches)
            return [
                (a, b, word) for a, b, word in found if word not in DATELINES or text[a - 1 : a] in BEFORE_DATELINES
            ]
        longest = {
            begin: (end, i) for i, begin, end in matches if not _inside(low, begin, end)
        }  # in order of their ends
        kept, at = [], 0
        for begin in sorted(longest):
            if begin >= at:
                at, number = longest[begin]
                kept.append((begin, at, self.words[number]))
        return kept


SPACED = ("en",)


def _inside(text: str, begin: int, end: int) -> bool:
    """Does a span begin or end inside a longer word?"""
    return (begin > 0 and (text[begin - 1].isalnum() or text[begin - 1] in "-'") and text[begin].isalnum()) or (
        end < len(text) and (text[end].isalnum() or text[end] == "-") and text[end - 1].isalnum()
    )


@functools.cache
def lexer(lang: str) -> Lexer:
    """The lexer of a language, made once."""
    return Lexer(lang)


def known_types(lang: str) -> set[frozenset[str]]:
    """The sets of types that tokens of a language can have: those of the lexicon's words, of signs, of words by their shape."""
    shapes = [
        ("WORD", *extra, *cap, *plural)
        for extra in ((), *((name,) for name, _ in SHAPES))
        for cap in ((), ("CAP",))
        for plural in ((), ("PLURAL",))
    ]
    return {*lexer(lang).types.values(), *(frozenset([sign]) for sign in SIGNS.values()), *map(frozenset, shapes)}


@functools.lru_cache(maxsize=65536)
def _shape(word: str) -> frozenset[str]:
    """The types of a word that the lexicon lacks, told by its form."""
    types = {"WORD"}
    if word[0].isascii() and word[0].isalpha():
        types |= {name for name, ends in SHAPES if word.lower().endswith(ends) and len(word) > 4}
        if word in PAST_FORMS:
            types.add("ED")
        if word[0].isupper():
            types.add("CAP")
        if plural_shape(word):
            types.add("PLURAL")
    return frozenset(types)


NO_PLURALS = frozenset(["customs", "news"])
PLURALS = frozenset(["people", "men", "women", "children", "police"])


def plural_shape(word: str) -> bool:
    """Does a word look like an English plural?"""
    low = word.lower()
    if low.endswith(("'s", "s'")) or low in NO_PLURALS or (word.isupper() and len(word) > 3):
        return False  # 'ECOWAS'
    return low in PLURALS or (low.endswith("s") and not low.endswith(("ss", "us", "is", "ous")) and len(low) > 3)


Span = tuple[int, int, frozenset[str], Any]


def lex(text: str, lang: str, spans: Iterable[Span] = ()) -> list[Token]:
    """A folded sentence => its tokens in order. `spans` were read before: (start, end, types, value), first ones win."""
    table = lexer(lang)
    taken: list[Span] = []
    for span in spans:
        at = bisect.bisect_left(taken, span[0], key=lambda t: t[0])
        if (at and taken[at - 1][1] > span[0]) or (at < len(taken) and taken[at][0] < span[1]):
            continue
        taken.insert(at, span)
    tokens = [Token(a, b, text[a:b], types, value) for a, b, types, value in taken]
    for begin, end, word in table.words_in(text):
        at = bisect.bisect_left(taken, begin, key=lambda t: t[0])
        if not ((at and taken[at - 1][1] > begin) or (at < len(taken) and taken[at][0] < end)):
            tokens.append(Token(begin, end, text[begin:end], table.types[word]))
    tokens.sort()
    return list(_filled(text, tokens))


def _filled(text: str, tokens: list[Token]) -> Iterable[Token]:
    """The tokens with those of the gaps between them."""
    at = 0
    for token in [*tokens, None]:
        end = token.start if token else len(text)
        for found in OTHER.finditer(text, at, end) if at < end else ():
            sign = SIGNS.get(found[0])
            if found[0][0] in LONG_DASHES:
                sign = "DASH"
            if sign is None and found[0][0] == "-":
                sign = "DASH" if len(found[0]) > 1 or text[found.start() - 1 : found.start()] in (" ", "") else "HYPHEN"
            types = TYPES[sign] if sign else _shape(found[0])
            yield Token(found.start(), found.end(), found[0], types)
        if token:
            yield token
            at = token.end
