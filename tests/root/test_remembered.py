"""What is remembered between processes is what would be made anew, or is made anew."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from analysis import remembered as module
from analysis.remembered import remembered


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(module, "_folder", lambda: tmp_path)
    return tmp_path


class Made:
    """Something to make, and how often it was made."""

    def __init__(self, made: Any) -> None:
        self.made, self.times = made, 0

    def ask(self, of: Any = "words") -> Any:
        def make() -> Any:
            self.times += 1
            return self.made

        return remembered("some", of, make)


def test_a_thing_is_made_once_and_again_where_what_it_is_made_of_changed(folder: Path) -> None:
    table = Made({"rise": ["grow", "climb"], "since": date(2018, 4, 2), "一": 1.5})
    assert table.ask() == table.ask() == table.made
    assert table.times == 1
    assert table.ask(of="other words") == table.made
    assert table.times == 2
    assert len(list(folder.iterdir())) == 2


def test_half_a_file_is_made_anew(folder: Path) -> None:
    table = Made(["grow"])
    table.ask()
    (file,) = folder.iterdir()
    file.write_text('["gr', encoding="utf-8")
    assert table.ask() == ["grow"]
    assert table.ask() == ["grow"]
    assert table.times == 2


@pytest.mark.parametrize("odd", [("a", "tuple"), {"a": {1, 2}}, {1: "a number as key"}, float("nan")])
def test_what_json_does_not_hold_is_never_written(folder: Path, odd: Any) -> None:
    thing = Made(odd)
    assert thing.ask() is odd
    assert thing.ask() is odd
    assert not list(folder.iterdir())


def test_without_a_folder_to_write_in_all_is_made(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "kept_folder", lambda: None)
    module._folder.cache_clear()
    table = Made(["grow"])
    assert table.ask() == table.ask() == ["grow"]
    assert table.times == 2
    module._folder.cache_clear()


def test_the_oldest_files_of_a_name_go(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST", 3)
    for number in range(6):
        Made([number]).ask(of=number)
    assert len(list(folder.iterdir())) == 3
