"""One number in either language: text -> value and the size of its last digit."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

from ..records import replace
from .fractions import extend
from .lexicon import alternatives, word_list
from .number_folding import fold_from
from .number_words import (
    ONE,
    Numeral,
    Tables,
    normal,
    scale_at,
    skip,
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
    if group == "digit" and (name := table.digit_name.match(text, start)):  # 2019冠状病毒
        return Numeral(start, name.end(), None, form="words", reason="name")
    if group == "vague":
        return _vague(text, match, table, mark)
    if group == "sign":
        part = Decimal(unicodedata.numeric(match[0])).quantize(Decimal("0.0001"))
        return Numeral(start, match.end(), part, form="fraction")
    if group == "percent":
        if match[0] in table.half:
            return Numeral(start, match.end(), Decimal("0.5"), form="fraction")
        if match[0] not in table.percents:  # 半个百分点
            return Numeral(start, match.end(), Decimal("0.5"), Decimal("0.1"), form="words")
        return Numeral(start, match.end(), table.percents[match[0]], form="percent")
    if group == "part":
        return _lone_part(text, match, table)
    return _read_run(text, start, table, mark)


TOGETHER = "一起"
CASES, COUNTED = word_list("cases_before_one", "zh"), word_list("counted_idioms", "zh")


def _vague(text: str, match: re.Match[str], table: Tables, mark: str) -> Numeral | None:
    if not table.spaced and table.of_parts.match(text, match.end()):
        return _read_run(text, match.start() + 1, table, mark)  # 占总人数百分之三十
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
        r" of\b| the\b|,? ?\(|[ -]more\b| as\b|[ -]less\b| down\b| up\b| fewer\b| lower\b| higher\b| (?:were|are|was|came)\b|[.,;]|$",
        text[end:],
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


LEADS_TO_PART = later(rf"\b(?:{alternatives(list(word_list('leads_to_part')))}) $", re.IGNORECASE)


def _governed(text: str, start: int) -> bool:
    """'by a third', 'more than a quarter', 'rose a third': what stands before makes it a part."""
    return LEADS_TO_PART.search(text[max(0, start - 10) : start]) is not None


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
    whole = fold_from(text, start, table, mark)
    if whole is None or whole.form == "garbled":
        return whole
    if text[start : whole.end] in table.formal and not _in_fraction(text, whole.end, table):
        return None
    if whole.value == 1 and whole.form == "words" and not table.spaced and not _counts(text, whole.end, table):
        return replace(whole, value=None, reason="name")  # 我一看: no measure word follows
    if nth := _ordinal_words(text, whole, table):
        return nth
    whole = extend(text, whole, table, mark, fold_from)
    if whole.value is not None and sign < 0:
        whole = replace(whole, value=-whole.value)
    if not table.spaced or text[start - 1 : start] not in (" ", "\n"):
        return replace(whole, start=min(begin, whole.start))  # 每3名中就有2名 begins before its number
    if (article := ARTICLE.search(text[max(0, start - 3) : start])) and scale_at(text, start, table):
        begin = start - len(article[0])
    couple = COUPLE.search(text[max(0, start - 14) : start]) if whole.value is not None else None
    if couple and scale_at(text, start, table):
        whole, begin = replace(whole, value=whole.value * 2, hedge="about"), start - len(couple[0])  # type: ignore[operator]
    return replace(whole, start=min(begin, whole.start))


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
    whole = fold_from(text, start, table, mark)
    return whole and replace(whole, start=start - len(found[0]), form="ordinal", reason="ordinal")


# A dash at the head of a line is the mark of a list and no sign, but where the text is nothing but a number, as a table's cell is.
DASH, PLUS = later(r"[ \t(:：，,$£€]-$|[为是至到速幅率达温长份比]-$"), later(r"(?:^|[\s(])\+$")


NAME_DASH = later(r"\b[A-Z][A-Za-z]+ -$")  # 'Kuwait -17, UK - 12': the dash of a list

LONE = later(r"[\d.,/^+\- eE]+(?:%|‰)?\s*")


def _sign(text: str, start: int, table: Tables) -> tuple[int, int]:
    before = text[max(0, start - 12) : start]
    last = before.rstrip()[-1:].lower()
    if last in table.minus_ends and (found := table.minus_before.search(before)):
        return start - len(found[0]), -1
    if last not in ("-", "+"):
        return start, 1
    if NAME_DASH.search(before):
        return start, 1
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
