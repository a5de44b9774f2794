"""Make the names of states and provinces anew: `python tests/make_subdivisions.py CLDR`, where CLDR holds what was unpacked of the
packages cldr-subdivisions-full and cldr-core (their folders `subdivisions/` and `supplemental/`), of one version.

Kept are the first-level subdivisions that are in use, with their English names. Chinese names stand in lexicon/places.toml, since CLDR has
none that were reviewed.
"""

from __future__ import annotations

import json
import sys
import unicodedata
from pathlib import Path

from analysis.files import write_whole

OUT = Path(__file__).resolve().parents[1] / "analysis" / "language" / "lexicon" / "subdivisions.tsv"
OWN = ("CN", "HK", "MO")  # their places stand in lexicon/places.toml


def bare(name: str) -> str:
    """A name without its accents, as English texts print it: Nāgāland => Nagaland."""
    return "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))


def rows(cldr: Path) -> list[str]:
    """'MY-10<tab>Selangor', a row a subdivision; of a name with accents both forms."""
    named = json.loads((cldr / "subdivisions" / "en" / "en.json").read_text(encoding="utf-8"))["subdivisions"]
    held = json.loads((cldr / "supplemental" / "subdivisionContainment.json").read_text(encoding="utf-8"))
    names = named["localeDisplayNames"]["subdivisions"]
    out = []
    for country, below in held["supplemental"]["subdivisionContainment"].items():
        if len(country) == 2 and country.isupper() and country not in OWN:
            for code in below["_contains"]:
                if name := names.get(code, "").rstrip("²"):
                    forms = dict.fromkeys([name, bare(name), bare(name).replace(" & ", " and ")])
                    out.append(f"{country}-{code[2:].upper()}\t{';'.join(forms)}")
    return sorted(out)


if __name__ == "__main__":
    made = rows(Path(sys.argv[1]))
    version = json.loads(
        (Path(sys.argv[1]) / "supplemental" / "subdivisionContainment.json").read_text(encoding="utf-8")
    )
    cldr = version["supplemental"]["version"]["_cldrVersion"]
    head = f"# ISO 3166-2 codes and English names; Unicode CLDR {cldr}, Unicode License V3 (LICENSE.unicode beside this file)\n"
    write_whole(OUT, head + "\n".join(made) + "\n")
    print(f"{len(made)} subdivisions")
