"""Growth between hedged, dated points; price cuts; and shares under other definitions."""

from __future__ import annotations

import math
from datetime import date

import pandas as pd
import pytest
from market_frames import SAID, market_frames

from datakit.analysis import definitions, doubling
from datakit.bounds import Interval
from datakit.display import PredictWorked
from datakit.display import growth as lines
from datakit.display.growth import TwoPoints
from datakit.display.market_share import (
    CheaperAndBigger,
    ShareOfWhat,
    break_even_answer,
    call_shares,
    first_quote,
    leads_answer,
    volume_growth,
)


def point(low, high, start, end=None):
    return {"low": low, "high": high, "start": pd.Timestamp(start), "end": pd.Timestamp(end or start)}


def test_a_point_has_the_date_that_it_is_given_or_that_is_assumed_for_it() -> None:
    frames = market_frames()
    table = doubling.points(frames.claims)
    assert table.how.tolist() == [doubling.WORKED, doubling.SAID, doubling.ASSUMED]
    assert table.low.tolist() == [1e11, 2e12, 9e12]
    assert table.end.tolist() == [pd.Timestamp(day) for day in ("2019-05-31", "2020-05-31", "2021-03-31")]
    assert math.isnan(table.high.iloc[-1])


def test_the_days_of_its_article_are_the_last_resort_and_without_them_there_is_no_point() -> None:
    assert doubling.points(market_frames([SAID[2]]).claims).empty
    table = doubling.points(market_frames([SAID[2]], date(2021, 4, 2)).claims)
    assert table[["start", "end"]].to_numpy().tolist() == [[pd.Timestamp("2021-01-01"), pd.Timestamp("2021-04-02")]]
    assert table.how.tolist() == [doubling.ASSUMED]


def test_doubling_times_carry_the_bounds_of_dates_and_counts() -> None:
    year = doubling.between(point(1, 1, "2020-01-01"), point(4, 4, "2020-12-31"))
    assert (year.doubling.low, year.doubling.high) == pytest.approx((182.5, 182.5))
    dates = doubling.between(point(1, 1, "2020-01-01", "2020-01-31"), point(4, 4, "2020-12-01", "2020-12-31"))
    assert (dates.doubling.low, dates.doubling.high) == pytest.approx((305 / 2, 365 / 2))
    more = doubling.between(point(1, 1, "2020-01-01"), point(4, None, "2020-12-31"))
    assert more.doubling.low is None
    assert more.doubling.high == pytest.approx(182.5)
    assert doubling.months(more.doubling) == "at most 6.0 months"


def test_growth_that_the_words_do_not_settle_and_none_at_all() -> None:
    open_start = doubling.between(point(1, None, "2020-01-01"), point(4, 4, "2020-12-31"))
    assert doubling.months(open_start.doubling) == "at least 6.0 months"
    both = doubling.between(point(1, None, "2020-01-01"), point(4, None, "2020-12-31"))
    assert doubling.months(both.doubling) == "not known"
    assert doubling.months(doubling.between(point(4, 4, "2020-01-01"), point(4, 4, "2020-12-31")).doubling) == "never"
    with pytest.raises(ValueError, match="no time"):
        doubling.between(point(1, 1, "2020-01-01", "2020-01-31"), point(2, 2, "2020-01-01", "2020-01-31"))


def test_every_exact_pair_in_the_bounds_lies_in_the_doubling_time() -> None:
    first, second = point(2, 3, "2020-01-01", "2020-02-01"), point(9, 20, "2020-06-01", "2020-07-01")
    low, high = doubling.between(first, second).doubling.ends
    for a in (2, 2.5, 3):
        for b in (9, 12, 20):
            for began in ("2020-01-01", "2020-02-01"):
                for ended in ("2020-06-01", "2020-07-01"):
                    exact = doubling.between(point(a, a, began), point(b, b, ended)).doubling
                    assert low - 1e-9 <= exact.low == exact.high <= high + 1e-9


def test_revenue_is_price_left_times_volume_and_a_rounded_cut_moves_it_far() -> None:
    assert definitions.revenue(Interval.exactly(0.5), 2).low == pytest.approx(1)
    rounded = definitions.revenue(Interval(0.985, 0.995), 100)
    assert (rounded.low, rounded.high) == pytest.approx((0.5, 1.5))
    assert definitions.break_even(Interval.exactly(0.99)).low == pytest.approx(100)
    assert definitions.break_even(Interval(0.9, 1.0)).high is None
    assert definitions.break_even(Interval.exactly(1.0)) == Interval()
    assert definitions.revenue(Interval.exactly(0), 1, (0.5, 1.0)).low == 2
    with pytest.raises(ValueError, match="nothing paid"):
        definitions.revenue(Interval.exactly(0), 1, (0, 1))


def test_assumptions_that_change_nothing_leave_the_share_as_it_is() -> None:
    share, one = Interval(0.45, 0.5), Interval.exactly(1)
    found = definitions.shares(share, one, 0.0, Interval(0, 1), 1.0)
    assert set(found) == set(definitions.DEFINITIONS)
    for name, interval in found.items():
        assert (interval.low, interval.high) == pytest.approx((0.45, 0.5)), name


def test_the_leader_depends_on_what_is_counted() -> None:
    share = Interval(0.45, 0.5)
    found = definitions.shares(share, Interval.exactly(0.25), 1.0, Interval.exactly(0.1), 0.6)
    assert {name: definitions.leads(interval, 0.6) for name, interval in found.items() if name != "two"} == {
        "calls": "leads",
        "worth": "behind",
        "outside": "behind",
    }
    assert definitions.leads(Interval(0.3, 0.6), 0.6) == "not settled"
    assert definitions.leads(share, 1.0) == "behind", "nearly half may be less than all the rest together"


@pytest.mark.parametrize(
    ("row", "ends"),
    [
        ({"low": None, "high": 0.5, "value": 0.5}, (0.45, 0.5)),
        ({"low": 0.3, "high": None, "value": 0.3}, (0.3, 0.35)),
        ({"low": None, "high": None, "value": 0.98}, (0.93, 1.0)),
        ({"low": 0.2, "high": 0.3, "value": math.nan}, (0.2, 0.3)),
        ({"low": None, "high": 0.5, "value": math.nan}, (0.45, 0.5)),
    ],
)
def test_a_hedge_leaves_as_much_room_as_is_assumed(row: dict, ends: tuple) -> None:
    found = definitions.hedged(row, 0.05)
    assert (found.low, found.high) == pytest.approx(ends)


def test_panels_say_in_words_what_they_show() -> None:
    frames = market_frames()
    panel = TwoPoints(frames)
    assert "at least" not in panel.found.get_text()
    assert "at most" in panel.sentence
    assert "Acme and Acme Cloud count the same thing" in panel.sentence
    panel.set(exact=True)
    assert "at most" not in panel.sentence
    price = CheaperAndBigger(frames)
    assert "revenue is 1.9 to 2.1 times what it was, so it has grown" in price.sentence
    price.set(room=0.0, cut=99.0, volume=100)
    assert "so it is where it was" in price.sentence
    price.set(room=0.5)
    assert "do not settle" in price.sentence
    assert "Acme leads in 2 of 4" in ShareOfWhat(frames).sentence


def test_a_prediction_says_that_its_answer_is_worked_out() -> None:
    frames = market_frames()
    panel = PredictWorked(frames, "How many times?", break_even_answer(frames), top=100, unit="times")
    assert "No guess yet" in panel.sentence
    panel.set(guess=20)
    assert panel.sentence.startswith("You guessed 20, worked out it is 10 times")


def test_what_the_notebook_lists() -> None:
    frames = market_frames()
    points = lines.token_points(frames)
    assert lines.doubling_answer(points, volume_growth(frames))["claims"].count(";") == 1
    assert (
        lines.doubling_answer(points.assign(start=points.end.max(), end=points.end.max()), volume_growth(frames))
        is None
    )
    assert leads_answer(call_shares(frames))["value"] == 2
    assert len(lines.line_bullets(points).splitlines()) == 2
    assert break_even_answer(frames)["low"] == 10
    assert call_shares(frames).family.tolist() == ["Acme"]


def test_articles_without_such_numbers_are_told_so() -> None:
    frames = market_frames([])
    assert "no line to draw" in TwoPoints(frames).sentence
    assert "the numbers are yours" in CheaperAndBigger(frames).sentence
    assert "no share of model calls" in ShareOfWhat(frames).sentence
    points = lines.token_points(frames)
    assert lines.doubling_answer(points, volume_growth(frames)) is None
    assert leads_answer(call_shares(frames)) is None
    assert break_even_answer(frames) is None
    assert lines.line_bullets(points).startswith("- These articles give no")
    assert lines.conflict_bullets(frames, points).startswith("- No two")
    assert "no sentence" in str(first_quote(frames))
