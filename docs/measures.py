"""Fill in the measured part of the README: `python docs/measures.py` (a test holds README and tables together).

Reads the committed briefings, writes data/gold/scores.csv and reliability.csv, and then the README's part from these,
data/gold/first_sight*.csv and coders.csv. `--tables` leaves the briefings alone and takes the tables as they are.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from pathlib import Path

import polars as pl

import analysis as an
from analysis.evaluation.first_sight import BY_NUMBER, NOW, first_sight_misses, read_texts
from analysis.evaluation.measuring import read_scores, write_measures
from analysis.evaluation.reliability import read_reliability
from analysis.files import write_whole
from analysis.presenting.evaluation_tables import between

README = Path(__file__).resolve().parent.parent / "README.md"
BEGIN, END = "<!-- measured: made by docs/measures.py -->", "<!-- end of measured -->"
RECENT = 12  # lots that the README shows unfolded
LANGUAGES = {"en": "English", "zh": "Chinese", "all": "both"}
# What is wrong, and how it looks in texts that were met; the counts beside it are computed.
LOOKS = {
    "missing": "figures that became no claim",
    "extra": "numbers that state nothing and became a claim: 'in the last two fiscals', 一段旅程",
    "period": "a time said sentences before, or another figure's: 'the first day was yesterday', 'as of early Saturday' of a year's total",
    "metric": "a noun that the codebook does not know in this sense, or a part given the name of its whole",
    "unit": "units left out in a list, or one that the figure shares with another",
    "base": "a comparison that was named once for several figures",
    "kind": "a percentage taken for a level, a share for a change",
    "value": "numbers in rare notations: 二三四·九五萬包, '$0.3 billion to'",
    "direction": "rises and falls told by the context alone",
    "modifier": "'just under' far from its number",
}


def table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """Rows as a table in Markdown; numbers to the right."""
    names = list(head)
    rule = ["---" if n == 0 else "---:" for n in range(len(names))]
    return "\n".join(f"| {' | '.join(row)} |" for row in (names, rule, *rows))


def first_sight_part() -> str:
    """The last lot by group and language, and every lot as a whole, with what the reader before made of it; those read long
    ago are folded."""
    now, before = an.first_sight(), an.first_sight(reader="before")
    old = {(r["lot"], r["language"], r["group"]): r for r in before.iter_rows(named=True)}
    last = now.sort("date", BY_NUMBER)["lot"].last()
    shown = now.filter((pl.col("lot") == last) | (pl.col("group") == "all"))
    rows = []
    for r in shown.sort(pl.col("group") != "all", BY_NUMBER, "group", "language").iter_rows(named=True):
        was = old.get((r["lot"], r["language"], r["group"]), {})
        whose = "all texts" if r["group"] == "all" else f"{r['group']}, {LANGUAGES[r['language']]}"
        wrong = f"{r['wrong_metrics']} of {r['metrics_given']}" if r["metrics_given"] else "none given"
        rows.append([
            f"lot {r['lot']}, {whose}", str(r["texts"]), str(r["figures"]), between(r["all_fields_f1"], r["low"], r["high"]),
            wrong, between(was.get("all_fields_f1"), None, None) or "–",
        ])  # fmt: skip
    head = ("real texts at first sight", "texts", "figures", "all fields, F1 (95%)", "wrong metrics", "reader before")
    earlier = max(0, shown.filter(group="all").height - RECENT)
    folded = f"<details><summary>The lots read before these</summary>\n\n{table(head, rows[:earlier])}\n\n</details>"
    return "\n\n".join([table(head, rows[earlier:]), *([folded] if earlier else [])])


def missed_part() -> str:
    """What was not right in all lots together."""
    texts = read_texts().filter(reader=NOW)
    rows = [
        [r["what"], f"{r['wrong']} of {r['of']}", f"{100 * r['share']:.1f}%", LOOKS[r["what"]]]
        for r in first_sight_misses(texts).iter_rows(named=True)
    ]
    lots = texts.select("lot").unique().sort(BY_NUMBER)["lot"].to_list()
    made = table(("what is missed", "wrong", "share", "how it looks"), rows).replace("---: |\n", "--- |\n", 1)
    return f"In these {texts.height} texts (lots {lots[0]} to {lots[-1]}), {texts['figures'].sum()} figures:\n\n{made}"


def agreement_part() -> str:
    """Alpha of the coders of the gold beside the score of the reading, by field."""
    agreed = {r["field"]: r for r in an.agreement(an.read_gold("coders")).iter_rows(named=True)}
    scores = read_scores().filter(against="coded")
    told = {(r["field"], r["language"]): r for r in scores.iter_rows(named=True)}
    rows = []
    for field in (
        "all",
        "value",
        "modifier",
        "kind",
        "direction",
        "base",
        "unit",
        "period",
        "metric",
        "counted",
        "scope",
    ):
        a, read = agreed[field], [told[(field, language)] for language in ("en", "zh")]
        name = "all fields at once" if field == "all" else field
        alpha = between(a["alpha"], a["alpha_low"], a["alpha_high"]) or "all alike"
        rows.append([name, alpha, *(between(r["f1"], r["low"], r["high"]) for r in read)])
    en, zh = told[("all", "en")], told[("all", "zh")]
    head = (
        "field",
        "coders, alpha (95%)",
        f"English, F1 (95%), n = {en['gold']}",
        f"Chinese, F1 (95%), n = {zh['gold']}",
    )
    return table(head, rows)


def restated_part() -> str:
    """The regression test, named as what it is."""
    old = read_scores().filter(against="restated", field="all")
    told = {r["language"]: r for r in old.iter_rows(named=True)}
    said = ", ".join(f"{LANGUAGES[lang]} {told[lang]['f1']:.2f} (n = {told[lang]['gold']})" for lang in ("en", "zh"))
    return (
        f"The older gold (`data/gold/restated.csv`) was coded by one person and mended after the readings were seen. It is a regression test and no"
        f" evidence: all fields, {said}."
    )


def section() -> str:
    """The measured part, between its marks."""
    coders = an.read_gold("coders")
    items, texts = coders["item_id"].n_unique(), coders["briefing_id"].n_unique()
    parts = [
        "**Real texts, at first sight.** Texts as published that no rule had been made on; every figure in them was coded (by language models, by written conventions) before the package first read them,"
        " and counted before anything was mended. A figure counts when value, modifier, kind, direction, base, unit, period and metric"
        " are all right at once. Intervals come from drawing texts anew; with one to three texts they say little.",
        first_sight_part(),
        missed_part(),
        f"**The committed briefings, and how far coders agree.** {items} items drawn at random from {texts} of the restated briefings, coded twice by language models, apart and before"
        " the readings were seen; a third reading settled what differed (`data/gold/README.md`). Krippendorff's alpha says how far the coders"
        " agree, F1 how well the program reads what was settled. These briefings are restated and the rules were made with them at hand: expect less of new texts.",
        agreement_part(),
        f"**Doubts.** {an.sentence(read_reliability())} `an.with_reliability(claims)` writes the share beside each claim.",
        restated_part(),
    ]  # fmt: skip
    return f"{BEGIN}\n\n" + "\n\n".join(parts) + f"\n\n{END}"


def filled(text: str) -> str:
    """The README with its measured part as the tables have it."""
    head, rest = text.split(BEGIN)
    return head + section() + rest.split(END)[1]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tables", action="store_true", help="take scores.csv and reliability.csv as they are")
    if not parser.parse_args().tables:
        print(*write_measures(), sep="\n")
    write_whole(README, filled(README.read_text(encoding="utf-8")))
    print(README)


if __name__ == "__main__":
    main()
