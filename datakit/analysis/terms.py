"""What the analysis takes from the vocabulary: names and words as plain tables."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

NOTHING: Mapping = MappingProxyType({})
REACH = 40  # characters after a number in which the noun it counts is looked for


class Terms(NamedTuple):
    """Tables of the vocabulary; without them no two names are of one house and no wording is known."""

    parents: Mapping[str, str | None] = NOTHING  # name -> the name above it
    chip_origin: Mapping[str, Sequence[str]] = NOTHING  # whose make -> the words for it
    one_off: Mapping[str, str] = NOTHING  # action -> to what it happens once: subject, object or pair
    wording: Mapping[str, Sequence[str]] = NOTHING  # what a sentence says -> the words for it

    def says(self, what: str, text: str, flags: re.RegexFlag = re.IGNORECASE) -> bool:
        """True if the text has one of the words listed under that heading of `wording`."""
        return bool(_pattern(tuple(self.wording.get(what, ())), flags).search(text))

    def line(self, name: str) -> tuple[str, ...]:
        """The name, its parent, and so on up to the head of the family (a circle ends where it closes)."""
        names = [name]
        while isinstance(above := self.parents.get(names[-1]), str) and above and above not in names:
            names.append(above)
        return tuple(names)

    def related(self, a: str, b: str) -> bool:
        """True for the same name, or when one stands above the other; siblings are not related."""
        return a in self.line(b) or b in self.line(a)

    def origin(self, thing: str, quote: str, sentence: str) -> str:
        """Whose make chips are, by the noun counted, else the quote, else the words right after it.

        'unknown' if none or more than one make is named: a maker not listed is never guessed.
        """
        # The next number begins another count, whose noun says nothing of this one.
        after = re.split(r"\b\d", sentence.split(quote, 1)[1][:REACH])[0] if quote and quote in sentence else ""
        for text in (thing, quote, after):
            if found := [make for make, words in self.chip_origin.items() if _pattern(tuple(words)).search(text)]:
                return found[0] if len(found) == 1 else "unknown"
        return "unknown"


@lru_cache
def _pattern(words: tuple[str, ...], flags: re.RegexFlag = re.IGNORECASE) -> re.Pattern:
    """Any of these words, whole; nothing at all where there are none."""
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})\b" if words else r"(?!)", flags)
