"""Does a metric fit a figure: its unit and kind, the words of its frame; and which of those that fit is the best."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ...language.lexicon import word_list
from ...language.neighbours import neighbours
from ...language.patterns import later
from ...language.units import is_measured
from ..clauses import phrases
from ..clauses.draft import Draft
from ..clauses.figures import Figure
from ..clauses.frames import Mention
from ..quantities.noun_units import noun_unit
from .metric_parts import of_nationals

HOW_OFTEN = word_list("happens_so_often")
CRAFTS = ("vehicle", "flight")  # units of what makes a passage
LIGHT_TYPES = frozenset(
    ["LIGHT", "MEASURE_NOUN", "TIME", "BASE", "PREPOSITION", "AND", "RISE", "FALL", "REACH", "BE", "THAN", "DAILY", "CUMULATIVE", "RESPECTIVELY", "COMMA", "THEN", "ADV", "PART", "SHARE", "RELATIVE", "SUBORDINATE", "RECORD"]
)  # fmt: skip


def fits(figure: Figure, mention: Mention, draft: Draft) -> bool:
    """Can a metric have the kind and unit of a figure that counts?"""
    entry = figure.book.metrics[mention.metric]
    if entry.kinds and draft.kind not in entry.kinds:
        return False
    unit = (draft.unit or "").split("/")[0]
    if draft.kind == "rate":
        per = [u for u in entry.units if "/" in u]
        return bool(per and (draft.unit in per or unit in (p.split("/")[0] for p in per)))
    if draft.unit == "times" and figure.read.text.startswith(HOW_OFTEN, draft.end):
        return False  # 单日客流3次突破1.5万人次
    loose = draft.unit in (None, "times") or (
        draft.quantity is not None and not draft.quantity.known_unit and not is_measured(draft.unit)
    )
    if loose:  # 鸦片13: what is weighed is told with its measure
        return "percent" not in entry.units and not all(is_measured(u.split("/")[0]) for u in entry.units)
    if unit in CRAFTS and "vehicle_trip" in entry.units:
        return True
    points = draft.unit == "percentage_point" and "percent" in entry.units
    return draft.unit in entry.units or unit in entry.units or points


def fits_change(figure: Figure, mention: Mention, draft: Draft) -> bool:
    """Can a metric have a change or share of this unit?"""
    entry = figure.book.metrics[mention.metric]
    if draft.unit == "percentage_point":
        return "percent" in entry.units
    if draft.kind == "change" and all("/" in u for u in entry.units):
        return figure.daily
    if draft.kind == "change":
        return not figure.daily and (not entry.kinds or "change" in entry.kinds)
    return not entry.kinds or draft.kind in entry.kinds


ON_DAYS = later(r" on (?:[a-z-]+ )?[\w,-]+ (?:separate )?(?:days|occasions)\b")
SINGLE = {"day": word_list("single_day"), "month": word_list("single_month")}


def of_a_single_unit(figure: Figure, draft: Draft) -> bool:
    """前三季，单日出入境航班数达33架次: a record of one day or one month is no total of the time that it was set in; 'daily flows
    exceeded 100,000 on 50 days': and no mean of all its days."""
    if draft.kind == "rate":
        return bool(ON_DAYS.match(figure.read.text, draft.end))
    if draft.kind != "level" or not draft.metric or figure.book.metrics[draft.metric].stock:
        return False
    piece = figure.clauses.piece(figure.at)
    said = figure.read.text[figure.tokens[piece.first].start : draft.end].lower()
    unit = next((unit for unit, words in SINGLE.items() if any(word in said for word in words)), None)
    return unit is not None and (draft.period is None or draft.period.kind != unit)


def of_another_noun(figure: Figure, said: Mention) -> bool:
    """'The drugs included 7.7 tonnes of methamphetamine': a weight of what stands behind 'of', and of nothing said before."""
    of = figure.clauses.line.after(figure.at, "OF")
    phrase = phrases.behind(figure.clauses, figure.at + 1) if of is not None else None
    return phrase is not None and said.start < figure.tokens[phrase.first].start


OF = later(r" (?:of|(?:(?:(?:had|have|has) been |were |are )?made )?by) (?:the |all |both )?((?:[a-z-]+ ){0,2}[a-z-]+)")


def _of_crafts(figure: Figure, mention: Mention) -> bool:
    """'The entry and exit of ships': passages of vehicles, which a metric of people's has not."""
    found = OF.match(figure.read.text, mention.end) if figure.table.spaced else None
    words = found[1].split() if found else []
    units = [noun_unit(" ".join(words[:n]), neighbours(figure.read.lang)) for n in range(1, len(words) + 1)]
    told = next(filter(None, units), None)
    return told in (*CRAFTS, "vehicle_trip") and told not in figure.book.metrics[mention.metric].units


def _one_way(figure: Figure, mention: Mention) -> bool:
    """'1.2 million inbound and 1.3 million outbound travelers', 'the number of inbound passengers': of one direction, and not of the
    passages of both."""
    tokens, behind = figure.tokens, figure.at + 1
    told = behind < len(tokens) and tokens[behind].text.lower() in ONE_WAY
    head = next((i for i, t in enumerate(tokens) if t.start >= mention.start), 0) if figure.table.spaced else 0
    alone = head > 1 and tokens[head - 1].text.lower() in ONE_WAY and not tokens[head - 2].types & {"AND", "OR"}
    return (told or alone) and mention.metric in figure.book.both_ways


ONE_WAY = word_list("one_way")


def _cases_end(figure: Figure) -> int:
    """Where 'in 2,458 drug cases' ends behind '2,820 suspects': whose suspects they are."""
    last = (
        figure.clauses.line.after(figure.at, "WORD{1,3} PREPOSITION AMOUNT WORD{1,2}") if figure.table.spaced else None
    )
    return figure.tokens[last - 1].end if last else 0


def framed(figure: Figure, found: Mention, start: int, end: int, noun: str = "") -> bool:
    """Does the clause say what the metric's frame asks for, and nothing that it must not say?"""
    if _of_crafts(figure, found) or _one_way(figure, found) or of_nationals(figure, found):
        return False
    around, group, row = figure.reach
    if (lead := figure.lead) is not None:
        around, start = (min(around[0], lead), around[1]), min(start, lead)
    own = (min(start, found.start), max(end, found.end, _relative_end(figure), _cases_end(figure)))
    span, told = (found.start, found.end), _part_of_told(figure, found.metric)
    return bool(figure.read.frames.fits(found.metric, own, around, group, noun, span, row, told))


def _relative_end(figure: Figure) -> int:
    """Where the clause ends that says which are counted: 'foreigners who illegally entered, stayed or worked in the country'."""
    pieces, piece = figure.clauses.pieces, figure.clauses.piece(figure.at)
    end = 0
    for after in pieces[piece.number + 1 :]:
        head = figure.tokens[after.first]
        opens = "RELATIVE" in head.types and after.number == piece.number + 1 and after.opened == "RELATIVE"
        goes_on = bool(end) and after.opened == "COMMA" and bool(head.types & {"ED", "ING", "OR", "EVENT", "STOCK"})
        if not (opens or goes_on) or figure.clauses.has(after, "QTY"):
            break
        end = figure.tokens[after.last - 1].end
    return end


def _part_of_told(figure: Figure, metric: str) -> bool:
    """'Of these, 206 million were mainland residents': a part of the metric that was told last."""
    whole = figure.context.metric
    part = whole is not None and figure.book.metrics[metric].adds_up_to == whole
    return part and figure.read.text.lstrip().lower().startswith(PARTS)


PARTS = word_list("parts_of_told")


def within(figure: Figure, start: int, end: int) -> list[Mention]:
    """The nouns of metrics that stand in a span."""
    return [m for m in figure.read.mentions if start <= m.start and m.end <= end]


def best(figure: Figure, mentions: Sequence[Mention], draft: Draft) -> Mention | None:
    """The longest noun, the one that says more, the nearest."""
    rank = figure.book.metrics
    return min(
        mentions,
        key=lambda m: (
            -(m.end - m.start),
            rank[m.metric].generic,
            not figure.read.frames.frames.asks[m.metric],
            min(abs(m.start - draft.end), abs(draft.start - m.end)),
        ),
        default=None,
    )


Fit = Callable[[Figure, Mention, Draft], bool]


def best_within(
    figure: Figure, draft: Draft, span: tuple[int, int], fit: Fit = fits, until: int | None = None
) -> Mention | None:
    """The best noun of a span that fits; its frame is looked for in the span, or from there on `until`."""
    start, end = span[0], span[1] if until is None else until
    inside = [m for m in within(figure, *span) if fit(figure, m, draft) and framed(figure, m, start, end)]
    return best(figure, inside, draft)


def is_general(word: str) -> bool:
    """Is a noun one that the clause's predicate tells more of: 'people were repatriated'?"""
    return phrases.singular(word) in word_list("general")


def names(figure: Figure, phrase: phrases.Phrase) -> bool:
    """Does a phrase say what a figure is of, in words that no metric has?"""
    words = figure.tokens[phrase.first : phrase.last]
    places = [m.span() for m in figure.read.scopes]
    words = [
        t
        for t in words
        if not any(a <= t.start and t.end <= b for a, b in places) and not ("CAP" in t.types and t.start)
    ]
    return any(
        not t.types & LIGHT_TYPES and len(t.text) > 1 and t.text.lower() not in word_list("anaphora") for t in words
    )
