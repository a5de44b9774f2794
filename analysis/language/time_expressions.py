"""'in the first half' / 上半年 + the briefing's date -> start, end."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from ..records import replace
from .lexicon import alternatives, lexicon
from .patterns import later
from .time_values import ONE_DAY, RULES, Said, edge_of, nth_of, shifted, some_of
from .trie import Scanner


@dataclass(frozen=True)
class Period:
    """A span of time as said: inclusive dates; None is an open end. `kind` is the vocabulary's period_kind.

    `tail` is the first day of the last point of a span: 1 March in 'from January to March'. `when` are the days of the
    time itself where 'when' follows: 'since May 2019, when 57,674 people were stopped' tells of that month.
    """

    start: int
    end: int
    first: date | None
    last: date | None
    kind: str
    rule: str
    tail: date | None = None
    when: tuple[date, date] | None = None

    @property
    def dated(self) -> bool:
        return self.first is not None and self.last is not None


# Rules whose spans may be the two ends of a longer one.
JOINABLE = frozenset(
    [
        "date",
        "month",
        "year",
        "weekday",
        "quarter",
        "relative",
        "relative_day",
        "present",
        "day_of_month",
        "day_alone",
        "half",
        "decade",
        "nth",
        "week_number",
        "start_of",
        "end_of",
        "part",
        "nth_month",
        "five_year_plan",
        "republic",
    ]
)


class Grammar:
    """The time expressions of one language, compiled from lexicon/periods.toml."""

    def __init__(self, lang: str) -> None:
        rows = lexicon("periods")
        self.lang, self.spaced = lang, lang == "en"

        def by_word(name: str) -> dict[str, Any]:
            return {word.lower(): row["value"] for row in rows[name] for word in row[lang]}

        self.months, self.weekdays, self.years = by_word("months"), by_word("weekdays"), by_word("years")
        self.sizes, self.steps, self.days, self.halves = map(by_word, ("sizes", "steps", "days", "halves"))
        self.sides, self.counts, self.tens, self.eras = map(by_word, ("sides", "counts", "tens", "eras"))
        self.steps |= {"": 0, "after next": -2, "before last": 2}
        self.holidays = [(word, row["name"]) for row in rows["holidays"] for word in row[lang]]
        self.same_day = set(rows["same_day"][lang])
        self.bare_years = set(rows["bare_years"][lang])
        self.ordinals = {w: r["value"] for r in lexicon("numbers")["ordinals"] for w in r[lang]}
        numbers = alternatives([w for r in lexicon("numbers")["digits"] for w in r[lang] if r["value"] < 21])
        lists = {"months": self.months, "years": self.years, "weekdays": self.weekdays, "spans": self.sizes}
        lists |= {"days": self.days, "counts": self.counts, "tens": self.tens, "eras": self.eras}
        parts = {name: alternatives(list(words)) for name, words in lists.items()} | {"numbers": numbers}
        parts["rels"] = alternatives([w for w in self.steps if w and w not in ("the", "after next", "before last")])
        macros = parts
        for name, pattern in rows["macros"][lang].items():
            macros = macros | {name: _fill(pattern, macros)}
        patterns, self.ids = [], {}
        edge = r"(?<![\w.,/$])" if self.spaced else r"(?<![\d.])"
        for row in rows["point"]:
            for number, pattern in enumerate(row[lang]):
                key = f"{row['id']}__{number}"
                self.ids[key] = row["id"]
                body = re.sub(r"\(\?P<(\w+)>", rf"(?P<{key}__\1>", _fill(pattern, macros))
                patterns.append(f"(?P<{key}>{edge}(?:{body}))")
        self.points = patterns
        self.point = Scanner(patterns, lang, re.IGNORECASE if self.spaced else 0, edge)
        self._compile_joins(rows["join"], lang)
        self._compile_parts(rows, macros, lang)

    def _compile_joins(self, join: dict[str, Any], lang: str) -> None:
        # 我国截至6月底: Chinese sets no space before a word that begins no other.
        edge = r"(?<!\w)" if self.spaced else r"(?:(?<!\w)|(?=截))"
        self.before = {
            k: later(rf"{edge}(?:{alternatives(join[k][lang])}) ?(?:the )?$", re.I)
            for k in ("since", "until", "from", "before", "after")
        }
        events = rf"(?:[^\W\d][\w'-]* ){{0,8}}(?:{alternatives(join['since_event'][lang])}) (?:(?:on|in|at|from) )?"
        self.since_event = later(rf"\bsince {events}(?:the )?$" if self.spaced else "(?!)", re.I)
        self.since_when = later(rf" ?(?:{alternatives(join['since_when'][lang])}) ", re.I)
        self.until_not = later(rf"(?:{alternatives(join['until_not'][lang])}) $", re.I)
        self.after = later(rf" ?(?:{alternatives(join['since_after'][lang])})", re.I)
        ends = {"before": "before_after", "after": "after_after", "since": "since_behind"}
        self.behind = {k: later(rf" ?(?:{alternatives(join[v][lang])})", re.I) for k, v in ends.items()}
        self.around = later(rf"[^,，。;；\d]{{0,14}}?(?:{alternatives(join['since_around'][lang])})")
        clock = "" if self.spaced else r"(?:\d{1,2}[时点])?(?:起|开始)?"
        self.to = later(rf"{clock},? ?(?:{alternatives(join['to'][lang])}) ?(?:the )?", re.I)
        self.pair = later(rf" ?(?:{alternatives(join['pair'][lang])}) ?(?:the )?", re.I)
        self.within = later(alternatives(join["within"][lang]))

    def _compile_parts(self, rows: dict[str, Any], macros: dict[str, str], lang: str) -> None:
        cue = rows["month_cue"]
        self.month_cue = later(rf"(?:^|{alternatives(cue['before'][lang])})[ -](?:the )?$", re.I)
        self.never_month = set(cue["never"][lang])
        behind = "" if self.spaced else "的?"
        gap = r"[ -](?:the )?" if self.spaced else ""
        self.edges = [
            (side, later(rf"(?<!\w)(?:{alternatives(row[lang])}){gap}$" if self.spaced else behind + f"(?:{alternatives(row[lang])})", re.I))
            for side, row in rows["edge"].items()
            if row[lang]
        ]  # fmt: skip
        part = rows["part"]
        anchor = (r"(?<![\w-])", "$") if self.spaced else ("", "")
        self.parts = {
            kind: later(f"{anchor[0]}(?:{_fill(part[kind][lang], macros)}){anchor[1]}", re.I)
            for kind in ("nth", "some", "from")
            if part[kind][lang]
        }
        self.side_first = set(part["side_first"][lang])


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
        period = _resolve(text, match, table, context, today, fiscal_start)
        if period is not None and linked and before and before.first and period.rule == "day_alone" and period.first:
            period = _in_month_of(period, before.first)
        if period is not None and before and before.kind == "day" and match[0] in table.same_day:
            period = replace(period, first=before.first, last=before.last)  # 5月15日当天
        if period is not None:
            points.append(period)
    joined = _join(text, _with_parts(text, points, table), table, today)
    return [period for period in joined if period.rule != "present"]


def _in_month_of(period: Period, first: date) -> Period:
    """8月1日0时至20日24时: a day without a month that ends a span is of the month in which the span began."""
    assert period.first is not None
    try:
        day = first.replace(day=period.first.day)
    except ValueError:
        return period
    return replace(period, first=day, last=day) if day >= first else period


def _resolve(
    text: str, match: re.Match[str], table: Grammar, context: date, today: date, fiscal_start: int
) -> Period | None:
    key = str(match.lastgroup)  # the group around the whole point closes last
    rule = table.ids[key]
    prefix = f"{key}__"
    parts = {k.removeprefix(prefix): v for k, v in match.groupdict().items() if k.startswith(prefix) and v is not None}
    if "alone" in parts and not _is_month(text, match, table):
        return None
    said = Said(parts, match[0], table, today, context, fiscal_start)
    try:
        span = RULES[rule](said)
    except (ValueError, KeyError, OverflowError):
        return None
    if span is None:
        return None
    first, last, kind = span
    return Period(match.start(), match.end(), first, last, kind or kind_of(first, last), rule)


def _is_month(text: str, match: re.Match[str], table: Grammar) -> bool:
    """Is a month's name that stands alone a month ('in May') and no other word ('they may')?"""
    name = match[0].rstrip(".")
    if name.islower() and name in table.never_month:
        return False
    return bool(table.month_cue.search(text[max(0, match.start() - 16) : match.start()]))


def _with_parts(text: str, points: list[Period], table: Grammar) -> list[Period]:
    """Read what makes a point a part of itself: 'the last week of July', 'mid-May', 2021年的第二周, 3月上旬."""
    out: list[Period] = []
    for point in points:
        if out and point.start < out[-1].end:
            continue  # already read as a part of the point before
        part = _part(text, point, table)
        while part and out and out[-1].end > part.start:
            out.pop()
        out.append(part or point)
    return out


def _part(text: str, point: Period, table: Grammar) -> Period | None:
    if point.first is None or point.last is None:
        return None
    first, last = point.first, point.last

    def beside(pattern: re.Pattern[str]) -> re.Match[str] | None:
        return pattern.search(text[: point.start]) if table.spaced else pattern.match(text, point.end)

    if first < last:
        for side, pattern in table.edges:
            if found := beside(pattern):
                a, b, rule = edge_of(first, last, side)
                return _spanning(point, found, (a, b), rule)
        if found := beside(table.parts["nth"]):
            nth = -1 if found.groupdict().get("last") or found["nth"].lower() in ("last", "final") else None
            said = Said(found.groupdict(), found[0], table, last, last, 1)
            unit = table.sizes[found["span"].lower()]
            span = nth_of(first, last, nth or said.number("nth"), unit)
            if span and (last - first).days > (span[1] - span[0]).days:
                return _spanning(point, found, span, "nth")
        if found := beside(table.parts["some"]):
            said = Said(found.groupdict(), found[0], table, last, last, 1)
            side = "first" if found["side"].lower() in table.side_first else "last"
            unit = table.sizes[found["span"].lower()]
            return _spanning(point, found, some_of(first, last, side, said.number("n"), unit), "nth")
    elif "from" in table.parts and (found := beside(table.parts["from"])):
        said = Said(found.groupdict(), found[0], table, first, first, 1)
        end = shifted(first, table.sizes[found["span"].lower()], said.number("n")) - ONE_DAY
        return _spanning(point, found, (first, end), "nth")
    return None


def _spanning(point: Period, found: re.Match[str], span: tuple[date, date], rule: str) -> Period:
    """A period over the point and the words that make it a part."""
    start, end = min(point.start, found.start()), max(point.end, found.end())
    return Period(start, end, span[0], span[1], kind_of(*span), rule)


def _join(text: str, points: list[Period], table: Grammar, today: date) -> list[Period]:
    """Join points into spans: 'from A to B', 'since A', 'as of B', 自A以来, A至B."""
    joined: list[Period] = []
    for number, point in enumerate(points):
        before = joined[-1] if joined else None
        if before and before.rule == "since" and number and points[number - 1].end <= before.end:
            before = replace(points[number - 1], start=before.start)  # 自5月10日起至7月20日止: the end is said
        if before and before.first and point.last and before.end <= point.start:
            end = _linked(text, before, point, table)
            if end and before.rule in JOINABLE and point.rule in JOINABLE:
                first = before.first
                if first > point.last:
                    first = first.replace(year=first.year - 1)
                tail = point.last + ONE_DAY if point.rule == "end_of" else point.first
                joined[-1] = Period(before.start, end, first, point.last, kind_of(first, point.last), "from_to", tail)
                continue
        joined.append(_open_ended(text, point, table, today))
    return joined


def _linked(text: str, before: Period, point: Period, table: Grammar) -> int | None:
    """Where the span of two points ends, if the words between and around make them one."""
    between = text[before.end : point.start]
    if table.pair.fullmatch(between):
        within = table.within.match(text, point.end) if not table.spaced else None
        led = table.before["from"].search(text[max(0, before.start - 12) : before.start])
        return within.end() if within else point.end if led and table.spaced else None
    return point.end if table.to.fullmatch(between) else None


def _open_ended(text: str, point: Period, table: Grammar, today: date) -> Period:
    if point.rule not in JOINABLE or point.first is None or point.last is None or point.rule == "present":
        return point
    lead = text[max(0, point.start - 20) : point.start]
    if later := table.behind["since"].match(text, point.end):
        return replace(point, end=later.end(), last=today, kind=kind_of(point.first, today), rule="since")
    after = table.after.match(text, point.end) or table.around.match(text, point.end)
    after = (
        None
        if after and after[0].endswith("今") and text[after.end() : after.end() + 1] in ("年", "天", "日", "晚")
        else after
    )  # 去年10月至今年1月
    if since := table.before["since"].search(lead) or _since_event(text, point, table):
        if after or table.spaced:
            end = after.end() if after and not table.spaced else point.end
            when = (point.first, point.last) if table.since_when.match(text, point.end) else None
            kind = kind_of(point.first, today)
            return Period(point.start - len(since[0]), end, point.first, today, kind, "since", when=when)
    elif after and not table.spaced and point.first <= today and after[0].endswith(("以来", "至今")):
        return Period(point.start, after.end(), point.first, today, kind_of(point.first, today), "since")
    for side in ("before", "after"):
        ahead, behind = table.before[side].search(lead), table.behind[side].match(text, point.end)
        if ahead or behind:
            start = point.start - len(ahead[0]) if ahead else point.start
            whole = point.last if point.first != point.last else point.last - ONE_DAY
            first, last = (None, point.first - ONE_DAY) if side == "before" else (whole + ONE_DAY, None)
            return Period(start, behind.end() if behind else point.end, first, last, "campaign", side)
    until = table.before["until"].search(lead)
    if until and not table.until_not.search(lead[: until.start()]):
        tail = point.first
        return replace(point, start=point.start - len(until[0]), first=None, kind="day", rule="until", tail=tail)
    return point


def _since_event(text: str, point: Period, table: Grammar) -> re.Match[str] | None:
    """'Since the measures were introduced on 1 June,': the words from 'since' to the time that ends the clause."""
    ends = re.match(r"[,.;)]|$", text[point.end :]) or text[point.end - 1] == ","
    return table.since_event.search(text[max(0, point.start - 90) : point.start]) if ends else None


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
