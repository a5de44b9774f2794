"""The kind of a figure from the one that it is told with: in brackets, behind 'or', in a row."""

from __future__ import annotations

from ...language.lexicon import word_list
from ...language.tokens import Token
from ...language.units import is_measured
from ...records import replace
from ..clauses.clauses import JOINTS, Clauses, Piece
from ..clauses.draft import Draft

NAMED = frozenset(["COMMA", "CAP", "LIGHT", "OF", "AND", "LIST"])  # what the names of a row are made of
OTHERWISE = word_list("otherwise")
CHANGE_OF_NOUN = "kind:change_of_noun"
RELATED = word_list("is_related", "zh")
IN_LIST = "kind:change_in_list"  # the rule's name: the next change of a list
TWICE = "kind:told_twice"  # the rule's name: one change as a number and as a percentage


def told_beside(draft: Draft, done: list[Draft], clauses: Clauses, at: int, row: str | None = None) -> Draft | None:
    """'8,700 people (11.8%)', '67 cases or 2.7 per cent': one change told twice; '49,000 (59.2%) male' is a share.

    `row`: the direction of a row of changes in brackets that goes on from the sentence before.
    """
    last = done[-1] if done else None
    if last is None or last.quantity is None or last.start not in clauses.figures:
        return _share_of_noun(draft, done, clauses, at, row)
    between = clauses.between(clauses.figures[last.start] + 1, at)
    change = _change_beside(draft, last, between, clauses, at) if last.kind == "change" else None
    told = (
        change
        or _more_changes(draft, last, between, clauses, at)
        or _moved_in_row(draft, done, between, clauses, at)
        or _share_of_noun(draft, done, clauses, at, row)
    )
    if told is not None:
        return told
    if "RATIO" in clauses.tokens[at].types:
        if clauses.line.before(at, "AMOUNT OF AMOUNT COMMA OR?") is not None:  # '54 of 91, or 59%'
            return replace(draft, kind="share", rules=(*draft.rules, "kind:share_of_ratio"))
        if last.kind == "level" and clauses.line.before(at, "AMOUNT PLURAL|CAP|WORD{1,3} REACH LIGHT*") is not None:
            # '455 Tanzanians at 21 percent'
            return replace(draft, kind="share", rules=(*draft.rules, "kind:share_of_count"))
        if _again_behind_or(last, between, clauses, at):
            return replace(draft, kind="share", rules=(*draft.rules, "kind:share_told_twice"))  # '6,783 people, or 49%'
        if _in_bracket(between) and _share_in_bracket(last, between, clauses, at):
            return replace(draft, kind="share", rules=(*draft.rules, "kind:share_in_brackets"))
        if last.kind == "share" and last.unit == draft.unit and _in_row(between, _leads_on(clauses, at)):
            return replace(draft, kind="share", rules=(*draft.rules, "kind:share_in_list"))
    return None


def _moved_in_row(draft: Draft, done: list[Draft], between: list[Token], clauses: Clauses, at: int) -> Draft | None:
    """'Robberies fell 29 percent to 268, thefts 6 percent to 115 and frauds 10 percent to 17': each moved as the first did."""
    change = done[-2] if len(done) > 1 else None
    first = clauses.figures.get(change.start) if change else None
    if (
        change is None
        or first is None
        or change.kind != "change"
        or change.unit != draft.unit
        or done[-1].kind != "level"
    ):
        return None
    if any(clauses.line.after(i, MOVED_TO) is None for i in (first, at)) or draft.unit != "percent":
        return None
    if any(t.types & {"SEMI", "STOP", "RISE", "FALL", "BE", "SAY", "SHARE", "TIME"} for t in between):
        return None
    rules = (*draft.rules, "kind:moved_in_row")
    return replace(draft, kind="change", direction=change.direction, base=change.base, rules=rules)


MOVED_TO = "REACH LIGHT* AMOUNT"


def _share_of_noun(draft: Draft, done: list[Draft], clauses: Clauses, at: int, led: str | None) -> Draft | None:
    """'Cases are mostly male (56%)': a percentage alone in brackets behind a noun is a share, unless the noun is a rate or changes."""
    tokens, piece = clauses.tokens, clauses.piece(at)
    alone = piece.opened == "OPEN" and piece.last - piece.first == 1 and piece.first > 1
    if draft.unit != "percent" or not alone or "OPEN" not in tokens[piece.first - 1].types:
        return None
    before = clauses.pieces[piece.number - 1]
    words = tokens[before.first : before.last]
    ways = {way for t in words for way in ("RISE", "FALL") if way in t.types} or _moved_in(clauses, before)
    row = done[-1] if done and {CHANGE_OF_NOUN, "change:bracket"} & set(done[-1].rules) else None
    way = row.direction if row is not None else None if done else led
    if way and not ways and not any(t.types & {"SEMI", "STOP"} for t in words) and not _new_clause(words):
        return replace(draft, kind="change", direction=way, rules=(*draft.rules, CHANGE_OF_NOUN))
    if len(ways) == 1 and not any(t.types & {"QTY", "THAN", "TIME", "SHARE"} for t in words):
        direction = "up" if "RISE" in ways else "down"  # 'due to the rise in the arrivals of tourists (6.6%)'
        return replace(draft, kind="change", direction=direction, rules=(*draft.rules, CHANGE_OF_NOUN))
    if words[-1].types & {"QTY", "TIME", "BASE", "MEASURE_NOUN", "NUMBER"} or any(
        t.types & {"RISE", "FALL", "THAN", "MEASURE_NOUN"} for t in words
    ):
        return None
    return replace(draft, kind="share", rules=(*draft.rules, "kind:share_of_noun"))


def _moved_in(clauses: Clauses, last: Piece) -> set[str]:
    """'Increases were recorded in robberies where no weapons were used (25%)': the way that the subject of the clause tells."""
    led = [t for p in clauses.led(last) for t in clauses.tokens[p.first : p.last]]
    words = [*led, *clauses.tokens[last.first : last.last]]
    moved = next((i for i, t in enumerate(words) if t.types & {"RISE", "FALL"} and t.text.endswith("s")), None)
    if moved is None or any(t.types & {"QTY", "SEMI", "THAN"} for t in words):
        return set()
    verb = "BE" in words[moved + 1].types if moved + 1 < len(words) else False
    return set(words[moved].types & {"RISE", "FALL"}) if verb else set()


def _new_clause(words: list[Token]) -> bool:
    """Does a verb follow that no 'where' or 'who' leads to?"""
    verb = next((i for i, t in enumerate(words) if "BE" in t.types), None)
    return verb is not None and not any("RELATIVE" in t.types for t in words[:verb])


def _again_behind_or(last: Draft, between: list[Token], clauses: Clauses, at: int) -> bool:
    """Is a count that nothing moves told again behind 'or', with no more than its noun between?"""
    if last.kind != "level" or not last.unit or is_measured(last.unit):
        return False
    told = bool(between) and "OR" in between[-1].types and len(between) <= 5
    moved = any(t.types & {"RISE", "FALL", "THAN"} for t in clauses.tokens[:at])
    return told and not moved and not any(t.types & {"SEMI", "SAY", "REACH"} for t in between)


def _in_bracket(between: list[Token]) -> bool:
    parted = any(t.types & {"COMMA", "SEMI"} for t in between)
    return bool(between) and "OPEN" in between[-1].types and len(between) <= 5 and not parted


def _change_beside(draft: Draft, last: Draft, between: list[Token], clauses: Clauses, at: int) -> Draft | None:
    """A change beside a change: told twice, or one more of a row."""
    either = _behind_or(between)
    if _of_another_noun(between):
        return None
    if either and clauses.line.after(clauses.figures[last.start], "LESS|MORE THAN|BASE") is not None:
        return None  # 'was 5.8% less than in September 2018, or about 3.4 billion'
    listed = replace(
        draft, kind="change", direction=last.direction, base=draft.base or last.base, rules=(*draft.rules, IN_LIST)
    )
    if (_in_bracket(between) or either) and last.unit != draft.unit and not _paired(clauses, at):
        return replace(listed, head=draft.head or last.head, rules=(*draft.rules, TWICE))
    if _moves_alike(draft, last, between, clauses, at):
        return listed
    if "RATIO" not in clauses.tokens[at].types or last.unit != draft.unit:
        return None
    if _has_own_base(between, clauses, at):
        return replace(listed, base=draft.base)
    return listed if _in_row_of_changes(last, between, clauses, at) else None


def _behind_or(between: list[Token]) -> bool:
    """'67 cases or 2.7 per cent': does 'or' lead from a figure to the next one, with no verb between?"""
    led = len(between) <= 6 and any("OR" in t.types for t in between[-3:])
    return led and not any(t.types & {"REACH", "SEMI"} for t in between)


def _paired(clauses: Clauses, at: int) -> bool:
    """'Decreased by 23.3% (33 v. 43)', '(27 in all)': does a figure in brackets tell a number, and no change?"""
    rows = ("!QTY|CLOSE{1,2} QTY CLOSE", "PREPOSITION LIGHT CLOSE")
    return any(clauses.line.after(at, row) is not None for row in rows)


def _moves_alike(draft: Draft, last: Draft, between: list[Token], clauses: Clauses, at: int) -> bool:
    """减少1859件、1死, 'by $1.6 million and others by $1.2 million': does what moved the figure before move this one?"""
    if _loses_too(last, between, clauses, at) or _respectively(draft, last, between, clauses, at):
        return True
    last_by = clauses.line.before(clauses.figures[last.start], "BY LIGHT*")
    return last.unit == draft.unit and _by_again(between, last_by)


def _has_own_base(between: list[Token], clauses: Clauses, at: int) -> bool:
    """'Up 5 percent on the year and 2 percent from May': is a joined change measured against what follows it?"""
    joined = {"AND", "BASE", "COMMA", "LIGHT", "TIME"}
    follows = any("AND" in t.types for t in between) and all(t.types & joined for t in between)
    return follows and clauses.line.after(at, "FROM|THAN|BASE") is not None


def _in_row_of_changes(last: Draft, between: list[Token], clauses: Clauses, at: int) -> bool:
    """'And deaths by 34 percent', ', steel of 7 percent', ', 34.8% at the border': the next of a row of changes?"""
    predicate = clauses.between(at + 1, clauses.piece(at).last)
    if not between or (predicate and predicate[-1].text.endswith(RELATED)):
        return False  # 上升41.7%，逾七成与网上骗案有关
    return (
        all(t.types & JOINTS for t in between)
        or _each_by(between)
        or _each_of(between, clauses.line.before(clauses.figures[last.start], "OF") is not None)
        or _each_at(between, _leads_on(clauses, at))
    )


def _each_by(between: list[Token]) -> bool:
    """'Reductions in accidents by 33 percent and deaths by 34 percent': by how much each moved."""
    if "BY" not in between[-1].types or not between[0].types & JOINTS:
        return False
    return not any(t.types & {"RISE", "FALL", "SHARE", "SEMI", "SAY", "QTY"} for t in between)


def _by_again(between: list[Token], last_by: int | None) -> bool:
    """'Increased by $1.6 million, with others by $1.2 million and Samoa (by $0.2 million)': by how much each moved, as it was said first."""
    again = any("AND" in t.types for t in between[-3:])  # 'a decline of 5 percent in the quarter and by 8'
    if not between or "BY" not in between[-1].types or not (again or between[0].types & (JOINTS | {"CLOSE"})):
        return False
    if last_by is None and not again:
        return False
    return not any(t.types & {"RISE", "FALL", "SHARE", "SEMI", "SAY", "QTY", "FOLLOW", "ED", "FLOW"} for t in between)


def _each_of(between: list[Token], last_of: bool) -> bool:
    """'A rise in oil of 18 percent, steel of 7 and gas of 2 percent': what each change is of."""
    if not last_of or "OF" not in between[-1].types or not between[0].types & JOINTS:
        return False
    plain = all(t.types & {"AND", "COMMA", "WORD", "OF"} for t in between)
    return plain and not any(t.types & {"RISE", "FALL", "SHARE", "SAY"} for t in between)


def _each_at(between: list[Token], led: Token | None) -> bool:
    """'About 48% at the border with Serbia, 34.8% at the one with Ukraine and 28.1% at the airports': where each change was."""
    if led is None or between[0].text.lower() != led.text.lower() or not between[-1].types & JOINTS:
        return False
    return not any(t.types & {"RISE", "FALL", "SEMI", "SAY", "QTY", "SHARE", "BE"} for t in between)


def _respectively(draft: Draft, last: Draft, between: list[Token], clauses: Clauses, at: int) -> bool:
    """'With a drop of 2.01 lakh tonnes, 95,000 tonnes and 86,000 tonnes, respectively': each is a drop."""
    row = last.unit == draft.unit and "RATIO" not in clauses.tokens[at].types and bool(between)
    said = any("RESPECTIVELY" in t.types for t in clauses.tokens[at + 1 :])
    return row and said and all(t.types & JOINTS for t in between)


def _of_another_noun(between: list[Token]) -> bool:
    """'Cases increased 30% but weight (273 kg) fell', 'rose 36 percent in the third quarter (114,723)': the bracket is of a noun that
    another verb moves, that measures, or of a time."""
    if not between or "OPEN" not in between[-1].types:
        return False
    if any("TIME" in t.types for t in between):
        return True
    return any(t.text.lower() in OTHERWISE for t in between[:-1])


def _loses_too(last: Draft, between: list[Token], clauses: Clauses, at: int) -> bool:
    """减少1859件、1死、2626伤: amounts in a row that no verb parts move alike."""
    amounts = "RATIO" not in clauses.tokens[at].types and last.unit != "percent"
    listed = len(between) <= 2 and any("LIST" in t.types for t in between)
    return amounts and listed and all("LIST" in t.types or t.text in word_list("losses_counted") for t in between)


def _more_changes(draft: Draft, last: Draft, between: list[Token], clauses: Clauses, at: int) -> Draft | None:
    """'An increase of 6,466 males (15.2%) and 2,259 females (7.2%)': the next of a row of changes told twice."""
    goes_on = bool(between) and "CLOSE" in between[0].types and all(t.types & (JOINTS | {"CLOSE"}) for t in between)
    closes = any("OPEN" in t.types for t in clauses.tokens[at + 1 : at + 5])
    if TWICE not in last.rules or not goes_on or not closes or "RATIO" in clauses.tokens[at].types:
        return None
    rules = (*draft.rules, IN_LIST)
    return replace(draft, kind="change", direction=last.direction, base=draft.base or last.base, rules=rules)


def _share_in_bracket(last: Draft, between: list[Token], clauses: Clauses, at: int) -> bool:
    """Is a percentage in brackets behind a figure a share?"""
    said = any("SHARE" in t.types for t in clauses.tokens[:at]) and not any(t.types & {"RISE", "FALL"} for t in between)
    return last.kind == "share" or said or (last.kind == "level" and not (last.unit or "").startswith("percent"))


def _leads_on(clauses: Clauses, at: int) -> Token | None:
    """The preposition right behind a figure: '23 percent by women'."""
    behind = clauses.tokens[at + 1 : at + 2]
    return behind[0] if behind and "PREPOSITION" in behind[0].types else None


def _in_row(between: list[Token], led: Token | None) -> bool:
    """Does a share go on a row of shares, with what each is of between them?"""
    if len(between) <= 5 and not any(t.types & {"RISE", "FALL", "SEMI", "SAY"} for t in between):
        return True
    if led and {t.text.lower() for t in between if "PREPOSITION" in t.types} >= {led.text.lower()}:
        # 'two thirds ... by men, 23 percent by women'
        return not any(t.types & {"RISE", "FALL", "SEMI", "SAY", "QTY"} for t in between)
    joints = {"COMMA", "AND", "LIST", "CAP", "PREPOSITION", "REACH", "WORD"}
    listed = all(t.types & joints and not t.types & {"RISE", "FALL", "BE", "SAY"} for t in between)
    named = between[next((i for i, t in enumerate(between) if "COMMA" in t.types), len(between)) :]
    # ', the Democratic Republic of the Congo'
    names = bool(named) and len(between) <= 14 and all(t.types & NAMED for t in named)
    at_each = bool(between) and "REACH" in between[-1].types and any("CAP" in t.types for t in between)
    named = named[:-1] if at_each else named  # ', and Filipinos and Kazakhstan nationals at 3.3 percent each'
    names = names or (
        bool(named) and at_each and len(between) <= 10 and all(t.types & (NAMED | {"PLURAL"}) for t in named)
    )
    return (listed and len(between) <= 6) or (names and not any(t.types & {"RISE", "FALL", "SEMI"} for t in between))
