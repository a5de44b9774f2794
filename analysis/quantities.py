"""Sentences -> quantities: number, modifier, bounds, unit, what is counted."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from .counted import counted_phrase, head_unit, looks_plural, right_phrase
from .measures import all_measures, currencies, is_measured
from .neighbours import Neighbours, neighbours
from .numberwords import Numeral
from .numerals import find_numerals
from .words import lexicon


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
    text: str, lang: str, masks: Iterable[tuple[int, int, str]] = (), mark: str = "."
) -> tuple[list[Quantity], list[Leftover]]:
    """Read a folded sentence => its quantities and the number signs that are none, with reasons.

    `masks` are spans already read as something else: (start, end, reason).
    """
    table = neighbours(lang)
    masks = [*masks, *((m.start(), m.end(), "reference") for m in ADDRESS.finditer(text))]
    numerals: list[Numeral] = []
    leftovers: list[Leftover] = []
    for numeral in find_numerals(text, lang, mark):
        if leftovers and numeral.start < leftovers[-1].end:
            continue  # the second number of five-in-one
        reason = _masked(numeral, masks) or numeral.reason or _no_figure(text, numeral, table)
        reason = "list mark" if reason == "ordinal" and _enumerates(text, numeral, table) else reason
        if reason:
            start, end = _whole_token(text, numeral, reason)
            leftovers.append(Leftover(max(start, numerals[-1].end if numerals else 0), end, reason))
        else:
            numerals.append(numeral)
    quantities: list[Quantity] = []
    for numeral in _ranges(text, numerals, table):
        floor = quantities[-1].end if quantities else 0
        if numeral.start < floor:
            continue  # already part of the claim before: 'a quarter (23%)'
        if table.spaced and _named(text, numeral, table):
            leftovers.append(Leftover(numeral.start, numeral.end, "name"))
            continue
        quantity = _quantity(text, numeral, table, floor)
        if quantity.unit in COUNTABLE and quantity.value is not None and quantity.per is None and quantity.value % 1:
            leftovers.append(Leftover(numeral.start, numeral.end, "garbled"))  # 78.545 trips: its 'million' is lost
        else:
            quantities.append(quantity)
    quantities = _share_units(text, quantities)
    return quantities, sorted(leftovers, key=lambda item: item.start)


# An address of the web or of a mailbox, a telephone number: its digits count nothing.
ADDRESS = re.compile(
    r"\b(?:https?://|www\.)[^\s<>\"\u4e00-\u9fff]+|\b[\w.+-]+@[\w-]+\.[\w.-]+|\+\d{1,3}(?:[ -]\d{2,4}){2,4}|\b\d{3}-\d{3,4}-\d{4}\b"
)
TOKEN = re.compile(r"[A-Za-z0-9]+(?:[-/.][A-Za-z0-9]+)*")


def _whole_token(text: str, numeral: Numeral, reason: str) -> tuple[int, int]:
    """A name is left over whole: 'five-in-one', 'COVID-19', '19th'."""
    if reason not in ("name", "date", "ordinal", "list mark") or not text[numeral.start : numeral.end].isascii():
        return numeral.start, numeral.end
    suffix = re.match(r"(?:st|nd|rd|th)\b", text[numeral.end :])
    end = numeral.end + suffix.end() if suffix else numeral.end
    if reason != "name":
        return numeral.start, end
    start = max(
        (m.start() for m in TOKEN.finditer(text) if m.start() <= numeral.start < m.end()),
        default=numeral.start,
    )
    return start, max((m.end() for m in TOKEN.finditer(text) if m.start() < end <= m.end()), default=end)


def _enumerates(text: str, numeral: Numeral, table: Neighbours) -> bool:
    """'First, ...' and 第一，... at the head of a sentence or clause mark a list."""
    begins = re.search(r"(?:^|[.;:。;；，]) *(?:and )?$", text[: numeral.start])
    return bool(begins and re.match(r"(?:ly)?[,，、:]", text[numeral.end :]))


COUNTABLE = ("person", "person_trip", "case", "gang", "site", "vehicle", "vehicle_trip", "document", "call")


CAPITAL = re.compile(r"(?<=[a-z,;&)] )(?:\"?[A-Z][\w&-]*) $|\b[a-z]+[A-Z]\w* $|[A-Z]{2,} $|& ?[A-Z] $")


def _named(text: str, numeral: Numeral, table: Neighbours) -> bool:
    """'iPhone 11', 'S&P 500', '787 Dreamliner', 'Unit 3': a plain number beside a name, with nothing that it counts."""
    if (
        numeral.form != "digits"
        or numeral.value is None
        or numeral.hedge
        or not text[numeral.start : numeral.end].isdigit()
    ):
        return False
    if (
        table.measures.word_at(text, numeral.end)
        or table.measures.sign_at(text, numeral.end)
        or table.measures.money_before(text, numeral.start)
    ):
        return False
    if modifier_before(text, numeral.start, 0, table):
        return False
    phrase = right_phrase(text, numeral.end, table)
    head = head_unit(phrase, table)
    before = CAPITAL.search(text[max(0, numeral.start - 24) : numeral.start])
    after = re.match(r" [A-Z][a-z]+", text[numeral.end : numeral.end + 20])
    plural_head = phrase is not None and looks_plural(phrase.split()[-1]) and not after
    return bool((before or after) and not head and not plural_head)


def _masked(numeral: Numeral, masks: Iterable[tuple[int, int, str]]) -> str | None:
    for start, end, reason in masks:
        if start < numeral.end and numeral.start < end:
            return reason
    return None


LETTER_BEFORE = re.compile(r"[A-Za-z](?:-|\.)?$")


LETTER_AFTER = re.compile(r"-?[A-Za-z]+")


BRAND = re.compile(r"(?<=[a-z,] )[A-Z]\w+ $|^[a-z][A-Z]\w+ $|\b[a-z]+[A-Z]\w* $")


def _no_figure(text: str, numeral: Numeral, table: Neighbours) -> str | None:
    """Why a number is no figure: a name, an age, a reference, the head or mark of a list."""
    before, after = text[max(0, numeral.start - 25) : numeral.start], text[numeral.end : numeral.end + 25]
    if numeral.form == "digits":
        if (
            (glued := LETTER_AFTER.match(after))
            and not after.startswith("-")
            and not table.measures.word_at(after, 0)
            and not table.measures.sign_at(after, 0)
        ):
            return "name"
        if (
            glued
            and after.startswith("-")
            and not table.measures.word_at(after, 0)
            and not table.measures.sign_at(after, 0)
            and table.spaced
            and glued[0][1:2].isupper()
        ):
            return "name"
        if table.spaced and LETTER_BEFORE.search(before) and not table.measures.money_before(text, numeral.start):
            return "name" if not before.endswith(".") else None
        if re.match(r"/\d|:\d", after) or re.search(r"\d[/:]$", before):
            return "reference"
    if re.search(r"""["'·]$""", before) and re.match(r"""[\d·.]*["']""", after):
        return "name"
    if (
        table.spaced
        and numeral.value is not None
        and re.match(r"-[A-Za-z]", after)
        and not table.measures.word_at(after, 0)
        and not table.measures.sign_at(after, 0)
        and not _noun_after(after, table)
    ):
        return "age" if table.age_after.match(after) else "name"  # five-in-one, three-dimensional
    if table.age_after.match(after):
        return "age"
    if table.reference_after.match(after) or (numeral.form == "digits" and table.reference_before.search(before)):
        return "reference"
    if numeral.form == "digits" and (label := _label(text, numeral, table)):
        return label
    if (
        not table.spaced
        and re.search(r"(?:^|[,，。;；:：、(\s])$", before)
        and re.match(r"是|要|、", after)
        and (numeral.value or 11) < 11
        and numeral.form == "words"
    ):
        return "list mark"
    if (
        re.fullmatch(r"\s*\(?", text[: numeral.start])
        and re.match(r"[.)、](?!\d)", after)
        and (numeral.value or 100) < 100
    ):
        return "list mark"
    if (
        table.list_head.match(after)
        and (numeral.value or numeral.low or 11) < 11
        and not table.measures.word_at(after, 0)
    ):
        return "list mark"
    if table.spaced and numeral.form == "digits" and BRAND.search(before) and re.match(r" [A-Z]|$|[.,]", after):
        return "name"
    return None


def _label(text: str, numeral: Numeral, table: Neighbours) -> str | None:
    """'Category 4', '90049 ZIP Code', '16 Industrial Avenue', 'Maddon, 66, has': a name, a reference or an age."""
    before, digits = text[max(0, numeral.start - 25) : numeral.start], text[numeral.start : numeral.end]
    if not table.spaced or not digits.isdigit():
        return None
    if table.code_after.match(text, numeral.end) or table.street.match(text, numeral.end):
        return "reference"
    if (
        table.person_before.search(before)
        and 1 < len(digits) < 4
        and re.match(r", |,?$|\.(?: |$)", text[numeral.end :])
    ):
        return "age" if numeral.value and numeral.value < 115 else None
    measured = table.measures.word_at(text, numeral.end)
    glued = text[numeral.end : numeral.end + 1].isalpha()
    named = len(digits) < 4 and table.label_before.search(before) and (glued or not measured)
    return "name" if named else None


def _noun_after(after: str, table: Neighbours) -> bool:
    word = re.match(r"-([A-Za-z]+)", after)
    return bool(word and word[1].lower() in table.nouns)


MOVED = re.compile(
    r"\b(?:rose|risen|rise|increased?|grew|grown|jumped|surged|soared|climbed|gained|up|fell|fallen|fall|dropped|drop|decreased?|declined?|down|dipped|plunged|added|lost|slid|cut)\b[^,;.]*$",
    re.IGNORECASE,
)


WITHIN = re.compile(r"[^\d,，。;；]{0,4}之?间")
RANGE = re.compile(r" ?(?:-|—|~|至|到) ?| to | through ")


def _ranges(text: str, numerals: list[Numeral], table: Neighbours) -> list[Numeral]:
    """Join the two ends of '20-30 people', 'between 300 and 400', 300至400 into one number with bounds."""
    joined: list[Numeral] = []
    for numeral in numerals:
        last = joined[-1] if joined else None
        if last and last.value is not None and numeral.value is not None and last.form != "range":
            between = re.sub(r"^ ?(?:%|per ?cent)|(?<=[ -])(?:US ?|HK|A|C)?[$£€¥]$", "", text[last.end : numeral.start])
            before = text[max(0, last.start - 16) : last.start]
            from_to = re.search(r"\b(?:from|between)\s(?:\w+ )?[$£€]?$", before, re.IGNORECASE)
            ranging = re.search(
                r"\brang\w+ (?:\w+ )?from\s[$£€]?$", text[max(0, last.start - 30) : last.start], re.IGNORECASE
            )
            paired = between == " and " and from_to and from_to[0].lower().startswith("between")
            plain = RANGE.fullmatch(between) and (
                ranging or not (from_to and from_to[0].lower().startswith("from") and "to" in between)
            )
            low, high = last.value, numeral.value
            own = between != text[last.end : numeral.start] or last.value >= 1000 or last.form == "words"
            lent = low < 1000 <= high and last.form == "digits" and _scale_of(numeral) is not None
            moved = (
                "to" in between
                and not ranging
                and not lent
                and (own or table.measures.money_before(text, last.start))
                and MOVED.search(text[max(0, last.start - 34) : last.start])
            )
            mixed = bool(re.match(r" ?(?:%|per ?cent)", text[last.end :])) != bool(
                re.match(r" ?(?:%|per ?cent)", text[numeral.end :])
            )
            if between in ("和", "与", "、") and low < high and WITHIN.match(text, numeral.end):
                joined[-1] = Numeral(last.start, numeral.end, None, numeral.step, low, high, None, "range")
                continue  # 10000与20000之间
            if moved or (mixed and between != text[last.end : numeral.start]):
                joined.append(numeral)
                continue  # 'increased by $43.6 billion to $419.2 billion': a change and a level
            if between == " or " and high - low == 1 and table.spaced and 1 < high <= 12:
                joined[-1] = Numeral(last.start, numeral.end, None, numeral.step, low, high, None, "range")
                continue  # three or four years
            if high >= 1000 > low and (scale := _scale_of(numeral)) and plain:
                low = low * scale if low * scale < high and last.form == "digits" else low
            if (paired or plain) and low < high:
                start = (
                    last.start - len(from_to[0]) + len(re.split(r"\w", from_to[0])[0])
                    if paired and from_to
                    else last.start
                )
                joined[-1] = Numeral(start, numeral.end, None, numeral.step, low, high, None, "range")
                continue
        joined.append(numeral)
    return joined


def _scale_of(numeral: Numeral) -> Decimal | None:
    """The scale word that the second end of a range lends to the first: 3-5 million."""
    assert numeral.value is not None
    for scale in (10**12, 10**9, 10**8, 10**6, 10**4, 1000):
        if (
            numeral.value >= scale
            and (numeral.step % scale == 0 or numeral.value / scale < 1000)
            and numeral.value % scale == 0
        ):
            return Decimal(scale)
    return None


def _quantity(text: str, numeral: Numeral, table: Neighbours, floor: int) -> Quantity:
    start, end = numeral.start, numeral.end
    modifier, rules, unit = numeral.hedge, [f"number:{numeral.form}"], None
    value, step, low, high = numeral.value, numeral.step, numeral.low, numeral.high
    beside = False
    if money := table.measures.money_before(text, start, floor):
        unit, start = money
    elif numeral.form == "range" and (digit := re.search(r"\d", text[start:end])):
        money = table.measures.money_before(text, start + digit.start(), start)  # between $62 and $68
        unit = money[0] if money else None
    modifier, end = _modifier_after(text, end, modifier, table)
    if numeral.form in ("percent", "fraction"):
        unit = "percent"
        if numeral.form == "fraction" and value is not None and (part := _part_of_measure(text, end, table)):
            unit, end = part
        elif numeral.form == "fraction" and value is not None:
            value, step = (value * 100).quantize(Decimal("0.1")), Decimal(lexicon("numbers")["fraction_step"])
            value, after = _fraction_beside(text, value, end)
            beside, end = after > end, after
    per = None
    if unit is None:
        number_end = end
        unit, end, per = _measure(text, end, table)
        if modifier is None and table.inside_measure.search(text[number_end:end]):
            modifier = "more_than"  # 三个多月
    elif unit != "percent":
        said = MONEY_AGAIN.match(text, end)
        end = said.end() if said else end
    modifier, end = _modifier_after(text, end, modifier, table) if unit else (modifier, end)
    found = modifier_before(text, start, floor, table)
    if found and (found[0] != "exact" or modifier is None):
        modifier = modifier if modifier and found[0] == "about" else found[0]
        modifier = "exact" if beside else modifier
        start = found[1] if found[0] != "exact" else start
        rules.append(f"modifier:{found[0]}")
    if modifier in OR_EQUAL and (equal := table.or_equal.match(text, end)):
        modifier, end = OR_EQUAL[modifier], equal.end()
    counted, noun_unit = counted_phrase(text, numeral, start, end, unit, table, floor)
    known, implied = True, False
    if unit is None or (unit in GENERIC and noun_unit):
        implied = unit is None and noun_unit is not None and not table.spaced
        unit = noun_unit or unit
    if unit is not None and unit not in table.units and unit not in currencies():
        known = False
    if unit is None and counted and counted.strip() and not noun_unit:
        last = counted.split()[-1]
        plural_noun = table.spaced and last.endswith("s") and not last.endswith("ss")
        unit, known = (last if plural_noun or value == 1 else None), False
    if unit == "multiple" and value is not None and value >= 1000:
        unit = None  # 'used 34 million times'
    if per is None and (found_per := table.per_after.match(text, end)):
        per = table.per[re.sub(r"\s+", " ", found_per[0].strip(" ,").lower())]
    if per is None and unit and table.spaced and (noun := _per_noun(text, end, unit, table)):
        per, end = noun
    if per is None and unit and table.per_later and (later := table.per_later.match(text, end)):
        per = table.per[re.sub(r"\s+", " ", later["per"].lower())]
    if per is None and (before := table.per_before.search(text[max(floor, start - 50) : start])):
        per = next((span for word, span in table.per.items() if before[0].lower().startswith(word)), None)
    if numeral.form == "vague":
        modifier = "several"
    if numeral.form == "range":
        modifier = modifier or "exact"
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


OR_EQUAL = {"more_than": "at_least", "less_than": "at_most"}
MONEY_AGAIN = re.compile(r" ?(?:dollars?\b|yuan\b|pounds?\b|euros?\b|US\b|U\.S\.)")
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


THAN_NUMBER = re.compile(r"(?: than)? \d")


def _modifier_after(text: str, end: int, modifier: str | None, table: Neighbours) -> tuple[str | None, int]:
    if text[end : end + 1] == "+" and not text[end + 1 : end + 2].isdigit():
        return "more_than", end + 1
    for name, pattern in table.after:
        if found := pattern.match(text, end):
            if THAN_NUMBER.match(text, found.end()):
                continue  # 'above 1000 and below 1500', '200 or greater than 190'
            if (
                name == "more_than"
                and found[0].strip() in ("多", "余", "plus", "odd")
                and re.match(r"[于数年样少元名]?数|于", text[found.end() :])
            ):
                continue
            return name, found.end()
    return modifier, end


def modifier_before(text: str, start: int, floor: int, table: Neighbours) -> tuple[str, int] | None:
    window = text[max(floor, start - 36) : start]
    window = re.sub(r"\b(?:an?|the)\s$", lambda m: " " * len(m[0]), window) if table.spaced else window
    best: tuple[str, int, int] | None = None
    last = window.rstrip()[-2:].lower()
    for name, pattern in table.before.get(last) or table.before.get(last[-1:]) or []:
        if (found := pattern.search(window)) and (best is None or len(found[0]) > best[2]):
            best = (name, start - len(found[0]), len(found[0]))
    if best is None:
        return None
    if best[0] == "exact":  # a word of emphasis: 'only slightly more than', 共超过
        beyond = modifier_before(text, best[1], floor, table)
        return beyond if beyond and beyond[0] != "exact" else ("exact", start)
    if best[0] == "at_least" and text[best[1] : start].strip() == "上" and not re.match(r"[百千万亿]", text[start:]):
        return None
    return best[0], best[1]


# Measures that may be set without a space before their word: 5km, 30kg.
TIGHT = ("kg", "km", "gram", "percentage_point", "percent", "hour", "multiple")


def _measure(text: str, end: int, table: Neighbours) -> tuple[str | None, int, str | None]:
    """The measure behind a number => (unit, end, the span of time it is per)."""
    word, sign = table.measures.word_at(text, end), table.measures.sign_at(text, end)
    if sign and (word is None or sign[1] > word[1]) and (text[end - 1].isdigit() or text[end] in " -"):
        return sign[0], sign[1], None
    if word is None:
        return None, end, None
    unit, stop = word
    if table.spaced and text[end] not in " -%\n" and unit not in TIGHT:
        return None, end, None
    if unit == "percent" and (point := re.match(r"[ -]points?\b", text[stop:])):
        return "percentage_point", stop + point.end(), None
    per = re.match(r"/([a-z]+)|每([日天月年])", text[stop : stop + 12])
    return unit, stop, {"day": "day", "日": "day", "天": "day"}.get((per[1] or per[2]) if per else "")


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


OF_WHOLE = re.compile(r" of (?:the|its|a total of|an estimated|those) ")
LIST_GAP = re.compile(r",? and |, ?|、|和|及|以及|,以及| or ")


def _share_units(text: str, quantities: list[Quantity]) -> list[Quantity]:
    """'2.3, 3.6 and 3.4 times': the members of a list take the unit that only the last one prints."""
    shared = list(quantities)
    for i in range(len(shared) - 2, -1, -1):
        item, after = shared[i], shared[i + 1]
        gap = text[item.end : after.start]
        if item.unit is None and is_measured(after.unit) and after.unit != "percent" and OF_WHOLE.fullmatch(gap):
            shared[i] = replace(item, unit=after.unit, known_unit=after.known_unit)
        if item.value is not None and item.value >= 10000:
            continue  # '25.446 million, 113.3 percent of ...' is no list of percentages
        if (
            (item.unit is None or not item.known_unit)
            and after.unit in ("percent", "multiple", "percentage_point", "USD", "CNY")
            and LIST_GAP.fullmatch(gap)
        ):
            shared[i] = replace(item, unit=after.unit, counted=after.counted, known_unit=after.known_unit)
    return shared
