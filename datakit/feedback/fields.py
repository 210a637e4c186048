"""Checks of what is chosen, filled in, or worked out in rows: an option, named fields, a table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from datakit.feedback.compare import BLANK, RIGHT, Check, Feedback, Mistakes, Number, Open, is_number, is_open, kind_of

MOST_NAMES = 8  # columns that a message names


class Choice(Check):
    """One of several options, each with its own reply."""

    def __init__(self, right: str, replies: Mapping[str, str]) -> None:
        self.right, self.replies = right, dict(replies)

    def compare(self, answer: Any) -> Feedback:
        if isinstance(answer, (bool, np.bool_)):
            answer = "yes" if answer else "no"
        options = {option.lower(): option for option in (self.right, *self.replies)}
        chosen = options.get(str(answer).strip().lower())
        if chosen is None:
            return self.say("no option", given=kind_of(answer), options=", ".join(map(repr, sorted(options.values()))))
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
        keys = ", ".join(self.fields)
        if not isinstance(answer, Mapping):
            return self.say("type", given=kind_of(answer), keys=keys)
        if missing := [name for name in self.fields if name not in answer]:
            return self.say("missing field", name=missing[0], keys=keys)
        said = {name: check(answer[name]) for name, check in self.fields.items()}
        if {*said.values()} == {BLANK}:
            return BLANK
        if known := self.known(answer, lambda a, b: a == b):
            return known
        for name, first in said.items():
            if first not in (RIGHT, BLANK):
                return Feedback(f"{name}: {first.kind}", f"{name}: {first.text}")
        return BLANK if BLANK in said.values() else RIGHT


class Table(Check):
    """A table with one row for each `key` (column names); every other column of `expected` is compared too.

    The order of rows and columns does not matter, nor do columns that were not asked for, nor whether the key
    is the index. A mistake's value is a test of the table, or another table whose rows it may have instead, in its columns.
    """

    def __init__(self, expected: pd.DataFrame, key: Sequence[str], unit: str | None = None, mistakes: Mistakes = ()):
        self.expected, self.key = expected.reset_index(drop=True), list(key)
        self.unit, self.mistakes = unit, list(mistakes)

    def compare(self, answer: Any) -> Feedback:
        if isinstance(answer, pd.Series) and answer.name in self.expected:
            answer = answer.to_frame()
        if not isinstance(answer, pd.DataFrame):
            return self.say("type", given=kind_of(answer), columns=", ".join(self.expected))
        if not set(self.key) <= set(answer.columns) and set(self.key) <= {*answer.columns, *answer.index.names}:
            answer = answer.reset_index()
        if missing := [column for column in self.expected if column not in answer]:
            names = [*map(str, answer.columns[:MOST_NAMES]), f"and {len(answer.columns) - MOST_NAMES} more"]
            shown = ", ".join(names if len(answer.columns) > MOST_NAMES else names[:-1]) or "none"
            return self.say("missing column", column=missing[0], columns=shown)
        if twice := [column for column in self.expected if (answer.columns == column).sum() > 1]:
            return self.say("doubled column", column=twice[0])
        if known := self.known(answer, self.same):
            return known
        mine, wanted = self.rows(answer), self.rows(self.expected)
        return self.keys(mine, wanted) or self.cells(answer, mine, wanted)

    def same(self, answer: pd.DataFrame, other: pd.DataFrame) -> bool:
        """Whether a table has the rows of another one, which are not the right ones."""
        columns = [column for column in self.expected if column in other]
        return _counted(answer, columns) == _counted(other, columns) != _counted(self.expected, columns)

    def rows(self, frame: pd.DataFrame) -> list[tuple]:
        """The key of each row; every empty cell is the same, as NaN is not equal to itself."""
        keys = frame[self.key].itertuples(index=False, name=None)
        return [tuple(None if is_open(cell) else cell for cell in row) for row in keys]

    def keys(self, mine: list[tuple], wanted: list[tuple]) -> Feedback | None:
        if twice := [row for row in mine if mine.count(row) > 1]:
            count = mine.count(twice[0])
            return self.say("doubled row", row=_name(twice[0]), count="twice" if count == 2 else f"{count} times")
        if lost := [row for row in wanted if row not in mine]:
            return self.say("missing row", row=_name(lost[0]), count=len(mine))
        if extra := [row for row in mine if row not in wanted]:
            return self.say("extra row", row=_name(extra[0]))
        return None

    def cells(self, answer: pd.DataFrame, mine: list[tuple], wanted: list[tuple]) -> Feedback:
        columns = self.expected.columns.difference(self.key, sort=False)
        for row, column in ((row, column) for row in wanted for column in columns):
            given, right = answer[column].iloc[mine.index(row)], self.expected[column].iloc[wanted.index(row)]
            if (said := self.cell(given, right)) != RIGHT:
                return Feedback(f"{column}: {said.kind}", f"Row {_name(row)}, column {column}: {said.text}")
        return RIGHT

    def cell(self, given: Any, right: Any) -> Feedback:
        if is_open(right):
            return Open()(given)
        if is_number(right):
            return Number(right, self.unit)(given)
        same = given == right
        return RIGHT if isinstance(same, (bool, np.bool_)) and same else self.say("other word", given=kind_of(given))


def _counted(frame: pd.DataFrame, columns: Sequence[str]) -> Counter[tuple]:
    """How often each row stands in these columns; numbers are alike in nine digits."""
    rows = zip(*(frame[column].tolist() for column in columns), strict=True)
    return Counter(tuple(None if is_open(c) else f"{c:.9g}" if is_number(c) else c for c in row) for row in rows)


def _name(row: tuple) -> str:
    return str(row[0]) if len(row) == 1 else f"({', '.join(map(str, row))})"
