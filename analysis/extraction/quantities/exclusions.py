"""Numbers that are no figures, with the reason: names, ages, references, the marks of a list."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ...language.neighbours import Neighbours
from ...language.number_words import Numeral
from ...language.patterns import later
from ...language.places import find_places
from .beside_names import counted_on_a_day
from .headlines import counted_in_headline, in_title_case
from .labels import DID, in_labels, label
from .modifiers import modifier_before
from .no_counts import counts_nothing
from .noun_phrases import right_phrase
from .rows_of_names import in_row_of_names

TOKEN = later(r"[A-Za-z0-9]+(?:[-/.][A-Za-z0-9]+)*")


def whole_token(text: str, numeral: Numeral, reason: str) -> tuple[int, int]:
    """A name is left over whole: 'five-in-one', 'COVID-19', '19th'."""
    if reason not in ("name", "date", "ordinal", "list mark") or not text[numeral.start : numeral.end].isascii():
        return numeral.start, numeral.end
    suffix = re.match(r"(?:st|nd|rd|th)\b", text[numeral.end :])
    end = numeral.end + suffix.end() if suffix else numeral.end
    if reason != "name":
        return numeral.start, end
    start = max(
        (m.start() for m in TOKEN.finditer(text) if m.start() <= numeral.start < m.end()),
        default=numeral.start,
    )
    return start, max((m.end() for m in TOKEN.finditer(text) if m.start() < end <= m.end()), default=end)


def enumerates(text: str, numeral: Numeral, table: Neighbours) -> bool:
    """'First, ...' and 第一，... at the head of a sentence or clause mark a list."""
    begins = re.search(r"(?:^|[.;:。;；，]) *(?:and )?$", text[: numeral.start])
    return bool(begins and re.match(r"(?:ly)?[,，、:]", text[numeral.end :]))


def masked(numeral: Numeral, masks: Iterable[tuple[int, int, str]]) -> str | None:
    for start, end, reason in masks:
        if start < numeral.end and numeral.start < end:
            return reason
    return None


LETTER_BEFORE = later(r"[A-Za-z](?:-|\.)?$")
LETTERS_BEFORE = later(r"(?<![0-9A-Za-z.])[A-Za-z]{1,6}$")  # CA981航班, T2航站楼
LETTER_AFTER = later(r"-?[A-Za-z]+")
SLASHED = later(r"[A-Za-z]{1,5}/[A-Za-z]{1,5}(?![A-Za-z/])")  # 1,176tb/d: a measure that nobody knows
BRAND = later(r"(?<=[a-z,] )[A-Z]\w+ $|^[a-z][A-Z]\w+ $|\b[a-z]+[A-Z]\w* $")
CLOCK_BEFORE, CLOCK_AFTER, HYPHENED = (
    later(r"\d[/:]$"),
    later(r"/(?!1[0 ,]*000(?!\d)|\d+[十百千]?万)\d|:\d"),
    later("-[A-Za-z]"),
)
# 'CBP One', 'Channel Four': a capital number word behind a capital word, with no capital word (a headline's) behind it.
PROPER = later(r"(?:^|[\s\"'])[A-Z]\w+ $")
PROPER_WORD = later(r"[A-Z][a-z]+(?![\w-]| [A-Z](?![a-z]+(?<!s)\b(?! [A-Z]))| (?:million|thousand|hundred|billion))")
# '19至62岁': the first of two ages; 华为Mate 40: a Latin word before it makes it a product's.
SECOND_OF_AGES = later(r" ?(?:-|to|and) ?\d{1,3}(?!\d)")
SECOND_AGE = later(r" ?[至到~及和、-] ?(?:\d{1,3}|[一二三四五六七八九十廿卅]{1,4}) ?(?:周?岁|years? old|year-olds?)")
LATIN_BEFORE = later(r"(?:^|[^A-Za-z])(?:[A-Z][a-z]{2,}|[a-z][A-Z][a-z]+) $")
FOREMOST, FOREMOST_AFTER = later("前$"), later(r"[,，。;；、位名强的]|$")


def no_figure(text: str, numeral: Numeral, table: Neighbours) -> str | None:
    """Why a number is no figure: a name, an age, a reference, the head or mark of a list."""
    before, after = text[max(0, numeral.start - 25) : numeral.start], text[numeral.end : numeral.end + 25]
    glued = _glued(text, numeral, before, after, table) if numeral.form == "digits" else None
    if glued is not None:
        return glued or None
    return (
        _name_or_age(text, numeral, before, after, table)
        or _reference(text, numeral, before, after, table)
        or _list_mark(text, numeral, before, after, table)
        or _branded(text, numeral, before, after, table)
        or counts_nothing(text, numeral, table)
    )


def _glued(text: str, numeral: Numeral, before: str, after: str, table: Neighbours) -> str | None:
    """Digits with letters or clock signs at their side: 'name', 'reference', '' where they are a figure for sure."""
    if (glued := LETTER_AFTER.match(after)) and not _measured(after, table) and not SLASHED.match(after):
        hyphened = after.startswith("-")
        if not hyphened or (table.spaced and glued[0][1:2].isupper()):
            return "name"
    lettered = LETTER_BEFORE if table.spaced else LETTERS_BEFORE
    if lettered.search(before) and not table.measures.money_before(text, numeral.start):
        return "name" if not before.endswith(".") else ""
    return "reference" if CLOCK_AFTER.match(after) or CLOCK_BEFORE.search(before) else None


def _measured(after: str, table: Neighbours) -> bool:
    """Does a text begin with a measure, as word or as sign?"""
    return bool(table.measures.word_at(after, 0) or table.measures.sign_at(after, 0))


def _name_or_age(text: str, numeral: Numeral, before: str, after: str, table: Neighbours) -> str | None:
    """'five-in-one', 'CBP One', 华为Mate 40, '62 years old', 记者张三."""
    if _quoted(text, numeral, before, after, table) or _chinese_name(text, numeral, before, after, table):
        return "name"
    if _compound(text, numeral, after, table):
        return "age" if table.age_after.match(after) else "name"
    if _numbered_name(numeral, before, after, table) or _capital_name(text, numeral, before, after, table):
        return "name"
    if _is_age(before, after, table):
        return "age"
    return "name" if numeral.form == "words" and table.writer.search(before) else None  # 记者张三


def _quoted(text: str, numeral: Numeral, before: str, after: str, table: Neighbours) -> bool:
    """“7·20”, foreigners of the 'three illegals', “使命2020-3”专项行动: quotation marks make a name of it."""
    if before[-1:] in ('"', "'", "·", "•") and re.match(r"""[\d·•.]*["']""", after):
        return True
    if numeral.form == "words" and before[-1:] in ('"', "'") and re.match(r" [a-z]+[\"']", after):
        return True
    ends = QUOTED.search(before) and QUOTE_ENDS.match(after)
    return bool(ends) and not modifier_before(text, numeral.start, 0, table)


def _chinese_name(text: str, numeral: Numeral, before: str, after: str, table: Neighbours) -> bool:
    """“獴猎”行动—2024, “2015中华山水茶道文化节”, 最严重的一年."""
    if table.spaced:
        return False
    if numeral.form == "digits" and OPERATION.search(before):
        return True
    if YEAR_OF_NAME.search(before + text[numeral.start : numeral.end]) and NAMED_YEAR.match(after):
        return True
    one = numeral.value == 1 and numeral.form == "words"
    return one and ONE_OF.fullmatch(before[-1:] + after[:1]) is not None


def _compound(text: str, numeral: Numeral, after: str, table: Neighbours) -> bool:
    """'five-in-one', 'three-dimensional': an English number joined to a word that is neither a measure nor counted."""
    if not table.spaced or numeral.value is None or not HYPHENED.match(after):
        return False
    return not (table.any_after.match(text, numeral.end) or _measured(after, table) or _noun_after(after, table))


def _numbered_name(numeral: Numeral, before: str, after: str, table: Neighbours) -> bool:
    """The '3 + 1 Programme', “2+26”城市, 'a one-day volume', 'five iPhone 7s', 华为Mate 40."""
    if table.spaced and numeral.value == 1 and ONE_DAY.match(after):
        return True
    if numeral.form != "digits":
        return False
    if PLUS_BEHIND.match(after) or PLUS_BEFORE.search(before):
        return True
    if MODEL_BEFORE.search(before) and re.match(r"s(?![A-Za-z])", after):
        return True
    return not table.spaced and LATIN_BEFORE.search(before) is not None and not SECOND_AGE.match(after)


def _capital_name(text: str, numeral: Numeral, before: str, after: str, table: Neighbours) -> bool:
    """'CBP One', 'Channel Four Airs Film', the 'Two Sessions', '30 Days at Sea'."""
    if (numeral.value or 0) <= 365 and before[-1:] in ('"', "'") and TITLE_ENDS.match(after):
        return True
    if not table.spaced or numeral.form != "words":
        return False
    if in_title_case(text):
        return table.label_before.search(before) is not None
    return bool(PROPER.search(before) and PROPER_WORD.match(text, numeral.start))


def _is_age(before: str, after: str, table: Neighbours) -> bool:
    """'62 years old', '19至62岁', the "30 to 39" age group: an age, or the first of two."""
    second = SECOND_OF_AGES.match(after)
    if SECOND_AGE.match(after) or (second and table.age_after.match(after, second.end())):
        return True
    return bool(table.age_after.match(after) or table.age_before.search(before))


MODEL_BEFORE = later(r"\b(?:[a-z]+[A-Z]\w*|[A-Z][a-z]+[A-Z]\w*|Galaxy|Model|Boeing|Airbus) $")
PLUS_BEHIND, PLUS_BEFORE = later(r" ?\+ ?\d{1,2}(?![\d.,%])"), later(r"(?<![\d.,])\d{1,2} ?\+ ?$")
TITLE_ENDS = later(
    r"""(?: (?:of|the|at|for|and|in|on|to))*[ -][A-Z][\w-]*(?:[ -](?:[A-Z][\w-]*|of|the|at|for|and|in|on|to)){0,4}["'](?!\w)"""
)
ONE_DAY = later(r"-(?:day|week|month|year|hour|time|way|stop|off)\b(?! (?:visa|transit|stay))")
YEAR_OF_NAME, NAMED_YEAR = later(r"[\"'·《](?:19|20)\d\d$"), later(r"[\u4e00-\u9fff]{2}")
OPERATION, ONE_OF = later(r"(?:行动|专项|计划|工程)[-—–·]{1,2}$"), later("的[年天月周日季刻次届]")
QUOTED, QUOTE_ENDS = later(r"""["'](?:[\u4e00-\u9fff]{1,6}|[A-Z]{1,6})$"""), later(r"""[-·]?\d{0,4}["']""")


def _reference(text: str, numeral: Numeral, before: str, after: str, table: Neighbours) -> str | None:
    """A hotline, a document's number, what a rate is counted on, a label; digits that go on in words are unread."""
    if table.digits_after.match(after):
        return "unread"
    digits = text[numeral.start : numeral.end]
    plain = digits.isdigit()  # 接听电话310万个: a number with its scale is no telephone's
    called = plain and digits in table.hotlines and not re.match(r"[起名人件次个宗]|\s+cases?\b", after)
    counted = not table.spaced and _measured(after, table)  # 接听电话3210次
    if (
        called
        or table.reference_after.match(after)
        or (plain and not counted and table.reference_before.search(before))
    ):
        return "reference"
    if plain and not table.spaced and SHORT_NUMBER.fullmatch(digits) and table.line_behind.match(after):
        return "reference"  # 12301旅游咨询热线
    if (
        plain
        and digits in table.emergency
        and (table.emergency_after.match(after) or (before.strip()[-1:] in ("", '"') and not _measured(after, table)))
    ):
        return "reference"  # 120急救中心
    if plain and len(digits) > LONGEST and not _counts(text, numeral, after, table):
        return "reference"  # 'anonymously on 77778577'
    if (numeral.value or 0) >= 100 and table.per_before_number.search(before):
        return "reference"  # 'per 100,000 people', 每10万人: what a rate is counted on
    if numeral.form == "digits" and (called_by := label(text, numeral, table)):
        return called_by
    if not table.spaced and table.label_before.search(before) and not _measured(after, table):
        return "name"  # 案例一：...
    if table.spaced and (numeral.value or 1000) < 1000 and in_labels(before, after, table):
        return "name"  # 'Regions one, two and nine'
    worded = table.spaced and numeral.form == "words" and (numeral.value or 21) < 21
    if (
        worded
        and table.label_before.search(before)
        and (DID.match(after) or not right_phrase(text, numeral.end, table))
    ):
        return "name"  # 'Phase two began', 'Terminal two handled'
    return None


SHORT_NUMBER = later(r"1[0-9]{4,5}|9[56]\d{3,4}")
LONGEST = 7  # digits that a figure has at most where nothing parts them into groups and nothing is counted


def _counts(text: str, numeral: Numeral, after: str, table: Neighbours) -> bool:
    """Is something counted, measured or paid beside a number?"""
    word = re.match(r" ([A-Za-z]+)", after)
    noun = word and word[1].lower() in table.nouns
    return bool(noun or _measured(after, table) or table.measures.money_before(text, numeral.start))


def _list_mark(text: str, numeral: Numeral, before: str, after: str, table: Neighbours) -> str | None:
    """一是, '(2)', 三个方面: the head or mark of a list; 位居前三: a place in an order."""
    if (
        not table.spaced
        and numeral.form == "words"
        and (numeral.value or 11) < 11
        and re.search(r"(?:^|[,，。;；:：、(\s])$", before)
        and re.match(r"是|要|、", after)
    ):
        return "list mark"
    if not table.spaced and (numeral.value or 100) < 100 and FOREMOST.search(before) and FOREMOST_AFTER.match(after):
        return "ordinal"  # 位居前三
    if (
        (numeral.value or 100) < 100
        and re.match(r"[.)、](?!\d)", after)
        and re.fullmatch(r"\s*\(?", text[: numeral.start])
    ):
        return "list mark"
    heads = table.list_head.match(after) if (numeral.value or numeral.low or 11) < 11 else None
    if heads and (heads[0].startswith("个") or not table.measures.word_at(after, 0)):  # 三个方面
        return "list mark"
    return None


def _branded(text: str, numeral: Numeral, before: str, after: str, table: Neighbours) -> str | None:
    """'Galaxy 9': a number behind a capital word that is no place."""
    if table.spaced and (in_row_of_names(text, numeral) or counted_on_a_day(text, numeral)):
        return None
    if not table.spaced or numeral.form != "digits" or not re.match(r" [A-Z]|$|[.,]", after):
        return None
    if counted_in_headline(text, numeral, table):
        return None
    plain = text[numeral.start : numeral.end].isdigit()  # a number with its scale is no part of a name
    return "name" if BRAND.search(before) and plain and not find_places(before, table.lang) else None


def _noun_after(after: str, table: Neighbours) -> bool:
    word = re.match(r"-([A-Za-z]+)", after)
    return bool(word and word[1].lower() in table.nouns)
