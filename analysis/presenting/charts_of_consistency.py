"""Charts of what cannot all be true, what figures imply, and how they are told."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations
from typing import Any

import altair as alt
import polars as pl

from ..codebook import codebook
from ..comparing.constraints import rivals
from ..comparing.intervals import bounds_of, overlap
from ..comparing.retellings import cut_off
from ..comparing.subjects import event_of, levels, specific, subject_of
from .chart_theme import (
    LANGUAGE_COLOURS,
    PALETTE,
    WIDTH,
    colours,
    dress,
    nothing,
    number_axis,
    row_axis,
    rows_step,
    wrapped,
)
from .wording import metric_words, period_words, said

BLUE, ORANGE, GREEN, GREY = "#0072B2", "#D55E00", "#009E73", "#9ca3af"  # Okabe and Ito's
MOST = 24  # rows of a chart
NARROW = WIDTH - 110  # of the marks, where labels of two or three lines stand beside them

Row = dict[str, Any]


def _subject(subject: str, language: str) -> str:
    """'a + b' with the codebook's labels for ids, nouns as they are."""
    return " + ".join(codebook().label(part, language) for part in subject.split(" + "))


def _labels(rows: Iterable[Row]) -> list[list[str]]:
    """What stands beside each row of a chart, in lines."""
    return [wrapped(str(row["what"]), 56) for row in rows]


def _bars(rows: list[Row], x: Any, colour: Any, tip: list[str]) -> Any:
    numbered, labels = [row | {"order": n} for n, row in enumerate(rows)], _labels(rows)
    base = alt.Chart(pl.DataFrame(numbered)).mark_bar(size=15)
    chart = base.encode(x=x, y=row_axis("order", labels), color=colour, tooltip=tip)
    return chart.properties(width=NARROW, height=rows_step(labels))


def plot_conflicts(conflicts: pl.DataFrame, *, language: str = "en", title: str | None = None) -> Any:
    """Conflicts by how far apart they are, the farthest first; ties in another colour than what is outvoted.

    >>> an.plot_conflicts(an.conflicts(claims.head(0)))
    Which statements cannot all hold, and how far apart are they? Nothing to draw: no figure fits.
    """
    question = title or said("q_conflicts", language)
    if conflicts.height == 0:
        return nothing(question, language)
    names = {True: said("tie", language), False: said("outvoted", language)}
    rows = [
        {
            "what": f"{_subject(r['subject'], language)}{said('listed', language)}{period_words(r['period_start'], r['period_end'], language)}",
            "apart": 100 * r["apart"], "way": names[bool(r["tied"])], "reckoning": r["reckoning"], "statements": r["n_statements"],
        }
        for r in conflicts.sort("apart", "conflict_id", descending=[True, False]).head(MOST).iter_rows(named=True)
    ]  # fmt: skip
    colour = alt.Color("way:N", title=None, scale=alt.Scale(domain=list(names.values()), range=[GREY, ORANGE]), legend=alt.Legend(orient="top"))  # fmt: skip
    chart = _bars(rows, alt.X("apart:Q", title=said("apart", language)), colour, ["what", "way", "apart", "statements", "reckoning"])  # fmt: skip
    ties = conflicts.filter(pl.col("outvoted").is_null()).height
    return dress(chart, question, said("n_conflicts", language, conflicts.height, ties))


def plot_implied(implied: pl.DataFrame, *, language: str = "en", title: str | None = None) -> Any:
    """Bounds that statements leave for what nobody stated, the narrowest of each kind; for a revision what was stated.

    >>> an.plot_implied(an.implied(claims.head(0)))
    What do the statements imply that nobody stated? Nothing to draw: no figure fits.
    """
    question = title or said("q_implied", language)
    each = implied.filter(pl.col("low") > 0).sort("kind", "room", "subject", descending=[True, False, False])
    shown = each.group_by("kind", maintain_order=True).head(MOST // 3)
    if shown.height == 0:
        return nothing(question, language)
    rows = [
        {"what": f"{_subject(r['subject'], language)}, {r['period']}", "kind": said(r["kind"], language, section="implied"), "low": r["low"], "high": r["high"], "order": n, "how": r["how"], "stated": r["stated_low"]}
        for n, r in enumerate(shown.iter_rows(named=True))
    ]  # fmt: skip
    schema = {"what": pl.String, "kind": pl.String, "low": pl.Float64, "high": pl.Float64, "order": pl.Int64, "how": pl.String, "stated": pl.Float64}  # fmt: skip
    scale, labels = alt.Scale(type="log", nice=False), _labels(rows)
    base = alt.Chart(pl.DataFrame(rows, schema=schema)).encode(y=row_axis("order", labels), tooltip=["what", "kind", "low", "high", "stated", "how"])  # fmt: skip
    x = alt.X("low:Q", scale=scale, title=said("words_allow", language), axis=number_axis(language, tickCount=5))
    bounds = base.mark_bar(height=8, minBandSize=2).encode(x=x, x2="high:Q", color=colours("kind:N", dict(zip(dict.fromkeys(r["kind"] for r in rows), PALETTE, strict=False))))  # fmt: skip
    ends = base.mark_point(filled=True, size=30, opacity=1).encode(x=x, color=alt.Color("kind:N"))
    stated = base.transform_filter("isValid(datum.stated)").mark_point(shape="cross", size=60, color="#000").encode(x=alt.X("stated:Q", scale=scale))  # fmt: skip
    chart = (bounds + ends + stated).properties(width=NARROW, height=rows_step(labels))
    return dress(chart, question, said("n_implied", language, implied.height))


def plot_vintages(claims: pl.DataFrame, *, language: str = "en", title: str | None = None) -> Any:
    """What was said of each period by the day it was said: first what does not meet, then what most events tell.

    >>> an.plot_vintages(claims.head(0))
    What was said of one period, and when? Nothing to draw: no figure fits.
    """
    question = title or said("q_vintages", language)
    unclear = rivals(claims)  # two values of one report for one place: the reading could not tell two things apart
    told_of = [r for r in levels(claims).to_dicts() if specific(r) and r["claim_id"] not in unclear]
    rows = [r | {"subject": subject_of(r)} for r in told_of if r["date"] and r["low"] and r["high"]]
    places: dict[str, list[Any]] = {}
    for r in rows:
        when, unit = (
            period_words(r["period_start"], r["period_end"], language),
            codebook().unit_label(r["unit"], language),
        )
        r["what"] = f"{metric_words(r, language)}, {when} ({unit})"
        places.setdefault(r["what"], []).append(r)
    again = {w: told for w, told in places.items() if len({r["date"] for r in told}) > 1}
    top = sorted(again, key=lambda w: (not _apart(again[w]), -len({event_of(r) for r in again[w]}), -len(again[w]), w))[
        :6
    ]
    told = [{"what": r["what"], "day": str(r["date"]), "low": r["low"], "high": r["high"], "value": r["low"] if r["value"] is None else r["value"], "raw": r["raw"], "publisher": r["publisher"]} for r in rows if r["what"] in top]  # fmt: skip
    if not told:
        return nothing(question, language)
    x = alt.X("day:O", title=None, axis=alt.Axis(labelAngle=-40))
    y = alt.Y("low:Q", title=None, scale=alt.Scale(zero=False), axis=number_axis(language, tickCount=4))
    base = alt.Chart(pl.DataFrame(told)).encode(x=x, tooltip=["what", "day", "raw", "publisher"])
    layers = base.mark_rule(strokeWidth=4, opacity=0.5, color=BLUE).encode(y=y, y2="high:Q") + base.mark_point(color=BLUE).encode(y=alt.Y("value:Q"))  # fmt: skip
    panels = layers.properties(width=WIDTH // 2 - 60, height=110).facet(
        facet=alt.Facet("what:N", title=None, sort=top), columns=2
    )
    return dress(panels.resolve_scale(x="independent", y="independent"), question, "")


def _apart(told: list[Any]) -> bool:
    """Do two of these figures not meet?"""
    pairs = combinations(told, 2)
    return any(overlap(bounds_of(a), bounds_of(b)) is False and not cut_off(a, b) for a, b in pairs)


def plot_selective(selective: pl.DataFrame, *, language: str = "en", title: str | None = None) -> Any:
    """Per subject: in how many percent of rises, and of falls, a rate was told.

    >>> an.plot_selective(an.selective(claims.head(0)))
    Is a rate given with a rise and left out with a fall? Nothing to draw: no figure fits.
    """
    question = title or said("q_selective", language)
    both = selective.filter(pl.col("up") > 0, pl.col("down") > 0).sort("up", "down", descending=True).head(MOST)
    if both.height == 0:
        return nothing(question, language)
    rows = [
        {"what": f"{r['agency']}: {said('all', language) if r['subject'] == 'all' else _subject(r['subject'], language)}", "order": n, "way": said(way, language), "share": 100 * r[rated] / r[of], "cases": f"{r[rated]} / {r[of]}", "p": r["p"]}
        for n, r in enumerate(both.iter_rows(named=True))
        for way, rated, of in (("rises", "up_rated", "up"), ("falls", "down_rated", "down"))
    ]  # fmt: skip
    domain, labels = [said("rises", language), said("falls", language)], _labels(rows[::2])
    base = alt.Chart(pl.DataFrame(rows)).encode(
        x=alt.X("share:Q", title=said("with_rate", language), scale=alt.Scale(domain=[0, 110]), axis=alt.Axis(values=list(range(0, 101, 20)))),
        y=row_axis("order", labels), yOffset=alt.YOffset("way:N", sort=domain), tooltip=["what", "way", "cases", "p"],
    )  # fmt: skip
    bars = base.mark_bar().encode(color=alt.Color("way:N", title=None, scale=alt.Scale(domain=domain, range=[BLUE, ORANGE]), legend=alt.Legend(orient="top")))  # fmt: skip
    chart = (bars + base.mark_text(align="left", dx=4).encode(text="cases:N")).properties(
        width=NARROW, height=alt.Step(26)
    )  # a rate of 0 / 3 has no bar
    pooled = both.filter(pl.col("subject") == "all").row(0, named=True) if (both["subject"] == "all").any() else None
    return dress(chart, question, f"p = {pooled['p']:.3g} ({pooled['agency']})" if pooled else "")


def plot_hedging(hedging: pl.DataFrame, *, language: str = "en", title: str | None = None, subject: str = "all") -> Any:
    """The share of figures that are hedged, and that leave an end open, by year of publication and agency.

    >>> an.plot_hedging(an.hedging(claims.head(0)))
    How often are figures hedged, and ends left open? Nothing to draw: no figure fits.
    """
    question = title or said("q_hedging", language)
    chosen = hedging.filter(pl.col("subject") == subject, pl.col("figures") >= 5)
    top = chosen.group_by("agency").agg(pl.col("figures").sum()).sort("figures", "agency", descending=[True, False])["agency"].head(4)  # fmt: skip
    chosen = chosen.filter(pl.col("agency").is_in(top.implode()))
    if chosen.height == 0:
        return nothing(question, language)
    long = [
        {"agency": r["agency"], "year": str(r["year"]), "share": 100 * r[field], "what": said(word, language), "figures": r["figures"]}
        for r in chosen.iter_rows(named=True)
        for field, word in (("hedged", "hedged"), ("open", "open_ends"))
    ]  # fmt: skip
    domain = [said("hedged", language), said("open_ends", language)]
    base = alt.Chart(pl.DataFrame(long)).encode(
        x=alt.X("year:O", title=said("year_told", language)), y=alt.Y("share:Q", title=said("share_percent", language)),
        color=alt.Color("what:N", title=None, scale=alt.Scale(domain=domain, range=[BLUE, ORANGE]), legend=alt.Legend(orient="top")), tooltip=["agency", "year", "what", "share", "figures"],
    )  # fmt: skip
    sizes = alt.Size(
        "figures:Q", title=said("figures", language), scale=alt.Scale(range=[15, 250]), legend=alt.Legend(orient="top")
    )
    layers = base.mark_line(opacity=0.5) + base.mark_circle(opacity=1).encode(
        size=sizes
    )  # few figures make a small point
    chart = layers.properties(width=WIDTH // 2 - 60, height=130)
    return dress(chart.facet(facet=alt.Facet("agency:N", title=None), columns=2), question, "")


def plot_nouns(nouns: pl.DataFrame, *, language: str = "en", title: str | None = None, subject: str = "") -> Any:
    """How often each noun stands for a subject, by year and language; the subject with most nouns where none is named.

    >>> an.plot_nouns(an.nouns(claims.head(0)))
    Which nouns stand for one thing? Nothing to draw: no figure fits.
    """
    question = title or said("q_nouns", language)
    counts = nouns.group_by("subject").agg(pl.col("noun").n_unique().alias("n"), pl.col("figures").sum()).sort("n", "figures", "subject", descending=[True, True, False])  # fmt: skip
    chosen = subject or (counts["subject"][0] if counts.height else "")
    shown = nouns.filter(pl.col("subject") == chosen)
    if shown.height == 0:
        return nothing(question, language)
    by = shown.group_by("noun", "year", "language").agg(
        pl.col("figures").sum(), pl.col("publisher").n_unique().alias("outlets")
    )
    names = {code: said(code, language, section="languages") for code in LANGUAGE_COLOURS}
    years = range(int(by["year"].min()), int(by["year"].max()) + 1)  # type: ignore[arg-type]
    by = by.sort("noun", "year", "language").with_columns(
        pl.col("year").cast(pl.String), pl.col("language").cast(pl.String).replace(names)
    )
    chart = alt.Chart(by).mark_circle(opacity=0.8).encode(
        x=alt.X("year:O", title=said("year_told", language), scale=alt.Scale(domain=[str(y) for y in years]), axis=alt.Axis(labelAngle=0)),
        y=alt.Y("noun:N", title=None, axis=alt.Axis(labelLimit=300)), size=alt.Size("figures:Q", title=said("figures", language), legend=alt.Legend(orient="top")), tooltip=["noun", "year", "language", "figures", "outlets"],
        color=alt.Color("language:N", title=None, scale=alt.Scale(domain=list(names.values()), range=list(LANGUAGE_COLOURS.values())), legend=alt.Legend(orient="top")),
    ).properties(width=WIDTH, height=alt.Step(22))  # fmt: skip
    return dress(chart, question, _subject(chosen, language))


def _whole(counts: Iterable[Any]) -> alt.Axis:
    """An axis of counts: no tick stands between two of them."""
    most = max(counts)
    return alt.Axis(values=list(range(0, most + 1, max(1, most // 10))), format="d")


def plot_two_nouns(pairs: pl.DataFrame, *, language: str = "en", title: str | None = None) -> Any:
    """One figure, two nouns: how many outlets tell each value of the one and of the other subject.

    >>> an.plot_two_nouns(an.one_figure_two_nouns(claims.head(0)))
    Which figure is told under two nouns? Nothing to draw: no figure fits.
    """
    question = title or said("q_two_nouns", language)
    rows = [
        {"what": f"{r['value']:,.10g}, {r['period']}", "order": 2 * n + second, "subject": _subject(r[f"subject_{side}"], language), "outlets": len(r[f"outlets_{side}"]), "who": ", ".join(r[f"outlets_{side}"])}
        for n, r in enumerate(pairs.head(MOST // 2).iter_rows(named=True))
        for second, side in enumerate("ab")
    ]  # fmt: skip
    if not rows:
        return nothing(question, language)
    labels = [
        [*(wrapped(str(r["what"])) if n % 2 == 0 else []), *wrapped(str(r["subject"]))] for n, r in enumerate(rows)
    ]
    chart = alt.Chart(pl.DataFrame(rows)).mark_bar(color=BLUE, size=15).encode(
        x=alt.X("outlets:Q", title=said("outlets", language), axis=_whole(r["outlets"] for r in rows)), y=row_axis("order", labels), tooltip=["what", "subject", "who"],
    ).properties(width=NARROW, height=rows_step(labels))  # fmt: skip
    return dress(chart, question, "")


def plot_deviations(deviations: pl.DataFrame, *, language: str = "en", title: str | None = None) -> Any:
    """Reports whose one period, noun, base or value accounts for most figures told otherwise than by the rest.

    >>> an.plot_deviations(an.deviations(claims.head(0)))
    Which report's one difference explains how many figures? Nothing to draw: no figure fits.
    """
    question = title or said("q_deviations", language)
    rows = [
        {"what": f"{r['publisher'] or r['briefing_id']}: {said(r['field'], language, section='fields')}", "figures": r["figures"], "field": said(r["field"], language, section="fields"), "says": r["says"], "others": r["others_say"], "shared": ", ".join(r["shared_with"])}
        for r in deviations.head(MOST).iter_rows(named=True)
    ]  # fmt: skip
    if not rows:
        return nothing(question, language)
    x = alt.X("figures:Q", title=said("figures", language), axis=_whole(r["figures"] for r in rows))
    return dress(_bars(rows, x, alt.value(BLUE), ["what", "figures", "says", "others", "shared"]), question, "")


def plot_no_longer_told(table: pl.DataFrame, *, language: str = "en", title: str | None = None) -> Any:
    """From when to when each subject was told that is told no more; the thicker, the more events.

    >>> an.plot_no_longer_told(an.no_longer_told(claims.head(0)))
    Which figures were told and then no more? Nothing to draw: no figure fits.
    """
    question = title or said("q_no_longer", language)
    rows = [
        {"what": f"{_subject(r['subject'], language)} ({r['agency']})", "order": n, "first": str(r["first"]), "last": str(r["last"]), "events": r["events"], "since": r["events_since"], "raw": r["last_raw"]}
        for n, r in enumerate(table.head(MOST).iter_rows(named=True))
    ]  # fmt: skip
    if not rows:
        return nothing(question, language)
    labels = _labels(rows)
    chart = alt.Chart(pl.DataFrame(rows)).mark_rule(color=GREEN).encode(
        x=alt.X("first:T", title=said("told_again_on", language), scale=alt.Scale(type="utc")), x2="last:T", y=row_axis("order", labels),
        strokeWidth=alt.StrokeWidth("events:Q", title=said("events", language), legend=alt.Legend(orient="top")), tooltip=["what", "first", "last", "events", "since", "raw"],
    ).properties(width=NARROW, height=rows_step(labels))  # fmt: skip
    return dress(chart, question, "")
