"""How fast reading is, beside quantulum3 in one run: read the ratios, not the seconds."""

from __future__ import annotations

from pathlib import Path

import pytest

from datakit.reading import read

ROOT = Path(__file__).parent.parent
TEXT = "\n\n".join(path.read_bytes().decode() for path in sorted((ROOT / "seeds").glob("*.txt")))


@pytest.mark.benchmark(group="the five articles as one text")
def test_datakit_reads(benchmark):
    benchmark.extra_info["bytes"] = len(TEXT.encode())
    assert benchmark(read, TEXT).claims


@pytest.mark.benchmark(group="the five articles as one text")
def test_quantulum3_reads(benchmark):
    parser = pytest.importorskip("quantulum3.parser", reason="run it with make bench")
    assert benchmark.pedantic(parser.parse, (TEXT,), rounds=1)


@pytest.mark.benchmark(group="a text twice as long")
@pytest.mark.parametrize("times", [4, 8])
def test_time_grows_with_length(benchmark, times):
    assert benchmark.pedantic(read, (TEXT * times,), rounds=3).claims
