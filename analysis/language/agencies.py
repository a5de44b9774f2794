"""Agencies: their names, places, reporting years and families. A family is all offices that a codebook's metrics serve."""

from __future__ import annotations

import functools
import re
from datetime import date
from typing import Any

from .lexicon import alternatives, fold, lexicon, per_codebook, word_list
from .places import find_places
from .said import CALENDAR, Reckoning
from .tokens import SPACED

NO_WORD, LENGTH_OF_A_TOWN = re.compile(r"[^\w.&'-]+"), 5
LEAD = 800  # characters of a text in which the agency that speaks is named


def agency_row(agency: str | None) -> dict[str, Any] | None:
    """The entry of an agency by its id, that of an office of it ('NIA Zhuhai') by the id that it begins with; None where there is none."""
    rows, named = lexicon("agencies"), agency or ""
    first = named.partition(" ")[0]
    row = rows.get(named) or (rows.get(first) if not _of_another(first, named) else None)
    row = row or rows.get(_by_chinese_name().get(fold(named), ""))
    return row if isinstance(row, dict) and "place" in row else None


def _of_another(first: str, named: str) -> bool:
    """'NIA Taiwan' begins as the id of an agency does, and names a place whose offices are none of that one's family."""
    row = lexicon("agencies").get(first, {})
    family = row.get("family") if isinstance(row, dict) else None
    never = lexicon("agencies")["families"].get(family, {}).get("not", {}) if isinstance(family, str) else {}
    return any(word in named for words in never.values() for word in words)


@per_codebook
def _by_chinese_name() -> dict[str, str]:
    """Ids of agencies by their Chinese names; an English one ('Immigration Department') may be that of any country's."""
    rows = {agency: row for agency, row in lexicon("agencies").items() if "names" in row and "place" in row}
    return {fold(name): agency for agency, row in rows.items() for name in row["names"].get("zh", ())}


@per_codebook
def reporting_year(agency: str | None, lead: str = "") -> Reckoning:
    """When an agency's reporting year begins: by its entry, else by the country that its name or the lead names first; else in January."""
    entry = agency_row(agency) or next(filter(None, map(agency_row, families_of(agency) if agency else ())), None)
    rows = lexicon("agencies")["reporting_years"]
    by_code = {code: _reckoning(row) for row in rows for code in row["codes"]}
    if entry:
        country = by_code.get(str(entry["place"])[:2], CALENDAR)
        return country._replace(fiscal=int(entry.get("fiscal_start", 1)))
    for text in (fold(agency or ""), lead):
        found = [(m.start(), year) for year, names in _reporting_years() if (m := names.search(text))]
        if found:
            return min(found)[1]
    told = [*_places(fold(agency or "")), *by_short_name(agency or ""), *_places(lead), *by_short_name(lead)]
    return next((by_code[place[:2]] for place in told if place[:2] in by_code), CALENDAR)


def by_short_name(agency: str) -> list[str]:
    """The country of an agency that goes by a short name ('NDLEA'), or that a dateline names by its town ('ISLAMABAD:')."""
    named = f" {NO_WORD.sub(' ', agency)} "
    rows = lexicon("agencies")["short_names"].items()
    return [code for code, names in rows if any(f" {name} " in named or _in_capitals(name, named) for name in names)]


def _in_capitals(name: str, named: str) -> bool:
    return len(name) >= LENGTH_OF_A_TOWN and f" {name.upper()} " in named


def _places(text: str) -> list[str]:
    """The places that a text names, by their codes."""
    return find_places(text, SPACED[0] if text.isascii() else "zh")


@per_codebook
def _reporting_years() -> list[tuple[Reckoning, re.Pattern[str]]]:
    """Countries' reporting years, with the words that name the country."""
    rows = lexicon("agencies")["reporting_years"]
    return [(_reckoning(row), _any([*row["en"], *row["zh"]])) for row in rows]


def _reckoning(row: dict[str, Any]) -> Reckoning:
    """When the public bodies of a row's countries begin their reporting year."""
    return Reckoning(row["month"], row.get("by_first", False))


def agency_place(agency: str | None) -> str | None:
    """The place an agency answers for ('CN'); its own id where it is not known."""
    row = agency_row(agency)
    return str(row["place"]) if row else agency


@per_codebook
def on_the_mainland(agency: str | None, families: tuple[str, ...], lang: str, line: str = "") -> bool:
    """Does an agency keep the official holidays of mainland China? By its families, by the places of its name and of the dateline; a
    Chinese name of no other place is taken as one that does."""
    if any(
        lexicon("agencies")["families"][f].get("mainland") for f in families if f in lexicon("agencies")["families"]
    ):
        return True
    row = agency_row(agency)
    if row:
        return str(row["place"]).startswith("CN")
    places = find_places(fold(f"{agency or ''}, {line}"), lang)
    if lang in SPACED and places:
        return all(place.startswith("CN") for place in places)
    elsewhere = [w for f in lexicon("agencies")["families"].values() for w in f["not"]["zh"]]
    return lang not in SPACED and not _any(elsewhere).search(fold(agency or ""))


@per_codebook
def home_money(agency: str | None, country: str | None, told: str | None = None) -> dict[str, str]:
    """The currencies that an agency means by a bare 元 (usually CNY) by a bare $ (usually USD) and by Rs (usually INR), where it means others.

    `told` is the country that the text names, for names of money that few countries have; dollars are told of anywhere.
    """
    home = lexicon("measures")["home"]
    dollar, rupee = home["dollars"].get(country or ""), home["rupees"].get(country or told or "")
    own = _home_currency(agency)
    dollar = dollar or (own if own in home["dollars"].values() else None)
    names = {name: codes.get(country or told or "") for name, codes in home["names"].items()}
    meant = {"CNY": own, "USD": dollar, "INR": rupee, **names}
    return {usual: str(currency) for usual, currency in meant.items() if currency}


def money_of(
    agency: str | None, families: tuple[str, ...], country: str | None, text: str, places: frozenset[str] = frozenset()
) -> dict[str, str]:
    """As `home_money`, or where the agency's name tells nothing and it is none of the mainland's by the words of its text; `places` are the
    countries that the text names first."""
    meant, home = home_money(agency, country, min(places) if len(places) == 1 else None), lexicon("measures")["home"]
    told = not meant.get("CNY") and not agency_row(agency) and not any(map(_of_the_mainland, families))
    if not told:
        return meant
    if sum(word in text for word in word_list("text_of_TW")) + 2 * bool(_year_of_taiwan().search(text)) > 1:
        return {**meant, "CNY": str(home["places"]["TW"])}
    japan = country == "JP" or any(word in text for word in word_list("text_of_JP"))
    other = any(word in text for word in word_list("text_of_CN"))
    return {**meant, "CNY": str(home["yen"]["JP"])} if japan and not other else meant


@per_codebook
def _year_of_taiwan() -> re.Pattern[str]:
    """108年底, 109年2月: a year counted from 1911."""
    behind = "|".join(map(re.escape, word_list("years_of_TW")))
    return re.compile(rf"(?<![0-9第近逾约过超])1(?:0[0-9]|1[0-9])(?:年[0-9]{{1,2}}月|{behind})")


def _home_currency(agency: str | None) -> str | None:
    """The currency that an agency means by a bare 元: the one that its entry states, else that of Hong Kong, Macao, Taiwan or Singapore
    where its name holds theirs; None for all others."""
    row = agency_row(agency)
    if row and row.get("currency") in lexicon("measures")["home"]["places"].values():
        return str(row["currency"])
    named = fold(agency or "")
    rows = {k: r for k, r in lexicon("agencies").items() if "place" in r}
    places = [
        r["place"] for k, r in rows.items() if named == k or named in (*r["names"]["en"], *map(fold, r["names"]["zh"]))
    ]
    home = lexicon("measures")["home"]["places"]
    places += [place for place in home if any(word in named for word in word_list(f"agency_of_{place}"))]
    currency = home.get(places[0]) if places else None
    return str(currency) if currency else None


@per_codebook
def _families() -> list[tuple[str, re.Pattern[str], re.Pattern[str]]]:
    """Each family with the names its offices go by, and the names that belong to none of it."""
    return [
        (name, _any([*row["en"], *row["zh"]]), _any([*row["not"]["en"], *row["not"]["zh"]]))
        for name, row in lexicon("agencies")["families"].items()
    ]


def _of_the_mainland(family: str) -> bool:
    return bool(lexicon("agencies")["families"][family].get("mainland"))


@functools.lru_cache(maxsize=512)
def _countries_named(agency: str) -> frozenset[str]:
    """The countries that an agency's name tells, by their places or their people."""
    lang = "en" if agency.isascii() else "zh"
    people = lexicon("places")["demonyms"].items()
    told = (code for code, row in people if row[lang] and re.search(alternatives(row[lang]), agency))
    return frozenset(place[:2] for place in (*find_places(agency, lang), *told))


@per_codebook
def _home_of(family: str) -> str | None:
    """The country whose offices a family holds, by the agencies that are of it; None for a union of countries."""
    rows = [row for row in lexicon("agencies").values() if isinstance(row, dict) and row.get("family") == family]
    homes = {str(row["place"])[:2] for row in rows if "place" in row}
    return "CN" if _of_the_mainland(family) else homes.pop() if len(homes) == 1 and homes != {"EU"} else None


def _offices_at_home(agency: str) -> tuple[str, ...]:
    """'Xiamen Customs', 'Mohan Border Checkpoint': the family of an office that is called by a place of the mainland."""
    rows = lexicon("agencies")["families"].items()
    offices = tuple(name for name, row in rows if "at" in row and _any(row["at"]["en"]).search(agency))
    places = find_places(fold(agency), "en") if offices else []
    towns = not places and any(town in agency for town in word_list("towns_of_offices"))
    return offices if towns or (places and all(place.startswith("CN") for place in places)) else ()


def _any(words: list[str]) -> re.Pattern[str]:
    return re.compile(alternatives([fold(w) for w in words]) if words else "(?!)", re.IGNORECASE)


@per_codebook
def _links() -> re.Pattern[str]:
    """Names of crossings that hold the name of the other side, whose offices they are not; written with hyphens or without."""
    rows = lexicon("agencies")["links"]
    return _any([*rows["en"], *(name.replace("-", " ") for name in rows["en"]), *rows["zh"]])


@per_codebook
def _until_words(agency: str) -> re.Pattern[str]:
    """The words by which a lead tells of the work that another agency took over."""
    told = (agency_row(agency) or {}).get("until_words", {"en": [], "zh": []})
    return _any([*told["en"], *told["zh"]])


@per_codebook
def families_of(agency: str | None, lead: str = "", day: date | None = None) -> tuple[str, ...]:
    """The families of an agency, by its entry or its name; where none is stated, by the office that the text's lead names first.

    An agency whose work another took over (`until` of its entry) is of that one's family in briefings of days before.
    """
    row = agency_row(agency)
    if row and "family" in row:
        own = tuple([row["family"]] if isinstance(row["family"], str) else row["family"])
        ended = [f for f, until in row.get("until", {}).items() if day and day < until]
        before = ended if ended and _until_words(str(agency)).search(lead) else []
        parts = [
            f for f, names, _ in _families() if f in before or (f in row.get("speaks_for", ()) and names.search(lead))
        ]
        return (*own, *parts)
    named = _links().sub("", fold(agency or ""))
    found = tuple(family for family, names, never in _families() if names.search(named) and not never.search(named))
    if told := _countries_named(named):
        # 'Ghana Border Inspection Station', 'Australian Customs and Border Protection Service'
        found = tuple(f for f in found if (home := _home_of(f)) is None or home in told)
        if not found and any(names.search(named) for _, names, _ in _families()):
            return ()
    if not found and not any(never.search(named) for _, _, never in _families()):  # 'U.S. Customs' is none of China's
        found = _offices_at_home(agency or "")
    if found or agency:
        return found
    places = [
        (m.start(), family)
        for family, names, never in _families()
        if (m := names.search(lead)) and not never.search(lead[: m.end() + 20])
    ]
    return (min(places)[1],) if places else ()
