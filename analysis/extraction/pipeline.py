"""Briefings -> sentences with what was found in each; what a sentence tells carries on to the next."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from ..codebook import Codebook, codebook
from ..language.lexicon import LANGS, lexicon
from ..language.periods import Period
from ..language.sentences import Sentence
from ..language.time_expressions import find_periods
from ..records import replace
from .clauses.clauses import Clauses, clauses_of
from .clauses.coordination import share_modifiers
from .clauses.cues import Cues, cues
from .clauses.draft import Context, Draft, Reading
from .clauses.frames import Mention, frames
from .clauses.triage import EVERYTHING, Hope, hopes
from .comparisons.base_periods import find_against, with_as, with_named_bases
from .comparisons.bases import find_bases
from .comparisons.bases_of_changes import carry_bases
from .comparisons.comparatives import find_thens, mark_earlier
from .comparisons.forecasts import with_forecasts
from .comparisons.kinds import classify
from .comparisons.kinds_by_rule import with_kinds
from .comparisons.kinds_in_lists import inherit_lists
from .comparisons.verbal_claims import doubled, find_doublings, find_named, find_pledges, find_ranks, find_trends
from .counted.counting import with_units
from .counted.percentage_nouns import with_percentage_nouns
from .discourse.discourse import begin, carry_on
from .discourse.titles import fill_titles
from .leftovers import account_for, unknown_units
from .metrics.metric_linking import with_metrics
from .periods.compared_changes import with_growths_beside
from .periods.context_of_briefing import context_of, only_dateline
from .periods.period_linking import linked, with_periods
from .periods.prior_pairs import with_common_metric, with_times_of_bases
from .periods.shared_times import of_what_is_converted
from .periods.times_and_names import without_few, without_names, without_times
from .periods.times_of_sentence import times_of
from .places.places_in_rows import respectively
from .places.scope import case_of, scope_of
from .quantities.quantities import read_quantities
from .quantities.quantity import Leftover, Quantity
from .tables import sentences_of

BATCH = 250_000  # characters that are looked over at a time
YESTERDAY = tuple(
    word for day in lexicon("periods")["days"] if day["value"] > 0 for lang in LANGS for word in day[lang]
)
TOLD_FROM = ("relative_day", "weekday", "hour_of_day")  # 'yesterday', 'on Friday': in the voice of the report
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
    lang, book = briefing["language"], book or codebook()
    context = context_of(briefing, split)
    names = [s.split(", ")[0] for s in briefing["speakers"]]
    readings: list[Reading] = []
    speakers: list[str | None] = []
    for sentence, hope in zip(split, hoped, strict=True):
        context.speaker = next((name for name in names if name in sentence.text), context.speaker)
        begin(sentence, context)
        if hope.claims or sentence.in_headline:
            readings.append(read_sentence(sentence, lang, context, book))
            speakers.append(None if sentence.in_headline else context.speaker)
        elif hope.times:
            _read_times(sentence, lang, context)
    fill_titles(readings, context.holidays)
    return readings, speakers


def _read_times(sentence: Sentence, lang: str, context: Context) -> None:
    """Read a sentence that tells times alone; `context` takes them on to the next."""
    table = cues(lang)
    read = _with_times(sentence, lang, context, table)
    case_of(read, context, table)
    if not only_dateline(sentence):
        clauses = clauses_of(read, [])
        read.times = times_of(read, clauses, context) if read.periods else []
        carry_on(read, clauses, context)


def _with_times(sentence: Sentence, lang: str, context: Context, table: Cues) -> Reading:
    read = Reading(sentence, lang)
    read.bases, read.thens = find_bases(read, context.today), find_thens(read)
    periods = find_periods(read.text, lang, context.today, context.reckoning)
    if context.printed and context.printed != context.today and any(_told_from(p, read.text) for p in periods):
        told = find_periods(read.text, lang, context.printed, context.reckoning)
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
    drafts = _figures(read, words, table)
    read.frames = frames(book, lang).find(read.text)
    read.mentions = _outside(read.frames.mentions(context.families), read.quantities)
    drafts, clauses = _without_names(read, mark_earlier(read, drafts, table), table)
    drafts = with_units(read, with_kinds(drafts, clauses, context), clauses, context, table)
    drafts = _kept(read, drafts, without_few(drafts, table.spaced), "unread")
    drafts = _with_times_and_metrics(read, drafts, clauses, context, book, table)
    drafts += [linked(read, d, clauses, read.scopes_of_time, context) for d in find_trends(read, drafts, book, table)]
    drafts += named + find_pledges(read, table)
    drafts = _with_scope(read, with_forecasts(read, drafts, table), context, table)
    read.leftovers = account_for(read, drafts)
    read.leftovers += unknown_units(read, drafts)
    read.drafts = sorted(drafts, key=lambda d: (d.start, d.end))
    carry_on(read, clauses, context)
    context.goes_on = read.text.rstrip().endswith((";", "；"))
    return read


def _figures(read: Reading, words: list[Any], table: Cues) -> list[Draft]:
    """The figures of a sentence in order: its quantities, what `words` say was doubled or halved, ranks."""
    drafts = [classify(read, i, table) for i in range(len(read.quantities))]
    drafts = share_modifiers(read, inherit_lists(read, drafts, table), table)
    drafts += [doubled(read, word, table) for word in words]
    drafts += find_ranks(read, table)
    return sorted(drafts, key=lambda d: d.start)


def _without_names(read: Reading, drafts: list[Draft], table: Cues) -> tuple[list[Draft], Clauses]:
    """The figures without those that are part of a name or a time, and the clauses that they make."""
    clauses = clauses_of(read, drafts)
    unnamed = _kept(read, drafts, without_names(drafts, clauses, table.spaced), "name")
    untimed = _kept(read, unnamed, without_times(unnamed, clauses), "time")
    if len(untimed) < len(unnamed) or len(unnamed) < len(clauses.figures):
        clauses = clauses_of(read, untimed)  # a number that is a name parts nothing
    return untimed, clauses


def _with_times_and_metrics(
    read: Reading, drafts: list[Draft], clauses: Clauses, context: Context, book: Codebook, table: Cues
) -> list[Draft]:
    """The figures with their times, their metrics and what they are compared with."""
    drafts = with_periods(read, drafts, clauses, context, table)
    drafts = drafts if table.spaced else with_growths_beside(drafts, clauses)
    drafts = of_what_is_converted(with_common_metric(with_metrics(read, drafts, clauses, context, book, table), book))
    drafts = with_percentage_nouns(read, drafts, clauses, context)
    drafts = with_named_bases(read.text, drafts, table)
    return with_times_of_bases(carry_bases(read, drafts, clauses, context), clauses)


def _outside(mentions: list[Mention], quantities: list[Quantity]) -> list[Mention]:
    """Nouns of metrics that are no part of a figure: 人 in 12.7万人次 is none."""
    return [m for m in mentions if not any(q.start <= m.start and m.end <= q.end for q in quantities)]


def _kept(read: Reading, drafts: list[Draft], kept: list[Draft], reason: str) -> list[Draft]:
    """The figures that are claims; the others are left over for a reason."""
    still = {id(draft) for draft in kept}
    read.leftovers += [Leftover(d.start, d.end, reason) for d in drafts if id(d) not in still]
    return kept


def _read_numbers(read: Reading, words: list[Any], named: list[Draft], context: Context) -> None:
    """Quantities and leftovers, apart from the numbers that times, bases, names and doublings are made of."""
    masks = [(a, b, "date") for a, b, _ in [*read.bases, *read.thens]]
    masks += [(p.start, p.end, "time" if p.rule == "clock" else "date") for p in read.periods]
    masks += [(d.start, d.end, "name") for d in named]
    masks += [(a, b, "unread") for a, b, *_ in words]
    masks += [(0, len(read.text), "date")] if only_dateline(read.sentence) else []
    read.quantities, leftovers = read_quantities(
        read.text, read.lang, masks, context.mark, context.money, megatonnes=context.megatonnes
    )
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
