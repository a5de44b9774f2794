"""What a figure of an earlier time shares with the new one that it stands beside: metric, unit, and the time of a change's base."""

from __future__ import annotations

from ...codebook import Codebook
from ...records import replace
from ..clauses.clauses import Clauses
from ..clauses.draft import Draft
from ..comparisons.comparatives import is_earlier, sibling
from ..comparisons.prior_labels import is_sure
from .prior_times import moved


def with_times_of_bases(drafts: list[Draft], clauses: Clauses) -> list[Draft]:
    """'Murder decreased by 23.3% (33 v. 43)': the second figure of the bracket is of the time that the change is measured from."""
    out = list(drafts)
    for i, draft in enumerate(out):
        at = clauses.figures.get(draft.start)
        held = clauses.bracket(at) if at is not None else None
        if held is None or not is_earlier(draft) or draft.period is not None:
            continue
        row = [d for d in out if clauses.figures.get(d.start, -1) in range(*held)]
        before = [d for d in out if clauses.figures.get(d.start, held[0]) < held[0]]
        new = next((d for d in row if not is_earlier(d) and d.period), None)
        change = before[-1] if before else None
        if new and new.period and change and change.kind == "change" and change.base and len(row) == 2:
            out[i] = replace(draft, period=moved(new.period, change.base), rules=(*draft.rules, "period:of_base"))
    return out


def with_common_metric(drafts: list[Draft], book: Codebook) -> list[Draft]:
    """Of the new and the earlier figure, the one without metric or unit takes the other's, if its unit allows it."""
    out = list(drafts)
    for i, draft in enumerate(drafts):
        new = sibling(drafts, draft) if is_earlier(draft) else None
        if new is None:
            continue
        at = drafts.index(new)
        if new.kind == "share" and draft.kind == "level" and draft.unit == "percent":
            out[i] = replace(out[i], kind="share")  # 'accounted for 28%, compared with 41% a year earlier'
        if "unit:of_metric" in out[i].rules and out[i].metric == out[at].metric:
            out[i] = replace(out[i], unit=out[at].unit)  # it counts as the new one does
        if out[i].metric is None and out[at].metric:
            out[i] = _taking(out[i], out[at], book)
        elif out[at].metric is None and out[i].metric:
            out[at] = _taking(out[at], out[i], book)
        elif out[i].metric is None and out[i].unit is None and out[at].unit not in (None, "percent"):
            counted = out[i].counted or out[at].counted
            out[i] = replace(out[i], unit=out[at].unit, counted=counted, rules=(*out[i].rules, "unit:of_pair"))
    for i, draft in enumerate(out):  # a change that follows is of what they count
        if draft.metric is None and "metric:of_level" in draft.rules and draft.kind == "change":
            paired = next((d for d in reversed(out[:i]) if "metric:of_pair" in d.rules and not is_earlier(d)), None)
            out[i] = (
                replace(
                    draft,
                    metric=paired.metric,
                    metric_source="clause" if paired.metric else "none",
                    counted=paired.counted,
                )
                if paired
                else draft
            )
    return out


def _taking(draft: Draft, other: Draft, book: Codebook) -> Draft:
    units = book.metrics[str(other.metric)].units
    bare = draft.unit is None or not is_sure(draft)
    if not bare and draft.unit not in units and draft.unit != other.unit:
        return draft
    unit = other.unit if bare else draft.unit
    return replace(
        draft,
        metric=other.metric,
        metric_source="clause",
        unit=unit,
        counted=draft.counted or other.counted,
        scope=draft.scope or other.scope,
        kind=other.kind if draft.unit == "percent" else draft.kind,
        rules=(*draft.rules, "metric:of_pair"),
    )
