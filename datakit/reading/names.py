"""Names in a sentence: those of the vocabulary, and capitalised words that behave like names."""

from __future__ import annotations

import re
from collections import Counter
from itertools import takewhile
from typing import NamedTuple

from datakit.reading.text import Token
from datakit.reading.vocabulary import Entity, Vocabulary

RANKS = {"company": 3, "division": 3, "product": 3, "model": 3, "name": 2, "chip": 1, "word": 1, "fund": 1, "org": 1, "place": 1, "person": 0}  # fmt: skip
CAPITAL = re.compile(r"\b[A-Z][\w&]{1,40}")
COMMON = re.compile(r"\b[a-z]{2,}\b")
# capitalised inside a sentence, or with capitals inside the word
INSIDE = re.compile(r"(?<=[a-z,] )[A-Z][\w.&]{0,40}\w|\b[A-Z]\w{0,20}[a-z]\w{0,20}[A-Z]\w{0,20}")
ACRONYM = re.compile(r"\b([A-Z][\w&]{1,40}(?: (?:of|and|the|for|[A-Z][\w&]{1,40})){1,7}) \(([A-Z]{2,6})\)")
GLUED = re.compile(r"(?:RMB|Rmb|US|HK|USD|CNY|HKD|FY|Q|H)\d")  # RMB39.8bn, FY2026E
VERSION = re.compile(r"[A-Z]\d")  # V3.2 of some model
CAMEL = re.compile(r"[a-z]{1,3}[A-Z][a-z]+\w+")  # eBay, miHoYo
OPENING = "“\"‘'(•:—-"
ORDINARY_ENDS = ("ing", "tion", "ment", "al", "ive", "ly", "ed", "er", "rs")
TITLES = frozenset("mr ms mrs dr".split())
TELLS = frozenset("say tell add write argu".split())
FIRMS_TOO = frozenset("investor partner head".split())  # what a person can be, and a firm as well
JOINTS = frozenset(", . and or & as well both also the - /".split())
MADE = ("model", "chip", "product")


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
    """The names of one article: how often each capitalised word is written, its people, its firms of several words."""

    def __init__(self, text: str, vocabulary: Vocabulary):
        written, self.common = Counter(CAPITAL.findall(text)), set(COMMON.findall(text))
        self.inside = Counter(INSIDE.findall(text))
        # a word that is also written small counts only where a sentence does not make it big
        self.counts = Counter({w: self.inside[w] if w.lower() in self.common else n for w, n in written.items()})
        self.people: dict[str, list[str]] = {}  # a word -> the full names of the article's people that have it
        self.firms: dict[str, str] = {}  # first word of a longer name -> the name
        offices = vocabulary.words["offices"]
        self.offices = {m[2] for m in ACRONYM.finditer(text) if not offices.isdisjoint(m[1].lower().split())}
        for listed, full in (row for word in written for row in vocabulary.people.get(word, ())):
            if listed in text:
                self._know(full)

    def meet(self, name: Name) -> None:
        """Remember a name, so that a part of it is known when it comes again."""
        first, *rest = name.name.split()
        if name.kind == "person" and rest:
            self._know(name.name)
        elif name.kind == "name" and rest:
            self.firms.setdefault(first, name.name)

    def _know(self, full: str) -> None:
        for word in full.split():
            if full not in (known := self.people.setdefault(word, [])):
                known.append(full)


class Sentence(NamedTuple):
    """What names are looked for in. `words` are the tokens without a final 's."""

    words: list[str]
    tokens: list[Token]
    vocabulary: Vocabulary
    cast: Cast
    heading: bool

    def is_part(self, at: int) -> bool:
        """A word that makes a name of what stands before it: 'Capital', 'Motors'."""
        return at < len(self.words) and self.words[at].lower() in self.vocabulary.words["name_parts"]

    def is_tail(self, at: int) -> bool:
        """What a firm's name may end with and be known without: 'Ltd', 'Group'."""
        name = self.words[at] if at < len(self.words) else ""
        return name[:1].isupper() and name.lower() in self.vocabulary.words["tails"]

    def is_plain(self, at: int) -> bool:
        """An ordinary word, a short form of technology (VR, LLMs, CEO)."""
        word, lists = self.words[at].lower(), self.vocabulary.words
        return word in lists["not_names"] or word.removesuffix("s") in lists["acronyms"]

    def is_capital(self, at: int) -> bool:
        """Written as a name begins: 'Enflame', 'miHoYo', and the letter of 'E Fund'."""
        word = self.words[at]
        if len(word) == 1:
            return word.isupper() and self.is_part(at + 1) and self.words[at + 1][0].isupper()
        return word[0].isupper() or bool(CAMEL.fullmatch(word))

    def is_hyphen(self, at: int) -> bool:
        """A hyphen without spaces around it."""
        near = self.tokens[at - 1 : at + 2]
        return len(near) == 3 and near[1].text == "-" and near[0].end == near[1].start and near[1].end == near[2].start


def find(vocabulary: Vocabulary, tokens: list[Token], cast: Cast, heading: bool = False) -> list[Name]:
    """Mentions in `tokens`, left to right. In a heading, where every word is capitalised, only known names count."""
    listed = vocabulary.names.by_first
    words = [_uncapped(t.plain, listed) if t.plain.isupper() else t.plain for t in tokens]
    sentence = Sentence(words, tokens, vocabulary, cast, heading)
    found: list[Name] = []
    taken = 0
    for at, word in enumerate(words):
        if word not in listed and (word.islower() or not (word[0].isupper() or CAMEL.fullmatch(word))):
            continue
        if at >= taken and (name := _known(sentence, at) or _unknown(sentence, at)):
            found.append(name)
            cast.meet(name)
            taken = name.last
    return [who for n in found if (who := _in_full(n, found, vocabulary, cast) if n.kind == "person" else n)]


def _uncapped(word: str, listed: dict) -> str:
    """ALIBABA in a headline is Alibaba."""
    return word.title() if len(word) > 3 and word not in listed and word.title() in listed else word


def _in_full(name: Name, found: list[Name], vocabulary: Vocabulary, cast: Cast) -> Name | None:
    """The person of the article whom 'Wu' stands for; where several fit, the one whose firm the sentence names, or nobody."""
    fits = [name.name] if " " in name.name else cast.people.get(name.name, [name.name])
    if len(fits) > 1:
        named = {relative for n in found for relative in vocabulary.family(n.name)}
        fits = [full for full in fits if named.intersection(vocabulary.family(full)[1:])]
    return name._replace(name=fits[0]) if len(fits) == 1 else None


def _name(sentence: Sentence, kind: str, first: int, last: int, name: str) -> Name:
    """The mention in tokens [first, last)."""
    tokens = sentence.tokens
    text = tokens[last - 1].text
    owns = text.endswith(("'s", "’s"))
    sign = text.endswith("s") and last < len(tokens) and tokens[last].text in "'’"
    return Name(tokens[first].start, tokens[last - 1].end - 2 * owns, name, kind, first, last, owns or sign)


# --- names that the vocabulary lists ------------------------------------------------------------------------------------


def _known(sentence: Sentence, at: int) -> Name | None:
    words, by_first = sentence.words, sentence.vocabulary.names.by_first
    one = words[at].removesuffix("s")  # of H20s, TPUs
    for rest, _, entity in by_first.get(words[at]) or [r for r in by_first.get(one, ()) if r[2].kind == "chip"]:
        last = at + 1 + len(rest)
        if tuple(words[at + 1 : last]) == rest:
            if last < len(words) and words[last] == "$":
                return None  # the US of 'US$10 billion'
            last = _extended(sentence, entity, last)
            stop, kind = _longer(sentence, entity, last)
            return _name(sentence, kind, at, stop, entity.name if stop == last else " ".join(words[at:stop]))
    return None


def _extended(sentence: Sentence, entity: Entity, last: int) -> int:
    """Take in what belongs to a name: Ltd and Group, and the version of a model, product or chip."""
    words = sentence.words
    while entity.kind != "place" and sentence.is_tail(last):
        last += 1
    if entity.kind not in MADE:
        return last
    while sentence.is_hyphen(last) and words[last + 1][0].isalnum() and not words[last + 1].islower():
        last += 2
    number = words[last] if last < len(words) else ""
    if number[:1].isdigit() and "," not in number and len(number) < 6:
        last += sentence.vocabulary.words["amounts"].isdisjoint(t.stem for t in sentence.tokens[last + 1 : last + 2])
    return last


def _longer(sentence: Sentence, entity: Entity, last: int) -> tuple[int, str]:
    """Where another name that begins with a known one ends, and its kind: 'Pudong Venture Capital', 'Lenovo Capital',
    'Oslo Water Authority'."""
    words, offices = sentence.words, sentence.vocabulary.words["offices"]
    if entity.kind not in ("place", "company") or sentence.tokens[last - 1].text != words[last - 1]:
        return last, entity.kind
    capitals = list(takewhile(lambda at: words[at][0].isupper(), range(last, min(last + 6, len(words)))))
    parts = [at for at in capitals if sentence.is_part(at) and words[at] != "AI"]  # 'Nvidia AI chips' are Nvidia's
    if entity.kind == "company":
        parts = [at for at in parts if at - last == parts.index(at)]
    elif named := [at for at in capitals if words[at].lower() in offices and not sentence.is_part(at)]:
        return named[-1] + 1, "org"
    return (parts[-1] + 1, "name") if parts else (last, entity.kind)


# --- names that no list knows --------------------------------------------------------------------------------------------


class Run(NamedTuple):
    """A run of capitalised words, tokens [at, last). `words` are without the Ltd or Group at its end (then it is `tailed`)."""

    words: list[str]
    at: int
    last: int
    sentence: Sentence
    tailed: bool = False

    @property
    def before(self) -> Token | None:
        return self.sentence.tokens[self.at - 1] if self.at else None

    @property
    def after(self) -> Token | None:
        return self.sentence.tokens[self.last] if self.last < len(self.sentence.tokens) else None

    def listed(self, name: str) -> frozenset[str]:
        return self.sentence.vocabulary.words[name]


def _unknown(sentence: Sentence, at: int) -> Name | None:
    """A run of capitalised words that no list of ordinary words explains: of the first kind whose rule holds."""
    words, last = sentence.words, _run_end(sentence, at)
    if last == at:
        return None
    end = last
    while last > at + 1 and sentence.is_tail(last - 1):
        last -= 1
    run = Run(words[at:last], at, end, sentence, last < end)
    kind = next((kind for kind, rules in RULES if any(rule(run) for rule in rules)), "name")
    name = " ".join(words[at:last]).replace(" - ", "-")
    return _name(sentence, kind, at, end, sentence.cast.firms.get(name, name)) if kind else None


def _run_end(sentence: Sentence, at: int) -> int:
    """Where a run of capitalised words that begins at `at` ends; at most six words."""
    words = sentence.words
    last = at
    while last < len(words) and sentence.is_capital(last) and last - at < 6:
        if sentence.is_plain(last) and not (last > at and sentence.is_part(last)):
            break
        if last > at and (_known(sentence, last) or (sentence.heading and sentence.cast.counts[words[last]] < 2)):
            break
        last += 1
        if sentence.tokens[last - 1].text != words[last - 1]:
            break
        if sentence.is_hyphen(last) and sentence.is_capital(last + 1) and not sentence.is_plain(last + 1):
            last += 1
    return last


def _odd(word: str) -> bool:
    """Written as names are and words are not: capitals or digits inside."""
    return any(c.isupper() or c.isdigit() for c in word[1:])


# What is no name.


def _is_glued(run: Run) -> bool:
    """'It paid RMB39.8bn.'"""
    return bool(GLUED.match(run.words[0]))


def _is_rare_in_heading(run: Run) -> bool:
    """'How Chips Won': the capitals of a headline say nothing of a word that hardly comes again."""
    return run.sentence.heading and run.sentence.cast.counts[run.words[0]] < (2 if _odd(run.words[0]) else 3)


def _is_happening(run: Run) -> bool:
    """'It calls this the Coupon Battle.'"""
    return run.words[-1].lower() in run.listed("happenings")


def _is_rest(run: Run) -> bool:
    """'Next Step for Chips': the rest of something that was no name."""
    before = run.before
    if before is None or len(run.words) > 1 or before.end + 1 < run.sentence.tokens[run.at].start:
        return False
    return before.plain[0].isupper() and len(before.plain) > 1 and not run.sentence.is_plain(run.at - 1)


def _is_opening(run: Run) -> bool:
    """'Pricing: the plan is new', 'Spending rose': a word that a sentence makes big, unless it is big inside one too, or
    acts as a firm does, or is told of as one: 'Quill, backed by'."""
    word, cast = run.words[0], run.sentence.cast
    if not (run.before is None or run.before.text in OPENING) or _odd(word):
        return False
    if all(w.lower() in cast.common for w in run.words):
        return True
    follows = [t.lower for t in run.sentence.tokens[run.last : run.last + 2]]
    if len(run.words) > 1 or cast.inside[word] or (follows[:1] == [","] and follows[-1] in run.listed("asides")):
        return False
    return not _acts(run) or word.endswith(ORDINARY_ENDS)


def _acts(run: Run) -> bool:
    """A verb of companies follows, or a possessive."""
    own = run.sentence.tokens[run.last - 1].text.endswith(("'s", "’s"))
    return own or (run.after is not None and run.after.stem in run.listed("acts"))


# What kind of name it is.


def _is_met(run: Run) -> bool:
    """'Okafor' after 'Priya Okafor': a part of the name of somebody the article names."""
    return any(set(run.words) <= set(full.split()) for full in run.sentence.cast.people.get(run.words[0], ()))


def _is_office(run: Run) -> bool:
    """'The Harbour Observatory said so.'"""
    return any(w.lower() in run.listed("offices") for w in run.words) or run.words[0] in run.sentence.cast.offices


def _is_version(run: Run) -> bool:
    """'Its V3 is out.'"""
    return bool(VERSION.match(run.words[0]))


def _is_firm(run: Run) -> bool:
    """'Northwind Capital invested', 'Northwind Group grew'."""
    return run.tailed or any(run.sentence.is_part(at) for at in range(run.at + 1, run.last))


def _is_introduced(run: Run) -> bool:
    """'The founder Ida Holm said', 'Ida Holm argues', 'Ms Holm'; but 'Quill Harbor said it sold 40 ships'."""
    before, after = run.before.stem if run.before else "", run.after.stem if run.after else ""
    as_it = any(t.lower == "it" for t in run.sentence.tokens[run.last + 1 : run.last + 5])
    told = before in run.listed("persons") or (after in TELLS and not as_it)
    return before in TITLES or (told and 2 <= len(run.words) <= 3 and not _odd(run.words[0]))


def _is_described(run: Run) -> bool:
    """'Ida Holm, a former engineer, left', 'Ida Holm (40)', but not 'Holm Rail, people close to it said'."""
    if run.after is None or run.after.text not in (",", "(") or len(run.words) < 2:
        return False
    follows = [t.stem for t in run.sentence.tokens[run.last + 1 : run.last + 8]]
    aged = len(follows) > 1 and follows[0].isdigit() and follows[1] in (",", ")")
    told = next((n for n, word in enumerate(follows) if word in TELLS), len(follows))
    return aged or not (run.listed("persons") - FIRMS_TOO).isdisjoint(follows[:told])


def _is_seldom(run: Run) -> bool:
    """'It is sold in Anhui': said once, and not as one who acts."""
    count = run.sentence.cast.counts[run.words[0]]
    return count < 2 and not (_acts(run) and (len(run.words) > 1 or count))


# The kind of name that a run is, '' for none, and rules for it: the first that holds says.
RULES = (
    ("", (_is_glued, _is_rare_in_heading, _is_happening)),
    ("person", (_is_met,)),
    ("", (_is_rest, _is_opening)),
    ("org", (_is_office,)),
    ("word", (_is_version,)),
    ("name", (_is_firm,)),
    ("person", (_is_introduced, _is_described)),
    ("word", (_is_seldom,)),
)


def groups(names: list[Name], tokens: list[Token]) -> list[list[Name]]:
    """Names joined by commas, 'and', 'or', 'as well as' into lists: 'Tencent, Alibaba and JD.com'."""
    found: list[list[Name]] = []
    closed = False  # behind 'A and B' a comma begins something else
    for name in names:
        between = [t.stem for t in tokens[found[-1][-1].last : name.first]] if found else []
        if _joins(found, name, between, tokens) and not (closed and between == [","]):
            found[-1].append(name)
            closed = "and" in between or "or" in between
        else:
            found.append([name])
            closed = False
    return found


def _joins(found: list[list[Name]], name: Name, between: list[str], tokens: list[Token]) -> bool:
    """Whether only signs of a list stand between; no possessive ends before it, and no 'In the Gulf' opens the sentence."""
    if not between or between == ["the"] or not JOINTS.issuperset(between):
        return False
    first, last = found[-1][0].first, found[-1][-1]
    placed = first > 1 and [t.lower for t in tokens[first - 2 : first]] == ["in", "the"]
    return not (placed or last.possessive or (name.possessive and between == [","]))
