"""Numbers in the News: articles to tidy frames in which every number keeps the sentence it came from."""

from datakit.frames import load

__all__ = ["load"]
__version__ = "0.1.0"
