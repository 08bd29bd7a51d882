"""Making digests: what is gathered, matched and rendered once serves every subscriber who wants the same."""

from __future__ import annotations

from functools import cache

import attrs

from regtrack.dates import Tick
from regtrack.digest import gathering, mail
from regtrack.digest.channels import kind_of
from regtrack.digest.choosing import Before, Chosen, choose, matches
from regtrack.digest.composing import Composer, Digest, digest
from regtrack.digest.facts import FactKind
from regtrack.digest.gathering import Gathered
from regtrack.digest.settings import DigestSettings
from regtrack.digest.subscriptions import Address, Subscriber, Subscription
from regtrack.model.kinds import Certainty
from regtrack.model.selection import Selection
from regtrack.queries import filters
from regtrack.report.language import SOURCE, languages, speaking, spoken
from regtrack.store import Store
from regtrack.store.messages import LastDigest, NewDigest, NewMessage

_Matched = list[tuple[int, str]]
"""Places of facts, each with the label of the subscription that admits it."""


@attrs.frozen
class Prepared:
    """A digest of one subscriber that is ready to be kept.

    Attributes:
        subscriber: whose.
        number, at, known: its number, the clock, and up to when the record counts.
        since: the clock of the last one; None for the first.
        chosen: the facts that it reports.
        digest: how it reads; None when nothing is to be sent.
    """

    subscriber: Subscriber
    number: int
    at: Tick
    known: Tick
    since: Tick | None
    chosen: tuple[Chosen, ...]
    digest: Digest | None

    @property
    def shown(self) -> int:
        """How many facts it shows."""
        return sum(each.shown for each in self.chosen)


class Desk:
    """Makes digests at one moment.

    Args:
        store: the ledger.
        settings: who receives digests, and how.
        at: the clock.
        known: up to when the record counts.
    """

    def __init__(self, store: Store, settings: DigestSettings, at: Tick, known: Tick) -> None:
        self._store, self._settings, self._at, self._known = store, settings, at, known
        self._ahead = max((max(each.horizon, *each.reminders, 0) for each in settings.subscriber), default=0)
        self._digests: dict[tuple[object, ...], Digest] = {}
        self._composer, self._head = Composer(settings), store.head()
        self._first, self._since = cache(self._gather_first), cache(self._gather_since)
        self._selection = cache(self._select)
        self._matched, self._admitted = cache(self._match), cache(self._is_admitted)

    def prepare(self, subscriber: Subscriber, last: LastDigest | None) -> Prepared:
        """Prepare the next digest of a subscriber.

        Raises:
            InputError: a filter names what the ledger does not have.
        """
        with speaking(digest_language(subscriber)):
            return self._prepare(subscriber, last)

    def _prepare(self, subscriber: Subscriber, last: LastDigest | None) -> Prepared:
        at = self._at if last is None else max(self._at, last.at)  # a clock that was put back brings nothing back
        gathered = self._gather(subscriber, last, at)
        chosen = self._choose(subscriber, gathered, last, at)
        if last is None and subscriber.first == "nothing":
            chosen = []
        since = last.at if last is not None else None
        even_empty = subscriber.first == "overview" if last is None else subscriber.empty == "heartbeat"
        wanted = even_empty or any(each.shown for each in chosen)
        made = self._made(chosen, gathered, subscriber, at, since) if wanted else None
        number = last.number + 1 if last is not None else 1
        return Prepared(subscriber, number, at, self._known, since, tuple(chosen), made)

    def kept(self, prepared: Prepared) -> NewDigest:
        """Return a digest with its messages, in the shape that the ledger stores."""
        made, who = prepared.digest, prepared.subscriber
        places = range(len(who.to)) if made is not None else ()
        with speaking(digest_language(who)):
            messages = [self._message(prepared, who, place) for place in places]
        title, facts = made.title if made is not None else "", prepared.chosen
        reported = [(each.fact, "; ".join(each.matched)) for each in facts]
        return NewDigest(who.id, prepared.number, prepared.at, prepared.known, title, reported, messages)

    def shown(self, prepared: Prepared) -> tuple[str, str, bytes | None]:
        """Render a digest as text, as the HTML of a mail, and as the mail to the first address if mails are sent."""
        who = prepared.subscriber
        assert prepared.digest is not None
        with speaking(digest_language(who)):
            text, html = (render(prepared.digest, who) for render in (self._composer.text, self._composer.html))
            if self._settings.mail is None:
                return text, html, None
            first = attrs.evolve(who, to=(Address(who.to[0].mail or "nobody@invalid"),))
            message = self._message(prepared, first, 0)
            return text, html, message.head + message.body

    # --- what is reported -------------------------------------------------------------------------------------------

    def _gather(self, subscriber: Subscriber, last: LastDigest | None, at: Tick) -> Gathered:
        if last is None:
            chosen = tuple(dict.fromkeys(map(self._selection, subscriber.subscription)))
            return self._first(at, subscriber.threshold, spoken(), chosen)
        return self._since(last.at, last.known, at, subscriber.threshold, spoken())

    def _gather_first(self, at: Tick, threshold: Certainty, _: str, chosen: tuple[Selection, ...]) -> Gathered:
        return gathering.standing(self._store, gathering.question(at, self._known, threshold), chosen)

    def _gather_since(self, last_at: Tick, known: Tick, at: Tick, threshold: Certainty, _: str) -> Gathered:
        before, after = (gathering.question(*each, threshold) for each in ((last_at, known), (at, self._known)))
        days = self._settings.failing_days
        return gathering.since(self._store, before, after, ahead=self._ahead, failing_days=days)

    def _choose(
        self, subscriber: Subscriber, gathered: Gathered, last: LastDigest | None, at: Tick
    ) -> list[Chosen]:  # fmt: skip
        labels: dict[int, list[str]] = {}
        for subscription in subscriber.subscription:
            for place, label in self._matched(gathered, subscription):
                labels.setdefault(place, []).append(label)
        matched = [(gathered.facts[place], tuple(dict.fromkeys(labels[place]))) for place in sorted(labels)]
        outbox, before = self._store.outbox, Before()
        if last is not None:
            earlier = outbox.reported_dates(subscriber.id, last.at)
            keys = [key for fact, _ in matched if fact.kind is not FactKind.DATE for key in (fact.key, *fact.former)]
            before = Before(outbox.reported(subscriber.id, keys), earlier)

        def follows(id_: str) -> tuple[str, ...]:
            admitting = (each for each in subscriber.subscription if self._admits(each, gathered, id_))
            return tuple(dict.fromkeys(each.label for each in admitting))

        return choose(matched, subscriber, before, at, gathered.standing, follows)

    def _made(
        self, chosen: list[Chosen], gathered: Gathered, subscriber: Subscriber, at: Tick, since: Tick | None
    ) -> Digest:  # fmt: skip
        """Put a digest together, once for all who receive the same for the same reasons."""
        facts = ((each.fact.key, each.fact.print, each.fact.sentence) for each in chosen)
        parts = tuple(zip(facts, ((each.matched, each.shown) for each in chosen), strict=True))
        key = (id(gathered), parts, subscriber.subscription, subscriber.schedule.zone, subscriber.reviews, at, since)
        if key not in self._digests:
            self._digests[key] = digest(chosen, gathered, subscriber, at, since, self._head)
        return self._digests[key]

    def _match(self, gathered: Gathered, subscription: Subscription) -> _Matched:
        return [
            (place, subscription.label if fact.instrument else "")
            for place, fact in enumerate(gathered.facts)
            if not fact.instrument
            or (self._admits(subscription, gathered, fact.instrument) and matches(fact, subscription))
        ]

    def _admits(self, subscription: Subscription, gathered: Gathered, id_: str) -> bool:
        selection = self._selection(subscription)
        return selection.everything or self._admitted(selection, gathered, id_)

    def _is_admitted(self, selection: Selection, gathered: Gathered, id_: str) -> bool:
        item = gathered.instruments.get(id_)
        return item is not None and selection.admits(item)

    def _select(self, subscription: Subscription) -> Selection:
        return filters.selection(self._store, subscription.instruments, checked=False)

    # --- messages ---------------------------------------------------------------------------------------------------

    def _message(self, prepared: Prepared, who: Subscriber, place: int) -> NewMessage:
        assert prepared.digest is not None
        domain = mail.domain_of(self._settings.mail) if self._settings.mail else "regtrack.invalid"
        id_ = mail.message_id(domain, who.id, prepared.number, prepared.known, place)
        kind = kind_of(who.to[place].kind)
        return kind.write(self._composer, self._settings, who, place, prepared.digest, id_, prepared.at)


def digest_language(subscriber: Subscriber) -> str:
    """Return a subscriber's language: the one wanted, the one it is a variant of, or English."""
    known = languages()
    wanted = (subscriber.language, subscriber.language.partition("-")[0])
    return next((code for code in wanted if code in known), SOURCE)
