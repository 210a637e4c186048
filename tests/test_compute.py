"""Chips: what may be added up, and what an assumption does to the answer."""

import itertools

import gold_frames
import numpy as np
import pandas as pd
import pytest

from datakit.analysis import bounds, compute, mix
from datakit.analysis.bounds import Interval
from datakit.analysis.terms import Terms
from datakit.frames import FRAMES

TERMS = gold_frames.TERMS


@pytest.fixture(scope="module")
def table():
    return compute.table(gold_frames.claims(), TERMS)


def total(table: pd.DataFrame, **wanted: str) -> Interval:
    for column, value in wanted.items():
        table = table[table[column] == value]
    return bounds.total(table, floor=0)


def test_every_count_is_there_once(table):
    shown = table[["entity", "origin", "stock", "low", "mentions"]].to_numpy().tolist()
    assert sorted(shown, key=str) == sorted(
        [
            ["Alibaba Cloud", "Nvidia", "held", 230_000, 2],
            ["Alibaba Cloud", "domestic", "held", 450_000, 2],
            ["Alibaba Cloud", "Nvidia", "planned", 300_000, 1],
            ["Alibaba Cloud", "domestic", "planned", 450_000, 1],
            ["ByteDance", "Nvidia", "planned", 380_000, 1],
            ["DeepSeek", "unknown", "used", 2_000, 1],
            ["Huawei", "unknown", "per unit", 384, 1],
        ],
        key=str,
    )
    assert list(table.columns) == FRAMES["compute"].names


def test_origin_is_read_from_the_words_after_the_number_too():
    sentence = "It had amassed more than 230,000 Nvidia AI chips and 450,000 domestic alternatives."
    assert TERMS.origin("", "more than 230,000", sentence) == "Nvidia"
    assert TERMS.origin("", "450,000", sentence) == "domestic"
    assert TERMS.origin("GPUs", "230", "It had 230 of them.") == "unknown"
    assert TERMS.origin("Nvidia and domestic chips", "5", "") == "unknown"
    assert Terms(chip_origin={"Google": ["tpu"]}).origin("TPU v5 chips", "5", "") == "Google"


def test_the_same_chips_said_twice_are_counted_once_and_plans_apart(table):
    assert total(table, stock="held") == Interval(680_000, None)
    assert total(table, stock="planned", entity="Alibaba Cloud") == Interval.exactly(750_000)
    assert total(table, origin="Nvidia", entity="Alibaba Cloud") == Interval(530_000, None)


@pytest.mark.parametrize("status", ["planned", "pledged", "target"])
def test_a_plan_called_held_is_still_a_plan(status):
    claims = gold_frames.claims()
    claims.loc[claims["metric"] == "chips_planned", ["metric", "status"]] = ["chips_held", status]
    table = compute.table(claims, TERMS)
    assert total(table, stock="held") == Interval(680_000, None)
    assert total(table, stock="planned") == Interval.exactly(1_130_000)


def test_rumours_are_neither_held_nor_planned():
    claims = gold_frames.claims()
    claims.loc[(claims["entity"] == "ByteDance") & (claims["unit"] == "chips"), "status"] = "rumoured"
    claims["metric"] = claims["metric"].replace("chips_planned", "chips_held")
    table = compute.table(claims, TERMS)
    assert table.loc[table["entity"] == "ByteDance", "stock"].tolist() == ["rumoured"]
    assert mix.parts(table) == mix.parts(table[table["entity"] != "ByteDance"])


def test_an_unbounded_count_adds_nothing_below_and_opens_the_top(table):
    known = table[table["low"] == 450_000].iloc[0].to_dict()
    more = pd.DataFrame([known, known | {"low": None, "high": None, "value": 5000.0, "hedge": "about"}])
    assert total(more) == Interval(450_000, None)


def test_only_a_one_sided_bound_may_be_exceeded(table):
    row = table[table["stock"] == "held"].iloc[0].to_dict() | {"origin": "domestic", "value": 5.0}
    ends = {(2, 4): (3, 0), (4, None): (4, 4), (None, 4): (4, -4), (None, None): (5, 0)}
    for (low, high), counted in ends.items():
        assert mix.parts(pd.DataFrame([row | {"low": low, "high": high}]))["domestic", "held"] == counted
    assert mix.parts(pd.DataFrame([row | {"origin": "unknown"}])) == mix.parts(table.iloc[:0])


def test_the_share_is_as_wide_as_the_assumptions(table):
    chips = mix.parts(table[(table["entity"] == "Alibaba Cloud") & (table["stock"] == "held")])
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
    empty = compute.table(gold_frames.claims().iloc[:0], TERMS)
    assert list(empty.columns) == FRAMES["compute"].names
    assert total(empty) == Interval.exactly(0)
    chips = mix.parts(empty)
    assert mix.bounds(chips, mix.ASSUMPTIONS) == Interval()
    assert np.isnan(mix.drawn(chips, mix.ASSUMPTIONS)).all()
