"""A widget round a plain function: `explore(draw, count=["held", "planned"])`, as `ipywidgets.interact` takes it."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from itertools import chain
from typing import Any

import ipywidgets as W

from datakit import pages
from datakit.bounds import number_words
from datakit.cite import sources_html, table
from datakit.errors import DatakitError
from datakit.frames import Frames
from datakit.predict import Predict


class Explore:
    """Show a figure with controls for its choices, and say in words, rows and sentences what it shows.

    Parameters
    ----------
    draw : function `draw(ax, **choices)` that draws on matplotlib Axes and returns the sentence that says what is shown,
        or (sentence, rows): a DataFrame. Rows with ids of claims, facts or deals, or with quotes, show their sentences.
    question : stands above the controls.
    guess : what `predict` gave; the figure is covered until that guess is committed or skipped.
    height : of the figure, at most 400 pixels; its width is 860, and it is shown at the width of the page.
    choices : as for `ipywidgets.interact`. A list, or a dict of label -> value, is a list to choose from; True or False a box
        to tick; a text a text field; (min, max) or (min, max, step) a number field, or two where the default of `draw` is a
        pair; `fixed(x)` is passed on. They begin at the defaults of `draw`, number fields else in the middle.

    An error while a cell runs is raised. One that comes with a choice is said in words, and the last picture stays.
    DatakitError if `draw` cannot take the choices, or returns no sentence.

    It holds the last picture's `sentence`, `rows` and `html`, and the `error` of the last choice or None.
    """

    def __init__(
        self, draw: Callable, *, question: str = "", guess: Predict | None = None, height: int = 400, **choices: Any
    ) -> None:
        self.draw, self.guess, self.height = draw, guess, height
        self.inputs = inputs(draw, choices)
        self.error: Exception | None = None
        self._layout: pages.Layout | None = None
        self._page = self._drawing()
        if question:
            pages.Place().show(pages.prose(question), question)
        widgets = [w for w in chain.from_iterable(self.inputs.values()) if isinstance(w, W.Widget)]
        for widget in widgets:
            widget.observe(lambda _: pages.in_turn(self._refresh), "value")
        self.box = pages.controls(*widgets) if widgets else None
        self._place = pages.Place()
        self._show()
        if guess is not None:
            guess.follow((pages.cell(), draw.__qualname__), self._show)

    def _ipython_display_(self) -> None:
        """It is on the page already."""

    @property
    def state(self) -> dict[str, Any]:
        """The choices, as `draw` gets them; the two ends of a range in order."""
        values = {name: tuple(part.value for part in parts) for name, parts in self.inputs.items()}
        return {name: tuple(sorted(ends)) if len(ends) > 1 else ends[0] for name, ends in values.items()}

    def _refresh(self) -> None:
        """Draw the choices as they are now: of many that came while others were drawn, only the last."""
        with pages.LOCK:
            if self.state == self._drawn:
                return
            try:
                self._page, self.error = self._drawing(), None
            except Exception as error:  # said in words below, above the last picture
                self.error = error
            self._show()

    def _drawing(self) -> str:
        """The picture with its words, as HTML. What `draw` raises is raised."""
        self._drawn = self.state
        with pages.drawing(self.height) as figure:
            told = self.draw(figure.subplots(), **self._drawn)
            sentence, rows = told if isinstance(told, tuple) else (told, None)
            if not isinstance(sentence, str):
                raise DatakitError(f"{self.draw.__name__} must return a sentence that says what is shown.")
            page, self._layout = pages.picture(figure, sentence, self._layout)
        self.sentence, self.rows = sentence, rows
        page += pages.prose(sentence, "status")
        if rows is not None:
            # the frames that the notebook loaded, where the claims of the rows are looked up
            data = next((x for x in getattr(self.draw, "__globals__", {}).values() if isinstance(x, Frames)), None)
            sources = sources_html(rows, data)
            page += table(rows).html + (pages.details("Where this comes from", sources) if sources else "")
        return page

    def _show(self) -> None:
        covered = self.guess is not None and not self.guess.opened
        if self.box is not None:
            self.box.layout.display = "none" if covered else None
        said = "" if self.error is None else str(self.error)
        if self.error is not None and not isinstance(self.error, DatakitError):
            said = f"This choice cannot be drawn ({type(self.error).__name__}: {said.rstrip('.')})."
        page = pages.cover(self._page) if covered else self._page
        alert = pages.prose(f"{said} The figure still shows the choice before it.", "alert") if said else ""
        self.html = f'<figure style="margin:0">{alert}{page}</figure>'
        self._place.show(self.html, said or self.sentence)


def inputs(draw: Callable, choices: Mapping[str, Any]) -> dict[str, list[Any]]:
    """Of each choice its widgets: two for a range, else one (or `fixed`). DatakitError for what is no choice."""
    found, defaults = {}, {name: p.default for name, p in inspect.signature(draw).parameters.items()}
    for name, choice in choices.items():
        label, default = name.replace("_", " "), defaults.get(name, inspect.Parameter.empty)
        pair = isinstance(choice, tuple) and isinstance(default, tuple)
        parts = zip((f"{label} from", f"{label} to"), default, strict=True) if pair else [(label, default)]
        found[name] = [_widget(part, choice, value) for part, value in parts]
    return found


def _widget(label: str, choice: Any, default: Any) -> Any:
    widget = W.interactive.widget_from_abbrev(choice)
    if isinstance(widget, W.IntSlider | W.FloatSlider):  # a slider has no name that a screen reader could say
        slider, field = widget, W.BoundedIntText if isinstance(widget, W.IntSlider) else W.BoundedFloatText
        ends = [number_words(end) if abs(end) >= 10_000 else f"{end:g}" for end in (slider.min, slider.max)]
        label += f" ({' to '.join(ends)})"  # a number beyond them is set to the nearer one
        widget = field(min=slider.min, max=slider.max, step=slider.step, value=slider.value)
        pages.close(slider)
    if widget is None:
        raise DatakitError(f"{label}: {choice!r} is no choice; give a list, a dict, a tuple, a text or True.")
    if isinstance(choice, list | dict | tuple) and default is not inspect.Parameter.empty:
        widget.value = default
        if widget.value != default:
            raise DatakitError(f"{label}: the default {default!r} is beyond its choices.")
    if isinstance(widget, W.Widget):
        widget.description = widget.description or label
    return widget


explore = Explore
