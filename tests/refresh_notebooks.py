"""Run every notebook with its default parameters and save it with its outputs: `python tests/refresh_notebooks.py`."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

from analysis.files import write_whole
from analysis.reporting.made import Made
from analysis.reporting.notebooks import notebooks, task_of
from analysis.reporting.workshop import Workshop

with Workshop() as workshop, tempfile.TemporaryDirectory() as scratch:
    workshop.begin([task_of(Made(name, name, {}), Path(scratch), ("html", "ipynb")) for name in notebooks()])
    for result in workshop.results():
        name = result["name"]
        if result.get("error"):
            print(f"{name}: {result['error']}")
            continue
        book = json.loads((Path(scratch) / f"{name}.ipynb").read_text(encoding="utf-8"))
        write_whole(notebooks()[name], json.dumps(book, ensure_ascii=False, indent=1) + "\n")
        print(f"{name}: refreshed")
