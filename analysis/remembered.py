"""Plain data that takes long to make from words and patterns, remembered in the user's cache folder between processes."""

from __future__ import annotations

import functools
import hashlib
import json
import sys
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any, TypeVar, cast

from .files import drop_oldest, write_whole
from .paths import kept_folder

Made = TypeVar("Made")
MOST = 40  # files of one name that are left: the oldest go


def remembered(name: str, of: Any, make: Callable[[], Made], *using: Callable[..., Any]) -> Made:
    """What `make` makes of `of`, as JSON holds it: read where it was made before, else made and written.

    `of` is all that it is made of, as plain data; another Python, or another text of the modules of `make` and of the functions that it
    is `using`, makes it anew. What cannot be read is made; what JSON does not hold, or a folder that cannot be written, is not kept.
    """
    mark = repr((sys.version, [_source(made_by.__code__.co_filename) for made_by in (make, *using)], of))
    file = f"{name}-{hashlib.sha256(mark.encode(errors='surrogatepass')).hexdigest()[:24]}.json"
    if (folder := _folder()) is None:
        return make()
    with suppress(OSError, ValueError, TypeError, RecursionError):
        return cast(Made, _read((folder / file).read_text(encoding="utf-8")))
    made = make()
    with suppress(OSError, ValueError, TypeError, AttributeError, RecursionError):
        text = json.dumps(made, default=lambda day: {DAY: day.isoformat()})
        if _read(text) == made:
            write_whole(folder / file, text)
            drop_oldest(folder, f"{name}-*.json", MOST)
    return made


DAY = "a day"  # JSON has no days; the lexicon has some


def _read(text: str) -> Any:
    days = (lambda row: date.fromisoformat(row[DAY]) if DAY in row else row) if DAY in text else None
    return json.loads(text, object_hook=days)


def read_toml(text: str) -> dict[str, Any]:
    """A text of TOML as a table."""
    import tomllib

    return tomllib.loads(text)


def package_mark(name: str) -> list[Any]:
    """What changes when another version of a package is installed."""
    import importlib.util

    found = importlib.util.find_spec(name)
    state = Path(found.origin).stat() if found and found.origin else None
    return [found.origin, state.st_mtime_ns, state.st_size] if found and state else []


@functools.cache
def _folder() -> Path | None:
    """The folder of what is remembered; None where there is none to write in."""
    folder = kept_folder()
    return None if folder is None else folder / "remembered" if _made(folder / "remembered") else None


def _made(folder: Path) -> bool:
    try:
        folder.mkdir(exist_ok=True)
    except OSError:
        return False
    return True


@functools.cache
def _source(path: str) -> str:
    """A mark of a module's text; of its place where the text cannot be read."""
    try:
        return hashlib.sha256(Path(path).read_bytes()).hexdigest()
    except OSError:
        return path
