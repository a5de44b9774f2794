"""How well figures are read, on benchmarks kept elsewhere: `python tests/bench/accuracy.py PATH_TO_BENCHMARKS`.

PATH holds eval_newsquant.py and eval_specs.py with their data. The official rules are theirs; the adapters here only
put a reading into their terms. Prints the package's figures beside those of other extractors, and the machine.
"""

from __future__ import annotations

import itertools
import json
import platform
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from babel import Locale

from tests.conftest import as_briefing
from analysis.extraction.modifiers import modifier_before
from analysis.extraction.noun_phrases import right_phrase
from analysis.extraction.pipeline import read_briefing
from analysis.extraction.quantities import Quantity, read_quantities
from analysis.language.lexicon import fold
from analysis.language.neighbours import neighbours
from analysis.language.number_words import decimal_mark
from analysis.language.numbers import find_numerals
from analysis.language.time_expressions import find_periods
from analysis.language.units import all_measures, currencies

LANGUAGE = {"English": "en", "Chinese": "zh"}
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

# As published, and as measured by us with today's versions, on all cases.
PEERS = {
    "NewsQuant, official F1 (value, value+unit, value+change)": {
        "CQE, as published": (92.0, 85.6, 88.1),
        "CQE, measured": (90.4, 82.3, 85.8),
        "quantulum3": (73.1, 47.2, None),
        "Recognizers-Text": (69.4, 34.3, None),
    },
    "Specs, F1 (numbers en, zh; percent en, zh; date ranges en, zh)": {
        "Recognizers-Text": (75.8, 95.9, 90.9, 95.1, 52.6, 30.8)
    },
}


# ---- NewsQuant ------------------------------------------------------------------------------------------------

# NewsQuant's names for units that the package names otherwise.
UNIT_NAMES = {
    "percent": "percentage", "percentage_point": "percentage point", "USD": "dollar", "GBP": "pound sterling", "EUR": "euro",
    "CNY": "chinese yuan", "ILS": "shekel", "km": "kilometre", "kg": "kilogram", "gram": "gram", "tonne": "tonne", "multiple": "count",
    "hour": "hour", "minute": "minute", "square_km": "square kilometre",
}  # fmt: skip


Item = tuple[Any, str, str, tuple[int, int]]


def newsquant(text: str) -> list[Item]:
    """A sentence => (value, change, unit, span) per quantity, as eval_newsquant.py wants them."""
    readings, _ = read_briefing(as_briefing(text, "en", date(2019, 12, 31)) | {"agency": "none"})
    found: list[Item] = []
    for read in readings:
        items: list[Item] = []
        for draft in read.drafts:
            q = draft.quantity
            if (
                q is None
                or draft.kind == "rank"
                or "doubling" in draft.rules
                or (q.numeral.form == "vague" and q.low is not None and q.low < 10)
            ):
                continue
            raw = read.text[q.start : q.end].lower()
            change = draft.direction if draft.kind == "change" and q.modifier == "exact" else CHANGE[q.modifier]
            change = "<" if "under" in raw or "up to" in raw else change
            items.append((news_value(q), change or "=", unit_name(q, read.text), (q.start, q.end)))
        items += [item for left in read.leftovers if (item := not_left(read, left.start, left.end, left.reason))]
        found += from_to(items, read.text)
    return found


def from_to(items: list[Item], text: str) -> list[Item]:
    """NewsQuant writes 'from 4.8 to 4.7 percent' as one range, from the first to the second; to the package they are two levels."""
    merged: list[Item] = []
    for item in sorted(items, key=lambda i: i[3]):
        last = merged[-1] if merged else None
        between = text[last[3][1] : item[3][0]] if last else ""
        if last and not isinstance(last[0], tuple) and re.search(r"\bfrom (?:about )?$", text[: last[3][0]]):
            single = not isinstance(item[0], tuple)
            if single and re.fullmatch(r"[^;]{0,32} to ", between) and not re.search(r" from |, to ", between):
                unit = item[2] if item[2] != "-" else last[2]
                merged[-1] = ((last[0], item[0]), "=", unit, (last[3][0], item[3][1]))
                continue
        merged.append(item)
    return merged


def news_value(q: Quantity) -> Any:
    """NewsQuant writes fractions as such, and a vague 'dozens' as 12 to 120, 'hundreds' as 100 to 1,000."""
    if q.numeral.form == "fraction" and q.value is not None and q.numeral.value is not None:
        return float(q.numeral.value)
    if q.value is not None:
        return float(q.value)
    if q.numeral.form != "vague":
        return float(q.low or 0), float(q.high or 0)
    low = 12.0 if q.low == 24 else 10.0 ** (len(str(int(q.low or 1))) - 1)
    return low, low * 10


def not_left(read: Any, start: int, end: int, reason: str) -> tuple[Any, str, str, tuple[int, int]] | None:
    """NewsQuant counts ages, 'one of the' and 'the past two years', which the package leaves over on purpose."""
    raw = read.text[start:end].lower()
    if raw.startswith("one of"):
        phrase = right_phrase(read.text, end, neighbours("en")) or "-"
        return 1.0, "=", singular(positive(phrase.lower())), (start, end)
    spans = [p for p in read.periods if p.rule in ("last_n", "next_n", "first_months") and p.start <= start < p.end]
    if reason not in ("age", "date") or (reason == "date" and not spans):
        return None
    numbers = [n for n in find_numerals(read.text[start:], "en") if n.value is not None]
    if not numbers or numbers[0].start > 0:
        return None
    unit = (
        "year of age" if reason == "age" else (re.search(r"(year|month|week|day|quarter)", read.text[end:]) or ["-"])[0]
    )
    return float(numbers[0].value or 0), "=", unit, (start, end)


def positive(phrase: str) -> str:
    """NewsQuant writes 'best speakers' as 'good speaker': the adjective in its positive form."""
    words = [w for w in phrase.split() if w not in ("most", "the", "his", "her", "its", "their")]
    return " ".join({"best": "good", "worst": "bad"}.get(w, re.sub(r"(?<=[a-z]{3})est$", "", w)) for w in words) or "-"


def unit_name(quantity: Quantity, text: str) -> str:
    """The unit as NewsQuant names it: the noun after the number in the singular where it is not a measure."""
    unit = quantity.unit
    if unit in UNIT_NAMES or unit in currencies() or unit in all_measures() or unit in ("day", "week", "month", "year"):
        name = UNIT_NAMES.get(str(unit)) or (currency_name(str(unit)) if unit in currencies() else str(unit))
        return f"{name} per {UNIT_NAMES.get(quantity.per, quantity.per)}" if quantity.per else name
    phrase = quantity.counted or "-"
    if quantity.counted and quantity.counted not in text[quantity.numeral.end :]:
        phrase = "-"  # what was said before the number is no unit there
    words = [w for w in phrase.lower().replace('"', "").split() if w not in ("and", "or", "the", "a", "of", "-")]
    named = singular(" ".join(words)) if words else "-"
    return f"{named} per {quantity.per}" if quantity.per else named


def currency_name(code: str) -> str:
    """'MYR' => 'malaysian ringgit'."""
    return str(Locale.parse("en").currencies[code]).lower()


def singular(phrase: str) -> str:
    """'black suvs' => 'black suv': the last word in the singular."""
    *first, last = phrase.split() or ["-"]
    irregular = {
        "people": "people",
        "men": "man",
        "women": "woman",
        "children": "child",
        "feet": "foot",
        "companies": "company",
    }
    if last in irregular:
        last = irregular[last]
    elif last.endswith("men"):
        last = last[:-3] + "man"
    elif last.endswith("ies"):
        last = last[:-3] + "y"
    elif re.search(r"(?:s|x|ch|sh)es$", last):
        last = last[:-2]
    elif last.endswith("s") and not last.endswith("ss"):
        last = last[:-1]
    return " ".join([*first, last])


# ---- specs ----------------------------------------------------------------------------------------------------


def specs(text: str, lang: str, model: str, ref: str | None = None) -> list[tuple[Any, tuple[int, int]]]:
    """A case of the Recognizers suites => (value, span) per item, in the model's own terms."""
    language = LANGUAGE[lang]
    folded = fold(text)
    if model == "DateRange":
        return date_ranges(folded, language, date.fromisoformat(ref[:10]) if ref else date.today())
    if model == "NumberModel":
        return [
            (float(n.value) / (100 if n.form == "percent" and folded[n.start] != "百" else 1), (n.start, n.end))
            for n in find_numerals(folded, language, decimal_mark(folded))
            if n.value is not None
            and not n.reason
            and not (
                folded[n.end - 1].isdigit()
                and folded[n.end : n.end + 1].isascii()
                and folded[n.end : n.end + 1].isalpha()
            )
        ]
    quantities, left = read_quantities(folded, language, mark=decimal_mark(folded))
    if model == "PercentModel":
        return percents(quantities, folded)
    if model == "NumberRangeModel":
        return number_ranges(quantities, left, folded, language)
    raise ValueError(f"the suites have no model {model!r}")


def percents(quantities: list[Quantity], text: str) -> list[tuple[Any, tuple[int, int]]]:
    """The suites also count 'percent of 10' as 10 and a bare % as a percentage without a value."""
    found: list[tuple[Any, tuple[int, int]]] = [
        (float(q.value), bare(q, text))
        for q in quantities
        if q.unit in ("percent", "percentage_point") and q.value is not None and q.numeral.form != "fraction"
    ]
    for lone in re.finditer(r"(?<![\w%])(?:% (?!\d)|per ?cent of (?P<n>\d+))", text):
        found.append((float(lone["n"]) if lone["n"] else None, (lone.start(), len(text[: lone.end()].rstrip()))))
    return found


def number_ranges(
    quantities: list[Quantity], left: list[Any], text: str, language: str
) -> list[tuple[Any, tuple[int, int]]]:
    """Bounds and ranges; the suites also count ages, and 'from 200 to 300', two levels to the package."""
    found: list[tuple[Any, tuple[int, int]]] = []
    table = neighbours(language)
    for q in quantities:
        span = (q.start, q.end if q.numeral.form != "range" or language == "en" else q.numeral.end)
        if r := number_range(q, text[q.start : q.end], text[: q.start]):
            found.append((r, span))
    for a, b in itertools.pairwise(quantities):
        if text[: a.start].endswith("from ") and text[a.end : b.start] == " to " and a.value and b.value:
            found.append(((float(a.value), float(b.value), True, False), (a.start - 5, b.end)))
    for item in left:
        number = next((n for n in find_numerals(text, language) if n.start == item.start), None)
        modifier = modifier_before(text, item.start, 0, table) if item.reason == "age" and number else None
        if modifier and number and number.value is not None:
            found.append((BOUNDS[modifier[0]](float(number.value)), (modifier[1], item.end)))
    return merge_ranges(sorted(found, key=lambda item: item[1]), text)


def bare(quantity: Quantity, text: str) -> tuple[int, int]:
    """The span of number and percent sign, without the modifier before it."""
    start = quantity.numeral.start
    return start, len(text[: quantity.end].rstrip())


# The suites read 以上 and 以下 as open, and 'equal to 5' as a range of its own.
OPEN_ENDED = ("以上", "以下", "之下", "之上")
EQUALS = re.compile(r"(?:\b(?:equals?|equaling)(?: to)?|等于) ?$", re.IGNORECASE)


def number_range(q: Quantity, raw: str, before: str) -> tuple[float | None, float | None, bool, bool] | None:
    """(low, high, low closed, high closed) as the suites write ranges."""
    if q.numeral.form == "range":
        return float(q.low or 0), float(q.high or 0), True, False
    if q.value is None:
        return None
    value = float(q.value) / (100 if q.numeral.form == "fraction" else 1)
    open_end = q.modifier in ("at_least", "at_most") and raw.rstrip().endswith(OPEN_ENDED)
    if open_end:
        return (value, None, False, False) if q.modifier == "at_least" else (None, value, False, False)
    if q.modifier == "exact" and EQUALS.search(before):
        return value, value, True, True
    return BOUNDS[q.modifier](value) if q.modifier in BOUNDS else None


BOUNDS: dict[str, Callable[[float], tuple[float | None, float | None, bool, bool]]] = {
    "more_than": lambda v: (v, None, False, False),
    "at_least": lambda v: (v, None, True, False),
    "less_than": lambda v: (None, v, False, False),
    "at_most": lambda v: (None, v, False, True),
}


def merge_ranges(found: list[tuple[Any, tuple[int, int]]], text: str) -> list[tuple[Any, tuple[int, int]]]:
    """'above 1000 and below 1500' is one range in the suites, two bounds to the package."""
    merged: list[tuple[Any, tuple[int, int]]] = []
    for value, span in found:
        if merged and re.fullmatch(r" ?(?:and|并且?|且|的同时|, ?|，)? ?", text[merged[-1][1][1] : span[0]]):
            (a, b, closed_a, closed_b), before = merged[-1]
            low, high = (a, value[1]) if b is None else (value[0], b)
            if (
                (a is None) != (b is None)
                and (value[0] is None) == (b is None)
                and low is not None
                and high is not None
                and low < high
            ):
                closed = (closed_a, value[3]) if b is None else (value[2], closed_b)
                merged[-1] = ((low, high, *closed), (before[0], span[1]))
                continue
        merged.append((value, span))
    return merged


def date_ranges(text: str, language: str, ref: date) -> list[tuple[Any, tuple[int, int]]]:
    """(start, end exclusive) of every time expression that is no single day, as the suites date them.

    The suites end 'from A to B' where B begins, leave 'since' open and end 'year to date' on the day itself.
    """
    found: list[tuple[Any, tuple[int, int]]] = []
    for p in find_periods(text, language, ref):
        raw = text[p.start : p.end].lower()
        single = ("clock", "holiday", "date", "weekday", "day_alone", "relative_day", "day_of_month")
        if p.rule in single or (p.rule == "now" and raw != "to date"):
            continue
        first, last = p.first, p.last + timedelta(days=1) if p.last else None
        if p.rule == "from_to":
            last = p.tail
        elif p.rule in ("day_range", "days_between"):
            last = p.last
        elif p.rule == "month_range" and p.last:
            last = p.last.replace(day=1)
        elif p.rule == "year_range" and p.last:
            last = p.last.replace(month=1, day=1)
        elif p.rule == "since" or (p.rule == "year_to_date" and "to date" not in raw):
            last = None
        elif p.rule in ("year_to_date", "rest_of"):
            last = p.last if p.rule == "year_to_date" or not raw.startswith(("later", "rem")) else last
        elif p.rule == "until":
            last = p.tail
        elif p.rule == "last_n" and first and "quarter" not in raw and "季" not in raw:
            first, last = first - timedelta(days=1), p.last
        elif p.rule in ("start_of", "end_of") and first:
            first, last = around_edge(first, p.rule, raw)
        elif p.rule == "now":
            first, last = None, ref
        found.append(
            ((first.isoformat() if first else None, last.isoformat() if last else None), (start_of(text, p), p.end))
        )
    return found


def around_edge(day: date, rule: str, raw: str) -> tuple[date, date]:
    """The suites' 'end of 2000' is its last four months, 'end of the month' its second half."""
    of_year = not re.search(
        r"month|[a-z]{3,}\.? (?:19|20)\d\d|月|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec",
        raw.replace("end of", "").replace("beginning of", "").replace("start of", ""),
    )
    if rule == "start_of":
        return day, day.replace(month=5) if of_year else day.replace(day=16)
    return (day.replace(month=9, day=1) if of_year else day.replace(day=16)), day + timedelta(days=1)


def start_of(text: str, period: Any) -> int:
    """Where the suites begin a range: its preposition belongs to it."""
    lead = (
        re.search(r"(?:\bfrom (?:the )?|\bbetween (?:the )?|从|自)$", text[: period.start])
        if period.rule in ("from_to", "day_range")
        else None
    )
    return period.start - len(lead[0]) if lead else int(period.start)


# ---- the table ------------------------------------------------------------------------------------------------


def main(folder: str) -> None:
    """Run both evaluations and print the figures."""
    root = Path(folder).resolve()
    with tempfile.TemporaryDirectory() as scratch:
        adapter = Path(scratch) / "our_adapter.py"
        adapter.write_text(
            f"import sys; sys.path.insert(0, {str(Path(__file__).resolve().parents[2])!r})\nfrom tests.bench.accuracy import newsquant, specs\n"
        )
        data = sorted((root / "newsquant").glob("*.json"))
        news = run(
            root / "eval_newsquant.py",
            "--adapter",
            "our_adapter:newsquant",
            "--data",
            ",".join(map(str, data)),
            cwd=scratch,
        )
        suites = run(
            root / "eval_specs.py",
            "--adapter",
            "our_adapter:specs",
            "--models",
            "NumberModel,PercentModel,NumberRangeModel,DateRange",
            cwd=scratch,
        )
    result = json.loads(news)
    print(f"machine: {platform.machine()}, {platform.system()}, Python {platform.python_version()}")
    print(
        f"NewsQuant ({', '.join(result['data'])}, {result['sentences']} sentences, {result['speed']['sent_per_s']} sentences/s)"
    )
    for scoring in ("official", "strict"):
        print(f"  {scoring:9}", {k: v[2] for k, v in result[scoring].items()})
    print("Specs: F1 on value, and on value with exact span; all cases, then those that the suites flag as supported")
    for line in filter(None, suites.splitlines()):
        r = json.loads(line)
        got = [r[part][key][2] for part in ("all", "supported") for key in ("value", "value_span")]
        print(f"  {r['lang']:8} {r['model']:17} all {got[0]:5} {got[1]:5}   supported {got[2]:5} {got[3]:5}")
    for name, rows in PEERS.items():
        print(name)
        for peer, figures in rows.items():
            print(f"  {peer:18}", figures)


def run(script: Path, *arguments: str, cwd: str) -> str:
    """Run an evaluation script with the adapter on its path; its standard output."""
    done = subprocess.run(
        [sys.executable, str(script), *arguments], capture_output=True, text=True, cwd=cwd, check=False
    )
    if done.returncode:
        raise SystemExit(done.stderr)
    print(done.stderr, end="", file=sys.stderr)
    return done.stdout


if __name__ == "__main__":
    if len(sys.argv) != 2:
        raise SystemExit(__doc__)
    main(sys.argv[1])
