"""Does what was said agree with itself? Nine checks, each with its reckoning in one line and the claims it rests on."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import polars as pl

from ..errors import LexiconError, did_you_mean
from ..schema import Checks, frame
from .arithmetic_checks import changes, nested_periods, parts_and_wholes, running_totals, shares
from .claim_index import Row, Told
from .consistency_checks import headlines, missing_rates, retold, revisions

CHECKS: dict[str, Callable[[Told], Iterator[Row]]] = {
    "change_against_levels": changes,
    "running_total": running_totals,
    "part_and_whole": parts_and_wholes,
    "nested_periods": nested_periods,
    "headline_and_body": headlines,
    "retold": retold,
    "share_against_parts": shares,
    "revision": revisions,
    "missing_rate": missing_rates,
}


def check(claims: pl.DataFrame, *, only: str | None = None) -> pl.DataFrame:
    """Claims => a row per thing checked (columns: `tables.Checks`), what disagrees most first.

    The checks: change_against_levels, running_total, part_and_whole, nested_periods, headline_and_body, retold,
    share_against_parts, revision, missing_rate. `only` runs one of them. Bounds are those of the claims' reading.

    >>> an.check(claims, only="share_against_parts").filter(pl.col("verdict") == "disagrees")["arithmetic"][0]
    '8,542,000 / 14,635,000 = 58.36 to 58.37 percent; stated 51.5 to 52.5 percent'
    """
    if only is not None and only not in CHECKS:
        raise LexiconError(f"no check {only!r}{did_you_mean(only, CHECKS)}")
    told = Told(claims)
    rows = [row | {"check": name} for name, run in CHECKS.items() if only in (None, name) for row in run(told)]
    order = {"disagrees": 0, "cannot_tell": 1, "agrees": 2}
    rows.sort(key=lambda r: (order[r["verdict"]], -r["gap"], list(CHECKS).index(r["check"]), str(r["claim_ids"])))
    return frame(Checks, rows)
