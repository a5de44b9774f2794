"""The words and signs by which loading tells layout and metadata, read from the .toml files beside this module."""

from __future__ import annotations

import functools
from typing import Any

from ..paths import ROOT
from ..remembered import read_toml, remembered


@functools.cache
def words(name: str, file: str = "layout") -> dict[str, Any]:
    """A table of layout.toml or metadata.toml: words by language, or named rows of such."""
    return dict(_file(file)[name])


@functools.cache
def _file(file: str) -> dict[str, Any]:
    text = (ROOT / "loading" / f"{file}.toml").read_text(encoding="utf-8")
    return remembered("loading", text, lambda: read_toml(text))


@functools.cache
def both(name: str) -> frozenset[str]:
    """The words of a table of layout.toml in both languages."""
    table = words(name)
    return frozenset([*table["en"], *table["zh"]])
