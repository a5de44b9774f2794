"""Runs of figures of one kind and unit with nothing but joints between them: told in a list, or 'respectively' (分别)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...language.lexicon import alternatives, blanked, lexicon
from ...language.patterns import later
from ...records import replace
from .cues import Cues
from .draft import Draft, Reading

EACH = tuple(lexicon("cues")["respectively"]["words"]["zh"])  # English sets 'respectively' behind its row
EACH_LEADS = later(rf"{alternatives(list(EACH))}[^，,。；;\d]{{0,10}}$")
SHARED = ("about", "nearly", "more_than", "at_least", "less_than")


def runs(read: Reading, drafts: list[Draft], table: Cues, *, across: bool = False) -> Iterator[list[int]]:
    """The runs of figures of one kind and unit with nothing but joints between them: two or more, by their number."""
    run: list[int] = []
    for i, draft in enumerate(drafts):
        if run and not _in_list(read, drafts[run[-1]], draft, table, across):
            if len(run) > 1:
                yield run
            run = []
        run.append(i)
    if len(run) > 1:
        yield run


def _in_list(read: Reading, a: Draft, b: Draft, table: Cues, across: bool) -> bool:
    units = [(d.unit or "").split("/")[0] if across else d.unit for d in (a, b)]
    if a.quantity is None or b.quantity is None or units[0] != units[1] or (a.kind != b.kind and not across):
        return False
    blank = [(x - a.end, y - a.end) for x, y, _ in read.bases]
    if a.kind == "change" and table.respectively.search(read.text):  # 分别下降12%、上升8.5%
        gap = read.text[a.end : b.start]
        blank += [m.span() for m in table.direction.finditer(gap)]
    between = re.sub(" +", " ", blanked(read.text[a.end : b.start], blank))
    return bool(table.list_join.fullmatch(between))


def share_modifiers(read: Reading, drafts: list[Draft], table: Cues) -> list[Draft]:
    """分别超过25万和45万人次: what bounds the first of a row, right behind the word that parts it, bounds them all."""
    out = list(drafts)
    if not any(word in read.text for word in EACH):
        return out
    for run in runs(read, out, table, across=True):
        first = out[run[0]].quantity
        if first is None or first.modifier not in SHARED or not EACH_LEADS.search(read.text[: first.start]):
            continue
        for i in run[1:]:
            plain = out[i].quantity
            if plain and plain.modifier == "exact" and not any(rule.startswith("modifier:") for rule in plain.rules):
                rules = ("modifier:shared",)
                bound = replace(plain, modifier=first.modifier, rules=(*plain.rules, *rules))
                out[i] = replace(out[i], quantity=bound, rules=(*out[i].rules, *rules))
    return out
