"""The front page: what cannot be right, in its own words; the questions one can ask; what was read; what failed."""

from __future__ import annotations

import base64
import html
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import polars as pl

from ..codebook import label
from ..presenting.summaries import is_figure
from ..presenting.wording import said
from .claim_links import address
from .findings import Finding
from .made import Asked, Made
from .shell import shell

COVERED = ("agency", "years", "languages", "outlets", "briefings", "claims")


class Front(NamedTuple):
    """What the front page tells, besides the reports."""

    findings: list[Finding]
    checks: pl.DataFrame
    claims: pl.DataFrame
    briefings: pl.DataFrame
    problems: list[str]
    older: list[str]


def index(made: Sequence[Made], asked: Asked, front: Front) -> str:
    """The page that leads to the reports."""
    name = Path(asked.corpus).name if asked.corpus else "the committed corpus"
    title = f"What was said, in figures: {name}"
    sections = [
        ("findings", "What cannot all be right", _findings(front)),
        ("questions", "What one can ask", _cards([m for m in made if not _is_thing(m)])),
        ("things", "Pages for things", _things([m for m in made if _is_thing(m)])),
        ("coverage", "What was read", _coverage(front)),
        ("trust", "How sure is it?", _trust(made, front)),
        ("trouble", "What could not be used", _listed(front.problems, "error")),
        ("older", "Pages from an earlier run in this folder", _older(front.older)),
        ("asked", "What was asked", _what_was_asked(asked)),
    ]
    shown = [s for s in sections if s[2]]
    body = "".join(f'<section><h2 id="{key}">{head}</h2>{text}</section>' for key, head, text in shown)
    lead = "Figures that officials stated at press briefings, as outlets reported them. Each keeps its words, its period and its place."
    contents = [(key, head) for key, head, _ in shown]
    return shell(title, f"<h1>{html.escape(title)}</h1><p class='lead'>{lead}</p>{body}", contents=contents)


def _findings(front: Front) -> str:
    counts = dict(front.checks["verdict"].cast(pl.String).value_counts().iter_rows())
    told = (
        f"Of {front.checks.height:,} things that could be held against each other, {counts.get('agrees', 0):,} agree, "
        f"{counts.get('disagrees', 0):,} disagree, {counts.get('told_differently', 0):,} say the same value of something else, "
        f"and {counts.get('cannot_tell', 0):,} cannot be told."
    )
    shown = "".join(_finding(f) for f in front.findings)
    none = (
        "Nothing that could be checked disagrees."
        if not counts.get("disagrees")
        else "What disagrees is not clear enough to stand here without its sentences."
    )
    return f"{shown or f'<p>{none}</p>'}<p class='given'>{told}</p>"


def _finding(finding: Finding) -> str:
    told: dict[tuple[str, int], list[dict[str, Any]]] = {}  # two figures of one sentence are one quotation
    for claim in finding.claims:
        told.setdefault((claim["briefing_id"], claim["sentence_start"]), []).append(claim)
    quotes = "".join(_quote(claims) for claims in told.values())
    return (
        f'<div class="finding"><h3>{html.escape(finding.heading)}</h3><p class="says">{html.escape(finding.says)}</p>'
        f'<div class="quotes">{quotes}</div></div>'
    )


def _quote(claims: list[dict[str, Any]]) -> str:
    """A sentence with its figures marked, who printed it and when, and the way to its place in the text."""
    claim, quoted, done = claims[0], "", 0
    for one in sorted(claims, key=lambda c: int(c["start"])):
        at = one["start"] - one["sentence_start"]
        if at < done:  # a figure within a figure
            continue
        quoted += f"{html.escape(claim['sentence'][done:at])}<mark>{html.escape(one['raw'])}</mark>"
        done = at + len(one["raw"])
    quoted += html.escape(claim["sentence"][done:])
    who = html.escape(claim["publisher"] or claim["briefing_id"])
    link = html.escape(address(claim["claim_id"]), quote=True)
    return (
        f'<figure><blockquote lang="{html.escape(claim["language"], quote=True)}">{quoted}</blockquote>'
        f'<figcaption>{who}, {claim["date"] or "no date"} · <a href="{link}">in its text</a></figcaption></figure>'
    )


def _is_thing(one: Made) -> bool:
    return one.name != one.notebook


def _cards(made: list[Made]) -> str:
    return f'<ul class="cards">{"".join(_card(one) for one in made)}</ul>' if made else ""


def _card(one: Made) -> str:
    title = html.escape(one.title or one.name.replace("-", " "))
    given = ", ".join(
        f"{k} {_words(v)}" for k, v in sorted(one.parameters.items()) if k not in ("corpus", "codebook") and v
    )
    head = f'<a href="{html.escape(one.html.name, quote=True)}">{title}</a>' if one.html else title
    picture = ""
    if one.thumbnail:
        data = base64.b64encode(one.thumbnail.encode()).decode()
        picture = f'<div class="picture"><img alt="" src="data:image/svg+xml;base64,{data}"></div>'
    state = (
        f'<p class="error">Failed: {html.escape(one.error)}</p>'
        if one.error
        else f"<p>{html.escape(_short(one.finding))}</p>"
    )
    more = (
        f' · <a href="{html.escape(one.pdf.name, quote=True)}">PDF<span class="given"> of {title}</span></a>'
        if one.pdf
        else ""
    )
    return f"<li>{picture}<h3>{head}</h3>{state}<p class='given'>{html.escape(given)}{more}</p></li>"


def _short(text: str, most: int = 200) -> str:
    """Whole sentences up to a length; one sentence at least."""
    told = ""
    for part in text.replace("\n", " ").split(". "):
        if told and len(told) + len(part) > most:
            break
        told += part if part.endswith(".") else f"{part}. "
    return told.strip().rstrip(".") + "." if told else ""


def _things(made: list[Made]) -> str:
    groups: dict[str, list[Made]] = {}
    for one in made:
        groups.setdefault(one.notebook, []).append(one)
    return "".join(
        f"<h3>{html.escape(ones[0].title or name)} ({len(ones)})</h3><ul>{''.join(_thing(one) for one in ones)}</ul>"
        for name, ones in groups.items()
    )


def _thing(one: Made) -> str:
    title = html.escape(one.heading or one.name.removeprefix(f"{one.notebook}-"))
    if not one.html:
        return f'<li>{title}: <span class="error">{html.escape(one.error)}</span></li>'
    return f'<li><a href="{html.escape(one.html.name, quote=True)}">{title}</a>: {html.escape(_short(one.finding, 110))}</li>'


def _coverage(front: Front) -> str:
    """Briefings and claims by agency, with the years and languages they are of."""
    rows = (
        front.briefings.group_by(pl.col("agency").fill_null("no agency named"))
        .agg(
            pl.len().alias("briefings"),
            pl.col("publisher").n_unique().alias("outlets"),
            pl.col("language").cast(pl.String).unique().sort().alias("languages"),
            pl.col("date").dt.year().min().alias("first"),
            pl.col("date").dt.year().max().alias("last"),
        )
        .join(
            front.claims.group_by(pl.col("agency").fill_null("no agency named")).len("claims"), on="agency", how="left"
        )
        .sort(["briefings", "agency"], descending=[True, False])
    )
    head = "".join(f"<th{_n(n)}>{n}</th>" for n in COVERED)
    body = "".join(f"<tr>{_covered(row)}</tr>" for row in rows.iter_rows(named=True))
    metrics = (
        front.claims["metric"]
        .drop_nulls()
        .value_counts(sort=True, name="n")
        .sort(["n", "metric"], descending=[True, False])
    )
    most = ", ".join(html.escape(label(m)) for m in metrics["metric"].head(5))
    told = f"<p>Stated most often: {most}.</p>" if most else ""
    return f"<div class='scroll' tabindex='0'><table class='plain'><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>{told}"


def _covered(r: dict[str, Any]) -> str:
    """The cells of an agency's row, each with its heading, which a telephone shows beside it."""
    tongues = ", ".join(said(tongue, "en", section="languages") for tongue in r["languages"])
    cells = (html.escape(r["agency"]), _years(r), tongues, *(f"{r[name] or 0:,}" for name in COVERED[3:]))
    return "".join(f'<td data-label="{n}"{_n(n)}>{cell}</td>' for n, cell in zip(COVERED, cells, strict=True))


def _n(column: str) -> str:
    return ' class="number"' if column in COVERED[3:] else ""


def _years(r: dict[str, Any]) -> str:
    return (
        "no date"
        if r["first"] is None
        else str(r["first"])
        if r["first"] == r["last"]
        else f"{r['first']} to {r['last']}"
    )


def _trust(made: Sequence[Made], front: Front) -> str:
    page = next((m for m in made if m.notebook == "06-how-far-to-trust" and m.html), None)
    doubtful = front.claims.filter(pl.col("doubts").list.len() > 0).height
    none = front.claims.filter(pl.col("metric").is_null(), is_figure()).height
    told = f"<p>{front.claims.height:,} claims: {doubtful:,} are marked as less sure, {none:,} figures belong to no metric of the codebook.</p>"
    more = (
        f"<p>{html.escape(page.finding)} <a href='{page.html.name}'>{html.escape(page.title)}</a></p>"
        if page and page.html
        else ""
    )
    return told + more


def _listed(lines: list[str], style: str) -> str:
    return f"<ul class='{style}'>{''.join(f'<li>{html.escape(line)}</li>' for line in lines)}</ul>" if lines else ""


def _older(names: list[str]) -> str:
    links = "".join(f'<li><a href="{html.escape(n, quote=True)}">{html.escape(n)}</a></li>' for n in names)
    return f"<p>They were not made again and may rest on other inputs.</p><ul>{links}</ul>" if names else ""


def _words(value: Any) -> str:
    return " to ".join(map(str, value)) if isinstance(value, list) else str(value).replace("_", " ")


def _what_was_asked(asked: Asked) -> str:
    shown = {
        "corpus": Path(asked.corpus).name or "the committed corpus", "notebooks": ", ".join(asked.notebooks) or "all", "briefings": ", ".join(asked.briefings),
        "metrics": ", ".join(asked.metrics), "years": " to ".join(map(str, asked.years)), "event": asked.event, "agency": asked.agency,
        "codebook": Path(asked.codebook).name, "reading of bounds": asked.reading, "parameters": ", ".join(f"{k} = {v}" for k, v in asked.parameters),
    }  # fmt: skip
    listed = "".join(f"<dt>{k}</dt><dd>{html.escape(v)}</dd>" for k, v in shown.items() if v)
    again = '<p><code>briefings reproduce</code> makes these pages again and compares every byte: <a href="manifest.json">manifest.json</a>, <a href="ro-crate-metadata.json">RO-Crate</a>.</p>'
    return f"<dl class='asked'>{listed}</dl>{again}"
