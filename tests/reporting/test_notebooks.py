"""Every notebook with other parameters: another agency, one metric over all years, the strict reading, an empty result."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from analysis.errors import LexiconError
from analysis.reporting import notebooks as rendering
from analysis.reporting.made import Made

from ..conftest import all_made

COMMON: dict[str, dict[str, Any]] = {
    "another agency": {"agency": "Frontex", "metric": "", "years": []},
    "one metric over all years": {"metric": "suspects_arrested", "years": [], "agency": ""},
    "strict": {"reading": "strict"},
    "empty": {"metric": "deaths_at_sea", "agency": "NIA", "years": []},
}
OTHER = {
    ("03-across-briefings", "another agency"): {"agency": "US CBP"},  # an agency that told a figure again otherwise
    # what cannot all hold by the letter is looked for among the statements of two years: among all it takes minutes
    ("05-do-the-figures-agree", "strict"): {"years": [2022, 2023]},
}
SETS: list[tuple[str, str, dict[str, Any]]] = [
    *((name, what, given | OTHER.get((name, what), {})) for name in ("03-across-briefings", "04-across-years", "05-do-the-figures-agree") for what, given in COMMON.items()),
    ("02-across-outlets", "another agency", {"event": "all", "agency": "Frontex"}),
    ("02-across-outlets", "the event told most of an agency", {"agency": "Frontex"}),
    ("02-across-outlets", "one metric over all years", {"event": "all", "metric": "suspects_arrested"}),
    ("02-across-outlets", "strict", {"event": "2022-01-12-nia-press-conference", "reading": "strict"}),
    ("02-across-outlets", "empty", {"event": "2024-08-19-scio-high-quality-development", "metric": "deaths_at_sea"}),
    ("06-how-far-to-trust", "another agency", {"agency": "Frontex"}),
    ("06-how-far-to-trust", "one metric", {"metric": "suspects_arrested"}),
    ("06-how-far-to-trust", "one agency and metric", {"agency": "US CBP", "metric": "encounters"}),
    ("06-how-far-to-trust", "empty", {"agency": "NIA", "metric": "deaths_at_sea"}),
]  # fmt: skip
EMPTY = {
    "02-across-outlets": "No two figures here differ",
    "03-across-briefings": "No two figures here differ",
    "04-across-years": "No figure fits these choices.",
    "05-do-the-figures-agree": "There was nothing to check",
    "06-how-far-to-trust": "No figure of these briefings was read by hand",
}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Made]:
    """Every set of parameters, checked and run, in one process that makes one after the other."""
    sets = [Made(f"{notebook}-{what.replace(' ', '-')}", notebook, given) for notebook, what, given in SETS]
    return all_made(sets, tmp_path_factory.mktemp("sets"))


@pytest.mark.parametrize(("notebook", "what"), [(n, w) for n, w, _ in SETS], ids=[f"{n}-{w}" for n, w, _ in SETS])
def test_a_notebook_runs_with_other_parameters(made: dict[str, Made], notebook: str, what: str) -> None:
    one = made[f"{notebook}-{what.replace(' ', '-')}"]
    assert one.error == ""
    assert one.ipynb is not None
    book = json.loads(one.ipynb.read_text(encoding="utf-8"))
    outputs = [o for c in book["cells"] for o in c.get("outputs", [])]
    assert not any(o["output_type"] == "error" for o in outputs)
    assert one.finding
    if what == "empty":
        assert EMPTY[notebook] in one.finding
    else:
        assert EMPTY[notebook] not in one.finding.splitlines()[0]


@pytest.mark.parametrize("name", sorted(rendering.notebooks()))
def test_a_notebook_keeps_to_its_form(name: str) -> None:
    """Parameters first, cells short, no function, loop or magic in them, outputs saved, a finding, a stamp."""
    book = json.loads(rendering.notebooks()[name].read_text(encoding="utf-8"))
    code = [c for c in book["cells"] if c["cell_type"] == "code"]
    assert code[0]["metadata"]["tags"] == ["parameters"]
    assert sum("finding" in c["metadata"].get("tags", []) for c in code) == 1
    for cell in code:
        source = "".join(cell["source"])
        assert len(source.splitlines()) <= 8, source
        assert not any(
            line.lstrip().startswith(("def ", "class ", "for ", "while ", "%", "!")) for line in source.splitlines()
        )
        assert "../" not in source
        assert "/home" not in source
    headings = ["".join(c["source"]).splitlines()[0] for c in book["cells"] if c["cell_type"] == "markdown"]
    assert headings[0].startswith("# ")
    assert all(h.startswith("## ") for h in headings[1:])
    assert "an.stamp(" in "".join(code[-1]["source"])
    assert all(c["outputs"] for c in code[2:])


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"metrik": "x"}, "has no parameter 'metrik'; did you mean 'metric'"),
        ({"metric": "suspects"}, "no metric 'suspects' here; did you mean"),
        ({"years": [1990, 1991]}, "no claim is of 1990 to 1991"),
        ({"years": "2021"}, r"of the wrong type; give a list such as \[2021, 2024\]"),
        ({"agency": "NAI"}, "no agency 'NAI' here; did you mean 'NIA'"),
        ({"reading": "strikt"}, "no reading 'strikt' here; did you mean 'strict'"),
    ],
)
def test_parameters_are_checked_before_a_run(tmp_path: Path, given: dict[str, Any], message: str) -> None:
    with pytest.raises(LexiconError, match=message):
        rendering.render("04-across-years", out=tmp_path, **given)
    assert list(tmp_path.iterdir()) == []


def test_an_event_is_checked_before_a_run(tmp_path: Path) -> None:
    with pytest.raises(LexiconError, match="no event '2024-08-19-scio' here"):
        rendering.render("02-across-outlets", out=tmp_path, event="2024-08-19-scio")
