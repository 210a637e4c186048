"""Numbers in the News: articles to tidy frames in which every number keeps the sentence it came from."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from datakit.frames import Frames

__version__ = "0.1.0"


def load(folder: str = "build/frames", as_of: str | date | None = None) -> Frames:
    """The frames that `datakit build` wrote to `folder`, typed; see `datakit.frames.load`."""
    from datakit.frames import load as load_frames  # pandas is imported only when frames are

    return load_frames(folder, as_of)
