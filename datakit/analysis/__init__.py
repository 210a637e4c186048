"""Analysis: pure functions from frames to frames or numbers. Nothing draws, reads files or keeps state."""
