"""Where the package and its data lie."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).parent


def data_folder() -> Path:
    """The folder with the committed data: the checkout's data/, or the copy inside an installed package."""
    checkout = ROOT.parent / "data"
    return checkout if (checkout / "codebook.toml").exists() else ROOT / "_data"
