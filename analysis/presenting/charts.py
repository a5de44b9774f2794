"""Charts of comparisons and checks: how far two figures lie apart, and how often what was said agrees with itself."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import altair as alt
import polars as pl

from ..errors import need
from .chart_theme import PALETTE, WIDTH, bounds_layers, colours, dress, left_out, nothing, number_axis, row_axis
from .wording import metric_words, period_words, said

Row = dict[str, Any]

VERDICT_COLOURS = {"agrees": "#0072B2", "disagrees": "#D55E00", "told_differently": "#CC79A7", "cannot_tell": "#9ca3af"}
COMPARABILITY = ("like_for_like", "different_length", "different_counting", "different_scope", "not_comparable")
COMPARABILITY_COLOURS = dict(zip(COMPARABILITY, PALETTE, strict=False))


def plot_changes(checks: pl.DataFrame, *, language: str = "en", most: int = 24, title: str | None = None) -> Any:
    """Stated changes beside what the two levels imply; those that lie farthest apart first, at most `most` of them.

    >>> an.plot_changes(checks, language="zh").to_dict()["title"]["text"]
    '所述变化与所述数值是否相符？'
    """
    need(checks, ("check", "verdict", "stated_low"), "plot_changes wants checks; make them: check(claims)")
    question = title or said("q_changes", language)
    ends = ("stated_low", "stated_high", "implied_low", "implied_high")
    known = checks.filter(pl.col("check") == "change_against_levels").drop_nulls(list(ends))
    key = ["subject", "scope", "period_start", "period_end", "stated_low", "stated_high"]
    one = known.unique(key, keep="first", maintain_order=True).sort("gap", "period_end", descending=[True, True])
    if one.height == 0:
        return nothing(question, language)
    rows, labels = [], []
    for number, r in enumerate(one.head(most).iter_rows(named=True)):
        labels.append([metric_words(r, language), period_words(r["period_start"], r["period_end"], language)])
        verdict = said(str(r["verdict"]), language, section="verdicts")
        for side in ("stated", "implied"):
            low, high = r[f"{side}_low"], r[f"{side}_high"]
            rows.append({
                "row": number, "side": said(side, language), "low": low, "high": high, "middle": (low + high) / 2, "open": "none",
                "verdict": verdict, "arithmetic": r["arithmetic"],
            })  # fmt: skip
    sides = [said("stated", language), said("implied", language)]
    colour = alt.Color(
        "side:N",
        title=None,
        scale=alt.Scale(domain=sides, range=[PALETTE[1], PALETTE[0]]),
        legend=alt.Legend(orient="top"),
    )
    base = alt.Chart(pl.DataFrame(rows)).encode(
        y=row_axis("row", labels), color=colour, tooltip=["side", "low", "high", "verdict", "arithmetic"]
    )
    scale = alt.Scale(type="symlog", constant=20)
    layers = bounds_layers(base, scale, number_axis(language), said("change", language))
    chart = alt.layer(_zero(scale), layers).properties(width=WIDTH - 120, height=alt.Step(34))
    return dress(chart, question, [_verdicts(known, language), left_out(one.height - most, language)])


def _zero(scale: Any) -> Any:
    return alt.Chart(pl.DataFrame({"x": [0.0]})).mark_rule(color="#999").encode(x=alt.X("x:Q", scale=scale))


def _verdicts(table: pl.DataFrame, language: str) -> str:
    """'agrees 12, disagrees 3'."""
    return _counted(table, "verdict", VERDICT_COLOURS, language, "verdicts")


def _counted(table: pl.DataFrame, column: str, order: Iterable[str], language: str, section: str = "") -> str:
    """'like for like 9, different counting 2': each value of a column with how often it stands there."""
    counts = dict(table[column].cast(pl.String).value_counts().iter_rows())
    shown = [f"{said(v, language, section=section or column)} {counts[v]}" for v in [*order, *counts] if v in counts]
    return said("listed", language).join(dict.fromkeys(shown))


def plot_comparison(table: pl.DataFrame, *, language: str = "en", most: int = 24, title: str | None = None) -> Any:
    """Pairs of figures by how far apart they lie, in percent: bars are what the bounds allow, the largest first.

    >>> an.plot_comparison(an.compare(series, across="year")).to_dict()["title"]["text"]
    'How did each figure change from the year before?'
    """
    need(
        table,
        ("across", "percent_low", "comparability"),
        'plot_comparison wants comparisons; make them: compare(claims, across="outlet")',
    )
    across = str(table["across"][0]) if table.height else "year"
    question = title or said(f"q_{across}" if table.height else "q_apart", language)
    shown = _apart(table, across)
    if shown.height == 0:
        return nothing(question, language, "none_apart" if table.height and across != "year" else "none")
    rows, labels = [], []
    for number, r in enumerate(shown.head(most).iter_rows(named=True)):
        labels.append(_pair_lines(r, across, language))
        low = r["percent_low"] if r["percent_low"] is not None else r["percent_high"]
        high = r["percent_high"] if r["percent_high"] is not None else r["percent_low"]
        rows.append({
            "row": number, "low": low, "high": high, "middle": (low + high) / 2, "figures": " · ".join(labels[-1][1:]), "reason": r["reason"],
            "open": "up" if r["percent_high"] is None else "down" if r["percent_low"] is None else "none",
            "comparability": said(str(r["comparability"]), language, section="comparability"),
        })  # fmt: skip
    used = {
        said(c, language, section="comparability"): colour
        for c, colour in COMPARABILITY_COLOURS.items()
        if c in set(shown["comparability"].cast(pl.String))
    }
    colour = colours("comparability:N", used, legend=len(used) > 1)
    tip = ["figures", "low", "high", "reason"]
    base = alt.Chart(pl.DataFrame(rows)).encode(y=row_axis("row", labels), color=colour, tooltip=tip)
    scale = alt.Scale(type="symlog", constant=5 if across == "year" else 1)
    name = {"year": "from_year_before", "briefing": "from_earlier"}.get(across, "from_exact")
    layers = bounds_layers(base, scale, number_axis(language), said(name, language))
    step = alt.Step(18 * max(map(len, labels)) + 4)
    chart = alt.layer(_zero(scale), layers).properties(width=WIDTH - 140, height=step)
    return dress(chart, question, [_told(table, across, language), left_out(shown.height - most, language)])


def _told(table: pl.DataFrame, across: str, language: str) -> str:
    """How many pairs agree; across years, where nothing has to agree, how many are like for like."""
    return _counted(table, "comparability", COMPARABILITY, language) if across == "year" else _verdicts(table, language)


def _apart(table: pl.DataFrame, across: str) -> pl.DataFrame:
    """The pairs whose distance is known, those that lie farthest apart first; across years also those that do not."""
    known = table.filter(pl.col("percent_low").is_not_null() | pl.col("percent_high").is_not_null())
    low, high = pl.col("percent_low").fill_null(float("-inf")), pl.col("percent_high").fill_null(float("inf"))
    apart = pl.max_horizontal(low, -high, pl.lit(0.0))  # how far the bounds lie from 'no difference'
    if across != "year":
        known = known.filter(apart > 0, pl.col("unit_a").eq_missing(pl.col("unit_b")))
    return known.with_columns(apart.alias("_apart")).sort("_apart", "subject", "b", descending=[True, False, False])


def _pair_lines(r: Row, across: str, language: str) -> list[str]:
    """What a row of the chart compares: the metric, its period or periods, and who says what."""
    then, now = (period_words(r[f"start_{side}"], r[f"end_{side}"], language) for side in "ab")
    what = metric_words(r, language)
    if across == "year":
        return [what, f"{then}: {r['raw_a'] or '…'}", f"{now}: {r['raw_b'] or '…'}"]
    return [
        f"{what}{said('listed', language)}{now}" if now else what,
        f"{r['a']}: {r['raw_a'] or '…'}",
        f"{r['b']}: {r['raw_b'] or '…'}",
    ]


def plot_checks(checks: pl.DataFrame, *, language: str = "en", title: str | None = None) -> Any:
    """How many things each check looked at, and what it found.

    >>> an.plot_checks(checks).to_dict()["title"]["text"]
    'How often does what was said agree with itself?'
    """
    need(checks, ("check", "verdict"), "plot_checks wants checks; make them: check(claims)")
    question = title or said("q_checks", language)
    if checks.height == 0:
        return nothing(question, language)
    counted = checks.group_by("check", pl.col("verdict").cast(pl.String)).len("things")
    order = (
        counted.group_by("check")
        .agg(pl.col("things").sum())
        .sort("things", "check", descending=[True, False])["check"]
        .to_list()
    )
    names = {v: said(v, language, section="verdicts") for v in VERDICT_COLOURS if v in set(counted["verdict"])}
    shown = counted.filter(pl.col("verdict").is_in(list(names))).with_columns(
        pl.col("verdict").replace(names).alias("shown"), pl.col("check").replace_strict({c: n for n, c in enumerate(order)}, return_dtype=pl.Int64).alias("row"),
        pl.col("verdict").replace_strict({v: n for n, v in enumerate(names)}, return_dtype=pl.Int64).alias("order"),
    ).sort("row", "order")  # fmt: skip
    labels = [[said(c, language, section="checks")] for c in order]
    colours = [VERDICT_COLOURS[v] for v in names]
    chart = alt.Chart(shown).mark_bar().encode(
        x=alt.X("things:Q", title=said("things", language), axis=number_axis(language, tickCount=5)), y=row_axis("row", labels),
        color=alt.Color("shown:N", title=None, scale=alt.Scale(domain=list(names.values()), range=colours), legend=alt.Legend(orient="top")),
        order="order:Q", tooltip=["shown", "things"],
    ).properties(width=WIDTH - 60, height=alt.Step(26))  # fmt: skip
    return dress(chart, question, _verdicts(checks, language))
