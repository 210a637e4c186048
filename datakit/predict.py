"""A guess before the answer: one reader's, or a class's, shown beside the answer once it is committed."""

from __future__ import annotations

import contextlib
import json
import math
import re
from collections import Counter
from collections.abc import Callable, Hashable
from pathlib import Path
from typing import Any

import ipywidgets as W
import seaborn as sns
from matplotlib.axes import Axes

from datakit import pages
from datakit.bounds import SHARES, Interval, number_words, words
from datakit.errors import DatakitError

FILE = Path(".guesses.json")  # in the folder of the notebook, where its kernel runs
MANY = "a number, or a class's: 40 55 70"
PREDICTIONS: dict[str, Predict] = {}  # by name: a cell that is run again keeps its guess, and what it covers


class Predict:
    """What `predict` gives; its `guesses` are None as long as it covers something, and none at all if it was skipped."""

    def __init__(self, name: str) -> None:
        person = pages.request().get("content", {}).get("allow_stdin")  # whether there is one who can be asked
        self.name = name
        self.guesses: list[float] | None = _stored().get(name) if person else None
        self._followers: dict[Hashable, Callable[[], None]] = {}

    def _ipython_display_(self) -> None:
        """It is on the page already."""

    @property
    def opened(self) -> bool:
        """True once a guess is committed or skipped."""
        return self.guesses is not None

    def follow(self, key: Hashable, act: Callable[[], None]) -> None:
        """Call `act` at each commit, skip or new start; it replaces what had this key."""
        self._followers[key] = act

    def show(self, question: str, answer: Interval | None, unit: str, scale: tuple[float | None, float | None]) -> None:
        """Ask in the running cell."""
        self.answer, self.unit, self._scale, self._entered = answer, unit, scale, False
        pages.Place().show(pages.prose(question), question)
        noun = f" ({unit})" if unit else ""
        self.field = W.Text(description=f"Your guess{noun}", placeholder=MANY, continuous_update=False)
        self.field.layout.width, self.field.style.description_width = "480px", "initial"
        self.committing, self.skipping = W.Button(description="Commit"), W.Button()
        self.field.on_msg(self._enter)
        self.field.observe(lambda _: pages.in_turn(self.commit) if self._entered else None, "value")
        self.committing.on_click(lambda _: pages.in_turn(self.commit))
        self.skipping.on_click(lambda _: pages.in_turn(self.skip))
        pages.controls(W.HBox([self.field, self.committing, self.skipping]))
        self._place = pages.Place()
        self._show()

    def _enter(self, _field: W.Text, message: dict, _buffers: Any) -> None:
        """The Enter key. The page says so just before it sends what was typed: the next change is committed too."""
        if message.get("event") == "submit":
            self._entered = True
            pages.in_turn(self.commit)

    def commit(self) -> None:
        """Take what stands in the box. An empty box is no guess."""
        try:
            self._set(numbers(self.field.value))
        except DatakitError as error:
            self._show(str(error))

    def skip(self) -> None:
        """Open without a guess; what is open is covered again, for another class."""
        self._entered, self.field.value = False, ""
        self._set(None if self.opened else [])

    def _set(self, guesses: list[float] | None) -> None:
        self.guesses = guesses
        with contextlib.suppress(OSError):  # in a folder that cannot be written to, a guess lasts as long as the kernel
            FILE.write_text(json.dumps({**_stored(), self.name: guesses}, indent=1) + "\n", encoding="utf-8")
        self._show()
        for act in list(self._followers.values()):
            act()

    @property
    def sentence(self) -> str:
        """The guesses beside the answer, in words."""
        guesses = sorted(self.guesses or [])
        told = "Skipped." if self.opened else "There is no guess yet."
        if guesses:
            told = "Your guess: " if len(guesses) == 1 else f"{len(guesses)} guesses: "
            told += f"{', '.join(number_words(guess, self.unit) for guess in guesses)}."
        if self.answer is None:
            return told
        low, high = self.answer.ends
        sides = Counter("too low" if x < low else "too high" if x > high else "right" for x in guesses)
        counts = ", ".join(side if len(guesses) == 1 else f"{count} {side}" for side, count in sides.items())
        return f"{told} The answer is {words(self.answer, self.unit)}{': ' if counts else ''}{counts}."

    def _show(self, problem: str = "") -> None:
        self.skipping.description = "Start again" if self.opened else "Skip"
        page = pages.prose(self.sentence, "status")
        if self.guesses:
            with pages.drawing(170) as figure:
                self._draw(figure.subplots())
                page = pages.picture(figure, self.sentence)[0] + page
        elif self.answer is not None and not self.opened:
            page = pages.cover(page)
        self.html = (pages.prose(problem, "alert") if problem else "") + page
        self._place.show(self.html, problem or self.sentence)

    def _draw(self, ax: Axes) -> None:
        """A dot a guess on the scale, the answer as a line or a band, and an arrow where guesses lie beyond the scale."""
        ends = [] if self.answer is None else self.answer.ends
        known = [0.0, *self.guesses, *filter(math.isfinite, ends)]
        low = min(known) if self._scale[0] is None else self._scale[0]
        high = (max(known) or 1.0) if self._scale[1] is None else self._scale[1]
        ax.set(xlim=(low, high), ylim=(-0.5, 0.5), yticks=[])
        inside = [guess for guess in self.guesses if low <= guess <= high]
        look = {"size": 9, "color": pages.INK, "native_scale": True, "orient": "h", "warn_thresh": 1, "clip_on": False}
        if inside:
            sns.swarmplot(x=inside, y=[0] * len(inside), ax=ax, **look)
        for edge, mark, side in ((low, "<", "left"), (high, ">", "right")):
            beyond = [guess for guess in sorted(self.guesses) if (guess < low if mark == "<" else guess > high)]
            if beyond:
                ax.plot(edge, 0, mark, ms=14, color=pages.INK, clip_on=False)
                ax.text(edge, 0.17, ", ".join(number_words(guess, self.unit) for guess in beyond), ha=side)
        if ends:
            ax.axvspan(*(min(max(end, low), high) for end in ends), fc=pages.BLUE + "40", ec=pages.BLUE, lw=4)
            ax.set_title(f"Each dot is a guess. Blue: the answer, {words(self.answer, self.unit)}.")
        ax.xaxis.set_major_formatter(lambda x, _: number_words(round(x, 12)))


def numbers(text: str) -> list[float]:
    """The numbers in '40 55 70', '230,000; 1.5' or '12%'. DatakitError names what is no number."""
    parts = re.sub(r"[;,%]", " ", re.sub(r"(?<=\d),(?=\d{3}(?!\d))", "", text)).split()
    if wrong := [part for part in parts if not re.fullmatch(r"[+-]?(\d+\.?\d*|\.\d+)", part)]:
        raise DatakitError(f"'{wrong[0]}' is no number: type one, or a class's with spaces between: 40 55 70.")
    if not parts:
        raise DatakitError("Type a guess first, or skip it.")
    return [float(part) for part in parts]


def _stored() -> dict[str, list[float] | None]:
    with contextlib.suppress(OSError, ValueError, TypeError):
        return dict(json.loads(FILE.read_text(encoding="utf-8")))
    return {}


def predict(question: str, *, answer: Any = None, unit: str = "", low: float | None = None, high: float | None = None,
            name: str = "") -> Predict:  # fmt: skip
    """Ask for a guess, one or a class's, and show it beside the answer when it is committed (the button, or Enter) or skipped.

    Parameters
    ----------
    question : stands above the box.
    answer : a number, an `Interval`, or a function that gives one; without it the guess stands alone. Covered until then.
    unit : of the numbers: a frame's (CNY, fraction, chips) or words ('billion yuan'). A fraction is guessed in %.
    low, high : the ends of the scale, as they are typed (0, 100 for a fraction); else all guesses are on it, and zero.
        A guess beyond them is an arrow at the edge, with its value.
    name : tells guesses apart in their file; the question, if none is given.

    What a person commits or skips is kept in `.guesses.json` beside the notebook until 'Start again'. The file is written only
    by those buttons, and read only where the front end says that a person can be asked, as JupyterLab does: not in reruns,
    tests and the pages made from them.

    Returns the `Predict` that `explore(guess=...)` takes.
    """
    answer = answer() if callable(answer) else answer
    known = answer if answer is None or isinstance(answer, Interval) else Interval.exactly(answer)
    if unit in SHARES:
        known, unit = known and known.scale(100), "%"
    made = PREDICTIONS.setdefault(name or question, Predict(name or question))
    made.show(question, known, unit, (low, high))
    return made
