"""One number in either language: text -> value and the size of its last digit said."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass, replace
from decimal import Decimal

from .words import alternatives, lexicon

ONE = Decimal(1)


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
        self.values = {w: Decimal(r["value"]) for r in rows["digits"] for w in r[lang]}
        self.scales = {w: (r["size"], Decimal(r["value"])) for r in rows["scales"] for w in r[lang]}
        self.glued = {w: Decimal(r["value"]) for r in rows["scales"] for w in r["glued"]}
        self.ordinals = {w: Decimal(r["value"]) for r in rows["ordinals"] for w in r[lang]}
        self.parts = {w: Decimal(r["value"]) for r in rows["denominators"] for w in r[lang]}
        self.parts |= {w + "s": v for w, v in self.ordinals.items() if v > 2}
        self.parts |= {w: v for w, v in self.ordinals.items() if v > 2}
        self.vague = {w: (Decimal(r["low"]), Decimal(r["high"])) for r in rows["vague"] for w in r[lang]}
        dozen = rows["dozen"][lang]
        if self.spaced:
            self.scales |= {w: ("small", Decimal(12)) for w in dozen}
        flags = re.IGNORECASE
        self.word = re.compile(alternatives([*self.values, *self.scales]), flags)
        self.not_number = re.compile(alternatives(rows["not_numbers"][lang]), flags)
        self.not_vague = re.compile(alternatives(rows["not_vague"][lang]))
        measures = [w for row in lexicon("units")["units"].values() for w in row[lang]]
        self.measured = re.compile(alternatives(measures) if lang != "en" else "")
        self.vague_word = re.compile(alternatives(list(self.vague)), flags)
        self.inside = re.compile(alternatives(rows["inside"][lang]))
        self.point = re.compile(alternatives(rows["point"][lang]), flags)
        self.minus = re.compile(f"(?:{alternatives(rows['minus'][lang])})[ ]*", flags)
        self.of_parts = re.compile(alternatives(rows["of_parts"][lang]))
        self.formal = set(rows["formal"][lang])
        self.tenth = re.compile(alternatives(rows["tenth"][lang]))
        self.part = re.compile(alternatives(list(self.parts)), flags)
        self.ordinal = re.compile(alternatives(list(self.ordinals)), flags)
        self.glue = re.compile(r" ?(?:" + "|".join(sorted(self.glued, key=len, reverse=True)) + r")(?![A-Za-z])")
        self.nth = re.compile(r"([0-9]{1,4})(?:st|nd|rd|th)(?![A-Za-z])" if self.spaced else "(?!)")
        self.nth_before = re.compile(f"(?:{alternatives(rows['nth'][lang])}) ?$")
        self.gap = re.compile(r"(?: +and +| ?- ?| +)" if self.spaced else r" ?")
        self.candidate = re.compile(
            rf"(?P<digit>\.?[0-9])|(?P<idiom>{self.not_number.pattern})|(?P<vague>{self.vague_word.pattern})"
            rf"|(?P<word>{self.word.pattern})|(?P<part>{alternatives([w for r in rows['denominators'] for w in r[lang]])}"
            rf"|{self.ordinal.pattern})",
            flags,
        )


@functools.cache
def tables(lang: str) -> Tables:
    """The number words of a language, compiled once."""
    return Tables(lang)


# A run of digits with its marks. Which mark groups thousands is settled afterwards, so that 3.22.93 is seen whole.
RUN = re.compile(r"\.?[0-9](?:[0-9.,]*[0-9])?")
SPACED = re.compile(r"[0-9]{1,3}(?: [0-9]{3})+(?![0-9,]|\.[0-9])(?:,[0-9]{1,2}(?![0-9]))?")
PLAIN = re.compile(r"[0-9]+")
GROUPED = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?")
DECIMAL = re.compile(r"[0-9]+\.[0-9]+")
POINT_GROUPED = re.compile(r"[0-9]{1,3}(?:\.[0-9]{3})+(?:,[0-9]+)?")
COMMA_DECIMAL = re.compile(r"[0-9]+,[0-9]+")


def decimal_mark(text: str) -> str:
    """'.' or ',': the mark that the document uses for decimals, told from numbers that admit one reading only."""
    runs = RUN.findall(text)
    comma = sum(
        1 for run in runs if re.fullmatch(r"[0-9]{1,3}(?:\.[0-9]{3})*,[0-9]{1,2}|[0-9]{1,3}(?:\.[0-9]{3}){2,}", run)
    )
    point = sum(
        1 for run in runs if re.fullmatch(r"[0-9]{1,3}(?:,[0-9]{3})*\.[0-9]{1,2}|[0-9]{1,3}(?:,[0-9]{3})+", run)
    )
    return "," if comma > point else "."


def read_digits(run: str, mark: str = ".") -> tuple[Decimal, Decimal] | None:
    """Read '1,674.5' => (1674.5, 0.1), '67,000' => (67000, 1000): value and step; None if the marks contradict."""
    plain: str | None = None
    if PLAIN.fullmatch(run):
        plain = run
    elif " " in run:
        plain = run.replace(" ", "").replace(",", ".")
    elif mark == ".":
        if GROUPED.fullmatch(run):
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
    return value, step_of(value, said=plain)


def step_of(value: Decimal, said: str = "") -> Decimal:
    """The size of the last digit said: 67,000 has 1000, 5.20 has 0.01, 103 has 1."""
    if "." in said:
        return ONE.scaleb(-len(said.split(".")[1]))
    if value == 0:
        return ONE
    digits = str(int(value))
    return Decimal(10) ** (len(digits) - len(digits.rstrip("0")))


def find_numerals(text: str, lang: str, mark: str = ".") -> list[Numeral]:
    """Every number sign of a folded text, left to right, none twice; those that are no figure carry a reason."""
    found: list[Numeral] = []
    table, position = tables(lang), 0
    while match := table.candidate.search(text, position):
        numeral = _read_at(text, match, table, mark)
        if numeral is None:
            position = match.start() + 1 if match.lastgroup == "word" and not table.spaced else match.end()
            continue
        found.append(numeral)
        position = numeral.end
    return found


def _read_at(text: str, match: re.Match[str], table: Tables, mark: str) -> Numeral | None:
    start, group = match.start(), match.lastgroup
    if group == "idiom":
        longer = _read_run(text, start, table, mark) if not table.spaced else None
        if longer is None or longer.end <= match.end():
            return Numeral(start, match.end(), None, form="words", reason="name")
        return longer
    if group == "vague":
        return _vague(text, match, table, mark)
    if group == "part":
        return _lone_part(text, match, table)
    return _read_run(text, start, table, mark)


def _vague(text: str, match: re.Match[str], table: Tables, mark: str) -> Numeral | None:
    low, high = table.vague[_normal(match[0])]
    end, scale = match.end(), Decimal(1)
    while token := _scale(text, _skip(text, end, table) if table.spaced else end, table):
        scale, end = scale * token.value, token.end
    if table.not_vague.match(text, match.start()):
        return None
    if scale == 1 and not table.spaced and match[0][-1] not in "百千万亿十" and not table.measured.match(text, end):
        return None  # 人数, 总数: the sign counts only before a scale or a measure word
    return Numeral(match.start(), end, None, step=low * scale, low=low * scale, high=high * scale, form="vague")


def _normal(word: str) -> str:
    return re.sub(r"[ \n]+", " ", word.lower())


def _skip(text: str, position: int, table: Tables) -> int:
    found = table.gap.match(text, position)
    return found.end() if found else position


def _scale(text: str, position: int, table: Tables) -> Token | None:
    found = table.word.match(text, position)
    if found and _normal(found[0]) in table.scales:
        size, value = table.scales[_normal(found[0])]
        return Token(size, value, found.end(), word=True)
    return None


def _lone_part(text: str, match: re.Match[str], table: Tables) -> Numeral:
    """'half', 'a third', 'quarter million' with no number before; an ordinal if nothing makes it a part."""
    word, start, end = _normal(match[0]), match.start(), match.end()
    article = re.search(r"\b(?:an?|one)[ -]+$", text[:start], re.IGNORECASE)
    big = re.match(r"[ -](?:an? |of an? )?", text[end:])
    if word in ("half", "quarter") and big and (token := _scale(text, end + big.end(), table)) and token.value >= 100:
        value = token.value / table.parts[word]
        begin = article.start() if article else start
        return Numeral(begin, token.end, value, step=value, form="words")
    is_part = word in table.parts and not re.match(r"[ -]year|[ -]hour", text[end:])
    follows = re.match(
        r" of\b| the\b|,? ?\(|[ -]more\b| as\b|[ -]less\b| fewer\b| lower\b| higher\b|[.,;]|$", text[end:]
    )
    if is_part and (word == "half" or (article and follows)):
        value = ONE / table.parts[word]
        begin = article.start() if article else start
        return Numeral(begin, end, value, form="fraction")
    return Numeral(start, end, None, form="ordinal", reason="ordinal")


def _read_run(text: str, start: int, table: Tables, mark: str) -> Numeral | None:
    if ordinal := table.nth.match(text, start) or (
        not table.spaced and table.nth_before.search(text[max(0, start - 2) : start])
    ):
        return _ordinal(text, start, ordinal, table, mark)
    begin, sign = _sign(text, start, table)
    whole = _fold_from(text, start, table, mark)
    if whole is None or whole.form == "garbled":
        return whole
    whole = _with_fraction(text, whole, table, mark)
    if whole.value is not None and sign < 0:
        whole = replace(whole, value=-whole.value)
    return replace(whole, start=begin)


def _ordinal(text: str, start: int, found: re.Match[str], table: Tables, mark: str) -> Numeral | None:
    """19th, 第60: a place in an order; what it counts is for the claims to say."""
    if table.spaced:
        return Numeral(start, found.end(), Decimal(found[1]), form="ordinal", reason="ordinal")
    whole = _fold_from(text, start, table, mark)
    return whole and replace(whole, start=start - len(found[0]), form="ordinal", reason="ordinal")


def _sign(text: str, start: int, table: Tables) -> tuple[int, int]:
    before = text[max(0, start - 12) : start]
    if found := re.search(rf"(?:{table.minus.pattern})$", before, re.IGNORECASE):
        return start - len(found[0]), -1
    if re.search(r"(?:^|[\s(:：，,])- ?$", before) and not re.search(r"\d *- ?$", before):
        return start - len(before) + before.rindex("-"), -1
    if re.search(r"(?:^|[\s(])\+$", before):
        return start - 1, 1
    return start, 1


def _tokens(text: str, start: int, table: Tables, mark: str) -> tuple[list[Token], bool]:
    """The number words from `start` on that belong to one number; True if a run of digits made no sense."""
    tokens: list[Token] = []
    position = start
    while True:
        token, garbled = _token(text, position, table, mark, first=not tokens)
        if garbled:
            return [Token("num", Decimal(0), token.end if token else position)], True
        if token is None or not _fits(tokens, token, text[tokens[-1].end : position] if tokens else "", table):
            return tokens, False
        tokens.append(token)
        position = _skip(text, token.end, table)
        if not table.spaced and position > token.end and not _scale(text, position, table):
            return tokens, False  # Chinese numbers are spaced only before their scale: 6.97 亿


def _token(text: str, at: int, table: Tables, mark: str, first: bool) -> tuple[Token | None, bool]:
    run = (SPACED.match(text, at) or RUN.match(text, at)) if at < len(text) and text[at] in "0123456789." else None
    if run:
        read = read_digits(run[0], mark)
        if read is None or run[0].startswith("."):
            return Token("num", Decimal(0), run.end()), True
        if glue := (table.glue.match(text, run.end()) if first else None):
            scale = table.glued[glue[0].strip()]
            return Token("num", read[0] * scale, glue.end(), read[1] * scale), False
        return Token("num", read[0], run.end(), read[1]), False
    if found := table.word.match(text, at):
        word = _normal(found[0])
        if word in table.values:
            return Token("num", table.values[word], found.end(), word=True), False
        size, value = table.scales[word]
        return Token(size, value, found.end(), word=True), False
    if not first and (found := table.inside.match(text, at)):
        return Token("inside", Decimal(0), found.end()), False
    return None, False


def _fits(tokens: list[Token], token: Token, gap: str, table: Tables) -> bool:
    """May `token` go on with the number read so far? 'two hundred and five' may, 'five and ten' may not."""
    if not tokens:
        return True
    last = tokens[-1]
    if token.kind == "inside":
        return last.kind != "inside" and (last.value >= 10 or last.kind in ("small", "big"))
    if last.kind == "inside":
        return token.kind in ("small", "big") and gap.strip() == ""
    if "and" in gap:
        return last.kind in ("small", "big") and last.value >= 100 and token.kind == "num" and token.value < last.value
    if token.kind != "num":
        return "-" not in gap or last.word
    if last.kind != "num":
        return token.value < last.value and (token.word or not table.spaced or last.kind == "small")
    if last.value == 0 and last.word and len(tokens) > 1:
        return True
    if not table.spaced:
        return token.word and last.word and token.value < 10 and (last.value < 10 or last.value in (20, 30, 40))
    return last.word and token.word and last.value >= 20 and last.value % 10 == 0 and token.value < 10


def _fold_from(text: str, start: int, table: Tables, mark: str) -> Numeral | None:
    tokens, garbled = _tokens(text, start, table, mark)
    if garbled:
        end = tokens[0].end
        while scale := _scale(text, _skip(text, end, table), table):
            end = scale.end
        return Numeral(start, end, None, form="garbled", reason="garbled")
    if (
        tokens
        and not table.spaced
        and tokens[0].kind != "num"
        and tokens[0].value >= 100
        and not _hedged(text, start, tokens)
    ):
        return None  # 万, 百 alone begin words (万象), unless a hedge stands beside them (上百, 万余)
    if not tokens or (len(tokens) == 1 and text[start : tokens[0].end] in table.formal):
        return None
    pair = _approximate_pair(tokens, table)
    if pair:
        return Numeral(start, tokens[-1].end, None, pair[2], pair[0], pair[1], None, "range")
    value, step = fold_tokens(tokens, table)
    end = tokens[-1].end
    if decimals := _spoken_decimals(text, end, table):
        digits, end = decimals
        value, step = value + Decimal(f"0.{digits}"), ONE.scaleb(-len(digits))
        while scale := _scale(text, _skip(text, end, table), table):
            value, step, end = value * scale.value, step * scale.value, scale.end
        if inside := table.inside.match(text, end):
            return Numeral(start, inside.end(), value, step, hedge="more_than", form="words")
    hedge = "more_than" if any(t.kind == "inside" for t in tokens) else None
    form = "words" if all(t.word or t.kind == "inside" for t in tokens) else "digits"
    return Numeral(start, end, value, step, hedge=hedge, form=form)


HEDGED = re.compile(r"(?:上|近|逾|超过?|破|突破|不足|约|数|几|成|过|不到|达)$")


def _hedged(text: str, start: int, tokens: list[Token]) -> bool:
    return bool(HEDGED.search(text[max(0, start - 3) : start])) or any(t.kind in ("inside", "num") for t in tokens)


def _approximate_pair(tokens: list[Token], table: Tables) -> tuple[Decimal, Decimal, Decimal] | None:
    """四五百 => (400, 500), 三五十 => (30, 50), 十二三 => (12, 13): neighbouring digits said together."""
    if table.spaced:
        return None
    for i in range(len(tokens) - 1):
        a, b = tokens[i], tokens[i + 1]
        both = a.kind == b.kind == "num" and a.word and b.word and 0 < a.value < b.value < 10
        lone = (i == 0 or tokens[i - 1].kind != "num") and (i + 2 == len(tokens) or tokens[i + 2].kind != "num")
        if both and lone and (b.value - a.value == 1 or (a.value, b.value) == (3, 5)):
            low, step = fold_tokens(tokens[: i + 1] + tokens[i + 2 :], table)
            high, _ = fold_tokens(tokens[:i] + tokens[i + 1 :], table)
            return low, high, step
    return None


def _spoken_decimals(text: str, end: int, table: Tables) -> tuple[str, int] | None:
    """'five point three', 六点三: the digits after the point, one by one."""
    at = _skip(text, end, table)
    point = table.point.match(text, at)
    if not point:
        return None
    digits, position = "", _skip(text, point.end(), table)
    while (found := table.word.match(text, position)) and table.values.get(_normal(found[0]), Decimal(10)) < 10:
        digits += str(table.values[_normal(found[0])])
        end, position = found.end(), _skip(text, found.end(), table)
    return (digits, end) if digits else None


def fold_tokens(tokens: list[Token], table: Tables) -> tuple[Decimal, Decimal]:
    """Add and multiply the tokens of one number up: [2, hundred, 5, thousand] => (205000, 1000)."""
    total = section = Decimal(0)
    current: Decimal | None = None
    last_big, step, last_scale = Decimal(0), ONE, ONE
    tokens = [token for token in tokens if token.kind != "inside"]
    for i, token in enumerate(tokens):
        if token.kind == "num" and token.value == 0 and i and tokens[i - 1].kind != "num":
            continue  # 一千零四万: the zero only holds a place
        if token.kind == "num":
            positional = (
                current is not None and not table.spaced and current < 10**9 and token.value < 10 and current % 10 != 0
            )
            positional = positional or (current is not None and not table.spaced and current == 0)
            if current is not None and positional:
                current = current * 10 + token.value
            else:
                current = token.value if current is None else current + token.value
            step = token.step
        elif token.kind == "small":
            section += (ONE if current is None else current) * token.value
            current, step, last_scale = None, step * token.value, token.value
        else:
            part = section + (current or 0)
            if total and (token.value > last_big or part == 0):
                total = (total + part) * token.value  # 二十万亿, 四万万
            else:
                total += (part or ONE) * token.value
            section, current, last_big, last_scale = Decimal(0), None, token.value, token.value
    value = total + section + (current or 0)
    if _colloquial(tokens, table):
        value += tokens[-1].value * (last_scale / 10 - 1)
    return value, _folded_step(tokens, value)


def _colloquial(tokens: list[Token], table: Tables) -> bool:
    """三百五 is 350 and 九万四 is 94,000: a lone digit after a scale counts tenths of that scale."""
    if table.spaced or len(tokens) < 2 or tokens[-1].kind != "num" or not 0 < tokens[-1].value < 10:
        return False
    before = tokens[-2]
    return before.kind in ("small", "big") and before.value >= 100


def _folded_step(tokens: list[Token], value: Decimal) -> Decimal:
    """With a decimal point the last digit said is known; otherwise trailing zeros are not said."""
    pointed = [i for i, token in enumerate(tokens) if token.kind == "num" and token.step < 1]
    if pointed and all(token.kind != "num" for token in tokens[pointed[-1] + 1 :]):
        step = tokens[pointed[-1]].step
        for token in tokens[pointed[-1] + 1 :]:
            step *= token.value
        return step
    return step_of(value) if value == value.to_integral_value() else min(token.step for token in tokens)


def _with_fraction(text: str, numeral: Numeral, table: Tables, mark: str) -> Numeral:
    """Go on to 'two-thirds', 'one in five', 百分之三十, 三分之一, 3成, 'one and a half million'."""
    assert numeral.value is not None or numeral.form == "range"
    if numeral.value is None:
        return numeral
    end = numeral.end
    if tenth := table.tenth.match(text, end):
        return _tenths(text, numeral, tenth.end(), table)
    at = _skip(text, end, table)
    if parts := table.of_parts.match(text, at):
        top = _fold_from(text, _skip(text, parts.end(), table), table, mark)
        if top and top.value is not None and numeral.value:
            scaled = replace(
                top,
                start=numeral.start,
                value=top.value / numeral.value * 100,
                step=top.step / numeral.value * 100,
            )
            small = numeral.value in (100, 1000, 10000)
            return (
                replace(scaled, form="percent")
                if small
                else replace(scaled, value=top.value / numeral.value, form="fraction")
            )
        hundred = re.match(r" ?百", text[parts.end() :])
        if hundred:
            return replace(numeral, value=Decimal(100), end=parts.end() + hundred.end(), form="percent")
    if table.spaced:
        return _english_fraction(text, numeral, table, mark)
    return numeral


def _tenths(text: str, numeral: Numeral, end: int, table: Tables) -> Numeral:
    assert numeral.value is not None
    value, step = numeral.value * 10, numeral.step * 10
    if (found := table.word.match(text, end)) and table.values.get(found[0], Decimal(0)) in range(1, 10):
        value, step, end = value + table.values[found[0]], ONE, found.end()
    hedge = numeral.hedge
    if inside := table.inside.match(text, end):
        hedge, end = "more_than", inside.end()
    return replace(numeral, value=value, step=step, end=end, hedge=hedge, form="percent")


ONE_IN = re.compile(r"[ -](?:in|out[ -]of)(?:[ -]every)?[ -]", re.IGNORECASE)
AND_PART = re.compile(r" and (?:an? |one )?", re.IGNORECASE)


def _english_fraction(text: str, numeral: Numeral, table: Tables, mark: str) -> Numeral:
    assert numeral.value is not None
    end, value = numeral.end, numeral.value
    if joined := AND_PART.match(text, end):  # one and a half million
        part = table.part.match(text, joined.end())
        if part and _normal(part[0]) in ("half", "third", "quarter", "thirds", "quarters"):
            whole = value + ONE / table.parts[_normal(part[0])]
            after = _scale(text, _skip(text, part.end(), table), table)
            scale, stop = (after.value, after.end) if after else (ONE, part.end())
            return replace(numeral, value=whole * scale, step=scale / 10, end=stop, form="words")
    gap = re.match(r"[ -]+", text[end:])
    part = table.part.match(text, end + gap.end()) if gap else None
    if part and value < 100 and (value > 1) == (_normal(part[0]).endswith(("s", "halves"))):
        stop = part.end()
        ordinal_of_time = re.match(r"[ -](?:year|day|month|of \d{4}|quarter)", text[stop:])
        if not ordinal_of_time:
            return replace(numeral, value=value / table.parts[_normal(part[0])], end=stop, form="fraction")
    if (out_of := ONE_IN.match(text, end)) and value < 100:
        base = _fold_from(text, out_of.end(), table, mark)
        small = base and base.value is not None and value < base.value <= 1000
        if base and base.value and small and numeral.step == 1 and not re.match(r"[%\d/]| per ?cent", text[base.end :]):
            return replace(numeral, value=value / base.value, end=base.end, form="fraction")
    return numeral
