"""Which paragraph of one version is which of another: the same words first, then the same address, then likeness.

Renumbering is no change of words: a paragraph that says the same under another designator is the same one. Cost is
linear in the paragraphs but for likeness, which looks at no more than :data:`NEAR` others for each.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from enum import StrEnum

import attrs

from regtrack.model.scope import Path
from regtrack.text.provision import Paragraph

NEAR = 12
"""How many paragraphs around a place are compared by likeness."""
_LIKE = 0.5
"""The share of words in common from which paragraphs are two versions of one."""


class Turn(StrEnum):
    """What became of a paragraph."""

    SAME = "same"
    RENUMBERED = "renumbered"
    MOVED = "moved"
    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"


@attrs.frozen
class Placed:
    """A paragraph of a provision.

    Attributes:
        provision: in which section.
        paragraph: what it says.
    """

    provision: Path
    paragraph: Paragraph

    @property
    def place(self) -> tuple[Path, Path]:
        """Where it stands."""
        return self.provision, self.paragraph.address


@attrs.frozen
class Pair:
    """A paragraph before and after; None where there is none."""

    turn: Turn
    old: Placed | None
    new: Placed | None


def align(old: Sequence[Placed], new: Sequence[Placed], *, typographic: bool = False) -> list[Pair]:
    """Pair the paragraphs of two versions, in the order of the newer one; what is gone stands where it stood.

    Args:
        old: the paragraphs of the earlier version, in printed order.
        new: those of the later one.
        typographic: dashes, quotation marks and white space count as words do.
    """
    sides = ([each.paragraph for each in side] for side in (old, new))
    one, other = ([f"{p.heading}\n{p.words}" if typographic else p.said for p in side] for side in sides)
    partner = _by_words(old, new, one, other)
    _by_address(old, new, partner)
    _by_likeness(old, new, partner)
    return list(_in_order(old, new, partner, {m for m, n in partner.items() if one[n] == other[m]}))


def _by_words(old: Sequence[Placed], new: Sequence[Placed], one: Sequence[str], other: Sequence[str]) -> dict[int, int]:
    """Pairs of the same words: those in their old place first, then in order."""
    waiting: defaultdict[str, list[int]] = defaultdict(list)
    for n, words in enumerate(one):
        waiting[words].append(n)
    at = {each.place: n for n, each in enumerate(old)}
    partner: dict[int, int] = {}
    taken: set[int] = set()
    for m, each in enumerate(new):
        same = at.get(each.place)
        if same is not None and one[same] == other[m]:
            partner[m] = same
            taken.add(same)
    for m, words in enumerate(other):
        if m in partner or len(words) < 8 or words.lower() == "[reserved]":  # which does not identify it
            continue
        free = [n for n in waiting.get(words, ()) if n not in taken]
        if free:
            partner[m] = n = free[0]
            taken.add(n)
    return partner


def _by_address(old: Sequence[Placed], new: Sequence[Placed], partner: dict[int, int]) -> None:
    taken = set(partner.values())
    at = {each.place: n for n, each in enumerate(old) if n not in taken}
    for m, each in enumerate(new):
        n = None if m in partner else at.get(each.place)
        if n is None:
            continue
        one, other = old[n].paragraph, each.paragraph
        alike = _share(Counter(one.text.split()), Counter(other.text.split())) >= 0.2
        if alike or not one.words or not other.words:
            partner[m] = n


def _by_likeness(old: Sequence[Placed], new: Sequence[Placed], partner: dict[int, int]) -> None:
    taken = set(partner.values())
    sections: defaultdict[Path, list[int]] = defaultdict(list)
    for n, each in enumerate(old):
        if n not in taken:
            sections[each.provision].append(n)
    words = {n: Counter(old[n].paragraph.text.split()) for rest in sections.values() for n in rest}
    position = 0
    for m, each in enumerate(new):
        if m in partner:
            position = partner[m]
            continue
        rest = [n for n in sections.get(each.provision, ()) if n not in taken]
        near = [n for _, n in sorted((abs(n - position), n) for n in rest)[:NEAR]]
        mine = Counter(each.paragraph.text.split())
        best = max(((_share(words[n], mine, _LIKE), -abs(n - position), n) for n in near), default=None)
        if best is not None and best[0] >= _LIKE:
            partner[m] = best[2]
            taken.add(best[2])


def _share(one: Counter[str], other: Counter[str], least: float = 0.0) -> float:
    """Return the share of words in common; 0 where the lengths alone say that it is under the least that counts."""
    sizes = one.total(), other.total()
    if 2 * min(sizes) < least * sum(sizes):
        return 0.0
    small, large = (one, other) if len(one) < len(other) else (other, one)
    common = sum([min(count, large[word]) for word, count in small.items() if word in large])
    return 2 * common / sum(sizes) if sum(sizes) else 1.0


def _in_order(
    old: Sequence[Placed], new: Sequence[Placed], partner: dict[int, int], unchanged: set[int]
) -> Iterator[Pair]:
    kept = set(partner.values())
    stays = _rising([partner[m] for m in sorted(partner)])
    place = 0
    for m, each in enumerate(new):
        n = partner.get(m)
        if n is None:
            yield Pair(Turn.ADDED, None, each)
            continue
        if n in stays:
            yield from (Pair(Turn.REMOVED, old[k], None) for k in range(place, n) if k not in kept)
            place = max(place, n + 1)
        turn = Turn.CHANGED if m not in unchanged else Turn.SAME if old[n].place == each.place else Turn.RENUMBERED
        yield Pair(Turn.MOVED if turn is Turn.RENUMBERED and n not in stays else turn, old[n], each)
    yield from (Pair(Turn.REMOVED, old[k], None) for k in range(place, len(old)) if k not in kept)


def _rising(values: Sequence[int]) -> set[int]:
    """Return a longest run of values that rise: what stands in the same order in both versions."""
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = [-1] * len(values)
    for k, value in enumerate(values):
        place = bisect_left(tails, value)
        tails[place : place + 1] = [value]
        ends[place : place + 1] = [k]
        before[k] = ends[place - 1] if place else -1
    found: set[int] = set()
    k = ends[-1] if ends else -1
    while k >= 0:
        found.add(values[k])
        k = before[k]
    return found
