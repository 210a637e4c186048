"""Words, looks and bars."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from display_frames import SENTENCE, frames
from hypothesis import given
from hypothesis import strategies as st

from datakit.display import cite, quotes, say, style
from datakit.display.compute import bullets, chip_counts

SAMPLE = frames()


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def test_every_look_reaches_three_to_one_and_never_rests_on_colour_alone() -> None:
    for kind, looks in style.LOOKS.items():
        assert len({(look.marker, look.hatch) for look in looks.values()}) == len(looks), kind
        for look in looks.values():
            assert 1.05 / (luminance(look.colour) + 0.05) >= 3.0
    assert style.look("company", "nobody knows") == style.OTHER


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        ("2024-12-31", "2024-12-31", " at the end of 2024"),
        ("2025-05-07", "2025-05-07", " on 7 May 2025"),
        ("2025-01-01", "2025-12-31", " in 2025"),
        ("2024-01-01", "2025-12-31", " from 2024 to 2025"),
        ("2025-01-01", "2025-03-31", " in the first quarter of 2025"),
        ("2025-02-01", "2025-02-28", " in February 2025"),
        ("2025-02-03", "2025-03-04", " from 3 February 2025 to 4 March 2025"),
        (None, "2025-03-31", " by 31 March 2025"),
        (None, None, ""),
    ],
)
def test_periods_in_words(start: str | None, end: str | None, words: str) -> None:
    assert style.period_words(*(pd.NaT if day is None else pd.Timestamp(day) for day in (start, end))) == words


def bars() -> style.BoundBars:
    with style.theme():
        ax = style.axes(style.figure(400, 200), 0.2, 0.2, 0.9, 0.9)
        names = {"label": ["a", "b"], "colour": [style.BLUE, style.ORANGE], "hatch": ["", "//"]}
        return style.BoundBars(ax, pd.DataFrame(names), 100)


@pytest.mark.parametrize(
    ("low", "high", "value", "solid", "end", "arrow"),
    [
        (50, 50, 50, 50, 50, None),
        (50, None, 50, 50, 59, ">"),
        (None, 50, 50, 0, 50, "<"),
        (20, 50, None, 20, 50, None),
        (None, None, 40, 40, 40, None),
        (math.nan, 50, 50, 0, 50, "<"),
        (0, 0, 0, 0, 0, None),
    ],
)
def test_a_bound_is_drawn_as_one(low, high, value, solid, end, arrow) -> None:
    drawn = bars()
    drawn.set(0, low, high, "words", value)
    assert drawn.bars[0].get_width() == solid
    paths = drawn.fades[0].get_paths()
    assert max([solid, *(path.vertices[:, 0].max() for path in paths)]) == pytest.approx(end)
    head = drawn.heads[0]
    assert (head.get_marker() if head.get_visible() else None) == arrow
    assert drawn.words[0].get_text() == "words"
    drawn.hide(0)
    assert not any(part[0].get_visible() for part in (drawn.bars, drawn.fades, drawn.heads, drawn.words))


@given(st.text(max_size=40))
def test_no_text_becomes_markup_or_a_formula(text: str) -> None:
    safe = quotes.safe_math(quotes.escape(text))
    left = safe.replace("<span>&#36;</span>", "")
    assert not set('<>"$') & set(left)


def test_a_quote_said_twice_is_marked_in_its_place() -> None:
    first, second = (
        quotes.marked(row.sentence, row.sentence_start, [(row.start, row.end)])
        for row in SAMPLE.claims.itertuples()
        if row.quote == "300"
    )
    assert first.index("<mark>") < first.rindex("300") - len("<mark>")
    assert second.rindex("300") == second.index("<mark>") + len("<mark>")


def test_say_and_cite() -> None:
    said = say("Costs $5.", "Or $6.")._repr_mimebundle_()
    assert said == {"text/markdown": "Costs \\$5.\n\nOr \\$6.", "text/plain": "Costs $5.\n\nOr $6."}
    row = SAMPLE.claims.iloc[0]
    cited = cite(SAMPLE, f"{row.claim}; b:2")
    assert str(cited).startswith(f"“{SENTENCE}” (The $ Paper")
    assert "<mark>over 100</mark>" in cited._repr_mimebundle_()["text/html"]


def test_chip_counts_in_words() -> None:
    counts = chip_counts(SAMPLE)
    assert list(counts.words) == ["more than 100", "300", "300"]
    assert bullets(counts).splitlines()[0] == (
        "- Acme held **more than 100** Nvidia chips at the end of 2024 (1 mention)"
    )
    assert np.isnan(counts.high[0])
    assert bullets(counts[:0]).startswith("- No article")
