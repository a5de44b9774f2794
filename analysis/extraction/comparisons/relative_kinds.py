"""The kind of a percentage, of percentage points or of a multiple: change, share or level."""

from __future__ import annotations

import re

from ...language.lexicon import alternatives, lexicon, word_list
from ...language.patterns import later
from ...records import replace
from ..clauses.cues import Cues
from ..clauses.draft import OCCURRENCES, Draft, Reading
from .bases import hedged_base, near_base, ratio_base_of, slash_base
from .directions import BY, as_change, direction_before

# 'Accounted for 29.7% - higher than gas': held against another thing, behind a dash.
BESIDE = later(r" ?[-–—] ?(?:higher|lower|more|less|greater) than (?!(?:in|a|last|the (?:previous|same|year))\b|\d)")
YEARLY = later(r" (?:yearly|annually|year[- ]on[- ]year|on the year|compared|from)")
CAME_TO = later(
    rf"\b(?:(?P<up>{alternatives([*word_list('rises_as_nouns', 'en')])})|(?P<down>{alternatives([*word_list('falls_as_nouns', 'en')])}))"
    rf" (?:rate )?(?:in [^,;.\d]{{1,50}}? )?(?:had |has |have )?(?:{alternatives([*lexicon('words')['comes_to']['en']])}) $",
    re.IGNORECASE,
)
OF_NOUN = later(r"的(?!水平|速度|比例|比重|增|降|升|减|涨|跌|幅|目标|税|关税|利率|同比|成绩)[\u4e00-\u9fff]")


def relative(read: Reading, draft: Draft, left: str, right: str, floor: int, table: Cues) -> Draft:
    """A percentage, percentage points or a multiple: change, share or level."""
    quantity = draft.quantity
    assert quantity is not None
    ratio_base = ratio_base_of(read, quantity, left, floor)
    if quantity.unit == "multiple":
        return _multiple(read, draft, left, right, floor, ratio_base, table)
    direction = direction_before(left, table, read, floor) or _height(read, left, floor, table)
    if direction is None and table.spaced and (came := CAME_TO.search(left)):
        direction = came.lastgroup  # 'the growth reached 19.52%'
    if quantity.modifier == "at_most" and table.spaced and YEARLY.match(right):
        return as_change(read, replace(draft, rules=(*draft.rules, "change:up_to")), "up", table)
    pair = PAIR.match(right)
    if pair and (way := table.direction_after.match(right[pair.end() :])):
        return as_change(read, replace(draft, rules=(*draft.rules, "change:cue_after")), way.lastgroup or "up", table)
    share = None if direction else _share_of_base(read, draft, left, floor, ratio_base, table)
    return (
        share
        or _change_told(read, draft, left, right, direction, table)
        or _share_told(read, draft, left, right, table)
        or replace(draft, rules=(*draft.rules, "level:percent"))
    )


def _height(read: Reading, left: str, floor: int, table: Cues) -> str | None:
    """比上月末高0.5个百分点, and 低0.1个百分点 behind it in a row: by how much one lies over or under another."""
    found = table.amount_before.search(left)
    if found is None and floor and (behind := table.amount_in_row.fullmatch(left)):
        before = next((q.start for q in read.quantities if q.end == floor), floor)
        found = behind if table.amount_before.search(read.text[:before]) else None
    if found is None and floor and table.amount_alone.fullmatch(left) and (read.bases or read.thens):
        found = table.amount_before.search(read.text[: floor + len(left)])  # 比去年同期的134亿令吉高了8%
    return found.lastgroup if found else None


PAIR = later(r",? and (?:an? )?[\d.]+ ?(?:%|per ?cent|pct)")  # 'a 29 percent and 24 percent increase'
PEAK = later(r"(?:达到|是|为|相当于|恢复[到至])[^,，。]{1,14}的[近约]?$")
BRACKET_ENDS = later(r"\W*\)?\s*$|[,.)]")


def _share_of_base(
    read: Reading, draft: Draft, left: str, floor: int, ratio_base: str | None, table: Cues
) -> Draft | None:
    """'91 percent of the 2019 level', 达到去年的48.8%: a share of something else's level."""
    if not ratio_base:
        peak = not table.spaced and PEAK.search(left)
        return replace(draft, kind="share", rules=(*draft.rules, "share:of_other")) if peak else None
    draft = hedged_base(read, draft, floor, table)
    return replace(draft, kind="share", base=ratio_base, rules=(*draft.rules, "share:of_base"))


def _change_told(
    read: Reading, draft: Draft, left: str, right: str, direction: str | None, table: Cues
) -> Draft | None:
    """A change by its sign, by the cue before it or by the cue behind it."""
    quantity = draft.quantity
    assert quantity is not None
    signed = (quantity.value is not None and read.text[quantity.numeral.start] in "+-") or (quantity.value or 0) < 0
    if signed and quantity.value is not None:
        way = "down" if quantity.value < 0 else direction or "up"
        told = replace(draft, value=abs(quantity.value), rules=(*draft.rules, "change:sign"))
        return as_change(read, told, way, table)
    if direction is None and table.spaced and BY.search(left) and (said := list(table.direction.finditer(left))):
        direction = said[-1].lastgroup  # 'rose for the sixth month in a row, by 9 percent'
    if direction:
        return as_change(read, replace(draft, rules=(*draft.rules, "change:cue_before")), direction, table)
    after = table.direction_after.match(right)
    if after and not (table.spaced and BESIDE.match(right) and not YEARLY.match(right[after.end() :])):
        return as_change(read, replace(draft, rules=(*draft.rules, "change:cue_after")), after.lastgroup or "up", table)
    return None


def _share_told(read: Reading, draft: Draft, left: str, right: str, table: Cues) -> Draft | None:
    """A share by the words at its sides; a change in brackets or before a base such as y/y; a fraction."""
    quantity = draft.quantity
    assert quantity is not None
    if table.share_before.search(left) or table.share_after.match(right):
        return replace(draft, kind="share", rules=(*draft.rules, "share"))
    bracketed = table.spaced and BRACKET_ENDS.match(right) and left.rstrip().endswith("(")
    if bracketed and (cue := list(table.direction.finditer(left[-30:]))):
        return as_change(read, replace(draft, rules=(*draft.rules, "change:bracket")), cue[-1].lastgroup or "up", table)
    if not table.spaced and quantity.unit == "percent" and OF_NOUN.match(right):
        return replace(draft, kind="share", rules=(*draft.rules, "share:of_noun"))  # 85%的申请已办结
    if slashed := slash_base(read, quantity):
        hits = list(table.direction.finditer(read.text[: quantity.start]))
        way = hits[-1].lastgroup if hits and hits[-1].lastgroup != "level" else "up"
        return as_change(read, replace(draft, base=slashed, rules=(*draft.rules, "change:slash")), way or "up", table)
    if quantity.numeral.form == "fraction":
        return replace(draft, kind="share", rules=(*draft.rules, "share:fraction"))
    return None


def _multiple(
    read: Reading, draft: Draft, left: str, right: str, floor: int, ratio_base: str | None, table: Cues
) -> Draft:
    """'2.2 times the number' is +120 percent; 增长1.3倍 is +130; '3.6 times more' follows the words and is flagged."""
    quantity = draft.quantity
    assert quantity is not None
    value = quantity.value
    if value is None:
        return draft
    direction = direction_before(left, table, read, floor)
    after = table.direction_after.match(right)
    fold_word = read.text[quantity.numeral.end : quantity.end].strip(" -").lower() == "fold"
    if fold_word and (direction or after):
        note = f"ambiguous: {value}-fold may mean {value} times as many or {value * 100} percent more"
        more = abs(value - 1) if value != 1 else value  # 'a one-fold increase' has doubled
        folded = replace(draft, value=more * 100, unit="percent", note=note)
        return as_change(read, replace(folded, rules=(*draft.rules, "multiple:fold")), direction or "up", table)
    if table.spaced and after:
        note = f"ambiguous: {value} times more may mean {value} times as many"
        more_of = replace(draft, value=value * 100, unit="percent", note=note, rules=(*draft.rules, "multiple:more"))
        return as_change(read, more_of, "up", table)
    if direction and not TO.search(left[-6:]):
        less = direction == "down" and value > 1  # 'decreased ten times': to a tenth
        change = (1 - 1 / value) * 100 if less else value * 100
        by = replace(
            draft, value=change.normalize() if less else change, unit="percent", rules=(*draft.rules, "multiple:by")
        )
        return as_change(read, by, direction, table)
    if table.spaced and not fold_word and not (ratio_base or _compared(read, draft, right, table)):
        return replace(draft, unit="times", rules=(*draft.rules, OCCURRENCES))  # 'scrambled its aircraft 332 times'
    if not ratio_base and not _of_something(read, draft, left, right, table):
        return replace(draft, rules=(*draft.rules, "level:multiple"))
    draft = hedged_base(read, draft, floor, table)  # 不到2019年的两倍
    change = (value - 1) * 100
    drafted = replace(draft, value=abs(change), unit="percent", rules=(*draft.rules, "multiple:of"))
    return as_change(read, replace(drafted, base=ratio_base), "up" if change >= 0 else "down", table)


TO = later(r"(?<!达)到|至|\bto\b")  # 升幅达到3.12倍 tells how far
IS = later(r"(?:是|为|相当于|达)[^,，。;；]*的?[约近超]?(?:过)?$")


NEXT_TIMES = later(r"(?:,| and|, and) [\d.]+ times")  # 'two, 3.6 and four times those of the year before'


def _compared(read: Reading, draft: Draft, right: str, table: Cues) -> bool:
    """Do the words right behind 'times' say of what: 'times the number', 'times last year's'?"""
    if draft.value is not None and draft.value % 1:
        return True  # nothing is done 2.3 times
    beside = any(0 <= start - draft.end <= 1 for start, *_ in read.bases)
    return beside or table.multiple_of.match(right) is not None or NEXT_TIMES.match(right) is not None


# 为102年全年（610万元）的两倍多, 超过去年全年11.9万辆的两倍: of a figure that is told with its time.
OF_A_FIGURE = later(
    r"(?:是|为|超过?|达到?|相当于|不到|不足)[^,，。;；]{0,14}(?:年|月|季度?|期|半年)[^,，。;；]{0,4}[(（]?\d[^,，。;；]{0,12}[)）]?的(?:近|约|逾|超过?)?$"
)


def _of_something(read: Reading, draft: Draft, left: str, right: str, table: Cues) -> bool:
    """Is it told of what a multiple is: 'times the number', 增至3倍, 是去年的2.2倍?"""
    if table.multiple_of.match(right) or TO.search(left[-6:]) or IS.search(left):
        return True
    if not table.spaced and OF_A_FIGURE.search(read.text, max(0, draft.start - 40), draft.start):
        return True
    return bool(near_base(read, draft))
