"""Lists of figures told 'respectively' (分别): each goes to its own noun, level or time."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..codebook import Codebook, Mention
from ..language.lexicon import blanked
from ..records import replace
from .draft import Context, Cues, Draft, Reading
from .mentions import distinct, fits, joined_nouns, names_another


def given_respectively(
    read: Reading, drafts: list[Draft], context: Context, book: Codebook, table: Cues
) -> list[Draft]:
    """Give the n figures of a 'respectively' list to the n nouns or levels before them, or to the n nouns after them."""
    out = list(drafts)
    for run in lists(read, drafts, table):
        if all(out[k].kind == "level" for k in run):
            _levels_respectively(read, out, run, book, table)
        if not all(out[k].kind in ("change", "share") for k in run):
            continue
        levels = [d for d in out[: run[0]] if d.kind == "level" and d.quantity]
        start = levels[-1].end if levels else 0
        stop = out[run[0]].start if table.spaced else _said_at(read, start, out[run[0]].start, table)
        before = distinct([m for m in read.mentions if start <= m.start and m.end <= stop])
        after = distinct([m for m in read.mentions if m.start >= out[run[-1]].end])
        last = out[run[-1]].end + 40 if table.spaced else out[run[0]].start  # 分别 stands before its figures
        marked = table.respectively.search(read.text, start, min(len(read.text), last))
        another = names_another(read, out[run[0]], table)
        levels = levels or ([] if another and not marked else context.levels)
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
                told = out[k].kind == "change" or fits(book, source.metric, out[k])
                out[k] = replace(
                    out[k],
                    metric=source.metric if told else None,
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


def _said_at(read: Reading, start: int, end: int, table: Cues) -> int:
    """Where 分别 stands: what is between it and the figures is said of all the nouns, and is none of them."""
    said = table.respectively.search(read.text, start, end)
    return said.start() if said else end


COORDINATED = re.compile(r"(?:[、和及与]|\band |, )$")


JOIN = re.compile(r"[^,，、和及与]{0,12}?(?:[、和及与]|以及| and |, and |, )(?:of |by |in |the )*")


def _levels_respectively(read: Reading, out: list[Draft], run: list[int], book: Codebook, table: Cues) -> None:
    """Levels told 'respectively' of as many nouns; where the nouns are not all known, the last is the last figure's."""
    first, last, text = out[run[0]], out[run[-1]], read.text
    start = max((d.end for d in out[: run[0]] if d.quantity), default=0)
    if not table.respectively.search(text, start, min(len(text), last.end + 40)):
        return
    stop = first.start if table.spaced else _said_at(read, start, first.start, table)
    nouns = joined_nouns([m for m in read.mentions if start <= m.start and m.end <= stop], book)
    # 香港、澳门、台湾居民: a noun that ends a list of which nothing else is known is not alone what a figure is of.
    ends = [nouns[i - 1].end if i else start for i in range(len(nouns))]
    alone = [
        not COORDINATED.search(text[: m.start]) or bool(JOIN.fullmatch(text, end, m.start))
        for m, end in zip(nouns, ends, strict=True)
    ]
    if len(nouns) == len(run) and all(fits(book, m.metric, out[k]) for k, m in zip(run, nouns, strict=True)):
        for k, m, known in zip(run, nouns, alone, strict=True):
            rule = "respectively:nouns" if known else "respectively:unmatched"
            metric = m.metric if known else None
            out[k] = replace(out[k], metric=metric, counted=text[m.start : m.end], rules=(*out[k].rules, rule))
    elif nouns and not alone[-1]:
        for k in run[:-1]:
            if out[k].metric == nouns[-1].metric:
                out[k] = replace(out[k], metric=None, rules=(*out[k].rules, "respectively:unmatched"))


def lists(read: Reading, drafts: list[Draft], table: Cues) -> Iterator[list[int]]:
    """The runs of figures of one kind and unit with nothing but joints between them: two or more, by their number."""
    run: list[int] = []
    for i, draft in enumerate(drafts):
        if run and not _in_list(read, drafts[run[-1]], draft, table):
            if len(run) > 1:
                yield run
            run = []
        run.append(i)
    if len(run) > 1:
        yield run


def _in_list(read: Reading, a: Draft, b: Draft, table: Cues) -> bool:
    if a.quantity is None or b.quantity is None or a.unit != b.unit or a.kind != b.kind:
        return False
    blank = [(x - a.end, y - a.end) for x, y, _ in read.bases]
    if a.kind == "change" and table.respectively.search(read.text):  # 分别下降12%、上升8.5%
        gap = read.text[a.end : b.start]
        blank += [m.span() for m in table.direction.finditer(gap)]
    between = re.sub(" +", " ", blanked(read.text[a.end : b.start], blank))
    return bool(table.list_join.fullmatch(between))
