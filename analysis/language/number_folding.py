"""Tokens of one number -> its value and the size of its last digit."""

from __future__ import annotations

from decimal import Decimal

from .number_tokens import tokens_from
from .number_words import LARGEST, ONE, Numeral, Tables, Token, normal, scale_at, skip, step_of
from .patterns import later


def fold_from(text: str, start: int, table: Tables, mark: str) -> Numeral | None:
    """The number that begins at `start`, without what may make it a part; one without sense is `garbled`."""
    tokens, garbled = tokens_from(text, start, table, mark)
    if garbled:
        end = tokens[0].end
        while scale := scale_at(text, skip(text, end, table), table):
            end = scale.end
        return Numeral(start, end, None, form="garbled", reason="garbled")
    if (
        tokens
        and not table.spaced
        and tokens[0].kind != "num"
        and tokens[0].value >= 100
        and not _hedged(text, start, tokens, table)
    ):
        return None  # 万, 百 alone begin words (万象), unless a hedge stands beside them (上百, 万余)
    if not tokens:
        return None
    pair = _approximate_pair(tokens, table)
    if pair and pair[1] < LARGEST:
        return Numeral(start, tokens[-1].end, None, pair[2], pair[0], pair[1], None, "range")
    value, step = fold_tokens(tokens, table)
    end = tokens[-1].end
    if value >= LARGEST:
        return Numeral(start, end, None, form="garbled", reason="garbled")
    if decimals := _spoken_decimals(text, end, table):
        digits, end = decimals
        value, step = value + Decimal(f"0.{digits}"), ONE.scaleb(-len(digits))
        while scale := scale_at(text, skip(text, end, table), table):
            value, step, end = value * scale.value, step * scale.value, scale.end
        if inside := table.inside.match(text, end):
            return Numeral(start, inside.end(), value, step, hedge="more_than", form="words")
    hedge = "more_than" if any(t.kind == "inside" for t in tokens) else None
    form = "words" if all(t.word or t.kind == "inside" for t in tokens) else "digits"
    return Numeral(start, end, value, step, hedge=hedge, form=form)


HEDGED = later(r"(?:上|近|逾|超过?|破|突破|不足|约|数|几|成|过|不到|达)$")


def _hedged(text: str, start: int, tokens: list[Token], table: Tables) -> bool:
    if table.of_parts.match(text, skip(text, tokens[-1].end, table)):
        return True  # 百分之三十
    return bool(HEDGED.search(text[max(0, start - 3) : start])) or any(t.kind in ("inside", "num") for t in tokens)


def _approximate_pair(tokens: list[Token], table: Tables) -> tuple[Decimal, Decimal, Decimal] | None:
    """四五百 => (400, 500), 三五十 => (30, 50), 十二三 => (12, 13): neighbouring digits said together."""
    if table.spaced:
        return None
    for i in range(len(tokens) - 1):
        a, b = tokens[i], tokens[i + 1]
        both = a.kind == b.kind == "num" and a.word and b.word and 0 < a.value < b.value < 10
        lone = (i == 0 or tokens[i - 1].kind != "num") and (i + 2 == len(tokens) or tokens[i + 2].kind != "num")
        if both and lone and (b.value - a.value == 1 or (a.value, b.value) == (3, 5)):
            low, step = fold_tokens(tokens[: i + 1] + tokens[i + 2 :], table)
            high, _ = fold_tokens(tokens[:i] + tokens[i + 1 :], table)
            return low, high, step
    return None


def _spoken_decimals(text: str, end: int, table: Tables) -> tuple[str, int] | None:
    """'five point three', 六点三: the digits after the point, one by one."""
    at = skip(text, end, table)
    point = table.point.match(text, at)
    if not point:
        return None
    digits, position = "", skip(text, point.end(), table)
    while (
        (found := table.word.match(text, position))
        and (found[0] not in table.never_decimal)
        and (
            table.values.get(normal(found[0]), Decimal(100)) < 10
            or (not digits and table.spaced and normal(found[0]) in table.values)
        )
    ):
        said = table.values[normal(found[0])]
        unit = table.word.match(text, skip(text, found.end(), table)) if said >= 20 else None
        if unit and table.values.get(normal(unit[0]), Decimal(10)) < 10:
            said, found = said + table.values[normal(unit[0])], unit  # point seventy-one
        digits += str(said)
        end, position = found.end(), skip(text, found.end(), table)
    return (digits, end) if digits else None


def fold_tokens(tokens: list[Token], table: Tables) -> tuple[Decimal, Decimal]:
    """Add and multiply the tokens of one number up: [2, hundred, 5, thousand] => (205000, 1000)."""
    total = section = Decimal(0)
    current: Decimal | None = None
    last_big, step, last_scale = Decimal(0), ONE, ONE
    tokens = [token for token in tokens if token.kind != "inside"]
    for i, token in enumerate(tokens):
        if token.kind == "num" and token.value == 0 and i and tokens[i - 1].kind != "num":
            continue  # 一千零四万: the zero only holds a place
        if token.kind == "num":
            positional = (
                current is not None
                and not table.spaced
                and current < 10**9
                and token.value < 10
                and tokens[i - 1].value < 10
            )  # 五零九 is 509, 廿四 is 24
            if current is not None and positional:
                current = current * 10 + token.value
            else:
                current = token.value if current is None else current + token.value
            step = token.step
        elif token.kind == "small":
            section += (ONE if current is None else current) * token.value
            current, step, last_scale = None, step * token.value, token.value
        else:
            part = section + (current or 0)
            if total and (token.value > last_big or part == 0):
                total = (total + part) * token.value  # 二十万亿, 四万万
            else:
                total += (part or ONE) * token.value
            section, current, last_big, last_scale = Decimal(0), None, token.value, token.value
    value = total + section + (current or 0)
    if _colloquial(tokens, table):
        value += tokens[-1].value * (last_scale / 10 - 1)
    return value, _folded_step(tokens, value)


def _colloquial(tokens: list[Token], table: Tables) -> bool:
    """三百五 is 350 and 九万四 is 94,000: a lone digit after a scale counts tenths of that scale."""
    if table.spaced or len(tokens) < 2 or tokens[-1].kind != "num" or not 0 < tokens[-1].value < 10:
        return False
    before = tokens[-2]
    return before.kind in ("small", "big") and before.value >= 100


def _folded_step(tokens: list[Token], value: Decimal) -> Decimal:
    """With a decimal point the last digit said is known; otherwise trailing zeros are not said."""
    pointed = [i for i, token in enumerate(tokens) if token.kind == "num" and token.step < 1]
    if pointed and all(token.kind != "num" for token in tokens[pointed[-1] + 1 :]):
        step = tokens[pointed[-1]].step
        for token in tokens[pointed[-1] + 1 :]:
            step *= token.value
        return step
    return step_of(value) if value == value.to_integral_value() else min(token.step for token in tokens)
