"""A codebook held against its own sentences: each example must give its metric, each near miss must not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

import dataframely as dy
import polars as pl

from ..codebook import LANGS, Codebook, CodebookSource, Metric, built_in, codebook
from ..extraction.claims import find_claims
from ..schema import Briefings, frame

DAY = date(2024, 8, 19)  # the day on which the sentences are read
TOLD = ("modifier", "kind", "unit")  # what an example may state besides its value
Row = dict[str, Any]


class CodebookChecks(dy.Schema):
    """One row per example or near miss of a codebook."""

    metric = dy.String(nullable=False, description="id of the entry")
    language = dy.String(nullable=False, description="en or zh")
    sentence = dy.String(nullable=False, description="the sentence as the codebook has it")
    what = dy.Enum(
        ["example", "near_miss"], nullable=False, description="example: must give the metric; near_miss: must not"
    )
    wanted = dy.String(nullable=False, description="what the sentence ought to give")
    got = dy.String(nullable=False, description="the figures that were read in it, each with its metric")
    right = dy.Bool(nullable=False, description="whether it came out so")


def check_codebook(source: CodebookSource = None) -> pl.DataFrame:
    """Read the examples and near misses of a codebook with itself => a row each (columns: `CodebookChecks`).

    An example is right when a figure of its value, and of the unit, kind and modifier that it states, has the metric; a
    near miss when no figure in it has. Of a codebook that extends another, its own entries are read.

    >>> an.check_codebook().columns[:2]
    ['metric', 'language']
    """
    book = codebook(source)
    asked = list(_sentences(_own(book)))
    read = _read(asked, book)
    rows = [
        _judged(metric, lang, sentence, what, read.get(str(n), []))
        for n, (metric, lang, sentence, what) in enumerate(asked)
    ]
    return frame(CodebookChecks, rows)


def _own(book: Codebook) -> list[Metric]:
    """The entries that the file itself holds."""
    ours = built_in().metrics
    own = [m for name, m in book.metrics.items() if ours.get(name) is not m]
    return own or list(book.metrics.values())


Asked = tuple[Metric, str, str, str]


def _sentences(metrics: Iterable[Metric]) -> Iterator[Asked]:
    for metric in metrics:
        for lang in LANGS:
            if metric.example[lang]:
                yield metric, lang, metric.example[lang], "example"
            for sentence in metric.near_miss.get(lang, []):
                yield metric, lang, sentence, "near_miss"


def _read(asked: list[Asked], book: Codebook) -> dict[str, list[Row]]:
    """The claims of each sentence, read as the whole text of an agency that the metric serves."""
    rows: list[dict[str, object]] = [
        {
            "briefing_id": str(n), "language": lang, "date": DAY, "text": sentence, "agency": None if "*" in metric.families else metric.families[0],
            "speakers": [], "inferred": [], "text_kind": "original", "source_sha256": "", "path": "", "body_start": 0, "body_end": len(sentence),
        }
        for n, (metric, lang, sentence, _) in enumerate(asked)
    ]  # fmt: skip
    found: dict[str, list[Row]] = {}
    for claim in find_claims(frame(Briefings, rows), codebook=book).iter_rows(named=True) if rows else ():
        found.setdefault(claim["briefing_id"], []).append(claim)
    return found


def _judged(metric: Metric, lang: str, sentence: str, what: str, claims: list[Row]) -> Row:
    given = [c for c in claims if c["metric"] == metric.metric]
    wanted = {"value": float(metric.example["value"])} | {
        key: metric.example[key] for key in TOLD if key in metric.example
    }
    right = (
        not given if what == "near_miss" else any(all(c[key] == said for key, said in wanted.items()) for c in given)
    )
    told = [f"{c['raw']} ({c['metric'] or 'no metric'}, {c['unit'] or 'no unit'})" for c in claims]
    return {
        "metric": metric.metric, "language": lang, "sentence": sentence, "what": what, "right": right,
        "wanted": "another metric or none" if what == "near_miss" else ", ".join(f"{key} {said:g}" if key == "value" else f"{key} {said}" for key, said in wanted.items()),
        "got": "; ".join(told) or "no figure",
    }  # fmt: skip
