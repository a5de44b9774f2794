"""The list of known failures is honest: its rows are cases that there are, each with a kind of fault that is in the closed list."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from ..conftest import rows_of
from .case_files import SOURCES, Case, cases_of
from .judging import KNOWN, faults_of, known

KINDS = {
    "no claim", "extra claim", "leftover", "value", "low", "high", "unit", "kind", "modifier", "direction", "base", "period", "scope",
    "metric missed", "metric wrong", "counted", "head", "rule",
}  # fmt: skip


def test_every_row_names_a_case_once_and_a_kind_of_fault() -> None:
    rows = rows_of(KNOWN)
    assert len(known()) == len(rows)
    for row in rows:
        assert row["case"] in cases_of(row["cases"])
        assert set(row["fault"].split("; ")) <= KINDS


def test_how_many_cases_fail(measured: Callable[[str], None]) -> None:
    """At most one case in ten may be a known failure."""
    failing = Counter(cases for cases, _ in known())
    sizes = {name: len(cases_of(name)) for name in SOURCES}
    measured(
        "cases read right: " + ", ".join(f"{name} {size - failing[name]} of {size}" for name, size in sizes.items())
    )
    assert sum(failing.values()) < 0.1 * sum(sizes.values())


def test_a_case_is_judged_by_every_field_that_it_names() -> None:
    """The judge itself: a right case has no fault, each wrong field is one."""
    text = "Police arrested more than 39,000 criminal suspects."
    right = {
        "raw": "39,000", "value": 39000, "unit": "person", "kind": "level", "modifier": "more_than", "metric": "suspects_arrested",
        "start": None, "end": None, "counted": "criminal suspects",
    }  # fmt: skip
    wrong = {
        "value": 38000, "unit": "case", "kind": "change", "modifier": "exact", "metric": None, "start": "2024-01-01", "end": "2024-08-19",
        "counted": "suspects",
    }  # fmt: skip

    def judged(**changed: object) -> list[str]:
        case = next(c for c in cases_of("claims").values() if c.text == text)
        return faults_of(Case("claims", case.name, "en", text, ({**right, **changed},), left=(), only=True))

    assert judged() == []
    for field, value in wrong.items():
        (fault,) = judged(**{field: value})
        assert fault.startswith({"start": "period", "end": "period", "metric": "metric wrong"}.get(field, field))
    assert faults_of(Case("claims", next(iter(cases_of("claims"))), "en", text, (), only=True))
