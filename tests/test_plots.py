"""The figures: what is open is drawn open, nothing is cut or covered, every figure says its finding and its source."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from itertools import combinations
from math import comb
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
from matplotlib import pyplot
from matplotlib.axes import Axes
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.text import Text
from matplotlib.transforms import Bbox

import datakit
from datakit import plots
from datakit.frames import Frames

COUNTS = pd.DataFrame(
    [
        ("Over", 5e3, np.nan, 5e3, "over", "held"),
        ("Nearly", np.nan, 5e3, 5e3, "nearly", "held"),
        ("Between", 3e3, 5e3, np.nan, "range", "held"),
        ("About", np.nan, np.nan, 4e3, "about", "held"),
        ("Exactly", 4e3, 4e3, 4e3, "none", "held"),
        ("Wanted", 4e3, 4e3, 4e3, "none", "planned"),
        ("Untold", np.nan, np.nan, np.nan, "none", "held"),
    ],
    columns=["label", "low", "high", "value", "hedge", "kind"],
).assign(unit="chips", family=["Tencent", "Alibaba", "ByteDance", "DeepSeek", "Acme", "Acme", "Acme"])

EVENTS = pd.DataFrame(
    [
        ("Acme", "2023-01-01", "2023-12-31", "builds a plant", False),
        ("Acme", "2024-05-01", "2024-05-31", "opens it", True),
        ("Acme", "2022-01-01", "2022-12-31", "is founded, some say", True),
        ("Birch", None, "2024-06-30", "has sold a million", False),
        ("Birch", "2024-06-30", None, "sells abroad", False),
    ],
    columns=["family", "when_start", "when_end", "label", "disputed"],
).astype({"when_start": "datetime64[us]", "when_end": "datetime64[us]"})

HOURS = pd.DataFrame({"shared": range(6), "p": [comb(6, k) * comb(9, 5 - k) / comb(15, 5) for k in range(6)]})
EFFECTS = pd.DataFrame(
    {"assumption": ["small", "large", "turned round"], "low": [0.5, 0.2, 0.7], "high": [0.6, 0.9, 0.4],
     "at_low": ["1", "3", "5"], "at_high": ["2", "4", "6"], "unit": "fraction"})  # fmt: skip
CAIXIN = "A Weekly, 3 May 2025"


@pytest.fixture(scope="module")
def frames(frames_folder: Path) -> Frames:
    return datakit.load(frames_folder)


def seaborn_bars(frames: Frames, ax: Axes) -> dict:
    import seaborn as sns

    quarters = frames.capex.query("kind == 'quarter'")
    palette = {name: look.colour for name, look in plots.looks(quarters.entity).items()}
    sns.barplot(quarters, x="label", y="value", hue="entity", palette=palette, ax=ax)
    plots.reference(ax, "even share", y=31.7e9)
    return {"unit": "CNY", "label": "yuan a quarter"}


def seaborn_line(frames: Frames, ax: Axes) -> dict:
    import seaborn as sns

    days = pd.date_range("2024-01-01", periods=6, freq="QS")
    sns.lineplot(x=days.repeat(2), y=np.linspace(1e9, 4e11, 12), hue=["Acme", "Birch"] * 6, ax=ax)
    return {"unit": "CNY"}


def seaborn_histogram(frames: Frames, ax: Axes) -> dict:
    import seaborn as sns

    sns.histplot(np.linspace(0.3, 0.8, 300), bins=10, ax=ax)
    return {"unit": "fraction"}


def bounds(frames: Frames, ax: Axes) -> dict:
    plots.bounds(frames.compute.query("kind in ['held', 'planned']"), y="label", hue="family", style="kind", ax=ax)
    return {}


def bounds_of_few_names(frames: Frames, ax: Axes) -> dict:
    chips = frames.compute.query("kind in ['held', 'planned']")
    plots.bounds(chips, y="entity", hue="origin", style="kind", ax=ax)
    return {}


def bounds_of_dollars(frames: Frames, ax: Axes) -> dict:
    plots.bounds(COUNTS.assign(unit="USD"), y="label", hue="kind", ax=ax)
    return {}


def ranges(frames: Frames, ax: Axes) -> dict:
    plots.ranges(COUNTS.head(4).assign(unit=None), y="label", ax=ax)
    plots.reference(ax, "the bank's rate", x=4.2e3)
    return {"label": "yuan a dollar"}


def dated(frames: Frames, ax: Axes) -> dict:
    plots.dated(frames.market_share.query("unit == 'tokens_per_day'"), hue="entity", log=True, ax=ax)
    return {}


def matrix(frames: Frames, ax: Axes) -> dict:
    plots.matrix(frames.deals, x="investor", y="investee", style="status", words="kind", ax=ax)
    return {}


def matrix_of_words(frames: Frames, ax: Axes) -> dict:
    firms = frames.claims[frames.claims.family.isin(["Alibaba", "Tencent", "ByteDance", "DeepSeek"])]
    told = firms.groupby(["topic", "family"]).size().rename("claims").reset_index()
    plots.matrix(told[told.topic < "models"], x="family", y="topic", words="claims", ax=ax)
    return {}


def sensitivity(frames: Frames, ax: Axes) -> dict:
    plots.sensitivity(EFFECTS, base=0.55, ax=ax)
    return {"label": "share of the work"}


def outcomes(frames: Frames, ax: Axes) -> dict:
    plots.outcomes(HOURS, x="shared", marked=4, ax=ax)
    return {}


def timeline(frames: Frames, ax: Axes) -> dict:
    plots.timeline(EVENTS, ax=ax)
    return {}


MAKERS = [bounds, bounds_of_few_names, bounds_of_dollars, ranges, dated, matrix, matrix_of_words, sensitivity, outcomes,
          timeline, seaborn_bars, seaborn_line, seaborn_histogram]  # fmt: skip
FINDING = "A finding that is long enough to need a second line, since it costs $5 or $6 and says who, what and when"


def make(maker: Callable, frames: Frames, height: int = 400) -> tuple[Figure, Axes]:
    fig, ax = plots.figure(height=height)
    told = maker(frames, ax)
    plots.finish(ax, title=FINDING, source=frames.sources, **told)
    return fig, ax


def png(fig: Figure, dpi: int = 100) -> bytes:
    file = io.BytesIO()
    fig.savefig(file, dpi=dpi)
    return file.getvalue()


def drawn_texts(fig: Figure) -> list[tuple[str, Bbox]]:
    """Every text that is seen, with its box in pixels; of tick labels those within the axis only."""
    unseen = set()
    for ax in fig.axes:
        for axis in (ax.xaxis, ax.yaxis):
            low, high = sorted(axis.get_view_interval())
            for tick in [*axis.get_major_ticks(), *axis.get_minor_ticks()]:
                inside = low <= tick.get_loc() <= high
                unseen |= {text for text in (tick.label1, tick.label2) if not (inside and text.get_visible())}
    texts = [text for text in fig.findobj(Text) if text.get_text().strip() and text not in unseen]
    return [(text.get_text(), text.get_window_extent()) for text in texts]


def overlapping(boxes: list[tuple[str, Bbox]]) -> list[tuple[str, str]]:
    pairs = combinations([(name, box.padded(-1)) for name, box in boxes], 2)
    return [(a, b) for (a, box), (b, other) in pairs if box.overlaps(other)]


@pytest.mark.parametrize("height", [400, 300])
@pytest.mark.parametrize("maker", MAKERS, ids=lambda maker: maker.__name__)
def test_a_figure_says_its_finding_and_source_and_nothing_is_cut_covered_or_small(maker, height, frames):
    fig, _ = make(maker, frames, height)
    fig.draw_without_rendering()
    texts = drawn_texts(fig)
    words = " ".join(text.replace("\n", " ") for text, _ in texts)
    assert "costs \\$5 or \\$6" in words
    assert "Sources: Caixin Global, 23 June 2025; Daily Alpha, 22 April 2026; TechStory, undated" in words
    assert min(text.get_fontsize() for text in fig.findobj(Text) if text.get_text()) * 100 / 72 >= 18
    assert [text for text, box in texts if min(box.min) < 0 or box.x1 > 860 or box.y1 > height] == []
    assert overlapping(texts) == []
    assert pyplot.get_fignums() == []


@pytest.mark.parametrize("maker", [bounds, dated, matrix, timeline, seaborn_bars], ids=lambda maker: maker.__name__)
def test_the_same_rows_are_the_same_picture(maker, frames):
    assert png(make(maker, frames)[0]) == png(make(maker, frames)[0])


def test_units_stand_in_words_on_the_axis_of_numbers(frames):
    def texts(maker: Callable) -> set[str]:
        fig = make(maker, frames)[0]
        fig.draw_without_rendering()
        return {text for text, _ in drawn_texts(fig)}

    assert texts(seaborn_bars) >= {"yuan a quarter", "10 billion", "30 billion", "even share"}
    assert texts(seaborn_line) >= {"yuan", "200 billion", "Jan 2024"}
    assert texts(seaborn_histogram) >= {"40%", "60%", "Count"}
    assert texts(dated) >= {"tokens a day", "100 trillion"}
    assert texts(bounds) >= {"chips", "200,000", "more than 230,000"}
    assert texts(bounds_of_few_names) >= {"more than 230,000, Nvidia, held", "380,000, Nvidia, planned"}
    assert texts(bounds_of_dollars) >= {
        "\\$4,000",
        "more than \\$5,000, held",
        "about \\$4,000, held",
        "not known, held",
    }
    assert texts(sensitivity) >= {"share of the work", "55%", "60%"}


def arrows(ax: Axes) -> list[tuple[str, float, float]]:
    """Of each arrow where it points, and where it begins."""
    lines = [line for line in ax.lines if str(line.get_gid()).startswith("open")]
    return [(line.get_gid().split()[1], line.get_xdata()[0], line.get_ydata()[0]) for line in lines]


def test_an_arrow_begins_at_the_known_bound_and_points_to_the_open_end_only():
    ax = plots.bounds(COUNTS, y="label", ax=plots.figure()[1])
    assert arrows(ax) == [("right", 5e3, 0), ("left", 5e3, 1)]
    assert arrows(plots.ranges(COUNTS, y="label", ax=plots.figure()[1])) == [("right", 5e3, 0), ("left", 5e3, 1)]
    left, right = ax.get_xlim()
    assert left == 0
    assert right > 5e3, "the soft end has room"
    fall = pd.DataFrame({"label": ["Fall"], "low": [-3.0], "high": [-3.0]})
    assert plots.bounds(fall, y="label", ax=plots.figure()[1]).get_xlim()[0] == -3
    for towards, sign in (("right", 1), ("left", -1), ("up", 1), ("down", -1)):
        marker = plots._arrow(ax, 0, 0, towards).get_marker()
        along = 1 if towards in ("up", "down") else 0
        assert sign * max((point[along] for point in marker), key=abs) == 1
        assert min(sign * point[along] for point in marker) == 0, "no part of it lies on the closed side"


def test_what_is_surely_so_is_filled_and_what_is_planned_is_hollow():
    ax = plots.bounds(COUNTS, y="label", hue="family", style="kind", ax=plots.figure()[1])
    bars = {round(bar.get_y() + bar.get_height() / 2): bar for bar in ax.patches if bar.get_width() > 0}
    assert {at: bar.get_width() for at, bar in bars.items()} == {0: 5e3, 2: 3e3, 4: 4e3, 5: 4e3}
    assert to_hex(bars[0].get_facecolor()) == plots.looks(["Tencent"])["Tencent"].colour
    assert to_hex(bars[5].get_facecolor()) == "#ffffff"
    pale = {round(image.get_extent()[2]): sorted(image.get_extent()[:2]) for image in ax.images}
    assert pale[0] == [5e3, 5.4e3]
    assert pale[1] == [0, 5e3], "less than 'nearly 5,000' may be anything down to zero"
    assert pale[2] == [3e3, 5e3]


def test_a_small_bound_fades_to_zero_and_not_below_and_a_short_hollow_bar_has_a_thin_edge():
    rows = pd.DataFrame({"label": ["up to", "planned", "all"], "low": [np.nan, 2, 900], "high": [3.0, 2, 900],
                         "kind": ["held", "planned", "held"]})  # fmt: skip
    ax = plots.bounds(rows, y="label", style="kind", ax=plots.figure()[1])
    assert ax.get_xlim()[0] == 0
    assert [sorted(image.get_extent()[:2]) for image in ax.images] == [[0, 3]]
    fig = ax.figure
    fig.draw_without_rendering()
    arrow = next(line for line in ax.lines if line.get_gid() == "open left")
    assert ax.transData.transform((3, 0))[0] - arrow.get_markersize() / 2 * fig.dpi / 72 > ax.bbox.x0 - 5
    edges = {bar.get_width(): bar.get_linewidth() for bar in ax.patches if to_hex(bar.get_facecolor()) == "#ffffff"}
    assert edges[2] < 1


def marks(ax: Axes) -> list[Line2D]:
    return [line for line in ax.lines if line.get_gid() is None]


def test_a_timeline_draws_bars_points_open_bounds_and_hollow_disputes_in_their_lanes():
    fig, ax = make(timeline, SimpleNamespace(sources="A Weekly"), 300)
    fig.draw_without_rendering()
    assert [text.get_text() for text in ax.get_yticklabels()] == ["Acme", "Birch"]
    days = {event: pd.to_datetime(event) - pd.Timestamp("1970-01-01") for event in ("2023-01-01", "2024-06-30")}
    bar = next(line for line in marks(ax) if line.get_xdata()[0] == days["2023-01-01"].days)
    assert bar.get_linewidth() == 9
    assert [(to, x) for to, x, _ in arrows(ax)] == [
        ("left", days["2024-06-30"].days),
        ("right", days["2024-06-30"].days),
    ]
    points = [line for line in marks(ax) if line.get_marker() not in ("None", "|")]
    assert [to_hex(line.get_markerfacecolor()) for line in points] == ["#ffffff", plots.GREY, plots.GREY]
    cores = [line for line in marks(ax) if line.get_color() == "white"]
    assert len(cores) == 1, "only the disputed year is hollow"
    birch = {round(y, 1) for _, _, y in arrows(ax)}
    assert min(birch) > max(line.get_ydata()[0] for line in marks(ax) if line.get_xdata()[0] < days["2024-06-30"].days)


def test_the_names_on_a_full_timeline_hit_neither_each_other_nor_a_mark(frames):
    firms = frames.events[frames.events.family.isin(["Alibaba", "Tencent", "ByteDance", "DeepSeek"])]
    events = firms.query("section in ['timeline', 'body']").iloc[::3].assign(label=lambda d: d.quote.str[:16])
    fig, ax = plots.figure()
    plots.timeline(events, ax=ax)
    plots.finish(ax, title="A finding", source="A Weekly")
    fig.draw_without_rendering()
    names = [(text.get_text(), text.get_window_extent()) for text in ax.texts]
    points = [("mark", line.get_window_extent().padded(-3)) for line in marks(ax) if line.get_gid() is None]
    assert len(events) >= 20
    assert overlapping(names) == []
    assert [name for name, box in names if any(box.padded(-1).overlaps(other) for _, other in points)] == []
    fig, ax = plots.figure(height=200)
    plots.timeline(events, ax=ax)
    with pytest.raises(ValueError, match=r"names have no room: choose fewer, or a figure \d+ pixels higher\.$"):
        png(fig)


def test_where_long_names_have_no_room_all_are_shortened():
    days = pd.date_range("2024-01-05", periods=25, freq="25D")
    names = [f"number {n} of the long names of events" for n in range(25)]
    rows = pd.DataFrame({"when_start": days, "when_end": days, "family": list("ABCDE") * 5, "label": names})
    fig, ax = plots.figure()
    plots.timeline(rows, ax=ax)
    plots.finish(ax, title="A finding", source="A Weekly")
    fig.draw_without_rendering()
    assert {text.get_text()[-1] for text in ax.texts} == {"…"}
    assert overlapping([(text.get_text(), text.get_window_extent()) for text in ax.texts]) == []
    again = png(fig)
    assert again == png(fig), "each drawing begins with the whole names"


def test_a_value_without_a_date_is_a_band_and_says_so(frames):
    fig, ax = make(dated, frames)
    fig.draw_without_rendering()
    told = [text.get_text() for text in ax.texts]
    assert told == [
        "16.47 trillion, Doubao, date settled",
        "more than 120 trillion, ByteDance, undated",
    ]
    widths = [np.ptp(line.get_xdata()) for line in marks(ax)]
    assert widths == [0, 364]
    assert [(towards, y) for towards, _, y in arrows(ax)] == [("up", 1.2e14)]
    tokens = frames.market_share.query("unit == 'tokens_per_day'")
    nowhen = pd.concat([tokens] * 2).assign(
        when_start=lambda d: d.when_start.where(d.value != 1.2e14), when_how="unknown"
    )
    fig, ax = plots.figure()
    plots.dated(nowhen.assign(when_end=lambda d: d.when_end.where(d.value != 1.2e14)), hue="family", log=True, ax=ax)
    fig.draw_without_rendering()
    assert max(np.ptp(line.get_xdata()) for line in marks(ax)) == 10, "what may be of any time is as wide as the others"
    assert overlapping([(text.get_text(), text.get_window_extent()) for text in ax.texts]) == []


def test_a_tornado_is_sorted_and_outcomes_mark_what_happened():
    ax = plots.sensitivity(EFFECTS, base=0.55, ax=plots.figure()[1])
    assert [text.get_text() for text in ax.get_yticklabels()] == ["large", "turned round", "small"]
    assert sorted(text.get_text() for text in ax.texts) == ["1", "2", "3", "4", "5", "55%", "6"]
    sides = {text.get_text(): (text.xy[0], text.get_ha()) for text in ax.texts}
    assert sides["5"] == (0.7, "left")
    assert sides["6"] == (0.4, "right")
    ax = plots.outcomes(HOURS, x="shared", marked=4, ax=plots.figure()[1])
    assert [to_hex(bar.get_facecolor()) for bar in ax.patches] == [plots.GREY] * 4 + [plots.BLUE, plots.GREY]
    assert [text.get_text() for text in ax.texts] == ["4.2%", "25.2%", "42%", "24%", "4.5%", "0.2%"]
    assert "4\nwhat happened" in [text.get_text() for text in ax.get_xticklabels()]


def test_talks_are_hollow_in_a_matrix_and_say_so():
    rows = pd.DataFrame({"a": ["X", "X", "Y", "Y"], "b": ["P", "Q", "Q", "Q"],
                         "status": ["invested", "in_talks", "in_talks", "backed"]})  # fmt: skip
    ax = plots.matrix(rows, x="a", y="b", style="status", ax=plots.figure()[1])
    faces = {
        (round(line.get_xdata()[0]), line.get_ydata()[0]): to_hex(line.get_markerfacecolor()) for line in marks(ax)
    }
    assert faces == {(0, 0): plots.GREY, (0, 1): "#ffffff", (1, 1): plots.GREY}, "one deal that is done is a deal"
    assert [text.get_text() for text in ax.texts if text.get_text()] == ["invested", "in talks", "in talks; backed"]


@pytest.mark.parametrize("dpi", [100, 200])
@pytest.mark.parametrize("style", [None, "sure"])
def test_words_stay_in_their_cell_of_a_matrix_whatever_the_resolution(style, dpi):
    told = ["a long account of what is known of it and of whom", "few words", None]
    rows = pd.DataFrame(
        {"a": list("PQRS") * 3, "b": ["north"] * 4 + ["south"] * 4 + ["west"] * 4, "says": told * 4, "sure": True}
    )
    fig = Figure(figsize=(8.6, 4), dpi=dpi, layout="constrained")
    ax = plots.matrix(rows, x="a", y="b", style=style, words="says", ax=fig.subplots())
    fig.draw_without_rendering()
    for text in filter(Text.get_text, ax.texts):
        (left, top), (right, bottom) = ax.transData.inverted().transform(text.get_window_extent())
        assert left > round(text.xy[0]) - 0.5
        assert right < round(text.xy[0]) + 0.5
        assert max(abs(y - text.xy[1]) for y in (top, bottom)) < 0.5, text
    assert len(ax.patches) == (0 if style else 8), "a cell of which nothing is told is empty"


def test_dates_have_room_beside_one_another_at_twice_the_resolution():
    fig = Figure(figsize=(8.6, 2.2), dpi=200, layout="constrained")
    days = pd.to_datetime(["2025-01-01", "2025-02-20", "2025-05-30"])
    rows = pd.DataFrame({"when_start": days, "when_end": days, "family": "Acme", "label": "x"})
    plots.timeline(rows, ax=fig.subplots())
    fig.draw_without_rendering()
    shown = [(name, box) for name, box in drawn_texts(fig) if "2025" in name]
    assert len(shown) > 2
    assert overlapping([(name, box.padded(10)) for name, box in shown]) == []


def test_firms_keep_their_looks_and_five_are_the_most():
    alone, among = plots.looks(["ByteDance"]), plots.looks(["Acme", "ByteDance", "Alibaba"])
    assert alone["ByteDance"] == among["ByteDance"]
    assert len(set(among.values())) == 3
    five = plots.looks(["Tencent", "Alibaba", "ByteDance", "DeepSeek", "others"])
    for part in zip(*five.values(), strict=True):
        assert len(set(part)) == 5, "colour, marker and hatch each tell five apart"
    assert {look.colour for look in five.values()} == set("#0173b2 #d55e00 #029e73 #949494 #cc78bc".split())
    with pytest.raises(ValueError, match="at most five things apart, and here are 6"):
        plots.looks("ABCDEF")


ERRORS = [
    (lambda ax: plots.bounds(COUNTS[:0], y="label", ax=ax), "There are no rows to draw: the choice leaves none."),
    (lambda ax: plots.matrix(EVENTS, x="firm", y="label", ax=ax), "These rows have no column 'firm'; they have family"),
    (lambda ax: plots.ranges(COUNTS.assign(unit=["CNY", *["USD"] * 6]), y="label", ax=ax), "one unit at a time."),
    (lambda ax: plots.timeline(EVENTS.assign(when_start=pd.NaT), ax=ax), "A row has no when_start and no when_end"),
    (lambda ax: plots.finish(ax, source=COUNTS), "These rows have no column 'publisher'"),
]


@pytest.mark.parametrize(("call", "message"), ERRORS)
def test_what_cannot_be_drawn_is_said_in_one_sentence(call, message):
    with pytest.raises(ValueError, match=re.escape(message)) as error:
        call(plots.figure()[1])
    assert "\n" not in str(error.value)
