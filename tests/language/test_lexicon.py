"""The words of the lexicon are written as texts are folded: a word that folding would change never matches."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import analysis.language.lexicon as lexicon

FILES = sorted(Path(lexicon.__file__).with_name("lexicon").glob("*.toml"))
HANZI = range(0x3400, 0xA000)


def _strings(node: Any) -> Iterator[str]:
    if isinstance(node, str):
        yield node
    elif isinstance(node, dict | list):
        for inner in node.values() if isinstance(node, dict) else node:
            yield from _strings(inner)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_no_word_of_the_lexicon_changes_when_folded(path: Path) -> None:
    words = [*_strings(tomllib.loads(path.read_text(encoding="utf-8")))]
    changed = [w for w in words if any(a != b and ord(a) in HANZI for a, b in zip(w, lexicon.fold(w), strict=False))]
    assert not changed
    assert words
