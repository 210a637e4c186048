"""What a contradiction may be, what only looks like one, what a conclusion turns on, what a statement rests on."""

from __future__ import annotations

import math

import pandas as pd
import pytest
from disagreeing import disagreeing
from display_frames import frames

from datakit import load
from datakit.analysis import multiverse, weighing
from datakit.display import PanelError
from datakit.display.belief import WhomDoYouBelieve, counted, held
from datakit.display.disagreement import CODES, ConflictBoard, Sort, example, lookalikes, quoted
from datakit.display.worth import WhatIsItWorth

DATA, NONE = disagreeing(), frames([], [])


@pytest.fixture(scope="module")
def real(frames_folder):
    return load(frames_folder)


def points(data) -> set[tuple[str, str]]:
    return {(row.thing.split(", ")[1], row.points) for row in weighing.board(data).itertuples()}


def test_the_columns_point_to_a_kind_for_every_conflict_of_the_articles(real) -> None:
    assert points(real) == {
        ("rise", "error"),
        ("model variants", "error"),
        ("daily tokens", "error"),
        ("daily tokens growth", "error"),
        ("release", "error"),
        ("release", "date"),
        ("integrate", "date"),
        ("capex pledge vs past decade", "definition"),
        ("annual target attainment", "promotion"),
        ("daily tokens", "none"),
        ("chips planned", "none"),
    }
    board = weighing.board(real)
    assert len(board) == len(real.conflicts) + len(weighing.traps(real))
    assert set(board.points) <= set(weighing.CLASSES)
    assert board.why.str.endswith(".").all()


def test_every_side_of_a_conflict_is_a_mention_with_its_words_in_its_sentence(real) -> None:
    said = weighing.mentions(real)
    assert said.index.is_unique
    for names in weighing.board(real)[["left_all", "right_all"]].to_numpy().ravel():
        for name in names:
            row = said.loc[name]
            at, end = row.start - row.sentence_start, row.end - row.sentence_start
            assert row.sentence[at:end] in ("", row.quote)  # a date may stand in a heading above


@pytest.mark.parametrize(
    ("left", "right", "field", "wanted"),
    [
        ({"status": "rumoured"}, {}, "value", "rumour"),
        ({"object": "revenue"}, {"object": "profit"}, "value", "definition"),
        ({}, {}, "value", "error"),
        ({"period_start": "2024-03-01"}, {"period_start": "2025-03-01"}, "date", "error"),
        ({"period_start": "2025-03-01"}, {"period_start": "2025-04-01"}, "date", "date"),
    ],
)
def test_pointers(left: dict, right: dict, field: str, wanted: str) -> None:
    plain = {"status": "actual", "object": "sales", "unit": "CNY", "period_start": "2025-01-01"}
    said = pd.DataFrame([plain | left, plain | right])
    said["period_start"] = pd.to_datetime(said.period_start)
    said["period_end"] = said.period_start + pd.Timedelta(days=20)
    conflict = {"field": field, "strength": "cannot both hold"}
    assert weighing.point(conflict, said.loc[0], said.loc[1]).points == wanted
    assert weighing.point(conflict, said.loc[0], None).points == "error"


def test_two_dates_that_are_ranges_are_a_range_apart(real) -> None:
    why = set(weighing.board(real).why)
    assert any(words.startswith("The dates are 1 to 60 days apart") for words in why)
    assert any(words.startswith("The dates are 3 days apart or more") for words in why)  # 'by the Lunar New Year'


def test_the_example_is_the_pair_least_likely_to_agree_by_chance(real) -> None:
    board = weighing.board(real)
    assert "16.47 trillion" in str(example(real, board, "error", "left"))
    assert "16.47 trillion" in str(example(real, board, "error", "right"))
    assert str(example(real, board, "rumour", "left")).startswith("The columns point to no such")


def test_of_whom_the_numbers_are_told(real) -> None:
    assert counted(real, multiverse.doubling(real)).endswith("told of ByteDance and Doubao.")
    assert counted(NONE, multiverse.doubling(NONE)).startswith("These articles")


def test_a_trap_is_no_conflict_and_says_why(real) -> None:
    traps = weighing.traps(real)
    known = {frozenset((row.left, row.right)) for row in real.conflicts.itertuples()}
    assert not known & {frozenset((row.left, row.right)) for row in traps.itertuples()}
    assert set(traps.field) == {"make", "date"}
    assert "exceeding" in lookalikes(real)
    assert lookalikes(NONE).endswith("finds.")


def test_a_combination_that_a_choice_does_not_change_is_counted_once() -> None:
    choices = {"a": ("A", {"x": "x", "y": "y"}), "b": ("B", {"x": "x", "y": "y"})}

    def result(a: str, b: str) -> tuple[float, str]:
        return (1.0 if a == "x" else 2.0 + (b == "y"), a)

    worlds = multiverse.explore(choices, result)
    assert worlds.to_dict("list") == {
        "a": ["x", "y", "y"],
        "b": ["", "x", "y"],
        "result": [1.0, 2.0, 3.0],
        "claims": ["x", "y", "y"],
    }
    universe = multiverse.Universe("", "", "", True, choices, worlds)
    turns = multiverse.turns(universe, 2.0)
    assert turns[["choice", "believed", "holds", "of"]].to_numpy().tolist() == [
        ["A", "x", 1, 1],
        ["A", "y", 1, 2],
        ["B", "x", 2, 2],
        ["B", "y", 1, 2],
    ]


def test_doubling_times_by_hand(real) -> None:
    universe = multiverse.doubling(real)
    worlds = universe.worlds
    told = worlds[worlds.way == "growth"]
    assert told.result.tolist() == pytest.approx([12 / math.log2(137)] * 2)
    days = (pd.Timestamp("2026-03-31") - pd.Timestamp("2024-05-16")).days
    slowest = days / (365.25 / 12) / math.log2(120 / 16.47)
    assert worlds.result.max() == pytest.approx(slowest)
    assert len(worlds) == 10
    assert held(universe, 6)["value"] == 6


def test_chips_by_hand(real) -> None:
    results = multiverse.chips(real, excess=0.1, delivered=0.5).worlds.result
    assert results.min() == 230_000 + 450_000
    assert results.max() == pytest.approx(253_000 + 450_000 + 300_000 + 450_000 + 380_000)
    assert multiverse.chips(real, excess=0.0).worlds.result.max() == 1_810_000


def test_standing_counts_every_number_and_deal_once(real) -> None:
    rows = weighing.standing(real)
    assert len(rows) == (~real.claims.aside).sum() + len(real.investments)
    assert set(rows.standing) == set(weighing.STANDINGS)
    confirmed = rows[rows.standing == "confirmed"]
    assert (confirmed.kind == "deal").all()  # no number of these five articles stands in two of them
    small = weighing.standing(DATA).set_index("statement").standing
    assert small.value_counts()["confirmed"] == 2
    assert small.value_counts()["rumoured"] == 1


def test_other_articles_are_said_to_lack_the_data() -> None:
    for make in (ConflictBoard, WhomDoYouBelieve, WhatIsItWorth):
        panel = make(NONE)
        assert isinstance(panel.error, PanelError)
        assert panel.sentence.startswith(("These articles", "The program finds no"))
    assert held(multiverse.doubling(NONE), 6) is None
    assert str(quoted(NONE, "valuation")).startswith("These articles")


def test_the_board_tells_nothing_before_a_pair_is_classified() -> None:
    board = ConflictBoard(DATA)
    for at, pair in enumerate(board.pairs):
        given = "-" * len(board.pairs)
        board.set(pair=f"{at}:{given}")
        assert "What differs" not in board.sentence
        assert pair["why"] not in board.to_html()
        code = next(c for c, name in CODES.items() if ConflictBoard._class(name) == pair["points"])
        board.set(pair=f"{at}:{given[:at]}{code}{given[at + 1 :]}")
        assert "columns point the same way." in board.sentence
        assert pair["why"] in board.sentence


def test_the_two_fields_of_the_board_keep_what_was_said_of_each_pair() -> None:
    board = ConflictBoard(DATA)
    box, last = board.inputs["pair"], len(board.pairs) - 1
    box.code.value = "e"
    box.thing.value = str(last)
    assert box.code.value == "-"
    box.code.value = "n"
    box.thing.value = "0"
    assert box.code.value == "e"
    assert board.state["pair"] == f"0:e{'-' * (last - 1)}n"
    assert Sort("Pair", ["a", "b"], CODES).refuse("2:--")


def test_choices_that_leave_nothing_are_refused_in_words_and_assumptions_move_the_dots() -> None:
    panel = WhomDoYouBelieve(DATA, "chips")
    before = panel.png
    panel.set(excess=100)
    assert panel.png != before
    assert "2.04 million" in panel.sentence or "2 million" in panel.sentence
    panel.set(limit=0)
    assert "no choice changes" in panel.sentence
