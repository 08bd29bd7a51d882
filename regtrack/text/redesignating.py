"""What gets another designator or number: paragraphs, words without a designator, and sections."""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from regtrack.model.scope import Path
from regtrack.text.merging import flush_end, free_place, there_already, unsure_flush
from regtrack.text.operations import Refused, Target, TextOperation, Verb
from regtrack.text.provision import Paragraph, span
from regtrack.text.working_copy import ParagraphOrigin, WorkingCopy


class Redesignations(WorkingCopy):
    """Provisions under change, and how they get other designators; refusals and history go along."""

    def _redesignate(self, operation: TextOperation) -> None:
        assert operation.to is not None
        pairs = ((operation.target, operation.to), *operation.with_)
        if any(one.field for one, _ in pairs) or not (operation.target.address or not operation.to.address):
            self._name_bare(operation, pairs)
            return
        if any(not one.address or not other.address for one, other in pairs):
            self._renumber(operation, pairs)
            return
        if any(one.provision != other.provision for one, other in pairs):
            raise Refused("paragraphs that go to another section; expected one section")
        provision = self._provision(operation.target)
        moved: list[tuple[Path, tuple[Paragraph, ...]]] = []
        left = provision.paragraphs
        for one, other in pairs:
            address = self._address(provision, one)
            start, end = span(left, address)
            if flush_end(left, end, address):
                raise unsure_flush(one)
            moved.append((other.address, left[start:end]))
            left = (*left[:start], *left[end:])
        origins = dict(self.origins)
        for (one, _), (to, paragraphs) in zip(pairs, moved, strict=True):
            start, end = free_place(left, Target(provision.path, to))
            size = len(one.address)
            there = tuple(attrs.evolve(each, address=(*to, *each.address[size:])) for each in paragraphs)
            left = (*left[:start], *there, *left[end:])
            for old, new in zip(paragraphs, there, strict=True):
                was = Target(provision.path, old.address)
                history = self.origins.get((provision.path, old.address), ())
                origins[provision.path, new.address] = (
                    *history,
                    ParagraphOrigin(operation.source, Verb.REDESIGNATE, was),
                )
        self._doubts_follow((attrs.evolve(one, field=""), other) for one, other in pairs)
        self.origins = origins
        self.tree[provision.path] = attrs.evolve(provision, paragraphs=left)

    def _name_bare(self, operation: TextOperation, pairs: Sequence[tuple[Target, Target]]) -> None:
        """Give the only words of a section that have no designator one."""
        (one, other), provision = pairs[0], self._provision(operation.target)
        old = provision.paragraphs
        bare = [n for n, each in enumerate(old) if not each.address or each.address[0].startswith("¶")]
        whole = len(pairs) == 1 and not one.address and one.field in ("", ":intro") and len(other.address) == 1
        alone = bare == [0] and (bool(one.field) or len(old) == 1) and one.provision == other.provision
        if not (whole and alone) or any(each.address[:1] == other.address for each in old):
            raise Refused(f"{one} that gets a designator; expected a section with one paragraph without one")
        self._splice(provision, 0, 1, (attrs.evolve(old[0], address=other.address),), operation)

    def _renumber(self, operation: TextOperation, pairs: Sequence[tuple[Target, Target]]) -> None:
        """Sections that get other numbers."""
        if any(one.address or other.address for one, other in pairs):
            raise Refused("a section that goes to a paragraph, or a paragraph to a section; expected one for one")
        moved = [(self._provision(one), other.provision) for one, other in pairs]
        stays = {path: each for path, each in self.tree.items() if all(path != old.path for old, _ in moved)}
        for _, path in moved:
            if path in stays and not stays[path].reserved:
                raise there_already(Target(path))
        self.tree = stays
        self._doubts_follow(pairs)
        for old, path in moved:
            self.tree[path] = attrs.evolve(old, path=path)
            was = Target(old.path)
            self._made(path, (), ParagraphOrigin(operation.source, Verb.REDESIGNATE, was))
