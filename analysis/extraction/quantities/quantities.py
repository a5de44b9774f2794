"""Sentences -> quantities: number, modifier, bounds, unit, what is counted."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal

from ...language.lexicon import alternatives, blanked, lexicon, word_list
from ...language.neighbours import Neighbours, neighbours
from ...language.number_words import Numeral, step_of
from ...language.numbers import find_numerals
from ...language.patterns import later
from ...language.units import is_measured
from ...records import replace
from .beside_names import named
from .exclusions import enumerates, masked, no_figure, whole_token
from .lent_units import of_these, of_what, share_units
from .measures_beside import in_two_measures, with_small_money
from .quantity import COUNTABLE, Leftover, Quantity
from .quantity_making import make_quantity, stopped
from .ranges import join_ranges
from .references import references

Masks = Sequence[tuple[int, int, str]]


def read_quantities(
    text: str,
    lang: str,
    masks: Masks = (),
    mark: str = ".",
    home: Mapping[str, str] | None = None,
    *,
    megatonnes: bool = False,
) -> tuple[list[Quantity], list[Leftover]]:
    """Read a folded sentence => its quantities and the number signs that are none, with reasons.

    `masks` are spans already read as something else: (start, end, reason); `home` has the currencies that a bare 元 and a bare $
    mean, by those that they usually mean: {"USD": "AUD"}; `megatonnes`: MT is a million tonnes.
    """
    table = neighbours(lang)
    masks = [*masks, *references(text)]
    numerals, leftovers = _figures(text, find_numerals(text, lang, mark), masks, table)
    numerals = _once(text, _without_gapped(text, numerals, leftovers))
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
        made = make_quantity(seen, undated[: numeral.start], numeral, table, floor, timed)
        made = _at_home(text, with_small_money(text, _by_thousands(text, made)), home or {})
        made = _in_megatonnes(text, made) if megatonnes else made
        whole = in_two_measures(text, quantities[-1], made) if quantities else None
        quantities[-1 if whole else len(quantities) :] = [whole or made]
    quantities = share_units(
        text, of_what(text, quantities), table
    )  # 上升9.2、7.2个百分点: before a count with decimals is given up
    lost = [q.numeral for q in quantities if _lost_its_scale(text, q)]
    leftovers += [Leftover(numeral.start, numeral.end, "garbled") for numeral in lost]
    quantities = of_these(text, [q for q in quantities if q.numeral not in lost], table)
    return quantities, sorted(leftovers, key=lambda item: item.start)


def _figures(text: str, found: list[Numeral], masks: Masks, table: Neighbours) -> tuple[list[Numeral], list[Leftover]]:
    """The number signs that may be figures, and those that are none, with reasons."""
    numerals: list[Numeral] = []
    leftovers: list[Leftover] = []
    for numeral in found:
        if leftovers and numeral.start < leftovers[-1].end:
            continue  # the second number of five-in-one
        reason = masked(numeral, masks) or numeral.reason or no_figure(text, numeral, table)
        reason = "list mark" if reason == "ordinal" and enumerates(text, numeral, table) else reason
        if reason:
            start, end = whole_token(text, numeral, reason)
            leftovers.append(Leftover(max(start, numerals[-1].end if numerals else 0), end, reason))
        else:
            numerals.append(numeral)
    return numerals, leftovers


GAPPED = later(
    r"(?<![\d,.])(?<!\d )(?<!\d, )[1-9]\d{0,2}(?:, \d{3})+(?:,\d{3})*(?:\.\d{1,2})?(?!\d|\.\d|%|,? ?\d|,? (?:and|or) \d| in (?:19|20)\d\d)"
)


def _without_gapped(text: str, numerals: list[Numeral], leftovers: list[Leftover]) -> list[Numeral]:
    """Without '6, 340 applications', which is left over: which of two numbers it is cannot be told."""
    for m in GAPPED.finditer(text) if numerals else ():
        inside = [n for n in numerals if m.start() <= n.start and n.end <= m.end()]
        if any(left.reason == "date" and left.start <= m.start() < left.end for left in leftovers):
            continue  # 'from May 1 to 5, 766,000 people came'
        parts = [n for n in inside if text[n.start : n.end].replace(",", "").replace(".", "", 1).isdigit()]
        lettered = text[m.start() - 1 : m.start()].isupper()  # K35, 298
        if len(parts) > 1 or (parts and (lettered or "," in text[parts[0].start : parts[0].end])):
            numerals = [n for n in numerals if n not in parts]
            leftovers.append(Leftover(m.start(), m.end(), "garbled"))
    return numerals


AGAIN = later(r" (?:more|other|others|further|additional|new) ?\(0*$")


def _once(text: str, numerals: list[Numeral]) -> list[Numeral]:
    """'Two more (02) persons': a number in words and again in digits is one."""
    out: list[Numeral] = []
    for numeral in numerals:
        last = out[-1] if out else None
        same = last is not None and last.form == "words" and last.value == numeral.value and numeral.value is not None
        if (
            last
            and same
            and AGAIN.search(text[last.end : numeral.start])
            and text[numeral.end : numeral.end + 1] == ")"
        ):
            out[-1] = replace(last, end=numeral.end + 1)
        else:
            out.append(numeral)
    return out


THOUSANDS = later(r"\d{1,3}(?:\.\d{3})*\.\d\d0")


def _by_thousands(text: str, quantity: Quantity) -> Quantity:
    """'More than 50.000 individuals', '23.600 vehicles': nobody counts to a thousandth, nor ends in a nought behind a point, which parts
    thousands here, as on the continent."""
    numeral = quantity.numeral
    counted = quantity.counted is not None and not is_measured(quantity.unit)
    if not counted or quantity.value is None or THOUSANDS.fullmatch(text, numeral.start, numeral.end) is None:
        return quantity
    value = Decimal(text[numeral.start : numeral.end].replace(".", ""))
    return replace(quantity, value=value, step=step_of(value))


AROUND = "|".join(
    alternatives(row["after"]["zh"]) for row in lexicon("modifiers").values() if row.get("after", {}).get("zh")
)
MONEY_ALONE = later(rf"[ 多余几]*(?:{alternatives(lexicon('measures')['home']['words']['zh'])})[ 多余几]*(?:{AROUND})?")
RUPEES = later(r"(?<![A-Za-z])Rs\.? ?$")
SIGNED_DOLLAR = later(r"\b(?:C|A|AU|NZ|S|HK|NT|CA)\$ ?\d")
LETTERED = later(r"(?<![A-Za-z])[A-Z]$")
BARE_YEN = later(r"(?<![A-Za-z])¥ ?$")
BARE_DOLLAR = later(r"(?<![A-Za-z.])\$ ?$")


MT = "MT"  # what a text may print million tonnes as


def _in_megatonnes(text: str, quantity: Quantity) -> Quantity:
    """'634.66 MT', where a text prints million tonnes so."""
    if quantity.unit != "tonne" or text[quantity.numeral.end : quantity.end].strip() != MT:
        return quantity
    value, low, high = (part and part.scaleb(6) for part in (quantity.value, quantity.low, quantity.high))
    return replace(quantity, value=value, low=low, high=high, step=quantity.step.scaleb(6))


def _at_home(text: str, quantity: Quantity, home: Mapping[str, str]) -> Quantity:
    """A bare 元 or $ in the currency of the agency's place: '$4.4 billion' of the Australian Border Force."""
    currency = home.get(quantity.unit or "")
    if currency and (quantity.unit or "").islower():  # '2.8 million pesos' of the Philippines
        return replace(quantity, unit=currency, known_unit=True)
    if currency and quantity.start < quantity.numeral.start and LETTERED.search(text, 0, quantity.numeral.start):
        return replace(quantity, unit=currency, known_unit=True)  # P3.2 million of Botswana
    if quantity.unit == "USD" and SIGNED_DOLLAR.search(text):
        return quantity  # 'C$8.3 billion ($6.3 billion)': the bare one is another's
    return replace(quantity, unit=currency) if currency and _is_bare(text, quantity) else quantity


def _is_bare(text: str, quantity: Quantity) -> bool:
    """Is an amount told by 元 or $ alone, with no country's name?"""
    numeral = quantity.numeral
    if quantity.unit == "USD":
        return BARE_DOLLAR.search(text[: numeral.start]) is not None
    if BARE_YEN.search(text[: numeral.start]):
        return True
    if quantity.unit == "INR":
        behind = RUPEES_BEHIND.fullmatch(text, numeral.end, quantity.end) is not None  # '59.8 billion rupees'
        return behind or RUPEES.search(text[: numeral.start]) is not None
    return quantity.start >= numeral.start - 3 and MONEY_ALONE.fullmatch(text, numeral.end, quantity.end) is not None


RUPEES_BEHIND = later(r" ?(?:rupees?|Rs\.?)", re.IGNORECASE)
AVERAGED = later(rf"{alternatives(list(word_list('averages')))}", re.IGNORECASE)  # 平均出动人员223.9人次
PER_BASE = later(r"(?:[^,;.]|\.\d){0,80}? (?:per|for every|in every|for each|out of every) ")
EACH_BASE = later(r"每(?:[\d.]*[十百千万亿]|\d[\d,]{2,})[^，。;；]{0,16}$")


def _of_base(text: str, quantity: Quantity) -> bool:
    """'4.26 incidents per 1,000 households', 每10万人3.5例: a count on a base may have decimals."""
    return bool(PER_BASE.match(text, quantity.numeral.end) or EACH_BASE.search(text[: quantity.start]))


def _lost_its_scale(text: str, quantity: Quantity) -> bool:
    """'78.545 trips': a count with decimals, the 'million' of which is lost."""
    return (
        quantity.unit in COUNTABLE
        and quantity.value is not None
        and quantity.per is None
        and bool(quantity.value % 1)
        and not _of_base(text, quantity)
        and not AVERAGED.search(text)
    )


BESIDE = 16  # characters: 'a year earlier' in '7 percent a year earlier'


def _cut(text: str, numeral: Numeral, masks: Sequence[tuple[int, int, str]]) -> str:
    """The text with the time right behind a number blanked: '700 a year earlier' is no rate and counts no years."""
    for start, end, reason in masks:
        if reason == "date" and numeral.end <= start <= numeral.end + BESIDE:
            return stopped(text, start, end)
    return text
