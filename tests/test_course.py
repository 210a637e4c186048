"""What nbval leaves out: the form of a notebook, cells that were never run, pictures, and figures in prose.

Run with `--nbval`, pytest compares every output's text too; see `make test`.
"""

from __future__ import annotations

import ast
import base64
import io
import re
import shutil
from pathlib import Path

import nbformat
import numpy as np
import pytest
from normalise_notebooks import WIDGET, minutes, run
from PIL import Image

from datakit import load
from datakit.prose import findings

ROOT = Path(__file__).resolve().parent.parent
EVERY = sorted((ROOT / "notebooks").glob("*.ipynb"))
NOTEBOOKS = [path for path in EVERY if "datakit.display" not in path.read_text(encoding="utf-8")]
COURSE = [path for path in NOTEBOOKS if re.match(r"0[0-7]_", path.name)]
PARTS = ["What you will be able to do", "Before you start", "Set-up", "What we know", "To argue about", "Next"]
STEPS = ["Predict", "Explore", "Explain", "Check yourself"]
FIRMS = ["Alibaba", "Tencent", "ByteDance", "DeepSeek"]
LONGEST_FUNCTION, LONGEST_CELL = 15, 22  # lines


@pytest.fixture(params=NOTEBOOKS, ids=[path.name for path in NOTEBOOKS])
def path(request: pytest.FixtureRequest) -> Path:
    return request.param


@pytest.fixture
def notebook(path: Path) -> nbformat.NotebookNode:
    return nbformat.read(path, as_version=4)


def cells(notebook: nbformat.NotebookNode, kind: str) -> list[nbformat.NotebookNode]:
    return [cell for cell in notebook.cells if cell.cell_type == kind]


def test_the_course_has_eight_notebooks() -> None:
    assert [path.name[:2] for path in EVERY if path.name[0] == "0"] == [f"0{number}" for number in range(8)]
    assert COURSE


def test_every_code_cell_was_run_in_order(notebook: nbformat.NotebookNode) -> None:
    counts = [cell.execution_count for cell in cells(notebook, "code")]
    assert counts == list(range(1, len(counts) + 1))


def test_nothing_random_or_from_one_machine_is_stored(path: Path, notebook: nbformat.NotebookNode) -> None:
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
    lines = "\n".join(cell.source for cell in nbformat.read(EVERY[0], as_version=4).cells).splitlines()
    assert [said in line for line in lines if line.startswith("|") and f"`{path.stem}`" in line] == [True]


def test_code_is_short_and_in_sight(notebook: nbformat.NotebookNode) -> None:
    """No function is longer than a reader can hold, no cell is folded away, and no number of an article is typed."""
    for cell in cells(notebook, "code"):
        assert not cell.metadata.get("jupyter", {}).get("source_hidden")
        assert 1 <= len(cell.source.splitlines()) <= LONGEST_CELL
        for node in ast.walk(ast.parse(cell.source)):
            if isinstance(node, ast.FunctionDef):
                assert ast.get_docstring(node), node.name
                assert node.end_lineno - node.lineno + 1 <= LONGEST_FUNCTION, node.name


def test_no_number_of_an_article_is_typed_in_code(notebook: nbformat.NotebookNode, frames_folder: Path) -> None:
    """Large numbers, and shares with two digits, that claims hold come from the frames and not from the keyboard."""
    claims = load(frames_folder).claims.query("not aside")
    known = {float(x) for column in ("value", "low", "high") for x in claims[column].dropna() if abs(x) >= 1000}
    for cell in cells(notebook, "code"):
        for node in ast.walk(ast.parse(cell.source)):
            if isinstance(node, ast.Constant) and isinstance(node.value, int | float):
                assert float(node.value) not in known, f"{node.value} in: {cell.source}"


def test_figures_in_prose_have_their_source(notebook: nbformat.NotebookNode, frames_folder: Path) -> None:
    assert findings(notebook, load(frames_folder)) == []


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


def test_a_second_run_gives_the_same_notebook_and_the_same_pixels(
    path: Path, notebook: nbformat.NotebookNode, frames_folder: Path, tmp_path: Path
) -> None:
    (tmp_path / "notebooks").mkdir()
    shutil.copytree(frames_folder, tmp_path / "build" / "frames")
    shutil.copytree(ROOT / "docs", tmp_path / "docs")
    own = shutil.ignore_patterns("review.csv", ".*")  # what a person decided on this machine
    for folder in ("my_article", "outside"):
        if (ROOT / "notebooks" / folder).exists():
            shutil.copytree(ROOT / "notebooks" / folder, tmp_path / "notebooks" / folder, ignore=own)
    again = run(Path(shutil.copy(path, tmp_path / "notebooks")))
    old, new = pictures(notebook), pictures(again)
    assert len(old) == len(new)
    for number, (before, after) in enumerate(zip(old, new, strict=True)):
        assert before.shape == after.shape, f"picture {number} has another size"
        assert np.array_equal(before, after), f"picture {number} has other pixels"
    assert [cell.source for cell in again.cells] == [cell.source for cell in notebook.cells]
