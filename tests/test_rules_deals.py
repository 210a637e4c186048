"""The rules for deals, rank statements and names, each by sentences of its own. No firm here is one of the five articles'."""

from __future__ import annotations

from datetime import date

import pytest

from datakit.reading import Vocabulary, comparisons, deals, names, read
from datakit.reading.text import tokens

DAY = date(2025, 6, 23)


def investments(text: str, published: date | None = DAY) -> list[dict]:
    return read(text, published=published).investments


def pairs(text: str) -> set[tuple[str, str, str]]:
    return {(row["investor"], row["investee"], row["status"]) for row in investments(text)}


def deal(text: str) -> dict:
    """The one deal between Lenovo and Enflame."""
    (row,) = investments(text)
    assert (row["investor"], row["investee"]) == ("Lenovo", "Enflame")
    return row


# --- deals: every rule by its own example ----------------------------------------------------------------------------


@pytest.mark.parametrize("rule", deals.RULES, ids=[rule.name for rule in deals.RULES])
def test_the_example_of_a_rule_is_a_deal_by_that_rule(rule, monkeypatch):
    told = set()

    def spy(scene, vocabulary):
        found = find(scene, vocabulary)
        told.update((d.found.rule.name, a.name, b.name) for d in found for a in d.investors for b in d.investees)
        return found

    find = deals._deals
    monkeypatch.setattr(deals, "_deals", spy)
    rows = {(row["investor"], row["investee"]) for row in investments(rule.example)}
    by_rule = {(investor, investee) for name, investor, investee in told if name == rule.name}
    assert by_rule & {("Lenovo", "Enflame"), ("Xiaomi", "Enflame")}
    assert by_rule <= rows
    assert {investee for _, investee in rows} == {"Enflame"}


def test_every_list_of_deal_verbs_is_used_by_a_rule():
    used = "".join([*(rule.pattern for rule in deals.RULES), *deals.PIECES.values()])
    assert [name for name in Vocabulary.load().deals if f"<{name}>" not in used] == ["talks", "plans"]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Lenovo invested $20 million in Enflame.", "invested"),
        ("Lenovo has invested in Enflame.", "invested"),
        ("An investment in Enflame by Lenovo was signed.", "invested"),
        ("Enflame was acquired by Lenovo.", "acquired"),
        ("Lenovo raised its stake in Enflame to 5%.", "invested"),
        ("Lenovo, which owns 5% of Enflame, grew.", "invested"),
        ("Lenovo backs Enflame.", "backed"),
        ("Lenovo led Enflame's Series B round.", "led_round"),
        ("Lenovo bought chipmaker Enflame for $20 million.", "acquired"),
        ("Lenovo bought Enflame instead.", "acquired"),
        ("Lenovo bought the loss-making Dutch chipmaker Enflame.", "acquired"),
        ("Lenovo agreed to buy family-owned Enflame.", "planned"),
        ("Lenovo ruled out an investment in Enflame.", "denied"),
        ("Lenovo no longer plans to buy Enflame.", "denied"),
        ("Lenovo denied that it had invested $20 million in Enflame.", "denied"),
        ("Lenovo's talks to buy Enflame were called off.", "denied"),
        ("Lenovo denied that it had offered $20 million for Enflame.", "denied"),
        ("Enflame, backed by Lenovo, grew.", "backed"),
        ("Lenovo plans to invest $20 million in Enflame.", "planned"),
        ("Lenovo will take a 5% stake in Enflame.", "planned"),
        ("Lenovo has agreed to acquire Enflame.", "planned"),
        ("Lenovo said it would buy Enflame.", "planned"),
        ("Lenovo pledged $20 million to Enflame.", "planned"),
        ("Lenovo has committed $20 million to Enflame.", "planned"),
        ("Lenovo, which plans a phone, has invested in Enflame.", "invested"),
        ("Xiaomi is in talks with banks; Lenovo invested in Enflame.", "invested"),
        ("Lenovo is in talks to invest in Enflame.", "in_talks"),
        ("Lenovo is considering taking a stake in Enflame.", "in_talks"),
        ("Lenovo has held talks about buying a stake in Enflame.", "in_talks"),
        ("Lenovo may invest in Enflame.", "in_talks"),
        ("Lenovo has not invested in Enflame.", "denied"),
        ("Lenovo never backed Enflame.", "denied"),
        ("Lenovo denied a report that it had invested in Enflame.", "denied"),
        ("Lenovo abandoned a plan to invest in Enflame.", "denied"),
        ("Lenovo said reports that it had bought a stake in Enflame were untrue.", "denied"),
        ("Lenovo, which had planned to invest $20 million in Enflame, pulled out.", "denied"),
        ("Lenovo would have paid $2 billion for Enflame.", "hypothetical"),
        ("Enflame would have been acquired by Lenovo.", "hypothetical"),
        ("Lenovo agreed to buy Enflame, but the deal was called off.", "denied"),
        ("If Lenovo backs Enflame, others will follow.", "hypothetical"),
        ("If prices fall, Lenovo could acquire Enflame.", "hypothetical"),
        ("Lenovo could invest in Enflame if prices fall.", "hypothetical"),
        ("Lenovo sold its stake in Enflame.", "sold"),
        ("Lenovo plans to sell its stake in Enflame.", "invested"),  # it still holds what it has not sold
        ("Lenovo has no plans to sell its stake in Enflame.", "invested"),
        ("Lenovo not only invested in Enflame; it lends to it.", "invested"),
    ],
)
def test_how_far_a_deal_has_come(text, status):
    assert deal(text)["status"] == status


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Lenovo invested in Enflame, paying cash.", "cash"),
        ("Lenovo backed Enflame with cloud credits.", "in kind"),
        ("Lenovo invested in Enflame, offering cash and computing resources.", "both"),
        ("Lenovo invested $20 million in Enflame.", None),
        ("Lenovo invested in Enflame, which sells phones with cloud credits.", None),
    ],
)
def test_what_is_given(text, kind):
    assert deal(text)["kind"] == kind


@pytest.mark.parametrize(
    ("text", "low", "high", "hedge", "currency"),
    [
        ("Lenovo invested $20 million in Enflame.", 20e6, 20e6, "none", "USD"),
        ("Lenovo invested about 20 million euros in Enflame.", 20e6, 20e6, "about", "EUR"),
        ("Lenovo will invest up to 5 billion yuan in Enflame.", None, 5e9, "up_to", "CNY"),
        ("Lenovo put at least HK$30 million into Enflame.", 30e6, None, "at_least", "HKD"),
        ("Lenovo is buying Enflame for $20 million.", 20e6, 20e6, "none", "USD"),
        ("Lenovo owns 5% of Enflame, whose revenue was $20 million.", None, None, None, None),
        ("Lenovo invested in Enflame, which is valued at $2 billion.", None, None, None, None),
    ],
)
def test_amounts(text, low, high, hedge, currency):
    row = deal(text)
    assert (row["amount_low"], row["amount_high"]) == (low, high)
    assert (row["amount_hedge"], row["currency"]) == (hedge, currency)


def test_two_givers_in_one_sentence_have_their_own_sums():
    rows = investments("Lenovo invested $20 million and Xiaomi $10 million in Enflame.")
    assert {(row["investor"], row["amount_low"]) for row in rows} == {("Lenovo", 20e6), ("Xiaomi", 10e6)}


def test_a_valuation_has_a_currency_and_its_doubt():
    row = deal("Lenovo invested $20 million in Enflame at a valuation of around 3 billion yuan.")
    assert (row["valuation"], row["valuation_currency"], row["valuation_hedge"]) == (3e9, "CNY", "about")
    assert (row["amount_low"], row["currency"]) == (20e6, "USD")
    assert deal("Lenovo invested $20 million in Enflame.")["valuation"] is None


def test_the_round_as_written():
    assert deal("Lenovo led a $20 million Series B round in Enflame.")["round"] == "Series B"
    assert deal("Lenovo led Enflame's new round.")["round"] is None


def test_a_date_after_publication_is_not_taken_for_what_is_done():
    assert deal("In March 2025, Lenovo invested in Enflame.")["period_end"] == "2025-03-31"
    assert deal("In March 2026, Lenovo invested in Enflame.")["period_end"] is None
    assert deal("In March 2026, Lenovo will invest in Enflame.")["period_end"] == "2026-03-31"


@pytest.mark.parametrize(
    "text",
    [
        "Enflame raised its target after a contract for chips from Lenovo.",  # goods for money
        "Lenovo paid $20 million to Enflame for its services.",
        "Lenovo bought chips from Enflame for $5 million.",
        "Lenovo bought Enflame chips for $5 million.",
        "Lenovo was led by Enflame Berg.",
        "Lenovo bought 9.9% of the market, and Enflame fell.",
        "Enflame has received an order for 300 chips from Lenovo.",
        "Xiaomi makes phones. Lenovo also joined.",  # of a round nobody told of
        "Lenovo grew and the fund invested in Enflame.",  # somebody else did
        "Lenovo invested in a plant that Enflame runs.",
        "Lenovo invests heavily in chips.",  # nobody is named
        "Enflame is raising money. Lenovo will invest $20 million in chips.",
        "Lenovo says that investment in Enflame is a risk.",  # nobody talks of investing
        "Amazon invested $20 million in AWS.",  # one family
        "The founder Priya Okafor invested $20 million in Enflame.",  # a person
        "Lenovo holds 5% of the market, ahead of Enflame.",
    ],
)
def test_what_looks_like_a_deal_and_is_none(text):
    assert pairs(text) == set()


def test_what_is_said_in_passing_is_as_far_as_it_was_said_to_be():
    passing = "By investing in Enflame, Lenovo secures chips."
    assert pairs(passing) == {("Lenovo", "Enflame", "invested")}
    assert pairs(f"Lenovo is in talks to invest in Enflame. {passing}") == {("Lenovo", "Enflame", "in_talks")}


def test_the_one_who_is_backed_stands_nearest():
    assert pairs("Xiaomi fell after Enflame, backed by Lenovo, grew.") == {("Lenovo", "Enflame", "backed")}
    assert pairs("Enflame sells chips. It is backed by Lenovo.") == {("Lenovo", "Enflame", "backed")}
    assert pairs("Enflame sells chips. Prices, backed by Lenovo, rose.") == set()


def test_investors_in_lists_with_words_in_them():
    text = (
        "Brightmoor raised $80 million from Kestrel Ventures, Larkfield Capital and, for the first time, Osprey Bank, "
    )
    assert {a for a, _, _ in pairs(text + "along with existing investor Holm Capital.")} == {
        "Kestrel Ventures", "Larkfield Capital", "Osprey Bank", "Holm Capital"
    }  # fmt: skip


def test_a_sum_that_is_paid_is_no_revenue():
    (claim,) = read("Lenovo sold a 5% stake in its Enflame farm to Xiaomi.").claims
    assert claim["topic"] == "investment"
    (claim,) = read("Lenovo has abandoned a plan to buy Enflame for $4 million.").claims
    assert (claim["topic"], claim["status"]) == ("investment", "denied")
    assert ("Xiaomi", "Enflame", "invested") in pairs("Lenovo sold a 5% stake in its Enflame farm to Xiaomi.")


def test_it_goes_on_buying():
    told = pairs("Lenovo grew in May. It has bought a 5% stake in Enflame. It already holds 6% of Quillpay.")
    assert told == {("Lenovo", "Enflame", "invested"), ("Lenovo", "Quillpay", "invested")}


def test_a_table_is_no_deal():
    cells = " | ".join(f"Acme{letter} Labs" for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    assert pairs(f"Lenovo invested in Enflame | {cells}") == set()


# Wire reports on other fields, with firms that no vocabulary lists.
REPORTS = {
    "biotech": (
        "Merrow Therapeutics said on Tuesday it had raised $145 million in a Series C round led by Halden Life Sciences, "
        "with participation from Novartis Venture Fund, OrbiMed and existing backer Kestrel Bio. Merrow, which owns 30% "
        "of Tindra Pharma, denied a report that Roche was in talks to buy it. If Roche were to buy Merrow, it would pay "
        "at least $2 billion, analysts said.",
        {
            ("Halden Life Sciences", "Merrow Therapeutics", "led_round"),
            ("Novartis Venture Fund", "Merrow Therapeutics", "invested"),
            ("OrbiMed", "Merrow Therapeutics", "invested"),
            ("Kestrel Bio", "Merrow Therapeutics", "invested"),
            ("Merrow Therapeutics", "Tindra Pharma", "invested"),
            ("Roche", "Merrow Therapeutics", "hypothetical"),
        },
    ),
    "batteries": (
        "Voltana is buying Redcliff Cells for $310 million, the two companies said. A consortium led by Harrow Capital "
        "and Sumitomo will put 40 billion yen into Voltana. Panasonic sold its 12% stake in Redcliff Cells to Voltana in "
        "March. Voltana has not invested in Lumacell, a spokesman said.",
        {
            ("Voltana", "Redcliff Cells", "acquired"),
            ("Voltana", "Redcliff Cells", "invested"),  # the stake of another
            ("Harrow Capital", "Voltana", "planned"),
            ("Sumitomo", "Voltana", "planned"),
            ("Panasonic", "Redcliff Cells", "sold"),
            ("Voltana", "Lumacell", "denied"),
        },
    ),
    "shipping": (
        "Maersk has agreed to acquire Lomax Freight for $1.2 billion in cash. Hapag-Lloyd, which owns 20% of the "
        "terminal operator Baltport, has no plans to sell its stake in Baltport, a spokesman said.",
        {("Maersk", "Lomax Freight", "planned"), ("Hapag-Lloyd", "Baltport", "invested")},
    ),
    "games": (
        "Pixelmoor, the studio behind Lantern Keep, has received an investment of 25 million euros from Embracer. "
        "Ubisoft denied that it was in talks to sell a stake in Pixelmoor to Ironbark Games. Pixelmoor is 15% owned by "
        "Krafton.",
        {
            ("Embracer", "Pixelmoor", "invested"),
            ("Ubisoft", "Pixelmoor", "invested"),
            ("Ironbark Games", "Pixelmoor", "denied"),
            ("Krafton", "Pixelmoor", "backed"),
        },
    ),
    "payments": (
        "Payment firm Quillpay secured 80 million euros from a group of investors including Index Ventures and "
        "Balderton. Adyen took a minority stake in Quillpay in June. The start-up counts Visa and Northzone among its "
        "backers. Stripe is in discussions to join the round, according to people familiar with the matter.",
        {
            ("Index Ventures", "Quillpay", "invested"),
            ("Balderton", "Quillpay", "invested"),
            ("Adyen", "Quillpay", "invested"),
            ("Visa", "Quillpay", "invested"),
            ("Northzone", "Quillpay", "invested"),
            ("Stripe", "Quillpay", "in_talks"),
        },
    ),
    "space": (
        "Stellarix closed a $60 million Series B co-led by Lux Capital and Seraphim. Airbus Ventures also participated. "
        "Lockheed Martin, which had planned to invest $10 million in Stellarix, pulled out.",
        {
            ("Lux Capital", "Stellarix", "led_round"),
            ("Seraphim", "Stellarix", "led_round"),
            ("Airbus Ventures", "Stellarix", "invested"),
            ("Lockheed Martin", "Stellarix", "denied"),
        },
    ),
    "mining": (
        "Rio Tinto agreed to sell its 68% stake in Iron Ridge to Baowu for $1.4 billion. BHP, the world's biggest miner, "
        "abandoned a plan to invest in Iron Ridge last year. Glencore holds a 9.9% stake in Ridge Copper, according to "
        "a filing.",
        {
            ("Rio Tinto", "Iron Ridge", "invested"),
            ("Baowu", "Iron Ridge", "planned"),
            ("BHP", "Iron Ridge", "denied"),
            ("Glencore", "Ridge Copper", "invested"),
        },
    ),
    "retail": (
        "Naspers bought a 6% stake in Delivery Hero from Uber for $400 million in May. Flipmart, owned by Walmart, will "
        "take over Zippo Foods. Walmart poured $1.6 billion into Flipmart in 2018, and Ribbit and Tiger Peak were early "
        "investors.",
        {
            ("Uber", "Delivery Hero", "sold"),
            ("Walmart", "Flipmart", "invested"),
            ("Walmart", "Flipmart", "backed"),
            ("Flipmart", "Zippo Foods", "planned"),
            ("Ribbit", "Flipmart", "invested"),
            ("Tiger Peak", "Flipmart", "invested"),
        },
    ),
}


@pytest.mark.parametrize(("text", "told"), REPORTS.values(), ids=REPORTS)
def test_reports_on_other_fields(text, told):
    assert pairs(text) == told


# --- rank statements --------------------------------------------------------------------------------------------------


def ranks(text: str) -> list[tuple]:
    fields = ("ahead", "behind", "measure", "scope", "status")
    return [tuple(row[field] for field in fields) for row in read(text, published=DAY).comparisons]


@pytest.mark.parametrize("rule", comparisons.RULES, ids=[rule.name for rule in comparisons.RULES])
def test_the_example_of_a_rule_is_a_rank_by_that_rule(rule, monkeypatch):
    told = []

    def spy(found, scene, vocabulary, ahead, behind):
        told.append((found.rule.name, ahead, behind))
        return make(found, scene, vocabulary, ahead, behind)

    make = comparisons._row
    monkeypatch.setattr(comparisons, "_row", spy)
    ((ahead, behind, *_),) = ranks(rule.example)
    assert told == [(rule.name, ahead, behind)]
    assert (ahead, behind) in (("Kuaishou", None), ("Kuaishou", "Bilibili"))


@pytest.mark.parametrize(
    ("text", "ahead", "behind", "measure", "scope"),
    [
        # somebody is passed
        ("Kuaishou surpassed Bilibili in US app stores.", "Kuaishou", "Bilibili", None, "US app stores"),
        ("Kuaishou overtook Bilibili in revenue.", "Kuaishou", "Bilibili", "revenue", None),
        ("Kuaishou has overtaken Bilibili in Poland.", "Kuaishou", "Bilibili", None, "Poland"),
        ("Kuaishou is outpacing its rivals.", "Kuaishou", None, None, None),
        ("Kling's downloads passed Vidu's.", "Kling", "Vidu", "downloads", None),
        ("Kling's downloads passed those of Vidu.", "Kling", "Vidu", "downloads", None),
        ("Kuaishou won half of all users in 2024, outpacing Bilibili.", "Kuaishou", "Bilibili", "users", None),
        ("Kuaishou's app Kling outsold Vidu.", "Kling", "Vidu", None, None),
        ("Bilibili was overtaken by Kuaishou in revenue.", "Kuaishou", "Bilibili", "revenue", None),
        ("Bilibili trails Kuaishou in monthly players.", "Kuaishou", "Bilibili", "monthly players", None),
        ("Bilibili lags behind its rival Kuaishou.", "Kuaishou", "Bilibili", None, None),
        # somebody leads
        ("Kuaishou dominated the market.", "Kuaishou", None, None, "the market"),
        ("Kuaishou dominates short video.", "Kuaishou", None, "short video", None),
        ("Kuaishou leads the video market.", "Kuaishou", None, None, "the video market"),
        ("Kuaishou leads in video and live shopping.", "Kuaishou", None, "video and live shopping", None),
        ("Kuaishou is Brazil's leader in short videos.", "Kuaishou", None, "short videos", "Brazil"),
        # somebody is the first of many
        ("Kuaishou remains the country's largest video platform.", "Kuaishou", None, "video platform", "the country"),
        ("Kuaishou is by far the most popular app in Brazil.", "Kuaishou", None, "most popular app", "Brazil"),
        ("Kuaishou, Brazil's largest video platform, grew.", "Kuaishou", None, "video platform", "Brazil"),
        ("Brazil's largest video platform, Kuaishou, grew.", "Kuaishou", None, "video platform", "Brazil"),
        ("Brazil's largest video platform Kuaishou grew.", "Kuaishou", None, "video platform", "Brazil"),
        ("The deal makes Kuaishou the largest bank in Brazil.", "Kuaishou", None, "bank", "Brazil"),
        ("Kling beat all in May. It is the most popular app.", "Kling", None, "most popular app", None),
        ("Kling beat all in May. It's the most popular app.", "Kling", None, "most popular app", None),
        ("In 2024 Bilibili sold 40 apps, while Kuaishou dominated the market.", "Kuaishou", None, None, "the market"),
        ("Kuaishou remains the most popular app, Kling said.", "Kuaishou", None, "most popular app", None),
        ("Users left Vidu for Kling, which is the most popular app.", "Kling", None, "most popular app", None),
    ],
)
def test_who_is_ahead_of_whom_in_what_and_where(text, ahead, behind, measure, scope):
    assert ranks(text) == [(ahead, behind, measure, scope, "actual")]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Kuaishou dominates the market.", "actual"),
        ("Kuaishou went on to dominate the market.", "actual"),
        ("Kuaishou has not overtaken Bilibili.", "denied"),
        ("Kuaishou is no longer the largest video platform.", "denied"),
        ("Kuaishou denied that it dominates the market.", "denied"),
        ("If Kuaishou becomes the largest video platform, prices will rise.", "hypothetical"),
        ("Kuaishou aims to overtake Bilibili.", "target"),
        ("Kuaishou cut prices to dominate the market.", "target"),
        ("Analysts expect Kuaishou to surpass Bilibili.", "forecast"),
        ("Kuaishou claims to be the largest video platform.", "claimed"),
        ("Kling is the “world's most powerful video model”.", "claimed"),
        ("Kuaishou, Brazil's largest video platform, may sell chips.", "actual"),  # the doubt is in another clause
    ],
)
def test_how_a_rank_is_meant(text, status):
    ((*_, found),) = ranks(text)
    assert found == status


def test_a_rank_has_the_date_of_its_clause():
    (row,) = read("In May 2025 Kuaishou surpassed Bilibili.", published=DAY).comparisons
    assert (row["period_start"], row["period_end"], row["period_from"]) == ("2025-05-01", "2025-05-31", "stated")
    (row,) = read("Kuaishou surpassed Bilibili.", published=DAY).comparisons
    assert (row["period_start"], row["period_end"], row["period_from"]) == (None, None, None)
    assert row["quote"] == "surpassed Bilibili"


@pytest.mark.parametrize(
    "text",
    [
        "Kuaishou surpassed 10 million users.",  # a number: that is a claim
        "Kuaishou outsold Bilibili by 20%.",
        "Kuaishou said Western firms dominate the market.",  # nobody is named
        "Brazil dominates the market.",  # no firm, no product
        "Kuaishou and Bilibili are leaders in video.",  # no first among many
        "Kuaishou is one of the largest banks in Brazil.",
        "Kuaishou is the second-largest platform in Brazil.",
        "Kuaishou is the largest problem of Brazil.",  # nothing that is ranked
        "Kuaishou beat its own target.",
        "Kuaishou is ahead of schedule.",
        "Kuaishou passed a test.",
        "Kuaishou leads a team of engineers.",
        "Kuaishou led a funding round.",
        "Kuaishou's chatbot outsold Bilibili's chatbot.",  # things without a name
    ],
)
def test_what_is_no_rank_statement(text):
    assert ranks(text) == []


# --- names ------------------------------------------------------------------------------------------------------------


def named(text: str, heading: bool = False) -> list[tuple[str, str]]:
    """Name and kind of each mention, sentence by sentence."""
    vocabulary = Vocabulary.load()
    cast = names.Cast(text, vocabulary)
    lines = [part.strip() for part in text.split(" / ")]
    found = [n for line in lines for n in names.find(vocabulary, tokens(line, 0, len(line)), cast, heading)]
    return [(n.name, n.kind) for n in found]


OKAFOR, HOLM = ("Priya Okafor", "person"), ("Ida Holm", "person")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        # people
        ("The founder Priya Okafor left / Okafor had run it.", [OKAFOR, OKAFOR]),
        ("Ida Holm argued so / Holm left.", [HOLM, HOLM]),
        ("Ida Holm said it was late.", [HOLM]),
        ("They met Ida Holm, a former engineer / Holm left.", [HOLM, HOLM]),
        ("They met Ida Holm (40) / Holm left.", [HOLM, HOLM]),
        ("It was Ms Holm.", [("Holm", "person")]),
        ("Su spoke / Lisa Su of AMD.", [("Lisa Su", "person"), ("Lisa Su", "person"), ("AMD", "company")]),
        ("Founders Ida Holm and Mia Berg argued so.", [HOLM, ("Mia Berg", "person")]),
        ("Chief Financial Officer Ida Holm left / Holm had run it.", [HOLM, HOLM]),
        ("They met Nadia Krag in May.", [("Nadia Krag", "person")]),
        # firms
        ("It was Northwind Capital / Northwind grew.", [("Northwind Capital", "name")] * 2),
        ("It was Northwind Holdings Ltd.", [("Northwind", "name")]),
        ("It was Oslo Venture Capital.", [("Oslo Venture Capital", "name")]),
        ("It was Singapore Venture Capital.", [("Singapore Venture Capital", "name")]),
        ("It was Lenovo Capital, of Lenovo Group.", [("Lenovo Capital", "name"), ("Lenovo", "company")]),
        ("Quill Harbor said on Monday it had grown.", [("Quill Harbor", "name")]),
        ("It was E Fund.", [("E Fund", "name")]),
        ("Rival Quiller grew / The rival met Quiller.", [("Quiller", "name")] * 2),
        ("The Rival Lenovo grew.", [("Rival", "word"), ("Lenovo", "company")]),
        ("Hapag-Lloyd grew / It was Hapag-Lloyd.", [("Hapag-Lloyd", "name")] * 2),
        ("Ubisoft denied the report.", [("Ubisoft", "name")]),
        ("Zeltran rose and fell / It was Zeltran.", [("Zeltran", "name")] * 2),
        ("Quiller, backed by Lenovo, met Quiller.", [("Quiller", "name"), ("Lenovo", "company"), ("Quiller", "name")]),
        ("It met miHoYo and miHoYo.", [("miHoYo", "name")] * 2),
        ("It was Holm & Krag / Holm & Krag grew.", [("Holm & Krag", "name")] * 2),
        ("It was the Northern Growth Fund.", [("Northern Growth Fund", "name")]),
        ("It was Baltic Harbour Partners.", [("Baltic Harbour Partners", "name")]),
        ("It was the Bank of Tramwell.", [("Bank of Tramwell", "org")]),
        # places
        ("The Tramwell-based bank left Tramwell.", [("Tramwell", "place")] * 2),
        ("Sales rose in Gujarat and Oslo.", [("Gujarat", "place"), ("Oslo", "place")]),
        ("Owner Lakeland Sports Group said so / Owner Lakeland grew.", [("Lakeland Sports", "name")] * 2),
        ("Rival Hearth Mills, by contrast, lost money.", [("Hearth Mills", "name")]),
        ("Quill Labs grew / Quill runs three plants.", [("Quill Labs", "name")] * 2),
        # offices
        ("The Harbour Observatory said so.", [("Harbour Observatory", "org")]),
        ("The Singapore Water Authority said so.", [("Singapore Water Authority", "org")]),
        ("Heads of the Grain Trade Commission (GTC) met / GTC fell.", [("Grain Trade Commission", "org"), ("GTC", "org"), ("GTC", "org")]),
        # products
        ("It tests KX-101 / KX-101 works.", [("KX-101", "name")] * 2),
        ("Lenovo's Quill was sold / It was Quill.", [("Lenovo", "company"), ("Quill", "name"), ("Quill", "name")]),
        ("It bought H20s.", [("H20", "chip")]),
        ("Its V3 is out.", [("V3", "word")]),
        # said once, and nobody who acts
        ("It likes Tramwell.", [("Tramwell", "word")]),
        ("It met the landlord in Tramwell.", [("Tramwell", "place")]),
        ("It is sold in Anhui.", [("Anhui", "place")]),
    ],
)  # fmt: skip
def test_names(text, found):
    assert named(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "It paid RMB39.8bn and US$10 billion.",  # glued to a number
        "It calls this the Coupon Battle.",  # a campaign
        "AI and VR are short; CEOs know LLMs.",  # acronyms
        "Pricing: the plan is new / Spending rose / Turnover rose / Attendance rose / Membership grew.",  # what a sentence makes big
        "Rents grew, since rents follow demand.",
        "Deliveries rose / Women buy shoes / Proceeds fell.",  # things that do nothing
        "SEK 2.5m and Rs 4,300 crore were paid, I'd say.",
        "Section 80GG and Terminal 5 are new.",
        "It likes Chips-as-a-Service.",
        "The Danish, Swiss and Nordic firms grew.",
        "The Chinese Internet in May.",
    ],
)
def test_what_is_no_name(text):
    assert named(text) == []


def test_in_a_heading_only_words_that_come_again_are_names():
    assert named("How Bright Chips Won", heading=True) == []
    assert named("LENOVO AND XIAOMI GROW", heading=True) == [("Lenovo", "company"), ("Xiaomi", "company")]

    assert named("Quiller Wins Prize / It met Quiller / Quiller", heading=True) == [("Quiller", "name")] * 3


@pytest.mark.parametrize("end", ["Llama", "Llama 4", "Llama-Nova", "Llama-Nova 4.1"])
def test_the_version_belongs_to_a_model(end):
    text = f"It runs {end} now."
    words = tokens(text, 0, len(text))
    (name,) = names.find(Vocabulary.load(), words, names.Cast(text, Vocabulary.load()))
    assert (name.name, text[name.start : name.end]) == ("Llama", end)


def test_a_quantity_is_no_version():
    text = "It gave Llama 9 million users."
    words = tokens(text, 0, len(text))
    (name,) = names.find(Vocabulary.load(), words, names.Cast(text, Vocabulary.load()))
    assert text[name.start : name.end] == "Llama"


def test_of_two_people_of_one_name_the_firm_tells_which():
    both = "They met William Li and Fei-Fei Li"
    assert named(f"{both} / Li sold Nio.")[-2:] == [("William Li", "person"), ("Nio", "company")]
    assert named(f"{both} / Li sold.")[2:] == []


def test_what_follows_a_name_in_the_same_phrase_is_no_second_name():
    assert named("It is sold in Texas Province.") == [("Texas", "place")]


@pytest.mark.parametrize(
    ("text", "lists"),
    [
        ("They are Lenovo, Xiaomi and eBay.", [["Lenovo", "Xiaomi", "eBay"]]),
        ("Lenovo as well as Xiaomi grew.", [["Lenovo", "Xiaomi"]]),
        ("Backed by Lenovo and Xiaomi, Enflame grew.", [["Lenovo", "Xiaomi"], ["Enflame"]]),
        ("By backing Lenovo, Xiaomi grew.", [["Lenovo"], ["Xiaomi"]]),
        ("In the Gulf, Lenovo grew.", [["Gulf"], ["Lenovo"]]),
        ("In Lenovo, Xiaomi and eBay they trust.", [["Lenovo", "Xiaomi", "eBay"]]),
        ("Lenovo's Xiaomi unit grew.", [["Lenovo"], ["Xiaomi"]]),
        ("They are Lenovo, Xiaomi's maker.", [["Lenovo"], ["Xiaomi"]]),
    ],
)
def test_lists_of_names(text, lists):
    vocabulary = Vocabulary.load()
    words = tokens(text, 0, len(text))
    found = names.find(vocabulary, words, names.Cast(text, vocabulary))
    assert [[n.name for n in group] for group in names.groups(found, words)] == lists
