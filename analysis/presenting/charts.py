"""Charts of claims, series, comparisons and checks."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import altair as alt
import polars as pl

from ..codebook import codebook
from ..comparing.subjects import additive
from ..language.calendar import name as period_name
from ..language.lexicon import lexicon
from .chart_theme import WIDTH, dress
from .page import COLOURS


def plot_levels(
    claims: pl.DataFrame, *, language: str = "en", title: str = "Which levels does the briefing state?"
) -> Any:
    """Levels with their bounds: a bar from low to high, an arrow where the words leave an end open ('more than').

    >>> an.plot_levels(an.find_claims(an.pick(briefings, "2024-08-19-cctv-en"))).to_dict()["title"]["text"]
    'Which levels does the briefing state?'
    """
    levels = claims.filter(pl.col("kind").is_in(["level", "rate"]) & pl.col("low").is_not_null() & (pl.col("high") > 0))
    book = codebook()
    rows = []
    for r in levels.iter_rows(named=True):
        label = book.label(r["metric"], language) if r["metric"] else (r["counted"] or r["unit"] or "?")
        where = (" (标题)" if language == "zh" else " (headline)") if r["in_headline"] else ""
        mark = {
            "more_than": "up",
            "at_least": "up",
            "nearly": "down",
            "less_than": "down",
            "at_most": "down",
        }.get(r["modifier"], "none")
        plain = not any(c.isalpha() for c in r["raw"][-2:]) and r["unit"] in book.units
        said = f"{r['raw']} {book.units[r['unit']]['en']}" if plain and r["language"] == "en" else r["raw"]
        middle = r["value"] if r["value"] is not None else (r["low"] + r["high"]) / 2
        rows.append({
            "what": f"{label}{where}", "order": r["start"], "value": middle, "low": max(r["low"], 0.5), "high": r["high"], "open": mark,
            "raw": said, "unit": r["unit"] or "", "sentence": r["sentence"], "period": f"{r['period_start'] or '…'} to {r['period_end'] or '…'}",
        })  # fmt: skip
    publisher = ", ".join(sorted(set(levels["publisher"].drop_nulls()))[:3])
    subtitle = f"{publisher}. Bars: what the words allow, read conventionally; arrows: the words leave that end open."
    return dress(_levels_chart(rows), title, subtitle if rows else "No level with a figure was found.")


def _levels_chart(rows: list[dict[str, Any]]) -> Any:
    columns = {
        "what": pl.String,
        "order": pl.Int64,
        "value": pl.Float64,
        "low": pl.Float64,
        "high": pl.Float64,
        "open": pl.String,
        "raw": pl.String,
        "unit": pl.String,
        "sentence": pl.String,
        "period": pl.String,
    }
    frame = pl.DataFrame(rows, schema=columns, orient="row")
    tip = ["raw", "unit", "period", "sentence"]
    y = alt.Y("what:N", sort=alt.EncodingSortField("order"), title=None, axis=alt.Axis(ticks=False, domain=False))
    ends = [row["low"] for row in rows] + [row["high"] for row in rows] or [1, 10]
    scale = alt.Scale(type="log", domain=[min(ends) / 2, max(ends) * 4], nice=False)
    x = alt.X(
        "value:Q",
        scale=scale,
        title="figure as stated (each in its own unit, logarithmic)",
        axis=alt.Axis(format="~s", tickCount=5),
    )
    base = alt.Chart(frame).encode(y=y, tooltip=tip)
    bars = base.mark_rule(strokeWidth=7, opacity=0.45, color=COLOURS["level"][1]).encode(
        x=alt.X("low:Q", scale=scale, title=""), x2="high:Q"
    )
    points = base.mark_point(filled=True, size=60, color=COLOURS["level"][1], opacity=1).encode(x=x)
    up = (
        base.transform_filter("datum.open == 'up'")
        .mark_text(text="→", dx=15, dy=-1, fontSize=18, color=COLOURS["change"][1])
        .encode(x="high:Q")
    )
    down = (
        base.transform_filter("datum.open == 'down'")
        .mark_text(text="←", dx=-15, dy=-1, fontSize=18, color=COLOURS["change"][1])
        .encode(x="low:Q")
    )
    labels = base.mark_text(align="left", dx=30, fontSize=12, color="#333").encode(x="high:Q", text="raw:N")
    return (bars + points + up + down + labels).properties(width=WIDTH, height=alt.Step(34))


def plot_coverage(claims: pl.DataFrame) -> Any:
    """How many claims there are per year of publication and agency, English and Chinese side by side.

    >>> an.plot_coverage(claims).to_dict()["title"]["text"]
    'How many claims are there, by year and language?'
    """
    counted = (
        claims.with_columns(pl.col("date").dt.year().cast(pl.String).alias("year"), pl.col("language").cast(pl.String))
        .group_by("year", "agency", "language")
        .len("claims")
        .sort("year", "agency", "language")
    )
    chart = alt.Chart(counted).mark_bar().encode(
        x=alt.X("year:O", title="year of publication", axis=alt.Axis(labelAngle=0)),
        xOffset=alt.XOffset("language:N"),
        y=alt.Y("claims:Q", title="claims"),
        color=alt.Color("language:N", scale=alt.Scale(domain=["en", "zh"], range=["#1d4ed8", "#c2410c"]), title="language"),
        tooltip=["year", "agency", "language", "claims"],
    ).properties(width=WIDTH, height=220)  # fmt: skip
    agencies = ", ".join(sorted(set(counted["agency"].drop_nulls())))
    return dress(
        chart,
        "How many claims are there, by year and language?",
        f"Agencies: {agencies or 'none'}. Years without a bar have no briefing here.",
    )


def plot_metrics(claims: pl.DataFrame, *, most: int = 36, language: str = "en") -> Any:
    """Which metrics are stated for which years: a field per metric and year of the period's end, empty where there is none.

    >>> an.plot_metrics(claims).to_dict()["title"]["text"]
    'Which metrics are stated for which years?'
    """
    book = codebook()
    dated = claims.drop_nulls(["metric", "period_end"]).with_columns(
        pl.col("period_end").dt.year().cast(pl.String).alias("year")
    )
    top = (
        dated.group_by("metric").len().sort(["len", "metric"], descending=[True, False]).head(most)["metric"].to_list()
    )
    counted = (
        dated.filter(pl.col("metric").is_in(top))
        .group_by("metric", "year")
        .agg(pl.len().alias("claims"), pl.col("publisher").n_unique().alias("outlets"))
    )
    labels = {m: book.label(m, language) for m in top}
    said = sorted(int(y) for y in counted["year"].unique())
    years = [str(y) for y in range(said[0], said[-1] + 1)] if said else []
    counted = counted.with_columns(
        pl.col("metric").replace_strict(labels, default=None, return_dtype=pl.String).alias("what")
    ).sort("what", "year")
    base = alt.Chart(counted).encode(
        x=alt.X("year:O", title="year in which the period ends", scale=alt.Scale(domain=years), axis=alt.Axis(labelAngle=0, orient="top")),
        y=alt.Y("what:N", title=None, sort=[labels[m] for m in top]),
        tooltip=["what", "year", "claims", "outlets"],
    )  # fmt: skip
    fields = base.mark_rect(stroke="white").encode(
        color=alt.Color("claims:Q", scale=alt.Scale(scheme="blues", type="sqrt"), title="claims")
    )
    numbers = base.mark_text(fontSize=11).encode(
        text="claims:Q", color=alt.condition("datum.claims > 25", alt.value("white"), alt.value("#111"))
    )
    chart = (fields + numbers).properties(width=WIDTH, height=alt.Step(17))
    subtitle = (
        f"The {len(top)} metrics stated most often; an empty field is a year without a claim here."
        if top
        else "No claim has a metric and a period."
    )
    return dress(chart, "Which metrics are stated for which years?", subtitle)


# ---- series, comparisons and checks ----------------------------------------------------------------------------

# Okabe and Ito's palette, which people who do not see red or green can tell apart.
PALETTE = ["#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000"]
VERDICT_COLOURS = {"agrees": "#0072B2", "disagrees": "#D55E00", "told_differently": "#E69F00", "cannot_tell": "#9ca3af"}
COMPARABILITY_COLOURS = dict(
    zip(
        ("like_for_like", "different_length", "different_counting", "different_scope", "not_comparable"),
        PALETTE,
        strict=False,
    )
)
OPEN_UP = ("more_than", "at_least")
OPEN_DOWN = ("nearly", "less_than", "at_most")

Row = dict[str, Any]


def said(key: str, language: str, *fill: str) -> str:
    """A word or phrase of a chart in a language, its blanks filled."""
    text: str = lexicon("labels")["words"][key][language]
    return text.format(*fill)


def _nothing(title: str, language: str, why: str = "none") -> Any:
    """A chart that says why there is nothing to draw, for a table with nothing to show."""
    empty = pl.DataFrame({"x": [0.0]})
    blank = alt.Chart(empty).mark_point(opacity=0).encode(x=alt.X("x:Q", axis=None)).properties(width=WIDTH, height=40)
    return dress(blank, title, said(why, language))


def _sources(rows: list[Row], language: str, reading: str) -> str:
    outlets = sorted({str(r["publisher"]) for r in rows if r.get("publisher")})
    named = ", ".join(outlets[:3]) + (f" +{len(outlets) - 3}" if len(outlets) > 3 else "")
    return said("source", language, named or "–", said(reading, language))


def plot_series(
    series: pl.DataFrame,
    *,
    language: str = "en",
    title: str | None = None,
    reading: str = "conventional",
    per: str = "auto",
) -> Any:
    """A series over time: each figure a line as long as its period inside a band as thick as its bounds.

    An arrow marks an open end, colour and mark the way of counting, a gap a time without a figure; derived figures are
    dashed. `per="day"` draws the daily average, so that unlike periods compare and a line's area is its figure; "period"
    draws figures as stated; "auto" takes the daily average where the periods are of unlike length. One panel per metric.

    >>> an.plot_series(series.filter(an.about("stowaways_seized"))).to_dict()["title"]["text"]
    'How has it changed: Stowaways seized?'
    """
    rows = [row for row in series.iter_rows(named=True) if row["low"] is not None or row["high"] is not None]
    metrics = list(dict.fromkeys(row["subject"] for row in rows))
    book = codebook()
    question = title or said("q_series", language, ", ".join(book.label(m, language) for m in metrics[:3]) or "–")
    if not rows:
        return _nothing(question, language)
    panels = [_series_panel([r for r in rows if r["subject"] == m], m, language, len(metrics) > 1, per) for m in metrics]
    chart = (
        panels[0] if len(panels) == 1 else alt.vconcat(*panels).resolve_scale(color="independent", shape="independent")
    )
    return dress(chart, question, _sources(rows, language, reading))


def _daily(rows: list[Row], per: str) -> bool:
    """Are the daily averages to be drawn?"""
    flows = all(additive(row["metric"], row["unit"], row["way"]) for row in rows)
    lengths = [row["days"] for row in rows]
    return flows and (per == "day" or (per == "auto" and max(lengths) > 1.1 * min(lengths)))


def _bar(row: Row, language: str, daily: bool) -> Row:
    by = row["days"] if daily else 1
    low, high, value = (None if v is None else v / by for v in (row["low"], row["high"], row["value"]))
    middle = value if value is not None else low if high is None else high if low is None else (low + high) / 2
    middle = middle if middle is not None else 0.0
    unit = codebook().units.get((row["unit"] or "").split("/")[0], {}).get(language, row["unit"] or "")
    counting = " · ".join(part.replace("_", " ") for part in (unit, row["counting"], row["scope"]) if part)
    up, down = str(row["modifier"]) in OPEN_UP or high is None, str(row["modifier"]) in OPEN_DOWN or low is None
    return {
        "start": str(row["period_start"]), "end": str(row["period_end"] + timedelta(days=1)),
        "middle": str(row["period_start"] + (row["period_end"] - row["period_start"]) / 2), "period": row["period"],
        "value": middle, "low": low if low is not None else middle, "high": high if high is not None else middle,
        "open": "up" if up else "down" if down else "none", "counting": counting, "derived": row["derived"],
        "raw": row["raw"] or row["how"], "sentence": row["sentence"] or row["how"], "publisher": row["publisher"] or "",
    }  # fmt: skip


def _series_panel(rows: list[Row], metric: str, language: str, titled: bool, per: str) -> Any:
    daily = _daily(rows, per)
    points = [_bar(row, language, daily) for row in rows]
    ways = list(dict.fromkeys(p["counting"] for p in points))
    unit = ways[0].split(" · ")[0]
    legend = alt.Legend(orient="bottom", columns=2, labelLimit=280) if len(ways) > 1 else None
    colour = alt.Color(
        "counting:N",
        title=said("counted_as", language),
        scale=alt.Scale(domain=ways, range=PALETTE[: max(1, len(ways))]),
        legend=legend,
    )
    shape = alt.Shape("counting:N", scale=alt.Scale(domain=ways), legend=legend, title=said("counted_as", language))
    axis = alt.Axis(format="%Y", tickCount="year", labelAngle=0)
    utc = alt.Scale(type="utc")  # local time would move the marks from one machine to another
    x = alt.X("start:T", title=said("period", language), axis=axis, scale=utc)
    name = said("per_day" if daily else "figure", language, unit)
    y = alt.Y("value:Q", title=name, axis=alt.Axis(format="~s"), scale=alt.Scale(zero=True))
    base = alt.Chart(pl.DataFrame(points)).encode(tooltip=["period", "raw", "publisher", "sentence"])
    bounds = base.mark_rect(opacity=0.25).encode(
        x=x, x2="end:T", y=alt.Y("low:Q", title=name), y2="high:Q", color=colour
    )
    dashes = alt.condition("datum.derived", alt.value([4, 3]), alt.value([1, 0]))
    lines = base.mark_rule(strokeWidth=2.5).encode(x=x, x2="end:T", y=y, color=colour, strokeDash=dashes)
    middle = alt.X("middle:T", axis=axis, scale=utc)
    marks = base.mark_point(filled=True, size=50, opacity=1).encode(x=middle, y=y, color=colour, shape=shape)
    up, down = (
        base.transform_filter(f"datum.open == '{way}'")
        .mark_text(text=sign, dy=dy, fontSize=14)
        .encode(x=middle, y=alt.Y(f"{end}:Q", title=name), color=colour)
        for way, sign, dy, end in (("up", "↑", -9, "high"), ("down", "↓", 10, "low"))
    )
    panel = (bounds + lines + marks + up + down).properties(width=WIDTH, height=200 if titled else 280)
    return panel.properties(title=codebook().label(metric, language)) if titled else panel


def plot_changes(checks: pl.DataFrame, *, language: str = "en", most: int = 24, title: str | None = None) -> Any:
    """Stated changes beside what the two levels imply; those that lie farthest apart first, at most `most` of them.

    >>> an.plot_changes(checks, language="zh").to_dict()["title"]["text"]
    '所述变化与所述数值是否相符？'
    """
    question = title or said("q_changes", language)
    known = checks.filter(
        pl.col("check") == "change_against_levels", pl.col("stated_low").is_not_null(), pl.col("implied_low").is_not_null(),
        pl.col("stated_high").is_not_null(), pl.col("implied_high").is_not_null(),
    )  # fmt: skip
    if known.height == 0:
        return _nothing(question, language)
    one = known.unique(
        ["subject", "scope", "period_start", "period_end", "stated_low", "stated_high"],
        keep="first",
        maintain_order=True,
    )
    book, rows = codebook(), []
    for number, r in enumerate(one.sort("gap", "period_end", descending=[True, True]).head(most).iter_rows(named=True)):
        scope = f", {r['scope'].replace('_', ' ')}" if r["scope"] else ""
        what = f"{book.label(r['subject'], language)}{scope}, {period_name((r['period_start'], r['period_end']))}"
        for side in ("stated", "implied"):
            low, high = r[f"{side}_low"], r[f"{side}_high"]
            rows.append({"what": what, "order": number, "side": said(side, language), "low": low, "high": high, "middle": (low + high) / 2, "verdict": said(r["verdict"], language), "arithmetic": r["arithmetic"]})  # fmt: skip
    names = [said("stated", language), said("implied", language)]
    y = alt.Y(
        "what:N",
        sort=alt.EncodingSortField("order"),
        title=None,
        axis=alt.Axis(ticks=False, domain=False, labelLimit=400),
    )
    colour = alt.Color(
        "side:N",
        title=None,
        scale=alt.Scale(domain=names, range=[PALETTE[1], PALETTE[0]]),
        legend=alt.Legend(orient="top"),
    )
    base = alt.Chart(pl.DataFrame(rows)).encode(
        y=y, color=colour, tooltip=["what", "side", "low", "high", "verdict", "arithmetic"]
    )
    scale = alt.Scale(type="symlog", constant=20)
    bars = base.mark_rule(strokeWidth=8, opacity=0.35).encode(
        x=alt.X("low:Q", title=said("change", language), scale=scale), x2="high:Q"
    )
    marks = base.mark_point(filled=True, size=70, opacity=1).encode(x=alt.X("middle:Q", scale=scale), shape=alt.Shape("side:N", scale=alt.Scale(domain=names, range=["circle", "diamond"]), legend=None))  # fmt: skip
    zero = alt.Chart(pl.DataFrame({"x": [0.0]})).mark_rule(color="#999").encode(x=alt.X("x:Q", scale=scale))
    counts = dict(known["verdict"].cast(pl.String).value_counts().iter_rows())
    summary = ", ".join(f"{said(v, language)} {counts[v]}" for v in VERDICT_COLOURS if v in counts)
    return dress((zero + bars + marks).properties(width=WIDTH - 120, height=alt.Step(20)), question, summary)


def plot_comparison(table: pl.DataFrame, *, language: str = "en", most: int = 24, title: str | None = None) -> Any:
    """Pairs of figures by how far apart they lie, in percent: bars are what the bounds allow, the largest first.

    >>> an.plot_comparison(an.compare(series, across="year")).to_dict()["title"]["text"]
    'How did each figure change from the year before?'
    """
    across = str(table["across"][0]) if table.height else "year"
    question = title or said(f"q_{across}", language)
    known = table.filter(pl.col("percent_low").is_not_null() | pl.col("percent_high").is_not_null())
    low, high = pl.col("percent_low").fill_null(float("-inf")), pl.col("percent_high").fill_null(float("inf"))
    apart = pl.max_horizontal(low, -high, pl.lit(0.0))  # how far the bounds lie from 'no difference'
    if across != "year":
        known = known.filter(apart > 0, pl.col("unit_a").eq_missing(pl.col("unit_b")))
    if known.height == 0:
        return _nothing(question, language, "none_apart" if table.height and across != "year" else "none")
    shown = known.with_columns(apart.alias("_apart")).sort("_apart", "metric", "b", descending=[True, False, False])
    book, rows = codebook(), []
    for number, r in enumerate(shown.head(most).iter_rows(named=True)):
        scope = f", {r['scope'].replace('_', ' ')}" if r["scope"] else ""
        against = f"{r['b']} / {r['a']}" if across == "year" else str(r["period_b"])
        low_end = r["percent_low"] if r["percent_low"] is not None else r["percent_high"]
        high_end = r["percent_high"] if r["percent_high"] is not None else r["percent_low"]
        tellers = (
            f"{r['a']}: {r['raw_a']} · {r['b']}: {r['raw_b']}" if across != "year" else f"{r['raw_a']} → {r['raw_b']}"
        )
        rows.append({
            "what": f"{book.label(r['subject'], language)}{scope}, {against}" + " " * number * (across != "year"), "order": number,
            "low": low_end, "high": high_end, "middle": (low_end + high_end) / 2, "figures": tellers, "reason": r["reason"],
            "open": "up" if r["percent_high"] is None else "down" if r["percent_low"] is None else "none",
            "comparability": said(r["comparability"], language),
        })  # fmt: skip
    domain = [said(c, language) for c in COMPARABILITY_COLOURS]
    used = [d for d in domain if d in {r["comparability"] for r in rows}]
    colours = [list(COMPARABILITY_COLOURS.values())[domain.index(d)] for d in used]
    y = alt.Y(
        "what:N",
        sort=alt.EncodingSortField("order"),
        title=None,
        axis=alt.Axis(ticks=False, domain=False, labelLimit=420),
    )
    colour = alt.Color(
        "comparability:N",
        title=said("comparability", language),
        scale=alt.Scale(domain=used, range=colours),
        legend=alt.Legend(orient="top", labelLimit=260),
    )
    base = alt.Chart(pl.DataFrame(rows)).encode(y=y, color=colour, tooltip=["what", "figures", "low", "high", "reason"])
    scale = alt.Scale(type="symlog", constant=5 if across == "year" else 1)
    name = {"year": "from_year_before", "briefing": "from_earlier"}.get(across, "from_exact")
    bars = base.mark_rule(strokeWidth=8, opacity=0.35).encode(
        x=alt.X("low:Q", title=said(name, language), scale=scale), x2="high:Q"
    )
    marks = base.mark_point(filled=True, size=60, opacity=1).encode(
        x=alt.X("middle:Q", scale=scale), shape=alt.Shape("comparability:N", scale=alt.Scale(domain=used), legend=None)
    )
    zero = alt.Chart(pl.DataFrame({"x": [0.0]})).mark_rule(color="#999").encode(x=alt.X("x:Q", scale=scale))
    up = (
        base.transform_filter("datum.open == 'up'")
        .mark_text(text="→", dx=14, fontSize=15)
        .encode(x=alt.X("high:Q", scale=scale))
    )
    down = (
        base.transform_filter("datum.open == 'down'")
        .mark_text(text="←", dx=-14, fontSize=15)
        .encode(x=alt.X("low:Q", scale=scale))
    )
    layers = zero + bars + marks + up + down
    if across != "year":
        layers += base.mark_text(dy=-11, fontSize=10).encode(
            x=alt.X("middle:Q", scale=scale), text="figures:N", color=alt.value("#555")
        )
    verdicts = dict(table["verdict"].cast(pl.String).value_counts().iter_rows())
    summary = ", ".join(f"{said(v, language)} {verdicts[v]}" for v in VERDICT_COLOURS if v in verdicts)
    step = alt.Step(20 if across == "year" else 34)
    return dress(layers.properties(width=WIDTH - 140, height=step), question, summary)


def plot_tellings(
    claims: pl.DataFrame, *, language: str = "en", title: str | None = None, reading: str = "conventional"
) -> Any:
    """One figure as several reports tell it: a bar from low to high per report, an arrow where the words leave an end open.

    >>> an.plot_tellings(an.most_told(claims)).to_dict()["title"]["text"]
    'Who told it how: Entries by foreigners?'
    """
    told = claims.filter(pl.col("low").is_not_null() | pl.col("high").is_not_null())
    metrics = list(dict.fromkeys(told["metric"].drop_nulls()))
    question = title or said(
        "q_tellings", language, ", ".join(codebook().label(m, language) for m in metrics[:2]) or "–"
    )
    if told.height == 0:
        return _nothing(question, language)
    rows = []
    for number, r in enumerate(told.sort("date", "briefing_id", "start").iter_rows(named=True)):
        low = r["low"] if r["low"] is not None else r["value"] if r["value"] is not None else r["high"]
        high = r["high"] if r["high"] is not None else r["value"] if r["value"] is not None else r["low"]
        where = {"en": " (headline)", "zh": "（标题）"}[language] if r["in_headline"] else ""
        rows.append({
            "who": f"{r['publisher'] or r['briefing_id']}{where}", "order": number, "low": low, "high": high, "middle": r["value"] if r["value"] is not None else (low + high) / 2,
            "open": "up" if str(r["modifier"]) in OPEN_UP else "down" if str(r["modifier"]) in OPEN_DOWN else "none", "raw": r["raw"],
            "language": str(r["language"]), "sentence": r["sentence"],
        })  # fmt: skip
    y = alt.Y("who:N", sort=alt.EncodingSortField("order"), title=None, axis=alt.Axis(ticks=False, domain=False))
    colour = alt.Color(
        "language:N",
        title=None,
        scale=alt.Scale(domain=["en", "zh"], range=[PALETTE[0], PALETTE[1]]),
        legend=alt.Legend(orient="top"),
    )
    ends = [v for r in rows for v in (r["low"], r["high"])]
    pad = (max(ends) - min(ends)) * 0.12 or max(abs(ends[0]) * 0.02, 1)
    scale = alt.Scale(domain=[min(ends) - pad, max(ends) + 4 * pad], nice=False, zero=False)
    unit = codebook().units.get(told["unit"][0] or "", {}).get(language, told["unit"][0] or "")
    base = alt.Chart(pl.DataFrame(rows)).encode(y=y, color=colour, tooltip=["who", "raw", "sentence"])
    bars = base.mark_rule(strokeWidth=7, opacity=0.35).encode(
        x=alt.X("low:Q", title=said("figure", language, unit), scale=scale, axis=alt.Axis(format="~s", tickCount=5)),
        x2="high:Q",
    )
    marks = base.mark_point(filled=True, size=60, opacity=1).encode(
        x=alt.X("middle:Q", scale=scale),
        shape=alt.Shape("language:N", scale=alt.Scale(domain=["en", "zh"], range=["circle", "diamond"]), legend=None),
    )
    up = (
        base.transform_filter("datum.open == 'up'")
        .mark_text(text="→", dx=12, fontSize=15)
        .encode(x=alt.X("high:Q", scale=scale))
    )
    down = (
        base.transform_filter("datum.open == 'down'")
        .mark_text(text="←", dx=-12, fontSize=15)
        .encode(x=alt.X("low:Q", scale=scale))
    )
    labels = base.mark_text(align="left", dx=24, fontSize=11, color="#333").encode(
        x=alt.X("high:Q", scale=scale), text="raw:N", color=alt.value("#333")
    )
    return dress(
        (bars + marks + up + down + labels).properties(width=WIDTH, height=alt.Step(24)),
        question,
        said(reading, language),
    )


def plot_verdicts(checks: pl.DataFrame, *, language: str = "en", title: str | None = None) -> Any:
    """How many things each check looked at, and what it found.

    >>> an.plot_verdicts(checks).to_dict()["title"]["text"]
    'How often does what was said agree with itself?'
    """
    question = title or said("q_verdicts", language)
    if checks.height == 0:
        return _nothing(question, language)
    counted = checks.group_by("check", pl.col("verdict").cast(pl.String)).len("things").sort("check", "verdict")
    names = {v: said(v, language) for v in VERDICT_COLOURS}
    shown = counted.with_columns(pl.col("verdict").replace(names).alias("shown"), pl.col("check").str.replace_all("_", " ").alias("what"), pl.col("verdict").replace_strict({v: i for i, v in enumerate(VERDICT_COLOURS)}, return_dtype=pl.Int64).alias("order"))  # fmt: skip
    chart = alt.Chart(shown).mark_bar().encode(
        x=alt.X("things:Q", title=said("things", language)), y=alt.Y("what:N", title=None, sort="-x"),
        color=alt.Color("shown:N", title=None, scale=alt.Scale(domain=list(names.values()), range=list(VERDICT_COLOURS.values())), legend=alt.Legend(orient="top")),
        order="order:Q", tooltip=["what", "shown", "things"],
    ).properties(width=WIDTH, height=alt.Step(26))  # fmt: skip
    total = {v: counted.filter(pl.col("verdict") == v)["things"].sum() for v in VERDICT_COLOURS}
    return dress(chart, question, ", ".join(f"{names[v]} {n}" for v, n in total.items()))
