"""What part of the work domestic chips do: what an assumption does to the answer."""

import itertools

import numpy as np
import pandas as pd
import pytest

from datakit import bounds, load
from datakit.analysis import mix
from datakit.bounds import Interval
from datakit.frames import frame


@pytest.fixture(scope="module")
def table(frames_folder):
    return load(frames_folder).compute


def test_only_chips_held_or_planned_of_a_known_make_do_work(table):
    others = table[~table["kind"].isin(mix.STOCKS)]
    assert len(others)
    assert mix.parts(table) == mix.parts(table.drop(others.index))


def test_an_unbounded_count_adds_nothing_below_and_opens_the_top(table):
    known = table[table["low"] == 450_000].iloc[0].to_dict()
    more = pd.DataFrame([known, known | {"low": None, "high": None, "value": 5000.0, "hedge": "about"}])
    assert bounds.total(more, floor=0) == Interval(450_000, None)


def test_only_a_one_sided_bound_may_be_exceeded(table):
    row = table[table["kind"] == "held"].iloc[0].to_dict() | {"origin": "domestic", "value": 5.0}
    ends = {(2, 4): (3, 0), (4, None): (4, 4), (None, 4): (4, -4), (None, None): (5, 0)}
    for (low, high), counted in ends.items():
        assert mix.parts(pd.DataFrame([row | {"low": low, "high": high}]))["domestic", "held"] == counted
    assert mix.parts(pd.DataFrame([row | {"origin": "unknown"}])) == mix.parts(table.iloc[:0])


def test_the_share_is_as_wide_as_the_assumptions(table):
    chips = mix.parts(table[(table["entity"] == "Alibaba Cloud") & (table["kind"] == "held")])
    exact = {"domestic": (0.5, 1.0), "nvidia": (1.0, 1.0), "delivered": (1.0, 1.0), "excess": (0.0, 0.0)}
    wide = mix.bounds(chips, exact)
    assert wide.low == pytest.approx(225 / (225 + 230))
    assert wide.high == pytest.approx(450 / (450 + 230))
    more = mix.bounds(chips, exact | {"domestic": (1.0, 1.0), "excess": (0.0, 1.0)})
    assert more.low == pytest.approx(450 / (450 + 460))


def test_every_bar_draw_and_world_lies_within_the_bounds(table):
    chips, ranges = mix.parts(table), mix.ASSUMPTIONS
    possible = mix.bounds(chips, ranges)
    assert all(x in possible for x in mix.drawn(chips, ranges, 50))
    swings = mix.swings(chips, ranges)
    assert set(swings) == set(ranges)
    assert all(end in possible for ends in swings.values() for end in ends)
    worlds = itertools.product(*(np.linspace(*ends, 4) for ends in ranges.values()))
    assert all(float(mix.share(chips, dict(zip(ranges, w, strict=True)))) in possible for w in worlds)


def test_a_fixed_assumption_moves_nothing(table):
    low, high = mix.swings(mix.parts(table), {**mix.ASSUMPTIONS, "domestic": (0.5, 0.5)})["domestic"]
    assert low == high


def test_draws_are_countable_and_repeatable(table):
    chips = mix.parts(table)
    drawn = mix.drawn(chips, mix.ASSUMPTIONS, n=20, seed=3)
    assert len(drawn) == 20
    assert (drawn == mix.drawn(chips, mix.ASSUMPTIONS, n=20, seed=3)).all()
    assert not (drawn == mix.drawn(chips, mix.ASSUMPTIONS, n=20, seed=4)).any()


def test_no_chips_at_all():
    empty = frame([], "compute")
    chips = mix.parts(empty)
    assert mix.bounds(chips, mix.ASSUMPTIONS) == Interval()
    assert np.isnan(mix.drawn(chips, mix.ASSUMPTIONS)).all()
