"""Times in what is said of a figure itself: 2019年2月7日创下的11.3万人次, '(in 2017: 19,034)', 'the 219,000 who came in 2014'."""

from __future__ import annotations

from ..language.lexicon import lexicon, word_list
from .clauses import Clauses
from .draft import Reading, Time
from .times_of_nouns import of_its_noun

TARGETS, LEVELS = word_list("targets", "zh"), word_list("levels_of_a_time", "zh")
WHOLE_YEAR = frozenset(w for words in lexicon("periods")["bare_years"].values() for w in words)


def time_of_attribute(read: Reading, clauses: Clauses, at: int) -> tuple[Time, str] | None:
    """2019年2月7日创下的11.3万人次: a time in what is said of the figure itself."""
    begin = clauses.line.before(at, "TIME !QTY|COMMA|TIME{0,3} DE")
    if begin is not None and "RATIO" in clauses.tokens[at].types and clauses.tokens[begin + 1].text.startswith(TARGETS):
        return None  # 完成全年目标任务的29.5%
    if begin is not None and getattr(clauses.tokens[at].value, "unit", None) == "multiple":
        return None  # 为前一年的1.8倍: the year that it is a multiple of
    if begin is None and getattr(clauses.tokens[at].value, "kind", None) != "change":
        begin = clauses.line.before(
            at, "TIME OPEN LIGHT*"
        )  # 'similar to 2023 (80.0%)', not 'fewer than in 2019 (-17.9%)'
    if clauses.line.before(at, "OPEN PREPOSITION? TIME COLON LIGHT*") is not None:
        begin = clauses.line.before(at, "TIME COLON LIGHT*")  # '(in 2017: 19 034)'
    if begin is None:  # 'up from the 2014 monthly average of 162,591', 'against the 2015 figure of 206'
        noun = of_its_noun(read, clauses, at)
        begin = noun.at if noun else None
    if begin is None:  # 'beating the prior year's 61,000'
        begin = clauses.line.before(at, "TIME LIGHT*")
        begin = begin if begin is not None and clauses.tokens[begin].text.endswith("'s") else None
    if begin is None and at and clauses.tokens[at - 1].text in WHOLE_YEAR:
        begin = at - 1  # 完成全年900万目标的63%
    if (
        begin is None
        and clauses.line.after(at, "DE WORD") is not None
        and clauses.tokens[at + 2].text.startswith(LEVELS)
    ):
        begin = clauses.line.before(at, "TIME LIGHT*")  # 刷新了去年9月29日183.6万人次的单日纪录
    if begin is None and clauses.line.after(at, "CLOSE? DE LIGHT* RATIO") is not None:
        begin = clauses.line.before(at, "TIME OPEN? LIGHT*")  # 为102年全年（610万元）的两倍
    end = clauses.line.after(at, "OPEN TIME CLOSE") if begin is None else None
    begin = end - 2 if end is not None else begin  # '9.51 crore (2020-21) and 9.82 crore (2019-20)'
    if begin is None:  # '11,891 of those who were intercepted throughout last year'
        end = clauses.line.after(at, "OF !QTY|COMMA|TIME|RELATIVE{1,2} RELATIVE !QTY|COMMA|SEMI|TIME{1,8} TIME")
        begin = end - 1 if end is not None else None
    if begin is None:  # 'nearly as many as the 219,000 who had reached Europe in 2014'
        end = clauses.line.after(at, "RELATIVE !QTY|COMMA|SEMI|STOP|TIME{1,12} TIME")
        begin = end - 1 if end is not None and _closes(clauses, end) else None
    if begin is None and clauses.line.before(at, "OVER|FROM|THAN|BASE LIGHT*") is not None:
        end = clauses.line.after(at, "WORD{1,3} RELATIVE !QTY|COMMA|SEMI|STOP|TIME{1,12} TIME")
        begin = (
            end - 1 if end is not None and _closes(clauses, end) else None
        )  # 'over the 366,000 men who had work in 2010'
    times = [t for t in read.times if t.at == begin and t.period.dated]
    return (times[0], "own") if times else None


def _closes(clauses: Clauses, at: int) -> bool:
    """Does a clause end before token `at`?"""
    return at >= len(clauses.tokens) or bool(clauses.tokens[at].types & {"COMMA", "SEMI", "STOP", "CLOSE", "DASH"})
