"""A user's own decisions on claims: corrections and exclusions, with reason, name and day, used by all that follows."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

from ..errors import SourceError, did_you_mean
from ..paths import data_folder
from ..schema import Claims
from .marks import marked

COLUMNS = ("claim_id", "field", "value", "reason", "who", "date")
FILE = "decisions.csv"
FIXED = (
    "claim_id",
    "briefing_id",
    "start",
    "end",
    "raw",
    "sentence",
    "sentence_start",
)  # what was printed is not decided

Decision = dict[str, Any]


def decide(claims: pl.DataFrame, where: str | Path | None = None) -> pl.DataFrame:
    """Claims => the claims as a user decided them, marked with `contested_by` and `also_told_as`, for all that follows.

    `where`: a decisions.csv, or a corpus folder that may hold one; nothing: the committed corpus's. Its columns:
    claim_id, field, value, reason, who, date. The field `exclude` leaves the claim out; any other is a column of Claims
    and gets the value (empty: null; lists joined by ' | '). Bounds are not reckoned anew: who corrects a value corrects
    low and high as well. A row that `an.decide` changed says so in `rule`. SourceError, naming the line, for a claim
    that is not there any more, an unknown field, a value of the wrong type, a missing reason, name or day.

    >>> an.decide(claims.head(0), "data/briefings").columns[-2:]
    ['contested_by', 'also_told_as']
    """
    path = _file(where)
    if path is None:
        return marked(claims)
    decisions = list(_read(path))
    known = set(claims["claim_id"])
    for line, decision in decisions:
        if claims.height and decision["claim_id"] not in known:
            near = did_you_mean(decision["claim_id"], sorted(known))
            raise SourceError(
                f"{path} line {line}: no claim {decision['claim_id']!r} any more{near}; look again and mend or remove the line"
            )
    return marked(_applied(claims, path, decisions))


def _file(where: str | Path | None) -> Path | None:
    """The file of decisions; None for a folder, or a pattern of files, that has none. A file that is named must exist."""
    if where is None or str(where) == "":
        default = data_folder() / FILE
        return default if default.is_file() else None
    path = Path(where)
    if path.suffix == ".csv":
        if not path.is_file():
            raise SourceError(f"{path}: no such file; name a decisions.csv with the columns {', '.join(COLUMNS)}")
        return path
    inside = path / FILE
    return inside if inside.is_file() else None


def _read(path: Path) -> Iterator[tuple[int, Decision]]:
    """(line, decision) for each row; SourceError for what is missing."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            if missing := [c for c in COLUMNS if c not in (reader.fieldnames or ())]:
                raise SourceError(
                    f"{path} line 1: column {missing[0]!r} is missing; the columns are {', '.join(COLUMNS)}"
                )
            for row in reader:
                yield reader.line_num, _checked(path, reader.line_num, row)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise SourceError(f"{path}: cannot be read as CSV in UTF-8 ({error}); save it so") from error


def _checked(path: Path, line: int, row: dict[str, Any]) -> Decision:
    decision = {column: str(row.get(column) or "").strip() for column in COLUMNS}
    for column in ("claim_id", "field", "reason", "who"):
        if not decision[column]:
            raise SourceError(f"{path} line {line}: {column} is empty; a decision says what, why and who")
    allowed = ["exclude", *(c for c in Claims.columns() if c not in FIXED)]
    if decision["field"] not in allowed:
        hint = did_you_mean(decision["field"], allowed)
        raise SourceError(f"{path} line {line}: no field {decision['field']!r} can be decided{hint}")
    try:
        date.fromisoformat(decision["date"])
    except ValueError:
        raise SourceError(f"{path} line {line}: {decision['date']!r} is no day; write it as 2026-01-31") from None
    return decision


def _applied(claims: pl.DataFrame, path: Path, decisions: list[tuple[int, Decision]]) -> pl.DataFrame:
    gone = [d["claim_id"] for _, d in decisions if d["field"] == "exclude"]
    left = claims.filter(~pl.col("claim_id").is_in(gone))
    for line, decision in decisions:
        if decision["field"] != "exclude":
            left = _corrected(left, path, line, decision)
    return left


def _corrected(claims: pl.DataFrame, path: Path, line: int, decision: Decision) -> pl.DataFrame:
    field, here = decision["field"], pl.col("claim_id") == decision["claim_id"]
    kind = claims.schema[field]
    said = pl.Series([decision["value"] or None], dtype=pl.String)
    try:
        value = said.str.split(" | ").cast(kind) if isinstance(kind, pl.List) else _typed(said, kind)
    except pl.exceptions.PolarsError as error:
        raise SourceError(
            f"{path} line {line}: {decision['value']!r} is no {kind} for {field}; mend the value"
        ) from error
    by = pl.concat_list(pl.col("rule"), pl.lit(f"decided:{field}"))
    return claims.with_columns(
        pl.when(here).then(pl.lit(value)).otherwise(pl.col(field)).alias(field),
        pl.when(here).then(by).otherwise(pl.col("rule")).alias("rule"),
    )


def _typed(said: pl.Series, kind: Any) -> pl.Series:
    if kind == pl.Date:
        return said.str.to_date("%Y-%m-%d")
    if kind == pl.Boolean:
        return said.replace_strict({"true": True, "false": False}, return_dtype=pl.Boolean)
    return said.cast(kind)
