"""Quantities -> claims; leftovers; explain."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import polars as pl

from .bounds import bounds
from .briefings import fiscal_start
from .codebook import Codebook, codebook
from .context import account_for, carry_on, case_of, fill_back, scope_of, unknown_units, with_base, with_period
from .drafts import Context, Draft, Reading, cues
from .kinds import classify, find_bases, inherit_lists
from .matching import with_metrics
from .numberwords import decimal_mark
from .periods import find_periods
from .places import find_places
from .quantities import Leftover, read_quantities
from .sentences import Sentence, split_sentences
from .tables import Claims, Leftovers, frame
from .wordings import doubled, find_doublings, find_named, find_pledges, find_ranks, find_trends
from .words import LANGS, LexiconError, fold

READINGS = ("conventional", "strict")


def find_claims(briefings: pl.DataFrame, *, reading: str = "conventional") -> pl.DataFrame:
    """Briefings => a row per claim (columns: `tables.Claims`), in the order of the text.

    `reading`: "conventional" bounds a number by the last digit said, "strict" by the words alone.

    >>> an.find_claims(an.pick(briefings, "2024-08-19-cctv-en")).filter(pl.col("kind") == "level")["raw"].to_list()[:2]
    ['more than 6,000', 'more than 22,000']
    """
    _check_reading(reading)
    rows = [row for b in briefings.iter_rows(named=True) for row in _claim_rows(b, reading)]
    return frame(Claims, rows)


def leftovers(briefings: pl.DataFrame) -> pl.DataFrame:
    """Briefings => a row per number sign that is no claim, with the reason (columns: `tables.Leftovers`).

    >>> an.leftovers(an.pick(briefings, "2024-08-19-cctv-en")).select("raw", "reason").rows()[1]
    ('19th', 'date')
    """
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
    fill_back(readings)
    return readings, speakers


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
    read.bases = find_bases(text, table)
    periods = find_periods(text, lang, context.today, context.fiscal)
    read.periods = [p for p in periods if not any(a < p.end and p.start < b for a, b, _ in read.bases)]
    words = find_doublings(text, table)
    masks = [(a, b, "date") for a, b, _ in read.bases]
    masks += [(p.start, p.end, "time" if p.rule == "clock" else "date") for p in read.periods]
    named = find_named(read, table)
    masks += [(d.start, d.end, "name") for d in named]
    read.quantities, read.leftovers = read_quantities(
        text, lang, masks + [(a, b, "unread") for a, b, *_ in words], context.mark
    )
    consumed = [(a, b) for a, b, *_ in words]
    read.leftovers = [
        item for item in read.leftovers if not any(a <= item.start and item.end <= b for a, b in consumed)
    ]
    read.mentions = [m for m in book.find(text, lang) if book.belongs(m.metric, context.agency)]
    drafts = [classify(read, i, table) for i in range(len(read.quantities))]
    drafts = inherit_lists(read, drafts, table)
    drafts += [doubled(read, word, table) for word in words]
    drafts += find_ranks(read, table)
    drafts = sorted(drafts, key=lambda d: d.start)
    drafts = [with_period(read, d, context, table) for d in drafts]
    drafts = with_metrics(read, drafts, context, book, table)
    drafts += [with_period(read, d, context, table) for d in find_trends(read, drafts, book, table)]
    drafts += named + find_pledges(read, table)
    drafts = [replace(d, scope=d.scope or scope_of(read, d, drafts, table)) for d in drafts]
    case = case_of(read, context, table)
    drafts = [replace(d, scope=case) if case and d.scope is None and d.quantity else d for d in drafts]
    drafts = [replace(d, scope=context.scope) if _carried(d) else d for d in drafts]
    drafts = [with_base(read, d, context) for d in drafts]
    read.leftovers = account_for(read, drafts)
    read.leftovers += unknown_units(read, drafts)
    read.drafts = sorted(drafts, key=lambda d: (d.start, d.end))
    carry_on(read, context, table)
    return read


def _carried(draft: Draft) -> bool:
    """Is the figure about what the sentence before told of ('they increased by 17 percent')?"""
    return draft.scope is None and "metric:carried" in draft.rules


def _as_briefing(sentence: str, language: str, day: date) -> dict[str, Any]:
    return {
        "briefing_id": "sentence", "event": None, "agency": None, "publisher": None, "language": language, "date": day, "text": sentence,
        "title_start": None, "title_end": None, "body_start": 0, "body_end": len(sentence), "speakers": [],
    }  # fmt: skip


def explain(sentence: str, *, language: str, date: str | date) -> str:
    """How a sentence is read, step by step, as text: the fold, times, numbers, each claim with the rules that fired.

    LexiconError for a language that is not read.

    >>> print(an.explain("查获偷渡人员6000余人", language="zh", date="2024-08-19").splitlines()[1])
    number     '6000余人': more_than 6000, step 1000, unit person
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
