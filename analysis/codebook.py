"""The codebook: metrics as frames and units, from data/codebook.toml or a user's own file; ids with did-you-mean.

How a frame is matched stands in extraction/frames.py; how to write one in the head of data/codebook.toml.
"""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

from .errors import LexiconError, did_you_mean
from .paths import data_folder

LANGS = ("en", "zh")
NEEDED = ("label", "unit", "definition", "counts", "example")
OPTIONAL = (
    "not_to_confuse", "adds_up_to", "families", "share_of", "generic", "kinds", "family", "drift", "part_of", "average_of", "scope", "counting", "stock",
    "partition", "by", "needs", "never", "pair", "near_miss", "breaks", "parts_short",
)  # fmt: skip
Words = dict[str, list[str]]
Source = "str | Path | Codebook | None"


@dataclass(frozen=True)
class Metric:
    """An entry of the codebook; what its keys mean stands in the head of data/codebook.toml."""

    metric: str
    label: dict[str, str]
    units: tuple[str, ...]
    definition: str
    counts: Words
    example: dict[str, Any]
    by: Words = field(default_factory=dict)
    needs: Words = field(default_factory=dict)
    never: Words = field(default_factory=dict)
    near_miss: Words = field(default_factory=dict)
    kinds: tuple[str, ...] = ()
    not_to_confuse: str = ""
    generic: int = 0
    share_of: str | None = None
    adds_up_to: str | None = None
    part_of: str | None = None
    average_of: str | None = None
    drift: str = ""
    families: tuple[str, ...] = ("NIA",)
    counting: dict[str, Words] = field(default_factory=dict)
    stock: bool = False
    partition: str = ""
    pair: str | None = None
    breaks: tuple[date, ...] = ()
    parts_short: dict[str, tuple[tuple[date, date], ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Codebook:
    """Metrics and units, with where they were read from."""

    metrics: dict[str, Metric]
    units: dict[str, dict[str, str]]
    path: str = ""

    @functools.cached_property
    def counting(self) -> dict[str, dict[str, list[tuple[str, re.Pattern[str]]]]]:
        """For each language and metric whose noun drifts: (way of counting, pattern of its nouns), in the codebook's order."""
        return {
            lang: {
                m.metric: [(way, _nouns(row[lang])) for way, row in m.counting.items() if row[lang]]
                for m in self.metrics.values()
                if m.counting
            }
            for lang in LANGS
        }

    def unit_label(self, unit: str | None, lang: str = "en") -> str:
        """'person_trip' => 'person-trips'; a measure that has no entry as it is."""
        name, _, per = (unit or "").partition("/")
        named = self.units.get(name, {}).get(lang, name.replace("_", " "))
        return f"{named}/{per}" if per else named

    def label(self, metric: str | None, lang: str = "en") -> str:
        """'criminal_cases_solved' => 'Border-management criminal cases'; the id itself where it has no entry."""
        entry = self.metrics.get(metric or "")
        return entry.label[lang] if entry else str(metric)


def _nouns(words: list[str]) -> re.Pattern[str]:
    """A user's words are literals: '*' alone stands for any ending."""
    forms = [re.escape(w.rstrip("*")) + (r"\w*" if w.endswith("*") or w.isascii() else "") for w in words]
    return re.compile("|".join(sorted(forms, key=len, reverse=True)), re.IGNORECASE)


# The codebook that is used where none is named: the built-in one until `use` says another.
_active: list[Codebook] = []


def codebook(source: str | Path | Codebook | None = None) -> Codebook:
    """The codebook in use, or the one of a file; LexiconError names the file, the entry at fault and the remedy."""
    if isinstance(source, Codebook):
        return source
    if source is None:
        return _active[-1] if _active else built_in()
    return read_codebook(Path(source))


def use(source: str | Path | Codebook | None) -> Codebook:
    """Make a codebook the one that is used where none is named, for the rest of the session; None goes back to the built-in one."""
    _active.clear()
    if source is not None:
        _active.append(codebook(source))
    return codebook()


@functools.cache
def built_in() -> Codebook:
    """The codebook that ships with the package."""
    return read_codebook(data_folder() / "codebook.toml")


def codebook_beside(path: str) -> Path | None:
    """The codebook.toml of the corpus folder that a file lies in: beside it or up to three folders above, but for the built-in one."""
    ours = data_folder().resolve()
    for folder in list(Path(path).resolve().parents)[:4] if path else ():
        if folder == ours:
            return None
        if (folder / "codebook.toml").is_file():
            return folder / "codebook.toml"
    return None


LARGEST = 2_000_000  # bytes of a codebook


def _table(path: Path) -> dict[str, Any]:
    try:
        if path.stat().st_size > LARGEST:
            raise LexiconError(f"{path}: larger than {LARGEST:,} bytes, which no codebook is; give another file")
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise LexiconError(f"{path}: no codebook here; give its path or make one with `briefings codebook new`") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise LexiconError(f"{path}: not valid TOML, {error}; mend that line") from None


@functools.lru_cache(maxsize=16)
def _read(path: Path, stamp: tuple[int, ...]) -> Codebook:
    return _parsed(path, _table(path))


def read_codebook(path: Path) -> Codebook:
    """Read a codebook file; with `extends = "migration"` its metrics add to the built-in ones. units.toml beside it adds units."""
    files = [path, path.parent / "units.toml"]
    return _read(path, tuple(p.stat().st_mtime_ns if p.is_file() else 0 for p in files))


def _parsed(path: Path, table: dict[str, Any]) -> Codebook:
    ours = path.resolve() == (data_folder() / "codebook.toml").resolve()
    base = None if ours else built_in()
    units = dict(base.units) if base else {}
    units |= _units(path, table.get("units", {}))
    beside = path.parent / "units.toml"
    if not ours and beside.is_file():
        extra = _table(beside)
        units |= _units(beside, extra.get("units", extra))
    extends = table.get("extends")
    if extends not in (None, "migration"):
        raise LexiconError(f"{path} extends: no codebook {extends!r}; write extends = \"migration\" or leave it out")
    metrics = dict(base.metrics) if base and extends else {}
    for name, row in table.get("metrics", {}).items():
        metrics[name] = _metric(f"{path} [metrics.{name}]", name, row, units, own=not ours)
    if not metrics:
        raise LexiconError(f"{path}: no [metrics.<id>] entry; add one")
    for name, metric in metrics.items():
        for key in ("share_of", "adds_up_to", "part_of", "average_of", "pair"):
            whole = getattr(metric, key)
            if whole and whole not in metrics:
                raise LexiconError(f"{path} [metrics.{name}]: {key} names no metric {whole!r}{did_you_mean(whole, metrics)}")
    return Codebook(metrics, units, str(path))


def _units(path: Path, rows: Any) -> dict[str, dict[str, str]]:
    units: dict[str, dict[str, str]] = {}
    for name, row in rows.items():
        if not isinstance(row, dict) or any(lang not in row for lang in LANGS):
            raise LexiconError(f"{path} [units.{name}]: write en and zh, the names of the unit in both languages")
        said = {lang: row[lang] if isinstance(row[lang], str) else (row[lang] or [name])[0] for lang in LANGS}
        units[name] = said | {"meaning": str(row.get("meaning", name))}
    return units


def _metric(where: str, name: str, row: Any, units: dict[str, Any], own: bool) -> Metric:
    if not isinstance(row, dict):
        raise LexiconError(f"{where}: not a table; write it as the other entries are")
    if not re.fullmatch(r"[a-z][a-z0-9_]*", name):
        raise LexiconError(f"{where}: an id is lower-case letters, digits and _; rename it")
    for key in NEEDED:
        if key not in row:
            raise LexiconError(f"{where}: {key} is missing; add it")
    if unknown := sorted(set(row) - {*NEEDED, *OPTIONAL}):
        raise LexiconError(f"{where}: unknown key {unknown[0]!r}{did_you_mean(unknown[0], (*NEEDED, *OPTIONAL))}")
    for key in ("label", "counts", "example"):
        if not isinstance(row[key], dict) or any(lang not in row[key] for lang in LANGS):
            raise LexiconError(f"{where}: {key} lacks en or zh; write both, [] where there is none")
    for key in ("counts", "by", "needs", "never", "near_miss"):
        _check_words(where, key, row.get(key, {}))
    listed = [row["unit"]] if isinstance(row["unit"], str) else list(row["unit"])
    for unit in listed:
        if unit.split("/")[0] not in units:
            raise LexiconError(f"{where}: unit {unit!r} is not in [units]{did_you_mean(unit, units)}")
    if "value" not in row["example"]:
        raise LexiconError(f"{where}: example lacks its value; add value = the number both sentences say")
    plain = {key: row[key] for key in OPTIONAL if key in row and key not in ("family", "scope", "kinds", "families", "generic", "stock", "breaks", "parts_short")}
    families = row.get("families", ["*"] if own else ["NIA"])
    return Metric(
        metric=name, label=row["label"], units=tuple(listed), definition=row["definition"], counts=row["counts"], example=row["example"],
        kinds=tuple(row.get("kinds", ())), generic=int(row.get("generic", 0)), stock=bool(row.get("stock", False)),
        families=tuple([families] if isinstance(families, str) else families), breaks=_days(where, "breaks", row.get("breaks", ())),
        parts_short={name: _spans(where, spans) for name, spans in row.get("parts_short", {}).items()}, **plain,
    )  # fmt: skip


def _days(where: str, key: str, said: Iterable[Any]) -> tuple[date, ...]:
    try:
        return tuple(date.fromisoformat(str(day)) for day in said)
    except ValueError:
        raise LexiconError(f"{where}: {key} holds days; write each as 2023-01-01") from None


def _spans(where: str, said: Iterable[str]) -> tuple[tuple[date, date], ...]:
    spans = [_days(where, "parts_short", str(span).split("/")) for span in said]
    if any(len(span) != 2 or span[0] > span[1] for span in spans):
        raise LexiconError(f"{where}: parts_short holds times; write each as 2023-01-01/2023-06-30")
    return tuple((first, last) for first, last in spans)


def _check_words(where: str, key: str, words: Any) -> None:
    if not isinstance(words, dict) or any(not isinstance(w, list) or not all(isinstance(x, str) for x in w) for w in words.values()):
        raise LexiconError(f'{where}: {key} is a list of words for each language; write {key} = {{ en = ["..."], zh = ["..."] }}')


def words(name: str | None) -> str:
    """'like_for_like' => 'like for like'."""
    return (name or "").replace("_", " ")


def label(metric: str | None) -> str:
    """A metric's label inside a sentence: 'criminal suspects arrested'."""
    full = codebook().label(metric)
    return full[:1].lower() + full[1:] if full[1:2].islower() else full


def metrics(source: str | Path | Codebook | None = None) -> pl.DataFrame:
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
    return pl.DataFrame(rows)


def serves(metric: Metric, families: Iterable[str]) -> bool:
    """Is a metric one of an agency's families? A user's own metrics are everybody's unless they say whose."""
    return "*" in metric.families or bool(set(metric.families) & set(families))
