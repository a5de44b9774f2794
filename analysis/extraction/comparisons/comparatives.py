"""Figures of an earlier time, told beside the new one: 'up from 400 a year before', 去年同期为700起."""

from __future__ import annotations

import itertools

from ...language.lexicon import blanked
from ...language.patterns import later
from ...language.periods import Period
from ...language.said import year_digits
from ...records import replace
from ..clauses.cues import Cues, cues
from ..clauses.draft import Draft, Reading, longest_apart
from .base_periods import Span
from .prior_changes import as_growth, of_growth_before, with_label_of_list
from .prior_labels import TOLD, alike, label_of, owns


def find_thens(read: Reading) -> list[Span]:
    """The times that an earlier figure may be told of => (start, end, label), the longest where they overlap."""
    found: list[Span] = []
    for (name, _), match in read.matches("then"):
        year = next((v for v in match.groupdict().values() if v), None)
        found.append((match.start(), match.end(), f"{name}:{year_digits(year)}" if year else name))
    return longest_apart(found)


def is_earlier(draft: Draft) -> bool:
    """Was the figure marked as one of an earlier time?"""
    return draft.earlier is not None


def mark_earlier(read: Reading, drafts: list[Draft], table: Cues) -> list[Draft]:
    """Mark the figures of an earlier time with that time: 'same_period_last_year', '' where none is said."""
    out: list[Draft] = []
    for draft in drafts:
        open_to_it = draft.quantity and draft.kind in TOLD and draft.base is None
        label = label_of(read, draft, drafts, table) if open_to_it else of_growth_before(read, draft)
        listed = open_to_it and out and is_earlier(out[-1]) and goes_on(read, out[-1], draft)
        if label is None and listed and not _is_compared(read, draft, table):
            own = any(owns(read, draft, p) for p in read.periods)
            label = "" if own else out[-1].earlier  # 'when police counted 50 murders and 235 shootings'
        if label == "" and out and out[-1].earlier and _of_now(read, draft):
            label = None  # 'during the same period last year 216 were hurt, as compared to 190 this year'
        if label is None and open_to_it and _goes_on_moving(read, out, draft, table):
            label = ""  # 'from 27 to 88, and of Iranians from 34 to 84'
        if label is None and open_to_it and out and not table.spaced:
            label = _told_on(read, out[-1], draft, table)
        out.append(draft if label is None else as_growth(read, _marked(read, draft, label), out, table))
    return with_label_of_list(out, [goes_on(read, a, b) for a, b in itertools.pairwise(out)])


def _of_now(read: Reading, draft: Draft) -> bool:
    """Does a figure's own time say that it is of this year, month or week?"""
    return any(
        read.text[p.start :].lower().startswith(("this ", "今年", "本")) for p in read.periods if owns(read, draft, p)
    )


def _marked(read: Reading, draft: Draft, label: str) -> Draft:
    """An earlier figure; 'lower than 4.05 percent in the same period last year' compares with it, and bounds it by nothing."""
    quantity = draft.quantity
    bounded = quantity is not None and quantity.modifier in ("less_than", "more_than")
    if label and quantity and bounded and THAN.search(read.text, 0, quantity.numeral.start):
        draft = replace(draft, quantity=replace(quantity, modifier="exact"), start=quantity.numeral.start)
    return replace(draft, earlier=label, rules=(*draft.rules, f"earlier:{label}"))


THAN = later(r"\b(?:was|were|is|are) (?:lower|higher|more|less|fewer|larger|smaller|greater) than (?:the )?$")
JOINS = later(r",? and [^,;:()]{0,40}$|, [^,;:()]{0,40}$")
# '6,561 cases and 14 deaths'
LISTED = later(r"(?: in| for)? *,?(?: and)? |(?: [a-z][a-z-]+){1,3} (?:and|in) (?:the )?(?:[a-z]+ of )?|[、和及与]")


def goes_on(read: Reading, last: Draft, draft: Draft) -> bool:
    """'Against 900 and 1,300 in 2023', 'from 1.9 million in 2023 and 0.6 million in 2022': a list of earlier figures."""
    said = [*((p.start, p.end) for p in read.periods), *((a, b) for a, b, _ in read.thens)]
    times = [(a - last.end, b - last.end) for a, b in said if last.end <= a and b <= draft.start]
    between = blanked(read.text[last.end : draft.start], times)
    return LISTED.fullmatch(between) is not None


def _told_on(read: Reading, last: Draft, draft: Draft, table: Cues) -> str | None:
    """而2014年同期仅7.39万人次，日均0.92万人: a clause that says no time goes on with the earlier one that opened the clause before."""
    if not last.earlier:
        return None
    then = next((a for a, b, _ in read.thens if b <= last.start), None)
    opens = then is not None and CLAUSE_OPENS.search(read.text, 0, then) is not None
    between = read.text[last.end : draft.start]
    timed = any(last.end <= p.start < draft.start for p in read.periods)
    other = table.direction.search(between) or any(last.end <= a < draft.start for a, _, _ in read.bases)
    return last.earlier if opens and not timed and not other and ONE_COMMA.fullmatch(between) else None


CLAUSE_OPENS = later(r"(?:^|[,，。;；])(?:而|但|其中)?$")
ONE_COMMA = later(r"[^,，。;；:：、(（]{0,12}[,，][^,，。;；:：、(（]{0,14}")


def _is_compared(read: Reading, draft: Draft, table: Cues) -> bool:
    """'333 last year, and 120 robberies compared to 111': is the figure itself the one that an earlier one stands beside?"""
    return table.earlier_sure.search(_to_next(read, draft)) is not None


def _to_next(read: Reading, draft: Draft) -> str:
    """The words between a figure and the next one; none behind the last figure of a sentence."""
    behind = next((q.start for q in read.quantities if q.start >= draft.end), draft.end)
    return read.text[draft.end : behind]


def _goes_on_moving(read: Reading, out: list[Draft], draft: Draft, table: Cues) -> bool:
    """Does a figure go on a row of moves whose verb is said once, with 'from' before it and the end of its move behind?"""
    pair = len(out) > 1 and is_earlier(out[-2]) and not is_earlier(out[-1]) and alike(out[-2], out[-1])
    left = read.text[out[-1].end : draft.start] if pair else ""
    led = table.spaced and JOINS.match(left) and table.earlier_from.search(left)
    return bool(led and alike(out[-1], draft) and table.reaches.search(_to_next(read, draft)))


def sibling(drafts: list[Draft], draft: Draft) -> Draft | None:
    """The new figure that one of an earlier time stands beside: the last before it, else the next."""
    kinds = ("change",) if draft.kind == "change" else TOLD
    new = [d for d in drafts if d.quantity and d.kind in kinds and d is not draft and not is_earlier(d)]
    new = [d for d in new if alike(d, draft)]
    before = [d for d in new if d.end <= draft.start]
    after = [d for d in new if d.start >= draft.end]
    return before[-1] if before else after[0] if after else None


def owned(read: Reading, drafts: list[Draft], periods: list[Period]) -> list[Period]:
    """The periods that belong to figures of an earlier time: no other figure may take them."""
    earlier = [d for d in drafts if is_earlier(d)]
    from_to = not cues(read.lang).spaced  # 从前一周的73个，下降至68个
    return [p for p in periods if any((from_to or p.start >= d.end) and owns(read, d, p) for d in earlier)]
