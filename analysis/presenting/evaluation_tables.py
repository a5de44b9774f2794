"""Tables of agreement, scores and reliability in the columns that people read, and what they say in sentences."""

from __future__ import annotations

from typing import Any

import polars as pl

Row = dict[str, Any]
LANGUAGES = {"en": "English", "zh": "Chinese"}
AGREEMENT = ("group", "field", "items", "agree, percent (95%)", "alpha (95%)")
SCORES = ("kind", "language", "field", "right", "coded", "claims", "precision", "recall", "F1 (95%)", "given", "wrong")
RELIABILITY = ("group", "name", "field", "n", "right (95%)", "shrunk")
FIRST_SIGHT = ("lot", "language", "group", "texts", "figures", "all fields, F1 (95%)", "wrong metrics", "date")


def what(table: pl.DataFrame) -> str:
    """Which table of the evaluation this is: agreement, scores, reliability, first_sight; '' for any other."""
    columns = set(table.columns)
    known = {
        "agreement": {"percent", "alpha", "field"},
        "scores": {"f1", "low", "high", "right", "gold", "claims", "field"},
        "reliability": {"shrunk", "share", "low", "name", "field"},
        "first_sight": {"lot", "all_fields_f1", "wrong_metrics"},
    }
    return next((name for name, needed in known.items() if needed <= columns), "")


def between(value: float | None, low: float | None, high: float | None, places: int = 2) -> str:
    """'0.91 (0.88 to 0.93)'; without an interval where there is none, '' where nothing was measured."""
    if value is None:
        return ""
    told = f"{value:.{places}f}"
    return told if low is None or high is None else f"{told} ({low:.{places}f} to {high:.{places}f})"


def evaluation_table(table: pl.DataFrame) -> pl.DataFrame:
    """A table of the evaluation, ready to print: a number with its interval in one cell."""
    rows, columns = {
        "agreement": (_agreement_row, AGREEMENT),
        "scores": (_score_row, SCORES),
        "reliability": (_reliability_row, RELIABILITY),
        "first_sight": (_first_sight_row, FIRST_SIGHT),
    }[what(table)]
    made = [rows(row) for row in table.iter_rows(named=True)]
    shown = pl.DataFrame(made, schema=dict.fromkeys(columns, pl.String), orient="row")
    return shown.drop(name for name in ("group", "kind", "language") if name in columns and set(shown[name]) == {"all"})


def _agreement_row(r: Row) -> Row:
    return {
        "group": r["group"], "field": r["field"], "items": str(r["items"]),
        "agree, percent (95%)": between(r["percent"], r["percent_low"], r["percent_high"], 1),
        "alpha (95%)": between(r["alpha"], r["alpha_low"], r["alpha_high"]) or ("all alike" if r["items"] else ""),
    }  # fmt: skip


def _score_row(r: Row) -> Row:
    return {
        **{name: str(r[name]) for name in ("kind", "language", "field", "right", "claims", "given", "wrong")}, "coded": str(r["gold"]),
        "precision": f"{r['precision']:.2f}", "recall": f"{r['recall']:.2f}", "F1 (95%)": between(r["f1"], r["low"], r["high"]),
    }  # fmt: skip


def _reliability_row(r: Row) -> Row:
    told = between(r["share"], r["low"], r["high"])
    names = {name: str(r[name]).replace("_", " ") for name in ("group", "name", "field")}
    return {**names, "n": str(r["n"]), "right (95%)": told, "shrunk": between(r["shrunk"], None, None)}


def _first_sight_row(r: Row) -> Row:
    return {
        **{name: str(r[name] if r[name] is not None else "") for name in ("lot", "language", "group", "texts", "figures", "date")},
        "all fields, F1 (95%)": between(r["all_fields_f1"], r["low"], r["high"]),
        "wrong metrics": "" if r["metrics_given"] is None else f"{r['wrong_metrics']} of {r['metrics_given']} given",
    }  # fmt: skip


def evaluation_sentence(table: pl.DataFrame) -> str:
    """What a table of the evaluation says, in a few sentences; also for one without rows."""
    told = {
        "agreement": _of_agreement,
        "scores": _of_scores,
        "reliability": _of_reliability,
        "first_sight": _of_first_sight,
    }
    return told[what(table)](table)


def _of_agreement(table: pl.DataFrame) -> str:
    whole = table.filter(pl.col("group") == "all")
    claim = whole.filter(pl.col("field") == "claim")
    if claim.height == 0 or claim["items"][0] == 0:
        return "No item was coded twice, so nothing can be said of how far they agree."
    said = f"{claim['items'][0]} items of {claim['briefings'][0]} briefings were coded by {claim['coders'][0]} coders."
    every = whole.filter(pl.col("field") == "all").row(0, named=True)
    if every["items"]:
        said += (
            f" Of {every['items']} figures, they agree in every field at once on"
            f" {between(every['percent'], every['percent_low'], every['percent_high'], 0)} percent"
            f" (alpha {between(every['alpha'], every['alpha_low'], every['alpha_high']) or 'not defined'})."
        )
    single = whole.filter(~pl.col("field").is_in(["all", "claim"])).drop_nulls("alpha").sort("alpha", "field")
    if single.height:
        low = single.row(0, named=True)
        said += f" Least agreed: {low['field']}, alpha {between(low['alpha'], low['alpha_low'], low['alpha_high'])}."
    return said


def _of_scores(figures: pl.DataFrame) -> str:
    whole = figures.filter(
        pl.col("field") == "all", pl.col("kind") == "all", pl.col("language") != "all", pl.col("gold") > 0
    )
    if whole.height == 0:
        return "No figure of these briefings was read by hand, so nothing can be said of how well they are read."
    said = [
        f"{LANGUAGES.get(r['language'], r['language'])}: {r['right']} of {r['gold']} figures in {r['briefings']} briefings are"
        f" right in every field at once (F1 {between(r['f1'], r['low'], r['high'])})"
        for r in whole.sort("language").iter_rows(named=True)
    ]
    return "; ".join(said) + "."


def _of_reliability(table: pl.DataFrame) -> str:
    every = table.filter(pl.col("group") == "doubt", pl.col("field") == "all", pl.col("n") > 0)
    rows = {row["name"]: row for row in every.iter_rows(named=True)}
    if not rows:
        return "Nothing was measured: no claim of these was read by hand."
    named = {"none": "without a doubt", "any": "with one or more doubts"}
    said = [
        f"Of {rows[name]['n']} claims {words}, {between(100 * rows[name]['share'], 100 * rows[name]['low'], 100 * rows[name]['high'], 0)}"
        " percent are right in every field at once."
        for name, words in named.items()
        if name in rows
    ]
    worst = min((r for name, r in rows.items() if name not in named), key=lambda r: r["shrunk"], default=None)
    if worst is not None:
        said.append(f"Least reliable: {worst['name'].replace('_', ' ')} (n = {worst['n']}).")
    return " ".join(said)


def _of_first_sight(table: pl.DataFrame) -> str:
    if table.height == 0:
        return "Not measured yet: no figures at first sight on real texts are recorded."
    from ..evaluation.first_sight import BY_NUMBER

    rows = table.sort("date", BY_NUMBER, "language", "group", maintain_order=True)
    return "\n".join(_first_sight_sentence(row) for row in rows.iter_rows(named=True))


def _first_sight_sentence(r: Row) -> str:
    kinds = [LANGUAGES.get(r["language"], r["language"]), r["group"]]
    whose = ", ".join(kind for kind in kinds if kind != "all") or "all texts"
    told = between(r["all_fields_f1"], r["low"], r["high"]) or "not defined"
    wrong = f"; {r['wrong_metrics']} of {r['metrics_given']} metrics given are wrong" if r["metrics_given"] else ""
    many = "1 text" if r["texts"] == 1 else f"{r['texts']} texts"
    return f"Lot {r['lot']} ({whose}): all fields right at once, F1 {told} on {r['figures']} figures of {many}{wrong} ({r['date']})."
