"""The tables of a class: students, questions, and what Canvas and Moodle import."""

from __future__ import annotations

import contextlib
import csv
import os
import re
import tempfile
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from mark import POINTS, UNANSWERED, Mark

from datakit.errors import DatakitError, shown
from datakit.feedback import master

# Names of files as Canvas and Moodle hand them out: the name, then the number of the student there.
CANVAS = re.compile(r"(?P<name>[^_/]+)(?:_LATE)?_(?P<id>\d+)_\d+_", re.I)
NO_MISTAKE = ("right", "not marked", *UNANSWERED)
MOODLE = re.compile(r"(?P<name>[^/]+?)_(?P<id>\d+)_assignsubmission_file")


class Grade(NamedTuple):
    """One submission: a mark for each question, and one sentence for each thing that went wrong."""

    submission: str
    marks: dict[str, Mark]
    problems: list[str]
    seconds: float

    @property
    def points(self) -> int:
        return sum(mark.points for mark in self.marks.values())

    @property
    def of(self) -> int:
        return POINTS * len(self.marks)

    def line(self) -> str:
        said = f"{self.points} of {self.of}, {self.seconds:.1f} s. {' | '.join(self.problems)}".strip()
        return f"{shown(self.submission)}: {said}"


class Tables:
    """The tables in a folder, written anew after each grade. DatakitError if one cannot be written."""

    def __init__(
        self, folder: Path, questions: Mapping[str, master.Question], canvas: str | None, moodle: float | None
    ) -> None:
        self.questions, self.canvas, self.moodle, self.grades = questions, canvas, moodle, []
        names = ["grades", "questions", *(["canvas"] if canvas else []), *(["moodle"] if moodle else [])]
        self.files = [folder / f"{name}.csv" for name in names]

    def add(self, grade: Grade) -> None:
        self.grades = sorted([*self.grades, grade])
        for file in self.files:
            write(file, getattr(self, f"of_{file.stem}")())

    def of_grades(self) -> Iterable[list]:
        yield ["submission", "points", "of", *self.questions, "seconds", "problems"]
        for g in self.grades:
            points = [mark.points for mark in g.marks.values()]
            yield [g.submission, g.points, g.of, *points, f"{g.seconds:.1f}", " | ".join(g.problems)]

    def of_questions(self) -> Iterable[list]:
        """How many have each question right, and the mistake that most of the others made, with what was said to it."""
        yield [
            *("question", "skill", "submissions", "right", "right on these tables only", "no answer"),
            *("commonest mistake", "made by", "what is said to it", "what helps"),
        ]
        for id, q in self.questions.items():
            marks = [g.marks[id] for g in self.grades]
            kinds = Counter(m.kind for m in marks if m.kind not in NO_MISTAKE)
            kind, count = kinds.most_common(1)[0] if kinds else ("", 0)
            said = Counter(m.text for m in marks if m.kind == kind).most_common(1)
            counts = [len(marks), *(sum(m.points == p for m in marks) for p in (POINTS, 1))]
            unanswered = sum(m.kind in NO_MISTAKE and not m.points for m in marks)
            yield [
                id,
                q.skill,
                *counts,
                unanswered,
                kind,
                count,
                said[0][0] if kinds else "",
                q.hints[0] if q.hints else "",
            ]

    def of_canvas(self) -> Iterable[list]:
        """The columns that the gradebook of Canvas imports; it finds a student by ID, or else by name."""
        yield ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", self.canvas]
        yield ["Points Possible", "", "", "", "", self.grades[0].of]
        for g in self.grades:
            name, number = student(CANVAS, g.submission)
            yield [name, number, "", "", "", g.points]

    def of_moodle(self) -> Iterable[list]:
        """The columns that a Moodle assignment reads of its grading worksheet; it finds a student by Identifier."""
        yield ["Identifier", "Full name", "Grade", "Maximum grade", "Last modified (grade)", "Feedback comments"]
        for g in self.grades:
            name, number = student(MOODLE, g.submission)
            grade = f"{self.moodle * g.points / g.of:.2f}"
            yield [
                f"Participant {number}" if number else "",
                name,
                grade,
                f"{self.moodle:g}",
                "-",
                " | ".join(g.problems),
            ]


def student(pattern: re.Pattern, submission: str) -> tuple[str, str]:
    """The name and the number in a file's name; the name alone where there is no number."""
    found = pattern.match(submission)
    return (found["name"], found["id"]) if found else (Path(submission).stem, "")


def inert(cell: object) -> object:
    """A text that a spreadsheet takes for a text: nothing in it is a formula, and nothing moves the cursor."""
    if not isinstance(cell, str):
        return cell
    plain = shown(cell)
    return f"'{plain}" if plain.lstrip().startswith(("=", "+", "-", "@")) and plain != "-" else plain


def write(file: Path, rows: Iterable[list]) -> None:
    """The table, beside the old one and then renamed. What lies there under that name, a link too, is replaced."""
    new = None
    try:
        with tempfile.NamedTemporaryFile(
            "w", encoding="utf-8", newline="", dir=file.parent, prefix=".", suffix=".new", delete=False
        ) as lines:
            new = lines.name
            csv.writer(lines, lineterminator="\n").writerows([inert(cell) for cell in row] for row in rows)
        os.chmod(new, 0o644)
        os.replace(new, file)
    except OSError as error:
        with contextlib.suppress(OSError, TypeError):
            os.unlink(new)
        raise DatakitError(f"{file} cannot be written ({error.strerror}). Close it where it is open.") from error
