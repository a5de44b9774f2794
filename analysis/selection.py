"""Choosing briefings and claims by name, with did-you-mean."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import polars as pl

from .codebook import codebook
from .errors import LexiconError, did_you_mean, need

ALL = ("", "all")  # a name that chooses nothing: a notebook takes the one told most for "", and everything for "all"


def about(*metrics: str | Iterable[str]) -> pl.Expr:
    """Claims about these metrics, as a filter: claims.filter(an.about("suspects_arrested")); lists are taken too.

    LexiconError with a did-you-mean for an id that the codebook lacks.

    >>> claims.filter(an.about("deaths_at_sea"))["agency"].unique().sort().to_list()
    ['Frontex']
    """
    known = codebook().metrics
    named = [name for metric in metrics for name in _names(metric)]
    for metric in named:
        if metric not in known:
            raise LexiconError(f"no metric {metric!r} in the codebook{did_you_mean(str(metric), known)}")
    return pl.col("metric").is_in(named)


def one_briefing(briefings: pl.DataFrame, briefing_id: str) -> dict[str, Any]:
    """The row of one briefing; LexiconError with a did-you-mean if it is not there."""
    rows = briefings.filter(pl.col("briefing_id") == briefing_id).to_dicts()
    if not rows:
        known = briefings["briefing_id"].to_list()
        raise LexiconError(f"no briefing {briefing_id!r} here{did_you_mean(briefing_id, known)}")
    return rows[0]


def pick(briefings: pl.DataFrame, briefing_id: str = "") -> pl.DataFrame:
    """The one row of a briefing; the latest where no id is given. LexiconError with a did-you-mean for an unknown id.

    >>> an.pick(briefings, "2024-08-19-cctv-en")["publisher"].item()
    'CCTV News'
    """
    if not briefing_id:
        return briefings.sort("date", nulls_last=False).tail(1)
    one_briefing(briefings, briefing_id)
    return briefings.filter(pl.col("briefing_id") == briefing_id)


def evidence(claims: pl.DataFrame, ids: Iterable[str]) -> pl.DataFrame:
    """The claims that a row of a series, comparison or check rests on, in the order of its `claim_ids`.

    >>> an.evidence(claims, ["2024-08-19-cctv-en:2274-2290"])["raw"].item()
    'more than 22,000'
    """
    wanted = list(dict.fromkeys(ids))
    order = pl.DataFrame({"claim_id": wanted}, schema={"claim_id": pl.String})
    return order.join(claims, on="claim_id", how="inner", maintain_order="left").select(claims.columns)


def select(
    claims: pl.DataFrame,
    *,
    metric: str | Sequence[str] = "",
    years: int | Sequence[int] = (),
    event: str = "",
    agency: str = "",
) -> pl.DataFrame:
    """The claims about a metric (or several), of periods that end in the years from the first to the last named (or in the one year), of one event or agency; what is left empty, or is "all", chooses nothing.

    LexiconError with a did-you-mean for a metric that the codebook lacks, and for an event, an agency or years that
    the claims do not know. A choice that is known and fits no claim gives an empty table.

    >>> an.select(claims, metric="suspects_arrested", years=[2024, 2024])["period_end"].dt.year().unique().to_list()
    [2024]
    """
    need(claims, ("metric", "event", "agency"), "select wants claims; give what find_claims returned")
    metrics = [name for name in _names(metric) if name not in ALL]
    years = [years] if isinstance(years, int) else list(years)
    chosen = claims
    for name in metrics:
        known("metric", name, codebook().metrics)
    if metrics:
        chosen = chosen.filter(pl.col("metric").is_in(metrics))
    if event not in ALL:
        known("event", event, claims["event"].drop_nulls().unique().sort().to_list())
        chosen = chosen.filter(pl.col("event") == event)
    if agency not in ALL:
        known("agency", agency, claims["agency"].drop_nulls().unique().sort().to_list())
        chosen = chosen.filter(pl.col("agency") == agency)
    if len(years):
        covered = pl.coalesce("period_end", "date").dt.year()
        first, last = _span(claims, years, covered)
        chosen = chosen.filter(covered.is_between(first, last))
    return chosen


def _names(metric: str | Iterable[str]) -> list[str]:
    """One id or several; LexiconError for what is neither."""
    if isinstance(metric, str):
        return [metric]
    named = list(metric) if isinstance(metric, Iterable) else [metric]
    if wrong := [name for name in named if not isinstance(name, str)]:
        raise LexiconError(f"{wrong[0]!r} names no metric; give an id such as 'suspects_arrested', or a list of them")
    return named


def known(what: str, name: str, names: Any) -> None:
    """LexiconError with a did-you-mean unless `name` is one of `names`."""
    if name not in names:
        raise LexiconError(f"no {what} {name!r} here{did_you_mean(name, names)}")


def _span(claims: pl.DataFrame, years: Sequence[int], covered: pl.Expr) -> tuple[int, int]:
    """First and last year; LexiconError if the claims cover neither end nor anything between."""
    first, last = min(years), max(years)
    told = claims.select(covered.alias("year"))["year"].drop_nulls()
    here = sorted(set(told.to_list()))
    if here and (last < here[0] or first > here[-1]):
        raise LexiconError(f"no claim is of {first} to {last}; the years here are {here[0]} to {here[-1]}")
    return first, last
