"""Checks by adding up: a part within its whole, parts that make up a whole, quarters against halves and years."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from ..codebook import codebook, words
from ..language.calendar import name as period_name
from ..language.calendar import tilings
from .arithmetic_checks import may_grow
from .claim_index import ClaimIndex, Dates, Key, Row, result, said, verdict_of
from .intervals import bounds_of, text, total
from .subjects import additive, counted_alike, counting_of, drift, short_of, subject_name, units_against


def parts_and_wholes(index: ClaimIndex) -> Iterator[Row]:
    """A part against its whole, by the codebook or by place; then the divisions that the codebook calls whole."""
    book = codebook().metrics
    for (key, period), rows in list(index.levels.items()):
        agency, subject, scope, way = key
        entry, unit = book.get(subject or ""), rows[0]["unit"]
        whole = (entry.part_of or entry.adds_up_to) if entry else None
        if whole and (found := index.levels_for((agency, whole, scope, way), period, unit)):
            yield from _part_of(rows, found, f"{subject_name(subject)} within {subject_name(whole)}")
        place = scope and not scope.startswith("case_")
        if place and (found := index.levels_for((agency, subject, None, way), period, unit)):
            yield from _part_of(rows, found, f"{subject_name(subject)}, {words(scope)}, within the whole")
    yield from _divisions(index)


def _part_of(parts: list[Row], wholes: list[Row], what: str) -> Iterator[Row]:
    pairs = [(a, b) for a in parts for b in wholes if a["unit"] == b["unit"]]
    if not pairs:
        line = f"{what}: {units_against(parts[0], wholes[0])}"
        yield result("cannot_tell", line, parts[0], [parts[0]["claim_id"], wholes[0]["claim_id"]])
        return
    part, whole = next(((a, b) for a, b in pairs if may_grow(a, b)), pairs[0])
    ids, line = [part["claim_id"], whole["claim_id"]], f"{what}: {said(part)} of {said(whole)}"
    verdict = {True: "agrees", False: "disagrees", None: "cannot_tell"}[may_grow(part, whole)]
    if bounds_of(part) == bounds_of(whole):
        verdict, line = "cannot_tell", f"{line}; the part is all of it, or one figure told as both"
    yield result(verdict, line, part, ids, bounds_of(part), bounds_of(whole))


def _divisions(index: ClaimIndex) -> Iterator[Row]:
    """Metrics that together make up another: mainland, Hong Kong, Macao and Taiwan, and foreign travellers."""
    groups: dict[tuple[str, str], list[str]] = defaultdict(list)
    for entry in codebook().metrics.values():
        if entry.adds_up_to and entry.partition:
            groups[(entry.adds_up_to, entry.partition)].append(entry.metric)
    for (key, period), rows in list(index.levels.items()):
        for (whole, division), members in groups.items():
            if whole == key[1]:
                unit = rows[0]["unit"]
                parts = [_one_in(index, (key[0], m, *key[2:]), period, unit) for m in members]
                told = [p for p in parts if p]
                if len(told) == len(parts) > 1:
                    added = summed_up(told, rows, f"parts of {subject_name(whole)}")
                    yield _at_most(added) if short_of(whole, division, period) else added


def _at_most(row: Row) -> Row:
    """Parts that leave something out, as the codebook says: they may fall short of the whole, not exceed it."""
    over = None not in (row["implied_low"], row["stated_high"]) and row["implied_low"] > row["stated_high"]
    if row["verdict"] != "disagrees" or over:
        return row
    line = f"{row['arithmetic']}; the parts as printed leave something out, as the codebook tells"
    return row | {"verdict": "cannot_tell", "gap": 0.0, "arithmetic": line}


def _one_in(index: ClaimIndex, key: Key, period: Dates, unit: str | None) -> Row | None:
    return next((r for r in index.levels_for(key, period, unit) if r["unit"] == unit), None)


def nested_periods(index: ClaimIndex) -> Iterator[Row]:
    """Every way to lay shorter periods end to end so that they cover a longer one of the same subject and unit."""
    seen: dict[tuple[Key, str | None], list[Dates]] = defaultdict(list)
    for (key, period), rows in index.levels.items():
        for unit in {r["unit"] for r in rows if r["kind"] == "level"}:
            if additive(rows[0]["metric"], unit, key[3]):
                seen[(key, unit)].append(period)
    for (key, unit), periods in sorted(seen.items(), key=str):
        for whole in sorted(periods):
            for laid in tilings(whole, periods):
                parts = [p for period in laid if (p := _one_in(index, key, period, unit))]
                wholes = [r for r in index.levels_for(key, whole, unit) if r["unit"] == unit]
                names = " + ".join(period_name(p) for p in laid)
                yield summed_up(parts, wholes, f"{names} against {period_name(whole)}")


def summed_up(parts: list[Row], wholes: list[Row], what: str) -> Row:
    """Parts added up against their whole; unlike ways of counting are named instead of judged."""
    added = total([bounds_of(p) for p in parts])
    whole = next((w for w in wholes if verdict_of(bounds_of(w), added) == "agrees"), wholes[0])
    line = f"{what}: {' + '.join(said(p) for p in parts)} = {text(added)}; stated {said(whole)}"
    ids = [whole["claim_id"], *(p["claim_id"] for p in parts)]
    verdict = verdict_of(bounds_of(whole), added)
    unlike = next((p for p in parts if not counted_alike(counting_of(p), counting_of(whole))), None)
    if verdict == "disagrees" and unlike:
        verdict, line = "cannot_tell", f"{line}; {drift(counting_of(unlike), counting_of(whole))}"
    return result(verdict, line, whole, ids, bounds_of(whole), added)
