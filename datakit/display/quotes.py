"""Words on the screen: claims in their sentences, tables that can be heard, and text that is safe as HTML."""

from __future__ import annotations

import html
from typing import Any

import pandas as pd

PROSE = "font-size:15px;line-height:1.4;margin:2px 0"  # widgets' own 13 pixels are small on a projector


def escape(text: object) -> str:
    """`text` for HTML, attribute values included: nothing in an article can become markup."""
    return html.escape(str(text), quote=True)


def safe_math(escaped: str) -> str:
    """Escaped HTML in which a dollar sign stays one: a notebook would set '$5 to $10' as a formula."""
    return escaped.replace("$", "<span>&#36;</span>")


def evidence(frames: Any) -> pd.DataFrame:
    """The claims frame with the `title` and `publisher` of each claim's article, where they are known."""
    known = frames.sources[["source", "title", "publisher"]].drop_duplicates("source")
    return frames.claims.merge(known, on="source", how="left")


def name(row: pd.Series) -> str:
    """How a claim is named for a reader: its article, and the id that `datakit quote` takes."""
    known = [part for part in (row.publisher, row.title) if isinstance(part, str) and part]
    return f"{', '.join(known) or row.source} [{row.claim}]"


def marked(row: pd.Series) -> str:
    """The claim's sentence as safe HTML with its quote in `<mark>`."""
    at, end = int(row.start - row.sentence_start), int(row.end - row.sentence_start)
    before, quote, after = map(escape, (row.sentence[:at], row.sentence[at:end], row.sentence[end:]))
    return safe_math(f"{before}<mark>{quote}</mark>{after}")


def sources_html(chosen: pd.DataFrame) -> str:
    """The sentences behind the chosen claims, each with its quote marked and its article named."""
    if chosen.empty:
        return "<p>No sentence stands behind what is shown.</p>"
    spans = chosen.drop_duplicates(["source", "start", "end"]).sort_values(["source", "start"])
    items = (f"<li>{marked(row)} <cite>{safe_math(escape(name(row)))}</cite></li>" for _, row in spans.iterrows())
    return f"<ol>{''.join(items)}</ol>"


def table_html(table: pd.DataFrame, caption: str) -> str:
    """A table with a caption and scoped headers; the first column names the rows."""
    head = "".join(f'<th scope="col">{escape(column)}</th>' for column in table.columns)
    rows = []
    for first, *rest in table.itertuples(index=False):
        cells = "".join(f"<td>{safe_math(escape(cell))}</td>" for cell in rest)
        rows.append(f'<tr><th scope="row">{safe_math(escape(first))}</th>{cells}</tr>')
    if table.empty:
        return "<p>There is nothing in the table yet.</p>"
    body = f"<thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody>"
    return f"<table><caption>{escape(caption)}</caption>{body}</table>"


class Shown:
    """Text that a notebook shows formatted, and everything else as it is."""

    def __init__(self, text: str, kind: str, formatted: str) -> None:
        self.text, self.kind, self.formatted = text, kind, formatted

    def __str__(self) -> str:
        return self.text

    def _repr_mimebundle_(self, **_: object) -> dict[str, str]:
        return {self.kind: self.formatted, "text/plain": self.text}


def say(*paragraphs: str) -> Shown:
    """Paragraphs of Markdown whose numbers were put in at run time; a dollar sign stays one."""
    text = "\n\n".join(paragraphs)
    return Shown(text, "text/markdown", text.replace("$", "\\$"))


def cite(frames: Any, claims: str) -> Shown:
    """One claim in its sentence with its article: the first of `claims`, ids joined by '; '."""
    rows, first = evidence(frames), claims.split("; ")[0]
    row = rows[rows.claim == first].iloc[0]
    quotation = f"<blockquote>{marked(row)}<br><cite>{safe_math(escape(name(row)))}</cite></blockquote>"
    return Shown(f"“{row.sentence}” ({name(row)})", "text/html", quotation)
