"""Sentences -> quantities: number, modifier, bounds, unit, what is counted."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from ..language.lexicon import blanked, lexicon
from ..language.neighbours import Neighbours, neighbours
from ..language.number_words import ONE, Numeral
from ..language.numbers import find_numerals
from ..language.patterns import later
from ..language.units import all_measures, currencies, is_measured, to_base
from ..records import replace
from .exclusions import enumerates, masked, named, no_figure, whole_token
from .modifiers import modifier_after, modifier_before
from .noun_phrases import counted_phrase
from .ranges import join_ranges


@dataclass(frozen=True)
class Quantity:
    """A number with what its neighbours say: text[start:end] spans modifier, number and measure."""

    start: int
    end: int
    numeral: Numeral
    value: Decimal | None
    step: Decimal
    low: Decimal | None
    high: Decimal | None
    modifier: str
    unit: str | None
    per: str | None
    counted: str | None
    known_unit: bool
    implied: bool
    rules: tuple[str, ...]

    @property
    def percent(self) -> bool:
        return self.unit == "percent"


@dataclass(frozen=True)
class Leftover:
    """A number sign that is no claim, with the reason."""

    start: int
    end: int
    reason: str


def read_quantities(
    text: str, lang: str, masks: Sequence[tuple[int, int, str]] = (), mark: str = ".", home: str | None = None
) -> tuple[list[Quantity], list[Leftover]]:
    """Read a folded sentence => its quantities and the number signs that are none, with reasons.

    `masks` are spans already read as something else: (start, end, reason); `home` is the currency that a bare 元 means.
    """
    table = neighbours(lang)
    masks = [*masks, *((m.start(), m.end(), "reference") for m in MARKS.finditer(text))]
    masks += [(m.start(), m.end(), "reference") for m in ADDRESS.finditer(text)]
    masks += [(m.start(), m.end(), "reference") for m in MAILBOX.finditer(text)] if "@" in text else []
    numerals: list[Numeral] = []
    leftovers: list[Leftover] = []
    for numeral in find_numerals(text, lang, mark):
        if leftovers and numeral.start < leftovers[-1].end:
            continue  # the second number of five-in-one
        reason = masked(numeral, masks) or numeral.reason or no_figure(text, numeral, table)
        reason = "list mark" if reason == "ordinal" and enumerates(text, numeral, table) else reason
        if reason:
            start, end = whole_token(text, numeral, reason)
            leftovers.append(Leftover(max(start, numerals[-1].end if numerals else 0), end, reason))
        else:
            numerals.append(numeral)
    for m in GAPPED.finditer(text):  # '6, 340 applications': which of two numbers it is cannot be told
        if (
            len(
                parts := [
                    n for n in numerals if m.start() <= n.start and n.end <= m.end() and text[n.start : n.end].isdigit()
                ]
            )
            > 1
        ):
            numerals = [n for n in numerals if n not in parts]
            leftovers.append(Leftover(m.start(), m.end(), "garbled"))
    dates = [(start, end) for start, end, reason in masks if reason == "date"]
    undated = blanked(text, dates) if dates else text
    timed = table.per_hint.search(text) is not None
    quantities: list[Quantity] = []
    for numeral in join_ranges(text, numerals, table):
        floor = quantities[-1].end if quantities else 0
        if numeral.start < floor:
            continue  # already part of the claim before: 'a quarter (23%)'
        if table.spaced and named(text, numeral, table):
            leftovers.append(Leftover(numeral.start, numeral.end, "name"))
            continue
        seen = _cut(text, numeral, masks) if table.spaced else text
        quantity = _with_small_money(text, _quantity(seen, undated[: numeral.start], numeral, table, floor, timed))
        bare = text[numeral.end : quantity.end].strip(" 多余几")
        if home and quantity.unit == "CNY" and quantity.start >= numeral.start - 3 and bare in BARE_MONEY:
            quantity = replace(quantity, unit=home)
        if (
            quantity.unit in COUNTABLE
            and quantity.value is not None
            and quantity.per is None
            and quantity.value % 1
            and not _of_base(text, quantity)
        ):
            leftovers.append(Leftover(numeral.start, numeral.end, "garbled"))  # 78.545 trips: its 'million' is lost
        else:
            quantities.append(quantity)
    quantities = _of_these(text, _share_units(text, quantities, table), table)
    return quantities, sorted(leftovers, key=lambda item: item.start)


BARE_MONEY = tuple(lexicon("measures")["home"]["words"]["zh"])
SMALL_MONEY = later(r"([1-9])[角毛](?:([1-9])分)?|([1-9])分")


def _with_small_money(text: str, quantity: Quantity) -> Quantity:
    """256元3角8分: tenths and hundredths of the currency belong to the amount."""
    found = SMALL_MONEY.match(text, quantity.end)
    if found is None or quantity.value is None or quantity.unit not in currencies():
        return quantity
    cents = Decimal(found[1] or 0) * 10 + Decimal(found[2] or found[3] or 0)
    return replace(quantity, value=quantity.value + cents / 100, step=Decimal("0.01"), end=found.end())


def _stopped(text: str, start: int, end: int) -> str:
    """A span made a stop, of the same length: no noun phrase runs into it."""
    return f"{text[:start]};{' ' * (end - start - 1)}{text[end:]}"


BESIDE = 16  # characters: 'a year earlier' in '7 percent a year earlier'


def _cut(text: str, numeral: Numeral, masks: Sequence[tuple[int, int, str]]) -> str:
    """The text with the time right behind a number blanked: '700 a year earlier' is no rate and counts no years."""
    for start, end, reason in masks:
        if reason == "date" and numeral.end <= start <= numeral.end + BESIDE:
            return _stopped(text, start, end)
    return text


# An address of the web or of a mailbox, a telephone number: its digits count nothing.
ADDRESS = later(
    r"\b(?:https?://|www\.)[^\s<>\"\u4e00-\u9fff]+|\+\d{1,3}(?:[ -]\d{2,4}){2,4}"
    r"|(?<!\d)\d{3}-\d{3,4}-\d{4}(?!\d)|(?<!\d)0\d{2,3}[- ]\d{7,8}(?!\d)|(?<!\d)1[3-9]\d{9}(?!\d)"
)
MAILBOX = later(r"\b[\w.+-]+@[\w-]+\.[\w.-]+")
PER_BASE = later(r"[^,;.]{0,30}? (?:per|for every|in every|for each|out of every) ")
EACH_BASE = later(r"每[\d.]*[十百千万亿][^,，。;；]{0,12}$")


def _of_base(text: str, quantity: Quantity) -> bool:
    """'4.26 incidents per 1,000 households', 每10万人3.5例: a count on a base may have decimals."""
    return bool(PER_BASE.match(text, quantity.numeral.end) or EACH_BASE.search(text[: quantity.start]))


GAPPED = later(r"(?<![\d,.])(?<!\d )(?<!\d, )[1-9]\d{0,2}(?:, \d{3})+(?![\d.%]|,? ?\d|,? (?:and|or) \d)")
# Document numbers, figures and tables, years of an era, clocks: marks that count nothing.
MARKS = later(
    r"[〔(\[【]\d{4}[〕)\]】][\u4e00-\u9fff]{0,3}\d{0,4}[\u4e00-\u9fff]{0,4}\d{1,6}号|(?:如|见|附|和|、|\()[图表]\d{1,3}(?!\d|[\u4e00-\u9fff]{0,2}份)|附[件录]\d{1,3}"
    r"|\((?:Reiwa|Heisei|Showa|Taisho|Meiji|令和|平成|昭和)(?: \d{1,2}|\d{1,2}年?)\)"
    r"|\b(?:[Ss]ections?|Resolutions?|[Aa]rticles?|[Pp]aragraphs?|[Cc]lauses?|Figs?\.|Tables?|Annex(?:es)?) \d+(?:\.\d+)*(?:\([a-z0-9]\))?(?![\d,]*\d| (?:million|per|percent))"
    r"|(?:上午|下午|凌晨|早上|晚上|中午|傍晚|清晨)[\d一二三四五六七八九十两]{1,3}[点时](?:[\d一二三四五六七八九十]{1,3}分|半|整|许)?|(?<!\d)(?:[01]?\d|2[0-4])时(?=起|许|整|至|前|后|,|，)"
    r"|\b[Aa]t (?:[01]?\d|2[0-3])\.[0-5]\d(?= ?[ap]\.?m\b)|\b(?:arrived|began|started|left|departed|opened|landed|docked|ended) at (?:[01]?\d|2[0-3])\.[0-5]\d(?![\d%]| (?:per|million|%))"
)
COUNTABLE = ("person", "person_trip", "case", "gang", "site", "vehicle", "vehicle_trip", "document", "call")


def _quantity(text: str, before: str, numeral: Numeral, table: Neighbours, floor: int, timed: bool) -> Quantity:
    """A number with its neighbours.

    `before` is the text up to it without the times, which are no part of a noun phrase; `timed` tells whether the sentence
    has a word that makes a number one per span of time.
    """
    start, end = numeral.start, numeral.end
    modifier, rules, unit = numeral.hedge, [f"number:{numeral.form}"], None
    value, step, low, high = numeral.value, numeral.step, numeral.low, numeral.high
    beside = False
    if money := table.measures.money_before(text, start, floor):
        unit, start = money
    elif numeral.form == "range" and (digit := re.search(r"\d", text[start:end])):
        money = table.measures.money_before(text, start + digit.start(), start)  # between $62 and $68
        unit = money[0] if money else None
    modifier, end = modifier_after(text, end, modifier, table)
    if numeral.form in ("percent", "fraction"):
        unit = "percent"
        if numeral.form == "fraction" and value is not None and (part := _part_of_measure(text, end, table)):
            unit, end = part
        elif numeral.form == "fraction" and value is not None:
            value, step = (value * 100).quantize(Decimal("0.1")), Decimal(lexicon("numbers")["fraction_step"])
            value, after = _fraction_beside(text, value, end)
            beside, end = after > end, after
    per, number_end = None, end
    if unit is None:
        unit, end, per = _measure(text, end, table)
        if modifier is None and table.inside_measure.search(text[number_end:end]):
            modifier = "more_than"  # 三个多月
    elif unit != "percent":
        said = MONEY_AGAIN.match(text, end)
        end = said.end() if said else end
    modifier, end = modifier_after(text, end, modifier, table) if unit else (modifier, end)
    found = modifier_before(text, start, floor, table)
    if found and (found[0] != "exact" or modifier is None):
        modifier = modifier if modifier and found[0] == "about" else found[0]
        modifier = "exact" if beside else modifier
        start = found[1] if found[0] != "exact" else start
        rules.append(f"modifier:{found[0]}")
    if modifier in OR_EQUAL and (equal := table.or_equal.match(text, end)):
        modifier, end = OR_EQUAL[modifier], equal.end()
    told = table.per_after.match(text, end) if unit is None and table.spaced else None
    behind = before + (text if told is None else _stopped(text, end, told.end()))[numeral.start :]
    counted, noun_unit, follows = counted_phrase(behind, numeral, start, end, unit, table, floor)
    if per is None and told is None and counted and text.startswith(counted, end + 1):
        verb = PARTICIPLE.match(text, end + 1 + len(counted))
        told = table.per_after.match(text, verb.end() if verb else end)  # '1.87 million trips a day'
        per = table.per_span(told[0]) if told and told[0][0] == " " else None
    known, implied = True, False
    # 30余项 counts no persons, whoever the noun before it names; 个 may.
    general = unit in GENERIC and noun_unit and text[number_end:end] != "项"
    general = general and (noun_unit != "person" or text[number_end:end].endswith("个"))
    if unit is None or general:
        implied = unit is None and noun_unit is not None and (not table.spaced or not follows)
        unit = noun_unit or unit
    if unit is not None and unit not in table.units and unit not in currencies():
        known = False
    if unit is None and counted and counted.strip() and not noun_unit and follows:
        last = counted.split()[-1]
        plural_noun = table.spaced and last.endswith("s") and not last.endswith("ss")
        unit, known = (last if plural_noun or value == 1 else None), False
    if unit == "multiple" and value is not None and value >= 1000:
        unit = None  # 'used 34 million times'
    if per is None and (found_per := table.per_after.match(text, end)):
        per = table.per_span(found_per[0])
    if per is None and unit and table.spaced and (noun := _per_noun(text, end, unit, table)):
        per, end = noun
    if per is None and timed:
        per = _per_apart(text, start, end, floor, unit, table)
    if numeral.form == "vague":
        modifier = "several"
    if numeral.form == "range":
        modifier = modifier or "exact"
    unit, factor = to_base(unit) if unit else (unit, ONE)
    if factor != 1:  # 千瓦, MW: kept in watts
        value, low, high = (None if n is None else n * factor for n in (value, low, high))
        step = step * factor
    rules.append(f"unit:{unit}" if unit else "unit:none")
    return Quantity(
        start,
        end,
        numeral,
        value,
        step,
        low,
        high,
        modifier or "exact",
        unit,
        per,
        counted,
        known,
        implied,
        tuple(rules),
    )


PARTICIPLE = later(r"(?: [a-z]+ed(?= ))?")
OR_EQUAL = {"more_than": "at_least", "less_than": "at_most"}
MONEY_AGAIN = later(r" ?(?:dollars?\b|yuan\b|pounds?\b|euros?\b|US\b|U\.S\.|[元圆]整?)")
GENERIC = ("item", "site", "entity")


def _part_of_measure(text: str, end: int, table: Neighbours) -> tuple[str, int] | None:
    """'1/16 of a pint': a part of a measure is an amount, not a share => (unit, end)."""
    found = re.match(r" of an? (?:US |UK )?", text[end : end + 12])
    measure = table.measures.word_at(text, end + found.end()) if found else None
    return measure if measure and measure[0] in all_measures() else None


def _fraction_beside(text: str, value: Decimal, end: int) -> tuple[Decimal, int]:
    """'nearly a quarter (23%)': the percentage in brackets is the figure; both are one claim."""
    beside = re.match(r" ?\((\d+(?:\.\d+)?) ?(?:%|per ?cent)\)", text[end:])
    return (Decimal(beside[1]), end + beside.end()) if beside else (value, end)


# Measures that may be set without a space before their word: 5km, 30kg.
TIGHT = ("kg", "km", "gram", "percentage_point", "percent", "hour", "multiple")


PER = later("/([a-z]+)|每([日天月年])")


def _measure(text: str, end: int, table: Neighbours) -> tuple[str | None, int, str | None]:
    """The measure behind a number => (unit, end, the span of time it is per)."""
    word, sign = table.measures.word_at(text, end), table.measures.sign_at(text, end)
    if sign and sign[0] in currencies() and text[sign[1] : sign[1] + 1].isdigit():
        sign = None  # 'Three €200 fines'
    if sign and (word is None or sign[1] > word[1]) and (text[end - 1].isdigit() or text[end] in " -"):
        return sign[0], sign[1], None
    if word is None:
        return None, end, None
    unit, stop = word
    if table.spaced and text[end] not in " -%\n" and unit not in TIGHT:
        return None, end, None
    if unit == "percent" and (point := re.match(r"[ -]points?\b", text[stop:])):
        return "percentage_point", stop + point.end(), None
    per = PER.match(text, stop)
    return unit, stop, {"day": "day", "日": "day", "天": "day"}.get((per[1] or per[2]) if per else "")


def _per_apart(text: str, start: int, end: int, floor: int, unit: str | None, table: Neighbours) -> str | None:
    """The span of time that a number is per, said apart from it: 'a daily average of', 'people crossed every day'."""
    if unit and table.per_later and (later := table.per_later.match(text, end)):
        return table.per_span(later["per"])
    if table.per_far and table.on_average.search(text, floor, start) and (far := table.per_far.match(text, end)):
        return table.per_span(far["per"])
    if ahead := table.per_before.search(text[max(floor, start - 50) : start]):
        return next((span for word, span in table.per.items() if ahead[0].lower().startswith(word)), None)
    return None


def _per_noun(text: str, end: int, unit: str, table: Neighbours) -> tuple[str, int] | None:
    """'per share', '/sq m', 'an ounce': what a price or a rate is per => (name, end)."""
    found = table.per_noun.match(text, end)
    if not found:
        return None
    at = found.start("noun")
    measure = table.measures.sign_at(text, at) or table.measures.word_at(text, at)
    if measure and text[at : measure[1]].strip() != "":
        return measure
    return None if found["article"] or not (found["per"] or is_measured(unit)) else (found["noun"].lower(), found.end())


def _of_these(text: str, quantities: list[Quantity], table: Neighbours) -> list[Quantity]:
    """'3,300 officers, of whom 600 are in Greece', '9 million trips, 1.8 million a day': a part counts what the whole does."""
    parts = list(quantities)
    for i, part in enumerate(parts):
        last = i - 1
        while last > 0 and is_measured(parts[last].unit) and not parts[last].percent:
            last -= 1  # 'over the eight-day holiday': nothing that is counted
        whole = parts[last] if i else None
        if last > 0 and whole and table.beside.search(text, parts[last - 1].end, whole.start):
            whole = parts[last - 1]  # '1,100 arrests across 14 provinces, bringing the total to 4,300'
        bare = part.unit is None or (part.unit in GENERIC and part.counted is None)  # 打掉团伙85个，同比多12个
        if whole is None or not bare or whole.per:
            continue
        if is_measured(whole.unit) and FROM_TO.search(text, 0, whole.start) and text[whole.end : part.start] == " to ":
            parts[i] = replace(part, unit=whole.unit, known_unit=whole.known_unit, rules=(*part.rules, "unit:of_whole"))
            continue
        if not whole.known_unit or whole.unit not in table.units:
            continue
        if is_measured(whole.unit) or ";" in text[whole.end : part.start]:
            continue
        total = table.total_of.search(text, whole.end, part.start)
        of_it = table.of_these.search(text, whole.end, part.start) or OF_IT.match(text, part.end)
        same = part.per or part.unit or (whole.unit in COUNTABLE and of_it)
        if same or total:
            counted = part.counted or whole.counted
            parts[i] = replace(part, unit=whole.unit, counted=counted, rules=(*part.rules, "unit:of_whole"))
    return parts


FROM_TO = later(r"\bfrom $", re.IGNORECASE)  # 'from 20 working days to seven'
OF_IT = later(r" of (?:whom|which|them|these|those)\b")  # '2,900 officers, 300 of whom'
OF_WHOLE = later(r" of (?:the|its|a total of|an estimated|those) ")
LIST_GAP = later(r",? and |, ?|、|和|及|以及|,以及| or ")


def _share_units(text: str, quantities: list[Quantity], table: Neighbours) -> list[Quantity]:
    """'2.3, 3.6 and 3.4 times': the members of a list take the unit that only the last one prints."""
    shared = list(quantities)
    for i, (last, item) in enumerate(itertools.pairwise(shared), 1):  # '11.8 percent of the total, up 2.3 points'
        if item.unit == "point" and last.unit == "percent" and table.verb.search(text, last.end, item.start):
            shared[i] = replace(item, unit="percentage_point", known_unit=True)
    for i in range(len(shared) - 2, -1, -1):
        item, after = shared[i], shared[i + 1]
        gap = text[item.end : after.start]
        if item.unit is None and is_measured(after.unit) and after.unit != "percent" and OF_WHOLE.fullmatch(gap):
            shared[i] = replace(item, unit=after.unit, known_unit=after.known_unit)
        bare = item.unit is None or item.implied or not item.known_unit  # 12万、13万人次: no measure of its own
        if bare and after.known_unit and not after.implied and after.unit in COUNTABLE and LIST_GAP.fullmatch(gap):
            shared[i] = item = replace(item, unit=after.unit, counted=after.counted, known_unit=True, implied=False)
        if item.value is not None and item.value >= 10000:
            continue  # '25.446 million, 113.3 percent of ...' is no list of percentages
        if item.unit is not None or not is_measured(after.unit):
            continue
        spans = after.unit in ("day", "week", "month", "year", "hour", "minute")
        listed = not spans and LIST_GAP.fullmatch(gap)
        if listed or gap == " or ":  # '72 or 144 hours'
            counted = item.counted if gap == " or " else after.counted
            shared[i] = replace(item, unit=after.unit, counted=counted, known_unit=after.known_unit)
    return shared
