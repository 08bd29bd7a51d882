"""OFAC's list of Specially Designated Nationals, as OFAC publishes it in SDN.CSV.

The file has no header row, writes ``-0-`` where it has nothing, and ends with the control character SUB (26), which is
how a whole file is distinguished from one that broke off. Names of the columns: OFAC, *SDN data specification*.
"""

from __future__ import annotations

import csv
import hashlib
import io
import re

from regtrack.errors import Fault
from regtrack.sources.json_fields import shown
from regtrack.sources.lists.catalogue import SDN
from regtrack.sources.lists.entry import ListEntry, Snapshot, one_line

COLUMNS = (
    "number", "name", "type", "programs", "title", "call_sign", "vessel_type", "tonnage", "gross_registered_tonnage",
    "vessel_flag", "vessel_owner", "remarks",
)  # fmt: skip
_NOTHING = "-0-"
_END = "\x1a"
_BETWEEN_PROGRAMS = re.compile(r"\]\s*\[")


def read_sdn(data: bytes, name: str = "sdn.csv") -> Snapshot:
    """Read the file.

    Args:
        data: its bytes.
        name: what to call it in faults.

    Returns:
        The list. A row that cannot be read is a fault; without its end mark the file broke off, and nothing is read,
        for what is missing would look as though it had been removed.
    """
    text = data.decode("utf-8-sig", "replace") if _is_utf8(data) else data.decode("cp1252", "replace")
    if not text.rstrip(" \r\n").endswith(_END):
        last = repr(text[-20:])
        return Snapshot(
            faults=(Fault(name, None, "", f"{last} at the end", "the control character SUB, its end mark"),)
        )
    faults: list[Fault] = []
    entries: dict[str, ListEntry] = {}
    rows = csv.reader(io.StringIO(text.rstrip(" \r\n" + _END), newline=""))
    try:
        for row in rows:
            number = row[0].strip() if row else ""
            if len(row) != len(COLUMNS) or not (number.isascii() and number.isdecimal()) or number in entries:
                faults.append(
                    Fault(name, rows.line_num, "", shown(",".join(row)), "12 columns that begin with a new number")
                )
                continue
            entries[number] = _entry(number, row)
    except csv.Error as error:
        return Snapshot(faults=(Fault(name, rows.line_num, "", str(error), "rows of comma-separated values"),))
    return Snapshot({SDN: tuple(entries.values())}, hashlib.sha256(data).hexdigest(), tuple(faults))


def _entry(number: str, row: list[str]) -> ListEntry:
    values = {key: one_line(value) for key, value in zip(COLUMNS[1:], row[1:], strict=True)}
    said = {key: value for key, value in values.items() if value and value != _NOTHING}
    if "programs" in said:  # "NPWMD] [IFSR"
        said["programs"] = _BETWEEN_PROGRAMS.sub("; ", said["programs"])
    name = said.pop("name", f"Entry {number}")
    said.setdefault("type", "entity")  # "a blank type is an entity"
    return ListEntry(number, name, tuple((key, said[key]) for key in COLUMNS if key in said))


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
