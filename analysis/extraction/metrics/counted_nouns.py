"""The noun of a metric that a figure counts: at its side, in its clause, or said before."""

from __future__ import annotations

from ...language.lexicon import fold, word_list
from ...language.neighbours import neighbours
from ...language.tokens import Token
from ...language.units import is_measured
from ..clauses import phrases
from ..clauses.draft import Draft
from ..clauses.figures import Figure, words_after
from ..clauses.frames import Mention
from ..quantities.noun_units import noun_unit
from .metric_fit import LIGHT_TYPES, best, best_within, fits, framed, is_general, names

BESIDE = 2  # figures behind one whose words may say of what kind of case it is
PLACES = ("country", "province", "city", "port")  # units of what something is spread over


def named(figure: Figure, draft: Draft, phrase: phrases.Phrase) -> Mention | None:
    """The mention whose noun is the phrase's head; else one that the clause's predicate makes, where the head says little."""
    tokens, at, spaced = figure.tokens, figure.at, figure.table.spaced
    head, start, end = tokens[phrase.head], tokens[figure.floor].start, tokens[figure.ceiling - 1].end
    if not spaced and phrase.head < at:
        end = tokens[at].end  # Chinese that tells the noun before its figure tells all of it before
        if "FLOW" in head.types and phrase.head > phrase.first:
            head = tokens[phrase.head - 1]  # 口岸签证签发84.6万证次: the noun of what was done
    told = _told_of(figure, draft)
    inside = [m for m in _of_head(figure, draft, head, phrase.head < at) if framed(figure, m, start, end, told)]
    if inside:
        found = best(figure, inside, draft)
        if found and _of_another_kind(figure, found):
            return None
        return _whole_of(figure, found) if found and phrase.head > at else found
    if is_general(head.text) or (not spaced and head.text.endswith(word_list("general", "zh"))):
        found = best_within(figure, draft, (start, end))
        if found and figure.book.metrics[found.metric].generic < 2:
            return found
    return None


def _of_another_kind(figure: Figure, found: Mention) -> bool:
    """'Four suspects were caught and 147 kg of drugs seized': does the sentence hold what asks for the suspects of one kind of case, before
    the figure or beside those that follow? What ends a long row, 抓获犯罪嫌疑人1.6万人，打掉团伙533个……缴获毒品1187公斤, asks for nothing."""
    people = figure.book.people_of_cases
    if found.metric not in people:
        return False
    behind = [figure.clauses.piece(f) for f in figure.clauses.figures.values() if f > figure.at][:BESIDE]
    whole = (0, figure.tokens[behind[-1].last - 1].end if behind else len(figure.read.text))
    others = [
        m for m in figure.read.mentions if m.metric in people and m.metric != found.metric and m.start == found.start
    ]
    return any(
        figure.read.frames.frames.asked[m.metric] and figure.read.frames.says_all(m.metric, whole) for m in others
    )


def _told_of(figure: Figure, draft: Draft) -> str:
    """走私案件1832起，案值342.8亿元，涉及12个国家: what an amount of money or weight is of, or spreads over places, was counted just before;
    破获毒品案件3起，抓获犯罪嫌疑人5名: whose suspects they are, by the cases told last."""
    last = figure.done[-1] if figure.done else None
    if draft.unit == "person":
        cases = [d for d in figure.done if d.unit == "case" and d.start in figure.clauses.figures]
        return fold(cases[-1].counted or "").lower() if cases else _case_told(figure)
    spread = draft.unit in PLACES and not figure.table.spaced
    if (
        last is None
        or not (is_measured(draft.unit) or spread)
        or is_measured(last.unit)
        or last.unit in PLACES
        or last.start not in figure.clauses.figures
    ):
        return ""
    same = figure.clauses.piece(figure.clauses.figures[last.start]).group == figure.clauses.piece(figure.at).group
    return fold(last.counted or "").lower() if same else ""


def _case_told(figure: Figure) -> str:
    """查获一起特大毒品案，抓获犯罪嫌疑人3人: the one case that a clause before ends with."""
    pieces = reversed(figure.clauses.pieces_of(figure.at))
    ends = (figure.tokens[p.last - 1].text for p in pieces if p.last <= figure.at)
    return next((text for text in ends if noun_unit(text, neighbours(figure.read.lang)) == "case"), "")


def _of_head(figure: Figure, draft: Draft, head: Token, before: bool) -> list[Mention]:
    """The mentions whose noun holds the head of the phrase (`before` the figure or behind it), and not the figure alone."""
    at_head = [m for m in figure.read.mentions if m.start <= head.start < m.end or (m.start < head.end <= m.end)]
    inside = [
        m
        for m in at_head
        if fits(figure, m, draft)
        and (m.end <= draft.start or m.start >= draft.end or (m.start < draft.start and m.end > draft.end))
    ]
    return [m for m in inside if m.end >= head.end or figure.table.spaced] if before else inside


def _whole_of(figure: Figure, found: Mention) -> Mention:
    """'38 million planes, ships and trains' counts what they add up to; a figure of each would stand between them."""
    metrics, tokens = figure.book.metrics, figure.tokens
    entry = metrics[found.metric]
    later = [
        m
        for m in figure.read.mentions
        if m.start >= found.end and metrics[m.metric].partition == entry.partition and m.metric != found.metric
    ]
    figures = [f for f in figure.clauses.figures.values() if f > figure.at and "AMOUNT" in tokens[f].types]
    between = [t for t in tokens if later and found.end <= t.start and t.end <= later[0].start]
    listed = bool(later) and all(t.types & {"COMMA", "AND", "LIST"} for t in between) and not figures
    if entry.partition and entry.adds_up_to and listed:
        return Mention(found.start, found.end, entry.adds_up_to)
    return found


def of_cases(figure: Figure, found: Mention, draft: Draft) -> Mention | None:
    """查获走私案件11起、抓获嫌疑人3名: the suspects are those of the cases told just before; None where a sentence before told of cases of
    another kind: whose suspects they are is not said."""
    metrics = figure.book.metrics
    told = next((d.metric for d in reversed(figure.done) if d.metric and metrics[d.metric].pair), None)
    here = told is not None
    told = told or (figure.context.metric if not figure.done else None)
    other = metrics[told].pair if told else None
    if found.metric not in figure.book.people_of_cases or not other or other == found.metric:
        return found
    related = metrics[found.metric].part_of == other or metrics[other].part_of == found.metric
    if related or draft.unit not in metrics[other].units:
        return found
    return Mention(found.start, found.end, other) if here else None


def mean_of(figure: Figure, draft: Draft, phrase: phrases.Phrase | None) -> Mention | None:
    """'Inspected 70 million entries and exits, an average of 190,000 people a day': the mean of what was told just before."""
    told = [d for d in figure.done if d.kind in ("level", "change") and d.earlier is None]
    metric = told[-1].metric if told else None
    general = phrase is None or is_general(figure.tokens[phrase.head].text) or not names(figure, phrase)
    general = general or _done_again(figure, phrase, told[-1] if told else None)
    mean = figure.book.averages.get(metric) if general and metric else None
    found = Mention(draft.start, draft.end, mean) if mean else None
    return found if found and fits(figure, found, draft) else None


def _done_again(figure: Figure, phrase: phrases.Phrase | None, told: Draft | None) -> bool:
    """查验出入境人员700万人次，日均查验2万人次: nothing leads to a figure but the verb of the one told before, without its noun."""
    before = figure.clauses.figures.get(told.start) if told else None
    if phrase is None or before is None or figure.table.spaced:
        return False
    words = [t for t in figure.tokens[phrase.first : phrase.last] if not t.types & LIGHT_TYPES]
    led = {t.text for t in figure.tokens[figure.clauses.piece(before).first : before]}
    return all("FLOW" in t.types and t.text in led for t in words)


def worth(figure: Figure, draft: Draft) -> Mention | None:
    """'Smuggled goods valued at 53 million yuan': what an amount of money or weight is of, said before it in its piece."""
    tokens = figure.tokens
    return best_within(figure, draft, (tokens[figure.floor].start, tokens[figure.ceiling - 1].end))


def of_noun(figure: Figure, draft: Draft) -> Mention | None:
    """The metric of a noun that was said before: 'Of these trips, 5.78 million were made by mainland residents'."""
    noun = fold(draft.counted or "").lower()
    clauses, tokens, at = figure.clauses, figure.tokens, figure.at
    told = [f for f in clauses.figures.values() if f < at]
    group = [p.first for p in clauses.pieces_of(at)]
    start = max([tokens[group[0]].start, *(words_after(clauses, f, at) for f in told)])
    end = tokens[figure.ceiling - 1].end
    found: Mention | None = None
    rank = (0, 0)
    for metric, tail in figure.read.frames.of_noun(noun, figure.context.families):
        mention = Mention(draft.start, draft.end, metric)
        if not (fits(figure, mention, draft) and framed(figure, mention, start, end, noun)):
            continue
        score = (len(tail), -figure.book.metrics[metric].generic)
        if found is None or score > rank:
            found, rank = mention, score
    return found


def topic(figure: Figure, draft: Draft) -> Mention | None:
    """空港口岸出入境客流增幅明显，预计日均达到7.9万人次: the noun of a clause before that has no figure of its own."""
    group = figure.clauses.piece(figure.at).group
    spans = (span for piece, span in figure.clauses_before() if piece.group == group)
    found = (best_within(figure, draft, span, until=figure.tokens[figure.at].end) for span in spans)
    return next(filter(None, found), None)
