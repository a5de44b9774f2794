"""Front-matter Markdown, .txt, saved .html, .pdf -> briefings."""

from __future__ import annotations

import functools
import glob
import hashlib
import re
import subprocess
import sys
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

from ..errors import SourceError, one_line
from ..language.lexicon import alternatives, fold, lexicon
from ..language.time_expressions import find_periods
from ..paths import ROOT, data_folder
from ..schema import Briefings, frame
from .pdf_text import PAGES, SECONDS

SUFFIXES = (".md", ".txt", ".html", ".htm", ".pdf")
LIMIT = 20_000_000  # bytes; the longest briefing met is 60 kB
FIELDS = ("title", "date", "language", "agency", "publisher", "event", "speakers")
SOURCE = str | Path | Iterable[str | Path] | None


def read_briefings(source: SOURCE = None, *, problems: list[str] | None = None) -> pl.DataFrame:
    """Read a file, a folder, a glob or a list of these (default: the committed corpus) => a row per briefing.

    Columns: see `tables.Briefings`. Every file that can be read is read; one that cannot is named in one line, which
    is appended to `problems` if that list is given and raised as SourceError at the end if not.

    >>> an.read_briefings().height > 100
    True
    """
    failed: list[str] = []
    rows: dict[str, dict[str, Any]] = {}
    for path in source_files(source, problems=failed):
        try:
            row = read_file(path)
            if (other := rows.get(row["briefing_id"])) is not None:
                raise SourceError(
                    f"{path}: id {row['briefing_id']!r} is taken by {other['path']}; give one of them another id"
                )
            rows[row["briefing_id"]] = row
        except SourceError as error:
            failed.append(one_line(error))
    if failed and problems is None:
        raise SourceError("\n".join(failed))
    if problems is not None:
        problems.extend(failed)
    return frame(Briefings, list(rows.values()))


def source_files(source: SOURCE = None, *, problems: list[str] | None = None) -> list[Path]:
    """The readable files that a path, folder, glob or list stands for, sorted; SourceError if there are none.

    A link in a folder that leads out of it is left out, and named in `problems`.
    """
    if source is None:
        return source_files(data_folder() / "briefings")
    if not isinstance(source, (str, Path)):
        return [path for item in source for path in source_files(item, problems=problems)]
    path = Path(source).expanduser()
    if path.is_dir():
        found = [p for p in path.rglob("*") if p.suffix.lower() in SUFFIXES and p.is_file() and not _skipped(p, path)]
        inside = path.resolve()
        leads_out = [p for p in found if p.is_symlink() and not p.resolve().is_relative_to(inside)]
        told = [f"{p}: this link leads out of the folder; copy the file into it" for p in sorted(leads_out)]
        (problems if problems is not None else []).extend(one_line(line) for line in told)
        found = [p for p in found if p not in set(leads_out)]
    elif path.exists():
        found = [path]
    else:
        found = [Path(p) for p in glob.glob(str(path), recursive=True) if Path(p).suffix.lower() in SUFFIXES]
    if not found:
        kinds = " ".join(SUFFIXES)
        raise SourceError(f"{source}: no briefing found; give a file, folder or glob with one of {kinds}")
    return sorted(found)


def _skipped(path: Path, root: Path) -> bool:
    inside = path.relative_to(root)
    return any(part.startswith(".") for part in inside.parts) or path.stem.upper() == "README"


def read_file(path: Path) -> dict[str, Any]:
    """Read one file as a row of Briefings; SourceError names the file, the place and the remedy."""
    try:
        if path.stat().st_size > LIMIT:
            raise SourceError(
                f"{path}: {path.stat().st_size / 1e6:.0f} MB is too long for one briefing; split it into files under {LIMIT // 10**6} MB"
            )
        content = path.read_bytes()
    except OSError as error:
        raise SourceError(f"{path}: cannot be read ({error.strerror}); check the file and its permissions") from error
    suffix = path.suffix.lower()
    if not content.strip():
        raise SourceError(f"{path}: the file is empty; delete it or save the briefing again")
    stated: dict[str, Any] = {}
    if suffix == ".pdf":
        text = _pdf_text(path, content)
    elif suffix in (".html", ".htm"):
        text, stated = html_text(path, decode(path, content))
    else:
        text = decode(path, content)
    spans: dict[str, int] = {}
    if suffix == ".md":
        stated, spans = _front_matter(path, text)
    return _complete(path, text, stated, spans) | {
        "path": str(path), "text": text, "source_sha256": hashlib.sha256(content).hexdigest()
    }  # fmt: skip


def document(where: Path, text: str, stated: dict[str, Any]) -> dict[str, Any]:
    """A row of Briefings from a text that is no file of its own; `stated` holds fields as front matter names them."""
    for name, value in stated.items():
        _plain(where, name, value)
    return _complete(where, text, stated, {}) | {
        "path": str(where), "text": text, "source_sha256": hashlib.sha256(text.encode()).hexdigest()
    }  # fmt: skip


def decode(path: Path, content: bytes) -> str:
    """Decode a text file by its BOM, as UTF-8, or as what charset-normalizer finds (GB18030, Big5 and others)."""
    import charset_normalizer

    for bom, name in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if content.startswith(bom):
            return content.decode(name, errors="replace")
    if b"\0" in content[:100_000] or content[:4] == b"%PDF":
        raise SourceError(f"{path}: this is a binary file, not text; save the briefing as .txt, .html, .md or .pdf")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        pass
    guesses = [g for name in ("gb18030", "big5hkscs") if (g := _hanzi_guess(content, name))]
    if guesses:
        return max(guesses)[1]
    best = charset_normalizer.from_bytes(content).best()
    if best is None:
        raise SourceError(f"{path}: this is not text in any encoding known; save the briefing again as UTF-8")
    return str(best)


# The most frequent characters of Chinese news: a decoding that has none of them is the wrong one.
COMMON = frozenset(
    "的一国年人在中大月日为和有了出是以于会新上行对部公发管理案件移民境的國會為出們這個時來發經現過開對當實進與後關業問將與"
)


def _hanzi_guess(content: bytes, name: str) -> tuple[float, str] | None:
    try:
        text = content.decode(name)
    except UnicodeDecodeError:
        return None
    hanzi = [c for c in text if "\u4e00" <= c <= "\u9fff"]
    share = sum(c in COMMON for c in hanzi) / len(hanzi) if hanzi else 0
    return (share, text) if share > 0.05 else None


def _pdf_text(path: Path, content: bytes) -> str:
    """The text of a PDF, read in a process of its own with a ceiling of memory and time."""
    command = [sys.executable, "-I", "-W", "ignore", str(ROOT / "loading" / "pdf_text.py")]
    try:
        done = subprocess.run(command, input=content, capture_output=True, timeout=2 * SECONDS, check=False)
    except subprocess.TimeoutExpired:
        raise SourceError(f"{path}: this PDF takes too long to read; copy its text into a .txt") from None
    if done.returncode == 4:
        raise SourceError(f"{path}: this PDF has more than {PAGES} pages or too much text; split it")
    if done.returncode == 3:
        why = done.stderr.decode(errors="replace").strip().splitlines()[-1:]
        raise SourceError(
            f"{path}: this PDF cannot be opened ({''.join(why)}); save it again or copy its text into a .txt"
        )
    if done.returncode:
        raise SourceError(f"{path}: this PDF takes too much memory or time to read; copy its text into a .txt")
    text = done.stdout.decode("utf-8")
    if not text.strip():
        raise SourceError(f"{path}: this PDF holds pictures, no text; run it through OCR or copy its text into a .txt")
    return text


def html_text(path: Path, page: str) -> tuple[str, dict[str, Any]]:
    """The article's text of a web page, with what the page states of itself; SourceError where it has none."""
    import trafilatura

    found: Any = trafilatura.bare_extraction(page, with_metadata=True, include_comments=False)
    body = str(found.text or "").strip() if found is not None else ""
    if not body:
        raise SourceError(
            f"{path}: no article text was found in this page; save the page again or copy its text into a .txt"
        )
    stated = {"title": found.title, "date": found.date, "publisher": found.sitename, "url": found.url}
    if found.title and not body.startswith(found.title):
        body = f"{found.title}\n\n{body}"
    return body, {k: v for k, v in stated.items() if v}


FRONT = re.compile(r"\A\ufeff?---[ \t]*\r?\n(?P<yaml>.*?)(?:\r?\n)---[ \t]*(?:\r?\n|\Z)", re.DOTALL)
LONGEST_FRONT = 10_000  # characters
KNOWN = {
    "id",
    "title",
    "date",
    "language",
    "agency",
    "publisher",
    "mirror",
    "url",
    "event",
    "speakers",
    "retrieved",
    "text",
    "source_sha256",
}


def _front_matter(path: Path, text: str) -> tuple[dict[str, Any], dict[str, int]]:
    import yaml

    block = FRONT.match(text)
    if block is not None and len(block["yaml"]) > LONGEST_FRONT:
        raise SourceError(f"{path}: the front matter is longer than {LONGEST_FRONT} characters; put the text after it")
    if block is None:
        if text.lstrip("\ufeff").startswith("---"):
            raise SourceError(f"{path}: the front matter is not closed; add a line --- after it")
        return {}, {}
    try:
        if any(isinstance(token, yaml.AliasToken) for token in yaml.scan(block["yaml"])):
            raise SourceError(f"{path}: YAML aliases are not read; write the value out")
        node = yaml.compose(block["yaml"], Loader=yaml.BaseLoader)
        stated = yaml.load(block["yaml"], Loader=yaml.BaseLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f" line {mark.line + 2}" if mark else ""
        raise SourceError(
            f"{path}:{line} the front matter is not valid YAML; quote values that hold ': ' or quotation marks"
        ) from error
    except RecursionError:
        raise SourceError(f"{path}: the front matter is nested too deep; write plain 'name: value' lines") from None
    if not isinstance(stated, dict):
        raise SourceError(f"{path}: the front matter is not a list of 'name: value' lines; write them so")
    if unknown := sorted(set(map(str, stated)) - KNOWN):
        raise SourceError(
            f"{path}: the front matter has an unknown field {unknown[0]!r}; known are {', '.join(sorted(KNOWN))}"
        )
    for name, value in stated.items():
        _plain(path, name, value)
    spans = {"body_start": block.end()}
    for key, value in node.value:
        if key.value == "title":
            quoted = 1 if value.style in ("'", '"') else 0
            spans["title_start"] = block.start("yaml") + value.start_mark.index + quoted
            spans["title_end"] = block.start("yaml") + value.end_mark.index - quoted
    return stated, spans


def _plain(path: Path, name: str, value: Any) -> None:
    """SourceError unless the value is text, or for speakers a list of texts."""
    items = value if name == "speakers" and isinstance(value, list) else [value]
    if not all(isinstance(item, str) for item in items):
        raise SourceError(f"{path}: {name}: is not one line of text; write {name}: and the value on one line")
    if any("\ud800" <= c <= "\udfff" for item in items for c in item):
        raise SourceError(f"{path}: {name}: holds half of a character (a lone surrogate); write the character itself")


def _complete(path: Path, text: str, stated: dict[str, Any], spans: dict[str, int]) -> dict[str, Any]:
    """Put what was stated and what the text itself tells into one row; the latter is listed in `inferred`."""
    row: dict[str, Any] = {
        name: stated.get(name) or None for name in ("title", "agency", "publisher", "mirror", "url", "event")
    }
    row["briefing_id"] = _id(path, stated.get("id"))
    row["text_kind"] = stated.get("text", "original")
    if row["text_kind"] not in ("original", "restated"):
        raise SourceError(f"{path}: text: {row['text_kind']!r} is neither original nor restated; write one of them")
    row["date"], row["retrieved"] = (_day(path, name, stated.get(name)) for name in ("date", "retrieved"))
    row["language"] = stated.get("language")
    if row["language"] not in (None, "en", "zh"):
        raise SourceError(f"{path}: language {row['language']!r} is not read; en and zh are")
    speakers = stated.get("speakers") or []
    row["speakers"] = [speakers] if isinstance(speakers, str) else [str(s) for s in speakers]
    body = _body(text, spans, bool(stated.get("title")) and "title_start" in spans)
    row |= body
    inferred = infer(text, path.stem, body)
    row["inferred"] = [name for name in FIELDS if not row[name] and inferred.get(name)]
    row |= {name: inferred[name] for name in row["inferred"]}
    if row["title"] is None:
        row["title"] = path.stem
    return row


def _id(path: Path, stated: Any) -> str:
    name = str(stated) if stated else re.sub(r"[\s:]+", "-", path.stem)
    if not re.fullmatch(r"[\w(][\w.()-]*", name):
        raise SourceError(
            f"{path}: id {name!r} holds a space or sign that an address cannot, or begins with one; use letters, digits, - and ."
        )
    return name


def _day(path: Path, name: str, value: Any) -> date | None:
    if not value:
        return None
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        raise SourceError(f"{path}: {name}: {value!r} is no day of the calendar; write it as 2024-08-19") from None


def _body(text: str, spans: dict[str, int], titled: bool) -> dict[str, int | None]:
    """Where title and body stand in the text. A tail of page furniture (the editor's line) is left out of the body."""
    start, title_start, title_end = (
        spans.get("body_start", 0),
        spans.get("title_start"),
        spans.get("title_end"),
    )
    if not titled:
        first = re.compile(r"^\ufeff?[ \t\u3000]*(\S.*?)[ \t\r\u3000]*$", re.MULTILINE).search(text, start)
        if first and len(first[1]) <= 200 and text[first.end() :].strip():
            title_start, title_end, start = first.start(1), first.end(1), first.end()
    end = _end_of_body(text, start)
    return {
        "title_start": title_start,
        "title_end": title_end,
        "body_start": start,
        "body_end": max(start, end),
    }


def _end_of_body(text: str, start: int) -> int:
    """Where the report ends: in front of the empty lines and the page furniture at the foot of the text."""
    end = len(text)
    while end > start:
        begin = max(text.rfind("\n", start, end), start - 1)
        line = text[begin + 1 : end].strip(" \t\u3000\r\n\v\f")
        if line and not furniture().fullmatch(fold(line[:500])):
            return begin + 1 + len(text[begin + 1 : end].rstrip())
        end = max(begin, start)
    return end


@functools.cache
def furniture() -> re.Pattern[str]:
    """Lines that belong to the page, not to the report."""
    rows = lexicon("cues")["boilerplate"]["lines"]
    return re.compile("|".join(f"(?:{p})" for words in rows.values() for p in words), re.IGNORECASE)


def infer(text: str, name: str, body: dict[str, int | None]) -> dict[str, Any]:
    """What the text itself says of its language, date, agency, publisher, event and speakers."""
    title_start, title_end = body["title_start"], body["title_end"]
    assert body["body_start"] is not None
    assert body["body_end"] is not None
    main = text[body["body_start"] : body["body_end"]]
    hanzi = len(re.findall(r"[\u4e00-\u9fff]", text))
    lang = "zh" if hanzi * 3 > len(re.findall(r"[A-Za-z]+", text)) else "en"
    title = text[title_start:title_end] if title_start is not None else None
    lead, whole = fold(main[:1500]), fold(text)
    found: dict[str, Any] = {"language": lang, "title": title, "date": _inferred_date(lead, name, lang)}
    found["agency"] = next((a for a, names in _agencies() if re.search(names, whole)), None)
    found["publisher"] = next((o for o, names in _outlets() if re.search(names, fold(main[:200]))), None)
    found["speakers"] = find_speakers(whole, lang)
    if found["date"] and (event := _inferred_event(lead)):
        found["event"] = f"{found['date']}-{event}"
    return found


def _inferred_date(lead: str, name: str, lang: str) -> date | None:
    """The first full date of the text's beginning; else a date in the file's name."""
    dates = [
        p for p in find_periods(lead, lang, date(1900, 1, 1)) if p.rule == "date" and p.first and p.first.year > 1990
    ]
    if dates:
        return dates[0].first
    stamp = re.search(r"((?:19|20)\d\d)-?(\d\d)-?(\d\d)", name)
    try:
        return date(*map(int, stamp.groups())) if stamp else None
    except ValueError:
        return None


@functools.cache
def _agencies() -> list[tuple[str, str]]:
    rows = lexicon("agencies")
    named = [(a, [w for words in row["names"].values() for w in words]) for a, row in rows.items() if a not in ("outlets", "families")]
    return [(a, alternatives(words)) for a, words in named]


@functools.cache
def _outlets() -> list[tuple[str, str]]:
    rows = lexicon("agencies")["outlets"]["names"]
    return [(row["id"], rf"(?i:{alternatives([*row['en'], *row['zh']], boundary='')})") for row in rows]


def _inferred_event(lead: str) -> str | None:
    """The conference's own name, where the lead quotes it beside the word for a conference."""
    words = [w for group in lexicon("cues")["conference"]["words"].values() for w in group]
    for found in re.finditer(r'"([^"\n]{4,80})"', lead):
        beside = lead[max(0, found.start() - 80) : found.end() + 40]
        if re.search(alternatives(words), beside, re.IGNORECASE):
            return re.sub(r"\W+", "-", found[1].lower()).strip("-")
    return None


@functools.cache
def _speaker_pattern(lang: str) -> re.Pattern[str]:
    said = lexicon("cues")["said"]
    offices, verbs = alternatives(said["offices"][lang]), alternatives(said["verbs"][lang])
    if lang == "en":
        name = r"(?P<name>[A-Z][a-z]+(?:[ -][A-Z][a-zA-Z'-]+){1,2})"
        after = rf"{name}, (?:the |an? )?(?P<office>(?:(?i:{offices}))(?: of (?:the )?[A-Z][\w' ]{{3,70}}?)?(?=,| and | said| attended| told))"
        office = r"(?P<office2>[A-Z][\w' ]{2,60} (?i:" + offices + r"))"
        return re.compile(rf"{after}|{office} (?P<name2>[A-Z][a-z]+(?: [A-Z][a-z]+){{1,2}})(?=,? (?:{verbs}))")
    org = r"[\u4e00-\u9fff]{2,20}?"
    return re.compile(
        rf"(?P<office>{org}(?:{offices})(?:[、兼]?(?:{offices}))?)(?P<name>[\u4e00-\u9fff]{{2,3}}?)(?={verbs}|在|出席|,|，|、|;|就|答|围绕|今)"
    )


def find_speakers(text: str, lang: str) -> list[str]:
    """Officials and their offices as the text names them: ['Liu Haitao, deputy director of the ...']."""
    found: dict[str, str] = {}
    for match in _speaker_pattern(lang).finditer(text):
        parts = match.groupdict()
        name, office = parts["name"] or parts.get("name2"), parts["office"] or parts.get("office2")
        if name and office:
            found.setdefault(name, re.sub(r"\s+", " ", office))
    return [f"{name}, {office}" for name, office in found.items()]
