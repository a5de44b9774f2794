"""A chart's specification drawn by the Vega that comes with vl-convert: the same bytes on every machine."""

from __future__ import annotations

import base64
import functools
import hashlib
import json
from collections.abc import Callable
from typing import Any

from ..kept import text_kept
from ..paths import ROOT

VEGA_LITE = "v5_21"
SCALE = 1.25  # pixels of a picture to a unit of its drawing
VEGA_SCHEMA = "https://vega.github.io/schema/vega/v6.json"


def svg(spec: dict[str, Any]) -> str:
    """A chart's specification as SVG, kept while a run asks for it: a notebook draws it, its page and the index show it."""
    return _kept("svg", spec, _svg)


def png(spec: dict[str, Any]) -> str:
    """A chart's specification as a picture of pixels, in the letters of base64."""
    return _kept("png", spec, _png)


def compiled(spec: dict[str, Any]) -> dict[str, Any]:
    """A chart's specification as Vega, which a page's script draws without compiling it."""
    vega: dict[str, Any] = json.loads(_kept("vega", spec, _vega))
    return vega | {"$schema": VEGA_SCHEMA}


def _svg(spec: dict[str, Any]) -> str:
    import vl_convert

    _fonts()
    return str(vl_convert.vega_to_svg(compiled(spec)))


def _png(spec: dict[str, Any]) -> str:
    import vl_convert

    drawn = svg(spec)
    _fonts()
    return base64.b64encode(vl_convert.svg_to_png(drawn, scale=SCALE)).decode()


def _vega(spec: dict[str, Any]) -> str:
    import vl_convert

    return json.dumps(vl_convert.vegalite_to_vega(spec, vl_version=VEGA_LITE))


def _kept(form: str, spec: dict[str, Any], make: Callable[[dict[str, Any]], str]) -> str:
    mark = hashlib.sha256(json.dumps([_drawn_by(), spec], sort_keys=True).encode()).hexdigest()[:24]
    return text_kept(f"chart-{mark}.{form}", functools.partial(make, spec))


@functools.cache
def _drawn_by() -> list[str]:
    """What besides the specification decides how a chart looks: the release of Vega and the fonts."""
    from importlib.metadata import version

    fonts = sorted((ROOT / "presenting" / "fonts").iterdir())
    return [
        version("vl-convert-python"),
        VEGA_LITE,
        str(SCALE),
        *(f"{font.name} {font.stat().st_size}" for font in fonts),
    ]


@functools.cache
def _fonts() -> None:
    import vl_convert

    vl_convert.register_font_directory(str(ROOT / "presenting" / "fonts"))
