"""Whose make a chip is, from the words around its number."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

# A vocabulary may pass its own table; a maker not listed is 'unknown', never guessed.
CHIP_ORIGIN: dict[str, Sequence[str]] = {
    "Nvidia": ("nvidia", "h20", "h100", "h200", "h800", "a100", "a800", "b200", "blackwell", "hopper"),
    "domestic": ("domestic", "chinese", "homegrown", "home-grown", "ascend", "kunlun", "cambricon"),
}
REACH = 40  # characters after the number in which the noun it counts is looked for


def origin(
    object_text: str | None,
    quote: str | None = None,
    sentence: str | None = None,
    table: Mapping[str, Sequence[str]] | None = None,
) -> str:
    """The origin named by the claim's object, else by its quote or the words right after it.

    'unknown' if none or more than one is named. `table` is origin -> words (default `CHIP_ORIGIN`).
    """
    after = ""
    if isinstance(quote, str) and isinstance(sentence, str) and quote in sentence:
        # The next number begins another count, whose noun says nothing of this one.
        after = re.split(r"\b\d", sentence.split(quote, 1)[1][:REACH])[0]
    for text in (object_text, quote, after):
        found = _named(text, CHIP_ORIGIN if table is None else table) if isinstance(text, str) else set()
        if found:
            return found.pop() if len(found) == 1 else "unknown"
    return "unknown"


def _named(text: str, table: Mapping[str, Sequence[str]]) -> set[str]:
    return {name for name, words in table.items() if words and _pattern(tuple(words)).search(text)}


@lru_cache
def _pattern(words: tuple[str, ...]) -> re.Pattern:
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})\b", re.IGNORECASE)
