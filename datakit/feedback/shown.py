"""A check of a chart that a student drew: does it show these numbers, with their names, unit, bounds and a title?

Bars, dots and lines are all honest, lying or upright, in any scale that the axis names.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from numbers import Real
from typing import Any, NamedTuple

import numpy as np
from matplotlib.dates import date2num

from datakit.bounds import Interval, number_words
from datakit.feedback.chart import facts
from datakit.feedback.compare import BLANK, RIGHT, WORDS, Check, Feedback, Mistakes, any_of, kind_of
from datakit.feedback.function import shown_error

SOFT = ("fade", "arrow")  # marks that are no number
DATES = ("%B %Y", "%b %Y", "%Y-%m", "%Y-%m-%d")
MONTH = 16  # days that a mark may be away from its date: half a month
OVER, UNDER = any_of(WORDS["chart"]["over"]) + "|[>≥+↑→]", any_of(WORDS["chart"]["under"]) + "|[<≤↓←]"
BOUND = r"\b(?:at (?:least|most)|(?:lower|upper) bounds?|(?:min|max)imum|between)\b"
FROM_TO = r"\bbetween\b|\d\D{0,12}(?:-|–|\bto\b) ?\D?\d"
Mark = Mapping[str, Any]


class View(NamedTuple):
    """A chart read with its numbers along one axis: the marks of each label, and those of none."""

    along: str
    across: str
    marks: dict[Any, list[Mark]]
    others: list[Mark]
    scale: float  # what a number on the axis is multiplied by, as the axis says

    def ends(self, label: Any) -> list[float]:
        """The numbers that a label's marks show: where a dot is, and how long a bar is, or a line from zero."""
        ends = []
        for low, high, form in ((*mark[self.along], mark["form"]) for mark in self.marks[label]):
            if form not in SOFT and (low == high or 0 in (low, high)):
                ends.append((low or high) * self.scale)
            elif form == "bar":
                ends.append((high - low) * self.scale)
        return ends

    def fits(self, label: Any, value: float | Interval) -> bool:
        """Whether the marks show this number, or numbers in this interval and with them the one end that is known."""
        if not isinstance(value, Interval):
            return bool(ends := self.ends(label)) and all(map(_near(value), ends))
        marks = [mark[self.along] for mark in self.marks[label] if mark["form"] not in SOFT]
        ends = [end * self.scale for mark in marks for end in mark if end]
        known = _near(*(end for end in (value.low, value.high) if end is not None))
        inside = bool(ends) and all(end in value or known(end) for end in ends)
        return inside and (None not in (value.low, value.high) or any(map(known, ends)))

    def right(self, values: Mapping[Any, float | Interval]) -> int:
        """How many labels have their number."""
        return sum(self.fits(label, value) for label, value in values.items())


@dataclass(eq=False)
class Chart(Check):
    """A chart that shows `values`: label -> number or Interval, in units of one (yuan, not billions; fractions, not %).

    A label is words that stand at the mark (on a tick, in the legend, beside it), a date or number at which the mark
    stands, or several of these in a tuple. `unit` are spellings of which one must stand in the chart, `title` spellings
    of which the title must have one. With `bounds` an Interval must be shown as one. A mistake's value is a
    test of the facts, or other values that a chart may show instead.
    """

    values: Mapping[Any, float | Interval]
    unit: Sequence[str] = ()
    bounds: bool = False
    title: Sequence[str] = ()
    mistakes: Mistakes = ()

    def compare(self, answer: Any) -> Feedback:
        try:
            drawn = answer if isinstance(answer, Mapping) and "marks" in answer else facts(answer)
        except TypeError:
            return self.say("type", given=kind_of(answer))
        except Exception as error:
            return self.say("cannot be drawn", error=shown_error(error))
        if "Ellipsis" in drawn["words"].split():  # what matplotlib writes for three dots
            return BLANK
        if not drawn["marks"]:
            return self.say("nothing drawn")
        if known := self.known(drawn, lambda drawn, other: _view(drawn, other).right(other) == len(other)):
            return known
        view = _view(drawn, self.values)
        looks = (self.labels, self.numbers, self.form, self.doubt, self.names)
        return next(filter(None, (look(view, drawn) for look in looks)), RIGHT)

    def labels(self, view: View, drawn: Mapping[str, Any]) -> Feedback | None:
        """Each label has its mark, in one place, and no other mark is there."""
        if lost := [label for label, marks in view.marks.items() if not marks]:
            return self.say("missing label", label=_called(lost[0]))
        if extra := [mark for mark in view.others if mark["form"] in ("bar", "point")]:
            return self.say("extra mark", name=[*extra[0]["names"], *extra[0]["words"], "a mark without a name"][0])
        for label, marks in view.marks.items():
            places = {np.mean(mark[view.across]) for mark in marks if mark["form"] in ("bar", "point")}
            if len(places) > 1 and not _wide(self.values[label]):
                return self.say("two places", "twice", label=_called(label))
        return None

    def numbers(self, view: View, drawn: Mapping[str, Any]) -> Feedback | None:
        for label, value in self.values.items():
            ends, about = view.ends(label), {"label": _called(label)}
            if view.fits(label, value):
                continue
            if not isinstance(value, Interval) and not all(map(_near(*ends[:1]), ends)):
                return self.say("twice", count=len(ends), **about)
            you = number_words(ends[0]) if ends else "no number"
            scales = (view._replace(scale=view.scale * 10.0**power) for power in range(-12, 13))
            return self.say("scale" if any(s.fits(label, value) for s in scales) else "number", you=you, **about)
        return None

    def form(self, view: View, drawn: Mapping[str, Any]) -> Feedback | None:
        axis, bars = drawn[view.along], any(mark["form"] == "bar" for own in view.marks.values() for mark in own)
        if bars and axis["scale"] != "linear":
            return self.say("bars on a log axis")
        low, high = axis["limits"]
        return None if not bars or low <= 0 <= high else self.say("bars cut off")

    def doubt(self, view: View, drawn: Mapping[str, Any]) -> Feedback | None:
        """Whether what is known between bounds only is shown as that."""
        spans = {label: v for label, v in self.values.items() if isinstance(v, Interval) and v.low != v.high}
        # What title and axis say is of every mark: of marks that are open on one side, and in words of bounds only.
        alike = len({(span.low is None, span.high is None) for span in spans.values()}) == 1
        everywhere = drawn["title"] + "\n" + drawn[view.along]["label"]
        everywhere = " ".join(re.findall(BOUND, everywhere.lower())) if alike and len(spans) == len(self.values) else ""
        for label, span in spans.items() if self.bounds else ():
            marks = view.marks[label]
            said = "\n".join([everywhere, *(word for m in marks for word in (*m["names"], *m["words"]))]).lower()
            over, under = bool(re.search(OVER, said)), bool(re.search(UNDER, said))
            if _wide(span):
                ends = [end * view.scale for mark in marks if mark["form"] != "arrow" for end in mark[view.along]]
                shown = all(any(map(_near(end), ends)) for end in span.ends) or re.search(FROM_TO, said)
            elif over != under and over == (span.low is None):
                return self.say("other side", label=_called(label))
            else:
                shown = over or under or any(mark["signs"] or mark["form"] in SOFT for mark in marks)
            if not shown:
                return self.say("no bounds", label=_called(label))
        return None

    def names(self, view: View, drawn: Mapping[str, Any]) -> Feedback | None:
        """Unit and title."""
        title = drawn["title"].strip()
        if self.unit and not _spelled(self.unit, drawn["words"]):
            return self.say("no unit")
        if not title:
            return self.say("no title")
        if len(title.split()) < 3 or "_" in title:
            return self.say("thin title", title=title)
        return self.say("other title") if self.title and not _spelled(self.title, title) else None


def _called(label: Any) -> str:
    if isinstance(label, tuple):
        return " ".join(map(_called, label))
    return f"{label:%B %Y}" if isinstance(label, date) else str(label)


def _wide(value: float | Interval) -> bool:
    """Whether both ends of a number are known, and differ: it may have a mark for each."""
    return isinstance(value, Interval) and None not in (value.low, value.high) and value.low != value.high


def _words(text: Any) -> set[str]:
    return set(re.findall(r"\w+|[^\w\s]", str(text).casefold()))


def _spelled(spellings: Iterable[str], text: str) -> bool:
    """Whether all words of one of the spellings stand in the text."""
    return any(_words(spelling) <= _words(text) for spelling in spellings)


def _near(*numbers: float) -> Callable[[float], bool]:
    """A test for being one of these, as nearly as a chart can show it."""
    return lambda other: any(math.isclose(number, other, rel_tol=0.005, abs_tol=1e-12) for number in numbers)


def _view(drawn: Mapping[str, Any], values: Mapping[Any, float | Interval]) -> View:
    """The direction and the scale in which most labels have their mark and their number."""
    views = []
    for along, across in ("xy", "yx"):
        own: dict[Any, list[Mark]] = {label: [] for label in values}
        others: list[Mark] = []
        for mark in (mark for mark in drawn["marks"] if mark.get("along") in (None, along)):
            count, label = max(((_stands(mark, label, across), label) for label in own), key=lambda pair: pair[0])
            (own[label] if count else others).append(mark)
        views += [View(along, across, own, others, scale) for scale in _scales(drawn, along)]
    return max(views, key=lambda view: (sum(map(bool, view.marks.values())), view.right(values)))


def _stands(mark: Mark, label: Any, across: str) -> int:
    """How many words of a label stand at a mark, if all do; a date or a number stands there by its place too."""
    said, count = [*mark["names"], *mark["words"]], 0
    for part in label if isinstance(label, tuple) else [label]:
        spelled = [f"{part:{form}}" for form in DATES] if isinstance(part, date) else [str(part)]
        short = any(name.endswith("…") and str(part).startswith(name[:-1].strip()) for name in said)
        place, room = (date2num(part), MONTH) if isinstance(part, date) else (part, 0.01)
        there = isinstance(place, Real) and abs(np.mean(mark[across]) - place) <= room
        if not (there or short or _spelled(spelled, " ".join(said))):
            return 0
        count += len(_words(spelled[0]))
    return count


def _size(text: str) -> float | None:
    """The scale that words name: 1e9 for 'billion', 0.01 for '%'; None for none."""
    found = (
        size
        for words, size in WORDS["scales"].items()
        if re.search(rf"(?<![a-z])(?:{words})(?![a-z])", text.casefold())
    )
    return next(found, None)


def _scales(drawn: Mapping[str, Any], along: str) -> list[float]:
    """What a number on an axis may be multiplied by: as its ticks and its label say, else as other words do."""
    axis, factors, inside = drawn[along], [], False
    for place, text in () if axis["offset"] else axis["ticks"]:  # matplotlib's own offset is in the places already
        found, size = re.match(r"\D*?(-?\d[\d,]*(?:\.\d+)?)(?![\d.]*\^)", text), _size(re.sub(r"\d[\d,.]*", "0", text))
        if found and place:
            factors.append(float(found[1].replace(",", "")) * (size or 1.0) / place)
            inside = inside or size is not None
    factor = float(np.median(factors or [1.0]))
    if inside:
        return [factor]
    if named := _size(axis["label"]):
        return [factor * named]
    return [factor, *(factor * size for size in {_size(line) for line in drawn["words"].split("\n")} if size)]
