"""The text of the provisions of a part on a day: the first edition that is known, and the acts in force since.

Two texts, never mixed. *Codified* is what an edition printed. *Operative* is compiled: the first edition, with the
operations of the acts that are in force, in order of effect, publication, page and instruction. A later edition checks
what was compiled and never overwrites it. Which acts are in force is not known here: the caller says so.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from itertools import groupby
from typing import Any

import attrs

from regtrack.model.scope import Path, covers
from regtrack.text.applying import AppliedText, apply
from regtrack.text.operations import Refusal, TextOperation
from regtrack.text.provision import Paragraph, Provision
from regtrack.text.wording import same_words
from regtrack.text.working_copy import ParagraphOrigin, Tree

Read = TextOperation | Refusal


class Check(StrEnum):
    """How a paragraph stands against what was printed."""

    CONFIRMED = "confirmed"
    COMPILED = "compiled"
    PRINTED = "printed"
    DIFFERS = "differs"
    BASELINE = "baseline"
    REFUSED = "could_not_incorporate"


@attrs.frozen
class PrintedEdition:
    """What was printed of a part on a day.

    Attributes:
        day: on which it was in print.
        provisions: by path; of a whole part, what is not among them was not there.
        whole: it is the whole part.
    """

    day: dt.date
    provisions: Mapping[Path, Provision]
    whole: bool = True


@attrs.frozen
class AmendingAct:
    """What one document does by instructions of one standing.

    Attributes:
        reads: its operations and refusals.
        order: its sort key among others: effect, publication, page, instruction.
        begins_on: the day from which it is in force.
        counts: it is in force on the day that is asked for, or taken for so.
        standing: why it does not count: pending, stayed, vacated.
        assumed: it counts by the question alone.
        published_on: the day from which its words were public: no edition of an earlier day has them.
        flags: what a careful reader should be warned of.
    """

    reads: tuple[Read, ...]
    order: tuple[Any, ...]
    begins_on: dt.date | None
    counts: bool = True
    standing: str = ""
    assumed: bool = False
    published_on: dt.date | None = None
    flags: tuple[str, ...] = ()


@attrs.frozen
class Shown:
    """A paragraph of the answer.

    Attributes:
        provision: where it stands.
        paragraph: as it is in law; None where the law has nothing and the print has something.
        check: how it stands against the print.
        printed: as the latest edition has it, where that differs.
        origins: what made it what it is, latest last.
        refusals: what may concern it and could not be incorporated.
        assumed: it is so only if what was assumed takes effect.
        cause: why the print differs, if that is known.
    """

    provision: Path
    paragraph: Paragraph | None
    check: Check
    printed: Paragraph | None = None
    origins: tuple[ParagraphOrigin, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    assumed: bool = False
    cause: str = ""


@attrs.frozen
class Text:
    """Provisions as they stood on a day.

    Attributes:
        operative: in law; None when there is no edition to start from.
        codified: as printed, from the latest edition of each provision.
        base_on: the day of the edition from which the operative text is compiled.
        printed_on: the day of the latest edition.
        shown: every paragraph with how it stands.
        refusals: what could not be incorporated.
        origins: what made each paragraph.
        left_out: acts that do not count, with why.
    """

    operative: Tree
    codified: Tree
    base_on: dt.date
    printed_on: dt.date
    shown: tuple[Shown, ...]
    refusals: tuple[Refusal, ...]
    origins: Mapping[tuple[Path, Path], tuple[ParagraphOrigin, ...]]
    left_out: tuple[AmendingAct, ...] = ()


def text_on(editions: Sequence[PrintedEdition], acts: Iterable[AmendingAct], day: dt.date, scope: Path) -> Text | None:
    """Return the text of what a scope covers on a day; None when no edition is as old as that.

    Args:
        editions: of the part, in any order.
        acts: on the part, in any order.
        day: in law.
        scope: a part, a section or an appendix.
    """
    before = sorted((each for each in editions if each.day <= day), key=lambda each: each.day)
    if not before:
        return None
    base, based_on = _first(before)
    codified, printed_on = _latest(before)
    ordered = sorted(acts, key=lambda act: act.order)
    counted = [act for act in ordered if act.counts]
    left_out = tuple(act for act in ordered if not act.counts)
    reads = [read for act in counted for read in act.reads if _is_later(act, read, based_on)]
    outcome = apply(base, reads)
    outcome = attrs.evolve(outcome, refusals=(*outcome.refusals, *_printed_unheld(left_out, based_on)))
    shown = _Showing(outcome, codified, based_on, printed_on, counted, left_out)
    paths = [path for path in dict.fromkeys((*outcome.tree, *codified)) if covers(scope[:3], path)]
    return Text(
        {path: outcome.tree[path] for path in paths if path in outcome.tree},
        {path: codified[path] for path in paths if path in codified},
        min(based_on.values(), default=before[0].day), max(printed_on.values(), default=before[-1].day),
        tuple(line for path in sorted(paths, key=order_of) for line in shown.of(path)),
        outcome.refusals, outcome.origins, left_out,
    )  # fmt: skip


def act_by_act(
    editions: Sequence[PrintedEdition], acts: Iterable[AmendingAct]
) -> Iterator[tuple[AmendingAct, Tree, AppliedText]]:
    """Return what each document did on each day on which it took effect: the text before it, and what it left."""
    tree, based_on = _first(sorted(editions, key=lambda each: each.day))
    counted = sorted((act for act in acts if act.counts), key=lambda act: act.order)
    for _, group in groupby(counted, key=lambda act: (act.begins_on, act.reads[0].source.document)):
        together = list(group)
        reads = [read for act in together for read in act.reads if _is_later(act, read, based_on)]
        outcome = apply(tree, reads)
        if reads:
            yield together[0], tree, outcome
        tree = dict(outcome.tree)


def order_of(path: Path) -> tuple[Any, ...]:
    """Return the sort key of a provision in its part: sections by number, then appendices, then supplements."""
    last = path[-1]
    sort = next((n for n, start in enumerate(("subpart ", "app. ", "supp. "), 1) if last.startswith(start)), 0)
    pieces = [(0, int(each), "") if each.isdecimal() else (1, 0, each) for each in re.findall(r"\d+|[^\d]+", last)]
    return (path[:2], sort, pieces)


def _first(editions: Sequence[PrintedEdition]) -> tuple[dict[Path, Provision], dict[Path, dt.date]]:
    """Each provision as first printed, and when; from the first whole edition on, what is not in it was not there."""
    found: dict[Path, Provision] = {}
    days: dict[Path, dt.date] = {}
    whole: dt.date | None = None
    for edition in editions:
        for path, provision in edition.provisions.items():
            if path not in days and (whole is None or edition.day <= whole):
                found[path], days[path] = provision, edition.day
        if edition.whole and whole is None:
            whole = edition.day
    if whole is not None:
        days[()] = whole
    return found, days


def _latest(editions: Sequence[PrintedEdition]) -> tuple[dict[Path, Provision], dict[Path, dt.date]]:
    found: dict[Path, Provision] = {}
    days: dict[Path, dt.date] = {}
    for edition in editions:
        if edition.whole:
            for gone in found.keys() - edition.provisions.keys():
                del found[gone]
                days[gone] = edition.day
        for path, provision in edition.provisions.items():
            found[path], days[path] = provision, edition.day
    return found, days


def _is_later(act: AmendingAct, read: Read, based_on: Mapping[Path, dt.date]) -> bool:
    """Whether the edition from which a provision is compiled cannot have an act: of later effect, or not public yet."""
    based = based_on.get(read.target.provision, based_on.get((), None))
    if act.begins_on is None or based is None or act.begins_on > based:
        return True
    return act.published_on is not None and act.published_on > based


def _printed_unheld(left_out: Iterable[AmendingAct], based_on: Mapping[Path, dt.date]) -> Iterable[Refusal]:
    """Return what an edition printed from the start although it is not in force.

    The text before it is not known.
    """
    for act in left_out:
        if act.begins_on is None or act.standing not in ("stayed", "vacated", "delayed"):
            continue
        for read in act.reads:
            if not _is_later(act, read, based_on):
                reason = f"it is {act.standing}, and the first edition prints it; expected an edition from before it"
                yield Refusal(read.target, read.source, read.words, reason)


class _Showing:
    """Puts what was compiled beside what was printed."""

    def __init__(
        self, outcome: AppliedText, codified: Tree, based_on: Mapping[Path, dt.date],
        printed_on: Mapping[Path, dt.date], counted: Sequence[AmendingAct], left_out: Sequence[AmendingAct],
    ) -> None:  # fmt: skip
        self.outcome, self.codified, self.left_out = outcome, codified, left_out
        self.based_on, self.printed_on = based_on, printed_on
        self.begins = {read.source: act.begins_on for act in counted for read in act.reads}
        self.assumed = {read.source for act in counted if act.assumed for read in act.reads}

    def of(self, path: Path) -> Iterable[Shown]:
        compiled, printed = self.outcome.tree.get(path), self.codified.get(path)
        there = {each.address: each for each in printed.paragraphs} if printed is not None else {}
        for paragraph in compiled.paragraphs if compiled is not None else ():
            yield self._shown(path, paragraph, paragraph.address, there.pop(paragraph.address, None))
        for only in there.values():
            yield self._shown(path, None, only.address, only)

    def _shown(self, path: Path, paragraph: Paragraph | None, address: Path, printed: Paragraph | None) -> Shown:
        origins = self.outcome.origins.get((path, address), ())
        if paragraph is None:  # the print has it, and the compiled text has not
            origins = origins or self.outcome.origins.get((path, ()), ())
        refusals = self.outcome.doubts(path, address)
        assumed = bool(self.assumed) and paragraph is not None and any(o.source in self.assumed for o in origins)
        same = paragraph is not None and printed is not None and same_words(paragraph.text, printed.text)
        day = self.printed_on.get(path)
        check, cause = None, ""
        if refusals:
            check = Check.REFUSED
        elif same:
            again = day is not None and day != self.based_on.get(path)
            check = Check.CONFIRMED if again or origins else Check.BASELINE
        elif path not in self.codified or assumed:
            check = Check.COMPILED
        elif any((b := self.begins.get(o.source)) is None or day is None or b > day for o in origins):
            check = Check.COMPILED  # by an act that no edition can have printed yet
        if check is None or paragraph is None:
            cause = self._cause(path, address)
        check = check or (Check.DIFFERS if cause or origins else Check.PRINTED)
        return Shown(path, paragraph, check, None if same else printed, origins, refusals, assumed, cause)

    def _cause(self, path: Path, address: Path) -> str:
        """Why the print may differ: an act that does not count, and reaches the paragraph."""
        for act in self.left_out:
            for read in act.reads:
                if read.target.provision == path and read.target.reaches(address):
                    return f"{read.source} is {act.standing}"
        return ""
