"""'in the first half' / 上半年 + the briefing's date -> start, end."""

from __future__ import annotations

import calendar
import functools
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from .numerals import find_numerals
from .words import alternatives, lexicon

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Period:
    """A span of time as said: inclusive dates; None is an open end. `kind` is the vocabulary's period_kind."""

    start: int
    end: int
    first: date | None
    last: date | None
    kind: str
    rule: str

    @property
    def dated(self) -> bool:
        return self.first is not None and self.last is not None


class Grammar:
    """The time expressions of one language, compiled from lexicon/periods.toml."""

    def __init__(self, lang: str) -> None:
        rows = lexicon("periods")
        self.lang = lang
        self.months = {w.lower(): r["value"] for r in rows["months"] for w in r[lang]}
        self.weekdays = {w.lower(): r["value"] for r in rows["weekdays"] for w in r[lang]}
        self.years = {w.lower(): r["value"] for r in rows["years"] for w in r[lang]}
        numbers = alternatives([w for r in lexicon("numbers")["digits"] for w in r[lang] if r["value"] < 13])
        parts = {"months": alternatives(list(self.months)), "numbers": numbers}
        parts |= {"years": alternatives(list(self.years)), "weekdays": alternatives(list(self.weekdays))}
        macros = {k: _fill(v, parts) for k, v in rows["macros"][lang].items()} | parts
        patterns, self.ids = [], {}
        for row in rows["point"]:
            for number, pattern in enumerate(row[lang]):
                key = f"{row['id']}__{number}"
                self.ids[key] = row["id"]
                edge = r"(?<![\w.,/$])" if lang == "en" else r"(?<![\d.])"
                body = re.sub(r"\(\?P<(\w+)>", rf"(?P<{key}__\1>", _fill(pattern, macros))
                patterns.append(f"(?P<{key}>{edge}(?:{body}))")
        self.point = re.compile("|".join(patterns), re.IGNORECASE if lang == "en" else 0)
        join = rows["join"]
        self.before = {
            k: re.compile(rf"(?:{alternatives(join[k][lang])}) ?(?:the )?$", re.I)
            for k in ("since", "until", "from", "before", "after")
        }
        self.after = re.compile(rf" ?(?:{alternatives(join['since_after'][lang])})", re.I)
        self.behind = {k: re.compile(rf" ?(?:{alternatives(join[f'{k}_after'][lang])})") for k in ("before", "after")}
        around = alternatives(join["since_around"][lang])
        self.around = re.compile(rf"[^,，。;；\d]{{0,14}}?(?:{around})")
        self.to = re.compile(rf",? ?(?:{alternatives(join['to'][lang])}) ?(?:the )?", re.I)


def _fill(pattern: str, macros: dict[str, str]) -> str:
    return re.sub(r"\{([a-z]\w*)\}", lambda m: macros[m[1]], pattern)


@functools.cache
def grammar(lang: str) -> Grammar:
    """The time expressions of a language, compiled once."""
    return Grammar(lang)


def find_periods(text: str, lang: str, today: date, fiscal_start: int = 1) -> list[Period]:
    """All time expressions of a folded text, in order, resolved against the briefing's date `today`.

    `fiscal_start` is the first month of the agency's fiscal year (10 for US federal agencies, 4 for the UK).
    """
    table = grammar(lang)
    points: list[Period] = []
    for match in table.point.finditer(text):
        before = points[-1] if points else None
        linked = before and before.first and table.to.fullmatch(text[before.end : match.start()])
        # a bare 'June 30' after '25 June 2020 to' is of that year
        context = date(before.first.year, 12, 31) if linked and before and before.first else today
        period = _resolve(match, table, context, today, fiscal_start)
        if period is not None:
            points.append(period)
    return _join(text, points, table, today)


def _resolve(match: re.Match[str], table: Grammar, context: date, today: date, fiscal_start: int) -> Period | None:
    key = match.lastgroup or ""
    key = next(k for k in table.ids if match.group(k) is not None) if key not in table.ids else key
    rule = table.ids[key]
    prefix = f"{key}__"
    said = {k.removeprefix(prefix): v for k, v in match.groupdict().items() if k.startswith(prefix) and v is not None}
    start = match.end(f"{prefix}cue") if "cue" in said else match.start()
    if rule == "clock":
        return Period(start, match.end(), None, None, "day", "clock")
    try:
        span = RULES[rule](said, table, context, today, fiscal_start, match[0])
    except (ValueError, KeyError):
        return None
    if span is None:
        return None
    first, last, kind = span
    return Period(start, match.end(), first, last, kind or kind_of(first, last), rule)


Span = tuple[date | None, date | None, str | None]


def _small(word: str, table: Grammar) -> int:
    digits = re.match(r"\d+", word)
    if digits:
        return int(digits[0])
    numeral = find_numerals(word.lower(), table.lang)[0]
    if numeral.value is None:
        raise ValueError(word)
    return int(numeral.value)


def _month(word: str, table: Grammar) -> int:
    month = table.months.get(word.lower().rstrip("."))
    month = month or _small(word, table)
    if not 1 <= month <= 12:
        raise ValueError(word)
    return month


def _year(word: str | None, table: Grammar, today: date) -> int:
    if word is None:
        return today.year
    word = re.sub(r"[ ,年]|^the ", "", word.lower()) if re.search(r"\d", word) else word.lower().strip(" ,")
    if digits := re.search(r"\d{4}", word):
        return int(digits[0])
    if word in table.years:
        return today.year + int(table.years[word])
    positional = word.replace("年", "").translate(str.maketrans("〇零一二三四五六七八九", "00123456789"))
    return int(positional) if positional.isdigit() else today.year


def _recent(month: int, said: dict[str, str], table: Grammar, today: date) -> int:
    """The year of a month said without one: the last such month that has begun by the briefing's date."""
    word = said.get("y") or said.get("rel")
    if word:
        return _year(word, table, today)
    return today.year if month <= today.month else today.year - 1


def _whole_month(year: int, month: int) -> tuple[date, date]:
    return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])


def _shift_months(day: date, months: int) -> date:
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _year_to_date(said: dict[str, str], table: Grammar, context: date, today: date, fiscal: int, raw: str) -> Span:
    year = _year(said.get("y"), table, today)
    return (
        date(year, 1, 1),
        today if year <= today.year else date(year, 12, 31),
        "year_to_date" if year == today.year else None,
    )


def _fiscal_year(said: dict[str, str], table: Grammar, context: date, today: date, fiscal: int, raw: str) -> Span:
    year = int(said["year"]) if "year" in said else 2000 + int(said["short"])
    first = date(year - (fiscal > 1), fiscal, 1)
    return first, _shift_months(first, 12) - ONE_DAY, "year"


def _year_ending(said: dict[str, str], table: Grammar, context: date, today: date, fiscal: int, raw: str) -> Span:
    _, last = _whole_month(int(said["year"]), _month(said["m"], table))
    return _shift_months(last + ONE_DAY, -12), last, "year"


def _half(said: dict[str, str], table: Grammar, context: date, today: date, fiscal: int, raw: str) -> Span:
    nth = said.get("nth", "1").lower()
    second = nth in ("second", "2nd", "2", "下")
    year = _year(said.get("y"), table, today)
    if second and "y" not in said and today.month < 7:
        year -= 1
    return (date(year, 7, 1), date(year, 12, 31), "half") if second else (date(year, 1, 1), date(year, 6, 30), "half")


NTH = {
    "first": 1,
    "1st": 1,
    "一": 1,
    "second": 2,
    "2nd": 2,
    "二": 2,
    "third": 3,
    "3rd": 3,
    "三": 3,
    "fourth": 4,
    "4th": 4,
    "四": 4,
    "last": 4,
}


def _quarter(said: dict[str, str], table: Grammar, context: date, today: date, fiscal: int, raw: str) -> Span:
    nth = said["nth"].lower()
    number = NTH[nth] if nth in NTH else int(nth)
    year = _year(said.get("y"), table, today)
    if "y" not in said and (number - 1) * 3 + 1 > today.month:
        year -= 1
    first = date(year, number * 3 - 2, 1)
    return first, _shift_months(first, 3) - ONE_DAY, "quarter"


def _quarters(said: dict[str, str], table: Grammar, context: date, today: date, fiscal: int, raw: str) -> Span:
    year, months = _year(said.get("y"), table, today), 3 * _small(said["n"], table)
    return date(year, 1, 1), _whole_month(year, months)[1], "half" if months == 6 else "year_to_date"


def _first_months(
    said: dict[str, str], table: Grammar, context: date, today: date, fiscal: int, raw: str
) -> Span | None:
    year, months = _year(said.get("y"), table, today), _small(said["n"], table)
    return (date(year, 1, 1), _whole_month(year, months)[1], None) if 1 <= months <= 12 else None


def _first_weeks(
    said: dict[str, str], table: Grammar, context: date, today: date, fiscal: int, raw: str
) -> Span | None:
    days = _small(said["n"], table) * (7 if said["span"][0] in "w周" else 1)
    if "m" not in said:
        return date(today.year, 1, 1), date(today.year, 1, 1) + timedelta(days=days - 1), None
    month = _month(said["m"], table)
    first = date(_recent(month, said, table, today), month, 1)
    return first, first + timedelta(days=days - 1), None


def _month_range(said: dict[str, str], table: Grammar, context: date, today: date, fiscal: int, raw: str) -> Span:
    first_month, last_month = _month(said["m1"], table), _month(said["m2"], table)
    year = _recent(first_month if last_month < first_month else last_month, said, table, today)
    last_year = year
    if last_month < first_month:
        year, last_year = (year, year + 1) if "y" not in said else (year - 1, year)
    return date(year, first_month, 1), _whole_month(last_year, last_month)[1], None


def _day_range(said: dict[str, str], table: Grammar, context: date, today: date, fiscal: int, raw: str) -> Span:
    month = _month(said["m"], table)
    year = _recent(month, said, table, context)
    return date(year, month, _small(said["d1"], table)), date(year, month, _small(said["d2"], table)), None


def _date(said: dict[str, str], table: Grammar, context: date, today: date, fiscal: int, raw: str) -> Span:
    month = _month(said["m"], table)
    day = date(_recent(month, said, table, context), month, _small(said["d"], table))
    return day, day, "day"


def _one_month(said: dict[str, str], table: Grammar, context: date, today: date, fiscal: int, raw: str) -> Span:
    month = _month(said["m"], table)
    return *_whole_month(_recent(month, said, table, context), month), "month"


def _day_alone(said: dict[str, str], table: Grammar, context: date, today: date, fiscal: int, raw: str) -> Span:
    day = _small(said["d"], table)
    month = today if day <= today.day else _shift_months(today.replace(day=1), -1)
    return month.replace(day=day), month.replace(day=day), "day"


def _now(said: dict[str, str], table: Grammar, context: date, today: date, fiscal: int, raw: str) -> Span:
    return today, today, "day"


LENGTHS = {"y": 12, "年": 12, "q": 3, "季": 3, "m": 1, "月": 1, "个": 1}


def _last_n(said: dict[str, str], table: Grammar, context: date, today: date, fiscal: int, raw: str) -> Span | None:
    count, span = _small(said["n"], table), said["span"].lower()
    if "季" in span:
        count *= 3
    if span[0] in "wd周天日" or "星期" in span:
        return (
            today - timedelta(days=count * (7 if span[0] in "w周" or "星期" in span else 1)) + ONE_DAY,
            today,
            None,
        )
    return _shift_months(today, -count * LENGTHS[span[0]]) + ONE_DAY, today, None


def _relative(said: dict[str, str], table: Grammar, context: date, today: date, fiscal: int, raw: str) -> Span | None:
    span, rel = said["span"].lower(), said.get("rel", "").lower()
    if span in ("to date", "to this day", "so far", "now"):
        return None
    if not rel:
        day = today - ONE_DAY if span in ("yesterday", "昨日", "昨天") else today
        return day, day, "day"
    back = 0 if rel in ("this", "the current", "current", "本", "这", "这个", "当", "the same") else 1
    back = -1 if rel in ("next", "coming") else back
    if span in ("week", "周", "星期", "fortnight"):
        monday = today - timedelta(days=today.weekday() + 7 * back)
        return monday, monday + timedelta(days=6), "week"
    if span in ("quarter", "季度"):
        first = _shift_months(date(today.year, (today.month - 1) // 3 * 3 + 1, 1), -3 * back)
        return first, _shift_months(first, 3) - ONE_DAY, "quarter"
    first = _shift_months(today.replace(day=1), -back)
    return *_whole_month(first.year, first.month), "month"


def _one_year(said: dict[str, str], table: Grammar, context: date, today: date, fiscal: int, raw: str) -> Span | None:
    word = said["y"]
    if word.lower() in ("year", "全年", "一年来"):
        year = today.year if today.month > 11 else today.year - 1
    else:
        year = _year(word, table, today)
    if year == today.year and today < date(year, 12, 25):
        return date(year, 1, 1), today, "year_to_date"
    return date(year, 1, 1), date(year, 12, 31), "year"


def _weekday(said: dict[str, str], table: Grammar, context: date, today: date, fiscal: int, raw: str) -> Span:
    back = (today.weekday() - int(table.weekdays[said["w"].lower()])) % 7
    day = today - timedelta(days=back)
    return day, day, "day"


RULES: dict[str, Callable[[dict[str, str], Grammar, date, date, int, str], Span | None]] = {
    "year_to_date": _year_to_date,
    "fiscal_year": _fiscal_year,
    "year_ending": _year_ending,
    "half": _half,
    "quarter": _quarter,
    "quarters": _quarters,
    "first_months": _first_months,
    "first_weeks": _first_weeks,
    "month_range": _month_range,
    "day_range": _day_range,
    "date": _date,
    "month": _one_month,
    "day_alone": _day_alone,
    "now": _now,
    "last_n": _last_n,
    "relative": _relative,
    "year": _one_year,
    "weekday": _weekday,
}


def _join(text: str, points: list[Period], table: Grammar, today: date) -> list[Period]:
    """Join points into spans: 'from A to B', 'since A', 'as of B', 自A以来, A至B."""
    joined: list[Period] = []
    for point in points:
        before = joined[-1] if joined else None
        if before and before.first and point.last and point.rule != "clock" and before.end <= point.start:
            between = table.to.fullmatch(text[before.end : point.start])
            single = before.rule in JOINABLE and point.rule in JOINABLE
            paired = "and" not in (between[0] if between else "") or table.before["from"].search(
                text[max(0, before.start - 12) : before.start]
            )
            if between and single and paired:
                first = before.first
                if first > point.last:
                    first = first.replace(year=first.year - 1)
                joined[-1] = Period(before.start, point.end, first, point.last, kind_of(first, point.last), "from_to")
                continue
        joined.append(_open_ended(text, point, table, today))
    return joined


JOINABLE = ("date", "month", "year", "weekday", "quarter", "relative")


def _open_ended(text: str, point: Period, table: Grammar, today: date) -> Period:
    if point.rule not in JOINABLE or point.first is None or point.last is None:
        return point
    lead = text[max(0, point.start - 20) : point.start]
    after = table.after.match(text, point.end) or table.around.match(text, point.end)
    if since := table.before["since"].search(lead):
        if after or table.lang == "en":
            end = after.end() if after and table.lang == "zh" else point.end
            return Period(point.start - len(since[0]), end, point.first, today, kind_of(point.first, today), "since")
    elif after and table.lang == "zh" and point.first <= today and "以来" in after[0]:
        return Period(point.start, after.end(), point.first, today, kind_of(point.first, today), "since")
    for side in ("before", "after"):
        ahead, behind = table.before[side].search(lead), table.behind[side].match(text, point.end)
        if ahead or behind:
            start = point.start - len(ahead[0]) if ahead else point.start
            whole = point.last if point.first != point.last else point.last - ONE_DAY
            first, last = (None, point.first - ONE_DAY) if side == "before" else (whole + ONE_DAY, None)
            return Period(start, behind.end() if behind else point.end, first, last, "campaign", side)
    if until := table.before["until"].search(lead):
        return replace(point, start=point.start - len(until[0]), first=None, kind="day", rule="until")
    return point


def kind_of(first: date | None, last: date | None) -> str:
    """The period_kind of inclusive dates, told from their shape: Jan to Jun is a half, Jan to Jul year_to_date."""
    if first is None or last is None:
        return "campaign"
    after = last + ONE_DAY
    months = (after.year - first.year) * 12 + after.month - first.month if first.day == after.day == 1 else 0
    shapes = {12: "year", 6: "half", 3: "quarter", 1: "month"}
    aligned = months in shapes and (first.month - 1) % months == 0
    if first == last:
        return "day"
    if aligned or months == 12:
        return shapes[months]
    if first.month == first.day == 1 and first.year == last.year:
        return "year_to_date"
    if (last - first).days == 6 and first.weekday() == 0:
        return "week"
    return "multi_year" if (last - first).days > 366 else "campaign"
