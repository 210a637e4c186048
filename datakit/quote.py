"""One claim, dated statement or deal in its sentence, for a terminal."""

from __future__ import annotations

import difflib
import re
import textwrap
from typing import TYPE_CHECKING, Any

from datakit.analysis.bounds import Interval, words
from datakit.analysis.weighing import mentions
from datakit.errors import DatakitError, shown

if TYPE_CHECKING:
    import pandas as pd

    from datakit.frames import Frames


# Stand-ins while the text is wrapped; `shown` has removed any of the article's own.
OPEN, CLOSE = "\x02", "\x03"


KINDS = {"deal": "investments", "event": "events"}  # what panels put before an id that is no claim's


def find(frames: Frames, wanted: str) -> str:
    """The id meant by `wanted` ('000:5', 'deal 000:5', '[event 000:5]'); DatakitError with near ones if there is none."""
    wanted = wanted.strip("[] ")
    kind, _, bare = wanted.partition(" ")
    if kind in KINDS:
        return f"{kind} {_find(frames[KINDS[kind]].iloc[:, 0].tolist(), bare, kind)}"
    claims = frames.claims["claim"].tolist()
    others = [kind for kind, name in KINDS.items() if wanted in frames[name].iloc[:, 0].tolist()]
    return f"{others[0]} {wanted}" if others and wanted not in claims else _find(claims, wanted, "claim")


def _find(ids: list[str], wanted: str, kind: str) -> str:
    stem, _, number = wanted.rpartition(":")
    mine = [i for i in ids if i.startswith(stem.removesuffix(".txt")) and stem]
    meant = [i for i in mine if i.rpartition(":")[2] == number]
    if wanted in meant or len(meant) == len({i.rpartition(":")[0] for i in mine}) == 1:
        return wanted if wanted in meant else meant[0]
    if at := re.match(r"\d+", number):
        mine.sort(key=lambda i: abs(int(re.match(r"\d+", i.rpartition(":")[2])[0]) - int(at[0])))
    near = meant or mine or [i for i in ids if i.startswith(wanted)] or difflib.get_close_matches(wanted, ids, 3, 0.3)
    hint = f" Near it: {', '.join(near[:3])}." if near else ""
    raise DatakitError(f"There is no {kind} {wanted!r}.{hint}")


def quoted(frames: Frames, claim: str, bold: bool = False, width: int = 88) -> str:
    """What has this id (as `find` gives it) in its sentence as lines of text: the quote in bold, or in [brackets]."""
    rows = frames.claims.set_index("claim", drop=False)
    if claim not in rows.index:
        rows = mentions(frames).reindex(columns=rows.columns).assign(reviewed=False)
    row = rows.loc[claim]
    article = frames.sources.set_index("source").loc[row.source]
    at, end = (int(place - row.sentence_start) for place in (row.start, row.end))
    before, quote, after = (shown(part) for part in (row.sentence[:at], row.sentence[at:end], row.sentence[end:]))
    sentence = f"{before}{OPEN}{quote}{CLOSE}{after}"
    marks = ("\x1b[1m", "\x1b[0m") if bold else ("[", "]")
    wrapper = textwrap.TextWrapper(width - 2, break_long_words=False, break_on_hyphens=False)
    wrapped = textwrap.indent(wrapper.fill(sentence), "  ").replace(OPEN, marks[0]).replace(CLOSE, marks[1])
    day = _text(article.published) or _text(article.published_note) or "date unknown"
    head = ", ".join(filter(None, (_text(article.title) or row.source, _text(article.publisher), day)))
    return f"{head}\n\n{wrapped}\n\n" + "\n".join(f"  {name:9} {text}" for name, text in _facts(row))


def _facts(row: pd.Series) -> list[tuple[str, str]]:
    """The fields in words, those that are known."""
    unknown = Interval()
    bounds = Interval(*(None if x != x else x for x in (row.low, row.high)))
    period = [_text(row.period_start), _text(row.period_end)]
    said = {
        "claim": row.claim + (" (decided by a person)" if row.reviewed else ""),
        "value": "" if row.value != row.value else words(unknown, row.unit, row.value).removeprefix("about "),
        "bounds": "" if bounds == unknown else words(bounds, row.unit),
        "hedge": _text(row.hedge),
        "unit": _text(row.unit),
        "about": ", ".join(filter(None, (_text(row.entity), _text(row.object)))),
        "topic": ", ".join(filter(None, (_text(row.topic), _text(row.metric).replace("_", " ")))),
        "period": " to ".join(dict.fromkeys(p or "open" for p in period)) if any(period) else "",
        "status": "" if row.claim.startswith("event ") else row.status,  # an event's is not read
    }
    return [(name, shown(text)) for name, text in said.items() if text]


def _text(value: Any) -> str:
    """A cell as text; nothing for an unknown one, the day alone for a date."""
    if value != value or value is None:
        return ""
    return f"{value:%Y-%m-%d}" if hasattr(value, "strftime") else str(value)
