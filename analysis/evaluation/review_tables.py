"""The ledgers: what people found by hand, row by row - known failures, corrections, the review of what disagrees."""

from __future__ import annotations

import polars as pl

from ..paths import data_folder


def known_failures() -> pl.DataFrame:
    """What is known to be read wrongly: language, sentence, date, raw, field, wanted, why; each is a strict xfail in the tests.

    >>> an.known_failures().columns[-1]
    'why'
    """
    return pl.read_csv(data_folder() / "gold" / "known_failures.csv", infer_schema=False)


def corrections() -> pl.DataFrame:
    """Where the committed claims differ from what was coded by hand from the sources, with the reason, row by row.

    >>> an.corrections().columns[-1]
    'reason'
    """
    return pl.read_csv(data_folder() / "corrections.csv", infer_schema=False)


REVIEWED = ("check", "metric", "scope", "period_start", "period_end")


def reviews() -> pl.DataFrame:
    """What disagrees in the committed corpus, or is told differently, looked up by hand in the sentences it rests on.

    `cause`: "statement" (the agency's figures, as its reports print them), "report" (one outlet's report alone) or
    "wording" (the same figure under another noun, period or base); what was our own misreading has been mended.

    >>> an.reviews()["cause"].unique().sort().to_list()
    ['report', 'statement', 'wording']
    """
    text = pl.read_csv(data_folder() / "reviews.csv", infer_schema=False)
    return text.with_columns(pl.col("period_start", "period_end").str.to_date())


def with_reviews(checks: pl.DataFrame) -> pl.DataFrame:
    """Checks => the same rows with `cause` and `note` of the review; null where nobody has looked yet.

    >>> an.with_reviews(an.check(claims, only="share_against_parts").head(1))["cause"].to_list()
    ['report']
    """
    return checks.join(reviews(), on=REVIEWED, how="left", nulls_equal=True, maintain_order="left")
