"""Whom a number is about: the subject of its clause, not merely the nearest name."""

from __future__ import annotations

import re
from typing import Any

from datakit.reading.counting import MONEY
from datakit.reading.names import Name, groups
from datakit.reading.numbers import Number
from datakit.reading.scene import Scene
from datakit.reading.text import stems
from datakit.reading.vocabulary import Vocabulary

EVENLY = re.compile(r"\b(?:both|each|respectively)\b")
REACHED = re.compile(r"(?:surpass|pass|exceed|top|reach|cross|hit)")
AIMED = re.compile(r"[^,;:—.]{0,40}?\b(?:for|at|of)\s+(?:the\s+)?$")
STANDS = re.compile(r"(?:['’]s?)?(?:\s*[|:]\s*|(?:\s+(?!at|with|on|to|in|for)[a-z]+)?,?\s+(?:at|with|on)\s+|\s*\(|\s+)")
FOR = re.compile(r"(?:\s+(?!for\b)[\w-]+){0,2}\s+for\s+(?:the\s+)?")
REPORTS = stems(
    "say estimate expect forecast put reckon predict project find show report note think see value rank calculate count"
)
GENERIC = stems("company firm startup start-up group giant chipmaker lab business developer conglomerate maker")
THE = re.compile(r"\b(?:the|this)\b|['’]s\b")
VOICES = stems("analyst researcher economist people source data figure report survey study head executive poll banker")
NATIONAL = re.compile(
    r"\b(?:domestic|local|chinese) (?:\w+ )?(?:suppliers?|vendors?|companies|firms|chipmakers|users|models?|chips|brands)\b|\bnationwide\b|\bthe (?:country|nation|mainland)\b|\b(?:the|mainland|domestic|national|chinese|whole) (?:\w+ ){0,2}(?:market(?! (?:value|cap|price|share))|consumption|industry|total)\b"
)
PRONOUNS = frozenset("it its they their he she his her these this both we our".split())
INTO = re.compile(r"[^,;.]{0,25}?\s(?:in|into|to)\s+(?:\w+\s+){0,3}?$")
LESSER = frozenset(
    "from of for by against than including like such with to at in on over between among about accord".split()
)


def entities(scene: Scene, n: Number, topic: str, vocabulary: Vocabulary) -> list[str | None]:
    """Whom the number is about; several names where it is said of each of them."""
    first, last = scene.clause(n.core)
    if topic == "pricing":
        for name in scene.names:
            if (
                n.end <= name.start < last
                and name.rank > 1
                and re.fullmatch(r"[\w\s-]{0,30}\bfor (?:the |its )?", scene.low[n.end : name.start])
            ):
                return [name.name]
    reached = n.start < n.core and REACHED.match(scene.low, n.start)
    if not reached and (
        near := [
            x
            for x in scene.names
            if x.end <= n.start
            and (x.rank > 1 or (x.kind == "place" and x.possessive))
            and STANDS.fullmatch(scene.low, x.end, n.start)
        ]
    ):
        if not any(near[-1].start < other.end <= n.start for other in scene.numbers):
            group = next(g for g in _groups(scene, scene.names) if near[-1] in g)
            return [x.name for x in group] if scene.low.startswith(" each", n.end) else [near[-1].name]
    if n.unit in (None, "fraction") and (told := [x for x in scene.names if x.start >= n.end and x.rank > 1][:1]):
        if FOR.fullmatch(scene.low, n.end, told[0].start):
            return [told[0].name]
    subject = subjects(scene, first, n.start)
    if not subject or _weak(scene, subject[0], first):
        subject = _from_context(scene, first, n, last) or subject
    if not subject:
        return [None]
    if len(subject) > 1 and not _said_of_each(scene, subject, n, first):
        subject = subject[:1]
    return [_owner(s, vocabulary) for s in subject]


def _weak(scene: Scene, name: Name, first: int) -> bool:
    """A subject that a pronoun or the context outdoes: no maker and no free place, or governed behind a pronoun."""
    if (
        name.first > 1
        and scene.words[name.first - 1] in ("at", "of", "from", "by")
        and scene.words[name.first - 2] in VOICES
    ):
        return True  # 'analysts at Jefferies' are who says it
    if name.kind in ("org", "fund"):
        return (
            _governed(scene, name)
            or scene.words[name.last : name.last + 1] == [","]
            or not REPORTS.isdisjoint(scene.words[name.last : name.last + 3])
        )
    if name.kind == "place" and name.possessive and any(w in GENERIC for w in scene.words[name.last : name.last + 5]):
        return True  # 'China's most valuable company'
    if name.rank < 2:
        return name.kind != "place" or _governed(scene, name) or scene.words[name.last : name.last + 1] == ["-"]
    opening = {t.text.lower() for t in scene.tokens[scene.index(first) : name.first]}
    return _governed(scene, name) and bool(opening & PRONOUNS)


def is_weak(scene: Scene, name: Name) -> bool:
    return _weak(scene, name, scene.start)


def opens_with_pronoun(scene: Scene, name: Name) -> bool:
    """'Its app surpassed ChatGPT' goes on about whom it was about before."""
    return name.first > 0 and any(t.text.lower() in PRONOUNS for t in scene.tokens[: min(name.first, 6)])


def _owner(name: Name, vocabulary: Vocabulary) -> str:
    """A person speaks for the firm; otherwise the name itself."""
    entity = vocabulary.entities.get(name.name)
    return entity.parent if entity and entity.kind == "person" and entity.parent else name.name


def subjects(scene: Scene, first: int, last: int) -> list[Name]:
    """The names that the clause text[first:last] is about, before its number or verb; [] where it names nobody."""
    names = [
        x for x in scene.names if first <= x.start and x.end <= last and x.kind != "person" and not _modifier(scene, x)
    ]
    if not names:
        return []
    free = [x for x in names if x.rank > 1 and not _governed(scene, x)]
    pool = free or [x for x in names if x.rank > 1] or [x for x in names if x.rank and not _governed(scene, x)] or names
    chosen = pool[0]
    group = next(g for g in _groups(scene, names) if chosen in g)
    if len(group) > 1 and group[0] is chosen:
        return [x for x in group if x.rank >= min(2, chosen.rank)]
    while chosen.possessive:
        least = 1 if chosen.kind == "place" else 2
        follower = next((x for x in names if chosen.last <= x.first <= chosen.last + 2 and x.rank >= least), None)
        if follower is None:
            break
        chosen = follower
    return [chosen]


def _modifier(scene: Scene, name: Name) -> bool:
    """The Nvidia of '300,000 Nvidia chips': it says which chips, not whose."""
    if name.possessive or name.first == 0:
        return False
    return any(c.kind == "unit" and c.value == "chips" and name.last <= c.first <= name.last + 1 for c in scene.cues)


def _groups(scene: Scene, names: list[Name]) -> list[list[Name]]:
    return groups(names, scene.tokens)


def _governed(scene: Scene, name: Name) -> bool:
    """Behind a preposition inside the clause, so not its subject."""
    at = name.first - 1
    while at >= 0 and scene.words[at] in ("the", "a", "its", "and", ",") and name.first - at < 3:
        at -= 1
    return at > 0 and scene.words[at] in LESSER


def _from_context(scene: Scene, first: int, n: Number, last: int) -> list[Name]:
    """No name stands before the number in its clause: an earlier clause, the heading, a later name, or the last subject."""
    context = scene.context
    if first > scene.start:
        opens = scene.index(first)
        if scene.words[opens] in ("which", "who") and (
            named := [x for x in scene.names if opens - 3 <= x.last <= opens and x.rank > 1]
        ):
            return named[-1:]
        earlier = [b for b in [scene.start, *scene.clauses] if b < first]
        for begin in reversed(earlier):
            found = subjects(scene, begin, scene.clause(begin)[1])
            if found and found[0].rank > 1:
                return found
    behind = [x for x in scene.names if x.start >= n.end and x.rank > 1]
    pronoun = any(t.text.lower() in PRONOUNS for t in scene.tokens[scene.index(first) : scene.index(n.core)])
    ahead = range(max(1, scene.index(first)), scene.index(n.core))
    generic = any(
        scene.words[i] in GENERIC and THE.search(" ".join(t.text.lower() for t in scene.tokens[max(0, i - 4) : i]))
        for i in ahead
    )
    held = context.subject[:1] if pronoun and not generic else context.firm[:1]
    if held and n.unit in MONEY and held[0].kind in ("model", "product", "chip"):
        held = context.firm[:1] or held  # models and apps have no books
    held = [context.heading_entity] if context.heading_entity else held
    if (pronoun or generic) and held:
        return held
    if context.country and not (pronoun or generic) and NATIONAL.search(scene.low, first, last):
        return [context.country]
    if not (pronoun or generic) and (
        lands := [x for x in scene.names if first <= x.start < n.start and _country(scene, x)]
    ):
        return lands[:1]
    close = [x for x in behind if x.end <= last]
    if close and not context.heading_entity and not (held and n.unit in MONEY):
        return close[:1]
    return held or behind[:1] or context.main[:1] or ([context.country] if context.country else [])


def _country(scene: Scene, name: Name) -> bool:
    """A place that numbers are told of: not a city in passing, not the first half of 'Hong Kong-listed'."""
    return name.kind == "place" and name.name in scene.countries and scene.words[name.last : name.last + 1] != ["-"]


def _said_of_each(scene: Scene, subject: list[Name], n: Number, first: int) -> bool:
    if any(x.kind not in ("product", "model", "company", "division", "name", "chip") for x in subject):
        return False
    if match := EVENLY.search(
        scene.low, subject[0].start - 6 if subject[0].start > 6 else 0, min(n.end + 14, scene.end)
    ):
        return match.group() != "respectively"
    return bool(REACHED.match(scene.low, n.start)) and all(x.kind in ("product", "model", "name") for x in subject)


def respectively(scene: Scene, rows: list[dict[str, Any]]) -> None:
    """'A and B rose 10% and 20%, respectively': the numbers go to the names in their order."""
    place = scene.low.find("respectively", scene.start, scene.end)
    if place < 0:
        return
    for group in _groups(scene, [x for x in scene.names if x.end < place]):
        inside = [r for r in rows if group[-1].end < r["start"] < place]
        spans = sorted({r["start"] for r in inside})
        if len(group) > 1 and len(spans) == len(group):
            for row in inside:
                row["entity"] = group[spans.index(row["start"])].name
            return


def maker(name: str | None, vocabulary: Vocabulary) -> str | None:
    """Models and chips spend and earn nothing: their makers do."""
    while name and (entity := vocabulary.entities.get(name)) and entity.kind in ("model", "chip") and entity.parent:
        name = entity.parent
    return name
