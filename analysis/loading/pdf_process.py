"""What stands where in a PDF, read in a process of its own: `python pdf_process.py < file.pdf` writes JSON.

A PDF is a program's input more than a text: a few kilobytes may unfold into gigabytes or never end. What goes wrong
here ends with this process. Exit codes: 3 cannot be opened, 4 too many pages or too much text.

The JSON is a list of pages; a page is a list of lines, a line a list of words [text, left, right, bottom, size], all in
points; a page of pictures alone is null.
"""

from __future__ import annotations

import ctypes
import json
import sys
from collections.abc import Iterator
from typing import Any

PAGES = 500
CHARACTERS = 2_000_000
MEMORY = 1_500_000_000  # bytes
SECONDS = 60
GAP = 0.6  # times the size of the letters: as wide a gap parts words
WIDE_GAP = 1.1  # the same among Chinese characters, whose punctuation fills half its square
HYPHENS = (0x02, 0xFFFE)  # what pdfium writes for a hyphen at the end of a line
Run = list[Any]


def limit() -> None:
    """Give this process a ceiling of memory and processor time, where the system has such."""
    try:
        import resource
    except ImportError:  # Windows: the caller's timeout alone
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))


def main() -> int:
    """Read a PDF from standard input and write its pages as JSON."""
    limit()
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(sys.stdin.buffer.read())
        if len(document) > PAGES:
            return 4
        pages, length = [], 0
        for page in document:
            text = page.get_textpage()
            length += text.count_chars()
            if length > CHARACTERS:
                return 4
            lines = [line for line in _lines(text) if line]
            pages.append(lines if lines or not any(True for _ in page.get_objects(max_depth=2)) else None)
            text.close()
            page.close()
    except Exception as error:  # whatever a broken file leads a parser to
        sys.stderr.write(type(error).__name__)
        return 3
    sys.stdout.write(json.dumps(pages))
    return 0


def _lines(page: Any) -> Iterator[list[Run]]:
    """The lines of a page in the order of the file, each as its words; a space after a word ends its text."""
    line: list[Run] = []
    for code, (left, right, bottom, top), size in _characters(page):
        if code in (0x0A, 0x0D):
            if line:
                yield line
            line = []
            continue
        if code in HYPHENS and line:
            line[-1][0] += "\u00ad"
            yield line
            line = []
            continue
        letter = chr(code) if not 0xD800 <= code < 0xE000 else "\ufffd"
        word = line[-1] if line else None
        if letter.isspace():
            if word is not None and not word[0].endswith(" "):
                word[0] += " "
        elif word is not None and _same(word, letter, left, size):
            word[0] += letter
            word[2] = max(word[2], right)
        else:
            line.append([letter, left, right, bottom, size or top - bottom])
    if line:
        yield line


def _same(word: Run, letter: str, left: float, size: float) -> bool:
    """Whether a letter goes on with a word: of its size, and not far to the right or back. Chinese signs stand wider."""
    gap = WIDE_GAP if word[0][-1] >= "\u2e80" or letter >= "\u2e80" else GAP
    return not word[0].endswith(" ") and abs(word[4] - size) < 0.1 * word[4] and -size < left - word[2] < gap * size


def _characters(page: Any) -> Iterator[tuple[int, tuple[float, float, float, float], float]]:
    """Code, box (left, right, bottom, top) and size of each character, in points."""
    import pypdfium2.raw as pdfium

    edges, matrix = [ctypes.c_double() for _ in range(4)], pdfium.FS_MATRIX()
    for index in range(page.count_chars()):
        pdfium.FPDFText_GetCharBox(page, index, *map(ctypes.byref, edges))
        left, right, bottom, top = (edge.value for edge in edges)
        stretched = abs(matrix.d) if pdfium.FPDFText_GetMatrix(page, index, ctypes.byref(matrix)) else 1
        size = pdfium.FPDFText_GetFontSize(page, index) * (stretched or 1)
        yield pdfium.FPDFText_GetUnicode(page, index), (left, right, bottom, top), size


if __name__ == "__main__":
    sys.exit(main())
