"""What a number counts: the noun phrase as printed, and the unit that its head noun stands for."""

from __future__ import annotations

import re

from .neighbours import Neighbours
from .numberwords import Numeral


def counted_phrase(
    text: str, numeral: Numeral, start: int, end: int, unit: str | None, table: Neighbours, floor: int
) -> tuple[str | None, str | None]:
    """The noun phrase counted, as printed, and the unit that its head noun stands for."""
    right = right_phrase(text, end, table, numeral.value == 1)
    if table.spaced:
        noun = head_unit(right, table)
        if right and (unit is None or unit != "percent"):
            return right, noun
        left = _left_phrase(text, start, table, floor)
        return left, None  # the subject of 'reached 8.5 million' tells no unit; its metric does
    left = _left_phrase(text, start, table, floor)
    times = text.startswith("次", end)  # 少跑腿2.6亿次: times are no persons
    for phrase in (right, left):
        if phrase:
            near_end = phrase is left  # before the number the nearest noun is the last one, after it the first
            hits = [
                (phrase.rfind(w) + len(w) if near_end else -phrase.find(w), len(w), w)
                for w in table.nouns
                if w in phrase
            ]
            if hits:
                return phrase, _but_persons(table.nouns[max(hits)[2]], times)
    clause = STOP_ZH.split(text[floor:start])[-1]
    last = max(((clause.rfind(w) + len(w), len(w), w) for w in table.nouns if w in clause), default=None)
    return right or left, _but_persons(table.nouns[last[2]], times) if last else None


def _but_persons(unit: str, times: bool) -> str | None:
    return None if times and unit == "person" else unit


def _head_said(words: list[str], word: str, one: bool, table: Neighbours) -> bool:
    """Has the head noun been said, so that `word` begins the verb? 'countries conducted', 'fouls proves', 'one proposal asks'."""
    verb = looks_plural(word) and word.lower() not in table.nouns  # 'firearms suspects'
    if one:
        return verb and word[:1].islower() and not looks_plural(words[-1])
    plain = not looks_plural(word) or verb
    return looks_plural(words[-1]) and plain and not (verb and words[-1].lower() in PLURAL_MODIFIERS)


# Plurals that stand before the noun they describe: sports teams, customs officers.
PLURAL_MODIFIERS = frozenset(
    [
        "sports",
        "goods",
        "arms",
        "news",
        "customs",
        "savings",
        "sales",
        "operations",
        "women",
        "men",
        "children",
        "drugs",
        "contents",
    ]
)


STOP_EN, STOP_ZH = re.compile(r"[,;:] "), re.compile(r"[,，。;；:：、]")
CHARACTERS = re.compile(r"(?:的)?(\"?[\u4e00-\u9fff\"()（）]+)")
TOKEN = re.compile(r"[ -]*(\"?(?:[A-Za-z][\w'&/.]*(?:-[\w']+)*|\([A-Za-z ]+\))\"?)|([^\w\s])")
JOINTS = re.compile(r"(?:为|有|达|共计?|约|超过?|近|逾|同比|分别|累计|各类|已|突破|破|不足|至|到)+$")


def right_phrase(text: str, end: int, table: Neighbours, one: bool = False) -> str | None:
    """The noun phrase that follows a number; `one` where the number is 1 and its noun therefore singular."""
    if not table.spaced:
        run = CHARACTERS.match(text, end, end + 40)
        if not run or table.right_stop.match(text, end):
            return None
        phrase = run[1]
        stop = next((m for m in table.right_stop.finditer(phrase) if m.start() > 0), None)
        return (phrase[: stop.start()] if stop else phrase) or None
    words: list[str] = []
    for token in TOKEN.finditer(text, end, end + 120):
        word = token[1]
        if word is None or (words and "\n" in token[0]):
            break
        if word.lower() == "of" or (word.lower() in ("them", "these", "those") and not words):
            if words:
                break
            continue
        joins = words and word == "and" and not one and not looks_plural(words[-1])  # 'entry and exit trips'
        if (
            not joins
            and table.right_stop.fullmatch(word.strip('"'))
            and (words or word.lower() not in ("a", "more", "all"))
        ):
            break
        if words and _head_said(words, word.rstrip("."), one, table):
            break  # the head noun has been said: 'countries conducted', 'viruses deformed'
        words.append(word.rstrip("."))
        if word.endswith(".") or len(words) >= 6:
            break
    return " ".join(words).strip() or None


def looks_plural(word: str) -> bool:
    return word.lower() in ("people", "men", "women", "children") or (
        word[-1:] == "s" and word[-2:] not in ("ss", "us", "is") and word[-3:] != "ous"
    )


def _left_phrase(text: str, start: int, table: Neighbours, floor: int) -> str | None:
    piece = (STOP_EN if table.spaced else STOP_ZH).split(text[floor:start])[-1]
    if not table.spaced:
        cut = 0
        for stop in table.left_stop.finditer(piece):
            if (stop.end() < len(piece) and stop[0] not in ("有", "为", "及", "的", "并", "和")) or stop.end() == len(
                piece
            ):
                cut = stop.end() if stop.end() < len(piece) else cut
        tail = JOINTS.sub("", piece[cut:])
        bare = tail.strip('" ()')
        return None if table.left_stop.fullmatch(bare) else bare or None
    words = re.findall(r"[A-Za-z][\w'-]*", piece)
    while words and table.left_stop.fullmatch(words[-1]):
        words.pop()
    kept: list[str] = []
    for word in reversed(words):
        if table.left_stop.fullmatch(word) or len(kept) >= 5:
            break
        kept.insert(0, word)
    return " ".join(w for w in kept if w.lower() not in ("the", "a", "an")) or None


def head_unit(phrase: str | None, table: Neighbours) -> str | None:
    """The unit of the last word or words of a phrase: 'target fugitives' => person."""
    if not phrase:
        return None
    words = [w.strip('"()') for w in phrase.lower().split()]
    for stop in range(len(words), 0, -1):
        for begin in range(max(0, stop - 3), stop):
            joined = " ".join(words[begin:stop])
            if joined in table.nouns:
                return table.nouns[joined]
    return None
