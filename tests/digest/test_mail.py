"""A mail as RFC 5322 has it: what is the same for all, what differs, and nothing that a name could smuggle in."""

import datetime as dt
import email
import email.policy
from zoneinfo import ZoneInfo

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from regtrack.digest import mail
from regtrack.digest.addresses import https, list_id, mail_address, sender, split_sender
from regtrack.digest.settings import Mail, Smtp
from regtrack.digest.subscriptions import Address, Subscriber, Subscription
from regtrack.records.validation import WrongValueError
from tests.rows import each_row

FROM = Mail("Regulation <digests@example.org>", Smtp("localhost"))
LIN = Subscriber("lin", (Address("lin@example.org"),), (Subscription(),), name="Lin")
AT = dt.datetime(2026, 11, 24, 7, 0, tzinfo=ZoneInfo("Europe/Berlin"))


def head(settings: Mail = FROM, who: Subscriber = LIN, title: str = "1 change", about=()) -> bytes:
    return mail.head(settings, who, "lin@example.org", id="digest-1.x@example.org", title=title, date=AT, about=about)


def parsed(raw: bytes):
    return email.message_from_bytes(raw, policy=email.policy.default)


def test_the_headers_of_a_digest() -> None:
    found = parsed(head() + mail.parts("text", "<p>text</p>"))
    assert list(found.items())[:9] == [
        ("Subject", "1 change"),
        ("From", "Regulation <digests@example.org>"),
        ("To", "Lin <lin@example.org>"),
        ("Date", "Tue, 24 Nov 2026 07:00:00 +0100"),
        ("Message-ID", "<digest-1.x@example.org>"),
        ("List-Id", "Digests of regulation <regtrack.example.org>"),
        ("Auto-Submitted", "auto-generated"),
        ("MIME-Version", "1.0"),
        ("Content-Type", found["Content-Type"]),
    ]


def test_ways_to_unsubscribe() -> None:
    """One click needs a web address (RFC 8058); a mail address alone does not promise it."""
    both = attrs.evolve(
        FROM, unsubscribe="https://example.org/stop?who={subscriber}", unsubscribe_mail="stop@example.org"
    )
    found = parsed(head(both))
    assert " ".join(found["List-Unsubscribe"].split()) == (
        "<https://example.org/stop?who=lin>, <mailto:stop@example.org?subject=unsubscribe%20lin>"
    )
    assert found["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    mail_only = parsed(head(attrs.evolve(FROM, unsubscribe_mail="stop@example.org")))
    assert mail_only["List-Unsubscribe"] == "<mailto:stop@example.org?subject=unsubscribe%20lin>"
    assert mail_only["List-Unsubscribe-Post"] is None
    assert parsed(head())["List-Unsubscribe"] is None


def test_a_long_address_is_neither_broken_nor_encoded() -> None:
    long = attrs.evolve(FROM, unsubscribe=f"https://example.org/{'a' * 150}/{{subscriber}}")
    assert f"<https://example.org/{'a' * 150}/lin>".encode() in head(long)


def test_threads_name_the_instruments() -> None:
    found = parsed(head(attrs.evolve(FROM, threads=True), about=[f"us/x/{n}" for n in range(12)]))
    names = found["References"].split()
    assert len(set(names)) == 10
    assert parsed(head(attrs.evolve(FROM, threads=True), about=["us/x/3"]))["References"].split()[0] in names
    assert parsed(head(about=["us/x/3"]))["References"] is None


def test_the_name_of_a_message_stays() -> None:
    name = mail.message_id("example.org", "lin", 3, 17, 0)
    assert name == mail.message_id("example.org", "lin", 3, 17, 0)
    others = {mail.message_id("example.org", who, number, known, place)
              for who in ("lin", "kim") for number in (3, 4) for known in (17, 18) for place in (0, 1)}  # fmt: skip
    assert len(others) == 16
    assert name in others


@given(st.text(max_size=300), st.text(max_size=60))
def test_no_title_and_no_name_can_become_a_header(title: str, name: str) -> None:
    raw = head(who=attrs.evolve(LIN, name=name), title=title) + b"\r\n"
    raw.decode("ascii")
    found = parsed(raw)
    assert set(found.keys()) == {"Subject", "From", "To", "Date", "Message-ID", "List-Id", "Auto-Submitted"}
    assert [each.addr_spec for each in found["To"].addresses] == ["lin@example.org"]
    assert all(len(line) <= 998 for line in raw.split(b"\r\n"))
    assert b"\n" not in raw.replace(b"\r\n", b"")


@each_row(
    "title",
    ["3 changes: Affiliates Rule stayed to 10 Nov 2026", "変更3件：AI拡散規則 " * 4, "é" * 119, "word " * 40,
     "x" * 200, "a\r\nBcc: evil@example.org", "tab\there", "\u202egnp.exe"],
)  # fmt: skip
def test_a_subject_says_its_title_on_one_line(title: str) -> None:
    raw = head(title=title)
    subject = parsed(raw)["Subject"]
    assert subject == mail.one_line(title)
    assert len(subject) <= 120
    lines = raw.split(b"\r\n")
    end = next(n for n, line in enumerate(lines) if n and not line.startswith(b" "))
    assert all(len(line) <= 78 for line in lines[:end])
    assert lines[0] != b"Subject:"


def test_parts_are_the_same_for_the_same_and_in_ascii() -> None:
    made = mail.parts("grüße\n日本", "<p>grüße</p>", "alles\nganz", "digest.txt")
    assert made == mail.parts("grüße\n日本", "<p>grüße</p>", "alles\nganz", "digest.txt")
    assert all(len(line) <= 78 for line in made.decode("ascii").split("\r\n"))
    found = parsed(made)
    assert [part.get_content_type() for part in found.walk()] == [
        "multipart/mixed", "multipart/alternative", "text/plain", "text/html", "text/plain",
    ]  # fmt: skip
    assert found.get_body(("plain",)).get_content().splitlines() == ["grüße", "日本"]
    assert [part.get_filename() for part in found.iter_attachments()] == ["digest.txt"]


def test_a_text_that_looks_like_a_boundary_or_a_from_line_stays_text() -> None:
    text = "From the start\n--=_0_\n.\n..\n" + "x" * 500
    found = parsed(head() + mail.parts(text, "<p>x</p>"))
    assert found.get_body(("plain",)).get_content().splitlines() == text.split("\n")


def test_another_recipient_changes_one_header() -> None:
    before = head(attrs.evolve(FROM, unsubscribe=f"https://example.org/{'a' * 100}", threads=True), about=["us/x/1"])
    after = mail.new_recipient(before, LIN, "new@example.org")
    assert after == before.replace(b"To: Lin <lin@example.org>", b"To: Lin <new@example.org>")


# --- addresses --------------------------------------------------------------------------------------------------------


@each_row(
    ("check", "good", "bad"),
    [
        (mail_address, ["a@b.org", "a.b+c@x-y.example.org", "root@localhost", '"a@..b"@c.org'],
         ["", "a", "a@", "@b.org", "a b@c.org", "a@b..org", "a@-b.org", "é@b.org", "a@b.org\r\nBcc: c@d.org",
          "<a@b.org>", "a@b.org, c@d.org", "a" * 65 + "@b.org", "a.@b.org", "a..b@c.org",
          "(c)a@b.org", "a@[b@c.org", '"a"b@c.org', 3, None]),
        (sender, ["a@b.org", "Name <a@b.org>", '"Name, Office" <a@b.org>', "名前 <a@b.org>"],
         ["Name", "Name <a>", "Name\n<a@b.org>", "N <a@b.org> x", ""]),
        (https, ["https://example.org", "https://example.org/a?b={subscriber}#c"],
         ["http://example.org", "https://", "https://exa mple.org", "https://example.org/<", 'https://example.org/"',
          "javascript:alert(1)", "https://example.org/\r\nX: y", "https://é.org"]),
        (list_id, ["digests.example.org", "a.b"], ["digests", "a..b", ".a", "a.b>", "a b.c", ""]),
    ],
)  # fmt: skip
def test_addresses_are_checked_once(check, good, bad) -> None:
    for value in good:
        assert check(value) == value
    for value in bad:
        with pytest.raises(WrongValueError):
            check(value)


def test_a_sender_is_a_name_and_an_address() -> None:
    assert split_sender('"Name, Office" <a@b.org>') == ("Name, Office", "a@b.org")
    assert split_sender("a@b.org") == ("", "a@b.org")
