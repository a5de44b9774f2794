"""The tables of series, comparisons, checks and consistency; every column with its meaning."""

from __future__ import annotations

import dataframely as dy

from ..schema import KINDS, MODIFIERS, PERIOD_KINDS, text_column

WAYS = ("flow", "stock", "cumulative", "rate")


class Series(dy.Schema):
    """One row per figure of a series: a subject's value for a period and scope, stated or derived."""

    agency = text_column("id of the agency")
    subject = text_column(
        "what the figure is of: the metric's id, or the head noun where there is no metric", nullable=False
    )
    metric = text_column("id in the codebook, or null")
    head = text_column("head noun of what is counted, in base form")
    unit = text_column("id of the unit")
    way = dy.Enum(list(WAYS), nullable=False, description="how it stands to its time")
    scope = text_column("part covered; null is the whole")
    period_start = dy.Date(nullable=False, description="first day covered")
    period_end = dy.Date(nullable=False, description="last day covered")
    period = text_column("the period's name: 2024, 2024 H1, 2024-03", nullable=False)
    period_kind = dy.Enum(list(PERIOD_KINDS), nullable=True, description="shape of the period")
    days = dy.Int64(nullable=False, description="length of the period in days")
    kind = dy.Enum(list(KINDS), nullable=False, description="level or rate")
    value = dy.Float64(nullable=True, description="as stated; null where derived or vague")
    low = dy.Float64(nullable=True, description="lower bound; null is open")
    high = dy.Float64(nullable=True, description="upper bound; null is open")
    low_open = dy.Bool(nullable=True, description="whether low itself is left out")
    high_open = dy.Bool(nullable=True, description="whether high itself is left out")
    modifier = dy.Enum(list(MODIFIERS), nullable=True, description="what the words make of the number")
    step = dy.Float64(nullable=True, description="size of the last digit said")
    counted = text_column("the noun phrase as printed")
    counting = text_column(
        "which of the metric's ways of counting the noun stands for, where the codebook tells them apart"
    )
    date = dy.Date(nullable=True, description="day of publication")
    event = text_column("the event at which it was told")
    publisher = text_column("outlet to cite")
    language = dy.Enum(["en", "zh"], nullable=True, description="language of the text")
    raw = text_column("the figure as printed")
    sentence = text_column("the sentence it stands in")
    n_claims = dy.Int64(nullable=False, description="how many claims tell this figure, or it is derived from")
    n_values = dy.Int64(
        nullable=True, description="how many different values these claims give; `keep` chose one of them"
    )
    derived = dy.Bool(nullable=False, description="whether it is implied by two others instead of stated")
    how = text_column("'stated', or the subtraction that gives it", nullable=False)
    contested_by = dy.List(dy.String(), nullable=False, description="the conflicts that dispute it")
    also_told_as = dy.List(
        dy.String(), nullable=False, description="what other reports of its event tell the same value as"
    )
    claim_ids = dy.List(dy.String(), nullable=False, description="the claims it rests on")


VERDICTS = ("agrees", "disagrees", "told_differently", "cannot_tell")
COMPARABILITY = ("like_for_like", "different_length", "different_counting", "different_scope", "not_comparable")


class Comparisons(dy.Schema):
    """One row per pair of figures compared, a against b."""

    across = dy.Enum(
        ["outlet", "language", "briefing", "year"], nullable=False, description="the one thing that differs"
    )
    agency = text_column("id of the agency")
    event = text_column("the event, where both were told at one")
    subject = text_column("what they are of: the metric's id, or the head noun where there is no metric")
    metric = text_column("id in the codebook, or null")
    kind = dy.Enum(list(KINDS), nullable=False, description="what sort of claim they are")
    counting = text_column("b's way of counting, where the codebook tells ways apart: without_border_residents")
    scope = text_column("part covered; null is the whole")
    a = text_column("what a stands for: an outlet, a language, a briefing or a year", nullable=False)
    b = text_column("what b stands for", nullable=False)
    period_a = text_column("a's period by name")
    period_b = text_column("b's period by name")
    start_a = dy.Date(nullable=True, description="first day of a's period")
    end_a = dy.Date(nullable=True, description="last day of a's period")
    start_b = dy.Date(nullable=True, description="first day of b's period")
    end_b = dy.Date(nullable=True, description="last day of b's period")
    unit_a = text_column("unit of a")
    unit_b = text_column("unit of b")
    raw_a = text_column("a's figure as printed")
    raw_b = text_column("b's figure as printed")
    low_a = dy.Float64(nullable=True, description="lower bound of a; null is open")
    high_a = dy.Float64(nullable=True, description="upper bound of a")
    low_b = dy.Float64(nullable=True, description="lower bound of b")
    high_b = dy.Float64(nullable=True, description="upper bound of b")
    difference_low = dy.Float64(nullable=True, description="least that b less a can be, in the unit")
    difference_high = dy.Float64(nullable=True, description="most that b less a can be")
    percent_low = dy.Float64(nullable=True, description="least change from a to b, in percent")
    percent_high = dy.Float64(nullable=True, description="most change from a to b, in percent")
    per_day_low_a = dy.Float64(nullable=True, description="a per day, lower bound; for unlike lengths")
    per_day_high_a = dy.Float64(nullable=True, description="a per day, upper bound")
    per_day_low_b = dy.Float64(nullable=True, description="b per day, lower bound")
    per_day_high_b = dy.Float64(nullable=True, description="b per day, upper bound")
    direction = text_column("up, down or level where the bounds tell; null where they do not")
    differs = dy.List(dy.String(), nullable=False, description="fields in which the two differ")
    comparability = dy.Enum(list(COMPARABILITY), nullable=False, description="whether the two may be compared")
    reason = text_column("why they compare as they do", nullable=False)
    verdict = dy.Enum(
        list(VERDICTS),
        nullable=False,
        description="whether both can be right as they stand; told_differently: one value under another noun, base, period ...",
    )
    claim_ids = dy.List(dy.String(), nullable=False, description="the claims it rests on, a's first")


class Checks(dy.Schema):
    """One row per thing that was checked."""

    check = text_column("which of the checks", nullable=False)
    verdict = dy.Enum(
        list(VERDICTS),
        nullable=False,
        description="agrees, disagrees, told_differently (one value under another noun, base, period ...) or cannot_tell",
    )
    arithmetic = text_column("the reckoning in one line", nullable=False)
    agency = text_column("id of the agency")
    event = text_column("the event, where there is one")
    subject = text_column("what it is of: the metric's id, or the head noun where there is no metric")
    metric = text_column("id in the codebook, or null")
    scope = text_column("part covered; null is the whole")
    period_start = dy.Date(nullable=True, description="first day covered")
    period_end = dy.Date(nullable=True, description="last day covered")
    stated_low = dy.Float64(nullable=True, description="what was said, lower bound")
    stated_high = dy.Float64(nullable=True, description="what was said, upper bound")
    implied_low = dy.Float64(nullable=True, description="what the other figures imply, lower bound")
    implied_high = dy.Float64(nullable=True, description="what the other figures imply, upper bound")
    gap = dy.Float64(
        nullable=False, description="how far apart the two are, as a share of the larger; 0 where they agree"
    )
    differs = dy.List(dy.String(), nullable=False, description="fields that differ, for what was told twice")
    claim_ids = dy.List(dy.String(), nullable=False, description="the claims it rests on")


IMPLIED = ("level", "base", "revision")


class Conflicts(dy.Schema):
    """One row per smallest set of statements that cannot all hold: without any one of them the others can."""

    conflict_id = text_column("name of the conflict: a digest of its statements", nullable=False)
    agency = text_column("id of the agency")
    subject = text_column("what the statements are of; several are joined by +", nullable=False)
    scope = text_column("part covered; null is the whole")
    period_start = dy.Date(nullable=True, description="first day that the statements cover")
    period_end = dy.Date(nullable=True, description="last day that they cover")
    n_statements = dy.Int64(nullable=False, description="how many statements, codebook identities included")
    reckoning = text_column("the statements and what they come to, in one line of plain words", nullable=False)
    statements = dy.List(dy.String(), nullable=False, description="the statements, one by one, in plain words")
    outlets = dy.List(dy.Int64(), nullable=False, description="how many outlets tell each of them; 0 for an identity")
    outvoted = text_column("the statement that the others, and the other conflicts, outvote; null in a tie")
    tied = dy.List(
        dy.String(), nullable=False, description="the statements among which the count of outlets does not decide"
    )
    given_up = dy.List(dy.String(), nullable=False, description="claims of the outvoted statement, or of all tied ones")
    measured_as = text_column("what stated and implied are of: a figure, a percentage, a sum of parts", nullable=False)
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
    agency = text_column("id of the agency")
    subject = text_column("what the figure is of", nullable=False)
    counting = text_column("which way of counting, where the codebook tells them apart")
    unit = text_column("id of the unit", nullable=False)
    scope = text_column("part covered; null is the whole")
    period_start = dy.Date(nullable=False, description="first day")
    period_end = dy.Date(nullable=False, description="last day")
    period = text_column("the period's name", nullable=False)
    low = dy.Float64(nullable=False, description="least that the statements leave")
    high = dy.Float64(nullable=False, description="most that they leave")
    room = dy.Float64(nullable=False, description="high less low, as a share of high")
    stated_low = dy.Float64(nullable=True, description="for a revision: what was stated before, lower bound")
    stated_high = dy.Float64(nullable=True, description="upper bound")
    how = text_column("the statements it rests on, in plain words", nullable=False)
    claim_ids = dy.List(dy.String(), nullable=False, description="the claims it rests on")


class Selective(dy.Schema):
    """One row per agency and subject: rates stated with rises and with falls."""

    agency = text_column("id of the agency", nullable=False)
    subject = text_column("what the figures are of; 'all' pools the agency's subjects", nullable=False)
    up_rated = dy.Int64(nullable=False, description="rises told with a rate")
    up = dy.Int64(nullable=False, description="rises")
    down_rated = dy.Int64(nullable=False, description="falls told with a rate")
    down = dy.Int64(nullable=False, description="falls")
    p = dy.Float64(nullable=False, description="exact, two-sided; for 'all' stratified by subject")
    claim_ids = dy.List(dy.String(), nullable=False, description="the claims it rests on")


class Hedging(dy.Schema):
    """One row per agency, subject and year of publication."""

    agency = text_column("id of the agency", nullable=False)
    subject = text_column("what the figures are of; 'all' pools the agency's subjects", nullable=False)
    year = dy.Int64(nullable=False, description="year of publication")
    figures = dy.Int64(nullable=False, description="levels and rates told")
    hedged = dy.Float64(nullable=False, description="share with a modifier other than exact")
    open = dy.Float64(nullable=False, description="share whose words leave an end open or without a bound")
    digits = dy.Float64(nullable=True, description="digits said, on average")
    claim_ids = dy.List(dy.String(), nullable=False, description="the claims it rests on")


class Nouns(dy.Schema):
    """One row per subject, noun, year, language and outlet."""

    agency = text_column("id of the agency", nullable=False)
    subject = text_column("what the figures are of", nullable=False)
    noun = text_column("the noun: the codebook's name for the way of counting, else the head", nullable=False)
    year = dy.Int64(nullable=False, description="year of publication")
    language = dy.Enum(["en", "zh"], nullable=False, description="language of the text")
    publisher = text_column("outlet", nullable=False)
    figures = dy.Int64(nullable=False, description="figures told by that noun")
    claim_ids = dy.List(dy.String(), nullable=False, description="the claims")


class NoLongerTold(dy.Schema):
    """One row per subject that an agency told at several events and then no more."""

    agency = text_column("id of the agency", nullable=False)
    subject = text_column("what the figures are of", nullable=False)
    events = dy.Int64(nullable=False, description="events at which it was told")
    first = dy.Date(nullable=False, description="day it was first told")
    last = dy.Date(nullable=False, description="day it was last told")
    events_since = dy.Int64(nullable=False, description="later events of the agency, none of which tells it")
    last_period = text_column("period of the last figure")
    last_raw = text_column("the last figure as printed", nullable=False)
    claim_ids = dy.List(dy.String(), nullable=False, description="the claims of the last event")


class TwoNouns(dy.Schema):
    """One row per value that one event's reports tell of two subjects."""

    agency = text_column("id of the agency")
    event = text_column("the event, or the briefing where none is known", nullable=False)
    subject_a = text_column("what some tell it of", nullable=False)
    subject_b = text_column("what others tell it of", nullable=False)
    value = dy.Float64(nullable=False, description="the value, in the most exact telling")
    unit = text_column("id of the unit")
    period = text_column("the period's name", nullable=False)
    between = dy.Enum(["reports", "headline and body"], nullable=False, description="where the two nouns stand")
    counted_a = text_column("noun phrase as printed, first subject")
    counted_b = text_column("noun phrase as printed, second subject")
    outlets_a = dy.List(dy.String(), nullable=False, description="who tells it of the first")
    outlets_b = dy.List(dy.String(), nullable=False, description="who tells it of the second")
    claim_ids = dy.List(dy.String(), nullable=False, description="the claims")


class Deviations(dy.Schema):
    """One row per report and field in which it differs from what more outlets of its event say."""

    event = text_column("the event", nullable=False)
    agency = text_column("id of the agency")
    briefing_id = text_column("the report", nullable=False)
    publisher = text_column("its outlet")
    date = dy.Date(nullable=True, description="day of publication")
    field = text_column("value, unit, period, base, scope, direction or counted", nullable=False)
    says = text_column("what it says", nullable=False)
    others_say = text_column("what most of the others say", nullable=False)
    figures = dy.Int64(nullable=False, description="how many figures this one difference accounts for")
    shared_with = dy.List(dy.String(), nullable=False, description="reports of the event that differ in the same way")
    claim_ids = dy.List(dy.String(), nullable=False, description="the claims")
