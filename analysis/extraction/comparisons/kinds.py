"""The kind of a figure: level, change, share, rate, rank or duration, with direction and base."""

from __future__ import annotations

import re

from ...language.lexicon import alternatives, lexicon, word_list
from ...language.patterns import later
from ...language.periods import SPANS_OF_TIME
from ...language.units import is_measured
from ...records import replace
from ..clauses.clauses import opens_with_limit
from ..clauses.cues import Cues
from ..clauses.draft import Draft, Reading
from ..quantities.quantity import Quantity
from .directions import AS_MUCH, BY, as_change, direction_before
from .relative_kinds import relative

TIMES_OF = word_list("times_of", "zh")  # 395天次: days that are counted, and no stretch


def _gap(read: Reading, i: int) -> tuple[str, str, int]:
    """The text between the quantity before and this one, and between this one and the next."""
    quantity = read.quantities[i]
    floor = read.quantities[i - 1].end if i else 0
    ceiling = read.quantities[i + 1].start if i + 1 < len(read.quantities) else len(read.text)
    return read.text[floor : quantity.start], read.text[quantity.end : ceiling], floor


CLOCKED = ("hour", "minute", "second")


def classify(read: Reading, i: int, table: Cues) -> Draft:
    """The kind of a quantity, told by the words on either side, nearest first."""
    quantity = read.quantities[i]
    left, right, floor = _gap(read, i)
    unit, value = quantity.unit, quantity.value
    draft = Draft(quantity.start, quantity.end, "level", quantity, value, unit, quantity.counted, rules=quantity.rules)
    if unit in ("percent", "percentage_point", "multiple"):
        return relative(read, draft, left, right, floor, table)
    direction = direction_before(left, table, read, floor, amount=True)
    # 'Is up 10,000 on the week': an amount without a unit.
    based = unit is None and (
        BY.search(left)
        or table.moves.search(left[-24:])
        or any(0 <= start - quantity.end <= 1 for start, *_ in read.bases)
    )
    reached = opens_with_limit(read, quantity)
    if direction and (unit is not None or quantity.per or based) and not reached and _by(left, unit, table):
        return as_change(read, replace(draft, rules=(*draft.rules, "change:amount")), direction, table)
    if way := _amount(read, quantity, left, right, table):
        return as_change(read, replace(draft, rules=(*draft.rules, "change:amount")), way, table)
    if sign := _signed(read, quantity):
        told = replace(draft, value=abs(quantity.value or 0), rules=(*draft.rules, "change:sign"))
        return as_change(read, told, sign, table)
    if unit in SPANS_OF_TIME and not _counts_spans(read, quantity, left):
        if longer := LONGER.match(right):  # '11.9 weeks longer than in 2020'
            way = "up" if longer[1] == "longer" else "down"
            return as_change(read, replace(draft, rules=(*draft.rules, "change:span")), way, table)
        record = _record(left, right)
        if record:
            return replace(draft, kind="rank", direction=record, rules=(*draft.rules, "rank:record"))
        return replace(draft, kind="duration", rules=(*draft.rules, "duration"))
    if unit in CLOCKED and (LED.search(left) or DONE_IN.match(right) or _is_short(read, quantity, left, right, table)):
        return replace(draft, kind="duration", rules=(*draft.rules, "duration"))  # 'assessed within 3 seconds'
    if quantity.per:
        rate = f"{unit}/{quantity.per}" if unit else None  # 'averaging 1.87 million a day': the noun was said before
        return replace(draft, kind="rate", unit=rate, rules=(*draft.rules, "rate"))
    return replace(draft, rules=(*draft.rules, "level"))


def _counts_spans(read: Reading, quantity: Quantity, left: str) -> bool:
    """'6,333 days lost', 5年次: are spans of time counted, so that they are no length?"""
    many = quantity.value is not None and quantity.value >= MANY
    lost = many and (COUNTED.match(read.text, quantity.end) or LOST.search(left))
    return bool(lost) or read.text[quantity.start : quantity.end + 1].endswith(TIMES_OF)


MANY = 100
COUNTED = later(rf"(?: [a-z]+){{0,3}}? (?:{alternatives(list(word_list('spans_counted', 'en')))})(?!\w)")
LOST = later(rf"(?:{alternatives(list(word_list('spans_counted', 'zh')))})(?:了|约|近|超过?)*$")  # 损失8,720个工作日
CHANGES_BY = later(rf"(?:{alternatives(list(word_list('changes_by', 'zh')))})$")  # 增加120人, 缩短了48天
SUMMED = later(rf"(?:{alternatives(list(word_list('sums_of_hours', 'zh')))})[^,，。;；]{{0,4}}$")
VISA = later(
    rf" (?:[\w-]+ ){{0,2}}?(?:visa|transit)|(?:[、和及与或]\d+小时)?(?:{alternatives(list(word_list('terms_of_rules', 'zh')))})"
)
LED = later(
    rf"(?<![a-z])(?:{alternatives([w for lang in ('en', 'zh') for w in word_list('led_to_a_span', lang)])})(?: (?:only|just|about))? ?$"
)
DONE_IN = later(rf"(?:{alternatives(list(word_list('done_in_a_span', 'zh')))})")  # 不到20分钟就可办完
MORE_DONE = later(
    r"(?:[比较][^,，。;；]{1,16}|同比|环比)(?P<way>多|少)(?![个数次名种])(?!于)[\u4e00-\u9fff]{1,3}了?$"
)  # 比去年同期多蓄水0.50亿立方米
LONGER = later(rf" ({alternatives(list(word_list('spans_compared')))})(?![a-z])")


def _is_short(read: Reading, quantity: Quantity, left: str, right: str, table: Cues) -> bool:
    """'A 48-hour operation', 'the wait was 12 minutes'; a 144-hour visa-free transit is a policy, 5.8 billion minutes are counted, and
    日照时数为119.5小时 is an amount."""
    if quantity.value is None or quantity.value >= 1000:
        return False
    if table.spaced:
        return VISA.match(right) is None
    return VISA.match(read.text, quantity.end) is None and SUMMED.search(left) is None


# An amount with a sign, alone or in a row within brackets: 'drivers (+4)', '(Tier 2, +9,912 or +13%)'.
BRACKET_BEFORE = later(r"[(（](?:[^()（）]*[ ,，])?$")


def _signed(read: Reading, quantity: Quantity) -> str | None:
    """The direction of a count that a sign in brackets makes a change; a measure ('-6 °C') may be below zero."""
    at = quantity.numeral.start
    sign = read.text[at : at + 1]
    if sign not in ("+", "-") or quantity.value is None or is_measured(quantity.unit):
        return None
    if not BRACKET_BEFORE.search(read.text[:at]):
        return None
    return "down" if sign == "-" or quantity.value < 0 else "up"


def _amount(read: Reading, quantity: Quantity, left: str, right: str, table: Cues) -> str | None:
    """The direction of '3,000 more than in 2023', 比2023年多3000起, 较去年同期多抓65名: an amount beside what it is measured against."""
    for start, *_ in read.bases:
        behind = quantity.end <= start <= quantity.end + len(right)
        if 0 <= start - quantity.end <= 1 and (way := _height(read.text[start:])):
            return way  # '19 above the 2018 tally'
        if behind and (found := table.amount_after.fullmatch(read.text, quantity.end, start)):
            return found.lastgroup
    if found := table.amount_than.fullmatch(right):  # '2,000 fewer than the 28,000 stopped in 2022'
        return found.lastgroup
    if (told := table.amount_of.match(read.text, quantity.end)) and told.lastgroup:
        return told.lastgroup.removesuffix("_of")
    alone = table.amount_alone.fullmatch(left)
    found = table.amount_before.search(read.text[: quantity.start] if alone else left)
    if found and (read.bases or (alone and read.thens)):
        return found.lastgroup
    done = None if table.spaced else MORE_DONE.search(left)
    return ("up" if done["way"] == "多" else "down") if done else None


HEIGHTS = {"up": tuple(lexicon("words")["above"]["en"]), "down": tuple(lexicon("words")["below"]["en"])}


def _height(text: str) -> str | None:
    """The direction of a height that something lies over or under: 'above the 2018 tally'."""
    return next((way for way, words in HEIGHTS.items() if text.lower().startswith(words)), None)


RECORD_AFTER = later(r"[ -](?P<word>high|low)\b", re.IGNORECASE)


RECORD_BEFORE = later(
    r"\b(?P<word>highest|lowest)\b[\w ]{0,24}\b(?:in|for)(?: almost| nearly| the last)? $", re.IGNORECASE
)


def _record(left: str, right: str) -> str | None:
    """'an eight-year high', 'the highest in 7 years': a record's direction."""
    found = RECORD_AFTER.match(right) or RECORD_BEFORE.search(left)
    return ("up" if found["word"].lower().startswith("high") else "down") if found else None


def _by(left: str, unit: str | None, table: Cues) -> bool:
    """Only 'by' makes an amount a change: 'rose by 43 billion', 'up 19 cents'; 增加120人 does too. 'Broke up 5' is none."""
    tail = AS_MUCH.sub("", left[-32:]) if table.spaced else left[-24:]
    tail = re.sub(" +$", " ", tail)
    if not table.spaced:
        return bool(CHANGES_BY.search(tail))
    if table.moves.search(tail):
        return True
    up = r"\b(?:up|down) $" if is_measured(unit) else r"\b(?:was|were|is|are|went) (?:up|down) $"
    return bool(BY.search(tail) or re.search(up, tail))
