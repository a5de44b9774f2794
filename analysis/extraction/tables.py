"""Cells of tables as sentences: what header, label and caption tell is put around the figure, and read as any sentence.

Only the figure itself stands in the text: what is read of the words around it has no place there and is no claim.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from ..language.lexicon import fold
from ..language.sentences import Piece, Sentence, split_sentences
from ..loading.tables import JOINT, is_figure, is_period, scale_of
from ..loading.vocabulary import words

CORE = re.compile(r"[0-9０-９].*", re.DOTALL)


def sentences_of(briefing: dict[str, Any]) -> list[Sentence]:
    """The sentences of a row of Briefings in order of the text, then those that its tables' cells make."""
    found = split_sentences(briefing)
    paragraph = found[-1].paragraph if found else 0
    for number, cell in enumerate(briefing.get("cells") or (), 1):
        if cell["row"] is not None and cell["column"] is not None:
            found += _said(briefing["text"], cell, str(briefing["language"]), paragraph + number)
    return found


def _said(text: str, cell: dict[str, Any], lang: str, paragraph: int) -> Iterator[Sentence]:
    """One cell as a sentence; its `text` is the row as printed, its pieces tell where the figure stands."""
    printed = text[cell["start"] : cell["end"]]
    core = CORE.search(printed)
    if core is None:
        return
    before, after = _around(cell, printed, lang)
    spoken = before + core[0] + after
    start = text.rfind("\n", 0, cell["start"]) + 1
    end = text.find("\n", cell["end"])
    end = len(text) if end < 0 else end
    piece = Piece(len(before), cell["start"] + core.start(), len(core[0]))
    yield Sentence(start, end, text[start:end], fold(spoken), paragraph, False, (piece,))


def _around(cell: dict[str, Any], printed: str, lang: str) -> tuple[str, str]:
    """What is said before and after the figure of a cell."""
    row, column = ([part for part in (cell[key] or "").split(JOINT) if part] for key in ("row", "column"))
    times = [part for part in (*column, *row) if is_period(part)]
    nouns = [part for part in (*row, *column) if part not in times and not _is_remark(part, cell["scale"])]
    noun = _noun(nouns, cell["scale"], lang)
    time = _first("said_time", lang).format(time=_time(times, lang)) if times else ""
    header = column[-1] if column else ""
    form, base = _form(header, printed, lang)
    value = _value(cell["scale"], noun, printed, lang)
    said = _first(form, lang).format(time=time, noun=noun, value=value, base=base)
    before, after = said.split("\0")
    return before, after


def _first(name: str, lang: str) -> str:
    return str(words(name)[lang][0])


def _rows(name: str, lang: str) -> Iterator[tuple[str, str]]:
    """Pattern and wording of each entry 'pattern=wording'."""
    yield from (tuple(entry.split("=", 1)) for entry in words(name)[lang])


def _is_remark(part: str, scale: str | None) -> bool:
    """Whether a part of a header names a change, a share or a scale, and nothing that is counted."""
    bare = re.sub(r"[(（].*?[)）]", "", part).strip().lower()
    named = [*words("change_column")["en"], *words("change_column")["zh"], *words("share_column")["en"]]
    return not bare or bare == (scale or "").lower() or any(re.fullmatch(rf"(?:{w})[^a-z]*", bare) for w in named)


def _noun(nouns: list[str], scale: str | None, lang: str) -> str:
    """What is counted, without its scale in brackets; the row's label before the column's."""
    parts = [re.sub(r"\s*[(（](?:[^()（）]*)[)）]", "", part) if scale_of(part) else part for part in nouns]
    parts = [re.sub(r",? in (?:thousands|millions|billions)$", "", part) for part in parts]
    if lang == "zh":
        return "".join(dict.fromkeys(parts))
    return " ".join(p[:1].lower() + p[1:] if p[1:2].islower() else p for p in dict.fromkeys(parts))


def _time(times: list[str], lang: str) -> str:
    """The parts of a time in the order of the language: the year last in English, first in Chinese."""
    parts = list(dict.fromkeys(times))
    if lang == "zh":
        parts = sorted(parts, key=lambda part: not re.match(r"(?:19|20)\d\d", part))
        return "".join(f"{part}年" if re.fullmatch(r"(?:19|20)\d\d", part) else part for part in parts)
    said = " ".join(sorted(parts, key=lambda part: bool(re.fullmatch(r"(?:19|20)\d\d", part))))
    for pattern, wording in _rows("said_half", lang):
        said = re.sub(rf"\b(?:{pattern})(?: of)?\b", wording, said, flags=re.IGNORECASE)
    if turned := re.fullmatch(r"((?:19|20)\d\d) (the .*)", said):
        said = f"{turned[2]} {turned[1]}"
    return re.sub(r"\bof$", "of the year", said)


def _form(header: str, printed: str, lang: str) -> tuple[str, str]:
    """Which wording a header asks for, and what a change is measured against."""
    if any(re.search(w, header, re.IGNORECASE) for w in words("share_column")[lang]):
        return "said_share", ""
    if not any(
        re.search(w, header, re.IGNORECASE) for w in words("change_column")[lang] if w not in ("%", "％", "per ?cent")
    ):
        return "said_level", ""
    base = next((said for pattern, said in _rows("said_base", lang) if re.search(pattern, header, re.IGNORECASE)), "")
    return ("said_fall" if re.match(r"\s*[-–−]", printed) else "said_rise"), base


def _value(scale: str | None, noun: str, printed: str, lang: str) -> str:
    """The place of the figure ('\\0'), with its scale where the cell has none itself."""
    if not scale or not is_figure(printed) or not re.search(r"[0-9０-９]\s*$", printed):
        return "\0"
    bare = re.sub(r"^in ", "", scale)
    if lang == "zh" or bare in ("%", "％", "‰"):
        return f"\0{bare}"
    for pattern, wording in _rows("thousands", lang):
        if re.fullmatch(pattern, bare, re.IGNORECASE):
            return f"\0 {wording}"
    if money := re.fullmatch(r"(US\$|[$€£¥])\s*(.*)", bare, re.IGNORECASE):
        return f"{money[1]}\0 {money[2]}".rstrip()
    stem = bare.lower().rstrip("s")
    return "\0" if stem in noun.lower() or bare.lower() in ("number", "no.") else f"\0 {bare} of"


def table_leftovers(briefing: dict[str, Any]) -> Iterator[tuple[int, int, str, str]]:
    """(start, end, reason, line) of the digits of a text that stand in no sentence: headers, list marks, cells without header."""
    if not briefing.get("cells") and not briefing.get("items"):
        return
    text, cells = fold(briefing["text"]), briefing["cells"] or ()
    read = [(s["start"], s["end"]) for s in briefing["paragraphs"] or ()]
    read += [(c["start"], c["end"]) for c in cells if c["row"] is not None and c["column"] is not None]
    lost = [(c["start"], c["end"]) for c in cells if c["row"] is None or c["column"] is None]
    inside, missing = sorted(read), sorted(lost)
    for digits in re.finditer(r"[0-9]+(?:[.,][0-9]+)*", text[: briefing["body_end"]]):
        start, end = digits.span()
        if start < briefing["body_start"] or _within(inside, start):
            continue
        line = text[text.rfind("\n", 0, start) + 1 : end].lstrip()
        whole = text.find("\n", end)
        shown = briefing["text"][text.rfind("\n", 0, start) + 1 : whole if whole >= 0 else len(text)]
        marked = line == digits[0] or re.fullmatch(r"[(（]?[0-9]+", line)
        reason = (
            "header_missing"
            if _within(missing, start)
            else "list mark"
            if marked
            else "date"
            if len(digits[0]) == 4
            else "reference"
        )
        yield start, end, reason, shown


def _within(spans: list[tuple[int, int]], at: int) -> bool:
    from bisect import bisect_right

    found = bisect_right(spans, (at, float("inf"))) - 1
    return found >= 0 and at < spans[found][1]
