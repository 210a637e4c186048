"""The board of conflicts: what is said of one thing, on one axis, for a reader to say what the disagreement is."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Any

import ipywidgets as W
import pandas as pd
import traitlets
from matplotlib import dates as mdates
from matplotlib.figure import Figure
from matplotlib.ticker import AutoLocator, FuncFormatter

from datakit.analysis import bounds, weighing
from datakit.display import quotes, style
from datakit.display.controls import WIDE, Control
from datakit.display.panel import Panel, PanelError, View

CODES = {"-": "not classified yet"} | {name[0] if name != "definition" else "f": name for name in weighing.CLASSES}
CODES["n"] = "no contradiction"
MOST = 40  # pairs on one board
SIDES = ((style.BLUE, "o"), (style.ORANGE, "s"))


def evidence(frames: Any) -> pd.DataFrame:
    """`quotes.evidence` for claims, dated statements and deals."""
    known = frames.sources[["source", "title", "publisher"]].drop_duplicates("source")
    return weighing.mentions(frames).reset_index(drop=True).merge(known, on="source", how="left")


def quoted(frames: Any, metric: str, turn: int = 0) -> quotes.Shown:
    """The sentence of the claim of that metric (the first, or another by its `turn`), with its article."""
    found = frames.claims[frames.claims.metric == metric].claim.tolist()
    if len(found) <= turn:
        return quotes.say("These articles have no such sentence.")
    return quotes.cite(frames, found[turn])


def computed(number: int, claims: Iterable[str]) -> dict[str, Any]:
    """A count that a program made, as the answer to a `Predict`."""
    return {"low": number, "high": number, "value": number, "hedge": "none", "claims": "; ".join(claims)}


def lookalikes(frames: Any) -> str:
    """What looks like a contradiction and is none, as a Markdown list."""
    said = weighing.mentions(frames)
    found = weighing.traps(frames).itertuples()
    lines = [f"- {t.thing}: '{said.quote[t.left]}' beside '{said.quote[t.right]}'. {t.why}" for t in found]
    return "\n".join(lines) or "- These articles hold none that the program finds."


def short(text: str, most: int = 44) -> str:
    return text if len(text) <= most else text[: most - 1].rsplit(" ", 1)[0] + " …"


class Sort:
    """A control with two fields: which thing, and what it is. Its value is 'thing:codes', one code a thing."""

    def __init__(self, label: str, things: list[str], codes: dict[str, str]) -> None:
        self.label, self.things, self.codes = label, things, codes
        self.default = "0:" + "-" * len(things)

    def refuse(self, value: Any) -> str:
        at, _, given = value.partition(":") if isinstance(value, str) else ("", "", "")
        good = at.isdecimal() and int(at) < max(len(self.things), 1) and len(given) == len(self.things)
        return "" if good and set(given) <= set(self.codes) else f"give a value such as {self.default!r}"

    def widget(self, value: str) -> SortBox:
        return SortBox(self, value)

    def ends(self) -> list[str]:
        n = len(self.things)
        mixed = "".join(list(self.codes)[i % len(self.codes)] for i in range(n))
        return [self.default, *(f"{at}:{given}" for at in range(n) for given in ("-" * n, "e" * n, mixed))]


class SortBox(W.HBox):
    """The two fields of a `Sort`: the second shows what was said of the thing in the first."""

    value = traitlets.Unicode()

    def __init__(self, control: Sort, value: str) -> None:
        fit = {"style": WIDE, "layout": W.Layout(width="max-content", max_width="100%")}
        things = [(words, str(i)) for i, words in enumerate(control.things)] or [("none", "0")]
        self.thing = W.Dropdown(options=things, description=control.label, **fit)
        self.code = W.Dropdown(options=[(w, c) for c, w in control.codes.items()], description="You say", **fit)
        self._busy = False
        super().__init__([self.thing, self.code], layout=W.Layout(flex_flow="row wrap", grid_gap="2px 20px"))
        self.value = value
        self.thing.observe(self._moved, "value")
        self.code.observe(self._said, "value")

    @traitlets.observe("value")
    def _show(self, _change: Any = None) -> None:
        at, _, given = self.value.partition(":")
        self._busy = True
        self.thing.value, self.code.value = at, given[int(at)] if given else "-"
        self._busy = False

    def _moved(self, _change: Any) -> None:
        if not self._busy:
            self.value = f"{self.thing.value}:{self.value.partition(':')[2]}"

    def _said(self, _change: Any) -> None:
        given = self.value.partition(":")[2]
        if not self._busy and given:
            at = int(self.thing.value)
            self.value = f"{at}:{given[:at]}{self.code.value}{given[at + 1 :]}"


class ConflictBoard(Panel):
    """All that is said of one thing on one axis, for a reader to say what kind of disagreement it is.

    What differs is told once a pair is classified. State: `pair` ('which:codes'), `below`.
    """

    title = "Conflict board"
    question = "What kind of disagreement is this, if it is one?"

    def prepare(self, frames: Any) -> None:
        self.pairs = weighing.board(frames).head(MOST).to_dict("records")
        self.slots = min(max([len(p["left_all"] + p["right_all"]) for p in self.pairs], default=2), 6)
        self.said, self.evidence = weighing.mentions(frames), evidence(frames)
        self.publisher = frames.sources.set_index("source").publisher.dropna().to_dict()
        self.length = frames.sources.set_index("source").characters.to_dict()

    def controls(self) -> dict[str, Control]:
        return {"pair": Sort("Pair", [f"{i}. {short(p['thing'])}" for i, p in enumerate(self.pairs, 1)], CODES)}

    def build(self, fig: Figure) -> None:
        self.ax = style.axes(fig, 0.24, 0.21, 0.97, 0.88)
        self.ax.set_ylim(self.slots - 0.5, -0.8)
        self.ax.grid(axis="y", visible=False)
        self.lines, self.heads, self.texts = [], [], []
        for slot in range(self.slots):
            self.lines.append(self.ax.plot([], [], lw=9, solid_capstyle="butt")[0])
            self.heads.append(self.ax.plot([], [], ls="", ms=11, clip_on=False)[0])
            self.texts.append(self.ax.text(0, slot - 0.28, "", fontsize=style.SMALL, va="center", color=style.INK))
        self.head = fig.text(0.012, 0.93, "", weight="bold", color=style.INK)
        self.tally = fig.text(0.012, 0.03, "", fontsize=style.SMALL, color=style.INK)
        self.live([*self.lines, *self.heads, *self.texts, self.head, self.tally])

    def update(self, pair: str) -> View:
        if not self.pairs:
            raise PanelError("The program finds no contradiction in these articles; a reader may find some.")
        at, _, given = pair.partition(":")
        p, code = self.pairs[int(at)], given[int(at)]
        sided = [(name, SIDES[side]) for side, names in enumerate((p["left_all"], p["right_all"])) for name in names]
        rows = [(self.said.loc[name], look) for name, look in sided][: self.slots]
        self._draw_rows(rows, dated=p["field"] == "date" and p["says"] != "")
        self.head.set_text(f"{p['thing']}: {CODES[code] if code != '-' else 'what is it?'}")
        done = [(q["points"], CODES[c]) for q, c in zip(self.pairs, given, strict=True) if c != "-"]
        same = sum(points == self._class(said) for points, said in done)
        self.tally.set_text(f"Classified: {len(done)} of {len(self.pairs)}. The columns point the same way in {same}.")
        told = "; ".join(dict.fromkeys(self._told(row) for row, _ in rows))
        said = self._reply(p, CODES[code]) if code != "-" else "Say what it is, and you are told what differs."
        table = partial(self._table, p, rows, code)
        return View(f"{p['thing']}: {told}. {said}", table, [name for name, _ in sided])

    @staticmethod
    def _class(said: str) -> str:
        return "none" if said == CODES["n"] else said

    def _reply(self, p: dict, said: str) -> str:
        differs = p["says"] or f"{p['thing']}: two numbers that cannot be one."
        if self._class(said) == p["points"]:
            return f"What differs: {differs} You say {said}, and the columns point the same way. {p['why']}"
        points = CODES["n"] if p["points"] == "none" else p["points"]
        when = weighing.CLASSES[self._class(said)]
        return f"What differs: {differs} The columns point to {points}. {p['why']} Yours is right if {when}: show it."

    def _told(self, row: pd.Series) -> str:
        number = bounds.words(bounds.Interval(row.low, row.high), row.unit, row.value, row.hedge)
        what = number if not pd.isna(row.unit) else f"'{short(row.sentence, 60)}'"
        return f"{what}{self._when(row)} ({self._where(row)})"

    def _when(self, row: pd.Series) -> str:
        if row.bound == "by":
            return style.period_words(None, row.period_end)
        return style.period_words(row.period_start, row.period_end) or ", undated"

    def _where(self, row: pd.Series) -> str:
        part = row.start / max(self.length.get(row.source, 1), 1)
        return f"{self.publisher.get(row.source, row.source)}, {part:.0%} into the article"

    def _draw_rows(self, rows: list, dated: bool) -> None:
        ends = [self._ends(row, dated) for row, _ in rows]
        known = [x for low, high in ends for x in (low, high) if x is not None]
        first, last = (min(known), max(known)) if dated else (0.0, max([0.0, *known]))
        room = 0.12 * ((last - first) or abs(last) or 1.0)
        axis = self.ax.xaxis
        self.ax.set_xlim(first - (room if dated else 0), last + 3 * room)
        axis.set_major_locator(mdates.AutoDateLocator(maxticks=6) if dated else AutoLocator())
        days = "%d %b %Y" if last - first < 200 else "%b %Y"
        unit = next((row.unit for row, _ in rows if isinstance(row.unit, str)), None)
        plain = FuncFormatter(lambda x, _: bounds.number_words(x, unit if unit in bounds.SHARES else None))
        axis.set_major_formatter(mdates.DateFormatter(days) if dated else plain)
        self.ax.set_xlabel("date, as written" if dated else (unit or "").replace("_", " "))
        self.ax.set_yticks(range(len(rows)), [self._where(row).replace(", ", "\n", 1) for row, _ in rows])
        self.redraw_background()
        for slot in range(self.slots):
            shown = slot < len(rows)
            for artist in (self.lines[slot], self.heads[slot], self.texts[slot]):
                artist.set_visible(shown)
            if not shown:
                continue
            (row, (colour, marker)), (low, high) = rows[slot], ends[slot]
            open_low, open_high = low is None, high is None
            start = high - 2 * room if open_low else low
            end = low + 2 * room if open_high else high
            self.lines[slot].set(data=([start, end], [slot, slot]), color=colour, alpha=0.5)
            head = "<" if open_low else ">" if open_high else marker
            places = [start] if open_low else [end] if open_high else [start, end]
            self.heads[slot].set(data=(places, [slot] * len(places)), color=colour, marker=head)
            right = start > first + 0.5 * (last - first)
            self.texts[slot].set(x=end if right else start, ha="right" if right else "left", text=self._words(row))

    @staticmethod
    def _words(row: pd.Series) -> str:
        words = row.quote if isinstance(row.quote, str) else "no date"
        return f"“{short(words, 40)}”" + (
            "" if pd.isna(row.unit) else style.period_words(row.period_start, row.period_end)
        )

    def _ends(self, row: pd.Series, dated: bool) -> tuple[float | None, float | None]:
        if dated:
            start, end = (None if pd.isna(d) else mdates.date2num(d) for d in (row.period_start, row.period_end))
            return (None if row.bound == "by" else start), end
        low, high = (None if pd.isna(x) else float(x) for x in (row.low, row.high))
        return (low, high) if low is not None or high is not None else (float(row.value), float(row.value))

    def _table(self, p: dict, rows: list, code: str) -> pd.DataFrame:
        lines = [
            {
                "said": self._words(row).strip("“"),
                "when": self._when(row).strip(" ,"),
                "where": self._where(row),
                "side": "first" if look is SIDES[0] else "second",
                "you say": CODES[code],
            }
            for row, look in rows
        ]
        return pd.DataFrame(lines)
