"""Headlines whose words are written with capitals, which tell no names there."""

from __future__ import annotations

import re

from ...language.lexicon import lexicon
from ...language.neighbours import Neighbours
from ...language.number_words import Numeral
from ...language.patterns import later
from ...language.tokens import plural_shape
from .noun_phrases import right_phrase

WORDS = later(r"[A-Za-z]{4,}")
LEADING = frozenset(word for name in ("reach", "rise", "fall", "beyond") for word in lexicon("words")[name]["en"])


def in_title_case(text: str) -> bool:
    """'Customs Seizes Drugs, Arrests Three in Major Busts': is nearly each word of a sentence written with a capital?"""
    words = WORDS.findall(text)
    return len(words) > 2 and sum(word[0].isupper() for word in words) >= 0.85 * len(words)


def counted_in_headline(text: str, numeral: Numeral, table: Neighbours) -> bool:
    """'Army Says Found 63 Tunnels', 'Deaths Reach 972': in a headline capitals tell no names."""
    if not in_title_case(text):
        return False
    phrase = right_phrase(text, numeral.end, table)
    led = re.search(r"([A-Za-z]+) $", text[: numeral.start])
    reached = led is not None and led[1].lower() in LEADING
    plural = len(WORDS.findall(text)) > 3 and phrase and any(plural_shape(word) for word in phrase.split())
    return bool(plural or (not phrase and reached))
