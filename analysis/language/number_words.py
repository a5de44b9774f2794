"""The words and digits that numbers are made of, in either language."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from .lexicon import alternatives, lexicon, per_codebook
from .patterns import later
from .trie import Scanner

FLAGS = re.IGNORECASE
ONE = Decimal(1)
LARGEST = Decimal(10) ** 18  # no figure of an agency is larger; a longer run of digits is an identifier or noise


@dataclass(frozen=True)
class Numeral:
    """A number as printed: `value` None for 'dozens', with its bounds; `reason` says why it is no figure."""

    start: int
    end: int
    value: Decimal | None
    step: Decimal = ONE
    low: Decimal | None = None
    high: Decimal | None = None
    hedge: str | None = None
    form: str = "digits"
    reason: str | None = None


@dataclass(frozen=True)
class Token:
    kind: str  # num, small, big, inside
    value: Decimal
    end: int
    step: Decimal = ONE
    word: bool = False


class Tables:
    """The lexicon's number words of one language, compiled."""

    def __init__(self, lang: str) -> None:
        rows = lexicon("numbers")
        self.lang = lang
        self.spaced = lang == "en"
        self._values(rows)
        self._words(rows)
        self._parts(rows)
        self._signs(rows)
        denominators = alternatives([w for r in rows["denominators"] for w in r[lang]])
        groups = {
            "digit": r"(?<![0-9A-Za-z.])\.?[0-9]|[0-9]",
            "sign": "[¼-¾⅐-⅞]",
            "idiom": self.not_number.pattern,
            "vague": self.vague_word.pattern,
            "percent": f"{alternatives([*self.percents, *self.half])}{''.join('|' + w for w in self.half_of)}",
            "word": self.word.pattern,
            "part": f"{denominators}|{self.ordinal.pattern}",
        }
        self.candidates = [f"(?P<{name}>{pattern})" for name, pattern in groups.items()]
        self.candidate = Scanner(self.candidates, lang, FLAGS)

    def _values(self, rows: dict[str, Any]) -> None:
        """What each word is worth."""
        lang = self.lang
        self.values = {w: Decimal(r["value"]) for r in rows["digits"] for w in r[lang]}
        self.scales = {w: (r["size"], Decimal(r["value"])) for r in rows["scales"] for w in r[lang]}
        self.glued = {w: Decimal(r["value"]) for r in rows["scales"] for w in r["glued"]}
        self.ordinals = {w: Decimal(r["value"]) for r in rows["ordinals"] for w in r[lang]}
        self.parts = {w: Decimal(r["value"]) for r in rows["denominators"] for w in r[lang]}
        self.parts |= {w + "s": v for w, v in self.ordinals.items() if v > 2}
        self.parts |= {w: v for w, v in self.ordinals.items() if v > 2}
        self.vague = {w: (Decimal(r["low"]), Decimal(r["high"])) for r in rows["vague"] for w in r[lang]}
        self.percents = {w: Decimal(r["value"]) for r in rows["percents"] for w in r[lang]}
        if self.spaced:
            self.scales |= {w: ("small", Decimal(12)) for w in rows["dozen"][lang]}
        self.half = frozenset(rows["halves"][lang])
        self.half_of = rows["half_of"][lang]
        self.formal = set(rows["formal"][lang])
        self.never_decimal = set(rows["never_decimal"][lang])
        self.price_parts = set(rows["price_parts"][lang])
        self.noun_of_count = set(rows["noun_of_count"]["before"][lang])

    def _words(self, rows: dict[str, Any]) -> None:
        """The words of whole numbers, and those that look like one."""
        lang = self.lang
        self.word = later(alternatives([*self.values, *self.scales]), FLAGS)
        names = rows["not_numbers"][lang]
        self.not_number = later(alternatives(names), FLAGS)
        self.digit_name = later("|".join(n for n in names if n[0].isdigit()) or "(?!)", FLAGS)
        self.not_vague = later(alternatives(rows["not_vague"][lang]))
        measures = [w for row in lexicon("units")["units"].values() for w in row[lang]]
        measures += rows["general_measures"][lang]
        self.measured = later(alternatives(measures) if lang != "en" else "")
        self.vague_word = later(alternatives(list(self.vague)), FLAGS)
        self.inside = later(alternatives(rows["inside"][lang]))
        self.minus = later(f"(?:{alternatives(rows['minus'][lang])})[ ]*", FLAGS)
        self.minus_ends = {word.rstrip(" ")[-1].lower() for word in rows["minus"][lang]}
        self.minus_before = later(f"(?:{self.minus.pattern})$", FLAGS)
        self.dozen = later("|".join(rows["dozen_after"][lang]) or "(?!)")

    def _parts(self, rows: dict[str, Any]) -> None:
        """The words of decimals, fractions and places in an order."""
        lang = self.lang
        self.point = later(alternatives(rows["point"][lang]), FLAGS)
        self.and_half = later(alternatives(rows["and_half"][lang]) if rows["and_half"][lang] else "(?!)")
        self.of_parts = later(_loose(rows["of_parts"][lang]))
        self.every = later(rf"(?:{alternatives(rows['every'][lang])}) ?$")
        self.among = later(rf"[^,，。;；\d]{{0,16}}?(?:{alternatives(rows['among'][lang])})[约近超过至少]{{0,3}}")
        self.tenth = later(alternatives(rows["tenth"][lang]))
        self.part = later(alternatives(list(self.parts)), FLAGS)
        self.ordinal = later(alternatives(list(self.ordinals)), FLAGS)
        self.ordinals_in_parts = later(alternatives([w + s for w in self.ordinals for s in ("", "s")]), FLAGS)
        self.nth = later(r"([0-9]{1,4})(?:st|nd|rd|th)(?![A-Za-z])" if self.spaced else "(?!)")
        self.nth_before = later(f"(?:{alternatives(rows['nth'][lang])}) ?$")
        self.and_then = later(alternatives(rows["and_then"][lang]))

    def _signs(self, rows: dict[str, Any]) -> None:
        """The letters that follow digits as their scale, the prefixes of measures, the gaps inside a number."""
        lang = self.lang
        metres = alternatives(rows["metres"]["after"][lang])
        miles = alternatives(rows["miles"]["after"][lang])
        self.glue = later(
            rf" ?(?!mi(?: (?:{miles})|[.,;)]|$))(?!m(?:[ -](?:{metres})| ?\([0-9.]+ ?ft| \([0-9.]+ (?:feet|foot)))(?:"
            + "|".join(sorted(self.glued, key=len, reverse=True))
            + r")(?![A-Za-z0-9(])"
        )
        prefixed = alternatives(lexicon("measures")["si"]["prefixed"][lang])
        unscaled = _loose(rows["not_scales"][lang])
        self.prefix = later(f"[千仟兆](?:{prefixed})|{unscaled}" if not self.spaced else "(?!)")
        self.gap = later(r"(?: +and +| ?- ?| +)" if self.spaced else r" {0,3}")


def _loose(words: list[str]) -> str:
    """A pattern for Chinese words that may be set with spaces between their characters (百 分 之)."""
    return "|".join(" {0,2}".join(map(re.escape, word)) for word in words) or "(?!)"


@per_codebook
def tables(lang: str) -> Tables:
    """The number words of a language, compiled once."""
    return Tables(lang)


SPACES = later(r"[ \n]+")


def normal(word: str) -> str:
    """A word in lower case, its spaces single."""
    return SPACES.sub(" ", word.lower())


def skip(text: str, position: int, table: Tables) -> int:
    """The position behind a gap that a number may have inside."""
    found = table.gap.match(text, position)
    return found.end() if found else position


def scale_at(text: str, position: int, table: Tables) -> Token | None:
    """The scale word (hundred, 万) at a position."""
    found = table.word.match(text, position)
    if found and normal(found[0]) in table.scales:
        size, value = table.scales[normal(found[0])]
        return Token(size, value, found.end(), word=True)
    return None


# A run of digits with its marks. Which mark groups thousands is settled afterwards, so that 3.22.93 is seen whole.
RUN = later(r"\.?[0-9](?:[0-9.,]*[0-9])?")
# 10 421.28, 1'463: thousands parted by spaces, or by the apostrophe of Swiss offices.
SPACED = later(
    r"[0-9]{1,3}(?:(?: [0-9]{3})+|(?:['’][0-9]{3})+)(?![0-9]|\.[0-9]{3}|,[0-9]{3})(?:[.,][0-9]{1,2}(?![0-9]))?"
)
# 8, 69,557: lakhs set with a space behind their first comma.
# K300, 000: what ends in three noughts behind a space can be no number of its own.
INDIAN_SPACED = later(r"[0-9]{1,2}, [0-9]{2},[0-9]{3}(?![0-9]|,[0-9])|[0-9]{1,3}(?:, ?[0-9]{3})*, 000(?![0-9]|,[0-9])")
PLAIN, PARTED = later(r"[0-9]+"), later("[ '’]")
GROUPED = later(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?")
INDIAN = later(r"[0-9]{1,2}(?:,[0-9]{2})+,[0-9]{3}(?:\.[0-9]+)?")  # 3,39,34,547: lakhs and crores
DECIMAL = later(r"[0-9]+\.[0-9]+")
POINT_GROUPED = later(r"[0-9]{1,3}(?:\.[0-9]{3})+(?:,[0-9]+)?")
COMMA_DECIMAL = later(r"[0-9]+,[0-9]+")


COMMA_MARKS = later(r"[0-9]{1,3}(?:\.[0-9]{3})*,[0-9]{1,2}|[0-9]{1,3}(?:\.[0-9]{3}){2,}")
THOUSANDS = later(r"[0-9]{1,3}\.000")  # 10.000 crossings: no decimals are printed that are noughts
POINT_MARKS = later(r"[0-9]{1,3}(?:,[0-9]{3})*\.[0-9]{1,2}|[0-9]{1,3}(?:,[0-9]{3})+")


def decimal_mark(text: str) -> str:
    """'.' or ',': the mark that the document uses for decimals, told from numbers that admit one reading only."""
    runs = RUN.findall(text)
    comma = sum(1 for run in runs if COMMA_MARKS.fullmatch(run) or THOUSANDS.fullmatch(run))
    return "," if comma > sum(1 for run in runs if POINT_MARKS.fullmatch(run)) else "."


def read_digits(run: str, mark: str = ".") -> tuple[Decimal, Decimal] | None:
    """Read '1,674.5' => (1674.5, 0.1), '67,000' => (67000, 1000): value and step; None if the marks contradict."""
    plain: str | None = None
    run = f"0{run}" if run.startswith(".") else run
    if PLAIN.fullmatch(run):
        plain = run
    elif ", " in run:
        plain = run.replace(" ", "").replace(",", "")
    elif PARTED.search(run):
        plain = PARTED.sub("", run).replace(",", ".")
    elif mark == ".":
        if GROUPED.fullmatch(run) or INDIAN.fullmatch(run):
            plain = run.replace(",", "")
        elif DECIMAL.fullmatch(run):
            plain = run
    elif POINT_GROUPED.fullmatch(run) or COMMA_DECIMAL.fullmatch(run):
        plain = run.replace(".", "").replace(",", ".")
    elif DECIMAL.fullmatch(run) or GROUPED.fullmatch(run):
        plain = run.replace(",", "")
    if plain is None:
        return None
    value = Decimal(plain)
    if value >= LARGEST or len(plain) > 30:
        return None
    return value, step_of(value, said=plain)


def step_of(value: Decimal, said: str = "") -> Decimal:
    """The size of the last digit said: 67,000 has 1000, 5.20 has 0.01, 103 has 1."""
    if "." in said:
        return ONE.scaleb(-len(said.split(".")[1]))
    if value == 0:
        return ONE
    digits = str(int(value))
    return Decimal(10) ** (len(digits) - len(digits.rstrip("0")))
