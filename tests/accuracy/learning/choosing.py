"""The other regressions: of the phrases and the dates that an act may have, which are its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from regtrack.news.likelihood.dating import Dating, datings, traits_of_day
from regtrack.news.likelihood.objects import traits_of_object
from regtrack.news.likelihood.proposing import claim_of, state, verb_of
from regtrack.news.likelihood.weights import Traits, Weights
from regtrack.news.linking import link
from tests.accuracy.learning.examples import Cell, Example, Sentence
from tests.accuracy.learning.placing import Told
from tests.accuracy.news_labels import Label, linker, same_target, spelled

FOLDS = 5
_STRENGTH = 0.3
"""How closely what was seen is followed (the inverse of what weights cost)."""


class Choices(NamedTuple):
    """What may be chosen for acts: the traits of each, whether it is right, and for which act."""

    traits: list[dict[str, float]]
    right: list[bool]
    cells: list[Cell]

    def add(self, traits: dict[str, float], right: bool, cell: Cell) -> None:
        """One more."""
        self.traits.append(traits)
        self.right.append(right)
        self.cells.append(cell)


def fit(choices: Choices) -> Traits:
    """How much each trait counts."""
    vectors = DictVectorizer()
    fitted = _fitted(vectors.fit_transform(choices.traits), np.array(choices.right))
    names = vectors.get_feature_names_out()
    return Traits(dict(zip(names, map(float, fitted.coef_[0]), strict=True)), float(fitted.intercept_[0]))


def unseen_likelihoods(choices: Choices) -> np.ndarray:
    """How likely each is by what is learned from the sentences of other folds alone."""
    matrix, right = DictVectorizer().fit_transform(choices.traits), np.array(choices.right)
    folds = np.array([cell.sentence % FOLDS for cell in choices.cells])
    found = np.zeros(len(right))
    for out in range(FOLDS):
        learned = _fitted(matrix[folds != out], right[folds != out])
        found[folds == out] = learned.predict_proba(matrix[folds == out])[:, 1]
    return found


def _fitted(matrix: np.ndarray, right: np.ndarray) -> LogisticRegression:
    return LogisticRegression(C=_STRENGTH, max_iter=3000).fit(matrix, right)


def told_of(choices: Choices, least: float) -> str:
    """How well one is chosen for each act, where it has to be so likely."""
    likely = unseen_likelihoods(choices)
    best: dict[Cell, int] = {}
    for number, cell in enumerate(choices.cells):
        if cell not in best or likely[number] > likely[best[cell]]:
            best[cell] = number
    chosen = [choices.right[number] for number in best.values() if likely[number] >= least]
    some = {cell for cell, right in zip(choices.cells, choices.right, strict=True) if right}
    return f"{sum(chosen)} right of {len(chosen)} chosen, for {len(some)} acts that have one"


def objects(examples: Sequence[Example], told: Told, weights: Weights) -> Choices:
    """The phrases that may name what acts are done to; right is what is linked as labelled."""
    found = Choices([], [], [])
    for sentence, cell, label in _each(examples, told):
        passage, seen = sentence.passage, sentence.seen
        verb, others = verb_of(cell.act, seen, weights), sentence.told_besides(cell.act)
        for mention in seen.mentions:
            claim = claim_of(verb, mention, state(verb, mention, passage, seen), (), passage, seen)
            links = link([claim], linker(), language=passage.language, on=passage.anchor.on)
            right = any(same_target(label, each) for each in links)
            found.add(traits_of_object(mention, verb, seen, others), right, cell)
    return found


def days(examples: Sequence[Example], told: Told, weights: Weights) -> Choices:
    """The dates that may be the days of acts."""
    found = Choices([], [], [])
    for sentence, cell, label in _each(examples, told):
        passage, seen = sentence.passage, sentence.seen
        verb, others = verb_of(cell.act, seen, weights), sentence.told_besides(cell.act)
        stated = state(verb, None, passage, seen)
        for each in datings(seen, passage):
            traits = traits_of_day(each, verb, stated.manner, stated.when, seen, passage, others)
            found.add(traits, _is_of(each, label), cell)
    return found


def _each(examples: Sequence[Example], told: Told) -> Iterator[tuple[Sentence, Cell, Label]]:
    """Each label that is told, in order, with its sentence."""
    ordered = sorted(told, reverse=True)
    for example in examples:
        for place, sentence in enumerate(example.sentences, example.first):
            while ordered and ordered[-1].sentence == place:
                cell = ordered.pop()
                yield sentence, cell, told[cell]


def _is_of(dating: Dating, label: Label) -> bool:
    return any(spelled(each) in label.dates for each in dating.when)
