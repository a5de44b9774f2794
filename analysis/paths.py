"""Where the package and its data lie."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).parent


def data_folder() -> Path:
    """The folder with the committed data: the checkout's data/, or the copy inside an installed package."""
    checkout = ROOT.parent / "data"
    return checkout if (checkout / "codebook.toml").exists() else ROOT / "_data"


def kept_folder() -> Path | None:
    """Where tables read once are kept for the next run: the user's cache folder; None where it cannot be written."""
    import platformdirs

    folder = Path(platformdirs.user_cache_dir("briefing-claims", appauthor=False))
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / ".writable").touch()
    except OSError:
        return None
    return folder
