"""Names in a sentence: those of the vocabulary, and capitalised words that behave like names."""

from __future__ import annotations

import re
from collections import Counter
from itertools import takewhile
from typing import NamedTuple

from datakit.reading.amounts import CURRENCIES
from datakit.reading.text import PASTS, WORDS, Token, stem
from datakit.reading.vocabulary import Entity, Vocabulary

RANKS = {"company": 3, "division": 3, "product": 3, "model": 3, "name": 2, "person": 0}  # all other kinds: 1
CAPITAL = re.compile(r"\b(?:[A-Z][\w&]{1,40}|[a-z]{1,4}[A-Z][a-z]\w{1,40})")
COMMON = re.compile(r"\b[a-z]{2,}\b")
# capitalised inside a sentence, or with capitals inside the word
INSIDE = re.compile(r"(?<=[a-z,] )[A-Z][\w.&]{0,40}\w|\b[A-Z]\w{0,20}[a-z]\w{0,20}[A-Z]\w{0,20}")
ACRONYM = re.compile(r"\b([A-Z][\w&]{1,40}(?: (?:of|and|the|for|[A-Z][\w&]{1,40})){1,7}) \(([A-Z]{2,6})\)")
GLUED = re.compile(r"(?:RMB|Rmb|US|HK|USD|CNY|HKD|FY|Q|H)\d")  # RMB39.8bn, FY2026E
SHORT = re.compile(r"\w+['’](?:s|re|ve|ll|t|d|m)", re.I)  # I'd, don't
CITY = r"((?!The |A )[A-Z][\w.]+(?: [A-Z][\w.]+)?)"
BASED = re.compile(rf"\b{CITY}(?:-based|-listed|-headquartered)\b|\b(?:based|headquartered) in {CITY}")
WITHIN = re.compile(
    r"\b(?!(?:invest|stak|shar|hold|interest|believ|back|confiden|faith|trust|investor|shareholder)\w*)[a-z]+ (?:in|near|outside|across) ([A-Z]\w+)\b(?!['’]s| [A-Z]|[-&])"
)
CAMEL = re.compile(r"[a-z]{1,4}[A-Z][a-z]+\w+")  # eBay, miHoYo
AS_IT = re.compile(r"say (?:that |on \w+ )?it (?!be\b)")  # firms speak so of themselves
OPENING = "“\"‘'(•:—-"
ORDINARY_ENDS = ("ing", "tion", "ance", "ence", "ship", "ity", "ness", "ment", "al", "ive", "ly", "ed", "er", "rs")
TELLS = frozenset("say tell add write argu".split())
FIRMS_TOO = frozenset("investor partner head".split())  # what a person can be, and a firm as well
JOINTS = frozenset(", . and or & as well both also the - /".split())
BEFORE_FIRMS = frozenset("rival owner parent shareholder investor backer partner publisher sponsor".split())
GIVEN_MONTHS = frozenset("april may june august".split())
OF_PLACES = frozenset("bank university institute college port republic kingdom ministry department".split())
OPENERS = frozenset("in at on by with from for after under since through unlike like".split())


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
        return RANKS.get(self.kind, 1)


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
        inside = Counter(m[1] for m in WITHIN.finditer(text))
        self.places = {
            word for word, n in inside.items() if n == written[word]
        }  # 'the landlord in Lima', and nothing else
        self.places |= {m[1] or m[2] for m in BASED.finditer(text)}  # and that of the dateline, which the document adds
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

    def opens(self, at: int) -> bool:
        """Whether a word is written big for its place alone: in front, in a quotation, behind a colon."""
        return at == 0 or self.tokens[at - 1].text in OPENING

    def is_part(self, at: int) -> bool:
        """A word that makes a name of what stands before it: 'Capital', 'Motors'."""
        return at < len(self.words) and self.words[at].lower() in self.vocabulary.words["name_parts"]

    def is_tail(self, at: int) -> bool:
        """What a firm's name may end with and be known without: 'Ltd', 'Group'."""
        name = self.words[at] if at < len(self.words) else ""
        return name[:1].isupper() and name.lower() in self.vocabulary.words["tails"]

    def is_plain(self, at: int) -> bool:
        """An ordinary word, a short form of technology (VR, LLMs, CEO) or of English (I'd), a currency, the Financial of a
        Chief Financial Officer, the 'Rival' of 'Rival Quill grew' where the article writes 'rival' too."""
        word, low, lists = self.words[at], self.words[at].lower(), self.vocabulary.words
        big = self.opens(at) and not self.heading and low in self.cast.common and not self.cast.inside[word]
        if low in GIVEN_MONTHS and self.opens(at) and at + 2 < len(self.words):
            return not (self.words[at + 1][0].isupper() and self.words[at + 2][0].islower())
        kind = self.opens(at) and (low in lists["generic"] or low in BEFORE_FIRMS)
        office = kind or low == "officer" or (at > 0 and self.words[at - 1].lower() in ("chief", "vice"))
        short = SHORT.fullmatch(low) or low in CURRENCIES
        return bool(big or short or office or low in lists["not_names"] or low.removesuffix("s") in lists["acronyms"])

    def opens_firm(self, at: int) -> bool:
        """The Baltic of 'Baltic Harbour Partners': an ordinary word that begins a name which ends as firms' names do."""
        capitals = list(takewhile(lambda n: self.words[n][0].isupper(), range(at + 1, min(at + 6, len(self.words)))))
        ends = bool(capitals) and self.words[capitals[-1]].lower() in WORDS["firm_ends"]
        return ends and self.words[at].lower() in WORDS["name_openers"]

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
    """LENOVO in a headline is Lenovo."""
    return word.title() if len(word) > 3 and word not in listed and word.title() in listed else word


def _in_full(name: Name, found: list[Name], vocabulary: Vocabulary, cast: Cast) -> Name | None:
    """The person of the article whom 'Okafor' stands for; where several fit, the one whose firm the sentence names, or
    nobody."""
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
    if entity.kind not in ("model", "chip", "product"):
        return last
    while sentence.is_hyphen(last) and words[last + 1][0].isalnum() and not words[last + 1].islower():
        last += 2
    number = words[last] if last < len(words) else ""
    if number[:1].isdigit() and "," not in number and len(number) < 6:
        last += sentence.vocabulary.words["amounts"].isdisjoint(t.stem for t in sentence.tokens[last + 1 : last + 2])
    return last


def _longer(sentence: Sentence, entity: Entity, last: int) -> tuple[int, str]:
    """Where another name that begins with a known one ends, and its kind: 'Oslo Venture Capital', 'Lenovo Capital',
    'Oslo Water Authority'."""
    words, offices = sentence.words, sentence.vocabulary.words["offices"]
    if entity.kind not in ("place", "company") or sentence.tokens[last - 1].text != words[last - 1]:
        return last, entity.kind
    capitals = list(takewhile(lambda at: words[at][0].isupper(), range(last, min(last + 6, len(words)))))
    parts = [at for at in capitals if sentence.is_part(at) and words[at] != "AI"]  # 'Micron AI chips' are Micron's
    if entity.kind == "company":
        parts = [at for at in parts if at - last == parts.index(at)]
    elif named := [at for at in capitals if words[at].lower() in offices and not sentence.is_part(at)]:
        return named[-1] + 1, "org"
    return (parts[-1] + 1, "name") if parts else (last, entity.kind)


# --- names that no list knows --------------------------------------------------------------------------------------------


class Run(NamedTuple):
    """A run of capitalised words, tokens [at, last); where it ends with Ltd or Group (`tailed`), `words` are without it."""

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
        begins = last == at and sentence.opens_firm(at)
        # 'Oslo Growth Fund'
        begins = begins or (last > at and sentence.is_part(last + 1) and words[last + 1][0].isupper())
        if sentence.is_plain(last) and not begins and not (last > at and sentence.is_part(last)):
            break
        if last > at and (_known(sentence, last) or (sentence.heading and sentence.cast.counts[words[last]] < 2)):
            break
        last += 1
        if sentence.tokens[last - 1].text != words[last - 1]:
            break
        last += _joint(sentence, last)
    return last


def _joint(sentence: Sentence, last: int) -> int:
    """How many tokens at `last` join a name to its next word: the hyphen of 'Hapag-Lloyd', the '&' of 'Holm & Berg', the
    'of' of 'Bank of Lima', the '-101' of 'KX-101'."""
    words = sentence.words
    if last + 1 >= len(words):
        return 0
    named = sentence.is_capital(last + 1) and not sentence.is_plain(last + 1)
    if sentence.is_hyphen(last):
        code = words[last - 1].isupper() and words[last + 1].isdigit()
        return 1 if named else 2 * code
    office = words[last] == "of" and words[last - 1].lower() in OF_PLACES
    return int(named and (words[last] == "&" or office))


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


def _is_label(run: Run) -> bool:
    """'Section 80GG', 'Terminal 5'."""
    labelled = len(run.words) == 1 and run.words[0].lower() in run.listed("labels")
    return labelled and run.after is not None and run.after.text[0].isdigit()


def _is_happening(run: Run) -> bool:
    """'It calls this the Coupon Battle.'"""
    return run.words[-1].lower() in run.listed("happenings")


def _is_rest(run: Run) -> bool:
    """'It is sold in Anhui Province': the rest of what stands in front; but 'Lenovo's Quill' is a name of its own."""
    before = run.before
    if before is None or len(run.words) > 1 or before.end + 1 < run.sentence.tokens[run.at].start:
        return False
    text = before.text
    return text[0].isupper() and len(text) > 1 and text == before.plain and not run.sentence.is_plain(run.at - 1)


def _is_opening(run: Run) -> bool:
    """'Pricing: the plan is new', 'Spending rose': a word that a sentence makes big, unless it is big inside one too, or
    acts as a firm does, or is told of as one: 'Quill, backed by'."""
    word, cast = run.words[0], run.sentence.cast
    if not run.sentence.opens(run.at) or _odd(word):
        return False
    follows = [t.lower for t in run.sentence.tokens[run.last : run.last + 2]]
    if len(run.words) > 1 or (follows[:1] in ([","], ["-"]) and follows[-1] in run.listed("asides")):
        return False
    if word in cast.firms and word.lower() not in cast.common:
        return False  # 'Quill grew' after 'Quill Labs'
    acts = _acts(run) and not word.endswith(ORDINARY_ENDS) and not _is_thing(run)
    return word.lower() in cast.common or not (cast.inside[word] or acts)


def _is_thing(run: Run) -> bool:
    """'Deliveries rose', 'Costs fell': a plural, or a word of the vocabulary's, that does not say anything."""
    says = run.after is not None and run.after.stem in TELLS
    known = stem(run.words[0].lower()) in run.sentence.vocabulary.cues.by_first
    return not says and (known or run.words[0].endswith("s"))


def _acts(run: Run) -> bool:
    """A verb of companies follows, or a possessive: 'Quill sells', 'Quill, which sells', 'Quill's'."""
    tokens, last = run.sentence.tokens, run.last
    follows = [t.stem for t in tokens[last : last + 3]]
    verb = follows[2:] if follows[:2] == [",", "which"] else follows[:1]
    if len(run.words) > 1 and (did := _did(run)) is not None:
        return did
    return tokens[last - 1].text.endswith(("'s", "’s")) or not run.listed("acts").isdisjoint(verb)


def _did(run: Run) -> bool | None:
    """'Hearth Mills lost', 'Hearth Mills, by contrast, lost': a verb in the past behind it and behind a short aside."""
    words = [t.text for t in run.sentence.tokens[run.last : run.last + 9]]
    if words[:1] == [","] and "," in words[1:]:
        words = words[words.index(",", 1) + 1 :]
    return True if words and (words[0] in PASTS or words[0].endswith("ed")) else None


# What kind of name it is.


def _is_met(run: Run) -> bool:
    """'Okafor' after 'Priya Okafor': a part of the name of somebody the article names."""
    return any(set(run.words) <= set(full.split()) for full in run.sentence.cast.people.get(run.words[0], ()))


def _is_office(run: Run) -> bool:
    """'The Harbour Observatory said so.'"""
    return any(w.lower() in run.listed("offices") for w in run.words) or run.words[0] in run.sentence.cast.offices


def _is_version(run: Run) -> bool:
    """'Its V3 is out.'"""
    return bool(re.match(r"[A-Z]\d", run.words[0]))


def _is_firm(run: Run) -> bool:
    """'Northwind Capital invested', 'Northwind Group grew'."""
    return run.tailed or any(run.sentence.is_part(at) for at in range(run.at + 1, run.last))


def _is_of_given_name(run: Run) -> bool:
    """'They met Nadia Holm': a given name begins it."""
    return 2 <= len(run.words) <= 3 and run.words[0].lower() in WORDS["given"]


def _is_city(run: Run) -> bool:
    """'The Lima-based bank left Lima': the place of a firm, or of the dateline."""
    return not run.sentence.cast.places.isdisjoint((" ".join(run.words), " ".join(run.words).title()))


def _is_introduced(run: Run) -> bool:
    """'The founder Ida Holm said', 'Ida Holm argues', 'Ms Holm'; but 'Quill Harbor said it sold 40 ships'."""
    before, after = run.before.stem if run.before else "", run.after.stem if run.after else ""
    as_it = AS_IT.match(" ".join(t.stem for t in run.sentence.tokens[run.last : run.last + 6]))
    told = before in run.listed("persons") - FIRMS_TOO or (after in TELLS and not as_it)
    return before in ("mr", "ms", "mrs", "dr") or (told and 2 <= len(run.words) <= 3 and not _odd(run.words[0]))


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
    ("", (_is_glued, _is_rare_in_heading, _is_label, _is_happening)),
    ("person", (_is_met,)),
    ("", (_is_rest, _is_opening)),
    ("org", (_is_office,)),
    ("word", (_is_version,)),
    ("name", (_is_firm,)),
    ("place", (_is_city,)),
    ("person", (_is_of_given_name, _is_introduced, _is_described)),
    ("word", (_is_seldom,)),
)


def groups(names: list[Name], tokens: list[Token]) -> list[list[Name]]:
    """Names joined by commas, 'and', 'or', 'as well as' into lists: 'Lenovo, Xiaomi and eBay'."""
    found: list[list[Name]] = []
    closed = False  # behind 'A and B' a comma begins something else
    for number, name in enumerate(names):
        between = _between(names[number - 1], name, tokens) if found else []
        # 'In the Gulf, Lenovo grew': a comma behind an opening phrase, with no list that goes on behind it
        opened = between == [","] and len(found) == 1 and tokens[0].lower in OPENERS
        apart = opened and not any(_between(name, other, tokens) for other in names[number + 1 : number + 2])
        if between and not apart and not (between == [","] and (closed or name.possessive)):
            found[-1].append(name)
            closed = "and" in between or "or" in between
        else:
            found.append([name])
            closed = False
    return found


def _between(name: Name, other: Name, tokens: list[Token]) -> list[str]:
    """The words between two names that join them to a list; none where they do not, or where the first is a possessive."""
    between = [t.stem for t in tokens[name.last : other.first]]
    return between if JOINTS.issuperset(between) and between not in (["the"], ["as"]) and not name.possessive else []
