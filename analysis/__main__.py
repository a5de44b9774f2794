"""The `briefings` command."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from .codebook import use_codebook
from .errors import LexiconError, SourceError, one_line
from .reporting.arguments import BINARY, FORMATS, listed, pair, parser
from .reporting.screen import failures, print_table, progress, short, steps

if TYPE_CHECKING:
    import polars as pl


def main(argv: list[str] | None = None) -> int:
    """Run the command; exit code 0, or 1 when an input could not be used."""
    arguments = parser().parse_args(argv)
    try:
        use_codebook(getattr(arguments, "codebook", None))
        return VERBS[arguments.verb](arguments)
    except (SourceError, LexiconError) as error:
        print(error, file=sys.stderr)
        return 1
    except BrokenPipeError:
        return 0
    finally:
        use_codebook(None)


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
    with progress("reading", briefings.height if briefings is not None else 0) as step:
        for row in briefings.iter_slices(1) if briefings is not None else ():
            rows.append(row)
            found.append(leftovers(row) if arguments.leftovers else find_claims(row, reading=arguments.reading))
            step(str(row["briefing_id"][0]))
    form = arguments.format or (arguments.output.suffix.lstrip(".") if arguments.output else "table")
    if form not in FORMATS:
        raise SourceError(f"{arguments.output}: no format for this ending; add --format {' | '.join(FORMATS)}")
    paths = dict(briefings.select("briefing_id", "path").iter_rows()) if briefings is not None else {}
    _write(pl.concat(found), form, arguments.output, paths)
    return failures(problems)


def _extract_archive(arguments: argparse.Namespace) -> int:
    import polars as pl

    from .bulk.extract import extract_corpus

    if arguments.output or arguments.format or arguments.leftovers:
        raise SourceError("--out writes Parquet parts; leave out --output, --format and --leftovers")
    with progress("reading", 1) as step:
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
    return failures(problems)


MOST_TOLD = 20  # documents that failed, listed on the screen


def _write(table: pl.DataFrame, form: str, output: Path | None, paths: dict[str, str]) -> None:
    if form == "table":
        print_table(table, output, paths)
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


def _report(arguments: argparse.Namespace) -> int:
    from .reporting.batch import report

    parameters = dict(pair(p) for p in arguments.param)
    with steps() as tell:
        made = report(
            arguments.corpus,
            out=arguments.out,
            notebooks=arguments.notebook,
            briefings=arguments.briefing,
            metrics=listed(arguments.metrics),
            years=arguments.years,
            event=arguments.event,
            agency=arguments.agency,
            reading=arguments.reading,
            parameters=parameters,
            pages=listed(arguments.pages),
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
    return failures([f"{one.name}: {one.error}" if one.notebook else one.error for one in made if one.error])


def _reproduce(arguments: argparse.Namespace) -> int:
    from .reporting.reproduction import reproduce

    again = reproduce(arguments.folder, corpus=arguments.corpus, jobs=arguments.jobs)
    print(f"{len(again.same)} files came out the same, byte for byte")
    for name in again.different:
        print(f"different: {name}")
    if again.changed:
        print("inputs that changed: " + ", ".join(again.changed))
    elif again.different and not again.errors:
        print("no input changed: the difference is in how this machine runs it")
    failures(again.errors)
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
            print(f"  {name}: {short(str(added.front[name]))} (read from the text itself)")
        if "date_assumed" in added.front:
            print(f"  date: {added.front['date']} (yours alone: the text tells no day)")
        if added.missing:
            print(f"  not told by the text, add by hand or with options: {', '.join(added.missing)}")
    return failures(problems)


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
        grid.add_row(*["" if v is None else short(str(v)) for v in row])
    Console(markup=False).print(grid)
    counts = dict(found.group_by("verdict").len().iter_rows())
    print("; ".join(f"{verdict}: {counts[verdict]}" for verdict in sorted(counts)))
    return 1 if "differs" in counts else 0


def _package(arguments: argparse.Namespace) -> int:
    from .reporting import data_package as datapackage

    if arguments.corpus:
        if arguments.check or not arguments.out:
            raise SourceError("--corpus wants --out, the folder that the data package is written to, and no --check")
        for path in datapackage.write(arguments.out, corpus=arguments.corpus):
            print(path)
        return 0
    if arguments.check:
        datapackage.check()
        print("the data package is up to date")
        return 0
    for path in datapackage.write():
        print(path)
    return 0


def _codebook(arguments: argparse.Namespace) -> int:
    from .reporting.codebook_command import run

    return run(arguments)


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
    "codebook": _codebook,
    "add": _add,
    "verify": _verify,
    "package": _package,
}


if __name__ == "__main__":
    sys.exit(main())
