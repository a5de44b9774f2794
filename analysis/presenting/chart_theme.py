"""The look of every chart: drawn offline, the same bytes on every machine."""

from __future__ import annotations

import functools
from typing import Any

import altair as alt

from ..paths import ROOT

FONT = "Briefings Sans, Noto Sans CJK SC, Noto Sans, sans-serif"
WIDTH = 560


@functools.cache
def _fonts() -> None:
    import vl_convert

    vl_convert.register_font_directory(str(ROOT / "presenting" / "fonts"))


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
