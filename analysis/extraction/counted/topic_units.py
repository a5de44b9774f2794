"""What a figure counts that names no noun of its own: the noun the sentence moves, opens with, or speaks of as 'this figure'."""

from __future__ import annotations

from typing import NamedTuple

from ...language.lexicon import word_list
from ...language.measure_names import currencies
from ...language.neighbours import Neighbours
from ...language.units import is_measured
from ..clauses import phrases
from ..clauses.clauses import Clauses, led_clause
from ..clauses.draft import COUNTS, Context, Draft
from ..periods.times_up_to import passes
from ..quantities.noun_units import is_demonym, noun_unit

THIS, FIGURE = frozenset(word_list("this_of_figures")), frozenset(word_list("figures_named"))


class Told(NamedTuple):
    """A unit with the head noun and the words that it was told by."""

    unit: str
    head: str | None
    counted: str | None


ALL_OF = word_list("all_of_a_number")
TURNING = frozenset(word_list("turns_to_another"))
AMONG, SAYS_THAT, OUT = word_list("among"), word_list("says_that"), word_list("out_of_these")


def of_topic(clauses: Clauses, at: int, done: list[Draft], context: Context, table: Neighbours) -> Told | None:
    """The unit of the figure at token `at` by what its sentence is about, if that can be told."""
    told = _moved(clauses, at, done, table) or fronted(clauses, at, table) or _this_figure(clauses, at, done, context)
    return told or _all_of_them(clauses, at, done, context)


def number_of(clauses: Clauses, at: int, table: Neighbours) -> Told | None:
    """'The number of pupils in primary schools (Years 1-7) was 173,745' counts pupils, whatever stands between."""
    if led := led_clause(clauses, at):
        return _told(clauses, phrases.subject(clauses, led.last, led.first), table)
    verbs = (clauses.line.before(at, form) for form in VERBS_OF_NUMBERS)
    verb = min((begin for begin in verbs if begin is not None), default=None)  # 'fell by 4.9% to', not 'to' alone
    verb = _apposed(clauses, at) if verb is None else verb
    verb = at if verb is None and passes(clauses.tokens[at]) else verb
    beside = clauses.line.after(at, "COMMA|AND AMOUNT")
    if verb is None or (beside is not None and phrases.behind(clauses, beside - 1) is None):
        return None  # 'the numbers of residents and foreigners were 76.7 million and 26.78 million'
    clause = clauses.line.before(verb, SUBJECT_WITH_CLAUSE)
    if clause is not None:  # 'the number of travellers who have this year passed through the port exceeded 10 million'
        return _told(clauses, phrases.behind(clauses, clause + 1), table)
    depth = clauses.piece(verb).depth
    for i in range(verb - 1, 0, -1):
        token, piece = clauses.tokens[i], clauses.piece(i)
        if piece.depth > depth:
            continue
        said = "SAY" in token.types and token.text.lower().endswith("ed") and "PLURAL" in clauses.tokens[i - 1].types
        leads = "REACH" in token.types and clauses.line.after(i, "LIGHT* QTY") is None and len(token.text) == 2
        if token.types & OTHER_CLAUSE and not said and not leads and not ("PRESENT" in token.types and i == verb - 1):
            return _opens_with_number(clauses, at, table)
        if "OF" in token.types and "MEASURE_NOUN" in clauses.tokens[i - 1].types:
            return _told(clauses, phrases.behind(clauses, i), table, named=True)
    return _opens_with_number(clauses, at, table)


def _opens_with_number(clauses: Clauses, at: int, table: Neighbours) -> Told | None:
    """'The number of persons classified as being outside the labour force was 726,000': what opens its sentence, or what it says, with
    no other figure before it."""
    tokens = clauses.tokens
    led = ("BE|REACH|COMES_TO|BEYOND LIGHT*", TO_A_HEIGHT)
    if all(clauses.line.before(at, row) is None for row in led) or any("AMOUNT" in t.types for t in tokens[:at]):
        return None
    for i in range(1, at):
        number = "OF" in tokens[i].types and "MEASURE_NOUN" in tokens[i - 1].types
        opens = i < OPENING or clauses.line.before(i - 1, "RELATIVE|SAY LIGHT*") is not None
        turned = any("SEMI" in t.types or t.text.lower() in TURNING for t in clauses.between(i, at))
        if number and opens and not turned:
            return _told(clauses, phrases.behind(clauses, i), table, named=True)
    return None


OPENING = 4  # tokens within which the subject of a sentence says that it is a number
IN_BRACKET = ("RISE|FALL OPEN LIGHT*", "RISE|FALL OPEN LIGHT* QTY !QTY|CLOSE{1,4}")
TO_A_HEIGHT = "REACH LIGHT* WORD{0,1} MEASURE_NOUN|PEAK|RECORD|WORD OF LIGHT*"
VERBS_OF_NUMBERS = (
    "BE|REACH|COMES_TO|BEYOND|PRESENT|DASH|OPEN LIGHT*",
    TO_A_HEIGHT,  # 'rose to a historical high of 12,700'
    "RISE|FALL FROM|BY LIGHT*",
    "RISE|FALL BY? LIGHT* QTY BASE|TIME|PREPOSITION{0,2} REACH LIGHT*",
    "RISE|FALL BY? LIGHT* RATIO OPEN FROM LIGHT* QTY{0,1} REACH? LIGHT*",  # 'fell by 21 percent (from 7,005 to 5,499)'
)
SUBJECT_WITH_CLAUSE = "MEASURE_NOUN OF !QTY|RELATIVE|COMMA|SEMI|BE{1,5} RELATIVE !COMMA|SEMI|STOP{1,24}"
# What no subject holds: a verb of its own, another figure, the end of what is said.
OTHER_CLAUSE = frozenset(["BE", "REACH", "BEYOND", "RISE", "FALL", "PRESENT", "AMOUNT", "SEMI", "STOP", "SAY"])


def _apposed(clauses: Clauses, at: int) -> int | None:
    """'The highest number of cases, 6,300, was reported there': the comma that parts a number from what it is the number of."""
    comma = clauses.line.before(at, "COMMA LIGHT*")
    told = clauses.line.after(at, "COMMA? BE|PRESENT|ED")
    return comma if comma and told is not None and not clauses.piece(comma - 1).depth else None


def number_again(clauses: Clauses, at: int, told: list[Draft]) -> Told | None:
    """'While the second highest number, 3,800, was reported there': of what the number told before was of."""
    comma = _apposed(clauses, at)
    last = next((d for d in reversed(told) if d.kind in COUNTS and d.unit and not is_measured(d.unit)), None)
    if last is None or comma is None or "MEASURE_NOUN" not in clauses.tokens[comma - 1].types:
        return None
    return Told(str(last.unit).split("/")[0], last.head, last.counted)


def _moved(clauses: Clauses, at: int, done: list[Draft], table: Neighbours) -> Told | None:
    """'Arrests declined by 13%, from 690 in 2012 to 600 in 2013' counts arrests."""
    verbal = [
        d for d in done if d.kind == "change" and {"change:cue_before", "doubling"} & set(d.rules)
    ]  # no '21% decrease in cases'
    changes = [clauses.figures[d.start] for d in verbal if d.start in clauses.figures]
    pair = clauses.line.before(at, "RATIO OPEN") is not None  # 'murders fell by 23.3% (33 v. 43)'
    pair = pair or clauses.line.before(at, "RATIO OPEN QTY !QTY|CLOSE{1,2}") is not None
    verb = next((v for row in IN_BRACKET if (v := clauses.line.before(at, row)) is not None), None)
    if verb is not None:  # 'seizures fell (36,339 against 63,070)'
        return _told(clauses, phrases.subject(clauses, verb, clauses.piece(verb).first), table, named=True)
    if not changes or not (pair or clauses.line.before(at, "FROM|REACH LIGHT*") is not None):
        return None
    if any("SEMI" in t.types for t in clauses.between(changes[-1], at)):
        return None
    return _told(clauses, phrases.subject(clauses, changes[-1], clauses.piece(changes[-1]).first), table)


def fronted(clauses: Clauses, at: int, table: Neighbours) -> Told | None:
    """'Of the migrants held in 2019, 201,437 were Afghan' counts migrants."""
    piece = clauses.piece(at)
    begin = _opening(clauses)
    if piece.number == 0 or begin is None or clauses.piece(begin).number >= piece.number:
        return None
    if clauses.has(clauses.piece(begin), "QTY") or clauses.line.after(at, "BE|ED|PREPOSITION|RELATIVE|COMMA") is None:
        return None
    if "COMMA" in clauses.tokens[at + 1].types and clauses.line.after(at, "COMMA ING|SHARE LIGHT* RATIO") is None:
        return None  # '91,225, representing 96 percent, had passed'
    done_to = clauses.line.after(begin, "LIGHT* ED") or clauses.line.after(begin, "WORD ED")
    if done_to and clauses.tokens[done_to - 1].text.lower() in word_list("only_people_do"):
        return Told("person", None, None)  # 'of those arrested this year, 659 were in their teens'
    number = clauses.line.after(begin, "LIGHT* MEASURE_NOUN OF")  # 'of the total number of foreigners'
    told = _told(clauses, phrases.behind(clauses, number - 1 if number else begin), table)
    with_it = clauses.line.before(at, "WITH LIGHT*") is not None
    return None if with_it and told and told.unit != "person" else told  # 'among the countries is Peru with 444'


def _opening(clauses: Clauses) -> int | None:
    """The token 'of' or 'among' that opens a sentence, or what it says: 'out of the ...', 'he said that of the ...'."""
    first = next(
        (i for i, t in enumerate(clauses.tokens[:12]) if t.text.lower() in AMONG or t.types & {"COMMA", "QTY"}), None
    )
    if first is None or clauses.tokens[first].text.lower() not in AMONG:
        return None
    led = first and clauses.tokens[first - 1]
    opens = first == 0 or (led and (led.text.lower() in SAYS_THAT or (led.text.lower() in OUT and first == 1)))
    opens = opens or bool(
        led and "SAY" in led.types and clauses.line.after(first, "LIGHT") is not None
    )  # 'he said of the'
    return first if opens else None


def _this_figure(clauses: Clauses, at: int, done: list[Draft], context: Context) -> Told | None:
    """'This figure was 175,752 in 2017' counts what the figure told last did."""
    first = clauses.piece(at).first
    while first < at and clauses.tokens[first].types & {"TIME", "PREPOSITION", "COMMA"}:
        first += 1  # 'in May that number was 310'
    words = [t.text.lower() for t in clauses.tokens[first : first + 2]]
    timed = len(words) > 1 and "TIME" in clauses.tokens[first + 1].types  # 'the June figure was 259'
    words = [words[0], clauses.tokens[first + 2].text.lower()] if timed and first + 2 < at else words
    if len(words) < 2 or words[0] not in THIS or words[1] not in FIGURE or done:
        return None
    last = context.levels[-1] if context.levels else None
    if last is None or last.kind not in COUNTS or not last.unit or is_measured(last.unit):
        return None
    return Told(last.unit.split("/")[0], last.head, last.counted)


def which(clauses: Clauses, at: int, table: Neighbours) -> Told | None:
    """'38 more births than deaths, which numbered 1,242', 'passenger volume, which grew from 780,000 in 2023 to 2.7 million' count what
    'which' stands for, right before its comma."""
    comma = next((c for form in WHICH if (c := clauses.line.before(at, form)) is not None), None)
    placed = clauses.line.before(comma, PLACED) if comma else None
    if placed and (told := _told(clauses, phrases.before(clauses, placed, 0), table)):
        return told  # 'visitors from Iran, which shot up from 148,000 to 323,000'
    phrase = phrases.before(clauses, comma, 0) if comma else None
    if comma and phrase and "MEASURE_NOUN" in clauses.tokens[comma - 1].types:
        whole = phrases.Phrase(phrase.first, comma, comma - 1)
        return _told(clauses, whole, table) or _told(clauses, phrase, table)
    return _told(clauses, phrase, table)


def _all_of_them(clauses: Clauses, at: int, done: list[Draft], context: Context) -> Told | None:
    """'85 migrants were found; all 85 were from Syria' counts what the same number before did."""
    alone = clauses.line.after(at, "BE|PRESENT|ED|COMMA|STOP|MODAL") is not None
    if not at or not alone or clauses.tokens[at - 1].text.lower() not in ALL_OF:
        return None
    number = clauses.tokens[at].value
    told = [d for d in (*context.levels, *done) if d.unit and not is_measured(d.unit) and d.kind in COUNTS]
    same = next((d for d in reversed(told) if d.value == getattr(number, "value", None)), None)
    return Told(str(same.unit).split("/")[0], same.head, same.counted) if same else None


def _told(clauses: Clauses, phrase: phrases.Phrase | None, table: Neighbours, *, named: bool = False) -> Told | None:
    """The unit that the noun of a phrase is counted in; `named`: a plural that no list has is a unit of its own."""
    if phrase is None:
        return None
    words, head = phrases.words_of(clauses, phrase), clauses.tokens[phrase.head].text
    unit = "person" if is_demonym(head) else noun_unit(words, table)
    if unit is None and named and head.islower() and phrases.plural_shape(head):
        unit = head
    return None if unit is None or is_measured(unit) else Told(unit, phrases.singular(head), words)


WHICH = (
    "COMMA RELATIVE BE|REACH|PRESENT|ED LIGHT*",
    "COMMA RELATIVE ED? RISE|FALL FROM|REACH LIGHT*",
    "COMMA RELATIVE ED? RISE|FALL FROM LIGHT* QTY PREPOSITION? TIME? REACH LIGHT*",
)
PLACED = "PREPOSITION LIGHT* CAP CAP|AND{0,5}"
WHICH_MOVED = "RELATIVE LIGHT|ADV* RISE|FALL REACH LIGHT|ADV*"
CASH = word_list("money_behind_a_figure", "zh")
MONEY_NOUNS, SCALED = word_list("nouns_of_money", "zh"), word_list("scales_of_amounts", "zh")


def money_as_told(clauses: Clauses, at: int, done: list[Draft], context: Context) -> Told | None:
    """信用额达253亿澳门元（下同），应收账款总额为25亿: an amount that says no currency has the one told last."""
    token = clauses.tokens[at]
    if done and done[-1].unit in currencies() and clauses.line.before(at, WHICH_MOVED) is not None:
        return Told(
            str(done[-1].unit), done[-1].head, done[-1].counted
        )  # 'gold worth Rs 70 crore, which rose to 94 crore'
    if not token.text.endswith(SCALED):
        return None
    behind = clauses.tokens[at + 1].text if at + 1 < len(clauses.tokens) else ""
    if behind.startswith(CASH):
        return Told(context.money.get("CNY", "CNY"), None, None)  # 25万现金, 60万资产: of the speaker's own money
    led = "".join(t.text for t in clauses.between(clauses.piece(at).first, at))
    if not any(noun in led for noun in MONEY_NOUNS):
        return None
    told = (d.unit for d in (*reversed(done), *reversed(context.levels)) if d.unit in currencies())
    unit = next(told, None)
    return Told(unit, None, None) if unit else None
