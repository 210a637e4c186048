"""What happened when: one row for each clause and date, with the names of that clause and a class for what was done."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from datakit.reading.clauses import is_verb, spans
from datakit.reading.dates import Mention
from datakit.reading.document import is_stamp
from datakit.reading.names import Name
from datakit.reading.scene import Scene
from datakit.reading.subjects import PRONOUNS, subjects
from datakit.reading.text import PASTS, WORDS
from datakit.reading.vocabulary import Cue

# spans and bases of comparison date nothing by themselves
VAGUE = re.compile(r"past|ago|earlier|before|same|previous|today")
LIGHT = frozenset(("report", "begin", "use", "talk"))  # 'began to buy': the other verb says more, where there is one
ENDS = re.compile(r"(?:\s|[,;:—–]|\[[^\]\n]{0,20}\]\.?|\b(?:and|but)\b)+$")
OPENS = re.compile(r"(?:[\s,;:—–]|(?:and|but|then)\b)*")
FOOT = re.compile("©|copyright|all rights reserved")
# 'Its unit, renamed Kilo, sold more.'
ASIDE = re.compile(rf", (?!compared)(?:[a-z]+ed|{'|'.join(PASTS)})\b(?:[^,]|,\d)*(?=,(?!\d))")
FAR = 25  # characters: a date so far into a clause is a date of its object ('plans for 2025')
NO_VERB = 3  # how like a verb a noun is


class Clause(NamedTuple):
    """A stretch of a sentence: the dates that are its own, its verb, and how like a verb that is."""

    start: int
    end: int
    own: list[Mention]
    act: Cue | None
    likeness: int


def read(scene: Scene) -> list[dict[str, Any]]:
    """One row for each clause and date that it states; under a dated heading, one for each clause that states none."""
    heading = scene.context.heading_date
    if not (heading or scene.dates) or FOOT.search(scene.low, scene.start, scene.end):
        return []
    acts = {c.first for c in scene.of_kind("action") if _likeness(scene, c) == 0}
    found = [_clause(scene, *span) for span in spans(scene.parts._replace(acts=acts), scene.clauses)]
    rows: dict[tuple, dict[str, Any]] = {}
    for number, clause in enumerate(found):
        for mention in _stated(scene, clause, number, heading):
            row = _row(scene, clause, mention, _doer(scene, found, number))
            rows.setdefault((mention.first, mention.last, row["action"], row["entity"]), row)
        heading = None if clause.own else heading  # a date in a clause governs those behind it
    return list(rows.values())


def _clause(scene: Scene, first: int, last: int) -> Clause:
    """A clause without 'and' and signs in front of it, signs and reference marks behind it."""
    own = _own(scene, first, last)
    act = _act(scene, first, last, own[0].start if own else first)
    start = OPENS.match(scene.low, first, last).end()
    tail = ENDS.search(scene.text, max(start, last - 120), last)
    return Clause(start, tail.start() if tail else last, own, act, _likeness(scene, act) if act else NO_VERB)


def _own(scene: Scene, first: int, last: int) -> list[Mention]:
    """The dates in a clause that say when it happened; 'since' says so where nothing else does, and no heading."""
    dates = [d for d in scene.dates if first <= d.start < last]
    then = [d for d in dates if d.kind == "then"]
    own = [d for d in dates if d.bound != "since" and not _is_base(scene, d)]
    since = [d for d in dates if d.bound == "since"]
    if scene.context.heading_date:  # there, only 'from May onwards' is no aside
        since = [d for d in since if "since" not in scene.low[max(0, d.start - 6) : d.start]]
    return then or own or since


def _is_base(scene: Scene, mention: Mention) -> bool:
    """Spans, bases of comparison, 'today' and a page's stamp date nothing; 'two days later' behind a day does."""
    anchor, then, written = scene.context.anchor, scene.context.then, mention.text.lower()
    if mention.kind == "ago":
        whole = then and (then.first == then.last or ("year" in written and (then.last - then.first).days < 367))
        later = whole and written.endswith(("later", "after that"))
        return not (later or (anchor.heading and anchor.first == anchor.day))
    if mention.kind == "relative":
        return bool(VAGUE.search(written.split()[0])) and "earlier this" not in written
    return is_stamp(scene.text, scene.paragraph.line, mention)


def _act(scene: Scene, first: int, last: int, at: int) -> Cue | None:
    """The verb of a clause that is told of the date at `at`: in ', renamed last year,' where that stands there, else outside."""
    asides = [m.span() for m in ASIDE.finditer(scene.text, first, last)]

    def aside(place: int) -> int | None:
        return next((a for a, b in asides if a <= place < b), None)

    near = [c for c in scene.of_kind("action") if first <= c.start < last and aside(c.start) == aside(at)]
    return min(near, key=lambda c: (c.value in LIGHT, _likeness(scene, c), c.start), default=None)


def _likeness(scene: Scene, cue: Cue) -> int:
    """How like a verb a cue is: 0 'launched', 'to launch'; 1 'launches'; 2 'launching'; 3 'the launch'."""
    word, before = scene.tokens[cue.first].lower, scene.tokens[cue.first - 1].text if cue.first else ""
    meant = cue.value == "plan" and scene.words[cue.last : cue.last + 1] in (["to"], ["for"])  # has not happened
    if meant or word.endswith("ed") or word in PASTS or before in WORDS["auxiliaries"] or before == "to":
        return 0
    if word.endswith("ing"):
        return 2
    if any(n.last == cue.first and not n.possessive for n in scene.names):
        return 1
    return 2 if word.endswith("s") and before.isalpha() and before.islower() else NO_VERB


def _stated(scene: Scene, clause: Clause, number: int, heading: Mention | None) -> list[Mention]:
    """The dates of the event that a clause tells: its own, or that of the heading that it stands under."""
    said = [t.text for t in scene.tokens if clause.start <= t.start < clause.end and t.text.islower()]
    told = clause.likeness < NO_VERB or any(is_verb(w) if scene.paragraph.line.heading else len(w) > 3 for w in said)
    if not told:  # the foot of a page, a name, a heading without a verb
        return []
    if clause.own:
        of_object = heading and not number and all(_of_its_object(clause, d, heading) for d in clause.own)
        return [heading] if of_object else clause.own
    # a further clause has a verb and is not a reason or a remark
    goes_on = clause.likeness < NO_VERB and scene.tokens[scene.index(clause.start)].text not in WORDS["remarks"]
    return [heading] if heading and (goes_on or not number) else []


def _of_its_object(clause: Clause, mention: Mention, heading: Mention) -> bool:
    """A date far into a clause ('set out plans for 2025') does not replace the heading's: it is the plan's."""
    apart = mention.last < heading.first or heading.last < mention.first
    return mention.start - clause.start > FAR and apart


def _doer(scene: Scene, found: list[Clause], number: int) -> Name | None:
    """Who does it: the subject in front of the verb, that of the clause before, whom a pronoun stands for, any name."""
    first, last, _, act, _ = found[number]
    if not number:
        first = max(first, min(scene.main_clause, last))

    def able(until: int) -> list[Name]:
        named = [*subjects(scene, first, until), *(n for n in scene.names if first <= n.start < until)]
        return [n for n in named if not _is_place_of(scene, n)]

    opens, ahead, inside = scene.index(first), able(act.start if act else last), able(last)
    if number and (not ahead or scene.tokens[opens].lower.endswith("ing")):
        return _doer(scene, found, number - 1)
    if ahead or scene.tokens[opens].lower in ("a", "an"):  # 'A rival bought Kilo' names nobody who did
        return ahead[0] if ahead else None
    entity = scene.context.heading_entity
    held = [entity] if entity else scene.context.subject[:1]
    return next(iter(held + inside if _refers(scene, opens, act) else inside + held), None)


def _refers(scene: Scene, opens: int, act: Cue | None) -> bool:
    """'It sold', 'its app sold', 'the company sold', 'plans included selling': whom the sentences before were about."""
    opening = scene.tokens[opens : opens + 6]
    generic = opening[0].lower in ("the", "this") and any(t.stem in scene.generic for t in opening)
    doing = act and scene.tokens[act.first].lower.endswith("ing")
    return bool(generic or doing or PRONOUNS & {t.lower for t in opening})


def _is_place_of(scene: Scene, name: Name) -> bool:
    """The Lima of 'a Lima-based bank', 'the Lima firm' and 'a bank in Lima'."""
    before, behind = scene.words[max(0, name.first - 1)], scene.words[name.last : name.last + 1]
    inside = before in ("in", "at", "from") and name.name not in scene.countries
    return name.kind == "place" and (inside or behind == ["-"] or not scene.generic.isdisjoint(behind))


def _row(scene: Scene, clause: Clause, mention: Mention, doer: Name | None) -> dict[str, Any]:
    named = [n.name for n in scene.names if clause.start <= n.start < clause.end and n.kind != "place"]
    first = [doer.name] if doer and doer.name not in scene.countries else []
    act = _act(scene, clause.start, clause.end, mention.start) if mention in clause.own else clause.act
    return {
        "start": clause.start, "end": clause.end, "quote": scene.text[clause.start : clause.end],
        "sentence": scene.text[scene.start : scene.end], "sentence_start": scene.start, "section": scene.section,
        "date_text": scene.text[mention.start : mention.end], "date_start": mention.first.isoformat(),
        "date_end": mention.last.isoformat(), "precision": mention.precision, "bound": mention.bound,
        "action": act.value if act else "other",
        "entity": doer.name if doer else None, "entities": list(dict.fromkeys(first + named)),
    }  # fmt: skip
