"""How the words of provisions differ between two days of law, or two days of knowledge."""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from regtrack.fold import Question
from regtrack.model.scope import covers
from regtrack.queries import texts
from regtrack.queries.texts import TextAnswer
from regtrack.store import Store
from regtrack.text.align import Pair, Placed, Turn, align
from regtrack.text.history import order_of


@attrs.frozen
class Redline:
    """The difference of two texts.

    Attributes:
        scope: the provision.
        before, after: the two texts.
        pairs: paragraphs that changed, in the order of the later text, with their old form.
        typographic: dashes, quotation marks and white space count.
    """

    scope: str
    before: TextAnswer
    after: TextAnswer
    pairs: tuple[Pair, ...]
    typographic: bool = False

    @property
    def refusals(self) -> tuple[str, ...]:
        """What could not be incorporated in either text."""
        return tuple(dict.fromkeys((*self.before.refusals, *self.after.refusals)))


@attrs.frozen
class RedlineReport:
    """Redlines of several provisions.

    Attributes:
        redlines: one for each scope.
    """

    redlines: tuple[Redline, ...]

    @property
    def changes(self) -> tuple[Pair, ...]:
        """Every paragraph that changed."""
        return tuple(pair for redline in self.redlines for pair in redline.pairs)


def redlines(
    store: Store,
    scopes: Sequence[str],
    before: Question,
    after: Question,
    *,
    which: str = "operative",
    typographic: bool = False,
) -> RedlineReport:
    """Return how the text of each scope differs.

    Raises:
        InputError: a scope is no citation, or there is no edition as old as the earlier day.
        NotFoundError: there is no such provision.
    """
    return RedlineReport(tuple(_redline(store, each, before, after, which, typographic) for each in scopes))


def _redline(store: Store, scope: str, before: Question, after: Question, which: str, typographic: bool) -> Redline:
    old = texts.text(store, scope, before, which=which)
    new = texts.text(store, scope, after, which=which)
    pairs = align(_placed(old), _placed(new), typographic=typographic)
    changed = tuple(pair for pair in pairs if pair.turn is not Turn.SAME)
    return Redline(new.scope, old, new, changed, typographic)


def _placed(answer: TextAnswer) -> list[Placed]:
    tree = answer.text.operative if answer.which == "operative" else answer.text.codified
    return [
        Placed(path, paragraph)
        for path in sorted(tree, key=order_of) if covers(answer.path, path)
        for paragraph in tree[path].paragraphs if texts.inside(paragraph.address, answer.address)
    ]  # fmt: skip
