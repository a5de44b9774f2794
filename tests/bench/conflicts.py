"""How the time of `an.conflicts` grows: `python tests/bench/conflicts.py`, for docs/consistency.md.

More agencies: the corpus again under another agency's name, so that no statement binds the copies. More statements of one
subject: halves, quarters and years of one metric with a rate each, all bound to each other.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

import polars as pl

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

import analysis as an  # noqa: E402
from analysis.comparing.constraints import statements  # noqa: E402
from tests.comparing.constructed import claims_of_lines  # noqa: E402


def seconds(claims: pl.DataFrame) -> float:
    """Processor time of one run."""
    start = time.process_time()
    an.conflicts(claims)
    return time.process_time() - start


def agencies(claims: pl.DataFrame, copies: int) -> pl.DataFrame:
    return pl.concat(
        [claims.with_columns(pl.col("agency") + f" {n}", pl.col("claim_id") + f" {n}", pl.col("briefing_id") + f" {n}") for n in range(copies)]
    )  # fmt: skip


def one_subject(years: int) -> pl.DataFrame:
    """Quarters, halves and years of one metric, each with its rate; every tenth rate is wrong."""
    lines = []
    for year in range(years):
        for part in ("", "H1", "H2", "Q1", "Q2", "Q3", "Q4"):
            size = {"": 4, "H": 2, "Q": 1}[part[:1]] * round(10013 * 1.05**year)
            lines.append(f"criminal_cases_solved {1980 + year}{part} = {size}")
            if year:
                rate = 5.0 if len(lines) % 10 else 9.0
                lines.append(f"criminal_cases_solved {1980 + year}{part} up {rate}% base=same_period_last_year")
    return claims_of_lines(lines)


def main() -> None:
    corpus = an.find_claims(an.read_briefings())
    for copies in (1, 2, 4):
        claims = agencies(corpus, copies)
        print(
            f"corpus x {copies}: {claims.height} claims, {len(statements(claims))} statements, {seconds(claims):.1f} s"
        )
    for years in (5, 10, 20, 40):
        claims = one_subject(years)
        found = an.conflicts(claims).height
        print(f"one subject, {years} years: {claims.height} claims, {found} conflicts, {seconds(claims):.1f} s")


if __name__ == "__main__":
    main()
