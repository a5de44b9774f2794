"""Official press briefings, English and Chinese, as located, dated, bounded claims.

import analysis as an
briefings = an.read_briefings()      # the committed corpus, or any folder, file or glob
claims = an.find_claims(briefings)   # a row per claim
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .archive import extract_corpus as extract_corpus
    from .archive import read_claims as read_claims
    from .briefings import read_briefings as read_briefings
    from .browsing import browse as browse
    from .checks import check as check
    from .citation import cite as cite
    from .citation import fragment_link as fragment_link
    from .citation import stamp as stamp
    from .claims import explain as explain
    from .claims import find_claims as find_claims
    from .claims import leftovers as leftovers
    from .codebook import about as about
    from .codebook import metrics as metrics
    from .comparisons import compare as compare
    from .corpus import add_briefing as add_briefing
    from .corpus import verify as verify
    from .display import evidence as evidence
    from .display import pick as pick
    from .display import show as show
    from .extent import coverage as coverage
    from .extent import metric_coverage as metric_coverage
    from .findings import most_told as most_told
    from .findings import select as select
    from .findings import sentence as sentence
    from .goldstandard import read_gold as read_gold
    from .goldstandard import score as score
    from .ledgers import corrections as corrections
    from .ledgers import known_failures as known_failures
    from .ledgers import reviews as reviews
    from .ledgers import with_reviews as with_reviews
    from .marking import mark as mark
    from .plots import plot_changes as plot_changes
    from .plots import plot_comparison as plot_comparison
    from .plots import plot_coverage as plot_coverage
    from .plots import plot_levels as plot_levels
    from .plots import plot_metrics as plot_metrics
    from .plots import plot_series as plot_series
    from .plots import plot_tellings as plot_tellings
    from .plots import plot_verdicts as plot_verdicts
    from .provenance import cite_any as cite_any
    from .rendering import render as render
    from .reports import report as report
    from .reports import reproduce as reproduce
    from .sentences import split_briefings as split_briefings
    from .series import derive as derive
    from .series import pace as pace
    from .series import to_series as to_series
    from .tables import Briefings as Briefings
    from .tables import Checks as Checks
    from .tables import Claims as Claims
    from .tables import Comparisons as Comparisons
    from .tables import Leftovers as Leftovers
    from .tables import Series as Series
    from .tables import meanings as meanings
    from .takeaway import quoted as quoted
    from .takeaway import save as save
    from .words import LexiconError as LexiconError
    from .words import SourceError as SourceError

# The public API, and the module each name comes from. Modules are imported when a name is first used.
_HOME = {
    "read_briefings": "briefings",
    "split_briefings": "sentences",
    "find_claims": "claims",
    "leftovers": "claims",
    "extract_corpus": "archive",
    "read_claims": "archive",
    "explain": "claims",
    "about": "codebook",
    "metrics": "codebook",
    "mark": "marking",
    "evidence": "display",
    "browse": "browsing",
    "pick": "display",
    "show": "display",
    "sentence": "findings",
    "select": "findings",
    "most_told": "findings",
    "coverage": "extent",
    "to_series": "series",
    "derive": "series",
    "pace": "series",
    "compare": "comparisons",
    "check": "checks",
    "plot_levels": "plots",
    "plot_coverage": "plots",
    "plot_metrics": "plots",
    "plot_series": "plots",
    "plot_changes": "plots",
    "plot_comparison": "plots",
    "plot_tellings": "plots",
    "plot_verdicts": "plots",
    "metric_coverage": "extent",
    "cite": "citation",
    "fragment_link": "citation",
    "stamp": "citation",
    "cite_any": "provenance",
    "render": "rendering",
    "report": "reports",
    "reproduce": "reports",
    "score": "goldstandard",
    "known_failures": "ledgers",
    "corrections": "ledgers",
    "reviews": "ledgers",
    "with_reviews": "ledgers",
    "read_gold": "goldstandard",
    "add_briefing": "corpus",
    "verify": "corpus",
    "Briefings": "tables",
    "Claims": "tables",
    "Leftovers": "tables",
    "Series": "tables",
    "Comparisons": "tables",
    "Checks": "tables",
    "meanings": "tables",
    "save": "takeaway",
    "quoted": "takeaway",
    "SourceError": "words",
    "LexiconError": "words",
}

__all__ = list(_HOME)


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        import difflib

        near = difflib.get_close_matches(name, _HOME, n=1)
        hint = f"; did you mean {near[0]!r}?" if near else ""
        raise AttributeError(f"analysis has no {name!r}{hint}")
    return getattr(importlib.import_module(f".{_HOME[name]}", __name__), name)


def __dir__() -> list[str]:
    return __all__
