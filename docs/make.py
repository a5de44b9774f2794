"""Make the README's pictures again: `python docs/make.py` (needs Chromium and the test extra).

Runs the notebooks, opens the pages in a headless Chromium and takes each picture. CI runs it, so that the README never
shows what the package no longer makes. `--out FOLDER` writes them elsewhere.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

import analysis as an

HERE = Path(__file__).resolve().parent
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")

# Each picture: the page it is of, what is shown of it (a CSS selector; "" is the page's head), and its greatest height.
PICTURES = {
    "index.png": ("index", "", 760),
    "report.png": ("01-one-briefing", "article.briefing", 700),
    "levels.png": ("01-one-briefing", "figure.chart svg", 420),
    "outlets.png": ("02-across-outlets", "figure.chart >> nth=1 >> svg", 420),
    "years.png": ("04-across-years", "figure.chart svg", 460),
    "checks.png": ("05-do-the-figures-agree", "figure.chart svg", 360),
}


def take(page: Any, folder: Path, name: str, out: Path) -> None:
    """Open a page of the report and write one picture of it."""
    source, selector, height = PICTURES[name]
    page.goto((folder / f"{source}.html").as_uri())
    page.wait_for_timeout(1200)
    box = page.locator(selector).first.bounding_box() if selector else {"x": 0, "y": 0, "width": 1000, "height": height}
    if box is None:
        raise SystemExit(f"{source}: nothing to show at {selector!r}")
    clip = {**box, "height": min(box["height"], height)}
    page.screenshot(path=str(out / name), full_page=True, clip=clip)


def main() -> int:
    """Make every picture; the exit code is 1 where one could not be made."""
    options = argparse.ArgumentParser(description="The README's pictures.")
    options.add_argument("--out", type=Path, default=HERE)
    out = options.parse_args().out
    if CHROMIUM is None:
        print("Chromium was not found; install it (Debian: apt install chromium)", file=sys.stderr)
        return 1
    from playwright.sync_api import sync_playwright

    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as play:
        an.report(out=scratch)
        browser = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page(viewport={"width": 1000, "height": 900})
        for name in PICTURES:
            take(page, Path(scratch), name, out)
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
