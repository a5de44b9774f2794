"""Briefings -> sentences with what was found in each; what a sentence tells carries on to the next."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any

from ..codebook import Codebook, codebook
from ..language.agencies import (
    LEAD,
    agency_place,
    families_of,
    fiscal_start,
    money_of,
    on_the_mainland,
)
from ..language.datelines import dateline
from ..language.lexicon import LANGS, fold, lexicon, word_list
from ..language.number_words import decimal_mark
from ..language.periods import Period
from ..language.sentences import Sentence
from ..language.subdivisions import countries_told, country_of, in_the_south
from ..language.time_expressions import find_periods
from ..language.time_grammar import grammar
from ..records import replace
from .against import find_against, with_as, with_named_bases
from .bases import find_bases
from .bases_of_changes import carry_bases
from .clauses import clauses_of
from .comparatives import find_thens, mark_earlier
from .coordination import share_modifiers
from .counting import with_units
from .cues import Cues, cues
from .days_of_statements import said_on
from .discourse import begin, carry_on
from .draft import Context, Draft, Reading
from .earlier_pairs import with_common_metric, with_times_of_bases
from .forecasts import with_forecast
from .frames import Mention, frames
from .growths_beside import with_growths_beside
from .kinds import classify
from .kinds_by_rule import with_kinds
from .kinds_in_lists import inherit_lists
from .leftovers import account_for, unknown_units
from .metric_linking import with_metrics
from .percentage_nouns import with_percentage_nouns
from .period_linking import linked, with_periods
from .places_in_rows import respectively
from .quantities import read_quantities
from .quantity import Leftover, Quantity
from .scope import case_of, scope_of
from .shared_times import of_what_is_converted
from .tables import sentences_of
from .times_and_names import without_few, without_names, without_times
from .times_of_sentence import times_of
from .titles import fill_titles
from .triage import EVERYTHING, Hope, hopes
from .verbal_claims import doubled, find_doublings, find_named, find_pledges, find_ranks, find_trends

FIRST = 300  # characters in which a text names the country that it is about
BATCH = 250_000  # characters that are looked over at a time
YESTERDAY = tuple(
    word for day in lexicon("periods")["days"] if day["value"] > 0 for lang in LANGS for word in day[lang]
)
TOLD_FROM = ("relative_day", "weekday", "hour_of_day")  # 'yesterday', 'on Friday': in the voice of the report
LAST_YEARS = word_list("last_years")
FEW = 8  # sentences that are read as fast as they are looked over
Row = dict[str, Any]
Read = tuple[Row, list[Reading], list[str | None]]


def read_all(briefings: Iterable[Row], book: Codebook | None = None) -> Iterator[Read]:
    """Read rows of Briefings, in order => each with its sentences that tell something, and who is speaking in each."""
    batch: list[Row] = []
    held = 0
    for briefing in briefings:
        batch.append(briefing)
        held += len(briefing["text"])
        if held >= BATCH:
            yield from _read_batch(batch, book)
            batch, held = [], 0
    yield from _read_batch(batch, book)


def _read_batch(batch: list[Row], book: Codebook | None) -> Iterator[Read]:
    splits = [sentences_of(briefing) for briefing in batch]
    hoped: dict[int, list[Hope]] = {}
    for lang in {briefing["language"] for briefing in batch}:
        numbers = [i for i, briefing in enumerate(batch) if briefing["language"] == lang]
        if sum(len(splits[i]) for i in numbers) < FEW:
            continue
        found = iter(hopes([s.folded for i in numbers for s in splits[i]], lang))
        hoped |= {i: [next(found) for _ in splits[i]] for i in numbers}
    for i, briefing in enumerate(batch):
        yield briefing, *read_briefing(briefing, splits[i], hoped.get(i), book)


def read_briefing(
    briefing: Row, split: list[Sentence] | None = None, hoped: list[Hope] | None = None, book: Codebook | None = None
) -> tuple[list[Reading], list[str | None]]:
    """Read one row of Briefings; sentences of which nothing is hoped for are passed over."""
    split = sentences_of(briefing) if split is None else split
    hoped = [EVERYTHING] * len(split) if hoped is None else hoped
    lang, today = briefing["language"], briefing["date"] or date.today()
    table, book = cues(lang), book or codebook()
    lead = fold(briefing["text"][:LEAD])
    families = families_of(briefing["agency"], lead, briefing["date"])
    stated, told_by = _day_of_statement(split, lang, today)
    context = Context(
        stated,
        fiscal_start(briefing["agency"], lead),
        decimal_mark(fold(briefing["text"][briefing["body_start"] : briefing["body_end"]])),
        briefing["agency"],
        families,
        country_of(briefing["agency"]),
        agency_place(briefing["agency"]),
        on_the_mainland(briefing["agency"], families, lang, _told_at(split)),
    )
    context.printed = told_by
    whole = fold(briefing["text"])
    told = countries_told(context.agency, fold(briefing["title"] or "") + lead[:FIRST])
    context.south = in_the_south(told)
    context.money = money_of(context.agency, families, context.country, whole, frozenset(told))
    context.republic = lang == "zh" and (
        context.money.get("CNY") == "TWD" or grammar(lang).counts_republic.search(whole) is not None
    )
    names = [s.split(", ")[0] for s in briefing["speakers"]]
    readings: list[Reading] = []
    speakers: list[str | None] = []
    for sentence, hope in zip(split, hoped, strict=True):
        if names:
            context.speaker = next((n for n in names if n in sentence.text), context.speaker)
        begin(sentence, context)
        if hope.claims or sentence.in_headline:
            readings.append(read_sentence(sentence, lang, context, book))
            speakers.append(None if sentence.in_headline else context.speaker)
        elif hope.times:
            read = _with_times(sentence, lang, context, table)
            case_of(read, context, table)
            if not _only_dateline(sentence):
                clauses = clauses_of(read, [])
                read.times = times_of(read, clauses, context) if read.periods else []
                carry_on(read, clauses, context)
    fill_titles(readings, context.holidays)
    return readings, speakers


def _day_of_statement(split: list[Sentence], lang: str, today: date) -> tuple[date, date]:
    """The day on which the figures were given, and the day of the report that tells so: the lead often reports a conference of a day
    or two before, and its 'yesterday' is told from its own day. A dateline is both."""
    for sentence in split[:5]:
        if sentence.in_headline:
            continue
        read = Reading(sentence, lang)
        read.periods = [
            p
            for p in find_periods(read.text, lang, today)
            if p.rule in ("date", "weekday", "day_alone", "relative_day")
            and not read.text[p.start : p.end].startswith(LAST_YEARS)  # no day of a statement is told as last year's
        ]
        days = [
            p
            for p in read.periods
            if p.first == p.last and p.first and timedelta(0) <= today - p.first <= timedelta(days=14)
        ]
        if not days:
            continue
        clauses = clauses_of(read, [])
        for period in days:
            line = _only_dateline(sentence)
            if line or said_on(clauses, clauses.times[period.start]):
                stated = period.first or today
                return stated, stated if line or period.start < dateline(sentence.text) else today
    return today, today


def _told_at(split: list[Sentence]) -> str:
    """The place and day that the report begins with."""
    first = next((s.text for s in split if not s.in_headline), "")
    return first[: dateline(first)]


def _only_dateline(sentence: Sentence) -> bool:
    """Is a sentence nothing but the place and day that a report begins with? It dates the statement alone."""
    line = dateline(sentence.text)
    return bool(line) and line >= len(sentence.text) - 1


def _with_times(sentence: Sentence, lang: str, context: Context, table: Cues) -> Reading:
    read = Reading(sentence, lang)
    read.bases, read.thens = find_bases(read, context.today), find_thens(read)
    periods = find_periods(read.text, lang, context.today, context.fiscal, context.republic, context.south)
    if context.printed and context.printed != context.today and any(_told_from(p, read.text) for p in periods):
        told = find_periods(read.text, lang, context.printed, context.fiscal, context.republic, context.south)
        theirs = {p.start: p for p in told if _told_from(p, read.text)}
        periods = [theirs.get(p.start, p) if _told_from(p, read.text) else p for p in periods]
    periods = _apart(periods, [*read.bases, *read.thens])
    compared = find_against(read.text, periods, table, context.today)
    read.bases = sorted(with_as(read.text, [*read.bases, *compared]))
    read.periods = _apart(periods, compared)
    return read


def _told_from(period: Period, text: str) -> bool:
    """Is a time told from the day on which the report was printed: 'yesterday', 截至昨天?"""
    said = text[period.start : period.end].lower()
    undigited = period.rule == "until" and not any(c.isdigit() for c in said)
    ends = period.rule == "from_to" and said.endswith(YESTERDAY)  # 'from May 31 to yesterday', 5月31日至昨日
    return period.rule in TOLD_FROM or undigited or ends


def _apart(periods: list[Period], spans: list[tuple[int, int, str]]) -> list[Period]:
    return [p for p in periods if not any(a < p.end and p.start < b for a, b, _ in spans)]


def read_sentence(sentence: Sentence, lang: str, context: Context, book: Codebook) -> Reading:
    """Read one sentence; `context` takes the period on to the next."""
    table = cues(lang)
    read = _with_times(sentence, lang, context, table)
    words, named = find_doublings(read, table), find_named(read, table)
    _read_numbers(read, words, named, context)
    drafts = [classify(read, i, table) for i in range(len(read.quantities))]
    drafts = share_modifiers(read, inherit_lists(read, drafts, table), table)
    drafts += [doubled(read, word, table) for word in words]
    drafts += find_ranks(read, table)
    drafts = sorted(drafts, key=lambda d: d.start)
    read.frames = frames(book, lang).find(read.text)
    read.mentions = _outside(read.frames.mentions(context.families), read.quantities)
    drafts = mark_earlier(read, drafts, table)
    clauses = clauses_of(read, drafts)
    named_ones = without_names(drafts, clauses, table.spaced)
    read.leftovers += _dropped(drafts, named_ones, "name")
    drafts = named_ones
    timed = without_times(drafts, clauses)
    read.leftovers += _dropped(drafts, timed, "time")
    if len(timed) < len(drafts) or len(named_ones) < len(clauses.figures):
        clauses = clauses_of(read, timed)  # a number that is a name parts nothing
    drafts = with_kinds(timed, clauses, context)
    drafts = with_units(read, drafts, clauses, context, table)
    told = without_few(drafts, table.spaced)
    read.leftovers += _dropped(drafts, told, "unread")
    drafts = told
    drafts = with_periods(read, drafts, clauses, context, table)
    drafts = drafts if table.spaced else with_growths_beside(drafts, clauses)
    drafts = of_what_is_converted(with_common_metric(with_metrics(read, drafts, clauses, context, book, table), book))
    drafts = with_percentage_nouns(read, drafts, clauses, context)
    drafts = with_named_bases(read.text, drafts, table)
    drafts = with_times_of_bases(carry_bases(read, drafts, clauses, context), clauses)
    drafts += [linked(read, d, clauses, read.scopes_of_time, context) for d in find_trends(read, drafts, book, table)]
    drafts += named + find_pledges(read, table)
    drafts = [with_forecast(read, d, table) for d in drafts]
    drafts = _with_scope(read, drafts, context, table)
    read.leftovers = account_for(read, drafts)
    read.leftovers += unknown_units(read, drafts)
    read.drafts = sorted(drafts, key=lambda d: (d.start, d.end))
    carry_on(read, clauses, context)
    context.goes_on = read.text.rstrip().endswith((";", "；"))
    return read


def _outside(mentions: list[Mention], quantities: list[Quantity]) -> list[Mention]:
    """Nouns of metrics that are no part of a figure: 人 in 12.7万人次 is none."""
    return [m for m in mentions if not any(q.start <= m.start and m.end <= q.end for q in quantities)]


def _dropped(drafts: list[Draft], kept: list[Draft], reason: str) -> list[Leftover]:
    """The figures that were found to be no claims."""
    still = {id(draft) for draft in kept}
    return [Leftover(d.start, d.end, reason) for d in drafts if id(d) not in still]


def _read_numbers(read: Reading, words: list[Any], named: list[Draft], context: Context) -> None:
    """Quantities and leftovers, apart from the numbers that times, bases, names and doublings are made of."""
    masks = [(a, b, "date") for a, b, _ in [*read.bases, *read.thens]]
    masks += [(p.start, p.end, "time" if p.rule == "clock" else "date") for p in read.periods]
    masks += [(d.start, d.end, "name") for d in named]
    masks += [(a, b, "unread") for a, b, *_ in words]
    masks += [(0, len(read.text), "date")] if _only_dateline(read.sentence) else []
    read.quantities, leftovers = read_quantities(read.text, read.lang, masks, context.mark, context.money)
    read.leftovers = [o for o in leftovers if not any(a <= o.start and o.end <= b for a, b, *_ in words)]


def _with_scope(read: Reading, drafts: list[Draft], context: Context, table: Cues) -> list[Draft]:
    drafts = [replace(d, scope=d.scope or scope_of(read, d, drafts, table, context)) for d in drafts]
    drafts = respectively(read, drafts, table, context)
    case = case_of(read, context, table)
    drafts = [replace(d, scope=case) if case and d.scope is None and d.quantity else d for d in drafts]
    return [replace(d, scope=context.scope) if _carried(d) else d for d in drafts]


def _carried(draft: Draft) -> bool:
    """Is the figure about what the sentence before told of ('they increased by 17 percent')?"""
    return draft.scope is None and "metric:carried" in draft.rules
