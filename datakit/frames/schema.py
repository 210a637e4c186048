"""What every frame holds: its columns, with type, unit and meaning, and the rules that each row keeps.

From `FRAMES` come the CSV files, their types, the Data Package descriptor and the data dictionary.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import pairwise
from typing import Any, NamedTuple

from datakit import labels
from datakit.errors import DatakitError

Row = Mapping[str, Any]


class Column(NamedTuple):
    name: str
    kind: str  # text, number, integer, boolean or date
    about: str
    required: bool = False
    allowed: tuple[str, ...] = ()
    unit: str = ""


class Frame(NamedTuple):
    """`about` says what one row is; `key` names the column that tells rows apart ('' where none does)."""

    name: str
    about: str
    columns: tuple[Column, ...]
    key: str
    rules: tuple[tuple[str, Callable[[Row], bool]], ...] = ()

    def column(self, name: str) -> Column | None:
        return next((c for c in self.columns if c.name == name), None)

    @property
    def names(self) -> list[str]:
        return [c.name for c in self.columns]


def known(x: Any) -> bool:
    """Neither None nor NaN nor NaT."""
    return x is not None and x == x


def _text(name: str, about: str, required: bool = False, allowed: tuple[str, ...] = ()) -> Column:
    return Column(name, "text", about, required, allowed)


def _number(name: str, about: str, unit: str) -> Column:
    return Column(name, "number", about, unit=unit)


def _count(name: str, about: str, unit: str = "") -> Column:
    return Column(name, "integer", about, True, unit=unit)


def _flag(name: str, about: str) -> Column:
    return Column(name, "boolean", about, True)


def _span(prefix: str, of: str) -> tuple[Column, Column]:
    return (Column(f"{prefix}_start", "date", f"first day of {of}, empty if unknown or open"),
            Column(f"{prefix}_end", "date", f"last day of {of}, empty if unknown or open"))  # fmt: skip


def _ascending(*fields: str, strict: bool = False) -> tuple[str, Callable[[Row], bool]]:
    def holds(row: Row) -> bool:
        values = [row[f] for f in fields if known(row.get(f))]
        return all(a < b if strict else a <= b for a, b in pairwise(values))

    return (" < " if strict else " <= ").join(fields), holds


def _bounds_fit_hedge(row: Row) -> bool:
    value, low, high, hedge = row["value"], row["low"], row["high"], row["hedge"]
    if hedge == "none":
        return low == high == value if known(value) else not known(low) and not known(high)
    if hedge == "about":
        return known(value) and not known(low) and not known(high)
    if hedge == "range":
        return known(low) and known(high)
    below = hedge in ("over", "at_least")
    return known(low if below else high) and not known(high if below else low)


SOURCE = _text("source", "the article's file name", True)
PLACE = (
    SOURCE,
    _text("section", "where in the article: its headline, lead, a digest of another text, key takeaways, notes on names "
          "and terms, a dated timeline, or the body", True, labels.SECTIONS),
    _count("start", "where the quote begins", "characters"),
    _count("end", "where the quote ends (text[start:end] is the quote)", "characters"),
    _text("quote", "the words as they stand in the article", True),
)  # fmt: skip
SENTENCE = (
    _text("sentence", "the sentence the quote stands in", True),
    _count("sentence_start", "where the sentence begins in the article", "characters from 0"),
)
BOUNDS = (
    _number("value", "the number as written (a share: of 1); empty for a range or a class", "`unit`"),
    _number("low", "the least it can be, empty if unbounded", "`unit`"),
    _number("high", "the most it can be, empty if unbounded", "`unit`"),
    _text("hedge", "the doubt in the wording", True, labels.HEDGES),
    _text("hedge_scope", "where a hedge stands before 'A and B': whether it governs this number too, surely (shared) "
          "or perhaps", allowed=labels.HEDGE_SCOPES),
)  # fmt: skip
UNIT = (
    _text("unit", "a currency code; fraction (a part of a whole), growth_fraction (a change of one thing over time) or "
          "difference_fraction (a comparison with something else); multiple; or the noun that is counted"),
    _text("direction", "which way a change or a difference goes; a fall has a positive size", allowed=labels.DIRECTIONS),
)  # fmt: skip
ABOUT = (
    _text("entity", "whom or what the number is about, as narrowly as it is said"),
    _text("family", "the group that the entity belongs to (its topmost owner)"),
    _text("object", "what of it is counted, or the other party"),
    _text("topic", "what it is about", True, labels.TOPICS),
    _text("metric", "what is measured: a metric of the vocabulary, else the words for it"),
)
PERIOD = _span("period", "the period it speaks of, as written, right or wrong")
STATUS = _text("status", "how firm the statement is", True, labels.STATUSES)
PUBLISHED = (
    Column("published", "date", "the day the article was published"),
    _text("publisher", "the article's publisher"),
)
WHEN = (
    *_span("when", "the interval to draw it in"),
    _text("when_how", "how that interval is known: stated in the sentence; from a heading above; settled by a decision "
          "in review.csv; an undated statement is at most as late as its article, so its interval is from the first day "
          "of that year to the day it was published, or the article's own year; or unknown", True, labels.WHEN_HOWS),
)  # fmt: skip
AMOUNT = (
    _number("amount_low", "the least it can be", "`currency`"),
    _number("amount_high", "the most it can be", "`currency`"),
    _text(
        "amount_hedge", "the doubt in the amount; with 'about' both ends are the sum as written", allowed=labels.HEDGES
    ),
    _text("currency", "CNY, USD, ..."),
)
VALUATION = (
    _number("valuation", "what the investee is said to be worth, as written", "`valuation_currency`"),
    _number("valuation_low", "the least it can be", "`valuation_currency`"),
    _number("valuation_high", "the most it can be", "`valuation_currency`"),
    _text("valuation_hedge", "the doubt in the valuation", allowed=labels.HEDGES),
    _text("valuation_currency", "CNY, USD, ..."),
)
REVIEWED = _flag("reviewed", "true where a person decided the row or a field of it")
TOLD = (
    _count("mentions", "how many rows say it", "mentions"),
    _count("sources", "how many articles say it", "articles"),
    _count("origins", "how many origins say it: articles that retell one text are one", "origins"),
)
DISPUTED = _flag("disputed", "true where it is in a conflict that no decision settles")
FACT = _text("fact", "the id of the first claim that says it", True)
LABEL = (_text("label", "who and what, in a few words, for a chart", True),
         _text("says", "the number with its doubt in words, for a chart", True))  # fmt: skip

SPAN_RULE = _ascending("start", "end", strict=True)
PERIOD_RULE = _ascending("period_start", "period_end")
WHEN_RULE = _ascending("when_start", "when_end")
NUMBER_RULES = (_ascending("low", "value", "high"), PERIOD_RULE, WHEN_RULE)
HEDGE_RULE = ("low and high as the hedge says", _bounds_fit_hedge)


def _topic(name: str, about: str, kinds: tuple[str, ...], *more: Column) -> Frame:
    """A frame of one row a fact of a topic, ready to plot."""
    columns = (FACT, *LABEL, *ABOUT, _text("kind", "what sort of figure", True, kinds), *more,
               *BOUNDS, *UNIT, STATUS, *PERIOD, *WHEN, *TOLD, DISPUTED)  # fmt: skip
    return Frame(name, about, columns, "fact", NUMBER_RULES)


FRAMES: dict[str, Frame] = {f.name: f for f in (
    Frame("claims", "One row a mention of a quantity, with its sentence.", (
        _text("claim", "a stable id: the article's key, a colon, the start (then .2, .3)", True),
        *PLACE, *SENTENCE, *BOUNDS,
        *UNIT, *ABOUT,
        _text("per", "what it is for each of: day, month, user, ..."),
        *PERIOD, STATUS,
        _text("said_by", "who is said to say it, if not the article itself"),
        _flag("aside", "true for what is no figure of the story: an age, a count of a list, an offer to readers"),
        _text("confidence", "doubtful where the reader had to guess", True, labels.CONFIDENCES),
        *PUBLISHED, *WHEN, REVIEWED), "claim", (SPAN_RULE, *NUMBER_RULES, HEDGE_RULE)),
    Frame("facts", "Claims that say the same thing, as one row, with bounds that all of them allow. Asides are left out.", (
        FACT, *ABOUT, *BOUNDS, *UNIT, STATUS, *PERIOD, *WHEN, *TOLD, DISPUTED), "fact", NUMBER_RULES),
    Frame("fact_claims", "Which claims say a fact: the long table between the two.", (
        FACT, _text("claim", "the id of a claim that says it", True)), "claim"),
    _topic("compute", "One row a fact on chips and computing power.",
           ("held", "planned", "used", "per unit", "payment", "other"),
           _text("origin", "whose make chips are: Nvidia, domestic or unknown; empty for what is no chip")),
    _topic("capex", "One row a fact on capital expenditure.", ("pledge", "quarter", "year", "part", "comparison", "other"),
           _number("years", "how many years a pledge runs, if its sentence says so", "years"),
           _flag("reported", "true where the dates are of the report and not of the spending: a quarter's sum told of a month")),
    _topic("market_share", "One row a fact on shares, volumes, users and prices.",
           ("share", "growth", "difference", "money", "count")),
    Frame("investments", "One row a mention of an investor and an investee.", (
        _text("investment", "a stable id, made as a claim's", True), *PLACE,
        _text("deal", "the id of the deal that it speaks of, in `deals`"),
        _text("investor", "who gives, as named"), _text("investee", "who receives"),
        _text("status", "how far it has come", True, labels.DEALS),
        _text("kind", "what is given: cash, in kind (compute, credits) or both", allowed=labels.PAYMENTS),
        *AMOUNT, _text("round", "the funding round as written"),
        *VALUATION, *PERIOD, *PUBLISHED, *WHEN, REVIEWED),
        "investment", (SPAN_RULE, _ascending("amount_low", "amount_high"), PERIOD_RULE, WHEN_RULE)),
    Frame("deals", "One row an investor, an investee and a round, however often it is said.", (
        _text("deal", "the id of the first mention", True),
        _text("investor", "who gives: the head of the family", True),
        _text("through", "the part of the family that is named, if one is"),
        _text("investee", "who receives", True), _text("round", "the funding round as written"),
        _text("status", "the firmest that is said of it", True, labels.DEALS),
        _flag("done", "true where money or compute is said to have been given"),
        _text("kind", "what is given: cash, in kind (compute, credits) or both", allowed=labels.PAYMENTS),
        *AMOUNT,
        _text("amount_of", "whose sum it is: of the whole round, however many give, or of this investor",
              allowed=("round", "investor")),
        *VALUATION, *WHEN, *TOLD),
        "deal", (_ascending("amount_low", "amount_high"), WHEN_RULE)),
    Frame("comparisons", "One row a statement of rank without a number: who is said to be ahead of whom, in what.", (
        _text("comparison", "a stable id, made as a claim's", True), *PLACE, *SENTENCE,
        _text("ahead", "who is ahead"), _text("behind", "who is behind; empty for all others"),
        _text("measure", "in what"), _text("scope", "in which market or place, as written"), STATUS,
        *PERIOD, *PUBLISHED, *WHEN, REVIEWED), "comparison", (SPAN_RULE, PERIOD_RULE, WHEN_RULE)),
    Frame("events", "One row a clause that says what happened, and its date.", (
        _text("event", "a stable id, made as a claim's", True), *PLACE, *SENTENCE,
        _text("date_text", "the date as written"), *_span("date", "the date, as written"),
        _text("precision", "how fine the date is: day, month, quarter, year, ..."),
        _text("bound", "in (within the dates), by (date_end at the latest), since (date_start)", True, labels.BOUNDS),
        _text("action", "the class of the verb, from the vocabulary", True),
        _text("entity", "who does it, or whom it is told of"), _text("family", "the group that it belongs to"),
        _text("entities", "the names in the clause, joined by '; '"), *PUBLISHED, *WHEN, DISPUTED, REVIEWED),
        "event", (SPAN_RULE, _ascending("date_start", "date_end"), WHEN_RULE)),
    Frame("conflicts", "Pairs of statements about the same thing that cannot both hold, computed.", (
        _text("conflict", "a stable id: those of the two sides", True),
        _text("kind", "what the sides are", True, ("claim", "event")),
        _text("left", "the id of the earlier mention", True),
        _text("right", "the id of the other; empty if a date points to nothing"),
        _flag("between", "true where two articles disagree, false within one"),
        _text("entity", "whom or what it is about"), _text("metric", "what is measured, or what was done"),
        _text("field", "what the two differ in", True),
        _text("strength", "whether both holding is excluded, or only hard to believe", True),
        _text("says", "the conflict in one sentence", True),
        _text("left_for", "what speaks for the left side"), _text("right_for", "what speaks for the right side"),
        _text("settled", "the side that a decision in review.csv takes", allowed=("left", "right"))), "conflict"),
    Frame("conflict_sides", "Which statements stand on which side of a conflict: the long table between the two.", (
        _text("conflict", "the id of the conflict", True), _text("kind", "what the sides are", True, ("claim", "event")),
        _text("side", "on which side it stands", True, ("left", "right")),
        _text("statement", "the id of a claim or an event", True)), ""),
    Frame("codings", "One row a passage that a person read: what is no number (docs/codebook.md).", (
        _text("coding", "an id", True), SOURCE, *PLACE[2:],
        _text("code", "what the passage tells of", True, labels.CODES),
        _text("entity", "whom it is told of"), _text("gist", "the passage in a few plain words", True)),
        "coding", (SPAN_RULE,)),
    Frame("entities", "The names in the frames, and those above them.", (
        _text("name", "the name as the frames use it", True), _text("kind", "company, model, chip, ..."),
        _text("parent", "the name above it"), _text("family", "the topmost name above it", True),
        _text("aliases", "its other names, joined by '; '")), "name"),
    Frame("sources", "The articles, with what is known of each; unknown stays empty.", (
        _text("source", "the article's file name", True), _text("key", "its short name, with which ids begin", True),
        _text("title", "its title"), _text("publisher", "its publisher"),
        Column("published", "date", "the day it was published"),
        _text("published_note", "what is known of the date beside it"),
        _text("date_known_from", "how the date is known"),
        *_span("own", "the days that it can be of, by its date or its own words"),
        _text("kind", "what kind of text it is", allowed=labels.SOURCE_KINDS),
        _text("derived_from", "the text that it is a digest or a retelling of"),
        _text("named_source", "whom it names as its source"),
        _text("origin", "what it goes back to: `derived_from`, or itself", True),
        _text("notice", "what a reader should know of it"), _text("rights", "whose it is"),
        _text("sha256", "the SHA-256 of the file's bytes", True), _count("bytes", "the file's size", "bytes"),
        _count("characters", "the text's length; offsets count in these", "characters")), "source"),
    Frame("paragraphs", "The articles' own words, to show a quote in its paragraph; they belong to their publishers.", (
        SOURCE, _count("start", "where the paragraph begins", "characters from 0"),
        _count("end", "where it ends", "characters"), _text("text", "the paragraph (a line of the article)", True)),
        "", (SPAN_RULE,)),
)}  # fmt: skip
READ = ("claims", "investments", "events", "comparisons")  # the frames that come from the reader


def spec(name: str) -> Frame:
    if name not in FRAMES:
        raise DatakitError(f"There is no frame {name!r}; the frames are {', '.join(FRAMES)}.")
    return FRAMES[name]
