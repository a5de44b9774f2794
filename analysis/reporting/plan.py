"""Which notebooks are made with which parameters: every name and value is checked here, before anything runs."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import polars as pl

from ..codebook import codebook
from ..errors import LexiconError, did_you_mean
from ..extraction.claims import READINGS
from ..selection import known, select
from .made import Asked, Made
from .notebooks import notebook_path, notebooks, parameters_of


def make_plan(asked: Asked, briefings: pl.DataFrame, claims: pl.DataFrame) -> list[Made]:
    """Which notebooks are made with which parameters; every name and value is checked here, before anything runs."""
    ids = briefings["briefing_id"].to_list()
    for name in asked.notebooks:
        notebook_path(name)
    for briefing in asked.briefings:
        known("briefing", briefing, ids)
    for metric in asked.metrics:
        known("metric", metric, codebook().metrics)
    select(claims, metric=asked.metrics, years=asked.years, event=asked.event, agency=asked.agency)
    chosen = list(asked.notebooks) or list(notebooks())
    known_names = {key for name in chosen for key in parameters_of(name)}
    for key, _ in asked.parameters:
        if key not in known_names:
            raise LexiconError(f"no notebook asked for has a parameter {key!r}{did_you_mean(key, known_names)}")
    plan: list[Made] = []
    for name in chosen:
        plan += _of_notebook(name, asked, ids, claims)
    for what in asked.pages:
        plan += _pages(what, asked, ids, claims)
    return list({one.name: one for one in plan}.values())


# What there is a page for each of: the notebook and its parameter.
PAGES = {
    "metrics": ("08-one-metric", "metric"),
    "events": ("09-one-event", "event"),
    "briefings": ("01-one-briefing", "briefing"),
}


def _pages(what: str, asked: Asked, ids: list[str], claims: pl.DataFrame) -> list[Made]:
    """A page for every metric, event or briefing that the claims know."""
    known("page", what, PAGES)
    name, key = PAGES[what]
    values = ids if key == "briefing" else claims[key].drop_nulls().unique().sort().to_list()
    given = _places(asked, parameters_of(name))
    return [Made(f"{name}-{_safe(v)}", name, {**given, key: v}) for v in values]


def _places(asked: Asked, defaults: dict[str, Any]) -> dict[str, Any]:
    """Where the corpus and the codebook lie, for a notebook that takes them."""
    told = {"corpus": asked.corpus, "codebook": asked.codebook}
    return {key: str(Path(path).resolve()) for key, path in told.items() if path and key in defaults}


def _safe(value: str) -> str:
    """A value as a part of a file's name."""
    return re.sub(r"[^\w.-]+", "_", value)[:100]


def _of_notebook(name: str, asked: Asked, ids: list[str], claims: pl.DataFrame) -> list[Made]:
    defaults = parameters_of(name)
    given = _places(asked, defaults)
    stated = {"years": list(asked.years), "event": asked.event, "agency": asked.agency}
    given |= {key: value for key, value in stated.items() if value and key in defaults}
    if asked.reading != "conventional" and "reading" in defaults:
        given["reading"] = asked.reading
    for key, value in asked.parameters:
        if key in defaults:
            given[key] = _typed(name, key, value, defaults[key])
    _check_given(given, ids, claims)
    if "briefing" in defaults and "briefing" not in given and asked.briefings:
        return _each(name, given, "briefing", list(asked.briefings))
    if "metric" in defaults and asked.metrics:
        return _each(name, given, "metric", list(asked.metrics))
    return [Made(name, name, given)]


def _each(name: str, given: dict[str, Any], key: str, values: list[str]) -> list[Made]:
    """One report for each value; the value is in its name where there are several."""
    return [Made(name if len(values) == 1 else f"{name}-{_safe(v)}", name, {**given, key: v}) for v in values]


def _check_given(given: dict[str, Any], ids: list[str], claims: pl.DataFrame) -> None:
    if given.get("briefing"):
        known("briefing", given["briefing"], ids)
    if given.get("reading"):
        known("reading", given["reading"], READINGS)
    select(claims, **{k: given[k] for k in ("metric", "years", "event", "agency") if given.get(k)})


def _typed(notebook: str, key: str, value: Any, default: Any) -> Any:
    """A parameter given as text, in the type of the notebook's default: '[2021, 2024]', '2021:2024', 'strict'."""
    if isinstance(value, type(default)):
        return value
    if isinstance(default, list) and isinstance(value, str):
        pieces = value.strip("[] ").replace(":", ",").split(",")
        if all(p.strip().lstrip("-").isdigit() for p in pieces):
            return [int(p) for p in pieces]
    raise LexiconError(f"{notebook}: {key} = {value!r} does not fit; its default is {default!r}")
