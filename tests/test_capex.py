"""A pledge against quarters, the rate inside a sentence, and what other articles leave out."""

import math

import numpy as np
import pandas as pd
import pytest
from capex_frames import SAID, capex_frames

from datakit.analysis import promises
from datakit.bounds import Interval
from datakit.display import PanelError, spending
from datakit.display.capex import DrawThePath, TwoCurrencies
from datakit.display.promise import KeepThePromise, WhoseQuarter
from datakit.errors import DatakitError

DATA, EMPTY = capex_frames(), capex_frames([])
PROMISE = spending.promise(DATA)


def test_a_pledge_meets_the_quarter_of_its_own_company_and_currency():
    assert (PROMISE.entity, PROMISE.unit, PROMISE.quarters) == ("Acme", "CNY", 8)
    assert (PROMISE.even, PROMISE.run_rate) == (1e8, 4.8e8)
    assert spending.promise(capex_frames([row for row in SAID if row[3] != "years"])) is None


def test_amounts_said_twice_are_one_row_with_two_mentions():
    pledges = spending.merged(capex_frames([*SAID, *SAID]), "pledge")
    assert pledges.mentions.tolist() == [2, 2]
    assert [len(claims.split("; ")) for claims in pledges.claims] == [2, 2]
    assert spending.merged(EMPTY, "pledge").empty


@pytest.mark.parametrize("place", promises.PLACES)
def test_the_growth_needed_keeps_the_pledge_and_a_little_less_does_not(place):
    growth = promises.growth_needed(PROMISE, place)
    total = promises.path(PROMISE, [growth - 1e-3, growth, growth + 1e-3], place).sum(axis=-1)
    assert total[0] < PROMISE.amount < total[2]
    assert math.isclose(total[1], PROMISE.amount, rel_tol=1e-4)
    steps = promises.path(PROMISE, growth, place)
    assert np.allclose(steps[1:] / steps[:-1], 1 + growth)
    if place:
        assert steps[place - 1] == PROMISE.spent


def test_a_later_place_needs_more_growth_and_the_bounds_hold_all_places():
    found = [promises.growth_needed(PROMISE, place) for place in promises.PLACES]
    assert found == sorted(found)
    assert promises.growth_bounds(PROMISE) == Interval(found[0], found[-1])


def test_no_growth_searched_is_not_known_instead_of_a_number():
    out_of_reach = promises.Promise(**{**vars(PROMISE), "amount": 1e15})
    assert math.isnan(promises.growth_needed(out_of_reach))
    assert promises.growth_bounds(out_of_reach) == Interval()


@pytest.mark.parametrize(
    ("quote", "value", "zeros", "half"),
    [
        ("380 billion yuan", 380e9, False, 0.5e9),
        ("380 billion yuan", 380e9, True, 5e9),
        ("$52.9 billion", 52.9e9, False, 0.05e9),
        ("$52.90 billion", 52.9e9, True, 0.005e9),
        ("18%", 0.18, False, 0.005),
        ("1,200", 1200, True, 50),
        ("half", 0.5, True, 0),
        ("0", 0, True, 0),
    ],
)
def test_rounding_reaches_half_a_step_of_the_last_digit(quote, value, zeros, half):
    assert promises.half_step(quote, value, zeros) == pytest.approx(half)


def test_the_rate_in_a_sentence_with_what_rounding_allows():
    (pair,) = promises.conversions(DATA.claims)
    assert (pair.rate, pair.first_unit, pair.second_unit) == (8, "CNY", "USD")
    assert pair.bounds("exact") == Interval.exactly(8)
    low, high = pair.bounds("last").ends
    assert low == pytest.approx(799.5 / 100.5)
    assert high == pytest.approx(800.5 / 99.5)
    wide = pair.bounds("zeros")
    assert wide.low < low
    assert wide.high > high
    apart = [row for row in SAID if row[3] != "USD"]
    assert promises.conversions(capex_frames(apart).claims) == []


def test_growth_in_the_same_sentence_gives_the_year_before():
    (row,) = promises.grown(DATA.claims).to_dict("records")
    assert row["before"] == 4e7
    assert row["before_low"] < 4e7 < row["before_high"]
    fallen = DATA.claims.assign(direction=DATA.claims.direction.replace("up", "down"))
    assert promises.grown(fallen).before.tolist() == [pytest.approx(5e7 / 0.75)]
    assert promises.grown(EMPTY.claims).empty


@pytest.mark.parametrize(
    ("first", "named", "start", "end"),
    [
        (1, "ends", "2025-01-01", "2025-03-31"),
        (1, "begins", "2025-01-01", "2025-03-31"),
        (4, "ends", "2024-04-01", "2024-06-30"),
        (4, "begins", "2025-04-01", "2025-06-30"),
        (11, "ends", "2024-11-01", "2025-01-31"),
    ],
)
def test_fiscal_quarters(first, named, start, end):
    assert promises.fiscal_quarter(2025, 1, first, named) == (pd.Timestamp(start), pd.Timestamp(end))


def test_nothing_of_the_answer_is_shown_before_a_path_is_committed():
    panel = DrawThePath(DATA, q1=50, later=100)
    assert list(panel.table) == ["quarter", "whose", "spent"]
    assert "pledge" not in panel.sentence.replace("quarters of the pledge", "")
    assert not any(panel.inputs[name].disabled for name in ("q1", "later", "rest"))
    panel.set(path="committed")
    assert "adds up to 410 million yuan in 8 quarters" in panel.sentence
    assert "misses the pledge by 390 million yuan" in panel.sentence
    assert panel.inputs["q1"].disabled
    panel.set(path="drawing")
    assert not panel.inputs["q1"].disabled


def test_the_sum_of_a_path_is_that_of_its_table():
    panel = DrawThePath(DATA, q1=1, q2=2, q3=3, q4=4, later=5, rest=6, reported="before", path="committed")
    assert panel.table["whose"].eq("yours").all()
    assert panel.table["added up"].iloc[-1] == "30 million yuan"


def test_a_rate_that_looks_like_an_end_of_the_range_is_within_it():
    panel = TwoCurrencies(DATA, rate=8.0)
    assert "fits exactly" in panel.sentence
    assert "prints the same" in panel.sentence
    panel.set(rate=8.4)
    assert "fits if the noughts" in panel.sentence
    panel.set(rate=7.2)
    assert "does not fit" in panel.sentence


def test_a_rate_from_outside_is_drawn_and_said_to_be_an_assumption():
    """The made-up sentence implies 8 of the first currency for one of the second."""
    far, near = TwoCurrencies(DATA, 9.9), TwoCurrencies(DATA, None)
    assert (far.state["rate"], near.state["rate"]) == (9.9, 8.0)
    assert far.ax.get_xlim()[1] > 9.9 > near.ax.get_xlim()[1]
    assert "which no article gives" in far.sentence
    said = spending.rate_sentence(DATA, 10)
    assert said.startswith(spending.rate_sentence(DATA))
    assert "Your assumption, which no article gives: **10 yuan" in said
    assert "- Acme: 800 million yuan is $80 million" in said
    assert "no capital spending in yuan" in spending.rate_sentence(EMPTY, 10)


@pytest.mark.parametrize("rate", [72, 0.14, -7.2, float("nan"), "7.2", [7.2]])
def test_what_cannot_be_yuan_per_dollar_is_one_sentence(rate):
    with pytest.raises(DatakitError, match="cannot be yuan per dollar; give a number from 5 to 10"):
        promises.assumed(rate)
    assert (promises.assumed(None), promises.assumed(7)) == (None, 7)


def test_growth_is_judged_in_every_place():
    panel = KeepThePromise(DATA, growth=0.0)
    assert "kept in 0 of 3 places" in panel.sentence
    panel.set(growth=panel.limits[1])
    assert "kept in 3 of 3 places" in panel.sentence


def test_a_quarter_that_is_not_named_is_called_so():
    panel = WhoseQuarter(DATA, first="4", year="ends")
    assert "its quarter is not named" in panel.sentence
    assert "Jan to Mar 2020 by the calendar, Apr to Jun 2019 by the fiscal year" in panel.sentence
    assert panel.table["quarter named"].tolist() == ["no", "yes"]


@pytest.mark.parametrize("kind", [DrawThePath, TwoCurrencies, KeepThePromise, WhoseQuarter])
def test_articles_without_the_data_get_a_sentence(kind):
    panel = kind(EMPTY)
    assert isinstance(panel.error, PanelError)
    assert panel.sentence.startswith("These articles")


def test_all_that_a_notebook_says_works_without_the_data():
    for words in (spending.pledge_words, spending.rate_sentence, spending.growth_words, spending.ratio_words):
        assert words(EMPTY).startswith("These articles")
    assert spending.bullets(EMPTY).startswith("- ")
    assert spending.promise(EMPTY) is None
    assert spending.even_row(EMPTY) is spending.rate_row(EMPTY) is spending.growth_row(EMPTY) is None
    for claims in (spending.second_currency(EMPTY), spending.revenue_claims(EMPTY), None):
        assert "no sentence" in spending.shown(EMPTY, claims).text
    assert "**60 million yuan** reported in May 2020, and the quarter is not named" in spending.bullets(DATA)
