"""Patterns that are compiled when they are first used: reading one sentence needs few of the lexicon's."""

from __future__ import annotations

import re
from typing import Any, cast

METHODS = ("search", "match", "fullmatch", "finditer", "findall", "sub", "split")


class _Later:
    """A pattern and its flags; asked for anything else it is compiled, and its methods become the compiled one's."""

    def __init__(self, pattern: str, flags: int) -> None:
        self.pattern, self.flags = pattern, flags

    def __getattr__(self, name: str) -> Any:
        compiled = re.compile(self.pattern, self.flags)
        self.__dict__.update({method: getattr(compiled, method) for method in METHODS})
        return getattr(compiled, name)


def later(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """A pattern for re, compiled when it is first used; re.error is raised then."""
    return cast("re.Pattern[str]", _Later(pattern, flags))
