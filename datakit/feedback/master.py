"""Masters: a set of questions as one Python file of cells, and the packed form that a student is given.

    # %% [markdown]                       prose before the first question
    # %% parameters  /  # %% set-up       code that all questions share
    # %% checking                         the author's own imports, in no edition
    # %% 02.1 bounds: worked [markdown]   a question: its id, its skill and its level, and its text
    # %% given                            code above the answer: in sight where the level is `worked`, else folded away
    # %% answer                           the solution; its blanks are marked
    # %% shown                            what shows the answer in the solution edition, where it is a function
    # %% why [markdown]                   why this is the answer, in the solution edition
    # %% hints [markdown]                 a list, one hint an item; none in a test, which is judged at its end only
    # %% check                            makes `check`, and `rests_on`, the claim whose sentence is shown, or what
                                          `cite` makes of a deal, an event, or a claim of other frames than `data`
    # %% hidden                           makes `hidden`, a check of which students are given nothing
    # %% wrong  /  # %% right             the bank: [(kind, answer), ...] and [answer, ...]

A blank is marked at the end of its line: `# blank` takes what stands behind = or return, `# blank: words` those
words, `# cut` the whole line. tools/make_exercises.py takes them out and packs a master for students.
"""

from __future__ import annotations

import base64
import re
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

CELL = re.compile(r"^# %%(?P<title>[^\[\n]*)(?P<markdown>\[markdown\])?[ ]*$", re.M)
QUESTION = re.compile(r"(\d\d\.\d+) (\w[\w ]*)(?:: (worked|two blanks|free))?")
MARK = re.compile(r"  # (?P<mark>blank|cut)(?:: (?P<words>.+))?$", re.M)


class Cell(NamedTuple):
    title: str
    markdown: bool
    source: str


@dataclass
class Question:
    """One question: its id, skill, level and text, and the source of each of its cells by title."""

    id: str
    skill: str
    level: str
    text: str
    cells: dict[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The name that the last line of the solution gives its answer: a variable or a function."""
        return re.findall(r"^(?:def )?(\w+)(?= = |\()", self.cells["answer"], re.M)[-1]

    @property
    def hints(self) -> list[str]:
        items = re.split(r"^- ", self.cells.get("hints", ""), flags=re.M)[1:]
        return [hint.strip().replace("\n  ", " ") for hint in items]

    @property
    def solution(self) -> str:
        """The solution without its marks."""
        return MARK.sub("", self.cells["answer"]).strip("\n")


@dataclass
class Master:
    """A whole set: the cells before the first question, and the questions by id."""

    shared: list[Cell]
    questions: dict[str, Question]

    def begin(self, data: Any) -> dict[str, Any]:
        """A namespace after the cells that all questions share."""
        names: dict[str, Any] = {"data": data, "__name__": "master"}
        for wanted in ("set-up", "checking"):
            exec("\n".join(cell.source for cell in self.shared if cell.title == wanted), names)
        return names

    def run(self, question: str, begun: Mapping[str, Any], *more: str) -> dict[str, Any]:
        """What `begin` gave, and the question's own cells after it: nothing of another question is in it."""
        names, cells = dict(begun), self.questions[question].cells
        for title in ("given", "answer", "check", *more):
            exec(cells.get(title, ""), names)
        return names


def parse(text: str) -> Master:
    """A master from its text."""
    heads = [*CELL.finditer(text)]
    master = Master([], {})
    question = None
    for head, end in zip(heads, [*(h.start() for h in heads[1:]), len(text)], strict=True):
        title, markdown = head["title"].strip(), bool(head["markdown"])
        source = text[head.end() : end].strip("\n")
        if markdown:
            source = re.sub(r"^# ?", "", source, flags=re.M)
        if found := QUESTION.fullmatch(title):
            question = master.questions.setdefault(found[1], Question(*found.groups(), source))
        elif question is None:
            master.shared.append(Cell(title, markdown, source))
        else:
            question.cells[title] = source
    return master


def unpack(letters: str) -> str:
    """The text of a master as it is packed for students: nobody reads it by accident, whoever wants to read it can."""
    return zlib.decompress(base64.b64decode(letters)).decode("utf-8")
