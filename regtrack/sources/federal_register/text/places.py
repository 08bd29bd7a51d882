"""Which clock a place goes by: hours of a rule about a harbour are hours there, whatever the Register's own are.

A table of states and territories, of the few towns on the other side of a zone border that Coast Guard and bridge rules
name, and of Captain of the Port zones. A place that is in none of them has no zone, and its hours are flagged.
"""

from __future__ import annotations

import re

from regtrack._bundled import register_table
from regtrack.dates_in_text import words
from regtrack.dates_in_text.calendar import either

_TABLES = register_table("places")
_NAMES: dict[str, str] = _TABLES["names"]
_OF_STATE: dict[str, str] = {state: zone for zone, states in _TABLES["states"].items() for state in states}
_OF_TOWN: dict[tuple[str, str], str] = {
    (state, town.lower()): zone
    for zone, states in _TABLES["across"].items()
    for state, towns in states.items()
    for town in towns
}
_OF_PORT: dict[str, str] = {port.lower(): zone for zone, ports in _TABLES["ports"].items() for port in ports}
_TOWN = r"(?:(?P<town>[A-Z][\w.'’]*(?: [A-Z][\w.'’]*){0,3}), (?:and )?)?"
_PLACES = (  # A state by its letters before one by its name: "Ohio River, Henderson, KY" is in Kentucky
    re.compile(rf"{_TOWN}(?<=[, (])(?P<state>{'|'.join(_OF_STATE)})\b(?!-)"),
    re.compile(
        rf"{_TOWN}\b(?<!Lake )(?P<state>{either(_NAMES)})\b"
        r"(?! (?:River|Bay|Lake|Sound|Ocean|Canal|Beach|County|Ship|Avenue|Street)|-)"
    ),
)
_PORT = re.compile(
    rf"\b(?:Captain of the Port|COTP|Coast Guard Sector|Sector|Marine Safety Unit) (?:Zone )?"
    rf"(?P<port>{either(_OF_PORT)})\b|\bthe (?P<before>{either(_OF_PORT)}) "
    r"Captain of the Port\b",
    re.IGNORECASE,
)


_HOURS = re.compile(r"\d\s?(?:[AaPp]\.?\s?[Mm]\b|\d{3} (?i:hours))")
_ALL_TIMES = re.compile(
    r"\ball times\b[^.;]{0,80}\b(?:are|in)\b[^.;]{0,20}?\b(?P<clock>Eastern|Central|Mountain|Pacific|Alaska|Hawaii)\b",
    re.IGNORECASE,
)


def clock_of(printed: str, *about: str) -> str | None:
    """Return the IANA zone in which a text tells hours, if any: the one that it states, else that of its place."""
    if not printed or not (_HOURS.search(printed) or words.holds(printed.lower(), ("noon", "midnight"))):
        return None
    told = _ALL_TIMES.search(printed)
    return words.ENGLISH.zone_named(f"{told['clock']} time") if told else zone_of(*about)


def zone_of(*texts: str) -> str | None:
    """Return the IANA zone of the place of the first text that names one; None when they are in several."""
    for text in texts:
        for pattern in _PLACES:
            if zones := {_zone(match) for match in pattern.finditer(text)}:
                return zones.pop() if len(zones) == 1 else None
        if ports := {_OF_PORT[(match["port"] or match["before"]).lower()] for match in _PORT.finditer(text)}:
            return ports.pop() if len(ports) == 1 else None
    return None


def _zone(place: re.Match[str]) -> str:
    state = _NAMES.get(place["state"], place["state"])
    return _OF_TOWN.get((state, (place["town"] or "").lower()), _OF_STATE[state])
