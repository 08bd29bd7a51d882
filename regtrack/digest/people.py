"""People of a ledger who follow something, as subscribers beside those of the settings."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import attrs

from regtrack.digest.settings import DigestSettings
from regtrack.digest.settings_file import read_subscriber
from regtrack.model.people import Person


def as_table(person: Person) -> dict[str, Any]:
    """Return a person as a table of a subscriber, as the settings have it."""
    subscriptions = [
        {name: values[0] if name == "note" else list(values) for name, values in filters}
        for filters in person.subscription
    ]
    table = {
        "id": person.id, "name": person.name, "to": [person.mail] if person.mail else [], "subscription": subscriptions,
        "reviews": True,
    }  # fmt: skip
    return {**table, **({"schedule": person.schedule} if person.schedule else {})}


def with_people(settings: DigestSettings, people: Iterable[Person]) -> DigestSettings:
    """Return settings with the people who follow something; a subscriber of the settings goes before one of that id."""
    own = [
        as_table(each)
        for each in people
        if each.mail and each.subscription and not each.revoked and settings.who(each.id) is None
    ]
    if not own:
        return settings
    return attrs.evolve(settings, subscriber=(*settings.subscriber, *map(read_subscriber, own)))
