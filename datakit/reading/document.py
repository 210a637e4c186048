"""An article as a document: its paragraphs, their sentences, what a line is the heading of, and the section it stands in.

A paragraph is one line of the text. Its section follows from the document's structure, never from what it says:

- headline: the title, byline and other lines in front of the first paragraph
- lead: the first two paragraphs, where no heading and no list comes before them
- digest: under a heading such as 'Digest', 'Summary', 'In brief'; and paragraphs that refer to another text ('[para. 12]')
- takeaways: under a heading such as 'Key takeaways', 'Highlights', 'At a glance'
- notes: under a heading that is a known name and nothing else, or 'Glossary'; and bullets 'Term: What it means'
- timeline: under a heading that is a date and nothing else, or 'Timeline'; and bullets 'May 2024: What happened'
- body: everything else. A list ends where lines with bullets give way to lines without, and with the next heading.
"""

from __future__ import annotations

import re
from datetime import date
from functools import cached_property
from typing import NamedTuple

from datakit.reading import dates, names
from datakit.reading.dates import NOWHERE, Anchor, Calendar, Mention
from datakit.reading.text import WORDS, Line, lines, lowered, sentences, tokens
from datakit.reading.vocabulary import Vocabulary

DATELINE = re.compile(
    r"(?P<city>[A-Z][\w./’'-]+(?: [A-Z][\w./’'-]+){0,3})(?:, [A-Z][\w. ]{1,20}?)?,? (?P<day>[A-Z][a-z]{2,8}\.? \d{1,2}(?:, \d{4})?|\d{1,2} [A-Z][a-z]{2,8}\.?(?:,? \d{4})?)"
    r",? ?(?:\([^()\n]{2,40}\) ?)?(?:[-–—:|]+ |(?<=\d{4})(?:\. |\.?(?=\n|$)))"
)
FISCAL_QUARTER = re.compile(
    rf"fiscal (?P<n>first|second|third|fourth)[ -]quarter,? (?:which |that )?ended (?:on )?(?P<m>{'|'.join(m for m in dates.MONTHS if len(m) > 3)})"
)
YEAR = re.compile(dates.YEAR)
PUBLISHED = re.compile(r"\b(?:published|updated|posted|last modified|date)\b|\bissue \d|^\W*(?:by\b.{0,60})?$", re.I)
# in front of a year that is to come, or inside it (2026E)
FUTURE = re.compile(r"\b(?:will|plans?|targets?|aim(?:s|ing)?|expect\w*|forecast\w*|goal|by|next|until)\b|\de$")
REFERENCE = re.compile(r"\[(?:para|par|paragraph|p|¶)s?\.? ?\d")
GLOSS = re.compile(r"(?![a-z])(?:\S+ ){0,5}\S+?: [A-Z][a-z ]")  # 'Term: What it means'
BRACKETS = re.compile(r"\([^()]*\)")
BARE = re.compile(r"(?:['’]s)?\W*")
SECTIONS = ("digest", "takeaways", "notes", "timeline")  # those with headings of their own, in [words]
LEADS = 2  # paragraphs in a lead, at most
NO_KIN = ("org", "place", "person")  # names that are headings of nothing


class Heading(NamedTuple):
    """What a line is the heading of: a date, a name, a section, or (a title) of whatever comes below it."""

    date: Mention | None = None
    name: names.Name | None = None
    section: str | None = None
    title: bool = False

    @property
    def alone(self) -> bool:
        """A line that is only a heading, with nothing in it to read."""
        return bool(self.date or self.name)


class Paragraph(NamedTuple):
    """One line. `ends_list` tells that it begins what is not the list above; a heading has no `sentences` to read."""

    number: int
    line: Line
    heading: Heading
    section: str
    ends_list: bool
    sentences: list[tuple[int, int]]


class Document:
    """The text, its lines, the article's names so far (`cast`), its own day, and the day that relative dates count from."""

    def __init__(self, text: str, vocabulary: Vocabulary, published: date | None = None):
        self.text, self.low = text, lowered(text)
        self.vocabulary = vocabulary
        self.cast = names.Cast(text, vocabulary)
        self.calendar = Calendar(vocabulary.new_years)
        self.lines = lines(text)
        datelines = (DATELINE.match(text, line.start, line.end) for line in self.lines[:12])
        self.cast.places |= {m["city"].title() for m in datelines if m}
        self.anchor = Anchor(published, published) if published else self._anchor()
        most = max(vocabulary.countries, key=text.count)
        self.country = names.Name(0, 0, most, "place", 0, 0, False) if most in text else None

    @cached_property
    def paragraphs(self) -> list[Paragraph]:
        """One for each line, with its sentences, the heading that it is, and the section that it stands in."""
        headings = [self._heading(line) for line in self.lines]
        dated = [n for n, heading in enumerate(headings) if heading.date]
        if len(dated) == 1 and is_stamp(self.text, self.lines[dated[0]], headings[dated[0]].date):
            headings[dated[0]] = Heading()  # a single day is the article's own, and heads nothing
        found: list[Paragraph] = []
        section, leads = "headline", 0
        for number, (line, heading) in enumerate(zip(self.lines, headings, strict=True)):
            above = found[-1] if found else None
            headed = not above or above.heading.alone or above.heading.section
            ends = not headed and line.bullet != above.line.bullet
            says = not line.heading and heading == Heading()
            section = _under(section, heading, ends, line.bullet, says, leads)
            leads += says and not line.bullet
            own = None if line.bullet and section in SECTIONS else self._own_section(line)
            inside = [] if heading.alone else sentences(self.text, line)
            found.append(Paragraph(number, line, heading, own or section, ends, inside))
        return found

    def _heading(self, line: Line) -> Heading:
        """What a line is the heading of: a date or a name and nothing else, a section by its name, a title."""
        short, words = line.end - line.start < 90, self.low[line.start : line.end].strip(" :").split()
        dated = self._date_heading(line) if short else None
        name = self._lone_name(line) if short and line.heading and not dated else None
        said = {" ".join(words[:n]) for n in (1, 2, 3)} | {" ".join(words[-n:]) for n in (1, 2)}
        brief = line.heading and len(words) < 6 and not (dated or name)
        section = next((s for s in SECTIONS if brief and said & self.vocabulary.words[s]), None)
        return Heading(dated, name, section, self._is_title(line))

    def _is_title(self, line: Line) -> bool:
        """A line without a full stop in which most long words are capitalised, as titles are."""
        last = self.text[line.end - 2 : line.end]
        if line.end - line.start > 160 or not (line.heading or (last[-1] in "”\"’'" and last[0] not in ".!?,…")):
            return False
        words = [w for w in self.text[line.start : line.end].split() if len(w) > 3 and w[0].isalpha()]
        return bool(words) and sum(w[0].isupper() for w in words) >= 0.7 * len(words)

    def _date_heading(self, line: Line) -> Mention | None:
        """The date of a line that says nothing else: '- Late 2024:', 'Q3 2025', 'By the Spring Festival in January 2024:'."""
        found = self._dates(line, self.anchor) if line.end - line.start <= 70 else []
        rest = self.low[line.start : line.end]
        for mention in found:
            rest = rest.replace(self.low[mention.start : mention.end], " ", 1)
        if not found or not WORDS["beside_dates"].issuperset(re.findall(r"[^\W_]+", BRACKETS.sub("", rest))):
            return None
        widest = max(found, key=lambda m: (m.explicit, m.last - m.first))
        written = self.text[line.start : line.end].rstrip(" :")
        bound = dates.BOUNDS.get(written.split()[0].lower(), widest.bound)
        return widest._replace(start=line.start, end=line.start + len(written), text=written, bound=bound)

    def _lone_name(self, line: Line) -> names.Name | None:
        """The name that is all of a line: '- Acme Robotics', 'Acme’s'."""
        words = tokens(self.text, line.start, line.end)
        known = names.find(self.vocabulary, words, self.cast, heading=True) if len(words) < 9 else []
        alone = len(known) == 1 and not known[0].first and BARE.fullmatch(self.text, known[0].end, line.end)
        return known[0] if alone and known[0].kind not in NO_KIN else None

    def _own_section(self, line: Line) -> str | None:
        """The section of a line that shows by itself where it belongs: '... [para. 4]', '- May 2024: ...', '- Term: ...'."""
        if REFERENCE.search(self.text, line.start, line.end):
            return "digest"
        colon = self.text.find(": ", line.start, line.start + 80) if line.bullet else -1
        if colon > 0 and self._date_heading(line._replace(end=colon)):
            return "timeline"
        return "notes" if colon > 0 and GLOSS.match(self.text, line.start, line.end) else None

    def _dates(self, line: Line, anchor: Anchor) -> list[Mention]:
        """The dates in a line, as they count from an anchor."""
        matches = dates.find(self.text, self.low, tokens(self.text, line.start, line.end))
        return [m for match in matches if (m := self.calendar.resolve(self.text, match, anchor))]

    @cached_property
    def _explicit(self) -> list[tuple[Line, Mention]]:
        """Every date with a year of its own, and the line that it stands in."""
        dated = [line for line in self.lines if YEAR.search(self.text, line.start, line.end)]
        return [(line, m) for line in dated for m in self._dates(line, NOWHERE) if m.explicit]

    @cached_property
    def own_day(self) -> date | None:
        """The day of the article's dateline or stamp. Several days that stand alone in their lines are headings, not stamps."""
        stamps = [(line, m) for line, m in self._explicit if is_stamp(self.text, line, m)]
        alone = {m.first for line, m in stamps if m.end - m.start > line.end - line.start - 3}
        return next((m.first for _, m in stamps if len(alone) < 2 or m.first not in alone), None)

    @cached_property
    def year_end(self) -> int | None:
        """The month in which the fiscal year ends of which the article says when a quarter of it ended."""
        m = FISCAL_QUARTER.search(self.low)
        return (dates.MONTHS[m["m"]] + 3 * (4 - dates.NUMBERS[m["n"]]) - 1) % 12 + 1 if m else None

    def _anchor(self) -> Anchor:
        """The day that relative dates count from where publication is unknown: the article's own, else the latest year named.

        An article that names no year has no such day, and its relative dates stay unresolved.
        """
        if self.own_day:
            return Anchor(self.own_day, self.own_day)
        told = [(self._is_told(line, mention), mention.last.year) for line, mention in self._explicit]
        year = max(told, default=(False, None))[1]
        return Anchor(date(year, 1, 1), date(year, 12, 31), False) if year else NOWHERE

    def _is_told(self, line: Line, mention: Mention) -> bool:
        """A year of which something is told, not 'by 2030' or '2026E'."""
        return not FUTURE.search(self.low, max(line.start, mention.start - 60), mention.end)


def _under(section: str, heading: Heading, ends_list: bool, bullet: bool, says: bool, leads: int) -> str:
    """The section that a line stands in, `section` being that of the line above. `says`: it is a sentence."""
    title = heading.title and not bullet
    if heading != Heading(title=heading.title):
        return heading.section or ("timeline" if heading.date else "notes")
    if section == "headline":
        return "headline" if not says else "body" if bullet else "lead"
    if section == "lead" and not (bullet or title) and leads < LEADS:
        return "lead"
    return "body" if title or ends_list or section == "lead" else section


def is_stamp(text: str, line: Line, mention: Mention) -> bool:
    """A day in a dateline, or in a line that is little more: a byline, a stamp, the foot of a printed page."""
    if (dateline := DATELINE.match(text, line.start, line.end)) and mention.end <= dateline.end():
        return True
    if line.bullet or text[line.end - 1] == ":" or mention.kind != "day":
        return False
    rest = text[line.start : mention.start] + text[mention.end : line.end]
    if mention.first != mention.last or len(rest) >= 60 or rest.rstrip().endswith("."):
        return False
    return len(re.sub(r"\W", "", rest)) < 12 or bool(PUBLISHED.search(rest))
