"""Who backs whom: portfolios, what two share, and what chance would have them share."""

from datetime import date

import numpy as np
import pandas as pd
import pytest
from display_frames import frames

from datakit import load
from datakit.analysis import portfolios
from datakit.display import PanelError
from datakit.display import ecosystem as shown
from datakit.display.ecosystem import WhoBacksWhom
from datakit.display.overlap import WhatDoTalksChange, WouldChanceDoThat, by_chance, chance, talks_add


@pytest.fixture(scope="module")
def real(frames_folder):
    return load(frames_folder)


@pytest.fixture(scope="module")
def table(real):
    return shown.deals(real)


def test_portfolios_hold_what_is_done_and_a_division_counts_for_its_parent(table):
    held = portfolios.portfolios(table)
    shared = portfolios.overlap(held["Alibaba"], held["Tencent"])
    assert shared.shared == {"Zhipu AI", "MiniMax", "Moonshot", "Baichuan"}
    assert shared.first == {"01.AI", "SiliconFlow"}
    assert shared.second == {"Infinigence AI"}
    assert shared.jaccard == pytest.approx(4 / 7)
    assert portfolios.pairs(held)[0] == ("Alibaba", "Tencent")
    assert held["High-Flyer Quant"] == {"DeepSeek"}


def test_a_division_can_be_counted_apart(real):
    held = portfolios.portfolios(shown.deals(real, merge=False))
    assert held["Alibaba Cloud"] == {"MiniMax", "01.AI", "SiliconFlow"}
    assert "01.AI" not in held["Alibaba"]


def test_talks_are_kept_apart_and_add_one_shared_start_up(table):
    held = portfolios.portfolios(table, (*portfolios.DONE, *portfolios.OPEN))
    assert len(portfolios.overlap(held["Alibaba"], held["Tencent"]).shared) == 5
    now = portfolios.portfolios(table)
    names = set(table["investee"])
    assert portfolios.best(portfolios.connections(now, names)) == {"Zhipu AI", "MiniMax", "Moonshot", "Baichuan"}
    assert portfolios.best(portfolios.connections(held, names)) == {"DeepSeek"}
    assert portfolios.connections(now, ["DeepSeek"], "reach") == {"DeepSeek": 0}
    assert portfolios.connections(held, ["DeepSeek"], "reach") == {"DeepSeek": 7}


def test_a_deal_has_the_day_of_its_sentence_else_of_its_article_else_none():
    deals = shown.deals(frames()).set_index(["investor", "investee"])
    bud = deals.loc["Acme", "Bud <b>"]
    assert (bud.status, bud.mentions, bud.dated) == ("led_round", 2, "stated")
    assert (bud.amount, bud.by) == ("between $5 million and $10 million", pd.Timestamp("2024-03-31"))
    assert deals.loc["Acme", "Leaf"].amount == "at most $3 million"
    assert deals.loc["Acme", "Leaf"].dated == "unknown"
    later = shown.deals(frames(published=date(2026, 1, 2)))
    assert set(later.loc[later.dated == "published", "by"]) == {pd.Timestamp("2026-01-02")}
    assert "Leaf" not in set(later[later.status == "planned"].investee), "nobody is named as the investor"


def test_what_is_denied_or_only_an_if_is_no_deal():
    said = [
        ("Acme", name, status, None, None, None, None) for name, status in (("Bud", "denied"), ("Leaf", "hypothetical"))
    ]
    assert shown.deals(frames(deals=said)).empty


def test_what_was_sold_is_in_no_portfolio():
    held = portfolios.portfolios(shown.deals(frames()))
    assert held == {"Acme": {"Bud <b>", "Leaf"}, "Zeta": {"Bud <b>", "Sprout"}}


@pytest.mark.parametrize(("sizes", "pool"), [((6, 5), 8), ((6, 5), 12), ((3, 2), 30)])
def test_shuffles_agree_with_the_exact_chance(sizes, pool):
    numbers = portfolios.luck(7, draws=4000, pool=pool)
    shared = portfolios.shuffled(numbers, sizes, pool)
    assert shared.mean() == pytest.approx(sizes[0] * sizes[1] / pool, abs=0.07)
    for least in range(min(sizes) + 1):
        assert (shared >= least).mean() == pytest.approx(portfolios.at_least(least, sizes, pool), abs=0.03)


def test_shuffles_are_repeatable_and_bounded():
    numbers = portfolios.luck(1)
    first = portfolios.shuffled(numbers, (6, 5), 8)
    assert np.array_equal(first, portfolios.shuffled(portfolios.luck(1), (6, 5), 8))
    assert not np.array_equal(first, portfolios.shuffled(portfolios.luck(2), (6, 5), 8))
    assert first.min() >= 6 + 5 - 8
    assert (portfolios.shuffled(numbers, (8, 5), 8) == 5).all()
    with pytest.raises(ValueError, match="cannot be picked"):
        portfolios.shuffled(numbers, (9, 5), 8)


def test_favourites_draw_the_two_together():
    numbers = portfolios.luck(1)
    alike, pulled = (portfolios.shuffled(numbers, (6, 5), 60, 6, pull).mean() for pull in (1, 50))
    assert pulled > alike + 2
    assert np.array_equal(portfolios.shuffled(numbers, (6, 5), 60, 6, 1), portfolios.shuffled(numbers, (6, 5), 60))


def test_the_turning_pool_is_the_first_in_which_chance_is_rare():
    turn = portfolios.turning_pool(4, (6, 5))
    assert portfolios.at_least(4, (6, 5), turn) < 0.05 <= portfolios.at_least(4, (6, 5), turn - 1)
    assert portfolios.turning_pool(0, (6, 5)) is None


def test_worlds_stand_or_fall_together():
    talks = [("A", "x"), ("B", "x"), ("A", "y")]
    for told in portfolios.worlds(talks, 0.5, True, 50):
        assert (("A", "x") in told) == (("B", "x") in told)
    assert any(len({("A", "x"), ("B", "x")} & set(told)) == 1 for told in portfolios.worlds(talks, 0.5, False, 50))
    assert portfolios.worlds(talks, 0, False) == [[]] * 20
    assert portfolios.worlds(talks, 1, True) == [talks] * 20
    assert portfolios.grown({"A": frozenset("z")}, talks) == {"A": {"x", "y", "z"}, "B": {"x"}}


def test_each_panel_says_in_words_that_there_are_no_deals():
    empty = frames(deals=[])
    for panel in (WhoBacksWhom(empty), WouldChanceDoThat(empty), WhatDoTalksChange(empty)):
        assert isinstance(panel.error, PanelError)
        assert panel.sentence.startswith("These articles name")
    assert shown.bullets(shown.deals(empty)) == "- none"
    assert str(shown.clearest(empty, shown.deals(empty))).startswith("These articles tell of no")
    with pytest.raises(PanelError):
        shown.pair(shown.deals(empty))


def test_one_investor_alone_can_still_be_drawn():
    alone = frames(deals=[("Acme", "Bud", "in_talks", None, None, None, None)])
    WhoBacksWhom(alone).check()
    WhatDoTalksChange(alone).check()
    assert "fewer than two investors" in WouldChanceDoThat(alone).sentence


def test_filters_keep_what_is_unknown_in_view():
    panel = WhoBacksWhom(frames(), by="2024")
    assert set(panel.table["start-up"]) == {"Bud <b>", "Sprout", "Leaf", "Old"}
    panel.set(undated=False)
    assert panel.table[["start-up", "investor"]].to_numpy().tolist() == [["Bud <b>", "Acme"]]
    panel.set(by="any", count="open", undated=True, follow="Sprout")
    assert panel.table["amount"].tolist() == ["not known"]
    assert len(panel.claims) == 1
    panel.set(merge=False, count="all", follow="Acme Cloud")
    assert panel.table["investor"].tolist() == ["Acme Cloud"]


def test_chance_in_words():
    two = shown.pair(shown.deals(frames()))
    assert (two.first, two.second, two.sizes, two.answer["value"]) == ("Acme", "Zeta", (2, 2), 1.0)
    assert "in **100%** of all possible cases" in chance(two, 1)
    assert "2 × 2 / 3 = **1.33** on average" in chance(two, 1)


def test_predictions_by_hand():
    every = shown.deals(frames())
    two = shown.pair(every)
    pool = every.investee.nunique()
    assert by_chance(two, every)["value"] == pytest.approx(4 / pool, abs=0.005)
    assert talks_add(two, every)["value"] >= 0
    seen = set(WhoBacksWhom(frames()).evidence.claim)
    assert set(by_chance(two, every)["claims"].split("; ")) <= seen


@pytest.mark.parametrize(("sizes", "pool"), [((6, 5), 8), ((3, 2), 7)])
def test_the_average_of_many_shuffles_is_what_is_expected(sizes, pool):
    found = portfolios.shuffled(portfolios.luck(3, 20_000, pool), sizes, pool).mean()
    assert found == pytest.approx(portfolios.expected(sizes, pool), abs=0.03)
