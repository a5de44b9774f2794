"""How long a time that was told holds for what follows it without one.

Chinese reports keep to their time; English ones turn, sentence by sentence, to background that has none. How far each kind of figure
and of time carries was counted on texts coded by hand (data/gold/README.md): beyond it, more figures have no time than that one.
"""

from __future__ import annotations

from ...language.lexicon import word_list
from ...language.periods import Period
from ...language.tokens import PAST_FORMS, SPACED
from ..clauses.clauses import Clauses
from ..clauses.draft import Context, Draft, Reading

SENTENCES = 9  # that tell no time, behind which nothing but a change is still of the one told before
# Paragraphs over which a time of a kind carries.
PARAGRAPHS = {"campaign": 6, "year_to_date": 12}
SPANS = ("half", "quarter", "campaign")
ROW = 90  # characters: what is shorter is a row of a list, which goes on with what its head told
SAME_TIME = word_list("same_time_again")
BULLETS = word_list("bullets")
WAS = PAST_FORMS | set(word_list("past_be"))


def told_again(read: Reading, context: Context, *, topic: bool, counts: bool) -> None:
    """Note where the text told its time last, and count the sentences that have told none since."""
    if topic:
        context.told_in, context.since_told, context.told_with_figures = read.sentence.paragraph, 0, counts
    elif not read.sentence.in_headline and not _is_row(read):
        context.since_told += 1


def _is_row(read: Reading) -> bool:
    text = read.text.strip()
    return text.startswith(BULLETS) or (len(text) < ROW and bool(read.quantities))


def _was(clauses: Clauses, at: int, *, done: bool = False) -> bool:
    """'Declined to 7.98 per cent', 'was 26 percent': is the clause of a figure in the past, and so of a time? `done`: 'has seized' is not."""
    said = clauses.clause(at)
    if done and any("PRESENT" in t.types for t in said):
        return False
    return any("ED" in t.types or t.text.lower() in WAS for t in said)


def faded(read: Reading, clauses: Clauses, at: int, draft: Draft, carried: Period, context: Context) -> bool:
    """Is the time told before too far back for the figure at token `at` that has none?"""
    if read.lang not in SPACED or draft.kind == "rank" or context.period_source == "title":
        return False
    if context.mainland and draft.kind != "share":
        return False  # the English of China's agencies is translated, and keeps to its time as theirs does
    if _is_row(read):
        return False
    if any(words in read.text.lower() for words in SAME_TIME):
        return False  # 'during the same period'
    apart = read.sentence.paragraph - context.told_in
    if carried.kind == "multi_year" or (draft.kind in ("rate", "duration") and not _was(clauses, at)):
        return True  # 'on average 300 a day pass', 'fell over ten years. ...'
    if draft.kind == "change":
        return False
    if carried.kind in SPANS and not context.told_with_figures and not _was(clauses, at, done=True):
        return True  # 'The operation ran from 1 to 9 May. The unit has seized ...'
    return context.since_told >= SENTENCES or apart >= PARAGRAPHS.get(carried.kind, apart + 1)
