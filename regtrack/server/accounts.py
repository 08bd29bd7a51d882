"""People who share a ledger: who may sign in, what each follows, and what they did about changes."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Mapping, Sequence
from hashlib import sha256
from hmac import compare_digest
from typing import Any

import attrs

from regtrack import dates
from regtrack.dates import Tick
from regtrack.digest.addresses import mail_address
from regtrack.digest.settings_file import as_table, read_subscriber
from regtrack.errors import InputError, NotFoundError
from regtrack.model.people import SOURCE, Person, Review, ReviewAction
from regtrack.records.canonical import to_record
from regtrack.records.leaves import person_id
from regtrack.records.validation import Flaws, WrongValueError
from regtrack.store import Batch, Store
from regtrack.store.batches import REVIVES

_MARK = "rt_"
"""What tokens begin with, so that scanners for secrets find them."""
_LONGEST_NOTE = 2_000
_NOBODY = "nobody@example.org"
Table = dict[str, Any]


class Accounts:
    """The people of one ledger.

    Args:
        store: the ledger.
        clock: returns the present moment.
    """

    def __init__(self, store: Store, clock: Callable[[], Tick]) -> None:
        self._store, self._clock = store, clock

    # --- who may sign in --------------------------------------------------------------------------------------------

    def add(self, id: str, *, name: str = "", mail: str | None = None, auditor: bool | None = None) -> str:
        """Let somebody sign in, or give somebody who may another token; return the token, which is kept nowhere.

        Raises:
            InputError: the id cannot be one, or the address is none.
        """
        _check_id(id)
        token = _MARK + secrets.token_urlsafe(32)
        known = self._store.people().get(id, Person(id))
        person = attrs.evolve(
            known,
            name=name or known.name,
            mail=mail or known.mail,
            auditor=known.auditor if auditor is None else auditor,
            revoked=False,
            tokens=(*known.tokens, _digest(token)),
        )
        try:
            mail_address(person.mail or _NOBODY)
        except WrongValueError as error:
            raise InputError(f"mail: found {str(mail)[:60]!r}; expected {error}") from None
        _check_digest(person, person.subscription or ((),))
        self._record(person)
        return token

    def everybody(self) -> list[Person]:
        """Return everybody who may sign in or once could, by id."""
        return [person for _, person in sorted(self._store.people().items())]

    def revoke(self, id: str) -> None:
        """Let somebody sign in no more, by no token and no proxy; what they did stays on record.

        Raises:
            NotFoundError: there is nobody of that id.
        """
        known = self._store.people().get(id)
        if known is None:
            raise NotFoundError(f"users: found nobody with the id {id!r}; `regtrack users list` names them")
        self._record(attrs.evolve(known, revoked=True, tokens=()))

    def by_token(self, token: str) -> Person | None:
        """Return who signs in with a token; it takes as long whoever it is, and for nobody."""
        digest, found = _digest(token), None
        for person in self._store.people().values():
            for known in person.tokens:
                if compare_digest(digest, known) and not person.revoked:
                    found = person
        return found

    def by_proxy(self, id: str) -> Person | None:
        """Return whom a proxy has signed in; None for somebody who may not, or an id that cannot be one."""
        try:
            person = self._store.people().get(person_id(id), Person(id))
        except WrongValueError:
            return None
        return None if person.revoked else person

    # --- what each follows ------------------------------------------------------------------------------------------

    def follow(self, person: Person, wanted: Any) -> Person:
        """Record what somebody follows: ``{"schedule": ..., "subscription": [...]}``, as in the settings.

        Raises:
            InputError: it is not written so.
        """
        if not isinstance(wanted, Mapping) or not set(wanted) <= {"schedule", "subscription"}:
            raise InputError('body: found another object; expected {"schedule": "...", "subscription": [{...}]}')
        given = wanted.get("subscription")
        if not isinstance(given, list) or len(given) > 50 or not all(isinstance(each, Mapping) for each in given):
            raise InputError(
                "subscription: expected a list of at most 50 objects, each with filters; [] follows nothing"
            )
        subscription = tuple(
            tuple(sorted((str(name), _texts(name, values)) for name, values in each.items())) for each in given
        )
        changed = attrs.evolve(person, schedule=str(wanted.get("schedule", "")), subscription=subscription)
        _check_digest(changed, subscription or ((),))
        self._record(changed)
        return changed

    def bookmarks(self, person: Person) -> dict[str, str]:
        """Return up to when somebody has read, by the names of their marks."""
        mine = f"{person.id}/"
        found = self._store.bookmarks().items()
        return {name.removeprefix(mine): dates.iso_instant(tick) for name, tick in found if name.startswith(mine)}

    def mark(self, person: Person, name: str, at: str | None) -> None:
        """Leave a mark, or move it; without a moment, now.

        Raises:
            InputError: the name or the moment cannot be one.
        """
        _check_id(name)
        self._store.bookmark(f"{person.id}/{name}", self._clock() if at is None else dates.parse_instant(at))

    # --- what they did about changes --------------------------------------------------------------------------------

    def review(
        self, person: Person, about: str, events: Sequence[str], action: str, *, to: str | None, note: str | None
    ) -> Review:
        """Record what somebody did about a change.

        Args:
            person: who.
            about: id of the change, or of an event.
            events: ids of the events behind the change.
            action: ``seen``, ``assigned``, ``note`` or ``done``.
            to: id of whom it is assigned to.
            note: in the person's own words.

        Raises:
            InputError: the change, the action or what belongs to it cannot be so.
        """
        if action not in list(ReviewAction):
            raise InputError(f"action: found {action[:40]!r}; expected one of {', '.join(ReviewAction)}")
        if (action == ReviewAction.ASSIGNED) != (to is not None):
            raise InputError("to: expected whom it is assigned to, with the action assigned alone")
        if to is not None and to not in self._store.people():
            raise InputError(f"to: found {to[:40]!r}; expected the id of somebody on record")
        if note is not None and not 0 < len(note.strip()) <= _LONGEST_NOTE:
            raise InputError(f"note: expected 1 to {_LONGEST_NOTE} characters")
        if action == ReviewAction.NOTE and note is None:
            raise InputError("note: it is missing; write what is to be noted")
        if len(about) != 24 or not set(about) <= set("0123456789abcdef"):
            raise InputError(f"about: found {about[:40]!r}; expected the id of a change, 24 hexadecimal digits")
        known = self._store.events(events[:100])
        if not events or len(known) != len(set(events)):
            raise InputError("events: expected the ids of the events behind the change, all of them on record")
        about_what = known[events[0]].event.target
        made_at = dates.iso_instant(self._clock())
        review = Review(about, about_what, person.id, ReviewAction(action), made_at, to, note, tuple(events))
        self._record(review)
        return review

    # --- inside -----------------------------------------------------------------------------------------------------

    def _record(self, item: Person | Review) -> None:
        # Whoever is revoked again, or follows again what they did before, has the same record as once before.
        batch = Batch(SOURCE, "People and their reviews", [item], restated=[REVIVES], closes=False)
        self._store.append(batch, self._clock())


def shown(person: Person) -> Table:
    """Return what a person may know of themselves, and an auditor of all: everything but the tokens."""
    table = to_record(person)
    return {"id": person.id, "tokens": len(table.pop("tokens", ())), **table}


def _digest(token: str) -> str:
    return sha256(token.encode()).hexdigest()


def _check_id(id: str) -> None:
    try:
        person_id(id)
    except WrongValueError as error:
        raise InputError(f"id: found {id[:40]!r}; expected {error}") from None


def _texts(name: object, values: Any) -> tuple[str, ...]:
    found = [values] if isinstance(values, str) else values
    if not isinstance(found, list) or not all(isinstance(each, str) for each in found):
        raise InputError(f"subscription.{str(name)[:40]}: expected a text or a list of texts")
    return tuple(found)


def _check_digest(person: Person, subscription: Sequence[Any]) -> None:
    table = as_table(attrs.evolve(person, subscription=tuple(subscription)))
    try:
        read_subscriber({**table, "to": table["to"] or [_NOBODY]})
    except Flaws as error:
        flaws = "; ".join(
            f"{flaw.field.partition('.')[2]}: found {flaw.found}; expected {flaw.expected}" for flaw in error.flaws
        )
        raise InputError(flaws) from None


def present() -> Tick:
    """Return the present moment."""
    return time.time_ns() // 1000
