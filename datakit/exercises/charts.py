"""Charts to choose between, drawn without pyplot and with their words beside them."""

from __future__ import annotations

import base64
import io
from collections.abc import Callable, Mapping

from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator, StrMethodFormatter

from datakit.display import quotes, style
from datakit.display.panel import LOCK


class Charts:
    """Charts side by side, each under its letter: letter -> (what draws on the axes it gets, the chart in words).

    Nothing is drawn before it is shown: a check runs the same cells and needs no picture.
    """

    def __init__(
        self, charts: Mapping[str, tuple[Callable[[Axes], object], str]], size: tuple[int, int] = (860, 300)
    ) -> None:
        self.charts, self.size = charts, size

    def __repr__(self) -> str:
        return " ".join(f"{letter}: {text}" for letter, (_, text) in self.charts.items())

    def png(self) -> bytes:
        with LOCK, style.theme():
            fig = style.figure(*self.size)
            for ax, (letter, (draw, _)) in zip(
                fig.subplots(1, len(self.charts), squeeze=False)[0], self.charts.items(), strict=True
            ):
                draw(ax)
                ax.set_ylabel("")
                ax.xaxis.set_major_locator(MaxNLocator(3))
                ax.xaxis.set_major_formatter(StrMethodFormatter("{x:,.0f}"))
                ax.set_title(f"{letter}. {ax.get_title()}", loc="left")
                ax.set_title("")
            fig.tight_layout()
            file = io.BytesIO()
            fig.savefig(file, format="png")
        return file.getvalue()

    def _repr_mimebundle_(self, **_: object) -> dict[str, str]:
        letters, words = base64.b64encode(self.png()).decode("ascii"), quotes.escape(repr(self))
        picture = f'<img alt="{words}" src="data:image/png;base64,{letters}">'
        html = f"<figure>{picture}<figcaption>{quotes.safe_math(words)}</figcaption></figure>"
        return {"text/html": html, "text/plain": repr(self)}
