"""The tables of consistency: conflicts, implied bounds, vintages, wordings; every column with its meaning."""

from __future__ import annotations

import dataframely as dy

from ..schema import _text

IMPLIED = ("level", "base", "revision")


class Conflicts(dy.Schema):
    """One row per smallest set of statements that cannot all hold: without any one of them the others can."""

    conflict_id = _text("name of the conflict: a digest of its statements", nullable=False)
    agency = _text("id of the agency")
    subject = _text("what the statements are of; several are joined by +", nullable=False)
    scope = _text("part covered; null is the whole")
    period_start = dy.Date(nullable=True, description="first day that the statements cover")
    period_end = dy.Date(nullable=True, description="last day that they cover")
    n_statements = dy.Int64(nullable=False, description="how many statements, codebook identities included")
    reckoning = _text("the statements and what they come to, in one line of plain words", nullable=False)
    statements = dy.List(dy.String(), nullable=False, description="the statements, one by one, in plain words")
    outlets = dy.List(dy.Int64(), nullable=False, description="how many outlets tell each of them; 0 for an identity")
    outvoted = _text("the statement that the others, and the other conflicts, outvote; null in a tie")
    tied = dy.List(
        dy.String(), nullable=False, description="the statements among which the count of outlets does not decide"
    )
    given_up = dy.List(dy.String(), nullable=False, description="claims of the outvoted statement, or of all tied ones")
    measured_as = _text("what stated and implied are of: a figure, a percentage, a sum of parts", nullable=False)
    stated_low = dy.Float64(
        nullable=True, description="what the outvoted (in a tie: the first) statement says, lower bound"
    )
    stated_high = dy.Float64(nullable=True, description="upper bound")
    implied_low = dy.Float64(nullable=True, description="what the other statements leave for it, lower bound")
    implied_high = dy.Float64(nullable=True, description="upper bound")
    apart = dy.Float64(
        nullable=False, description="the gap between the two, as a share of the larger; 0 where they only touch"
    )
    identities = dy.List(dy.String(), nullable=False, description="the codebook's identities among the statements")
    doubts = dy.List(dy.String(), nullable=False, description="doubts of our own reading of these claims")
    briefings = dy.List(dy.String(), nullable=False, description="the reports they stand in")
    claim_ids = dy.List(dy.String(), nullable=False, description="the claims it rests on")


class Implied(dy.Schema):
    """One row per level that statements bound without stating it, or that they bound otherwise than it is stated."""

    kind = dy.Enum(
        list(IMPLIED),
        nullable=False,
        description="level: nobody stated it; base: a stated rate implies it; revision: such a base against a level stated before",
    )
    agency = _text("id of the agency")
    subject = _text("what the figure is of", nullable=False)
    counting = _text("which way of counting, where the codebook tells them apart")
    unit = _text("id of the unit", nullable=False)
    scope = _text("part covered; null is the whole")
    period_start = dy.Date(nullable=False, description="first day")
    period_end = dy.Date(nullable=False, description="last day")
    period = _text("the period's name", nullable=False)
    low = dy.Float64(nullable=False, description="least that the statements leave")
    high = dy.Float64(nullable=False, description="most that they leave")
    room = dy.Float64(nullable=False, description="high less low, as a share of high")
    stated_low = dy.Float64(nullable=True, description="for a revision: what was stated before, lower bound")
    stated_high = dy.Float64(nullable=True, description="upper bound")
    how = _text("the statements it rests on, in plain words", nullable=False)
    claim_ids = dy.List(dy.String(), nullable=False, description="the claims it rests on")


class Selective(dy.Schema):
    """One row per agency and subject: rates stated with rises and with falls."""

    agency = _text("id of the agency", nullable=False)
    subject = _text("what the figures are of; 'all' pools the agency's subjects", nullable=False)
    up_rated = dy.Int64(nullable=False, description="rises told with a rate")
    up = dy.Int64(nullable=False, description="rises")
    down_rated = dy.Int64(nullable=False, description="falls told with a rate")
    down = dy.Int64(nullable=False, description="falls")
    p = dy.Float64(nullable=False, description="exact, two-sided; for 'all' stratified by subject")
    claim_ids = dy.List(dy.String(), nullable=False, description="the claims it rests on")


class Hedging(dy.Schema):
    """One row per agency, subject and year of publication."""

    agency = _text("id of the agency", nullable=False)
    subject = _text("what the figures are of; 'all' pools the agency's subjects", nullable=False)
    year = dy.Int64(nullable=False, description="year of publication")
    figures = dy.Int64(nullable=False, description="levels and rates told")
    hedged = dy.Float64(nullable=False, description="share with a modifier other than exact")
    open = dy.Float64(nullable=False, description="share whose words leave an end open or without a bound")
    digits = dy.Float64(nullable=True, description="digits said, on average")
    claim_ids = dy.List(dy.String(), nullable=False, description="the claims it rests on")


class Nouns(dy.Schema):
    """One row per subject, noun, year, language and outlet."""

    agency = _text("id of the agency", nullable=False)
    subject = _text("what the figures are of", nullable=False)
    noun = _text("the noun: the codebook's name for the way of counting, else the head", nullable=False)
    year = dy.Int64(nullable=False, description="year of publication")
    language = dy.Enum(["en", "zh"], nullable=False, description="language of the text")
    publisher = _text("outlet", nullable=False)
    figures = dy.Int64(nullable=False, description="figures told by that noun")
    claim_ids = dy.List(dy.String(), nullable=False, description="the claims")


class NoLongerTold(dy.Schema):
    """One row per subject that an agency told at several events and then no more."""

    agency = _text("id of the agency", nullable=False)
    subject = _text("what the figures are of", nullable=False)
    events = dy.Int64(nullable=False, description="events at which it was told")
    first = dy.Date(nullable=False, description="day it was first told")
    last = dy.Date(nullable=False, description="day it was last told")
    events_since = dy.Int64(nullable=False, description="later events of the agency, none of which tells it")
    last_period = _text("period of the last figure")
    last_raw = _text("the last figure as printed", nullable=False)
    claim_ids = dy.List(dy.String(), nullable=False, description="the claims of the last event")


class TwoNouns(dy.Schema):
    """One row per value that one event's reports tell of two subjects."""

    agency = _text("id of the agency")
    event = _text("the event, or the briefing where none is known", nullable=False)
    subject_a = _text("what some tell it of", nullable=False)
    subject_b = _text("what others tell it of", nullable=False)
    value = dy.Float64(nullable=False, description="the value, in the most exact telling")
    unit = _text("id of the unit")
    period = _text("the period's name", nullable=False)
    between = dy.Enum(["reports", "headline and body"], nullable=False, description="where the two nouns stand")
    counted_a = _text("noun phrase as printed, first subject")
    counted_b = _text("noun phrase as printed, second subject")
    outlets_a = dy.List(dy.String(), nullable=False, description="who tells it of the first")
    outlets_b = dy.List(dy.String(), nullable=False, description="who tells it of the second")
    claim_ids = dy.List(dy.String(), nullable=False, description="the claims")


class Deviations(dy.Schema):
    """One row per report and field in which it differs from what more outlets of its event say."""

    event = _text("the event", nullable=False)
    agency = _text("id of the agency")
    briefing_id = _text("the report", nullable=False)
    publisher = _text("its outlet")
    date = dy.Date(nullable=True, description="day of publication")
    field = _text("value, unit, period, base, scope, direction or counted", nullable=False)
    says = _text("what it says", nullable=False)
    others_say = _text("what most of the others say", nullable=False)
    figures = dy.Int64(nullable=False, description="how many figures this one difference accounts for")
    shared_with = dy.List(dy.String(), nullable=False, description="reports of the event that differ in the same way")
    claim_ids = dy.List(dy.String(), nullable=False, description="the claims")
