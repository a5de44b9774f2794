"""Cut the charts' font from a system's Noto Sans CJK: `python analysis/presenting/fonts/make.py /path/to/NotoSansCJK-Regular.ttc`.

The subset holds Latin, punctuation, the 3,755 common characters of GB 2312 and every character of the codebook, the
lexicon and the committed briefings. It goes by a name of its own, so that a chart has the same bytes whether or not
the system has the whole font.
"""

from __future__ import annotations

import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTCollection

HERE = Path(__file__).parent
NAME = "Briefings Sans"


def wanted() -> set[int]:
    """The code points to keep."""
    sources = [
        HERE.parents[1] / "data" / "codebook.toml",
        HERE.parent / "plots.py",
        *sorted((HERE.parents[1] / "data" / "briefings").rglob("*.md")),
        *sorted((HERE.parent / "lexicon").glob("*.toml")),
    ]
    text = "".join(path.read_text(encoding="utf-8") for path in sources)
    rows = (bytes((row, cell)) for row in range(0xB0, 0xD8) for cell in range(0xA1, 0xFF))
    text += b"".join(rows).decode("gb2312", errors="ignore")
    return (
        {ord(c) for c in text if ord(c) > 0x20}
        | set(range(0x20, 0x17F))
        | set(range(0x2010, 0x2030))
        | {0x2190, 0x2191, 0x2192, 0x2193, 0x2212, 0x25CF, 0x25A0}
    )


def main(source: str) -> None:
    """Write BriefingsSans.otf beside this file."""
    font = next(f for f in TTCollection(source) if f["name"].getDebugName(1) == "Noto Sans CJK SC")
    options = subset.Options(layout_features=[], hinting=False, name_IDs=[1, 2, 4, 6, 13, 14], notdef_outline=True)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=wanted())
    cutter.subset(font)
    for record in font["name"].names:
        if record.nameID in (1, 4, 6, 16):
            record.string = NAME.replace(" ", "") if record.nameID == 6 else NAME
    if "CFF " in font:
        top = font["CFF "].cff
        top.fontNames = [NAME.replace(" ", "")]
        top[0].FamilyName, top[0].FullName = NAME, NAME
    font.recalcTimestamp = False
    font.save(HERE / "BriefingsSans.otf")


if __name__ == "__main__":
    main(sys.argv[1])
