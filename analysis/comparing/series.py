"""claims -> series: one value per subject, period and scope; and what cumulative figures imply for the time between."""

from __future__ import annotations

from datetime import date
from itertools import combinations
from typing import Any

import polars as pl

from ..errors import LexiconError, did_you_mean, need
from ..language.calendar import days
from ..language.calendar import name as period_name
from ..language.date_arithmetic import ONE_DAY
from ..schema import frame
from .intervals import Interval, bounds_of, difference
from .marks import MARKS, marked
from .schema import Series
from .subjects import additive, counting_of, levels, subject_of, way_of

KEY = ("agency", "subject", "counting", "unit", "scope", "way", "period_start", "period_end")
THING = ("agency", "subject", "counting", "unit", "scope", "way")
KEEP = ("last", "first", "narrowest")

Row = dict[str, Any]


def to_series(claims: pl.DataFrame, *, keep: str | None = None, contested: bool = False) -> pl.DataFrame:
    """Claims => one value per agency, subject, way of counting, unit, scope and period (columns: `schema.Series`).

    The subject is the metric, or the head noun where there is none. `keep` says which claim counts where several tell
    one figure: "last" (the briefing published last), "first", or "narrowest" (the one whose words leave the least room).
    Without it such figures raise LexiconError, which names them. Claims that a conflict disputes (`contested_by`, see
    `an.conflicts`) stay out unless `contested=True`. Marks are best made of all claims, by `an.decide`, before some are
    chosen; else they are sought among these claims alone, and another noun for the same figure is not seen.

    >>> an.to_series(claims, keep="narrowest").columns[:2]
    ['agency', 'subject']
    """
    if keep is not None and keep not in KEEP:
        raise LexiconError(f"no keep {keep!r}{did_you_mean(keep, KEEP)}")
    need(claims, ("claim_id", "metric", "kind"), "to_series wants claims; give what find_claims returned")
    known = marked(claims)
    usable = levels(known if contested else known.filter(pl.col("contested_by").list.len() == 0))
    told = _with_key(usable)
    if keep is None:
        _refuse_doubles(told)
    newest = keep != "first"
    order = (
        ["_apart", "_width", "in_headline", "claim_id"]
        if keep == "narrowest"
        else ["_apart", "date", "in_headline", "_width", "claim_id"]
    )
    descending = [column == "date" and newest for column in order]
    chosen = told.sort(order, descending=descending, nulls_last=True).unique(
        list(KEY), keep="first", maintain_order=True
    )
    counts = told.group_by(KEY).agg(
        pl.len().cast(pl.Int64).alias("n_claims"),
        pl.struct("value", "low", "high").n_unique().cast(pl.Int64).alias("n_values"),
    )
    joined = chosen.join(counts, on=list(KEY), how="left", nulls_equal=True)
    rows = [_row(row) for row in joined.sort([*KEY], nulls_last=False).iter_rows(named=True)]
    return frame(Series, rows)


def _with_key(claims: pl.DataFrame) -> pl.DataFrame:
    """The claims with what makes the key of a series; what other reports tell otherwise comes last."""
    rows = claims.to_dicts()
    return claims.with_columns(
        pl.Series("subject", [subject_of(r) for r in rows], dtype=pl.String),
        pl.Series("counting", [counting_of(r) for r in rows], dtype=pl.String),
        pl.Series("way", [way_of(r) for r in rows], dtype=pl.String),
        (pl.col("high") - pl.col("low")).fill_null(float("inf")).alias("_width"),
        (pl.col("also_told_as").list.len() > 0).alias("_apart"),
    )


def _refuse_doubles(told: pl.DataFrame) -> None:
    doubled = told.group_by(KEY, maintain_order=True).agg(pl.col("claim_id")).filter(pl.col("claim_id").list.len() > 1)
    if doubled.height:
        row = doubled.row(0, named=True)
        more = f" and {doubled.height - 1} more" if doubled.height > 1 else ""
        period = period_name((row["period_start"], row["period_end"]))
        raise LexiconError(
            f"{row['subject']} of {period} is told by {len(row['claim_id'])} claims ({', '.join(row['claim_id'][:3])}){more}; "
            f'say which counts: to_series(claims, keep="last"), "first" or "narrowest"'
        )


CARRIED = ("metric", "head", "period_kind", "kind", "value", "low", "high", "low_open", "high_open", "modifier", "step", "counted")  # fmt: skip


def _row(claim: Row) -> Row:
    period = (claim["period_start"], claim["period_end"])
    return {
        **{key: claim[key] for key in (*KEY, *CARRIED, *MARKS)},
        "period": period_name(period), "days": days(period), "date": claim["date"], "event": claim["event"],
        "publisher": claim["publisher"], "language": claim["language"], "raw": claim["raw"], "sentence": claim["sentence"],
        "n_claims": claim["n_claims"], "n_values": claim["n_values"], "derived": False, "how": "stated", "claim_ids": [claim["claim_id"]],
    }  # fmt: skip


def derive(series: pl.DataFrame, *, contested: bool = False) -> pl.DataFrame:
    """What cumulative figures imply for the time between them, as intervals (columns: `schema.Series`, `derived` true).

    The year less its first half is the second half; more than 22,000 by 19 August and more than 35,000 by the end of
    the year imply 12,000 to 14,000 for the time from 20 August. `claim_ids` holds both claims, `how` the subtraction
    and, where the bounds alone would allow less than nothing, that too. Figures that are contested, or that other reports
    of their event tell of another time or noun, are left out unless asked for.

    >>> an.derive(series)["derived"].all()
    True
    """
    rows: list[Row] = []
    stated = series.filter(pl.col("derived").not_())
    if not contested:
        stated = stated.filter(pl.col("contested_by").list.len() == 0, pl.col("also_told_as").list.len() == 0)
    for group in stated.partition_by(list(THING), maintain_order=True):
        told = group.to_dicts()
        if not additive(told[0]["metric"], told[0]["unit"], told[0]["way"]):
            continue
        known = {(r["period_start"], r["period_end"]) for r in told}
        for a, b in combinations(told, 2):
            for whole, part in ((a, b), (b, a)):
                if rest := _rest(whole, part):
                    rows.append(_derived(whole, part, rest, rest in known))
    rows.sort(key=lambda r: (str(r["subject"]), str(r["scope"]), r["period_start"], r["period_end"], r["claim_ids"]))
    return frame(Series, rows)


def _rest(whole: Row, part: Row) -> tuple[date, date] | None:
    """The time that a part leaves of a whole that begins or ends with it."""
    if whole["period_start"] == part["period_start"] and part["period_end"] < whole["period_end"]:
        return part["period_end"] + ONE_DAY, whole["period_end"]
    if whole["period_end"] == part["period_end"] and whole["period_start"] < part["period_start"]:
        return whole["period_start"], part["period_start"] - ONE_DAY
    return None


def _derived(whole: Row, part: Row, rest: tuple[date, date], stated: bool) -> Row:
    left = difference(bounds_of(whole), bounds_of(part))
    names = [period_name((r["period_start"], r["period_end"])) for r in (whole, part)]
    left, remark = _not_below_nothing(left)
    how = f"{names[0]} less {names[1]}" + (" (also stated)" if stated else "") + remark
    same = ("agency", "subject", "metric", "head", "counting", "unit", "scope", "way", "kind", "date", "event", "publisher", "language", "counted")  # fmt: skip
    return {
        **{key: whole[key] for key in same}, **{mark: sorted({*whole[mark], *part[mark]}) for mark in MARKS},
        "period_start": rest[0], "period_end": rest[1], "period": period_name(rest), "period_kind": None, "days": days(rest),
        "value": None, "low": left.low, "high": left.high, "low_open": left.low_open, "high_open": left.high_open,
        "modifier": None, "step": None, "raw": None, "sentence": None, "n_claims": 2, "n_values": 1, "derived": True, "how": how,
        "claim_ids": [*whole["claim_ids"], *part["claim_ids"]],
    }  # fmt: skip


def _not_below_nothing(left: Interval) -> tuple[Interval, str]:
    """A count is never below 0: the bound is cut there and said to be; a part above its whole is said to be impossible."""
    if left.high is not None and left.high < 0:
        return left, "; impossible: the part is larger than the whole"
    if left.low is not None and left.low < 0:
        return Interval(0.0, left.high, False, left.high_open), "; 0 only because nothing can be less"
    return left, ""


def pace(series: pl.DataFrame) -> pl.DataFrame:
    """A series with what it comes to per day: `per_day_low`, `per_day_high` (rates keep their own figure).

    >>> an.pace(series).columns[-2:]
    ['per_day_low', 'per_day_high']
    """
    rate = pl.col("unit").fill_null("").str.contains("/day")
    by = pl.when(rate).then(1.0).otherwise(pl.col("days").cast(pl.Float64))
    return series.with_columns((pl.col("low") / by).alias("per_day_low"), (pl.col("high") / by).alias("per_day_high"))
