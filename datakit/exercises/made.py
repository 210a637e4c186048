"""Checks of what a student makes: a table, a sentence, the order of lines, a function."""

from __future__ import annotations

import contextlib
import copy
import re
import signal
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any

import numpy as np
import pandas as pd

from datakit.exercises.compare import BLANK, RIGHT, Check, Feedback, Mistakes, Number, Open, is_blank, is_open, kind_of
from datakit.reading import Vocabulary, read

SPOKEN = {"fraction": "per cent", "growth_fraction": "per cent", "multiple": "times", "USD": "dollars", "CNY": "yuan"}
PATIENCE = 5.0  # seconds for one call of a student's function


class Table(Check):
    """A table with one row for each `key` (column names); every other column of `expected` is compared too.

    The order of rows and columns does not matter, nor do columns that were not asked for, nor whether the key
    is the index.
    """

    def __init__(self, expected: pd.DataFrame, key: Sequence[str], unit: str | None = None, mistakes: Mistakes = ()):
        self.expected, self.key, self.unit, self.mistakes = (
            expected.reset_index(drop=True),
            list(key),
            unit,
            list(mistakes),
        )
        self.values = [column for column in expected.columns if column not in self.key]

    def compare(self, answer: Any) -> Feedback:
        if isinstance(answer, pd.Series) and answer.name in self.expected:
            answer = answer.to_frame()
        if not isinstance(answer, pd.DataFrame):
            given = "None; a function that changes a table in place gives that" if answer is None else kind_of(answer)
            return Feedback(
                "type", f"You gave {given}. The question asks for a table with the columns {', '.join(self.expected)}."
            )
        if not set(self.key) <= set(answer.columns) and set(self.key) <= {*answer.columns, *answer.index.names}:
            answer = answer.reset_index()
        if missing := [column for column in self.expected if column not in answer]:
            return Feedback(
                "missing column", f"There is no column {missing[0]!r}. Yours are {', '.join(map(str, answer.columns))}."
            )
        if known := self.known(answer, lambda a, b: False, ""):
            return known
        mine = [tuple(row) for row in answer[self.key].itertuples(index=False)]
        wanted = [tuple(row) for row in self.expected[self.key].itertuples(index=False)]
        if twice := [row for row in mine if mine.count(row) > 1]:
            return Feedback(
                "doubled row",
                f"{self.name(twice[0])} stands in your table {mine.count(twice[0])} times. Each may stand there once.",
            )
        if lost := [row for row in wanted if row not in mine]:
            return Feedback(
                "missing row",
                f"There is no row for {self.name(lost[0])}; your table has {len(mine)} row{'s' * (len(mine) != 1)}.",
            )
        if extra := [row for row in mine if row not in wanted]:
            return Feedback("extra row", f"There is a row too many, for {self.name(extra[0])}.")
        for place, row in enumerate(wanted):
            for column in self.values:
                said = self.cell(answer[column].iloc[mine.index(row)], self.expected[column].iloc[place])
                if said != RIGHT:
                    return Feedback(f"{column}: {said.kind}", f"Row {self.name(row)}, column {column}: {said.text}")
        return RIGHT

    def name(self, row: tuple) -> str:
        return "(" + ", ".join(map(str, row)) + ")"

    def cell(self, given: Any, right: Any) -> Feedback:
        if is_open(right):
            return Open()(given)
        if isinstance(right, (str, bool, np.bool_)):
            return (
                RIGHT if given == right else Feedback("other word", f"You have {given!r}, which does not belong there.")
            )
        return Number(right, self.unit)(given)


@cache
def vocabulary() -> Vocabulary:
    return Vocabulary.load()


class Sentence(Check):
    """One English sentence that states a row of the frames (low, high, unit, status) and drops nothing.

    The course's own program reads the sentence, and what it reads is compared with the row. `names` holds what
    else must be said: what it is called -> the words of which one must be there.
    """

    def __init__(self, row: Mapping[str, Any], names: Mapping[str, Iterable[str]], mistakes: Mistakes = ()) -> None:
        self.row, self.names, self.mistakes = row, {k: list(v) for k, v in names.items()}, list(mistakes)

    def compare(self, answer: Any) -> Feedback:  # noqa: C901 - one `if` for each kind of mistake
        if not isinstance(answer, str) or len(answer.split()) < 3:
            given = "None" if answer is None else kind_of(answer)
            return Feedback("type", f"You gave {given}. The question asks for one sentence, in quotes.")
        if known := self.known(answer, lambda a, b: a == b, ""):
            return known
        if "..." in answer or "…" in answer:
            return Feedback("unfinished", "There is still a gap of dots in your sentence: fill it in.")
        if re.search(r"\b(?:not|never)\b|n['’]t\b", answer):
            return Feedback("denied", "Your sentence denies something. Say what the source says, not what is not so.")
        # 'About' leaves both ends open, and the number as written is all there is.
        wanted = next(x for x in (self.row["low"], self.row["high"], self.row.get("value")) if not is_open(x))
        found = [c for c in read(answer.strip() + ".", vocabulary()).claims if c["unit"] == self.row["unit"]]
        if not found:
            what = SPOKEN.get(self.row["unit"], str(self.row["unit"]).replace("_", " "))
            return Feedback(
                "no number",
                f"The program reads no number of {what} in your sentence. Write the number, and of what it is.",
            )
        numbers = [mistake for mistake in self.mistakes if not callable(mistake[1])]
        number = Number(wanted, self.row["unit"], numbers)
        right = [
            c for c in found if any(x is not None and number(x) == RIGHT for x in (c["low"], c["high"], c["value"]))
        ]
        if not right:
            ends = [x for x in (found[0]["value"], found[0]["low"], found[0]["high"]) if x is not None]
            said = number(ends[0])
            return Feedback(f"number: {said.kind}", f"Your sentence names a number that is not the one. {said.text}")
        for claim in right:
            if all(is_open(claim[end]) == is_open(self.row[end]) for end in ("low", "high")):
                break
        else:
            quote = right[0]["quote"]
            if right[0]["low"] is not None and right[0]["low"] == right[0]["high"]:
                return Feedback(
                    "hedge dropped",
                    f"You wrote ‘{quote}’ as if it were exact. The source has a word before the number that leaves an end open: keep it.",
                )
            return Feedback(
                "other hedge",
                f"You wrote ‘{quote}’. That leaves another end open than the source does: compare the two.",
            )
        if claim["status"] != self.row["status"]:
            return Feedback(
                "status",
                f"Your sentence reads as {claim['status']}, and the source does not speak so: look at your verb.",
            )
        for what, words in self.names.items():
            if not any(word.lower() in answer.lower() for word in words):
                years = [year for year in re.findall(r"\b(?:19|20)\d\d\b", answer) if re.fullmatch(r"\d{4}", words[0])]
                if years:
                    return Feedback(
                        "other year", f"Your sentence speaks of {years[0]}, and the source of another year."
                    )
                return Feedback(
                    f"no {what}", f"Your sentence does not say {what}, or says it of something else than the source."
                )
        return RIGHT


class Reason(Check):
    """A reason in words for somebody who was not there: it must name one of `words`, which stand in what it is about."""

    def __init__(self, words: Iterable[str], mistakes: Mistakes = (), least: int = 4) -> None:
        self.words, self.mistakes, self.least = list(words), list(mistakes), least

    def compare(self, answer: Any) -> Feedback:
        if not isinstance(answer, str):
            given = "None" if answer is None else kind_of(answer)
            return Feedback("type", f"You gave {given}. The reason is text, in quotes.")
        if known := self.known(answer, lambda a, b: a == b, ""):
            return known
        if len(answer.split()) < self.least:
            given = f"You gave {answer!r}, which is a verdict" if answer.strip() else "You gave no reason"
            return Feedback("too short", f"{given}. Somebody who was not there needs to see why.")
        if not any(word.lower() in answer.lower() for word in self.words):
            say = "Your reason names nothing that stands in the sentence. Which of its words show what is right?"
            return Feedback("no words", say)
        return RIGHT


class Order(Check):
    """Letters of shuffled lines in an order in which they run and leave a right `name` behind.

    `lines` maps a letter to its line, `spare` a letter of a line that does not belong to what is wrong with it.
    """

    def __init__(
        self, lines: Mapping[str, str], names: Mapping[str, Any], name: str, check: Check, spare: Mapping[str, str]
    ):
        self.lines, self.namespace, self.name, self.check = dict(lines), dict(names), name, check
        self.spare, self.mistakes = dict(spare), []

    def compare(self, answer: Any) -> Feedback:
        if not isinstance(answer, (str, list, tuple)):
            return Feedback(
                "type",
                f"You gave {'None' if answer is None else kind_of(answer)}. Give the letters in order, as in 'ZYX'.",
            )
        letters = re.findall(r"\w", " ".join(map(str, answer)).upper())
        for letter in letters:
            if letter not in self.lines:
                return Feedback("no line", f"There is no line {letter}. The lines are {', '.join(self.lines)}.")
            if letters.count(letter) > 1:
                return Feedback(
                    "twice",
                    f"Line {letter} stands in your order {letters.count(letter)} times. Each line is used once at most.",
                )
        if spare := [letter for letter in letters if letter in self.spare]:
            return Feedback(f"spare {spare[0]}", f"Line {spare[0]} does not belong: {self.spare[spare[0]]}")
        names = copy.copy(self.namespace)
        for letter in letters:
            try:
                exec(self.lines[letter], names)  # a line of the master, never a student's
            except NameError as error:
                return Feedback("too early", f"Line {letter} uses {error.name!r}, which no line before it has made.")
            except Exception as error:
                return Feedback(
                    "stops", f"In this order line {letter} stops: {shown_error(error)}. Ask what it needs before it."
                )
        needed = len(self.lines) - len(self.spare)
        if len(letters) < needed:
            return Feedback(
                "too few", f"These {len(letters)} lines run, and they do not do all that is asked: a step is missing."
            )
        said = self.check(names.get(self.name))
        return (
            said
            if said == RIGHT
            else Feedback("other result", f"These lines run in this order, and the result is another one. {said.text}")
        )


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


class Function(Check):
    """A function, tried on several cases: (what the case is, its arguments, the check of what it gives back)."""

    def __init__(self, cases: Iterable[tuple[str, tuple, Check]], mistakes: Mistakes = ()) -> None:
        self.cases, self.mistakes = list(cases), list(mistakes)
        self.late: list[tuple[Callable, Feedback]] = []  # what never came back is not called again

    def compare(self, answer: Any) -> Feedback:
        if not callable(answer):
            given = "None" if answer is None else kind_of(answer)
            return Feedback(
                "type", f"You gave {given}. The question asks for the function itself: its name, without brackets."
            )
        for what, arguments, check in self.cases:
            said = self.tried(answer, what, arguments, check)
            if said.kind == "too long":
                return said
            if said != RIGHT:
                # Three dots that are left inside make a function stop, or give back something odd.
                blank = ... in getattr(getattr(answer, "__code__", None), "co_consts", ())
                return BLANK if blank else self.typed_in(answer, arguments) or said
        return RIGHT

    def typed_in(self, function: Callable, arguments: tuple) -> Feedback | None:
        """For a number that does not depend on what the function is given."""
        first, now = (_result(function, a) for a in (self.cases[0][1], arguments))
        if first is not None and first == now and self.cases[0][2](first) == RIGHT:
            say = (
                f"Your function gives back {kind_of(first)} whatever it is given: it must be worked out anew each time."
            )
            return Feedback("typed in", say)
        return None

    def tried(self, function: Callable, what: str, arguments: tuple, check: Check) -> Feedback:
        for late, said in self.late:
            if late is function:
                return said
        given = copy.deepcopy(arguments)
        try:
            with in_time():
                result = function(*given)
        except TimeUp:
            say = (
                f"Tried on {what}, your function does not come back within {PATIENCE:g} seconds. Which loop never ends?"
            )
            return Feedback("too long", say)
        except (Exception, SystemExit) as error:
            return Feedback("stops", f"Tried on {what}, your function stops: {shown_error(error)}.")
        if is_blank(result):
            return check(result)
        if result is None:
            return Feedback("nothing back", "Your function gives nothing back. Its last line should begin with return.")
        if any(isinstance(a, pd.DataFrame) and not a.equals(b) for a, b in zip(given, arguments, strict=True)):
            return Feedback(
                "changes its input",
                "Your function changes the table that it is given. Work on a copy, or on a choice of rows.",
            )
        said = check(result)
        return said if said == RIGHT else Feedback(said.kind, f"Tried on {what}: {said.text}")


def _result(function: Callable, arguments: tuple) -> Any:
    """The number that a function gives back, or None for anything else."""
    try:
        with in_time():
            result = function(*copy.deepcopy(arguments))
    except (Exception, SystemExit, TimeUp):
        return None
    return float(result) if isinstance(result, (int, float, np.number)) else None
