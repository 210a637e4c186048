"""Every rule about when something happened: clauses, events, dates, sections, and what a sentence leaves for the next.

The firms are invented, and no sentence is from the articles. A new rule gets a row here.
"""

from __future__ import annotations

from datetime import date

import pytest

from datakit.reading import Vocabulary, published, read
from datakit.reading.text import stem

DAY = date(2025, 8, 20)  # a Wednesday
NAMES = """
[company]
"Kestrel" = {}
"Brightmoor" = { year_end = 3 }
"Osprey Bank" = {}
[product]
"Wren" = { parent = "Kestrel" }
[model]
"Puffin" = { parent = "Kestrel" }
[place]
"Lima" = {}
"""


@pytest.fixture(scope="module")
def words(tmp_path_factory):
    """The packaged vocabulary and the invented names."""
    own = tmp_path_factory.mktemp("words") / "own.toml"
    own.write_text(NAMES, encoding="utf-8")
    return Vocabulary.load(own)


# A stroke shows where a clause begins; each clause with a date of its own is an event.
CLAUSES = {
    "behind a sign": "Kestrel opened three small shops in May 2023; |Brightmoor closed five large ones in June 2024.",
    "not at the dash of a range": "Kestrel opened between 20–30 small shops in May 2023.",
    "not at a pair of dashes": "Kestrel opened its latest phone app—long awaited among local users—to every customer abroad in May 2023.",
    "at one dash": "Kestrel opened its free app in May 2023—|many local users bought licences in June 2024.",
    "at a pair of dashes with a range": "Kestrel opened 20–30 shops with cafes in May 2023—|it closed them again in June 2024.",
    "with an opener": "Kestrel kept its shops open in May 2023, |while Brightmoor sold most halls in June 2024.",
    "with which": "Kestrel opened its model in May 2023, |which Brightmoor tested with great care in June 2024.",
    "with who": "Kestrel hired another engineer in May 2023, |who had started a large lab in June 2021.",
    "with as and a pronoun": "Kestrel closed three small labs in May 2023 |as it tried hard to save money in June 2022.",
    "a comma ends which": "Kestrel split its music business in May 2022, |which grew quickly in May 2023 abroad, |between three large rivals in June 2024.",
    "and doing": "Kestrel was buying cables in May 2023 |and renting large halls in June 2024.",
    "not at a list in -ing": "Kestrel earned more money from ads and gaming in May 2023.",
    "a pronoun behind a comma": "Kestrel raised more orders in May 2023, and |it hired thirty more people in June 2024.",
    "a name behind a comma": "Kestrel sold three small shops in May 2023, |Brightmoor bought both halls in June 2024.",
    "a name behind a comma and 'and'": "Kestrel sold three small shops in May 2023, |and Brightmoor bought both halls in June 2024.",
    "not at a list of names": "Kestrel, Brightmoor and Osprey Bank opened three labs in May 2023.",
    "not at an example": "In May 2023 Kestrel sold several large phones, e.g., Wren with many games.",
    "a date behind a comma": "Kestrel sold three small shops in May 2023, |and in June 2024 bought one large bank.",
    "a comma and doing": "Kestrel opened its latest model in May 2023, |drawing many users from rivals in June 2024.",
    "doing behind a quote": "Kestrel opened its “latest model in May 2023,” |drawing many users from rivals in June 2024.",
    "not at a preposition in -ing": "Kestrel opened some shops in May 2023, including three labs with cafes in June 2024.",
    "and did": "Kestrel split its cloud unit in May 2023 |and hired another chief in June 2024.",
    "not at two things done to one": "Kestrel built and sold cables with care in May 2023.",
    "and others did": "Kestrel launched its free model in May 2023, |and many local firms have bought licences in June 2024.",
    "not at a list of things": "Chips, halls and cables have become dear in May 2023.",
    "not behind an opening phrase": "Days before that fair, Kestrel opened three labs in May 2023.",
    "not at a few words": "Kestrel opened three labs in May 2023, and Brightmoor in June 2024.",
    "not at what a goal is": "Kestrel set itself a goal: double total sales over years by 2027.",
}


@pytest.mark.parametrize("marked", CLAUSES.values(), ids=CLAUSES)
def test_where_clauses_begin(words, marked):
    quotes = [row["quote"] for row in read(marked.replace("|", ""), words, DAY).events]
    bare = [part.strip(" ,—;").removeprefix("and ").removesuffix(", and") for part in marked.split("|")]
    assert list(dict.fromkeys(quotes)) == bare


# text -> what each event is, as 'date_text action entity'; the entity is '-' where nobody is named
EVENTS = {
    "a note behind it is none of its words": ("In May 2024, Kestrel launched Wren [para. 3].", ["May 2024 release Kestrel"]),
    "by is a bound": ("By May 2024, Kestrel had sold its plant.", ["May 2024 (by) sell Kestrel"]),
    "since where nothing else dates": ("Since May 2024, Kestrel has bought three rivals.", ["May 2024 (since) buy Kestrel"]),
    "onwards": ("Kestrel bought three rivals from May 2024 onwards.", ["May 2024 (since) buy Kestrel"]),
    "no since beside a date": ("In May 2024, Kestrel sold more than since March 2023.", ["May 2024 sell Kestrel"]),
    "no since under a heading": ("- May 2024:\n- Kestrel has sold more phones since March.", ["May 2024 sell Kestrel"]),
    "onwards under a heading": ("- 2024:\n- Kestrel bought rivals from May 2024 onwards.", ["May 2024 (since) buy Kestrel"]),
    "no base of comparison": ("A year earlier, Kestrel had sold its plant.", []),
    "no past year": ("Kestrel sold more phones in the past year.", []),
    "no today": ("Kestrel employs many people today.", []),
    "earlier this year": ("Kestrel sold its plant earlier this year.", ["earlier this year sell Kestrel"]),
    "days later, behind a day": ("Kestrel opened a lab on March 3, 2025. Two days later, it sold the lab.", ["March 3, 2025 build Kestrel", "Two days later sell Kestrel"]),
    "no days later otherwise": ("Kestrel opened a lab. Two days later, it sold the lab.", []),
    "years later, behind a year": ("Kestrel opened a lab in 2021. Two years later, it sold the lab.", ["2021 build Kestrel", "Two years later sell Kestrel"]),
    "days later, in a further line": ("- Kestrel opened a lab on March 3, 2025.\n- Two days later, Wren sold one.", ["March 3, 2025 build Kestrel", "Two days later sell Wren"]),
    "since then": ("Kestrel opened a lab on March 3, 2025. Since then, it has hired thirty people.", ["March 3, 2025 build Kestrel", "Since then (since) appoint Kestrel"]),
    "no page stamp": ("Kestrel sells phones.\nMay 4, 2024, Issue 7", []),
    "no foot of a page": ("© 2024 Kestrel, printed May 4, 2024. All rights reserved.", []),
    "no name under a heading": ("- May 2024:\n- Wren", []),
    "a date of the object is no date of the event": ("- May 2024:\n- Kestrel set out plans for three new plants that open in 2027.", ["May 2024 plan Kestrel"]),
    "a date in front is the event's own": ("- May 2024:\n- In June 2024 Kestrel sold its third plant.", ["June 2024 sell Kestrel"]),
    "a heading dates each clause": ("- May 2024:\n- Kestrel split its cloud unit and hired another chief.", ["May 2024 restructure Kestrel", "May 2024 appoint Kestrel"]),
    "but no remark": ("- May 2024:\n- Kestrel sold its third plant, because rivals had bought others.", ["May 2024 sell Kestrel"]),
    "the verb in an aside has the date there": ("Its unit, renamed Puffin last year, sold more phones in May 2025.", ["last year rebrand Puffin", "May 2025 sell Puffin"]),
    "a plan has not happened": ("Kestrel plans to buy three rivals in 2026.", ["2026 plan Kestrel"]),
    "a light verb says less": ("Kestrel began to buy rivals in May 2024.", ["May 2024 buy Kestrel"]),
    "a past is more of a verb than a noun": ("The launch of Wren led Kestrel to open labs in May 2024.", ["May 2024 build Kestrel"]),
    "a noun where there is no verb": ("The launch of Wren came in May 2024.", ["May 2024 release Wren"]),
    "a present behind a name": ("Kestrel launches Wren in May 2026 with a bank loan.", ["May 2026 release Kestrel"]),
    "no verb that is known": ("Kestrel was in the news in May 2024.", ["May 2024 other Kestrel"]),
    "whom a pronoun stands for": ("Kestrel sold phones. Its app overtook Wren in May 2024.", ["May 2024 reach Kestrel"]),
    "whom the company stands for": ("Kestrel sold phones. The company bought Wren in May 2024.", ["May 2024 buy Kestrel"]),
    "what plans include": ("Kestrel sold more phones. Key moves included selling Puffin to large banks in May 2023, and launching Wren without delay in May 2024.", ["May 2023 sell Kestrel", "May 2024 release Kestrel"]),
    "a participle has the subject of its main clause": ("Kestrel grew its phone business in May 2023, launching Wren with great care in May 2024.", ["May 2023 grow Kestrel", "May 2024 release Kestrel"]),
    "the subject behind 'by doing'": ("By selling Wren, Brightmoor grew quickly in May 2024.", ["May 2024 grow Brightmoor"]),
    "the subject behind 'founded in'": ("Founded in 2021 by Ann Lee, Brightmoor sells phones.", ["2021 build Brightmoor"]),
    "a rival is nobody that was named": ("Kestrel sold many phones. A rival bought Wren in May 2024.", ["May 2024 buy -"]),
    "no place that a firm is from": ("Kestrel sold phones. The Lima-based company bought a lab in May 2024.", ["May 2024 buy Kestrel"]),
    "no place that says which firm": ("Kestrel sold phones. The Lima company bought a lab in May 2024.", ["May 2024 buy Kestrel"]),
    "no place where it was": ("Kestrel sold phones. In Lima it bought a lab in May 2024.", ["May 2024 buy Kestrel"]),
}  # fmt: skip


@pytest.mark.parametrize(("text", "told"), EVENTS.values(), ids=EVENTS)
def test_what_an_event_is(words, text, told):
    rows = read(text, words, DAY).events
    bounds = [f" ({row['bound']})" if row["bound"] != "in" else "" for row in rows]
    assert [
        f"{row['date_text']}{bound} {row['action']} {row['entity'] or '-'}"
        for row, bound in zip(rows, bounds, strict=True)
    ] == told
    assert all(row["quote"] == text[row["start"] : row["end"]] for row in rows)
    assert all(row["quote"][0].isalnum() and "[" not in row["quote"] for row in rows)


def test_names_are_those_of_the_clause_without_places(words):
    rows = read(
        "In May 2024 Kestrel quickly sold Wren in Lima, and in June 2024 Brightmoor bought Puffin with great care.",
        words,
        DAY,
    ).events
    assert [row["entities"] for row in rows] == [["Kestrel", "Wren"], ["Brightmoor", "Puffin"]]


@pytest.mark.parametrize("quoted", ['"Wren moment"', "'Wren moment'", "“second Wren moment”"])
def test_a_name_that_labels_another_noun_does_nothing(words, quoted):
    (row,) = read(f"Kestrel launched Puffin in May 2024, seen as its {quoted} by users.", words, DAY).events
    assert row["entities"] == ["Kestrel", "Puffin"]


def test_a_name_in_quotation_marks_is_a_name(words):
    (row,) = read("Kestrel launched 'Wren' models in May 2024.", words, DAY).events
    assert row["entities"] == ["Kestrel", "Wren"]


# written -> first day, last day, precision, bound; where only a year is missing, it is the latest that is past
DATES = [
    ("on 2024-05-03", "2024-05-03", "2024-05-03", "day", "in"),
    ("on May 3, 2024", "2024-05-03", "2024-05-03", "day", "in"),
    ("on May 3", "2025-05-03", "2025-05-03", "day", "in"),
    ("on Sept. 3", "2024-09-03", "2024-09-03", "day", "in"),
    ("on March 3-5, 2025", "2025-03-03", "2025-03-05", "span", "in"),
    ("on the 3rd of May 2024", "2024-05-03", "2024-05-03", "day", "in"),
    ("on 3 May", "2025-05-03", "2025-05-03", "day", "in"),
    ("in the third quarter of 2024", "2024-07-01", "2024-09-30", "quarter", "in"),
    ("in the 3rd quarter", "2025-07-01", "2025-09-30", "quarter", "in"),
    ("in the fourth quarter", "2024-10-01", "2024-12-31", "quarter", "in"),
    ("in the fourth quarter of last year", "2024-10-01", "2024-12-31", "quarter", "in"),
    ("at the end of the third quarter of 2024", "2024-09-30", "2024-09-30", "day", "in"),
    ("in Q1 2024", "2024-01-01", "2024-03-31", "quarter", "in"),
    ("in Q1 24", "2024-01-01", "2024-03-31", "quarter", "in"),
    ("in 1Q24", "2024-01-01", "2024-03-31", "quarter", "in"),
    ("in 2024 Q3", "2024-07-01", "2024-09-30", "quarter", "in"),
    ("in the June quarter", "2025-04-01", "2025-06-30", "quarter", "in"),
    ("in the first half of 2025", "2025-01-01", "2025-06-30", "half", "in"),
    ("in 1H25", "2025-01-01", "2025-06-30", "half", "in"),
    ("in H1", "2025-01-01", "2025-06-30", "half", "in"),
    ("in the six months to June", "2025-01-01", "2025-06-30", "half", "in"),
    ("in the 3 months ended June 30, 2025", "2025-04-01", "2025-06-30", "quarter", "in"),
    ("in the quarter ended 30 June", "2025-04-01", "2025-06-30", "quarter", "in"),
    ("in the fiscal year ended March 2025", "2024-04-01", "2025-03-31", "year", "in"),
    ("in the fiscal second quarter, which ended June 30", "2025-04-01", "2025-06-30", "quarter", "in"),
    ("in the twelve months to June", "2024-07-01", "2025-06-30", "year", "in"),
    ("in January/February 2025", "2025-01-01", "2025-02-28", "span", "in"),
    ("from November to February", "2024-11-01", "2025-02-28", "span", "in"),
    ("in May", "2025-05-01", "2025-05-31", "month", "in"),
    ("in September", "2024-09-01", "2024-09-30", "month", "in"),
    ("in May last year", "2024-05-01", "2024-05-31", "month", "in"),
    ("in late May", "2025-05-21", "2025-05-31", "span", "in"),
    ("in mid-May 2024", "2024-05-11", "2024-05-20", "span", "in"),
    ("at the end of May", "2025-05-31", "2025-05-31", "day", "in"),
    ("in the summer of 2024", "2024-06-01", "2024-08-31", "span", "in"),
    ("in winter 2024", "2024-12-01", "2025-02-28", "span", "in"),
    ("in FY25", "2025-01-01", "2025-12-31", "year", "in"),
    ("in FY2024-26", "2024-01-01", "2026-12-31", "span", "in"),
    ("in 2024-26", "2024-01-01", "2026-12-31", "span", "in"),
    ("from 2023 to 2025", "2023-01-01", "2025-12-31", "span", "in"),
    ("at the Lunar New Year", "2025-01-29", "2025-01-29", "day", "in"),
    ("by the Spring Festival in 2024", "2024-02-10", "2024-02-10", "day", "by"),
    ("by year-end", "2025-12-31", "2025-12-31", "day", "by"),
    ("by the end of this year", "2025-12-31", "2025-12-31", "day", "by"),
    ("at the start of last month", "2025-07-01", "2025-07-10", "span", "in"),
    ("this week", "2025-08-18", "2025-08-24", "week", "in"),
    ("last quarter", "2025-04-01", "2025-06-30", "quarter", "in"),
    ("late next year", "2026-10-01", "2026-12-31", "span", "in"),
    ("yesterday", "2025-08-19", "2025-08-19", "day", "in"),
    ("on Monday", "2025-08-18", "2025-08-18", "day", "in"),
    ("by Monday", "2025-08-18", "2025-08-18", "day", "by"),
    ("in the 1990s", "1990-01-01", "1999-12-31", "span", "in"),
    ("in 2024", "2024-01-01", "2024-12-31", "year", "in"),
    ("in early 2024", "2024-01-01", "2024-03-31", "span", "in"),
    ("late in 2024", "2024-10-01", "2024-12-31", "span", "in"),
    ("in 2026E", "2026-01-01", "2026-12-31", "year", "in"),
    ("before 2025", "2024-12-31", "2024-12-31", "day", "by"),
    ("until May", "2025-05-01", "2025-05-31", "month", "by"),
    ("since March", "2025-03-01", "2025-03-31", "month", "since"),
    ("from 2023 on", "2023-01-01", "2023-12-31", "year", "since"),
]


@pytest.mark.parametrize("row", DATES, ids=[row[0] for row in DATES])
def test_how_a_date_is_written(words, row):
    written, *told = row
    (event,) = read(f"Kestrel sold three large plants {written}.", words, DAY).events
    assert [event[key] for key in ("date_start", "date_end", "precision", "bound")] == told


@pytest.mark.parametrize(
    ("written", "first", "last"),
    [
        ("in fiscal 2025", "2024-04-01", "2025-03-31"),
        ("in Q1FY26", "2025-04-01", "2025-06-30"),
        ("in the second quarter of fiscal year 2026", "2025-07-01", "2025-09-30"),
    ],
)
def test_a_fiscal_year_ends_when_the_firm_s_does(words, written, first, last):
    (event,) = read(f"Brightmoor sold three large plants {written}.", words, DAY).events
    assert (event["date_start"], event["date_end"]) == (first, last)


# these date no event, but a number's period counts from them
@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("Kestrel's sales fell 40% in the past year.", "2024-08-20", "2025-08-20"),
        ("Kestrel's sales fell 40% in the past month.", "2025-07-20", "2025-08-20"),
        ("Kestrel's sales fell 40% in the past week.", "2025-08-13", "2025-08-20"),
        ("Kestrel has 300 users today.", "2025-08-20", "2025-08-20"),
        ("Kestrel made $4 million in May, against $3 million a year earlier.", "2024-05-01", "2024-05-31"),
    ],
)
def test_a_date_counted_back_from(words, text, first, last):
    row = read(text, words, DAY).claims[-1]
    assert (row["period_start"], row["period_end"]) == (first, last)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("- March 3, 2025:\n- Two weeks ago, Kestrel sold its plant.", ["2025-02-17"]),
        ("- March 2025:\n- Kestrel sold its plant. That same month, it bought a rival.", ["2025-03-01", "2025-03-01"]),
        ("- 2023:\n- Kestrel sold its plant in May.", ["2023-05-01"]),
        ("- 2023:\n- Kestrel sold its plant at the Lunar New Year.", ["2023-01-22"]),
        ("- January/February 2025:\n- This month Kestrel sold its plant.", ["2025-01-01"]),
        ("Kestrel will sell its plant on Friday.", ["2025-08-22"]),
        ("Kestrel expects its plant to open in November.", ["2025-11-01"]),
        ("Kestrel's next meeting is on 27 September.", ["2025-09-27"]),
        ("Kestrel owes the rest of it by March.", ["2026-03-01"]),
        ("Kestrel will start in autumn 2028.", ["2028-09-01"]),
        ("Kestrel's fiscal second quarter ended September 30. Sales rose in Q3 FY25.", ["2024-07-01", "2024-10-01"]),
    ],
)
def test_what_a_date_counts_from(words, text, days):
    assert [row["date_start"] for row in read(text, words, DAY).events] == days


@pytest.mark.parametrize(
    "text",
    [
        "Kestrel may sell its plant.",
        "May and Kestrel sold the plant.",
        "Kestrel sold plants on a march through town.",
        "Kestrel sold plants at a spring festival.",
        "Kestrel sold plants on June 31, 2024.",
        "Kestrel sold the 2026-24 plant.",
        "Kestrel sold plants for 2025 yuan.",
        "Kestrel sold May 3 million tickets.",
        "Kestrel won 5 quarters in a row, and this year in a row.",
    ],
)
def test_what_is_no_date(words, text):
    assert read(text, words, DAY).events == []


# Every line has a number; the sections that the numbers are read in.
SECTIONS = {
    "a title, a byline, a lead of two, a body": (
        "Kestrel Sells 10 Million Phones\nBy Ann Lee\nKestrel has 20 shops now.\nKestrel has 30 shops now.\nKestrel has 40 shops now.",
        ["headline", "lead", "lead", "body"],
    ),
    "no lead behind a list": ("- Kestrel has 20 shops.\nKestrel has 30 shops now.", ["body", "body"]),
    "a digest by its heading": ("In brief\nKestrel has 20 shops now.", ["digest"]),
    "a digest by its references": ("Kestrel has 20 shops now [para. 4].", ["digest"]),
    "takeaways": ("Key takeaways\n- Kestrel has 20 shops.\n- Kestrel has 30 halls.", ["takeaways", "takeaways"]),
    "a list ends where lines have no bullets": ("At a glance\n- Kestrel has 20 shops.\nKestrel has 30 halls now.", ["takeaways", "body"]),
    "a title ends a list": ("Highlights\n- Kestrel has 20 shops.\nWhat Comes Next\n- Kestrel has 30 halls.", ["takeaways", "body"]),
    "notes under a name": ("- Kestrel\n- The company has 20 shops.", ["notes"]),
    "notes by their heading": ("Glossary\n- Kestrel has 20 shops.", ["notes"]),
    "a note by itself": ("Kestrel grew.\n- Wren: A phone that 20 people bought.", ["notes"]),
    "a timeline under a date": ("- May 2024:\n- Kestrel bought 20 shops.", ["timeline"]),
    "a timeline by its heading": ("Timeline\n- Kestrel bought 20 shops.", ["timeline"]),
    "an entry by itself": ("Kestrel grew.\n- May 2024: Kestrel bought 20 shops.", ["timeline"]),
    "bounds and remarks beside a date": ("- By May 2024 (update):\n- Kestrel bought 20 shops.", ["timeline"]),
    "one day without a colon is the article's": ("4 May 2024\nKestrel has 20 shops now.", ["lead"]),
    "two are headings": ("4 May 2024\nKestrel has 20 shops now.\n6 May 2024\nKestrel has 30 shops now.", ["timeline", "timeline"]),
}  # fmt: skip


@pytest.mark.parametrize(("text", "sections"), SECTIONS.values(), ids=SECTIONS)
def test_the_section_of_a_line(words, text, sections):
    assert [row["section"] for row in read(text, words, DAY).claims] == sections


def test_a_dated_heading_gives_its_date_and_bound(words):
    text = "- By May 2024:\n- Kestrel had sold its plant.\n- Kestrel had bought a rival.\nKestrel sold a lab."
    assert [(row["date_text"], row["bound"]) for row in read(text, words, DAY).events] == [("By May 2024", "by")] * 2


# what a sentence leaves for the next: text -> the entity of the last number
CARRIED = {
    "the last subject": ("Kestrel sold many phones. It has 40 shops.", "Kestrel"),
    "the last firm, where nobody is named": ("Kestrel sold many phones. Wren did well. The company has 40 shops.", "Kestrel"),
    "the firm in a place": ("Kestrel sold phones. Brightmoor, by contrast, lost 5% of them.\nIn Lima, the firm grew. It has 40 shops.", "Kestrel"),
    "no analysts": ("Kestrel sold phones. Analysts at Brightmoor had expected more. It has 40 shops.", "Kestrel"),
    "no place on a line with the day": ("The trams of Kvist: a large order\nKvist, 4 May 2025\nBrightmoor, which runs the trams of Kvist, said that it has 40 trams.", "Brightmoor"),
    "no place of the dateline": ("Lima, 4 May 2025. Sales rose.\nThe company Kestrel sold phones. The company has 40 shops.", "Kestrel"),
    "a heading that is a name": ("Osprey Bank sold many loans.\n- Kestrel\n- The company has 40 shops.", "Kestrel"),
    "no longer, behind a title": ("Osprey Bank sold many loans.\n- Kestrel\n- It grew.\nWhat Comes Next\nThe company has 40 shops.", "Osprey Bank"),
    "the article's own firm in a new paragraph": ("Kestrel sold many phones. Brightmoor sold many cables.\nThe company has 40 shops.", "Kestrel"),
    "the country that is named most": ("China grew. China sold many phones.\nNationwide, 40 shops opened.", "China"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "entity"), CARRIED.values(), ids=CARRIED)
def test_whom_the_next_sentence_is_about(words, text, entity):
    assert read(text, words, DAY).claims[-1]["entity"] == entity


def test_the_round_that_was_told_of(words):
    (deal,) = read("Kestrel raised $30 million in May. Osprey Bank led the round.", words, DAY).investments
    assert (deal["investor"], deal["investee"]) == ("Osprey Bank", "Kestrel")


def test_the_quarter_that_was_named(words):
    row = read("In the third quarter of 2024 Kestrel grew. Sales in the quarter came to $30 million.", words).claims[-1]
    assert (row["period_start"], row["period_end"]) == ("2024-07-01", "2024-09-30")


def test_what_a_heading_measures(words):
    row = read("Capital Expenditure at Kestrel\nIt came to $30 million in May.", words, DAY).claims[-1]
    assert row["topic"] == "capex"


def test_a_year_that_nobody_named_stays_open(words):
    reading = read("Kestrel sold 300 phones in May, and 40 shops last year.", words)
    assert reading.events == []
    assert [row["period_end"] for row in reading.claims] == [None, None]


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("Kestrel sold 300 phones in May. It was founded in 2021.", "2021"),
        ("Kestrel sold 300 phones in May. It was founded in 2021 and will open a plant by 2030.", "2021"),
        ("Kestrel sold 300 phones in May. It sees sales of $4 million in 2027E.", "2027"),
    ],
)
def test_the_year_of_an_undated_article_is_the_latest_that_it_tells_of(words, text, year):
    assert read(text, words).claims[0]["period_start"][:4] == year


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("LIMA, March 3, 2025 (Wire) - Kestrel sold a plant in May 2024.", date(2025, 3, 3)),
        ("Lima, Sept. 3, 2024 — Kestrel sold a plant.", date(2024, 9, 3)),
        ("Kestrel Sells A Plant\nPublished: 4 May 2025\nKestrel sold a plant on 1 May 2025.", date(2025, 5, 4)),
        ("Kestrel Sells A Plant\nBy Ann Lee, May 4, 2025\nKestrel sold a plant.", date(2025, 5, 4)),
        ("Kestrel Sells A Plant\nBy Ann Lee · Updated 4 May 2025 · 6 min read\nKestrel sold a plant.", date(2025, 5, 4)),
        ("Kestrel sold a plant.\nMay 4, 2025, Issue 7", date(2025, 5, 4)),
        ("4 May 2025\nKestrel sold a plant on 1 May 2025.", date(2025, 5, 4)),
        ("4 May 2025\nKestrel sold a plant.\n6 May 2025\nKestrel bought a lab.", None),
        ("4 May 2025:\nKestrel sold a plant.", None),
        ("- 4 May 2025\n- Kestrel sold a plant.", None),
        ("Kestrel sold a plant on May 4, 2025.", None),
        ("LIMA, March 3 (Wire) - Kestrel sold a plant.", None),
        ("Published in May 2025\nKestrel sold a plant.", None),
        ("", None),
    ],
)  # fmt: skip
def test_the_day_in_the_article_s_own_dateline_or_stamp(words, text, day):
    assert published(text, words) == day
    assert published(text) == day  # the packaged words are what it takes by itself
    if day:  # and dates count from it
        late = read(text + "\nYesterday Kestrel sold a lab.", words).events[-1]
        assert date.fromisoformat(late["date_start"]).toordinal() == day.toordinal() - 1


# A stroke shows where a sentence ends.
SENTENCES = [
    "Kestrel has 40 shops. |Wren has 50 users.",
    "Kestrel has 40 shops in the U.S. |The company has 50 halls.",
    "Kestrel has 40 shops under U.S. rules, and 50 halls.",
    "Kestrel Inc. and others have 40 shops.",
    "Mr. J. Lee has 40 shops.",
    "Kestrel, i.e. the firm, has 40 shops.",
    "“Kestrel has 40 shops.” |Wren has 50 users.",
    "Kestrel has 40 shops.[para. 3] |Wren has 50 users.",
    "Kestrel has 40 shops.|Wren has 50 users.",
]


@pytest.mark.parametrize("marked", SENTENCES)
def test_where_sentences_end(words, marked):
    rows = read(marked.replace("|", ""), words, DAY).claims
    assert list(dict.fromkeys(row["sentence"] for row in rows)) == [part.strip() for part in marked.split("|")]


@pytest.mark.parametrize(
    ("line", "quote"),
    [("- Kestrel has 40 shops.", "40"), ("12. Kestrel has 40 shops.", "40"), ("3Kestrel has 40 shops.", "40"), ("• 7 shops opened.", "7")],
)  # fmt: skip
def test_a_bullet_is_no_number(words, line, quote):
    assert [row["quote"] for row in read(line, words, DAY).claims] == [quote]


@pytest.mark.parametrize(
    ("form", "word"),
    [("led", "lead"), ("cities", "city"), ("sellers", "seller"), ("planned", "plan"), ("making", "make"), ("Kestrel's", "kestrel"),
     ("passes", "pass"), ("rises", "rose"), ("stood", "stands"), ("has", "had")],
)  # fmt: skip
def test_forms_of_one_word_have_one_stem(form, word):
    assert stem(form) == stem(word)


@pytest.mark.parametrize(("one", "other"), [("thing", "the"), ("series", "serie"), ("less", "les"), ("news", "knew")])
def test_other_words_have_other_stems(one, other):
    assert stem(one) != stem(other)
