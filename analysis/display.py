"""What people look at: tables, a briefing with its claims marked, a sentence explained."""

from __future__ import annotations

import hashlib
import html
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import polars as pl

from .calendars import name as period_name
from .citation import fragment_link
from .claims import find_claims, leftovers
from .codebook import codebook, did_you_mean
from .drafts import Reading
from .intervals import NOTHING, Interval, divided
from .intervals import figure as _number
from .intervals import text as interval_text
from .words import LexiconError

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
        f'<mark class="{k}" style="{_tint(k)}">{k} {n}</mark>'
        for k, n in sorted(((str(k), n) for k, n in kinds), key=lambda kn: list(COLOURS).index(kn[0]))
    )
    about = " · ".join(html.escape(str(briefing[k])) for k in ("publisher", "date", "agency", "event") if briefing[k])
    content = (
        f'{STYLE}<style>{MARKS}</style><article class="briefing" lang="{briefing["language"]}">'
        f'<h3>{title}</h3><p class="about">{about}</p><p class="key">{key}</p>{paragraphs}</article>'
    )
    return Page(content, f"{briefing_id}: {claims.height} claims marked, {left.height} leftovers")


def one_briefing(briefings: pl.DataFrame, briefing_id: str) -> dict[str, Any]:
    """The row of one briefing; LexiconError with a did-you-mean if it is not there."""
    rows = briefings.filter(pl.col("briefing_id") == briefing_id).to_dicts()
    if not rows:
        known = briefings["briefing_id"].to_list()
        raise LexiconError(f"no briefing {briefing_id!r} here{did_you_mean(briefing_id, known)}")
    return rows[0]


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
    return f'<mark class="{span[2]}" style="{_tint(span[2])}" id="{html.escape(span[4], quote=True)}" title="{hover}">'


def _tint(kind: str) -> str:
    """The colours of a kind as inline style: JupyterLab drops style sheets from notebooks it does not trust yet."""
    tint, line = COLOURS[kind]
    return f"color:#111;background-color:{tint};border-bottom:2px solid {line}"


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


def readable(table: pl.DataFrame, *, language: str = "en", width: int = 110) -> pl.DataFrame:
    """Claims, a series, comparisons or checks in the columns that people read; any other table as it is."""
    columns = set(table.columns)
    if "arithmetic" in columns:
        return _rows(table, lambda r: _check_row(r, language), CHECK_COLUMNS)
    if "comparability" in columns:
        yearly = table.height > 0 and set(table["across"]) == {"year"}
        shown = _rows(table, lambda r: _comparison_row(r, language), COMPARISON_COLUMNS)
        return shown.drop("period").rename({"differs in": "why"}) if yearly else shown
    if "derived" in columns:
        return _rows(table, lambda r: _series_row(r, language), SERIES_COLUMNS)
    if {"claim_id", "raw", "kind"} <= columns:
        return _rows(table, lambda r: _claim_row(r, language, width), CLAIM_COLUMNS)
    return table


CLAIM_COLUMNS = ("as printed", "kind", "read as", "metric", "counted", "period", "speaker")
SERIES_COLUMNS = ("metric", "period", "figure", "per day", "as printed", "told by", "how")
COMPARISON_COLUMNS = ("metric", "period", "a", "b", "a says", "b says", "from a to b", "comparability", "differs in")
CHECK_COLUMNS = ("check", "verdict", "metric", "period", "the reckoning", "claims")


def _rows(
    table: pl.DataFrame, make: Callable[[dict[str, Any]], dict[str, str]], columns: Sequence[str]
) -> pl.DataFrame:
    rows = [make(row) for row in table.iter_rows(named=True)]
    return pl.DataFrame(rows, schema=dict.fromkeys(columns, pl.String), orient="row")


def _claim_row(r: dict[str, Any], language: str, width: int) -> dict[str, str]:
    return {
        "as printed": _short(r["raw"], width), "kind": r["kind"], "read as": _read_as(r), "metric": _metric(r, language),
        "counted": _short(r["counted"] or "", 60), "period": _span(r["period_start"], r["period_end"]), "speaker": r["speaker"] or "",
    }  # fmt: skip


def _metric(r: dict[str, Any], language: str) -> str:
    label = codebook().label(r["metric"], language) if r["metric"] else ""
    return f"{label} ({r['scope'].replace('_', ' ')})" if r["scope"] and label else label


def _span(first: Any, last: Any) -> str:
    return f"{first or '…'} to {last}" if last else ""


def _series_row(r: dict[str, Any], language: str) -> dict[str, str]:
    bounds = Interval(r["low"], r["high"])
    unit = codebook().unit_label(r["unit"], language)
    daily = "" if "/" in unit else interval_text(divided(bounds, r["days"]))
    return {
        "metric": _metric(r, language), "period": r["period"], "figure": interval_text(bounds, unit), "per day": daily,
        "as printed": r["raw"] or "", "told by": f"{r['publisher'] or ''} ({r['n_claims']})", "how": r["how"],
    }  # fmt: skip


def _comparison_row(r: dict[str, Any], language: str) -> dict[str, str]:
    percent, moved = Interval(r["percent_low"], r["percent_high"]), Interval(r["difference_low"], r["difference_high"])
    change = interval_text(percent, "percent", signed=True) if percent != NOTHING else ""
    if not change and moved != NOTHING:
        points = r["unit_b"] in ("percent", "percentage_point")
        change = interval_text(moved, "points" if points else str(r["unit_b"]), signed=True)
    if change and r["comparability"] == "different_length" and r["across"] == "year":
        change += " per day"
    same = r["period_a"] == r["period_b"]
    return {
        "metric": _metric(r, language), "period": r["period_b"] if same else f"{r['period_a']} / {r['period_b']}", "a": r["a"], "b": r["b"],
        "a says": r["raw_a"] or "", "b says": r["raw_b"] or "", "from a to b": change,
        "comparability": r["comparability"].replace("_", " "), "differs in": ", ".join(r["differs"]) or ("" if r["across"] != "year" else r["reason"]),
    }  # fmt: skip


def _check_row(r: dict[str, Any], language: str) -> dict[str, str]:
    return {
        "check": r["check"].replace("_", " "), "verdict": r["verdict"].replace("_", " "), "metric": _metric(r, language),
        "period": period_name((r["period_start"], r["period_end"])) if r["period_start"] and r["period_end"] else "",
        "the reckoning": r["arithmetic"], "claims": " ".join(r["claim_ids"][:3]) + (f" +{len(r['claim_ids']) - 3}" if len(r["claim_ids"]) > 3 else ""),
    }  # fmt: skip


def _short(text: str, width: int) -> str:
    return text if len(text) <= width else text[: width - 1].rstrip() + "…"


def _read_as(row: dict[str, Any]) -> str:
    """'down 25 to 35 percent on previous_year': direction, bounds, unit and base in one phrase."""
    low, high, unit = row["low"], row["high"], row["unit"] or ""
    span = "" if low is None and high is None else figure(low) if low == high else f"{figure(low)} to {figure(high)}"
    base = f"on {row['base'].replace('_', ' ')}" if row["base"] else ""
    return " ".join(
        part for part in (row["direction"] or "", span, codebook().unit_label(unit) if span else "", base) if part
    )


def brief(claims: pl.DataFrame) -> pl.DataFrame:
    """Claims in four columns that fit a terminal: as printed, read as, metric, period."""
    ids = claims["metric"].fill_null("").to_list()
    short = readable(claims, width=48).with_columns(pl.Series("metric", ids, dtype=pl.String))
    return short.select(
        "as printed", pl.concat_str("kind", pl.lit(" "), "read as").alias("read as"), "metric", "period"
    )


def pick(briefings: pl.DataFrame, briefing_id: str = "") -> pl.DataFrame:
    """The one row of a briefing; the latest where no id is given. LexiconError with a did-you-mean for an unknown id.

    >>> an.pick(briefings, "2024-08-19-cctv-en")["publisher"].item()
    'CCTV News'
    """
    if not briefing_id:
        return briefings.sort("date", nulls_last=False).tail(1)
    one_briefing(briefings, briefing_id)
    return briefings.filter(pl.col("briefing_id") == briefing_id)


BROWSE_STYLE = """<style>
.browse{font:14px/1.5 system-ui,"Noto Sans","Noto Sans CJK SC",sans-serif;color:#111;background:#fff}
.browse label{margin-right:1rem}.browse select{font:inherit;max-width:16rem}
.browse .rows{max-height:32rem;overflow:auto;border:1px solid #ccc;margin-top:.5rem}
.browse details{border-bottom:1px solid #e5e7eb;padding:.25rem .5rem}
.browse summary{cursor:pointer;display:grid;grid-template-columns:8rem 5rem 12rem minmax(10rem,1fr) 11rem;gap:.5rem}
.browse summary span{overflow-wrap:anywhere}.browse blockquote{margin:.4rem 1rem;color:#222}
.browse .where{color:#4b5563;font-size:.85em;margin:.2rem 1rem .5rem}
@media (max-width:40rem){.browse summary{grid-template-columns:1fr}}
</style>"""


def browse(claims: pl.DataFrame, *, briefings: pl.DataFrame | None = None, most: int = 400) -> Page:
    """Claims to look through: choose a metric, a kind and a year; a click opens the sentence with its figure marked.

    Works in JupyterLab and in a report without any script. `briefings` adds a link to the figure on the outlet's page.
    The first `most` claims are listed.

    >>> an.browse(claims.head(3))
    3 claims to look through
    """
    shown = claims.head(most)
    links = {r["briefing_id"]: r for r in briefings.to_dicts()} if briefings is not None else {}
    rows = [dict(r) for r in shown.iter_rows(named=True)]
    name = hashlib.sha256("".join(r["claim_id"] for r in rows).encode()).hexdigest()[:10]
    book = codebook()
    choices = {
        "metric": {r["metric"] or "none": book.label(r["metric"]) if r["metric"] else "no metric" for r in rows},
        "kind": {str(r["kind"]): str(r["kind"]) for r in rows},
        "year": {_year_of(r): _year_of(r) for r in rows},
    }
    rules, selects = [], []
    for key, values in choices.items():
        ordered = sorted(values.items(), key=lambda kv: kv[1])
        options = "".join(f'<option value="{html.escape(k, quote=True)}">{html.escape(v)}</option>' for k, v in ordered)
        selects.append(f'<label>{key} <select name="{key}"><option value="">all</option>{options}</select></label>')
        rules += [
            f'#b{name}:has(select[name="{key}"] option[value="{html.escape(k, quote=True)}"]:checked) details:not([data-{key}="{html.escape(k, quote=True)}"]){{display:none}}'
            for k, _ in ordered
        ]
    listed = "".join(_browse_row(r, links) for r in rows)
    more = (
        f"<p>The first {most} of {claims.height} claims; filter the frame to see others.</p>"
        if claims.height > most
        else ""
    )
    content = f'{BROWSE_STYLE}<style>{"".join(rules)}</style><div class="browse" id="b{name}">{"".join(selects)}<div class="rows" tabindex="0" role="region" aria-label="Claims">{listed or "<p>No claim.</p>"}</div>{more}</div>'
    return Page(content, f"{claims.height} claims to look through")


def _year_of(row: dict[str, Any]) -> str:
    day = row["period_end"] or row["date"]
    return str(day.year) if day else "none"


def _browse_row(row: dict[str, Any], links: dict[str, dict[str, Any]]) -> str:
    before, raw, after = row["sentence"].partition(row["raw"])
    marked = (
        f'{html.escape(before)}<mark style="{_tint(str(row["kind"]))}">{html.escape(raw)}</mark>{html.escape(after)}'
    )
    source = links.get(row["briefing_id"], {})
    url = fragment_link(
        source.get("url"), row["raw"], row["sentence"], restated=str(source.get("text_kind")) == "restated"
    )
    link = (
        f' · <a href="{html.escape(url, quote=True)}">on the page</a>'
        if url and url.startswith(("http://", "https://"))
        else ""
    )
    cells = (
        row["raw"],
        row["kind"],
        _read_as(row),
        codebook().label(row["metric"]) if row["metric"] else row["counted"] or "",
        period_name((row["period_start"], row["period_end"])) if row["period_start"] and row["period_end"] else "",
    )
    summary = "".join(f"<span>{html.escape(_short(str(c), 80))}</span>" for c in cells)
    where = " · ".join(html.escape(str(v)) for v in (row["publisher"], row["date"], row["claim_id"]) if v)
    return (
        f'<details data-metric="{html.escape(row["metric"] or "none", quote=True)}" data-kind="{row["kind"]}" data-year="{_year_of(row)}">'
        f'<summary>{summary}</summary><blockquote lang="{row["language"]}">{marked}</blockquote><p class="where">{where}{link}</p></details>'
    )


def evidence(claims: pl.DataFrame, ids: Iterable[str]) -> pl.DataFrame:
    """The claims that a row of a series, comparison or check rests on, in the order of its `claim_ids`.

    >>> an.evidence(claims, ["2024-08-19-cctv-en:2274-2290"])["raw"].item()
    'more than 22,000'
    """
    wanted = list(dict.fromkeys(ids))
    order = pl.DataFrame({"claim_id": wanted}, schema={"claim_id": pl.String})
    return order.join(claims, on="claim_id", how="inner", maintain_order="left").select(claims.columns)


def show(table: pl.DataFrame, *, title: str = "", note: str = "") -> Page:
    """A frame as a table for reading; claims are shown with labels, bounds and period in one column each.

    >>> an.show(claims.head(3), title="Three claims")
    Three claims: 3 rows
    """
    import great_tables as gt

    shown = readable(table)
    if shown.height == 0:
        what = html.escape(title or "this table")
        return Page(f"<p><em>{what}: no rows.</em></p>", f"{title or 'table'}: no rows")
    shown = shown.with_columns(pl.col(pl.String).fill_null(""))
    built_from = title + shown.write_json()
    name = hashlib.sha256(built_from.encode()).hexdigest()[:12]
    built = gt.GT(shown, id=f"t{name}").tab_options(
        table_font_size="13px", data_row_padding="4px", container_overflow_x="auto"
    )
    if title:
        built = built.tab_header(title=title)
    if note:
        built = built.tab_source_note(note)
    if "period" in shown.columns:
        nowrap = gt.style.css("white-space:nowrap")
        built = built.tab_style(style=nowrap, locations=gt.loc.body(columns=["period"]))
    built = built.cols_align(align="left", columns=[c for c in shown.columns if shown[c].dtype == pl.String])
    region = (
        f'tabindex="0" role="region" aria-label="{html.escape(title or "table", quote=True)}" '  # it scrolls sideways
    )
    content = built.as_raw_html(inline_css=True).replace("<div id=", f"<div {region}id=", 1)
    return Page(content, f"{title or 'table'}: {shown.height} rows")


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


def coverage(claims: pl.DataFrame, briefings: pl.DataFrame) -> pl.DataFrame:
    """A row per agency, year and language: briefings, outlets, claims, metrics met.

    >>> an.coverage(claims, briefings).filter(pl.col("agency") == "MPS")["year"].to_list()
    [2022]
    """
    per = ["agency", "year", "language"]
    read = briefings.with_columns(pl.col("date").dt.year().alias("year"), pl.col("language").cast(pl.String))
    found = claims.with_columns(pl.col("date").dt.year().alias("year"), pl.col("language").cast(pl.String))
    left = read.group_by(per).agg(pl.len().alias("briefings"), pl.col("publisher").n_unique().alias("outlets"))
    right = found.group_by(per).agg(pl.len().alias("claims"), pl.col("metric").drop_nulls().n_unique().alias("metrics"))
    return (
        left.join(right, on=per, how="left", nulls_equal=True)
        .with_columns(pl.col("claims", "metrics").fill_null(0))
        .sort(per, nulls_last=True)
    )


def metric_coverage(claims: pl.DataFrame) -> pl.DataFrame:
    """A row per metric: how many claims and outlets, the languages, the years its figures cover, and the years missing.

    >>> an.metric_coverage(claims)["metric"][0]
    'border_crossings_inspected_persons'
    """
    dated = claims.drop_nulls(["metric", "period_end"]).with_columns(pl.col("period_end").dt.year().alias("year"))
    rows = []
    for (metric,), group in dated.group_by(["metric"], maintain_order=True):
        years = sorted(set(group["year"]))
        gaps = [y for y in range(years[0], years[-1]) if y not in years]
        rows.append({
            "metric": metric, "claims": group.height, "outlets": group["publisher"].n_unique(), "languages": " ".join(sorted(set(group["language"].cast(pl.String)))),
            "years": " ".join(map(str, years)), "gaps": " ".join(map(str, gaps)),
        })  # fmt: skip
    columns = {
        "metric": pl.String,
        "claims": pl.Int64,
        "outlets": pl.Int64,
        "languages": pl.String,
        "years": pl.String,
        "gaps": pl.String,
    }
    return pl.DataFrame(rows, schema=columns, orient="row").sort(["claims", "metric"], descending=[True, False])
