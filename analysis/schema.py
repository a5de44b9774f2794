"""The tables: every column's type and meaning, checked with dataframely."""

from __future__ import annotations

import dataframely as dy
import polars as pl

KINDS = ("level", "change", "share", "rank", "duration", "rate", "trend", "measure", "pledge")
MODIFIERS = ("exact", "more_than", "at_least", "less_than", "at_most", "about", "nearly", "several")
ACCUMULATIONS = ("new", "cumulative", "stock")
SOURCES = ("own", "clause", "sentence", "carried", "title", "none")
DOUBTS = (
    "period_carried",
    "period_title",
    "metric_carried",
    "base_carried",
    "base_implied",
    "noun_distant",
    "noun_missing",
    "unit_implied",
    "unit_unknown",
    "date_assumed",
    "header_missing",
    "ambiguous",
    "aside",
    "rival_times",
)
DIRECTIONS = ("up", "down", "level")
PERIOD_KINDS = (
    "year",
    "half",
    "quarter",
    "month",
    "week",
    "day",
    "year_to_date",
    "campaign",
    "holiday",
    "multi_year",
    "other",
)
REASONS = (
    "date",
    "ordinal",
    "name",
    "list mark",
    "age",
    "time",
    "reference",
    "garbled",
    "unread",
    "unknown unit",
    "header_missing",
)


def _text(meaning: str, nullable: bool = True) -> dy.String:
    return dy.String(nullable=nullable, description=meaning)


def _spans(
    meaning: str, offsets: tuple[str, ...], nullable: tuple[str, ...] = (), texts: tuple[str, ...] = ()
) -> dy.List:
    """A list of stretches of the text, as offsets in characters, with what is told of each."""
    inner: dict[str, dy.Column] = {name: dy.Int64(nullable=False) for name in offsets}
    inner |= {name: dy.Int64(nullable=True) for name in nullable}
    inner |= {name: dy.String(nullable=True) for name in texts}
    return dy.List(dy.Struct(inner), nullable=False, description=meaning)


FORECAST = "forecast"  # how the note of a figure that is only expected begins


class Briefings(dy.Schema):
    """One row per briefing report."""

    briefing_id = dy.String(primary_key=True, description="id from the front matter, else the file's name")
    title = _text("headline as printed")
    date = dy.Date(nullable=True, description="day of publication")
    language = dy.Enum(["en", "zh"], nullable=False, description="language of the text")
    agency = _text("id of the agency whose figures are reported")
    publisher = _text("outlet to cite")
    mirror = _text("site the text was found on, where that is not the publisher's")
    url = _text("address of the report")
    event = _text("one id for all reports of one event")
    speakers = dy.List(dy.String(), nullable=False, description="who spoke, as 'name, office'")
    retrieved = dy.Date(nullable=True, description="day the source was read")
    text_kind = dy.Enum(["original", "restated"], nullable=False, description="the publisher's words or this project's")
    source_sha256 = _text("SHA-256 of the file's bytes", nullable=False)
    inferred = dy.List(dy.String(), nullable=False, description="fields that were read from the text, not stated")
    path = _text("file the briefing was read from", nullable=False)
    text = _text("the source text, untouched; claims' offsets address it", nullable=False)
    title_start = dy.Int64(nullable=True, description="offset of the title in text")
    title_end = dy.Int64(nullable=True, description="end of the title in text")
    body_start = dy.Int64(nullable=False, description="offset where the body begins in text")
    body_end = dy.Int64(nullable=False, description="end of the body, before boilerplate such as the editor's line")
    date_assumed = dy.Bool(nullable=False, description="whether the day is the user's word alone: the text tells none")
    paragraphs = _spans(
        "body text in order: paragraphs, headings, list items; a single line end inside is soft; no table is in them",
        ("start", "end"),
    )
    items = _spans(
        "list items, after their bullet or number, and the line that leads them in (null if none)",
        ("start", "end"),
        ("lead_start", "lead_end"),
    )
    cells = _spans(
        "cells of tables that may hold a figure; row and column are null where no header could be read",
        ("start", "end"),
        texts=("row", "column", "caption", "scale"),
    )


class Claims(dy.Schema):
    """One row per claim."""

    claim_id = dy.String(primary_key=True, description="<briefing_id>:<start>-<end>, the address of the figure")
    briefing_id = _text("the briefing", nullable=False)
    event = _text("one id for all reports of one event")
    agency = _text("id of the agency")
    publisher = _text("outlet to cite")
    language = dy.Enum(["en", "zh"], nullable=False, description="language of the text")
    date = dy.Date(nullable=True, description="day of publication")
    start = dy.Int64(nullable=False, description="offset of raw in the source text, in characters")
    end = dy.Int64(nullable=False, description="end offset; text[start:end] == raw")
    raw = _text("the figure as printed", nullable=False)
    sentence = _text("the sentence it stands in", nullable=False)
    sentence_start = dy.Int64(nullable=False, description="offset of the sentence in the source text, in characters")
    in_headline = dy.Bool(nullable=False, description="whether it stood in the title")
    kind = dy.Enum(list(KINDS), nullable=False, description="what sort of claim it is")
    metric = _text("id in the codebook, or null")
    counted = _text("the noun phrase as printed")
    head = _text("its head noun in base form")
    value = dy.Float64(nullable=True, description="in the unit's base: 2.2万 is 22000; a change is never negative")
    unit = _text("id of a unit in the codebook, or the measure as printed")
    modifier = dy.Enum(list(MODIFIERS), nullable=True, description="what the words make of the number")
    low = dy.Float64(nullable=True, description="lower bound under the chosen reading; null is open")
    high = dy.Float64(nullable=True, description="upper bound under the chosen reading; null is open")
    low_open = dy.Bool(nullable=True, description="whether low itself is left out: more than 22,000")
    high_open = dy.Bool(nullable=True, description="whether high itself is left out: nearly 22,000")
    step = dy.Float64(nullable=True, description="size of the last digit said")
    accumulation = dy.Enum(
        list(ACCUMULATIONS),
        nullable=True,
        description="new, cumulative (so far) or stock (at a time), where it is said",
    )
    direction = dy.Enum(list(DIRECTIONS), nullable=True, description="direction of a change or trend")
    base = _text("what a change or share is measured against")
    period_start = dy.Date(nullable=True, description="first day covered")
    period_end = dy.Date(nullable=True, description="last day covered")
    period_kind = dy.Enum(list(PERIOD_KINDS), nullable=True, description="shape of the period")
    scope = _text("place or part covered; null is the whole")
    places = dy.List(dy.String(), nullable=False, description="places named: ISO 3166 or UN M49 codes")
    speaker = _text("who said it, where the text says")
    metric_source = dy.Enum(list(SOURCES), nullable=False, description="where the metric came from")
    period_source = dy.Enum(list(SOURCES), nullable=False, description="where the period came from")
    base_source = dy.Enum(list(SOURCES), nullable=False, description="where the base came from")
    unit_source = dy.Enum(list(SOURCES), nullable=False, description="where the unit came from")
    rule = dy.List(dy.String(), nullable=False, description="the rules that read it")
    doubts = dy.List(dy.Enum(list(DOUBTS)), nullable=False, description="what makes it less sure")
    note = _text(
        "what is ambiguous about it; begins with 'forecast' for a figure that is only expected; 'measured against' a period that base has no word for"
    )


class Leftovers(dy.Schema):
    """One row per number sign that is no claim, with the reason."""

    briefing_id = _text("the briefing", nullable=False)
    language = dy.Enum(["en", "zh"], nullable=False, description="language of the text")
    start = dy.Int64(nullable=False, description="offset of raw in the source text")
    end = dy.Int64(nullable=False, description="end offset")
    raw = _text("the number sign as printed", nullable=False)
    reason = dy.Enum(list(REASONS), nullable=False, description="why it is no claim")
    sentence = _text("the sentence it stands in", nullable=False)


WAYS = ("flow", "stock", "cumulative", "rate")


class Series(dy.Schema):
    """One row per figure of a series: a subject's value for a period and scope, stated or derived."""

    agency = _text("id of the agency")
    subject = _text("what the figure is of: the metric's id, or the head noun where there is no metric", nullable=False)
    metric = _text("id in the codebook, or null")
    head = _text("head noun of what is counted, in base form")
    unit = _text("id of the unit")
    way = dy.Enum(list(WAYS), nullable=False, description="how it stands to its time")
    scope = _text("part covered; null is the whole")
    period_start = dy.Date(nullable=False, description="first day covered")
    period_end = dy.Date(nullable=False, description="last day covered")
    period = _text("the period's name: 2024, 2024 H1, 2024-03", nullable=False)
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
    counted = _text("the noun phrase as printed")
    counting = _text("which of the metric's ways of counting the noun stands for, where the codebook tells them apart")
    date = dy.Date(nullable=True, description="day of publication")
    event = _text("the event at which it was told")
    publisher = _text("outlet to cite")
    language = dy.Enum(["en", "zh"], nullable=True, description="language of the text")
    raw = _text("the figure as printed")
    sentence = _text("the sentence it stands in")
    n_claims = dy.Int64(nullable=False, description="how many claims tell this figure, or it is derived from")
    n_values = dy.Int64(
        nullable=True, description="how many different values these claims give; `keep` chose one of them"
    )
    derived = dy.Bool(nullable=False, description="whether it is implied by two others instead of stated")
    how = _text("'stated', or the subtraction that gives it", nullable=False)
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
    agency = _text("id of the agency")
    event = _text("the event, where both were told at one")
    subject = _text("what they are of: the metric's id, or the head noun where there is no metric")
    metric = _text("id in the codebook, or null")
    kind = dy.Enum(list(KINDS), nullable=False, description="what sort of claim they are")
    counting = _text("b's way of counting, where the codebook tells ways apart: without_border_residents")
    scope = _text("part covered; null is the whole")
    a = _text("what a stands for: an outlet, a language, a briefing or a year", nullable=False)
    b = _text("what b stands for", nullable=False)
    period_a = _text("a's period by name")
    period_b = _text("b's period by name")
    start_a = dy.Date(nullable=True, description="first day of a's period")
    end_a = dy.Date(nullable=True, description="last day of a's period")
    start_b = dy.Date(nullable=True, description="first day of b's period")
    end_b = dy.Date(nullable=True, description="last day of b's period")
    unit_a = _text("unit of a")
    unit_b = _text("unit of b")
    raw_a = _text("a's figure as printed")
    raw_b = _text("b's figure as printed")
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
    direction = _text("up, down or level where the bounds tell; null where they do not")
    differs = dy.List(dy.String(), nullable=False, description="fields in which the two differ")
    comparability = dy.Enum(list(COMPARABILITY), nullable=False, description="whether the two may be compared")
    reason = _text("why they compare as they do", nullable=False)
    verdict = dy.Enum(
        list(VERDICTS),
        nullable=False,
        description="whether both can be right as they stand; told_differently: one value under another noun, base, period ...",
    )
    claim_ids = dy.List(dy.String(), nullable=False, description="the claims it rests on, a's first")


class Checks(dy.Schema):
    """One row per thing that was checked."""

    check = _text("which of the checks", nullable=False)
    verdict = dy.Enum(
        list(VERDICTS),
        nullable=False,
        description="agrees, disagrees, told_differently (one value under another noun, base, period ...) or cannot_tell",
    )
    arithmetic = _text("the reckoning in one line", nullable=False)
    agency = _text("id of the agency")
    event = _text("the event, where there is one")
    subject = _text("what it is of: the metric's id, or the head noun where there is no metric")
    metric = _text("id in the codebook, or null")
    scope = _text("part covered; null is the whole")
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


def frame(schema: type[dy.Schema], rows: list[dict[str, object]]) -> pl.DataFrame:
    """Build a frame of the schema's columns and types from rows; an empty list gives the empty table.

    A list that a row lacks is empty, where the column allows no null; a yes or no that it lacks is no.
    """
    table = pl.DataFrame(rows, schema=schema.create_empty().schema, orient="row", strict=False)
    lacking = [
        pl.col(name).fill_null(pl.lit([] if isinstance(column, dy.List) else False, dtype=table.schema[name]))
        for name, column in schema.columns().items()
        if isinstance(column, (dy.List, dy.Bool)) and not column.nullable and table[name].null_count()
    ]
    return table.with_columns(lacking)


def meanings(schema: type[dy.Schema]) -> pl.DataFrame:
    """What each column of a table means: (column, type, meaning).

    >>> an.meanings(an.Claims).row(0)[0]
    'claim_id'
    """
    columns = schema.columns()
    types = schema.create_empty().schema
    rows = [
        {"column": name, "type": str(types[name]), "meaning": column.description} for name, column in columns.items()
    ]
    return pl.DataFrame(rows)
