"""Units that figures share: those joined, those of an earlier time beside a new one, and rates told in a row."""

from __future__ import annotations

from ...language.lexicon import lexicon, word_list
from ...language.tokens import Token
from ...language.units import is_measured
from ...records import replace
from ..clauses.clauses import Clauses
from ..clauses.coordination import runs
from ..clauses.cues import Cues
from ..clauses.draft import COUNTS, OCCURRENCES, Context, Draft, Reading

NUMBER_OF = (
    "unit:number_of"  # the rule of a figure that says what it is the number of: no figure beside it lends it a noun
)
GENERAL_UNITS = ("item", "site", "entity", "times")  # measure words (个, 件, 条) whose noun says more

PLACING, NO_RATE = word_list("placing"), frozenset(lexicon("units")["per_not"]["before"]["en"])
GENERAL_WORDS = word_list("general_measure", "zh")  # 捣毁窝点452个，26名逃犯归案: a measure word and a noun of its own


def is_percent(draft: Draft) -> bool:
    return (draft.unit or "").split("/")[0] in ("percent", "percentage_point", "multiple")


def shared(drafts: list[Draft], clauses: Clauses) -> list[Draft]:
    """9.76万亿和10.34万亿元: a figure without a measure, joined to one that has it, shares it."""
    out = list(drafts)
    lent: set[int] = set()
    for i in range(len(out) - 2, -1, -1):
        draft, after = out[i], out[i + 1]
        if (
            draft.quantity is None
            or after.quantity is None
            or is_percent(after)
            or after.unit is None
            or is_percent(draft)
            or (after.kind == "duration" and draft.kind != "duration")  # 人数为562万，3年增长5倍
        ):
            continue
        loose = draft.unit is None or (draft.unit_source in ("clause", "none") and NUMBER_OF not in draft.rules)
        at = clauses.figures.get(draft.start)
        own = (
            draft.quantity.known_unit and draft.quantity.numeral.end < draft.end
        )  # 317家、5410人: a measure word of its own
        text = clauses.tokens[at].text if at is not None else ""
        worded = draft.unit is not None and (text.endswith(GENERAL_WORDS) or (own and not text.isascii()))
        if worded or not loose or not (is_measured(after.unit) or after.unit_source == "own" or i + 1 in lent):
            continue
        if clauses.joints(draft, after) and draft.kind in (after.kind, "rate", "level"):
            per = (draft.unit or "").partition("/")[2]
            unit = f"{after.unit}/{per}" if per and "/" not in str(after.unit) else after.unit
            out[i] = replace(draft, unit=unit, unit_source="clause", head=after.head, counted=after.counted)
            lent.add(i)
    return out


def of_one_row(drafts: list[Draft], clauses: Clauses) -> list[Draft]:
    """受理案件分别为112件、145件、203件: each of a row with one measure word counts what the first does."""
    out = list(drafts)
    for i, draft in enumerate(out[1:], 1):
        before = out[i - 1]
        ends = [
            clauses.tokens[at].text[-1:] for d in (before, draft) if (at := clauses.figures.get(d.start)) is not None
        ]
        general = draft.unit in GENERAL_UNITS and before.unit not in GENERAL_UNITS and before.kind == draft.kind
        if not general or before.unit is None or is_measured(before.unit) or len(set(ends)) != 1 or len(ends) != 2:
            continue
        if not ends[0].isascii() and clauses.joints(before, draft):
            out[i] = replace(draft, unit=before.unit, head=before.head, counted=before.counted, unit_source="clause")
    return out


def of_siblings(drafts: list[Draft], clauses: Clauses) -> list[Draft]:
    """An earlier figure told beside a new one counts what that counts: 'an increase from 28,600 in 2023'."""
    out = list(drafts)
    for i, draft in enumerate(out):
        distant = draft.unit_source == "clause" and "noun_distant" in draft.doubts  # the subject, told by the new one
        general = draft.unit in GENERAL_UNITS and not draft.head  # 比上月的4.21万件
        if draft.earlier is None or (draft.unit and not distant and not general) or draft.quantity is None:
            continue
        near = [
            d
            for d in (*reversed(out[:i]), *out[i + 1 :])
            if d.kind in COUNTS and d.unit and not is_percent(d) and not is_measured(d.unit)
        ]
        apart = [
            d for d in near if not _placed(clauses, d)
        ]  # '749,254 candidates from 15,859 centres, against 832,654'
        end = out[i + 1] if i + 1 < len(out) else None
        if end in near and _runs_to(clauses, draft, end):
            apart = [end]  # 'the number of residents fell from 13,400 to 5,100'
        near = apart or near
        if near:
            out[i] = replace(
                draft,
                unit=near[0].unit,
                head=draft.head or near[0].head,
                counted=draft.counted or near[0].counted,
                unit_source="clause",
                doubts=(*draft.doubts, "unit_implied"),
            )
    return out


def _runs_to(clauses: Clauses, begin: Draft, end: Draft) -> bool:
    first, last = clauses.figures.get(begin.start), clauses.figures.get(end.start)
    return first is not None and clauses.line.after(first, "REACH") == last


def _looks_back(token: Token, behind: Token) -> bool:
    """'A day earlier 37 people had been found', '(Daily News)': a day or a name that makes no rate."""
    named = token.text[:1].isupper() and "CAP" in behind.types and behind.text[:1].isupper()
    return "DAILY" in token.types and (named or behind.text.lower() in NO_RATE)


def _placed(clauses: Clauses, draft: Draft) -> bool:
    """Does a figure only say where or from how many places: 'from 15,859 centres', 'in nine divisions'?"""
    at = clauses.figures.get(draft.start)
    led = None if at is None else clauses.line.before(at, "PREPOSITION LIGHT*")
    return led is not None and clauses.tokens[led].text.lower() in PLACING


def of_what_moved(drafts: list[Draft], clauses: Clauses) -> list[Draft]:
    """'Decreased by 6,400 persons, or 10.2 per cent, to 64,000': where a change ends counts what the change does."""
    out = list(drafts)
    for i, draft in enumerate(out):
        at = clauses.figures.get(draft.start)
        bare = (
            draft.quantity is not None and draft.quantity.unit is None and draft.unit is None and draft.kind in COUNTS
        )
        if at is None or not bare or clauses.line.before(at, "REACH LIGHT*") is None:
            continue
        moved = next((d for d in reversed(out[:i]) if d.kind == "change" and d.unit and not is_percent(d)), None)
        first = clauses.figures.get(moved.start) if moved else None
        if moved is None or first is None or any(t.types & {"SEMI", "STOP"} for t in clauses.between(first, at)):
            continue
        out[i] = replace(draft, unit=moved.unit, head=moved.head, counted=moved.counted, unit_source="clause")
    return out


def with_rates(read: Reading, drafts: list[Draft], clauses: Clauses, table: Cues) -> list[Draft]:
    """日均…分别为A、B、C and 'the average daily number rose to N' are rates, each of them."""
    out = [_with_its_span(draft) for draft in drafts]
    for i, draft in enumerate(out):
        at = clauses.figures.get(draft.start)
        loose = draft.kind == "level" and draft.unit and "/" not in draft.unit
        if at is None or not loose or is_percent(draft) or is_measured(draft.unit) or OCCURRENCES in draft.rules:
            continue
        last = out[i - 1] if i else None
        risen = (
            last is not None
            and last.kind == "rate"
            and last.unit == f"{draft.unit}/day"
            and _risen_to(clauses, last, at)
        )
        if risen or (last and _listed_with_rate(clauses, last, at, table)) or _daily(clauses, at, table):
            out[i] = replace(draft, kind="rate", unit=f"{draft.unit}/day")
    for run in runs(read, out, table, across=True):
        first = out[run[0]]
        counted = (first.unit or "").split("/")[0]
        for k in run[1:]:
            if first.kind == "rate" and out[k].kind in COUNTS and (out[k].unit or "") == counted:
                out[k] = replace(out[k], kind="rate", unit=first.unit)
    return out


def _with_its_span(draft: Draft) -> Draft:
    """A rate whose unit was told apart from its span of time, and a row's figure that has the span of the last one."""
    if draft.quantity is None or draft.unit is None or is_measured(draft.unit):
        return draft
    if draft.kind == "level" and draft.unit.endswith(("/day", "/week", "/month", "/year")):
        return replace(draft, kind="rate")  # '200,000, 187,000 and 156,000 trips per day'
    if draft.kind == "rate" and draft.quantity.per and "/" not in draft.unit:
        return replace(draft, unit=f"{draft.unit}/{draft.quantity.per}")  # 每日平均分别有20万、18万及15万人次
    return draft


def _risen_to(clauses: Clauses, last: Draft, at: int) -> bool:
    """'The daily average has increased from 170 to 500', 日均流量由600辆次提升至1300辆次: the new one is a rate as the old one was."""
    before = clauses.figures.get(last.start)
    between = clauses.between(before + 1, at) if before is not None else []
    days = any("TIME" in t.types and t.value.one_day and t.value.rule != "now" for t in between)
    reached = any("REACH" in t.types for t in between) and not any(t.types & {"SEMI", "QTY"} for t in between)
    return reached and not days  # 日均48.6万人次，10月3日达57.2万人次


MUCH = 2  # times as much in one place of a row as in the place before


def continued(read: Reading, drafts: list[Draft], clauses: Clauses, context: Context, table: Cues) -> list[Draft]:
    """上海浦东日均出入境客流10.4万人次，广州白云、北京首都等机场分别为5.7万和4.3万人次: places in a row, of what was told of the first."""
    out = list(drafts)
    for i, draft in enumerate(out):
        at = clauses.figures.get(draft.start)
        told = [d for d in reversed(out[:i]) if d.quantity]
        last = next((d for d in told if d.earlier is None), None if told else context.last_count)
        if at is None or last is None or last.kind != "rate" or draft.kind != "level" or draft.quantity is None:
            continue
        same = draft.unit is not None and (last.unit or "").split("/")[0] == draft.unit
        if table.spaced or not same or not _only_places(read, clauses, out[:i], at):
            continue
        if (draft.value or 0) > (last.value or 0) * (MUCH if told else 1):
            continue  # 累计1786万人次，日均28.8万人次。其中甘肃1443万人次
        out[i] = replace(
            draft, kind="rate", unit=last.unit, head=last.head, counted=last.counted, unit_source="clause",
            rules=(*draft.rules, "kind:as_before"),
        )  # fmt: skip
    return out


def _only_places(read: Reading, clauses: Clauses, done: list[Draft], at: int) -> bool:
    """Does nothing that is counted stand between the figure before and this one, but for what leads to it (分别为)?"""
    told = [clauses.figures[d.start] for d in done if d.start in clauses.figures]
    begin = max(told, default=-1) + 1
    words = clauses.between(begin, at)
    start = words[0].start if words else 0
    led = any(t.types & {"RESPECTIVELY", "BE", "COPULA", "REACH"} for t in words)
    places = [(t.start, t.end) for t in words if "REGION" in t.types]
    nouns = [m for m in read.mentions if start <= m.start and m.end <= clauses.tokens[at].start]
    named = any(not any(a <= m.start and m.end <= b for a, b in places) for m in nouns)
    return led and not named and not any(t.types & {"PEAK", "SEMI", "RISE", "FALL", "TIME"} for t in words)


def _listed_with_rate(clauses: Clauses, last: Draft, at: int, table: Cues) -> bool:
    """日均验放旅客2万余人次、航班100余架次: is the figure the next in a list that a daily rate opens?"""
    before = clauses.figures.get(last.start)
    if last.kind != "rate" or before is None or not (last.unit or "").endswith("/day") or table.spaced:
        return False
    listed = any("LIST" in t.types for t in clauses.between(before, at))
    return listed and clauses.piece(before) is clauses.piece(at)


def _daily(clauses: Clauses, at: int, table: Cues) -> bool:
    """Is a figure told by the day, and not of a peak, in what stands between the figure before and it?"""
    piece = clauses.piece(at)
    inside = [f for f in clauses.figures.values() if f < at and "AMOUNT" in clauses.tokens[f].types]
    begin = min(p.first for p in clauses.pieces if p.group == piece.group) if table.spaced else piece.first
    if "SUBORDINATE" in clauses.tokens[piece.first].types:  # '82 a day in the months before, when 7,555 were killed'
        begin = piece.first
    first = max([begin, *(f + 1 for f in inside)])
    while table.spaced and inside and inside[-1] < first < at and "DAILY" in clauses.tokens[first].types:
        first += 1  # 'averaging 101,000 a day, led by Chinese (510,000)': the day is of the figure before it
    words = clauses.between(first, at)
    pairs = zip(words, [*words[1:], clauses.tokens[at]], strict=False)  # the token behind the last is the figure
    types = [a.types for a, b in pairs if not _looks_back(a, b)]
    behind = (
        table.spaced
        and clauses.line.after(at, "!QTY|COMMA|PREPOSITION|DAILY{2,6} DAILY PREPOSITION|COMMA|STOP") is not None
    )
    told = any("DAILY" in t for t in types) or (
        behind and any(t.types & {"ED", "FLOW"} for t in clauses.between(at, at + 6))
    )
    rest = [
        t.types
        for p in clauses.pieces[piece.number :]
        if p.group == piece.group
        for t in clauses.tokens[p.first : p.last]
    ]
    told = told or (any("ON_AVERAGE" in t for t in types) and any("DAILY" in t for t in rest))
    return told and not any("PEAK" in t for t in types)
