"""Names in a sentence: those of the vocabulary, and capitalised words that behave like names."""

from __future__ import annotations

import re
from collections import Counter
from typing import NamedTuple

from datakit.reading.text import Token
from datakit.reading.vocabulary import Entity, Vocabulary

TAILS = frozenset("Inc Ltd Corp Holdings Holding Group Co Plc PLC Limited Corporation Company LLC AG SA NV SE".split())
RANKS = {
    "company": 3,
    "division": 3,
    "product": 3,
    "model": 3,
    "name": 2,
    "chip": 1,
    "word": 1,
    "fund": 1,
    "org": 1,
    "place": 1,
    "person": 0,
}
# capitalised inside a sentence, or with capitals inside the word
CAPITAL = re.compile(r"\b[A-Z][\w&]{1,40}")
COMMON = re.compile(r"\b[a-z]{2,}\b")
WRITTEN = re.compile(r"(?<=[a-z,] )[A-Z][\w.&]{0,40}\w|\b[A-Z]\w{0,20}[a-z]\w{0,20}[A-Z]\w{0,20}")
ACRONYM = re.compile(r"\b([A-Z][\w&]{1,40}(?: (?:of|and|the|for|[A-Z][\w&]{1,40})){1,7}) \(([A-Z]{2,6})\)")
OFFICE = re.compile(
    r"\b(?:Ministry|Administration|Commission|Association|Bureau|Council|University|Institute|Securities|Research|Bank|Agency|News|Newswire|Times|Daily"
    r"|Authority|Department|Office|Center|Centre|Committee|Court|Conference|Expo|Forum|Index|Exchange|Observatory|Academy|School)\b"
)
REALM = frozenset(("Province", "City", "District", "Municipality", "County", "Prefecture", "Region", "Area"))
VERSION = re.compile(r"[A-Z]\d")  # V3.2 of some model
GLUED = re.compile(r"(?:RMB|Rmb|US|HK|USD|CNY|HKD|FY|Q|H)\d")  # RMB39.8bn, FY2026E


class Name(NamedTuple):
    """A mention: its place, the entity's name, its kind ('name' if the vocabulary lacks it), its tokens [first, last)."""

    start: int
    end: int
    name: str
    kind: str
    first: int
    last: int
    possessive: bool

    @property
    def rank(self) -> int:
        """How likely a number is about it: makers and products before chips, investors, places and people."""
        return RANKS[self.kind]


class Cast:
    """The unlisted names of one article: how often each is written, and the names of its people."""

    def __init__(self, text: str):
        self.common = common = set(COMMON.findall(text))
        inside = Counter(WRITTEN.findall(text))
        # a word that is also written small counts only where a sentence does not make it big
        self.counts = Counter(
            {w: n if w.lower() not in common else inside[w] for w, n in Counter(CAPITAL.findall(text)).items()}
        )
        self.people: set[str] = set()
        self.firms: dict[str, str] = {}  # first word of a longer name -> the name
        self.offices = {m[2] for m in ACRONYM.finditer(text) if OFFICE.search(m[1])}

    def meet(self, name: Name) -> None:
        """Remember a name, so that a part of it is known when it comes again."""
        words = name.name.split()
        if name.kind == "person":
            self.people.update(w for w in words if len(w) > 1)
        elif name.kind == "name" and len(words) > 1:
            self.firms.setdefault(words[0], name.name)


def find(vocabulary: Vocabulary, tokens: list[Token], cast: Cast, heading: bool = False) -> list[Name]:
    """Mentions in `tokens`, left to right. In a heading, where every word is capitalised, only known names count."""
    listed = vocabulary.names.by_first
    words = [_uncapped(t.plain, listed) for t in tokens]
    found: list[Name] = []
    taken = 0
    for at in [i for i, word in enumerate(words) if word in listed or word[0].isupper()]:
        if at >= taken and (
            name := _known(vocabulary, words, tokens, at) or _unknown(vocabulary, words, tokens, at, cast, heading)
        ):
            found.append(name)
            cast.meet(name)
            taken = name.last
    return found


def _known(vocabulary: Vocabulary, words: list[str], tokens: list[Token], at: int) -> Name | None:
    rows = vocabulary.names.by_first.get(words[at])
    if rows is None and words[at].endswith("s"):  # H20s, TPUs
        rows = [r for r in vocabulary.names.by_first.get(words[at][:-1], ()) if r[2].kind == "chip"]
    for rest, _, entity in rows or ():
        last = at + 1 + len(rest)
        if tuple(words[at + 1 : last]) == rest:
            if last < len(tokens) and tokens[last].text == "$":
                return None  # the US of 'US$10 billion'
            last = _extended(entity, words, tokens, last)
            stop = _longer(entity, words, tokens, last, vocabulary.words["name_parts"])
            if stop > last and not tokens[last - 1].text.endswith(("'s", "’s")):
                return _name(" ".join(words[at:stop]), "name" if entity.kind == "place" else "fund", tokens, at, stop)
            return _name(entity.name, entity.kind, tokens, at, last)
    return None


def _longer(entity: Entity, words: list[str], tokens: list[Token], last: int, parts: frozenset[str]) -> int:
    """Where 'Pudong Venture Capital' and 'Lenovo Capital' end: another name that begins with a known one."""
    stop = last
    if entity.kind in ("place", "company") and tokens[last - 1].text == words[last - 1]:
        for at in range(last, min(last + 4, len(words))):
            if not words[at][0].isupper():
                break
            if words[at].lower() in parts:
                stop = at + 1
            elif entity.kind == "company":
                break
    return stop


def _extended(entity: Entity, words: list[str], tokens: list[Token], last: int) -> int:
    """Take in what belongs to a name: Ltd and Group, and the version of a model, product or chip."""
    while last < len(words) and entity.kind == "place" and words[last] in REALM:
        last += 1
    while last < len(words) and words[last] in TAILS and entity.kind != "place":
        last += 1
        if last < len(words) and words[last] == "." and last + 1 < len(words):
            last += 1
    if entity.kind in ("model", "chip", "product"):
        while last + 1 < len(tokens) and tokens[last].text == "-" and tokens[last].start == tokens[last - 1].end:
            if (
                tokens[last + 1].start != tokens[last].end
                or not tokens[last + 1].text[0].isalnum()
                or tokens[last + 1].text.islower()
            ):
                break
            last += 2
        if (
            last < len(tokens)
            and tokens[last].text[0].isdigit()
            and "," not in tokens[last].text
            and len(tokens[last].text) < 6
        ):
            follows = tokens[last + 1].stem if last + 1 < len(tokens) else ""
            if follows not in (
                "%",
                "million",
                "billion",
                "trillion",
                "percent",
                "per",
                "thousand",
                "-",
                "x",
                "tim",
                "user",
            ):
                last += 1
    return last


def _name(name: str, kind: str, tokens: list[Token], first: int, last: int) -> Name:
    text = tokens[last - 1].text
    possessive = text.endswith(("'s", "’s")) or (
        last < len(tokens) and tokens[last].text in "'’" and text.endswith("s")
    )
    end = tokens[last - 1].end - (2 if text.endswith(("'s", "’s")) else 0)
    return Name(tokens[first].start, end, name, kind, first, last, possessive)


def _unknown(
    vocabulary: Vocabulary, words: list[str], tokens: list[Token], at: int, cast: Cast, heading: bool
) -> Name | None:
    """A run of capitalised words that no list of ordinary words explains."""
    ordinary = vocabulary.words["not_names"]
    last = at
    parts = vocabulary.words["name_parts"]
    while (
        last < len(tokens)
        and _capital(words[last])
        and (words[last].lower() not in ordinary or (last > at and words[last].lower() in parts))
    ):
        if last > at and _known(vocabulary, words, tokens, last):
            break
        last += 1
        if tokens[last - 1].text != words[last - 1] or last - at > 5:
            break
        if last < len(tokens) and tokens[last].text == "-" and last + 1 < len(tokens) and _capital(words[last + 1]):
            break
    if last == at or GLUED.match(words[at]):
        return None
    if heading:
        if cast.counts[words[at]] < (2 if _odd(words[at]) else 3):
            return None
        last = next((i for i in range(at + 1, last) if cast.counts[words[i]] < 2), last)
    run = words[at:last]
    if all(w.lower() in cast.common and not _odd(w) for w in run) and (heading or at == 0):
        return None  # ordinary words made big by a headline or the start of a sentence
    if len(run) == 1 and run[0] in cast.firms:
        return _name(cast.firms[run[0]], "name", tokens, at, last)
    if all(w in cast.people for w in run):
        return _name(" ".join(run), "person", tokens, at, last)
    if (
        at
        and _capital(words[at - 1])
        and words[at - 1].lower() not in ordinary
        and tokens[at - 1].end + 1 >= tokens[at].start
        and len(run) == 1
    ):
        return None  # the rest of something that was no name
    opens = at == 0 or tokens[at - 1].text in "“\"‘'(•:—-"
    if opens and (run[0].endswith("ing") or last - at == 1) and not _odd(run[0]) and not _subject(tokens, last):
        return None
    while last > at + 1 and (words[last - 1] in TAILS or words[last - 1] == "."):
        last -= 1
    kind = "org" if OFFICE.search(" ".join(run)) or run[0] in cast.offices else "name"
    steers = vocabulary.words["persons"]
    before = tokens[at - 1].stem if at else ""
    after = tokens[last].stem if last < len(tokens) else ""
    if kind == "org" or (len(run) == 1 and run[0] in REALM) or VERSION.match(run[0]):
        kind = "org" if kind == "org" else "word"
    elif any(w.lower() in parts for w in run[1:]):
        kind = "name"
    elif (
        (before in steers or after in ("say", "tell", "add", "write", "argue"))
        and 2 <= len(run) <= 3
        and not _odd(run[0])
    ):
        kind = "person"
    elif (
        last < len(tokens)
        and tokens[last].text in (",", "(")
        and len(run) > 1
        and not steers.isdisjoint(_described(tokens, last))
    ):
        kind = "person"
    elif before in steers and before in ("mr", "ms", "mrs", "dr"):
        kind = "person"
    elif (at and tokens[at - 1].text[-1].isdigit()) or (
        cast.counts[run[0]] < 2 and not (_subject(tokens, last) and (len(run) > 1 or cast.counts[run[0]]))
    ):
        kind = "word"
    return _name(" ".join(words[at:last]), kind, tokens, at, last)


def _described(tokens: list[Token], comma: int) -> list[str]:
    """What an apposition calls somebody: ', a 38-year-old former engineer', ', chief executive of', ', 40,'."""
    after = [t.stem for t in tokens[comma + 1 : comma + 8]]
    return [*after, *(["founder"] if after[:1] and after[0].isdigit() and after[1:2] in ([","], [")"]) else [])]


def _uncapped(word: str, listed: dict) -> str:
    """ALIBABA in a headline is Alibaba."""
    return word.title() if len(word) > 3 and word.isupper() and word not in listed and word.title() in listed else word


def _capital(word: str) -> bool:
    return word[0].isupper() and len(word) > 1


def _odd(word: str) -> bool:
    """Written as names are and words are not: capitals or digits inside."""
    return any(c.isupper() or c.isdigit() for c in word[1:])


def _subject(tokens: list[Token], at: int) -> bool:
    """A lone first word is a name where a verb of companies follows it."""
    verbs = (
        "say",
        "plan",
        "be",
        "have",
        "will",
        "invest",
        "raise",
        "report",
        "launch",
        "expect",
        "lead",
        "announc",
        "own",
        "ris",
        "now",
        "also",
        "handl",
        "us",
        "off",
        "serv",
        "hold",
        "plan",
        "grow",
    )
    return (at < len(tokens) and (tokens[at].stem in verbs or tokens[at].text in ("'", "’"))) or tokens[
        at - 1
    ].text.endswith(("'s", "’s"))


def groups(names: list[Name], tokens: list[Token]) -> list[list[Name]]:
    """Names joined by commas, 'and', 'or', 'as well as' into lists: 'Tencent, Alibaba and JD.com'."""
    found: list[list[Name]] = []
    closed = False  # behind 'A and B' a comma begins something else
    for name in names:
        if found:
            between = [t.stem for t in tokens[found[-1][-1].last : name.first]]
            possessive = found[-1][-1].possessive or (name.possessive and between == [","])
            joined = (
                between
                and not (closed and between == [","])
                and all(w in (",", "and", "or", "&", "as", "well", "both", "also", "the", "-", "/") for w in between)
            )
            if joined and not possessive and between != ["the"]:
                found[-1].append(name)
                closed = "and" in between or "or" in between
                continue
        found.append([name])
        closed = False
    return found
