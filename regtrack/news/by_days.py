"""Which instrument is meant by words that name none, by what is recorded on the days that an item gives.

"BIS published a rule on Thursday; comments are due by 14 March": of all that the ledger holds only one was issued on
the one day and has the other for its deadline.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from types import MappingProxyType

import attrs

from regtrack.model.kinds import KINDS, Dimension
from regtrack.news.claim import Claim
from regtrack.news.link import BY_ITS_WORDS, Link, in_place, issuer_of, may_mean_alike
from regtrack.news.names import Index, Names, Passage, numbers_in, words_of
from regtrack.news.phrases import distinctive
from regtrack.news.when import only_day

_SURE = 80.0
_PAIRS = 3
"""How many pairs of characters tell as much as a word, where no blanks part words."""
_LIST = "list"
_MADE = ("publish", "set_effective")
_MANY = MappingProxyType({"alike": 2, "core": 1})
"""How many days tell more than that words are like a name, or are a part of one that others may share."""


def by_days(own: Sequence[Link], index: Index, names: Names) -> list[Link]:
    """The links of an item, with those that no words told by what is recorded on their days.

    An instrument that the item names comes first. Else it is the one with most of the item's days; a single day counts
    only for what is of the body that acts, or shares a telling word with what the claim calls it.

    Args:
        own: the claims of an item, each linked by its own words if they tell.
        index: the names that count in the item's language.
        names: what the ledger knows.
    """
    said = Passage(" ".join(dict.fromkeys(each.claim.sentence for each in own)), index.language)
    recorded = [_recorded(each.claim, index, names, said) for each in own]
    days: dict[str, set[tuple[Dimension, object]]] = {}
    for each, ids in zip(own, recorded, strict=True):
        for id_ in ids:
            days.setdefault(id_, set()).add((KINDS[each.claim.act].dimension, each.claim.when[0].when))
    told = {each.id for each in own if _is_told(each, days)}
    links: list[Link] = []
    for each, ids in zip(own, recorded, strict=True):
        left = ids & set(each.others) if each.others else ids
        best = left & told
        if left and not best and (not told or _introduces(each.claim)):
            most = max(len(days[id_]) for id_ in left)
            claim = attrs.evolve(each.claim, actor=_body(each.claim, own))
            best = {id_ for id_ in left if len(days[id_]) == most and (most > 1 or _fits(claim, id_, index, said))}
        sure = len(best) == 1 and each.id not in ids and not _is_told(each, days)
        links.append(Link(each.claim, next(iter(best)), "day", _SURE) if sure else each)
    told_by_day: dict[str, set[str | None]] = {}
    for each in links:
        if each.rule == "day":
            told_by_day.setdefault(each.claim.target, set()).add(each.id)
    return [_alike(each, told_by_day) for each in links]


def _is_told(link: Link, days: Mapping[str, Collection[object]]) -> bool:
    """Whether the words of a claim name its instrument; some do not if days tell that it is another."""
    if link.rule not in _MANY or link.id in days:
        return link.rule in BY_ITS_WORDS
    return max(map(len, days.values()), default=0) < _MANY[link.rule]


def _introduces(claim: Claim) -> bool:
    """Whether a claim is of the issue of something that was not spoken of before: "issued a rule to stay the rule"."""
    return KINDS[claim.act].dimension is Dimension.STAGE and claim.bare and not claim.pointing


def _body(claim: Claim, own: Sequence[Link]) -> str:
    """The body that acts, in the sentence or where the item has the same words: "It takes effect in May"."""
    same = (each.claim.actor for each in own if each.claim.target == claim.target or not claim.target)
    every = {each.claim.actor for each in own if each.claim.actor}
    return claim.actor or next(filter(None, same), "") or (every.pop() if len(every) == 1 else "")


def _alike(link: Link, told_by_day: Mapping[str, Collection[str | None]]) -> Link:
    """A claim that nothing told, as another with the same words, or with none, that a day told."""
    claim = link.claim
    if link.id is not None or link.others or not claim.target:
        return link
    same = {*(told_by_day.get("", ()) if claim.bare else ()), *told_by_day.get(claim.target, ())}
    return Link(claim, same.pop(), "day", _SURE) if len(same) == 1 else link


def _recorded(claim: Claim, index: Index, names: Names, said: Passage) -> set[str]:
    """Instruments of which the act of a claim is recorded on its day.

    A country that is named may be the one that a rule of another is about, if no body is said to act.
    """
    day = only_day(claim.when)
    if day is None:
        return set()
    acting = set(names.acting(claim.act, day))
    if (claim.act, claim.class_) == ("amend", _LIST):  # what adds to a list is known by its own making, and called so
        acting |= {id_ for act in _MADE for id_ in names.acting(act, day) if _LIST in index.classes.get(id_, ())}
    fitting = {id_ for id_ in acting if _of_class(id_, claim.class_, index.classes)}
    return {id_ for id_ in fitting if in_place(claim, id_) or (not claim.actor and _is_hinted(id_, index, said))}


def _of_class(id_: str, class_: str, known: dict[str, set[str]]) -> bool:
    return any(may_mean_alike(each, class_) for each in known.get(id_, ("",)))


def _fits(claim: Claim, id_: str, index: Index, said: Passage) -> bool:
    """Whether it is of the body that acts or of a part of it, or shares a word or a number with the claim's target.

    Where no body is named, a word that marks it may be anywhere in what is said. Where no blanks part words, a pair of
    characters is enough of what is of the body that acts, and who acts is often left out: it is not asked of what the
    day only begins or ends.
    """
    if numbers_in(claim.target) & index.numbers[id_]:
        return True
    body = issuer_of(id_)
    acts, spaced = claim.actor in (body, index.language.parents.get(body)), index.language.tables.language.spaces
    if claim.bare:
        issued = KINDS[claim.act].dimension is Dimension.STAGE
        return acts if claim.actor else _is_hinted(id_, index, said) or not (spaced or issued)
    words = index.language.compared(distinctive(claim.target, index.language))
    least = 1 if spaced or (claim.actor and acts) else _PAIRS
    own = set(words_of(words))
    return any(each.id == id_ and len(own & each.words) >= least for each in index.sharing(words))


def _is_hinted(id_: str, index: Index, said: Passage) -> bool:
    """Whether a word that marks a name of it is said."""
    return any(said.has(marks) for marks in index.marks[id_])
