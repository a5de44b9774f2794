"""The metrics of figures told in a row: each its own level or noun; where the nouns are not told apart, the one they share."""

from __future__ import annotations

import itertools

from ...codebook import Codebook
from ...language.lexicon import word_list
from ...records import replace
from ..clauses import phrases
from ..clauses.clauses import Clauses
from ..clauses.coordination import runs
from ..clauses.cues import Cues
from ..clauses.draft import Draft, Reading
from ..clauses.frames import Mention
from ..comparisons.comparatives import is_earlier
from .metrics_of_changes import STRETCHES


def of_rows(read: Reading, drafts: list[Draft], clauses: Clauses, book: Codebook, table: Cues) -> list[Draft]:
    """Figures told in a row: each goes to its own level or noun; where the nouns are not told apart, to the one they share."""
    out = list(drafts)
    marked = any("RESPECTIVELY" in t.types for t in clauses.tokens)
    rows: list[list[int]] = []
    for run in runs(read, out, table):
        levels = _levels(out, run, rows, marked)
        if marked and levels and _unread_between(read, out[levels[0]], out[run[0]]):
            # '..., 437,000 ships and 31.49,000 vehicles, up 62.6%, 11%, 8.2% and 38.9%': none has its place
            out = _without(out, run, counted=None, head=None)
            continue
        if levels and all(out[k].kind in ("change", "share") for k in run):
            for k, level in zip(run, (out[n] for n in levels), strict=True):
                out[k] = _of_level(out[k], level)
            continue
        if marked and not levels and _more_than_levels(out, run):
            # 'foreigners made 35 million, marking increases of 5%, 6% and 7%, respectively': two are of what was said before
            out = _without(out, run, counted=None, head=None)
            continue
        first = out[run[0]]
        if all(out[k].kind == first.kind for k in run):
            nouns = _of_partition(read, out, run, clauses, book)
            if not nouns and marked and first.metric:
                nouns = _nouns_before(read, first, clauses, book, len(run))
            if not nouns and marked and _one_of_several(first, clauses, book):
                out = _without(out, run)  # which part of the whole could not be told: none is better than a wrong one
                first = out[run[0]]
            shared = {out[k].metric for k in run} - {None} if marked and not nouns else set()
            one = next(iter(shared)) if len(shared) == 1 else first.metric  # 分别查验18.2万、17.6万人次
            for n, k in enumerate(run):
                metric = nouns[n].metric if nouns else one if out[k].metric is None else None
                if metric:
                    rules = (*out[k].rules, "metric:of_list")
                    out[k] = replace(out[k], metric=metric, metric_source="clause", rules=rules)
        if all(out[k].kind in ("level", "rate") and out[k].unit not in STRETCHES for k in run):
            rows.append(run)  # the terms of a rule (24小时、144小时过境免签) are no levels that rise
    return out


def _more_than_levels(drafts: list[Draft], run: list[int]) -> bool:
    """Are there more changes in a row than levels before them, but some?"""
    told = [d for d in drafts[: run[0]] if d.quantity and d.kind in ("level", "rate") and d.earlier is None]
    return all(drafts[k].kind == "change" for k in run) and 0 < len(told) < len(run)


def _unread_between(read: Reading, first: Draft, last: Draft) -> bool:
    """Does a number that could not be read stand between two figures?"""
    return any(o.reason in ("garbled", "unread") and first.start <= o.start < last.start for o in read.leftovers)


def _one_of_several(first: Draft, clauses: Clauses, book: Codebook) -> bool:
    """Has a row of figures the metric of one part of a whole, where more than one noun leads to it?"""
    if not first.metric or not book.metrics[first.metric].partition:
        return False
    at = clauses.figures[first.start]
    begin = clauses.opening(at).first
    return any("AND" in t.types for t in clauses.between(begin, at))


def _without(drafts: list[Draft], run: list[int], **more: None) -> list[Draft]:
    """The drafts with no metric, and nothing of what is named `more`, for those of a run."""
    return [replace(d, metric=None, metric_source="none", **more) if k in run else d for k, d in enumerate(drafts)]


def _levels(drafts: list[Draft], run: list[int], rows: list[list[int]], marked: bool) -> list[int]:
    """The levels that a row of as many changes or shares goes to: the row told last, else all before it or the last of them."""
    rows = [row for row in rows if not all(is_earlier(drafts[k]) for k in row)]  # 较去年同期的9,213宗和14.9，分别升……
    if rows and len(rows[-1]) == len(run):
        return rows[-1]
    levels = ("level", "rate")
    before = [k for k, d in enumerate(drafts[: run[0]]) if d.quantity and d.kind in levels and d.earlier is None]
    before = [k for k in before if drafts[k].unit not in STRETCHES] or before
    return before[-len(run) :] if len(before) == len(run) or (marked and len(before) >= len(run)) else []


def _of_level(draft: Draft, level: Draft) -> Draft:
    """A change or share of a level, with what that one is of."""
    # 'accounting for 60 and 70 percent': shares of a whole, and no level
    metric = level.metric if draft.kind != "share" or draft.base else None
    return replace(
        draft, metric=metric, metric_source="clause" if metric else "none", counted=level.counted,
        head=level.head, period=level.period or draft.period, rules=(*draft.rules, "respectively:levels"),
    )  # fmt: skip


def _tells(read: Reading, mention: Mention) -> bool:
    """Does a noun tell one metric from another? 'Crossing' is of them all."""
    return phrases.singular(read.text[mention.start : mention.end]) not in word_list("passages")


def _in_order(mention: Mention) -> tuple[int, int]:
    return mention.start, mention.start - mention.end


def _of_partition(
    read: Reading, drafts: list[Draft], run: list[int], clauses: Clauses, book: Codebook
) -> list[Mention]:
    """'Mainland residents, residents of Hong Kong and foreigners made 159, 136 and 38 million trips': as many parts of one whole as figures."""
    first = drafts[run[0]]
    begin = clauses.tokens[clauses.opening(clauses.figures[first.start]).first].start
    told = (d.end for d in drafts[: run[0]] if d.quantity and d.kind in ("level", "rate"))
    start = max([0, begin, *told])
    ahead = [m for m in read.mentions if start <= m.start and m.end <= first.start and _tells(read, m)]
    wholes = dict.fromkeys(book.metrics[m.metric].partition for m in ahead)  # in the order of the text
    for name in filter(None, wholes):
        parts = [m for m in ahead if book.metrics[m.metric].partition == name]
        row = _parts(sorted(parts, key=_in_order), first, book)
        if len(row) == len(run):
            return row
    return []


def _parts(mentions: list[Mention], first: Draft, book: Codebook) -> list[Mention]:
    """The parts of one whole in the order of the text, each once, none inside another."""
    unit = (first.unit or "").split("/")[0]
    sure = first.quantity is not None and first.quantity.known_unit and first.kind not in ("change", "share")
    row: list[Mention] = []
    for mention in mentions:
        inside = row and mention.start < row[-1].end
        counts = not unit or unit in book.metrics[mention.metric].units or not sure
        if not inside and mention.metric not in {m.metric for m in row} and counts:
            row.append(mention)
    return row


def _nouns_before(read: Reading, first: Draft, clauses: Clauses, book: Codebook, count: int) -> list[Mention]:
    """The nouns in a row before a 'respectively' list, as many as its figures; none where their number differs."""
    kept: list[Mention] = []
    for m in sorted((m for m in read.mentions if m.end <= first.start and _tells(read, m)), key=_in_order):
        if not kept or m.start >= kept[-1].end:
            kept.append(m)
    units = book.metrics[str(first.metric)].units
    kept = [m for m in kept if set(book.metrics[m.metric].units) & set(units)]
    if len(kept) == count and len({m.metric for m in kept}) == count:
        return kept
    return _of_segments(read, first, clauses, count)


def _of_segments(read: Reading, first: Draft, clauses: Clauses, count: int) -> list[Mention]:
    """查获偷渡人员、遣返外国人分别为300名、400名: what leads to the figures, cut at its joints; each part with the metric whose frame it fills."""
    at = clauses.figures[first.start]
    begin = clauses.piece(at).first
    joints = [i for i in range(begin, at) if clauses.tokens[i].types & {"LIST", "AND"}]
    edges = [begin, *(j + 1 for j in joints), at]
    if len(edges) != count + 1:
        return []
    row: list[Mention] = []
    for a, b in itertools.pairwise(edges):
        start, end = clauses.tokens[a].start, clauses.tokens[b - 1].end
        inside = [
            m
            for m in read.mentions
            if start <= m.start and m.end <= end and read.frames.fits(m.metric, (start, end), span=(m.start, m.end))
        ]
        if not inside:
            return []
        row.append(max(inside, key=lambda m: (m.end - m.start, m.end)))
    return row if len({m.metric for m in row}) == count else []
