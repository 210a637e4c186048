"""What an attentive teacher would say to an answer: right, or in which way it is not, and never what is right.

A check is made from the reference, which comes from the frames at run time, and is called with an answer. What it
recognises in every exercise stands here: a blank, a wrong type, an empty number, an open end that was closed, percent
for a fraction, billions for units, tenfold errors of wan and yi, yuan for dollars. What is special to one question is
given with it as `mistakes`: (kind, the answer or a test of it, the message), where `{you}` in a message stands for the
number that was given. The sentences are in messages.toml, by check and kind; the words that are
understood are in words.toml.
"""

from __future__ import annotations

import math
import numbers
import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from datakit.bounds import SHARES, Interval, is_money, number_words, words

MESSAGES, WORDS = (
    tomllib.loads(Path(__file__).with_name(f"{name}.toml").read_text(encoding="utf-8"))
    for name in ("messages", "words")
)
# How far apart yuan and dollars are: the rate has stayed between these for thirty years. It only chooses a message.
YUAN_PER_DOLLAR = (6.0, 8.8)


class Feedback(NamedTuple):
    """What is said to an answer. `kind` names the mistake, or is 'right' or 'blank'."""

    kind: str
    text: str


RIGHT = Feedback("right", "")
BLANK = Feedback("blank", MESSAGES["Check"]["blank"])
SEVERAL = (list, tuple, np.ndarray, pd.Series, pd.Index, pd.api.extensions.ExtensionArray)  # values, not one value
Mistakes = Iterable[tuple[str, Any, str]]


def any_of(words: Iterable[str]) -> str:
    """A regular expression for one of these, as whole words."""
    return rf"(?<!\w)(?:{'|'.join(words) or '(?!)'})(?!\w)"


def is_blank(answer: Any) -> bool:
    """True for three dots, alone or inside a list or a mapping."""
    if isinstance(answer, Mapping):
        answer = list(answer.values())
    return answer is ... or (isinstance(answer, (list, tuple)) and any(is_blank(part) for part in answer))


def is_number(answer: Any) -> bool:
    return isinstance(answer, numbers.Real) and not isinstance(answer, (bool, np.bool_))


def is_open(end: Any) -> bool:
    """True for what stands for an open end in the frames: None, NaN."""
    return end is None or end is pd.NA or end is pd.NaT or (isinstance(end, numbers.Real) and math.isnan(end))


def kind_of(answer: Any) -> str:
    """What an answer is, for a reader who may not know the words for types."""
    name = type(answer).__name__
    if isinstance(answer, SEVERAL):
        name = "a " + name if isinstance(answer, (pd.Series, list, tuple)) else "an array"
        size = len(answer) if isinstance(answer, (list, tuple)) else int(answer.size)
        return f"{name} of {size} value{'s' * (size != 1)}"
    if is_number(answer):
        return f"the number {answer:g}" if abs(answer) < 1e15 or answer != answer else "a very large number"
    if isinstance(answer, pd.DataFrame):
        return f"a table with {len(answer)} rows and {answer.shape[1]} columns"
    if callable(answer):
        return f"the function {getattr(answer, '__name__', '')} itself, which was not called".replace("  ", " ")
    names = {type(None): "None", str: f"the text {answer!r:.60}", bool: f"the value {answer}", dict: "a dictionary"}
    return names.get(type(answer), f"something of the type {name}")


class Check:
    """Called with an answer, gives a Feedback; each kind of answer has its own `compare`."""

    mistakes: Sequence[tuple[str, Any, str]] = ()

    def __call__(self, answer: Any) -> Feedback:
        if isinstance(answer, np.ndarray) and answer.ndim == 0:
            answer = answer.item()
        return BLANK if is_blank(answer) else self.compare(answer)

    def compare(self, answer: Any) -> Feedback:
        raise NotImplementedError

    def say(self, what: str, kind: str = "", /, **parts: Any) -> Feedback:
        """The check's own sentence for `what`; its kind is another where `kind` says so."""
        return Feedback(kind or what, MESSAGES[type(self).__name__][what].format(**parts))

    def known(self, answer: Any, same: Callable[[Any, Any], bool], you: str = "") -> Feedback | None:
        """The first of the question's own mistakes that this answer is."""
        for kind, value, message in self.mistakes:
            try:
                found = value(answer) if callable(value) else same(answer, value)
            except Exception:  # a test written for answers of one form, and this one has another
                found = False
            if found:
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
            return self.say("not one number", given=kind_of(answer))
        if answer is None or answer is pd.NA:
            return self.say("none")
        if not is_number(answer):
            return self.say("type", given=kind_of(answer))
        given = float(answer)
        if not math.isfinite(given):
            return self.say("nan" if math.isnan(given) else "infinite")
        if self.close(given, self.value):
            return RIGHT
        number = round(given) if 1000 <= abs(given) < 1e15 else given  # digits behind the point would hide the size
        you = number_words(number, None if self.unit == "fraction" and abs(number) > 1 else self.unit)
        return self.known(given, self.like, you) or self.generic(given, you)

    def generic(self, given: float, you: str) -> Feedback:
        """The mistakes that any number can have: the first of them that this one is."""
        ratio = given / self.value if self.value else 0.0
        apart = max(abs(ratio), 1 / abs(ratio)) if ratio else math.inf
        power = round(math.log10(abs(ratio))) if ratio else 0
        power *= self.close(ratio, 10.0**power)
        share, way = self.unit in SHARES, "high" if given > self.value else "low"
        signs = [  # it is so, what is said, its kind
            (given == 0, "zero", "zero"),
            (self.value == 0, "not zero", f"too {way}"),
            (self.close(given, -self.value), "sign", "sign"),
            (share and self.like(given, 100 * self.value), "percent", "percent"),
            (str(power) in WORDS["tens"], "scale", "scale"),
            (abs(power) == 1, "one zero", "tenfold"),
            (power != 0, "tenfold", "tenfold"),
            (share and self.like(1 - given, self.value), "the other part", "the other part"),
            (self.like(given * self.value, 1), "upside down", "upside down"),
            (is_money(self.unit or "") and YUAN_PER_DOLLAR[0] <= apart <= YUAN_PER_DOLLAR[1], "currency", "currency"),
            (abs(ratio - 1) < 0.02, "near", "near"),
            (ratio < 0, "other sign", f"too {way}"),
            (True, "far", f"too {way}"),
        ]
        what, kind = next(names for so, *names in signs if so)
        parts = {"you": you, "way": way, "many": "many" if power > 0 else "few", "scale": WORDS["tens"].get(str(power))}
        parts["unit"] = WORDS["currencies"].get(self.unit or "", (self.unit or "numbers").replace("_", " "))
        parts["far"] = "ten or more" if apart >= 10 else "two or more" if apart >= 2 else "less than two"
        return self.say(what, kind, **parts)


class Bounds(Check):
    """Two ends, the least and the most; None for an open one. `unit` as in the frames."""

    def __init__(self, interval: Interval, unit: str | None = None, mistakes: Mistakes = (), rel: float = 1e-6) -> None:
        self.wanted, self.unit, self.mistakes, self.rel = (interval.low, interval.high), unit, list(mistakes), rel

    def compare(self, answer: Any) -> Feedback:
        ends = self.ends(answer)
        if isinstance(ends, Feedback):
            return ends
        if self.same(ends, self.wanted):
            return RIGHT
        if self.same((ends[1], ends[0] or None), self.wanted):  # a least of 0 often stands for an open one
            return self.say("swapped")
        ordered = None in ends or ends[0] <= ends[1]
        you = words(Interval(*ends), self.unit) if ordered else " and ".join(map(self.words, ends))
        return self.known(ends, self.same, you) or self.generic(ends)

    def words(self, end: float) -> str:
        return number_words(end, self.unit)

    def generic(self, ends: tuple[Any, Any]) -> Feedback:
        """Mistakes that any two ends can have: those of a number come before those of doubt."""
        pairs = list(zip(("least", "most"), ends, self.wanted, strict=True))
        if wrong := [said for said in (self.end(*pair) for pair in pairs) if said != RIGHT]:
            return wrong[0]
        if ends[0] == ends[1] is not None:
            side = "at least" if self.wanted[1] is None else "at most"
            return self.say("bound for value", you=self.words(ends[0]), side=side)
        name, given = next((name, given) for name, given, right in pairs if (given is None) != (right is None))
        if given is None:
            return self.say("left open", f"{name} left open", end=name)
        return self.say("closed", f"{name} closed", end=name, you=self.words(given))

    def end(self, name: str, given: float | None, right: float | None) -> Feedback:
        """What is to be said to one end as a number; nothing where either is open."""
        said = RIGHT if None in (given, right) else Number(right, self.unit, rel=self.rel)(given)
        return said if said == RIGHT else Feedback(f"{name}: {said.kind}", f"The {name}: {said.text}")

    def ends(self, answer: Any) -> tuple[Any, Any] | Feedback:
        if isinstance(answer, pd.DataFrame) and len(answer) == 1:
            answer = answer.iloc[0]
        if isinstance(answer, Interval):
            answer = (answer.low, answer.high)
        elif isinstance(answer, (Mapping, pd.Series)) and {"low", "high"} <= set(answer.keys()):
            answer = (answer["low"], answer["high"])
        if is_number(answer):
            return self.say("one number for two", you="an empty one" if is_open(answer) else self.words(float(answer)))
        if not isinstance(answer, (list, tuple, np.ndarray, pd.Series)) or len(answer) != 2:
            return self.say("type", given=kind_of(answer))
        ends = [None if is_open(end) else end for end in answer]
        for end in (end for end in ends if end is not None):
            if not is_number(end):
                return self.say("type of an end", "type", given=kind_of(end))
            if math.isinf(end):
                return self.say("infinite end")
        return tuple(None if end is None else float(end) for end in ends)  # type: ignore[return-value]

    def same(self, ends: Sequence[Any], wanted: Any) -> bool:
        wanted = (wanted.low, wanted.high) if isinstance(wanted, Interval) else wanted
        return all(
            is_open(a) == is_open(b) and (is_open(a) or math.isclose(a, b, rel_tol=self.rel))
            for a, b in zip(ends, wanted, strict=True)
        )


class Open(Check):
    """An end that the words leave open: None or NaN."""

    def compare(self, answer: Any) -> Feedback:
        if is_open(answer):
            return RIGHT
        if isinstance(answer, str) and answer.strip().lower() in {"", "none", "nan", "open"}:
            return self.say("type", given=kind_of(answer))
        if not is_number(answer):
            return self.say("closed", given=kind_of(answer))
        what = "infinite end" if math.isinf(answer) else "closed" if answer else "zero for open"
        return self.say(what, given=number_words(float(answer)))
