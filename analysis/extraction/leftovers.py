"""The account of every number sign of a sentence: what is no claim is left over, with the reason."""

from __future__ import annotations

from ..language.patterns import later
from .clauses.draft import Draft, Reading
from .quantities.quantity import Leftover

DIGITS = later("[0-9]+")


def account_for(read: Reading, drafts: list[Draft]) -> list[Leftover]:
    """Leftovers that touch neither a claim nor each other, and a row 'unread' for every digit that nothing covers."""
    taken = sorted((d.start, d.end) for d in drafts if d.quantity)
    kept: list[Leftover] = []
    for item in sorted(read.leftovers, key=lambda left: (left.start, -left.end)):
        start = max([item.start, *(b for a, b in taken if a <= item.start < b), *(k.end for k in kept)])
        end = min([item.end, *(a for a, _ in taken if a >= start)])
        if start < end and any(c.isalnum() for c in read.text[start:end]):
            kept.append(Leftover(start, end, item.reason))
    covered = [*taken, *((k.start, k.end) for k in kept)]
    for digits in DIGITS.finditer(read.text):
        if not any(a <= digits.start() and digits.end() <= b for a, b in covered):
            kept.append(Leftover(digits.start(), digits.end(), "unread"))
    return sorted(kept, key=lambda left: left.start)


def unknown_units(read: Reading, drafts: list[Draft]) -> list[Leftover]:
    found = []
    for draft in drafts:
        quantity = draft.quantity
        if (
            quantity
            and not quantity.known_unit
            and quantity.unit
            and draft.unit == quantity.unit
            and draft.kind in ("level", "rate")
        ):
            at = read.text.find(quantity.unit, quantity.end)
            if 0 <= at <= quantity.end + 60:
                found.append(Leftover(at, at + len(quantity.unit), "unknown unit"))
    return found
