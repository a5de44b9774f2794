"""Charts of claims: the levels of a briefing, one figure as outlets tell it, what there is for which year."""

from __future__ import annotations

import math
from typing import Any

import altair as alt
import polars as pl

from ..codebook import codebook
from ..errors import need
from .chart_of_series import OPEN_DOWN, OPEN_UP, listed, sources
from .chart_theme import LANGUAGE_COLOURS, PALETTE, WIDTH, bounds_layers, colours, dress, nothing, number_axis, row_axis
from .wording import base_words, metric_words, period_words, said, unit_words

Row = dict[str, Any]
CLAIMS = ("claim_id", "kind", "low", "high", "raw")


def plot_levels(
    claims: pl.DataFrame, *, language: str = "en", title: str | None = None, reading: str = "conventional"
) -> Any:
    """Levels with their bounds: a bar from low to high, an arrow where the words leave an end open ('more than').

    >>> an.plot_levels(an.find_claims(an.pick(briefings, "2024-08-19-cctv-en"))).to_dict()["title"]["text"]
    'Which levels does the briefing state?'
    """
    need(claims, CLAIMS, "plot_levels wants claims; give what find_claims returned")
    question = title or said("q_levels", language)
    levels = claims.filter(
        pl.col("kind").cast(pl.String).is_in(["level", "rate"]), pl.col("low").is_not_null() | (pl.col("high") > 0)
    )
    levels = levels.filter(pl.coalesce("high", "low", "value") > 0).sort("briefing_id", "start")
    if levels.height == 0:
        return nothing(question, language, "none_levels")
    rows, labels = [], []
    for number, r in enumerate(levels.iter_rows(named=True)):
        labels.append([_named(r, metric_words(r, language) or unit_words(r["unit"], language) or "?", language)])
        bar = _bounds(r)
        rows.append(bar | {
            "row": number, "low": max(bar["low"], bar["high"] / 100, 0.5), "raw": _with_unit(r), "unit": unit_words(r["unit"], language),
            "sentence": r["sentence"], "period": period_words(r["period_start"], r["period_end"], language),
        })  # fmt: skip
    base = alt.Chart(pl.DataFrame(rows)).encode(
        y=row_axis("row", labels), tooltip=["raw", "unit", "period", "sentence"], color=alt.value(PALETTE[0])
    )
    least, largest = min(r["low"] for r in rows), max(r["high"] for r in rows)
    scale = alt.Scale(type="log", domain=[least / 2, largest * 30], nice=False)
    layers = bounds_layers(
        base, scale, number_axis(language, values=_tens(least, largest)), said("figure_log", language)
    )
    text = base.mark_text(align="left", dx=24, fontSize=12).encode(
        x=alt.X("high:Q", scale=scale), text="raw:N", color=alt.value("#333")
    )
    chart = alt.layer(layers, text).properties(width=WIDTH, height=alt.Step(28))
    return dress(chart, question, sources(levels.to_dicts(), language, reading))


def _tens(least: float, largest: float) -> list[float]:
    """The powers of ten on a logarithmic axis."""
    return [10.0**n for n in range(int(math.log10(least / 2)), int(math.log10(largest * 30)) + 1)]


def _bounds(r: Row) -> Row:
    """A claim's bar: ends, middle and which end the words leave open."""
    low = r["low"] if r["low"] is not None else r["value"] if r["value"] is not None else r["high"]
    high = r["high"] if r["high"] is not None else r["value"] if r["value"] is not None else r["low"]
    middle = r["value"] if r["value"] is not None else (low + high) / 2
    modifier = str(r["modifier"])
    return {
        "low": low,
        "high": high,
        "middle": middle,
        "open": "up" if modifier in OPEN_UP else "down" if modifier in OPEN_DOWN else "none",
    }


def _named(r: Row, name: str, language: str) -> str:
    return said("headline", language, name) if r["in_headline"] else name


def _with_unit(r: Row) -> str:
    """The figure as printed, with its unit where the printed words hold none: '19,000' => '19,000 persons'."""
    bare = r["raw"][-1:].isdigit() and r["unit"] in codebook().units
    return f"{r['raw']} {unit_words(r['unit'], str(r['language']))}" if bare else r["raw"]


def plot_outlets(
    claims: pl.DataFrame, *, language: str = "en", title: str | None = None, reading: str = "conventional"
) -> Any:
    """One figure as several reports tell it: a bar from low to high per report, an arrow where the words leave an end open.

    >>> an.plot_outlets(an.most_reported(claims)).to_dict()["title"]["text"].split(":")[0]
    'Who told it how'
    """
    need(claims, CLAIMS, "plot_outlets wants claims; give what find_claims returned")
    told = claims.filter(pl.col("low").is_not_null() | pl.col("high").is_not_null()).sort(
        "date", "briefing_id", "start"
    )
    names, name, bases = _what_is_told(told, language)
    question = title or said("q_outlets", language, names or "–")
    if told.height == 0:
        return nothing(question, language)
    rows, labels = [], []
    for number, r in enumerate(told.iter_rows(named=True)):
        labels.append([_named(r, r["publisher"] or r["briefing_id"], language)])
        tongue = said(str(r["language"]), language, section="languages")
        rows.append(
            _bounds(r)
            | {"row": number, "raw": r["raw"], "language": tongue, "who": labels[-1][0], "sentence": r["sentence"]}
        )
    tongues = {said(code, language, section="languages"): colour for code, colour in LANGUAGE_COLOURS.items()}
    colour = colours("language:N", tongues)
    ends = [v for r in rows for v in (r["low"], r["high"])]
    pad = (max(ends) - min(ends)) * 0.12 or max(abs(ends[0]) * 0.02, 1)
    scale = alt.Scale(domain=[min(ends) - pad, max(ends) + 5 * pad], nice=False, zero=False)
    tip = ["who", "raw", "sentence"]
    base = alt.Chart(pl.DataFrame(rows)).encode(y=row_axis("row", labels), color=colour, tooltip=tip)
    layers = bounds_layers(base, scale, number_axis(language, tickCount=4), name)
    text = base.mark_text(align="left", dx=22, fontSize=11).encode(
        x=alt.X("high:Q", scale=scale), text="raw:N", color=alt.value("#333")
    )
    chart = alt.layer(layers, text).properties(width=WIDTH, height=alt.Step(24))
    when = said("listed", language).join(filter(None, [_period_of_all(told, language), *bases]))
    return dress(chart, question, [when, said(reading, language)])


def _what_is_told(told: pl.DataFrame, language: str) -> tuple[str, str, list[str]]:
    """(what the figures are of, what their axis is called, the base of changes): a change is not taken for a level."""
    metrics = list(dict.fromkeys(told["metric"].drop_nulls())) or list(dict.fromkeys(told["head"].drop_nulls()))
    names = said("listed", language).join(codebook().label(m, language) for m in metrics[:2])
    unit = told["unit"].drop_nulls().first() or ""
    if told["kind"].cast(pl.String).unique().to_list() != ["change"]:
        return names, said("figure", language, unit_words(str(unit), language)), []
    name = said("change" if unit == "percent" else "figure", language, unit_words(str(unit), language))
    bases = [base_words(base, language) for base in _by_number(told["base"])[:1]]
    return said("change_of", language, names), name, bases


def _period_of_all(told: pl.DataFrame, language: str) -> str:
    """The period by name where all figures are of one."""
    periods = told.select("period_start", "period_end").unique().rows()
    return period_words(periods[0][0], periods[0][1], language) if len(periods) == 1 else ""


def plot_coverage(claims: pl.DataFrame, *, language: str = "en", title: str | None = None) -> Any:
    """How many claims there are per year of publication, English and Chinese side by side.

    >>> an.plot_coverage(claims).to_dict()["title"]["text"]
    'How many claims are there, by year and language?'
    """
    need(claims, ("date", "agency", "language"), "plot_coverage wants claims; give what find_claims returned")
    question = title or said("q_coverage", language)
    dated = claims.filter(pl.col("date").is_not_null())
    if dated.height == 0:
        return nothing(question, language)
    tongues = {said(code, language, section="languages"): colour for code, colour in LANGUAGE_COLOURS.items()}
    names = dict(zip(LANGUAGE_COLOURS, tongues, strict=True))
    counted = dated.group_by(
        pl.col("date").dt.year().cast(pl.String).alias("year"), pl.col("language").cast(pl.String).replace(names)
    ).len("claims").sort("year", "language")  # fmt: skip
    published = dated["date"].dt.year()
    years = [str(year) for year in range(int(published.min()), int(published.max()) + 1)]  # type: ignore[arg-type]
    base = alt.Chart(counted).encode(
        x=alt.X("year:O", title=said("year_published", language), scale=alt.Scale(domain=years), axis=alt.Axis(labelAngle=0)),
        xOffset=alt.XOffset("language:N", sort=list(tongues)),
        y=alt.Y("claims:Q", title=said("claims", language), axis=number_axis(language, tickCount=4)),
        color=alt.Color("language:N", scale=alt.Scale(domain=list(tongues), range=list(tongues.values())), title=None, legend=alt.Legend(orient="top")),
        tooltip=["year", "language", "claims"],
    )  # fmt: skip
    chart = base.mark_bar().properties(width=WIDTH, height=220)
    agencies = listed(_by_number(dated["agency"]), language)
    return dress(chart, question, said("agencies", language, agencies))


def _by_number(values: pl.Series) -> list[str]:
    """Each value once, the most frequent first."""
    return (
        values.drop_nulls().rename("v").value_counts(name="n").sort(["n", "v"], descending=[True, False])["v"].to_list()
    )


def plot_metrics(claims: pl.DataFrame, *, most: int = 36, language: str = "en", title: str | None = None) -> Any:
    """Which metrics are stated for which years: a field per metric and year of the period's end, empty where there is none.

    Where no claim has a metric, the nouns counted stand in their place.

    >>> an.plot_metrics(claims).to_dict()["title"]["text"]
    'Which metrics are stated for which years?'
    """
    need(claims, ("metric", "period_end", "publisher"), "plot_metrics wants claims; give what find_claims returned")
    question = title or said("q_metrics", language)
    if claims["metric"].null_count() == claims.height and "head" in claims.columns:
        claims = claims.with_columns(pl.col("head").alias("metric"))
    dated = claims.drop_nulls(["metric", "period_end"]).with_columns(pl.col("period_end").dt.year().alias("year"))
    ranked = dated.group_by("metric").len().sort(["len", "metric"], descending=[True, False]).head(most)
    top = ranked["metric"].to_list()
    if not top:
        return nothing(question, language)
    chart = _fields(_per_year(dated, top), [[codebook().label(m, language)] for m in top], language)
    return dress(chart, question, said("most_stated", language, len(top)))


def _per_year(dated: pl.DataFrame, top: list[str]) -> pl.DataFrame:
    """Claims and outlets per metric and year, each metric with the number of its row."""
    counted = dated.filter(pl.col("metric").is_in(top)).group_by("metric", "year").agg(
        pl.len().alias("claims"), pl.col("publisher").n_unique().alias("outlets")
    )  # fmt: skip
    return counted.with_columns(
        pl.col("metric").replace_strict({m: n for n, m in enumerate(top)}, return_dtype=pl.Int64).alias("row")
    )


def _fields(counted: pl.DataFrame, labels: list[list[str]], language: str) -> Any:
    """A coloured field with its number of claims per row and year."""
    years = range(int(counted["year"].min()), int(counted["year"].max()) + 1)  # type: ignore[arg-type]
    x = alt.X(
        "year:O",
        title=said("year_ends", language),
        scale=alt.Scale(domain=list(years)),
        axis=alt.Axis(labelAngle=0, orient="top", labelFontSize=11),
    )
    base = alt.Chart(counted.sort("row", "year")).encode(
        x=x, y=row_axis("row", labels), tooltip=["metric", "year", "claims", "outlets"]
    )
    fields = base.mark_rect(stroke="white").encode(
        color=alt.Color("claims:Q", scale=alt.Scale(scheme="blues", type="sqrt"), legend=None)
    )
    dark = alt.condition(f"datum.claims > {int(counted['claims'].max()) * 0.4}", alt.value("white"), alt.value("#111"))  # type: ignore[arg-type]
    numbers = base.mark_text(fontSize=11).encode(text="claims:Q", color=dark)
    return alt.layer(fields, numbers).properties(width=WIDTH - 140, height=alt.Step(17))
