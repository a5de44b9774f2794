"""Claims in words: 'doubled', ranks, trends without a figure, named measures, pledges."""

from __future__ import annotations

import re
from decimal import Decimal

from ...codebook import Codebook
from ...language.lexicon import alternatives, word_list
from ...language.neighbours import neighbours
from ...language.number_words import Numeral, tables
from ...language.numbers import find_numerals
from ...language.patterns import later
from ...records import replace
from ..clauses.cues import Cues, clause_around
from ..clauses.draft import Draft, Reading
from ..clauses.object_markers import TAKES, takes_whom
from ..quantities.modifiers import modifier_before
from ..quantities.quantity import Quantity
from .directions import as_change


def find_doublings(read: Reading, table: Cues) -> list[tuple[int, int, Decimal, bool]]:
    found: list[tuple[int, int, Decimal, bool]] = []
    for (factor, ambiguous, _), match in read.matches("doubling"):
        bare = match[0].lower() in table.doubling_bare
        if bare and not table.doubling_behind.match(read.text, match.end()):
            continue  # 'double taxation'
        if factor < 1 and table.part_of.match(read.text, match.end()):
            continue  # 'fell by half a percentage point'
        if match[0].lower() in table.times_of and not table.times_of_behind.match(read.text, match.end()):
            continue  # 'was arrested twice in 2019'
        found.append((match.start(), match.end(), factor, ambiguous))
    return [a for a in found if not any(b[0] <= a[0] and a[1] <= b[1] and b[1] - b[0] > a[1] - a[0] for b in found)]


def doubled(read: Reading, word: tuple[int, int, Decimal, bool], table: Cues) -> Draft:
    """'more than doubled', 翻一番, 'halved': a change with its figure inside the word."""
    start, end, factor, ambiguous = word
    modifier = modifier_before(read.text, start, 0, neighbours(read.lang))
    change = (factor - 1) * 100
    begin = modifier[1] if modifier else start
    quantity = _word_quantity(begin, end, abs(change), modifier[0] if modifier else "exact")
    raw = read.text[start:end]
    note = f"ambiguous: {raw!r} may mean {factor} times as many or {factor * 100} percent more" if ambiguous else None
    draft = Draft(begin, end, "change", quantity, abs(change), "percent", None, note=note, rules=("doubling",))
    return as_change(read, draft, "up" if change > 0 else "down", table)


def _word_quantity(start: int, end: int, value: Decimal, modifier: str) -> Quantity:
    step = Decimal(100 if modifier in ("more_than", "at_least") else 10)  # beyond 'doubled' comes 'tripled'
    numeral = Numeral(start, end, value, step, form="words")
    return Quantity(
        start,
        end,
        numeral,
        value,
        step,
        None,
        None,
        modifier,
        "percent",
        None,
        None,
        True,
        False,
        ("number:words",),
    )


ENDS = later(rf"[位名]|(?<=[a-z])(?:$|[.,;:)])| (?:{alternatives(list(word_list('behind_a_rank', 'en')))})\b")


def _place(read: Reading, start: int, end: int) -> Decimal | None:
    """The number of an ordinal: '26th', 'fourth', 第60, 第三."""
    said = read.text[start:end]
    if number := re.search(r"\d+", said):
        return Decimal(number[0])
    if value := tables(read.lang).ordinals.get(said.lower()):
        return value
    return next((n.value for n in find_numerals(said, read.lang, ".")), None)


def find_ranks(read: Reading, table: Cues) -> list[Draft]:
    """第60位, 'ranked 60th': an ordinal beside a word for a ranking."""
    found: list[Draft] = []
    for item in list(read.leftovers):
        ordinal = item.reason == "ordinal"
        if not ordinal:
            continue
        value = _place(read, item.start, item.end)
        before, after = read.text[max(0, item.start - 24) : item.start], read.text[item.end : item.end + 12]
        digits = re.search(r"\d", read.text[item.start : item.end]) is not None
        # 居全国第三, where 居住在第三国 is no place in an order
        led = table.rank_before.search(before) is not None and (digits or bool(ENDS.match(read.text, item.end)))
        if value and (led or (digits and not table.spaced and table.rank_after.match(after))):
            end = item.end + (len(m[0]) if (m := table.rank_after.match(after)) else 0)
            quantity = replace(_word_quantity(item.start, end, value, "exact"), step=Decimal(1), unit="place")
            found.append(Draft(item.start, end, "rank", quantity, value, "place", None, rules=("rank",)))
            read.leftovers.remove(item)
    return found


BY_HOW_MUCH = later(r",? by (?:[a-z]+ ){0,2}\d")


def find_trends(read: Reading, drafts: list[Draft], book: Codebook, table: Cues) -> list[Draft]:
    """A direction with no figure: 'the number of illegal workers has increased', 得到有效遏制."""
    found: list[Draft] = []
    taken = [(d.start, d.end) for d in drafts]
    for (direction, _), match in read.matches("trends"):
        start, end = clause_around(read.text, match.start(), match.end(), table)
        if BY_HOW_MUCH.match(read.text, end):
            continue  # 'rose for the sixth month in a row, by 9 percent'
        figures = [
            d
            for d in drafts
            if d.kind in ("change", "level", "share", "rate", "duration")
            and start <= d.start < end
            and (d.start >= match.start())
        ]
        if figures or any(a < match.end() and match.start() < b for a, b in taken):
            continue
        taken.append((match.start(), match.end()))
        near = [
            m for m in read.mentions if start <= m.start and m.end <= end and read.frames.fits(m.metric, (start, end))
        ]
        metric = min(near, key=lambda m: (book.metrics[m.metric].generic, abs(m.end - match.start())), default=None)
        subject = read.text[start : match.start()].strip(" ,，")
        if len(subject) < 6:  # 'thus effectively curbing the problem of ...': what follows is meant
            subject = read.text[match.end() : end].strip(" ,，")
        found.append(
            Draft(
                match.start(),
                match.end(),
                "trend",
                direction=direction,
                counted=subject or None,
                metric=metric.metric if metric else None,
                rules=("trend",),
            )
        )
    return found


CLOSING = ("”", "’", "」", "』")


def _between_quotes(read: Reading, found: re.Match[str]) -> bool:
    """对“资讯科技”及“公共工程”的贷款: from the end of one pair of quotation marks to the beginning of the next."""
    mark = found[0].find('"')
    return mark >= 0 and read.sentence.text[found.start() + mark : found.start() + mark + 1] in CLOSING


def find_named(read: Reading, table: Cues) -> list[Draft]:
    """A named operation or policy: the "hunting" operation, “猎蛇”专项行动."""
    if not any(word in read.text for word in table.named_by):
        return []
    return [
        Draft(m.start(), m.end(), "measure", counted=m[0], rules=("measure:named",))
        for m in table.named.finditer(read.text)
        if not _between_quotes(read, m)
    ]


NUMBER = later(r"[近超逾约上]?[\d一二两三四五六七八九十百千万数几]")


def find_pledges(read: Reading, table: Cues) -> list[Draft]:
    """A stated intention: from the word that promises to the end of the sentence."""
    for _, match in read.matches("pledge"):
        before = read.text[: match.start()].split()
        if match[0] in TAKES and NUMBER.match(read.text, match.end()):
            continue  # 将6000名外国人遣送出境
        if takes_whom(read.text, match[0], match.end()):
            continue  # 将船长等15人押返
        noun = bool(before) and before[-1].lower() in table.not_after  # 'has made overall plans to'
        if noun or table.no_pledge.match(read.text, match.start()) or read.sentence.in_headline:
            continue
        end = len(read.text.rstrip(" .。;；!！"))
        if end - match.end() < 4:
            return []
        return [Draft(match.start(), end, "pledge", counted=None, rules=(f"pledge:{match[0].lower()}",))]
    return []
