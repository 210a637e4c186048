"""A reader's own folder of articles: built into frames beside the course's, with the bare reading to review."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from datakit import build, corpus
from datakit.errors import DatakitError
from datakit.frames import Frames, load
from datakit.reading import Vocabulary


class Own(Frames):
    """The frames of a folder.

    `folder` is where the articles are; `readings` holds of each article its text and what was read in it, before any
    decision.
    """

    folder: Path
    readings: dict[str, tuple[str, dict[str, list[dict[str, Any]]]]]


def bring(folder: str | Path, out: str | Path = "../build/own") -> Own:
    """Read the folder as it is now and build its frames in `out`, under the folder's name.

    DatakitError says in one sentence what is wrong with the folder, or with a file in it.
    """
    folder, known = Path(folder), Vocabulary.load(build.laid_over(folder))
    attempts = [build.attempt(entry, known) for entry in corpus.listing(folder)]
    articles = [article for article, _ in attempts if article]
    if not articles:
        raise DatakitError(f"{attempts[0][1].removesuffix('; skipped.')}. An article is plain text in UTF-8.")
    place = Path(out) / (folder.resolve().name or "article")
    try:
        build.build(folder, place)
    except OSError as error:
        raise DatakitError(f"{error.filename or place} cannot be used ({error.strerror}).") from None
    own = Own(load(place))
    own.folder = folder
    own.readings = {article.source: (article.text, build.reading(article, known, [])) for article in articles}
    if own.claims.empty:
        raise DatakitError(f"No number is read in {folder}: put an article with amounts, counts or shares there.")
    return own
