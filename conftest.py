"""Tests that need a browser, in every test run: they run, or fail in CI, or are reported loudly as not run."""

from __future__ import annotations

import importlib.util
import os
import shutil

import pytest

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
MAC = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"
NOT_RUN = "test not run: "


def find_chromium() -> str | None:
    """Path of a Chromium-like browser: $CHROMIUM if set, otherwise the first one found on this machine."""
    if chosen := os.environ.get("CHROMIUM"):
        return shutil.which(chosen)
    return next((path for name in (*NAMES, MAC) if (path := shutil.which(name))), None)


def why_no_browser() -> str | None:
    """The reason why browser tests cannot run here, or None if they can."""
    if importlib.util.find_spec("playwright") is None:
        return "playwright is not installed; run the tests with `make test`"
    if find_chromium() is None:
        return "no Chromium was found; install one or set CHROMIUM to its path"
    return None


NEEDS = {"browser": why_no_browser}


def pytest_runtest_setup(item: pytest.Item) -> None:
    for marker, why in NEEDS.items():
        if item.get_closest_marker(marker) and (reason := why()):
            if os.environ.get("CI", "").lower() in {"1", "true", "yes"}:
                pytest.fail(NOT_RUN + reason, pytrace=False)
            pytest.skip(NOT_RUN + reason)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    skipped = [str(report.longrepr) for report in terminalreporter.stats.get("skipped", [])]
    for marker, why in NEEDS.items():
        reason = why()
        if count := reason and sum(NOT_RUN + reason in text for text in skipped):
            terminalreporter.section(f"{marker.upper()} TESTS DID NOT RUN", sep="!", red=True, bold=True)
            terminalreporter.line(f"{count} skipped: {reason}.")
