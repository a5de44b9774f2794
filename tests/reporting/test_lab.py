"""A real JupyterLab in a headless Chromium: notebooks open, run and draw, and nothing leaves the machine.

Of the notebooks those with the most charts and with the most tables are opened; nbval runs every one, and a report draws every one.

The screenshots are kept in reports/lab/ for a person to look at.
"""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from typing import Any

import pytest

from analysis.kept import FOLDER
from analysis.paths import kept_folder
from analysis.reporting.notebooks import notebooks

from ..conftest import ROOT
from .test_reports import HOSTILE

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
PICTURES = ROOT / "reports" / "lab"


OPENED = ["00-start-here", "04-across-years", "05-do-the-figures-agree", "10-codebook"]
# All cells drawn at once, so that every chart can be counted; no question about news over the picture.
SETTINGS = {
    "notebook-extension/tracker": {"windowingMode": "none"},
    "apputils-extension/notification": {"fetchNews": "false", "checkForUpdates": False},
}


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a JupyterLab that serves copies of the notebooks."""
    folder = tmp_path_factory.mktemp("lab")
    (folder / "briefings").mkdir()
    (folder / "briefings" / "hostile.md").write_text(HOSTILE, encoding="utf-8")
    for path in notebooks().values():
        shutil.copy(path, folder)
        own = path.read_text(encoding="utf-8").replace('corpus = \\"\\"', 'corpus = \\"briefings\\"')
        (folder / f"own-{path.name}").write_text(own, encoding="utf-8")
    settings = folder / ".settings" / "@jupyterlab"
    for place, content in SETTINGS.items():
        target = settings / f"{place}.jupyterlab-settings"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(json.dumps(content), encoding="utf-8")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options = [f"--ServerApp.port={port}", "--ServerApp.ip=127.0.0.1", "--IdentityProvider.token=", "--no-browser", "--allow-root", "--LabApp.expose_app_in_browser=True", "--LabApp.news_url=", "--ServerApp.disable_check_xsrf=True", f"--ServerApp.root_dir={folder}"]  # fmt: skip
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "JUPYTER_CONFIG_DIR": str(folder / ".config"),
        "JUPYTERLAB_SETTINGS_DIR": str(folder / ".settings"),
        FOLDER: str(
            kept_folder() or folder / "kept"
        ),  # what is drawn is tested here: no notebook reads the corpus anew
    }
    server = subprocess.Popen(
        [sys.executable, "-m", "jupyterlab", *options],
        cwd=folder,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    address = f"http://127.0.0.1:{port}"
    for _ in range(120):
        try:
            urllib.request.urlopen(f"{address}/api", timeout=2)
            break
        except OSError:
            time.sleep(0.5)
    yield address
    server.terminate()
    server.wait(20)


CHART = ".jp-OutputArea-output svg.marks, .jp-OutputArea-output canvas.marks"
RUN = "async () => { await window.jupyterapp.commands.execute('notebook:run-all-cells'); }"
READY = "() => window.jupyterapp && window.jupyterapp.shell.currentWidget && window.jupyterapp.shell.currentWidget.context && window.jupyterapp.shell.currentWidget.context.isReady && window.jupyterapp.shell.currentWidget.sessionContext && window.jupyterapp.shell.currentWidget.sessionContext.isReady"
STATE = """() => {
  const cells = window.jupyterapp.shell.currentWidget.content.model.sharedModel.cells.filter(c => c.cell_type === 'code');
  const outputs = cells.flatMap(c => c.getOutputs());
  return {
    run: cells.every(c => c.execution_count !== null),
    errors: outputs.filter(o => o.output_type === 'error').map(o => o.ename + ': ' + o.evalue),
    charts: outputs.filter(o => o.data && o.data['application/vnd.vegalite.v5+json']).length,
  };
}"""


@pytest.fixture(scope="module")
def window() -> Iterator[Any]:
    """A browser that has loaded JupyterLab's own code once for all notebooks."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        arguments = ["--no-sandbox", "--disable-gpu", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"]
        browser = play.chromium.launch(executable_path=CHROMIUM, args=arguments)
        yield browser.new_context(viewport={"width": 1300, "height": 2200})
        browser.close()


def opened(window: Any, lab: str, name: str) -> dict[str, Any]:
    """Open a notebook, run all its cells and keep a picture: what ran, what failed, what was drawn and asked for."""
    asked: list[str] = []
    with window.new_page() as page:
        here = (lab, lab.replace("http", "ws"), "data:", "blob:")
        page.on("request", lambda r: asked.append(r.url) if not r.url.startswith(here) else None)
        page.goto(f"{lab}/lab/tree/{name}.ipynb?reset")
        page.wait_for_function(READY, timeout=60_000)
        page.evaluate("() => window.jupyterapp.commands.execute('notebook:clear-all-cell-outputs')")
        page.evaluate(RUN)
        page.wait_for_function(f"() => ({STATE})().run", timeout=120_000)
        page.wait_for_timeout(1500)
        state: dict[str, Any] = page.evaluate(STATE)
        page.wait_for_function(
            f"() => document.querySelectorAll('{CHART}').length >= {state['charts']}", timeout=30_000
        )
        state["drawn"] = page.evaluate(f"document.querySelectorAll('{CHART}').length")
        state["broken"] = page.evaluate("window.broken === undefined ? null : window.broken")
        state["links"] = page.evaluate("[...document.querySelectorAll('a[href]')].map(a => a.href)")
        PICTURES.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=str(PICTURES / f"{name}.png"))
    return state | {"asked": asked}


@pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium to open JupyterLab")
@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("name", OPENED)
def test_a_notebook_runs_in_jupyterlab(window: Any, lab: str, name: str) -> None:
    state = opened(window, lab, name)
    assert state["errors"] == []
    assert state["asked"] == []
    assert state["drawn"] == state["charts"]


@pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium to open JupyterLab")
@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("name", ["01-one-briefing", "07-write-up"])
def test_nothing_in_a_briefing_runs_in_jupyterlab(window: Any, lab: str, name: str) -> None:
    state = opened(window, lab, f"own-{name}")
    assert state["errors"] == []
    assert state["broken"] is None
    assert state["asked"] == []
    assert not [link for link in state["links"] if link.startswith("javascript:")]
