"""What is known of a report before its first sentence is read: its day, its agency's country, money and habits."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from ...language.agencies import LEAD, agency_place, families_of, money_of, on_the_mainland, reporting_year
from ...language.datelines import dateline
from ...language.lexicon import fold, word_list
from ...language.number_words import decimal_mark
from ...language.patterns import later
from ...language.sentences import Sentence
from ...language.subdivisions import countries_told, country_of, in_the_south
from ...language.time_expressions import find_periods
from ...language.time_grammar import grammar
from ..clauses.clauses import clauses_of
from ..clauses.draft import Context, Reading
from ..quantities.quantities import MT
from .days_of_statements import said_on

FIRST = 300  # characters in which a text names the country that it is about
OPENING = 5  # sentences in which a report tells the day of its statement
LATELY = timedelta(days=14)  # how long before its report a statement may have been made
DAYS = ("date", "weekday", "day_alone", "relative_day")
LAST_YEARS = word_list("last_years")


def context_of(briefing: dict[str, Any], split: list[Sentence]) -> Context:
    """The context in which the first sentence of a row of Briefings stands."""
    lang, agency, text = briefing["language"], briefing["agency"], briefing["text"]
    stated, printed = _day_of_statement(split, lang, briefing["date"] or date.today())
    lead, whole = fold(text[:LEAD]), fold(text)
    families, country = families_of(agency, lead, briefing["date"]), country_of(agency)
    told = countries_told(agency, fold(briefing["title"] or "") + lead[:FIRST])
    money = money_of(agency, families, country, whole, frozenset(told))
    taiwan = money.get("CNY") == "TWD"
    return Context(
        today=stated,
        reckoning=reporting_year(agency, lead)._replace(
            republic=lang == "zh" and (taiwan or grammar(lang).counts_republic.search(whole) is not None),
            south=in_the_south(told),
        ),
        mark=decimal_mark(fold(text[briefing["body_start"] : briefing["body_end"]])),
        agency=agency,
        families=families,
        country=country,
        home=agency_place(agency),
        mainland=on_the_mainland(agency, families, lang, _told_at(split)),
        money=money,
        megatonnes=_in_megatonnes(country, whole),
        printed=printed,
    )


def _in_megatonnes(country: str | None, text: str) -> bool:
    """Does a text of India, or one that tells of million tonnes, print them as MT: '634.66 MT' of freight, where '1,250 MT' are metric tonnes?"""
    printed = IN_MT.findall(text) if MT in text else []
    small = all("," not in number and float(number) < METRIC_FROM for number in printed)
    if not small or not any("." in number for number in printed):
        return False
    return country == MILLIONS_AS_MT or MILLION_TONNES.search(text) is not None


MILLIONS_AS_MT = "IN"  # the country whose offices print millions so
METRIC_FROM = 10_000  # from here on they are metric tonnes
IN_MT, MILLION_TONNES = later(r"(?<![\d.,])(\d[\d,]*(?:\.\d+)?) ?MT\b"), later(r"\bmillion (?:metric )?ton(?:ne)?s?\b")


def _day_of_statement(split: list[Sentence], lang: str, today: date) -> tuple[date, date]:
    """The day on which the figures were given, and the day of the report that tells so: the lead often reports a conference of a day
    or two before, and its 'yesterday' is told from its own day. A dateline is both."""
    for sentence in split[:OPENING]:
        if sentence.in_headline:
            continue
        read = Reading(sentence, lang)
        found = [p for p in find_periods(read.text, lang, today) if p.rule in DAYS]
        # no day of a statement is told as last year's
        read.periods = [p for p in found if not read.text[p.start : p.end].startswith(LAST_YEARS)]
        days = [
            (p, p.first) for p in read.periods if p.first and p.one_day and timedelta(0) <= today - p.first <= LATELY
        ]
        if not days:
            continue
        clauses = clauses_of(read, [])
        for period, day in days:
            line = only_dateline(sentence)
            if line or said_on(clauses, clauses.times[period.start]):
                return day, day if line or period.start < dateline(sentence.text) else today
    return today, today


def _told_at(split: list[Sentence]) -> str:
    """The place and day that the report begins with."""
    first = next((s.text for s in split if not s.in_headline), "")
    return first[: dateline(first)]


def only_dateline(sentence: Sentence) -> bool:
    """Is a sentence nothing but the place and day that a report begins with? It dates the statement alone."""
    line = dateline(sentence.text)
    return bool(line) and line >= len(sentence.text) - 1
