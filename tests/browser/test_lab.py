"""Every notebook in a real JupyterLab: run from the top, read by axe, and each widget on one screen of a classroom.

How a widget is moved, saved and read again without its kernel is the same in all: see test_widgets.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from .conftest import IDLE, ROOT, SHOTS, Lab, menu, open_in_full

pytestmark = pytest.mark.browser
NOTEBOOKS = sorted(path.name for path in (ROOT / "notebooks").glob("*.ipynb"))
BLANK = re.compile(r"(VBox|HBox|GridBox|Error displaying|Loading widget)")
# Of each widget with a figure: what is seen of it, from its question, and from its controls, to the end of its sentence.
HEIGHTS = """() => [...document.querySelectorAll('.jp-Cell-outputArea')].flatMap(area => {
    const [figure, box] = [area.querySelector('figure img'), area.querySelector('.datakit')];
    if (!figure || !box) return [];
    const last = area.querySelector('figure [role=status]').getBoundingClientRect().bottom;
    return [[last - area.getBoundingClientRect().top, last - box.getBoundingClientRect().top, figure.naturalWidth]]; })"""


@pytest.fixture(scope="module", params=NOTEBOOKS)
def name(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture(scope="module")
def visit(chromium: Any, lab: Lab, name: str) -> Iterator[Any]:
    """The notebook, run from the top on a classroom's projector, each guess skipped; no script of the page may fail."""
    page = chromium.new_page()
    page.set_viewport_size({"width": 1280, "height": 720})
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    open_in_full(page, lab, f"notebooks/{name}")
    menu(page, "Run", "Run All Cells")
    page.locator(".jp-InputPrompt", has_text="[*]").first.wait_for()
    page.wait_for_function("() => ![...document.querySelectorAll('.jp-InputPrompt')].some(e => /\\*/.test(e.innerText))",
                           timeout=120_000)  # fmt: skip
    page.wait_for_function(IDLE, timeout=60_000)
    skip = page.get_by_role("button", name="Skip", exact=True)
    for left in reversed(range(skip.count())):
        skip.first.click()
        expect(skip).to_have_count(left)
    page.wait_for_function(IDLE, timeout=60_000)
    yield page
    page.close()
    assert not problems


def test_it_runs_and_nothing_is_blank(visit: Any, name: str) -> None:
    for kind in ("error", "stderr"):
        assert visit.locator(f"[data-mime-type='application/vnd.jupyter.{kind}']").count() == 0
    shown = visit.locator(".jp-Cell-outputArea").all_inner_texts()
    assert not [text[:80] for text in shown if BLANK.match(text.strip())]
    visit.screenshot(path=SHOTS / f"{Path(name).stem}.png")


def test_each_widget_is_on_one_screen(visit: Any) -> None:
    room = visit.locator(".jp-WindowedPanel-outer")
    widgets = visit.evaluate(HEIGHTS)
    assert room.bounding_box()["height"] <= 600
    assert [widget for widget in widgets if widget[0] > room.bounding_box()["height"] or widget[2] < 800] == []
    visit.set_viewport_size({"width": 1024, "height": 576})  # what a page sees of 1280x720 at 125 percent
    visit.wait_for_timeout(500)
    near = [widget[1] for widget in visit.evaluate(HEIGHTS)]
    height = room.bounding_box()["height"]
    visit.set_viewport_size({"width": 1280, "height": 720})
    assert len(near) == len(widgets)
    assert max(near, default=0) <= height


def test_axe_finds_no_serious_fault(visit: Any) -> None:
    visit.evaluate("() => document.querySelectorAll('details').forEach(each => each.open = true)")
    found = Axe().run(visit, context={"include": [[".jp-Cell-outputArea"]]})
    bad = [v for v in found.response["violations"] if v["impact"] in ("serious", "critical")]
    assert not bad, [(v["id"], v["help"], [n["html"][:150] for n in v["nodes"]][:3]) for v in bad]
