"""Measures of physics and money beside a number."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable
from decimal import Decimal

from .lexicon import alternatives, lexicon, per_codebook
from .measure_names import cldr_names, currencies, currency_names, forms_of_names, key_of, si_names, si_signs
from .patterns import later
from .trie import beginnings

LONGEST = 4  # words in the longest name of a measure that is looked up ('new taiwan dollars', 'miles per hour')
WORDS = later(r"(?: {1,3}|[\n-])?(%|[A-Za-z][\w./²³°']*(?:[ \n-][A-Za-z][\w./']*){0,3})")
JOINED, AGED = later(r"-[a-z]{3}"), later(r"-(?:old|long)")
GAP = later(r"[ \n-]|$")
LETTER = later(r"(?<![A-Za-z0-9])([A-Z])$")
SCALED = later(
    r"\d[\d.,]*(?:[ -]?(?:thousand|million|billion|trillion|mn|bn|trn|m|b)\b|(?<=\d),\d{3}\b)|\d{1,3}(?:[, ]\d{3})+\b|\d{1,3}(?:, ?\d{3})*, 000\b",
    re.IGNORECASE,
)
# 'was fined N50000', 'worth R2500': thousands in a row of figures, as a name has them too ('the R2500').
PRICE = later(r"\d+\.\d\d(?![\w-]|\.\d)")  # 'N146.63' a litre: a name has no hundredths
PLAIN, AMOUNT_BEFORE = later(r"\d{4,}(?:\.\d\d)?(?![\w-])"), later(r"(?:^|(?<!\bthe)(?<=[a-z])|[,(]) ?[A-Z]$")
FESTIVE = r" (?:entries|exits|arrivals|departures|travell?ers|visitors|tourists|crossings|trips|passengers|holiday|period|week)\b"
APART = later(r"(?<=[a-z] )([A-Z]) $")
COMPOUND = later(r" ?(?P<over>[A-Za-zµμΩ]{1,3})/(?P<under>[A-Za-zµμ]{1,3}[23²³]?)(?![A-Za-z0-9])")


class Measures:
    """The measures of one language: words behind a number, signs glued to it, currency signs before it."""

    def __init__(self, lang: str) -> None:
        rows, units = lexicon("measures"), lexicon("units")["units"]
        self.spaced = lang == "en"
        self.names = {**cldr_names(lang), **si_names(lang)}
        for unit, row in rows["measures"].items():
            self.names |= dict.fromkeys(forms_of_names(row[lang], lang), unit)
        self.names |= currency_names(lang)
        counted = {u: r for u, r in units.items() if r.get("mass") or not self.spaced}
        for unit, row in counted.items():
            self.names |= dict.fromkeys(forms_of_names(row[lang], lang), unit)
        self.glued = {**si_signs(), **{sign: unit for unit, row in rows["measures"].items() for sign in row["glued"]}}
        self.glued |= {sign: code for code, row in rows["money"].items() for sign in row["after"]}
        self.before = {sign: code for code, row in rows["money"].items() for sign in row["signs"]}
        self.before |= {sign: unit for unit, row in units.items() for sign in row.get("signs", [])}
        self.before |= {code: code for code in currencies() if code not in rows["not_codes"]["words"]}
        self.before |= (
            {word: code for code, row in rows["money"].items() for word in row.get("before", [])}
            if lang != "en"
            else {}
        )
        self.doubtful = frozenset(rows["not_codes"]["signs"])
        self.word_codes = frozenset(rows["not_codes"]["words"]) & set(currencies())
        self.festive = later(rf" ?(?:{alternatives(rows['not_codes']['festive'])}){FESTIVE}" if self.spaced else "(?!)")
        self.after_codes = {*self.before, *rows["not_codes"]["behind"]} & set(currencies())
        shaped = [*units.items(), *rows["measures"].items()] if not self.spaced else []
        shapes = {p: unit for unit, row in shaped for p in row.get("patterns", [])}
        self.shapes = [(later(rf" ?(?:{p})"), unit) for p, unit in shapes.items()]
        self.starts = {head for shape, _ in self.shapes for head in beginnings(shape.pattern, width=1)}
        self.firsts = {name.partition(" ")[0].rstrip(".'") for name in self.names}  # the first word of each name
        self.letters = rows["letters"]["codes"] if self.spaced else {}
        self.widest = max(map(len, self.before))
        self.longest = _longest(self.names) if not self.spaced else {}
        self.reach = _longest([*self.glued, *self.after_codes])
        self.alone, self.signs = frozenset(rows["si"]["alone"]), rows["si"]["signs"]

    def word_at(self, text: str, at: int) -> tuple[str, int] | None:
        """The measure whose name begins at `at`, one space or hyphen allowed before it => (unit, end)."""
        if not self.spaced:
            return self._unspaced_at(text, at)
        found = WORDS.match(text, at)
        if not found:
            return None
        whole = key_of(found[1])
        if whole.partition(" ")[0].rstrip(".'") not in self.firsts:
            return None
        ends = [m.start() for m in GAP.finditer(found[1])]
        for end in reversed(ends[:LONGEST]):
            name = whole[:end]
            bare = name.rstrip(".'")
            for said in (name, bare) if name != bare else (name,):
                if unit := self.names.get(said):
                    last = found.start(1) + end - (len(name) - len(said))
                    # '47,831 day-school candidates' are no days, where '20 year-old' is an age
                    aged = unit != "day" and AGED.match(text, last)
                    joined = text[at : at + 1] == " " and JOINED.match(text, last) and not aged
                    return None if joined else (unit, last)
        return None

    def _unspaced_at(self, text: str, at: int) -> tuple[str, int] | None:
        shapes = self.shapes if text[at : at + 1] in self.starts else ()
        shaped = [(found.end(), unit) for shape, unit in shapes if (found := shape.match(text, at))]
        if shaped:
            end, unit = max(shaped)
            return unit, end
        start = at + (text[at : at + 1] in (" ", "-"))
        low = text[start : start + self.longest.get(text[start : start + 1].lower(), 0)].lower()
        for width in range(len(low), 0, -1):
            if unit := self.names.get(low[:width]):
                return unit, start + width
        return None

    def sign_at(self, text: str, at: int) -> tuple[str, int] | None:
        """The sign of a measure at `at`, at most one space or hyphen before it: 'km/h', '°C', '€', 'EUR' => (unit, end)."""
        start = at + (text[at : at + 1] in (" ", "-") and at + 1 < len(text))
        for begin in (at, start) if start > at else (at,):
            reach = self.reach.get(text[begin : begin + 1], 0)
            for end in range(min(len(text), begin + reach), begin, -1):
                sign = text[begin:end]
                if text[end : end + 1].isascii() and text[end : end + 1].isalnum() and sign[-1].isalnum():
                    continue
                unit = self.glued.get(sign) or (sign if sign in self.after_codes else None)
                spaced = begin > at and len(sign) == 1 and sign.isalpha()
                if unit and not (spaced and sign not in self.alone):
                    return unit, end
        compound = COMPOUND.match(text, at)
        if compound and compound["over"] in self.signs and compound["under"] in self.signs:
            over, under = self.signs[compound["over"]], self.signs[compound["under"]]
            joint = "/" if under == "hectare" else " per "  # 3.3 t/ha
            return f"{over}{joint}{under}", compound.end()
        return None

    def money_before(self, text: str, at: int, floor: int = 0) -> tuple[str, int] | None:
        """The currency sign that ends at `at`, at most one space between => (ISO 4217 code, start)."""
        end = at - (text[at - 1 : at] == " ")
        for begin in range(max(floor, end - self.widest), end):
            sign = text[begin:end]
            code = self.before.get(sign)
            if code and sign in self.doubtful and not SCALED.match(text, at):
                continue  # SR 520 is a road
            if code and not (sign[0].isascii() and sign[0].isalpha() and text[begin - 1 : begin].isalnum()):
                return code, begin
        code = text[max(0, end - 3) : end]
        if self.spaced and code in self.word_codes and not text[end - 4 : end - 3].isalnum() and SCALED.match(text, at):
            return code, end - 3  # RON 4,881,659
        if (
            self.letters
            and (letter := (LETTER if end == at else APART).search(text, max(floor, at - 4), at))
            and (
                SCALED.match(text, at)
                or (end == at and PRICE.match(text, at))
                or (end == at and PLAIN.match(text, at) and AMOUNT_BEFORE.search(text, max(floor, at - 24), at))
            )
        ):
            code = self.letters.get(letter[1])
            return (code, letter.start(1)) if code else None
        return None


@per_codebook
def measures(lang: str) -> Measures:
    """The measures of a language, compiled once."""
    return Measures(lang)


def _longest(names: Iterable[str]) -> dict[str, int]:
    """The length of the longest name that begins with each character."""
    reach: dict[str, int] = {}
    for name in names:
        reach[name[:1]] = max(len(name), reach.get(name[:1], 0))
    return reach


@per_codebook
def is_measured(unit: str | None) -> bool:
    """Is the unit money or a measure of physics or time, which need not come in whole numbers?"""
    name = (unit or "").split("/")[0]
    row = lexicon("units")["units"].get(name)
    return bool(row["mass"]) if row and "mass" in row else name in currencies() or name in all_measures()


@functools.cache
def to_base(unit: str) -> tuple[str, Decimal]:
    """The base that a measure is kept in and how many of it one is: 'kilowatt' => ('watt', 1000)."""
    rows = lexicon("measures")["base"]
    if other := rows["others"].get(unit):
        return other["unit"], Decimal(other["factor"])
    for prefix, power in rows["powers"].items():
        if unit.startswith(prefix) and unit[len(prefix) :] in rows["si"]:
            return unit[len(prefix) :], Decimal(10) ** power
    return unit, Decimal(1)


@functools.cache
def all_measures() -> frozenset[str]:
    """The ids of the measures that are not units of the codebook."""
    return frozenset({*lexicon("measures")["measures"], *cldr_names("en").values(), *si_names("en").values()})
