"""Kind and direction of the figures that no verb beside them tells: by the table of rules, by the figure they are told with."""

from __future__ import annotations

from ...language.grammar import Line, needed
from ...language.lexicon import alternatives, word_list
from ...language.measure_names import currencies
from ...language.patterns import later
from ...records import replace
from ..clauses.clauses import Clauses
from ..clauses.draft import Context, Draft
from ..clauses.rules import RULES, Rule
from .bases_of_changes import EARLIER_GROWTH, with_base
from .kinds_beside import CHANGE_OF_NOUN, TWICE, told_beside

OF = tuple((rule, frozenset(rule.of.split("|"))) for rule in RULES)
OPENING = frozenset(["LIGHT", "ADV", "MEASURE_NOUN", "AND", "SUBORDINATE", "COMMA"])
MOVES, NO_PARTS = (
    frozenset(["RISE", "FALL", "GROWTH", "THAN"]),
    later(rf"(?<![a-z])(?:{alternatives(list(word_list('percentages_of_no_whole')))})(?![a-z])"),
)
# What leads to a percentage that something has moved from or to: 'the rate fell to 5.1 percent', 从一审的28%上升至二审的61%.
ENDS = (
    "REACH LIGHT|ADV*",
    "REACH WORD|NUMBER|TIME{1,2} DE LIGHT*",
    "FROM TIME DE LIGHT*",
)
DOES, OBJECTS = word_list("does"), word_list("begins_an_object")
OF_TWO = tuple(row for row, _ in OF if row.name.endswith(("_of_two", "_told_over")))
GROWN = tuple(row for row, _ in OF if row.name.endswith("_right_of") or row.name in ("noun_rise", "noun_fall"))
GROWTHS = frozenset(
    f"kind:{name}"
    for name in ("growth_is", "growth_slowed", "growth_stays", "growth_pace", "rise_slowed", "fall_slowed")
)
NEEDED = tuple((row, needed(row[0].left) + needed(row[0].right)) for row in OF)


def with_kinds(drafts: list[Draft], clauses: Clauses, context: Context) -> list[Draft]:
    """Levels that the rules make changes or shares; what stands beside a change in brackets or behind 'or' is one too."""
    out: list[Draft] = []
    for draft in drafts:
        at = clauses.figures.get(draft.start)
        out.append(draft if at is None else _with_kind(draft, out, clauses, at, context))
    for i in range(1, len(out)):
        out[i - 1] = _where_it_was(out[i - 1], out[i])
    out = _percent_in_row(_one_percent(out, clauses), clauses)
    out = [_share_at_last(d, clauses) for d in out]
    ratios = [d for d in out if d.unit == "percent"]
    context.share = bool(ratios) and ratios[-1].kind == "share"
    context.row = ratios[-1].direction if ratios and CHANGE_OF_NOUN in ratios[-1].rules else None
    out = [with_base(d, clauses) for d in out]
    for i in range(1, len(out)):
        out[i] = _fewer_again(out[i], out[i - 1], clauses)
    return out


def _where_it_was(draft: Draft, after: Draft) -> Draft:
    """增速由13.4%放缓至11.8%: what a pace has moved from is a pace too."""
    moved = "kind:pace_up_to" in after.rules and draft.unit == "percent" and draft.kind in ("level", "share")
    return replace(draft, kind="change", direction="up", rules=(*draft.rules, EARLIER_GROWTH)) if moved else draft


def _fewer_again(draft: Draft, last: Draft, clauses: Clauses) -> Draft:
    """'648 fewer thefts compared to last year, 366 fewer break-ins and 2,358 fewer frauds': what the first is held against is the base of all."""
    both = [any(rule.startswith(FEWER) for rule in d.rules) and d.kind == "change" for d in (last, draft)]
    places = [clauses.figures.get(d.start) for d in (last, draft)]
    if not all(both) or draft.base is not None or last.base is None or None in places:
        return draft
    between = clauses.between(int(places[0] or 0) + 1, int(places[1] or 0))
    if any(t.types & {"SEMI", "STOP", "SAY", "BE"} for t in between):
        return draft
    return replace(draft, base=last.base, rules=(*draft.rules, "base:of_row"))


FEWER = ("kind:fewer", "kind:less", "kind:more")  # rules by which a count is so many more or fewer


def _with_kind(draft: Draft, done: list[Draft], clauses: Clauses, at: int, context: Context) -> Draft:
    """A figure with its kind; `done` are those before it."""
    if draft.kind == "rate" and draft.unit_source != "own" and _peaks(clauses, at):
        unit = (draft.unit or "").partition("/")[0] or None
        draft = replace(draft, kind="level", unit=unit)  # 'the daily flow peaked at 45,400'
    if draft.quantity is not None and draft.kind == "level" and draft.earlier is None:
        return (
            _times(draft, clauses, at, context)
            or _followed(draft, done, clauses, at, context)
            or _by_rule(draft, clauses, at)
            or _from_growth(draft, done, clauses, at)
            or told_beside(draft, done, clauses, at, context.row if context.goes_on else None)
            or _subject_share(draft, clauses, at)
            or draft
        )
    if draft.kind == "rate" and draft.earlier is None and draft.quantity is not None:
        # 'a decrease of 60,000 barrels per day'
        moved = _by_rule(draft, clauses, at) if clauses.line.before(at, "RISE|FALL OF LIGHT*") is not None else None
        return moved if moved and moved.kind == "change" else draft
    if draft.kind == "share" and draft.base is None and "RATIO" in clauses.tokens[at].types:
        pair = next((rule for rule in OF_TWO if matches(rule, clauses, at)), None)
        if pair is not None:  # 'represented a 29.2 percent and 24.4 percent increase'
            return replace(draft, kind="change", direction=pair.direction, rules=(*draft.rules, f"kind:{pair.name}"))
    return _of_earlier(draft, done, clauses, at) if draft.earlier else draft


def _from_growth(draft: Draft, done: list[Draft], clauses: Clauses, at: int) -> Draft | None:
    """'Growth had slowed to 3.9 percent from above 5 percent a year earlier': both are growth."""
    last = done[-1] if done else None
    grown = last is not None and last.kind == "change" and not GROWTHS.isdisjoint(last.rules)
    if last is None or not grown or draft.unit != "percent":
        return None
    if clauses.line.before(at, "QTY !QTY|SEMI|STOP{0,6} FROM LIGHT*") is None:
        return None
    return replace(draft, kind="change", direction=last.direction, rules=(*draft.rules, EARLIER_GROWTH))


def _of_earlier(draft: Draft, done: list[Draft], clauses: Clauses, at: int) -> Draft:
    """A figure that an earlier time stands beside: it may be a change against that time, or a share of what there was then."""
    if draft.kind == "level" and draft.quantity is not None:
        grown = next((rule for rule in GROWN if matches(rule, clauses, at)), None)
        if grown is not None:
            # 'an increase of 352 visas over the same month last year', 'a $379 million increase over'
            rules = (*draft.rules, f"kind:{grown.name}")
            return replace(
                draft, kind="change", direction=grown.direction, base=draft.earlier, earlier=None, rules=rules
            )
    if grown_from := _from_growth(draft, done, clauses, at):
        return grown_from
    either = any("OR" in t.types for t in clauses.tokens[max(0, at - 3) : at])
    if draft.kind == "level" and draft.unit == "percent" and either:
        twin = told_beside(draft, done, clauses, at)
        if twin and TWICE in twin.rules:  # '530 cases or 82 per cent over the same period'
            return replace(twin, base=twin.base or draft.earlier, earlier=None)
    part = draft.kind == "share" or (draft.kind == "level" and draft.unit == "percent")
    if part and clauses.line.after(at, "WORD{0,2} OF !QTY|COMMA{0,6} THEN|BASE") is not None:
        # '73 percent of the level in the same period of 2019'
        return replace(draft, kind="share", base=draft.earlier, earlier=None)
    return draft


def _subject_share(draft: Draft, clauses: Clauses, at: int) -> Draft | None:
    """'More than 78 percent used the automated lanes': a percentage that opens its clause and does something is a share."""
    tokens, piece = clauses.tokens, clauses.piece(at)
    if draft.unit != "percent" or at + 1 >= piece.last or not all(t.types & OPENING for t in tokens[piece.first : at]):
        return None
    verb = tokens[at + 1]
    does = verb.types & {"ED", "BE", "FLOW", "ADV"} or verb.text.lower() in DOES
    behind = tokens[at + 2] if at + 2 < piece.last else None  # '56 per cent consider their identity to be Welsh'
    does = does or (verb.text.islower() and behind is not None and behind.text.lower() in OBJECTS)
    if not does or verb.types & {"RISE", "FALL", "THAN"}:
        return None
    return replace(draft, kind="share", rules=(*draft.rules, "kind:share_subject"))


def _share_at_last(draft: Draft, clauses: Clauses) -> Draft:
    """'A success rate of 96.9 percent', 不捕率29.6%: a percentage that nothing moves is a part of a whole."""
    at = clauses.figures.get(draft.start)
    part = draft.kind == "level" and draft.unit == "percent" and 0 < (draft.value or 0) <= 100
    if at is None or not part:
        return draft
    last = next((f for f in sorted(clauses.figures.values(), reverse=True) if f < at), -1)
    words = clauses.between(last + 1, at)
    said = " ".join(t.text.lower() for t in words)
    reached = any(clauses.line.before(at, row) is not None for row in ENDS)
    moved = any(t.types & MOVES for t in words) and not reached
    if moved or NO_PARTS.search(said) or NO_PARTS.search(said.replace(" ", "")):
        return draft  # 'interest rates stand at 4 percent', 增速为0.5%
    return replace(draft, kind="share", rules=(*draft.rules, "kind:share_at_last"))


def _peaks(clauses: Clauses, at: int) -> bool:
    """Does a verb like 'peaked' stand before a figure in its piece?"""
    before = clauses.between(clauses.piece(at).first, at)
    return any("PEAK" in t.types and t.text.lower().endswith("ed") for t in before)


def _percent_in_row(drafts: list[Draft], clauses: Clauses) -> list[Draft]:
    """'Germany (5.5%), Bulgaria (3.9%) and Austria (2.8)': the sign is left out of the last."""
    out = list(drafts)
    for i in range(2, len(out)):
        draft = out[i]
        whole = not (draft.value or 0) % 1
        led = out[max(0, i - 3) : i] if whole else out[i - 2 : i]
        at = clauses.figures.get(draft.start)
        loose = draft.unit is None or draft.unit_source == "clause"
        if at is None or not loose or draft.kind != "level" or len(led) < 2 + whole:
            continue
        row = [*(clauses.figures.get(d.start) for d in led), at]
        alone = all(f is not None and clauses.line.before(f, "OPEN") == f - 1 for f in row)
        if alone and all(d.unit == "percent" and d.kind == led[-1].kind for d in led):
            rules = (*draft.rules, "kind:percent_in_row")
            out[i] = replace(draft, unit="percent", kind=led[-1].kind, direction=led[-1].direction, rules=rules)
    return out


def _one_percent(drafts: list[Draft], clauses: Clauses) -> list[Draft]:
    """'A 21 and a 16 per cent increase': the first is a percentage too."""
    out = list(drafts)
    for i in range(len(out) - 2, -1, -1):
        draft, after = out[i], out[i + 1]
        a, b = clauses.figures.get(draft.start), clauses.figures.get(after.start)
        if a is None or b is None or after.unit != "percent":
            continue
        if draft.unit is not None or draft.quantity is None or draft.kind != "level" or draft.earlier is not None:
            continue
        if clauses.line.before(a, "QTY OF") is not None or clauses.line.before(a, "RATIO REACH LIGHT*") is not None:
            continue  # '94 of 742, or 13%': the whole of the share
        between = clauses.between(a + 1, b)
        told_over = any("OR" in t.types for t in between)
        if told_over and ((draft.value or 0) > (after.value or 0) or any("COMMA" in t.types for t in between)):
            continue  # '802 or 68 percent' of them, '65, or 70.7 per cent, of the dead'
        if any("AND" in t.types for t in between) and all(t.types & {"AND", "LIGHT", "LIST", "COMMA"} for t in between):
            out[i] = replace(
                draft, unit="percent", kind=after.kind, direction=after.direction, base=after.base,
                rules=(*draft.rules, "kind:change_in_list"),
            )  # fmt: skip
    return out


def _by_rule(draft: Draft, clauses: Clauses, at: int) -> Draft | None:
    """By the first row of the table that fits."""
    types, latin = clauses.tokens[at].types, all(t.text[:1] < "\u4e00" for t in clauses.tokens)
    for rule, figures in _possible(clauses):
        if latin and rule.en.startswith("none"):
            continue
        if types & figures and matches(rule, clauses, at) and not _loss(rule, draft, clauses, at):
            return replace(draft, kind=rule.kind, direction=rule.direction, rules=(*draft.rules, f"kind:{rule.name}"))
    return None


def _loss(rule: Rule, draft: Draft, clauses: Clauses, at: int) -> bool:
    """'A tax loss of 1.5 billion yuan' is an amount, where a loss of 140,000 jobs is a change; so is what is 'up from' another."""
    begin = clauses.line.before(at, rule.left) if rule.left else None
    lost = begin is not None and clauses.tokens[begin].text.lower() in word_list("losses")
    if rule.name in NOUNS_OF_CHANGE and clauses.line.after(at, "RISE|FALL FROM LIGHT* QTY") is not None:
        return True  # 'was 121,914 cubic metres up from 120,620': a level
    return lost and draft.unit in currencies()


NOUNS_OF_CHANGE = ("noun_rise", "noun_fall")


def _possible(clauses: Clauses) -> list[tuple[Rule, frozenset[str]]]:
    """The rows that a sentence has the types for, found once for all its figures."""
    if clauses.rules is None:
        clauses.rules = [row for row, needs in NEEDED if clauses.line.may_hold(needs)]
    return clauses.rules


def matches(rule: Rule, clauses: Clauses, at: int) -> bool:
    """Do the patterns of a rule fit around a figure?"""
    line: Line = clauses.line
    left = not rule.left or line.before(at, rule.left) is not None
    return left and (not rule.right or line.after(at, rule.right) is not None)


def _times(draft: Draft, clauses: Clauses, at: int, context: Context) -> Draft | None:
    """'Three times last year's figure' is a change of 200 percent."""
    end = clauses.line.after(at, "OF? LIGHT* TIME|THEN|BASE")
    if draft.unit != "multiple" or end is None or draft.value is None or draft.value < 1:
        return None
    token = clauses.tokens[end - 1]
    if "TIME" in token.types:
        first = token.value.first
        last_year = first is not None and first.year == context.today.year - 1 and token.value.kind == "year"
        base = "previous_year" if last_year else f"same_period_of:{first.year}" if first else None
    else:
        base = str(token.value)
    value, rules = (draft.value - 1) * 100, (*draft.rules, "kind:times")
    return replace(draft, kind="change", direction="up", value=value, unit="percent", base=base, rules=rules)


def _followed(draft: Draft, done: list[Draft], clauses: Clauses, at: int, context: Context) -> Draft | None:
    """'Vietnamese followed at 18.9 percent': a share like the one that the sentence before told."""
    if not context.share or done or "RATIO" not in clauses.tokens[at].types:
        return None
    if not any("FOLLOW" in t.types for t in clauses.between(clauses.piece(at).first, at)):
        return None
    return replace(draft, kind="share", rules=(*draft.rules, "kind:share_in_list"))
