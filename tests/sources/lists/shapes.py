"""Made-up lists, shaped like OFAC's SDN.CSV and like the Consolidated Screening List."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from regtrack.sources.lists.entry import Changes, Entries, ListEntry

ENTITY_LIST = "Entity List (EL) - Bureau of Industry and Security"
DENIED = "Denied Persons List (DPL) - Bureau of Industry and Security"
SDN = "Specially Designated Nationals (SDN) - Treasury Department"


def sdn_row(number: int, name: str, **said: str) -> str:
    columns = ("type", "programs", "title", "call_sign", "vessel_type", "tonnage", "gross", "flag", "owner", "remarks")
    quoted = {"programs", "remarks", "type", "title"}
    cells = (f'"{said[each]}"' if each in quoted and each in said else said.get(each, "-0- ") for each in columns)
    return f'{number},"{name}",{",".join(cells)}'


def sdn_file(rows: Iterable[str]) -> bytes:
    """No header row, CRLF, and the control character SUB at the end."""
    return ("".join(f"{row}\r\n" for row in rows) + "\x1a").encode()


def csl_entry(name: str, source: str = ENTITY_LIST, **said: Any) -> dict[str, Any]:
    """An entry with the keys that every entry has, empty as ITA leaves them."""
    empty: dict[str, Any] = {
        "id": f"{abs(hash((name, source, str(sorted(said.items()))))):x}", "source": source, "entity_number": None,
        "type": None, "programs": None, "name": name, "title": None, "addresses": [], "federal_register_notice": None,
        "start_date": None, "end_date": None, "standard_order": None, "license_requirement": None,
        "license_policy": None, "call_sign": None, "vessel_type": None, "gross_tonnage": None, "remarks": None,
        "source_list_url": "https://www.bis.gov/entity-list", "alt_names": [], "citizenships": [],
        "dates_of_birth": [], "nationalities": [], "places_of_birth": [], "source_information_url": None, "ids": [],
    }  # fmt: skip
    return empty | said


def address(country: str, city: str = "") -> dict[str, Any]:
    return {"address": None, "city": city or None, "state": None, "postal_code": None, "country": country}


def csl_file(entries: Iterable[Mapping[str, Any]]) -> bytes:
    rows = list(entries)
    head = {"total": len(rows), "search_performed_at": "2026-07-31T13:15:00+00:00", "sources_used": []}
    return json.dumps({"results": rows, **head}).encode()


def apply(before: Entries, changes: Changes) -> dict[str, ListEntry]:
    """Return the snapshot after changes; raises KeyError when they are not changes of this one."""
    found = dict(before)
    for entry in changes.removed:
        del found[entry.id]
    for was, now in changes.modified:
        if found[was.id] != was:
            raise KeyError(was.id)
        found[now.id] = now
    for entry in changes.added:
        if entry.id in found:
            raise KeyError(entry.id)
        found[entry.id] = entry
    return found
