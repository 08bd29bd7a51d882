"""Which earlier instrument has the title that a document has or acts on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from typing import Protocol

from regtrack.model.instrument import normalise
from regtrack.sources.federal_register.document import RegisterDocument
from regtrack.sources.federal_register.titles import (
    acted_on,
    as_extended,
    bare,
    head_of_act,
    is_otherwise,
    plain,
    subtitle,
    tells_apart,
    titles_in,
)
from regtrack.store import Store

_MOST_ALIKE = 50  # of a title with which more begin, the rest decides
_MOST_OF_ONE_HEAD = 2000  # papers of one body, with whose name their titles begin, that are compared


class TitledRecord(Protocol):
    """What has to be known of instruments on record."""

    def is_later(self, num: int) -> bool:
        """Whether it was published on the day that is read, or after it."""

    def issued(self, num: int) -> list[str]:
        """Return the days on which it was published."""

    def title_of(self, id_: str) -> str | None:
        """Return its title; None for a proposal."""

    def cfr_of(self, id_: str) -> tuple[str, ...]:
        """Return the parts of the CFR that it is about."""

    def may_be_of(self, id_: str, document: RegisterDocument, published_on: dt.date | None = None) -> bool:
        """Whether it has a docket, a RIN and a part of the CFR of a document, as far as both tell and ask for them."""

    def moved_by(self, id_: str, relation: str, *, is_the_act: bool = False) -> str | None:
        """Return the one instrument that it moves in this way."""


class TitleSearch:
    """Finds instruments that were published before a document, by title."""

    def __init__(self, store: Store, register: TitledRecord) -> None:
        self._store, self._register = store, register

    def titled(self, title: str, published_on: dt.date | None) -> str | None:
        """Return the one earlier instrument with this title, issued on this day if one is given; else None."""
        day = published_on.isoformat() if published_on is not None else None
        found = [
            id_
            for num, id_ in self._store.find(normalise(title)).items()
            if not self._register.is_later(num) and day in (None, *self._register.issued(num))
        ]
        return found[0] if len(found) == 1 else None

    def begun_by(self, document: RegisterDocument, *, or_headed: bool = False) -> str | None:
        """Return the one earlier final document on the same part of the CFR whose title that of a document begins with.

        Or has after an act: "Amendment and Extension of the X"; ``or_headed``: else one with a subtitle beside it.
        """
        cfr, names = set(document.cfr), [*titles_in(document.title), *acted_on(document.title)]
        for name in names if self._store.find(*map(normalise, names)) else ():  # mostly none of them has any
            found = self._earlier_finals(self._store.find(normalise(name)))
            found = {id_: title for id_, title in found.items() if not cfr.isdisjoint(self._register.cfr_of(id_))}
            if (only := self._only(found)) is not None:
                return only
        alike = [self._alike(name, document) for name in (document.title, *acted_on(document.title))]
        fitting = [same for same, _ in alike] + ([headed for _, headed in alike] if or_headed else [])
        return next((id_ for id_ in fitting if id_ and not cfr.isdisjoint(self._register.cfr_of(id_))), None)

    def of_title(self, document: RegisterDocument, published_on: dt.date | None) -> tuple[str | None, str | None]:
        """Return the earlier instrument that the title of a document says it acts on, and one that it may act on.

        The title without its acts is that of the first, but for an identifier or the kind of document; the second has
        a subtitle besides, and is the only one on the part. None for none or several; a day of issue makes it sure.
        """
        names = acted_on(document.title)
        for name in names:
            found = self.titled(name, published_on)
            if found is not None and self._register.may_be_of(found, document, published_on):
                return found, None
        for name in names:
            same, headed = self._alike(name, document, published_on)
            if same or headed:
                return (same, None) if same else (headed, None) if published_on else (None, headed)
        return None, None

    def otherwise_of(self, document: RegisterDocument) -> tuple[str, ...]:
        """Return the earlier papers whose title a document has, but for the end or the pause that its title tells."""
        head = head_of_act(document.title)
        if head is None:
            return ()
        names = [f"{paper}{name}" for name in acted_on(document.title) for paper in ("", "Notice of ")]
        longer = [each for name in acted_on(document.title) for each in as_extended(name)]
        begun = self._store.begun(normalise(head)) if head else {}
        begun = begun if len(begun) <= _MOST_OF_ONE_HEAD else {}
        same = self._earlier_finals(self._store.find(*map(normalise, names))) if names else {}
        found = {
            id_: title for id_, title in self._earlier_finals(begun).items()
            if title.startswith(head) and is_otherwise(document.title[len(head) :], title[len(head) :])
        }  # fmt: skip
        # each extension of one thing has a docket of its own
        extended = self._earlier_finals(self._store.find(*map(normalise, longer))) if longer else {}
        return (*extended, *(id_ for id_ in {**same, **found} if self._register.may_be_of(id_, document)))

    def _alike(
        self, name: str, document: RegisterDocument, published_on: dt.date | None = None
    ) -> tuple[str | None, str | None]:  # fmt: skip
        """Return the one earlier final document of a title, and the only one that has a subtitle after it."""
        begun = self._store.begun(normalise(plain(name)))
        if len(begun) > _MOST_ALIKE:
            return None, None
        day = published_on.isoformat() if published_on else None
        begun = {num: id_ for num, id_ in begun.items() if day in (None, *self._register.issued(num))}
        found = self._earlier_finals(begun)
        found = {id_: title for id_, title in found.items() if self._register.may_be_of(id_, document, published_on)}
        same = {id_: title for id_, title in found.items() if bare(title) == bare(name)}
        if same:
            return self._only(same), None
        headed = {id_: left for id_, title in found.items() if (left := subtitle(title, name))}
        only = next(iter(headed)) if len(headed) == 1 else None
        return None, only if only is not None and not tells_apart(headed[only]) else None

    def _earlier_finals(self, found: Mapping[int, str]) -> dict[str, str]:
        """Return those that were published before the day that is read, and are no proposals, with their titles."""
        earlier = (id_ for num, id_ in found.items() if not self._register.is_later(num))
        return {id_: title for id_ in earlier if (title := self._register.title_of(id_))}

    def _only(self, found: Mapping[str, str]) -> str | None:
        """Return the one of several instruments that does not only stay or delay another of them."""
        left = [id_ for id_ in found if len(found) == 1 or not self._pauses_one_of(id_, found)]
        return left[0] if len(left) == 1 else None

    def _pauses_one_of(self, id_: str, others: Collection[str]) -> bool:
        """Whether an instrument only stays or delays one of others: a stay that has the title of its rule."""
        return any(self._register.moved_by(id_, by, is_the_act=True) in others for by in ("stays", "delays"))
