"""Spaces and line ends that no figure has: between Chinese and a number, behind the point of an amount, inside thousands."""

from __future__ import annotations

from .lexicon import alternatives, word_list
from .patterns import later

Span = tuple[int, int]

BREAK = later(r"[ \t\u3000]*\r?\n[ \t\u3000]*")
# A thin space between Chinese and a number, as much of Taiwan's press sets it, is none: 44 萬 1000 人, 今 (22) 日.
THIN = r"(?<=[\u4e00-\u9fff])[ \u00a0\u2009]+(?=[0-9(])|(?:(?<=[0-9])|(?<=\))(?= *[年月日]))[ \u00a0\u2009]+(?=[\u4e00-\u9fff])"
# A gap behind the point or the comma of an amount, as some pages print it: N156. 61 million, N12, 819, 600.
SIGN = r"[N₦$€£₹¥]"
MONEY_POINT = "|".join(rf"(?<={sign}\d{{{n}}}\.) " for sign in (SIGN, "Rs ", r"Rs\.") for n in (1, 2, 3))
MONEY_GAP = (
    rf"(?:{MONEY_POINT})(?=\d{{1,2}} (?:million|billion|trillion|crore|lakh|m\b|bn\b))|"
    + "|".join(rf"(?<={SIGN}\d{{{n}}},) (?=\d\d\d(?!\d))" for n in (1, 2, 3))
    + r"|(?<=\d, \d\d\d,) (?=\d\d\d(?!\d))"
)
# Several spaces where one is meant: 'the first quarter  of 2018'.
WIDE = r"(?<=\S)[ \u00a0\u2009]{2,}(?=\S)"
# Marks of emphasis around words and numbers (**748** people, _May_), and links: [748 people](https://...).
EMPHASIS = (
    r"(?<![A-Za-z0-9*])\*{1,3}(?=[\w$€£₹¥])|(?<=[\w%.,;:!?)。，])\*{1,3}(?![A-Za-z0-9*])"
    r"|(?<![A-Za-z0-9_/.@-])_{1,3}(?=[^\W_])|(?<=[^\W_])_{1,3}(?![A-Za-z0-9_/.@-])"
    r"|(?<![A-Za-z0-9`])`{1,3}(?=\w)|(?<=\w)`{1,3}(?![A-Za-z0-9`])"
    r"|\[(?=[^\]\[\n]{1,200}\]\((?:https?:|/|#|mailto:))|\]\((?:https?:|/|#|mailto:)[^\s)]*\)"
)
GAPS = later(rf"{BREAK.pattern}|{THIN}|{MONEY_GAP}|{WIDE}|{EMPHASIS}")
IN_EMPHASIS = later(EMPHASIS)
POINT_OF_MONEY = later(MONEY_GAP)

# '197, 286 candidates': thousands with a space behind their comma, as some pages print all of theirs.
LEADS, NO_NOUNS = (alternatives(list(word_list(name))) for name in ("before_thousands", "no_noun_behind"))
IN_THOUSANDS = later(
    rf"(?:(?<![\w.,])(?:{LEADS}|(?!aged )[a-z]+ed)|,) (?P<first>\d{{1,3}}),(?P<gap> )(?P<rest>\d{{3}}) (?!(?:{NO_NOUNS})\b)[a-z]"
)
AT_LEAST = 2  # in a text: one alone may be two numbers ('of those aged 18 to 65, 100 people')
# '2, 694, 787 kids': two groups behind the first can hardly be numbers of a row; a text with some of these prints all so.
NO_ROW = r"(?![\d,]|\.\d|,? ?\d|,? (?:and|or) \d)"
MILLIONS = later(rf"(?<![\d.,])(?<!\d )(?<!\d, )[1-9]\d{{0,2}}(?:, \d{{3}}){{2,}}{NO_ROW}")
GROUPS = later(rf"(?<![\w.,])(?<!\d )(?<!\d, )(?P<number>[1-9]\d{{0,2}}(?:, ?\d{{3}})+){NO_ROW}")
# A verb counts on: 'reached 1, 327, 181 people'.
LED = later(r"(?<![\w.,])(?:(?!aged )[a-z]+ed|to|was|were|at|total of) $")
SPACE = later(" ")
SURE = later(r"(?<![\w.,])(?<!\d )[1-9]\d{0,2},(?P<gap> )0\d\d(?![\d:]|[.,]\d)")  # '1, 018 bales': no number begins so


def gaps_in_thousands(text: str) -> list[Span]:
    """The spaces inside the thousands of a text that prints them so, as offsets of the text."""
    found = [m for m in IN_THOUSANDS.finditer(text) if int(m["rest"]) != int(m["first"])]
    led = [m for m in found if m[0][0] != ","]
    gaps = {m.span("gap") for m in found} if len(led) >= AT_LEAST else set()
    sure = [m.span("gap") for m in SURE.finditer(text)]
    gaps |= set(sure)
    millions = list(MILLIONS.finditer(text))
    alone = (m for m in millions if LED.search(text, max(0, m.start() - 16), m.start()))
    gaps |= {gap.span() for m in alone for gap in SPACE.finditer(text, *m.span())}
    if millions and len(millions) + len(sure) >= AT_LEAST:
        gaps |= {gap.span() for m in GROUPS.finditer(text) for gap in SPACE.finditer(text, *m.span("number"))}
    return sorted(gaps)
