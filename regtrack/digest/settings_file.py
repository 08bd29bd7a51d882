"""``regtrack.toml`` read strictly: all that is wrong with it at once, and no secret ever repeated."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import attrs
import cattrs

from regtrack.digest import addresses, subscriptions
from regtrack.digest.channels import DOOR, WANTED
from regtrack.digest.schedule import Schedule
from regtrack.digest.secrets import PLACES, Secret
from regtrack.digest.settings import PORTS, SECURITIES, DigestSettings, Mail, Smtp, Webhook
from regtrack.digest.subscriptions import APPRISE, FILTERS, MAIL, WEBHOOK, Address, Subscriber, Subscription
from regtrack.model.kinds import INSTRUMENT_KINDS
from regtrack.model.people import Person
from regtrack.records import validation as leaf
from regtrack.records.leaves import certainty
from regtrack.records.validation import Flaw, Flaws, WrongValueError, flaws_of, hint_of, strict

TABLES = ("defaults", "digest", "mail", "subscriber", "webhook")
"""The tables that are read here."""
_PLACE = 'the place of a secret: { env = "..." }, { file = "..." } or { keyring = "..." }, never the secret itself'


def read_settings(tables: Mapping[str, Any], folder: Path) -> DigestSettings:
    """Read settings from the tables of a file.

    Args:
        tables: those of :data:`TABLES` that the file has.
        folder: where relative paths begin.

    Raises:
        Flaws: with everything that is wrong.
    """
    found: list[Flaw] = []
    defaults, subscribers = _defaults(tables, found), tables.get("subscriber", [])
    if isinstance(subscribers, list) and all(isinstance(each, Mapping) for each in subscribers):
        subscribers = [{**defaults, **each} for each in subscribers]
        found += _twice(subscribers)
    given = {
        **_known(tables, "digest", _OPTIONS, found), "subscriber": subscribers,
        **{name: tables[name] for name in ("mail", "webhook") if name in tables},
    }  # fmt: skip
    try:
        settings: DigestSettings = _strict().structure(placed(given, folder), DigestSettings)
    except cattrs.BaseValidationError as error:
        for flaw in flaws_of(error, given, wanted=_WANTED):
            field = f"digest.{flaw.field}" if flaw.field in _OPTIONS else flaw.field
            found.append(attrs.evolve(flaw, field=field, found=shown(flaw)))
        raise Flaws(found) from None
    found += _across(settings)
    if found:
        raise Flaws(found)
    return settings


def read_subscriber(table: Mapping[str, Any]) -> Subscriber:
    """Read one subscriber from a table, as ``[[subscriber]]`` has it; raises Flaws."""
    given = {"subscriber": [table]}
    try:
        return _strict().structure(given, DigestSettings).subscriber[0]
    except cattrs.BaseValidationError as error:
        raise Flaws(flaws_of(error, given, wanted=_WANTED)) from None


# --- people of a ledger -----------------------------------------------------------------------------------------


def as_table(person: Person) -> dict[str, Any]:
    """Return a person as a table of a subscriber, as the settings have it."""
    subscriptions = [
        {name: values[0] if name == "note" else list(values) for name, values in filters}
        for filters in person.subscription
    ]
    table = {
        "id": person.id,
        "to": [person.mail] if person.mail else [],
        "subscription": subscriptions,
        "reviews": True,
    }
    given = {"name": person.name, "schedule": person.schedule}  # an empty one is none, which the settings leave out
    return {**table, **{name: value for name, value in given.items() if value}}


def with_people(settings: DigestSettings, people: Iterable[Person]) -> DigestSettings:
    """Return settings with the people who follow something; a subscriber of the settings goes before one of that id."""
    followers = [
        as_table(each)
        for each in people
        if each.mail and each.subscription and not each.revoked and settings.who(each.id) is None
    ]
    if not followers:
        return settings
    return attrs.evolve(settings, subscriber=(*settings.subscriber, *map(read_subscriber, followers)))


# --- what several tables have -----------------------------------------------------------------------------------

_OPTIONS = ("templates", "failing_days", "give_up_days")


def _known(tables: Mapping[str, Any], name: str, known: tuple[str, ...], found: list[Flaw]) -> dict[str, Any]:
    """Return the known keys of a table that may be absent; report its others."""
    table = tables.get(name, {})
    if not isinstance(table, Mapping):
        found.append(Flaw(name, "no table", f"[{name}] in brackets"))
        return {}
    for key in sorted(set(table) - set(known)):
        wanted = f"one of {', '.join(known)}{hint_of(key, known)}"
        found.append(Flaw(f"{name}.{key}", "an unknown key", wanted))
    return {key: value for key, value in table.items() if key in known}


def _defaults(tables: Mapping[str, Any], found: list[Flaw]) -> dict[str, Any]:
    """Read what ``[defaults]`` sets for every subscriber; report its faults once, here."""
    good: dict[str, Any] = {}
    for name, value in _known(tables, "defaults", subscriptions.PREFERENCES, found).items():
        try:
            _LEAVES[Subscriber][name](value)
            good[name] = value
        except WrongValueError as error:
            found.append(Flaw(f"defaults.{name}", repr(value), str(error)))
    return good


def _twice(subscribers: list[dict[str, Any]]) -> Iterator[Flaw]:
    ids = [str(each.get("id")) for each in subscribers]
    for number, id_ in enumerate(ids):
        if id_ in ids[:number]:
            first = ids.index(id_) + 1
            yield Flaw(f"subscriber[{number + 1}].id", repr(id_), f"another one: the subscriber no. {first} has it")


def _across(settings: DigestSettings) -> Iterator[Flaw]:
    """Find the faults between values that are each valid alone."""
    for number, each in enumerate(settings.subscriber):
        field = f"subscriber[{number + 1}]"
        if settings.mail is None and any(address.mail is not None for address in each.to):
            yield Flaw(f"{field}.to", "a mail address", "a [mail] table with its server, when mails are sent")
        if settings.webhook is None and any(address.kind == WEBHOOK for address in each.to):
            yield Flaw(f"{field}.to", "a webhook", "a [webhook] table with its secret, when webhooks are sent")
        if each.schedule.immediate and each.empty == "heartbeat":
            yield Flaw(f"{field}.empty", "'heartbeat'", "silence, with the schedule immediately")


_PATHS = ("file", "ca_file", "templates")


def placed(value: Any, folder: Path) -> Any:
    """Return tables with absolute paths."""
    if isinstance(value, list):
        return [placed(each, folder) for each in value]
    if isinstance(value, Mapping):
        return {
            name: str(folder / Path(each).expanduser()) if name in _PATHS and _is_path(each) else placed(each, folder)
            for name, each in value.items()
        }
    return value


def _is_path(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip()) and not value.startswith("package:")


def shown(flaw: Flaw) -> str:
    """Return the value found, unless it may be a secret written where only its location belongs."""
    last = flaw.field.rpartition(".")[2].partition("[")[0]
    hidden = last in ("key", "password", "secret", "to") and flaw.found != "nothing"
    return "a value that is not repeated here" if hidden else flaw.found


_WANTED = {
    "id": "an id, such as lin: it is required",
    "to": "an address, such as lin@example.org: it is required",
    "subscription": "at least one [[subscriber.subscription]]; one without filters follows everything",
    "sender": "who mails come from, such as Digests <digests@example.org>: it is required",
    "smtp": "a table [mail.smtp] with the server: it is required",
    "host": "the name of the server: it is required",
    "secret": 'the place of the secret that signs, such as { env = "REGTRACK_WEBHOOK_SECRET" }: it is required',
}


# --- leaves -----------------------------------------------------------------------------------------------------


def read_secret(value: Any, _: Any = None) -> Secret:
    """Read the place of a secret; raises WrongValueError."""
    if not isinstance(value, Mapping) or len(value) != 1 or not set(value) <= set(PLACES):
        raise WrongValueError(_PLACE)
    place, name = next(iter(value.items()))
    if not isinstance(name, str) or not name.strip() or (place == "keyring" and "/" not in name):
        raise WrongValueError(f'{_PLACE}; in the keyring it is "service/user"')
    return Secret(place, name)


def _address(value: Any) -> Address:
    if isinstance(value, Mapping):
        via = value.get("channel", APPRISE)
        if via == MAIL or via not in DOOR:
            raise WrongValueError(f"as channel: {WANTED}")
        return Address(
            channel=read_secret({place: name for place, name in value.items() if place != "channel"}), via=via
        )
    try:
        return Address(mail=addresses.mail_address(value))
    except WrongValueError as error:
        raise WrongValueError(f'{error}, or the place of a channel\'s address: {{ env = "..." }}') from None


def _addresses(value: Any, _: Any = None) -> tuple[Address, ...]:
    found = tuple(map(_address, value)) if isinstance(value, list) else (_address(value),)
    if not found or len(set(found)) < len(found):
        raise WrongValueError("at least one address, and none twice")
    return found


def _several(check: Callable[[Any], str] | None = None) -> Callable[..., tuple[str, ...]]:
    """One text or a list of them."""

    def read(value: Any, _: Any = None) -> tuple[str, ...]:
        found = leaf.texts([value] if isinstance(value, str) else value)
        return tuple(map(check, found)) if check else found

    return read


def _seconds(value: Any, _: Any = None) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value <= 3600:
        raise WrongValueError("a number of seconds, up to 3600")
    return float(value)


def _reminders(value: Any, _: Any = None) -> tuple[int, ...]:
    if not isinstance(value, list):
        raise WrongValueError("a list of days such as [30, 7, 1]; [] for none")
    return tuple(sorted({leaf.whole(1, 3650)(each) for each in value}, reverse=True))


_FILTER_CHECKS: Mapping[str, Callable[[Any], str]] = {
    "kind": leaf.one_of(INSTRUMENT_KINDS, "a kind of instrument"),
    "certainty": lambda value: certainty(value).label,
    "language": leaf.language,
}
_LEAVES: dict[type, dict[str, Callable[..., Any]]] = {
    Smtp: {
        "host": leaf.text,
        "port": leaf.whole(1, 65535),
        "security": leaf.one_of(SECURITIES, "a way to secure the connection"),
        "username": leaf.text,
        "password": read_secret,
        "timeout": _seconds,
        "rate_per_minute": leaf.whole(1, 1_000_000),
        "max_per_connection": leaf.whole(1, 1_000_000),
        "ca_file": leaf.text,
        "local_hostname": leaf.text,
    },
    Mail: {
        "sender": addresses.sender,
        "reply_to": addresses.sender,
        "return_path": addresses.mail_address,
        "list_id": addresses.list_id,
        "unsubscribe": addresses.https,
        "unsubscribe_mail": addresses.mail_address,
        "link": addresses.https,
        "threads": leaf.yes_or_no,
    },
    Webhook: {"secret": read_secret, "allow_private": leaf.yes_or_no, "timeout": _seconds},
    Subscription: {
        "note": addresses.name,
        **{prefix + name: _several(_FILTER_CHECKS.get(name)) for name in FILTERS for prefix in ("", "not_")},
    },
    Subscriber: {
        "id": leaf.matching(
            r"[a-z0-9][a-z0-9._\-]{0,63}", "an id such as lin or export-team: lower-case letters, digits, dots, hyphens"
        ),
        "to": _addresses,
        "name": addresses.name,
        "schedule": lambda value, _=None: Schedule.parse(value),
        "horizon": leaf.whole(0, 3650),
        "reminders": _reminders,
        "language": leaf.language,
        "format": leaf.one_of(subscriptions.FORMATS, "a format"),
        "threshold": certainty,
        "cap": leaf.whole(1, 1000),
        "empty": leaf.one_of(subscriptions.EMPTY, "what is sent when there is nothing to report"),
        "first": leaf.one_of(subscriptions.FIRST, "what the first digest contains"),
        "enrichment": leaf.yes_or_no,
        "attach": leaf.yes_or_no,
        "reviews": leaf.yes_or_no,
    },
    DigestSettings: {"templates": leaf.text, "failing_days": leaf.whole(1, 3650), "give_up_days": leaf.whole(1, 60)},
}


@lru_cache(maxsize=1)
def _strict() -> cattrs.Converter:
    return strict(_LEAVES, _table)


def _table(cls: type, read: Callable[..., Any]) -> Callable[..., Any]:
    """Return a reader of tables that reports any other value, and fills in what follows from other keys."""

    def structure(value: Any, kind: Any) -> Any:
        if not isinstance(value, Mapping):
            raise WrongValueError(f"a table [{cls.__name__.lower()}]")
        if cls is Subscriber and value.get("subscription") == []:
            value = {key: each for key, each in value.items() if key != "subscription"}
        if cls is Smtp and "port" not in value:
            value = {**value, "port": PORTS.get(str(value.get("security", "starttls")), 0) or PORTS["starttls"]}
        return read(value, kind)

    return structure
