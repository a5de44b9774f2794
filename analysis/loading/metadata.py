"""What a text tells of itself: where title and body stand, language, date, agency, publisher, event, speakers."""

from __future__ import annotations

import functools
import re
from datetime import date
from pathlib import Path
from typing import Any

from ..errors import SourceError
from ..language.lexicon import alternatives, fold, lexicon, per_codebook
from .layout import wraps
from .vocabulary import words

HEADLINE = 200  # characters of the longest first line that is taken for a title


def body_spans(text: str, spans: dict[str, int], titled: bool) -> dict[str, int | None]:
    """Where title and body stand in `text`; `spans` holds what the front matter told, `titled` whether it has the title.

    Page furniture at the foot (the editor's line) is left out of the body. A first line is a title unless the sentence
    goes on in the next, or it begins a list or a table.
    """
    start, title_start, title_end = spans.get("body_start", 0), spans.get("title_start"), spans.get("title_end")
    if not titled:
        first = re.compile(r"^\ufeff?[ \t\u3000]*(\S.*?)[ \t\r\u3000]*$", re.MULTILINE).search(text, start)
        if first and len(first[1]) <= HEADLINE and text[first.end() :].strip() and not wraps(text, first.start(1)):
            title_start, title_end, start = first.start(1), first.end(1), first.end()
    end = _end_of_body(text, start)
    return {"title_start": title_start, "title_end": title_end, "body_start": start, "body_end": max(start, end)}


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
    rows = words("boilerplate", "metadata")["lines"]
    return re.compile("|".join(f"(?:{p})" for lines in rows.values() for p in lines), re.IGNORECASE)


def infer(text: str, name: str, body: dict[str, int | None], language: str | None = None) -> dict[str, Any]:
    """What the text itself says of its language (unless stated), date, agency, publisher, event and speakers."""
    title_start, title_end = body["title_start"], body["title_end"]
    main = text[body["body_start"] : body["body_end"]]
    lead, whole = fold(main[:1500]), fold(text)
    lang = language or language_of(text) or "en"
    found: dict[str, Any] = {
        "language": lang,
        "title": text[title_start:title_end] if title_start is not None else None,
    }
    found["date"] = _inferred_date(lead, name)
    found["agency"] = next((a for a, names in _agencies() if re.search(names, whole)), None)
    found["publisher"] = next((o for o, names in _outlets() if re.search(names, fold(main[:200]))), None)
    found["speakers"] = find_speakers(whole, lang)
    if found["date"] and (event := _inferred_event(lead)):
        found["event"] = f"{found['date']}-{event}"
    return found


def language_of(text: str) -> str | None:
    """'en' or 'zh' by the text's own signs; None where it holds too few to tell, or is in neither language."""
    hanzi, latin = len(re.findall(r"[\u4e00-\u9fff]", text)), re.findall(r"[^\W\d_\u0370-\uffff]+", text)
    if len(re.findall(r"[\u3040-\u30ff\uac00-\ud7a3\u0370-\u1fff]", text)) > hanzi // 5 + len(latin):
        return None  # kana, hangul, Cyrillic, Arabic and others
    if hanzi > 1.5 * len(latin):
        return "zh" if len(re.findall(r"[\u3040-\u30ff]", text)) <= hanzi // 5 else None
    common = frozenset(words("common", "metadata")["en"])
    if len(latin) >= 60 and sum(word.lower() in common for word in latin) < 0.08 * len(latin) and _accented(latin):
        return None
    return "en" if latin else None


def _accented(latin: list[str]) -> bool:
    """Whether many of the words have letters that English has not."""
    return sum(not word.isascii() for word in latin) > 0.03 * len(latin)


def check_language(path: Path, text: str, stated: str | None) -> None:
    """SourceError where the text is plainly not in the language that is stated, or in none that is read."""
    told = language_of(text)
    if told is None and len(re.findall(r"[^\W\d_]", text)) > 200:
        raise SourceError(f"{path}: the text is neither in English nor in Chinese; only these are read")
    if stated and told and told != stated and len(re.findall(r"[^\W\d_]", text)) >= 20:
        raise SourceError(
            f"{path}: language {stated!r} is stated, but the text is in {told!r}; write language {told!r} or leave it out"
        )


@functools.cache
def _day_patterns() -> list[re.Pattern[str]]:
    """Full dates, each with the groups y, m (a number or a name) and d."""
    months = "|".join(words("months", "metadata")["en"])
    other = "|".join([rf"\b{w} " for w in words("other_day", "metadata")["en"]])
    before = rf"(?P<other>(?:{other}|[{''.join(w[-1] for w in words('other_day', 'metadata')['zh'])}])\s*)?"
    year, day = r"(?P<y>(?:19|20)[0-9]{2})", r"(?P<d>[0-9]{1,2})"
    return [
        re.compile(before + form, re.IGNORECASE)
        for form in (
            rf"(?<![0-9]){year}(?:年|[-/.])\s?(?P<m>[0-9]{{1,2}})(?:月|[-/.])\s?{day}(?![0-9])",
            rf"(?<![0-9]){day}(?:st|nd|rd|th)?(?: of)? (?P<m>{months})\.?,? {year}",
            rf"\b(?P<m>{months})\.? {day}(?:st|nd|rd|th)?,? {year}",
        )
    ]


def _inferred_date(lead: str, name: str) -> date | None:
    """The first full date of the text's beginning that is no end of a span ('since ...'); else one in the file's name."""
    found = sorted((m for p in _day_patterns() for m in p.finditer(lead)), key=lambda m: m.start("d"))
    for match in found:
        if match["other"] is None and (day := _day(match["y"], match["m"], match["d"])) and day.year > 1990:
            return day
    stamp = re.search(r"((?:19|20)\d\d)-?(\d\d)-?(\d\d)", name)
    return _day(*stamp.groups()) if stamp else None


def _day(year: str, month: str, day: str) -> date | None:
    names = words("months", "metadata")["en"]
    number = (
        int(month) if month.isdigit() else 1 + next(i for i, p in enumerate(names) if re.fullmatch(p, month.lower()))
    )
    try:
        return date(int(year), number, int(day))
    except ValueError:
        return None


@per_codebook
def _agencies() -> list[tuple[str, str]]:
    rows = lexicon("agencies")
    named = [(a, [w for group in row["names"].values() for w in group]) for a, row in rows.items() if a != "outlets" and "names" in row]  # fmt: skip
    return [(a, alternatives(names)) for a, names in named]


@functools.cache
def _outlets() -> list[tuple[str, str]]:
    rows = lexicon("agencies")["outlets"]["names"]
    return [(row["id"], rf"(?i:{alternatives([*row['en'], *row['zh']], boundary='')})") for row in rows]


def _inferred_event(lead: str) -> str | None:
    """The conference's own name, where the lead quotes it beside the word for a conference."""
    names = [w for group in words("conference", "metadata")["words"].values() for w in group]
    for found in re.finditer(r'"([^"\n]{4,80})"', lead):
        beside = lead[max(0, found.start() - 80) : found.end() + 40]
        if re.search(alternatives(names), beside, re.IGNORECASE):
            return re.sub(r"\W+", "-", found[1].lower()).strip("-")
    return None


@functools.cache
def _speaker_pattern(lang: str) -> re.Pattern[str]:
    said = words("said", "metadata")
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
