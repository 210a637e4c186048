"""The panel that every widget of the course is built on.

Controls with accessible names, one figure, one sentence that says in words what the figure shows, one table,
and one 'Where does this come from?'. A panel owns its figure (never pyplot), keeps its artists and only
changes them, draws under one lock, and swaps the bytes of a picture of fixed size. Callbacks may come in
another thread, beside a running cell: the last choice is drawn, or it is said in words why it cannot be.
"""

from __future__ import annotations

import base64
import struct
import threading
import zlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import Any, NamedTuple

import ipywidgets as W
import numpy as np
import pandas as pd
import traitlets
from matplotlib.artist import Artist
from matplotlib.figure import Figure

from datakit.display import quotes, style
from datakit.display.controls import Choice, Control
from datakit.errors import DatakitError

LOCK = threading.RLock()  # matplotlib is not thread-safe: whatever builds, draws or encodes a figure holds this


class PanelError(DatakitError):
    """A panel was given something it cannot show; the message is one clear sentence."""


class View(NamedTuple):
    """What a panel says about the picture it has just drawn."""

    sentence: str  # plain text with the numbers and units in it; also the alt text
    table: Callable[[], pd.DataFrame]  # what is drawn, ready to read: one row a mark, first column its name
    claims: Sequence[str] = ()  # the ids of the claims behind what is drawn


class Picture(W.Image):
    """An image with a text alternative, which the front end takes from `tooltip` (ipywidgets 8).

    It reads `description` first, which an Image does not have: without this one nothing would be shown.
    """

    description = traitlets.Unicode("").tag(sync=True)


BELOW = Choice(
    "Show below the figure",
    {
        "nothing": "nothing more",
        "table": "the table",
        "sources": "where this comes from",
        "both": "the table and where this comes from",
    },
)


class Panel:
    """Base class: give a `title` and a `question`, and write `prepare`, `controls`, `build` and `update`.

    `type(panel)(frames, **panel.state)` restores a panel. `panel.error` is the exception of the last choice,
    or None; `panel.check()` raises it. Raises PanelError when a choice given here is none of the control's.
    """

    title = ""
    question = ""
    size = (860, 430)  # the picture in pixels; `prepare` may set another
    below_height = "290px"
    drafts: Sequence[str] = ()  # choices that are kept in the state and change nothing in the picture

    def __init__(self, frames: Any, **state: Any) -> None:
        self.error: Exception | None = None
        self._wanted, self._drawn, self._hold, self._redraw = 0, -1, False, False
        self._live: list[Artist] = []
        self._background: Any = None
        self._view, self._png, self._said = View("", pd.DataFrame), b"", ""
        self.problem = getattr(frames, "problem", "")  # why there are no articles at all: said instead of a figure
        self.evidence, self.paragraphs = quotes.evidence(frames), frames.paragraphs
        with LOCK, style.theme():
            self.prepare(frames)
            self._controls: dict[str, Control] = {**self.controls(), "below": BELOW}
            self._values = self._valid(state, {name: c.default for name, c in self._controls.items()})
            self.figure: Figure = style.figure(*self.size)
            self.build(self.figure)
            self._make_widgets()
            self._refresh()

    # What a panel writes.

    def prepare(self, frames: Any) -> None:
        """Take from the frames what the panel needs, once."""

    def controls(self) -> Mapping[str, Control]:
        """The named choices, in reading order; options may depend on the data."""
        return {}

    def build(self, fig: Figure) -> None:
        """Draw everything once, with seaborn and `style`; pass the artists that change to `self.live`."""
        raise NotImplementedError

    def update(self, **choices: Any) -> View:
        """Change the live artists to these choices (make no new ones) and say what they show.

        Raise PanelError with one clear sentence for what cannot be drawn.
        """
        raise NotImplementedError

    # What a panel may call.

    def live(self, artists: Artist | Iterable[Artist]) -> None:
        """These change in `update`; all others are drawn once and kept as the background."""
        for artist in [artists] if isinstance(artists, Artist) else artists:
            artist.set_animated(True)
            self._live.append(artist)

    def redraw_background(self) -> None:
        """In `update`, after a change to anything that is not live (an axis limit, a tick label)."""
        self._redraw = True

    # What a notebook or a test may call.

    @property
    def state(self) -> dict[str, Any]:
        """The choices as plain values."""
        return dict(self._values)

    def set(self, **state: Any) -> None:
        """Make several choices and draw once. Raises PanelError when one of them is not possible."""
        values = self._valid(state, self._values)
        self._hold = True
        try:
            for name in state:
                self.inputs[name].value = values[name]
        finally:
            self._hold = False
        self._changed()

    @property
    def sentence(self) -> str:
        """What the panel shows, in words; when the last choice could not be drawn, that."""
        return self._said or self._view.sentence

    @property
    def table(self) -> pd.DataFrame:
        """What is drawn, as a table."""
        return self._view.table()

    @property
    def claims(self) -> pd.DataFrame:
        """The claims behind what is drawn, with the title and publisher of their articles."""
        return self.evidence[self.evidence.claim.isin(self._view.claims)]

    @property
    def png(self) -> bytes:
        """The picture."""
        return self._png

    def check(self) -> None:
        """Raise what went wrong with the last choice, if anything did."""
        if self.error is not None:
            raise self.error

    def to_html(self) -> str:
        """The panel without a kernel: picture, alt text, caption, table and sources."""
        with LOCK:
            alt, (width, height) = quotes.escape(self.sentence), self.size
            picture = base64.b64encode(self._png).decode()
            return (
                f'<figure class="datakit-panel" style="margin:0"><p>{self._heading()}</p>'
                f'<img alt="{alt}" width="{width}" height="{height}" src="data:image/png;base64,{picture}">'
                f"<figcaption>{quotes.safe_math(alt)}</figcaption>"
                f"<details><summary>The table</summary>{self._table_html()}</details>"
                f"<details><summary>Where does this come from?</summary>{self._sources_html()}</details>"
                "</figure>"
            )

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        bundle = self.widget._repr_mimebundle_() or {}
        return {**bundle, "text/html": self.to_html(), "text/plain": self.sentence}

    # How it works.

    def _heading(self) -> str:
        return f"<strong>{quotes.escape(self.title)}</strong> {quotes.escape(self.question)}"

    def _valid(self, state: Mapping[str, Any], values: Mapping[str, Any]) -> dict[str, Any]:
        for name, value in state.items():
            if name not in self._controls:
                known = ", ".join(self._controls)
                raise PanelError(f"{self.title} has no control named {name!r}; it has {known}.")
            if reason := self._controls[name].refuse(value):
                raise PanelError(f"{self.title}: {name}={value!r} is not possible; {reason}.")
        return {**values, **state}

    def _make_widgets(self) -> None:
        width, height = (f"{pixels}px" for pixels in self.size)
        self.inputs = {name: c.widget(self._values[name]) for name, c in self._controls.items()}
        fixed = W.Layout(width=width, height=height, max_width="100%", object_fit="contain", flex="0 0 auto")
        self.image = Picture(format="png", width=width[:-2], height=height[:-2], layout=fixed)
        self.words = W.HTML(layout=W.Layout(max_width=width, min_height="64px"))
        self.message = W.HTML(layout=W.Layout(min_height="28px"))  # room for it, so that nothing jumps
        self.below = W.HTML(layout=W.Layout(max_width=width))
        *own, below = self.inputs.values()
        row = W.HBox(own, layout=W.Layout(flex_flow="row wrap", grid_gap="2px 20px", max_width=width))
        parts = [
            W.HTML(f'<p style="{quotes.PROSE}">{self._heading()}</p>'),
            row,
            self.message,
            self.image,
            self.words,
            below,
            self.below,
        ]
        self.widget = W.VBox(parts, layout=W.Layout(overflow="visible"))
        for widget in self.inputs.values():
            widget.observe(self._changed, "value")

    def _changed(self, _change: Any = None) -> None:
        self._wanted += 1
        if not self._hold:
            self._refresh()

    def _refresh(self) -> None:
        """Draw the newest choices; of those that came while others were drawn, only the last."""
        with LOCK:
            if self._drawn == self._wanted:
                return
            newest, old = self._wanted, self._values
            self._values = {name: widget.value for name, widget in self.inputs.items()}
            choices = {name: value for name, value in self._values.items() if name not in ("below", *self.drafts)}
            below = ""
            try:
                if self.problem:
                    raise PanelError(self.problem)
                if not self._png or self.error or any(old[name] != v for name, v in choices.items()):
                    view = self.update(**choices)
                    self._png, self._view, self.error, self._said = self._draw(), view, None, ""
                below = self._below()
            except Exception as error:  # said in words in the panel; `check` raises it
                self._fail(error)
            self._show(below)
            self._drawn = newest

    def _draw(self) -> bytes:
        canvas = self.figure.canvas
        if self._background is None or self._redraw:
            canvas.draw()
            self._background, self._redraw = canvas.copy_from_bbox(self.figure.bbox), False
        canvas.restore_region(self._background)
        renderer = canvas.get_renderer()
        for artist in sorted(self._live, key=Artist.get_zorder):
            artist.draw(renderer)
        return encode(canvas)

    def _fail(self, error: Exception) -> None:
        self.error = error
        said = f"This choice could not be drawn ({type(error).__name__}: {error})."
        self._said = str(error) if isinstance(error, DatakitError) else said
        if self._view.sentence:
            self._said += " The figure still shows the choice before it."
        if self._png:
            return
        blank = style.figure(*self.size)
        blank.text(0.5, 0.5, "There is nothing to draw: the reason is given in words.", ha="center")
        blank.canvas.draw()
        self._png = encode(blank.canvas)

    def _show(self, below: str) -> None:
        """Put the newest picture and words into the widgets."""
        self.image.value, self.image.tooltip = self._png, self.sentence
        words = quotes.escape(self._view.sentence)
        self.words.value = f'<p role="status" style="{quotes.PROSE}">{words}</p>'
        alert = f'role="alert" style="border-left:4px solid {style.ORANGE};padding:2px 8px;{quotes.PROSE}"'
        self.message.value = f"<p {alert}>{quotes.escape(self._said)}</p>" if self._said else ""
        self.below.value = below

    def _below(self) -> str:
        shown = self._values["below"]
        parts = {"table": self._table_html, "sources": partial(self._sources_html, self.paragraphs)}
        text = "".join(part() for name, part in parts.items() if shown in (name, "both"))
        name = quotes.escape(f"{self.title}: {BELOW.options[shown]}")
        box = f"height:{self.below_height};overflow:auto;{quotes.PROSE}"
        return text and f'<div tabindex="0" role="region" aria-label="{name}" style="{box}">{text}</div>'

    def _table_html(self) -> str:
        return quotes.table_html(self.table, self.title)

    def _sources_html(self, paragraphs: pd.DataFrame | None = None) -> str:
        return quotes.sources_html(self.claims, paragraphs)


def encode(canvas: Any) -> bytes:
    """The canvas as a PNG without alpha and without row filters: twice as fast to write as with them."""
    width, height = canvas.get_width_height()
    rows = np.zeros((height, 1 + 3 * width), np.uint8)  # the first byte of a row says that it is not filtered
    rows[:, 1:] = np.asarray(canvas.buffer_rgba())[..., :3].reshape(height, 3 * width)
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = (b"IHDR" + header, b"IDAT" + zlib.compress(rows.tobytes(), 1), b"IEND")
    framed = (struct.pack(">I", len(c) - 4) + c + struct.pack(">I", zlib.crc32(c)) for c in chunks)
    return b"\x89PNG\r\n\x1a\n" + b"".join(framed)
