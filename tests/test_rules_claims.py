"""The rules that make claims of numbers: each with sentences that show it, and sentences in which it must not speak.

The firms are invented: they stand in a vocabulary of this file's own. A row says which rule it is about, what is
written, which quote to look at, and what must be read there; None for no such claim. Rows with `!` show where the
rule is silent. In every other row, the sentence reads otherwise once the rule is taken away.
"""

from __future__ import annotations

import ast
import inspect
import re
from datetime import date
from types import ModuleType

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from datakit.reading import (
    Vocabulary,
    changes,
    claims,
    counting,
    hedges,
    measuring,
    numbers,
    periods,
    place,
    read,
    remarks,
    state,
    statuses,
    subjects,
)
from datakit.reading.document import Document
from datakit.reading.scene import Scene
from datakit.reading.state import Context

NAMES = """
[company]
"Acme" = {}
"Corvid" = {}
"Brightmoor" = {}
[product]
"Zephyr" = { parent = "Acme" }
"Kestrel" = { parent = "Corvid" }
[model]
"Merlin" = { parent = "Corvid" }
[chip]
"Talon" = { parent = "Acme" }
[org]
"Larkfield Research" = {}
[place]
"Port Elm" = {}
"Elm Data Center" = { parent = "Acme" }
"""
DAY = date(2025, 8, 20)
MODULES = (numbers, hedges, counting, changes, statuses, periods, measuring, subjects, remarks, claims)


@pytest.fixture(scope="module")
def vocabulary(tmp_path_factory):
    path = tmp_path_factory.mktemp("words") / "own.toml"
    path.write_text(NAMES, encoding="utf-8")
    return Vocabulary.load(path)


def value(number, low=..., high=..., hedge="none", **more):
    """Fields of a claim: its value, its bounds (the value itself if not given) and its hedge."""
    low, high = (number if end is ... else end for end in (low, high))
    return {"value": number, "low": low, "high": high, "hedge": hedge, **more}


def between(low, high, **more):
    return value(None, low, high, "range", **more)


def period(first, last, how="stated"):
    return {"period_start": first, "period_end": last, "period_from": how}


MAY = period("2025-05-01", "2025-05-31")
NO_PERIOD = period(None, None, None)

# fmt: off
ROWS = [
    # --- numbers: how amounts are written ---
    ("numbers._share", "Acme's sales and costs rose 30 and 40 percent.", "30", value(0.3, unit="growth_fraction")),
    ("!numbers._share", "Acme sold 30 chips and 40 percent of its ships.", "30", value(30, unit="chips")),
    ("numbers._share", "Acme's sales rose from 5 to 10 million yuan.", "5", value(5e6, unit="CNY")),
    ("numbers._share", "Acme's pills hold 30 or 40 mg of zinc.", "30", value(30, unit="milligrams")),
    ("numbers._summed", "Acme has two million three hundred thousand users.", "two million three hundred thousand", value(2.3e6, unit="users")),
    ("!numbers._summed", "Acme sold a million and two hundred million chips.", "two hundred million", value(2e8, unit="chips")),
    ("numbers._same_magnitude", "Acme's profit rose to $88 from $71 million.", "$88", value(88e6, unit="USD")),
    ("numbers._same_magnitude", "Acme's sales rose from $5 to $10 billion.", "$5", value(5e9, unit="USD")),
    ("!numbers._same_magnitude", "Acme's staff rose from 300 to 1 million.", "300", value(300)),
    ("numbers._part", "Acme lost three quarters of a million pounds.", "three quarters of a million pounds", value(7.5e5, unit="GBP")),
    ("numbers._part", "Acme's rate was cut by half a percentage point.", "half a percentage point", value(0.005, unit="growth_fraction", direction="down")),
    ("numbers._part", "Four families in ten use Zephyr.", "Four families in ten", value(0.4, unit="fraction")),
    ("numbers._part", "Zephyr takes between a third and a half of sales.", "between a third and a half", between(pytest.approx(1 / 3), 0.5)),
    ("numbers._part", "A third of Acme's staff left.", "A third", value(pytest.approx(1 / 3), unit="fraction")),
    ("numbers._part", "One in four of Acme's ships sank.", "One in four", value(0.25, unit="fraction")),
    ("!numbers._part", "Acme is open half an hour longer.", "half", None),
    ("!numbers._part", "Acme sells half-finished chips.", "half", None),
    ("numbers._is_part", "Acme's sales fell by a quarter.", "a quarter", value(0.25, unit="growth_fraction", direction="down")),
    ("!numbers._is_part", "Acme sold its ships to a third party.", "a third", None),
    ("numbers._ratio", "Acme pays a one-to-one bonus.", "one-to-one", value(1, unit="ratio")),
    ("!numbers._ratio", "Acme's talks with Corvid began at 10:30.", "10:30", None),
    ("numbers._multiple", "Acme's sales more than tripled.", "more than tripled", value(3, high=None, hedge="over", unit="multiple")),
    ("numbers._multiple", "Acme's sales almost doubled.", "almost doubled", value(2, low=None, hedge="nearly", direction="up")),
    ("numbers._multiple", "Acme's sales halved.", "halved", value(0.5, unit="growth_fraction", direction="down")),
    ("!numbers._multiple", "Acme runs a double chip line.", "double", None),
    ("numbers._multiple", "Zephyr's use rose ninefold.", "ninefold", value(9, unit="multiple", direction="up")),
    ("numbers._spelled", "Acme has half a million users.", "half a million", value(5e5, unit="users")),
    ("numbers._streak", "Acme's sales rose for the seventh consecutive quarter.", "seventh consecutive quarter", value(7, unit="quarters")),
    ("!numbers._streak", "Acme's sales were best in the seventh hall.", "seventh", None),
    ("numbers._whole", "Acme signed trillion-token contracts.", "trillion-token", value(1e12, unit="tokens")),
    ("numbers._class", "Acme's sales saw double-digit growth.", "double-digit", between(0.1, 1.0, unit="growth_fraction")),
    ("numbers._class", "Acme's sales grew by high teens.", "high teens", between(0.17, 0.19)),
    ("numbers._class", "Acme's sales saw low single-digit growth.", "low single-digit", between(0.01, 0.03)),
    ("!numbers._class", "Acme hires teens.", "teens", None),
    ("numbers._many", "Acme sold hundreds of chips.", "hundreds", between(100, 1000, unit="chips")),
    ("numbers._many", "Acme sold several dozen chips.", "several dozen", value(None, 24, None, "at_least")),
    ("numbers._number", "Acme paid 3 and a half million yuan.", "3 and a half million yuan", value(3.5e6, unit="CNY")),
    ("numbers._number", "Acme paid c.RMB86B for ships.", "c.RMB86B", value(86e9, None, None, "about", unit="CNY")),
    ("numbers._number", "Acme's loss was $(58.4) million.", "$(58.4) million", value(-58.4e6, unit="USD")),
    ("numbers._number", "Acme raised $10MM.", "$10MM", value(1e7, unit="USD")),
    ("numbers._number", "Acme's board is 5 mm thick.", "5 mm", value(5, unit="millimetres")),
    ("numbers._number", "Acme makes 3 × 10^6 chips.", "3 × 10^6", value(3e6, unit="chips")),
    ("numbers._number", "Acme makes 2.5e9 chips.", "2.5e9", value(2.5e9, unit="chips")),
    ("numbers._number", "Acme's hall is 1.8m tall.", "1.8m", value(1.8, unit="metres")),
    ("numbers._number", "Acme shipped 278,000 t of coal.", "278,000 t", value(278_000, unit="tonnes")),
    ("!numbers._number", "Acme carried 5 m passengers.", "5 m", None),
    ("numbers._number", "Acme's park covers 12 km² of land.", "12 km²", value(12, unit="square_kilometres")),
    ("numbers._number", "Acme owes a half-million dollars.", "a half-million dollars", value(5e5, unit="USD")),
    ("numbers._number", "Acme's error is 2.5×10−5 volts.", "2.5×10−5", value(2.5e-5, unit="volts")),
    ("numbers._number", "Acme's loss came to $-99.99.", "$-99.99", value(-99.99, unit="USD")),
    ("numbers._number", "Acme uses 1/40 of its power.", "1/40", value(0.025, unit="fraction")),
    ("numbers._currency", "Acme's ticket costs 15€.", "15€", value(15, unit="EUR")),
    ("!numbers._number", "Acme sells a 1080p screen.", "1080p", None),
    ("!numbers._number", "Acme makes the 910B on a 7nm line.", "7nm", None),
    ("!numbers._number", "Call Acme on 400-820-8820.", "400", None),
    ("numbers._sign", "Acme's margin rose 25 basis points.", "25 basis points", value(0.0025, unit="growth_fraction")),
    ("numbers._sign", "Acme has 40MW of power.", "40MW", value(40, unit="megawatts")),
    ("numbers._spelled", "Acme sold twenty-one chips.", "twenty-one", value(21)),
    ("numbers._spelled", "Acme sold one hundred and six chips.", "one hundred and six", value(106)),
    ("numbers._spelled", "Acme sold two hundred fifty thousand chips.", "two hundred fifty thousand", value(250_000)),
    ("numbers._spelled", "Acme sold two point five million chips.", "two point five million", value(2.5e6)),
    ("numbers._figures", "Acme's price fell 6¼%.", "6¼%", value(0.0625, direction="down")),
    ("numbers._figures", "Acme's route is 10 1/2 miles.", "10 1/2", value(10.5, unit="miles")),
    ("numbers._figures", "Acme sold 3,41,208 chips.", "3,41,208", value(341_208)),
    ("numbers._figures", "Acme sold 12 500 chips.", "12 500", value(12_500)),
    ("numbers._currency", "Acme paid 40 cents.", "40 cents", value(0.4, unit="USD")),
    ("numbers._currency", "Acme paid HK$40.", "HK$40", value(40, unit="HKD")),
    ("numbers._sign", "Acme closed at 418p.", "418p", value(4.18, unit="GBP")),
    ("numbers._currency", "Acme paid 9 Norwegian crowns.", "9 Norwegian crowns", value(9, unit="NOK")),
    ("numbers._currency", "Acme paid SEK 2.5m.", "SEK 2.5m", value(2.5e6, unit="SEK")),
    ("numbers._currency", "Acme paid Rs 4,300 crore.", "Rs 4,300 crore", value(43e9, unit="INR")),
    ("numbers._currency", "Acme paid 3 million rand.", "3 million rand", value(3e6, unit="ZAR")),
    ("numbers._currency", "Acme paid 30 euro cents.", "30 euro cents", value(0.3, unit="EUR")),
    ("numbers._range", "Acme sold 10-15 chips.", "10-15", between(10, 15)),
    ("numbers._range", "Acme pays anywhere from 5 to 10 million yuan.", "anywhere from 5 to 10 million yuan", between(5e6, 10e6)),
    ("numbers._range", "Acme's pen costs 3 dollars 50 cents.", "3 dollars 50 cents", value(3.5, unit="USD")),
    ("numbers._range", "Acme's costs are $55 million ± $5 million.", "$55 million ± $5 million", between(50e6, 60e6)),
    ("numbers._is_range", "Acme sold two or three chips.", "two or three", between(2, 3)),
    ("!numbers._is_range", "Acme's price rose from 5 yuan to 10 yuan.", "5 yuan", value(5)),
    ("!numbers._is_range", "Acme's sales grew 20% to 50 million yuan.", "20%", value(0.2)),
    # --- hedges ---
    ("hedges._before", "Acme sold more than 30 chips.", "more than 30", value(30, high=None, hedge="over")),
    ("hedges._before", "Acme sold no more than 30 chips.", "no more than 30", value(30, low=None, hedge="up_to")),
    ("hedges.both", "The cost of Acme is greater than 100 and smaller than 300 yuan.", "greater than 100 and smaller than 300 yuan", between(100, 300, unit="CNY")),
    ("!hedges.both", "Acme's costs are above 300 yuan and under 100 yuan.", "under 100 yuan", value(100, low=None, hedge="under")),
    ("hedges.hedged", "Acme sold about 30 or more chips.", "about 30", value(30, high=None, hedge="at_least")),
    ("hedges._before", "Acme's score is less than or equal to 30.", "less than or equal to 30", value(30, low=None, hedge="up_to")),
    ("hedges._before", "Acme sold ≥ 30 chips.", "≥ 30", value(30, high=None, hedge="at_least")),
    ("hedges._before", "Acme sold <30 chips.", "<30", value(30, low=None, hedge="under")),
    ("hedges._after", "Acme sold 30-odd chips.", "30-odd chips", value(30, None, None, "about", unit="chips")),
    ("hedges._before", "Acme's sales fell nearly 4%.", "nearly 4%", value(0.04, low=None, hedge="nearly", unit="growth_fraction", direction="down")),
    ("hedges._before", "Acme sold fewer than 30 chips.", "fewer than 30", value(30, low=None, hedge="under")),
    ("hedges._before", "Acme's sales rose to just shy of US$90bn.", "just shy of US$90bn", value(90e9, low=None, hedge="nearly")),
    ("hedges._before", "Acme's sales fell short of 5 billion yuan.", "fell short of 5 billion yuan", value(5e9, low=None, hedge="under")),
    ("hedges._before", "Acme's spending was capped at RMB2.5 billion.", "capped at RMB2.5 billion", value(2.5e9, low=None, hedge="up_to")),
    ("hedges._no_hedge", "Acme agreed to hand over 15% of its ships.", "15%", value(0.15)),
    ("hedges._no_hedge", "Acme's profit was above the 5 million yuan of May.", "5 million yuan", value(5e6)),
    ("!hedges._no_hedge", "Acme's sales passed the 5 million yuan mark.", "passed the 5 million yuan", value(5e6, high=None, hedge="over")),
    ("hedges._after", "Acme sold 30 or more chips.", "30", value(30, high=None, hedge="at_least", unit="chips")),
    ("!hedges._after", "Acme ordered 300 Boeing 737 MAX-10 jets.", "300", value(300, unit="jets")),
    ("hedges._converted", "Acme paid at least 7 million yuan ($1 million).", "$1 million", value(1e6, high=None, hedge="at_least", hedge_scope=None)),
    ("hedges._shared", "Acme's sales and costs rose over 30 and 40 percent.", "40 percent", value(0.4, high=None, hedge="over", hedge_scope="shared")),
    ("!hedges._shared", "Acme's sales rose over 30 percent, its costs 40 percent.", "40 percent", value(0.4, hedge_scope=None)),
    ("hedges._perhaps", "Acme has over 30 chips and 40 ships.", "40", value(40, hedge_scope="perhaps")),
    ("!hedges._perhaps", "Acme has over 30 chips. It has 40 ships.", "40", value(40, hedge_scope=None)),
    ("hedges.bounds", "Acme sold about 30 chips.", "about 30", value(30, None, None, "about")),
    ("hedges.hedged", "Acme's margin was minus 4%.", "minus 4%", value(-0.04, unit="fraction")),
    # --- counting: what a number counts ---
    ("counting._label", "Acme is in phase 2 chips.", "2", None),
    ("counting._label", "Acme has 12 staff per 100 chips.", "100", None),
    ("!counting._label", "Acme has 12 staff in phase two, with 100 chips.", "100", value(100, unit="chips")),
    ("counting._designation", "Acme sold 300 Corvid 910 chips.", "910", None),
    ("counting._made_by", "Acme ordered forty Airbus 320 jets.", "forty", value(40, unit="jets", object="Airbus 320 jets")),
    ("!counting._designation", "Acme ordered 40 jets, and Airbus 320 jets.", "40", value(40, unit="jets")),
    ("counting._download", "Zephyr was downloaded 700 million times.", "700 million times", value(7e8, unit="downloads")),
    ("!counting._download", "Zephyr's downloads rose 700 times over.", "700 times over", value(700, unit="multiple")),
    ("counting._often", "Acme's app opens 40 times a day.", "40", value(40, unit="times", per="day")),
    ("!counting._often", "Acme sold 40 times as many chips.", "40 times", value(40, unit="multiple")),
    ("counting._listed", "Acme tested 45 and 50 chips.", "45", value(45, unit="chips")),
    ("!counting._listed", "Acme tested 45 and sold 50 chips.", "45", None),
    ("counting._is_measure", "Acme built a 40 metre wall.", "40", value(40, unit="metres")),
    ("counting._is_measure", "Acme's line grew by one mile.", "one", value(1, unit="miles")),
    ("!counting._is_measure", "Acme's line is one model.", "one", None),
    ("counting._told_before", "Acme's score is 42.", "42", value(42, unit=None)),
    ("counting._told_before", "10-15 were hurt at Acme.", "10-15", between(10, 15)),
    ("!counting._told_before", "It was 10 in the evening at Acme.", "10", None),
    ("counting._told_before", "Acme's score fell below 42.", "below 42", value(42, low=None, hedge="under")),
    ("counting._age", "Ida Holm of Acme says she will be 36 in May.", "36", value(36, unit="years")),
    ("counting._measured", "Acme paid $5.", "$5", value(5, unit="USD")),
    ("counting._age", "Acme's founder, 36, sold chips.", "36", value(36, unit="years", aside=True)),
    ("counting._age", "Acme grew under Ida Holm, 36, and sold chips.", "36", value(36, unit="years")),
    ("counting._noun", "Acme's founder is over thirty years old.", "over thirty years old", value(30, high=None, hedge="over", unit="years")),
    ("counting._noun", "Acme's 1.2 million-strong staff left.", "1.2 million-strong staff", value(1.2e6, unit="employees")),
    ("!counting._age", "Acme sold 36 to its founder.", "36", None),
    ("counting._noun", "Acme sold 300 graphics chips.", "300", value(300, unit="chips", object="graphics chips")),
    ("counting._noun", "Acme has worked over three years on it.", "three years", value(3, unit="years")),
    ("!counting._noun", "Acme is one firm of many.", "one", None),
    ("counting._told_before", "Downloads of Zephyr passed 100,000.", "passed 100,000", value(1e5, high=None, hedge="over", unit="downloads")),
    ("counting._backward", "Acme's chips rose in number from 300 to 400.", "400", value(400, unit="chips")),
    ("!counting._backward", "Acme has ordered 5,000 for its halls.", "5,000", value(5000, unit=None)),
    ("!counting._backward", "The firm sold 5,500 in May.", "5,500", value(5500, unit=None)),
    ("counting._unit", "Acme sold 300 chips and 400 domestic ones.", "400", value(400, unit="chips", object="domestic ones")),
    ("counting._head", "Acme shipped 3 million user devices.", "3 million", value(3e6, unit="devices")),
    ("counting._head", "Acme shipped 300 digital images.", "300", value(300, unit="images")),
    ("!counting._head", "Acme is the host of 300 images worldwide.", "300", value(300, unit="images")),
    ("counting._written", "Acme ordered 12 wide-bodies.", "12", value(12, unit="wide-bodies")),
    ("counting._rate", "Zephyr has 9 million players.", "9 million", value(9e6, unit="users")),
    ("!counting._rate", "Acme is one of 12 players in its market.", "12", value(12, unit="companies")),
    ("counting._phrase", "Acme sold 7 of its 12 chips.", "7", value(7, unit="chips")),
    ("counting._in_phrase", "Acme sold 300 U.S. chips.", "300", value(300, unit="chips")),
    ("counting._is_plural", "Acme's trench is more than three feet wide.", "more than three", value(3, high=None, hedge="over", unit="feet")),
    ("counting._is_plural", "Acme ordered 72 narrow-body aircraft.", "72", value(72, unit="aircraft")),
    ("!counting._is_name", "Acme ordered 48 Corvid X320s.", "48", value(48, unit="x320s")),
    ("counting._is_plural", "Acme sold 300 steel widgets.", "300", value(300, unit="widgets")),
    ("!counting._is_plural", "Acme sold 300 plus a ship.", "300", None),
    ("counting._rate", "Zephyr handles 40 trillion tokens a day.", "40 trillion", value(4e13, unit="tokens_per_day", per="day")),
    ("counting._rate", "Acme employs 300 people.", "300", value(300, unit="employees")),
    ("!counting._rate", "Zephyr lists 300 people.", "300", value(300, unit="people")),
    ("counting._quote_end", "Acme is a 40-year-old firm.", "40-year-old", value(40, unit="years")),
    ("counting._quote_end", 'Acme is one of the "Nine Dragons".', "Nine Dragons", value(9, unit="dragons", aside=True)),
    ("!counting._quote_end", "Acme has six ships.", "six", value(6, unit="ships")),
    ("counting._is_name", "Acme is a Fortune 500 company and has rivals.", "500", None),
    ("counting._is_name", "Acme took part in the 530 Coupon Battles.", "530", None),
    ("!counting._is_name", "Acme sold 530 Corvid Chips.", "530", value(530, unit="chips")),
    # --- changes: kinds of percentage, up and down ---
    ("changes._part", "Acme's costs rose as a tenth of sales was lost.", "a tenth", value(0.1, unit="fraction")),
    ("!changes._part", "Acme's costs rose by a tenth.", "a tenth", value(0.1, unit="growth_fraction", direction="up")),
    ("changes._difference", "Zephyr is 40% cheaper than Kestrel.", "40%", value(0.4, unit="difference_fraction", direction="down")),
    ("changes._difference", "Acme's price is 20% above the average.", "20%", value(0.2, unit="difference_fraction", direction="up")),
    ("!changes._difference", "Zephyr's price is 40% lower than last year.", "40%", value(0.4, unit="growth_fraction", direction="down")),
    ("changes._signed", "Acme | $3 million | +4%", "4%", value(0.04, unit="growth_fraction", direction="up")),
    ("changes._signed", "Acme | $3 million | -4%", "-4%", value(0.04, unit="growth_fraction", direction="down")),
    ("!changes._signed", "Acme | $3 million | 4%", "4%", value(0.04, unit="fraction", direction=None)),
    ("changes._unclear_change", "Acme is driving its click-through rates up to 3%.", "up to 3%", value(0.03, low=None, hedge="up_to", unit="growth_fraction", confidence="doubtful")),
    ("changes.unclear", "Acme pushed its rates up to 3% of sales.", "up to 3%", {"confidence": "doubtful"}),
    ("!changes._unclear_change", "Acme's rates are up to 3% of sales.", "up to 3%", value(0.03, low=None, hedge="up_to", unit="fraction")),
    ("changes._level", "Acme's margin rose to 40% from 30%.", "40%", value(0.4, unit="fraction", direction=None)),
    ("!changes._level", "Acme's growth slowed to 40%.", "40%", value(0.4, unit="growth_fraction")),
    ("!changes._level", "Acme's sales were 4% higher in May.", "4%", value(0.04, unit="growth_fraction", direction="up")),
    ("changes._change", "Acme's sales rose 4%.", "4%", value(0.04, unit="growth_fraction", direction="up")),
    ("changes._nearest", "Acme's sales grew, and its costs fell by 4%.", "4%", value(0.04, direction="down")),
    ("changes._nearest", "Acme's sales and costs fell 4% and 5%.", "5%", value(0.05, unit="growth_fraction", direction="down")),
    ("!changes._change", "Acme holds 4% of the stock.", "4%", value(0.04, unit="fraction", direction=None)),
    ("changes.direction", "Acme's sales are three times those of last year.", "three times", value(3, unit="multiple", direction="up")),
    ("changes.direction", "Acme's costs came down by $96 million.", "$96 million", value(96e6, direction="down")),
    ("changes.direction", "Acme sold 40 fewer chips.", "40", value(40, direction="down")),
    ("!changes.direction", "Acme bought 40 more chips.", "40", value(40, direction=None)),
    ("changes._nearest", "Acme cut prices by 10, 8 and 5 per cent.", "5 per cent", value(0.05, unit="growth_fraction", direction="down")),
    ("changes.direction", "Zephyr's use: 3.5x in six months.", "3.5x", value(3.5, direction="up")),
    ("!changes.direction", "Acme's sales are three times those of Corvid.", "three times", value(3, direction=None)),
    ("!changes._difference", "Acme is 80% hedged at $76 a barrel.", "80%", value(0.8, unit="fraction", metric=None)),
    # --- statuses: how far a number is meant as fact ---
    ("statuses._denied", "Acme denied reports that it cut 70 jobs.", "70", {"status": "denied"}),
    ("statuses._denied", "Acme denied that it would cut 2,000 jobs.", "2,000", {"status": "denied"}),
    ("statuses._denied", "Acme has no plans to buy 12 ships.", "12", {"status": "denied"}),
    ("statuses._denied", "Acme lost not 5 million yuan but 7 million yuan.", "5 million yuan", {"status": "denied"}),
    ("!statuses._denied", "Acme lost not 5 million yuan but 7 million yuan.", "7 million yuan", {"status": "actual"}),
    ("statuses._denied", "A report that Acme cut 70 jobs was wrong.", "70", {"status": "denied"}),
    ("statuses._denied", "Acme no longer plans to buy 12 ships.", "12", {"status": "denied"}),
    ("statuses._denied", "Acme ruled out buying 12 ships.", "12", {"status": "denied"}),
    ("statuses._denied", "A loan of $3 million was not discussed.", "$3 million", {"status": "denied"}),
    ("statuses._did", "Acme neither sold 12 ships nor bought 30 chips.", "12", {"status": "denied"}),
    ("!statuses._denied", "Acme cancelled 12 ships.", "12", {"status": "actual"}),
    ("statuses._denied", "Acme never tested 2% of the lots.", "2%", {"status": "denied"}),
    ("!statuses._did", "We have not ordered 12 ships, Acme said.", "12", {"status": "denied", "said_by": "Acme"}),
    ("!statuses._denied", "Acme denied reports of losses but cut 70 jobs.", "70", {"status": "actual"}),
    ("statuses._hypothetical", "The plant would have cost Acme $3 billion.", "$3 billion", {"status": "hypothetical"}),
    ("statuses._hypothetical", "“If rates stay, Acme's payout could be halved.”", "halved", {"status": "hypothetical"}),
    ("statuses._hypothetical", "At Acme 90 jobs could go if no buyer is found.", "90", {"status": "hypothetical"}),
    ("statuses._hypothetical", "If demand holds, Acme's sales could reach $3 billion.", "$3 billion", {"status": "hypothetical"}),
    ("statuses._hypothetical", "Acme would spend $3 billion if it were allowed to.", "$3 billion", {"status": "hypothetical"}),
    ("statuses._hypothetical", "Acme would gain if it bought 300 chips.", "300", {"status": "hypothetical"}),
    ("!statuses._hypothetical", "Acme asked if Corvid bought 300 chips.", "300", {"status": "actual"}),
    ("statuses._begun", "Acme began building 12 ships.", "12", {"status": "planned"}),
    ("!statuses._begun", "Acme built 12 ships.", "12", {"status": "actual"}),
    ("statuses._base", "Acme's sales are expected to rise from $9 billion to $12 billion.", "$9 billion", {"status": "actual"}),
    ("!statuses._base", "Acme's sales are expected to rise from $9 billion to $12 billion.", "$12 billion", {"status": "forecast"}),
    ("statuses._expected", "Acme missed the $5 billion that analysts had expected.", "$5 billion", {"status": "forecast"}),
    ("statuses._expected", "Acme missed the $5 billion seen by analysts.", "$5 billion", {"status": "forecast"}),
    ("statuses._expected", "Acme fell short of the $3 million that it had wanted.", "$3 million", {"status": "target"}),
    ("statuses._base", "Acme expects sales of $9 billion, against $7 billion a year earlier.", "$7 billion", {"status": "actual"}),
    ("!statuses._base", "Acme expects sales of $9 billion, against $7 billion before.", "$7 billion", {"status": "forecast"}),
    ("statuses._to_come", "At Acme five ships will be delivered.", "five", {"status": "planned"}),
    ("statuses._to_come", "First we'll lease 30 chips at Acme.", "30", {"status": "planned"}),
    ("statuses._to_come", "Acme's plant makes 40 ships next year.", "40", {"status": "planned"}),
    ("statuses._to_come", "Ida Holm said on Monday Acme would open 40 halls.", "40", {"status": "planned"}),
    ("!statuses._to_come", "Acme's plant made 40 ships last year.", "40", {"status": "actual"}),
    ("!statuses._expected", "Acme made the $5 billion that it needed.", "$5 billion", {"status": "actual"}),
    ("statuses._cued", "Acme plans to buy 300 chips.", "300", {"status": "planned"}),
    ("statuses._near", "Acme will reach 300 million users.", "300 million", {"status": "forecast"}),
    ("statuses._met", "Acme reached its target of 300 million users.", "300 million", {"status": "actual"}),
    ("statuses._is_base", "Acme's plant should open soon in a new hall beside its old one and employ 300 people.", "300", {"status": "planned"}),
    ("!statuses._plan_behind", "Acme built 40 ships against a target of 60.", "40", {"status": "actual"}),
    ("!statuses._cued", "Acme will not cut prices, adding that it has 40 chips.", "40", {"status": "actual"}),
    ("!statuses._cued", "Of the ships promised to Acme, 40 ships have been built.", "40", {"status": "actual"}),
    ("!statuses._met", "Acme has a target of 300 million users.", "300 million", {"status": "target"}),
    ("statuses._plan_behind", "Acme made a $5 billion pledge.", "$5 billion", {"status": "pledged"}),
    # --- periods ---
    ("periods._column", "Acme | Q2 2025 | Q2 2024\nSales | $3 million | $2 million", "$2 million", period("2024-04-01", "2024-06-30", "heading")),
    ("periods._the_quarter", "Acme's first quarter of 2025 was strong. Its costs were $3 million for the quarter, versus $2 million in May 2024.", "$3 million", period("2025-01-01", "2025-03-31")),
    ("periods._shifted", "Acme's third quarter of 2025 was weak. Its costs were $3 million, versus $2 million in the same period of 2024.", "$2 million", period("2024-07-01", "2024-09-30")),
    ("periods._in_clause", "Acme sold 40 chips in May.", "40", MAY),
    ("!periods._in_clause", "Acme sold 40 chips, more than in May.", "40", NO_PERIOD),
    ("periods._past", "Acme's prices fell 40% in the past year.", "40%", period("2024-08-20", "2025-08-20")),
    ("!periods._past", "Acme had a stock of 40 chips in the past year.", "40", NO_PERIOD),
    ("periods._earlier_clause", "In May Acme closed a plant, and it cut 40 jobs.", "40", MAY),
    ("!periods._earlier_clause", "Acme closed a plant in May, while Corvid cut 40 jobs.", "40", NO_PERIOD),
    ("periods._heading", "June 2024:\n- Acme sold 40 chips.", "40", period("2024-06-01", "2024-06-30", "heading")),
    ("periods._the_quarter", "Acme's first quarter of 2025 was strong. It sold 40 chips in the quarter.", "40", period("2025-01-01", "2025-03-31")),
    ("periods._same_quarter", "Acme's first quarter of 2025 was strong. Its sales rose 4%.", "4%", period("2025-01-01", "2025-03-31", "heading")),
    ("!periods._same_quarter", "Acme's first quarter of 2025 was strong. It has 40 chips.", "40", NO_PERIOD),
    ("periods._dates", "Acme sold 40 chips in May.", "40", MAY),
    ("!periods._dates", "Acme sold 40 chips a year ago.", "40", NO_PERIOD),
    ("periods._since", "Acme has sold 40 chips since May.", "40", period("2025-05-01", None)),
    ("!periods._since", "Acme's sales were up 4% month-on-month since May.", "4%", NO_PERIOD),
    ("periods._shifted", "In June 2025 Acme paid $4 million, against $3 million a year earlier.", "$3 million", period("2024-06-01", "2024-06-30")),
    ("periods._shifted", "In June 2025 Zephyr's use saw a 30-fold rise in one year.", "30-fold", period("2024-06-01", "2025-06-30")),
    ("!periods._shifted", "In June 2025 Acme paid $4 million, against $3 million for ships.", "$3 million", period("2025-06-01", "2025-06-30")),
    ("periods.period", "In June 2025 Acme paid 30 million yuan ($4 million).", "$4 million", period("2025-06-01", "2025-06-30")),
    ("periods.period", "Acme will have 40 chips by June 2026.", "40", period(None, "2026-06-30")),
    ("periods.length", "Acme's quarterly capital expenditure was $3 billion.", "$3 billion", {"metric": "capex_quarter"}),
    # --- measuring ---
    ("measuring._scores", "Acme's capital expenditure was $3 billion.", "$3 billion", {"metric": "capex"}),
    ("measuring._twin", "Acme's gross margin was 40%.", "40%", {"metric": "revenue_share"}),
    ("!measuring._twin", "Acme's gross margin rose 4%.", "4%", {"metric": "revenue_growth"}),
    ("measuring._is_each", "Acme's bridge halved to 15 cents a share.", "halved", {"topic": "other"}),
    ("measuring._is_too_much", "Acme's price is high. It uses 300 million yuan a month.", "300 million yuan", {"metric": "revenue"}),
    ("measuring._thing", "Acme's capital expenditure was $3 billion. The new bridge cost $2 million.", "$2 million", {"metric": "price"}),
    ("measuring._thing", "Acme's capital expenditure was $3 billion. Its bridge opened with $2 million.", "$2 million", {"metric": "bridge", "topic": "other"}),
    ("!measuring._thing", "Acme's capital expenditure was $3 billion. The figure was $2 million in May.", "$2 million", {"metric": "capex"}),
    ("measuring._noun_phrase", "Acme recorded a churn of 4%.", "4%", {"metric": "churn", "topic": "other"}),
    ("measuring._noun_phrase", "Acme's bus lane tolls rose 4%.", "4%", {"metric": "bus lane tolls", "topic": "other"}),
    ("!measuring._noun_phrase", "Acme posted a rise of 4%.", "4%", {"metric": None}),
    ("measuring._in_field", "Toll prices in Pune rose 9%.", "9%", {"metric": "price_change"}),
    ("!measuring._in_field", "AI is dear. The price of a chatbot rose 9%.", "9%", {"metric": "model_cost_reduction"}),
    ("measuring._speaks", "Crop yields in Pune rose 9%.", "9%", {"metric": "economy"}),
    ("measuring._scores", "Acme charges $2 for a refill.", "$2", {"metric": "price"}),
    ("measuring._of_thing", "Fares fell, wages and care aside, 4%.", "4%", {"metric": "price_change"}),
    ("measuring._scores", "Unemployment fell to 6.1%.", "6.1%", {"metric": "economy", "topic": "other"}),
    ("measuring._scores", "Acme's net debt was $3 billion.", "$3 billion", {"metric": "public_money", "topic": "other"}),
    ("measuring._scores", "Acme's average fare rose to €96.", "€96", {"metric": "price"}),
    ("measuring._of_division", "Acme's cloud unit, its smallest by staff and by halls, saw sales rise 9%.", "9%", {"metric": "cloud_revenue_growth"}),
    ("measuring._of_division", "Acme's sales rose 9% at its cloud unit.", "9%", {"metric": "cloud_revenue_growth"}),
    ("!measuring._of_division", "Acme saw 9% sales growth.", "9%", {"metric": "revenue_growth"}),
    ("measuring._unpointed", "Acme's capital expenditure was $2 billion. It came to $3 billion in May.", "$3 billion", {"metric": "capex", "confidence": "doubtful"}),
    ("measuring.whole", "Half of the market is Acme's.", "Half", {"metric": "market_share", "object": "the market"}),
    # --- subjects: whom a number is about ---
    ("subjects._beside", "The leaders were Zephyr at 30% and Kestrel at 20%.", "20%", {"entity": "Kestrel"}),
    ("subjects._beside", "Corvid came first, followed by Zephyr and Kestrel with 30 million each.", "30 million", {"entity": "Zephyr, Kestrel"}),
    ("!subjects._beside", "Zephyr beat Kestrel and held 20%.", "20%", {"entity": "Zephyr"}),
    ("subjects._for", "Corvid held 20%, against 12 per cent for Acme.", "12 per cent", {"entity": "Acme"}),
    ("subjects._for", "Acme's price is $2 for Zephyr.", "$2", {"entity": "Zephyr"}),
    ("!subjects._for", "Acme paid $2 for Kestrel.", "$2", {"entity": "Acme"}),
    ("subjects._platform", "Acme has 300 models and 40 developers on its Zephyr platform.", "300", {"entity": "Zephyr"}),
    ("!subjects._platform", "Acme has 300 models and sells Zephyr.", "300", {"entity": "Acme"}),
    ("subjects._released", "Corvid, releasing Merlin in May with 40% lower costs, sold chips.", "40%", {"entity": "Merlin"}),
    ("!subjects._released", "Corvid, praising Merlin in May with 40% lower costs, sold chips.", "40%", {"entity": "Corvid"}),
    ("subjects._subject", "While Corvid waits, Acme's Zephyr sold 300 licences.", "300", {"entity": "Zephyr"}),
    ("subjects._site", "Acme's Port Elm plant uses 40% clean energy.", "40%", {"entity": "Acme's Port Elm plant"}),
    ("subjects._site", "Acme's Elm Data Center uses 40% clean energy.", "40%", {"entity": "Elm Data Center"}),
    ("!subjects._site", "Acme's plans for Port Elm use 40% clean energy.", "40%", {"entity": "Acme"}),
    ("subjects.is_weak", "Acme grew. Larkfield Research estimates that it sold 40 chips.", "40", {"entity": "Acme"}),
    ("subjects.is_weak", "Acme grew. Analysts at Brightmoor say it sold 40 chips.", "40", {"entity": "Acme"}),
    ("!subjects.is_weak", "Acme grew. Brightmoor sold 40 chips.", "40", {"entity": "Brightmoor"}),
    ("subjects._only_where", "Acme grew. In China, the group runs three plants.", "three", {"entity": "Acme"}),
    ("subjects.opens_with_pronoun", "Acme grew. Its Zephyr app outdid Kestrel. It sold 40 chips.", "40", {"entity": "Acme"}),
    ("subjects._modifier", "The Acme chips of Corvid fill 300 racks.", "300", {"entity": "Corvid"}),
    ("!subjects._modifier", "The Acme halls of Corvid hold 300 racks.", "300", {"entity": "Acme"}),
    ("subjects._governed", "In its deal with Corvid, Acme sold 40 chips.", "40", {"entity": "Acme"}),
    ("subjects._from_context", "Acme grew. Its sales reached $3 million.", "$3 million", {"entity": "Acme"}),
    ("subjects._from_context", "Acme grew. Corvid, which has 400 staff, did not.", "400", {"entity": "Corvid"}),
    ("subjects._of_person", "Corvid's founder Ida Holm left. Acme grew. She employs 40 people.", "40", {"entity": "Corvid"}),
    ("subjects._of_person", "Acme fell. Corvid, run by Ida Holm, grew. Brightmoor sold ships. “We have 40 chips,” said Corvid's Ida Holm.", "40", {"entity": "Corvid"}),
    ("!subjects._of_person", "Acme grew. Ida Holm, an analyst, says it has 40 chips.", "40", {"entity": "Acme"}),
    ("subjects._country", "Acme sells chips. In China 300 chips were sold.", "300", {"entity": "China"}),
    ("!subjects.is_weak", "Rents and prices rose, and in old Pune by 9%.", "9%", {"entity": "Pune"}),
    ("subjects._country", "Acme sells chips. Hotel prices in Pune rose 9%.", "9%", {"entity": "Pune"}),
    ("!subjects._country", "Acme sells chips. In Port Elm 300 chips were sold.", "300", {"entity": "Acme"}),
    ("subjects._said_of_each", "Both Zephyr and Kestrel have 20 million users.", "20 million", {"entity": "Zephyr, Kestrel"}),
    ("!subjects._said_of_each", "Zephyr and Kestrel have 20 million users.", "20 million", {"entity": "Zephyr"}),
    ("subjects.respectively", "Acme and Corvid rose 3% and 4%, respectively.", "4%", {"entity": "Corvid"}),
    ("!subjects.respectively", "Acme and Corvid rose 3% and 4%.", "4%", {"entity": "Acme"}),
    ("subjects._maker", "Merlin made a profit of $3 million.", "$3 million", {"entity": "Corvid"}),
    ("!subjects._maker", "Merlin has 3 million users.", "3 million", {"entity": "Merlin"}),
    # --- remarks ---
    ("remarks.per", "Zephyr costs $2 per million tokens.", "$2", {"per": "million tokens"}),
    ("remarks.per", "Oil costs Acme $76 a barrel.", "$76", {"per": "barrel", "metric": "price"}),
    ("remarks.per", "Zephyr has daily calls of 3 million.", "3 million", {"per": "day"}),
    ("remarks.per", "Acme sold a 40-chip rack.", "40-chip", {"per": "rack"}),
    ("!remarks.per", "Zephyr's users grew 4% in a year.", "4%", {"per": None}),
    ("remarks.said_by", "Acme said it sold 40 chips.", "40", {"said_by": "Acme"}),
    ("remarks.said_by", "According to Larkfield Research, Acme sold 40 chips.", "40", {"said_by": "Larkfield Research"}),
    ("remarks._is_saying", "Sources within the company report that Acme sold 40 chips.", "40", {"said_by": "sources"}),
    ("!remarks._is_saying", "The company's report on Acme counts 40 chips.", "40", {"said_by": None}),
    ("remarks._behind_aside", "Ida Holm, who left Acme in May, said it sold 40 chips.", "40", {"said_by": "Ida Holm"}),
    ("!remarks.said_by", "Acme has not sold its 40 chips.", "40", {"said_by": None}),
    ("remarks._speaker", "Sources close to Corvid say Acme sold 40 chips.", "40", {"said_by": "sources"}),
    ("!remarks._speaker", "The open-source firm Acme says it sold 40 chips.", "40", {"said_by": "Acme"}),
    ("remarks.aside", "Three key factors help Acme.", "Three", {"aside": True}),
    ("remarks.aside", "The two firms, Acme and Corvid, grew.", "two", {"aside": True}),
    ("remarks.aside", "Subscribe to our newsletter for $3.", "$3", {"aside": True}),
    ("remarks.aside", "Acme employs 90 engineers, two people with knowledge of it said.", "two", {"aside": True, "unit": "people"}),
    ("!remarks.aside", "Acme counts two firms among its buyers.", "two", {"aside": False}),
    ("remarks.confidence", "Chips sell. Acme paid $3 million.", "$3 million", {"confidence": "doubtful"}),
    ("remarks.confidence", "In May sales rose to $3 million, Corvax Industries said.", "$3 million", {"entity": "Corvax Industries", "confidence": "doubtful"}),
    ("remarks.confidence", "Acme grew. In May it kept 30 zebras.", "30", {"metric": None, "confidence": "doubtful"}),
    ("!remarks.confidence", "Acme owns 30 zebras.", "30", {"metric": None, "confidence": "sure"}),
    ("!remarks.confidence", "Corvax Industries had sales of $3 million.", "$3 million", {"confidence": "sure"}),
    ("!remarks.confidence", "Acme's sales were $3 million.", "$3 million", {"confidence": "sure"}),
    # --- claims ---
    ("claims._object", "Acme paid $30 million to Corvid.", "$30 million", {"object": "Corvid"}),
    ("claims._object", "Acme pledged $30 million over three years for new halls.", "$30 million", {"object": "new halls"}),
    ("!claims._object", "Acme paid $30 million in June.", "$30 million", {"object": None}),
    ("claims._compared", "Acme spends more than ever, eclipsing its previous decade of investment.", "eclipsing its previous decade of investment", value(None, 1, None, "over", unit="multiple")),
    ("claims._last_unit", "Acme has 45 chips in three halls and wants 30 more.", "30", value(30, unit="chips")),
    ("counting._told_before", "Acme lost $5 million, not the 7 million it feared.", "7 million", value(7e6, unit="USD")),
    ("claims._compared", "Acme exceeded expectations.", "exceeded expectations", value(None, 1, None, "over", unit="multiple")),
    ("!claims._compared", "Acme reached a target of 30 ships.", "reached a target", None),
]
# fmt: on
IDS = [f"{rule} {text}" for rule, text, _, _ in ROWS]


def found(text, quote, vocabulary):
    """The claim with the quote, its names joined where it is made of several; None where no claim has it."""
    rows = [c for c in read(text, vocabulary, DAY).claims if c["quote"] == quote]
    return rows[0] | {"entity": ", ".join(c["entity"] for c in rows)} if len(rows) > 1 else next(iter(rows), None)


def fits(claim, fields):
    return claim is None if fields is None else claim is not None and all(claim[k] == v for k, v in fields.items())


@pytest.mark.parametrize(("rule", "text", "quote", "fields"), ROWS, ids=IDS)
def test_rule(rule, text, quote, fields, vocabulary):
    claim = found(text, quote, vocabulary)
    assert fits(claim, fields), claim and {k: claim[k] for k in fields or claim}


LETS_PASS = {
    "_of_division": 1,
    "_of_thing": 1,
    "_twin": 0,
    "_maker": 0,
}  # rules that change one of their arguments, and which


def silence(monkeypatch, module: ModuleType, name: str) -> None:
    """Take the rule away: where it stands in a table of rules, and where it is called by its name."""
    rule = getattr(module, name)

    def silent(*args):
        return args[LETS_PASS[name]] if name in LETS_PASS else None

    for table in ("RULES", "KINDS", "READERS"):
        rules = getattr(module, table, ())
        if isinstance(rules, dict):
            monkeypatch.setattr(module, table, {k: silent if r is rule else r for k, r in rules.items()})
        elif rules:
            changed = tuple(
                (silent, *r[1:]) if isinstance(r, tuple) and r[0] is rule else silent if r is rule else r for r in rules
            )
            monkeypatch.setattr(module, table, changed)
    for user in (*MODULES, state):
        if getattr(user, name, None) is rule:
            monkeypatch.setattr(user, name, silent)


@pytest.mark.parametrize(
    ("rule", "text", "quote", "fields"), [r for r in ROWS if r[0][0] != "!"], ids=[i for i in IDS if i[0] != "!"]
)
def test_without_the_rule_the_sentence_reads_otherwise(rule, text, quote, fields, vocabulary, monkeypatch):
    module, name = rule.split(".")
    silence(monkeypatch, globals()[module], name)
    try:
        read_otherwise = not fits(found(text, quote, vocabulary), fields)
    except (TypeError, AttributeError, ValueError, StopIteration):
        read_otherwise = True  # nothing goes on without it
    assert read_otherwise


def rules(module: ModuleType) -> list[str]:
    """The functions of a module that show themselves by an example in their docstring."""
    tree = ast.parse(inspect.getsource(module))
    functions = [n for n in tree.body if isinstance(n, ast.FunctionDef)]
    shown = [f.name for f in functions if re.search(r"(?<!\w)'", ast.get_docstring(f) or "")]
    return [f"{module.__name__.rpartition('.')[2]}.{name}" for name in shown]


@pytest.mark.parametrize("module", MODULES, ids=lambda m: m.__name__.rpartition(".")[2])
def test_every_rule_with_an_example_has_a_sentence_here(module):
    shown = {rule.lstrip("!") for rule, *_ in ROWS}
    assert [rule for rule in rules(module) if rule not in shown] == []


@pytest.mark.parametrize(
    "text",
    ["Merlin-3 beats GPT-5.5 and Merlin3-235B.", "See note [12] and [para. 3].", "Call 400-820-8820 or write to us.",
     "The meeting was at 10:30 in Room 12.", "It happened in 2024.", "Version 2.0.14 is out.", "He came third.", "Issue 24 is here.",
     "Take Route 6 to Terminal 5 for flight SK417.", "The Boeing 737 MAX-10 is late.", "They won 24-17."],
)  # fmt: skip
def test_what_is_no_quantity(text, vocabulary):
    assert read(text, vocabulary, DAY).claims == []


UNITS = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()


def spelled(number: int) -> str:
    """A whole number below a trillion in words."""
    for name, size in (("billion", 10**9), ("million", 10**6)):
        if number >= size:
            rest = f" {spelled(number % size)}" if number % size else ""
            return f"{spelled(number // size)} {name}{rest}"
    if number >= 1000:
        rest = f" {spelled(number % 1000)}" if number % 1000 else ""
        return f"{spelled(number // 1000)} thousand{rest}"
    if number >= 100:
        rest = f" and {spelled(number % 100)}" if number % 100 else ""
        return f"{UNITS[number // 100]} hundred{rest}"
    if number >= 20:
        return TENS[number // 10 - 2] + (f"-{UNITS[number % 10]}" if number % 10 else "")
    return UNITS[number]


@settings(max_examples=200, deadline=None)
@given(st.one_of(st.integers(2, 999_999), st.integers(10**6, 10**12 - 1)))
@example(106)
@example(100_000)
def test_a_number_in_words_is_that_number(vocabulary, number):
    assert value_of(f"Acme sold {spelled(number)} ships.", vocabulary) == number


@settings(max_examples=100, deadline=None)
@given(st.integers(1_000, 99_999_999), st.sampled_from([",", "\u00a0", "\u2009", "\u202f", " "]))
def test_digits_are_grouped_by_any_sign(vocabulary, number, sign):
    assert value_of(f"Acme sold {number:,} ships.".replace(",", sign), vocabulary) == number


@settings(max_examples=100, deadline=None)
@given(st.integers(2, 99), st.integers(2, 99), st.sampled_from(["thousand", "million", "billion", "crore", "bn", "m"]))
def test_a_magnitude_is_shared_by_both_ends(vocabulary, first, last, magnitude):
    text = f"Acme's profit rose from ${first} to ${last} {magnitude}."
    low, high = (row["value"] for row in read(text, vocabulary, DAY).claims)
    assert low / high == pytest.approx(first / last)


def value_of(text, vocabulary):
    (row,) = read(text, vocabulary, DAY).claims
    return row["value"]


def test_a_place_knows_its_clause_and_what_stands_around_the_number(vocabulary):
    document = Document("While Corvid waits, Acme sold 40 chips to Zephyr.", vocabulary, DAY)
    (paragraph,) = document.paragraphs
    scene = Scene(document, paragraph, paragraph.sentences[0], Context(document.anchor))
    p = place.Place(scene, scene.numbers[0], vocabulary)
    assert document.text[p.first : p.last] == "Acme sold 40 chips to Zephyr."
    assert (p.words[p.at], p.words[p.after], p.next_words(2)) == ("40", "chip", ["chip", "to"])
    assert [name.name for name in p.names_behind()] == ["Zephyr"]
