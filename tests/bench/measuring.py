"""What the code of one commit reads and how well: the gold, the tests' cases, real texts coded by hand and two public benchmarks."""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import polars as pl

import analysis as an
from analysis.evaluation.gold import GOLDS
from analysis.paths import data_folder
from analysis.schema import Claims, Leftovers
from tests.bench.revisions import ROOT
from tests.extraction import judging

FIELDS = ("value", "unit", "modifier", "kind", "direction", "base", "period", "metric")
MODELS = "NumberModel,PercentModel,NumberRangeModel,DateRange"
ADAPTER = """import sys
sys.path[:0] = [{root!r}]
try:
    from tests.bench.adapters import newsquant, specs
except ImportError:
    from tests.bench.accuracy import newsquant, specs
"""
Row = dict[str, Any]
Table = list[Row]


class State:
    """What the code of one commit reads, and its scores."""

    def __init__(self, name: str, root: Path, folder: Path, chosen: argparse.Namespace) -> None:
        self.name, self.root, self.folder, self.chosen = name, root, folder, chosen
        self.errors = chosen.errors / name.replace("/", "-")
        self.errors.mkdir(parents=True, exist_ok=True)
        folder.mkdir()
        sets: Row = {"corpus": str(ROOT / "data" / "briefings")}
        sets |= {
            f"cases-{source}": [_as_row(case) for case in judging.cases_of(source).values()]
            for source in judging.SOURCES
        }
        (folder / "asked.json").write_text(
            json.dumps({name: rows for name, rows in sets.items() if rows}), encoding="utf-8"
        )
        self.run(ROOT / "tests" / "bench" / "reading.py", folder / "asked.json", folder)

    def run(self, script: Path, *arguments: object) -> str:
        """Run a script with this commit's package; its standard output."""
        own = {**os.environ, "PYTHONPATH": str(self.root), "PYTHONIOENCODING": "utf-8", "PYTHONUTF8": "1"}
        command = [sys.executable, str(script), *map(str, arguments)]
        done = subprocess.run(
            command, capture_output=True, text=True, encoding="utf-8", cwd=self.folder, env=own, check=False
        )
        if done.returncode:
            raise SystemExit(f"{script.name} with the package of {self.name}:\n{done.stderr}")
        return done.stdout

    def table(self, name: str) -> pl.DataFrame:
        """A table that was read: 'corpus.claims'."""
        path = self.folder / f"{name}.arrow"
        return (
            pl.read_ipc(path.read_bytes())
            if path.exists()
            else pl.DataFrame({"briefing_id": []}, schema={"briefing_id": pl.String})
        )

    def gold(self) -> tuple[Table, pl.DataFrame]:
        """The golds of the corpus, by language, and every error."""
        missing = [pl.lit(None).alias(name) for name in ("doubts",) if name not in self.table("corpus.claims").columns]
        claims = self.table("corpus.claims").with_columns(missing)
        rows, errors = [], []
        for name in (name for name in GOLDS if (data_folder() / "gold" / f"{name}.csv").exists()):
            scored = an.score(claims, an.read_gold(name))
            errors.append(scored.errors)
            write_errors(scored.errors, self.errors / f"gold-{name}.csv")
            for (language,), part in scored.figures.filter(kind="all").group_by("language", maintain_order=True):
                of = {r["field"]: r for r in part.to_dicts()}
                row = {"text": f"{name}: {language}", "figures": of["all"]["gold"], "all fields": of["all"]["f1"]}
                row |= {f: of[f]["f1"] for f in FIELDS}
                rows.append(row | {"wrong metrics": f"{of['metric']['wrong']} of {of['metric']['given']}"})
        return rows, pl.concat(errors)

    def cases(self) -> Table:
        """The tests' cases, by source and language: how many are right, and the faults by field."""
        rows, told = [], []
        for source in judging.SOURCES:
            claims, left = (_by_briefing(self.table(f"cases-{source}.{part}")) for part in ("claims", "left"))
            right: Counter[str] = Counter()
            kinds: dict[str, Counter[str]] = {}
            of_language: Counter[str] = Counter()
            for case in judging.cases_of(source).values():
                faults = judging.judged(case, claims.get(case.name, []), left.get(case.name, []))
                of_language[case.language] += 1
                right[case.language] += not faults
                kinds.setdefault(case.language, Counter()).update({fault.split(" of ")[0] for fault in faults})
                told += [
                    {"cases": source, "case": case.name, "language": case.language, "text": case.text, "fault": f}
                    for f in faults
                ]
            for language, count in sorted(of_language.items()):
                faults_told = ", ".join(f"{kind} {n}" for kind, n in kinds[language].most_common())
                rows.append(
                    {
                        "cases": source,
                        "language": language,
                        "right": right[language],
                        "of": count,
                        "faults": faults_told,
                    }
                )
        write_errors(
            pl.DataFrame(told, schema=dict.fromkeys(("cases", "case", "language", "text", "fault"), pl.String)),
            self.errors / "cases.csv",
        )
        return rows

    def real(self, folder: Path) -> Table:
        """Real texts coded by hand, by the groups of the scorer."""
        scorer = next(
            (p for p in (folder / "score_real.py", self.chosen.benchmarks / "real" / "score_real.py") if p.exists()),
            None,
        )
        if scorer is None:
            raise SystemExit(f"{folder}: no score_real.py here or in {self.chosen.benchmarks / 'real'}")
        out = self.folder / "real.json"
        self.run(
            scorer.resolve(),
            folder.resolve(),
            "--json",
            out,
            "--errors",
            self.errors / f"{folder.resolve().name}.jsonl",
        )
        rows = []
        for group, t in json.loads(out.read_text(encoding="utf-8"))["groups"].items():
            rows.append(
                {"text": f"{folder.resolve().name}: {group.strip('_')}", "figures": t["figures"], "all fields": t["all"][2]} | {f: t["share"][f] for f in FIELDS}
                | {"wrong metrics": f"{t['wrong_metrics']} of {t['metrics_given']}", "missed metrics": f"{t['missed_metrics']} of {t['metrics_due']}"}
            )  # fmt: skip
        return rows

    def newsquant(self) -> Table:
        """NewsQuant's official scoring, F1."""
        self.adapter()
        data = sorted((self.chosen.benchmarks / "newsquant").glob("*.json"))
        dump = (self.errors / "newsquant.json").resolve()
        self.run(self.chosen.benchmarks.resolve() / "eval_newsquant.py", "--adapter", "our_adapter:newsquant", "--data", ",".join(str(p.resolve()) for p in data),
                 "--no-speed", "--json", self.folder / "news.json", "--dump", dump)  # fmt: skip
        scored = json.loads((self.folder / "news.json").read_text(encoding="utf-8"))
        wrong = [
            row
            for row in json.loads(dump.read_text(encoding="utf-8"))
            if sorted(map(str, row["gold"])) != sorted(str(tag[:3]) for tag in row["tags"])
        ]
        dump.write_text(json.dumps(wrong, ensure_ascii=False, indent=0), encoding="utf-8")
        return [
            {"benchmark": f"NewsQuant, {scored['sentences']} sentences", "language": "en"}
            | {part: row[2] for part, row in scored["official"].items()}
        ]

    def specs(self) -> Table:
        """The suites of Recognizers-Text, F1 by model and language."""
        self.adapter()
        script = self.chosen.benchmarks.resolve() / "eval_specs.py"
        lines = self.run(
            script,
            "--adapter",
            "our_adapter:specs",
            "--models",
            MODELS,
            "--fails",
            (self.errors / "specs.json").resolve(),
        ).splitlines()
        rows = [json.loads(line) for line in lines if line.startswith("{")]
        return [
            {
                "benchmark": r["model"],
                "language": r["lang"],
                "cases": r["all"]["cases"],
                "value": r["all"]["value"][2],
                "value and span": r["all"]["value_span"][2],
            }
            for r in rows
        ]

    def adapter(self) -> None:
        """The module that the evaluation scripts import, made for this commit."""
        (self.folder / "our_adapter.py").write_text(ADAPTER.format(root=str(self.root)), encoding="utf-8")


def _as_row(case: Any) -> Row:
    return {
        "briefing_id": case.name,
        "text": case.text,
        "language": case.language,
        "date": case.day,
        "agency": case.agency,
    }


def _by_briefing(table: pl.DataFrame) -> dict[str, Table]:
    found: dict[str, Table] = {}
    usual = dict.fromkeys((*Claims.columns(), *Leftovers.columns()))  # a commit may lack a column that cases ask for
    for row in table.iter_rows(named=True):
        found.setdefault(row["briefing_id"], []).append(usual | row)
    return found


def write_errors(errors: pl.DataFrame, path: Path) -> None:
    """Errors as CSV; lists as text."""
    lists = [name for name, kind in errors.schema.items() if isinstance(kind, pl.List)]
    errors.with_columns(pl.col(name).list.join("; ") for name in lists).write_csv(path)
