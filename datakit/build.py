"""Articles to frames: a stream through all cores, written beside the old frames and swapped in whole.

The three frames that are read (claims, investments, events) are written article by article and never held in
memory; the others are made from the written files by `datakit.analysis`. Small folders are read in this
process, since starting others costs more. The same input gives the same bytes.
"""

from __future__ import annotations

import io
import json
import os
import signal
import sys
import threading
import time
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from datakit import __version__, corpus, review, swap
from datakit.describe import descriptor, digest
from datakit.errors import DatakitError, WorkFailed, shown, warn
from datakit.frames import FRAMES, read, save, typed, write_rows

if TYPE_CHECKING:
    import pandas as pd

FORMATS = {"csv": ".csv", "parquet": ".parquet"}
OURS = [f"{name}{extension}" for name in FRAMES for extension in FORMATS.values()] + ["datapackage.json"]
ALONE = 4_000_000  # bytes of articles below which no other process is started
CHUNK = 50_000  # bytes of articles handed to a process at a time
KEYS = {frame: FRAMES[frame].key for frame in review.READ}
NAMED = {"claims": ("entity",), "investments": ("investor", "investee"), "events": ("entities",)}


class Outcome(NamedTuple):
    """What became of one file: its row of `sources`, its rows as CSV, or why it was skipped."""

    source: dict[str, Any]
    warning: str | None
    csv: dict[str, str]
    counts: Counter  # rows by frame, claims by ("topic", topic), reviewed rows by "reviewed"
    names: set[str]


class Summary(NamedTuple):
    """What a build made: rows by article and kind (see `Outcome.counts`), files skipped, the folder."""

    counts: dict[str, Counter]
    skipped: int
    folder: Path


class _Worker(NamedTuple):
    """What every process needs to read an article."""

    vocabulary: Any
    decisions: dict[str, list[review.Decision]]


_worker: _Worker  # set once in each process


def build(
    seeds: str | Path = "seeds",
    out: str | Path = "build/frames",
    *,
    vocabulary: str | Path | None = None,
    raw: bool = False,
    jobs: int | None = None,
    format: str = "csv",
) -> Summary:
    """Read the articles of `seeds` and write every frame to `out`. See `datakit build --help`."""
    if format == "parquet":
        _need_pyarrow()
    entries = corpus.listing(seeds)
    decisions = {} if raw else review.load(Path(seeds), [e.source for e in entries])
    reader = _Worker(_vocabulary(vocabulary), decisions)
    with swap.rewritten(Path(out), OURS) as folder:
        counts, names, skipped = _write_read(folder, entries, reader, jobs or cores())
        if not counts:
            raise DatakitError(f"No file in {seeds} could be read as an article; the reasons are above.")
        _write_derived(folder, reader.vocabulary, names, counts)
        if format == "parquet":
            _to_parquet(folder)
        made = {
            "version": __version__,
            "vocabulary": digest(Path(vocabulary)) if vocabulary else None,
            "reviewed": not raw,
        }
        package = json.dumps(descriptor(folder, FORMATS[format], made), indent=1, ensure_ascii=False)
        (folder / "datapackage.json").write_text(package + "\n", encoding="utf-8", newline="\n")
    return Summary(counts, skipped, Path(out))


def cores() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _vocabulary(path: str | Path | None) -> Any:
    from datakit.reading import Vocabulary

    return Vocabulary.load(Path(path) if path else None)


def _need_pyarrow() -> None:
    try:
        import pyarrow  # noqa: F401
    except ImportError:
        raise DatakitError("--format parquet needs pyarrow: pip install 'numbers-in-the-news[parquet]'.") from None


def _write_read(folder: Path, entries: list[corpus.Entry], worker: _Worker, jobs: int) -> tuple:
    """Write sources and the read frames as a stream. Returns counts by article, names, and files skipped."""
    counts: dict[str, Counter] = {}
    names: set[str] = set()
    skipped = 0
    with ExitStack() as stack:
        files = {}
        for name in [*KEYS, "sources"]:
            file = open(folder / f"{name}.csv", "w", encoding="utf-8", newline="")  # noqa: SIM115
            files[name] = stack.enter_context(file)
            file.write(",".join(FRAMES[name].names) + "\n")
        for done, outcome in enumerate(_outcomes(entries, worker, jobs), 1):
            _progress(done, len(entries))
            if outcome.warning:
                warn(outcome.warning)
                skipped += 1
                continue
            write_rows(files["sources"], "sources", [outcome.source])
            for name, lines in outcome.csv.items():
                files[name].write(lines)
            counts[outcome.source["source"]] = outcome.counts
            names |= outcome.names
    return counts, names, skipped


def _outcomes(entries: list[corpus.Entry], worker: _Worker, jobs: int) -> Iterator[Outcome]:
    """The outcome of each file, in order."""
    if jobs == 1 or len(entries) == 1 or sum(e.size for e in entries) < ALONE:
        _start(worker)
        for entry in entries:
            yield _outcome(entry)
        return
    with ProcessPoolExecutor(jobs, initializer=_start, initargs=(worker, True)) as pool:
        waiting: deque = deque()
        try:
            for chunk in _chunks(entries):
                waiting.append(pool.submit(_outcomes_of, chunk))
                if len(waiting) > 3 * jobs:  # a window, so that no more than this lies in memory
                    yield from waiting.popleft().result()
            while waiting:
                yield from waiting.popleft().result()
        except BrokenProcessPool:
            raise WorkFailed("A reading process was ended from outside (out of memory?); try --jobs 1.") from None
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def _chunks(entries: Iterable[corpus.Entry]) -> Iterator[list[corpus.Entry]]:
    chunk: list[corpus.Entry] = []
    size = 0
    for entry in entries:
        chunk.append(entry)
        size += entry.size
        if size > CHUNK:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk


def _start(worker: _Worker, quiet: bool = False) -> None:
    global _worker
    _worker = worker
    if quiet:  # Ctrl-C is for the process that the person started; it ends the others
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        threading.Thread(target=_end_with, args=(os.getppid(),), daemon=True).start()


def _end_with(parent: int) -> None:
    """End this process when the one that started it is gone: killed, it cannot say so itself."""
    while os.getppid() == parent:
        time.sleep(1)
    os._exit(1)


def _outcomes_of(chunk: list[corpus.Entry]) -> list[Outcome]:
    return [_outcome(entry) for entry in chunk]


def _outcome(entry: corpus.Entry) -> Outcome:
    article, warning = corpus.attempt(entry)
    if article is None:
        return Outcome({}, warning, {}, Counter(), set())
    rows = reading(article, _worker.vocabulary, _worker.decisions.get(article.source, []))
    lines, counts, names = {}, Counter(), set()
    for frame, found in rows.items():
        file = io.StringIO(newline="")
        write_rows(file, frame, found)
        lines[frame] = file.getvalue()
        counts[frame] = len(found)
        counts["reviewed"] += sum(row["reviewed"] for row in found)
        for row, field in ((row, field) for row in found for field in NAMED[frame]):
            names.update(row[field] if isinstance(row[field], list | tuple) else (row[field] or "").split("; "))
    counts.update(("topic", row["topic"]) for row in rows["claims"])
    return Outcome({"source": article.source, **article.facts}, None, lines, counts, names - {""})


def reading(article: corpus.Article, vocabulary: Any, decisions: list[review.Decision]) -> dict[str, list[dict]]:
    """The rows of the three read frames for one article, decisions applied, each with its source and id."""
    from datakit.reading import read as read_text

    found = read_text(article.text, vocabulary, article.published)
    rows = review.apply(article.text, dict(zip(review.READ, found, strict=True)), decisions)
    stem = article.source.removesuffix(".txt")
    for frame, key in KEYS.items():
        seen: Counter = Counter()
        for row in rows[frame]:
            start = row["start"]
            if article.text[start : row["end"]] != row["quote"]:
                raise WorkFailed(f"{article.source}: the reader's quote at {start} is not in the text; report this.")
            seen[start] += 1
            row["source"] = article.source
            row[key] = f"{stem}:{start}" + (f".{seen[start]}" if seen[start] > 1 else "")
    return rows


def _write_derived(folder: Path, vocabulary: Any, names: set[str], counts: dict[str, Counter]) -> None:
    """Write the frames that are made from the read ones, and count the conflicts of each article."""

    from datakit.analysis import capex, compute, disagreement, facts, market_share
    from datakit.analysis.terms import Terms

    terms = Terms(vocabulary.parents, vocabulary.chip_origin, vocabulary.one_off, vocabulary.wording)
    claims, events = (read(name, folder / f"{name}.csv") for name in ("claims", "events"))
    tables: dict[str, Callable[[], pd.DataFrame]] = {
        "facts": lambda: facts.facts(claims, terms),
        "compute": lambda: compute.table(claims, terms),
        "capex": lambda: capex.table(claims),
        "market_share": lambda: market_share.table(claims),
        "entities": lambda: _entities(vocabulary, names),
        "conflicts": lambda: disagreement.conflicts(claims, events, terms),
    }
    for name, table in tables.items():
        frame = table()
        save(frame, name, folder / f"{name}.csv")
        if name == "conflicts":
            for source in (s for sources in frame["sources"] for s in sources.split("; ")):
                counts[source]["conflicts"] += 1


def _entities(vocabulary: Any, names: set[str]) -> pd.DataFrame:
    """The names that were read and those above them; a name that the vocabulary lacks has no kind."""
    import pandas as pd

    known, all_names = vocabulary.entities, set(names)
    above = [e.parent for e in known.values() if e.name in names]
    while above := [n for n in above if n and n not in all_names]:
        all_names |= set(above)
        above = [known[n].parent for n in above if n in known]
    rows = []
    for name in sorted(all_names):
        entity = known.get(name)
        aliases = "; ".join(entity.aliases) if entity else None
        rows.append((name, entity and entity.kind, entity and entity.parent, aliases))
    return pd.DataFrame(rows, columns=["name", "kind", "parent", "aliases"], dtype="object")


def _to_parquet(folder: Path) -> None:
    for name in FRAMES:
        path = folder / f"{name}.csv"
        typed(read(name, path), name).to_parquet(path.with_suffix(".parquet"), index=False)
        path.unlink()


_shown = [0.0, 0.0]  # when progress was begun and last shown


def _progress(done: int, of: int) -> None:
    """On long work say how far it is: a line that moves on a terminal, elsewhere one each half minute."""
    now, terminal = time.monotonic(), sys.stderr.isatty()
    if done == 1:
        _shown[:] = [now, now]
    last = done == of and terminal and _shown[1] > _shown[0]
    if last or now - _shown[1] > (0.5 if terminal else 30):
        _shown[1] = now
        end = "\n" if last or not terminal else ""
        print(
            f"{chr(13) if terminal else ''}read {done:,} of {of:,} articles",
            end=end,
            file=sys.stderr,
            flush=True,
        )


MOST_LISTED, MOST_COLUMNS = 30, 6


def report(summary: Summary) -> str:
    """What a build found, as two plain tables: rows by article, and claims by topic."""
    counts = summary.counts
    total: Counter = sum(counts.values(), Counter())
    kinds = [*review.READ, "conflicts"]
    listed = list(counts)[: MOST_LISTED if len(counts) > MOST_LISTED else None]
    rows = [["article", *kinds], *([shown(s), *(counts[s][k] for k in kinds)] for s in listed)]
    if len(counts) > len(listed):
        rows.append([f"and {len(counts) - len(listed):,} more", *[""] * len(kinds)])
    rows.append(["all", *(total[k] for k in kinds)])
    few = list(counts) if len(counts) <= MOST_COLUMNS else []
    topics = sorted((key for key in total if isinstance(key, tuple)), key=lambda key: (-total[key], key))
    by_topic = [["claims by topic", *(shown(s)[:10] for s in few), "all"]]
    by_topic += [[key[1], *(counts[s][key] for s in few), total[key]] for key in topics]
    read_rows = sum(total[k] for k in review.READ)
    last = f"{total['reviewed']:,} of {read_rows:,} rows hold what a person decided. " if total["reviewed"] else ""
    skipped = f"{summary.skipped:,} files skipped. " if summary.skipped else ""
    note = "A conflict between two articles counts for each.\n" if len(counts) > 1 else ""
    last += skipped + f"{len(FRAMES)} frames in {summary.folder}"
    return f"{_table(rows)}\n{note}\n{_table(by_topic)}\n\n{last}"


def _table(rows: list[list]) -> str:
    cells = [[f"{c:,}" if isinstance(c, int) else c for c in row] for row in rows]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    first, *rest = widths
    lines = ("  ".join([row[0].ljust(first), *map(str.rjust, row[1:], rest)]).rstrip() for row in cells)
    return "\n".join(lines)
