"""A short research note whose every number is computed: Markdown with a figure, a table, captions and references; .docx by pandoc."""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from ..comparing.intervals import Interval
from ..errors import SourceError, need
from ..files import make_folder, write_whole
from ..selection import evidence
from .citation import claim_entries, written
from .page import Page
from .summaries import sentence, what_of
from .tables import readable
from .wording import bounds_words, metric_words, period_words, told_apart, unit_words

FIGURE, SOURCES, TEXT, WORD = "figure-1.png", "sources.json", "manuscript.md", "manuscript.docx"
MOST = 12  # rows of the table, and figures told in the text


@dataclass(frozen=True)
class Manuscript:
    """A note in pandoc's Markdown, the chart of its figure and the sources that it cites (CSL-JSON)."""

    text: str
    figure: Any
    sources: str

    def _repr_markdown_(self) -> str:
        """The note as a notebook shows it: without the header and the list that pandoc fills; the figure stands by itself."""
        body = self.text.split("---\n", 2)[-1].split("# References")[0]
        body = re.sub(r"!\[(.*?)\]\(.*?\)\{.*?\}", r"*Figure 1. \1*", body)
        body = re.sub(r"(?m)^: (.*)$", r"*Table 1. \1*", body)  # a caption, to pandoc alone
        return re.sub(r"(?m)^# ", "### ", body).strip()

    def __repr__(self) -> str:
        return f"manuscript: {len(self.text.split())} words"


def manuscript(
    series: pl.DataFrame,
    claims: pl.DataFrame,
    briefings: pl.DataFrame,
    *,
    yearly: pl.DataFrame,
    checks: pl.DataFrame,
    figure: Any,
    title: str = "",
) -> Manuscript:
    """A short note on a series: findings, figure, table, how far to trust it, references; true also where nothing was found.

    `claims` are all those that the series rests on, `yearly` what `compare(series, across="year")` gave, `checks` what
    `check` gave, `figure` a chart. Each figure in the text is followed by its source, which pandoc sets (`[@id]`).

    >>> an.manuscript(series.head(0), claims, briefings, yearly=an.compare(series.head(0), across="year"), checks=checks.head(0), figure=None)
    manuscript: ... words
    """
    need(series, ("claim_ids", "subject"), 'manuscript wants a series; make one: to_series(claims, keep="last")')
    whole = series.filter(pl.col("period_kind").cast(pl.String) == "year").sort("subject", "period_start").tail(MOST)
    told = whole if whole.height else series.sort("period_end", "days").tail(MOST)
    used = evidence(claims, told.explode("claim_ids")["claim_ids"].drop_nulls())
    entries = [entry | {"id": key_of(entry["id"])} for entry in claim_entries(used, briefings)]
    drawn = figure is not None and not isinstance(figure, Page)
    parts = [
        f"---\ntitle: {_quoted(title or _title(series))}\nlang: en\nbibliography: {SOURCES}\n---",
        "# Findings", sentence(series), *([sentence(yearly)] if yearly.height else []), *_figures(told),
        *([f"![{_caption(series)}]({FIGURE}){{width=100%}}"] if drawn else ["No figure is drawn: there is nothing to draw."]),
        *([f"{_table(told)}\n\n: Figures as stated, with the bounds that their words allow."] if told.height else []),
        "# Limits", sentence(checks),
        "A figure here is what an agency or outlet said. Bounds follow the words of the source; a figure told by several outlets stands in one telling.",
        "# References", "::: {#refs}\n:::",
    ]  # fmt: skip
    return Manuscript("\n\n".join(parts) + "\n", figure if drawn else None, written(entries, "csl-json"))


def key_of(claim_id: str) -> str:
    """A claim's id as a citation key, which pandoc reads as one word."""
    return re.sub(r"[^\w-]", "-", claim_id)


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "").replace('"', "'") + '"'


def _title(series: pl.DataFrame) -> str:
    first = series.row(0, named=True) if series.height else None
    return f"What was said of {metric_words({**first, 'scope': None})}" if first else "What was said"


def _caption(series: pl.DataFrame) -> str:
    return f"Stated figures, {min(series['period_start'])} to {max(series['period_end'])}. A band spans what the words allow."


def _figures(told: pl.DataFrame) -> list[str]:
    """A sentence for each of the last figures, with its source."""
    lines = []
    for row in told_apart(told.to_dicts())[-4:]:
        bounds = bounds_words(Interval(row["low"], row["high"]), unit_words(row["unit"]))
        when = period_words(row["period_start"], row["period_end"])
        keys = "; ".join(f"@{key_of(i)}" for i in row["claim_ids"])
        words = f"“{_plain(row['raw'])}”" if row["raw"] else "derived"
        lines.append(f"For {when}, {_plain(what_of(row))}: {words}{f', that is {bounds}' if bounds else ''} [{keys}].")
    return lines


def _plain(text: str) -> str:
    """Text of a source without the signs that Markdown reads."""
    return re.sub(r"([\\`*_{}\[\]<>#|@$^~!])", r"\\\1", text)


def _table(told: pl.DataFrame) -> str:
    shown = readable(told).select("metric", "period", "figure", "as printed")
    rows = [shown.columns, ["---"] * shown.width, *([_plain(str(v or "")) for v in row] for row in shown.iter_rows())]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def save_manuscript(note: Manuscript, folder: str | Path) -> list[Path]:
    """Write the note into a folder: manuscript.md, its figure, its sources, and manuscript.docx where pandoc is installed.

    SourceError where the folder cannot be written or pandoc refuses.

    >>> an.save_manuscript("text", "note")
    Traceback (most recent call last):
    analysis.errors.SourceError: save_manuscript wants what manuscript() gave, not a str
    """
    from .export import save

    if not isinstance(note, Manuscript):
        raise SourceError(f"save_manuscript wants what manuscript() gave, not a {type(note).__name__}")
    target = Path(folder)
    make_folder(target)
    write_whole(target / TEXT, note.text)
    write_whole(target / SOURCES, note.sources)
    made = [target / TEXT, target / SOURCES]
    if note.figure is not None:
        made.append(save(note.figure, target / FIGURE))
    if pandoc := shutil.which("pandoc"):
        command = [pandoc, TEXT, "--citeproc", "--standalone", "-o", WORD]
        done = subprocess.run(command, cwd=target, capture_output=True, text=True, errors="replace", check=False)
        if done.returncode:
            raise SourceError(
                f"{target / WORD}: pandoc refused ({(done.stderr.strip().splitlines() or ['no word'])[-1]})"
            )
        made.append(target / WORD)
    return made
