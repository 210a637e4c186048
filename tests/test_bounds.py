"""Interval arithmetic: whatever the true numbers are, the result holds the true answer."""

import math

import pandas as pd
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from datakit import bounds
from datakit.bounds import Interval, number_words, words

NUMBERS = st.floats(-1e9, 1e9, allow_nan=False).map(lambda x: round(x, 3))


@st.composite
def interval_and_member(draw):
    """An interval, open at either end at times, and a number in it."""
    low, inside, high = sorted(draw(st.tuples(NUMBERS, NUMBERS, NUMBERS)))
    return Interval(draw(st.sampled_from([low, None])), draw(st.sampled_from([high, None]))), inside


BOTH = (interval_and_member(), interval_and_member())


@given(*BOTH)
def test_sum_difference_and_product_hold_the_true_answer(first, second):
    (a, x), (b, y) = first, second
    assert x + y in a + b
    assert x - y in a - b
    assert x * y in a * b


@given(*BOTH)
def test_quotient_holds_the_true_answer(first, second):
    (a, x), (b, y) = first, second
    assume(y != 0)
    assert x / y in a / b


@given(*BOTH)
def test_ends_stay_in_order(first, second):
    (a, _), (b, _) = first, second
    results = [a + b, a - b, a * b, -a]
    for result in results:
        low, high = result.ends
        assert low <= high


@given(*BOTH)
def test_intervals_that_share_a_number_overlap(first, second):
    (a, x), (b, y) = first, second
    assert a.overlaps(b) == b.overlaps(a)
    assert a.overlaps(b) or (x not in b and y not in a)


@given(st.lists(interval_and_member(), max_size=8))
def test_total_holds_the_sum_and_one_open_end_opens_it(rows):
    frame = pd.DataFrame([(i.low, i.high) for i, _ in rows], columns=["low", "high"], dtype="float64")
    total = bounds.total(frame)
    slack = 1e-6 * (1 + sum(abs(x) for _, x in rows))  # sums of floats depend on their order
    low, high = total.ends
    assert low - slack <= sum(x for _, x in rows) <= high + slack
    assert (total.low is None) == any(i.low is None for i, _ in rows)
    assert (total.high is None) == any(i.high is None for i, _ in rows)


@pytest.mark.parametrize("nothing", [None, math.nan, math.inf, -math.inf, float("nan")])
def test_unknown_ends_are_open(nothing):
    assert Interval(nothing, 5) == Interval(None, 5)
    assert Interval(5, nothing) == Interval(5, None)


def test_a_value_without_bounds_settles_nothing():
    about = Interval()
    assert Interval(3, 4) + about == Interval()
    assert about.overlaps(Interval.exactly(1e12))


def test_a_lower_bound_stays_a_lower_bound():
    assert Interval(230_000, None) + Interval.exactly(450_000) == Interval(680_000, None)
    assert Interval(10, None) - Interval(4, None) == Interval()


def test_nothing_times_what_is_not_known_is_nothing():
    assert Interval.exactly(0) * Interval(1, None) == Interval.exactly(0)
    assert Interval.exactly(0) * Interval(None, 1) == Interval.exactly(0)
    assert Interval(0, 2) * Interval(3, None) == Interval(0, None)


def test_division_by_what_may_be_zero():
    assert Interval(1, 2) / Interval(0, 4) == Interval(0.25, None)
    assert Interval(1, 2) / Interval(-4, 0) == Interval(None, -0.25)
    assert Interval(1, 2) / Interval(-1, 1) == Interval()
    with pytest.raises(ZeroDivisionError):
        Interval(1, 2) / Interval.exactly(0)


def test_bounds_the_wrong_way_round_are_refused():
    with pytest.raises(ValueError, match="low end first"):
        Interval(2, 1)


def test_a_floor_closes_only_open_low_ends():
    frame = pd.DataFrame({"low": [None, 5.0], "high": [10.0, 8.0]})
    assert bounds.total(frame) == Interval(None, 18)
    assert bounds.total(frame, floor=0) == Interval(5, 18)
    assert bounds.total(frame.iloc[:0]) == Interval.exactly(0)


@pytest.mark.parametrize(
    ("interval", "options", "said"),
    [
        (Interval(230_000, None), {}, "at least 230,000"),
        (Interval(230_000, None), {"hedge": "over", "unit": "chips"}, "more than 230,000 chips"),
        (Interval(None, 0.5), {"unit": "fraction"}, "at most half"),
        (Interval(None, 0.5), {"unit": "fraction", "hedge": "nearly"}, "nearly half"),
        (Interval(0.65, 0.75), {"unit": "growth_fraction"}, "between 65% and 75%"),
        (Interval(), {"unit": "USD", "value": 1e10}, "about $10 billion"),
        (Interval(), {}, "not known"),
        (Interval(), {"value": math.nan}, "not known"),
        (Interval.exactly(3.8e11), {"unit": "CNY"}, "380 billion yuan"),
        (Interval.exactly(1.647e13), {"unit": "tokens_per_day"}, "16.47 trillion tokens a day"),
        (Interval.exactly(137), {"unit": "multiple"}, "137x"),
        (Interval.exactly(0), {}, "0"),
    ],
)
def test_words(interval, options, said):
    assert words(interval, **options) == said


def test_parts_and_single_things_are_said_as_people_say_them():
    assert words(Interval(None, 0.333333333333), "growth_fraction", hedge="nearly") == "nearly one-third"
    assert words(Interval(1 / 3, 2 / 3), "fraction") == "between one-third and two-thirds"
    assert number_words(1 / 3, "fraction") == "33.33%", "what is worked out is said with its digits"
    assert [number_words(0.5, unit) for unit in ("fraction", "growth_fraction")] == ["half", "50%"]
    said = [number_words(1, unit) for unit in ("deals", "companies", "tokens_per_day", "CNY", "cross")]
    assert said == ["1 deal", "1 company", "1 tokens a day", "1 yuan", "1 cross"]
    assert number_words(1e6, "chips") == "1 million chips"
