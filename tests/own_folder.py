"""A folder of one's own for tests: one short made-up article, and what it is read as."""

from __future__ import annotations

import tempfile
from pathlib import Path

from datakit import own

ARTICLE = (
    "Fjord Wind <b>built</b> 40 turbines in 2023. It plans to spend over $300 million in 2025, said its head.\n\n"
    "Fjord Wind employs 900 people. A third of its staff works at sea | in *storms*.\n"
)


def folder(place: Path, text: str = ARTICLE) -> Path:
    """`place`/mine with the article in it."""
    made = place / "mine"
    made.mkdir(parents=True)
    (made / "story.txt").write_text(text, encoding="utf-8", newline="")
    return made


def own_article(place: Path | None = None) -> own.Own:
    """The article, brought; by default from a folder for this test run."""
    place = place or Path(tempfile.mkdtemp())
    return own.bring(folder(place), place / "out")
