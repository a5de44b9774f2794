"""Figures of whole texts with every value that is accepted in each field, as .jsonl, and claims counted against them."""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path
from typing import Any

import polars as pl

from ..errors import SourceError
from .coding_fields import FIGURES
from .scores import FIELDS

ANY = "*"  # in a list: whatever is said is right; as the first day of a period: whatever day it begins
Row = dict[str, Any]


def read_accepted(path: Path, briefings: pl.DataFrame) -> dict[str, list[Row]]:
    """The figures of each text, from a .jsonl with a figure a line; SourceError with the line that does not fit.

    A line has briefing_id, start, end, raw, and for each field a list of the values that are right (null: none is said;
    "*": any): value, unit, modifier, kind, direction, base, metric, and period as [first day, last day]. `optional`
    figures may be read or not.
    """
    texts = dict(briefings.select("briefing_id", "text").iter_rows())
    figures: dict[str, list[Row]] = defaultdict(list)
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise SourceError(f"{path}: cannot be read ({error.strerror}); name the file of what people read") from error
    for number, line in enumerate(lines, start=1):
        where = f"{path}: line {number}"
        try:
            row = json.loads(line)
            missing = [name for name in ("briefing_id", "start", "end", "raw", *FIELDS) if name not in row]
        except (ValueError, TypeError):
            raise SourceError(f"{where}: is no JSON record; write a figure a line") from None
        if missing:
            raise SourceError(f"{where}: has no {', '.join(missing)}")
        if texts.get(row["briefing_id"], "")[row["start"] : row["end"]] != row["raw"]:
            raise SourceError(
                f"{where}: {row['raw']!r} does not stand there in {row['briefing_id']!r}; the text differs"
            )
        figures[row["briefing_id"]].append(row)
    return dict(figures)


def tally(claims: pl.DataFrame, accepted: dict[str, list[Row]]) -> dict[str, Row]:
    """For each text: figures asked for, claims judged, how many are right in every field and in each, metrics given.

    A figure and a claim belong together where their spans overlap, those first that agree in most fields, figures asked for before
    optional ones. A claim that overlaps no figure is one too many; a second claim on a figure is not counted.
    """
    found: dict[str, list[Row]] = defaultdict(list)
    for claim in claims.iter_rows(named=True):
        if claim["kind"] in FIGURES or (claim["kind"] == "pledge" and claim["value"] is not None):
            found[claim["briefing_id"]].append(claim)
    return {text: _counted(figures, found[text]) for text, figures in accepted.items()}


def _counted(figures: list[Row], claims: list[Row]) -> Row:
    partners, touched = _matched(figures, claims)
    extra = [c for j, c in enumerate(claims) if j not in touched and c["kind"] in FIGURES]
    asked = [i for i, figure in enumerate(figures) if not figure.get("optional")]
    pairs = [(figures[i], claims[partners[i]]) for i in asked if i in partners]
    given = [(figure, claim) for figure, claim in pairs if claim["metric"] is not None]
    named = sum(claim["metric"] is not None for claim in extra)
    right = [{field: accepts(figure, claim, field) for field in FIELDS} for figure, claim in pairs]
    return {
        "missing": len(asked) - len(pairs), "extra": len(extra), **{f"right_{f}": sum(one[f] for one in right) for f in FIELDS},
        "figures": len(asked), "claims": len(pairs) + len(extra),
        "right": sum(all(one.values()) for one in right),
        "wrong_metrics": sum(not accepts(figure, claim, "metric") for figure, claim in given) + named,
        "metrics_given": len(given) + named,
    }  # fmt: skip


def _matched(figures: list[Row], claims: list[Row]) -> tuple[dict[int, int], set[int]]:
    """The claim of each figure that has one, and every claim that overlaps some figure."""
    fits = []
    for i, figure in enumerate(figures):
        for j, claim in enumerate(claims):
            shared = min(figure["end"], claim["end"]) - max(figure["start"], claim["start"])
            if shared > 0:
                alike = sum(accepts(figure, claim, field) for field in FIELDS)
                fits.append((not figure.get("optional"), alike, shared, -i, -j))
    partners: dict[int, int] = {}
    for *_, i, j in sorted(fits, reverse=True):
        if -i not in partners and -j not in partners.values():
            partners[-i] = -j
    return partners, {-fit[-1] for fit in fits}


def accepts(figure: Row, claim: Row, field: str) -> bool:
    """Whether what a claim says in a field is among the values that people accept."""
    wanted = figure[field]
    if ANY in wanted:
        return True
    if field == "period":
        return _accepts_period(wanted, claim)
    said = claim[field]
    if field == "value":
        return any(
            said == one or (None not in (said, one) and abs(said - one) <= 1e-6 * max(1, abs(one))) for one in wanted
        )
    if field == "unit":
        return (said or "").lower() in {(one or "").lower() for one in wanted}
    return said in wanted


def _accepts_period(wanted: list[Any], claim: Row) -> bool:
    """A holiday whose days the text does not give was coded as none: its official days are as right."""
    if None in wanted and claim["period_kind"] == "holiday":
        return True
    first, last = (None if claim[day] is None else str(claim[day]) for day in ("period_start", "period_end"))
    if first is None and last is None:
        return None in wanted
    return any(one is not None and one[1] == last and one[0] in (ANY, first) for one in wanted)
