"""The reader's rules, a sentence each. No sentence here is from the five articles."""

from __future__ import annotations

from datetime import date

import pytest

from datakit.reading import read

DAY = date(2025, 8, 20)


def claims(text, published=DAY):
    return read(text, published=published).claims


def only(text, published=DAY):
    found = claims(text, published)
    assert len(found) == 1, [c["quote"] for c in found]
    return found[0]


NUMBERS = [
    ("Baidu sold over 12,500 chips.", 12500, 12500, None, "over", "chips"),
    ("Baidu sold fewer than 300 chips.", 300, None, 300, "under", "chips"),
    ("Sales rose to just shy of US$90bn.", 90e9, None, 90e9, "nearly", "USD"),
    ("Sales fell short of 5 billion yuan.", 5e9, None, 5e9, "under", "CNY"),
    ("Spending was capped at RMB2.5 billion.", 2.5e9, None, 2.5e9, "up_to", "CNY"),
    ("Sales were around $4 million.", 4e6, None, None, "about", "USD"),
    ("Sales grew 10-15%.", None, 0.10, 0.15, "range", "growth_fraction"),
    ("Sales came to between 5 and 10 billion yuan.", None, 5e9, 10e9, "range", "CNY"),
    ("It has half a million users.", 5e5, 5e5, 5e5, "none", "users"),
    ("Revenue grew by low teens.", None, 0.11, 0.13, "range", "growth_fraction"),
    ("Revenue saw double-digit growth.", None, 0.1, 1.0, "range", "growth_fraction"),
    ("Its models hold hundreds of billions of parameters.", None, 1e11, 1e12, "range", "parameters"),
    ("Usage rose ninefold.", 9, 9, 9, "none", "multiple"),
    ("Revenue more than tripled.", 3, 3, None, "over", "multiple"),
    ("Output is 3.5x that of last year.", 3.5, 3.5, 3.5, "none", "multiple"),
    ("Margins rose 25 basis points.", 0.0025, 0.0025, 0.0025, "none", "growth_fraction"),
    ("The app handles 40 trillion tokens a day.", 4e13, 4e13, 4e13, "none", "tokens_per_day"),
    ("It employs no more than 90 engineers.", 90, None, 90, "up_to", "employees"),
    ("It runs 1,590 EFLOPS.", 1590, 1590, 1590, "none", "eflops"),
    ("One in four banks uses it.", 0.25, 0.25, 0.25, "none", "fraction"),
    ("HK$118 was the price.", 118, 118, 118, "none", "HKD"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "value", "low", "high", "hedge", "unit"), NUMBERS, ids=[n[0] for n in NUMBERS])
def test_numbers_and_hedges(text, value, low, high, hedge, unit):
    row = only(text)
    assert row["hedge"] == hedge
    assert (
        (row["value"], row["low"], row["high"]) == pytest.approx((value, low, high), nan_ok=True)
        if None not in (value, low, high)
        else ((row["value"], row["low"], row["high"]) == (value, low, high))
    )
    assert row["unit"] == unit


@pytest.mark.parametrize(
    "text",
    ["Step-3 beats GPT-5.5 and Qwen3-235B.", "See note [12] and [para. 3].", "Huawei makes the 910B on a 7nm line.", "Call 400-820-8820 or write to us.",
     "The meeting was at 10:30 in Room 12.", "It happened in 2024.", "Version 2.0.14 is out.", "He came third.", "Issue 24 is here."],
)  # fmt: skip
def test_what_is_no_quantity(text):
    assert claims(text) == []


def test_a_name_with_a_number_counts_its_members():
    row = only('Baichuan is one of the "Six Tigers" of AI.')
    assert (row["value"], row["unit"]) == (6, "companies")


def test_a_hedge_reaches_over_and_only_where_nothing_stands_between():
    own = claims("Zhipu has over 200 chips and 300 developers.")
    assert [c["hedge"] for c in own] == ["over", "none"]
    shared = claims("Growth of over 20 and 30 percent was reported.")
    assert [c["hedge"] for c in shared] == ["over", "over"]


def test_two_currencies_for_one_amount_share_their_doubt():
    first, second = claims("Baidu will spend at least 380 billion yuan ($53 billion) on data centers.")
    assert (first["unit"], second["unit"]) == ("CNY", "USD")
    assert first["hedge"] == second["hedge"] == "at_least"


def test_a_range_joins_only_what_is_measured_alike():
    found = claims("Users grew 20% to 50 million.")
    assert [(c["value"], c["unit"]) for c in found] == [(0.2, "growth_fraction"), (5e7, "users")]


def test_a_dateline_tells_the_day_and_nothing_else():
    reading = read("PARIS, Sept 9, 2025 - Mistral AI said on Monday it raised 300 million euros.")
    assert [(c["value"], c["entity"]) for c in reading.claims] == [(3e8, "Mistral AI")]
    assert [e["date_start"] for e in reading.events] == ["2025-09-08"]


DATES = [
    ("Baidu had 300 chips before 2025.", None, "2024-12-31"),
    ("Baidu had 300 chips in Q1 2024.", "2024-01-01", "2024-03-31"),
    ("Baidu had 300 chips by end-2024.", None, "2024-12-31"),
    ("Baidu had 300 chips as of late May.", "2025-05-21", "2025-05-31"),
    ("Baidu had 300 chips last year.", "2024-01-01", "2024-12-31"),
    ("Baidu had 300 chips in the quarter ended June 30.", "2025-04-01", "2025-06-30"),
    ("Baidu had 300 chips at the Lunar New Year.", "2025-01-29", "2025-01-29"),
    ("Alibaba had 300 chips in Q1 FY2026.", "2025-04-01", "2025-06-30"),
    ("Baidu had 300 chips in the first half of 2025.", "2025-01-01", "2025-06-30"),
    ("Baidu had 300 chips on 4 March 2025.", "2025-03-04", "2025-03-04"),
    ("Baidu had 300 chips in November.", "2024-11-01", "2024-11-30"),
]


@pytest.mark.parametrize(("text", "first", "last"), DATES, ids=[d[0] for d in DATES])
def test_dates(text, first, last):
    row = only(text)
    assert (row["period_start"], row["period_end"]) == (first, last)


def test_a_dated_heading_dates_its_entries():
    found = claims("- October 2023:\n- Baidu sold 400 chips.\n- Late 2024:\n- Zhipu sold 500 chips.\n", None)
    assert [(c["period_start"], c["period_end"]) for c in found] == [
        ("2023-10-01", "2023-10-31"),
        ("2024-10-01", "2024-12-31"),
    ]


ABOUT = [
    ("While Baidu waits, Kuaishou's Kling sold 300 licences.", ["Kling"]),
    ("Zhipu AI grew fast. Its revenue reached 300 million yuan.", ["Zhipu AI"]),
    ("Huawei shipped 300,000 Nvidia chips to nobody.", ["Huawei"]),
    ("Kimi and Doubao both surpassed 20 million users.", ["Kimi", "Doubao"]),
    ("Baidu and Tencent rose 3% and 4%, respectively.", ["Baidu", "Tencent"]),
    ("Baidu held 20%, against 12 per cent for Tencent.", ["Baidu", "Tencent"]),
    ("- Zhipu AI\n- The company has 400 employees.", ["Zhipu AI"]),
    ("Brightmoor Labs said revenue grew. Brightmoor Labs has 70 employees.", ["Brightmoor Labs"]),
]


@pytest.mark.parametrize(("text", "names"), ABOUT, ids=[a[0] for a in ABOUT])
def test_whom_a_number_is_about(text, names):
    assert [c["entity"] for c in claims(text)] == names


STATUS = [
    ("Baidu plans to buy 300 chips.", "planned"),
    ("Baidu pledged 30 billion yuan.", "pledged"),
    ("Baidu set a target of 30% growth.", "target"),
    ("Baidu reached its target ten times over.", "actual"),
    ("Baidu is said to be weighing a 30 billion yuan plan.", "rumoured"),
    ("Baidu's sales are expected to reach 30 billion yuan.", "forecast"),
    ("Baidu claims a 30% lower cost.", "claimed"),
    ("Baidu paid 30 billion yuan.", "actual"),
]


@pytest.mark.parametrize(("text", "status"), STATUS, ids=[s[0] for s in STATUS])
def test_status(text, status):
    assert only(text)["status"] == status


DEALS = [
    ("Both Baidu and Tencent have invested in Zhipu and StepFun.", {("Baidu", "Zhipu AI"), ("Tencent", "Zhipu AI"), ("Baidu", "StepFun"), ("Tencent", "StepFun")}, "invested"),
    ("StepFun raised $300 million from Tencent, HongShan and Meituan.", {("Tencent", "StepFun"), ("HongShan", "StepFun"), ("Meituan", "StepFun")}, "invested"),
    ("Baidu led StepFun's Series B round.", {("Baidu", "StepFun")}, "led_round"),
    ("Baidu is in talks to invest about $200 million in StepFun.", {("Baidu", "StepFun")}, "in_talks"),
    ("StepFun, backed by Tencent, sells models.", {("Tencent", "StepFun")}, "backed"),
    ("Baidu sold its 5% stake in StepFun.", {("Baidu", "StepFun")}, "sold"),
    ("Tencent paid 30 million yuan to StepFun for its services.", set(), None),
    ("Baidu invests heavily in chips.", set(), None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "pairs", "status"), DEALS, ids=[d[0] for d in DEALS])
def test_investments(text, pairs, status):
    rows = read(text).investments
    assert {(r["investor"], r["investee"]) for r in rows} == pairs
    assert all(r["status"] == status for r in rows)


def test_events_have_dates_names_and_an_action():
    (event,) = read("Kuaishou launched Kling in June 2024.").events
    assert (event["date_start"], event["date_end"], event["action"]) == ("2024-06-01", "2024-06-30", "release")
    assert event["entities"] == ["Kuaishou", "Kling"]
