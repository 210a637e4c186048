"""Facts and conflicts: what must be found on the labelled rows, and what must never be."""

import time

import gold_frames
import pandas as pd
import pytest

from datakit.analysis import disagreement
from datakit.analysis.disagreement import conflicts, span_words
from datakit.analysis.facts import facts
from datakit.analysis.terms import Terms
from datakit.errors import DatakitError
from datakit.frames import FRAMES
from datakit.reading import Vocabulary

TERMS = gold_frames.TERMS
CLAIM = {
    "start": 0,
    "hedge": "none",
    "object": "users",
    "status": "actual",
    "topic": "users",
    "unit": "users",
    "metric": "app_users",
}
EVENT = {"start": 0, "bound": "in"}


def day(text: str) -> float:
    return (pd.Timestamp(text) - pd.Timestamp(0)).days


def claim(source: str, entity: str, quote: str, value: float, period: tuple = (None, None), **other) -> dict:
    row = {"source": source, "entity": entity, "quote": quote, "value": value, "low": value, "high": value}
    row |= {
        "sentence": f"{source} {quote}",
        "end": len(quote),
        "period_start": period[0],
        "period_end": period[1],
    }
    return CLAIM | row | other


def event(source: str, quote: str, action: str | None, names: list[str], first: str, last: str, **other) -> dict:
    row = {"source": source, "quote": quote, "action": action, "entities": "; ".join(names), "date_text": first}
    return EVENT | row | {"end": len(quote), "date_start": first, "date_end": last} | other


def framed(rows: tuple | list, name: str = "claim") -> pd.DataFrame:
    return gold_frames.with_ids(pd.DataFrame(rows), name)


NO_CLAIMS, NO_EVENTS = gold_frames.claims().iloc[:0], gold_frames.events().iloc[:0]


def of_claims(*rows: dict) -> pd.DataFrame:
    return conflicts(framed(rows), NO_EVENTS, TERMS)


def of_events(*rows: dict, terms: Terms = TERMS) -> pd.DataFrame:
    return conflicts(NO_CLAIMS, framed(rows, "event"), terms)


@pytest.fixture(scope="module")
def found() -> pd.DataFrame:
    return conflicts(gold_frames.claims(), gold_frames.events(), TERMS)


def quotes(found: pd.DataFrame) -> list[tuple[str, str, str]]:
    """Each conflict as (metric or action, words on the left, words on the right), whatever the article."""
    claims, events = gold_frames.claims(), gold_frames.events()
    said = dict(zip(claims["claim"], claims["quote"], strict=True))
    told = dict(zip(events["event"], events["quote"], strict=True))
    names = {"claim": said, "event": told}
    return [(r.metric, names[r.kind][r.left], names[r.kind][r.right]) for r in found.itertuples()]


HARD = [
    ("rise", "rapid rise in early 2024", "gained prominence in early 2025"),  # K1
    ("rise", "rapid rise in early 2024", "watched in February"),  # K1
    ("model_variants", "over 100,000", "passed 100,000"),  # K2
    ("daily_tokens", "16.47 trillion", "16.47 trillion"),  # K3
    ("daily_tokens_growth", "137-fold", "137x"),  # K3
    ("capex_pledge_vs_past_decade", "eclipsing", "nearly matching"),  # K4
    ("release", "releasing Qwen3", "Qwen3 was released this month"),  # K5
    ("integrate", "by the Lunar New Year", "Four days before this meeting"),  # K7
    ("annual_target_attainment", "hitting annual targets", "ten times over"),  # K13
    ("release", "That same month", "OpenAI released ChatGPT"),  # K16
]


@pytest.mark.parametrize("wanted", HARD)
def test_each_hard_conflict_of_numbers_and_dates_is_found(found, wanted):
    metric, one, other = wanted
    pairs = [{left, right} for m, left, right in quotes(found) if m == metric]
    assert any(any(one in q for q in pair) and any(other in q for q in pair) for pair in pairs), f"not found: {wanted}"


def test_nothing_else_is_found(found):
    assert len(found) == len(HARD)
    assert list(found.columns) == FRAMES["conflicts"].names
    assert found.attrs["not_compared"] == 0


def test_core_labels_alone_give_no_trap():
    assert set(conflicts(gold_frames.claims(("core",)), NO_EVENTS, TERMS)["metric"]) == {
        "model_variants",
        "daily_tokens",
        "daily_tokens_growth",
    }


def test_what_is_only_hard_to_believe_is_said_to_be(found):
    doubtful = set(found.loc[found["strength"] == "hardly both", "metric"])
    assert doubtful == {"model_variants", "annual_target_attainment"}


def test_each_says_in_one_sentence_what_differs(found):
    says = dict(zip(found["metric"] + found["left"], found["says"], strict=True))
    assert all(s.endswith(".") and "\n" not in s for s in says.values())
    tokens = found.set_index("metric")["says"].loc["daily_tokens"]
    for words in ("16.47 trillion tokens a day", "May 2024", "21 to 31 May 2025"):
        assert words in tokens


def test_ids_lead_back_to_rows(found):
    ids = set(gold_frames.claims()["claim"]) | set(gold_frames.events()["event"])
    for column in ("left_all", "right_all"):
        assert set("; ".join(found[column]).split("; ")) <= ids


def test_without_parents_nothing_is_guessed():
    bare = conflicts(gold_frames.claims(), gold_frames.events(), TERMS._replace(parents={}))
    assert set(bare["metric"]) == {
        "model_variants",
        "daily_tokens",
        "daily_tokens_growth",
        "capex_pledge_vs_past_decade",
        "rise",
        "release",  # the dangling month alone
    }


def test_order_of_rows_does_not_change_what_is_found(found):
    shuffled = conflicts(
        gold_frames.claims().sample(frac=1, random_state=2),
        gold_frames.events().sample(frac=1, random_state=2),
        TERMS,
    )
    pairs = [{frozenset(r.left_all.split("; ")), frozenset(r.right_all.split("; "))} for r in found.itertuples()]
    again = [{frozenset(r.left_all.split("; ")), frozenset(r.right_all.split("; "))} for r in shuffled.itertuples()]
    assert len(pairs) == len(again)
    assert all(p in again for p in pairs)


# --- facts


def test_facts_of_the_labels():
    merged = facts(gold_frames.claims(), TERMS)
    one = merged.set_index("fact")
    pledge = one[(one["metric"] == "capex_pledged") & (one["unit"] == "CNY")]
    assert pledge["mentions"].tolist() == [4]
    assert pledge["period_start"].tolist() == [pd.Timestamp("2025-02-01")]
    share = one[one["metric"] == "share_of_model_calls"].iloc[0]
    assert share["mentions"] == 3
    assert share["entities"] == "ByteDance; Volcano Engine"
    assert one.loc[one["metric"] == "ai_usage_revenue_growth", "mentions"].tolist() == [2]  # K36
    assert one.loc[one["metric"] == "compute_lease_payment", "mentions"].tolist() == [2]  # K37
    assert merged["mentions"].sum() == len(gold_frames.claims())


def test_siblings_are_not_one_fact():
    merged = facts(gold_frames.claims(), TERMS)
    active = merged[merged["metric"] == "monthly_active_users_pc"]
    assert active["entity"].tolist() == ["Tencent Docs", "Yuanbao"]
    assert active["mentions"].tolist() == [2, 2]


def test_a_year_with_two_quarters_in_it_belongs_to_neither():
    rows = [
        claim("a.txt", "X", "5", 5, ("2024-01-01", "2024-03-31")),
        claim("b.txt", "X", "5", 5, ("2024-04-01", "2024-06-30")),
        claim("c.txt", "X", "5", 5, ("2024-01-01", "2024-12-31")),
        claim("d.txt", "X", "5", 5),
    ]
    assert facts(framed(rows), TERMS)["mentions"].tolist() == [1, 1, 1, 1]
    assert facts(framed(rows[1:]), TERMS)["mentions"].tolist() == [3]


def test_plan_and_stock_of_one_size_are_two_facts():
    rows = [claim("a.txt", "X", "5", 5), claim("a.txt", "X", "5", 5, status="planned")]
    assert len(facts(framed(rows), TERMS)) == 2


def test_chips_of_two_makes_are_two_facts():
    chips = {"unit": "chips", "topic": "compute", "metric": "chips_held"}
    rows = [claim("a.txt", "X", "5", 5, object="Nvidia chips", **chips)]
    rows.append(claim("b.txt", "X", "5", 5, object="domestic chips", **chips))
    assert len(facts(framed(rows), TERMS)) == 2


def test_facts_of_nothing():
    empty = facts(NO_CLAIMS, TERMS)
    assert empty.empty
    assert list(empty.columns) == FRAMES["facts"].names
    assert conflicts(NO_CLAIMS, NO_EVENTS, TERMS).empty


def test_dates_may_be_text_dates_or_timestamps():
    frame = gold_frames.claims()
    stamps = frame.assign(
        period_start=pd.to_datetime(frame["period_start"]), period_end=pd.to_datetime(frame["period_end"])
    )
    dates = stamps.assign(period_start=stamps["period_start"].dt.date)
    wanted = facts(frame, TERMS)
    pd.testing.assert_frame_equal(facts(stamps, TERMS), wanted)
    pd.testing.assert_frame_equal(facts(dates, TERMS), wanted)


def test_parents_in_a_circle_end():
    assert Terms({"a": "b", "b": "a"}).line("a") == ("a", "b")


# --- claims that do not contradict each other

YEAR = ("2024-01-01", "2024-12-31")
NEXT = ("2025-01-01", "2025-12-31")
MONEY = {"unit": "CNY", "topic": "revenue", "metric": "revenue"}
MONTHS = (("2025-03-01", "2025-03-31"), ("2025-04-01", "2025-04-30"))


@pytest.mark.parametrize(
    "pair",
    [
        pytest.param((claim("a", "X", "5", 5, MONTHS[0]), claim("b", "X", "9", 9, MONTHS[1])), id="month by month"),
        pytest.param((claim("a", "X", "5 million", 5e6, YEAR), claim("b", "X", "9 million", 9e6, NEXT)), id="series"),
        pytest.param((claim("a", "X", "5 million", 5e6, YEAR), claim("b", "X", "5 million", 5e6, NEXT)), id="flat"),
        pytest.param(
            (
                claim("a", "X", "5 million", 5e6, YEAR),
                claim("b", "X", "9 million", 9e6, YEAR, status="target"),
            ),
            id="plan and actual",
        ),
        pytest.param(
            (
                claim("a", "X", "about 5", 5, YEAR, low=None, high=None, hedge="about"),
                claim("b", "X", "9", 9, YEAR),
            ),
            id="about",
        ),
        pytest.param((claim("a", "X", "16.47", 16.47, YEAR), claim("b", "X", "16.5", 16.5, YEAR)), id="rounded"),
        pytest.param((claim("a", "X", "5", 5, YEAR), claim("b", "Y", "9", 9, YEAR)), id="two companies"),
        pytest.param((claim("a", "X", "5", 5), claim("b", "X", "9", 9)), id="undated"),
        pytest.param(
            (
                claim("a", "X", "5", 5, YEAR, sentence="It had 5 at home and 9 abroad."),
                claim("a", "X", "9", 9, YEAR, sentence="It had 5 at home and 9 abroad.", start=20),
            ),
            id="side by side",
        ),
        pytest.param(
            (
                claim("a", "X", "5", 5, YEAR, object="paying users"),
                claim("b", "X", "9", 9, YEAR, object="students"),
            ),
            id="two objects",
        ),
        pytest.param(
            (claim("a", "X", "5", 5, YEAR, object=None), claim("b", "X", "9", 9, YEAR, object=None)),
            id="of what",
        ),
        pytest.param(
            (
                claim("a", "X", "16%", 0.16, YEAR, unit="fraction", topic="market_share"),
                claim(
                    "a",
                    "X",
                    "62%",
                    0.62,
                    YEAR,
                    unit="fraction",
                    topic="market_share",
                    sentence="Together 62%.",
                ),
            ),
            id="two shares in one article",
        ),
        pytest.param(
            (claim("a", "X", "over 5", 5, YEAR, high=None, hedge="over"), claim("b", "X", "5", 5, YEAR)),
            id="over",
        ),
        pytest.param(
            (
                claim("a", "X", "30.12", 30.12, ("2025-01-01", "2025-03-31"), **MONEY),
                claim("b", "X", "30.12", 30.12, ("2025-05-01", "2025-05-31"), **MONEY),
            ),
            id="a quarter and the month it was reported in",
        ),
        pytest.param(
            (
                claim("a", "X", "surpassed 10 billion", 1e10, YEAR, high=None, hedge="over", **MONEY),
                claim("b", "X", "surpassed 10 billion", 1e10, NEXT, high=None, hedge="over", **MONEY),
            ),
            id="a flow passes a mark every year",
        ),
    ],
)
def test_not_a_conflict(pair):
    assert of_claims(*pair).empty


def test_what_is_a_conflict_of_claims():
    exact = of_claims(claim("a", "X", "5 million", 5e6, YEAR), claim("b", "X", "9 million", 9e6, YEAR))
    assert exact[["field", "strength"]].to_numpy().tolist() == [["value", "cannot both hold"]]
    assert exact["sources"].tolist() == ["a; b"]
    passed = of_claims(
        claim("a", "X", "surpassed 100 million", 1e8, YEAR, high=None, hedge="over"),
        claim("b", "X", "reached 100 million", 1e8, ("2025-06-01", "2025-06-30")),
    )
    assert passed[["field", "strength"]].to_numpy().tolist() == [["date", "hardly both"]]
    share = {"unit": "fraction", "topic": "market_share", "object": "cloud market", "value": 0.5}
    halves = (
        claim("a", "X", "nearly half", 0.5, YEAR) | share | {"low": None, "hedge": "nearly"},
        claim("b", "X", "over half", 0.5, YEAR) | share | {"high": None, "hedge": "over"},
    )
    assert of_claims(*halves)["field"].tolist() == ["value"]
    assert of_claims(*(row | {"object": "of market"} for row in halves)).empty


# --- events

RELEASED = ("release", ["Alibaba", "Qwen", "Qwen3"])
MARCH, APRIL = ("2025-03-01", "2025-03-31"), ("2025-04-01", "2025-04-30")


def test_one_release_at_two_dates():
    rows = [event("a.txt", "Qwen3 was released.", *RELEASED, *MARCH)]
    assert len(of_events(*rows, event("b.txt", "Alibaba unveiled Qwen3.", *RELEASED, *APRIL))) == 1
    assert of_events(*rows, event("b.txt", "Alibaba unveiled Qwen3.", *RELEASED, "2025-01-01", "2025-12-31")).empty


@pytest.mark.parametrize(
    ("quote", "action", "names"),
    [
        ("Alibaba will release Qwen3.", *RELEASED),
        ("Alibaba did not release Qwen3.", *RELEASED),
        ("Alibaba launched a second version of Qwen3.", *RELEASED),
        ("Qwen3 launched a search.", *RELEASED),
        ("Alibaba launched Qwen3 and Quark.", "release", ["Alibaba", "Qwen3", "Quark"]),
        ("Alibaba launched Qwen.", "release", ["Alibaba", "Qwen"]),
        ("Alibaba launched a plan.", "release", ["Alibaba"]),
        ("Alibaba open-sourced Qwen3.", *RELEASED),
        ("Alibaba updated Qwen3.", "update", ["Alibaba", "Qwen3"]),
        ("Alibaba integrated Qwen3.", "integrate", ["Alibaba", "Qwen3"]),
    ],
)
def test_another_thing_done_another_time_is_no_conflict(quote, action, names):
    assert of_events(
        event("a.txt", "Qwen3 was released.", *RELEASED, *MARCH), event("b.txt", quote, action, names, *APRIL)
    ).empty


def test_integration_needs_both_sides():
    before = event(
        "a.txt",
        "All apps including Yuanbao had integrated DeepSeek by then.",
        "integrate",
        ["Tencent", "Yuanbao", "DeepSeek"],
        "2025-01-29",
        "2025-01-29",
        bound="by",
    )
    names = ["Tencent", "DeepSeek", "R1", "Yuanbao"]
    february = ("2025-02-01", "2025-02-28")
    same = event("a.txt", "Tencent integrated R1 into Yuanbao.", "integrate", names, *february)
    other = event("a.txt", "ima adopted DeepSeek.", "integrate", ["Tencent", "ima", "DeepSeek"], *february)
    assert len(of_events(before, same)) == 1
    assert of_events(before, other).empty
    more = before | {"entities": before["entities"] + "; ima"}
    assert of_events(more, same | {"entities": "; ".join([*names, "QQ Browser"])}).empty
    assert of_events(before | {"bound": "in", "date_end": "2025-02-03"}, same).empty
    assert of_events(before | {"date_start": "2025-03-01", "date_end": "2025-03-01"}, same).empty  # by March


def test_a_rise_to_fame_is_not_a_rise_of_shares():
    rows = [
        event("a.txt", quote, "rise", ["X"], start, end)
        for quote, start, end in [
            ("X rose to prominence.", *MARCH),
            ("X shares rose 18%.", *APRIL),
            ("X's shares took the stage.", *APRIL),
            ("X rose.", *APRIL),
        ]
    ]
    assert of_events(*rows).empty
    assert len(of_events(rows[0], event("b.txt", "X’s rapid rise began.", "rise", ["X"], *APRIL))) == 1


def test_two_dates_of_one_sentence_are_its_own_affair():
    quote = "Qwen3 was released to some in March and to all in April."
    assert of_events(event("a", quote, *RELEASED, *MARCH), event("a", quote, *RELEASED, *APRIL)).empty


def test_two_neighbouring_days_may_be_one():
    days = ("2025-04-28", "2025-04-29")
    rows = [event(d, "Qwen3 was released.", *RELEASED, d, d) for d in days]
    assert of_events(*rows).empty
    rows[1] |= {"date_start": "2025-04-30", "date_end": "2025-04-30"}
    assert len(of_events(*rows)) == 1


def test_that_same_month_needs_a_month():
    asked = event("a", "That same month, X launched Y.", "release", ["X"], "2022-01-01", "2022-12-31", start=9)
    before = event("a", "Z came.", None, ["Z"], "2022-01-01", "2022-12-31")
    got = of_events(before, asked)
    assert got[["left", "right", "field"]].to_numpy().tolist() == [["a:9", "a:0", "date"]]
    assert of_events(asked)["right"].tolist() == [""]
    assert of_events(asked | {"date_start": "2022-11-01", "date_end": "2022-11-30"}).empty


def test_actions_may_be_given():
    rows = [event("a.txt", "Qwen3 was praised.", "praise", RELEASED[1], *MARCH)]
    rows.append(event("b.txt", "Alibaba praised Qwen3.", "praise", RELEASED[1], *APRIL))
    assert of_events(*rows).empty
    assert len(of_events(*rows, terms=TERMS._replace(one_off={"praise": "object"}))) == 1


# --- words and size


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        ("2024-01-01", "2024-12-31", "2024"),
        ("2024-02-01", "2024-02-29", "February 2024"),
        ("2025-01-01", "2025-03-31", "the first quarter of 2025"),
        ("2025-01-29", "2025-01-29", "29 January 2025"),
        ("2025-05-21", "2025-05-31", "21 to 31 May 2025"),
        ("2023-05-01", "2024-05-31", "1 May 2023 to 31 May 2024"),
    ],
)
def test_periods_in_words(start, end, said):
    assert span_words((day(start), day(end))) == said


def test_many_claims_in_one_group_are_capped_and_counted():
    rows = [claim(f"{i}.txt", "X", str(i), float(i), YEAR) for i in range(1, 2001)]
    frame = of_claims(*rows)
    assert frame.attrs["not_compared"] == 2000 - disagreement.GROUP_LIMIT
    assert len(frame) < disagreement.GROUP_LIMIT**2 / 2


def test_time_grows_with_the_number_of_claims():
    def seconds(copies: int) -> float:
        small = gold_frames.claims()
        big = pd.concat([small.assign(claim=small["claim"] + f"/{i}") for i in range(copies)], ignore_index=True)
        begin = time.process_time()
        assert len(facts(big, TERMS)) == len(facts(small, TERMS))
        conflicts(big, NO_EVENTS, TERMS)
        return time.process_time() - begin

    seconds(1)
    assert seconds(160) < 25 * max(seconds(20), 0.02)  # linear is 8 times, all pairs would be 64


def test_to_what_an_action_happens_once_is_one_of_three(tmp_path):
    mine = tmp_path / "mine.toml"
    mine.write_text('[one_off]\nrelease = "twice"\n', encoding="utf-8")
    with pytest.raises(DatakitError, match="subject, object, pair"):
        Vocabulary.load(mine)
