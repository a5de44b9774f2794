"""A number -> a quantity: from the number outwards its money, measure, modifier, noun and what it is per."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal

from ...language.lexicon import lexicon, word_list
from ...language.measure_names import currencies
from ...language.neighbours import Neighbours
from ...language.number_words import ONE, Numeral
from ...language.patterns import later
from ...language.periods import SPANS_OF_TIME
from ...language.tokens import plural_shape
from ...language.units import is_measured, to_base
from ...records import replace
from .measures_beside import fraction_beside, measure_behind, part_of_measure, per_apart, per_many, per_noun
from .modifiers import modifier_after, modifier_before
from .noun_phrases import Counted, counted_phrase
from .quantity import GENERIC, Quantity

EACH = later(r"每([\u4e00-\u9fff]{1,3})(?:[约近超]|仅需?|只需|为|达)?$")
RATE_ZH = word_list("ends_a_rate", "zh")
PARTICIPLE = later(r" [a-z]+ed(?= )")
OR_EQUAL = {"more_than": "at_least", "less_than": "at_most"}
MONEY_AGAIN = later(r" ?(?:dollars?\b|yuan\b|pounds?\b|euros?\b|US\b|U\.S\.|[元圆]整?)")


@dataclass(slots=True)
class _Making:
    """A quantity in the making."""

    text: str
    numeral: Numeral
    table: Neighbours
    floor: int  # the end of the quantity before
    start: int
    end: int
    modifier: str | None
    value: Decimal | None
    step: Decimal
    rules: list[str] = field(default_factory=list)
    number_end: int = 0
    unit: str | None = None
    per: str | None = None
    counted: str | None = None
    known: bool = True
    implied: bool = False
    beside: bool = False  # the percentage stands in brackets behind its fraction


def make_quantity(text: str, before: str, numeral: Numeral, table: Neighbours, floor: int, timed: bool) -> Quantity:
    """A number with its neighbours.

    `before` is the text up to it without the times, which are no part of a noun phrase; `timed` tells whether the sentence
    has a word that makes a number one per span of time.
    """
    made = _Making(text, numeral, table, floor, numeral.start, numeral.end, numeral.hedge, numeral.value, numeral.step)
    made.rules.append(f"number:{numeral.form}")
    _money_before(made)
    made.modifier, made.end = modifier_after(text, made.end, made.modifier, table)
    _percent(made)
    made.number_end = made.end
    _measure(made)
    _modifiers(made)
    _noun(made, before)
    if made.unit == "multiple" and made.value is not None and made.value >= 1000:
        made.unit = None  # 'used 34 million times'
        made.rules.append(TIMES)
    _per(made, timed)
    return _in_base_unit(made)


OF_GOODS = later(r"(?: \([^()]{1,40}\))? of ")
MILLIONS = 10**4  # the last digit of what is told in millions
TIMES = "unit:so_many_times"  # the rule's name


def _money_before(made: _Making) -> None:
    """The currency that stands before a number, or inside a range."""
    numeral, money_before = made.numeral, made.table.measures.money_before
    if money := money_before(made.text, made.start, made.floor):
        made.unit, made.start = money
    elif numeral.form == "range" and (digit := re.search(r"\d", made.text[made.start : made.end])):
        money = money_before(made.text, made.start + digit.start(), made.start)  # between $62 and $68
        made.unit = money[0] if money else None


PER_MILLE = "‰"


def _percent(made: _Making) -> None:
    """A fraction as a percentage, or as an amount of the measure that it is a part of."""
    if made.value is not None and made.text.startswith(PER_MILLE, made.end):  # 8.86‰ is 0.886 percent
        made.unit, made.end = "percent", made.end + len(PER_MILLE)
        made.value, made.step = made.value / 10, made.step / 10
        return
    if made.numeral.form not in ("percent", "fraction"):
        return
    if made.numeral.form == "fraction" and _of_percent(made):
        return  # 'grew by ½ per cent': the measure behind it is read as that of any number
    made.unit = "percent"
    if made.numeral.form == "percent" or made.value is None:
        return
    if part := part_of_measure(made.text, made.end, made.table):
        made.unit, made.end = part
        return
    value = made.value * 100
    # 'four in 10,000' is 0.04 percent, 'one in three' 33.3
    value = value.quantize(Decimal("0.1") if value >= 1 else Decimal(1).scaleb(value.adjusted() - 1)).normalize()
    made.step = Decimal(lexicon("numbers")["fraction_step"])
    made.value, after = fraction_beside(made.text, value, made.end)
    made.beside, made.end = after > made.end, after


def _of_percent(made: _Making) -> bool:
    """Does a percent sign or word follow a fraction: '½ per cent', 'half a percent'?"""
    article = HALF_A.match(made.text, made.end)
    at = article.end() if article else made.end
    measure = made.table.measures.word_at(made.text, at) or made.table.measures.sign_at(made.text, at)
    if measure is None or measure[0] != "percent":
        return False
    made.numeral, made.end = replace(made.numeral, form="digits"), at
    return True


def _and_a_half(made: _Making) -> None:
    """一年半, 两年半: half a measure more, told behind it."""
    if (
        made.unit in SPANS_OF_TIME
        and made.value is not None
        and (half := made.table.half_more.match(made.text, made.end))
    ):
        made.value, made.step, made.end = made.value + HALF, HALF, half.end()


HALF, HALF_A = Decimal("0.5"), later(" a(?= )")


def _measure(made: _Making) -> None:
    """The measure behind a number, or the currency said again behind it."""
    text, table = made.text, made.table
    if made.unit is None:
        made.unit, made.end, made.per = measure_behind(text, made.end, table)
        _and_a_half(made)
        if made.modifier is None and table.inside_measure.search(text[made.number_end : made.end]):
            made.modifier = "more_than"  # 三个多月
    elif made.unit != "percent":
        said = MONEY_AGAIN.match(text, made.end)
        made.end = said.end() if said else made.end
        named = table.measures.word_at(text, made.end) if made.unit == "USD" and not said else None
        if named and named[0] in currencies() and named[0] != "USD":
            made.unit, made.end = named  # '$100 tala'


def _modifiers(made: _Making) -> None:
    """What makes a number more, less or about, behind its measure and before it."""
    text, table = made.text, made.table
    if made.unit:
        made.modifier, made.end = modifier_after(text, made.end, made.modifier, table)
    found = modifier_before(text, made.start, made.floor, table)
    if found and (found[0] != "exact" or made.modifier is None):
        made.modifier = made.modifier if made.modifier and found[0] == "about" else found[0]
        made.modifier = "exact" if made.beside else made.modifier
        made.start = found[1] if found[0] != "exact" else made.start
        made.rules.append(f"modifier:{found[0]}")
    if made.modifier in OR_EQUAL and (equal := table.or_equal.match(text, made.end)):
        made.modifier, made.end = OR_EQUAL[made.modifier], equal.end()


def _hyphened(made: _Making) -> bool:
    """'A 55-kilometer crossing each day': a measure that describes a noun is of no span of time."""
    return made.text[made.numeral.end : made.numeral.end + 1] == "-"


def _noun(made: _Making, before: str) -> None:
    """The noun phrase that is counted, and the unit that it stands for."""
    text, table, end = made.text, made.table, made.end
    told = table.per_after.match(text, end) if made.unit is None and table.spaced else None
    behind = before + (text if told is None else stopped(text, end, told.end()))[made.numeral.start :]
    found = counted_phrase(behind, made.numeral, made.start, end, made.unit, table, made.floor)
    made.counted = found.phrase
    if told is None:
        _per_behind_noun(made)
    if made.unit == "pound" and made.step >= MILLIONS and not OF_GOODS.match(text, end):
        made.unit = "GBP"  # '6.1 billion pounds'
    if table.spaced and found.behind:
        _modifier_behind_noun(made)
    if _measures_nothing(made, before, found):
        found = found._replace(unit=None)
    _unit_of_noun(made, found)
    _unit_unknown(made, found)


def _per_behind_noun(made: _Making) -> None:
    """'1.87 million trips a day', '12 flights operated daily': the span of time behind the noun, or its participle."""
    text, counted = made.text, made.counted
    if made.per is not None or not counted or _hyphened(made) or not text.startswith(counted, made.end + 1):
        return
    behind = made.end + 1 + len(counted)
    verb = PARTICIPLE.match(text, behind)
    told = made.table.per_after.match(text, verb.end() if verb else behind)
    made.per = made.table.per_span(told[0]) if told and told[0][0] == " " else None


def _modifier_behind_noun(made: _Making) -> None:
    """'743 people or more': the modifier behind a noun of one word."""
    counted = made.counted
    if counted and " " not in counted and plural_shape(counted) and made.text.startswith(counted, made.end + 1):
        made.modifier, _ = modifier_after(made.text, made.end + 1 + len(counted), made.modifier, made.table)


def _measures_nothing(made: _Making, before: str, found: Counted) -> bool:
    """'The total of the year has reached 11,861', 事故率由2.48降到2.01: does the noun before only tell when, or a rate?"""
    if not found.phrase or found.behind:
        return False
    if made.table.spaced:
        return found.phrase.split()[-1].lower() == found.unit and found.unit in SPANS_OF_TIME
    behind = before[before.rfind(found.phrase) + len(found.phrase) :]
    return made.unit is None and (behind.startswith(RATE_ZH) or found.phrase.endswith(RATE_ZH))


def _unit_of_noun(made: _Making, found: Counted) -> None:
    """The unit of the counted noun, where no measure is said or one that says less: 窝点452个."""
    measure = made.text[made.number_end : made.end]
    # 30余项 counts no persons, whoever the noun before it names; 个 may.
    no_persons = found.unit == "person" and not measure.endswith("个")
    general = made.unit in GENERIC and found.unit and measure != "项" and not no_persons
    if made.unit is None or general:
        made.implied = made.unit is None and found.unit is not None and not (made.table.spaced and found.behind)
        made.unit = found.unit or made.unit
    if made.unit is not None and made.unit not in made.table.units and not is_measured(made.unit):
        made.known = False


def _unit_unknown(made: _Making, found: Counted) -> None:
    """'14 tunnels': a plural behind a number is its unit, though no unit is known by that name."""
    if made.unit is not None or found.unit or not found.behind or not found.phrase or not found.phrase.strip():
        return
    last = found.phrase.split()[-1]
    last = last.lower() if last.istitle() else last  # a headline's 'Tunnels'
    plural = made.table.spaced and last.endswith("s") and not last.endswith("ss")
    made.unit, made.known = (last if plural or made.value == 1 else None), False


def _per(made: _Making, timed: bool) -> None:
    """What a number is per: right behind it, a noun, or a span of time said apart from it."""
    text, table = made.text, made.table
    if made.per is None and (found := table.per_after.match(text, made.end)):
        made.per = table.per_span(found[0])
    if (
        made.per is None
        and not table.spaced
        and made.unit in currencies()
        and (each := EACH.search(text[: made.start]))
    ):
        measure = table.measures.word_at(each[1], 0)
        made.per = measure[0] if measure and measure[1] == len(each[1]) else None  # 每公斤31元
    if made.per is None and made.unit != "percent":
        made.per = per_many(text, made.start, made.end, table)
    if made.per is None and made.unit and (noun := per_noun(text, made.end, made.unit, table)):
        made.per, made.end = noun
    if made.per is None and timed and not _hyphened(made):
        made.per = per_apart(text, made.start, made.end, made.floor, made.unit, table)


def _in_base_unit(made: _Making) -> Quantity:
    """The quantity, its numbers in the base of its unit: 千瓦 and MW are kept in watts."""
    numeral, step = made.numeral, made.step
    value, low, high = made.value, numeral.low, numeral.high
    modifier = "several" if numeral.form == "vague" else made.modifier or "exact"
    unit, factor = to_base(made.unit) if made.unit else (made.unit, ONE)
    if factor != 1:
        value, low, high = (None if n is None else n * factor for n in (value, low, high))
        step = step * factor
    rules = (*made.rules, f"unit:{unit}" if unit else "unit:none")
    return Quantity(
        made.start,
        made.end,
        numeral,
        value,
        step,
        low,
        high,
        modifier,
        unit,
        made.per,
        made.counted,
        made.known,
        made.implied,
        rules,
    )


def stopped(text: str, start: int, end: int) -> str:
    """A span made a stop, of the same length: no noun phrase runs into it."""
    return f"{text[:start]};{' ' * (end - start - 1)}{text[end:]}"
