"""Patterns over token types: a sentence's types become a string of signs, a pattern one regular expression over it.

An item of a pattern is a type or several, 'RISE|FALL', '!COMMA' for anything but, with ? * + {3} behind it; '_' is the figure
that the rule is about. A new rule costs one more expression over a string of some forty signs.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable

from .tokens import Token

FIRST_SIGN = 0xE000


class Signs:
    """One sign for each set of types that has been met."""

    def __init__(self) -> None:
        self.of: dict[frozenset[str], str] = {}

    def sign(self, types: frozenset[str]) -> str:
        found = self.of.get(types)
        if found is None:
            found = self.of[types] = chr(FIRST_SIGN + len(self.of))
        return found

    def matching(self, names: frozenset[str], against: bool) -> str:
        """The signs of the sets that hold one of the types, or none of them."""
        return "".join(s for types, s in self.of.items() if bool(types & names) != against)


SIGNS = Signs()


def expect(types: Iterable[frozenset[str]]) -> None:
    """Give signs to sets of types that will be met: a pattern is compiled anew for each set that comes later."""
    for known in types:
        SIGNS.sign(known)


ITEM = re.compile(r"(!?)([A-Za-z0-9_:|]+)([?*+]|\{\d+(?:,\d+)?\})?")


def encode(tokens: Iterable[Token]) -> str:
    """The types of tokens as a string, a sign a token."""
    return "".join(SIGNS.sign(t.types) for t in tokens)


def _compiled(pattern: str, backwards: bool) -> re.Pattern[str]:
    items = []
    for item in pattern.split():
        against, names, times = ITEM.fullmatch(item).groups()  # type: ignore[union-attr]
        signs = SIGNS.matching(frozenset(names.split("|")), bool(against))
        items.append((f"[{signs}]" if signs else "(?!)") + (times or ""))
    return re.compile("".join(reversed(items) if backwards else items))


def pattern(text: str, backwards: bool = False) -> re.Pattern[str]:
    """A pattern compiled for the types met until now."""
    known, compiled = _KEPT[backwards].get(text) or (0, None)
    if compiled is None or known != len(SIGNS.of):
        compiled = _compiled(text, backwards)
        _KEPT[backwards][text] = len(SIGNS.of), compiled
    return compiled


_KEPT: tuple[dict[str, tuple[int, re.Pattern[str]]], ...] = ({}, {})  # by whether they are read backwards


@functools.cache
def needed(text: str) -> tuple[frozenset[str], ...]:
    """The sets of types of which a sentence must hold one each, so that a pattern can match in it."""
    items = [ITEM.fullmatch(item).groups() for item in text.split()]  # type: ignore[union-attr]
    return tuple(
        frozenset(names.split("|"))
        for against, names, times in items
        if not against and (times is None or times == "+" or not times.startswith(("?", "*", "{0")))
    )


class Line:
    """A sentence's tokens as signs, to match patterns behind and before a token."""

    def __init__(self, tokens: list[Token]) -> None:
        self.tokens = tokens
        self.types = frozenset().union(*{t.types for t in tokens})
        self.signs = encode(tokens)
        self.back = self.signs[::-1]

    def may_hold(self, needs: tuple[frozenset[str], ...]) -> bool:
        """False where a pattern asks for a type that no token has: it need not be tried."""
        return not any(map(self.types.isdisjoint, needs))

    def after(self, at: int, text: str) -> int | None:
        """Where the pattern that begins right behind token `at` ends, as the number of the token behind it."""
        found = pattern(text).match(self.signs, at + 1)
        return found.end() if found else None

    def before(self, at: int, text: str) -> int | None:
        """Where the pattern that ends right before token `at` begins, as the number of its first token."""
        found = pattern(text, backwards=True).match(self.back, len(self.tokens) - at)
        return len(self.tokens) - found.end() if found else None
