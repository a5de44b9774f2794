"""How one sentence is read: each claim with its fields, where they came from, its rules and its doubts."""

from __future__ import annotations

from datetime import date as Date
from typing import TYPE_CHECKING, Any

from ..codebook import CodebookSource, codebook_for
from ..codebook import codebook as the_codebook
from ..errors import LexiconError, did_you_mean, need
from ..extraction.claims import read_rows
from ..language.lexicon import LANGS
from .page import figure

if TYPE_CHECKING:
    import polars as pl

Row = dict[str, Any]

# A claim's fields in the order in which they are told, and the column that says where each came from.
FIELDS = (
    ("metric", "metric_source"), ("counted", ""), ("head", ""), ("unit", "unit_source"), ("accumulation", ""), ("direction", ""),
    ("base", "base_source"), ("scope", ""), ("speaker", ""), ("note", ""),
)  # fmt: skip


def explain(
    sentence: str | pl.DataFrame,
    *,
    language: str = "",
    date: str | Date = "",
    agency: str | None = None,
    codebook: CodebookSource = None,
) -> str:
    """How a sentence is read, as text: for each claim its figure, fields with their sources, rules and doubts; then leftovers.

    `date` is the day of the briefing, `agency` whose figures they are (an id; some metrics belong to one agency). `codebook` names
    one of your own; without it the one in use is taken. Claims may be given instead: they are told sentence by sentence, as they
    were read in their briefings, and nothing else is needed.
    LexiconError for a language that is not read or a day that is none.

    >>> print(an.explain("查获偷渡人员6000余人", language="zh", date="2024-08-19").splitlines()[0])
    sentence   查获偷渡人员6000余人
    """
    if not isinstance(sentence, str):
        return _of_claims(sentence)
    if language not in LANGS:
        raise LexiconError(f"no language {language!r}{did_you_mean(language, LANGS)}")
    briefing = one_sentence(sentence, language, _day(date), agency)
    ((claims, left),) = read_rows([briefing], "conventional", codebook_for([], codebook))
    lines = [f"sentence   {sentence}", f"claims     {len(claims)}"]
    for row in claims:
        lines += [f"- {row['raw']!r}", *(f"    {line}" for line in claim_lines(row))]
    lines += [f"left over  {row['raw']!r}: {row['reason']}" for row in left]
    return "\n".join(lines)


def _of_claims(claims: pl.DataFrame) -> str:
    """Sentence by sentence, each with its claims in the order of the text."""
    need(claims, ("briefing_id", "sentence_start", "sentence", "raw"), "explain wants a sentence or claims")
    lines: list[str] = []
    for group in claims.sort("briefing_id", "sentence_start", "start").partition_by(
        "briefing_id", "sentence_start", maintain_order=True
    ):
        lines += [f"sentence   {group['sentence'][0]}", f"claims     {group.height}"]
        for row in group.iter_rows(named=True):
            lines += [f"- {row['raw']!r}", *(f"    {line}" for line in claim_lines(row))]
    return "\n".join(lines) or "No claim was found."


def one_sentence(sentence: str, language: str, day: Date, agency: str | None) -> Row:
    """A row of Briefings whose whole text is the sentence."""
    return {
        "event": None, "publisher": None, "title": None, "title_start": None, "title_end": None,
        "briefing_id": "sentence", "language": language, "date": day, "agency": agency, "text": sentence, "speakers": [], "inferred": [],
        "text_kind": "original", "source_sha256": "", "path": "", "body_start": 0, "body_end": len(sentence),
    }  # fmt: skip


def claim_lines(row: Row) -> list[str]:
    """A claim's fields, a line each: 'metric: Stowaways seized (own)'."""
    lines = [f"kind: {row['kind']}"]
    if row["value"] is not None or row["low"] is not None or row["high"] is not None:
        bounds = f"{figure(row['low'])} to {figure(row['high'])}"
        lines.append(f"value: {row['modifier'] or ''} {figure(row['value'])}, bounds {bounds}".replace(":  ", ": "))
    if row["period_start"] or row["period_end"]:
        span = f"{row['period_start'] or '…'} to {row['period_end'] or '…'}"
        lines.append(f"period: {span}, {row['period_kind'] or 'no kind'} ({row['period_source']})")
    for name, source in FIELDS:
        if row[name]:
            told = the_codebook().label(row[name]) if name == "metric" else row[name]
            lines.append(f"{name}: {told}" + (f" ({row[source]})" if source else ""))
    if row["unit"] in ("percent", "percentage_point") and not any(row[n] for n in ("metric", "counted", "head")):
        from .wording import noun_words

        lines.append(f"counted: {noun_words(row)}")
    lines.append(f"rules: {', '.join(row['rule']) or 'none'}")
    lines.append(f"doubts: {', '.join(row['doubts']) or 'none'}")
    if row.get("reliability") is not None:
        from .evaluation_tables import between

        measured = between(row["reliability"], row["reliability_low"], row["reliability_high"])
        lines.append(f"reliability: {measured}, n = {row['reliability_n']}")
    return lines


def _day(day: str | Date) -> Date:
    if isinstance(day, Date):
        return day
    try:
        return Date.fromisoformat(day)
    except (TypeError, ValueError):
        raise LexiconError(f"{day!r} is no day of the calendar; write it as 2024-08-19") from None
