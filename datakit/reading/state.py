"""What carries over from one sentence to the next. It changes in `enter` (a new line) and `after` (a sentence read)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from datakit.reading.dates import NOWHERE, Anchor, Mention
from datakit.reading.document import Paragraph
from datakit.reading.names import Name
from datakit.reading.scene import Scene
from datakit.reading.subjects import is_weak, opens_with_pronoun, subjects
from datakit.reading.vocabulary import Metric

METRICS = 6  # so many of the latest metrics are remembered


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
    subject: list[Name] = field(default_factory=list)
    firm: list[Name] = field(default_factory=list)  # the last subject that is a firm, for sentences that name nobody
    main: list[Name] = field(default_factory=list)  # whom the article is about
    metrics: list[Metric] = field(default_factory=list)  # what was measured last, the latest first
    round: Round = NO_ROUND  # the round of financing that was told of last
    quarter: Mention | None = None  # the last quarter or half that was named, for 'in the quarter'
    quarter_line: int = -1

    def enter(self, here: Paragraph) -> None:
        """A new line: headings begin and end, and a paragraph that names nobody is about whom the article is about."""
        heading, bullet = here.heading, here.line.bullet
        if heading.alone:
            self.heading_date, self.heading_entity, self.subject = heading.date, heading.name, []
        elif heading.section or here.ends_list or (heading.title and not bullet):
            self.heading_date = self.heading_entity = None
        if self.main and not (heading.alone or bullet):
            self.firm = self.main
        self.then = dated = self.heading_date
        self.anchor = Anchor(dated.first, dated.last, True, True) if dated else self.published

    def after(self, scene: Scene, measured: list[Metric], claims: bool, round_: Round | None) -> None:
        """A sentence has been read: what it measured, whether by a claim, and who took money."""
        self.round = round_ or self.round
        self.then = next((d for d in reversed(scene.dates) if d.kind != "ago"), self.heading_date)
        spans = [d for d in scene.dates if d.kind in ("quarter", "half", "ended")]
        if spans and (spans[0].explicit or spans[0].kind != "half" or self.quarter is None):
            self.quarter, self.quarter_line = spans[0], scene.line
        self._turn_to(scene, subjects(scene, scene.main_clause, scene.end))
        if not claims and (scene.paragraph.heading.title or scene.text[scene.end - 1] == ":"):
            measured = [c.value for c in reversed(scene.of_kind("metric"))]  # a heading's, for what stands below it
        for metric in measured:
            self.metrics = [metric, *(m for m in self.metrics if m is not metric)][:METRICS]

    def _turn_to(self, scene: Scene, named: list[Name]) -> None:
        """Whom a sentence is about, `named`, the sentences after it mean by 'it' and 'the company'."""
        if not named:
            return
        first = named[0]
        if first.kind == "place" and first.first < 3 and not is_weak(scene, first) and not self.main:
            self.main = self.firm = named  # an article about a country or a city
        told = len(scene.tokens) > 5 or (first.first == 0 and first.rank == 3)  # and no list of a few words
        if told and first.rank > 1 and not opens_with_pronoun(scene, first):
            self.subject = named
            if first.kind in ("company", "division", "name"):
                self.firm, self.main = named, self.main or named
