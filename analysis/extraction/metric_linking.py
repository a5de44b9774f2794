"""Which metric of the codebook a figure belongs to. No match is better than a wrong one."""

from __future__ import annotations

import re

from ..codebook import Codebook, Mention
from ..language.lexicon import blanked
from ..language.units import is_measured
from ..records import replace
from .comparatives import is_earlier
from .coordination import given_respectively
from .draft import Context, Cues, Draft, Reading, clause_around
from .mentions import STOP, broken, names_another, nearest_mention
from .quantities import OF_IT


def with_metrics(read: Reading, drafts: list[Draft], context: Context, book: Codebook, table: Cues) -> list[Draft]:
    """Metric by the alias nearest to the figure that fits its unit; a change without one takes its level's."""
    out: list[Draft] = []
    for draft in drafts:
        if draft.kind not in ("measure", "pledge"):
            draft = _matched(read, draft, drafts, book, table)
        out.append(draft)
    out = given_respectively(read, out, context, book, table)
    for i, draft in enumerate(out):
        before = out[i - 1] if i else None
        if before and draft.metric is None and draft.kind == "level" and draft.quantity:
            out[i] = _of_neighbour(read, draft, before, book, table)
        if draft.kind in ("change", "share") and draft.metric is None and draft.quantity and not _mapped(draft):
            if draft.kind == "change" and names_another(read, draft, table):
                out[i] = replace(draft, rules=(*draft.rules, "metric:unknown"))
                continue
            out[i] = _of_level(read, draft, out, out[:i], context, book)
    return out


def _mapped(draft: Draft) -> bool:
    """Has the figure been given a noun of its own, known or not?"""
    return any(rule.startswith(("respectively", "verbless")) for rule in draft.rules)


def _matched(read: Reading, draft: Draft, drafts: list[Draft], book: Codebook, table: Cues) -> Draft:
    found = _own_metric(read, draft, drafts, book, table)
    if found and (_counts_another(read, draft, found, table) or _of_something_else(read, draft, found, book, table)):
        found = None
    relative = draft.kind in ("change", "share") or draft.unit == "percent"
    named = read.text[found.start : found.end] if found else None
    if named and draft.kind in ("change", "share"):  # 'visa-free entries accounted for': the noun without its verb
        named = table.share_word.split(named, maxsplit=1)[0].strip() or named
    counted = named if relative else draft.counted
    metric = book.narrow(found.metric, counted, read.lang) if found else None
    draft = replace(draft, metric=metric, counted=counted)
    if not found or not draft.quantity:
        return draft
    main = book.metrics[str(metric)].units[0]
    vague = table.spaced and draft.unit == "vehicle" and main == "vehicle_trip"  # English 'trains' may be passages
    unknown = not draft.quantity.known_unit and not is_measured(draft.unit)
    loose = draft.unit is None or unknown or draft.quantity.implied or vague
    return replace(draft, unit=_per(main, draft), rules=(*draft.rules, "unit:of_metric")) if loose else draft


def _counts_another(read: Reading, draft: Draft, found: Mention, table: Cues) -> bool:
    """'The hotline employs 300 operators': a printed noun that no unit has is not what an alias elsewhere counts."""
    quantity = draft.quantity
    if not (table.spaced and quantity and draft.unit and not quantity.known_unit and not is_measured(draft.unit)):
        return False
    noun_end = draft.end + 1 + len(draft.counted or "")
    behind = draft.counted and read.text.startswith(draft.counted, draft.end + 1)
    return bool(behind and not (draft.end <= found.start < noun_end) and draft.kind in ("level", "rate"))


def _of_something_else(read: Reading, draft: Draft, found: Mention, book: Codebook, table: Cues) -> bool:
    """'300 foreigners were fined' are no journeys of foreigners: words in the figure's clause make it one of another thing."""
    name = book.metrics[found.metric].unless
    if not name or draft.kind not in ("level", "rate"):
        return False
    first, last = min(draft.start, found.start), max(draft.end, found.end)
    begin, end = clause_around(read.text, first, last, table)
    begin = max([begin, *(q.end for q in read.quantities if q.end <= first)])
    end = min([end, *(q.start for q in read.quantities if q.start >= last)])
    end = end if table.spaced else last + len(read.text[last:end].split("、")[0])
    acts = table.unless[name].finditer(read.text, begin, end)
    return any(not (found.start <= act.start() and act.end() <= found.end) for act in acts)


def _per(unit: str, draft: Draft) -> str:
    """A metric's unit for a figure: a rate of persons is in persons a day."""
    per = draft.quantity.per if draft.quantity and draft.kind == "rate" else None
    return f"{unit}/{per}" if per and "/" not in unit else unit


AGAIN = re.compile(r"[,，;； ]*(?:而)?[ ]*(?:仅|只)?(?:为|是|达到?|有)?[约近超]?")
AGAIN_EN = re.compile(r"(?: [a-z-]+){0,3}(?: in| during| for)? ?,?(?: and| but| while)? ")
ITS_TIME = re.compile(r" (?:in|during|for|over) ")
REACHED = re.compile(r"(?: from [a-z ]+| in| during| over)?,? (?:to(?: reach)?|reaching) ")


def _of_neighbour(read: Reading, draft: Draft, before: Draft, book: Codebook, table: Cues) -> Draft:
    """A level that its neighbour tells of: a conversion in brackets, or what a change led to ('by 18 percent to 5,000')."""
    gap = read.timeless[before.end : draft.start]
    converted = before.kind == "level" and re.fullmatch(r" ?[(（] ?", gap)
    ways = [m.span() for pattern in (table.direction_after, table.direction) for m in pattern.finditer(gap)]
    between = re.sub(" +", " ", blanked(gap, ways))
    reached = before.kind == "change" and (table.led_to.fullmatch(between) or REACHED.fullmatch(between))
    timed = any(before.end <= p.start and p.end <= draft.start for p in read.periods)
    same = before.unit == draft.unit and timed and AGAIN.fullmatch(gap)  # 2025年3805万人次，2024年为2922万人次
    if table.spaced:  # '38 million trips in 2025, 29 million in 2024'
        own = any(ITS_TIME.fullmatch(read.text, draft.end, p.start) for p in read.periods if p.start >= draft.end)
        same = draft.unit is None and timed and own and AGAIN_EN.fullmatch(re.sub(" +", " ", gap))
    if same and before.metric and before.kind == draft.kind == "level":
        rules = (*draft.rules, "metric:of_level")
        return replace(draft, metric=before.metric, unit=before.unit, counted=before.counted, rules=rules)
    if converted:
        return replace(
            draft,
            metric=before.metric,
            counted=before.counted,
            period=before.period,
            rules=(*draft.rules, "metric:converted"),
        )
    if reached and before.metric:
        entry = book.metrics[before.metric]
        known = draft.unit in entry.units
        if not known and draft.unit and draft.quantity and draft.quantity.known_unit:
            return draft  # 'fell 12.9 points to 31.2%': no number of cases
        return replace(
            draft,
            metric=before.metric,
            counted=before.counted,
            unit=draft.unit if known else _per(entry.units[0], draft),
            rules=(*draft.rules, "metric:of_change"),
        )
    return draft


def _of_level(
    read: Reading, draft: Draft, drafts: list[Draft], before: list[Draft], context: Context, book: Codebook
) -> Draft:
    """A change or share with no noun of its own is of the level said last."""
    if draft.unit == "percentage_point":  # 占比71.4%，提高10.8个百分点: points are of a percentage, never of a count
        ratio = next((d for d in reversed(before) if d.kind in ("share", "level") and d.unit == "percent"), None)
        rule = "metric:of_share" if ratio else "metric:unknown"
        metric, counted = (ratio.metric, ratio.counted) if ratio else (None, draft.counted)
        return replace(draft, metric=metric, counted=counted, rules=(*draft.rules, rule))
    levels = [d for d in before if d.kind in ("level", "rate")]
    if draft.kind == "change" and draft.unit and "percent" not in draft.unit:  # 增加2100起: an amount of cases
        levels = [d for d in levels if (d.unit or "").split("/")[0] == draft.unit]
    anchor = next((d for d in reversed(levels) if not is_earlier(d)), levels[-1] if levels else None)
    told = next((d for d in reversed(before) if d.kind == draft.kind and d.metric), None)
    part = next((d for d in reversed(before) if d.kind == "share" and d.metric), None) if anchor is None else None
    if part and draft.kind == "change" and (whole := book.metrics[str(part.metric)].share_of):
        return replace(draft, metric=whole, counted=part.counted, rules=(*draft.rules, "metric:of_share"))
    if anchor is None and told is not None:
        return replace(draft, metric=told.metric, counted=told.counted, rules=(*draft.rules, "metric:of_change"))
    if anchor is None:
        mine = [m for m in read.mentions if not any(draft.end <= d.start < m.start for d in drafts if d.quantity)]
        named = nearest_mention(mine, draft.start, book, draft) if draft.kind == "change" else None
        if named:
            return replace(draft, metric=named.metric, rules=(*draft.rules, "metric:of_sentence"))
        plain = draft.kind == "change" and context.metric
        return replace(draft, metric=context.metric, rules=(*draft.rules, "metric:carried")) if plain else draft
    metric = anchor.metric
    if draft.kind == "share" and not draft.base and "share:of_other" not in draft.rules:
        metric = next((m.metric for m in book.metrics.values() if m.share_of and m.share_of == anchor.metric), None)
    own_period = "period:carried" not in draft.rules and "period:carried" in anchor.rules
    return replace(
        draft,
        metric=metric,
        counted=anchor.counted,
        period=draft.period if own_period else anchor.period,
        scope=anchor.scope,
        rules=(*draft.rules, "metric:of_level"),
    )


def _own_metric(read: Reading, draft: Draft, drafts: list[Draft], book: Codebook, table: Cues) -> Mention | None:
    """The alias that fits the figure's unit and stands nearest on either side, not across another figure."""
    floor = max((d.end for d in drafts if d.quantity and d.end <= draft.start), default=0)
    ceiling = min((d.start for d in drafts if d.quantity and d.start >= draft.end), default=len(read.text))
    left = [m for m in read.mentions if floor < m.end <= draft.start]
    right = [m for m in read.mentions if draft.end <= m.start < ceiling]
    around = [m for m in read.mentions if m.start < draft.start and draft.end <= m.end]
    if draft.kind == "change":
        return _metric_of_change(read, draft, drafts, left, right, book, table)
    clause_end = next((m.start() for m in table.clause.finditer(read.text, draft.end)), len(read.text))
    joined = read.text[draft.end : draft.end + 60]
    follows = [m for m in right if m.start < clause_end and not broken(joined[: m.start - draft.end], table)]
    things = [m for m in follows if book.metrics[m.metric].units[0] in THINGS and AND_MORE.match(read.text, m.end)]
    follows = [m for m in follows if m not in things or "," in read.text[m.start : m.end]]
    if draft.kind == "share":
        beside = [
            m
            for m in read.mentions
            if floor < m.end <= draft.start
            or (draft.end <= m.start <= draft.end + 48 and not broken(read.text[draft.end : m.start], table))
        ]
        whole = [
            m
            for m in follows
            if re.match(r" (?:of (?:the |all |those )?)?(?:[a-z]+ )?$", read.text[draft.end : m.start])
        ]
        return nearest_mention(beside, draft.start, book, draft) or (whole[0] if whole else None)
    unitless = draft.unit is None  # 'More than 30,000 apply for the permit' counts no permits
    near = (16 if unitless else 45) if table.spaced else 14
    pool = [m for m in left if not STOP.search(read.text, m.end, draft.start)]
    other = next((d for d in reversed(drafts) if d.quantity and d.end <= draft.start), None)
    named = bool(table.spaced and draft.counted and read.text.startswith(draft.counted, draft.end + 1))
    adjunct = bool(unitless and other and table.beside.search(read.text, 0, other.start))
    # '2 passports and 300 permits', '1,100 arrests in 14 provinces, ... to 4,300': the noun is the other figure's.
    if other and (adjunct or (named and draft.unit)):
        pool = [m for m in pool if m.start - other.end > 2]
    if not table.spaced:  # 检查车辆、船舶、飞机、列车1737万辆次
        pool = [
            m
            for m in pool
            if "、" in read.text[m.start : m.end]
            or book.metrics[m.metric].units[0] not in THINGS
            or not OTHERS.search(read.text, floor, m.start)
        ]
    if named:
        pool = [m for m in pool if book.metrics[m.metric].generic < AGENTS]  # 'officers stopped 1,245 people'
    tries = [
        nearest_mention([m for m in follows if m.start - draft.end <= near], draft.end, book, draft),
        nearest_mention(around, draft.start, book, draft),
        nearest_mention(pool, draft.start, book, draft),
    ]
    found = [m for m in tries if m] or _of_list(read, draft, drafts, book)
    return min(found, key=lambda m: book.metrics[m.metric].generic, default=None)


LISTED = re.compile(r"[^、和及与,，。；;]{0,3}[、和及与,，]?")  # what the figure before counts, and the joint


def _of_list(read: Reading, draft: Draft, drafts: list[Draft], book: Codebook) -> list[Mention]:
    """过境免签适用37个口岸、54个国家: the noun before a list tells of its later members too."""
    earlier = [d for d in drafts if d.quantity and d.end <= draft.start]
    start = draft.start
    while earlier and LISTED.fullmatch(read.text, earlier[-1].end, start):
        start = earlier.pop().start
    if start == draft.start:
        return []
    floor = earlier[-1].end if earlier else 0
    found = nearest_mention([m for m in read.mentions if floor < m.end <= start], start, book, draft)
    return [found] if found else []


AGENTS = 3  # from here on `generic` marks those who act as well as being counted: officers, volunteers


CAUSE = re.compile(r"^[ -]*(?:[a-z-]+ ){0,3}(?:in|of) ")


def _metric_of_change(
    read: Reading,
    draft: Draft,
    drafts: list[Draft],
    left: list[Mention],
    right: list[Mention],
    book: Codebook,
    table: Cues,
) -> Mention | None:
    """The noun in the change's own clause; in a clause without one (', up 30 percent') the level before it tells."""
    levels = [d for d in drafts if d.kind in ("level", "rate") and d.end <= draft.start]
    marks = [m.end() for m in table.clause.finditer(read.text, 0, draft.start)]
    if levels and marks and marks[-1] >= levels[-1].end:
        left = [m for m in left if m.start >= marks[-1]]
    led = FOR.match(read.text, draft.end)  # '18 percent for residents, 30 percent for foreigners'
    if led and (own := nearest_mention([m for m in right if m.start - led.end() <= 4], draft.end, book, draft)):
        return own
    shares = [d.end for d in drafts if d.kind == "share" and d.end <= draft.start]
    if shares:  # 'Visa-free entries made up 71 percent of inbound trips, up 54 percent': the whole is not what grew
        left = [m for m in left if not OF_ALL.fullmatch(read.text, shares[-1], m.start)]
    found = nearest_mention(left, draft.start, book, draft)
    if found or not table.spaced or not CAUSE.match(read.text[draft.end :][:40]):
        return found
    near = [m for m in right if m.start - draft.end <= 48 and not broken(read.text[draft.end : m.start], table)]
    return nearest_mention(near, draft.end, book, draft)  # 'a 42% decrease in illegal crossings'


# '38 million planes, trains and ships': a noun with others beside it is not alone what a figure is of.
AND_MORE = re.compile(r"(?:, [a-z-]+){1,5},? (?:and|or) [a-z-]+(?=[,.;)]|$)")


OTHERS = re.compile(r"[\u4e00-\u9fff]{2}、$")
THINGS = ("vehicle", "vehicle_trip", "document", "item")


FOR = re.compile(r" (?:for|among) ")
OF_ALL = re.compile(r" of (?:[a-z]+ ){0,3}")


def without_parts(read: Reading, drafts: list[Draft], context: Context, table: Cues) -> list[Draft]:
    """抓获嫌疑人7.4万人，其中诈骗嫌疑人7600名: a part that has its whole's metric and scope is not told by it: no metric."""
    out = list(drafts)
    for i, part in enumerate(drafts):
        if part.kind != "level" or part.metric is None:
            continue
        levels = [d for d in drafts[:i] if d.kind == "level" and d.quantity]
        floor = levels[-1].end if levels else 0
        if not (table.of_these.search(read.text, floor, part.start) or OF_IT.match(read.text, part.end)):
            continue
        whole = next((d for d in reversed(levels or context.levels) if d.metric == part.metric), None)
        if whole is None or (whole.unit, whole.scope) != (part.unit, part.scope) or not _less(part, whole):
            continue
        told = [k for k in range(i + 1, len(drafts)) if drafts[k].counted == part.counted and _of_it(drafts[k])]
        for k in (i, *told):
            out[k] = replace(out[k], metric=None, rules=(*out[k].rules, "metric:part"))
    return out


def _less(part: Draft, whole: Draft) -> bool:
    return part.value is not None and whole.value is not None and part.value < whole.value


def _of_it(draft: Draft) -> bool:
    return "metric:of_level" in draft.rules
