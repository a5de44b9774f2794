"""Run every notebook with its default parameters and save it with its outputs: `python tests/refresh_notebooks.py`."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

from analysis.files import write_whole
from analysis.reporting.execution import clean, execute
from analysis.reporting.notebooks import notebooks

for name, path in notebooks().items():
    with tempfile.TemporaryDirectory() as scratch:
        done = Path(scratch) / "done.ipynb"
        execute(path, done, {})
        book = clean(json.loads(done.read_text(encoding="utf-8")))
    write_whole(path, json.dumps(book, ensure_ascii=False, indent=1) + "\n")
    print(f"{name}: refreshed")
