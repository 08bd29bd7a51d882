"""A clause of an amendatory instruction: a verb with what it is done to; and what the targets of clauses are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

import attrs

from regtrack.model.scope import Path
from regtrack.text.citing import Cited
from regtrack.text.designators import Levels
from regtrack.text.operations import UNCODIFIED, Target, Verb, is_division

LAST = 99
"""The number of the last sentence."""
NO_SECTION = "a provision of no certain section; expected its section before it"
UNPLACED = "a sentence of no certain paragraph"


@attrs.define
class Clause:
    """A verb with what it is done to.

    Attributes:
        verb: what is done.
        targets: to what.
        into: where redesignated ones go.
        out, put: quoted words that go, and that come.
        nth: which one of the words is meant, in one place; 0 for the last one.
        side: words come "after" or "before" those in ``put``.
        rows: names of rows of a table.
        table: what a table is called that is named with the verb; None where none is.
        whole: the table itself is meant: it is revised, or what is printed is added to it.
        under: a heading in the table has them under it.
        beside_rows: "and" joins a provision to rows or to a table: it is none that they stand in.
        beside: the row that they stand beside, by ``side``.
        spread: some targets are named behind the words.
        ends_quoted: the instruction ends with its last quotation, and no mark behind that.
        joined: "and" stands before a provision behind the words: it may be their place, or be meant itself.
        aside: what "and" joins to the words, as if it was meant itself.
        led_too: "and in" stands before one of its targets.
        headed: the words stand in the heading, too.
        listed: words to go end in a mark where the sentence needs one.
        outside: the instruction has commas or periods behind its quotation marks, not in them.
        pointed: words to come end in a mark where the sentence needs one.
        instead: it comes in the place of what the clause before it takes out.
        manner: "strike" where "insert" puts words in their place; "passive" where what is quoted next has another verb;
            "end" where a suspension is removed.
        doubt: why it has no certain reading.
    """

    verb: Verb
    targets: list[Target] = attrs.Factory(list)
    into: list[Target] = attrs.Factory(list)
    out: list[str] = attrs.Factory(list)
    put: list[str] = attrs.Factory(list)
    each: bool = False
    times: int | None = None
    nth: int | None = None
    at_end: bool = False
    side: str = ""
    rows: list[str] = attrs.Factory(list)
    table: str | None = None
    whole: bool = False
    under: bool = False
    beside: str = ""
    beside_rows: bool = False
    placed: bool = False
    spread: bool = False
    joined: bool = False
    aside: Target | None = None
    led_too: bool = False
    headed: bool = False
    pointed: bool = False
    listed: bool = False
    outside: bool = False
    ends_quoted: bool = False
    instead: bool = False
    manner: str = ""
    doubt: str = ""

    @property
    def idle(self) -> bool:
        """Whether it holds something that its verb does nothing with."""
        swaps = self.verb in (Verb.SWAP, Verb.REMOVE, Verb.ADD, Verb.CORRECT)
        rows = self.rows and self.verb not in (Verb.REVISE, Verb.REMOVE, Verb.ADD)
        often = (self.each or self.times) and not self.out
        return bool(rows or often or (not swaps and (self.out or self.at_end)))


@attrs.frozen
class StepContext:
    """What the steps under an instruction belong to.

    Attributes:
        sections: sections in question.
        annexes: appendices or supplements in question.
        inside: the paragraphs in which steps do what they say.
        limit: why neither the instruction nor its steps have a certain reading.
        swap: words for words, of places that the steps name.
        apart: sections of which something is meant that they name, and do not say.
    """

    sections: tuple[Cited, ...] = ()
    annexes: tuple[str, ...] = ()
    inside: tuple[Target, ...] = ()
    limit: str = ""
    swap: Clause | None = None
    apart: frozenset[Path] = frozenset()


def steps(levels: Levels) -> Path:
    """Return designators as the steps of an address."""
    return tuple(f"({each})" for each in levels)


def sentence_of(target: Target, sentence: str) -> Target:
    """Return sentences of a target; those of a paragraph are those of its introductory text."""
    of_paragraph = target.field in ("", ":intro") or target.field.startswith(":sentence")
    return attrs.evolve(target, field=sentence) if of_paragraph else target


def finest(targets: list[Target]) -> list[Target]:
    """Leave out a section, or a definition, that only says where the paragraphs beside it are."""
    finer = {each.provision for each in targets if each.address or each.field}
    found = [each for each in targets if each.address or each.field or each.provision not in finer]
    return [each for each in found if not (defines(each.address) and any(map(each.leads_to, found)))]


def defines(address: Path) -> int:
    """Return how many steps lead to a definition; 0 for an address outside of one."""
    return next((n for n, step in enumerate(address, 1) if step.startswith("def:")), 0)


def numbered(address: Path) -> bool:
    """Whether an address begins with a number, as those inside of a definition do."""
    return bool(address) and address[0][1:-1].isdecimal()


def inside(target: Target, outer: set[Path]) -> Target:
    """Put a paragraph (1) into the only definition that an instruction speaks of."""
    if len(outer) == 1 and numbered(target.address):
        return attrs.evolve(target, address=(*next(iter(outer)), *target.address))
    return target


def put_instead(clauses: list[Clause]) -> None:
    """Read "removing the heading of (b) and adding a heading in its place": (b)'s; what is not named is doubted."""
    for gone, come in [*pairwise(clauses)]:
        if not come.instead or gone.out or gone.rows or come.rows:
            continue
        old, new = finest(gone.targets), finest(come.targets)
        parts = {each.field for each in (*old, *new)}
        its = bool(new) and not come.out and all(each in old or not each.address for each in new)
        if gone.verb is Verb.REMOVE and its and len(parts) == 1 and "" not in parts:
            gone.verb, gone.doubt = Verb.REVISE, gone.doubt or come.doubt
            clauses.remove(come)
        elif (
            gone.verb is not Verb.REMOVE
            or come.out
            or come.placed
            or not new
            or any(e.field and not e.address for e in new)
        ):
            gone.doubt = gone.doubt or come.doubt or "what comes in the place of something; expected it to be named"
            come.doubt, come.targets = gone.doubt, [*come.targets, *(e for e in old if e not in come.targets)]


def recounted(clauses: Iterable[Clause]) -> None:
    """Doubt sentences whose paragraph, or whose number, another clause of an instruction leaves open."""
    finer: set[Path] = set()
    moved: dict[Path, int] = {}
    for clause in clauses:
        counted = [each for each in clause.targets if each.field.startswith(":sentence")]
        if any(not each.address and each.provision in finer for each in counted):
            clause.doubt = clause.doubt or UNPLACED
        if any(_is_moved(moved[each.path], _numbers(each), clause.verb) for each in counted if each.path in moved):
            clause.doubt = clause.doubt or "sentences that are counted before, or after, others came or went"
        if clause.verb in (Verb.REMOVE, Verb.ADD) and not clause.out:
            moved |= {each.path: min(_numbers(each)) for each in counted}
        finer |= {each.provision for each in clause.targets if each.address}


def _is_moved(first: int, numbers: list[int], verb: Verb) -> bool:
    """Whether sentences stand behind the first one that came or went, or may be that one."""
    if verb is Verb.ADD:
        return first < min(numbers) < LAST
    return first == LAST in numbers or any(first <= each < LAST for each in numbers)


def _numbers(target: Target) -> list[int]:
    """Return the numbers of sentences, from the first on."""
    return [LAST if each == "last" else int(each) for each in target.field[len(":sentence(") : -1].split(",")]


_NAMES_TARGETS = {Verb.REMOVE, Verb.RESERVE, Verb.REVISE, Verb.ADD, Verb.REDESIGNATE}
"""Verbs that never reach a whole section only because it was the last one mentioned."""


TWO_THINGS = "a provision that may be meant itself, or as the place of the words beside it; expected them apart"


MISCOUNTED = "provisions that go to more or fewer places; expected as many"


def doubt_gone(clauses: Iterable[Clause], named: set[Path]) -> None:
    """Doubt a part of a section that another verb has whole: "remove § 9.5, revise (a) and remove (b) in § 9.4".

    Args:
        clauses: of an instruction.
        named: all sections that it names.
    """
    whole: set[Path] = set()
    for clause in clauses:
        own = {each.provision for each in (*clause.targets, *clause.into) if each == Target(each.provision)}
        goes = clause.verb in (Verb.REMOVE, Verb.RESERVE)
        others = clause.verb in (Verb.ADD, Verb.REVISE, Verb.REDESIGNATE) and named - own
        whole |= own if (goes or others) and not (clause.out or clause.rows or clause.whole or clause.placed) else set()
    for clause in clauses:
        parts = (each for each in clause.targets if each.address or each.field not in ("", UNCODIFIED))
        if not clause.doubt and any(each.provision in whole and not is_division(each.provision) for each in parts):
            clause.doubt = NO_SECTION


def doubts_of(clause: Clause, text: str, before: set[Path], finer: set[Path]) -> Iterator[str]:
    """Say what is not certain of the places of a clause.

    Args:
        clause: with its targets.
        text: the instruction.
        before: sections of which the clauses before it have named paragraphs.
        finer: those of which any clause has.
    """
    bare = {each.provision for each in clause.targets if each == Target(each.provision)}
    if clause.nth is not None and (
        clause.each or clause.times or clause.at_end or len(clause.targets) > 1 or len(clause.out) > 1
    ):
        yield "one of several words of no certain place"
    if clause.verb is not Verb.ADD and any(":sentence(last," in each.field for each in clause.targets):
        yield "sentences that are not counted"
    divisions = [each for each in clause.targets if each.provision[-1].startswith("subpart ") and not each.field]
    if clause.verb is Verb.REVISE and divisions and len(divisions) < len(clause.targets):  # which of them is printed?
        yield "a subpart that is revised beside other provisions; expected it alone"
    if clause.verb is Verb.TRANSFER and any(each.address for each in clause.targets):
        yield "a paragraph that goes elsewhere; expected a whole section"
    if clause.led_too and not (clause.out or clause.rows or clause.whole):  # "revise the heading of (a) and of (b)"
        yield "a place of what is done, or of what is named before it; expected them apart"
    if clause.aside in clause.targets:
        yield TWO_THINGS
    if clause.joined and clause.at_end and clause.verb in (Verb.REMOVE, Verb.ADD) and not clause.put:
        yield TWO_THINGS
    if clause.verb is Verb.REMOVE and len(clause.out) > 1 < len(clause.targets) and "respectively" in text:
        yield "words that may each be of one place; expected them apart"
    if clause.out and clause.placed and bare & before and not clause.each:
        yield "words of no certain paragraph; expected the place beside them"
    if any(t.field.startswith(":sentence") and not t.address and t.provision in finer for t in clause.targets):
        yield UNPLACED
    whole = clause.placed and clause.verb in _NAMES_TARGETS and not (clause.out or clause.rows or clause.whole)
    named = clause.verb is Verb.REVISE and all(each.address for each in clause.targets)  # "in § 9.1(d), revise"
    if whole and not named and any(not each.field for each in clause.targets):
        yield "no provision that it names; expected what it reaches"
