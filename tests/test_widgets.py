"""What notebooks use: explore, cite, predict and ask, without a browser."""

from __future__ import annotations

import base64
import copy
import html.parser
import io
import json
import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import ipywidgets as W
import nbformat
import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib import pyplot
from nbclient import NotebookClient
from PIL import Image
from traitlets import TraitError

from datakit import load
from datakit.ask import ask
from datakit.bounds import Interval
from datakit.cite import cite, show, table
from datakit.errors import DatakitError
from datakit.explore import explore
from datakit.frames import Frames
from datakit.pages import escape
from datakit.predict import Predict, numbers, predict

NONE_CLOSED = {"img", "br", "meta", "input"}
ROWS = pd.DataFrame(
    {
        "firm": ["Orchard Air", "Harbour Rail"],
        "seats": [1200, 40],
        "claim": ["gazette:0", "gazette:40"],
    }
)
SENTENCES = ["Orchard Air has over 1,200 seats for $5 to $10.", "Harbour Rail <b>has</b> 40 seats, and 9 staff."]


class Balanced(html.parser.HTMLParser):
    """Fails on a tag that is not closed where it was opened."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.feed(page)
        assert not self.open

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag not in NONE_CLOSED:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def text_of(page: str) -> str:
    """The words of a page, as a browser reads them."""
    Balanced(page)
    return html.unescape(re.sub(r"<[^>]*>|\n *", "", page))


def pictures(page: str) -> list[np.ndarray]:
    letters = re.findall(r"data:image/png;base64,([A-Za-z0-9+/=]+)", page)
    return [np.asarray(Image.open(io.BytesIO(base64.b64decode(each))).convert("RGB")) for each in letters]


@pytest.fixture(scope="module")
def told() -> Frames:
    """Two articles with a claim or two; one has no date."""
    starts = [SENTENCES[0].index("over 1,200"), SENTENCES[1].index("40"), SENTENCES[1].index("9 staff")]
    claims = pd.DataFrame(
        {
            "claim": ["gazette:0", "gazette:40", "gazette:50"],
            "source": ["a.txt", "b.txt", "b.txt"],
            "start": [100 + start for start in starts],
            "end": [100 + start + 7 for start in starts],
            "quote": ["over 1,200 seats", "40 seats", "9 staff"],
            "sentence": [SENTENCES[0], SENTENCES[1], SENTENCES[1]],
            "sentence_start": [100, 100, 100],
        }
    )
    sources = pd.DataFrame(
        {
            "source": ["a.txt", "b.txt"],
            "title": ["Seats for all", None],
            "publisher": ["The Gazette", None],
            "published": [pd.Timestamp("2025-06-03"), pd.NaT],
        }
    )
    facts = pd.DataFrame({"fact": ["gazette:40", "gazette:40"], "claim": ["gazette:40", "gazette:50"]})
    return Frames(claims=claims, sources=sources, fact_claims=facts)


# cite


def test_a_claim_is_cited_in_its_sentence_with_its_article(told: Frames) -> None:
    shown = cite(told, "gazette:0")
    assert shown.text == f"“{SENTENCES[0]}” (The Gazette, Seats for all, 3 June 2025)"
    assert "<mark>over 1,200 seats</mark>" in shown.html
    assert text_of(shown.html) == f"{SENTENCES[0]}The Gazette, Seats for all, 3 June 2025"
    assert shown._repr_mimebundle_() == {"text/html": shown.html, "text/plain": shown.text}


def test_a_sentence_is_shown_once_with_all_its_quotes(told: Frames) -> None:
    by_rows, by_ids = cite(told, told.claims), cite(told, "gazette:0", told.claims.claim[1:])
    assert by_rows.html == by_ids.html
    assert by_rows.text.count("Harbour Rail") == 1
    assert re.findall("<mark>(.*?)</mark>", by_rows.html) == ["over 1,200 seats", "40 seats", "9 staff"]
    assert "(b.txt, undated)" in by_rows.text


def test_rows_of_facts_and_single_rows_are_cited(told: Frames) -> None:
    fact = pd.DataFrame({"fact": ["gazette:40"], "label": ["Harbour Rail"]})
    assert re.findall("<mark>(.*?)</mark>", cite(told, fact).html) == ["40 seats", "9 staff"]
    assert cite(told, told.claims.iloc[0]).text == cite(told, "gazette:0").text


@pytest.mark.parametrize("chosen", [["gazette:7"], [["gazette:0", "gazette:7"]]])
def test_an_id_that_no_frame_holds_is_said(told: Frames, chosen: list) -> None:
    with pytest.raises(DatakitError, match=r"^There is no claim 'gazette:7'.*\.$"):
        cite(told, *chosen)


def test_nothing_to_cite_is_said(told: Frames) -> None:
    with pytest.raises(DatakitError, match="nothing to cite"):
        cite(told, told.claims[:0])


def test_every_row_of_the_built_frames_can_be_cited(frames_folder: Path) -> None:
    data = load(str(frames_folder))
    for name in ("claims", "facts", "deals", "events", "comparisons", "codings", "capex"):
        for _, row in data[name].iterrows():
            shown = cite(data, row)
            assert "<mark>" in shown.html, row
            text_of(shown.html)


def test_a_number_said_twice_is_marked_where_it_was_read() -> None:
    sentence = "A crew of 30 for 30 seats."
    row = {"quote": "30", "source": "a.txt", "sentence": sentence, "sentence_start": 100}
    for place in (10, 17):
        shown = cite(Frames(), pd.DataFrame([row | {"start": 100 + place}]))
        assert f"{sentence[:place]}<mark>30</mark>{sentence[place + 2 :]}" in shown.html


@given(st.text(max_size=40))
def test_no_text_becomes_markup_or_a_formula(text: str) -> None:
    safe = escape(text)
    assert not set('<>"$') & set(safe.replace("<span>&#36;</span>", ""))
    assert html.unescape(safe.replace("<span>", "").replace("</span>", "")) == html.unescape(html.escape(text))


# tables


def test_a_table_reads_as_a_person_writes() -> None:
    rows = pd.DataFrame(
        {
            "claim": ["a", "b", "c"],
            "says": ["over $5 and $6", "x" * 300, "<b>"],
            "low": [380e9, 0.35, np.nan],
            "unit": ["CNY", "fraction", "chips"],
            "when": [pd.Timestamp("2025-06-03"), pd.NaT, pd.Timestamp("2024-12-31")],
            "done": [True, False, True],
            "empty": [None] * 3,
        },
        index=[4, 7, 9],
    )
    shown = table(rows)
    rows = re.findall("<tr.*?>(.*?)</tr>", shown.html, re.S)
    found = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row) for row in rows]
    assert found == [
        ["says", "low", "when", "done"],
        ["over <span>&#36;</span>5 and <span>&#36;</span>6", "380 billion yuan", "3 June 2025", "yes"],
        ["x" * 300, "35%", "", "no"],
        ["&lt;b&gt;", "", "31 December 2024", "yes"],
    ]
    assert shown.html.count('<th scope="row"') == 3
    assert shown.html.count('<th scope="col"') == 4
    assert "e+11" not in shown.text
    assert "380 billion yuan" in shown.text


def test_a_sentence_is_shown_unless_a_quote_of_it_is_there() -> None:
    rows = pd.DataFrame({"firm": ["A"], "sentence": ["A has 5 ships."], "status": ["actual"]})
    assert text_of(table(rows).html) == "firmsentencestatusAA has 5 ships.actual"
    assert text_of(table(rows.assign(quote="5 ships")).html) == "firmstatusAactual"


def test_groups_shares_years_and_named_columns() -> None:
    rows = pd.DataFrame({"firm": ["A", "A", "B"], "spent_usd": [1e9, 2e9, 5e6], "year": [2024, 2025, 2025]})
    total = rows.groupby("firm").spent_usd.sum().to_frame().assign(share=lambda x: x.spent_usd / x.spent_usd.sum())
    assert text_of(table(total).html) == "firmspent usdshareA$3 billion99.83%B$5 million0.1664%"
    assert text_of(table(rows, ["year", "firm"]).html) == "yearfirm2024A2025A2025B"
    assert text_of(table(rows[:1], {"firm": "Who", "spent_usd": "Spent"}).html) == "WhoSpentA$1 billion"
    assert cite.table is table is show


def test_where_a_frame_says_it_in_words_the_words_are_shown(frames_folder: Path) -> None:
    capex = load(str(frames_folder)).capex
    heads = re.findall(r'scope="col"[^>]*>(.*?)</th>', table(capex.assign(mine=1)).html)
    assert heads == ["label", "says", "status", "mine"]
    assert "380 billion" not in table(capex[:0]).html


def test_a_column_that_is_not_there_is_said() -> None:
    with pytest.raises(DatakitError, match="no column 'price'; they have firm, seats, claim"):
        table(ROWS, ["price"])


# explore


def seats(ax, firm="both", least=0, span=(0.0, 0.5), log=False, factor=1):
    """Bars; the sentence says each choice."""
    rows = ROWS[ROWS.seats >= least * factor]
    if rows.empty:
        raise DatakitError(f"No firm has {least:,} seats.")
    ax.barh(rows.firm, rows.seats, log=log)
    ax.set_title("from $5 to $10")
    return f"{firm}: {len(rows)} firms, {span[0]:.0%} to {span[1]:.0%}.", rows


def test_choices_become_widgets_as_interact_makes_them() -> None:
    panel = explore(
        seats, firm={"All": "both", "One": "one"}, least=(0, 2000, 10), span=(0, 1, 0.05), log=True, factor=W.fixed(2)
    )
    kinds = {name: [type(widget).__name__ for widget in widgets] for name, widgets in panel.inputs.items()}
    assert kinds == {
        "firm": ["Dropdown"],
        "least": ["BoundedIntText"],
        "span": ["BoundedFloatText"] * 2,
        "log": ["Checkbox"],
        "factor": ["fixed"],
    }
    assert panel.state == {"firm": "both", "least": 0, "span": (0.0, 0.5), "log": True, "factor": 2}
    names = [widget.description for name in ("firm", "least", "span", "log") for widget in panel.inputs[name]]
    assert names == ["firm", "least (0 to 2000)", "span from (0 to 1)", "span to (0 to 1)", "log"]


def test_without_a_default_a_number_begins_in_the_middle() -> None:
    def draw(ax, many, part, words, *, mine=3):
        return f"{many} {part} {words} {mine}"

    assert explore(draw, many=(1, 9), part=(0.0, 1.0, 0.25), words="some").sentence == "5 0.5 some 3"


def test_no_field_redraws_while_it_is_typed_in() -> None:
    def draw(ax, a=1, b=0.5, c=""):
        return c

    panel = explore(draw, a=(0, 9), b=(0.0, 1.0), c="text")
    assert [widgets[0].continuous_update for widgets in panel.inputs.values()] == [False] * 3


def test_a_choice_changes_picture_sentence_and_rows(told: Frames) -> None:
    settings = dict(pyplot.rcParams)
    panel = explore(seats, least=(0, 2000))
    before = panel.html
    panel.inputs["least"][0].value = 100
    assert panel.sentence == "both: 1 firms, 0% to 50%."
    assert list(panel.rows.firm) == ["Orchard Air"]
    first, second = pictures(before)[0], pictures(panel.html)[0]
    assert first.shape == second.shape == (800, 1720, 3)
    assert (first != second).any()
    assert pyplot.get_fignums() == []
    assert dict(pyplot.rcParams) == settings


def test_the_page_holds_picture_sentence_rows_and_sentences(told: Frames, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(globals(), "data", told)  # as a notebook has it
    page = explore(seats, least=(0, 2000)).html
    words = text_of(page)
    assert 'alt="both: 2 firms, 0% to 50%."' in page
    assert 'width="860" height="400"' in page
    assert '<p role=status style="' in page
    assert "Orchard Air1,200" in words
    assert page.count("<details") == 1
    assert re.findall("<mark>(.*?)</mark>", page) == ["over 1,200 seats", "40 seats"]
    assert "The Gazette, Seats for all, 3 June 2025" in words


def test_grid_lines_lie_behind_and_two_pale_tints_stay_two_colours() -> None:
    tints = [(204, 227, 239), (204, 235, 227)]

    def draw(ax):
        for place, tint in enumerate(tints):
            ax.bar([place], [1], color=[part / 255 for part in tint], width=1)
        ax.grid(color="black", linewidth=3)
        return "Two bars."

    picture = pictures(explore(draw).html)[0]
    row = picture[picture.shape[0] // 2]
    assert [(row == tint).all(axis=1).sum() > 600 for tint in tints] == [True, True]
    assert row[600:1200].max(axis=1).min() > 100, "no dark line on a bar"


def test_an_error_of_the_first_drawing_is_raised() -> None:
    with pytest.raises(ZeroDivisionError):
        explore(lambda ax: f"{1 / 0}")
    with pytest.raises(DatakitError, match="must return a sentence"):
        explore(lambda ax: None)


def test_an_error_of_a_choice_is_said_and_the_picture_stays() -> None:
    def draw(ax, by=1):
        ax.plot([0, 1], [0, 1 / by])
        return f"Divided by {by}."

    panel = explore(draw, by=(0, 5))
    picture = pictures(panel.html)[0]
    panel.inputs["by"][0].value = 0
    assert isinstance(panel.error, ZeroDivisionError)
    said = "This choice cannot be drawn (ZeroDivisionError: division by zero)."
    assert f"{said} The figure still shows the choice before it.Divided by 1." in text_of(panel.html)
    assert (pictures(panel.html)[0] == picture).all()
    panel.inputs["by"][0].value = 2
    assert panel.error is None
    assert "cannot be drawn" not in panel.html


def test_what_is_wrong_is_said_in_the_notebooks_words() -> None:
    panel = explore(seats, least=(0, 9999), span=(0, 1, 0.05))
    panel.inputs["least"][0].value = 5000
    assert str(panel.error) == "No firm has 5,000 seats."
    panel.inputs["least"][0].value = 0
    panel.inputs["span"][0].value = 0.9
    assert panel.sentence == "both: 2 firms, 50% to 90%."  # the ends in order, however they were typed


@pytest.mark.parametrize(
    ("choices", "says"),
    [
        ({"least": (5, 9)}, r"least \(5 to 9\): the default 0 is beyond its choices"),
        ({"least": object()}, "least: <object.* is no choice"),
    ],
)
def test_a_choice_that_cannot_be_is_refused(choices: dict, says: str) -> None:
    with pytest.raises(DatakitError, match=says):
        explore(seats, **choices)


def test_a_default_that_is_not_in_the_list_is_refused() -> None:
    with pytest.raises(TraitError, match="value not found"):
        explore(seats, firm=["one", "two"])


def test_the_axes_stay_where_they_are_unless_their_words_need_more_room(monkeypatch: pytest.MonkeyPatch) -> None:
    def draw(ax, far=1, title="short"):
        ax.barh(["a firm" * far], [5])
        ax.set_title(title)
        places.append(ax)
        return f"{far}"

    places: list = []
    panel = explore(draw, far=(1, 40), title={"short": "short", "long": "two\nlines"})
    for far in (1, 2, 6, 5):
        panel.inputs["far"][0].value = far
    edges = [ax.get_position().x0 for ax in places]
    assert edges[0] < edges[1] < edges[2]  # cut off at the edge, so laid out anew
    assert edges[2] == edges[3]  # it fits, so it stays
    panel.inputs["title"][0].value = "two\nlines"
    assert places[-1].get_position().y1 < places[-2].get_position().y1
    assert all((part == 255).all() for part in (pictures(panel.html)[0][[0, -1]], pictures(panel.html)[0][:, [0, -1]]))


def test_a_name_that_is_cut_off_between_two_letters_gets_room() -> None:
    """The edge of the picture then shows nothing of the name, as with '7.5' cut off to '.5'."""

    def draw(ax, gap=0):
        ax.barh(["a" * (gap > 0) + " " * gap + "b"], [5])
        places.append(ax)
        return f"{gap}."

    places: list = []
    explore(draw, gap=(0, 20)).inputs["gap"][0].value = 20
    assert places[0].get_position().x0 < places[1].get_position().x0


def test_of_many_threads_the_last_choice_is_drawn() -> None:
    seen = []

    def draw(ax, n=0):
        seen.append(n)
        return f"{n}"

    panel = explore(draw, n=(0, 99))
    field = panel.inputs["n"][0]
    threads = [threading.Thread(target=setattr, args=(field, "value", n)) for n in range(1, 20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert panel.sentence == str(field.value) == str(seen[-1])


def test_the_same_choice_gives_the_same_bytes_whatever_the_theme_is() -> None:
    first = explore(seats).html
    with pyplot.rc_context({"font.size": 30, "axes.labelsize": 2}):
        again = explore(seats).html
    assert first == again


def run(*sources: str) -> nbformat.NotebookNode:
    """A notebook of these cells, run by nbclient."""
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source) for source in sources])
    env = {**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parent.parent)}
    NotebookClient(notebook, timeout=120, kernel_name="python3").execute(env=env)
    return notebook


SETUP = """
from datakit.explore import explore
def draw(ax, n=1):
    ax.plot([0, n])
    return f"Up to {n}."
"""
PANEL = "explore(draw, question='How many?', n=(1, 5))"


@pytest.fixture(scope="module")
def executed() -> Iterator[nbformat.NotebookNode]:
    count = "from ipywidgets.widgets.widget import _instances\nprint(len(_instances))"
    move = "panel = explore(draw, n=(1, 5)); panel.inputs['n'][0].value = 4"
    return run(SETUP, *[PANEL] * 2, count, *[PANEL] * 38, count, move, "1 / 0 if draw is None else None")


def test_a_notebook_keeps_question_and_picture_outside_the_widgets(executed: nbformat.NotebookNode) -> None:
    question, controls, picture = executed.cells[1].outputs
    assert question.data["text/plain"] == "How many?"
    assert "How many?" in question.data["text/html"]
    assert "Run this cell to use its controls." in controls.data["text/html"]
    assert "application/vnd.jupyter.widget-view+json" in controls.data
    assert set(picture.data) == {"text/html", "text/plain"}
    assert picture.data["text/plain"] == "Up to 1."
    assert len(pictures(picture.data["text/html"])) == 1


def test_forty_runs_leave_no_widgets_behind(executed: nbformat.NotebookNode) -> None:
    two, forty = (int(o.text) for cell in executed.cells for o in cell.outputs if o.get("name") == "stdout")
    assert two == forty > 0


def test_a_move_changes_the_output_that_is_stored(executed: nbformat.NotebookNode) -> None:
    moved = next(cell for cell in executed.cells if cell.source.startswith("panel ="))
    assert [output.data["text/plain"] for output in moved.outputs][-1] == "Up to 4."
    assert len(moved.outputs) == 2


# predict


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Each test has its own folder for guesses, and no guess of another test."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("datakit.predict.PREDICTIONS", {})
    return tmp_path


def guess(made: Predict, text: str) -> str:
    """Type, press the button, and read."""
    made.field.value = text
    made.committing.click()
    return text_of(made.html)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("40 55 70 12", [40, 55, 70, 12]),
        ("230,000; 1.5, -3", [230_000, 1.5, -3]),
        ("  12 % 7%", [12, 7]),
        ("1,200,000", [1_200_000]),
        ("40,55", [40, 55]),
        (".5", [0.5]),
    ],
)
def test_numbers_are_read_as_people_type_them(text: str, found: list[float]) -> None:
    assert numbers(text) == found


@pytest.mark.parametrize(
    ("text", "says"), [("40 many", "'many' is no number"), ("inf", "'inf'"), ("nan", "'nan'"), (" ", "Type a")]
)
def test_what_is_no_number_is_said(text: str, says: str) -> None:
    with pytest.raises(DatakitError, match=says):
        numbers(text)


def test_a_guess_is_shown_beside_the_answer_once_it_is_committed() -> None:
    made = predict("How many?", answer=68, unit="chips", low=0, high=100)
    assert made.html.startswith("<details class=datakit-cover")
    assert not pictures(made.html)
    assert not made.opened
    assert guess(made, "40") == "Your guess: 40 chips. The answer is 68 chips: too low."
    assert made.opened
    assert "<details" not in made.html
    assert pictures(made.html)[0].shape == (340, 1720, 3)


def test_a_class_is_shown_as_dots_on_the_scale() -> None:
    made = predict("How many?", answer=Interval(0.5, None), unit="fraction", low=0, high=100)
    assert made.field.description == "Your guess (%)"
    said = guess(made, "40 55 70 12")
    assert said == "4 guesses: 12%, 40%, 55%, 70%. The answer is at least 50%: 2 too low, 2 right."
    alone = pictures(made.html)[0]
    guess(made, "40 55 70 90")
    assert (pictures(made.html)[0] != alone).any()


def test_a_number_beyond_the_scale_is_shown_at_its_edge(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = []
    monkeypatch.setattr("matplotlib.axes.Axes.text", lambda _, x, y, text, **look: texts.append((x, text, look["ha"])))
    made = predict("How many?", answer=lambda: 30, low=10, high=100)
    assert guess(made, "50 4 5,000 900") == "4 guesses: 4, 50, 900, 5,000. The answer is 30: 1 too low, 3 too high."
    assert texts == [(10, "4", "left"), (100, "900, 5,000", "right")]


@pytest.mark.parametrize("text", ["0", "-5 -5", "4000 7000"])
def test_a_guess_anywhere_can_be_drawn(text: str) -> None:
    for made in (predict("How many?", name="free"), predict("How many?", answer=0, low=1, high=2, name="scaled")):
        guess(made, text)
        assert len(np.unique(pictures(made.html)[0])) > 10


def test_an_empty_box_is_no_guess_and_a_word_is_none_either(own_folder: Path) -> None:
    made = predict("How many?", answer=68)
    assert guess(made, "").startswith("Type a guess first, or skip it.")
    assert guess(made, "lots").startswith("'lots' is no number")
    assert not made.opened
    assert list(own_folder.iterdir()) == []


def test_a_skip_shows_the_answer_and_start_again_covers_it() -> None:
    made = predict("How many?", answer=68)
    assert made.skipping.description == "Skip"
    made.skipping.click()
    assert text_of(made.html) == "Skipped. The answer is 68."
    assert made.skipping.description == "Start again"
    made.skipping.click()
    assert made.html.startswith("<details class=datakit-cover")
    assert not made.opened


def test_without_an_answer_the_guess_stands_alone() -> None:
    made = predict("How many?")
    assert text_of(made.html) == "There is no guess yet."
    assert guess(made, "1500000") == "Your guess: 1.5 million."
    assert len(pictures(made.html)) == 1


def test_enter_commits_and_leaving_the_box_does_not() -> None:
    made = predict("How many?")
    made.field.value = "40"
    assert not made.opened
    made.field._handle_custom_msg({"event": "submit"}, [])  # Enter; what was typed was sent before
    assert made.guesses == [40]
    other = predict("How much?")
    other.field._handle_custom_msg({"event": "submit"}, [])  # Enter; what was typed comes after it
    assert not other.opened
    other.field.value = "7"
    assert other.guesses == [7]


def test_a_panel_is_covered_until_its_guess() -> None:
    made = predict("How many?", name="seats")
    panel = explore(seats, guess=made, least=(0, 2000))
    assert panel.html.startswith('<figure style="margin:0"><details class=datakit-cover')
    assert "<summary>Show the answer</summary>" in panel.html
    assert len(pictures(panel.html)) == 1
    assert panel.box.layout.display == "none"
    guess(made, "7")
    assert "Show the answer" not in panel.html
    assert panel.box.layout.display is None
    made.skipping.click()
    assert "Show the answer" in panel.html
    assert predict("How many?", name="seats") is made
    made.skipping.click()
    assert "Show the answer" not in panel.html


def test_a_guess_is_kept_for_a_person_and_not_for_a_rerun(own_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    guess(predict("How many?"), "40 55")
    predict("How much?").skipping.click()
    assert json.loads((own_folder / ".guesses.json").read_text()) == {"How many?": [40, 55], "How much?": []}
    monkeypatch.setattr("datakit.predict.PREDICTIONS", {})
    assert not predict("How many?").opened
    for asked, opened in (({"content": {"allow_stdin": False}}, False), ({"content": {"allow_stdin": True}}, True)):
        monkeypatch.setattr("datakit.predict.PREDICTIONS", {})
        monkeypatch.setattr("datakit.pages.request", lambda asked=asked: {**asked, "header": {"msg_id": "1"}})
        assert predict("How many?").opened is opened
        assert predict("How much?").opened is opened
        assert not predict("How long?").opened


@pytest.mark.parametrize("text", ["[1, 2", "[1, 2]", "7"])
def test_a_damaged_file_of_guesses_is_none(text: str, own_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (own_folder / ".guesses.json").write_text(text)
    monkeypatch.setattr("datakit.pages.request", lambda: {"content": {"allow_stdin": True}, "header": {"msg_id": "1"}})
    assert not predict("How many?").opened


# ask

OPTIONS = ["Both", "Only the first", "Neither"]
WHY = ["*Over* may stand for both counts.", "The sentence does not say so.", "*Over* stands before a count."]


def test_a_question_shows_its_options_in_an_order_of_its_own() -> None:
    made = ask("Which count does it hedge?", OPTIONS, "Both", WHY)
    assert made.box.value is None
    assert sorted(made.box.options) == sorted(OPTIONS)
    assert made.box.options == ask("Which count does it hedge?", OPTIONS[::-1], 2, WHY[::-1]).box.options
    orders = {ask(f"Question {n}", OPTIONS, 0, WHY).box.options for n in range(20)}
    assert len(orders) > 2


def test_each_option_has_its_reply() -> None:
    made = ask("Which?", OPTIONS, right=0, why=dict(zip(OPTIONS, WHY, strict=True)))
    made.button.click()
    assert text_of(made.html).startswith("Choose an option first.")
    for option, said in zip(OPTIONS, ("Right: ", "Not quite: ", "Not quite: "), strict=True):
        made.box.value = option
        assert text_of(made.html).startswith("Choose an option first.") or "Right" in text_of(made.html)
        made.button.click()
        assert text_of(made.html).startswith(said + WHY[OPTIONS.index(option)])


@pytest.mark.parametrize(("right", "why"), [("Some", WHY), ("Both", WHY[:2]), (0, {"Both": "so"})])
def test_a_question_without_all_its_replies_is_refused(right: object, why: object) -> None:
    with pytest.raises(DatakitError, match="needs one reply for each"):
        ask("Which?", OPTIONS, right, why)


def test_a_saved_question_shows_options_and_folds_the_replies() -> None:
    notebook = run(
        "from datakit.ask import ask", "ask('Which costs $5?', ['One', 'Two'], 'One', ['It does.', 'It costs $6.'])"
    )
    question, controls, replies = notebook.cells[1].outputs
    assert question.data["text/plain"] == "Which costs $5?"
    assert {"One", "Two"} <= set(re.findall("<li>(.*?)</li>", controls.data["text/html"]))
    assert "Run this cell" in controls.data["text/html"]
    assert "<details style" in replies.data["text/html"]
    assert "Not quite: It costs $6." in text_of(replies.data["text/html"])


def test_nbval_accepts_such_a_notebook_and_sees_another_sentence(
    executed: nbformat.NotebookNode, own_folder: Path
) -> None:
    root, path = Path(__file__).resolve().parent.parent, own_folder / "panel.ipynb"
    first = nbformat.v4.new_notebook(cells=[executed.cells[0], executed.cells[1]], metadata=executed.metadata)
    second = copy.deepcopy(first)
    second.cells[1].outputs[2].data["text/plain"] = "Up to 2."
    sanitized = f"--nbval-sanitize-with={root / 'tests/nbval_sanitize.cfg'}"
    command = [sys.executable, "-m", "pytest", "--nbval", sanitized, "-q", "-p", "no:cacheprovider", str(path)]
    env = {**os.environ, "PYTHONPATH": str(root)}
    found = []
    for notebook in (first, second):
        nbformat.write(notebook, path)
        found.append(subprocess.run(command, capture_output=True, text=True, env=env, check=False))
    assert found[0].returncode == 0, found[0].stdout
    assert found[1].returncode == 1
    assert "1 failed, 1 passed" in found[1].stdout
