"""Words that people read, in both languages: labels, scopes, periods and numbers as people write them."""

from __future__ import annotations

import functools
from datetime import date
from pathlib import Path
from typing import Any

from ..codebook import codebook
from ..comparing.intervals import Interval, figure
from ..comparing.marks import NOUN
from ..comparing.subjects import counting_of, qualified, subject_name
from ..errors import LexiconError, did_you_mean
from ..language.calendar import whole_months
from ..language.lexicon import LANGS
from ..remembered import read_toml, remembered

Row = dict[str, Any]


@functools.cache
def _labels() -> dict[str, dict[str, dict[str, str]]]:
    """The rows of labels.toml; LexiconError names a row that lacks a language."""
    text = Path(__file__).with_name("labels.toml").read_text(encoding="utf-8")
    table = remembered("labels", text, lambda: read_toml(text))
    for section, rows in table.items():
        for key, row in rows.items():
            if set(row) != set(LANGS):
                raise LexiconError(f"presenting/labels.toml [{section}] {key}: write {' and '.join(LANGS)}")
    return table


def check_language(language: str) -> None:
    """LexiconError for a language that no label is written in."""
    if language not in LANGS:
        raise LexiconError(f"no language {language!r}{did_you_mean(language, LANGS)}")


def said(key: str, language: str, *fill: object, section: str = "words") -> str:
    """A phrase in a language, its blanks filled; an id that has no phrase in words of its own."""
    check_language(language)
    row = _labels()[section].get(key)
    return row[language].format(*fill) if row else key.replace("_", " ")


def scope_words(scope: str | None, language: str = "en") -> str:
    """'CN-GX+CN-YN' => 'Guangxi, Yunnan'; 'case_1.24' => 'case 1.24'; a code without an entry in words of its own."""
    return said("listed", language).join(_scope(part, language) for part in (scope or "").split("+") if part)


def _scope(code: str, language: str) -> str:
    if code.startswith("case_"):
        return said("case", language, code.removeprefix("case_"), section="scopes")
    if code in _labels()["scopes"] or (not (code.isupper() and len(code) == 2) and not code.isdigit()):
        return said(code, language, section="scopes")
    from babel import Locale

    return str(Locale.parse({"en": "en", "zh": "zh_Hans"}[language]).territories.get(code, code))


def subject_words(subject: str | None, language: str = "en") -> str:
    """A metric's label; a head noun as it is."""
    return codebook().label(subject, language) if subject in codebook().metrics else str(subject or "")


def noun_words(row: Row, language: str = "en") -> str:
    """What a figure counts: the noun as printed, else its head; of a percentage whose text does not say it, 'not said of what'."""
    noun = row.get("counted") or row.get("head") or row.get("subject") or ""
    silent = not noun and not row.get("metric") and row.get("unit") in ("percent", "percentage_point")
    return said("not_said", language) if silent else str(noun)


def metric_words(row: Row, language: str = "en") -> str:
    """The metric's label, else the noun counted, with the scope behind it and who is left in or out: 'Cases solved
    (Guangxi)', 'Person-trips of foreigners (without border residents)'."""
    named = codebook().label(row["metric"], language) if row["metric"] else noun_words(row, language)
    behind = [
        words
        for words in (scope_words(row["scope"], language), row.get("of_agency"), _qualifier(row, language))
        if words
    ]
    return f"{named} ({', '.join(behind)})" if behind and named else named or ", ".join(behind)


def told_apart(rows: list[Row]) -> list[Row]:
    """Rows of a series or of comparisons, in whose words their agency is named where they are of several."""
    several = len({row["agency"] for row in rows}) > 1
    return [row | {"of_agency": row["agency"] if several else None} for row in rows]


def _qualifier(row: Row, language: str) -> str:
    """'without border residents': of a row of a series or a comparison, or of a claim."""
    if not row["metric"]:
        return ""
    told = row["counting"] if "counting" in row else counting_of(row) if "sentence" in row else None
    if not qualified(told):
        return ""
    return str(told).replace("_", " ") if language == "en" else counting_words(row["metric"], told, language)


def told_also(row: Row, language: str = "en") -> str:
    """'other reports: illegal and criminal cases handled' where others tell the same figure of another noun or time."""
    others = others_say(row, language)
    return said("told_also", language, others) if others else ""


def others_say(row: Row, language: str = "en") -> str:
    """What other reports of the event tell the same figure of: 'illegal and criminal cases handled', '2020-12-05 to 2022-01-12'."""
    said_of = []
    for mark in row.get("also_told_as") or ():
        field, _, other = mark.partition(":")
        named = (
            (codebook().label(other, language) if language != "en" else subject_name(other)) if field == NOUN else other
        )
        said_of.append(named.replace("_", " "))
    return ", ".join(said_of)


def period_words(first: date | None, last: date | None, language: str = "en") -> str:
    """'2024', '2024 H1', '2024 Q2', '2024-03', '2024-01-01 to 2024-08-19' or their Chinese; '' without a period."""
    if first is None or last is None:
        return said("span", language, first or "…", last or "…", section="periods") if first or last else ""
    months, year = whole_months((first, last)), first.year
    if months == 12 and first.month == 1:
        return said("year", language, year, section="periods")
    if months == 6 and first.month in (1, 7):
        return said("half_1" if first.month == 1 else "half_2", language, year, section="periods")
    if months == 3 and first.month in (1, 4, 7, 10):
        return said("quarter", language, year, (first.month + 2) // 3, section="periods")
    if months == 1:
        return said("month", language, year, first.month, section="periods")
    if months and year == last.year:
        return said("months", language, year, first.month, last.month, section="periods")
    return str(first) if first == last else said("span", language, first, last, section="periods")


def counting_words(metric: str | None, variant: str | None, language: str = "en") -> str:
    """The noun that stands for one of a metric's ways of counting, in a language; '' where there is none."""
    if not variant:
        return ""
    entry = codebook().metrics.get(metric or "")
    nouns = (entry.counting.get(variant) or {}).get(language) if entry else None
    return nouns[0].strip("^#*") if nouns else variant.replace("_", " ")


def unit_words(unit: str | None, language: str = "en") -> str:
    """'person_trip' => 'person-trips'."""
    return codebook().unit_label(unit, language) if unit else ""


def bounds_words(value: Interval, unit: str = "", language: str = "en", *, signed: bool = False) -> str:
    """'22,000 to 23,000 cases', '39,000 or more cases'; '' where nothing is known."""
    low, high = (None if v is None else figure(v, signed) for v in (value.low, value.high))
    gap = f" {unit}" if unit else ""
    if low is None and high is None:
        return ""
    if low is None or high is None:
        return said("or_less" if low is None else "or_more", language, low or high) + gap
    return (low if low == high else said("to", language, low, high)) + gap


def base_words(base: str | None, language: str = "en") -> str:
    """'same_period_of:2019' => 'on the same period of 2019'."""
    name, _, year = (base or "").partition(":")
    return said(name, language, year, section="bases") if name else ""


def plural(count: int, noun: str, many: str = "") -> str:
    """A number with its noun, `many` where the plural is no -s.

    >>> an.plural(1, "claim"), an.plural(2235, "claim"), an.plural(2, "series", "series")
    ('1 claim', '2,235 claims', '2 series')
    """
    return f"{count:,} {noun if count == 1 else many or noun + 's'}"


def shortened(text: str, width: int) -> str:
    """A text of at most `width` characters; an ellipsis stands for what was cut."""
    return text if len(text) <= width else text[: width - 1].rstrip() + "…"
