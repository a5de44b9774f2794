"""A figure without a measure beside one that has it: 'from 41 to 38 days', '743 kg, against 612 the year before', 'by 12 to 743 million'."""

from __future__ import annotations

from ...language.units import is_measured
from ...records import replace
from ..clauses import phrases
from ..clauses.clauses import Clauses
from ..clauses.draft import COUNTS, Draft

PAIRED = "unit:of_pair"  # the rule's name
HELD_AGAINST = "FROM|BASE|THAN|AGAINST LIGHT*"
BETWEEN = frozenset(["REACH", "TIME", "PREPOSITION", "LIGHT", "ADV"])  # 'from 41 in 2022 to 38 days'
PARTED = frozenset(["SEMI", "STOP", "QTY", "AND", "LIST"])
LOOSE = ("none", "clause")  # sources of a unit that is not the figure's own


def of_measured_pairs(drafts: list[Draft], clauses: Clauses) -> list[Draft]:
    """Of two figures held against each other, the one without a measure takes that of the other, and with it its kind."""
    out = list(drafts)
    for i in range(len(out) - 1):
        for k, other in ((i, i + 1), (i + 1, i)):
            loose, told = out[k], out[other]
            if not _is_loose(loose, clauses) or not _measures(told, clauses):
                continue
            if not (_leads_to(loose, told, clauses) if k < other else _held_against(told, loose, clauses)):
                continue
            same = loose.kind == "change" or told.kind == "change"
            out[k] = replace(
                loose,
                unit=told.unit,
                kind=loose.kind if same else told.kind,
                head=told.head or loose.head,
                counted=told.counted or loose.counted,
                unit_source="clause",
                rules=(*loose.rules, PAIRED),
            )
    return out


def _is_loose(draft: Draft, clauses: Clauses) -> bool:
    """Has a figure no measure, and nothing behind it that it counts?"""
    at = clauses.figures.get(draft.start)
    bare = draft.quantity is not None and draft.quantity.unit is None and draft.kind in (*COUNTS, "change")
    more = at is not None and clauses.line.after(at, "MORE|LESS") is not None  # '10 fewer than the month before'
    alone = at is not None and (more or phrases.behind(clauses, at) is None)
    return bare and alone and draft.unit_source in LOOSE


def _measures(draft: Draft, clauses: Clauses) -> bool:
    """Is a figure measured, and no length of time that only says how long it took ('in 38 days')?"""
    at = clauses.figures.get(draft.start)
    if at is None or draft.quantity is None or not is_measured(draft.unit):
        return False
    if draft.kind == "duration" and clauses.line.before(at, "PREPOSITION LIGHT*") is not None:
        return clauses.line.before(at, "REACH|FROM LIGHT*") is not None
    return draft.kind in (*COUNTS, "share", "duration") or (draft.kind == "change" and draft.unit != "percent")


def _held_against(told: Draft, loose: Draft, clauses: Clauses) -> bool:
    """'743 kg, up from 612', '4.1 percent, compared with 3.9 a year earlier'."""
    first, last = clauses.figures[told.start], clauses.figures[loose.start]
    led = clauses.line.before(last, HELD_AGAINST) is not None or loose.earlier is not None
    led = led or (loose.kind == "change" and clauses.line.before(last, "COMMA LIGHT*") is not None)
    parted = PARTED | {"OPEN", "CLOSE"} if told.unit == "percent" else PARTED
    return led and not any(t.types & parted for t in clauses.between(first + 1, last))


def _leads_to(loose: Draft, told: Draft, clauses: Clauses) -> bool:
    """'From 612 to 743 kg', 'grew by 12 to 743 million dollars'."""
    first, last = clauses.figures[loose.start], clauses.figures[told.start]
    between = clauses.between(first + 1, last)
    if not any("REACH" in t.types for t in between) or not all(t.types & BETWEEN for t in between):
        return False
    moved = loose.kind == "change" and told.unit != "percent" and told.kind != "duration"
    return moved or clauses.line.before(first, "FROM LIGHT*") is not None
