"""Article text -> lines, sentences and words, each with its place in the text.

Everything here is one pass over the characters: no pattern can look back over what it has already read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

# Words, numbers with their separators, and single signs. A word may hold an apostrophe, a hyphen or a dot inside
# (Alibaba's, Qwen3-Max, 01.AI), and may start with a digit only if a letter follows (384-chip is three tokens).
WORD = re.compile(
    r"[^\W\d_][\w]*(?:[.&][^\W\d_]\w*)*(?:['’](?:s|re|ve|ll|t|d)\b)?"
    r"|\d+(?:,\d+)*(?:\.\d+)*(?:\.[A-Z]\w*|[^\W\d_]\w*)?"
    r"|\S"
)
END = re.compile(r"[.!?…]{1,8}[\"'”’)\]]{0,8}(?=\s|$|\[)|(?<=[a-z]{3}[.!?])(?=[A-Z][a-z])")
MARKS = re.compile(r"(?:\[[^\[\]\n]{0,20}\])+[.\"'”’)]*")
ABBREVIATIONS = frozenset(
    "mr mrs ms dr prof st inc ltd co corp llc plc no nos vs e.g i.e etc jan feb mar apr jun jul aug sep sept oct nov "
    "dec mon tue wed thu fri u.s u.k u.n e.u a.i d.c para fig vol approx est ca c gen sen rep gov dept".split()
)
LONGEST = 1200  # characters in a sentence; what is longer is a table or no text, and is read in pieces
BULLET = re.compile(r"[ \t]*(?:[-*•·–—▪●◦‣]+[ \t]*|\(?\d{1,2}[.)][ \t]+)?")
GLUED = re.compile(r"\d{1,2}(?=[A-Z][a-z])")  # a list number that lost its space: '1Alibaba'


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


class Sentence(NamedTuple):
    start: int
    end: int
    line: int


_FORMS: dict[str, tuple[str, str, str, str]] = {}  # word -> what a Token holds of it
_IRREGULAR = {
    "led": "lead", "fell": "fall", "grew": "grow", "grown": "grow", "rose": "rise", "risen": "rise", "spent": "spend",
    "sold": "sell", "bought": "buy", "built": "build", "held": "hold", "paid": "pay", "won": "win", "people": "person",
    "cities": "city", "said": "say", "saw": "see", "seen": "see", "took": "take", "began": "begin", "made": "make",
    "gave": "give", "overtook": "overtake", "were": "be", "was": "be", "is": "be", "are": "be", "been": "be",
    "have": "have", "has": "have", "had": "have", "having": "have", "put": "put", "cut": "cut", "cutting": "cut", "hit": "hit",
    "hitting": "hit", "set": "set", "setting": "set", "sought": "seek", "thought": "think", "companies": "company",
    "lost": "lose", "shrank": "shrink", "does": "do", "did": "do", "done": "do", "its": "its", "this": "this",
    "series": "series", "analysis": "analysis", "as": "as", "us": "us", "always": "always", "plus": "plus",
    "used": "use", "uses": "use", "using": "use", "shares": "shares", "less": "less", "during": "during", "nothing": "nothing", "something": "something", "wing": "wing",
}  # fmt: skip


def stem(word: str) -> str:
    """The form of `word` that vocabulary entries are compared by: lower case, without the commonest endings."""
    return (_FORMS.get(word) or _form(word))[2]


def _form(word: str) -> tuple[str, str, str, str]:
    low = word.lower() if len(word.lower()) == len(word) else word
    stemmed = _stem(low.replace("’", "'").removesuffix("'s").removesuffix("'")) if word[0].isalpha() else word
    found = (word, low, stemmed, word[:-2] if len(word) > 2 and word[-1] == "s" and word[-2] in "'’" else word)
    if len(_FORMS) < 200_000:  # a hostile text of ever new words must not grow the cache without end
        _FORMS[word] = found
    return found


def _stem(word: str) -> str:
    if word in _IRREGULAR:
        word = _IRREGULAR[word]
        return word[:-1] if len(word) > 3 and word.endswith("e") and word != "have" else word
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    for ending in ("ings", "ing", "ers", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) > 2 and not word.endswith("ss"):
            if ending == "ers":
                return word[:-1]
            word = word[: -len(ending)]
            if ending != "s" and len(word) > 3 and word[-1] == word[-2] and word[-1] not in "sl":
                word = word[:-1]
            break
    return word[:-1] if len(word) > 3 and word.endswith("e") else word


def stems(words: str) -> frozenset[str]:
    """The stems of the words in `words`, for rules that ask after a few words by name."""
    return frozenset(stem(word) for word in words.split())


def lowered(text: str) -> str:
    """`text` in lower case, with every character still at its own offset."""
    low = text.lower()
    return low if len(low) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def tokens(text: str, start: int, end: int) -> list[Token]:
    known = _FORMS.get
    make = tuple.__new__  # half the cost of Token(...), and this is the innermost loop
    return [make(Token, (*m.span(), *(known(w := m[0]) or _form(w)))) for m in WORD.finditer(text, start, end)]


def lines(text: str) -> list[Line]:
    """The lines of `text` that hold anything, bullets and list numbers left out of their span."""
    found = []
    at = 0
    for raw in text.split("\n"):
        body = raw.strip()
        if body:
            mark = BULLET.match(raw)
            skip = mark.end() if mark and mark.group().strip() else len(raw) - len(raw.lstrip())
            if glued := GLUED.match(raw, skip):
                skip = glued.end()
            end = len(raw.rstrip())
            if skip < end:
                heading = raw[end - 1] not in ".!?”\"'’)…;,"
                found.append(Line(at + skip, at + end, bool(mark and mark.group().strip()), heading))
        at += len(raw) + 1
    return found


def sentences(text: str, where: list[Line]) -> list[Sentence]:
    """Sentences in the order of the text; none crosses a line."""
    found = []
    for number, line in enumerate(where):
        start = line.start
        for end in _pieces(text, line, _ends(text, line)):
            if end > start and text[start:end].strip():
                found.append(Sentence(start, end, number))
            start = max(start, end)
            while start < line.end and text[start].isspace():
                start += 1
    return found


def _pieces(text: str, line: Line, ends: list[int]) -> Iterator[int]:
    """The ends of the sentences, with further ends at white space where a sentence is too long to be one."""
    start = line.start
    for end in [*ends, line.end]:
        while end - start > LONGEST:
            space = text.rfind(" ", start, start + LONGEST)
            start = space + 1 if space > start else start + LONGEST
            yield start
        yield end
        start = end


def _ends(text: str, line: Line) -> list[int]:
    ends = []
    for match in END.finditer(text, line.start, line.end):
        end = match.end()
        if (
            match.group()
            and text[match.start()] == "."
            and _abbreviated(text, line.start, match.start(), end, line.end)
        ):
            continue
        if marks := MARKS.match(text, end, line.end):
            end = marks.end()
        ends.append(end)
    return ends


def _abbreviated(text: str, first: int, dot: int, end: int, last: int) -> bool:
    """Whether the dot at `dot` belongs to a short form, so that no sentence ends there."""
    word_start = dot
    while (
        word_start > first and dot - word_start < 12 and (text[word_start - 1].isalnum() or text[word_start - 1] == ".")
    ):
        word_start -= 1
    word = text[word_start:dot].lower()
    rest = text[end : min(end + 3, last)].lstrip()
    if rest and (rest[0].islower() or rest[0] in ",;"):
        return True
    if word in ABBREVIATIONS and bool(rest):
        # 'in the U.S. The company' does end a sentence, 'U.S. restrictions' does not
        return not (
            word in ("u.s", "u.k", "u.n", "etc", "inc", "ltd", "co", "corp") and rest[0].isupper() and _opens(text, end)
        )
    return len(word) == 1 and word.isalpha() and text[word_start:dot].isupper() and bool(rest)


_OPENERS = frozenset(
    "the this that these it its in on at by for a an he she they we i but and while as if when".split()
)


def _opens(text: str, end: int) -> bool:
    return text[end : end + 12].split(None, 1)[:1] and text[end : end + 12].split()[0].lower() in _OPENERS
