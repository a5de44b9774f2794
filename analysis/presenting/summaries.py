"""What a table says, in sentences computed from its rows; and the rows that a notebook's parameters choose."""

from __future__ import annotations

from typing import Any

import polars as pl

from ..codebook import codebook, label, words
from ..comparing.intervals import Interval, bounds_of, text
from .evaluation_tables import evaluation_sentence, what
from .summaries_of_consistency import consistency_sentence

Row = dict[str, Any]


def sentence(table: pl.DataFrame) -> str:
    """What a table of claims, a series, comparisons or checks says, in a few sentences; also for one without rows.

    >>> an.sentence(claims.head(0))
    'No claim was found.'
    """
    columns = set(table.columns)
    if (told := consistency_sentence(table)) is not None:
        return told
    if "verdict" in columns and "arithmetic" in columns:
        return _of_checks(table)
    if "comparability" in columns:
        return _of_comparisons(table)
    if "derived" in columns:
        return _of_series(table)
    if what(table):
        return evaluation_sentence(table)
    return _of_claims(table)


def _of_claims(claims: pl.DataFrame) -> str:
    if claims.height == 0:
        return "No claim was found."
    counts = (
        claims["kind"].cast(pl.String).value_counts(sort=True, name="n").sort(["n", "kind"], descending=[True, False])
    )
    kinds = ", ".join(
        f"{n} {kind}{'s' if n != 1 else ''}"
        for kind, n in zip(counts["kind"].to_list(), counts["n"].to_list(), strict=True)
    )
    briefings = claims["briefing_id"].n_unique()
    said = f"{claims.height} claims in {briefings} briefing{'s' if briefings != 1 else ''}: {kinds}."
    figures = claims.filter(pl.col("kind").is_in(["level", "change", "share", "rate"]))
    if figures.height:
        matched = figures["metric"].is_not_null().sum()
        hedged = (figures["modifier"].cast(pl.String) != "exact").sum()
        said += f" Of the {figures.height} figures, {matched} belong to a metric of the codebook and {hedged} are hedged ('more than', 'nearly')."
    dated = claims.filter(pl.col("period_start").is_not_null() & pl.col("period_end").is_not_null())
    if dated.height:
        first, last = str(dated["period_start"].min()), str(dated["period_end"].max())
        said += f" They cover {first} to {last}."
    return said


def plural(count: int, noun: str, many: str = "") -> str:
    """'1 claim', '3 claims', '2 series'."""
    return f"{count:,} {noun if count == 1 else many or noun + 's'}"


def _of_series(series: pl.DataFrame) -> str:
    if series.height == 0:
        return "No figure fits these choices."
    stated = series.filter(pl.col("derived").not_())
    metrics = list(dict.fromkeys(series["subject"]))
    named = ", ".join(label(m) for m in metrics[:3]) + (f" and {len(metrics) - 3} more" if len(metrics) > 3 else "")
    said = f"{plural(stated.height, 'stated figure')} of {named}"
    if series.height > stated.height:
        said += f" and {plural(series.height - stated.height, 'derived one')}"
    begin, end = min(series["period_start"].to_list()), max(series["period_end"].to_list())
    said += f", for {begin} to {end}."
    if stated.height:
        last = stated.sort("period_end", "days").row(-1, named=True)
        unit = codebook().unit_label(last["unit"])
        said += f" The latest, for {last['period']}: {text(bounds_of(last), unit)} of {label(last['subject'])} ({last['raw']})."
    return said


def _of_comparisons(table: pl.DataFrame) -> str:
    if table.height == 0:
        return "No two figures here differ in this one thing alone."
    across = str(table["across"][0])
    if across == "year":
        return _of_years(table)
    told = {"outlet": "told by two outlets", "language": "told in both languages", "briefing": "told again later"}[
        across
    ]
    wrong = table.filter(pl.col("verdict") == "disagrees")
    said = f"{plural(table.height, 'pair')} of figures {told}: {table.height - wrong.height} agree within their bounds"
    if wrong.height == 0:
        return said + ", none disagrees."
    fields = wrong.explode("differs")["differs"].drop_nulls().value_counts(sort=True, name="n")
    fields = fields.sort(["n", "differs"], descending=[True, False])
    listed = ", ".join(f"{field} {n}" for field, n in fields.iter_rows())
    said += f", {plural(wrong.height, 'disagrees', 'disagree')} (in {listed})."
    values = wrong.filter(pl.col("differs").list.contains("value"))
    if values.height:
        r = values.row(0, named=True)
        said += f" For {label(r['subject'])}, {r['period_b']}: {r['raw_a']} ({r['a']}) against {r['raw_b']} ({r['b']})."
    return said


def _of_years(table: pl.DataFrame) -> str:
    alike = table.filter(pl.col("comparability") == "like_for_like")
    other = table.height - alike.height
    said = f"{plural(table.height, 'figure')} can be set beside the year before, {alike.height} of them like for like."
    if other:
        kinds = table.filter(pl.col("comparability") != "like_for_like")["comparability"].cast(pl.String)
        counts = kinds.value_counts(name="n").sort(["n", "comparability"], descending=[True, False])
        said += " The others: " + ", ".join(f"{words(kind)} {n}" for kind, n in counts.iter_rows()) + "."
    for r in alike.sort("end_b", "start_b", "metric", descending=[False, True, False]).tail(3).iter_rows(named=True):
        change = Interval(r["percent_low"], r["percent_high"])
        way = {"up": "rose", "down": "fell", "level": "stayed level"}.get(
            r["direction"] or "", "may have risen or fallen"
        )
        said += f" From {r['a']} to {r['b']} {label(r['subject'])} {way}: {text(change, 'percent', signed=True)}."
    return said


def _of_checks(table: pl.DataFrame) -> str:
    if table.height == 0:
        return "There was nothing to check: no two figures here can be held against each other."
    counts = dict(table["verdict"].cast(pl.String).value_counts().iter_rows())
    agree, wrong, apart, open_ = (counts.get(v, 0) for v in ("agrees", "disagrees", "told_differently", "cannot_tell"))
    said = f"Of {plural(table.height, 'thing')} checked, {agree} agree, {wrong} disagree, {apart} are told differently and {open_} cannot be told."
    changes = table.filter(pl.col("check") == "change_against_levels")
    decided = changes.filter(pl.col("verdict") != "cannot_tell")
    if decided.height:
        fits = decided.filter(pl.col("verdict") == "agrees").height
        said += (
            f" Of {plural(decided.height, 'stated change')} whose two levels are both known, {fits} fit their levels"
            f" ({fits / decided.height:.0%})."
        )
    worst = table.filter(pl.col("verdict") == "disagrees")
    if worst.height:
        r = worst.row(0, named=True)
        said += f" Farthest apart: {label(r['subject'])}, {words(r['check'])}: {r['arithmetic']}."
    return said
