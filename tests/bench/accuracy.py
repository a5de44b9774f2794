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
from pathlib import Path
from typing import Any

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
        measured = {
            name: State(name, root, Path(scratch) / f"read-{n}", chosen)
            for n, (name, root) in enumerate(states.items())
        }
        text = "\n\n".join(report(measured, chosen))
    print(text)
    if chosen.markdown:
        asked_again = " ".join(["python", *sys.argv])
        chosen.markdown.write_text(
            f"# How well it reads, measured\n\n{ABOUT}\n\nMade by `{asked_again}`.\n\n{text}\n", encoding="utf-8"
        )


def report(states: dict[str, State], chosen: argparse.Namespace) -> Iterator[str]:
    """The parts of the table, in Markdown."""
    yield f"Machine: {machine()}."
    golds = {name: state.gold() for name, state in states.items()}
    parts = {"Real texts, coded by hand before they were read: F1 of all fields at once, share right per field": {}}
    there = chosen.benchmarks.is_dir()
    if there:
        folders = [chosen.benchmarks / "real", *chosen.real]
        parts = {title: {n: [r for f in folders for r in s.real(f)] for n, s in states.items()} for title in parts}
    else:
        yield f"{chosen.benchmarks} is not here: real texts and public benchmarks are not measured."
        parts = {}
    parts["Gold of the corpus (restated texts): F1"] = {name: rows for name, (rows, _) in golds.items()}
    parts["Cases of the tests"] = {name: state.cases() for name, state in states.items()}
    if there:
        parts["NewsQuant, official scoring: F1"] = {name: state.newsquant() for name, state in states.items()}
        parts["Specs of Recognizers-Text: F1"] = {name: state.specs() for name, state in states.items()}
    for title, of_states in parts.items():
        yield f"## {title}\n\n{shown(of_states)}"
    if chosen.against:
        before, now = states[chosen.against], states["now"]
        changes = changed_claims(before.table("corpus.claims"), now.table("corpus.claims"))
        judged = judged_changes(golds[chosen.against][1], golds["now"][1])
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
