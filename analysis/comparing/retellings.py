"""One figure as the reports of an event tell it: which claims are one fact, in what they differ, and what that means."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

from ..codebook import words
from ..language.calendar import days
from ..language.calendar import name as period_name
from ..language.units import is_measured
from .intervals import bounds_of, overlap
from .subjects import additive, counted_alike, counting_of, drift, named, specific, subject_of, units_against, way_of

FIGURES = ("level", "rate", "change", "share", "rank")
FIELD_OF = ("value", "unit", "period", "base", "scope", "direction", "counted")
CAPS = ("at_most", "less_than")
YEARLY = {"same_period_last_year", "previous_year"}
DIGITS = {1: 2, 2: 3}  # how many digits a value must say to be known again where one field differs, or two

Row = dict[str, Any]
Dates = tuple[date | None, date | None]


@dataclass(frozen=True)
class Fact:
    """The most exact telling of a figure and the others that are meant for the same."""

    first: Row
    others: tuple[Row, ...] = ()

    @property
    def rows(self) -> tuple[Row, ...]:
        return (self.first, *self.others)

    @property
    def reports(self) -> set[str]:
        return {r["briefing_id"] for r in self.rows}

    def with_rows(self, *rows: Row) -> Fact:
        return Fact(self.first, (*self.others, *rows))


def groups(claims: pl.DataFrame) -> Iterator[list[Row]]:
    """The figures of one event, agency, subject and kind: what may be one figure told by several reports."""
    figures = claims.filter(pl.col("kind").cast(pl.String).is_in(FIGURES), pl.col("event").is_not_null(), named())
    found: dict[tuple[str, ...], list[Row]] = {}
    for row in figures.iter_rows(named=True):
        kind = "level" if row["kind"] == "rate" else str(row["kind"])
        key = tuple(str(v) for v in (row["event"], row["agency"], subject_of(row), kind, way_of(row)))
        found.setdefault(key, []).append(dict(row))
    for key in sorted(found):
        yield found[key]


def facts(rows: list[Row]) -> list[Fact]:
    """Sort claims into facts: what tells one figure, the most exact first.

    Three passes: claims alike in every field; the same value told of another time, base, scope, unit or direction by
    reports that do not tell it as the others do; two values for one place in all reports that name it once.
    """
    ordered = sorted(rows, key=lambda r: (looseness(r), r["in_headline"], str(r["date"]), r["claim_id"]))
    found: list[Fact] = []
    for row in ordered:
        home = next((n for n, fact in enumerate(found) if _one_figure(fact.first, row)), None)
        if home is None:
            found.append(Fact(row))
        else:
            found[home] = found[home].with_rows(row)
    return _joined(_joined(found, _told_otherwise), _rivals)


def _joined(found: list[Fact], may_join: Any) -> list[Fact]:
    """Facts of different reports put together where `may_join` says that they are meant for one."""
    merged: list[Fact] = []
    for fact in found:
        home = next(
            (n for n, m in enumerate(merged) if not m.reports & fact.reports and may_join(m, fact, found)), None
        )
        if home is None:
            merged.append(fact)
        else:
            merged[home] = merged[home].with_rows(*fact.rows)
    return merged


def looseness(row: Row) -> float:
    """How much room the words leave, relative to the value."""
    width = bounds_of(row).width
    return width / abs(row["value"]) if row["value"] else width


def dates(row: Row) -> Dates:
    return row["period_start"], row["period_end"]


def _one_figure(a: Row, b: Row) -> bool:
    if overlap(bounds_of(a), bounds_of(b)) is False and not same_number(a, b) and not cut_off(a, b):
        return False
    if not _same_base(a, b) or a["scope"] != b["scope"] or _turned(a, b) or not _units_meet(a, b):
        return False
    return dates(a) == dates(b) or (None in (*dates(a), *dates(b)) and close(a, b))


def _units_meet(a: Row, b: Row) -> bool:
    """Persons and person-trips may be one count told loosely; money, weights and percentages of another unit are not."""
    return bool(a["unit"] == b["unit"] or (a["kind"] == "level" and not is_measured(a["unit"]) and close(a, b)))


def _told_otherwise(a: Fact, b: Fact, _: list[Fact]) -> bool:
    one, two = a.first, b.first
    fields = [f for f in differences(one, two) if f not in ("modifier", "counted")]
    needed = (
        1 if fields == ["base"] else DIGITS.get(len(fields), 99)
    )  # a round rate of one time and place is known again
    return close(one, two) and "value" not in fields and digits_of(one) >= needed


def _rivals(a: Fact, b: Fact, found: list[Fact]) -> bool:
    """Two values for one place: same time, scope, base, direction and unit, and no report names that place twice."""
    place = _place(a.first)
    if place != _place(b.first) or None in dates(a.first):
        return False
    if not nouns_meet(a.first, b.first) or not specific(a.first):
        return False
    here = [fact for fact in found if _place(fact.first) == place]
    reports = [report for fact in here for report in fact.reports]
    return len(reports) == len(set(reports))


def _place(row: Row) -> tuple[Any, ...]:
    return (*dates(row), row["scope"], row["base"], row["unit"], row["direction"], row["in_headline"])


def close(a: Row, b: Row) -> bool:
    """Are two figures so near each other that one must be the other, rounded?"""
    near = max(a["step"] or 0, b["step"] or 0)
    return a["value"] is not None and b["value"] is not None and abs(a["value"] - b["value"]) <= near / 2 + 1e-9


def same_number(a: Row, b: Row) -> bool:
    return a["value"] is not None and a["value"] == b["value"]


def digits_of(row: Row) -> int:
    """How many digits were said: 22,000 in steps of 1,000 says two."""
    if not row["value"] or not row["step"]:
        return 0
    return len(str(round(abs(row["value"]) / row["step"])))


def _same_base(a: Row, b: Row) -> bool:
    """A change against the same period and one against the year before are one thing where the period is a year."""
    bases = {a["base"], b["base"]} - {None}
    yearly = str(a["period_kind"]) == str(b["period_kind"]) == "year"
    return len(bases) < 2 or (yearly and bases == YEARLY)


def _turned(a: Row, b: Row) -> bool:
    return a["kind"] == b["kind"] == "change" and a["direction"] != b["direction"]


def differences(a: Row, b: Row) -> Iterator[str]:
    """The fields in which two tellings of one figure differ."""
    if overlap(bounds_of(a), bounds_of(b)) is False and not cut_off(a, b):
        yield "value"
    if str(a["modifier"]) != str(b["modifier"]):
        yield "modifier"
    if a["unit"] != b["unit"]:
        yield "unit"
    summed = a["kind"] in ("change", "share") or additive(a["metric"], a["unit"], way_of(a)) or way_of(a) == "rate"
    if summed and dates(a) != dates(b) and None not in (*dates(a), *dates(b)):
        yield "period"
    if not _same_base(a, b):
        yield "base"
    if a["scope"] != b["scope"]:
        yield "scope"
    if _turned(a, b):
        yield "direction"
    if not nouns_meet(a, b):
        yield "counted"


def nouns_meet(a: Row, b: Row) -> bool:
    """May two nouns of one event be one? Ways of counting that are alike; without a metric also a noun and the same with
    more words: 'routes' are the 'main migratory routes' of the same report."""
    one, two = counting_of(a), counting_of(b)
    if counted_alike(one, two):
        return True
    if a["metric"] or b["metric"] or one is None or two is None:
        return False
    short, long = sorted((one, two), key=len)
    return short in long or set(short.split()) <= set(long.split())


def cut_off(a: Row, b: Row) -> bool:
    """Is one number the other without its last digits, cut off instead of rounded? 712 for 712.52."""
    long, short = sorted((a, b), key=digits_of)[::-1]
    low, width = bounds_of(short).low, bounds_of(short).width
    if str(short["modifier"]) != "exact" or None in (short["value"], long["value"], low) or width == float("inf"):
        return False
    return bool(
        digits_of(long) > digits_of(short) and short["value"] <= long["value"] < short["value"] + (short["step"] or 0)
    )


def _caps(a: Row, b: Row) -> bool:
    """'Up to 248 percent' is no way to tell 'up 248 percent': a cap on one side only."""
    return (str(a["modifier"]) in CAPS) != (str(b["modifier"]) in CAPS) and same_number(a, b)


def same_size(a: Row, b: Row) -> bool:
    """Is neither figure twice the other? If it is, one may be a part, or another thing."""
    low, high = sorted((a["value"] or 0, b["value"] or 0))
    return bool(high <= 2 * low)


def judged(a: Row, b: Row) -> tuple[list[str], str]:
    """(fields that differ, verdict) for two tellings of one figure.

    disagrees: the two values cannot both be. told_differently: one value, told of another time, base, scope, unit, noun
    or direction, or as a cap. cannot_tell: an end without a bound, or one noun without a metric and one value twice the
    other, which may be another thing under the same name. A looser word for the same (22,413, more than 22,000)
    agrees, and so does a number cut off (712 for 712.52); 70 and 'more than 70' are one number told differently.
    """
    differs = list(differences(a, b))
    meet = True if cut_off(a, b) else overlap(bounds_of(a), bounds_of(b))
    if meet is False:
        loose = same_number(a, b) and "exact" in (str(a["modifier"]), str(b["modifier"]))
        if not loose and a["metric"] is None and not same_size(a, b):
            return differs, "cannot_tell"  # 检获物品总值 of smuggling cases, and of all cases
        return differs, "told_differently" if loose else "disagrees"
    if [f for f in differs if f != "modifier"] or _caps(a, b):
        return differs, "told_differently"
    return differs, "agrees" if meet else "cannot_tell"


def comparability(a: Row, b: Row, differs: list[str]) -> tuple[str, str]:
    """How far two tellings may be compared, and why."""
    if a["unit"] != b["unit"]:
        return "different_counting", units_against(a, b)
    if "counted" in differs:
        return "different_counting", drift(counting_of(a), counting_of(b))
    if "scope" in differs:
        return "different_scope", f"{words(a['scope']) or 'the whole'} against {words(b['scope']) or 'the whole'}"
    if "period" in differs:
        unlike = _length(a) != _length(b)
        return "different_length" if unlike else "not_comparable", f"{period_said(a)} against {period_said(b)}"
    return "like_for_like", "one figure of one event"


def _length(row: Row) -> int | None:
    first, last = dates(row)
    return days((first, last)) if first and last else None


def period_said(row: Row) -> str:
    first, last = dates(row)
    return period_name((first, last)) if first and last else "no period"
