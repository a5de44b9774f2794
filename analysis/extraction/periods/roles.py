"""What a time does where it stands: it says when, or dates a statement, an event, a record, or is only compared with.

A time is a scope (its figures are of it), or it only dates an event, a statement, a record, an aside or a part of another time: these
date nothing else.
"""

from __future__ import annotations

from ...language.lexicon import word_list
from ...language.patterns import later
from ..clauses.clauses import Clauses, of_times_alone
from ..clauses.pieces import Piece
from ..comparisons.base_periods import SPANS
from .days_of_statements import dates_a_statement
from .roles_of_bases import is_base, of_its_figure

# What a time does where it stands. Rows are tried in order; left is read back from the time, right on from it. English and Chinese
# stand side by side; the types tell them apart.
ROLES = (
    ("record", "RECORD !QTY|TIME|COMMA{0,4}", ""),
    ("record", "PEAK WORD{0,2}", ""),
    ("record", "", "THAN? PEAK? RECORD|BUSIEST"),
    ("record", "BE", "DE PEAK? RECORD|BUSIEST|FIRST_TIME"),  # 是自去年9月以来的首次上升
    ("record", "BE|COPULA|REACH", "SINCE PEAK|RECORD|BUSIEST"),  # 为今年春运以来单日最高
    ("record", "BEYOND", "DE? RECORD|PEAK"),
    ("base", "", "!COMMA|SEMI|STOP{0,4} COMPARED"),
    ("aside", "LAW", ""),
    ("aside", "QTY", "DE WORD"),  # 1.4万个去年的空栏猪场
    ("event", "EVENT !QTY|TIME|COMMA{0,3}", ""),
    ("event", "", "!QTY|BASE{0,4} EVENT"),
    ("event", "AFTER !QTY|COMMA|TIME{2,20}", ""),
)


# What follows a time between a noun and what is counted of it.
OF_COUNTED = ("OF LIGHT* QTY", "OPEN !QTY|CLOSE{1,4} CLOSE OF LIGHT* QTY")

CAMPAIGNS, HAPPENED = word_list("campaigns"), word_list("happens_on_a_day")
MADE_PUBLIC, TOLD_IN_FIGURES = word_list("made_public"), word_list("told_in_figures")
INDEFINITE, LAST_YEARS = word_list("indefinite_articles"), word_list("last_years")
CLOSES, HAPPENS = word_list("closes_a_season", "zh"), word_list("happens_on", "zh")
# What no subject of a verb holds: what opens or leads to something else, and other verbs; 'a total of' leads to one.
LEADS = frozenset(["COMMA", "OPEN", "RELATIVE", "SUBORDINATE", "TIME", "AFTER", "FROM", "BASE", "WITH"])
OPENED = LEADS | {"ED", "BE", "SAY", "FLOW", "EVENT"}
RANKED_WITHIN = later(r"来?同期?第[一二三四五六七八九十\d]+[高低多少大小]")  # 近六年同期第三高: what it ranks among


def role_of(clauses: Clauses, at: int, day: bool, back: bool = False) -> str:
    """What the time at token `at` does: scope, event, statement, record, part or aside. `day`: it is a single day."""
    piece = clauses.piece(at)
    if _owns_what_follows(clauses, at, day):
        return "aside"
    if any(clauses.line.after(at, led) is not None for led in OF_COUNTED):
        return "scope"  # 'announced the expulsion on Saturday (02/12/2023) of 22 people'
    if day and dates_a_statement(clauses, at):
        return "statement"
    if is_base(clauses, at):
        return "base"
    if _begins_or_ranks_a_record(clauses, at):
        return "record"
    if _part_of_the_days(clauses, at):
        return "part"
    if _of_a_cause(clauses, at) or _made_public(clauses, at):
        return "aside"
    role = _by_table(clauses, at, back)
    if day and role is None and _of_a_close(clauses, piece):
        return "event"
    if clauses.has(piece, "RUN") and not day and role != "record":
        return "scope"  # 'a campaign which ran from June 24 to October 18'
    return role or _by_its_piece(clauses, piece, at, day)


def _owns_what_follows(clauses: Clauses, at: int, day: bool) -> bool:
    """'During this year's carnival', where 'July's total' and 'yesterday's raid' say when the figures were counted."""
    time = clauses.tokens[at]
    if not time.text.endswith("'s") or time.value.rule in ("month", "year_to_date") or at + 1 == len(clauses.tokens):
        return False
    behind = clauses.tokens[at + 1]
    return "MEASURE_NOUN" not in behind.types and not (day and behind.text.lower() in HAPPENED)


def _begins_or_ranks_a_record(clauses: Clauses, at: int) -> bool:
    """'The highest number recorded since 1999', 近六年同期第三高: does a time only tell since when a figure stands out?"""
    if clauses.tokens[at].value.rule == "since":
        if clauses.line.before(at, "RECORD !QTY|COMMA{0,9}") is not None:
            return True
        if clauses.line.before(at, "FIRST_TIME !TIME|COMMA{0,14}") is not None:
            return True  # 'the first time that it has been over 35,000 since 1974'
    return RANKED_WITHIN.match("".join(t.text for t in clauses.between(at + 1, at + 5))) is not None


def _made_public(clauses: Clauses, at: int) -> bool:
    """'An improvement over the estimates announced in February': is a month only that of what is compared with or quoted?"""
    led, tokens = clauses.line.before(at, "PREPOSITION LIGHT*") or at, clauses.tokens
    if led < 2 or tokens[led - 1].text.lower() not in MADE_PUBLIC:
        return False
    # 'the estimate of 3.9 million tonnes issued last month'
    of = clauses.line.before(led - 1, "WORD OF LIGHT* QTY WORD{0,2}")
    return tokens[led - 2 if of is None else of].text.lower() in TOLD_IN_FIGURES


def _part_of_the_days(clauses: Clauses, at: int) -> bool:
    """'From January 18 to 29, including the public holiday of January 20 to 26': are the days only part of those told right before?"""
    led = clauses.line.before(at, "PART|WITH|COVERS !QTY|COMMA{0,8}")
    before = clauses.line.before(led, "TIME COMMA|OPEN{0,2}") if led else None
    piece = clauses.piece(at)
    if before is None or clauses.has(piece, "QTY"):
        return False
    whole = clauses.tokens[before].value
    days = [t.value for t in clauses.between(piece.first, piece.last) if "TIME" in t.types and t.value.dated]
    return bool(days) and all(told.within(whole) and told.days < whole.days for told in days)


def _of_a_cause(clauses: Clauses, at: int) -> bool:
    """'Production was down at 1.875 million tonnes, largely due to difficult sowing last autumn': is a time only that of why, told last?"""
    led = clauses.line.before(at, "CAUSE !QTY|TIME|COMMA|SEMI{0,12}")
    if led is None or any(f > at for f in clauses.figures.values()):
        return False
    return any(f < led and clauses.piece(f).group == clauses.piece(at).group for f in clauses.figures.values())


def _by_its_piece(clauses: Clauses, piece: Piece, at: int, day: bool) -> str:
    """What a time does by its piece alone: it is a scope, but for one in an aside or a bracket without figures."""
    if piece.aside and not clauses.has(piece, "QTY"):
        return "scope" if _of_a_campaign(clauses, piece, at) else "aside"
    if piece.depth and piece.first > 1 and "BASE" in clauses.tokens[piece.first - 2].types:
        return "base"  # 比去年春运（2022年1月17日至2月25日）
    if not piece.depth or clauses.has(piece, "QTY"):
        return "scope"
    if not _alone(clauses, piece, at):
        return "bracket"
    return "statement" if day else "scope"  # BEIJING (Agency, April 24)


def _of_a_campaign(clauses: Clauses, piece: Piece, at: int) -> bool:
    """'300 were arrested during the operation, which started on 18 October': since the beginning of what the figures were counted in."""
    head = piece.first - 1 - bool(piece.opened == "COMMA")
    led = clauses.line.before(head, "PREPOSITION LIGHT*") if head > 0 else None
    named = led is not None and clauses.tokens[head].text.lower() in CAMPAIGNS
    return named and clauses.tokens[at].value.rule == "since" and any(i < head for i in clauses.figures.values())


def _of_a_close(clauses: Clauses, piece: Piece) -> bool:
    """2月15日，为期40天的2023年春运落下帷幕: a day apart that dates the end of what the next clause names."""
    after = clauses.pieces[piece.number + 1] if piece.number + 1 < len(clauses.pieces) else None
    apart = all(t.types & {"TIME", "PREPOSITION"} for t in clauses.between(piece.first, piece.last))
    return apart and after is not None and clauses.tokens[after.last - 1].text in CLOSES


def _goes_on_to_reach(clauses: Clauses, piece: Piece) -> bool:
    """Does the next clause begin with 达 or 为 and tell a figure?"""
    after = clauses.pieces[piece.number + 1] if piece.number + 1 < len(clauses.pieces) else None
    return after is not None and "REACH" in clauses.tokens[after.first].types and clauses.has(after, "QTY")


def _by_table(clauses: Clauses, at: int, back: bool) -> str | None:
    """The role that the first row of ROLES which fits gives a time."""
    piece, line = clauses.piece(at), clauses.line
    for role, left, right in ROLES:
        if role == "record" and not back and left != "BEYOND":
            continue
        begin = line.before(at, left) if left else at
        end = line.after(at, right) if right else at + 1
        if begin is None or end is None or begin < piece.first or end > piece.last:
            continue
        if role == "record" and not _is_of_a_record(clauses, at, begin if left.startswith("RECORD") else None):
            continue
        if role == "event" and not _is_of_an_event(clauses, at, left.partition(" ")[0], begin, end):
            continue
        return role
    return None


def _is_of_a_record(clauses: Clauses, at: int, record: int | None) -> bool:
    """'The highest since 1999', where 'Thais were the most numerous in 2023' tells of the time itself."""
    said = clauses.tokens[at].text
    if said.lower() in LAST_YEARS:
        return False  # 'the most frequently deported last year': of that year
    if said.isdigit() and clauses.line.after(at, "COLON") is not None:
        return False  # 'Thais were the most numerous in 2023: 152,265 people'
    if of_its_figure(clauses, at):
        return False  # 高于去年12月的低点0.39%: the figure of the record stands right behind it
    return record is None or not _sets_one(clauses, record, at)


def _is_of_an_event(clauses: Clauses, at: int, led: str, begin: int, end: int) -> bool:
    """'Opened in 2015': does a time date an event, and no figure? `led` is the type that opens it before the time."""
    if clauses.tokens[at].value.rule in SPANS:
        return False  # 'a period extending from 21 March to 1 April'
    if not led:
        return not _goes_on_to_figures(clauses, at, end)
    if clauses.tokens[begin].text in HAPPENS and _goes_on_to_reach(clauses, clauses.piece(at)):
        return False  # 金额最大的止付发生在5月8日，达960万元
    return not (_on_the_way(clauses, at, begin) if led == "AFTER" else _is_counted(clauses, at, begin))


def _goes_on_to_figures(clauses: Clauses, at: int, end: int) -> bool:
    """'In 2024, when it opened, 300 ...': is the time of an event that of the figures of its piece as well?"""
    piece = clauses.piece(at)
    if clauses.tokens[at].value.rule == "holiday" and any("TIME" in t.types for t in clauses.between(at + 1, end)):
        return True  # 春运3月1日落下帷幕
    if end < len(clauses.tokens) and "DE" in clauses.tokens[end].types:
        return False  # 5月30日通车的新站
    closed = any(t.text in CLOSES for t in clauses.between(at, end))  # 为期40天的春运3月1日落下帷幕
    figures = clauses.between(at if closed else piece.first, piece.last)
    return any("QTY" in t.types for t in figures)


def _is_counted(clauses: Clauses, at: int, begin: int) -> bool:
    """'300 recruits started work in May', 'housing starts in May were lower': does the event tell what is counted?"""
    line = clauses.line
    if line.after(at, "BE|REACH|RISE|FALL|PRESENT") is not None or _counts(clauses, clauses.piece(at), begin):
        return True
    return line.after(at, "WITH !QTY|COMMA|SEMI{0,3} QTY") is not None  # 'set up in 2009 with 34 staff'


def _on_the_way(clauses: Clauses, at: int, begin: int) -> bool:
    """'Held 40 migrants after stopping a boat on Tuesday': what one does on the way is of the same day."""
    if clauses.tokens[at].value.kind != "day":
        return False
    action = any(t.text.lower() in HAPPENED for t in clauses.between(begin, at))  # 'following a raid on Sunday'
    if not action and not clauses.tokens[begin + 1].text.endswith("ing"):
        return False
    group = clauses.piece(at).group
    return any(f < begin and clauses.piece(f).group == group for f in clauses.figures.values())


def _sets_one(clauses: Clauses, record: int, at: int) -> bool:
    """'Set a new record for traffic in 2023': is a record made then, and not one of before that is only named?"""
    tokens = clauses.tokens
    new = any(t.text.lower() in INDEFINITE for t in tokens[max(0, record - 3) : record])
    return new and "PREPOSITION" in tokens[record + 1].types and tokens[at].value.rule != "since"


def _counts(clauses: Clauses, piece: Piece, verb: int) -> bool:
    """Is the subject of a verb a figure that opens its clause: '300 recruits, including 38 women, started work in May'?"""
    led = clauses.led(piece) if verb == piece.first else []
    if led and all("PART" in clauses.tokens[p.first].types for p in led[1:]):
        piece, verb = led[0], led[0].last
    figure = next((i for i in range(piece.first, verb) if "QTY" in clauses.tokens[i].types), None)
    before = clauses.between(piece.first, figure or 0)
    lone = len(before) == 1 and "LIGHT" not in before[0].types  # 'altogether 300', and not 'the two'
    plain = lone or all(t.types & {"MEASURE_NOUN", "OF"} or t.text.lower() in INDEFINITE for t in before)
    return figure is not None and plain and not any(t.types & OPENED for t in clauses.between(figure or 0, verb))


def _alone(clauses: Clauses, piece: Piece, at: int) -> bool:
    """一连四日（1日至4日）: a bracket that holds nothing but a time says when, where no time stands right before it."""
    before = clauses.tokens[piece.first - 2] if piece.first > 1 else None
    return of_times_alone(clauses, piece) and not (before and "TIME" in before.types)
