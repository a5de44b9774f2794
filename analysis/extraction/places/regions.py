"""The parts of countries that a text names, by their codes."""

from __future__ import annotations

from ...language.places import place_spans
from ...language.subdivisions import find_subdivisions
from ..clauses.draft import Context


def regions_of(text: str, lang: str, context: Context) -> list[tuple[str, int, int]]:
    """The parts of countries that a text names, with where; of the agency's own country all that have a code."""
    own = find_subdivisions(text, lang, context.country) if context.country else ()
    found = [(start, end, code) for start, end, code in own if code != context.home]
    for start, end, codes in place_spans(text, lang):
        if not any(a < end and start < b for a, b, _ in own):
            found += [(start, end, code) for code in codes if "-" in code]
    return [(code, start, end) for start, end, code in sorted(found)]
