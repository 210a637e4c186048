"""Who backs whom: portfolios, what two of them share, and what chance would have them share.

A portfolio counts what is done; a deal that is only talked about or planned is kept apart, and a stake that was
sold counts for nobody. What an article does not say (an amount, a day) stays unknown here.
"""

from __future__ import annotations

import math
import random
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from typing import NamedTuple

import networkx as nx
import numpy as np
import pandas as pd

DONE = ("led_round", "invested", "backed")
OPEN = ("in_talks", "planned")
Portfolios = Mapping[str, frozenset[str]]
MOST = 200  # start-ups to pick from, at most


def portfolios(table: pd.DataFrame, statuses: Iterable[str] = DONE) -> dict[str, frozenset[str]]:
    """Investor -> the start-ups it backs by those statuses, largest portfolio first; none is left out as empty."""
    chosen = table[table["status"].isin(list(statuses))]
    held = {name: frozenset(group["investee"]) for name, group in chosen.groupby("investor")}
    return dict(sorted(held.items(), key=lambda item: (-len(item[1]), item[0])))


class Overlap(NamedTuple):
    """What two portfolios share."""

    shared: frozenset[str]
    first: frozenset[str]  # only the first holds these
    second: frozenset[str]

    @property
    def union(self) -> int:
        return len(self.shared) + len(self.first) + len(self.second)

    @property
    def jaccard(self) -> float:
        """The shared part of all that either holds, a fraction; NaN if neither holds any."""
        return len(self.shared) / self.union if self.union else math.nan


def overlap(first: Iterable[str], second: Iterable[str]) -> Overlap:
    a, b = frozenset(first), frozenset(second)
    return Overlap(a & b, a - b, b - a)


def pairs(held: Portfolios) -> list[tuple[str, str]]:
    """Pairs of investors, those that share most first, then those that hold most."""

    def rank(pair: tuple[str, str]) -> tuple[int, int]:
        both = overlap(held[pair[0]], held[pair[1]])
        return -len(both.shared), -both.union

    return sorted(combinations(held, 2), key=rank)


def luck(seed: int, draws: int = 100, pool: int = MOST) -> np.ndarray:
    """Even numbers from 0 to 1, one for each of two investors, each draw and each start-up of the largest pool.

    A smaller pool is a slice of it, so that only what one assumes moves the answer, not new luck.
    """
    chance = random.Random(seed)
    return np.array([chance.random() for _ in range(2 * draws * pool)]).reshape(2, draws, pool)


def shuffled(numbers: np.ndarray, sizes: Sequence[int], pool: int, favourites: int = 0, pull: float = 1) -> np.ndarray:
    """How many start-ups two blind investors share, in each draw (whole numbers, one a draw).

    Each picks so many (`sizes`) from `pool` start-ups, without looking at the other. The first `favourites` of
    them are picked `pull` times as readily as any other. `numbers` are from `luck`. ValueError if a portfolio
    is larger than the pool, or the pool than the luck.
    """
    if max(sizes) > pool or pool > numbers.shape[2]:
        raise ValueError(f"Portfolios of {sizes} cannot be picked from {pool} of at most {numbers.shape[2]} start-ups.")
    weight = np.where(np.arange(pool) < favourites, pull, 1.0)
    # The smallest of exponential waiting times, shorter for a greater weight: drawing by weight without replacement.
    order = np.argsort(-np.log1p(-numbers[:, :, :pool]) / weight, axis=2)
    picked = np.zeros(order.shape, bool)
    for one, size in enumerate(sizes):
        np.put_along_axis(picked[one], order[one, :, :size], True, axis=1)
    return picked.all(axis=0).sum(axis=1)


def at_least(shared: int, sizes: Sequence[int], pool: int) -> float:
    """The chance that two blind investors share so many or more of a pool in which all are alike, exactly."""
    a, b = sizes
    ways = sum(math.comb(a, k) * math.comb(pool - a, b - k) for k in range(shared, min(a, b) + 1))
    return ways / math.comb(pool, b)


def expected(sizes: Sequence[int], pool: int) -> float:
    """How many start-ups two blind investors share on average, from a pool in which all are alike."""
    return math.prod(sizes) / pool


def turning_pool(shared: int, sizes: Sequence[int], rare: float = 0.05) -> int | None:
    """The smallest pool from which so much sharing has a chance below `rare`; None if there is none up to MOST."""
    pools = range(max(*sizes, sum(sizes) - shared), MOST + 1)
    return next((pool for pool in pools if at_least(shared, sizes, pool) < rare), None)


def network(held: Portfolios) -> nx.Graph:
    """The two-sided network: nodes ('investor', name) and ('startup', name), an edge for each holding."""
    graph = nx.Graph()
    for investor, startups in held.items():
        graph.add_edges_from((("investor", investor), ("startup", name)) for name in startups)
    return graph


def connections(held: Portfolios, startups: Iterable[str], measure: str = "backers") -> dict[str, int]:
    """Start-up -> how well it is connected: its `backers`, or the other start-ups it can `reach` through them."""
    graph = network(held)
    found = {}
    for name in startups:
        node = ("startup", name)
        near = set(graph[node]) if node in graph else set()
        found[name] = len(near if measure == "backers" else {two for one in near for two in graph[one]} - {node})
    return found


def best(counts: Mapping[str, int]) -> frozenset[str]:
    """The names with the highest count, several if they tie; none if nobody has any."""
    top = max(counts.values(), default=0)
    return frozenset(name for name, count in counts.items() if count == top > 0)


def worlds(talks: Sequence[tuple[str, str]], chance: float, joint: bool, n: int = 20, seed: int = 1) -> list[list]:
    """In each of n equally likely worlds, the talks (investor, start-up) that come true with that chance.

    With `joint`, all talks over one start-up come true together or not at all. The luck is the same each time.
    """
    dice = random.Random(seed)
    told = []
    for _ in range(n):
        single = {talk: dice.random() for talk in talks}
        common = {name: dice.random() for name in dict.fromkeys(name for _, name in talks)}
        told.append([talk for talk in talks if (common[talk[1]] if joint else single[talk]) < chance])
    return told


def grown(held: Portfolios, talks: Iterable[tuple[str, str]]) -> dict[str, frozenset[str]]:
    """The portfolios once these talks (investor, start-up) have come true."""
    more = dict(held)
    for investor, startup in talks:
        more[investor] = more.get(investor, frozenset()) | {startup}
    return more
