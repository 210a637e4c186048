"""A folder of articles as a stream: UTF-8 `.txt` files, with or without a manifest (`sources.toml`).

With a manifest every file must be as it says, and anything else is an error. Without one, a file that is not
an article is skipped with a warning, and the others are still read. Offsets count the characters of the
decoded text: line ends are left as they are, and a byte order mark is a character.

The manifest is a list of tables, in which only `file` and `sha256` must be given:

    [[source]]
    file = "000_example.txt"
    title = "..."
    publisher = "..."
    published = 2025-06-23          # left out if unknown
    published_note = "print issue 24 of 27 June 2025"
    date_known_from = "the publisher's address"
    rights = "..."
    sha256 = "..."
"""

from __future__ import annotations

import hashlib
import os
import re
import stat
import tomllib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from datakit.errors import DatakitError, shown, warn

MANIFEST = "sources.toml"
FIELDS = ("title", "publisher", "published", "published_note", "date_known_from", "rights")
NAME = r"(?s)[^.].*\.txt"
MOST_BYTES = 100_000_000
LONGEST_LINE = 1_000_000  # characters; nothing that people read has such a line
CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f]")


class Entry(NamedTuple):
    """A file of the folder: name, path, bytes, and what the manifest says of it (None without one)."""

    source: str
    path: str
    size: int
    listed: dict[str, Any] | None


class Article(NamedTuple):
    """One article. `facts` holds the manifest's fields, and the file's sha256, bytes and characters."""

    source: str
    text: str
    published: date | None
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
        raise DatakitError(f"The folder {folder} cannot be read ({error.strerror}); give --seeds a folder.") from None
    listed = manifest(folder)
    if listed is not None:
        _in_step(folder, set(sizes), set(listed))
    if not sizes:
        raise DatakitError(f"{folder} holds no .txt file; put the articles there, or give another --seeds.")
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
    for number, row in enumerate(rows, 1):
        if problem := _row_problem(row) or ("is there twice" if row["file"] in listed else None):
            raise DatakitError(f"{path}: {row.get('file', f'entry {number}')} {problem}.")
        listed[row["file"]] = row
    return listed


def _row_problem(row: dict[str, Any]) -> str | None:
    if not isinstance(row.get("file"), str):
        return "has no `file`"
    if not re.fullmatch("[0-9a-f]{64}", str(row.get("sha256"))):
        return "needs a `sha256` of 64 hexadecimal digits"
    if unknown := set(row) - {*FIELDS, "file", "sha256"}:
        return f"has an unknown field `{min(unknown)}`; the fields are {', '.join(FIELDS)}"
    if type(row.get("published", date.min)) is not date:  # a day with a time is a date to isinstance
        return "needs `published` as a date without quotes (2025-06-23), or left out if unknown"
    texts = (row.get(f, "") for f in FIELDS if f != "published")
    return None if all(isinstance(t, str) for t in texts) else "has a field that is not text"


def _in_step(folder: Path, names: set[str], listed: set[str]) -> None:
    if missing := listed - names:
        raise DatakitError(f"{folder / min(missing)} is listed in {MANIFEST} but is not there.")
    if extra := names - listed:
        path = folder / min(extra)
        digest = hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else "..."
        raise DatakitError(
            f'{path} is not listed in {MANIFEST}: add a [[source]] for it (file = "{path.name}", sha256 = "{digest}").'
        )


def articles(folder: str | Path) -> Iterator[Article]:
    """The folder's articles, one at a time. A file that is none is skipped with a warning (see `attempt`)."""
    for entry in listing(folder):
        article, warning = attempt(entry)
        if warning:
            warn(warning)
        if article:
            yield article


def attempt(entry: Entry) -> tuple[Article | None, str | None]:
    """The article, or a warning why the file is skipped. DatakitError if a manifest lists the file."""
    listed = entry.listed or {}
    try:
        data = _bytes(entry)
        digest = hashlib.sha256(data).hexdigest()
        if listed and digest != listed["sha256"]:
            raise Unreadable(f"is not the file that {MANIFEST} lists: its SHA-256 is {digest}")
        text = _text(data)
    except Unreadable as why:
        if listed:
            raise DatakitError(f"{entry.path} {why}.") from None
        return None, f"{entry.path} {why}; skipped."
    facts = {f: listed.get(f) for f in FIELDS}
    facts |= {"sha256": digest, "bytes": len(data), "characters": len(text)}
    return Article(entry.source, text, listed.get("published"), facts), None


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
        raise Unreadable(f"is not UTF-8 (byte 0x{data[error.start]:02x} at {error.start})") from None
    if not text.strip("\ufeff \t\r\n\v\f"):
        raise Unreadable("is empty")
    if found := CONTROL.search(text):
        raise Unreadable(f"holds the control character U+{ord(found[0]):04X} at {found.start()}")
    if max(map(len, text.split("\n"))) > LONGEST_LINE:
        raise Unreadable(f"holds a line of more than {LONGEST_LINE:,} characters")
    return text
