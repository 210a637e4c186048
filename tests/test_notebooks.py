"""Notebooks that still use the panels of datakit.display; those that have their analysis in sight are in test_course.

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

ROOT = Path(__file__).resolve().parent.parent
EVERY = sorted((ROOT / "notebooks").glob("*.ipynb"))
NOTEBOOKS = [path for path in EVERY if "datakit.display" in path.read_text(encoding="utf-8")]  # the others: test_course
HEADINGS = [
    "What you will be able to do",
    "Before you start",
    "Set-up",
    "To argue about",
    "What to take away",
    "Next",
]
PARAMETERS = ['frames = "../build/frames"']


@pytest.fixture(params=NOTEBOOKS, ids=[path.name for path in NOTEBOOKS])
def path(request: pytest.FixtureRequest) -> Path:
    return request.param


@pytest.fixture
def notebook(path: Path) -> nbformat.NotebookNode:
    return nbformat.read(path, as_version=4)


def cells(notebook: nbformat.NotebookNode, kind: str) -> list[nbformat.NotebookNode]:
    return [cell for cell in notebook.cells if cell.cell_type == kind]


def test_there_are_notebooks() -> None:
    assert NOTEBOOKS


def test_every_code_cell_was_run_in_order(notebook: nbformat.NotebookNode) -> None:
    counts = [cell.execution_count for cell in cells(notebook, "code")]
    assert counts == list(range(1, len(counts) + 1))


def test_nothing_random_or_from_one_machine_is_stored(path: Path, notebook: nbformat.NotebookNode) -> None:
    assert set(notebook.metadata) <= {"kernelspec", "language_info"}
    assert "widgets" not in notebook.metadata
    text = path.read_text(encoding="utf-8")
    assert WIDGET not in text
    assert "ipykernel_" not in text
    assert not re.search(r'"(/home|/tmp|/root|/Users|C:\\\\)', text)
    for cell in cells(notebook, "code"):
        assert not [o for o in cell.outputs if o.output_type == "error" or o.get("name") == "stderr"]


def test_form(notebook: nbformat.NotebookNode) -> None:
    text, code = cells(notebook, "markdown"), cells(notebook, "code")
    assert 1.1 <= len(text) / len(code) <= 1.6
    assert 1500 <= sum(len(cell.source.split()) for cell in text) <= 3000
    assert text[0].source.startswith("# ")
    titles = re.findall(r"^#+ (.+)$", "\n".join(cell.source for cell in text), re.M)
    assert len(re.findall(r"^# ", "\n".join(cell.source for cell in text), re.M)) == 1
    places = [titles.index(heading) for heading in HEADINGS]
    assert places == sorted(places)
    for step in ("Predict", "Explore", "Explain", "Check yourself"):
        assert titles.count(step) == sum(title.startswith("Question ") for title in titles) >= 1
    assert "minutes" in text[1].source
    assert "!" not in "".join(cell.source for cell in text)
    tagged = [cell for cell in code if "parameters" in cell.metadata.get("tags", [])]
    if "data = datakit.load(frames)" in code[1].source:
        assert [cell.source.splitlines()[:1] for cell in tagged] == [PARAMETERS]
    else:  # the notebook on articles of the reader's own
        assert [cell.source for cell in tagged] == ['folder = "my_article"\nexport = ""']


def test_minutes_are_counted_and_the_map_says_the_same(path: Path, notebook: nbformat.NotebookNode) -> None:
    said = f"about {minutes(notebook)} minutes"
    assert f"**Time:** {said}, an estimate" in notebook.cells[1].source
    lines = "\n".join(cell.source for cell in nbformat.read(EVERY[0], as_version=4).cells).splitlines()
    assert [said in line for line in lines if line.startswith("|") and f"`{path.stem}`" in line] == [True]


def test_code_cells_are_short_and_plain(notebook: nbformat.NotebookNode) -> None:
    for cell in cells(notebook, "code"):
        assert 1 <= len(cell.source.splitlines()) <= 12
        assert not cell.source.rstrip().endswith(";")
        for node in ast.walk(ast.parse(cell.source)):
            assert not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda))
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                assert not figures(node.value), f"typed in code: {node.value}"


# Digits that are no figure of an article: code, links, minutes of work, the numbers of a list.
NOT_FIGURES = r"`[^`]*`|\]\([^)]*\)|\babout \d+ minutes\b|^\d+\. "


def figures(text: str) -> list[str]:
    return re.findall(r"\d[\d,.]*", re.sub(NOT_FIGURES, "", text, flags=re.M))


def test_no_figure_is_typed_in_prose(notebook: nbformat.NotebookNode) -> None:
    for cell in cells(notebook, "markdown"):
        assert not figures(cell.source), f"{figures(cell.source)} in: {cell.source[:80]}"


def test_figures_shown_are_figures_of_the_frames(notebook: nbformat.NotebookNode, frames_folder: Path) -> None:
    """Each count in a list that a cell says stands in a claim of the frames built from the articles now."""
    claims = load(frames_folder).claims
    known = {float(x) for column in ("value", "low", "high") for x in claims[column].dropna()}
    shown = "\n".join(
        output.data["text/markdown"]
        for cell in cells(notebook, "code")
        for output in cell.outputs
        if "text/markdown" in output.get("data", {})
    )
    listed = [line for line in shown.splitlines() if line.startswith("- ")]
    assert listed
    for line in listed:
        for figure in re.findall(r"\*\*\D*([\d,]+)\*\*", line):
            assert float(figure.replace(",", "")) in known, line


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
    own = shutil.ignore_patterns("review.csv")  # what a person decided on this machine
    shutil.copytree(ROOT / "notebooks" / "my_article", tmp_path / "notebooks" / "my_article", ignore=own)
    again = run(Path(shutil.copy(path, tmp_path / "notebooks")))
    old, new = pictures(notebook), pictures(again)
    assert len(old) == len(new) >= 1
    for number, (before, after) in enumerate(zip(old, new, strict=True)):
        assert before.shape == after.shape, f"picture {number} has another size"
        assert np.array_equal(before, after), f"picture {number} has other pixels"
    assert [cell.source for cell in again.cells] == [cell.source for cell in notebook.cells]


def test_every_panel_stands_beside_its_question(notebook: nbformat.NotebookNode) -> None:
    for before, cell in zip(notebook.cells, notebook.cells[1:], strict=False):
        html = "".join(o.get("data", {}).get("text/html", "") for o in cell.get("outputs", []))
        if "datakit-panel" in html and "<strong>Predict" not in html:
            assert "**Your question:**" in before.source
