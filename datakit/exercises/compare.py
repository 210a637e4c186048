"""What an attentive teacher would say to an answer: right, or in which way it is not, and never what is right.

A check is made from the reference, which comes from the frames at run time, and is called with an answer. What it
recognises in every exercise stands here: a blank, a wrong type, an empty number, an open end that was closed,
percent for a fraction, billions for units, tenfold errors of wan and yi, yuan for dollars. What is special to one
question is given with it as `mistakes`: (kind, the number or a test of the answer, the message), where `{you}` in a
message stands for the number that was given.
"""

from __future__ import annotations

import math
import numbers
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from datakit.bounds import SHARES, Interval, is_money, number_words, words

# How far apart yuan and dollars are: the rate has stayed between these for thirty years. It only chooses a message.
YUAN_PER_DOLLAR = (6.0, 8.8)
SCALES = {3: "thousands", 6: "millions", 9: "billions", 12: "trillions"}
CHINESE = {4: "wan (万), ten thousand", 8: "yi (亿), a hundred million"}


class Feedback(NamedTuple):
    """What is said to an answer. `kind` names the mistake, or is 'right' or 'blank'."""

    kind: str
    text: str


RIGHT = Feedback("right", "")
BLANK = Feedback("blank", "There is still a blank: put your answer where the three dots are, and run the cell again.")
SEVERAL = (list, tuple, np.ndarray, pd.Series, pd.Index, pd.api.extensions.ExtensionArray)  # values, not one value
Mistakes = Iterable[tuple[str, Any, str]]


def is_blank(answer: Any) -> bool:
    """True for three dots, alone or inside a list or a mapping."""
    if isinstance(answer, Mapping):
        answer = list(answer.values())
    return answer is ... or (isinstance(answer, (list, tuple)) and any(is_blank(part) for part in answer))


def is_open(end: Any) -> bool:
    """True for what stands for an open end: None, NaN, an infinite number."""
    return end is None or end is pd.NA or (isinstance(end, numbers.Real) and not math.isfinite(end))


def kind_of(answer: Any) -> str:
    """What an answer is, for a reader who may not know the words for types."""
    names = {str: f"the text {answer!r}", bool: f"the value {answer}", dict: "a dictionary", set: "a set"}
    if isinstance(answer, SEVERAL):
        name = next((f"a {c.__name__}" for c in (pd.Series, list, tuple) if isinstance(answer, c)), "an array")
        size = len(answer) if isinstance(answer, (list, tuple)) else int(answer.size)
        return f"{name} of {size} value{'s' * (size != 1)}"
    if isinstance(answer, numbers.Real) and not isinstance(answer, bool):
        return f"the number {answer:g}" if abs(answer) < 1e15 or answer != answer else "a very large number"
    if isinstance(answer, pd.DataFrame):
        return f"a table with {len(answer)} rows and {answer.shape[1]} columns"
    if callable(answer):
        return f"the function {getattr(answer, '__name__', '')} itself, which was not called".replace("  ", " ")
    return names.get(type(answer), f"something of the type {type(answer).__name__}")


class Check:
    """Called with an answer, gives a Feedback; each kind of answer has its own `compare`."""

    mistakes: list[tuple[str, Any, str]]

    def __call__(self, answer: Any) -> Feedback:
        if isinstance(answer, np.ndarray) and answer.ndim == 0:
            answer = answer.item()
        return BLANK if is_blank(answer) else self.compare(answer)

    def compare(self, answer: Any) -> Feedback:
        raise NotImplementedError

    def remark(self, answer: Any) -> str:
        """What is worth saying about a right answer."""
        return ""

    def known(self, answer: Any, same: Callable[[Any, Any], bool], you: str) -> Feedback | None:
        """The first of the question's own mistakes that this answer is."""
        for kind, value, message in self.mistakes:
            if value(answer) if callable(value) else same(answer, value):
                return Feedback(kind, message.replace("{you}", you))
        return None


class Number(Check):
    """One number in `unit`; `rel` is how far it may be off, as a part of it."""

    def __init__(self, value: float, unit: str | None = None, mistakes: Mistakes = (), rel: float = 1e-6) -> None:
        self.value, self.unit, self.mistakes, self.rel = float(value), unit, list(mistakes), rel

    def close(self, a: float, b: float) -> bool:
        return math.isclose(a, b, rel_tol=self.rel, abs_tol=1e-12)

    def like(self, a: float, b: float) -> bool:
        """Near enough to know a mistake by: where digits may be cut off, a hundredth."""
        return math.isclose(a, b, rel_tol=0.01 if self.rel > 1e-6 else self.rel, abs_tol=1e-12)

    def compare(self, answer: Any) -> Feedback:
        if isinstance(answer, (*SEVERAL, pd.DataFrame, Mapping, set)):
            say = (
                f"You gave {kind_of(answer)}; the question asks for one number. Choose the one it asks for, or add up."
            )
            return Feedback("not one number", say)
        if answer is None or answer is pd.NA:
            return Feedback(
                "none", "You gave None, an empty value; the question asks for a number that can be worked out."
            )
        if isinstance(answer, (str, bool, np.bool_)) or not isinstance(answer, numbers.Real):
            return Feedback("type", f"You gave {kind_of(answer)}; the question asks for a number, without quotes.")
        given = float(answer)
        if math.isnan(given):
            return Feedback(
                "nan",
                "You gave NaN, an empty cell. It comes from a cell that the table leaves open, or a row not found.",
            )
        if math.isinf(given):
            return Feedback(
                "infinite",
                "You gave an infinite number. An open end was taken for a number, or something divided by nought.",
            )
        if self.close(given, self.value):
            return RIGHT
        return self.known(given, self.like, self.say(given)) or self.generic(given)

    def say(self, number: float) -> str:
        number = round(number) if 1000 <= abs(number) < 1e15 else number  # digits behind the point would hide the size
        return number_words(number, None if self.unit == "fraction" and abs(number) > 1 else self.unit)

    def generic(self, given: float) -> Feedback:
        """Mistakes that any number can have, the most telling first."""
        you, unit = self.say(given), (self.unit or "numbers").replace("_", " ")
        if given == 0:
            return Feedback("nought", "You gave 0. Nothing was counted: look whether your choice of rows finds any.")
        if self.close(given, -self.value):
            return Feedback(
                "sign", f"You gave {you}: the size is right and the sign is not. Look at what is taken from what."
            )
        if self.value == 0:
            return Feedback("too high" if given > 0 else "too low", f"You gave {you}, which is not it yet.")
        ratio = given / self.value
        power = round(math.log10(abs(ratio)))
        if self.unit in SHARES and self.like(given, 100 * self.value):
            return Feedback(
                "percent", f"You gave {given:g}, a number of per cent. The question asks for a fraction of one."
            )
        if power and self.close(ratio, 10.0**power):
            return self.tenfold(power, you, unit)
        if self.unit in SHARES and self.like(1 - given, self.value):
            return Feedback("the other part", f"You gave {you}: that is the other part of the same whole.")
        if self.like(given * self.value, 1):
            return Feedback("upside down", f"You gave {given:.3g}: the two numbers are divided the wrong way round.")
        if is_money(self.unit or "") and YUAN_PER_DOLLAR[0] <= max(ratio, 1 / ratio) <= YUAN_PER_DOLLAR[1]:
            return Feedback(
                "currency", f"You gave {you}. By its size this is the amount in another currency than {unit}."
            )
        way = "high" if given > self.value else "low"
        if abs(ratio - 1) < 0.02:
            return Feedback("near", f"You gave {you}: very near, a little too {way}. Do not round on the way.")
        factors = {"ten or more": 10, "two or more": 2}
        far = next((word for word, f in factors.items() if not 1 / f < ratio < f), "less than two")
        say = f"You gave {you}. That is too {way}, by a factor of {far}. Read again of whom, of what and of when it is asked."
        return Feedback(f"too {way}", say)

    def tenfold(self, power: int, you: str, unit: str) -> Feedback:
        if -power in SCALES:
            say = f"You gave {you}, which counts {SCALES[-power]}. The question asks for plain {unit}, with all the noughts."
            return Feedback("scale", say)
        if -power in CHINESE:
            return Feedback(
                "scale", f"You gave {you}, which counts in {CHINESE[-power]}. The question asks for plain {unit}."
            )
        if abs(power) == 1:
            say = f"You gave {you}: the digits are right, and there is one nought too {'many' if power > 0 else 'few'}."
            return Feedback("tenfold", say + " One wan (万) is ten thousand and one yi (亿) a hundred million.")
        return Feedback("tenfold", f"You gave {you}: the digits are right, the number of noughts is not.")


def other_rows(frame: pd.DataFrame, column: str, wording: str, besides: Any = ()) -> list[tuple[str, Any, str]]:
    """Mistakes for a number that stands in another row, `wording` naming the row by its columns in braces."""
    chosen = frame[frame[column].notna() & ~frame.index.isin(list(besides))].drop_duplicates(column)
    return [
        ("another row", row[column], f"You gave {{you}}: that is {wording.format(**row)}. Read which row is asked for.")
        for row in chosen.to_dict("records")
    ]


class Bounds(Check):
    """Two ends, the least and the most; None for an open one. `unit` as in the frames."""

    def __init__(self, interval: Interval, unit: str | None = None, mistakes: Mistakes = (), rel: float = 1e-6) -> None:
        self.interval, self.unit, self.mistakes, self.rel = interval, unit, list(mistakes), rel

    def compare(self, answer: Any) -> Feedback:
        ends = self.ends(answer)
        if isinstance(ends, Feedback):
            return ends
        wanted = (self.interval.low, self.interval.high)
        if self.same(ends, wanted):
            return RIGHT
        if self.same((ends[1], ends[0] or None), wanted):  # a least of 0 often stands for an open one
            return Feedback(
                "swapped", "You gave the two ends the wrong way round: the least comes first, then the most."
            )
        ordered = None in ends or ends[0] <= ends[1]
        you = words(Interval(*ends), self.unit) if ordered else " and ".join(number_words(e, self.unit) for e in ends)
        if known := self.known(ends, self.same, you):
            return known
        side = "at least" if is_open(wanted[1]) else "at most"
        if ends[0] == ends[1] is not None and ends[0] in wanted:
            say = f"You gave {number_words(ends[0], self.unit)} for both ends. The words say that it is {side} that, and not that it is that."
            return Feedback("bound for value", say)
        for name, other, given, right in zip(("least", "most"), ("most", "least"), ends, wanted, strict=True):
            if is_open(given) and not is_open(right):
                return Feedback(
                    f"{name} left open",
                    f"You left the {name} open, and it can be known: look again at what the words give on that side.",
                )
            if is_open(right) and not is_open(given):
                return Feedback(
                    f"{name} closed",
                    f"You gave a {name} of {number_words(given, self.unit)}. No word says so: leave this end open and keep the {other}.",
                )
            if not is_open(given) and (said := Number(right, self.unit, rel=self.rel)(given)) != RIGHT:
                return Feedback(f"{name}: {said.kind}", f"The {name}: {said.text}")
        return RIGHT

    def ends(self, answer: Any) -> tuple[Any, Any] | Feedback:
        if isinstance(answer, Interval) or (
            isinstance(answer, (Mapping, pd.Series)) and {"low", "high"} <= set(getattr(answer, "keys", dict)())
        ):
            get = (lambda name: getattr(answer, name)) if isinstance(answer, Interval) else answer.__getitem__
            answer = (get("low"), get("high"))
        if isinstance(answer, numbers.Real) and not isinstance(answer, bool):
            return Feedback(
                "one number for two",
                f"You gave one number, {number_words(float(answer), self.unit) if not is_open(answer) else 'an empty one'}. The question asks for two: the least and the most, None for an open end.",
            )
        if not isinstance(answer, (list, tuple, np.ndarray, pd.Series)) or len(answer) != 2:
            given = "None" if answer is None else kind_of(answer)
            return Feedback(
                "type",
                f"You gave {given}. The question asks for two ends in brackets, as in (least, most), with None for an open end.",
            )
        ends = tuple(None if is_open(end) else end for end in answer)
        for end in ends:
            if isinstance(end, (str, bool)) or not (end is None or isinstance(end, numbers.Real)):
                return Feedback(
                    "type", f"One end is {kind_of(end)}. Give a number without quotes, or None for an open end."
                )
        return tuple(None if end is None else float(end) for end in ends)  # type: ignore[return-value]

    def same(self, ends: Sequence[Any], wanted: Any) -> bool:
        wanted = (wanted.low, wanted.high) if isinstance(wanted, Interval) else wanted
        return all(
            is_open(a) == is_open(b) and (is_open(a) or math.isclose(a, b, rel_tol=self.rel))
            for a, b in zip(ends, wanted, strict=True)
        )


class Open(Check):
    """An end that the words leave open: None or NaN."""

    mistakes: list = []  # noqa: RUF012

    def compare(self, answer: Any) -> Feedback:
        if isinstance(answer, str) and answer.strip().lower() in {"", "none", "nan", "open"}:
            return Feedback("type", f"You gave {kind_of(answer)}. An open end is None, without quotes.")
        if is_open(answer):
            return RIGHT
        if isinstance(answer, numbers.Real) and answer == 0:
            return Feedback(
                "nought for open",
                "You gave 0. An open end is not a nought: the words give nothing on that side, which is None.",
            )
        given = number_words(float(answer)) if isinstance(answer, numbers.Real) else kind_of(answer)
        return Feedback(
            "closed", f"You gave {given}. Which word of the sentence says so? If none does, the end is open: None."
        )
