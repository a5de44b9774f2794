"""Places named in a text -> ISO 3166 and UN M49 codes."""

from __future__ import annotations

import functools
import re

from ..remembered import package_mark, remembered
from .lexicon import alternatives, lexicon
from .patterns import later


@functools.cache
def _names(lang: str) -> dict[str, list[str]]:
    """Every name of a place in a language, with its codes: Babel's territories, then the lexicon's own names."""
    locale = {"en": "en", "zh": "zh_Hans"}[lang]
    territories = remembered("territories", [package_mark("babel"), locale], lambda: _territories(locale))
    names = {name: [code] for code, name in territories.items() if code not in SKIPPED}
    for row in lexicon("places")["place"]:
        names |= dict.fromkeys(row[lang], row["codes"])
    for word in lexicon("places")["not_places"][lang]:
        names[word] = []
    return names


def _territories(locale: str) -> dict[str, str]:
    from babel import Locale

    return dict(Locale.parse(locale).territories)


SKIPPED = {"ZZ", "001", "QO", "EZ", "UN", "XA", "XB"}


@functools.cache
def _pattern(lang: str) -> re.Pattern[str]:
    names = [name for name in _names(lang) if len(name) > 1]
    firsts = "".join(sorted({re.escape(name[0]) for name in names}))
    return later(f"(?=[{firsts}])(?:{alternatives(names)})")


@functools.lru_cache(maxsize=4096)
def place_spans(text: str, lang: str) -> tuple[tuple[int, int, tuple[str, ...]], ...]:
    """The places that a folded text names => (start, end, codes), in order."""
    return tuple((m.start(), m.end(), tuple(_names(lang)[m[0]])) for m in _pattern(lang).finditer(text))


def find_places(text: str, lang: str) -> list[str]:
    """Codes of the places that a folded text names, in order, each once: 'via Hong Kong' => ['HK']."""
    return list(dict.fromkeys(code for _, _, codes in place_spans(text, lang) for code in codes))


@functools.cache
def _regions(lang: str) -> tuple[str, ...]:
    """The first word of every name of a region, whose code has a hyphen."""
    names = [name for name, codes in _names(lang).items() if any("-" in code for code in codes)]
    return tuple(dict.fromkeys(name.split(" ")[0] for name in names))


def may_name_regions(text: str, lang: str) -> bool:
    """False where a text names no region of a country, nor does any part of it."""
    return any(name in text for name in _regions(lang))


@functools.cache
def _stations(lang: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What a port or station with a name of its own looks like, and the words that make it no single one."""
    rows = lexicon("places")["stations"]
    ends, before = (alternatives(rows[name][lang]) for name in ("ends", "before"))
    general = later(alternatives(rows["general"][lang]))
    if lang == "en":
        return later(rf"\b(?P<name>(?:[A-Z][\w'-]+ ){{1,5}}(?:{ends}))\b"), general
    never = alternatives(rows["not_after"][lang])
    name = rf"(?P<name>[\u4e00-\u9fff]{{2,8}}?(?:{ends}))(?!{never})"
    return later(rf"(?:^|[^\u4e00-\u9fff]|{before}){name}"), general


def without_lead(name: str, lang: str) -> str:
    """The name of a port without the words that lead to it: 预计经罗湖口岸 => 罗湖口岸."""
    led, word = lexicon("places")["stations"]["lead"][lang], " " if lang == "en" else ""
    while lead := next((lead for lead in led if name.startswith(lead + word)), None):
        name = name[len(lead + word) :]
    return name


def find_stations(text: str, lang: str) -> list[tuple[int, int, str]]:
    """The ports and stations that a folded text names as single ones => (start, end, name); 陆路口岸 and 广西口岸 are none."""
    pattern, general = _stations(lang)
    rows = lexicon("places")["stations"]
    found = []
    for match in pattern.finditer(text):
        name = without_lead(match["name"], lang)
        end = max((end for end in rows["ends"][lang] if name.endswith(end)), key=len)
        own = name[: -len(end)].strip()
        many = end in rows["many"][lang] and own in _names(lang) and own not in rows["towns"][lang]  # a region's ports
        if own and not many and not general.search(own):
            found.append((match.end("name") - len(name), match.end("name"), name))
    return found
