"""Loads and checks data/codebook.toml; metric ids with did-you-mean."""

from __future__ import annotations

import functools
import re
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import polars as pl

from .errors import LexiconError, did_you_mean
from .language.lexicon import LANGS, fold, lexicon, plural
from .language.neighbours import all_units
from .language.trie import Stems
from .paths import data_folder

NEEDED = ("label", "unit", "definition", "not_to_confuse", "aliases", "example")
OPTIONAL = (
    "adds_up_to",
    "agency",
    "share_of",
    "generic",
    "kinds",
    "family",
    "drift",
    "part_of",
    "scope",
    "counting",
    "stock",
    "partition",
    "narrowed",
    "unless",
)


@dataclass(frozen=True)
class Metric:
    """An entry of the codebook."""

    metric: str
    label: dict[str, str]
    units: tuple[str, ...]
    kinds: tuple[str, ...]
    definition: str
    not_to_confuse: str
    aliases: dict[str, list[str]]
    example: dict[str, Any]
    generic: int = 0
    share_of: str | None = None
    adds_up_to: str | None = None
    part_of: str | None = None
    drift: str = ""
    agency: tuple[str, ...] = ()
    counting: dict[str, dict[str, list[str]]] = field(default_factory=dict)
    stock: bool = False
    partition: str = ""
    narrowed: dict[str, dict[str, list[str]]] = field(default_factory=dict)
    unless: str = ""


@dataclass(frozen=True)
class Mention:
    """Where a metric's alias stands in a sentence."""

    start: int
    end: int
    metric: str


FIGURE = re.compile(r"\d")


class Codebook:
    """The metrics and units, with the patterns that find their aliases."""

    def __init__(self, metrics: dict[str, Metric], units: dict[str, dict[str, str]]) -> None:
        self.metrics, self.units = metrics, units
        self.patterns = {lang: self._patterns(lang) for lang in LANGS}
        self.stems = {lang: self._stems(lang) for lang in LANGS}
        self.counting = {lang: self._counting(lang) for lang in LANGS}

    def _patterns(self, lang: str) -> list[tuple[str, re.Pattern[str]]]:
        """Each metric that has aliases in a language, with the pattern of them all, longest first."""
        flags = re.IGNORECASE if lang == "en" else 0
        return [
            (m.metric, re.compile("|".join(alias_pattern(a, lang) for a in aliases), flags))
            for m in self.metrics.values()
            if (aliases := [fold(a) for a in sorted(m.aliases[lang], key=len, reverse=True)])
        ]

    def _stems(self, lang: str) -> Stems:
        """Where a stem of a metric's aliases stands, an alias of it may begin."""
        named = [m for m in self.metrics.values() if m.aliases[lang]]
        stems = ((_stem(fold(a), lang), number) for number, m in enumerate(named) for a in m.aliases[lang])
        return Stems(stems, edge=r"(?<![-\w])" if lang == "en" else "")

    def _counting(self, lang: str) -> dict[str, list[tuple[str, re.Pattern[str]]]]:
        """For each metric whose noun drifts: (way of counting, pattern of its nouns), in the codebook's order."""
        flags = re.IGNORECASE if lang == "en" else 0
        return {
            m.metric: [
                (variant, re.compile("|".join(alias_pattern(fold(w), lang) for w in row[lang]), flags))
                for variant, row in m.counting.items()
                if row[lang]
            ]
            for m in self.metrics.values()
            if m.counting
        }

    def find(self, text: str, lang: str) -> list[Mention]:
        """Every alias in a folded sentence; one that overlaps a longer alias does not count."""
        found: list[Mention] = []
        for number, places in sorted(self.stems[lang].places(text).items()):
            metric, pattern = self.patterns[lang][number]
            end = 0
            for at in places:
                if at >= end and (match := pattern.match(text, at)):
                    end = match.end()
                    found.append(Mention(at, end, metric))
        whole = [b for b in found if not FIGURE.search(text, b.start, b.end)]  # one that spans a figure covers nothing
        return [a for a in found if not any(self._covers(b, a) for b in whole)]

    def _covers(self, b: Mention, a: Mention) -> bool:
        """Does a longer alias take the place of one that it overlaps? A group's name never does that to a thing's."""
        longer = b.end - b.start > a.end - a.start and b.start < a.end and a.start < b.end
        return longer and (
            self.metrics[b.metric].generic <= self.metrics[a.metric].generic or (b.start <= a.start and a.end <= b.end)
        )

    def belongs(self, metric: str, agency: str | None) -> bool:
        """Does an agency state this metric? Without `agency` in its entry it is one of the Chinese agencies'."""
        named = self.metrics[metric].agency
        if agency is None:
            return True
        return agency in named if named else lexicon("agencies").get(agency, {}).get("place", "CN").startswith("CN")

    def narrow(self, metric: str, counted: str | None, lang: str) -> str:
        """The metric for a noun that narrows a group's: foreigners who made 'entries' are entries by foreigners."""
        said = (counted or "").lower()
        rows = self.metrics[metric].narrowed.items()
        return next((part for part, words in rows if said in (*words[lang], *map(plural, words[lang]))), metric)

    def unit_label(self, unit: str | None, lang: str = "en") -> str:
        """'person_trip' => 'person-trips'; a measure that has no entry as it is."""
        name, _, per = (unit or "").partition("/")
        named = self.units.get(name, {}).get(lang, name.replace("_", " "))
        return f"{named}/{per}" if per else named

    def label(self, metric: str | None, lang: str = "en") -> str:
        """'criminal_cases_solved' => 'Border-management criminal cases'; the id itself where it has no entry."""
        entry = self.metrics.get(metric or "")
        return entry.label[lang] if entry else str(metric)


def _stem(alias: str, lang: str) -> str:
    """A piece of an alias that stands in every text the alias matches: its first word, less the ending."""
    first = alias.split("…")[0].strip()
    if lang != "en":
        return first.lower().strip("^#")
    word = first.split()[0].lower().rstrip("*")
    return word[:-1] if len(word) > 3 else word


def alias_pattern(alias: str, lang: str) -> str:
    """'case … border' as a pattern: any number of the noun, up to 40 characters for the gap, no sentence's end."""
    pieces = [piece.strip() for piece in alias.split("…")]
    if lang == "en":
        return r"[^.;,\d]{1,40}?".join(_english(piece) for piece in pieces)
    return r"[^。；;，,\d]{0,20}?".join(_chinese(piece) for piece in pieces)


# 出境1.02亿人次，入境1.01亿人次: a bare word is told from one inside a longer word by what stands on either side.
HEAD, NUMBER = (
    r"(?:(?<![\u4e00-\u9fff])|(?<=其中)|(?<=[年月日期度]))",
    r"(?=[约近超逾达为]{0,2}[\d一二三四五六七八九十])",
)


def _chinese(phrase: str) -> str:
    head, number = phrase.startswith("^"), phrase.endswith("#")
    return HEAD * head + re.escape(phrase.strip("^#")) + NUMBER * number


def _english(phrase: str) -> str:
    return (
        r"(?<![-\w])"
        + r"[\s]+".join(_word(word) for word in phrase.split())
        + (r"(?![-\w])" if phrase[-1].isalnum() else "")
    )


def _word(word: str) -> str:
    if word.endswith("*"):
        return re.escape(word[:-1]) + r"\w*"
    if not word[-1].isalpha():
        return re.escape(word)
    return f"(?:{re.escape(plural(word))}|{re.escape(word)}(?:s|ed|ing)?)"


@functools.cache
def codebook(path: Path | None = None) -> Codebook:
    """Load a codebook (default data/codebook.toml); LexiconError names the entry at fault and the remedy."""
    path = path or data_folder() / "codebook.toml"
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise LexiconError(f"{path}: no codebook here; give its path or restore data/codebook.toml") from None
    except tomllib.TOMLDecodeError as error:
        raise LexiconError(f"{path}: not valid TOML, {error}; mend that line") from None
    units = table.get("units", {})
    metrics = {
        name: _metric(f"{path.name} [metrics.{name}]", name, row, units)
        for name, row in table.get("metrics", {}).items()
    }
    if not metrics:
        raise LexiconError(f"{path}: no [metrics.<id>] entry; add one")
    for name, metric in metrics.items():
        for key in ("share_of", "adds_up_to", "part_of"):
            whole = getattr(metric, key)
            if whole and whole not in metrics:
                raise LexiconError(
                    f"{path.name} [metrics.{name}]: {key} names no metric {whole!r}{did_you_mean(whole, metrics)}"
                )
        for part in metric.narrowed:
            if part not in metrics:
                raise LexiconError(
                    f"{path.name} [metrics.{name}]: narrowed names no metric {part!r}{did_you_mean(part, metrics)}"
                )
    if unread := sorted(set(all_units()) - set(units)):
        raise LexiconError(f"{path.name} [units]: {unread[0]!r} is in lexicon/units.toml and not here; add it")
    return Codebook(metrics, units)


def _metric(where: str, name: str, row: Any, units: dict[str, Any]) -> Metric:
    if not isinstance(row, dict):
        raise LexiconError(f"{where}: not a table; write it as the other entries are")
    if not re.fullmatch(r"[a-z][a-z0-9_]*", name):
        raise LexiconError(f"{where}: an id is lower-case letters, digits and _; rename it")
    for key in NEEDED:
        if key not in row:
            raise LexiconError(f"{where}: {key} is missing; add it")
    if unknown := sorted(set(row) - {*NEEDED, *OPTIONAL}):
        raise LexiconError(f"{where}: unknown key {unknown[0]!r}{did_you_mean(unknown[0], (*NEEDED, *OPTIONAL))}")
    for key in ("label", "aliases", "example"):
        if not isinstance(row[key], dict) or (missing := [lang for lang in LANGS if lang not in row[key]]):
            raise LexiconError(
                f"{where}: {key} lacks {missing[0] if isinstance(row[key], dict) else 'en and zh'!r}; add it, [] where there is none"
            )
    listed = [row["unit"]] if isinstance(row["unit"], str) else list(row["unit"])
    for unit in listed:
        if unit.split("/")[0] not in units:
            raise LexiconError(f"{where}: unit {unit!r} is not in [units]{did_you_mean(unit, units)}")
    if row.get("unless", "") not in ("", *lexicon("cues")["unless"]):
        raise LexiconError(
            f"{where}: unless names no words of lexicon/cues.toml{did_you_mean(row['unless'], lexicon('cues')['unless'])}"
        )
    for variant, words in row.get("counting", {}).items():
        if not isinstance(words, dict) or any(lang not in words for lang in LANGS):
            raise LexiconError(f"{where}: counting.{variant} lacks a language; write en and zh, [] where there is none")
    if "value" not in row["example"]:
        raise LexiconError(f"{where}: example lacks its value; add value = the number both sentences say")
    return Metric(
        name,
        row["label"],
        tuple(listed),
        tuple(row.get("kinds", ())),
        row["definition"],
        row["not_to_confuse"],
        row["aliases"],
        row["example"],
        int(row.get("generic", 0)),
        row.get("share_of"),
        row.get("adds_up_to"),
        row.get("part_of"),
        row.get("drift", ""),
        tuple([row["agency"]] if isinstance(row.get("agency"), str) else row.get("agency", ())),
        row.get("counting", {}),
        bool(row.get("stock", False)),
        row.get("partition", ""),
        row.get("narrowed", {}),
        row.get("unless", ""),
    )


def metrics() -> pl.DataFrame:
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
        for m in codebook().metrics.values()
    ]
    return pl.DataFrame(rows)


def words(name: str | None) -> str:
    return (name or "").replace("_", " ")


def label(metric: str | None) -> str:
    """A metric's label inside a sentence: 'criminal suspects arrested'."""
    full = codebook().label(metric)
    return full[:1].lower() + full[1:] if full[1:2].islower() else full
