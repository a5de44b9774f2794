"""The figure and the subject that briefings state most: what a report is about where nobody says what it should be about."""

from __future__ import annotations

import polars as pl

from ..errors import LexiconError, did_you_mean, need
from .subjects import subject_of

KINDS = ("level", "rate", "change", "share")
WANTED = (
    "metric",
    "head",
    "counted",
    "kind",
    "unit",
    "scope",
    "event",
    "publisher",
    "briefing_id",
    "period_start",
    "period_end",
)


# What can be chosen where nothing is named, and by which counts of distinct values, the first deciding.
CHOSEN_BY = {
    "metric": ("briefing_id", "claim_id"),
    "event": ("publisher", "claim_id"),
    "briefing_id": ("claim_id",),
    "agency": ("briefing_id", "claim_id"),
}


def choose(claims: pl.DataFrame, what: str) -> str:
    """The id told most, for a page that is about one and was given none; "" where no claim has one.

    `what` is "metric" (the one that the most briefings state), "event" (that the most outlets report), "briefing_id" (the most
    claims) or "agency" (the most briefings); of those told alike often, the one of the latest briefing. LexiconError for another.

    >>> an.choose(claims, "event")
    '2024-08-19-scio-high-quality-development'
    """
    if what not in CHOSEN_BY:
        raise LexiconError(f"choose takes no {what!r}{did_you_mean(what, CHOSEN_BY)}")
    need(claims, (what, "date", *CHOSEN_BY[what]), "choose wants claims; give what find_claims returned")
    counts = [pl.col(name).n_unique().alias(f"_{name}") for name in CHOSEN_BY[what]]
    ranked = claims.drop_nulls(what).group_by(what).agg(*counts, pl.col("date").max().alias("_date"))
    first = ranked.sort([*(f"_{name}" for name in CHOSEN_BY[what]), "_date", what], descending=True, nulls_last=True)
    return str(first[what][0]) if first.height else ""


def most_stated(claims: pl.DataFrame) -> pl.DataFrame:
    """The claims about the one subject that the most briefings state: a metric; where there is none, a noun with its unit.

    A noun comes only where no metric is stated. Changes and shares of the subject are among them.

    >>> an.most_stated(claims)["metric"].n_unique()
    1
    """
    told = _with_subject(claims, "most_stated")
    levels = told.filter(pl.col("kind").cast(pl.String).is_in(KINDS[:2]), pl.col("unit").is_not_null())
    levels = _metrics_first(levels)
    counts = levels.group_by("_subject", "_unit").agg(
        pl.col("briefing_id").n_unique().alias("_briefings"), pl.len().alias("_n")
    )
    top = counts.sort(["_briefings", "_n", "_subject", "_unit"], descending=[True, True, False, False]).head(1)
    if top.is_empty():
        return claims.head(0)
    subject, unit = top.select("_subject", "_unit").row(0)
    relative = pl.col("kind").cast(pl.String).is_in(("change", "share"))
    of_metric = pl.col("metric").is_not_null()
    return told.filter(pl.col("_subject") == subject, of_metric | (pl.col("_unit") == unit) | relative).select(
        claims.columns
    )


def most_reported(claims: pl.DataFrame) -> pl.DataFrame:
    """The claims of the one figure (subject, kind, scope and period of an event) that the most outlets tell.

    The subject is the metric; where no figure has one, the noun.

    >>> an.most_reported(an.select(claims, event="2024-08-19-scio-high-quality-development"))["metric"].unique().to_list()
    ['foreigner_entries']
    """
    key = ["event", "_subject", "kind", "unit", "scope", "period_start", "period_end"]
    figures = _metrics_first(_with_subject(claims, "most_reported").filter(pl.col("kind").cast(pl.String).is_in(KINDS)))
    counts = figures.group_by(key).agg(pl.col("publisher").n_unique().alias("_outlets"), pl.len().alias("_n"))
    top = counts.sort(["_outlets", "_n", *key], descending=[True, True, *[False] * len(key)], nulls_last=True).head(1)
    return figures.join(top, on=key, how="semi", nulls_equal=True).select(claims.columns)


def _with_subject(claims: pl.DataFrame, name: str) -> pl.DataFrame:
    """The claims that have a subject, with it and with the unit that it is counted in."""
    need(claims, WANTED, f"{name} wants claims; give what find_claims returned")
    subjects = [subject_of(row) for row in claims.select("metric", "head", "counted").iter_rows(named=True)]
    unit = pl.col("unit").fill_null("").str.split("/").list.first().alias("_unit")
    return claims.with_columns(pl.Series("_subject", subjects, dtype=pl.String), unit).drop_nulls("_subject")


def _metrics_first(figures: pl.DataFrame) -> pl.DataFrame:
    """The figures that have a metric; all of them where none has."""
    named = figures.filter(pl.col("metric").is_not_null())
    return named if named.height else figures
