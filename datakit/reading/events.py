"""Dated statements: every sentence with a date of its own, or under a dated heading, and the names in it."""

from __future__ import annotations

import re
from typing import Any

from datakit.reading.dates import Mention
from datakit.reading.scene import Scene
from datakit.reading.vocabulary import Vocabulary

# spans and bases of comparison date nothing by themselves
VAGUE = re.compile(r"past|ago|earlier|before|same|previous")
DANGLING = re.compile(r"\bthat same (?:month|year|week|quarter)\b|\bthe same (?:month|week)\b")


def read(scene: Scene, vocabulary: Vocabulary) -> list[dict[str, Any]]:
    """One row for each date that the sentence states, or one with its heading's date."""
    own = [d for d in scene.dates if not _is_base(scene, d)]
    if not own and not scene.context.heading_date:
        own = [d for d in scene.dates if d.bound == "since"]
    heading = scene.context.heading_date
    rows = []
    if own and not (heading and all(_inside_later(scene, d, heading) for d in own)):
        stated = own
    elif heading and len(scene.tokens) > 2:
        stated = [*own, heading]
    else:
        stated = []
    seen = set()
    for mention in stated:
        key = (mention.first, mention.last)
        if key not in seen:
            seen.add(key)
            rows.append(
                _row(
                    scene,
                    mention,
                    vocabulary,
                    dangling=mention is heading and DANGLING.search(scene.low, scene.start, scene.end),
                )
            )
    return rows


def _inside_later(scene: Scene, mention: Mention, heading: Mention) -> bool:
    """A date in a later part of the sentence ('plans for 2025') adds to the heading's date, it does not replace it."""
    return mention.start - scene.start > 25 and not (heading.first <= mention.first and mention.last <= heading.last)


def _is_base(scene: Scene, mention: Mention) -> bool:
    """Spans, bases of comparison and 'today' date nothing; 'two days later' under a dated heading does."""
    if (
        mention.kind == "ago"
        and scene.context.anchor.heading
        and scene.context.anchor.first == scene.context.anchor.day
    ):
        return False
    return (
        mention.text.lower() == "today"
        or mention.bound == "since"
        or mention.kind == "ago"
        or bool(mention.kind == "rel" and VAGUE.search(mention.text.split()[0]) and "earlier this" not in mention.text)
    )


def _row(scene: Scene, mention: Mention, vocabulary: Vocabulary, dangling: re.Match | None) -> dict[str, Any]:
    near = sorted((c for c in scene.cues if c.kind == "action"), key=lambda c: abs(c.start - mention.start))
    first, last = scene.clause(mention.start) if scene.start <= mention.start < scene.end else (scene.start, scene.end)
    inside = [c for c in near if first <= c.start < last] or near
    if mention is scene.context.heading_date:
        subject = min((n.start for n in scene.names), default=scene.start)
        inside = sorted(inside, key=lambda c: (c.start < subject, c.start))
    return {
        "start": scene.start, "end": scene.end, "quote": scene.text[scene.start : scene.end],
        "date_text": dangling.group() if dangling else scene.text[mention.start : mention.end],
        "date_start": mention.first.isoformat(), "date_end": mention.last.isoformat(), "bound": mention.bound,
        "action": inside[0].value if inside else None, "entities": _entities(scene),
    }  # fmt: skip


def _entities(scene: Scene) -> list[str]:
    names = [n.name for n in scene.names if n.kind != "place"]
    if not names or scene.words[0] in ("its", "it", "they", "their"):
        held = [scene.context.heading_entity] if scene.context.heading_entity else scene.context.subject[:1]
        names = [n.name for n in held] + names
    return list(dict.fromkeys(names))
