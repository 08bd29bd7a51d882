"""The clauses of an amendatory instruction: which verb does what to which paragraphs, in printed order.

An instruction is read from left to right as a row of marks. An active verb takes the targets behind it ("revising
paragraph (b)"), a passive one those before it ("paragraph (b) is revised"); sections named before any verb are where
paragraphs belong. What fits no clause makes the clause unread, and an unread clause is refused.
"""

from __future__ import annotations

import re
from itertools import pairwise

import attrs

from regtrack.model.scope import Path, path_of
from regtrack.text.acting import Acts
from regtrack.text.citing import Place
from regtrack.text.clause import (
    Clause,
    StepContext,
    defines,
    doubt_gone,
    doubts_of,
    finest,
    inside,
    numbered,
    put_instead,
    sentence_of,
)
from regtrack.text.formal import left_over
from regtrack.text.marks import without_asides
from regtrack.text.operations import UNCODIFIED, Target, Verb, is_division
from regtrack.text.slips import mended

_TO_READ = re.compile(r"(?:(?!\b(?:by|table|tables)\b).)*\bto\s+read(?:\s+as\s+follows)?\s*[.:]?", re.IGNORECASE)
_PLACES_BELOW = re.compile(
    r"(?<!as follows):\s*$|\bfollowing\s+(?:\w+\s+)?(?:places|locations|sections|paragraphs|provisions)\b"
)
_OUTSIDE = re.compile(r"”[.,]")
_ENDS_QUOTED = re.compile(r"”(?:\s+(?:and|or))?\s*$")


class InstructionReader(Acts):
    """One reading of one instruction: what is done, to what is named.

    Args:
        text: without its number, white space squeezed.
        place: title and part.
        inherited: what the instruction over this step named.
    """

    def __init__(self, text: str, place: Place, inherited: StepContext | None) -> None:
        super().__init__(without_asides(mended(text)), place, inherited or StepContext())
        self._read_marks()
        self._finish()

    def context(self) -> StepContext:
        """Return what steps under the instruction belong to."""
        opens = len(self.clauses) == 1 and self.clauses[0].verb is Verb.AMEND
        places = [each for each in self.clauses[0].targets if each.address or each.field] if opens else []
        places = places or self.subparts or list(dict.fromkeys(self.led))
        if not places and self.sections == self.inherited.sections:
            places = list(self.inherited.inside)
        elif not opens and (len(places) > 1 or len(self.sections) != 1) and not self.subparts:
            places = []
        limit = self.inherited.limit or self.unread_words()
        return StepContext(self.sections, self.annexes, tuple(places), limit, self.listed, frozenset(self.apart))

    def unread_words(self) -> str:
        """Return why the instruction as a whole has no certain reading: words that nothing has read; or nothing."""
        if self.misquoted:
            return "quotation marks that do not pair, or stand in others"
        verbs = {each.verb for each in self.clauses} - {Verb.AMEND}
        if words := left_over(self.skeleton, suspends=bool(verbs) and verbs <= {Verb.SUSPEND, Verb.STAY}):
            return f"words that nothing reads: {words!r}; expected what is done, and where"
        if (
            self._loose
            or self.rows
            or self.unplaced
            or (verbs and self.waiting)
            or any(each.idle for each in self.clauses)
        ):
            return "words or places that nothing is done with; expected what is done"
        return ""

    # --- verbs ------------------------------------------------------------------------------------------------------

    # --- words ------------------------------------------------------------------------------------------------------

    def _finish(self) -> None:
        """Give each clause its places, and say why what has no certain reading has none."""
        self._doubt_halt()
        self._close()
        if self.said is not None and self.said is self.clauses[-1] and self.waiting:
            self._take_behind(self.said)
        for clause in self.clauses:
            clause.outside = _OUTSIDE.search(self.text) is not None
        for last in self.clauses[-1:]:
            last.ends_quoted = _ENDS_QUOTED.search(self.text) is not None
            last.doubt = last.doubt or self.doubt  # "... is added to the table"
        put_instead(self.clauses)
        terms = {target.address for clause in self.clauses for target in clause.targets if defines(target.address)}
        outer = self.defined | {address[: defines(address)] for address in terms}
        finer = {target.provision for clause in self.clauses for target in clause.targets if target.address}
        before: set[Path] = set()
        for clause in self.clauses:
            holders = len(outer) > 1 and any(numbered(each.address) for each in clause.targets)
            clause.targets = finest([inside(target, outer) for target in clause.targets])
            if clause.targets and all(0 < defines(each.address) < len(each.address) for each in clause.targets):
                clause.into = [inside(target, outer) for target in clause.into]
            if holders:
                clause.doubt = clause.doubt or "a paragraph of no certain definition"
                clause.targets += [Target(provision) for provision in {each.provision for each in clause.targets}]
            if not clause.targets and clause.verb is not Verb.AMEND:
                clause.targets, clause.placed = self.standing(), True
            if clause.headed:
                sections = dict.fromkeys(each.provision for each in clause.targets)
                clause.targets = [*(Target(each, field=":heading") for each in sections), *clause.targets]
            if clause.out and not clause.targets:
                clause.targets = list(self.subparts)
            self.check_rows(clause)
            clause.placed = clause.placed and not any(each.provision in self.apart for each in clause.targets)
            clause.doubt = clause.doubt or next(doubts_of(clause, self.text, before, finer), "")
            before |= {target.provision for target in clause.targets if target.address}
            if clause.verb is Verb.AMEND and not clause.targets:
                clause.targets = self.waiting or self.standing() or [Target(path_of(each)) for each in self.parts]
            clause.targets = list(dict.fromkeys(map(self._uncodified, clause.targets)))
        doubt_gone(self.clauses, set(self.named))
        if len(self.clauses) == 1 and self.clauses[0].verb is Verb.AMEND and _TO_READ.fullmatch(self.text):
            only = self.clauses[0]  # "amend (q) to read as follows"
            only.targets = finest(only.targets)
            if only.targets and all(len(each.provision) > 2 for each in only.targets):
                only.verb, self.waiting = Verb.REVISE, []
        unplaced = next((clause.doubt for clause in self.clauses if clause.verb is Verb.AMEND and clause.doubt), "")
        for clause in self.clauses:
            clause.doubt = clause.doubt or unplaced
        for gone, come in pairwise(self.clauses):  # "remove “A” and add “B”"
            placed = come.at_end or (come.side and len(come.out) == len(come.put) == 1)
            if gone.verb is Verb.REMOVE and come.verb is Verb.ADD and gone.out and come.out and not placed:
                for clause in (gone, come):
                    clause.doubt = clause.doubt or "words to be put in at a place that is not certain"
        if self.sentence and not self.clauses:  # "§ 9.1(a), first sentence." under "in the following places"
            places = finest(self.waiting)
            self.doubt = self.doubt or ("a sentence of no certain paragraph" if len(places) > 1 else "")
            self.waiting = [sentence_of(each, self.sentence) for each in places]
        if not self.clauses and self.waiting and (words := self.inherited.swap) is not None:
            places, verb = finest(self.waiting), Verb.SWAP if words.put else Verb.REMOVE
            self.clauses.append(attrs.evolve(words, verb=verb, targets=places, doubt=self.doubt, placed=False))
            words.verb, words.targets, words.doubt, self.waiting = Verb.AMEND, [*words.targets, *places], "", []
        elif not self.clauses and self.waiting:  # "b. In paragraph (a):"
            self.clauses.append(Clause(Verb.AMEND, list(self.waiting), doubt=self.doubt or unplaced))
        if self.clauses and _PLACES_BELOW.search(self.text):
            self._take_listed(self.clauses[-1])

    def _uncodified(self, target: Target) -> Target:
        return Target(target.provision, field=UNCODIFIED) if target.provision in self.apart else target

    def _take_behind(self, clause: Clause) -> None:
        """Read "the entry for “A” is removed from the table in paragraph (b)"."""
        if not any(map(self._is_object, self.waiting)):
            clause.targets, self.waiting, clause.placed = finest(self.waiting), [], False
            clause.table, self.open_table = self.table if self.open_table else clause.table, False

    def _take_listed(self, clause: Clause) -> None:
        """Read "in the following places: §§ 9.1(a) and 9.2", or leave the places to steps."""
        smaller = not all(is_division(each.provision) for each in clause.targets)  # "in the following places in part 9"
        if clause.verb not in (Verb.SWAP, Verb.REMOVE) or not clause.out or (smaller and not clause.placed):
            return
        if len(self.clauses) == 1 and self.waiting and not clause.doubt:
            clause.targets, self.waiting, clause.placed = finest(self.waiting), [], False
        else:
            clause.doubt = clause.doubt or "words of places that are listed; expected steps that name them"
            self.listed = clause
