"""Changes of an earlier time that a new change is told beside."""

from __future__ import annotations

from ..language.patterns import later
from ..language.tokens import SPACED
from .draft import Draft, Reading

# 'compared to an increase of', 'after an', 'following a': what leads to a change of an earlier time.
GROWTH_BEFORE = later(r"\b(?:compared (?:to|with)|after|following|against|versus) an? (?:[a-z-]+ ){0,4}$")
BESIDE_IT = later(r" (?:[a-z]+ )?(?:in |during |recorded |seen )?")


def of_growth_before(read: Reading, draft: Draft) -> str | None:
    """'Fell 1.8 percent, after an increase of 3.8 percent one year earlier': the time of a change that an earlier change is told of."""
    if draft.kind != "change" or read.lang not in SPACED or GROWTH_BEFORE.search(read.text, 0, draft.start) is None:
        return None
    return next((label for start, _, label in read.thens if BESIDE_IT.fullmatch(read.text, draft.end, start)), None)
