"""HTML that shows itself in a notebook, and the colours of the kinds of claim."""

from __future__ import annotations

import os

from ..comparing.intervals import figure as _number

# One tint and one line per kind; dark enough together to tell apart without colour (the label says it too).
COLOURS = {
    "level": ("#dbeafe", "#1d4ed8"),
    "change": ("#fee2d5", "#c2410c"),
    "share": ("#fef3c7", "#a16207"),
    "rate": ("#cffafe", "#0e7490"),
    "rank": ("#ede9fe", "#6d28d9"),
    "duration": ("#e5e7eb", "#374151"),
    "trend": ("#fce7f3", "#be185d"),
    "measure": ("#dcfce7", "#15803d"),
    "pledge": ("#f5f0e6", "#78552b"),
}
# Set where a person looks at the output; stored notebooks and pages hold no script, a page brings its own.
LIVE = ("JPY_SESSION_NAME", "VSCODE_CWD")
STATIC = "BRIEFINGS_STATIC"  # set where notebooks are run for pages, also from within JupyterLab


class Page:
    """HTML that shows itself in a notebook; its text form is one short line, the same on every run."""

    def __init__(self, content: str, summary: str, script: str = "") -> None:
        self.content, self.summary, self.script = content, summary, script

    def _repr_html_(self) -> str:
        live = self.script and STATIC not in os.environ and any(name in os.environ for name in LIVE)
        return f'{self.content}<script type="module">{self.script}</script>' if live else self.content

    def __repr__(self) -> str:
        return self.summary


def tint(kind: str) -> str:
    """The colours of a kind as inline style: JupyterLab drops style sheets from notebooks it does not trust yet."""
    fill, line = COLOURS[kind]
    return f"color:#111;background-color:{fill};border-bottom:2px solid {line}"


def figure(value: float | None) -> str:
    """22000.0 => '22,000'; None => '…' (open)."""
    return "…" if value is None else _number(value)
