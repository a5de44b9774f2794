"""Units and nouns that one number of a sentence lends to another: lists, parts of a whole."""

from __future__ import annotations

import itertools
import re

from ...language.lexicon import alternatives, word_list
from ...language.neighbours import Neighbours
from ...language.patterns import later
from ...language.units import is_measured
from ...records import replace
from .quantity import COUNTABLE, GENERIC, Quantity


def of_these(text: str, quantities: list[Quantity], table: Neighbours) -> list[Quantity]:
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


SIGNS = ("+", "-", "−")
PERCENT = "百分之"
FROM_TO = later(r"\bfrom $", re.IGNORECASE)  # 'from 20 working days to seven'
OF_IT = later(r" of (?:whom|which|them|these|those)\b")  # '2,900 officers, 300 of whom'
OF_WHOLE = later(r" of (?:the|its|a total of|an estimated|those) ")
PART_OF = later(" of ")
POINT_WORD = "个"
POINTS_GAP = later(rf"(?:和|、|及|以及|，|,)(?:{alternatives(list(word_list('points_between', 'zh')))})?")
OF_WHAT = later(r" of [a-z][a-z-]*(?: [a-z-]+){0,2}(?:,| and|, and) ")
COLON = later(r"(?: of [a-z][a-z-]*(?: [a-z-]+){0,3})?: ")  # '442,418 hectares: 264,951 of woodland'
OF_NEXT = later(r" of (?!(?:them|those|these|whom|which|the|its|their)\b)[a-z]")
LIST_GAP = later(r",? and |, ?|、|和|及|以及|，以及| or ")


def of_what(text: str, quantities: list[Quantity]) -> list[Quantity]:
    """'9,100 tonnes of mackerel, 4,400 of herring and 2,050 of prawns': the measure is said with the first of a row."""
    row = list(quantities)
    for i, item in enumerate(quantities[1:], 1):
        last = row[i - 1]
        told = is_measured(last.unit) and not last.percent and last.per is None and last.value is not None
        bare = item.unit is None or not item.known_unit
        gap = text[last.end : item.start]
        listed = COLON.fullmatch(gap) is not None
        bare = bare or (item.unit is not None and not is_measured(item.unit) and listed)
        if told and bare and (listed or OF_WHAT.fullmatch(gap)) and OF_NEXT.match(text, item.end):
            row[i] = replace(item, unit=last.unit, known_unit=True, implied=False)
    return row


def share_units(text: str, quantities: list[Quantity], table: Neighbours) -> list[Quantity]:
    """'2.3, 3.6 and 3.4 times': the members of a list take the unit that only the last one prints."""
    shared = _points_of_percentages(text, quantities, table)
    if not table.spaced:
        shared = _percentages_in_row(text, _points_in_row(text, shared))
    for i in range(len(shared) - 2, -1, -1):
        shared[i] = _lent(text, shared[i - 1] if i else None, shared[i], shared[i + 1])
    return shared


def _points_of_percentages(text: str, quantities: list[Quantity], table: Neighbours) -> list[Quantity]:
    """'11.8 percent of the total, up 2.3 points', 'by 0.1 points to 5.3%': points beside a percentage are of it."""
    shared = list(quantities)
    for i, (last, item) in enumerate(itertools.pairwise(quantities), 1):
        if item.unit == "point" and last.unit == "percent" and table.verb.search(text, last.end, item.start):
            shared[i] = replace(item, unit="percentage_point", known_unit=True)
        if last.unit == "point" and item.unit == "percent" and text[last.end : item.start] == " to ":
            shared[i - 1] = replace(last, unit="percentage_point", known_unit=True)
    return shared


def _points_in_row(text: str, quantities: list[Quantity]) -> list[Quantity]:
    """上升8.7个和5.1个百分点: the measure is said whole with the last."""
    shared = list(quantities)
    for i in range(len(shared) - 2, -1, -1):
        item, after = shared[i], shared[i + 1]
        general = item.unit in GENERIC and text.endswith(POINT_WORD, item.start, item.end)
        if general and after.unit == "percentage_point" and POINTS_GAP.fullmatch(text[item.end : after.start]):
            shared[i] = replace(item, unit="percentage_point", known_unit=True)
    return shared


def _percentages_in_row(text: str, quantities: list[Quantity]) -> list[Quantity]:
    """百分之四十一、二十四点一及十三点五: 百分之 is said with the first."""
    shared, row = list(quantities), False
    for i, (last, item) in enumerate(itertools.pairwise(quantities), 1):
        opens = last.unit == "percent" and text.startswith(PERCENT, last.start)
        row = (row or opens) and item.unit is None and LIST_GAP.fullmatch(text[last.end : item.start]) is not None
        if row:
            shared[i] = replace(item, unit="percent", known_unit=True)
    return shared


def _lent(text: str, before: Quantity | None, item: Quantity, after: Quantity) -> Quantity:
    """A number that has no unit of its own with that of the one after it: '72 or 144 hours', 12万、13万人次."""
    gap = text[item.end : after.start]
    if after.percent and _no_percentage(text, before, item, after):
        return item
    if item.unit is None and is_measured(after.unit) and not after.percent and OF_WHOLE.fullmatch(gap):
        return replace(item, unit=after.unit, known_unit=after.known_unit)
    bare = item.unit is None or item.implied or not item.known_unit  # 12万、13万人次: no measure of its own
    if bare and after.known_unit and not after.implied and after.unit in COUNTABLE and LIST_GAP.fullmatch(gap):
        return replace(item, unit=after.unit, counted=after.counted, known_unit=True, implied=False)
    if not is_measured(after.unit) or _of_another_size(text, item, after):
        return item
    # 服判率和维持率分别上升9.2、7.2个百分点
    decimal = bare and item.numeral.form == "digits" and item.value is not None and bool(item.value % 1)
    spans = after.unit in ("day", "week", "month", "year", "hour", "minute")
    listed = gap == " or " or (not spans and LIST_GAP.fullmatch(gap))
    if not listed or (item.unit is not None and not decimal):
        return item
    counted = item.counted if gap == " or " else after.counted
    return replace(item, unit=after.unit, counted=counted, known_unit=after.known_unit)


def _no_percentage(text: str, before: Quantity | None, item: Quantity, after: Quantity) -> bool:
    """'54 of 91, 59%', '802 or 68 percent': is the number before a percentage a count of its own?"""
    if text[item.end : after.start] == " or " and (item.value or 0) > (after.value or 0):
        return True
    if before is None:
        return False
    led = text[before.end : item.start]
    if PART_OF.fullmatch(led):
        return True  # the whole of a part, though a percentage follows
    # 'robberies fell 6 percent to 115 and frauds 10 percent to 17'
    return before.percent and led == " to " and text.startswith(" to ", after.end)


def _of_another_size(text: str, item: Quantity, after: Quantity) -> bool:
    """'25.446 million, 113.3 percent of ...', 'France: 7087, -35.7%', '450, three times the figure of January'."""
    value = item.value or 0
    signed = text[after.start : after.start + 1] in SIGNS and text[item.start : item.start + 1] not in SIGNS
    if value >= 10000 or (signed and item.value is not None):
        return True
    if after.percent and (after.numeral.form == "fraction" or value >= 1000):
        return True  # 'fell to 7,633, two-thirds below'
    return after.unit == "multiple" and value >= 20
