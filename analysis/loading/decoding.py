"""Bytes -> text: byte order marks, UTF-8, what a page declares, Chinese encodings, cp1252, or what is likeliest."""

from __future__ import annotations

import re
from pathlib import Path

from ..errors import SourceError
from .vocabulary import words

MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
DECLARED = re.compile(rb"<meta[^>]{0,80}charset=[\"']?([\w-]{1,30})|encoding=[\"']([\w-]{1,30})[\"']", re.IGNORECASE)
WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "big5": "big5hkscs", "iso-8859-1": "cp1252", "latin-1": "cp1252"}


def decode(path: Path, content: bytes, *, page: bool = False, declared: str = "") -> str:
    """Decode a file: by its byte order mark, as UTF-8, as a page or its server declares, or as the bytes suggest.

    `page` looks for the encoding that a web page names; `declared` is what the server named. SourceError for what is
    no text.
    """
    for mark, name in MARKS:
        if content.startswith(mark):
            return content.decode(name, errors="replace")
    if b"\0" in content[:100_000] or content[:4] == b"%PDF":
        raise SourceError(f"{path}: this is a binary file, not text; save the briefing as .txt, .html, .md or .pdf")
    named = DECLARED.search(content[:4000]) if page else None
    stated = declared or ((named[1] or named[2]).decode() if named else "")
    for name in ("utf-8", WIDER.get(stated.lower(), stated)):
        if (text := _as(content, name)) is not None:
            return text
    guesses = [g for name in ("gb18030", "big5hkscs") if (g := _hanzi_guess(content, name))]
    return max(guesses)[1] if guesses else _western(path, content)


def _as(content: bytes, name: str) -> str | None:
    try:
        return content.decode(name) if name else None
    except (LookupError, UnicodeDecodeError):
        return None


def _hanzi_guess(content: bytes, name: str) -> tuple[float, str] | None:
    """The text if this Chinese encoding gives common characters, with their share; a wrong one gives rare ones."""
    text = _as(content, name)
    hanzi = [c for c in text or "" if "\u4e00" <= c <= "\u9fff"]
    common = frozenset(words("common", "metadata")["zh"])
    share = sum(c in common for c in hanzi) / len(hanzi) if hanzi else 0
    return (share, text) if text is not None and share > 0.05 else None


# Signs of cp1252 that English prose has beyond ASCII: quotation marks, dashes, pounds, euros, accents.
PROSE = re.compile(rb"[\x00-\x7f\x80\x85\x91-\x97\x99\xa0-\xff]*")


def _western(path: Path, content: bytes) -> str:
    """Windows-1252 where nearly all is ASCII and the rest is what English has (£, €, quotation marks); else a guess."""
    import charset_normalizer

    high = len(re.findall(rb"[\x80-\xff]", content))
    text = _as(content, "cp1252") if PROSE.fullmatch(content) and high < 0.3 * len(content) else None
    if text is not None:
        return text
    best = charset_normalizer.from_bytes(content).best()
    if best is None:
        raise SourceError(f"{path}: this is not text in any encoding known; save the briefing again as UTF-8")
    return str(best)
