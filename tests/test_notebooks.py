"""What nbval leaves out: the form of a notebook, cells that were never run, pictures, and the ends of every control.

Run with `--nbval`, pytest compares every output's text too; see `make test`. Figures in prose: see test_prose.
"""

from __future__ import annotations

import ast
import base64
import copy
import io
import json
import re
import shutil
from pathlib import Path

import nbformat
import numpy as np
import pytest
from making import ROOT
from normalise_notebooks import WIDGET, minutes, run
from PIL import Image

from datakit import load
from datakit.lab import before_saving

NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
COURSE = [path for path in NOTEBOOKS if re.match(r"0[0-7]_", path.name)]
PARTS = ["What you will be able to do", "Before you start", "Set-up", "What we know", "To argue about", "Next"]
STEPS = ["Predict", "Explore", "Explain", "Check yourself"]
FIRMS = ["Alibaba", "Tencent", "ByteDance", "DeepSeek"]
LONGEST_FUNCTION, LONGEST_CELL = 15, 22  # lines
# Run behind the last cell: each control of each widget goes to both its ends and back, and nothing shown changes.
# All in a function of its own, so that no name of the notebook is taken.
MOVES = """
def _move():
    import gc, json
    from datakit.errors import DatakitError
    from datakit.explore import Explore

    def ends(control):
        if hasattr(control, "options"):
            return [control._options_values[0], control._options_values[-1]]
        if isinstance(control.value, bool):
            return [False, True]
        if isinstance(control.value, str):
            return ["", "<img src=x onerror=alert(1)> $5 to $6, over 3 年 of 7."]
        return [control.min, control.max]

    moves, faults = 0, []
    for panel in [thing for thing in gc.get_objects() if isinstance(thing, Explore)]:
        panel._place.show = lambda *_: None
        for control in [part for parts in panel.inputs.values() for part in parts if hasattr(part, "description")]:
            start = control.value
            for value in (*ends(control), start):
                control.value = value
                moves += 1
                said = isinstance(panel.error, DatakitError) if panel.error and value != start else panel.error is None
                if not said or "<img src=x" in panel.html or not panel.sentence.strip().endswith("."):
                    faults.append(f"{panel.draw.__name__}: {control.description} = {value!r}: {panel.error!r} {panel.sentence}")
    print(json.dumps([moves, faults]))

_move()
"""


@pytest.fixture(params=NOTEBOOKS, ids=[path.name for path in NOTEBOOKS])
def path(request: pytest.FixtureRequest) -> Path:
    return request.param


@pytest.fixture
def notebook(path: Path) -> nbformat.NotebookNode:
    return nbformat.read(path, as_version=4)


def cells(notebook: nbformat.NotebookNode, kind: str) -> list[nbformat.NotebookNode]:
    return [cell for cell in notebook.cells if cell.cell_type == kind]


def test_a_notebook_that_is_only_opened_in_the_lab_is_saved_as_it_was(
    path: Path, notebook: nbformat.NotebookNode
) -> None:
    language = {"name": "python", "version": "3.99.0", "mimetype": "text/x-python"}
    notebook.metadata = {
        "kernelspec": {"display_name": "Python 3 (ipykernel)", "name": "python3"},
        "language_info": language,
    }
    before_saving({"type": "notebook", "content": notebook}, path="x", contents_manager=None)
    assert nbformat.writes(notebook) + "\n" == path.read_text(encoding="utf-8")
    hook = re.search(r"--ContentsManager.pre_save_hook=(\S+)", (ROOT / "Makefile").read_text(encoding="utf-8"))
    assert hook[1] == f"{before_saving.__module__}.{before_saving.__name__}"


def test_the_course_has_eight_notebooks() -> None:
    assert [path.name[:2] for path in COURSE] == [f"0{number}" for number in range(8)]


def test_what_is_stored_was_run_in_order_and_is_of_no_one_machine(path: Path, notebook: nbformat.NotebookNode) -> None:
    counts = [cell.execution_count for cell in cells(notebook, "code")]
    assert counts == list(range(1, len(counts) + 1))
    assert set(notebook.metadata) <= {"kernelspec", "language_info"}
    text = path.read_text(encoding="utf-8")
    assert WIDGET not in text
    assert "ipykernel_" not in text
    assert not re.search(r'"(/home|/tmp|/root|/Users|C:\\\\)', text)
    for cell in cells(notebook, "code"):
        assert not [o for o in cell.outputs if o.output_type == "error" or o.get("name") == "stderr"]


@pytest.mark.parametrize("path", COURSE, ids=[path.name for path in COURSE])
def test_form(notebook: nbformat.NotebookNode) -> None:
    """The parts stand in their order; a question goes predict, explore, explain, check; findings say how firm they are."""
    prose = "\n".join(cell.source for cell in cells(notebook, "markdown"))
    assert len(re.findall(r"^# ", prose, re.M)) == 1
    titles = re.findall(r"^#+ (.+)$", prose, re.M)
    places = [titles.index(part) for part in PARTS]
    assert places == sorted(places)
    asked = [title for title in titles if title.startswith("Question ")]
    assert asked
    for at in [titles.index(title) for title in asked]:
        assert titles[at + 1 : at + 5] == STEPS
    known = prose.split("## What we know", 1)[1].split("\n## ")[0]
    assert all(f"**{mark}.**" in known for mark in ("Firm", "Assumed", "Unknown"))
    assert sum(firm in prose for firm in FIRMS) >= 3
    assert "!" not in prose
    assert "minutes" in notebook.cells[1].source


def test_minutes_are_counted_and_the_map_says_the_same(path: Path, notebook: nbformat.NotebookNode) -> None:
    said = f"about {minutes(notebook)} minutes"
    assert f"**Time:** {said}, an estimate" in notebook.cells[1].source
    lines = "\n".join(cell.source for cell in nbformat.read(COURSE[0], as_version=4).cells).splitlines()
    assert [said in line for line in lines if line.startswith("|") and f"`{path.stem}`" in line] == [True]


def test_code_is_short_and_in_sight_and_types_no_number_of_an_article(
    notebook: nbformat.NotebookNode, frames_folder: Path
) -> None:
    """Large numbers that claims hold come from the frames and not from the keyboard."""
    claims = load(frames_folder).claims.query("not aside")
    known = {float(x) for column in ("value", "low", "high") for x in claims[column].dropna() if abs(x) >= 1000}
    for cell in cells(notebook, "code"):
        assert not cell.metadata.get("jupyter", {}).get("source_hidden")
        assert 1 <= len(cell.source.splitlines()) <= LONGEST_CELL
        for node in ast.walk(ast.parse(cell.source)):
            if isinstance(node, ast.FunctionDef):
                assert ast.get_docstring(node), node.name
                assert node.end_lineno - node.lineno + 1 <= LONGEST_FUNCTION, node.name
            if isinstance(node, ast.Constant) and isinstance(node.value, int | float):
                assert float(node.value) not in known, f"{node.value} in: {cell.source}"


def test_links_lead_somewhere(path: Path, notebook: nbformat.NotebookNode) -> None:
    for cell in cells(notebook, "markdown"):
        for target in re.findall(r"\]\(([^#)\s][^)\s]*)\)", cell.source):
            if "://" not in target:
                assert (path.parent / target.partition("#")[0]).exists(), target


def pictures(notebook: nbformat.NotebookNode) -> list[np.ndarray]:
    """The decoded pictures in all outputs, those inside HTML included."""
    found = []
    for cell in cells(notebook, "code"):
        for output in cell.outputs:
            data = output.get("data", {})
            letters = re.findall(r"data:image/png;base64,([A-Za-z0-9+/=]+)", data.get("text/html", ""))
            letters += [data["image/png"]] if "image/png" in data else []
            found += [np.asarray(Image.open(io.BytesIO(base64.b64decode(b)))) for b in letters]
    return found


def test_a_second_run_gives_the_same_pixels_and_every_control_can_go_to_both_its_ends(
    path: Path, notebook: nbformat.NotebookNode, frames_folder: Path, tmp_path: Path
) -> None:
    shutil.copytree(frames_folder, tmp_path / "build" / "frames")
    shutil.copytree(ROOT / "docs", tmp_path / "docs")
    own = shutil.ignore_patterns("*.ipynb", "review.csv", ".*")  # what a person decided on this machine
    shutil.copytree(ROOT / "notebooks", tmp_path / "notebooks", ignore=own)
    longer = copy.deepcopy(notebook)
    longer.cells.append(nbformat.v4.new_code_cell(MOVES))
    nbformat.write(longer, tmp_path / "notebooks" / path.name)
    again = run(tmp_path / "notebooks" / path.name)
    moves, faults = json.loads(again.cells.pop().outputs[0].text)
    assert not faults
    assert moves or not any("explore(" in cell.source for cell in cells(notebook, "code"))
    old, new = pictures(notebook), pictures(again)
    assert len(old) == len(new)
    for number, (before, after) in enumerate(zip(old, new, strict=True)):
        assert before.shape == after.shape, f"picture {number} has another size"
        assert np.array_equal(before, after), f"picture {number} has other pixels"
    assert [cell.source for cell in again.cells] == [cell.source for cell in notebook.cells]
