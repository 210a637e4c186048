"""Grade a class with Otter-Grader: each submission in processes of its own, and one table for all.

    python tools/grade.py                  an autograder.zip for every set, in build/grading/SET, for a school's own server
    python tools/grade.py SET FOLDER       grade the notebooks in FOLDER; the table is FOLDER/grades.csv
        --seconds 40   of processor time for one submission, so that a busy machine fails nobody; ten times that by the clock
        --memory 4     GB that one process may ask for          --jobs 2   submissions at a time

Otter runs the submission and the checks. What it gives no result for, a cell that runs for ever or that ends its kernel,
is found here: the notebook is run cell by cell, that cell is left out, and Otter gets the rest. Each submission has a
limit of time, one of memory and a folder of its own, and what it started is ended with it. It still runs with the
rights of whoever runs this: it can read their files and use the network. Only Linux limits processor time and memory.
"""

from __future__ import annotations

import argparse
import contextlib
import csv
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, NamedTuple

import nbformat
import psutil
from make_exercises import ARTICLES, HOME, MASTERS
from nbclient import NotebookClient
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from normalise_notebooks import ROOT

from datakit.exercises import master

OUT = ROOT / "build" / "grading"
OTTER = [sys.executable, "-m", "otter"]
BESIDE = Path(sys.prefix, "grading")  # where make puts Otter and what only Otter needs, beside the locked packages
POINTS = 2  # a question: one for what the student saw, one for the hidden check
PATIENCE = 10
MOST_LEFT_OUT = 5  # cells of one submission
SAID = re.compile(r"AssertionError: (\d\d\.\d+): (.*)")
CHECKED = re.compile(r"""check\(\s*["'](\d\d\.\d+)""")


class Limits(NamedTuple):
    """What one process may use; by the clock it is given `PATIENCE` times its seconds, in which it may sleep."""

    seconds: int
    gigabytes: float

    def set(self, pid: int) -> None:
        """For a process and all that it starts from now on. Only Linux can do that."""
        if hasattr(psutil.Process, "rlimit"):
            process = psutil.Process(pid)
            process.rlimit(psutil.RLIMIT_CPU, (self.seconds, self.seconds + 1))
            process.rlimit(psutil.RLIMIT_AS, (int(self.gigabytes * 1e9),) * 2)


class Grade(NamedTuple):
    """One submission: points by question, and one sentence for each thing that went wrong."""

    submission: str
    points: dict[str, float]
    problems: list[str]
    seconds: float


def lay_out(path: Path, frames: Path, home: Path = OUT) -> Path:
    """The autograder.zip of the set at `path`: tests, the set with its hidden checks, the frames, datakit."""
    out = home / path.stem
    shutil.rmtree(out, ignore_errors=True)
    shutil.copytree(HOME / "grading" / path.stem, out)
    shutil.copytree(frames, out / "frames")
    shutil.copytree(ROOT / "datakit", out / "datakit", ignore=shutil.ignore_patterns("__pycache__"))
    for folder in ARTICLES:
        shutil.copytree(folder, out / folder.name)
    files = ["frames", "datakit", *(folder.name for folder in ARTICLES), f"{path.stem}.set"]
    make = [*OTTER, "generate", "-t", "tests", "-o", "autograder.zip", "--no-requirements", "--no-environment", *files]
    done = subprocess.run(make, cwd=out, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"Otter made no autograder.zip of {path.stem}: {done.stderr.strip().splitlines()[-1]}")
    return out / "autograder.zip"


def end(process: subprocess.Popen) -> None:
    """End a process and all that it started. A kernel leads a session of its own, so a group is not enough."""
    try:
        family = [*psutil.Process(process.pid).children(recursive=True), psutil.Process(process.pid)]
    except psutil.NoSuchProcess:
        return
    for member in family:
        with contextlib.suppress(psutil.NoSuchProcess):
            member.kill()
    process.wait()


def otter(autograder: Path, notebook: Path, out: Path, limits: Limits) -> list[dict[str, Any]] | None:
    """Otter's results for one notebook, or None if it came to none in time."""
    results = out / "results.json"
    results.unlink(missing_ok=True)
    command = [*OTTER, "run", "--no-logo", "-a", str(autograder), "-o", str(out), str(notebook)]
    with (out / "otter.log").open("a") as log:
        process = subprocess.Popen(command, cwd=out, stdout=log, stderr=subprocess.STDOUT, start_new_session=True)
        limits.set(process.pid)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(PATIENCE * limits.seconds)
        end(process)
    return json.loads(results.read_text(encoding="utf-8"))["tests"] if results.is_file() else None


def stuck(notebook: nbformat.NotebookNode, folder: Path, limits: Limits) -> tuple[int, str] | None:
    """The first cell that never ends or that ends the kernel, and which of the two; None if all cells come back."""
    begun = [(0, time.monotonic())]
    client = NotebookClient(
        nbformat.from_dict(notebook),
        timeout=PATIENCE * limits.seconds,
        allow_errors=True,
        on_notebook_start=lambda **_: limits.set(client.km.provisioner.pid),
        on_cell_start=lambda cell, cell_index: begun.append((cell_index, time.monotonic())),
        resources={"metadata": {"path": str(folder)}},
    )
    try:
        client.execute(stderr=subprocess.DEVNULL)  # the last words of a kernel that is ended
    except (CellTimeoutError, DeadKernelError):
        place, start = begun[-1]
        # Nothing can use up its processor time in less time than that; most of it is the cell's own.
        long = time.monotonic() - start > limits.seconds / 2
        return place, f"a cell ran longer than {limits.seconds} seconds" if long else "a cell ended the kernel"
    return None


def question_of(notebook: nbformat.NotebookNode, place: int) -> str:
    """The question that a cell belongs to: the one checked next, or else the one checked last."""
    asked = [(i, m[1]) for i, cell in enumerate(notebook.cells) for m in CHECKED.finditer(cell.source)]
    return next((id for i, id in asked if i >= place), asked[-1][1] if asked else "no question")


def opened(file: Path) -> nbformat.NotebookNode:
    """A submission as a notebook that runs here, whatever its kernel was called. ValueError with a sentence."""
    try:
        notebook = nbformat.read(file, as_version=4)
        nbformat.validate(notebook)
    except Exception as error:  # whatever is in the file
        raise ValueError(f"this file is no notebook ({type(error).__name__}); ask for it again") from error
    notebook.metadata = nbformat.from_dict({"kernelspec": {"name": "python3", "display_name": "Python 3"}})
    return notebook


def graded(file: Path, autograder: Path, questions: list[str], limits: Limits) -> Grade:
    """What one submission gets."""
    began, nothing = time.monotonic(), dict.fromkeys(questions, 0.0)

    def grade(points: dict[str, float], problems: list[str]) -> Grade:
        return Grade(file.name, points, problems, time.monotonic() - began)

    try:
        notebook = opened(file)
    except ValueError as error:
        return grade(nothing, [str(error)])
    with tempfile.TemporaryDirectory() as place:
        mended, problems = Path(place) / "submission.ipynb", []
        nbformat.write(notebook, mended)
        results = otter(autograder, mended, Path(place), limits)
        if results is None:
            problems = leave_out(notebook, autograder, limits)
            nbformat.write(notebook, mended)
            results = otter(autograder, mended, Path(place), limits)
        if results is None:
            reason = f"Otter came to no result within {limits.seconds} seconds of processor time"
            return grade(nothing, [*problems, reason])
    said: dict[str, str] = {}
    for test in results:
        for id, text in SAID.findall(test["output"]):
            said.setdefault(id, text)
    scores = {test["name"]: test["score"] for test in results if "score" in test}
    points = {id: scores.get(name(id), 0.0) for id in questions}
    left_out = {problem.split(":")[0] for problem in problems}
    return grade(points, problems + [f"{id}: {said[id]}" for id in questions if id in said and id not in left_out])


def leave_out(notebook: nbformat.NotebookNode, autograder: Path, limits: Limits) -> list[str]:
    """Blank the cells of `notebook` that never come back, and say which."""
    problems = []
    with tempfile.TemporaryDirectory() as place:
        room = shutil.copytree(autograder.parent, Path(place) / "room")
        while len(problems) < MOST_LEFT_OUT and (found := stuck(notebook, room, limits)):
            cell, what = found
            problems.append(f"{question_of(notebook, cell)}: {what} and was left out")
            notebook.cells[cell].source = "# left out when grading"
    return problems


def name(question: str) -> str:
    return "q" + question.replace(".", "_")


def write(grades: list[Grade], questions: list[str], file: Path) -> None:
    """The table, beside the old one and then renamed."""
    new = file.with_suffix(".csv.new")
    with new.open("w", encoding="utf-8", newline="") as lines:
        table = csv.writer(lines, lineterminator="\n")
        table.writerow(["submission", "points", "of", *questions, "seconds", "problems"])
        for g in grades:
            row = [f"{g.points[id]:g}" for id in questions]
            total = f"{sum(g.points.values()):g}"
            table.writerow(
                [g.submission, total, POINTS * len(questions), *row, f"{g.seconds:.1f}", " | ".join(g.problems)]
            )
    os.replace(new, file)


def asked(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="grade.py", description="Grade a class with Otter-Grader.")
    parser.add_argument("set", nargs="?", choices=[path.stem for path in MASTERS], metavar="SET")
    parser.add_argument("folder", nargs="?", type=Path, metavar="FOLDER")
    parser.add_argument("--seconds", type=int, default=40)
    parser.add_argument("--memory", type=float, default=4)
    parser.add_argument("--jobs", type=int, default=2)
    options = parser.parse_args(arguments)
    if options.set and options.folder is None:
        parser.error(f"Of whom? Name the folder with the notebooks: grade.py {options.set} FOLDER.")
    if options.folder and not list(options.folder.glob("*.ipynb")):
        parser.error(
            f"There is no notebook in {options.folder}: put one file that ends in .ipynb there for each student."
        )
    if min(options.seconds, options.memory, options.jobs) <= 0:
        parser.error("Seconds, memory and jobs must be above nought.")
    sys.path.append(str(BESIDE))
    if importlib.util.find_spec("otter") is None:
        parser.error("Otter-Grader is not installed here; run this with `make grade`.")
    if not (ROOT / "build" / "frames" / "datapackage.json").is_file():
        parser.error("There are no frames in build/frames; make them with `make frames`.")
    return options


def main(arguments: list[str]) -> int:
    options = asked(arguments)
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, [os.environ.get("PYTHONPATH"), str(BESIDE)]))
    paths = [path for path in MASTERS if options.set in (None, path.stem)]
    zips = [lay_out(path, ROOT / "build" / "frames") for path in paths]
    if options.folder is None:
        print("\n".join(f"{zip.relative_to(ROOT)}: made" for zip in zips))
        return 0
    questions = list(master.parse(paths[0].read_text(encoding="utf-8")).questions)
    grades, limits = [], Limits(options.seconds, options.memory)
    with ThreadPoolExecutor(options.jobs) as pool:
        files = sorted(options.folder.glob("*.ipynb"))
        for grade in pool.map(lambda file: graded(file.resolve(), zips[0], questions, limits), files):
            grades.append(grade)
            points = f"{sum(grade.points.values()):g} of {POINTS * len(questions)}"
            print(
                f"{grade.submission}: {points}, {grade.seconds:.1f} s. {' | '.join(grade.problems)}".strip(), flush=True
            )
    write(grades, questions, options.folder / "grades.csv")
    print(f"The table is {options.folder / 'grades.csv'}.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
