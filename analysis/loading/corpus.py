"""Bring a briefing into a corpus folder."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from ..errors import SourceError
from ..files import make_folder, write_whole
from ..language.lexicon import fold
from .front_matter import FRONT
from .readers import FIELDS, read_file

NEAR = 0.85  # share of common five-character pieces above which two texts are the same report


class Added(NamedTuple):
    """What `add_briefing` wrote, which fields it read from the text itself, and which it could not tell."""

    path: Path
    inferred: list[str]
    missing: list[str]


def add_briefing(file: str | Path, corpus: str | Path, **stated: str) -> Added:
    """Turn a saved page, PDF or text into a front-matter file in a corpus folder: <corpus>/<year>/<id>.md.

    `stated` overrides what is read from the file (id, title, date, publisher, agency, event, url ...). SourceError if
    the corpus already holds this file, by hash, or this text, nearly word for word.

    >>> an.add_briefing("no-such-file.txt", "my-corpus")
    Traceback (most recent call last):
    analysis.words.SourceError: no-such-file.txt: cannot be read (No such file or directory); check the file and its permissions
    """
    source, folder = Path(file), Path(corpus)
    row = read_file(source)
    digest = hashlib.sha256(source.read_bytes()).hexdigest()
    body = row["text"][row["body_start"] : row["body_end"]].replace("\r\n", "\n").strip()
    _refuse_known(source, folder, digest, body)
    fields = {name: row[name] for name in ("title", "date", "language", "agency", "publisher", "url", "event")}
    fields |= {name: value for name, value in stated.items() if value}
    title = str(fields["title"])
    stem = (
        source.stem if source.stem.startswith(str(fields["date"])) else f"{fields['date'] or 'undated'}-{source.stem}"
    )
    name = stated.get("id") or re.sub(r"[^\w-]+", "-", stem).strip("-").lower()
    front: dict[str, Any] = {"id": name, "title": title, **{k: v for k, v in fields.items() if k != "title" and v}}
    front["date"] = str(fields["date"]) if fields["date"] else None
    front |= {"speakers": row["speakers"], "text": "original", "source_sha256": digest}
    front = {key: value for key, value in front.items() if value}
    year = str(fields["date"])[:4] if fields["date"] else "undated"
    target = folder / year / f"{name}.md"
    if target.exists():
        raise SourceError(f"{target}: a briefing of this id is there already; give another with --id")
    make_folder(target.parent)
    block = yaml.safe_dump(front, allow_unicode=True, sort_keys=False, width=10_000)
    write_whole(target, f"---\n{block}---\n\n{body}\n")
    read_file(target)  # what was written can be read again
    missing = [key for key in (*FIELDS, "url") if key not in front]
    return Added(target, [key for key in row["inferred"] if not stated.get(key)], missing)


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
