"""A reader's own folder of articles: built into frames beside the course's, with the bare reading to review.

Whatever is wrong with the folder becomes one sentence, so that a notebook can say it and go on.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from datakit import build, corpus
from datakit.errors import DatakitError
from datakit.frames import FRAMES, Frames, frame, load
from datakit.reading import Vocabulary


class Own(Frames):
    """The frames of a folder, all empty if it could not be read.

    `folder` is the path as given. `problem` is one sentence, or '' if there is at least one claim. `readings`
    maps each article to its text and its bare reading, before any decision of a person.
    """

    folder: Path
    problem: str
    readings: dict[str, tuple[str, dict[str, list[dict[str, Any]]]]]


def bring(folder: str | Path, out: str | Path = "../build/own") -> Own:
    """Read the folder as it is now and build its frames in `out`, under the folder's name. Raises nothing for it."""
    own = Own({name: frame([], name) for name in FRAMES})
    own.folder, own.readings, own.problem = Path(folder), {}, ""
    again, place = "Put it right, then run all cells again.", Path(out) / (own.folder.resolve().name or "article")
    try:
        vocabulary = Vocabulary.load(None)
        for entry in corpus.listing(own.folder):
            article, _ = corpus.attempt(entry)
            if article:
                own.readings[entry.source] = article.text, build.reading(article, vocabulary, [])
        build.build(own.folder, place)
        own.update(load(place))
    except DatakitError as error:
        own.problem = f"{error} {again}"
    except OSError as error:
        own.problem = f"{error.filename or place} cannot be used ({error.strerror}). {again}"
    else:
        if own.claims.empty:
            own.problem = (
                f"No number is read in the folder {own.folder}: add what was missed in the Review panel, or put an "
                "article with amounts, counts or shares there, then run all cells again."
            )
    return own
