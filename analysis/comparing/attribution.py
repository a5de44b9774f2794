"""Where rows that differ come from: one report's period or noun behind many of them, who shares it, and two nouns for one figure."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import polars as pl

from ..schema import frame
from .retellings import FIELD_OF, Fact, facts, groups, judged, period_said
from .schema import Deviations, TwoNouns
from .subjects import counting_of, event_of, outlet_of, subject_of
from .two_nouns import two_nouns

Row = dict[str, Any]


def one_figure_two_nouns(claims: pl.DataFrame) -> pl.DataFrame:
    """Claims => values that reports of one event tell of two subjects, or a headline of one and its body of the other.

    Columns: `TwoNouns`, a row per event, value and pair of subjects, the figures that most outlets tell first. Neither
    figure is compared like for like with another year (`also_told_as`).

    >>> an.one_figure_two_nouns(claims.head(0)).height
    0
    """
    found: dict[tuple[Any, ...], list[tuple[Row, Row]]] = defaultdict(list)
    for a, b in two_nouns(claims):
        first, second = sorted((a, b), key=lambda r: str(subject_of(r)))
        value = max((a, b), key=lambda r: (-(r["step"] or 0), r["claim_id"]))["value"]
        found[(event_of(a), str(subject_of(first)), str(subject_of(second)), value)].append((first, second))
    rows = [_two_nouns_row(key, pairs) for key, pairs in sorted(found.items(), key=str)]
    rows.sort(key=lambda r: (-len(r["outlets_a"]) - len(r["outlets_b"]), r["event"], r["subject_a"]))
    return frame(TwoNouns, rows)


def _two_nouns_row(key: tuple[Any, ...], pairs: list[tuple[Row, Row]]) -> Row:
    a, b = pairs[0]
    within = all(x["briefing_id"] == y["briefing_id"] for x, y in pairs)
    return {
        "agency": a["agency"], "event": key[0], "subject_a": key[1], "subject_b": key[2], "value": key[3], "unit": a["unit"],
        "period": period_said(a) if a["period_end"] else period_said(b), "between": "headline and body" if within else "reports",
        "counted_a": a["counted"], "counted_b": b["counted"],
        "outlets_a": sorted({outlet_of(x) for x, _ in pairs}), "outlets_b": sorted({outlet_of(y) for _, y in pairs}),
        "claim_ids": list(dict.fromkeys(r["claim_id"] for pair in pairs for r in pair)),
    }  # fmt: skip


def deviations(claims: pl.DataFrame) -> pl.DataFrame:
    """Claims => which report's one period, noun, base or value explains rows that differ (columns: `Deviations`).

    For each report and field: what it says, what the other reports of the event say, and how many figures that one
    difference accounts for; most first. `shared_with` names reports of the event that say the same otherwise than the
    rest: the one published first may be what the others copied. Nothing is decided where two reports stand alone.

    >>> an.deviations(claims.head(0)).height
    0
    """
    found: dict[tuple[str, str, str, str, str], list[Row]] = defaultdict(list)
    for rows in groups(claims):
        for fact in facts(rows):
            for row, field, own, others in _odd(fact):
                found[(event_of(row), row["briefing_id"], field, own, others)].append(row)
    sharing: dict[tuple[str, str, str, str], set[str]] = defaultdict(set)
    for event, report, field, own, others in found:
        sharing[(event, field, own, others)].add(report)
    made = []
    for (event, report, field, own, others), rows in found.items():
        shared = sorted(sharing[(event, field, own, others)] - {report})
        made.append({
            "event": event, "agency": rows[0]["agency"], "briefing_id": report, "publisher": rows[0]["publisher"], "date": rows[0]["date"],
            "field": field, "says": own, "others_say": others, "figures": len({subject_of(r) for r in rows}),
            "shared_with": shared, "claim_ids": [r["claim_id"] for r in rows],
        })  # fmt: skip
    made.sort(key=lambda r: (-r["figures"], r["event"], r["briefing_id"], r["field"]))
    return frame(Deviations, made)


def _odd(fact: Fact) -> list[tuple[Row, str, str, str]]:
    """(claim, field, what it says, what most say) for each telling that differs from what more outlets say."""
    odd: list[tuple[Row, str, str, str]] = []
    for field in FIELD_OF:
        said: dict[str, set[str]] = defaultdict(set)
        for row in fact.rows:
            said[_said(row, field)].add(outlet_of(row))
        most = max(said, key=lambda s: (len(said[s]), s))
        if len(said) > 1 and list(map(len, said.values())).count(len(said[most])) == 1:
            odd += [
                (r, field, _said(r, field), most)
                for r in fact.rows
                if _said(r, field) != most and _differs(fact, r, field, most)
            ]
    return odd


def _differs(fact: Fact, row: Row, field: str, most: str) -> bool:
    """Is the difference one that the comparison counts, and not a looser word for the same?"""
    other = next(r for r in fact.rows if _said(r, field) == most)
    return field in judged(other, row)[0]


def _said(row: Row, field: str) -> str:
    if field == "period":
        return period_said(row)
    if field == "counted":
        return str(counting_of(row))
    return str(row[field])
