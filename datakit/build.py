"""Articles to frames: a stream through all cores, written beside the old frames and swapped in whole.

The three frames that are read (claims, investments, events) are written article by article and never held in
memory; the others are made from the written files by `datakit.analysis`. Small folders are read in this
process, since starting others costs more. The same input gives the same bytes.
"""

from __future__ import annotations

import json
import os
import re
import signal
import sys
import threading
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from datakit import __version__, corpus, review, swap
from datakit.describe import descriptor, digest
from datakit.errors import DatakitError, WorkFailed, shown, warn
from datakit.frames import FRAMES, csv_lines, read, save

if TYPE_CHECKING:
    import pandas as pd

    from datakit.reading import Vocabulary

FORMATS = {"csv": ".csv", "parquet": ".parquet"}
WORDS = "vocabulary.toml"  # a vocabulary of one's own is kept with the frames, which can then be derived again
OURS = [f"{name}{extension}" for name in FRAMES for extension in FORMATS.values()] + ["datapackage.json", WORDS]
ALONE = 4_000_000  # bytes of articles below which no other process is started
CHUNK = 50_000  # bytes of articles handed to a process at a time
STREAMED = ("sources", "paragraphs", *review.READ)  # written while articles are read; the others come from them
PARAGRAPH = re.compile(r"[^\n]*\S[^\n]*")
NAMED = ("entity", "investor", "investee", "entities")  # columns that hold names
MOST_LISTED, MOST_COLUMNS = 30, 6  # articles in the report's two tables


class Summary(NamedTuple):
    """What a build made: by article, rows by frame and claims by ("topic", topic); files skipped; the folder."""

    counts: dict[str, Counter]
    skipped: int
    folder: Path


class Reader(NamedTuple):
    """What every process needs to read an article."""

    vocabulary: Vocabulary
    decisions: dict[str, list[review.Decision]]


Outcome = tuple[dict[str, str], str | None]  # an article's rows by frame, as CSV; or why it was skipped
_reader: Reader  # set once in each process


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
    from datakit.reading import Vocabulary

    if format == "parquet":
        try:
            import pyarrow  # noqa: F401
        except ImportError:
            raise DatakitError("--format parquet needs pyarrow: pip install 'numbers-in-the-news[parquet]'.") from None
    entries = corpus.listing(seeds)
    decisions = {} if raw else review.load(Path(seeds), [e.source for e in entries])
    reader = Reader(Vocabulary.load(Path(vocabulary) if vocabulary else None), decisions)
    made = {
        "version": __version__,
        "vocabulary": digest(Path(vocabulary)) if vocabulary else None,
        "reviewed": not raw,
    }
    with swap.rewritten(Path(out), OURS, "datapackage.json") as folder:
        skipped = _write_read(folder, entries, reader, jobs or cores())
        if skipped == len(entries):
            raise DatakitError(f"No file in {seeds} could be read as an article; the reasons are above.")
        counts = write_derived(folder, reader.vocabulary)
        if format == "parquet":
            _to_parquet(folder)
        if vocabulary:
            (folder / WORDS).write_bytes(Path(vocabulary).read_bytes())
        package = json.dumps(descriptor(folder, FORMATS[format], made), indent=1, ensure_ascii=False)
        (folder / "datapackage.json").write_text(package + "\n", encoding="utf-8", newline="\n")
    return Summary(counts, skipped, Path(out))


def cores() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _write_read(folder: Path, entries: list[corpus.Entry], reader: Reader, jobs: int) -> int:
    """Write sources and the read frames as a stream. Returns how many files were skipped."""
    skipped = 0
    with ExitStack() as stack:
        files = {}
        for name in STREAMED:
            files[name] = stack.enter_context(open(folder / f"{name}.csv", "w", encoding="utf-8", newline=""))
            files[name].write(",".join(FRAMES[name].names) + "\n")
        for done, (lines, warning) in enumerate(_outcomes(entries, reader, jobs), 1):
            _progress(done, len(entries))
            if warning:
                warn(warning)
                skipped += 1
            for name, written in lines.items():
                files[name].write(written)
    return skipped


def _outcomes(entries: list[corpus.Entry], reader: Reader, jobs: int) -> Iterator[Outcome]:
    """The outcome of each file, in order."""
    if jobs == 1 or sum(e.size for e in entries) < ALONE:
        _start(reader)
        yield from map(_outcome, entries)
        return
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor  # costs time that a small folder need not spend
    from concurrent.futures.process import BrokenProcessPool

    with ProcessPoolExecutor(jobs, initializer=_start_process, initargs=(reader,)) as pool:
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
        except BaseException:
            for child in multiprocessing.active_children():
                child.terminate()  # Ctrl-C does not wait for what is being read
            raise
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


def _start(reader: Reader) -> None:
    global _reader
    _reader = reader


def _start_process(reader: Reader) -> None:
    """Ctrl-C is for the process that the person started; when that one is gone, killed or not, this one ends."""
    import multiprocessing

    _start(reader)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    threading.Thread(target=lambda: (parent.join(), os._exit(1)), daemon=True).start()


def _outcomes_of(chunk: list[corpus.Entry]) -> list[Outcome]:
    return [_outcome(entry) for entry in chunk]


def _outcome(entry: corpus.Entry) -> Outcome:
    article, warning = corpus.attempt(entry)
    if article is None:
        return {}, warning
    rows = reading(article, _reader.vocabulary, _reader.decisions.get(article.source, []))
    rows["sources"] = [{"source": article.source, **article.facts}]
    rows["paragraphs"] = [
        {"source": article.source, "start": m.start(), "end": m.end(), "text": m[0]}
        for m in PARAGRAPH.finditer(article.text)
    ]
    return {name: csv_lines(name, found) for name, found in rows.items()}, None


def reading(article: corpus.Article, vocabulary: Vocabulary, decisions: list[review.Decision]) -> dict[str, list[dict]]:
    """The rows of the three read frames for one article, decisions applied, each with its source and id."""
    from datakit.reading import read as read_text

    found = read_text(article.text, vocabulary, article.published)
    rows = review.apply(article.text, found._asdict(), decisions)
    stem = article.source.removesuffix(".txt")
    for frame in review.READ:
        seen: Counter = Counter()
        for row in rows[frame]:
            start = row["start"]
            if article.text[start : row["end"]] != row["quote"]:
                raise WorkFailed(f"{article.source}: the reader's quote at {start} is not in the text; report this.")
            seen[start] += 1
            row["source"] = article.source
            row[FRAMES[frame].key] = f"{stem}:{start}" + (f".{seen[start]}" if seen[start] > 1 else "")
    return rows


def write_derived(folder: Path, vocabulary: Vocabulary) -> dict[str, Counter]:
    """Write the frames that are made from the read ones; returns the counts of a `Summary`."""
    from datakit.analysis import capex, compute, disagreement, facts, market_share
    from datakit.analysis.terms import Terms

    terms = Terms(vocabulary.parents, vocabulary.chip_origin, vocabulary.one_off, vocabulary.wording)
    sources, *found = (read(name, folder / f"{name}.csv") for name in ("sources", *review.READ))
    claims, investments, events = found
    tables = {
        "facts": facts.facts(claims, terms),
        "compute": compute.table(claims, terms),
        "capex": capex.table(claims),
        "market_share": market_share.table(claims),
        "entities": _entities(vocabulary, claims, investments, events),
        "conflicts": disagreement.conflicts(claims, events, terms),
    }
    for name, table in tables.items():
        save(table, name, folder / f"{name}.csv")
    counts: dict[str, Counter] = {source: Counter() for source in sources["source"]}
    for name, frame in zip(review.READ, found, strict=True):
        for source, reviewed in zip(frame["source"], frame["reviewed"], strict=True):
            counts[source].update({name: 1, "reviewed": int(reviewed)})
    for source, topic in zip(claims["source"], claims["topic"], strict=True):
        counts[source]["topic", topic] += 1
    for source in "; ".join(tables["conflicts"]["sources"]).split("; ") if len(tables["conflicts"]) else ():
        counts[source]["conflicts"] += 1
    return counts


def _entities(vocabulary: Vocabulary, *frames: pd.DataFrame) -> pd.DataFrame:
    """The names in the frames and those above them; a name that the vocabulary lacks has no kind."""
    import pandas as pd

    columns = [frame[c] for frame in frames for c in NAMED if c in frame]
    left = {name for column in columns for cell in column.dropna().unique() for name in cell.split("; ")}
    rows = {}
    while left:
        name = left.pop()
        entity = vocabulary.entities.get(name)
        rows[name] = (name, entity.kind, entity.parent, "; ".join(entity.aliases)) if entity else (name, *[None] * 3)
        if entity and entity.parent and entity.parent not in rows:
            left.add(entity.parent)
    return pd.DataFrame([rows[name] for name in sorted(rows)], columns=FRAMES["entities"].names, dtype="object")


def _to_parquet(folder: Path) -> None:
    for name in FRAMES:
        path = folder / f"{name}.csv"
        read(name, path).to_parquet(path.with_suffix(".parquet"), index=False)
        path.unlink()


def _progress(done: int, of: int) -> None:
    """On long work at a terminal say how far it is, in one line that is written over."""
    if sys.stderr.isatty() and of > MOST_LISTED and (done == of or done % (of // 100 + 1) == 0):
        print(f"\rread {done:,} of {of:,} articles", end="\n" if done == of else "", file=sys.stderr, flush=True)


def report(summary: Summary) -> str:
    """What a build found, as two plain tables: rows by article, and claims by topic."""
    counts = summary.counts
    total = Counter()
    for counted in counts.values():
        total.update(counted)
    kinds = [*review.READ, "conflicts"]
    listed = list(counts)[: MOST_LISTED if len(counts) > MOST_LISTED else None]
    rows = [["article", *kinds], *([shown(s), *(counts[s][k] for k in kinds)] for s in listed)]
    if len(counts) > len(listed):
        rows.append([f"and {len(counts) - len(listed):,} more", *[""] * len(kinds)])
    rows.append(["all", *(total[k] for k in kinds)])
    few = listed if len(counts) <= MOST_COLUMNS else []
    topics = sorted((key for key in total if isinstance(key, tuple)), key=lambda key: (-total[key], key))
    by_topic = [["claims by topic", *(shown(s)[:10] for s in few), "all"]]
    by_topic += [[key[1], *(counts[s][key] for s in few), total[key]] for key in topics]
    note = "A conflict between two articles counts for each.\n" if len(counts) > 1 else ""
    last = f"{total['reviewed']:,} rows hold what a person decided. " if total["reviewed"] else ""
    last += f"{summary.skipped:,} files skipped. " if summary.skipped else ""
    return f"{_table(rows)}\n{note}\n{_table(by_topic)}\n\n{last}{len(FRAMES)} frames in {summary.folder}"


def _table(rows: list[list]) -> str:
    cells = [[f"{c:,}" if isinstance(c, int) else c for c in row] for row in rows]
    first, *rest = (max(map(len, column)) for column in zip(*cells, strict=True))
    lines = ("  ".join([row[0].ljust(first), *map(str.rjust, row[1:], rest)]).rstrip() for row in cells)
    return "\n".join(lines)
