"""Which things belong together, when it is known how alike two of them are: average linkage; pairs that share terms.

A chain is not a group: a thing joins others only if it is like them on average (UPGMA, Sokal & Michener 1958), so A–B
and B–C do not bring A and C together when these have nothing in common.
"""

import heapq
from collections import defaultdict
from collections.abc import Collection, Hashable, Iterator, Mapping, Sequence

Pair = tuple[int, int]


def sharing(things: Sequence[Collection[Hashable]]) -> Iterator[Pair]:
    """Pairs of indices, the smaller one first, whose things share at least one term; each pair once."""
    seen: set[Pair] = set()
    holders: dict[Hashable, list[int]] = defaultdict(list)
    for n, terms in enumerate(things):
        for term in terms:
            seen.update((m, n) for m in holders[term])
            holders[term].append(n)
    return iter(sorted(seen))


def products(vectors: Sequence[Mapping[str, float]]) -> dict[Pair, float]:
    """The dot product of every two vectors that share a term, by their indices, the smaller one first."""
    found: dict[Pair, float] = defaultdict(float)
    holders: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for n, vector in enumerate(vectors):
        for term, value in vector.items():
            for m, other in holders[term]:
                found[m, n] += value * other
            holders[term].append((n, value))
    return found


def groups(count: int, likeness: Mapping[Pair, float], threshold: float) -> list[list[int]]:
    """Indices 0 to *count* - 1 in groups: the two groups that are most alike are joined while they are alike enough.

    Two groups are as alike as their members are on average; a pair that is not in *likeness* counts as 0. Members, and
    groups by their first members, are in ascending order.

    Args:
        likeness: pair of indices, the smaller one first → how alike they are, 0 or more.
        threshold: least mean likeness, above 0, of groups that are joined.
    """
    members = {n: [n] for n in range(count)}
    sums: dict[int, dict[int, float]] = defaultdict(dict)
    waiting: list[tuple[float, int, int]] = []
    for (a, b), value in likeness.items():
        sums[a][b] = sums[b][a] = value
        if value >= threshold:
            waiting.append((-value, a, b))
    heapq.heapify(waiting)
    while waiting:
        value, a, b = heapq.heappop(waiting)
        if not (a in members and b in members and -value == _mean(a, b, sums, members)):
            continue  # one of them has grown since
        _join(a, b, sums, members)
        for other in sums[a]:
            mean = _mean(a, other, sums, members)
            if mean >= threshold:
                heapq.heappush(waiting, (-mean, min(a, other), max(a, other)))
    return sorted(sorted(group) for group in members.values())


def _mean(a: int, b: int, sums: Mapping[int, Mapping[int, float]], members: Mapping[int, list[int]]) -> float:
    return sums[a][b] / (len(members[a]) * len(members[b]))


def _join(a: int, b: int, sums: dict[int, dict[int, float]], members: dict[int, list[int]]) -> None:
    """Group *b* becomes a part of group *a*, which is the smaller index."""
    members[a] += members.pop(b)
    for other, value in sums.pop(b).items():
        del sums[other][b]
        if other != a:
            sums[a][other] = sums[other][a] = sums[a].get(other, 0.0) + value
