"""Numbers that count nothing although a noun stands beside them: articles in words, things that are known already, grades, ages."""

from __future__ import annotations

from ..language.lexicon import alternatives, word_list
from ..language.neighbours import Neighbours
from ..language.number_words import Numeral
from ..language.patterns import later

TEN = 10
OLDEST = 115

# 'One shop reported a loss', 'one resident said': an article before the one who speaks. 'One death reported in May' counts.
ONE_BEGINS = later(r"(?:^|[.;:\"] ?|, ?| (?:and|while|as|but) )$")
SPEAKER = later(
    rf" (?!of )(?:[a-z-]+ ){{1,3}}?(?:(?:{alternatives(list(word_list('tells')))})|(?:{alternatives(list(word_list('reports')))}) (?:an?|the|that|its|their|his|her|no|having|\d))(?![a-z])"
)
# 'People from the two countries', 'trade between the two sides': places that were named before.
DEFINITE = later(rf"(?:^|[ ,])(?:{alternatives(list(word_list('led_to_places')))}) the $")
PLACES = later(rf" (?:[a-z-]+ )?(?:{alternatives(list(word_list('known_places')))})(?![a-z-])")
# 'Permanent residents above 50 who', 'people over 60': an age and no number of them.
OF_AGE = later(r"(?:^|[ ,(])(?P<noun>[A-Za-z]+) (?:aged )?(?:above|over|under|below) $")
AGE_ENDS = later(
    r"$|[.,;:)\"]| (?:who|whose|and|or|to|were|are|was|is|in|at|on|with|have|had|has|as|can|may|must|will)(?![a-z])"
)
EVERYONE = word_list("of_any_age")

EACH, EACH_ONE = later("每$"), later(rf"(?:{alternatives(list(word_list('measures_of_one', 'zh')))})")
COPULA, KIND_OF = later("是$"), later(rf"(?:{alternatives(list(word_list('measures_of_kinds', 'zh')))})")
GRADE, JUBILEE, FULL = later("级(?![别数差])"), later("周年"), later("[满整足]$")
ALL_OF = later("全$")
# (2021-2023)》, 本(114-115)流感季: years or seasons in brackets, with nothing that they count.
SEASON = later(r"\((\d{2,4})[-–~—](\d{2,4})\)")
YEARS_APART = 10


def counts_nothing(text: str, numeral: Numeral, table: Neighbours) -> str | None:
    """Why a number counts nothing, though a noun may stand beside it."""
    if season := _season(text, numeral):
        return season
    return _english(text, numeral, table) if table.spaced else _chinese(text, numeral)


def _season(text: str, numeral: Numeral) -> str | None:
    for found in SEASON.finditer(text):
        first, last = int(found[1]), int(found[2])
        near = first >= 1900 and 0 < last - first <= YEARS_APART
        if found.start() < numeral.start < found.end() and (near or (first >= 100 and last - first == 1)):
            return "date"
    return None


def _english(text: str, numeral: Numeral, table: Neighbours) -> str | None:
    start, end = numeral.start, numeral.end
    plain, value = text[start:end].isdigit(), numeral.value
    if plain and text[start - 1 : start] == "#":
        return "reference"
    if value == 1 and numeral.form == "words" and ONE_BEGINS.search(text, 0, start) and SPEAKER.match(text, end):
        return "name"
    if value is not None and 1 < value < TEN and numeral.form == "words":
        return "name" if DEFINITE.search(text, 0, start) and PLACES.match(text, end) else None
    aged = OF_AGE.search(text, 0, start) if plain and TEN < int(text[start:end]) < OLDEST else None
    if aged is None or not AGE_ENDS.match(text, end):
        return None
    return "age" if aged["noun"].lower() in EVERYONE or table.nouns.get(aged["noun"].lower()) == "person" else None


def _chinese(text: str, numeral: Numeral) -> str | None:
    start, end = numeral.start, numeral.end
    if JUBILEE.match(text, end) and not FULL.search(text, 0, start):
        return "name"  # 复通一周年, 成立70周年: an anniversary; 已满两周年 is how long
    if numeral.form == "vague" and ALL_OF.search(text, 0, start):
        return "name"  # 全数
    if numeral.value is not None and numeral.value <= TEN and numeral.high is None and GRADE.match(text, end):
        return "name"  # 两级法院, 3级或以上的火警
    if numeral.value != 1 or numeral.form != "words":
        return None
    if EACH.search(text, 0, start) and EACH_ONE.match(text, end):
        return "name"  # 对每一名
    return "name" if COPULA.search(text, 0, start) and KIND_OF.match(text, end) else None  # 是一个积极变化
