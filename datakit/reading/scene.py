"""A sentence taken apart, with what the lines above it tell: the scene that claims, events and deals are read from."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from datakit.reading import dates as date_rules
from datakit.reading import names as name_rules
from datakit.reading import numbers as number_rules
from datakit.reading.dates import Anchor, Mention
from datakit.reading.names import Name
from datakit.reading.numbers import Number
from datakit.reading.text import Sentence, Token, tokens
from datakit.reading.vocabulary import Cue, Metric, Vocabulary

DATELINE = re.compile(
    r"[A-Z][A-Za-z./ ]{2,30}(?:, [A-Z][a-z]+)?,? [A-Z][a-z]{2,8}\.? \d{1,2}(?:, \d{4})?,? ?(?:\([^()\n]{2,40}\) ?)?[-–—]+ "
)
AHEAD = re.compile(
    r"\b(?:will|expect(?:s|ed)? to|plans? to|aims? to|hopes? to|set to|due to|due on|due in|scheduled|until|should|begins? (?:on|trading))\b"
)
OPENERS = ("while", "whereas", "although", "though", "but")
LATER_OPENERS = ("because", "which", "after", "as", "with")  # only behind a comma


@dataclass
class Context:
    """What earlier lines leave for a sentence: dated and named headings, the last subject, the article's own subject."""

    anchor: Anchor
    heading_date: Mention | None = None
    heading_entity: Name | None = None
    subject: list[Name] = field(default_factory=list)
    firm: list[Name] = field(default_factory=list)  # the last subject that is a firm, for sentences that name nobody
    main: list[Name] = field(default_factory=list)
    metrics: list[Metric] = field(default_factory=list)  # what was measured last, the latest first
    taker: list[Name] = field(default_factory=list)  # who raised money last, for 'the round'
    taker_line: int = -9  # where that was said
    talks: set[tuple[str, str]] = field(default_factory=set)  # pairs said to be in talks
    country: Name | None = None  # the country the article names most
    quarter: Mention | None = None  # the last quarter or half that was named, for 'in the quarter'
    quarter_line: int = -1


@dataclass
class Scene:
    """One sentence: its words and the names, dates, numbers, cues and clauses in it."""

    text: str
    low: str
    start: int
    end: int
    tokens: list[Token]
    words: list[str]
    names: list[Name]
    dates: list[Mention]
    numbers: list[Number]
    cues: list[Cue]
    clauses: list[int]
    context: Context
    heading: bool
    countries: tuple[str, ...]
    line: int

    def clause(self, at: int) -> tuple[int, int]:
        """The clause that holds the character at `at`: its first and last offset."""
        first, last = self.start, self.end
        for boundary in self.clauses:
            if boundary <= at:
                first = boundary
            else:
                return first, boundary
        return first, last

    def of_kind(self, kind: str) -> list[Cue]:
        return [c for c in self.cues if c.kind == kind]

    def index(self, at: int) -> int:
        """The number of the first token that ends behind the character at `at`."""
        low, high = 0, len(self.tokens)
        while low < high:
            middle = (low + high) // 2
            if self.tokens[middle].end <= at:
                low = middle + 1
            else:
                high = middle
        return low


def take_apart(
    text: str,
    low: str,
    sentence: Sentence,
    heading: bool,
    vocabulary: Vocabulary,
    calendar: date_rules.Calendar,
    cast: name_rules.Cast,
    context: Context,
) -> Scene:
    """The scene of one sentence, read under `context` (which it does not change)."""
    start, end = sentence.start, sentence.end
    words = tokens(text, start, end)
    stems = [t.stem for t in words]
    names = name_rules.find(vocabulary, words, cast, heading)
    year_end = _year_end(vocabulary, names or context.subject)
    named = [(n.start, n.end) for n in names]
    dates = []
    if matches := date_rules.find(text, low, words):
        found = (calendar.resolve(text, m, _anchor(low, start, m, context.anchor), year_end) for m in matches)
        dates = [d for d in found if d and not any(a <= d.start < b for a, b in named)]
    if dateline := DATELINE.match(text, start, end):
        dates = [d for d in dates if d.start >= dateline.end()]
        names = [n for n in names if n.start >= dateline.end()]
        named.append((start, dateline.end()))
    masked = named + [(d.start, d.end) for d in dates] + _marks(low, start, end)
    numbers = number_rules.find(low, words, masked)
    names = [x for x in names if not any(n.core <= x.start and x.end <= n.end for n in numbers)]
    telling = (
        numbers
        or dates
        or heading
        or context.heading_date
        or text[end - 1] == ":"
        or "target" in low[start:end]
        or "decade" in low[start:end]
    )
    cues = (
        [c for c in vocabulary.cues.find(stems, words) if not any(d.start <= c.start < d.end for d in dates)]
        if telling
        else []
    )
    clauses = (
        []
        if not telling
        else sorted({*_clauses(words, names), *(b for d in dates if (b := _turn(low, start, d.start)))})
    )
    return Scene(
        text,
        low,
        start,
        end,
        words,
        stems,
        names,
        dates,
        numbers,
        cues,
        clauses,
        context,
        heading,
        vocabulary.countries,
        sentence.line,
    )


def _anchor(low: str, start: int, match: re.Match, anchor: Anchor) -> Anchor:
    """The anchor of one date: 'will be listed on Thursday' and 'by the end of June' look ahead."""
    if anchor.exact and AHEAD.search(low, max(start, match.start() - 80), match.start() + 3):
        return anchor._replace(ahead=True)
    return anchor


def _turn(low: str, start: int, date: int) -> int | None:
    """Where ', and in September it said' begins: a date behind a comma and 'and' opens a clause."""
    turn = re.search(
        r", (?:and|but|then)(?: (?:in|on|by|at|since|as of))?(?: the)? $", low[max(start, date - 24) : date]
    )
    return max(start, date - 24) + turn.start() + 2 if turn else None


def _marks(low: str, start: int, end: int) -> list[tuple[int, int]]:
    """Reference marks such as [para. 12] and [3]."""
    found = []
    at = low.find("[", start, end)
    while at >= 0:
        close = low.find("]", at, min(end, at + 24))
        if close > 0:
            found.append((at, close + 1))
        at = low.find("[", at + 1, end)
    return found


def _year_end(vocabulary: Vocabulary, names: list[Name]) -> int:
    """The last month of the fiscal year of the first name that has one of its own."""
    for name in names:
        for relative in vocabulary.family(name.name):
            entity = vocabulary.entities.get(relative)
            if entity and entity.year_end != 12:
                return entity.year_end
    return 12


def _clauses(words: list[Token], names: list[Name]) -> list[int]:
    """Where a new clause begins: dashes and semicolons, 'while' and its like, a comma before a new subject."""
    found = []
    starts = {n.first: n for n in names}
    ends = {n.last for n in names}
    relative = False
    for at, token in enumerate(words[1:], 1):
        before = words[at - 1]
        if before.text in (";", "—", ":", "–") and not (before.text == "–" and words[at - 2].text[-1:].isdigit()):
            found.append(token.start)
        elif token.text in OPENERS or (token.text in LATER_OPENERS and before.text == ","):
            found.append(token.start)
            relative = token.text in ("which", "who")
        elif (
            token.text == "and"
            and at + 1 < len(words)
            and words[at + 1].text.endswith("ing")
            and words[at + 1].text.islower()
        ):
            found.append(token.start)
        elif relative and token.text == "," and not words[at - 1].text[-1].isdigit():
            found.append(token.start)
            relative = False
        elif (
            token.text in ("it", "they", "he", "she", "we", "Mr", "Ms", "Mrs", "Dr")
            and before.text in ("and", "but", ",")
            and words[at - 2].text == ","
        ):
            found.append(token.start)
        elif at in starts and (before.text == "," or (before.stem == "and" and words[at - 2].text == ",")):
            name = starts[at]
            comma = at - 1 if before.text == "," else at - 2
            follows = words[name.last].text if name.last < len(words) else "."
            listed = comma in ends
            if (
                not listed
                and follows not in (",", "and", ".", ")", "]", "or")
                and comma > 0
                and words[comma - 1].text not in ("e.g", "i.e", ".")
            ):
                found.append(before.start if before.stem == "and" else token.start)
    return found
