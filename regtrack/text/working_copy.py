"""Provisions under change: what is there, what is put in its place, and what made each paragraph what it is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TypeAlias

import attrs

from regtrack.model.scope import Path, covers
from regtrack.text.operations import Absent, InstructionSource, Refusal, Refused, Target, TextOperation, Verb
from regtrack.text.provision import Paragraph, Provision, meets

Tree: TypeAlias = Mapping[Path, Provision]
"""Provisions by their path."""


@attrs.frozen
class ParagraphOrigin:
    """What made a paragraph what it is.

    Attributes:
        source: the instruction.
        verb: what it did.
        was: where the paragraph stood before, if it was redesignated.
    """

    source: InstructionSource
    verb: Verb
    was: Target | None = None


class WorkingCopy:
    """Provisions by their path, with what changed them and what could not.

    Attributes:
        placed: paragraphs that the instruction in hand has put in.
    """

    def __init__(self, tree: dict[Path, Provision]) -> None:
        self.tree = tree
        self.refusals: list[Refusal] = []
        self.origins: dict[tuple[Path, Path], tuple[ParagraphOrigin, ...]] = {}
        self.placed: set[tuple[Path, Path]] = set()

    def _provision(self, target: Target) -> Provision:
        found = self.tree.get(target.provision)
        if found is None:
            raise Refused(f"{target} is not there; expected it to stand before it is changed")
        return found

    def _address(self, provision: Provision, target: Target) -> Path:
        """Return the address as the provision has it: terms are found whatever their case."""
        wanted = target.address
        if not wanted or any(covers(wanted, each.address) for each in provision.paragraphs):
            return wanted
        for paragraph in provision.paragraphs:
            if meets(paragraph.address, wanted):
                return paragraph.address
        raise Absent(f"{target} is not there; expected it to stand before it is changed")

    def _doubts_follow(self, pairs: Iterable[tuple[Target, Target]]) -> None:
        """Let refusals go along with what gets another number: it is no more certain there."""
        found = [
            attrs.evolve(refusal, target=attrs.evolve(new, address=(*new.address, *inner), field=refusal.target.field))
            for old, new in pairs
            for refusal in self.refusals
            if refusal.target.provision == old.provision
            and (covers(old.address, refusal.target.address) or refusal.target.reaches(old.address))
            for inner in (refusal.target.address[len(old.address) :],)
        ]
        self.refusals += found

    def _store(self, provision: Provision, operation: TextOperation, changed: Iterable[Path]) -> None:
        old = self.tree.get(provision.path)
        kept = {each.address for each in provision.paragraphs}
        for address in (each.address for each in old.paragraphs if each.address not in kept) if old is not None else ():
            self._made(provision.path, address, ParagraphOrigin(operation.source, Verb.REMOVE))
        self.tree[provision.path] = provision
        for address in changed:
            self._made(provision.path, address, ParagraphOrigin(operation.source, operation.verb))

    def _made(self, path: Path, address: Path, origin: ParagraphOrigin) -> None:
        self.origins[path, address] = (*self.origins.get((path, address), ()), origin)

    def _splice(
        self, provision: Provision, start: int, end: int, new: Sequence[Paragraph], operation: TextOperation
    ) -> None:
        before = {each.address: each for each in provision.paragraphs[start:end]}
        paragraphs = (*provision.paragraphs[:start], *new, *provision.paragraphs[end:])
        changed = [each.address for each in new if before.get(each.address) != each]
        self.placed |= {(provision.path, each.address) for each in new if not operation.target.field}
        self._store(attrs.evolve(provision, paragraphs=paragraphs), operation, changed)

    def _whole(self, operation: TextOperation, provision: Provision) -> None:
        self.placed |= {(provision.path, each.address) for each in provision.paragraphs} | {(provision.path, ())}
        self._store(provision, operation, [(), *(each.address for each in provision.paragraphs)])
