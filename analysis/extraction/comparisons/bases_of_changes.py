"""What a change is measured from: told behind it, by the change it is told with, or by the paragraph's changes before it."""

from __future__ import annotations

from ...language.lexicon import word_list
from ...language.tokens import Token
from ...records import replace
from ..clauses.clauses import Clauses
from ..clauses.draft import Context, Draft, Reading
from .base_periods import MARK, days_of, name_of_base
from .bases import BEFORE_THAT, against_a_norm, over_years
from .bases_by_figures import USUAL, compared_with, of_earlier, of_span
from .bases_in_rows import LAST_YEAR, in_order, label_of, rows_of_changes, twins
from .kinds_beside import IN_LIST

# A change's base where a time is compared with: the types between the figure and the time, and what the time is then.
COMPARED = (
    "BASE",
    "CLOSE BASE",
    "MORE|LESS COMMA BASE",
    "MORE|LESS THEN",
    "WORD{0,3} COMMA MORE|LESS BASE",
    "COMMA? OR LIGHT* QTY WORD{0,3} COMMA MORE|LESS BASE",
    "COMMA? RESPECTIVELY COMMA? BASE",
    "!QTY|COMMA|SEMI|STOP|MORE|LESS|TIME|AND{1,3} BASE",
    "OPEN QTY CLOSE BASE",
    "OPEN|QTY|CLOSE{0,3} MORE|LESS{0,1} FROM|THAN LIGHT* MEASURE_NOUN|DAILY !QTY|COMMA|SEMI{0,8} TIME|THEN",
    "MORE|LESS LIGHT* MEASURE_NOUN !QTY|COMMA|SEMI{0,8} TIME|THEN",
    "OPEN|QTY|CLOSE{0,3} FROM WORD{1,3} ED PREPOSITION? TIME",
    "!QTY|SEMI|STOP{0,6} FROM|THAN LIGHT* WORD|MEASURE_NOUN{1,4} ED PREPOSITION? TIME",  # 'from the cargo cleared in 2019'
    "SUBORDINATE BASE",
    "!QTY|COMMA|SEMI|STOP|TIME{0,3} TIME THAN|FROM? BASE|THEN",
    "MORE|LESS !QTY|COMMA|SEMI|STOP{1,9} THAN|FROM? PREPOSITION? BASE|THEN",
    "!QTY|SEMI|STOP{0,6} THAN LIGHT* WORD{1,2} PREPOSITION? TIME",
    "!QTY|SEMI|STOP{0,6} THAN LIGHT* WORD{1,2} OF LIGHT* OF? TIME|THEN",
    "!QTY|SEMI|STOP{0,6} THAN PREPOSITION? LIGHT* WORD{1,4} OF LIGHT* TIME",
    "!QTY|COMMA|SEMI|STOP{0,2} THAN !QTY|COMMA|SEMI{1,9} THEN",
    "!QTY|SEMI|STOP{0,6} THAN|FROM LIGHT* THEN",
    "!QTY|SEMI|STOP{0,6} THAN|FROM PREPOSITION? LIGHT* SAME WORD{1,2} PREPOSITION? TIME",
)
# 'A five percent decrease from the 722 crashes investigated on that weekend last year'.
FROM_LAST_YEAR = "COMMA? OR? LIGHT* QTY{0,1} COMMA? !QTY|COMMA|SEMI{0,3} THAN|FROM LIGHT* QTY"
TELLS_OF_IT = word_list("tells_of_it")
LEADS = "BASE LIGHT|ADV* RISE|FALL LIGHT|ADV*"
COMES = "BASE LIGHT|ADV* RISE|FALL RELATIVE? COMES_TO LIGHT|ADV*"  # 'a monthly increase amounting to'
FRONTED = "THAN LIGHT* MEASURE_NOUN !QTY|COMMA|SEMI|TIME{0,6} TIME|THEN COMMA !SEMI|THAN|TIME{1,16} RISE|FALL LIGHT|ADV|PREPOSITION*"
YEARLY_PACES, SHORTER_PACES = word_list("yearly_paces"), word_list("shorter_paces")
RATED = "BASE MEASURE_NOUN|CHANGE OF LIGHT*"  # 'an annual rate of 34.2%'
PACED = "BASE PACE_UP|PACE_DOWN !QTY|BASE|TIME{0,6}"  # 按年增幅放缓至2.9%
IN_BRACKETS = frozenset(
    f"kind:{n}" for n in ("more_ratio_bracket", "less_ratio_bracket", "ratio_of_more", "ratio_of_less")
)
BEHIND_BRACKETS = "OPEN? !CLOSE{0,4} CLOSE MORE|LESS THAN|BASE"
TELLS_OF_CHANGES = word_list("tells_of_changes")
THOSE_CHANGES = "WORD|LIGHT|PEAK|RECORD|MORE|LESS{0,2} RISE|FALL !QTY|OF|COMMA"
EARLIER_GROWTH = "kind:earlier_growth"  # the rule's name
OTHERS = frozenset(["THAN", "FROM", "BASE", "THEN", "MORE", "LESS"])  # words that compare with something else


def with_base(draft: Draft, clauses: Clauses) -> Draft:
    """A change measured against 'the corresponding time in 2022', 'the same months of 2008'."""
    at = clauses.figures.get(draft.start)
    if draft.kind != "change" or at is None or EARLIER_GROWTH in draft.rules:
        return draft
    if draft.base is None and "doubling" in draft.rules and (end := clauses.line.after(at, "LIGHT* THEN")) is not None:
        label = str(clauses.tokens[end - 1].value)  # 'nearly double the previous year'
        return replace(draft, base=label, rules=(*draft.rules, "base:compared")) if label in USUAL else draft
    if draft.base is None and (base := _compared(draft, clauses, at)) is not None:
        return replace(draft, base=base, rules=(*draft.rules, "base:compared"))
    same = "!QTY|SEMI|STOP{0,6} BASE PREPOSITION? LIGHT* SAME"
    if draft.base == "previous_year" and clauses.line.after(at, same) is not None:
        return replace(draft, base="same_period_last_year")
    return draft


def _compared(draft: Draft, clauses: Clauses, at: int) -> str | None:
    """The base that the words behind a change tell, or right before its verb: 年减3000人."""
    begin = clauses.line.before(at, LEADS)
    begin = clauses.line.before(at, COMES) if begin is None else begin
    begin = clauses.line.before(at, PACED) if begin is None else begin
    begin = clauses.line.before(at, RATED) if begin is None else begin
    if begin is not None:
        return str(clauses.tokens[begin].value)
    begin = clauses.line.before(at, FRONTED)
    if begin is not None:  # 'compared with the total prescribed in 2016, the courses fell by 340,000'
        return label_of(next(t for t in clauses.tokens[begin:at] if t.types & {"TIME", "THEN"}))
    if any(rule.startswith("kind:beyond_by") for rule in draft.rules):  # 'surpassing last year's total by 20 percent'
        begin = clauses.line.before(at, "BEYOND|AND !QTY|COMMA{1,10} BY LIGHT*")
        told = [t for t in clauses.tokens[begin or at : at] if t.types & {"BASE", "THEN", "TIME"}]
        if told:
            return label_of(told[-1])
    if IN_BRACKETS.intersection(draft.rules) and (end := clauses.line.after(at, BEHIND_BRACKETS)) is not None:
        told = [t for t in clauses.tokens[end - 1 : end + 6] if t.types & {"BASE", "THEN", "TIME"}]
        if told:
            return label_of(told[0])  # '177 (1.2 per cent) fewer than in the previous year'
    first = clauses.pieces[0]
    led = [t for t in clauses.between(first.first, first.last) if "BASE" in t.types]
    if len(led) == 1 and not clauses.has(first, "QTY") and not clauses.line.after(at, "!QTY|SEMI|STOP{0,6} BASE"):
        return label_of(led[0])  # 'Compared with a year earlier, there were decreases of ...'
    for pattern in COMPARED:
        end = clauses.line.after(at, pattern)
        if end is None:
            continue
        if (label := label_of(clauses.tokens[end - 1])) is not None:
            return label
    end = clauses.line.after(at, FROM_LAST_YEAR)
    if end is not None and any(
        t.text.lower().endswith(LAST_YEAR) for t in clauses.between(end, clauses.piece(end - 1).last)
    ):
        return "same_period_last_year"
    if "multiple:of" in draft.rules and (end := clauses.line.after(at, "!QTY|COMMA|AND{1,7} TIME")) is not None:
        period = clauses.tokens[end - 1].value  # '1.9 times the number recorded in 2024'
        if period.kind == "year" and period.first:
            return f"same_period_of:{period.first.year}"
    return None


def carry_bases(read: Reading, drafts: list[Draft], clauses: Clauses, context: Context) -> list[Draft]:
    """A change that names no base takes the one its paragraph's changes had, unless something else is compared with."""
    out: list[Draft] = []
    only = _only_base(clauses)
    for draft in rows_of_changes(in_order(twins(drafts, clauses), clauses), clauses):
        at = clauses.figures.get(draft.start)
        silent = draft.kind == "change" and draft.base is None and not read.sentence.in_headline and not draft.note
        if silent and at is not None and not against_a_norm(read, draft) and not over_years(read, draft):
            draft = (
                _of_list(draft, out)
                or of_earlier(draft, drafts)
                or _of_sentence(draft, only, clauses, at)
                or of_span(draft, drafts, clauses, at)
                or _of_figure_before(draft, clauses, context)
                or _carried(read, draft, out, clauses, context)
            )
        out.append(draft)
    held = [d for d in out if d.kind == "change" and d.base and d.base == context.base]
    if held and context.base_paragraph == read.sentence.paragraph - 1:
        context.base_paragraph = read.sentence.paragraph  # the rows of a list, each with its change
    said = [d for d in out if d.kind == "change" and d.base and d.base_source != "carried"]
    first_order = [d for d in said if d.unit != "percentage_point"]  # 降幅较前9月收窄0.9个百分点: a change of a change
    own = [d.base for d in first_order or said]
    context.compared = compared_with(out)
    heads = [t for t in clauses.tokens if "BASE" in t.types] if read.text.rstrip().endswith((":", "：")) else []
    if not own and len(heads) == 1 and (label := label_of(heads[0])):
        own = [label]  # 'changes from the same quarter of the previous year:'
    trend = None if own else _base_of_trend(read, out)
    context.base_of_all = trend is not None or (context.base_of_all and not own)
    own = [trend] if trend else own
    if own:
        context.base, context.base_paragraph = own[-1], read.sentence.paragraph
    return out


def _base_of_trend(read: Reading, drafts: list[Draft]) -> str | None:
    """'In May 2022 crime declined compared with May 2021.': what the changes told behind it are measured against."""
    said = {label for _, _, label in read.bases if label}
    scope = next((t.period for t in read.times if t.role == "scope"), None)
    if len(said) != 1 or any(d.kind == "change" for d in drafts):
        return None
    label = said.pop()
    if not label.startswith(MARK):
        return label if label in USUAL else None
    days = (scope.first, scope.last) if scope and scope.first and scope.last else None
    return name_of_base(days_of(label), days)


def _of_list(draft: Draft, done: list[Draft]) -> Draft | None:
    """同比增长分别为212.4%和76%: the next change of a list has the base of the one before it."""
    last = done[-1] if done else None
    if last is None or last.kind != "change" or not last.base or IN_LIST not in draft.rules:
        return None
    return replace(draft, base=last.base, base_source=last.base_source, rules=(*draft.rules, "base:of_list"))


def _of_figure_before(draft: Draft, clauses: Clauses, context: Context) -> Draft | None:
    """'This is an increase of 24 per cent.': of the figure told before, against what that was compared with."""
    if context.compared is None or clauses.tokens[0].text.lower() not in TELLS_OF_IT:
        return None
    return replace(draft, base=context.compared, base_source="carried", rules=(*draft.rules, "base:of_figure"))


def _of_sentence(draft: Draft, only: str | None, clauses: Clauses, at: int) -> Draft | None:
    """A change of a relative clause, in a sentence that compares with one thing only."""
    piece = clauses.piece(at)
    opens = piece.opened == "RELATIVE" or bool(only and "RELATIVE" in clauses.tokens[piece.first].types)
    if only is None or not opens:
        return None
    return replace(draft, base=only, base_source="sentence", rules=(*draft.rules, "base:sentence"))


def _carried(read: Reading, draft: Draft, done: list[Draft], clauses: Clauses, context: Context) -> Draft:
    """A change with the base of the change before it, in its sentence or its paragraph."""
    at = clauses.figures[draft.start]
    around = [*clauses.between(clauses.piece(at).first, at), *clauses.tokens[at + 1 : at + 8]]
    around = [t for i, t in enumerate(around) if not _ends_so(t, around[i + 1 : i + 2])]  # '7% more.'
    if any(t.types & OTHERS or t.text.lower() in word_list("since") for t in around):
        return draft
    if BEFORE_THAT.search(read.text, done[-1].end if done else 0, draft.start):
        return draft  # 'grew 4.2% year on year in May, after falling by 0.3% in April'
    near = next((d for d in reversed(done) if d.kind == "change" and d.base and d.unit == draft.unit), None)
    told_of_level = any(rule in ("metric:of_level", "respectively:levels") for rule in draft.rules)  # ', up 23 percent'
    of_these = "PART" in clauses.tokens[0].types  # 其中诈骗案下跌30.9%
    told_again = _tells_of_changes(clauses)
    of_these = of_these or told_again  # 'The lowest increases were in Cyprus (+69%)'
    here = context.base_paragraph == read.sentence.paragraph and (
        context.goes_on or told_of_level or of_these or context.base_of_all
    )
    goes_on = here or (
        context.base_paragraph == read.sentence.paragraph - 1 and told_of_level and context.base in USUAL
    )
    base = near.base if near else context.base if goes_on else None
    if not base or base.startswith("at:") or _of_other_pace(base, draft, clauses, at):
        return draft
    doubts, rules = (*draft.doubts, "base_carried"), (*draft.rules, "base:carried")
    return replace(draft, base=base, base_source="carried", doubts=doubts, rules=rules)


def _tells_of_changes(clauses: Clauses) -> bool:
    """'These increases', 'the largest falls', 降幅最大的是: does a sentence go on about the changes before it?"""
    first = clauses.tokens[0]
    if first.types & {"PACE_UP", "PACE_DOWN"}:
        return True
    return first.text.lower() in TELLS_OF_CHANGES and clauses.line.after(0, THOSE_CHANGES) is not None


def _of_other_pace(base: str, draft: Draft, clauses: Clauses, at: int) -> bool:
    """'The steepest annual falls were in Finland (-3.1%)', 'for the full year, sales were up 2.4%': no change from the month before."""
    said = [t.text.lower() for t in clauses.clause(at)]
    if base == "previous_period":
        return (draft.period is not None and draft.period.kind == "year") or any(w in YEARLY_PACES for w in said)
    return base in USUAL and any(w in SHORTER_PACES for w in said)


def _ends_so(token: Token, behind: list[Token]) -> bool:
    """Does 'more' or 'fewer' end what is said?"""
    return bool(token.types & {"MORE", "LESS"}) and not any(
        t.types - {"STOP", "COMMA", "SEMI", "CLOSE"} for t in behind
    )


def _only_base(clauses: Clauses) -> str | None:
    """The one thing that a sentence compares with; None where it names none or several."""
    based = [t.value for t in clauses.tokens if t.types & {"BASE", "THEN"} and t.value]
    said = {str(value) for value in based if not str(value).startswith("at:")}
    return said.pop() if len(said) == 1 else None
