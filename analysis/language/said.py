"""The named parts of one time expression, and the numbers, months and years that their words say."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from .lexicon import word_list
from .numbers import find_numerals

Span = tuple[date | None, date | None, str | None]


class Reckoning(NamedTuple):
    """How an office counts its years."""

    fiscal: int = 1  # first month of its reporting year: 10 for US federal agencies, 4 for the UK
    by_first: bool = False  # Japan's fiscal 2021 is the one that begins in 2021
    republic: bool = False  # years of two figures are counted from 1912, as Taiwan's agencies write them (97年12月)
    south: bool = False  # seasons are those south of the equator: winter begins in June


CALENDAR = Reckoning()


@dataclass(frozen=True)
class Said:
    """The named parts of one time expression, with what they are read against."""

    parts: dict[str, str]
    raw: str
    words: Any  # the language's Grammar: months, weekdays, years, sizes and directions by word
    today: date
    context: date  # the day a bare month or day is looked for from: today, or the end of the year said just before
    reckoning: Reckoning = CALENDAR

    @property
    def fiscal(self) -> int:
        """First month of the agency's reporting year."""
        return self.reckoning.fiscal

    def __contains__(self, part: str) -> bool:
        return part in self.parts

    def number(self, part: str) -> int:
        """The number said in a part: '3', 'three', 三, 'third', 'couple'."""
        word = self.parts[part].lower().strip()
        if word in self.words.counts:
            return int(self.words.counts[word])
        if digits := re.match(r"\d+", word):
            return int(digits[0])
        if (plain := hanzi_number(word)) is not None:
            return plain
        numeral = next(iter(find_numerals(word, self.words.lang)), None)
        if numeral is None or numeral.value is None:
            if word in self.words.ordinals:
                return int(self.words.ordinals[word])
            tens, _, unit = re.sub(r" ", "-", word).partition("-")
            return int(find_numerals(tens, self.words.lang)[0].value or 0) + int(self.words.ordinals[unit])
        return int(numeral.value)

    def month(self, part: str = "m") -> int:
        word = self.parts[part].lower().rstrip(".")
        month = self.words.months.get(word) or self.number(part)
        if not 1 <= month <= 12:
            raise ValueError(word)
        return int(month)

    def year(self, part: str = "y") -> int:
        """The year said in a part, or the briefing's own."""
        word = self.parts.get(part)
        return self.today.year if word is None else year_of(word, self.words, self.today)

    def recent(self, month: int, *, of: date | None = None) -> int:
        """The year of a month said without one: the last such month that has begun by the day of the briefing."""
        if "y" in self or "rel" in self:
            return self.year("y" if "y" in self else "rel")
        day = of or self.context
        return day.year if month <= day.month else day.year - 1


FIRST_OF_REPUBLIC = 1912
HANZI = "零一二三四五六七八九"


def hanzi_number(word: str) -> int | None:
    """十一 => 11, 二十三 => 23, 两 => 2; None where the word is anything else. 十一 is a holiday's name elsewhere, and never in a date."""
    word = word.replace("两", "二").replace("廿", "二十").replace("卅", "三十")
    tens, ten, unit = word.rpartition("十")
    if any(c not in HANZI for c in tens + unit) or len(tens) > 1 or len(unit) > 1 or not word:
        return None
    if not ten:
        return HANZI.index(unit) if unit else None
    return 10 * (HANZI.index(tens) if tens else 1) + (HANZI.index(unit) if unit else 0)


def year_digits(word: str) -> str:
    """A year in digits of the calendar: 二〇一二 => '2012', 105 of the Republic of China => '2016'."""
    digits = word.translate(str.maketrans("〇○零一二三四五六七八九", "000123456789"))
    return str(int(digits) + FIRST_OF_REPUBLIC - 1) if len(digits) == len("105") else digits


def year_of(word: str, words: Any, today: date) -> int:
    """'2024', 'this year', 去年, 二〇二四, '08', 'two thousand and fifteen' => the year."""
    low = re.sub(r"\s+", " ", word.lower()).strip(" ,'")
    if low in words.years:
        return today.year + int(words.years[low])
    for before in word_list("before_year"):
        low = low.removeprefix(before)
    if digits := re.search(r"\d{4}", low):
        return int(digits[0])
    for behind in word_list("behind_year"):
        low = low.removesuffix(behind).strip()
    if re.fullmatch(r"\d{2}", low):
        return 2000 + int(low) if int(low) <= (today.year + 10) % 100 else 1900 + int(low)
    positional = low.translate(str.maketrans("〇零一二三四五六七八九", "00123456789"))
    if positional.isdigit():
        return int(positional) + (2000 if len(positional) == 2 else 0)
    numbers = [int(n.value) for n in find_numerals(low, words.lang) if n.value is not None]
    if len(numbers) == 2 and numbers[0] in (18, 19, 20):
        return numbers[0] * 100 + numbers[1]
    if len(numbers) == 1 and 1800 <= numbers[0] <= 2200:
        return numbers[0]
    return today.year
