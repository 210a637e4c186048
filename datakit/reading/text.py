"""Article text -> lines, sentences and words, each with its place in the text.

Everything here is one pass over the characters: no pattern can look back over what it has already read. What English
itself does to words (irregular forms, short forms) stands in `english.toml`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

# Words, numbers with their separators, and single signs. A word may hold an apostrophe, a hyphen or a dot inside
# (Kestrel's, Wren3-Max, 42.AI), and may start with a digit only if a letter follows (384-chip is three tokens).
WORD = re.compile(
    r"[^\W\d_][\w]*(?:[.&][^\W\d_]\w*)*(?:['’](?:s|re|ve|ll|t|d)\b)?"
    r"|\d+(?:,\d+)*(?:\.\d+)*(?:\.[A-Z]\w*|[^\W\d_]\w*)?"
    r"|\S"
)
END = re.compile(r"[.!?…]{1,8}[\"'”’)\]]{0,8}(?=\s|$|\[)|(?<=[a-z]{3}[.!?])(?=[A-Z][a-z])")
MARKS = re.compile(r"(?:\[[^\[\]\n]{0,20}\])+[.\"'”’)]*")
SHORT = re.compile(r"[\w.]*\Z")  # the last word, which may be a short form
PIECE = re.compile(r"\S(?:.{0,1198}\S)?(?!\S)|\S{1,1200}")  # a longer sentence is a table, or no text
ENDING = re.compile(r"(.{2,}?)(ies)|(.{3,}?)(ings?|ers|ed|es|s)")
ROW = re.compile(r"\S[^\n]*")
# a bullet or a list number, which may have lost its space: '1Kestrel'
BULLET = re.compile(r"(?P<bullet>[-*•·–—▪●◦‣]+[ \t]*|\(?\d{1,2}[.)][ \t]+)?(?:\d{1,2}(?=[A-Z][a-z]))?")


class Token(NamedTuple):
    """A word, number or sign: its place, the text as written and in small letters, its stem, itself without a final 's."""

    start: int
    end: int
    text: str
    lower: str
    stem: str
    plain: str


class Line(NamedTuple):
    """One line without its bullet. `bullet` tells that it had one, `heading` that it ends as no sentence does."""

    start: int
    end: int
    bullet: bool
    heading: bool


ENGLISH = tomllib.loads(Path(__file__).with_name("english.toml").read_text(encoding="utf-8"))
WORDS = {name: frozenset(words) for name, words in ENGLISH["words"].items()}
_BASES = {form: base for kind in ("past", "other") for base, forms in ENGLISH[kind].items() for form in forms}
PASTS = frozenset(form for forms in ENGLISH["past"].values() for form in forms)


def stem(word: str) -> str:
    """The form of `word` that vocabulary entries are compared by: lower case, without the commonest endings."""
    return _form(word)[2]


@lru_cache(200_000)  # a hostile text of ever new words must not grow it without end
def _form(word: str) -> tuple[str, str, str, str]:
    """What a Token holds of a word."""
    low, short = lowered(word), word.replace("’", "'")
    stemmed = _stem(lowered(short).removesuffix("'s").removesuffix("'")) if word[0].isalpha() else word
    return word, low, stemmed, short.removesuffix("'s") or word


def _stem(word: str) -> str:
    """'led' -> 'lead', 'sales' -> 'sale', 'make' -> 'mak', so that 'making' is the same."""
    base = _BASES.get(word) or _bare(word)
    return base[:-1] if len(base) > 3 and base.endswith("e") and base not in WORDS["whole"] else base


def _bare(word: str) -> str:
    """'cities' -> 'city', 'sellers' -> 'seller', 'planned' -> 'plan', 'chips' -> 'chip'; 'pass' and 'thing' stay."""
    match = ENDING.fullmatch(word)
    if not match or word.endswith("ss") or word in WORDS["whole"]:
        return word
    short, ending = filter(None, match.groups())
    if ending == "ies":
        return short + "y"
    if ending == "ers":
        return short + "er"
    doubled = ending != "s" and len(short) > 3 and short[-1] == short[-2] and short[-1] not in "sl"
    return short[:-1] if doubled else short


def stems(words: str) -> frozenset[str]:
    """The stems of the words in `words`, for rules that ask after a few words by name."""
    return frozenset(stem(word) for word in words.split())


def lowered(text: str) -> str:
    """`text` in lower case, with every character still at its own offset."""
    low = text.lower()
    return low if len(low) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def tokens(text: str, start: int, end: int) -> list[Token]:
    """The words, numbers and signs of text[start:end]."""
    make = tuple.__new__  # half the cost of Token(...), and this is the innermost loop
    return [make(Token, (*m.span(), *_form(m[0]))) for m in WORD.finditer(text, start, end)]


def lines(text: str) -> list[Line]:
    """The lines of `text` that hold anything, bullets and list numbers left out of their span."""
    found = []
    for row in ROW.finditer(text):
        end = row.start() + len(row[0].rstrip())
        mark = BULLET.match(text, row.start(), end)
        if mark.end() < end:
            found.append(Line(mark.end(), end, bool(mark["bullet"]), text[end - 1] not in ".!?”\"'’)…;,"))
    return found


def sentences(text: str, line: Line) -> list[tuple[int, int]]:
    """The first and last offsets of the sentences of a line."""
    cuts = [line.start, *_ends(text, line), line.end]
    return [piece.span() for first, last in pairwise(cuts) for piece in PIECE.finditer(text, first, last)]


def _ends(text: str, line: Line) -> Iterator[int]:
    """Where sentences end: behind a full stop that is no part of a short form, with the quotes and notes behind it."""
    for match in END.finditer(text, line.start, line.end):
        at, end = match.span()
        if at == end or text[at] != "." or not _abbreviated(text, line, at, end):
            marks = MARKS.match(text, end, line.end)
            yield marks.end() if marks else end


def _abbreviated(text: str, line: Line, dot: int, end: int) -> bool:
    """Whether the dot at `dot` belongs to a short form, so that no sentence ends there."""
    word = SHORT.search(text, max(line.start, dot - 12), dot)[0]
    follows = text[end : min(end + 12, line.end)].split()
    if not follows:
        return False
    if follows[0][0].islower() or follows[0][0] in ",;":
        return True
    # 'in the U.S. The company' does end a sentence, 'U.S. restrictions' does not
    if word.lower() in WORDS["final_abbreviations"]:
        return follows[0].lower() not in WORDS["openers"]
    return word.lower() in WORDS["abbreviations"] or (len(word) == 1 and word.isupper())
