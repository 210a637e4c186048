"""The board of conflicts: what is said of one thing, on one axis, for a reader to say what the disagreement is."""

from __future__ import annotations

from functools import partial
from typing import Any

import ipywidgets as W
import pandas as pd
import traitlets
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from datakit import bounds
from datakit.analysis import weighing
from datakit.display import quotes, style
from datakit.display.controls import WIDE, Control
from datakit.display.panel import Panel, PanelError, View
from datakit.frames import Frames
from datakit.frames.conflicts import digits

CODES = {"-": "not classified yet"} | {name[0] if name != "definition" else "f": name for name in weighing.CLASSES}
CODES["n"] = "no contradiction"
MOST = 24  # pairs on one board
TICKS, FAINT, EPOCH = 8, "#d9d9d9", pd.Timestamp(0)
SIDES = ((style.BLUE, "o"), (style.ORANGE, "s"))


def everything(frames: Any) -> Frames:
    """The frames with claims, dated statements and deals in the place of claims, so that all can be cited."""
    return Frames({**frames, "claims": weighing.mentions(frames).reset_index(drop=True)})


def example(frames: Any, pairs: pd.DataFrame, kind: str, side: str) -> quotes.Shown:
    """The first sentence on that side ('left', 'right') of a pair of `weighing.board` that points to that kind.

    Of several pairs, the one whose number has most digits: it is the least likely to agree by chance.
    """
    claims = frames.claims.set_index("claim").value
    found = pairs[(pairs.points == kind) & (pairs.left_all.map(len) > 0) & (pairs.right_all.map(len) > 0)]
    if found.empty:
        return quotes.say("The columns point to no such pair in these articles.")
    exact = found.left.map(lambda name: digits(claims.get(name)))
    return quotes.cite(everything(frames), found.loc[exact.idxmax(), f"{side}_all"][0])


def quoted(frames: Any, metric: str, turn: int = 0) -> quotes.Shown:
    """The sentence of the claim of that metric (the first, or another by its `turn`), with its article."""
    found = frames.claims[frames.claims.metric == metric].claim.tolist()
    if len(found) <= turn:
        return quotes.say("These articles have no such sentence.")
    return quotes.cite(frames, found[turn])


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


def _ticks(low: float, high: float, dated: bool, unit: str) -> list[tuple[float, str]]:
    """Where the axis from `low` to `high` (days since 1970 if dated) has its marks, and their words."""
    if not dated:
        share = unit if unit in bounds.SHARES else None
        marks = MaxNLocator(5).tick_values(low, high)
        return [(x, bounds.number_words(x, share)) for x in marks if low <= x <= low + 0.95 * (high - low)]
    months = pd.date_range(EPOCH + pd.Timedelta(days=low), EPOCH + pd.Timedelta(days=high), freq="MS", normalize=True)
    marks = [(float((d - EPOCH).days), f"{d:%b %Y}") for d in months[:: max(1, -(-len(months) // 6))]]
    return [mark for mark in marks if mark[0] <= low + 0.95 * (high - low)]


class ConflictBoard(Panel):
    """All that is said of one thing on one axis, for a reader to say what kind of disagreement it is.

    What differs is told once a pair is classified. State: `pair` ('which:codes'), `below`.
    """

    title = "Conflict board"
    question = "What kind of disagreement is this, if it is one?"

    def prepare(self, frames: Any) -> None:
        self.pairs = weighing.board(frames).head(MOST).to_dict("records")
        self.slots = min(max([len(p["left_all"] + p["right_all"]) for p in self.pairs], default=2), 6)
        self.said, self.evidence = weighing.mentions(frames), quotes.evidence(everything(frames))
        self.publisher = frames.sources.set_index("source").publisher.dropna().to_dict()
        self.length = frames.sources.set_index("source").characters.to_dict()

    def controls(self) -> dict[str, Control]:
        return {"pair": Sort("Pair", [f"{i}. {short(p['thing'])}" for i, p in enumerate(self.pairs, 1)], CODES)}

    def build(self, fig: Figure) -> None:
        """An axis from 0 to 1 with its own marks; each pair becomes a page, drawn once, since letters are slow."""
        ax = style.axes(fig, 0.25, 0.21, 0.97, 0.88)
        ax.set(xlim=(0, 1), ylim=(self.slots - 0.5, -0.8), xticks=[], yticks=[])
        plain = {"fontsize": style.SMALL, "color": style.INK}
        self.grid = ax.plot([], [], color=FAINT, lw=1, zorder=0)[0]
        self.ticks = [ax.text(0, self.slots - 0.4, "", ha="center", va="top", **plain) for _ in range(TICKS)]
        self.unit = fig.text(0.605, 0.1, "", ha="center", color=style.INK)
        self.rows = []
        for slot in range(self.slots):
            line = ax.plot([], [], lw=9, alpha=0.5, solid_capstyle="butt")[0]
            head = ax.plot([], [], ls="", ms=11, clip_on=False)[0]
            texts = (
                ax.text(0, slot - 0.28, "", va="center", **plain),
                ax.text(-0.01, slot, "", ha="right", va="center", **plain),
            )
            self.rows.append((line, head, *texts))
        self.head = fig.text(0.012, 0.93, "", weight="bold", color=style.INK)
        key = "Left: the article, and how far into it the sentence stands. An arrow: open on that side."
        fig.text(0.012, 0.03, key, **plain)
        self.live(self.head)
        self.pages = []

    def _page(self, p: dict) -> Any:
        """All of a pair's picture but the heading, as a background."""
        self._draw_rows(p)
        self.figure.canvas.draw()
        return self.figure.canvas.copy_from_bbox(self.figure.bbox)

    def _sentences(self, p: dict) -> list[tuple[pd.Series, tuple[str, str]]]:
        sided = [(name, SIDES[side]) for side, names in enumerate((p["left_all"], p["right_all"])) for name in names]
        return [(self.said.loc[name], look) for name, look in sided][: self.slots]

    def update(self, pair: str) -> View:
        if not self.pairs:
            raise PanelError("The program finds no contradiction in these articles; a reader may find some.")
        at, _, given = pair.partition(":")
        p, code = self.pairs[int(at)], given[int(at)]
        rows = self._sentences(p)
        self.pages = self.pages or [self._page(each) for each in self.pairs]
        self._background = self.pages[int(at)]
        self._draw_rows(p)  # so that the figure, not only the page, is of this pair
        self.head.set_text(f"{p['thing']}: {CODES[code] if code != '-' else 'what is it?'}")
        done = [(q["points"], CODES[c]) for q, c in zip(self.pairs, given, strict=True) if c != "-"]
        same = sum(points == self._class(said) for points, said in done)
        tally = f"Classified: {len(done)} of {len(self.pairs)}; the columns point the same way in {same}."
        told = "; ".join(dict.fromkeys(self._told(row) for row, _ in rows))
        said = self._reply(p, CODES[code]) if code != "-" else "Say what it is, and you are told what differs."
        table = partial(self._table, p, rows, code)
        return View(f"{p['thing']}: {told}. {said} {tally}", table, p["left_all"] + p["right_all"])

    @staticmethod
    def _class(said: str) -> str:
        return "none" if said == CODES["n"] else said

    def _reply(self, p: dict, said: str) -> str:
        differs = p["says"] or f"{p['thing']}: two different numbers."
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
        return f"{short(self.publisher.get(row.source, row.source), 18)}, {part:.0%} in"

    def _draw_rows(self, p: dict) -> None:
        rows, dated = self._sentences(p), p["field"] == "date" and p["says"] != ""
        ends = [self._ends(row, dated) for row, _ in rows]
        known = [x for low, high in ends for x in (low, high) if x is not None]
        first, last = (min(known), max(known)) if dated else (0.0, max(known))
        room = 0.12 * ((last - first) or abs(last) or 1.0)
        left, wide = (first - 4 * room, last - first + 8 * room) if dated else (0.0, last + 3 * room)
        unit = next((row.unit for row, _ in rows if isinstance(row.unit, str)), "")
        ticks = [((x - left) / wide, said) for x, said in _ticks(left, left + wide, dated, unit)]
        self.grid.set_data([x for at, _ in ticks for x in (at, at, None)], [-0.8, self.slots - 0.5, None] * len(ticks))
        for text, (at, said) in zip(self.ticks, [*ticks, *[(0, "")] * (TICKS - len(ticks))], strict=True):
            text.set(x=at, text=said)
        self.unit.set_text("date, as written" if dated else unit.replace("_", " "))
        for slot, (line, head, words, where) in enumerate(self.rows):
            for artist in self.rows[slot]:
                artist.set_visible(slot < len(rows))
            if slot >= len(rows):
                continue
            (row, (colour, marker)), (low, high) = rows[slot], ends[slot]
            start = (high - 2 * room if low is None else low) - left
            end = (low + 2 * room if high is None else high) - left
            line.set(data=([start / wide, end / wide], [slot, slot]), color=colour)
            places = [start] if low is None else [end] if high is None else [start, end]
            shape = "<" if low is None else ">" if high is None else marker
            head.set(data=([x / wide for x in places], [slot] * len(places)), color=colour, marker=shape)
            right = start / wide > 0.5
            words.set(x=(end if right else start) / wide, ha="right" if right else "left", text=self._words(row))
            where.set_text(self._where(row))

    @staticmethod
    def _words(row: pd.Series) -> str:
        words = row.quote if isinstance(row.quote, str) else "no date"
        return f"“{short(words, 40)}”" + (
            "" if pd.isna(row.unit) else style.period_words(row.period_start, row.period_end)
        )

    def _ends(self, row: pd.Series, dated: bool) -> tuple[float | None, float | None]:
        if dated:
            start, end = (None if pd.isna(d) else float((d - EPOCH).days) for d in (row.period_start, row.period_end))
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
