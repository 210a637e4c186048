"""Questions to a reader: a guess committed before the answer is drawn, and a choice with a reply to each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import ipywidgets as W
import pandas as pd
from matplotlib.figure import Figure

from datakit import bounds
from datakit.display import quotes, style
from datakit.display.controls import WIDE, Control, Guess
from datakit.display.panel import LOCK, Panel, PanelError, View


class Predict(Panel):
    """Guess first: nothing of the answer is shown, or saved with the notebook, until a guess is committed.

    `answer` is a row of facts or of a topic table (low, high, value, hedge, claims), or None if the articles
    have none; guesses go from 0 to `top` in `unit`, whole if `top` is. State: `guess` (None: not committed yet), `below`.
    """

    title = "Predict"
    size = (860, 200)
    below_height = "150px"
    answered = ("the articles", "the articles say")  # at the second bar, and before the answer in the sentence

    def __init__(
        self, frames: Any, question: str, answer: Mapping | None, top: float, unit: str = "", **state: Any
    ) -> None:
        self.question, self.answer, self.top, self.unit = question, answer, top, unit.replace("_", " ")
        super().__init__(frames, **state)

    def controls(self) -> dict[str, Control]:
        return {"guess": Guess(f"Your guess ({self.unit})", 0 if isinstance(self.top, int) else 0.0, self.top)}

    def build(self, fig: Figure) -> None:
        ax = style.axes(fig, 0.16, 0.36, 0.95, 0.97)
        labels = {
            "label": ["your guess", self.answered[0]],
            "colour": [style.GREY, style.BLUE],
            "hatch": ["", ""],
        }
        self.bars = style.BoundBars(ax, pd.DataFrame(labels), 1.3 * self.top)
        ax.set_xlabel(self.unit)
        self.live(self.bars.artists)

    def update(self, guess: float | None) -> View:
        if self.answer is None:
            raise PanelError("These articles have no number that answers this question.")
        if guess is None:
            self.bars.hide(0)
            self.bars.hide(1)
            return View("No guess yet: type one and commit it, and the answer is drawn beside it.", pd.DataFrame)
        answer, value = bounds.of(self.answer), self.answer["value"]
        said, mine = bounds.words(answer, None, value, self.answer["hedge"]), bounds.number_words(guess)
        self.bars.set(0, guess, guess, mine)
        self.bars.set(1, answer.low, answer.high, said, value)
        table = pd.DataFrame({"who": ["your guess", self.answered[0]], self.unit: [mine, said]})
        sentence = f"You guessed {mine}, {self.answered[1]} {said} {self.unit}: {verdict(guess, answer)}."
        return View(sentence, table.copy, self.answer["claims"].split("; "))


class PredictWorked(Predict):
    """A prediction whose answer no article prints: it is worked out, from sentences or from assumptions."""

    answered = ("worked out", "worked out it is")


def computed(number: float, claims: Iterable[str], high: float | None = None) -> dict[str, Any]:
    """A number that was worked out (or a range, up to `high`), as the answer to a `Predict`; `claims` are ids."""
    end = number if high is None else high
    return {"low": number, "high": end, "value": number, "hedge": "none", "claims": "; ".join(claims)}


def verdict(guess: float, answer: bounds.Interval) -> str:
    """How a guess stands to bounds, in words."""
    low, high = answer.ends
    if guess in answer:
        return "your guess is right" if low == high else "your guess is one of the numbers these words allow"
    end, way = (low, "too low") if guess < low else (high, "too high")
    small, large = sorted((guess, end))
    if small > 0 and large < 1.5 * small:
        return f"your guess is {way} by {bounds.number_words(large - small)}"
    return f"your guess is {way}" + (f" by a factor of {large / small:.3g}" if small > 0 else "")


class Ask:
    """A question with several answers, each with its own reply. `answer` restores a choice.

    Without a kernel, the answers and replies can be unfolded below the question.
    """

    def __init__(self, question: str, replies: Mapping[str, str], answer: str | None = None) -> None:
        if answer is not None and answer not in replies:
            raise PanelError(f"{answer!r} is none of the answers: {', '.join(map(repr, replies))}.")
        self.question, self.replies = question, dict(replies)
        options = [("choose an answer", None), *zip(replies, replies, strict=True)]
        fit = W.Layout(width="max-content", max_width="100%")
        self.box = W.Dropdown(options=options, value=answer, description="Your answer", style=WIDE, layout=fit)
        self.reply = W.HTML(layout=W.Layout(min_height="44px", max_width="860px"))
        heading = W.HTML(
            f'<p style="{quotes.PROSE}"><strong>{quotes.escape(question)}</strong></p>',
            layout=W.Layout(max_width="860px"),
        )
        self.widget = W.VBox([heading, self.box, self.reply])
        self.box.observe(self._answered, "value")
        self._answered()

    @property
    def state(self) -> dict[str, str | None]:
        """The answer chosen, or None."""
        return {"answer": self.box.value}

    @property
    def sentence(self) -> str:
        """The question, and the reply to the answer chosen."""
        chosen = self.box.value
        return f"{self.question} " + (f"{chosen}: {self.replies[chosen]}" if chosen else "Not answered yet.")

    def _answered(self, _change: Any = None) -> None:
        with LOCK:
            words = quotes.escape(self.replies.get(self.box.value, ""))
            self.reply.value = f'<p role="status" style="{quotes.PROSE}">{words}</p>'

    def to_html(self) -> str:
        """The question without a kernel."""
        pairs = ((quotes.escape(answer), quotes.escape(reply)) for answer, reply in self.replies.items())
        items = "".join(f"<li><strong>{answer}</strong>: {reply}</li>" for answer, reply in pairs)
        answers = f"<details><summary>The answers, with a reply to each</summary><ul>{items}</ul></details>"
        return quotes.safe_math(f"<p><strong>{quotes.escape(self.question)}</strong></p>{answers}")

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        bundle = self.widget._repr_mimebundle_() or {}
        return {**bundle, "text/html": self.to_html(), "text/plain": self.sentence}
