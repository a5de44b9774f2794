"""PDF -> text, by a process of its own with a ceiling of memory and time."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from ..errors import SourceError
from ..paths import ROOT
from .pdf_process import PAGES, SECONDS


def pdf_text(path: Path, content: bytes, problems: list[str]) -> str:
    """The text of a PDF in the plain form; pages that hold pictures alone are named in `problems`."""
    command = [sys.executable, "-I", "-W", "ignore", str(ROOT / "loading" / "pdf_process.py")]
    try:
        done = subprocess.run(command, input=content, capture_output=True, timeout=2 * SECONDS, check=False)
    except subprocess.TimeoutExpired:
        raise SourceError(f"{path}: this PDF takes too long to read; copy its text into a .txt") from None
    if done.returncode == 4:
        raise SourceError(f"{path}: this PDF has more than {PAGES} pages or too much text; split it")
    if done.returncode == 3:
        why = done.stderr.decode(errors="replace").strip().splitlines()[-1:]
        raise SourceError(
            f"{path}: this PDF cannot be opened ({''.join(why)}); save it again or copy its text into a .txt"
        )
    if done.returncode:
        raise SourceError(f"{path}: this PDF takes too much memory or time to read; copy its text into a .txt")
    text = done.stdout.decode("utf-8")
    if not text.strip():
        raise SourceError(f"{path}: this PDF holds pictures, no text; run it through OCR or copy its text into a .txt")
    return text
