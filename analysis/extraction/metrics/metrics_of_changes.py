"""The metric of a change or a share: of its clause's subject, of its object, of the figure told before it."""

from __future__ import annotations

from ...language.lexicon import word_list
from ...records import replace
from ..clauses import phrases
from ..clauses.draft import Draft
from ..clauses.figures import VERBAL, Figure
from ..clauses.frames import Mention
from ..clauses.pieces import Piece
from .metric_fit import best, best_within, fits_change, framed, is_general, names, within

STRETCHES = ("minute", "hour", "day", "week", "month", "year")


def is_relative(draft: Draft) -> bool:
    """Is a figure one that says how much of another, or by how much it moved?"""
    return draft.kind in ("change", "share") or draft.unit in ("percent", "percentage_point", "multiple")


def of_relative(figure: Figure, draft: Draft) -> Draft:
    """A change or share with its metric, head and what is counted."""
    tokens, at, floor = figure.tokens, figure.at, figure.floor
    start, end = tokens[floor].start if floor < at else draft.start, draft.start
    stop = tokens[figure.ceiling - 1].end
    near = within(figure, start, stop)
    fitting = [m for m in near if fits_change(figure, m, draft) and framed(figure, m, start, stop)]
    phrase = (phrases.subject if figure.table.spaced else phrases.before)(figure.clauses, at, floor)
    shares = [i for i in range(floor, at) if "SHARE" in tokens[i].types] if draft.kind == "share" else []
    if shares:  # 占入境外国人的61%: what stands behind the verb is the whole
        phrase = phrases.before(figure.clauses, shares[0], floor)
        end = tokens[shares[0]].start
    behind = _object_mention(figure, draft, fitting)
    own = _subject_mention(figure, draft, phrase, [m for m in fitting if start <= m.start and m.end <= end])
    if own is None and not shares:  # 'accounting for 60 percent of all entries': those are the whole
        own = behind
    if draft.kind == "share" and not draft.base:
        ratio = [m for m in fitting if "percent" in figure.book.metrics[m.metric].units]
        own = best(figure, [m for m in ratio if start <= m.start and m.end <= end], draft) or own
    if own:
        # 'the route remains first, with 41% of the crossings': but '92% of the passengers come from Russia' is of them
        whole = draft.kind == "share" and not shares and behind is own and "WITH" in tokens[max(at - 1, 0)].types
        metric = own.metric if whole else _of_share(figure, own.metric, draft)
        return replace(
            draft, metric=metric, metric_source="own", rules=(*draft.rules, "metric:own"),
            counted=draft.counted or figure.read.text[own.start : own.end], head=draft.head or figure.head(phrase),
        )  # fmt: skip
    if phrase and names(figure, _own_words(figure, phrase)):
        draft = replace(draft, head=draft.head or figure.head(phrase), rules=(*draft.rules, "metric:unknown"))
    else:
        draft = _of_level(figure, draft)
    return _part_of_whole(figure, draft, behind if shares else None)


def _subject_mention(
    figure: Figure, draft: Draft, phrase: phrases.Phrase | None, fitting: list[Mention]
) -> Mention | None:
    """Of the mentions that fit, the one that holds the head of the subject; any where that head says little."""
    if phrase is None:
        return None
    head = figure.tokens[phrase.head]
    inside = [m for m in fitting if m.start <= head.start + len(head.text) - 1 < m.end]
    if not inside and figure.table.spaced and is_general(head.text):
        inside = fitting
    return best(figure, inside, draft)


def _object_mention(figure: Figure, draft: Draft, fitting: list[Mention]) -> Mention | None:
    """'A 14 percent rise in illegal crossings', 'an increase of 8,700 arrivals', '40 percent of all entries'."""
    at, tokens = figure.at, figure.tokens
    led = figure.clauses.line.after(at, "LIGHT|ADV|BASE|HYPHEN* RISE|FALL|SHARE? PREPOSITION LIGHT|WORD{0,3}")
    if led is None:
        return None
    begin, stop = tokens[at + 1].start, tokens[figure.ceiling - 1].end
    inside = [m for m in fitting if begin <= m.start and m.end <= stop]
    first = min((m.start for m in inside), default=0)
    return best(figure, [m for m in inside if m.start <= first + 24], draft)


def _own_words(figure: Figure, phrase: phrases.Phrase) -> phrases.Phrase:
    """What a phrase says of the subject itself: nothing in 'marking a huge increase of', 'this represents a 6-fold increase'."""
    tokens = figure.tokens
    last, piece = phrase.last, figure.clauses.piece(figure.at)
    opens = phrase.first == piece.first or (phrase.first == piece.first + 1 and "AND" in tokens[piece.first].types)
    participle = opens and piece.opened and "ING" in tokens[phrase.first].types
    if participle or tokens[phrase.first].text.lower() in word_list("anaphora"):
        return phrases.Phrase(phrase.first, phrase.first, phrase.first)
    articles = [i for i in range(phrase.first, last) if tokens[i].text.lower() in word_list("articles")]
    if articles and (last == figure.at or tokens[last].types & {"RISE", "FALL", "QTY"}):
        last = articles[-1]
    return phrases.Phrase(phrase.first, last, phrase.head)


def _of_share(figure: Figure, metric: str, draft: Draft) -> str | None:
    """The metric of a share of a metric; that of a change is the metric itself."""
    if draft.kind != "share" or draft.base:
        return metric
    if "percent" in figure.book.metrics[metric].units:
        return metric
    return figure.book.shares.get(metric)


def _part_of_whole(figure: Figure, draft: Draft, whole: Mention | None) -> Draft:
    """'The route accounted for 39 percent of all crossings': a share of a metric that the codebook does not part is told under it."""
    if draft.metric or whole is None or whole.metric in figure.book.parted:
        return draft
    return replace(draft, metric=whole.metric, metric_source="clause", rules=(*draft.rules, "metric:of_whole"))


MOVES_OF_ITS_OWN = word_list("moves_of_its_own")


def _of_level(figure: Figure, draft: Draft) -> Draft:
    """A change or share with no noun of its own is of the figure said last in its sentence; else of the one before the sentence."""
    anchor = _anchor(figure, draft)
    if anchor is not None and draft.kind == "change" and _of_another_subject(figure, anchor):
        return replace(draft, rules=(*draft.rules, "metric:unknown"))
    if anchor is not None:
        carries = anchor.metric and anchor.kind != draft.kind
        metric = _of_share(figure, str(anchor.metric), draft) if carries else anchor.metric
        return replace(
            draft, metric=metric, metric_source="clause" if metric else "none", counted=draft.counted or anchor.counted,
            head=draft.head or anchor.head, scope=anchor.scope, rules=(*draft.rules, "metric:of_level"),
        )  # fmt: skip
    said = figure.read.text[figure.tokens[figure.clauses.piece(figure.at).first].start : draft.start].lower()
    if draft.kind == "change" and any(word in said for word in MOVES_OF_ITS_OWN):
        return draft  # 查验效率提升40%
    if told := _of_clause(figure, draft):
        metric, counted = (
            _of_share(figure, told.metric, draft),
            draft.counted or figure.read.text[told.start : told.end],
        )
        rules = (*draft.rules, "metric:of_clause")
        return replace(draft, metric=metric, metric_source="clause", counted=counted, rules=rules)
    at, carried = figure.at, figure.context.metric
    silent = not at or not names(figure, _own_words(figure, phrases.Phrase(0, at, at - 1)))
    if draft.kind == "change" and carried and silent and not figure.read.sentence.in_headline:
        doubts, rules = (*draft.doubts, "metric_carried"), (*draft.rules, "metric:carried")
        return replace(draft, metric=carried, metric_source="carried", doubts=doubts, rules=rules)
    return draft


def _of_another_subject(figure: Figure, anchor: Draft) -> bool:
    """'..., while those by foreigners doubled', 'while cases of water guests, who carry goods on foot, rose by 27 percent'."""
    begin = figure.clauses.figures.get(anchor.start)
    if begin is None or not figure.table.spaced:
        return False
    between = figure.tokens[begin + 1 : figure.at]
    turn = next((i for i, t in enumerate(between) if "SUBORDINATE" in t.types and t.text.lower() in TURNS), None)
    return turn is not None and any("PLURAL" in t.types for t in between[turn:])


TURNS = word_list("whereas")


def _anchor(figure: Figure, draft: Draft) -> Draft | None:
    """The figure that a change or share is of: the last level before it, of its own clause if there is one."""
    kinds = ("level", "rate", "change", "share")
    earlier = [d for d in figure.done if d.quantity and d.kind in kinds and d.earlier is None and d.value is not None]
    if draft.unit == "percentage_point":
        earlier = [d for d in earlier if d.unit == "percent"]
    clauses, own = figure.clauses, figure.clauses.piece(figure.at)
    # 外国人入境2311万人次（含边民870万人次），同比增长11.2%: what a bracket told is of the bracket
    placed = [d for d in earlier if d.start in clauses.figures]
    earlier = [d for d in placed if clauses.piece(clauses.figures[d.start]).depth <= own.depth] or placed
    told = [d for d in earlier if not _of_the(figure, d)]  # '8,300 were found on the four main routes, down 7%'
    earlier = told or earlier
    levels = [d for d in earlier if d.kind in ("level", "rate")]
    levels = [d for d in levels if d.unit not in STRETCHES] or levels  # 144小时: the term of a rule
    near = [d for d in levels or earlier if clauses.piece(clauses.figures[d.start]).group == own.group]
    return next(reversed(near or levels or earlier), None)


def _of_the(figure: Figure, draft: Draft) -> bool:
    """Is a figure one of things that are known already: 'the four main routes'?"""
    at = figure.clauses.figures.get(draft.start, 0)
    return figure.table.spaced and bool(at) and figure.tokens[at - 1].text.lower() in word_list("definite")


def _of_clause(figure: Figure, draft: Draft) -> Mention | None:
    """出入境人员增幅明显，同比增长15%: the noun of the clause before, where that clause has no figure."""
    # 'means of transport, among them ships and trains, rose': the subject stands before
    spans = [span for piece, span in figure.clauses_before() if not _in_aside(figure, piece)]
    found = ((best_within(figure, draft, span, fits_change), span) for span in spans)
    told, span = next(((m, span) for m, span in found if m), (None, (0, 0)))
    if told and (
        _beside_another(figure, told, span) or (draft.kind == "share" and _led_by_another(figure, told, span))
    ):
        return None
    return told


def _led_by_another(figure: Figure, told: Mention, span: tuple[int, int]) -> bool:
    """泰国籍旅客构成免签入境客流主力，占比60.5%: a share is of the subject of the clause before, and what it makes up is the whole."""
    tokens = figure.tokens
    first = next(i for i, t in enumerate(tokens) if t.start >= span[0])
    head = next((i for i, t in enumerate(tokens) if t.end > told.start), first)
    within_word = head < len(tokens) and tokens[head].start < told.start - 1  # Chinese words that are not told apart
    return within_word or (head > first and names(figure, phrases.Phrase(first, head, head - 1)))


def _beside_another(figure: Figure, told: Mention, span: tuple[int, int]) -> bool:
    """口岸航班和旅客流量持续增长，增幅为13%: a change of two things that are told together is that of neither."""
    tokens = figure.tokens
    behind = next((i for i, t in enumerate(tokens) if t.start >= told.end), len(tokens))
    before = next((i for i, t in reversed(list(enumerate(tokens))) if t.end <= told.start), -1)
    end = tokens[before - 1].end if before > 0 and "AND" in tokens[before].types else None
    start = tokens[behind + 1].start if behind + 1 < len(tokens) and "AND" in tokens[behind].types else None
    return any(m.metric != told.metric and (m.end == end or m.start == start) for m in within(figure, *span))


def _in_aside(figure: Figure, piece: Piece) -> bool:
    """Does a piece go on a row that 'including' or 'among them' opened, with no verb of its own?"""
    pieces = figure.clauses.pieces
    if piece.aside and "RELATIVE" in figure.tokens[piece.first].types:
        return True  # '- which allow residents to visit Macao - also grew'
    while piece.number:
        if "PART" in figure.tokens[piece.first].types:
            return True
        if piece.opened != "COMMA" or figure.clauses.has(piece, *VERBAL, "BE"):
            return False
        piece = pieces[piece.number - 1]
    return False
