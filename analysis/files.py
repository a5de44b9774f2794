"""Files that are never met half written, and a folder for one writer at a time."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from .words import SourceError


def write_whole(path: Path, content: str) -> None:
    """Write text to a temporary file, then rename: a reader never meets half a file."""
    write_bytes(path, content.encode())


def write_bytes(path: Path, content: bytes) -> None:
    """Write bytes to a temporary file beside it, flush them to the disk, then rename."""
    scratch = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with scratch.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        scratch.replace(path)
    except OSError as error:
        scratch.unlink(missing_ok=True)
        raise SourceError(
            f"{path}: cannot be written ({error.strerror}); free some space or choose another folder"
        ) from error


@contextmanager
def only_one(folder: Path) -> Iterator[None]:
    """Hold a folder for one run at a time; SourceError while another process writes there."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = folder / ".making"
        if lock.exists() and not _alive(lock):
            lock.unlink(missing_ok=True)
        with lock.open("x", encoding="ascii") as file:
            file.write(str(os.getpid()))
    except FileExistsError:
        raise SourceError(f"{folder}: another run is writing here; wait for it or choose another --out") from None
    except OSError as error:
        raise SourceError(
            f"{folder}: cannot be written ({error.strerror}); choose another folder with --out"
        ) from error
    try:
        yield
    finally:
        lock.unlink(missing_ok=True)


def _alive(lock: Path) -> bool:
    """Is the process that holds a folder still there?"""
    try:
        number = int(lock.read_text(encoding="ascii") or 0)
        if number <= 0:
            return False
        if number == os.getpid():
            return True
        os.kill(number, 0)
    except (ProcessLookupError, ValueError, FileNotFoundError):
        return False
    except OSError:
        return True
    return True
