"""A JupyterLab of its own, with JupyterLab's own way of sending callbacks, and a Chromium to drive it."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import pytest

ROOT = Path(__file__).resolve().parents[2]
SHOTS = ROOT / "build" / "screenshots"
NAMES = (os.environ.get("CHROMIUM", ""), "chromium", "chromium-browser", "google-chrome")
CHROMIUM = next((found for name in NAMES if name and (found := shutil.which(name))), None)
# No question about news over the cells, and all cells in the page at once, so that a test can find them. How
# callbacks come is left as JupyterLab has it: in a second thread.
SETTINGS = {
    "apputils-extension/notification": '{"fetchNews": "false", "checkForUpdates": false}',
    "notebook-extension/tracker": '{"windowingMode": "none"}',
}
SHIPPED = json.loads((ROOT / "share/jupyter/lab/settings/overrides.d/datakit.json").read_text(encoding="utf-8"))
KEYS = "@jupyterlab/shortcuts-extension:shortcuts"  # of what we ship for JupyterLab, all that `lab` uses
IDLE = "() => /\\| Idle/.test(document.querySelector('#jp-main-statusbar')?.innerText || '')"
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]


class Lab(NamedTuple):
    """A running JupyterLab: where it is, and the folder that it serves."""

    address: str
    root: Path


@pytest.fixture(scope="session")
def lab(tmp_path_factory: pytest.TempPathFactory, frames_folder: Path) -> Iterator[Lab]:
    """JupyterLab on a copy of the notebooks and exercises and on frames built from the articles."""
    home = tmp_path_factory.mktemp("lab")
    root = home / "root"
    own = shutil.ignore_patterns(".ipynb_checkpoints", "*.progress.csv")
    for folder in ("notebooks", "exercises"):
        shutil.copytree(ROOT / folder, root / folder, ignore=own)
    shutil.copytree(frames_folder, root / "build" / "frames")
    with serve(home, root, {KEYS: SHIPPED[KEYS]}) as running:
        yield running


@contextmanager
def serve(home: Path, root: Path, overrides: dict[str, Any]) -> Iterator[Lab]:
    """JupyterLab on `root`, with nothing of this machine's settings but `overrides`."""
    port = free_port()
    places = {f"JUPYTER_{kind}_DIR": str(home / kind) for kind in ("CONFIG", "DATA", "RUNTIME")}
    paths = os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])
    env = {**os.environ, **places, "IPYTHONDIR": str(home / "ipython"), "PYTHONPATH": paths}
    env["JUPYTERLAB_SETTINGS_DIR"] = str(home / "settings")
    for name, value in SETTINGS.items():
        place = home / "settings" / "@jupyterlab" / f"{name}.jupyterlab-settings"
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(value)
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", f"--ServerApp.port={port}"]
    command += ["--ServerApp.ip=127.0.0.1", "--ServerApp.port_retries=0", "--IdentityProvider.token=t"]
    command += [f"--ServerApp.root_dir={root}", "--LabApp.extension_manager=readonly"]
    command += [f"--LabApp.app_settings_dir={home / 'app'}"]
    (home / "app").mkdir()
    (home / "app" / "overrides.json").write_text(json.dumps(overrides))
    with open(home / "log", "wb") as log:
        server = subprocess.Popen(command, env=env, stdout=log, stderr=log, start_new_session=True)
    address = f"http://127.0.0.1:{port}"
    try:
        wait_for(f"{address}/api?token=t", server, home / "log")
        yield Lab(address, root)
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        server.wait(30)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(address: str, server: subprocess.Popen, log: Path) -> None:
    for _ in range(600):
        try:
            urllib.request.urlopen(address, timeout=2)
            return
        except (OSError, urllib.error.URLError):
            if server.poll() is not None:
                break
            time.sleep(0.1)
    pytest.fail(f"JupyterLab did not start: {log.read_text()[-800:]}")


@pytest.fixture(scope="session")
def chromium(tmp_path_factory: pytest.TempPathFactory, lab: Lab) -> Iterator[Any]:
    """One browser window of the size of a classroom projector, taller so that a widget fits in."""
    from playwright.sync_api import sync_playwright

    SHOTS.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as driver:
        profile = str(tmp_path_factory.mktemp("profile"))
        options = {"executable_path": CHROMIUM, "headless": True, "args": QUIET}
        window = driver.chromium.launch_persistent_context(profile, viewport={"width": 1280, "height": 1000}, **options)
        window.set_default_timeout(30_000)
        yield window
        window.close()


def menu(page: Any, *names: str) -> None:
    for name in names:
        page.get_by_role("menuitem", name=name, exact=True).click()


def open_in_full(page: Any, lab: Lab, path: str) -> None:
    page.goto(f"{lab.address}/lab/tree/{path}?token=t&reset", wait_until="load")
    page.wait_for_selector(".jp-NotebookPanel .jp-Cell", timeout=60_000)
    page.wait_for_function(IDLE, timeout=60_000)
    page.keyboard.press("Control+b")  # the file list away: as one would project it


def restart(page: Any) -> None:
    menu(page, "Kernel")
    page.get_by_role("menuitem", name=re.compile("^Restart Kernel")).first.click()
    page.locator(".jp-Dialog .jp-mod-accept").click()
    page.wait_for_timeout(1500)
    page.wait_for_function(IDLE, timeout=60_000)
