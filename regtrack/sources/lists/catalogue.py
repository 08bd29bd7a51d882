"""The lists that are known, as data: under which id each lives in the ledger, and where the law prints it.

Sources: the Consolidated Screening List's own table of sources (International Trade Administration); 15 CFR part 744,
supplements No. 4 (Entity List), 6 (Unverified List) and 7 (Military End-User List).
"""

from __future__ import annotations

import re
from types import MappingProxyType

import attrs


@attrs.frozen
class KnownList:
    """A list.

    Attributes:
        code: by which the Consolidated Screening List names it.
        id: of its instrument.
        title: its name.
        short: what people call it.
        agency: whose it is, by any name for filters.
        part: the provision of the CFR that prints it; None if none does.
        url: its page.
    """

    code: str
    id: str
    title: str
    short: str
    agency: str
    part: str | None = None
    url: str | None = None

    @property
    def cfr(self) -> tuple[str, ...]:
        """The part of the CFR, for filters."""
        return (re.sub(r".* to ", "", self.part),) if self.part else ()


_BIS, _OFAC, _STATE = "bis", "ofac", "state"
_ROWS = (
    KnownList(
        "SDN", "us/ofac/sdn", "Specially Designated Nationals and Blocked Persons List", "SDN List", _OFAC,
        url="https://sanctionslist.ofac.treas.gov/Home/SdnList",
    ),
    KnownList(
        "EL", "us/bis/entity-list", "Entity List", "Entity List", _BIS, "supp. 4 to 15 CFR 744",
        "https://www.ecfr.gov/current/title-15/part-744/appendix-Supplement%20No.%204%20to%20Part%20744",
    ),
    KnownList("DPL", "us/bis/denied-persons-list", "Denied Persons List", "Denied Persons List", _BIS),
    KnownList("UVL", "us/bis/unverified-list", "Unverified List", "Unverified List", _BIS, "supp. 6 to 15 CFR 744"),
    KnownList("MEU", "us/bis/meu-list", "Military End-User List", "MEU List", _BIS, "supp. 7 to 15 CFR 744"),
    KnownList("DTC", "us/ddtc/debarred", "AECA Debarred List (ITAR)", "ITAR Debarred", "ddtc"),
    KnownList("ISN", "us/state/isn", "Nonproliferation Sanctions", "Nonproliferation Sanctions", _STATE),
    KnownList("SSI", "us/ofac/ssi", "Sectoral Sanctions Identifications List", "SSI List", _OFAC),
    KnownList("PLC", "us/ofac/plc", "Palestinian Legislative Council List", "PLC List", _OFAC),
    KnownList("FSE", "us/ofac/fse", "Foreign Sanctions Evaders List", "FSE List", _OFAC),
    KnownList("CAP", "us/ofac/capta", "CAPTA List (foreign financial institutions)", "CAPTA List", _OFAC),
    KnownList("NS-MBS", "us/ofac/ns-mbs", "Non-SDN Menu-Based Sanctions List", "NS-MBS List", _OFAC),
    KnownList(
        "CMIC", "us/ofac/ns-cmic", "Non-SDN Chinese Military-Industrial Complex Companies List", "NS-CMIC List", _OFAC
    ),
)  # fmt: skip
LISTS = MappingProxyType({each.code: each for each in _ROWS})
"""Each list by its code."""
SDN, ENTITY_LIST = LISTS["SDN"], LISTS["EL"]
_CODE = re.compile(r"\(([A-Z][A-Z-]*)(?: List)?\)")


def list_named(source: str) -> KnownList:
    """Return the list that is called so, such as ``Entity List (EL) - Bureau of Industry and Security``.

    One that is not in the table is kept under a name made of its own.
    """
    code = _CODE.search(source)
    known = LISTS.get(code[1]) if code else None
    if known is not None:
        return known
    title, _, agency = source.partition(" - ")
    name = "-".join(re.findall(r"[a-z0-9]+", title.lower())) or "unnamed"
    return KnownList(code[1] if code else name, f"us/csl/{name}", title, title, agency or "csl")
