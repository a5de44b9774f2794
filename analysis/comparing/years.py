"""Each figure of a series against the like period of the year before; what is not alike is named."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import groupby
from typing import Any

import polars as pl

from ..codebook import codebook, words
from ..language.calendar import years_earlier
from .marks import COUNTED, NOUN, PERIOD
from .pairs import pair_row
from .subjects import broken, counted_alike, drift, subject_name, units_against

Row = dict[str, Any]


def across_years(series: pl.DataFrame, *, contested: bool = False) -> Iterator[Row]:
    """Each figure against the like period of the year before; else against the nearest like thing that year has."""
    chosen = series.filter(pl.col("derived").not_())
    if not contested:
        chosen = chosen.filter(pl.col("contested_by").list.len() == 0)
    told = sorted(chosen.to_dicts(), key=_thing)
    groups = {k: list(rows) for k, rows in groupby(told, key=_thing)}
    for (agency, subject, scope, way), rows in groups.items():
        entry = codebook().metrics.get(subject)
        wider = groups.get((agency, (entry.part_of or "") if entry else "", scope, way), [])
        for row in sorted(rows, key=lambda r: (r["period_start"], r["period_end"], str(r["unit"]), str(r["counting"]))):
            if found := _a_year_before(row, rows, wider):
                before, comparability, reason = found
                made = pair_row("year", before, row, str(before["period"]), str(row["period"]), comparability, reason)
                yield made | UNTOLD if _of_two_times(before, row) else made


# of a figure that is told of two times nobody knows the pace, nor whether it rose
UNTOLD = {
    "percent_low": None, "percent_high": None, "difference_low": None, "difference_high": None, "direction": None,
    "per_day_low_a": None, "per_day_high_a": None, "per_day_low_b": None, "per_day_high_b": None, "verdict": "cannot_tell",
}  # fmt: skip


def _of_two_times(*rows: Row) -> bool:
    return any(mark.startswith(f"{PERIOD}:") for row in rows for mark in row["also_told_as"])


def _thing(row: Row) -> tuple[str, ...]:
    return str(row["agency"]), row["subject"], str(row["scope"]), row["way"]


def _a_year_before(row: Row, rows: list[Row], wider: list[Row]) -> tuple[Row, str, str] | None:
    """The figure to compare with, its comparability and the reason."""
    like = years_earlier((row["period_start"], row["period_end"]))
    same = [r for r in rows if (r["period_start"], r["period_end"]) == like]
    if same:
        best = min(
            same,
            key=lambda r: (
                r["unit"] != row["unit"],
                r["counting"] != row["counting"],
                _alike(r, row)[0] != "like_for_like",
            ),
        )
        return (best, *_alike(best, row))
    of_whole = [r for r in wider if (r["period_start"], r["period_end"]) == like and r["unit"] == row["unit"]]
    if of_whole:
        reason = (
            f"{subject_name(of_whole[0]['subject'])} a year before, of which {subject_name(row['subject'])} is a part"
        )
        return of_whole[0], "different_counting", reason
    near = [
        r for r in rows if r["unit"] == row["unit"] and r["counting"] == row["counting"] and _year_to_date(r, row, like)
    ]
    if near and row["way"] == "flow":
        best = min(near, key=lambda r: abs((r["period_end"] - like[1]).days))
        marked = _alike(best, row)
        length = f"{best['days']} days against {row['days']}: the rates per day are comparable"
        return (best, *marked) if marked[0] == "different_counting" else (best, "different_length", length)
    return None


def _year_to_date(before: Row, row: Row, like: tuple[date, date]) -> bool:
    """Do both begin on the same day of their years and last less than a year, neither twice as long as the other?"""
    begin = before["period_start"] == like[0] and before["period_end"].year == like[1].year
    longest, shortest = max(before["days"], row["days"]), min(before["days"], row["days"])
    return begin and before["period_end"] != like[1] and longest < 365 and longest <= 2 * shortest


def _alike(a: Row, b: Row) -> tuple[str, str]:
    """Are two figures of one subject counted alike? Units, nouns and what other reports tell them as may drift."""
    if a["unit"] != b["unit"]:
        return "different_counting", units_against(a, b)
    if not counted_alike(a["counting"], b["counting"]):
        return "different_counting", drift(a["counting"], b["counting"])
    if changed := broken(b["metric"], a["period_start"], b["period_start"]):
        return "different_counting", f"counted otherwise from {changed}, as the codebook tells"
    for row in (a, b):
        for mark in row["also_told_as"]:
            field, _, other = mark.partition(":")
            if field == NOUN:
                return (
                    "different_counting",
                    f"other reports tell the figure of {row['period']} as {subject_name(other)}",
                )
            if field == COUNTED:
                return "different_counting", f"other reports tell the figure of {row['period']} {words(other)}"
            if field == PERIOD:
                return "different_length", f"other reports tell the figure of {row['period']} as that of {other}"
    return "like_for_like", "same subject, unit, scope and length, a year apart"
