"""What may be typed on the command line: checks that answer at once, in one line, with a suggestion."""

from __future__ import annotations

import argparse
import re
from pathlib import Path
from typing import Any, NoReturn

from ..errors import LexiconError, did_you_mean
from ..language.lexicon import LANGS

BINARY = ("parquet", "xlsx", "dta", "sav", "arrow")
FORMATS = ("table", "csv", "json", "ndjson", *BINARY)


class Parser(argparse.ArgumentParser):
    """argparse whose errors are one line that says what was meant."""

    def error(self, message: str) -> NoReturn:
        """Stop with exit code 2; a word that is none of the choices gets a did-you-mean."""
        wrong = re.search(r"invalid choice: '([^']*)' \(choose from (.*)\)", message)
        if wrong:
            choices = [choice.strip(" '") for choice in wrong[2].split(",")]
            what = (
                "verb" if re.match(r"argument (?i:verb)", message) else message.split(":")[0].removeprefix("argument ")
            )
            message = f"no {what} {wrong[1]!r}{did_you_mean(wrong[1], choices)}"
        self.exit(2, f"{self.prog}: {message}; `{self.prog} --help` tells more\n")


class Version(argparse.Action):
    """Tell the version, which is looked up only when it is asked for, and stop."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> NoReturn:
        from ..fingerprints import package_version

        print(f"briefing-claims {package_version()}")
        parser.exit()


def jobs(text: str) -> int:
    """A number of processes, 1 or more."""
    if not re.fullmatch(r"[1-9]\d{0,3}", text):
        raise argparse.ArgumentTypeError(f"{text!r} is no number of processes; write it as 2")
    return int(text)


def years(text: str) -> list[int]:
    """'2021:2024' => [2021, 2024]; '2024' => [2024]; '' => []."""
    parts = [p.strip() for p in re.split(r"[:-]", text) if p.strip()]
    if len(parts) > 2 or not all(re.fullmatch(r"(?:19|20|21)\d\d", p) for p in parts):
        raise argparse.ArgumentTypeError(f"{text!r} is no span of years; write it as 2021:2024")
    span = [int(p) for p in parts]
    if span != sorted(span):
        raise argparse.ArgumentTypeError(f"{text!r} runs backwards; write it as {span[1]}:{span[0]}")
    return span


def pair(text: str) -> tuple[str, str]:
    name, sign, value = text.partition("=")
    if not sign:
        raise LexiconError(f"--param {text!r} has no value; write it as name=value")
    return name.strip(), value.strip()


def listed(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]


def parser() -> argparse.ArgumentParser:
    """The command line of `briefings`."""
    top = Parser(prog="briefings", description="Figures that officials state, as located, dated, bounded claims.")
    top.add_argument("--version", action=Version, nargs=0, help="show the version and stop")
    verbs = top.add_subparsers(dest="verb", required=True, metavar="VERB")
    for add in (_extracting, _reporting, _looking, _keeping):
        add(verbs)
    for name, verb in verbs.choices.items():
        if name != "completion":
            verb.add_argument(
                "--codebook", type=Path, default=None, metavar="FILE",
                help="a codebook.toml of your own, or its folder; default: the one in the corpus folder, else the built-in one",
            )  # fmt: skip
    _codebooks(verbs)
    return top


def _codebooks(verbs: Any) -> None:
    """A codebook of one's own: drafted, checked."""
    book = verbs.add_parser("codebook", help="a codebook of your own: a first draft from a corpus, its examples read")
    book.add_argument(
        "what", choices=("new", "check"), help="new: draft FOLDER/codebook.toml; check: read its examples"
    )
    book.add_argument("path", nargs="?", help="new: the corpus folder; check: a codebook.toml or its folder")
    book.add_argument(
        "--from", dest="source", default="claims", metavar="claims",
        help="new: the word claims (found in the folder), or a file of claims that `briefings extract --output` wrote",
    )  # fmt: skip
    book.add_argument("--most", type=jobs, default=20, metavar="N", help="new: at most so many entries (default: 20)")


def _extracting(verbs: Any) -> None:
    """Claims of files and archives."""
    extract = verbs.add_parser("extract", help="every claim of the briefings given, as a table or file")
    extract.add_argument(
        "path", nargs="+", help="a file, folder or glob: .md .txt .html .pdf; with --out also .parquet .ndjson .warc"
    )
    extract.add_argument("--format", choices=FORMATS, default=None, help="default: table, or the ending of --output")
    extract.add_argument("--output", type=Path, help="write here instead of to the screen")
    extract.add_argument(
        "--reading", choices=("conventional", "strict"), default="conventional", help="how bounds are read"
    )
    extract.add_argument(
        "--leftovers", action="store_true", help="the numbers that are no claims, with the reason, instead"
    )
    extract.add_argument(
        "--out", type=Path, help="for archives: write Parquet parts into this folder; a run that was cut off goes on"
    )
    extract.add_argument("--date", default=None, help="the day of texts that tell none, as 2024-08-19")
    extract.add_argument("--language", choices=LANGS, default=None, help="refuse texts in the other language")
    extract.add_argument("--jobs", type=jobs, default=None, help="with --out: processes (default: one per core)")
    extract.add_argument(
        "--scheduler", default=None, metavar="ADDRESS", help="with --out: a dask.distributed scheduler"
    )


def _reporting(verbs: Any) -> None:
    """Pages, and the same pages again."""
    report = verbs.add_parser("report", help="the notebooks as offline pages, with an index")
    report.add_argument("--corpus", help="a folder, file or glob of briefings; default: the committed corpus")
    report.add_argument("--out", default="reports", help="folder to write to (default: reports)")
    report.add_argument(
        "--briefing",
        action="append",
        default=[],
        help="make notebook 01 for this briefing id; may be repeated",
    )
    report.add_argument("--notebook", action="append", default=[], help="make this notebook only; may be repeated")
    report.add_argument("--metrics", default="", metavar="A,B", help="a report for each of these metrics")
    report.add_argument(
        "--years", type=years, default=[], metavar="2021:2024", help="first and last year of the periods"
    )
    report.add_argument("--event", default="", help="id of an event")
    report.add_argument("--agency", default="", help="id of an agency")
    report.add_argument("--reading", default="conventional", help="how bounds are read: conventional or strict")
    report.add_argument("--param", action="append", default=[], metavar="NAME=VALUE", help="a notebook's parameter")
    report.add_argument("--jobs", type=jobs, default=2, help="notebooks at a time (default: 2)")
    report.add_argument("--pages", default="", metavar="A,B", help="a page for each: metrics, events, briefings")
    report.add_argument(
        "--fresh",
        action="store_true",
        help="make everything anew; else what an earlier run of the same inputs made is kept",
    )
    report.add_argument("--resume", action="store_true", help="keep what an earlier run made; this is the default")
    report.add_argument("--pdf", action="store_true", help="print each page as PDF too, with a headless Chromium")
    again = verbs.add_parser("reproduce", help="make the reports of a folder again and compare every byte")
    again.add_argument("folder", help="a folder that `briefings report` has written")
    again.add_argument("--corpus", help="where the corpus of the reports lies now, if it is one of your own")
    again.add_argument("--jobs", type=jobs, default=2, help="notebooks at a time (default: 2)")


def _looking(verbs: Any) -> None:
    """One sentence, one citation, the shell."""
    explain = verbs.add_parser("explain", help="how one sentence is read, step by step")
    explain.add_argument("sentence")
    explain.add_argument("--language", choices=LANGS, required=True)
    explain.add_argument("--date", required=True, help="day of the briefing, as 2024-08-19")
    explain.add_argument(
        "--agency", default=None, help="id of the agency that says it; some metrics belong to one agency"
    )
    cite = verbs.add_parser("cite", help="a citation of a claim, a briefing, a folder of reports, or the package")
    cite.add_argument("what", help="CLAIM_ID, BRIEFING_ID, a folder of reports, or 'package'")
    cite.add_argument("--style", default="text", help="text (default), bibtex, csl-json or ris")
    cite.add_argument("--corpus", help="where the briefing is; default: the committed corpus")
    completion = verbs.add_parser("completion", help="a script that completes verbs and options in your shell")
    completion.add_argument("shell", choices=("bash", "zsh", "tcsh"))


def _keeping(verbs: Any) -> None:
    """The corpus: what is added, held against originals, packed."""
    add = verbs.add_parser("add", help="a saved page, PDF or text as a briefing of a corpus folder")
    add.add_argument("file", nargs="+", help="files, or folders of such: .html .pdf .docx .txt .md")
    add.add_argument("--corpus", default="briefings", help="folder to add to (default: briefings)")
    for name in ("id", "title", "date", "language", "publisher", "agency", "event", "url", "mirror"):
        add.add_argument(f"--{name}", default="", help="stated instead of read from the file")
    verify = verbs.add_parser("verify", help="a copy of an original against its restatement, claim by claim")
    verify.add_argument("original")
    verify.add_argument("--against", required=True, metavar="BRIEFING_ID")
    verify.add_argument("--corpus", help="where the restatement is; default: the committed corpus")
    package = verbs.add_parser("package", help="the data package of the committed corpus, or of your own")
    package.add_argument("--corpus", type=Path, help="a folder of your own briefings instead, with --out")
    package.add_argument("--out", type=Path, help="with --corpus: the folder to write to")
    package.add_argument("--check", action="store_true", help="only tell whether the files are up to date")
