"""Facts and conflicts: what must be found in the five articles and in made-up rows, and what must never be."""

import time
from datetime import date

import pytest
from making import frames_of

from datakit.frames import conflicts, facts
from datakit.reading import Vocabulary

V = Vocabulary.load()
PLACE = {"section": "body", "direction": None, "hedge": "none", "aside": False, "hedge_scope": None, "period_start": None,
         "when_start": None, "when_end": None, "when_how": "stated"}  # fmt: skip
CLAIM = {"object": "users", "status": "actual", "topic": "users", "unit": "users", "metric": "chatbot_users"}
YEAR, NEXT = ("2024-01-01", "2024-12-31"), ("2025-01-01", "2025-12-31")
MARCH, APRIL = ("2025-03-01", "2025-03-31"), ("2025-04-01", "2025-04-30")
MONEY = {"unit": "CNY", "topic": "revenue", "metric": "revenue"}


def claim(source, entity, quote, value, period=(None, None), **other):
    row = {
        "claim": f"{source}:{quote}",
        "source": source,
        "entity": entity,
        "family": V.family(entity)[-1],
        "quote": quote,
    }
    row |= {"sentence": f"{source} {quote}", "value": value, "low": value, "high": value}
    dates = dict(zip(("period_start", "period_end", "when_start", "when_end"), period * 2, strict=True))
    return PLACE | CLAIM | row | dates | other


def event(source, quote, action, names, first, last, **other):
    row = {"event": f"{source}:{quote}", "source": source, "quote": quote, "action": action, "bound": "in"}
    row |= {
        "entity": max((n for n in names if quote.startswith(n)), key=len, default=None),
        "entities": "; ".join(names),
    }
    return PLACE | row | {"date_text": first, "date_start": first, "date_end": last} | other


def merged(*rows):
    return facts.merge(facts.rows(rows, V, {row["source"]: row["source"] for row in rows}, as_written=True), V)


def of_claims(*rows):
    return [*conflicts.among_claims(merged(*rows), V)]


def of_events(*rows, vocabulary=V):
    return [*conflicts.among_events(conflicts.events(rows, {row["source"]: row["source"] for row in rows}), vocabulary)]


# --- in the five articles

HARD = {
    ("model_variants", "over 100,000", "passed 100,000"): "right",
    ("daily_tokens", "16.47 trillion", "16.47 trillion"): "right",
    ("daily_tokens_growth", "137-fold", "137x"): "right",
    ("capex_pledge_vs_past_decade", "eclipsing", "nearly matching"): None,
    ("annual_target_attainment", "hitting annual targets", "ten times over"): None,
    ("rise", "watched in February", "rapid rise in early 2024"): "left",
    ("release", "releasing Qwen3", "Qwen3 was released this month"): None,
    ("integrate", "by the Lunar New Year", "Four days before this meeting"): None,
    ("release", "That same month", "OpenAI released ChatGPT"): None,
}


def test_each_hard_conflict_of_numbers_and_dates_is_found_and_no_other(course):
    quotes = {"claim": course.claims.set_index("claim").quote, "event": course.events.set_index("event").quote}
    left = list(HARD)
    for row in course.conflicts.itertuples():
        said = quotes[row.kind][[row.left, row.right]]
        (wanted,) = [w for w in left if w[0] == row.metric and w[1] in said.iloc[0] and w[2] in said.iloc[1]]
        assert row.settled == HARD[wanted] or (row.settled != row.settled and HARD[wanted] is None)
        left.remove(wanted)
    assert not left
    assert set(course.conflicts.query("strength == 'hardly both'").metric) == {
        "model_variants",
        "annual_target_attainment",
    }
    assert course.conflicts.says.str.fullmatch(r"[^\n]+\.").all()
    assert "is dated by 31 March 2024 in one sentence, by 31 March 2025" in course.conflicts.says[0]


def test_a_conflict_between_articles_carries_what_speaks_for_each_side(course):
    (row,) = course.conflicts[course.conflicts.between].itertuples()
    assert row.metric == "rise"
    assert row.left_for == "4 statements of 2 origins (body, lead, notes, timeline)"
    assert row.right_for == "2 statements of 1 origin (digest); against it: 3 other dates of that digest a year off"
    sides = course.conflict_sides[course.conflict_sides.conflict == row.conflict]
    assert sides[sides.side == "left"].merge(course.events, left_on="statement", right_on="event").source.nunique() == 2


def test_what_a_decision_settles_is_marked_and_no_longer_disputed(course):
    for name, key in (("facts", "fact"), ("events", "event")):
        kind = "event" if name == "events" else "claim"
        open_ones = course.conflicts[course.conflicts.settled.isna() & (course.conflicts.kind == kind)]
        sides = course.conflict_sides[course.conflict_sides.conflict.isin(open_ones.conflict)].statement
        of = course.fact_claims[course.fact_claims.claim.isin(sides)].fact if name == "facts" else sides
        assert set(course[name][course[name].disputed][key]) == set(of)
    settled = course.claims.query("when_how == 'settled'").set_index("claim")
    assert settled.loc["caixin:3686", ["period_start", "when_start"]].astype(str).str[:7].tolist() == [
        "2024-05",
        "2025-05",
    ]
    assert course.facts.set_index("fact").loc["caixin:3686", "mentions"] == 3


def test_one_figure_with_two_dates_in_two_articles_is_one_disputed_fact(tmp_path):
    texts = {"a": "Acme's app had 4,560,000 users in May 2024.", "b": "Acme's app had 4,560,000 users in May 2025.",
             "c": "Acme's app had 4,560,000 users in May 2025."}  # fmt: skip
    words = '[company]\nAcme = {}\n[product]\n"Acme\'s app" = { parent = "Acme" }'
    found = frames_of(tmp_path / "open", texts, words, a={"published": date(2025, 7, 1)}, c={"derived_from": "b"})
    (row,) = found.conflicts.itertuples()
    assert (row.between, row.field, row.left_for[:11], row.right_for[:25]) == (
        True, "date", "1 statement", "2 statements of 1 origin ")  # fmt: skip
    (fact,) = found.facts.itertuples()  # one figure, told with two dates: one fact, drawn over both
    assert (fact.mentions, fact.origins, fact.disputed) == (3, 2, True)
    assert (str(fact.when_start)[:7], str(fact.when_end)[:7]) == ("2024-05", "2025-05")


# --- what is one fact


def test_a_year_with_two_quarters_in_it_belongs_to_neither():
    rows = [
        claim("a", "X", "5", 5, ("2024-01-01", "2024-03-31")),
        claim("b", "X", "5", 5, ("2024-04-01", "2024-06-30")),
        claim("c", "X", "5", 5, YEAR),
        claim("d", "X", "5", 5),
    ]
    assert [len(group) for group in merged(*rows)] == [1, 1, 1, 1]
    assert [len(group) for group in merged(*rows[1:])] == [3]


@pytest.mark.parametrize(
    "other",
    [{"status": "planned"}, {"entity": "Qwen"}, {"value": 6, "low": 6, "high": 6}, {"direction": "down"}, {"hedge": "about", "low": None, "high": None}],
)  # fmt: skip
def test_two_facts(other):
    doubao = claim("a", "Doubao", "5", 5)
    assert len(merged(doubao, claim("b", "Doubao", "5", 5) | other)) == 2
    assert len(merged(doubao, claim("b", "ByteDance", "5", 5))) == 1  # the firm is told of what its product did


def test_chips_of_two_makes_are_two_facts_and_siblings_never_one():
    chips = {"unit": "chips", "topic": "compute", "metric": "chips_held"}
    rows = [claim("a", "X", "5", 5, object=f"{make} chips", **chips) for make in ("Nvidia", "domestic")]
    assert len(merged(*rows)) == 2
    users = {"topic": "users", "unit": "users"}
    assert len(merged(claim("a", "WeChat", "5", 5, **users), claim("a", "Yuanbao", "5", 5, **users))) == 2


# --- claims that do not contradict each other

SIDE_BY_SIDE = {"sentence": "It had 5 at home and 9 abroad."}
SHARE = {"unit": "fraction", "topic": "market_share", "object": "cloud market"}
NOT = {
    "month by month": (claim("a", "X", "5", 5, MARCH), claim("b", "X", "9", 9, APRIL)),
    "series": (claim("a", "X", "5 million", 5e6, YEAR), claim("b", "X", "9 million", 9e6, NEXT)),
    "flat": (claim("a", "X", "5 million", 5e6, YEAR), claim("b", "X", "5 million", 5e6, NEXT)),
    "plan and actual": (claim("a", "X", "5", 5, YEAR), claim("b", "X", "9", 9, YEAR, status="target")),
    "about": (claim("a", "X", "about 5", 5, YEAR, low=None, high=None, hedge="about"), claim("b", "X", "9", 9, YEAR)),
    "rounded": (claim("a", "X", "16.47", 16.47, YEAR), claim("b", "X", "16.5", 16.5, YEAR)),
    "two companies": (claim("a", "X", "5", 5, YEAR), claim("b", "Y", "9", 9, YEAR)),
    "undated": (claim("a", "X", "5", 5), claim("b", "X", "9", 9)),
    "side by side": (claim("a", "X", "5", 5, YEAR, **SIDE_BY_SIDE), claim("a", "X", "9", 9, YEAR, **SIDE_BY_SIDE)),
    "two objects": (claim("a", "X", "5", 5, YEAR, object="paying users"), claim("b", "X", "9", 9, YEAR, object="students")),
    "of what": (claim("a", "X", "5", 5, YEAR, object=None), claim("b", "X", "9", 9, YEAR, object=None)),
    "two shares in one article": (claim("a", "X", "16%", 0.16, YEAR, **SHARE), claim("a", "X", "62%", 0.62, YEAR, **SHARE, sentence="62%")),
    "over": (claim("a", "X", "over 5", 5, YEAR, high=None, hedge="over"), claim("b", "X", "5", 5, YEAR)),
    "a quarter and the month it was reported in": (
        claim("a", "X", "30.12", 30.12, ("2025-01-01", "2025-03-31"), **MONEY),
        claim("b", "X", "30.12", 30.12, ("2025-05-01", "2025-05-31"), **MONEY)),
    "a flow passes a mark every year": (
        claim("a", "X", "surpassed 10 billion", 1e10, YEAR, high=None, hedge="over", **MONEY),
        claim("b", "X", "surpassed 10 billion", 1e10, NEXT, high=None, hedge="over", **MONEY)),
}  # fmt: skip


@pytest.mark.parametrize("pair", NOT.values(), ids=NOT)
def test_not_a_conflict(pair):
    assert of_claims(*pair) == []


def test_what_is_a_conflict_of_claims():
    (exact,) = of_claims(claim("a", "X", "5 million", 5e6, YEAR), claim("b", "X", "9 million", 9e6, YEAR))
    assert (exact.field, exact.strength) == ("value", "cannot both hold")
    (passed,) = of_claims(claim("a", "X", "surpassed 100 million", 1e8, YEAR, high=None, hedge="over"),
                          claim("b", "X", "reached 100 million", 1e8, ("2025-06-01", "2025-06-30")))  # fmt: skip
    assert (passed.field, passed.strength) == ("date", "hardly both")
    halves = (claim("a", "X", "nearly half", 0.5, YEAR, **SHARE, low=None, hedge="nearly"),
              claim("b", "X", "over half", 0.5, YEAR, **SHARE, high=None, hedge="over"))  # fmt: skip
    assert [c.field for c in of_claims(*halves)] == ["value"]
    assert of_claims(*(row | {"object": "of market"} for row in halves)) == []


# --- events

RELEASED = ("release", ["Alibaba", "Qwen", "Qwen3"])
ONCE = event("a", "Qwen3 was released.", *RELEASED, *MARCH)


def test_one_release_at_two_dates():
    (found,) = of_events(ONCE, event("b", "Alibaba unveiled Qwen3.", *RELEASED, *APRIL))
    assert found.says == "Qwen3, release: 2025-03-01 in one sentence, 2025-04-01 in the other."
    assert of_events(ONCE, event("b", "Alibaba unveiled Qwen3.", *RELEASED, *NEXT)) == []


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
    assert of_events(ONCE, event("b", quote, action, names, *APRIL)) == []


def test_integration_needs_both_sides():
    day, february = ("2025-01-29", "2025-01-29"), ("2025-02-01", "2025-02-28")
    before = event("a", "All apps including Yuanbao had integrated DeepSeek by then.", "integrate",
                   ["Tencent", "Yuanbao", "DeepSeek"], *day, bound="by")  # fmt: skip
    names = ["Tencent", "DeepSeek", "R1", "Yuanbao"]
    same = event("a", "Tencent integrated R1 into Yuanbao.", "integrate", names, *february)
    assert len(of_events(before, same)) == 1
    assert (
        of_events(before, event("a", "ima adopted DeepSeek.", "integrate", ["Tencent", "ima", "DeepSeek"], *february))
        == []
    )
    more = before | {"entities": before["entities"] + "; ima"}
    assert of_events(more, same | {"entities": "; ".join([*names, "QQ Browser"])}) == []
    assert of_events(before | {"bound": "in", "date_end": "2025-02-03"}, same) == []
    assert of_events(before | {"date_start": "2025-03-01", "date_end": "2025-03-01"}, same) == []  # by March


def test_a_rise_to_fame_is_not_a_rise_of_shares():
    told = [
        ("X rose to prominence.", MARCH),
        ("X shares rose 18%.", APRIL),
        ("X's shares took the stage.", APRIL),
        ("X rose.", APRIL),
    ]
    rows = [event("a", quote, "rise", ["X"], *days) for quote, days in told]
    assert of_events(*rows) == []
    assert len(of_events(rows[0], event("b", "X’s rapid rise began.", "rise", ["X"], *APRIL))) == 1


def test_two_neighbouring_days_may_be_one():
    first, second, third = (
        event(d, "Qwen3 was released.", *RELEASED, d, d) for d in ("2025-04-28", "2025-04-29", "2025-04-30")
    )
    assert of_events(first, second) == []
    assert len(of_events(first, third)) == 1


def test_that_same_month_needs_a_month():
    asked = event("a", "That same month, X launched Y.", "release", ["X"], "2022-01-01", "2022-12-31")
    before = event("a", "Z came.", None, ["Z"], "2022-01-01", "2022-12-31")
    (found,) = of_events(before, asked)
    assert (found.left[0].quote, found.right[0].quote, found.field) == (asked["quote"], before["quote"], "date")
    assert of_events(asked)[0].right == []
    assert of_events(asked | {"date_start": "2022-11-01", "date_end": "2022-11-30"}) == []


def test_what_happens_once_is_a_matter_of_the_vocabulary(tmp_path):
    own = tmp_path / "own.toml"
    own.write_text('[one_off]\npraise = "object"', encoding="utf-8")
    rows = [event("a", "Qwen3 was praised.", "praise", RELEASED[1], *MARCH), event("b", "Alibaba praised Qwen3.", "praise", RELEASED[1], *APRIL)]  # fmt: skip
    assert of_events(*rows) == []
    assert len(of_events(*rows, vocabulary=Vocabulary.load(own))) == 1


# --- words and size


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        ("2024-01-01", "2024-12-31", "2024"),
        ("2024-02-01", "2024-02-29", "February 2024"),
        ("2025-01-01", "2025-03-31", "the first quarter of 2025"),
        ("2025-01-29", "2025-01-29", "29 January 2025"),
        ("2025-05-21", "2025-05-31", "21 to 31 May 2025"),
        ("2023-05-01", "2024-05-31", "1 May 2023 to 31 May 2024"),
        ("2025-01-29", None, "29 January 2025 on"),
        (None, None, "no date"),
    ],
)
def test_periods_in_words(first, last, said):
    assert facts.span_words(facts.span({"x_start": first, "x_end": last}, "x")) == said


def test_time_grows_with_the_number_of_claims():
    def seconds(number):
        rows = [claim(f"{i}", f"E{i % 50}", f"{i}", float(i % 7), YEAR if i % 2 else NEXT) for i in range(number)]
        began = time.process_time()
        of_claims(*rows)
        return time.process_time() - began

    seconds(50)
    assert seconds(16_000) < 25 * max(seconds(2_000), 0.02)  # in proportion it is 8 times, all pairs would be 64


def test_things_of_no_known_metric_clash_only_where_they_are_counted_on_one_day():
    day, trams = ("2023-12-31", "2023-12-31"), {"unit": "trams", "object": "trams", "topic": "other", "metric": None}
    (found,) = of_claims(claim("a", "Acme", "86", 86, day, **trams), claim("a", "Acme", "81", 81, day, **trams))
    assert (found.field, found.strength) == ("value", "cannot both hold")
    assert "Acme, trams" in found.says
    owned = trams | {"metric": "trams_owned"}  # a measure from a folder's own words
    assert len(of_claims(claim("a", "Acme", "86", 86, day, **owned), claim("a", "Acme", "81", 81, day, **owned))) == 1
    bought, sold = claim("a", "Acme", "86", 86, YEAR, **trams), claim("a", "Acme", "81", 81, YEAR, **trams)
    assert not of_claims(bought, sold)
