"""The `briefings` command."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .errors import LexiconError, SourceError, one_line
from .fingerprints import package_version
from .language.lexicon import LANGS

if TYPE_CHECKING:
    import polars as pl

BINARY = ("parquet", "xlsx", "dta", "sav", "arrow")
FORMATS = ("table", "csv", "json", "ndjson", *BINARY)


def parser() -> argparse.ArgumentParser:
    """The command line of `briefings`."""
    from .reporting.arguments import Parser, jobs, years

    top = Parser(prog="briefings", description="Figures that officials state, as located, dated, bounded claims.")
    top.add_argument("--version", action="version", version=f"briefing-claims {package_version()}")
    verbs = top.add_subparsers(dest="verb", required=True, metavar="VERB")
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
    explain = verbs.add_parser("explain", help="how one sentence is read, step by step")
    explain.add_argument("sentence")
    explain.add_argument("--language", choices=LANGS, required=True)
    explain.add_argument("--date", required=True, help="day of the briefing, as 2024-08-19")
    explain.add_argument(
        "--agency", default=None, help="id of the agency that says it; some metrics belong to one agency"
    )
    add = verbs.add_parser("add", help="a saved page, PDF or text as a briefing of a corpus folder")
    add.add_argument("file", nargs="+", help="files, or folders of such: .html .pdf .docx .txt .md")
    add.add_argument("--corpus", default="briefings", help="folder to add to (default: briefings)")
    for name in ("id", "title", "date", "language", "publisher", "agency", "event", "url", "mirror"):
        add.add_argument(f"--{name}", default="", help="stated instead of read from the file")
    cite = verbs.add_parser("cite", help="a citation of a claim, a briefing, a folder of reports, or the package")
    cite.add_argument("what", help="CLAIM_ID, BRIEFING_ID, a folder of reports, or 'package'")
    cite.add_argument("--style", default="text", help="text (default), bibtex, csl-json or ris")
    cite.add_argument("--corpus", help="where the briefing is; default: the committed corpus")
    verify = verbs.add_parser("verify", help="a copy of an original against its restatement, claim by claim")
    verify.add_argument("original")
    verify.add_argument("--against", required=True, metavar="BRIEFING_ID")
    verify.add_argument("--corpus", help="where the restatement is; default: the committed corpus")
    package = verbs.add_parser("package", help="the data package of the committed corpus")
    package.add_argument("--check", action="store_true", help="only tell whether the files are up to date")
    completion = verbs.add_parser("completion", help="a script that completes verbs and options in your shell")
    completion.add_argument("shell", choices=("bash", "zsh", "tcsh"))
    return top


def main(argv: list[str] | None = None) -> int:
    """Run the command; exit code 0, or 1 when an input could not be used."""
    arguments = parser().parse_args(argv)
    try:
        return VERBS[arguments.verb](arguments)
    except (SourceError, LexiconError) as error:
        print(error, file=sys.stderr)
        return 1
    except BrokenPipeError:
        return 0


@contextmanager
def _progress(what: str, total: int) -> Iterator[Any]:
    """A progress bar on the screen; silence where nobody watches."""
    from rich.console import Console
    from rich.progress import Progress

    console = Console(stderr=True)
    with Progress(console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task(what, total=total)
        yield lambda text="", share=1.0: bar.update(
            task, **({"completed": share} if total == 1 else {"advance": 1}), description=text or what
        )


def _extract(arguments: argparse.Namespace) -> int:
    import polars as pl

    from .extraction.claims import find_claims, leftovers
    from .loading.readers import read_briefings, source_files
    from .schema import Claims, Leftovers, frame

    if arguments.out:
        return _extract_archive(arguments)
    if arguments.jobs or arguments.scheduler:
        raise SourceError("--jobs and --scheduler are for archives; name a folder with --out")
    problems: list[str] = []
    files, rows = [], []
    for source in arguments.path:
        try:
            files += source_files(source, problems=problems)
        except SourceError as error:
            problems.append(one_line(error))
    schema = Leftovers if arguments.leftovers else Claims
    found = [frame(schema, [])]
    said = {"date": arguments.date, "language": arguments.language}
    briefings = read_briefings(files, problems=problems, **said) if files else None
    with _progress("reading", briefings.height if briefings is not None else 0) as step:
        for row in briefings.iter_slices(1) if briefings is not None else ():
            rows.append(row)
            found.append(leftovers(row) if arguments.leftovers else find_claims(row, reading=arguments.reading))
            step(str(row["briefing_id"][0]))
    form = arguments.format or (arguments.output.suffix.lstrip(".") if arguments.output else "table")
    if form not in FORMATS:
        raise SourceError(f"{arguments.output}: no format for this ending; add --format {' | '.join(FORMATS)}")
    paths = dict(briefings.select("briefing_id", "path").iter_rows()) if briefings is not None else {}
    _write(pl.concat(found), form, arguments.output, paths)
    return _failures(problems)


def _extract_archive(arguments: argparse.Namespace) -> int:
    import polars as pl

    from .bulk.extract import extract_corpus

    if arguments.output or arguments.format or arguments.leftovers:
        raise SourceError("--out writes Parquet parts; leave out --output, --format and --leftovers")
    with _progress("reading", 1) as step:
        parts = extract_corpus(
            arguments.path,
            arguments.out,
            engine="dask" if arguments.scheduler else "local",
            jobs=arguments.jobs,
            scheduler=arguments.scheduler,
            reading=arguments.reading,
            progress=lambda done, total: step(f"{done} of {total} shards", done / total),
        )
    documents, claims, failed = (int(parts[name].sum()) for name in ("documents", "claims", "failed"))
    print(f"{claims:,} claims of {documents:,} documents in {arguments.out}/claims; {failed:,} documents failed")
    problems = parts["error"].drop_nulls().to_list()
    if failed:
        told = pl.scan_parquet(arguments.out / "problems" / "*.parquet").head(MOST_TOLD).collect()["error"].to_list()
        more = f"and {failed - len(told):,} more in {arguments.out}/problems"
        problems += [*told, more] if failed > len(told) else told
    return _failures(problems)


MOST_TOLD = 20  # documents that failed, listed on the screen


def _failures(problems: list[str]) -> int:
    """List what could not be used, at the end where it is seen; the exit code for it."""
    for problem in problems:
        print(problem, file=sys.stderr)
    return 1 if problems else 0


def _write(table: pl.DataFrame, form: str, output: Path | None, paths: dict[str, str]) -> None:
    if form == "table":
        _print_table(table, output, paths)
        return
    from .files import write_bytes
    from .presenting.export import encoded

    content = encoded(table, form)
    if output is None:
        if form in BINARY:
            raise SourceError(f"{form} is a binary format; name a file with --output claims.{form}")
        sys.stdout.write(content.decode("utf-8-sig"))
        return
    write_bytes(output, content)


def _print_table(table: pl.DataFrame, output: Path | None, paths: dict[str, str]) -> None:
    """A table for each briefing, as wide as the terminal; a claim's id is the briefing's with the address behind a colon."""
    import io

    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from .files import write_bytes
    from .presenting.tables import brief

    sheet = io.StringIO()
    console = Console(markup=False) if output is None else Console(file=sheet, width=200, markup=False)
    for part in table.partition_by("briefing_id", maintain_order=True):
        name = one_line(part["briefing_id"][0])
        shown = brief(part) if "claim_id" in part.columns else part.select("start", "raw", "reason", "sentence")
        file = paths.get(part["briefing_id"][0], "")
        grid = Table(title=Text(f"{name}  {one_line(file)}".strip()), title_justify="left", header_style="bold")
        for column in shown.columns:
            grid.add_column(column, overflow="fold")
        for row in shown.iter_rows():
            grid.add_row(*["" if v is None else _short(str(v)) for v in row])
        console.print(grid)
    if not table.height:
        console.print("No number was found.")
    if output is not None:
        write_bytes(output, sheet.getvalue().encode())


def _short(text: str) -> str:
    text = one_line(text)  # a sign that steers the terminal is shown, not sent
    return text if len(text) <= 70 else text[:67] + "..."


def _report(arguments: argparse.Namespace) -> int:
    from .reporting.batch import report

    parameters = dict(_pair(p) for p in arguments.param)
    with _steps() as tell:
        made = report(
            arguments.corpus,
            out=arguments.out,
            notebooks=arguments.notebook,
            briefings=arguments.briefing,
            metrics=_listed(arguments.metrics),
            years=arguments.years,
            event=arguments.event,
            agency=arguments.agency,
            reading=arguments.reading,
            parameters=parameters,
            pages=_listed(arguments.pages),
            jobs=arguments.jobs,
            fresh=arguments.fresh,
            pdf=arguments.pdf,
            progress=tell,
        )
    kept = sum(one.kept for one in made)
    if kept:
        print(
            f"{kept} of {len(made)} reports are as an earlier run of the same inputs made them (--fresh makes them anew)"
        )
    print(f"Open {Path(arguments.out) / 'index.html'}")
    return _failures([f"{one.name}: {one.error}" if one.notebook else one.error for one in made if one.error])


@contextmanager
def _steps() -> Iterator[Any]:
    """A bar that moves from the first second on a terminal; elsewhere a line for each notebook, with the time."""
    import time

    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    console, start = Console(stderr=True), time.monotonic()
    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("starting", total=None)

        def tell(what: str, done: int, total: int) -> None:
            counted = f"{done} of {total}: {what}" if total else what
            bar.update(task, description=counted, completed=done, total=total or None)
            if not console.is_terminal:
                print(f"{time.monotonic() - start:5.1f} s  {counted}", file=sys.stderr, flush=True)

        yield tell


def _pair(text: str) -> tuple[str, str]:
    name, sign, value = text.partition("=")
    if not sign:
        raise LexiconError(f"--param {text!r} has no value; write it as name=value")
    return name.strip(), value.strip()


def _listed(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]


def _reproduce(arguments: argparse.Namespace) -> int:
    from .reporting.reproduction import reproduce

    again = reproduce(arguments.folder, corpus=arguments.corpus, jobs=arguments.jobs)
    print(f"{len(again.same)} files came out the same, byte for byte")
    for name in again.different:
        print(f"different: {name}")
    if again.changed:
        print("inputs that changed: " + ", ".join(again.changed))
    elif again.different:
        print("no input changed: the difference is in how this machine runs it")
    return 1 if again.different else 0


def _explain(arguments: argparse.Namespace) -> int:
    from .presenting.explain import explain

    print(explain(arguments.sentence, language=arguments.language, date=arguments.date, agency=arguments.agency))
    return 0


def _cite(arguments: argparse.Namespace) -> int:
    from .reporting.provenance import cite_any

    print(cite_any(arguments.what, style=arguments.style, corpus=arguments.corpus))
    return 0


def _add(arguments: argparse.Namespace) -> int:
    from .loading.corpus import add_briefing
    from .loading.readers import source_files

    names = ("id", "title", "date", "language", "publisher", "agency", "event", "url", "mirror")
    stated = {name: getattr(arguments, name) for name in names}
    problems: list[str] = []
    files: list[Path] = []
    for given in arguments.file:
        try:
            files += source_files(given, problems=problems) if Path(given).is_dir() else [Path(given)]
        except SourceError as error:
            problems.append(str(error))
    if stated["id"] and len(files) > 1:
        raise SourceError(f"--id {stated['id']}: {len(files)} files cannot have one id; leave it out or add one file")
    for file in files:
        try:
            added = add_briefing(file, arguments.corpus, **stated)
        except SourceError as error:
            problems.append(str(error))
            continue
        problems += added.problems
        print(f"{added.path}: added")
        for name in added.inferred:
            print(f"  {name}: {_short(str(added.front[name]))} (read from the text itself)")
        if "date_assumed" in added.front:
            print(f"  date: {added.front['date']} (yours alone: the text tells no day)")
        if added.missing:
            print(f"  not told by the text, add by hand or with options: {', '.join(added.missing)}")
    return _failures(problems)


def _verify(arguments: argparse.Namespace) -> int:
    from rich.console import Console
    from rich.table import Table

    from .evaluation.verification import verify
    from .extraction.claims import find_claims
    from .loading.readers import read_briefings
    from .selection import pick

    ours = pick(read_briefings(arguments.corpus), arguments.against)
    found = verify(find_claims(read_briefings(arguments.original)), find_claims(ours))
    grid = Table(header_style="bold")
    for name in found.columns:
        grid.add_column(name, overflow="fold")
    for row in found.iter_rows():
        grid.add_row(*["" if v is None else _short(str(v)) for v in row])
    Console(markup=False).print(grid)
    counts = dict(found.group_by("verdict").len().iter_rows())
    print("; ".join(f"{verdict}: {counts[verdict]}" for verdict in sorted(counts)))
    return 1 if "differs" in counts else 0


def _package(arguments: argparse.Namespace) -> int:
    from .reporting import data_package as datapackage

    if arguments.check:
        datapackage.check()
        print("the data package is up to date")
        return 0
    for path in datapackage.write():
        print(path)
    return 0


def _completion(arguments: argparse.Namespace) -> int:
    import shtab

    print(shtab.complete(parser(), shell=arguments.shell))
    return 0


VERBS = {
    "completion": _completion,
    "extract": _extract,
    "report": _report,
    "reproduce": _reproduce,
    "explain": _explain,
    "cite": _cite,
    "add": _add,
    "verify": _verify,
    "package": _package,
}


if __name__ == "__main__":
    sys.exit(main())
