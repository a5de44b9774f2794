"""One entry of a codebook file -> a metric, a unit or an agency; LexiconError with the place and the remedy."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Any

from .errors import LexiconError, did_you_mean
from .metric import LANGS, Metric

NEEDED = ("label", "unit", "definition", "counts", "example")
OPTIONAL = (
    "not_to_confuse", "adds_up_to", "families", "share_of", "generic", "kinds", "family", "drift", "part_of", "average_of", "scope", "counting", "stock",
    "partition", "by", "needs", "never", "pair", "near_miss", "breaks", "parts_short",
)  # fmt: skip
TEXTS = (
    "definition",
    "not_to_confuse",
    "drift",
    "partition",
    "share_of",
    "adds_up_to",
    "part_of",
    "average_of",
    "pair",
)
OF_UNIT = ("en", "zh", "zh_nouns", "label", "meaning", "mass")
OF_AGENCY = ("names", "place", "label", "fiscal_start", "currency", "family", "speaks_for")
FORMED = (
    "family",
    "scope",
    "kinds",
    "families",
    "generic",
    "stock",
    "breaks",
    "parts_short",
)  # read into another form, or no more
LONGEST = 200  # characters of a word or phrase


def metric_row(where: str, name: str, row: Any, units: dict[str, Any], served: list[str]) -> Metric:
    """A metric of a codebook; `served` are the families that it serves unless it says its own ("*": every agency)."""
    _check_keys(where, row, (*NEEDED, *OPTIONAL), NEEDED)
    if not re.fullmatch(r"[a-z][a-z0-9_]{0,79}", name):
        raise LexiconError(f"{where}: an id is lower-case letters, digits and _; rename it")
    for key in ("label", "counts", "example"):
        if not isinstance(row[key], dict) or any(lang not in row[key] for lang in LANGS):
            raise LexiconError(f"{where}: {key} lacks en or zh; write both, [] where there is none")
    for key in ("counts", "by", "needs", "never", "near_miss"):
        check_words(where, key, row.get(key, {}))
    _check_texts(where, row)
    listed = [row["unit"]] if isinstance(row["unit"], str) else list(row["unit"])
    for unit in listed:
        if not isinstance(unit, str) or unit.split("/")[0] not in units:
            raise LexiconError(f"{where}: unit {unit!r} is not in [units]{did_you_mean(str(unit), units)}")
    _check_example(where, row["example"])
    plain = {key: row[key] for key in OPTIONAL if key in row and key not in FORMED}
    families = row.get("families", served)
    return Metric(
        metric=name, label=row["label"], units=tuple(listed), definition=row["definition"], counts=row["counts"], example=row["example"],
        kinds=tuple(row.get("kinds", ())), generic=_whole(where, "generic", row.get("generic", 0), 0, 3), stock=bool(row.get("stock", False)),
        families=tuple([families] if isinstance(families, str) else families), breaks=_days(where, "breaks", row.get("breaks", ())),
        parts_short={name: _spans(where, spans) for name, spans in row.get("parts_short", {}).items()}, **plain,
    )  # fmt: skip


def _days(where: str, key: str, said: Iterable[Any]) -> tuple[date, ...]:
    try:
        return tuple(date.fromisoformat(str(day)) for day in said)
    except ValueError:
        raise LexiconError(f"{where}: {key} holds days; write each as 2023-01-01") from None


def _spans(where: str, said: Iterable[str]) -> tuple[tuple[date, date], ...]:
    spans = [_days(where, "parts_short", str(span).split("/")) for span in said]
    if any(len(span) != 2 or span[0] > span[1] for span in spans):
        raise LexiconError(f"{where}: parts_short holds times; write each as 2023-01-01/2023-06-30")
    return tuple((first, last) for first, last in spans)


def unit_row(where: str, name: str, row: Any) -> tuple[dict[str, str], dict[str, Any]]:
    """A unit => (its names in both languages, the words by which it is read)."""
    _check_keys(where, row, OF_UNIT, LANGS)
    if not re.fullmatch(r"\w[\w ³²°-]{0,59}", name):
        raise LexiconError(f"{where}: an id is letters, digits and _; rename it")
    words = {key: _listed(where, key, row.get(key, [])) for key in (*LANGS, "zh_nouns")}
    stated = row.get("label", {})
    if not isinstance(stated, dict) or any(not isinstance(said, str) for said in stated.values()):
        raise LexiconError(f'{where}: label is a name for each language; write label = {{ en = "...", zh = "..." }}')
    names = {lang: str(stated.get(lang) or (words[lang] or [name])[0]) for lang in LANGS}
    return names | {"meaning": str(row.get("meaning", name))}, words | ({"mass": True} if row.get("mass") else {})


def agency_row(where: str, row: Any) -> dict[str, Any]:
    """An agency: the names it goes by, its place (ISO 3166), first month of its fiscal year, currency (ISO 4217)."""
    _check_keys(where, row, OF_AGENCY, ("names", "place"))
    names = row["names"]
    if not isinstance(names, dict) or any(lang not in names for lang in LANGS):
        raise LexiconError(f'{where}: names lacks en or zh; write names = {{ en = ["..."], zh = [] }}')
    check_words(where, "names", names)
    if not isinstance(row["place"], str) or not row["place"].strip():
        raise LexiconError(f'{where}: place is a code such as "MY" or "CN-GX"; write it so')
    currency = row.get("currency")
    if currency is not None and not (isinstance(currency, str) and re.fullmatch("[A-Z]{3}", currency)):
        raise LexiconError(f'{where}: currency {currency!r} is no ISO 4217 code; write it as "MYR"')
    start = _whole(where, "fiscal_start", row.get("fiscal_start", 1), 1, 12)
    return {**row, "fiscal_start": start}


def check_words(where: str, key: str, words: Any) -> None:
    """LexiconError unless `words` is a list of words for each language."""
    wrong = not isinstance(words, dict) or any(
        not isinstance(w, list) or not all(isinstance(x, str) for x in w) for w in words.values()
    )
    if wrong:
        raise LexiconError(
            f'{where}: {key} is a list of words for each language; write {key} = {{ en = ["..."], zh = ["..."] }}'
        )
    if unknown := sorted(set(words) - set(LANGS)):
        raise LexiconError(f"{where}: {key} has words in {unknown[0]!r}; en and zh are read")
    _check_length(where, key, (word for row in words.values() for word in row), 2000 if key == "near_miss" else LONGEST)


def _check_keys(where: str, row: Any, known: Iterable[str], needed: Iterable[str]) -> None:
    if not isinstance(row, dict):
        raise LexiconError(f"{where}: not a table; write it as the other entries are")
    for key in needed:
        if key not in row:
            raise LexiconError(f"{where}: {key} is missing; add it")
    if unknown := sorted(set(row) - {*known}):
        raise LexiconError(f"{where}: unknown key {unknown[0]!r}{did_you_mean(unknown[0], known)}")


def _check_texts(where: str, row: dict[str, Any]) -> None:
    for key in TEXTS:
        if key in row and not isinstance(row[key], str):
            raise LexiconError(f'{where}: {key} is a text; write {key} = "..."')
    if any(not isinstance(said, str) for said in row["label"].values()):
        raise LexiconError(f'{where}: label is a name for each language; write label = {{ en = "...", zh = "..." }}')
    counting = row.get("counting", {})
    if not isinstance(counting, dict):
        raise LexiconError(
            f"{where}: counting is a table of ways; write [{where.rpartition('[')[2].rstrip(']')}.counting]"
        )
    for way, words in counting.items():
        check_words(where, f"counting.{way}", words)
        if any(lang not in words for lang in LANGS):
            raise LexiconError(f"{where}: counting.{way} lacks en or zh; write both, [] where there is none")


def _check_example(where: str, example: dict[str, Any]) -> None:
    if not isinstance(example.get("value"), int | float) or isinstance(example.get("value"), bool):
        raise LexiconError(f"{where}: example lacks its value; add value = the number both sentences say")
    if any(not isinstance(example[lang], str) for lang in LANGS):
        raise LexiconError(
            f'{where}: example is a sentence in each language; write {{ en = "...", zh = "...", value = 5 }}'
        )


def _check_length(where: str, key: str, words: Iterable[str], longest: int) -> None:
    for word in words:
        if not word.strip():
            raise LexiconError(f"{where}: {key} holds an empty word; delete it")
        if len(word) > longest:
            raise LexiconError(f"{where}: {key} holds a word of {len(word):,} characters; {longest} is the most")


def _listed(where: str, key: str, said: Any) -> list[str]:
    words = [said] if isinstance(said, str) else said
    if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
        raise LexiconError(f'{where}: {key} is a list of words; write {key} = ["..."]')
    _check_length(where, key, words, LONGEST)
    return words


def _whole(where: str, key: str, said: Any, least: int, most: int) -> int:
    if not isinstance(said, int) or isinstance(said, bool) or not least <= said <= most:
        raise LexiconError(f"{where}: {key} = {said!r} is no whole number from {least} to {most}; write one")
    return said
