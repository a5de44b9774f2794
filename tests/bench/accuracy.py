"""How well figures are read, by one command: `python tests/bench/accuracy.py ../shared/benchmarks [--against REV]`.

Prints, per field and language: the gold of the corpus, the tests' cases, two public benchmarks and real texts coded by hand (each folder
with texts/, gold.jsonl and, here or in PATH/real, score_real.py). The benchmarks' own scripts score them. Every error is written to a folder. With
`--against REV` the same is measured on the code of a commit, and which claims of the corpus changed since is told, a file for each field.
Without the benchmarks' folder only what is committed here is measured.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, NamedTuple

import polars as pl

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tests.bench.changes import changed_claims, judged_changes, write_changes  # noqa: E402
from tests.bench.measuring import State  # noqa: E402
from tests.bench.revisions import checked_out  # noqa: E402
from tests.bench.speed import machine  # noqa: E402

Row = dict[str, Any]
Table = list[Row]
ABOUT = """A figure is right in a field where it says what was coded by hand; *all fields* asks for every field at once. The real texts are their
publishers' and lie beside the project: no rule was written on the sight of them before they were coded, but what failed on them has been mended
since, so they say how well their forms are read, not what a new text will give (for that see `data/gold/first_sight.csv`). The gold of the corpus is
of restated texts. Cases of the tests are small texts with what is wanted of them; what is known to fail is listed in
`tests/extraction/cases/known_failures.csv`. NewsQuant and the suites of Recognizers-Text are public benchmarks of numbers, units and times in any
English or Chinese text, of which half was open while the rules were written; CQE, a peer, has 90.4, 82.3 and 85.8 on the whole of NewsQuant."""


def main() -> None:
    """Measure and print; write the errors, and the same as Markdown where it is asked for."""
    asked = argparse.ArgumentParser(description="How well figures are read.")
    asked.add_argument("benchmarks", type=Path, help="the folder of the benchmarks, ../shared/benchmarks")
    asked.add_argument(
        "--real", type=Path, action="append", default=[], help="one more folder of coded real texts; may be given again"
    )
    asked.add_argument("--against", metavar="REV", help="a commit to compare with")
    asked.add_argument("--errors", type=Path, default=ROOT / "reports" / "accuracy", help="the folder for the errors")
    asked.add_argument("--markdown", type=Path, help="a file for the tables")
    chosen = asked.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        states = {"now": ROOT} | (
            {chosen.against: checked_out(chosen.against, Path(scratch))} if chosen.against else {}
        )
        folders = [Path(scratch) / f"read-{n}" for n in range(len(states))]
        with ThreadPoolExecutor(len(states)) as pool:  # each state reads in processes of its own, side by side
            each = pool.map(lambda one: measured(*one, chosen), zip(states, states.values(), folders, strict=True))
            text = "\n\n".join(report(dict(zip(states, each, strict=True)), chosen))
    print(text)
    if chosen.markdown:
        asked_again = " ".join(["python", *sys.argv])
        chosen.markdown.write_text(
            f"# How well it reads, measured\n\n{ABOUT}\n\nMade by `{asked_again}`.\n\n{text}\n", encoding="utf-8"
        )


REAL = "Real texts, coded by hand before they were read: F1 of all fields at once, share right per field"


class Measured(NamedTuple):
    """What one state reads: its tables by their titles, the claims of the corpus, the errors by the gold."""

    tables: dict[str, Table]
    claims: pl.DataFrame
    errors: pl.DataFrame


def measured(name: str, root: Path, folder: Path, chosen: argparse.Namespace) -> Measured:
    """All that is measured of a state."""
    state = State(name, root, folder, chosen)
    gold, errors = state.gold()
    there = chosen.benchmarks.is_dir()
    tables = (
        {REAL: [row for real in (chosen.benchmarks / "real", *chosen.real) for row in state.real(real)]}
        if there
        else {}
    )
    tables |= {"Gold of the corpus (restated texts): F1": gold, "Cases of the tests": state.cases()}
    if there:
        tables |= {"NewsQuant, official scoring: F1": state.newsquant(), "Specs of Recognizers-Text: F1": state.specs()}
    return Measured(tables, state.table("corpus.claims"), errors)


def report(states: dict[str, Measured], chosen: argparse.Namespace) -> Iterator[str]:
    """The parts of the table, in Markdown."""
    yield f"Machine: {machine()}."
    if not chosen.benchmarks.is_dir():
        yield f"{chosen.benchmarks} is not here: real texts and public benchmarks are not measured."
    for title in states["now"].tables:
        yield f"## {title}\n\n{shown({name: state.tables[title] for name, state in states.items()})}"
    if chosen.against:
        before, now = states[chosen.against], states["now"]
        changes = changed_claims(before.claims, now.claims)
        judged = judged_changes(before.errors, now.errors)
        rows = write_changes(changes, chosen.errors / "changes")
        rows = [
            row
            | dict(
                zip(("right by the gold", "wrong by the gold"), judged.get(_of_gold(row["field"]), (0, 0)), strict=True)
            )
            for row in rows
        ]
        yield f"## Claims of the corpus that changed since {chosen.against}\n\n" + (table_of(rows) if rows else "None.")


def _of_gold(field: str) -> str:
    """The name that the gold has for a field: a period is one; a claim that is new or gone is extra or missing."""
    return {"period_start": "period", "period_end": "period", "added": "extra", "gone": "missing"}.get(field, field)


def shown(of_states: dict[str, Table]) -> str:
    """The rows of each state beside each other, the earlier first; one state alone is not named."""
    names = list(reversed(of_states))
    if len(names) == 1:
        return table_of(of_states[names[0]])
    keys = ("text", "cases", "benchmark", "language")
    order: dict[tuple[Any, ...], Table] = {}
    for name in names:
        for row in of_states[name]:
            order.setdefault(tuple(row.get(k) for k in keys if k != "cases" or "right" in row), []).append(
                {"state": name} | row
            )
    return table_of([row for rows in order.values() for row in rows])


def table_of(rows: Table) -> str:
    """Rows as a table in Markdown, figures to three places."""
    columns = list(dict.fromkeys(name for row in rows for name in row))
    lines = [columns, ["---"] * len(columns), *([_cell(row.get(name)) for name in columns] for row in rows)]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def _cell(value: Any) -> str:
    if isinstance(value, float):
        return f"{value:.3f}" if value <= 1 else f"{value:.1f}"
    return "" if value is None else str(value)


if __name__ == "__main__":
    main()
