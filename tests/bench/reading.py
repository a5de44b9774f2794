"""Read texts with the package on the path and write what it finds: `python tests/bench/reading.py ASKED.json FOLDER`.

Run in a process of its own, with any commit's `analysis` on PYTHONPATH. ASKED holds named sets, each a folder of briefings or rows of texts;
of each the claims (and the text they stand in) are written as NAME.claims.arrow, the leftovers as NAME.left.arrow.
"""

from __future__ import annotations

import importlib
import json
import sys
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

USUAL: dict[str, Any] = {
    "speakers": [], "inferred": [], "text_kind": "original", "source_sha256": "", "path": "", "title": None, "title_start": None, "title_end": None,
    "event": None, "publisher": None, "mirror": None, "url": None, "retrieved": None,
}  # fmt: skip


def briefings_of(asked: Any) -> pl.DataFrame:
    """A folder's briefings, or a frame of texts that are each a report of their own."""
    import analysis as an

    if isinstance(asked, str):
        return an.read_briefings(asked)
    for name in ("analysis.schema", "analysis.tables"):  # where it stands, and where it stood
        with suppress(ImportError, AttributeError):
            home = importlib.import_module(name)
            rows = [
                USUAL | row | {"date": date.fromisoformat(row["date"]), "body_start": 0, "body_end": len(row["text"])}
                for row in asked
            ]
            return home.frame(home.Briefings, rows)  # type: ignore[no-any-return]
    raise SystemExit("this commit has no frame of briefings that is known here")


def read(briefings: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Claims and leftovers: by one reading, which takes half the time, where the commit has that as a step of its own."""
    import analysis as an

    try:
        from analysis.extraction.claims import book_of, read_rows
        from analysis.schema import Claims, Leftovers, frame

        rows = list(read_rows(briefings.iter_rows(named=True), "conventional", book_of(briefings, None)))
    except (ImportError, TypeError):  # not there, or with other arguments
        return an.find_claims(briefings), an.leftovers(briefings)
    return frame(Claims, [row for claims, _ in rows for row in claims]), frame(
        Leftovers, [row for _, left in rows for row in left]
    )


def main(asked: Path, folder: Path) -> None:
    """Read every set."""
    for name, texts in json.loads(asked.read_text(encoding="utf-8")).items():
        claims, left = read(briefings_of(texts))
        claims.write_ipc(folder / f"{name}.claims.arrow")
        left.write_ipc(folder / f"{name}.left.arrow")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
