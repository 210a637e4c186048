"""A sentence taken apart, with what the lines above it tell: the scene that claims, events and deals are read from."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property
from operator import attrgetter
from typing import TYPE_CHECKING

from datakit.reading import dates, names, numbers
from datakit.reading.clauses import Words, starts
from datakit.reading.document import DATELINE, Document, Paragraph
from datakit.reading.text import Token, tokens
from datakit.reading.vocabulary import Cue, Vocabulary

if TYPE_CHECKING:
    from datakit.reading.state import Context

AHEAD = re.compile(
    r"\b(?:will|expect(?:s|ed)?(?: [\w-]+){0,4}? to|plans? to|aims? to|hopes? to|set to|due to|due on|due in|scheduled|until|should|next|follows?|owes?|slated|won['’]t|would not|would(?! have\b)|(?:plan|goal|target) is|reports? (?:\w+[ -]){0,3}(?:results|earnings)|talks end|takes? effect|begins? (?:on|trading))\b"
)
MARK = re.compile(r"\[[^\[\]]{0,22}\]")  # [3], [para. 12]
QUOTE = re.compile(r"(?<!\w)['‘\"“](?:[\w-]+ ){0,3}$")  # a quotation mark and a few words, in front of a name
LABEL = re.compile(r"(?: [a-z][\w-]*){1,3}['’\"”]")  # a few words and a quotation mark, behind it
TOKEN_END = attrgetter("end")
# words that claims without a number are told with, and what opens a list
TELLING = re.compile(r"target|decade|expectation|goal|:$")


class Scene:
    """One sentence, taken apart: each part is found from those in front of it.

    It stands at text[start:end] (low: in small letters) in line number `line`. `words` are the stems of its `tokens`;
    `cues` are phrases of the vocabulary, `parts` what clauses are found by, `clauses` the offsets at which further clauses begin.
    """

    def __init__(self, document: Document, paragraph: Paragraph, sentence: tuple[int, int], context: Context):
        text, low, vocabulary = document.text, document.low, document.vocabulary
        start, end = sentence
        self.text, self.low, self.start, self.end, self.line = text, low, start, end, paragraph.number
        self.fiscal = document.year_end
        self.context, self.paragraph, self.section = context, paragraph, paragraph.section
        self.countries = vocabulary.words["countries"] | vocabulary.words["regions"]
        self.generic = vocabulary.words["generic"]  # stems that stand for a firm: 'the company'
        dateline = DATELINE.match(text, start, end)  # 'LIMA, May 3 (Wire) - ': where and when it was written
        told = dateline.end() if dateline and dateline.end() < end else start
        self.tokens: list[Token] = tokens(text, told, end)
        self.words = [t.stem for t in self.tokens]
        self.names: list[names.Name] = names.find(vocabulary, self.tokens, document.cast, paragraph.heading.title)
        self.names = [n for n in self.names if not dateline or n.start >= dateline.end()]
        named = [(n.start, n.end) for n in self.names]
        self.dates: list[dates.Mention] = [d for d in self._dates(document) if not _inside(d.start, named)]
        dated = [(d.start, d.end) for d in self.dates]
        notes = [mark.span() for mark in MARK.finditer(low, start, end)]
        self.numbers: list[numbers.Number] = numbers.find(low, self.tokens, named + dated + notes)
        self.names = [x for x in self.names if not self._is_part(x)]
        self.parts = Words(self.tokens, {n.first: n for n in self.names}, dated)
        self.cues: list[Cue] = []
        self.clauses: list[int] = []
        told = self.numbers or dated or context.heading_date or paragraph.heading.title
        if told or TELLING.search(low, start, end):
            cues = vocabulary.cues.find(self.words, self.tokens)
            self.cues = [c for c in cues if not (dated and _inside(c.start, dated))]
            self.clauses = starts(self.parts)

    def _is_part(self, name: names.Name) -> bool:
        """The Walkman of 'its "Walkman moment"', which another noun makes a label, and a name inside a number ('Six Tigers')."""
        counted = any(n.core <= name.start and name.end <= n.end for n in self.numbers)
        return counted or bool(LABEL.match(self.text, name.end) and QUOTE.search(self.text, self.start, name.start))

    def _dates(self, document: Document) -> list[dates.Mention]:
        """The dates of a sentence; 'since then' is the one before, in this sentence or the last."""
        found: list[dates.Mention] = []
        before = self.context.then
        for match in dates.find(self.text, self.low, self.tokens):
            looks = AHEAD.search(self.low, max(self.start, match.start() - 80), match.start() + 3)
            soon = bool(looks) and match.start() - looks.end() < 25 and "," not in self.low[looks.end() : match.start()]
            ahead = self.context.anchor.exact and bool(looks)
            anchor = self.context.anchor._replace(ahead=ahead, soon=ahead and soon, then=before)
            if mention := document.calendar.resolve(self.text, match, anchor, self._year_end(document.vocabulary)):
                found.append(before := mention)
        return found

    def _year_end(self, vocabulary: Vocabulary) -> int:
        """The last month of the fiscal year of the first name that has one of its own."""
        named = (owner for name in self.names or self.context.subject for owner in vocabulary.family(name.name))
        known = (vocabulary.entities.get(owner) for owner in named)
        return next((e.year_end for e in known if e and e.year_end != 12), self.fiscal or 12)

    def clause(self, at: int) -> tuple[int, int]:
        """The clause that holds the character at `at`: its first and last offset."""
        number = bisect_right(self.clauses, at)
        cuts = [self.start, *self.clauses, self.end]
        return cuts[number], cuts[number + 1]

    @cached_property
    def main_clause(self) -> int:
        """Where 'By selling Kilo, | Lima grew' and 'Founded in 2021, | Lima has 40 engineers' come to whom they are about."""
        opening = [t.lower for t in self.tokens[:2]]
        doing = opening[-1] if opening[0] in ("by", "after", "while", "in") else opening[0]
        behind = [n for n in self.names if n.first and n.rank > 1 and self.words[n.first - 1] == ","]
        free = [n.start for n in behind if self.words[n.last : n.last + 1] != [","]]
        return free[0] if free and doing.endswith(("ing", "ed")) else self.start

    def of_kind(self, kind: str) -> list[Cue]:
        """The cues of one kind: unit, metric, status or action."""
        return [c for c in self.cues if c.kind == kind]

    def index(self, at: int) -> int:
        """The number of the first token that ends behind the character at `at`."""
        return bisect_right(self.tokens, at, key=TOKEN_END)


def _inside(at: int, spans: list[tuple[int, int]]) -> bool:
    return any(first <= at < last for first, last in spans)
