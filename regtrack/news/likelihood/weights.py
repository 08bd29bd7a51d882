"""Weights of a language, learned from labelled items by ``make weights``: a file for each in ``feeds/weights/``."""

from __future__ import annotations

import json
import math
from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import attrs

from regtrack._bundled import bundled

FOLDER = "weights"
"""Where the files are, within ``feeds``."""
SCALE = 10
"""Weights of words are written as whole numbers, so many to 1."""
LIKELY = 0.7
"""How likely an act has to be claimed that the tables did not read."""
UNLIKELY = 0.4
"""One that they read is dropped only below this: it has a verb and mostly an object to show for it."""
LIKELY_DAY = 0.7
"""How likely a date has to be the day of an act: a wrong day is worse than none."""
LIKELY_OBJECT = 0.3
"""How likely a phrase has to be what an act is done to; else it is done to what the item speaks of."""
HOPELESS = -1.5
"""An act whose words weigh less is never likely by them, so that its traits are not looked at."""


class Traits(NamedTuple):
    """How likely something is by its traits: the weight of each, and what counts before any."""

    weights: Mapping[str, float]
    base: float

    def likelihood(self, traits: Mapping[str, float]) -> float:
        """How likely it is, from 0 to 1."""
        total = self.base + sum(self.weights.get(name, 0.0) * value for name, value in traits.items())
        return logistic(total)


@attrs.frozen(eq=False)
class Weights:
    """What was learned of a language.

    Attributes:
        acts: kinds of events, in the order of their numbers.
        bias: of each, what counts before any word.
        words: of each run of words, or mark of the tables: the numbers of acts, each with its weight.
        alike: how often one of two acts is another word for the other.
        claimed: of the traits of an act in a sentence: whether it is claimed there.
        objects: of those of a phrase: whether it names what an act is done to.
        days: of those of a date: whether it is the day of an act.
    """

    acts: tuple[str, ...]
    bias: tuple[float, ...]
    words: Mapping[str, Sequence[tuple[int, int]]]
    alike: Mapping[tuple[str, str], float]
    claimed: Traits
    objects: Traits
    days: Traits

    def scores(self, words: Collection[str]) -> dict[str, float]:
        """The weight of these words for each act."""
        sums, known = [0] * len(self.acts), self.words
        for word in words:
            for number, weight in known.get(word, ()):
                sums[number] += weight
        unit = SCALE * math.sqrt(len(words) or 1)
        return {act: bias + total / unit for act, bias, total in zip(self.acts, self.bias, sums, strict=True)}

    def of(self, word: str, act: str) -> int:
        """The weight of one run of words for an act."""
        return next((weight for number, weight in self.words.get(word, ()) if self.acts[number] == act), 0)


def logistic(value: float) -> float:
    """A weight as how likely something is."""
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, value))))


def weights_of(tag: str) -> Weights | None:
    """The weights of the language of a BCP 47 tag; None if none were learned."""
    primary = tag.lower().partition("-")[0]
    return _load(primary) if primary.isalpha() else None


@lru_cache(maxsize=32)
def _load(primary: str) -> Weights | None:
    path = bundled("feeds") / FOLDER / f"{primary}.json"
    return read_weights(path) if path.is_file() else None


def read_weights(path: Path) -> Weights:
    """Weights from their file."""
    data: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return Weights(
        tuple(data["acts"]),
        tuple(data["bias"]),
        {word: tuple(zip(each[::2], each[1::2], strict=True)) for word, each in data["words"].items()},
        {(one, other): value for one, other, value in data["alike"]},
        *(Traits(data[name]["weights"], data[name]["base"]) for name in ("claimed", "objects", "days")),
    )
