"""Run every notebook with its default parameters and save it with its outputs: `python tests/refresh_notebooks.py`."""

from __future__ import annotations

import json
import sys
import tempfile
import time
from pathlib import Path

from analysis.files import write_whole
from analysis.reporting.made import Made
from analysis.reporting.notebooks import notebooks, task_of
from analysis.reporting.workshop import Workshop

start, failed = time.monotonic(), 0
with Workshop() as workshop, tempfile.TemporaryDirectory() as scratch:
    workshop.begin([task_of(Made(name, name, {}), Path(scratch), ("html", "ipynb")) for name in notebooks()])
    for result in workshop.results():
        name = result["name"]
        if result.get("error"):
            failed += 1
            print(f"{name}: {result['error']}", file=sys.stderr)
            continue
        book = json.loads((Path(scratch) / f"{name}.ipynb").read_text(encoding="utf-8"))
        write_whole(notebooks()[name], json.dumps(book, ensure_ascii=False, indent=1) + "\n")
        print(f"{time.monotonic() - start:5.1f} s  {name}: refreshed", flush=True)
sys.exit(1 if failed else 0)
