"""Market share: what a share is a share of, and what a price cut and a growth of volume make together."""

from __future__ import annotations

from collections.abc import Mapping

from datakit import bounds
from datakit.bounds import Interval


def revenue(cut: Interval, volume: float, paid: tuple[float, float] = (1.0, 1.0)) -> Interval:
    """Revenue against before: the price left after `cut`, times `volume`, times the change of what is paid for.

    `paid` is the part of the volume that is paid for, before and after. ValueError if nothing was paid before.
    """
    before, after = paid
    if before <= 0:
        raise ValueError("With nothing paid for before, revenue has nothing to grow from.")
    return (Interval.exactly(1) - cut) * Interval.exactly(volume * after / before)


def break_even(cut: Interval) -> Interval:
    """The volume, as a multiple, that brings back the revenue after a price cut; open where nothing is left."""
    left = Interval.exactly(1) - cut
    return Interval.exactly(1) / left if left.high else Interval()


# What may be counted, in the order in which it is shown.
DEFINITIONS = {
    "calls": "calls, as the words have it",
    "worth": "weighed by worth of a call",
    "outside": "with calls outside",
    "two": "of the largest two alone",
}


def hedged(row: Mapping, room: float) -> Interval:
    """A share (low, high, value) whose open ends lie at most `room` beyond the number: an assumption."""
    low, high = bounds.of(row).ends
    known = row["value"] if row["value"] == row["value"] else max(low, 0) if high == bounds.INF else high
    low, high = (known - room if low == -bounds.INF else low), (known + room if high == bounds.INF else high)
    return Interval(max(low, 0.0), min(high, 1.0))


def shares(share: Interval, worth: Interval, outside: float, inside: Interval, rival: float) -> dict[str, Interval]:
    """One firm's share under each of `DEFINITIONS`, from its `share` of calls.

    Assumptions, as fractions: the `worth` of one of its calls against the others' (price or length), the calls
    `outside` what was counted against those in it, the firm's part of these, `inside`, and the part that its
    largest `rival` has of all the rest.
    """
    pairs = {
        "calls": [(end, 1.0) for end in share.ends],
        "worth": list(zip(share.ends, worth.ends, strict=True)),
        "two": [(end, 1.0) for end in share.ends],
    }
    rest = {"two": rival}
    found = {
        name: Interval(*(_part(end * weight, rest.get(name, 1.0) * (1 - end)) for end, weight in ends))
        for name, ends in pairs.items()
    }
    found["outside"] = (share + inside.scale(outside)).scale(1 / (1 + outside))
    return {name: found[name] for name in DEFINITIONS}


def _part(mine: float, others: float) -> float:
    return mine / (mine + others) if mine + others else 0.0


def leads(share: Interval, rival: float) -> str:
    """'leads', 'behind' or 'not settled': a share against a rival that has the part `rival` of all the rest."""
    ahead = {end > rival * (1 - end) for end in share.ends}
    return "not settled" if len(ahead) > 1 else "leads" if ahead == {True} else "behind"
