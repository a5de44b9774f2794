"""The checks: constructed reports that must agree, must disagree and cannot tell; and what they find by themselves."""

from __future__ import annotations

import polars as pl
import pytest

import analysis as an
from analysis.comparing.checks import CHECKS
from analysis.errors import LexiconError

from ..conftest import told

Report = dict[str, object]


def en(text: str, day: str, **more: object) -> Report:
    return {"text": text, "date": day, **more}


def zh(text: str, day: str, **more: object) -> Report:
    return {"text": text, "date": day, "language": "zh", **more}


CASES_2023 = en("In 2023, police solved 20,000 criminal cases.", "2024-01-10")

# check, verdict, the reports, a piece of the arithmetic
CONSTRUCTED: list[tuple[str, str, list[Report], str]] = [
    (
        "change_against_levels", "agrees",
        [CASES_2023, en("In 2024, police solved 25,000 criminal cases, up 25 percent year on year.", "2025-01-10")],
        "25,000 / 20,000 - 1 = ",
    ),
    (
        "change_against_levels", "disagrees",
        [CASES_2023, en("In 2024, police solved 35,000 criminal cases, up 25.1 percent year on year.", "2025-01-10")],
        "stated +25.1 percent",
    ),
    (
        "change_against_levels", "cannot_tell",
        [en("In 2024, police solved 25,000 criminal cases, up 25 percent year on year.", "2025-01-10")],
        "no level is known for 2023",
    ),
    (
        "change_against_levels", "disagrees",
        [
            zh("2022年一季度，查验出入境人员3009.4万人次。", "2022-04-27"),
            zh("2022年二季度，查验出入境人员3229.3万人次，环比增长5.64%。", "2022-07-26"),
        ],
        "32,293,000 / 30,094,000 - 1 = +7.3",
    ),
    (
        "running_total", "agrees",
        [
            en("Since the beginning of this year, police have solved 9,000 criminal cases.", "2024-06-30"),
            en("Since the beginning of this year, police have solved 12,500 criminal cases.", "2024-08-19"),
        ],
        "by 2024-06-30",
    ),
    (
        "running_total", "disagrees",
        [
            en("Since the beginning of this year, police have solved 12,500 criminal cases.", "2024-06-30"),
            en("Since the beginning of this year, police have solved 9,000 criminal cases.", "2024-08-19"),
        ],
        "9,000 by 2024-08-19",
    ),
    (
        "running_total", "disagrees",
        [
            en("Since December 5, 2020, police have arrested 48,000 criminal suspects.", "2022-01-12"),
            en("Since December 5, 2020, police have arrested 96,000 criminal suspects.", "2022-03-02"),
        ],
        "a day, then",
    ),
    (
        "running_total", "cannot_tell",
        [
            en("Since the beginning of this year, police have solved 9,000 criminal cases.", "2024-06-30"),
            en("Since the beginning of this year, police have solved more than 8,000 criminal cases.", "2024-08-19"),
        ],
        "8,000 or more",
    ),
    (
        "part_and_whole", "agrees",
        [zh("2024年，入境外国人2000万人次。", "2025-01-10"), zh("2024年，免签入境外国人1100万人次。", "2025-01-12")],
        "visa-free entries by foreigners within entries by foreigners: 11,000,000 of 20,000,000",
    ),
    (
        "part_and_whole", "disagrees",
        [zh("2024年，入境外国人900万人次。", "2025-01-10"), zh("2024年，免签入境外国人1100万人次。", "2025-01-12")],
        "11,000,000 of 9,000,000",
    ),
    (
        "part_and_whole", "disagrees",
        [
            zh("2024年，查验出入境人员6.1亿人次。", "2025-01-10"),
            zh("2024年，内地居民2.91亿人次，港澳台居民2.54亿人次，外国人9488.2万人次。", "2025-01-10"),
        ],
        "parts of entry and exit person-trips inspected",
    ),
    (
        "part_and_whole", "cannot_tell",
        [zh("2024年，入境外国人超900万人次。", "2025-01-10"), zh("2024年，免签入境外国人1100万人次。", "2025-01-12")],
        "11,000,000 of (9,000,000 or more)",
    ),
    (
        "nested_periods", "agrees",
        [
            en("In the first half of 2024, police solved 9,000 criminal cases.", "2024-07-10"),
            en("In the second half of 2024, police solved 11,000 criminal cases.", "2025-01-10"),
            en("In 2024, police solved 20,000 criminal cases.", "2025-01-20"),
        ],
        "2024 H1 + 2024 H2 against 2024",
    ),
    (
        "nested_periods", "disagrees",
        [
            en("In the first half of 2024, police solved 9,000 criminal cases.", "2024-07-10"),
            en("In the second half of 2024, police solved 11,000 criminal cases.", "2025-01-10"),
            en("In 2024, police solved 26,100 criminal cases.", "2025-01-20"),
        ],
        "= 19,000 to 21,000; stated 26,100",
    ),
    (
        "nested_periods", "cannot_tell",
        [
            en("In the first half of 2024, police solved more than 9,000 criminal cases.", "2024-07-10"),
            en("In the second half of 2024, police solved 11,000 criminal cases.", "2025-01-10"),
            en("In 2024, police solved 26,100 criminal cases.", "2025-01-20"),
        ],
        "or more; stated 26,100",
    ),
    (
        "headline_and_body", "agrees",
        [en("In 2024, police solved 25,413 criminal cases.", "2025-01-10", title="Police solve over 25,000 criminal cases in 2024")],
        "headline 'over 25,000', body '25,413'",
    ),
    (
        "headline_and_body", "disagrees",
        [en("In 2024, police solved 25,413 criminal cases.", "2025-01-10", title="Police solve 35,413 criminal cases in 2024")],
        "headline '35,413'",
    ),
    (
        "headline_and_body", "told_differently",
        [en("This year police have seized 6,413 stowaways.", "2024-08-19", title="Police seize 6,413 illegal immigrants this year")],
        "illegal immigrants against stowaways",
    ),
    (
        "headline_and_body", "cannot_tell",
        [en("In 2024, police solved 25,413 criminal cases.", "2025-01-10", title="Police solve more than 24,000 criminal cases in 2024")],
        "headline 'more than 24,000'",
    ),
    (
        "retold", "agrees",
        [
            en("In 2023, police seized 6,032 stowaways.", "2024-01-10", event="e"),
            zh("2023年，查获偷渡人员6000余人。", "2024-01-10", event="e"),
        ],
        "differs in modifier",
    ),
    (
        "retold", "told_differently",
        [
            en("Since December 5, 2020, stowaways seized were up 248 percent year on year.", "2021-05-31", event="e"),
            en("Since December 5, 2020, stowaways seized were up by up to 248 percent year on year.", "2021-05-31", event="e"),
        ],
        "differs in modifier",
    ),
    (
        "revision", "agrees",
        [en("In 2021, police solved 18,000 criminal cases.", "2022-01-12"), en("In 2021, police solved 18,040 criminal cases.", "2022-01-27")],
        "18,000 said 2022-01-12",
    ),
    (
        "revision", "disagrees",
        [en("In 2021, police solved 18,000 criminal cases.", "2022-01-12"), en("In 2021, police solved 19,600 criminal cases.", "2022-01-27")],
        "19,600 said 2022-01-27",
    ),
]  # fmt: skip
STRICT = {"running_total", "part_and_whole", "nested_periods", "headline_and_body"}  # cannot tell only with open ends


@pytest.mark.parametrize(
    ("name", "verdict", "reports", "piece"), CONSTRUCTED, ids=[f"{c[0]}-{c[1]}-{n}" for n, c in enumerate(CONSTRUCTED)]
)
def test_a_constructed_case(name: str, verdict: str, reports: list[Report], piece: str) -> None:
    claims = told(*reports)
    if verdict == "cannot_tell" and name in STRICT:
        claims = told(*reports, reading="strict")
    found = an.check(claims, only=name)
    assert (verdict, True) in [(r["verdict"], piece in r["arithmetic"]) for r in found.iter_rows(named=True)], (
        found.select("verdict", "arithmetic").to_dicts()
    )
    assert set(found.explode("claim_ids")["claim_ids"]) <= set(claims["claim_id"])
    if verdict == "agrees":
        assert "disagrees" not in found["verdict"].cast(pl.String).to_list()


def test_every_check_has_constructed_cases_of_each_verdict() -> None:
    seen = {(name, verdict) for name, verdict, *_ in CONSTRUCTED}
    undecided = {"retold", "revision"}  # two tellings of one figure always agree or not
    for name in set(CHECKS) - {"share_against_parts"}:  # its cases are made without the reader: cases/consistency.toml
        wanted = {"agrees", "disagrees"} | (set() if name in undecided else {"cannot_tell"})
        assert {v for n, v in seen if n == name} >= wanted - ({"disagrees"} if name == "retold" else set()), name


def test_an_unknown_check_is_refused(corpus_claims: pl.DataFrame) -> None:
    with pytest.raises(LexiconError, match="did you mean 'running_total'"):
        an.check(corpus_claims, only="running_totals")


@pytest.fixture(scope="module")
def checks(corpus_claims: pl.DataFrame) -> pl.DataFrame:
    return an.check(corpus_claims)


def test_what_disagrees_most_comes_first(checks: pl.DataFrame) -> None:
    wrong = checks.filter(pl.col("verdict") == "disagrees")
    assert checks["verdict"].cast(pl.String).to_list()[: wrong.height] == ["disagrees"] * wrong.height
    gaps = wrong["gap"].to_list()
    assert gaps == sorted(gaps, reverse=True)


def test_the_strict_reading_leaves_more_untold(corpus: pl.DataFrame, checks: pl.DataFrame) -> None:
    strict = an.check(an.find_claims(corpus, reading="strict"))
    untold = [t.filter(pl.col("verdict") == "cannot_tell").height for t in (checks, strict)]
    assert untold[1] > untold[0]
    assert strict.height > 0
