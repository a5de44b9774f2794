"""The tokens of one number: digits, number words and scales that may stand together."""

from __future__ import annotations

import re
from decimal import Decimal

from .lexicon import alternatives, lexicon
from .number_words import INDIAN_SPACED, RUN, SPACED, Tables, Token, normal, read_digits, scale_at, skip, step_of
from .patterns import later


def tokens_from(text: str, start: int, table: Tables, mark: str) -> tuple[list[Token], bool]:
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


def _apart(text: str, at: int) -> re.Match[str] | None:
    """'From 52, 410 in 2019 to 31, 162', 'Rs.2, 057 billion': a number behind whose comma a space slipped in."""
    led = BEFORE_APART.search(text, max(0, at - 10), at)
    moved = FROM_APART.search(text, max(0, at - 10), at) and IN_YEAR_TO.match(text, at)
    return COMMA_APART.match(text, at) if led or moved else None


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


# 'From 47,806 to 46, 326', 'Rs.2, 057 billion': a space that slipped in behind the comma of a number led to by a word or a currency.
COMMA_APART = later(r"\d{1,3}, \d{3}(?![\d,.]*\d| (?:and|or) \d|, \d)")
FROM_APART, IN_YEAR_TO = later(r"\bfrom $"), later(r"\d{1,3}, \d{3} in \d{4} to ")
BEFORE_APART = later(r"(?:\b(?:to|reached|totalled|totaled|was|were)|Rs\.?|[$€£₹]) ?$")
CAPITAL = later(r"[A-Z][a-z]{2,8}\.? $")  # 'August 10, 17,000': a day and a number
MONTHS = alternatives([name.capitalize() for month in lexicon("periods")["months"] for name in month["en"]])
DAY_ROW = later(rf"(?:{MONTHS})\.? \d{{1,2}} ?(?:to|and|through|until|-|–) ?$")  # 'from Jan 1 to 3, 21,600 people came'
MONTH = later(rf"(?:{MONTHS})\.? $")  # 'on May 5 300 people came'
COMMA_DECIMAL = later(r"\d{1,3},\d{1,2}")
RATIO_BEHIND = later(r" ?(?:%|per ?cent|pct|million|billion|trillion)(?![a-z])")


def _comma_decimal(text: str, run: re.Match[str]) -> bool:
    """'30,9%' in a text with 43,593: what no comma could group, before a percent sign or a scale."""
    return bool(COMMA_DECIMAL.fullmatch(run[0]) and RATIO_BEHIND.match(text, run.end()))


TONNES, PAID = " T", later(r"[$£€¥] ?$|\b[A-Z]{2,3}[$£€¥]? ?$")  # '41 T' weighs, '$41 T' is paid
BRACKETED = later(r"\) (thousand|million|billion|trillion)(?![A-Za-z])", re.IGNORECASE)
SPELLED = later(r"[-,]?(thousand|million|billion|trillion)(?![A-Za-z])", re.IGNORECASE)


def _token(text: str, at: int, table: Tables, mark: str, first: bool) -> tuple[Token | None, bool]:
    digits = at < len(text) and text[at] in "0123456789."
    dated = digits and (CAPITAL.search(text[max(0, at - 12) : at]) or DAY_ROW.search(text[max(0, at - 24) : at]))
    indian = INDIAN_SPACED.match(text, at) if digits and not dated else None
    spaced = SPACED.match(text, at) if digits and not MONTH.search(text[max(0, at - 12) : at]) else None
    apart = _apart(text, at) if digits and first else None
    run = (spaced or indian or apart or RUN.match(text, at)) if digits else None
    if run:
        if mark == "." and (listed := LISTED.match(text, at)):
            return Token("num", Decimal(listed[1]), listed.end(1), step_of(Decimal(listed[1]))), False
        read = read_digits(run[0], "," if mark == "." and _comma_decimal(text, run) else mark)
        if read is None or (run[0].startswith(".") and scale_at(text, skip(text, run.end(), table), table)):
            return Token("num", Decimal(0), run.end()), True  # 3.22.93; .035 million lost its first digit
        glue = table.glue.match(text, run.end()) if first else None
        if glue and not (glue[0] == TONNES and not PAID.search(text, 0, at)):
            scale = table.glued[glue[0].strip()]
            return Token("num", read[0] * scale, glue.end(), read[1] * scale), False
        if first and text[at - 1 : at] == "(" and (scaled := BRACKETED.match(text, run.end())):  # about (1.98) million
            scale = table.scales[scaled[1].lower()][1]
            return Token("num", read[0] * scale, scaled.end(), read[1] * scale), False
        if spelled := SPELLED.match(text, run.end()) if first and table.spaced else None:  # $2.4million
            scale = table.scales[spelled[1].lower()][1]
            return Token("num", read[0] * scale, spelled.end(), read[1] * scale), False
        return Token("num", read[0], run.end(), read[1]), False
    ended = not first and (table.prefix.match(text, at) or (table.spaced and table.not_number.match(text, at)))
    if found := None if ended else table.word.match(text, at):
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
        if not table.spaced and token.value == 10 and last.kind == "num" and last.value >= 10:
            return False  # 2014十一: a year and a holiday
        return "-" not in gap or last.word
    if last.kind != "num":
        return token.value < last.value and (token.word or not table.spaced or (gap == " " and last.word))
    if last.value == 0 and last.word and len(tokens) > 1:
        return True
    if not table.spaced:
        return token.word and last.word and token.value < 10 and (last.value < 10 or last.value in (20, 30, 40))
    return last.word and token.word and last.value >= 20 and last.value % 10 == 0 and token.value < 10
