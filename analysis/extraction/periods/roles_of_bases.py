"""Times that something is only compared with: 'than in 2019', 对比2021年, the year that a figure is twice of."""

from __future__ import annotations

from ...language.lexicon import word_list
from ..clauses.clauses import Clauses
from ..clauses.pieces import Piece
from ..comparisons.base_periods import SPANS

# What leads to a time that something is only compared with.
COMPARING = (
    "TIME COMMA BY LIGHT* RATIO FROM",  # 'fell in August, by 2 per cent from July'
    "BASE AND LIGHT*",
    "LIKE WORD{0,3} ED PREPOSITION? LIGHT*",  # 'consistent with volumes observed over the last seven years'
    "BEYOND LIGHT*",
    "THAN PREPOSITION? SAME WORD{1,2} PREPOSITION?",
    "QTY LIGHT* FROM PREPOSITION? LIGHT* SAME WORD{1,3} PREPOSITION?",
    "QTY|CLOSE FROM LIGHT* MEASURE_NOUN !QTY|COMMA|SEMI{0,8}",
    "QTY|CLOSE MORE|LESS LIGHT* MEASURE_NOUN !QTY|COMMA|SEMI{0,8}",
    "QTY|CLOSE FROM WORD{1,3} ED PREPOSITION?",
    "THAN PREPOSITION",
    "THAN LIGHT*",
    "SAME !QTY|COMMA{0,10} SUBORDINATE PREPOSITION? LIGHT*",
    "THAN LIGHT* WORD{0,2} PREPOSITION",
    "THAN LIGHT* WORD{1,2} OF LIGHT* OF?",
    "THAN PREPOSITION? LIGHT* WORD{1,4} OF LIGHT*",
    "MORE|LESS THAN ED !QTY|COMMA{0,6} PREPOSITION",
    "MORE|LESS THAN LIGHT* MEASURE_NOUN !QTY|COMMA|SEMI{0,8}",  # '14 tons less than the number of resins seized in 2017'
    "RISE|FALL OF LIGHT|ADV* QTY WORD{0,2} OVER LIGHT* MEASURE_NOUN !QTY|COMMA|SEMI{0,8}",
)
# 高于去年12月的低点0.39%, 高于第二季度的增幅1.1%
OF_ITS_FIGURE = ("DE !RISE|FALL|MORE|LESS|QTY|COMMA{1,2} QTY", "DE WORD? PACE_UP|PACE_DOWN QTY")
HEIGHT = "HEIGHT !QTY|COMMA|ARISE|BE{0,3} PREPOSITION"  # 'below the peak of 2022'
TARGETS, CARRIES_OUT, MEANS = word_list("targets", "zh"), word_list("carries_out", "zh"), word_list("means")


def of_its_figure(clauses: Clauses, at: int) -> bool:
    """Does the figure stand right behind a time that is of it?"""
    return any(clauses.line.after(at, row) is not None for row in OF_ITS_FIGURE)


def is_base(clauses: Clauses, at: int) -> bool:
    """Is a time only compared with?"""
    piece, line = clauses.piece(at), clauses.line
    if of_its_figure(clauses, at) and line.before(at, "BEYOND|THAN") is not None:
        return False  # 高于去年3月的平均水平0.7%: of the figure right behind it
    if any(line.before(at, led) is not None for led in COMPARING):
        return True
    if line.before(at, HEIGHT) is not None and line.after(at, "WITH LIGHT* QTY") is None:
        return True  # but 'will reach its peak on 22 December with 384,000'
    listed = any(line.before(at, led) is not None for led in ("BASE LIST", "BASE LIST TIME AND|LIST"))
    if listed and any("RESPECTIVELY" in t.types for t in clauses.tokens[at : at + 5]):
        return True  # 对比2021年、2020年及2019年，分别下降13.9%、2.6%及30.9%
    aimed = clauses.tokens[at + 1].text if at + 1 < piece.last else ""
    if aimed.startswith(TARGETS) and line.after(at, "!QTY|COMMA{1,4} RATIO") is not None and _part_of(clauses, at):
        return True  # 1—3月，……，完成全年目标任务的29.5%
    mean = line.before(at, "WORD OF LIGHT*")  # 'by the mean of the preceding ten years, fires were 3.6% fewer'
    moved = any(t.types & {"MORE", "LESS", "RISE", "FALL"} for t in clauses.tokens)
    if mean is not None and moved and clauses.tokens[mean].text.lower() in MEANS:
        return True
    if line.after(at, "BY") is not None and line.before(at, "BEYOND !QTY|COMMA{0,10}") is not None:
        return True  # 'surpasses the number of crossings in 2022 by over 600'
    if _told_with_its_ratio(clauses, at):
        return True
    figure = clauses.tokens[at - 1] if at else None
    if figure is not None and "QTY" in figure.types:
        if getattr(figure.value, "unit", None) == "multiple":
            return True  # 'three times last year's figure'
        if getattr(figure.value, "kind", None) == "change" and clauses.tokens[at].value.rule == "since":
            return True  # 'a drop of 1.1% since June': that figure's alone
    first = line.before(at, "QTY !QTY|COMMA|AND{1,7}")
    if first is not None and "multiple:of" in getattr(clauses.tokens[first].value, "rules", ()):
        return True  # '1.9 times the number recorded in 2024'
    if clauses.tokens[at].value.rule in SPANS:
        return False  # 'the drop in cases from January to March': when, not against what
    led = line.before(at, "FROM !QTY|COMMA{0,5}")
    return led is not None and line.before(at, "FROM WORD{0,5}") is not None and _moves(clauses, piece, led)


def _told_with_its_ratio(clauses: Clauses, at: int) -> bool:
    """为102年全年（610万元）的两倍, 仅为2019年489万人次的48.6%, 为前一年的1.8倍: the time is that of what the ratio is of."""
    told = clauses.line.after(at, "OPEN? QTY CLOSE? DE LIGHT* RATIO")
    if told is not None and clauses.line.before(at, "BE|COPULA|REACH|SHARE LIGHT*") is not None:
        return True
    told = told if told is not None else clauses.line.after(at, "DE LIGHT* RATIO")
    return told is not None and getattr(clauses.tokens[told - 1].value, "unit", None) == "multiple"


def _part_of(clauses: Clauses, at: int) -> bool:
    """Does a verb that leads to a share stand right before a time: 完成全年计划的八成?"""
    led = clauses.tokens[at - 1] if at > clauses.piece(at).first else None
    return led is not None and (bool(led.types & {"SHARE", "FLOW", "REACH"}) or led.text in CARRIES_OUT)


def _moves(clauses: Clauses, piece: Piece, begin: int) -> bool:
    """'A drop from the numbers arriving in July': does a change stand before 'from' at `begin`, with no figure between?"""
    words = clauses.between(piece.first, begin)
    last = max((i for i, t in enumerate(words) if t.types & {"RISE", "FALL"}), default=None)
    return last is not None and not any("QTY" in t.types for t in words[last:])
