"""Places told in a row: none of several is the place of a figure, but where as many figures are told of them 'respectively'."""

from __future__ import annotations

import functools
import itertools
import re

from ...language.lexicon import alternatives, lexicon
from ...language.patterns import later
from ...language.places import without_lead
from ...records import replace
from ..clauses.coordination import runs
from ..clauses.cues import Cues
from ..clauses.draft import Context, Draft, Reading
from .regions import regions_of

Place = tuple[str, int, int]  # its code or name, and where it stands
LONGEST = 8  # letters of a port's name in a row that does not say what it is: 广深港高铁西九龙


def one_of_several(read: Reading, start: int, end: int) -> bool:
    """Is a port's name joined to another one: 拱北、港珠澳大桥、横琴等口岸? In 拱北口岸1.1亿人次、横琴口岸2280万人次 neither is."""
    before, behind = _joints(read.lang)
    led, more = before.search(read.text, 0, start), behind.match(read.text, end)
    if led and not any(q.end == led.start("joint") for q in read.quantities):
        return True
    return more is not None and not any(q.start == more.end() for q in read.quantities)


@functools.cache
def _joints(lang: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What joins a name to another: at the end of what stands before it, and at the beginning of what stands behind."""
    rows = lexicon("places")["stations"]
    joints, letter = alternatives(rows["joints"][lang]), r"[A-Z][\w'-]*" if lang == "en" else "[\u4e00-\u9fff]"
    more = alternatives([*rows["joints"][lang], *rows["and_more"][lang]])
    return later(rf"{letter}(?P<joint>{joints})$"), later(rf"(?:{more})(?={letter})")


def together(read: Reading, first: int) -> tuple[int, int, str] | None:
    """The ports of the row that leads to a figure, as one place: 皇岗口岸+福田口岸+…; … where the text names more in another form."""
    row = _ports(read, first)
    if not row:
        return None
    more = _joints(read.lang)[1].match(read.text, row[-1][2])
    return row[0][1], row[-1][2], "+".join([*dict.fromkeys(name for name, _, _ in row), *(["…"] if more else [])])


def respectively(read: Reading, drafts: list[Draft], table: Cues, context: Context) -> list[Draft]:
    """'Texas and Arizona had 300 and 200 arrests, respectively': as many figures as places in a row, each of its own."""
    if not table.respectively.search(read.text):
        return drafts
    out = list(drafts)
    for run in runs(read, out, table):
        first, last = out[run[0]].start, out[run[-1]].end
        before = regions_of(read.text[:first], read.lang, context)
        behind = [(code, a + last, b + last) for code, a, b in regions_of(read.text[last:], read.lang, context)]
        rows = (_ports(read, first), before[-len(run) :], [] if before else behind[: len(run)])
        row = next((row for row in rows if len(row) == len(run) and _alone(read, row, last)), ())
        for k, (place, _, _) in zip(run, row, strict=False):
            out[k] = replace(out[k], scope=place, rules=(*out[k].rules, "scope:respectively"))
    return out


def _alone(read: Reading, row: list[Place], last: int) -> bool:
    """Do nothing but joints stand between the places of a row, and is it the only row beside the figures? 'In Texas and Arizona,
    arrests and seizures were 300 and 200, respectively' tells two things of each."""
    words, (_, begin, _), (_, _, end) = lexicon("places")["stations"]["joints"][read.lang], row[0], row[-1]
    joint = later("|".join([*words, ", ?"]))
    if not all(joint.fullmatch(read.text, a[2], b[1]) for a, b in itertools.pairwise(row)):
        return False
    led = max([last * (begin >= last), *(m.end() for m in BREAK.finditer(read.text, 0, begin))])
    figure = min((q.start for q in read.quantities if q.start >= end), default=end)
    return not any(word in read.text[led:begin] or word in read.text[end:figure] for word in words)


def _ports(read: Reading, first: int) -> list[Place]:
    """The ports of a row that only its last one says what they are: 罗湖、福田、西九龙站口岸 => 罗湖口岸, 福田口岸, 西九龙站口岸."""
    rows, text = lexicon("places")["stations"], read.text
    found = next((s for s in reversed(read.stations) if s[1] <= first), None)
    kinds = [k for k in rows["of_all"][read.lang] if found and (found[2].endswith(k) or text.startswith(k, found[1]))]
    if found is None or not kinds:
        return []
    opened = max((m.end() for m in OPENING.finditer(text, 0, found[0])), default=0)
    told = re.finditer(f"(?:(?!{'|'.join(rows['joints'][read.lang])}).)+", text[opened : found[1]])
    row = [(without_lead(name[0], read.lang), opened + name.start(), opened + name.end()) for name in told]
    row = [(n if n.endswith(tuple(rows["ends"][read.lang])) else n + kinds[0], a, b) for n, a, b in row]
    return row if all(len(name.removesuffix(kinds[0])) <= LONGEST for name, _, _ in row) else []


BREAK = later("[,，:：;；。]")
OPENING = later("[^\u4e00-\u9fff、]|的")
