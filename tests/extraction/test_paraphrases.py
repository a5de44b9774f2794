"""One thing said in many ways is read alike: tests/cases/paraphrases.toml."""

from __future__ import annotations

import tomllib

import pytest

from ..conftest import ROOT, claims_of

DAY = "2025-07-16"  # on which all of them are said
GROUPS = tomllib.loads((ROOT / "tests" / "cases" / "paraphrases.toml").read_text(encoding="utf-8"))["group"]


@pytest.mark.parametrize("group", GROUPS, ids=lambda g: f"{g['language']}: {g['name']}")
def test_every_form_is_read_alike(group: dict[str, object]) -> None:
    wrong = []
    for form in group["forms"]:  # type: ignore[attr-defined]
        sentence = str(group["frame"]).replace("{}", form)
        found = claims_of(sentence, str(group["language"]), DAY, str(group.get("agency", "NIA")))
        chosen = (
            c for c in found if str(group.get("raw", "")) in str(c["raw"]) and group.get("kind") in (None, c["kind"])
        )
        claim = next(chosen, {})
        wanted = group["want"]
        read = {name: None if claim.get(name) is None else str(claim[name]) for name in wanted}  # type: ignore[attr-defined]
        if read != wanted:
            wrong.append((sentence, read))
    assert not wrong
