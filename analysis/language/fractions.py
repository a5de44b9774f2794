"""What makes a number a part or a power: two-thirds, one in five, 百分之三十, 3成, 1/2, 1.3x10^6."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from decimal import Decimal

from ..records import replace
from .number_words import LARGEST, ONE, Numeral, Tables, normal, read_digits, scale_at, skip
from .patterns import later

Reader = Callable[[str, int, Tables, str], Numeral | None]
SLASH = later(r"(?P<whole> +[0-9]{1,3})? ?/ ?(?P<under>[0-9]{1,3})(?![0-9/.,]*[0-9/]|[A-Za-z])")
VULGAR = later(" ?([¼-¾⅐-⅞])")
BOTH = later(r" ?\(([0-9][0-9,.]*)\)")
SPAN = later("个?(?:分钟|小时|钟头|秒|天|日|周|星期|月|年)")
AND_HALF = later("个(?=半(?:月|小时|钟头|星期))")
POWER = later(r"(?:x10)?(?:\^(?P<power>[+-]{0,2}[0-9]{1,2}(?![0-9]))|[eE](?P<ten>[+-]?[0-9]{1,2})(?![0-9A-Za-z]))")
ONE_IN = later(r"[ -](?:in|out[ -]of|of(?=[ -]every))(?:[ -]every)?[ -]", re.IGNORECASE)
ROUND_WHOLES = frozenset(
    map(Decimal, (12, 15, 20, 25, 30, 40, 50, 60, 100, 1000, 10_000, 100_000, 1_000_000))
)  # of shares
HYPHEN = later(" ?-? ?")
OVER = later(r" over ", re.IGNORECASE)
AND_PART = later(r" and ", re.IGNORECASE)
ARTICLE = later(r"(?:an?|one) ", re.IGNORECASE)


def extend(text: str, numeral: Numeral, table: Tables, mark: str, read: Reader) -> Numeral:
    """Go on from a number to the fraction, percentage or power that it begins, if it begins one."""
    if numeral.value is None:
        return numeral
    if numeral.form == "digits" and numeral.step >= 1 and (vulgar := VULGAR.match(text, numeral.end)):  # 3½
        part = Decimal(unicodedata.numeric(vulgar[1])).quantize(Decimal("0.0001"))
        return replace(numeral, value=numeral.value + part, step=Decimal("0.1"), end=vulgar.end())
    if numeral.form == "words" and (both := BOTH.match(text, numeral.end)):  # twenty-two (22)
        told = read_digits(both[1])
        if told and told[0] == numeral.value:
            return replace(numeral, end=both.end())
    if not table.spaced and (half := AND_HALF.match(text, numeral.end)):  # 一个半月
        return replace(numeral, value=numeral.value + Decimal("0.5"), step=Decimal("0.5"), end=half.end())
    if numeral.form == "digits" and (done := _slashed(text, numeral) or _power(text, numeral)):
        return done
    if dozen := table.dozen.match(text, numeral.end):
        return replace(numeral, value=numeral.value * 12, end=dozen.end(), form="words")
    if tenth := table.tenth.match(text, numeral.end):
        return _tenths(text, numeral, tenth, table)
    if parts := table.of_parts.match(text, skip(text, numeral.end, table)):
        return _of_parts(text, numeral, parts.end(), table, mark, read) or numeral
    if joined := table.and_then.match(text, skip(text, numeral.end, table)):  # 三又二分之一
        after = read(text, skip(text, joined.end(), table), table, mark)
        rest = extend(text, after, table, mark, read) if after else None
        if rest and rest.value is not None and rest.form in ("fraction", "percent"):
            under = rest.value / 100 if rest.form == "percent" else rest.value
            return replace(numeral, value=numeral.value + under, end=rest.end, form="words")
    if not table.spaced:
        return _in_every(text, numeral, table, mark, read) or numeral
    return _and_part(text, numeral, table, mark, read) or _over(text, numeral, table, mark, read) or numeral


def _slashed(text: str, numeral: Numeral) -> Numeral | None:
    """1/2, 2 1/4."""
    assert numeral.value is not None
    found = SLASH.match(text, numeral.end)
    if (
        not found
        or numeral.step < 1
        or int(found["under"]) == 0
        or re.search(r"[0-9]/$", text[max(0, numeral.start - 2) : numeral.start])
    ):
        return None
    under = Decimal(found["under"])
    if numeral.value >= 10 and under >= 10:
        return None  # 72/144小时: two numbers
    if found["whole"] is None:
        return replace(numeral, value=numeral.value / under, end=found.end(), form="fraction")
    return replace(
        numeral, value=numeral.value + Decimal(found["whole"].strip()) / under, end=found.end(), form="words"
    )


def _power(text: str, numeral: Numeral) -> Numeral | None:
    """1.1^23, 12.32e+14, 1.3x10^6."""
    assert numeral.value is not None
    found = POWER.match(text, numeral.end)
    if not found:
        return None
    if found["ten"] or found[0].startswith("x10"):
        shift = int(found["ten"] or found["power"].replace("--", ""))
        if abs(shift) > 17:
            return None
        return replace(
            numeral, value=numeral.value.scaleb(shift), step=numeral.step.scaleb(shift), end=found.end(), form="words"
        )
    power = int(found["power"].replace("--", ""))
    if numeral.value == 0 or abs(power) * numeral.value.adjusted() > LARGEST.adjusted() or abs(power) > 60:
        return None
    return replace(numeral, value=numeral.value**power, end=found.end(), form="words")


SIDES = {"强": "more_than", "弱": "less_than"}  # 四成强, 三成弱
SINGLE = later(r"[1-9](?![\d.,万亿千百])")


def _tenths(text: str, numeral: Numeral, tenth: re.Match[str], table: Tables) -> Numeral:
    """3成 is 30 percent, 七成六 is 76; 五五折 is 55."""
    assert numeral.value is not None
    tens = 1 if numeral.value > 10 and tenth[0].strip() in table.price_parts else 10
    end = tenth.end()
    value, step = numeral.value * tens, numeral.step * tens
    if (found := table.word.match(text, skip(text, end, table))) and table.values.get(found[0], Decimal(0)) in range(
        1, 10
    ):
        value, step, end = value + table.values[found[0]], ONE, found.end()
    elif digit := SINGLE.match(text, end):  # 6成2
        value, step, end = value + int(digit[0]), ONE, digit.end()
    elif half := table.and_half.match(text, end):  # 七成半
        value, step, end = value + 5, ONE, half.end()
    hedge = numeral.hedge
    if inside := table.inside.match(text, end):
        hedge, end = "more_than", inside.end()
    elif text[end : end + 1] in SIDES:
        hedge, end = SIDES[text[end]], end + 1
    return replace(numeral, value=value, step=step, end=end, hedge=hedge, form="percent")


def _of_parts(text: str, numeral: Numeral, after: int, table: Tables, mark: str, read: Reader) -> Numeral | None:
    """百分之三十: the denominator is said first. Of 100, 1,000 or 10,000 it is a percentage, else a fraction."""
    assert numeral.value is not None
    at = skip(text, after, table)
    minus = table.minus.match(text, at)
    top = read(text, minus.end() if minus else at, table, mark)
    if minus and top and top.value is not None:
        top = replace(top, value=-top.value)
    if top is None and (whole := re.match(r" ?百", text[after : after + 2])):
        return replace(numeral, value=Decimal(100), end=after + whole.end(), form="percent")
    if top is None or top.value is None or not numeral.value:
        return None
    part = top.value / numeral.value
    if numeral.value % 100 == 0 or numeral.value in (1000, 10000):
        step = top.step / numeral.value * 100
        return replace(top, start=numeral.start, value=part * 100, step=step, form="percent")
    return replace(top, start=numeral.start, value=part, form="fraction")


def _denominator(text: str, at: int, table: Tables) -> tuple[Decimal, int, bool] | None:
    """'thirds', 'quarter', 'twenty-first', 'hundred thousandths' at a position: value, end, whether it is a plural."""
    under, position = ONE, at
    while (scale := scale_at(text, position, table)) and (gap := re.match(r"[ -]", text[scale.end : scale.end + 1])):
        under, position = under * scale.value, scale.end + gap.end()
    if (tens := table.word.match(text, position)) and table.values.get(normal(tens[0]), ONE) in range(20, 100, 10):
        unit = table.ordinals_in_parts.match(text, tens.end() + 1)
        word = normal(unit[0]) if unit else ""
        if unit and table.ordinals.get(word.rstrip("s"), Decimal(99)) < 10:
            return (
                under * (table.values[normal(tens[0])] + table.ordinals[word.rstrip("s")]),
                unit.end(),
                word.endswith("s"),
            )
    part = table.part.match(text, position)
    if part is None:
        return None
    word = normal(part[0])
    return under * table.parts[word], part.end(), word.endswith(("s", "halves"))


TIME = later(r"[ -](?:(?:year(?!s?[- ]on[- ]year)|day|month|week|hour|of \d{4}|quarter)s?|time)\b", re.IGNORECASE)


def fraction_at(text: str, at: int, top: Decimal, table: Tables) -> tuple[Decimal, int] | None:
    """The fraction whose denominator stands at `at`: 'thirds' after 2 => (0.667, end)."""
    found = _denominator(text, at, table)
    if found is None:
        return None
    under, end, plural = found
    if plural != (top > 1) or TIME.match(text, end):
        return None
    return top / under, end


def _and_part(text: str, numeral: Numeral, table: Tables, mark: str, read: Reader) -> Numeral | None:
    """'one and a half million', '3 million and a half', 'twenty and three fifths', 'two-thirds', 'one in five'."""
    assert numeral.value is not None
    if whole := _mixed(text, numeral, table, mark, read):
        return whole
    gap = HYPHEN.match(text, numeral.end)
    part = fraction_at(text, gap.end(), numeral.value, table) if gap and gap[0] else None
    if part:
        return replace(numeral, value=part[0], end=part[1], form="fraction")
    return _one_in(text, numeral, table, mark, read)


def _mixed(text: str, numeral: Numeral, table: Tables, mark: str, read: Reader) -> Numeral | None:
    """'one and a half million', '3 million and a half', 'twenty and three fifths': a whole number and a part."""
    assert numeral.value is not None
    value, joined = numeral.value, AND_PART.match(text, numeral.end)
    if joined is None:
        return None
    article = ARTICLE.match(text, joined.end())
    top = None if article else read(text, joined.end(), table, mark)
    above, at = (
        (ONE, article.end()) if article else (top.value, top.end) if top and top.value is not None else (None, 0)
    )
    at += re.match(r"[ -]*", text[at:])[0].count("") - 1 if above and not article else 0  # type: ignore[index]
    part = fraction_at(text, at, above, table) if above else None
    plain = numeral.form == "digits" and value >= 10 and value % 1000 != 0
    if part is None or (plain and not text[at:].lower().startswith("half")):
        return None  # 'under 30 and a quarter had a degree'
    scale = scale_at(text, skip(text, part[1], table), table)
    unit = scale.value if scale else _last_scale(value)
    whole = (value + part[0]) * unit if scale and value < 1000 else value + part[0] * unit
    return replace(numeral, value=whole, step=unit / 10, end=scale.end if scale else part[1], form="words")


def _one_in(text: str, numeral: Numeral, table: Tables, mark: str, read: Reader) -> Numeral | None:
    """'one in five', 'three out of every ten'."""
    assert numeral.value is not None
    out_of = ONE_IN.match(text, numeral.end) if numeral.value < 100 else None
    base = read(text, out_of.end(), table, mark) if out_of else None
    if base is None or not base.value or not numeral.value < base.value or numeral.step != 1:
        return None
    if base.value > 1000 and base.value not in (10_000, 100_000, 1_000_000):
        return None  # '44 in 2009'
    if numeral.value != 1 and base.value > 10 and base.value not in ROUND_WHOLES:
        return None  # '43 out of 190 applicants': two counts
    if re.match(r"[%\d/]| per ?cent", text[base.end : base.end + 9]):
        return None
    return replace(numeral, value=numeral.value / base.value, end=base.end, form="fraction")


def _in_every(text: str, numeral: Numeral, table: Tables, mark: str, read: Reader) -> Numeral | None:
    """每3名入境外国人中就有2名: 'one in three' in Chinese, where what the parts are counted of is said first."""
    assert numeral.value is not None
    every = table.every.search(text, max(0, numeral.start - 4), numeral.start)
    among = table.among.match(text, numeral.end) if every and 1 < numeral.value <= 100 else None
    timed = among is not None and SPAN.match(text, numeral.end) is not None  # 每3分钟就有1人出生 is no third
    top = read(text, among.end(), table, mark) if among and not timed else None
    if every is None or top is None or top.value is None or not 0 < top.value < numeral.value:
        return None
    return replace(top, start=every.start(), value=top.value / numeral.value, form="fraction")


def _last_scale(value: Decimal) -> Decimal:
    """'Two million and three fifths' adds to the million; 'one hundred and two thirds' does not."""
    for scale in (10**12, 10**9, 10**6, 1000):
        if value >= scale and value % scale == 0:
            return Decimal(scale)
    return ONE


def _over(text: str, numeral: Numeral, table: Tables, mark: str, read: Reader) -> Numeral | None:
    """'One over three', said of a fraction: nothing may follow that the second number would count."""
    assert numeral.value is not None
    found = OVER.match(text, numeral.end)
    base = read(text, found.end(), table, mark) if found else None
    if base is None or not base.value or not re.match(r"\s*(?:[.,;?!]|$)", text[base.end :][:3]):
        return None
    if numeral.value > 20 or base.value > 100:
        return None  # 'an increase of 1,200 over 2022'
    return replace(numeral, value=numeral.value / base.value, end=base.end, form="fraction")
