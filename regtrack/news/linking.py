"""Which instrument a claim is about: by numbers first, then by names, then by what the item has spoken of.

What cannot be linked with confidence is not linked: it is a candidate for a person to look at.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence

import attrs

from regtrack.news.by_days import by_days
from regtrack.news.carrying import carried, told_later
from regtrack.news.claim import Claim
from regtrack.news.evidence import of_its_pause
from regtrack.news.joining import (
    as_before,
    names_one,
    stands_for,
    told_by_its_clause,
    with_new_days,
    without_repeated,
)
from regtrack.news.language import Language
from regtrack.news.languages import language_of
from regtrack.news.link import Link
from regtrack.news.searching import Linker, Search
from regtrack.news.spoken import SIGHT

__all__ = ["Linker", "link"]


def link(
    claims: Sequence[Claim],
    linker: Linker,
    *,
    language: str | Language,
    jurisdiction: str = "",
    on: dt.date | None = None,
) -> tuple[Link, ...]:
    """The instrument of each claim of one item.

    A claim whose sentence names no instrument, and that cannot be linked, is no claim about one and is left out, unless
    a person could look for it by what its clause says.

    Args:
        claims: what the item claims, in order.
        linker: over the names of the ledger.
        language: language of the item.
        jurisdiction: whose law the item is about; it decides between instruments of one name.
        on: the day on which the item was published, if it is known.
    """
    tables = language_of(language) if isinstance(language, str) else language
    if tables is None:
        return ()
    search = Search(linker, linker.index(tables), jurisdiction, on)
    named = as_before([_own(search, claim, tables) for claim in claims])
    found_by_days = by_days(named, search.index, linker.names)
    own = [search.doubted(each) if each.rule == "day" else each for each in found_by_days]
    counted = Counter(found.id for found in own if found.id is not None)
    subject = counted.most_common(1)[0][0] if counted else None
    links: list[Link] = []
    for place, found in enumerate(own):
        known = found.id is not None or found.others
        done = found if known else carried(search, found.claim, links[-SIGHT:], subject)
        # of several of one name the one that the item tells of elsewhere: a bill of one chamber
        if len(spoken_of := set(done.others) & counted.keys()) == 1:
            done = search.doubted(Link(done.claim, spoken_of.pop(), "subject", 60.0))
        if done.id is None and not done.others:
            done = search.doubted(told_later(search, done))
        following = own[place + 1] if place + 1 < len(own) else None
        if following is not None and stands_for(done, following):
            done = attrs.evolve(following, claim=attrs.evolve(done.claim, target=following.claim.target, weak=False))
        if done.id is None and not done.others:
            done = told_by_its_clause(done)
        if done.id is not None or done.others or names_one(done.claim):
            links.append(done)
    return without_repeated(with_new_days(links))


def _own(search: Search, claim: Claim, language: Language) -> Link:
    """By what a claim itself says; an end of what it names is no end of it where the words speak of its pause."""
    found, about = search.own(claim), of_its_pause(claim, language)
    if about is claim or found.id is None or found.id not in search.linker.names.find(claim.target):
        return found
    return Link(about, None)
