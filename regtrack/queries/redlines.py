"""How the words of provisions differ between two days of law, or two days of knowledge."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

import attrs

from regtrack import dates
from regtrack.dates import Moment
from regtrack.errors import InputError, NotFoundError
from regtrack.fold import Question
from regtrack.model.scope import covers
from regtrack.queries import texts
from regtrack.queries.texts import TextAnswer
from regtrack.store import Store
from regtrack.text.align import Pair, Placed, Turn, align
from regtrack.text.history import AmendingAct, act_by_act, order_of
from regtrack.text.working_copy import Tree


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
class AmendedWords:
    """The words that an instrument changed, or is going to change.

    Attributes:
        pairs: paragraphs before and after, what is in force first, with the day from which each reads so where that is
            still to come.
        refusals: what of it could not be incorporated.
    """

    pairs: tuple[tuple[Pair, dt.date | None], ...]
    refusals: tuple[str, ...] = ()


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
    store: Store, scopes: Sequence[str], before: Question, after: Question, *, typographic: bool = False
) -> RedlineReport:
    """Return how the text of each scope differs.

    Raises:
        InputError: a scope is no citation, or there is no edition as old as the earlier day.
        NotFoundError: there is no such provision.
    """
    return RedlineReport(tuple(_redline(store, each, before, after, typographic) for each in scopes))


def _redline(store: Store, scope: str, before: Question, after: Question, typographic: bool) -> Redline:
    old, new = texts.text(store, scope, before), texts.text(store, scope, after)
    pairs = align(_placed(old), _placed(new), typographic=typographic)
    changed = tuple(pair for pair in pairs if pair.turn is not Turn.SAME)
    return Redline(new.scope, old, new, changed, typographic)


def amended_words(store: Store, ids: Iterable[str], before: Question, after: Question) -> dict[str, AmendedWords]:
    """Return the words that some instruments changed between two questions, or are known to change later.

    Each act is shown against the text that the acts before it left, also where several take effect on one day. Only
    where the ledger has an edition as old as the earlier day; of the rest nothing can be shown.
    """
    wanted = set(ids)
    pairs: defaultdict[str, list[tuple[Pair, dt.date | None]]] = defaultdict(list)
    refusals: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for part in store.parts() if wanted else ():
        if not any(record.instrument in wanted for record, _ in store.amendatory(part)):
            continue
        try:
            texts.text(store, part, before)
            answer = texts.text(store, part, after, pending=True)
        except (InputError, NotFoundError):  # no edition is as old
            continue
        for act, old, outcome in act_by_act(answer.editions, answer.acts):
            id_ = answer.names.get(act.reads[0].source.document, "")
            if id_ in wanted and _is_new(act, before):
                ahead = act.begins_on if act.begins_on is None or act.begins_on > _day(after.on) else None
                pairs[id_] += ((pair, ahead) for pair in _changed(old, outcome.tree))
                refusals[id_] |= dict.fromkeys(map(str, outcome.refusals))
    return {id_: AmendedWords(tuple(pairs[id_]), tuple(refusals[id_])) for id_ in dict.fromkeys((*pairs, *refusals))}


def _is_new(act: AmendingAct, before: Question) -> bool:
    """Whether an act took hold, or became known, after the earlier question."""
    took = act.begins_on is None or act.begins_on > _day(before.on)
    return took or (act.published_on is not None and act.published_on > _day(before.known))


def _day(moment: Moment) -> dt.date:
    return dates.day_of(moment.tick())


def _changed(old: Tree, new: Tree) -> Iterator[Pair]:
    paths = sorted({path for path in (*old, *new) if old.get(path) is not new.get(path)}, key=order_of)
    sides = ([Placed(path, x) for path in paths if path in tree for x in tree[path].paragraphs] for tree in (old, new))
    return (pair for pair in align(*sides) if pair.turn is not Turn.SAME)


def _placed(answer: TextAnswer) -> list[Placed]:
    tree = answer.text.operative
    return [
        Placed(path, paragraph)
        for path in sorted(tree, key=order_of) if covers(answer.path, path)
        for paragraph in tree[path].paragraphs if texts.inside(paragraph.address, answer.address)
    ]  # fmt: skip
