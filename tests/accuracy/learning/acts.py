"""The first two regressions: which words tell an act, and how much that counts beside what the tables read."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from regtrack.news.likelihood.traits import traits_of
from regtrack.news.likelihood.weights import LIKELY, SCALE, UNLIKELY, Traits, Weights
from tests.accuracy.learning.choosing import FOLDS, Choices, fit, unseen_likelihoods
from tests.accuracy.learning.examples import Cell, Example, Sentence
from tests.accuracy.learning.placing import Told, place_labels

_ROUNDS = 3
"""How often labels are placed anew, by what was learned of those placed before."""
_RARE = 5
"""How often words have to be there to be learned from."""
_FEW = 3
"""How often acts have to be."""
_SMALL = 0.5
"""Weights below it are left out."""
_CONSIDERED = -4.0
"""Acts whose words weigh less are not learned from, where the tables did not read them."""
_STRENGTH = 20.0
"""How closely what was seen is followed (the inverse of what weights cost)."""


class Words(NamedTuple):
    """What was learned of words: the number of each, and of each act its bias and the weights of the words."""

    vocabulary: dict[str, int]
    acts: list[str]
    bias: np.ndarray
    weights: np.ndarray

    def scores(self, sentences: Sequence[Sentence]) -> list[dict[str, float]]:
        """The weight of the words of each sentence for each act."""
        if not sentences:
            return []
        found = np.asarray(_matrix(sentences, self.vocabulary) @ self.weights.T) + self.bias
        return [dict(zip(self.acts, row, strict=True)) for row in found]

    def numbers(self) -> Iterator[tuple[str, list[int]]]:
        """Each word that has weight, as files of weights have it."""
        numbers = np.round(self.weights * SCALE).astype(int)
        for word, column in self.vocabulary.items():
            acts = np.flatnonzero(numbers[:, column])
            if len(acts):
                yield word, [int(each) for act in acts for each in (act, numbers[act, column])]

    def alone(self) -> Weights:
        """The weights of words without the rest, as they are used."""
        none = Traits({}, 0.0)
        words = {word: tuple(zip(each[::2], each[1::2], strict=True)) for word, each in self.numbers()}
        return Weights(tuple(self.acts), tuple(self.bias), words, {}, none, none, none)


def _matrix(sentences: Sequence[Sentence], vocabulary: Mapping[str, int]) -> csr_matrix:
    ends, columns, values = [0], [], []
    for sentence in sentences:
        known = sorted(vocabulary[word] for word in sentence.words if word in vocabulary)
        columns += known
        values += [1 / math.sqrt(len(sentence.words) or 1)] * len(known)
        ends.append(len(columns))
    return csr_matrix((values, columns, ends), shape=(len(sentences), len(vocabulary)), dtype=np.float64)


def learn_words(examples: Sequence[Example]) -> tuple[Words, Told, set[Cell]]:
    """What is learned of words, and where the labels are told by it."""
    sentences = [sentence for example in examples for sentence in example.sentences]
    told, unsure = place_labels(examples, None)
    learned = _fit_words(sentences, told, unsure)
    for _ in range(_ROUNDS - 1):
        told, unsure = place_labels(examples, learned.scores(sentences))
        learned = _fit_words(sentences, told, unsure)
    return learned, told, unsure


def _fit_words(sentences: Sequence[Sentence], told: Collection[Cell], unsure: Collection[Cell]) -> Words:
    counts = Counter(word for sentence in sentences for word in sentence.words)
    known = sorted(word for word, count in counts.items() if count >= _RARE)
    vocabulary = {word: place for place, word in enumerate(known)}
    matrix = _matrix(sentences, vocabulary)
    acts = sorted(act for act, count in Counter(cell.act for cell in told).items() if count >= _FEW)
    bias, weights = [], []
    for act in acts:
        rows = [place for place in range(len(sentences)) if Cell(place, act) not in unsure]
        target = [Cell(place, act) in told for place in rows]
        fitted = LogisticRegression(C=_STRENGTH, solver="liblinear", random_state=0).fit(matrix[rows], target)
        bias.append(fitted.intercept_[0])
        weights.append(fitted.coef_[0])
    rounded = np.round(np.array(weights) * SCALE) / SCALE
    rounded[np.abs(rounded) < _SMALL] = 0
    return Words(vocabulary, acts, np.array(bias), rounded)


def _unseen_scores(examples: Sequence[Example], told: Told, unsure: set[Cell]) -> list[dict[str, float]]:
    """The weights of each sentence by what was learned from the items of other folds alone."""
    sentences = [sentence for example in examples for sentence in example.sentences]
    folds = [number % FOLDS for number, example in enumerate(examples) for _ in example.sentences]
    found: list[dict[str, float]] = [{}] * len(sentences)
    for out in range(FOLDS):
        own = [place for place, fold in enumerate(folds) if fold == out]
        rest = [place for place, fold in enumerate(folds) if fold != out]
        number = {place: row for row, place in enumerate(rest)}
        parts = (
            {Cell(number[cell.sentence], cell.act) for cell in cells if cell.sentence in number}
            for cells in (told, unsure)
        )
        learned = _fit_words([sentences[place] for place in rest], *parts)
        for place, scores in zip(own, learned.scores([sentences[place] for place in own]), strict=True):
            found[place] = scores
    return found


def learn_acts(
    examples: Sequence[Example], told: Told, unsure: set[Cell], alike: Mapping[tuple[str, str], float]
) -> tuple[Traits, str]:
    """What is learned of acts that may be claimed, from fresh items; how well that tells those of unread ones."""
    scores = _unseen_scores(examples, told, unsure)
    found = Choices([], [], [])
    unread: list[bool] = []
    for example in examples:
        before: set[str] = set()
        known: set[tuple[str, str]] = set()
        for place, sentence in enumerate(example.sentences, example.first) if example.fresh else ():
            again = {claim.act for claim in sentence.told if (claim.act, claim.target) in known}
            acts = {claim.act for claim in sentence.told} - again  # what is told again is neither right nor wrong
            acts |= {act for act, score in scores[place].items() if score > _CONSIDERED} - again
            for act in sorted(act for act in acts if Cell(place, act) not in unsure):
                traits = traits_of(sentence.seen, act, scores[place], sentence.told, before, alike)
                found.add(traits, Cell(place, act) in told, Cell(place, act))
                unread.append(example.unread)
            before.update(claim.act for claim in sentence.told)
            known.update((claim.act, claim.target) for claim in sentence.told)
    labelled = sum(not label.optional for example in examples if example.unread for label in example.labels)
    right, likely, judged = np.array(found.right), unseen_likelihoods(found), np.array(unread)
    read = np.array(["told" in traits for traits in found.traits])
    lines = [
        f"{name} {(given & right).sum() / given.sum():.3f}, {(given & right).sum() / labelled:.3f}"
        for name, given in (
            ("by the tables", read & judged),
            ("by weights too", (likely >= np.where(read, UNLIKELY, LIKELY)) & judged),
        )
    ]
    count = sum(example.unread for example in examples)
    return fit(found), f"acts of {count} unread items, not learned from (precision, recall): {'; '.join(lines)}"
