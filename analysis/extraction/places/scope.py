"""The part of the whole that a figure covers: a place, a port with a name, a named case, a group in brackets."""

from __future__ import annotations

import functools
import re

from ...language.datelines import dateline
from ...language.lexicon import alternatives, lexicon
from ...language.patterns import later
from ...language.subdivisions import find_subdivisions
from ..clauses.cues import Cues
from ..clauses.draft import Context, Draft, Reading
from .places_in_rows import one_of_several, together
from .regions import regions_of

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


def scope_of(read: Reading, draft: Draft, drafts: list[Draft], table: Cues, context: Context) -> str | None:
    """The part of the whole that the figure covers: said just behind it, else nearest before it in its sentence."""
    if draft.kind in ("measure", "pledge"):
        return None
    if parent := _in_brackets(read, draft, drafts):
        return parent
    wide = _nationwide(read, draft, table)
    said = [m for m in read.scopes if m.start() >= wide]
    behind = next((m for m in said if m.start() >= draft.end), None)
    linked = behind and table.scope_behind.fullmatch(read.text[draft.end : behind.start()])
    before = [m for m in said if m.end() <= draft.start and ";" not in read.text[m.end() : draft.start]]
    whole = next((m for m in said if table.scope_sentence.fullmatch(m[0])), None)
    found = (behind if linked else None) or (before[-1] if before else None) or whole
    station = _station(read, draft)
    if station and station[0] >= wide and (not found or found.start() < station[1] <= draft.start):
        return station[2]
    if found:
        return found.lastgroup
    if not (read.regional or context.country):
        return None
    numbers = _numbers(read, context)
    floor = max(
        [dateline(read.text), wide, *(end for _, end in numbers if end <= draft.start)]
    )  # (吉隆坡12日讯) is no part
    ceiling = min((start for start, _ in numbers if start >= draft.end), default=len(read.text))
    own = (
        _behind(read.text[draft.end : ceiling], read.lang, context)
        or _of_stretch(read, floor, draft.start, table, context)  # 上海口岸300万人次，北京口岸200万人次
    )
    return "+".join(own or ([] if wide else _said_before(read, draft, numbers, table, context))) or None


def _nationwide(read: Reading, draft: Draft, table: Cues) -> int:
    """Where the words end that turn from a place to the whole before a figure: 罗湖口岸20万人次，全国200万人次; else 0.

    They begin a part of the sentence: 广西200人，居全国首位，增长10% goes on with its place.
    """
    led = [
        m for m in table.nationwide.finditer(read.text, 0, draft.start) if table.begins.search(read.text, 0, m.start())
    ]
    return led[-1].end() if led else 0


def _station(read: Reading, draft: Draft) -> tuple[int, int, str] | None:
    """The port with a name that leads to a figure, or the ports of a row told together: 拱北、横琴等口岸."""
    before = [s for s in read.stations if s[1] <= draft.start and ";" not in read.text[s[1] : draft.start]]
    if not before or not one_of_several(read, *before[-1][:2]):
        return before[-1] if before else None
    return together(read, draft.start)


def _numbers(read: Reading, context: Context) -> list[tuple[int, int]]:
    """Where a sentence's numbers stand, read or not, in order; the six of 马六甲 is none."""
    own = find_subdivisions(read.text, read.lang, context.country) if context.country else ()
    others = [left for left in read.leftovers if left.reason not in ("date", "time", "ordinal", "reference")]
    spans = sorted([*((q.start, q.end) for q in read.quantities), *((left.start, left.end) for left in others)])
    return [(a, b) for a, b in spans if not any(start <= a and b <= end for start, end, _ in own)]


def _said_before(
    read: Reading, draft: Draft, numbers: list[tuple[int, int]], table: Cues, context: Context
) -> list[str]:
    """The regions that the words before a figure leave standing: 'Selangor had 300 cases and 2 deaths'.

    Where figures before it were each told of a region, the last one's holds up to the next comma: 雪兰莪2宗、吉打1宗，累计134宗.
    """
    ends = [dateline(read.text), *(end for _, end in numbers if end <= draft.start)]
    pieces = list(zip(ends, [*ends[1:], draft.start], strict=True))
    told = [found for a, b in pieces if (found := _regions(read.text[a:b], read.lang, table, context))]
    if len(told) < 2 and (not told or _of_stretch(read, *pieces[-1], table, context) or len(pieces) < 2):
        return _regions(read.text[ends[0] : draft.start], read.lang, table, context)
    if len(told) < 2:
        return _regions(read.text[ends[0] : pieces[-1][0]], read.lang, table, context)
    return [] if COMMA.search(read.text, ends[-1], draft.start) else told[-1]


def _regions(text: str, lang: str, table: Cues, context: Context) -> list[str]:
    """The codes of the regions that the last sentence of a text names, but for those where something was said."""
    parts = dict.fromkeys(COMMA.split(STOP.split(text)[-1]))
    named = [c for p in parts if (found := regions_of(p, lang, context)) and not _teller(p, lang, table) for c in found]
    return list(dict.fromkeys(code for code, _, _ in named))


def _teller(text: str, lang: str, table: Cues) -> bool:
    """Does a part of a sentence name who said something? 'Kerala reported' 300 cases of its own."""
    of_itself = lexicon("places")["subdivision"]["of_itself"][lang]
    return bool(table.said.search(text)) and not text.rstrip().endswith(tuple(of_itself))


def _behind(text: str, lang: str, context: Context) -> list[str]:
    """'310 cases in Selangor', '200 in Yunnan': the region that the words behind a figure lead to."""
    named = regions_of(text, lang, context)
    led = bool(named) and _led_to(lang).fullmatch(text, 0, named[0][1])
    last = named[0][2] if led else 0
    codes = [named[0][0]] if led else []
    for code, start, end in named[1:] if led else ():
        if not AND.fullmatch(text, last, start):
            break
        codes.append(code)
        last = end
    return list(dict.fromkeys(codes))


def _of_stretch(read: Reading, first: int, last: int, table: Cues, context: Context) -> list[str]:
    """The regions named between a number and the figure behind it; not 'to Victoria and', which still tells of that number."""
    text = read.text[first:last]
    named = regions_of(text, read.lang, context) if first else []
    over = bool(named) and JOINT.fullmatch(text, named[-1][2])
    return [] if over else _regions(text, read.lang, table, context)


JOINT = later(r" ?(?:,? and|[,、;:]|和|及) ?")
AND = later(",? and |、|和|及|, ")


@functools.cache
def _led_to(lang: str) -> re.Pattern[str]:
    """The noun of a figure and the word that leads to where it was counted, in languages that tell the place behind."""
    words = lexicon("places")["subdivision"]["behind"][lang]
    return later(rf" (?:[a-z][a-z'-]* ){{0,6}}(?:{alternatives(words)}) ") if words else later("(?!)")


BRACKET = later(r"[(（](?:含|其中|including |of which )?[^()（）]*$")


def _in_brackets(read: Reading, draft: Draft, drafts: list[Draft]) -> str | None:
    """6168.8万人次（含边民142.3万人次）: what brackets tell of is a part of the level before them."""
    opened = BRACKET.search(read.text, 0, draft.start)
    if not opened or draft.metric is None:
        return None
    whole = next((d for d in reversed(drafts) if d.end <= opened.start() and d.kind == "level" and d.metric), None)
    outside = whole and opened.start() - whole.end <= 2 and whole.metric != draft.metric and whole.unit == draft.unit
    return whole.metric if whole and outside else None
