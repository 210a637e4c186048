"""A conclusion in a student's own words, found by families of words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from datakit.feedback.compare import BLANK, RIGHT, WORDS, Check, Feedback, Mistakes, any_of, kind_of

# OBJ stands for what is compared with, wherever it is named.
TO = r"(?= (?:[\w'’-]+ ){0,4}?OBJ)"
NEXT = r"(?= (?:an? |the |its |their |one )?OBJ)"
PART = r"(?:half|(?:a|one|two|three|four) (?:third|quarter|fifth|tenth)s?|\d[\d.]* ?(?:%|per ?cent)|most|(?:only |a )?part)"
FAMILIES = {
    name: re.compile(
        "|".join([any_of(family["words"]), any_of(family["before"]) + TO, any_of(family["beside"]) + NEXT])
    )
    for name, family in WORDS["relation"].items()
}
UNKNOWN, IF, DOUBT, REASON, MORE = (re.compile(any_of(words)) for words in WORDS["sentence"].values())
NOT = re.compile(
    r"(?:\bnot|n't|\bnever|\bno|\bnor|\bneither|\bwithout|\bfail\w* to|\bfar from)(?! only)[^,;.]*$|\b(?:almost|nearly) $"
)
ASIDE = re.compile(r"\b(?:against|with|to|than|of|from|beside)(?: \w+){0,2} $")
CLAUSE = re.compile(r"[;,.:]\s+|\b(?=(?:but|yet|and|so|while|though|although|because) )")
EVEN = r"(?:even|equal|fair|average|steady)(?:ly sized)? (?:share|slice|part|portion|quarter|pace|split)"


class Conclusion(Check):
    """A conclusion in one free sentence: what must be named, how the two sides relate, and nothing beyond the rows.

    `names`: what it is called -> spellings of which one must be there. `relation`: how what the sentence is about stands
    to something ('below', 'above', 'equal' or 'unknown'), and what that is called, one spelling or several; None where
    no relation is asked for. A sentence that is not surely understood is 'not understood', which is no mistake. A mistake's
    value is a test of the sentence, or a pattern that it has.
    """

    def __init__(
        self,
        names: Mapping[str, Iterable[str]],
        relation: tuple[str, str | Sequence[str]] | None = None,
        mistakes: Mistakes = (),
    ) -> None:
        self.names, self.mistakes = {what: list(spellings) for what, spellings in names.items()}, list(mistakes)
        self.relation, objects = relation or ("", ())
        self.objects = [objects] if isinstance(objects, str) else list(objects)
        # Where one of the names has the object among its spellings, all of them are spellings of the object.
        self.objects += [s for spellings in self.names.values() if {*spellings} & {*self.objects} for s in spellings]
        spelled = [EVEN if name == "even share" else re.escape(name.casefold()) for name in self.objects]
        self.object = re.compile(rf"\b(?:{'|'.join(spelled) or '(?!)'})\w*")

    def compare(self, answer: Any) -> Feedback:
        if not isinstance(answer, str) or len(answer.split()) < 3:
            return self.say("type", given=kind_of(answer))
        if "..." in answer or "…" in answer:
            return BLANK
        if known := self.known(answer, lambda given, pattern: re.search(pattern, given, re.I)):
            return known
        text = self.object.sub("OBJ", answer.casefold().replace("’", "'"))
        found = self.relations(text)
        doubtful = any(DOUBT.search(clause) for clause in CLAUSE.split(text) if any(self.clause(clause)))
        sure = found == ["unknown"] or (len(found) == 1 and not doubtful)
        if self.relation and sure and found != [self.relation]:
            return self.say(found[0])
        for what, spellings in self.names.items():
            if not any(name.casefold() in answer.casefold() for name in spellings):
                return self.say("not named", f"no {what}", what=what)
        if more := self.more(text, found):
            return self.say("says more", word=more)
        if self.relation and found != [self.relation]:
            return self.say("not understood", object=self.objects[0])
        return RIGHT

    def more(self, text: str, found: list[str]) -> str:
        """A word that says more than rows can, but for what is said not to be known, or for why it is not known."""
        for clause in CLAUSE.split(text):
            for word in MORE.findall(clause):
                if not UNKNOWN.search(clause) and not (REASON.fullmatch(word) and "unknown" in found):
                    return word
        return ""

    def relations(self, text: str) -> list[str]:
        """The relations that a sentence states, the first one first; what is said of nothing else if OBJ is named."""
        found: list[tuple[bool, str]] = []
        for clause in CLAUSE.split(text):
            aside = bool(found) and found[0][1] == "unknown" and not clause.startswith(("but", "yet", "so"))
            if UNKNOWN.search(clause):
                found.append((True, "unknown"))
            elif not IF.search(clause) and not aside:
                found += [("OBJ" in clause, said) for said in self.clause(clause)]
        named = "OBJ" in text or self.relation == "unknown"
        own = [said for about, said in found if about] or [said for _, said in found if named]
        definite = [said for said in own if said != "unknown"]
        return list(dict.fromkeys(own if self.relation == "unknown" or not definite else definite))

    def clause(self, clause: str) -> Iterator[str]:
        for part in re.finditer(rf"(\S+ \S+ )?\b({PART}) of{TO}", clause):
            if not re.match(r"more than|at least|well over", part[1] or ""):
                yield "above" if re.match(r"\d{3}", part[2]) else "below"
        for family, words in FAMILIES.items():
            for hit in words.finditer(clause):
                before, after = clause[: hit.start()], clause[hit.end() :]
                if re.match(rf"(?: than)? (?:{PART}\b|[$¥€£]?\d)", after):
                    continue  # 'more than half of it' leaves open whether it is all of it; a number alone is no side
                turned = bool(NOT.search(before)) != self.about_it(before, hit[0] + after)
                if not (turned and family == "equal"):
                    yield {"below": "above", "above": "below"}[family] if turned else family

    def about_it(self, before: str, after: str) -> bool:
        """Whether a clause says it the other way round: 'an even share is more than what it spent'."""
        ahead, object_, _ = before.partition("OBJ")
        named = any(name.casefold() in after for spellings in self.names.values() for name in spellings)
        aside = ASIDE.search(re.sub(r"\b(?:an?|the|its) $", "", ahead))
        passive = re.match(r"\S+ by\b", after)
        return bool(object_) and not aside and "OBJ" not in after and named and not passive
