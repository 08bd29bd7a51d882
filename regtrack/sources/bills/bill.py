"""A bill of the US Congress as its status file describes it, and its names."""

from __future__ import annotations

import re
from types import MappingProxyType

import attrs

from regtrack.dates import Date
from regtrack.errors import InputError

TYPES = MappingProxyType(
    {
        "HR": ("H.R.", "house-bill"),
        "S": ("S.", "senate-bill"),
        "HJRES": ("H.J.Res.", "house-joint-resolution"),
        "SJRES": ("S.J.Res.", "senate-joint-resolution"),
        "HCONRES": ("H.Con.Res.", "house-concurrent-resolution"),
        "SCONRES": ("S.Con.Res.", "senate-concurrent-resolution"),
        "HRES": ("H.Res.", "house-resolution"),
        "SRES": ("S.Res.", "senate-resolution"),
    }
)
"""Each type of measure with its citation form and its name in addresses of congress.gov."""
LAWMAKING = frozenset(("HR", "S", "HJRES", "SJRES"))
"""What can become law; simple and concurrent resolutions never do."""
_WRITTEN = re.compile(rf"(\d{{1,3}})[\s/-]*({'|'.join(sorted(TYPES, key=len, reverse=True))})[\s-]*(\d{{1,5}})")


@attrs.frozen(order=True)
class BillNumber:
    """What names a bill: the Congress, the type of measure and its number.

    Attributes:
        congress: such as 119.
        type: one of :data:`TYPES`.
        number: such as 1705.
    """

    congress: int
    type: str
    number: int

    @classmethod
    def read(cls, text: str) -> BillNumber:
        """Read ``119 S 1705`` and ``119s1705``; raises InputError."""
        match = _WRITTEN.fullmatch(text.strip().upper().replace(".", ""))
        if match is None:
            raise InputError(f"bill: found {text!r}; expected a Congress and a number, such as 119 S 1705")
        return cls(int(match[1]), match[2], int(match[3]))

    @property
    def spelled(self) -> str:
        """As instruments have it: ``119 S 1705``."""
        return f"{self.congress} {self.type} {self.number}"

    @property
    def cited(self) -> str:
        """As people cite it, without the Congress: ``S. 1705``."""
        return f"{TYPES[self.type][0]} {self.number}"

    @property
    def file_name(self) -> str:
        """The name of its status file, in its folder of the bulk data."""
        type_ = self.type.lower()
        return f"{self.congress}/{type_}/BILLSTATUS-{self.congress}{type_}{self.number}.xml"

    @property
    def key(self) -> str:
        """The beginning of the keys of all facts that its status file states."""
        return f"billstatus:{self.congress}-{self.type.lower()}-{self.number}"

    @property
    def id(self) -> str:
        """Its id, when nobody has given it another one."""
        return f"us/congress/{self.congress}-{self.type.lower()}-{self.number}"

    @property
    def url(self) -> str:
        """Its page."""
        ending = "th" if 10 <= self.congress % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(self.congress % 10, "th")
        return f"https://www.congress.gov/bill/{self.congress}{ending}-congress/{TYPES[self.type][1]}/{self.number}"

    @property
    def ends_on(self) -> Date:
        """The day on which its Congress ends: 3 January of an odd year (20th Amendment, since the 74th Congress)."""
        return Date(1789 + 2 * self.congress, 1, 3)


@attrs.frozen
class Action:
    """One row of a bill's actions. Several rows may describe the same step.

    Attributes:
        on: its day.
        time: its time of day in Washington, ``HH:MM:SS``; only the House's floor system gives one to be trusted.
        code: of the House or the Library of Congress; empty for rows of the Senate and of House committees.
        text: what happened, in words.
        system: name of the system that says so.
    """

    on: Date
    time: str | None
    code: str
    text: str
    system: str


@attrs.frozen
class Law:
    """The law that a bill became.

    Attributes:
        private: it is a private law.
        number: Congress and number, such as ``117-103``.
    """

    private: bool
    number: str

    @property
    def cited(self) -> str:
        """``Pub. L. 117-103``."""
        return f"{'Priv. L.' if self.private else 'Pub. L.'} {self.number}"

    @property
    def names(self) -> tuple[str, ...]:
        """Other forms in which it is cited."""
        word, short = ("Private", "Pvt. L.") if self.private else ("Public", "P.L.")
        return f"{word} Law {self.number}", f"{word} Law No. {self.number}", f"{short} {self.number}"

    @property
    def id(self) -> str:
        """Its id."""
        return f"us/{'private-law' if self.private else 'public-law'}/{self.number}"


@attrs.frozen
class Bill:
    """A bill.

    Attributes:
        name: what names it.
        title: the title that congress.gov shows.
        official: its official title as introduced.
        introduced_on: the day, as the file says beside the actions.
        actions: newest first, as in the file.
        laws: what it became.
        updated: ISO instant at which the Library of Congress last changed the file: a time of the record, of no act.
        sha256: digest of the file.
    """

    name: BillNumber
    title: str
    official: str | None = None
    introduced_on: Date | None = None
    actions: tuple[Action, ...] = ()
    laws: tuple[Law, ...] = ()
    updated: str | None = None
    sha256: str | None = None
