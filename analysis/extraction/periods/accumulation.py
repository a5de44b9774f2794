"""Whether a figure is told as new, as cumulative (so far) or as a stock (at a time), by the words around it."""

from __future__ import annotations

from ...language.patterns import later
from ...language.tokens import lexer
from ..clauses.draft import Draft, Reading

WAYS = (("NEW", "new"), ("CUMULATIVE", "cumulative"), ("STOCK", "stock"))
REACH = 24  # characters before a figure in which the word stands: 'a cumulative total of', 累计查获
CLAUSE = later("[,，;；。、]")


def accumulation_of(read: Reading, draft: Draft) -> str | None:
    """'new', 'cumulative' or 'stock' for a level; None where no word says so. The word nearest before the figure decides, else its noun's."""
    if draft.kind not in ("level", "rate") or draft.quantity is None:
        return None
    floor = max(draft.start - REACH, read.room(draft.start, draft.end)[0])
    before = CLAUSE.split(read.text[floor : draft.start])[-1]
    behind = CLAUSE.split(read.text[draft.end : draft.end + 16])[0]
    table = lexer(read.lang)
    for text, nearest_last in ((before, True), (behind, False)):
        words = table.words_in(text)
        for _, _, word in reversed(words) if nearest_last else words:
            for kind, way in WAYS:
                if kind in table.types[word]:
                    return way
    return None
