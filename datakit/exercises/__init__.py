"""Exercises with feedback at once.

    check = Exercises("02_compute", data)     data: the frames
    check("02.4")                             looks at the name that the question asks for
    check("02.4", answer)                     or at an answer under any name
    check.progress()                          a table; it is kept beside the notebook
    check.solution("02.4")                    after three tries, or when the answer is right

The reference is worked out from the frames when a question is first checked. The set is packed so that nobody reads
an answer by accident; it is no lock. Whoever unpacks it finds the solutions, which are the course's to give anyway,
and not the hidden checks, which only the grading edition holds.
"""

from __future__ import annotations

import copy
import csv
import os
import sys
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

import pandas as pd
from IPython import get_ipython
from IPython.display import display

import datakit
from datakit import own
from datakit.display import cite, quotes
from datakit.errors import DatakitError
from datakit.exercises import master
from datakit.exercises.compare import RIGHT, Feedback
from datakit.frames import Frames

HINT_AFTER, SOLUTION_AFTER = 2, 3  # wrong answers
SIGNS = {"right": ("✓", "Right", "#006b4c"), "blank": ("○", "Not answered yet", "#5f5f5f")}
WRONG = ("✗", "Not yet", "#a84300")
NO_TRY = ("blank", "missing name", "not asked")  # nothing was answered, so nothing is counted
NOTHING = object()  # no answer given: the name of the question is looked up


class Record(NamedTuple):
    """One line of the file of progress."""

    question: str
    state: str = "not tried"  # or: not yet, right
    tries: int = 0
    said: str = ""  # the last message; the same answer again is not a new try


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
        brought = own.bring(beside(folder), out)
    if brought.problem:
        raise DatakitError(brought.problem)
    return brought


class Exercises:
    """A set of questions, each checked on its own. With `keep=False` no progress is kept."""

    def __init__(self, name: str, data: Frames, keep: bool = True) -> None:
        self.name, self.file = name, Path(f"{name}.progress.csv") if keep else None
        self._master = master.parse(master.unpack(beside(f"{name}.set").read_text(encoding="ascii")))
        # A copy: what a student does to a frame must not move the reference.
        self._data = Frames({frame: table.copy() for frame, table in data.items()})
        self._made: dict[str, dict[str, Any]] = {}
        self._records = {question: Record(question) for question in self._master.questions}
        self._records |= self._read()
        try:
            self._begun = self._master.begin(self._data)
        except Exception as error:  # whatever frames of other articles lack
            self._begun = {}
            say = (
                f"These tables lack something that this set needs ({type(error).__name__}): it was written for the articles "
                "of the course. The next cell may stop; a question that cannot be asked says so when it is checked."
            )
            show(quotes.say(say))

    def __call__(self, question: str, answer: Any = NOTHING) -> None:
        """Show what is to be said to an answer."""
        if answer is NOTHING and question in self._master.questions:
            here = sys._getframe(1)
            answer = {**here.f_globals, **here.f_locals}.get(self._master.questions[question].name, NOTHING)
        show(self.said(question, answer))

    def said(self, question: str, answer: Any) -> Said:
        """What is to be said to an answer, with the sentence it rests on and the help that is due."""
        feedback = self.verdict(question, answer)
        if question not in self._records:
            return Said(question, feedback)
        record = self._record(question, feedback)
        help_due = []
        if feedback == RIGHT:
            why = self._master.questions[question].cells["why"].replace("`", "").replace("\n", " ")
            remark = self._names(question)["check"].remark(answer)
            feedback = feedback._replace(text=f"{remark} {why}".strip())
        elif feedback.kind not in NO_TRY:
            if record.tries >= HINT_AFTER:
                help_due += [f"Hint: {hint}" for hint in self._master.questions[question].hints[: record.tries - 1]]
            if record.tries >= SOLUTION_AFTER:
                help_due.append(
                    f'check.solution("{question}") shows the worked solution, with the reason for each step.'
                )
        rests_on = self._names(question).get("rests_on") if feedback.kind not in NO_TRY else None
        sentence = cite(self._data, rests_on) if isinstance(rests_on, str) else rests_on
        return Said(question, feedback, sentence, help_due)

    def verdict(self, question: str, answer: Any, hidden: bool = False) -> Feedback:
        """The bare feedback; nothing is shown and nothing is kept."""
        if question not in self._master.questions:
            return Feedback(
                "no question", f"There is no question {question!r} in this set; it has {', '.join(self._records)}."
            )
        if answer is NOTHING:
            name = self._master.questions[question].name
            say = f"There is no name {name} yet. Run the cell in which you give your answer, and spell the name like that."
            return Feedback("missing name", say)
        try:
            names = self._names(question)
        except Exception:  # frames of other articles, in which what the question is about is not found
            return Feedback(
                "not asked", "These articles hold nothing that this question could be asked of. Go on to the next one."
            )
        try:
            said = names["check"](answer)
            return names["hidden"](answer) if said == RIGHT and hidden and "hidden" in names else said
        except Exception as error:  # whatever an answer is, a student sees a sentence
            return Feedback(
                "strange",
                f"This answer cannot be looked at ({type(error).__name__}). Give it in the plainest form you can.",
            )

    def solution(self, question: str) -> None:
        """Show the worked solution, once it is due."""
        record = self._records.get(question)
        if record is None:
            show(Said(question, self.verdict(question, NOTHING)))
        elif self.file and record.state != "right" and record.tries < SOLUTION_AFTER:
            left = SOLUTION_AFTER - record.tries
            show(
                quotes.say(
                    f"The worked solution of {question} opens when your answer is right, or after {left} more tries."
                )
            )
        else:
            asked = self._master.questions[question]
            show(quotes.say(f"```python\n{asked.solution}\n```", asked.cells["why"]))

    def progress(self) -> None:
        """Show which questions are done, and say where that is kept."""
        rows = [(r.question, self._master.questions[r.question].kind, r.state, r.tries) for r in self._records.values()]
        table = pd.DataFrame(rows, columns=["question", "kind", "state", "wrong answers"])
        done = sum(r.state == "right" for r in self._records.values())
        text = f"{done} of {len(rows)} questions are right." + (f" Kept in {self.file}." if self.file else "")
        show(quotes.Shown(f"{table.to_string(index=False)}\n{text}", "text/html", quotes.table_html(table, text)))

    def _names(self, question: str) -> dict[str, Any]:
        if question not in self._made:
            self._made[question] = self._master.run(question, self._begun, "hidden")
        return self._made[question]

    def _record(self, question: str, feedback: Feedback) -> Record:
        record = self._records[question]
        if feedback == RIGHT:
            record = record._replace(state="right", said="")
        elif feedback.kind not in NO_TRY and feedback.text != record.said:
            state = record.state if record.state == "right" else "not yet"
            record = record._replace(state=state, tries=record.tries + 1, said=feedback.text)
        if record != self._records[question]:
            self._records[question] = record
            self._write()
        return record

    def _read(self) -> dict[str, Record]:
        """What the file of progress says. A file that cannot be read is put aside, never written over."""
        if self.file is None or not self.file.is_file():
            return {}
        try:
            with self.file.open(encoding="utf-8", newline="") as lines:
                rows = [Record(r["question"], r["state"], int(r["tries"]), r["said"]) for r in csv.DictReader(lines)]
        except (OSError, ValueError, KeyError, TypeError, csv.Error):
            aside = self.file.with_suffix(".unread.csv")
            os.replace(self.file, aside)
            show(quotes.say(f"{self.file} could not be read: it is now called {aside}, and the count begins again."))
            return {}
        return {row.question: row for row in rows if row.question in self._records}

    def _write(self) -> None:
        """The whole file anew beside the old one, then renamed: a break in between loses nothing."""
        if self.file is None:
            return
        new = self.file.with_suffix(".csv.new")
        try:
            with new.open("w", encoding="utf-8", newline="") as lines:
                writer = csv.writer(lines, lineterminator="\n")
                writer.writerow(Record._fields)
                writer.writerows(self._records.values())
            os.replace(new, self.file)
        except OSError as error:
            self.file = None
            show(quotes.say(f"Your progress cannot be kept here ({error.strerror}); the checks go on working."))


class Said:
    """Feedback as text and as HTML, where sign and word say the same as the colour."""

    def __init__(self, question: str, feedback: Feedback, sentence: quotes.Shown | None = None, more: Any = ()) -> None:
        self.question, self.feedback, self.sentence, self.more = question, feedback, sentence, list(more)

    def __repr__(self) -> str:
        sign, word, _ = SIGNS.get(self.feedback.kind, WRONG)
        parts = [
            f"{sign} {self.question}: {word}. {self.feedback.text}".strip(),
            self.sentence and str(self.sentence),
            *self.more,
        ]
        return "\n".join(filter(None, parts))

    def _repr_mimebundle_(self, **_: object) -> dict[str, str]:
        sign, word, colour = SIGNS.get(self.feedback.kind, WRONG)
        head = f'<strong><span aria-hidden="true">{sign}</span> {quotes.escape(self.question)}: {word}.</strong>'
        text = f'<p style="{quotes.PROSE}">{head} {quotes.escape(self.feedback.text)}</p>'
        more = "".join(f'<p style="{quotes.PROSE}">{quotes.escape(line)}</p>' for line in self.more)
        sentence = self.sentence.formatted if self.sentence else ""
        box = f'<div role="status" style="border-left:6px solid {colour};padding-left:10px;max-width:860px">'
        return {
            "text/html": f"{box}{quotes.safe_math(text)}{sentence}{quotes.safe_math(more)}</div>",
            "text/plain": repr(self),
        }


def show(thing: Any) -> None:
    """Rich in a notebook, plain text elsewhere."""
    if get_ipython() is None:
        print(thing)
    else:
        display(thing)


@cache
def grader(name: str) -> Exercises:
    """The set with its hidden checks, on the frames that came with it."""
    return Exercises(name, load("frames"), keep=False)


def grade(name: str, question: str, answers: Mapping[str, Any], hidden: bool = False) -> None:
    """For Otter: raise AssertionError with the question and what is to be said, unless the answer is right."""
    check = grader(name)
    answer = answers.get(check._master.questions[question].name, NOTHING)
    said = check.verdict(question, copy.copy(answer) if answer is not NOTHING else answer, hidden)
    if said != RIGHT:
        raise AssertionError(f"{question}: {said.text}")
