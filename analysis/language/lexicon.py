"""The lexicon: words of both languages, read from lexicon/*.toml, and the one-to-one fold of characters."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar, cast

from ..codebook import codebook, own_key
from ..errors import LexiconError
from ..paths import ROOT
from ..remembered import package_mark, read_toml, remembered

LANGS = ("en", "zh")


Given = ParamSpec("Given")
Made = TypeVar("Made")


def per_codebook(make: Callable[Given, Made]) -> Callable[Given, Made]:
    """As functools.cache, apart for each set of a user's own units and agencies: what is compiled from their words."""
    kept: dict[tuple[Any, ...], Any] = {}

    @functools.wraps(make)
    def made(*args: Given.args, **given: Given.kwargs) -> Made:
        key = (own_key(), args, *given.items())
        found = kept.get(key, MISSING)
        if found is MISSING:
            if len(kept) > MOST:
                kept.clear()
            found = kept[key] = make(*args, **given)
        return cast(Made, found)

    return made


WORDS_OF_UNITS = ("en", "zh", "zh_nouns")
MOST = 8192  # things kept by each function
MISSING = object()


@per_codebook
def lexicon(name: str) -> dict[str, Any]:
    """lexicon/<name>.toml with a user's own units or agencies, which come first."""
    table, own = _file(name), codebook().own.get(name, {}) if own_key() else {}
    if name == "units" and own:
        return {**table, "units": _with_own_units(table["units"], own)}
    return {**own, **{key: row for key, row in table.items() if key not in own}}


def _with_own_units(units: dict[str, Any], own: dict[str, Any]) -> dict[str, Any]:
    """The units, those of the user first; the words that a user gives to one of ours are added to it, and taken from all others."""
    for key in WORDS_OF_UNITS:
        taken = {word: name for name, row in own.items() for word in row[key]}
        units = {n: {**row, key: [w for w in row.get(key, []) if taken.get(w, n) == n]} for n, row in units.items()}
    both = {name: {**units.get(name, {}), **row} for name, row in own.items()}
    for name in own.keys() & units.keys():
        both[name] |= {key: [*own[name][key], *units[name].get(key, [])] for key in WORDS_OF_UNITS}
    return {**both, **{name: row for name, row in units.items() if name not in both}}


@functools.cache
def _file(name: str) -> dict[str, Any]:
    """Read lexicon/<name>.toml; LexiconError names a row that lacks one of the languages."""
    text = (ROOT / "language" / "lexicon" / f"{name}.toml").read_text(encoding="utf-8")

    def table() -> dict[str, Any]:
        rows = read_toml(text)
        _check_languages(rows, f"lexicon/{name}.toml")
        return rows

    return remembered("lexicon", text, table)


@functools.cache
def word_list(name: str, lang: str = "") -> tuple[str, ...]:
    """A row of lexicon/lists.toml: its words in one language, else English before Chinese, in the order of the file."""
    row = _file("lists")[name]
    return tuple(word for key in LANGS if lang in ("", key) for word in row[key])


def _check_languages(node: Any, where: str) -> None:
    if isinstance(node, list):
        for number, item in enumerate(node, 1):
            _check_languages(item, f"{where} row {number}")
    elif isinstance(node, dict):
        missing = [lang for lang in LANGS if lang not in node]
        if 0 < len(missing) < len(LANGS):
            raise LexiconError(f"{where}: no words for {missing[0]!r}; write {missing[0]} = [] if there are none")
        for key, item in node.items():
            _check_languages(item, f"{where} [{key}]")


@functools.cache
def fold_table() -> dict[int, str]:
    """Full-width signs, odd spaces and traditional characters, each mapped to one character."""
    table = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}  # digits, letters, full-width signs
    for code in (0xFF0C, 0xFF1B, 0xFF1A, 0xFF1F, 0xFF01):
        table.pop(code, None)  # ，；：？！ stay: they end clauses and never group digits
    table |= dict.fromkeys((0x00A0, 0x2007, 0x2008, 0x2009, 0x202F, 0x3000, 0x2002, 0x2003), " ")
    # The four letters that match ASCII ones where case is ignored, and whose small letters are other than those.
    table |= {0x0130: "I", 0x0131: "i", 0x017F: "s", 0x212A: "K"}
    table |= {
        0xFF05: "%",
        0xFE6A: "%",
        0x201A: ",",
        0x2010: "-",
        0x2011: "-",
        0x2012: "-",
        0x2013: "-",
        0x2212: "-",
        0xFE63: "-",
        0x2015: "—",
        0x2500: "—",
        0xFE58: "—",
        0x301C: "~",
        0x223C: "~",
        0x2019: "'",
        0x2018: "'",
    }
    table |= {
        0x2044: "/",
        0x2215: "/",
        0xFF08: "(",
        0xFF09: ")",
        0x201C: '"',
        0x201D: '"',
        0x300C: '"',
        0x300D: '"',
        0xFF04: "$",
    }
    table |= {ord(a): b for a, b in remembered("plain", package_mark("opencc"), _plain_characters)}
    table[ord("著")] = "着"
    return table


def _plain_characters() -> list[list[str]]:
    """Every traditional character that has a plain one, with it."""
    import opencc

    hanzi = "".join(map(chr, range(0x4E00, 0x9FFF)))
    plain = opencc.OpenCC("t2s").convert("\n".join(hanzi)).split("\n")
    return [[a, b] for a, b in zip(hanzi, plain, strict=True) if a != b and len(b) == 1]


# 4，565: between one to three digits and groups of exactly three a full-width comma groups thousands, as in ４，５６５.
WIDE_GROUP = re.compile(r"(?<![0-9０-９.．,，])[0-9０-９]{1,3}(?:，[0-9０-９]{3})+(?![0-9０-９])")
# 38﹒6%, 2·7万: odd signs of the decimal point. A middle dot is one only before what can be measured: “9·18” is a name.
ODD_POINT = re.compile(
    r"(?<=[0-9０-９])﹒(?=[0-9０-９])|(?<=[0-9０-９])[·・](?=[0-9０-９]{1,3}\s?(?:[%％‰万亿萬億千百倍人个個吨噸元美港天年公平米克件]))"
)


# 二○二四年: a circle between numerals is a zero; elsewhere it may be the mark of a list.
CIRCLE = re.compile(r"(?<=[一二三四五六七八九〇○零])○|○(?=[.．·]?[一二三四五六七八九〇○零])")


# 二三四·九五萬, 一○五年, 二七七件: figures spelled one by one, as papers of Taiwan print them, are digits before what is counted or measured.
SPELLED = re.compile(
    r"(?<![一二三四五六七八九〇零十百千第廿卅])"
    r"(?:[一二三四五六七八九〇零]+[·．.][一二三四五六七八九〇零]{1,3}(?=[%％萬万億亿千百公噸吨倍元美港人個个度成])"
    r"|[一二三四五六七八九][〇零一二三四五六七八九]{2,}(?=[)）]?[年%％萬万億亿公噸吨元人件起名位包支箱艘輛辆張张份枚餘余])"
    r"|[一二三四五六七八九][〇零一二三四五六七八九]{2}(?=[至到、及和—–-][一二三四五六七八九][〇零一二三四五六七八九]{2}年)"
    r"|[一二三四五六七八九]〇(?=[年件起名人%％萬万]))"
)
# 十六·六％: a point behind a ten or hundred.
TENS_POINT = re.compile(
    r"(?<=[一二三四五六七八九十百廿卅][十百一二三四五六七八九])[·．.](?=[一二三四五六七八九〇零]{1,3}[%％萬万億亿公噸吨倍元美港個个])"
)
SPELLED_DIGITS = str.maketrans("一二三四五六七八九〇零·．", "12345678900..")


# A comma of one byte in Chinese, as many pages print it: it parts clauses there, and never groups digits.
CHINESE_COMMA = re.compile(r"(?<=[\u4e00-\u9fff]),|,(?=[\u4e00-\u9fff])")


def fold(text: str) -> str:
    """Fold '２．５萬' to '2.5万', character for character, so that every offset still holds."""
    if text.isascii():
        return text
    text = CIRCLE.sub("〇", text) if "○" in text else text
    text = SPELLED.sub(lambda found: found[0].translate(SPELLED_DIGITS), text)
    text = TENS_POINT.sub("点", text)
    grouped = WIDE_GROUP.sub(lambda found: found[0].replace("，", ","), text)
    return CHINESE_COMMA.sub("，", ODD_POINT.sub(".", grouped).translate(fold_table()))


def alternatives(words: list[str], boundary: str = r"\b") -> str:
    """A pattern that matches any of the words, the longest that fits, at word boundaries where the word has letters.

    Words share their beginnings, as in a dictionary with a thumb index: a place is left at its first wrong sign.
    """
    ordered = sorted(set(words), key=lambda word: (-len(word), word))
    if not _told_apart(ordered):
        parts = [_branch(word[0], [word[1:]], boundary) for word in ordered]
        return "|".join((boundary if _lettered(word[0]) else "") + p for word, p in zip(ordered, parts, strict=True))
    signs = {
        sign: _branch(sign, [word[1:] for word in ordered if word[0] == sign], boundary)
        for sign in sorted({word[0] for word in ordered})
    }
    lettered = "|".join(part for sign, part in signs.items() if _lettered(sign))
    others = [part for sign, part in signs.items() if not _lettered(sign)]
    return "|".join([f"{boundary}(?:{lettered})"] * bool(lettered) + others) or "(?!)"


def _told_apart(words: list[str]) -> bool:
    """Does no word begin another but for the case of its letters? Where one does, the longer must be tried before it."""
    lows = {word.lower(): word for word in words}
    return len(lows) == len(words) and all(
        word.startswith(lows.get(low[:n], "")) for low, word in lows.items() for n in range(1, len(low))
    )


def _branch(sign: str, rests: list[str], boundary: str) -> str:
    """A sign and what may follow it in a word, the longest first where one rest begins another."""
    branches = [
        _branch(after, [rest[1:] for rest in rests if rest[:1] == after], boundary)
        for after in sorted({rest[0] for rest in rests if rest})
    ]
    if "" in rests:
        branches.append(boundary if _lettered(sign) else "")
    ends = f"(?:{'|'.join(branches)})" if len(branches) > 1 else branches[0]
    return (r"[ \n]+" if sign == " " else re.escape(sign)) + ends


def _lettered(sign: str) -> bool:
    return sign.isascii() and sign.isalnum()


def endings(words: list[str]) -> str:
    """A pattern for words of which `*` stands for any ending: 'arrest*'."""
    stems = "|".join(sorted(re.escape(word[:-1]) for word in words if word.endswith("*")))
    whole = alternatives([word for word in words if not word.endswith("*")])
    return rf"\b(?:{stems})\w*|{whole}" if stems else whole


def listed(rows: dict[str, Any] | list[Any], lang: str, key: str = "") -> list[str]:
    """All words of one language in a table of concepts."""
    items = rows.values() if isinstance(rows, dict) else rows
    return [word for row in items for word in (row[key] if key else row)[lang]]


def plural(word: str) -> str:
    """The regular English plural: 'agency' => 'agencies', 'pass' => 'passes'."""
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return word[:-1] + "ies"
    return word + ("es" if word.endswith(("s", "x", "ch", "sh")) else "s")


def blanked(text: str, spans: list[tuple[int, int]]) -> str:
    """Blank spans out, keeping the length."""
    for start, end in spans:
        a, b = max(0, start), min(len(text), end)
        if a < b:
            text = text[:a] + " " * (b - a) + text[b:]
    return text
