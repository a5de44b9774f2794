"""Broken and hostile input for as long as one likes: `python tests/bench/fuzz.py [--minutes 60] [--engine hypothesis]`.

Pieces of the committed briefings, of saved pages and PDFs, number words and raw bytes are put together and mutated, then
read as a file and as plain text. What must hold: the loaders raise nothing but SourceError and LexiconError, every
address is true, and claims and leftovers are a partition of the digits. `--engine atheris` steers the mutations by the
code they reach; it needs `pip install atheris` (CPython, Linux). Prints how many inputs were read; the first failure is
written to a file and ends the run.
"""

from __future__ import annotations

import argparse
import contextlib
import random
import sys
import tempfile
import time
import traceback
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from speed import machine  # noqa: E402

SUFFIXES = (".md", ".txt", ".html", ".md", ".txt", ".html", ".md", ".pdf")
PAGE = "<html><head><title>Figures</title></head><body><article><p>{}</p></article></body></html>"
FRONT = b"---\nid: a\ndate: 2024-08-19\nlanguage: en\ntitle: T\nagency: NIA\n---\n"


def seeds(count: int = 60) -> list[bytes]:
    """Whole inputs to start from: briefings as they are and as web pages, a small PDF, front matter, byte order marks."""
    files = sorted((ROOT / "data" / "briefings").rglob("*.md"))
    texts = [path.read_bytes() for path in random.Random(0).sample(files, count)]
    pages = [PAGE.format(text.decode().split("---")[-1]).encode(code, "ignore") for text, code in zip(texts, ("utf-8", "gb18030", "big5") * count, strict=False)]  # fmt: skip
    return [*texts, *pages, b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\ntrailer<</Root 1 0 R>>", FRONT, b"\xef\xbb\xbf", b"\xff\xfe1\x00"]  # fmt: skip


def read(data: bytes, folder: Path) -> None:
    """Read bytes as a file and as a text of each language, and hold what comes out against what must hold."""
    import analysis as an
    from tests.extraction.test_properties import check, check_all

    kind, body = (data[0] if data else 0), data[1:]
    suffix = SUFFIXES[kind % len(SUFFIXES)]
    if suffix != ".pdf" or kind > 250:  # a PDF is read in a process of its own, which is slow
        path = folder / f"a{suffix}"
        path.write_bytes(body)
        with contextlib.suppress(an.SourceError, an.LexiconError):
            briefings = an.read_briefings(path)
            briefings.write_ndjson(folder / "briefings.ndjson")
            check_all(briefings)
    text = body.decode("utf-8", "ignore")[:4000]
    if text.strip():
        check(text, "zh" if kind % 2 else "en")


class Failed(Exception):
    """An input that broke a promise."""


def attempt(data: bytes, folder: Path) -> None:
    try:
        read(data, folder)
    except Exception as error:
        bad = Path(tempfile.gettempdir()) / "fuzz-failure.bin"
        bad.write_bytes(data)
        traceback.print_exc()
        raise Failed(f"{type(error).__name__}; the input is in {bad}") from error


def by_hypothesis(seconds: float, folder: Path) -> int:
    """Batches of examples, each with a seed of its own, until the time is over."""
    from hypothesis import HealthCheck, Phase, given, seed, settings
    from hypothesis import strategies as st

    from tests.extraction.test_properties import PIECES

    whole = seeds()
    pieces = [*PIECES["en"], *PIECES["zh"], "\u202e", "\u200b", "\x00", "１２", "---\n", "&a [*a,*a]", "!!python/object:x", "<script>", "date: 2024-13-40\n", "<div>" * 50]  # fmt: skip
    cut = st.tuples(st.sampled_from(whole), st.integers(0, 3000), st.integers(1, 800)).map(lambda t: t[0][t[1] : t[1] + t[2]])  # fmt: skip
    part = st.one_of(cut, st.sampled_from([p.encode() for p in pieces]), st.binary(max_size=12), st.text(max_size=12).map(lambda t: t.encode("utf-8", "surrogatepass")))  # fmt: skip
    start = st.one_of(st.just(b""), st.just(FRONT), st.sampled_from(whole))
    inputs = st.builds(lambda kind, head, parts: kind + head + b" ".join(parts), st.binary(min_size=1, max_size=1), start, st.lists(part, max_size=10))  # fmt: skip
    end, count, batch = time.monotonic() + seconds, 0, 0

    def each(data: bytes) -> None:
        nonlocal count
        if time.monotonic() < end:
            count += 1
            attempt(data, folder)

    while time.monotonic() < end:
        batch += 1
        rules = settings(max_examples=400, deadline=None, database=None, suppress_health_check=list(HealthCheck), phases=[Phase.generate, Phase.shrink])  # fmt: skip
        rules(seed(batch)(given(inputs)(each)))()
    return count


def by_atheris(seconds: float, folder: Path) -> None:
    """libFuzzer's loop over the instrumented package; it ends the process itself."""
    try:
        import atheris
    except ImportError:
        raise SystemExit("atheris is not installed; pip install atheris, or use --engine hypothesis") from None
    with atheris.instrument_imports(include=["analysis"]):
        import analysis as an

        an.find_claims(an.read_briefings())  # imports what is imported late, so that all of it is instrumented
    corpus = folder / "corpus"
    corpus.mkdir()
    for number, data in enumerate(seeds()):
        for kind in range(3):
            (corpus / f"{number}-{kind}").write_bytes(bytes([kind]) + data)
    atheris.Setup([sys.argv[0], str(corpus), f"-max_total_time={int(seconds)}", "-max_len=6000", "-timeout=60", "-rss_limit_mb=4000"], lambda data: attempt(data, folder))  # fmt: skip
    atheris.Fuzz()


def main() -> None:
    options = argparse.ArgumentParser(description="Broken and hostile input.")
    options.add_argument("--minutes", type=float, default=60)
    options.add_argument("--engine", choices=("hypothesis", "atheris"), default="hypothesis")
    chosen = options.parse_args()
    print(f"Machine: {machine()}", flush=True)
    with tempfile.TemporaryDirectory() as scratch:
        if chosen.engine == "atheris":
            by_atheris(chosen.minutes * 60, Path(scratch))
        else:
            count = by_hypothesis(chosen.minutes * 60, Path(scratch))
            print(f"{count:,} inputs in {chosen.minutes:g} minutes, no failure")


if __name__ == "__main__":
    main()
