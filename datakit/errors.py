"""How datakit gives up and how it warns: one clear sentence, safe on any terminal."""

from __future__ import annotations

import re
import sys

# Control characters, the marks that turn the direction of writing, and halves of characters: from an article
# or a file name they could move the cursor, hide text or end the program that prints them.
UNSAFE = re.compile("[\\x00-\\x1f\\x7f-\\x9f\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u2069\\ufeff\\ud800-\\udfff]")


class DatakitError(Exception):
    """The input or the arguments are wrong; the command line prints the sentence and exits with `code`, 2."""

    code = 2

    def _render_traceback_(self) -> list[str]:
        return [str(self)]  # in a notebook: the sentence, without the stack of calls above it


class WorkFailed(DatakitError):
    """The input was right, but the work could not be done or something moved; exit code 1."""

    code = 1


def shown(text: object) -> str:
    """`text` on one line with nothing in it that a terminal would act on."""
    return UNSAFE.sub(lambda m: " " if m[0] in "\t\n\r" else f"\\u{ord(m[0]):04x}", str(text))


def warn(message: str) -> None:
    """One line on standard error."""
    print(f"datakit: {shown(message)}", file=sys.stderr)
