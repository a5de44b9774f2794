"""Briefings -> sentences, with offsets into the untouched source text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from .datelines import dateline
from .gaps import GAPS, IN_EMPHASIS, POINT_OF_MONEY, Span, gaps_in_thousands
from .lexicon import fold
from .patterns import later

if TYPE_CHECKING:
    import polars as pl


class Piece(NamedTuple):
    """A stretch of what is read, and where it stands in the source text."""

    read: int
    source: int
    length: int


@dataclass(frozen=True)
class Sentence:
    """A sentence at text[start:end]; `folded` is what is read: in plain digits and simplified characters.

    It is as long as the sentence, unless `pieces` tell where its stretches stand in the source: a line end within a
    word is not read, and of a table's cell the words around it stand elsewhere.
    """

    start: int
    end: int
    text: str
    folded: str
    paragraph: int
    in_headline: bool
    pieces: tuple[Piece, ...] = ()

    def place(self, start: int, end: int) -> tuple[int, int] | None:
        """Where folded[start:end] stands in the source text, as far as it does; None where nothing of it stands there."""
        if not self.pieces:
            return self.start + start, self.start + end
        held = [p for p in self.pieces if p.length and p.read < end and start < p.read + p.length]
        if not held:
            return None
        first, last = held[0], held[-1]
        return first.source + max(0, start - first.read), last.source + min(last.length, end - last.read)


# A full stop ends a sentence unless it follows an abbreviation or an initial, or stands inside a number.
ABBREVIATION = later(
    r"(?:\b(?:[A-Z]|Mr|Mrs|Ms|Dr|Prof|St|No|Nos|vs|v|etc|e\.g|i\.e|approx|Inc|Ltd|Co|Corp|Jr|Sr|Gen|Col|Fig|Figs|Tab|Gov|Sen|Rep|Jan|Feb|Mar|Apr"
    r"|Rs|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|U\.S|U\.K|U\.N|E\.U|a\.m|p\.m))$"
)
END = later(r"[。！？!?;；]+[\"'”’」』)）]*|\.+[\"'”’)]*(?=\s|$|[A-Z\"“])|\n[ \t\r\u3000]*\n|\n")


def split_sentences(briefing: dict[str, object]) -> list[Sentence]:
    """The headline and the body's sentences of one row of Briefings, in the order of the text."""
    text = str(briefing["text"])
    spans: list[tuple[int, int, int, bool]] = []
    if briefing.get("title_start") is not None:
        spans.append((int(str(briefing["title_start"])), int(str(briefing["title_end"])), 0, True))
    body_start, body_end = int(str(briefing["body_start"])), int(str(briefing["body_end"]))
    paragraphs = briefing.get("paragraphs")
    if isinstance(paragraphs, list) and (paragraphs or briefing.get("cells")):
        spans += _of_paragraphs(text, [(p["start"], p["end"]) for p in paragraphs])
        folded = fold(text)
    else:
        spans += [(a, b, p, False) for a, b, p in _cut(text, body_start, body_end)]
        folded = unwrapped(fold(text))
    gaps = gaps_in_thousands(folded)
    return [_sentence(text, folded, a, b, p, headline, gaps) for a, b, p, headline in spans]


def _of_paragraphs(text: str, paragraphs: list[tuple[int, int]]) -> list[tuple[int, int, int, bool]]:
    """The sentences of paragraphs whose line ends are soft."""
    found: list[tuple[int, int, int, bool]] = []
    for number, (start, end) in enumerate(paragraphs, 1):
        found += [(a, b, number, False) for a, b, _ in _cut(text, start, end, soft=True, first=number <= FIRST)]
    return found


# One line end inside a figure: 4.7⏎million, 1.46⏎亿, 6⏎月12日; a hyphen at a line end joins a word behind a number: bil-⏎lion.
HYPHEN_END = later(r"(?<=[0-9] )([a-z]{2,8})-\n([a-z]{2,8})\b")
SPLIT_ZH = later(r"(?<=[0-9万亿千百])\n(?=[万亿千百余多%年月日人名起件个吨公元次辆艘架家条美港平米])")
SPLIT_EN = later(r"(?<=[0-9])\n(?=(?:hundred|thousand|million|billion|trillion|per ?cent|%|[a-z]{1,4}\b|[A-Z][a-z]+))")


def unwrapped(text: str) -> str:
    """The line ends inside figures as spaces, character for character; the two halves of a hyphened word joined."""
    if "\n" not in text:
        return text
    text = HYPHEN_END.sub(lambda found: f"  {found[1]}{found[2]}", text)
    return SPLIT_EN.sub(" ", SPLIT_ZH.sub(" ", text))


def _sentence(
    text: str, folded: str, start: int, end: int, paragraph: int, headline: bool, thousands: list[Span]
) -> Sentence:
    """A sentence whose soft line ends are read as a space, or as nothing within a word and beside Chinese, as thin spaces are."""
    said = folded[start:end]
    inside = [(a - start, b - start) for a, b in thousands if start <= a < end]
    gaps = sorted({*(gap.span() for gap in GAPS.finditer(said)), *inside})
    if not gaps:
        return Sentence(start, end, text[start:end], said, paragraph, headline)
    read, pieces, at = "", [], 0
    for begins, ends in [*gaps, (len(said), len(said))]:
        piece = said[at:begins]
        last = begins == len(said)
        hyphen = not last and re.search(r"[a-z]-$", piece) is not None and said[ends : ends + 1].islower()
        piece = piece[:-1] if hyphen else piece
        pieces.append(Piece(len(read), start + at, len(piece)))
        read += piece
        if not last:
            at = ends
            amount = POINT_OF_MONEY.match(said, begins) or (begins, ends) in inside
            marked = IN_EMPHASIS.match(said, begins)
            close = (
                hyphen
                or amount
                or marked
                or re.search(r"[\u2e80-\u9fff\uff00-\uff65、。]", piece[-1:] + said[at : at + 1])
            )
            read += "" if close else " "
    return Sentence(start, end, text[start:end], read, paragraph, headline, tuple(pieces))


def _cut(text: str, start: int, end: int, *, soft: bool = False, first: bool = True) -> list[tuple[int, int, int]]:
    """Start, end and paragraph of the sentences of text[start:end]; `soft`: no line end ends a sentence."""
    cuts: list[tuple[int, int, int]] = []
    begin, paragraph = start, 1
    for mark in END.finditer(text, start, end):
        if mark[0][0] == "." and _inside(text, mark.start(), mark.end()):
            continue
        if (
            mark[0] in "?!"
            and text[mark.end() : mark.end() + 1].isascii()
            and text[mark.end() : mark.end() + 1].isalnum()
        ):
            continue  # within an address: ...arrests?id=77
        if mark[0] == "." and POINT_OF_MONEY.match(text, mark.end()):
            continue
        if soft and mark[0].isspace():
            continue
        if mark[0] == "\n" and _wrapped(text, mark.start(), end):
            continue
        cuts.append((begin, mark.end(), paragraph))
        begin = mark.end()
        paragraph += "\n" in mark[0]
    cuts.append((begin, end, paragraph))
    trimmed = [(*_trim(text, x, y), p) for a, b, p in cuts for x, y in _short(text, a, b)]
    pieces = [(a, b, p) for a, b, p in trimmed if a < b]
    for i, (a, b, p) in enumerate(pieces[:FIRST] if first else []):
        if (line := dateline(text[a:b])) and line < b - a:
            return [*pieces[:i], (*_trim(text, a, a + line), p), (*_trim(text, a + line, b), p), *pieces[i + 1 :]]
    return pieces


FIRST = 3  # sentences of a body that may begin with a dateline
LONGEST = 1000  # characters; the longest sentence of the corpus has 420. A file without full stops stays readable.
GAP = later(r"[\s;；，、](?=[^\s;；，、]*$)")


def _short(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A run without an end cut into pieces that a sentence may have, at a gap where there is one."""
    while end - start > LONGEST:
        gap = GAP.search(text, start + LONGEST // 2, start + LONGEST)
        cut = gap.end() if gap else start + LONGEST
        yield start, cut
        start = cut
    yield start, end


def _inside(text: str, dot: int, after: int) -> bool:
    before = text[max(0, dot - 12) : dot]
    if ABBREVIATION.search(before):
        follows = re.match(r"\s+([A-Z][a-z]+)", text[after : after + 30])
        return not (follows and before[-1:] in "mSKN" and follows[1] in STARTERS)
    if before[-1:].isalpha() and SMALL.match(text, after):
        return True  # 'about 1 per cent. higher', '25.37 mill. animals'
    return text[after : after + 1].isdigit() and before[-1:].isdigit()


SMALL = later(r" [a-z][a-z]+ ")


STARTERS = {
    "The",
    "In",
    "It",
    "He",
    "She",
    "They",
    "We",
    "This",
    "That",
    "On",
    "At",
    "From",
    "During",
    "A",
    "An",
}


MONTH = later(r"(?:January|February|March|April|May|June|July|August|September|October|November|December)\b")


def _wrapped(text: str, newline: int, end: int) -> bool:
    """A line break inside a sentence, as in text wrapped at a fixed width or Markdown."""
    before, after = text[:newline].rstrip()[-1:], text[newline:end].lstrip()[:1]
    if SPLIT_ZH.match(text, newline) or (SPLIT_EN.match(text, newline) and MONTH.match(text, newline + 1)):
        return True
    return (
        bool(before)
        and before not in '.。！？!?:：;；"”」'
        and (after.islower() or after.isdigit() or before in ",，、")
    )


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def split_briefings(briefings: pl.DataFrame) -> pl.DataFrame:
    """A row per sentence: briefing_id, start, end, sentence, paragraph, in_headline.

    >>> an.split_briefings(an.pick(briefings, "2024-08-19-cctv-en")).columns[:4]
    ['briefing_id', 'start', 'end', 'sentence']
    """
    import polars as pl

    rows = [
        {
            "briefing_id": b["briefing_id"],
            "start": s.start,
            "end": s.end,
            "sentence": s.text,
            "paragraph": s.paragraph,
            "in_headline": s.in_headline,
        }
        for b in briefings.iter_rows(named=True)
        for s in split_sentences(b)
    ]
    columns = {
        "briefing_id": pl.String,
        "start": pl.Int64,
        "end": pl.Int64,
        "sentence": pl.String,
        "paragraph": pl.Int64,
        "in_headline": pl.Boolean,
    }
    return pl.DataFrame(rows, schema=columns, orient="row")
