"""Bring a briefing into a corpus folder."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from ..codebook import CodebookSource, codebook_for
from ..errors import SourceError
from ..files import make_folder, write_whole
from ..language.lexicon import fold
from .front_matter import FRONT
from .readers import FIELDS, Options, read_file

NEAR = 0.85  # share of common five-character pieces above which two texts are the same report


STATED = ("title", "date", "language", "agency", "publisher", "mirror", "url", "event")


class Added(NamedTuple):
    """What `add_briefing` wrote: the file, the fields it read from the text itself, those it could not tell, all it wrote.

    `problems`: a line for each part of the file that could not be read, such as a table without header.
    """

    path: Path
    inferred: list[str]
    missing: list[str]
    front: dict[str, Any]
    problems: list[str]


def add_briefing(file: str | Path, corpus: str | Path, *, codebook: CodebookSource = None, **stated: str) -> Added:
    """Turn a saved page, PDF, document or text into a front-matter file in a corpus folder: <corpus>/<year>/<id>.md.

    `stated` overrides what is read from the file (id, title, date, language, publisher, agency, event, url ...); what
    the text itself told stands in the field `inferred`, and `date_assumed` where a day was stated that it does not tell.
    The agencies of `codebook`, or of the corpus folder's own, are known by their names.
    SourceError if the corpus already holds this file, by hash, or this text, nearly word for word.

    >>> an.add_briefing("no-such-file.txt", "my-corpus")
    Traceback (most recent call last):
    analysis.errors.SourceError: no-such-file.txt: cannot be read (No such file or directory); check the file and its permissions
    """
    source, folder = Path(file), Path(corpus)
    stated = {name: value for name, value in stated.items() if value}
    problems: list[str] = []
    codebook_for([folder / "briefing"], codebook)
    row = read_file(source, Options(stated.get("date"), stated.get("language")), problems=problems)
    body = row["text"][row["body_start"] : row["body_end"]].replace("\r\n", "\n").strip()
    _refuse_known(source, folder, row["source_sha256"], body)
    front = _front(source, row, stated)
    target = folder / (str(front["date"])[:4] if "date" in front else "undated") / f"{front['id']}.md"
    if target.exists():
        raise SourceError(f"{target}: a briefing of this id is there already; give another with --id")
    make_folder(target.parent)
    block = yaml.safe_dump(front, allow_unicode=True, sort_keys=False, width=10_000)
    write_whole(target, f"---\n{block}---\n\n{body}\n")
    read_file(target)  # what was written can be read again
    return Added(target, front.get("inferred", []), [k for k in (*FIELDS, "url") if k not in front], front, problems)


def _front(source: Path, row: dict[str, Any], stated: dict[str, str]) -> dict[str, Any]:
    """The front matter of a file that was read, in the order in which it is written; empty fields are left out."""
    fields = {name: str(stated.get(name) or row[name] or "") for name in STATED}
    stem = source.stem if fields["date"] and source.stem.startswith(fields["date"]) else f"{fields['date'] or 'undated'}-{source.stem}"  # fmt: skip
    front: dict[str, Any] = {"id": stated.get("id") or re.sub(r"[^\w-]+", "-", stem).strip("-").lower(), **fields}
    front |= {"speakers": row["speakers"], "text": "original", "source_sha256": row["source_sha256"]}
    front["inferred"] = [name for name in row["inferred"] if not stated.get(name)]
    front["date_assumed"] = "true" if row["date_assumed"] else ""
    return {key: value for key, value in front.items() if value}


def _refuse_known(source: Path, folder: Path, digest: str, body: str) -> None:
    pieces = _pieces(body)
    for path in sorted(folder.rglob("*.md")) if folder.is_dir() else []:
        text = path.read_text(encoding="utf-8", errors="replace")
        if digest in text[:4000] or hashlib.sha256(path.read_bytes()).hexdigest() == digest:
            raise SourceError(f"{source}: already in the corpus as {path}; nothing was written")
        front = FRONT.match(text)
        there = _pieces(text[front.end() :] if front else text)
        common = len(pieces & there) / max(1, min(len(pieces), len(there)))
        if common > NEAR:
            raise SourceError(f"{source}: {common:.0%} of this text is in the corpus as {path}; nothing was written")


def _pieces(text: str) -> set[str]:
    plain = re.sub(r"\W+", "", fold(text)).lower()
    return {plain[i : i + 5] for i in range(max(1, len(plain) - 4))}
