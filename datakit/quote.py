"""One claim, deal, dated statement or comparison in its sentence, for a terminal."""

from __future__ import annotations

import difflib
import textwrap
from collections.abc import Mapping
from typing import Any

from datakit.errors import DatakitError, shown
from datakit.frames import Frames, spec
from datakit.frames.store import cell

KINDS = {"claim": "claims", "investment": "investments", "event": "events", "comparison": "comparisons"}  # before an id
PLACED = {"source", "start", "end", "quote", "sentence", "sentence_start"}  # what the head and the sentence show


def quoted(frames: Frames, wanted: str, width: int = 88) -> str:
    """What `wanted` names ('caixin:5', 'event caixin:5') in its sentence, with the quote in [brackets]."""
    kind, row = find(frames, wanted)
    article = _texts("sources", frames.sources.set_index("source", drop=False).loc[row["source"]])
    sentence = row.get("sentence", row["quote"])
    at = row["start"] - row.get("sentence_start", row["start"])
    end = at + len(row["quote"])
    before, quote, after = (shown(part) for part in (sentence[:at], sentence[at:end], sentence[end:]))
    wrapper = textwrap.TextWrapper(width - 2, break_long_words=False, break_on_hyphens=False)
    wrapped = textwrap.indent(wrapper.fill(f"{before}[{quote}]{after}"), "  ")
    day = article["published"] or article["published_note"] or "date unknown"
    head = ", ".join(filter(None, (article["title"] or row["source"], article["publisher"], day)))
    fields = {name: text for name, text in _texts(KINDS[kind], row).items() if name not in PLACED}
    return f"{shown(head)}\n\n{wrapped}\n\n" + "\n".join(f"  {n:14} {text}" for n, text in fields.items() if text)


def find(frames: Frames, wanted: str) -> tuple[str, dict[str, Any]]:
    """The kind and the row meant by `wanted` ('caixin:5', 'event caixin:5', '[caixin:5]').

    The start of an article's key will do where only one id fits. DatakitError with near ones if none does.
    """
    wanted = wanted.strip("[] ")
    first, _, rest = wanted.partition(" ")
    kind, name = (first, rest) if first in KINDS else ("claim", wanted)
    rows = {row[kind]: row for row in frames[KINDS[kind]].to_dict("records")}
    key, _, number = name.rpartition(":")
    fits = [name] if name in rows else [i for i in rows if key and i.startswith(key) and i.endswith(f":{number}")]
    if len(fits) == 1:
        return kind, rows[fits[0]]
    near = fits or difflib.get_close_matches(name, rows, 3, 0.3)
    hint = f" Near it: {', '.join(near[:3])}." if near else ""
    raise DatakitError(f"There is no {kind} {name!r}.{hint}")


def _texts(name: str, row: Mapping[str, Any]) -> dict[str, str]:
    """The cells of a row as text on one line each; nothing for an unknown or a false one."""
    texts = {c.name: shown(cell(row[c.name], c.kind)).removeprefix("false") for c in spec(name).columns}
    return texts | {c.name: f"{row[c.name]:,.12g}" for c in spec(name).columns if c.kind == "number" and texts[c.name]}
