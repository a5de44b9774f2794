"""How a case is judged, and the known failures.

A case that fails today stands in cases/known_failures.csv with its kind of fault. The list is strict: a listed case that passes fails
the test until its row goes. `python -m tests.extraction.judging` drops the rows that pass, and prints what fails and is not listed.
"""

from __future__ import annotations

import csv
import functools
import sys
from collections.abc import Iterable
from datetime import date
from itertools import chain
from typing import Any

import polars as pl
import pytest

from analysis.codebook import built_in
from analysis.extraction.claims import read_rows
from analysis.extraction.clauses.clauses import clauses_of
from analysis.extraction.clauses.rules import RULES
from analysis.extraction.comparisons.kinds_by_rule import matches
from analysis.extraction.pipeline import read_briefing
from analysis.schema import Briefings, Claims, Leftovers, frame

from ..conftest import as_briefing, rows_of
from .case_files import HERE, SOURCES, Case, Row, cases_of

KNOWN = HERE / "known_failures.csv"
TEXTLESS = ("trend", "measure", "pledge")  # kinds without a figure


# ---- reading and judging --------------------------------------------------------------------------------------------


@functools.cache
def _read(name: str) -> tuple[dict[str, list[Row]], dict[str, list[Row]]]:
    """Claims and leftovers of all cases of a source, read in one go."""
    rows = [
        as_briefing(c.text, c.language, date.fromisoformat(c.day), c.agency) | {"briefing_id": c.name}
        for c in cases_of(name).values()
    ]
    briefings = frame(Briefings, rows)
    read = list(read_rows(briefings.iter_rows(named=True), "conventional", built_in()))  # one reading gives both
    claims, left = (
        frame(schema, list(chain.from_iterable(part)))
        for schema, part in zip((Claims, Leftovers), zip(*read, strict=True), strict=True)
    )
    return _by_name(claims), _by_name(left)


def _by_name(table: pl.DataFrame) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in table.iter_rows(named=True):
        found.setdefault(row["briefing_id"], []).append(row)
    return found


def faults_of(case: Case) -> list[str]:
    """What is wrong with a case as it is read now: 'period of 1,250: wanted none, got 2017-01-01'."""
    claims, left = (part.get(case.name, []) for part in _read(case.cases))
    if case.cases != "rules":
        return judged(case, claims, left)
    fitting = _fitting(case)
    if not fitting:
        return [f"rule of {case.text}: its pattern fits no figure"]
    return judged(case, [c for c in claims if any(c["start"] <= at < c["end"] for at in fitting)], left)


def judged(case: Case, claims: list[Row], left: list[Row]) -> list[str]:
    """What is wrong with a case that was read as these claims and leftovers, whatever read it."""
    faults = [fault for wanted in case.wanted for fault in _claim_faults(case, wanted, claims)]
    faults += [f"leftover of {raw}: not there" for raw in case.left if not _is_left(case, raw, left)]
    if case.never:
        faults += [f"metric wrong of {c['raw']}: {case.never}" for c in claims if c["metric"] == case.never]
    if case.only:
        taken = [_span(case, wanted["raw"], wanted.get("occurrence", 1)) for wanted in case.wanted]
        others = [
            c
            for c in claims
            if c["kind"] not in TEXTLESS and not any(a < c["end"] and c["start"] < b for a, b in taken)
        ]
        faults += [f"extra claim of {c['raw']}: {c['kind']} {c['value']} {c['unit']}" for c in others]
    return faults


def _fitting(case: Case) -> list[int]:
    """Where the figures of a rule's example stand that its pattern fits."""
    rule = next(rule for rule in RULES if rule.name == case.name.split()[0])
    (read,), _ = read_briefing(as_briefing(case.text, case.language, date.fromisoformat(case.day), case.agency))
    clauses = clauses_of(read, read.drafts)
    figures = {start: at for start, at in clauses.figures.items() if clauses.tokens[at].types & set(rule.of.split("|"))}
    return [start for start, at in figures.items() if matches(rule, clauses, at)]


def _span(case: Case, raw: str, occurrence: int = 1) -> tuple[int, int]:
    """Where `raw` stands in a case's text, for the first, second … time."""
    start = -1
    for _ in range(occurrence):
        start = case.text.index(raw, start + 1)
    return start, start + len(raw)


def _is_left(case: Case, raw: str, left: list[Row]) -> bool:
    start, end = _span(case, raw)
    return any(row["start"] < end and start < row["end"] for row in left)


def _claim_faults(case: Case, wanted: Row, claims: list[Row]) -> list[str]:
    claim = _chosen(case, wanted, claims)
    if claim is None:
        return [
            f"no claim of {wanted['raw'] or wanted.get('with_metric') or case.text}: got {[c['raw'] for c in claims]}"
        ]
    got = {**claim, "start": _day(claim["period_start"]), "end": _day(claim["period_end"])}
    asked = [field for field in wanted if field not in ("raw", "occurrence", "exact", "of_kind", "with_metric")]
    return [f"{_kind(field, wanted[field], got[field])} of {claim['raw']}: wanted {wanted[field]}, got {got[field]}"
            for field in asked if not _same(wanted[field], got[field])]  # fmt: skip


def _chosen(case: Case, wanted: Row, claims: list[Row]) -> Row | None:
    """The claim that a case is about: by what is printed, its place, its kind or its metric."""
    raw, metric = wanted["raw"], wanted.get("with_metric")
    if metric:
        held = [c for c in claims if c["metric"] == metric and c["value"] == wanted["value"]]
        return next((c for c in held if c["kind"] == wanted["kind"]), held[0] if held else None)
    if wanted.get("exact"):
        return next((c for c in claims if c["raw"] == raw), None)
    kept = [c for c in claims if wanted.get("of_kind") in (None, c["kind"])]
    if case.only:
        start, end = _span(case, raw, wanted.get("occurrence", 1))
        return next((c for c in kept if c["start"] <= start and end <= c["end"] and c["kind"] not in TEXTLESS), None)
    return next((c for c in kept if raw in c["raw"]), None)


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _same(wanted: Any, got: Any) -> bool:
    if isinstance(wanted, (int, float)) and isinstance(got, (int, float)):
        return abs(wanted - got) <= 1e-6 * max(1.0, abs(wanted))
    return bool(wanted == got)


def _kind(field: str, wanted: Any, got: Any) -> str:
    """The kind of fault: the field, and for a metric whether it is missed or wrong."""
    if field == "metric":
        return "metric missed" if got is None else "metric wrong"
    return {"start": "period", "end": "period"}.get(field, field)


def kinds_of(faults: Iterable[str]) -> str:
    """The kinds of some faults, each once: 'period; unit'."""
    return "; ".join(sorted({fault.split(" of ")[0] for fault in faults}))


# ---- known failures -------------------------------------------------------------------------------------------------


def known() -> dict[tuple[str, str], str]:
    """The cases that are known to fail, each with its kinds of fault."""
    return {(row["cases"], row["case"]): row["fault"] for row in rows_of(KNOWN)}


def parameters(name: str) -> list[Any]:
    """The cases of a source for pytest; what is known to fail must fail, by what it says and not by breaking down."""
    listed = known()
    return [
        pytest.param(
            case, id=_id(case),
            marks=[pytest.mark.xfail(reason=listed[name, case.name], strict=True, raises=AssertionError)] if (name, case.name) in listed else [],
        )
        for case in cases_of(name).values()
    ]  # fmt: skip


def _id(case: Case) -> str:
    return case.name if len(case.name) < 90 else f"{case.name[:90]}..."


def main() -> int:
    """Drop the rows that pass by now; print the cases that fail and are not listed. 1 where there is one."""
    listed, kept, new = known(), [], 0
    for name in SOURCES:
        for case in cases_of(name).values():
            faults = faults_of(case)
            if faults and (name, case.name) in listed:
                kept.append((name, case.name, kinds_of(faults)))
            elif faults:
                new += 1
                print(f"{name}: {case.name}\n    {case.text}\n    " + "\n    ".join(faults))
    with KNOWN.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([("cases", "case", "fault"), *kept])
    print(f"{len(listed) - len(kept)} rows dropped, {len(kept)} kept, {new} cases fail and are not listed")
    return int(new > 0)


if __name__ == "__main__":
    sys.exit(main())
