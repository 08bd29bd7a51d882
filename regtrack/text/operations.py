"""What amendatory instructions do: one table of verbs, and operations on provisions.

A verb is a row (compare :mod:`regtrack.model.kinds`): a new one is a new row and a test.
"""

from __future__ import annotations

from enum import StrEnum

import attrs

from regtrack.model.scope import Path, covers, path_of
from regtrack.text.provision import Piece, cite


class Verb(StrEnum):
    """What is done to a provision."""

    REVISE = "revise"
    ADD = "add"
    REMOVE = "remove"
    RESERVE = "reserve"
    REDESIGNATE = "redesignate"
    DESIGNATE = "designate"
    TRANSFER = "transfer"
    SWAP = "swap"
    CORRECT = "correct"
    REPUBLISH = "republish"
    SUSPEND = "suspend"
    STAY = "stay"
    LIFT = "lift"
    AMEND = "amend"


@attrs.frozen
class VerbRule:
    """How a verb works.

    Attributes:
        past: in a sentence about a paragraph ("revised by 2013-24521, instruction 2").
        printed: the new words stand in the print below the instruction.
        changes: it changes words; others change where words stand, or only whether they are in force.
    """

    past: str
    printed: bool = False
    changes: bool = True


VERBS = {
    Verb.REVISE: VerbRule("revised", printed=True),
    Verb.ADD: VerbRule("added", printed=True),
    Verb.REMOVE: VerbRule("removed"),
    Verb.RESERVE: VerbRule("reserved"),
    Verb.REDESIGNATE: VerbRule("redesignated"),
    Verb.DESIGNATE: VerbRule("designated", changes=False),
    Verb.TRANSFER: VerbRule("transferred", changes=False),
    Verb.SWAP: VerbRule("changed in its words"),
    Verb.CORRECT: VerbRule("corrected", printed=True),
    Verb.REPUBLISH: VerbRule("republished", changes=False),
    Verb.SUSPEND: VerbRule("suspended", changes=False),
    Verb.STAY: VerbRule("stayed", changes=False),
    Verb.LIFT: VerbRule("no longer stayed", changes=False),
    Verb.AMEND: VerbRule("amended", changes=False),  # opens a list of other verbs and does nothing alone
}


@attrs.frozen
class InstructionSource:
    """Which instruction of which document."""

    document: str
    number: str | None = None

    def __str__(self) -> str:
        return f"{self.document}, instruction {self.number}" if self.number else self.document


PRINTED_TERMS = ":definitions"
"""The field of "the following definitions", until the print says which."""
UNCODIFIED = ":uncodified"
"""The field of what is added to a section and printed in no edition of the Code."""


@attrs.frozen
class Target:
    """What an operation reaches.

    Attributes:
        provision: the section, appendix or part.
        address: the paragraph in it; empty for the whole provision.
        field: ``:intro``, ``:heading``, ``:sentence(2)``, ``:uncodified`` or nothing.
    """

    provision: Path
    address: Path = ()
    field: str = ""

    def __str__(self) -> str:
        return cite(self.provision, self.address, self.field)

    @classmethod
    def read(cls, path: str) -> Target:
        """Return what a path such as ``12 CFR 1026.36(d):intro`` or ``15 CFR 744:authority`` leads to."""
        steps = path_of(path)
        bare = tuple(step for step in steps if not step.startswith(":"))
        return cls(bare[:3], bare[3:], next((step for step in steps if step.startswith(":")), ""))

    @property
    def path(self) -> Path:
        """The provision and the paragraph."""
        return (*self.provision, *self.address)

    @property
    def wordless(self) -> bool:
        """Whether no section prints it: an authority citation, the heading of a subpart, what the Code leaves out."""
        return self.field in (":authority", UNCODIFIED) or (self.field == ":heading" and is_division(self.provision))

    def leads_to(self, other: Target) -> bool:
        """Whether another target is a paragraph under this one, which names a paragraph itself."""
        inner = self.provision == other.provision and len(other.address) > len(self.address) > 0
        return inner and not self.field and covers(self.address, other.address)

    def reaches(self, address: Path) -> bool:
        """Whether an operation on this target may change a paragraph."""
        if self.field in (":intro", ":heading") or self.field.startswith(":sentence"):
            return address == self.address
        return covers(self.address, address)


def is_division(provision: Path) -> bool:
    """Whether it is a part or a subpart."""
    return len(provision) == 2 or provision[-1].startswith("subpart ")


@attrs.frozen
class TableRow:
    """The part of a table that is meant.

    Attributes:
        name: the first cell of a row; empty for each one that is printed and new.
        table: what the table is called; empty where nothing says.
        side, beside: a new row stands ``after`` or ``before`` the one of that name.
        ordered: rows stand in the order of their names.
        whole: the table as a whole is meant, and no row.
    """

    name: str = ""
    table: str = ""
    side: str = ""
    beside: str = ""
    ordered: bool = False
    whole: bool = False


@attrs.frozen
class TextOperation:
    """One thing that an instruction does.

    Attributes:
        verb: a row of :data:`VERBS`.
        target: what it is done to.
        source: the instruction.
        words: of the instruction.
        to: where a redesignated or transferred provision goes.
        with_: other redesignations that happen at the same moment ("respectively").
        content: the print of the new words.
        heading: the new heading of the provision.
        out, into: words that go, and words that come in their place.
        each: the words go wherever they stand; else they stand once.
        times: how often they stand, when the instruction says it.
        nth: which one of them is meant, when it says that; 0 for the last one.
        at_end: they stand at the end of the paragraph.
        row: it is done to a row of a table, or to a table.
    """

    verb: Verb
    target: Target
    source: InstructionSource
    words: str = ""
    to: Target | None = None
    with_: tuple[tuple[Target, Target], ...] = ()
    content: tuple[Piece, ...] = ()
    heading: str | None = None
    out: str = ""
    into: str = ""
    each: bool = False
    times: int | None = None
    nth: int | None = None
    at_end: bool = False
    row: TableRow | None = None


@attrs.frozen
class Refusal:
    """An instruction, or a part of one, that has no certain reading: it changes nothing and says so.

    Attributes:
        target: what it would have changed, as far as is known.
        source: the instruction.
        words: of the instruction.
        reason: what was found and what was expected.
    """

    target: Target
    source: InstructionSource
    words: str
    reason: str

    def __str__(self) -> str:
        return f"could not incorporate {self.source} ({self.target}): {self.reason}"

    def concerns(self, provision: Path, address: Path) -> bool:
        """Whether a paragraph may be what it would have changed; a section does not name its subpart."""
        named = self.target.provision
        if named != provision:
            return covers(named[:2] if named[-1].startswith("subpart ") else named, provision)
        if self.target.field.startswith(":sentence") and not self.target.address:
            return True  # of a section, or of a paragraph that nothing names
        return self.target.reaches(address) or covers(address, self.target.address)


class Refused(Exception):  # noqa: N818 - no error: the answer that nothing is certain
    """An operation has no certain outcome."""


class Absent(Refused):
    """A paragraph is not there: the one that is meant may stand elsewhere in its section."""
