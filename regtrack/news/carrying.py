"""Which instrument is meant by words that name none: what the item has spoken of, or names later."""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from regtrack.model.kinds import KINDS, Dimension, Operation
from regtrack.news.claim import Claim
from regtrack.news.link import Link, may_mean
from regtrack.news.reconciling import MAKING
from regtrack.news.searching import Search
from regtrack.news.spoken import Spoken

_NOTE = "note"
_LAWS = (frozenset(("rule", "bill")), frozenset(("rule", "controls", "tariff", "measure", "permission")))
"""Classes of which one word may stand for a phrase of another: "the rule" for a ban, "the law" for a directive."""
_BINDING = frozenset(("rule", "order", "bill", "guidance", "controls", "tariff", "list"))
"""Classes of what begins by itself: a draft, a notice and a statement do not."""
_BEGINS = (Dimension.FORCE, Dimension.DUTY)
"""Aspects in which it begins."""
_MADE = (*MAKING, "pass")
"""Acts by which it is made."""
_GENERAL = frozenset(("rule", "measure", "bill"))
"""Of those, the classes of words that may mean any law: "the exemptions" are no tariff."""


def carried(search: Search, claim: Claim, before: Sequence[Link], subject: str | None) -> Link:
    """By what the item has spoken of, unless something speaks against it."""
    return search.doubted(_carried(search, claim, before, subject))


def _carried(search: Search, claim: Claim, before: Sequence[Link], subject: str | None) -> Link:
    """By what the item has spoken of: with it as part of the name, as the one just meant, or as the whole subject.

    A statement that moves nothing may also be about it when its own words name the law in general.
    """
    fresh = search.index.language.fresh
    if fresh is not None and fresh.match(claim.target):
        before = [each for each in before if KINDS[each.claim.act].dimension is Dimension.STAGE]
        if not before:
            return Link(claim, None)
    if claim.class_ == "replacement":
        for each in reversed(before):
            if claim.pointing and each.id is not None and each.claim.class_ == claim.class_:
                return Link(claim, each.id, "carried", 70.0)
            found = search.alike(claim, f"{each.claim.target} {claim.target}", claim.class_)
            if found.id is not None:
                return attrs.evolve(found, rule="carried")
        return Link(claim, None)
    if (told := _told_more(search, claim, before)) is not None:
        return told
    beside = bool(before) and before[-1].claim.start == claim.start and claim.weak
    means = not claim.target or (claim.bare and (claim.pointing or beside or claim.act == _NOTE))
    means = means or (claim.weak and bool(claim.when or claim.until))  # "the higher rates kick in on"
    means = means or (claim.bare and KINDS[claim.act].dimension is Dimension.DUTY)  # "the requirements apply from"
    if not means:
        return Link(claim, None)
    if claim.pointing and claim.target and not claim.weak:
        same_words = [each for each in claim.spoken if each.before and not each.bare and each.class_ == claim.class_]
        same_words.sort(key=lambda each: not _same_noun(claim.target, each.words))  # "the rule": no standard
        nearest = next(iter(same_words), None)
        if nearest is not None and not _same_noun(claim.target, nearest.words):
            called = (each for each in reversed(before) if each.claim.class_ == claim.class_ and each.claim.target)
            same_name = next((each for each in called if _same_noun(claim.target, each.claim.target)), None)
            if same_name is not None:
                meant = attrs.evolve(claim, target=same_name.claim.target)
                return attrs.evolve(same_name, claim=meant, rule="carried" if same_name.id else "")
        known = (each for each in before if nearest and each.id and each.claim.target == nearest.words)
        if (done := next(known, None)) is not None:
            return Link(claim, done.id, "carried", 70.0)
        found = _spoken(search, claim, nearest) if nearest is not None else Link(claim, None)
        parted = search.index.language.tables.language.spaces  # else no word is told from the rest of its phrase
        if parted and found.id is None and nearest is not None and not _has_noun(nearest.words, claim.target):
            return Link(claim, None)  # "the resolution" is no act that was spoken of, but itself
        if found.id is not None or (nearest is not None and not any(each.id for each in before)):
            return found
    class_ = "" if claim.act == _NOTE or claim.weak else claim.class_
    here = [each for each in reversed(before) if may_mean(class_, each.claim.class_)]
    begun = _begun(claim, before)
    if not claim.target and claim.act != _NOTE:  # first what the same was done to
        here.sort(
            key=lambda each: (
                each.claim.act != claim.act,
                not _is_ended(claim, each),
                each not in begun,
                _is_over(claim, each),
                _less_likely(claim, each),
            )
        )
    same = [each for each in here if each.claim.class_ == class_ and each.claim.paragraph == claim.paragraph]
    same.sort(key=lambda each: not _same_noun(claim.target, each.claim.target))
    last = next(iter(same), here[0] if here else None)
    other = last is not None and last.id is None and last.claim.class_ != claim.class_
    if other and claim.target and not claim.weak and not _refers(claim.class_, last.claim.class_ if last else ""):
        last = None  # "the order" is no tariff that was spoken of, but itself
    if last is not None and (last.claim.paragraph == claim.paragraph or (claim.pointing and claim.target)):
        # words of another class keep their own: "the regulation" that eases a levy is no levy
        if not claim.target or (last.id is None and (claim.weak or last.claim.class_ == claim.class_)):
            own = last.claim
            claim = attrs.evolve(claim, target=own.target, class_=own.class_, weak=own.weak, bare=own.bare)
        return Link(claim, last.id, "carried" if last.id else "", 70.0 if last.id else 0.0)
    if subject is not None and (not claim.target or claim.act == _NOTE):
        return Link(claim, subject, "subject", 60.0)
    near = (
        each
        for each in claim.spoken
        if each.before and each.class_ and _refers(claim.class_, each.class_) and (claim.weak or not each.bare)
    )
    if claim.pointing and (named := next(near, None)) is not None:
        return _spoken(search, claim, named)
    return Link(claim, None)


def _told_more(search: Search, claim: Claim, before: Sequence[Link]) -> Link | None:
    """By the one of its class just spoken of, of which its words only tell more: "this landmark law"."""
    this = search.index.language.this
    if this is None or claim.weak or this.match(claim.target) is None:
        return None
    last = next((each for each in reversed(before) if each.claim.class_ == claim.class_), None)
    if last is None or last.claim.paragraph != claim.paragraph or not last.claim.target:
        return None
    if last.id is not None:
        return Link(claim, last.id, "carried", 70.0)
    own = last.claim
    told = attrs.evolve(claim, target=own.target, class_=own.class_, weak=own.weak, bare=own.bare)
    return Link(told, None)


def _spoken(search: Search, claim: Claim, spoken: Spoken) -> Link:
    """By a phrase that the item has spoken of before: its instrument, or else its words."""
    own = attrs.evolve(
        claim, target=spoken.words, class_=spoken.class_, numbers=spoken.numbers, weak=False,
        bare=spoken.bare, pointing=False,
    )  # fmt: skip
    found = search.own(own)
    if found.id is None:
        return attrs.evolve(found, claim=own)
    return Link(claim, found.id, "carried", 65.0)


def told_later(search: Search, link: Link) -> Link:
    """By the one instrument of its class that the item names after it: "a bill that ... The Chip Security Act".

    A claim without words is about the first that it names after it, if it names none before.
    """
    claim = link.claim
    later = [
        each for each in claim.spoken if not each.before and (not claim.target or each.class_ in ("", claim.class_))
    ]
    if not claim.target and later and not any(each.before and not each.bare for each in claim.spoken):
        return _spoken(search, claim, later[0])
    if not claim.bare or not claim.target or claim.weak or search.beside(claim, claim.class_):
        return link
    ids = {id_ for each in later if (id_ := _spoken(search, claim, each).id) is not None}
    return Link(claim, ids.pop(), "subject", 60.0) if len(ids) == 1 else link


def _is_ended(claim: Claim, other: Link) -> bool:
    """Whether a claim of an end of nothing named is likely that of what another extended: "The new end is in May"."""
    return claim.act == "set_expiry" and KINDS[other.claim.act].operation is Operation.REEND


def _begun(claim: Claim, before: Sequence[Link]) -> Sequence[Link]:
    """Of the last sentence, what was just made, if a claim begins that: "signed an order to stay the levy. From May".

    Where it moves the beginning of another, the new day is that of the other.
    """
    kind = KINDS[claim.act]
    if not before or kind.operation is not Operation.OPEN or kind.dimension not in _BEGINS:
        return ()
    here = [each for each in before if each.claim.start == before[-1].claim.start]
    if any(KINDS[each.claim.act].operation is Operation.REBEGIN for each in here):
        return ()
    return [each for each in here if each.claim.act in _MADE and each.claim.class_ in _BINDING]


def _is_over(claim: Claim, other: Link) -> bool:
    """Whether another claim ended what it is about, so that this one hardly begins it."""
    return claim.act == "set_effective" and KINDS[other.claim.act].operation is Operation.SHUT


def _less_likely(claim: Claim, other: Link) -> bool:
    """Whether a claim of no words is less likely about what another is about: comments are on what was issued."""
    if KINDS[claim.act].dimension is Dimension.DEADLINE:
        return KINDS[other.claim.act].dimension is not Dimension.STAGE
    return other.id is None and other.claim.bare


def _same_noun(phrase: str, other: str) -> bool:
    """Whether two phrases end with one word."""
    words, others = phrase.split(), other.split()
    return bool(words and others) and words[-1].lower() == others[-1].lower()


def _has_noun(phrase: str, other: str) -> bool:
    """Whether a phrase has the word with which another ends: "its ban on exports" has that of "the ban"."""
    noun = next(reversed(other.lower().split()), "")
    return noun in phrase.lower()


def _refers(class_: str, other: str) -> bool:
    """Whether words of a class may stand for a phrase of another: "the law" for a directive, no words for anything."""
    both = {class_, other}
    return not class_ or class_ == other or any(both <= each and both & _GENERAL for each in _LAWS)
