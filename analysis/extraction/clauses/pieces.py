"""A sentence cut into pieces: at marks, at relative pronouns and at words that open a clause."""

from __future__ import annotations

import itertools
from dataclasses import dataclass

from ...language.lexicon import word_list
from ...language.tokens import Token

BREAKS = frozenset(["COMMA", "SEMI", "COLON", "STOP", "OPEN", "CLOSE", "DASH"])
OPENERS = frozenset(["RELATIVE", "SUBORDINATE"])
DEFINITE, INTERJECTIONS = word_list("definite"), word_list("interjections")
AS = word_list("as_a_role")
NO_SUBJECT = frozenset(
    ["PREPOSITION", "TIME", "SUBORDINATE", "QTY"]
)  # 'in May, however, ...': the comma ends what stands in front
NAMES = frozenset(["CAP", "HYPHEN", "OF"])  # what the names of a row are made of, with 'the'


@dataclass
class Piece:
    """Tokens `first` to `last` (exclusive) of a sentence that no mark parts."""

    number: int
    first: int
    last: int
    depth: int
    opened: str  # the type of the mark or word before it
    aside: bool = False
    group: int = 0  # pieces between semicolons share a group


def pieces_of(tokens: list[Token]) -> list[Piece]:
    """Cut at marks, at relative pronouns and at words that open a clause."""
    pieces: list[Piece] = []
    begin, depth, group, opened = 0, 0, 0, ""

    def close(end: int, mark: str) -> None:
        nonlocal begin, opened
        if end > begin:
            pieces.append(Piece(len(pieces), begin, end, depth, opened, group=group))
            opened = mark
        elif mark:
            opened = mark
        begin = end

    joined = _in_names(tokens) | _around_interjections(tokens)
    for at, token in enumerate(tokens):
        mark = next(iter(token.types & BREAKS), "")
        if at in joined:
            continue
        if (
            mark == "COMMA"
            and begin < at
            and at + 1 < len(tokens)
            and "ING" in tokens[at - 1].types & tokens[at + 1].types
        ):
            continue  # 'working, entering or residing illegally'
        if mark:
            close(at, mark)
            begin = at + 1
            depth = max(0, depth + (mark == "OPEN") - (mark == "CLOSE"))
            group += mark == "SEMI"
        elif token.types & OPENERS and at > begin and not _names_a_role(tokens, at):
            close(at, "RELATIVE" if "RELATIVE" in token.types else "SUBORDINATE")
    close(len(tokens), "")
    return pieces


def _names_a_role(tokens: list[Token], at: int) -> bool:
    """'Awarded as quotas in 2014': 'as' behind a participle opens no clause."""
    return tokens[at].text.lower() in AS and "ED" in tokens[at - 1].types


def _around_interjections(tokens: list[Token]) -> set[int]:
    """The commas around 'however' between a subject and its verb: 'the deaths, meanwhile, are placed at 27'."""
    commas = [i for i, t in enumerate(tokens) if "COMMA" in t.types]
    found: set[int] = set()
    for a, b in itertools.pairwise(commas):
        if not 1 < b - a <= 5 or " ".join(t.text.lower() for t in tokens[a + 1 : b]) not in INTERJECTIONS:
            continue
        begin = max((i + 1 for i in range(a) if tokens[i].types & BREAKS), default=0)
        if not any(t.types & NO_SUBJECT for t in tokens[begin:a]):
            found |= {a, b}
    return found


def _in_names(tokens: list[Token]) -> set[int]:
    """The commas in a row of names that a preposition leads to and 'and' closes: 'through Gongbei, Luohu and the West Kowloon port'."""
    found: set[int] = set()
    row: list[int] = []
    led = False
    for at, token in enumerate(tokens):
        before = tokens[at - 1] if at else None
        if "COMMA" in token.types and led:
            row.append(at)
        elif "AND" in token.types and led and row:
            if at + 1 < len(tokens) and (tokens[at + 1].types & NAMES or tokens[at + 1].text.lower() in DEFINITE):
                found |= set(row)
            row, led = [], False
        elif token.types & NAMES or token.text.lower() in DEFINITE:
            led = led or (before is not None and bool(before.types & {"PREPOSITION", "OF"}) and "CAP" in token.types)
        else:
            row, led = [], False
    return found
