"""A briefing with its claims marked, and a sentence explained step by step."""

from __future__ import annotations

import html
from typing import Any

import polars as pl

from ..codebook import codebook
from ..comparing.intervals import figure as _number
from ..extraction.claims import find_claims, leftovers
from ..extraction.draft import Reading
from ..selection import one_briefing

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

STYLE = """<style>
.briefing{font:16px/1.75 system-ui,"Noto Sans","Noto Sans CJK SC",sans-serif;max-width:46rem;color:#111;background:#fff;padding:.25rem .5rem}
.briefing h3{font-size:1.25rem;line-height:1.4;margin:.2rem 0 .6rem}.briefing p{margin:0 0 .8rem;white-space:pre-line}
.briefing .about{color:#444;font-size:.85rem;margin:0 0 .8rem}.briefing .key{font-size:.8rem;margin:0 0 1rem}
.briefing mark{color:#111;border-radius:2px;padding:.05em .15em;border-bottom:2px solid}
.briefing .left{border-bottom:1px dotted #777;color:#333}
.claim-table{font-size:13px}
</style>"""
MARKS = "".join(f".briefing mark.{k}{{background:{a};border-color:{b}}}" for k, (a, b) in COLOURS.items())


class Page:
    """HTML that shows itself in a notebook; its text form is one short line, the same on every run."""

    def __init__(self, content: str, summary: str) -> None:
        self.content, self.summary = content, summary

    def _repr_html_(self) -> str:
        return self.content

    def __repr__(self) -> str:
        return self.summary


def mark(briefings: pl.DataFrame, briefing_id: str) -> Page:
    """The text of a briefing with every claim coloured by kind; hovering shows a claim's fields, dots mark leftovers.

    LexiconError with a did-you-mean for a briefing that is not in the frame.

    >>> an.mark(briefings, "2024-08-19-cctv-en")
    2024-08-19-cctv-en: 19 claims marked, 8 leftovers
    """
    briefing = one_briefing(briefings, briefing_id)
    chosen = briefings.filter(pl.col("briefing_id") == briefing_id)
    claims, left = find_claims(chosen), leftovers(chosen)
    spans = [(r["start"], r["end"], r["kind"], _hover(r), r["claim_id"]) for r in claims.iter_rows(named=True)]
    spans += [(r["start"], r["end"], "left", f"not a claim: {r['reason']}", "") for r in left.iter_rows(named=True)]
    text = briefing["text"]
    title = (
        _marked(text, briefing["title_start"], briefing["title_end"], spans)
        if briefing["title_start"] is not None
        else ""
    )
    body = _marked(text, briefing["body_start"], briefing["body_end"], spans)
    paragraphs = "".join(f"<p>{p.strip()}</p>" for p in body.replace("\r", "").split("\n\n") if p.strip())
    kinds = claims["kind"].cast(pl.String).value_counts(sort=True).iter_rows()
    key = " ".join(
        f'<mark class="{k}" style="{tint(k)}">{k} {n}</mark>'
        for k, n in sorted(((str(k), n) for k, n in kinds), key=lambda kn: list(COLOURS).index(kn[0]))
    )
    about = " · ".join(html.escape(str(briefing[k])) for k in ("publisher", "date", "agency", "event") if briefing[k])
    content = (
        f'{STYLE}<style>{MARKS}</style><article class="briefing" lang="{briefing["language"]}">'
        f'<h3>{title}</h3><p class="about">{about}</p><p class="key">{key}</p>{paragraphs}</article>'
    )
    return Page(content, f"{briefing_id}: {claims.height} claims marked, {left.height} leftovers")


Span = tuple[int, int, str, str, str]


def _marked(text: str, start: int, end: int, spans: list[Span]) -> str:
    """Text with its spans as nested elements; everything of the source is escaped."""
    inside = sorted((s for s in spans if start <= s[0] and s[1] <= end), key=lambda s: (s[0], -s[1]))
    out: list[str] = []
    open_spans: list[Span] = []
    at = start
    for span in inside:
        while open_spans and open_spans[-1][1] <= span[0]:
            at = _close(text, at, open_spans, out)
        if open_spans and span[1] > open_spans[-1][1]:
            continue  # would cross its neighbour; the outer one already marks these words
        out.append(html.escape(text[at : span[0]]))
        at = span[0]
        out.append(_opening(span))
        open_spans.append(span)
    while open_spans:
        at = _close(text, at, open_spans, out)
    out.append(html.escape(text[at:end]))
    return "".join(out)


def _close(text: str, at: int, open_spans: list[Span], out: list[str]) -> int:
    span = open_spans.pop()
    out.append(html.escape(text[at : span[1]]) + ("</span>" if span[2] == "left" else "</mark>"))
    return span[1]


def _opening(span: Span) -> str:
    hover = html.escape(span[3], quote=True)
    if span[2] == "left":
        return f'<span class="left" style="border-bottom:1px dotted #777" title="{hover}">'
    return f'<mark class="{span[2]}" style="{tint(span[2])}" id="{html.escape(span[4], quote=True)}" title="{hover}">'


def tint(kind: str) -> str:
    """The colours of a kind as inline style: JupyterLab drops style sheets from notebooks it does not trust yet."""
    fill, line = COLOURS[kind]
    return f"color:#111;background-color:{fill};border-bottom:2px solid {line}"


def _hover(row: dict[str, Any]) -> str:
    """A claim's fields in a few lines."""
    lines = [f"{row['kind']}: {codebook().label(row['metric']) if row['metric'] else 'no metric'}"]
    if row["value"] is not None or row["low"] is not None:
        lines.append(
            f"{row['modifier']} {figure(row['value'])} {row['unit'] or ''}, bounds {figure(row['low'])} to {figure(row['high'])}"
        )
    for name in ("direction", "base", "scope", "speaker", "note"):
        if row[name]:
            lines.append(f"{name}: {row[name]}")
    if row["period_start"] or row["period_end"]:
        lines.append(f"period: {row['period_start'] or '…'} to {row['period_end'] or '…'}")
    return "\n".join([*lines, f"rules: {row['rule']}", row["claim_id"]])


def figure(value: float | None) -> str:
    """22000.0 => '22,000'; None => '…' (open)."""
    return "…" if value is None else _number(value)


def explanation(readings: list[Reading], rows: list[dict[str, Any]]) -> str:
    """The steps by which sentences were read, as lines of text."""
    lines: list[str] = []
    for read in readings:
        text = read.sentence.text
        lines.append(f"sentence   {text}")
        if read.text != text:
            lines.append(f"folded     {read.text}")
        lines += [
            f"time       {text[p.start : p.end]!r}: {p.first} to {p.last} ({p.kind}), rule {p.rule}"
            for p in read.periods
        ]
        lines += [f"base       {text[a:b]!r}: {label}" for a, b, label in read.bases]
        lines += [
            f"number     {text[q.start : q.end]!r}: {q.modifier} {q.value if q.value is not None else f'{q.low} to {q.high}'}, step {q.step}, unit {q.unit}"
            for q in read.quantities
        ]
        lines += [f"metric?    {text[m.start : m.end]!r}: {m.metric}" for m in read.mentions]
    lines.append(f"claims     {len(rows)}")
    for row in rows:
        lines += [f"- {row['raw']!r}", *(f"    {line}" for line in _hover(row).splitlines()[:-1])]
    left = [(read, item) for read in readings for item in read.leftovers]
    lines += [f"left over  {read.sentence.text[item.start : item.end]!r}: {item.reason}" for read, item in left]
    return "\n".join(lines)
