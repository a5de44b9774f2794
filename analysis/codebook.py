"""The codebook in use: the built-in one (data/codebook.toml), the one beside the briefings, or the one that a call names.

A codebook belongs to a folder of briefings: the folder's own, or the one it was last read with. What a metric is stands in
metric.py, how files are read in codebook_file.py, how a frame is matched in extraction/frames.py.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from .codebook_file import NAMES, built_in, read_codebook
from .errors import LexiconError
from .metric import LANGS, Codebook, Metric, serves
from .paths import data_folder

if TYPE_CHECKING:
    import polars as pl

__all__ = [
    "LANGS",
    "Codebook",
    "Metric",
    "built_in",
    "codebook",
    "codebook_beside",
    "codebook_for",
    "codebook_named",
    "label",
    "metrics",
    "own_key",
    "serves",
    "use_codebook",
    "words",
]

CodebookSource = str | Path | Codebook | None  # a codebook.toml, a folder that holds one, a codebook, or none named


@dataclass
class InUse:
    """What a session uses: `now` for labels and ids, `always` where the user said so, `of` folders that were read with another."""

    now: Codebook | None = None
    always: Codebook | None = None
    of: dict[Path, Codebook] = field(default_factory=dict)


IN_USE = InUse()


def codebook(source: CodebookSource = None) -> Codebook:
    """The codebook in use, or the one of a file; LexiconError names the file, the entry at fault and the remedy."""
    if isinstance(source, Codebook):
        return source
    if source is None or source == "":
        return IN_USE.now or built_in()
    if not isinstance(source, str | Path):
        raise LexiconError(f"{source!r} names no codebook; give a codebook.toml, its folder, or a codebook")
    return read_codebook(Path(source).expanduser())


def own_key() -> str:
    """A mark of the user's own units and agencies that are in use; empty where there are none."""
    return IN_USE.now.own_key if IN_USE.now else ""


def use_codebook(source: CodebookSource) -> Codebook:
    """Use a codebook for the rest of the session wherever none is named; None: the one beside the briefings, else the built-in one.

    >>> an.use_codebook(None).label("stowaways_seized")
    'Stowaways seized'
    """
    chosen = codebook(source) if source else None
    IN_USE.now = IN_USE.always = chosen
    IN_USE.of.clear()
    return chosen or built_in()


def codebook_named() -> str:
    """The file of the codebook that the user said to use for the session; empty where there is none."""
    return IN_USE.always.path if IN_USE.always else ""


def codebook_for(paths: Iterable[str | Path], source: CodebookSource = None) -> Codebook:
    """The codebook to read these files with, which stays in use for what follows.

    That is the one that is named (and then belongs to their folders), else the one that their folder was last read with, else
    what `use_codebook` set, else the one beside them, else the built-in one. Briefings that are no files are read with the one in use.
    """
    folders = _folders(paths)
    if source:
        IN_USE.now = codebook(source)
        IN_USE.of |= dict.fromkeys(folders, IN_USE.now)
    elif folders:
        beside = codebook_beside(folders[0])
        IN_USE.now = IN_USE.of.get(folders[0]) or IN_USE.always or (read_codebook(beside) if beside else None)
    return codebook()


def forget(paths: Iterable[str | Path]) -> None:
    """Read these files with the codebook of their folder again, not with one that was named before."""
    for folder in _folders(paths):
        IN_USE.of.pop(folder, None)


def _folders(paths: Iterable[str | Path]) -> list[Path]:
    return [Path(folder).resolve() for folder in dict.fromkeys(os.path.dirname(p) for p in paths if str(p))]


def codebook_beside(folder: str | Path) -> Path | None:
    """The folder with a codebook.toml, units.toml or agencies.toml of its own: this one or up to three above, but for the built-in one."""
    here = Path(folder).resolve()
    ours = data_folder().resolve()
    for place in [here, *list(here.parents)[:3]]:
        if place == ours:
            return None
        if any((place / name).is_file() for name in NAMES):
            return place
    return None


def words(name: str | None) -> str:
    """'like_for_like' => 'like for like'."""
    return (name or "").replace("_", " ")


def label(metric: str | None) -> str:
    """A metric's label inside a sentence: 'criminal suspects arrested'."""
    full = codebook().label(metric)
    return full[:1].lower() + full[1:] if full[1:2].islower() else full


TABLE = ("metric", "label_en", "label_zh", "unit", "definition", "not_to_confuse", "drift", "adds_up_to", "part_of")


def metrics(source: CodebookSource = None) -> pl.DataFrame:
    """The codebook as a table: metric, labels, unit, definition, what not to confuse it with, drift, sums.

    >>> an.metrics().filter(pl.col("metric") == "stowaways_seized")["label_zh"].item()
    '查获偷渡人员'
    """
    rows = [
        {
            "metric": m.metric,
            "label_en": m.label["en"],
            "label_zh": m.label["zh"],
            "unit": " or ".join(m.units),
            "definition": m.definition,
            "not_to_confuse": m.not_to_confuse,
            "drift": m.drift,
            "adds_up_to": m.adds_up_to,
            "part_of": m.part_of,
        }
        for m in codebook(source).metrics.values()
    ]
    import polars as pl

    return pl.DataFrame(rows, schema=dict.fromkeys(TABLE, pl.String))
