"""The schema of regtrack.toml, for editors; and the table of its keys for the reference."""

from __future__ import annotations

from typing import Any

import attrs

from regtrack.config import ModelTable
from regtrack.digest import subscriptions
from regtrack.digest.schedule import PATTERN
from regtrack.digest.secrets import PLACES
from regtrack.digest.settings import PORTS, SECURITIES, DigestSettings, Mail, Smtp, Webhook
from regtrack.digest.subscriptions import PREFERENCES, Subscriber, Subscription
from regtrack.model.kinds import INSTRUMENT_KINDS
from tools import words
from tools.words import Schema

LANGUAGE = r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*"
MAIL_ADDRESS = r"[!-~]+@[A-Za-z0-9.\-]+"
SENDER = rf".*<{MAIL_ADDRESS}>|{MAIL_ADDRESS}"
HTTPS = r"https://\S+"


def _whole(about: str, least: int, most: int) -> Schema:
    return {"description": about, "type": "integer", "minimum": least, "maximum": most}


def _flag(about: str) -> Schema:
    return {"description": about, "type": "boolean"}


def _secret(about: str) -> Schema:
    return {
        "description": about, "type": "object", "minProperties": 1, "maxProperties": 1, "additionalProperties": False,
        "properties": {place: words.text(_PLACES[place], _FORMS.get(place)) for place in PLACES},
    }  # fmt: skip


_PLACES = {
    "env": "Name of a variable of the environment.",
    "file": "Path of a file that holds nothing else.",
    "keyring": "service/user in the keyring of the system; needs the extra keyring.",
}


_FORMS = {"keyring": r"[^/]+/.+"}


def _one_or_several(about: str, each: Schema, **more: Any) -> Schema:
    return {"description": about, "anyOf": [each, words.array(each, **more)]}


def _ports() -> str:
    return ", ".join(f"{port} for {name}" for name, port in PORTS.items())


def smtp() -> Schema:
    """Return the keys of the server."""
    return {
        "host": words.text("Name of the server; its certificate is checked against it."),
        "port": _whole(f"Its port; default {_ports()}.", 1, 65535),
        "security": words.one_of("How the connection is secured; default starttls.", SECURITIES),
        "username": words.text("For AUTH; without one nothing is asked for."),
        "password": _secret("Where the password is kept."),
        "timeout": {"description": "Seconds to wait for an answer; default 30.", "type": "number",
                    "exclusiveMinimum": 0, "maximum": 3600},
        "rate_per_minute": _whole("How many messages a minute at most; default no limit.", 1, 1_000_000),
        "max_per_connection": _whole("How many messages go over one connection; default 100.", 1, 1_000_000),
        "ca_file": words.text("Certificates to trust beside the system's, as a PEM file."),
        "local_hostname": words.text("What to say in EHLO; default the name of this machine."),
    }  # fmt: skip


def mail() -> Schema:
    """Return the keys of the sender."""
    return {
        "sender": words.text("Who mails come from: an address, or a name with one.", SENDER),
        "smtp": words.table("The server that takes mails.", smtp(), tuple(n for n in smtp() if n != "host")),
        "reply_to": words.text("Where answers go; default the sender.", SENDER),
        "return_path": words.text("Where servers report failures; default the sender.", MAIL_ADDRESS),
        "list_id": words.text("Name of the list (RFC 2919); default of the domain.", r"[^.\s]+(\.[^.\s]+)+"),
        "unsubscribe": words.text(
            "Web address that ends a subscription when it is posted to (RFC 8058); {subscriber} is the id.", HTTPS
        ),
        "unsubscribe_mail": words.text("Mail address that ends a subscription.", MAIL_ADDRESS),
        "link": words.text("Web address with more, named at the end of each message.", HTTPS),
        "threads": _flag("Name the instruments in References, so that mails about one stay together; default false."),
    }  # fmt: skip


def webhook() -> Schema:
    """Return the keys of webhooks."""
    return {
        "secret": _secret("Where the secret is kept by which receivers verify what they take."),
        "allow_private": _flag("Receivers may be on this machine or in a private network; default false."),
        "timeout": {"description": "Seconds to wait for an answer; default 20.", "type": "number",
                    "exclusiveMinimum": 0, "maximum": 3600},
    }  # fmt: skip


def preferences() -> Schema:
    """Return what may be set for every subscriber."""
    return {
        "schedule": words.text("When; default weekdays 07:00 UTC.", f"({PATTERN})"),
        "horizon": _whole("How many days ahead dates are listed; default 90.", 0, 3650),
        "reminders": words.array(_whole("", 1, 3650), "Days before a date on which to remind of it; default 30, 7, 1."),
        "language": words.text(
            "Tag of the language; default en. A language that has no translation falls back to English.", LANGUAGE
        ),
        "format": words.one_of("HTML with the same as text, or text alone; default html.", subscriptions.FORMATS),
        "threshold": words.certainty("Certainty from which a statement counts; default published."),
        "cap": _whole("How many entries a section shows; default 20.", 1, 1000),
        "empty": words.one_of("What is sent when there is nothing to report; default silence.", subscriptions.EMPTY),
        "first": words.one_of("What the first digest contains; default overview.", subscriptions.FIRST),
        "enrichment": _flag("Report again when more becomes known of a fact that was reported; default false."),
        "attach": _flag("Attach the whole digest as text where a section was cut short; default true."),
        "reviews": _flag("With what people did about a change already (regtrack serve); default false."),
    }


def subscription() -> Schema:
    """Return the filters of one subscription."""
    text = words.text("")
    kinds = {
        "instrument": ("Instruments, by any name.", text),
        "topic": ("Subjects, such as ai-chips.", text),
        "agency": ("Bodies, such as bis.", text),
        "cfr": ("CFR parts or provisions, such as 15 CFR 744.", text),
        "kind": ("Kinds of instrument.", words.one_of("", INSTRUMENT_KINDS)),
        "certainty": ("How sure the leading statement is.", words.certainty("")),
        "text": ("Words in the names of the instrument or in the record of the fact.", text),
        "language": ("Languages in which the fact is recorded.", words.text("", LANGUAGE)),
    }
    found: Schema = {"note": words.text("Why, in the subscriber's own words; messages show it.")}
    for name, (about, each) in kinds.items():
        found[name] = _one_or_several(f"{about} Any of these.", each)
        found[f"not_{name}"] = _one_or_several(f"{about} None of these.", each)
    return found


def subscriber() -> Schema:
    """Return the keys of a subscriber."""
    secret = _secret("Where the address of a channel is kept, and which channel it is of; default apprise.")
    secret["properties"]["channel"] = words.text("Name of a channel: apprise, webhook, or one that a plug-in brings.")
    secret["maxProperties"] = 2
    address = {"anyOf": [words.text("A mail address.", MAIL_ADDRESS), secret]}
    return {
        "id": words.text("Names the subscriber; another id has received nothing yet.", r"[a-z0-9][a-z0-9._\-]{0,63}"),
        "name": words.text("Of the person, for the address."),
        "to": _one_or_several("Where messages go; each digest goes to every address.", address, minItems=1),
        "subscription": words.array(
            words.table("What is followed: a fact must pass every filter.", subscription(), tuple(subscription())),
            "What is followed.", minItems=1,
        ),
        **preferences(),
    }  # fmt: skip


def digest() -> Schema:
    """Return the keys that are about all digests."""
    return {
        "templates": words.text("Folder whose templates stand in for the bundled ones, or package:NAME."),
        "failing_days": _whole("After how many days a feed that fails is news; default 3.", 1, 3650),
        "give_up_days": _whole("For how many days a message is tried; default 5.", 1, 60),
    }


def llm() -> Schema:
    """Return the keys of the model that reads news."""
    return {
        "url": words.text("The endpoint, up to /chat/completions."),
        "model": words.text("Name of the model."),
        "key": _secret("Where its key is kept, if it asks for one."),
        "seconds": {
            "description": "How long one answer may take; default 30.",
            "type": "number",
            "exclusiveMinimum": 0,
        },
        "items": _whole("How many items a run may ask about; default 200.", 1, 1_000_000),
    }


TABLES = {
    "llm": (ModelTable, llm),
    "subscriber": (Subscriber, subscriber),
    "subscriber.subscription": (Subscription, subscription),
    "mail": (Mail, mail),
    "mail.smtp": (Smtp, smtp),
    "webhook": (Webhook, webhook),
}


def settings_file() -> Schema:
    """For editors; reading the file checks more, such as that ids differ."""
    for cls, make in TABLES.values():
        assert set(make()) == {field.name for field in attrs.fields(cls)}, cls
    assert set(preferences()) == set(PREFERENCES)
    assert set(digest()) == {field.name for field in attrs.fields(DigestSettings)} - {"subscriber", "mail", "webhook"}
    people = subscriber()
    tables: dict[str, Any] = {
        "store": {
            "description": "Path or address of the ledger, or several that answer as one, of which the last is written "
            "to; default one per user, or $REGTRACK_STORE.",
            "anyOf": [
                {"type": "string", "minLength": 1},
                {"type": "array", "items": {"type": "string", "minLength": 1}, "minItems": 1},
            ],
        },
        "defaults": words.table("For all who do not say otherwise.", preferences(), tuple(preferences())),
        "digest": words.table("About all digests.", digest(), tuple(digest())),
        "mail": words.table("Who mails come from.", mail(), tuple(n for n in mail() if n not in ("sender", "smtp"))),
        "webhook": words.table("How digests are posted to programs.", webhook(), ("allow_private", "timeout")),
        "llm": words.table("Which language model reads news; none by default.", llm(), ("key", "seconds", "items")),
        "subscriber": words.array(
            words.table("Who is told.", people, tuple(n for n in people if n not in ("id", "to", "subscription")))
        ),
    }
    return {
        "$schema": words.DRAFT,
        "$id": "regtrack/settings/1",
        "title": "regtrack.toml",
        **words.table("docs/reference/settings.md", tables, tuple(tables)),
    }


def reference() -> dict[str, Schema]:
    """Return the keys of each table, for the reference."""
    return {
        "[[subscriber]]": {name: each for name, each in subscriber().items() if name not in preferences()},
        "[[subscriber]] and [defaults]": preferences(),
        "[[subscriber.subscription]]": subscription(),
        "[mail]": {name: each for name, each in mail().items() if name != "smtp"},
        "[mail.smtp]": smtp(),
        "[webhook]": webhook(),
        "[digest]": digest(),
        "[llm]": llm(),
    }
