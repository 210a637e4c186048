"""Words on the screen: claims in their sentences, tables that can be heard, and text that is safe as HTML."""

from __future__ import annotations

import html
from collections.abc import Iterable
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
    return frames.claims.drop(columns="publisher", errors="ignore").merge(known, on="source", how="left")


def name(*rows: Any) -> str:
    """How claims of one article are named for a reader: the article, and the ids that `datakit quote` takes."""
    known = [part for part in (rows[0].publisher, rows[0].title) if isinstance(part, str) and part]
    return f"{', '.join(known) or rows[0].source} [{', '.join(row.claim for row in rows)}]"


def marked(text: str, at: int, spans: Iterable[tuple[int, int]]) -> str:
    """`text`, which begins at offset `at`, as safe HTML with these spans of offsets in `<mark>`."""
    parts, done = [], 0
    for start, end in sorted(spans):
        start, end = max(start - at, done), end - at
        if start < end:
            parts += [escape(text[done:start]), "<mark>", escape(text[start:end]), "</mark>"]
            done = end
    return safe_math("".join([*parts, escape(text[done:])]))


def sources_html(chosen: pd.DataFrame, paragraphs: pd.DataFrame | None = None) -> str:
    """The sentences behind the chosen claims, each with its quote marked and its article named.

    With `paragraphs` (the frame), each whole paragraph once with all its quotes marked. A saved page has the
    sentences only: the articles belong to their publishers.
    """
    if chosen.empty:
        return "<p>No sentence stands behind what is shown.</p>"
    spans = chosen.drop_duplicates(["source", "start", "end"]).sort_values(["source", "start"])
    items: dict[tuple, list[Any]] = {}
    for row in spans.itertuples():
        items.setdefault(_around(row, paragraphs), []).append(row)
    shown = []
    for (_, at, text), rows in items.items():
        quoted = marked(text, at, ((int(row.start), int(row.end)) for row in rows))
        shown.append(f"<li>{quoted} <cite>{safe_math(escape(name(*rows)))}</cite></li>")
    return f"<ol>{''.join(shown)}</ol>"


def _around(row: Any, paragraphs: pd.DataFrame | None) -> tuple[str, int, str]:
    """The source, start and text of the claim's paragraph where it is known, else of its sentence."""
    if paragraphs is not None:
        inside = (paragraphs.start <= row.start) & (paragraphs.end >= row.end) & (paragraphs.source == row.source)
        if inside.any():
            return next(paragraphs.loc[inside, ["source", "start", "text"]].itertuples(index=False, name=None))
    return row.source, int(row.sentence_start), row.sentence


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
    quoted = marked(row.sentence, int(row.sentence_start), [(int(row.start), int(row.end))])
    quotation = f"<blockquote>{quoted}<br><cite>{safe_math(escape(name(row)))}</cite></blockquote>"
    return Shown(f"“{row.sentence}” ({name(row)})", "text/html", quotation)
