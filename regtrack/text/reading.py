"""From amendatory instructions and their print to operations, or to refusals.

An instruction and its steps share the print below them. What the instruction names is looked up in it; what is printed
in full and not named is held to be as it was, and checked when it is applied.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from functools import partial
from itertools import groupby

import attrs

from regtrack.model.scope import Path, covers, path_of
from regtrack.text.citing import Cited
from regtrack.text.clause import NO_SECTION, Clause, StepContext, recounted
from regtrack.text.clauses import InstructionReader
from regtrack.text.commentary import CommentaryReader
from regtrack.text.instruction import Instruction
from regtrack.text.naming_sections import UNCOUNTED
from regtrack.text.operations import (
    UNCODIFIED,
    VERBS,
    Refusal,
    Refused,
    TableRow,
    Target,
    TextOperation,
    Verb,
    is_division,
)
from regtrack.text.printed_group import INTERPRETATION, PrintedGroup, only_heads, subject_of
from regtrack.text.provision import Piece, Sort, section_number
from regtrack.text.tables import in_order, printed_tables
from regtrack.text.words_for_words import swaps

Read = TextOperation | Refusal

_HEAD = re.compile(
    r"(?:Par(?:agraph)?\.?\s+)?(?:\d{1,3}[a-z]?|[A-Za-z]|[ivxl]{2,6}|(?P<twice>[a-z])(?P=twice))\.(?:\s?[A-Za-z]\.)?\s|"
    r"\((?:\d{1,2}|[a-z]|[ivx]{2,5})\)\s+(?=[A-Z])"
)
_NAMES_PLACE = re.compile(
    r"§|\b[Ss]ections?\s+\d|\b[Aa]ppendix\s+[A-Z0-9]|\b[Ss]ubpart\s+[A-Z]\b|\bCFR\b|\b[Pp]art\s+\d"
)
_PART_NAMED = re.compile(r"\b[Pp]art\s+\d")
_BROKEN_NUMBER = re.compile(r"\d\.\w+(?:\s+[-‐‑‒–—―−]\s*|[-‐‑‒–—―−]\s+)\d")
_UNCODIFIED = frozenset(map(path_of, ("14 CFR 39.13", "14 CFR 71.1", "14 CFR 97")))
"""What directives, designations and procedures are added to that no edition of the Code prints (14 CFR 39.13, note)."""
_ONE_SECTION = re.compile(r"\d+ CFR \d+[a-z]?\.[\w.-]+")
_ANYWHERE = re.compile(
    r"\bnot named in quotation marks\b|\bno certain (?:paragraph|level|definition|section)\b|, or (?:of )?a section\b"
)
"""Doubts of a place in its section: another one may be meant, whatever was named."""
_STEP_ENDS = re.compile(r"[.;,](?:\s+(?:and|or))?\s*$")
_INLINE_STARS = re.compile(r"\s*\*(?:\s*\*){2,4}\s*")


def read_amendments(
    document: str, instructions: Iterable[Instruction], *, only: Collection[Path] | None = None
) -> tuple[Read, ...]:
    """Return what the instructions of a document do, in printed order.

    Args:
        document: its number, by which it is cited.
        instructions: in printed order.
        only: of parts and subparts that are printed whole, these sections only.
    """
    return tuple(read for group in grouped(instructions) for read in _Group(document, group, only).read())


def grouped(instructions: Iterable[Instruction]) -> Iterator[list[Instruction]]:
    """Return an instruction with its steps.

    What has no number goes on with the one before, unless it says where it stands.
    """
    group: list[Instruction] = []
    for instruction in instructions:
        number = instruction.number.partition(".")[0] if instruction.number else None
        goes_on = bool(group) and instruction.part == group[0].part
        if goes_on and number is None:
            goes_on = not _NAMES_PLACE.search(instruction.text) or only_heads(instruction)
        elif goes_on:
            goes_on = "." in (instruction.number or "") and (group[0].number or "").partition(".")[0] == number
        if not goes_on and group:
            yield group
            group = []
        group.append(instruction)
    if group:
        yield group


class _Group(PrintedGroup):
    """An instruction, its steps and the print they share."""

    def read(self) -> Iterator[Read]:
        contexts: dict[tuple[str, ...], StepContext] = {}
        current: tuple[str, ...] = ()
        opened = False  # whether the last one with a number, or one without, announced others
        for each in self.instructions:
            steps = tuple(each.number.split(".")) if each.number else current
            above = (steps[:n] for n in range(len(steps) - (each.number is not None), -1, -1))
            over = next((contexts[each] for each in above if each in contexts), None)
            if over is not None and each.number is None and not opened:
                over = attrs.evolve(over, limit="")
            reader = _reader(each, over)
            clauses, context = reader.clauses, reader.context()
            does = [clause for clause in clauses if clause.verb is not Verb.AMEND]
            done = {target.provision for clause in does for target in (*clause.targets, *clause.into)}
            named = [*(path_of(section.number) for section in (over.sections if over else ())), *reader.named]
            idle = [Target(path) for path in dict.fromkeys(named) if path not in done]
            if context.limit and not (_wordless(clauses) and not self._numbers(each, context.limit)):
                clauses = [self._limited(each, clauses, context.limit, reader.named)]
            for clause in clauses:  # where nothing is certain, neither is what is named and left alone
                clause.targets += idle if clause.doubt else []
                if _ANYWHERE.search(clause.doubt):
                    sections = dict.fromkeys(each.provision for each in clause.targets)
                    clause.targets += [Target(each) for each in sections if not is_division(each)]
                if "no certain section" in clause.doubt:
                    clause.targets += map(Target, dict.fromkeys(reader.named))
                if clause.doubt == UNCOUNTED:
                    clause.targets += [Target(path[:2]) for path in dict.fromkeys(reader.named)][:1]
            if each.number:
                contexts[steps], current, opened = context, steps, _announces(each)
                if len(steps) == 2 and steps[:1] not in contexts:
                    contexts[steps[:1]] = attrs.evolve(context, inside=())
            else:
                contexts.setdefault((), context)
                opened = opened or _announces(each)
            self.clauses += [(each, clause) for clause in clauses]
        recounted(clause for _, clause in self.clauses)
        for instruction, clauses_of in groupby(self.clauses, key=lambda pair: pair[0]):
            read = [each for _, clause in clauses_of for each in self._operations(instruction, clause)]
            acting = [each for each in read if isinstance(each, Refusal) or each.verb is not Verb.AMEND]
            does_nothing = not acting and (not read or self._is_idle(instruction))
            if does_nothing and not self.left_out:
                acting = list(self._refuse(instruction, (), "nothing that it does; expected a verb and a provision"))
            yield from acting or read
        yield from self._unnamed()

    def _is_idle(self, instruction: Instruction) -> bool:
        """Whether an instruction without a verb opens no steps: "b. Paragraph (b); and"."""
        number = instruction.number or ""
        steps = any((each.number or "").startswith(f"{number}.") for each in self.instructions)
        ends = len(self.instructions) == 1 or (bool(number) and _STEP_ENDS.search(instruction.text) is not None)
        return not _announces(instruction) and not steps and ends

    def _limited(
        self, instruction: Instruction, clauses: Iterable[Clause], limit: str, others: Iterable[Path]
    ) -> Clause:
        """Return a clause without a certain reading, of all that an instruction may reach."""
        named = [Target.read(each).provision for each in (*self.instructions[0].targets, *instruction.targets)]
        named += [*others, *(each.provision for clause in clauses for each in (*clause.targets, *clause.into))]
        part, unread = path_of(instruction.part) if instruction.part else (), self._numbers(instruction, limit)
        if part and (
            _PART_NAMED.search(instruction.text)
            or _BROKEN_NUMBER.search(instruction.text)
            or unread - {".".join(path[1:3]) for path in named}
        ):
            named.append(part)
        return Clause(Verb.REVISE, list(dict.fromkeys(map(Target, named))), doubt=limit)

    @staticmethod
    def _numbers(instruction: Instruction, limit: str) -> set[str]:
        """Return the numbers of sections among words that nothing reads."""
        part = instruction.place.part
        return set(re.findall(rf"(?<![\w.]){part}\.\d[\w-]*", limit)) if part else set()

    # --- operations -------------------------------------------------------------------------------------------------

    def _operations(self, instruction: Instruction, clause: Clause) -> Iterator[Read]:
        does = partial(self._does, instruction)
        named = [Target.read(each) for each in instruction.targets]
        if not clause.targets and (
            clause.verb is Verb.SWAP or clause.out or any(len(each.provision) == 1 for each in named)
        ):
            clause.targets = named  # "on page 40293": a place that only the document's own heading names
            if clause.doubt == NO_SECTION and all(len(each.provision) == 1 for each in named):
                clause.doubt = ""
        if any(each.provision in _UNCODIFIED for each in clause.targets):
            verb = Verb.REVISE if clause.verb is Verb.AMEND else clause.verb
            yield from (does(verb, attrs.evolve(target, field=UNCODIFIED)) for target in clause.targets)
        elif not clause.targets and not clause.doubt and clause.verb is Verb.AMEND:
            return
        elif (
            clause.targets and not clause.doubt and VERBS[clause.verb].printed
            and not (clause.rows or clause.whole or clause.out)
        ):  # fmt: skip
            for target in self._with_terms(clause.targets):
                leads = clause.verb is Verb.REVISE and any(target.leads_to(each) for each in clause.targets)
                meant = attrs.evolve(target, field=":intro") if leads else target  # "paragraphs 1 and 1.i are revised"
                try:
                    yield from self._rewritten(does, clause.verb, meant)
                except Refused as refused:
                    yield from self._refuse(instruction, [meant], str(refused))
        else:
            try:
                yield from self._done(does, clause, instruction.text)
            except Refused as refused:
                yield from self._refuse(instruction, [*clause.targets, *clause.into], str(refused))

    def _done(self, does: Callable[..., TextOperation], clause: Clause, words: str) -> Iterator[TextOperation]:
        """Return what is done without new paragraphs; raises Refused."""
        if clause.doubt:
            raise Refused(clause.doubt)
        if not clause.targets:
            raise Refused("no provision that it changes; expected one")
        if clause.rows or clause.whole:
            yield from self._table_rows(does, clause, words)
        elif clause.verb is Verb.SWAP or (clause.verb in (Verb.REMOVE, Verb.ADD, Verb.CORRECT) and clause.out):
            yield from swaps(does, clause)
        elif clause.verb is Verb.REDESIGNATE or (clause.verb is Verb.DESIGNATE and any(e.address for e in clause.into)):
            if len(clause.targets) != len(clause.into):
                went = f"{len(clause.targets)} provisions to go to {len(clause.into)} places"
                raise Refused(f"{went}; expected as many")
            (target, into), *others = zip(clause.targets, clause.into, strict=True)
            yield does(Verb.REDESIGNATE, target, to=into, with_=tuple(others))
        else:
            for target in clause.targets:
                content = self._content(target) if clause.verb is Verb.REPUBLISH and target.address else None
                yield does(clause.verb, target, content=content or ())

    def _table_rows(self, does: Callable[..., TextOperation], clause: Clause, words: str) -> Iterator[TextOperation]:
        """Return what is done to rows of a table, or to a table."""
        (target,) = clause.targets
        content = tuple(e for _, pieces in self._printed(target.provision) for e in printed_tables(pieces))
        inside = tuple(p for p in content if p.paragraph is not None and covers(target.address, p.paragraph.address))
        content = inside if len(inside) == 1 else content
        if clause.verb not in (Verb.ADD, Verb.REVISE, Verb.REMOVE):
            raise Refused("a part of a table; expected it added, revised or removed")
        if not content and clause.verb is not Verb.REMOVE:
            raise Refused("no table printed for it; expected its new rows")
        ordered = in_order(words) and not clause.under  # those under one heading are in order, and no others
        row = TableRow(
            table=clause.table or "", side=clause.side, beside=clause.beside, ordered=ordered,
            whole=clause.whole and clause.verb is Verb.REVISE,
        )  # fmt: skip
        for name in clause.rows or [""]:
            yield does(clause.verb, target, content=content, at_end=clause.at_end, row=attrs.evolve(row, name=name))

    def _rewritten(self, does: Callable[..., TextOperation], verb: Verb, target: Target) -> Iterator[TextOperation]:
        """Return what is revised, added or corrected by what is printed; raises Refused."""
        verb = Verb.REVISE if verb is Verb.CORRECT else verb
        if target.wordless:
            yield does(verb, target)
            return
        if is_division(target.provision):
            yield from self._added_whole(does, verb, target)
            return
        if target.field == ":heading" and not target.address:
            subject = next((block.subject for block, _ in self._printed(target.provision) if block.subject), None)
            if subject is not None:
                yield does(verb, target, heading=subject)
                return
        content = self._content(target)
        if content is None or (not any(p.paragraph for p in content) and not self._subject(target.provision)):
            raise Refused("nothing printed for it; expected its new words")
        if target.field.startswith(":sentence"):
            yield from _sentences(does, verb, target, content)
            return
        headed = target.field == ":heading" and any(p.paragraph and p.paragraph.heading for p in content[:1])
        if not headed and any(_in_part(piece) for piece in content):
            raise Refused("words of which a part is left out; expected all of them")
        heading = self._subject(target.provision) if not target.address and not target.field else None
        yield does(verb, target, content=content, heading=heading)

    def _added_whole(self, does: Callable[..., TextOperation], verb: Verb, target: Target) -> Iterator[TextOperation]:
        """Return a part or a subpart, by the sections that are printed with it."""
        part = len(target.provision) == 2
        printed = [(p, block) for block in self.blocks for p in self._headed(block) if covers(target.provision[:2], p)]
        counted = {n: p for p, _ in printed if (n := section_number(p)) is not None}
        if verb is Verb.REVISE and printed and (part or len(counted) == len(printed)):
            # sections of a subpart that is printed whole stand in a row: what is not printed again is gone
            ends = () if part else ((Target(counted[min(counted)]), Target(counted[max(counted)])),)
            yield does(Verb.REMOVE, target, with_=ends)
            verb = Verb.ADD
        for provision, block in printed:
            if self.only is not None and not any(covers(each, provision) for each in self.only):
                self.left_out = True
                continue
            content = self._printed(provision)[0][1]
            section_verb = Verb.ADD if verb is Verb.ADD else Verb.REVISE
            yield does(section_verb, Target(provision), content=content, heading=subject_of(block))
        if not printed and part:  # "as set forth in the common rule"
            raise Refused("a whole part; expected its sections")
        if not printed:  # only its heading: no words of a section change
            yield does(Verb.DESIGNATE, target)

    def _refuse(self, instruction: Instruction, targets: Iterable[Target], reason: str) -> Iterator[Refusal]:
        named = list(targets) or [Target.read(each) for each in instruction.targets]
        named = named or [Target(path_of(instruction.part or self.document))]
        return (Refusal(target, self._source(instruction), instruction.text, reason) for target in named)


def _wordless(clauses: Iterable[Clause]) -> bool:
    """Whether no section prints what is changed, however the instruction is meant."""
    targets = [target for clause in clauses for target in clause.targets]
    return bool(targets) and all(each.wordless or each.provision in _UNCODIFIED for each in targets)


def _sentences(
    does: Callable[..., TextOperation], verb: Verb, target: Target, content: tuple[Piece, ...]
) -> Iterator[TextOperation]:
    paragraph = next((p.paragraph for p in content if p.paragraph is not None), None)
    sentences = [each for each in _INLINE_STARS.split(paragraph.words if paragraph else "") if each.strip()]
    numbers = target.field[len(":sentence(") : -1].split(",")
    if not (verb is Verb.REVISE and len(sentences) == len(numbers)):
        numbers = [",".join(numbers)]
    if paragraph is None or len(sentences) != len(numbers):
        raise Refused("sentences between several stars; expected them in a row")
    for number, words in sorted(zip(numbers, sentences, strict=True), reverse=True):  # the last first: counts stay
        new = Piece(attrs.evolve(paragraph, words=words))
        yield does(verb, attrs.evolve(target, field=f":sentence({number})"), content=(new,))


def _in_part(piece: Piece) -> bool:
    """Whether stars stand among the words of a paragraph."""
    paragraph = piece.paragraph
    return paragraph is not None and paragraph.sort is Sort.WORDS and bool(_INLINE_STARS.search(paragraph.words))


def _announces(instruction: Instruction) -> bool:
    """Whether an instruction only says that others follow, and has no words of its own below it."""
    colon = instruction.text.rstrip().endswith((":", "-", "—"))
    return colon and not instruction.lines and "to read" not in instruction.text


def _reader(instruction: Instruction, over: StepContext | None) -> InstructionReader:
    text = instruction.text
    head = _HEAD.match(text)
    text = text[head.end() :] if head and instruction.number else text
    if over is None and not _NAMES_PLACE.search(text):  # a section printed above: "§ 61.26 [Amended]"
        over = _announced(instruction)
    supplements = [path_of(each) for each in instruction.targets if INTERPRETATION.match(path_of(each)[-1])]
    supplement = supplements[0] if supplements and len(supplements) == len(instruction.targets) else None
    if supplement is None and over is not None and over.annexes:
        inherited = path_of(over.annexes[0])
        supplement = inherited if INTERPRETATION.match(inherited[-1]) and not instruction.targets else None
    whole = supplement is not None and re.match(
        r"(?:In\s+)?[Ss]upplement\s+[IVX]+\s+to\s+[Pp]art\s+\d+\s+(?:is|are)\b", text
    )
    if supplement is None or whole:
        return InstructionReader(text, instruction.place, over)
    return CommentaryReader(text, supplement, over)


def _announced(instruction: Instruction) -> StepContext | None:
    sections = {target for target in instruction.targets if _ONE_SECTION.fullmatch(target)}
    return StepContext((Cited(sections.pop()),)) if len(sections) == 1 else None
