"""Parts of passages that are told of a whole: one direction of a group's, one group of a direction's, those of one nationality."""

from __future__ import annotations

import itertools

from ...language.lexicon import alternatives, word_list
from ...language.neighbours import neighbours
from ...language.patterns import later
from ...language.places import place_spans
from ...records import replace
from ..clauses.figures import Figure
from ..clauses.frames import Mention
from ..quantities.noun_units import is_demonym, noun_unit


def of_part(figure: Figure, found: Mention) -> Mention | None:
    """The metric of a figure behind 其中 whose whole was told in the clause: 查验外国人25万人次，其中入境12.6万人次 is of the entries of
    foreigners, 出境旅客138万人次，其中内地居民52万人次 of the exits of residents. None where the codebook has no such part, or what it found is a part of something
    else."""
    told = _whole_told(figure)
    if told is None:
        return found
    metrics = figure.book.metrics
    entry, whole = metrics[found.metric], metrics[told]
    wholes = _wholes(figure, found.metric)
    # a peak is no whole of anything; a total of all has more parts than the codebook names
    sure = not whole.stock and told not in figure.book.totals
    other = sure and wholes.isdisjoint(_wholes(figure, told))
    if len(wholes) > 1 and other and set(entry.units) & set(whole.units):
        return None  # 查获19名偷渡客，其中外国人11名: no passages of foreigners
    directions = (entry.partition == "directions", whole.partition == "directions")
    if directions[0] == directions[1] or not entry.adds_up_to or entry.adds_up_to != whole.adds_up_to:
        return found
    if directions[1]:
        return _of_group(figure, found, told)
    return _one_way(figure, found, told)


def _wholes(figure: Figure, metric: str) -> set[str]:
    """A metric and all that it is a part of."""
    found, todo = set(), [metric]
    while todo:
        name = todo.pop()
        if name not in found:
            found.add(name)
            entry = figure.book.metrics[name]
            todo += [whole for whole in (entry.part_of, entry.adds_up_to, entry.average_of) if whole]
    return found


def _whole_told(figure: Figure) -> str | None:
    """The metric of the level told last before 其中."""
    parts = [i for i in range(figure.at) if "PART" in figure.tokens[i].types]
    if not parts:
        return None
    told = [
        d
        for d in figure.done
        if d.metric and d.kind == "level" and figure.clauses.figures.get(d.start, figure.at) < parts[-1]
    ]
    return told[-1].metric if told else None


def _one_way(figure: Figure, found: Mention, group: str) -> Mention | None:
    """The part of a group's metric whose nouns begin with a direction."""
    word = figure.read.text[found.start : found.end]
    parts = [m for m in figure.book.metrics.values() if m.part_of == group and not m.generic]
    fitting = [m for m in parts if any(noun.startswith(word) for noun in m.counts.get(figure.read.lang, []))]
    return replace(found, metric=fitting[0].metric) if fitting else None


def _of_group(figure: Figure, found: Mention, direction: str) -> Mention | None:
    """The one metric with a noun that names a group and a direction: 内地居民 and 出境 in 出境内地居民."""
    lang, metrics = figure.read.lang, figure.book.metrics
    word, ways = figure.read.text[found.start : found.end], metrics[direction].counts.get(lang, [])
    fitting = [
        m.metric
        for m in metrics.values()
        if any(noun in (way + word, word + way) for noun in m.counts.get(lang, []) for way in ways)
    ]
    return replace(found, metric=fitting[0]) if len(fitting) == 1 else None


def of_nationals(figure: Figure, found: Mention) -> bool:
    """俄罗斯旅客从黑龙江入境1023人, '32,000 inbound and outbound South Korean tourists': one nationality's passages are none of a metric
    of all travellers."""
    return found.metric in figure.book.of_everyone and _nationals_told(figure)


def _nationals_told(figure: Figure) -> bool:
    """Does a figure's piece name people of one nationality?"""
    piece, tokens, text = figure.clauses.piece(figure.at), figure.tokens, figure.read.text
    if figure.table.spaced:
        words, table = tokens[piece.first : piece.last], neighbours(figure.read.lang)
        return any(
            (is_demonym(a.text) or is_demonym(a.text + "s"))
            and noun_unit(b.text.lower(), table) in ("person", "person_trip")
            for a, b in itertools.pairwise(words)
        )
    start, end = tokens[piece.first].start, tokens[piece.last - 1].end
    return any(
        start <= a
        and b <= end
        and codes
        and OURS.isdisjoint(codes)
        and all(len(code) == 2 for code in codes)
        and NATIONALS.match(text, b)
        for a, b, codes in place_spans(text, "zh")
    )


OURS = frozenset(["CN", "HK", "MO", "TW"])
NATIONALS = later(rf"国?籍?(?:{alternatives([*word_list('nationals', 'zh')])})")
