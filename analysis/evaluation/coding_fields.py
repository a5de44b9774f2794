"""The fields that people code: what may stand in each, and how a cell is read and checked."""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from ..codebook import codebook
from ..errors import did_you_mean
from ..language.lexicon import LANGS, fold
from ..paths import ROOT
from ..schema import DIRECTIONS, MODIFIERS

FIGURES = ("level", "change", "share", "rate", "rank", "duration")  # the kinds that state a number
BASES = ("same_period_last_year", "previous_year", "previous_period")
NAMED_BASE = re.compile(r"same_period_of:\d{4}")
CODED = (
    "kind",
    "value",
    "unit",
    "modifier",
    "direction",
    "base",
    "period_start",
    "period_end",
    "metric",
    "counted",
    "scope",
)
CELLS = ("claim", *CODED, "remark")
ITEM = re.compile(r"(?s)(.+):(\d+)-(\d+)")
RANGE = "range"  # in a value's cell: two ends are said, so there is no one value


@functools.cache
def words() -> dict[str, Any]:
    """The labels, notes and instructions of coding.toml; each text is {"en", "zh"}."""
    return tomllib.loads((ROOT / "evaluation" / "coding.toml").read_text(encoding="utf-8"))


def note(field: str) -> str:
    """What a coder reads beside a cell of this field: both languages, a line each."""
    return "\n".join(words()["fields"][field]["note"][lang] for lang in LANGS)


def choices(field: str) -> tuple[str, ...]:
    """The values that a field's list offers; () for a field that is written freely."""
    offered: dict[str, Iterable[str]] = {
        "claim": ("yes", "no"),
        "kind": FIGURES,
        "modifier": MODIFIERS,
        "direction": DIRECTIONS,
        "base": BASES,
    }
    if field == "metric":
        return tuple(codebook().metrics)
    if field == "unit":
        return tuple(codebook().units)
    return tuple(offered.get(field, ()))


def is_closed(field: str) -> bool:
    """Whether nothing but the list may stand in the field: units may be as printed, a base may name its year."""
    return field not in ("unit", "base") and bool(choices(field))


class WrongCell(ValueError):
    """A cell that cannot be used, in a few words without its address."""


def text_of(cell: Any) -> str:
    """A cell as text: dates are ISO, whole numbers have no point, empty is ''."""
    if cell is None:
        return ""
    if isinstance(cell, datetime | date):
        return cell.isoformat()[:10]
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()


def read_cell(field: str, cell: Any, sentence: str = "") -> Any:
    """The value of a coded cell: float for value, date for the period, else text; None where it is empty.

    `sentence` is the figure's own: a unit that is in no list must stand in it. WrongCell names what does not fit.
    """
    said = text_of(cell)
    if not said or (field == "value" and said.lower() == RANGE):
        return None
    if field == "value":
        return _number(said)
    if field in ("period_start", "period_end"):
        return _day(said)
    if field in ("counted", "scope", "remark"):
        return said
    plain = fold(said).strip()
    name = plain if field == "unit" else plain.lower()
    if name in choices(field) or (field == "base" and NAMED_BASE.fullmatch(name)):
        return name
    if field == "unit":
        return _unit(plain, said, sentence)
    raise WrongCell(f"{said!r} is no {field}{did_you_mean(name, choices(field))}")


def _unit(plain: str, said: str, sentence: str) -> str:
    """A unit of the codebook, also per time (person/day), or a measure as the sentence prints it."""
    if plain.split("/")[0] in codebook().units or (said and said in sentence):
        return plain
    raise WrongCell(f"{said!r} is no unit and is not in the sentence{did_you_mean(plain, codebook().units)}")


def _number(said: str) -> float:
    try:
        return float(re.sub(r"[,\s]|(?<=\d)%$", "", fold(said)))
    except ValueError:
        raise WrongCell(f"{said!r} is no number; write it whole, such as 22000, or {RANGE}") from None


def _day(said: str) -> date:
    try:
        return date.fromisoformat(fold(said)[:10])
    except ValueError:
        raise WrongCell(f"{said!r} is no day; write it as 2024-01-31") from None
