"""The frames as built and loaded: as their schema says, tied together, and counting nothing twice."""

import hashlib
import json
import re
from datetime import date

import pandas as pd
import pandera.pandas as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from making import ROOT, SEEDS, folder, frames_of

import datakit
from datakit import build
from datakit.bounds import is_money
from datakit.errors import DatakitError
from datakit.frames import FRAMES, frame, load, spec
from datakit.frames.store import DTYPES, dictionary
from datakit.labels import WHEN_HOWS

TOPICS = ("compute", "capex", "market_share")
GROUP = ["entity", "unit", "kind", "status"]


def schema(name: str) -> pa.DataFrameSchema:
    """A frame's specification as pandera understands it."""
    columns = {
        c.name: pa.Column(
            DTYPES.get(c.kind, "str"),
            pa.Check.isin(c.allowed) if c.allowed else None,
            nullable=not c.required,
            unique=c.name == spec(name).key,
        )
        for c in spec(name).columns
    }

    def rule(holds):
        return pa.Check(lambda df: pd.Series([holds(row) for row in df.to_dict("records")], df.index, dtype=bool))

    return pa.DataFrameSchema(columns, [rule(holds) for _, holds in spec(name).rules], strict=True, ordered=True)


# --- what is in them


def test_every_frame_is_as_its_schema_says(frames):
    assert list(frames) == list(FRAMES)
    for name in FRAMES:
        schema(name).validate(frames[name], lazy=True)
    with pytest.raises(AttributeError, match="There is no frame 'claim'"):
        _ = frames.claim


@pytest.mark.parametrize(
    ("column", "wrong"),
    [("topic", "chips"), ("claim", None), ("end", 0), ("low", 9.0), ("high", 3.0), ("high", 7.0), ("hedge", "over"), ("period_end", pd.Timestamp(0))],
)  # fmt: skip
def test_the_schema_sees_a_fault(course, column, wrong):
    claims = course.claims.head(3).copy()
    claims.loc[2, ["value", "low", "high", "hedge"]] = [5.0, 5.0, 5.0, "none"]
    claims.loc[2, "period_start"] = pd.Timestamp("2024-01-01")
    schema("claims").validate(claims)
    claims.loc[2, column] = claims.loc[1, column] if wrong is None else wrong
    with pytest.raises(pa.errors.SchemaError):
        schema("claims").validate(claims)


def test_every_quote_stands_at_its_place(course):
    texts = {path.name: path.read_bytes().decode() for path in SEEDS.glob("*.txt")}
    for name in ("claims", "investments", "events", "comparisons", "codings"):
        for row in course[name].to_dict("records"):
            assert texts[row["source"]][row["start"] : row["end"]] == row["quote"]
            if at := row.get("sentence_start"):
                assert texts[row["source"]].startswith(row["sentence"], at)
                assert at <= row["start"] < row["end"] <= at + len(row["sentence"])
    for row in course.paragraphs.itertuples():
        assert texts[row.source][row.start : row.end] == row.text


def test_the_long_tables_join_and_no_cell_holds_two_ids(frames):
    said = frames.fact_claims.merge(frames.claims, on="claim").merge(frames.facts, on="fact", suffixes=("", "_fact"))
    assert len(said) == len(frames.fact_claims) == (~frames.claims.aside).sum()
    assert not said.aside.any()
    assert (said.groupby("fact").size() == frames.facts.set_index("fact").mentions.sort_index()).all()
    for column, counted in (("source", "sources"), ("origin", "origins")):
        number = said.merge(frames.sources[["source", "origin"]], on="source").groupby("fact")[column].nunique()
        assert (number == frames.facts.set_index("fact")[counted].sort_index()).all()
    ids = {"claim": set(frames.claims.claim), "event": set(frames.events.event)}
    assert all(row.statement in ids[row.kind] for row in frames.conflict_sides.itertuples())
    for side in ("left", "right"):
        sides = frames.conflict_sides[frames.conflict_sides.side == side]
        first = sides.drop_duplicates("conflict").set_index("conflict").statement
        assert frames.conflicts[side].dropna().tolist() == first.reindex(frames.conflicts.conflict).dropna().tolist()
    known = ids["claim"] | ids["event"] | set(frames.investments.investment)
    for name, table in frames.items():
        for column in table.select_dtypes("str"):
            cells = table[column].dropna()
            assert not any(len(known & set(re.split("[;,] ", cell))) > 1 for cell in cells), (name, column)


def test_what_a_fact_says_is_allowed_by_all_who_say_it(frames):
    said = frames.fact_claims.merge(frames.claims, on="claim").merge(frames.facts, on="fact", suffixes=("_claim", ""))
    assert ((said.low_claim <= said.low) | said.low_claim.isna()).all()
    assert ((said.high_claim >= said.high) | said.high_claim.isna()).all()
    for column in ("unit", "direction", "family", "metric"):
        of = said[said.topic != "capex"] if column == "metric" else said
        assert (of[column] == of[f"{column}_claim"]).where(of[column].notna(), True).all()


# --- nothing twice


def test_a_sum_by_entity_unit_kind_and_status_counts_nothing_twice(frames):
    assert frames.fact_claims.claim.is_unique
    for name in TOPICS:
        table = frames[name]
        assert table.fact.is_unique
        assert set(table.fact) <= set(frames.facts.fact)
        assert not table.unit.isin(["money"]).any()  # a sum told in two currencies is in two groups
        alike = [*GROUP, *{"compute": ["origin", "metric"], "market_share": ["metric"]}.get(name, [])]
        alike += ["value", "hedge", "when_start", "when_end"]
        again = table[table.value.notna() & table.duplicated(alike, keep=False)]
        assert again.empty, again[["fact", *alike]].to_string()
    spent = frames.capex[frames.capex.unit.map(is_money)]
    days = (spent.period_end - spent.period_start).dt.days + 1
    assert days[spent.kind == "quarter"].dropna().le(95).all()
    assert days[spent.kind == "year"].between(360, 370).all()
    assert not (spent.kind.eq("pledge") & spent.status.isin(["actual", "claimed"])).any()


def test_the_five_articles_capex_adds_up_to_what_they_say(course):
    sums = course.capex[course.capex.unit.isin(["CNY", "USD"])].groupby(GROUP).value.sum()
    assert sums.to_dict() == {
        ("Alibaba", "CNY", "pledge", "pledged"): 380e9,
        ("Alibaba", "USD", "pledge", "pledged"): 52.9e9,
        ("Alibaba", "CNY", "quarter", "actual"): 24.6e9,
        ("Tencent", "CNY", "quarter", "actual"): 39e9,
    }
    pledge = course.capex.set_index("fact").loc["caixin:1032"]
    assert (pledge.years, pledge.mentions, pledge.sources, pledge.label, pledge.says) == (
        3, 4, 1, "Alibaba: capex pledged", "380 billion yuan")  # fmt: skip
    assert course.capex[course.capex.reported].fact.tolist() == ["caixin:14847"]  # a quarter's sum, dated by its report


CAPEX = """Acme will invest at least 60 billion yuan in data centers over the next three years, 16 billion yuan of it in 2026.
Bolt earmarked 160 billion yuan for capital expenditure in 2026, of which 85 billion yuan is for chips.
Acme's capital expenditure was 9 billion yuan in the second quarter of 2025. Acme's capital expenditure topped 30 billion yuan over the past four quarters.
Acme's capital expenditure was 20 billion yuan ($2.8 billion) in 2024. Acme spent 20 billion yuan on capital expenditure in 2024.
Acme's app has millions of users. Acme's app had 4 million users in March 2025.
"""  # fmt: skip


def test_parts_of_a_sum_are_another_kind_and_a_plural_is_its_number(tmp_path):
    words = '[company]\nAcme = {}\nBolt = {}\n[product]\n"Acme\'s app" = { parent = "Acme" }'
    found = frames_of(tmp_path, {"a": CAPEX}, words, a={"published": date(2025, 9, 1)})
    rows = found.capex[found.capex.unit == "CNY"]
    assert sorted(zip(rows.entity, rows.value, rows.kind, rows.mentions, strict=True)) == [
        ("Acme", 9e9, "quarter", 1), ("Acme", 16e9, "part", 1), ("Acme", 20e9, "year", 2), ("Acme", 30e9, "other", 1),
        ("Acme", 60e9, "pledge", 1), ("Bolt", 85e9, "part", 1), ("Bolt", 160e9, "pledge", 1)]  # fmt: skip
    assert found.market_share[["value", "mentions"]].to_numpy().tolist() == [[4e6, 2]]


# --- deals and dates


def test_a_deal_is_an_investor_an_investee_and_a_round(frames):
    deals = frames.deals
    assert not deals.duplicated(["investor", "investee", "round"]).any()
    said = frames.investments.dropna(subset=["deal"]).merge(deals, on="deal", suffixes=("_said", ""))
    assert (said.groupby("deal").size() == deals.set_index("deal").mentions.sort_index()).all()
    assert (
        set(frames.investments[frames.investments.deal.isna()].dropna(subset=["investor", "investee"]).index) == set()
    )


def test_a_deal_takes_sum_and_date_from_what_is_as_firm_as_it_is(tmp_path):
    words = '[company]\nAcme = {}\nBolt = {}\nCork = {}\n[division]\n"Acme Cloud" = { parent = "Acme" }'
    texts = {"a": "Acme Cloud invested in Bolt in 2023. Acme is in talks to invest $200 million in Bolt at a valuation of $3 billion.",
             "b": "Bolt raised $90 million from Acme and Cork in a Series B round in March 2025."}  # fmt: skip
    days = {"a": {"published": date(2025, 6, 1)}, "b": {"published": date(2025, 5, 1), "derived_from": "a wire"}}
    found = frames_of(tmp_path, texts, words, **days).deals.set_index("deal")
    assert found[["investor", "through", "status", "done", "amount_low", "amount_of"]].fillna("").to_numpy().tolist() == [
        ["Acme", "Acme Cloud", "invested", True, 9e7, "round"], ["Cork", "", "invested", True, 9e7, "round"]]  # fmt: skip
    assert found.valuation.isna().all()
    assert (found.loc["a:0", "when_start"], found.loc["a:0", "mentions"]) == (pd.Timestamp("2023-01-01"), 3)


WHEN = {"stated": "Acme had 10,000 chips in May 2024.", "heading": "May 2024:\n- Acme had 10,000 chips.",
        "published": "Acme had 10,000 chips.", "article's year": "Acme had 10,000 chips.", "unknown": "Acme had 10,000 chips.",
        "settled": "Acme had 10,000 chips in May 2023."}  # fmt: skip
KNOWN = {"published": {"published": date(2024, 5, 20)}, "article's year": {"year": 2024}}
DRAWN = {
    "published": ("2024-01-01", "2024-05-20"),
    "article's year": ("2024-01-01", "2024-12-31"),
    "unknown": ("NaT", "NaT"),
}


@pytest.mark.parametrize("how", WHEN_HOWS)
def test_when_and_how_it_is_known(tmp_path, how):
    seeds = folder(tmp_path / "seeds", {"a": WHEN[how]}, a=KNOWN.get(how, {}))
    if how == "settled":
        columns = "frame,source,start,quote,action,field,from,to,why,rule"
        line = 'claims,a.txt,9,"10,000",settle,,2023-05-01/2023-05-31,2024-05-01/2024-05-31,a slip,none'
        (seeds / "review.csv").write_text(f"{columns}\n{line}\n")
    found = load(build.build(seeds, tmp_path / "frames").folder)
    for row in (found.claims.iloc[0], found.facts.iloc[0], found.compute.iloc[0]):
        assert row.when_how == how
        assert (str(row.when_start)[:10], str(row.when_end)[:10]) == DRAWN.get(how, ("2024-05-01", "2024-05-31"))
        assert str(row.period_start)[:4] == {"settled": "2023", "stated": "2024", "heading": "2024"}.get(how, "NaT")


def test_by_and_since_are_bounds_and_not_days(tmp_path):
    text = "By March 2024, Acme had shipped 4,000 chips. Acme has sold robots since April 2024."
    found = frames_of(tmp_path, {"a": text}, "[company]\nAcme = {}")
    (row,) = found.claims.itertuples()
    assert (row.when_start, row.when_end) == (pd.NaT, pd.Timestamp("2024-03-31"))
    assert found.events[found.events.bound == "since"].when_end.isna().all()


def test_whose_family_a_longer_name_is(tmp_path):
    words = '[company]\nAcme = {}\n[division]\n"Acme Cloud" = { parent = "Acme" }'
    text = "Acme's Hill Data Center runs on over 50 percent clean energy. Acme Cloud’s Delta facility cut energy use by 20%."
    found = frames_of(tmp_path, {"a": text}, words).claims
    assert len(found) == 2
    assert found.entity.str.contains("Data Center|Delta").all()
    assert found.family.tolist() == ["Acme", "Acme"]


# --- the three questions, each one expression, as the README shows them


def answer(question: str, frames):
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    return eval(re.search(rf"^# {question}.*\n((?:(?!#|```).+\n)+)", text, re.M)[1], {"frames": frames})


def test_which_chip_counts_are_lower_bounds(course):
    found = answer("Which chip counts", course)
    assert found.to_numpy().tolist() == [["Alibaba Cloud", "Nvidia", 230_000, "more than 230,000 chips"]]
    (perhaps,) = course.compute.query("hedge_scope == 'perhaps'").itertuples()
    assert (perhaps.origin, perhaps.low, perhaps.high) == ("domestic", 450_000, 450_000)


def test_who_backs_start_ups_that_both_alibaba_and_tencent_back(course):
    found = answer("Who backs", course)
    assert found.index.tolist() == ["Baichuan", "MiniMax", "Moonshot", "Zhipu AI"]
    assert all(backers == {"Alibaba", "Tencent"} for backers in found)
    assert set(course.deals.query("not done").investee) == {"DeepSeek"}


def test_tokens_a_day_over_time(course):
    found = answer("Tokens a day", course).astype({"when_start": "str", "when_end": "str"})
    assert found.drop(columns="high").to_numpy().tolist() == [
        ["Doubao", 1.647e13, "2025-05-21", "2025-05-31", "settled"],
        ["ByteDance", 1.2e14, "2026-01-01", "2026-12-31", "article's year"],
    ]
    assert found.high.isna().tolist() == [False, True]


# --- on disk


def bytes_of(place):
    return {path.name: path.read_bytes() for path in sorted(place.iterdir())}


def test_the_same_articles_give_the_same_bytes_in_one_process_or_many(tmp_path, monkeypatch):
    text = (SEEDS / "001_918a67af29330529.txt").read_bytes().decode()
    many = folder(tmp_path / "many", {f"{number:02}": text for number in range(20)})
    (many / "04.txt").write_bytes(b"\xff")
    one = build.build(many, tmp_path / "one", jobs=1)
    monkeypatch.setattr(build, "ALONE", 0)
    two = build.build(many, tmp_path / "two", jobs=2)
    assert bytes_of(one.folder) == bytes_of(two.folder)
    assert one.skipped == two.skipped == 1


def test_a_build_of_the_course_again_gives_the_same_bytes(frames_folder, tmp_path):
    assert bytes_of(build.build(SEEDS, tmp_path / "again").folder) == bytes_of(frames_folder)


TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"])) | st.sampled_from(["NA", "nan", '"a", \nb', "None", "1"])
NUMBER = st.floats(allow_nan=False, allow_infinity=False)
CELLS = {
    "text": TEXT,
    "number": NUMBER,
    "integer": st.integers(-(2**53), 2**53),
    "boolean": st.booleans(),
    "date": st.dates(),
}


@given(st.lists(st.fixed_dictionaries({c.name: CELLS[c.kind] for c in spec("claims").columns}), max_size=3))
def test_cells_come_back_as_they_were(rows):
    back = frame(rows, "claims").to_dict("records")
    for row, read in zip(rows, back, strict=True):
        for name, value in row.items():
            empty = value == ""
            assert (
                read[name] != read[name]
                if empty
                else read[name] == (pd.Timestamp(value) if isinstance(value, date) else value)
            )


def test_the_package_describes_the_files_and_is_valid(frames_folder, tmp_path):
    frictionless = pytest.importorskip("frictionless")
    report = frictionless.validate(str(frames_folder / "datapackage.json"))
    assert report.valid, report.flatten(["title", "note"])
    package = json.loads((frames_folder / "datapackage.json").read_text())
    for resource in package["resources"]:
        assert (
            resource["hash"] == "sha256:" + hashlib.sha256((frames_folder / resource["path"]).read_bytes()).hexdigest()
        )
        assert all(field["description"] for field in resource["schema"]["fields"])
    for name, data in bytes_of(frames_folder).items():
        (tmp_path / name).write_bytes(data.replace(b",compute,", b",komputer,") if name == "claims.csv" else data)
    assert not frictionless.validate(str(tmp_path / "datapackage.json")).valid


def test_the_dictionary_page_is_the_printed_one():
    assert (ROOT / "docs" / "data-dictionary.md").read_text(encoding="utf-8") == dictionary()


def test_a_folder_without_frames_is_one_sentence(tmp_path, frames_folder):
    with pytest.raises(DatakitError, match=r"There are no frames in .*run `datakit build`"):
        datakit.load(tmp_path)
    for name, data in bytes_of(frames_folder).items():
        (tmp_path / name).write_bytes(data)
    (tmp_path / "facts.csv").write_text("fact,other\n")
    with pytest.raises(DatakitError, match=r"facts\.csv is no facts of this datakit \(other columns\)"):
        datakit.load(tmp_path)
    (tmp_path / "facts.csv").unlink()
    with pytest.raises(DatakitError, match=r"facts\.csv is no facts of this datakit \(No such file"):
        datakit.load(tmp_path)
