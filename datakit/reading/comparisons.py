"""Who is said to be ahead of whom, in what and where, without a number: 'Kuaishou is Brazil's most popular video app'."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any, NamedTuple

from datakit.reading.names import Name
from datakit.reading.scene import Scene
from datakit.reading.skeleton import Grammar, Match, compiled, doubt, matches, when
from datakit.reading.subjects import subjects
from datakit.reading.text import stems
from datakit.reading.vocabulary import Vocabulary

RANKED = ("company", "division", "product", "model", "name", "word")
PRONOUNS = frozenset(("it", "its", "they", "their"))
# 'cut prices to dominate the market', but not 'went on to dominate the market'
PURPOSE = re.compile(r"\b(?!(?:continu|begin|start|on|manag|com) )\S+ to (?:\w+ )?$")


class Rule(NamedTuple):
    """A way to tell a rank. Its pattern finds the words `said`, and in or beside them `a`, who is ahead (else the
    subject is), `b`, who is behind (else all others are), and in what and where. `example` is a sentence that it reads."""

    name: str
    pattern: str
    example: str


# w: a word of a noun phrase; few: words before a name; where: what they are ahead in, or where, behind a preposition;
# other: who is passed, and what of theirs; doer: who does it, and what of theirs; link: what joins a name to what it is;
# owner, noun: the words in front of and behind a superlative
PIECES = {
    "w": r"(?!(?:and|but|or|that|which|who|whil|as|with|by|for|of|in|on|at|from|than|to|over|be|have|also|will|if|DATE)\b)(?:[\w-][\w&.'’-]*|@\d+|'s) ",
    "few": r"(?:<w>){0,3}?",
    "where": r"(?:(?:in|on|across|among|within) (?P<where>(?:<w>)+))?",
    "other": r"(?:<few>(?:thos of )?@(?P<b>\d+) (?:'s (?:@(?P<own>\d+) |(?P<of><measures>) |(?!<w>))|(?!'s ))|<few><rivals> )(?!(?:\S+ ){0,2}#)",
    "front": r"(?<!of )(?<!by )(?<!in )(?<!at )@(?P<front>\d+) (?:, (?:which|who) )?",
    "doer": r"(?:<front>(?:'s (?P<mine>(?:<w>){0,2}?<measures>) )?(?:(?:have|be|will|also|now|\w+ly) ){0,2})?",
    "link": r"(?:(?:<front>)?(?:be|remain|becom|stay|rank|emerg|mak (?:it|@(?P<a>\d+)))|as) (?:(?:also|still|now|already|arguably|not|never|no longer|by far) )*",
    "owner": r"(?:(?:the|its|their) |(?:the [\"“‘'] )?(?P<scope>(?:the )?[^\s\"“‘']+ )'s )(?:[\"“‘'’] )?",
    "noun": r"(?:(?!@)<w>|and (?=\w+ - )){0,9}(?P<head><heads>) ",
}
FIRST = r"<owner>(?:<largest> |(?=<best> ))(?P<what><noun>)"  # of what somebody is the first
RULES = (
    Rule("overtakes", r"<doer>(?P<said><ahead> <other>)<where>", "Kuaishou shipped more, outpacing Bilibili."),
    Rule("is behind", r"<doer>(?P<said>(?:be <ahead> by|<behind>) <few>@(?P<a>\d+) )<where>", "Bilibili was overtaken by Kuaishou."),
    Rule("dominates", r"(?P<said><rule> (?P<what>(?:<w>)+))<where>", "Kuaishou dominated the market."),
    Rule("leads the market", r"(?P<said><lead> (?P<what>the <few><markets> ))<where>", "Kuaishou leads the market for short videos."),
    Rule("leads in", r"(?P<said><lead> in (?P<what><w>(?:(?:and )?<w>)*))<where>", "Kuaishou leads in short videos."),
    Rule("is the leader", r"<link>(?P<said>(?:(?P<scope>(?:<w>){1,3}?)'s )?<few>(?P<head><leader>) )<where>", "Kuaishou remains a clear leader in short videos."),
    Rule("is the first", r"<link>(?P<said>" + FIRST + r")<where>", "Kuaishou remains Brazil's largest video provider."),
    Rule("the first, beside", r"@(?P<a>\d+) [,(—–] (?:[\"“] )?(?P<said>" + FIRST + r")<where>", "Kuaishou, the country's largest video provider, grew."),
    Rule("the first, in front", r"(?<!of )(?P<said>" + FIRST + r")<where>(?:[,—–(\"”] )*@(?P<a>\d+) ", "The most popular video app, Kuaishou, grew."),
)  # fmt: skip


@lru_cache(maxsize=8)
def _grammar(vocabulary: Vocabulary) -> Grammar:
    return compiled(RULES, PIECES, vocabulary.comparisons)


def read(scene: Scene, vocabulary: Vocabulary) -> list[dict[str, Any]]:
    """The rank statements of one sentence. One that compares numbers is a claim, and is left to the claims."""
    if PRONOUNS.isdisjoint(scene.words) and not any(n.kind in RANKED for n in scene.names):
        return []
    rows: list[dict[str, Any]] = []
    taken = 0
    for found in sorted(matches(scene, _grammar(vocabulary), RANKED), key=lambda found: found.m.start("said")):
        if found.m.start("said") >= taken and not _is_plural(found, scene):
            ahead, behind = _ranked(found, scene, vocabulary)
            pairs = [(a, b) for a in ahead for b in behind if a != b]
            rows += [_row(found, scene, vocabulary, a, b) for a, b in pairs]
            taken = found.m.end() if pairs else taken
    return rows


def _is_plural(found: Match, scene: Scene) -> bool:
    """'They are leaders', 'two of the largest banks': no first among many."""
    head = found.span("head")
    token = scene.tokens[scene.index(head[0])] if head else None
    return bool(token) and token.lower.endswith("s") and token.lower != token.stem


# --- who ---------------------------------------------------------------------------------------------------------------


def _ranked(found: Match, scene: Scene, vocabulary: Vocabulary) -> tuple[list[str], list[str | None]]:
    """Who is ahead, and who is behind: None for all others."""
    named = found.names("a")
    if found.rule.name == "is behind":
        return [n.name for n in named], [n.name for n in _subject(found, scene, vocabulary)]
    if found.rule.name.startswith("the first,"):
        named = named[-1:] if found.m.start("a") < found.m.start("said") else named[:1]
    behind = found.names("own")[:1] or found.names("b")
    return [n.name for n in named or _subject(found, scene, vocabulary)], [n.name for n in behind] or [None]


def _subject(found: Match, scene: Scene, vocabulary: Vocabulary) -> list[Name]:
    """Of whom the words are said: the clause's subject, else the sentence's, else whom 'it' or 'its' stands for."""
    if named := found.names("front"):
        return named
    place = found.span("said")[0]
    first = scene.clause(place)[0]
    if scene.tokens[scene.index(place) - 1].lower in vocabulary.words["generic_many"]:
        return []  # 'Western firms dominate the market'
    named = subjects(scene, first, place) or subjects(scene, scene.start, place)
    named = [n for n in named if n.kind in RANKED]
    if named or PRONOUNS.isdisjoint(re.findall(r"\w+", scene.low[first:place])):
        return named
    return [scene.context.heading_entity] if scene.context.heading_entity else scene.context.subject[:1]


# --- in what, how it is meant, and the row -------------------------------------------------------------------------------


def _in_what(found: Match, said: dict[str, str], vocabulary: Vocabulary) -> tuple[str | None, str | None]:
    """What they are ahead in, and in which market: 'the drug market', 'Poland' and a name alone are markets."""
    grounds = {"PLACE", *stems(" ".join(vocabulary.comparisons["markets"]))}
    told = {part: found.m[part].split() for part in ("what", "of", "mine", "where") if part in said}
    placing = ("where",) if "head" in found.m.groupdict() else ("what", "where")  # no 'largest market maker'
    alone = [part for part, words in told.items() if len(words) == 1 and words[0].startswith("@")]
    markets = [part for part in placing if part in alone or not grounds.isdisjoint(told.get(part, ()))]
    measure = next((said[part] for part in told if part not in markets), None)
    return measure, next((said[p] for p in ("scope", *markets, "where") if said.get(p, measure) != measure), None)


def _measured(found: Match, scene: Scene, vocabulary: Vocabulary) -> str | None:
    """What was measured last before: 'took half of its call volume, outpacing Bilibili'."""
    before = [c for c in scene.of_kind("metric") if c.end < found.span("said")[0] and c.value.topic != "other"]
    named = [c for c in before if scene.tokens[c.last - 1].lower.rstrip("s") in vocabulary.comparisons["measures"]]
    best = max(named, key=lambda c: (c.last, c.last - c.first), default=None)
    return scene.text[best.start : best.end] if best else None


def _status(found: Match, scene: Scene, vocabulary: Vocabulary) -> str:
    """An if, a denial, the last cue in front, a purpose, a phrase in quotation marks (claimed), else a fact."""
    start, end = found.span("said")
    first = start if found.rule.name.startswith("the first,") else scene.clause(start)[0]
    near = slice(scene.index(first), scene.index(start))
    ahead = " ".join([*scene.words[near], ""])
    if not_so := doubt(ahead):
        return not_so
    cues = vocabulary.cues.find(scene.words[near][-9:], scene.tokens[near][-9:])
    if meant := [c.value for c in cues if c.kind == "status" and c.value != "actual"]:
        return meant[-1]
    if PURPOSE.search(ahead):
        return "target"
    return "claimed" if re.search(r"[“\"‘]", scene.text[max(scene.start, start - 2) : end]) else "actual"


def _row(found: Match, scene: Scene, vocabulary: Vocabulary, ahead: str, behind: str | None) -> dict[str, Any]:
    spans = {part: span for part in found.m.groupdict() if (span := found.span(part))}
    said = {part: scene.text[start:end] for part, (start, end) in spans.items()}
    start, end = spans["said"][0], spans.get("where", spans["said"])[1]
    measure, scope = _in_what(found, said, vocabulary)
    near = [d for d in scene.dates if d.start < start or d.start - end < 16]
    period_start, period_end, period_from = when(scene, start, near)
    return {
        "start": start, "end": end, "quote": scene.text[start:end], "section": scene.section,
        "sentence": scene.text[scene.start : scene.end], "sentence_start": scene.start,
        "ahead": ahead, "behind": behind, "measure": measure or _measured(found, scene, vocabulary), "scope": scope,
        "status": _status(found, scene, vocabulary),
        "period_start": period_start, "period_end": period_end, "period_from": period_from,
    }  # fmt: skip
