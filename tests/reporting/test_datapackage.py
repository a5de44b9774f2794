"""The data package says what the files hold; add works on a user's own files."""

from __future__ import annotations

import csv
import hashlib
import json
from pathlib import Path

import polars as pl
import pytest

from analysis.errors import SourceError
from analysis.extraction.claims import find_claims
from analysis.loading.corpus import add_briefing
from analysis.loading.readers import read_briefings
from analysis.paths import data_folder
from analysis.reporting import data_package as datapackage

from ..conftest import run_command

TEXT = "Police report\n\nXinhua, March 3, 2024. The National Immigration Administration said police solved more than 1,200 criminal cases in the first two months.\n"


def test_the_committed_package_is_what_the_briefings_make() -> None:
    datapackage.check()


def test_every_resource_has_its_hash_and_every_column_its_meaning() -> None:
    folder = data_folder()
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    assert package["licenses"][0]["name"] == "CC-BY-4.0"
    for resource in package["resources"]:
        content = (folder / resource["path"]).read_bytes()
        assert resource["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
        assert resource["bytes"] == len(content)
        fields = resource.get("schema", {}).get("fields", [])
        assert all(f["description"] for f in fields)
        assert fields or resource["format"] == "toml"
        if fields and resource["format"] == "csv":
            with (folder / resource["path"]).open(encoding="utf-8", newline="") as file:
                assert next(csv.reader(file)) == [f["name"] for f in fields]
        if resource["format"] == "parquet":
            assert pl.read_parquet(folder / resource["path"]).columns == [f["name"] for f in fields]


def test_a_stale_file_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "claims.csv").write_bytes(b"old")
    monkeypatch.setattr(datapackage, "build", lambda folder: {"claims.csv": b"new"})
    with pytest.raises(SourceError, match=r"claims\.csv: not what the briefings make; run `briefings package`"):
        datapackage.check(tmp_path)


def test_add_writes_a_briefing_that_reads_as_the_file_did(tmp_path: Path) -> None:
    source = tmp_path / "report.txt"
    source.write_text(TEXT, encoding="utf-8")
    added = add_briefing(source, tmp_path / "corpus", url="https://example.org/a")
    assert added.path == tmp_path / "corpus" / "2024" / "2024-03-03-report.md"
    assert {"title", "date", "publisher", "agency"} <= set(added.inferred)
    assert "url" not in added.missing
    before, after = find_claims(read_briefings(source)), find_claims(read_briefings(tmp_path / "corpus"))
    keep = ("raw", "kind", "metric", "value", "period_start", "period_end", "in_headline")
    assert after.select(keep).rows() == before.select(keep).rows()


def test_add_refuses_a_duplicate_by_hash_and_by_text(tmp_path: Path) -> None:
    first, second, other = tmp_path / "a.txt", tmp_path / "b.txt", tmp_path / "c.txt"
    first.write_text(TEXT, encoding="utf-8")
    second.write_text(TEXT.replace("Police report", "A police report, again"), encoding="utf-8")
    other.write_text(
        "Another day\n\nOn May 4, 2023 the administration issued 40,000 passports at home and abroad.\n",
        encoding="utf-8",
    )
    add_briefing(first, tmp_path / "corpus")
    with pytest.raises(SourceError, match="already in the corpus"):
        add_briefing(first, tmp_path / "corpus")
    with pytest.raises(SourceError, match="of this text is in the corpus"):
        add_briefing(second, tmp_path / "corpus")
    add_briefing(other, tmp_path / "corpus")
    done = run_command("add", str(first), "--corpus", str(tmp_path / "corpus"))
    assert done.returncode == 1
    assert len(done.stderr.strip().splitlines()) == 1
