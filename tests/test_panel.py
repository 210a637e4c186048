"""The panel's base class, and what every panel of the course must hold, at all ends of its controls."""

from __future__ import annotations

import io
import itertools
import re
import threading
import time
from collections.abc import Iterator
from html.parser import HTMLParser

import matplotlib as mpl
import numpy as np
import pandas as pd
import pytest
from capex_frames import capex_frames
from disagreeing import disagreeing
from display_frames import frames
from market_frames import market_frames
from matplotlib import pyplot as plt
from matplotlib.figure import Figure
from matplotlib.text import Text
from own_folder import own_article
from PIL import Image

from datakit.display import Ask, Panel, PanelError, Predict, View, style
from datakit.display.belief import WhomDoYouBelieve
from datakit.display.capex import DrawThePath, TwoCurrencies
from datakit.display.compute import WhatMustYouAssume, WhoseChips, chip_counts, widest
from datakit.display.controls import Choice, Control, Flag, Number
from datakit.display.disagreement import ConflictBoard
from datakit.display.ecosystem import WhoBacksWhom
from datakit.display.growth import TwoPoints
from datakit.display.market_share import CheaperAndBigger, ShareOfWhat
from datakit.display.overlap import WhatDoTalksChange, WouldChanceDoThat
from datakit.display.promise import KeepThePromise, WhoseQuarter
from datakit.display.review_panel import PredictAccepted, Review
from datakit.display.start import WhatEachGives
from datakit.display.words import FillTheRow, FoundAndMissed, HedgeToBounds
from datakit.display.worth import WhatIsItWorth

SAMPLE = frames()
MARKET = market_frames()


def predict(data, **state) -> Predict:
    return Predict(data, "How many?", widest(chip_counts(data), "held"), top=1000, unit="chips", **state)


PANELS = {
    "WhoseChips": WhoseChips,
    "WhatMustYouAssume": WhatMustYouAssume,
    "Predict": predict,
    "WhatEachGives": WhatEachGives,
    "HedgeToBounds": HedgeToBounds,
    "FillTheRow": FillTheRow,
    "FoundAndMissed": FoundAndMissed,
}
CAPEX = capex_frames()
for kind in (DrawThePath, TwoCurrencies, KeepThePromise, WhoseQuarter):
    PANELS[kind.__name__] = lambda _, kind=kind, **state: kind(CAPEX, **state)
for kind in (TwoPoints, CheaperAndBigger, ShareOfWhat):
    PANELS[kind.__name__] = lambda _, kind=kind, **state: kind(MARKET, **state)
PANELS |= {"WhoBacksWhom": WhoBacksWhom, "WouldChanceDoThat": WouldChanceDoThat, "WhatDoTalksChange": WhatDoTalksChange}
OWN = own_article()
for kind in (Review, PredictAccepted):
    PANELS[kind.__name__] = lambda _, kind=kind, **state: kind(OWN, **state)
PANELS["ConflictBoard"] = lambda _, **state: ConflictBoard(disagreeing(), **state)
PANELS["WhomDoYouBelieve"] = lambda _, **state: WhomDoYouBelieve(disagreeing(), **state)
PANELS["WhatIsItWorth"] = lambda _, **state: WhatIsItWorth(disagreeing(), **state)


class Plain(Panel):
    """A panel with one control of each kind, that can be told to fail or to be slow."""

    title, question, size = "Plain", "Does it hold?", (300, 200)

    def prepare(self, frames) -> None:
        self.calls, self.wait = [], 0.0

    def controls(self) -> dict[str, Control]:
        kinds = {"a": "good", "b": "also good", "bad": "fails", "refused": "is refused"}
        return {"kind": Choice("Kind", kinds), "n": Number("How many", 0, 10, 3), "flag": Flag("Flag")}

    def build(self, fig: Figure) -> None:
        ax = style.axes(fig, 0.2, 0.2, 0.9, 0.9)
        ax.set(xlim=(0, 10), ylim=(0, 1))
        (self.line,) = ax.plot([0, 1], [0, 1], color=style.BLUE)
        self.live(self.line)

    def update(self, kind: str, n: float, flag: bool) -> View:
        self.calls.append(n)
        time.sleep(self.wait)
        if kind == "bad":
            raise KeyError("column <b>")
        if kind == "refused":
            raise PanelError("There is nothing of that kind here.")
        self.line.set_data([0, n], [0, 1])
        return View(f"{kind} {n} {flag}", lambda: pd.DataFrame({"kind": [kind], "n": [n]}))


def pixels(png: bytes) -> np.ndarray:
    return np.asarray(Image.open(io.BytesIO(png)).convert("RGB"))


def combinations(panel: Panel) -> Iterator[dict]:
    """Every combination of the ends of the panel's controls."""
    ends = {name: control.ends() for name, control in panel._controls.items()}
    for values in itertools.product(*ends.values()):
        yield dict(zip(ends, values, strict=True))


@pytest.fixture(params=PANELS)
def panel(request: pytest.FixtureRequest) -> Panel:
    return PANELS[request.param](SAMPLE)


def test_every_combination_of_ends_is_drawn_or_refused_in_words(panel: Panel) -> None:
    size = (*panel.size[::-1], 3)
    for number, state in enumerate(combinations(panel)):
        if number % 17 and number > 600:  # a panel with eight numbers has thousands
            continue
        panel.set(**state)
        assert panel.state == state
        assert pixels(panel.png).shape == size if number % 10 == 0 else panel.png
        assert panel.sentence.endswith(".")
        if panel.error is not None:
            assert isinstance(panel.error, PanelError), state
            assert "Traceback" not in panel.message.value
        assert "nan" not in panel.sentence.lower().replace("finance", "")


def test_state_restores_the_panel(panel: Panel) -> None:
    for state in itertools.islice(combinations(panel), 0, 2000, 97):
        panel.set(**state)
        if panel.error is None:
            again = PANELS[type(panel).__name__](SAMPLE, **panel.state)
            assert again.sentence == panel.sentence
            assert again.png == panel.png


def test_state_is_small_and_plain(panel: Panel) -> None:
    assert all(value is None or isinstance(value, (str, int, float, bool)) for value in panel.state.values())
    assert len(str(panel.state)) < 400


@pytest.mark.parametrize("state", [{"kind": "c"}, {"kind": []}, {"n": 11}, {"n": True}, {"flag": 1}, {"x": 1}])
def test_an_impossible_state_is_one_clear_sentence(state: dict) -> None:
    with pytest.raises(PanelError, match=r"^Plain.*\.$") as caught:
        Plain(SAMPLE, **state)
    assert next(iter(state)) in str(caught.value)
    assert caught.value._render_traceback_() == [str(caught.value)]
    panel = Plain(SAMPLE)
    with pytest.raises(PanelError):
        panel.set(**state)
    assert panel.state == Plain(SAMPLE).state


def test_bundle_has_a_live_view_a_figure_and_a_sentence(panel: Panel) -> None:
    bundle = panel._repr_mimebundle_()
    assert bundle["text/plain"] == panel.sentence
    assert "application/vnd.jupyter.widget-view+json" in bundle
    page = Page(bundle["text/html"])
    (picture,) = page.attributes["img"]
    assert picture["alt"] == panel.sentence
    assert (picture["width"], picture["height"]) == tuple(map(str, panel.size))
    assert panel.sentence in page.text
    assert {"figure", "figcaption", "details", "summary"} <= page.attributes.keys()
    assert panel.image.tooltip == panel.sentence


class Page(HTMLParser):
    """The tags of some HTML with their attributes, and its text; fails on tags that do not match."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.attributes: dict[str, list[dict]] = {}
        self.text, self.open = "", []
        self.feed(html)
        self.close()
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list) -> None:
        self.attributes.setdefault(tag, []).append(dict(attrs))
        if tag not in ("img", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def test_sources_mark_the_right_words_and_nothing_in_an_article_is_markup() -> None:
    panel = WhoseChips(SAMPLE, below="both")
    shown = panel.below.value
    marks = re.findall(r"([^>]{0,9})<mark>(.*?)</mark>", shown)
    assert [quote for _, quote in marks] == ["over 100", "300", "300"]
    assert [before.split()[-1] for before, _ in marks[1:]] == ["&amp;", "and"]
    assert "The end." in shown, "the whole paragraph, once"
    assert shown.count("The end.") == 1
    saved = panel.to_html()
    assert "The end." not in saved, "a saved page quotes no more than a sentence"
    assert "<mark>over 100</mark>" in saved
    page = Page(shown)
    assert not {"b", "i", "script"} & page.attributes.keys()
    assert "Acme <b>held</b>" in page.text
    assert "The $ Paper, Chips <i>& co</i>" in page.text
    assert not re.search(r"\$[^<]", shown), "a dollar sign beside text would start a formula"


def test_table_has_a_caption_and_scoped_headers() -> None:
    panel = WhoseChips(SAMPLE, below="table")
    page = Page(panel.below.value)
    assert len(page.attributes["caption"]) == 1
    scopes = [th["scope"] for th in page.attributes["th"]]
    assert scopes == ["col"] * 6 + ["row"] * len(panel.table)
    region = page.attributes["div"][0]
    assert (region["tabindex"], region["role"]) == ("0", "region")
    assert region["aria-label"]


def test_controls_have_names_and_a_picture_keeps_its_size(panel: Panel) -> None:
    for control in panel._controls.values():
        assert control.label
    assert "below" in panel.inputs
    layout = panel.image.layout
    assert (layout.width, layout.height) == tuple(f"{pixels}px" for pixels in panel.size)


def test_it_can_be_read_on_a_projector_of_1280_by_720(panel: Panel) -> None:
    written = [text for text in panel.figure.findobj(Text) if text.get_visible() and text.get_text().strip()]
    assert written
    assert min(text.get_fontsize() * style.DPI / 72 for text in written) >= 15  # pixels
    assert panel.size[0] <= 900
    assert panel.size[1] <= 600


def test_an_error_is_said_in_the_panel_and_can_be_raised() -> None:
    panel = Plain(SAMPLE)
    before = panel.png
    panel.inputs["kind"].value = "bad"
    assert isinstance(panel.error, KeyError)
    assert "KeyError" in panel.message.value
    assert "column &lt;b&gt;" in panel.message.value
    assert "choice before it" in panel.sentence
    assert panel.png == before
    with pytest.raises(KeyError):
        panel.check()
    panel.inputs["kind"].value = "refused"
    assert panel.sentence.startswith("There is nothing of that kind here.")
    panel.inputs["kind"].value = "a"
    panel.check()
    assert panel.message.value == ""
    assert panel.sentence == "a 3 False"


def test_a_first_choice_that_fails_still_shows_something() -> None:
    panel = Plain(SAMPLE, kind="refused")
    assert panel.sentence == "There is nothing of that kind here."
    assert (pixels(panel.png) < 128).any()
    panel.set(kind="a")
    panel.check()


def test_no_chips_at_all_is_said_in_words() -> None:
    empty = frames([])
    assert "no number of chips" in WhoseChips(empty).sentence
    assert WhatMustYouAssume(empty).sentence.endswith(".")
    with pytest.raises(PanelError, match="no count of chips held"):
        widest(chip_counts(empty), "held")


def test_a_range_the_wrong_way_round_and_no_work_at_all_are_said_in_words() -> None:
    panel = WhatMustYouAssume(SAMPLE)
    good = panel.png
    panel.inputs["domestic_least"].value = 100
    assert panel.sentence.startswith("Work of a domestic chip: the least, 100%, is above the most, 90%")
    assert panel.png == good
    panel.set(domestic_least=0, nvidia_least=0)
    assert "no chip does any work" in panel.sentence
    panel.set(nvidia_least=10)
    panel.check()


def test_the_last_of_many_events_wins_and_the_others_are_dropped() -> None:
    panel = Plain(SAMPLE)
    panel.calls.clear()
    panel.wait = 0.05
    field, gate = panel.inputs["n"], threading.Barrier(8)

    def press(number: int) -> None:
        gate.wait()
        field.value = number

    threads = [threading.Thread(target=press, args=(number,)) for number in range(1, 9)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert panel.calls[-1] == field.value
    assert panel.sentence == f"a {field.value} False"
    assert panel.png == Plain(SAMPLE, n=field.value).png
    assert len(panel.calls) < 8


def test_right_beside_a_thread_that_draws_with_pyplot_and_changes_the_theme(panel: Panel) -> None:
    states = [state for _, state in zip(range(12), combinations(panel), strict=False)]
    wanted = []
    for state in states:
        panel.set(**state)
        wanted.append((panel.sentence, panel.png))
    stop, faults = threading.Event(), []

    def cell() -> None:
        for turn in itertools.count():
            if stop.is_set():
                return
            with mpl.rc_context({"font.size": 6 + turn % 9, "axes.facecolor": "black", "xtick.color": "red"}):
                figure, ax = plt.subplots(figsize=(2, 2))
                ax.plot([1, 2], label="words")
                ax.legend()
                figure.savefig(io.BytesIO(), format="png")
                if len(ax.lines) != 1:
                    faults.append(turn)
                plt.close(figure)

    thread = threading.Thread(target=cell)
    thread.start()
    try:
        for _ in range(3):
            for state, (sentence, png) in zip(states, wanted, strict=True):
                panel.set(**state)
                assert panel.sentence == sentence
                assert np.array_equal(pixels(panel.png), pixels(png))
    finally:
        stop.set()
        thread.join()
    assert not faults


def test_panels_leave_no_figures_and_no_settings_behind(panel: Panel) -> None:
    before = dict(mpl.rcParams)
    for state in itertools.islice(combinations(panel), 50):
        panel.set(**state)
    assert plt.get_fignums() == []
    assert dict(mpl.rcParams) == before


def test_blitting_gives_the_picture_that_a_full_drawing_gives(panel: Panel) -> None:
    full = io.BytesIO()
    for artist in panel._live:
        artist.set_animated(False)
    panel.figure.savefig(full, format="png", dpi=style.DPI)
    difference = np.abs(pixels(panel.png).astype(int) - pixels(full.getvalue()).astype(int))
    assert (difference.max(axis=2) > 24).mean() < 0.002


def test_nothing_of_the_answer_is_in_a_prediction_before_the_guess() -> None:
    panel = predict(SAMPLE, below="both")
    html = panel.to_html() + panel.below.value + panel.sentence
    assert "over 100" not in html
    assert "more than" not in html
    box = panel.inputs["guess"]
    box.field.value = 50
    box.press()
    assert panel.state["guess"] == 50
    assert "too low by a factor of 2" in panel.sentence
    assert "<mark>over 100</mark>" in panel.below.value
    assert box.field.disabled
    box.press()
    assert panel.state["guess"] is None
    assert "over 100" not in panel.below.value


def test_a_question_replies_to_each_answer() -> None:
    question = Ask("Is it <so>?", {"yes": "No, $5.", "no": "Yes."})
    assert question.sentence == "Is it <so>? Not answered yet."
    question.box.value = "yes"
    assert "No, $5." in question.reply.value
    assert Ask("Is it <so>?", {"yes": "No, $5.", "no": "Yes."}, **question.state).sentence == question.sentence
    page = Page(question.to_html())
    assert "so" not in page.attributes
    with pytest.raises(PanelError):
        Ask("?", {"a": "b"}, answer="c")
