"""Two numbers that are the ends of one range: '20-30 people', 'between 300 and 400', 300至400."""

from __future__ import annotations

import re
from decimal import Decimal

from ...language.lexicon import alternatives, word_list
from ...language.neighbours import Neighbours
from ...language.number_words import Numeral, normal, read_digits, tables
from ...language.patterns import later
from ...records import replace

TENTHS, TEN = word_list("tenths", "zh"), Decimal(10)
WITHIN = later(r"[^\d,，。;；]{0,4}之?间")
PERCENT = later(r" ?(?:%|per ?cent)")
UNIT = later(rf"^{PERCENT.pattern}|(?<=[ -])(?:US ?|HK|A|C)?[$£€¥]$")
FROM = later(r"\b(?:from|between)\s(?:\w+ )?[$£€]?$", re.IGNORECASE)
FROM_ZH, TO_ZH = later("[由从]$"), later("(?:增|升|降|减|增加|上升|下降|减少|增长|提高|扩大)(?:至|到|为)了?")
TO = later(r" to (?:(?:US ?|HK|A|C)?[$£€¥])?(?:about |nearly |over |more than |around )?")
APART = later(r"(?:, |\s[-–—]+\s?)from\s[$£€]?$", re.IGNORECASE)
GAPPED_MOVE = later(
    rf"\b(?:{alternatives(list(word_list('moves_from')))}) from [^;]{{1,50}}? to [^;]{{1,50}}?\b(?:and|while|,) (?:[^;\d]{{1,50}} )?from\s[$£€]?$",
    re.IGNORECASE,
)
LENGTHENED = later(r"\bfrom (?:the )?\d[\w,.]*(?: [a-z]+)?,? (?:and|or) $", re.IGNORECASE)
RANGING = later(r"\b(?:rang\w+|runs?|vary|varies|varied) (?:\w+ )?from\s[$£€]?$", re.IGNORECASE)
AND = word_list("and_between_two", "zh")
# What a range's second end can stand behind: one of the joints below, with a currency's sign.
JOINED = later(rf"(?:[-—~至到] ?| to | through | and | or |{alternatives(list(AND))})(?:(?:US ?|HK|A|C)?[$£€¥])?$")
RANGE = later(r" ?(?:-|—|~|至|到) ?| to | through ")


def join_ranges(text: str, numerals: list[Numeral], table: Neighbours) -> list[Numeral]:
    """Join the two ends of '20-30 people', 'between 300 and 400', 300至400 into one number with bounds."""
    joined: list[Numeral] = []
    for numeral in numerals:
        whole = _one_range(text, joined[-1], numeral, table) if joined else None
        if whole:
            joined[-1] = whole
        else:
            if joined and (scaled := _of_the_same_scale(text, joined[-1], numeral, table)):
                joined[-1] = scaled
            joined.append(numeral)
    return joined


def _of_the_same_scale(text: str, last: Numeral, numeral: Numeral, table: Neighbours) -> Numeral | None:
    """'Rose from 6.8 to 8.3 million': the first of a pair, in millions too where that is of the second one's size."""
    led, link = (FROM, TO) if table.spaced else (FROM_ZH, TO_ZH)
    if not link.fullmatch(text, last.end, numeral.start) or not led.search(text[max(0, last.start - 16) : last.start]):
        return None
    if last.value is None or numeral.value is None or last.form == "range" or last.value >= 1000:
        return None
    scale = _scale_of(text, numeral, table) if _scale_of(text, last, table) is None else None
    if scale is None or not numeral.value / 10 < last.value * scale < numeral.value * 10:
        return None
    step = last.step * scale if last.step is not None else None
    return replace(last, value=last.value * scale, step=step)


def _one_range(text: str, last: Numeral, numeral: Numeral, table: Neighbours) -> Numeral | None:
    """Two numbers as the ends of one range; None where they are two figures."""
    if not JOINED.search(text, last.end, numeral.start):
        return None
    parts = [n.form in ("percent", "fraction") for n in (last, numeral)]  # 'by a third to 9,000' is no range
    if last.value is None or numeral.value is None or last.form == "range":
        return None
    low, high = last.value, numeral.value
    begins = None if table.spaced else _first_tenths(text, last, numeral, low, parts)
    if begins is not None and begins < high and RANGE.fullmatch(text, last.end, numeral.start):
        return Numeral(last.start, numeral.end, None, numeral.step, begins, high, None, "percent")
    if len(set(parts)) == 2:
        return None
    between = UNIT.sub("", text[_behind_measure(text, last, numeral, table) : numeral.start])
    if between in AND and low < high and WITHIN.match(text, numeral.end):
        return _from_to(last.start, numeral, low)  # 10000与20000之间
    lent = _lent_scale(text, last, numeral, table)
    measured = between != text[last.end : numeral.start]
    mixed = bool(PERCENT.match(text, last.end)) != bool(PERCENT.match(text, numeral.end))
    if "to" in between and LENGTHENED.search(text, max(0, last.start - 60), last.start):
        return None  # 'extending the stay from 72 hours and 144 hours to 240 hours'
    if "to" in between and GAPPED_MOVE.search(text, max(0, last.start - 120), last.start):
        return None  # 'sales rose from 15.6 to 15.8 million and turnover from 1.2 to 1.4 billion'
    if (mixed and measured) or (lent is None and _led_to(text, last, numeral, between, table)):
        return None  # 'increased by $43.6 billion to $419.2 billion': a change and a level
    if between == " or " and high - low == 1 and table.spaced and 1 < high <= 12:
        return _from_to(last.start, numeral, low)  # three or four years
    whole = _between(text, last, numeral, between, lent, table)
    percents = whole is not None and last.form == numeral.form == "percent"
    return replace(whole, form="percent") if whole and percents else whole  # 百分之4至百分之8


def _first_tenths(text: str, last: Numeral, numeral: Numeral, low: Decimal, parts: list[bool]) -> Decimal | None:
    """2~8成, 两成至八成: the first end in percent; None where the second is told in no tenths."""
    if not text[numeral.start : numeral.end].endswith(TENTHS):
        return None
    if parts == [False, True] and low < TEN:
        return low * TEN
    return low if parts == [True, True] and text[last.start : last.end].endswith(TENTHS) else None


def _from_to(start: int, numeral: Numeral, low: Decimal) -> Numeral:
    """The range that ends in a number."""
    return Numeral(start, numeral.end, None, numeral.step, low, numeral.value, None, "range")


def _lent_scale(text: str, last: Numeral, numeral: Numeral, table: Neighbours) -> Decimal | None:
    """The scale that the second number lends to the first: 'from 15 to 20 thousand'; None where it lends none."""
    assert last.value is not None
    assert numeral.value is not None
    scale = _scale_of(text, numeral, table) if _scale_of(text, last, table) is None else None
    lent = scale is not None and last.value < 1000 <= numeral.value and last.value * scale < numeral.value
    return scale if lent else None


def _ranging(text: str, last: Numeral) -> bool:
    """'ranging from': two ends of a range for sure."""
    return RANGING.search(text[max(0, last.start - 30) : last.start]) is not None


def _led_to(text: str, last: Numeral, numeral: Numeral, between: str, table: Neighbours) -> bool:
    """'rose 5,000 to 9,000': the first number is a change or what was before, the second the level it led to."""
    assert last.value is not None
    alone = PERCENT.match(text, numeral.end) and between == text[last.end : numeral.start] and last.value < 100
    if "to" in between and TOLD_TWICE.search(text, max(0, last.start - 24), last.start):
        return True  # 'an increase of 18 percent or $6.6 million to $43.4 million'
    if "to" in between and not alone and table.noun_of.search(text[max(0, last.start - 90) : last.start]):
        return True  # but 'increases of 20 to 50%' have one sign for both ends
    if _ranging(text, last):
        return False
    own = between != text[last.end : numeral.start] or last.value >= 1000 or last.form == "words"
    if "to" in between and (own or table.measures.money_before(text, last.start)) and _moved(text, last, table):
        return True
    return ("to" in between or not table.spaced) and _amount_of_change(text, last, numeral, table)


def _moved(text: str, last: Numeral, table: Neighbours) -> bool:
    """Does a verb of change stand before a number?"""
    return table.moved.search(text[max(0, last.start - 34) : last.start]) is not None


def _between(
    text: str, last: Numeral, numeral: Numeral, between: str, lent: Decimal | None, table: Neighbours
) -> Numeral | None:
    """'between 300 and 400', '3-5 million': what stands between and before two numbers makes them one range."""
    assert last.value is not None
    assert numeral.value is not None
    from_to = FROM.search(text[max(0, last.start - 16) : last.start])
    word = from_to[0].lower() if from_to else ""
    paired = between == " and " and word.startswith("between")
    from_one = word.startswith("from") and "to" in between
    plain = RANGE.fullmatch(between) is not None and (_ranging(text, last) or not from_one)
    if lent and from_to and between == " to " and not plain:
        apart = APART.search(text, 0, last.start) and table.verb.search(
            text, 0, last.start
        )  # 'rose, from 3 to 5 million'
        plain = not (_moved(text, last, table) or apart)  # 'from 15 to 20 thousand doses'
    low = last.value * lent if lent and (plain or paired) else last.value
    if not (paired or plain) or low >= numeral.value:
        return None
    start = last.start - len(from_to[0]) + len(re.split(r"\w", from_to[0])[0]) if paired and from_to else last.start
    return _from_to(start, numeral, low)


def _behind_measure(text: str, last: Numeral, numeral: Numeral, table: Neighbours) -> int:
    """The end of the first number, or of the measure behind it where the second number has the same: 2万元至8万元."""
    at = table.measures
    own = at.word_at(text, last.end) or at.sign_at(text, last.end)
    from_here = not table.spaced and text[max(0, last.start - 1) : last.start] in ("从", "由")
    if own is None or own[0] == "percent" or from_here:
        return last.end
    other = at.word_at(text, numeral.end) or at.sign_at(text, numeral.end)
    return own[1] if other and own[0] == other[0] else last.end


TOLD_TWICE = later(r"(?:%|per ?cent),? ?(?:or|\() ?(?:US|HK|A|C)?[$£€¥]?$", re.IGNORECASE)
BY_BARE = later(r"\bby (?:about |some |over |nearly )?$", re.IGNORECASE)
BY_MONEY = later(r"\bby (?:an? )?(?:\w+ )?(?:US|HK|A|C)?[$£€¥]?$", re.IGNORECASE)


def _amount_of_change(text: str, last: Numeral, numeral: Numeral, table: Neighbours) -> bool:
    """'Fell by $31 million to $7.94 billion', 'decreased 700 to 736,600': far apart, a change and the level it led to."""
    assert last.value is not None
    assert numeral.value is not None
    before = text[max(0, last.start - 16) : last.start]
    if BY_BARE.search(before) and numeral.value > 2 * last.value > 0 and not PERCENT.match(text, numeral.end):
        return True  # 'declined by 63 to 241'
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
