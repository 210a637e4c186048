"""Mark answers, which are data: in a process that a submission has never touched, against the master.

python tools/mark.py MASTER < answers.json > marks.json      in a folder with the frames and what goes with the set
"""

from __future__ import annotations

import json
import sys
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from answers import pack, unpack
from hand_in import packed

from datakit.errors import DatakitError
from datakit.feedback import Chart, Function, load, master
from datakit.feedback.compare import RIGHT, Check, Feedback
from datakit.feedback.function import TimeUp, in_time, shown_error

POINTS = 2  # a question: one for what the student saw, one for the hidden check
UNANSWERED = ("missing name", "blank")
STRANGE = "This answer cannot be looked at ({}). Give it in the plainest form you can."


class Mark(NamedTuple):
    """What one question gets: the points, the kind of mistake, and what is said to it."""

    points: int
    kind: str
    text: str


class Marker:
    """A set with its answers, on the frames in the working directory."""

    def __init__(self, file: Path) -> None:
        self.set = master.parse(file.read_text(encoding="utf-8"))

    @cached_property
    def names(self) -> dict[str, dict[str, Any]]:
        """What the cells of each question made. DatakitError with the first question that cannot be asked of these frames."""
        made, what = {}, "the set"
        try:
            begun = self.set.begin(load("frames"))
            for question in self.set.questions:
                what = f"question {question}"
                made[question] = self.set.run(question, begun, "hidden")
        except Exception as error:
            raise DatakitError(f"{what} cannot be asked of them: {shown_error(error)}") from error
        return made

    def checks(self, question: str) -> list[Check]:
        names = self.names[question]
        return [names[name] for name in ("check", "hidden") if name in names]

    def asked(self) -> dict[str, list]:
        """What the student's process is told of each question: the answer's name, and what each of its checks looks at."""
        return {id: [q.name, *map(wanted, self.checks(id))] for id, q in self.set.questions.items()}

    def solved(self) -> dict[str, Mark]:
        """The marks of the set's own solutions."""
        solutions = {id: self.names[id][q.name] for id, q in self.set.questions.items()}
        return self.marks(
            {id: [packed(s, wanted(check), late=False) for check in self.checks(id)] for id, s in solutions.items()}
        )

    def marks(self, answers: dict[str, list]) -> dict[str, Mark]:
        return {question: self.mark(question, answers.get(question)) for question in self.set.questions}

    def mark(self, question: str, handed: list | None) -> Mark:
        """The points of one question, `handed` being its answer for each of its checks."""
        if handed is None:
            return Mark(0, "missing name", f"There is no name {self.set.questions[question].name}.")
        checks = self.checks(question)
        if len(handed) != len(checks):
            return Mark(0, "strange", STRANGE.format("it is not whole"))
        for place, (check, data) in enumerate(zip(checks, handed, strict=True)):
            said = judged(check, data)
            if said != RIGHT:
                return Mark(place, said.kind if place == 0 else f"hidden: {said.kind}", said.text)
        return Mark(POINTS, RIGHT.kind, "")


def wanted(check: Check) -> str | list | None:
    """What the student's process has to do with an answer: call it with these arguments, read it as a chart, or nothing."""
    if isinstance(check, Function):
        return pack(check.arguments)
    return "chart" if isinstance(check, Chart) else None


def judged(check: Check, data: Any) -> Feedback:
    """What a check says to an answer that is data. Whatever is in it, it costs this question only."""
    try:
        with in_time():
            return check(unpack(data))
    except TimeUp:
        return Feedback("strange", STRANGE.format("it takes too long"))
    except Exception as error:
        return Feedback("strange", STRANGE.format(type(error).__name__))


if __name__ == "__main__":
    marks = Marker(Path(sys.argv[1])).marks(json.load(sys.stdin))
    print(json.dumps({question: list(mark) for question, mark in marks.items()}))
