"""What was measured on texts that no rule had been made on: counted text by text, with intervals by drawing texts anew."""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import date as Date
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from ..errors import LexiconError, SourceError, did_you_mean
from ..files import write_whole
from ..paths import data_folder
from .accepted import read_accepted, tally
from .gold import read_gold, typed
from .scores import FIELDS, judged
from .uncertainty import DRAWS, Array, ratio, resampled

NOW, BEFORE = "now", "before"  # the reader of the day of measurement; the one that it replaced
BY_NUMBER = pl.col("lot").str.zfill(8)  # lots in the order of their numbers
SUMS = ("figures", "claims", "right", "wrong_metrics", "metrics_given", "missing", "extra")
BY_FIELD = tuple(f"right_{field}" for field in FIELDS)
COUNTS = (*SUMS, *BY_FIELD)
TEXTS: dict[str, Any] = {
    **dict.fromkeys(("lot", "reader", "briefing_id", "language", "group"), pl.String),
    **dict.fromkeys(COUNTS, pl.Int64),
    "date": pl.Date,
}
FIRST_SIGHT: dict[str, Any] = {
    **dict.fromkeys(("lot", "language", "group"), pl.String),  # the texts by a name, and whose they are
    **dict.fromkeys(("texts", "figures"), pl.Int64),
    **dict.fromkeys(("all_fields_f1", "low", "high"), pl.Float64),
    **dict.fromkeys(("wrong_metrics", "metrics_given"), pl.Int64),
    "date": pl.Date,  # of the measurement
}
ALL = "all"
Row = dict[str, Any]


def first_sight(path: str | Path | None = None, *, reader: str = NOW) -> pl.DataFrame:
    """What was measured on texts that no rule had been made on, before anything was mended: a row per lot and group.

    Default data/gold/first_sight.csv, with reader="before" what the reader that was replaced made of the same texts; no
    rows where nothing has been measured yet. `all_fields_f1` with its interval (`low`, `high`; 95 percent, texts drawn
    anew); `wrong_metrics` of the `metrics_given`.

    >>> an.first_sight().columns[:3]
    ['lot', 'language', 'group']
    """
    names = {NOW: "first_sight.csv", BEFORE: "first_sight_before.csv"}
    if reader not in names:
        raise LexiconError(f"no reader {reader!r}{did_you_mean(reader, names)}")
    return _read(Path(path) if path else data_folder() / "gold" / names[reader], FIRST_SIGHT)


def measure_first_sight(
    folder: str | Path,
    codes: str | Path = "",
    *,
    lot: str,
    date: str,
    groups: Mapping[str, str] | None = None,
    draws: int = DRAWS,
    seed: int = 1,
) -> pl.DataFrame:
    """Read texts that were coded before they were ever read by the package: a row per language and group, and for all.

    `folder` holds the texts (or texts/), `codes` what people read in them: a .csv of settled codes (an.settle), or a
    .jsonl of figures with the values that are accepted in each field (docs/coding.md); default gold.jsonl in the folder.
    `groups` names a text's group by the beginning of its id, '' for the rest. Columns as an.first_sight.
    SourceError where the folder or its codes are not there.

    >>> an.measure_first_sight("my-texts", lot="1", date="2026-11-26")
    Traceback (most recent call last):
        ...
    analysis.errors.SourceError: ...my-texts...
    """
    return summary(count_texts(folder, codes, lot=lot, date=date, groups=groups), draws=draws, seed=seed)


def count_texts(
    folder: str | Path, codes: str | Path = "", *, lot: str, date: str, groups: Mapping[str, str] | None = None
) -> pl.DataFrame:
    """A row per text: figures that people read, claims that were judged, how many are right (columns: `TEXTS`)."""
    from ..extraction.claims import find_claims
    from ..loading.readers import read_briefings

    home = Path(folder)
    briefings = read_briefings(home / "texts" if (home / "texts").is_dir() else home)
    claims, path = find_claims(briefings), Path(codes) if codes else home / "gold.jsonl"
    if path.suffix == ".jsonl":
        counted = tally(claims, read_accepted(path, briefings))
    else:
        counted = _of_codes(claims, read_gold(path), briefings)
    told = dict(briefings.select("briefing_id", pl.col("language").cast(pl.String)).iter_rows())
    rows = [_placed(text, told.get(text, ""), lot, date, groups) | counts for text, counts in counted.items()]
    return pl.DataFrame(rows, schema=TEXTS, orient="row")


def counted_elsewhere(
    counts: Mapping[str, Row], languages: Mapping[str, str], *, lot: str, date: str, groups: Mapping[str, str]
) -> pl.DataFrame:
    """The same table from counts by text that were made when an earlier version read the texts."""
    rows = [
        _placed(text, languages[text], lot, date, groups) | {name: row[name] for name in COUNTS}
        for text, row in counts.items()
    ]
    return pl.DataFrame(rows, schema=TEXTS, orient="row")


def summary(texts: pl.DataFrame, *, draws: int = DRAWS, seed: int = 1) -> pl.DataFrame:
    """A row per lot, language and group, and one for the whole lot; intervals by drawing texts anew."""
    rows = []
    for (lot, day), part in texts.group_by("lot", "date", maintain_order=True):
        kinds = part.select("language", "group").unique().sort("language", "group").rows()
        for language, group in [*kinds, *([(ALL, ALL)] if len(kinds) > 1 else [])]:
            chosen = part if language == ALL else part.filter(language=language, group=group)
            rows.append(
                {"lot": lot, "language": language, "group": group, "date": day} | _measured(chosen, draws, seed)
            )
    return pl.DataFrame(rows, schema=FIRST_SIGHT, orient="row")


def write_first_sight(texts: pl.DataFrame, folder: Path | None = None) -> list[Path]:
    """Add a lot's texts to the committed ones, in place of what was there of it, and write the tables that follow."""
    home = folder or data_folder() / "gold"
    known = read_texts(home)
    kept = known.join(texts, on=("lot", "reader", "briefing_id"), how="anti") if known.height else known
    every = pl.concat([kept, texts]).sort("reader", BY_NUMBER, "language", "briefing_id")
    now, before = every.filter(reader=NOW), every.filter(reader=BEFORE)
    files = {"first_sight_texts": every, "first_sight": summary(now), "first_sight_before": summary(before)}
    for name, table in files.items():
        write_whole(home / f"{name}.csv", table.write_csv(float_precision=6))
    return [home / f"{name}.csv" for name in files]


def read_texts(folder: Path | None = None) -> pl.DataFrame:
    """The committed counts by text, of both readers (columns: `TEXTS`)."""
    path = (folder or data_folder() / "gold") / "first_sight_texts.csv"
    return _read(path, TEXTS) if path.exists() else pl.DataFrame(schema=TEXTS)


def first_sight_misses(texts: pl.DataFrame | None = None) -> pl.DataFrame:
    """What was not right at first sight: a row per field, and for figures not found ('missing') and made up ('extra').

    Columns: what, wrong, of (figures found; for 'missing' figures, for 'extra' claims), share. `texts` are counts by text
    (columns: `TEXTS`), default those of the committed lots.

    >>> an.first_sight_misses().columns
    ['what', 'wrong', 'of', 'share']
    """
    counted = read_texts().filter(reader=NOW) if texts is None else texts
    sums = {name: int(counted[name].sum()) for name in COUNTS}
    found = sums["figures"] - sums["missing"]
    rows = [("missing", sums["missing"], sums["figures"]), ("extra", sums["extra"], sums["claims"])]
    rows += [(field, found - sums[f"right_{field}"], found) for field in FIELDS]
    shown = [(what, wrong, of, wrong / of if of else None) for what, wrong, of in rows]
    types = {"what": pl.String, "wrong": pl.Int64, "of": pl.Int64, "share": pl.Float64}
    return pl.DataFrame(shown, schema=types, orient="row").sort(
        "share", "what", descending=[True, False], nulls_last=True
    )


def _read(path: Path, schema: dict[str, Any]) -> pl.DataFrame:
    try:
        text = pl.read_csv(path.read_bytes(), infer_schema=False)
        return text.select(typed(name, kind) for name, kind in schema.items())
    except (OSError, pl.exceptions.PolarsError) as error:
        raise SourceError(f"{path}: no table of first sight can be read here ({type(error).__name__})") from error


def _placed(text: str, language: str, lot: str, date: str, groups: Mapping[str, str] | None) -> Row:
    try:
        day = Date.fromisoformat(date)
    except ValueError:
        raise LexiconError(f"{date!r} is no day of the calendar; write it as 2024-08-19") from None
    named = [name for start, name in (groups or {}).items() if start and text.startswith(start)]
    group = named[0] if named else (groups or {}).get("", ALL)
    return {"lot": lot, "reader": NOW, "briefing_id": text, "language": language, "group": group, "date": day}


def _of_codes(claims: pl.DataFrame, codes: pl.DataFrame, briefings: pl.DataFrame) -> dict[str, Row]:
    counted: dict[str, Row] = {}
    for row in judged(claims, codes, briefings):
        claim, right = row["claim"], row["right"]
        given = claim is not None and claim["metric"] is not None
        one = {
            "figures": row["gold"] is not None, "claims": claim is not None, "right": right["all"],
            "wrong_metrics": given and not right["metric"], "metrics_given": given,
            "missing": claim is None, "extra": row["gold"] is None,
            **{f"right_{field}": right[field] for field in FIELDS},
        }  # fmt: skip
        before = counted.setdefault(row["briefing_id"], dict.fromkeys(COUNTS, 0))
        counted[row["briefing_id"]] = {name: before[name] + int(one[name]) for name in COUNTS}
    return counted


def _measured(texts: pl.DataFrame, draws: int, seed: int) -> Row:
    right = texts["right"].to_numpy().astype(np.float64)
    both = (texts["figures"] + texts["claims"]).to_numpy().astype(np.float64)

    def f1(times: Array) -> Array:
        return ratio(2 * (times @ right), times @ both)

    point = float(f1(np.ones((1, texts.height)))[0]) if texts.height else math.nan
    ends = resampled(texts["briefing_id"].to_list(), f1, draws=draws, seed=seed)
    told = dict(zip(("all_fields_f1", "low", "high"), (point, *ends), strict=True))
    sums = {name: int(texts[name].sum()) for name in ("figures", "wrong_metrics", "metrics_given")}
    return {"texts": texts.height, **sums, **{k: None if math.isnan(v) else v for k, v in told.items()}}
