"""Grade a class in two processes: one runs a notebook and hands out its answers as data, another marks these.

    python tools/grade.py                  an autograder.zip for every set, in build/grading/SET, for Gradescope
    python tools/grade.py SET FOLDER       grade the notebooks in FOLDER; SET is a set's name, or the file of a master
        --seconds 30   of processor time for one submission; four times that by the clock
        --memory 3     GB for one submission          --jobs 2   submissions at a time
        --canvas NAME  canvas.csv too, with the points in a column NAME, as that assignment is called in Canvas
        --moodle 100   moodle.csv too, the grading worksheet of an assignment whose best grade is 100

FOLDER/grades.csv has a line for each submission, FOLDER/questions.csv one for each question: how many have it right, and
which mistake is the commonest. Both are written anew after each submission.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import shutil
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path
from typing import NamedTuple

import box
import gradescope
import handed
import matplotlib
import tables
from make_exercises import ARTICLES, MASTERS, pack
from mark import UNANSWERED, Mark, Marker
from matplotlib import font_manager
from normalise_notebooks import ROOT

from datakit.errors import DatakitError, shown
from datakit.feedback import master
from datakit.feedback.function import shown_error

HERE = Path(__file__).resolve().parent
FRAMES = ROOT / "build" / "frames"
LARGEST = 20_000_000  # bytes of a notebook
MOST_LEFT_OUT = 4  # cells and functions of one submission
MARKING = box.Limits(seconds=60)
# What a student's copy of the set says to every answer; there is nothing else in it.
TAKEN = """# %% {q.id} {q.skill} [markdown]
# %% answer
{q.name} = ...
# %% why [markdown]
# %% hints [markdown]
# %% check
from datakit.feedback import Feedback

check = lambda answer: Feedback("taken", "Your answer is taken. It is marked later.")
"""


class Class(NamedTuple):
    """What all submissions of a class share: the master, a folder with what a student is given, and the box."""

    master: Path
    given: Path
    marker: Marker
    box: box.Box
    limits: box.Limits

    @property
    def questions(self) -> dict[str, master.Question]:
        return self.marker.set.questions


@contextlib.contextmanager
def opened(file: Path, frames: Path, limits: box.Limits) -> Iterator[Class]:
    """A class for the set in `file`. DatakitError unless its own solutions get all points on these frames."""
    with box.room() as given, contextlib.chdir(given):
        marker = Marker(file)
        lay_out(given, marker, file.stem, frames)
        try:
            failed = [f"{id}: {mark.text}" for id, mark in marker.solved().items() if mark.kind != "right"]
        except DatakitError as error:
            failed = [str(error)]
        if failed:
            raise DatakitError(
                f"Nothing is graded: on the frames in {frames} the solutions of {file.stem} do not get all points "
                f"({failed[0].rstrip('.')}). Are they frames of other articles? `make frames` makes those of the course."
            )
        (given / "asked.json").write_text(json.dumps(marker.asked()), encoding="utf-8")
        yield Class(file, given, marker, box.find(), limits)


def lay_out(given: Path, marker: Marker, name: str, frames: Path) -> None:
    """Put into a folder what a notebook needs that is run for marks; no solution and no check is in it."""
    for folder in (frames, *ARTICLES):
        into = given / ("frames" if folder == frames else folder.name)
        shutil.copytree(folder, into, copy_function=shutil.copyfile)
    (given / f"{name}.set").write_text(
        pack("\n".join(TAKEN.format(q=q) for q in marker.set.questions.values())), encoding="ascii"
    )
    for tool in ("hand_in.py", "answers.py"):
        (given / tool).write_bytes((HERE / tool).read_bytes())
    font_manager.findfont("DejaVu Sans")  # makes the list of fonts, which takes seconds, once for the class
    fonts = given / ".matplotlib"
    fonts.mkdir()
    for file in Path(matplotlib.get_cachedir()).glob("fontlist*.json"):
        (fonts / file.name).write_bytes(file.read_bytes())


def graded(file: Path, name: str, room: Class) -> tables.Grade:
    """What one submission gets."""
    began = time.monotonic()
    marks, problems = dict.fromkeys(room.questions, Mark(0, "not marked", "")), []
    try:
        source = read(file)
        answers, problems, stopped = answers_of(source, room)
        marks = marked(answers, room)
        problems += [why(id, mark, stopped.get(id)) for id, mark in marks.items() if mark.kind != "right"]
    except DatakitError as error:
        problems = [*problems, str(error)]
    except Exception as error:  # one submission must not end the grading of the others
        problems = [*problems, f"It could not be graded ({shown_error(error)}); look at it yourself."]
    return tables.Grade(name, marks, [shown(problem) for problem in problems], time.monotonic() - began)


def read(file: Path) -> bytes:
    """The bytes of a submission, if it is a plain file of a usual size. DatakitError if not."""
    try:
        opened = os.open(file, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError as error:
        link = "; it is a link to another file" if file.is_symlink() else ""
        raise DatakitError(f"This file cannot be opened ({error.strerror}){link}; ask for it again.") from error
    with os.fdopen(opened, "rb") as source:
        about = os.fstat(source.fileno())
        if not stat.S_ISREG(about.st_mode):
            raise DatakitError("This is no file that can be read; ask for it again.")
        if about.st_size > LARGEST:
            raise DatakitError(
                f"This file has {about.st_size / 1e6:.0f} MB; a notebook has {LARGEST / 1e6:.0f} at most."
            )
        return source.read()


def answers_of(source: bytes, room: Class) -> tuple[dict[str, list], list[str], dict[str, str]]:
    """The answers of a notebook, what was left out of it and why, and the errors by question.

    A cell or function that ends the process, or that uses up what there is, is left out, and all is run again.
    DatakitError if no answers come of it.
    """
    left_out: list[int | str] = []
    problems: list[str] = []
    while True:
        ended = ran(source, room, left_out)
        said = handed.read(ended.said)
        if said.answers is not None:
            return said.answers, problems, {id: f"cell {cell} stopped: {error}" for id, cell, error in said.stopped}
        if said.unreadable:
            raise DatakitError(f"This file is no notebook ({said.unreadable}); ask for it again.")
        reason = ended.why or ("it used up the memory" if said.memory else "it ended the kernel")
        if said.strange:
            reason = "something that is no answer was handed out"
        if said.at is None:
            raise DatakitError(f"The notebook could not be started: {reason}.")
        kind, cell, question = said.at
        culprit, what = (cell, f"cell {cell}") if kind == "cell" else (question, "the function")
        problems.append(f"{question or 'no question'}: {what} was left out, since {reason}")
        if culprit in left_out or len(left_out) == MOST_LEFT_OUT:
            raise DatakitError(f"{' | '.join(problems)}. That is too much: no answer could be taken.")
        left_out.append(culprit)


def ran(source: bytes, room: Class, left_out: list[int | str]) -> box.Ended:
    """Run a notebook in a room of its own."""
    with box.room(room.given) as place:
        asked = {"questions": json.loads((place / "asked.json").read_text()), "left_out": left_out}
        (place / "asked.json").write_text(json.dumps(asked), encoding="utf-8")
        (place / "submission.ipynb").write_bytes(source)
        return room.box.run(["hand_in.py"], place, room.limits)


def marked(answers: dict[str, list], room: Class) -> dict[str, Mark]:
    """The marks of answers, from a process that starts for them. DatakitError if they cannot be marked."""
    limits = json.dumps({"user": None, "may_read": False, **MARKING.of_one(0), "RLIMIT_NPROC": 1 << 20})
    python = [sys.executable, str(HERE / "limited.py"), limits, sys.executable]
    try:
        done = subprocess.run(
            [*python, str(HERE / "mark.py"), str(room.master)],
            input=json.dumps(answers).encode(),
            capture_output=True,
            cwd=room.given,
            env={**os.environ, "PYTHONPATH": str(box.DATAKIT.parent)},
            timeout=box.PATIENCE * MARKING.seconds,
            check=True,
        )
        return {id: Mark(*mark) for id, mark in json.loads(done.stdout).items()}
    except (subprocess.SubprocessError, ValueError) as error:
        raise DatakitError(
            f"The answers could not be marked ({type(error).__name__}); look at them yourself."
        ) from error


def why(question: str, mark: Mark, stopped: str | None) -> str:
    """One sentence on points that are missing."""
    half = "the answer holds here and not on other tables. " if mark.kind.startswith("hidden") else ""
    because = f" ({stopped})" if stopped and mark.kind in UNANSWERED else ""
    return f"{question}: {half}{mark.text}{because}"


def submissions(folder: Path) -> dict[str, Path]:
    """The notebooks in a folder and in the folders in it, as a course system hands them out; links are not followed."""
    places = [folder, *(p for p in folder.iterdir() if p.is_dir() and not p.is_symlink() and p.name[0] != ".")]
    files = [p for place in places for p in place.iterdir() if p.suffix.lower() == ".ipynb"]
    return {str(file.relative_to(folder)): file for file in sorted(files)}


def class_of(options: argparse.Namespace, limits: box.Limits) -> None:
    """Grade a folder; the tables are written after each submission."""
    files = submissions(options.folder)
    with opened(options.set, options.frames, limits) as room, ThreadPoolExecutor(options.jobs) as pool:
        if line := room.box.said():
            print(line, flush=True)
        writer = tables.Tables(options.folder, room.questions, options.canvas, options.moodle)
        futures = [pool.submit(graded, file, name, room) for name, file in files.items()]
        for future in as_completed(futures):
            grade = future.result()
            writer.add(grade)
            print(f"{grade.line()}", flush=True)
        print(f"The tables are {' and '.join(map(str, writer.files))}.")


def asked(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="grade.py", description="Grade a class.")
    parser.add_argument("set", nargs="?", metavar="SET")
    parser.add_argument("folder", nargs="?", type=Path, metavar="FOLDER")
    parser.add_argument("--seconds", type=int, default=30)
    parser.add_argument("--memory", type=float, default=3)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--frames", type=Path, default=FRAMES)
    parser.add_argument("--canvas", metavar="NAME")
    parser.add_argument("--moodle", type=float, metavar="BEST")
    parser.add_argument("--gradescope", type=Path, help=argparse.SUPPRESS)  # what run_autograder is started with
    options = parser.parse_args(arguments)
    if sys.platform == "win32":
        parser.error("Grading needs Linux or macOS; on Windows run it in WSL.")
    if options.set:
        options.set = master_of(options.set, parser)
    if options.set and options.folder is None and options.gradescope is None:
        parser.error(f"Of whom? Name the folder with the notebooks: grade.py {options.set.stem} FOLDER.")
    if options.folder and not (options.folder.is_dir() and submissions(options.folder)):
        parser.error(
            f"There is no notebook in {options.folder}: put one file that ends in .ipynb there for each student."
        )
    if min(options.seconds, options.memory, options.jobs, options.moodle or 1) <= 0:
        parser.error("Seconds, memory, jobs and the best grade must be above zero.")
    if not (options.frames / "datapackage.json").is_file():
        parser.error(f"There are no frames in {options.frames}; make them with `make frames`.")
    for name in ("frames", "folder", "gradescope"):
        setattr(options, name, (path := getattr(options, name)) and path.resolve())
    return options


def master_of(name: str, parser: argparse.ArgumentParser) -> Path:
    known = {path.stem: path for path in MASTERS}
    if name not in known and not Path(name).is_file():
        parser.error(f"There is no set {name}; there are {', '.join(known)}.")
    return known.get(name) or Path(name).resolve()


def main(arguments: list[str]) -> int:
    options = asked(arguments)
    limits = box.Limits(options.seconds, options.memory)
    try:
        if options.gradescope:
            with opened(options.set, options.frames, limits) as room:
                return gradescope.run(options.gradescope, lambda file: graded(file, file.name, room))
        if options.folder:
            class_of(options, limits)
        for path in [] if options.folder else MASTERS:
            print(f"{gradescope.lay_out(path, options.frames).relative_to(ROOT)}: made")
    except DatakitError as error:
        print(shown(error), file=sys.stderr)
        return error.code
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
