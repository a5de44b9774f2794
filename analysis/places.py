"""Places named in a text -> ISO 3166 and UN M49 codes."""

from __future__ import annotations

import functools
import re

from .words import alternatives, lexicon


@functools.cache
def _names(lang: str) -> dict[str, list[str]]:
    """Every name of a place in a language, with its codes: Babel's territories, then the lexicon's own names."""
    from babel import Locale

    locale = {"en": "en", "zh": "zh_Hans"}[lang]
    names = {name: [code] for code, name in Locale.parse(locale).territories.items() if code not in SKIPPED}
    for row in lexicon("places")["place"]:
        names |= dict.fromkeys(row[lang], row["codes"])
    for word in lexicon("places")["not_places"][lang]:
        names[word] = []
    return names


SKIPPED = {"ZZ", "001", "QO", "EZ", "UN", "XA", "XB"}


@functools.cache
def _pattern(lang: str) -> re.Pattern[str]:
    names = [name for name in _names(lang) if len(name) > 1]
    firsts = "".join(sorted({re.escape(name[0]) for name in names}))
    return re.compile(f"(?=[{firsts}])(?:{alternatives(names)})")


@functools.lru_cache(maxsize=4096)
def _found(text: str, lang: str) -> tuple[str, ...]:
    found = [code for match in _pattern(lang).finditer(text) for code in _names(lang)[match[0]]]
    return tuple(dict.fromkeys(found))


def find_places(text: str, lang: str) -> list[str]:
    """Codes of the places that a folded text names, in order, each once: 'via Hong Kong' => ['HK']."""
    return list(_found(text, lang))
