"""Citations are read back by the programs that people use, with Chinese names and LaTeX's own characters."""

from __future__ import annotations

import json
import re
import warnings
from pathlib import Path

import polars as pl
import pytest

import analysis as an
from analysis.errors import LexiconError
from analysis.presenting.citation import STYLES, written

from ..conftest import one_sentence, run_command

ODD = {
    "briefing_id": "odd-1", "title": r"50% & more: {cases} of #1 \ cost $5_000 ~ ^ 偷渡", "publisher": "中国日报网 & Co_1", "language": "zh",
    "date": None, "url": "https://example.org/a_b?x=1&y=%E5%81%B7#part", "event": None,
}  # fmt: skip


def read_bibtex(text: str) -> dict[str, dict[str, str]]:
    """Entries by key, their fields as LaTeX would print them; biblatex takes an address verbatim."""
    import bibtexparser
    from bibtexparser.middlewares import LatexDecodingMiddleware

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        plain = bibtexparser.parse_string(text)
        decoded = bibtexparser.parse_string(text, append_middleware=[LatexDecodingMiddleware()])
    assert not plain.failed_blocks
    verbatim = {e.key: {f.key: f.value for f in e.fields if f.key == "url"} for e in plain.entries}
    return {
        e.key: {f.key: f.value.replace("{", "").replace("}", "") for f in e.fields} | verbatim[e.key]
        for e in decoded.entries
    }


def test_bibtex_is_read_back(corpus: pl.DataFrame) -> None:
    chosen = corpus.filter(pl.col("event") == "2024-08-19-scio-high-quality-development")
    entries = read_bibtex(an.cite(chosen, style="bibtex"))
    assert len(entries) == chosen.height
    for row in chosen.iter_rows(named=True):
        entry = entries[row["briefing_id"]]
        assert entry["author"] == row["publisher"]
        assert entry["title"] == row["title"]
        assert entry["date"] == str(row["date"])
        assert entry.get("url") == row["url"]


def test_latex_special_characters_are_escaped() -> None:
    text = an.cite(pl.DataFrame([ODD]), style="bibtex")
    assert r"50\% \& more: \{cases\} of \#1" in text
    assert r"\$5\_000" in text
    (entry,) = read_bibtex(text).values()
    assert entry["author"] == "中国日报网 & Co_1"
    assert entry["url"] == ODD["url"]


def render_csl(entries: str) -> list[str]:
    """What a CSL processor makes of entries, in a harvard style."""
    from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
    from citeproc.source.json import CiteProcJSON

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        data = json.loads(entries)
        source = CiteProcJSON(data)
        bibliography = CitationStylesBibliography(
            CitationStylesStyle("harvard-cite-them-right", validate=False), source, formatter.plain
        )
        for item in data:
            bibliography.register(Citation([CitationItem(item["id"])]))
        return [str(item) for item in bibliography.bibliography()]


def test_csl_json_is_processed(corpus: pl.DataFrame) -> None:
    chosen = corpus.filter(pl.col("briefing_id").is_in(["2024-08-19-cctv-en", "2024-08-19-chinadaily-zh"]))
    texts = render_csl(an.cite(chosen, style="csl-json"))
    assert any("刘海涛" in t and "2024" in t and "中国日报网" in t for t in texts)
    assert any("illegal immigrants" in t and "CCTV News" in t for t in texts)


def test_ris_has_a_record_for_each(corpus: pl.DataFrame) -> None:
    text = an.cite(corpus.head(5), style="ris")
    assert text.count("TY  - NEWS") == text.count("ER  - ") == 5
    assert all(re.match(r"[A-Z][A-Z0-9]  - |$", line) for line in text.splitlines())


def test_a_single_claim_has_its_words_address_and_link(corpus: pl.DataFrame, corpus_claims: pl.DataFrame) -> None:
    one = corpus_claims.filter(pl.col("claim_id") == "2024-08-19-chinadaily-zh:382-384")
    text = an.cite(one, briefings=corpus, each=True)
    assert "“3成”" in text
    assert "#:~:text=3%E6%88%90" in text
    assert "[2024-08-19-chinadaily-zh:382-384]" in text
    assert "restated by briefing-claims" in text  # our sentence is never put in an outlet's mouth


def test_a_text_fragment_names_the_words_around_the_figure() -> None:
    sentence = "Since January, police have solved more than 22,000 cases - a record, they said."
    link = an.fragment_link("https://example.org/a", "more than 22,000", sentence)
    assert (
        link
        == "https://example.org/a#:~:text=January%2C%20police%20have%20solved-,more%20than%2022%2C000,-cases%20%2D%20a%20record%2C"
    )
    assert (
        an.fragment_link("https://example.org/a", "3成", "下降了3成。")
        == "https://example.org/a#:~:text=%E4%B8%8B%E9%99%8D%E4%BA%86-,3%E6%88%90,-%E3%80%82"
    )
    assert an.fragment_link(None, "3成", "下降了3成。") is None


def test_of_two_figures_that_read_alike_the_right_one_is_marked_and_linked() -> None:
    text = "Police held 300 suspects in May. They solved 120 cases in Guangxi and 120 cases in Yunnan."
    briefing = one_sentence(text, "en").with_columns(url=pl.lit("https://example.org/a"))
    claims = an.find_claims(briefing)
    first, second = claims.filter(pl.col("raw").str.starts_with("120"))["claim_id"]
    links = [
        an.cite(claims.filter(pl.col("claim_id") == i), briefings=briefing, each=True, style="csl-json")
        for i in (first, second)
    ]
    assert "solved-,120" in links[0]
    assert "Guangxi%20and-,120" in links[1]
    page = an.explore(claims.filter(pl.col("claim_id") == second), briefings=briefing).content
    assert "in Guangxi and <mark" in page


def test_every_style_writes_every_kind_of_entry(tmp_path: Path) -> None:
    from analysis.presenting.citation import package_entry

    for style in STYLES:
        assert "briefing-claims" in written([package_entry()], style)
    with pytest.raises(LexiconError, match="did you mean 'bibtex'"):
        an.cite(pl.DataFrame([ODD]), style="bibtx")


@pytest.mark.parametrize("style", STYLES)
def test_the_command_cites(style: str) -> None:
    done = run_command("cite", "2024-08-19-cctv-en", "--style", style)
    assert done.returncode == 0
    assert "CCTV News" in done.stdout


def test_the_command_says_what_it_does_not_know() -> None:
    for what, message in (
        ("2024-08-19-cctv", "no claim, briefing or report '2024-08-19-cctv' here; did you mean '2024-08-19-cctv-en'"),
        ("2024-08-19-cctv-en:1-2", "2024-08-19-cctv-en has no claim '2024-08-19-cctv-en:1-2'; did you mean"),
    ):
        done = run_command("cite", what)
        assert done.returncode == 1
        assert message in done.stderr
