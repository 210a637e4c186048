"""A question with several answers, each with one sentence why it is right or what is off."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence

import ipywidgets as W

from datakit import pages
from datakit.errors import DatakitError


class Ask:
    """Ask with radio buttons, in an order that depends on the question only; *Check* gives the reply to what was chosen.

    Parameters
    ----------
    question : stands above the options.
    options : the answers, each a text of its own.
    right : the right one, or its place in `options`.
    why : of each option one sentence, why it is right or what is off: by option, or in the order of `options`.

    A saved page shows the options, and the replies folded; `html` is what stands below the options. DatakitError if an
    option lacks a reply, or none is `right`.
    """

    def __init__(
        self, question: str, options: Sequence[str], right: str | int, why: Mapping[str, str] | Sequence[str]
    ) -> None:
        replies = dict(why) if isinstance(why, Mapping) else dict(zip(options, why, strict=False))
        self.right = options[right] if isinstance(right, int) else right
        if {*options} != {*replies} or self.right not in replies:
            raise DatakitError(f"'{question}' needs one reply for each of its options, and one option that is right.")
        order = sorted(replies, key=lambda option: hashlib.sha256(f"{question} {option}".encode()).digest())
        self.why = {option: replies[option] for option in order}
        pages.Place().show(pages.prose(question), question)
        self.box, self.button = W.RadioButtons(options=order, index=None), W.Button(description="Check")
        self.button.on_click(lambda _: pages.in_turn(self.check))
        pages.controls(self.box, self.button, fallback=pages.bullets(map(pages.escape, order)))
        self._place = pages.Place()
        self._show("")

    def _ipython_display_(self) -> None:
        """It is on the page already."""

    def check(self) -> None:
        """Say why the chosen option is right, or what is off."""
        chosen = self.box.value
        self._show(self.reply(chosen) if chosen else "Choose an option first.")

    def reply(self, option: str) -> str:
        return f"{'Right' if option == self.right else 'Not quite'}: {self.why[option]}"

    def _show(self, said: str) -> None:
        answers = (f"<strong>{pages.escape(option)}</strong> {pages.escape(self.reply(option))}" for option in self.why)
        cover = pages.details(pages.COVER, pages.bullets(answers))
        self.html = (pages.prose(said, "status") if said else "") + cover
        self._place.show(self.html, said or "\n".join(f"{option}. {self.reply(option)}" for option in self.why))


ask = Ask
