"""Figures of an earlier time, told beside the new one: 'up from 400 a year before', 去年同期为700起."""

from __future__ import annotations

import itertools
import re

from ..language.lexicon import blanked, word_list
from ..language.patterns import later
from ..language.periods import Period
from ..language.said import year_digits
from ..language.units import is_measured
from ..records import replace
from .against import Span, time_of_base
from .cues import Cues, cues
from .draft import Draft, Reading, longest_apart
from .earlier_growths import as_growth, came_from, of_growth_before, with_label_of_list

MASSES = frozenset(["gram", "kg", "tonne", "pound"])
TOLD = ("level", "rate", "share")  # kinds that a period of an earlier time can have
# What stands before the first words of a clause, or before the time in 'while the figure for the same period was'.
OPENS = later(
    r"(?:[,;:]|\b(?:and|but|while))(?: the (?:figure|number|total|level|count)s?(?: (?:for|in|of|during))?)? $"
)
IN_ONE = later(r"[^()（）]{0,60}$")  # the words of one bracket
ASIDE = later(r"(?: [a-z]+(?: [a-z]+)?)? ?\([^()]{1,60}\)")


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
        label = _label(read, draft, drafts, table) if open_to_it else of_growth_before(read, draft)
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
    compared = (
        label
        and quantity
        and quantity.modifier in ("less_than", "more_than")
        and THAN.search(read.text, 0, quantity.numeral.start)
    )
    if compared and quantity:
        draft = replace(draft, quantity=replace(quantity, modifier="exact"), start=quantity.numeral.start)
    return replace(draft, earlier=label, rules=(*draft.rules, f"earlier:{label}"))


def _label(read: Reading, draft: Draft, drafts: list[Draft], table: Cues) -> str | None:
    """The time that makes a figure one of an earlier time; "" where it is one and no such time is said; None if none."""
    bracket = ASIDE.match(read.text, draft.end)  # '71 (11.3%) in the quarter before'
    done = bracket.end() if bracket and table.spaced else draft.end
    floor, ceiling = read.room(draft.start, done)
    left, text = read.text[floor : draft.start], read.text
    if (base := time_of_base(read, draft, floor, table)) is not None:
        return base
    for start, end, label in read.thens:
        behind = table.spaced and done <= start and end <= ceiling and not _compares(read, start, table)
        between = text[done:start]
        if (
            behind
            and re.fullmatch(r"(?:, respectively,?)?[\w '-]{0,40}", between)
            and not table.compares.search(between)
        ):
            return label
        if floor <= start and end <= draft.start and _leads(read, start, end, draft, table):
            return label
    levels = [d for d in drafts if d.quantity and d.kind in TOLD]
    before = [d for d in levels if d.end <= draft.start]
    after = [d for d in levels if d.start >= draft.end]
    opened = max(text.rfind("(", floor, draft.start), text.rfind("（", floor, draft.start))
    if opened >= 0 and before and _alike(before[-1], draft) and IN_ONE.match(text, opened + 1, draft.start):
        closed = min((at for at in (text.find(")", draft.end), text.find("）", draft.end)) if at >= 0), default=-1)
        if any(opened < p.start and p.end <= closed for p in read.periods) and opened - before[-1].end <= 40:
            return ""  # '38 million trips (first half of 2024: 29 million)'
    new = before[-1] if before and _alike(before[-1], draft) else None
    if new and (base := came_from(read, draft, drafts, new)) is not None:
        return base
    told_of = any(d.kind == "change" and d.end == floor for d in drafts)
    if table.spaced and told_of and table.of_figure.fullmatch(text, floor, draft.start):
        return ""  # '5 percent below the peak of 45,755 in 2022'
    growths = [d for d in drafts if d.kind == "change" and d.unit == draft.unit == "percent" and d.end == floor]
    if table.spaced and growths and (table.earlier_sure.search(left) or table.earlier_aside.search(left)):
        return ""  # 'rose 5.3 percent, up from 2.4 percent in May'
    if any(_alike(d, draft) for d in before) and table.spaced:
        if table.earlier_sure.search(left) or table.earlier_aside.search(left):
            return ""
        dated = any(draft.end <= p.start <= ceiling and owns(read, draft, p) for p in read.periods)
        # '(36,339 against 63,070)'
        paired = 0 <= text.rfind("(", 0, draft.start) < before[-1].start and ")" not in left
        if table.earlier_beside.search(left) and (is_measured(draft.unit) or dated or paired):
            return ""
        moved = table.reached.search(text[: before[-1].start]) and table.direction.search(text[: before[-1].start])
        if moved and table.earlier_from.search(left) and not re.search(r"[,;:]", left):
            return ""
    if after and _alike(after[0], draft) and table.earlier_from.search(left):
        times = [(p.start, p.end) for p in read.periods]
        # 从9月的68.6%增加2%，至68.8%: what it moved by may stand between
        by = [d.end for d in drafts if d.kind == "change" and draft.end <= d.start and d.end <= after[0].start]
        begin = by[0] + (text[by[0] : by[0] + 1] in (",", "，")) if len(by) == 1 else draft.end
        between = blanked(text[: after[0].start], times)[begin:].rstrip(" 的") + " " * table.spaced
        change = any(d.kind == "change" and floor <= d.end <= draft.start for d in drafts) or begin > draft.end
        moves = change or table.direction.search(left) if table.spaced else True
        between = between if table.spaced else between.removeprefix("，")  # 从前一周的73个，下降至68个
        if moves and table.reaches.search(between) and not re.search(r"[,，;；。]", between):
            return ""
    return None


IS_NO_MORE = word_list("is_no_more_than", "zh")  # 相比去年同期仅有33宗
THAN = later(r"\b(?:was|were|is|are) (?:lower|higher|more|less|fewer|larger|smaller|greater) than (?:the )?$")
JOINS = later(r",? and [^,;:()]{0,40}$|, [^,;:()]{0,40}$")
LISTED = later(
    r"(?: in| for)? *,?(?: and)? |(?: [a-z][a-z-]+){1,3} (?:and|in) (?:the )?(?:[a-z]+ of )?|[、和及与]"
)  # '6,561 cases and 14 deaths'


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
    pair = len(out) > 1 and is_earlier(out[-2]) and not is_earlier(out[-1]) and _alike(out[-2], out[-1])
    left = read.text[out[-1].end : draft.start] if pair else ""
    led = table.spaced and JOINS.match(left) and table.earlier_from.search(left)
    return bool(led and _alike(out[-1], draft) and table.reaches.search(_to_next(read, draft)))


OPENS_ON = "on"


def _compares(read: Reading, start: int, table: Cues) -> bool:
    """Does a word of comparison stand right before a time ('than a year ago')? 'On the same day last year the count was 358' has none."""
    if read.text[:start].strip().lower() == OPENS_ON:
        return False
    return bool(table.earlier_against.search(read.text[max(0, start - 24) : start]))


GOES_ON_WITH = later(r", (?:with|when|where)(?: there (?:were|was))? (?:only |just |about |some )?$")


def _leads(read: Reading, start: int, end: int, draft: Draft, table: Cues) -> bool:
    """Does the time before a figure tell when it was: 'a year earlier it was 400', 去年同期为700起, 较上年同期的400名?"""
    between = read.text[end : draft.start]
    if re.fullmatch(r" ?[(（]", between):
        return True  # '25% more than the previous year (29,437)'
    changes = any(q.unit in ("percent", "percentage_point", "multiple") and q.end <= start for q in read.quantities)
    if table.spaced and not changes and GOES_ON_WITH.match(between):
        return True  # 'compared with the same period last year, with 537 cases'
    if table.earlier_not.search(between) or re.search(r"[;；。(（]", between) or table.direction.search(between):
        return False
    if table.spaced and any(q.end <= start for q in read.quantities) and not OPENS.search(read.text[:start]):
        return False  # 'from 700 a year ago to 600': the time is the other figure's
    if table.spaced:
        return len(between) <= 40 and between.count(",") <= 1 and not _compares(read, start, table)
    joined = between in ("的", *IS_NO_MORE) or (
        between == "" and bool(table.direction.match(read.text[draft.end : draft.end + 5].lstrip("，,")))
    )
    return joined or (len(between) <= 10 and not _compares(read, start, table))


def _alike(a: Draft, b: Draft) -> bool:
    """May two figures be of one thing: the same unit, or one without?"""
    if {a.kind, b.kind} == {"rate", "level"}:  # 日均由21列提高到34列: the rate of the second is not known yet
        return is_sure(a) and is_sure(b) and (a.unit or "").partition("/")[0] == (b.unit or "").partition("/")[0]
    if a.kind != b.kind:
        return a.unit == b.unit == "percent"
    if a.unit in MASSES and b.unit in MASSES:
        return True  # 'from 565kg to 1.28 tonnes'
    return a.unit == b.unit or a.unit is None or b.unit is None or not is_sure(a) or not is_sure(b)


def is_sure(draft: Draft) -> bool:
    return draft.quantity is not None and draft.quantity.known_unit


def sibling(drafts: list[Draft], draft: Draft) -> Draft | None:
    """The new figure that one of an earlier time stands beside: the last before it, else the next."""
    kinds = ("change",) if draft.kind == "change" else TOLD
    new = [d for d in drafts if d.quantity and d.kind in kinds and d is not draft and not is_earlier(d)]
    new = [d for d in new if _alike(d, draft)]
    before = [d for d in new if d.end <= draft.start]
    after = [d for d in new if d.start >= draft.end]
    return before[-1] if before else after[0] if after else None


def owns(read: Reading, draft: Draft, period: Period) -> bool:
    """Does a period stand right behind a figure ('from 700 in 2022'), or between 'from' and it (从2021年的700起)?"""
    if period.start >= draft.end:
        if cues(read.lang).spaced is False:
            return False  # Chinese tells a time before its figure
        between = read.text[draft.end : period.start]
        figures = any(draft.end <= q.start < period.start for q in read.quantities)
        return len(between) <= 40 and not figures and not re.search(r"[,，;；。]| to ", between)
    return period.end <= draft.start and bool(
        re.fullmatch(r"[^,，;；。从由自]{0,4}", read.text[period.end : draft.start])
    )


def owned(read: Reading, drafts: list[Draft], periods: list[Period]) -> list[Period]:
    """The periods that belong to figures of an earlier time: no other figure may take them."""
    earlier = [d for d in drafts if is_earlier(d)]
    from_to = not cues(read.lang).spaced  # 从前一周的73个，下降至68个
    return [p for p in periods if any((from_to or p.start >= d.end) and owns(read, d, p) for d in earlier)]
