"""What a table says, in sentences computed from its rows, true for any parameters and for a table without rows."""

from __future__ import annotations

from typing import Any

import polars as pl

from ..comparing.intervals import Interval, told_digits
from ..comparing.subjects import subject_name
from ..errors import LexiconError, need
from .evaluation_tables import evaluation_sentence, what
from .summaries_of_consistency import consistency_sentence
from .wording import bounds_words, metric_words, period_words, plural, said, told_also, told_apart, unit_words

Row = dict[str, Any]
FIGURES = ("level", "change", "share", "rate")


def sentence(table: pl.DataFrame) -> str:
    """What a table of claims, a series, comparisons, checks or scores says, in a few sentences; also for one without rows.

    LexiconError for another table.

    >>> an.sentence(claims.head(0))
    'No claim was found.'
    """
    need(table, (), "sentence wants a table")
    columns = set(table.columns)
    if (told := consistency_sentence(table)) is not None:
        return told
    kinds = {
        ("verdict", "arithmetic"): _of_checks, ("comparability", "across"): _of_comparisons, ("derived", "days"): _of_series,
        ("claim_id", "kind", "metric"): _of_claims,
    }  # fmt: skip
    found = next((say for named, say in kinds.items() if columns >= set(named)), None)
    if found is None and what(table):
        return evaluation_sentence(table)
    if found is None:
        raise LexiconError(
            "sentence wants claims, a series, comparisons, checks or scores; this table is none of these"
        )
    return found(table)


def _counted(values: pl.Series) -> list[tuple[str, int]]:
    """Each value with how often it occurs, the most frequent first."""
    table = values.cast(pl.String).drop_nulls().rename("value").value_counts(name="n")
    return table.sort(["n", "value"], descending=[True, False]).rows()


def _of_claims(claims: pl.DataFrame) -> str:
    if claims.height == 0:
        return "No claim was found."
    kinds = ", ".join(plural(n, kind) for kind, n in _counted(claims["kind"]))
    told = [f"{plural(claims.height, 'claim')} in {plural(claims['briefing_id'].n_unique(), 'briefing')}: {kinds}."]
    figures = claims.filter(is_figure() if "value" in claims.columns else pl.col("kind").cast(pl.String).is_in(FIGURES))
    if figures.height:
        told.append(_of_figures(figures))
    dated = claims.filter(pl.col("period_start").is_not_null() & pl.col("period_end").is_not_null())
    if dated.height:
        told.append(f"They cover {min(dated['period_start'])} to {max(dated['period_end'])}.")
    return " ".join(told)


def is_figure() -> pl.Expr:
    """Does a claim give a number, or the bounds of one? A trend, a measure and a pledge do not."""
    return pl.any_horizontal(pl.col("value", "low", "high").is_not_null())


def _of_figures(figures: pl.DataFrame) -> str:
    """How many figures have a metric and are hedged; where none has one, what nouns they count."""
    matched = int(figures["metric"].is_not_null().sum())
    hedged = int((figures["modifier"].cast(pl.String) != "exact").sum())
    said_of = f"Of {plural(figures.height, 'figure')}, {hedged:,} {'is' if hedged == 1 else 'are'} hedged ('more than', 'nearly')"
    if matched:
        return f"{said_of} and {matched:,} {'belongs' if matched == 1 else 'belong'} to a metric of the codebook."
    nouns = _counted(figures["head"])[:4]
    named = ", ".join(f"{noun} {n}" for noun, n in nouns)
    return (
        f"{said_of}; none belongs to a metric of the codebook. Most often counted: {named}."
        if nouns
        else f"{said_of}; none belongs to a metric of the codebook."
    )


def _of_series(series: pl.DataFrame) -> str:
    if series.height == 0:
        return "No figure fits these choices."
    stated, derived = series.filter(pl.col("derived").not_()), series.filter(pl.col("derived"))
    parts = [plural(stated.height, "stated figure")] if stated.height else []
    parts += [plural(derived.height, "derived figure")] if derived.height else []
    begin, end = min(series["period_start"]), max(series["period_end"])
    told = f"{' and '.join(parts)} of {_named(series)}, for {begin} to {end}."
    if stated.height:
        last = told_apart(stated.sort("period_end", "days", "metric").to_dicts())[-1]
        bounds = bounds_words(Interval(last["low"], last["high"]), unit_words(last["unit"])) or "no bounds"
        when = period_words(last["period_start"], last["period_end"])
        also = f"; {words}" if (words := told_also(last)) else ""
        told += f" The latest, for {when}: {what_of(last)}, {bounds} (“{last['raw']}”{also})."
        several = int((stated["n_values"] > 1).sum()) if "n_values" in stated.columns else 0
        told += (
            f" {plural(several, 'figure')} had more than one value in the reports, of which one was kept."
            if several
            else ""
        )
    return told


def _named(table: pl.DataFrame, most: int = 3) -> str:
    """'criminal suspects arrested, drugs seized and 2 more': metrics, or head nouns where no metric fits."""
    names = list(dict.fromkeys(subject_name(subject) for subject in table["subject"]))
    more = f" and {len(names) - most} more" if len(names) > most else ""
    return ", ".join(names[:most]) + more


def what_of(row: Row) -> str:
    """A row's metric inside a sentence, with its scope; its noun where it has no metric."""
    words = metric_words(row) or "figures without a noun"
    return words[:1].lower() + words[1:] if words[1:2].islower() else words


def _of_comparisons(table: pl.DataFrame) -> str:
    if table.height == 0:
        return "No two figures here differ in this one thing alone."
    across = str(table["across"][0])
    if across == "year":
        return _of_years(table)
    ways = {"outlet": "told by two outlets", "language": "told in both languages", "briefing": "told again later"}
    counts = dict(_counted(table["verdict"]))
    told = f"{plural(table.height, 'pair')} of figures {ways.get(across, 'compared')}: {_verdicts(counts)}."
    apart = table.filter(pl.col("verdict").cast(pl.String).is_in(["disagrees", "told_differently"]))
    if fields := _counted(apart.explode("differs")["differs"] if apart.height else pl.Series([], dtype=pl.String)):
        told += f" What differs: {', '.join(f'{_field(field)} ({n:,})' for field, n in fields)}."
    values = apart.filter(pl.col("differs").list.contains("value"))
    if values.height:
        r = values.row(0, named=True)
        when = period_words(r["start_b"], r["end_b"])
        told += (
            f" For {what_of(r)}{f', {when}' if when else ''}: {r['raw_a']} ({r['a']}) against {r['raw_b']} ({r['b']})."
        )
    return told


def _field(name: str) -> str:
    return said(name, "en", section="fields")


VERBS = {"agrees": ("agrees", "agree"), "disagrees": ("disagrees", "disagree"), "told_differently": ("is told differently", "are told differently"), "cannot_tell": ("cannot be told", "cannot be told")}  # fmt: skip


def _verdicts(counts: dict[str, int]) -> str:
    """'12 agree, 1 disagrees, 3 cannot be told': each verdict that there can be."""
    parts = [
        f"{counts.get(v, 0):,} {one if counts.get(v, 0) == 1 else many}"
        for v, (one, many) in VERBS.items()
        if v in counts or v in ("agrees", "disagrees")
    ]
    return ", ".join(parts)


def _of_years(table: pl.DataFrame) -> str:
    alike = table.filter(pl.col("comparability") == "like_for_like")
    told = f"{plural(table.height, 'figure')} can be set beside the year before, {alike.height} of them like for like."
    others = _counted(table.filter(pl.col("comparability") != "like_for_like")["comparability"])
    if others:
        listed = ", ".join(f"{said(kind, 'en', section='comparability')} {n}" for kind, n in others)
        told += f" The others: {listed}."
    latest = alike.sort("end_b", "start_b", "metric", descending=[False, True, False])
    sentences = dict.fromkeys(
        map(_of_a_year, told_apart(latest.to_dicts())[-6:])
    )  # one change in persons and in person-trips is one
    return " ".join([told, *list(sentences)[-3:]])


def _of_a_year(r: Row) -> str:
    """'From 2023 to 2024 criminal cases fell: -40.7 to -37.9 percent.'"""
    ways = {"up": "rose", "down": "fell", "level": "stayed level"}
    way = ways.get(r["direction"] or "", "may have risen or fallen")
    percent = bounds_words(told_digits(Interval(r["percent_low"], r["percent_high"])), "percent", signed=True)
    points = "points" if r["unit_b"] in ("percent", "percentage_point") else unit_words(r["unit_b"])
    moved = percent or bounds_words(Interval(r["difference_low"], r["difference_high"]), points, signed=True)
    then, now = (period_words(r[f"start_{side}"], r[f"end_{side}"]) for side in "ab")
    return f"From {then} to {now} {what_of(r)} {way}{f': {moved}' if moved else ''}."


def _of_checks(table: pl.DataFrame) -> str:
    if table.height == 0:
        return "There was nothing to check: no two figures here can be held against each other."
    told = f"Of {plural(table.height, 'thing')} checked, {_verdicts(dict(_counted(table['verdict'])))}."
    changes = table.filter(pl.col("check") == "change_against_levels", pl.col("verdict") != "cannot_tell")
    if changes.height:
        fits = changes.filter(pl.col("verdict") == "agrees").height
        share = f" ({fits / changes.height:.0%})" if changes.height >= 10 else ""
        told += f" Of {plural(changes.height, 'stated change')} whose two levels are both known, {fits} {'fits its' if fits == 1 else 'fit their'} levels{share}."
    worst = table.filter(pl.col("verdict") == "disagrees").sort("gap", descending=True, maintain_order=True)
    if worst.height:
        r = worst.row(0, named=True)
        told += f" Farthest apart: {what_of(r)}, {said(r['check'], 'en', section='checks')}: {r['arithmetic']}."
    return told
