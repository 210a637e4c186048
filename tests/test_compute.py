"""Chips: what may be added up, and what an assumption does to the answer."""

import gold_frames
import pandas as pd
import pytest

from datakit.analysis import bounds, chips, compute
from datakit.analysis.bounds import Interval


@pytest.fixture(scope="module")
def table():
    return compute.table(gold_frames.claims(), gold_frames.PARENTS)


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
    assert list(table.columns) == compute.COLUMNS


def test_origin_is_read_from_the_words_after_the_number_too():
    sentence = "It had amassed more than 230,000 Nvidia AI chips and 450,000 domestic alternatives."
    assert chips.origin(None, "more than 230,000", sentence) == "Nvidia"
    assert chips.origin(None, "450,000", sentence) == "domestic"
    assert chips.origin("GPUs", "230", "It had 230 of them.") == "unknown"
    assert chips.origin("Nvidia and domestic chips", "5", "") == "unknown"
    assert chips.origin("TPU v5 chips", "5", "", {"Google": ["tpu"]}) == "Google"


def test_the_same_chips_said_twice_are_counted_once_and_plans_apart(table):
    held = compute.totals(table, status=("actual",))
    assert held.interval == Interval(680_000, None)
    assert held.rows["stock"].tolist() == ["held", "held"]
    planned = compute.totals(table, status=("planned",), entity="Alibaba Cloud")
    assert planned.interval == Interval.exactly(750_000)
    both = compute.totals(table, origin="Nvidia")
    assert both.interval == Interval(910_000, None)


@pytest.mark.parametrize("status", ["planned", "pledged", "target"])
def test_a_plan_called_held_is_still_a_plan(status):
    claims = gold_frames.claims()
    claims.loc[claims["metric"] == "chips_planned", ["metric", "status"]] = ["chips_held", status]
    table = compute.table(claims, gold_frames.PARENTS)
    assert compute.totals(table, status=("actual",)).interval == Interval(680_000, None)
    assert compute.totals(table, status=("planned",)).interval == Interval.exactly(1_130_000)


def test_rumours_are_not_counted_unless_asked_for():
    claims = gold_frames.claims()
    claims.loc[(claims["entity"] == "ByteDance") & (claims["unit"] == "chips"), "status"] = "rumoured"
    claims["metric"] = claims["metric"].replace("chips_planned", "chips_held")
    table = compute.table(claims, gold_frames.PARENTS)
    assert compute.totals(table, entity="ByteDance").rows.empty
    assert compute.totals(table, status=("rumoured",)).interval == Interval.exactly(380_000)


def test_an_unbounded_count_adds_nothing_below_and_opens_the_top(table):
    known = table[table["low"] == 450_000].iloc[0].to_dict()
    more = pd.DataFrame([known, known | {"low": None, "high": None, "value": 5000.0, "hedge": "about"}])
    assert compute.totals(more).interval == Interval(450_000, None)


def test_equivalents_are_as_wide_as_the_assumption(table):
    planned = compute.equivalents(table, 0.5, 1.0, status=("planned",), entity="Alibaba Cloud")
    assert planned.interval == Interval(300_000 + 225_000, 300_000 + 450_000)
    held = compute.equivalents(table, 0.5, 1.0, status=("actual",))
    assert held.interval == Interval(230_000 + 225_000, None)
    same = compute.equivalents(table, 1, 1)
    assert same.interval == compute.totals(table).interval
    with pytest.raises(ValueError, match="negative"):
        compute.equivalents(table, -1, 1)


def test_a_chip_of_unknown_make_may_be_either(table):
    unknown = table[table["entity"] == "ByteDance"].assign(origin="unknown")
    assert compute.equivalents(unknown, 0.5, 0.8).interval == Interval(190_000, 380_000)


def test_tornado_is_ordered_and_each_bar_holds_the_base(table):
    swings = compute.sensitivity(table)
    assert set(swings["assumption"]) == set(compute.ASSUMPTIONS)
    assert swings["swing"].is_monotonic_decreasing
    assert ((swings["at_low"] - swings["at_base"]) * (swings["at_high"] - swings["at_base"]) <= 0).all()
    assert (swings["at_base"] == swings["at_base"].iloc[0]).all()
    domestic = swings.set_index("assumption").loc["domestic"]
    base = compute.ASSUMPTIONS["delivered"].base
    assert domestic["swing"] == pytest.approx(0.6 * (450_000 + 450_000 * base))


def test_a_fixed_assumption_moves_nothing(table):
    swings = compute.sensitivity(table, {"domestic": compute.Range(0.5, 0.5, 0.5)}).set_index("assumption")
    assert swings.loc["domestic", "swing"] == 0
    assert swings.index[-1] == "domestic"


def test_draws_are_countable_and_repeatable(table):
    drawn = compute.draws(table, n=20, seed=3)
    pd.testing.assert_frame_equal(drawn, compute.draws(table, n=20, seed=3))
    assert not drawn.equals(compute.draws(table, n=20, seed=4))
    assert compute.outcomes(drawn, "Alibaba Cloud", "ByteDance") == (20, 20)
    assert compute.outcomes(drawn, "ByteDance", "Alibaba Cloud") == (0, 20)
    middle = drawn.loc[drawn["entity"] == "ByteDance", "equivalents"].median()
    assert compute.outcomes(drawn, "ByteDance", middle) == (10, 20)
    for name, known in compute.ASSUMPTIONS.items():
        assert drawn[name].between(known.low, known.high).all()


def test_every_draw_lies_within_the_interval_of_its_assumptions(table):
    drawn = compute.draws(table[table["entity"] == "ByteDance"], n=50)
    possible = bounds.total(table[table["entity"] == "ByteDance"]) * Interval(0.6 * 0.5, 1.0)
    assert all(x in possible for x in drawn["equivalents"])


@pytest.mark.parametrize("wrong", [{"speed": (0, 1, 2)}, {"domestic": (1.0, 0.5, 0.2)}, {"domestic": (-1, 0, 1)}])
def test_wrong_assumptions_are_named(table, wrong):
    with pytest.raises(ValueError, match=r"speed|domestic"):
        compute.sensitivity(table, wrong)


def test_no_chips_at_all():
    empty = compute.table(gold_frames.claims().iloc[:0])
    assert list(empty.columns) == compute.COLUMNS
    assert compute.totals(empty).interval == Interval.exactly(0)
    assert compute.equivalents(empty, 0.5, 1).interval == Interval.exactly(0)
    assert compute.sensitivity(empty)["swing"].tolist() == [0, 0, 0, 0]
    assert compute.draws(empty).empty
