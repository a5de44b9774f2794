"""What may be typed on the command line: checks that answer at once, in one line, with a suggestion."""

from __future__ import annotations

import argparse
import re
from typing import NoReturn

from ..errors import did_you_mean


class Parser(argparse.ArgumentParser):
    """argparse whose errors are one line that says what was meant."""

    def error(self, message: str) -> NoReturn:
        """Stop with exit code 2; a word that is none of the choices gets a did-you-mean."""
        wrong = re.search(r"invalid choice: '([^']*)' \(choose from (.*)\)", message)
        if wrong:
            choices = [choice.strip(" '") for choice in wrong[2].split(",")]
            what = (
                "verb" if re.match(r"argument (?i:verb)", message) else message.split(":")[0].removeprefix("argument ")
            )
            message = f"no {what} {wrong[1]!r}{did_you_mean(wrong[1], choices)}"
        self.exit(2, f"{self.prog}: {message}; `{self.prog} --help` tells more\n")


def jobs(text: str) -> int:
    """A number of processes, 1 or more."""
    if not re.fullmatch(r"[1-9]\d{0,3}", text):
        raise argparse.ArgumentTypeError(f"{text!r} is no number of processes; write it as 2")
    return int(text)


def years(text: str) -> list[int]:
    """'2021:2024' => [2021, 2024]; '2024' => [2024]; '' => []."""
    parts = [p.strip() for p in re.split(r"[:-]", text) if p.strip()]
    if len(parts) > 2 or not all(re.fullmatch(r"(?:19|20|21)\d\d", p) for p in parts):
        raise argparse.ArgumentTypeError(f"{text!r} is no span of years; write it as 2021:2024")
    span = [int(p) for p in parts]
    if span != sorted(span):
        raise argparse.ArgumentTypeError(f"{text!r} runs backwards; write it as {span[1]}:{span[0]}")
    return span
