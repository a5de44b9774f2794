"""Two figures that are alike in all but one thing: told by two outlets, in two languages, in two briefings, a year apart."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, pairwise
from typing import Any

import polars as pl

from ..errors import LexiconError, did_you_mean, need
from ..schema import frame
from .pairs import pair_row
from .retellings import close, comparability, dates, digits_of, facts, groups, judged, looseness
from .schema import Comparisons
from .subjects import LEVELS, counted, counting_of, event_of, named, specific, subject_of, way_of
from .years import across_years

ACROSS = ("outlet", "language", "briefing", "year")

Row = dict[str, Any]


def compare(table: pl.DataFrame, *, across: str, contested: bool = False) -> pl.DataFrame:
    """Claims or a series => a row per pair of figures that differ in one thing (columns: `schema.Comparisons`).

    `across`: "outlet" and "language" pair what one event's reports tell of one figure; "briefing" pairs what was told
    of one period again later; "year" pairs like periods a year apart and wants a series (`to_series(claims, keep=...)`),
    from which contested figures are left out unless `contested=True`. Differences are intervals; `comparability` says
    whether the pair may be compared at all, `reason` why; a value told alike under another noun, base, period, scope,
    unit or direction is `told_differently`.

    >>> an.compare(claims, across="briefing").columns[:2]
    ['across', 'agency']
    """
    if across not in ACROSS:
        raise LexiconError(f"no comparison across {across!r}{did_you_mean(across, ACROSS)}")
    need(table, (), f'compare(across="{across}") wants claims or a series')
    if across == "year":
        if "claim_ids" not in table.columns:
            raise LexiconError('compare(across="year") wants a series; make one: to_series(claims, keep="last")')
        return frame(Comparisons, list(across_years(table, contested=contested)))
    if "claim_id" not in table.columns:
        raise LexiconError(f'compare(across="{across}") wants claims, not a series; give what find_claims returned')
    rows = _across_briefings(table) if across == "briefing" else _across_tellers(table, across)
    return frame(Comparisons, list(rows))


def _across_tellers(claims: pl.DataFrame, across: str) -> Iterator[Row]:
    """What the reports of one event tell of one figure, each against the report that tells it most exactly."""
    column = "publisher" if across == "outlet" else "language"
    for rows in groups(claims):
        for fact in facts(rows):
            seen = {fact.first[column]}
            for other in fact.others:
                if other[column] not in seen:
                    seen.add(other[column])
                    yield told_twice(across, fact.first, other, str(fact.first[column]), str(other[column]))


def told_twice(across: str, a: Row, b: Row, name_a: str, name_b: str) -> Row:
    """The row for one figure told twice: which fields differ, and whether both can be right."""
    differs, verdict = judged(a, b)
    row = pair_row(across, a, b, name_a, name_b, *comparability(a, b, differs))
    return row | {"differs": differs, "verdict": verdict}


def _across_briefings(claims: pl.DataFrame) -> Iterator[Row]:
    """One period's figure, told at one event and again at a later one: a revision, where both cannot be right; the same
    value told again of another unit, scope or noun, where neither event tells it of both."""
    figures = claims.filter(
        pl.col("kind").cast(pl.String).is_in((*LEVELS, "share")), counted(), named(), pl.col("period_end").is_not_null()
    )
    things: dict[tuple[str, ...], dict[tuple[str, ...], dict[str, Row]]] = {}
    for row in sorted(figures.to_dicts(), key=lambda r: (looseness(r), r["in_headline"], r["claim_id"])):
        same = (row["agency"], subject_of(row), row["kind"], way_of(row), *dates(row), row["base"])
        place = (str(row["unit"]), str(row["scope"]), str(counting_of(row)))
        things.setdefault(tuple(map(str, same)), {}).setdefault(place, {}).setdefault(event_of(row), row)
    for thing in sorted(things):
        places = things[thing]
        for spot in sorted(places):
            told = sorted(places[spot].values(), key=lambda r: (str(r["date"]), r["briefing_id"]))
            yield from (_again(a, b) for a, b in pairwise(told) if specific(a) or _nearly(a, b))
        for one, two in combinations(sorted(places), 2):
            yield from _elsewhere(places[one], places[two])


def _elsewhere(one: dict[str, Row], two: dict[str, Row]) -> Iterator[Row]:
    """The same value at another event, of another unit, scope or way of counting."""
    for event, a in sorted(one.items()):
        for other, b in sorted(two.items()):
            apart = event != other and event not in two and other not in one
            if apart and close(a, b) and min(digits_of(a), digits_of(b)) >= 3:
                yield _again(*sorted((a, b), key=lambda r: (str(r["date"]), r["briefing_id"])))


def _again(earlier: Row, later: Row) -> Row:
    return told_twice("briefing", earlier, later, earlier["briefing_id"], later["briefing_id"])


def _nearly(a: Row, b: Row) -> bool:
    """Of a bare noun ('people') only figures that nearly are one are taken for one: 10,899 and 10,895."""
    near = a["value"] and b["value"] and abs(a["value"] - b["value"]) <= 0.01 * a["value"]
    return bool(near) and min(digits_of(a), digits_of(b)) >= 4
