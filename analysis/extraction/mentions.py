"""The nouns of metrics in a sentence: which of them may be what a figure is of."""

from __future__ import annotations

import re

from ..codebook import Codebook, Mention
from ..language.lexicon import blanked
from ..language.units import is_measured
from ..records import replace
from .draft import Cues, Draft, Reading

STOP, BREAK_ZH = re.compile("[;；。]"), re.compile("[,，;；、和(（]|同比")


BREAK_EN = re.compile(r"[,;()]|\b(?:and|while|but|up|down|as)\b")


NAMES = re.compile(r"[A-Z]\w+(?:, [A-Z]\w+)*,? and [A-Z]\w+")  # 'Hong Kong and Macau'


def broken(between: str, table: Cues) -> bool:
    """Words that end the counted phrase stand between: the alias belongs to another clause."""
    if not table.spaced:
        return bool(BREAK_ZH.search(between))
    return bool(BREAK_EN.search(NAMES.sub("", between)))


def nearest_mention(mentions: list[Mention], at: int, book: Codebook, draft: Draft | None) -> Mention | None:
    fitting = [m for m in mentions if draft is None or fits(book, m.metric, draft)]
    if not fitting:
        return None
    weakest = min(book.metrics[m.metric].generic for m in fitting)
    fitting = [m for m in fitting if book.metrics[m.metric].generic == weakest]
    return min(fitting, key=lambda m: (min(abs(m.start - at), abs(m.end - at)), -(m.end - m.start)))


def fits(book: Codebook, metric: str, draft: Draft) -> bool:
    entry = book.metrics[metric]
    if entry.kinds and draft.kind not in entry.kinds:
        return False
    if draft.unit == "percentage_point":
        return "percent" in entry.units
    if draft.kind in ("change", "trend") or "rank:record" in draft.rules:
        return True
    if draft.kind == "share":
        return (
            "percent" in entry.units
            or (draft.base or "").startswith("same_period_of")
            or draft.base == "historical_peak"
        )
    if draft.quantity and (draft.unit is None or not (draft.quantity.known_unit or is_measured(draft.unit))):
        return "percent" not in entry.units
    return draft.unit in entry.units or ((draft.unit or "").split("/")[0] in entry.units and draft.kind != "rate")


def distinct(mentions: list[Mention]) -> list[Mention]:
    """Mentions in order, overlapping ones reduced to the longest."""
    kept: list[Mention] = []
    for m in sorted(mentions, key=lambda m: (m.start, m.start - m.end)):
        if not kept or m.start >= kept[-1].end:
            kept.append(m)
    return kept


def joined_nouns(mentions: list[Mention], book: Codebook) -> list[Mention]:
    """Mentions in order; of two that touch (遣返外国人) the one that says more."""
    kept: list[Mention] = []
    for m in distinct(mentions):
        if kept and m.start == kept[-1].end:
            more = min(kept[-1], m, key=lambda x: book.metrics[x.metric].generic)
            kept[-1] = replace(more, start=kept[-1].start, end=m.end)
        else:
            kept.append(m)
    return kept


WORDS = re.compile(r"[A-Za-z][\w'-]*|[\u4e00-\u9fff]+")


def names_another(read: Reading, draft: Draft, table: Cues) -> bool:
    """Does a change's own clause say what it is of, in words that no metric has: 'while cocaine seizures rose 60 percent'?"""
    floor = max((q.end for q in read.quantities if q.end <= draft.start), default=0)
    before = blanked(read.timeless, [m.span() for m in read.scopes])[floor : draft.start]
    parted = [m.end() for m in table.parts.finditer(before)]
    if floor and not parted:
        return False  # the clause of the figure before goes on
    clause = before[parted[-1] :] if parted else before
    clause = blanked(clause, [m.span() for m in table.direction.finditer(clause)])
    if table.spaced:
        named = [w for w in WORDS.findall(clause) if not table.light.fullmatch(w)]
        return bool(named)
    return (
        table.compares.match(clause.lstrip()) is None and len("".join(WORDS.findall(table.light.sub("", clause)))) > 1
    )
