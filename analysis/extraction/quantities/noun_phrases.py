"""What a number counts: the noun phrase as printed, and the unit that its head noun stands for."""

from __future__ import annotations

import re
from typing import NamedTuple

from ...language.lexicon import word_list
from ...language.neighbours import Neighbours
from ...language.number_words import Numeral
from ...language.patterns import later
from ...language.tokens import forms_of, plural_shape


class Counted(NamedTuple):
    """What a number counts: the noun phrase as printed, the unit of its head noun, whether it stands behind the number."""

    phrase: str | None
    unit: str | None
    behind: bool


def counted_phrase(
    text: str, numeral: Numeral, start: int, end: int, unit: str | None, table: Neighbours, floor: int
) -> Counted:
    """The noun phrase that text[start:end] counts: what follows, else what leads to it since `floor`."""
    right = right_phrase(text, end, table, numeral.value == 1)
    if table.spaced:
        if right and unit != "percent":
            return Counted(right, head_unit(right, table), True)
        left = _left_phrase(text, start, table, floor)
        subject = left and _is_subject(text, start, left, table, floor)
        return Counted(left, table.nouns.get(left.split()[-1].lower()) if left and subject else None, False)
    left = _left_phrase(text, start, table, floor)
    times = text.startswith("次", end)  # 少跑腿2.6亿次: times are no persons
    for phrase in (right, left):
        if phrase:
            near_end = phrase is left  # before the number the nearest noun is the last one, after it the first
            noun = table.last_noun(phrase) if near_end else _noun_behind(phrase, table)
            led = near_end and right and unit and noun and not phrase.endswith(noun)  # 车上载有33.3吨冻猪肚
            if noun and not led:
                return Counted(phrase, _but_persons(table.nouns[noun], times), phrase is right)
    last = table.last_noun(STOP_ZH.split(text[floor:start])[-1])
    return Counted(right or left, _but_persons(table.nouns[last], times) if last else None, bool(right))


def _noun_behind(phrase: str, table: Neighbours) -> str | None:
    """The noun that begins first behind a number, unless it is of people who only tell of what kind the last is: 3个旅客偷运团伙."""
    noun, last = table.first_noun(phrase), table.last_noun(phrase)
    if noun and last and table.nouns[noun] == "person" and phrase.endswith(last):
        return last
    return noun


def _but_persons(unit: str, times: bool) -> str | None:
    return None if times and unit == "person" else unit


def _head_said(words: list[str], word: str, one: bool, table: Neighbours) -> bool:
    """Has the head noun been said, so that `word` begins the verb? 'countries conducted', 'fouls proves', 'one proposal asks'."""
    verb = plural_shape(word) and word.lower() not in table.nouns  # 'firearms suspects'
    if one:
        return verb and word[:1].islower() and not plural_shape(words[-1])
    plain = not plural_shape(word) or verb
    return plural_shape(words[-1]) and plain and not (verb and words[-1].lower() in table.plural_modifiers)


OF_WHAT = later(r" of [a-z]+")
LEADS_TO_NOUN = ("of", "them", "these", "those")
STOP_EN, STOP_ZH = later(r"[,;:] "), later(r"[,，。;；:：、]")
CHARACTERS = later(
    r"(?:的)?(\"[A-Za-z0-9\u4e00-\u9fff]{1,12}\"[\u4e00-\u9fff]*|\"?[\u4e00-\u9fff][\u4e00-\u9fff\"()（）]*)"
)
TOKEN = later(r"[ -]*(\"?(?:[A-Za-z][\w'&/.]*(?:-[\w']+)*|\([A-Za-z ]+\))\"?)|([^\w\s])")
JOINTS = later(
    r"(?:为|是|有|达|合?共计?|合计|约|超过?|近|逾|仅|只|则|就|还|也|最多|最高|最|大幅|小幅|稍|同比|分别|累计|各类|已|突破|破|不足|至|到|由|从)+$"
)


def right_phrase(text: str, end: int, table: Neighbours, one: bool = False) -> str | None:
    """The noun phrase that follows a number; `one` where the number is 1 and its noun therefore singular."""
    if not table.spaced:
        return _characters_behind(text, end, table)
    words, named_to = _words_behind(text, end, table, one)
    if words and words[0].lower() in table.articles:
        words = words[1:]
    if words and words[-1] == "and":
        words = words[:-1]
    said = " ".join(words).strip()
    of = OF_WHAT.match(text, named_to)
    if of and words and f"{words[-1]}{of[0]}".lower() in table.nouns:
        said += of[0]  # 'means of transport'
    empty = said.lower() in table.articles or said.lower() in table.no_plurals or said.lower() in NO_NOUN
    return None if empty else said or None


def _characters_behind(text: str, end: int, table: Neighbours) -> str | None:
    """26名逃犯归案 => 逃犯: the characters behind a number, up to a word that ends the noun."""
    run = CHARACTERS.match(text, end, end + 40)
    if not run or table.right_stop.match(text, end) or table.verb.match(text, end):
        return None
    phrase = run[1]
    stop = next((m for m in table.right_stop.finditer(phrase) if m.start() > 0), None)
    phrase = phrase[: stop.start()] if stop else phrase
    return None if JOINTS.fullmatch(phrase) else phrase or None


def _words_behind(text: str, end: int, table: Neighbours, one: bool) -> tuple[list[str], int]:
    """The words of the phrase behind a number, with articles, and where they end: '62 of a country's 63 provinces'."""
    words: list[str] = []
    read = named_to = end
    for token in TOKEN.finditer(text, end, end + 120):
        word = token[1]
        if token[2] == "," and text[token.start() - 1 : token.end() + 1][::2].isdigit():
            continue  # '743 of the 1,900 applicants': the comma of a number
        named = [w for w in words if w.lower() not in table.articles]
        parted = named and text[read : token.start()].strip()
        if parted and named[-1].endswith("'s"):
            words, parted = [], ""  # the provinces are counted
        if word is None or parted or (words and "\n" in token[0]):
            break  # '20 kg of heroin and 3 kg of cannabis': another number stands between
        read = token.end()
        if not words and word.lower() in LEADS_TO_NOUN:
            continue
        if _ends_phrase(words, word, one, table):
            break
        words.append(word.rstrip("."))
        named_to = read
        if word.endswith(".") or len(words) >= 6:
            break
    return words, named_to


def _ends_phrase(words: list[str], word: str, one: bool, table: Neighbours) -> bool:
    """'Officers of whom', 'countries conducted', 'viruses deformed': does a word end the noun phrase before it?"""
    if word.lower() in ("whom", "which", "of"):
        return True
    joins = words and word == "and" and not one and not plural_shape(words[-1])  # 'entry and exit trips'
    stops = not joins and table.right_stop.fullmatch(word.strip('".'))
    if stops and (words or word.lower() not in ("a", "more", "all")):
        return True
    return bool(words) and _head_said(words, word.rstrip("."), one, table)


def _is_subject(text: str, start: int, phrase: str, table: Neighbours, floor: int) -> bool:
    """Is a phrase all that is said of what a number is of: 'trips reached 300', 'the number of calls fell to 300'?"""
    clause = re.sub(" +", " ", STOP_EN.split(text[floor:start])[-1])
    before, found, after = clause.rpartition(phrase)
    whole = before.strip().lower() in ("", "the", "and", "while") or table.number_of.search(before)
    said = table.predicate.fullmatch(after) or (not after.strip() and table.predicate_verb.match(text, start))
    return bool(found and whole and said)  # 'exceeded 10 million' is one claim with its verb


NO_NOUN = frozenset(word_list("counts_no_noun"))
LEADS_ON_ZH = word_list("leads_to_a_figure", "zh")
ACTS = frozenset(form for form in forms_of("flow") if form.endswith("ed")) | frozenset(word_list("takes_an_amount"))
NO_LAST = frozenset(word_list("no_last_of_a_noun"))  # 'wheat output is estimated at 3 million tonnes'
NOT_FIRST, NOT_LAST = (
    later("^(?:[和及与的了则但而仅]|当中|其中|占(?!地|比)|以(?!色列))+(?=..|$)"),
    later("(?<!目)(?<!标)的$"),
)
COMPARES = later("[比较](?:此前|以往|历史|[上去前同])")  # 比此前最高的2019年增加3000万人次
DONE = "了"  # stands behind its verb: 外籍旅客申请了
TIMES = later("  +")  # where a time stood


def _without_verb(phrase: str, table: Neighbours) -> str:
    """适用口岸增至, 人数下降了 => 适用口岸, 人数: what leads to the number is no part of the noun."""
    phrase, length = phrase.strip(), -1
    while length != len(phrase):
        length = len(phrase)
        phrase = table.verb_end.sub("", JOINTS.sub("", phrase))
        if phrase.endswith(DONE):
            stem = phrase[:-1]
            verb = table.verb_end.search(stem)
            phrase = stem[: verb.start() if verb else -2]  # most other verbs have two characters
    return phrase


def _left_phrase(text: str, start: int, table: Neighbours, floor: int) -> str | None:
    piece = (STOP_EN if table.spaced else STOP_ZH).split(text[floor:start])[-1]
    if not table.spaced:
        # 城市已增至59个: what leads to the number is taken off before the words that begin the noun are looked for.
        piece = _without_verb(piece, table)
        cut = 0
        for stop in table.left_stop.finditer(piece):
            if stop.end() < len(piece) and stop[0] not in ("有", "为", "及", "的", "并", "和"):
                cut = stop.end()
        chunks = [_without_verb(chunk, table) for chunk in TIMES.split(piece[cut:])]
        bare = NOT_FIRST.sub("", next((chunk for chunk in reversed(chunks) if chunk), "").strip('" ()'))
        bare = NOT_LAST.sub("", bare)
        empty = COMPARES.match(bare) or table.left_stop.fullmatch(bare) or bare in table.per or bare in LEADS_ON_ZH
        return None if empty else bare or None
    words = re.findall(r"[A-Za-z][\w'-]*", piece)
    if words and words[-1].lower() in ACTS and piece.rstrip().endswith(words[-1]):
        return None  # 'officers seized 30 kg': the verb has no object but the amount
    while words and (_leads_on(words[-1], table) or words[-1].lower() in table.articles | NO_LAST):
        words.pop()
    kept: list[str] = []
    while words and len(kept) < 5:
        word = words.pop()
        if table.left_stop.fullmatch(word):
            if word.lower() not in table.placing or not words or _leads_on(words[-1], table):
                break
            kept.clear()  # 'trips in China reached 300': the trips were counted
        else:
            kept.insert(0, word)
    said = " ".join(w for w in kept if w.lower() not in table.articles)
    return None if said.lower() in NO_NOUN else said or None


def _leads_on(word: str, table: Neighbours) -> bool:
    """Does a word only lead to the number that follows: 'reached', 'fell', 'to'?"""
    return bool(table.left_stop.fullmatch(word) or table.verb.fullmatch(word))


def head_unit(phrase: str | None, table: Neighbours) -> str | None:
    """The unit of the last word or words of a phrase: 'target fugitives' => person."""
    if not phrase:
        return None
    words = [w.strip('"()') for w in phrase.lower().split()]
    for stop in range(len(words), 0, -1):
        if stop < len(words) and plural_shape(words[stop]) and words[stop] not in table.no_plurals:
            return None  # 'entry summaries' are no entries
        for begin in range(max(0, stop - 3), stop):
            joined = " ".join(words[begin:stop])
            if joined in table.nouns:
                return table.nouns[joined]
    return None
