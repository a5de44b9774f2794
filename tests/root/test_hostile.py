"""Hostile and broken input: time stays linear, limits hold, and what is refused is refused in one clear line."""

from __future__ import annotations

import ast
import json
import os
import pkgutil
import re
import subprocess
import sys
import time
import zlib
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path

import polars as pl
import pytest

import analysis as an
from analysis.bulk import sources as shards
from analysis.codebook import codebook
from analysis.errors import SourceError
from analysis.extraction.clauses.cues import cues
from analysis.extraction.pipeline import read_all
from analysis.language.datelines import _dateline
from analysis.language.lexicon import LANGS, fold
from analysis.language.neighbours import neighbours
from analysis.language.number_words import tables
from analysis.language.patterns import later
from analysis.language.places import _pattern, _stations
from analysis.language.sentences import LONGEST
from analysis.language.time_grammar import grammar
from analysis.language.trie import beginnings
from analysis.language.units import measures
from analysis.loading import pdf_process as pdftext
from analysis.loading.readers import LIMIT, document, read_briefings, read_file
from analysis.presenting.tables import show
from analysis.reporting.notebooks import notebooks
from analysis.schema import frame

from ..conftest import ROOT, a_pdf, run_command

# ---- catastrophic backtracking ---------------------------------------------------------------------------------

PUMPED = [
    "1", "1,", "1.", "1 ", "a", "A ", "Aa ", "a ", " ", "\n", '"', "-", "(", "中", "一", "万", "、", "，", "of ", "and ", "the ", "1-", "1/", "a@", "a.",
    "%", "1% ", "year", "to ", "第", "人", "0", "\t", "3成", "more than ", "half ", "x1", "'", ". ", "Aaa Bbb, ", "局长",
]  # fmt: skip


def patterns() -> dict[str, re.Pattern[str]]:
    """Every compiled pattern of the package, by its text."""
    found: list[re.Pattern[str]] = []
    for module in pkgutil.walk_packages(an.__path__, "analysis."):
        if not module.name.endswith("__main__"):
            found += [v for value in vars(import_module(module.name)).values() for v in _one(value)]
    for lang in LANGS:
        for table in (grammar(lang), cues(lang), neighbours(lang), tables(lang), measures(lang)):
            found += _within(vars(table))
        found += _within(codebook().counting[lang])
        found += [*_stations(lang), _pattern(lang)]
        found += [re.compile(p, re.IGNORECASE) for p in grammar(lang).points]
    found.append(_dateline())
    for path in Path(next(iter(an.__path__))).rglob("*.py"):
        found += _inline(path)
    return {p.pattern: p for p in found}


def _inline(path: Path) -> Iterator[re.Pattern[str]]:
    """The patterns that are written where they are used: re.match(r"...", text)."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and isinstance(node.func.value, ast.Name)
            and node.func.value.id == "re"
            and node.args
            and isinstance(node.args[0], ast.Constant)
            and isinstance(node.args[0].value, str)
        ):
            yield re.compile(node.args[0].value)


def _one(value: object) -> Iterator[re.Pattern[str]]:
    """A pattern, also one that is compiled when it is first used."""
    if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
        yield value
    elif type(value) is type(later("")):
        yield re.compile(value.pattern, value.flags)  # type: ignore[attr-defined]


def _within(value: object) -> Iterator[re.Pattern[str]]:
    yield from _one(value)
    if isinstance(value, dict):
        for item in value.values():
            yield from _within(item)
    elif isinstance(value, (list, tuple)):
        for item in value:
            yield from _within(item)


def attacks(pattern: re.Pattern[str]) -> list[str]:
    """What may be pumped at a pattern: pieces of text, and the beginnings of its own matches."""
    try:
        own = sorted(beginnings(pattern.pattern, pattern.flags & re.IGNORECASE, width=12))
    except ValueError:
        own = []
    return PUMPED + own[:: max(1, len(own) // 6)]


def once(run: Callable[[], object]) -> float:
    """Seconds of processor time that one run takes."""
    start = time.process_time()
    run()
    return time.process_time() - start


def seconds(run: Callable[[], object]) -> float:
    """The shorter of two runs, in seconds of processor time."""
    return min(once(run), once(run))


SLOW = 0.02  # seconds; what is faster on a sentence of any length explodes nowhere


def test_no_pattern_explodes_on_a_sentence() -> None:
    every = patterns()
    assert len(every) > 500
    slow = []
    for pattern in every.values():
        for piece in attacks(pattern):
            texts = [(piece * size)[:size] + "\0" for size in (LONGEST // 8, LONGEST)]
            if all(once(lambda p=pattern, t=text: p.search(t)) <= SLOW for text in texts):
                continue
            short = piece * 8 + "\0"
            before, length = max(seconds(lambda p=pattern, t=short: p.search(t)), 2e-5), len(short)
            for text in texts:  # no pattern meets a longer text than a sentence can be
                took = seconds(lambda p=pattern, t=text: p.search(t))
                # A match that is tried at every character takes the square of the length, and never its third power.
                if took > SLOW and took > before * (len(text) / length) ** 2 * 3:
                    slow.append((round(took, 3), piece, len(text), pattern.pattern[:80]))
                    break
                before, length = max(took, 2e-5), len(text)
    assert not slow, slow[:5]


@pytest.mark.parametrize(
    "piece", [*PUMPED, "责任编辑：张三\n", "局长张三在", "Xinhua, March 3, 2024. ", "http://a.b/", "9" * 400 + " "]
)
def test_time_is_linear_in_the_length_of_a_document(piece: str) -> None:
    def read(size: int, lang: str) -> None:
        text = "x " + (piece * size)[:size]  # glued to a letter, a first number is a name and soon read
        row = document(Path("attack"), text, {"language": lang, "date": "2024-08-19"})
        list(read_all([row]))

    def took(runs: int, lang: str) -> tuple[float, float]:
        """Seconds for two sentences of the greatest length, and for eight."""
        small, large = (min(once(lambda n=n: read(n, lang)) for _ in range(runs)) for n in (2 * LONGEST, 8 * LONGEST))
        return small, large

    for lang in LANGS:
        read(100, lang)
        small, large = took(1, lang)
        if large >= 0.1 and large / small >= 8:
            small, large = took(3, lang)  # a machine that is busy may hold up one run
        assert large < 0.1 or large / small < 8, f"4 times the text took {large / small:.1f} times as long"


# ---- size -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("megabytes", "unit"), [(200, b"7"), (50, b"In 2023 police solved 100 cases, ")])
def test_a_file_beyond_the_limit_is_one_line(tmp_path: Path, megabytes: int, unit: bytes) -> None:
    path = tmp_path / "huge.txt"
    with path.open("wb") as file:
        for _ in range(megabytes):
            file.write((unit * (1_000_000 // len(unit) + 1))[:1_000_000])
    with pytest.raises(SourceError, match=f"{megabytes} MB is too long for one briefing; split it") as refused:
        read_file(path)
    assert "\n" not in str(refused.value)
    archive = tmp_path / "huge.ndjson"
    archive.write_bytes(b'{"text": "In 2023 police solved 100 cases."}\n')
    with archive.open("ab") as file, path.open("rb") as whole:
        while part := whole.read(1_000_000):
            file.write(part)
        file.write(b'\n{"text": "In 2023 police solved 200 cases."}\n')
    (shard, *more) = shards.plan(archive)
    found = [item for s in (shard, *more) for item in shards.documents(s)]
    assert [isinstance(item, shards.Failed) for item in found] == [False, True, False]


def test_a_line_as_long_as_a_file_may_be_is_read() -> None:
    text = "In 2023 police solved 100 cases, " + "the ministry said more, " * 100_000
    row = document(Path("line"), text, {"language": "en", "date": "2024-08-19"})
    ((_, reads, _),) = read_all([row])
    assert [d.value for read in reads for d in read.drafts if d.unit == "case"] == [100]
    assert max(len(r.text) for r in reads) <= LONGEST
    assert len(text) < LIMIT


def test_a_run_of_digits_is_one_leftover_or_more_but_never_a_claim() -> None:
    for size in (40, 5_000):
        row = document(Path("digits"), "7" * size, {"language": "en", "date": "2024-08-19"})
        ((_, reads, _),) = read_all([row])
        assert not [d for read in reads for d in read.drafts]
        left = [(r.sentence.start + o.start, r.sentence.start + o.end) for r in reads for o in r.leftovers]
        assert (left[0][0], left[-1][1]) == (0, size)


# ---- pages and PDFs ---------------------------------------------------------------------------------------------


def test_a_deeply_nested_page_is_read_or_refused(tmp_path: Path) -> None:
    path = tmp_path / "deep.html"
    for tag in ("div", "b", "table", "blockquote"):
        path.write_text(f"<html><body>{f'<{tag}>' * 100_000}In 2023 police solved 100 cases.", encoding="utf-8")
        problems: list[str] = []
        read_briefings(path, problems=problems)
        assert all(len(p.splitlines()) == 1 for p in problems)


def pdf(path: Path, stream: bytes, *, pages: int = 1) -> Path:
    """A small PDF whose pages all show one stream, compressed."""
    path.write_bytes(a_pdf(zlib.compress(stream, 9), pages, b"/Filter /FlateDecode"))
    return path


SHOWN = b"BT /F1 12 Tf 50 700 Td (In 2023 police solved 100 criminal cases.) Tj ET\n"


def test_a_plain_pdf_is_read(tmp_path: Path) -> None:
    row = read_file(pdf(tmp_path / "plain.pdf", SHOWN))
    assert "police solved 100 criminal cases" in row["text"]


@pytest.mark.parametrize(
    ("name", "stream", "pages", "told"),
    [
        ("unfolds", (b"q Q ", 50_000_000), 1, "cannot be opened|too much memory|holds pictures"),
        ("many pages", (SHOWN, 1), pdftext.PAGES + 1, "more than 500 pages"),
        (
            "much text",
            (b"1 0 0 1 0 -14 cm " + SHOWN, 60_000),
            2,
            "more than 500 pages or too much text|too much memory or time",
        ),
        ("broken", (b"", 0), 0, "holds pictures, no text|cannot be opened"),
    ],
)
def test_a_pdf_that_is_a_bomb_is_one_line(
    tmp_path: Path, name: str, stream: tuple[bytes, int], pages: int, told: str
) -> None:
    path = pdf(tmp_path / f"{name}.pdf", stream[0] * stream[1], pages=pages)
    assert path.stat().st_size < 2_000_000
    with pytest.raises(SourceError, match=told) as refused:
        read_file(path)
    assert "\n" not in str(refused.value)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limits; the caller's timeout alone stops it")
def test_a_pdf_is_read_under_limits_of_memory_and_time(tmp_path: Path) -> None:
    path = pdf(tmp_path / "plain.pdf", SHOWN)
    code = (
        "import resource, sys; from analysis.loading import pdf_process as pdftext; pdftext.main();"
        "print(resource.getrlimit(resource.RLIMIT_AS)[0], resource.getrlimit(resource.RLIMIT_CPU)[0], file=sys.stderr)"
    )
    with path.open("rb") as file:
        done = subprocess.run([sys.executable, "-c", code], stdin=file, capture_output=True, cwd=ROOT, check=True)
    assert done.stderr.decode().split() == [str(pdftext.MEMORY), str(pdftext.SECONDS)]


# ---- characters -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "In 2023 police solved 100\u200b cases and \u202e500\u202c suspects.",  # zero width; right to left
        "In 2023 police solved \u0661\u0660\u0660 cases and \U0001d7cf\U0001d7ce\U0001d7ce suspects.",  # other scripts' digits
        "２０２３年破获案件１００起，抓获\u2067500\u2069人。",
        "In 2023 police solved 1OO cases and l00 suspects, З00 guns.",  # letters that look like digits
        "In 2023 police solved 100 cases.\x00\x01\x1b[31m 500 suspects.",
        "\ufeff\ufeffIn 2023 police solved 100 cases.",
        "In 2023 police solved 3 m\u0130llion ca\u017fes, s\u0131x m\u0131ll\u0131on of 5 \u212ag.",  # letters with odd capitals
        "In 2023 police solved 1\u0301 00 cases \U0001f600 and 5\ufe0f\u20e3 suspects.",
    ],
)
def test_odd_characters_keep_addresses_true(text: str) -> None:
    for lang in LANGS:
        row = document(Path("odd"), text, {"language": lang, "date": "2024-08-19"})
        briefing = frame(an.Briefings, [row])
        for table in (an.find_claims(briefing), an.leftovers(briefing)):
            assert all(text[a:b] == raw for a, b, raw in table.select("start", "end", "raw").iter_rows())
        assert len(fold(text)) == len(text)
        seen = sorted(
            (a, b) for t in (an.find_claims(briefing), an.leftovers(briefing)) for a, b in t.select("start", "end").iter_rows()
        )  # fmt: skip
        for digits in re.finditer("[0-9]+", fold(text)):
            assert any(a <= digits.start() and digits.end() <= b for a, b in seen), digits


def test_digits_that_only_look_like_digits_are_never_read() -> None:
    row = document(Path("odd"), "In 2023 police solved l00 cases.", {"language": "en", "date": "2024-08-19"})
    assert 100.0 not in an.find_claims(frame(an.Briefings, [row]))["value"].to_list()


def test_a_file_of_mixed_encodings_is_read_or_refused(tmp_path: Path) -> None:
    path = tmp_path / "mixed.txt"
    path.write_bytes("2023年破获案件100起。\n".encode() + "抓获500人。\n".encode("gb18030") + b"\xff\xfe\x81")
    problems: list[str] = []
    read_briefings(path, problems=problems)
    assert all(len(p.splitlines()) == 1 for p in problems)


# ---- front matter and paths ---------------------------------------------------------------------------------------

BODY = "\n---\n\nIn 2023 police solved 100 cases.\n"
LAUGHS = "a: &a [x, x]\n" + "".join(
    f"{c}: &{c} [*{p}, *{p}]\n" for p, c in zip("abcdefghij", "bcdefghijk", strict=True)
)


@pytest.mark.parametrize(
    ("front", "told"),
    [
        (LAUGHS, "aliases are not read"),
        ("title: !!python/object/apply:os.system ['touch broken']", "not one line of text"),
        ("title: {a: b}", "not one line of text"),
        ("id: [a, b]", "not one line of text"),
        ("speakers: [[a]]", "not one line of text"),
        ('title: "\\ud800 half"', "half of a character"),
        ("[" * 5_000, "nested too deep|not valid YAML"),
        ("title: " + "x" * 20_000, "longer than"),
        ("id: ../../etc/passwd", "cannot"),
        ("id: ..", "cannot"),
        ("id: a/b", "cannot"),
        ("text: neither", "neither original nor restated"),
    ],
)
def test_hostile_front_matter_is_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, front: str, told: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "x.md").write_text("---\n" + front + BODY, encoding="utf-8")
    problems: list[str] = []
    assert read_briefings(tmp_path, problems=problems).is_empty()
    (line,) = problems
    assert re.search(told, line)
    assert "\n" not in line
    assert not (tmp_path / "broken").exists()


@pytest.mark.skipif(os.name == "nt", reason="links and line breaks in names are of POSIX systems")
def test_links_and_odd_names_in_a_folder(tmp_path: Path) -> None:
    outside = tmp_path / "secret.txt"
    outside.write_text("In 2023 police solved 100 cases.", encoding="utf-8")
    corpus = tmp_path / "corpus"
    (corpus / "inner").mkdir(parents=True)
    for name in (
        "with space.txt",
        "移民局 通报.txt",
        "line\nbreak.txt",
        "-rf.txt",
        "$(touch broken).txt",
        "a'b\"c.txt",
    ):
        (corpus / name).write_text("In 2023 police solved 100 cases.", encoding="utf-8")
    (corpus / "bad\nname.txt").write_bytes(b"")
    (corpus / "out.txt").symlink_to(outside)
    (corpus / "loop").symlink_to(corpus)
    (corpus / "in.txt").symlink_to(corpus / "-rf.txt")
    problems: list[str] = []
    found = read_briefings(corpus, problems=problems)
    assert all("\n" not in p for p in problems)
    assert sum("leads out of the folder" in p for p in problems) == 1
    assert sum("is empty" in p for p in problems) == 1
    assert str(outside) not in found["path"].to_list()
    assert found["briefing_id"].n_unique() == found.height >= 4
    assert not any(re.search(r"[\s/]", name) for name in found["briefing_id"])


# ---- what is shown ------------------------------------------------------------------------------------------------


def test_markup_in_the_codebook_is_shown_as_text(monkeypatch: pytest.MonkeyPatch, corpus_claims: pl.DataFrame) -> None:
    metric = corpus_claims["metric"].drop_nulls()[0]
    entry = codebook().metrics[metric]
    monkeypatch.setitem(entry.label, "en", "<script>window.broken=1</script>")
    page = show(corpus_claims.filter(pl.col("metric") == metric).head(3), title="<img src=x onerror=alert(1)>")
    content = page._repr_html_()
    assert "<script>" not in content
    assert "<img src=x" not in content
    chart = an.plot_series(an.to_series(corpus_claims.filter(an.about(metric)), keep="narrowest")).to_dict()
    assert "expr" not in str(chart.get("title"))  # a title is a text, never an expression


def test_signs_that_steer_a_terminal_are_not_printed(tmp_path: Path) -> None:
    text = (
        "In 2023 police solved \x1b]0;broken\x07 100 cases \x1b[31m red.\n\nMore than 5 guns were seized \u202e here."
    )
    (tmp_path / "x.txt").write_text(text, encoding="utf-8")
    for more in ([], ["--leftovers"]):
        done = run_command("extract", str(tmp_path / "x.txt"), *more)
        assert done.returncode == 0
        assert "\x1b" not in done.stdout
        assert "\u202e" not in done.stdout
    assert "\\x1b" in run_command("extract", str(tmp_path / "x.txt"), "--leftovers").stdout.replace("\n", "")


def test_notebooks_run_neither_shell_nor_magic() -> None:
    for path in notebooks().values():
        cells = [c for c in json.loads(path.read_text(encoding="utf-8"))["cells"] if c["cell_type"] == "code"]
        lines = [line for c in cells for line in "".join(c["source"]).splitlines()]
        assert not [
            line for line in lines if re.match(r"\s*[!%]|.*\b(?:os\.system|subprocess|get_ipython|eval|exec)\b", line)
        ]
