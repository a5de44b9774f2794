"""The package's readings in the terms of two public benchmarks, for the evaluation scripts that lie beside their data.

`newsquant` for eval_newsquant.py, `specs` for eval_specs.py; the rules of scoring are theirs. What the benchmarks count and the package
leaves over on purpose (ages, 'the past two years') is handed over from the leftovers.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from babel import Locale

from analysis.extraction.pipeline import read_briefing
from analysis.extraction.quantities.modifiers import modifier_before
from analysis.extraction.quantities.noun_phrases import right_phrase
from analysis.extraction.quantities.quantities import read_quantities
from analysis.extraction.quantities.quantity import Quantity
from analysis.language.lexicon import fold
from analysis.language.measure_names import currencies
from analysis.language.neighbours import neighbours
from analysis.language.number_words import decimal_mark
from analysis.language.numbers import find_numerals
from analysis.language.periods import Period
from analysis.language.time_expressions import find_periods
from analysis.language.units import all_measures
from tests.conftest import as_briefing

Span = tuple[int, int]
Item = tuple[Any, str, str, Span]
Range = tuple[float | None, float | None, bool, bool]

# ---- NewsQuant: (value, change, unit, span) -------------------------------------------------------------------------

CHANGE = {
    "exact": "=",
    "about": "~",
    "more_than": ">",
    "at_least": ">",
    "less_than": "<",
    "at_most": "=",
    "nearly": "<",
    "several": "=",
}
UNIT = {
    "percent": "percentage", "percentage_point": "percentage point", "USD": "dollar", "GBP": "pound sterling", "EUR": "euro", "CNY": "chinese yuan",
    "ILS": "shekel", "km": "kilometre", "kg": "kilogram", "multiple": "count", "pound": "pound-mass", "square_km": "square kilometre",
}  # fmt: skip
NO_NOUN = ("and", "or", "the", "a", "of", "-", "most", "his", "her", "its", "their")


def newsquant(text: str) -> list[Item]:
    """The quantities of a sentence."""
    found: list[Item] = []
    for read in read_briefing(as_briefing(text, "en", date(2019, 12, 31)) | {"agency": "none"})[0]:
        items = []
        for draft in read.drafts:
            q = draft.quantity
            if (
                q is None
                or draft.kind == "rank"
                or "doubling" in draft.rules
                or (q.numeral.form == "vague" and (q.low or 10) < 10)
            ):
                continue
            raw = read.text[q.start : q.end].lower()
            change = draft.direction if draft.kind == "change" and q.modifier == "exact" else CHANGE[q.modifier]
            items.append(
                (
                    _value(q),
                    "<" if "under" in raw or "up to" in raw else change or "=",
                    _unit(q, read.text),
                    (q.start, q.end),
                )
            )
        items += [item for left in read.leftovers if (item := _left(read, left.start, left.end, left.reason))]
        found += _from_to(sorted(items, key=lambda i: i[3]), read.text)
    return found


def _from_to(items: list[Item], text: str) -> list[Item]:
    """'From 4.8 to 4.7 percent' is one range to the benchmark, two levels to the package."""
    merged: list[Item] = []
    for item in items:
        value, _, unit, (start, end) = merged[-1] if merged else (None, "", "", (0, 0))
        led = (
            re.search(r"\bfrom (?:about )?$", text[:start])
            and not isinstance(value, tuple)
            and not isinstance(item[0], tuple)
        )
        if led and re.fullmatch(r"(?!.*(?: from |, to ))[^;]{0,32} to ", text[end : item[3][0]]):
            merged[-1] = ((value, item[0]), "=", item[2] if item[2] != "-" else unit, (start, item[3][1]))
        else:
            merged.append(item)
    return merged


def _value(q: Quantity) -> Any:
    """Fractions as such; 'dozens' as 12 to 120, 'hundreds' as 100 to 1,000."""
    if q.value is not None:
        return float(q.numeral.value if q.numeral.form == "fraction" and q.numeral.value is not None else q.value)
    if q.numeral.form != "vague":
        return float(q.low or 0), float(q.high or 0)
    low = 12.0 if q.low == 24 else 10.0 ** (len(str(int(q.low or 1))) - 1)
    return low, low * 10


def _left(read: Any, start: int, end: int, reason: str) -> Item | None:
    """Ages, 'one of the' and 'the past two years'."""
    raw = read.text[start:end].lower()
    if raw.startswith("one of"):
        return 1.0, "=", _noun(right_phrase(read.text, end, neighbours("en")) or "-"), (start, end)
    spans = [p for p in read.periods if p.rule in ("last_n", "next_n", "first_months") and p.start <= start < p.end]
    number = next((n for n in find_numerals(read.text[start:], "en") if n.value is not None), None)
    if number is None or number.start or not (reason == "age" or (reason == "date" and spans)):
        return None
    unit = re.search(r"(year|month|week|day|quarter)", read.text[end:])
    return float(number.value or 0), "=", "year of age" if reason == "age" else unit[0] if unit else "-", (start, end)


def _noun(phrase: str) -> str:
    """'the best speakers' => 'good speaker'."""
    words = [w for w in phrase.lower().replace('"', "").split() if w not in NO_NOUN]
    words = [{"best": "good", "worst": "bad"}.get(w, re.sub(r"(?<=[a-z]{3})est$", "", w)) for w in words]
    for ending, one in SINGULAR:
        words[-1:] = [re.sub(ending, one, w) for w in words[-1:]]
    return " ".join(words) or "-"


SINGULAR = (
    ("^children$", "child"),
    ("^feet$", "foot"),
    ("men$", "man"),
    ("ies$", "y"),
    ("(?<=s|x)es$|(?<=ch|sh)es$|(?<!s)s$", ""),
)


def _unit(q: Quantity, text: str) -> str:
    """A measure by its name, else the noun behind the number."""
    if q.unit in currencies() and q.unit not in UNIT:
        name = str(Locale.parse("en").currencies[q.unit]).lower()
    elif (
        q.unit in UNIT
        or q.unit in currencies()
        or q.unit in all_measures()
        or q.unit in ("day", "week", "month", "year")
    ):
        name = UNIT.get(str(q.unit), str(q.unit))
    else:
        name = _noun(q.counted if q.counted and q.counted in text[q.numeral.end :] else "-")
    return f"{name} per {UNIT.get(q.per, q.per)}" if q.per else name


# ---- specs: (value, span) -------------------------------------------------------------------------------------------


def specs(text: str, lang: str, model: str, ref: str | None = None) -> list[tuple[Any, Span]]:
    """The items of a case in the terms of a model of the suites."""
    text, language = fold(text), {"English": "en", "Chinese": "zh"}[lang]
    if model == "DateRange":
        return date_ranges(text, language, date.fromisoformat((ref or "2019-12-31")[:10]))
    if model == "NumberModel":
        found = [n for n in find_numerals(text, language, decimal_mark(text)) if n.value is not None and not n.reason]
        glued = re.compile(r"(?<=[0-9])[A-Za-z]")
        return [(float(n.value or 0) / (100 if n.form == "percent" and text[n.start] != "百" else 1), (n.start, n.end))
                for n in found if not glued.match(text, n.end)]  # fmt: skip
    quantities, left = read_quantities(text, language, mark=decimal_mark(text))
    if model == "PercentModel":
        return _percents(quantities, text)
    return _number_ranges(quantities, left, text, language)


def _percents(quantities: list[Quantity], text: str) -> list[tuple[Any, Span]]:
    """The suites also count 'percent of 10' as 10 and a bare % as a percentage without a value."""
    ratios = [q for q in quantities if q.percent or q.unit == "percentage_point"]
    found: list[tuple[Any, Span]] = [
        (float(q.value), (q.numeral.start, len(text[: q.end].rstrip())))
        for q in ratios
        if q.value is not None and q.numeral.form != "fraction"
    ]
    for lone in re.finditer(r"(?<![\w%])(?:%(?= (?!\d))|per ?cent of (?P<n>\d+))", text):
        found.append((float(lone["n"]) if lone["n"] else None, lone.span()))
    return found


BOUNDS: dict[str, Callable[[float], Range]] = {
    "more_than": lambda v: (v, None, False, False), "at_least": lambda v: (v, None, True, False),
    "less_than": lambda v: (None, v, False, False), "at_most": lambda v: (None, v, False, True),
}  # fmt: skip
EQUALS = re.compile(r"(?:\b(?:equals?|equaling)(?: to)?|等于) ?$", re.IGNORECASE)


def _number_ranges(quantities: list[Quantity], left: list[Any], text: str, language: str) -> list[tuple[Any, Span]]:
    """Bounds and ranges; the suites also count ages, and 'from 200 to 300', two levels to the package."""
    found: list[tuple[Any, Span]] = []
    for q in quantities:
        if r := _range(q, text):
            found.append((r, (q.start, q.numeral.end if q.numeral.form == "range" and language == "zh" else q.end)))
    for a, b in itertools.pairwise(quantities):
        if text[: a.start].endswith("from ") and text[a.end : b.start] == " to " and a.value and b.value:
            found.append(((float(a.value), float(b.value), True, False), (a.start - 5, b.end)))
    for item in (i for i in left if i.reason == "age"):
        number = next((n for n in find_numerals(text, language) if n.start == item.start), None)
        modifier = (
            modifier_before(text, item.start, 0, neighbours(language)) if number and number.value is not None else None
        )
        if modifier and number:
            found.append((BOUNDS[modifier[0]](float(number.value or 0)), (modifier[1], item.end)))
    return _merged(sorted(found, key=lambda item: item[1]), text)


def _range(q: Quantity, text: str) -> Range | None:
    """(low, high, low closed, high closed): 以上 and 以下 are open to the suites, 'equal to 5' a range of its own."""
    if q.numeral.form == "range":
        return float(q.low or 0), float(q.high or 0), True, False
    if q.value is None:
        return None
    value = float(q.value) / (100 if q.numeral.form == "fraction" else 1)
    if q.modifier == "exact" and EQUALS.search(text[: q.start]):
        return value, value, True, True
    spoken = (
        {"at_least": "more_than", "at_most": "less_than"} if re.search("[以之][上下] *$", text[q.start : q.end]) else {}
    )
    bound = BOUNDS.get(spoken.get(q.modifier, q.modifier))
    return bound(value) if bound else None


def _merged(found: list[tuple[Any, Span]], text: str) -> list[tuple[Any, Span]]:
    """'Above 1000 and below 1500' is one range to the suites."""
    merged: list[tuple[Any, Span]] = []
    for value, span in found:
        last, place = merged[-1] if merged else (None, (0, 0))
        if last and re.fullmatch(r" ?(?:and|并且?|且|的同时|, ?|，)? ?", text[place[1] : span[0]]):
            below, above = (last, value) if last[0] is None else (value, last)
            if None is below[0] is above[1] and None not in (below[1], above[0]) and above[0] < below[1]:
                merged[-1] = ((above[0], below[1], above[2], below[3]), (place[0], span[1]))
                continue
        merged.append((value, span))
    return merged


SINGLE = ("clock", "holiday", "date", "weekday", "day_alone", "relative_day", "day_of_month")


def date_ranges(text: str, language: str, ref: date) -> list[tuple[Any, Span]]:
    """(first, last exclusive) of every time that is no single day."""
    found: list[tuple[Any, Span]] = []
    for p in find_periods(text, language, ref):
        raw = text[p.start : p.end].lower()
        if p.rule in SINGLE or (p.rule == "now" and raw != "to date"):
            continue
        days = tuple(day.isoformat() if day else None for day in _days(p, raw, ref))
        lead = (
            re.search(r"(?:\bfrom (?:the )?|\bbetween (?:the )?|从|自)$", text[: p.start])
            if p.rule in ("from_to", "day_range")
            else None
        )
        found.append((days, (p.start - len(lead[0] if lead else ""), p.end)))
    return found


def _days(p: Period, raw: str, ref: date) -> tuple[date | None, date | None]:
    """The suites end 'from A to B' where B begins, leave 'since' open, end 'year to date' on the day itself; an edge is a third or half."""
    first, last = p.first, p.last + timedelta(days=1) if p.last else None
    if p.rule in ("start_of", "end_of") and first:
        of = re.sub("(?:end|beginning|start) of", "", raw)
        year = not re.search(r"month|[a-z]{3,}\.? (?:19|20)\d\d|月|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec", of)
        if p.rule == "start_of":
            return first, first.replace(month=5) if year else first.replace(day=16)
        return first.replace(month=9, day=1) if year else first.replace(day=16), first + timedelta(days=1)
    if p.rule == "last_n" and first and "quarter" not in raw and "季" not in raw:
        return first - timedelta(days=1), p.last
    ends: dict[str, tuple[date | None, date | None]] = {
        "from_to": (first, p.tail), "until": (first, p.tail), "now": (None, ref), "since": (first, None),
        "day_range": (first, p.last), "days_between": (first, p.last), "month_range": (first, p.last and p.last.replace(day=1)),
        "year_range": (first, p.last and p.last.replace(month=1, day=1)), "year_to_date": (first, p.last if "to date" in raw else None),
        "rest_of": (first, last if raw.startswith(("later", "rem")) else p.last),
    }  # fmt: skip
    return ends.get(p.rule, (first, last))
