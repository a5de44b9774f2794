"""One shard of an archive -> one Parquet part of claims, and one of the documents that could not be read."""

from __future__ import annotations

import json
import os
import shutil
import time
from dataclasses import asdict
from pathlib import Path
from typing import Any

import polars as pl

from ..errors import one_line
from ..extraction.claims import find_claims
from ..files import put, write_whole
from ..schema import Briefings, Claims, frame
from .sources import Failed, Shard, documents

HELD_ROWS = 20_000  # claims that a worker holds before it writes them
HELD_TEXT = 1_000_000  # characters that a worker reads at a time
Result = dict[str, Any]


def extract_shard(shard: Shard, folder: Path, reading: str, codebook: str | None = None) -> Result:
    """Read a shard, write its part and its problems whole, then note it as done; runs in a worker."""
    start = time.perf_counter()
    scratch = folder / "work" / f"{shard.name}.{os.getpid()}"
    scratch.mkdir(parents=True, exist_ok=True)
    part = _Part(scratch, reading, codebook)
    batch: list[dict[str, Any]] = []
    held = 0
    for item in documents(shard):
        if isinstance(item, Failed):
            part.problems.append(asdict(item))
            continue
        batch.append(item)
        held += len(item["text"])
        if held > HELD_TEXT:
            part.read(batch)
            batch, held = [], 0
    part.read(batch)
    target = folder / "claims" / f"{shard.name}.parquet"
    part.save(target, folder / "problems" / f"{shard.name}.parquet")
    result: Result = {
        "shard": shard.name, "documents": part.documents, "claims": part.claims, "failed": len(part.problems),
        "seconds": round(time.perf_counter() - start, 3), "error": None,
    }  # fmt: skip
    note = json.dumps(result | {"size": target.stat().st_size})
    write_whole(folder / "done" / f"{shard.name}.json", note + "\n")
    shutil.rmtree(scratch, ignore_errors=True)
    return result


class _Part:
    """The claims of a shard, written in pieces as they come, so that a worker's memory does not grow with its shard."""

    def __init__(self, scratch: Path, reading: str, codebook: str | None) -> None:
        self.scratch, self.reading, self.codebook = scratch, reading, codebook
        self.held: list[pl.DataFrame] = []
        self.problems: list[dict[str, str]] = []
        self.pieces: list[Path] = []
        self.documents = self.claims = 0

    def read(self, batch: list[dict[str, Any]]) -> None:
        """Read documents together; where one of them fails, each by itself, so that it fails alone."""
        try:
            found = [find_claims(frame(Briefings, batch), reading=self.reading, codebook=self.codebook)]
            self.documents += len(batch)
        except Exception:
            found = [claims for row in batch for claims in self._alone(row)]
            self.documents += len(found)
        self.held += found
        if sum(claims.height for claims in self.held) >= HELD_ROWS:
            self._write_piece()

    def _alone(self, row: dict[str, Any]) -> list[pl.DataFrame]:
        try:
            return [find_claims(frame(Briefings, [row]), reading=self.reading, codebook=self.codebook)]
        except Exception as error:
            message = one_line(f"{row['path']}: {type(error).__name__}: {error}")
            self.problems.append({"document": row["path"], "error": message})
            return []

    def _write_piece(self) -> None:
        self.pieces.append(self.scratch / f"{len(self.pieces):04d}.parquet")
        claims = pl.concat([frame(Claims, []), *self.held])
        claims.write_parquet(self.pieces[-1])
        self.claims += claims.height
        self.held = []

    def save(self, claims: Path, problems: Path) -> None:
        """Put the pieces together and into their place, each file whole or not at all."""
        self._write_piece()
        together = self.scratch / "claims.parquet"
        if len(self.pieces) == 1:
            together = self.pieces[0]
        else:
            pl.scan_parquet(self.pieces).sink_parquet(together)
        if self.problems:
            told = self.scratch / "problems.parquet"
            pl.DataFrame(self.problems).write_parquet(told)
            put(told, problems)
        else:
            problems.unlink(missing_ok=True)
        put(together, claims)
