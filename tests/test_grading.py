"""A small class, graded: two that are right, and five that fail in ways of their own."""

from __future__ import annotations

import csv
import subprocess
import sys
from pathlib import Path

import grade
import nbformat
import psutil
import pytest

ROOT = Path(__file__).resolve().parent.parent
SET = "02_compute"


def solved(answer: str, instead: str, kernel: str = "python3") -> nbformat.NotebookNode:
    """The solution edition with `instead` put for words of a cell that gives an answer."""
    notebook = nbformat.read(ROOT / "exercises" / "solution" / f"{SET}.ipynb", as_version=4)
    cell = next(c for c in notebook.cells if answer in c.source and c.metadata.get("tags") == ["answer"])
    cell.source = cell.source.replace(answer, instead, 1)
    notebook.metadata.kernelspec.name = kernel
    return notebook


@pytest.fixture(scope="module")
def classroom(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, str]]:
    """The table's rows by submission."""
    folder = tmp_path_factory.mktemp("class")
    handed_in = {
        "right": solved("row =", "row ="),
        "other_kernel": solved("row =", "row =", kernel="my-own-environment"),
        "loops": solved("def ", "while True:\n    pass\ndef "),
        "function_loops": solved(
            "def planned_by(table, name):", "def planned_by(table, name):\n    while True:\n        pass"
        ),
        "exits": solved("order =", "import os\n\nos._exit(1)\norder ="),
        "renamed": solved("share =", "my_share ="),
    }
    for name, notebook in handed_in.items():
        nbformat.write(notebook, folder / f"{name}.ipynb")
    (folder / "no_notebook.ipynb").write_text("I could not save it.", encoding="utf-8")
    command = [sys.executable, str(ROOT / "tools" / "grade.py"), SET, str(folder), "--seconds", "30"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    with (folder / "grades.csv").open(encoding="utf-8", newline="") as lines:
        return {row["submission"].removesuffix(".ipynb"): row for row in csv.DictReader(lines)}


def lost(row: dict[str, str]) -> list[str]:
    """The questions without their two points."""
    return [name for name, points in row.items() if name.startswith("02.") and points != "2"]


@pytest.mark.otter
def test_others_get_all_points_whatever_one_does(classroom: dict) -> None:
    assert set(classroom) == {"right", "other_kernel", "loops", "function_loops", "exits", "renamed", "no_notebook"}
    for name in ("right", "other_kernel"):
        assert classroom[name]["points"] == classroom[name]["of"] == "20", classroom[name]
        assert classroom[name]["problems"] == ""


@pytest.mark.otter
@pytest.mark.parametrize(
    ("name", "question", "said"),
    [
        ("loops", "02.5", "ran longer"),
        ("function_loops", "02.5", "does not come back"),
        ("exits", "02.6", "ended the kernel"),
        ("renamed", "02.4", "no name share"),
    ],
)
def test_a_failure_is_named_with_its_question_and_costs_no_other(
    classroom: dict, name: str, question: str, said: str
) -> None:
    assert lost(classroom[name]) == [question]
    assert classroom[name]["points"] == "18"
    assert classroom[name]["problems"].startswith(f"{question}: ")
    assert said in classroom[name]["problems"]


@pytest.mark.otter
def test_a_file_that_is_no_notebook_is_said_to_be_none(classroom: dict) -> None:
    assert classroom["no_notebook"]["points"] == "0"
    assert "no notebook" in classroom["no_notebook"]["problems"]


@pytest.mark.otter
def test_nothing_that_was_started_is_left_running(classroom: dict) -> None:
    assert classroom
    left = [p for p in psutil.process_iter(["cmdline", "cwd"]) if str(p.info["cwd"]).endswith("autograder/submission")]
    assert not left


@pytest.mark.otter
@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["99_none", "."], "invalid choice"),
        ([SET], "Of whom?"),
        ([SET, str(ROOT / "seeds")], "no notebook"),
        ([SET, str(ROOT / "notebooks"), "--seconds", "0"], "above nought"),
    ],
)
def test_a_slip_is_one_sentence(arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        grade.main(arguments)
    assert stopped.value.code == 2
    assert said in capsys.readouterr().err
