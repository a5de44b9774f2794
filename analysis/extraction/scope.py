"""The part of the whole that a figure covers: a place, a port with a name, a named case, a group in brackets."""

from __future__ import annotations

from ..language.patterns import later
from ..language.places import find_places
from .cues import Cues
from .draft import Context, Draft, Reading

STOP = later("[;；。]")


def case_of(read: Reading, context: Context, table: Cues) -> str | None:
    """The named case that a sentence's figures belong to: said here, earlier in the paragraph, or in the headline."""
    named = table.case.search(read.text)
    if read.sentence.in_headline:
        context.case = f"case_{named[1].replace('·', '.')}" if named else None
        return context.case
    if named or any(read.matches("nationwide")):
        context.case_here = (read.sentence.paragraph, f"case_{named[1].replace('·', '.')}" if named else None)
    if context.case_here and context.case_here[0] == read.sentence.paragraph:
        return context.case_here[1]
    return context.case


COMMA = later("[,，]")


def scope_of(read: Reading, draft: Draft, drafts: list[Draft], table: Cues) -> str | None:
    """The part of the whole that the figure covers: said just behind it, else nearest before it in its sentence."""
    if draft.kind in ("measure", "pledge"):
        return None
    if parent := _in_brackets(read, draft, drafts):
        return parent
    said = read.scopes
    behind = next((m for m in said if m.start() >= draft.end), None)
    linked = behind and table.scope_behind.fullmatch(read.text[draft.end : behind.start()])
    before = [m for m in said if m.end() <= draft.start and ";" not in read.text[m.end() : draft.start]]
    whole = next((m for m in said if table.scope_sentence.fullmatch(m[0])), None)
    found = (behind if linked else None) or (before[-1] if before else None) or whole
    station = next(
        (s for s in reversed(read.stations) if s[1] <= draft.start and ";" not in read.text[s[1] : draft.start]), None
    )
    if station and (not found or found.start() < station[1] <= draft.start):
        return station[2]
    if found:
        return found.lastgroup
    if not read.regional:
        return None
    floor = max((q.end for q in read.quantities if q.end <= draft.start), default=0)
    own = _regions(read.text[floor : draft.start], read.lang, table)  # 上海口岸300万人次，北京口岸200万人次
    return "+".join(own or _regions(read.text[: draft.start], read.lang, table)) or None


def _regions(text: str, lang: str, table: Cues) -> list[str]:
    """The codes of the regions that the last sentence of a text names, but for those where something was said."""
    parts = dict.fromkeys(COMMA.split(STOP.split(text)[-1]))
    named = [c for p in parts if (codes := find_places(p, lang)) and not table.said.search(p) for c in codes]
    return list(dict.fromkeys(c for c in named if "-" in c))


BRACKET = later(r"[(（](?:含|其中|including |of which )?[^()（）]*$")


def _in_brackets(read: Reading, draft: Draft, drafts: list[Draft]) -> str | None:
    """6168.8万人次（含边民142.3万人次）: what brackets tell of is a part of the level before them."""
    opened = BRACKET.search(read.text, 0, draft.start)
    if not opened or draft.metric is None:
        return None
    whole = next((d for d in reversed(drafts) if d.end <= opened.start() and d.kind == "level" and d.metric), None)
    outside = whole and opened.start() - whole.end <= 2 and whole.metric != draft.metric and whole.unit == draft.unit
    return whole.metric if whole and outside else None
