"""Figures whose time the text does not say: of another event, of what stands now, of a time that only looks back."""

from __future__ import annotations

import itertools
from datetime import date

from ...language.lexicon import word_list
from ...language.measure_names import currencies
from ...language.periods import Period, kind_of
from ...language.tokens import PAST_FORMS, Token
from ..clauses.clauses import Clauses
from ..clauses.draft import Context, Draft, Reading

FINES, AT_MOST = word_list("fines"), word_list("most_of_a_fine")
CAMPAIGNS, BEGUN = word_list("campaigns"), word_list("begun")
BEGINNINGS = ("date", "since", "relative_day", "weekday", "day_alone")  # times that may begin a campaign
STANDS_THERE, HAS = word_list("stands_there"), word_list("has")
OLD_RECORD, BEFORE_RECORD, RECORD_BEHIND = map(word_list, ("old_record", "before_a_record", "record_behind"))
LENGTHS, BEHIND_A_LENGTH = word_list("lengths"), frozenset(word_list("behind_a_length"))
BEFORE_A_LENGTH = word_list("before_a_length", "zh")
SPEEDS, BUILDS, LIMITS = word_list("speeds"), word_list("builds"), word_list("speed_limits")
AREAS, AREA_OF = word_list("areas"), word_list("area_of")
HOW_MANY = word_list("how_many_there_are")
DISTANCES = word_list("distances")
MODALS, RULED = frozenset(word_list("modals")), word_list("ruled")
INHABITANTS, HOMES = word_list("inhabitants"), word_list("homes_of_people")
IS_DOING, LONG_OVER = frozenset(word_list("is_doing")), 366  # days
HELD = frozenset(["QTY", "LIGHT", "NUMBER"])  # what is had stands right behind
# Behind one of `STANDS_THERE`, which then is a noun: 'measures were taken'.
VERBS = frozenset(["RISE", "FALL", "BE", "REACH"])
ACTS = frozenset(["ED", "EVENT", "FLOW", "RISE", "FALL", "SAY"])
AIMS = word_list("aims")
OTHER_EVENT, OVER_YEARS = word_list("another_event"), word_list("over_the_years")
NOW_HAS = word_list("now_has")
NOUNS_IN_A_ROW = "WORD{1,2} COMMA !QTY|TIME|ED|SAY|RELATIVE|SUBORDINATE|SEMI|STOP|BE{1,12} PRESENT"
RANKS, RECENT_YEARS = word_list("ranks_now"), word_list("recent_years")
EVERY_YEAR, MEAN = word_list("every_year"), word_list("mean_of_some")
MEANS = word_list("means")
STANDS, HAS_BEEN = word_list("stands_now"), word_list("has_been")
# Forms behind 'has' that make it the past of something: 'has been', 'has seen'.
DONE = PAST_FORMS | set(HAS_BEEN) | {"had"}


def of_its_own_time(read: Reading, clauses: Clauses, at: int, draft: Draft, carried: Period, today: date) -> bool:
    """Is the figure at token `at` of a time of its own that is not told, so that the time `carried` on is not its?"""
    return (
        read.text.lower().startswith(OVER_YEARS)
        or (carried.kind == "day" and _other_event(read))
        or (draft.kind != "change" and _of_a_target(clauses, at))
        or _of_a_rule(clauses, at)
        or (draft.unit in DISTANCES and draft.kind == "level" and not _built(clauses, at))
        or (clauses.tokens[at + 1].text.lower() if at + 1 < len(clauses.tokens) else "") in INHABITANTS
        or of_old_record(clauses, at)
        or of_fixed_length(clauses, at, draft)
        or _over_recent_years(clauses, at)
        or _standing(clauses, at, draft)
        or _since_event(clauses, at)
        or _during_event(clauses, at)
        or _long_back(read, clauses, at)
        or _begun_later(read, clauses, at, carried)
        or _told_in_the_present(clauses, at, carried, today)
    )


def _told_in_the_present(clauses: Clauses, at: int, carried: Period, today: date) -> bool:
    """'The benefit is improving the lives of 2,900 families', in a text that spoke of a year long over: of now."""
    if carried.last is None or (today - carried.last).days < LONG_OVER:
        return False
    led = [t.text.lower() for t in clauses.tokens[clauses.piece(at).first : at + 3]]
    return any(word in IS_DOING for word in led)


def _built(clauses: Clauses, at: int) -> bool:
    """Is a length one of what was made in a time: 'paved 300 km of road'?"""
    group = clauses.clause(at)
    said = "".join(t.text for t in group if not t.text.isascii())
    return any(t.text.lower().startswith(BUILDS) for t in group) or any(word in said for word in BUILDS)


def _of_a_rule(clauses: Clauses, at: int) -> bool:
    """'Vehicles may not exceed 90 km/h', 'the centre can hold 1,000', 依规定每公顷救助2万元: what is allowed or possible, at any time."""
    led = clauses.tokens[clauses.piece(at).first : at + 1]
    for word, after in itertools.pairwise(led):
        if word.text.lower() in MODALS and "SAY" not in after.types and after.text.lower() not in HAS:
            return True
    led = clauses.between(clauses.opening(at).first, at + 1)
    if led[0].text.lower() == "under" and any("LAW" in t.types for t in led[:-1]):
        return True  # 'Under the Customs Act a smuggler pays half the value'
    said = _as_told(led)
    return any(rule in said for rule in RULED)


def of_fixed_length(clauses: Clauses, at: int, draft: Draft) -> bool:
    """'The 3,500 km border', 'a 55-km bridge', '100 metres from the town', 全长300公里: of no time, whatever is told beside it."""
    if (draft.unit in SPEEDS and _limited(clauses, at)) or _population(clauses, at):
        return True  # 'the limit is 100 km/h', 'a country of 68 million people'
    if draft.unit not in LENGTHS or draft.kind != "level":
        return False
    if "-" in clauses.tokens[at].text or clauses.line.after(at, "HYPHEN") is not None:
        return True
    behind = clauses.tokens[at + 1].text.lower() if at + 1 < len(clauses.tokens) else ""
    led = clauses.tokens[at - 1].text if at else ""
    return behind in BEHIND_A_LENGTH or led.endswith(BEFORE_A_LENGTH)


def was_measured(clauses: Clauses, draft: Draft) -> bool:
    """'The median waiting time was 5.7 weeks', 'fell from 14 weeks in May': what was measured is of a time, the term of a rule is not."""
    if (at := clauses.figures.get(draft.start)) is None:
        return False
    said = clauses.between(clauses.piece(at).first, clauses.piece(at).last)
    timed = clauses.line.after(at, "PREPOSITION TIME") or clauses.line.before(at, "TIME WORD{0,4} FALL|RISE REACH")
    moved = timed and clauses.line.before(at, "FROM|REACH LIGHT*") is not None
    return any(t.text.lower() in MEANS or (moved and t.types & {"RISE", "FALL"}) for t in said)


def _population(clauses: Clauses, at: int) -> bool:
    """'A country of 68 million people', 'an island of 86,000 inhabitants'."""
    of = clauses.line.before(at, "OF LIGHT*")
    return of is not None and of > 0 and clauses.tokens[of - 1].text.lower() in HOMES


def _limited(clauses: Clauses, at: int) -> bool:
    """Is a speed one that is allowed: 'the limit is 100 km/h'?"""
    return any(t.text.lower() in LIMITS for t in clauses.between(clauses.piece(at).first, at))


def of_old_record(clauses: Clauses, at: int) -> bool:
    """'This beats the previous record of 4,610', 打破此前4610万的纪录: of the day of that record, which is not told."""
    first = max((i + 1 for i in range(at) if clauses.tokens[i].types & {"QTY", "SEMI"}), default=0)
    before = clauses.tokens[max(first, at - 8) : at]
    led = _as_told(before) if before else ""
    behind = "".join(t.text for t in clauses.tokens[at + 1 : at + 4])
    return any(word in led for word in OLD_RECORD) or (led.endswith(BEFORE_RECORD) and behind.startswith(RECORD_BEHIND))


def _begun_later(read: Reading, clauses: Clauses, at: int, carried: Period) -> bool:
    """'The campaign, launched in May, has led to 45 arrests', in a text that spoke of the year before: of no time that was over then."""
    group, over = clauses.piece(at).group, carried.last
    events = (t for t in read.times if t.role == "event" and t.at < at and clauses.piece(t.at).group == group)
    return over is not None and any(t.period.first is not None and t.period.first > over for t in events)


def _since_event(clauses: Clauses, at: int) -> bool:
    """'8.8 million have entered since the start of the war': from an event that has no date here."""
    piece = clauses.piece(at)
    said = [i for i in range(piece.first, piece.last) if "SINCE" in clauses.tokens[i].types]
    led = [p for p in clauses.led(piece) if clauses.has(p, "SINCE")]
    timed = any(clauses.has(p, "TIME") for p in clauses.pieces[led[-1].number : piece.number]) if led else True
    opens = led and (
        "SINCE" in clauses.tokens[led[-1].first].types or "SINCE" in clauses.tokens[led[-1].last - 1].types
    )
    if opens and not timed:  # 'Since the introduction of the state of emergency, 101 people ...', 行动以来，出动警力……
        return True
    return any(not any("TIME" in t.types for t in clauses.tokens[max(piece.first, i - 6) : i + 10]) for i in said)


def campaign_begun(read: Reading, today: date) -> date | None:
    """10月13日启动专项行动, 'launched the operation on 1 March', 自11月底至明年2月底部署专项行动: the day on which a campaign begins."""
    if not any(word in read.text.lower() for word in CAMPAIGNS):
        return None
    told = [t.period for t in read.times if t.role in ("event", "scope")]
    running = [p.first for p in told if p.rule == "from_to" and p.first and p.last and p.first <= today < p.last]
    days = [p.first for p in told if p.rule in BEGINNINGS]
    begun = any(word in read.text.lower() for word in BEGUN)
    return days[0] if begun and days else running[0] if running else None


def since_campaign(read: Reading, clauses: Clauses, at: int, context: Context) -> Period | None:
    """专项行动开展以来，抓获嫌疑人5名: from the day on which the text said that the campaign began, up to that of the report."""
    day = context.campaign
    if day is None or day > context.today or not _since_event(clauses, at):
        return None
    led = next((p for p in clauses.pieces_of(at) if clauses.has(p, "SINCE")), None)
    words = read.text[clauses.tokens[led.first].start : clauses.tokens[led.last - 1].end].lower() if led else ""
    if not any(word in words for word in CAMPAIGNS):
        return None
    start = clauses.tokens[at].start
    return Period(start, start, day, context.today, kind_of(day, context.today), "since")


def _other_event(read: Reading) -> bool:
    """'In another case, officers seized 620,000 cans': an event beside the one that was told, of its own unsaid time."""
    return read.text.lower().startswith(OTHER_EVENT)


def _of_a_target(clauses: Clauses, at: int) -> bool:
    """'The 2% inflation target': what is aimed at, at any time."""
    tokens, line = clauses.tokens, clauses.line
    if "RATIO" not in tokens[at].types:
        return False
    behind = (t.text.lower() for t in tokens[at + 1 : at + 5] if "WORD" in t.types and "DE" not in t.types)
    if any(word.endswith(AIMS) for word in itertools.islice(behind, 2)):
        return True
    led = line.before(at, "WORD OF|BE|COPULA|REACH LIGHT*")  # 'a goal of 30 per cent', 目标为95%
    led = line.before(at, "ESTIMATE LIGHT*") if led is None else led  # 'target of' is one token
    return led is not None and tokens[led].text.lower().removesuffix(" of").endswith(AIMS)


def _long_back(read: Reading, clauses: Clauses, at: int) -> bool:
    """'Ten years ago agents seized 4,000 pounds': at the head of a clause, a time that only looks back."""
    looks = (clauses.times.get(p.start) for p in read.periods if p.rule == "ago" and not p.dated)
    heads = [i for i in looks if i is not None and i < at and clauses.piece(i).first == i]
    group = clauses.piece(at).group
    return any(
        clauses.piece(i).group == group and not any("QTY" in t.types for t in clauses.between(i, at)) for i in heads
    )


def _during_event(clauses: Clauses, at: int) -> bool:
    """'Inspected 78,991 aircraft during the Expo': within an event that has a name and no date here."""
    within = [i for p in clauses.pieces_of(at) for i in range(p.first, p.last)]
    return any("DURING" in clauses.tokens[i].types and clauses.line.after(i, "LIGHT? CAP") is not None for i in within)


def _as_told(tokens: list[Token]) -> str:
    """The words of some tokens in lower case, parted as their language parts them."""
    return (" " if tokens[0].text.isascii() else "").join(t.text.lower() for t in tokens)


def _of_a_law(clauses: Clauses, at: int) -> bool:
    """Does the piece tell the most that a law fines?"""
    said = _as_told(clauses.between(clauses.piece(at).first, at + 1))
    return any(word in said for word in FINES) and any(word in said for word in AT_MOST)


def _of_every_year(clauses: Clauses, at: int) -> bool:
    """Does the clause tell what happens each year, and not the mean of some years?"""
    said = _as_told(clauses.clause(at))
    return any(word in said for word in EVERY_YEAR) and not any(word in said for word in MEAN)


def _over_recent_years(clauses: Clauses, at: int) -> bool:
    """'In recent years there have been between 3,300 and 5,300 a year': of years that are not told."""
    said = _as_told(clauses.between(clauses.pieces_of(at)[0].first, at + 1))
    return said.startswith(RECENT_YEARS)


def _has_people(clauses: Clauses, at: int) -> bool:
    """'The fire service, with 70,000 volunteers, calls ...': what an office has, told in passing."""
    piece = clauses.piece(at)
    led = clauses.line.before(at, "WITH LIGHT*")
    if led != piece.first or piece.opened != "COMMA" or not piece.number or piece.number + 1 >= len(clauses.pieces):
        return False
    subject, after = clauses.pieces[piece.number - 1], clauses.pieces[piece.number + 1]
    named = clauses.has(subject, "CAP") and not clauses.has(
        subject, "ED", "FLOW", "BE", "PRESENT", "QTY", "TIME", "RISE", "FALL", "LESS", "MORE"
    )
    named = named and not any(t.text.lower() in PAST_FORMS for t in clauses.between(subject.first, subject.last))
    return named and after.opened == "COMMA" and not clauses.has(after, "RISE", "FALL", "REACH")


def _area(clauses: Clauses, at: int, draft: Draft) -> bool:
    """陆地面积3797.72平方公里: how large a place is."""
    if draft.unit not in AREAS:
        return False
    led = clauses.between(clauses.opening(at).first, at)
    said = _as_told(led or [clauses.tokens[at]])
    return any(word in said for word in AREA_OF) and not any(
        t.types & {"RISE", "FALL", "FLOW", "ED", "EVENT"} for t in led
    )


def _standing(clauses: Clauses, at: int, draft: Draft) -> bool:
    """'98 counters are available': what stands now, told in the present, is of no time that was said before."""
    piece = clauses.piece(at)
    if (draft.unit or "").partition("/")[0] in currencies() and _of_a_law(clauses, at):
        return True  # 'a maximum fine of $25,000', 最高罚款五万元, 'a fine of $5 a day'
    if draft.kind == "rate" and (draft.unit or "").endswith("/year") and _of_every_year(clauses, at):
        return True  # 'each year hundreds drown'
    led = clauses.tokens[piece.first : at + 1]
    if draft.kind in ("share", "rank") and any(t.text.lower() in (*NOW_HAS, *RANKS) for t in led):
        return True  # 'now accounting for six per cent of all', 'the country ranks 26th'
    there = next((i for i, t in enumerate(led) if t.text.lower() in STANDS_THERE), len(led))
    stands = there < len(led) and not any(t.types & VERBS and "PREPOSITION" not in t.types for t in led[there:])
    if stands and draft.kind in ("level", "rate", "share"):
        return True  # 'it employs some 1.4 million workers', 云南拥有27个口岸; 'transports soared to 9.8 million'
    if draft.kind != "level" or draft.unit == "percent":
        return False
    if (draft.unit == "person" and _has_people(clauses, at)) or _area(clauses, at, draft):
        return True
    numbers = clauses.line.before(at, "WORD LIGHT*")
    if numbers is not None and clauses.tokens[numbers].text.lower() in HOW_MANY:
        return True  # 'the corps numbers 60,000'
    behind = clauses.between(at + 1, piece.last)
    head = clauses.opening(at)
    if head.last == head.first + 1 and clauses.tokens[head.first].text.lower() in NOW_HAS:
        return True  # 'Presently, 101 checkpoints ...'
    if any(t.text.lower() in NOW_HAS for t in led):
        return True  # 'the force now has 9,000 officers'
    if clauses.line.after(at, NOUNS_IN_A_ROW) is not None:
        return True  # '101 air, sea and river checkpoints are open'
    has = next((i for i, t in enumerate(led) if t.text.lower() in HAS), len(led))
    held = bool(led[has + 1 : has + 2]) and bool(led[has + 1].types & HELD)
    done = any(t.types & ACTS or t.text.lower() in DONE for t in led[has:])
    if held and not done:
        return True  # 'the line has 12 stations', where 'has handled 300 boats' is done
    stop = next((i for i, t in enumerate(behind) if "QTY" in t.types and "RATIO" in t.types), len(behind))
    words = [t.text.lower() for t in behind[:stop]]
    return any(w in STANDS for w in words) and not any(w in HAS_BEEN for w in words)
