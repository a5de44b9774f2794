"""Does what was said agree with itself? Eight checks, each with its reckoning in one line and the claims it rests on."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import polars as pl

from ..errors import LexiconError, did_you_mean, need
from ..kept import kept_whole
from ..schema import frame
from .arithmetic_checks import changes, running_totals, shares
from .claim_index import ClaimIndex, Row
from .consistency_checks import headlines, retold, revisions
from .schema import Checks
from .sum_checks import nested_periods, parts_and_wholes

CHECKS: dict[str, Callable[[ClaimIndex], Iterator[Row]]] = {
    "change_against_levels": changes,
    "running_total": running_totals,
    "part_and_whole": parts_and_wholes,
    "nested_periods": nested_periods,
    "headline_and_body": headlines,
    "retold": retold,
    "share_against_parts": shares,
    "revision": revisions,
}


@kept_whole
def check(claims: pl.DataFrame, *, only: str | None = None) -> pl.DataFrame:
    """Claims => a row per thing checked (columns: `schema.Checks`), what disagrees most first.

    The checks: change_against_levels, running_total, part_and_whole, nested_periods, headline_and_body, retold,
    share_against_parts, revision. `only` runs one of them; LexiconError for another name. Bounds are those of the
    claims' reading. Verdicts: agrees; disagrees (both cannot be); told_differently (one value under another noun, base,
    period, scope, unit or direction); cannot_tell, with the reason. What could not have failed is no agreement: a part
    equal to its whole, a total that only grows, a figure told again unchanged.

    >>> an.check(claims, only="share_against_parts").columns[:3]
    ['check', 'verdict', 'arithmetic']
    """
    if only is not None and only not in CHECKS:
        raise LexiconError(f"no check {only!r}{did_you_mean(only, CHECKS)}")
    need(claims, ("claim_id", "metric", "kind"), "check wants claims; give what find_claims returned")
    index = ClaimIndex(claims)
    rows = [row | {"check": name} for name, run in CHECKS.items() if only in (None, name) for row in run(index)]
    order = {verdict: n for n, verdict in enumerate(("disagrees", "told_differently", "cannot_tell", "agrees"))}
    rows.sort(key=lambda r: (order[r["verdict"]], -r["gap"], list(CHECKS).index(r["check"]), str(r["claim_ids"])))
    return frame(Checks, rows)
