"""What an archive takes: `python tests/bench/archive.py [--documents 1000000] [--jobs 2]`.

Generates ordinary news (see texts.py) as NDJSON, extracts it, samples the memory of all processes, and prints documents
per second, peak memory and processor hours per million documents; then the same for web pages in a WARC file, whose
text has to be found first. From the two it reckons what a year of news pages would take on N workers.
"""

from __future__ import annotations

import argparse
import io
import json
import random
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

from speed import machine
from texts import SIZE, ordinary, told

import analysis as an

PAGES_A_DAY = 300_000  # an assumption for a large news crawl; the reckoning is linear in it
WORKERS = (2, 16, 64, 256)


def news(count: int) -> Iterator[str]:
    """Documents of about 2,000 characters, one in five sentences with a figure, half English, half Chinese."""
    chance = random.Random("archive")
    sentences = {language: told(language) for language in ("en", "zh")}
    for number in range(count):
        language = "en" if number % 2 else "zh"
        pieces, length = [], 0
        while length < SIZE:
            piece = chance.choice(sentences[language]) if chance.random() < 0.2 else ordinary(chance, language)
            pieces.append(piece)
            length += len(piece.encode()) if language == "zh" else len(piece)
        yield "".join(pieces)


def write_ndjson(path: Path, count: int) -> int:
    with path.open("w", encoding="utf-8") as file:
        for number, text in enumerate(news(count)):
            row = {"id": f"d{number}", "date": "2024-08-19", "language": "en" if number % 2 else "zh", "text": text}
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
    return path.stat().st_size


def write_warc(path: Path, count: int) -> int:
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=True)
        for number, text in enumerate(news(count)):
            menu = "".join(f'<li><a href="/{n}">Section {n}</a></li>' for n in range(60))
            paragraphs = "".join(f"<p>{text[i : i + 400]}</p>" for i in range(0, len(text), 400))
            page = f"<html><head><title>News</title></head><body><nav><ul>{menu}</ul></nav><article>{paragraphs}</article></body></html>"
            headers = StatusAndHeaders("200 OK", [("Content-Type", "text/html; charset=utf-8")], protocol="HTTP/1.0")
            payload = io.BytesIO(page.encode())
            address = f"https://example.org/{number}"
            writer.write_record(writer.create_warc_record(address, "response", payload=payload, http_headers=headers))
    return path.stat().st_size


class Memory(threading.Thread):
    """Samples the resident memory of this process and those it started; `peak` in MB."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.peak, self.over = 0.0, threading.Event()

    def run(self) -> None:
        while not self.over.wait(0.5):
            self.peak = max(self.peak, sum(_resident(pid) for pid in _family()))


def _family() -> list[int]:
    import multiprocessing
    import os

    return [os.getpid(), *(p.pid for p in multiprocessing.active_children() if p.pid)]


def _resident(pid: int) -> float:
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1e3 for line in status.splitlines() if line.startswith("VmRSS")), 0.0)


def measured(what: str, source: Path, size: int, out: Path, jobs: int) -> float:
    """Extract and print the figures; documents per second and process."""
    memory = Memory()
    memory.start()
    start = time.perf_counter()
    parts = an.extract_corpus(source, out, jobs=jobs)
    took = time.perf_counter() - start
    memory.over.set()
    documents, claims = int(parts["documents"].sum()), int(parts["claims"].sum())
    written = sum(path.stat().st_size for path in (out / "claims").glob("*.parquet"))
    rate = documents / parts["seconds"].sum()
    print(
        f"| {what} | {documents:,} | {size / 1e6:,.0f} | {jobs} | {took:,.0f} | {documents / took:,.0f} | {claims:,} "
        f"| {written / 1e6:,.0f} | {memory.peak:,.0f} | {1e6 / rate / 3600:,.2f} |"
    )
    return rate


def main() -> None:
    options = argparse.ArgumentParser(description="What an archive takes.")
    options.add_argument("--documents", type=int, default=1_000_000)
    options.add_argument("--pages", type=int, default=20_000, help="web pages in the WARC file")
    options.add_argument("--jobs", type=int, default=2)
    options.add_argument("--folder", type=Path, default=None, help="where to put the text and the parts")
    chosen = options.parse_args()
    print(f"Machine: {machine()}\n")
    print("| source | documents | MB | processes | seconds | documents/s | claims | parts, MB | peak memory, MB | processor hours per million |")  # fmt: skip
    print("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
    if chosen.folder:
        chosen.folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=chosen.folder) as scratch:
        folder = Path(scratch)
        size = write_ndjson(folder / "news.ndjson", chosen.documents)
        measured("NDJSON", folder / "news.ndjson", size, folder / "a", chosen.jobs)
        pages = folder / "warc"
        pages.mkdir()
        each = chosen.pages // chosen.jobs
        size = sum(write_warc(pages / f"{n}.warc.gz", each) for n in range(chosen.jobs))
        rate = measured("WARC, web pages", pages, size, folder / "b", chosen.jobs)
    hours = PAGES_A_DAY * 365 / rate / 3600
    print(f"\nOn paper: {PAGES_A_DAY:,} pages a day for a year are {PAGES_A_DAY * 365 / 1e6:,.0f} million pages and {hours:,.0f} processor hours;")  # fmt: skip
    print("; ".join(f"{n} workers: {hours / n / 24:,.1f} days" for n in WORKERS) + ".")


if __name__ == "__main__":
    main()
