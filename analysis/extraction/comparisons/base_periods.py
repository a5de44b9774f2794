"""A change measured against a period that is said: 'lower than in May', 较一季度下降. What it is called depends on the figure's own."""

from __future__ import annotations

import re
from datetime import date

from ...language.calendar import Dates, base_period, name, whole_months
from ...language.date_arithmetic import ONE_DAY, shift_months, whole_month
from ...language.lexicon import alternatives, lexicon, word_list
from ...language.patterns import later
from ...language.periods import Period, kind_of
from ...language.said import FIRST_OF_REPUBLIC
from ...language.time_grammar import grammar
from ...records import replace
from ..clauses.cues import Cues
from ..clauses.draft import Draft, Reading
from .bases import AS_A_WHOLE

ALL_YEAR = word_list("all_of_a_year")
Span = tuple[int, int, str]
MARK = "at:"  # begins the label of a base that is a period, until the figure's own period is known
UNDATED = ("since", "now", "last_n", "clock", "until")  # times that nothing is measured against
SPANS = ("from_to", "month_range", "day_range", "days_between", "year_range")  # 'from' begins these
WHOLE = ("week", "month", "quarter", "half", "year")  # period kinds that 'up 12% on May' can name
BY = "by "
CLAUSE = later(r"[;.] |, (?!\d)")  # a comma before a figure only lists


def find_against(text: str, periods: list[Period], table: Cues, today: date) -> list[Span]:
    """The periods that something is compared with, with the words that lead to them => (start, end, label)."""
    found = []
    for period in periods:
        if period.dated and period.rule not in UNDATED and not text.startswith(AS_A_WHOLE, period.end):
            label = f"{MARK}{period.first}/{period.last}"
            part = table.part_behind.match(text, period.end)
            of_figure = part is None and table.part_of_figure.match(text, period.end)
            if (part or of_figure) and table.against_part.search(text, 0, period.start):
                found.append((period.start, part.end() if part else period.end, label))
            elif (start := _led(text, period, table, today)) is not None:
                found.append((start, period.end, label))
    return found


def with_as(text: str, bases: list[Span]) -> list[Span]:
    """'As compared to December 2015': 'as' belongs to the words that lead to what is compared with."""
    led = [text[max(0, start - 3) : start + 8].lower() == "as compared" for start, _, _ in bases]
    return [(start - 3 if has else start, end, label) for (start, end, label), has in zip(bases, led, strict=True)]


def _led(text: str, period: Period, table: Cues, today: date) -> int | None:
    """Where the words begin that make a period one to compare with; None if there are none."""
    floor = max(0, period.start - 90)
    before = text[floor : period.start]
    if found := table.against.search(before):
        return floor + found.start()
    if (found := table.against_with.search(before)) and table.against_behind.match(text, period.end):
        return floor + found.start()
    if (found := table.against_on.search(before)) and (found["far"] or period.kind in WHOLE):
        return floor + found.start("word")
    forms = (table.against_noun, table.against_times, table.against_times_noun)
    if found := next(filter(None, (form.search(before) for form in forms)), None):
        return floor + found.start("word")
    if (found := table.against_beyond.search(before)) and table.beyond_by.match(text, period.end):
        return floor + found.start("word")
    found = table.against_times_figure.search(before)
    if found and (found["word"] or table.figure_behind.match(text, period.end)):
        return floor + max(found.start("word"), found.start("the"))
    found = table.against_from.search(before)
    if not found or period.rule in SPANS or (period.last or today) >= today:
        return None
    *others, clause = CLAUSE.split(before[: found.start("word")])
    if others and clause.startswith(BY):
        clause = others[-1]  # 'fell in August, by 0.3% from July'
    moved = table.direction.search(clause) and not table.not_yet.search(clause)
    return floor + found.start("word") if moved else None


def days_of(label: str) -> Dates:
    """The first and last day in a label."""
    first, last = (date.fromisoformat(day) for day in label.removeprefix(MARK).split("/"))
    return first, last


def with_named_bases(text: str, drafts: list[Draft], table: Cues) -> list[Draft]:
    """Changes with what they are measured against, where a period tells it: said itself, or of the figure that it is told of."""
    out = []
    for i, draft in enumerate(drafts):
        old = drafts[i + 1] if i + 1 < len(drafts) else None
        free = draft.base is None or "doubling" in draft.rules
        if draft.kind == "change" and free and old and old.kind == "level" and old.period:
            own = (draft.period.first, draft.period.last) if draft.period else None
            days = (old.period.first, old.period.last)
            link = table.doubled_figure if "doubling" in draft.rules else table.of_figure
            if days != own and None not in days and link.fullmatch(text, draft.end, old.start):
                draft = replace(draft, base=f"{MARK}{days[0]}/{days[1]}")
        lent = _of_the_base(_lent(draft, drafts[:i], drafts[i + 1 :]), text)
        out.append(_with_named_base(lent, text))
    return out


PACES = alternatives([word for name in ("pace_up", "pace_down") for word in lexicon("words")[name]["zh"]])
PACE_OF_BASE = later(rf"的(?:{alternatives(list(word_list('corresponding', 'zh')))})?(?:{PACES})$")


def _of_the_base(draft: Draft, text: str) -> Draft:
    """较9月份的相应升幅1.1%略高: a pace that is named with the time compared with is that time's, and measured against nothing told."""
    if draft.kind != "change" or not (draft.base or "").startswith(MARK) or draft.period is None:
        return draft
    if PACE_OF_BASE.search(text, max(0, draft.start - 12), draft.start) is None:
        return draft
    first, last = days_of(str(draft.base))
    period = replace(draft.period, first=first, last=last, kind=kind_of(first, last))
    return replace(draft, base=None, period=period, period_source="own", rules=(*draft.rules, "period:of_base"))


def _lent(draft: Draft, before: list[Draft], behind: list[Draft]) -> Draft:
    """'Down 12% this year and 35% compared to August 2022': the year's change is not told of a month, the last one is of August.

    A month or quarter of an earlier year that a change is measured against makes the figure one of the same month or quarter,
    unless the change has a time of its own.
    """
    own = draft.period
    if not (draft.base or "").startswith(MARK) or own is None or own.first is None or own.last is None:
        return draft
    base = days_of(str(draft.base))
    months, years = whole_months(base), own.last.year - base[0].year
    if months not in (1, 3) or years < 1 or own.kind not in ("year", "year_to_date"):
        return draft
    told = any(d.period is not None and d.period.start == own.start for d in before)
    if draft.period_source == "own" and not told:
        others = any(d.kind == "change" and d.base == draft.base for d in behind)
        return replace(draft, base=None) if others else draft
    first, last = shift_months(base[0], 12 * years), whole_month(base[1].year + years, base[1].month)[1]
    if not own.first <= first <= last <= own.last:
        return draft
    period = replace(own, first=first, last=last, kind=kind_of(first, last))
    return replace(draft, period=period, rules=(*draft.rules, "period:of_base"))


def _with_named_base(draft: Draft, text: str) -> Draft:
    """A change against a period that is said => its base in the vocabulary; where that has no name for it, a note."""
    if not (draft.base or "").startswith(MARK):
        return draft
    base = days_of(str(draft.base))
    own = draft.period
    days = (own.first, own.last) if own and own.first and own.last else None
    if own and days and own.rule in ("until", "end_of") and base[0] == base[1]:
        days = (days[1], days[1])  # a stock, told of two days
    if own and days == base and whole_months(base) == 1 and own.rule != "fiscal_year":
        base = whole_month(base[0].year - 1, base[0].month)  # 'over last June', told of June
    label = (
        "previous_period" if own and days == base and own.rule == "fiscal_year" else name_of_base(base, days)
    )  # 'from the prior fiscal year', told of the last one
    if label and own and own.rule == "fiscal_year" and label.startswith("same_period_of:"):
        label = f"same_period_of:{base[1].year}"  # 'above FY 2011', which began in 2010
    whole = (
        own
        and label == f"same_period_of:{base[0].year}"
        and days == (shift_months(base[0], 12), shift_months(base[1], 12))
    )
    if whole and not any(said in text for said in (str(base[0].year), str(base[0].year - FIRST_OF_REPUBLIC + 1))):
        label = "previous_year"  # 去年比前年: the year is not named
    if label is None and base[1] + ONE_DAY == shift_months(base[0], 12):
        label = f"same_period_of:{base[1].year if str(base[1].year) in text else base[0].year}"  # 'compared with fiscal year 2007'
    if label:
        return replace(draft, base=label, rules=(*draft.rules, "base:period"))
    note = "; ".join(n for n in (draft.note, f"measured against {name(base)}") if n)
    return replace(draft, base=None, note=note, rules=(*draft.rules, "base:period"))


def name_of_base(base: Dates, own: Dates | None) -> str | None:
    if (base[0].month, base[0].day, base[1].month, base[1].day) == (1, 1, 12, 31) and base[0].year == base[1].year:
        return f"same_period_of:{base[0].year}"
    if own is None:
        return None
    if own[0] == own[1] and base[0] == base[1] and _ends_before(base[0], own[0]):
        return "previous_period"  # 截至12月底，较9月底
    if (
        own[0] == own[1]
        and (own[1] + ONE_DAY).day == 1
        and base[0].day == 1
        and base == whole_month(base[0].year, base[0].month)
    ):
        own = own[0].replace(day=1), own[1]  # 'at the end of 2016, fewer compared to December 2015'
    year_on = shift_months(base[0], 12), shift_months(base[1], 12)
    if year_on == own and shift_months(own[0], 12) == own[1] + ONE_DAY:
        return "previous_year"  # a fiscal year, against the one before it
    if base[0] != base[1] and base != own and year_on[0] <= own[0] and own[1] <= year_on[1]:
        return "same_period_last_year"  # July and August, against last summer
    if whole_months(base) == whole_months(own) > 1 and shift_months(base[0], 1) == own[0]:
        return "previous_period"  # December to February, against November to January
    labels = ("same_period_last_year", f"same_period_of:{base[0].year}", "previous_period")
    found = next((label for label in labels if base[0] < own[0] and base_period(own, label) == base), None)
    return found or _of_year_so_far(base, own)


def _ends_before(base: date, own: date) -> bool:
    """Are two days the ends of a month or of a quarter and of the one before it?"""
    if (base + ONE_DAY).day != 1 or (own + ONE_DAY).day != 1:
        return False
    months = (own.year - base.year) * 12 + own.month - base.month
    return months == 1 or (months == 3 and own.month % 3 == 0)


def _of_year_so_far(base: Dates, own: Dates) -> str | None:
    """'So far in 2021, up 3% on the first ten months of 2019', told on 17 October: about the same part of another year."""
    years = own[0].year - base[0].year
    begin = [(day.month, day.day) for day in (base[0], own[0])] == [(1, 1), (1, 1)]
    if not begin or years < 1 or own[1].year != own[0].year or base[1].year != base[0].year:
        return None
    apart = abs((shift_months(base[1], 12 * years) - own[1]).days)
    if apart > NEARLY:
        return None
    return "same_period_last_year" if years == 1 else f"same_period_of:{base[0].year}"


NEARLY = 16  # days by which two parts of a year may differ that are told as the same


BRACKET_BETWEEN = later(r" ?[(（](?:[^\d()（）]{0,20} |[\u4e00-\u9fff:：]{1,4})?")


def time_of_base(read: Reading, draft: Draft, floor: int, table: Cues) -> str | None:
    """'25% more than in 2022 (29,437)', 'a drop from April 2024, when 8,346 were stopped': the figure of a change's base."""
    for start, end, label in (*read.bases, *read.thens):
        compared = (start, end, label) in read.thens or table.compares.match(read.text, start) or label.startswith(MARK)
        if label and floor <= end <= draft.start:
            bracketed = BRACKET_BETWEEN.fullmatch(read.text, end, draft.start)
            if bracketed and (start, end, label) in read.bases:
                return label  # 与2021年相比（即33,891宗）
            told = grammar(read.lang).since_when.match(read.text, end)
            within = told and not re.search(r"[,;:]", read.text[told.end() : draft.start])
            if not compared and not within:  # 'four times as many as in 2022, when 110 were found'
                continue
            of_base = OF_TIME.fullmatch(read.text, start, draft.start)
            of_base = of_base or table.of_base.fullmatch(read.text, start, draft.start)
            # 'from the July figure of 601,000'
            of_base = of_base or table.of_base_figure.fullmatch(read.text, end, draft.start)
            if within or of_base or bracketed:
                return label
    return None


DONE_ZH = alternatives(list(lexicon("words")["flow"]["zh"]))
LEVEL_ZH = alternatives(list(word_list("levels_of_a_time", "zh")))  # 高于2019年的季度平均水平0.7%
OF_TIME = later(
    rf".*[年月底末季](?:{DONE_ZH})(?:了|约|近)?|.*[年月底末季度期]的?[^，。；,;]{{0,6}}(?:{LEVEL_ZH})的?(?:约|近)?|"
    r".*'s(?: (?:figure|total|level|number|record)s?)?(?: of)? (?:about |nearly |some |around )?|.*'s(?: [a-z-]+){1,3} of |.*的(?:约|近)?|.*全年的?(?:约|近)?|.*[年月底末季]"
)  # 'last year's 147'


def of_a_whole_year(read: Reading, draft: Draft, label: str, *, alone: bool = False) -> bool:
    """Do the words of a base say that all of its year is meant? `alone`: no other time is told, and a bare year is one."""
    spans = [(a, b) for a, b, named in (*read.bases, *read.thens) if named == label and b <= draft.start]
    said = read.text[spans[-1][0] : spans[-1][1] + 4].lower() if spans else ""
    return any(word in said for word in ALL_YEAR) or (alone and bool(said) and not PART_OF_YEAR.search(said))


PART_OF_YEAR = later(
    r"\b(?:same|corresponding|comparable|comparative|similar|period|month|quarter|half|week|day)|[同月季日周]"
)
