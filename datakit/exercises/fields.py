"""Checks of what is filled in or chosen: a guess, an option, a row of named fields, labels for lines."""

from __future__ import annotations

import math
import numbers
from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from datakit.exercises.compare import BLANK, RIGHT, Check, Feedback, Mistakes, Number, kind_of


class Guess(Check):
    """A guess: every number between two ends will do, since guessing first is the point.

    `of` names the field of the same row that is then computed, so that the two can be set beside each other.
    """

    mistakes: list = []  # noqa: RUF012

    def __init__(self, low: float, high: float, of: str) -> None:
        self.low, self.high, self.of = low, high, of

    def beside(self, guess: float, computed: Number) -> str:
        """How far off the guess was, in the unit of what was computed."""
        you, value = f"You guessed {computed.say(guess)}, and it is {computed.say(computed.value)}", computed.value
        if guess == value:
            return f"{you}: exactly that."
        if guess * value <= 0:
            return f"{you}."
        factor, way = max(guess / value, value / guess), "high" if guess > value else "low"
        near = "within a tenth of it" if factor <= 1.1 else f"{factor:.2g} times too {way}"
        return f"{you}: your guess was {near}."

    def compare(self, answer: Any) -> Feedback:
        if isinstance(answer, (str, bool)) or not isinstance(answer, numbers.Real) or math.isnan(answer):
            return Feedback(
                "type",
                f"You gave {'None' if answer is None else kind_of(answer)}. A guess is a number; a wrong one is as good as a right one.",
            )
        if self.low <= answer <= self.high:
            return RIGHT
        return Feedback(
            "range", f"You guessed {answer:g}. What is asked for cannot lie outside {self.low:g} to {self.high:g}."
        )


class Choice(Check):
    """One of several options, each with its own reply."""

    def __init__(self, right: str, replies: Mapping[str, str]) -> None:
        self.right, self.replies, self.mistakes = right, dict(replies), []

    def compare(self, answer: Any) -> Feedback:
        if isinstance(answer, (bool, np.bool_)):
            answer = "yes" if answer else "no"
        options = {option.lower(): option for option in (self.right, *self.replies)}
        chosen = options.get(str(answer).strip().lower())
        if chosen is None:
            given = f"{answer!r}" if isinstance(answer, str) else kind_of(answer) if answer is not None else "None"
            return Feedback(
                "no option",
                f"You gave {given}. Choose one of {', '.join(map(repr, sorted(options.values())))}, in quotes.",
            )
        return RIGHT if chosen == self.right else Feedback(chosen, self.replies[chosen])


class Row(Check):
    """Named fields, each with a check of its own; the first field that is not right is spoken of."""

    def __init__(self, fields: Mapping[str, Check], mistakes: Mistakes = ()) -> None:
        self.fields, self.mistakes = dict(fields), list(mistakes)

    def __call__(self, answer: Any) -> Feedback:
        # A row half filled in is judged on what is there: a blank is spoken of when the rest is right.
        return BLANK if answer is ... else self.compare(answer)

    def compare(self, answer: Any) -> Feedback:
        if isinstance(answer, pd.DataFrame) and len(answer) == 1:
            answer = answer.iloc[0]
        if isinstance(answer, pd.Series):
            answer = answer.to_dict()
        if not isinstance(answer, Mapping):
            given = "None" if answer is None else kind_of(answer)
            return Feedback(
                "type", f"You gave {given}. The question asks for a dictionary with the keys {', '.join(self.fields)}."
            )
        if missing := [name for name in self.fields if name not in answer]:
            return Feedback(
                "missing field",
                f"There is no {missing[0]!r} in your row. It needs the keys {', '.join(self.fields)}, spelled so.",
            )
        said = {name: check(answer[name]) for name, check in self.fields.items()}
        if all(s.kind == "blank" for s in said.values()):
            return BLANK
        if known := self.known(answer, lambda a, b: a == b, ""):
            return known
        wrong = {name: s for name, s in said.items() if s.kind not in ("right", "blank")}
        if wrong:
            name, first = next(iter(wrong.items()))
            return Feedback(f"{name}: {first.kind}", f"{name}: {first.text}")
        return BLANK if BLANK in said.values() else RIGHT

    def remark(self, answer: Any) -> str:
        guesses = {name: check for name, check in self.fields.items() if isinstance(check, Guess)}
        row = answer.iloc[0] if isinstance(answer, pd.DataFrame) else answer
        return " ".join(guess.beside(float(row[name]), self.fields[guess.of]) for name, guess in guesses.items())


class Labels(Check):
    """Which of some lines are at fault, and how: a mapping line -> fault. `why` has a reply for each line."""

    def __init__(self, right: Mapping[str, str], faults: Mapping[str, str], why: Mapping[str, str]) -> None:
        self.right, self.faults, self.why, self.mistakes = dict(right), dict(faults), dict(why), []

    def compare(self, answer: Any) -> Feedback:
        if not isinstance(answer, Mapping):
            given = "None" if answer is None else kind_of(answer)
            return Feedback(
                "type",
                f"You gave {given}. The question asks for a dictionary such as {{'Z': '{next(iter(self.faults))}'}}: the line, then its fault.",
            )
        # A line with None is one in which no fault was found.
        given = {
            str(line).strip().upper(): str(fault).strip().lower() for line, fault in answer.items() if fault is not None
        }
        for line, fault in given.items():
            if line not in self.why:
                return Feedback("no line", f"There is no line {line}. The lines are {', '.join(self.why)}.")
            if fault not in self.faults:
                return Feedback("no fault", f"{fault!r} is not on the list of faults: {', '.join(self.faults)}.")
        for line, fault in given.items():
            if line not in self.right:
                return Feedback(f"{line}: false alarm", f"Line {line} is not at fault: {self.why[line]}")
            if fault != self.right[line]:
                return Feedback(
                    f"{line}: not {fault}",
                    f"Line {line} is at fault, but not by {self.faults[fault]}. {self.why[line]}",
                )
        if missed := len(self.right) - len(given):
            return Feedback(
                "missed",
                f"What you found is right, and {missed} more line{'s are' if missed > 1 else ' is'} at fault. Hold each line against its sentence.",
            )
        return RIGHT
