"""The text of a provision on a day, as known on a day: what the law says, what the Code prints, and what differs."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import groupby
from operator import itemgetter

import attrs

from regtrack import dates
from regtrack.errors import InputError, NotFoundError
from regtrack.fold import Question
from regtrack.model.provision_text import Edition, Passage
from regtrack.model.scope import Path, covers, path_of, spell
from regtrack.model.state import KnownBy
from regtrack.queries import acts
from regtrack.queries.names import resolve
from regtrack.store import Store
from regtrack.text import history
from regtrack.text.history import AmendingAct, Shown, Text
from regtrack.text.operations import UNCODIFIED, VERBS, InstructionSource, Refusal, Target, TextOperation, Verb
from regtrack.text.provision import Paragraph, Provision, Sort, cite, same_step

_COMMENT = re.compile(
    r"comment\s+(\d+[a-z]?)((?:\([0-9A-Za-z]+\))*)(?:-([0-9A-Za-z.]+))?\s+(?:of|to)\s+(.+)", re.IGNORECASE
)
_DEFINITION = re.compile(r"(.+?),? definition of [“\"](.+?)[”\"](?:, paragraph ((?:\([0-9A-Za-z]+\))+))?")
WHICH = ("operative", "codified")


@attrs.frozen
class TextAnswer:
    """The text of a provision.

    Attributes:
        scope: as asked, in its one spelling.
        path: of the section, appendix or part.
        address: of the paragraph in it; empty for all.
        question: the day and what counts as known.
        which: the operative or the codified text.
        text: all of it.
        shown: the paragraphs that are asked for, in order.
        ahead: changes to come that are known, each with its day.
        assumed: what was taken for in force.
        names: id of the instrument by the name of its document.
        begins: the day from which each instruction is in force.
        acts: what documents do to it, whether it counts or not.
        editions: what is recorded of its print.
    """

    scope: str
    path: Path
    address: Path
    question: Question
    which: str
    text: Text
    shown: tuple[Shown, ...]
    ahead: tuple[AmendingAct, ...] = ()
    assumed: tuple[str, ...] = ()
    names: Mapping[str, str] = attrs.field(factory=dict)
    begins: Mapping[InstructionSource, dt.date | None] = attrs.field(factory=dict)
    acts: tuple[AmendingAct, ...] = ()
    editions: tuple[history.PrintedEdition, ...] = ()

    @property
    def words(self) -> str:
        """The words alone, a paragraph a line; empty where there are none."""
        return "\n".join(written(each) for each in self.paragraphs)

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """The paragraphs of the text that is asked for."""
        tree = self.text.operative if self.which == "operative" else self.text.codified
        return tuple(
            paragraph for path, provision in tree.items() if covers(self.path, path)
            for paragraph in provision.paragraphs if inside(paragraph.address, self.address)
        )  # fmt: skip

    @property
    def flags(self) -> tuple[str, ...]:
        """What a careful reader should be warned of."""
        found = {"could_not_incorporate"} if self.refusals else set()
        for act in self.acts:
            if any(_concerns(read, self.path, self.address) for read in act.reads):
                found.update(act.flags)
        return tuple(sorted(found))

    @property
    def refusals(self) -> tuple[str, ...]:
        """What could not be incorporated in what is shown, or in what might stand here and does not."""
        found = [refusal for line in self.shown for refusal in line.refusals]
        absent = [] if self.shown else [e for e in self.text.refusals if e.concerns(self.path, self.address)]
        return tuple(dict.fromkeys(map(str, (*found, *absent))))

    @property
    def uncodified(self) -> tuple[str, ...]:
        """What acts in force do here that is not text of the Code: to an authority citation, a directive, an order."""
        reads = (read for act in self.acts if act.counts for read in act.reads if isinstance(read, TextOperation))
        here = (read for read in reads if read.target.wordless and covers(self.path, read.target.provision))
        return tuple(dict.fromkeys(origin_line(e.source, e.verb, e.target) for e in here if not self.address))


def written(paragraph: Paragraph) -> str:
    """Return a paragraph as it is printed, with its designator."""
    return " ".join(filter(None, (paragraph.designator, paragraph.text)))


def read_scope(scope: str, others: Collection[str] = ()) -> tuple[Path, Path]:
    """Return the provision and the paragraph that a citation names.

    Args:
        scope: as written.
        others: names of what is recorded outside of the Code, such as pages of the Register.

    Raises:
        InputError: it is no citation of the Code.
    """
    comment = _COMMENT.fullmatch(" ".join(scope.split()))
    if comment is not None:
        inside = (comment[1], *re.findall(r"\([0-9A-Za-z]+\)", comment[2]))
        steps = comment[3].split(".") if comment[3] else []
        return path_of(comment[4]), (*inside, *(f"{'.' if n else '-'}{step}" for n, step in enumerate(steps)))
    defined = _DEFINITION.fullmatch(" ".join(scope.split()))
    if defined is not None:
        path, outer = read_scope(defined[1])
        return path, (*outer, f"def:{defined[2]}", *re.findall(r"\([0-9A-Za-z]+\)", defined[3] or ""))
    path = path_of(scope)
    if len(path) == 1 and path[0] in others:
        return path, ()
    if not path[0].endswith(" CFR") or len(path) < 2:
        expected = "a citation of the Code such as '12 CFR 1024.41(b)', '15 CFR 744' or 'app. A to 12 CFR 1003'"
        raise InputError(f"scope: found {scope!r}; expected {expected}")
    return path[:3], path[3:]


def text(
    store: Store,
    scope: str,
    question: Question,
    *,
    which: str = "operative",
    pending: bool = False,
    assume: Sequence[str] = (),
) -> TextAnswer:
    """Return the text of a provision on a day, as known.

    Args:
        store: the ledger.
        scope: a part, a section, an appendix or a paragraph.
        question: the day and what counts as known.
        which: ``operative``: what the law says; ``codified``: what was printed.
        pending: with what is known to come.
        assume: documents that are taken for in force.

    Raises:
        InputError: a value cannot be used.
        NotFoundError: there is no such provision, or no edition that is as old as the day.
    """
    if which not in WHICH:
        raise InputError(f"which: found {which!r}; expected {' or '.join(WHICH)}")
    path, address = read_scope(scope, store.parts())
    part = spell(path[:2])
    day = dates.day_of(question.on.tick())
    printed = _printed(store, part, question)
    base_on = _base(store, part, printed, day, question)
    instruments = [resolve(store, name)[1] for name in assume]
    ask = acts.Ask(question, base_on, pending, frozenset(each.id for each in instruments))
    records = store.amendatory(part)
    found, related = acts.acts(store, records, path, ask)
    editions = _editions(store, printed, related)
    whole = history.text_on(editions, found, dt.date.max if pending else day, path)
    assert whole is not None
    address = _as_spelled(whole, path, address)
    shown = tuple(line for line in whole.shown if covers(path, line.provision) and inside(_address(line), address))
    answer = TextAnswer(
        cite(path, address), path, address, question, which,
        whole, shown, tuple(_ahead(whole, path, address)),
        tuple(each.id for each in instruments),
        {record.name: record.instrument for record, _ in records},
        {read.source: act.begins_on for act in found for read in act.reads}, tuple(found), tuple(editions),
    )  # fmt: skip
    _check_there(answer, whole, found, printed)
    return answer


def _ahead(whole: Text, path: Path, address: Path) -> Iterator[AmendingAct]:
    """Return what is to come to a scope, as far as it changes words of it."""
    for act in whole.left_out:
        reads = tuple(read for read in act.reads if _concerns(read, path, address))
        if act.standing in ("pending", "delayed", "delayed_indefinitely") and reads:
            yield attrs.evolve(act, reads=reads)


def _concerns(read: history.Read, path: Path, address: Path) -> bool:
    if isinstance(read, TextOperation) and not VERBS[read.verb].changes:
        return False
    targets = [read.target, *([read.to] if isinstance(read, TextOperation) and read.to is not None else [])]
    return any(
        covers(path, each.provision) and (each.reaches(address) or inside(each.address, address)) for each in targets
    )


def _printed(store: Store, part: str, question: Question) -> list[Edition]:
    """Return the editions of a part that count as known."""
    limit = question.limit
    known: list[Edition] = []
    for edition, recorded in store.editions(part):
        available = (edition.available or edition.printed_on).public(dates.FEDERAL_ZONE)
        if (recorded if limit.known_by is KnownBy.RECORD else available) > limit.tick:
            continue
        if edition.withdrawn is not None and edition.withdrawn.public(dates.FEDERAL_ZONE) <= limit.tick:
            continue
        known.append(edition)
    return known


def _printed_on(edition: Edition) -> dt.date:
    return dt.date.fromisoformat(edition.printed_on.text[:10])


def _editions(store: Store, printed: Sequence[Edition], related: Collection[Path]) -> list[history.PrintedEdition]:
    """Editions with the words of the provisions that matter."""
    listed: list[list[tuple[Path, str]]] = []
    for edition in printed:
        paths = ((path_of(written), id_) for written, id_ in edition.provisions)
        listed.append([(path, id_) for path, id_ in paths if any(covers(each, path) for each in related)])
    passages = store.passages(id_ for each in listed for _, id_ in each)
    found: list[history.PrintedEdition] = []
    for edition, each in zip(printed, listed, strict=True):
        groups = groupby(each, key=itemgetter(0))
        words = {path: provision_of(path, [passages[id_] for _, id_ in group]) for path, group in groups}
        found.append(history.PrintedEdition(_printed_on(edition), words, edition.whole))
    return found


def provision_of(path: Path, passages: Sequence[Passage]) -> Provision:
    """Return a provision from its recorded words."""
    rows = (row for passage in passages for row in passage.paragraphs)
    return Provision(path, passages[0].heading, tuple(Paragraph(a, h, w, Sort(s)) for a, h, w, s in rows))


def _base(store: Store, part: str, editions: Sequence[Edition], day: dt.date, question: Question) -> dt.date:
    """Return the day of the first edition; raises when there is none by the day that is asked for."""
    days = sorted(map(_printed_on, editions))
    if days and days[0] <= day:
        return days[0]
    if days:
        raise NotFoundError(
            f"on: found {day}; expected a day from {days[0]} on, the first edition of {part} in the ledger"
        )
    recorded = store.parts()
    others = f"; it has {', '.join(recorded[:6])}" if recorded else ""
    later = [edition.printed_on.text for edition, _ in store.editions(part)]
    known = f" known by {question.known}" if later else ""
    raise NotFoundError(
        f"scope: found {part}, of which the ledger has no edition{known}; expected one, added with "
        f"`regtrack add FILE.xml` (the annual edition or the eCFR){others}"
    )


def _as_spelled(whole: Text, path: Path, address: Path) -> Path:
    """Return an address as the text has it: terms are found whatever their case."""
    bare = tuple(step for step in address if not step.startswith(":"))
    for tree in (whole.operative, whole.codified):
        for paragraph in (p for where, each in tree.items() if covers(path, where) for p in each.paragraphs):
            if inside(paragraph.address, bare):
                return paragraph.address[: len(bare)]
    return bare


def inside(address: Path, outer: Path) -> bool:
    """Whether a paragraph is another one or stands under it."""
    return len(address) >= len(outer) and all(same_step(a, b) for a, b in zip(address, outer, strict=False))


def _address(line: Shown) -> Path:
    paragraph = line.paragraph or line.printed
    return paragraph.address if paragraph is not None else ()


def _check_there(answer: TextAnswer, whole: Text, found: Sequence[AmendingAct], printed: Sequence[Edition]) -> None:
    """Raise when nothing of the scope is there, ever was or is to come."""
    path, address = answer.path, answer.address
    provisions = {*whole.operative, *whole.codified}
    if len(path) < 3 or answer.shown or (any(covers(path, each) for each in provisions) and not address):
        return
    if went(answer) or any(_brings(read, path, address) for act in found for read in act.reads):
        return  # the answer says what became of it, or from when on it is there
    near = [_children(whole, path, address)] if path in provisions else []
    if not near:
        listed = sorted(
            {path_of(written) for edition in printed for written, _ in edition.provisions}, key=history.order_of
        )
        near = [f"the part has {', '.join((*map(spell, listed[:3]), f'and {len(listed) - 3} more'))}"]
    raise NotFoundError(f"scope: found {answer.scope!r}; expected a provision that is there ({near[0]})")


def _brings(read: history.Read, path: Path, address: Path) -> bool:
    """Whether an instruction has words for a paragraph, or may have."""
    if isinstance(read, Refusal):
        return read.target.provision == path and read.target.reaches(address)
    goals = (read.to, *(to for _, to in read.with_))
    if any(to is not None and to.provision == path and inside(address, to.address) for to in goals):
        return True
    printed = (piece.paragraph.address for piece in read.content if piece.paragraph is not None)
    return read.target.provision == path and (not address or any(inside(each, address) for each in printed))


def _children(whole: Text, path: Path, address: Path) -> str:
    """Return what stands where a paragraph does not."""
    tree = whole.operative if path in whole.operative else whole.codified
    there = [each.address for each in tree[path].paragraphs]
    size = next((n for n in range(len(address) - 1, 0, -1) if any(inside(each, address[:n]) for each in there)), 0)
    steps = [each[size] for each in there if len(each) > size and inside(each, address[:size])]
    names = list(dict.fromkeys(step for step in steps if not step.startswith("¶")))
    listed = f"{names[0]} to {names[-1]}" if len(names) > 3 else ", ".join(names)
    where = cite(path, address[:size])
    return f"{where} has {listed}" if names else f"{where} has no paragraphs"


def went(answer: TextAnswer) -> str:
    """Return what became of what no longer stands where it did; empty if nothing is known."""
    path, address = answer.path, answer.address
    for (provision, at), origins in answer.text.origins.items():
        for origin in origins:
            if origin.was is not None and (origin.was.provision, origin.was.address) == (path, address):
                return f"now {cite(provision, at)}, {origin_line(origin.source, origin.verb)}"
    gone = answer.text.origins.get((path, address)) or answer.text.origins.get((path, ()), ())
    removed = [origin for origin in gone if origin.verb is Verb.REMOVE]
    return origin_line(removed[-1].source, Verb.REMOVE) if removed else ""


def origin_line(source: InstructionSource, verb: Verb, target: Target | None = None) -> str:
    """Return what made a paragraph, or a target, what it is."""
    place = f"{target} ".replace(UNCODIFIED, "") if target is not None else ""
    return f"{place}{VERBS[verb].past} by {source}"
