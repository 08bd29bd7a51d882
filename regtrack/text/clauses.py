"""The clauses of an amendatory instruction: which verb does what to which paragraphs, in printed order.

An instruction is read from left to right as a row of marks. An active verb takes the targets behind it ("revising
paragraph (b)"), a passive one those before it ("paragraph (b) is revised"); sections named before any verb are where
paragraphs belong. What fits no clause makes the clause unread, and an unread clause is refused.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise

import attrs

from regtrack.model.scope import Path, path_of
from regtrack.text.citing import Cited, Place, annexes, closed, parts_from, sections_from
from regtrack.text.designators import Levels
from regtrack.text.lists import (
    ListParagraph,
    belongs_to_next_section,
    field_of,
    read_list,
    read_list_after,
    skip_list,
)
from regtrack.text.marks import (
    BESIDE,
    DEFINED_IN,
    FEW,
    MARKS,
    ORDINAL,
    ORDINALS,
    POINTS,
    TERM,
    VERBS_BY_STEM,
    without_asides,
)
from regtrack.text.operations import Target, Verb


@attrs.define
class Clause:
    """A verb with what it is done to.

    Attributes:
        verb: what is done.
        targets: to what.
        into: where redesignated ones go.
        out, put: quoted words that go, and that come.
        doubt: why it has no certain reading.
    """

    verb: Verb
    targets: list[Target] = attrs.Factory(list)
    into: list[Target] = attrs.Factory(list)
    out: list[str] = attrs.Factory(list)
    put: list[str] = attrs.Factory(list)
    each: bool = False
    times: int | None = None
    at_end: bool = False
    placed: bool = False
    doubt: str = ""


@attrs.frozen
class StepContext:
    """What the steps under an instruction belong to.

    Attributes:
        sections: sections in question.
        annexes: appendices or supplements in question.
        inner: the paragraph inside which a step goes on.
        authority: the authority citation of a part.
    """

    sections: tuple[Cited, ...] = ()
    annexes: tuple[str, ...] = ()
    inner: Path = ()
    authority: bool = False


_NAMES_ITS_OWN = {Verb.REMOVE, Verb.RESERVE, Verb.REVISE, Verb.ADD, Verb.REDESIGNATE}
"""What these do is never done to a whole section only because it was the last one spoken of."""


def read_clauses(text: str, place: Place, inherited: StepContext | None) -> tuple[list[Clause], StepContext]:
    """Return the clauses of an instruction, and what steps under it belong to.

    Args:
        text: without its number, white space squeezed.
        place: title and part.
        inherited: what the instruction over this step named.
    """
    reader = _InstructionReader(without_asides(text), place, inherited or StepContext())
    reader.read()
    return reader.clauses, reader.context()


_IN_PLACE = re.compile(r"in\s+(?:its|their)\s+place")


class _InstructionReader:
    """One reading of one instruction."""

    def __init__(self, text: str, place: Place, inherited: StepContext) -> None:
        self.text, self.place, self.inherited = closed(text), place, inherited
        self.sections, self.annexes, self.authority = inherited.sections, inherited.annexes, inherited.authority
        self.clauses: list[Clause] = []
        self.current: Clause | None = None  # an active verb that takes what follows
        self.waiting: list[Target] = []  # targets before their verb
        self.unplaced: list[ListParagraph] = []  # "paragraph (b) of § 2.4"
        self.defined: set[Path] = set()  # definitions that were named
        self.sentence = ""
        self.going_to = False
        self.inner: list[Path] = []
        self.parts: list[str] = []
        self.inside: list[Target] = []  # "paragraph (b) is amended by ..."
        self.doubt = ""
        self._loose: list[str] = []  # quoted before any verb
        self.everywhere = False  # "wherever it appears, remove ..."

    def read(self) -> None:
        position = 0
        while mark := MARKS.search(self.text, position):
            name = next(name for name in _READERS if mark[name] is not None)
            if name in ("paragraphs", "section") and BESIDE.search(self.text[max(0, mark.start() - 28) : mark.start()]):
                position = skip_list(self.text, mark.end())
            else:
                position = max(_READERS[name](self, mark), mark.end())
        self._finish()

    def context(self) -> StepContext:
        inner = self.inner[0] if len(set(self.inner)) == 1 and len(self.sections) == 1 else self.inherited.inner
        if not self.inner and self.sections != self.inherited.sections:
            inner = ()
        return StepContext(self.sections, self.annexes, inner, self.authority)

    # --- verbs ------------------------------------------------------------------------------------------------------

    def _open(self, verb: Verb) -> Clause:
        self._close()
        clause = Clause(verb, each=self.everywhere, doubt=self.doubt)
        self.doubt, self.everywhere = "", False
        self.clauses.append(clause)
        self.current = clause
        if self.waiting and verb is not Verb.AMEND:  # "in paragraph (f), remove ..."
            smaller = [each for each in self.waiting if each.address or each.field]
            self.inner += [each.address for each in smaller if not each.field]
            self.inside = smaller or self.inside
            clause.targets += smaller
            clause.placed = bool(smaller)
            self.waiting = []
        return clause

    def _close(self) -> None:
        """Give the last active clause what it lacks."""
        clause, self.current = self.current, None
        self.going_to = False
        if clause is None:
            return
        if self.sentence:
            clause.targets = [
                attrs.evolve(each, field=self.sentence) if not each.field else each
                for each in clause.targets or self._standing()
            ]
            self.sentence = ""
        if self.unplaced:
            clause.doubt = clause.doubt or "paragraphs of no certain section"
            self.unplaced = []

    def _active(self, mark: re.Match[str]) -> int:
        stem = mark["does"].lower()
        verb = VERBS_BY_STEM[stem]
        words = mark[0].lower().split()[-1]
        if words in ("add", "adding", "insert", "inserting") and self.current is not None:
            rest = self.text[mark.end() : mark.end() + 40]
            if re.match(r"\s*,?\s+(?:the\s+\w+\s+)?in\s+(?:its|their)\s+places?\b", rest) or (
                self.current.verb is Verb.REMOVE
                and self.current.out
                and _IN_PLACE.search(self.text, mark.end())
                and re.match(r"\s+(?:the\s+\w+\s+)?[“\"]", rest)
            ):
                self.current.verb = Verb.SWAP
                self.going_to = True
                return mark.end()
            if re.match(r"\s+(?:periods|semicolons|commas)\s+in\s+their\s+places?", rest):
                self.current.verb = Verb.SWAP
                self.current.put.append(POINTS[rest.split()[0].rstrip("s")])
                return mark.end()
        if self.current is not None and verb is Verb.TRANSFER:
            return mark.end()  # "redesignate § 22.75 as § 22.325 and transfer to subpart E"
        previous = self.clauses[-1] if self.clauses else None
        clause = self._open(verb)
        if verb is Verb.REPUBLISH and re.match(r"\s+them\b", self.text[mark.end() :]) and previous:
            clause.targets = list(previous.into or previous.targets)
        return mark.end()

    def _reserve(self, mark: re.Match[str]) -> int:
        self._open(Verb.RESERVE)
        return mark.end()

    def _reissue(self, mark: re.Match[str]) -> int:
        self._open(Verb.REVISE)
        return mark.end()

    def _passive(self, mark: re.Match[str]) -> int:
        return self._passively(VERBS_BY_STEM[mark["been"]], mark)

    def _reserved(self, mark: re.Match[str]) -> int:
        return self._passively(Verb.RESERVE, mark)

    def _also(self, mark: re.Match[str]) -> int:
        verb = VERBS_BY_STEM[mark["too"]]
        if not self.clauses:
            return mark.end()
        before = self.clauses[-1]
        if verb is Verb.RESERVE and before.verb is Verb.REMOVE:
            before.verb = Verb.RESERVE
            return mark.end()
        targets = list(before.into or before.targets)
        self._close()
        self.clauses.append(Clause(verb, targets))
        return mark.end()

    def _passively(self, verb: Verb, mark: re.Match[str]) -> int:
        by = re.match(r"\s*(?:by\b|as\s+follows|:|$)", self.text[mark.end() :])
        if verb is Verb.AMEND or (verb is Verb.CORRECT and by):
            self._close()
            self.clauses.append(Clause(Verb.AMEND, list(self.waiting)))
            self.inside = [each for each in self.waiting if each.address or each.field] or self.inside
            self.inner += [each.address for each in self.inside if not each.field]
            self.waiting = []
            return mark.end()
        self._close()
        clause = Clause(verb, self.waiting or self._standing(), placed=not self.waiting, doubt=self.doubt)
        self.doubt = ""
        if self.sentence:
            clause.targets = [attrs.evolve(each, field=self.sentence) for each in clause.targets]
            self.sentence = ""
        self.waiting = []
        self.clauses.append(clause)
        if verb in (Verb.REDESIGNATE, Verb.DESIGNATE):
            self.current = clause
        return mark.end()

    def _continues(self, _mark: re.Match[str]) -> int:
        self._close()
        self.clauses.append(Clause(Verb.REPUBLISH, self.waiting or self._standing()))
        self.waiting = []
        return len(self.text)

    def _should(self, mark: re.Match[str]) -> int:
        quotes = self.current.out if self.current else self._loose
        self._close()
        clause = Clause(Verb.SWAP, self.waiting or self._standing(), out=list(quotes))
        self.waiting = []
        self.clauses.append(clause)
        self.current, self.going_to = clause, True
        return mark.end()

    # --- words ------------------------------------------------------------------------------------------------------

    def _quote(self, mark: re.Match[str]) -> int:
        words = mark[0][1:-1].strip()
        if self.current is None:
            self._loose.append(words)
        elif self.going_to:
            self.current.put.append(words)
        else:
            self.current.out.append(words)
        return mark.end()

    def _period(self, mark: re.Match[str]) -> int:
        if self.current is not None and mark["point"]:
            (self.current.put if self.going_to else self.current.out).append(POINTS[mark["point"].rstrip("s")])
        return mark.end()

    def _in_place(self, mark: re.Match[str]) -> int:
        if self.current is not None:
            self.going_to = self.going_to or self.current.verb in (Verb.REMOVE, Verb.SWAP)
        return mark.end()

    def _reads(self, mark: re.Match[str]) -> int:
        if self.current is not None and self.current.out and "follows" not in mark[0]:
            self.current.verb, self.going_to = Verb.SWAP, True
        return mark.end()

    def _with(self, mark: re.Match[str]) -> int:
        if self.current is not None and self.current.verb is Verb.SWAP and self.current.out:
            self.going_to = True
        return mark.end()

    def _each(self, mark: re.Match[str]) -> int:
        if self.current is not None:
            self.current.each = True
        else:
            self.everywhere = True
        return mark.end()

    def _times(self, mark: re.Match[str]) -> int:
        if self.current is not None:
            self.current.times = FEW[mark["many"]]
        return mark.end()

    def _end(self, mark: re.Match[str]) -> int:
        if self.current is not None:
            self.current.at_end = True
        return mark.end()

    def _sentence(self, mark: re.Match[str]) -> int:
        if mark["nth"] is None:
            if not self.sentence:
                self._unread("sentences that are not counted")
            return mark.end()
        numbers = [ORDINALS[each] for each in re.findall(ORDINAL, mark["nth"])]
        if "through" in mark["nth"] and len(numbers) == 2:
            numbers = list(range(numbers[0], numbers[1] + 1))
        self.sentence = f":sentence({','.join('last' if n == len(ORDINALS) else str(n) for n in numbers)})"
        return mark.end()

    def _unread(self, doubt: str) -> None:
        if self.current is not None:
            self.current.doubt = self.current.doubt or doubt
        else:
            self.doubt = self.doubt or doubt

    def _table(self, mark: re.Match[str]) -> int:
        if not (self.current is not None and self.current.out) and not re.search(
            r"associated\s*$", self.text[max(0, mark.start() - 20) : mark.start()]
        ):
            self._unread("a part of a table, a figure or a note")
        return mark.end()

    def _undesignated(self, mark: re.Match[str]) -> int:
        self._unread("a paragraph without a designator")
        return mark.end()

    def _undefined(self, mark: re.Match[str]) -> int:
        self._unread("a definition that is not named in quotation marks")
        return mark.end()

    def _label(self, mark: re.Match[str]) -> int:
        if self.current is None and not self.clauses:
            self.clauses.append(Clause(Verb.REVISE, doubt="a maintainer's mark in place of words"))
        elif self.current is not None:
            self._unread("a maintainer's mark in place of words")
        return mark.end()

    def _skip(self, mark: re.Match[str]) -> int:
        return mark.end()

    def _as(self, mark: re.Match[str]) -> int:
        if self.current is not None and self.current.verb in (Verb.REDESIGNATE, Verb.DESIGNATE):
            self.going_to = True
        return mark.end()

    # --- targets ----------------------------------------------------------------------------------------------------

    def _standing(self) -> list[Target]:
        """Return what is meant when a clause names nothing."""
        if self.annexes:
            return [Target(path_of(each)) for each in self.annexes]
        if self.authority:
            part = next(iter(self.parts), self.place.cite(self.place.part) if self.place.part else None)
            return [Target(path_of(f"{part}"), field=":authority")] if part else []
        if self.inside and self.inside[0].provision in {path_of(each.number) for each in self.sections}:
            return list(self.inside)
        inner = self.inherited.inner if self.sections == self.inherited.sections else ()
        return [Target(path_of(each.number), inner or steps(each.levels)) for each in self.sections]

    def _put(self, target: Target) -> None:
        if self.sentence and not target.field:
            target, self.sentence = attrs.evolve(target, field=self.sentence), ""
        if self.current is None or self.current.verb is Verb.AMEND:
            self.waiting.append(target)
        elif self.going_to and self.current.verb in (Verb.REDESIGNATE, Verb.DESIGNATE):
            self.current.into.append(target)
        else:
            if self.current.placed and target.address:
                self.current.targets, self.current.placed = [], False
            self.current.targets.append(target)

    def _authority(self, mark: re.Match[str]) -> int:
        self.authority = True
        return mark.end()

    def _annex(self, mark: re.Match[str]) -> int:
        names = annexes(mark, self.place)
        if mark["noun"].lower().startswith("subpart"):
            if self.current is not None and self.current.verb in (Verb.DESIGNATE, Verb.TRANSFER, Verb.REDESIGNATE):
                return mark.end()
            if not self.sections and not self.annexes:
                for name in names:
                    self._put(Target(path_of(name)))
        elif not self.annexes or mark["annex_part"]:
            self.annexes = names
            if self.current is not None and self.current.verb is not Verb.AMEND:
                for name in names:
                    self._put(Target(path_of(name)))
            elif names:
                self.waiting += [Target(path_of(name)) for name in names]
        return mark.end()

    def _section(self, mark: re.Match[str]) -> int:
        numbers, certain, end = sections_from(self.text, mark, self.place)
        if self.authority or self.annexes:
            return end
        if not certain:
            self._unread("a range of sections that cannot be counted")
        self.sections = numbers
        items, self.unplaced = self.unplaced, []
        if items:
            self._add(items)
            return end
        if len(numbers) == 1 and numbers[0].levels:
            items, after = read_list_after(self.text, end, numbers[0].levels)
            if items:
                self._add([attrs.evolve(each) for each in items], whole=True)
                return after
        clause = self.current if self.current is not None and self.current.verb is not Verb.AMEND else None
        if clause is not None and clause.targets and not self.going_to and not any(each.levels for each in numbers):
            return end  # "... in the definition of "Bureau" in § 447.11"
        for each in numbers:
            self._put(Target(path_of(each.number), steps(each.levels)))
        return end

    def _part(self, mark: re.Match[str]) -> int:
        parts, end = parts_from(self.text, mark, self.place)
        self.parts += parts
        acting = self.current is not None and self.current.verb in (Verb.ADD, Verb.REVISE, Verb.REMOVE)
        if acting and not self.sections and not self.annexes and not self.authority:
            for part in parts:
                self._put(Target(path_of(part)))
        return end

    def _field_of(self, mark: re.Match[str]) -> int:
        return self._list(mark, field_of(mark["of"]))

    def _paragraphs(self, mark: re.Match[str]) -> int:
        return self._list(mark, "")

    def _list(self, mark: re.Match[str], field: str) -> int:
        items, end = read_list(self.text, mark.end(), field)
        if belongs_to_next_section(self.text, end):
            self.unplaced += items
        elif re.match(r"\s+(?:to|of|in|under)\s+the\s+definitions?\b", self.text[end:]):
            definition = MARKS.search(self.text, end)
            if definition is not None and definition["definition"] is not None:
                return self._definition(definition, items)
            self._unread("a definition that is not named in quotation marks")
        else:
            self._add(items)
        return end

    def _add(self, items: list[ListParagraph], *, whole: bool = False) -> None:
        if self.annexes:
            self._unread("a paragraph of an appendix")
            return
        if len(self.sections) != 1:
            self._unread("paragraphs of no certain section")
            return
        section = self.sections[0]
        base = (*self.inherited.inner,) if any(s.startswith("def:") for s in self.inherited.inner) else ()
        for item in items:
            if item.levels is None:
                self._unread("a list of paragraphs that cannot be counted")
                continue
            outer = base if item.numbered else ()
            if item.numbered and not outer and section.levels and not whole:
                outer = steps(section.levels)
            self._put(Target(path_of(section.number), (*outer, *steps(item.levels)), item.field))

    def _definition(self, mark: re.Match[str], items: list[ListParagraph] | None = None) -> int:
        end, alternative = mark.end(), False
        if inside := DEFINED_IN.match(self.text, end):  # "the definition of “Bureau” in § 447.11"
            found = MARKS.match(self.text, inside.end())
            if found is not None and found["section"] is not None:
                self.sections, _, _ = sections_from(self.text, found, self.place)
        if len(self.sections) != 1:
            self._unread("a definition of no certain section")
        while term := TERM.match(self.text, end):
            end = term.end()
            word = term["term"].strip(" ,.;")
            other_name, alternative = alternative, bool(re.match(r"\s*,?\s*or\b", term["more"] or ""))
            if len(self.sections) == 1 and word and not other_name:
                section = self.sections[0]
                address = (*steps(section.levels), f"def:{word}")
                self.defined.add(address)
                for item in items or [ListParagraph(())]:
                    if item.levels is not None:
                        self._put(Target(path_of(section.number), (*address, *steps(item.levels)), item.field))
            if term["more"] is None:
                break
        return end

    def _intro(self, mark: re.Match[str]) -> int:
        for target in self._standing():
            self._put(attrs.evolve(target, field=":intro"))
        return mark.end()

    def _heading(self, mark: re.Match[str]) -> int:
        to = re.match(r"\s+(?:to|of|for)\s+(?:new\s+)?paragraphs?\s+", self.text[mark.end() :])
        if to:
            items, end = read_list(self.text, mark.end() + to.end(), ":heading")
            self._add(items)
            return end
        if re.match(r"\s+set\s+forth", self.text[mark.end() :]):
            return mark.end()
        for target in self._standing():
            self._put(attrs.evolve(target, field=":heading"))
        return mark.end()

    def _approval(self, mark: re.Match[str]) -> int:
        for target in self._standing():
            self._put(attrs.evolve(target, address=(), field=":note"))
        return mark.end()

    def _finish(self) -> None:
        self._close()
        if self.doubt and self.clauses:  # "... is added to the table"
            self.clauses[-1].doubt = self.clauses[-1].doubt or self.doubt
        terms = {target.address for clause in self.clauses for target in clause.targets if _defines(target.address)}
        outer = self.defined | {address[: _defines(address)] for address in terms}
        for clause in self.clauses:
            if len(outer) > 1 and any(_numbered(each.address) for each in clause.targets):
                clause.doubt = clause.doubt or "a paragraph of no certain definition"
            clause.targets = [_inside(target, outer) for target in _finest(clause.targets)]
            if not clause.targets and clause.verb is not Verb.AMEND:
                clause.targets, clause.placed = self._standing(), True
            whole = clause.placed and clause.verb in _NAMES_ITS_OWN and not clause.out
            if whole and any(not each.field for each in clause.targets):
                clause.doubt = clause.doubt or "no provision that it names; expected what it reaches"
            if clause.verb is Verb.AMEND and not clause.targets:
                clause.targets = self.waiting or self._standing() or [Target(path_of(each)) for each in self.parts]
        unplaced = next((clause.doubt for clause in self.clauses if clause.verb is Verb.AMEND and clause.doubt), "")
        for clause in self.clauses:
            clause.doubt = clause.doubt or unplaced
        for gone, come in pairwise(self.clauses):  # "remove “A” and add “B”"
            if gone.verb is Verb.REMOVE and come.verb is Verb.ADD and gone.out and come.out and not come.at_end:
                for each in (gone, come):
                    each.doubt = each.doubt or "words to be put in at a place that is not certain"
        if not self.clauses and self.waiting:
            self.clauses.append(Clause(Verb.AMEND, list(self.waiting), doubt=self.doubt))


def _finest(targets: list[Target]) -> list[Target]:
    """Leave out a section that only says where the paragraphs beside it are."""
    finer = {each.provision for each in targets if each.address or each.field}
    return [each for each in targets if each.address or each.field or each.provision not in finer]


def _defines(address: Path) -> int:
    """Return how many steps lead to a definition; 0 for an address outside of one."""
    return next((n for n, step in enumerate(address, 1) if step.startswith("def:")), 0)


def _numbered(address: Path) -> bool:
    return bool(address) and address[0][1:-1].isdecimal()


def _inside(target: Target, outer: set[Path]) -> Target:
    """Put a paragraph (1) into the only definition that an instruction speaks of."""
    if len(outer) == 1 and _numbered(target.address):
        return attrs.evolve(target, address=(*next(iter(outer)), *target.address))
    return target


def steps(levels: Levels) -> Path:
    """Return designators as the steps of an address."""
    return tuple(f"({each})" for each in levels)


_READERS: dict[str, Callable[[_InstructionReader, re.Match[str]], int]] = {
    "continues": _InstructionReader._continues,
    "reserve": _InstructionReader._reserve,
    "reissue": _InstructionReader._reissue,
    "reserved": _InstructionReader._reserved,
    "should": _InstructionReader._should,
    "passive": _InstructionReader._passive,
    "also": _InstructionReader._also,
    "active": _InstructionReader._active,
    "in_place": _InstructionReader._in_place,
    "read": _InstructionReader._reads,
    "each": _InstructionReader._each,
    "with": _InstructionReader._with,
    "times": _InstructionReader._times,
    "definition": _InstructionReader._definition,
    "undefined": _InstructionReader._undefined,
    "quote": _InstructionReader._quote,
    "period": _InstructionReader._period,
    "label": _InstructionReader._label,
    "authority": _InstructionReader._authority,
    "annex": _InstructionReader._annex,
    "section": _InstructionReader._section,
    "part": _InstructionReader._part,
    "sentence": _InstructionReader._sentence,
    "approval": _InstructionReader._approval,
    "undesignated": _InstructionReader._undesignated,
    "field_of": _InstructionReader._field_of,
    "paragraphs": _InstructionReader._paragraphs,
    "bare": _InstructionReader._paragraphs,
    "intro": _InstructionReader._intro,
    "heading": _InstructionReader._heading,
    "table": _InstructionReader._table,
    "end": _InstructionReader._end,
    "them": _InstructionReader._skip,
    "as": _InstructionReader._as,
}
