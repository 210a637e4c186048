"""A student's whole path through one set, by keyboard: wrong, hint, right, restart, and on another day."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from typing import Any

import nbformat
import pytest
from axe_playwright_python.sync_playwright import Axe
from make_exercises import stub
from playwright.sync_api import expect

from datakit.feedback import master
from datakit.feedback.engine import HINT_AFTER, SOLUTION_AFTER

from .conftest import IDLE, ROOT, SHOTS, Lab, menu, open_in_full, restart

pytestmark = pytest.mark.browser
SET = "02_compute"
FILE = f"exercises/student/{SET}"
QUESTIONS = master.parse((ROOT / "exercises" / f"{SET}.py").read_text(encoding="utf-8")).questions
CELLS = nbformat.read(ROOT / f"{FILE}.ipynb", as_version=4).cells
HARD = "02.2"  # the question that the student gets wrong first
GUESSES = ["(1, 1)", "(None, 3)", "(5, None)"]


@pytest.fixture(scope="module")
def desk(chromium: Any, lab: Lab) -> Iterator[Any]:
    """The student edition, opened in JupyterLab."""
    page = chromium.new_page()
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    open_in_full(page, lab, f"{FILE}.ipynb")
    yield page
    page.close()
    assert not problems


def feedback(page: Any, question: str) -> Any:
    """What stands below the cell that checks a question."""
    cell = page.locator(".jp-CodeCell").filter(has=page.get_by_text(f'check("{question}")', exact=True))
    return cell.locator(".jp-OutputArea")


def run(page: Any, text: str | None = None) -> None:
    """Run the selected cell, after putting `text` in it, and go to the next: all from the keyboard."""
    if text is not None:
        page.keyboard.press("Enter")
        page.keyboard.press("Control+a")
        page.keyboard.insert_text(text)
    page.keyboard.press("Shift+Enter")
    page.wait_for_timeout(50)
    page.wait_for_function(IDLE, timeout=60_000)


def back(page: Any, cells: int) -> None:
    for _ in range(cells):
        page.keyboard.press("ArrowUp")


def progress(lab: Lab) -> dict[str, tuple[str, int]]:
    with (lab.root / f"{FILE}.progress.csv").open(encoding="utf-8", newline="") as lines:
        return {row["question"]: (row["state"], int(row["tries"])) for row in csv.DictReader(lines)}


@pytest.fixture(scope="module")
def walked(desk: Any, lab: Lab) -> Any:
    """The page after every cell was run in turn, every question answered, and the hard one wrong at first."""
    answers = {stub(q): q for q in QUESTIONS.values()}
    desk.locator(".jp-Cell").first.click()
    desk.keyboard.press("Escape")
    for cell in CELLS:
        question = answers.get(cell.source)
        if question and question.id == HARD:
            wrong_first(desk, question)
        run(desk, question.solution if question else None)
    return desk


def wrong_first(page: Any, question: master.Question) -> None:
    """Three wrong answers; help comes when it is due, and not before."""
    for tries, guess in enumerate(GUESSES, 1):
        run(page, f"{question.name} = {guess}")
        run(page)
        said = feedback(page, question.id).inner_text()
        assert f"✗ {question.id}: Not yet." in said
        assert ("Hint:" in said) == (tries >= HINT_AFTER)
        assert (f'check.solution("{question.id}")' in said) == (tries >= SOLUTION_AFTER)
        assert "Traceback" not in said
        page.screenshot(path=SHOTS / f"student_wrong{tries}.png")
        back(page, 2)


def test_every_question_is_right_in_the_end(walked: Any, lab: Lab) -> None:
    for id in QUESTIONS:
        assert f"✓ {id}: Right." in feedback(walked, id).inner_text()
    assert f"{len(QUESTIONS)} of {len(QUESTIONS)} questions are right" in walked.locator(".jp-Notebook").inner_text()
    wanted = {id: ("right", len(GUESSES) if id == HARD else 0) for id in QUESTIONS}
    assert progress(lab) == wanted
    assert walked.locator("[data-mime-type='application/vnd.jupyter.stderr']").count() == 0


def test_feedback_needs_no_colour_and_axe_finds_no_serious_fault(walked: Any) -> None:
    box = feedback(walked, HARD).locator("[role=status]")
    assert box.inner_text().startswith("✓")
    assert "Right" in box.inner_text()
    found = Axe().run(walked, context={"include": [[".jp-OutputArea-output [role=status]"]]})
    bad = [v for v in found.response["violations"] if v["impact"] in ("serious", "critical")]
    assert not bad, [(v["id"], v["help"], [n["html"][:150] for n in v["nodes"]][:3]) for v in bad]


def test_a_restart_and_another_day_go_on_where_it_was_left(walked: Any, lab: Lab) -> None:
    walked.keyboard.press("Control+s")
    walked.wait_for_timeout(800)
    open_in_full(walked, lab, f"{FILE}.ipynb")
    assert f"✓ {HARD}: Right." in feedback(walked, HARD).inner_text(), "what was said is saved with the notebook"
    before = progress(lab)
    restart(walked)
    menu(walked, "Run", "Run All Cells")
    last = walked.locator(".jp-CodeCell").filter(has_text="check.progress()").locator(".jp-InputPrompt")
    count = sum(cell.cell_type == "code" for cell in CELLS)
    expect(last).to_have_text(f"[{count}]:", timeout=120_000)  # it has run anew
    for id in QUESTIONS:
        assert f"✓ {id}: Right." in feedback(walked, id).inner_text()
    assert progress(lab) == before
    assert f"{len(QUESTIONS)} of {len(QUESTIONS)} questions are right" in walked.locator(".jp-Notebook").inner_text()
    walked.screenshot(path=SHOTS / "student_resumed.png")
