"""Quantities -> claims; leftovers; explain."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import polars as pl

from .bounds import bounds
from .briefings import fiscal_start
from .codebook import Codebook, Mention, codebook
from .numberwords import decimal_mark
from .periods import Period, find_periods, kind_of
from .places import find_places
from .quantities import Leftover, Quantity, read_quantities
from .sentences import Sentence, split_sentences
from .tables import Claims, Leftovers, frame
from .words import LANGS, LexiconError, alternatives, fold, lexicon

READINGS = ("conventional", "strict")


@dataclass(frozen=True)
class Draft:
    """A claim in the making, with offsets inside its sentence."""

    start: int
    end: int
    kind: str
    quantity: Quantity | None = None
    value: Decimal | None = None
    unit: str | None = None
    counted: str | None = None
    metric: str | None = None
    direction: str | None = None
    base: str | None = None
    period: Period | None = None
    scope: str | None = None
    note: str | None = None
    rules: tuple[str, ...] = ()


@dataclass
class Context:
    """What the text said before: the period, the speaker and the day of the statement carry on until replaced."""

    today: date
    fiscal: int
    mark: str
    agency: str | None = None
    period: Period | None = None
    speaker: str | None = None
    metric: str | None = None
    base: str | None = None
    levels: list[Draft] = field(default_factory=list)
    now: tuple[int, Period] | None = None


@dataclass
class Reading:
    """A sentence with all that was found in it."""

    sentence: Sentence
    lang: str
    periods: list[Period] = field(default_factory=list)
    bases: list[tuple[int, int, str]] = field(default_factory=list)
    quantities: list[Quantity] = field(default_factory=list)
    leftovers: list[Leftover] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    drafts: list[Draft] = field(default_factory=list)

    @property
    def text(self) -> str:
        return self.sentence.folded


class Cues:
    """The words beside figures in one language, compiled from lexicon/cues.toml."""

    def __init__(self, lang: str) -> None:
        rows = lexicon("cues")
        self.lang, self.spaced = lang, lang == "en"
        flags = re.IGNORECASE
        words = {d: rows[d]["verb"][lang] for d in ("up", "down", "level")}
        self.direction = re.compile("|".join(f"(?P<{d}>{alternatives(w)})" for d, w in words.items()), flags)
        after = {d: rows[d]["after"][lang] for d in ("up", "down")}
        lead = (
            r"[ -]*(?:(?:year-on-year|year-over-year|yoy|annual|annualized|sharp|dramatic|overall|significant|slight|same-period|[a-z]+ly) )?"
            if self.spaced
            else ""
        )
        self.direction_after = re.compile(
            lead + "(?:" + "|".join(f"(?P<{d}>{alternatives(w)})" for d, w in after.items()) + ")", flags
        )
        joint = (
            r"(?:[ ,]|\bby\b|\bof\b|\ban?\b|\bsome\b|\bthe\b|\bfurther\b|\bnearly\b|\babout\b|\balso\b|[a-z]+ly\b|:)*"
            if self.spaced
            else r"(?:了|约|近|幅度?|率|分别|均|逾|高?达到?|为|[:：, ]|超过?|也|都|至少)*"
        )
        self.joint = re.compile(joint, flags)
        self.reached = re.compile(
            rf"(?:^|[ \u4e00-\u9fff])(?:{alternatives(rows['reached']['before'][lang])})[ ]*$", flags
        )
        self.share_before = re.compile(
            rf"(?:{alternatives(rows['share']['before'][lang])})[^,，;；]{{0,{30 if self.spaced else 14}}}$",
            flags,
        )
        self.share_after = re.compile(rf"[ ,]*(?:{alternatives(rows['share']['after'][lang])})", flags)
        self.multiple_of = re.compile(rf"[ ]*(?:{alternatives(rows['multiple_of']['after'][lang])})", flags)
        self.trends = [
            (d, re.compile(alternatives(rows[f"trend_{n}"]["words"][lang]), flags))
            for d, n in (("up", "up"), ("down", "down"), ("level", "level"), (None, "state"))
        ]
        self.doubling = [
            (Decimal(str(r["factor"])), r["ambiguous"], re.compile(alternatives(r[lang]), flags))
            for r in rows["doubling"]["words"]
            if r[lang]
        ]
        year = lexicon("periods")["macros"][lang]["year"]
        base_parts = [(name, p.replace("{year}", year)) for name, row in rows["base"].items() for p in row[lang]]
        self.base = [(name, re.compile(p, flags)) for name, p in base_parts]
        nouns, adjectives = rows["named"]["nouns"][lang], rows["named"]["adjectives"][lang]
        gap, many = (" +", "(?:(?:{}) +){{0,3}}") if self.spaced else ("", "(?:{}){{0,2}}")
        some = many.format(alternatives(adjectives))
        quoted = r'"[^"\n]{2,60}"(?:-\d{4})?'
        before = (
            rf"(?:{alternatives(adjectives)}){gap}(?:{alternatives(nouns)})(?: of)?"
            if self.spaced
            else rf"(?:{alternatives(nouns)})"
        )
        capital = (
            r"|\b[A-Z][a-z]+(?: [A-Z][a-z]+)* (?:Operation|Campaign|Action)\b|\bOperation [A-Z][a-z]+(?: [A-Z][a-z]+)*"
            if self.spaced
            else ""
        )
        self.named = re.compile(
            rf"{quoted}{gap.replace('+', '*')}{some}(?:{alternatives(nouns)})|{before} *{quoted}{capital}",
            flags if self.spaced and not capital else 0,
        )
        self.pledge = re.compile(alternatives(rows["pledge"]["cues"][lang]), flags)
        self.no_pledge = re.compile(alternatives(rows["pledge"]["not_cues"][lang]), flags)
        self.not_after = set(rows["pledge"]["not_after"][lang])
        self.said = re.compile(alternatives([*rows["said"]["verbs"][lang], *rows["conference"]["words"][lang]]), flags)
        self.scopes = [(name, re.compile(alternatives(row[lang]), flags)) for name, row in rows["scope"].items()]
        self.respectively = re.compile(alternatives(rows["respectively"]["words"][lang]), flags)
        self.list_join = re.compile(
            rf"(?: ?(?:{alternatives(rows['respectively']['joins'][lang])}) ?)+(?:(?:by|of|分别|about|nearly|a|an) ?)*",
            flags,
        )
        self.rank_before = re.compile(rf"(?:{alternatives(rows['rank']['before'][lang])})[^,，。;]{{0,12}}$", flags)
        self.rank_after = re.compile(rf"[ ]*(?:{alternatives(rows['rank']['after'][lang])})", flags)
        self.clause = re.compile(r"[,;:] |[;:]" if self.spaced else r"[,，;；:：。]")


@functools.cache
def cues(lang: str) -> Cues:
    """The cue words of a language, compiled once."""
    return Cues(lang)


# ---- the public steps -----------------------------------------------------------------------------------------


def find_claims(briefings: pl.DataFrame, *, reading: str = "conventional") -> pl.DataFrame:
    """Briefings => a row per claim (columns: `tables.Claims`), in the order of the text.

    `reading`: "conventional" bounds a number by the last digit said, "strict" by the words alone.
    """
    _check_reading(reading)
    rows = [row for b in briefings.iter_rows(named=True) for row in _claim_rows(b, reading)]
    return frame(Claims, rows)


def leftovers(briefings: pl.DataFrame) -> pl.DataFrame:
    """Briefings => a row per number sign that is no claim, with the reason (columns: `tables.Leftovers`)."""
    rows: list[dict[str, Any]] = []
    for briefing in briefings.iter_rows(named=True):
        for read in read_briefing(briefing)[0]:
            rows += [_leftover_row(briefing, read, item) for item in read.leftovers]
    return frame(Leftovers, rows)


def _check_reading(reading: str) -> None:
    if reading not in READINGS:
        raise LexiconError(f"no reading {reading!r}; choose one of {', '.join(READINGS)}")


def _leftover_row(briefing: dict[str, Any], read: Reading, item: Leftover) -> dict[str, Any]:
    start = read.sentence.start + item.start
    end = read.sentence.start + item.end
    return {
        "briefing_id": briefing["briefing_id"], "language": briefing["language"], "start": start, "end": end,
        "raw": briefing["text"][start:end], "reason": item.reason, "sentence": read.sentence.text,
    }  # fmt: skip


def _claim_rows(briefing: dict[str, Any], reading: str) -> list[dict[str, Any]]:
    readings, speakers = read_briefing(briefing)
    rows = []
    for read, speaker in zip(readings, speakers, strict=True):
        for draft in read.drafts:
            rows.append(_claim_row(briefing, read, draft, speaker, reading))
    return rows


def _claim_row(
    briefing: dict[str, Any], read: Reading, draft: Draft, speaker: str | None, reading: str
) -> dict[str, Any]:
    start, end = read.sentence.start + draft.start, read.sentence.start + draft.end
    quantity = draft.quantity
    low, high = bounds(draft.value, quantity, draft.unit, reading) if quantity else (None, None)
    if quantity is None and draft.value is not None:
        low = high = float(draft.value)
    period = draft.period
    row: dict[str, Any] = {
        name: briefing[name] for name in ("briefing_id", "event", "agency", "publisher", "language", "date")
    }
    row |= {
        "claim_id": f"{briefing['briefing_id']}:{start}-{end}", "start": start, "end": end, "raw": briefing["text"][start:end],
        "sentence": read.sentence.text, "in_headline": read.sentence.in_headline, "kind": draft.kind, "metric": draft.metric,
        "counted": draft.counted, "value": None if draft.value is None else float(draft.value), "unit": draft.unit,
        "modifier": quantity.modifier if quantity else None, "low": low, "high": high,
        "step": _step(draft), "direction": draft.direction, "base": draft.base,
        "period_start": period.first if period else None, "period_end": period.last if period else None,
        "period_kind": period.kind if period else None, "scope": draft.scope,
        "places": find_places(read.text, read.lang), "speaker": speaker, "rule": " ".join(draft.rules), "note": draft.note,
    }  # fmt: skip
    return row


def _step(draft: Draft) -> float | None:
    if draft.quantity is None:
        return None
    factor = 100 if draft.quantity.unit == "multiple" and draft.unit == "percent" else 1
    return float(draft.quantity.step * factor)


# ---- reading a briefing ---------------------------------------------------------------------------------------


def read_briefing(briefing: dict[str, Any]) -> tuple[list[Reading], list[str | None]]:
    """Read one row of Briefings => its sentences with their drafts, and who is speaking in each."""
    lang = briefing["language"]
    text = briefing["text"][briefing["body_start"] : briefing["body_end"]]
    today = briefing["date"] or date.today()
    split = split_sentences(briefing)
    context = Context(
        _day_of_statement(split, lang, today),
        fiscal_start(briefing["agency"]),
        decimal_mark(fold(text)),
        briefing["agency"],
    )
    names = [s.split(", ")[0] for s in briefing["speakers"]]
    readings, speakers = [], []
    for sentence in split:
        readings.append(read_sentence(sentence, lang, context, codebook()))
        context.speaker = next((n for n in names if n in sentence.text), context.speaker)
        speakers.append(None if sentence.in_headline else context.speaker)
    _backfill(readings)
    return readings, speakers


def _backfill(readings: list[Reading]) -> None:
    """Figures told before the text names a period take the one named next; a headline takes what its body tells."""
    later: list[Draft] = []
    for read in reversed(readings):
        for i, draft in enumerate(read.drafts):
            if draft.quantity is None or draft.kind not in FIGURES:
                continue
            if read.sentence.in_headline:
                draft = _of_body(draft, later)
            if draft.period is None and draft.kind not in ("duration", "rank") and later:
                same = next((d for d in reversed(later) if d.metric and d.metric == draft.metric), later[-1])
                draft = replace(draft, period=same.period, rules=(*draft.rules, "period:of_body"))
            read.drafts[i] = draft
        later += [d for d in reversed(read.drafts) if d.period and d.quantity and "period:of_body" not in d.rules]


FIGURES = ("level", "change", "share", "rate", "rank", "duration")


def _of_body(draft: Draft, body: list[Draft]) -> Draft:
    """A headline rounds a figure of the body: what it leaves out (unit, metric, base, period) the body tells."""
    assert draft.quantity is not None
    low, high = bounds(draft.value, draft.quantity, draft.unit, "conventional")
    if low is None or high is None or draft.kind in ("duration", "rank"):
        return draft
    slack = 0.0 if draft.quantity.modifier == "exact" else 1e-9
    for told in reversed(body):
        fits = told.value is not None and low - slack <= float(told.value) <= high + slack
        if (
            fits
            and told.kind == draft.kind
            and draft.metric in (None, told.metric)
            and draft.direction == told.direction
        ):
            unit = (
                told.unit
                if draft.unit is None or not draft.quantity.known_unit or draft.quantity.implied
                else draft.unit
            )
            filled = replace(
                draft, metric=told.metric, unit=unit, base=draft.base or told.base, period=draft.period or told.period
            )
            return replace(filled, rules=(*draft.rules, "headline:of_body")) if filled != draft else draft
    return draft


def _day_of_statement(split: list[Sentence], lang: str, today: date) -> date:
    """The day on which the figures were given: the lead often reports a conference of a day or two before."""
    said = cues(lang).said
    for sentence in split[:4]:
        if sentence.in_headline or not said.search(sentence.folded):
            continue
        for period in find_periods(sentence.folded, lang, today):
            single = period.rule in ("date", "weekday", "day_alone") and period.first == period.last
            if single and period.first and timedelta(0) <= today - period.first <= timedelta(days=14):
                return period.first
    return today


def read_sentence(sentence: Sentence, lang: str, context: Context, book: Codebook) -> Reading:
    """Read one sentence; `context` takes the period on to the next."""
    read = Reading(sentence, lang)
    text, table = read.text, cues(lang)
    read.bases = _find_bases(text, table)
    periods = find_periods(text, lang, context.today, context.fiscal)
    read.periods = [p for p in periods if not any(a < p.end and p.start < b for a, b, _ in read.bases)]
    words = _doubling_words(text, table)
    masks = [(a, b, "date") for a, b, _ in read.bases]
    masks += [(p.start, p.end, "time" if p.rule == "clock" else "date") for p in read.periods]
    named = _named_measures(read, table)
    masks += [(d.start, d.end, "name") for d in named]
    read.quantities, read.leftovers = read_quantities(
        text, lang, masks + [(a, b, "unread") for a, b, *_ in words], context.mark
    )
    consumed = [(a, b) for a, b, *_ in words]
    read.leftovers = [
        item for item in read.leftovers if not any(a <= item.start and item.end <= b for a, b in consumed)
    ]
    read.mentions = [m for m in book.find(text, lang) if book.belongs(m.metric, context.agency)]
    drafts = [_classify(read, i, table) for i in range(len(read.quantities))]
    drafts = _inherit_lists(read, drafts, table)
    drafts += [_doubled(read, word, table) for word in words]
    drafts += _ranks(read, table)
    drafts = sorted(drafts, key=lambda d: d.start)
    drafts = [_with_period(read, d, context, table) for d in drafts]
    drafts = _with_metrics(read, drafts, context, book, table)
    drafts += [_with_period(read, d, context, table) for d in _trends(read, drafts, book, table)]
    drafts += named + _pledges(read, table)
    drafts = [replace(d, scope=d.scope or _scope(read, d, table)) for d in drafts]
    drafts = [_with_base(read, d, context) for d in drafts]
    read.leftovers = _account(read, drafts)
    read.leftovers += _unknown_units(read, drafts)
    read.drafts = sorted(drafts, key=lambda d: (d.start, d.end))
    _carry(read, context, table)
    return read


def _find_bases(text: str, table: Cues) -> list[tuple[int, int, str]]:
    found: list[tuple[int, int, str]] = []
    for name, pattern in table.base:
        for match in pattern.finditer(text):
            year = next((v for k, v in match.groupdict().items() if v), None)
            label = f"same_period_of:{year}" if year else name
            if name == "other":
                label = ""
            if name == "same_period_of" and not year:
                label = "same_period_of:2019"  # 'pre-pandemic levels'
            found.append((match.start(), match.end(), label))
    longest = sorted(found, key=lambda b: b[0] - b[1])
    kept: list[tuple[int, int, str]] = []
    for item in longest:
        if not any(a < item[1] and item[0] < b for a, b, _ in kept):
            kept.append(item)
    return sorted(kept)


def _gap(read: Reading, i: int) -> tuple[str, str, int]:
    """The text between the quantity before and this one, and between this one and the next."""
    quantity = read.quantities[i]
    floor = read.quantities[i - 1].end if i else 0
    ceiling = read.quantities[i + 1].start if i + 1 < len(read.quantities) else len(read.text)
    return read.text[floor : quantity.start], read.text[quantity.end : ceiling], floor


def _classify(read: Reading, i: int, table: Cues) -> Draft:
    """The kind of a quantity, told by the words on either side, nearest first."""
    quantity = read.quantities[i]
    left, right, floor = _gap(read, i)
    unit, value = quantity.unit, quantity.value
    draft = Draft(quantity.start, quantity.end, "level", quantity, value, unit, quantity.counted, rules=quantity.rules)
    if unit in ("percent", "percentage_point", "multiple"):
        return _relative(read, draft, left, right, floor, table)
    direction = _direction_before(left, table, read, floor)
    if direction and unit is not None and _by(left, unit, table):
        return _changed(read, replace(draft, rules=(*draft.rules, "change:amount")), direction, table)
    if unit in ("day", "week", "month", "year"):
        record = _record(left, right)
        if record:
            return replace(draft, kind="rank", direction=record, rules=(*draft.rules, "rank:record"))
        return replace(draft, kind="duration", rules=(*draft.rules, "duration"))
    if quantity.per:
        return replace(draft, kind="rate", unit=f"{unit}/{quantity.per}", rules=(*draft.rules, "rate"))
    return replace(draft, rules=(*draft.rules, "level"))


RECORD_AFTER = re.compile(r"[ -](?P<word>high|low)\b", re.IGNORECASE)
RECORD_BEFORE = re.compile(
    r"\b(?P<word>highest|lowest)\b[\w ]{0,24}\b(?:in|for)(?: almost| nearly| the last)? $", re.IGNORECASE
)


def _record(left: str, right: str) -> str | None:
    """'an eight-year high', 'the highest in 7 years': a record's direction."""
    found = RECORD_AFTER.match(right) or RECORD_BEFORE.search(left)
    return ("up" if found["word"].lower().startswith("high") else "down") if found else None


def _by(left: str, unit: str | None, table: Cues) -> bool:
    """Only 'by' makes an amount a change: 'rose by 43 billion', 'up 19 cents'; 增加120人 does too. 'Broke up 5' is none."""
    tail = left[-24:]
    if not table.spaced:
        return bool(re.search(r"(?:增加|减少|新增|增长|下降)了?$", tail))
    money = lexicon("units")["units"].get(unit or "", {}).get("mass")
    up = r"\b(?:up|down) $" if money else r"\b(?:was|were|is|are|went) (?:up|down) $"
    return bool(re.search(rf"\bby (?:an? |some |about |nearly |over |more than )?$|{up}", tail))


def _direction_before(left: str, table: Cues, read: Reading, floor: int) -> str | None:
    """The direction cue that governs a figure from its left, if nothing but joints stands between."""
    plain = _without(
        left,
        [(a - floor, b - floor) for a, b, _ in read.bases] + [(p.start - floor, p.end - floor) for p in read.periods],
    )
    hits = list(table.direction.finditer(plain))
    if not hits:
        return None
    last = hits[-1]
    tail = plain[last.end() :]
    if table.reached.search(tail) and not (
        last[0].endswith(("幅", "率")) or tail.strip() in ("达", "达到", "为", "高达")
    ):
        return None
    return last.lastgroup if table.joint.fullmatch(tail) else None


def _without(text: str, spans: list[tuple[int, int]]) -> str:
    """Blank spans out, keeping the length."""
    for start, end in spans:
        a, b = max(0, start), min(len(text), end)
        if a < b:
            text = text[:a] + " " * (b - a) + text[b:]
    return text


def _relative(read: Reading, draft: Draft, left: str, right: str, floor: int, table: Cues) -> Draft:
    """A percentage, percentage points or a multiple: change, share or level."""
    quantity = draft.quantity
    assert quantity is not None
    signed = (quantity.value is not None and read.text[quantity.numeral.start] in "+-") or (quantity.value or 0) < 0
    ratio_base = _ratio_base(read, quantity, left, floor)
    if quantity.unit == "multiple":
        return _multiple(read, draft, left, right, floor, ratio_base, table)
    direction = _direction_before(left, table, read, floor)
    peak = not table.spaced and re.search(r"(?:达到|是|为|相当于|恢复[到至])[^,，。]{1,14}的[近约]?$", left)
    if peak and not direction and not ratio_base:
        return replace(draft, kind="share", rules=(*draft.rules, "share:of_other"))
    if (
        quantity.modifier == "at_most"
        and table.direction_after
        and table.spaced
        and re.match(r" (?:yearly|annually|year[- ]on[- ]year|on the year|compared|from)", right)
    ):
        return _changed(read, replace(draft, rules=(*draft.rules, "change:up_to")), "up", table)
    if ratio_base and not direction:
        return replace(draft, kind="share", base=ratio_base, rules=(*draft.rules, "share:of_base"))
    if signed and quantity.value is not None:
        sign = "down" if quantity.value < 0 else "up"
        return _changed(
            read,
            replace(draft, value=abs(quantity.value), rules=(*draft.rules, "change:sign")),
            direction or sign,
            table,
        )
    if direction:
        return _changed(read, replace(draft, rules=(*draft.rules, "change:cue_before")), direction, table)
    after = table.direction_after.match(right)
    if after:
        return _changed(read, replace(draft, rules=(*draft.rules, "change:cue_after")), after.lastgroup or "up", table)
    if table.share_before.search(left) or table.share_after.match(right):
        return replace(draft, kind="share", rules=(*draft.rules, "share"))
    if (
        table.spaced
        and re.match(r"\W*\)?\s*$|[,.]", right)
        and (cue := list(table.direction.finditer(left)))
        and left.rstrip().endswith("(")
    ):
        return _changed(read, replace(draft, rules=(*draft.rules, "change:bracket")), cue[-1].lastgroup or "up", table)
    if quantity.numeral.form == "fraction":
        return replace(draft, kind="share", rules=(*draft.rules, "share:fraction"))
    return replace(draft, rules=(*draft.rules, "level:percent"))


def _ratio_base(read: Reading, quantity: Quantity, left: str, floor: int) -> str | None:
    """'91 percent of the 2019 level', 是2019年同期的48.8%: the figure is a share of another period's level."""
    for start, end, label in read.bases:
        of_year = read.text[start : start + 3].lower() in ("of ", "of\n") and 0 <= start - quantity.end <= 1
        zh_of = read.text[start:end].endswith("的") and quantity.start - end in (0, 1) and floor <= start
        if of_year or zh_of:
            return label
        if (
            label.startswith("same_period_of")
            and floor <= start
            and re.fullmatch(r"的?(?:水平)?的? ?", read.text[end : quantity.start])
        ):
            return label
    return None


def _multiple(
    read: Reading, draft: Draft, left: str, right: str, floor: int, ratio_base: str | None, table: Cues
) -> Draft:
    """'2.2 times the number' is +120 percent; 增长1.3倍 is +130; '3.6 times more' follows the words and is flagged."""
    quantity = draft.quantity
    assert quantity is not None
    value = quantity.value
    if value is None:
        return draft
    direction = _direction_before(left, table, read, floor)
    more = table.direction_after.match(right) if table.spaced else None
    fold_word = read.text[quantity.numeral.end : quantity.end].strip(" -").lower() == "fold"
    if more or (fold_word and table.direction_after.match(right)):
        note = f"ambiguous: {value} times more may mean {value} times as many"
        return _changed(
            read,
            replace(draft, value=value * 100, unit="percent", note=note, rules=(*draft.rules, "multiple:more")),
            "up",
            table,
        )
    if direction and not re.search(r"[到至]|\bto\b", left[-6:]):
        return _changed(
            read,
            replace(draft, value=value * 100, unit="percent", rules=(*draft.rules, "multiple:by")),
            direction,
            table,
        )
    of_base = (
        ratio_base
        or table.multiple_of.match(right)
        or re.search(r"[到至]|\bto\b", left[-6:])
        or re.search(r"(?:是|为|相当于|达)[^,，。;；]*的?[约近超]?(?:过)?$", left)
        or _near_base(read, draft)
    )
    if of_base:
        change = (value - 1) * 100
        way = "up" if change >= 0 else "down"
        drafted = replace(draft, value=abs(change), unit="percent", rules=(*draft.rules, "multiple:of"))
        return _changed(read, replace(drafted, base=ratio_base), way, table)
    return replace(draft, rules=(*draft.rules, "level:multiple"))


def _changed(read: Reading, draft: Draft, direction: str, table: Cues) -> Draft:
    return replace(draft, kind="change", direction=direction, base=draft.base or _near_base(read, draft))


def _near_base(read: Reading, draft: Draft) -> str | None:
    """What a change is measured against: the base said before it since the last figure (同比增长), else after it."""
    if not read.bases:
        return None
    spaced = cues(read.lang).spaced
    before_any = max((q.end for q in read.quantities if q.end <= draft.start), default=0)
    after_any = min((q.start for q in read.quantities if q.start >= draft.end), default=len(read.text))
    own_before = [b for b in read.bases if before_any <= b[0] and b[1] <= draft.start]
    own_after = [b for b in read.bases if draft.end <= b[0] and b[1] <= after_any]
    if own_after and spaced and not re.search(r"[,;:]", read.text[draft.end : own_after[0][0]]):
        return own_after[0][2] or None
    if own_before:
        return own_before[-1][2] or None
    clause = read.text[before_any : draft.start]
    if not spaced and re.search(r"较[^,，]{2,}$", clause):
        return None  # 较“乙类乙管”前: measured against something else
    if own_after and spaced:
        return own_after[0][2] or None
    earlier = [b for b in read.bases if b[1] <= draft.start]
    later = [b for b in read.bases if b[0] >= draft.end]
    pool = earlier[-1:] or (later[:1] if spaced else [])
    return (pool[0][2] or None) if pool else None


def _inherit_lists(read: Reading, drafts: list[Draft], table: Cues) -> list[Draft]:
    """分别上升198%、176%、326%: the later members of a list of percentages are of the first one's kind."""
    out = list(drafts)
    for i in range(1, len(out)):
        last, item = out[i - 1], out[i]
        if (
            item.quantity is None
            or last.quantity is None
            or item.quantity.unit != last.quantity.unit
            or item.kind == "change"
        ):
            out[i] = _elliptical(read, out, i, table)
            continue
        between = read.text[last.end : item.start]
        blank = [(p.start, p.end) for p in read.periods] + [(a, b) for a, b, _ in read.bases]
        bare = _without(between, [(a - last.end, b - last.end) for a, b in blank])
        if last.kind in ("change", "share") and item.kind in ("level", "share") and table.list_join.fullmatch(bare):
            value, unit = item.value, item.unit
            if item.unit == "multiple" and value is not None and last.unit == "percent":
                value = (value - 1) * 100 if "multiple:of" in last.rules else value * 100
                unit = "percent"
            out[i] = replace(
                item,
                kind=last.kind,
                value=value,
                unit=unit,
                direction=last.direction,
                base=_near_base(read, item) if item.kind == "level" and read.bases else last.base,
                note=last.note,
                rules=(*item.rules, "list"),
            )
        else:
            out[i] = _elliptical(read, out, i, table)
    for i in range(len(out) - 2, -1, -1):  # '2.3, 3.6 and 3.4 times that of': the last member tells
        item, after = out[i], out[i + 1]
        if (
            item.quantity
            and after.quantity
            and item.kind == "level"
            and after.kind == "change"
            and item.unit == "multiple"
            and item.value is not None
        ) and table.list_join.fullmatch(read.text[item.end : after.start]):
            value = (item.value - 1) * 100 if "multiple:of" in after.rules else item.value * 100
            out[i] = replace(
                item,
                kind="change",
                value=value,
                unit="percent",
                direction=after.direction,
                base=after.base,
                note=after.note,
                rules=(*item.rules, "list"),
            )
    return out


def _elliptical(read: Reading, drafts: list[Draft], i: int, table: Cues) -> Draft:
    """'..., with family units by 18.5%', '..., air arrivals for 8%': the verb was said of the percentage before."""
    item = drafts[i]
    last = next((d for d in reversed(drafts[:i]) if d.unit == "percent"), None)
    if last is None or item.unit != "percent" or item.kind != "level" or not table.spaced:
        return item
    word = re.search(r"\b(by|for) (?:about |nearly |some )?$", read.text[: item.start])
    if word and (word[1], last.kind) in (("by", "change"), ("for", "share")):
        return replace(item, kind=last.kind, direction=last.direction, base=last.base, rules=(*item.rules, "ellipsis"))
    return item


# ---- words that are figures -----------------------------------------------------------------------------------


def _doubling_words(text: str, table: Cues) -> list[tuple[int, int, Decimal, bool]]:
    found: list[tuple[int, int, Decimal, bool]] = []
    for factor, ambiguous, pattern in table.doubling:
        found += [(m.start(), m.end(), factor, ambiguous) for m in pattern.finditer(text)]
    return [a for a in found if not any(b[0] <= a[0] and a[1] <= b[1] and b[1] - b[0] > a[1] - a[0] for b in found)]


def _doubled(read: Reading, word: tuple[int, int, Decimal, bool], table: Cues) -> Draft:
    """'more than doubled', 翻一番, 'halved': a change with its figure inside the word."""
    from .quantities import _modifier_before, neighbours

    start, end, factor, ambiguous = word
    modifier = _modifier_before(read.text, start, 0, neighbours(read.lang))
    change = (factor - 1) * 100
    begin = modifier[1] if modifier else start
    quantity = _word_quantity(begin, end, abs(change), modifier[0] if modifier else "exact")
    raw = read.text[start:end]
    note = f"ambiguous: {raw!r} may mean {factor} times as many or {factor * 100} percent more" if ambiguous else None
    draft = Draft(begin, end, "change", quantity, abs(change), "percent", None, note=note, rules=("doubling",))
    return _changed(read, draft, "up" if change > 0 else "down", table)


def _word_quantity(start: int, end: int, value: Decimal, modifier: str) -> Quantity:
    from .numberwords import Numeral

    numeral = Numeral(start, end, value, Decimal(10), form="words")
    return Quantity(
        start,
        end,
        numeral,
        value,
        Decimal(10),
        None,
        None,
        modifier,
        "percent",
        None,
        None,
        True,
        False,
        ("number:words",),
    )


def _ranks(read: Reading, table: Cues) -> list[Draft]:
    """第60位, 'ranked 60th': an ordinal beside a word for a ranking."""
    found: list[Draft] = []
    for item in list(read.leftovers):
        ordinal = item.reason == "ordinal"
        if not ordinal:
            continue
        number = re.search(r"\d+", read.text[item.start : item.end])
        before, after = read.text[max(0, item.start - 24) : item.start], read.text[item.end : item.end + 12]
        if number and (table.rank_before.search(before) or (not table.spaced and table.rank_after.match(after))):
            end = item.end + (len(m[0]) if (m := table.rank_after.match(after)) else 0)
            value = Decimal(number[0])
            quantity = replace(_word_quantity(item.start, end, value, "exact"), step=Decimal(1), unit="place")
            found.append(Draft(item.start, end, "rank", quantity, value, "place", None, rules=("rank",)))
            read.leftovers.remove(item)
    return found


def _trends(read: Reading, drafts: list[Draft], book: Codebook, table: Cues) -> list[Draft]:
    """A direction with no figure: 'the number of illegal workers has increased', 得到有效遏制."""
    found: list[Draft] = []
    taken = [(d.start, d.end) for d in drafts]
    for direction, pattern in table.trends:
        for match in pattern.finditer(read.text):
            start, end = _clause_around(read.text, match.start(), match.end(), table)
            figures = [
                d
                for d in drafts
                if d.kind in ("change", "level", "share", "rate")
                and start <= d.start < end
                and (d.start >= match.start())
            ]
            if figures or any(a < match.end() and match.start() < b for a, b in taken):
                continue
            taken.append((match.start(), match.end()))
            metric = _nearest_mention(
                [m for m in read.mentions if start <= m.start and m.end <= end], match.start(), book, None
            )
            subject = read.text[start : match.start()].strip(" ,，")
            if len(subject) < 6:  # 'thus effectively curbing the problem of ...': what follows is meant
                subject = read.text[match.end() : end].strip(" ,，")
            found.append(
                Draft(
                    match.start(),
                    match.end(),
                    "trend",
                    direction=direction,
                    counted=subject or None,
                    metric=metric.metric if metric else None,
                    rules=("trend",),
                )
            )
    return found


def _clause_around(text: str, start: int, end: int, table: Cues) -> tuple[int, int]:
    begin = max((m.end() for m in table.clause.finditer(text, 0, start)), default=0)
    stop = next((m.start() for m in table.clause.finditer(text, end)), len(text))
    return begin, stop


def _named_measures(read: Reading, table: Cues) -> list[Draft]:
    """A named operation or policy: the "hunting" operation, “猎蛇”专项行动."""
    return [
        Draft(m.start(), m.end(), "measure", counted=m[0], rules=("measure:named",))
        for m in table.named.finditer(read.text)
    ]


def _pledges(read: Reading, table: Cues) -> list[Draft]:
    """A stated intention: from the word that promises to the end of the sentence."""
    for match in table.pledge.finditer(read.text):
        before = read.text[: match.start()].split()
        noun = bool(before) and before[-1].lower() in table.not_after  # 'has made overall plans to'
        if noun or table.no_pledge.match(read.text, match.start()) or read.sentence.in_headline:
            continue
        end = len(read.text.rstrip(" .。;；!！"))
        if end - match.end() < 4:
            return []
        return [Draft(match.start(), end, "pledge", counted=None, rules=(f"pledge:{match[0].lower()}",))]
    return []


# ---- period, metric, scope ------------------------------------------------------------------------------------


def _spoken_day(read: Reading, period: Period, context: Context, table: Cues) -> bool:
    """Is the date the day of the statement, not the period of its figures?"""
    if period.rule not in ("date", "weekday", "relative") or period.first is None or period.first != period.last:
        return False
    return abs(context.today - period.first) <= timedelta(days=14) and bool(table.said.search(read.text))


def _usable(read: Reading, context: Context, table: Cues) -> list[Period]:
    usable = []
    for period in read.periods:
        if period.rule in ("clock", "weekday", "day_alone") or _spoken_day(read, period, context, table):
            continue
        if period.rule == "until" and period.last:
            carried = context.period
            first = (
                carried.first
                if carried and carried.first and carried.first <= period.last
                else date(period.last.year, 1, 1)
            )
            period = replace(period, first=first, kind=kind_of(first, period.last))
        if period.first is not None and period.last is not None and period.first <= context.today < period.last:
            period = replace(
                period, last=context.today, kind=kind_of(period.first, context.today)
            )  # no figure is of the future
        if period.dated:
            usable.append(period)
    return usable


def _with_period(read: Reading, draft: Draft, context: Context, table: Cues) -> Draft:
    """The period nearest to the figure, said before it in the sentence or just after it; else the one carried on."""
    if draft.kind in ("duration", "measure", "pledge"):
        return draft
    usable = _usable(read, context, table)
    ends = [q.end for q in read.quantities]
    before = [p for p in usable if p.end <= draft.start]
    after = [p for p in usable if p.start >= draft.end]
    close = None
    if after:
        first = min(after, key=lambda p: p.start)
        between = read.text[draft.end : first.start]
        crossed = any(draft.end < e <= first.start for e in ends)
        limit = 60 if not before else 28
        if (
            not crossed
            and len(between) <= limit
            and not re.search(r"[;；。]", between)
            and (not before or not re.search(r"[,，]", between))
        ):
            close = first
    chosen = close or (max(before, key=lambda p: p.end) if before else None)
    if (
        chosen is None
        and after
        and table.spaced
        and not any(d in read.text[draft.end : after[0].start] for d in (";",))
    ):
        chosen = after[0] if draft.period is None and context.period is None else None
    if chosen:
        return replace(draft, period=chosen, rules=(*draft.rules, f"period:{chosen.rule}"))
    if context.now and context.now[0] == read.sentence.paragraph:
        return replace(draft, period=context.now[1], rules=(*draft.rules, "period:carried"))
    if context.period:
        return replace(draft, period=context.period, rules=(*draft.rules, "period:carried"))
    return draft


def _carry(read: Reading, context: Context, table: Cues) -> None:
    """Take period, base, metric and levels on to the sentences that follow."""
    usable = [p for p in _usable(read, context, table) if p.dated and p.rule != "now"]
    used = [d.period for d in read.drafts if d.period and d.period in usable]
    spans = ("year_to_date", "half", "quarter", "year", "first_months", "month_range", "from_to", "since", "month")
    pick = used or ([usable[-1]] if usable and usable[-1].rule in spans else [])
    if pick:
        context.period, context.now = pick[-1], None
    for now in (p for p in _usable(read, context, table) if p.rule == "now"):
        context.now = (read.sentence.paragraph, now)
    if read.sentence.in_headline:
        return
    stated = [d for d in read.drafts if d.kind == "change" and d.base and "base:carried" not in d.rules]
    context.base = stated[-1].base if stated else context.base
    told = [d for d in read.drafts if d.kind in ("level", "change", "rate") and d.metric]
    context.metric = told[-1].metric if told else context.metric
    levels = [d for d in read.drafts if d.kind == "level" and d.quantity]
    context.levels = levels or context.levels


def _with_metrics(read: Reading, drafts: list[Draft], context: Context, book: Codebook, table: Cues) -> list[Draft]:
    """Metric by the alias nearest to the figure that fits its unit; a change without one takes its level's."""
    out: list[Draft] = []
    for draft in drafts:
        if draft.kind not in ("measure", "pledge"):
            draft = _matched(read, draft, drafts, book, table)
        out.append(draft)
    out = _respectively(read, out, context, book, table)
    for i, draft in enumerate(out):
        before = out[i - 1] if i else None
        if before and draft.metric is None and draft.kind == "level" and draft.quantity:
            out[i] = _of_neighbour(read, draft, before, book)
        if draft.kind in ("change", "share") and draft.metric is None and draft.quantity and not _mapped(draft):
            out[i] = _of_level(read, draft, out[:i], context, book)
    return out


def _mapped(draft: Draft) -> bool:
    return any(rule.startswith("respectively") for rule in draft.rules)


def _matched(read: Reading, draft: Draft, drafts: list[Draft], book: Codebook, table: Cues) -> Draft:
    found = _own_metric(read, draft, drafts, book, table)
    relative = draft.kind in ("change", "share") or draft.unit == "percent"
    counted = (read.text[found.start : found.end] if found else None) if relative else draft.counted
    draft = replace(draft, metric=found.metric if found else None, counted=counted)
    if not found or not draft.quantity:
        return draft
    main = book.metrics[found.metric].units[0]
    vague = table.spaced and draft.unit == "vehicle" and main == "vehicle_trip"  # English 'trains' may be passages
    loose = draft.unit is None or not draft.quantity.known_unit or draft.quantity.implied or vague
    return replace(draft, unit=main, rules=(*draft.rules, "unit:of_metric")) if loose else draft


def _of_neighbour(read: Reading, draft: Draft, before: Draft, book: Codebook) -> Draft:
    """A level that its neighbour tells of: a conversion in brackets, or what a change led to ('by 18 percent to 5,000')."""
    between = read.text[before.end : draft.start]
    converted = before.kind == "level" and re.fullmatch(r" ?[(（] ?", between)
    reached = before.kind == "change" and re.fullmatch(
        r"(?: year[- ]on[- ]year| from [a-z ]+)?,? to |,?[^,，。]{0,4}[至到]", between
    )
    if converted:
        return replace(
            draft,
            metric=before.metric,
            counted=before.counted,
            period=before.period,
            rules=(*draft.rules, "metric:converted"),
        )
    if reached and before.metric:
        entry = book.metrics[before.metric]
        known = draft.unit in entry.units
        return replace(
            draft,
            metric=before.metric,
            counted=before.counted,
            unit=draft.unit if known else entry.units[0],
            rules=(*draft.rules, "metric:of_change"),
        )
    return draft


def _of_level(read: Reading, draft: Draft, before: list[Draft], context: Context, book: Codebook) -> Draft:
    """A change or share with no noun of its own is of the level said last."""
    anchor = next((d for d in reversed(before) if d.kind in ("level", "rate")), None)
    told = next((d for d in reversed(before) if d.kind == draft.kind and d.metric), None)
    if anchor is None and told is not None:
        return replace(draft, metric=told.metric, counted=told.counted, rules=(*draft.rules, "metric:of_change"))
    if anchor is None:
        named = _nearest_mention(read.mentions, draft.start, book, draft) if draft.kind == "change" else None
        if named:
            return replace(draft, metric=named.metric, rules=(*draft.rules, "metric:of_sentence"))
        plain = draft.kind == "change" and context.metric
        return replace(draft, metric=context.metric, rules=(*draft.rules, "metric:carried")) if plain else draft
    metric = anchor.metric
    if draft.kind == "share" and not draft.base and "share:of_other" not in draft.rules:
        metric = next((m.metric for m in book.metrics.values() if m.share_of and m.share_of == anchor.metric), None)
    own_period = "period:carried" not in draft.rules and "period:carried" in anchor.rules
    return replace(
        draft,
        metric=metric,
        counted=anchor.counted,
        period=draft.period if own_period else anchor.period,
        scope=anchor.scope,
        rules=(*draft.rules, "metric:of_level"),
    )


def _own_metric(read: Reading, draft: Draft, drafts: list[Draft], book: Codebook, table: Cues) -> Mention | None:
    """The alias that fits the figure's unit and stands nearest on either side, not across another figure."""
    floor = max((d.end for d in drafts if d.quantity and d.end <= draft.start), default=0)
    ceiling = min((d.start for d in drafts if d.quantity and d.start >= draft.end), default=len(read.text))
    left = [m for m in read.mentions if floor < m.end <= draft.start]
    right = [m for m in read.mentions if draft.end <= m.start < ceiling]
    around = [m for m in read.mentions if m.start < draft.start and draft.end <= m.end]
    if draft.kind == "change":
        return _metric_of_change(read, draft, drafts, left, right, book, table)
    clause_end = next((m.start() for m in table.clause.finditer(read.text, draft.end)), len(read.text))
    joined = read.text[draft.end : draft.end + 60]
    follows = [m for m in right if m.start < clause_end and not _broken(joined[: m.start - draft.end], table)]
    if draft.kind == "share":
        beside = [
            m
            for m in read.mentions
            if floor < m.end <= draft.start
            or (draft.end <= m.start <= draft.end + 48 and not _broken(read.text[draft.end : m.start], table))
        ]
        whole = [
            m
            for m in follows
            if re.match(r" (?:of (?:the |all |those )?)?(?:[a-z]+ )?$", read.text[draft.end : m.start])
        ]
        return _nearest_mention(beside, draft.start, book, draft) or (whole[0] if whole else None)
    unitless = draft.unit is None  # 'More than 30,000 apply for the permit' counts no permits
    near = (16 if unitless else 45) if table.spaced else 14
    pool = [m for m in left if not re.search(r"[;；。]", read.text[m.end : draft.start])]
    tries = [
        _nearest_mention([m for m in follows if m.start - draft.end <= near], draft.end, book, draft),
        _nearest_mention(around, draft.start, book, draft),
        _nearest_mention(pool, draft.start, book, draft),
    ]
    found = [m for m in tries if m] or _of_list(read, draft, drafts, book)
    return min(found, key=lambda m: book.metrics[m.metric].generic, default=None)


def _of_list(read: Reading, draft: Draft, drafts: list[Draft], book: Codebook) -> list[Mention]:
    """过境免签适用37个口岸、54个国家: the noun before a list tells of its later members too."""
    earlier = [d for d in drafts if d.quantity and d.end <= draft.start]
    start = draft.start
    while earlier and start - earlier[-1].end <= 3:
        start = earlier.pop().start
    if start == draft.start:
        return []
    floor = earlier[-1].end if earlier else 0
    found = _nearest_mention([m for m in read.mentions if floor < m.end <= start], start, book, draft)
    return [found] if found else []


CAUSE = re.compile(r"^[ -]*(?:[a-z-]+ ){0,3}(?:in|of) ")


def _metric_of_change(
    read: Reading,
    draft: Draft,
    drafts: list[Draft],
    left: list[Mention],
    right: list[Mention],
    book: Codebook,
    table: Cues,
) -> Mention | None:
    """The noun in the change's own clause; in a clause without one (', up 30 percent') the level before it tells."""
    levels = [d for d in drafts if d.kind in ("level", "rate") and d.end <= draft.start]
    marks = [m.end() for m in table.clause.finditer(read.text, 0, draft.start)]
    if levels and marks and marks[-1] >= levels[-1].end:
        left = [m for m in left if m.start >= marks[-1]]
    found = _nearest_mention(left, draft.start, book, draft)
    if found or not table.spaced or not CAUSE.match(read.text[draft.end :][:40]):
        return found
    near = [m for m in right if m.start - draft.end <= 48 and not _broken(read.text[draft.end : m.start], table)]
    return _nearest_mention(near, draft.end, book, draft)  # 'a 42% decrease in illegal crossings'


def _broken(between: str, table: Cues) -> bool:
    """Words that end the counted phrase stand between: the alias belongs to another clause."""
    if not table.spaced:
        return bool(re.search(r"[,，;；、和(（]|同比", between))
    names = re.sub(r"[A-Z]\w+(?:, [A-Z]\w+)*,? and [A-Z]\w+", "", between)  # 'Hong Kong and Macau'
    return bool(re.search(r"[,;()]|\b(?:and|while|but|up|down|as)\b", names))


def _nearest_mention(mentions: list[Mention], at: int, book: Codebook, draft: Draft | None) -> Mention | None:
    fitting = [m for m in mentions if draft is None or _fits(book, m.metric, draft)]
    if not fitting:
        return None
    weakest = min(book.metrics[m.metric].generic for m in fitting)
    fitting = [m for m in fitting if book.metrics[m.metric].generic == weakest]
    return min(fitting, key=lambda m: (min(abs(m.start - at), abs(m.end - at)), -(m.end - m.start)))


def _fits(book: Codebook, metric: str, draft: Draft) -> bool:
    entry = book.metrics[metric]
    if entry.kinds and draft.kind not in entry.kinds:
        return False
    if draft.kind in ("change", "trend") or "rank:record" in draft.rules:
        return True
    if draft.kind == "share":
        return (
            "percent" in entry.units
            or (draft.base or "").startswith("same_period_of")
            or draft.base == "historical_peak"
        )
    if draft.quantity and (draft.unit is None or not draft.quantity.known_unit):
        return "percent" not in entry.units
    return draft.unit in entry.units or ((draft.unit or "").split("/")[0] in entry.units and draft.kind != "rate")


def _respectively(read: Reading, drafts: list[Draft], context: Context, book: Codebook, table: Cues) -> list[Draft]:
    """Give the n figures of a 'respectively' list to the n nouns or levels before them, or to the n nouns after them."""
    out = list(drafts)
    i = 0
    while i < len(out):
        run = [i]
        while run[-1] + 1 < len(out) and _in_list(read, out[run[-1]], out[run[-1] + 1], table):
            run.append(run[-1] + 1)
        i = run[-1] + 1
        if len(run) < 2 or not all(out[k].kind in ("change", "share") for k in run):
            continue
        levels = [d for d in out[: run[0]] if d.kind == "level" and d.quantity]
        start = levels[-1].end if levels else 0
        before = _distinct([m for m in read.mentions if start <= m.start and m.end <= out[run[0]].start])
        after = _distinct([m for m in read.mentions if m.start >= out[run[-1]].end])
        marked = table.respectively.search(read.text, start, min(len(read.text), out[run[-1]].end + 40))
        levels = levels or context.levels
        sources: list[Draft | Mention] = []
        if len(before) == len(run):
            sources = list(before)
        elif len(levels) >= len(run) and (marked or len(levels) == len(run)):
            sources = list(levels[-len(run) :])
        elif len(after) == len(run) and not levels:
            sources = list(after)
        elif marked:  # 'respectively' of what cannot be told: no match beats a wrong one
            for k in run:
                out[k] = replace(out[k], metric=None, rules=(*out[k].rules, "respectively:unmatched"))
        for k, source in zip(run, sources, strict=False):
            if isinstance(source, Mention):
                out[k] = replace(
                    out[k],
                    metric=source.metric,
                    counted=read.text[source.start : source.end],
                    rules=(*out[k].rules, "respectively:nouns"),
                )
            else:
                out[k] = replace(
                    out[k],
                    metric=source.metric,
                    counted=source.counted,
                    period=source.period,
                    rules=(*out[k].rules, "respectively:levels"),
                )
    return out


def _distinct(mentions: list[Mention]) -> list[Mention]:
    """Mentions in order, overlapping ones reduced to the longest."""
    kept: list[Mention] = []
    for m in sorted(mentions, key=lambda m: (m.start, m.start - m.end)):
        if not kept or m.start >= kept[-1].end:
            kept.append(m)
    return kept


def _in_list(read: Reading, a: Draft, b: Draft, table: Cues) -> bool:
    if a.quantity is None or b.quantity is None or a.unit != b.unit or a.kind != b.kind:
        return False
    blank = [(x - a.end, y - a.end) for x, y, _ in read.bases]
    return bool(table.list_join.fullmatch(_without(read.text[a.end : b.start], blank)))


def _with_base(read: Reading, draft: Draft, context: Context) -> Draft:
    """A change that names no base, in a sentence that names none, is measured as the one before it was."""
    silent = draft.kind == "change" and draft.base is None and not read.bases and not read.sentence.in_headline
    if not silent or context.base is None:
        return draft
    return replace(draft, base=context.base, rules=(*draft.rules, "base:carried"))


def _scope(read: Reading, draft: Draft, table: Cues) -> str | None:
    """The part of the whole that the figure covers, where its sentence says so before the figure."""
    if draft.kind in ("measure", "pledge"):
        return None
    for name, pattern in table.scopes:
        if pattern.search(read.text, 0, draft.start):
            return name
    clauses = [c for c in re.split(r"[;；。]", read.text[: draft.start])[-1:] if c]
    named = [
        c
        for clause in clauses
        for part in re.split(r"[,，]", clause)
        if not table.said.search(part)
        for c in find_places(part, read.lang)
    ]
    codes = list(dict.fromkeys(c for c in named if "-" in c))
    return "+".join(codes) or None


def _account(read: Reading, drafts: list[Draft]) -> list[Leftover]:
    """Leftovers that touch neither a claim nor each other, and a row 'unread' for every digit that nothing covers."""
    taken = sorted((d.start, d.end) for d in drafts if d.quantity)
    kept: list[Leftover] = []
    for item in sorted(read.leftovers, key=lambda left: (left.start, -left.end)):
        start = max([item.start, *(b for a, b in taken if a <= item.start < b), *(k.end for k in kept)])
        end = min([item.end, *(a for a, _ in taken if a >= start)])
        if start < end and any(c.isalnum() for c in read.text[start:end]):
            kept.append(Leftover(start, end, item.reason))
    covered = [*taken, *((k.start, k.end) for k in kept)]
    for digits in re.finditer(r"[0-9]+", read.text):
        if not any(a <= digits.start() and digits.end() <= b for a, b in covered):
            kept.append(Leftover(digits.start(), digits.end(), "unread"))
    return sorted(kept, key=lambda left: left.start)


def _unknown_units(read: Reading, drafts: list[Draft]) -> list[Leftover]:
    found = []
    for draft in drafts:
        quantity = draft.quantity
        if (
            quantity
            and not quantity.known_unit
            and quantity.unit
            and draft.unit == quantity.unit
            and draft.kind in ("level", "rate")
        ):
            at = read.text.find(quantity.unit, quantity.end)
            if 0 <= at <= quantity.end + 60:
                found.append(Leftover(at, at + len(quantity.unit), "unknown unit"))
    return found


def _as_briefing(sentence: str, language: str, day: date) -> dict[str, Any]:
    return {
        "briefing_id": "sentence", "event": None, "agency": None, "publisher": None, "language": language, "date": day, "text": sentence,
        "title_start": None, "title_end": None, "body_start": 0, "body_end": len(sentence), "speakers": [],
    }  # fmt: skip


def explain(sentence: str, *, language: str, date: str | date) -> str:
    """How a sentence is read, step by step, as text: the fold, times, numbers, each claim with the rules that fired.

    LexiconError for a language that is not read.
    """
    from .display import explanation

    if language not in LANGS:
        raise LexiconError(f"no language {language!r}; {' and '.join(LANGS)} are read")
    day = _iso(date)
    briefing = _as_briefing(sentence, language, day)
    readings, _ = read_briefing(briefing)
    return explanation(readings, _claim_rows(briefing, "conventional"))


def _iso(day: str | date) -> date:
    if isinstance(day, date):
        return day
    try:
        return date.fromisoformat(day)
    except ValueError:
        raise LexiconError(f"{day!r} is no day of the calendar; write it as 2024-08-19") from None
