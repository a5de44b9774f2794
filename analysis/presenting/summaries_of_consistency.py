"""What the tables of consistency say, in sentences computed from their rows; they name statements, never truths."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import polars as pl

from ..codebook import codebook
from ..comparing.intervals import Interval, text, told_digits
from ..comparing.subjects import subject_name

Row = dict[str, Any]


def consistency_sentence(table: pl.DataFrame) -> str | None:
    """The sentences for a table of conflicts, implied bounds, rates, hedges, nouns, deviations; None for another table."""
    columns = set(table.columns)
    return next((tell(table) for marks, tell in TELLERS.items() if set(marks) <= columns), None)


def _count(n: int, one: str, many: str) -> str:
    return f"{n:,} {one if n == 1 else many}"


def _subjects(joined: str) -> str:
    return " + ".join(subject_name(part) for part in joined.split(" + "))


def _conflicts(table: pl.DataFrame) -> str:
    if table.height == 0:
        return (
            "Nothing here contradicts itself: all statements that could be held against each other can hold together."
        )
    ties = table.filter(pl.col("outvoted").is_null()).height
    small = table.filter(pl.col("n_statements") <= 3).height
    said = f"{_count(table.height, 'set', 'sets')} of statements cannot all hold, {small} of two or three statements; in {table.height - ties} one statement is outvoted, {ties} are ties."
    first = table.sort("n_statements", "apart", descending=[False, True]).row(0, named=True)
    return f"{said} For example: {first['reckoning']}."


def _implied(table: pl.DataFrame) -> str:
    if table.height == 0:
        return "No level that nobody stated is bounded closely by what was stated."
    counts = dict(table["kind"].cast(pl.String).value_counts().iter_rows())
    said = f"{_count(counts.get('level', 0), 'level', 'levels')} that nobody stated and {_count(counts.get('base', 0), 'base', 'bases')} of stated rates are bounded"
    close = table.filter(pl.col("room") <= 0.02, pl.col("kind") != "revision").height
    said += f", {close} of them within 2 percent; {_count(counts.get('revision', 0), 'base differs', 'bases differ')} from a level stated before."
    r = table.sort("room", "subject").row(0, named=True)
    unit = codebook().unit_label(r["unit"])
    bounds = Interval(r["low"], r["high"])
    told = text(bounds if bounds.low == bounds.high else told_digits(bounds), unit)
    return f"{said} The narrowest: {subject_name(r['subject'])}, {r['period']}: {told}."


def _selective(table: pl.DataFrame) -> str:
    pooled = table.filter(pl.col("subject") == "all", pl.col("up") > 0, pl.col("down") > 0).sort(
        "up", "down", descending=True
    )
    if table.height and pooled.height == 0:
        return "No agency's figures both rose and fell here, so nothing can be said of rates left out."
    if pooled.height == 0:
        return "No figure can be held against the like period of the year before, so nothing can be said of rates left out."
    r = pooled.row(0, named=True)
    return (
        f"{r['agency']}: a rate is told with {r['up_rated']} of {r['up']} figures that rose and with {r['down_rated']} of {r['down']} that fell "
        f"(exact test, stratified by subject: p = {r['p']:.3g})."
    )


def _hedging(table: pl.DataFrame) -> str:
    pooled = table.filter(pl.col("subject") == "all").sort("year", "agency")
    if pooled.height == 0:
        return "No level is told here, so nothing can be said of hedges."
    rows = pooled.to_dicts()
    figures = sum(r["figures"] for r in rows)
    hedged, left_open = (sum(r[field] * r["figures"] for r in rows) / figures for field in ("hedged", "open"))
    return f"Of {_count(figures, 'figure', 'figures')}, {hedged:.0%} are hedged and {left_open:.0%} leave an end open."


def _nouns(table: pl.DataFrame) -> str:
    if table.height == 0:
        return "No noun is told here."
    counts = table.group_by("subject").agg(pl.col("noun").n_unique().alias("n")).filter(pl.col("n") > 1)
    if counts.height == 0:
        return "Each thing is told by one noun."
    most = counts.sort("n", "subject", descending=[True, False]).row(0, named=True)
    return f"{_count(counts.height, 'thing is', 'things are')} told by more than one noun, most {subject_name(most['subject'])}, by {most['n']}."


def _two_nouns(table: pl.DataFrame) -> str:
    if table.height == 0:
        return "No figure of an event is told under two nouns."
    r = table.row(0, named=True)
    return (
        f"{_count(table.height, 'figure is', 'figures are')} told under two nouns, such as {r['value']:,.10g} of {r['period']}: "
        f"{subject_name(r['subject_a'])} ({', '.join(r['outlets_a'][:3])}) and {subject_name(r['subject_b'])} ({', '.join(r['outlets_b'][:3])})."
    )


def _deviations(table: pl.DataFrame) -> str:
    if table.height == 0:
        return "No report stands alone against the others of its event."
    r = table.row(0, named=True)
    said = f"{_count(table.height, 'difference', 'differences')} of single reports from the rest of their event. The one behind most figures ({r['figures']}): {r['publisher'] or r['briefing_id']} says {r['says']} where most say {r['others_say']} ({r['field']})"
    return said + (f", as do {', '.join(r['shared_with'])}." if r["shared_with"] else ".")


def _no_longer(table: pl.DataFrame) -> str:
    if table.height == 0:
        return "Every figure that was told several times is still told."
    r = table.row(0, named=True)
    return f"{_count(table.height, 'figure was', 'figures were')} told several times and then no more in these briefings{', such as' if table.height > 1 else ':'} {subject_name(r['subject'])} ({r['agency']}, last on {r['last']})."


TELLERS: dict[tuple[str, ...], Callable[[pl.DataFrame], str]] = {
    ("conflict_id", "reckoning"): _conflicts,
    ("room", "stated_low", "how"): _implied,
    ("up_rated", "down_rated"): _selective,
    ("hedged", "digits"): _hedging,
    ("noun", "figures", "publisher"): _nouns,
    ("subject_a", "subject_b"): _two_nouns,
    ("says", "others_say"): _deviations,
    ("events_since", "last_raw"): _no_longer,
}
