"""Reading a status file of a bill (BILLSTATUS XML), in the schema before and the one since version 3.0.0 (2022).

The two differ in names (``billNumber`` and ``billType`` became ``number`` and ``type``) and in what is left out when it
is empty. Both are read by the same table of paths. Sources: GPO, *BILLSTATUS XML Bulk Data User Guide*.
"""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

import attrs

from regtrack.dates import parse_date, parse_instant
from regtrack.errors import DateError, Fault
from regtrack.sources.bills.bill import TYPES, Action, Bill, BillNumber, Law
from regtrack.sources.json_fields import FieldReader
from regtrack.sources.markup import parse_xml

if TYPE_CHECKING:
    from lxml.etree import _Element

MOST_BYTES = 64 * 2**20
"""The largest files, of defence bills with a thousand amendments, have some 20 MB."""
_HOUSE_FLOOR = "2"
_SYSTEMS = {"0": "Senate", "1": "House committee actions", "2": "House floor actions", "9": "Library of Congress"}
_TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d:[0-5]\d")
_TWELVE = re.compile(r"(0?[1-9]|1[0-2]):([0-5]\d) ?([AaPp])\.?[Mm]\.?")
_LAW = re.compile(r"\d{2,3}-\d{1,4}")
_DAY = "a day that exists, written YYYY-MM-DD"
_OFFICIAL = "Official Title as Introduced"


@attrs.frozen
class ReadBill:
    """What was read of a status file: the bill, unless it does not say which one it is, and what is wrong with it."""

    bill: Bill | None
    faults: tuple[Fault, ...] = ()


def read_bill_status(data: bytes, name: str = "bill") -> ReadBill:
    """Read a status file; what of it cannot be read is a fault, and the rest is kept.

    Args:
        data: its bytes.
        name: what to call it in faults.
    """
    if len(data) > MOST_BYTES:
        return ReadBill(None, (Fault(name, None, "", f"{len(data):,} bytes", f"at most {MOST_BYTES:,}"),))
    root, flaw = parse_xml(data)
    bill = root.find("bill") if root is not None and root.tag == "billStatus" else None
    if bill is None:
        found = f"XML that begins with <{str(root.tag)[:40]}>" if root is not None else "no well-formed XML"
        if flaw is not None:
            found += f": {flaw.found}"
        return ReadBill(None, (Fault(name, flaw.line if flaw else None, "", found, "a BILLSTATUS file"),))
    return _BillReader(bill, name).read(hashlib.sha256(data).hexdigest())


class _BillReader:
    """One ``bill`` element."""

    def __init__(self, bill: _Element, name: str) -> None:
        self._bill, self._reader = bill, FieldReader(name)

    def read(self, sha256: str) -> ReadBill:
        congress = self._number("congress", "congress")
        number = self._number("number", "number", "billNumber")
        type_ = (self._text("type", "billType") or "").upper()
        if type_ not in TYPES:
            self._reader.fault("type", type_ or None, f"one of {', '.join(TYPES)}")
        if congress is None or number is None or type_ not in TYPES:
            return ReadBill(None, tuple(self._reader.faults))
        named, official = BillNumber(congress, type_, number), self._official()
        stated = self._text("introducedDate")
        introduced = self._reader.parse("introducedDate", stated, parse_date, _DAY) if stated is not None else None
        bill = Bill(
            name=named, title=self._text("title") or official or named.cited, official=official,
            introduced_on=introduced, actions=tuple(self._actions()),
            laws=tuple(self._laws()), updated=self._updated(), sha256=sha256,
        )  # fmt: skip
        return ReadBill(bill, tuple(self._reader.faults))

    def _official(self) -> str | None:
        """Return the title as introduced; the older schema leaves out "A bill" before "to"."""
        for each in self._bill.findall("titles/item"):
            if (_words(each.find("titleType")) or "").startswith(_OFFICIAL) and (text := _words(each.find("title"))):
                return re.sub(r"^A (?:bill|joint resolution|concurrent resolution|resolution) to ", "To ", text)
        return None

    def _actions(self) -> list[Action]:
        found = []
        for place, row in enumerate(self._bill.findall("actions/item")):
            field = f"actions[{place}]"
            text, code = _words(row.find("text")) or "", _words(row.find("actionCode")) or ""
            if not text and not code:
                continue  # the Library keeps a row without words where one was taken back
            day = self._reader.parse(f"{field}.actionDate", _words(row.find("actionDate")), parse_date, _DAY)
            if day is None:
                continue
            number = _words(row.find("sourceSystem/code")) or ""
            time = _words(row.find("actionTime")) if number == _HOUSE_FLOOR else None
            if time is not None and (stated := _time_of_day(time)) is None:
                self._reader.fault(f"{field}.actionTime", time, "a time of day such as 14:14:36 or 02:14PM")
            time = stated if time is not None else None
            system = _words(row.find("sourceSystem/name")) or _SYSTEMS.get(number, "")
            found.append(Action(day, time, code, text, system))
        return found

    def _laws(self) -> list[Law]:
        found = []
        for row in self._bill.findall("laws/item"):
            number, type_ = _words(row.find("number")), _words(row.find("type")) or "Public Law"
            if number and _LAW.fullmatch(number):
                found.append(Law(type_.startswith("Private"), number))
            elif number:
                self._reader.fault("laws.number", number, "a Congress and a number, such as 117-103")
        return found

    def _updated(self) -> str | None:
        text = self._text("updateDate")
        try:
            parse_instant(text or "")
        except DateError:
            return None
        return text

    def _number(self, field: str, *paths: str) -> int | None:
        text = self._text(*paths)
        if text is not None and text.isascii() and text.isdecimal() and 0 < int(text[:9]) < 100_000:
            return int(text)
        self._reader.fault(field, text, "a whole number from 1 to 99999")
        return None

    def _text(self, *paths: str) -> str | None:
        return next((words for path in paths if (words := _words(self._bill.find(path)))), None)


def _time_of_day(text: str) -> str | None:
    """Return a time of day as HH:MM:SS; older files have one in twelve hours, without seconds. None for another."""
    if _TIME.fullmatch(text):
        return text
    match = _TWELVE.fullmatch(text)
    if match is None:
        return None
    return f"{int(match[1]) % 12 + 12 * (match[3].upper() == 'P'):02}:{match[2]}:00"


def _words(element: _Element | None) -> str | None:
    """All text of an element on one line; None if there is none."""
    if element is None:
        return None
    return " ".join("".join(map(str, element.itertext())).split()) or None
