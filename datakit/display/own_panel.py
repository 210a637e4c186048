"""What a notebook says about a folder of one's own: what was read, what decisions changed, which notebooks it feeds."""

from __future__ import annotations

from typing import Any

import pandas as pd

from datakit import own
from datakit.analysis.weighing import board
from datakit.display import words
from datakit.display.questions import computed
from datakit.display.quotes import Shown, say
from datakit.frames import FRAMES
from datakit.frames.store import cell

bring = own.bring
FEEDS = {  # the frame without which a notebook's panels have nothing to draw, and what its rows are
    "01_from_words_to_frames": ("claims", "numbers"),
    "02_compute": ("compute", "chips and computing power"),
    "03_capex": ("capex", "capital spending"),
    "04_ecosystem_investments": ("investments", "who backs whom"),
    "05_market_share": ("market_share", "shares, volumes and prices"),
    "06_when_sources_disagree": ("conflicts", "contradictions"),
}


FOLLOWING = ("claim", "reviewed", "family", "when_how")  # of a claim: nobody decides these, they follow from the rest


def brought(frames: own.Own) -> Shown:
    """Which articles the folder holds and how long they are; or what is wrong with it."""
    if frames.problem:
        return say(frames.problem)
    dates = dict(zip(frames.sources.source, frames.sources.published, strict=True))
    lines = [
        f"- {name}: {len(text.split()):,} words, "
        + (f"published on {day.day} {day:%B %Y}" if pd.notna(day := dates[name]) else "date of publication not known")
        for name, (text, _) in frames.readings.items()
    ]
    return say(f"In the folder `{frames.folder}`:", "\n".join(lines))


def count(frames: Any) -> dict[str, Any]:
    """How many numbers were read, as an answer for `Predict`."""
    return computed(len(frames.claims), frames.claims.claim)


def most(frames: own.Own) -> int:
    """An end for the scale of a guess, from the length of the articles and not from what was read in them."""
    length = sum(len(text.split()) for text, _ in frames.readings.values())
    return max(10, -(-length // 40) * 10)


def opening(frames: own.Own, longest: int = 520) -> str:
    """The first whole paragraphs of the first article, up to about `longest` characters."""
    text = next((text for text, _ in frames.readings.values()), "")
    kept = text[:longest] if len(text) > longest else text
    return kept[: kept.rfind("\n") if len(text) > longest and "\n" in kept else None].strip()


def table(frames: own.Own) -> Any:
    """The claims in words, each with its id; or why there are none."""
    if frames.problem:
        return say(frames.problem)
    return words.in_words(frames.claims).assign(claim=frames.claims.claim).set_index("claim")


def feeds(frames: own.Own) -> Shown:
    """Which earlier notebooks find something in these articles, as a list."""
    if frames.problem:
        return say(frames.problem)
    lines = []
    for notebook, (frame, what) in FEEDS.items():
        rows = len(frames[frame])
        found = f"{rows} row{'s' * (rows != 1)} in `{frame}`" if rows else f"nothing in `{frame}`"
        alike = len(board(frames)) - rows if frame == "conflicts" else 0
        found += f"; {alike} more that only look{'s' * (alike == 1)} like it" if alike else ""
        lines.append(f"- `{notebook}` ({what}): {found}")
    return say("\n".join(lines))


def changes(frames: own.Own) -> Any:
    """What the decisions in review.csv changed in the claims: words, field, as read, as it is now."""
    if not frames.readings or (frames.problem and frames.claims.empty):
        return say(frames.problem)
    read = {
        row["claim"]: {**row, "source": name} for name, (_, rows) in frames.readings.items() for row in rows["claims"]
    }
    now = {row["claim"]: row for row in words.plain_rows(frames.claims)}
    columns = [c for c in FRAMES["claims"].columns if c.name not in FOLLOWING]
    found = []
    for claim in [*read, *(claim for claim in now if claim not in read)]:
        before, after = read.get(claim), now.get(claim)
        if before and after:
            cells = [(c.name, cell(before.get(c.name), c.kind), cell(after[c.name], c.kind)) for c in columns]
            settled = after["when_how"] == "settled"  # else `when` follows from the period
            moved = [row for row in cells if row[1] != row[2] and (settled or not row[0].startswith("when_"))]
            found += [(before["quote"], *row) for row in moved]
        else:
            told = ("a row", "none", words.said(after)) if after else ("a row", words.said(before), "none")
            found.append(((before or after)["quote"], *told))
    kept = int(frames.claims.reviewed.sum())
    if not found:
        agreed = f"You accepted {kept} of them, and nothing is changed" if kept else "Nothing is decided yet"
        return say(f"{agreed}: the {len(now)} numbers are as they were read.")
    return pd.DataFrame(found, columns=["words", "field", "as read", "now"]).set_index("words")
