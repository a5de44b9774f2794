"""Kind, direction and base of the figures that no verb beside them tells: by the table of rules, by the figure they are told with."""

from __future__ import annotations

from ..language.grammar import Line
from ..records import replace
from .clauses import Clauses
from .draft import Context, Draft, Reading
from .rules import RULES, Rule


def without_times(drafts: list[Draft], clauses: Clauses) -> list[Draft]:
    """'In the 4 weeks since 15 January', 'two months after the rules changed': these only say when."""
    kept = []
    for draft in drafts:
        at = clauses.figures.get(draft.start)
        behind = clauses.tokens[at + 1] if at is not None and at + 1 < len(clauses.tokens) else None
        when = behind is not None and (
            ("TIME" in behind.types and behind.value.rule == "since") or behind.text.lower() in WHEN
        )
        if not (
            (draft.kind == "duration" or draft.unit in ("decade", "hour"))
            and (when or (at is not None and _only_when(clauses, at)))
        ):
            kept.append(draft)
    return kept


def _only_when(clauses: Clauses, at: int) -> bool:
    """'Over the four weeks, officers checked 71 boats', 两周内, 'the lowest level in two decades': a stretch that only says when."""
    tokens, piece = clauses.tokens, clauses.piece(at)
    behind = tokens[at + 1] if at + 1 < len(tokens) else None
    if (
        any("RECORD" in t.types for t in clauses.between(piece.first, at))
        and clauses.line.before(at, "PREPOSITION LIGHT*") is not None
    ):
        return True
    if behind is not None and "WITHIN" in behind.types:
        return True
    led = clauses.line.before(at, "STRETCH LIGHT|SAME*")
    ends = behind is None or bool(behind.types & {"COMMA", "STOP", "REACH", "TIME"})
    return led is not None and ends and led == piece.first and any(f != at for f in clauses.figures.values())


def without_names(drafts: list[Draft], clauses: Clauses, spaced: bool) -> list[Draft]:
    """“国门利剑2016”, K-9, “两车北上”: a bare number that a quotation mark or a hyphen binds to a name counts nothing."""
    kept = []
    for draft in drafts:
        at = clauses.figures.get(draft.start)
        if at is None or draft.kind != "level" or draft.quantity is None or draft.quantity.numeral.hedge:
            kept.append(draft)
            continue
        before = clauses.tokens[at - 1] if at else None
        after = clauses.tokens[at + 1] if at + 1 < len(clauses.tokens) else None
        if (
            not spaced
            and draft.quantity.numeral.form == "words"
            and draft.end - draft.start == 1
            and (draft.unit is None or not draft.quantity.known_unit)
        ):
            continue  # 执勤三队, 一段时间: one numeral before no measure word counts nothing
        bare = draft.unit is None or draft.quantity.implied or draft.quantity.numeral.form == "words"
        bound = before is not None and (
            "HYPHEN" in before.types
            or (
                "QUOTE" in before.types
                and draft.value is not None
                and draft.value < 11
                and draft.quantity.numeral.form == "words"
            )
        )
        year = after is not None and "QUOTE" in after.types and draft.value is not None and 1990 <= draft.value <= 2100
        if not (bare and (bound or year)):
            kept.append(draft)
    return kept


WHEN = frozenset(["after", "before", "since", "ago", "earlier", "later"])


def with_kinds(read: Reading, drafts: list[Draft], clauses: Clauses, context: Context) -> list[Draft]:
    """Levels that the rules make changes or shares; what stands beside a change in brackets or behind 'or' is one too."""
    out: list[Draft] = []
    for draft in drafts:
        at = clauses.figures.get(draft.start)
        if (
            at is not None
            and draft.kind == "rate"
            and draft.unit_source != "own"
            and any(
                "PEAK" in t.types and t.text.lower().endswith("ed")
                for t in clauses.between(clauses.piece(at).first, at)
            )
        ):
            draft = replace(
                draft, kind="level", unit=(draft.unit or "").partition("/")[0] or None
            )  # 'the daily flow peaked at 45,400'
        if at is not None and draft.quantity is not None and draft.kind == "level" and draft.earlier is None:
            draft = (
                _times(draft, clauses, at, context)
                or _followed(draft, out, clauses, at, context)
                or _by_rule(draft, clauses, at)
                or _beside(draft, out, clauses, at)
                or draft
            )
        elif (
            at is not None
            and draft.earlier
            and draft.kind == "level"
            and draft.unit == "percent"
            and any("OR" in t.types for t in clauses.tokens[max(0, at - 3) : at])
            and (twin := _beside(draft, out, clauses, at))
            and "kind:told_twice" in twin.rules
        ):
            draft = replace(
                twin, base=twin.base or draft.earlier, earlier=None
            )  # '530 cases or 82 per cent over the same period'
        elif (
            at is not None
            and draft.kind == "share"
            and draft.earlier
            and clauses.line.after(at, "OF !QTY|COMMA{0,5} THEN") is not None
        ):
            draft = replace(
                draft, base=draft.earlier, earlier=None
            )  # '73 percent of the level in the same period of 2019'
        out.append(draft)
    out = _one_percent([_no_percent(d, clauses) for d in out], clauses)
    ratios = [d for d in out if d.unit == "percent"]
    context.share = bool(ratios) and ratios[-1].kind == "share"
    return [_with_base(read, d, clauses, out) for d in out]


OF = tuple((rule, frozenset(rule.of.split("|"))) for rule in RULES)


def _no_percent(draft: Draft, clauses: Clauses) -> Draft:
    """'54 of 91, 59%': the whole of a part is no percentage, though one follows."""
    at = clauses.figures.get(draft.start)
    if (
        at is None
        or draft.unit != "percent"
        or "unit:none" not in draft.rules
        or clauses.line.before(at, "QTY OF") is None
    ):
        return draft
    return replace(
        draft, kind="level", unit=None, direction=None, rules=tuple(r for r in draft.rules if r != "level:percent")
    )


def _one_percent(drafts: list[Draft], clauses: Clauses) -> list[Draft]:
    """'A 21 and a 16 per cent increase': the first is a percentage too."""
    out = list(drafts)
    for i in range(len(out) - 2, -1, -1):
        draft, after = out[i], out[i + 1]
        a, b = clauses.figures.get(draft.start), clauses.figures.get(after.start)
        if (
            a is None
            or b is None
            or draft.unit is not None
            or draft.quantity is None
            or draft.kind != "level"
            or after.unit != "percent"
        ):
            continue
        if any("AND" in t.types for t in clauses.between(a + 1, b)) and all(
            t.types & {"AND", "LIGHT", "LIST", "COMMA"} for t in clauses.between(a + 1, b)
        ):
            out[i] = replace(
                draft,
                unit="percent",
                kind=after.kind,
                direction=after.direction,
                base=after.base,
                rules=(*draft.rules, "kind:change_in_list"),
            )
    return out


def _by_rule(draft: Draft, clauses: Clauses, at: int) -> Draft | None:
    types = clauses.tokens[at].types
    for rule, figures in OF:
        if types & figures and _matches(rule, clauses, at):
            return replace(draft, kind=rule.kind, direction=rule.direction, rules=(*draft.rules, f"kind:{rule.name}"))
    return None


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
    return replace(
        draft,
        kind="change",
        direction="up",
        value=(draft.value - 1) * 100,
        unit="percent",
        base=base,
        rules=(*draft.rules, "kind:times"),
    )


def _followed(draft: Draft, done: list[Draft], clauses: Clauses, at: int, context: Context) -> Draft | None:
    """'Vietnamese followed at 18.9 percent': a share like the one that the sentence before told."""
    piece = clauses.piece(at)
    if (
        not context.share
        or done
        or "RATIO" not in clauses.tokens[at].types
        or not any("FOLLOW" in t.types for t in clauses.between(piece.first, at))
    ):
        return None
    return replace(draft, kind="share", rules=(*draft.rules, "kind:share_in_list"))


def _matches(rule: Rule, clauses: Clauses, at: int) -> bool:
    line: Line = clauses.line
    return (not rule.left or line.before(at, rule.left) is not None) and (
        not rule.right or line.after(at, rule.right) is not None
    )


def _beside(draft: Draft, done: list[Draft], clauses: Clauses, at: int) -> Draft | None:
    """'8,700 people (11.8%)', '67 cases or 2.7 per cent': one change told twice; '49,000 (59.2%) male' is a share."""
    last = done[-1] if done else None
    if last is None or last.quantity is None or last.start not in clauses.figures:
        return None
    first = clauses.figures[last.start]
    between = clauses.between(first + 1, at)
    ratio = "RATIO" in clauses.tokens[at].types
    bracket = bool(between) and "OPEN" in between[-1].types and len(between) <= 5
    either = (
        any("OR" in t.types for t in between[-3:])
        and len(between) <= 6
        and not any(t.types & {"REACH", "SEMI"} for t in between)
    )
    if last.kind == "change" and (bracket or either) and last.unit != draft.unit:
        return replace(
            draft,
            kind="change",
            direction=last.direction,
            base=draft.base or last.base,
            head=draft.head or last.head,
            rules=(*draft.rules, "kind:told_twice"),
        )
    follows = any("AND" in t.types for t in between) and all(
        t.types & {"AND", "BASE", "COMMA", "LIGHT", "TIME"} for t in between
    )
    if (
        last.kind == "change"
        and ratio
        and follows
        and last.unit == draft.unit
        and clauses.line.after(at, "FROM|THAN|BASE") is not None
    ):
        return replace(draft, kind="change", direction=last.direction, rules=(*draft.rules, "kind:change_in_list"))
    row = bool(between) and all(t.types & {"LIST", "AND", "COMMA"} for t in between)
    if last.kind == "change" and ratio and row and last.unit == draft.unit:
        return replace(
            draft,
            kind="change",
            direction=last.direction,
            base=draft.base or last.base,
            rules=(*draft.rules, "kind:change_in_list"),
        )
    if bracket and ratio and last.kind == "share":
        return replace(draft, kind="share", rules=(*draft.rules, "kind:share_in_brackets"))
    if (
        bracket
        and ratio
        and any("SHARE" in t.types for t in clauses.tokens[:at])
        and not any(t.types & {"RISE", "FALL"} for t in between)
    ):
        return replace(draft, kind="share", rules=(*draft.rules, "kind:share_in_brackets"))
    if last.kind == "level" and bracket and ratio and not (last.unit or "").startswith("percent"):
        return replace(draft, kind="share", rules=(*draft.rules, "kind:share_in_brackets"))
    coupled = all(not t.types & {"RISE", "FALL", "SEMI", "SAY"} for t in between) and len(between) <= 5
    if last.kind == "share" and ratio and coupled and last.unit == draft.unit:
        return replace(draft, kind="share", rules=(*draft.rules, "kind:share_in_list"))
    listed = all(
        t.types & {"COMMA", "AND", "LIST", "CAP", "PREPOSITION", "REACH", "WORD"}
        and not t.types & {"RISE", "FALL", "BE", "SAY"}
        for t in between
    )
    if last.kind == "share" and ratio and listed and len(between) <= 6 and last.unit == draft.unit:
        return replace(draft, kind="share", rules=(*draft.rules, "kind:share_in_list"))
    return None


# A change's base where a time is compared with: the types between the figure and the time, and what the time is then.
COMPARED = (
    "BASE",
    "SUBORDINATE BASE",
    "!QTY|SEMI|STOP{0,6} THAN LIGHT* WORD{1,2} PREPOSITION TIME",
    "!QTY|SEMI|STOP{0,6} THAN|FROM LIGHT* THEN",
    "!QTY|SEMI|STOP{0,6} THAN|FROM PREPOSITION? LIGHT* SAME WORD{1,2} PREPOSITION? TIME",
)


def _with_base(read: Reading, draft: Draft, clauses: Clauses, drafts: list[Draft]) -> Draft:
    """A change measured against 'the corresponding time in 2022', 'the same months of 2008'."""
    at = clauses.figures.get(draft.start)
    if draft.kind != "change" or at is None:
        return draft
    if draft.base is None:
        for pattern in COMPARED:
            end = clauses.line.after(at, pattern)
            if end is None:
                continue
            token = clauses.tokens[end - 1]
            if token.types & {"THEN", "BASE"}:
                return replace(draft, base=str(token.value), rules=(*draft.rules, "base:compared"))
            first = token.value.first
            if first is not None:
                return replace(draft, base=f"same_period_of:{first.year}", rules=(*draft.rules, "base:compared"))
        if "multiple:of" in draft.rules and (end := clauses.line.after(at, "!QTY|COMMA|AND{1,7} TIME")) is not None:
            period = clauses.tokens[end - 1].value  # '1.9 times the number recorded in 2024'
            if period.kind == "year" and period.first:
                return replace(draft, base=f"same_period_of:{period.first.year}", rules=(*draft.rules, "base:compared"))
    if (
        draft.base == "previous_year"
        and clauses.line.after(at, "!QTY|SEMI|STOP{0,6} BASE PREPOSITION? LIGHT* SAME") is not None
    ):
        return replace(draft, base="same_period_last_year")
    return draft


def _twins(drafts: list[Draft]) -> list[Draft]:
    """One change told twice ('67 cases or 2.7 per cent') has one base."""
    out = list(drafts)
    for i, draft in enumerate(out[1:], 1):
        last = out[i - 1]
        if "kind:told_twice" in draft.rules and last.kind == "change" and (draft.base is None) != (last.base is None):
            out[i], out[i - 1] = (
                replace(draft, base=draft.base or last.base),
                replace(last, base=draft.base or last.base),
            )
    return out


def _rows(drafts: list[Draft], clauses: Clauses) -> list[Draft]:
    """'Up 17.6 percent, 2.9 percent and 4.8 percent, respectively, compared with 2006': what closes a row of changes is the base of each."""
    out = list(drafts)
    for i in range(len(out) - 2, -1, -1):
        draft, after = out[i], out[i + 1]
        a, b = clauses.figures.get(draft.start), clauses.figures.get(after.start)
        if (
            draft.kind != "change"
            or after.kind != "change"
            or draft.base
            or not after.base
            or a is None
            or b is None
            or draft.unit != after.unit
        ):
            continue
        if all(t.types & {"LIST", "AND", "COMMA"} for t in clauses.between(a + 1, b)):
            out[i] = replace(draft, base=after.base, rules=(*draft.rules, "base:of_list"))
    return out


def _only_base(read: Reading, clauses: Clauses) -> str | None:
    """The one thing that a sentence compares with; None where it names none or several."""
    said = {
        str(t.value)
        for t in clauses.tokens
        if t.types & {"BASE", "THEN"} and t.value and not str(t.value).startswith("at:")
    }
    return said.pop() if len(said) == 1 else None


def carry_bases(read: Reading, drafts: list[Draft], clauses: Clauses, context: Context) -> list[Draft]:
    """A change that names no base takes the one its paragraph's changes had, unless something else is compared with."""
    out: list[Draft] = []
    only = _only_base(read, clauses)
    for draft in _rows(_twins(drafts), clauses):
        at = clauses.figures.get(draft.start)
        silent = (
            draft.kind == "change"
            and draft.base is None
            and at is not None
            and not read.sentence.in_headline
            and not draft.note
        )
        if silent and at is not None:
            near = next((d for d in reversed(out) if d.kind == "change" and d.base and d.unit == draft.unit), None)
            piece = clauses.piece(at)
            around = [*clauses.between(piece.first, at), *clauses.tokens[at + 1 : at + 8]]
            other = any(
                t.types & {"THAN", "FROM", "BASE", "THEN", "MORE", "LESS"} or t.text.lower() == "since" for t in around
            )
            relative = (only is not None and clauses.piece(at).opened == "RELATIVE") or (
                only and "RELATIVE" in clauses.tokens[clauses.piece(at).first].types
            )
            if relative:
                out.append(replace(draft, base=only, base_source="sentence", rules=(*draft.rules, "base:sentence")))
                continue
            told_of_level = any(
                rule in ("metric:of_level", "respectively:levels") for rule in draft.rules
            )  # ', up 23 percent'
            here = (
                context.base
                if context.base_paragraph == read.sentence.paragraph and (context.goes_on or told_of_level)
                else None
            )
            base = near.base if near else here
            if base and not other and not base.startswith("at:"):
                draft = replace(
                    draft,
                    base=base,
                    base_source="carried",
                    doubts=(*draft.doubts, "base_carried"),
                    rules=(*draft.rules, "base:carried"),
                )
        out.append(draft)
    own = [d.base for d in out if d.kind == "change" and d.base and d.base_source != "carried"]
    context.goes_on = read.text.rstrip().endswith((";", "；"))
    if own:
        context.base, context.base_paragraph = own[-1], read.sentence.paragraph
    return out
