"""A sentence as a skeleton, in which deals and rank statements are found by short patterns.

The skeleton is the stems of the words, one space between two, in which `@n` is the n-th list of names, `#` a number,
`#%` a share, `#$` a sum of money, PLACE and DATE what they say, and `'s` stands behind a possessive. 'In Oslo Lenovo
owns 5% of the firm's rival' is "in PLACE @0 own #% of the firm 's rival". A rule is a pattern over skeletons; what
stands in it in angle brackets is a piece that many patterns share, or any of the words of that list in the vocabulary.
"""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from datakit.reading.counting import MONEY
from datakit.reading.dates import Mention
from datakit.reading.names import Name, groups
from datakit.reading.scene import Scene
from datakit.reading.text import tokens

SIGNS = dict.fromkeys(MONEY, "$") | {"fraction": "%"}  # units that a number shows in the skeleton
PIECE = re.compile(r"(?<!\?P)<(\w+)>")
IS = frozenset(f"{word}{sign}s" for word in ("it", "that", "he", "she", "who", "there") for sign in "'’")  # it's
# 'If Lenovo backs Enflame, ...', 'If prices fall, Lenovo could back Enflame'
IF = re.compile(r"\b(?:if|unless|provid that|suppos)\b[^,;]*$|^should |^if [^;]* (?:could|would|might|may) (?:\S+ )?$")
IF_BEHIND = re.compile(r"\b(?:could|would|might|may) (?:\S+ )?$")  # 'Lenovo could back Enflame if prices fall'
WOULD_HAVE = re.compile(r"\b(?:would|could|might) (?:\w+ )?have (?:\w+ )?$")
NOT = re.compile(
    r"\b(?:not|never|no longer|neither|nor|fail to|\w+n['’]t)\b(?! (?:only|just|mere))(?: \S+){0,3} $"
    r"|\b(?:den[iy]|refut|dismiss|declin to|refus to|rul out|no plan to|scrap|abandon)\b(?:(?! (?:but|and|say)\b)[^;:—])*$"
)


# Rules with their patterns, and the numbers of the rules that a word calls for.
Grammar = tuple[list[tuple[Any, re.Pattern]], dict[str, set[int]]]


class Skeleton(NamedTuple):
    """`groups` are the lists of names, `spans` where each word of `text` stands in the article."""

    text: str
    groups: list[list[Name]]
    spans: list[tuple[int, int]]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where the words text[start:end] stand in the article."""
        first, last = (min(self.text.count(" ", 0, at), len(self.spans) - 1) for at in (start, end - 1))
        return self.spans[first][0], self.spans[last][1]


class Match(NamedTuple):
    """What a rule found in a sentence."""

    rule: Any
    m: re.Match
    skeleton: Skeleton

    def names(self, part: str) -> list[Name]:
        """The list of names that a part of the pattern found; empty where it found none."""
        return self.skeleton.groups[int(self.m[part])] if self.m.groupdict().get(part) else []

    def span(self, part: str) -> tuple[int, int] | None:
        """Where the words that a part found stand in the article; None where it found none."""
        return self.skeleton.span(*self.m.span(part)) if self.m.groupdict().get(part) else None


def matches(scene: Scene, grammar: Grammar, kinds: tuple[str, ...]) -> list[Match]:
    """What the rules find in a sentence, in which names of these kinds are listed; in the order of the rules."""
    patterns, called = grammar
    near = sorted({n for word in scene.words if word in called for n in called[word]})
    skeleton = take(scene, kinds) if near else None
    return [Match(patterns[n][0], m, skeleton) for n in near for m in patterns[n][1].finditer(skeleton.text)]


def take(scene: Scene, kinds: tuple[str, ...]) -> Skeleton:
    """The skeleton of a sentence, in which the names of these kinds are listed."""
    listed = groups([n for n in scene.names if n.kind in kinds], scene.tokens)
    marks = {scene.index(d.start): (scene.index(d.end - 1) + 1, "DATE") for d in scene.dates}
    marks |= {n.first: (n.last, "PLACE") for n in scene.names if n.kind == "place"}
    marks |= {scene.index(n.core): (scene.index(n.end), f"#{SIGNS.get(n.unit, '')}") for n in scene.numbers}
    marks |= {group[0].first: (group[-1].last, f"@{number}") for number, group in enumerate(listed)}
    owners = {n.last for n in scene.names if n.possessive}
    words: list[str] = []
    spans: list[tuple[int, int]] = []
    at = 0
    while at < len(scene.words):
        last, word = marks[at] if at in marks and marks[at][0] > at else (at + 1, scene.words[at])
        end = scene.tokens[last - 1]
        cut = end.start + len(end.plain)  # in front of a final 's
        words.append(word)
        spans.append((scene.tokens[at].start, cut))
        if cut < end.end or last in owners:
            words.append("be" if end.lower in IS else "'s")
            spans.append((cut, end.end))
        at = last
    return Skeleton(" ".join(words) + " ", listed, spans)


def either(phrases: list[str]) -> str:
    """A piece of a pattern: any of the phrases, by their stems, the longest first."""
    stemmed = (" ".join(t.stem for t in tokens(phrase, 0, len(phrase))) for phrase in phrases)
    return f"(?:{'|'.join(sorted(map(re.escape, stemmed), key=len, reverse=True))})"


def compiled(rules: tuple[Any, ...], pieces: dict[str, str], lists: dict[str, list[str]]) -> Grammar:
    """The rules, with the pieces and the vocabulary's lists that their patterns name put in. Of each list that a rule
    names itself, it is called for by the longest word of each phrase."""
    pieces = pieces | {name: either(phrases) for name, phrases in lists.items()}

    def whole(part: re.Match) -> str:
        return PIECE.sub(whole, pieces[part[1]])

    called: dict[str, set[int]] = {}
    for number, rule in enumerate(rules):
        for phrase in (phrase for name in PIECE.findall(rule.pattern) for phrase in lists.get(name, ())):
            longest = max((t.stem for t in tokens(phrase, 0, len(phrase))), key=len)
            called.setdefault(longest, set()).add(number)
    return [(rule, re.compile(PIECE.sub(whole, rule.pattern))) for rule in rules], called


def doubt(before: str, behind: str = "") -> str | None:
    """'hypothetical' or 'denied', where the words before a statement, or an if behind it, say that it is not so."""
    if WOULD_HAVE.search(before) or IF.search(before) or (IF_BEHIND.search(before) and " if " in behind):
        return "hypothetical"
    return "denied" if NOT.search(before) else None


def when(scene: Scene, place: int, dates: list[Mention], done: bool = False) -> tuple[str | None, ...]:
    """First and last day of the clause's date, else of the first of `dates`, else of the heading's, and which it is.
    'By' leaves the first day open. What is `done` has no date after publication."""
    first, last = scene.clause(place)
    dates = sorted((d for d in dates if d.bound != "since"), key=lambda d: not first <= d.start < last)
    date, source = (dates[0], "stated") if dates else (scene.context.heading_date, "heading")
    anchor = scene.context.anchor
    if date is None or (done and anchor.exact and not anchor.heading and date.first > anchor.day):
        return None, None, None
    return None if date.bound == "by" else date.first.isoformat(), date.last.isoformat(), source
