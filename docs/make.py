"""Make the README's pictures again: `python docs/make.py` (needs Chromium and the test extra).

Runs the notebooks, opens the pages in a headless Chromium and takes each picture. CI runs it, so that the README never
shows what the package no longer makes. `--out FOLDER` writes them elsewhere, `--of FOLDER` takes them of a report that is
there, `--screens FOLDER` adds every page at three widths and fails where one is wider than its screen.
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
    "levels.png": ("01-one-briefing", "figure.chart:has-text('Which levels') svg", 420),
    "outlets.png": ("02-across-outlets", "figure.chart:has-text('Who told it how') svg", 420),
    "years.png": ("04-across-years", "figure.chart:has-text('How has it changed') svg", 486),
    "checks.png": ("05-do-the-figures-agree", "figure.chart:has-text('How often does') svg", 360),
}


WIDTHS = (390, 800, 1400)  # a telephone, a small window, a desk
TEXTS = 2  # pages of marked texts that are pictured; they are alike


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


DRAWN = "!document.querySelector('script.chart-spec') || document.body.dataset.charts === 'drawn'"


def too_wide(page: Any) -> list[str]:
    """What of an open page lies beyond the right edge of the screen and cannot be scrolled in a box of its own; on a telephone
    the charts that have to be scrolled, too."""
    return list(
        page.evaluate(
            """() => innerWidth < 620 ? [...document.querySelectorAll('figure.chart')].filter(f => f.scrollWidth > f.clientWidth + 1)
            .map(f => `${f.getAttribute('aria-label').slice(0, 60)}: ${f.scrollWidth} pixels`) : []"""
        )
    ) + list(
        page.evaluate(
            """() => document.documentElement.scrollWidth <= innerWidth ? [] : [...document.querySelectorAll('body *')]
            .filter(e => e.getBoundingClientRect().right > innerWidth + 1).slice(0, 3)
            .map(e => `${e.tagName.toLowerCase()}.${e.className}: ${e.textContent.trim().slice(0, 40)}`)
            .concat([`${document.documentElement.scrollWidth} pixels`])"""
        )
    )


def screens(browser: Any, folder: Path, out: Path) -> int:
    """A picture of every page of a report at each width => how many pages lie beyond the right edge of the screen."""
    pages = [*sorted(folder.glob("*.html")), *sorted(folder.glob("texts/*.html"))[:TEXTS]]
    wide = 0
    for width in WIDTHS:
        page = browser.new_page(viewport={"width": width, "height": 900})
        for path in pages:
            page.goto(path.as_uri())
            page.wait_for_function(DRAWN)
            page.wait_for_timeout(100)
            page.screenshot(path=str(out / f"{path.stem}-{width}.png"), full_page=True)
            if beyond := too_wide(page):
                print(f"{path.name} at {width} pixels: {'; '.join(beyond)}", file=sys.stderr)
                wide += 1
        page.close()
    return wide


def main() -> int:
    """Make every picture; the exit code is 1 where one could not be made or a page is wider than its screen."""
    options = argparse.ArgumentParser(description="The README's pictures, and pictures of every page of a report.")
    options.add_argument("--out", type=Path, default=HERE, help="where the README's pictures go")
    options.add_argument("--of", type=Path, help="a report that is there already; without it one is made")
    options.add_argument("--screens", type=Path, help="also picture every page at three widths into this folder")
    given = options.parse_args()
    if CHROMIUM is None:
        print("Chromium was not found; install it (Debian: apt install chromium)", file=sys.stderr)
        return 1
    from playwright.sync_api import sync_playwright

    wide = 0
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as play:
        folder = given.of.resolve() if given.of else Path(scratch)
        if not given.of:
            an.report(out=folder)
        browser = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page(viewport={"width": 1000, "height": 900})
        for out in filter(None, (given.out, given.screens)):
            out.mkdir(parents=True, exist_ok=True)
        for name in PICTURES:
            take(page, folder, name, given.out)
        if given.screens:
            wide = screens(browser, folder, given.screens)
        browser.close()
    return 1 if wide else 0


if __name__ == "__main__":
    sys.exit(main())
