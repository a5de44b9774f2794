"""What every page has around it: a policy that lets nothing load or run, the style, the way back, the contents."""

from __future__ import annotations

import base64
import functools
import hashlib
import html
from collections.abc import Sequence
from pathlib import Path

STYLE = Path(__file__).with_name("pages.css")


def policy(scripts: Sequence[str] = ()) -> str:
    """A Content-Security-Policy that loads nothing and runs only these scripts (Vega compiles expressions)."""
    hashes = " ".join(f"'sha256-{base64.b64encode(hashlib.sha256(s.encode()).digest()).decode()}'" for s in scripts)
    runs = f"script-src {hashes} 'unsafe-eval'" if scripts else "script-src 'none'"
    return f"default-src 'none'; {runs}; style-src 'unsafe-inline'; img-src data:; font-src data:; base-uri 'none'; form-action 'none'"


def shell(
    title: str,
    body: str,
    *,
    contents: Sequence[tuple[str, str]] = (),
    notebook: str = "",
    scripts: Sequence[str] = (),
    root: str = "",
    language: str = "en",
) -> str:
    """A whole page. `contents` are (address, text); `root` leads from the page's folder to the report's."""
    listed = "".join(f'<li><a href="#{html.escape(a, quote=True)}">{text}</a></li>' for a, text in contents)
    side = f'<nav class="contents" aria-label="Contents"><p>On this page</p><ol>{listed}</ol></nav>'
    folded = f'<nav class="folded" aria-label="Contents"><details class="contents"><summary>On this page</summary><ol>{listed}</ol></details></nav>'
    aside = f"{side}{folded}" if listed else ""
    code = "".join(f'<script type="module">{script}</script>' for script in scripts)
    file = html.escape(notebook, quote=True)
    again = f'<a href="{file}">This page as a notebook</a> · ' if notebook else ""
    return f"""<!doctype html>
<html lang="{html.escape(language, quote=True)}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="{policy(scripts)}">
<title>{html.escape(title)}</title><style>{_style()}</style></head><body>
<header class="top"><a href="{root}index.html">All reports</a></header>
<div class="page{" with-contents" if listed else ""}">{aside}<main>{body}</main></div>
<footer><p>{again}<a href="{root}manifest.json">What this rests on, hash by hash</a></p>
<p>A figure here is what an agency or outlet stated, never a measurement of ours.</p></footer>
{code}</body></html>
"""


@functools.cache
def _style() -> str:
    from pygments.formatters import HtmlFormatter

    colours = HtmlFormatter(style="a11y-high-contrast-light") if _has_style() else HtmlFormatter()
    return f"{STYLE.read_text(encoding='utf-8')}\n{colours.get_style_defs('.highlight')}"


def _has_style() -> bool:
    from pygments.styles import get_all_styles

    return "a11y-high-contrast-light" in get_all_styles()
