"""The project's own papers: citation, environment, lock, README, imports, and what no file may hold."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib
from importlib import resources
from pathlib import Path

import pytest
import yaml

import analysis
import go
from analysis.errors import LexiconError
from analysis.language.lexicon import _check_languages, lexicon

from ..conftest import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
LOCKED = set(
    re.findall(r"^([a-z0-9-]+)==", (ROOT / "requirements-test.lock").read_text(encoding="utf-8"), re.MULTILINE)
)


def name_of(requirement: str) -> str:
    return re.match(r"[A-Za-z0-9-]+", requirement)[0].lower()


def test_the_citation_is_valid() -> None:
    import jsonschema

    stated = yaml.load((ROOT / "CITATION.cff").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    schema = resources.files("check_jsonschema") / "builtin_schemas" / "vendor" / "citation-file-format.json"
    jsonschema.validate(stated, json.loads(schema.read_text(encoding="utf-8")))
    assert stated["version"] == PROJECT["version"]
    assert stated["license"] == PROJECT["license"]


def test_the_lock_pins_every_dependency_with_hashes_and_no_address() -> None:
    text = (ROOT / "requirements-test.lock").read_text(encoding="utf-8")
    wanted = [*PROJECT["dependencies"], *(r for extra in PROJECT["optional-dependencies"].values() for r in extra)]
    assert {name_of(r) for r in wanted} <= LOCKED
    assert "://" not in text
    blocks = re.split(r"\n(?=[a-z0-9])", text.strip())
    assert all("--hash=sha256:" in block for block in blocks)


def test_the_conda_environment_is_the_projects() -> None:
    environment = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))
    pip = next(d["pip"] for d in environment["dependencies"] if isinstance(d, dict))
    assert pip == ["-r requirements.lock"]
    python = next(d for d in environment["dependencies"] if isinstance(d, str) and d.startswith("python="))
    version = tuple(map(int, python.split("=")[1].split(".")))
    assert go.OLDEST <= version <= go.NEWEST
    others = {name_of(d) for d in environment["dependencies"] if isinstance(d, str)} - {"python", "pip"}
    assert others <= {name_of(r) for r in PROJECT["dependencies"]}


def test_the_ten_lines_of_the_readme_work_when_pasted(tmp_path: Path) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    block = re.search(r"```python\n(.*?)```", readme, re.DOTALL)[1]
    assert 8 <= len([line for line in block.splitlines() if line.strip()]) <= 12
    done = subprocess.run(
        [sys.executable, "-c", block], capture_output=True, text=True, encoding="utf-8", cwd=tmp_path, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout


def test_go_stops_with_a_remedy(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(go.sys, "version_info", (3, 9, 2))
    assert go.main(["report"]) == 1
    assert "start go.py with Python 3.11 to 3.14" in capsys.readouterr().err
    assert go.main(["nothing"]) == 2


def test_go_makes_the_environment_with_the_python_behind_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(go.sys, "executable", str(go.VENV / "bin" / "python"))
    monkeypatch.setattr(go.sys, "_base_executable", "/usr/bin/python3")
    assert go.base_python() == "/usr/bin/python3"


def test_go_adds_to_an_environment_that_holds_less_and_leaves_one_that_holds_more(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    made, installed = [], []
    venv = tmp_path / ".venv"

    def make(uv: str | None) -> None:
        made.append(uv)
        (venv / "bin").mkdir(parents=True)
        (venv / "bin" / "python").touch()

    monkeypatch.setattr(go, "VENV", venv)
    monkeypatch.setattr(go, "PYTHON", venv / "bin" / "python")
    monkeypatch.setattr(go, "make_venv", make)
    monkeypatch.setattr(go, "fetch_uv", lambda python: "uv")
    monkeypatch.setattr(go, "install", lambda uv, lock: installed.append(lock.name))
    for task in ("report", "lab", "report", "test", "lab", "report"):
        go.set_up(task)
    assert len(made) == 1
    assert installed == ["requirements-report.lock", "requirements.lock", "requirements-test.lock"]
    (venv / "set-up").write_text("of another state")
    go.set_up("report")
    assert len(made) == 2
    assert installed[-1] == "requirements-report.lock"


def test_each_lock_holds_those_before_it() -> None:
    pins = [set(re.findall(r"^\S+==\S+", lock.read_text(encoding="utf-8"), re.MULTILINE)) for lock in go.LOCKS.values()]
    assert pins[0] < pins[1] < pins[2]
    assert not any(pin.startswith("jupyterlab==") for pin in pins[0])


def test_go_names_a_missing_venv_module_and_a_broken_download(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(go, "VENV", tmp_path / "v")
    monkeypatch.setitem(sys.modules, "venv", None)
    with pytest.raises(go.Stop, match="has no venv module; install it"):
        go.make_venv(None)
    with pytest.raises(go.Stop, match=r"(?s)no route.*check the network"):
        go.run([sys.executable, "-c", "print('no route'); raise SystemExit(1)"], "check the network")


def test_a_name_that_does_not_exist_is_refused_with_a_suggestion() -> None:
    with pytest.raises(AttributeError, match="did you mean 'find_claims'"):
        analysis.find_claim  # noqa: B018


@pytest.mark.parametrize("name", sorted(p.stem for p in (ROOT / "analysis" / "language" / "lexicon").glob("*.toml")))
def test_every_concept_has_both_languages(name: str) -> None:
    assert lexicon(name)
    with pytest.raises(LexiconError, match="no words for 'zh'"):
        _check_languages([{"en": ["x"]}], "lexicon/x.toml")


def test_no_file_names_a_package_registry_or_a_machine() -> None:
    listed = subprocess.run(["git", "ls-files"], capture_output=True, text=True, cwd=ROOT, check=True).stdout.split(
        "\n"
    )
    registries = "|".join(["py" + "pi.org", "python" + "hosted", "npm" + "js", "deb." + "debian"])
    for name in filter(None, listed):
        content = (ROOT / name).read_bytes() if (ROOT / name).exists() else b""
        assert not re.search(registries.encode(), content), name


@pytest.mark.parametrize("path", sorted((ROOT / "notebooks").glob("*.ipynb")), ids=lambda p: p.stem)
def test_notebooks_are_short_answers_under_questions(path: Path) -> None:
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    code = ["".join(c["source"]) for c in cells if c["cell_type"] == "code"]
    assert sum("parameters" in c["metadata"].get("tags", []) for c in cells) == 1
    assert len(code) <= 25
    assert sum(len(c.splitlines()) for c in code) <= 80
    assert max(len(c.splitlines()) for c in code) <= 8
    assert not any(re.search(r"^\s*(?:def|class|for|%|!)", c, re.MULTILINE) for c in code)
    assert all(
        c.get("outputs")
        or "parameters" in c["metadata"].get("tags", [])
        or "import" in "".join(c["source"])
        or "=" in "".join(c["source"])
        for c in cells
        if c["cell_type"] == "code"
    )
