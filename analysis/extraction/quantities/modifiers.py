"""The words before and behind a number that bound it: 'more than', 余, 'or more'."""

from __future__ import annotations

import re

from ...language.lexicon import alternatives, word_list
from ...language.neighbours import ENDING, Neighbours
from ...language.patterns import later

WORDS = ("totals", "at_most_of", "penalties", "may_or_must")
_LISTS = {name: alternatives(list(word_list(name, "zh"))) for name in WORDS}
TOTAL = later(rf"[^,，。;；\d占超逾近约过]{{0,10}}(?:{_LISTS['totals']})的?$")
FINED_AT_MOST = later(rf"(?:{_LISTS['at_most_of']})[可将会能]?被?(?:{_LISTS['penalties']})$")
# A verb that may or must be done between a bound and its number.
DOES = later(rf"(?:{_LISTS['may_or_must']})[\u4e00-\u9fff]{{0,8}}$")
OF_SHARE = later(r"占[^,，。;；\d]{1,14}$")
SHARE_SIGN = "占"
MOST_OF = later(r"以[^,，。;；]{1,14}$")
ARTICLE = later(r"\b(?:an?|the)\s$")
# 'Fewer than the 28,000 of 2022', '8 percent short of the 670 million', 'under the 240-hour policy': no bound of the number.
THAN_THE = later(
    r"\b(?:than|of|above|below|over|under|beyond|surpassing|exceeding|topping|beating) (?:the|its|their) $",
    re.IGNORECASE,
)
MARK = later(r"[\d.,]+(?: [a-z]+)? (?:mark|threshold|milestone|barrier)\b")  # 'surpassing the 30 million mark'
# 'Over three years, 1.3 million were removed': at the head of a clause it is the time itself.
OVER_TIME = later(r"(?:^|[,;] )over (?:an? )?$", re.IGNORECASE)
ADDS = later(r"\badd(?:s|ed|ing)? $", re.IGNORECASE)
THAN_NUMBER = later(r"(?: than)? [$€£¥]?\d")
OF_MANY = later(rf"(?:{alternatives(list(word_list('begins_with_many', 'zh')))})")
MORE_THAN_THAT = later(r"多(?=[,，。;；\d一二两三四五六七八九十半几数]|$)")
# The comma of a number parts nothing.
AGAINST = later(r"(?<![同环])[比较][^,，。;；\d增升涨加减降跌少快]{1,20}的?\d(?:[^,，。;；]|(?<=\d),(?=\d\d\d))*$")
GONE = later(rf"\b(?:go(?:es|ing|ne)?|went|{alternatives(list(word_list('moves_up')))}) $", re.IGNORECASE)
FROM_BEHIND = later(r"[\d.,]+(?: ?%| per ?cent| [a-z]+)?[;\w ]{0,24}? from (?:just |about )?\d")
LARGE = later(
    r"[\d.,]+ ?(?:thousand|million|mln|mn|m\b|billion|bln|bn|trillion)|\d{1,3}(?:,\d{3})+|\d{4,}", re.IGNORECASE
)


def modifier_after(text: str, end: int, modifier: str | None, table: Neighbours) -> tuple[str | None, int]:
    if text[end : end + 1] == "+" and not text[end + 1 : end + 2].isdigit():
        return "more_than", end + 1
    if not table.any_after.match(text, end):
        return modifier, end
    for name, pattern in table.after:
        if found := pattern.match(text, end):
            if THAN_NUMBER.match(text, found.end()):
                continue  # 'above 1000 and below 1500', '200 or greater than 190'
            if MORE_THAN_THAT.match(text, end) and AGAINST.search(text, 0, end):
                continue  # 比前年的592万人次多, 较去年同期的33,400宗多9,878宗
            beyond = name == "more_than" and found[0].strip() in ("多", "余", "plus", "odd")
            if beyond and re.match(r"[于数年样少元名]?数|于", text[found.end() :]):
                continue
            if beyond and OF_MANY.match(text, found.end()):
                continue  # 53条多功能通道
            return name, found.end()
    return modifier, end


COMPARES = later(r"(?:%|\bper ?cent|\bpct|\bpoints?|\btimes) (?:[a-z]+ly )?$")
THAN = later(r"\b(?:than|above|below) $")
ER_THAN, OF_OTHERS = later(r"[a-z]+er than "), later(r"[\d.,]+(?: ?%| per ?cent)? in (?:the )?[A-Z]")
OVER, OVER_VERB = "over", later(rf"\b(?:{alternatives(list(word_list('verbs_with_over')))}) $", re.IGNORECASE)
IN_A_WORD = later(rf"(?:{alternatives(list(word_list('words_that_end_as_modifiers', 'zh')))})$")


# 'Hiring 29 staff over four years': during them, where a figure stands before and no word that a length follows.
SPAN, NUMBER_BEFORE = later(r"[\w.]+ (?:years|months|weeks|days|decades|hours)\b"), later(r"\d|\b(?:million|billion)\b")
TAKES_A_SPAN = later(rf"\b(?:{alternatives(list(word_list('takes_a_span', 'en')))}) $", re.IGNORECASE)


def said_over(text: str, begin: int, start: int) -> bool:
    """Is 'over' part of the verb before it, or during: 'handed over 300 files', '$5 million over three years'?"""
    if text[begin:start].strip().lower() != OVER:
        return False
    during = SPAN.match(text, start) and NUMBER_BEFORE.search(text, 0, begin)
    if during and not TAKES_A_SPAN.search(text, max(0, begin - 16), begin):
        return True
    return OVER_VERB.search(text, max(0, begin - 16), begin) is not None


def modifier_before(text: str, start: int, floor: int, table: Neighbours) -> tuple[str, int] | None:
    """The modifier before a number, with where it begins: 'more than 300', 'no fewer than 300', 约占总人数的58%."""
    before = _right_before if table.spaced else _before_in_chinese
    return before(text, start, floor, table)


def _before_in_chinese(text: str, start: int, floor: int, table: Neighbours) -> tuple[str, int] | None:
    """约占3.6万人次, 超过总数三分之一: the modifier may stand before the words of what a number is a part of."""
    if start > floor and text[start - 1] == SHARE_SIGN:
        beyond = modifier_before(text, start - 1, floor, table)  # 旅客约占3.6万人次
        return (beyond[0], start) if beyond else None
    of = OF_SHARE.search(text, max(floor, start - 18), start)
    if of and (beyond := modifier_before(text, of.start(), floor, table)):
        return beyond[0], start  # 约占总人数的58%
    if total := TOTAL.search(text, max(floor, start - 16), start):
        beyond = modifier_before(text, total.start(), floor, table)  # 超过总数三分之一
        return (beyond[0], start) if beyond and beyond[0] != "exact" else None
    if FINED_AT_MOST.search(text, max(floor, start - 20), start):
        return "at_most", start  # 最高可被科处十万元
    verb = DOES.search(text, max(floor, start - 14), start)
    if verb and (beyond := _right_before(text, verb.start(), floor, table)) and beyond[0] != "exact":
        return beyond[0], start  # 至少需要30分钟, 约可制成烟品100万包
    return _right_before(text, start, floor, table)


def _right_before(text: str, start: int, floor: int, table: Neighbours) -> tuple[str, int] | None:
    """The modifier that ends where a number begins: 'only slightly more than 300', 'did not go above 22%', 未超过三成."""
    found = _longest_before(text, start, floor, table)
    if found is None or _of_another(text, found[1], start, table):
        return None
    name, begin = found
    if name == "exact":  # a word of emphasis: 'only slightly more than', 共超过
        beyond = modifier_before(text, begin, floor, table)
        return beyond if beyond and beyond[0] != "exact" else ("exact", start)
    if _bounds_nothing(text, name, begin, start, floor, table):
        return None
    if name in DENIED and (denied := (NOT if table.spaced else NOT_ZH).search(text, floor, begin)):
        near = denied["between"] == ""
        return DENIED[name], denied.start() if near else begin
    return name, begin


def _longest_before(text: str, start: int, floor: int, table: Neighbours) -> tuple[str, int] | None:
    """The longest modifier that ends where a number begins, or before its article: 'more than a million'."""
    window = text[max(floor, start - 36) : start]
    if table.spaced and (article := ARTICLE.search(window)):
        window = window[: article.start()] + " " * len(article[0])
    last = window.rstrip()[-ENDING:].lower()
    rows = next((rows for i in range(ENDING) if (rows := table.before.get(last[i:]))), [])
    found = [(name, start - len(match[0])) for name, pattern in rows if (match := pattern.search(window))]
    return min(found, key=lambda modifier: modifier[1], default=None)


def _of_another(text: str, begin: int, start: int, table: Neighbours) -> bool:
    """'The top 10 countries', 'fewer than the 28,000', 'over three years, ...', 买卖合约共4,090份: the word is another's."""
    if text[begin:start].strip().lower() in ("top", "past", "crossed") and not LARGE.match(text, start):
        return True  # but 'trips top 330 million'
    if not table.spaced:
        return IN_A_WORD.search(text, 0, begin + 1) is not None
    if THAN_THE.search(text, begin, start) and not MARK.match(text, start):
        return True
    return bool(OVER_TIME.search(text, max(0, start - 8), start) and table.span_of_time.match(text, start))


def _bounds_nothing(text: str, name: str, begin: int, start: int, floor: int, table: Neighbours) -> bool:
    """'Having carried over 1,734 pending', 'up to 672 in April from 644', 查验过3人: words of a bound in another sense."""
    said = text[begin:start].strip().lower()
    if said == "过":
        return not re.match(r"[百千万亿半]|[一二三四五六七八九\d]成", text[start:])  # but 货值过亿元
    if name == "at_least" and said == "上":
        return not re.match(r"[百千万亿]", text[start:])
    if name == "at_most" and said.startswith("最"):
        return MOST_OF.search(text[floor:begin]) is not None  # 以菲律宾籍最多有3万: the largest part
    if name == "at_most" and said == "up to" and (GONE.search(text, 0, begin) or FROM_BEHIND.match(text, start)):
        return True  # 'did rise, up to 672 in April from 644 in March', 'has gone up to 71%'
    return said_over(text, begin, start) or (table.spaced and _compares_or_adds(text, begin, start))


def _compares_or_adds(text: str, begin: int, start: int) -> bool:
    """'3.9 percent higher than 4.42 million', 'a rate of 0.6, smaller than 1.0 in Ohio', 'adds up to $1.2 billion'."""
    if COMPARES.search(text, max(0, begin - 30), begin) and THAN.search(text, begin, start):
        return True
    if ER_THAN.match(text, begin) and OF_OTHERS.match(text, start) and NUMBER_BEFORE.search(text, 0, begin):
        return True
    return ADDS.search(text, max(0, begin - 8), begin) is not None


# What a bound says where it is denied.
DENIED = {"more_than": "at_most", "less_than": "at_least"}
NOT = later(
    rf"(?:\b(?:not|never|cannot)|n't)(?P<between>(?: (?:{alternatives(list(word_list('between_not_and_a_bound')))}))*) $",
    re.IGNORECASE,
)
NOT_ZH = later(rf"(?:{alternatives(list(word_list('denies', 'zh')))})(?P<between>)$")
