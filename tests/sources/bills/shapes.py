"""Made-up status files of bills, shaped like GovInfo's in both of its schemas."""

from __future__ import annotations

from collections.abc import Iterable
from xml.sax.saxutils import escape

LOC = ("9", "Library of Congress")
FLOOR = ("2", "House floor actions")
SENATE = ("0", "Senate")
COMMITTEE = ("1", "House committee actions")
Row = tuple[str, str | None, str, str, tuple[str, str]]


def row(on: str, code: str, text: str, system: tuple[str, str] = LOC, time: str | None = None) -> Row:
    return on, time, code, text, system


def status_file(
    rows: Iterable[Row], *, congress: int = 117, type: str = "HR", number: int = 9001, schema: str = "new",
    title: str = "Widget Safety Act", laws: Iterable[tuple[str, str]] = (), official: str = "To make widgets safe.",
    updated: str = "2022-11-17T19:00:19Z", introduced: str | None = "2021-04-13",
) -> bytes:  # fmt: skip
    """A file whose rows are given oldest first; the older schema names things otherwise and keeps what is empty."""
    old = schema == "old"
    names = ("billNumber", "billType") if old else ("number", "type")
    actions = "".join(_action(each, old) for each in reversed(list(rows)))
    law = "".join(f"<item><type>{type_}</type><number>{text}</number></item>" for type_, text in laws)
    body = (
        f"<{names[0]}>{number}</{names[0]}>"
        + ("<createDate>2021-04-14T08:12:12Z</createDate>" if old else "")
        + f"<updateDate>{updated}</updateDate><{names[1]}>{type}</{names[1]}>"
        + (f"<introducedDate>{introduced}</introducedDate>" if introduced else "")
        + f"<congress>{congress}</congress>"
        + ("<recordedVotes/>" if old else "")
        + f"<actions>{actions}<actionTypeCounts><introducedInHouse>1</introducedInHouse></actionTypeCounts></actions>"
        + (f"<laws>{law}</laws>" if law or old else "")
        + f"<title>{escape(title)}</title><titles><item><titleType>Official Title as Introduced</titleType>"
        + f"<title>{escape(official if old else official.replace('To ', 'A bill to ', 1))}</title></item></titles>"
    )
    version = "" if old else "<version>3.0.0</version>"
    head = '<?xml version="1.0" encoding="utf-8" standalone="no"?>\n<billStatus>'
    return f"{head}{version}<bill>{body}</bill></billStatus>".encode()


def _action(each: Row, old: bool) -> str:
    on, time, code, text, (number, name) = each
    number = f"<code>{number}</code>" if old or number != "0" else ""  # the newer schema leaves the Senate's out
    return (
        f"<item><actionDate>{on}</actionDate>"
        + (f"<actionTime>{time}</actionTime>" if time else "")
        + ("<committees/><links/>" if old else "")
        + f"<text>{escape(text)}</text>"
        + (f"<actionCode>{code}</actionCode>" if code else "")
        + f"<sourceSystem>{number}<name>{name}</name></sourceSystem></item>"
    )


INTRODUCED = [
    row("2021-04-13", "Intro-H", "Introduced in House"),
    row("2021-04-13", "1000", "Introduced in House"),
    row("2021-04-13", "H11100", "Referred to the House Committee on Widgets.", FLOOR),
]
VOTE = "On motion to suspend the rules and pass the bill Agreed to by voice vote."
TO_LAW = [
    *INTRODUCED,
    row("2021-04-21", "", "Ordered to be Reported (Amended) by Voice Vote.", COMMITTEE),
    row("2021-05-03", "H12200", "Reported (Amended) by the Committee on Widgets. H. Rept. 117-1.", FLOOR),
    row("2021-05-03", "5000", "Reported (Amended) by the Committee on Widgets. H. Rept. 117-1."),
    row("2021-06-29", "H37300", VOTE, FLOOR, "14:14:36"),
    row("2021-06-29", "8000", f"Passed/agreed to in House: {VOTE}", LOC, "14:14:36"),
    row("2021-07-12", "", "Received in the Senate and Read twice and referred to the Committee on Gadgets.", SENATE),
    row("2022-01-13", "14500", "Senate Committee on Gadgets discharged by Unanimous Consent."),
    row("2022-01-13", "", "Senate Committee on Gadgets discharged by Unanimous Consent.", SENATE),
    row("2022-01-13", "17000", "Passed/agreed to in Senate: Passed Senate without amendment by Voice Vote."),
    row("2022-01-13", "", "Passed Senate without amendment by Voice Vote.", SENATE),
    row("2022-01-18", "28000", "Presented to President."),
    row("2022-01-18", "E20000", "Presented to President.", FLOOR),
    row("2022-01-20", "36000", "Signed by President."),
    row("2022-01-20", "E30000", "Signed by President."),
    row("2022-01-20", "36000", "Became Public Law No: 117-999."),
    row("2022-01-20", "E40000", "Became Public Law No: 117-999."),
]  # fmt: skip
