"""What a time does where it stands: it says when, or dates a statement, an event, a record, or is only compared with.

A time is a scope (its figures are of it), or it only dates an event, a statement, a record or an aside: these date nothing else.
"""

from __future__ import annotations

from ..language.lexicon import word_list
from ..language.patterns import later
from ..language.tokens import Token
from .against import SPANS
from .clauses import Clauses, of_times_alone
from .pieces import Piece
from .roles_of_bases import is_base

# What a time does where it stands. Rows are tried in order; left is read back from the time, right on from it. English and Chinese
# stand side by side; the types tell them apart.
ROLES = (
    ("record", "RECORD !QTY|TIME|COMMA{0,4}", ""),
    ("record", "PEAK WORD{0,2}", ""),
    ("record", "", "THAN? PEAK? RECORD|BUSIEST"),
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

STATEMENTS, COUNTS_AS_SAID = word_list("statements_issued"), word_list("reports_what_it_counts")
TELLS_ON = frozenset(["RELATIVE", "COMMA", "STOP", "PREPOSITION", "TIME"])  # 'reported that', 'reported on'
CAMPAIGNS, HAPPENED = word_list("campaigns"), word_list("happens_on_a_day")
FORETELLS = word_list("foretells", "zh")
ACTED_UPON = word_list("acted_upon", "zh")
INDEFINITE, LAST_YEARS = word_list("indefinite_articles"), word_list("last_years")
CLOSES, HAPPENS = word_list("closes_a_season", "zh"), word_list("happens_on", "zh")
# What no subject of a verb holds; 'a total of' leads to one.
OPENED = frozenset(
    [
        "COMMA",
        "RELATIVE",
        "SUBORDINATE",
        "TIME",
        "AFTER",
        "FROM",
        "OPEN",
        "ED",
        "BASE",
        "BE",
        "SAY",
        "FLOW",
        "EVENT",
        "WITH",
    ]
)
RANKED_WITHIN = later(r"来?同期?第[一二三四五六七八九十\d]+[高低多少大小]")  # 近六年同期第三高: what it ranks among
SAYS_THAT, SAID_ON = word_list("says_that"), ("weekday", "relative_day")


def role_of(clauses: Clauses, at: int, day: bool, back: bool = False) -> str:
    """What the time at token `at` does: scope, event, statement, record or aside. `day`: it is a single day."""
    piece = clauses.piece(at)
    if clauses.tokens[at].text.endswith("'s") and clauses.tokens[at].value.rule not in ("month", "year_to_date"):
        behind = clauses.tokens[at + 1] if at + 1 < len(clauses.tokens) else None
        of_day = day and behind is not None and behind.text.lower() in HAPPENED  # 'yesterday's raid'
        if behind is not None and "MEASURE_NOUN" not in behind.types and not of_day:
            return "aside"  # 'during this year's carnival'
    if any(clauses.line.after(at, led) is not None for led in OF_COUNTED):
        return "scope"  # 'announced the expulsion on Saturday (02/12/2023) of 22 people'
    if day and (clauses.has(piece, "SAY") or _tells(clauses, piece)) and not clauses.has(piece, "QTY"):
        return "statement"
    if (
        day
        and clauses.line.before(at, "SAY PREPOSITION? LIGHT*") is not None
        and clauses.tokens[at].value.rule in SAID_ON
    ):
        return "statement"  # 'figures released Thursday showed 536,600 people'
    issued = clauses.line.before(at, "SAY ED PREPOSITION? LIGHT*") if day else None
    if issued is not None and clauses.tokens[issued].text.lower() in STATEMENTS:
        return "statement"  # 'in a statement issued yesterday the force reported'
    if day and (_said_that(clauses, at) or _then_says(clauses, at) or _foretells(clauses, at)):
        return "statement"
    if is_base(clauses, at):
        return "base"
    if clauses.tokens[at].value.rule == "since" and clauses.line.before(at, "RECORD !QTY|TIME|COMMA{0,8}") is not None:
        return "record"  # 'the highest number of pupils recorded since 1999'
    first_time = clauses.line.before(at, "FIRST_TIME !TIME|COMMA{0,14}")
    if clauses.tokens[at].value.rule == "since" and first_time is not None:
        return "record"  # 'the first time that it has been over 35,000 since 1974'
    if RANKED_WITHIN.match("".join(t.text for t in clauses.tokens[at + 1 : at + 5])):
        return "record"
    role = _by_table(clauses, at, back)
    if day and role is None and _of_a_close(clauses, piece):
        return "event"
    if clauses.has(piece, "RUN") and not day and role != "record":
        return "scope"  # 'a campaign which ran from June 24 to October 18'
    if role is not None:
        return role
    if piece.aside and not clauses.has(piece, "QTY"):
        return "scope" if _of_a_campaign(clauses, piece, at) else "aside"
    if piece.depth and piece.first > 1 and "BASE" in clauses.tokens[piece.first - 2].types:
        return "base"  # 比去年春运（2022年1月17日至2月25日）
    if piece.depth and not clauses.has(piece, "QTY"):
        if day and _alone(clauses, piece, at):
            return "statement"  # BEIJING (Agency, April 24)
        return "scope" if _alone(clauses, piece, at) else "bracket"
    return "scope"


def _of_a_campaign(clauses: Clauses, piece: Piece, at: int) -> bool:
    """'300 were arrested during the operation, which started on 18 October': since the beginning of what the figures were counted in."""
    head = piece.first - 1 - bool(piece.opened == "COMMA")
    led = clauses.line.before(head, "PREPOSITION LIGHT*") if head > 0 else None
    named = led is not None and clauses.tokens[head].text.lower() in CAMPAIGNS
    return named and clauses.tokens[at].value.rule == "since" and any(i < head for i in clauses.figures.values())


def _acts_upon(clauses: Clauses, say: Token) -> bool:
    """1月15日，民警根据线索抓获3人: what somebody acts upon says nothing, where 根据市局统计 says whose figures follow."""
    at = next(i for i, token in enumerate(clauses.tokens) if token is say)
    before = "".join(t.text for t in clauses.between(clauses.piece(at).first, at))
    return say.text in ACTED_UPON and len(before) > 1


def _tells(clauses: Clauses, piece: Piece) -> bool:
    """'On Tuesday, the minister released ...', '... said in Shenzhen, Guangdong province, on Thursday': a day apart that dates what is said."""
    tokens = clauses.tokens
    if not all(t.types & {"TIME", "PREPOSITION", "LIGHT"} for t in tokens[piece.first : piece.last]):
        return False
    behind = [t for p in clauses.pieces[piece.number + 1 :] if p.group == piece.group for t in tokens[p.first : p.last]]
    if all(p.depth > piece.depth or not clauses.has(p, "SAY", "QTY", "TIME") for p in clauses.pieces[: piece.number]):
        said = next((i for i, t in enumerate(behind[:12]) if t.types & {"SAY", "QTY", "TIME"}), None)
        if said is None or "SAY" not in behind[said].types or _acts_upon(clauses, behind[said]):
            return False
        told = behind[said + 1 : said + 2]  # 'on 1 November, the bureau reported similar traffic with 42,858 arrivals'
        counts = behind[said].text.lower() in COUNTS_AS_SAID and bool(told) and not told[0].types & TELLS_ON
        return not (counts and clauses.tokens[piece.last - 1].value.rule == "date")
    if piece.opened == "CLOSE" and piece.number > 1:
        led = clauses.pieces[piece.number - 2]  # 'released by the administration (NIA) on January 4, 2020, ...'
        if led.depth == piece.depth and clauses.has(led, "SAY") and not clauses.has(led, "QTY"):
            return True
    if any("QTY" in t.types for t in behind):
        return False  # 记者获悉，2月14日，客运量…: the day of what follows
    for before in reversed(clauses.pieces[: piece.number]):
        if before.group != piece.group or clauses.has(before, "QTY"):
            return False
        if clauses.has(before, "SAY"):
            return True
    return False


def _said_that(clauses: Clauses, at: int) -> bool:
    """'Estimated on Wednesday that 3 million would come', 'warned on 5 May that': any verb with a day and what it says behind."""
    behind = clauses.tokens[at + 1] if at + 1 < len(clauses.tokens) else None
    return (
        behind is not None
        and behind.text.lower() in SAYS_THAT
        and clauses.line.before(at, "SAY|ESTIMATE|ED PREPOSITION? LIGHT*") is not None
    )


def _then_says(clauses: Clauses, at: int) -> bool:
    """'The force yesterday said that it had recorded': a day right before the verb that tells."""
    tokens = clauses.tokens
    if tokens[at].value.rule not in SAID_ON or clauses.line.after(at, "SAY") is None:
        return False
    told = tokens[at + 2].types if at + 2 < len(tokens) else TELLS_ON
    return tokens[at + 1].text.lower() not in COUNTS_AS_SAID or bool(told & TELLS_ON)


def _foretells(clauses: Clauses, at: int) -> bool:
    """入境处今天（4月27日）预计: the day on which something is foretold."""
    end = clauses.line.after(at, "OPEN TIME CLOSE ESTIMATE")
    end = clauses.line.after(at, "CLOSE? ESTIMATE") if end is None else end
    near = at + 1 < len(clauses.tokens) and clauses.tokens[at].value.rule in (*SAID_ON, "date")
    led = (
        at > clauses.piece(at).first
    )  # 今天预计发送176万人次: where nobody is named, the day is that of what is foretold
    return near and led and end is not None and clauses.tokens[end - 1].text in FORETELLS


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
        if role == "record" and clauses.tokens[at].text.lower() in LAST_YEARS:
            continue  # 'the most frequently deported last year': of that year
        if role == "record" and clauses.tokens[at].text.isdigit() and line.after(at, "COLON") is not None:
            continue  # 'Thais were the most numerous in 2023: 152,265 people'
        begin = line.before(at, left) if left else at
        end = line.after(at, right) if right else at + 1
        if begin is None or end is None or begin < piece.first or end > piece.last:
            continue
        if role == "record" and left.startswith("RECORD") and _sets_one(clauses, begin, at):
            continue  # 'set a new record in 2023 by handling 17 million'
        attribute = end < len(clauses.tokens) and "DE" in clauses.tokens[end].types  # 5月30日通车的新站
        if role == "event" and clauses.tokens[at].value.rule in SPANS:
            continue  # 'a period extending from 21 March to 1 April'
        if role == "event" and left and clauses.tokens[begin].text in HAPPENS and _goes_on_to_reach(clauses, piece):
            continue  # 金额最大的止付发生在5月8日，达960万元
        if (
            role == "event"
            and right
            and clauses.tokens[at].value.rule == "holiday"
            and any("TIME" in t.types for t in clauses.between(at + 1, end))
        ):
            continue  # 春运3月1日落下帷幕
        noun = role == "event" and left and clauses.line.after(at, "BE|REACH|RISE|FALL|PRESENT") is not None
        if noun and left.startswith("EVENT"):
            continue  # 'housing starts in September were 3.5 percent lower'
        action = any(t.text.lower() in HAPPENED for t in clauses.between(begin, at))  # 'following a raid on Sunday'
        acted = left.startswith("AFTER") and (action or clauses.tokens[begin + 1].text.endswith("ing"))
        if (
            acted
            and clauses.tokens[at].value.kind == "day"
            and any(f < begin and clauses.piece(f).group == piece.group for f in clauses.figures.values())
        ):
            continue  # 'held 40 migrants after stopping a boat on Tuesday': what one does on the way is of the same day
        starts = left.startswith("EVENT") and _counts(clauses, piece, begin)
        if starts or (left.startswith("EVENT") and line.after(at, "WITH !QTY|COMMA|SEMI{0,3} QTY") is not None):
            continue  # '300 recruits started work in May', 'set up in 2009 with 34 staff'
        closed = any(t.text in CLOSES for t in clauses.between(at, end))  # 为期40天的春运3月1日落下帷幕
        behind = not closed or any("QTY" in t.types for t in clauses.between(at, piece.last))
        if role == "event" and (clauses.has(piece, "QTY") and behind and right) and not attribute:
            continue  # 'in 2024, when it opened, 300 ...': the figure of the same piece is of the time
        return role
    return None


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


def said_on(clauses: Clauses, at: int) -> bool:
    """Is a day that of a statement: 'said on Monday', 'told a press conference held on Friday', 10月9日通报?"""
    piece = clauses.piece(at)
    apart = _tells(clauses, piece) and not clauses.has(piece, "QTY")  # 10月14日,记者从边检站获悉
    return apart or (
        clauses.has(piece, "SAY") and not any(t.text[:1].isdigit() for t in clauses.between(piece.first, at))
    )


def _alone(clauses: Clauses, piece: Piece, at: int) -> bool:
    """一连四日（1日至4日）: a bracket that holds nothing but a time says when, where no time stands right before it."""
    before = clauses.tokens[piece.first - 2] if piece.first > 1 else None
    return of_times_alone(clauses, piece) and not (before and "TIME" in before.types)
