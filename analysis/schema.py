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


def text_column(meaning: str, nullable: bool = True) -> dy.String:
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
    title = text_column("headline as printed")
    date = dy.Date(nullable=True, description="day of publication")
    language = dy.Enum(["en", "zh"], nullable=False, description="language of the text")
    agency = text_column("id of the agency whose figures are reported")
    publisher = text_column("outlet to cite")
    mirror = text_column("site the text was found on, where that is not the publisher's")
    url = text_column("address of the report")
    event = text_column("one id for all reports of one event")
    speakers = dy.List(dy.String(), nullable=False, description="who spoke, as 'name, office'")
    retrieved = dy.Date(nullable=True, description="day the source was read")
    text_kind = dy.Enum(["original", "restated"], nullable=False, description="the publisher's words or this project's")
    source_sha256 = text_column("SHA-256 of the file's bytes", nullable=False)
    inferred = dy.List(dy.String(), nullable=False, description="fields that were read from the text, not stated")
    path = text_column("file the briefing was read from", nullable=False)
    text = text_column("the source text, untouched; claims' offsets address it", nullable=False)
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
    briefing_id = text_column("the briefing", nullable=False)
    event = text_column("one id for all reports of one event")
    agency = text_column("id of the agency")
    publisher = text_column("outlet to cite")
    language = dy.Enum(["en", "zh"], nullable=False, description="language of the text")
    date = dy.Date(nullable=True, description="day of publication")
    start = dy.Int64(nullable=False, description="offset of raw in the source text, in characters")
    end = dy.Int64(nullable=False, description="end offset; text[start:end] == raw")
    raw = text_column("the figure as printed", nullable=False)
    sentence = text_column("the sentence it stands in", nullable=False)
    sentence_start = dy.Int64(nullable=False, description="offset of the sentence in the source text, in characters")
    in_headline = dy.Bool(nullable=False, description="whether it stood in the title")
    kind = dy.Enum(list(KINDS), nullable=False, description="what sort of claim it is")
    metric = text_column("id in the codebook, or null")
    counted = text_column("the noun phrase as printed")
    head = text_column("its head noun in base form")
    value = dy.Float64(nullable=True, description="in the unit's base: 2.2万 is 22000; a change is never negative")
    unit = text_column("id of a unit in the codebook, or the measure as printed")
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
    base = text_column("what a change or share is measured against")
    period_start = dy.Date(nullable=True, description="first day covered")
    period_end = dy.Date(nullable=True, description="last day covered")
    period_kind = dy.Enum(list(PERIOD_KINDS), nullable=True, description="shape of the period")
    scope = text_column("place or part covered; null is the whole")
    places = dy.List(dy.String(), nullable=False, description="places named: ISO 3166 or UN M49 codes")
    speaker = text_column("who said it, where the text says")
    metric_source = dy.Enum(list(SOURCES), nullable=False, description="where the metric came from")
    period_source = dy.Enum(list(SOURCES), nullable=False, description="where the period came from")
    base_source = dy.Enum(list(SOURCES), nullable=False, description="where the base came from")
    unit_source = dy.Enum(list(SOURCES), nullable=False, description="where the unit came from")
    rule = dy.List(dy.String(), nullable=False, description="the rules that read it")
    doubts = dy.List(dy.Enum(list(DOUBTS)), nullable=False, description="what makes it less sure")
    note = text_column(
        "what is ambiguous about it; begins with 'forecast' for a figure that is only expected; 'measured against' a period that base has no word for"
    )


class Leftovers(dy.Schema):
    """One row per number sign that is no claim, with the reason."""

    briefing_id = text_column("the briefing", nullable=False)
    language = dy.Enum(["en", "zh"], nullable=False, description="language of the text")
    start = dy.Int64(nullable=False, description="offset of raw in the source text")
    end = dy.Int64(nullable=False, description="end offset")
    raw = text_column("the number sign as printed", nullable=False)
    reason = dy.Enum(list(REASONS), nullable=False, description="why it is no claim")
    sentence = text_column("the sentence it stands in", nullable=False)


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
