"""In the student's process: run the notebook in this folder, and hand out its answers as data.

Beside the notebook lie asked.json, with the names of the answers and the tables that functions are called with, and what
a set needs. Nothing here knows a result. What is handed out is one JSON object a line, on what was standard output:

    {"at": ["cell", 7, "02.3"]}            what begins now: a cell, or the calls of a question's function
    {"stopped": ["02.3", 7, "KeyError"]}   a cell that ended in an exception
    {"memory": 7}                          a cell for which there was not enough memory
    {"unreadable": "JSONDecodeError"}      this is no notebook
    {"answers": {"02.3": [...]}}           the answers: for the check, and for the hidden check where there is one
"""

from __future__ import annotations

import contextlib
import json
import os
import re
from pathlib import Path
from typing import Any

from answers import other, pack, unpack

from datakit.feedback import chart
from datakit.feedback.function import Called, Outcome, called, shown_error

CHECKED = re.compile(r"""check\(\s*["'](\d\d\.\d+)""")
MOST = 200_000  # letters of one answer


def main(out: Any) -> None:
    import nbformat  # here, since the process that marks needs none of them
    from IPython.core.interactiveshell import InteractiveShell
    from traitlets.config import Config

    def say(**event: Any) -> None:
        out.write(json.dumps(event, allow_nan=False) + "\n")
        out.flush()

    asked = json.loads(Path("asked.json").read_text(encoding="utf-8"))
    try:
        notebook = nbformat.read("submission.ipynb", as_version=4)
        sources = [str(cell.source) for cell in notebook.cells if cell.cell_type == "code"]
    except Exception as error:  # whatever is in the file
        say(unreadable=type(error).__name__)
        return
    shell = InteractiveShell.instance(config=Config(HistoryManager={"enabled": False}))
    shell._tee = lambda channel: contextlib.nullcontext()  # IPython would keep all that a cell prints
    for number, source in enumerate(sources, 1):
        question = question_of(sources, number - 1, list(asked["questions"]))
        if number in asked["left_out"]:
            continue
        say(at=["cell", number, question])
        done = shell.run_cell(source)
        error = done.error_before_exec or done.error_in_exec
        if isinstance(error, MemoryError):
            say(memory=number)
            return
        if error is not None:
            say(stopped=[question, number, shown_error(error)])
    answers = {}
    for question, (name, *checks) in asked["questions"].items():
        if name in shell.user_ns:
            say(at=["function", 0, question])
            late = question in asked["left_out"]
            answers[question] = [small(packed(shell.user_ns[name], wanted, late)) for wanted in checks]
    say(answers=answers)


def question_of(sources: list[str], place: int, questions: list[str]) -> str:
    """The question that a cell belongs to: the one checked next, or else the one checked last."""
    asked = [(i, m[1]) for i, source in enumerate(sources) for m in CHECKED.finditer(source) if m[1] in questions]
    return next((id for i, id in asked if i >= place), asked[-1][1] if asked else "")


def packed(answer: Any, asked: str | list | None, late: bool) -> Any:
    """An answer as data. For a check of functions `asked` is the arguments to call it with, for one of charts 'chart'."""
    try:
        if asked == "chart":
            with contextlib.suppress(TypeError):  # no chart: what it is instead
                return pack(chart.facts(answer))
        if isinstance(asked, list) and callable(answer):
            return pack(Called(False, [Outcome(late=True)]) if late else called(answer, unpack(asked)))
        return pack(answer)
    except Exception as error:  # whatever an answer does when it is looked at
        return pack(other(type(error).__name__[:60]))


def small(answer: Any) -> Any:
    size = len(json.dumps(answer))
    return answer if size <= MOST else pack(other(f"an answer of {size / 1e6:.1f} MB"))


if __name__ == "__main__":
    handed = os.fdopen(os.dup(1), "w", encoding="utf-8")
    nowhere = os.open(os.devnull, os.O_WRONLY)  # what a cell prints, it prints to nobody
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    main(handed)
    os._exit(0)  # threads that still run are not waited for
