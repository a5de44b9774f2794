"""The words and signs by which loading tells layout and metadata, read from the .toml files beside this module."""

from __future__ import annotations

import functools
import tomllib
from typing import Any

from ..paths import ROOT


@functools.cache
def words(name: str, file: str = "layout") -> dict[str, Any]:
    """A table of layout.toml or metadata.toml: words by language, or named rows of such."""
    with (ROOT / "loading" / f"{file}.toml").open("rb") as source:
        return dict(tomllib.load(source)[name])


@functools.cache
def both(name: str) -> frozenset[str]:
    """The words of a table of layout.toml in both languages."""
    table = words(name)
    return frozenset([*table["en"], *table["zh"]])
