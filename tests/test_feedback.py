"""The checks of the exercises: each mistake has a message of its own, an honest other form is right, nothing breaks."""

from __future__ import annotations

import contextlib
import io
import json
import math
import re
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
import seaborn as sns
from make_exercises import pack, stub
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, PercentFormatter

from datakit import errors, plots
from datakit.bounds import Interval
from datakit.feedback import (
    RIGHT,
    Bounds,
    Chart,
    Choice,
    Conclusion,
    Exercises,
    Function,
    Number,
    Open,
    Row,
    Table,
    drawn,
    engine,
    function,
    master,
)  # fmt: skip
from datakit.feedback.chart import facts
from datakit.frames import Frames

# numbers and bounds


@pytest.mark.parametrize(
    ("answer", "unit", "value", "kind"),
    [
        ("12", "CNY", 12, "type"), (None, "CNY", 12, "none"), (math.nan, "CNY", 12, "nan"), (math.inf, "CNY", 12, "infinite"),
        (pd.Series([12]), "CNY", 12, "not one number"), ([12], "CNY", 12, "not one number"), (True, "chips", 1, "type"),
        (pd.Series(["a"]).unique(), "CNY", 12, "not one number"), (pd.Index(["a"]), "CNY", 12, "not one number"),
        (-12, "CNY", 12, "sign"), (38, "CNY", 38e9, "scale"), (380, "CNY", 380e9, "scale"), (3800, "CNY", 380e8, "tenfold"),
        (3.8, "CNY", 3.8e8, "scale"), (38, "chips", 380_000, "scale"), (38e4, "chips", 38e3, "tenfold"), (65, "fraction", 0.65, "percent"),
        (0.35, "fraction", 0.65, "the other part"), (1 / 0.65, "fraction", 0.65, "upside down"), (52.9e9, "CNY", 380e9, "currency"),
        (380e9, "USD", 52.9e9, "currency"), (380e9, "chips", 52.9e9, "too high"), (0, "CNY", 12, "zero"), (11.9, "CNY", 12, "near"),
        (5, "CNY", 12, "too low"), (3, "CNY", 0, "too high"),
    ],
)  # fmt: skip
def test_what_is_recognised_in_a_number(answer: Any, unit: str, value: float, kind: str) -> None:
    assert Number(value, unit)(answer).kind == kind


@pytest.mark.parametrize("answer", [12, 12.0, np.float64(12), np.int64(12), np.array(12), 12 + 1e-9])
def test_a_number_in_other_clothes_is_right(answer: Any) -> None:
    assert Number(12, "chips")(answer) == RIGHT


@pytest.mark.parametrize(
    ("given", "said"), [(516666.67, "516,667 chips"), (1234567.8, "1.235 million"), (12.5, "12.5 ")]
)
def test_a_large_number_is_said_without_what_stands_behind_its_point(given: float, said: str) -> None:
    assert said in Number(2 * given, "chips")(given).text


@pytest.mark.parametrize(
    ("answer", "low", "high", "kind"),
    [
        ((380, 380), None, 380e9, "most: scale"), ((None, 380), None, 380e9, "most: scale"), ((380, None), 380e9, None, "least: scale"),
        ((35, 51), 0.35, 0.51, "least: percent"), ((380e9, 380e9), None, 380e9, "bound for value"), ((380e9, None), None, 380e9, "swapped"),
        ((0, 4), None, 4, "least closed"), ((3, 4), 3, None, "most closed"), ((None, 4), 3, 4, "least left open"),
        ((3, math.inf), 3, None, "infinite end"), ((-math.inf, 4), None, 4, "infinite end"), (4, 3, 4, "one number for two"),
        (("3", 4), 3, 4, "type"), ((3, 4, 5), 3, 4, "type"), (None, 3, 4, "type"), ((4, 3), 3, 4, "swapped"), ((2, 4), 3, 4, "least: too low"),
        ((3 + 1j, 4), 3, 4, "type"), ((True, 4), 3, 4, "type"), ({"low": 3, "high": "4"}, 3, 4, "type"),
    ],
)  # fmt: skip
def test_what_is_recognised_in_two_ends(answer: Any, low: Any, high: Any, kind: str) -> None:
    assert Bounds(Interval(low, high), "fraction" if high == 0.51 else "CNY")(answer).kind == kind


@pytest.mark.parametrize(
    "answer",
    [
        (3, None),
        [3, math.nan],
        {"low": 3, "high": None},
        Interval(3),
        pd.Series({"low": 3.0, "high": None}),
        np.array([3, math.nan]),
    ],
)
def test_two_ends_in_other_shapes_are_right(answer: Any) -> None:
    assert Bounds(Interval(3, None), "CNY")(answer) == RIGHT


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (None, "right"),
        (math.nan, "right"),
        (pd.NA, "right"),
        (math.inf, "infinite end"),
        (0, "zero for open"),
        ("None", "type"),
        (4, "closed"),
    ],
)
def test_an_open_end(answer: Any, kind: str) -> None:
    assert Open()(answer).kind == kind


# fields and tables


def test_the_sign_of_a_number_is_spoken_of_before_its_size() -> None:
    assert "zero" in Number(7e9, "CNY")(-20e9).text
    assert "yuan" in Number(38e9, "CNY")(38).text


def test_a_row_speaks_of_its_first_wrong_field_and_of_a_blank_last() -> None:
    check = Row({"firm": Choice("Orient", {"Tusk": "Tusk only reports it."}), "low": Number(5, "CNY")})
    assert check({"firm": "orient ", "low": 5}) == check(pd.DataFrame([{"firm": "Orient", "low": 5}])) == RIGHT
    assert check({"firm": "Tusk", "low": 7}).kind == "firm: Tusk"
    assert check({"firm": ..., "low": 50}).kind == "low: tenfold"
    assert check({"firm": ..., "low": 5}).kind == check({"firm": ..., "low": ...}).kind == "blank"
    assert check({"firm": "Vale", "low": 5}).kind == "firm: no option"
    assert check({"firm": "Orient"}).kind == "missing field"


def test_a_mistake_that_was_written_for_another_form_is_no_error() -> None:
    check = Row({"low": Number(5)}, [("turned", lambda row: row["low"] > row["high"], "Turned round.")])
    assert check({"low": 7}).kind == "low: too high"


FIRMS = pd.DataFrame(
    {"firm": ["Orient", "Tusk", None], "n": [2, 1, 4], "low": [5.0, math.nan, 7.0], "is_told": [True, False, True]}
)
TABLE = Table(FIRMS, ["firm"])


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (FIRMS, "right"), (FIRMS.iloc[::-1].assign(more=1), "right"), (FIRMS.set_index("firm"), "right"), (None, "type"), (FIRMS.n, "missing column"),
        (FIRMS.drop(columns="n"), "missing column"), (pd.concat([FIRMS, FIRMS[["n"]]], axis=1), "doubled column"), (FIRMS.iloc[1:], "missing row"),
        (FIRMS.iloc[[0, 1, 2, 1]], "doubled row"), (FIRMS.replace("Tusk", "Vale"), "missing row"), (FIRMS.assign(n=[2, 1, 40]), "n: tenfold"),
        (pd.concat([FIRMS, FIRMS.iloc[[0]].assign(firm="Vale")]), "extra row"), (FIRMS.fillna({"low": 0}), "low: zero for open"),
        (FIRMS.fillna({"low": math.inf}), "low: infinite end"), (FIRMS.assign(is_told=True), "is_told: other word"),
        (FIRMS.assign(n=[[1], [2], [3]]), "n: not one number"), (FIRMS.assign(is_told=[[1], [2], [3]]), "is_told: other word"),
    ],
)  # fmt: skip
def test_what_is_recognised_in_a_table(answer: Any, kind: str) -> None:
    assert TABLE(answer).kind == kind


def test_a_known_mistake_may_be_another_table() -> None:
    doubled = FIRMS.assign(**{column: 2 * FIRMS[column] for column in FIRMS.select_dtypes("number")})
    column = doubled[["firm", doubled.select_dtypes("number").columns[0]]]
    check = Table(FIRMS, ["firm"], None, [
        ("itself", FIRMS, "No."), ("few", FIRMS.head(1), "Few."), ("double", doubled, "Double."), ("one column", column, "Half double."),
    ])  # fmt: skip
    assert check(FIRMS) == RIGHT, "what is right is no mistake, whatever it is called"
    assert check(FIRMS.head(1)).kind == "few"
    assert check(doubled.iloc[::-1]).kind == "double"
    assert check(FIRMS.assign(**{column.columns[1]: column[column.columns[1]]})).kind == "one column"


def test_a_known_mistake_of_a_sentence_may_be_a_pattern() -> None:
    check = Conclusion({"who": ["Orient"]}, mistakes=[("in dollars", r"\bdollars?\b", "Not in dollars.")])
    assert check("Orient spent a million Dollars.").kind == "in dollars"
    assert check("Orient spent a million yuan.") == RIGHT


def test_a_wide_table_is_not_listed_whole() -> None:
    wide = pd.DataFrame(0, index=[0], columns=[f"column {n}" for n in range(55)])
    assert "column 7, and 47 more" in TABLE(wide).text
    assert "Orient stands in your table twice" in TABLE(pd.concat([FIRMS, FIRMS.head(1)])).text


# functions


def test_a_function_is_tried_on_every_case() -> None:
    rows = pd.DataFrame({"n": [1, 2]})
    check = Function([("two rows", (rows,), Number(3)), ("no row", (rows.iloc[:0],), Number(0))])
    assert check(lambda rows: rows.n.sum()) == RIGHT
    kinds = {
        "typed in": lambda rows: 3, "nothing back": lambda rows: None, "stops": lambda rows: rows.m.sum(), "blank": lambda rows: ...,
        "changes its input": lambda rows: rows.insert(0, "m", 1) or 3, "type": 3, "too low": lambda rows: 2,
    }  # fmt: skip
    said = {kind: check(answer) for kind, answer in kinds.items()}
    assert {kind: feedback.kind for kind, feedback in said.items()} == {kind: kind for kind in said}


@pytest.mark.parametrize("name", ["np", "pd", "sns", "plt", "plots"])
def test_a_missing_import_is_told_as_that(name: str) -> None:
    names: dict[str, Any] = {}
    exec(f"def total(n):\n    return {name}.total(n)", names)
    said = Function([("one", (1,), Number(1))])(names["total"])
    assert said.kind == "missing import"
    assert said.text.count(f" as {name} ") + said.text.count(f"import {name} ") == 1


def test_a_function_that_never_comes_back_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(function, "PATIENCE", 0.2)

    def loops(number: int) -> int:
        while True:
            try:  # noqa: SIM105
                number += 1
            except:  # noqa: E722 - as a student may write it
                pass

    def late(number: int) -> int:
        while number < 10 or not time.sleep(0.01):
            number += 1
        return number

    check = Function([("a number", (1,), Number(1))])
    for never in (loops, late):
        assert check(never).kind == "too long"
    assert check(lambda number: number) == RIGHT
    time.sleep(0.3)  # no timer is left to go off


# conclusions

EVEN = Conclusion({"whose quarter it is": ["Orient"], "that it is one quarter": ["quarter"]}, ("below", "even share"))
BELOW = [
    "Orient's quarter falls short of an even share of its pledge.", "Orient's quarter trails an even share.",
    "Orient's quarter is lower than an equal slice of its three-year pledge.",
    "Orient's quarter is more than half and less than all of an even share.", "Orient's quarter did not reach an even share.",
    "Orient's quarter is not as large as an even share.", "Orient's quarter is 78% of an even share.",
    "Orient's quarter is only part of an even share.", "Orient's quarter lies under an even share of the pledge.",
    "Orient's quarter is no more than an even share.", "Orient's quarter does not exceed a fair share.",
    "An even share is more than what Orient reported for one quarter.", "An even share of the pledge exceeds Orient's quarter.",
    "Compared with an even share, Orient's quarter is lower.", "Measured against an even share, Orient fell behind in the quarter.",
    "Orient spent less in that quarter than an even share of its pledge would be.",
    "With 24 billion, more than Tusk, Orient's quarter is below an even share.",
    "Orient's quarter is not equal to, but less than, an even share.",
    "Orient’s quarter came in lower than an even share, but higher than Tusk’s quarter.",
    "Orient's quarter is less than an even share, and whether the pledge is kept is not known.",
    "Orient's quarter is just below an even share.", "Orient's quarter almost reaches an even share.", "Orient's quarter is nearly an even share.",
    "Nearly 25 billion yuan in a quarter of Orient is less than an even share.", "Orient's quarter does not come up to an even share.",
    "Orient's quarter amounts to just over three quarters of an even share.", "Orient's quarter is about a fifth short of an even share.",
    "No quarter of Orient is known to reach an even share; the reported one is less.",
    "No quarter reported by Orient has reached an even share so far.", "An even share was not reached by Orient in that quarter.",
    "Neither of the two sums told of Orient's quarter reaches an even share.",
    "Orient's quarter is at most an even share.", "Orient's quarter almost reached an even share.",
    "Orient's quarter is below an even share, although the whole pledge is larger than what Orient spent in ten years.",
]  # fmt: skip


@pytest.mark.parametrize("sentence", BELOW)
def test_a_relation_is_found_in_many_words(sentence: str) -> None:
    assert EVEN(sentence) == RIGHT


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("Orient's quarter is more than an even share.", "above"), ("Orient's quarter is not below an even share.", "above"),
        ("Orient's quarter reached an even share.", "above"), ("Orient's quarter equals an even share.", "equal"),
        ("Orient's quarter is exactly an even share.", "equal"), ("Nobody can say whether Orient's quarter is below an even share, it is not known.", "unknown"),
        ("Orient's quarter is below an even share, a disaster for investors.", "says more"),
        ("Orient's quarter is below an even share because chips are scarce.", "says more"),
        ("Orient's quarter is below an even share, and it will break its pledge.", "says more"),
        ("The quarter is below an even share.", "no whose quarter it is"), ("Orient is below an even share.", "no that it is one quarter"),
        ("Orient's quarter and an even share.", "not understood"), ("Orient's quarter is more than half of an even share.", "not understood"),
        ("Orient's quarter is lower.", "not understood"), ("Orient's quarter is 120% of an even share.", "above"),
        ("Orient would have to spend more than in that quarter to reach an even share.", "not understood"),
        ("Orient's quarter is far below an even share, so the promise is broken.", "says more"), ("Orient's quarter differs from an even share.", "not understood"),
        ("Orient would have needed to spend more in that quarter to reach an even share.", "not understood"), ("Sadly, Orient's quarter is below an even share.", "says more"),
        ("In no quarter did Orient spend more than that, an even share.", "right"), ("Orient's quarter was perhaps more than an even share.", "not understood"), ("Below it.", "type"), (0.5, "type"), ("Orient's quarter is ... an even share.", "blank"),
    ],
)  # fmt: skip
def test_what_is_recognised_in_a_conclusion(sentence: Any, kind: str) -> None:
    assert EVEN(sentence).kind == kind


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("No article says whether Orient held more chips than Tusk.", "right"), ("Tusk held more chips than Orient.", "above"),
        ("We cannot say if Orient or Tusk held more, since Orient's stock is not told.", "right"),
        ("Whether Orient holds more than Tusk depends on what it already had.", "right"), ("It is not known how many Orient held.", "no the other"),
        ("Orient holds fewer chips than Tusk.", "below"), ("The articles leave open whether Orient holds more than Tusk.", "right"),
        ("It is impossible to tell whether Orient holds more than Tusk.", "right"), ("Whether Orient or Tusk holds more has no answer.", "right"),
        ("Nobody can say whether Orient or Tusk holds more, because only one count is given.", "right"), ("Of Orient and Tusk the counts are missing.", "right"),
        ("It is not known whether Orient holds more than Tusk because it must.", "says more"), ("Orient may hold more than Tusk.", "not understood"),
        ("Tusk holds more than 200 chips, and it is not known how many Orient holds.", "right"), ("It is hard to say if Orient holds more than Tusk.", "not understood"),
    ],
)  # fmt: skip
def test_what_cannot_be_known_may_be_said(sentence: str, kind: str) -> None:
    assert Conclusion({"one": ["Orient"], "the other": ["Tusk"]}, ("unknown", "how many"))(sentence).kind == kind


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("Orient plans more chips than Tusk.", "right"), ("Tusk plans fewer chips than Orient.", "right"), ("Tusk trails Orient.", "right"),
        ("Orient's plans exceed those of Tusk.", "right"), ("Tusk plans more chips than Orient.", "below"), ("Orient plans fewer chips than Tusk.", "below"),
    ],
)  # fmt: skip
def test_the_sides_may_be_turned_round(sentence: str, kind: str) -> None:
    assert Conclusion({"one": ["Orient"], "the other": ["Tusk"]}, ("above", "Tusk"))(sentence).kind == kind


@pytest.mark.parametrize(
    "sentence",
    ["It doubled in less than a year.", "Its time of doubling was shorter than a year.", "It doubled within a year."],
)
def test_times_are_compared(sentence: str) -> None:
    assert Conclusion({"with what": ["year"]}, ("below", "year"))(sentence) == RIGHT


def test_every_spelling_of_a_name_is_a_spelling_of_what_is_compared_with() -> None:
    check = Conclusion({"what it is compared with": ["half", "50%", "50 per"]}, ("below", "half"))
    for sentence in (
        "Fewer than 50% of the calls went there.",
        "At most half of the calls went there.",
        "They did not have half of the calls.",
        "They had under 50 per cent.",
    ):
        assert check(sentence) == RIGHT
    assert check("At least half of the calls went there.").kind == "above"


# charts

TITLE = "Orient spends more than Tusk"
SPENT = pd.DataFrame({"firm": ["Orient", "Tusk", "Vale"], "value": [380e9, 24.6e9, 100e9]})
EACH = dict(zip(SPENT.firm, SPENT.value, strict=True))
CHART = Chart(EACH, unit=["yuan", "CNY"], title=["Orient"])


def named(ax: Axes, x: str = "", y: str = "yuan", title: str = TITLE) -> Axes:
    ax.set(title=title, xlabel=x, ylabel=y)
    return ax


def beside(ax: Axes, write: Callable) -> None:
    for place, row in enumerate(SPENT.itertuples()):
        write(ax, place, row)


HONEST: dict[str, Callable[[Axes], Any]] = {
    "bars": lambda ax: (ax.bar(SPENT.firm, SPENT.value / 1e9), named(ax, y="billion yuan")),
    "lying bars": lambda ax: (ax.barh(SPENT.firm, SPENT.value / 1e9), named(ax, "CNY bn", "")),
    "plain yuan": lambda ax: (ax.bar(SPENT.firm, SPENT.value), named(ax)),
    "ticks in billions": lambda ax: (ax.bar(SPENT.firm, SPENT.value), ax.yaxis.set_major_formatter(FuncFormatter(lambda x, _: f"{x / 1e9:.0f}")), named(ax, y="billion yuan")),
    "seaborn": lambda ax: (sns.barplot(SPENT, x="firm", y="value", ax=ax), named(ax)),
    "seaborn with a legend": lambda ax: (sns.barplot(SPENT, x="firm", y="value", hue="firm", legend=True, ax=ax), named(ax)),
    "dots": lambda ax: (ax.scatter(SPENT.value / 1e6, SPENT.firm), named(ax, "million yuan", "")),
    "line": lambda ax: (ax.plot(SPENT.firm, SPENT.value), named(ax)),
    "lollipops": lambda ax: (ax.hlines(SPENT.firm, 0, SPENT.value), ax.plot(SPENT.value, SPENT.firm, "o"), named(ax, "yuan", "")),
    "stems": lambda ax: (ax.stem(SPENT.firm, SPENT.value), named(ax)),
    "pandas": lambda ax: (SPENT.plot.bar(x="firm", y="value", ax=ax), named(ax)),
    "dots on a log axis": lambda ax: (ax.plot(SPENT.firm, SPENT.value, "o"), ax.set_yscale("log"), named(ax)),
    "names in a legend": lambda ax: (beside(ax, lambda ax, i, row: ax.bar(i, row.value, label=row.firm)), ax.legend(), named(ax)),
    "colours in a legend": lambda ax: (sns.scatterplot(SPENT, x=range(3), y="value", hue="firm", ax=ax), named(ax)),
    "names at the marks": lambda ax: (ax.scatter([0, 1, 2], SPENT.value), beside(ax, lambda ax, i, row: ax.annotate(row.firm, (i, row.value))), named(ax)),
    "a line to compare with": lambda ax: (ax.bar(SPENT.firm, SPENT.value), ax.axhline(31e9), ax.bar_label(ax.containers[0]), named(ax)),
    "datakit.plots": lambda ax: plots.finish(plots.bounds(SPENT.assign(unit="CNY", low=SPENT.value, high=SPENT.value), y="firm", ax=ax), title=TITLE, unit="CNY"),
    "finished": lambda ax: plots.finish(sns.barplot(SPENT, y="firm", x="value", ax=ax), title=TITLE, unit="CNY", label="yuan"),
    "numbers in words": lambda ax: (beside(ax, lambda ax, i, row: ax.text(row.value / 1e9, i, f"{row.value / 1e9:g} billion yuan")), ax.barh(SPENT.firm, SPENT.value / 1e9), ax.set_xticks([]), named(ax, y="")),
}  # fmt: skip


@pytest.mark.parametrize("form", HONEST)
def test_an_honest_chart_of_any_form_is_right(form: str) -> None:
    shown = json.loads(json.dumps(facts(drawn(HONEST[form]))))
    assert CHART(shown) == RIGHT


WRONG: dict[str, Callable[[Axes], Any]] = {
    "nothing drawn": lambda ax: named(ax),
    "no title": lambda ax: (ax.bar(SPENT.firm, SPENT.value), named(ax, title="")),
    "thin title": lambda ax: (ax.bar(SPENT.firm, SPENT.value), named(ax, title="value")),
    "other title": lambda ax: (ax.bar(SPENT.firm, SPENT.value), named(ax, title="What the firms spent")),
    "no unit": lambda ax: (ax.bar(SPENT.firm, SPENT.value), named(ax, y="value")),
    "scale": lambda ax: (ax.bar(SPENT.firm, SPENT.value / 1e9), named(ax)),
    "bars on a log axis": lambda ax: (ax.bar(SPENT.firm, SPENT.value), ax.set_yscale("log"), named(ax)),
    "bars cut off": lambda ax: (ax.bar(SPENT.firm, SPENT.value), ax.set_ylim(1e10), named(ax)),
    "number": lambda ax: (ax.bar(SPENT.firm, SPENT.value[::-1]), named(ax)),
    "missing label": lambda ax: (ax.bar([0, 1, 2], SPENT.value), named(ax)),
    "extra mark": lambda ax: (ax.bar([*SPENT.firm, "Zeta"], [*SPENT.value, 4e10]), named(ax)),
    "twice": lambda ax: (ax.scatter([*SPENT.firm, "Orient"], [*SPENT.value, 4e10]), named(ax)),
    "yuan for billions": lambda ax: (ax.bar(SPENT.firm, SPENT.value), named(ax, y="billion yuan")),
    "a pie": lambda ax: (ax.pie(SPENT.value, labels=SPENT.firm), named(ax)),
}


@pytest.mark.parametrize("kind", WRONG)
def test_what_is_recognised_in_a_chart(kind: str) -> None:
    assert CHART(drawn(WRONG[kind])).kind == {"yuan for billions": "scale", "a pie": "nothing drawn"}.get(kind, kind)


@pytest.mark.parametrize("answer", [None, 3, plt, [1], SPENT, "chart", lambda ax: ax])
def test_what_is_no_chart_is_told_so(answer: Any) -> None:
    assert CHART(answer).kind in ("type", "cannot be drawn")


def test_a_chart_may_be_given_as_figure_grid_or_bars() -> None:
    figure, ax = plt.subplots()
    bars = ax.bar(SPENT.firm, SPENT.value)
    named(ax)
    plt.close(figure)
    grid = sns.catplot(SPENT, x="firm", y="value", kind="bar").set(ylabel="yuan", title=TITLE)
    panels = sns.catplot(SPENT, x="value", col="firm", kind="bar").set(xlabel="yuan")
    panels.figure.suptitle(TITLE)
    assert [CHART(chart) for chart in (ax, figure, bars, grid, grid.figure, panels)] == [RIGHT] * 6
    plt.close("all")


SHARE = Chart({"Orient": 380e9, "Tusk": 24.6e9, "even share": 31.7e9}, ["yuan"])


def two_bars(ax: Axes, scale: float = 1e9) -> None:
    ax.bar(SPENT.firm[:2], SPENT.value[:2] / scale)
    named(ax, y="billion yuan" if scale > 1 else "yuan")


@pytest.mark.parametrize(
    "draw",
    [
        lambda ax: (two_bars(ax), ax.axhline(31.7, label="an even share"), ax.legend()),
        lambda ax: (two_bars(ax), plots.reference(ax, "even share", y=31.7)),
        lambda ax: (two_bars(ax), ax.axhline(31.7, ls="--"), ax.text(0.5, 33, "even share")),
        lambda ax: (plots.bounds(SPENT[:2].assign(unit="CNY", low=SPENT.value, high=SPENT.value), y="firm", ax=ax), plots.reference(ax, "even share", x=31.7e9), named(ax, "yuan", "")),
    ],
)  # fmt: skip
def test_a_line_across_the_chart_may_be_one_of_the_values(draw: Callable) -> None:
    assert SHARE(drawn(draw)) == RIGHT
    assert SHARE(drawn(two_bars)).kind == "missing label"


def test_an_axis_that_is_not_seen_says_nothing() -> None:
    def draw(ax: Axes) -> None:
        bars = ax.barh(SPENT.firm, SPENT.value)
        ax.bar_label(bars, [f"{value / 1e9:.1f} billion yuan" for value in SPENT.value])
        ax.xaxis.set_visible(False)
        ax.set_title(TITLE)

    assert CHART(drawn(draw)) == RIGHT


def test_a_label_stands_at_one_place() -> None:
    held = pd.DataFrame({"firm": ["Orient", "Orient", "Tusk"], "low": [2e5, 2e5, 1e5], "high": math.nan, "value": [2e5, 2e5, 1e5], "unit": "chips"})  # fmt: skip
    check = Chart({"Orient": Interval(2e5, None), "Tusk": Interval(1e5, None)}, ["chips"], bounds=True)
    kinds = [
        check(drawn(lambda ax, rows=rows: plots.finish(plots.bounds(rows, y="firm", ax=ax), title=TITLE, unit="chips")))
        for rows in (held[1:], held)
    ]
    assert [said.kind for said in kinds] == ["right", "twice"]


def test_a_white_dot_on_another_makes_it_hollow() -> None:
    def draw(ax: Axes) -> None:
        ax.plot(SPENT.firm, SPENT.value, "o", ms=10)
        ax.plot(SPENT.firm[:1], SPENT.value[:1], "o", ms=5, color="white")
        named(ax)

    shown = facts(drawn(draw))
    assert CHART(shown) == RIGHT
    assert [mark["signs"] for mark in shown["marks"]] == [["hollow"], [], []]


def test_a_chart_that_is_not_begun_is_told_so() -> None:
    assert CHART(Figure()).kind == "nothing drawn"
    assert CHART(drawn(lambda ax: (ax.bar(SPENT.firm, SPENT.value), named(ax, title=...)))).kind == "blank"


def test_a_known_mistake_may_be_other_values() -> None:
    twice = {firm: 2 * value for firm, value in EACH.items()}
    check = Chart(EACH, mistakes=[("two years", twice, "That is of two years.")])
    assert check(drawn(lambda ax: (ax.bar(SPENT.firm, 2 * SPENT.value), named(ax)))).kind == "two years"


HELD = pd.DataFrame(
    {
        "firm": ["Orient", "Tusk", "Vale", "Zeta"],
        "low": [230e3, None, 65e3, 9e3],
        "high": [None, 40e3, 75e3, 9e3],
        "unit": "chips",
    }
)
HELD["value"] = HELD.low.fillna(HELD.high)
SPANS = Chart(
    {r.firm: r.low if r.low == r.high else Interval(r.low, r.high) for r in HELD.itertuples()}, ["chips"], bounds=True
)


def chips(ax: Axes, names: list[str] | None = None, wide: bool = True, first: float = 230e3) -> None:
    ax.barh(names or HELD.firm, [first, *HELD.value[1:]])
    if wide:
        ax.hlines(2, 65e3, 75e3)
    named(ax, "chips", "")


SHOWN: dict[str, Callable[[Axes], Any]] = {
    "bounds": lambda ax: plots.finish(plots.bounds(HELD, y="firm", ax=ax), title=TITLE, unit="chips"),
    "ranges": lambda ax: plots.finish(plots.ranges(HELD, y="firm", ax=ax), title=TITLE, unit="chips"),
    "error bars": lambda ax: (ax.errorbar([230e3, 40e3, 70e3, 9e3], HELD.firm, xerr=[[0, 8e3, 5e3, 0], [8e3, 0, 5e3, 0]], fmt="o", capsize=3, xlolims=[1, 0, 0, 0], xuplims=[0, 1, 0, 0]), named(ax, "chips", "")),
    "hatches": lambda ax: (chips(ax), [bar.set_hatch("//") for bar in ax.patches[:2]]),
    "words": lambda ax: chips(ax, ["Orient (over)", "Tusk (<)", "Vale", "Zeta"]),
    "words at the marks": lambda ax: (chips(ax, wide=False), [ax.text(HELD.value[i], i, text) for i, text in enumerate([">230,000", "nearly 40,000", "65,000-75,000"])]),
    "arrows": lambda ax: (chips(ax), ax.set_xlim(0, 3e5), ax.annotate("", (26e4, 0), (23e4, 0), arrowprops={"arrowstyle": "->"}), ax.annotate("", (3e4, 1), (4e4, 1), arrowprops={"arrowstyle": "->"})),
}  # fmt: skip


@pytest.mark.parametrize("form", SHOWN)
def test_bounds_may_be_shown_in_any_way(form: str) -> None:
    assert SPANS(drawn(SHOWN[form])) == RIGHT


@pytest.mark.parametrize(
    ("draw", "kind"),
    [
        (chips, "no bounds"),
        (lambda ax: chips(ax, ["Orient (under)", "Tusk (<)", "Vale", "Zeta"]), "other side"),
        (lambda ax: chips(ax, ["Orient (over)", "Tusk (<)", "Vale", "Zeta"], wide=False), "no bounds"),
        (lambda ax: chips(ax, ["Orient (over)", "Tusk (<)", "Vale", "Zeta"], first=300e3), "number"),
    ],
)
def test_a_bound_that_is_not_shown_is_told(draw: Callable, kind: str) -> None:
    assert SPANS(drawn(draw)).kind == kind


def test_words_of_a_title_count_for_marks_only_where_they_say_a_bound_of_all() -> None:
    over = Chart({"Orient": Interval(230e3, None), "Tusk": Interval(40e3, None)}, ["chips"], bounds=True)
    mixed = Chart({"Orient": Interval(230e3, None), "Tusk": Interval(None, 40e3)}, ["chips"], bounds=True)

    def titled(title: str) -> Axes:
        return drawn(lambda ax: (ax.barh(["Orient", "Tusk"], [230e3, 40e3]), ax.set(title=title, xlabel="chips")))

    assert over(titled("Both counts of chips are lower bounds")) == RIGHT
    assert over(titled("Orient holds more chips than Tusk")).kind == "no bounds"
    assert mixed(titled("Orient holds at least so many chips, Tusk at most so many")).kind == "no bounds"


READ = pd.DataFrame(
    {
        "who": ["Orient", "Orient", "Tusk"],
        "day": pd.to_datetime(["2024-05-15", "2025-01-01", "2025-01-01"]),
        "n": [0.12e12, 16.47e12, 4e12],
    }
)
DATED = Chart({(r.who, r.day.date()): r.n for r in READ.itertuples()}, ["tokens"])


@pytest.mark.parametrize(
    "draw",
    [
        lambda ax: (sns.lineplot(READ, x="day", y="n", hue="who", marker="o", ax=ax), ax.set_yscale("log"), named(ax, y="tokens a day")),
        lambda ax: (sns.scatterplot(READ.assign(t=READ.n / 1e12), x="day", y="t", hue="who", ax=ax), named(ax, y="trillion tokens a day")),
        lambda ax: (ax.plot([f"{r.who}, {r.day:%b %Y}" for r in READ.itertuples()], READ.n, "o"), named(ax, y="tokens a day")),
        lambda ax: plots.finish(plots.dated(READ.assign(value=READ.n, low=READ.n, high=READ.n, unit="tokens", when_start=READ.day, when_end=READ.day, when_how="stated"), hue="who", log=True, ax=ax), title=TITLE, unit="tokens"),
    ],
)  # fmt: skip
def test_a_label_may_be_a_date(draw: Callable) -> None:
    assert DATED(drawn(draw)) == RIGHT
    assert Chart({date(2024, 6, 15): 0.12e12})(drawn(draw)).kind == "missing label"


@pytest.mark.parametrize(
    ("heights", "label", "kind"),
    [([35, 51], "share, %", "right"), ([0.35, 0.51], "share", "right"), ([0.35, 0.51], None, "right"), ([35, 51], "share", "scale"), ([0.35, 0.51], "share, per cent", "scale")],
)  # fmt: skip
def test_shares_may_be_fractions_or_per_cent(heights: list[float], label: str | None, kind: str) -> None:
    ax = drawn(lambda ax: (ax.bar(["Orient", "Tusk"], heights), named(ax, y=label or "")))
    if label is None:
        ax.yaxis.set_major_formatter(PercentFormatter(1))
    assert Chart({"Orient": 0.35, "Tusk": 0.51}, ["%", "per cent", "share"])(ax).kind == kind


# a set in a notebook

SET = """# %% set-up
import pandas as pd

# %% checking
from datakit.feedback import Conclusion, Function, Number

# %% 09.1 query: worked [markdown]
# ## 09.1 One number

# %% answer
total = 1 + 2  # blank

# %% why [markdown]
# It is `1` and $2.

# %% hints [markdown]
# - Add.
# - Add both.

# %% check
check = Number(3)

# %% hidden
hidden = Number(3)

# %% 09.2 function: free [markdown]
# ## 09.2 A function

# %% answer
def double(n):
    return 2 * n  # blank

# %% why [markdown]
# Twice.

# %% hints [markdown]
# - Multiply.

# %% check
check = Function([("two", (2,), Number(4)), ("three", (3,), Number(6))])

# %% 09.3 sentence: free [markdown]
# ## 09.3 A sentence

# %% answer
said = "Orient has less than half of it."  # blank

# %% why [markdown]
# So it is.

# %% hints [markdown]
# - Say it.

# %% check
check = Conclusion({"who": ["Orient"]}, ("below", "half"))
"""


@pytest.fixture
def room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "09_small.set").write_text(pack(SET), encoding="ascii")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def check(room: Path) -> Exercises:
    return Exercises("09_small", Frames({}))


def test_hint_after_two_tries_solution_after_three(check: Exercises, capsys: pytest.CaptureFixture[str]) -> None:
    check.solution("09.1")
    assert "more tries: 3" in capsys.readouterr().out
    for answer, hints in ((1, 0), (1, 0), (2, 1), (4, 2)):
        check("09.1", answer)
        assert capsys.readouterr().out.count("Hint") == hints, "the same answer again is no new try"
    check.solution("09.1")
    assert "total = 1 + 2\n" in capsys.readouterr().out
    check.progress()
    assert "0 of 3 questions" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("question", "answer", "kind"),
    [("09.1", ..., "blank"), ("09.3", "Orient and half of it.", "not understood"), ("09.2", lambda n: np_double(n), "stops"), ("09.9", 1, "no question")],  # noqa: F821
)  # fmt: skip
def test_what_is_no_answer_costs_no_try(check: Exercises, question: str, answer: Any, kind: str) -> None:
    assert check.said(question, answer).feedback.kind == kind
    assert Path("09_small.progress.csv").exists() == (kind == "stops")


def test_a_master_shows_nothing_to_a_student(room: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shows = "import matplotlib.pyplot as plt\nplt.subplots()\nprint('the answer')\ntotal = 1 + 2"
    (room / "09_loud.set").write_text(pack(SET.replace("total = 1 + 2", shows)), encoding="ascii")
    before = plt.get_fignums()
    Exercises("09_loud", Frames({}), keep=False)("09.1", 3)
    assert "Right" in (out := capsys.readouterr().out)
    assert "the answer" not in out
    assert plt.get_fignums() == before


def test_a_field_that_is_not_understood_costs_no_try(room: Path) -> None:
    row = SET.replace('check = Conclusion({"who"', 'check = Row({"said": Conclusion({"who"').replace(
        '("below", "half"))', '("below", "half"))})'
    )
    row = (
        row.replace("import Conclusion", "import Conclusion, Row")
        .replace('said = "', 'said = {"said": "')
        .replace('of it."', 'of it."}')
    )
    (room / "09_row.set").write_text(pack(row), encoding="ascii")
    said = Exercises("09_row", Frames({})).said("09.3", {"said": "Orient and half of it."})
    assert said.feedback.kind == "said: not understood"
    assert "Not judged" in str(said)
    assert not Path("09_row.progress.csv").exists()


def test_a_test_is_judged_at_its_end(room: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (room / "09_test.set").write_text(pack(re.sub(r"# %% hints.*?\n\n", "", SET, flags=re.S)), encoding="ascii")
    check = Exercises("09_test", Frames({}))
    total, double, said = 3, lambda n: n, ...  # noqa: F841 - the check looks them up
    check("09.1")
    assert "check.score()" in capsys.readouterr().out
    check.score()
    assert "1 of 3 questions are right" in (out := capsys.readouterr().out)
    assert "Hint" not in out
    assert "not tried" in out


def test_a_name_that_is_not_there_costs_no_try(check: Exercises) -> None:
    assert check.said("09.1", check.given("09.1", {"other": 3})).feedback.kind == "missing name"
    assert check.said("09.1", check.given("09.1", {"total": 3})).feedback == RIGHT._replace(text="It is 1 and $2.")


def test_a_missing_import_costs_no_try(check: Exercises) -> None:
    exec("def double(n): return np.double(n)", names := {})
    assert check.said("09.2", names["double"]).feedback.kind == "missing import"
    assert not Path("09_small.progress.csv").exists()


@pytest.mark.parametrize(
    "spoilt", [b"\xff\xfe\x00", b"question,state\n09.1,right\n", b"question,state,tries,said\n09.1,right,many,\n", b""]
)
def test_a_file_of_progress_that_cannot_be_read_is_put_aside(room: Path, spoilt: bytes) -> None:
    (room / "09_small.progress.csv").write_bytes(spoilt)
    with contextlib.redirect_stdout(io.StringIO()):
        Exercises("09_small", Frames({}))("09.1", 3)
    assert (room / "09_small.progress.unread.csv").read_bytes() == spoilt
    assert b"right" in (room / "09_small.progress.csv").read_bytes()


@pytest.mark.parametrize(
    "saved",
    [
        "question,state,tries,said\n09.1,right,1,\n09.2,not yet,2,Twice.\n",
        "\ufeffquestion;state;tries;said\r\n9,1;right;1;\r\n9,2;not yet;2;Twice.\r\n",
        "\ufeffquestion,state,tries,said\r\n9.1,right,1,\r\n9.2,not yet,2,Twice.\r\n",
    ],
)
def test_progress_counts_on_after_a_spreadsheet_too(room: Path, saved: str, capsys: pytest.CaptureFixture[str]) -> None:
    (room / "09_small.progress.csv").write_bytes(saved.encode())
    check = Exercises("09_small", Frames({}))
    check.said("09.2", lambda n: n)
    check.progress()
    assert "1 of 3" in (shown := capsys.readouterr().out)
    assert "09.2 function not yet 3" in " ".join(shown.split())


def test_feedback_says_in_words_what_it_says_in_colour(check: Exercises) -> None:
    bundle = check.said("09.1", "<script>$1</script>")._repr_mimebundle_()
    assert "Not yet" in bundle["text/plain"]
    assert "Not yet" in bundle["text/html"]
    assert 'role="status"' in bundle["text/html"]
    assert "<script>" not in bundle["text/html"]
    assert "It is 1 and $2." in str(check.said("09.1", 3))


def test_after_a_cell_that_stopped_no_old_answer_is_judged(
    check: Exercises, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(engine, "STOPPED", {})

    def cell(source: str, error: Exception | None = None, before: Exception | None = None) -> None:
        info = SimpleNamespace(raw_cell=source)
        engine.noticed(SimpleNamespace(info=info, error_in_exec=error, error_before_exec=before))

    total = 3  # noqa: F841 - the check looks it up
    cell("total = 3")
    check("09.1")
    assert "Right" in capsys.readouterr().out
    for stopped in (
        lambda: cell("x = 1\ntotal = (3", before=SyntaxError()),
        lambda: cell("total = 1 / 0", ZeroDivisionError()),
    ):
        stopped()
        check("09.1")
        assert "stopped with" in capsys.readouterr().out
    cell("print(total == 3)", NameError())
    cell("def total(n):\n    return n")
    check("09.1")
    assert "Right" in capsys.readouterr().out


def test_a_notebook_notices_its_cells(room: Path) -> None:
    from IPython.core.interactiveshell import InteractiveShell

    shell = InteractiveShell.instance()
    try:
        with contextlib.redirect_stdout(io.StringIO()) as out:
            shell.run_cell("from datakit.feedback import Exercises\ncheck = Exercises('09_small', {}, keep=False)")
            for source in ("total = 3", "total = (3", "check('09.1')", "total = 3", "check('09.1')"):
                shell.run_cell(source)
        assert "stopped with" in out.getvalue()
        assert out.getvalue().count("Right") == 1
    finally:
        InteractiveShell.clear_instance()


@pytest.mark.parametrize("line", ["x = 1  # blank: 2", "x = 1 + 1  # blank: 1"])
def test_a_blank_that_is_not_one_place_is_refused(line: str) -> None:
    with pytest.raises(errors.DatakitError, match="once"):
        stub(master.Question("00.1", "", "", "", {"answer": line}))


def test_a_head_of_a_question_has_skill_and_level() -> None:
    question = master.parse(SET).questions["09.2"]
    assert (question.skill, question.level, question.name) == ("function", "free", "double")
    assert stub(question) == "def double(n):\n    return ..."
    assert "hidden" not in master.unpack(pack(SET))
