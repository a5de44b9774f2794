"""Altair charts that draw offline, the same bytes on every machine."""

from __future__ import annotations

import functools
from typing import Any

import altair as alt
import polars as pl

from .codebook import codebook
from .display import COLOURS
from .words import ROOT

FONT = "Briefings Sans, Noto Sans CJK SC, Noto Sans, sans-serif"
WIDTH = 560


@functools.cache
def _fonts() -> None:
    import vl_convert

    vl_convert.register_font_directory(str(ROOT / "fonts"))


def _render(spec: dict[str, Any], **_: Any) -> dict[str, Any]:
    """Vega-Lite 5 JSON, which JupyterLab draws by itself, with a picture beside it for where it cannot."""
    import base64

    import vl_convert

    _fonts()
    png = vl_convert.vegalite_to_png(spec, vl_version="v5_21", scale=1.25)
    title = spec.get("title")
    text = title.get("text", "chart") if isinstance(title, dict) else (title or "chart")
    shown = {
        "application/vnd.vegalite.v5+json": spec,
        "image/png": base64.b64encode(png).decode(),
        "text/plain": f"chart: {text}",
    }
    return shown


alt.renderers.register("briefings", _render)
alt.renderers.enable("briefings")
alt.data_transformers.disable_max_rows()


def dress(chart: Any, title: str, subtitle: str) -> Any:
    """A chart with its question as title, source and reading as subtitle, and the project's font."""
    schema = "https://vega.github.io/schema/vega-lite/v5.20.1.json"
    done = chart.properties(
        background="white",
        title=alt.TitleParams(
            title, subtitle=subtitle, anchor="start", fontSize=15, subtitleFontSize=12, subtitleColor="#555"
        ),
    )
    done = (
        done.configure(font=FONT)
        .configure_title(fontWeight="normal")
        .configure_view(stroke=None)
        .configure_axis(
            labelFontSize=12, titleFontSize=12, gridColor="#eef0f3", labelLimit=320, titleFontWeight="normal"
        )
    )
    done = done.configure_legend(labelFontSize=12, titleFontSize=12, titleFontWeight="normal")
    done["$schema"] = schema
    return done


def svg(spec: dict[str, Any]) -> str:
    """A chart's specification as SVG."""
    import vl_convert

    _fonts()
    return str(vl_convert.vegalite_to_svg(spec, vl_version="v5_21"))


def compiled(spec: dict[str, Any]) -> dict[str, Any]:
    """A chart's specification as Vega, which a page's script draws without compiling it."""
    import vl_convert

    vega: dict[str, Any] = vl_convert.vegalite_to_vega(spec, vl_version="v5_21")
    return vega | {"$schema": "https://vega.github.io/schema/vega/v6.json"}


def plot_levels(
    claims: pl.DataFrame, *, language: str = "en", title: str = "Which levels does the briefing state?"
) -> Any:
    """Levels with their bounds: a bar from low to high, an arrow where the words leave an end open ('more than')."""
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
    """How many claims there are per year of publication and agency, English and Chinese side by side."""
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
    """Which metrics are stated for which years: a field per metric and year of the period's end, empty where there is none."""
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
