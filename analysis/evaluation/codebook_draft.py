"""A first codebook for a field of one's own: an entry for each noun that is counted most often, with a sentence of the corpus."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import polars as pl

from ..codebook import LANGS, built_in
from ..codebook_file import read_codebook
from ..errors import LexiconError, need
from ..files import make_folder, write_whole
from .codebook_check import check_codebook

TRIED = 6  # sentences of a noun that are tried as its example
LONGEST = 300  # characters of an example
HEAD = """# A codebook of your own, drafted from the nouns that your briefings count most often. Edit it: it is yours.
#
# An entry is a frame: a figure has the metric when the head of what is counted is in `counts` and the unit fits.
# by        predicates, one of which must stand in the figure's clause (not needed where none are listed)
# needs     qualifiers, one of which must stand there: needs = { en = ["dengue"], zh = ["登革热"] }; 'a + b' asks for both
# never     words of which none may stand there
# near_miss sentences whose figures must not get the metric; write some, then narrow needs and never until they stay out
# stock     true for what is counted at a day (beds in use), so that it is never added up
# part_of   the metric that it is a part of; share_of: the metric that a percentage is of
# Write both languages, [] where your briefings do not say it. Join two entries that are one thing in two languages.
# `briefings codebook check FILE` reads every example and near miss and tells which come out wrong.
#
# extends = "migration"   # take the line in to keep the built-in metrics beside yours
"""

Row = dict[str, Any]


def draft_codebook(
    claims: pl.DataFrame, folder: str | Path, *, most: int = 20, problems: list[str] | None = None
) -> Path:
    """Write <folder>/codebook.toml with an entry for each of the nouns counted most often that have no metric; returns its path.

    Every entry has a sentence of the corpus as its example, which the draft itself reads rightly; nouns without such a sentence are named
    in `problems`, a line each. LexiconError where a codebook is there already, or nothing is counted without a metric.

    >>> an.draft_codebook(claims.head(0), "my-corpus")
    Traceback (most recent call last):
    analysis.errors.LexiconError: no figure without a metric has a noun; there is nothing to draft a codebook from
    """
    need(
        claims,
        ("metric", "head", "unit", "language", "sentence", "value"),
        "draft_codebook wants claims; give what find_claims returned",
    )
    target = Path(folder) / "codebook.toml"
    if target.exists():
        raise LexiconError(f"{target}: a codebook is here already; edit it, or move it away to draft another")
    groups = _groups(claims, most)
    if not groups:
        raise LexiconError("no figure without a metric has a noun; there is nothing to draft a codebook from")
    make_folder(target.parent)
    entries = _proven(groups, target.parent)
    if problems is not None:
        problems += [
            f"{g['head']} ({g['unit']}, {g['n']} figures): no sentence gives it yet"
            for g in groups
            if g["id"] not in {e["id"] for e in entries}
        ]
    if not entries:
        raise LexiconError(
            f"{target}: no counted noun could be drafted; write the entries by hand, as data/codebook.toml shows"
        )
    write_whole(target, _written(entries))
    return target


def _groups(claims: pl.DataFrame, most: int) -> list[Row]:
    """The nouns counted most often: id, head, unit, language, how many figures, the phrases and sentences they stand in."""
    lone = claims.filter(
        pl.col("metric").is_null(), pl.col("head").str.contains(r"^[\p{L}][\p{L} -]*$"), pl.col("value").is_not_null(), pl.col("unit").is_not_null(),
        pl.col("kind").cast(pl.String) == "level", pl.col("unit") != "percent", pl.col("sentence").str.len_chars() <= LONGEST,
    )  # fmt: skip
    key = [
        pl.col("head").str.to_lowercase(),
        pl.col("unit").str.split("/").list.first(),
        pl.col("language").cast(pl.String),
    ]
    told = lone.group_by(key, maintain_order=True).agg(
        pl.len().alias("n"), pl.col("counted").drop_nulls().value_counts(sort=True).head(4), pl.col("sentence", "value"), pl.col("briefing_id").n_unique().alias("many")
    )  # fmt: skip
    rows = told.sort(["n", "head", "unit"], descending=[True, False, False]).head(most).to_dicts()
    taken: set[str] = set(built_in().metrics)
    return [row | {"id": _id(row, taken)} for row in rows]


def _id(row: Row, taken: set[str]) -> str:
    """An id that no other metric has: 'sample', 'sample_2', 'noun'."""
    plain = re.sub(r"[^a-z0-9]+", "_", row["head"].lower()).strip("_")
    stem = (
        plain
        if re.match("[a-z]", plain)
        else f"{re.sub(r'[^a-z]+', '_', row['unit'].lower()).strip('_') or 'thing'}_counted"
    )
    name = next(n for n in (stem, *(f"{stem}_{k}" for k in range(2, 10_000))) if n not in taken)
    taken.add(name)
    return name


def _proven(groups: list[Row], folder: Path) -> list[Row]:
    """The groups with the first of their sentences that the drafted codebook reads as their example."""
    left = {g["id"]: g for g in groups}
    done: dict[str, Row] = {}
    for attempt in range(TRIED):
        trying = [
            g | {"example": (g["sentence"][attempt], g["value"][attempt])}
            for g in left.values()
            if attempt < len(g["sentence"])
        ]
        if not trying:
            break
        scratch = folder / ".codebook-draft.toml"
        write_whole(scratch, _written([*done.values(), *trying]))
        try:
            checks = check_codebook(read_codebook(scratch))
        finally:
            scratch.unlink()
        right = set(checks.filter("right")["metric"])
        done |= {g["id"]: g for g in trying if g["id"] in right}
        left = {name: g for name, g in left.items() if name not in done}
    return [done[g["id"]] for g in groups if g["id"] in done]


def _written(entries: Iterable[Row]) -> str:
    entries = list(entries)
    parts = [HEAD]
    if units := _own_units(entries):
        parts.append("[units]   # measures that your briefings print and that are not built in\n" + "".join(units))
    parts += [_entry(entry) for entry in entries]
    return "\n".join(parts)


def _own_units(entries: list[Row]) -> list[str]:
    """The measures that no built-in unit stands for, as units of one's own."""
    known, rows = built_in().units, {}
    for entry in entries:
        if entry["unit"] not in known:
            words = {
                lang: [entry["head"] if lang == "en" else entry["unit"]] if lang == entry["language"] else []
                for lang in LANGS
            }
            rows[entry["unit"]] = (
                f"{_quoted(entry['unit'])} = {{ {', '.join(f'{lang} = {_quoted(w)}' for lang, w in words.items())} }}\n"
            )
    return list(rows.values())


def _entry(entry: Row) -> str:
    head, lang = entry["head"], entry["language"]
    sentence, value = entry["example"]
    number = int(value) if value == int(value) else value
    printed = " ".join(", ".join(f"{p['counted']} ({p['count']})" for p in entry["counted"]).split())
    both = lambda own, other: ", ".join(f"{name} = {_quoted(own if name == lang else other)}" for name in LANGS)  # noqa: E731
    return (
        f"# {entry['n']} figures in {entry['many']} briefings; as printed: {printed or head}\n"
        f"[metrics.{entry['id']}]\nlabel = {{ {both(head, head)} }}\nunit = {_quoted(entry['unit'])}\ncounts = {{ {both([head], [])} }}\n"
        f'definition = "What the briefings count as {_quoted(head)[1:-1]}."\nexample = {{ {both(sentence, "")}, value = {number!r} }}\n'
        "near_miss = { en = [], zh = [] }\n"
    )


def _quoted(text: Any) -> str:
    """A text or list of texts as TOML writes it."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
