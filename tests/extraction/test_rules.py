"""The table of rules: each row has examples in both languages, or says why there are none, and reads them."""

from __future__ import annotations

import pytest

from analysis.extraction.clauses.rules import RULES, Rule
from analysis.language.lexicon import LANGS

from .case_files import Case
from .judging import faults_of, parameters

NONE = "none: "


def lacking(rule: Rule) -> list[str]:
    """The languages in which a rule has neither an example nor a reason why there is none."""
    said = {lang: getattr(rule, lang) for lang in LANGS}
    return [lang for lang, text in said.items() if not text.removeprefix(NONE).strip() or text.strip() == NONE.strip()]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_a_rule_has_examples_or_reasons_in_both_languages(rule: Rule) -> None:
    assert not lacking(rule)
    assert any(not getattr(rule, lang).startswith(NONE) for lang in LANGS), "a rule without any example is not tested"


def test_a_rule_without_examples_is_found() -> None:
    rule = RULES[0]
    assert lacking(rule._replace(en="")) == ["en"]
    assert lacking(rule._replace(en="none: ", zh=" ")) == ["en", "zh"]
    assert lacking(rule._replace(zh="none: the noun stands before the figure")) == []


@pytest.mark.parametrize("case", parameters("rules"))
def test_a_rule_reads_its_example(case: Case) -> None:
    """Its pattern fits the example's figure, which is of the kind and the direction that the rule gives."""
    assert not faults_of(case)
