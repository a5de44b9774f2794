"""A user's own codebook, units and agencies: they reach every step, and a wrong or hostile one is told in a line."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

import analysis as an
from analysis.codebook import codebook, codebook_for, use_codebook
from analysis.codebook_file import DEEPEST, LARGEST, MOST
from analysis.errors import LexiconError
from analysis.kept import kept_in
from analysis.paths import data_folder

ENTRY = """[metrics.{name}]
label = {{ en = "{label}", zh = "树" }}
unit = "{unit}"
counts = {{ en = ["{noun}"], zh = ["树苗"] }}
definition = "Trees."
example = {{ en = "They planted 5 {noun}s.", zh = "种植树苗5棵。", value = 5 }}
"""
BULLETIN = "---\nid: b\ntitle: Trees\ndate: 2024-05-02\nlanguage: en\nagency: {agency}\n---\n\n{text}\n"

UNIT, AGENCY = '[tree]\nen = ["oak"]\nzh = ["棵"]\n', '[Forests]\nnames = { en = ["Board"], zh = [] }\nplace = "UT"\n'


def entry(name: str = "trees", label: str = "Trees", noun: str = "sapling", unit: str = "item") -> str:
    return ENTRY.format(name=name, label=label, noun=noun, unit=unit)


def corpus(
    folder: Path, book: str = "", text: str = "Volunteers planted 5,000 saplings in April 2024.", agency: str = "Forests"
) -> Path:  # fmt: skip
    folder.mkdir(exist_ok=True)
    (folder / "b.md").write_text(BULLETIN.format(agency=agency, text=text), encoding="utf-8")
    if book:
        (folder / "codebook.toml").write_text(book, encoding="utf-8")
    return folder


def metrics_of(folder: Path, **named: object) -> list[str | None]:
    return an.find_claims(an.read_briefings(folder, **named))["metric"].to_list()


def test_a_codebook_in_the_corpus_folder_is_read_and_stays_in_use(tmp_path: Path) -> None:
    claims = an.find_claims(an.read_briefings(corpus(tmp_path / "own", entry())))
    assert claims["metric"].to_list() == ["trees"]
    assert claims.filter(an.about("trees")).height == 1
    assert an.select(claims, metric="trees").height == 1
    assert "metric: Trees (own)" in an.explain("They planted 7 saplings.", language="en", date="2024-05-02")


def test_a_copy_of_the_built_in_codebook_reads_as_none(tmp_path: Path) -> None:
    text = "国家移民管理局表示，过境免签政策适用于37个口岸、54个国家。"
    plain, copied = corpus(tmp_path / "plain", text=text), corpus(tmp_path / "copied", text=text)
    for folder in (plain, copied):
        file = folder / "b.md"
        file.write_text(file.read_text(encoding="utf-8").replace("language: en", "language: zh"), encoding="utf-8")
    (copied / "codebook.toml").write_bytes((data_folder() / "codebook.toml").read_bytes())
    shown = [an.find_claims(an.read_briefings(folder)).select("raw", "unit", "metric") for folder in (plain, copied)]
    assert shown[0].equals(shown[1])
    assert shown[0]["raw"].to_list() == ["37个", "54个"]


def test_families_at_the_head_of_a_file_hold_for_every_metric_that_says_none(tmp_path: Path) -> None:
    book = 'families = ["Foresters"]\n' + entry()
    rows = AGENCY + 'family = "Foresters"\n' + AGENCY.replace("Forests", "Parks").replace("Board", "Parks Board")
    told = {}
    for agency in ("Forests", "Parks"):
        folder = corpus(tmp_path / agency, book, agency=agency)
        (folder / "agencies.toml").write_text(rows, encoding="utf-8")
        told[agency] = metrics_of(folder)
    assert told == {"Forests": ["trees"], "Parks": [None]}


def test_the_built_in_codebook_serves_the_same_agencies_wherever_its_file_lies(tmp_path: Path) -> None:
    """A copy of data/ is a user's corpus: its metrics are not everybody's for that."""
    (tmp_path / "codebook.toml").write_bytes((data_folder() / "codebook.toml").read_bytes())
    text = "At ports of entry, 4,407 people were found inadmissible in March."
    assert metrics_of(corpus(tmp_path / "own", text=text, agency="US CBP"), codebook=tmp_path) == [None]


def test_an_office_is_of_the_family_that_its_id_begins_with(tmp_path: Path) -> None:
    text = "The station inspected 2.03 million inbound and outbound passengers."
    for agency in ("NIA", "NIA Zhuhai"):
        assert metrics_of(corpus(tmp_path / agency, text=text, agency=agency)) == ["border_crossings_inspected_persons"]
    assert metrics_of(corpus(tmp_path / "other", text=text, agency="Taiwan NIA")) == [None]


def test_a_named_codebook_goes_before_the_folders_own(tmp_path: Path) -> None:
    folder = corpus(tmp_path / "own", entry())
    other = tmp_path / "other.toml"
    other.write_text(entry(name="seedlings"), encoding="utf-8")
    briefings = an.read_briefings(folder, codebook=other)
    assert an.find_claims(briefings)["metric"].to_list() == ["seedlings"]
    assert an.find_claims(briefings, codebook=folder)["metric"].to_list() == ["trees"]
    assert metrics_of(folder) == ["trees"]


def test_the_committed_corpus_is_read_with_the_built_in_codebook_after_another(tmp_path: Path) -> None:
    an.find_claims(an.read_briefings(corpus(tmp_path / "own", entry())))
    ours = an.read_briefings().head(1)
    assert codebook_for(ours["path"].to_list()) is codebook()
    assert "stowaways_seized" in codebook().metrics


def test_one_that_extends_adds_to_the_built_in_metrics(tmp_path: Path) -> None:
    path = tmp_path / "codebook.toml"
    path.write_text('extends = "migration"\n' + entry(), encoding="utf-8")
    assert {"trees", "stowaways_seized"} <= set(codebook(path).metrics)
    path.write_text(entry(), encoding="utf-8")
    assert set(codebook(path).metrics) == {"trees"}


def test_units_of_ones_own_are_read_in_both_languages_and_by_no_other_corpus(tmp_path: Path) -> None:
    folder = corpus(
        tmp_path / "own",
        entry(unit="tree"),
        text="Volunteers planted 5,000 saplings in April 2024. They counted 300 oaks.",
    )
    (folder / "units.toml").write_text(
        '[tree]\nen = ["sapling", "oak"]\nzh = ["棵"]\nlabel = { en = "trees", zh = "棵" }\n', encoding="utf-8"
    )
    claims = an.find_claims(an.read_briefings(folder))
    assert claims["unit"].to_list() == ["tree", "tree"]
    assert codebook().unit_label("tree") == "trees"
    zh = an.explain("种植树苗5棵。", language="zh", date="2024-05-02")
    assert "unit: tree (own)" in zh
    bare = an.find_claims(an.read_briefings(corpus(tmp_path / "bare", text="They counted 300 oaks.")))
    assert bare["unit"].to_list() != ["tree"]


def test_agencies_of_ones_own_give_the_fiscal_year_and_are_named_in_the_text(tmp_path: Path) -> None:
    text = "The Forest Board of Utopia planted 5,000 saplings in the first quarter of FY2023-24."
    folder = corpus(tmp_path / "own", entry(), text=text, agency="Forests")
    own = '[Forests]\nnames = { en = ["Forest Board of Utopia"], zh = [] }\nplace = "UT"\nfiscal_start = 7\n'
    (folder / "agencies.toml").write_text(own, encoding="utf-8")
    assert [str(d) for d in an.find_claims(an.read_briefings(folder))["period_start"]] == ["2023-07-01"]
    (folder / "b.md").write_text(BULLETIN.format(agency='""', text=text), encoding="utf-8")
    assert an.read_briefings(folder)["agency"].to_list() == ["Forests"]


def test_units_alone_beside_a_corpus_add_to_the_built_in_codebook(tmp_path: Path) -> None:
    folder = corpus(tmp_path / "own", text="They counted 300 oaks.")
    (folder / "units.toml").write_text('[tree]\nen = ["oak"]\nzh = ["棵"]\n', encoding="utf-8")
    assert an.find_claims(an.read_briefings(folder))["unit"].to_list() == ["tree"]
    assert "stowaways_seized" in codebook().metrics


@pytest.mark.parametrize("name", ["codebook.toml", "units.toml", "agencies.toml"])
def test_what_is_kept_on_disk_is_kept_by_the_content_of_each_file(tmp_path: Path, name: str) -> None:
    folder = corpus(
        tmp_path / "own", entry(unit="tree"), text="They planted 5,000 saplings in the first quarter of FY2023-24."
    )
    files = {
        "codebook.toml": (entry(unit="tree"), entry(name="seedlings", unit="tree")),
        "units.toml": ('[tree]\nen = ["sapling"]\nzh = []\n', '[tree]\nen = ["oak"]\nzh = []\n'),
        "agencies.toml": (AGENCY, AGENCY + "fiscal_start = 7\n"),
    }
    for file, (first, _) in files.items():
        (folder / file).write_text(first, encoding="utf-8")
    with kept_in(tmp_path / "kept"):
        before = an.find_claims(an.read_briefings(folder))
        assert an.find_claims(an.read_briefings(folder)).equals(before)
        (folder / name).write_text(files[name][1], encoding="utf-8")
        after = an.find_claims(an.read_briefings(folder))
    assert not after.equals(before)
    assert after.equals(an.find_claims(an.read_briefings(folder)))


def test_the_fingerprint_and_the_inputs_of_a_report_tell_codebooks_apart(tmp_path: Path) -> None:
    from analysis.reporting.provenance import changed, inputs

    folder = corpus(tmp_path / "own", entry(unit="tree"))
    (folder / "units.toml").write_text('[tree]\nen = ["sapling"]\nzh = []\n', encoding="utf-8")
    briefings = an.read_briefings(folder)
    before, stamp = inputs(briefings), an.stamp(briefings)
    (folder / "units.toml").write_text('[tree]\nen = ["sapling", "oak"]\nzh = []\n', encoding="utf-8")
    briefings = an.read_briefings(folder)
    assert an.stamp(briefings) != stamp
    assert changed(before, inputs(briefings)) == ["units"]


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("codebook.toml", entry() + entry(), "not valid TOML"),
        ("codebook.toml", entry().replace("[metrics.trees]", "[metric.trees]"), "did you mean 'metrics'"),
        ("codebook.toml", 'extends = "migrations"\n' + entry(), 'write extends = "migration"'),
        ("codebook.toml", entry() + 'part_of = "tree"\n', "names no metric 'tree'; did you mean 'trees'"),
        ("codebook.toml", entry() + 'part_of = "trees"\n', "names the metric itself"),
        ("codebook.toml", entry(noun=""), "holds an empty word"),
        ("codebook.toml", entry(noun="x" * 201), "holds a word of 201 characters"),
        ("codebook.toml", entry().replace('"Trees."', "5"), "definition is a text"),
        ("codebook.toml", 'families = "Forests"\n' + entry(), 'write it as families = ["NIA"]'),
        ("codebook.toml", entry() + "generic = 9\n", "generic = 9 is no whole number from 0 to 3"),
        ("codebook.toml", entry() + 'counting = "x"\n', "counting is a table"),
        ("codebook.toml", entry(unit="tre"), "unit 'tre' is not in [units]"),
        ("units.toml", UNIT.replace('zh = ["棵"]\n', ""), "[tree]: zh is missing"),
        ("units.toml", UNIT + 'patterns = [".*"]\n', "unknown key 'patterns'"),
        ("units.toml", UNIT.replace('["oak"]', "[5]"), "en is a list of words"),
        ("agencies.toml", AGENCY.replace('place = "UT"\n', ""), "[Forests]: place is missing"),
        ("agencies.toml", AGENCY + "fiscal_start = 13\n", "fiscal_start = 13 is no whole number from 1 to 12"),
        ("agencies.toml", AGENCY + 'currency = "ringgit"\n', "no ISO 4217 code"),
        ("agencies.toml", AGENCY + "fiscalstart = 4\n", "did you mean 'fiscal_start'"),
        ("agencies.toml", AGENCY.replace(", zh = []", ""), "names lacks en or zh"),
    ],
)
def test_a_wrong_entry_is_named_with_file_entry_and_remedy(
    tmp_path: Path, name: str, content: str, message: str
) -> None:
    folder = corpus(tmp_path / "own", entry())
    (folder / name).write_text(content, encoding="utf-8")
    with pytest.raises(LexiconError) as caught:
        an.read_briefings(folder)
    assert message in str(caught.value)
    assert name in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("#" * (LARGEST + 1), "larger than"),
        ("x = " + "[" * (DEEPEST + 2) + "]" * (DEEPEST + 2), f"more than {DEEPEST} deep"),
        ("x = " + "[" * 50_000 + "]" * 50_000, f"more than {DEEPEST} deep"),
        (entry().replace('["sapling"]', str([f"w{n}" for n in range(MOST + 1)])), "more than the"),
        ("[metrics]\n" + "".join(f"m{n} = 1\n" for n in range(MOST + 1)), "more than the"),
    ],
    ids=["bytes", "nesting", "nesting without end", "words", "entries"],
)
def test_a_file_beyond_the_limits_is_refused_before_it_is_used(tmp_path: Path, content: str, message: str) -> None:
    path = tmp_path / "codebook.toml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(LexiconError, match=message):
        codebook(path)


def test_words_of_a_user_are_literals_in_every_file(tmp_path: Path) -> None:
    folder = corpus(
        tmp_path / "own", entry(noun="s.pling", unit="tree"), text="They planted 5,000 saplings and 70 s.plings."
    )
    (folder / "units.toml").write_text('[tree]\nen = ["s.pling", "(a+)+$"]\nzh = [".*"]\n', encoding="utf-8")
    (folder / "agencies.toml").write_text(
        '[Forests]\nnames = { en = [".*", "(a+)+$"], zh = ["[树"] }\nplace = "UT"\n', encoding="utf-8"
    )
    (folder / "b.md").write_text(
        (folder / "b.md").read_text(encoding="utf-8").replace("agency: Forests\n", ""), encoding="utf-8"
    )
    briefings = an.read_briefings(folder)
    assert briefings["agency"].to_list() == [None]
    claims = an.find_claims(briefings)
    assert claims.filter(pl.col("value") == 5000)["metric"].to_list() == [None]
    assert claims.filter(pl.col("value") == 5000)["unit"].to_list() != ["tree"]


def test_one_used_for_the_session_is_used_until_it_is_put_away(tmp_path: Path) -> None:
    folder, other = corpus(tmp_path / "own", entry()), tmp_path / "other.toml"
    other.write_text(entry(name="seedlings"), encoding="utf-8")
    use_codebook(other)
    assert metrics_of(folder) == ["seedlings"]
    use_codebook(None)
    assert metrics_of(folder) == ["trees"]


def test_what_extends_the_built_in_one_rests_on_it_too(tmp_path: Path) -> None:
    from analysis.codebook_file import built_in

    path = tmp_path / "codebook.toml"
    path.write_text('extends = "migration"\n' + entry(), encoding="utf-8")
    assert codebook(path).files["migration"] == built_in().files["codebook"]
    path.write_text(entry(), encoding="utf-8")
    assert set(codebook(path).files) == {"codebook"}


def test_functions_that_read_take_a_codebook(tmp_path: Path) -> None:
    folder = corpus(tmp_path / "own", entry())
    bare = corpus(tmp_path / "bare")
    book = folder / "codebook.toml"
    assert "metric: Trees" in an.explain("They planted 7 saplings.", language="en", date="2024-05-02", codebook=book)
    use_codebook(None)
    assert "metric" not in an.explain("They planted 7 saplings.", language="en", date="2024-05-02")
    assert an.find_claims(an.read_briefings(bare), codebook=book)["metric"].to_list() == ["trees"]
    an.extract_corpus(bare, tmp_path / "parts", jobs=1, codebook=book)
    assert an.read_claims(tmp_path / "parts").collect()["metric"].to_list() == ["trees"]
    assert an.metrics(book)["metric"].to_list() == ["trees"]
    claim = an.find_claims(an.read_briefings(folder))["claim_id"][0]
    assert "5,000" in an.cite_any(claim, corpus=bare, codebook=book) or claim in an.cite_any(
        claim, corpus=bare, codebook=book
    )


def test_a_corpus_of_ones_own_is_packed_with_its_codebook(tmp_path: Path) -> None:
    import json

    from analysis.reporting.data_package import write

    folder = corpus(tmp_path / "own", entry(unit="tree"))
    (folder / "units.toml").write_text('[tree]\nen = ["sapling"]\nzh = []\n', encoding="utf-8")
    written = write(tmp_path / "package", corpus=folder)
    assert {"claims.csv", "codebook.toml", "units.toml", "datapackage.json"} <= {p.name for p in written}
    package = json.loads((tmp_path / "package" / "datapackage.json").read_text(encoding="utf-8"))
    assert "licenses" not in package  # whose texts they are, their user knows
    assert {r["path"] for r in package["resources"]} == {p.name for p in written} - {"datapackage.json"}
    assert "trees" in (tmp_path / "package" / "claims.csv").read_text(encoding="utf-8")
    assert pl.read_parquet(tmp_path / "package" / "claims.parquet")["unit"].to_list() == ["tree"]
