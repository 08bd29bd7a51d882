"""Which sentence of an item tells each of its labels."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from regtrack.news.likelihood.traits import UNKNOWN
from tests.accuracy.learning.examples import Cell, Example, Sentence
from tests.accuracy.news_labels import Label

_READ, _SIGHTED = 4, 3
"""What it adds to it that the tables read the act, and that they have a word for it."""
_BLANK = -4.0
"""What stands for weights while there are none: no act is taken for told that has neither."""
_WRITTEN = 0.02
"""How often one act has to be another word for the other, to be kept."""

Scores = Mapping[str, float]
Told = dict[Cell, Label]


def place_labels(examples: Sequence[Example], scores: Sequence[Scores] | None) -> tuple[Told, set[Cell]]:
    """Where the labels of each item are told, and what is not to be learned from.

    A label goes to the sentence and the act, of its alternatives, that fit it best: that the tables read or have a word
    for, and whose words have weight. Its alternatives, its act in earlier sentences and side remarks are neither told
    nor not told; in later sentences it is told again, and so not told.

    Args:
        examples: the items.
        scores: the weights of the words of each sentence for each act; None if none were learned yet.
    """
    told: Told = {}
    unsure: set[Cell] = set()
    for example in examples:
        done = _placed(example, scores)
        for number, label in enumerate(example.labels):
            chosen = done.get(number)
            if chosen is not None and not label.optional:
                told[chosen] = label
            for place in range(example.first, example.first + len(example.sentences)):
                if chosen is None or label.optional or place <= chosen.sentence:
                    unsure.update(Cell(place, act) for act in label.acts)
    return told, unsure - set(told)


def _placed(example: Example, scores: Sequence[Scores] | None) -> dict[int, Cell]:
    """The cell of each label, by its number; the best pairs first, and one label a cell."""
    pairs = [
        (_fit(sentence, act, None if scores is None else scores[place]), number, Cell(place, act))
        for number, label in enumerate(example.labels)
        for place, sentence in enumerate(example.sentences, example.first)
        for act in label.acts
    ]
    done: dict[int, Cell] = {}
    for fit, number, cell in sorted(pairs, key=lambda each: (-each[0], each[1], each[2])):
        if number not in done and cell not in done.values() and (scores is not None or fit > _BLANK):
            done[number] = cell
    return done


def _fit(sentence: Sentence, act: str, scores: Scores | None) -> float:
    """How well a sentence tells an act."""
    read = any(sentence.told_as(act))
    sighted = any(each.act is not None and each.act.row.kind == act for each in sentence.seen.sighted)
    known = scores.get(act, UNKNOWN) if scores is not None else _BLANK
    return known + _READ * read + _SIGHTED * sighted


def alike(examples: Sequence[Example]) -> dict[tuple[str, str], float]:
    """How often, of the labels that have one act, another is an alternative to it."""
    alone: Counter[str] = Counter()
    both: dict[tuple[str, str], int] = defaultdict(int)
    for example in examples:
        for label in example.labels:
            for act in label.acts:
                alone[act] += 1
                for other in label.acts:
                    both[act, other] += act != other
    found = {pair: round(count / alone[pair[0]], 2) for pair, count in both.items()}
    return {pair: value for pair, value in sorted(found.items()) if value >= _WRITTEN}
