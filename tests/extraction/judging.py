"""Cases of the reader: small texts with the claims that are wanted of them, how they are judged, and the known failures.

A case that fails today stands in cases/known_failures.csv with its kind of fault. The list is strict: a listed case that passes fails
the test until its row goes. `python -m tests.extraction.judging` drops the rows that pass, and prints what fails and is not listed.
"""

from __future__ import annotations

import csv
import functools
import sys
import tomllib
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import polars as pl
import pytest

from analysis.codebook import built_in
from analysis.extraction.claims import find_claims, leftovers
from analysis.extraction.clauses import clauses_of
from analysis.extraction.kinds_by_rule import _matches
from analysis.extraction.pipeline import read_briefing
from analysis.extraction.rules import RULES
from analysis.language.lexicon import LANGS
from analysis.schema import Briefings, frame

from ..conftest import as_briefing, rows_of

HERE = Path(__file__).parent / "cases"
KNOWN = HERE / "known_failures.csv"
DAY = "2024-08-19"
TEXTLESS = ("trend", "measure", "pledge")  # kinds without a figure
Row = dict[str, Any]


class Case(NamedTuple):
    """A text as a report of its own, and what is wanted of it."""

    cases: str  # the file, or the table, that it stands in
    name: str
    language: str
    text: str
    wanted: tuple[Row, ...]
    day: str = DAY
    agency: str | None = "NIA"
    left: tuple[str, ...] = ()  # what must be left over
    only: bool = False  # no other figure may be claimed
    never: str | None = None  # a metric that no claim may have


# ---- what stands in the files ---------------------------------------------------------------------------------------

FIELDS = ("kind", "unit", "modifier", "direction", "base", "counted", "metric", "start", "end")
EMPTY_IS_ANY = {"claims": ("metric",)}  # in these columns an empty cell asks for nothing


def from_csv(name: str) -> list[Case]:
    """Cases of a file of rows: one claim a row, chosen by what is printed."""
    out = []
    for row in rows_of(HERE / f"{name}.csv"):
        asked = [f for f in FIELDS if f in row and (row[f] or f not in EMPTY_IS_ANY.get(name, ()))]
        wanted: Row = {f: row[f] or None for f in asked} | {"raw": row["raw"], "exact": True}
        if "value" in row:
            wanted["value"] = float(row["value"]) if row["value"] else None
        agency = (row["agency"] or None) if "agency" in row else "NIA"
        text = row["sentence"]
        out.append(Case(name, f"{row['raw']} | {text}", row["language"], text, (wanted,), row.get("date", DAY), agency))
    return out


def from_paraphrases() -> list[Case]:
    """One thing said in many ways: each form in its frame."""
    out = []
    for group in tomllib.loads((HERE / "paraphrases.toml").read_text(encoding="utf-8"))["group"]:
        wanted = {k: float(v) if k in ("value", "low", "high") else v for k, v in group["want"].items()}
        wanted = {{"period_start": "start", "period_end": "end"}.get(k, k): v for k, v in wanted.items()}
        wanted |= {"raw": group.get("raw", ""), "of_kind": group.get("kind")}
        for form in group["forms"]:
            name = f"{group['language']} {group['name']} | {form}"
            text = group["frame"].replace("{}", form)
            out.append(Case("paraphrases", name, group["language"], text, (wanted,), "2025-07-16", group.get("agency", "NIA")))
    return out


def from_families() -> list[Case]:
    """The families of faults: all claims of a small text, and what it leaves over."""
    out = []
    for family in tomllib.loads((HERE / "faults.toml").read_text(encoding="utf-8"))["family"]:
        for number, case in enumerate(family["case"], 1):
            wanted = tuple(_spelt(claim) for claim in case["claims"])
            left = tuple(case.get("leftovers", ()))
            name = f"{family['id']} {number}"
            out.append(Case("faults", name, case["language"], case["text"], wanted, case["date"], case.get("agency"), left, only=True))
    return out


def _spelt(claim: Row) -> Row:
    """A claim of a family as fields of a row of Claims: a period is its two days, "none" is nothing."""
    fields = {name: None if said == "none" else said for name, said in claim.items() if name != "period"}
    if "period" in claim:
        days = (None, None) if claim["period"] == "none" else claim["period"]
        fields |= {"start": days[0], "end": days[1]}
    return fields


def from_codebook() -> list[Case]:
    """Each metric's twin examples, and its near misses, which must not get it."""
    out = []
    for metric in built_in().metrics.values():
        agency = next((f for f in metric.families if f != "*"), "NIA")
        example = metric.example
        for lang in LANGS:
            asked = {f: example.get(f, usual) for f, usual in (("modifier", "exact"), ("kind", "level"))}
            asked |= {"value": float(example["value"]), "metric": metric.metric} | ({"unit": example["unit"]} if "unit" in example else {})
            wanted = {"raw": "", "with_metric": metric.metric, **asked}
            out.append(Case("codebook", f"{metric.metric} {lang} example", lang, example[lang], (wanted,), agency=agency))
            for number, text in enumerate(metric.near_miss.get(lang, ()), 1):
                name = f"{metric.metric} {lang} near miss {number}"
                out.append(Case("codebook", name, lang, text, (), agency=agency, never=metric.metric))
    return out


def from_rules() -> list[Case]:
    """Each rule's examples: the figure's kind and direction, by that very rule."""
    out = []
    for rule in RULES:
        for lang in LANGS:
            text = getattr(rule, lang)
            if text and not text.startswith("none: "):
                wanted = {"raw": "", "kind": rule.kind, "direction": rule.direction}
                out.append(Case("rules", f"{rule.name} {lang}", lang, text, (wanted,)))
    return out


SOURCES = {
    **{name: functools.partial(from_csv, name) for name in ("claims", "counted", "against", "earlier", "days")},
    "paraphrases": from_paraphrases,
    "faults": from_families,
    "codebook": from_codebook,
    "rules": from_rules,
}


@functools.cache
def cases_of(name: str) -> dict[str, Case]:
    """The cases of a source by their names, which are all different."""
    listed = SOURCES[name]()
    named = {case.name: case for case in listed}
    assert len(named) == len(listed), f"{name}: {len(listed) - len(named)} cases stand there twice"
    return named


# ---- reading and judging --------------------------------------------------------------------------------------------


@functools.cache
def _read(name: str) -> tuple[dict[str, list[Row]], dict[str, list[Row]]]:
    """Claims and leftovers of all cases of a source, read in one go."""
    rows = [as_briefing(c.text, c.language, date.fromisoformat(c.day), c.agency) | {"briefing_id": c.name} for c in cases_of(name).values()]
    briefings, book = frame(Briefings, rows), built_in()
    return _by_name(find_claims(briefings, codebook=book)), _by_name(leftovers(briefings, codebook=book))


def _by_name(table: pl.DataFrame) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in table.iter_rows(named=True):
        found.setdefault(row["briefing_id"], []).append(row)
    return found


def faults_of(case: Case) -> list[str]:
    """What is wrong with a case as it is read now: 'period of 1,250: wanted none, got 2017-01-01'."""
    claims, left = (part.get(case.name, []) for part in _read(case.cases))
    faults = [fault for wanted in case.wanted for fault in _claim_faults(case, wanted, claims)]
    faults += [f"leftover of {raw}: not there" for raw in case.left if not _is_left(case, raw, left)]
    if case.never:
        faults += [f"metric wrong of {c['raw']}: {case.never}" for c in claims if c["metric"] == case.never]
    if case.cases == "rules" and not _fits(case):
        faults.append(f"rule of {case.text}: its pattern fits no figure")
    if case.only:
        taken = [_span(case, wanted["raw"]) for wanted in case.wanted]
        others = [c for c in claims if c["kind"] not in TEXTLESS and not any(a < c["end"] and c["start"] < b for a, b in taken)]
        faults += [f"extra claim of {c['raw']}: {c['kind']} {c['value']} {c['unit']}" for c in others]
    return faults


def _fits(case: Case) -> bool:
    """Does the pattern of a rule fit one of the figures of its example?"""
    rule = next(rule for rule in RULES if rule.name == case.name.split()[0])
    (read,), _ = read_briefing(as_briefing(case.text, case.language, date.fromisoformat(case.day), case.agency))
    clauses = clauses_of(read, read.drafts)
    figures = [at for at in clauses.figures.values() if clauses.tokens[at].types & set(rule.of.split("|"))]
    return any(_matches(rule, clauses, at) for at in figures)


def _span(case: Case, raw: str) -> tuple[int, int]:
    start = case.text.index(raw)
    return start, start + len(raw)


def _is_left(case: Case, raw: str, left: list[Row]) -> bool:
    start, end = _span(case, raw)
    return any(row["start"] < end and start < row["end"] for row in left)


def _claim_faults(case: Case, wanted: Row, claims: list[Row]) -> list[str]:
    claim = _chosen(case, wanted, claims)
    if claim is None:
        return [f"no claim of {wanted['raw'] or wanted.get('with_metric') or case.text}: got {[c['raw'] for c in claims]}"]
    got = {**claim, "start": _day(claim["period_start"]), "end": _day(claim["period_end"])}
    asked = [field for field in wanted if field not in ("raw", "exact", "of_kind", "with_metric")]
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
        start, end = _span(case, raw)
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
