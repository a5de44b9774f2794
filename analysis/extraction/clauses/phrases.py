"""What a figure counts: the noun phrase at its side or the subject of its clause, with the head noun that it turns on.

Positions are numbers of tokens; `head` is the token of the head noun, the last of the phrase in both languages.
"""

from __future__ import annotations

import functools
from typing import NamedTuple

from ...language.lexicon import lexicon, word_list
from ...language.tokens import Token, plural_shape
from ..quantities.noun_units import is_demonym
from .clauses import Clauses

STOPS = frozenset(
    ["PREPOSITION", "BE", "RELATIVE", "SUBORDINATE", "SAY", "REACH", "SHARE", "THAN", "TIME", "BASE", "THEN", "QTY", "NUMBER", "RESPECTIVELY", "PART", "COMMA", "SEMI", "COLON", "STOP", "OPEN", "CLOSE", "DASH", "LIST", "QUOTE"]
)  # fmt: skip
TAIL = frozenset(
    [
        "MEASURE_NOUN",
        "LIGHT",
        "RESPECTIVELY",
        "DAILY",
        "TIME",
        "BASE",
        "COLON",
        "CUMULATIVE",
        "REACH",
        "BE",
        "THAN",
        "ESTIMATE",
        "AND",
        "QUOTE",
        "NEW",
        "STOCK",
        "BEYOND",
        "DE",
    ]
)
VERBAL = frozenset(["ED", "ING", "RISE", "FALL", "EVENT"])
MOVES = frozenset(["RISE", "FALL"])
PLURAL_MODIFIERS = frozenset(lexicon("cues")["noun_phrase"]["plural_modifiers"]["en"])


class Phrase(NamedTuple):
    """A noun phrase: tokens `first` to `last` (exclusive), and the token of its head."""

    first: int
    last: int
    head: int


GOES_AND_DOES = frozenset([*word_list("goes"), *word_list("does")])
OF_THESE, ALSO = word_list("of_these_behind"), word_list("also")
GRADED = "!PREPOSITION|PLURAL|ED|BE|COMMA|QTY|TIME{0,2} CAP NUMBER PLURAL"
DESCRIBED = (
    "WORD{1,2} COMMA WORD{1,2} COMMA? AND WORD{1,2} PLURAL",
    "WORD COMMA WORD COMMA WORD COMMA? AND WORD PLURAL",
)


def behind(clauses: Clauses, at: int) -> Phrase | None:
    """The noun phrase that follows a figure: '300 criminal suspects', 213件水客走私违规案件, 1634万人次中外人员出入境."""
    tokens = clauses.tokens
    begin = at + 1
    again = clauses.line.after(at, "OPEN QTY CLOSE")  # '3,004 (27.1%) Filipinos'
    again = clauses.line.after(at, "COMMA OR LIGHT* RATIO COMMA") if again is None else again
    if again is not None and again < len(tokens) and ("OF" in tokens[again].types or not tokens[again].types & STOPS):
        begin = again  # '743 (38 percent) of the applicants'
    while begin < len(tokens) and tokens[begin].text.lower() in word_list("before_a_noun"):
        begin += 1
    if (
        begin + 1 < len(tokens)
        and tokens[begin].text.lower() in word_list("pieces_of")
        and "OF" in tokens[begin + 1].types
    ):
        begin += 2  # '10,000 units of commercial vehicles'
    named = clauses.line.after(begin - 1, GRADED)
    begin = named - 1 if named is not None else begin  # '24,754 Year 12 pupils', '33,428 full-time Grade 10 candidates'
    if begin < len(tokens) and tokens[begin].text.lower() in HAD and begin == at + 1:
        return None  # '87 had overstayed their visas'
    if acts(clauses, begin - 1) or (begin < len(tokens) and tokens[begin].text.lower() in ALSO):
        return None  # 'and 39,946 left the country': a verb with its object; 'the top five also includes'
    described = next((end for row in DESCRIBED if (end := clauses.line.after(begin - 1, row)) is not None), None)
    if described is not None and not any(plural_shape(t.text) for t in tokens[begin : described - 1]):
        begin = described - 1  # '86 confirmed, probable and suspected cases'
    of = clauses.line.after(begin - 1, "LIGHT|MEASURE_NOUN{1,3} OF")
    if of is not None and of < len(tokens) and tokens[begin - 1].text.lower() in ARTICLES:
        begin = of  # 'this brought to 11,063 the number of cases'
    last = begin
    while last < len(tokens) and not _ends(tokens, begin, last):
        last += 1
    while last > begin and tokens[last - 1].types & MOVES:
        last -= 1
    if last > begin and "ED" in tokens[last - 1].types and getattr(tokens[at].value, "value", None) == 1:
        last -= 1  # 'one shop suspected of', 'one remained open'
    if last - begin == 1 and (tokens[begin].text in MARKS or "BE" in tokens[begin].types):
        return None  # 突破3500万人次大关, 其中2个为经批准的
    passage = last > begin and bool(tokens[last - 1].types & {"JOURNEY", "BOTH_WAYS"})
    made = _craft(clauses, last) if passage else None
    return made or (Phrase(begin, last, last - 1) if last > begin else None)


def of_these(clauses: Clauses, at: int) -> bool:
    """Is a figure one of those that were told: '19 of them', '158 of those held'?"""
    behind = [t.text.lower() for t in clauses.tokens[at + 1 : at + 3]]
    return bool(behind) and (behind[0] in OF_THESE or " ".join(behind) in OF_THESE)


def acts(clauses: Clauses, at: int) -> bool:
    """Does a verb with its object stand behind a token: 'entered the country', 'left the area'?"""
    behind = clauses.tokens[at + 1 : at + 3]
    if len(behind) < 2 or behind[1].text.lower() not in word_list("determiners"):
        return False
    return "ED" in behind[0].types or behind[0].text.lower() in GOES_AND_DOES


def _craft(clauses: Clauses, last: int) -> Phrase | None:
    """'4.1 million entries and exits of transportation vehicles', '300 entries were made by ferries': counts vehicles."""
    tokens, line = clauses.tokens, clauses.line
    of = line.after(last - 1, "OF|BY")
    made = line.after(last - 1, "PRESENT? BE{1,2} WORD BY") if of is None else None
    of = made if made is not None and tokens[made - 2].text.lower() in MADE else of
    if of is None:
        return None
    of, last = of - 1, of
    while last < len(tokens) and last - of <= 4 and not tokens[last].types & STOPS:
        last += 1
        if "CRAFT" in tokens[last - 1].types:
            return Phrase(of + 1, last, last - 1)
    return None


def _ends(tokens: list[Token], begin: int, at: int) -> bool:
    """Does the noun phrase that began at `begin` end before token `at`?"""
    token = tokens[at]
    if at > begin and "DE" in token.types and "REGION" in tokens[at - 1].types:
        return True
    if token.types & STOPS and not ("LIGHT" in token.types and "PREPOSITION" not in token.types and at == begin):
        return True
    noun = "ESTIMATE" in token.types and plural_shape(token.text) and not plural_shape(tokens[at - 1].text)
    if at > begin and token.types & (MOVES | {"PRESENT", "ESTIMATE"}) and not noun:
        return True  # but 'six national projects'
    said = at > begin and (plural_shape(tokens[at - 1].text) or is_demonym(tokens[at - 1].text))
    # 'arms smuggling cases', where 'operations conducted' says its noun
    describes = tokens[at - 1].text.lower() in PLURAL_MODIFIERS and not token.text.lower().endswith("ed")
    describes = describes or (is_demonym(tokens[at - 1].text) and "-" in token.text)  # 'Chinese state-level parks'
    # 'five Chinese fishing boats', where 'two Chinese smuggling gold' has said its noun
    crafts = "ING" in token.types and at + 1 < len(tokens) and "CRAFT" in tokens[at + 1].types
    if (
        said
        and not describes
        and not crafts
        and (token.types & VERBAL or "ADV" in token.types or not plural_shape(token.text))
    ):
        return True  # the head noun has been said: 'cases obstructing', 'countries conducted'
    if "AND" in token.types:
        return bool(said) or at + 1 >= len(tokens) or bool(tokens[at + 1].types & STOPS) or at == begin
    return at - begin > 6


def before(clauses: Clauses, at: int, floor: int) -> Phrase | None:
    """The noun phrase that leads to a figure: 查获偷渡人员6000人, 'the number of arrivals fell to 300'. Nothing before token `floor`."""
    tokens = clauses.tokens
    last = at
    while last > floor and (tokens[last - 1].types & (TAIL | MOVES) or "ADV" in tokens[last - 1].types):
        last -= 1
    last = _before_bracket(tokens, last, floor)
    while last > floor + 1 and "ED" in tokens[last - 1].types and "PLURAL" in tokens[last - 2].types:
        last -= 1  # 'the number of cases confirmed since October to 521'
    while last > floor + 1 and tokens[last - 1].text in word_list("happens"):
        last -= 1  # 交通事故发生1.8万件
    if last == floor:
        return None
    first = last
    while (
        first > floor
        and not tokens[first - 1].types & STOPS
        and not tokens[first - 1].types & MOVES
        and last - first < 8
    ):
        if first < last and ("FLOW" in tokens[first - 1].types or tokens[first - 1].text.lower() in PUTS):
            break  # 受理来电480万通: the verb before the noun is no part of it
        first -= 1
    if first == last:
        return None
    while first < last - 1 and "AND" in tokens[first].types:
        first += 1
    return Phrase(first, last, last - 1)


def _before_bracket(tokens: list[Token], last: int, floor: int) -> int:
    """香港居民来往内地(大陆)1.6亿人次: a short bracket that says a noun again parts nothing."""
    if last - 1 <= floor or "CLOSE" not in tokens[last - 1].types:
        return last
    opened = next((i for i in range(last - 2, max(floor, last - 5) - 1, -1) if "OPEN" in tokens[i].types), None)
    within = tokens[opened + 1 : last - 1] if opened is not None else []
    plain = bool(within) and not any(t.types & {"QTY", "TIME", "NUMBER", "BASE"} for t in within)
    return opened if plain and opened is not None and opened > floor and not within[0].text.isascii() else last


def subject(clauses: Clauses, at: int, floor: int) -> Phrase | None:
    """The subject of an English clause: its first noun phrase that no preposition leads to ('The number of arrivals in May' => arrivals)."""
    tokens = clauses.tokens
    i = floor
    while i < at and (
        tokens[i].types & SUBJECT_SKIP or (i == floor and "NUMBER" in tokens[i].types) or _attribute(tokens, i)
    ):
        i += 1  # 'One shop reported': an article; 'the reported deaths'
    first = i
    saw = next((k for k in range(i, min(i + 6, at)) if tokens[k].text.lower() in SAW), None)
    if (
        saw is not None
        and any(tokens[k].types & MOVES for k in range(saw, at))
        and not any(tokens[k].types & STOPS for k in range(i, saw))
    ):
        return subject(clauses, at, saw + 1)  # 'the country saw arrivals rise to 3 million'
    put = next((k for k in range(i, min(i + 6, at)) if tokens[k].text.lower() in PUTS), None)
    if put is not None and put + 1 < at and not any(tokens[k].types & STOPS for k in range(i, put)):
        return subject(clauses, at, put + 1)  # 'figures put arrivals in the country at 3 million'
    while (
        i < at
        and not tokens[i].types & STOPS
        and not ("PRESENT" in tokens[i].types and i > first)
        and not (tokens[i].types & VERB_TYPES and i > first and _verb(tokens[i]))
    ):
        if (
            i > first
            and plural_shape(tokens[i - 1].text)
            and not plural_shape(tokens[i].text)
            and "AND" not in tokens[i].types
        ):
            break
        if i > first and "ING" in tokens[i].types and tokens[i + 1].types & {"PREPOSITION", "LIGHT"}:
            break  # 'the vehicle flow passing the port'
        i += 1
    if i < at and tokens[i].text.lower() == "of" and i > first and "MEASURE_NOUN" in tokens[i - 1].types:
        return subject(clauses, at, i + 1) or Phrase(first, i, i - 1)
    return Phrase(first, i, i - 1) if i > first else None


def _attribute(tokens: list[Token], at: int) -> bool:
    """Is a verb of saying only an attribute: 'the reported deaths'?"""
    led = at and tokens[at - 1].text.lower() in ARTICLES and "SAY" in tokens[at].types
    return bool(led and tokens[at].text.endswith("ed") and "PLURAL" in tokens[at + 1].types)


VERB_TYPES = MOVES | {"ED", "PEAK"}


def _verb(token: Token) -> bool:
    """Is a word a finite verb: 'peaked', but not the noun 'peak'?"""
    return "PEAK" not in token.types or token.text.lower().endswith("ed")


SUBJECT_SKIP = frozenset(
    ["COMMA", "TIME", "AND", "LIGHT", "PREPOSITION", "ADV", "SUBORDINATE", "RELATIVE", "DAILY", "PART"]
)


def text_of(clauses: Clauses, phrase: Phrase, text: str) -> str:
    """The phrase as printed in the folded sentence."""
    return text[clauses.tokens[phrase.first].start : clauses.tokens[phrase.last - 1].end]


SAW, MADE, MARKS, PUTS = word_list("saw"), word_list("made"), word_list("marks"), word_list("puts")
ARTICLES, HAD = word_list("articles_and_of"), word_list("had_done")


def words_of(clauses: Clauses, phrase: Phrase) -> str:
    """The words of an English phrase without its articles."""
    return " ".join(t.text for t in clauses.tokens[phrase.first : phrase.last] if t.text.lower() not in ARTICLES)


@functools.lru_cache(maxsize=65536)
def singular(word: str) -> str:
    """The base form of an English noun, of several words the last's; others as they are."""
    low = word.lower().rpartition(" ")[2]
    irregular = lexicon("forms")["singulars"]
    if low in irregular:
        return str(irregular[low])
    if not plural_shape(low):
        return low
    if low.endswith("ies") and len(low) > 4:
        return low[:-3] + "y"
    return low[:-2] if low.endswith(("sses", "xes", "ches", "shes")) else low[:-1]
