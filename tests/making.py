"""Frames of made-up articles, for tests: written to a folder, built, loaded."""

from __future__ import annotations

import hashlib
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

from datakit import build
from datakit.frames import Frames, load

ROOT = Path(__file__).parents[1]
SEEDS, ARTICLES = ROOT / "seeds", ROOT / "tests" / "articles"


def folder(place: Path, texts: dict[str, str], **facts: dict[str, Any]) -> Path:
    """A new folder of articles; `facts` gives what a manifest says of them, by name (no manifest if none is given)."""
    place.mkdir(parents=True)
    listed = []
    for name, text in texts.items():
        (place / f"{name}.txt").write_bytes(text.encode())
        entry = {"file": f"{name}.txt", "sha256": hashlib.sha256(text.encode()).hexdigest(), **facts.get(name, {})}
        listed += ["[[source]]", *(f"{k} = {v if isinstance(v, date | int) else repr(v)}" for k, v in entry.items())]
    if facts:
        (place / "sources.toml").write_text("\n".join(listed), encoding="utf-8")
    return place


def frames_of(place: Path, texts: dict[str, str], words: str = "", **facts: dict[str, Any]) -> Frames:
    """The frames of such articles, with `words` laid over the vocabulary."""
    own = place / "words.toml"
    seeds = folder(place / "seeds", texts, **facts)
    own.write_text(words, encoding="utf-8")
    return load(build.build(seeds, place / "frames", vocabulary=own, jobs=1).folder)


def frames_of_set(letter: str, place: Path) -> Frames:
    """The frames of one labelled set of articles in other publishers' styles."""
    known = tomllib.loads((ARTICLES / f"{letter}_sources.toml").read_text(encoding="utf-8"))
    texts = {name.removesuffix(".txt"): (ARTICLES / name).read_bytes().decode() for name in known}
    days = {
        name.removesuffix(".txt"): {k: v for k, v in row.items() if k == "published"} for name, row in known.items()
    }
    return frames_of(place, texts, **days)
