"""A sample of figures for people to code, and what can be inferred from it."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import Any

import dataframely as dy
import polars as pl

from ..errors import LexiconError, did_you_mean
from ..extraction.claims import leftovers
from ..schema import frame
from .coding_fields import CODED, FIGURES, words

BEFORE, AFTER = 600, 300  # characters of context that a coder sees
STRATA = ("agency", "publisher", "event", "language", "year", "kind", "metric", "in_headline")
DOUBTS = "doubts"
OTHERS, DATES = "number signs", "number signs of dates"


class Sample(dy.Schema):
    """One row per figure, or number sign that is no claim, to be coded."""

    item_id = dy.String(primary_key=True, description="<briefing_id>:<start>-<end>, the figure's address")
    origin = dy.Enum(["claim", "leftover"], nullable=False, description="what the program made of it")
    briefing_id = dy.String(nullable=False, description="the briefing")
    title = dy.String(nullable=True, description="headline as printed")
    agency = dy.String(nullable=True, description="id of the agency")
    publisher = dy.String(nullable=True, description="outlet to cite")
    language = dy.String(nullable=False, description="language of the text")
    date = dy.Date(nullable=True, description="day of publication")
    start = dy.Int64(nullable=False, description="offset of raw in the source text, in characters")
    end = dy.Int64(nullable=False, description="end offset; text[start:end] == raw")
    raw = dy.String(nullable=False, description="the figure as printed")
    sentence = dy.String(nullable=False, description="the sentence it stands in")
    at = dy.Int64(nullable=False, description="offset of raw in the sentence, in characters")
    before = dy.String(nullable=False, description="up to 600 characters before the sentence")
    after = dy.String(nullable=False, description="up to 300 characters after the sentence")
    kind = dy.String(nullable=True, description="the program's reading; likewise the next ten")
    value = dy.Float64(nullable=True, description="in the unit's base")
    unit = dy.String(nullable=True, description="id of the unit")
    modifier = dy.String(nullable=True, description="what the words make of the number")
    direction = dy.String(nullable=True, description="direction of a change")
    base = dy.String(nullable=True, description="what a change or share is measured against")
    period_start = dy.Date(nullable=True, description="first day covered")
    period_end = dy.Date(nullable=True, description="last day covered")
    metric = dy.String(nullable=True, description="id in the codebook")
    counted = dy.String(nullable=True, description="the noun phrase as printed")
    scope = dy.String(nullable=True, description="place or part the figure covers")
    doubts = dy.List(dy.String(), nullable=False, description="what makes the program's reading less sure")
    stratum = dy.String(nullable=False, description="the stratum it was drawn from")
    population = dy.Int64(nullable=False, description="items in the stratum")
    drawn = dy.Int64(nullable=False, description="items drawn from it")
    weight = dy.Float64(nullable=True, description="population / drawn; null where the draw was not random")
    by = dy.String(nullable=False, description="what the sample was stratified or ordered by")
    briefings = dy.Int64(nullable=False, description="briefings that it was drawn from")


def sample_for_coding(
    claims: pl.DataFrame,
    briefings: pl.DataFrame,
    n: int,
    seed: int,
    *,
    by: str | Sequence[str] = (),
    numbers: float = 0.2,
    left: pl.DataFrame | None = None,
) -> pl.DataFrame:
    """Draw n figures and number signs for coding: a row an item (columns: `Sample`), in an order that tells nothing.

    Of the items, the share `numbers` are number signs that the program made no claim of, so that what it missed is
    measured too, at least half of them no parts of dates; `left` are these, where they are found already. `by` stratifies (agency, publisher, event, language,
    year, kind, metric, in_headline), each stratum by its size and at least one; by="doubts" takes the least sure
    figures first instead, which is no random sample. The same seed and claims give the same sample. `an.inference`
    says what can be inferred. LexiconError for an unknown `by`, or n smaller than the number of strata.

    >>> an.sample_for_coding(claims, briefings, 20, seed=1).height
    20
    """
    named = [by] if isinstance(by, str) else list(by)
    if n < 1:
        raise LexiconError(f"n={n}: a sample has one item at least; give a larger n")
    for name in named:
        if name not in (*STRATA, DOUBTS):
            raise LexiconError(f"no way to sample by {name!r}{did_you_mean(name, (*STRATA, DOUBTS))}")
    figures = claims.filter(pl.col("kind").cast(pl.String).is_in(FIGURES)).unique("claim_id").to_dicts()
    here = {row["briefing_id"]: row for row in briefings.iter_rows(named=True)}
    figures = [r | {"origin": "claim"} for r in figures if r["briefing_id"] in here]
    rng = random.Random(seed)
    if DOUBTS in named:
        drawn = _least_sure(figures, n, rng)
    else:
        signs = (leftovers(briefings) if left is None else left).filter(pl.col("reason") != "unknown unit")
        others = [r | {"origin": "leftover"} for r in signs.iter_rows(named=True) if r["briefing_id"] in here]
        drawn = _drawn(figures, others, n, numbers, named, rng)
    rng.shuffle(drawn)
    said = {"by": ", ".join(named), "briefings": len(here)}
    return frame(Sample, [_item(row, here[row["briefing_id"]]) | said for row in drawn])


def inference(sample: pl.DataFrame, *, language: str = "en") -> str:
    """What can be inferred from a sample, in one sentence.

    >>> an.inference(an.sample_for_coding(claims, briefings, 5, seed=1, by="doubts"))
    'The least sure figures first, not a random sample: good for finding errors; no share among these items holds for the corpus.'
    """
    told = words()["inference"]
    if sample.height == 0:
        return str(told["none"][language])
    by = sample["by"][0]
    if sample["weight"].null_count():
        return str(told["least_sure"][language])
    sizes = sample.group_by("origin", "stratum").agg(pl.col("population").first())
    total = dict(sizes.group_by("origin").agg(pl.col("population").sum()).iter_rows())
    said: str = told["stratified" if by else "random"][language]
    return said.format(
        figures=total.get("claim", 0), numbers=total.get("leftover", 0), briefings=sample["briefings"][0],
        strata=sizes.filter(pl.col("origin") == "claim").height, by=by,
    )  # fmt: skip


Row = dict[str, Any]


def _drawn(
    figures: list[Row], others: list[Row], n: int, numbers: float, by: list[str], rng: random.Random
) -> list[Row]:
    """Random figures of each stratum and random number signs, with the weights by which they stand for all."""
    signs = min(len(others), max(round(n * numbers), n - len(figures)))
    strata: dict[str, list[Row]] = {}
    for row in figures:
        strata.setdefault(" | ".join(_stratum(row, name) for name in by) or "figures", []).append(row)
    sizes = _shared_out({name: len(rows) for name, rows in strata.items()}, min(len(figures), n - signs))
    drawn = [row for name in sorted(strata) for row in _random(strata[name], sizes[name], name, rng)]
    dates = [row for row in others if row["reason"] == "date"]  # most number signs are parts of dates, and easy
    rest = [row for row in others if row["reason"] != "date"]
    many = min(len(rest), max((signs + 1) // 2, signs - len(dates)))
    return drawn + _random(rest, many, OTHERS, rng) + _random(dates, signs - many, DATES, rng)


def _stratum(row: Row, name: str) -> str:
    return str(row["date"].year if row["date"] else None) if name == "year" else str(row[name])


def _random(rows: list[Row], many: int, stratum: str, rng: random.Random) -> list[Row]:
    ordered = sorted(rows, key=lambda r: (r["briefing_id"], r["start"], r["end"]))
    weight = {"weight": len(rows) / many} if many else {}
    about = {"stratum": stratum, "population": len(rows), "drawn": many} | weight
    return [row | about for row in rng.sample(ordered, many)]


def _shared_out(sizes: dict[str, int], n: int) -> dict[str, int]:
    """How many of n each stratum gets: one at least, then by size (largest remainder), never more than it holds."""
    if n == 0:
        return dict.fromkeys(sizes, 0)
    if n < len(sizes):
        raise LexiconError(f"{n} figures cannot come from {len(sizes)} strata; give a larger n or fewer strata")
    given = dict.fromkeys(sizes, 1)
    total = sum(sizes.values())
    while (rest := n - sum(given.values())) > 0:
        open_ = [name for name in sorted(sizes) if given[name] < sizes[name]]
        short = {name: n * sizes[name] / total - given[name] for name in open_}
        for name in sorted(open_, key=lambda name: -short[name])[
            : max(1, min(rest, sum(s > 0 for s in short.values())))
        ]:
            given[name] += 1
    return given


def _least_sure(figures: list[Row], n: int, rng: random.Random) -> list[Row]:
    """The figures with the most doubts; chance decides among equals."""
    ordered = sorted(figures, key=lambda r: (r["briefing_id"], r["start"], r["end"]))
    rng.shuffle(ordered)
    ordered.sort(key=lambda r: -len(r["doubts"]))
    many = min(n, len(ordered))
    about = {"stratum": DOUBTS, "population": len(ordered), "drawn": many, "weight": None}
    return [row | about for row in ordered[:many]]


def _item(row: Row, briefing: Row) -> Row:
    """A row of the sample: the figure with its sentence and context, and the program's reading where it made one."""
    text, start, end = briefing["text"], row["start"], row["end"]
    sentence = row["sentence"]
    begin = text.find(sentence, max(0, end - len(sentence)), start + len(sentence))
    if begin < 0:  # a sentence that was put together from lines: show the line of the figure
        begin = text.rfind("\n", 0, start) + 1
        close = text.find("\n", end)
        sentence = text[begin : close if close >= 0 else len(text)]
    stop = begin + len(sentence)
    opening, closing = briefing["body_start"], briefing["body_end"]
    if start < opening:  # in the title: what stands between it and the body is no text
        before, after = "", text[opening : min(opening + AFTER, closing)]
    else:
        before, after = text[max(opening, begin - BEFORE) : begin], text[stop : max(stop, min(stop + AFTER, closing))]
    about = {name: briefing[name] for name in ("briefing_id", "title", "agency", "publisher", "language", "date")}
    read = {name: row[name] for name in (*CODED, DOUBTS)} if row["origin"] == "claim" else {DOUBTS: []}
    return {
        **about, **read, "item_id": f"{row['briefing_id']}:{start}-{end}", "origin": row["origin"], "start": start, "end": end, "raw": row["raw"],
        "sentence": sentence, "at": start - begin, "before": before, "after": after,
        **{name: row[name] for name in ("stratum", "population", "drawn", "weight")},
    }  # fmt: skip
