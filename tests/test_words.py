"""Which words made a row, what became of each number, and the panels that show it."""

from __future__ import annotations

from itertools import pairwise

import pytest
from display_frames import frames

from datakit import load
from datakit.analysis import spelled
from datakit.display import Panel, PanelError
from datakit.display.marked import wrapped
from datakit.display.start import WhatEachGives, from_most
from datakit.display.words import INVENTED, FillTheRow, FoundAndMissed, HedgeToBounds
from datakit.reading import read


def made(text: str, number: int = 0) -> dict[str, list[str]]:
    row = read(text).claims[number]
    found: dict[str, list[str]] = {}
    for span in spelled.made(text, row):
        found.setdefault(span.kind, []).append(text[span.start : span.end])
    return found


@pytest.mark.parametrize(
    ("text", "kind", "wanted"),
    [
        ("Acme held over 5,000 chips at the end of 2024.", "value", ["5,000"]),
        ("Acme held over 5,000 chips at the end of 2024.", "bounds", ["over"]),
        ("Acme held over 5,000 chips at the end of 2024.", "unit", ["chips"]),
        ("Acme held over 5,000 chips at the end of 2024.", "date", ["end of 2024"]),
        ("Acme held over 5,000 chips at the end of 2024.", "who", ["Acme"]),
        ("Acme has a valuation of around $10 billion.", "unit", ["$", "valuation"]),
        ("Acme has a valuation of around $10 billion.", "bounds", ["around"]),
        ("Acme spent 10 to 12 billion yuan in 2024.", "bounds", ["10 to 12 billion"]),
        ("Acme has at least 20 million users.", "bounds", ["at least"]),
        ("Acme has 20 million or more users.", "bounds", ["or more"]),
        ("Acme's users doubled in 2024.", "value", ["doubled"]),
    ],
)
def test_the_words_that_made_a_row(text: str, kind: str, wanted: list[str]) -> None:
    assert sorted(made(text)[kind]) == sorted(wanted)


def test_a_range_has_no_value_and_a_plain_number_no_bounds() -> None:
    assert "value" not in made("Acme spent 10 to 12 billion yuan in 2024.")
    assert "bounds" not in made("Acme has 20 million users.")


def test_marks_lie_in_the_sentence_and_the_quote_is_marked(frames_folder) -> None:
    for row in load(frames_folder).claims.to_dict("records"):
        spans = spelled.made(row["sentence"], row, row["sentence_start"])
        assert all(0 <= s.start < s.end <= len(row["sentence"]) for s in spans), row["claim"]
        first = row["start"] - row["sentence_start"]
        assert any(first <= s.start < first + len(row["quote"]) and s.kind in ("value", "bounds") for s in spans)


def test_every_number_of_a_text_has_one_fate() -> None:
    spans = spelled.fates(INVENTED, read(INVENTED))
    assert {INVENTED[s.start : s.end] for s in spans if s.kind == "left out"} == {"7"}
    assert all(a.end <= b.start for a, b in pairwise(spans))
    assert spelled.fates("No number here.", read("No number here.")) == []


@pytest.mark.parametrize(
    ("typed", "number"),
    [("", None), (" ", None), ("230,000", 230_000), ("3 billion", 3e9), ("65%", 0.65), ("half", 0.5), ("-5", -5)],
)
def test_a_typed_number(typed: str, number: float | None) -> None:
    assert spelled.amount(typed) == number


@pytest.mark.parametrize("typed", ["abc", "over 3", "3 or 4", "1e9"])
def test_what_is_no_plain_number_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match="plain number"):
        spelled.amount(typed)


def test_lines_are_broken_at_spaces_and_lose_no_letter() -> None:
    text = "One two\nthree " + "x" * 25 + " four"
    lines = [text[a:b] for a, b in wrapped(text, 10)]
    assert lines == ["One two", "three", "x" * 10, "x" * 10, "xxxxx four"]
    assert wrapped("", 10) == wrapped("\n \n", 10) == []


def test_a_typed_sentence_is_read_at_once() -> None:
    panel = HedgeToBounds(frames(), typed="Acme held over 5,000 chips at the end of 2024.")
    panel.check()
    assert panel.sentence.startswith("“over 5,000” becomes more than 5,000 chips")
    assert panel.claims.empty
    panel.set(typed="Acme held nearly 5,000 chips at the end of 2024.")
    assert "becomes nearly 5,000 chips" in panel.sentence
    panel.set(typed="Acme held chips.")
    assert panel.sentence.startswith("The program reads no numbers")


def test_a_row_by_hand_is_compared_only_when_asked() -> None:
    panel = FillTheRow(frames())
    row = panel.rows[panel.state["sentence"]]
    assert "Not compared yet" in panel.sentence
    assert list(panel.table) == ["field", "your row"]
    assert panel.claims.empty
    mine = {"least": "100", "most": "" if row["hedge"] == "over" else "100", "unit": "chips", "status": row["status"]}
    panel.set(**mine, compare=True)
    assert panel.sentence.endswith("It is the program's row.") or "the least" in panel.sentence
    panel.set(least="many")
    assert isinstance(panel.error, PanelError)
    panel.set(least="300", most="200")
    assert "The least is above the most" in panel.sentence


def test_found_and_missed_says_what_is_left_out_and_which_fields_are_empty() -> None:
    panel = FoundAndMissed(frames(), mine=6)
    assert panel.sentence.startswith("You count 6 quantities; the program reads 5 as claims")
    assert "Left out: “7”" in panel.sentence
    assert "“Up to a third” (date)" in panel.sentence
    panel.set(text="Nothing to count.")
    assert panel.sentence.startswith("There is no number in this text")


def test_without_claims_each_panel_says_so() -> None:
    empty = frames([])
    for panel in (HedgeToBounds(empty), FillTheRow(empty), WhatEachGives(empty)):
        assert isinstance(panel, Panel)
        assert isinstance(panel.error, PanelError)
        assert panel.sentence.endswith(".")
    FoundAndMissed(empty).check()


def test_most_numbers_come_from_one_article(frames_folder) -> None:
    data = load(frames_folder)
    answer, counts = from_most(data), data.claims[~data.claims.aside].source.value_counts()
    assert answer["value"] == counts.max()
    panel = WhatEachGives(data, without=counts.idxmax())
    assert f"{counts.sum() - answer['value']} of {counts.sum()} numbers" in panel.sentence
