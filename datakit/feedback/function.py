"""A function as an answer. It is called in the student's process, and judged from what came of the calls.

In a notebook both happen in one process. For marks `called` runs where the submission runs, on tables without their
results, and `Function` judges the outcomes elsewhere, as data (tools/answers.py).
"""

from __future__ import annotations

import contextlib
import copy
import re
import signal
import threading
from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

import pandas as pd

from datakit.feedback.compare import BLANK, RIGHT, WORDS, Check, Feedback, Mistakes, is_blank, is_number, kind_of

PATIENCE = 5.0  # seconds for one call of a student's function


class TimeUp(BaseException):
    """No Exception, so that a student's `except Exception` does not swallow it."""


@contextlib.contextmanager
def in_time() -> Iterator[None]:
    """Raise TimeUp in what takes longer than PATIENCE, where the system has timers and a cell runs in the main thread."""
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(*_: object) -> None:
        raise TimeUp

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, PATIENCE, 0.1)  # again and again: a bare `except` swallows one
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def shown_error(error: BaseException) -> str:
    """An exception in one line, as Python names it."""
    said = str(error).splitlines()[0].rstrip(".") if str(error) else "no more is said"
    return f"{type(error).__name__}: {said}"[:160]


class Outcome(NamedTuple):
    """What came of one call."""

    value: Any = None
    stopped: str = ""  # the exception, in one line
    late: bool = False  # it did not come back in time
    changed: bool = False  # a table that it was given is another one now


class Called(NamedTuple):
    """A function after its calls: whether there are three dots in it, and one outcome a case, none after a late one."""

    blank: bool
    outcomes: list[Outcome]


def called(function: Callable, cases: Iterable[tuple]) -> Called:
    """Call `function` on a copy of the arguments of each case. What it raises, SystemExit too, is an outcome."""
    outcomes: list[Outcome] = []
    for arguments in cases:
        outcomes.append(_tried(function, arguments))
        if outcomes[-1].late:
            break
    return Called(... in getattr(getattr(function, "__code__", None), "co_consts", ()), outcomes)


def _tried(function: Callable, arguments: tuple) -> Outcome:
    given = copy.deepcopy(arguments)
    try:
        with in_time():
            value = function(*given)
    except TimeUp:
        return Outcome(late=True)
    except (Exception, SystemExit) as error:
        return Outcome(stopped=shown_error(error))
    tables = [(a, b) for a, b in zip(given, arguments, strict=True) if isinstance(b, pd.DataFrame)]
    return Outcome(value, changed=any(not b.equals(a) for a, b in tables))


class Function(Check):
    """A function, tried on several cases: (what the case is, its arguments, the check of what it gives back)."""

    def __init__(self, cases: Iterable[tuple[str, tuple, Check]], mistakes: Mistakes = ()) -> None:
        self.cases, self.mistakes = list(cases), list(mistakes)

    @property
    def arguments(self) -> list[tuple]:
        """What the function is called with, case by case: all that the student's process needs."""
        return [arguments for _, arguments, _ in self.cases]

    def compare(self, answer: Any) -> Feedback:
        if not isinstance(answer, Called):
            if not callable(answer):
                return self.say("type", given=kind_of(answer))
            answer = called(answer, self.arguments)
        for (what, _, check), outcome in zip(self.cases, answer.outcomes, strict=False):
            said = self.said(outcome, what, check)
            if answer.blank and said != RIGHT and not outcome.late:
                return BLANK  # three dots that are left inside make a function stop, or give back something odd
            if said != RIGHT:
                first = answer.outcomes[0]
                same = is_number(first.value) and is_number(outcome.value) and first.value == outcome.value
                return self.say("typed in", given=kind_of(first.value)) if same and outcome is not first else said
        return RIGHT if len(answer.outcomes) == len(self.cases) else self.say("not called")

    def said(self, outcome: Outcome, what: str, check: Check) -> Feedback:
        """What is to be said to one outcome, wherever the call was made."""
        if outcome.late:
            return self.say("too long", what=what, seconds=PATIENCE)
        missing = re.match(r"NameError: name '(\w+)'", outcome.stopped)
        if missing and missing[1] in WORDS["imports"]:
            return self.say("missing import", name=missing[1], line=WORDS["imports"][missing[1]])
        if outcome.stopped:
            plain = next(kind for kind, error in WORDS["errors"].items() if re.match(error, outcome.stopped))
            return self.say(plain, "stops", what=what, error=outcome.stopped)
        if is_blank(outcome.value):
            return BLANK
        if outcome.value is None:
            return self.say("nothing back")
        if outcome.changed:
            return self.say("changes its input")
        said = check(outcome.value)
        return said if said == RIGHT else Feedback(said.kind, f"Tried on {what}: {said.text}")
