"""An English news text -> rows: numbers as claims, deals, dated events, comparisons. No model, no network, no hint about the file.

The way of a text, each step a function of what stands before it:

   text -> document (paragraphs, headings, sections, the day that dates count from)
   for each sentence: numbers, dates, names -> a scene; scene -> claims -> deals -> events -> comparisons
   what one sentence leaves for the next: `state.Context`
"""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from datakit.reading import claims, comparisons, deals, events
from datakit.reading.document import Document
from datakit.reading.scene import Scene
from datakit.reading.state import Context
from datakit.reading.vocabulary import Vocabulary

__all__ = ["Reading", "Vocabulary", "published", "read"]

Rows = list[dict[str, Any]]


class Reading(NamedTuple):
    """What was read, as plain rows in the order of the text; unknown is None, dates are ISO strings."""

    claims: Rows
    investments: Rows
    events: Rows
    comparisons: Rows


def read(text: str, vocabulary: Vocabulary | None = None, published: date | None = None) -> Reading:
    """Read one article.

    `text` is the article, `published` its day of publication (dates without a year count from it; without it, from
    the article's own dateline or the years it names). Every row has `start` and `end`, offsets into `text`, and for
    every claim `text[start:end] == quote`. Never raises on any text; takes time in proportion to its length.
    """
    vocabulary = vocabulary or Vocabulary.load()
    document = Document(text, vocabulary, published)
    context = Context(document.anchor, document.country)
    reading = Reading([], [], [], [])
    for paragraph in document.paragraphs:
        context.enter(paragraph)
        for sentence in paragraph.sentences:
            scene = Scene(document, paragraph, sentence, context)
            context.meet(scene)
            found = _read_scene(scene, vocabulary)
            measured = [vocabulary.metrics[c["metric"]] for c in found.claims if c["metric"] in vocabulary.metrics]
            context.after(scene, measured, bool(found.claims), deals.carried(scene, found.investments))
            for rows, new in zip(reading, found, strict=True):
                rows.extend(new)
    return reading


def published(text: str, vocabulary: Vocabulary | None = None) -> date | None:
    """The day in the article's own dateline, byline or page stamp; None where it has none. Far cheaper than `read`."""
    return Document(text, vocabulary or Vocabulary.load()).own_day


def _read_scene(scene: Scene, vocabulary: Vocabulary) -> Reading:
    """The annotators in their order: a deal looks at the claims before it, and says what its own sums are."""
    told = claims.read(scene, vocabulary) if scene.numbers or scene.cues else []
    given = deals.read(scene, vocabulary, told) if len(scene.words) > 3 else []
    told = deals.sums(told, given)
    return Reading(told, given, events.read(scene), comparisons.read(scene, vocabulary))
