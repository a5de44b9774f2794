"""States and provinces as scopes: of the agency's own country alone, and not where a name is another thing."""

from __future__ import annotations

import subprocess
import sys
from datetime import date

import pytest

from analysis.codebook import built_in
from analysis.extraction.claims import read_rows
from analysis.language.lexicon import lexicon
from analysis.language.subdivisions import TABLE, country_of, find_subdivisions
from analysis.presenting.explain import one_sentence

from ..conftest import ROOT


def scopes(text: str, language: str, agency: str) -> list[str | None]:
    """The scope of each figure of a text that an agency tells."""
    ((claims, _),) = read_rows([one_sentence(text, language, date(2025, 7, 16), agency)], "conventional", built_in())
    return [c["scope"] for c in claims]


@pytest.mark.parametrize(
    ("agency", "text", "wanted"),
    [
        ("Health Ministry of India", "Kerala reported 12,000 cases, and Maharashtra 3,000.", ["IN-KL", "IN-MH"]),
        ("Indian Railways", "There were 300 thefts in Tamil Nadu, 200 in Karnataka and 100 in Delhi.", ["IN-TN", "IN-KA", "IN-DL"]),
        ("Immigration Department of Malaysia", "Selangor held 1,200 people, followed by Johor with 300.", ["MY-10", "MY-01"]),
        ("Immigration Department of Malaysia", "Of 93 raids, 51 were in Selangor, two each in Perlis and Sabah.", [None, "MY-10", "MY-09+MY-12"]),
        ("US CBP", "Agents arrested 300 migrants in Texas and Arizona.", ["US-TX+US-AZ"]),
        ("US CBP", "Georgia had 40 arrests.", ["US-GA"]),
        ("Australian Border Force", "In Victoria 40 parcels were found and 30 in Western Australia.", ["AU-VIC", "AU-WA"]),
        ("Federal Police of Germany", "In Bavaria 40 offences were counted.", ["DE-BY"]),
        ("NIA", "There were 300 cases in Guangxi, 200 in Yunnan and 100 in Hainan.", ["CN-GX", "CN-YN", "CN-HI"]),
    ],
)  # fmt: skip
def test_a_figure_is_of_the_state_that_its_words_name(agency: str, text: str, wanted: list[str | None]) -> None:
    assert scopes(text, "en", agency) == wanted


def test_chinese_texts_name_malaysian_states_in_either_script() -> None:
    agency = "马来西亚移民局"
    assert scopes("雪兰莪录得1200宗，柔佛300宗。", "zh", agency) == ["MY-10", "MY-01"]
    assert scopes("熱點當中，雪蘭莪44個、吉隆坡和布城8個，森美蘭與馬六甲各1個。", "zh", agency) == ["MY-10", "MY-14+MY-16", "MY-05+MY-04"]  # fmt: skip
    assert scopes("雪兰莪2宗、吉打1宗，累计134宗。", "zh", agency) == ["MY-10", "MY-02", None]
    assert scopes("(吉隆坡12日讯)全国录得2805宗。", "zh", agency) == [None]


@pytest.mark.parametrize(
    ("agency", "text"),
    [
        ("Australian Border Force", "Victoria Smith said 40 parcels were found."),
        ("Australian Border Force", "Queen Victoria was on 40 stamps."),
        ("Australian Border Force", "He won the Victoria Cross with 40 others."),
        ("UK Home Office", "Georgia sent 40 people."),
        ("UK Home Office", "In the East of England 40 people were held."),
        ("US CBP", "Washington said 40 people were held."),
        ("US CBP", "Washington held 40 people."),
        ("NIA", "Kerala reported 12,000 cases."),
        ("", "Kerala had 12,000 cases."),
    ],
)
def test_a_name_that_is_another_thing_gives_no_scope(agency: str, text: str) -> None:
    assert scopes(text, "en", agency) == [None]


def test_a_state_told_of_the_figure_before_is_not_the_next_ones() -> None:
    text = "The boxes were 13 million cigarettes shipped from Singapore to Victoria and 11 million from the UAE."
    assert scopes(text, "en", "Australian Border Force")[1] is None


def test_an_agencys_own_place_is_the_whole() -> None:
    from analysis.codebook import use_codebook

    use_codebook(ROOT / "data" / "examples" / "epidemic")
    assert country_of("UKHSA") == "GB"
    assert scopes("In England 742 cases were reported, and 12 in Wales.", "en", "UKHSA") == [None, "GB-WLS"]


def test_the_table_has_a_code_once_and_every_chinese_name_a_row() -> None:
    codes = [line.split("\t")[0] for line in TABLE.read_text(encoding="utf-8").splitlines()[1:]]
    assert len(codes) == len(set(codes)) > 3000
    named = {f"{country}-{code}" for country, rows in lexicon("places")["subdivisions_zh"].items() for code in rows}
    assert named <= set(codes)
    for country, rows in lexicon("places")["subdivisions_zh"].items():
        names = [name for words in rows.values() for name in words]
        assert len(names) == len(set(names)), country
        for code, words in rows.items():
            for word in words:
                assert [c for _, _, c in find_subdivisions(word, "zh", country)] == [f"{country}-{code}"]


def test_a_chinese_agency_never_opens_the_table() -> None:
    code = (
        "import analysis.language.subdivisions as s; s.TABLE = None\n"
        "import analysis as an; print(an.explain('广西查获300人', language='zh', date='2024-08-19', agency='NIA'))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, cwd=ROOT)
    assert done.returncode == 0, done.stderr
    assert "scope: CN-GX" in done.stdout
