"""explore, predict, ask and cite in a real JupyterLab: moved, guessed, saved, and read again without their kernel."""

from __future__ import annotations

import json
import re
import urllib.request
from collections.abc import Iterator
from typing import Any

import nbformat
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from .conftest import IDLE, SHIPPED, SHOTS, Lab, menu, open_in_full, serve

pytestmark = pytest.mark.browser
NOTEBOOK = "widgets.ipynb"
QUESTION = "How many seats do the airlines have, and which of them are counted?"
SETUP = """
import pandas as pd
import seaborn as sns
from datakit.ask import ask
from datakit.cite import table
from datakit.explore import explore
from datakit.predict import predict
quotes = ["over 1,200 seats", "40 seats", "300 seats"]
rows = pd.DataFrame({"airline": ["Orchard Air", "Harbour Air", "Summit Air"], "seats": [1200, 40, 300], "quote": quotes,
                     "sentence": [f"The airline has {quote} for $5 to $10." for quote in quotes],
                     "source": "gazette.txt", "publisher": "The Gazette"})
def seats(ax, order="as told", least=0, share=(0.25, 0.75)):
    shown = rows[rows.seats >= least]
    shown = shown if order == "as told" else shown.sort_values("seats")
    sns.barplot(shown, x="seats", y="airline", color="#0173b2", ax=ax)
    ax.set(xlabel="seats", ylabel="", title="Orchard Air has most of the seats")
    said = f"{len(shown)} airlines have at least {least:,} seats each, {shown.seats.sum():,} in all, told {order}"
    return f"{said}; {share[0]:.0%} to {share[1]:.0%} of these seats are sold at a price from $5 to $10.", shown
"""
CELLS = {
    "setup": SETUP.strip(),
    "free": f"explore(seats, question={QUESTION!r}, order=['as told', 'by size'], least=(0, 500), share=(0.0, 1.0, 0.05))",
    "guess": "guess = predict('How many seats in all?', answer=1540, unit='seats', low=0, high=3000)",
    "covered": "explore(seats, guess=guess, order=['as told', 'by size'])",
    "ask": "ask('Does *over* govern both counts?', ['Surely', 'Perhaps', 'No'], 'Perhaps',\n"
    "    ['The sentence does not say so.', 'Both readings are good English.', 'It may: nothing forbids it.'])",
    "table": "table(rows)",
    "left": "from ipywidgets.widgets.widget import _instances\nprint('widgets:', len(_instances))",
}
FIRST = "3 airlines have at least 0 seats each, 1,540 in all, told as told; 25% to 75%"
LAST = "2 airlines have at least 100 seats each, 1,500 in all, told by size; 25% to 75%"
GONE = "Error displaying widget: model not found"
SIZES = """area => [...area.querySelectorAll('*')].filter(e => e.checkVisibility())
    .filter(e => [...e.childNodes].some(n => n.nodeType === Node.TEXT_NODE && n.textContent.trim()))
    .map(e => parseFloat(getComputedStyle(e).fontSize))"""
# A running cell that draws with pyplot and changes the theme, as long as a reader moves a control.
NOISE = """
import io
import seaborn as sns
from matplotlib import pyplot as plt
sizes = set()
for turn in range(40):
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


own = pytest.mark.parametrize("desk", ["JupyterLab's own settings"], indirect=True, scope="module")
both = pytest.mark.parametrize("desk", ["JupyterLab's own settings", "ours"], indirect=True, scope="module")


@pytest.fixture(scope="module")
def desk(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    """JupyterLab on a folder of one notebook, saving every two seconds."""
    home = tmp_path_factory.mktemp("desk")
    (home / "root").mkdir()
    cells = [nbformat.v4.new_code_cell(source) for source in CELLS.values()]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    notebook = nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": kernel})
    nbformat.write(notebook, home / "root" / NOTEBOOK)
    saving = {"@jupyterlab/docmanager-extension:plugin": {"autosaveInterval": 2}}
    with serve(home, home / "root", saving if request.param != "ours" else {**SHIPPED, **saving}) as running:
        yield running


@pytest.fixture(scope="module")
def visit(chromium: Any, desk: Lab) -> Iterator[Any]:
    """The notebook, run from the top on a classroom's projector; no script of the page may fail."""
    page = chromium.new_page()
    page.set_viewport_size({"width": 1280, "height": 720})
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    open_in_full(page, desk, NOTEBOOK)
    run_all(page)
    yield page
    page.close()
    assert not problems


def run_all(page: Any) -> None:
    menu(page, "Run", "Run All Cells")
    expect(outputs(page, "left")).to_contain_text("widgets:", timeout=120_000)
    page.wait_for_function(IDLE, timeout=60_000)


def outputs(page: Any, name: str) -> Any:
    """What stands below a cell."""
    return page.locator(".jp-Cell").nth([*CELLS].index(name)).locator(".jp-Cell-outputArea")


def show(page: Any, name: str) -> None:
    outputs(page, name).evaluate("area => area.scrollIntoView({block: 'start'})")
    page.wait_for_timeout(300)


def picture(area: Any) -> str:
    """The bytes of the picture that is shown, once it is decoded; a blank one is no picture."""
    script = """async img => {
        await img.decode();
        const c = document.createElement('canvas');
        c.width = img.naturalWidth; c.height = img.naturalHeight; c.getContext('2d').drawImage(img, 0, 0);
        const points = new Uint32Array(c.getContext('2d').getImageData(0, 0, c.width, c.height).data.buffer);
        return [img.src, points.filter(p => p !== points[0]).length / points.length]; }"""
    source, ink = area.locator("img").evaluate(script)
    assert ink > 0.001, "the picture is blank"
    return source


@both
def test_a_choice_changes_the_picture_and_typing_alone_does_not(visit: Any) -> None:
    area = outputs(visit, "free")
    said = area.locator("[role=status]")
    expect(said).to_contain_text(FIRST)
    first = picture(area)
    field = area.get_by_label("least (0 to 500)")
    field.press_sequentially("100")
    visit.wait_for_timeout(700)
    expect(said).to_contain_text(FIRST)
    field.fill("100")
    field.press("Enter")
    expect(said).to_contain_text("2 airlines")
    second = picture(area)
    area.get_by_label("order").select_option(label="by size")
    expect(said).to_contain_text(LAST)
    assert len({first, second, picture(area)}) == 3
    field.fill("5000")
    field.press("Enter")
    expect(said).to_contain_text("at least 500 seats")  # the nearer end of what the label says
    field.fill("100")
    field.press("Enter")
    expect(said).to_contain_text(LAST)


@own
def test_question_controls_picture_and_sentence_are_on_one_screen(visit: Any) -> None:
    area = outputs(visit, "free")
    show(visit, "free")
    room = visit.locator(".jp-WindowedPanel-outer").bounding_box()
    top, bottom = (
        area.bounding_box()["y"],
        area.locator("[role=status]").evaluate("e => e.getBoundingClientRect().bottom"),
    )
    visit.screenshot(path=SHOTS / "widgets_720.png")
    assert room["height"] <= 600
    assert bottom - top <= room["height"]
    assert area.locator("img").evaluate("img => img.getBoundingClientRect().height") >= 390
    sizes = area.evaluate(SIZES)
    assert min(sizes) >= 15


@own
def test_controls_picture_and_sentence_are_on_one_screen_at_125_percent(visit: Any) -> None:
    visit.set_viewport_size({"width": 1024, "height": 576})  # what a page sees of 1280x720 at this zoom
    area = outputs(visit, "free")
    show(visit, "free")
    visit.screenshot(path=SHOTS / "widgets_125.png")
    room = visit.locator(".jp-WindowedPanel-outer").bounding_box()
    top = area.locator(".datakit").bounding_box()["y"]
    bottom = area.locator("[role=status]").evaluate("e => e.getBoundingClientRect().bottom")
    visit.set_viewport_size({"width": 1280, "height": 720})
    assert bottom - top <= room["height"]


@own
def test_what_a_guess_belongs_to_is_covered_until_it_is_committed(visit: Any) -> None:
    guess, covered = outputs(visit, "guess"), outputs(visit, "covered")
    for area in (guess, covered):
        expect(area.get_by_text("Show the answer")).to_be_visible()
        expect(area.get_by_text("1,540")).to_be_hidden()
    expect(covered.get_by_label("order")).to_be_hidden()
    for area in (guess, covered):  # a click does not take the place of a guess
        area.get_by_text("Show the answer").click()
    expect(covered.locator("img")).to_be_hidden()
    expect(guess.get_by_text("1,540")).to_be_hidden()
    box = guess.get_by_label("Your guess (seats)")
    box.press("Enter")
    expect(guess.get_by_role("alert")).to_have_text("Type a guess first, or skip it.")
    box.fill("900 1540 4000")
    guess.get_by_role("button", name="Start again").wait_for(state="detached")
    box.press("Enter")
    expect(guess.get_by_role("status")).to_contain_text("3 guesses: 900 seats, 1,540 seats, 4,000 seats.")
    expect(guess.get_by_role("status")).to_contain_text("1 too low, 1 right, 1 too high")
    expect(covered.locator("img")).to_be_visible()
    expect(covered.get_by_label("order")).to_be_visible()
    picture(covered)
    show(visit, "guess")
    visit.screenshot(path=SHOTS / "widgets_guess.png")


@own
def test_a_question_replies_to_what_was_chosen(visit: Any) -> None:
    area = outputs(visit, "ask")
    assert area.get_by_role("radio").count() == 3
    assert area.get_by_role("radio", checked=True).count() == 0
    area.get_by_role("radio", name="No").check()
    area.get_by_role("button", name="Check").click()
    expect(area.get_by_role("status")).to_have_text("Not quite: It may: nothing forbids it.")
    area.get_by_role("radio", name="Perhaps").check()
    area.get_by_role("button", name="Check").click()
    expect(area.get_by_role("status")).to_have_text("Right: Both readings are good English.")


@own
def test_axe_finds_no_fault(visit: Any) -> None:
    for area in visit.locator("details").all():
        area.evaluate("details => details.open = true")
    found = Axe().run(visit, context={"include": [[".jp-Cell-outputArea"]]})
    bad = [v for v in found.response["violations"] if v["impact"] in ("serious", "critical")]
    assert not bad, [(v["id"], v["help"], [n["html"][:150] for n in v["nodes"]][:3]) for v in bad]
    show(visit, "ask")
    visit.screenshot(path=SHOTS / "widgets_ask.png")


@both
def test_a_choice_made_while_a_cell_runs_is_drawn_when_it_ends(visit: Any) -> None:
    area, cell = outputs(visit, "free"), visit.locator(".jp-Cell").nth([*CELLS].index("left"))
    wanted = picture(area)
    cell.locator(".cm-content").click()
    visit.keyboard.press("Control+a")
    visit.keyboard.insert_text(NOISE.strip())
    visit.keyboard.press("Control+Enter")
    order = area.get_by_label("order")
    for label in ("as told", "by size") * 3:
        order.select_option(label=label)
        visit.wait_for_timeout(60)
    expect(outputs(visit, "left")).to_contain_text("lines in each figure: {1}", timeout=60_000)
    visit.wait_for_function(IDLE, timeout=60_000)
    expect(area.locator("[role=status]")).to_contain_text(LAST)
    visit.wait_for_timeout(1000)
    assert picture(area) == wanted
    cell.locator(".cm-content").click()
    visit.keyboard.press("Control+a")
    visit.keyboard.insert_text(CELLS["left"])


@pytest.mark.parametrize("desk", ["ours"], indirect=True, scope="module")
def test_keys_in_a_closed_list_are_not_the_notebooks(visit: Any) -> None:
    """JupyterLab takes them for its own (ipywidgets issue 3912): X would cut the cell. What we ship stops that."""
    control, cells = outputs(visit, "free").get_by_label("order"), visit.locator(".jp-Cell")
    control.select_option(label="as told")
    expect(outputs(visit, "free").locator("[role=status]")).to_contain_text("told as told")
    control.focus()
    visit.keyboard.press("ArrowDown")
    expect(outputs(visit, "free").locator("[role=status]")).to_contain_text("told by size")
    for key in ("x", "d", "d", "b", "ArrowUp"):
        visit.keyboard.press(key)
    visit.wait_for_timeout(1500)  # JupyterLab waits so long for a second D
    expect(cells).to_have_count(len(CELLS))
    assert control.evaluate("e => e === document.activeElement")
    control.select_option(label="by size")


@own
def test_running_again_keeps_the_guess_and_leaves_no_widget_behind(visit: Any) -> None:
    counts = set()
    for _ in range(3):
        run_all(visit)
        visit.wait_for_timeout(500)
        counts.add(re.search(r"widgets: (\d+)", outputs(visit, "left").inner_text())[1])
    assert len(counts) == 1
    expect(outputs(visit, "guess").get_by_role("status")).to_contain_text("3 guesses")
    expect(outputs(visit, "covered").locator("img")).to_be_visible()


@both
def test_saved_by_itself_and_read_without_its_kernel(visit: Any, desk: Lab) -> None:
    """Run, moved, saved, closed, kernel ended, opened again: the last picture, sentence and table are there."""
    area = outputs(visit, "free")
    field = area.get_by_label("least (0 to 500)")
    field.fill("100")
    field.press("Enter")
    area.get_by_label("order").select_option(label="by size")
    expect(area.locator("[role=status]")).to_contain_text(LAST)
    last = picture(area)
    saved = desk.root / NOTEBOOK
    for _ in range(60):
        if LAST in saved.read_text(encoding="utf-8"):
            break
        visit.wait_for_timeout(500)
    assert LAST in saved.read_text(encoding="utf-8")
    visit.goto("about:blank")
    end_kernels(desk)
    open_in_full(visit, desk, NOTEBOOK)
    area = outputs(visit, "free")
    expect(area).to_contain_text(QUESTION)
    expect(area.locator("[role=status]")).to_contain_text(LAST)
    assert picture(area) == last
    assert area.locator("table tbody tr").count() == 2
    expect(area.locator("mark").first).to_be_hidden()
    area.get_by_text("Where this comes from").click()
    expect(area.locator("mark").first).to_be_visible()
    for name in ("free", "covered", "guess", "ask", "table"):
        assert outputs(visit, name).inner_text().replace(GONE, "").strip()
    controls = visit.get_by_text(GONE, exact=True)
    expect(controls).to_have_count(4, timeout=60_000)
    for place in controls.all():  # JupyterLab's own error is not to be seen; what to do is
        seen = "e => [getComputedStyle(e).fontSize, getComputedStyle(e, '::after').content]"
        assert place.evaluate(seen) == ["0px", '"Run this cell to use its controls."']
    show(visit, "free")
    visit.screenshot(path=SHOTS / "widgets_reopened.png")


def end_kernels(desk: Lab) -> None:
    with urllib.request.urlopen(f"{desk.address}/api/sessions?token=t") as answer:
        sessions = json.load(answer)
    assert sessions
    for session in sessions:
        address = f"{desk.address}/api/sessions/{session['id']}?token=t"
        urllib.request.urlopen(urllib.request.Request(address, method="DELETE"))
