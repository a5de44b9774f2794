"""Which metric of the codebook a figure belongs to: the frame whose noun is the head of what is counted. No match beats a wrong one.

Here are figures that count; metrics_of_changes.py has changes and shares, metrics_of_rows.py figures told in a row.
"""

from __future__ import annotations

from ...codebook import Codebook
from ...language.lexicon import word_list
from ...language.units import is_measured
from ...records import replace
from ..clauses import phrases
from ..clauses.clauses import Clauses
from ..clauses.cues import Cues
from ..clauses.draft import Context, Draft, Reading
from ..clauses.figures import Figure, figure_of
from ..clauses.frames import Mention
from ..counted.counted_beside import adds_to_told, sized
from ..counted.counting import WHOEVER
from .counted_nouns import mean_of, named, of_cases, of_noun, topic, worth
from .metric_fit import CRAFTS, of_a_single_unit, of_another_noun
from .metric_parts import of_part
from .metrics_of_changes import is_relative, of_relative
from .metrics_of_rows import of_rows

BESIDE = frozenset(
    ["TIME", "BASE", "COMMA", "LIST", "AND", "REACH", "LIGHT", "PREPOSITION", "BE", "OPEN", "RESPECTIVELY", "MEASURE_NOUN", "THAN", "ADV", "FROM"]
)  # fmt: skip


SUCH, ANAPHORA, BESIDE_THE_HEAD = word_list("such"), word_list("anaphora"), word_list("beside_the_head")
INSIDE_OF = word_list("inside_of", "zh")
NEAR = 9  # tokens before a figure that can do no more than say who and when


def with_metrics(
    read: Reading, drafts: list[Draft], clauses: Clauses, context: Context, book: Codebook, table: Cues
) -> list[Draft]:
    """Each draft with its metric and where it came from."""
    out: list[Draft] = []
    for draft in drafts:
        if draft.quantity is None or draft.kind in ("measure", "pledge", "trend"):
            out.append(draft)
            continue
        if (figure := figure_of(draft, read, clauses, out, context, book, table)) and not _searched(figure):
            draft = of_relative(figure, draft) if is_relative(draft) else _but_a_part(figure, _counted(figure, draft))
            draft = replace(draft, metric=None) if of_a_single_unit(figure, draft) else draft
        out.append(draft)
    return of_rows(read, out, clauses, book, table)


def _searched(figure: Figure) -> bool:
    """从30公斤茶叶中查获冰毒2公斤: what was searched is not what was found."""
    if figure.table.spaced or figure.clauses.line.before(figure.at, "FROM|PREPOSITION LIGHT*") is None:
        return False
    behind = figure.clauses.between(figure.at + 1, figure.clauses.piece(figure.at).last)
    verb = next((i for i, t in enumerate(behind) if "FLOW" in t.types), None)
    if not verb or any("QTY" in t.types for t in behind[:verb]):
        return False
    return behind[verb - 1].text.endswith(INSIDE_OF)


def _but_a_part(figure: Figure, draft: Draft) -> Draft:
    """'1,292 offenders, of whom 593 were women': a part with no noun of its own is none of the metric of its whole."""
    told = [d for d in figure.done if d.kind == "level"]
    whole = next((d for d in reversed(told) if PART not in d.rules), None)
    led = figure.clauses.line.before(figure.at, "PART LIGHT*") is not None
    led = led or bool(
        told and PART in told[-1].rules and figure.clauses.line.before(figure.at, "AND LIGHT*") is not None
    )
    # 'Spain accounted for 300 of them'
    shares = any("SHARE" in t.types for t in figure.clauses.between(figure.floor, figure.at))
    if not shares and phrases.of_these(figure.clauses, figure.at):
        # '117,800 were detained; 158 of those held were guides'
        led, whole = True, whole or next(reversed(figure.context.levels), None)
    if not led or draft.unit_source == "own" or not whole or not draft.metric or not _as_wide(figure, whole, draft):
        return draft
    tokens = figure.tokens
    said = worth(figure, draft)  # 'and 699 are given administrative penalties'
    own = said.metric if said and said.metric != whole.metric and said.start > tokens[figure.at].start else None
    led_to = next((t for t in tokens[figure.at + 2 :] if said and t.end >= said.start - 1), None)
    own = None if led_to and led_to.text.lower() in BESIDE_THE_HEAD else own  # 'were guides for smugglers'
    return replace(draft, metric=own, metric_source="clause" if own else "none", rules=(*draft.rules, PART))


def _as_wide(figure: Figure, whole: Draft, draft: Draft) -> bool:
    """Is the metric of a part that of its whole, or a wider one: crossings of those who were told to have left?"""
    metrics = figure.book.metrics
    if whole.metric is None or whole.metric == draft.metric:
        return whole.metric is not None
    wide, part = metrics[str(draft.metric)], metrics[whole.metric]
    return bool(wide.partition) and not part.partition and draft.counted == whole.counted


PART = "metric:part"


def _counted(figure: Figure, draft: Draft) -> Draft:
    """A figure that counts, with its metric: by the noun at its side, else by what its clause and the figures before it tell."""
    right = phrases.behind(figure.clauses, figure.at)
    left = phrases.before(figure.clauses, figure.at, figure.floor)
    spaced = figure.table.spaced
    found = named(figure, draft, right) if right else None
    if found is None and (left or not right) and (not spaced or right is None or draft.unit is None):
        led = left if not spaced else phrases.subject(figure.clauses, figure.at, figure.floor) or left
        found = named(figure, draft, led) if led and not sized(figure.clauses, figure.at, led) else None
        right = right or led
    draft = replace(draft, head=draft.head or figure.head(right or left))
    if found:
        part = of_part(figure, found)
        part = of_cases(figure, part, draft) if part else None
        return _taken(figure, draft, part, "own") if part else draft
    return (
        _of_said_noun(figure, draft)
        or _of_such(figure, draft, right or left)
        or _of_topic(figure, draft, left or right)
        or _as_before(figure, draft, left, right)
        or _of_mean(figure, draft, right)
        or _of_pair(figure, draft)
        or _beside(figure, draft)
        or _of_anaphor(figure, draft, right or left)
        or draft
    )


def _of_said_noun(figure: Figure, draft: Draft) -> Draft | None:
    """By a noun that was said before, or by what an amount of money or weight is of."""
    if draft.counted and draft.unit_source == "clause" and (said := of_noun(figure, draft)):
        return _taken(figure, draft, said, "clause")
    if is_measured(draft.unit) and (said := worth(figure, draft)) and not of_another_noun(figure, said):
        return _taken(figure, draft, said, "clause")
    return None


def _of_such(figure: Figure, draft: Draft, phrase: phrases.Phrase | None) -> Draft | None:
    """'6,968 such cases', 'a further 8,080', 此类案件40起: of the metric of the level told last in the same unit."""
    tokens = figure.tokens
    first, last = (min(phrase.first, figure.at), phrase.last) if phrase else (figure.at, figure.at)
    # a sentence that says more before it may name what they are like: 'in a campaign against trafficking they solved 256 such cases'
    said = figure.at <= NEAR and any(t.text.lower().startswith(SUCH) for t in tokens[first:last])
    if not said and not (adds_to_told(tokens, figure.at) and draft.unit_source == "clause"):
        return None
    levels = [d for d in (*figure.context.levels, *figure.done) if d.unit == draft.unit and d.quantity]
    if not levels or levels[-1].metric is None:
        return None
    doubts, rules = (*draft.doubts, "metric_carried"), (*draft.rules, "metric:such")
    return replace(draft, metric=levels[-1].metric, metric_source="carried", doubts=doubts, rules=rules)


def _of_anaphor(figure: Figure, draft: Draft, phrase: phrases.Phrase | None) -> Draft | None:
    """'This route remained the most active, recording 6,988 in January': of the metric told last, with no noun of its own."""
    carried, tokens, begin = figure.context.metric, figure.tokens, figure.clauses.pieces[0].first
    verbal = phrase is not None and all(t.types & {"ING"} for t in tokens[phrase.first : phrase.last])
    if carried is None or draft.unit is not None or not (phrase is None or verbal) or not figure.table.spaced:
        return None
    subject = phrases.subject(figure.clauses, figure.at, begin)
    said = subject and tokens[begin].text.lower() in ANAPHORA and tokens[subject.head].text.lower() in ANAPHORA
    entry = figure.book.metrics[carried]
    if not said or "percent" in entry.units or (entry.kinds and draft.kind not in entry.kinds):
        return None
    doubts, rules = (*draft.doubts, "metric_carried"), (*draft.rules, "metric:carried")
    unit = _per_of(entry.units[0], draft)
    return replace(
        draft, metric=carried, metric_source="carried", unit=unit, unit_source="clause", doubts=doubts, rules=rules,
        head=None, counted=None,
    )  # fmt: skip


def _as_before(figure: Figure, draft: Draft, left: phrases.Phrase | None, right: phrases.Phrase | None) -> Draft | None:
    """By the noun of the level told last, where the figure has the same unit and no noun of its own."""
    last = next((d for d in reversed(figure.before) if d.kind in ("level", "rate") and d.counted), None)
    if last is None or left or not (right is None or right.head < figure.at) or not draft.unit:
        return None
    if WHOEVER in draft.rules:
        return None  # '22,000 foreigners were fined and 72 who had slipped in were held': not of those told before
    if (last.unit or "").split("/")[0] != draft.unit.split("/")[0]:
        return None
    same = replace(draft, counted=last.counted)
    said = of_noun(figure, same)
    return _taken(figure, replace(same, head=last.head), said, "clause") if said else None


def _of_topic(figure: Figure, draft: Draft, phrase: phrases.Phrase | None) -> Draft | None:
    """By the noun of a Chinese clause before, where the figure has no phrase at its side."""
    if figure.table.spaced or phrase is not None or not (said := topic(figure, draft)):
        return None
    counted = draft.counted or figure.read.text[said.start : said.end]
    return _taken(figure, replace(draft, counted=counted), said, "clause")


def _of_mean(figure: Figure, draft: Draft, phrase: phrases.Phrase | None) -> Draft | None:
    """A rate that is the mean of what was told just before."""
    mean = mean_of(figure, draft, phrase) if draft.kind == "rate" else None
    return _taken(figure, draft, mean, "clause") if mean else None


def _of_pair(figure: Figure, draft: Draft) -> Draft | None:
    """A figure right behind that of the cases, in the unit of their suspects."""
    last, metrics = figure.done[-1] if figure.done else None, figure.book.metrics
    if last is None or not last.metric or figure.clauses.figures.get(last.start) != figure.at - 1:
        return None
    other = metrics[last.metric].pair
    if not other or draft.unit not in metrics[other].units:
        return None
    return replace(draft, metric=other, metric_source="clause", rules=(*draft.rules, "metric:pair"))


def _whole_of_row(figure: Figure, found: Mention) -> Mention:
    """'The number of vehicles, boats, planes and trains was 9.83 million': of the whole that the nouns of a row are parts of."""
    tokens, metrics = figure.tokens, figure.book.metrics
    at = next((i for i, t in enumerate(tokens) if t.start >= found.start), 0)
    of_crafts = (
        metrics[found.metric].units[0] == "vehicle_trip"
    )  # parts of people's passages are told apart by who made them
    if at < 2 or not of_crafts or not tokens[at - 1].types & {"AND", "LIST", "COMMA"}:
        return found
    before = [m for m in figure.read.mentions if m.end == tokens[at - 2].start + len(tokens[at - 2].text)]
    whole = metrics[found.metric].adds_up_to
    beside = any(m.metric != found.metric and metrics[m.metric].adds_up_to == whole for m in before)
    return replace(found, metric=whole) if whole and beside else found


def _taken(figure: Figure, draft: Draft, found: Mention, source: str) -> Draft:
    """A draft with the metric that was found, in its unit where the figure's own says less."""
    found = _whole_of_row(figure, found)
    entry = figure.book.metrics[found.metric]
    loose = draft.unit is None or not draft.quantity.known_unit or draft.quantity.implied  # type: ignore[union-attr]
    unit, unit_source = draft.unit, draft.unit_source
    # English 'trains' may be passages
    vague = figure.table.spaced and draft.unit in CRAFTS and entry.units[0] == "vehicle_trip"
    implied = draft.unit_source == "clause" and draft.unit != entry.units[0] and "noun_distant" in draft.doubts
    if vague or implied or (loose and not is_measured(draft.unit) and draft.unit not in entry.units):
        unit, unit_source = _per_of(entry.units[0], draft), "clause"
    rules = (*draft.rules, f"metric:{source}")
    return replace(draft, metric=found.metric, metric_source=source, unit=unit, unit_source=unit_source, rules=rules)


def _per_of(unit: str, draft: Draft) -> str:
    """A metric's unit for a figure: a rate of persons is in persons a day."""
    per = (draft.unit or "").partition("/")[2]
    return f"{unit}/{per}" if per and "/" not in unit else unit


def _beside(figure: Figure, draft: Draft) -> Draft | None:
    """A level whose noun was said with the figure before: 'rose by 18 percent to 5,000', 2025年3805万人次，2024年为2922万人次."""
    last = figure.done[-1] if figure.done else None
    if last is None or last.quantity is None:
        return None
    between = figure.clauses.between(figure.clauses.figures.get(last.start, figure.at) + 1, figure.at)
    if not all(t.types & BESIDE for t in between) or len(between) > 8:
        return None
    bracket = any("OPEN" in t.types for t in between) and len(between) == 1
    converted = bracket and is_measured(last.unit) and is_measured(draft.unit)
    source = "clause" if last.metric else "none"
    if converted and last.kind == draft.kind:  # 220 million yuan ($30 million)
        rules = (*draft.rules, "metric:converted")
        return replace(
            draft, metric=last.metric, metric_source=source, counted=last.counted, head=last.head, rules=rules
        )
    counted = draft.counted or last.counted
    led = last.kind == "change" and any("REACH" in t.types for t in between)
    if last.metric and led:
        units = figure.book.metrics[last.metric].units
        unit = draft.unit if draft.unit is not None else units[0]
        if unit in units:
            rules = (*draft.rules, "metric:of_change")
            return replace(draft, metric=last.metric, metric_source="clause", unit=unit, counted=counted, rules=rules)
    same = last.unit == draft.unit or draft.unit is None or not draft.quantity.known_unit  # type: ignore[union-attr]
    subject = is_measured(last.unit) and draft.unit is None and figure.clauses.line.after(figure.at, "BE|WORD BE ED")
    if last.kind == draft.kind and same and not subject and any(t.types & {"TIME", "LIST", "AND"} for t in between):
        return replace(
            draft, metric=last.metric, metric_source=source, unit=draft.unit or last.unit, head=draft.head or last.head,
            counted=counted, rules=(*draft.rules, "metric:of_list"),
        )  # fmt: skip
    return None
