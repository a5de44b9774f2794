"""The kind of a figure: level, change, share, rate, rank or duration, with direction and base."""

from __future__ import annotations

import re

from ..language.lexicon import blanked
from ..language.neighbours import neighbours
from ..language.patterns import later
from ..language.said import year_digits
from ..language.units import is_measured
from ..records import replace
from .cues import Cues, cues
from .draft import Draft, Reading, longest_apart
from .modifiers import modifier_before
from .quantities import Quantity


def find_bases(read: Reading) -> list[tuple[int, int, str]]:
    found: list[tuple[int, int, str]] = []
    for (name, _), match in read.matches("base"):
        year = next((v for k, v in match.groupdict().items() if v), None)
        label = f"same_period_of:{year_digits(year)}" if year else name
        if name == "same_period_of" and not year:
            label = "same_period_of:2019"  # 'pre-pandemic levels'
        found.append((match.start(), match.end(), label))
    return longest_apart(found)


def _gap(read: Reading, i: int) -> tuple[str, str, int]:
    """The text between the quantity before and this one, and between this one and the next."""
    quantity = read.quantities[i]
    floor = read.quantities[i - 1].end if i else 0
    ceiling = read.quantities[i + 1].start if i + 1 < len(read.quantities) else len(read.text)
    return read.text[floor : quantity.start], read.text[quantity.end : ceiling], floor


def classify(read: Reading, i: int, table: Cues) -> Draft:
    """The kind of a quantity, told by the words on either side, nearest first."""
    quantity = read.quantities[i]
    left, right, floor = _gap(read, i)
    unit, value = quantity.unit, quantity.value
    draft = Draft(quantity.start, quantity.end, "level", quantity, value, unit, quantity.counted, rules=quantity.rules)
    if unit in ("percent", "percentage_point", "multiple"):
        return _relative(read, draft, left, right, floor, table)
    direction = _direction_before(left, table, read, floor)
    # 'Is up 10,000 on the week': an amount without a unit.
    based = unit is None and (
        BY.search(left)
        or table.moves.search(left[-24:])
        or any(0 <= start - quantity.end <= 1 for start, *_ in read.bases)
    )
    if direction and (unit is not None or based) and _by(left, unit, table):
        return as_change(read, replace(draft, rules=(*draft.rules, "change:amount")), direction, table)
    if way := _amount(read, quantity, left, right, table):
        return as_change(read, replace(draft, rules=(*draft.rules, "change:amount")), way, table)
    if unit in ("day", "week", "month", "year"):
        record = _record(left, right)
        if record:
            return replace(draft, kind="rank", direction=record, rules=(*draft.rules, "rank:record"))
        return replace(draft, kind="duration", rules=(*draft.rules, "duration"))
    if quantity.per:
        rate = f"{unit}/{quantity.per}" if unit else None  # 'averaging 1.87 million a day': the noun was said before
        return replace(draft, kind="rate", unit=rate, rules=(*draft.rules, "rate"))
    return replace(draft, rules=(*draft.rules, "level"))


BY = later(r"\bby (?:an? |some |about |nearly |over |more than |as (?:much|many) as )?$")
AS_MUCH = later(r"\bas (?:much|many|high) as\b")


def _amount(read: Reading, quantity: Quantity, left: str, right: str, table: Cues) -> str | None:
    """The direction of '3,000 more than in 2023', 比2023年多3000起: an amount beside what it is measured against."""
    for start, *_ in read.bases:
        behind = quantity.end <= start <= quantity.end + len(right)
        if behind and (found := table.amount_after.fullmatch(read.text, quantity.end, start)):
            return found.lastgroup
    if found := table.amount_than.fullmatch(right):  # '2,000 fewer than the 28,000 stopped in 2022'
        return found.lastgroup
    found = table.amount_before.search(left)
    return found.lastgroup if found and read.bases else None


RECORD_AFTER = later(r"[ -](?P<word>high|low)\b", re.IGNORECASE)
RECORD_BEFORE = later(
    r"\b(?P<word>highest|lowest)\b[\w ]{0,24}\b(?:in|for)(?: almost| nearly| the last)? $", re.IGNORECASE
)


def _record(left: str, right: str) -> str | None:
    """'an eight-year high', 'the highest in 7 years': a record's direction."""
    found = RECORD_AFTER.match(right) or RECORD_BEFORE.search(left)
    return ("up" if found["word"].lower().startswith("high") else "down") if found else None


def _by(left: str, unit: str | None, table: Cues) -> bool:
    """Only 'by' makes an amount a change: 'rose by 43 billion', 'up 19 cents'; 增加120人 does too. 'Broke up 5' is none."""
    tail = AS_MUCH.sub("", left[-32:]) if table.spaced else left[-24:]
    tail = re.sub(" +$", " ", tail)
    if not table.spaced:
        return bool(re.search(r"(?:增加|减少|新增|增长|下降|净增|净减|净增加|净减少)了?$", tail))
    if table.moves.search(tail):
        return True
    up = r"\b(?:up|down) $" if is_measured(unit) else r"\b(?:was|were|is|are|went) (?:up|down) $"
    return bool(BY.search(tail) or re.search(up, tail))


def _direction_before(left: str, table: Cues, read: Reading, floor: int) -> str | None:
    """The direction cue that governs a figure from its left, if nothing but joints stands between."""
    plain = read.timeless[floor : floor + len(left)]
    hits = list(table.direction.finditer(plain))
    if hits:  # the 'up' of 'made up' tells no direction
        shares = [m.span() for m in table.share_word.finditer(plain)]
        hits = [m for m in hits if not any(a < m.start() and m.end() <= b for a, b in shares)]
    if not hits:
        return None
    last = hits[-1]
    tail = AS_MUCH.sub("", plain[last.end() :])
    if table.reached.search(tail) and not (
        last[0].endswith(("幅", "率")) or tail.strip() in ("达", "达到", "为", "高达")
    ):
        return None
    governs = table.joint.fullmatch(tail) or table.object_by.fullmatch(tail)  # 'grow sales by 35 per cent'
    return last.lastgroup if governs else None


def _relative(read: Reading, draft: Draft, left: str, right: str, floor: int, table: Cues) -> Draft:
    """A percentage, percentage points or a multiple: change, share or level."""
    quantity = draft.quantity
    assert quantity is not None
    signed = (quantity.value is not None and read.text[quantity.numeral.start] in "+-") or (quantity.value or 0) < 0
    ratio_base = _ratio_base(read, quantity, left, floor)
    if quantity.unit == "multiple":
        return _multiple(read, draft, left, right, floor, ratio_base, table)
    direction = _direction_before(left, table, read, floor)
    peak = not table.spaced and re.search(r"(?:达到|是|为|相当于|恢复[到至])[^,，。]{1,14}的[近约]?$", left)
    if peak and not direction and not ratio_base:
        return replace(draft, kind="share", rules=(*draft.rules, "share:of_other"))
    if (
        quantity.modifier == "at_most"
        and table.direction_after
        and table.spaced
        and re.match(r" (?:yearly|annually|year[- ]on[- ]year|on the year|compared|from)", right)
    ):
        return as_change(read, replace(draft, rules=(*draft.rules, "change:up_to")), "up", table)
    if ratio_base and not direction:
        draft = _hedged_base(read, draft, floor, table)
        return replace(draft, kind="share", base=ratio_base, rules=(*draft.rules, "share:of_base"))
    if signed and quantity.value is not None:
        sign = "down" if quantity.value < 0 else "up"
        return as_change(
            read,
            replace(draft, value=abs(quantity.value), rules=(*draft.rules, "change:sign")),
            sign if sign == "down" else direction or sign,
            table,
        )
    if direction is None and table.spaced and BY.search(left) and (said := list(table.direction.finditer(left))):
        direction = said[-1].lastgroup  # 'rose for the sixth month in a row, by 9 percent'
    if direction:
        return as_change(read, replace(draft, rules=(*draft.rules, "change:cue_before")), direction, table)
    after = table.direction_after.match(right)
    if after:
        return as_change(read, replace(draft, rules=(*draft.rules, "change:cue_after")), after.lastgroup or "up", table)
    if table.share_before.search(left) or table.share_after.match(right):
        return replace(draft, kind="share", rules=(*draft.rules, "share"))
    if (
        table.spaced
        and re.match(r"\W*\)?\s*$|[,.)]", right)
        and left.rstrip().endswith("(")
        and (cue := list(table.direction.finditer(left[-30:])))
    ):
        return as_change(read, replace(draft, rules=(*draft.rules, "change:bracket")), cue[-1].lastgroup or "up", table)
    if not table.spaced and quantity.unit == "percent" and OF_NOUN.match(right):
        return replace(draft, kind="share", rules=(*draft.rules, "share:of_noun"))  # 85%的申请已办结
    if slashed := _slash_base(read, quantity):
        hits = list(table.direction.finditer(read.text[: quantity.start]))
        way = hits[-1].lastgroup if hits and hits[-1].lastgroup != "level" else "up"
        return as_change(read, replace(draft, base=slashed, rules=(*draft.rules, "change:slash")), way or "up", table)
    if quantity.numeral.form == "fraction":
        return replace(draft, kind="share", rules=(*draft.rules, "share:fraction"))
    return replace(draft, rules=(*draft.rules, "level:percent"))


OF_NOUN = later(r"的(?!水平|速度|比例|比重|增|降|升|减|涨|跌|幅|目标|税|关税|利率|同比|成绩)[\u4e00-\u9fff]")
SLASHED = later(r"[mqyw]/[mqyw]|[mqyw]o[mqyw]", re.IGNORECASE)


def _slash_base(read: Reading, quantity: Quantity) -> str | None:
    """'1.1% y/y', '6.3% YoY': a percentage with such a base right behind it is a change."""
    for start, end, label in read.bases:
        if 0 <= start - quantity.end <= 1 and SLASHED.fullmatch(read.text[start:end].strip()):
            return label
    return None


def _hedged_base(read: Reading, draft: Draft, floor: int, table: Cues) -> Draft:
    """不到去年同期的一半: a modifier before the base is the figure's."""
    assert draft.quantity is not None
    start = max((a for a, b, _ in read.bases if floor <= a and b <= draft.start), default=None)
    found = modifier_before(read.text, start, floor, neighbours(read.lang)) if start and not table.spaced else None
    if found is None or found[0] == "exact" or draft.quantity.modifier != "exact":
        return draft
    rules = (*draft.rules, f"modifier:{found[0]}")
    return replace(draft, quantity=replace(draft.quantity, modifier=found[0]), rules=rules)


def _ratio_base(read: Reading, quantity: Quantity, left: str, floor: int) -> str | None:
    """'91 percent of the 2019 level', 是2019年同期的48.8%: the figure is a share of another period's level."""
    for start, end, label in read.bases:
        of_year = read.text[start : start + 3].lower() in ("of ", "of\n") and 0 <= start - quantity.end <= 1
        zh_of = read.text[start:end].endswith("的") and quantity.start - end in (0, 1) and floor <= start
        if of_year or zh_of:
            return label
        if (
            label.startswith("same_period_of")
            and floor <= start
            and end <= quantity.start
            and re.fullmatch(r"的?(?:水平)?的? ?", read.text[end : quantity.start])
        ):
            return label
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
    direction = _direction_before(left, table, read, floor)
    more = table.direction_after.match(right) if table.spaced else None
    fold_word = read.text[quantity.numeral.end : quantity.end].strip(" -").lower() == "fold"
    if fold_word and (direction or table.direction_after.match(right)):
        note = f"ambiguous: {value}-fold may mean {value} times as many or {value * 100} percent more"
        folded = replace(draft, value=abs(value - 1) * 100, unit="percent", note=note)
        return as_change(read, replace(folded, rules=(*draft.rules, "multiple:fold")), direction or "up", table)
    if more:
        note = f"ambiguous: {value} times more may mean {value} times as many"
        more_of = replace(draft, value=value * 100, unit="percent", note=note, rules=(*draft.rules, "multiple:more"))
        return as_change(read, more_of, "up", table)
    if direction and not re.search(r"[到至]|\bto\b", left[-6:]):
        return as_change(
            read,
            replace(draft, value=value * 100, unit="percent", rules=(*draft.rules, "multiple:by")),
            direction,
            table,
        )
    of_base = (
        ratio_base
        or table.multiple_of.match(right)
        or re.search(r"[到至]|\bto\b", left[-6:])
        or re.search(r"(?:是|为|相当于|达)[^,，。;；]*的?[约近超]?(?:过)?$", left)
        or _near_base(read, draft)
    )
    if of_base:
        change = (value - 1) * 100
        way = "up" if change >= 0 else "down"
        drafted = replace(draft, value=abs(change), unit="percent", rules=(*draft.rules, "multiple:of"))
        return as_change(read, replace(drafted, base=ratio_base), way, table)
    return replace(draft, rules=(*draft.rules, "level:multiple"))


def as_change(read: Reading, draft: Draft, direction: str, table: Cues) -> Draft:
    return replace(draft, kind="change", direction=direction, base=draft.base or _near_base(read, draft))


def _near_base(read: Reading, draft: Draft) -> str | None:
    """What a change is measured against: the base said before it since the last figure (同比增长), else after it."""
    if not read.bases:
        return None
    spaced = cues(read.lang).spaced
    before_any = max((q.end for q in read.quantities if q.end <= draft.start), default=0)
    after_any = min((q.start for q in read.quantities if q.start >= draft.end), default=len(read.text))
    own_before = [b for b in read.bases if before_any <= b[0] and b[1] <= draft.start]
    own_after = [b for b in read.bases if draft.end <= b[0] and b[1] <= after_any]
    if own_after and spaced and not re.search(r"[,;:]", read.text[draft.end : own_after[0][0]]):
        return own_after[0][2] or None
    said_there = spaced and not own_after and cues(read.lang).own_base.match(read.text, draft.end, after_any)
    # '18% more than in 2023 and 5% more than the peak of 103,081': the base before it is the other's.
    if said_there and before_any:
        own_before = [b for b in own_before if re.search("[,;:]", read.text[before_any : b[0]])]
    if own_before:
        return own_before[-1][2] or None
    clause = read.text[before_any : draft.start]
    if not spaced and re.search(r"较[^,，]{2,}$", clause):
        return None  # 较“乙类乙管”前: measured against something else
    if own_after and spaced:
        return own_after[0][2] or None
    if said_there:
        return None
    earlier = [b for b in read.bases if b[1] <= draft.start]
    later = [b for b in read.bases if b[0] >= draft.end and not cues(read.lang).turn.search(read.text, draft.end, b[0])]
    pool = earlier[-1:] or (later[:1] if spaced else [])
    return (pool[0][2] or None) if pool else None


def inherit_lists(read: Reading, drafts: list[Draft], table: Cues) -> list[Draft]:
    """分别上升198%、176%、326%: the later members of a list of percentages are of the first one's kind."""
    out = list(drafts)
    for i in range(1, len(out)):
        last, item = out[i - 1], out[i]
        out[i] = item = _rate_in_list(read, last, _multiple_in_list(read, last, item, table), table)
        if (
            item.quantity is None
            or last.quantity is None
            or item.quantity.unit != last.quantity.unit
            or item.kind == "change"
        ):
            out[i] = _elliptical(read, out, i, table)
            continue
        bare = read.timeless[last.end : item.start]
        if last.kind in ("change", "share") and item.kind in ("level", "share") and table.list_join.fullmatch(bare):
            value, unit = item.value, item.unit
            if item.unit == "multiple" and value is not None and last.unit == "percent":
                value = (value - 1) * 100 if "multiple:of" in last.rules else value * 100
                unit = "percent"
            out[i] = replace(
                item,
                kind=last.kind,
                value=value,
                unit=unit,
                direction=last.direction,
                base=_near_base(read, item) if item.kind == "level" and read.bases else last.base,
                note=last.note,
                rules=(*item.rules, "list"),
            )
        else:
            out[i] = _elliptical(read, out, i, table)
    for i in range(len(out) - 2, -1, -1):  # '2.3, 3.6 and 3.4 times that of': the last member tells
        item, after = out[i], out[i + 1]
        if (
            item.quantity
            and after.quantity
            and item.kind == "level"
            and after.kind == "change"
            and item.unit == "multiple"
            and item.value is not None
        ) and table.list_join.fullmatch(read.text[item.end : after.start]):
            value = (item.value - 1) * 100 if "multiple:of" in after.rules else item.value * 100
            out[i] = replace(
                item,
                kind="change",
                value=value,
                unit="percent",
                direction=after.direction,
                base=after.base,
                note=after.note,
                rules=(*item.rules, "list"),
            )
    return out


def _rate_in_list(read: Reading, last: Draft, item: Draft, table: Cues) -> Draft:
    """'4,000 a day in May and 3,000 in June': a bare number in a list with a rate is one too."""
    if last.kind != "rate" or item.kind != "level" or item.quantity is None:
        return item
    times = [(p.start, p.end) for p in read.periods if last.end <= p.start and p.end <= item.start]
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
            base = last.base or _near_base(read, item)
            return replace(item, kind="change", direction=last.direction, base=base, rules=(*item.rules, "verbless"))
    of = EACH_OF.fullmatch(read.text, last.end, item.start) if last is drafts[i - 1] else None
    if last.kind == "change" and of and read.text.startswith(f" {of[1]} ", item.end):
        # 'rose 18 percent for residents and 30 percent for foreigners'
        return replace(item, kind="change", direction=last.direction, base=last.base, rules=(*item.rules, "verbless"))
    word = re.search(r"\b(by|for) (?:about |nearly |some )?$", read.text[: item.start])
    if word and (word[1], last.kind) in (("by", "change"), ("for", "share")):
        return replace(item, kind=last.kind, direction=last.direction, base=last.base, rules=(*item.rules, "ellipsis"))
    return item
