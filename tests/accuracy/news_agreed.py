"""Items labelled twice, the second time without sight of the first labels: what careful readers agree on."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from typing import NamedTuple

from regtrack.model.instrument import normalise

FIRMLY = ("has", "will", "may", "not")
"""How firmly something is claimed: done or set, to be done, only possible or asked for, denied."""


class Label(NamedTuple):
    """What an item claims: alternatives for each part; ``optional`` ones may be found or not.

    ``firmly`` says how firmly, each one of :data:`FIRMLY`.
    """

    acts: tuple[str, ...]
    targets: tuple[str, ...]
    dates: tuple[str, ...]
    until: str | None
    optional: bool
    firmly: tuple[str, ...] = ("has",)


class Agreement(NamedTuple):
    """Claims that both readings have, those of them with one act, target and date, and those that one has alone."""

    both: int
    act: int
    target: int
    date: int
    alone: int


def agreed(first: Sequence[Label], second: Sequence[Label]) -> tuple[Label, ...]:
    """Both readings as one: the alternatives of both, and what only one of them has, or calls optional, as optional."""
    pairs = dict(_pairs(first, second))
    found = [
        (place, 0, _joined(label, second[pairs[place]]) if place in pairs else label._replace(optional=True))
        for place, label in enumerate(first)
    ]
    paired = set(pairs.values())
    found += [(place, 1, label._replace(optional=True)) for place, label in enumerate(second) if place not in paired]
    return tuple(label for _, _, label in sorted(found, key=lambda each: each[:2]))


def agreement(items: Sequence[tuple[Sequence[Label], Sequence[Label]]]) -> Agreement:
    """How far both readings of some items agree, optional claims left out."""
    both = act = target = date = alone = 0
    for first, second in items:
        pairs = dict(_pairs(first, second))
        for place, other in pairs.items():
            one, two = first[place], second[other]
            if one.optional or two.optional:
                continue
            both += 1
            act += _share(one.acts, two.acts)
            target += _same_target(one, two)
            date += _share(one.dates, two.dates)
        alone += sum(not each.optional for place, each in enumerate(first) if place not in pairs)
        alone += sum(not each.optional for place, each in enumerate(second) if place not in pairs.values())
    return Agreement(both, act, target, date, alone)


def _pairs(first: Sequence[Label], second: Sequence[Label]) -> list[tuple[int, int]]:
    """The places of claims that are one, the most alike first."""
    ranked = []
    for (place, one), (other, two) in product(enumerate(first), enumerate(second)):
        score = 4 * _share(one.acts, two.acts) + 2 * _same_target(one, two) + _share(one.dates, two.dates)
        if score >= 3:
            ranked.append((score, -place, -other))
    found: dict[int, int] = {}
    for _, place, other in sorted(ranked, reverse=True):
        if -place not in found and -other not in found.values():
            found[-place] = -other
    return sorted(found.items())


def _joined(one: Label, two: Label) -> Label:
    return Label(
        tuple(dict.fromkeys((*one.acts, *two.acts))),
        tuple(dict.fromkeys((*one.targets, *two.targets))),
        tuple(dict.fromkeys((*one.dates, *two.dates))),
        one.until if one.until == two.until else None,
        one.optional or two.optional,
        one.firmly,
    )


def _share(one: Sequence[str], two: Sequence[str]) -> bool:
    return not set(one).isdisjoint(two)


def _same_target(one: Label, two: Label) -> bool:
    """Whether two labels have an id in common, or words of which one has the other in it."""
    if _share(one.targets, two.targets):
        return True
    words = [[normalise(each[4:]) for each in label.targets if each.startswith("new:")] for label in (one, two)]
    return any(each in other or other in each for each, other in product(*words))
