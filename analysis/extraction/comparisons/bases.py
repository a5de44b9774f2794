"""What a change or share is measured against: 'year on year', 同比, 'of the 2019 level'."""

from __future__ import annotations

import re
from datetime import date

from ...language.lexicon import alternatives, word_list
from ...language.neighbours import neighbours
from ...language.patterns import later
from ...language.said import year_digits
from ...language.years_or_counts import counts
from ...records import replace
from ..clauses.cues import Cues, cues
from ..clauses.draft import Draft, Reading, longest_apart
from ..quantities.modifiers import modifier_before
from ..quantities.quantity import Quantity

AS_A_WHOLE = word_list("as_a_whole")  # 'over 2017 as a whole, the average was': when, and nothing that is compared with


def find_bases(read: Reading, today: date) -> list[tuple[int, int, str]]:
    """The words of a sentence that a change is measured against: (start, end, label)."""
    found: list[tuple[int, int, str]] = []
    for (name, _), match in read.matches("base"):
        year = next((name for name, said in match.groupdict().items() if said), None)
        if year and counts(read.text, *match.span(year), today):
            continue  # 'more than 2000 tablets'
        label = f"same_period_of:{year_digits(match[year])}" if year else name
        if name == "same_period_of" and not year:
            label = "same_period_of:2019"  # 'pre-pandemic levels'
        if not read.text.startswith(AS_A_WHOLE, match.end()) and not _during(read, match):
            found.append((match.start(), match.end(), label))
    return longest_apart(found)


def _during(read: Reading, match: re.Match[str]) -> bool:
    """'Recorded 605 attempts over 2017', 'over the last year': when, where nothing before it moved or is held against another time."""
    if not match[0].lower().startswith(OVER):
        return False
    before = read.text[: match.start()]
    table = cues(read.lang)
    return table.direction.search(before) is None and PERCENT.search(before) is None


OVER = ("over 2", *word_list("over_a_year"))
PERCENT = later(r"\d ?%|\bper ?cent\b|\bpoints?\b|\btimes\b|\b(?:(?:more|fewer|less)(?! than \d)|higher|lower)\b")
SLASHED = later(r"[mqyw]/[mqyw]|[mqyw]o[mqyw]", re.IGNORECASE)


def slash_base(read: Reading, quantity: Quantity) -> str | None:
    """'1.1% y/y', '6.3% YoY': a percentage with such a base right behind it is a change."""
    for start, end, label in read.bases:
        if 0 <= start - quantity.end <= 1 and SLASHED.fullmatch(read.text[start:end].strip()):
            return label
    return None


def hedged_base(read: Reading, draft: Draft, floor: int, table: Cues) -> Draft:
    """不到去年同期的一半: a modifier before the base is the figure's."""
    assert draft.quantity is not None
    start = max((a for a, b, _ in read.bases if floor <= a and b <= draft.start), default=None)
    found = modifier_before(read.text, start, floor, neighbours(read.lang)) if start and not table.spaced else None
    if found is None or found[0] == "exact" or draft.quantity.modifier != "exact":
        return draft
    rules = (*draft.rules, f"modifier:{found[0]}")
    return replace(draft, quantity=replace(draft.quantity, modifier=found[0]), rules=rules)


COMPARED_WITH = word_list("compared_with", "zh")


def ratio_base_of(read: Reading, quantity: Quantity, left: str, floor: int) -> str | None:
    """'91 percent of the 2019 level', 是2019年同期的48.8%: the figure is a share of another period's level."""
    for start, end, label in read.bases:
        of_year = read.text[start : start + 3].lower() in ("of ", "of\n") and 0 <= start - quantity.end <= 1
        zh_of = read.text[start:end].endswith("的") and quantity.start - end in (0, 1) and floor <= start
        if of_year or zh_of:
            return label
        if (
            label.startswith("same_period_of")
            and not read.text.startswith(COMPARED_WITH, start)  # 较2019年91.1%，减少2.7个百分点
            and floor <= start
            and end <= quantity.start
            and re.fullmatch(r"的?(?:水平)?的? ?", read.text[end : quantity.start])
        ):
            return label
    return None


def against_a_norm(read: Reading, draft: Draft) -> bool:
    """比常年同期多3%, 'up 4 percent on the ten-year average', 是日常的3.1倍: against no time that the vocabulary names."""
    floor, ceiling = read.room(draft.start, draft.end)
    before = read.text[floor : draft.start]
    behind = re.split(r"[,;.，；。]", read.text[draft.end : ceiling])[0]
    times = "multiple:of" in draft.rules and not cues(read.lang).spaced and TIMES_OF.search(before) is not None
    return bool(times or NORM_BEFORE.search(before) or NORM_BEHIND.search(behind))


NORM_BEFORE = later(
    rf"[比较超高低][^,，。;；\d]{{0,4}}(?:{alternatives(list(word_list('norms', 'zh')))})[^,，。;；\d]{{0,12}}$"
)
NORM_BEHIND = later(
    rf"^[^,;]{{0,24}}(?:{alternatives(list(word_list('against_a_norm', 'en')))}) [^,;]{{0,40}}?(?:{alternatives(list(word_list('norms', 'en')))})\b",
    re.IGNORECASE,
)
BEFORE_THAT = later(r",? (?:after|following) ")
TIMES_OF = later(r"[是为][^,，。;；\d]{2,24}的(?:近|约|超过?|逾)?$")


OVER_YEARS = later(
    r" (?:over|in|within|during) (?:the )?(?:past |last |previous )?(?:(?!one\b)[a-z\d]+ (?:years|decades)|a decade)\b"
)
YEARS_LED = later(r"[\d一二三四五六七八九十两几]年(?:间|来|内|里|平均)[^,，;；。]*$")


def over_years(read: Reading, draft: Draft) -> bool:
    """10年间上升5.33个百分点, 'up 30 percent in five years': a change over years is measured from their beginning."""
    behind = OVER_YEARS.match(read.text, draft.end) if cues(read.lang).spaced else None
    led = None if cues(read.lang).spaced else YEARS_LED.search(read.text, 0, draft.start)
    return behind is not None or led is not None


def near_base(read: Reading, draft: Draft) -> str | None:
    """What a change is measured against: the base said before it since the last figure (同比增长), else after it."""
    if not read.bases or against_a_norm(read, draft):
        return None
    spaced = cues(read.lang).spaced
    if over_years(read, draft):
        return None
    before_any, after_any = read.room(draft.start, draft.end)
    own_before = [b for b in read.bases if before_any <= b[0] and b[1] <= draft.start]
    if spaced:  # 'grew 4.2% year on year in May, after falling by 0.3% in April'
        own_before = [b for b in own_before if not BEFORE_THAT.search(read.text, b[1], draft.start)]
    own_after = [b for b in read.bases if draft.end <= b[0] and b[1] <= after_any]
    # 'a month-on-month increase of 5.3 percent and a year-on-year growth of 12.3': the base behind 'and' is the other's
    others = bool(own_before) and re.match(r" (?:and|while|but)\b", read.text[draft.end : draft.end + 6])
    if own_after and spaced and not others and not re.search(r"[,;:]", read.text[draft.end : own_after[0][0]]):
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
    if spaced and earlier and BEFORE_THAT.search(read.text, earlier[-1][1], draft.start):
        return None
    later = [b for b in read.bases if b[0] >= draft.end and not cues(read.lang).turn.search(read.text, draft.end, b[0])]
    pool = earlier[-1:] or (later[:1] if spaced else [])
    return (pool[0][2] or None) if pool else None
