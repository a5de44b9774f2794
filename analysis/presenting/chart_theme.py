"""The look of every chart: drawn offline, the same bytes on every machine."""

from __future__ import annotations

import html
import json
import textwrap
from collections.abc import Sequence
from typing import Any

import altair as alt

from .drawing import png
from .page import Page
from .wording import said

FONT = "Briefings Sans, Noto Sans CJK SC, Noto Sans, sans-serif"
WIDTH = 560
# Okabe and Ito's palette, which people who do not see red or green can tell apart.
PALETTE = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000")
LANGUAGE_COLOURS = {"en": PALETTE[0], "zh": PALETTE[1]}
GREY = "#4b5563"

# Numbers on an axis as people write them: 2 million, 20,000; 2亿, 2万.
AXIS_NUMBERS = {
    "en": "abs(datum.value) >= 1e9 ? format(datum.value / 1e9, ',~r') + ' billion' : abs(datum.value) >= 1e6 ? format(datum.value / 1e6, ',~r') + ' million' : format(datum.value, ',~r')",
    "zh": "abs(datum.value) >= 1e8 ? format(datum.value / 1e8, ',~r') + '亿' : abs(datum.value) >= 1e4 ? format(datum.value / 1e4, ',~r') + '万' : format(datum.value, ',~r')",
}


def _render(spec: dict[str, Any], **_: Any) -> dict[str, Any]:
    """Vega-Lite 5 JSON, which JupyterLab draws by itself, with a picture beside it for where it cannot."""
    title = spec.get("title")
    text = title.get("text", "chart") if isinstance(title, dict) else (title or "chart")
    shown = {
        "application/vnd.vegalite.v5+json": spec,
        "image/png": png(spec),
        "text/plain": f"chart: {text}",
    }
    return shown


alt.renderers.register("briefings", _render)
alt.renderers.enable("briefings")
alt.data_transformers.disable_max_rows()


def dress(chart: Any, title: str, subtitle: str | Sequence[str]) -> Any:
    """A chart with its question as title, source and reading as subtitle, and the project's font."""
    lines = [line for line in ([subtitle] if isinstance(subtitle, str) else subtitle) if line]
    done = chart.copy(deep=False)  # set one by one, each would copy every layer of every panel again
    done.background = "white"
    done.title = alt.TitleParams(
        title, subtitle=lines[0] if len(lines) == 1 else lines, anchor="start", frame="bounds", fontSize=15, subtitleFontSize=12,
        subtitleColor="#555", offset=12,
    )  # fmt: skip
    done.config = alt.Config(
        font=FONT,
        title=alt.TitleConfig(fontWeight="normal"),
        view=alt.ViewConfig(stroke=None),
        axis=alt.AxisConfig(
            labelFontSize=12,
            titleFontSize=12,
            gridColor="#eef0f3",
            labelLimit=340,
            titleFontWeight="normal",
            labelOverlap="greedy",
            labelSeparation=4,
        ),
        legend=alt.LegendConfig(labelFontSize=12, titleFontSize=12, titleFontWeight="normal"),
    )
    done["$schema"] = "https://vega.github.io/schema/vega-lite/v5.20.1.json"
    return done


def plain(layer: Any) -> Any:
    """A layer whose encodings are plain words: altair copies every layer anew for each panel, and its objects are large."""
    told = layer.to_dict(validate=False, context={"pre_transform": False})
    layer.mark, layer.encoding = told["mark"], alt.FacetedEncoding(**told["encoding"])
    return layer


def nothing(title: str, language: str, why: str = "none") -> Page:
    """In place of a chart that would be empty: its question and one sentence that says why nothing is drawn."""
    sentence = said(why, language)
    return Page(f"<p><strong>{html.escape(title)}</strong> {html.escape(sentence)}</p>", f"{title} {sentence}")


def number_axis(language: str, **more: Any) -> Any:
    """An axis whose numbers read as people write them in a language."""
    return alt.Axis(labelExpr=AXIS_NUMBERS[language], **more)


def row_axis(field: str, labels: Sequence[Sequence[str]]) -> Any:
    """The vertical axis of a chart with a row per thing: each row by itself even where two labels are alike, in lines."""
    named = json.dumps({str(n): list(lines) for n, lines in enumerate(labels)}, ensure_ascii=False)
    rows = {count: [n for n, lines in enumerate(labels) if len(lines) == count] for count in {*map(len, labels)} - {1}}
    up = [  # a label's first line stands at its row; half of the others go above
        {"test": f"indexof({numbers}, +datum.value) >= 0", "value": -7.5 * (count - 1)}
        for count, numbers in sorted(rows.items())
    ]
    offset: Any = {"condition": up, "value": 0} if up else 0
    axis = alt.Axis(
        ticks=False, domain=False, labelExpr=f"{named}[datum.value]", labelOverlap=False, labelPadding=8, labelLimit=430, labelOffset=offset,
    )  # fmt: skip
    return alt.Y(f"{field}:O", sort=None, title=None, axis=axis)


def left_out(count: int, language: str) -> str:
    """'2 figures stand farther down the list and are not drawn.'; '' where all are drawn."""
    return said("left_out_1" if count == 1 else "left_out", language, f"{count:,}") if count > 0 else ""


def wrapped(text: str, most: int = 38) -> list[str]:
    """A label in lines of at most `most` letters, half as many where they are Chinese."""
    wide = sum(c > "\u2e7f" for c in text) > len(text) / 2
    return textwrap.wrap(text, most // 2 if wide else most, break_long_words=wide, break_on_hyphens=False) or [""]


def rows_step(labels: Sequence[Sequence[str]], least: int = 20) -> Any:
    """The height of a row that holds its label's lines."""
    return alt.Step(max(least, 15 * max(map(len, labels), default=1) + 7))


def colours(field: str, named: dict[str, str], *, legend: bool = True) -> Any:
    """A colour for each name, in the order given, with a legend above the chart."""
    scale = alt.Scale(domain=list(named), range=list(named.values()))
    return alt.Color(
        field, title=None, scale=scale, legend=alt.Legend(orient="top", labelLimit=260) if legend else None
    )


def bounds_layers(base: Any, scale: Any, axis: Any, name: str, thick: int = 8) -> Any:
    """Bars from `low` to `high` with a mark at `middle` and an arrow where `open` says that an end is open."""
    bars = base.mark_rule(strokeWidth=thick, opacity=0.35).encode(
        x=alt.X("low:Q", title=name, scale=scale, axis=axis), x2=alt.X2("high:Q")
    )
    marks = base.mark_point(filled=True, size=65, opacity=1).encode(x=alt.X("middle:Q", scale=scale))
    arrows = [
        base.transform_filter(f"datum.open == '{way}'")
        .mark_text(text=sign, dx=dx, fontSize=15)
        .encode(x=alt.X(f"{end}:Q", scale=scale))
        for way, sign, dx, end in (("up", "→", 12, "high"), ("down", "←", -12, "low"))
    ]
    return alt.layer(bars, marks, *arrows)
