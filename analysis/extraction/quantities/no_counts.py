"""Numbers that count nothing although a noun stands beside them: articles in words, things that are known already, grades, ages."""

from __future__ import annotations

import re

from ...language.lexicon import alternatives, word_list
from ...language.neighbours import Neighbours
from ...language.number_words import Numeral
from ...language.patterns import later

TEN, LONG, DAY = 10, 4, 24
OLDEST = 115

# 'One shop reported a loss', 'one resident said': an article before the one who speaks. 'One death reported in May' counts.
ONE_BEGINS = later(r"(?:^|[.;:\"] ?|, ?| (?:and|while|as|but) )$")
SPEAKER = later(
    rf" (?!of )(?:[a-z-]+ ){{1,3}}?(?:(?:{alternatives(list(word_list('tells')))})|(?:{alternatives(list(word_list('reports')))}) (?:an?|the|that|its|their|his|her|no|having|\d))(?![a-z])"
)
# 'People from the two countries', 'trade between the two sides': places that were named before.
DEFINITE = later(rf"(?:^|[ ,])(?:{alternatives(list(word_list('led_to_places')))}) the $")
PLACES = later(rf" (?:[a-z-]+ )?(?:{alternatives(list(word_list('known_places')))})(?![a-z-])")
# 'Permanent residents above 50 who', 'people over 60', 'those infected were under 40': an age and no number of them.
OF_AGE = later(
    r"(?:^|[ ,(])(?:(?P<aged>aged)|(?P<nouns>[A-Za-z]+|[A-Za-z]+(?: [a-z]+){0,4} (?:was|were|is|are)|(?P<of>[\d,]+) (?:was|were|is|are))) (?:above|over|under|below) $"
)
# 'Women (25 to 54 years)', 'age group 21-30 years'.
AGES = later(r"(?<![\d.,])\d{1,3}(?: ?- ?| to | and )\d{1,3} years(?! of (?!age))")
SAYS_AGE = later(r"\b(?:aged?|ages|youth|young|elderly|adolescents?)\b|-aged\b|\bage-", re.IGNORECASE)
NEAR, BEHIND = 60, 14  # characters
# 'One would expect', 'although one welcomes', 'the only one to record', 'on one hand', 'from one port to another': a pronoun.
PRONOUN = later(r" (?:would|could|should|cannot|can|must|may|might|hand|thing|another)(?![a-z-])")
PRONOUN_LED = later(r"(?:the only|[Ii]n) $")
ONE_OF = later("[ -](?:day|month|year|week|[a-z]+s)(?![a-z])")  # 'the biggest one-day total'
PRONOUN_ENDS = later(r" (?:to|that|who|which)(?![a-z])| (?:case|instance|example),")
FROM_ONE = later(r"(?:from|between) $")
TO_ANOTHER = later(r"(?: [a-z-]+){0,3} to (?:another|the (?:next|other))(?![a-z])")
# 'Terminals 2 and 3', 'levels 4, 3, and 2': the names of several things in a row.
LABELS = later(rf"(?:{alternatives(list(word_list('labels')))}) (?:\d{{1,3}}(?:, and |, | and | or | & ))*$")
ROUND_THE_CLOCK = later(r"-hour (?!visa|transit|free|temporary|direct|entry|permit)[a-z]+")
AGE_ENDS = later(
    r"$|[.,;:)\"]| (?:who|whose|all|both|made|make|and|or|to|were|are|was|is|in|at|on|with|have|had|has|as|can|may|must|will|died|[a-z]+ed)(?![a-z])"
)
EVERYONE, CHILDREN, GROWN = word_list("of_any_age"), word_list("children"), 18
# 'The oldest person refused entry was 79, and the youngest 3'.
OLDEST_WAS = later(rf"(?<![a-z])(?:{alternatives(list(word_list('extremes_of_age')))})(?![a-z])[^.;,\d]{{0,60}} $")
NO_NOUN = later(r"$|[.,;:)\"]| (?:and|while|but|or)(?![a-z])| years old(?![a-z])")
# 'A woman in her 40s', 'in their late 20s and early 30s': decades of age.
DECADES = later(
    rf"(?<![a-z])(?:{alternatives(list(word_list('before_a_decade_of_age')))})[ -]'?(?:[1-9]0'?s(?:,? and |,? or |, | to |-)(?:early |mid-? ?|late )?'?)*$",
    re.IGNORECASE,
)
DECADE = later(r"'?s(?![a-z])")
# 'The route is the deadliest one for migrants': a pronoun.
SUPERLATIVE = later(r"(?<![a-z])the (?:second[- ])?[a-z]{3,}est $")

NAMED_BY_NUMBER = later(rf"(?:{alternatives(list(word_list('named_by_a_number', 'zh')))})")
FORMAL, FOUR = tuple(word_list("formal_digits", "zh")), 4
EACH_YEAR, YEAR = later("平均$"), later("年(?!期|度|级|间)")
YEAR_MOVES = later(rf"年(?:{alternatives(list(word_list('changes_by', 'zh')))}|上升|下跌|成长)")
EXTREME, STRETCH_UNIT = later("最[高低多少忙大小]$"), later("[周天日月年季](?![\\u4e00-\\u9fff]?前)")
EACH, EACH_ONE = later("每$"), later(rf"(?:{alternatives(list(word_list('measures_of_one', 'zh')))})")
COPULA, KIND_OF = later("是$"), later(rf"(?:{alternatives(list(word_list('measures_of_kinds', 'zh')))})")
TROOP = later("[支中大]队(?!伍|员)")  # 边防六支队: its name
GRADE, JUBILEE, FULL = later("级(?![别数差])"), later("周年"), later("[满整足]$")
SOME_TIME = later("年(?!级)|个?月")
ALL_OF = later("[全这那哪]$")
SESSION, EDITION = later("届(?:全国|人大|政协|中央|委员|国会|立法|区议)"), later("版")
DESCRIBED = later(r"最[^\s,，。;；、\d]{1,12}的?$")  # 最大的一宗: an article
OF_A_LAW = later(rf"年?[\u4e00-\u9fff]{{2,12}}?(?:{alternatives(list(word_list('named_by_its_year', 'zh')))})")
GENERATIONS, BORN_THEN = word_list("generations", "zh"), later("后(?![来续方勤台])")
IDIOMS = later("|".join(word_list("idioms_of_numbers", "zh")))
# 两项数据均创新高
THESE_ITEMS = later("(?:项|组|个)(?:数据|指标|数字)(?:均|都|双双|皆|同比|也|表明|显示|说明|证明|反映)")
PICTURE = later("(?<![地版蓝拼插])[图表] ?$")
STRETCH, STRETCH_OF = later("前$"), later("段(?:时间|时期|日子)?")
AROUND_AN_ARTICLE = (
    (DESCRIBED, EACH_ONE),
    (EXTREME, STRETCH_UNIT),
    (STRETCH, STRETCH_OF),
    (EACH, EACH_ONE),
    (COPULA, KIND_OF),
)
# (2021-2023)》, 本(114-115)流感季: years or seasons in brackets, with nothing that they count.
SEASON = later(r"\((\d{2,4})[-–~—](\d{2,4})\)|(?<!\d)(?P<first>(?:19|20)\d\d)[-–~—](?P<last>(?:19|20)\d\d)[》\]\"']")
YEARS_APART, YEAR_DIGITS = 10, later(r"(?:19|20)\d\d")


def counts_nothing(text: str, numeral: Numeral, table: Neighbours) -> str | None:
    """Why a number counts nothing, though a noun may stand beside it."""
    if season := _season(text, numeral):
        return season
    return _english(text, numeral, table) if table.spaced else _chinese(text, numeral, table)


def _season(text: str, numeral: Numeral) -> str | None:
    for found in SEASON.finditer(text):
        first, last = int(found[1] or found["first"]), int(found[2] or found["last"])
        near = first >= 1900 and 0 < last - first <= YEARS_APART
        if found.start() <= numeral.start < found.end() and (near or (first >= 100 and last - first == 1)):
            return "date"
    return None


def _english(text: str, numeral: Numeral, table: Neighbours) -> str | None:
    start, end = numeral.start, numeral.end
    plain, value = text[start:end].isdigit(), numeral.value
    if plain and text[start - 1 : start] == "#":
        return "reference"
    if plain and len(text[start:end]) < LONG and LABELS.search(text, 0, start):
        return "name"
    if plain and value == DAY and ROUND_THE_CLOCK.match(text, end):
        return "name"
    if value == 1 and numeral.form == "words" and _is_article(text, start, end):
        return "name"
    if _range_of_ages(text, start, end):
        return "age"
    if plain and value is not None and value % TEN == 0 and DECADE.match(text, end) and DECADES.search(text, 0, start):
        return "age"
    if value is not None and value < OLDEST and NO_NOUN.match(text, end) and OLDEST_WAS.search(text, 0, start):
        return "age"
    under = OF_AGE.search(text, 0, start) if value is not None and 0 < value <= GROWN else None
    if under and any(noun in CHILDREN for noun in (under["nouns"] or "").lower().split()):
        return "age"  # 'children under five made up 14 percent'
    if value is not None and 1 < value < TEN and numeral.form == "words":
        return "name" if DEFINITE.search(text, 0, start) and PLACES.match(text, end) else None
    aged = OF_AGE.search(text, 0, start) if plain and TEN < int(text[start:end]) < OLDEST else None
    if aged is None or not AGE_ENDS.match(text, end):
        return None
    nouns = (aged["nouns"] or "").lower().split()
    people = any(noun in EVERYONE or table.nouns.get(noun) == "person" for noun in nouns)
    told = aged["of"] and AGE_ENDS.match(text, end) and not text[end:].strip(" .;,")
    told = told or (aged["of"] and any(table.nouns.get(word) == "person" for word in text[:start].lower().split()))
    return "age" if aged["aged"] or people or told else None


def _is_article(text: str, start: int, end: int) -> bool:
    """Is 'one' an article before the one who speaks, or a pronoun?"""
    if ONE_BEGINS.search(text, 0, start) and SPEAKER.match(text, end):
        return True
    if SUPERLATIVE.search(text, 0, start) and not ONE_OF.match(text, end):
        return True
    if PRONOUN_LED.search(text, 0, start) and PRONOUN_ENDS.match(text, end):
        return True
    return bool(PRONOUN.match(text, end) or (FROM_ONE.search(text, 0, start) and TO_ANOTHER.match(text, end)))


def _range_of_ages(text: str, start: int, end: int) -> bool:
    """Is a number one of two ages, where the words beside them speak of age?"""
    found = next((m for m in AGES.finditer(text) if m.start() <= start and end <= m.end()), None)
    return found is not None and SAYS_AGE.search(text, max(0, found.start() - NEAR), found.end() + BEHIND) is not None


def _chinese(text: str, numeral: Numeral, table: Neighbours) -> str | None:
    """七人车, 90后, 最大的一宗, 图1: the name of something, an article, or the number of a picture."""
    if _in_a_name(text, numeral, table):
        return "name"
    picture = numeral.form == "digits" and PICTURE.search(text, 0, numeral.start)
    if picture and not table.measures.word_at(text, numeral.end):
        return "reference"  # 图1
    return "name" if _known_already(text, numeral) or _is_chinese_article(text, numeral) else None


def _in_a_name(text: str, numeral: Numeral, table: Neighbours) -> bool:
    """复通一周年, 两级法院, 七人车, 部长陆兆福, 十四届全国人大: an anniversary, a grade, a number in a name."""
    start, end, value = numeral.start, numeral.end, numeral.value
    if JUBILEE.match(text, end) and not FULL.search(text, 0, start):
        return True  # 复通一周年, 成立70周年; 已满两周年 is how long
    if numeral.form == "vague" and (ALL_OF.search(text, 0, start) or SOME_TIME.match(text, end)):
        return True  # 全数, 这几个数据; 数年, 近几个月
    if value is not None and value <= TEN and numeral.high is None and GRADE.match(text, end):
        return True  # 两级法院, 3级或以上的火警
    if value is not None and value <= DAY * FOUR and NAMED_BY_NUMBER.match(text, end):
        return True  # 七人车, 勿洛北3街
    if numeral.form == "words" and TROOP.match(text, end):
        return True
    if numeral.form == "words" and text[start] in FORMAL and not table.measures.word_at(text, end):
        return True  # 部长陆兆福
    # 十四届全国人大, 97版护照, 一地两检
    return bool(SESSION.match(text, end) or EDITION.match(text, end)) or _in_idiom(text, start, end)


def _known_already(text: str, numeral: Numeral) -> bool:
    """两项数据均创新高, 平均一年下降0.9%, 1952商业船务法令, 90后: told before, or called by its year."""
    start, end = numeral.start, numeral.end
    if numeral.form == "words" and THESE_ITEMS.match(text, end):
        return True
    moves = numeral.value == 1 and (EACH_YEAR.search(text, 0, start) or YEAR_MOVES.match(text, end))
    if moves and YEAR.match(text, end):
        return True
    if numeral.form == "digits" and YEAR_DIGITS.fullmatch(text, start, end) and OF_A_LAW.match(text, end):
        return True
    return text[start:end] in GENERATIONS and BORN_THEN.match(text, end) is not None


def _is_chinese_article(text: str, numeral: Numeral) -> bool:
    """最大的一宗, 最高一周的10.54%, 前一段时间, 对每一名, 是一个积极变化, 一列列: is 一 an article?"""
    start, end = numeral.start, numeral.end
    if numeral.value != 1 or numeral.form != "words":
        return False
    if text[end : end + 1] and text[end : end + 1] == text[end + 1 : end + 2]:
        return True  # 一列列, 一项项
    return any(led.search(text, 0, start) and behind.match(text, end) for led, behind in AROUND_AN_ARTICLE)


def _in_idiom(text: str, start: int, end: int) -> bool:
    return any(m.start() <= start and end <= m.end() for m in IDIOMS.finditer(text))
