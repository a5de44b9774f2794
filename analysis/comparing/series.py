"""claims -> series: one value per metric, period and scope; and what cumulative figures imply for the time between."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import combinations
from typing import Any

import polars as pl

from ..codebook import codebook
from ..errors import LexiconError, did_you_mean
from ..language.calendar import days
from ..language.calendar import name as period_name
from ..language.lexicon import fold
from ..language.time_values import ONE_DAY
from ..schema import FORECAST, Series, frame
from .intervals import Interval, difference, divided, text

LEVELS = ("level", "rate")
KEY = ("agency", "metric", "unit", "scope", "period_start", "period_end")
KEEP = ("last", "first", "narrowest")

Row = dict[str, Any]


def levels(claims: pl.DataFrame) -> pl.DataFrame:
    """The claims that can stand in a series: levels and rates with a metric, a dated period and a figure or bounds.

    A figure that was only expected (its note begins with "forecast") was not counted and is left out.
    """
    figure = pl.col("low").is_not_null() | pl.col("high").is_not_null()
    return claims.filter(
        pl.col("kind").cast(pl.String).is_in(LEVELS),
        pl.col("metric").is_not_null(),
        pl.col("period_start").is_not_null(),
        pl.col("period_end").is_not_null(),
        counted(),
        figure,
    )


def counted() -> pl.Expr:
    """Was the figure counted when it was told, rather than expected?"""
    return ~pl.col("note").fill_null("").str.starts_with(FORECAST)


def to_series(claims: pl.DataFrame, *, keep: str | None = None) -> pl.DataFrame:
    """Claims => one value per agency, metric, unit, scope and period (columns: `tables.Series`).

    `keep` says which claim counts where several tell one figure: "last" (the briefing published last), "first", or
    "narrowest" (the one whose words leave the least room). Without it such figures raise LexiconError, which names them.

    >>> an.to_series(an.select(claims, metric="small_boat_arrivals"), keep="narrowest")["period"].to_list()[-1]
    '2025'
    """
    if keep is not None and keep not in KEEP:
        raise LexiconError(f"no keep {keep!r}{did_you_mean(keep, KEEP)}")
    told = levels(claims).with_columns((pl.col("high") - pl.col("low")).fill_null(float("inf")).alias("_width"))
    if keep is None:
        _refuse_doubles(told)
    newest = keep != "first"
    order = (
        ["_width", "in_headline", "claim_id"] if keep == "narrowest" else ["date", "in_headline", "_width", "claim_id"]
    )
    descending = [False, False, False] if keep == "narrowest" else [newest, False, False, False]
    ordered = told.sort(order, descending=descending, nulls_last=True)
    chosen = ordered.unique(list(KEY), keep="first", maintain_order=True)
    counts = told.group_by(KEY).agg(pl.len().cast(pl.Int64).alias("n_claims"))
    joined = chosen.join(counts, on=list(KEY), how="left", nulls_equal=True)
    rows = [_row(row) for row in joined.sort([*KEY], nulls_last=False).iter_rows(named=True)]
    return frame(Series, rows)


def _refuse_doubles(told: pl.DataFrame) -> None:
    doubled = told.group_by(KEY, maintain_order=True).agg(pl.col("claim_id")).filter(pl.col("claim_id").list.len() > 1)
    if doubled.height:
        row = doubled.row(0, named=True)
        more = f" and {doubled.height - 1} more" if doubled.height > 1 else ""
        period = period_name((row["period_start"], row["period_end"]))
        raise LexiconError(
            f"{row['metric']} of {period} is told by {len(row['claim_id'])} claims ({', '.join(row['claim_id'][:3])}){more}; "
            f'say which counts: to_series(claims, keep="last"), "first" or "narrowest"'
        )


def _row(claim: Row) -> Row:
    period = (claim["period_start"], claim["period_end"])
    return {
        **{key: claim[key] for key in (*KEY, "period_kind", "kind", "value", "low", "high", "modifier", "step", "counted")},
        "period": period_name(period), "days": days(period), "counting": counting_of(claim), "date": claim["date"], "event": claim["event"],
        "publisher": claim["publisher"], "language": claim["language"], "raw": claim["raw"], "sentence": claim["sentence"],
        "n_claims": claim["n_claims"], "derived": False, "how": "stated", "claim_ids": [claim["claim_id"]],
    }  # fmt: skip


def counting_of(claim: Row) -> str | None:
    """What exactly is counted, where the codebook knows that a metric's noun drifts: 'with_border_residents', 'illegal_immigrants'."""
    variants = codebook().counting[claim["language"]].get(claim["metric"] or "", [])
    places = (fold(claim["counted"] or ""), fold(_beside(claim)))
    return next((name for place in places for name, pattern in variants if pattern.search(place)), None)


def _beside(claim: Row) -> str:
    """The words just behind a figure, where brackets say what it holds (含边民); none where two figures read alike."""
    pieces = str(claim["sentence"]).split(claim["raw"])
    return pieces[1][:24] if len(pieces) == 2 else ""


def additive(metric: str, unit: str | None) -> bool:
    """May figures of a metric for parts of a time be added up? Averages, stocks, ranks and percentages may not."""
    entry = codebook().metrics.get(metric)
    stocks = ("country", "port", "city", "province", "place", "hour", "percent", "km", "day", "week", "month", "year")
    return bool(entry and not entry.stock and "/" not in (unit or "") and (unit or "") not in stocks)


def derive(series: pl.DataFrame) -> pl.DataFrame:
    """What cumulative figures imply for the time between them, as intervals (columns: `tables.Series`, `derived` true).

    The year less its first half is the second half; more than 22,000 by 19 August and more than 35,000 by the end of
    the year imply 12,000 to 14,000 for the time from 20 August. `claim_ids` holds both claims, `how` the subtraction.

    >>> some = an.select(claims, metric="criminal_cases_solved", years=[2024])
    >>> an.derive(an.to_series(some, keep="last")).sort("days").select("period", "low", "high").row(-1)
    ('2024 H2', 16500.0, 18500.0)
    """
    rows: list[Row] = []
    keys = ["agency", "metric", "unit", "scope"]
    for group in series.filter(pl.col("derived").not_()).partition_by(keys, maintain_order=True):
        told = group.to_dicts()
        if not additive(told[0]["metric"], told[0]["unit"]):
            continue
        known = {(r["period_start"], r["period_end"]) for r in told}
        for a, b in combinations(told, 2):
            for whole, part in ((a, b), (b, a)):
                if rest := _rest(whole, part):
                    rows.append(_implied(whole, part, rest, rest in known))
    return frame(
        Series, sorted(rows, key=lambda r: (str(r["metric"]), str(r["scope"]), r["period_start"], r["period_end"]))
    )


def _rest(whole: Row, part: Row) -> tuple[date, date] | None:
    """The time that a part leaves of a whole that begins or ends with it."""
    if whole["period_start"] == part["period_start"] and part["period_end"] < whole["period_end"]:
        return part["period_end"] + ONE_DAY, whole["period_end"]
    if whole["period_end"] == part["period_end"] and whole["period_start"] < part["period_start"]:
        return whole["period_start"], part["period_start"] - ONE_DAY
    return None


def _implied(whole: Row, part: Row, rest: tuple[date, date], stated: bool) -> Row:
    left = difference(bounds_of(whole), bounds_of(part))
    low = max(left.low, 0.0) if left.low is not None else None
    if left.high is not None and left.high < 0:
        low = left.low  # the part is larger than the whole: a check says so, nothing is hidden here
    how = f"{period_name((whole['period_start'], whole['period_end']))} less {period_name((part['period_start'], part['period_end']))}"
    return {
        **{key: whole[key] for key in ("agency", "metric", "unit", "scope", "kind", "counting", "date", "event", "publisher", "language")},
        "period_start": rest[0], "period_end": rest[1], "period": period_name(rest), "period_kind": None, "days": days(rest),
        "value": None, "low": low, "high": left.high, "modifier": None, "step": None, "counted": whole["counted"],
        "raw": None, "sentence": None, "n_claims": 2, "derived": True, "how": how + (" (also stated)" if stated else ""),
        "claim_ids": [*whole["claim_ids"], *part["claim_ids"]],
    }  # fmt: skip


def bounds_of(row: Row) -> Interval:
    """The interval of a claim or of a row of a series."""
    return Interval(row["low"], row["high"])


def pace(series: pl.DataFrame) -> pl.DataFrame:
    """A series with what it comes to per day: `per_day_low`, `per_day_high` (rates keep their own figure).

    >>> an.pace(series).columns[-2:]
    ['per_day_low', 'per_day_high']
    """
    rate = pl.col("unit").fill_null("").str.contains("/day")
    by = pl.when(rate).then(1.0).otherwise(pl.col("days").cast(pl.Float64))
    return series.with_columns((pl.col("low") / by).alias("per_day_low"), (pl.col("high") / by).alias("per_day_high"))


def describe(row: Row) -> str:
    """'2024-01-01 to 2024-08-19: 22,000 to 23,000 case, 95 to 99 a day'."""
    daily = divided(bounds_of(row), row["days"])
    return f"{row['period']}: {text(bounds_of(row), row['unit'] or '')}, {text(daily)} a day"


def pick_metrics(claims: pl.DataFrame, metrics: Iterable[str]) -> pl.DataFrame:
    """The claims or series of these metrics; all of them where none is named."""
    named = list(metrics)
    return claims.filter(pl.col("metric").is_in(named)) if named else claims
