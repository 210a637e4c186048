"""Where a clause of a sentence ends and the next begins.

`starts` gives the clauses that numbers are read in; `spans` cuts finer, for what happened. Each rule asks whether a
clause begins at word `at`; the example shows the place as a stroke.
"""

from __future__ import annotations

from collections.abc import Set
from itertools import pairwise
from typing import NamedTuple

from datakit.reading.names import Name
from datakit.reading.text import PASTS, WORDS, Token

DASHES = frozenset("—–")
SIGNS = DASHES | {";", ":"}
JOINS = frozenset(("and", "but", "then"))
QUOTES = frozenset("'\"”’")
TURNS = SIGNS | JOINS | WORDS["conjunctions"] | {",", "as"}  # a clause begins at one of these, or behind it
LISTS = frozenset((",", "and", ".", ")", "]", "or"))


class Words(NamedTuple):
    """The words of a sentence, and among them names (by their first word), dates (spans of the text) and verbs (word numbers)."""

    words: list[Token]
    names: dict[int, Name]
    dates: list[tuple[int, int]]
    acts: Set[int] = frozenset()

    def text(self, at: int) -> str:
        return self.words[at].text if 0 <= at < len(self.words) else "."

    def is_doing(self, at: int) -> bool:
        """'buying', 'renting'."""
        return self.text(at).endswith("ing") and self.text(at).islower()


def is_verb(word: str) -> bool:
    """Surely one: 'has', 'will', 'grew', 'opened'."""
    return word in WORDS["auxiliaries"] or word in PASTS or (word.endswith("ed") and word.islower() and len(word) > 4)


def _behind_a_sign(w: Words, at: int) -> bool:
    """'Sales rose; | profit fell.' (but not the dash of '20–30', nor two dashes around '—a word in between—')"""
    sign = w.text(at - 1)
    if sign not in DASHES:
        return sign in SIGNS
    ranges = {n for n, t in enumerate(w.words) if t.text == "–" and w.text(n - 1)[-1:].isdigit()}
    return at - 1 not in ranges and sum(t.text in DASHES for t in w.words) - len(ranges) != 2


def _with_an_opener(w: Words, at: int) -> bool:
    """'Kestrel waits, | while Osprey sells.' 'Its app, | which sold well, is free.' 'It is a burden | as it lags.'"""
    if w.text(at) in WORDS["conjunctions"] or (w.text(at) == "as" and w.text(at + 1) in WORDS["persons"]):
        return True
    return w.text(at) in WORDS["comma_conjunctions"] and w.text(at - 1) == ","


def _and_doing(w: Words, at: int) -> bool:
    """'Kestrel is buying chips | and renting halls.' (but not 'It earns from ads and gaming.')"""
    return w.text(at) == "and" and w.is_doing(at + 1) and any(w.text(n).endswith("ing") for n in range(at))


def _a_pronoun_behind_a_comma(w: Words, at: int) -> bool:
    """'Sales rose, and | it hired 30 people.'"""
    return w.text(at) in WORDS["persons"] and w.text(at - 1) in ("and", "but", ",") and w.text(at - 2) == ","


def _a_name_behind_a_comma(w: Words, at: int) -> bool:
    """'Kestrel sold 30 cars, | Brightmoor sold 40.' 'Kestrel sold 30 cars, | and Brightmoor sold 40.'

    But not the lists 'Kestrel, Brightmoor and Osprey' and 'firms, e.g., Kestrel'."""
    comma, first = (at - 1, at + 1) if w.text(at) == "and" else (at - 1, at)
    if w.text(comma) != "," or first not in w.names or any(n.last == comma for n in w.names.values()):
        return False
    return w.text(w.names[first].last) not in LISTS and w.text(comma - 1) not in ("e.g", "i.e", ".")


def _a_date_behind_a_comma(w: Words, at: int) -> bool:
    """'Sales rose, | and in May it hired 30 people.'"""
    if w.text(at) not in JOINS or w.text(at - 1) != ",":
        return False
    first = next((t.start for t in w.words[at + 1 : at + 5] if t.text not in WORDS["date_leads"]), None)
    return any(first == start for start, _ in w.dates)


RULES = (_behind_a_sign, _with_an_opener, _and_doing,
         _a_pronoun_behind_a_comma, _a_name_behind_a_comma, _a_date_behind_a_comma)  # fmt: skip


def starts(w: Words) -> list[int]:
    """The offsets at which a clause begins, but for the first."""
    found = []
    relative = False  # inside ', which ...', which the next comma ends
    for at in range(1, len(w.words)):
        token, before = w.words[at], w.words[at - 1]
        if token.text not in TURNS and before.text not in TURNS:
            continue
        rule = next((rule for rule in RULES if rule(w, at)), None)
        ends = relative and token.text == "," and not before.text[-1].isdigit()
        if rule or ends:
            found.append(token.start)
        if rule is _with_an_opener or ends:
            relative = token.text == "which"
    return found


def _comma_doing(w: Words, at: int) -> bool:
    """'Brightmoor opened its model, | drawing users from rivals.'"""
    before = at - 2 if w.text(at - 1) in QUOTES else at - 1
    return w.text(before) == "," and w.is_doing(at) and w.text(at) not in WORDS["prepositions_in_ing"]


def _and_did(w: Words, at: int) -> bool:
    """'Kestrel split its cloud unit | and hired a chief.' (but not 'built and sold chips': one thing done to one thing)"""
    return w.text(at) in ("and", "then") and at + 1 in w.acts and at - 1 not in w.acts


def _and_others_did(w: Words, at: int) -> bool:
    """'Its app was free, | and local firms have bought it.' (but not 'Chips, halls and cables have become dear.')"""
    if w.text(at) != "and" or w.text(at - 1) != ",":
        return False
    return any(is_verb(w.text(n)) for n in range(at)) and any(is_verb(w.text(n)) for n in range(at + 2, at + 6))


FINER = (_comma_doing, _and_did, _and_others_did)


def spans(w: Words, known: list[int]) -> list[tuple[int, int]]:
    """The clauses, finer than `known`; what holds no more than a date or a name belongs to the clause beside it."""
    hinges = [at for at, t in enumerate(w.words) if at and (t.text in JOINS or t.text.endswith("ing"))]
    finer = {w.words[at].start for at in hinges if any(rule(w, at) for rule in FINER)}
    found: list[tuple[int, int]] = []
    for first, last in pairwise([w.words[0].start, *sorted({*known, *finer}), w.words[-1].end]):
        if found and (_slight(w, *found[-1]) or _slight(w, first, last)):
            found[-1] = (found[-1][0], last)
        else:
            found.append((first, last))
    return found


def _slight(w: Words, first: int, last: int) -> bool:
    """No clause by itself: fewer than two plain words beside its dates; an opening phrase ('Days before that fair,'); what a
    colon leads to, without a verb ('It set a goal: double sales by 2027')."""
    inside = [n for n, t in enumerate(w.words) if first <= t.start < last]
    plain = [w.words[n].start for n in inside if w.text(n).islower() and len(w.text(n)) > 3]
    if sum(not any(a <= start < b for a, b in w.dates) for start in plain) < 2:
        return True
    verbal = any(n in w.acts or is_verb(w.text(n)) for n in inside)
    opening = inside[0] == 0 and not any(n in w.names for n in inside)
    return not verbal and (opening or w.text(inside[0] - 1) == ":")
