"""Names of measures and money: from CLDR (through Babel), by SI prefixes, and of lexicon/measures.toml."""

from __future__ import annotations

import functools
from typing import Any

from ..remembered import package_mark, remembered
from .lexicon import lexicon, plural
from .patterns import later

SPACE = later(r"[\s-]")


def key_of(name: str) -> str:
    return SPACE.sub(" ", name.lower())


def forms_of_names(words: list[str], lang: str) -> list[str]:
    """The words with their regular plurals, as they are looked up."""
    forms = [key_of(w.strip(" -")) for w in words]
    if lang == "en":
        forms += [plural(w) for w in forms if w[-1].isalpha() and len(w) > 2]
    return forms


@functools.cache
def cldr_names(lang: str) -> dict[str, str]:
    """Names of CLDR's units in a language => their British English name: 'kilometres per hour', 公里/小时."""
    rows = lexicon("measures")["cldr"]
    return remembered("measures", [package_mark("babel"), rows, lang], lambda: _cldr_names(rows, lang))


def _cldr_names(rows: dict[str, Any], lang: str) -> dict[str, str]:
    from babel import Locale

    patterns = {tag: Locale.parse(tag)._data["unit_patterns"] for tag in ("en_GB", "en", rows["locales"][lang])}
    found: dict[str, str] = {}
    for key in patterns["en_GB"]:
        if key.split("-")[0] in rows["skipped_groups"] or key in rows["skipped"]:
            continue
        unit = _bare(patterns["en_GB"][key], "one")
        unit = rows["same"].get(unit, unit)
        for tag in ("en_GB", "en") if lang == "en" else (rows["locales"][lang],):
            said = [_bare(patterns[tag].get(key, {}), number) for number in ("one", "other")]
            found |= {key_of(name): unit for name in said if len(name) > 1 and "{" not in name}
    return found


def _bare(row: Any, number: str) -> str:
    """A unit's long name without the place of its number; Chinese often has only the short one."""
    forms = row["long"] if "long" in row else row.get("short", {})
    return str(forms.get(number, "")).replace("{0}", "").strip()


@functools.cache
def si_names(lang: str) -> dict[str, str]:
    """'kilowatts', 千瓦 => 'kilowatt', from the prefixes and bases of the lexicon."""
    table = lexicon("measures")["si"]
    found: dict[str, str] = {}
    for base in table["bases"]:
        for prefix in [{"en": "", "zh": "", "sign": ""}, *table["prefixes"]]:
            unit = prefix["en"] + base["en"][0]
            found |= dict.fromkeys(forms_of_names([prefix[lang] + word for word in base[lang]], lang), unit)
    return found


@functools.cache
def si_signs() -> dict[str, str]:
    """'GPa' => 'gigapascal'. A sign of one letter is read only where the lexicon lists it."""
    table = lexicon("measures")["si"]
    return {
        prefix["sign"] + base["sign"]: prefix["en"] + base["en"][0]
        for base in table["bases"]
        for prefix in [{"en": "", "sign": ""}, *table["prefixes"]]
        if len(prefix["sign"] + base["sign"]) > 1 or base["sign"] in table["alone"]
    }


@functools.cache
def currencies() -> frozenset[str]:
    """ISO 4217 codes of the currencies that have been legal tender since 1990."""
    return frozenset(remembered("currencies", package_mark("babel"), _currencies))


def _currencies() -> list[str]:
    from babel.core import get_global

    since = [row for rows in get_global("territory_currencies").values() for row in rows]
    return sorted({code for code, _, until, tender in since if tender and (until is None or until >= (1990, 1, 1))})


@functools.cache
def currency_names(lang: str) -> dict[str, str]:
    """'hong kong dollars', 港元 => HKD; a bare 'shekels' => ILS where the lexicon says so."""
    rows = lexicon("measures")
    tag, codes = rows["cldr"]["locales"][lang], sorted(currencies())
    found = remembered("money", [package_mark("babel"), tag, codes], lambda: _names_of_currencies(tag, codes))
    for code, row in rows["money"].items():
        found |= dict.fromkeys(forms_of_names(row[lang], lang), code)
    return found


def _names_of_currencies(tag: str, codes: list[str]) -> dict[str, str]:
    from babel import Locale

    locale = Locale.parse(tag)
    found: dict[str, str] = {}
    for code in codes:
        forms = locale._data["currency_names_plural"].get(code, {})
        names = [locale.currencies.get(code, ""), *(forms[n] for n in forms)]
        found |= {key_of(name): code for name in names if len(name) > 1 and "(" not in name}
    for place, code in _money_of_places().items():  # 'NZ dollars', 'HK dollars'
        forms = (key_of(n).split(" ")[-1] for n in locale._data["currency_names_plural"].get(code, {}).values())
        found |= {f"{place.lower()} {form}": code for form in forms if form.isascii()}
    return found


def _money_of_places() -> dict[str, str]:
    """The one currency that is legal tender in a place now, by the code of the place."""
    from babel.core import get_global

    rows = get_global("territory_currencies").items()
    now = {place: [code for code, _, until, tender in row if tender and until is None] for place, row in rows}
    return {place: codes[0] for place, codes in now.items() if len(codes) == 1}
