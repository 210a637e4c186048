"""The frames: what they hold (schema), on disk (store), and what is derived from what was read (derive, facts, conflicts)."""

from datakit.frames.schema import FRAMES, READ, spec
from datakit.frames.store import Frames, frame, load

__all__ = ["FRAMES", "READ", "Frames", "frame", "load", "spec"]
