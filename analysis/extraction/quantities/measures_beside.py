"""The measure beside a number, and what the number is per: a span of time or a noun."""

from __future__ import annotations

import re
from decimal import Decimal

from ...language.lexicon import lexicon
from ...language.measure_names import currencies
from ...language.neighbours import Neighbours
from ...language.numbers import find_numerals
from ...language.patterns import later
from ...language.units import all_measures, is_measured
from ...records import replace
from .quantity import Quantity


def part_of_measure(text: str, end: int, table: Neighbours) -> tuple[str, int] | None:
    """'1/16 of a pint': a part of a measure is an amount, not a share => (unit, end)."""
    found = re.match(r" of an? (?:US |UK )?", text[end : end + 12])
    measure = table.measures.word_at(text, end + found.end()) if found else None
    return measure if measure and measure[0] in {*all_measures(), "percentage_point"} else None


def fraction_beside(text: str, value: Decimal, end: int) -> tuple[Decimal, int]:
    """'nearly a quarter (23%)': the percentage in brackets is the figure; both are one claim."""
    beside = re.match(r" ?\((\d+(?:\.\d+)?) ?(?:%|per ?cent)\)", text[end:])
    return (Decimal(beside[1]), end + beside.end()) if beside else (value, end)


# Measures that may be set without a space before their word: 5km, 30kg.
TIGHT = ("kg", "km", "gram", "percentage_point", "percent", "hour", "multiple")


NAMED = later(r" [A-Z][a-z]+ \d{1,2}\b")
PER = later("/([a-z]+)|每([日天月年])")


def measure_behind(text: str, end: int, table: Neighbours) -> tuple[str | None, int, str | None]:
    """The measure behind a number => (unit, end, the span of time it is per)."""
    if table.measures.festive.match(text, end):
        return None, end, None  # '6 million CNY entries': of Chinese New Year
    word, sign = table.measures.word_at(text, end), table.measures.sign_at(text, end)
    if sign and sign[0] in currencies() and text[sign[1] : sign[1] + 1].isdigit():
        sign = None  # 'Three €200 fines'
    glued = sign is not None and word is not None and sign[1] == word[1] and text[end : end + 1].isalpha()  # 300lb
    if sign and (word is None or sign[1] > word[1] or glued) and (text[end - 1].isdigit() or text[end] in " -"):
        return sign[0], sign[1], None
    if word is None:
        return None, end, None
    unit, stop = word
    if table.spaced and NAMED.match(text, end):
        return None, end, None  # '24,754 Year 12 pupils'
    if table.spaced and text[end] not in " -%\n" and unit not in TIGHT:
        return None, end, None
    if unit == "percent" and (point := re.match(r"[ -]points?\b", text[stop:])):
        return "percentage_point", stop + point.end(), None
    per = PER.match(text, stop)
    return unit, stop, {"day": "day", "日": "day", "天": "day"}.get((per[1] or per[2]) if per else "")


def per_apart(text: str, start: int, end: int, floor: int, unit: str | None, table: Neighbours) -> str | None:
    """The span of time that a number is per, said apart from it: 'a daily average of', 'people crossed every day'."""
    if unit and table.per_later and (later := table.per_later.match(text, end)):
        return table.per_span(later["per"])
    if table.per_adverb and (moving := table.per_adverb.match(text, end)):
        return table.per_span(moving["per"])
    if table.per_far and table.on_average.search(text, floor, start) and (far := table.per_far.match(text, end)):
        return table.per_span(far["per"])
    if ahead := table.per_before.search(text[max(floor, start - 50) : start]):
        return next((span for word, span in table.per.items() if ahead[0].lower().startswith(word)), None)
    return None


def per_noun(text: str, end: int, unit: str, table: Neighbours) -> tuple[str, int] | None:
    """'per share', '/sq m', 'an ounce', /立方米: what a price or a rate is per => (name, end)."""
    found = table.per_noun.match(text, end)
    if not table.spaced:  # 70微克/立方米, 5000元/吨
        slashed = text.startswith("/", end) and is_measured(unit)
        return (table.measures.sign_at(text, end + 1) or table.measures.word_at(text, end + 1)) if slashed else None
    if not found:
        return None
    at = found.start("noun")
    measure = table.measures.sign_at(text, at) or table.measures.word_at(text, at)
    if measure and text[at : measure[1]].strip() != "":
        return measure
    return None if found["article"] or not (found["per"] or is_measured(unit)) else (found["noun"].lower(), found.end())


BASE = 1000  # a rate is counted on so many at least: 'three per 100 pupils' is of a class
SLASH = later(r"[\u4e00-\u9fff]{0,2}/(?=\d*[十百千万]|1[0 ,]*000)")
EACH = later(r"每(?=(?:\d|[十百千万])[^，。;；]{0,40}$)")
SCALE = later("[百千万]")


def per_many(text: str, start: int, end: int, table: Neighbours) -> str | None:
    """'12.3 deaths per 100,000 people', 16.9/10万, 每万人9.1件: the number that a rate is counted on, as '100000'."""
    told = SLASH.match(text, end) or (table.per_number.match(text, end) if table.spaced else EACH.search(text[:start]))
    if told is None:
        return None
    behind = text[told.end() : told.end() + len("hundred million")]
    many = find_numerals(f"一{behind}" if SCALE.match(behind) else behind, table.lang)
    value = many[0].value if many and many[0].start == 0 else None
    return str(int(value)) if value is not None and value >= BASE else None


SMALL_MONEY = later(r"([1-9])[角毛](?:([1-9])分)?|([1-9])分")


def with_small_money(text: str, quantity: Quantity) -> Quantity:
    """256元3角8分: tenths and hundredths of the currency belong to the amount."""
    found = SMALL_MONEY.match(text, quantity.end)
    if found is None or quantity.value is None or quantity.unit not in currencies():
        return quantity
    cents = Decimal(found[1] or 0) * 10 + Decimal(found[2] or found[3] or 0)
    return replace(quantity, value=quantity.value + cents / 100, step=Decimal("0.01"), end=found.end())


IN_TWO = {(big, small): many for big, small, many in lexicon("measures")["in_two"]["parts"]}
AND_THEN = later(r",? ?(?:and )?|零|又")


def in_two_measures(text: str, big: Quantity, small: Quantity) -> Quantity | None:
    """'Two kilograms and 139 grams', 'one year and six months', 2小时35分钟: one amount, in the smaller measure; None if they are two."""
    many = IN_TWO.get((big.unit or "", small.unit or ""))
    whole, part = big.value, small.value
    if many is None or whole is None or part is None or AND_THEN.fullmatch(text, big.end, small.start) is None:
        return None
    if whole % 1 or not 0 < part < many or small.modifier != "exact" or big.per or small.per:
        return None
    value = whole * many + part
    numeral = replace(small.numeral, start=big.numeral.start, value=value, form="measure")
    rules = (*big.rules, *(rule for rule in small.rules if rule not in big.rules))
    return replace(small, start=big.start, numeral=numeral, value=value, modifier=big.modifier, rules=rules)
