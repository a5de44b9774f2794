"""Codebook files: codebook.toml with units.toml and agencies.toml beside it, read with limits; a wrong entry is named with its remedy."""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from .codebook_entries import agency_row, metric_row, unit_row
from .errors import LexiconError, did_you_mean
from .metric import Codebook, Metric, Rows
from .paths import data_folder
from .remembered import read_toml, remembered

NAMES = ("codebook.toml", "units.toml", "agencies.toml")  # what a corpus folder may hold beside its briefings
LARGEST = 2_000_000  # bytes of a file
MOST = 5_000  # entries of a file, and words of a list
DEEPEST = 6  # tables and lists within each other; a codebook needs four
SECTIONS = ("families", "metrics", "units", "extends")


def read_codebook(path: Path) -> Codebook:
    """Read a codebook.toml, or a folder that holds one, with the units.toml and agencies.toml beside it.

    With `extends = "migration"` its metrics add to the built-in ones; units and agencies always add to them.
    """
    folder = path if path.is_dir() else path.parent
    own = (
        [folder / name for name in NAMES] if path.is_dir() else [path, folder / "units.toml", folder / "agencies.toml"]
    )
    if path.is_dir() and not any(p.is_file() for p in own):
        raise LexiconError(f"{path}: holds no codebook.toml; make one with `briefings codebook new`")
    if not path.exists():
        raise LexiconError(f"{path}: no codebook here; give its path or make one with `briefings codebook new`")
    return _read(tuple(own), tuple(_stamp(p) for p in own))


def _stamp(path: Path) -> tuple[int, int]:
    return (path.stat().st_mtime_ns, path.stat().st_size) if path.is_file() else (0, 0)


@functools.cache
def built_in() -> Codebook:
    """The codebook that ships with the package."""
    return read_codebook(data_folder() / "codebook.toml")


@functools.lru_cache(maxsize=16)
def _read(files: tuple[Path, Path, Path], stamps: tuple[tuple[int, int], ...]) -> Codebook:
    book, units, agencies = files
    ours = book.resolve() == (data_folder() / "codebook.toml").resolve()
    if ours:
        return _parsed(book, _table(book), {}, {}, _hashes([book]), None)
    return _parsed(book, _table(book), _table(units), _table(agencies), _hashes(files), built_in())


def _hashes(files: Iterable[Path]) -> dict[str, str]:
    names = [Path(name).stem for name in NAMES]
    return {
        name: hashlib.sha256(p.read_bytes()).hexdigest() for name, p in zip(names, files, strict=False) if p.is_file()
    }


def _table(path: Path) -> dict[str, Any]:
    """A file as a table, empty where there is none; LexiconError where it is larger or deeper than any codebook is."""
    if not path.is_file():
        return {}
    try:
        if path.stat().st_size > LARGEST:
            raise LexiconError(f"{path}: larger than {LARGEST:,} bytes, which no codebook is; give another file")
        table = _read_text(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise LexiconError(f"{path}: cannot be read ({error.strerror}); check the file and its permissions") from None
    except LexiconError:
        raise
    except ValueError as error:  # TOMLDecodeError and UnicodeDecodeError are both
        raise LexiconError(f"{path}: not valid TOML, {error}; mend that line") from None
    except RecursionError:
        raise LexiconError(
            f"{path}: tables more than {DEEPEST} deep, which no codebook has; give another file"
        ) from None
    _check_size(str(path), table, 0)
    return table


def _read_text(text: str) -> dict[str, Any]:
    return remembered("codebook", text, lambda: read_toml(text))


def _check_size(where: str, node: Any, depth: int) -> None:
    if not isinstance(node, dict | list):
        return
    if depth > DEEPEST:
        raise LexiconError(f"{where}: tables more than {DEEPEST} deep, which no codebook has; flatten them")
    if len(node) > MOST:
        raise LexiconError(f"{where}: {len(node):,} entries, more than the {MOST:,} that are read; split it")
    for key, item in node.items() if isinstance(node, dict) else enumerate(node, 1):
        _check_size(f"{where} [{key}]" if depth < 2 else where, item, depth + 1)


def _parsed(
    path: Path, table: dict[str, Any], own_units: dict[str, Any], own_agencies: dict[str, Any], hashes: dict[str, str], base: Codebook | None
) -> Codebook:  # fmt: skip
    if unknown := sorted(set(table) - set(SECTIONS)):
        raise LexiconError(f"{path} [{unknown[0]}]: no such section{did_you_mean(unknown[0], SECTIONS)}")
    if (extends := table.get("extends")) not in (None, "migration"):
        raise LexiconError(f'{path} extends: no codebook {extends!r}; write extends = "migration" or leave it out')
    stated = [(path, table.get("units", {})), (path.parent / "units.toml", own_units.get("units", own_units))]
    read = {name: unit_row(f"{file} [{name}]", name, row) for file, rows in stated for name, row in _rows(file, rows)}
    units = (dict(base.units) if base else {}) | {name: labels for name, (labels, _) in read.items()}
    file = path.parent / "agencies.toml"
    agencies = {name: agency_row(f"{file} [{name}]", row) for name, row in _rows(file, own_agencies)}
    known = base.units if base else {}  # a copy of the built-in's own rows adds no words: 国(个国家) is only a label
    added = {name: words for name, (labels, words) in read.items() if known.get(name) != labels}
    own: dict[str, Rows] = {"units": added, "agencies": agencies} if base else {}
    extended = base if base and (extends or not path.is_file()) else None
    metrics = dict(extended.metrics) if extended else {}
    hashes = hashes | ({"migration": extended.files["codebook"]} if extended else {})
    for name, row in _rows(path, table.get("metrics", {})):
        metrics[name] = metric_row(f"{path} [metrics.{name}]", name, row, units, _served(path, table))
    if not metrics:
        raise LexiconError(f"{path}: no [metrics.<id>] entry; add one")
    _check_wholes(path, metrics)
    return Codebook(metrics, units, str(path), own, hashes)


def _served(path: Path, table: dict[str, Any]) -> list[str]:
    """The families that a codebook's metrics serve where they do not say their own: every agency where the file states none."""
    stated = table.get("families", ["*"])
    if not isinstance(stated, list) or not stated or not all(isinstance(name, str) for name in stated):
        raise LexiconError(f'{path} families: not a list of names; write it as families = ["NIA"] or leave it out')
    return stated


def _rows(path: Path, rows: Any) -> list[tuple[str, Any]]:
    if not isinstance(rows, dict):
        raise LexiconError(f"{path}: entries are tables such as [name]; write them so")
    return list(rows.items())


def _check_wholes(path: Path, metrics: dict[str, Metric]) -> None:
    for name, metric in metrics.items():
        for key in ("share_of", "adds_up_to", "part_of", "average_of", "pair"):
            whole = getattr(metric, key)
            if whole and whole not in metrics:
                raise LexiconError(
                    f"{path} [metrics.{name}]: {key} names no metric {whole!r}{did_you_mean(whole, metrics)}"
                )
            if whole == name:
                raise LexiconError(
                    f"{path} [metrics.{name}]: {key} names the metric itself; name another or leave it out"
                )
