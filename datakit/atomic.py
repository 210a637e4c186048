"""Folders and files that are written whole or not at all: built beside their place, then renamed into it.

A rename is all or nothing, but a folder that exists cannot be renamed over, so there are two: the old folder
to `.NAME.old.PID`, then the new one into its place. Killed in between, the old one is put back by whoever
comes next. What a process that is gone has left is removed by the next write.
"""

from __future__ import annotations

import glob
import os
import shutil
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from datakit.errors import DatakitError, WorkFailed

DAY = 86_400  # seconds
IGNORED = {".DS_Store", ".ipynb_checkpoints", "Thumbs.db"}
TRIES = 50


def mend(folder: Path) -> Path:
    """The folder itself; put back first if a write was killed between its two renames."""
    folder = Path(os.path.realpath(folder))
    if not folder.exists() and (old := _left(folder, "old")):
        os.rename(max(old, key=lambda p: p.stat().st_mtime), folder)
    return folder


def guard(folder: Path, ours: Iterable[str], mark: str) -> None:
    """DatakitError unless `folder` is missing, empty, or holds `mark` and nothing but files named in `ours`."""
    if not folder.exists():
        return
    if not folder.is_dir():
        raise DatakitError(f"{folder} is a file; give a folder to write to.")
    held = {p.name for p in folder.iterdir()} - IGNORED
    if others := sorted(held - {*ours} or (held if mark not in held else ())):
        why = "which this command did not write and would delete; move it away or give another folder"
        raise DatakitError(f"{folder} holds {others[0]}, {why}.")


@contextmanager
def rewritten(folder: Path, ours: Iterable[str], mark: str) -> Iterator[Path]:
    """A new empty folder beside `folder`, which takes its place when the block ends without an error.

    `ours` and `mark` as in `guard`. Whatever stops the block, the old folder stays as it was and the new one is removed.
    """
    folder = mend(folder)
    guard(folder, ours, mark)
    folder.parent.mkdir(parents=True, exist_ok=True)
    for left in _left(folder, "new") + _left(folder, "old"):
        if not _in_use(left):
            shutil.rmtree(left, ignore_errors=True)
    new, old = (folder.with_name(f".{folder.name}.{kind}.{os.getpid()}") for kind in ("new", "old"))
    new.mkdir()
    try:
        yield new
        _swap(new, folder, old)
    finally:
        shutil.rmtree(new, ignore_errors=True)


def put(path: Path, data: bytes) -> None:
    """Write one file whole, over an old one of that name. WorkFailed if it cannot be; the old one then stays."""
    beside = path.with_name(f".{path.name}.new.{os.getpid()}")
    try:
        if path.exists() and not os.access(path, os.W_OK):  # a rename would go over a file that may only be read
            raise PermissionError(None, "it may only be read")
        beside.write_bytes(data)
        os.replace(beside, path)
    except OSError as error:
        with suppress(OSError):
            beside.unlink(missing_ok=True)
        raise WorkFailed(f"{path} cannot be written ({error.strerror}); nothing was changed.") from None


def _swap(new: Path, folder: Path, old: Path) -> None:
    for _ in range(TRIES):  # another process may mend or write the same folder between the two renames
        try:
            if folder.exists():
                os.rename(folder, old)
            os.rename(new, folder)
            return
        except OSError:
            time.sleep(0.05)
        finally:
            if folder.exists():
                shutil.rmtree(old, ignore_errors=True)
    mend(folder)
    raise WorkFailed(f"{folder} could not be replaced: another program keeps it open or writes it; try again.")


def _left(folder: Path, kind: str) -> list[Path]:
    """What writes of `folder` have left beside it, or are at work on: `.NAME.KIND.PID`."""
    found = folder.parent.glob(f".{glob.escape(folder.name)}.{kind}.*")
    return [path for path in found if path.suffix[1:].isdecimal()]


def _in_use(left: Path) -> bool:
    """Whether the process that made the folder may still be at work on it; one of this process's number is old."""
    number = int(left.suffix[1:])
    if os.name != "posix":  # elsewhere asking would end the process
        return time.time() - left.stat().st_mtime < DAY
    with suppress(ProcessLookupError, OverflowError):
        with suppress(PermissionError):  # it is there, and another person's
            os.kill(number, 0)
        return number != os.getpid()
    return False
