"""People told by their country beside a figure, or that were told of before it."""

from __future__ import annotations

from typing import NamedTuple

from ...language.lexicon import word_list
from ...language.neighbours import neighbours
from ..clauses import phrases
from ..clauses.clauses import Clauses
from ..clauses.draft import Context
from ..quantities.noun_units import is_demonym, noun_unit

THESE_PEOPLE = word_list("these_people")
CREWS = word_list("groups_of_people")
CRAFT = ("vehicle", "vehicle_trip")
LANG = "en"  # Chinese tells people by a measure word


class People(NamedTuple):
    """Who a figure counts: the head noun, the words as printed, the doubts."""

    head: str | None
    counted: str | None
    doubts: tuple[str, ...] = ()


def people_beside(clauses: Clauses, at: int, context: Context) -> People | None:
    """'Ecuadorians (47,724)', 'South Americans, more than 324,000': people by their country, right before the figure; 'those came from
    India (1,680)': of the people that were told before; 'most new workers came from Nepal (2,140)': of the sentence's own subject."""
    tokens, line = clauses.tokens, clauses.line
    if _number_of_those(clauses, at) or _of_those(clauses, at):
        return People(None, None, ("noun_distant",))
    begin = line.before(at, "OPEN|COMMA LIGHT*")
    crew = tokens[of - 1].text if (of := line.before(at, "OF LIGHT*")) else ""
    if crew.lower() in CREWS and line.after(at, "COMMA|STOP|SEMI|AND|PREPOSITION|BE|CLOSE|PRESENT") is not None:
        return People(crew.lower(), crew)  # 'a crew of 25'
    ends = line.after(at + 1, "COMMA|STOP|SEMI|AND|PREPOSITION|BE|CLOSE|PRESENT|ED") is not None
    if ends and tokens[at + 1].text in CREWS:
        return People(tokens[at + 1].text, tokens[at + 1].text)  # '155,000 crew'
    if begin is None and (led := line.before(at, "COMMA? WITH LIGHT*")) and is_demonym(tokens[led - 1].text):
        begin = led  # 'topping the list were Chinese with 1,180'
    if "".join(t.text.lower() for t in tokens[at + 1 : at + 3]).startswith(("aboard", "onboard")):
        return People(None, None)  # '86 aboard'
    these = _these(clauses, at, context)
    if these and (
        line.after(at, "FROM LIGHT* CAP") is not None or line.before(at, "FROM CAP{1,3} WITH LIGHT*") is not None
    ):
        return these  # 'they are followed by 642 from India'
    if not begin or line.after(at, "PART? CLOSE|COMMA|STOP|AND") is None:
        return None
    noun = tokens[begin - 1]
    if is_demonym(noun.text):
        return People(phrases.singular(noun.text), noun.text)
    if "OPEN" in tokens[begin].types and neighbours(LANG).nouns.get(noun.text.lower()) == "person":
        return People(phrases.singular(noun.text), noun.text, ("noun_distant",))  # 'the majority of migrants (27,314)'
    if "OPEN" not in tokens[begin].types or "CAP" not in noun.types:
        return None
    if these:
        return these
    opened = clauses.opening(at)
    subject = phrases.subject(clauses, begin, opened.first)
    named = phrases.words_of(clauses, subject) if subject else ""
    if subject is None or noun_unit(named, neighbours(LANG)) != "person":
        return None
    return People(phrases.singular(tokens[subject.head].text), named, ("noun_distant",))


def _number_of_those(clauses: Clauses, at: int) -> bool:
    """'The number of those arrested rose to 743', 'the total detained was 38': is what is done done to people alone?"""
    tokens, first = clauses.tokens, clauses.piece(at).first
    moved = clauses.line.before(at, "REACH|BE|PRESENT|BEYOND|FROM|COLON LIGHT*") is not None
    numbers = [i for i in range(first, at - 1) if "MEASURE_NOUN" in tokens[i].types] if moved else []
    for i in numbers:
        done = i + 1
        while done < at and (tokens[done].types & {"OF", "PART"} or tokens[done].text.lower() in THESE_PEOPLE):
            done += 1
        ends = done + 1 <= at and bool(tokens[done + 1].types & {"REACH", "RISE", "FALL", "BE", "PREPOSITION", "TIME"})
        if tokens[done].text.lower() in word_list("only_people_do") and ends:
            return True
    return False


def _of_those(clauses: Clauses, at: int) -> bool:
    """'Of those arrested this year, 659 were in their teens': is the whole one that something is done to people alone?"""
    whole = clauses.tokens[:2]
    of_them = len(whole) == 2 and "PART" in whole[0].types and whole[1].text.lower() in word_list("only_people_do")
    alone = clauses.line.after(at, "BE|ED|PRESENT|FLOW") is not None
    return of_them and alone and clauses.line.before(at, "COMMA|AND LIGHT*") is not None


def _these(clauses: Clauses, at: int, context: Context) -> People | None:
    """The people that were told before, where the sentence of a figure begins with 'those', 'others' or 'they'."""
    opened = clauses.opening(at)
    levels = [d for d in context.levels if d.unit]
    if clauses.tokens[opened.first].text.lower() not in THESE_PEOPLE or not levels or levels[-1].unit != "person":
        return None
    return People(levels[-1].head, levels[-1].counted, ("unit_implied",))


IN_PLACES = frozenset(["PREPOSITION", "CAP", "COMMA", "AND", "QTY", "PRESENT"])


def _behind_places(clauses: Clauses, at: int) -> int:
    """'One in Morang, three in Dang and two in Palpa have died': where the verb begins behind a row of places; right behind the figure
    where there is none."""
    end = at + 1
    while end < len(clauses.tokens) and clauses.tokens[end].types & IN_PLACES:
        end += 1
    row = any("QTY" in t.types for t in clauses.between(at + 1, end)) or "PRESENT" in clauses.tokens[end - 1].types
    return end if row and clauses.line.after(at, "PREPOSITION CAP") is not None else at + 1


def done_to_people(clauses: Clauses, at: int, last: str | None = None) -> bool:
    """'Border Patrol apprehended 556,032': what is done to people alone, with nothing counted behind; `last`: the unit told last."""
    verb = clauses.line.before(at, "ED|FLOW LIGHT*")
    if verb is not None and last in CRAFT and clauses.tokens[verb].text.lower() in word_list("things_held_too"):
        return False  # 'checked 216 vessels and detained 14'
    return verb is not None and clauses.tokens[verb].text.lower() in word_list("only_people_do")


def only_people(clauses: Clauses, at: int) -> bool:
    """'16 drowned', '300 were injured': what no thing does or suffers."""
    told = clauses.line.after(at, "PRESENT? BE") or clauses.line.after(at, "PRESENT") or _behind_places(clauses, at)
    verbs = [t.text.lower() for t in clauses.tokens[told : told + 2]]
    if verbs and verbs[0] in word_list("stays"):
        del verbs[0]
    return bool(verbs) and verbs[0] in word_list("only_people_do")
