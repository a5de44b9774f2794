"""How things are said: hedges and digits, the nouns for one thing, rates left out when figures fall, figures told no more."""

from __future__ import annotations

from collections import defaultdict
from math import comb
from typing import Any

import polars as pl

from ..codebook import codebook
from ..language.calendar import name as period_name
from ..language.calendar import years_earlier
from ..language.lexicon import fold
from ..schema import frame
from .intervals import bounds_of, percent_change
from .marks import NOUN, PERIOD
from .schema import Hedging, NoLongerTold, Nouns, Selective
from .series import to_series
from .subjects import LEVELS, additive, broken, counting_of, event_of, named, noun_of, outlet_of, specific, subject_of

Row = dict[str, Any]
FIGURES = ("level", "rate", "change", "share")
SHAPES = ("year", "half", "quarter")


def _with_subject(claims: pl.DataFrame) -> list[Row]:
    chosen = claims.filter(pl.col("kind").cast(pl.String).is_in(FIGURES), named())
    return [r | {"subject": subject_of(r)} for r in chosen.to_dicts()]


# ---- is a rate given when a figure rises, and left out when it falls? ----------------------------------------------------


def selective(claims: pl.DataFrame) -> pl.DataFrame:
    """Claims => how often a rate is stated with a figure that rose and with one that fell (columns: `Selective`).

    A case is a year, half or quarter of one subject at one event, whose own level and that of the like period a year
    before are both known and do not meet. A row per agency and subject with cases, then per agency all subjects
    pooled ("all"). `p` is exact and two-sided: Fisher's for a subject; for "all" that of the same table stratified by
    subject, so that subjects which always or never give a rate say nothing. Contested figures,
    and those that other reports tell of another noun or time, are left out.

    >>> an.selective(claims.head(0)).height
    0
    """
    tables: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    resting: dict[tuple[str, str], list[str]] = defaultdict(list)
    for case in _cases(claims):
        key = (str(case["agency"]), case["subject"])
        tables[key][(0 if case["up"] else 2) + (0 if case["rated"] else 1)] += 1
        resting[key] += case["claim_ids"]
    rows = [_selective_row(*key, [cells], resting[key]) for key, cells in sorted(tables.items())]
    for agency in sorted({a for a, _ in tables}):
        strata = [cells for key, cells in sorted(tables.items()) if key[0] == agency]
        ids = [i for key in sorted(resting) if key[0] == agency for i in resting[key]]
        rows.append(_selective_row(agency, "all", strata, ids))
    return frame(Selective, rows)


def _cases(claims: pl.DataFrame) -> list[Row]:
    """Each event's figure that can be held against the like period a year before."""
    series = {
        (r["agency"], r["subject"], r["counting"], r["unit"], r["scope"], r["period_start"], r["period_end"]): r
        for r in to_series(claims, keep="narrowest").to_dicts()
        if str(r["period_kind"]) in SHAPES
        and additive(r["metric"], r["unit"], r["way"])
        and not any(mark.startswith((NOUN, PERIOD)) for mark in r["also_told_as"])
    }
    told = _with_subject(claims)
    rated = {
        (r["agency"], r["subject"], r["scope"], r["period_start"], r["period_end"], event_of(r)): r["claim_id"]
        for r in told
        if r["kind"] == "change" and r["base"] != "previous_period"  # on the quarter before it says nothing of the year
    }
    seen: dict[tuple[Any, ...], Row] = {}
    for r in told:
        key = (r["agency"], r["subject"], counting_of(r), r["unit"], r["scope"], r["period_start"], r["period_end"])
        if r["kind"] in LEVELS and specific(r) and key in series and not r["in_headline"]:
            before = series.get((*key[:5], *years_earlier(key[5:])))
            if before and broken(r["metric"], before["period_start"], r["period_start"]):
                continue
            moved = percent_change(bounds_of(series[key]), bounds_of(before)) if before else None
            if before and moved and (moved.low or 0) * (moved.high or 0) > 0:
                place = (*(r[k] for k in ("agency", "subject", "scope", "period_start", "period_end")), event_of(r))
                ids = [*series[key]["claim_ids"], *before["claim_ids"], *([rated[place]] if place in rated else [])]
                seen.setdefault(place, {"agency": r["agency"], "subject": r["subject"], "up": (moved.low or 0) > 0, "rated": place in rated, "claim_ids": ids})  # fmt: skip
    return list(seen.values())


def _selective_row(agency: str, subject: str, strata: list[list[int]], ids: list[str]) -> Row:
    up_rated, up_bare, down_rated, down_bare = (sum(cells[n] for cells in strata) for n in range(4))
    return {
        "agency": agency, "subject": subject, "up_rated": up_rated, "up": up_rated + up_bare,
        "down_rated": down_rated, "down": down_rated + down_bare, "p": exact(strata), "claim_ids": list(dict.fromkeys(ids)),
    }  # fmt: skip


def exact(strata: list[list[int]]) -> float:
    """Two-sided exact p of [up with, up without, down with, down without] tables, stratified: the margins of each are
    held and the number of rises with a rate is summed over them (the conditional test of Mantel and Haenszel)."""
    chances, seen = {0: 1.0}, 0
    for a, b, c, d in strata:
        seen += a
        whole, top, left = a + b + c + d, a + b, a + c
        own = {
            x: comb(left, x) * comb(whole - left, top - x) / comb(whole, top)
            for x in range(max(0, top + left - whole), min(top, left) + 1)
        }
        added: dict[int, float] = defaultdict(float)
        for x, p in chances.items():
            for y, q in own.items():
                added[x + y] += p * q
        chances = added
    return min(1.0, sum(p for p in chances.values() if p <= chances[seen] * (1 + 1e-9)))


# ---- hedges, digits, open ends -------------------------------------------------------------------------------------------


def hedging(claims: pl.DataFrame) -> pl.DataFrame:
    """Claims => per agency, subject and year of publication: how many figures are hedged, how many digits they say, how
    many leave an end open (columns: `Hedging`); the subject "all" pools them. A briefing's headline counts as it stands.

    >>> an.hedging(claims.head(0)).height
    0
    """
    groups: dict[tuple[str, str, int], list[Row]] = defaultdict(list)
    for r in _with_subject(claims):
        if r["date"] and r["kind"] in LEVELS and r["value"]:
            for subject in (r["subject"], "all"):
                groups[(str(r["agency"]), subject, r["date"].year)].append(r)
    return frame(Hedging, [_hedging_row(key, rows) for key, rows in sorted(groups.items())])


def _hedging_row(key: tuple[str, str, int], rows: list[Row]) -> Row:
    digits = [len(str(round(abs(r["value"]) / r["step"]))) for r in rows if r["step"]]
    ends = [bounds_of(r) for r in rows]
    return {
        "agency": key[0], "subject": key[1], "year": key[2], "figures": len(rows),
        "hedged": sum(str(r["modifier"]) != "exact" for r in rows) / len(rows),
        "open": sum(b.low_open or b.high_open or not b.closed for b in ends) / len(rows),
        "digits": sum(digits) / len(digits) if digits else None, "claim_ids": [r["claim_id"] for r in rows],
    }  # fmt: skip


# ---- nouns --------------------------------------------------------------------------------------------------------------


def nouns(claims: pl.DataFrame) -> pl.DataFrame:
    """Claims => which nouns each thing is told by: a row per subject, noun, year, language and outlet (columns: `Nouns`).

    The noun is the codebook's name for the way of counting (stowaways, illegal_immigrants) where it has one, else the
    codebook's noun that the head ends in (嫌疑人 of 抓获犯罪嫌疑人), else the head, else the noun phrase as printed.

    >>> an.nouns(claims.head(0)).height
    0
    """
    groups: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for r in _with_subject(claims):
        noun = (counting_of(r) if r["metric"] else None) or _listed(r) or (r["head"] or "").lower() or noun_of(r)
        if noun and r["date"] and r["kind"] in LEVELS:
            key = (str(r["agency"]), r["subject"], noun, str(r["date"].year), str(r["language"]), outlet_of(r))
            groups[key].append(r["claim_id"])
    names = ("agency", "subject", "noun", "year", "language", "publisher")
    rows = [
        dict(zip(names, key, strict=True)) | {"year": int(key[3]), "figures": len(ids), "claim_ids": ids}
        for key, ids in sorted(groups.items())
    ]
    return frame(Nouns, rows)


def _listed(row: Row) -> str | None:
    """The longest noun of the metric's that the head is, or ends in where words are not parted by blanks."""
    entry, head = codebook().metrics.get(row["metric"] or ""), fold(row["head"] or "").lower()
    nouns = entry.counts.get(str(row["language"]), []) if entry else []
    fits = [n for n in nouns if head == n or (n > "\u4e00" and head.endswith(n))]
    return max(fits, key=len, default=None)


# ---- figures that are told no more -----------------------------------------------------------------------------------------


def no_longer_told(claims: pl.DataFrame, *, at_least: int = 3) -> pl.DataFrame:
    """Claims => subjects whose figures an agency told at several events and then no more (columns: `NoLongerTold`).

    `at_least`: at how many events it was told, and at how many of the agency's later events in a row it was not. Only
    what these briefings hold is known: another report may tell it still.

    >>> an.no_longer_told(claims.head(0)).height
    0
    """
    events: dict[str, dict[str, Any]] = defaultdict(dict)
    told: dict[tuple[str, str], dict[str, list[Row]]] = defaultdict(lambda: defaultdict(list))
    for r in _with_subject(claims):
        if r["date"]:
            agency, event = str(r["agency"]), event_of(r)
            events[agency][event] = min(r["date"], events[agency].get(event, r["date"]))
            if r["kind"] in LEVELS and specific(r):
                told[(agency, r["subject"])][event].append(r)
    rows = []
    for (agency, subject), by_event in sorted(told.items()):
        days = events[agency]
        last = max(by_event, key=lambda e: (days[e], e))
        since = [e for e, day in days.items() if day > days[last]]
        if len(by_event) >= at_least and len(since) >= at_least:
            final = by_event[last][-1]
            period = (final["period_start"], final["period_end"])
            rows.append({
                "agency": agency, "subject": subject, "events": len(by_event), "first": min(days[e] for e in by_event),
                "last": days[last], "events_since": len(since), "last_period": period_name(period) if all(period) else None,
                "last_raw": final["raw"], "claim_ids": [r["claim_id"] for r in by_event[last]],
            })  # fmt: skip
    rows.sort(key=lambda r: (-r["events"], r["subject"]))
    return frame(NoLongerTold, rows)
