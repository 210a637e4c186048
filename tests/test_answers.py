"""Answers as data: what goes out of a submission comes back the same, and nothing else comes back."""

from __future__ import annotations

import datetime
import json
import math
from collections import OrderedDict
from typing import Any

import numpy as np
import pandas as pd
import pytest
from answers import Other, pack, unpack

from datakit.bounds import Interval
from datakit.feedback import Function, Number
from datakit.feedback.compare import RIGHT, kind_of
from datakit.feedback.function import called
from datakit.frames import Frames

INDEX = pd.MultiIndex.from_tuples([("a", 1), ("b", 2)], names=["firm", None])
PLAIN = [
    None, True, 0, -3, 2**62, 0.1, math.inf, -math.inf, "", "…  亿", ..., pd.NA, pd.NaT, [1, [2.5, None]], (1, "a"), {1, 2},
    {"low": 1, (2, 3): [None]}, Interval(None, 4), datetime.date(2031, 5, 6), datetime.datetime(2031, 5, 6, 7, 8),
    pd.Timestamp("2031-05-06T07:08:09.123456789"), pd.Timedelta("3 days"), pd.Period("2031Q2"), [],
]  # fmt: skip
TABLES = [
    pd.Series([1, 2], index=["a", "b"], name="n"),
    pd.Series([1.5, None]),
    pd.Series(["x", None], dtype="string"),
    pd.Series([True, None], dtype="boolean"),
    pd.Series([], dtype=float),
    pd.DataFrame({"a": [1, 2], "b": ["x", None], "c": pd.to_datetime(["2031-05-06", None])}, index=INDEX),
    pd.DataFrame({"firm": pd.Categorical(["x", "y"]), "p": pd.PeriodIndex(["2031Q1", "2031Q2"], freq="Q")}),
    pd.DataFrame([[1, 2]], columns=["same", "same"]),
    pd.DataFrame({"a": []}),
    pd.DataFrame(),
    pd.DataFrame({"deep": [[1, 2], {"k": (1,)}]}),
]


def there_and_back(answer: Any) -> Any:
    return unpack(json.loads(json.dumps(pack(answer), allow_nan=False)))


@pytest.mark.parametrize("answer", PLAIN, ids=repr)
def test_a_plain_answer_comes_back_the_same(answer: Any) -> None:
    back = there_and_back(answer)
    assert type(back) is type(answer)
    assert back is answer or back == answer


@pytest.mark.parametrize("table", TABLES, ids=lambda table: str(table)[:30])
def test_a_table_comes_back_with_its_dtypes(table: Any) -> None:
    same = pd.testing.assert_series_equal if isinstance(table, pd.Series) else pd.testing.assert_frame_equal
    same(there_and_back(table), table)


def test_every_frame_comes_back_the_same(course: Frames) -> None:
    for name, table in course.items():
        pd.testing.assert_frame_equal(there_and_back(table), table, obj=name)


def test_arrays_and_scalars_of_numpy_come_back_as_values() -> None:
    assert there_and_back(np.float64(0.5)) == there_and_back(np.array(0.5)) == 0.5
    assert there_and_back(np.bool_(True)) is True
    assert there_and_back(np.int64(7)) == 7
    assert math.isnan(there_and_back(np.float64("nan")))
    assert there_and_back(np.array([[1, 2], [3, 4]])).tolist() == [[1, 2], [3, 4]]
    assert there_and_back(pd.Index(["a"], name="firm")).equals(pd.Index(["a"], name="firm"))
    assert there_and_back(pd.array([1, None], dtype="Int64")).equals(pd.array([1, None], dtype="Int64"))
    assert there_and_back(np.datetime64("2031-05-06")) == pd.Timestamp("2031-05-06")


def test_a_class_of_the_student_does_not_come_through() -> None:
    class Agrees(float):
        def __eq__(self, other: object) -> bool:
            return True

        __hash__ = float.__hash__

        def __float__(self) -> float:
            return 42.0

    class Strange:
        def __eq__(self, other: object) -> bool:
            return True

        __hash__ = None

    assert type(there_and_back(Agrees(1))) is float
    assert type(there_and_back(OrderedDict(a=Agrees(1)))) is dict
    back = there_and_back(Strange())
    assert isinstance(back, Other)
    assert kind_of(back) == kind_of(Strange()) == "something of the type Strange"
    assert back != 42


LARGE = ["x" * 10**6, [0] * 10**6, np.zeros(10**6), pd.DataFrame(np.zeros((10**6, 2))), 10**5000]


@pytest.mark.parametrize("huge", LARGE, ids=lambda huge: type(huge).__name__)
def test_what_is_too_large_is_a_few_letters(huge: Any) -> None:
    assert len(json.dumps(pack(huge))) < 100


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"is": "none of these", "of": []},
        {"is": ["list"], "of": []},
        {"is": "NA"},
        {"is": "Interval", "of": [1, 2, 3]},
        {"is": "float", "of": ["a lot"]},
        {"is": "Series", "of": [None, [0], "V1000000000", [1]]},
        {"is": "DataFrame", "of": [[0], ["a"], [1]]},
        {"is": "DataFrame", "of": [[0], ["a"], ["V1000000000", [1]]]},
        {"is": "Called", "of": [False, [1]]},
        {"is": "dict", "of": [[[], 1]]},
        {"is": "Period", "of": ["then", "now"]},
    ],
)
def test_what_was_never_packed_is_refused(data: Any) -> None:
    with pytest.raises(ValueError, match=r".+"):
        unpack(data)


def test_a_function_is_called_here_and_judged_there() -> None:
    check = Function([("four", (4,), Number(8)), ("five", (5,), Number(10))])

    def there(function: Any) -> Any:
        return there_and_back(called(function, check.arguments))

    for function in (lambda n: 2 * n, lambda n: 8, lambda n: n / 0, lambda n: None, lambda n: ..., lambda n: n + 4):
        assert check(there(function)) == check(function)
    assert check(lambda n: 2 * n) == RIGHT
    assert check(there(lambda n: 8)).kind == "typed in"
    assert check(there(lambda n: n / 0)).kind == "stops"
    assert check(there_and_back(called(lambda n: 2 * n, check.arguments[:1]))).kind == "not called"


def test_a_function_that_changes_its_table_is_found_out() -> None:
    table = pd.DataFrame({"n": [1, 2]})

    def greedy(given: pd.DataFrame) -> int:
        given["n"] = 0
        return 3

    check = Function([("two rows", (table,), Number(3))])
    assert check(greedy).kind == check(there_and_back(called(greedy, check.arguments))).kind == "changes its input"
    assert table["n"].tolist() == [1, 2]


def test_a_function_where_none_is_asked_for_is_told_as_in_class() -> None:
    def double(n: int) -> int:
        return 2 * n

    assert Number(4)(there_and_back(double)) == Number(4)(double)
