"""The two errors of the package, and how a message is put on one line."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from typing import Any


class SourceError(ValueError):
    """A file that was given cannot be used; the message names the file, the place and the remedy."""


class LexiconError(ValueError):
    """A codebook or lexicon entry, or a name given in a call, is wrong; the message names it and the remedy."""


def one_line(message: object) -> str:
    """A message on one line: line breaks and signs that turn the direction of writing are shown as escapes."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in str(message))


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """'; did you mean ...?' with the nearest known names, or the first few of them."""
    names = list(known)
    near = difflib.get_close_matches(str(word), names, n=2, cutoff=0.55)
    return f"; did you mean {' or '.join(map(repr, near))}?" if near else f"; known are {', '.join(names[:8])}"


def need(table: Any, columns: Iterable[str], what: str) -> None:
    """LexiconError in one line, which begins with `what` is wanted, where something else than a frame with these columns is given."""
    if not hasattr(table, "columns"):
        raise LexiconError(f"{what}, not a {type(table).__name__}")
    if missing := [c for c in columns if c not in table.columns]:
        raise LexiconError(f"{what}; this table has no column {missing[0]!r}")
