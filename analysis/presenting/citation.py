"""Citations of briefings, single claims, reports and the package: text, BibTeX, CSL-JSON, RIS."""

from __future__ import annotations

import json
import re
from typing import Any
from urllib.parse import quote

import polars as pl

from ..errors import LexiconError, did_you_mean
from ..fingerprints import package_version
from ..paths import ROOT

STYLES = ("text", "bibtex", "csl-json", "ris")
TITLE = "briefing-claims: official press briefings as located, dated, bounded claims"

AUTHORS = [{"literal": "The briefing-claims authors"}]

Row = dict[str, Any]
Entry = dict[str, Any]  # in the terms of CSL-JSON


def cite(table: pl.DataFrame, *, style: str = "text", briefings: pl.DataFrame | None = None, each: bool = False) -> str:
    """Cite the briefings that a frame of briefings or claims rests on, as "text", "bibtex", "csl-json" or "ris".

    Claims hold no address or title: give `briefings` too to have them cited. `each=True` cites every claim by itself,
    with its words, its address in the source and a link that opens the page at the figure. LexiconError for an unknown
    style.

    >>> print(an.cite(an.pick(briefings, "2024-08-19-chinadaily-zh"), style="ris").splitlines()[3])
    AU  - 中国日报网
    """
    check_style(style)
    if each and "claim_id" in table.columns:
        return written(claim_entries(table, briefings), style)
    used = table["briefing_id"].unique(maintain_order=True)
    source = briefings if briefings is not None else table
    rows = (
        source.unique("briefing_id", maintain_order=True).join(used.to_frame(), on="briefing_id", how="semi").to_dicts()
    )
    rows = sorted(rows, key=lambda r: (str(r["date"]), r["briefing_id"]))
    return written([briefing_entry(row) for row in rows], style)


def check_style(style: str) -> None:
    """LexiconError with a did-you-mean for a style that is not written."""
    if style not in STYLES:
        raise LexiconError(f"no style {style!r}{did_you_mean(style, STYLES)}")


def written(entries: list[Entry], style: str) -> str:
    """Entries in a style, as they are pasted."""
    if style == "csl-json":
        return json.dumps(entries, ensure_ascii=False, indent=1)
    write = {"text": _text, "bibtex": _bibtex, "ris": _ris}[style]
    return "\n".join(write(entry) for entry in entries)


# ---- what is cited ---------------------------------------------------------------------------------------------


def briefing_entry(row: Row) -> Entry:
    """A report of a briefing."""
    entry: Entry = {
        "id": row["briefing_id"],
        "type": "article-newspaper",
        "title": row.get("title"),
        "container-title": row.get("publisher"),
        "URL": row.get("url"),
        "language": row["language"],
    }
    if row["date"]:
        entry["issued"] = {"date-parts": [[row["date"].year, row["date"].month, row["date"].day]]}
    if row.get("retrieved"):
        entry["accessed"] = {"date-parts": [[row["retrieved"].year, row["retrieved"].month, row["retrieved"].day]]}
    return {k: v for k, v in entry.items() if v}


def claim_entries(claims: pl.DataFrame, briefings: pl.DataFrame | None = None) -> list[Entry]:
    """Each claim by itself: its briefing, its words, its address, a link to the figure on the page."""
    known = {r["briefing_id"]: r for r in briefings.to_dicts()} if briefings is not None else {}
    entries = []
    for claim in claims.iter_rows(named=True):
        entry = briefing_entry({**claim, **known.get(claim["briefing_id"], {})})
        entry["id"] = claim["claim_id"]
        entry["locator"] = f"characters {claim['start']}-{claim['end']}"
        restated = _restated(claim, known)
        how = "figure as printed; sentence restated by briefing-claims" if restated else "in the sentence"
        entry["note"] = f"“{claim['raw']}” ({how}: {claim['sentence']})"
        at = claim["start"] - claim["sentence_start"]
        if link := fragment_link(entry.get("URL"), claim["raw"], claim["sentence"], restated=restated, at=at):
            entry["URL"] = link
        entries.append(entry)
    return entries


def _restated(claim: Row, known: dict[str, Row]) -> bool:
    row = known.get(claim["briefing_id"])
    return bool(row and str(row.get("text_kind")) == "restated")


def fragment_link(
    url: str | None, raw: str, sentence: str, *, restated: bool = False, at: int | None = None
) -> str | None:
    """The page's address with a text fragment that scrolls to the figure (`#:~:text=`); None where there is no address.

    The words around the figure make the fragment exact; `at` is where the figure begins in the sentence (default: the
    first that reads so). A restated briefing shares only the figure with its source.

    >>> an.fragment_link("https://example.org", "3成", "下降了3成。")
    'https://example.org#:~:text=%E4%B8%8B%E9%99%8D%E4%BA%86-,3%E6%88%90,-%E3%80%82'
    """
    if not url:
        return None
    at = max(0, sentence.find(raw)) if at is None else at
    before, after = sentence[:at], sentence[at + len(raw) :]
    prefix, suffix = ("", "") if restated else (_edge(before, last=True), _edge(after, last=False))
    parts = [f"{_encoded(prefix)}-," if prefix else "", _encoded(raw), f",-{_encoded(suffix)}" if suffix else ""]
    return f"{url.split('#:~:text=')[0]}#:~:text={''.join(parts)}"


def _edge(text: str, *, last: bool) -> str:
    """Up to four words (or eight Chinese characters) next to the figure."""
    pieces = re.findall(r"[\u4e00-\u9fff]|[^\s\u4e00-\u9fff]+", text.strip())
    near = pieces[-8:] if last else pieces[:8]
    if near and not any("\u4e00" <= p[0] <= "\u9fff" for p in near):
        near = near[-4:] if last else near[:4]
        return " ".join(near)
    return "".join(near)


def _encoded(text: str) -> str:
    """Percent-encoded; dash, comma and ampersand mean something in a text fragment."""
    return quote(text, safe="").replace("-", "%2D")


def package_entry() -> Entry:
    """The package itself, as CITATION.cff tells it."""
    import yaml

    path = ROOT.parent / "CITATION.cff"
    told = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader) if path.is_file() else {}
    authors = [
        {"literal": a.get("name") or f"{a.get('given-names', '')} {a.get('family-names', '')}".strip()}
        for a in told.get("authors", [])
    ]
    entry: Entry = {
        "id": "briefing-claims",
        "type": "software",
        "title": told.get("title", TITLE),
        "author": authors or AUTHORS,
        "version": package_version(),
    }
    if released := re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", told.get("date-released", "")):
        entry["issued"] = {"date-parts": [[int(part) for part in released.groups()]]}
    return entry


# ---- how it is written -----------------------------------------------------------------------------------------


def _day(entry: Entry, which: str = "issued") -> str:
    parts = entry.get(which, {}).get("date-parts", [[]])[0]
    return "-".join(f"{p:02d}" if n else f"{p:04d}" for n, p in enumerate(parts))


def _who(entry: Entry) -> str:
    authors = ", ".join(a["literal"] for a in entry.get("author", []))
    return str(entry.get("container-title") or authors or "No publisher named")


def _text(entry: Entry) -> str:
    parts = [_who(entry), f"({_day(entry) or 'n.d.'})."]
    parts += [_stopped(entry["title"])] if entry.get("title") else []
    parts += [f"Version {entry['version']}."] if entry.get("version") else []
    parts += [_stopped(entry["note"])] if entry.get("note") else []
    read = f" (accessed {_day(entry, 'accessed')})" if entry.get("accessed") else ""
    parts += [entry["URL"] + read] if entry.get("URL") else []
    return " ".join([*parts, f"[{entry['id']}]"])


def _stopped(text: str) -> str:
    return text if text[-1] in ".。!?！？" else f"{text}."


LATEX = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "&": r"\&",
    "%": r"\%",
    "$": r"\$",
    "#": r"\#",
    "_": r"\_",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}


def latex(text: str) -> str:
    """Escape the characters that LaTeX reads as commands."""
    return "".join(LATEX.get(c, c) for c in text)


BIBTEX_TYPES = {"article-newspaper": "online", "report": "report", "software": "software"}


def _bibtex(entry: Entry) -> str:
    fields = {
        "title": entry.get("title"), "author": _who(entry), "date": _day(entry), "url": entry.get("URL"), "urldate": _day(entry, "accessed") if entry.get("URL") else None,
        "langid": {"en": "english", "zh": "chinese"}.get(entry.get("language", "")), "version": entry.get("version"),
        "number": entry.get("number"), "institution": entry.get("publisher"), "note": entry.get("note"), "pages": entry.get("locator"),
    }  # fmt: skip
    raw = ("date", "langid", "urldate")
    lines = []
    for name, value in fields.items():
        if value:
            plain = re.sub(r"[{}\\]", lambda m: quote(m[0]), str(value)) if name == "url" else value
            body = plain if name in (*raw, "url") else "{" + latex(str(value)) + "}"
            lines.append(f"  {name} = {{{body}}},")
    key = re.sub(r"[^\w-]", "-", entry["id"])
    return "\n".join([f"@{BIBTEX_TYPES[entry['type']]}{{{key},", *lines, "}"])


RIS_TYPES = {"article-newspaper": "NEWS", "report": "RPRT", "software": "COMP"}


def _ris(entry: Entry) -> str:
    """A record of the RIS format: one tag a line, ended by ER."""
    fields = [
        ("TY", RIS_TYPES[entry["type"]]), ("ID", entry["id"]), ("TI", entry.get("title")), ("AU", _who(entry)), ("T2", entry.get("container-title")),
        ("DA", _day(entry).replace("-", "/") or None), ("PY", _day(entry)[:4] or None), ("UR", entry.get("URL")), ("Y2", _day(entry, "accessed").replace("-", "/") if entry.get("URL") else None), ("LA", entry.get("language")),
        ("PB", entry.get("publisher")), ("SP", entry.get("locator")), ("N1", entry.get("note")), ("ET", entry.get("version")),
    ]  # fmt: skip
    lines = [f"{tag}  - {' '.join(str(value).split())}" for tag, value in fields if value]
    return "\n".join([*lines, "ER  - ", ""])


# ---- marks of what a page rests on -------------------------------------------------------------------------------
