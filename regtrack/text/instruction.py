"""An amendatory instruction as a document prints it."""

from __future__ import annotations

import attrs

from regtrack.text.citing import Place
from regtrack.text.printed import PrintedLine


@attrs.frozen
class Instruction:
    """An amendatory instruction (AMDPAR): what is done to which provisions, with the new words below it.

    Attributes:
        number: as printed at its head, after those of the instructions it is a step of: ``3``, ``12.b``, ``9.A.i``;
            None for one without.
        text: the whole of it, white space squeezed, as printed otherwise.
        targets: the provisions it changes, such as ``47 CFR 64.2011``, ``12 CFR 1026.36(d):intro``,
            ``supp. I to 12 CFR 1026`` or ``15 CFR 744:authority``; a whole part when it names nothing smaller. One that
            only opens a list of steps has theirs.
        part: the part that it stands under, such as ``12 CFR 1024``; None when nothing says.
        lines: what is printed below it, down to the next instruction.
    """

    number: str | None
    text: str
    targets: tuple[str, ...] = ()
    part: str | None = None
    lines: tuple[PrintedLine, ...] = ()

    @property
    def place(self) -> Place:
        """Where it stands, as citations in it are completed."""
        title, _, part = (self.part or "").partition(" CFR ")
        return Place({part: title} if part else {}, title or None, part or None)
