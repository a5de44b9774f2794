"""Times in what is said of a figure itself: 2019年2月7日创下的11.3万人次, '(in 2017: 19,034)', 'the 219,000 who came in 2014'."""

from __future__ import annotations

from ...language.lexicon import lexicon, word_list
from ..clauses.clauses import Clauses
from ..clauses.draft import Reading, Time
from .times_of_nouns import of_its_noun

TARGETS, LEVELS = word_list("targets", "zh"), word_list("levels_of_a_time", "zh")
WHOLE_YEAR = frozenset(w for words in lexicon("periods")["bare_years"].values() for w in words)


def time_of_attribute(read: Reading, clauses: Clauses, at: int) -> tuple[Time, str] | None:
    """2019年2月7日创下的11.3万人次: a time in what is said of the figure itself."""
    begin = clauses.line.before(at, "TIME !QTY|COMMA|TIME{0,3} DE")
    if begin is not None and _is_measured_by_it(clauses, at, begin):
        return None
    if begin is None:
        begin = next((place for step in STEPS if (place := step(read, clauses, at)) is not None), None)
    time = next((t for t in read.times if t.at == begin and t.period.dated), None)
    return (time, "own") if time else None


def _is_measured_by_it(clauses: Clauses, at: int, begin: int) -> bool:
    """完成全年目标任务的29.5%, 为前一年的1.8倍: is the time that of what a figure is a part or a multiple of?"""
    figure = clauses.tokens[at]
    aimed = "RATIO" in figure.types and clauses.tokens[begin + 1].text.startswith(TARGETS)
    return aimed or getattr(figure.value, "unit", None) == "multiple"


# Where the time stands that is said of a figure; None where none is. The first step that finds one holds.


def _before_brackets(read: Reading, clauses: Clauses, at: int) -> int | None:
    """'Similar to 2023 (80.0%)', where 'fewer than in 2019 (-17.9%)' tells a change since."""
    change = getattr(clauses.tokens[at].value, "kind", None) == "change"
    return None if change else clauses.line.before(at, "TIME OPEN LIGHT*")


def _in_its_bracket(read: Reading, clauses: Clauses, at: int) -> int | None:
    """'(in 2017: 19 034)'."""
    held = clauses.line.before(at, "OPEN PREPOSITION? TIME COLON LIGHT*") is not None
    return clauses.line.before(at, "TIME COLON LIGHT*") if held else None


def _of_its_noun(read: Reading, clauses: Clauses, at: int) -> int | None:
    """'Up from the 2014 monthly average of 162,591', 'against the 2015 figure of 206'."""
    noun = of_its_noun(read, clauses, at)
    return noun.at if noun else None


def _whose_it_is(read: Reading, clauses: Clauses, at: int) -> int | None:
    """'Beating the prior year's 61,000'."""
    begin = clauses.line.before(at, "TIME LIGHT*")
    return begin if begin is not None and clauses.tokens[begin].text.endswith("'s") else None


def _of_the_whole_year(read: Reading, clauses: Clauses, at: int) -> int | None:
    """完成全年900万目标的63%."""
    return at - 1 if at and clauses.tokens[at - 1].text in WHOLE_YEAR else None


def _of_its_level(read: Reading, clauses: Clauses, at: int) -> int | None:
    """刷新了去年9月29日183.6万人次的单日纪录."""
    of_level = clauses.line.after(at, "DE WORD") is not None and clauses.tokens[at + 2].text.startswith(LEVELS)
    return clauses.line.before(at, "TIME LIGHT*") if of_level else None


def _of_what_it_is_doubled(read: Reading, clauses: Clauses, at: int) -> int | None:
    """为102年全年（610万元）的两倍."""
    doubled = clauses.line.after(at, "CLOSE? DE LIGHT* RATIO") is not None
    return clauses.line.before(at, "TIME OPEN? LIGHT*") if doubled else None


def _in_brackets_behind(read: Reading, clauses: Clauses, at: int) -> int | None:
    """'9.51 crore (2020-21) and 9.82 crore (2019-20)'."""
    end = clauses.line.after(at, "OPEN TIME CLOSE")
    return end - 2 if end is not None else None


def _of_those_who(read: Reading, clauses: Clauses, at: int) -> int | None:
    """'11,891 of those who were intercepted throughout last year'."""
    end = clauses.line.after(at, "OF !QTY|COMMA|TIME|RELATIVE{1,2} RELATIVE !QTY|COMMA|SEMI|TIME{1,8} TIME")
    return end - 1 if end is not None else None


def _who(read: Reading, clauses: Clauses, at: int) -> int | None:
    """'Nearly as many as the 219,000 who had reached Europe in 2014'."""
    end = clauses.line.after(at, "RELATIVE !QTY|COMMA|SEMI|STOP|TIME{1,12} TIME")
    return end - 1 if end is not None and _closes(clauses, end) else None


def _compared_with_those_who(read: Reading, clauses: Clauses, at: int) -> int | None:
    """'Over the 366,000 men who had work in 2010'."""
    if clauses.line.before(at, "OVER|FROM|THAN|BASE LIGHT*") is None:
        return None
    end = clauses.line.after(at, "WORD{1,3} RELATIVE !QTY|COMMA|SEMI|STOP|TIME{1,12} TIME")
    return end - 1 if end is not None and _closes(clauses, end) else None


STEPS = (
    _before_brackets,
    _in_its_bracket,
    _of_its_noun,
    _whose_it_is,
    _of_the_whole_year,
    _of_its_level,
    _of_what_it_is_doubled,
    _in_brackets_behind,
    _of_those_who,
    _who,
    _compared_with_those_who,
)


def _closes(clauses: Clauses, at: int) -> bool:
    """Does a clause end before token `at`?"""
    return at >= len(clauses.tokens) or bool(clauses.tokens[at].types & {"COMMA", "SEMI", "STOP", "CLOSE", "DASH"})
