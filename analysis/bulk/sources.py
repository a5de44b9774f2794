"""A source of any size -> shards -> documents, read one at a time: folders, Parquet, NDJSON and WARC files."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, BinaryIO

import polars as pl

from ..errors import SourceError, one_line
from ..loading.decoding import decode
from ..loading.metadata import check_language
from ..loading.pages import html_text
from ..loading.readers import LIMIT, SOURCE, SUFFIXES, document, read_file, source_files

FILES = 200  # of a folder in a shard
ROWS = 5_000  # of a Parquet file in a shard
BYTES = 8_000_000  # of an NDJSON file in a shard
ARCHIVES = {
    ".parquet": "parquet", ".ndjson": "ndjson", ".jsonl": "ndjson", ".ndjson.gz": "ndjson.gz", ".jsonl.gz": "ndjson.gz",
    ".warc": "warc", ".warc.gz": "warc",
}  # fmt: skip
COLUMNS = ("id", "title", "date", "language", "agency", "publisher", "mirror", "url", "event", "speakers", "retrieved")


@dataclass(frozen=True)
class Shard:
    """A part of the source that one worker reads: files of a folder, rows of a Parquet file, bytes of an NDJSON file."""

    name: str
    kind: str
    paths: tuple[str, ...]
    start: int = 0
    stop: int = 0

    def state(self) -> list[tuple[str, int, int]]:
        """Size and time of change of each file: another state is another input."""
        stats = [Path(path).stat() for path in self.paths]
        return [(path, s.st_size, s.st_mtime_ns) for path, s in zip(self.paths, stats, strict=True)]


@dataclass(frozen=True)
class Failed:
    """A document that could not be read: where it stands, and why."""

    document: str
    error: str


def plan(source: SOURCE) -> list[Shard]:
    """The shards of a path, folder, glob or list, in order; SourceError if there is nothing to read."""
    sources = [source] if isinstance(source, (str, Path)) or source is None else list(source)
    files: list[Path] = []
    archives: list[Path] = []
    for item in sources:
        found = _archives(item)
        archives += found
        if not found or (item is not None and Path(item).is_dir() and any(_briefings_in(Path(item)))):
            files += source_files(item)
    cuts = [("files", tuple(map(str, files[i : i + FILES])), 0, 0) for i in range(0, len(files), FILES)]
    cuts += [cut for path in archives for cut in _cut(path)]
    return [Shard(_name(number, paths, start), kind, paths, start, stop) for number, (kind, paths, start, stop) in enumerate(cuts)]  # fmt: skip


def _name(number: int, paths: tuple[str, ...], start: int) -> str:
    return f"{number:06d}-{hashlib.sha256(f'{paths} {start}'.encode()).hexdigest()[:8]}"


def _kind(path: Path) -> str | None:
    return next((kind for ending, kind in ARCHIVES.items() if path.name.lower().endswith(ending)), None)


def _archives(item: str | Path | None) -> list[Path]:
    if item is None:
        return []
    path = Path(item).expanduser()
    if path.is_dir():
        return sorted(p for p in path.rglob("*") if p.is_file() and _kind(p) and not p.name.startswith("."))
    if path.exists():
        return [path] if _kind(path) else []
    import glob

    return sorted(Path(p) for p in glob.glob(str(path), recursive=True) if _kind(Path(p)))


def _briefings_in(folder: Path) -> Iterator[Path]:
    return (p for p in folder.rglob("*") if p.suffix.lower() in SUFFIXES and p.is_file())


def _cut(path: Path) -> Iterator[tuple[str, tuple[str, ...], int, int]]:
    """The parts of one archive that can be read apart from each other."""
    kind, paths = str(_kind(path)), (str(path),)
    if kind == "parquet":
        try:
            rows = pl.scan_parquet(path).select(pl.len()).collect().item()
        except (pl.exceptions.PolarsError, OSError) as error:
            raise SourceError(f"{path}: this is no Parquet file that can be read ({type(error).__name__})") from error
        yield from ((kind, paths, start, min(start + ROWS, rows)) for start in range(0, rows, ROWS))
    elif kind == "ndjson":
        size, start = path.stat().st_size, 0
        with path.open("rb") as file:
            while start < size:
                file.seek(min(start + BYTES, size))
                _skip_line(file)
                stop = file.tell()
                yield kind, paths, start, stop
                start = stop
    else:
        yield kind, paths, 0, 0


def _skip_line(file: BinaryIO) -> None:
    while (part := file.readline(LIMIT)) and not part.endswith(b"\n"):
        pass


def documents(shard: Shard) -> Iterator[dict[str, Any] | Failed]:
    """The documents of a shard, in order: rows of Briefings, and in its place each that could not be read."""
    readers = {
        "files": _of_files,
        "parquet": _of_parquet,
        "ndjson": _of_ndjson,
        "ndjson.gz": _of_ndjson,
        "warc": _of_warc,
    }
    for where, number, read in readers[shard.kind](shard):
        try:
            yield read() if shard.kind == "files" else _row(where, f"{shard.name}-{number}", read())
        except SourceError as error:
            yield Failed(one_line(where), one_line(error))
        except Exception as error:  # one document never stops an archive
            yield Failed(one_line(where), one_line(f"{where}: {type(error).__name__}: {error}"))


Found = Iterator[tuple[str, int, Any]]  # where the document stands, its number in the shard, how it is read


def _of_files(shard: Shard) -> Found:
    for number, path in enumerate(shard.paths):
        yield path, number, lambda path=path: read_file(Path(path))


def _of_parquet(shard: Shard) -> Found:
    (path,) = shard.paths
    table = pl.scan_parquet(path).slice(shard.start, shard.stop - shard.start).collect()
    for number, row in enumerate(table.iter_rows(named=True)):
        yield f"{path} row {shard.start + number + 1}", number, lambda row=row: row


def _of_ndjson(shard: Shard) -> Found:
    (path,) = shard.paths
    with _opened(path) as file:
        file.seek(shard.start)
        at, number = shard.start, 0
        while (shard.stop == 0 or at < shard.stop) and (line := file.readline(LIMIT + 1)):
            where = f"{path} byte {at}"
            if len(line) > LIMIT and not line.endswith(b"\n"):
                _skip_line(file)
                yield where, number, lambda where=where: _too_long(where)
            elif line.strip():
                yield where, number, lambda line=line, where=where: _json(line, where)
            number, at = number + 1, file.tell()


def _opened(path: str) -> Any:
    import gzip

    return gzip.open(path, "rb") if path.endswith(".gz") else Path(path).open("rb")


def _too_long(where: str) -> Any:
    raise SourceError(f"{where}: a document of more than {LIMIT // 10**6} MB is too long; split it")


def _json(line: bytes, where: str) -> Any:
    try:
        return json.loads(line)
    except (ValueError, RecursionError) as error:
        raise SourceError(f"{where}: this line is no JSON object ({one_line(error)[:80]})") from error


def _of_warc(shard: Shard) -> Found:
    """The HTML pages of a web archive; what else it holds is passed over."""
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    (path,) = shard.paths
    with Path(path).open("rb") as file:
        number = 0
        try:
            for record in ArchiveIterator(file):
                kind = record.http_headers.get_header("Content-Type", "") if record.http_headers else ""
                if record.rec_type != "response" or "html" not in kind:
                    continue
                url = record.rec_headers.get_header("WARC-Target-URI") or "a page without an address"
                day = (record.rec_headers.get_header("WARC-Date") or "")[:10]
                content = record.content_stream().read(LIMIT + 1)
                where = f"{path} {url}"
                yield where, number, lambda c=content, w=where, u=url, d=day, k=kind: _page(c, w, u, d, k)
                number += 1
        except (ArchiveLoadFailed, EOFError, OSError, ValueError) as error:
            message = f"{path}: this web archive breaks off or is broken ({one_line(error)[:80]})"
            yield path, number, lambda: _broken(message)


def _broken(message: str) -> Any:
    raise SourceError(message)


def _page(content: bytes, where: str, url: str, day: str, kind: str) -> dict[str, Any]:
    """What a page of a web archive states, and its text; the day of the crawl is when it was read, not its date."""
    if len(content) > LIMIT:
        _too_long(where)
    named = re.search(r"charset=[\"']?([\w-]+)", kind)
    page = decode(Path(where), content, page=True, declared=named[1] if named else "")
    text, stated = html_text(Path(where), page)
    return {"retrieved": day} | stated | {"text": text, "url": url}


def _row(where: str, name: str, stated: Any) -> dict[str, Any]:
    """A row of Briefings from a document's text and what is stated beside it; other columns are passed over."""
    text = stated.get("text") if isinstance(stated, dict) else None
    if not isinstance(text, str) or not text.strip():
        raise SourceError(f"{where}: no text; a document is a row or an object with a column 'text'")
    if len(text) > LIMIT:
        _too_long(where)
    known = {key: _plain(stated[key]) for key in COLUMNS if stated.get(key) not in (None, "", [])}
    check_language(Path(where), text, known.get("language"))
    return document(Path(where), _whole(text), {"id": name} | known) | {"path": one_line(where)}


def _whole(text: str) -> str:
    """The text with a question mark for each half of a character, which UTF-8 cannot say."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-8", errors="replace").decode()
    return text


def _plain(value: Any) -> Any:
    if isinstance(value, (datetime, date)):
        return value.isoformat()[:10]
    return [str(v) for v in value] if isinstance(value, list) else str(value)
