"""Which clock a place goes by: hours of a rule about a harbour are hours there, whatever the Register's own are.

A table of states and territories, of the few towns on the other side of a zone border that Coast Guard and bridge rules
name, and of Captain of the Port zones. A place that is in none of them has no zone, and its hours are flagged.
"""

from __future__ import annotations

import re

_EASTERN, _CENTRAL, _MOUNTAIN, _PACIFIC = "America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles"
_ALASKA, _HAWAII, _GUAM = "America/Anchorage", "Pacific/Honolulu", "Pacific/Guam"

_STATES = {
    _EASTERN: "CT DC DE FL GA IN KY MA MD ME MI NC NH NJ NY OH PA RI SC VA VT WV",
    _CENTRAL: "AL AR IA IL KS LA MN MO MS ND NE OK SD TN TX WI",
    _MOUNTAIN: "CO ID MT NM UT WY",
    _PACIFIC: "CA NV OR WA",
    "America/Phoenix": "AZ", _ALASKA: "AK", _HAWAII: "HI", "America/Puerto_Rico": "PR VI USVI",
    _GUAM: "GU MP CNMI", "Pacific/Pago_Pago": "AS",
}  # fmt: skip
_NAMES = {
    "Alabama": "AL", "Alaska": "AK", "American Samoa": "AS", "Arizona": "AZ", "Arkansas": "AR", "California": "CA",
    "Colorado": "CO", "Connecticut": "CT", "Delaware": "DE", "District of Columbia": "DC", "Florida": "FL",
    "Georgia": "GA", "Guam": "GU", "Hawaii": "HI", "Idaho": "ID", "Illinois": "IL", "Indiana": "IN", "Iowa": "IA",
    "Kansas": "KS", "Kentucky": "KY", "Louisiana": "LA", "Maine": "ME", "Maryland": "MD", "Massachusetts": "MA",
    "Michigan": "MI", "Minnesota": "MN", "Mississippi": "MS", "Missouri": "MO", "Montana": "MT", "Nebraska": "NE",
    "Nevada": "NV", "New Hampshire": "NH", "New Jersey": "NJ", "New Mexico": "NM", "New York": "NY",
    "North Carolina": "NC", "North Dakota": "ND", "Northern Mariana Islands": "MP", "Ohio": "OH", "Oklahoma": "OK",
    "Oregon": "OR", "Pennsylvania": "PA", "Puerto Rico": "PR", "Rhode Island": "RI", "South Carolina": "SC",
    "South Dakota": "SD", "Tennessee": "TN", "Texas": "TX", "Utah": "UT", "Vermont": "VT", "Virgin Islands": "VI",
    "Virginia": "VA", "Washington": "WA", "West Virginia": "WV", "Wisconsin": "WI", "Wyoming": "WY",
}  # fmt: skip
_ACROSS = {
    _CENTRAL: {
        "IN": "Burns Harbor, East Chicago, Evansville, Gary, Hammond, Michigan City, Mount Vernon,"
        " Mt. Vernon, Newburgh, Portage, Rockport, Tell City, Whiting",
        "KY": "Calvert City, Grand Rivers, Henderson, Lewisport, Owensboro, Paducah, Smithland,"
        " Uniontown, Wickliffe",
        "FL": "Destin, Fort Walton Beach, Mexico Beach, Navarre, Niceville, Okaloosa, Panama City,"
        " Panama City Beach, Pensacola, Pensacola Beach, Port St. Joe, St. Andrew Bay, Santa Rosa",
        "MI": "Iron Mountain, Ironwood, Menominee",
    },
    _EASTERN: {"TN": "Chattanooga, Kingston, Knoxville, Loudon, Oak Ridge"},
    _MOUNTAIN: {
        "TX": "El Paso", "ND": "Bowman, Dickinson, Medora", "SD": "Deadwood, Rapid City", "NE": "Chadron, Scottsbluff",
        "OR": "Ontario", "KS": "Goodland",
    },
    _PACIFIC: {"ID": "Coeur d'Alene, Lewiston, Sandpoint"},
    "America/Adak": {"AK": "Adak, Atka"},
}  # fmt: skip
"""Towns of a state whose clock is not the one of most of it."""
_PORTS = {
    _EASTERN: "Boston, Buffalo, Charleston, Cleveland, Delaware Bay, Detroit, Eastern Great Lakes, Jacksonville,"
    " Key West, Long Island Sound, Maryland-National Capital Region, Miami, New York, Northern Great Lakes,"
    " North Carolina, Northern New England, Pittsburgh, Sault Sainte Marie, Savannah, Southeastern New England,"
    " Southeast New England, St. Petersburg, Virginia",
    _CENTRAL: "Corpus Christi, Duluth, Houston-Galveston, Houma, Lower Mississippi River, Memphis, Mobile,"
    " New Orleans, Port Arthur, Upper Mississippi River",
    _PACIFIC: "Columbia River, Los Angeles-Long Beach, Los Angeles, Puget Sound, San Diego, San Francisco",
    _ALASKA: "Arctic, Prince William Sound, Southeast Alaska, Western Alaska", _HAWAII: "Honolulu",
    "America/Puerto_Rico": "San Juan", _GUAM: "Guam, Forces Micronesia",
}  # fmt: skip
"""Captain of the Port zones; those of the Ohio Valley and of Lake Michigan lie in two and are told by their towns."""

_OF_STATE = {state: zone for zone, states in _STATES.items() for state in states.split()}
_OF_TOWN = {
    (state, town.strip().lower()): zone
    for zone, states in _ACROSS.items()
    for state, towns in states.items()
    for town in towns.split(",")
}
_OF_PORT = {port.strip().lower(): zone for zone, ports in _PORTS.items() for port in ports.split(",")}
_BY_LENGTH = sorted(_NAMES, key=len, reverse=True)
_TOWN = r"(?:(?P<town>[A-Z][\w.'’]*(?: [A-Z][\w.'’]*){0,3}), (?:and )?)?"
_PLACES = (
    re.compile(rf"{_TOWN}(?<=[, (])(?P<state>{'|'.join(_OF_STATE)})\b(?!-)"),
    re.compile(
        rf"{_TOWN}\b(?<!Lake )(?P<state>{'|'.join(map(re.escape, _BY_LENGTH))})\b"
        r"(?! (?:River|Bay|Lake|Sound|Ocean|Canal|Beach|County|Ship|Avenue|Street)|-)"
    ),
)
"""A state by its letters before one by its name: "Ohio River, Henderson, KY" is in Kentucky."""
_PORT = re.compile(
    rf"\b(?:Captain of the Port|COTP|Coast Guard Sector|Sector|Marine Safety Unit) (?:Zone )?"
    rf"(?P<port>{'|'.join(re.escape(port) for port in sorted(_OF_PORT, key=len, reverse=True))})\b"
    rf"|\bthe (?P<before>{'|'.join(re.escape(port) for port in sorted(_OF_PORT, key=len, reverse=True))}) "
    r"Captain of the Port\b",
    re.IGNORECASE,
)


_ALL_TIMES = re.compile(
    r"\ball times\b[^.;]{0,80}\b(?:are|in)\b[^.;]{0,20}?\b(?P<clock>Eastern|Central|Mountain|Pacific|Alaska|Hawaii)\b",
    re.IGNORECASE,
)
_CLOCKS = {
    "eastern": _EASTERN, "central": _CENTRAL, "mountain": _MOUNTAIN, "pacific": _PACIFIC, "alaska": _ALASKA,
    "hawaii": _HAWAII,
}  # fmt: skip


def stated_zone(text: str) -> str | None:
    """Return the IANA zone in which a text says that all its hours are told."""
    told = _ALL_TIMES.search(text)
    return _CLOCKS[told["clock"].lower()] if told else None


def zone_of(*texts: str) -> str | None:
    """Return the IANA zone of the place that the first text which names one is about; None when they are in several.

    Args:
        texts: the title and then what else may name the place.
    """
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
