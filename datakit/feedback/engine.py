"""A set of exercises in a notebook: what is said to an answer, and how far a student is.

The reference is worked out from the frames when a question is first checked. The set is packed so that nobody reads
an answer by accident; it is no lock. Whoever unpacks it finds the solutions, which are the course's to give anyway,
and not the hidden checks, which are the master's only.
"""

from __future__ import annotations

import contextlib
import copy
import csv
import os
import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

import matplotlib.pyplot as plt
import pandas as pd
from IPython import get_ipython
from IPython.display import display
from IPython.utils.capture import capture_output

import datakit
from datakit import own
from datakit.cite import cite, table
from datakit.errors import DatakitError
from datakit.feedback import master
from datakit.feedback.compare import MESSAGES, RIGHT, Feedback
from datakit.frames import Frames
from datakit.pages import PROSE, Shown, escape, prose

HINT_AFTER, SOLUTION_AFTER = 2, 3  # wrong answers
NO_TRY = {"blank", "missing name", "not asked", "stale", "not understood", "missing import"}  # no answer, so no try
# Sign, word and colour of an answer that is wrong, and of what is not.
WRONG, NOT_JUDGED = ("✗", "Not yet", "#a84300"), ("○", "Not judged", "#5f5f5f")
SIGNS = {"right": ("✓", "Right", "#006b4c"), "blank": ("○", "Not answered yet", "#5f5f5f")}
# What sets a name at the beginning of a line, in code that may have a mistake in its syntax.
SETS = re.compile(r"^[ \t]*(?:def[ \t]+(\w+)|(\w+)[ \t]*(?:\[.*\][ \t]*)?=(?!=))", re.M)
STOPPED: dict[str, str] = {}  # names whose last cell stopped -> the error
NOTHING = object()  # no answer given: the name that the question asks for is looked up


def noticed(result: Any) -> None:
    """After each cell: keep which names it should have set, if it stopped."""
    error = result.error_before_exec or result.error_in_exec
    for name in (name for names in SETS.findall(result.info.raw_cell) for name in names if name):
        STOPPED.pop(name, None)
        if error is not None:
            STOPPED[name] = type(error).__name__


class Record(NamedTuple):
    """One line of the file of progress."""

    question: str
    state: str = "not tried"  # or: not yet, right
    tries: int = 0
    said: str = ""  # the last message; the same answer again is not a new try


@dataclass(frozen=True)
class Said(Shown):
    """Feedback as it is shown, where sign and word say the same as the colour."""

    feedback: Feedback


def load(folder: str) -> Frames:
    """The frames in `folder`, or in a folder `frames` beside the notebook, where exercises are handed out alone."""
    beside = Path("frames")
    return datakit.load(beside if (beside / "datapackage.json").is_file() else folder)


def beside(name: str) -> Path:
    """A file or folder that goes with a set: here, in the student edition, or one folder up. DatakitError if missing."""
    for place in (Path(name), Path("..", "student", name), Path("..", name)):
        if place.exists():
            return place
    raise DatakitError(f"There is no {name} beside this notebook; take it from where the notebook came from.")


def read_article(folder: str) -> own.Own:
    """The frames of a folder of articles that goes with a set, without any decision. DatakitError if it cannot be read.

    It is read once in a process, for the notebook and for its checks; each gets a copy.
    """
    return copy.deepcopy(_read_article(folder))


@cache
def _read_article(folder: str) -> own.Own:
    with TemporaryDirectory() as out:
        return own.bring(beside(folder), out)


@contextlib.contextmanager
def quietly() -> Iterator[None]:
    """Nothing that is printed, shown or drawn here is seen: a master's own answer is not for the student."""
    before = plt.get_fignums()
    try:
        with capture_output():
            yield
    finally:
        for number in set(plt.get_fignums()).difference(before):
            plt.close(number)


class Exercises:
    """A set of questions, each checked on its own. With `keep=False` no progress is kept."""

    def __init__(self, name: str, data: Frames, keep: bool = True) -> None:
        self.name, self.file = name, Path(f"{name}.progress.csv") if keep else None
        self._master = master.parse(master.unpack(beside(f"{name}.set").read_text("ascii")))
        # A copy: what a student does to a frame must not move the reference.
        self._data = Frames({frame: table.copy() for frame, table in data.items()})
        self._questions, self._made = self._master.questions, {}
        self._records = {question: Record(question) for question in self._questions} | self._read()
        if (shell := get_ipython()) and noticed not in shell.events.callbacks["post_run_cell"]:
            shell.events.register("post_run_cell", noticed)
        try:
            with quietly():
                self._begun = self._master.begin(self._data)
        except Exception as error:  # whatever frames of other articles lack
            self._begun = {}
            tell("other tables", error=type(error).__name__)

    def __call__(self, question: str, answer: Any = NOTHING) -> None:
        """Show what is to be said to an answer."""
        if question in self._questions and not self._questions[question].hints:
            tell("test")
        else:
            display(self.said(question, self.given(question, names_of_caller()) if answer is NOTHING else answer))

    def said(self, question: str, answer: Any) -> Said:
        """What is to be said to an answer, with the sentence it rests on and the help that is due."""
        feedback = self.verdict(question, answer)
        if question not in self._questions or not_judged(feedback):
            return said(question, feedback)
        record, asked, help_due = self._record(question, feedback), self._questions[question], []
        if feedback == RIGHT:
            feedback = RIGHT._replace(text=re.sub(r"`|\*\*|\B\*\b|\b\*\B", "", asked.cells["why"]).replace("\n", " "))
        elif record.tries >= HINT_AFTER:
            help_due += [f"Hint: {hint}" for hint in asked.hints[: record.tries - 1]]
            if record.tries >= SOLUTION_AFTER:
                help_due.append(say("solution is due", question=question).text)
        rests_on = self._names(question).get("rests_on")
        if rests_on is not None and not isinstance(rests_on, Shown):
            rests_on = cite(self._data, rests_on)
        return said(question, feedback, *filter(None, [rests_on]), *map(told, help_due))

    def verdict(self, question: str, answer: Any) -> Feedback:
        """The bare feedback; nothing is shown and nothing is kept."""
        if question not in self._questions:
            return say("no question", question=question, questions=", ".join(self._questions))
        if isinstance(answer, Feedback):  # why there is no answer
            return answer
        try:
            check = self._names(question)["check"]
        except Exception:  # frames of other articles, in which what the question is about is not found
            return say("not asked")
        try:
            return check(answer)
        except Exception as error:  # whatever an answer is, a student sees a sentence
            return say("strange", error=type(error).__name__)

    def solution(self, question: str) -> None:
        """Show the worked solution, once it is due."""
        record, asked = self._records.get(question), self._questions.get(question)
        if record is None or asked is None:
            display(said(question, self.verdict(question, None)))
        elif self.file and record.state != "right" and (left := SOLUTION_AFTER - record.tries) > 0:
            tell("solution is locked", question=question, left=left)
        else:
            code, why = asked.solution, asked.cells["why"]
            display(Shown(f'<pre style="{PROSE}">{escape(code)}</pre>{prose(why)}', f"{code}\n\n{why}"))

    def score(self) -> None:
        """Judge all answers at once, as in a test: show which are right, and no reasons."""
        names = names_of_caller()
        for question in self._questions:
            feedback = self.verdict(question, self.given(question, names))
            if not not_judged(feedback):
                self._record(question, feedback)
        self.progress()

    def progress(self) -> None:
        """Show which questions are done, and say where that is kept."""
        rows = [(r.question, self._questions[r.question].skill, r.state, r.tries) for r in self._records.values()]
        shown = table(pd.DataFrame(rows, columns=["question", "skill", "state", "wrong answers"]))
        done = sum(r.state == "right" for r in self._records.values())
        text = f"{done} of {len(rows)} questions are right." + (f" Kept in {self.file}." if self.file else "")
        display(Shown(shown.html + prose(text), f"{shown}\n{text}"))

    def given(self, question: str, names: Mapping[str, Any]) -> Any:
        """The answer under the name that a question asks for, or why there is none."""
        name = self._questions[question].name if question in self._questions else ""
        if name in STOPPED:
            return say("stale", name=name, error=STOPPED[name])
        return names[name] if name in names else say("missing name", name=name)

    def _names(self, question: str) -> dict[str, Any]:
        if question not in self._made:
            with quietly():
                self._made[question] = self._master.run(question, self._begun)
        return self._made[question]

    def _record(self, question: str, feedback: Feedback) -> Record:
        before = record = self._records[question]
        if feedback == RIGHT:
            record = record._replace(state="right", said="")
        elif feedback.text != record.said:
            state = record.state if record.state == "right" else "not yet"
            record = record._replace(state=state, tries=record.tries + 1, said=feedback.text)
        if record != before:
            self._records[question] = record
            self._write()
        return record

    def _read(self) -> dict[str, Record]:
        """What the file of progress says, saved by a spreadsheet too. One that cannot be read is put aside."""
        if self.file is None or not self.file.is_file():
            return {}
        try:
            lines = self.file.read_text("utf-8-sig").splitlines()
            rows = csv.DictReader(lines, delimiter=";" if ";" in lines[0] else ",")
            # A spreadsheet takes 02.4 for a number: it comes back as 2.4, or as 2,4.
            kept = [(float(r["question"].replace(",", ".")), r["state"], int(r["tries"]), r["said"]) for r in rows]
        except (OSError, ValueError, KeyError, IndexError, TypeError, csv.Error):
            aside = self.file.with_suffix(".unread.csv")
            os.replace(self.file, aside)
            tell("unreadable", file=self.file, aside=aside)
            return {}
        ids = {float(question): question for question in self._questions}
        return {ids[row[0]]: Record(ids[row[0]], *row[1:]) for row in kept if row[0] in ids}

    def _write(self) -> None:
        """The whole file anew beside the old one, then renamed: a break in between loses nothing."""
        if self.file is None:
            return
        try:
            with (new := self.file.with_suffix(".csv.new")).open("w", encoding="utf-8", newline="") as lines:
                csv.writer(lines, lineterminator="\n").writerows([Record._fields, *self._records.values()])
            os.replace(new, self.file)
        except OSError as error:
            self.file = None
            tell("not kept", error=error.strerror)


def names_of_caller() -> dict[str, Any]:
    """The names in sight where the method that asks was called."""
    frame = sys._getframe(2)
    return {**frame.f_globals, **frame.f_locals}


def not_judged(feedback: Feedback) -> bool:
    """Whether there was no answer to judge, in one field of a row too: it costs no try."""
    return feedback.kind.split(": ")[-1] in NO_TRY


def said(question: str, feedback: Feedback, *below: Shown) -> Said:
    """Feedback, and what stands below it."""
    sign, word, colour = SIGNS.get(feedback.kind, NOT_JUDGED if not_judged(feedback) else WRONG)
    head = f'<strong><span aria-hidden="true">{sign}</span> {escape(question)}: {word}.</strong>'
    parts = f'<p style="{PROSE}">{head} {escape(feedback.text)}</p>' + "".join(part.html for part in below)
    box = f'<div role="status" style="border-left:6px solid {colour};padding-left:10px;max-width:860px">{parts}</div>'
    text = f"{sign} {question}: {word}. {feedback.text}".strip()
    return Said(box, "\n".join([text, *(part.text for part in below)]), feedback)


def say(what: str, **parts: Any) -> Feedback:
    return Feedback(what, MESSAGES["Exercises"][what].format(**parts))


def told(text: str) -> Shown:
    return Shown(prose(text), text)


def tell(what: str, **parts: Any) -> None:
    display(told(say(what, **parts).text))
