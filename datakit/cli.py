"""From articles to tidy tables in which every number keeps the sentence it came from.

  datakit build                     read the articles in seeds/ and write build/frames/
  datakit quote caixin:1032         show one claim in its sentence
  datakit check                     are articles, frames and notebooks in step?
  datakit rerun                     build, run every notebook, write pages and a receipt
  datakit dictionary                what every column means

Exit codes: 0 done, 1 the work failed, 2 bad arguments or input, 130 interrupted.
"""

from __future__ import annotations

import argparse
import ast
import os
import sys
from collections.abc import Sequence
from inspect import getdoc
from pathlib import Path
from typing import Any

from datakit import __version__
from datakit.errors import DatakitError, WorkFailed, shown


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
        return 130
    except BrokenPipeError:  # the reader of our output went away (`datakit dictionary | head`)
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 141
    except OSError as error:
        print(f"datakit: {shown(error.filename or 'a file')}: {error.strerror or error}.", file=sys.stderr)
        return 1
    return 0


# Each command's docstring is what its --help prints.


def build(args: argparse.Namespace) -> None:
    """Reads every .txt file of the articles' folder and writes the frames as tables, with a datapackage.json that
    describes them. `datakit dictionary` says what each holds. The new frames take the place of the old ones in
    one step: a build that fails or is stopped leaves the old ones.

      datakit build                                       the project's own articles
      datakit build --seeds ~/articles --out ~/frames     your own: UTF-8 .txt files, no manifest needed
      datakit build --vocabulary mine.toml                with names, units and metrics of your own
      datakit build --raw                                 the bare reading, without seeds/review.csv

    A file that is not an article is skipped with a warning. With a sources.toml beside the articles, every file
    must be listed there. A vocabulary.toml beside them counts where no other is named. Decisions in review.csv that no longer fit the text or the reading stop the
    build.
    """
    from datakit import build

    options = {name: getattr(args, name) for name in ("vocabulary", "raw", "jobs")}
    print(build.report(build.build(args.seeds, args.out, **options)))


def rerun(args: argparse.Namespace) -> None:
    """Builds the frames, runs every notebook on them, each in a process of its own, and writes to the output folder
    the notebooks as run, a page of each that needs no network, and receipt.json: parameters, hashes of articles
    and frames, versions, which outputs differ from those saved in the notebooks, and which sentences of the prose
    no longer say what the frames and the outputs say. The folder is replaced in one step: a run that is stopped, or
    whose input is wrong, leaves the old one.

      datakit rerun                                       exit code 0, or 1 if anything differs
      datakit rerun --seeds ~/articles --out ~/rerun      your own articles: the notebook for any folder runs on them
      datakit rerun --only 03                             the notebooks whose names begin with 03
      datakit rerun -p rate=7.1                           yuan per dollar: your assumption beside the articles' rate
      datakit rerun -p NAME=VALUE                         any other name that a notebook's parameters cell sets

    VALUE is a Python literal (7.1, True, [1, 2]) or else text. Differences are expected when -p, --seeds,
    --vocabulary or --raw is given, and then they are listed but are no failure. A notebook that fails or hangs
    is named with its cell. Where the folder holds none of the articles that the notebooks cite, those are left out.
    """
    from datakit.rerun import rerun

    elsewhere = os.path.realpath(args.seeds) != os.path.realpath("seeds")
    expected = bool(args.parameters or args.vocabulary or args.raw or elsewhere)  # that outputs differ from the saved
    options = {name: getattr(args, name) for name in ("seeds", "vocabulary", "raw", "only", "timeout")}
    lines, why = rerun(Path(args.notebooks), Path(args.out), dict(args.parameters), expected=expected, **options)
    print("\n".join(map(shown, lines)))
    if why:
        raise WorkFailed(f"{why}; the receipt is {Path(args.out) / 'receipt.json'}.")


def check(args: argparse.Namespace) -> None:
    """Says what is out of step, one line each, and exits with 1; or says that nothing is, and exits with 0:
    articles against sources.toml; frames against their schema and against what a build would make now; notebooks
    saved with a cell that was not run, or run out of order, or with an error.

      datakit check
      datakit check --seeds ~/articles --frames ~/frames
    """
    from datakit.check import findings

    found = findings(args.seeds, Path(args.frames), Path(args.notebooks), args.vocabulary, args.raw)
    print("\n".join(map(shown, found)) or "Articles, frames and notebooks are in step.")
    if found:
        raise WorkFailed(f"{len(found)} {'thing is' if len(found) == 1 else 'things are'} out of step.")


def quote(args: argparse.Namespace) -> None:
    """Shows a claim in its sentence, with its article and every field that is known.

    CLAIM is an id as in the column `claim` of claims.csv: the article's key (or the start of it, if no other begins
    so) and the place. The ids of other frames are taken with 'investment', 'event' or 'comparison' before them.

      datakit quote caixin:1032
      datakit quote investment caixin:9527
    """
    from datakit import frames, quote

    print(quote.quoted(frames.load(args.frames), " ".join(args.claim)))


def dictionary(args: argparse.Namespace) -> None:
    """Prints the data dictionary."""
    from datakit.frames.store import dictionary

    print(dictionary(), end="")


def _parser() -> argparse.ArgumentParser:
    look = {"formatter_class": argparse.RawDescriptionHelpFormatter}
    parser = argparse.ArgumentParser("datakit", description=__doc__, **look)
    parser.add_argument("--version", action="version", version=f"datakit {__version__}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for run, help, options in COMMANDS:
        command = commands.add_parser(run.__name__, help=help, description=getdoc(run), **look)
        for option in options.split():
            command.add_argument(option, **OPTIONS[option])
        command.set_defaults(run=run, out="build/rerun" if run is rerun else "build/frames")
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


COMMANDS = (
    (build, "articles -> frames (CSV and datapackage.json)", "--seeds --out --vocabulary --raw --jobs"),
    (rerun, "build, run every notebook, write pages and a receipt",
     "--seeds --out --vocabulary --raw -p --only --timeout --notebooks"),
    (check, "are articles, frames and notebooks in step? what changed?",
     "--seeds --frames --vocabulary --raw --notebooks"),
    (quote, "one claim in its sentence", "claim --frames"),
    (dictionary, "what every column means, as Markdown", ""),
)  # fmt: skip
OPTIONS: dict[str, dict[str, Any]] = {
    "--seeds": {"metavar": "DIR", "default": "seeds", "help": "the folder of articles (seeds)"},
    "--out": {"metavar": "DIR", "help": "where it goes (build/frames; a rerun: build/rerun)"},
    "--frames": {"metavar": "DIR", "default": "build/frames", "help": "the frames (build/frames)"},
    "--notebooks": {"metavar": "DIR", "default": "notebooks", "help": "the notebooks (notebooks)"},
    "--vocabulary": {"metavar": "FILE", "help": "a TOML file of words, added to the packaged one"},
    "--raw": {"action": "store_true", "help": "leave out what a person decided (review.csv)"},
    "--jobs": {"metavar": "N", "type": _positive, "help": "how many articles to read at a time (one a core)"},
    "claim": {"metavar": "CLAIM", "nargs": "+", "help": "an id, such as caixin:1032"},
    "--timeout": {"metavar": "SECONDS", "type": _positive, "default": 300, "help": "for one cell (300)"},
    "--only": {"metavar": "NAME", "action": "append", "default": [],
               "help": "a notebook, by the start of its name; may be repeated (all)"},
    "-p": {"metavar": "NAME=VALUE", "dest": "parameters", "type": _parameter, "action": "append", "default": [],
           "help": "a parameter of the notebooks; may be repeated"},
}  # fmt: skip
