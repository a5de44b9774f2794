"""The front matter of a briefing file: YAML of plain 'name: value' lines, read with limits."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

from ..errors import SourceError

FRONT = re.compile(r"\A\ufeff?---[ \t]*\r?\n(?P<yaml>.*?)(?:\r?\n)---[ \t]*(?:\r?\n|\Z)", re.DOTALL)
LONGEST_FRONT = 10_000  # characters
LISTS = ("speakers", "inferred")  # fields that may hold several values
KNOWN = frozenset(
    [
        "id",
        "title",
        "date",
        "language",
        "agency",
        "publisher",
        "mirror",
        "url",
        "event",
        "speakers",
        "retrieved",
        "text",
        "source_sha256",
        "inferred",
        "date_assumed",
    ]
)


def front_matter(path: Path, text: str) -> tuple[dict[str, Any], dict[str, int]]:
    """The fields that a file's front matter states, and where its title and its body stand in `text`.

    SourceError names the line and the remedy; a text without front matter states nothing.
    """
    block = FRONT.match(text)
    if block is None:
        if text.lstrip("\ufeff").startswith("---"):
            raise SourceError(f"{path}: the front matter is not closed; add a line --- after it")
        return {}, {}
    if len(block["yaml"]) > LONGEST_FRONT:
        raise SourceError(f"{path}: the front matter is longer than {LONGEST_FRONT} characters; put the text after it")
    stated, node = _parsed(path, block["yaml"])
    if not isinstance(stated, dict):
        raise SourceError(f"{path}: the front matter is not a list of 'name: value' lines; write them so")
    if unknown := sorted(set(map(str, stated)) - KNOWN):
        raise SourceError(
            f"{path}: the front matter has an unknown field {unknown[0]!r}; known are {', '.join(sorted(KNOWN))}"
        )
    for name, value in stated.items():
        check_plain(path, name, value)
    spans = {"body_start": block.end()}
    for key, value in node.value:
        if key.value == "title":
            quoted = 1 if value.style in ("'", '"') else 0
            spans["title_start"] = block.start("yaml") + value.start_mark.index + quoted
            spans["title_end"] = block.start("yaml") + value.end_mark.index - quoted
    return stated, spans


def _parsed(path: Path, block: str) -> tuple[Any, Any]:
    """The values of a YAML block, and its nodes, which know where they stand."""
    import yaml

    try:
        if "*" in block and any(isinstance(token, yaml.AliasToken) for token in yaml.scan(block)):
            raise SourceError(f"{path}: YAML aliases are not read; write the value out")
        loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)(block)  # libyaml, where PyYAML was built with it
        node = loader.get_single_node()
        return loader.construct_document(node) if node else None, node
    except yaml.YAMLError as error:
        if HALF.search(block):  # which libyaml does not read at all
            raise SourceError(f"{path}: the front matter {HALF_TOLD}") from error
        mark = getattr(error, "problem_mark", None)
        line = f" line {mark.line + 2}" if mark else ""
        raise SourceError(
            f"{path}:{line} the front matter is not valid YAML; quote values that hold ': ' or quotation marks"
        ) from error
    except RecursionError:
        raise SourceError(f"{path}: the front matter is nested too deep; write plain 'name: value' lines") from None


HALF = re.compile(r"\\u[dD][89a-fA-F][0-9a-fA-F]{2}")
HALF_TOLD = "holds half of a character (a lone surrogate); write the character itself"


def check_plain(path: Path, name: str, value: Any) -> None:
    """SourceError unless the value is text, or for speakers and what was inferred a list of texts."""
    items = value if name in LISTS and isinstance(value, list) else [value]
    if not all(isinstance(item, str) for item in items):
        raise SourceError(f"{path}: {name}: is not one line of text; write {name}: and the value on one line")
    if any("\ud800" <= c <= "\udfff" for item in items for c in item):
        raise SourceError(f"{path}: {name}: {HALF_TOLD}")


def day_of(path: Path, name: str, value: Any) -> date | None:
    """A day as front matter writes it; SourceError where the calendar has no such day."""
    if not value:
        return None
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        raise SourceError(f"{path}: {name}: {value!r} is no day of the calendar; write it as 2024-08-19") from None
