"""A page printed as PDF by a headless Chromium."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

from ..errors import SourceError


def chromium() -> str | None:
    """The path of a Chromium or Chrome that can print; None where there is none."""
    return next(
        (p for n in ("chromium", "chromium-browser", "google-chrome", "chrome") if (p := shutil.which(n))), None
    )


def print_pdf(source: Path, target: Path) -> Path:
    """Print a page as PDF with a headless Chromium; SourceError where none is installed or it fails."""
    browser = chromium()
    if browser is None:
        raise SourceError(f"{target.name}: no Chromium is installed to print a PDF; install one or leave --pdf out")
    scratch = target.with_name(f".{target.name}.part")
    with tempfile.TemporaryDirectory() as profile:
        command = [browser, "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={profile}", "--no-pdf-header-footer", "--virtual-time-budget=10000", f"--print-to-pdf={scratch}", source.as_uri()]  # fmt: skip
        done = subprocess.run(command, capture_output=True, text=True, errors="replace", check=False, timeout=120)
    if done.returncode or not scratch.exists():
        raise SourceError(
            f"{target.name}: Chromium could not print it ({done.stderr.strip().splitlines()[-1:] or 'no word'})"
        )
    scratch.replace(target)
    return target
