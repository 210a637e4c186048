"""The controls of a panel: what may be chosen, its accessible name, and the widget it becomes.

Every widget here has a visible label tied to its input, so that a screen reader says its name. There is no
slider: those of ipywidgets 8 have no accessible name. In a number field the arrow keys move by one step.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

import ipywidgets as W
import traitlets

WIDE = {"description_width": "initial"}


class Control(Protocol):
    """One named choice, with its first value `default`."""

    label: str
    default: Any

    def refuse(self, value: Any) -> str:
        """Why `value` is not possible, in words; '' if it is."""

    def widget(self, value: Any) -> W.Widget:
        """A widget whose trait `value` is the choice."""

    def ends(self) -> list[Any]:
        """The values that tests try: every option, or both ends."""


@dataclass(frozen=True)
class Choice:
    """One of `options`, which map the value in the state to the words on screen; first the first of them."""

    label: str
    options: Mapping[str, str]

    @property
    def default(self) -> str:
        return next(iter(self.options))

    def refuse(self, value: Any) -> str:
        known = isinstance(value, str) and value in self.options
        return "" if known else f"choose one of {', '.join(map(repr, self.options))}"

    def widget(self, value: str) -> W.Widget:
        options = [(words, key) for key, words in self.options.items()]
        fit = W.Layout(width="max-content", max_width="100%")
        return W.Dropdown(options=options, value=value, description=self.label, style=WIDE, layout=fit)

    def ends(self) -> list[str]:
        return list(self.options)


@dataclass(frozen=True)
class Number:
    """A number from `low` to `high` in steps; the label names its unit. Whole if `low` and `step` are."""

    label: str
    low: float
    high: float
    default: float
    step: float = 1

    def refuse(self, value: Any) -> str:
        number = isinstance(value, (int, float)) and not isinstance(value, bool)
        return "" if number and self.low <= value <= self.high else f"give a number from {self.low:,} to {self.high:,}"

    def widget(self, value: float) -> W.Widget:
        whole = isinstance(self.low, int) and isinstance(self.step, int)
        kind, fit = (
            W.BoundedIntText if whole else W.BoundedFloatText,
            W.Layout(width="max-content", max_width="100%"),
        )
        limits = {"min": self.low, "max": self.high, "step": self.step}
        return kind(value=value, **limits, description=self.label, style=WIDE, layout=fit)

    def ends(self) -> list[float]:
        return [self.low, self.high]


@dataclass(frozen=True)
class Flag:
    """Yes or no."""

    label: str
    default: bool = False

    def refuse(self, value: Any) -> str:
        return "" if isinstance(value, bool) else "give True or False"

    def widget(self, value: bool) -> W.Widget:
        fit = W.Layout(width="max-content", max_width="100%")
        return W.Checkbox(value=value, description=self.label, indent=False, layout=fit)

    def ends(self) -> list[bool]:
        return [False, True]


@dataclass(frozen=True)
class Words:
    """Words that a reader types, drawn while they are typed; `rows` over 1 is a field with as many lines."""

    label: str
    default: str = ""
    rows: int = 1
    longest: int = 4000

    def refuse(self, value: Any) -> str:
        fits = isinstance(value, str) and len(value) <= self.longest
        return "" if fits else f"give text of at most {self.longest:,} characters"

    def widget(self, value: str) -> W.Widget:
        if self.rows == 1:
            return W.Text(value=value, description=self.label, style=WIDE, layout=W.Layout(width="100%"))
        fit = W.Layout(width="100%", height=f"{22 * self.rows + 14}px")
        return W.Textarea(value=value, description=self.label, style=WIDE, layout=fit)

    def ends(self) -> list[str]:
        return list(dict.fromkeys(["", self.default or "Over 5 of 7 <b> 年 chips, up $3 to 12%."]))


@dataclass(frozen=True)
class Guess:
    """A number that a reader commits before seeing the answer; None in the state: not committed yet."""

    label: str
    low: float
    high: float
    default: None = None

    @property
    def number(self) -> Number:
        return Number(self.label, self.low, self.high, self.low)

    def refuse(self, value: Any) -> str:
        return "" if value is None else self.number.refuse(value)

    def widget(self, value: float | None) -> W.Widget:
        return GuessBox(self.number.widget(self.low), value)

    def ends(self) -> list[float | None]:
        return [None, self.low, self.high]


class GuessBox(W.HBox):
    """A number field and a button; `value` is None until the button commits what is in the field."""

    value = traitlets.Any(None, allow_none=True)

    def __init__(self, field: W.Widget, value: float | None) -> None:
        self.field, self.button = field, W.Button(layout=W.Layout(width="auto"))
        super().__init__([self.field, self.button])
        self.button.on_click(self.press)
        self.value = value
        self._label()

    def press(self, _button: W.Button | None = None) -> None:
        """Commit the guess, or take it back to guess again."""
        self.value = self.field.value if self.value is None else None

    @traitlets.observe("value")
    def _label(self, _change: Any = None) -> None:
        committed = self.value is not None
        if committed:
            self.field.value = self.value
        self.field.disabled = committed
        self.button.description = "Guess again" if committed else "Commit my guess"


@dataclass(frozen=True)
class Press:
    """A button that does something beyond the panel, such as writing a file; only a press does it, no state.

    In the state is how often it was pressed, so that the panel is drawn anew after a press.
    """

    label: str
    act: Callable[[], None]
    default: int = 0

    def refuse(self, value: Any) -> str:
        return "" if type(value) is int and value >= 0 else "give the number of presses"

    def widget(self, value: int) -> W.Widget:
        return PressButton(self.act, value=value, description=self.label, layout=W.Layout(width="auto"))

    def ends(self) -> list[int]:
        return [0]


class PressButton(W.Button):
    """A button whose `value` counts its presses, after `act` was called for each."""

    value = traitlets.Int(0)

    def __init__(self, act: Callable[[], None], **traits: Any) -> None:
        super().__init__(**traits)
        self.act = act
        self.on_click(self.press)

    def press(self, _button: W.Button | None = None) -> None:
        self.act()
        self.value += 1
