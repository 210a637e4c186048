"""Answers as data: what a submission hands out to the process that marks it, as JSON.

`pack` makes lists, texts, numbers and {"is": what, "of": [its parts, packed]} of an answer; `unpack` makes the plain
thing again. Nothing of the student's own classes comes through: what stands in no row of FORMS comes back as an `Other`
that bears its type's name.
"""

from __future__ import annotations

import datetime
import math
import numbers
import re
from collections.abc import Callable, Mapping, Sized
from typing import Any

import numpy as np
import pandas as pd

from datakit.bounds import Interval
from datakit.feedback.function import Called, Outcome

MOST = 100_000  # parts of one answer; the tables of the course have a hundredth of that
MOST_LETTERS = 20_000  # of a text
DTYPE = re.compile(
    r"bool(ean)?|object|str|string|category|[uU]?[iI]nt(8|16|32|64)|[fF]loat(16|32|64)|period\[[\w-]+\]|"
    r"datetime64\[\w\w?(, UTC)?\]|timedelta64\[\w\w?\]"
)


class Other:
    """Something that is no answer to any question; its type is called as it was in the student's process."""


def other(name: str) -> Any:
    return type(name, (Other,), {})()


def function(name: str) -> Callable:
    """What a function is to every check but that of functions: something with a name that was not called."""

    def not_here(*_: Any) -> Any:
        raise RuntimeError("This function was called where it was made.")

    not_here.__name__ = name
    return not_here


def dtype(data: Any) -> str:
    """A dtype's name, or object for one that is not among those of the course."""
    return str(data.dtype) if DTYPE.fullmatch(str(data.dtype)) else "object"


def typed(items: list, dtype: str) -> pd.Series:
    if not DTYPE.fullmatch(dtype):
        raise ValueError(f"There is no dtype {dtype[:60]}.")
    return pd.Series(items, dtype=object).astype(dtype)


def index(names: list, dtype: str, items: list) -> pd.Index:
    if len(names) > 1:
        return pd.MultiIndex.from_tuples(items, names=names)
    return pd.Index(typed(items, dtype), name=names[0])


def array(dtype: str, items: list) -> np.ndarray:
    deep = any(isinstance(item, np.ndarray) for item in items)
    return np.array(items, dtype=object) if deep else typed(items, dtype).to_numpy()


def frame(index: pd.Index, columns: pd.Index, *cells: tuple[str, list]) -> pd.DataFrame:
    made = {place: typed(items, dtype) for place, (dtype, items) in enumerate(cells)}  # two columns may have one name
    return pd.DataFrame(made, index=range(len(index))).set_axis(columns, axis=1).set_axis(index, axis=0)


def columns(frame: pd.DataFrame) -> list[tuple[str, list]]:
    return [(dtype(column), list(column)) for column in (frame.iloc[:, place] for place in range(frame.shape[1]))]


def called(blank: bool, *outcomes: tuple) -> Called:
    return Called(
        blank is True, [Outcome(v, str(stopped), late is True, n is True) for v, stopped, late, n in outcomes]
    )


# What a thing is called, its type, its parts, and how it is made of them again; a subclass stands before its class.
FORMS: dict[str, tuple[Any, Callable[[Any], Any], Callable[..., Any]]] = {
    "blank": (type(...), lambda _: [], lambda: ...),
    "NA": (type(pd.NA), lambda _: [], lambda: pd.NA),
    "NaT": (type(pd.NaT), lambda _: [], lambda: pd.NaT),
    "Called": (Called, lambda c: [bool(c.blank), *map(tuple, c.outcomes)], called),
    "tuple": (tuple, list, lambda *parts: parts),
    "set": ((set, frozenset), list, lambda *parts: set(parts)),
    "dict": (Mapping, lambda d: [[key, d[key]] for key in d], lambda *pairs: dict(pairs)),
    "Interval": (Interval, lambda i: [i.low, i.high], Interval),
    "Timestamp": (pd.Timestamp, lambda t: [t.isoformat()], pd.Timestamp),
    "datetime": (datetime.datetime, lambda t: [t.isoformat()], datetime.datetime.fromisoformat),
    "date": (datetime.date, lambda t: [t.isoformat()], datetime.date.fromisoformat),
    "Timedelta": (datetime.timedelta, lambda t: [pd.Timedelta(t).isoformat()], pd.Timedelta),
    "time": ((np.datetime64, np.timedelta64), lambda t: [pd.Series([t])[0]], lambda t: t),
    "Period": (pd.Period, lambda p: [str(p), p.freqstr], pd.Period),
    "array": (np.ndarray, lambda a: [dtype(a), list(a)], array),
    "extension": (pd.api.extensions.ExtensionArray, lambda a: [dtype(a), list(a)], lambda *of: typed(*of[::-1]).array),
    "Index": (pd.Index, lambda i: [list(i.names), dtype(i), list(i)], index),
    "Series": (pd.Series, lambda s: [s.name, s.index, dtype(s), list(s)],
               lambda name, index, dtype, items: typed(items, dtype).set_axis(index).rename(name)),
    "DataFrame": (pd.DataFrame, lambda f: [f.index, f.columns, *columns(f)], frame),
    "function": (Callable, lambda f: [str(getattr(f, "__name__", ""))[:60]], function),
    "float": (str, lambda name: [name], float),  # inf and nan, which JSON has not
    "other": (Other, lambda o: [type(o).__name__], other),
}  # fmt: skip


def pack(answer: Any) -> Any:
    """An answer as JSON. What is too large is named as that."""
    if isinstance(answer, np.number | np.bool_) or (isinstance(answer, np.ndarray) and answer.ndim == 0):
        answer = answer.item()
    if answer is None or isinstance(answer, bool):
        return answer
    if isinstance(answer, numbers.Real):
        return _number(answer)
    size = (
        answer.size
        if isinstance(answer, pd.DataFrame | np.ndarray)
        else len(answer)
        if isinstance(answer, Sized)
        else 0
    )
    if size > (MOST_LETTERS if isinstance(answer, str) else MOST):
        return {"is": "other", "of": [f"{type(answer).__name__} with {size} parts"[:60]]}
    if isinstance(answer, str):
        return str.__str__(answer)
    if isinstance(answer, list):
        return [pack(part) for part in answer]
    for name, (kind, parts, _) in FORMS.items():
        if isinstance(answer, kind):
            return {"is": name, "of": [pack(part) for part in parts(answer)]}
    return {"is": "other", "of": [type(answer).__name__[:60]]}


def _number(answer: Any) -> Any:
    if isinstance(answer, int) and abs(answer) < 2**63:
        return int(answer)
    number = float(answer) if not isinstance(answer, int) or abs(answer) < 1e300 else math.inf
    return number if math.isfinite(number) else {"is": "float", "of": [repr(number)]}


def unpack(data: Any) -> Any:
    """The answer again, as plain Python and pandas. ValueError for what `pack` does not make."""
    if isinstance(data, list):
        return [unpack(part) for part in data]
    if not isinstance(data, dict):
        return data
    try:
        _, _, make = FORMS[data["is"]]
        return make(*map(unpack, data["of"]))
    except (KeyError, IndexError, TypeError, AttributeError, OverflowError) as error:
        raise ValueError(f"This is no packed answer: {str(data)[:60]}") from error
