"""A text in a figure with the words in it marked: a letter above and a line below, each kind its own."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from matplotlib import font_manager, ft2font
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure
from matplotlib.textpath import TextPath
from matplotlib.transforms import Affine2D

from datakit.analysis.spelled import Span
from datakit.display import style

MONO = "DejaVu Sans Mono"  # letters of one width: a mark's place can be counted
PITCH = 40  # pixels from one line to the next, with room for the letters between


class Mark(NamedTuple):
    """How one kind is marked, and what it is called: told apart by letter and line, not by colour alone."""

    letter: str
    name: str
    colour: str
    line: str | tuple
    drop: int = 5  # pixels below the letters; a kind that may lie inside another one lies lower


MADE = {
    "value": Mark("V", "value", style.BLUE, "-"),
    "bounds": Mark("B", "bounds", style.ORANGE, (0, (4, 1.2))),
    "unit": Mark("U", "unit, what is counted", style.GREEN, (0, (1, 1))),
    "date": Mark("D", "date", style.PINK, (0, (5, 1, 1, 1)), 9),
    "who": Mark("W", "about whom", style.GREY, (0, (2, 2)), 9),
}
FOUND = {
    "claim": Mark("C", "read as a claim", style.BLUE, "-"),
    "date": Mark("D", "read as a date", style.PINK, (0, (5, 1, 1, 1))),
    "left out": Mark("?", "left out", style.ORANGE, (0, (4, 1.2))),
}
QUOTE = {"quote": Mark("N", "the number to fill in", style.BLUE, "-")}


def wrapped(text: str, columns: int) -> list[tuple[int, int]]:
    """Where each line of `text` begins and ends, broken at spaces; words longer than a line are cut."""
    lines, start, end = [], 0, 0
    for match in re.finditer(rf"\n|[^\s]{{1,{columns}}}", text):
        if match[0] == "\n" or match.end() - start > columns:
            if end > start:
                lines.append((start, end))
            start = match.end() if match[0] == "\n" else match.start()
        end = match.end()
    return [*lines, (start, end)] if end > start else lines


class MarkedText:
    """At most `rows` lines of a text, `top` pixels from the top of the figure, below a legend."""

    def __init__(self, fig: Figure, marks: Mapping[str, Mark], rows: int, top: int = 22) -> None:
        width, height = (round(side * fig.dpi) for side in fig.get_size_inches())
        self.marks, self.left = marks, 12
        ax = fig.add_axes((0, 0, 1, 1), zorder=-1)
        ax.set(xlim=(0, width), ylim=(height, 0))
        ax.set_axis_off()
        kind = {"family": MONO, "fontsize": style.TEXT, "color": style.INK, "va": "baseline"}
        probe = ax.text(0, 0, "0" * 100, **kind)
        self.letter = probe.get_window_extent(fig.canvas.get_renderer()).width / 100
        probe.remove()
        self.columns = int((width - 2 * self.left) / self.letter)
        self.known = ft2font.FT2Font(font_manager.findfont(MONO)).get_charmap()
        self.base = [top + 42 + PITCH * row for row in range(rows)]
        self.lines = [ax.text(self.left, y, "", **kind) for y in self.base]
        self.under, self.tags = {}, {}
        bold = font_manager.FontProperties(family=MONO, weight="bold")
        at = self.left
        for name, mark in marks.items():
            look = {"colors": mark.colour, "linewidths": 3, "linestyles": [mark.line]}
            self.under[name] = LineCollection([], **look)
            ax.add_collection(self.under[name], autolim=False)
            ax.add_collection(LineCollection([[(at, top + 5), (at + 34, top + 5)]], **look), autolim=False)
            letter = TextPath((0, 0), mark.letter, prop=bold)  # as a marker: many are drawn as fast as one
            letter = letter.transformed(Affine2D().translate(*(-letter.get_extents().get_points().mean(axis=0))))
            look = {"ls": "", "marker": letter, "ms": 9, "color": style.INK, "mew": 0}
            ax.plot([at + self.letter / 2], [top - 6], **look)
            (self.tags[name],) = ax.plot([], [], **look)
            words = ax.text(at + 42, top, mark.name, fontsize=style.SMALL, color=style.INK, va="baseline")
            at += 66 + words.get_window_extent(fig.canvas.get_renderer()).width

    @property
    def artists(self) -> list:
        """All that changes from one text to the next, for `Panel.live`."""
        return [*self.lines, *self.tags.values(), *self.under.values()]

    def plain(self, text: str) -> str:
        """The text, as long as it was, with a stand-in for each letter that the font lacks."""
        plain = "".join(c if ord(c) in self.known else " " if c.isspace() else "\N{WHITE SQUARE}" for c in text)
        return plain.replace("\t", " ").replace("\r", " ")

    def set(self, text: str, spans: Iterable[Span], focus: int = 0) -> bool:
        """Show the text with these words marked; False if only the lines around `focus` have room."""
        plain = self.plain(text)
        every, spans = wrapped(text, self.columns), sorted(spans)
        here = next((number for number, (_, end) in enumerate(every) if focus < end), 0)
        first = max(0, min(here - 1, len(every) - len(self.lines)))
        shown = every[first : first + len(self.lines)]
        segments: dict[str, list] = {name: [] for name in self.marks}
        letters: dict[str, list] = {name: [] for name in self.marks}
        for row, y in enumerate(self.base):
            start, end = shown[row] if row < len(shown) else (0, 0)
            taken: set[int] = set()
            for span in spans:
                a, b = max(span.start, start), min(span.end, end)
                if a >= b:
                    continue
                ends = (self.left + self.letter * (edge - start) for edge in (a, b))
                segments[span.kind].append([(x, y + self.marks[span.kind].drop) for x in ends])
                if a == span.start:
                    place = next(p for p in itertools.count(a - start) if p not in taken)
                    taken.add(place)
                    letters[span.kind].append((self.left + self.letter * (place + 0.5), y - 22))
            self.lines[row].set_text(plain[start:end])
        for name in self.marks:
            self.under[name].set_segments(segments[name])
            self.tags[name].set_data([x for x, _ in letters[name]], [y for _, y in letters[name]])
        return len(shown) == len(every)
