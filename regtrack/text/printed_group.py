"""Text printed with an instruction and its steps, assigned to the provisions that they name."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import partial
from typing import Any

from regtrack.model.scope import Path, covers, path_of
from regtrack.text.citing import headed_annex, headed_sections
from regtrack.text.clause import Clause
from regtrack.text.commentary import read_commentary
from regtrack.text.instruction import Instruction
from regtrack.text.operations import PRINTED_TERMS, InstructionSource, Target, TextOperation, Verb, is_division
from regtrack.text.outline import outline
from regtrack.text.printed import Block, LineKind, PrintedLine, blocks
from regtrack.text.provision import Paragraph, Piece, Sort, meets, same_step
from regtrack.text.wording import plain

INTERPRETATION = re.compile(r"supp\. [IVX]+$")


class PrintedGroup:
    """An instruction and its steps with the blocks that are printed below them."""

    def __init__(self, document: str, instructions: Sequence[Instruction], only: Collection[Path] | None) -> None:
        self.document, self.only, self.left_out = document, only, False
        self.instructions = [each for each in instructions if not only_heads(each)]
        self.place = instructions[0].place
        self.blocks = blocks(line for each in instructions for line in _lines(each))
        self.clauses: list[tuple[Instruction, Clause]] = []
        self.prints: dict[Path, list[tuple[Block, tuple[Piece, ...]]]] = {}

    def _source(self, instruction: Instruction) -> InstructionSource:
        return InstructionSource(self.document, instruction.number)

    def _does(self, instruction: Instruction, verb: Verb, target: Target, **rest: Any) -> TextOperation:
        return TextOperation(verb, target, self._source(instruction), instruction.text, **rest)

    def _printed(self, provision: Path) -> list[tuple[Block, tuple[Piece, ...]]]:
        """Return the blocks of a provision, each with its paragraphs."""
        if provision not in self.prints:
            named = frozenset(
                target.address for _, clause in self.clauses for target in (*clause.targets, *clause.into)
                if target.provision == provision
            )  # fmt: skip
            found = [each for each in self.blocks if provision in self._headed(each)]
            inside = {t.provision for _, clause in self.clauses for t in clause.targets if t.address}
            if len(provision) == 1 or (not found and inside == {provision}):  # printed without a heading of its own
                found = [each for each in self.blocks if not each.head.text]
            read: Callable[..., tuple[Piece, ...]] = read_commentary
            if not INTERPRETATION.match(provision[-1]):
                read = partial(outline, forms=provision[-1].startswith("app. "))
            self.prints[provision] = [(each, read(each.lines, named=named)) for each in found]
        return self.prints[provision]

    def _headed(self, block: Block) -> tuple[Path, ...]:
        if block.head.mark is LineKind.SECTION:
            return tuple(path_of(each) for each in headed_sections(plain(block.head.text), self.place))
        annex = headed_annex(_sentence_case(plain(block.head.text)), self.place)
        return (path_of(annex),) if annex else ()

    def _content(self, target: Target) -> tuple[Piece, ...] | None:
        """Return what is printed for a target: its paragraph and what stands under it, with the stars behind it."""
        for _, pieces in self._printed(target.provision):
            if not target.address:
                if target.field == ":intro":
                    intro = tuple(p for p in pieces if p.paragraph is not None and _is_intro(p.paragraph))
                    return intro or None
                return pieces
            start = next(
                (n for n, p in enumerate(pieces) if p.paragraph and _same(p.paragraph.address, target.address)), None
            )
            if start is None:
                continue
            end, address = start + 1, pieces[start].paragraph.address  # type: ignore[union-attr]
            while end < len(pieces) and ((p := pieces[end].paragraph) is None or covers(address, p.address)):
                end += 1
            if target.field in (":intro", ":heading") or target.field.startswith(":sentence"):
                end = start + 1
            return pieces[start:end]
        return None

    def _with_terms(self, targets: Iterable[Target]) -> Iterator[Target]:
        """Return targets with the definitions that are printed in place of "the following definitions"."""
        for target in targets:
            if target.field != PRINTED_TERMS:
                yield target
                continue
            printed = (p.paragraph for _, pieces in self._printed(target.provision) for p in pieces if not p.keeps)
            terms = [p.address for p in printed if p is not None and p.address and p.address[-1].startswith("def:")]
            yield from (Target(target.provision, each) for each in terms or [("def:",)])

    def _subject(self, provision: Path) -> str | None:
        return next((subject_of(block) for block, _ in self._printed(provision)), None)

    def _unnamed(self) -> Iterator[TextOperation]:
        """Return what is printed in full beside what is named: it should be as it was."""
        for provision, printed in list(self.prints.items()):
            named = [clause for _, clause in self.clauses if clause.verb is not Verb.AMEND]
            reached = [t for each in named for t in (*each.targets, *each.into) if t.provision == provision]
            whole = any(not target.address and not target.field for target in reached)
            if whole or any(is_division(t.provision) for each in named for t in each.targets):
                continue
            tables = any((each.rows or each.whole) and t.provision == provision for each in named for t in each.targets)
            for piece in (each for _, pieces in printed for each in pieces):
                paragraph = piece.paragraph
                if paragraph is None or piece.keeps or not paragraph.words or not paragraph.address:
                    continue
                if tables and paragraph.sort is Sort.TABLE:
                    continue
                if not any(_reached(target, paragraph.address) for target in reached):
                    where = Target(provision, paragraph.address, ":intro")
                    yield self._does(self.instructions[-1], Verb.REPUBLISH, where, content=(piece,))


def only_heads(instruction: Instruction) -> bool:
    """Whether what is tagged as an instruction is the heading of a comment that is printed below the real one."""
    return instruction.number is None and bool(re.match(r"Section \d+\.\d+\w?—[^.;]*$", instruction.text))


def _lines(instruction: Instruction) -> Iterator[PrintedLine]:
    if only_heads(instruction):
        yield PrintedLine(LineKind.HEADING, instruction.text)
    yield from instruction.lines


def subject_of(block: Block) -> str:
    """Return the heading of a section or an appendix without its number."""
    if block.head.mark is LineKind.SECTION:
        return block.subject
    return re.sub(r"^.{0,60}?\d[0-9a-z]*(?:\s*[—–-]+\s*|$)", "", plain(block.head.text))


def _sentence_case(heading: str) -> str:
    """Return a heading in capitals as it is otherwise printed, so that it is known for one of an appendix."""
    head = re.match(r"(appendix|supplement)\s+(\S+)\s+to\s+part", heading, re.IGNORECASE)
    return f"{head[1].title()} {head[2]} to Part{heading[head.end() :]}" if head else heading


def _is_intro(paragraph: Paragraph) -> bool:
    return not paragraph.address or paragraph.address[0].startswith("¶")


def _same(one: Path, other: Path) -> bool:
    if len(one) != len(other):
        defined = [each for each in one if each.startswith("def:")], [each for each in other if each.startswith("def:")]
        if not all(defined) or one[-1] not in defined[0] or other[-1] not in defined[1]:
            return False
        return same_step(one[-1], other[-1])
    return meets(one, other)


def _reached(target: Target, address: Path) -> bool:
    if target.field == ":intro" and not target.address:
        return address[0].startswith("¶")
    length = len(target.address)
    return _same(address[:length], target.address) and (not target.field or len(address) == length)
