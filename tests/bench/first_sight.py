"""What is read right at first sight: `python tests/bench/first_sight.py FOLDER... --lot NAME [--write]`.

A FOLDER holds texts/ and gold.jsonl, coded by hand before the package ever read them (docs/coding.md tells the form). Prints
a row per language and group with its interval; --write adds the texts' counts to data/gold/first_sight_texts.csv and
makes first_sight.csv and first_sight_before.csv from it. --counts FILE takes counts by text from a JSON file instead of reading the
texts, --before says that they are of the reader that was replaced.
"""

from __future__ import annotations

import argparse
import json
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

import analysis as an
from analysis.evaluation.first_sight import (
    BEFORE,
    count_texts,
    counted_elsewhere,
    first_sight_misses,
    summary,
    write_first_sight,
)
from analysis.evaluation.scores import FIELDS

GROUPS = {"other": "other fields", "": "borders, customs, police"}  # by the beginning of a text's id


def from_json(folder: Path, counts: Path, lot: str, day: str) -> pl.DataFrame:
    """Counts by text as another scorer wrote them: {"texts": {id: {"figures", "claims", "all_right", ...}}}."""
    rows = json.loads(counts.read_text(encoding="utf-8"))["texts"]
    briefings = an.read_briefings(folder / "texts")
    languages = dict(briefings.select("briefing_id", pl.col("language").cast(pl.String)).iter_rows())
    named = {text: row | {"right": row["all_right"]} | by_field(row) for text, row in rows.items()}
    return counted_elsewhere(named, languages, lot=lot, date=day, groups=GROUPS)


def by_field(row: dict[str, Any]) -> dict[str, int]:
    """Right figures in each field, of the shares that the other scorer wrote."""
    return {f"right_{field}": round(row["share"][field] * row["figures"]) for field in FIELDS}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--lot", required=True)
    parser.add_argument("--date", default=date.today().isoformat(), help="day of the measurement")
    parser.add_argument("--counts", nargs="*", type=Path, help="a JSON file for each folder")
    parser.add_argument("--before", action="store_true")
    parser.add_argument("--write", action="store_true")
    given = parser.parse_args()
    if given.counts:
        pairs = zip(given.folders, given.counts, strict=True)
        parts = [from_json(folder, counts, given.lot, given.date) for folder, counts in pairs]
    else:
        parts = [count_texts(folder, lot=given.lot, date=given.date, groups=GROUPS) for folder in given.folders]
    texts = pl.concat(parts)
    if given.before:
        texts = texts.with_columns(reader=pl.lit(BEFORE))
    print(an.sentence(summary(texts)))
    print(first_sight_misses(texts))
    if given.write:
        print(*write_first_sight(texts), sep="\n")


if __name__ == "__main__":
    main()
