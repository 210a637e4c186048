"""What the notebook on capital spending says in words, and the answers that its predictions are held against.

Everything here works on any articles: where they lack the data, that is said.
"""

from __future__ import annotations

from typing import Any

import pandas as pd

from datakit import bounds
from datakit.analysis import promises
from datakit.analysis.statements import with_claims
from datakit.display import quotes, style
from datakit.display.questions import computed

NO_PROMISE = "These articles have no pledge of known length beside a quarter of the same company in the same currency."
NO_PAIR = "These articles give no amount in two currencies side by side."
NO_QUARTER = "These articles date no amount to a quarter."
NO_RATIO = "These articles give no company's capital spending and, with its growth, its revenue."
CURRENCY = {"CNY": "yuan", "USD": "dollar", "EUR": "euro", "GBP": "pound", "HKD": "Hong Kong dollar", "JPY": "yen"}
money = bounds.number_words


def merged(frames: Any, kind: str) -> pd.DataFrame:
    """`promises.merged` of the capex frame."""
    return promises.merged(with_claims(frames, "capex"), kind)


def promise(frames: Any) -> promises.Promise | None:
    """The most mentioned pledge that can be held against a quarter; None if there is none."""
    return next(iter(promises.promises(with_claims(frames, "capex"))), None)


def bullets(frames: Any) -> str:
    """The pledges and quarters of the capex frame as a Markdown list, with how often each is said."""
    lines = []
    for kind in ("pledge", "quarter"):
        for row in merged(frames, kind).itertuples():
            when = f"over {row.years:g} years" if row.years > 0 else when_words(kind, row.period_start, row.period_end)
            said = f"{row.mentions} {'mention' if row.mentions == 1 else 'mentions'}"
            words = f"**{money(row.amount, row.unit)}**"
            lines.append(f"- {row.entity}, {kind}: {words} {when} ({said})".replace("  ", " "))
    return "\n".join(lines) or "- No article gives a pledge or a quarter of capital spending."


def when_words(kind: str, start: pd.Timestamp, end: pd.Timestamp) -> str:
    """The date of an amount in words; a date shorter than a quarter cannot be the time of a quarter's money."""
    when = style.period_words(start, end).strip()
    short = kind == "quarter" and pd.notna(start) and (end - start).days + 1 < promises.QUARTER[0]
    return f"reported {when}, and the quarter is not named" if short else when


def shown(frames: Any, claims: str | list[str] | tuple[str, ...] | None) -> quotes.Shown:
    """One claim in its sentence; without any claim, that the articles have none."""
    first = claims.split("; ")[0] if isinstance(claims, str) else next(iter(claims or ()), "")
    return quotes.cite(frames, first) if first else quotes.say("These articles have no sentence on this.")


def guess_row(interval: bounds.Interval | None, claims: list[str], scale: float = 1) -> dict | None:
    """A row that `Predict` can hold a guess against: the interval in units of `scale`, to three digits."""
    if interval is None or None in (interval.low, interval.high):
        return None
    low, high = (float(f"{end / scale:.3g}") for end in interval.ends)
    return computed(low, claims, high)


def second_currency(frames: Any) -> str:
    """The claim of the amount in the second currency, '' if no amount is given twice."""
    return next((pair.claims[1] for pair in promises.conversions(frames.claims)), "")


def revenue_claims(frames: Any) -> str:
    """The claims of the first revenue that stands beside its growth, '' if none does."""
    return next(iter(promises.grown(frames.claims)["claims"]), "")


def even_row(frames: Any) -> dict | None:
    """What the pledge takes each quarter if all are alike, in billions."""
    p = promise(frames)
    return guess_row(p and bounds.Interval.exactly(p.even), p.claims if p else [], 1e9)


def rate_row(frames: Any) -> dict | None:
    """What a hundred of the second currency are in the first, as the last digits written allow."""
    pair = next(iter(promises.conversions(frames.claims)), None)
    return guess_row(pair and pair.bounds(), list(pair.claims) if pair else [], 0.01)


def growth_row(frames: Any) -> dict | None:
    """The growth a quarter, in percent, that keeps the pledge, over the places the quarter may stand in."""
    p = promise(frames)
    return guess_row(p and promises.growth_bounds(p), p.claims if p else [], 0.01)


def kept(total: float, p: promises.Promise) -> str:
    """'keeps the pledge', with what is over, or 'misses the pledge by ...'; a sum of three digits' worth is enough."""
    over = total - p.amount
    if abs(over) < 5e-4 * p.amount:
        return "just keeps the pledge"
    return (
        f"keeps the pledge with {money(over, p.unit)} over"
        if over > 0
        else f"misses the pledge by {money(-over, p.unit)}"
    )


def pledge_words(frames: Any) -> str:
    """The pledge against its quarters: even share, run rate, and what each amount is said to be for."""
    p = promise(frames)
    if p is None:
        return NO_PROMISE
    rows = frames.claims.set_index("claim")["object"]
    pledged, spent = (
        ", ".join(dict.fromkeys(rows[ids.split("; ")].dropna())) or "it is not said"
        for ids in (p.pledge_claims, p.spent_claims)
    )
    return (
        f"{money(p.amount, p.unit)} over {p.quarters} quarters is **{money(p.even, p.unit)} a quarter** if all are "
        f"alike. The reported quarter is {money(p.spent, p.unit)}, or {p.spent / p.even:.0%} of that. The pledge is "
        f"said to be for: {pledged}. The quarter is said to be of: {spent}."
    )


def rate_sentence(frames: Any, rate: float | None = None) -> str:
    """The exchange rate inside a sentence, with what each way of rounding allows; then what `rate` makes of it."""
    pair = next(iter(promises.conversions(frames.claims)), None)
    if pair is None:
        return NO_PAIR + at_your_rate(frames, rate)
    a, b = (CURRENCY.get(unit, unit) for unit in (pair.first_unit, pair.second_unit))
    last, zeros = (rates(pair.bounds(name)) for name in ("last", "zeros"))
    return (
        f"{pair.first_quote} divided by {pair.second_quote} is **{pair.rate:.3f} {a} for one {b}**. If the last digit "
        f"of each is rounded, it may be {last}; if the noughts of the first are rounded too, {zeros}."
    ) + at_your_rate(frames, rate)


def at_your_rate(frames: Any, rate: float | None) -> str:
    """Pledges and quarters at a rate from outside the articles (yuan per dollar); '' without one."""
    if promises.assumed(rate) is None:
        return ""
    both = (merged(frames, kind) for kind in ("pledge", "quarter"))
    rows = [row for table in both for row in table.itertuples() if row.unit == "CNY"]
    lines = [f"- {row.entity}: {money(row.amount, 'CNY')} is {money(row.amount / rate, 'USD')}" for row in rows]
    head = f"Your assumption, which no article gives: **{rate:g} yuan for one dollar**. At that rate:"
    return "\n\n" + "\n".join([head, "", *(lines or ["- there is no capital spending in yuan to convert."])])


def rates(found: bounds.Interval) -> str:
    """Rates to three places: '7.183', '7.167 to 7.200'."""
    low, high = found.ends
    return f"{low:.3f}" if f"{low:.3f}" == f"{high:.3f}" else f"{low:.3f} to {high:.3f}"


def growth_words(frames: Any) -> str:
    """The growth that keeps the pledge, for each place the reported quarter may have."""
    p = promise(frames)
    if p is None:
        return NO_PROMISE
    lines = []
    for place, words in zip(promises.PLACES, ("just before the pledge runs", "its first", "its second"), strict=True):
        last = (
            float(promises.path(p, found, place)[-1]) if (found := promises.growth_needed(p, place)) == found else None
        )
        lines.append(
            f"- The reported quarter is {words}: no growth searched keeps it."
            if last is None
            else f"- The reported quarter is {words}: **{found:.2%}** a quarter, {(1 + found) ** 4 - 1:.0%} a year; "
            f"the last quarter is then {money(last, p.unit)}."
        )
    return "\n".join([f"Growth that keeps the pledge of {money(p.amount, p.unit)}:", "", *lines])


def ratio_words(frames: Any) -> str:
    """Capital spending against revenue, and the revenue of the year before that a growth implies."""
    spent, sold = merged(frames, "quarter"), promises.grown(frames.claims)
    both = sold.merge(spent, on=["entity", "unit"], suffixes=("", "_spent")).to_dict("records")
    if not both:
        return NO_RATIO
    row = both[0]
    what = str(row["object"]).lower()
    before = bounds.words(bounds.Interval(row["before_low"], row["before_high"]), row["unit"])
    return (
        f"{row['entity']}: a quarter's capital spending of {money(row['amount_spent'], row['unit'])} is "
        f"**{row['amount_spent'] / row['amount']:.0%}** of a quarter's {what} of {money(row['amount'], row['unit'])}. "
        f"Growth of {money(row['growth'], 'growth_fraction')} means that the {what} was {before} a year earlier."
    )
