"""What carries over from one sentence to the next. It changes in `enter` (a new line) and `after` (a sentence read)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from datakit.reading.dates import NOWHERE, Anchor, Mention
from datakit.reading.document import Paragraph
from datakit.reading.names import Name
from datakit.reading.scene import Scene
from datakit.reading.subjects import LESSER, THE_FIRM, is_weak, opens_with_pronoun, subjects
from datakit.reading.vocabulary import Metric

OF_FIRM = re.compile(
    r"(?:['’]s (?:own )?(?:company|firm|startup|start-up|business),|,? (?:[a-z’'-]+ ){0,9}?(?:of|at|runs|leads|founded|heads|took over|joined)) (?:the )?"
)
OF_PERSON = re.compile(
    r"(?:['’]s? (?:[\w-]+ ){0,6}?| (?:(?:co-)?founder|boss|head|president|chair(?:man|woman)|chief [a-z]+(?: officer)?) )"
)


class Round(NamedTuple):
    """Who raised money last, for 'the round'; the line that says so; and the pairs said so far to be in talks."""

    taker: list[Name]
    line: int
    talks: frozenset[tuple[str, str]]


NO_ROUND = Round([], -9, frozenset())


@dataclass
class Context:
    """What earlier lines leave for a sentence: dated and named headings, the last subject, the article's own subject."""

    published: Anchor  # what dates count from where no dated heading stands above
    country: Name | None = None  # the country the article names most
    anchor: Anchor = NOWHERE  # what they count from here
    heading_date: Mention | None = None
    heading_entity: Name | None = None
    then: Mention | None = None  # the date of the sentence before, for 'since then'
    employers: dict[str, Name] = field(default_factory=dict)  # person -> the firm that was named with them
    person: Name | None = None  # the person who was named last
    subject: list[Name] = field(default_factory=list)
    firm: list[Name] = field(default_factory=list)  # the last subject that is a firm, for sentences that name nobody
    main: list[Name] = field(default_factory=list)  # whom the article is about
    metrics: list[Metric] = field(default_factory=list)  # what was measured last, the latest first, six at most
    round: Round = NO_ROUND  # the round of financing that was told of last
    quarter: Mention | None = None  # the last quarter or half that was named, for 'in the quarter'
    quarter_line: int = -1
    columns: dict[int, Mention] = field(default_factory=dict)  # the dates at the head of a table, by column

    def enter(self, here: Paragraph) -> None:
        """A new line: headings begin and end, and a paragraph that names nobody is about whom the article is about."""
        heading, bullet = here.heading, here.line.bullet
        if heading.alone:
            self.heading_date, self.heading_entity, self.subject = heading.date, heading.name, []
        elif heading.section or here.ends_list or (heading.title and not bullet):
            self.heading_date = self.heading_entity = None
        if self.main and not (heading.alone or bullet):
            self.firm = self.main
        dated = self.heading_date
        self.then = dated or (None if heading.alone or heading.title else self.then)
        self.anchor = Anchor(dated.first, dated.last, True, True) if dated else self.published

    def after(self, scene: Scene, measured: list[Metric], claims: bool, round_: Round | None) -> None:
        """A sentence has been read: what it measured, whether by a claim, and who took money."""
        self.round = round_ or self.round
        self.then = next((d for d in reversed(scene.dates) if d.kind != "ago"), self.heading_date)
        spans = [d for d in scene.dates if d.kind in ("quarter", "half", "ended")]
        if spans and (spans[0].explicit or spans[0].kind != "half" or self.quarter is None):
            self.quarter, self.quarter_line = spans[0], scene.line
        bars = scene.low.count("|", scene.start, scene.end)
        if bars < 2:
            self.columns = {}
        elif scene.dates and not scene.numbers:
            self.columns = {scene.low.count("|", scene.start, d.start): d for d in scene.dates}
        self._turn_to(scene, subjects(scene, scene.main_clause, scene.end))
        if not claims and (scene.paragraph.heading.title or scene.text[scene.end - 1] == ":"):
            measured = [c.value for c in reversed(scene.of_kind("metric"))]  # a heading's, for what stands below it
        for metric in measured:
            self.metrics = [metric, *(m for m in self.metrics if m is not metric)][:6]

    def _turn_to(self, scene: Scene, named: list[Name]) -> None:
        """Whom a sentence is about, `named`, the sentences after it mean by 'it' and 'the company'."""
        if THE_FIRM.search(scene.low, scene.start, scene.start + 60) and (not named or named[0].kind == "place"):
            self.subject = self.firm  # 'In Oslo the firm sold 40 ships. It ...'
            return
        if not named:
            return
        first = named[0]
        free = first.kind == "place" and first.first < 3 and not is_weak(scene, first)
        if free and not self.main and (not first.first or scene.words[first.first - 1] not in LESSER):
            self.main = self.firm = named  # an article about a country or a city
        told = len(scene.tokens) > 5 or (first.first == 0 and first.rank == 3)  # and no list of a few words
        voice = first.kind not in ("org", "fund") and is_weak(scene, first)  # 'analysts at Quill say'
        if told and first.rank > 1 and not voice and not opens_with_pronoun(scene, first):
            self.subject = named
            if first.kind in ("company", "division", "name"):
                self.firm, self.main = named, self.main or named

    def meet(self, scene: Scene) -> None:
        """The firm of each person that a sentence names with one: 'Ada Holm, head of Quill', 'Quill's founder Ada Holm'."""
        self.person = next((n for n in scene.names if n.kind == "person"), self.person)
        for one, other in pairwise(scene.names):
            between = scene.text[one.end : other.start]
            if one.kind == "person" and other.rank > 1 and OF_FIRM.fullmatch(between):
                self.employers.setdefault(one.name, other)
            elif other.kind == "person" and one.rank > 1 and OF_PERSON.fullmatch(between):
                self.employers.setdefault(other.name, one)
