"""Times that say of which time a figure's noun is: 'the 2014 monthly average of 162,591'."""

from __future__ import annotations

from ...language.lexicon import lexicon, word_list
from ..clauses.clauses import Clauses
from ..clauses.draft import Reading, Time

FIRST_ARTICLE = tuple(f"{word} " for word in word_list("definite"))
REVISED = word_list("revised")  # 'the revised July estimate of 601,000'
FIGURE_NOUNS = frozenset(lexicon("cues")["against"]["figure_nouns"]["en"])
ARTICLES = word_list("articles")


def of_its_noun(read: Reading, clauses: Clauses, at: int) -> Time | None:
    """'The 2014 monthly average of 162,591': the time that says of which time a figure's noun is."""
    begin = clauses.line.before(at, "TIME !RELATIVE|COMMA|QTY{1,3} OF LIGHT*")
    of = next((i for i in range(at - 1, begin or at, -1) if "OF" in clauses.tokens[i].types), None)
    if begin is None or of is None or not _is_of_noun(clauses, begin):
        return None
    if clauses.tokens[of - 1].text.lower() not in FIGURE_NOUNS:
        return None
    return next((t for t in read.times if t.at == begin and t.period.dated), None)


def _is_of_noun(clauses: Clauses, at: int) -> bool:
    """Does a time say of which time a noun behind it is: 'the 2014 average', 'against 2015 figures'?"""
    led = clauses.tokens[at - 1] if at else None
    said = clauses.tokens[at].text.lower()
    return (
        said.startswith(FIRST_ARTICLE)
        or said.endswith("'s")
        or (led is not None and (bool(led.types & {"FROM", "THAN"}) or led.text.lower() in (*ARTICLES, *REVISED)))
    )
