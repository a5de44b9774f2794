"""The cases of the reader: what stands in cases/*.csv and *.toml, in the codebook and in the table of rules, as texts with wanted claims."""

from __future__ import annotations

import functools
import tomllib
from pathlib import Path
from typing import Any, NamedTuple

from analysis.codebook import built_in
from analysis.extraction.clauses.rules import RULES
from analysis.language.lexicon import LANGS

from ..conftest import rows_of

HERE = Path(__file__).parent / "cases"
DAY = "2024-08-19"
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
            out.append(
                Case("paraphrases", name, group["language"], text, (wanted,), "2025-07-16", group.get("agency", "NIA"))
            )
    return out


def from_families() -> list[Case]:
    """The families of faults: all claims of a small text, and what it leaves over."""
    out = []
    for family in tomllib.loads((HERE / "faults.toml").read_text(encoding="utf-8"))["family"]:
        for number, case in enumerate(family["case"], 1):
            wanted = tuple(_spelt(claim) for claim in case["claims"])
            left = tuple(case.get("leftovers", ()))
            name = f"{family['id']} {number}"
            out.append(
                Case(
                    "faults",
                    name,
                    case["language"],
                    case["text"],
                    wanted,
                    case["date"],
                    case.get("agency"),
                    left,
                    only=True,
                )
            )
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
            asked |= {"value": float(example["value"]), "metric": metric.metric} | (
                {"unit": example["unit"]} if "unit" in example else {}
            )
            wanted = {"raw": "", "with_metric": metric.metric, **asked}
            out.append(
                Case("codebook", f"{metric.metric} {lang} example", lang, example[lang], (wanted,), agency=agency)
            )
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
                wanted = {"raw": "", "of_kind": rule.kind, "kind": rule.kind, "direction": rule.direction}
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
