"""States and provinces of an agency's own country -> ISO 3166-2 codes: 'Kerala' in an Indian text is IN-KL, and nothing in another."""

from __future__ import annotations

import functools
import re

from ..paths import ROOT
from .agencies import agency_row, by_short_name
from .lexicon import alternatives, fold, lexicon
from .patterns import later
from .places import find_places
from .tokens import SPACED

TABLE = ROOT / "language" / "lexicon" / "subdivisions.tsv"
# The capitalised word before a name, 'of' between them or not ('East of England'), and what makes it the first of more.
PREVIOUS, FURTHER = later(r"([A-Z][\w'-]*)[ -](?:of (?:the )?)?$"), later(r"[ -][A-Z]|-\w")


def country_of(agency: str | None) -> str | None:
    """The country whose subdivisions a text of an agency may name ('MY'): by its entry, else by the country in its name.

    None for an agency of no known country, and for those whose places stand in the lexicon (mainland China, Hong Kong, Macao).
    """
    row = agency_row(agency)
    named = [str(row["place"])[:2]] if row else _countries_of(fold(agency or ""))
    return next((code for code in named if code not in ("CN", "HK", "MO") and _rows(code)), None)


@functools.lru_cache(maxsize=256)
def _countries_of(agency: str) -> list[str]:
    """The countries that an agency's name tells, by their own names or their people's: 'Australian Border Force' => ['AU']."""
    if not agency:
        return []
    lang = "en" if agency.isascii() else "zh"
    people = lexicon("places")["demonyms"].items()
    called = [code for code, row in people if re.search(alternatives(row[lang]), agency)]
    return [*(c for c in find_places(agency, lang) if c.isalpha()), *called, *by_short_name(agency)]


def countries_told(agency: str | None, lead: str) -> set[str]:
    """The countries of an agency by its entry or its name; where they tell none, those that the text names first of all."""
    row = agency_row(agency)
    named = [str(row["place"])] if row else _countries_of(fold(agency or ""))
    named = named or find_places(lead, SPACED[0] if lead.isascii() else "zh") or by_short_name(lead)
    return {place[:2] for place in named}


def in_the_south(countries: set[str]) -> bool:
    """Is it winter there in June?"""
    return bool(countries) and countries <= set(lexicon("periods")["southern"])


@functools.cache
def _rows(country: str) -> dict[str, list[str]]:
    """The English names of a country's subdivisions, by their codes."""
    with TABLE.open(encoding="utf-8") as lines:
        split = (line.rstrip("\n").split("\t") for line in lines if line.startswith(f"{country}-"))
        return {code: names.split(";") for code, names in split}


@functools.cache
def _names(country: str, lang: str) -> dict[str, str]:
    """What names a subdivision in a language, folded, with its code; ordinary words are left out."""
    places = lexicon("places")
    rows = _rows(country)
    if lang not in SPACED:
        rows = {f"{country}-{code}": names for code, names in places["subdivisions_zh"].get(country, {}).items()}
    never = set(places["subdivision"]["ordinary"][lang])
    named = {fold(name): code for code, names in rows.items() for name in names if name not in never}
    return {name: code for name, code in named.items() if len(name) > 1}


@functools.cache
def _pattern(country: str, lang: str) -> re.Pattern[str] | None:
    names = _names(country, lang)
    return later(alternatives([*names])) if names else None


@functools.lru_cache(maxsize=4096)
def find_subdivisions(text: str, lang: str, country: str) -> tuple[tuple[int, int, str], ...]:
    """The subdivisions of a country that a folded text names => (start, end, code), in order.

    Not where the name is a part of a longer one: 'Queen Victoria', 'Victoria Cross', 'Kerala Health Department'.
    """
    pattern = _pattern(country, lang)
    found = pattern.finditer(text) if pattern else ()
    spans = [(m.start(), m.end(), _names(country, lang)[m[0]]) for m in found]
    return tuple(span for span in spans if lang not in SPACED or _stands_alone(text, span))


def _stands_alone(text: str, span: tuple[int, int, str]) -> bool:
    """Is a name no part of a longer one, by the capitals beside it?"""
    before = PREVIOUS.search(text, 0, span[0])
    led = before is None or before[1] in lexicon("places")["subdivision"]["lead"]["en"]
    return led and not FURTHER.match(text, span[1])
