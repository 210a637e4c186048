"""The `datakit` command. Exit codes: 0 done, 1 the work failed, 2 bad arguments or input, 130 interrupted."""

from __future__ import annotations

import argparse
import ast
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from datakit import __version__
from datakit.errors import DatakitError, WorkFailed, shown

INTRO = """\
From articles to tidy tables in which every number keeps the sentence it came from.

  datakit build                     read the articles in seeds/ and write build/frames/
  datakit quote 000_x:1032          show one claim in its sentence
  datakit check                     are articles, frames and notebooks in step?
  datakit rerun                     build, run every notebook, write pages and a receipt
  datakit dictionary                what every column means
"""
BUILD = """\
Reads every .txt file of the articles' folder and writes claims, investments, events, facts, compute, capex,
market_share, entities, sources and conflicts, with a datapackage.json that describes them.
The new frames take the place of the old ones in one step: a build that fails or is stopped leaves the old
ones.

  datakit build                                       the project's own articles
  datakit build --seeds ~/articles --out ~/frames     your own: UTF-8 .txt files, no manifest needed
  datakit build --vocabulary mine.toml                with names, units and metrics of your own
  datakit build --raw                                 the bare reading, without seeds/review.csv

A file that is not an article is skipped with a warning. With a sources.toml beside the articles, every file
must be the one listed there. Decisions in review.csv that no longer fit the text or the reading stop the
build.
"""
RERUN = """\
Builds the frames, runs every notebook on them, each in a process of its own, and writes to the output folder
the notebooks as run, a page of each that needs no network, and receipt.json: parameters, hashes of articles
and frames, versions, and what differs from the outputs saved in the notebooks.

  datakit rerun                                       exit code 0, or 1 if anything differs
  datakit rerun --seeds ~/articles --out ~/rerun      the same course on your own articles
  datakit rerun --only 03                             the notebooks whose names begin with 03
  datakit rerun -p as_of=2025-09-01                   only articles known to be published until then
  datakit rerun -p rate=7.1                           yuan per dollar: your assumption beside the articles' rate
  datakit rerun -p NAME=VALUE                         any other name that a notebook's parameters cell sets

VALUE is a Python literal (7.1, True, [1, 2]) or else text. Differences are expected when -p, --seeds,
--vocabulary or --raw is given, and then they are listed but are no failure. A notebook that fails or hangs
is named with its cell; one about something that other articles do not hold is left out, and says so.
"""
CHECK = """\
Says what is out of step, one line each, and exits with 1; or says that nothing is, and exits with 0:
articles against sources.toml; frames against their schema and against what a build would make now; notebooks
saved with a cell that was not run, or run out of order, or with an error.

  datakit check
  datakit check --seeds ~/articles --frames ~/frames
"""
QUOTE = """\
Shows a claim in its sentence, with its article, its bounds and what the doubt in its wording is.
CLAIM is an id as in the column `claim` of claims.csv; the start of the article's name will do if no other
has it. The ids of investments.csv and events.csv are taken with 'deal' or 'event' before them, as panels
print them.

  datakit quote 000_0494d56666f9476c:1032
  datakit quote 000:1032
  datakit quote deal 000:9527
"""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command; returns the exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a terminal that lacks a character shows '?'
            stream.reconfigure(errors="replace")
    args = _parser().parse_args(argv)
    try:
        args.run(args)
        sys.stdout.flush()
    except DatakitError as error:
        print(f"datakit: {shown(error)}", file=sys.stderr)
        return error.code
    except KeyboardInterrupt:
        # At once: a reading process ended within a message leaves a thread of its pool waiting for the rest of it,
        # and Python for that thread.
        os._exit(130)
    except BrokenPipeError:  # the reader of our output went away (`datakit dictionary | head`)
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 141
    except OSError as error:
        print(f"datakit: {shown(error.filename or 'a file')}: {error.strerror or error}.", file=sys.stderr)
        return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("datakit", description=INTRO, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--version", action="version", version=f"datakit {__version__}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    made = {}
    for name, run, help, description in (
        ("build", _build, "articles -> frames (CSV and datapackage.json)", BUILD),
        ("rerun", _rerun, "build, run every notebook, write pages and a receipt", RERUN),
        ("check", _check, "are articles, frames and notebooks in step? what changed?", CHECK),
        ("quote", _quote, "one claim in its sentence", QUOTE),
        ("dictionary", _dictionary, "what every column means, as Markdown", "Prints the data dictionary."),
    ):
        raw = argparse.RawDescriptionHelpFormatter
        made[name] = commands.add_parser(name, help=help, description=description, formatter_class=raw)
        made[name].set_defaults(run=run)
    build, rerun, check, quote, _ = made.values()
    for sub in (build, rerun, check):
        sub.add_argument("--seeds", metavar="DIR", default="seeds", help="the folder of articles (seeds)")
        sub.add_argument("--vocabulary", metavar="FILE", help="a TOML file of words, added to the packaged one")
        sub.add_argument("--raw", action="store_true", help="leave out what a person decided (review.csv)")
    build.add_argument("--out", metavar="DIR", default="build/frames", help="where the frames go (build/frames)")
    build.add_argument("--format", choices=("csv", "parquet"), default="csv", help="parquet needs pyarrow (csv)")
    build.add_argument("--jobs", metavar="N", type=_positive, help="processes to read with (every core)")
    rerun.add_argument("--out", metavar="DIR", default="build/rerun", help="where it all goes (build/rerun)")
    rerun.add_argument("-p", dest="parameters", metavar="NAME=VALUE", type=_parameter, action="append",
                       default=[], help="a parameter of the notebooks; may be repeated")  # fmt: skip
    rerun.add_argument("--only", metavar="NAME", action="append", default=[],
                       help="a notebook, by the start of its name; may be repeated (all)")  # fmt: skip
    rerun.add_argument("--jobs", metavar="N", type=_positive, help="notebooks to run at a time (every core)")
    rerun.add_argument("--timeout", metavar="SECONDS", type=_positive, default=300, help="for one cell (300)")
    for sub in (rerun, check):
        sub.add_argument("--notebooks", metavar="DIR", default="notebooks", help="the notebooks (notebooks)")
    quote.add_argument("claim", metavar="CLAIM", nargs="+", help="an id as printed by a panel")
    for sub in (check, quote):
        sub.add_argument("--frames", metavar="DIR", default="build/frames", help="the frames (build/frames)")
    return parser


def _positive(written: str) -> int:
    if not written.isdecimal() or not int(written):
        raise argparse.ArgumentTypeError(f"{written!r} is not a whole number of 1 or more")
    return int(written)


def _parameter(written: str) -> tuple[str, Any]:
    name, sign, value = written.partition("=")
    if not sign or not name.isidentifier():
        raise argparse.ArgumentTypeError(f"{written!r} is not NAME=VALUE")
    try:
        return name, ast.literal_eval(value)
    except (ValueError, SyntaxError, MemoryError, RecursionError):
        return name, value


def _build(args: argparse.Namespace) -> None:
    from datakit.build import build, report

    made = build(args.seeds, args.out, vocabulary=args.vocabulary, raw=args.raw, jobs=args.jobs, format=args.format)
    print(report(made))


def _rerun(args: argparse.Namespace) -> None:
    from datakit.rerun import rerun

    elsewhere = os.path.realpath(args.seeds) != os.path.realpath("seeds")
    expected = bool(args.parameters or args.vocabulary or args.raw or elsewhere)  # that outputs differ from the saved
    lines, moved = rerun(
        Path(args.notebooks), Path(args.out), dict(args.parameters), seeds=args.seeds, vocabulary=args.vocabulary,
        raw=args.raw, only=args.only, jobs=args.jobs, timeout=args.timeout, expected=expected,
    )  # fmt: skip
    print("\n".join(map(shown, lines)))
    if moved:
        raise WorkFailed(f"{moved}; the receipt is {Path(args.out) / 'receipt.json'}.")


def _check(args: argparse.Namespace) -> None:
    from datakit.check import findings

    found = findings(args.seeds, Path(args.frames), Path(args.notebooks), args.vocabulary, args.raw)
    print("\n".join(map(shown, found)) or "Articles, frames and notebooks are in step.")
    if found:
        raise WorkFailed(f"{len(found)} {'thing is' if len(found) == 1 else 'things are'} out of step.")


def _dictionary(args: argparse.Namespace) -> None:
    from datakit.describe import dictionary

    print(dictionary(), end="")


def _quote(args: argparse.Namespace) -> None:
    from datakit import frames, quote

    loaded = frames.load(args.frames)
    bold = sys.stdout.isatty() and "NO_COLOR" not in os.environ
    print(quote.quoted(loaded, quote.find(loaded, " ".join(args.claim)), bold))
