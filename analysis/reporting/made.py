"""What a report is made of: what was asked for, and what came of each notebook."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple


class Asked(NamedTuple):
    """What a report was asked for; an empty field asks for nothing in particular."""

    corpus: str = ""
    notebooks: tuple[str, ...] = ()
    briefings: tuple[str, ...] = ()
    metrics: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    event: str = ""
    agency: str = ""
    reading: str = "conventional"
    parameters: tuple[tuple[str, Any], ...] = ()
    pages: tuple[str, ...] = ()
    codebook: str = ""


@dataclass
class Made:
    """One rendered notebook: its files, what its main finding says, or the error that stopped it."""

    name: str
    notebook: str
    parameters: dict[str, Any]
    html: Path | None = None
    ipynb: Path | None = None
    pdf: Path | None = None
    title: str = ""
    heading: str = ""
    finding: str = ""
    thumbnail: str = ""
    error: str = ""
    kept: bool = False
    files: dict[str, str] = field(default_factory=dict)
