"""A small class, graded: some are right, some fail in ways of their own, and some attack whoever grades them."""

from __future__ import annotations

import csv
import json
import os
import re
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import box
import grade
import gradescope
import handed
import nbformat
import psutil
import pytest
import tables
from make_exercises import pack
from mark import POINTS, Mark
from nbformat.v4 import new_code_cell, new_notebook

from datakit import build
from datakit.feedback import Exercises, master
from datakit.frames import Frames

SET = """
# %% parameters
frames = "../../build/frames"

# %% start
from datakit.feedback import Exercises, load

data = load(frames)
check = Exercises("90_class", data)

# %% set-up
import matplotlib.pyplot as plt
import pandas as pd

firms = pd.DataFrame({"firm": ["Ash", "Birch", "Cedar"], "share": [0.5, 0.3, 0.2]})
first = data.comparisons.iloc[0]

# %% checking
from datakit.feedback import Chart, Function, Number, Table

# %% 90.1 query: worked [markdown]
# Where does the first comparison end?
# %% answer
low = first.end
# %% why [markdown]
# It stands there.
# %% hints [markdown]
# - Look at the first row.
# %% check
check = Number(first.end)

# %% 90.2 function: worked [markdown]
# Add up.
# %% answer
def total(table):
    return table["share"].sum()
# %% why [markdown]
# A sum.
# %% hints [markdown]
# - A column has a sum.
# %% check
check = Function([("these firms", (firms,), Number(1.0, "fraction"))])
# %% hidden
hidden = Function([("other firms", (firms.assign(share=[0.1, 0.1, 0.2]),), Number(0.4, "fraction"))])

# %% 90.3 chart: worked [markdown]
# Draw the shares.
# %% answer
ax = firms.plot.barh(x="firm", y="share", legend=False, xlabel="share (fraction)", title="Ash holds half of all shares")
# %% why [markdown]
# Bars.
# %% hints [markdown]
# - A bar for each.
# %% check
check = Chart({"Ash": 0.5, "Birch": 0.3, "Cedar": 0.2}, unit=["fraction"], title=["Ash"])

# %% 90.4 group: worked [markdown]
# The large ones.
# %% answer
large = firms[firms.share > 0.25]
# %% why [markdown]
# Two of three.
# %% hints [markdown]
# - Choose rows.
# %% check
check = Table(firms.head(2), key=["firm"])
"""
QUESTIONS = master.parse(SET).questions
START = "data = load('frames')\ncheck = Exercises('90_class', data)"


def notebook(instead: dict[str, str] | None = None, before: dict[str, str] | None = None) -> nbformat.NotebookNode:
    """The set solved, with other sources for some answers, and cells of another kind before some questions."""
    cells = [
        "from datakit.feedback import Exercises, load\n" + START,
        next(cell.source for cell in master.parse(SET).shared if cell.title == "set-up"),
    ]
    for id, q in QUESTIONS.items():
        cells += [before[id]] if before and id in before else []
        cells += [{**{id: q.solution}, **(instead or {})}[id], f'check("{id}")']
    made = new_notebook(cells=[new_code_cell(source) for source in cells])
    made.metadata.kernelspec = {"name": "my-own-environment", "display_name": "mine"}
    return made


NOTHING = dict.fromkeys(QUESTIONS, "")
FORGERS = """
import builtins, gc, glob, json, os, sys
import datakit.feedback, datakit.feedback.engine as engine
from datakit.feedback import compare, master
RIGHT = compare.Feedback("right", "")
engine.Exercises.verdict = engine.Exercises.said = lambda *a, **k: RIGHT
compare.Check.__call__ = lambda self, answer: RIGHT
sys.modules["datakit.feedback.compare"] = sys.modules["mark"] = sys.modules["grade"] = type(sys)("forged")
for packed in glob.glob("**/*.set", recursive=True):
    read = master.parse(master.unpack(open(packed).read()))
    for question in read.questions.values():
        exec(question.cells["answer"], globals())
        print(question.solution)
for name in ("results.json", "marks.json", "grades.csv", "../grades.csv", "answers.json"):
    try:
        open(name, "w").write('{"score": 8, "90.1": [2, "right", ""]}')
    except OSError:
        pass
real = json.dumps
def forged(thing, **more):
    return real({"answers": {q: [[2, "right", ""], [2, "right", ""]] for q in ("90.1", "90.2", "90.3", "90.4")}})
json.dumps = forged
builtins.all = builtins.any = lambda *a: True
builtins.isinstance = lambda *a: True
"""
BUSY = """
import os, shutil, threading, time
def forks():
    for _ in range(200):
        try:
            if os.fork() == 0:
                time.sleep(0.3)
                os._exit(0)
        except OSError:
            break
forks()
try:
    with open("large", "wb") as large:
        while True:
            large.write(b"0" * 10**7)
except OSError:
    large = "stopped"
shutil.rmtree(os.getcwd(), ignore_errors=True)
threading.Thread(target=lambda: [time.sleep(0.1) for _ in range(10**6)]).start()
"""
LIARS = {
    "90.1": """
class Liar(float):
    __eq__ = __le__ = __ge__ = lambda self, other: True
    __ne__ = __lt__ = __gt__ = lambda self, other: False
    __hash__ = float.__hash__
    __float__ = __sub__ = __rsub__ = lambda self, *a: 0.0
low = Liar(1)""",
    "90.2": """
def total(table):
    import gc, inspect
    for frame in inspect.stack():
        for thing in [*frame.frame.f_locals.values(), *frame.frame.f_globals.values()]:
            for part in [thing, *(thing if isinstance(thing, (list, tuple)) else [])]:
                if hasattr(part, "value") and hasattr(part, "unit"):
                    return part.value
    found = [t for t in gc.get_objects() if type(t).__name__ == "Number"]
    return found[0].value if found else 7.0""",
}
ROOT = [box.Box(None, box.FIRST_USER, may_read) for may_read in (False, True)] if os.geteuid() == 0 else []
BOXES = {"the best here": box.find(), "without bubblewrap": next(filter(box.works, ROOT), box.Box(None, None))}
# With bubblewrap -1 is all processes of the box. Elsewhere it would be all that the user has, the tests too.
SOMEONE = "(os.getppid(), -1)" if BOXES["the best here"].bwrap else "(os.getppid(),)"
KILLS = f"""
import contextlib, os, signal
for someone in {SOMEONE}:
    with contextlib.suppress(OSError):
        os.kill(someone, signal.SIGKILL)
os._exit(9)
"""
EATS = "rows = []\nwhile True:\n    rows.append(bytearray(10_000_000))"
PRINTS = "while True:\n    print('again ' * 1000)"
HANDED_IN = {
    "right": notebook(),
    "forges": notebook(NOTHING, {"90.1": FORGERS}),
    "breaks": notebook(before={"90.1": KILLS, "90.3": EATS, "90.4": PRINTS}),
    "busy": notebook(before={"90.3": BUSY}),
    "lies": notebook(LIARS),
    "loops": notebook({"90.2": "def total(table):\n    while True:\n        pass"}),
    "typed": notebook({"90.2": "def total(table):\n    return 1.0", "90.4": "large = firms[firms.share > 0.6\n"}),
}
SECONDS = 8


def run(*arguments: object) -> subprocess.CompletedProcess:
    command = [sys.executable, str(grade.HERE / "grade.py"), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@pytest.fixture(scope="module")
def master_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("set") / "90_class.py"
    file.write_text(SET, encoding="utf-8")
    return file


@pytest.fixture(scope="module")
def classroom(tmp_path_factory: pytest.TempPathFactory, master_file: Path, frames_folder: Path) -> Path:
    """A folder with what was handed in, graded."""
    folder = tmp_path_factory.mktemp("class")
    for name, made in HANDED_IN.items():
        nbformat.write(made, folder / f"{name}.ipynb")
    (folder / "text.ipynb").write_text("I could not save it.", encoding="utf-8")
    (folder / "link.ipynb").symlink_to(folder / "right.ipynb")
    os.mkfifo(folder / "pipe.ipynb")
    (folder / "=1+2.ipynb").write_text("", encoding="utf-8")
    (folder / "a\n\x1b[2J,=b.ipynb").write_text("", encoding="utf-8")
    (folder / "Lee Ann_4711_assignsubmission_file").mkdir()
    (folder / "Lee Ann_4711_assignsubmission_file" / "set.ipynb").write_text("", encoding="utf-8")
    (folder / "grades.csv").symlink_to(folder / "right.ipynb")  # the table replaces a link and does not follow it
    done = run(master_file, folder, "--seconds", SECONDS, "--memory", 2, "--frames", frames_folder, "--moodle", 100, "--canvas", "Set 90")  # fmt: skip
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture(scope="module")
def grades(classroom: Path) -> dict[str, dict[str, str]]:
    return {row["submission"].removesuffix(".ipynb"): row for row in rows(classroom / "grades.csv")}


def points(row: dict[str, str]) -> list[str]:
    return [row[id] for id in QUESTIONS]


def test_each_gets_the_points_that_are_due_whatever_another_does(grades: dict) -> None:
    due = {
        "right": "2222",
        "forges": "0000",
        "breaks": "2222",
        "busy": "2222",
        "lies": "0022",
        "loops": "2022",
        "typed": "2120",
    }
    assert {name: "".join(points(grades[name])) for name in due} == due, grades
    assert grades["right"]["problems"] == grades["busy"]["problems"] == ""
    assert grades["right"]["points"] == grades["right"]["of"] == "8"


def test_no_point_is_lost_without_its_reason(grades: dict) -> None:
    for row in grades.values():
        lost = [id for id in QUESTIONS if row[id] != "2"]
        said = row["problems"].split(" | ")
        assert all(any(s.startswith(f"{id}: ") for s in said) for id in lost) or len(said) == 1, row


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("breaks", "90.1: cell 3 was left out, since it ended the kernel"),
        ("breaks", "90.3: cell 8 was left out, since it used up the memory"),
        ("breaks", f"90.4: cell 11 was left out, since it used more than {SECONDS} seconds of processor time"),
        ("loops", "90.2: Tried on these firms, your function does not come back"),
        ("typed", "90.2: the answer holds here and not on other tables"),
        ("typed", "90.4: There is no name large. (cell 9 stopped: SyntaxError"),
        ("forges", "90.1: There is no name low."),
        ("text", "This file is no notebook"),
        ("link", "it is a link to another file"),
        ("pipe", "This is no file"),
    ],
)
def test_the_reason_is_one_sentence(grades: dict, name: str, said: str) -> None:
    assert said in grades[name]["problems"]


def test_a_name_that_a_spreadsheet_would_run_is_a_text(classroom: Path, grades: dict) -> None:
    assert "'=1+2" in grades
    assert "a \\u001b[2J,=b" in grades
    assert not re.search(r"[\x00-\x09\x0b-\x1f]", (classroom / "grades.csv").read_text(encoding="utf-8"))
    assert not (classroom / "grades.csv").is_symlink()
    assert nbformat.read(classroom / "right.ipynb", as_version=4)
    assert tables.inert("@SUM(A1)") == "'@SUM(A1)"
    assert tables.inert(" -2+3") == "' -2+3"


def test_the_table_of_questions_says_what_to_teach_again(classroom: Path) -> None:
    table = {row["question"]: row for row in rows(classroom / "questions.csv")}
    assert list(table) == list(QUESTIONS)
    assert table["90.2"]["skill"] == "function"
    assert table["90.2"]["right"] == "3"
    assert table["90.2"]["right on these tables only"] == "1"
    assert table["90.2"]["commonest mistake"] in {"stops", "too high", "too long", "hidden: too high"}
    assert table["90.2"]["what helps"] == "A column has a sum."
    assert {row["submissions"] for row in table.values()} == {str(len(rows(classroom / "grades.csv")))}


def test_canvas_and_moodle_find_their_columns(classroom: Path) -> None:
    canvas, moodle = rows(classroom / "canvas.csv"), rows(classroom / "moodle.csv")
    assert list(canvas[0]) == ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", "Set 90"]
    assert canvas[0]["Student"] == "Points Possible"
    assert {"Identifier", "Grade", "Last modified (grade)", "Feedback comments"} <= set(moodle[0])
    lee = next(row for row in moodle if row["Full name"] == "Lee Ann")
    assert lee["Identifier"] == "Participant 4711"
    right = next(row for row in moodle if row["Full name"] == "right")
    assert right["Grade"] == "100.00"
    assert tables.student(tables.CANVAS, "leeann_LATE_123_45_set.ipynb") == ("leeann", "123")
    assert tables.student(tables.CANVAS, "mine.ipynb") == ("mine", "")


def test_nothing_that_was_started_is_left_running(classroom: Path) -> None:
    assert classroom
    left = [p.info for p in psutil.process_iter(["cmdline", "cwd"]) if "hand_in.py" in (p.info["cmdline"] or [])]
    assert not left


def test_frames_of_other_articles_are_refused_before_anything_is_graded(
    tmp_path: Path, classroom: Path, master_file: Path
) -> None:
    other = build.build(grade.ROOT / "exercises" / "article", tmp_path / "frames").folder
    before = (classroom / "grades.csv").read_bytes()
    done = run(master_file, classroom, "--frames", other)
    assert done.returncode == 2
    assert "Nothing is graded" in done.stderr
    assert "not get all points" in done.stderr
    assert (classroom / "grades.csv").read_bytes() == before


def test_gradescope_marks_in_an_empty_folder(tmp_path: Path, master_file: Path, frames_folder: Path) -> None:
    zip = gradescope.lay_out(master_file, frames_folder, tmp_path / "zips")
    zipfile.ZipFile(zip).extractall(tmp_path / "source")
    (tmp_path / "submission").mkdir()
    nbformat.write(HANDED_IN["typed"], tmp_path / "submission" / "mine.ipynb")
    done = subprocess.run(
        ["bash", str(tmp_path / "source" / "run_autograder")],
        env={"PATH": os.environ["PATH"], "AUTOGRADER": str(tmp_path), "PYTHON": sys.executable},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found = json.loads((tmp_path / "results" / "results.json").read_text(encoding="utf-8"))
    assert found["score"] == sum(test["score"] for test in found["tests"]) == 5
    assert [test["name"] for test in found["tests"]] == list(QUESTIONS)
    assert {test["max_score"] for test in found["tests"]} == {POINTS}
    assert [test["status"] for test in found["tests"]] == ["passed", "failed", "passed", "failed"]
    assert "0.4" not in found["tests"][1]["output"]
    assert subprocess.run(["bash", "-n", str(tmp_path / "source" / "setup.sh")], check=False).returncode == 0
    assert zipfile.ZipFile(zip).getinfo("run_autograder").external_attr >> 16 == 0o755


def test_a_progress_file_that_a_spreadsheet_saved_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, master_file: Path, course: Frames
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("90_class.set").write_text(pack(SET), encoding="ascii")
    check = Exercises("90_class", course)
    check("90.1", 1.5)
    check("90.4", master_file)
    file = Path("90_class.progress.csv")
    before = rows(file)
    lines = [
        ";".join(f'"{cell}"' for cell in row.values())
        for row in [dict(zip(before[0], before[0], strict=True)), *before]
    ]
    file.write_text("\ufeff" + "\r\n".join(lines) + "\r\n", encoding="utf-8")
    Exercises("90_class", course)("90.1", 2.5)
    after = rows(file)
    assert [row["tries"] for row in before][:1] == ["1"]
    assert [row["tries"] for row in after][:1] == ["2"]
    assert after[1:] == before[1:]


# the box by itself


SMALL = box.Limits(seconds=2, gigabytes=0.4, disk=0.05, said=10_000)


@pytest.mark.parametrize("kind", BOXES)
@pytest.mark.parametrize(
    ("code", "why", "said"),
    [
        ("print('so')", "", b"so\n"),
        ("while True: pass", "it used more than 2 seconds of processor time", b""),
        ("while True: print('again')", "it handed out more than 0.01 MB", None),
        ("import os; os.kill(os.getppid(), 9)", "", b""),
        ("rows = []\nwhile True: rows.append(bytearray(10**6))", None, b""),
        ("import os, time\nfor _ in range(200): os.fork() or (time.sleep(3), os._exit(0))", None, b""),
        ("for n in range(99): open(str(n), 'wb').write(b'0' * 10**7)\nprint('written')", None, b""),
        ("open('one', 'wb').write(b'0' * 10**8)\nprint('written')", None, b""),
        ("import os, shutil; shutil.rmtree(os.getcwd(), ignore_errors=True); print('gone')", "", b"gone\n"),
        ("import threading, time\nthreading.Thread(target=time.sleep, args=(99,)).start()", "by the clock", b""),
    ],
    ids=["says", "loops", "floods", "kills", "eats", "forks", "writes", "one file", "deletes", "waits"],
)  # fmt: skip
def test_a_box_ends_what_uses_more_than_it_may(
    kind: str, code: str, why: str | None, said: bytes | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(box, "PATIENCE", 1 if why == "by the clock" else 60)
    before, began = {p.pid for p in psutil.process_iter()}, time.monotonic()
    with box.room() as place:
        ended = BOXES[kind].run(["-c", code], place, SMALL)
    assert why is None or why in ended.why
    assert said is None or ended.said == said
    assert time.monotonic() - began < 60
    left = [p for p in psutil.process_iter(["cmdline"]) if p.pid not in before and code in (p.info["cmdline"] or [])]
    assert not left


def test_what_hides_the_machine_hides_solutions_and_network() -> None:
    best = BOXES["the best here"]
    with box.room() as place:
        (place / "given").write_text("for all", encoding="utf-8")
        code = (
            "import os, socket\n"
            f"print([os.path.exists(p) for p in ('given', {str(grade.ROOT / 'exercises')!r}, {str(grade.ROOT / '.git')!r})])\n"
            "try: socket.create_connection(('192.0.2.1', 80), 1)\nexcept OSError as e: print(type(e).__name__)"
        )
        ended = best.run(["-c", code], place, SMALL)
    shut = b"[True, False, False]\nOSError\n"
    assert (ended.said == shut) if best.bwrap else "can read" in best.said()


@pytest.mark.parametrize(
    "said",
    [
        b"\x00\xff",
        b'{"answers": {"90.1": [NaN]}}',
        b'{"answers": {"90.1": ' + b"[" * 100_000,
        b'{"answers": {"90.1": [{"is": "float", "eval": "1"}]}}',
        b'{"answers": {"90.1": 1}}',
        b'{"marks": {"90.1": [2, "right", ""]}}',
        b'{"at": ["cell", -1, ""]}',
        b"[1, 2]",
        b'{"answers": {"90.1": [' + b"9" * 10_000 + b"]}}",
    ],
    ids=lambda said: said[:30].decode("latin-1"),
)
def test_what_was_not_handed_out_by_us_is_not_read(said: bytes) -> None:
    read = handed.read(b'{"at": ["cell", 3, "90.1"]}\n' + said)
    assert read.strange
    assert read.at == ("cell", 3, "90.1")
    assert read.answers is None


def test_a_table_that_cannot_be_written_is_one_sentence(tmp_path: Path) -> None:
    folder = tmp_path / "gone"
    table = tables.Tables(folder, QUESTIONS, None, None)
    with pytest.raises(grade.DatakitError, match="cannot be written"):
        table.add(tables.Grade("mine", dict.fromkeys(QUESTIONS, Mark(0, "blank", "")), [], 0.0))


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["99_none", "."], "There is no set"),
        (["02_compute"], "Of whom?"),
        (["02_compute", str(grade.ROOT / "seeds")], "no notebook"),
        (["02_compute", str(grade.ROOT / "notebooks"), "--seconds", "0"], "above zero"),
        (["02_compute", str(grade.ROOT / "notebooks"), "--frames", str(grade.ROOT)], "no frames"),
    ],
)
def test_a_slip_is_one_sentence(arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        grade.main(arguments)
    assert stopped.value.code == 2
    assert said in capsys.readouterr().err
