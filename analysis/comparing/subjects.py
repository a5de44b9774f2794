"""What a claim tells of: its subject (metric or noun), how that is counted, and whether figures of it may be added up."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import polars as pl

from ..codebook import codebook, label, words
from ..language.lexicon import fold
from ..schema import FORECAST

LEVELS = ("level", "rate")
NOT_SUMS = ("country", "port", "city", "province", "place", "hour", "percent", "km", "day", "week", "month", "year")
RUNNING = ("day", "week", "month")  # a total 'so far' told with such a period did not begin with it
ARTICLES = re.compile(r"^(?:the|a|an|some|all|these|those|their|its|other)\s+", re.IGNORECASE)

Row = dict[str, Any]


def subject_of(row: Row) -> str | None:
    """What the figure is of: the metric's id, or the head of the noun phrase where no metric fits; None without either."""
    return row["metric"] or fold(row.get("head") or "").strip().lower() or noun_of(row)


def noun_of(row: Row) -> str | None:
    """The noun phrase as printed, folded, without its article."""
    return ARTICLES.sub("", fold(row.get("counted") or "").strip().lower()) or None


def specific(row: Row) -> bool:
    """Do its words say what is counted? A metric does; 'people' may be any people, 'confirmed cases' are one thing."""
    noun = noun_of(row) or ""
    return bool(row["metric"]) or " " in noun or (noun > "\u4e00" and len(noun) >= 4)


def units_against(a: Row, b: Row) -> str:
    """'person-trips against persons': why two figures are not counted alike."""
    return " against ".join(codebook().unit_label(row["unit"]) or "no unit" for row in (a, b))


def subject_name(subject: str | None) -> str:
    """A subject inside a sentence: its label in the codebook, or the noun itself."""
    return label(subject) if subject in codebook().metrics else str(subject or "?")


def counting_of(row: Row) -> str | None:
    """What exactly is counted: the way that the codebook tells apart ('with_border_residents', 'illegal_immigrants'); where
    there is no metric, the whole noun phrase: confirmed cases are not suspected cases."""
    if row["metric"] is None:
        noun = noun_of(row)
        return noun if noun != subject_of(row) else None
    variants = codebook().counting[row["language"]].get(row["metric"], [])
    places = (fold(row["counted"] or ""), fold(_beside(row)))
    return next((name for place in places for name, pattern in variants if pattern.search(place)), None)


def _beside(row: Row) -> str:
    """The words just behind a figure, where brackets say what it holds (含边民)."""
    sentence, start = str(row["sentence"]), row.get("sentence_start")
    if start is None or row.get("end") is None:
        pieces = sentence.split(row["raw"])
        return pieces[1][:24] if len(pieces) == 2 else ""
    at = row["end"] - start
    return re.split(r"[,，;；]", sentence[at : at + 24])[0] if 0 <= at <= len(sentence) else ""


def counted_alike(a: str | None, b: str | None) -> bool:
    """Are two ways of counting one? A noun that says nothing may be any noun, but never one 'with' or 'without' a group."""
    if a == b:
        return True
    one_silent = a is None or b is None
    return one_silent and not qualified(a or b)


def qualified(way: str | None) -> bool:
    """Does a way of counting name a group that is left in or out?"""
    return str(way).startswith(("with_", "without_"))


def drift(a: str | None, b: str | None) -> str:
    """How two ways of counting differ, in words."""
    said = [words(w) if w else "a noun that does not say" for w in (a, b)]
    return f"the noun drifts: {said[0]} against {said[1]}"


def broken(subject: str | None, a: date, b: date) -> date | None:
    """The day between two days from which the codebook says that a metric is counted otherwise."""
    entry = codebook().metrics.get(subject or "")
    return next((day for day in (entry.breaks if entry else ()) if min(a, b) < day <= max(a, b)), None)


def short_of(whole: str | None, division: str, period: tuple[date, date]) -> bool:
    """Does the codebook say that the parts of a division, as printed of a time, leave something of their whole out?"""
    entry = codebook().metrics.get(whole or "")
    times = entry.parts_short.get(division, ()) if entry else ()
    return any(first <= period[0] and period[1] <= last for first, last in times)


def way_of(row: Row) -> str:
    """How a figure stands to its time: 'flow' (adds up over it), 'stock' (at a point of it), 'cumulative' (up to its end,
    from an unknown day), 'rate' (per day)."""
    entry = codebook().metrics.get(row["metric"] or "")
    if row["accumulation"] == "stock" or (entry and entry.stock):
        return "stock"
    if "/" in (row["unit"] or ""):
        return "rate"
    running = row["accumulation"] == "cumulative" and str(row.get("period_kind")) in RUNNING
    return "cumulative" if running else "flow"


def additive(metric: str | None, unit: str | None, way: str = "flow") -> bool:
    """May figures of a metric for parts of a time be added up? Averages, stocks, ranks and percentages may not."""
    entry = codebook().metrics.get(metric or "")
    stock = bool(entry and entry.stock) or way != "flow"
    return not stock and "/" not in (unit or "") and bool(unit) and unit not in NOT_SUMS


def counted() -> pl.Expr:
    """Was the figure counted when it was told, rather than expected?"""
    return ~pl.col("note").fill_null("").str.starts_with(FORECAST)


def named() -> pl.Expr:
    """Has the claim a subject: a metric, or a noun?"""
    return pl.any_horizontal(pl.col("metric", "head", "counted").is_not_null())


def levels(claims: pl.DataFrame) -> pl.DataFrame:
    """The claims that can stand in a series: levels and rates with a subject, a dated period and a figure or bounds, and shares where
    the metric is itself a percentage.

    A figure that was only expected (its note begins with "forecast") was not counted and is left out.
    """
    figure = pl.col("low").is_not_null() | pl.col("high").is_not_null()
    dated = pl.col("period_start").is_not_null() & pl.col("period_end").is_not_null()
    kind = pl.col("kind").cast(pl.String)
    percentages = [m.metric for m in codebook().metrics.values() if m.units == ("percent",)]
    stands = kind.is_in(LEVELS) | ((kind == "share") & pl.col("base").is_null() & pl.col("metric").is_in(percentages))
    return claims.filter(stands, named(), dated, counted(), figure)


def event_of(row: Row) -> str:
    """The event a claim was told at; its briefing where no event is known."""
    return str(row["event"] or row["briefing_id"])


def outlet_of(row: Row) -> str:
    """Who told it, for counting independent outlets; the briefing where no publisher is known."""
    return str(row["publisher"] or row["briefing_id"])
