"""Every notebook in a real JupyterLab: run, moved, reloaded, restarted, and checked by axe."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from .conftest import IDLE, ROOT, SHOTS, Lab, menu, open_in_full, restart

pytestmark = pytest.mark.browser
EVERY = sorted((ROOT / "notebooks").glob("*.ipynb"))
NOTEBOOKS = [path.name for path in EVERY if "datakit.display" in path.read_text(encoding="utf-8")]  # with panels
PANEL = ".jp-OutputArea-output:has(img.widget-image)"
CONTROLS = "select, textarea, input:not([type=hidden]), button"
HOSTILE = "<img src=x onerror=alert(1)> $5 to $6, over 3 年 of 7."  # what a careless or hostile user types
# A running cell that draws with pyplot and changes the theme. It keeps its figures by name: any widget's
# message closes pyplot's current figure in a running cell (ipykernel calls the inline backend's hook then).
NOISE = """
import io
import seaborn as sns
from matplotlib import pyplot as plt
sizes = set()
for turn in range(60):
    sns.set_theme(style=["dark", "ticks"][turn % 2], font_scale=1 + turn % 2)
    figure, ax = plt.subplots(figsize=(4, 3))
    ax.plot([1, 2], label="a")
    ax.legend()
    figure.savefig(io.BytesIO(), format="png")
    sizes.add(len(ax.lines))
    plt.close(figure)
sns.reset_orig()
print("lines in each figure:", sizes)
"""


@pytest.fixture(scope="module", params=NOTEBOOKS)
def name(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture(scope="module")
def visit(chromium: Any, lab: Lab, name: str) -> Iterator[Any]:
    """One page for all that is done with one notebook, as saved; no script of the page may fail in it."""
    page = chromium.new_page()
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    open_in_full(page, lab, f"notebooks/{name}")
    yield page
    page.close()
    assert not problems


@pytest.fixture(scope="module")
def panels(visit: Any, name: str) -> Any:
    """The notebook's panels, after it was run from the top."""
    stored = (ROOT / "notebooks" / name).read_text(encoding="utf-8").count('class=\\"datakit-panel')
    assert stored >= 1
    menu(visit, "Run", "Run All Cells")
    found = visit.locator(PANEL)
    found.nth(stored - 1).wait_for(timeout=120_000)
    visit.wait_for_function(IDLE, timeout=60_000)
    assert found.count() == stored
    return found


def picture(panel: Any) -> str:
    """A fingerprint of the picture that the panel shows, once it is decoded; a blank one is no picture."""
    # The panel may swap the picture while it is being decoded; then the new one is waited for.
    script = """async img => {
        for (let turn = 0; ; turn++)
            try { await img.decode(); break; }
            catch (error) { if (turn > 50) throw error; await new Promise(go => setTimeout(go, 100)); }
        const c = document.createElement('canvas');
        c.width = img.naturalWidth; c.height = img.naturalHeight; c.getContext('2d').drawImage(img, 0, 0);
        const points = new Uint32Array(c.getContext('2d').getImageData(0, 0, c.width, c.height).data.buffer);
        return [c.toDataURL(), points.filter(p => p !== points[0]).length / points.length]; }"""
    data, ink = panel.locator("img.widget-image").evaluate(script)
    assert ink > 0.001, "the picture is blank"
    return hashlib.sha1(data.encode()).hexdigest()


def words(panel: Any) -> str:
    return panel.locator("[role=status]").inner_text()


def alerts(panel: Any) -> list[str]:
    return [text for text in panel.locator("[role=alert]").all_inner_texts() if text]


def not_blank(page: Any) -> None:
    """No output is the bare name of a widget, or still says that it is loading after half a minute."""
    for _ in range(60):
        shown = [text.strip() for text in page.locator(".jp-OutputArea-output").all_inner_texts()]
        bad = [text[:80] for text in shown if re.match(r"(VBox|HBox|Error displaying|Loading widget)", text)]
        if not bad:
            return
        page.wait_for_timeout(500)
    raise AssertionError(bad)


def ends(control: Any) -> tuple[str, list[str]]:
    """The control's value, and the values at its two ends."""
    if control.evaluate("e => e.tagName") == "SELECT":
        labels = control.locator("option").all_inner_texts()
        return control.evaluate("e => e.selectedOptions[0].label"), [labels[0], labels[-1]]
    if control.get_attribute("type") == "checkbox":
        return str(control.is_checked()), ["True", "False"]
    if control.get_attribute("type") == "number":
        return control.input_value(), [control.get_attribute("min"), control.get_attribute("max")]
    return control.input_value(), ["", HOSTILE]


def move(control: Any, value: str) -> None:
    if control.evaluate("e => e.tagName") == "SELECT":
        control.select_option(label=value)
    elif control.get_attribute("type") == "checkbox":
        control.set_checked(value == "True")
    else:
        control.fill(value)
        control.press("Tab")


def settle(panel: Any) -> tuple[str, str]:
    """Wait for what the last move changes, and until nothing changes any more; the picture and the sentence."""
    panel.evaluate("""panel => new Promise(done => {
        const rest = patience => setTimeout(() => { watch.disconnect(); done(); }, patience);
        const watch = new MutationObserver(() => { clearTimeout(timer); timer = rest(100); });
        let timer = rest(300);
        watch.observe(panel, {subtree: true, childList: true, attributes: true, characterData: true}); })""")
    return picture(panel), words(panel)


def comes_to(page: Any, panel: Any, wanted: tuple[str, str]) -> bool:
    """Whether the panel shows this picture and this sentence; a busy kernel may take some seconds."""
    for _ in range(20):
        if settle(panel) == wanted:
            return True
        page.wait_for_timeout(250)
    return False


def moves(control: Any) -> list[Callable[[], None]]:
    """To both ends of the control and back to where it is; a guess is committed, and taken back."""
    if control.evaluate("e => e.tagName") == "BUTTON":
        return [control.click] * 2
    first, both = ends(control)
    return [partial(move, control, value) for value in [*both, first]]


def said(panel: Any) -> None:
    """The panel has a picture, and says in words what it shows or why it cannot."""
    _, sentence = settle(panel)
    assert sentence.strip() or alerts(panel)
    for text in alerts(panel):
        assert text.endswith(".")
        assert "Traceback" not in text


def sweep(page: Any, panel: Any) -> int:
    """Move each control to both ends and back; the panel must say each state and come back to its first.

    Buttons that do something for good are pressed at the end.
    """
    start = settle(panel)
    controls = [control for control in panel.locator(CONTROLS).all() if control.is_enabled()]
    for_good = [c for c in controls if c.evaluate("e => e.tagName") == "BUTTON" and "guess" not in c.inner_text()]
    for control in controls:
        if control in for_good:
            continue
        *away, back = moves(control)
        for go in away:
            go()
            said(panel)
        back()
        assert comes_to(page, panel, start), f"{control.evaluate('e => e.outerHTML')[:200]} did not come back"
        assert not alerts(panel)
    for control in for_good:
        control.click()
        said(panel)
    return len(controls)


def test_saved_notebook_is_not_blank(visit: Any, name: str) -> None:
    figures = visit.locator("figure.datakit-panel img")
    assert figures.count() >= 1
    for figure in figures.all():
        assert figure.get_attribute("alt")
        assert figure.evaluate("img => img.naturalWidth") > 100
    not_blank(visit)
    visit.screenshot(path=SHOTS / f"{Path(name).stem}_saved.png")


def test_every_control_of_every_panel(visit: Any, panels: Any, name: str) -> None:
    for number, panel in enumerate(panels.all()):
        panel.scroll_into_view_if_needed()
        height = panel.locator("img.widget-image").bounding_box()["height"]
        assert sweep(visit, panel) >= 1
        assert panel.locator("img.widget-image").bounding_box()["height"] == height
        assert panel.locator("img.widget-image").get_attribute("title")
        panel.screenshot(path=SHOTS / f"{Path(name).stem}_panel{number}.png")
    assert visit.locator(".jp-OutputArea-output[data-mime-type='application/vnd.jupyter.stderr']").count() == 0


def test_keys_in_a_closed_list_are_not_the_notebooks(visit: Any, panels: Any) -> None:
    """JupyterLab takes them for its own (ipywidgets issue 3912): X would cut the cell. What we ship stops that."""
    control, cells = panels.last.locator("select").last, visit.locator(".jp-Cell")
    count, first = cells.count(), ends(control)[0]
    control.focus()
    visit.keyboard.press("ArrowDown")
    assert ends(control)[0] != first
    for key in ("x", "d", "d", "b", "ArrowUp"):
        visit.keyboard.press(key)
    visit.wait_for_timeout(1500)  # JupyterLab waits so long for a second D
    assert cells.count() == count
    assert control.evaluate("e => e === document.activeElement")
    control.select_option(label=first)


def test_axe_finds_no_serious_fault(visit: Any, panels: Any) -> None:
    below = [panel.locator("select").last for panel in panels.all()]
    for control in below:
        control.select_option(index=3)
    visit.wait_for_timeout(600)
    found = Axe().run(visit, context={"include": [[".jp-OutputArea-output .widget-vbox"]]})
    bad = [v for v in found.response["violations"] if v["impact"] in ("serious", "critical")]
    assert not bad, [(v["id"], v["help"], [n["html"][:150] for n in v["nodes"]][:3]) for v in bad]
    for control in below:
        control.select_option(index=0)


def test_controls_while_a_cell_runs(visit: Any, panels: Any) -> None:
    """Callbacks then come in a second thread, beside a cell that draws with pyplot and changes the theme."""
    page = visit
    page.locator(".jp-Cell").last.scroll_into_view_if_needed()
    page.locator(".jp-Cell").last.click()
    page.keyboard.press("Escape")
    page.keyboard.press("b")
    page.keyboard.press("Enter")
    page.keyboard.insert_text(NOISE.strip())
    panel = panels.last
    panel.scroll_into_view_if_needed()
    control = panel.locator("select").first
    first, both = ends(control)
    wanted = {}
    for value in [*both, first]:
        move(control, value)
        wanted[value] = settle(panel)
    page.locator(".jp-Cell .cm-content").last.click()
    page.keyboard.press("Control+Enter")
    for _ in range(4):
        for value in both:
            move(control, value)
            page.wait_for_timeout(60)
    move(control, first)
    page.wait_for_function(IDLE, timeout=60_000)
    assert comes_to(page, panel, wanted[first])
    printed = page.locator(".jp-OutputArea-output", has_text="lines in each figure").last
    assert "{1}" in printed.inner_text()


def test_reload_and_restart_leave_nothing_blank(visit: Any, panels: Any, lab: Lab, name: str) -> None:
    count = panels.count()
    visit.keyboard.press("Escape")
    visit.keyboard.press("Control+s")
    visit.wait_for_timeout(800)
    open_in_full(visit, lab, f"notebooks/{name}")
    not_blank(visit)
    visit.screenshot(path=SHOTS / f"{Path(name).stem}_reloaded.png")
    shown = visit.locator("img.widget-image, figure.datakit-panel img")
    assert shown.count() == count
    restart(visit)
    not_blank(visit)
    assert shown.count() == count
    visit.screenshot(path=SHOTS / f"{Path(name).stem}_restarted.png")
