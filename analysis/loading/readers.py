"""Files -> briefings: front-matter Markdown, .txt, saved .html, .pdf and .docx, one row each."""

from __future__ import annotations

import contextlib
import glob
import hashlib
import re
import warnings
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

import polars as pl

from ..codebook import IN_USE, CodebookSource, codebook_for, forget, own_key
from ..errors import LexiconError, SourceError, one_line
from ..schema import Briefings, frame
from .decoding import decode
from .docx_text import docx_text
from .front_matter import check_plain, day_of, front_matter
from .layout import read_layout
from .metadata import body_spans, check_language, infer
from .pages import html_text
from .pdf_text import pdf_text

SUFFIXES = (".md", ".txt", ".html", ".htm", ".pdf", ".docx")
REFUSED = (".docm", ".dotm", ".doc")  # seen, and told why they are not read
LIMIT = 20_000_000  # bytes; the longest briefing met is 60 kB
FIELDS = ("title", "date", "language", "agency", "publisher", "event", "speakers")
SOURCE = str | Path | Iterable[str | Path] | None


class Options(NamedTuple):
    """What the user says of texts that do not say it themselves: a day, as 2024-08-19, and a language."""

    date: str | None = None
    language: str | None = None


UNSAID = Options()


def read_briefings(
    source: SOURCE = None,
    *,
    problems: list[str] | None = None,
    date: str | None = None,
    language: str | None = None,
    codebook: CodebookSource = None,
) -> pl.DataFrame:
    """Read a file, a folder, a glob or a list of these (default: the committed corpus) => a row per briefing.

    Columns: see `schema.Briefings`. Every file that can be read is read; one that cannot is named in one line, which is appended to
    `problems` if that list is given and raised as SourceError at the end if not. A part that cannot be read (a table without
    header) is named likewise, or else warned of. `date` (2024-08-19) is taken for texts that tell no day and marked `date_assumed`;
    `language` (en, zh) is held against every text that does not state its own. `codebook` names one of your own; without it the
    codebook.toml, units.toml and agencies.toml of the corpus folder are used, else the built-in ones.

    >>> an.read_briefings().height > 100
    True
    """
    failed: list[str] = []
    partly: list[str] = []
    rows: dict[str, dict[str, Any]] = {}
    for path in _with_codebook(source_files(source, problems=failed), codebook):
        try:
            row = read_file(path, Options(date, language), problems=partly)
            if (other := rows.get(row["briefing_id"])) is not None:
                raise SourceError(
                    f"{path}: id {row['briefing_id']!r} is taken by {other['path']}; give one of them another id"
                )
            rows[row["briefing_id"]] = row
        except SourceError as error:
            failed.append(one_line(error))
    if failed and problems is None:
        raise SourceError("\n".join(failed))
    if problems is not None:
        problems.extend(failed + partly)
    elif partly:
        warnings.warn("\n".join(partly), stacklevel=2)
    return frame(Briefings, list(rows.values()))


def read_ahead(source: SOURCE) -> None:
    """Read the files of a source before they are asked for, here or in a process forked from this one; what fails will fail then."""
    before = IN_USE.now
    with contextlib.suppress(SourceError, LexiconError):
        for path in _with_codebook(source_files(source, problems=[]), None):
            with contextlib.suppress(SourceError):
                read_file(path)
    IN_USE.now = before


def _with_codebook(files: list[Path], codebook: CodebookSource) -> list[Path]:
    """The files, once the codebook that is named, or lies in their folder, is the one in use."""
    forget(files)
    codebook_for(files, codebook)
    return files


def source_files(source: SOURCE = None, *, problems: list[str] | None = None) -> list[Path]:
    """The readable files that a path, folder, glob or list stands for, sorted; SourceError if there are none.

    A link in a folder that leads out of it is left out, and named in `problems`.
    """
    if source is None:
        from ..paths import data_folder

        return source_files(data_folder() / "briefings")
    if not isinstance(source, (str, Path)):
        if not isinstance(source, Iterable):
            raise SourceError(f"{source!r} names no file; give a file, folder or glob, or a list of these")
        return [path for item in source for path in source_files(item, problems=problems)]
    path = Path(source).expanduser()
    if path.is_dir():
        found = _inside(path, problems if problems is not None else [])
    elif path.exists():
        found = [path]
    else:
        found = [Path(p) for p in glob.glob(str(path), recursive=True) if Path(p).suffix.lower() in SUFFIXES]
    if not found:
        kinds = " ".join(SUFFIXES)
        raise SourceError(f"{source}: no briefing found; give a file, folder or glob with one of {kinds}")
    return sorted(found)


def _inside(folder: Path, problems: list[str]) -> list[Path]:
    """The files of a folder that are briefings by their name; links that lead out of it are named in `problems`."""
    kinds = (*SUFFIXES, *REFUSED)
    found = [p for p in folder.rglob("*") if p.suffix.lower() in kinds and p.is_file() and not _skipped(p, folder)]
    root = folder.resolve()
    leads_out = {p for p in found if p.is_symlink() and not p.resolve().is_relative_to(root)}
    problems += [one_line(f"{p}: this link leads out of the folder; copy the file into it") for p in sorted(leads_out)]
    return [p for p in found if p not in leads_out]


def _skipped(path: Path, root: Path) -> bool:
    inside = path.relative_to(root)
    return any(part.startswith((".", "~$")) for part in inside.parts) or path.stem.upper() == "README"


def read_file(path: Path, options: Options = UNSAID, *, problems: list[str] | None = None) -> dict[str, Any]:
    """Read one file as a row of Briefings; SourceError names the file, the place and the remedy.

    Parts that cannot be read are named in `problems`, a line each; the rest of the file is read.
    """
    content = _content(path)
    key = (own_key(), path, hashlib.sha256(content).hexdigest(), options)
    if (row := READ.get(key)) is None:
        row = _row(path, content, options) | {"source_sha256": key[2]}
        if len(content) <= SHORT:
            if len(READ) >= MOST:
                READ.clear()
            READ[key] = row
    if problems is not None:
        problems += [one_line(f"{path}: {line}") for line in row["problems"]]
    return {name: value for name, value in row.items() if name != "problems"}


# Rows of files that were read: a corpus is read again in every cell that names it, and seldom has a file changed.
READ: dict[tuple[object, ...], dict[str, Any]] = {}
SHORT, MOST = 50_000, 1_000  # bytes of a file whose row is kept, and rows


def _row(path: Path, content: bytes, options: Options) -> dict[str, Any]:
    """What a file's content tells, and under `problems` which parts of it could not be read."""
    told: list[str] = []
    text, stated, spans = _text(path, content, told)
    check_language(path, text[spans.get("body_start", 0) :], stated.get("language") or options.language)
    row = _complete(path, text, stated, spans, options)
    return row | {"path": str(path), "text": text, "problems": told + row["problems"]}


def _content(path: Path) -> bytes:
    try:
        if path.stat().st_size > LIMIT:
            raise SourceError(
                f"{path}: {path.stat().st_size / 1e6:.0f} MB is too long for one briefing; split it into files under {LIMIT // 10**6} MB"
            )
        content = path.read_bytes()
    except OSError as error:
        raise SourceError(f"{path}: cannot be read ({error.strerror}); check the file and its permissions") from error
    if not content.strip():
        raise SourceError(f"{path}: the file is empty; delete it or save the briefing again")
    return content


def _text(path: Path, content: bytes, problems: list[str]) -> tuple[str, dict[str, Any], dict[str, int]]:
    """The text of a file by its kind, the fields that the file states, and where front matter says title and body are."""
    suffix = path.suffix.lower()
    if suffix == ".pdf":
        return pdf_text(path, content, problems), {}, {}
    if suffix in (".docx", *REFUSED):
        text, stated = docx_text(path, content)
        return text, stated, {}
    if suffix in (".html", ".htm"):
        text, stated = html_text(path, decode(path, content, page=True))
        return text, stated, {}
    text = decode(path, content)
    return (text, *front_matter(path, text)) if suffix == ".md" else (text, {}, {})


def document(where: Path, text: str, stated: dict[str, Any]) -> dict[str, Any]:
    """A row of Briefings from a text that is no file of its own; `stated` holds fields as front matter names them."""
    for name, value in stated.items():
        check_plain(where, name, value)
    row = _complete(where, text, stated, {}, UNSAID) | {
        "path": str(where), "text": text, "source_sha256": hashlib.sha256(text.encode()).hexdigest()
    }  # fmt: skip
    del row["problems"]
    return row


def _complete(path: Path, text: str, stated: dict[str, Any], spans: dict[str, int], options: Options) -> dict[str, Any]:
    """Put what was stated and what the text itself tells into one row; the latter is listed in `inferred`."""
    row: dict[str, Any] = {
        name: stated.get(name) or None for name in ("title", "agency", "publisher", "mirror", "url", "event")
    }
    row["briefing_id"] = _id(path, stated.get("id"))
    row["text_kind"] = stated.get("text", "original")
    if row["text_kind"] not in ("original", "restated"):
        raise SourceError(f"{path}: text: {row['text_kind']!r} is neither original nor restated; write one of them")
    row["date"], row["retrieved"] = (day_of(path, name, stated.get(name)) for name in ("date", "retrieved"))
    row["language"] = stated.get("language") or options.language
    if row["language"] not in (None, "en", "zh"):
        raise SourceError(f"{path}: language {row['language']!r} is not read; en and zh are")
    row["speakers"] = _listed(stated.get("speakers"))
    row |= body_spans(text, spans, bool(stated.get("title")) and "title_start" in spans)
    inferred = infer(text, path.stem, row, row["language"])
    told = [name for name in FIELDS if not row[name] and inferred.get(name)]
    row |= {name: inferred[name] for name in told}
    row["inferred"] = list(dict.fromkeys([*_listed(stated.get("inferred")), *told]))
    row["title"] = row["title"] or path.stem
    row["date_assumed"] = (row["date"] is None and options.date is not None) or stated.get("date_assumed") == "true"
    row["date"] = row["date"] or day_of(path, "--date", options.date)
    layout = read_layout(text, row["body_start"], row["body_end"])
    return row | {
        "paragraphs": layout.paragraphs, "items": layout.items, "cells": layout.cells, "problems": layout.problems
    }  # fmt: skip


def _listed(value: Any) -> list[str]:
    return [value] if isinstance(value, str) and value else [str(v) for v in value or []]


def _id(path: Path, stated: Any) -> str:
    name = str(stated) if stated else re.sub(r"[\s:]+", "-", path.stem)
    if not re.fullmatch(r"[\w(][\w.()-]*", name):
        raise SourceError(
            f"{path}: id {name!r} holds a space or sign that an address cannot, or begins with one; use letters, digits, - and ."
        )
    return name
