"""Archives: every kind of shard, failing documents, a run that is cut off, workers that die, a cluster."""

from __future__ import annotations

import gzip
import io
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

import analysis as an
from analysis.bulk import extract as archive
from analysis.bulk import parts
from analysis.bulk import sources as shards
from analysis.errors import SourceError

from ..conftest import ROOT, run_command

TEXT = "Police said on March 3, 2024 that they solved {} criminal cases in the first two months of 2024."


def rows(count: int) -> list[dict[str, object]]:
    """Documents with one figure each, told apart by it."""
    return [
        {"id": f"d{n}", "text": TEXT.format(1000 + n), "date": "2024-03-03", "language": "en"} for n in range(count)
    ]


def ndjson(path: Path, documents: list[dict[str, object]]) -> Path:
    content = "".join(json.dumps(d) + "\n" for d in documents).encode()
    path.write_bytes(gzip.compress(content) if path.suffix == ".gz" else content)
    return path


def several(folder: Path, files: int, each: int) -> Path:
    """A folder of NDJSON files, each with so many documents, no two of one id."""
    folder.mkdir()
    for n in range(files):
        ndjson(folder / f"{n}.ndjson", [r | {"id": f"{n}-{r['id']}"} for r in rows(each)])
    return folder


def figures(out: Path) -> list[float]:
    """The numbers of cases that an extraction holds, in order."""
    told = an.read_claims(out).filter(pl.col("kind") == "level", pl.col("unit") == "case")
    return sorted(told.collect()["value"].to_list())


def wanted(count: int) -> list[float]:
    return [1000.0 + n for n in range(count)]


def warc(path: Path, pages: list[tuple[str, str, str]]) -> Path:
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=path.suffix == ".gz")
        for url, kind, body in pages:
            headers = StatusAndHeaders("200 OK", [("Content-Type", kind)], protocol="HTTP/1.0")
            writer.write_record(
                writer.create_warc_record(url, "response", payload=io.BytesIO(body.encode()), http_headers=headers)
            )
    return path


def page(number: int) -> str:
    body = f"<p>{TEXT.format(number)}</p>" + "<p>The ministry described the new rules to reporters at length.</p>" * 4
    return f"<html><head><title>The police report on the border</title></head><body><article>{body}</article></body></html>"


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # the library that writes WARC files
def test_every_kind_of_archive(tmp_path: Path) -> None:
    for name in ("a.ndjson", "b.jsonl.gz"):
        out = tmp_path / f"out-{name}"
        an.extract_corpus(ndjson(tmp_path / name, rows(30)), out, jobs=1)
        assert figures(out) == wanted(30)
    pl.DataFrame(rows(30)).write_parquet(tmp_path / "c.parquet")
    an.extract_corpus(tmp_path / "c.parquet", tmp_path / "out-c", jobs=1)
    assert figures(tmp_path / "out-c") == wanted(30)
    pages = [(f"https://example.org/{n}", "text/html; charset=utf-8", page(1000 + n)) for n in range(5)]
    pages += [("https://example.org/picture", "image/png", "no page")]
    for name in ("d.warc", "e.warc.gz"):
        an.extract_corpus(warc(tmp_path / name, pages), tmp_path / f"out-{name}", jobs=1)
        assert figures(tmp_path / f"out-{name}") == wanted(5)
    ids = an.read_claims(tmp_path / "out-d.warc").collect()["briefing_id"]
    assert ids.n_unique() == 5


def test_a_folder_gives_the_claims_that_find_claims_gives(tmp_path: Path, corpus: pl.DataFrame) -> None:
    files = corpus["path"].head(20).to_list()
    an.extract_corpus(files, tmp_path / "out", jobs=1)
    there = an.find_claims(an.read_briefings(files))
    assert an.read_claims(tmp_path / "out").collect().equals(there)


def test_shards_cover_every_document_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shards, "BYTES", 1000)
    monkeypatch.setattr(shards, "ROWS", 7)
    source = [ndjson(tmp_path / "a.ndjson", rows(100)), tmp_path / "b.parquet"]
    pl.DataFrame([r | {"id": f"p{r['id']}"} for r in rows(100)]).write_parquet(source[1])
    plan = shards.plan(source)
    assert len(plan) > 20
    an.extract_corpus(source, tmp_path / "out", jobs=1)
    assert figures(tmp_path / "out") == sorted(wanted(100) * 2)


def test_a_failing_document_is_a_row_and_the_others_are_read(tmp_path: Path) -> None:
    source = tmp_path / "a.ndjson"
    bad = ["{not json", "[1, 2]", '{"text": 5}', '{"text": "x", "date": "2024-02-31"}', '{"text": "x", "language": "de"}', "[" * 100_000]  # fmt: skip
    good = [json.dumps(row) for row in rows(3)]
    source.write_text(
        "\n".join([good[0], *bad, good[1], '{"text": "In 2023 \\ud800 5 cases"}', good[2]]), encoding="utf-8"
    )
    summary = an.extract_corpus(source, tmp_path / "out", jobs=1)
    assert summary["failed"].sum() == len(bad)
    assert summary["documents"].sum() == 4
    told = pl.read_parquet(tmp_path / "out" / "problems" / "*.parquet")["error"].to_list()
    assert len(told) == len(bad)
    assert all(str(source) in line and "\n" not in line for line in told)
    assert figures(tmp_path / "out")[-3:] == wanted(3)


def test_a_document_that_breaks_the_reader_fails_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plain = parts.find_claims

    def breaking(briefings: pl.DataFrame, *, reading: str, codebook: str | None) -> pl.DataFrame:
        if briefings["text"].str.contains("1001").any():
            raise RuntimeError("boom")
        return plain(briefings, reading=reading, codebook=codebook)

    monkeypatch.setattr(parts, "find_claims", breaking)
    summary = an.extract_corpus(ndjson(tmp_path / "a.ndjson", rows(3)), tmp_path / "out", jobs=1)
    assert summary.select("documents", "failed").rows() == [(2, 1)]
    assert figures(tmp_path / "out") == [1000.0, 1002.0]


def test_a_run_that_was_cut_off_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shards, "ROWS", 5)
    source, out = tmp_path / "a.parquet", tmp_path / "out"
    pl.DataFrame(rows(20)).write_parquet(source)
    whole = archive.extract_shard
    read: list[str] = []

    def cut(shard: shards.Shard, folder: Path, reading: str, codebook: str | None) -> archive.Result:
        read.append(shard.name)
        if len(read) == 3:
            (folder / "work" / "left").mkdir()
            raise KeyboardInterrupt
        return whole(shard, folder, reading, codebook)

    monkeypatch.setattr(archive, "extract_shard", cut)
    with pytest.raises(KeyboardInterrupt):
        an.extract_corpus(source, out, jobs=1)
    with pytest.raises(SourceError, match="not finished"):
        an.read_claims(out)
    third = read[2]
    read.extend(["again"])
    an.extract_corpus(source, out, jobs=1)
    assert read[4:] == [third, *[s.name for s in shards.plan(source)][3:]]
    assert figures(out) == wanted(20)
    assert not list((out / "work").iterdir())
    (out / "claims" / f"{third}.parquet").write_bytes(b"half")  # a part that is not whole is made again
    an.extract_corpus(source, out, jobs=1)
    assert figures(out) == wanted(20)


def test_a_folder_of_another_extraction_is_refused(tmp_path: Path) -> None:
    source, out = ndjson(tmp_path / "a.ndjson", rows(3)), tmp_path / "out"
    an.extract_corpus(source, out, jobs=1)
    with pytest.raises(SourceError, match="holds an extraction of another reading"):
        an.extract_corpus(source, out, jobs=1, reading="strict")
    ndjson(source, rows(4))
    with pytest.raises(SourceError, match="holds an extraction of other files"):
        an.extract_corpus(source, out, jobs=1)


@pytest.mark.skipif(os.name == "nt", reason="kill -9 is of POSIX systems")
def test_kill_9_in_the_middle_loses_and_doubles_nothing(tmp_path: Path) -> None:
    source, out = several(tmp_path / "a", 8, 400), tmp_path / "out"
    command = [sys.executable, "-m", "analysis", "extract", str(source), "--out", str(out), "--jobs", "2"]
    running = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)  # fmt: skip
    until(lambda: len(list((out / "done").glob("*.json"))) >= 2)
    os.killpg(running.pid, signal.SIGKILL)
    running.wait()
    assert not (out / "manifest.json").exists()
    kept = {p.name: p.stat().st_mtime_ns for p in (out / "done").glob("*.json")}
    assert 2 <= len(kept) < 8
    done = run_command("extract", str(source), "--out", str(out), "--jobs", "2")
    assert done.returncode == 0, done.stderr
    assert figures(out) == sorted(wanted(400) * 8)
    assert {name: (out / "done" / name).stat().st_mtime_ns for name in kept} == kept


def until(happened: Callable[[], bool], seconds: float = 60) -> None:
    """Wait for something that another process does."""
    end = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.02)


@pytest.mark.skipif(os.name == "nt", reason="kill -9 is of POSIX systems")
def test_a_worker_that_dies_gives_its_shard_back(tmp_path: Path) -> None:
    source, out = several(tmp_path / "a", 6, 300), tmp_path / "out"
    killed: list[int] = []

    def kill_one(done: int, _: int) -> None:
        if done == 1:
            killed.append(workers()[0])
            os.kill(killed[0], signal.SIGKILL)

    summary = an.extract_corpus(source, out, jobs=2, progress=kill_one)
    assert killed
    assert summary["error"].drop_nulls().is_empty()
    assert figures(out) == sorted(wanted(300) * 6)


def workers() -> list[int]:
    """The processes that read shards for this one."""
    import multiprocessing

    return [p.pid for p in multiprocessing.active_children() if p.pid]


@pytest.mark.filterwarnings("default")
def test_a_cluster_with_a_worker_killed_in_the_middle(tmp_path: Path) -> None:
    distributed = pytest.importorskip("distributed", reason="needs the extra 'cluster'")
    source, out = several(tmp_path / "a", 8, 300), tmp_path / "out"
    with distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=":0") as cluster:
        killed: list[int] = []

        def kill_one(done: int, _: int) -> None:
            if done == 2:
                killed.append(next(iter(cluster.workers.values())).pid)
                os.kill(killed[0], signal.SIGKILL)

        summary = an.extract_corpus(source, out, engine="dask", scheduler=cluster.scheduler_address, progress=kill_one)
    assert killed
    assert summary["error"].drop_nulls().is_empty()
    assert figures(out) == sorted(wanted(300) * 8)


def test_the_command_tells_what_failed_at_the_end(tmp_path: Path) -> None:
    source = tmp_path / "a.ndjson"
    source.write_text(json.dumps(rows(1)[0]) + "\nno json\n", encoding="utf-8")
    done = run_command("extract", str(source), "--out", str(tmp_path / "out"), "--jobs", "1")
    assert done.returncode == 1
    assert "of 1 documents" in done.stdout
    assert done.stdout.strip().endswith("1 documents failed")
    assert "this line is no JSON object" in done.stderr


def test_what_cannot_be_is_refused_in_one_line(tmp_path: Path) -> None:
    done = run_command("extract", str(tmp_path / "nothing.parquet"), "--out", str(tmp_path / "out"))
    assert done.returncode == 1
    assert len(done.stderr.strip().splitlines()) == 1
    (tmp_path / "b.parquet").write_bytes(b"no parquet")
    done = run_command("extract", str(tmp_path / "b.parquet"), "--out", str(tmp_path / "out"))
    assert (done.returncode, len(done.stderr.strip().splitlines())) == (1, 1)
    done = run_command("extract", str(tmp_path), "--jobs", "2")
    assert "are for archives" in done.stderr
