"""Official press briefings, English and Chinese, as located, dated, bounded claims.

import analysis as an
briefings = an.read_briefings()      # the committed corpus, or any folder, file or glob
claims = an.find_claims(briefings)   # a row per claim
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .bulk.extract import extract_corpus as extract_corpus
    from .bulk.extract import read_claims as read_claims
    from .codebook import metrics as metrics
    from .comparing.checks import check as check
    from .comparing.pairs import compare as compare
    from .comparing.series import derive as derive
    from .comparing.series import pace as pace
    from .comparing.series import to_series as to_series
    from .errors import LexiconError as LexiconError
    from .errors import SourceError as SourceError
    from .evaluation.coverage import coverage as coverage
    from .evaluation.coverage import metric_coverage as metric_coverage
    from .evaluation.gold import read_gold as read_gold
    from .evaluation.gold import score as score
    from .evaluation.review_tables import corrections as corrections
    from .evaluation.review_tables import known_failures as known_failures
    from .evaluation.review_tables import reviews as reviews
    from .evaluation.review_tables import with_reviews as with_reviews
    from .extraction.claims import explain as explain
    from .extraction.claims import find_claims as find_claims
    from .extraction.claims import leftovers as leftovers
    from .fingerprints import stamp as stamp
    from .language.sentences import split_briefings as split_briefings
    from .loading.corpus import add_briefing as add_briefing
    from .loading.corpus import verify as verify
    from .loading.readers import read_briefings as read_briefings
    from .presenting.browser import browse as browse
    from .presenting.charts import plot_changes as plot_changes
    from .presenting.charts import plot_comparison as plot_comparison
    from .presenting.charts import plot_coverage as plot_coverage
    from .presenting.charts import plot_levels as plot_levels
    from .presenting.charts import plot_metrics as plot_metrics
    from .presenting.charts import plot_series as plot_series
    from .presenting.charts import plot_tellings as plot_tellings
    from .presenting.charts import plot_verdicts as plot_verdicts
    from .presenting.citation import cite as cite
    from .presenting.citation import fragment_link as fragment_link
    from .presenting.export import quoted as quoted
    from .presenting.export import save as save
    from .presenting.highlight import mark as mark
    from .presenting.summaries import sentence as sentence
    from .presenting.tables import show as show
    from .reporting.batch import report as report
    from .reporting.batch import reproduce as reproduce
    from .reporting.notebooks import render as render
    from .reporting.provenance import cite_any as cite_any
    from .schema import Briefings as Briefings
    from .schema import Checks as Checks
    from .schema import Claims as Claims
    from .schema import Comparisons as Comparisons
    from .schema import Leftovers as Leftovers
    from .schema import Series as Series
    from .schema import meanings as meanings
    from .selection import about as about
    from .selection import evidence as evidence
    from .selection import most_told as most_told
    from .selection import pick as pick
    from .selection import select as select

# The public API, and the module each name comes from. Modules are imported when a name is first used.
_HOME = {
    "read_briefings": "loading.readers",
    "split_briefings": "language.sentences",
    "find_claims": "extraction.claims",
    "leftovers": "extraction.claims",
    "extract_corpus": "bulk.extract",
    "read_claims": "bulk.extract",
    "explain": "extraction.claims",
    "about": "selection",
    "metrics": "codebook",
    "mark": "presenting.highlight",
    "evidence": "selection",
    "browse": "presenting.browser",
    "pick": "selection",
    "show": "presenting.tables",
    "sentence": "presenting.summaries",
    "select": "selection",
    "most_told": "selection",
    "coverage": "evaluation.coverage",
    "to_series": "comparing.series",
    "derive": "comparing.series",
    "pace": "comparing.series",
    "compare": "comparing.pairs",
    "check": "comparing.checks",
    "plot_levels": "presenting.charts",
    "plot_coverage": "presenting.charts",
    "plot_metrics": "presenting.charts",
    "plot_series": "presenting.charts",
    "plot_changes": "presenting.charts",
    "plot_comparison": "presenting.charts",
    "plot_tellings": "presenting.charts",
    "plot_verdicts": "presenting.charts",
    "metric_coverage": "evaluation.coverage",
    "cite": "presenting.citation",
    "fragment_link": "presenting.citation",
    "stamp": "fingerprints",
    "cite_any": "reporting.provenance",
    "render": "reporting.notebooks",
    "report": "reporting.batch",
    "reproduce": "reporting.batch",
    "score": "evaluation.gold",
    "known_failures": "evaluation.review_tables",
    "corrections": "evaluation.review_tables",
    "reviews": "evaluation.review_tables",
    "with_reviews": "evaluation.review_tables",
    "read_gold": "evaluation.gold",
    "add_briefing": "loading.corpus",
    "verify": "loading.corpus",
    "Briefings": "schema",
    "Claims": "schema",
    "Leftovers": "schema",
    "Series": "schema",
    "Comparisons": "schema",
    "Checks": "schema",
    "meanings": "schema",
    "save": "presenting.export",
    "quoted": "presenting.export",
    "SourceError": "errors",
    "LexiconError": "errors",
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
