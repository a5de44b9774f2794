"""The kind that a figure has from its neighbour: members of lists, and figures whose verb was said before."""

from __future__ import annotations

import re

from ...language.lexicon import blanked
from ...language.patterns import later
from ...records import replace
from ..clauses.cues import Cues
from ..clauses.draft import Draft, Reading
from .bases import near_base


def inherit_lists(read: Reading, drafts: list[Draft], table: Cues) -> list[Draft]:
    """分别上升198%、176%、326%: the later members of a list of percentages are of the first one's kind."""
    out = list(drafts)
    for i in range(1, len(out)):
        last = out[i - 1]
        out[i] = _rate_in_list(read, last, _multiple_in_list(read, last, out[i], table), table)
        out[i] = _of_the_first(read, last, out[i], table) or _elliptical(read, out, i, table)
    for i in range(len(out) - 2, -1, -1):
        out[i] = _of_the_last(read, out[i], out[i + 1], table)
    return out


def _of_the_first(read: Reading, last: Draft, item: Draft, table: Cues) -> Draft | None:
    """A member of a list that is of the kind of the one before it; None where it is not."""
    if item.quantity is None or last.quantity is None or item.quantity.unit != last.quantity.unit:
        return None
    if last.kind not in ("change", "share") or item.kind not in ("level", "share"):
        return None
    if not table.list_join.fullmatch(read.timeless[last.end : item.start]):
        return None
    value, unit = item.value, item.unit
    if item.unit == "multiple" and value is not None and last.unit == "percent":
        value = (value - 1) * 100 if "multiple:of" in last.rules else value * 100
        unit = "percent"
    return replace(
        item,
        kind=last.kind,
        value=value,
        unit=unit,
        direction=last.direction,
        base=near_base(read, item) if item.kind == "level" and read.bases else last.base,
        note=last.note,
        rules=(*item.rules, "list"),
    )


def _of_the_last(read: Reading, item: Draft, after: Draft, table: Cues) -> Draft:
    """'2.3, 3.6 and 3.4 times that of': the last member tells what the ones before it are."""
    if item.quantity is None or item.kind != "level" or item.unit != "multiple" or item.value is None:
        return item
    if after.quantity is None or after.kind != "change":
        return item
    if not table.list_join.fullmatch(read.text[item.end : after.start]):
        return item
    return replace(
        item,
        kind="change",
        value=(item.value - 1) * 100 if "multiple:of" in after.rules else item.value * 100,
        unit="percent",
        direction=after.direction,
        base=after.base,
        note=after.note,
        rules=(*item.rules, "list"),
    )


def _rate_in_list(read: Reading, last: Draft, item: Draft, table: Cues) -> Draft:
    """'4,000 a day in May and 3,000 in June': a bare number in a list with a rate is one too."""
    if last.kind != "rate" or item.kind != "level" or item.quantity is None:
        return item
    within = [p for p in read.periods if last.end <= p.start and p.end <= item.start]
    if any(p.one_day and p.rule != "now" for p in within):
        return item  # 日均48.6万人次，10月3日达57.2万人次: what one day saw is no average
    times = [(p.start, p.end) for p in within]
    between = blanked(read.text, times)[last.end : item.start]
    reached = (last.unit or "").split("/")[0] == item.unit and table.reaches.fullmatch(
        between.strip() + " " * table.spaced
    )
    if not reached and (item.unit is not None or not RATES.fullmatch(between)):
        return item  # 日均由1.6万人次增至2.1万人次: both are rates
    return replace(item, kind="rate", unit=last.unit, counted=last.counted, rules=(*item.rules, "list"))


RATES = later(r"(?: a day| per day| daily)?(?: (?:in|for|during))? *,?(?: and| to)? (?:to )?|[、和及与，]")


def _multiple_in_list(read: Reading, last: Draft, item: Draft, table: Cues) -> Draft:
    """上升四成、一倍、25%: a multiple among percentages is how much more, too."""
    relative = ("percent", "multiple")
    if item.quantity is None or last.quantity is None or last.kind != "change" or last.quantity.unit not in relative:
        return item
    mixed = item.quantity.unit in relative and "multiple" in (item.quantity.unit, last.quantity.unit)
    if not mixed or "multiple:of" in last.rules or item.quantity.value is None:
        return item
    if not table.list_join.fullmatch(read.text[last.end : item.start]):
        return item
    value = item.quantity.value * (100 if item.quantity.unit == "multiple" else 1)
    rules = (*(r for r in item.rules if r != "multiple:of"), "list")
    return replace(
        item, kind="change", value=value, unit="percent", direction=last.direction, base=last.base, rules=rules
    )


EACH_OF = later(r" (for|in|among|at|on) [^,;.]{2,70}?(?:, [A-Z][^,;.]{2,30}?)*,?(?: and)?(?: by)? ")


def _elliptical(read: Reading, drafts: list[Draft], i: int, table: Cues) -> Draft:
    """'..., with family units by 18.5%', 'entries rose 10%, exits 12%', 入境增长10%，出境12%: the verb was said before."""
    item = drafts[i]
    last = next((d for d in reversed(drafts[:i]) if d.unit == "percent"), None)
    if last is None or item.unit != "percent" or item.kind != "level":
        return item
    if last.kind == "change" and last is drafts[i - 1] and table.ends.match(read.text, item.end):
        between = re.sub(" +", " ", read.timeless[last.end : item.start])
        if table.verbless.fullmatch(between):
            base = last.base or near_base(read, item)
            return replace(item, kind="change", direction=last.direction, base=base, rules=(*item.rules, "verbless"))
    of = EACH_OF.fullmatch(read.text, last.end, item.start) if last is drafts[i - 1] else None
    if last.kind == "change" and of and read.text.startswith(f" {of[1]} ", item.end):
        # 'rose 18 percent for residents and 30 percent for foreigners'
        return replace(item, kind="change", direction=last.direction, base=last.base, rules=(*item.rules, "verbless"))
    word = re.search(r"\b(by|for) (?:about |nearly |some )?$", read.text[: item.start])
    if word and (word[1], last.kind) in (("by", "change"), ("for", "share")):
        # 'up by 53% compared with September 2020 and by 17% compared with August 2021'
        base = (near_base(read, item) if last.kind == "change" else None) or last.base
        return replace(item, kind=last.kind, direction=last.direction, base=base, rules=(*item.rules, "ellipsis"))
    return item
