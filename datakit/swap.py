"""Folders that are written whole or not at all: built beside their place, then renamed into it.

A rename is all or nothing, but a folder that exists cannot be renamed over, so there are two: the old folder
to `.NAME.old.PID`, then the new one into its place. Killed in between, the old one is put back by whoever
comes next.
"""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from datakit.errors import DatakitError, WorkFailed

DAY = 86_400  # seconds
IGNORED = {".DS_Store", ".ipynb_checkpoints", "Thumbs.db"}
TRIES = 50


def mend(folder: Path) -> Path:
    """The folder itself; put back first if a write was killed between its two renames."""
    folder = Path(os.path.realpath(folder))
    if not folder.exists():
        old = sorted(folder.parent.glob(f".{folder.name}.old.*"), key=lambda p: p.stat().st_mtime)
        if old:
            os.rename(old[-1], folder)
    return folder


def guard(folder: Path, ours: Iterable[str]) -> None:
    """DatakitError unless `folder` is missing, empty, or holds nothing but files named in `ours`."""
    if not folder.exists():
        return
    if not folder.is_dir():
        raise DatakitError(f"{folder} is a file; give a folder to write to.")
    if others := sorted(p.name for p in folder.iterdir() if p.name not in {*ours, *IGNORED}):
        raise DatakitError(
            f"{folder} holds {others[0]}, which this command did not write and would delete; "
            "move it away or give another folder."
        )


@contextmanager
def rewritten(folder: Path, ours: Iterable[str]) -> Iterator[Path]:
    """A new empty folder beside `folder`, which takes its place when the block ends without an error.

    `ours` as in `guard`. Whatever stops the block, the old folder stays as it was and the new one is removed.
    """
    folder = mend(folder)
    guard(folder, ours)
    folder.parent.mkdir(parents=True, exist_ok=True)
    _sweep(folder)
    new = folder.with_name(f".{folder.name}.new.{os.getpid()}")
    new.mkdir()
    try:
        yield new
        _swap(new, folder)
    finally:
        shutil.rmtree(new, ignore_errors=True)


def _swap(new: Path, folder: Path) -> None:
    old = folder.with_name(f".{folder.name}.old.{os.getpid()}")
    for _ in range(TRIES):  # another process may mend or write the same folder between the two renames
        try:
            if folder.exists():
                os.rename(folder, old)
            os.rename(new, folder)
        except OSError:
            if folder.exists():
                shutil.rmtree(old, ignore_errors=True)
            time.sleep(0.05)
        else:
            shutil.rmtree(old, ignore_errors=True)
            return
    mend(folder)
    raise WorkFailed(f"{folder} could not be replaced: another program keeps it open or writes it; try again.")


def _sweep(folder: Path) -> None:
    """Remove what killed writes of this folder left behind."""
    for left in [*folder.parent.glob(f".{folder.name}.new.*"), *folder.parent.glob(f".{folder.name}.old.*")]:
        if not _alive(left):
            shutil.rmtree(left, ignore_errors=True)


def _alive(left: Path) -> bool:
    """Whether the process that made the folder may still be at work on it."""
    number = left.name.rpartition(".")[2]
    if os.name != "posix" or not number.isdigit():  # elsewhere asking would end the process
        return time.time() - left.stat().st_mtime < DAY
    try:
        os.kill(int(number), 0)
    except ProcessLookupError:
        return False
    except (PermissionError, OverflowError):
        return True
    return int(number) != os.getpid()
