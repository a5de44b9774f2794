"""The chart of a series: a panel for each metric and shape of period, so that a year never stands on its quarters."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

import altair as alt
import polars as pl

from ..comparing.subjects import additive
from ..errors import need
from ..language.calendar import whole_months
from .chart_layout import Box, Wanted, placed
from .chart_theme import PALETTE, WIDTH, dress, left_out, nothing, number_axis, plain
from .wording import counting_words, period_words, said, scope_words, shortened, subject_words, told_apart, unit_words

Row = dict[str, Any]
Panel = tuple[str, str, str | None]  # subject, shape, unit

OPEN_UP = ("more_than", "at_least")
OPEN_DOWN = ("nearly", "less_than", "at_most")
SHAPES = ("year", "half", "quarter", "month", "year_to_date", "day", "other", "multi_year")
SHAPE_OF = {"week": "month", "holiday": "day", "campaign": "other"} | {s: s for s in SHAPES}
TALL, LOW = 230, 130  # pixels of a panel that stands alone, and of one among others
MOST = 8  # panels in a chart
APART = alt.Resolve(scale=alt.ScaleResolveMap(color="independent", shape="independent"))  # each panel its own colours


def plot_series(
    series: pl.DataFrame,
    *,
    language: str = "en",
    title: str | None = None,
    reading: str = "conventional",
    per: str = "auto",
) -> Any:
    """A series over time, a panel for each metric and shape of period: whole years, halves, quarters, campaigns.

    Each figure is a line as long as its period inside a band as thick as its bounds, with the words of the source where
    there is room; an arrow marks an open end, colour and mark the way of counting, a gap a time without a figure;
    derived figures are dashed. `per="day"` draws daily averages, "period" figures as stated, "auto" daily averages in
    the panels whose periods are of unlike length. A sentence where there is nothing to draw.

    >>> an.plot_series(series.filter(an.about("stowaways_seized"))).to_dict()["title"]["text"]
    'How has it changed: Stowaways seized?'
    """
    need(
        series, ("days", "derived", "claim_ids"), 'plot_series wants a series; make one: to_series(claims, keep="last")'
    )
    rows = [row for row in told_apart(series.to_dicts()) if row["low"] is not None or row["high"] is not None]
    metrics = list(dict.fromkeys(row["subject"] for row in rows))
    question = title or said("q_series", language, listed([subject_words(m, language) for m in metrics], language))
    if not rows:
        return nothing(question, language)
    panels: dict[Panel, list[Row]] = {}
    for row in sorted(rows, key=lambda r: (metrics.index(r["subject"]), SHAPES.index(shape(r)), str(r["unit"]))):
        panels.setdefault((row["subject"], shape(row), row["unit"]), []).append(row)
    fullest = sorted(panels, key=lambda p: -len(panels[p]))[:MOST]
    kept = {key: told for key, told in panels.items() if key in fullest}
    span = (min(r["period_start"] for r in rows).year, max(r["period_end"] for r in rows).year + 1)
    height, heads = LOW if len(kept) > 1 else TALL, _heads(list(kept), language)
    drawn = [_panel(told, span, language, heads[key], height, per) for key, told in kept.items()]
    left = sum(len(told) for key, told in panels.items() if key not in kept)
    notes = [*_outliers(kept, language, per), left_out(left, language)]
    chart = alt.vconcat(*drawn, spacing=14, resolve=APART)
    return dress(chart, question, [*sources(rows, language, reading), *notes])


def shape(row: Row) -> str:
    """Which panel a figure belongs to, by the kind of its period, else by its length."""
    if row["period_kind"]:
        return SHAPE_OF.get(str(row["period_kind"]), "other")
    months = whole_months((row["period_start"], row["period_end"]))
    return {12: "year", 6: "half", 3: "quarter", 1: "month"}.get(months, "other")


def listed(names: Sequence[str], language: str, most: int = 3) -> str:
    """'CCTV News, China Daily, Xinhua and 4 more'."""
    more = said("and_more", language, len(names) - most) if len(names) > most else ""
    return said("listed", language).join(names[:most]) + more or "–"


def sources(rows: list[Row], language: str, reading: str) -> list[str]:
    """Two lines of a subtitle: 'Source: CCTV News, China Daily.' and how the bars read."""
    outlets = sorted({str(r["publisher"]) for r in rows if r.get("publisher")})
    return [said("source", language, listed(outlets, language)), said(reading, language)]


def _heads(panels: Sequence[Panel], language: str) -> dict[Panel, str]:
    """What each panel is called: its metric where there are several, its shape, and its unit where that tells it apart."""
    several, heads = len({subject for subject, *_ in panels}) > 1, {}
    for subject, form, unit in panels:
        twice = sum((s, f) == (subject, form) for s, f, _ in panels) > 1
        parts = [subject_words(subject, language) if several else "", said(form, language, section="shapes"), unit_words(unit, language) if twice else ""]  # fmt: skip
        heads[(subject, form, unit)] = " · ".join(filter(None, parts))
    return heads


def _outliers(panels: dict[Panel, list[Row]], language: str, per: str) -> list[str]:
    """A note for each panel in which one figure dwarfs the others as they are drawn."""
    notes = []
    for (metric, _, unit), rows in panels.items():
        daily = _daily(rows, per)
        by = [r["days"] if daily else 1 for r in rows]
        sizes = [((r["high"] or r["low"] or 0.0) / days, (r["low"] or 0.0) / days, r) for r, days in zip(rows, by, strict=True)]  # fmt: skip
        sizes.sort(key=lambda size: size[0])
        if len(rows) > 3 and sizes[-2][0] * 5 < sizes[-1][1]:
            top = sizes[-1][2]
            when = period_words(top["period_start"], top["period_end"], language)
            name = subject_words(metric, language)
            notes.append(said("outlier", language, f"{name}, {when}: {top['raw'] or top['how']}", unit))
    return notes


def _daily(rows: list[Row], per: str) -> bool:
    """Are the daily averages to be drawn?"""
    flows = all(additive(row["metric"], row["unit"], row["way"]) for row in rows)
    lengths = [row["days"] for row in rows]
    return flows and (per == "day" or (per == "auto" and max(lengths) > 1.1 * min(lengths)))


def _bar(row: Row, language: str, daily: bool) -> Row:
    """A figure as it is drawn; dates are ISO, figures per day where `daily`."""
    by = row["days"] if daily else 1
    low, high, value = (None if v is None else v / by for v in (row["low"], row["high"], row["value"]))
    middle = value if value is not None else low if high is None else high if low is None else (low + high) / 2
    middle = middle if middle is not None else 0.0
    words = [
        row["of_agency"],
        counting_words(row["metric"], row["counting"], language),
        scope_words(row["scope"], language),
    ]
    up, down = str(row["modifier"]) in OPEN_UP or high is None, str(row["modifier"]) in OPEN_DOWN or low is None
    first, last = row["period_start"], row["period_end"]
    at = last if shape(row) == "year_to_date" else first + (last - first) / 2
    return {
        "start": str(first), "end": str(last + timedelta(days=1)), "at": str(at), "period": period_words(first, last, language),
        "value": middle, "low": low if low is not None else middle, "high": high if high is not None else middle,
        "open": "up" if up else "down" if down else "none", "counting": " · ".join(filter(None, words)) or said("whole", language), "derived": row["derived"],
        "raw": shortened(row["raw"] or row["how"], 28), "sentence": row["sentence"] or row["how"], "publisher": row["publisher"] or "",
    }  # fmt: skip


def _panel(rows: list[Row], span: tuple[int, int], language: str, head: str, height: int, per: str) -> Any:
    daily = _daily(rows, per)
    points = [_bar(row, language, daily) for row in rows]
    top = max(p["high"] for p in points) * 1.3 or 1.0
    ways = list(dict.fromkeys(p["counting"] for p in points))
    labels, direct = _labels(points, ways, span, top, height, language)
    legend = None if direct or ways == [said("whole", language)] else _legend(language)
    domain = [alt.DateTime(year=year, month=1, date=1, utc=True) for year in span]
    x_scale = alt.Scale(type="utc", domain=domain, nice=False)  # local time would move the marks between machines
    x_axis = alt.Axis(format="%Y", tickCount="year", labelAngle=0, title=None)
    name = unit_words(rows[0]["unit"], language)
    name = said("per_day", language, name) if daily else name
    y = alt.Y(
        "value:Q", title=name, axis=number_axis(language, tickCount=4), scale=alt.Scale(domain=[0, top], nice=False)
    )
    colour = alt.Color(
        "counting:N",
        scale=alt.Scale(domain=ways, range=[PALETTE[n % len(PALETTE)] for n in range(len(ways))]),
        legend=legend,
    )
    x, mark = (
        alt.X("start:T", scale=x_scale, axis=x_axis),
        alt.Shape("counting:N", scale=alt.Scale(domain=ways), legend=legend),
    )
    layers = _marks(points, x, y, colour, mark)
    if labels:
        text = alt.Chart(pl.DataFrame(labels)).mark_text(fontSize=11, baseline="middle").encode(
            x=alt.X("x:T", scale=x_scale), y=alt.Y("y:Q"), text=alt.Text("text:N"), color=alt.Color("counting:N", scale=colour["scale"], legend=legend)
        )  # fmt: skip
        layers.append(text)
    heading = alt.TitleParams(head, fontSize=13, anchor="start", frame="group", offset=4)
    return alt.LayerChart(layer=[plain(layer) for layer in layers], width=WIDTH, height=height, title=heading)


def _legend(language: str) -> Any:
    title = said("counted_as", language)
    return alt.Legend(orient="bottom", columns=2, labelLimit=280, symbolOpacity=1, title=title)


def _marks(points: list[Row], x: Any, y: Any, colour: Any, mark: Any) -> list[Any]:
    """Bands, lines, points and arrows of a panel."""
    base = alt.Chart(pl.DataFrame(points)).encode(
        tooltip=[alt.Tooltip(f"{name}:N") for name in ("period", "raw", "publisher", "sentence")], color=colour
    )
    bounds = base.mark_rect(opacity=0.25).encode(x=x, x2=alt.X2("end:T"), y=alt.Y("low:Q"), y2=alt.Y2("high:Q"))
    dashes = alt.condition("datum.derived", alt.value([4, 3]), alt.value([1, 0]))
    lines = base.mark_rule(strokeWidth=2).encode(x=x, x2=alt.X2("end:T"), y=y, strokeDash=dashes)
    at = alt.X("at:T", scale=x["scale"])
    marks = base.mark_point(filled=True, size=45, opacity=1).encode(x=at, y=y, shape=mark)
    arrows = [
        base.transform_filter(f"datum.open == '{way}'").mark_text(text=sign, dy=dy, fontSize=13).encode(x=at, y=alt.Y(f"{end}:Q"))
        for way, sign, dy, end in (("up", "↑", -8, "high"), ("down", "↓", 9, "low"))
    ]  # fmt: skip
    return [bounds, lines, marks, *arrows]


def _labels(
    points: list[Row], ways: list[str], span: tuple[int, int], top: float, height: int, language: str
) -> tuple[list[Row], bool]:
    """The labels that have room, in the chart's own measures, and whether each way of counting is named by one."""
    first, last = (datetime(year, 1, 1, tzinfo=UTC) for year in span)
    across = WIDTH / (last - first).total_seconds()

    def place(day: str, value: float) -> tuple[float, float]:
        when = datetime.combine(date.fromisoformat(day), datetime.min.time(), UTC)
        return (when - first).total_seconds() * across, height * (1 - value / top)

    plain = said("whole", language)
    newest = {w: max((p for p in points if p["counting"] == w), key=lambda p: p["end"]) for w in ways if w != plain}
    wanted, marks = [], []
    for p in points:
        (x, y), (left, low), (right, high) = (
            place(p["at"], p["value"]),
            place(p["start"], p["low"]),
            place(p["end"], p["high"]),
        )
        naming = newest.get(p["counting"]) is p
        wanted.append(
            Wanted(
                x,
                y,
                f"{p['raw']} · {p['counting']}" if naming else p["raw"],
                2.0 + naming if naming else y < height / 4,
            )
        )
        marks += [Box(left, high - 2, right, low + 2), Box(x - 4, y - 5, x + 4, y + 5)]
        if p["open"] != "none":
            marks.append(Box(x - 6, high - 17, x + 6, high) if p["open"] == "up" else Box(x - 6, low, x + 6, low + 17))
    found = placed(wanted, marks, WIDTH, height)
    labels = [
        {"x": (first + timedelta(seconds=spot[0] / across)).isoformat(), "y": top * (1 - spot[1] / height), "text": want.text, "counting": p["counting"]}
        for spot, want, p in zip(found, wanted, points, strict=True) if spot
    ]  # fmt: skip
    named = all(found[points.index(p)] is not None for p in newest.values())
    return labels, named
