"""Masters: a set of questions as one Python file of cells, and the packed form that a student is given.

    # %% [markdown]                       prose before the first question
    # %% parameters  /  # %% set-up       code that all questions share
    # %% checking                         the author's own imports, in no edition
    # %% 02.1 bounds by hand [markdown]   a question: its id, its kind, and its text
    # %% given                            code shown above the answer, such as a quotation
    # %% answer                           the solution; its blanks are marked
    # %% why [markdown]                   why this is the answer, in the solution edition
    # %% hints [markdown]                 a list, one hint an item
    # %% check                            makes `check`, and `rests_on`, the claim whose sentence is shown, or what
                                          `cite` makes of a deal, an event, or a claim of other frames than `data`
    # %% hidden                           makes `hidden`, a check that only the grading edition holds
    # %% wrong  /  # %% right             the bank: [(kind, answer), ...] and [answer, ...]

A blank is marked at the end of its line: `# blank` takes what stands behind = or return, `# blank: words` those
words, `# cut` the whole line.
"""

from __future__ import annotations

import base64
import re
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from datakit.errors import DatakitError

CELL = re.compile(r"^# %%(?P<title>[^\[\n]*)(?P<markdown>\[markdown\])?[ ]*$", re.M)
QUESTION = re.compile(r"(\d\d\.\d+) (.+)")
MARK = re.compile(r"  # (?P<mark>blank|cut)(?:: (?P<words>.+))?$")
KEPT_BACK = ("hidden", "wrong", "right")  # what a student is never given


class Cell(NamedTuple):
    title: str
    markdown: bool
    source: str


@dataclass
class Question:
    """One question: its id, kind and text, and the source of each of its cells by title."""

    id: str
    kind: str
    text: str
    cells: dict[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The name that the last line of the solution gives its answer: a variable or a function."""
        return re.findall(r"^(?:def )?(\w+)(?= = |\()", self.cells["answer"], re.M)[-1]

    @property
    def hints(self) -> list[str]:
        return [hint.replace("\n  ", " ") for hint in re.split(r"^- ", self.cells["hints"], flags=re.M)[1:]]

    @property
    def solution(self) -> str:
        """The solution without its marks."""
        return "\n".join(MARK.sub("", line) for line in self.cells["answer"].splitlines())

    @property
    def stub(self) -> str:
        """The solution with its blanks: what a student starts from."""
        return "\n".join(line for line in map(_blanked, self.cells["answer"].splitlines()) if line is not None)


def _blanked(line: str) -> str | None:
    mark = MARK.search(line)
    if mark is None:
        return line
    line = line[: mark.start()]
    if mark["mark"] == "cut":
        return None
    if words := mark["words"]:
        if line.count(words) != 1:
            raise DatakitError(f"A blank must name words that stand once in its line: {line!r} and {words!r}.")
        return line.replace(words, "...")
    return re.sub(r"( = |return ).+", r"\1...", line, count=1)


@dataclass
class Master:
    """A whole set. `shared` are the cells before the first question, `order` all cells as they stand."""

    shared: list[Cell]
    questions: dict[str, Question]

    def code(self, title: str) -> str:
        return "\n".join(cell.source for cell in self.shared if cell.title == title)

    def begin(self, data: Any) -> dict[str, Any]:
        """A namespace after the cells that all questions share."""
        names: dict[str, Any] = {"data": data, "__name__": "master"}
        for title in ("set-up", "checking"):
            exec(self.code(title), names)
        return names

    def run(self, question: str, begun: Mapping[str, Any], *more: str) -> dict[str, Any]:
        """What `begin` gave, and the question's own cells after it: nothing of another question is in it."""
        names, cells = dict(begun), self.questions[question].cells
        for title in ("given", "answer", "check", *more):
            exec(cells.get(title, ""), names)
        return names


def parse(text: str) -> Master:
    """A master from its text. DatakitError for one that cannot be understood."""
    heads = [*CELL.finditer(text)]
    master = Master([], {})
    question = None
    for head, end in zip(heads, [*(h.start() for h in heads[1:]), len(text)], strict=True):
        title, markdown = head["title"].strip(), bool(head["markdown"])
        source = text[head.end() : end].strip("\n")
        if markdown:
            source = re.sub(r"^# ?", "", source, flags=re.M)
        if found := QUESTION.fullmatch(title):
            if found[1] in master.questions:
                raise DatakitError(f"There are two questions {found[1]}.")
            question = master.questions.setdefault(found[1], Question(found[1], found[2], source))
        elif question is None:
            master.shared.append(Cell(title, markdown, source))
        else:
            question.cells[title] = source
    for question in master.questions.values():
        if missing := {"answer", "why", "hints", "check"} - set(question.cells):
            raise DatakitError(f"Question {question.id} has no cell {' and no cell '.join(sorted(missing))}.")
    return master


def pack(text: str, hidden: bool = False) -> str:
    """A master as a student is given it: nobody reads the answers by accident, whoever wants to read them can."""
    dropped = KEPT_BACK[1:] if hidden else KEPT_BACK
    parts = re.split(r"(?m)^(?=# %%)", text)
    kept = "".join(part for part in parts if not part.startswith(tuple(f"# %% {title}\n" for title in dropped)))
    letters = base64.b64encode(zlib.compress(kept.encode("utf-8"), 9)).decode("ascii")
    return "\n".join(letters[i : i + 120] for i in range(0, len(letters), 120)) + "\n"


def unpack(letters: str) -> str:
    return zlib.decompress(base64.b64decode(letters)).decode("utf-8")
