"""Marks on claims: by which conflicts they are disputed, and what other reports of their event tell the same value as."""

from __future__ import annotations

from collections import defaultdict

import polars as pl

from ..kept import kept_whole
from .conflicts import conflicts
from .constraints import rivals
from .retellings import Fact, differences, facts, groups, period_said
from .subjects import counting_of, qualified, subject_of
from .two_nouns import two_nouns

MARKS = ("contested_by", "also_told_as")
RIVAL = "rival"  # how a mark of contested_by begins that is no conflict: 'rival:<claim_id>'
# how a mark of also_told_as begins: 'noun:<subject>', 'period:<name>', 'counted:<way of counting>'
NOUN, PERIOD, COUNTED = "noun", "period", "counted"


@kept_whole
def marked(claims: pl.DataFrame) -> pl.DataFrame:
    """Claims with `contested_by` (ids of conflicts) and `also_told_as`; as they are where they have both.

    Contested are the claims of a statement that others outvote, all of a tie, and those of which their own report tells
    another value for the same place ('rival:<claim_id>'): two figures of one week are never silently one. The marks are best made of all claims
    before some are chosen, as `an.decide` does.
    """
    if set(MARKS) <= set(claims.columns):
        return claims
    contested: dict[str, list[str]] = defaultdict(list)
    for row in conflicts(claims).iter_rows(named=True):
        for claim in row["given_up"]:
            contested[claim].append(row["conflict_id"])
    for claim, others in rivals(claims).items():
        contested[claim].extend(f"{RIVAL}:{other}" for other in others)
    otherwise = told_otherwise(claims)
    ids = claims["claim_id"].to_list()
    return claims.with_columns(
        pl.Series("contested_by", [sorted(set(contested.get(i, []))) for i in ids], dtype=pl.List(pl.String)),
        pl.Series("also_told_as", [sorted(otherwise.get(i, set())) for i in ids], dtype=pl.List(pl.String)),
    )


def told_otherwise(claims: pl.DataFrame) -> dict[str, set[str]]:
    """For each claim whose value other reports of the event tell under another noun or of another time: what they say."""
    found: dict[str, set[str]] = defaultdict(set)
    for a, b in two_nouns(claims, events_apart=True):
        found[a["claim_id"]].add(f"{NOUN}:{subject_of(b)}")
        found[b["claim_id"]].add(f"{NOUN}:{subject_of(a)}")
    for rows in groups(claims):
        for fact in facts(rows):
            for other in fact.others:
                if "period" in list(differences(fact.first, other)):
                    found[fact.first["claim_id"]].add(f"{PERIOD}:{period_said(other)}")
                    found[other["claim_id"]].add(f"{PERIOD}:{period_said(fact.first)}")
            ways = {way for r in fact.rows if (way := counting_of(r)) and qualified(way)}
            for row in fact.rows:
                found[row["claim_id"]] |= {f"{COUNTED}:{way}" for way in ways - {counting_of(row)}}
        _spread(facts(rows), found)
    return found


def _spread(told: list[Fact], found: dict[str, set[str]]) -> None:
    """What holds of one telling of a fact holds of those that tell it of the same time."""
    for fact in told:
        for row in fact.rows:
            for other in fact.rows:
                if (row["period_start"], row["period_end"]) == (other["period_start"], other["period_end"]):
                    found[row["claim_id"]] |= found.get(other["claim_id"], set())
