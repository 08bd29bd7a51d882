"""Applying operations to provisions: what is certain is done, the rest is refused, and nothing is guessed.

Total: every operation ends as a change, as no change, or as a refusal with its reason. No paragraph changes that no
operation names. Operations of one instruction are seen together: what adds a paragraph whose place another one of them
clears waits for that, and what has come with a paragraph above it is not added twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

import attrs

from regtrack.model.scope import Path, covers
from regtrack.text.merging import flush_end, free_place, insert, merge, rebased, there_already, unsure_flush
from regtrack.text.operations import Absent, Refusal, Refused, Target, TextOperation, Verb
from regtrack.text.outline import APPROVAL
from regtrack.text.provision import Paragraph, Piece, Provision, Sort, meets, section_number, span
from regtrack.text.redesignating import Redesignations
from regtrack.text.swapping import hits, replace_sentences, standing, swap
from regtrack.text.tables import change
from regtrack.text.wording import same_words
from regtrack.text.working_copy import ParagraphOrigin, Tree


@attrs.frozen
class AppliedText:
    """The text after operations.

    Attributes:
        tree: the provisions.
        refusals: what changed nothing because it has no certain reading.
        origins: what made each paragraph, latest last; those that no operation reached are not in it.
    """

    tree: Tree
    refusals: tuple[Refusal, ...] = ()
    origins: Mapping[tuple[Path, Path], tuple[ParagraphOrigin, ...]] = attrs.field(factory=dict)

    def doubts(self, provision: Path, address: Path) -> tuple[Refusal, ...]:
        """Return the refusals that may concern a paragraph."""
        return tuple(each for each in self.refusals if each.concerns(provision, address))


_SUSPENDED = "it is suspended; expected words that are in force"


def apply(tree: Tree, reads: Iterable[TextOperation | Refusal]) -> AppliedText:
    """Return the text after operations, in their order, each on what the ones before it left."""
    state = _State(dict(tree))
    for _, together in groupby(reads, key=lambda read: (type(read), read.source)):
        group = list(together)
        state.refusals += [read for read in group if isinstance(read, Refusal)]
        state.instruct([read for read in group if isinstance(read, TextOperation)])
    return AppliedText(state.tree, tuple(state.refusals), state.origins)


class _State(Redesignations):
    """What each verb does to provisions: the method of its name; a verb without one changes no words."""

    def instruct(self, operations: Sequence[TextOperation]) -> None:
        """Do what one instruction says."""
        self.placed = set()
        for operation in _in_turn(operations):
            if operation.target.wordless:
                continue
            try:
                does = "rows" if operation.row is not None else operation.verb.value
                getattr(self, f"_{does}", lambda _: None)(operation)
            except Refused as refused:
                reached = [operation.target]
                if operation.to is not None:
                    reached += [operation.to, *(target for pair in operation.with_ for target in pair)]
                if isinstance(refused, Absent):
                    reached += [Target(each.provision) for each in dict.fromkeys(reached)]
                self.refusals += [Refusal(e, operation.source, operation.words, str(refused)) for e in reached]

    # --- verbs ------------------------------------------------------------------------------------------------------

    def _rows(self, operation: TextOperation) -> None:
        provision = self._provision(operation.target)
        place, new = change(provision, operation)
        self._splice(provision, place, place + 1, (new,), attrs.evolve(operation, verb=Verb.SWAP))

    def _revise(self, operation: TextOperation) -> None:
        target = operation.target
        if not target.address and not target.field:
            old = self._provision(target)
            starred = any(p.paragraph is None or p.keeps for p in operation.content)
            now = merge(old.paragraphs, operation.content) if starred else _words(operation.content)
            self._whole(operation, attrs.evolve(old, heading=operation.heading or old.heading, paragraphs=now))
            return
        provision = self._provision(target)
        if target.field == ":heading" and not target.address:
            self._store(attrs.evolve(provision, heading=operation.heading or ""), operation, [()])
            return
        if target.field == ":intro" and not target.address:
            self._section_intro(provision, operation)
            return
        address = self._address(provision, target)
        if (provision.path, address) in self.placed:
            return
        if target.field:
            self._change_field(provision, operation)
            return
        start, end = span(provision.paragraphs, address)
        if flush_end(provision.paragraphs, end, address) and not flush_end(_words(operation.content), None, address):
            raise unsure_flush(target)
        merged = merge(provision.paragraphs[start:end], rebased(operation.content, address), within=address)
        self._splice(provision, start, end, merged, operation)

    def _section_intro(self, provision: Provision, operation: TextOperation) -> None:
        old = provision.paragraphs
        end = next((n for n, each in enumerate(old) if each.address and not each.address[0].startswith("¶")), len(old))
        if end > 1 or len(_words(operation.content)) > 1:
            raise Refused(f"{end} paragraphs before the first designator of {provision}; expected one")
        self._splice(provision, 0, end, _words(operation.content), operation)

    def _add(self, operation: TextOperation) -> None:
        target = operation.target
        if target.field.startswith(":sentence") or target.field in (":heading", ":intro", ":note"):
            self._add_field(operation)
            return
        if not target.address:
            old = self.tree.get(target.provision)
            if old is not None and not old.reserved and (old.paragraphs or old.heading):
                raise there_already(target)
            new = Provision(target.provision, operation.heading or "", _words(operation.content))
            self._whole(operation, new)
            return
        provision = self._provision(target)
        if (provision.path, target.address) in self.placed:
            return
        content = tuple(p for p in rebased(operation.content, target.address) if p.paragraph is not None)
        if any(p.keeps for p in content):
            raise Refused(f"{target} is printed with its words left out; expected new words")
        start, end = free_place(provision.paragraphs, target)
        self._splice(provision, start, end, _words(content), operation)

    def _add_field(self, operation: TextOperation) -> None:
        target = operation.target
        provision = self._provision(target)
        new = _words(operation.content)
        if target.field == ":note":
            notes = tuple(attrs.evolve(each, address=("¶1",), sort=Sort.NOTE) for each in new if each.sort is Sort.NOTE)
            if not notes:
                raise Refused("no parenthetical text is printed; expected one")
            end = len(provision.paragraphs)
            self._splice(provision, end, end, notes, operation)
            return
        if target.field == ":intro" and not target.address:
            if any(not each.address for each in provision.paragraphs):
                raise there_already(target)
            self._splice(provision, 0, 0, new, operation)
            return
        self._change_field(provision, operation)

    def _change_field(self, provision: Provision, operation: TextOperation) -> None:
        """Give a paragraph a new heading, new words of its own, or new sentences, or take them away."""
        target = operation.target
        address = self._address(provision, target)
        start, _ = span(provision.paragraphs, address)
        old, printed = provision.paragraphs[start], next(iter(_words(operation.content)), None)
        present = {":intro": old.words, ":heading": old.heading}.get(target.field, "")
        if old.address != address:
            raise Refused(f"{target} has no words of its own; expected some")
        if operation.verb is Verb.ADD and present:
            raise there_already(target)
        if target.field.startswith(":sentence"):
            head = printed.heading if printed and not old.heading and old.words.startswith(printed.heading) else ""
            words = old.words[len(head) :].lstrip()
            words = replace_sentences(words, target.field, operation.verb, printed.words if printed else "")
            new = attrs.evolve(old, words=f"{head} {words}" if head else words)
        elif operation.verb is Verb.REMOVE:
            new = attrs.evolve(old, heading="") if target.field == ":heading" else attrs.evolve(old, words="")
        elif printed is None:
            raise Refused(f"nothing is printed for {target}; expected its new words")
        elif target.field == ":heading":
            new = attrs.evolve(old, heading=printed.heading or printed.words)
        elif any(piece.keeps for piece in operation.content[:1]):
            new = attrs.evolve(old, heading=printed.heading or old.heading)
        else:
            new = attrs.evolve(old, heading=printed.heading, words=printed.words)
        self._splice(provision, start, start + 1, (new,), operation)

    def _remove(self, operation: TextOperation) -> None:
        target = operation.target
        if len(target.provision) == 2 or operation.with_:
            for path in [each for each in self.tree if within(each, operation)]:
                del self.tree[path]
                self._made(path, (), ParagraphOrigin(operation.source, operation.verb))
            return
        provision = self._provision(target)
        if not target.address and not target.field:
            del self.tree[provision.path]
            self._made(provision.path, (), ParagraphOrigin(operation.source, Verb.REMOVE))
            return
        if target.field == ":note":
            cites = "authority citation" in operation.words.lower()  # an approval of a collection is none
            kept = tuple(
                each for each in provision.paragraphs
                if each.sort is not Sort.NOTE or (cites and APPROVAL.match(each.words))
            )  # fmt: skip
            if len(provision.paragraphs) - len(kept) != 1:
                raise Refused(f"{len(provision.paragraphs) - len(kept)} parenthetical texts at the end; expected one")
            self._store(attrs.evolve(provision, paragraphs=kept), operation, [])
            return
        if target.field:
            self._change_field(provision, operation)
            return
        address = self._address(provision, target)
        start, end = span(provision.paragraphs, address)
        if flush_end(provision.paragraphs, end, address):
            raise unsure_flush(target)
        self._splice(provision, start, end, (), operation)

    def _reserve(self, operation: TextOperation) -> None:
        target = operation.target
        if len(target.provision) == 2:
            self._remove(operation)
            return
        if not target.address:
            old = self.tree.get(target.provision)
            heading = "[Reserved]" if old is None or not operation.heading else operation.heading
            self._whole(operation, Provision(target.provision, heading))
            return
        provision = self._provision(target)
        start, end = span(provision.paragraphs, target.address)
        reserved = (Paragraph(target.address, words="[Reserved]"),)
        if start == end:
            start = end = insert(provision.paragraphs, target.address)
        elif flush_end(provision.paragraphs, end, target.address):
            raise unsure_flush(target)
        self._splice(provision, start, end, reserved, operation)

    def _swap(self, operation: TextOperation) -> None:
        target = operation.target
        if len(target.provision) == 2:
            self._swap_throughout(operation)
            return
        provision = self._provision(target)
        if target.field == ":heading" and not target.address:
            heading = Paragraph((), words=provision.heading)
            (new_heading,) = swap(
                Provision(target.provision, paragraphs=(heading,)),
                [0],
                attrs.evolve(operation, target=Target(target.provision)),
            ).paragraphs
            self._store(attrs.evolve(provision, heading=new_heading.words), operation, [()])
            return
        address = self._address(provision, target) if target.address else ()
        reached = [
            n for n, each in enumerate(provision.paragraphs)
            if attrs.evolve(target, address=address).reaches(each.address)
            and (target.field != ":note" or each.sort is Sort.NOTE)
        ]  # fmt: skip
        self._check_flush_words(provision, reached, address, operation)
        if not address and not target.field:
            self._doubt_heading(provision, operation)
        new = swap(provision, reached, operation)
        changed = [a.address for a, b in zip(new.paragraphs, provision.paragraphs, strict=True) if a != b]
        self._store(new, operation, changed or [()])

    def _swap_throughout(self, operation: TextOperation) -> None:
        """Change words wherever they stand in a part."""
        if not operation.each or not operation.out:
            raise Refused("words of a whole part; expected “wherever they appear”")
        for path, provision in [each for each in self.tree.items() if covers(operation.target.provision, each[0])]:
            local = attrs.evolve(operation, target=Target(path))
            if standing(provision.paragraphs, range(len(provision.paragraphs)), local):
                self._swap(local)
            else:
                self._doubt_heading(provision, local)

    def _doubt_heading(self, provision: Provision, operation: TextOperation) -> None:
        """Doubt the heading of a section that has the words: nothing says whether it is meant."""
        if operation.out and hits(provision.heading, operation.out):
            reason = f"{operation.out!r} stands in the heading too; expected an instruction that names it"
            target = Target(provision.path, field=":heading")
            self.refusals.append(Refusal(target, operation.source, operation.words, reason))

    def _suspend(self, operation: TextOperation) -> None:
        self.refusals.append(Refusal(operation.target, operation.source, operation.words, _SUSPENDED))

    _stay = _suspend

    def _lift(self, operation: TextOperation) -> None:
        lifted = operation.target.path
        self.refusals = [e for e in self.refusals if e.reason != _SUSPENDED or not covers(lifted, e.target.path)]

    @staticmethod
    def _check_flush_words(provision: Provision, reached: list[int], address: Path, operation: TextOperation) -> None:
        """Leave out last words that may belong above the paragraph, unless only they have what is swapped."""
        _, end = span(provision.paragraphs, address)
        last = end - 1
        if operation.at_end or not address or last not in reached or provision.paragraphs[last].sort is not Sort.WORDS:
            return
        if not flush_end(provision.paragraphs, end, address):
            return
        inside, behind = (standing(provision.paragraphs, part, operation) for part in (reached[:-1], [last]))
        if inside and behind:
            raise unsure_flush(operation.target)
        if inside:
            reached.remove(last)

    def _republish(self, operation: TextOperation) -> None:
        """Words that are printed again should be as they were."""
        for piece in operation.content:
            printed = piece.paragraph
            if printed is None or piece.keeps:
                continue
            provision = self._provision(operation.target)
            found = [each for each in provision.paragraphs if meets(each.address, printed.address)]
            there = min(found, key=lambda each: each.address != printed.address, default=None)
            if there is None or not (same_words(there.text, printed.text) or same_words(there.words, printed.words)):
                where = Target(provision.path, printed.address)
                raise Refused(f"{where} is printed with other words and is not named; expected it to be as it was")


def _in_turn(operations: Sequence[TextOperation]) -> list[TextOperation]:
    """Order as printed, but what adds a paragraph waits until its place is cleared by a later one."""

    def waits(n: int) -> bool:
        added = operations[n]
        return added.verb is Verb.ADD and any(_clears(each, added.target) for each in operations[n + 1 :])

    return [operations[n] for n in sorted(range(len(operations)), key=waits)]


def _clears(operation: TextOperation, target: Target) -> bool:
    if operation.verb not in (Verb.REDESIGNATE, Verb.REMOVE):
        return False
    return any(each == target for each in (operation.target, *(one for one, _ in operation.with_)))


def _words(content: Iterable[Piece]) -> tuple[Paragraph, ...]:
    return tuple(piece.paragraph for piece in content if piece.paragraph is not None)


def within(provision: Path, operation: TextOperation) -> bool:
    """Whether a provision is in the part, or between the sections, that an operation takes away."""
    if not operation.with_:
        return covers(operation.target.provision, provision)
    ends = [section_number(each.provision) for each in operation.with_[0]]
    this = section_number(provision)
    return this is not None and None not in ends and ends[0] <= this <= ends[1]  # type: ignore[operator]
