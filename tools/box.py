"""A box: a process of its own for code that nobody has read, with limits, and one pipe out of it.

Where bubblewrap is installed (Linux; Debian and Ubuntu: apt install bubblewrap), the process sees the Python that runs
it, datakit, and its own folder, in memory, and no network. Elsewhere it runs in a folder that is removed afterwards, and
can read what whoever runs this can read. Started by root, it runs as a user of its own in both cases.
"""

from __future__ import annotations

import contextlib
import itertools
import json
import os
import selectors
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import psutil

import datakit

LIMITED = Path(__file__).with_name("limited.py")
DATAKIT = Path(datakit.__file__).resolve().parent
PATIENCE = 4  # times its seconds of processor time a process is given by the clock, in which it may wait
LOOK = 0.25  # seconds between two looks at what it uses
FIRST_USER = 64_000  # users that no system gives to anybody
NUMBERS = itertools.count()
INSIDE = "/room"
SYSTEM = ("bin", "lib", "lib32", "lib64", "libx32", "sbin")
OF_ETC = ("/etc/ld.so.cache", "/etc/fonts", "/etc/alternatives", "/etc/localtime")


class Limits(NamedTuple):
    """What all processes of one box may use together."""

    seconds: int = 30  # of processor time
    gigabytes: float = 3  # of memory
    disk: float = 0.2  # gigabytes: its folder
    processes: int = 64
    said: int = 3_000_000  # bytes that it hands out

    def of_one(self, running: int) -> dict[str, int]:
        """Limits that the system sets to each process by itself; `running` are processes that its user has already."""
        return {
            "RLIMIT_CPU": self.seconds + 2,
            "RLIMIT_AS": int(self.gigabytes * 1e9),
            "RLIMIT_FSIZE": int(self.disk * 1e9),
            "RLIMIT_NPROC": self.processes + running,
            "RLIMIT_CORE": 0,
        }


class Ended(NamedTuple):
    """What a process handed out before it ended, and why it was ended, or nothing if it ended by itself."""

    said: bytes
    why: str


class Box(NamedTuple):
    """A way to start a process.

    `bwrap` is the program that hides the machine from it, `user` whom it runs as, or None for whoever runs this, and
    `may_read` whether that user may read what root may: where Python lies in a folder of root's own.
    """

    bwrap: str | None
    user: int | None
    may_read: bool = False

    def said(self) -> str:
        """One line on what this box does not give, or nothing."""
        if self.bwrap:
            return ""
        as_whom = "as users of their own" if self.user else "with your rights"
        reads = "what you can read" if self.may_read or not self.user else "what anybody can read"
        return (
            f"bubblewrap is not installed or not allowed here: submissions run {as_whom}, can read {reads} on this machine, "
            "and can use its network. Debian and Ubuntu: apt install bubblewrap."
        )

    def run(self, command: list[str], room: Path, limits: Limits) -> Ended:
        """Run Python with `command` in `room`, which holds all it needs."""
        user = None if self.user is None else self.user + next(NUMBERS) % 1000  # so that each has its own
        if user is not None:
            for path in [room, *room.rglob("*")]:
                os.chown(path, user, user)
        running = 0 if self.bwrap or user else _count_of(os.getuid())
        limited = json.dumps({"user": user, "may_read": self.may_read, **limits.of_one(running)})
        start = [sys.executable, str(LIMITED), limited, sys.executable, *command]
        place = INSIDE if self.bwrap else str(room)
        env = {
            **{"HOME": place, "USER": "student", "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "PYTHONPATH": str(DATAKIT.parent)},
            **{"MPLBACKEND": "agg", "MPLCONFIGDIR": f"{place}/.matplotlib", "PYTHONHASHSEED": "0"},
            **{"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "PYTHONDONTWRITEBYTECODE": "1"},
        }  # fmt: skip
        if self.bwrap:
            start = [self.bwrap, *_hidden(room, limits, user), *start]
        else:  # a shell in between: what kills its parent does not end the grading
            start = ["/bin/sh", "-c", '"$@" & wait $!', "sh", *start]
        process = subprocess.Popen(
            start,
            cwd="/" if self.bwrap else room,
            env=env,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        # In bubblewrap what loses its parent stays below; elsewhere its user tells whose it is.
        whose = None if self.bwrap else user
        with _ended(process, whose):
            return _watched(process, whose, limits, None if self.bwrap else room)


def find() -> Box:
    """The best box that works here."""
    user = FIRST_USER if os.geteuid() == 0 else None
    bwrap = shutil.which("bwrap")
    boxes = [Box(bwrap, user), Box(bwrap, None)] if bwrap else []
    boxes += [Box(None, user), Box(None, user, may_read=True)]
    return next(filter(works, boxes), Box(None, None))


def works(box: Box) -> bool:
    """Whether Python starts in the box and finds its packages."""
    with room() as place:
        code = "import importlib.util as u; print(all(map(u.find_spec, ('pandas', 'datakit'))))"
        try:
            return box.run(["-c", code], place, Limits(seconds=10)).said.strip() == b"True"
        except OSError:
            return False


@contextlib.contextmanager
def room(given: Path | None = None) -> Iterator[Path]:
    """A new folder with a copy of what is in `given`. Not under TMPDIR: a user of its own must get to it."""
    place = Path(tempfile.mkdtemp(prefix="grading-", dir="/tmp"))
    try:
        if given:
            shutil.copytree(given, place, dirs_exist_ok=True)
        yield place
    finally:
        shutil.rmtree(place, ignore_errors=True)


def _hidden(room: Path, limits: Limits, user: int | None) -> list[str]:
    """Arguments of bubblewrap: nothing but the system's programs, this Python, datakit, and the room, kept in memory."""
    size = ["--perms", "1777", "--size", str(int(limits.disk * 1e9)), "--tmpfs"]
    binds = ["--ro-bind", "/usr", "/usr"]
    for top in (Path("/", name) for name in SYSTEM):
        if top.is_symlink():
            binds += ["--symlink", str(top.readlink()), str(top)]
        elif top.is_dir():
            binds += ["--ro-bind", str(top), str(top)]
    binds += [part for path in OF_ETC for part in ("--ro-bind-try", path, path)]
    binds += ["--proc", "/proc", "--dev", "/dev", *size, "/dev/shm", *size, "/tmp", *size, INSIDE]
    for path in dict.fromkeys((sys.base_prefix, sys.prefix, str(DATAKIT), str(LIMITED))):
        if not Path(path).is_relative_to("/usr"):
            above = [str(folder) for folder in reversed(Path(path).parents) if folder != Path("/")]
            binds += [part for folder in above for part in ("--perms", "0755", "--dir", folder)]
            binds += ["--ro-bind", path, path]
    for path in room.iterdir():
        binds += ["--ro-bind", str(path), f"{INSIDE}/{path.name}"]
    alone = ["--unshare-all", "--unshare-user", "--uid", str(FIRST_USER), "--gid", str(FIRST_USER)]
    if user is not None:  # root: the process itself becomes that user, whose processes the system counts
        alone = [f"--unshare-{what}" for what in ("pid", "net", "ipc", "uts")]
        alone += ["--cap-drop", "ALL", "--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID"]
    return [*alone, "--die-with-parent", *binds, "--remount-ro", "/dev", "--remount-ro", "/", "--chdir", INSIDE, "--"]


def _watched(process: subprocess.Popen, user: int | None, limits: Limits, room: Path | None) -> Ended:
    """Read what the process says until it ends, or until it uses more than it may."""
    said, why, end = bytearray(), "", time.monotonic() + PATIENCE * limits.seconds
    os.set_blocking(process.stdout.fileno(), False)
    with selectors.DefaultSelector() as ready:
        ready.register(process.stdout, selectors.EVENT_READ)
        while not why:
            over = process.poll() is not None
            open_still = _read(process, ready, said, limits.said)
            why = _too_much(process, user, limits, room) or why
            if len(said) > limits.said:
                why = f"it handed out more than {limits.said / 1e6:g} MB"
            elif time.monotonic() > end:
                why = f"it ran longer than {PATIENCE * limits.seconds} seconds by the clock"
            if over or not open_still:
                break
    return Ended(bytes(said[: limits.said]), why)


def _read(process: subprocess.Popen, ready: selectors.BaseSelector, said: bytearray, most: int) -> bool:
    """Take what there is, for no longer than `LOOK`; False at the end."""
    end = time.monotonic() + LOOK
    while len(said) <= most and (left := end - time.monotonic()) > 0:
        if not ready.select(left):
            return True
        part = os.read(process.stdout.fileno(), 1 << 16)
        if not part:
            return False
        said += part
    return True


def _too_much(process: subprocess.Popen, user: int | None, limits: Limits, room: Path | None) -> str:
    """What the processes of a box use more of than they may, or nothing."""
    family, seconds, memory = _family(process, user), 0.0, 0
    for member in family:
        with contextlib.suppress(psutil.Error):
            times = member.cpu_times()
            seconds += times.user + times.system
            memory += member.memory_info().rss
    if memory > limits.gigabytes * 1e9:
        memory = _shared_out(family)
    if seconds > limits.seconds:
        return f"it used more than {limits.seconds} seconds of processor time"
    if memory > limits.gigabytes * 1e9:
        return f"it used more than {limits.gigabytes:g} GB of memory"
    if len(family) > limits.processes + 5:
        return f"it started more than {limits.processes} processes"
    if room and _size(room) > limits.disk * 1e9:
        return f"it wrote more than {limits.disk:g} GB"
    return ""


def _shared_out(family: list[psutil.Process]) -> int:
    """Bytes of memory where what several processes share counts once; only Linux tells them."""
    total = 0
    for member in family:
        with contextlib.suppress(psutil.Error):
            about = member.memory_full_info()
            total += getattr(about, "pss", about.rss)
    return total


def _size(folder: Path) -> int:
    """Bytes on disk below a folder, links not followed."""
    total, left = 0, [str(folder)]
    while left:
        with contextlib.suppress(OSError), os.scandir(left.pop()) as entries:
            for entry in entries:
                total += entry.stat(follow_symlinks=False).st_blocks * 512
                if entry.is_dir(follow_symlinks=False):
                    left.append(entry.path)
    return total


def _family(process: subprocess.Popen, user: int | None) -> list[psutil.Process]:
    """The process and all that it started; what runs as the box's own user belongs to it, whoever its parent is now."""
    if user is not None:
        return [p for p in psutil.process_iter(["uids"]) if p.info["uids"] and p.info["uids"].real == user]
    try:
        first = psutil.Process(process.pid)
        return [first, *first.children(recursive=True)]
    except psutil.NoSuchProcess:
        return []


@contextlib.contextmanager
def _ended(process: subprocess.Popen, user: int | None) -> Iterator[None]:
    """End a process with all that it started, again and again while there is something new."""
    try:
        yield
    finally:
        family = _family(process, user)
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
        while family:
            for member in family:
                with contextlib.suppress(psutil.Error):
                    member.kill()
            psutil.wait_procs(family, timeout=1)
            family = [p for p in _family(process, user) if p.status() != psutil.STATUS_ZOMBIE] if user else []
        process.stdout.close()
        process.wait()


def _count_of(user: int) -> int:
    """Processes and threads that a user has: what the system's limit of processes counts."""
    processes = psutil.process_iter(["uids", "num_threads"])
    return sum(p.info["num_threads"] or 1 for p in processes if p.info["uids"] and p.info["uids"].real == user)
