"""Two numbers that are the ends of one range: '20-30 people', 'between 300 and 400', 300至400."""

from __future__ import annotations

import re
from decimal import Decimal

from ..language.neighbours import Neighbours
from ..language.number_words import Numeral, normal, read_digits, tables
from ..language.patterns import later

WITHIN = later(r"[^\d,，。;；]{0,4}之?间")
PERCENT = later(r" ?(?:%|per ?cent)")
UNIT = later(rf"^{PERCENT.pattern}|(?<=[ -])(?:US ?|HK|A|C)?[$£€¥]$")
FROM = later(r"\b(?:from|between)\s(?:\w+ )?[$£€]?$", re.IGNORECASE)
RANGING = later(r"\b(?:rang\w+|runs?|vary|varies|varied) (?:\w+ )?from\s[$£€]?$", re.IGNORECASE)
RANGE = later(r" ?(?:-|—|~|至|到) ?| to | through ")


def join_ranges(text: str, numerals: list[Numeral], table: Neighbours) -> list[Numeral]:
    """Join the two ends of '20-30 people', 'between 300 and 400', 300至400 into one number with bounds."""
    joined: list[Numeral] = []
    for numeral in numerals:
        last = joined[-1] if joined else None
        parts = [n.form in ("percent", "fraction") for n in (last, numeral) if n]  # 'by a third to 9,000' is no range
        if (
            last
            and last.value is not None
            and numeral.value is not None
            and last.form != "range"
            and len(set(parts)) < 2
        ):
            between = UNIT.sub("", text[_behind_measure(text, last, numeral, table) : numeral.start])
            before = text[max(0, last.start - 16) : last.start]
            from_to = FROM.search(before)
            ranging = RANGING.search(text[max(0, last.start - 30) : last.start])
            paired = between == " and " and from_to and from_to[0].lower().startswith("between")
            plain = RANGE.fullmatch(between) and (
                ranging or not (from_to and from_to[0].lower().startswith("from") and "to" in between)
            )
            low, high = last.value, numeral.value
            own = between != text[last.end : numeral.start] or last.value >= 1000 or last.form == "words"
            scale = _scale_of(text, numeral, table) if _scale_of(text, last, table) is None else None
            lent = scale is not None and low < 1000 <= high and low * scale < high
            moved = bool(
                "to" in between
                and not ranging
                and not lent
                and (own or table.measures.money_before(text, last.start))
                and table.moved.search(text[max(0, last.start - 34) : last.start])
            )
            moved = moved or bool(
                "to" in between and not lent and table.noun_of.search(text[max(0, last.start - 90) : last.start])
            )
            moved = moved or bool(
                ("to" in between or not table.spaced)
                and not ranging
                and not lent
                and _amount_of_change(text, last, numeral, table)
            )
            mixed = bool(PERCENT.match(text, last.end)) != bool(PERCENT.match(text, numeral.end))
            if between in ("和", "与", "、") and low < high and WITHIN.match(text, numeral.end):
                joined[-1] = Numeral(last.start, numeral.end, None, numeral.step, low, high, None, "range")
                continue  # 10000与20000之间
            if moved or (mixed and between != text[last.end : numeral.start]):
                joined.append(numeral)
                continue  # 'increased by $43.6 billion to $419.2 billion': a change and a level
            if between == " or " and high - low == 1 and table.spaced and 1 < high <= 12:
                joined[-1] = Numeral(last.start, numeral.end, None, numeral.step, low, high, None, "range")
                continue  # three or four years
            moving = table.moved.search(text[max(0, last.start - 34) : last.start])
            plain = plain or (lent and from_to and between == " to " and not moving)  # 'from 15 to 20 thousand doses'
            low = low * scale if lent and scale and (plain or paired) else low
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


def _behind_measure(text: str, last: Numeral, numeral: Numeral, table: Neighbours) -> int:
    """The end of the first number, or of the measure behind it where the second number has the same: 2万元至8万元."""
    at = table.measures
    own, other = (at.word_at(text, n.end) or at.sign_at(text, n.end) for n in (last, numeral))
    from_here = not table.spaced and text[max(0, last.start - 1) : last.start] in ("从", "由")
    return own[1] if own and other and own[0] == other[0] and own[0] != "percent" and not from_here else last.end


BY_MONEY = later(r"\bby (?:\w+ )?(?:US|HK|A|C)?[$£€¥]?$", re.IGNORECASE)


def _amount_of_change(text: str, last: Numeral, numeral: Numeral, table: Neighbours) -> bool:
    """'Fell by $31 million to $7.94 billion', 'decreased 700 to 736,600': far apart, a change and the level it led to."""
    assert last.value is not None
    assert numeral.value is not None
    before = text[max(0, last.start - 16) : last.start]
    return numeral.value > 5 * last.value > 0 and bool(
        BY_MONEY.search(before) or table.verb_end.search(before.rstrip())
    )


def _scale_of(text: str, numeral: Numeral, table: Neighbours) -> Decimal | None:
    """The scale word that the second end of a range lends to the first: 3-5 million, 30至50亿."""
    assert numeral.value is not None
    said = text[numeral.start : numeral.end]
    printed = DIGITS.search(said)
    if printed and (read := read_digits(printed[0])) and read[0]:
        scale = abs(numeral.value) / read[0]
        return scale if scale > 1 else None
    words = tables(table.lang)
    last = next((words.scales[w] for w in (normal(said.split(" ")[-1]), said[-1:]) if w in words.scales), None)
    return last[1] if last and last[1] >= 1000 and last[1] < abs(numeral.value) else None


DIGITS = later(r"[0-9][0-9.,]*")
