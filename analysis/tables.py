"""The tables: every column's type and meaning, checked with dataframely."""

from __future__ import annotations

import dataframely as dy
import polars as pl

KINDS = ("level", "change", "share", "rank", "duration", "rate", "trend", "measure", "pledge")
MODIFIERS = ("exact", "more_than", "at_least", "less_than", "at_most", "about", "nearly", "several")
DIRECTIONS = ("up", "down", "level")
PERIOD_KINDS = ("year", "half", "quarter", "month", "week", "day", "year_to_date", "campaign", "multi_year")
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
)


def _text(meaning: str, nullable: bool = True) -> dy.String:
    return dy.String(nullable=nullable, description=meaning)


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
    in_headline = dy.Bool(nullable=False, description="whether it stood in the title")
    kind = dy.Enum(list(KINDS), nullable=False, description="what sort of claim it is")
    metric = _text("id in the codebook, or null")
    counted = _text("the noun phrase as printed")
    value = dy.Float64(nullable=True, description="in the unit's base: 2.2万 is 22000; a change is never negative")
    unit = _text("id of a unit in the codebook, or the measure as printed")
    modifier = dy.Enum(list(MODIFIERS), nullable=True, description="what the words make of the number")
    low = dy.Float64(nullable=True, description="lower bound under the chosen reading; null is open")
    high = dy.Float64(nullable=True, description="upper bound under the chosen reading; null is open")
    step = dy.Float64(nullable=True, description="size of the last digit said")
    direction = dy.Enum(list(DIRECTIONS), nullable=True, description="direction of a change or trend")
    base = _text("what a change or share is measured against")
    period_start = dy.Date(nullable=True, description="first day covered")
    period_end = dy.Date(nullable=True, description="last day covered")
    period_kind = dy.Enum(list(PERIOD_KINDS), nullable=True, description="shape of the period")
    scope = _text("place or part covered; null is the whole")
    places = dy.List(dy.String(), nullable=False, description="places named: ISO 3166 or UN M49 codes")
    speaker = _text("who said it, where the text says")
    rule = _text("the rules that read it", nullable=False)
    note = _text("what is ambiguous about it")


class Leftovers(dy.Schema):
    """One row per number sign that is no claim, with the reason."""

    briefing_id = _text("the briefing", nullable=False)
    language = dy.Enum(["en", "zh"], nullable=False, description="language of the text")
    start = dy.Int64(nullable=False, description="offset of raw in the source text")
    end = dy.Int64(nullable=False, description="end offset")
    raw = _text("the number sign as printed", nullable=False)
    reason = dy.Enum(list(REASONS), nullable=False, description="why it is no claim")
    sentence = _text("the sentence it stands in", nullable=False)


def frame(schema: type[dy.Schema], rows: list[dict[str, object]]) -> pl.DataFrame:
    """Build a frame of the schema's columns and types from rows; an empty list gives the empty table."""
    return pl.DataFrame(rows, schema=schema.create_empty().schema, orient="row", strict=False)


def meanings(schema: type[dy.Schema]) -> pl.DataFrame:
    """What each column of a table means: (column, type, meaning)."""
    columns = schema.columns()
    types = schema.create_empty().schema
    rows = [
        {"column": name, "type": str(types[name]), "meaning": column.description} for name, column in columns.items()
    ]
    return pl.DataFrame(rows)
