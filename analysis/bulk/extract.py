"""Claims of an archive of any size: shard by shard into Parquet parts, on one machine or on many, to be gone on with."""

from __future__ import annotations

import concurrent.futures
import hashlib
import json
import multiprocessing
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any, NamedTuple

import polars as pl

from ..codebook import built_in, codebook_beside, codebook_named
from ..codebook import codebook as the_codebook
from ..errors import LexiconError, SourceError, one_line
from ..extraction.claims import check_reading
from ..files import only_one, write_whole
from ..fingerprints import code_hash
from ..loading.readers import SOURCE
from ..schema import Claims, frame
from .parts import Result, extract_shard
from .sources import Shard, plan

ENGINES = ("local", "dask")
TRIES = 3  # of a shard whose worker dies under it


def extract_corpus(
    source: SOURCE,
    out: str | Path,
    *,
    engine: str = "local",
    jobs: int | None = None,
    scheduler: str | None = None,
    reading: str = "conventional",
    progress: Callable[[int, int], None] | None = None,
    codebook: str | Path | None = None,
) -> pl.DataFrame:
    """Find the claims of a source of any size => a row per shard: shard, documents, claims, failed, seconds, error.

    `source`: folders, Parquet (a row per document), NDJSON (an object per line) and WARC files; a document has `text` and may have
    what front matter has. In `out`: claims/<shard>.parquet with the columns of `schema.Claims`, problems/<shard>.parquet with a
    row (document, error) for each document that could not be read, manifest.json. A run that was cut off goes on where it was.
    `engine` "dask" runs on a dask.distributed cluster at the address `scheduler` (or on one of `jobs` processes here), whose workers
    see the same paths; extra `cluster`. `codebook` names one of your own; without it that of a document's folder is used.

    >>> an.extract_corpus(briefings["path"].head(3).to_list(), "extracted", jobs=1)["failed"].sum()
    0
    """
    check_reading(reading)
    if engine not in ENGINES:
        raise LexiconError(f"no engine {engine!r}; choose one of {', '.join(ENGINES)}")
    folder = Path(out)
    shards = plan(source)
    asked = Asked(reading, _place(codebook or codebook_named()))
    with only_one(folder):
        _settle(folder, shards, asked)
        done = {s.name: result for s in shards if (result := _result(folder, s)) is not None}
        left = [s for s in shards if s.name not in done]
        run = _local(left, folder, asked, jobs) if engine == "local" else _dask(left, folder, asked, jobs, scheduler)
        for count, result in enumerate(run, len(done) + 1):
            done[result["shard"]] = result
            if progress:
                progress(count, len(shards))
        results = [done[s.name] for s in shards]
        _write_manifest(folder, shards, asked, results)
    return pl.DataFrame(results, schema=SUMMARY, orient="row")


SUMMARY = {
    "shard": pl.String, "documents": pl.Int64, "claims": pl.Int64, "failed": pl.Int64, "seconds": pl.Float64,
    "error": pl.String,
}  # fmt: skip


def read_claims(out: str | Path) -> pl.LazyFrame:
    """The claims that `extract_corpus` wrote, as a lazy frame: nothing is read before it is asked for.

    SourceError where the extraction is not whole.

    >>> parts = an.extract_corpus(briefings["path"].head(3).to_list(), "extracted", jobs=1)
    >>> an.read_claims("extracted").collect().height == parts["claims"].sum()
    True
    """
    folder = Path(out)
    if not (folder / "manifest.json").exists():
        raise SourceError(f"{folder}: this extraction is not finished; run it again with the same source")
    parts = sorted((folder / "claims").glob("*.parquet"))
    return pl.scan_parquet(parts) if parts else frame(Claims, []).lazy()


# ---- what is there from an earlier run --------------------------------------------------------------------------


class Asked(NamedTuple):
    """What decides the claims besides the texts: the reading of bounds, and the codebook that was named."""

    reading: str
    codebook: str | None


def _place(codebook: str | Path) -> str | None:
    """Where a codebook lies, as every worker finds it."""
    return str(Path(codebook).expanduser().resolve()) if codebook else None


def _asked(shards: list[Shard], asked: Asked) -> dict[str, Any]:
    state = json.dumps([s.state() for s in shards], sort_keys=True)
    return {
        "reading": asked.reading, "code": code_hash(), "codebook": _books(shards, asked), "inputs": hashlib.sha256(state.encode()).hexdigest(),
        "shards": len(shards),
    }  # fmt: skip


def _books(shards: list[Shard], asked: Asked) -> str:
    """A mark of the codebooks that the shards are read with."""
    folders = dict.fromkeys(Path(path).resolve().parent for shard in shards for path in shard.paths)
    named = [asked.codebook] if asked.codebook else [codebook_beside(folder) for folder in folders]
    marks = {the_codebook(name).sha256 if name else built_in().sha256 for name in named}
    return hashlib.sha256("".join(sorted(marks)).encode()).hexdigest()


def _settle(folder: Path, shards: list[Shard], asked: Asked) -> None:
    """Note what is asked; SourceError where the folder holds an extraction of something else. Clear what was cut off."""
    now, path = _asked(shards, asked), folder / "plan.json"
    if path.exists():
        before = json.loads(path.read_text(encoding="utf-8"))
        if changed := [key for key in now if before.get(key) != now[key]]:
            what = {"inputs": "other files", "shards": "other files", "code": "another version of the package"}
            raise SourceError(
                f"{folder}: holds an extraction of {what.get(changed[0], 'another ' + changed[0])}; "
                "choose another --out or delete the folder"
            )
    for name in ("claims", "problems", "done", "work"):
        (folder / name).mkdir(exist_ok=True)
    for scratch in (folder / "work").iterdir():
        shutil.rmtree(scratch, ignore_errors=True)
    write_whole(path, json.dumps(now, indent=1) + "\n")


def _result(folder: Path, shard: Shard) -> Result | None:
    """What an earlier run noted of a shard, if its part is there whole."""
    note = folder / "done" / f"{shard.name}.json"
    part = folder / "claims" / f"{shard.name}.parquet"
    try:
        result: Result = json.loads(note.read_text(encoding="utf-8"))
        return result if part.stat().st_size == result.pop("size") else None
    except (OSError, ValueError, KeyError):
        return None


def _write_manifest(folder: Path, shards: list[Shard], asked: Asked, results: list[Result]) -> None:
    from ..fingerprints import package_version

    told = [result | {"source": asdict(shard)} for result, shard in zip(results, shards, strict=True)]
    totals = {name: sum(r[name] for r in results) for name in ("documents", "claims", "failed")}
    manifest = _asked(shards, asked) | {"version": package_version(), **totals, "parts": told}
    write_whole(folder / "manifest.json", json.dumps(manifest, ensure_ascii=False, indent=1) + "\n")


# ---- many shards ------------------------------------------------------------------------------------------------


def _failed(shard: Shard, error: str) -> Result:
    return {"shard": shard.name, "documents": 0, "claims": 0, "failed": 0, "seconds": 0.0, "error": one_line(error)}


def _try(shard: Shard, folder: Path, asked: Asked) -> Result:
    """Extract a shard; what breaks it as a whole (a file that is gone, a full disk) is its row."""
    try:
        return extract_shard(shard, folder, asked.reading, asked.codebook)
    except Exception as error:
        return _failed(shard, f"{', '.join(shard.paths[:1])}: {type(error).__name__}: {error}")


def _local(shards: list[Shard], folder: Path, asked: Asked, jobs: int | None) -> Iterator[Result]:
    """Extract in processes of this machine. A worker that dies takes its shard with it, which is tried again."""
    jobs = min(jobs or os.cpu_count() or 1, len(shards))
    if jobs <= 1:
        yield from (_try(shard, folder, asked) for shard in shards)
        return
    tries = dict.fromkeys((s.name for s in shards), 0)
    left = list(shards)
    while left:
        context = multiprocessing.get_context("spawn")
        with _one_thread(), concurrent.futures.ProcessPoolExecutor(jobs, context) as pool:
            waiting = {pool.submit(_try, shard, folder, asked): shard for shard in left}
            left = []
            for future in concurrent.futures.as_completed(waiting):
                shard = waiting[future]
                try:
                    yield future.result()
                except concurrent.futures.process.BrokenProcessPool:
                    tries[shard.name] += 1
                    if tries[shard.name] < TRIES:
                        left.append(shard)
                    else:
                        yield _failed(shard, f"{shard.paths[0]}: the worker that read it died {TRIES} times")
        if left:  # who of them kills its worker shows when each is alone
            jobs = 1 if max(tries.values()) > 1 else jobs


@contextmanager
def _one_thread() -> Iterator[None]:
    """A worker is one of many: the processes that start meanwhile leave the other cores to the others."""
    name = "POLARS_MAX_THREADS"
    before = os.environ.get(name)
    os.environ[name] = "1"
    try:
        yield
    finally:
        os.environ.pop(name)
        if before is not None:
            os.environ[name] = before


def _dask(shards: list[Shard], folder: Path, asked: Asked, jobs: int | None, scheduler: str | None) -> Iterator[Result]:
    """Extract on a dask.distributed cluster, which gives the shards of a worker that is lost to the others."""
    try:
        from distributed import Client, LocalCluster, as_completed
    except ImportError:
        raise SourceError("engine 'dask' needs the extra: pip install 'briefing-claims[cluster]'") from None
    cluster = None if scheduler else LocalCluster(n_workers=jobs or os.cpu_count(), threads_per_worker=1, dashboard_address=":0")  # fmt: skip
    try:
        with Client(scheduler or cluster, set_as_default=False) as client, client.as_current():
            where = folder.resolve()
            waiting = {client.submit(_try, s, where, asked, pure=False, retries=TRIES): s for s in shards}
            for future in as_completed(waiting):
                error = future.exception()
                yield future.result() if error is None else _failed(waiting[future], f"{waiting[future].paths[0]}: {error}")  # fmt: skip
    finally:
        if cluster is not None:
            cluster.close()
