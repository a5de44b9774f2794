"""The text of a PDF, read in a process of its own: `python pdf_process.py < file.pdf` writes it as UTF-8.

A PDF is a program's input more than a text: a few kilobytes may unfold into gigabytes or never end. What goes wrong
here ends with this process. Exit codes: 3 cannot be opened, 4 too many pages or too much text.
"""

from __future__ import annotations

import io
import sys

PAGES = 500
CHARACTERS = 5_000_000
MEMORY = 1_500_000_000  # bytes
SECONDS = 60


def limit() -> None:
    """Give this process a ceiling of memory and processor time, where the system has such."""
    try:
        import resource
    except ImportError:  # Windows: the caller's timeout alone
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))


def main() -> int:
    """Read a PDF from standard input and write its text, pages parted by an empty line."""
    limit()
    from pypdf import PdfReader

    try:
        pages = PdfReader(io.BytesIO(sys.stdin.buffer.read())).pages
        texts, length = [], 0
        if len(pages) > PAGES:
            return 4
        for page in pages:
            texts.append(page.extract_text())
            length += len(texts[-1])
            if length > CHARACTERS:
                return 4
    except Exception as error:  # whatever a broken file leads a parser to
        sys.stderr.write(type(error).__name__)
        return 3
    text = "\n\n".join(texts)
    sys.stdout.buffer.write(text.encode("utf-8", errors="replace"))
    return 0


if __name__ == "__main__":
    sys.exit(main())
