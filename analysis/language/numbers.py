"""One number in either language: text -> value and the size of its last digit."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

from ..records import replace
from .fractions import extend
from .number_words import (
    LARGEST,
    ONE,
    RUN,
    SPACED,
    Numeral,
    Tables,
    Token,
    normal,
    read_digits,
    scale_at,
    skip,
    step_of,
    tables,
)
from .patterns import later
from .units import measures


def find_numerals(text: str, lang: str, mark: str = ".") -> list[Numeral]:
    """Every number sign of a folded text, left to right, none twice; those that are no figure carry a reason."""
    found: list[Numeral] = []
    table, position = tables(lang), 0
    while match := table.candidate.search(text, position):
        numeral = _read_at(text, match, table, mark)
        if numeral is None:
            position = match.start() + 1 if match.lastgroup == "word" and not table.spaced else match.end()
            continue
        found.append(numeral)
        position = numeral.end
    return found


def _read_at(text: str, match: re.Match[str], table: Tables, mark: str) -> Numeral | None:
    start, group = match.start(), match.lastgroup
    if group == "idiom":
        longer = _read_run(text, start, table, mark) if not table.spaced else None
        if longer and longer.end == match.end() and table.measured.match(text, longer.end) and match[0] in COUNTED:
            return longer  # 嫌疑人十一名
        if longer and match[0] == TOGETHER and text[start - 1 : start] in CASES:
            return longer  # 案件一起
        if longer is None or longer.end <= match.end():
            return Numeral(start, match.end(), None, form="words", reason="name")
        return longer
    if group == "vague":
        return _vague(text, match, table, mark)
    if group == "sign":
        part = Decimal(unicodedata.numeric(match[0])).quantize(Decimal("0.0001"))
        return Numeral(start, match.end(), part, form="fraction")
    if group == "percent":
        if match[0] in table.half:
            return Numeral(start, match.end(), Decimal("0.5"), form="fraction")
        return Numeral(start, match.end(), table.percents[match[0]], form="percent")
    if group == "part":
        return _lone_part(text, match, table)
    return _read_run(text, start, table, mark)


COUNTED = ("十一",)  # a holiday's name, and a number before a measure word
TOGETHER, CASES = "一起", ("案", "件", "故", "灾", "祸", "情")


def _vague(text: str, match: re.Match[str], table: Tables, mark: str) -> Numeral | None:
    low, high = table.vague[normal(match[0])]
    end, scale = match.end(), Decimal(1)
    while token := scale_at(text, skip(text, end, table) if table.spaced else end, table):
        scale, end = scale * token.value, token.end
    if table.not_vague.match(text, match.start()):
        return None
    if match[0] == "数" and text[match.start() - 1 : match.start()] in table.noun_of_count:
        return None
    if scale == 1 and not table.spaced and match[0][-1] not in "百千万亿十" and not table.measured.match(text, end):
        return None  # 人数, 总数: the sign counts only before a scale or a measure word
    return Numeral(match.start(), end, None, step=low * scale, low=low * scale, high=high * scale, form="vague")


def _lone_part(text: str, match: re.Match[str], table: Tables) -> Numeral:
    """'half', 'a third', 'quarter million' with no number before; an ordinal if nothing makes it a part."""
    word, start, end = normal(match[0]), match.start(), match.end()
    article = re.search(r"\b(?:an?|one)[ -]+$", text[:start], re.IGNORECASE)
    big = re.match(r"[ -](?:an? |of an? )?", text[end:])
    if word in ("half", "quarter") and big and (token := scale_at(text, end + big.end(), table)) and token.value >= 100:
        value = token.value / table.parts[word]
        begin = article.start() if article else start
        return Numeral(begin, token.end, value, step=value, form="words")
    of_measure = re.match(r" an?(?= )", text[end:]) if word == "half" else None
    if of_measure and measures(table.lang).word_at(text, end + of_measure.end()):  # half a tonne
        return Numeral(start, end + of_measure.end(), Decimal("0.5"), Decimal("0.1"), form="words")
    follows = re.match(
        r" of\b| the\b|,? ?\(|[ -]more\b| as\b|[ -]less\b| fewer\b| lower\b| higher\b|[.,;]|$", text[end:]
    )
    time = re.match(r"[ -](?:year|hour)", text[end:])
    said = HALF_BEFORE.search(text[max(0, start - 16) : start])
    if (
        word in table.parts
        and not time
        and (
            (word == "half" and (follows or said) and not said_time(text, start))
            or (article and (follows or _governed(text, article.start())))
        )
    ):
        begin = article.start() if article else start
        return Numeral(begin, end, ONE / table.parts[word], form="fraction")
    return Numeral(start, end, None, form="ordinal", reason="ordinal")


HALF_BEFORE = later(r"\b(?:an?|one|by|about|nearly|almost|than|over|under|in|only|just|roughly) $", re.IGNORECASE)


def _governed(text: str, start: int) -> bool:
    """'by a third', 'more than a quarter': what stands before makes it a part."""
    return bool(
        re.search(
            r"\b(?:by|than|nearly|almost|about|around|over|under|roughly|some|only|just|of) $",
            text[max(0, start - 10) : start],
            re.IGNORECASE,
        )
    )


def said_time(text: str, start: int) -> bool:
    """'this half', 'the first half': a span of time, or of a game."""
    return bool(
        re.search(r"\b(?:this|last|next|first|second|each|every) $", text[max(0, start - 8) : start], re.IGNORECASE)
    )


def _read_run(text: str, start: int, table: Tables, mark: str) -> Numeral | None:
    if ordinal := table.nth.match(text, start) or (
        not table.spaced and table.nth_before.search(text[max(0, start - 2) : start])
    ):
        return _ordinal(text, start, ordinal, table, mark)
    begin, sign = _sign(text, start, table)
    whole = _fold_from(text, start, table, mark)
    if whole is None or whole.form == "garbled":
        return whole
    if text[start : whole.end] in table.formal and not _in_fraction(text, whole.end, table):
        return None
    if whole.value == 1 and whole.form == "words" and not table.spaced and not _counts(text, whole.end, table):
        return replace(whole, value=None, reason="name")  # 我一看: no measure word follows
    if nth := _ordinal_words(text, whole, table):
        return nth
    whole = extend(text, whole, table, mark, _fold_from)
    if whole.value is not None and sign < 0:
        whole = replace(whole, value=-whole.value)
    if table.spaced and (article := ARTICLE.search(text[max(0, start - 3) : start])) and scale_at(text, start, table):
        begin = start - len(article[0])
    couple = COUPLE.search(text[max(0, start - 14) : start]) if table.spaced and whole.value is not None else None
    if couple and scale_at(text, start, table):
        whole, begin = replace(whole, value=whole.value * 2, hedge="about"), start - len(couple[0])  # type: ignore[operator]
    return replace(whole, start=min(begin, whole.start))  # 每3名中就有2名 begins before its number


def _in_fraction(text: str, end: int, table: Tables) -> bool:
    at = skip(text, end, table)
    return bool(table.and_then.match(text, at) or table.of_parts.match(text, at))


COUPLE = later(r"\b[Aa] couple (?:of )?$")
ARTICLE = later(r"\b[Aa] $")


UP_TO = later(r" ?[到至~-] ?")


def _counts(text: str, end: int, table: Tables) -> bool:
    """Does what follows a lone 一 let it count: a measure word, a part, punctuation, the text's end?"""
    after = text[end : end + 1]
    beside = (table.measured, table.of_parts, table.tenth, table.and_then, table.point)
    if found := UP_TO.match(text, end):
        follows = text[found.end() : found.end() + 1]
        if follows.isdigit() or table.word.match(text, found.end()):
            return True  # 一到五
    known = any(pattern.match(text, skip(text, end, table)) for pattern in beside)
    return known or not ("\u4e00" <= after <= "\u9fff")


def _ordinal_words(text: str, whole: Numeral, table: Tables) -> Numeral | None:
    """'twenty-first', 'hundred and fifth': a cardinal that an ordinal ends."""
    if not table.spaced or whole.value is None or whole.form != "words" or whole.value % 10:
        return None
    found = re.match(r"[ -](?:and )?", text[whole.end : whole.end + 5])
    last = table.ordinal.match(text, whole.end + found.end()) if found else None
    if last is None or not 0 < table.ordinals[normal(last[0])] < 10:
        return None
    return replace(
        whole, end=last.end(), value=whole.value + table.ordinals[normal(last[0])], form="ordinal", reason="ordinal"
    )


def _ordinal(text: str, start: int, found: re.Match[str], table: Tables, mark: str) -> Numeral | None:
    """19th, 第60: a place in an order; what it counts is for the claims to say."""
    if table.spaced:
        return Numeral(start, found.end(), Decimal(found[1]), form="ordinal", reason="ordinal")
    whole = _fold_from(text, start, table, mark)
    return whole and replace(whole, start=start - len(found[0]), form="ordinal", reason="ordinal")


# A dash at the head of a line is the mark of a list and no sign, but where the text is nothing but a number, as a table's cell is.
DASH, PLUS = later(r"[ \t(:：，,$£€]-$|[为是至到速幅率达温长]-$"), later(r"(?:^|[\s(])\+$")


LONE = later(r"[\d.,/^+\- eE]+(?:%|‰)?\s*")


def _sign(text: str, start: int, table: Tables) -> tuple[int, int]:
    before = text[max(0, start - 12) : start]
    if found := table.minus_before.search(before):
        return start - len(found[0]), -1
    if (
        DASH.search(before)
        and text[: start - 1].rstrip(" \t")[-1:] not in ("", "\n")
        and not re.search(r"\d *-$", before)
    ):
        return start - len(before) + before.rindex("-"), -1
    if before.strip() == "-" and start <= 3 and LONE.fullmatch(text, start):
        return before.index("-"), -1
    if PLUS.search(before):
        return start - 1, 1
    return start, 1


def _tokens(text: str, start: int, table: Tables, mark: str) -> tuple[list[Token], bool]:
    """The number words from `start` on that belong to one number; True if a run of digits made no sense."""
    tokens: list[Token] = []
    position = start
    while True:
        token, garbled = _token(text, position, table, mark, first=not tokens)
        if garbled and tokens:
            return tokens, False
        if garbled:
            return [Token("num", Decimal(0), token.end if token else position)], True
        if token is None or not _fits(tokens, token, text[tokens[-1].end : position] if tokens else "", table):
            return tokens, False
        if tokens and "and" in text[tokens[-1].end : position] and _new_number(text, tokens[-1], token, table):
            return tokens, False
        tokens.append(token)
        position = skip(text, token.end, table)
        if not table.spaced and position > token.end and not _spaced_on(text, position, tokens, table):
            return tokens, False


def _new_number(text: str, last: Token, token: Token, table: Tables) -> bool:
    """'Five billion and three quarters', '3 hundred and 2.12 hundred': what follows the 'and' is a number of its own."""
    at = skip(text, token.end, table)
    scale = scale_at(text, at, table)
    if last.kind == "big" and (scale.value >= last.value if scale else not token.word):
        return True  # '120 million and 30 million', '2 million and 30 lorries'
    return bool(table.part.match(text, at)) or (
        scale is not None and last.kind == "small" and scale.value == last.value
    )


# 22,24,26,31: numbers set with commas and no spaces, none of which can group thousands.
LISTED = later(
    r"(?<![0-9.])([0-9]{1,2}(?=(?:,[0-9]{1,2}){2,}(?![0-9,]|\.[0-9]))|(?<=[0-9],)[0-9]{1,2}(?=,[0-9]{1,2}(?![0-9]|\.[0-9])))"
)


def _spaced_on(text: str, position: int, tokens: list[Token], table: Tables) -> bool:
    """Chinese numbers are spaced before their scale (6.97 亿), or word by word (三千 八百 九十六 万)."""
    if scale_at(text, position, table) or (
        table.inside.match(text, position) and scale_at(text, skip(text, position + 1, table), table)
    ):
        return True
    digit = table.word.match(text, position)
    if not digit or not all(t.word or t.kind == "inside" for t in tokens) or normal(digit[0]) not in table.values:
        return False
    scale = scale_at(text, skip(text, digit.end(), table), table)
    last = next((t.value for t in reversed(tokens) if t.kind == "small"), Decimal(10))
    return tokens[-1].kind != "num" and (
        scale is None or scale.kind == "big" or scale.value < last or tokens[-1].kind == "big"
    )


SPELLED = later(r"(thousand|million|billion|trillion)(?![A-Za-z])", re.IGNORECASE)


def _token(text: str, at: int, table: Tables, mark: str, first: bool) -> tuple[Token | None, bool]:
    run = (SPACED.match(text, at) or RUN.match(text, at)) if at < len(text) and text[at] in "0123456789." else None
    if run:
        if mark == "." and (listed := LISTED.match(text, at)):
            return Token("num", Decimal(listed[1]), listed.end(1), step_of(Decimal(listed[1]))), False
        read = read_digits(run[0], mark)
        if read is None or (run[0].startswith(".") and scale_at(text, skip(text, run.end(), table), table)):
            return Token("num", Decimal(0), run.end()), True  # 3.22.93; .035 million lost its first digit
        if glue := (table.glue.match(text, run.end()) if first else None):
            scale = table.glued[glue[0].strip()]
            return Token("num", read[0] * scale, glue.end(), read[1] * scale), False
        if spelled := SPELLED.match(text, run.end()) if first and table.spaced else None:  # $2.4million
            scale = table.scales[spelled[1].lower()][1]
            return Token("num", read[0] * scale, spelled.end(), read[1] * scale), False
        return Token("num", read[0], run.end(), read[1]), False
    if found := None if not first and table.prefix.match(text, at) else table.word.match(text, at):
        word = normal(found[0])
        if word in table.values:
            return Token("num", table.values[word], found.end(), word=True), False
        size, value = table.scales[word]
        return Token(size, value, found.end(), word=True), False
    if not first and (found := table.inside.match(text, at)):
        return Token("inside", Decimal(0), found.end()), False
    return None, False


def _fits(tokens: list[Token], token: Token, gap: str, table: Tables) -> bool:
    """May `token` go on with the number read so far? 'two hundred and five' may, 'five and ten' may not."""
    if not tokens:
        return True
    last = tokens[-1]
    if token.kind == "inside":
        return last.kind != "inside" and (last.value >= 10 or last.value == 0 or last.kind in ("small", "big"))
    if last.kind == "inside":
        return token.kind in ("small", "big") and gap.strip() == ""
    if "and" in gap:
        return last.kind in ("small", "big") and last.value >= 100 and token.kind == "num" and token.value < last.value
    if token.kind != "num":
        if not table.spaced and last.kind == token.kind == "small" and token.value > last.value:
            return False  # 五十千 is no number
        return "-" not in gap or last.word
    if last.kind != "num":
        return token.value < last.value and (token.word or not table.spaced or (gap == " " and last.word))
    if last.value == 0 and last.word and len(tokens) > 1:
        return True
    if not table.spaced:
        return token.word and last.word and token.value < 10 and (last.value < 10 or last.value in (20, 30, 40))
    return last.word and token.word and last.value >= 20 and last.value % 10 == 0 and token.value < 10


def _fold_from(text: str, start: int, table: Tables, mark: str) -> Numeral | None:
    tokens, garbled = _tokens(text, start, table, mark)
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
                current is not None and not table.spaced and current < 10**9 and token.value < 10 and current % 10 != 0
            )
            positional = positional or (current is not None and not table.spaced and current == 0)
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
