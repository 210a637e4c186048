"""Articles to frames: read in one process or many, derived, and written beside the old frames, which they replace whole.

Small folders are read in this process, since starting others costs more. The same input gives the same bytes.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import re
import signal
import sys
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from datakit import __version__, atomic, codings, corpus, review
from datakit.errors import DatakitError, WorkFailed, shown, warn
from datakit.frames import FRAMES, READ, derive
from datakit.frames.store import csv_text, descriptor, digest
from datakit.reading import Vocabulary, published
from datakit.reading import read as read_text

PACKAGE = "datapackage.json"
WORDS = "vocabulary.toml"
OURS = [*(f"{name}.csv" for name in FRAMES), PACKAGE]
ALONE = 4_000_000  # bytes of articles below which no other process is started
CHUNK = 8  # articles handed to a process at a time
PARAGRAPH = re.compile(r"[^\n]*\S[^\n]*")
MOST_LISTED = 30  # articles in the report


class Built(NamedTuple):
    """What a build made: the rows of each frame, how many files it skipped, and the folder it wrote."""

    tables: derive.Tables
    skipped: int
    folder: Path


# What every process needs to read an article: the words, and by article what a person decided and read.
Reader = tuple[Vocabulary, dict[str, list[review.Decision]], dict[str, list[codings.Coding]]]
Outcome = tuple[derive.Tables | None, str | None]  # the rows of one file, or a warning why it is skipped
_reader: Reader  # set once in each process


def build(
    seeds: str | Path = "seeds",
    out: str | Path = "build/frames",
    *,
    vocabulary: str | Path | None = None,
    raw: bool = False,
    jobs: int | None = None,
) -> Built:
    """Read the articles of `seeds` and write every frame to `out`. See `datakit build --help`."""
    entries = corpus.listing(seeds)
    sources = [e.source for e in entries]
    decisions = {} if raw else review.load(Path(seeds), sources)
    beside = laid_over(seeds, vocabulary)
    words = Vocabulary.load(beside)
    made = {"version": __version__, "vocabulary": digest(beside) if beside else None, "reviewed": not raw}
    with atomic.rewritten(Path(out), OURS, PACKAGE) as folder:
        tables: derive.Tables = {name: [] for name in ("sources", "paragraphs", "codings", *READ)}
        outcomes = _outcomes(entries, (words, decisions, codings.load(Path(seeds), sources)), jobs or cores())
        with closing(outcomes):  # where this is stopped, no process goes on reading
            for done, (found, warning) in enumerate(outcomes, 1):
                _progress(done, len(entries))
                if warning:
                    warn(warning)
                for name, rows in (found or {}).items():
                    tables[name] += rows
        if not tables["sources"]:
            raise DatakitError(f"No file in {seeds} could be read as an article; the reasons are above.")
        tables |= derive.derived(tables, words)
        for name in FRAMES:
            (folder / f"{name}.csv").write_text(csv_text(tables[name], name), encoding="utf-8", newline="\n")
        package = json.dumps(descriptor(folder, made), indent=1, ensure_ascii=False)
        (folder / PACKAGE).write_text(package + "\n", encoding="utf-8", newline="\n")
    return Built(tables, len(entries) - len(tables["sources"]), Path(out))


def laid_over(seeds: str | Path, vocabulary: str | Path | None = None) -> Path | None:
    """The file of words laid over the packaged ones: the one given, or else the `vocabulary.toml` beside the articles."""
    beside = Path(seeds) / WORDS
    return Path(vocabulary) if vocabulary else beside if beside.exists() else None


def cores() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _outcomes(entries: list[corpus.Entry], reader: Reader, jobs: int) -> Iterator[Outcome]:
    """The outcome of each file, in order."""
    if jobs == 1 or sum(e.size for e in entries) < ALONE:
        _start(reader)
        yield from map(_outcome, entries)
        return
    from concurrent.futures import ProcessPoolExecutor  # costs time that a small folder need not spend
    from concurrent.futures.process import BrokenProcessPool

    with ProcessPoolExecutor(jobs, initializer=_start, initargs=(reader,)) as pool:
        try:
            yield from pool.map(_outcome, entries, chunksize=CHUNK)
        except BrokenProcessPool:
            raise WorkFailed("A reading process was ended from outside (out of memory?); try --jobs 1.") from None


def _start(reader: Reader) -> None:
    """Ctrl-C is for the process that the person started; when that one is gone, killed or not, this one ends."""
    global _reader
    _reader = reader
    if parent := multiprocessing.parent_process():
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        threading.Thread(target=lambda: (parent.join(), os._exit(1)), daemon=True).start()


def attempt(entry: corpus.Entry, vocabulary: Vocabulary) -> tuple[corpus.Article | None, str | None]:
    """As `corpus.attempt`; an article whose date nobody gave has the day of its own dateline."""
    article, warning = corpus.attempt(entry)
    if article and not (article.facts["published"] or article.facts["year"]):
        if day := published(article.text, vocabulary):
            dated = {"published": day, "date_known_from": "the article's own dateline"}
            article = article._replace(facts=article.facts | dated)
    return article, warning


def _outcome(entry: corpus.Entry) -> Outcome:
    words, decisions, coded = _reader
    article, warning = attempt(entry, words)
    if article is None:
        return None, warning
    rows = reading(article, words, decisions.get(article.source, []))
    first, last, _ = derive.own_days(article.facts["published"], article.facts["year"])
    rows["sources"] = [{"source": article.source, **article.facts, "own_start": first, "own_end": last}]
    rows["codings"] = codings.rows(article.text, coded.get(article.source, []))
    rows["paragraphs"] = [
        {"source": article.source, "start": m.start(), "end": m.end(), "text": m[0]}
        for m in PARAGRAPH.finditer(article.text)
    ]
    return rows, None


def reading(article: corpus.Article, vocabulary: Vocabulary, decisions: list[review.Decision]) -> derive.Tables:
    """The rows of the frames that are read, for one article: decisions applied, and ids, families and dates given."""
    found = read_text(article.text, vocabulary, article.facts["published"])
    rows = review.apply(article.text, found._asdict(), decisions)
    for row in (row for listed in rows.values() for row in listed):
        if article.text[row["start"] : row["end"]] != row["quote"]:
            raise WorkFailed(f"{article.source}: the reader's quote at {row['start']} is not in the text; report this.")
    return derive.enriched(rows, article.facts | {"source": article.source}, vocabulary)


def _progress(done: int, of: int) -> None:
    """On long work at a terminal say how far it is, in one line that is written over."""
    if sys.stderr.isatty() and of > MOST_LISTED and (done == of or done % (of // 100 + 1) == 0):
        print(f"\rread {done:,} of {of:,} articles", end="\n" if done == of else "", file=sys.stderr, flush=True)


def report(built: Built) -> str:
    """What a build found: a plain table of rows by article, and what else there is in a sentence each."""
    tables, skipped, folder = built
    sources = [row["source"] for row in tables["sources"]]
    counts = Counter((row["source"], name) for name in READ for row in tables[name])
    width = max(map(len, map(shown, sources)))
    lines = [f"{'article':{width}}" + "".join(f"{name:>13}" for name in READ)]
    for source in sources[:MOST_LISTED]:
        numbers = (f"{counts[source, name]:13,}" for name in READ)
        lines.append(f"{shown(source):{width}}{''.join(numbers)}")
    if len(sources) > MOST_LISTED:
        lines.append(f"and {len(sources) - MOST_LISTED:,} more")
    lines.append(f"{'all':{width}}" + "".join(f"{len(tables[name]):13,}" for name in READ))
    figures = Counter(row["topic"] for row in tables["claims"] if not row["aside"]).most_common()
    asides = len(tables["claims"]) - sum(count for _, count in figures)
    made = [(name, len(rows)) for name, rows in tables.items() if name not in (*READ, "sources", "paragraphs")]
    for what, of in (("Figures by topic", figures), ("Beside them", [("asides", asides), *made])):
        lines.append(f"{what}: {', '.join(f'{count:,} {name}' for name, count in of) or 'none'}.")
    decided = sum(row["reviewed"] for name in READ for row in tables[name])
    said = {f"{decided:,} rows hold what a person decided. ": decided, f"{skipped:,} files skipped. ": skipped}
    return "\n".join([*lines, f"{''.join(filter(said.get, said))}{len(FRAMES)} frames in {folder}"])
