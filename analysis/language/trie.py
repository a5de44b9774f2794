"""How the matches of many patterns can begin: so that each pattern is tried only where it may match."""

from __future__ import annotations

import bisect
import functools
import importlib
import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from ..remembered import remembered

# The parser of the standard library's own patterns; tests hold what is built on it against the plain patterns.
_parser: Any = importlib.import_module("re._parser")
DIGIT = "0"  # stands for every decimal digit
MANY = 6  # times that one sign is repeated in a beginning, where it is known how often it may be
MOST = 4000  # beginnings of one pattern; where there are more, shorter ones are kept
Heads = dict[str, bool]  # a beginning, and whether what follows it is known


WIDTHS = {"en": 6, "zh": 4}  # characters of a beginning that a scanner looks for: most words are told apart by them


class Scanner:
    """Ordered patterns of a language, scanned like their alternation: the leftmost match, of those the first pattern's.

    A long alternation tries every branch at every character; here the first characters lead to the few branches that
    they can begin. With `edge` every pattern begins with a lookbehind that lets no word's middle through.
    """

    def __init__(self, patterns: list[str], lang: str, flags: int = 0, *, edge: bool = False) -> None:
        self.patterns, self.flags = patterns, flags
        self.stems = Stems([(pattern, flags) for pattern in patterns], lang, edge=edge)
        self.compiled: dict[int, re.Pattern[str]] = {}

    def _one(self, number: int) -> re.Pattern[str]:
        """A pattern, compiled when it is first asked for."""
        if number not in self.compiled:
            self.compiled[number] = re.compile(self.patterns[number], self.flags)
        return self.compiled[number]

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """Every match, left to right, none overlapping."""
        end = 0
        while found := self.search(text, end):
            yield found
            end = found.end()

    def search(self, text: str, position: int = 0) -> re.Match[str] | None:
        """The first match at or after a position."""
        begins = self.stems.begins(text)
        for i in range(bisect.bisect_left(begins, (position,)), len(begins)):
            at, numbers = begins[i]
            for number in numbers:
                if found := (self.compiled.get(number) or self._one(number)).match(text, at):
                    return found
        return None


class Stems:
    """Where matches of many patterns may begin in a text, by one automaton over all their beginnings; `edge` as in a Scanner.

    A pattern is told with its flags, and named by its number. A space of a beginning stands for one or more.
    """

    def __init__(self, patterns: list[tuple[str, int]], lang: str, *, edge: bool = False) -> None:
        import ahocorasick_rs

        width = WIDTHS[lang]
        words, self.numbers = remembered("beginnings", [patterns, width], lambda: numbered(patterns, width))
        self.automaton = ahocorasick_rs.AhoCorasick(words)
        self.edge = edge
        self.last: tuple[str, list[tuple[int, list[int]]]] = ("", [])  # a sentence is asked for several times

    def begins(self, text: str) -> list[tuple[int, list[int]]]:
        """Each place where a match may begin, from left to right, with the numbers of the patterns."""
        last = self.last
        if last[0] != text:
            last = self.last = text, self._begins(text)
        return last[1]

    def _begins(self, text: str) -> list[tuple[int, list[int]]]:
        plain, places = _squeezed(plainly(text))
        found = self.automaton.find_matches_as_indexes(plain, overlapping=True)
        longest = {start: number for number, start, _ in found}  # they come in the order of their ends
        begins = [
            (start, self.numbers[longest[start]])
            for start in sorted(longest)
            if not (self.edge and start and (plain[start - 1].isalnum() or plain[start - 1] == "_"))
        ]
        if not places:
            return begins
        return [(at, numbers) for start, numbers in begins for at in range(places[start], places[start + 1])]

    def places(self, text: str) -> dict[int, list[int]]:
        """For the number of each stem that stands in the text: where, from left to right."""
        found: dict[int, list[int]] = {}
        for at, numbers in self.begins(text):
            for number in numbers:
                found.setdefault(number, []).append(at)
        return found


SPACES = re.compile(" +")


def _squeezed(plain: str) -> tuple[str, list[int]]:
    """A text with single spaces, and where each of its characters stood, with the end; no places where none was moved."""
    if "  " not in plain:
        return plain, []
    places = [i for i, sign in enumerate(plain) if sign != " " or plain[i - 1 : i] != " "]
    return "".join(plain[i] for i in places), [*places, len(plain)]


def numbered(patterns: list[tuple[str, int]], width: int) -> list[list[Any]]:
    """[beginnings, for each the numbers of the patterns that may begin where it stands]: its own, and those of shorter ones."""
    numbers: dict[str, set[int]] = defaultdict(set)
    for number, (pattern, flags) in enumerate(patterns):
        for head in beginnings(pattern, flags, width=width):
            numbers[SPACES.sub(" ", plainly(head))].add(number)
    words = list(numbers)
    shorter = ([numbers[word[:n]] for n in range(1, len(word) + 1) if word[:n] in numbers] for word in words)
    return [words, [sorted(set().union(*sets)) for sets in shorter]]


# Two letters whose lower case is not what a pattern that ignores case takes them for, and the dotless i.
ODD = str.maketrans({"İ": "i", "ı": "i", "ſ": "s"})


def lower(text: str) -> str:
    """Lower case, character for character, as patterns that ignore case see it."""
    low = text.lower() if text.isascii() else text.translate(ODD).lower()
    return (
        low if len(low) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text.translate(ODD))
    )


SIGNS = str.maketrans("123456789\n\t\r", "000000000   ")


@functools.lru_cache(maxsize=64)
def plainly(text: str) -> str:
    """A text as beginnings are told, character for character: lower case, digits as 0, white space as spaces."""
    plain = lower(text).translate(SIGNS)
    return plain if plain.isascii() else "".join(DIGIT if c.isdecimal() else " " if c.isspace() else c for c in plain)


def beginnings(pattern: str, flags: int = 0, *, width: int) -> set[str]:
    """Strings of up to `width` characters, one of which begins every match; plainly told, in lower case whatever the flags.

    ValueError for a pattern whose matches may begin with anything.

    >>> sorted(beginnings(r"(?<!x)(?:the )?(?:mon|tues)day", width=5))
    ['monda', 'the m', 'the t', 'tuesd']
    """
    heads = _grown(_parser.parse(pattern, flags), {"": True}, width)
    if heads is None or "" in heads:
        raise ValueError(f"a match may begin with anything: {pattern}")
    return {lower(head) for head in heads}


def _grown(items: Any, heads: Heads, width: int) -> Heads | None:
    """Each beginning with what the items add to it; None where a match may begin with anything."""
    for op, argument in items:
        open_heads = [head for head, known in heads.items() if known and len(head) < width]
        if not open_heads:
            break
        added = _added(str(op), argument, width)
        if added is None or len(open_heads) * len(added) > MOST:
            if "" in open_heads:
                return None
            heads = heads | dict.fromkeys(open_heads, False)
            break
        grown = {head: known for head, known in heads.items() if head not in open_heads}
        for head in open_heads:
            for more, known in added.items():
                longer = (head + more)[:width]
                grown[longer] = known and grown.get(longer, True)
        heads = grown
    return heads


def _added(op: str, argument: Any, width: int) -> Heads | None:
    """What one item of a parsed pattern can add; None: anything."""
    if op == "FAILURE" or (op == "ASSERT_NOT" and not len(argument[1])):  # (?!): a list without words in this language
        return {}
    if op in ("AT", "ASSERT", "ASSERT_NOT"):
        return {"": True}
    if op == "LITERAL":
        return {_sign(argument): True}
    if op == "IN":
        return _members(argument)
    if op == "SUBPATTERN":
        return _grown(argument[-1], {"": True}, width)
    if op == "BRANCH":
        branches = [_grown(branch, {"": True}, width) for branch in argument[1]]
        if any(branch is None for branch in branches):
            return None
        merged: Heads = {}
        for branch in branches:
            for head, known in (branch or {}).items():
                merged[head] = known and merged.get(head, True)
        return merged
    if op in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
        least, most, inner = argument
        return _repeated(least, most, inner, width)
    return None


def _repeated(least: int, most: int, inner: Any, width: int) -> Heads | None:
    once = _grown(inner, {"": True}, width)
    if once is None:
        return None
    if set(once) <= {" ", "\n", "\t"}:
        once = {" ": True}  # spaces are seen as one
    elif len(once) == 1 and most <= MANY and all(known and len(sign) == 1 for sign, known in once.items()):
        return {sign * times: True for sign in once for times in range(least, most + 1)}  # \d{1,3}
    elif most > 1:
        once = {head: False if head else known for head, known in once.items()}
    return once | ({"": True} if least == 0 else {})


def _sign(code: int) -> str:
    char = chr(code)
    return DIGIT if char.isdecimal() else " " if char in "\n\t" else char


def _members(items: Any) -> Heads | None:
    found: Heads = {}
    for op, argument in items:
        if str(op) == "LITERAL":
            found[_sign(argument)] = True
        elif str(op) == "RANGE" and argument[1] - argument[0] < MOST:
            found |= {_sign(code): True for code in range(argument[0], argument[1] + 1)}
        elif str(op) == "CATEGORY" and str(argument) == "CATEGORY_DIGIT":
            found[DIGIT] = True
        elif str(op) == "CATEGORY" and str(argument) == "CATEGORY_SPACE":
            found[" "] = True
        else:
            return None
    return found
