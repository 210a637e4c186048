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
from datetime import date, datetime
from pathlib import Path
from typing import Any, NamedTuple

from datakit.errors import DatakitError, shown, warn

MANIFEST = "sources.toml"
FIELDS = ("title", "publisher", "published", "published_note", "date_known_from", "rights")
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
    title: str | None
    publisher: str | None
    facts: dict[str, Any]


class Unreadable(Exception):
    """Why a file is not an article: the rest of a sentence that begins with its name."""


def listing(folder: str | Path) -> list[Entry]:
    """The folder's `.txt` files in the order of their names; hidden ones are left out.

    DatakitError if the folder is missing or holds none, or does not hold what its manifest lists.
    """
    folder = Path(folder)
    try:
        names = sorted(n for n in os.listdir(folder) if n.endswith(".txt") and not n.startswith("."))
    except OSError as error:
        raise DatakitError(f"The folder {folder} cannot be read ({error.strerror}); give --seeds a folder.") from None
    listed = manifest(folder)
    if listed is not None:
        _in_step(folder, names, listed)
    if not names:
        raise DatakitError(f"{folder} holds no .txt file; put the articles there, or give another --seeds.")
    return [Entry(n, os.path.join(folder, n), _size(folder / n), None if listed is None else listed[n]) for n in names]


def manifest(folder: Path) -> dict[str, dict[str, Any]] | None:
    """What `sources.toml` says of each file; None if there is none."""
    path = folder / MANIFEST
    if not path.exists():
        return None
    try:
        rows = tomllib.loads(path.read_text(encoding="utf-8")).get("source", [])
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise DatakitError(f"{path} cannot be read: {error}") from None
    listed: dict[str, dict[str, Any]] = {}
    for number, row in enumerate(rows, 1):
        problem = _row_problem(row)
        if not problem and row["file"] in listed:
            problem = "is there twice"
        if problem:
            name = row.get("file", f"entry {number}") if isinstance(row, dict) else f"entry {number}"
            raise DatakitError(f"{path}: {name} {problem}.")
        listed[row["file"]] = row
    return listed


def _row_problem(row: Any) -> str | None:
    if not isinstance(row, dict) or not isinstance(row.get("file"), str):
        return "has no `file`"
    if not re.fullmatch("[0-9a-f]{64}", str(row.get("sha256"))):
        return "needs a `sha256` of 64 hexadecimal digits"
    if unknown := set(row) - {*FIELDS, "file", "sha256"}:
        return f"has an unknown field `{min(unknown)}`; the fields are {', '.join(FIELDS)}"
    if not isinstance(row.get("published", date.min), date) or isinstance(row.get("published"), datetime):
        return "needs `published` as a date without quotes (2025-06-23), or left out if unknown"
    texts = (row.get(f, "") for f in FIELDS if f != "published")
    return None if all(isinstance(t, str) for t in texts) else "has a field that is not text"


def _in_step(folder: Path, names: list[str], listed: dict[str, Any]) -> None:
    if missing := sorted(set(listed) - set(names)):
        raise DatakitError(f"{folder / missing[0]} is listed in {MANIFEST} but is not there.")
    if extra := sorted(set(names) - set(listed)):
        raise DatakitError(
            f"{folder / extra[0]} is not listed in {MANIFEST}: add a [[source]] for it "
            f'(file = "{extra[0]}", sha256 = "{_sha256(folder / extra[0])}").'
        )


def _sha256(path: Path) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else "..."
    except OSError:
        return "..."


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


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
    try:
        return open_article(entry), None
    except Unreadable as why:
        if entry.listed is not None:
            raise DatakitError(f"{entry.path} {why}.") from None
        return None, f"{entry.path} {why}; skipped."


def open_article(entry: Entry) -> Article:
    """Read and check one file. Raises Unreadable."""
    data = _bytes(entry)
    digest = hashlib.sha256(data).hexdigest()
    listed = entry.listed or {}
    if entry.listed is not None and digest != listed["sha256"]:
        raise Unreadable(f"is not the file that {MANIFEST} lists: its SHA-256 is {digest}")
    text = _text(data)
    facts = {f: listed.get(f) for f in FIELDS}
    facts |= {"sha256": digest, "bytes": len(data), "characters": len(text)}
    return Article(entry.source, text, listed.get("published"), listed.get("title"), listed.get("publisher"), facts)


def _bytes(entry: Entry) -> bytes:
    """The file's bytes, read only if it is a plain file of a fair size that lies in its folder."""
    if shown(entry.source) != entry.source:
        raise Unreadable("has a name with control characters or wrong encoding")
    try:
        real = os.path.realpath(entry.path, strict=True)
        home = os.path.realpath(os.path.dirname(entry.path) or ".")
        mode = os.stat(real)
        if os.path.commonpath([home, real]) != home:
            raise Unreadable("is a link that leads out of the folder")
        if stat.S_ISDIR(mode.st_mode):
            raise Unreadable("is a folder")
        if not stat.S_ISREG(mode.st_mode):  # a pipe or a device could be read for ever
            raise Unreadable("is not a plain file")
        if mode.st_size > MOST_BYTES:
            raise Unreadable(f"is larger than {MOST_BYTES // 1_000_000} MB")
        with open(real, "rb") as file:
            return file.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:
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
