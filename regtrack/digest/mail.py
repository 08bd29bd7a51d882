"""A digest as a mail: RFC 5322 with its MIME parts, made so that nothing in a name or a title can become a header.

What is the same for everyone (the parts with their encoding) is made once; what differs (the head) is made for each.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Iterable, Iterator
from email import message_from_bytes, policy
from email.header import Header
from email.headerregistry import Address
from email.message import EmailMessage, MIMEPart
from email.utils import format_datetime
from urllib.parse import quote

from regtrack.digest.addresses import split_sender
from regtrack.digest.settings import Mail
from regtrack.digest.subscriptions import Subscriber
from regtrack.errors import INVISIBLE

LARGEST = 100_000
"""Bytes of a message without its attachment: Gmail shows no more than the first 102 kB."""
LARGEST_ATTACHED = 3_000_000
"""Bytes of a text that goes along: encoded at most 9 MB, and many servers take no message above 10."""
LONGEST_TITLE = 120
_UNSEEN = re.compile(f"[\x00-\x1f\x7f-\x9f\u2028\u2029{INVISIBLE}\ud800-\udfff]+")
_POLICY = policy.SMTP


def one_line(text: str) -> str:
    """Clean a text for a header: one line, no control characters, cut at a word."""
    words = " ".join(_UNSEEN.sub(" ", text).split())
    if len(words) <= LONGEST_TITLE:
        return words
    cut = words[: LONGEST_TITLE - 3]
    return f"{cut[: cut.rindex(' ')] if ' ' in cut[LONGEST_TITLE // 2 :] else cut}..."  # in ASCII, as most subjects are


def unsubscribe_address(mail: Mail, subscriber: str) -> str | None:
    """Return the address at which a subscriber unsubscribes."""
    return mail.unsubscribe.replace("{subscriber}", quote(subscriber, safe="")) if mail.unsubscribe else None


def domain_of(mail: Mail) -> str:
    """Return the domain of the Message-IDs."""
    return split_sender(mail.sender)[1].rpartition("@")[2].lower()


def envelope_sender(mail: Mail) -> str:
    """Return the address to which servers report what they could not deliver."""
    return mail.return_path or split_sender(mail.sender)[1]


def message_id(domain: str, subscriber: str, number: int, known: int, place: int) -> str:
    """Return the Message-ID of one digest for one address, without angle brackets; deterministic.

    The moment up to which the record counts is in it, so that a ledger that was made anew does not name its first
    digest as the former one did.
    """
    made_of = "\n".join((subscriber, str(number), str(known), str(place)))
    return f"digest-{number}.{hashlib.sha256(made_of.encode()).hexdigest()[:24]}@{domain}"


def head(
    mail: Mail,
    subscriber: Subscriber,
    address: str,
    *,
    id: str,
    title: str,
    date: dt.datetime,
    about: Iterable[str] = (),
) -> bytes:
    """Build the headers of one message, up to where :func:`parts` continues.

    Args:
        mail: who it comes from.
        subscriber: whose it is.
        address: where it goes.
        id: its Message-ID.
        title: the subject.
        date: when it was made, in the subscriber's zone.
        about: ids of the instruments it is about, for a mail program that keeps messages about one together.
    """
    message = EmailMessage(policy=_POLICY)
    message["From"] = _address(*split_sender(mail.sender))
    message["To"] = _address(subscriber.name, address)
    if mail.reply_to:
        message["Reply-To"] = _address(*split_sender(mail.reply_to))
    message["Date"] = format_datetime(date)
    return (
        _subject(title)
        + message.as_bytes().removesuffix(b"\r\n")
        + b"".join(
            f"{name}: {value}\r\n".encode("ascii") for name, value in _for_machines(mail, subscriber.id, id, about)
        )
    )


def _for_machines(mail: Mail, subscriber: str, id: str, about: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Headers of checked names and addresses in ASCII; the library would break long ones apart, and encode them."""
    yield "Message-ID", f"<{id}>"
    if mail.threads and (names := [_thread(mail, each) for each in about][:10]):
        yield "References", "\r\n ".join(names)
    yield "List-Id", f"Digests of regulation <{mail.list_id or f'regtrack.{domain_of(mail)}'}>"
    ways = [unsubscribe_address(mail, subscriber)]
    if mail.unsubscribe_mail:
        ways.append(f"mailto:{mail.unsubscribe_mail}?subject=unsubscribe%20{subscriber}")
    if any(ways):
        yield "List-Unsubscribe", ",\r\n ".join(f"<{way}>" for way in ways if way)
    if mail.unsubscribe:  # the one click of RFC 8058 needs a web address
        yield "List-Unsubscribe-Post", "List-Unsubscribe=One-Click"
    yield "Auto-Submitted", "auto-generated"


def _subject(title: str) -> bytes:
    """Encode the subject; the library's newer policy leaves the first line empty when the rest fits on the next."""
    words = one_line(title)
    plain = words.isascii() and all(len(word) < 60 for word in words.split())  # nothing else can be folded
    header = Header(words, "us-ascii" if plain else "utf-8", header_name="Subject", maxlinelen=76)
    folded = header.encode(linesep="\r\n")
    return f"Subject: {folded}\r\n".encode("ascii")


def _address(name: str, address: str) -> Address:
    return Address(display_name=one_line(name), addr_spec=address)


def _thread(mail: Mail, instrument: str) -> str:
    return f"<about.{hashlib.sha256(instrument.encode()).hexdigest()[:24]}@{domain_of(mail)}>"


def parts(text: str, html: str | None, attached: str = "", name: str = "") -> bytes:
    """Build the rest of a message: MIME headers and parts, in ASCII whatever their language.

    Args:
        text: what it says.
        html: the same as a page; None for none.
        attached: a text that goes along; empty for none.
        name: of the file that this is.
    """
    message = MIMEPart(policy=_POLICY)
    message.set_content(text, cte="quoted-printable")
    if html is not None:
        message.add_alternative(html, subtype="html", cte="quoted-printable")
    if attached:
        message.add_attachment(attached, filename=name, cte="quoted-printable")
    digest = hashlib.sha256("\n".join((text, html or "", attached)).encode()).hexdigest()
    for depth, part in enumerate(part for part in message.walk() if part.is_multipart()):
        part.set_boundary(f"=_{depth}_{digest[:32]}")
    return b"MIME-Version: 1.0\r\n" + message.as_bytes()


def new_recipient(payload_head: bytes, subscriber: Subscriber, address: str) -> bytes:
    """Return message headers that name another address of the subscriber."""
    message = message_from_bytes(payload_head + b"\r\n", policy=_POLICY.clone(refold_source="none"))
    message.replace_header("To", _address(subscriber.name, address))
    return message.as_bytes().removesuffix(b"\r\n")
