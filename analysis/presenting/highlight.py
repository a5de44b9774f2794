"""The text of a briefing with its claims marked."""

from __future__ import annotations

import html

import polars as pl

from ..errors import need
from ..extraction.claims import find_claims, leftovers
from ..selection import one_briefing
from .explain import claim_lines
from .page import COLOURS, Page, tint

STYLE = """<style>
.briefing{font:16px/1.75 system-ui,"Noto Sans","Noto Sans CJK SC",sans-serif;max-width:46rem;color:#111;background:#fff;padding:.25rem .5rem}
.briefing h3{font-size:1.25rem;line-height:1.4;margin:.2rem 0 .6rem}.briefing p{margin:0 0 .8rem;white-space:pre-line}
.briefing .about{color:#444;font-size:.85rem;margin:0 0 .8rem}.briefing .key{font-size:.8rem;margin:0 0 1rem}
.briefing mark{color:#111;border-radius:2px;padding:.05em .15em;border-bottom:2px solid}
.briefing .left{border-bottom:1px dotted #777;color:#333}
.briefing :is(mark,.left):focus::after{content:attr(title);display:block;white-space:pre-line;background:#fff;color:#111;border:1px solid #777;border-radius:4px;padding:.4rem .6rem;margin:.3rem 0;font-size:.82rem;line-height:1.4}
.claim-table{font-size:13px}
</style>"""
MARKS = "".join(f".briefing mark.{k}{{background:{a};border-color:{b}}}" for k, (a, b) in COLOURS.items())

Span = tuple[int, int, str, str, str]  # start, end (offsets in the source text), kind, what hovering shows, its address


def mark(briefings: pl.DataFrame, briefing_id: str = "", *, claims: pl.DataFrame | None = None) -> Page:
    """The text of a briefing with every claim coloured by kind; hovering shows a claim's fields, dots mark leftovers.

    `claims` are those already found (of any number of briefings); without them they are found here. Without an id the
    frame must hold one briefing. LexiconError with a did-you-mean for a briefing that is not in the frame.

    >>> str(an.mark(briefings, "2024-08-19-cctv-en")).split(":")[0]
    '2024-08-19-cctv-en'
    """
    need(briefings, ("text", "body_end"), "mark wants briefings with their text; give what read_briefings returned")
    if not briefing_id and briefings.height == 1:
        briefing_id = briefings["briefing_id"].item()
    briefing = one_briefing(briefings, briefing_id)
    of_it = pl.col("briefing_id") == briefing_id
    chosen = briefings.filter(of_it)
    claims, left = find_claims(chosen) if claims is None else claims.filter(of_it), leftovers(chosen)
    spans = [(r["start"], r["end"], r["kind"], _hover(r), r["claim_id"]) for r in claims.iter_rows(named=True)]
    spans += [
        (r["start"], r["end"], "left", f"not a claim: {r['reason']}", f"{briefing_id}:{r['start']}-{r['end']}")
        for r in left.iter_rows(named=True)
    ]
    text, titled = briefing["text"], briefing["title_start"] is not None
    title = _marked(text, briefing["title_start"], briefing["title_end"], spans) if titled else ""
    body = _marked(text, briefing["body_start"], briefing["body_end"], spans)
    paragraphs = "".join(f"<p>{p.strip()}</p>" for p in body.replace("\r", "").split("\n\n") if p.strip())
    about = " · ".join(html.escape(str(briefing[k])) for k in ("publisher", "date", "agency", "event") if briefing[k])
    content = (
        f'{STYLE}<style>{MARKS}</style><article class="briefing" lang="{briefing["language"]}">'
        f'<h3>{title}</h3><p class="about">{about}</p><p class="key">{_key(claims)}</p>{paragraphs}</article>'
    )
    return Page(content, f"{briefing_id}: {claims.height} claims marked, {left.height} leftovers")


def _key(claims: pl.DataFrame) -> str:
    """What each colour means, with the number of claims it marks."""
    counts = dict(claims["kind"].cast(pl.String).value_counts().iter_rows())
    return " ".join(f'<mark class="{k}" style="{tint(k)}">{k} {counts[k]}</mark>' for k in COLOURS if k in counts)


def _hover(row: dict[str, object]) -> str:
    """A claim's fields in a few lines, and its address."""
    return "\n".join([*claim_lines(row), str(row["claim_id"])])


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
    address = html.escape(span[4], quote=True)
    if span[2] == "left":
        return f'<span class="left" style="border-bottom:1px dotted #777" id="{address}" title="{hover}" tabindex="0">'
    return f'<mark class="{span[2]}" style="{tint(span[2])}" id="{address}" title="{hover}" tabindex="0">'
