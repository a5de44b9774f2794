"""Checks of what is told twice: a headline and its body, one event retold, a period told again later."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from ..codebook import words
from .claim_index import ClaimIndex, Row, result, said, signed
from .comparisons import compare
from .intervals import NOTHING, bounds_of, overlap
from .retellings import close, comparability, judged, same_size
from .subjects import subject_of


def headlines(index: ClaimIndex) -> Iterator[Row]:
    """Each figure of a headline against the figure of the body that it must be meant for."""
    by_briefing: dict[str, list[Row]] = defaultdict(list)
    for row in index.rows:
        if row["kind"] in ("level", "rate", "change", "share") and subject_of(row) and bounds_of(row) != NOTHING:
            by_briefing[row["briefing_id"]].append(row)
    for rows in by_briefing.values():
        body = [r for r in rows if not r["in_headline"]]
        for head in (r for r in rows if r["in_headline"]):
            alike = [r for r in body if subject_of(r) == subject_of(head) and r["kind"] == head["kind"]]
            if alike:
                yield _headline(head, min(alike, key=lambda r: _unlike(head, r)))


def _unlike(head: Row, row: Row) -> tuple[bool, ...]:
    """How far a figure of the body is from being the headline's: first by value, then by what it is of."""
    fields = ("scope", "unit", "direction", "base", "period_start", "period_end")
    return (
        not overlap(signed(head), signed(row)),
        not close(head, row),
        *(head[f] not in (None, row[f]) for f in fields),
    )


def _headline(head: Row, below: Row) -> Row:
    """A headline that says less than the body is none that says otherwise: its silence is no difference."""
    silent = [f for f in ("base", "scope", "period_start", "period_end") if head[f] is None]
    filled = head | {field: below[field] for field in silent}
    differs, verdict = judged(filled, below)
    if verdict == "disagrees" and not (_same_place(filled, below) and same_size(head, below)):
        verdict = "cannot_tell"
    line = f"headline {head['raw']!r}, body {below['raw']!r}"
    if _told_in(differs):
        line += f" (differs in {_told_in(differs)})"
    alike, reason = comparability(filled, below, differs)
    line += f"; {reason}" if alike != "like_for_like" else ""
    ids = [head["claim_id"], below["claim_id"]]
    return result(verdict, line, head, ids, signed(head), signed(below), differs=differs)


def _same_place(a: Row, b: Row) -> bool:
    return all(a[f] == b[f] for f in ("scope", "unit", "base", "period_start", "period_end", "direction"))


def _told_in(differs: list[str]) -> str:
    return ", ".join("noun" if f == "counted" else f for f in differs)


def retold(index: ClaimIndex) -> Iterator[Row]:
    """One event's figures as its outlets, and its languages, tell them."""
    known = {row["claim_id"]: row for row in index.rows}
    seen: set[tuple[str, ...]] = set()
    for across in ("outlet", "language"):
        for pair in compare(index.claims, across=across).iter_rows(named=True):
            ids = tuple(pair["claim_ids"])
            a, b = (known[i] for i in ids)
            if ids in seen or (a["publisher"] is not None and a["publisher"] == b["publisher"]):
                continue
            seen.add(ids)
            line = f"{pair['a']}: {a['raw']!r}, {pair['b']}: {b['raw']!r}"
            line += f" (differs in {_told_in(pair['differs'])})" if pair["differs"] else ""
            line += f"; {pair['reason']}" if pair["comparability"] != "like_for_like" else ""
            if "period" in pair["differs"] and pair["period_a"] not in line:
                line += f"; {pair['period_a']} against {pair['period_b']}"
            if "base" in pair["differs"]:
                line += f"; on {words(a['base']) or 'no base'} against {words(b['base']) or 'no base'}"
            yield result(pair["verdict"], line, b, list(ids), signed(a), signed(b), differs=pair["differs"])


def revisions(index: ClaimIndex) -> Iterator[Row]:
    """A period's figure told at one event and again at a later one; the very same figure again, alike, is no check."""
    known = {row["claim_id"]: row for row in index.rows}
    for pair in compare(index.claims, across="briefing").iter_rows(named=True):
        a, b = (known[i] for i in pair["claim_ids"])
        if bounds_of(a) == bounds_of(b) and not pair["differs"]:
            continue
        line = f"{pair['period_b']}: {said(a)} said {a['date']}, {said(b)} said {b['date']}"
        line += f"; {pair['reason']}" if pair["comparability"] != "like_for_like" else ""
        yield result(pair["verdict"], line, b, pair["claim_ids"], bounds_of(a), bounds_of(b), differs=pair["differs"])
