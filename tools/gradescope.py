"""Gradescope: a zip for each set, which marks there in the same two processes as `make grade` does here.

https://gradescope-autograders.readthedocs.io/en/latest/specs/ says what a zip holds and what results.json is.
"""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import tables
from make_exercises import ARTICLES
from mark import POINTS, Mark
from normalise_notebooks import ROOT

TOOLS = (
    "answers",
    "box",
    "grade",
    "gradescope",
    "hand_in",
    "handed",
    "limited",
    "make_exercises",
    "mark",
    "normalise_notebooks",
    "tables",
)
SETUP = """#!/usr/bin/env bash
# Gradescope runs this once, as root. Choose a base image with Python 3.11 or newer (Ubuntu 24.04).
set -euo pipefail
cd "$(dirname "$0")"
apt-get update
apt-get install -y python3 python3-venv bubblewrap
python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' || {{ echo "Choose a base image with Python 3.11 or newer." >&2; exit 1; }}
python3 -m venv /opt/grading
/opt/grading/bin/python -m pip install --require-hashes --no-deps -r requirements.lock
chmod -R go-rwx exercises  # a submission runs as another user
"""
RUN = """#!/usr/bin/env bash
# Gradescope runs this for each submission. Elsewhere: AUTOGRADER is the folder with source and submission, PYTHON the program.
here="${{AUTOGRADER:-/autograder}}"
cd "$here/source" || exit 1
export PYTHONPATH="$here/source"
exec "${{PYTHON:-/opt/grading/bin/python}}" tools/grade.py {name} --frames frames --gradescope "$here"
"""


def lay_out(master: Path, frames: Path, out: Path = ROOT / "build" / "grading") -> Path:
    """The autograder.zip of one set: the set with its answers, the frames, datakit, and what marks."""
    zip = out / master.stem / "autograder.zip"
    zip.parent.mkdir(parents=True, exist_ok=True)
    files = {f"exercises/{master.name}": master, "requirements.lock": ROOT / "requirements.lock"}
    files |= {f"tools/{name}.py": ROOT / "tools" / f"{name}.py" for name in TOOLS}
    files |= {f"frames/{file.name}": file for file in sorted(frames.iterdir())}
    articles = [file for folder in ARTICLES for file in sorted(folder.rglob("*")) if file.is_file()]
    files |= {file.relative_to(ROOT).as_posix(): file for file in articles}
    package = [
        file for file in sorted((ROOT / "datakit").rglob("*")) if file.is_file() and "__pycache__" not in file.parts
    ]
    files |= {str(file.relative_to(ROOT)): file for file in package}
    with zipfile.ZipFile(zip, "w", zipfile.ZIP_DEFLATED) as into:
        for name, text in (("setup.sh", SETUP), ("run_autograder", RUN)):
            script = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            script.external_attr = 0o755 << 16
            into.writestr(script, text.format(name=master.stem))
        for name, file in files.items():
            into.write(file, name)
    return zip


def run(autograder: Path, grade: Callable[[Path], tables.Grade]) -> int:
    """Mark the notebook in autograder/submission and write autograder/results/results.json."""
    handed_in = sorted((autograder / "submission").rglob("*.ipynb"))
    if handed_in:
        found = results(grade(handed_in[0]), [file.name for file in handed_in])
    else:
        found = {"score": 0, "output": "There is no notebook (.ipynb) in what was handed in.", "tests": []}
    into = autograder / "results"
    into.mkdir(exist_ok=True)
    (into / "results.json").write_text(json.dumps(found, indent=1), encoding="utf-8")
    return 0


def results(grade: tables.Grade, files: list[str]) -> dict[str, Any]:
    """Marks in Gradescope's form. What a hidden check says stays hidden."""
    of_questions = {id: problem for problem in grade.problems if (id := problem.split(":")[0]) in grade.marks}
    others = [problem for problem in grade.problems if problem not in of_questions.values()]
    if len(files) > 1:
        others.insert(0, f"There are {len(files)} notebooks; {files[0]} is marked.")
    return {
        "score": grade.points,
        "execution_time": round(grade.seconds),
        "output": "\n".join(others),
        "stdout_visibility": "hidden",
        "tests": [test(id, mark, of_questions.get(id, "")) for id, mark in grade.marks.items()],
    }


def test(question: str, mark: Mark, problem: str) -> dict[str, Any]:
    seen = "It holds for these tables and not for others." if mark.kind.startswith("hidden") else problem
    return {
        "name": question,
        "score": mark.points,
        "max_score": POINTS,
        "status": "passed" if mark.points == POINTS else "failed",
        "output": seen,
        "visibility": "visible",
    }
