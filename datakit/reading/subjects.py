"""Whom a number is about: the subject of its clause, not merely the nearest name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from datakit.reading.clauses import is_verb
from datakit.reading.names import Name, groups
from datakit.reading.place import MONEY, Place
from datakit.reading.scene import Scene
from datakit.reading.text import stems
from datakit.reading.vocabulary import Vocabulary

# fmt: off
EVENLY = re.compile(r"\b(?:both|each|respectively)\b")
REACHED = re.compile(r"(?:surpass|pass|exceed|top|reach|cross|hit)")
STANDS = re.compile(r"(?:['’]s?)?(?:\s*[|:]\s*|(?:\s+(?!at|with|on|to|in|for)[a-z]+)?,?\s+(?:at|with|on)\s+|\s*\(|\s+)")
FOR = re.compile(r"(?:\s+(?!for\b|and\b)[\w-]+){0,4}\s+for\s+(?:the |its )?")
ON_ITS = re.compile(r" (?:[a-z-]+ ){0,3}(?:and (?:[\w.,-]+ ){1,6}?)?(?:on|in|at|through) (?:its|their) (?:own )?")
THE_FIRM = re.compile(r"(?:\b(?:the|this)|['’]s)(?: [\w.’'-]+){0,3}? (?:compan(?:y|ies)|(?:firm|start-?up|group|giant|chipmaker|lab|business|developer|conglomerate|maker)(?:e?s)?)\b")
SITE = re.compile(r"['’]s? (?P<own>(?:[A-Z][\w-]* ){1,4}?(?:[a-z]+ )?(?:[Ff]acility|[Cc]ampus|[Pp]lant|[Ff]ab|[Ff]actory|[Hh]ub|[Pp]ark|[Ss]ite|[Dd]ata [Cc]ent(?:er|re)))\b")
NATIONAL = re.compile(r"\b(?:domestic|local|chinese) (?:\w+ )?(?:suppliers?|vendors?|companies|firms|chipmakers|users|models?|chips|brands)\b|\bnationwide\b|\bthe (?:country|nation|mainland)\b"
                      r"|\b(?:the|mainland|domestic|national|chinese|whole) (?:\w+ ){0,2}(?:market(?! (?:value|cap|price|share))|consumption|industry|total)\b")
MADE = frozenset(("model", "product", "chip", "name"))
REPORTS = stems("say estimate expect forecast put reckon predict project find show report note think see value rank calculate count")
VOICES = stems("analyst researcher economist people source data figure report survey study head executive poll banker")
LESSER = frozenset("from of for by against than including like such with to at in on over between among about accord".split())
SPEAKER = frozenset("we our us i my".split())
PERSONAL = frozenset("he his she her him".split())
PRONOUNS = frozenset("it its they their he his she her these this both we our".split())
# fmt: on


def entities(p: Place, topic: str) -> list[str | None]:
    """Whom the number is about, by the first rule that knows; several names where it is said of each of them."""
    about = next(found for rule in RULES if (found := rule(p, topic)))
    return [_maker(name, p.known) for name in about] if p.n.unit in MONEY and topic != "pricing" else about


def _beside(p: Place, topic: str) -> list[str]:
    """'Zephyr at 20%', 'Kestrel: 30 million': the name right in front, with those joined to it where it says 'each'."""
    if p.n.start < p.n.core and REACHED.match(p.low, p.n.start):
        return []
    makers = (x for x in p.names if x.end <= p.n.start and (x.rank > 1 or (x.kind == "place" and x.possessive)))
    near = [x for x in makers if STANDS.fullmatch(p.low, x.end, p.n.start)]
    if near and p.low.startswith(" each", p.n.end):
        return [x.name for group in groups(p.names, p.tokens) if near[-1] in group for x in group]
    return [x.name for x in near[-1:]]


def _for(p: Place, topic: str) -> list[str]:
    """'30% for Acme', against what another has; '$2 for Zephyr': a price is told of what is sold."""
    told = p.names_behind()[:1] if topic == "pricing" or p.n.unit in (None, "fraction") else []
    return [x.name for x in told if p.leads_to(FOR, x.start)]


def _platform(p: Place, topic: str) -> list[str]:
    """'Acme has 300 models and 40 developers on its Zephyr platform' counts what is on Zephyr."""
    named = (x for x in p.names_behind() if x.kind in ("product", "division", "name") and not p.n.unit)
    return [x.name for x in named if p.leads_to(ON_ITS, x.start)][:1]


def _released(p: Place, topic: str) -> list[str]:
    """'Acme, releasing Zephyr in May, with 40% lower costs': what is said of a release is said of what is released."""
    new = [x for x in p.names if x.end <= p.n.start and x.first and p.words[x.first - 1] in p.known.words["releases"]]
    told = new and new[-1].kind in MADE and p.n.unit not in MONEY and " with " in p.low[new[-1].end : p.n.start]
    return [new[-1].name] if told else []


def _subject(p: Place, topic: str) -> list[str | None]:
    """'While Corvid waits, Acme sold 40 chips': the subject of the clause, or what its pronoun or the context stands for."""
    subject = subjects(p.scene, p.first, p.n.start)
    if not subject or is_weak(p.scene, subject[0], p.first) or _only_where(p, subject[0]):
        subject = next((names for names in _from_context(p) if names), subject)
    if len(subject) > 1 and not _said_of_each(p, subject):
        subject = subject[:1]
    return [_site(p.scene, s) or s.name for s in subject] or [None]


RULES = (_beside, _for, _platform, _released, _subject)


def _site(scene: Scene, name: Name) -> str | None:
    """'Acme's Pudong plant runs on 40% clean power' is told of the plant: by its own name, or as written."""
    site = SITE.match(scene.text, name.end, scene.end) if name.possessive and name.start >= scene.start else None
    if not site:
        return None
    own = next((x.name for x in scene.names if x.start == site.start("own") and x.end == site.end()), None)
    return own or f"{name.name}'{site[0][1:]}"


def _only_where(p: Place, name: Name) -> bool:
    """The Ohio of 'In Ohio, the firm runs three plants' and 'In Ohio it runs three plants'."""
    inside = p.tokens[name.last : p.at]
    told = THE_FIRM.search(p.low, name.end, p.n.start) or any(t.lower in ("it", "they", "we") for t in inside)
    return name.kind == "place" and not name.possessive and bool(told)


def is_weak(scene: Scene, name: Name, first: int | None = None) -> bool:
    """A subject that a pronoun or the context outdoes: no maker and no free place, or governed behind a pronoun."""
    before, behind = scene.words[max(0, name.first - 2) : name.first], scene.words[name.last : name.last + 5]
    if before[:1] and before[0] in VOICES and before[-1] in ("at", "of", "from", "by"):
        return True  # 'analysts at Brightmoor' are who says it
    if name.kind in ("org", "fund"):
        return _governed(scene, name) or behind[:1] == [","] or not REPORTS.isdisjoint(behind[:3])
    if name.kind == "place" and THE_FIRM.match(scene.low, name.end):
        return True  # 'Norway's most valuable company'
    if name.rank < 2:
        return name.kind != "place" or _governed(scene, name) or behind[:1] == ["-"]
    opening = scene.tokens[scene.index(scene.start if first is None else first) : name.first]
    return _governed(scene, name) and any(t.lower in PRONOUNS for t in opening)


def opens_with_pronoun(scene: Scene, name: Name) -> bool:
    """'Its app surpassed Kestrel' goes on about whom it was about before."""
    return any(t.lower in PRONOUNS for t in scene.tokens[: min(name.first, 6)])


def subjects(scene: Scene, first: int, last: int) -> list[Name]:
    """The names that the clause text[first:last] is about, before its number or verb; [] where it names nobody."""
    inside = [x for x in scene.names if first <= x.start and x.end <= last]
    names = [x for x in inside if x.kind != "person" and not _modifier(scene, x)]
    if not names:
        return []
    chosen = min(names, key=lambda x: (x.rank < 2, _governed(scene, x)))
    group = next(g for g in groups(names, scene.tokens) if chosen in g)
    if len(group) > 1 and group[0] is chosen:
        return [x for x in group if x.rank >= min(2, chosen.rank)]
    for x in names:  # 'Acme's new phone', 'Acme Zephyr' (a product right behind its maker)
        gap, least = x.first - chosen.last, 1 if chosen.kind == "place" else 2
        if (chosen.possessive and 0 <= gap <= 2 and x.rank >= least) or (gap == 0 and x.kind in ("model", "product")):
            chosen = x
    return [chosen]


def _modifier(scene: Scene, name: Name) -> bool:
    """The Acme of '300,000 Acme chips': it says which chips, not whose."""
    behind = (c for c in scene.cues if name.last <= c.first <= name.last + 1 and c.kind == "unit")
    return not name.possessive and name.first > 0 and any(c.value == "chips" for c in behind)


def _governed(scene: Scene, name: Name) -> bool:
    """The Corvid of 'In its deal with Corvid, Acme sold ships': behind a preposition inside the clause, so not its subject."""
    at = name.first - 1
    while at >= 0 and scene.words[at] in ("the", "a", "its", "and", ",") and name.first - at < 3:
        at -= 1
    return at > 0 and scene.words[at] in LESSER


def _from_context(p: Place) -> Iterator[list[Name]]:
    """Whom a number is about whose clause names nobody in front of it, the likeliest first; [] where there is none such."""
    scene, context = p.scene, p.scene.context
    opens = scene.index(p.first)
    if p.first > scene.start:
        if p.words[opens] in ("which", "who"):
            yield [x for x in p.names if opens - 3 <= x.last <= opens and x.rank > 1][-1:]
        for begin in reversed([b for b in [scene.start, *scene.clauses] if b < p.first]):
            found = subjects(scene, begin, scene.clause(begin)[1])
            yield found if found and found[0].rank > 1 else []
    yield _of_person(p)
    pronoun = any(t.lower in PRONOUNS for t in p.tokens[opens : p.at])
    generic = THE_FIRM.search(p.low, p.first, p.n.core)
    held = context.subject[:1] if pronoun and not generic else context.firm[:1]
    if held and p.n.unit in MONEY and held[0].kind in ("model", "product", "chip"):
        held = context.firm[:1] or held  # models and apps have no books
    held = [context.heading_entity] if context.heading_entity else held
    country = [context.country] if context.country else []
    behind = p.names_behind()
    if pronoun or generic:
        yield held
    else:
        yield country if NATIONAL.search(p.low, p.first, p.last) else []
        yield [x for x in p.names if p.first <= x.start < p.n.start and _country(scene, x)][:1]
    if not context.heading_entity and not (held and p.n.unit in MONEY):
        yield [x for x in behind if x.end <= p.last][:1]
    yield from (held, behind[:1], context.main[:1], country)


def _of_person(p: Place) -> list[Name]:
    """'Ms Holm employs 40 people', 'She employs 40 people': the firm of the person who does it, else that person in an
    article about no firm. 'We' and 'I' are the firm of the one who speaks. Not of who foresees it, or speaks of 'the company'."""
    context, words = p.scene.context, p.words[p.scene.index(p.first) : p.at]
    if (
        not REPORTS.isdisjoint(words)
        or not (VOICES - {"executive", "head"}).isdisjoint(words)
        or THE_FIRM.search(p.low, p.first, p.n.start)
    ):
        return []
    spoken = {t.lower for t in p.tokens[p.scene.index(p.first) : p.at]}
    named = next((x for x in p.names if p.first <= x.start < p.n.start), None)
    if not spoken.isdisjoint(SPEAKER) and (named is None or named.kind == "person"):
        speakers = [context.employers[x.name] for x in p.names if x.name in context.employers]
        return speakers[:1] or context.firm[:1]
    if named is None and not spoken.isdisjoint(PERSONAL):
        earlier = [x for x in p.names if x.kind == "person" and x.end <= p.n.start]
        named = (earlier or [context.person])[-1]
    if named is None or named.kind != "person" or (named in p.names and _governed(p.scene, named)):
        return []
    if named.name in context.employers:
        return [context.employers[named.name]]
    return [] if context.heading_entity else context.main[:1] or [named]


def _country(scene: Scene, name: Name) -> bool:
    """A place that numbers are told of: not a city in passing, not the first half of 'Oslo-listed'."""
    between = scene.words[scene.index(scene.clause(name.start)[0]) : name.first]
    owns = between[-1:] == ["in"] and 1 < len(between) < 6 and between[0] not in LESSER
    owns = owns and not any(map(is_verb, between))
    # of a city: 'Prices in Lima', or no firm's article
    told = name.name in scene.countries or owns or not scene.context.main
    return name.kind == "place" and told and scene.words[name.last : name.last + 1] != ["-"]


def _said_of_each(p: Place, subject: list[Name]) -> bool:
    """'Both Zephyr and Kestrel have 40 million users', 'Zephyr and Kestrel each ...', 'Zephyr and Kestrel passed 40 million'."""
    if any(x.kind not in ("product", "model", "company", "division", "name", "chip") for x in subject):
        return False
    if match := EVENLY.search(p.low, max(0, subject[0].start - 6), min(p.n.end + 14, p.scene.end)):
        return match.group() != "respectively"
    return bool(REACHED.match(p.low, p.n.start)) and all(x.kind in ("product", "model", "name") for x in subject)


def respectively(scene: Scene, rows: list[dict[str, Any]]) -> None:
    """'A and B rose 10% and 20%, respectively': the numbers go to the names in their order."""
    place = scene.low.find("respectively", scene.start, scene.end)
    for group in groups([x for x in scene.names if x.end < place], scene.tokens):
        inside = [r for r in rows if group[-1].end < r["start"] < place]
        spans = sorted({r["start"] for r in inside})
        if len(group) > 1 and len(spans) == len(group):
            for row in inside:
                row["entity"] = group[spans.index(row["start"])].name
            return


def _maker(name: str | None, vocabulary: Vocabulary) -> str | None:
    """Models and chips spend and earn nothing: their makers do."""
    while name and (entity := vocabulary.entities.get(name)) and entity.kind in ("model", "chip") and entity.parent:
        name = entity.parent
    return name
