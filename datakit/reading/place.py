"""A number in its sentence, as the rules on claims look at it: its words, its clause, and what stands around it."""

from __future__ import annotations

import re

from datakit.reading.amounts import CURRENCIES, Number
from datakit.reading.names import Name
from datakit.reading.scene import Scene
from datakit.reading.vocabulary import Vocabulary

MONEY = frozenset(CURRENCIES.values())
SPANS = frozenset("years quarters months weeks days hours".split())
FRACTIONS = frozenset("fraction growth_fraction difference_fraction".split())
CHANGES = frozenset("growth_fraction difference_fraction multiple".split())


class Place:
    """A number `n`; `low`, `words` (stems), `tokens` and `names` are its sentence's, `known` is the vocabulary.

    `at` and `after` are the tokens that the number begins at and ends before, [first, last) is its clause in the text.
    """

    def __init__(self, scene: Scene, n: Number, vocabulary: Vocabulary):
        self.scene, self.n, self.known = scene, n, vocabulary
        self.low, self.words, self.tokens, self.names = scene.low, scene.words, scene.tokens, scene.names
        self.at, self.after = scene.index(n.core), scene.index(n.end)
        self.first, self.last = scene.clause(n.core)

    def ahead(self, pattern: re.Pattern, reach: int = 60) -> re.Match | None:
        """The first match of `pattern` in the `reach` characters in front of the number, in its clause."""
        return pattern.search(self.low, max(self.first, self.n.start - reach), self.n.start)

    def behind(self, pattern: re.Pattern) -> re.Match | None:
        """What matches `pattern` right behind the number, in its sentence."""
        return pattern.match(self.low, self.n.end, self.scene.end)

    def leads_to(self, pattern: re.Pattern, start: int) -> bool:
        """Whether `start` is behind the number, and what stands between them is `pattern` and nothing else."""
        return start >= self.n.end and bool(pattern.fullmatch(self.low, self.n.end, start))

    def next_words(self, count: int = 1) -> list[str]:
        return self.words[self.after : self.after + count]

    def names_behind(self) -> list[Name]:
        """The names behind the number that numbers are likely told of: no places, chips, investors or people."""
        return [x for x in self.names if x.start >= self.n.end and x.rank > 1]
