"""What `read` promises whatever the text: rows that stand in it, always the same, in time, and no word from a clock."""

import ast
import time
from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from making import ARTICLES, ROOT

from datakit.frames.schema import FRAMES, READ
from datakit.frames.store import cell
from datakit.reading import read

PIECES = st.sampled_from(
    "over nearly 12 3,400 5.6 7% $ ¥ HK$ billion trillion -fold x – to and between half a third quarter Q1 FY2026 2024 May Alibaba DeepSeek Qwen3 ’s ( ) [para. 1] . , ; : — \n - • its the company "
    "invested in led by talks tokens chips daily users largest ahead of \u202e \x00 <script> 1e400 99999999999999999999999 million-million İ ß".split(" ")
)  # fmt: skip
TEXTS = st.one_of(st.text(max_size=300), *(st.lists(PIECES, max_size=60).map(joint.join) for joint in (" ", "")))


@settings(max_examples=150, deadline=None)
@given(TEXTS, st.none() | st.dates(date(1990, 1, 1), date(2049, 12, 31)))
@example("31 June 2025, 30 February and 99 Q9", None)
@example("1" * 5000, None)
@example("(" * 3000 + "5%" + ")" * 3000, None)
def test_no_text_breaks_the_reader_and_every_row_stands_in_it(text, published):
    found = read(text, published=published)
    assert found == read(text, published=published)
    for name, rows in found._asdict().items():
        assert [row["start"] for row in rows] == sorted(row["start"] for row in rows)
        for row in rows:
            assert text[row["start"] : row["end"]] == row["quote"] != ""
            if "sentence" in row:
                assert text.startswith(row["sentence"], row["sentence_start"])
            for column in FRAMES[name].columns:
                value = row.get(column.name)
                assert value is None or not column.allowed or value in column.allowed, column.name
                assert isinstance(cell(value, column.kind), str)
    for row in found.claims:
        bounds = [number for number in (row["low"], row["value"], row["high"]) if number is not None]
        assert bounds == sorted(bounds)
        assert not (row["period_start"] and row["period_end"]) or row["period_start"] <= row["period_end"]
        assert all(holds(row) for says, holds in FRAMES["claims"].rules if "hedge" in says)


NEWS = "\n\n".join(path.read_bytes().decode() for path in sorted(ARTICLES.glob("*.txt"))[:6])


@pytest.mark.parametrize(
    "text", [NEWS, "(5% " * 400, "Acme, " * 1000, "over " * 2000 + "5", "1,234 " * 400, "in May 2024 " * 800]
)
def test_time_grows_in_proportion_to_length(text):
    def seconds(copies):
        began = time.process_time()
        read(text * copies)
        return time.process_time() - began

    read(text[:1000])
    assert min(seconds(4) for _ in range(2)) < 6.5 * max(
        seconds(1), 0.05
    )  # in proportion it is 4 times, all pairs would be 16


def test_what_is_read_first_is_what_comes_later_rests_on():
    """Numbers and names make claims, a claim is a deal's sum, a date makes a clause an event."""
    text = "Baidu invested $300 million in Zhipu AI in May 2024, outpacing Tencent."
    found = read(text)
    assert [name for name, rows in found._asdict().items() if rows] == list(READ)
    (claim,), (deal,), *_ = found
    assert (claim["value"], deal["amount_low"], deal["currency"]) == (3e8, 3e8, claim["unit"])
    assert deal["period_start"] == found.events[0]["date_start"] == "2024-05-01"


ARTICLE = """Baidu bets 5 billion yuan on chips

Baidu said that it would spend 6 billion yuan on chips.

In brief
- Baidu held 7,000 chips.

Key takeaways
- Baidu held 8,000 chips.

Glossary
- Zhipu AI: A firm with 400 employees.

Timeline
- May 2024: Baidu held 9,000 chips.

What comes next
Baidu has 10,000 chips in use, and much work ahead of it.
"""


def test_the_section_that_a_number_stands_in():
    assert [(row["value"], row["section"]) for row in read(ARTICLE).claims] == [
        (5e9, "headline"), (6e9, "lead"), (7000, "digest"), (8000, "takeaways"), (400, "notes"), (9000, "timeline"), (1e4, "body")]  # fmt: skip


def test_without_a_date_to_count_from_nothing_is_dated():
    (claim,) = read("Baidu had 300 chips in June.").claims
    assert (claim["period_start"], claim["period_end"]) == (None, None)
    (claim,) = read("Baidu had 300 chips in June.", published=date(2019, 8, 1)).claims
    assert claim["period_start"] == "2019-06-01"


def test_no_result_hangs_on_a_clock():
    files = [*(ROOT / "datakit" / "reading").glob("*.py"), *(ROOT / "datakit" / "frames").glob("*.py")]
    files += [ROOT / "datakit" / f"{name}.py" for name in ("build", "corpus", "review", "codings")]
    for file in files:
        names = {
            node.attr
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
            if isinstance(node, ast.Attribute)
        }
        assert not names & {"today", "now", "utcnow", "time", "st_mtime"}, file
