"""Every notebook in a real JupyterLab: run, moved, reloaded, restarted, and checked by axe."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import Any

import pytest

from .conftest import ROOT, SHOTS, Lab

pytestmark = pytest.mark.browser
NOTEBOOKS = sorted(path.name for path in (ROOT / "notebooks").glob("*.ipynb"))
IDLE = "() => /\\| Idle/.test(document.querySelector('#jp-main-statusbar')?.innerText || '')"
PANEL = ".jp-OutputArea-output:has(img.widget-image)"
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


def goto(page: Any, lab: Lab, name: str) -> None:
    page.goto(f"{lab.address}/lab/tree/notebooks/{name}?token=t&reset", wait_until="load")
    page.wait_for_selector(".jp-NotebookPanel .jp-Cell", timeout=60_000)
    page.wait_for_function(IDLE, timeout=60_000)


def menu(page: Any, *names: str) -> None:
    for name in names:
        page.get_by_role("menuitem", name=name, exact=True).click()


def run_all(page: Any, name: str) -> Any:
    """Run the notebook from the top; give its panels, all of them drawn."""
    stored = (ROOT / "notebooks" / name).read_text(encoding="utf-8").count('class=\\"datakit-panel')
    assert stored >= 1
    menu(page, "Run", "Run All Cells")
    panels = page.locator(PANEL)
    panels.nth(stored - 1).wait_for(timeout=120_000)
    page.wait_for_function(IDLE, timeout=60_000)
    assert panels.count() == stored
    return panels


def open_in_full(page: Any, lab: Lab, name: str) -> None:
    goto(page, lab, name)
    page.keyboard.press("Control+b")  # the file list away: as one would project it


def picture(panel: Any) -> str:
    """A fingerprint of the picture that the panel shows, once it is decoded."""
    # The panel may swap the picture while it is being decoded; then the new one is waited for.
    script = """async img => {
        for (let turn = 0; ; turn++)
            try { await img.decode(); break; }
            catch (error) { if (turn > 50) throw error; await new Promise(go => setTimeout(go, 100)); }
        const c = document.createElement('canvas');
        c.width = img.naturalWidth; c.height = img.naturalHeight; c.getContext('2d').drawImage(img, 0, 0);
        return c.toDataURL(); }"""
    return hashlib.sha1(panel.locator("img.widget-image").evaluate(script).encode()).hexdigest()


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
    return control.input_value(), [control.get_attribute("min"), control.get_attribute("max")]


def move(control: Any, value: str) -> None:
    if control.evaluate("e => e.tagName") == "SELECT":
        control.select_option(label=value)
    else:
        control.fill(value)
        control.press("Enter")


def settle(page: Any, panel: Any) -> tuple[str, str]:
    """Wait until neither picture nor sentence changes any more."""
    before = None
    for _ in range(40):
        page.wait_for_timeout(150)
        now = picture(panel), words(panel)
        if now == before:
            return now
        before = now
    raise AssertionError("the panel does not come to rest")


def sweep(page: Any, panel: Any) -> int:
    """Move each control to both ends and back; the panel must say each state and come back to its first."""
    start = settle(page, panel)
    controls = panel.locator("select, input[type=number]").all()
    for control in controls:
        if control.is_disabled():
            continue
        first, both = ends(control)
        for value in [*both, first]:
            move(control, value)
            picture_now, sentence = settle(page, panel)
            assert picture_now
            assert sentence.strip() or alerts(panel)
            for text in alerts(panel):
                assert text.endswith(".")
                assert "Traceback" not in text
        assert settle(page, panel) == start, f"{control.get_attribute('id')} did not come back to where it was"
        assert not alerts(panel)
    return len(controls)


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_saved_notebook_is_not_blank(chromium: Any, lab: Lab, name: str) -> None:
    page = chromium.new_page()
    open_in_full(page, lab, name)
    figures = page.locator("figure.datakit-panel img")
    assert figures.count() >= 1
    for figure in figures.all():
        assert figure.get_attribute("alt")
        assert figure.evaluate("img => img.naturalWidth") > 100
    not_blank(page)
    page.screenshot(path=SHOTS / f"{Path(name).stem}_saved.png")
    page.close()


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_every_control_of_every_panel(chromium: Any, lab: Lab, name: str) -> None:
    page = chromium.new_page()
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    open_in_full(page, lab, name)
    panels = run_all(page, name)
    for number, panel in enumerate(panels.all()):
        panel.scroll_into_view_if_needed()
        height = panel.locator("img.widget-image").bounding_box()["height"]
        assert sweep(page, panel) >= 1
        assert panel.locator("img.widget-image").bounding_box()["height"] == height
        assert panel.locator("img.widget-image").get_attribute("title")
        panel.screenshot(path=SHOTS / f"{Path(name).stem}_panel{number}.png")
    assert page.locator(".jp-OutputArea-output[data-mime-type='application/vnd.jupyter.stderr']").count() == 0
    assert not problems
    page.close()


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_controls_while_a_cell_runs(chromium: Any, lab: Lab, name: str) -> None:
    """Callbacks then come in a second thread, beside a cell that draws with pyplot and changes the theme."""
    page = chromium.new_page()
    open_in_full(page, lab, name)
    panels = run_all(page, name)
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
        wanted[value] = settle(page, panel)
    page.locator(".jp-Cell .cm-content").last.click()
    page.keyboard.press("Control+Enter")
    for _ in range(4):
        for value in both:
            move(control, value)
            page.wait_for_timeout(60)
    move(control, first)
    page.wait_for_function(IDLE, timeout=60_000)
    assert settle(page, panel) == wanted[first]
    printed = page.locator(".jp-OutputArea-output", has_text="lines in each figure").last
    assert "{1}" in printed.inner_text()
    page.close()


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_reload_and_restart_leave_nothing_blank(chromium: Any, lab: Lab, name: str) -> None:
    page = chromium.new_page()
    open_in_full(page, lab, name)
    run_all(page, name)
    page.keyboard.press("Control+s")
    page.wait_for_timeout(800)
    open_in_full(page, lab, name)
    not_blank(page)
    page.screenshot(path=SHOTS / f"{Path(name).stem}_reloaded.png")
    shown = page.locator("img.widget-image, figure.datakit-panel img")
    assert shown.count() >= 1
    page.get_by_role("menuitem", name="Kernel", exact=True).click()
    page.get_by_role("menuitem", name=re.compile("^Restart Kernel")).first.click()
    page.locator(".jp-Dialog .jp-mod-accept").click()
    page.wait_for_timeout(1500)
    page.wait_for_function(IDLE, timeout=60_000)
    not_blank(page)
    assert shown.count() >= 1
    page.screenshot(path=SHOTS / f"{Path(name).stem}_restarted.png")
    page.close()


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_axe_finds_no_serious_fault(chromium: Any, lab: Lab, name: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    page = chromium.new_page()
    open_in_full(page, lab, name)
    panels = run_all(page, name)
    for panel in panels.all():
        panel.scroll_into_view_if_needed()
        panel.locator("select").last.select_option(index=3)
    page.wait_for_timeout(600)
    found = axe.Axe().run(page, context={"include": [[".jp-OutputArea-output .widget-vbox"]]})
    bad = [v for v in found.response["violations"] if v["impact"] in ("serious", "critical")]
    assert not bad, [(v["id"], v["help"], [n["html"][:150] for n in v["nodes"]][:3]) for v in bad]
    page.close()
