"""The tables of consistency: conflicts, implied bounds, vintages, wordings; every column with its meaning."""

from __future__ import annotations

import dataframely as dy

from ..schema import _text


class Conflicts(dy.Schema):
    """One row per smallest set of statements that cannot all hold: without any one of them the others can."""

    conflict_id = _text("name of the conflict: a digest of its statements", nullable=False)
    agency = _text("id of the agency")
    subject = _text("what the statements are of; several are joined by +", nullable=False)
    scope = _text("part covered; null is the whole")
    period_start = dy.Date(nullable=True, description="first day that the statements cover")
    period_end = dy.Date(nullable=True, description="last day that they cover")
    n_statements = dy.Int64(nullable=False, description="how many statements, codebook identities included")
    reckoning = _text("the statements and what they come to, in one line of plain words", nullable=False)
    statements = dy.List(dy.String(), nullable=False, description="the statements, one by one, in plain words")
    outlets = dy.List(dy.Int64(), nullable=False, description="how many outlets tell each of them; 0 for an identity")
    outvoted = _text("the statement that the others, and the other conflicts, outvote; null in a tie")
    tied = dy.List(
        dy.String(), nullable=False, description="the statements among which the count of outlets does not decide"
    )
    given_up = dy.List(dy.String(), nullable=False, description="claims of the outvoted statement, or of all tied ones")
    measured_as = _text("what stated and implied are of: a figure, a percentage, a sum of parts", nullable=False)
    stated_low = dy.Float64(
        nullable=True, description="what the outvoted (in a tie: the first) statement says, lower bound"
    )
    stated_high = dy.Float64(nullable=True, description="upper bound")
    implied_low = dy.Float64(nullable=True, description="what the other statements leave for it, lower bound")
    implied_high = dy.Float64(nullable=True, description="upper bound")
    apart = dy.Float64(
        nullable=False, description="the gap between the two, as a share of the larger; 0 where they only touch"
    )
    identities = dy.List(dy.String(), nullable=False, description="the codebook's identities among the statements")
    doubts = dy.List(dy.String(), nullable=False, description="doubts of our own reading of these claims")
    briefings = dy.List(dy.String(), nullable=False, description="the reports they stand in")
    claim_ids = dy.List(dy.String(), nullable=False, description="the claims it rests on")
