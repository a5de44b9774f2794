"""What a codebook holds: metrics as frames, units, and a user's own agencies; what the keys mean stands in data/codebook.toml."""

from __future__ import annotations

import functools
import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

LANGS = ("en", "zh")
Words = dict[str, list[str]]
Rows = dict[str, dict[str, Any]]


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


@dataclass(frozen=True, eq=False)
class Codebook:
    """Metrics and units, with where they were read from; `own` holds what a user's units.toml and agencies.toml add to
    the lexicon, `files` the SHA-256 of each file by its name, that of the built-in one that it extends as "migration"."""

    metrics: dict[str, Metric]
    units: dict[str, dict[str, str]]
    path: str = ""
    own: dict[str, Rows] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)

    @functools.cached_property
    def sha256(self) -> str:
        """A mark of all that it says: of its files, or of itself where a program made it."""
        told = repr(sorted(self.files.items()) or (self.metrics, self.units, self.own))
        return hashlib.sha256(told.encode()).hexdigest()

    @functools.cached_property
    def own_key(self) -> str:
        """A mark of the user's own units and agencies; empty where there are none."""
        return self.sha256 if any(self.own.values()) else ""

    @functools.cached_property
    def averages(self) -> dict[str, str]:
        """The metric of the average of a metric: the first that says so."""
        return _first((m.average_of, m.metric) for m in self.metrics.values())

    @functools.cached_property
    def shares(self) -> dict[str, str]:
        """The metric of the share of a metric: the first that says so."""
        return _first((m.share_of, m.metric) for m in self.metrics.values())

    @functools.cached_property
    def people_of_cases(self) -> frozenset[str]:
        """The metrics that count the people of cases."""
        return frozenset(m.pair for m in self.metrics.values() if m.pair)

    @functools.cached_property
    def both_ways(self) -> frozenset[str]:
        """The metrics that those of one direction add up to."""
        return frozenset(m.adds_up_to for m in self.metrics.values() if m.adds_up_to and m.partition == "directions")

    @functools.cached_property
    def of_everyone(self) -> frozenset[str]:
        """The metrics of all passages, in both directions or in one, and their means."""
        metrics = self.metrics.values()
        return frozenset(
            m.metric for m in metrics if m.partition == "directions" or self.both_ways & {m.metric, m.average_of}
        )

    @functools.cached_property
    def totals(self) -> frozenset[str]:
        """The metrics that others add up to."""
        return frozenset(m.adds_up_to for m in self.metrics.values() if m.adds_up_to)

    @functools.cached_property
    def parted(self) -> frozenset[str]:
        """The metrics that others are parts or shares of."""
        return frozenset(w for m in self.metrics.values() for w in (m.part_of, m.adds_up_to, m.share_of) if w)

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


def _first(rows: Iterable[tuple[str | None, str]]) -> dict[str, str]:
    """The first metric that names each other one."""
    found: dict[str, str] = {}
    for of, metric in rows:
        if of:
            found.setdefault(of, metric)
    return found


def _nouns(words: list[str]) -> re.Pattern[str]:
    """A user's words are literals: '*' alone stands for any ending."""
    forms = [re.escape(w.rstrip("*")) + (r"\w*" if w.endswith("*") or w.isascii() else "") for w in words]
    return re.compile("|".join(sorted(forms, key=len, reverse=True)), re.IGNORECASE)


def serves(metric: Metric, families: Iterable[str]) -> bool:
    """Is a metric one of an agency's families? A user's own metrics are everybody's unless they say whose."""
    return "*" in metric.families or bool(set(metric.families) & set(families))
