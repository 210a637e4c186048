"""A folder of articles as a stream: UTF-8 `.txt` files, with or without a manifest (`sources.toml`).

With a manifest every file must be as it says, and anything else is an error. Without one, a file that is not
an article is skipped with a warning, and the others are still read. Offsets count the characters of the
decoded text: line ends are left as they are, and a byte order mark is a character.

The manifest is a list of tables, in which only `file` must be given; where `sha256` is given, the file must be that one:

    [[source]]
    file = "000_example.txt"
    key = "example"                 # begins the ids of its claims; without it the file's name does, up to its ending
    title = "..."
    publisher = "..."
    published = 2025-06-23          # left out if unknown
    year = 2025                     # the year it was written in, where that is all that is known
    published_note = "print issue 24 of 27 June 2025"
    date_known_from = "the publisher's address"
    kind = "digest"                 # article, digest or retelling
    derived_from = "weekly-24"      # what it retells, by its key or in words: texts from one origin confirm nothing
    named_source = "Bloomberg"      # whom it names as its source
    notice = "..."                  # what a reader should know of it
    rights = "..."
    sha256 = "..."
"""

from __future__ import annotations

import hashlib
import os
import re
import stat
import tomllib
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from datakit.errors import DatakitError, shown
from datakit.labels import SOURCE_KINDS

MANIFEST = "sources.toml"
TEXTS = ("title", "publisher", "published_note", "date_known_from", "derived_from", "named_source", "notice", "rights")
FIELDS = ("key", *TEXTS, "published", "year", "kind")
YEARS = range(1990, 2050)
NAME = r"(?s)[^.].*\.txt"
MOST_BYTES = 100_000_000
LONGEST_LINE = 1_000_000  # characters; nothing that people read has such a line
DOCUMENTS = (b"PK", b"%PDF", b"\xd0\xcf")  # how Word's files, old ones too, OpenDocument's and PDF begin
CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f]")


class Entry(NamedTuple):
    """A file of the folder: name, path, bytes, and what the manifest says of it (None without one)."""

    source: str
    path: str
    size: int
    listed: dict[str, Any] | None


class Article(NamedTuple):
    """One article. `facts` holds the manifest's fields, its origin, and the file's sha256, bytes and characters."""

    source: str
    text: str
    facts: dict[str, Any]


class Unreadable(Exception):
    """Why a file is not an article: the rest of a sentence that begins with its name."""


def listing(folder: str | Path) -> list[Entry]:
    """The folder's `.txt` files in the order of their names; hidden ones are left out.

    DatakitError if the folder is missing or holds none, or does not hold what its manifest lists.
    """
    folder = Path(folder)
    try:
        with os.scandir(folder) as found:
            sizes = {f.name: f.stat(follow_symlinks=False).st_size for f in found if re.fullmatch(NAME, f.name)}
    except OSError as error:
        raise DatakitError(f"The folder {folder} cannot be read ({error.strerror}); name one of articles.") from None
    listed = manifest(folder)
    if listed is not None:
        _in_step(folder, set(sizes), set(listed))
    if not sizes:
        raise DatakitError(f"The folder {folder} holds no article: save one in it as UTF-8 text, with a name in .txt.")
    return [Entry(n, os.path.join(folder, n), sizes[n], listed and listed[n]) for n in sorted(sizes)]


def manifest(folder: Path) -> dict[str, dict[str, Any]] | None:
    """What `sources.toml` says of each file; None if there is none."""
    path = folder / MANIFEST
    if not path.exists():
        return None
    try:
        rows = tomllib.loads(path.read_text(encoding="utf-8")).get("source", [])
        rows = [row if isinstance(row, dict) else {} for row in rows]
    except (OSError, ValueError, TypeError) as error:
        raise DatakitError(f"{path} cannot be read: {error}") from None
    listed: dict[str, dict[str, Any]] = {}
    keys: set[str] = set()
    for number, row in enumerate(rows, 1):
        if not (problem := _row_problem(row)):
            key = article_key(row["file"], row)
            problem = "is there twice" if row["file"] in listed else f"has the `key` of another, {key}" * (key in keys)
        if problem:
            raise DatakitError(f"{path}: {row.get('file', f'entry {number}')} {problem}.")
        listed[row["file"]] = row
        keys.add(key)
    return listed


def article_key(source: str, listed: Mapping[str, Any] | None) -> str:
    """What the ids of an article's claims begin with: its `key` in the manifest, or its file name without `.txt`."""
    return (listed or {}).get("key") or source.removesuffix(".txt")


def _row_problem(row: Mapping[str, Any]) -> str | None:
    """The first thing that is wrong with an entry of the manifest by itself."""
    unknown = min(set(row) - {*FIELDS, "file", "sha256"}, default="")
    asked = {
        "has no `file`": isinstance(row.get("file"), str),
        "needs a `sha256` of 64 hexadecimal digits": re.fullmatch("[0-9a-f]{64}", str(row.get("sha256", "0" * 64))),
        f"has an unknown field `{unknown}`; the fields are {', '.join(FIELDS)}": not unknown,
        "needs a `key` of letters, digits, _ and -": re.fullmatch(r"[A-Za-z0-9_-]+", str(row.get("key", "x"))),
        "needs `published` as a date without quotes (2025-06-23), or left out if unknown":
            type(row.get("published", date.min)) is date,  # a day with a time is a date to isinstance
        f"needs `year` as a number from {YEARS[0]} to {YEARS[-1]}":
            type(row.get("year", YEARS[0])) is int and row.get("year", YEARS[0]) in YEARS,
        f"needs a `kind` that is one of {', '.join(SOURCE_KINDS)}": row.get("kind", "article") in SOURCE_KINDS,
        "has a field that is not text": all(isinstance(row.get(f, ""), str) for f in ("key", *TEXTS)),
    }  # fmt: skip
    return next((problem for problem, holds in asked.items() if not holds), None)


def _in_step(folder: Path, names: set[str], listed: set[str]) -> None:
    if missing := listed - names:
        raise DatakitError(f"{folder / min(missing)} is listed in {MANIFEST} but is not there.")
    if extra := names - listed:
        path = folder / min(extra)
        digest = hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else "..."
        raise DatakitError(
            f'{path} is not listed in {MANIFEST}: add a [[source]] for it (file = "{path.name}", sha256 = "{digest}").'
        )


def attempt(entry: Entry) -> tuple[Article | None, str | None]:
    """The article, or a warning why the file is skipped. DatakitError if a manifest lists the file."""
    listed = entry.listed or {}
    try:
        data = _bytes(entry)
        digest = hashlib.sha256(data).hexdigest()
        if digest != listed.get("sha256", digest):
            raise Unreadable(f"is not the file that {MANIFEST} lists: its SHA-256 is {digest}")
        text = _text(data)
    except Unreadable as why:
        if listed:
            raise DatakitError(f"{entry.path} {why}.") from None
        return None, f"{entry.path} {why}; skipped."
    key = article_key(entry.source, listed)
    facts = {f: listed.get(f) for f in FIELDS} | {"key": key, "origin": listed.get("derived_from") or key}
    facts |= {"sha256": digest, "bytes": len(data), "characters": len(text)}
    return Article(entry.source, text, facts), None


def _bytes(entry: Entry) -> bytes:
    """The file's bytes, read only if it is a plain file of a fair size that lies in its folder."""
    if shown(entry.source) != entry.source:
        raise Unreadable("has a name with control characters or wrong encoding")
    try:
        real = Path(entry.path).resolve(strict=True)
        mode = os.stat(real)
        if not real.is_relative_to(Path(entry.path).parent.resolve()):
            raise Unreadable("is a link that leads out of the folder")
        if not stat.S_ISREG(mode.st_mode):  # a pipe or a device could be read for ever
            raise Unreadable("is a folder" if stat.S_ISDIR(mode.st_mode) else "is not a plain file")
        if mode.st_size > MOST_BYTES:
            raise Unreadable(f"is larger than {MOST_BYTES // 1_000_000} MB")
        with open(real, "rb") as file:
            return file.read(MOST_BYTES + 1)
    except (OSError, RuntimeError) as error:  # RuntimeError: links in a circle, before Python 3.13
        raise Unreadable(f"cannot be read ({getattr(error, 'strerror', None) or error})") from None


def _text(data: bytes) -> str:
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        if data.startswith(DOCUMENTS):
            raise Unreadable(
                "is no plain text but a document under another name: open it in its program and save it as text"
            ) from None
        raise Unreadable(f"is not UTF-8 (byte 0x{data[error.start]:02x} at {error.start})") from None
    if not text.strip("\ufeff \t\r\n\v\f"):
        raise Unreadable("is empty")
    if found := CONTROL.search(text):
        raise Unreadable(f"holds the control character U+{ord(found[0]):04X} at {found.start()}")
    if max(map(len, text.split("\n"))) > LONGEST_LINE:
        raise Unreadable(f"holds a line of more than {LONGEST_LINE:,} characters")
    return text
